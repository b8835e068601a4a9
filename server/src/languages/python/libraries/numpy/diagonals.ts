// Diagonals: taken out of matrices, summed, and written into matrices; and matrices made of powers.
import { Tensor, type Value } from '@gradlens/engine'
import type { Call } from './call'
import { dtypeOf, toTensor } from './convert'
import { promote } from './dtypes'
import type { TensorLike } from './ndarray'
import { counting } from './reductions'
import { counted, integer, integers, shapeOf } from './shaping'
import { Arithmetic } from './tensorArithmetic'
import { as, wrap } from './ufuncs'

/** An integer argument, or what it is where it is left out. */
export const numberOr = (call: Call, v: Value, otherwise: number): number =>
  v === undefined ? otherwise : (integers(call, v)[0] ?? otherwise)

/** The elements (i, i + offset) of two axes, along a last axis of its own. */
export function diagonalOf(call: Call, x: TensorLike, offset: number, first: number, second: number): TensorLike {
  const n = new Arithmetic(call)
  const shape = shapeOf(x)
  const rank = shape.length
  if (rank < 2) call.raise('ValueError', 'diag requires an array of at least two dimensions')
  const [p, q] = [counted(call, first, rank), counted(call, second, rank)]
  if (p === q) call.raise('ValueError', 'axis1 and axis2 cannot be the same')
  const others = shape.map((_, i) => i).filter((i) => i !== p && i !== q)
  const [rows, columns] = [shape[p], shape[q]]
  const flat = n.reshape(n.transpose(x, [...others, p, q]), [...others.map((i) => shape[i]), rows * columns])
  const [top, left] = [Math.max(0, -offset), Math.max(0, offset)]
  const count = Math.max(0, Math.min(rows - top, columns - left))
  const places = Array.from({ length: count }, (_, i) => (top + i) * columns + left + i)
  return n.take(flat, places, others.length)
}

/** `np.trace`. */
export function diagonalSum(call: Call, v: Value, offset?: Value, axis1?: Value, axis2?: Value): Value {
  const x = toTensor(v, null, call.runtime, call.site)
  const taken = diagonalOf(
    call,
    counting(call, x),
    numberOr(call, offset, 0),
    numberOr(call, axis1, 0),
    numberOr(call, axis2, 1),
  )
  call.runtime.at(call.site)
  return wrap(call, call.ops.sum(taken, [-1]) as TensorLike)
}

/** The diagonal of a matrix, or a matrix with that diagonal. */
export function diag(call: Call, v: Value, k?: Value): Value {
  const x = toTensor(v, null, call.runtime, call.site)
  const offset = numberOr(call, k, 0)
  const shape = shapeOf(x)
  if (shape.length < 1 || shape.length > 2) call.raise('ValueError', 'Input must be 1- or 2-d.')
  call.runtime.at(call.site)
  return wrap(call, shape.length === 2 ? diagonalOf(call, x, offset, 0, 1) : withDiagonal(call, x, offset))
}

/** A square matrix with a vector on its diagonal. */
export function withDiagonal(call: Call, x: TensorLike, offset: number): TensorLike {
  const [count] = shapeOf(x)
  const side = count + Math.abs(offset)
  const [top, left] = [Math.max(0, -offset), Math.max(0, offset)]
  const places = Float64Array.from({ length: count }, (_, i) => (top + i) * side + left + i)
  const flat = call.ops.indexAdd(x, new Tensor(places, [count], 'int64'), 0, [side * side])
  return call.ops.reshape(flat, [side, side]) as TensorLike
}

/** `np.vander`: columns of powers, as products from the left. */
export function vander(call: Call, v: Value, size: Value, increasing: Value): Value {
  const x = toTensor(v, null, call.runtime, call.site)
  if (shapeOf(x).length !== 1) call.raise('ValueError', 'x must be a one-dimensional array or sequence.')
  const count = size === undefined || size === null ? shapeOf(x)[0] : (integer(size) ?? 0)
  const powers = vanderColumns(call, x, count)
  if (increasing !== true) powers.reverse()
  if (powers.length === 0) return call.opaque('a Vandermonde matrix without columns is not evaluated', {}, [v])
  return wrap(call, call.ops.stack(powers, 1) as TensorLike)
}

/** 1, x, x·x, …: `count` of them. */
export function vanderColumns(call: Call, given: TensorLike, count: number): TensorLike[] {
  const dtype = dtypeOf(given)
  const x = as(call, given, dtype && promote(dtype, 'int64'))
  const out: TensorLike[] = count > 0 ? [call.ops.onesLike(x) as TensorLike] : []
  while (out.length < count) out.push(out.length === 1 ? x : (call.ops.mul(out[out.length - 1], x) as TensorLike))
  return out
}
