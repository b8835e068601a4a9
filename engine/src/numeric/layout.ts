// Structural rows that move elements without computing: shapes, axes, indices, joins, and the steps between scalars and
// tensors. Each is linear, so its vjp is its transpose, another row of this table.
import { commonDType, isFloat } from './dtype'
import { isTensor, shapeOf, Tensor, type DType, type Num } from './num'
import type { Ops } from './ops'
import type { PreciseOps, PreciseTensor } from './doubledouble/tensors'
import { addInto, preciselyAdded } from './arrange/movers'
import { jointlyLinearRow, linearRow, type Structural } from './row'
import type { Operation } from './tape'
import {
  alongAxis,
  axisOf,
  broadcastShapes,
  broadcastStrides,
  eachOffset,
  sameShape,
  ShapeError,
  shapeText,
  sizeOf,
  stridesOf,
  viewOf,
  type IndexItem,
  type Shape,
  type View,
} from './shape'

type Input = Tensor | number

function gathered(ops: Ops, x: Tensor, view: View): Tensor {
  const out = ops.allocate(sizeOf(view.shape))
  eachOffset(view.offset, view.shape, view.strides, (at, i) => (out[i] = x.data[at]))
  return new Tensor(out, view.shape, x.dtype)
}

/** The same elements in another shape: no copy, tensors are immutable by convention. */
function reshaped(x: Tensor, shape: Shape): Tensor {
  return new Tensor(x.data, shape, x.dtype)
}

function newShape(from: Shape, to: Shape): Shape {
  const size = sizeOf(from)
  const open = to.indexOf(-1)
  const known = to.reduce((n, m) => (m === -1 ? n : n * m), 1)
  const shape = open >= 0 ? to.map((n, i) => (i === open ? (known === 0 ? 0 : size / known) : n)) : to
  if (sizeOf(shape) !== size || to.indexOf(-1, open + 1) > open || shape.some((n) => !Number.isInteger(n))) {
    throw new ShapeError(`cannot reshape array of size ${size} into shape ${shapeText(to).replace(/ /g, '')}`)
  }
  return shape
}

const reshape = linearRow<{ readonly shape: Shape }>({
  name: 'reshape',
  precise: 'moves',
  shape: (own, { shape }) => (own ? newShape(own, shape) : shape.includes(-1) ? null : shape),
  value: (_, x, { shape }) => reshaped(x, newShape(x.shape, shape)),
  vjp: (ops, g, x) => ops.reshape(g, shapeOf(x)),
})

function expanded(shape: Shape, axes: readonly number[]): Shape {
  const rank = shape.length + axes.length
  const added = new Set(axes.map((axis) => axisOf(axis, rank)))
  if (added.size < axes.length) throw new ShapeError('repeated axis')
  const rest = shape[Symbol.iterator]()
  return Array.from({ length: rank }, (_, i) => (added.has(i) ? 1 : (rest.next().value as number)))
}

const expandDims = linearRow<{ readonly axes: readonly number[] }>({
  name: 'expand_dims',
  precise: 'moves',
  shape: (own, { axes }) => own && expanded(own, axes),
  value: (_, x, { axes }) => reshaped(x, expanded(x.shape, axes)),
  vjp: (ops, g, x) => ops.reshape(g, shapeOf(x)),
})

function squeezed(shape: Shape, axes: readonly number[] | null): Shape {
  const gone = axes?.map((axis) => axisOf(axis, shape.length)) ?? shape.map((_, i) => i).filter((i) => shape[i] === 1)
  if (gone.some((axis) => shape[axis] !== 1)) {
    throw new ShapeError('cannot select an axis to squeeze out which has size not equal to one')
  }
  return shape.filter((_, i) => !gone.includes(i))
}

const squeeze = linearRow<{ readonly axes: readonly number[] | null }>({
  name: 'squeeze',
  precise: 'moves',
  shape: (own, { axes }) => own && squeezed(own, axes),
  value: (_, x, { axes }) => reshaped(x, squeezed(x.shape, axes)),
  vjp: (ops, g, x) => ops.reshape(g, shapeOf(x)),
})

function permutation(perm: readonly number[] | null, rank: number): number[] {
  const order = perm?.map((axis) => axisOf(axis, rank)) ?? Array.from({ length: rank }, (_, i) => rank - 1 - i)
  if (order.length !== rank || new Set(order).size !== rank) throw new ShapeError("axes don't match array")
  return order
}

const transpose = linearRow<{ readonly perm: readonly number[] | null }>({
  name: 'transpose',
  precise: 'moves',
  shape: (own, { perm }) => own && permutation(perm, own.length).map((axis) => own[axis]),
  value: (ops, x, { perm }) => {
    const { shape } = x
    const order = permutation(perm, shape.length)
    const strides = stridesOf(shape)
    return gathered(ops, x, { offset: 0, shape: order.map((i) => shape[i]), strides: order.map((i) => strides[i]) })
  },
  vjp: (ops, g, x, _, { perm }) => {
    const order = permutation(perm, shapeOf(x).length)
    return ops.transpose(
      g,
      order.map((_, i) => order.indexOf(i)),
    )
  },
})

const broadcastTo = linearRow<{ readonly shape: Shape }>({
  name: 'broadcast_to',
  precise: 'moves',
  shape: (_, { shape }) => shape,
  value: (ops, x, { shape }) => {
    const own = x.shape
    if (!sameShape(broadcastShapes(own, shape), shape)) {
      throw new ShapeError(`cannot broadcast ${shapeText(own)} to ${shapeText(shape)}`)
    }
    if (sameShape(own, shape)) return x
    return gathered(ops, x, { offset: 0, shape, strides: broadcastStrides(own, shape) })
  },
  vjp: (ops, g, x) => ops.sumTo(g, x),
})

export type Indexed = { readonly index: readonly IndexItem[] }

/** The place of the one element that an index of places alone names; null for any other index. */
function placeOf(shape: Shape, index: readonly IndexItem[]): number | null {
  if (index.length !== shape.length) return null
  let at = 0
  for (let axis = 0; axis < shape.length; axis++) {
    const item = index[axis]
    const n = shape[axis]
    if (typeof item !== 'number' || !Number.isInteger(item) || item < -n || item >= n) return null
    at = at * n + (item < 0 ? item + n : item)
  }
  return at
}

const index = linearRow<Indexed>({
  name: 'index',
  precise: 'moves',
  shape: (own, { index }) => own && viewOf(own, index).shape,
  value: (ops, x, { index }) => {
    const place = placeOf(x.shape, index)
    if (place === null) return gathered(ops, x, viewOf(x.shape, index))
    const out = ops.allocate(1)
    out[0] = x.data[place]
    return new Tensor(out, [], x.dtype)
  },
  vjp: (ops, g, x, _, { index }) => ops.unindex(g, index, shapeOf(x)),
  scatterInto: (into, g, x, { index }) => {
    const place = placeOf(x.shape, index)
    if (place !== null) {
      into[place] += g.data[0]
      return
    }
    const view = viewOf(x.shape, index)
    eachOffset(view.offset, view.shape, view.strides, (at, i) => (into[at] += g.data[i]))
  },
})

const unindex = linearRow<Indexed & { readonly shape: Shape }>({
  name: 'unindex',
  precise: 'moves',
  shape: (_, { shape }) => shape,
  value: (ops, x, { index, shape }) => {
    const out = ops.allocate(sizeOf(shape))
    const view = viewOf(shape, index)
    eachOffset(view.offset, view.shape, view.strides, (at, i) => (out[at] = x.data[i]))
    return new Tensor(out, shape, x.dtype)
  },
  vjp: (ops, g, _, __, { index }) => ops.index(g, index),
})

const setIndex = jointlyLinearRow<Indexed>({
  name: 'set_index',
  precise: 'moves',
  takesScalars: true,
  shape: ([own]) => own,
  value: (ops, [x, v], { index }) => {
    const { data, shape, dtype } = x as Tensor
    const out = ops.allocate(data.length)
    out.set(data)
    const view = viewOf(shape, index)
    const value = typeof v === 'number' ? null : v
    if (value && !sameShape(broadcastShapes(value.shape, view.shape), view.shape)) {
      throw new ShapeError(
        `could not broadcast input array from shape ${shapeText(value.shape)} into shape ${shapeText(view.shape)}`,
      )
    }
    if (value) {
      const from: number[] = []
      eachOffset(0, view.shape, broadcastStrides(value.shape, view.shape), (at) => from.push(value.data[at]))
      eachOffset(view.offset, view.shape, view.strides, (at, i) => (out[at] = from[i]))
    } else {
      eachOffset(view.offset, view.shape, view.strides, (at) => (out[at] = v as number))
    }
    return new Tensor(ops.rounded(out, dtype), shape, dtype)
  },
  vjp: (ops, g, [, v], _, { index }, which) => {
    if (which === 0) return ops.setIndex(g, index, 0)
    return ops.sumTo(ops.index(g, index), v)
  },
})

// Integer indices along one axis. An index tensor is a parameter: it is never differentiated.

export interface Taken {
  readonly indices: Tensor
  readonly axis: number
}

/** The places, counted from the front; throws where one is out of bounds. */
function places(indices: Tensor, n: number, axis: number): Int32Array {
  const out = new Int32Array(indices.size)
  indices.data.forEach((i, k) => {
    if (!Number.isInteger(i) || i < -n || i >= n)
      throw new ShapeError(`index ${i} is out of bounds for axis ${axis} with size ${n}`)
    out[k] = i < 0 ? i + n : i
  })
  return out
}

function takenShape(shape: Shape, { indices, axis }: Taken): Shape {
  const at = axisOf(axis, shape.length)
  return [...shape.slice(0, at), ...indices.shape, ...shape.slice(at + 1)]
}

/** Calls `visit` for each element taken: its place in the whole tensor of `shape`, its place among those taken. */
function eachTaken(shape: Shape, { indices, axis }: Taken, visit: (whole: number, taken: number) => void): void {
  const at = axisOf(axis, shape.length)
  const n = shape[at]
  const where = places(indices, n, at)
  const outer = sizeOf(shape.slice(0, at))
  const inner = sizeOf(shape.slice(at + 1))
  for (let o = 0, taken = 0; o < outer; o++) {
    for (let k = 0; k < where.length; k++) {
      for (let i = 0; i < inner; i++, taken++) visit((o * n + where[k]) * inner + i, taken)
    }
  }
}

type Added = Taken & { readonly shape: Shape }
type Each = typeof eachTaken

/** For each element that is added its place in the result. */
function placesOf(each: Each, count: number, params: Added): Int32Array {
  const out = new Int32Array(count)
  each(params.shape, params, (whole, own) => (out[own] = whole))
  return out
}

const take = linearRow<Taken>({
  name: 'take',
  precise: 'moves',
  shape: (own, params) => own && takenShape(own, params),
  value: (ops, x, params) => {
    const { data, shape, dtype } = x
    const out = takenShape(shape, params)
    const taken = ops.allocate(sizeOf(out))
    eachTaken(shape, params, (whole, i) => (taken[i] = data[whole]))
    return new Tensor(taken, out, dtype)
  },
  vjp: (ops, g, x, _, { indices, axis }) => ops.indexAdd(g, indices, axis, shapeOf(x)),
  scatterInto: (into, g, x, params) => eachTaken(x.shape, params, (whole, i) => (into[whole] += g.data[i])),
})

const indexAdd = linearRow<Added>({
  name: 'index_add',
  precise: (p, [x], params) => preciselyAdded(p, x, placesOf(eachTaken, x.hi.length, params), params.shape),
  shape: (_, { shape }) => shape,
  value: (ops, x, params) => {
    const { data, dtype } = x
    const out = ops.allocate(sizeOf(params.shape))
    addInto(out, data, placesOf(eachTaken, data.length, params), ops.rounds(dtype))
    return new Tensor(ops.rounded(out, dtype), params.shape, dtype)
  },
  vjp: (ops, g, _, __, { indices, axis }) => ops.take(g, indices, axis),
})

/** Calls `visit` for each index of one per element: the element's place in the tensor of `shape`, the index's own place. */
function eachAlong(shape: Shape, { indices, axis }: Taken, visit: (whole: number, own: number) => void): void {
  const at = axisOf(axis, shape.length)
  if (indices.shape.length !== shape.length || indices.shape.some((n, i) => i !== at && n > shape[i])) {
    throw new ShapeError(
      `indices of shape ${shapeText(indices.shape)} do not fit an array of shape ${shapeText(shape)}`,
    )
  }
  const where = places(indices, shape[at], at)
  const strides = stridesOf(shape)
  const others = strides.map((stride, i) => (i === at ? 0 : stride))
  eachOffset(0, indices.shape, others, (offset, i) => visit(offset + where[i] * strides[at], i))
}

const takeAlongAxis = linearRow<Taken>({
  name: 'take_along_axis',
  precise: 'moves',
  shape: (_, { indices }) => indices.shape,
  value: (ops, x, params) => {
    const { data, shape, dtype } = x
    const out = ops.allocate(params.indices.size)
    eachAlong(shape, params, (whole, own) => (out[own] = data[whole]))
    return new Tensor(out, params.indices.shape, dtype)
  },
  vjp: (ops, g, x, _, { indices, axis }) => ops.scatterAdd(g, indices, axis, shapeOf(x)),
  scatterInto: (into, g, x, params) => eachAlong(x.shape, params, (whole, own) => (into[whole] += g.data[own])),
})

const scatterAdd = linearRow<Added>({
  name: 'scatter_add',
  precise: (p, [x], params) => preciselyAdded(p, x, placesOf(eachAlong, x.hi.length, params), params.shape),
  shape: (_, { shape }) => shape,
  value: (ops, x, params) => {
    const { data, dtype } = x
    const out = ops.allocate(sizeOf(params.shape))
    addInto(out, data, placesOf(eachAlong, data.length, params), ops.rounds(dtype))
    return new Tensor(ops.rounded(out, dtype), params.shape, dtype)
  },
  vjp: (ops, g, _, __, { indices, axis }) => ops.takeAlongAxis(g, indices, axis),
})

// Many shares of one tensor at once.

/** A share of a tensor's adjoint: an entry of a row with `scatterInto` that took elements of it. */
export interface Share {
  readonly row: Extract<Operation, { readonly kind: 'structural' }>
  readonly inputs: readonly Num[]
  readonly params: unknown
}

export interface Shares {
  /** One for each operand, which is its cotangent. */
  readonly parts: readonly Share[]
  /** The tensor's own. */
  readonly shape: Shape
  readonly dtype: DType
}

/** For each element of a share's cotangent its place in the tensor; zeros that were picked from nowhere have none. */
function sharePlaces(p: PreciseOps, { row, params }: Share, shape: Shape): Int32Array {
  const numbered = Float64Array.from({ length: sizeOf(shape) }, (_, i) => i + 1)
  const taken = p.move(row, [{ hi: numbered, lo: new Float64Array(numbered.length), shape }], params)
  return Int32Array.from(taken.hi, (number) => number - 1)
}

/** The sum of what many entries that took elements of one tensor give back to it: one tensor for all of them, where a whole
 *  one for each and their sum would take quadratic time. */
const scatterSum: Structural<Shares> = {
  kind: 'structural',
  name: 'scatter_sum',
  dtype: ({ dtype }) => dtype,
  precise: (p, cotangents, { parts, shape }) =>
    cotangents
      .map((g, k) => preciselyAdded(p, g, sharePlaces(p, parts[k], shape), shape))
      .reduce((a, b) => p.apply('add', a, b)),
  shape: (_, { shape }) => shape,
  value: (ops, cotangents, { parts, shape, dtype }) => {
    const out = ops.allocate(sizeOf(shape))
    const into = ops.rounds(dtype) ? new Float32Array(out.length) : out
    parts.forEach(({ row, inputs, params }, k) => row.scatterInto?.(into, cotangents[k] as Tensor, inputs, params))
    if (into !== out) out.set(into)
    return new Tensor(out, shape, dtype)
  },
  vjp: (ops, g, _, __, { parts }, which) => ops.apply(parts[which].row, [g], parts[which].params),
  jvp: (ops, tangents, _, __, params) => {
    const given = params.parts.flatMap((part, k) => {
      const tangent = tangents[k]
      return tangent === null ? [] : [{ part, tangent }]
    })
    const parts = given.map(({ part }) => part)
    return ops.apply(
      scatterSum,
      given.map(({ tangent }) => tangent),
      { ...params, parts },
    )
  },
}

// Joins.

const shapeOfInput = (x: Input): Shape => (typeof x === 'number' ? [] : x.shape)

function dtypeOf(ops: Ops, parts: readonly Input[]): { readonly dtype: DType; readonly round: boolean } {
  const dtype = commonDType(parts)
  return { dtype, round: ops.rounds(dtype) }
}

function joinedShape(shapes: readonly Shape[], axis: number): Shape {
  const [first] = shapes
  if (shapes.length === 0) throw new ShapeError('need at least one array to concatenate')
  if (first.length === 0) throw new ShapeError('zero-dimensional arrays cannot be concatenated')
  const at = axisOf(axis, first.length)
  if (shapes.some((shape) => shape.length !== first.length || shape.some((n, i) => i !== at && n !== first[i]))) {
    throw new ShapeError(`shapes ${shapes.map(shapeText).join(' and ')} cannot be joined along axis ${axis}`)
  }
  return first.map((n, i) => (i === at ? shapes.reduce((sum, shape) => sum + shape[at], 0) : n))
}

function known(shapes: readonly (Shape | null)[]): shapes is readonly Shape[] {
  return shapes.every((shape) => shape !== null)
}

/** Axis `axis` from `start` on for `count` places, all of the others. */
function part(axis: number, start: number, count: number): IndexItem[] {
  return alongAxis(axis, { start, stop: start + count, step: 1 })
}

/** Copies parts side by side along the axis: `inner` neighbouring elements of each at a time. */
function joined(
  out: Float64Array,
  parts: readonly { readonly data: ArrayLike<number>; readonly inner: number }[],
  outer: number,
): void {
  let at = 0
  for (let o = 0; o < outer; o++) {
    for (const { data, inner } of parts) for (let i = 0; i < inner; i++) out[at++] = data[o * inner + i]
  }
}

const concat = jointlyLinearRow<{ readonly axis: number }>({
  name: 'concat',
  precise: 'moves',
  shape: (shapes, { axis }) => (known(shapes) ? joinedShape(shapes, axis) : null),
  value: (ops, parts, { axis }) => {
    const tensors = parts as readonly Tensor[]
    const { dtype } = dtypeOf(ops, parts)
    const shape = joinedShape(parts.map(shapeOfInput), axis)
    const at = axisOf(axis, shape.length)
    const out = ops.allocate(sizeOf(shape))
    joined(
      out,
      tensors.map((x) => ({ data: x.data, inner: sizeOf(x.shape.slice(at)) })),
      sizeOf(shape.slice(0, at)),
    )
    return new Tensor(out, shape, dtype)
  },
  vjp: (ops, g, inputs, _, { axis }, which) => {
    const shapes = inputs.map(shapeOf)
    const at = axisOf(axis, shapes[which].length)
    const start = shapes.slice(0, which).reduce((sum, shape) => sum + shape[at], 0)
    return ops.index(g, part(at, start, shapes[which][at]))
  },
})

function stackedShape(shapes: readonly Shape[], axis: number): Shape {
  const [first] = shapes
  if (shapes.length === 0) throw new ShapeError('need at least one array to stack')
  if (shapes.some((shape) => !sameShape(shape, first)))
    throw new ShapeError('all input arrays must have the same shape')
  const at = axisOf(axis, first.length + 1)
  return [...first.slice(0, at), shapes.length, ...first.slice(at)]
}

const stack = jointlyLinearRow<{ readonly axis: number }>({
  name: 'stack',
  precise: 'moves',
  takesScalars: true,
  shape: (shapes, { axis }) => (known(shapes) ? stackedShape(shapes, axis) : null),
  value: (ops, parts, { axis }) => {
    const { dtype } = dtypeOf(ops, parts)
    const shape = stackedShape(parts.map(shapeOfInput), axis)
    const at = axisOf(axis, shape.length)
    const out = ops.allocate(sizeOf(shape))
    const inner = sizeOf(shape.slice(at + 1))
    joined(
      out,
      parts.map((x) => ({ data: typeof x === 'number' ? [x] : x.data, inner })),
      sizeOf(shape.slice(0, at)),
    )
    return new Tensor(ops.rounded(out, dtype), shape, dtype)
  },
  vjp: (ops, g, inputs, _, { axis }, which) => {
    const at = axisOf(axis, shapeOf(inputs[0]).length + 1)
    return ops.index(g, alongAxis(at, which))
  },
})

// Between scalars and tensors, between dtypes.

const item = linearRow<null>({
  name: 'item',
  precise: 'moves',
  shape: () => [],
  value: (_, x) => {
    const { data } = x
    if (data.length !== 1) throw new ShapeError('can only convert an array of size 1 to a Python scalar')
    return data[0]
  },
  vjp: (ops, g, x) => (isTensor(x) ? ops.reshape(g, shapeOf(x)) : g),
})

const fromScalar = linearRow<null>({
  name: 'from_scalar',
  precise: 'moves',
  takesScalars: true,
  shape: () => [],
  value: (_, x: Tensor | number) => (typeof x === 'number' ? new Tensor(Float64Array.of(x), [], 'float64') : x),
  vjp: (ops, g) => ops.item(g),
})

/** The dtype of a cotangent is its operand's. */
const cast = linearRow<{ readonly dtype: DType }>({
  name: 'cast',
  precise: (p, [x], { dtype }) => preciselyCast(p, x, dtype),
  dtype: ({ dtype }) => dtype,
  shape: (own) => own,
  value: (ops, x, { dtype }) => {
    const { data, shape, dtype: own } = x
    if (dtype === own) return x
    const out = ops.allocate(data.length)
    if (dtype === 'bool') for (let i = 0; i < out.length; i++) out[i] = data[i] !== 0 ? 1 : 0
    else if (isFloat(dtype)) out.set(data)
    else for (let i = 0; i < out.length; i++) out[i] = Math.trunc(data[i])
    return new Tensor(ops.rounded(out, dtype), shape, dtype)
  },
  vjp: (ops, g, x) => (x instanceof Tensor ? castLike(ops, g, x) : g),
})

/** A conversion to an integer sees the value rounded to float64. */
function preciselyCast(p: PreciseOps, x: PreciseTensor, dtype: DType): PreciseTensor {
  if (isFloat(dtype)) return x
  if (dtype === 'bool') return p.where(x, p.constant(1), p.constant(0))
  return p.apply('trunc', { ...x, lo: new Float64Array(x.lo.length) })
}

function castLike(ops: Ops, g: Num, x: Tensor): Num {
  return isFloat(x.dtype) ? ops.cast(g, x.dtype) : g
}

export const ROWS = {
  reshape,
  expandDims,
  squeeze,
  transpose,
  broadcastTo,
  index,
  unindex,
  setIndex,
  take,
  indexAdd,
  takeAlongAxis,
  scatterAdd,
  scatterSum,
  concat,
  stack,
  item,
  fromScalar,
  cast,
}
