// Arrays turned, moved, split and joined: views where NumPy gives views.
import { Int, Opaque, Slice, Tuple, type Tensor, type Value } from '@gradlens/engine'
import {
  integerOr,
  isNone,
  isSequence,
  int64,
  itemsOf,
  list,
  namedAxes,
  namedAxis,
  range,
  rowMajor,
  sizeOf,
  tensor,
} from './arguments'
import { known, type Call } from './call'
import { PythonFault } from '../../fault'
import { read } from './indexing'
import type { Row } from './moduleTree'
import { axisError } from './errors'
import { NdArray, type Lens, type TensorLike } from './ndarray'
import { row } from './row'
import { asArray, concatenate, counted, integers, reshape, shapeOf, tensorsOf, transpose } from './shaping'
import { broadcasts, commonShape } from './shapes'
import { checkBroadcast, wrap } from './ufuncs'

/** All of an axis, or a part of it. */
function part(start: number | null, stop: number | null, step: number | null = null): Slice {
  const place = (i: number | null): Value => (i === null ? null : Int.of(i))
  return new Slice(place(start), place(stop), place(step))
}

/** A view through slices, one for each of the first axes. */
function sliced(call: Call, array: NdArray, slices: readonly Slice[]): NdArray {
  return read(call, array, new Tuple(slices)) as NdArray
}

/** The part of one axis. */
export function sliceAxis(call: Call, array: NdArray, axis: number, start: number, stop: number): NdArray {
  return sliced(call, array, [...range(axis).map(() => part(null, null)), part(start, stop)])
}

/** A view that nothing can be written through. */
export function readOnly(get: Lens['get']): Lens {
  return {
    get,
    set: () => {
      throw new PythonFault('ValueError', 'assignment destination is read-only')
    },
  }
}

function flip(call: Call, v: Value, axes: readonly number[] | null): NdArray {
  const array = asArray(call, v)
  const turned = axes ?? range(shapeOf(array.num).length)
  return sliced(
    call,
    array,
    range(shapeOf(array.num).length).map((axis) => part(null, null, turned.includes(axis) ? -1 : null)),
  )
}

/** `np.flipud` and `np.fliplr`, which ask for so many axes. */
function flipFixed(call: Call, v: Value, axis: 0 | 1): Value {
  if (shapeOf(tensor(call, v)).length <= axis) call.raise('ValueError', `Input must be >= ${axis + 1}-d.`)
  return flip(call, v, [axis])
}

function rot90(call: Call, v: Value, times: Value, axes: Value): Value {
  const array = asArray(call, v)
  const rank = shapeOf(array.num).length
  const [a, b, ...more] = isNone(axes) ? [0, 1] : integers(call, axes)
  if (b === undefined || more.length > 0) call.raise('ValueError', 'len(axes) must be 2.')
  if (a === b || Math.abs(a - b) === rank) call.raise('ValueError', 'Axes must be different.')
  if ([a, b].some((axis) => axis >= rank || axis < -rank))
    call.raise('ValueError', `Axes=(${a}, ${b}) out of range for array of ndim=${rank}.`)
  const [i, j] = [a, b].map((axis) => (axis < 0 ? axis + rank : axis))
  const turns = ((integerOr(call, times, 1) % 4) + 4) % 4
  if (turns === 0) return sliced(call, array, [part(null, null)])
  if (turns === 2) return flip(call, flip(call, array, [i]), [j])
  const order = range(rank)
  ;[order[i], order[j]] = [j, i]
  return turns === 1 ? transpose(call, flip(call, array, [j]), order) : flip(call, transpose(call, array, order), [j])
}

function roll(call: Call, v: Value, shift: Value, axis: Value): Value {
  const x = tensor(call, v)
  const rank = shapeOf(x).length
  const { arrange } = call.ops
  const shifts = integers(call, shift)
  if (isNone(axis))
    return NdArray.of(
      arrange.roll(
        x,
        shifts.reduce((a, b) => a + b, 0),
      ) as TensorLike,
      call.session,
    )
  const axes = integers(call, axis).map((i) => counted(call, i, rank))
  const count = Math.max(shifts.length, axes.length)
  if ([shifts, axes].some((given) => given.length !== 1 && given.length !== count))
    call.raise(
      'ValueError',
      `shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 with shape (${shifts.length},) and arg 1 with shape (${axes.length},).`,
    )
  const each = <T>(given: readonly T[]): T[] => range(count).map((k) => given[given.length === 1 ? 0 : k])
  return NdArray.of(arrange.roll(x, each(shifts), each(axes)) as TensorLike, call.session)
}

function moveaxis(call: Call, v: Value, source: Value, destination: Value): Value {
  const array = asArray(call, v)
  const rank = shapeOf(array.num).length
  const from = namedAxes(call, source, rank, 'source')
  const to = namedAxes(call, destination, rank, 'destination')
  if (from.length !== to.length)
    call.raise('ValueError', '`source` and `destination` arguments must have the same number of elements')
  const order = range(rank).filter((axis) => !from.includes(axis))
  for (const [target, axis] of to.map((target, k) => [target, from[k]] as const).sort(([a], [b]) => a - b))
    order.splice(target, 0, axis)
  return transpose(call, array, order)
}

function rollaxis(call: Call, v: Value, axis: Value, start: Value): Value {
  const array = asArray(call, v)
  const rank = shapeOf(array.num).length
  const moved = counted(call, integerOr(call, axis, 0), rank)
  const given = integerOr(call, start, 0)
  const place = given < 0 ? given + rank : given
  if (place < 0 || place > rank)
    call.raise(axisError, `'start' arg requires ${-rank} <= start < ${rank + 1}, but ${given} was passed in`)
  const order = range(rank).filter((i) => i !== moved)
  order.splice(moved < place ? place - 1 : place, 0, moved)
  return transpose(call, array, order)
}

/** Two axes exchanged: a view. */
export function swapaxes(call: Call, array: NdArray, a: Value, b: Value): Value {
  const order = range(shapeOf(array.num).length)
  const i = namedAxis(call, integerOr(call, a, 0), order.length, 'axis1')
  const j = namedAxis(call, integerOr(call, b, 0), order.length, 'axis2')
  ;[order[i], order[j]] = [order[j], order[i]]
  return transpose(call, array, order)
}

/** Pieces along an axis: so many, or those between the places given; `equal`: all of one length. */
function split(call: Call, v: Value, sections: Value, along: number, equal: boolean): Value {
  const array = asArray(call, v)
  const shape = shapeOf(array.num)
  if (along >= shape.length || along < -shape.length) call.raise('IndexError', 'tuple index out of range')
  const axis = counted(call, along, shape.length)
  const length = shape[axis]
  const given = known(sections)
  let ends: number[]
  if (isSequence(given)) ends = [...integers(call, given), length]
  else {
    const count = integerOr(call, given, 0)
    if (count <= 0 && !equal) call.raise('ValueError', 'number sections must be larger than 0.')
    if (count === 0) call.raise('ZeroDivisionError', 'integer division or modulo by zero')
    if (equal && length % count !== 0) call.raise('ValueError', 'array split does not result in an equal division')
    if (count < 0) call.raise('ValueError', 'number sections must be larger than 0.')
    const [each, extra] = [Math.floor(length / count), length % count]
    ends = range(count).map((k) => (k + 1) * each + Math.min(k + 1, extra))
  }
  return list(
    call,
    ends.map((end, k) => sliceAxis(call, array, axis, k === 0 ? 0 : ends[k - 1], end)),
  )
}

/** `np.hsplit`, `np.vsplit` and `np.dsplit`. */
function splitFixed(call: Call, v: Value, sections: Value, name: string, rank: number): Value {
  const own = shapeOf(tensor(call, v)).length
  if (own < rank) call.raise('ValueError', `${name} only works on arrays of ${rank} or more dimensions`)
  return split(call, v, sections, rank === 1 ? (own > 1 ? 1 : 0) : rank === 2 ? 0 : 2, true)
}

/** With three axes; NumPy puts the new ones round a vector and behind a matrix. */
function atLeast3d(call: Call, v: Value): NdArray {
  const array = asArray(call, v)
  const shape = shapeOf(array.num)
  const wanted =
    [
      [1, 1, 1],
      [1, shape[0], 1],
      [...shape, 1],
    ][shape.length] ?? shape
  return shape.length >= 3 ? array : reshape(call, array, wanted)
}

function atLeastRank(call: Call, v: Value, rank: number): NdArray {
  const array = asArray(call, v)
  const shape = shapeOf(array.num)
  if (rank === 3) return atLeast3d(call, array)
  return shape.length >= rank ? array : reshape(call, array, [...range(rank - shape.length).map(() => 1), ...shape])
}

/** One array as an array, several as a list of them. */
function eachAtLeast(call: Call, arrays: Value, rank: number): Value {
  const made = itemsOf(call, arrays).map((v) => atLeastRank(call, v, rank))
  return made.length === 1 ? made[0] : list(call, made)
}

function columnStack(call: Call, arrays: Value): Value {
  const columns = tensorsOf(call, arrays).map((x): TensorLike => {
    const shape = shapeOf(x)
    return shape.length < 2 ? (call.ops.reshape(x, [sizeOf(shape), 1]) as TensorLike) : x
  })
  return concatenate(call, columns, 1)
}

/** The elements on a diagonal of two axes, at the places where they stand. */
function diagonalPlaces(shape: readonly number[], offset: number, [a, b]: readonly [number, number]): Tensor {
  const strides = rowMajor(shape)
  const rest = range(shape.length).filter((axis) => axis !== a && axis !== b)
  const count = Math.max(0, offset >= 0 ? Math.min(shape[a], shape[b] - offset) : Math.min(shape[a] + offset, shape[b]))
  let starts = [0]
  for (const axis of rest) starts = starts.flatMap((at) => range(shape[axis]).map((i) => at + i * strides[axis]))
  const first = offset >= 0 ? offset * strides[b] : -offset * strides[a]
  const places = starts.flatMap((at) => range(count).map((i) => at + first + i * (strides[a] + strides[b])))
  return int64(places, [...rest.map((axis) => shape[axis]), count])
}

/** `np.diagonal`: a view that can't be written through. */
export function diagonal(call: Call, array: NdArray, offset: Value, axis1: Value, axis2: Value): Value {
  const shape = shapeOf(array.num)
  if (shape.length < 2) call.raise('ValueError', 'diag requires an array of at least two dimensions')
  const a = namedAxis(call, integerOr(call, axis1, 0), shape.length, 'axis1')
  const b = namedAxis(call, integerOr(call, axis2, 1), shape.length, 'axis2')
  if (a === b) call.raise('ValueError', 'axis1 and axis2 cannot be the same')
  const places = diagonalPlaces(shape, integerOr(call, offset, 0), [a, b])
  return array.view(
    readOnly((parent, ops) => ops.take(ops.reshape(parent, [-1]), places, 0) as TensorLike),
    null,
  )
}

/** `np.broadcast_to`: a view that can't be written through. */
export function broadcastTo(call: Call, v: Value, sizes: readonly number[]): Value {
  const array = asArray(call, v)
  const own = shapeOf(array.num)
  const text = (shape: readonly number[]): string => (shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(',')})`)
  if (own.length > sizes.length)
    call.raise('ValueError', 'input operand has more dimensions than allowed by the axis remapping')
  if (sizes.some((n) => n < 0)) call.raise('ValueError', 'all elements of broadcast shape must be non-negative')
  if (!broadcasts([own, sizes]) || own.some((n, i) => n !== 1 && n !== sizes[sizes.length - own.length + i]))
    call.raise(
      'ValueError',
      `operands could not be broadcast together with remapped shapes [original->remapped]: ${text(own)}  and requested shape ${text(sizes)}`,
    )
  const steps = array.strides
  const strides =
    steps &&
    sizes.map((_, i) =>
      i < sizes.length - own.length || own[i - sizes.length + own.length] === 1
        ? 0
        : steps[i - sizes.length + own.length],
    )
  return array.view(
    readOnly((parent, ops) => ops.broadcastTo(parent, sizes) as TensorLike),
    strides,
  )
}

function broadcastArrays(call: Call, given: Value): Value {
  const arrays = itemsOf(call, given).map((v) => asArray(call, v))
  const tensors = arrays.map((array) => array.num)
  checkBroadcastShapes(call, tensors)
  const shape = commonShape(tensors.map(shapeOf))
  return list(
    call,
    arrays.map((array) => broadcastTo(call, array, shape)),
  )
}

function checkBroadcastShapes(call: Call, tensors: readonly TensorLike[]): void {
  const shapes = tensors.map(shapeOf)
  const odd = shapes.findIndex((_, i) => !broadcasts(shapes.slice(0, i + 1)))
  if (odd < 0) return
  const first = shapes.findIndex((shape) => !broadcasts([shape, shapes[odd]]))
  const text = (shape: readonly number[]): string => (shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`)
  if (first < 0) checkBroadcast(call, tensors)
  call.raise(
    'ValueError',
    `shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg ${first} with shape ${text(shapes[first])} and arg ${odd} with shape ${text(shapes[odd])}.`,
  )
}

/** `np.resize`: the elements over and over until the new shape is full. */
function resize(call: Call, v: Value, shape: Value): Value {
  const x = tensor(call, v)
  const sizes = integers(call, shape)
  if (sizes.some((n) => n < 0)) call.raise('ValueError', 'all elements of `new_shape` must be non-negative')
  const count = sizeOf(shapeOf(x))
  if (count === 0 || sizeOf(sizes) === 0)
    return NdArray.of(call.ops.fill(sizes, 0, x instanceof Opaque ? x.facts.dtype : x.dtype), call.session)
  const places = int64(range(sizeOf(sizes)).map((i) => i % count))
  return wrap(call, call.ops.reshape(call.ops.take(call.ops.reshape(x, [-1]), places, 0), sizes) as TensorLike)
}

const triangle = (call: Call, v: Value, k: Value, keep: 'triu' | 'tril'): Value => {
  const x = tensor(call, v)
  const shape = shapeOf(x)
  const square = shape.length === 1 ? (call.ops.broadcastTo(x, [shape[0], shape[0]]) as TensorLike) : x
  return NdArray.of(call.ops.arrange[keep](square, integerOr(call, k, 0)) as TensorLike, call.session)
}

export const REARRANGING: readonly Row[] = [
  row('flip', 'm, axis=', (call, v, axis) =>
    flip(
      call,
      v,
      isNone(axis) ? null : integers(call, axis).map((i) => counted(call, i, shapeOf(tensor(call, v)).length)),
    ),
  ),
  row('flipud', 'm', (call, v) => flipFixed(call, v, 0)),
  row('fliplr', 'm', (call, v) => flipFixed(call, v, 1)),
  row('rot90', 'm, k=, axes=', rot90),
  row('roll', 'a, shift, axis=', roll),
  row('moveaxis', 'a, source, destination', moveaxis),
  row('rollaxis', 'a, axis, start=', rollaxis),
  row('swapaxes', 'a, axis1, axis2', (call, v, a, b) => swapaxes(call, asArray(call, v), a, b)),
  row('array_split', 'ary, indices_or_sections, axis=', (call, v, sections, axis) =>
    split(call, v, sections, integerOr(call, axis, 0), false),
  ),
  row('split', 'ary, indices_or_sections, axis=', (call, v, sections, axis) =>
    split(call, v, sections, integerOr(call, axis, 0), true),
  ),
  row('hsplit', 'ary, indices_or_sections', (call, v, sections) => splitFixed(call, v, sections, 'hsplit', 1)),
  row('vsplit', 'ary, indices_or_sections', (call, v, sections) => splitFixed(call, v, sections, 'vsplit', 2)),
  row('dsplit', 'ary, indices_or_sections', (call, v, sections) => splitFixed(call, v, sections, 'dsplit', 3)),
  row('atleast_1d', '*arys', (call, arrays) => eachAtLeast(call, arrays, 1)),
  row('atleast_2d', '*arys', (call, arrays) => eachAtLeast(call, arrays, 2)),
  row('atleast_3d', '*arys', (call, arrays) => eachAtLeast(call, arrays, 3)),
  row('dstack', 'tup', (call, arrays) =>
    concatenate(
      call,
      itemsOf(call, arrays).map((v) => atLeast3d(call, v).num),
      2,
    ),
  ),
  row('column_stack', 'tup', columnStack),
  row('row_stack', 'tup', (call, arrays) =>
    concatenate(
      call,
      itemsOf(call, arrays).map((v) => atLeastRank(call, v, 2).num),
      0,
    ),
  ),
  row('diagonal', 'a, offset=, axis1=, axis2=', (call, v, offset, a, b) =>
    diagonal(call, asArray(call, v), offset, a, b),
  ),
  row('broadcast_to', 'array, shape, subok=', (call, v, shape) => broadcastTo(call, v, integers(call, shape))),
  row('broadcast_arrays', '*args, subok=', broadcastArrays),
  row('broadcast_shapes', '*args', (call, shapes) =>
    call.runtime.semantics.makeTuple(
      commonShape(itemsOf(call, shapes).map((shape) => integers(call, shape))).map((n) => Int.of(n)),
      call.runtime,
    ),
  ),
  row('resize', 'a, new_shape', resize),
  row('triu', 'm, k=', (call, v, k) => triangle(call, v, k, 'triu')),
  row('tril', 'm, k=', (call, v, k) => triangle(call, v, k, 'tril')),
]
