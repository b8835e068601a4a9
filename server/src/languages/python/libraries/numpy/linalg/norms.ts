// `np.linalg.norm` and `cond`: norms of vectors by any order, of matrices by sums, elements and singular values.
import { LinAlgError, Opaque, Tensor, Tuple, type Num, type Value } from '@gradlens/engine'
import { known, type Call } from '../call'
import { dtypeOf } from '../convert'
import type { TensorLike } from '../ndarray'
import { axesArgument, flag } from '../reductions'
import { row } from '../row'
import { integer, shapeOf } from '../shaping'
import { isActive, wrap } from '../ufuncs'
import { floating, linAlgError, matrices, squareMatrices } from './arguments'
import { linalgRow, valued } from './application'
import { valuesOf } from './decompositions'
import { inverse } from './systems'

type Order = number | string | null

function orderOf(call: Call, v: Value): Order {
  if (v === undefined || v === null) return null
  const given = known(v)
  if (typeof given === 'string' || typeof given === 'number') return given
  const whole = integer(given)
  if (whole !== null) return whole
  return floatOf(call, given)
}

function floatOf(call: Call, v: Value): number {
  const x = floating(call, v)
  return (known(x) as Tensor).data[0]
}

/** √Σx² along axes, added as NumPy's reductions add. */
function euclidean(call: Call, x: TensorLike, axes: readonly number[], keep: boolean): TensorLike {
  const { ops } = call
  if (!(x instanceof Tensor)) return ops.norm(x, 2, axes, keep) as TensorLike
  const plain = new Tensor(x.data, x.shape, x.dtype)
  const value = ops.sqrt(ops.sum(ops.mul(plain, plain), axes, keep)) as Tensor
  return isActive(x) ? (valued(call, ops.norm(x, 2, axes, keep), value) as TensorLike) : value
}

/** The p-norm of vectors along axes. */
function vectorNorm(call: Call, x: TensorLike, order: Order, axis: number, keep: boolean): TensorLike {
  const { ops } = call
  if (typeof order === 'string') call.raise('ValueError', `Invalid norm order '${order}' for vectors`)
  const p = order ?? 2
  if (p === Infinity) return ops.max(ops.abs(x), [axis], keep) as TensorLike
  if (p === -Infinity) return ops.min(ops.abs(x), [axis], keep) as TensorLike
  if (p === 0) return ops.sum(ops.cast(ops.notEqual(x, 0) as Num, dtypeOf(x) ?? 'float64'), [axis], keep) as TensorLike
  if (p === 1) return ops.sum(ops.abs(x), [axis], keep) as TensorLike
  if (p === 2) return euclidean(call, x, [axis], keep)
  if (isActive(x) && p > 0) return ops.norm(x, p, [axis], keep) as TensorLike
  return ops.pow(ops.sum(ops.pow(ops.abs(x), p), [axis], keep), 1 / p) as TensorLike
}

/** The norm of the matrices in the last two axes. */
function matrixNorm(call: Call, x: TensorLike, order: Order): TensorLike {
  const { ops } = call
  if (order === null || order === 'fro' || order === 'f') return ops.norm(x, 2, [-2, -1]) as TensorLike
  const singular = (): TensorLike => valuesOf(call, x)
  const sums = (axis: number): Num => ops.sum(ops.abs(x), [axis])
  switch (order) {
    case 2:
      return ops.max(singular(), [-1]) as TensorLike
    case -2:
      return ops.min(singular(), [-1]) as TensorLike
    case 'nuc':
      return ops.sum(singular(), [-1]) as TensorLike
    case 1:
      return ops.max(sums(-2), [-1]) as TensorLike
    case -1:
      return ops.min(sums(-2), [-1]) as TensorLike
    case Infinity:
      return ops.max(sums(-1), [-1]) as TensorLike
    case -Infinity:
      return ops.min(sums(-1), [-1]) as TensorLike
    default:
      return call.raise('ValueError', 'Invalid norm order for matrices.')
  }
}

/** `np.linalg.norm`. */
export function norm(call: Call, v: Value, order: Value, axis: Value, keepdims: Value): Value {
  const x = floating(call, v)
  const shape = shapeOf(x)
  const rank = shape.length
  const keep = flag(call, keepdims)
  const ord = orderOf(call, order)
  call.runtime.at(call.site)
  const plain = ord === null || ((ord === 'fro' || ord === 'f') && rank === 2) || (ord === 2 && rank === 1)
  if ((axis === undefined || axis === null) && plain) {
    const whole = call.ops.norm(x, 2, null, keep)
    return wrap(call, whole as TensorLike)
  }
  const given = axis === undefined ? null : known(axis)
  if (given !== null && !(given instanceof Tuple) && integer(given) === null)
    call.raise('TypeError', "'axis' must be None, an integer or a tuple of integers")
  const axes = axesArgument(call, axis === null ? undefined : axis, rank) ?? shape.map((_, i) => i)
  if (axes.length === 1) return wrap(call, vectorNorm(call, x, ord, axes[0], keep))
  if (axes.length !== 2) call.raise('ValueError', 'Improper number of dimensions to norm.')
  if (axes[0] === axes[1]) call.raise('ValueError', 'Duplicate axes given.')
  if (ord === null || ord === 'fro' || ord === 'f') return wrap(call, euclidean(call, x, axes, keep))
  const others = shape.map((_, i) => i).filter((i) => !axes.includes(i))
  const out = matrixNorm(call, call.ops.transpose(x, [...others, ...axes]) as TensorLike, ord)
  const kept = shape.map((n, i) => (axes.includes(i) ? 1 : n))
  return wrap(call, keep ? (call.ops.reshape(out, kept) as TensorLike) : out)
}

/** `np.linalg.cond`: quotients of singular values, or a norm times that of the inverse. */
function cond(call: Call, v: Value, order: Value): Value {
  const ord = orderOf(call, order)
  const { ops } = call
  const x = matrices(call, v)
  if (shapeOf(x).includes(0)) call.raise(linAlgError, 'cond is not defined on empty arrays')
  if (ord === null || ord === 2 || ord === -2) {
    const s = valuesOf(call, x)
    const [first, last] = [ops.index(s, ['ellipsis', 0]), ops.index(s, ['ellipsis', -1])]
    return wrap(call, infinite(call, (ord === -2 ? ops.div(last, first) : ops.div(first, last)) as TensorLike, x))
  }
  const square = squareMatrices(call, v)
  let inverted: TensorLike
  try {
    inverted = inverse(call, square)
  } catch (error) {
    if (!(error instanceof LinAlgError)) throw error
    return shapeOf(square).length === 2
      ? wrap(call, ops.fill([], Infinity, dtypeOf(x) ?? 'float64'))
      : call.opaque('condition numbers of a stack with a singular matrix are not evaluated', {}, [v])
  }
  return wrap(
    call,
    infinite(call, ops.mul(matrixNorm(call, square, ord), matrixNorm(call, inverted, ord)) as TensorLike, x),
  )
}

/** NaN becomes infinity, where the matrix itself has none. */
function infinite(call: Call, r: TensorLike, x: TensorLike): TensorLike {
  if (r instanceof Opaque || x instanceof Opaque || !r.data.some(Number.isNaN) || x.data.some(Number.isNaN)) return r
  return call.ops.where(call.ops.equal(r, r) as Num, r, call.ops.fill([], Infinity, r.dtype)) as TensorLike
}

export const NORMS: readonly ReturnType<typeof row>[] = [
  linalgRow('norm', 'x, ord=, axis=, keepdims=', norm),
  linalgRow('cond', 'x, p=', cond),
]
