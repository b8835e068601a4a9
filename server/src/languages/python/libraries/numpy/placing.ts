// Elements put into arrays: `np.insert` makes a copy, the others write into the array itself.
import { Slice, type Num, type Tensor, type Value } from '@gradlens/engine'
import { int64, knownTensor, range, sizeOf, tensor } from './arguments'
import { known, orUnknown, type Body, type Call } from './call'
import { dtypeOf, toTensor } from './convert'
import type { Row } from './moduleTree'
import { NdArray, type TensorLike } from './ndarray'
import { along, nonzeroPlaces, placesIn, slicePlaces } from './picking'
import { row } from './row'
import { asArray, shapeOf } from './shaping'
import { as } from './ufuncs'

/** `np.insert`: the values before the places that the index names. */
function insert(call: Call, v: Value, obj: Value, values: Value, axis: Value): Value {
  const given = along(call, tensor(call, v), axis)
  const shape = shapeOf(given.x)
  const size = shape[given.axis]
  const index = known(obj)
  const places = index instanceof Slice ? int64(slicePlaces(call, index, size)) : knownTensor(call, index)
  if (places.shape.length > 1)
    call.raise('ValueError', 'index array argument obj to insert must be one dimensional or scalar')
  const { ops } = call
  const raw = as(call, toTensor(values, null, call.runtime, call.site), dtypeOf(given.x))
  const own = shapeOf(raw)
  let put: TensorLike
  let order: number[]
  if (places.size === 1) {
    const [place] = places.data
    if (place < -size || place > size)
      call.raise('IndexError', `index ${place} is out of bounds for axis ${given.axis} with size ${size}`)
    const at = place < 0 ? place + size : place
    const padded = [...range(Math.max(0, shape.length - own.length)).map(() => 1), ...own]
    put = ops.reshape(raw, padded) as TensorLike
    if (places.shape.length === 0) put = ops.arrange.moveaxis(put, 0, given.axis) as TensorLike
    const count = shapeOf(put)[given.axis]
    put = fitted(
      call,
      put,
      shape.map((n, i) => (i === given.axis ? count : n)),
    )
    order = [...range(at), ...range(count).map((i) => size + i), ...range(size - at).map((i) => at + i)]
  } else {
    const from = Array.from(places.data, (place) => (place < 0 ? place + size : place))
    const sorted = range(from.length).sort((i, j) => from[i] - from[j] || i - j)
    const target = new Array<number>(from.length)
    sorted.forEach((i, k) => (target[i] = from[i] + k))
    const total = size + from.length
    const wrong = target.find((place) => place < -total || place >= total)
    if (wrong !== undefined) call.raise('IndexError', `index ${wrong} is out of bounds for axis 0 with size ${total}`)
    put = fitted(
      call,
      raw,
      shape.map((n, i) => (i === given.axis ? from.length : n)),
    )
    order = new Array<number>(total).fill(-1)
    target.forEach((place, i) => (order[place < 0 ? place + total : place] = size + i))
    let next = 0
    order.forEach((place, i) => {
      if (place < 0) order[i] = next++
    })
  }
  call.runtime.at(call.site)
  const joined = ops.concat([given.x, put], given.axis)
  return NdArray.of(ops.take(joined, int64(order), given.axis) as TensorLike, call.session)
}

/** The values in the shape of the gap; they must fit there. */
function fitted(call: Call, x: TensorLike, shape: readonly number[]): TensorLike {
  let own = shapeOf(x)
  while (own.length > shape.length && own[0] === 1) own = own.slice(1)
  const text = (s: readonly number[]): string => (s.length === 1 ? `(${s[0]},)` : `(${s.join(',')})`)
  if (own.length > shape.length || own.some((n, i) => n !== 1 && n !== shape[shape.length - own.length + i]))
    call.raise('ValueError', `could not broadcast input array from shape ${text(shapeOf(x))} into shape ${text(shape)}`)
  return call.ops.broadcastTo(call.ops.reshape(x, own), shape) as TensorLike
}

/** Puts values at flat places, over and over where there are fewer of them. */
function put(call: Call, array: Value, indices: Value, values: Value, mode: Value): null {
  if (!(array instanceof NdArray)) return call.raise('TypeError', 'argument 1 must be numpy.ndarray')
  return putInto(call, array, indices, values, mode)
}

/** `a.put(indices, values)`. */
export function putInto(call: Call, array: NdArray, indices: Value, values: Value, mode: Value): null {
  const x = array.num
  const size = sizeOf(shapeOf(x))
  const places = placesIn(call, knownTensor(call, indices), size, 0, mode)
  const given = as(call, tensor(call, values), dtypeOf(x))
  const count = sizeOf(shapeOf(given))
  if (places.size === 0 || count === 0) return null
  const flat = call.ops.take(call.ops.reshape(given, [-1]), int64(range(places.size).map((i) => i % count)), 0)
  const written = call.ops.arrange.setIndexed(call.ops.reshape(x, [-1]), [int64(places.data)], flat)
  array.write(call.ops.reshape(written, shapeOf(x)) as TensorLike, call.runtime)
  return null
}

/** `np.putmask`, `np.place` and `np.copyto(where=)`: `repeated` values go to the true places in turn. */
function putMask(call: Call, array: Value, mask: Value, values: Value, how: 'place' | 'mask' | 'copy'): null {
  if (!(array instanceof NdArray)) return call.raise('TypeError', 'argument 1 must be numpy.ndarray')
  const x = array.num
  const shape = shapeOf(x)
  const { ops } = call
  const test = knownTensor(call, mask)
  const holds = ops.broadcastTo(test.dtype === 'bool' ? test : (ops.notEqual(test, 0) as Num), shape)
  const given = as(call, tensor(call, values), dtypeOf(x))
  if (how === 'copy') {
    array.write(ops.where(holds, ops.broadcastTo(given, shape), x) as TensorLike, call.runtime)
    return null
  }
  const found = nonzeroPlaces(call, holds as Tensor)
  const count = sizeOf(shapeOf(given))
  if (found.length === 0) return null
  if (count === 0) call.raise('ValueError', 'Cannot insert from an empty array!')
  const taken = found.map((flat, k) => (how === 'place' ? k : flat) % count)
  const flat = ops.take(ops.reshape(given, [-1]), int64(taken), 0)
  const written = ops.arrange.setIndexed(ops.reshape(x, [-1]), [int64(found)], flat)
  array.write(ops.reshape(written, shape) as TensorLike, call.runtime)
  return null
}

function fillDiagonal(call: Call, array: Value, value: Value, wraps: Value): null {
  const target = asArray(call, array)
  const x = target.num
  const shape = shapeOf(x)
  if (shape.length < 2) call.raise('ValueError', 'array must be at least 2-d')
  if (shape.length > 2 && shape.some((n) => n !== shape[0]))
    call.raise('ValueError', 'All dimensions of input must be of equal length')
  const step =
    shape.length === 2 ? shape[1] + 1 : 1 + shape.reduce((sum, _, i) => sum + (i === 0 ? 0 : sizeOf(shape.slice(i))), 0)
  const end = shape.length === 2 && wraps !== true ? shape[1] * shape[1] : sizeOf(shape)
  const places = range(Math.ceil(Math.min(end, sizeOf(shape)) / step)).map((i) => i * step)
  const given = as(call, tensor(call, value), dtypeOf(x))
  const count = sizeOf(shapeOf(given))
  const flat = call.ops.take(call.ops.reshape(given, [-1]), int64(places.map((_, i) => i % count)), 0)
  const written = call.ops.arrange.setIndexed(call.ops.reshape(x, [-1]), [int64(places)], flat)
  target.write(call.ops.reshape(written, shape) as TensorLike, call.runtime)
  return null
}

/** A function that writes into its first argument: where what it needs is not known, the array is not known afterwards. */
function writing(name: string, signature: string, write: Body): Row {
  return row(name, signature, (call, array, ...args) => {
    const target = known(array)
    return orUnknown(
      () => write(call, target, ...args),
      (why) => {
        call.runtime.forget([target], why.reason, call.site)
        return null
      },
    )
  })
}

export const PLACING: readonly Row[] = [
  row('insert', 'arr, obj, values, axis=', insert),
  writing('put', 'a, ind, v, mode=', put),
  writing('putmask', 'a, mask, values', (call, a, mask, values) => putMask(call, a, mask, values, 'mask')),
  writing('place', 'arr, mask, vals', (call, a, mask, values) => putMask(call, a, mask, values, 'place')),
  writing('copyto', 'dst, src, casting=, where=', (call, a, values, _casting, where) =>
    putMask(call, a, where === undefined ? true : where, values, 'copy'),
  ),
  writing('fill_diagonal', 'a, val, wrap=', fillDiagonal),
]
