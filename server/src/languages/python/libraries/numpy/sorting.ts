// Order: sorting and the places that sort, partial sorts, searches in sorted arrays. Where equal elements come in no order of
// their own NumPy's algorithms decide (numpy/core/src/npysort): they are followed step by step.
import { Opaque, Tensor, type Value } from '@gradlens/engine'
import { promote } from './dtypes'
import { axisOrNull, decideOn, integerOr, int64, isNone, itemsOf, knownTensor, range, tensor } from './arguments'
import { Unknown, type Call } from './call'
import type { Row } from './moduleTree'
import { NdArray, type TensorLike } from './ndarray'
import { row } from './row'
import { counted, integers, shapeOf } from './shaping'
import { as, wrap } from './ufuncs'

/** The places 0 … n − 1 in another order. */
type Ordering = (at: (i: number) => number, n: number) => number[]

/** The places that sort along an axis; NaNs go to the end. Without `ordering` equal elements stay as they stood. The run's
 *  course depends on it. */
export function sortPlaces(call: Call, x: TensorLike, axis: number, ordering: Ordering = stable): Tensor {
  if (x instanceof Opaque) throw new Unknown(x)
  const { shape, data } = x
  const along = counted(call, axis, shape.length)
  const length = shape[along]
  const inner = shape.slice(along + 1).reduce((a, b) => a * b, 1)
  const out = call.ops.allocate(x.size)
  call.runtime.step(x.size)
  for (let block = 0; block < x.size; block += length * inner) {
    for (let k = 0; k < inner; k++) {
      const order = ordering((i) => data[block + i * inner + k], length)
      order.forEach((place, i) => (out[block + i * inner + k] = place))
    }
  }
  decideOn(call, x, out)
  return new Tensor(out, shape, 'int64')
}

/** NumPy's order of floats: NaN is the largest. */
function less(a: number, b: number): boolean {
  return a < b || (Number.isNaN(b) && !Number.isNaN(a))
}

const stable: Ordering = (at, n) => range(n).sort((i, j) => (less(at(i), at(j)) ? -1 : less(at(j), at(i)) ? 1 : i - j))

/** A quicksort of places: median of three, short parts by insertion (up to 16 elements: that is stable). */
const quick: Ordering = (at, n) => {
  const places = range(n)
  const lower = (i: number, j: number): boolean => less(at(places[i]), at(places[j]))
  const swap = (i: number, j: number): void => {
    ;[places[i], places[j]] = [places[j], places[i]]
  }
  const parts: (readonly [number, number])[] = [[0, n - 1]]
  for (let part = parts.pop(); part; part = parts.pop()) {
    let [left, right] = part
    while (right - left > 15) {
      const middle = left + ((right - left) >> 1)
      if (lower(middle, left)) swap(middle, left)
      if (lower(right, middle)) swap(right, middle)
      if (lower(middle, left)) swap(middle, left)
      const pivot = at(places[middle])
      let i = left
      let j = right - 1
      swap(middle, j)
      for (;;) {
        do i++
        while (less(at(places[i]), pivot))
        do j--
        while (less(pivot, at(places[j])))
        if (i >= j) break
        swap(i, j)
      }
      swap(i, right - 1)
      if (i - left < right - i) {
        parts.push([i + 1, right])
        right = i - 1
      } else {
        parts.push([left, i - 1])
        left = i + 1
      }
    }
    for (let i = left + 1; i <= right; i++) {
      const moved = places[i]
      let j = i
      for (; j > left && less(at(moved), at(places[j - 1])); j--) places[j] = places[j - 1]
      places[j] = moved
    }
  }
  return places
}

/** Partial order around the k-th smallest (introselect): what stands on either side of it stands in no order. */
const selecting =
  (kth: number): Ordering =>
  (at, n) => {
    const places = range(n)
    const value = (i: number): number => at(places[i])
    const swap = (i: number, j: number): void => {
      ;[places[i], places[j]] = [places[j], places[i]]
    }
    let low = 0
    let high = n - 1
    if (kth < 3) {
      for (let i = 0; i <= kth; i++) {
        let smallest = i
        for (let k = i + 1; k < n; k++) if (less(value(k), value(smallest))) smallest = k
        swap(i, smallest)
      }
      return places
    }
    while (low + 1 < high) {
      const middle = low + ((high - low) >> 1)
      if (less(value(high), value(middle))) swap(high, middle)
      if (less(value(high), value(low))) swap(high, low)
      if (less(value(low), value(middle))) swap(low, middle)
      swap(middle, low + 1)
      const pivot = value(low)
      let i = low + 1
      let j = high
      for (;;) {
        do i++
        while (less(value(i), pivot))
        do j--
        while (less(pivot, value(j)))
        if (j < i) break
        swap(i, j)
      }
      swap(low, j)
      if (j >= kth) high = j - 1
      if (j <= kth) low = i
    }
    if (high === low + 1 && less(value(high), value(low))) swap(high, low)
    return places
  }

const STABLE_KINDS = new Set<Value>(['stable', 'mergesort'])

/** `np.argsort` by its `kind`; an axis that is None flattens. */
export function argsort(call: Call, x: TensorLike, axis: Value, kind: Value): Value {
  const given = onAxis(call, shapeOf(x).length === 0 ? (call.ops.reshape(x, [1]) as TensorLike) : x, axis)
  if (kind === 'heapsort')
    return call.opaque(
      'the order of equal elements in a heapsort is not evaluated',
      { dtype: 'int64', shape: shapeOf(given.x) },
      [x],
    )
  return NdArray.of(sortPlaces(call, given.x, given.axis, STABLE_KINDS.has(kind) ? stable : quick), call.session)
}

function onAxis(call: Call, x: TensorLike, axis: Value): { readonly x: TensorLike; readonly axis: number } {
  if (axis === null) return { x: call.ops.reshape(x, [-1]) as TensorLike, axis: 0 }
  return { x, axis: counted(call, integerOr(call, axis, -1), shapeOf(x).length) }
}

/** The elements in order along an axis; gradients follow them. */
export function sorted(call: Call, x: TensorLike, axis: number): TensorLike {
  const along = counted(call, axis, shapeOf(x).length)
  call.runtime.at(call.site)
  if (x instanceof Opaque) return call.ops.order.sort(x, { axis: along }) as TensorLike
  return call.ops.takeAlongAxis(x, sortPlaces(call, x, along), along) as TensorLike
}

/** `np.partition` and `np.argpartition` of one place: the elements and the places. */
export function partition(call: Call, x: TensorLike, kth: Value, axis: Value): { values: TensorLike; places: Tensor } {
  const given = onAxis(call, x, axis)
  const wanted = integers(call, kth)
  const size = shapeOf(given.x)[given.axis]
  const places = wanted.map((k) => {
    if (k < -size || k >= size) call.raise('ValueError', `kth(=${k < 0 ? k + size : k}) out of bounds (${size})`)
    return k < 0 ? k + size : k
  })
  if (places.length !== 1)
    throw new Unknown(
      call.opaque('a partition around several places is not evaluated', { shape: shapeOf(given.x) }, [x]),
    )
  const order = sortPlaces(call, given.x, given.axis, selecting(places[0]))
  return { values: call.ops.takeAlongAxis(given.x, order, given.axis) as TensorLike, places: order }
}

/** `np.lexsort`: by the last key first. */
function lexsort(call: Call, keys: Value, axis: Value): Value {
  const given = itemsOf(call, keys).map((key) => knownTensor(call, key))
  if (given.length === 0) call.raise('TypeError', 'need sequence of keys with len > 0 in lexsort')
  if (given[0].shape.length !== 1) return call.opaque('`np.lexsort` of matrices is not evaluated', {}, [keys])
  if (given.some((key) => key.size !== given[0].size)) call.raise('ValueError', 'all keys need to be the same shape')
  axisOrNull(call, axis, 1)
  const order = range(given[0].size)
  for (const { data } of given) order.sort((i, j) => (less(data[i], data[j]) ? -1 : less(data[j], data[i]) ? 1 : 0))
  given.forEach((key) => decideOn(call, key, order))
  return NdArray.of(int64(order), call.session)
}

/** How many elements of sorted `data` come before v: those below it, with `side` right those equal to it as well. */
export function placeIn(data: ArrayLike<number>, v: number, side: 'left' | 'right'): number {
  let low = 0
  let high = data.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (side === 'left' ? less(data[middle], v) : !less(v, data[middle])) low = middle + 1
    else high = middle
  }
  return low
}

/** `np.searchsorted(a, v)`: where v's elements would go. */
export function searchsorted(call: Call, a: Value, v: Value, side: Value, sorter: Value): Value {
  const raw = knownTensor(call, a)
  const wanted = knownTensor(call, v)
  if (raw.shape.length !== 1) call.raise('ValueError', 'object too deep for desired array')
  if (!isNone(side) && side !== 'left' && side !== 'right')
    call.raise(
      'ValueError',
      `search side must be 'left' or 'right' (got '${call.runtime.semantics.display(side, call.runtime).replace(/^'|'$/g, '')}')`,
    )
  const order = isNone(sorter) ? null : knownTensor(call, sorter).data
  const common = promote(raw.dtype, wanted.dtype)
  const [x, y] = [as(call, raw, common) as Tensor, as(call, wanted, common) as Tensor]
  const data = order ? Float64Array.from(order, (place) => x.data[place]) : x.data
  const found = Array.from(y.data, (value) => placeIn(data, value, side === 'right' ? 'right' : 'left'))
  decideOn(call, x, found)
  decideOn(call, y, found)
  return wrap(call, int64(found, wanted.shape))
}

/** `np.digitize`: which bin each element falls into. */
function digitize(call: Call, v: Value, bins: Value, right: Value): Value {
  const edges = knownTensor(call, bins)
  if (edges.shape.length !== 1) call.raise('ValueError', 'object too deep for desired array')
  const x = knownTensor(call, v)
  const rising = range(Math.max(0, edges.size - 1)).every((i) => edges.data[i] <= edges.data[i + 1])
  const falling = range(Math.max(0, edges.size - 1)).every((i) => edges.data[i] >= edges.data[i + 1])
  if (!rising && !falling) call.raise('ValueError', 'bins must be monotonically increasing or decreasing')
  const closed = call.runtime.semantics.truthy(right ?? false, call.runtime, call.site) === true
  const data = rising ? edges.data : Float64Array.from(edges.data).reverse()
  const found = Array.from(x.data, (value) => {
    const place = placeIn(data, value, closed ? 'left' : 'right')
    return rising ? place : edges.size - place
  })
  decideOn(call, x, found)
  return wrap(call, int64(found, x.shape))
}

export const SORTING: readonly Row[] = [
  row('sort', 'a, axis=, kind=, order=', (call, v, axis) => {
    const given = onAxis(call, tensor(call, v), axis)
    return NdArray.of(sorted(call, given.x, given.axis), call.session)
  }),
  row('msort', 'a', (call, v) => NdArray.of(sorted(call, tensor(call, v), 0), call.session)),
  row('argsort', 'a, axis=, kind=, order=', (call, v, axis, kind) => argsort(call, tensor(call, v), axis, kind)),
  row('partition', 'a, kth, axis=, kind=, order=', (call, v, kth, axis) =>
    NdArray.of(partition(call, tensor(call, v), kth, axis).values, call.session),
  ),
  row('argpartition', 'a, kth, axis=, kind=, order=', (call, v, kth, axis) =>
    NdArray.of(partition(call, tensor(call, v), kth, axis).places, call.session),
  ),
  row('lexsort', 'keys, axis=', lexsort),
  row('searchsorted', 'a, v, side=, sorter=', searchsorted),
  row('digitize', 'x, bins, right=', digitize),
]
