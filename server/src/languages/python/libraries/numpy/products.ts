// Dot products, matrix products and norms.
import { Opaque, Tensor, type Num, type Value } from '@gradlens/engine'
import type { Call } from './call'
import { dtypeOf, promote, toTensor } from './convert'
import type { TensorLike } from './ndarray'
import { axesArgument, flag } from './reductions'
import { integer, shapeOf } from './shaping'
import { as, isDiscrete, wrap } from './ufuncs'

/** Both in the element type that they meet in; products do not look at scalars' values. */
function pair(call: Call, a: Value, b: Value): readonly [TensorLike, TensorLike] {
  const x = toTensor(a, null, call.runtime, call.site)
  const y = toTensor(b, null, call.runtime, call.site)
  const [left, right] = [dtypeOf(x), dtypeOf(y)]
  const dtype = left && right ? promote(left, right) : null
  return [as(call, x, dtype), as(call, y, dtype)]
}

/** `np.dot`: scalars multiply; else the last axis of the first with the last but one of the second. */
export function dot(call: Call, a: Value, b: Value): Value {
  const [x, y] = pair(call, a, b)
  const [left, right] = [shapeOf(x), shapeOf(y)]
  call.runtime.at(call.site)
  if (left.length === 0 || right.length === 0) return wrap(call, call.ops.mul(x, y) as TensorLike)
  const inner = right.length === 1 ? 0 : right.length - 2
  if (left[left.length - 1] !== right[inner]) {
    call.raise(
      'ValueError',
      `shapes ${bare(left)} and ${bare(right)} not aligned: ${left[left.length - 1]} (dim ${left.length - 1}) != ${right[inner]} (dim ${inner})`,
    )
  }
  if (left.length <= 2 && right.length <= 2) return wrap(call, call.ops.matmul(x, y) as TensorLike)
  return wrap(call, contract(call, x, y, left, right))
}

/** np.dot of arrays with more than two axes: all free axes of the first, then those of the second. */
function contract(
  call: Call,
  x: TensorLike,
  y: TensorLike,
  left: readonly number[],
  right: readonly number[],
): TensorLike {
  const inner = left[left.length - 1]
  const { ops } = call
  const at = right.length === 1 ? 0 : right.length - 2
  const order = [at, ...right.map((_, i) => i).filter((i) => i !== at)]
  const p = ops.reshape(x, [-1, inner])
  const q = ops.reshape(ops.transpose(y, order), [inner, -1])
  return ops.reshape(ops.matmul(p, q), [...left.slice(0, -1), ...order.slice(1).map((i) => right[i])]) as TensorLike
}

function bare(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(',')})`
}

/** `a @ b`. */
export function matmul(call: Call, a: Value, b: Value): Value {
  const [x, y] = pair(call, a, b)
  const [left, right] = [shapeOf(x), shapeOf(y)]
  const scalar = left.length === 0 ? 0 : right.length === 0 ? 1 : -1
  if (scalar >= 0)
    call.raise(
      'ValueError',
      `matmul: Input operand ${scalar} does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)`,
    )
  const inner = right.length === 1 ? right[0] : right[right.length - 2]
  if (left[left.length - 1] !== inner) {
    call.raise(
      'ValueError',
      `matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size ${inner} is different from ${left[left.length - 1]})`,
    )
  }
  call.runtime.at(call.site)
  return wrap(call, call.ops.matmul(x, y) as TensorLike)
}

export function outer(call: Call, a: Value, b: Value): Value {
  const [x, y] = pair(call, a, b)
  call.runtime.at(call.site)
  return wrap(call, call.ops.outer(x, y) as TensorLike)
}

/** `np.inner` of vectors and scalars; more axes are not evaluated. */
export function inner(call: Call, a: Value, b: Value): Value {
  const [x, y] = pair(call, a, b)
  if (shapeOf(x).length > 1 || shapeOf(y).length > 1)
    return call.opaque('`np.inner` of matrices is not evaluated', {}, [x, y])
  return dot(call, a, b)
}

export function vdot(call: Call, a: Value, b: Value): Value {
  const [x, y] = pair(call, a, b)
  call.runtime.at(call.site)
  return wrap(call, call.ops.sum(call.ops.mul(call.ops.reshape(x, [-1]), call.ops.reshape(y, [-1]))) as TensorLike)
}

/** `np.linalg.norm`: vector norms of any order, Frobenius norms of matrices. */
export function norm(call: Call, v: Value, order: Value, axis: Value, keepdims: Value): Value {
  const raw = toTensor(v, null, call.runtime, call.site)
  const x = isDiscrete(raw) ? as(call, raw, 'float64') : raw
  const rank = shapeOf(x).length
  const axes = axesArgument(call, axis, rank)
  const keep = flag(call, keepdims)
  const { ops } = call
  call.runtime.at(call.site)
  const p = order === undefined || order === null ? null : (integer(order) ?? (typeof order === 'number' ? order : NaN))
  const matrix = axes === null ? rank >= 2 : axes.length === 2
  if (order === undefined || order === null || (order === 'fro' && matrix))
    return wrap(call, ops.norm(x, 2, axes, keep) as TensorLike)
  if (p === null || Number.isNaN(p) || matrix) return call.opaque('this norm is not evaluated', {}, [x])
  if (p === 0)
    return wrap(call, ops.sum(ops.cast(ops.notEqual(x, 0) as Num, dtypeOf(x) ?? 'float64'), axes, keep) as TensorLike)
  return wrap(call, ops.norm(x, p, axes, keep) as TensorLike)
}

/** The sum of a matrix's diagonal. */
export function trace(call: Call, v: Value): Value {
  const x = toTensor(v, null, call.runtime, call.site)
  if (x instanceof Opaque || x.shape.length !== 2) return call.opaque('this trace is not evaluated', {}, [x])
  return wrap(call, call.ops.sum(diagonalOf(call, x)) as TensorLike)
}

/** The diagonal of a matrix, or a matrix with that diagonal. */
export function diag(call: Call, v: Value): Value {
  const x = toTensor(v, null, call.runtime, call.site)
  if (x instanceof Opaque || x.shape.length < 1 || x.shape.length > 2)
    return call.opaque('this diagonal is not evaluated', {}, [x])
  call.runtime.at(call.site)
  if (x.shape.length === 2) return wrap(call, diagonalOf(call, x))
  const n = x.size
  const places = new Tensor(
    Float64Array.from({ length: n }, (_, i) => i * (n + 1)),
    [n],
    'int64',
  )
  return wrap(call, call.ops.reshape(call.ops.indexAdd(x, places, 0, [n * n]), [n, n]) as TensorLike)
}

function diagonalOf(call: Call, x: Tensor): TensorLike {
  const [rows, columns] = x.shape
  const n = Math.min(rows, columns)
  const places = new Tensor(
    Float64Array.from({ length: n }, (_, i) => i * (columns + 1)),
    [n],
    'int64',
  )
  return call.ops.take(call.ops.reshape(x, [-1]), places, 0) as TensorLike
}
