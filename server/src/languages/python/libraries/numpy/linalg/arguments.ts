// What np.linalg asks of its arguments: floating matrices with the right axes, and its exception.
import { Opaque, Tensor, type Num, type Value } from '@gradlens/engine'
import { libraryException } from '../../../exceptions'
import type { Call } from '../call'
import { dtypeOf, toTensor } from '../convert'
import { promote } from '../dtypes'
import type { TensorLike } from '../ndarray'
import { shapeOf } from '../shaping'
import { as, isDiscrete, wrap } from '../ufuncs'

/** `numpy.linalg.LinAlgError`. */
export const linAlgError = libraryException('LinAlgError', 'Exception')

/** The value as a tensor of float32 or float64. */
export function floating(call: Call, v: Value): TensorLike {
  const x = toTensor(v, null, call.runtime, call.site)
  return isDiscrete(x) ? as(call, x, 'float64') : x
}

/** Matrices: at least two axes. */
export function matrices(call: Call, v: Value): TensorLike {
  const x = floating(call, v)
  const rank = shapeOf(x).length
  if (rank < 2) call.raise(linAlgError, `${rank}-dimensional array given. Array must be at least two-dimensional`)
  call.runtime.at(call.site)
  return x
}

/** Square matrices. */
export function squareMatrices(call: Call, v: Value): TensorLike {
  const x = matrices(call, v)
  const [m, n] = shapeOf(x).slice(-2)
  if (m !== n) call.raise(linAlgError, 'Last 2 dimensions of the array must be square')
  return x
}

/** Both in the floating type that they meet in. */
export function together(call: Call, a: TensorLike, b: TensorLike): readonly [TensorLike, TensorLike] {
  const [left, right] = [dtypeOf(a), dtypeOf(b)]
  const dtype = left && right ? promote(left, right) : null
  return [as(call, a, dtype), as(call, b, dtype)]
}

/** Is it on the tape, so that a derivative may pass? */
export const isTraced = (x: Num): boolean => (x instanceof Tensor || x instanceof Opaque) && x.node !== 0

/** A tuple of results. */
export function tuple(call: Call, parts: readonly Num[]): Value {
  return call.runtime.semantics.makeTuple(
    parts.map((part) => wrap(call, part as TensorLike)),
    call.runtime,
  )
}

/** The last two axes exchanged. */
export function flipped(call: Call, x: Num): Num {
  const rank = shapeOf(x as TensorLike).length
  const order = Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i))
  return call.ops.transpose(x, order)
}

/** Only the lower triangle of a symmetric matrix is read: a derivative goes to what is read. */
export function lowerRead(call: Call, x: TensorLike): TensorLike {
  if (!isTraced(x)) return x
  const [n] = shapeOf(x).slice(-1)
  const mask = (keep: (i: number, j: number) => boolean): Tensor =>
    new Tensor(
      Float64Array.from({ length: n * n }, (_, k) => Number(keep(Math.floor(k / n), k % n))),
      [n, n],
      'bool',
    )
  const { ops } = call
  return ops.where(
    mask((i, j) => i >= j),
    x,
    flipped(call, x),
  ) as TensorLike
}
