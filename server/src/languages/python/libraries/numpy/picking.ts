// Elements taken, left out, put in, padded and counted off: results are copies.
import { Slice, Tensor, type Num, type Value } from '@gradlens/engine'
import {
  axisOrNull,
  integerOr,
  isNone,
  int64,
  itemsOf,
  knownTensor,
  placesArgument,
  range,
  sizeOf,
  tensor,
  unravel,
  decideOn,
} from './arguments'
import { known, type Call } from './call'
import { dtypeOf } from './convert'
import type { Row } from './moduleTree'
import { NdArray, type TensorLike } from './ndarray'
import { row } from './row'
import { counted, shapeOf } from './shaping'
import { commonShape } from './shapes'
import { commonType, operandsOf } from './promotion'
import { as, wrap } from './ufuncs'

/** The operand along one axis; without an axis it is flattened first. */
export function along(call: Call, x: TensorLike, axis: Value): { readonly x: TensorLike; readonly axis: number } {
  const at = axisOrNull(call, axis, shapeOf(x).length)
  return at === null ? { x: call.ops.reshape(x, [-1]) as TensorLike, axis: 0 } : { x, axis: at }
}

/** An array without axes counts as one with a single element. */
export function withAxis(call: Call, x: TensorLike): TensorLike {
  return shapeOf(x).length === 0 ? (call.ops.reshape(x, [1]) as TensorLike) : x
}

export type Mode = 'raise' | 'wrap' | 'clip'

/** Places counted from the front; what lies outside raises, wraps or is clipped. */
export function placesIn(call: Call, places: Tensor, size: number, axis: number, mode: Value): Tensor {
  const how = (isNone(mode) ? 'raise' : mode) as Mode
  return int64(
    places.data.map((place) => {
      if (how === 'wrap') return ((place % size) + size) % size
      if (how === 'clip') return Math.min(Math.max(place, 0), size - 1)
      if (place < -size || place >= size)
        call.raise('IndexError', `index ${place} is out of bounds for axis ${axis} with size ${size}`)
      return place < 0 ? place + size : place
    }),
    places.shape,
  )
}

/** `np.take(a, indices, axis)`. */
export function take(call: Call, v: Value, indices: Value, axis: Value, mode: Value): Value {
  const given = along(call, withAxis(call, tensor(call, v)), axis)
  const shape = shapeOf(given.x)
  const places = placesIn(call, placesArgument(call, indices), shape[given.axis], given.axis, mode)
  call.runtime.at(call.site)
  return wrap(call, takeAll(call, given.x, places, given.axis))
}

function takeAll(call: Call, x: TensorLike, places: Tensor, axis: number): TensorLike {
  const shape = shapeOf(x)
  const flat = call.ops.take(x, int64(places.data), axis)
  return call.ops.reshape(flat, [...shape.slice(0, axis), ...places.shape, ...shape.slice(axis + 1)]) as TensorLike
}

function takeAlongAxis(call: Call, v: Value, indices: Value, axis: Value): Value {
  const given = along(call, tensor(call, v), axis)
  const shape = shapeOf(given.x)
  const raw = knownTensor(call, indices)
  if (raw.dtype.startsWith('float')) call.raise('IndexError', '`indices` must be an integer array')
  if (raw.shape.length !== shape.length)
    call.raise('ValueError', '`indices` and `arr` must have the same number of dimensions')
  const places = placesIn(call, raw, shape[given.axis], given.axis, 'raise')
  const whole = (own: readonly number[], other: readonly number[]): number[] =>
    own.map((n, i) => (i === given.axis ? n : Math.max(n, other[i])))
  const { ops } = call
  call.runtime.at(call.site)
  return wrap(
    call,
    ops.takeAlongAxis(
      ops.broadcastTo(given.x, whole(shape, places.shape)),
      ops.broadcastTo(places, whole(places.shape, shape)) as Tensor,
      given.axis,
    ) as TensorLike,
  )
}

/** The places that an index of `np.delete` names. */
function deletedPlaces(call: Call, obj: Value, size: number, axis: number): number[] {
  const given = known(obj)
  if (given instanceof Slice) return slicePlaces(call, given, size)
  const x = knownTensor(call, given)
  if (x.dtype === 'bool') {
    if (String(x.shape) !== String([size]))
      call.raise(
        'ValueError',
        `boolean array argument obj to delete must be one dimensional and match the axis length of ${size}`,
      )
    return range(size).filter((i) => x.data[i] !== 0)
  }
  if (x.dtype.startsWith('float') && x.size > 0)
    call.raise('IndexError', 'arrays used as indices must be of integer (or boolean) type')
  return Array.from(x.data, (place) => {
    if (place < -size || place >= size)
      call.raise('IndexError', `index ${place} is out of bounds for axis ${axis} with size ${size}`)
    return place < 0 ? place + size : place
  })
}

export function slicePlaces(call: Call, slice: Slice, size: number): number[] {
  const end = (v: Value): number | null => (isNone(v) ? null : integerOr(call, v, 0))
  const step = end(slice.step) ?? 1
  const clamp = (i: number): number =>
    Math.min(Math.max(i < 0 ? i + size : i, step > 0 ? 0 : -1), step > 0 ? size : size - 1)
  const [start, stop] = [end(slice.start), end(slice.stop)]
  const places: number[] = []
  const last = stop === null ? (step > 0 ? size : -1) : clamp(stop)
  for (let i = start === null ? (step > 0 ? 0 : size - 1) : clamp(start); step > 0 ? i < last : i > last; i += step)
    places.push(i)
  return places
}

function remove(call: Call, v: Value, obj: Value, axis: Value): Value {
  const given = along(call, tensor(call, v), axis)
  const size = shapeOf(given.x)[given.axis]
  const gone = new Set(deletedPlaces(call, obj, size, given.axis))
  const kept = range(size).filter((i) => !gone.has(i))
  call.runtime.at(call.site)
  return NdArray.of(call.ops.take(given.x, int64(kept), given.axis) as TensorLike, call.session)
}

/** `np.extract` and `np.compress`: the elements where the condition holds. */
export function compress(call: Call, condition: Value, v: Value, axis: Value): Value {
  const given = along(call, tensor(call, v), axis)
  const test = knownTensor(call, condition)
  if (test.shape.length !== 1) call.raise('ValueError', 'condition must be a 1-d array')
  const places = range(test.size).filter((i) => test.data[i] !== 0)
  decideOn(call, test, places)
  const size = shapeOf(given.x)[given.axis]
  const odd = places.find((place) => place >= size)
  if (odd !== undefined)
    call.raise('IndexError', `index ${odd} is out of bounds for axis ${given.axis} with size ${size}`)
  return NdArray.of(call.ops.take(given.x, int64(places), given.axis) as TensorLike, call.session)
}

function extract(call: Call, condition: Value, v: Value): Value {
  const test = knownTensor(call, condition)
  const places = range(test.size).filter((i) => test.data[i] !== 0)
  decideOn(call, test, places)
  const x = call.ops.reshape(tensor(call, v), [-1])
  return NdArray.of(call.ops.take(x, int64(places), 0) as TensorLike, call.session)
}

/** `np.choose(a, choices)`: element i of the choice that a[i] names. */
export function choose(call: Call, v: Value, choices: Value, mode: Value): Value {
  const given = operandsOf(call, ...itemsOf(call, choices))
  const index = knownTensor(call, v)
  const dtype = commonType(call, given)
  const shape = commonShape([index.shape, ...given.map(shapeOf)])
  const { ops } = call
  const stacked = ops.stack(
    given.map((x) => ops.reshape(ops.broadcastTo(as(call, x, dtype), shape), [-1])),
    0,
  )
  const wide = ops.broadcastTo(index, shape) as Tensor
  const size = sizeOf(shape)
  const how = isNone(mode) ? 'raise' : mode
  if (how === 'raise' && wide.data.some((k) => k < 0 || k >= given.length))
    call.raise('ValueError', 'invalid entry in choice array')
  const places = placesIn(call, wide, given.length, 0, how).data.map((k, i) => k * size + i)
  return wrap(call, ops.reshape(ops.take(ops.reshape(stacked, [-1]), int64(places), 0), shape) as TensorLike)
}

/** The places of what is not 0, one row each. */
function argwhere(call: Call, v: Value): Value {
  const x = knownTensor(call, v)
  const found = nonzeroPlaces(call, x)
  return NdArray.of(
    int64(
      found.flatMap((flat) => unravel(flat, x.shape)),
      [found.length, x.shape.length],
    ),
    call.session,
  )
}

/** The flat places of what is not 0; the run's course depends on them. */
export function nonzeroPlaces(call: Call, x: Tensor): number[] {
  const found = range(x.size).filter((i) => x.data[i] !== 0)
  decideOn(call, x, found)
  return found
}

function trimZeros(call: Call, v: Value, trim: Value): Value {
  const x = knownTensor(call, v)
  const sides = isNone(trim) ? 'fb' : String(trim as string).toLowerCase()
  const found = nonzeroPlaces(call, x)
  const first = sides.includes('f') ? (found[0] ?? x.size) : 0
  const last = sides.includes('b') ? (found[found.length - 1] ?? -1) + 1 : x.size
  return NdArray.of(
    call.ops.index(x, [{ start: first, stop: Math.max(first, last), step: null }]) as TensorLike,
    call.session,
  )
}

/** Differences of neighbours along an axis, `times` over. */
function diff(call: Call, v: Value, n: Value, axis: Value, prepend: Value, append: Value): Value {
  const times = integerOr(call, n, 1)
  const first = tensor(call, v)
  if (times === 0) return v
  if (times < 0) call.raise('ValueError', `order must be non-negative but got ${times}`)
  const rank = shapeOf(first).length
  if (rank === 0) call.raise('ValueError', 'diff requires input that is at least one dimensional')
  const at = counted(call, integerOr(call, axis, -1), rank)
  const { ops } = call
  const edge = (side: Value): TensorLike | null => {
    if (side === undefined) return null
    const x = tensor(call, side)
    return shapeOf(x).length > 0
      ? x
      : (ops.broadcastTo(
          x,
          shapeOf(first).map((size, i) => (i === at ? 1 : size)),
        ) as TensorLike)
  }
  const parts = [edge(prepend), first, edge(append)].filter((x) => x !== null)
  const dtype = parts.length === 1 ? dtypeOf(first) : commonType(call, parts)
  call.runtime.at(call.site)
  let x = (
    parts.length === 1
      ? first
      : ops.concat(
          parts.map((x) => as(call, x, dtype)),
          at,
        )
  ) as TensorLike
  for (let k = 0; k < times; k++) {
    const side = (start: number, stop: number | null): Num =>
      ops.index(x, [...range(at).map(() => ALL), { start, stop, step: null }])
    const [later, earlier] = [side(1, null), side(0, -1)]
    x = (dtypeOf(x) === 'bool' ? ops.notEqual(later, earlier) : ops.sub(later, earlier)) as TensorLike
  }
  return NdArray.of(x, call.session)
}

const ALL = { start: null, stop: null, step: null } as const

function ediff1d(call: Call, v: Value, toEnd: Value, toBegin: Value): Value {
  const { ops } = call
  const x = ops.reshape(tensor(call, v), [-1]) as TensorLike
  const between = ops.sub(
    ops.index(x, [{ start: 1, stop: null, step: null }]),
    ops.index(x, [{ start: 0, stop: -1, step: null }]),
  )
  const side = (edge: Value): TensorLike[] =>
    isNone(edge) ? [] : [ops.reshape(as(call, tensor(call, edge), dtypeOf(x)), [-1]) as TensorLike]
  return NdArray.of(ops.concat([...side(toBegin), between, ...side(toEnd)], 0) as TensorLike, call.session)
}

export const PICKING: readonly Row[] = [
  row('take', 'a, indices, axis=, out=, mode=', (call, v, indices, axis, _out, mode) =>
    take(call, v, indices, axis, mode),
  ),
  row('take_along_axis', 'arr, indices, axis', takeAlongAxis),
  row('delete', 'arr, obj, axis=', remove),
  row('compress', 'condition, a, axis=, out=', compress),
  row('extract', 'condition, arr', extract),
  row('choose', 'a, choices, out=, mode=', (call, v, choices, _out, mode) => choose(call, v, choices, mode)),
  row('argwhere', 'a', argwhere),
  row('flatnonzero', 'a', (call, v) => NdArray.of(int64(nonzeroPlaces(call, knownTensor(call, v))), call.session)),
  row('trim_zeros', 'filt, trim=', trimZeros),
  row('diff', 'a, n=, axis=, prepend=, append=', diff),
  row('ediff1d', 'ary, to_end=, to_begin=', ediff1d),
]
