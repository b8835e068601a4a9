// Dot products, matrix products and their kin.
import { List, Tuple, type Value } from '@gradlens/engine'
import { bareShape } from './arrayText'
import { known, type Call } from './call'
import { dtypeOf, toTensor } from './convert'
import { promote } from './dtypes'
import type { TensorLike } from './ndarray'
import { counted, integer, integers, shapeOf } from './shaping'
import { Arithmetic } from './tensorArithmetic'
import { as, wrap } from './ufuncs'

export { diag, diagonalSum as trace } from './diagonals'

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
  return wrap(call, dotted(call, x, y))
}

/** `np.dot` of tensors of one element type. */
export function dotted(call: Call, x: TensorLike, y: TensorLike): TensorLike {
  const [left, right] = [shapeOf(x), shapeOf(y)]
  call.runtime.at(call.site)
  if (left.length === 0 || right.length === 0) return call.ops.mul(x, y) as TensorLike
  const inner = right.length === 1 ? 0 : right.length - 2
  if (left[left.length - 1] !== right[inner]) misaligned(call, left, right, inner)
  if (left.length <= 2 && right.length <= 2) return call.ops.matmul(x, y) as TensorLike
  return contract(call, x, y, left, right)
}

function misaligned(call: Call, left: readonly number[], right: readonly number[], inner: number): never {
  const last = left.length - 1
  return call.raise(
    'ValueError',
    `shapes ${bareShape(left)} and ${bareShape(right)} not aligned: ${left[last]} (dim ${last}) != ${right[inner]} (dim ${inner})`,
  )
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
  return wrap(call, call.ops.outer(call.ops.reshape(x, [-1]), call.ops.reshape(y, [-1])) as TensorLike)
}

/** `np.inner`: the last axes of both. */
export function inner(call: Call, a: Value, b: Value): Value {
  const [x, y] = pair(call, a, b)
  const [left, right] = [shapeOf(x), shapeOf(y)]
  if (left.length === 0 || right.length === 0) return dot(call, a, b)
  if (left[left.length - 1] !== right[right.length - 1]) misaligned(call, left, right, right.length - 1)
  call.runtime.at(call.site)
  return wrap(call, call.ops.linalg.tensordot(x, y, [[left.length - 1], [right.length - 1]]) as TensorLike)
}

export function vdot(call: Call, a: Value, b: Value): Value {
  const [x, y] = pair(call, a, b)
  call.runtime.at(call.site)
  const [left, right] = [x, y].map((v) => call.ops.reshape(v, [-1]) as TensorLike)
  const [size] = shapeOf(right)
  if (shapeOf(left)[0] !== size)
    call.raise('ValueError', `cannot reshape array of size ${size} into shape ${bareShape(shapeOf(left))}`)
  return wrap(call, dotted(call, left, right))
}

/** The axes of one operand of `np.tensordot`. */
function axesOf(call: Call, v: Value, rank: number): number[] {
  return integers(call, v).map((axis) => {
    if (axis < -rank || axis >= rank) call.raise('IndexError', 'tuple index out of range')
    return axis < 0 ? axis + rank : axis
  })
}

/** `np.tensordot`: sums over pairs of axes. */
export function tensordot(call: Call, a: Value, b: Value, axes: Value): Value {
  const [x, y] = pair(call, a, b)
  const [left, right] = [shapeOf(x), shapeOf(y)]
  const count = axes === undefined ? 2 : integer(axes)
  const given = axes === undefined ? null : known(axes)
  const lists = given instanceof List || given instanceof Tuple ? given.items : null
  if (count === null && lists?.length !== 2) return call.opaque('these axes are not evaluated', {}, [a, b])
  const [from, to] =
    count !== null
      ? [Array.from({ length: count }, (_, i) => left.length - count + i), Array.from({ length: count }, (_, i) => i)]
      : [axesOf(call, lists?.[0], left.length), axesOf(call, lists?.[1], right.length)]
  if (from.some((axis) => axis < 0) || to.some((axis) => axis >= right.length))
    call.raise('IndexError', 'tuple index out of range')
  if (from.length !== to.length || from.some((axis, i) => left[axis] !== right[to[i]]))
    call.raise('ValueError', 'shape-mismatch for sum')
  call.runtime.at(call.site)
  return wrap(call, call.ops.linalg.tensordot(x, y, [from, to]) as TensorLike)
}

/** `np.kron`. */
export function kron(call: Call, a: Value, b: Value): Value {
  const [x, y] = pair(call, a, b)
  call.runtime.at(call.site)
  return wrap(call, call.ops.linalg.kron(x, y) as TensorLike)
}

/** `np.cross`: vectors of two or three components; a missing third one is 0. */
export function cross(call: Call, a: Value, b: Value, axisa: Value, axisb: Value, axisc: Value, axis: Value): Value {
  const n = new Arithmetic(call)
  const place = (v: Value): number =>
    axis !== undefined && axis !== null ? integers(call, axis)[0] : v === undefined ? -1 : integers(call, v)[0]
  const [x, y] = pair(call, a, b)
  const moved = (v: TensorLike, at: Value): TensorLike => n.toEnd(v, counted(call, place(at), shapeOf(v).length))
  const [p, q] = [moved(x, axisa), moved(y, axisb)]
  const components = (v: TensorLike): (TensorLike | null)[] => {
    const shape = shapeOf(v)
    const size = shape[shape.length - 1]
    if (size !== 2 && size !== 3)
      call.raise('ValueError', 'incompatible dimensions for cross product\n(dimension must be 2 or 3)')
    return [0, 1, 2].map((i) => (i < size ? n.at(v, shape.length - 1, i) : null))
  }
  const [u, v] = [components(p), components(q)]
  call.runtime.at(call.site)
  const minor = (i: number, j: number): TensorLike => {
    const [left, right] = [u[i] && v[j] && n.mul(u[i], v[j]), u[j] && v[i] && n.mul(u[j], v[i])]
    if (left && right) return n.sub(left, right)
    return left ?? n.neg(right as TensorLike)
  }
  if (u[2] === null && v[2] === null) return wrap(call, minor(0, 1))
  const out = call.ops.stack([minor(1, 2), minor(2, 0), minor(0, 1)], -1) as TensorLike
  const rank = shapeOf(out).length
  const to = counted(call, place(axisc), rank)
  const order = Array.from({ length: rank - 1 }, (_, i) => i)
  order.splice(to, 0, rank - 1)
  return wrap(call, to === rank - 1 ? out : n.transpose(out, order))
}
