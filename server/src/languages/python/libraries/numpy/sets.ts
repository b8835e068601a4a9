// Arrays as sets: their distinct elements, and what two of them have in common.
import { Tensor, type Num, type Value } from '@gradlens/engine'
import { axisOrNull, bools, decideOn, int64, knownTensor, range, tuple } from './arguments'
import type { Call } from './call'
import type { Row } from './moduleTree'
import { NdArray, type TensorLike } from './ndarray'
import { flag } from './reductions'
import { row } from './row'
import {} from './shaping'
import { commonType } from './promotion'
import { as } from './ufuncs'

/** The distinct elements in order: where each stands first, which of them each element is, and how often it occurs. */
interface Distinct {
  readonly first: readonly number[]
  readonly inverse: readonly number[]
  readonly counts: readonly number[]
}

type Compare = (i: number, j: number) => number

const ascending = (a: number, b: number): number =>
  Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : a - b

function distinct(count: number, compare: Compare, same: (i: number, j: number) => boolean): Distinct {
  const order = range(count).sort((i, j) => compare(i, j) || i - j)
  const first: number[] = []
  const counts: number[] = []
  const inverse = new Array<number>(count)
  order.forEach((place, k) => {
    if (k === 0 || !same(order[k - 1], place)) {
      first.push(place)
      counts.push(0)
    }
    counts[counts.length - 1]++
    inverse[place] = first.length - 1
  })
  return { first, inverse, counts }
}

const flatten = (call: Call, x: TensorLike): Tensor => call.ops.reshape(x, [-1]) as Tensor

/** The distinct elements of a flattened array, each from where it stands first. */
function uniqueOf(call: Call, x: Tensor): { readonly values: TensorLike; readonly found: Distinct } {
  const { data } = x
  const compare = (i: number, j: number): number => ascending(data[i], data[j])
  const found = distinct(x.size, compare, (i, j) => compare(i, j) === 0)
  decideOn(call, x, found.first)
  return { values: call.ops.take(flatten(call, x), int64(found.first), 0) as TensorLike, found }
}

/** The distinct slices along an axis, in the order of their elements. */
function uniqueSlices(call: Call, x: Tensor, axis: number): { readonly values: TensorLike; readonly found: Distinct } {
  const { ops } = call
  const moved = ops.arrange.moveaxis(x, axis, 0) as Tensor
  const count = moved.shape[0]
  const width = count === 0 ? 0 : moved.size / count
  const compare = (i: number, j: number): number => {
    for (let k = 0; k < width; k++) {
      const order = ascending(moved.data[i * width + k], moved.data[j * width + k])
      if (order !== 0) return order
    }
    return 0
  }
  // Here NaNs are told apart.
  const same = (i: number, j: number): boolean =>
    range(width).every((k) => moved.data[i * width + k] === moved.data[j * width + k])
  const found = distinct(count, compare, same)
  decideOn(call, x, found.first)
  return { values: ops.take(x, int64(found.first), axis) as TensorLike, found }
}

function unique(
  call: Call,
  v: Value,
  index: Value,
  inverse: Value,
  counts: Value,
  axis: Value,
  _star: Value,
  equalNan: Value,
): Value {
  const x = knownTensor(call, v)
  if (equalNan !== undefined && !flag(call, equalNan) && x.data.some(Number.isNaN))
    return call.opaque('`np.unique` that tells NaNs apart is not evaluated', {}, [x])
  const along = axisOrNull(call, axis, x.shape.length)
  const { values, found } = along === null ? uniqueOf(call, x) : uniqueSlices(call, x, along)
  const array = (places: readonly number[]): Value => NdArray.of(int64(places), call.session)
  const result: Value = NdArray.of(values, call.session)
  const extra = [
    ...(flag(call, index) ? [array(found.first)] : []),
    ...(flag(call, inverse) ? [array(found.inverse)] : []),
    ...(flag(call, counts) ? [array(found.counts)] : []),
  ]
  return extra.length === 0 ? result : tuple(call, [result, ...extra])
}

/** Two arrays flattened, in the element type that they meet in. */
function pair(call: Call, a: Value, b: Value): readonly [Tensor, Tensor] {
  const given = [a, b].map((v) => flatten(call, knownTensor(call, v)))
  const dtype = commonType(call, given)
  return given.map((x) => as(call, x, dtype)) as unknown as readonly [Tensor, Tensor]
}

/** NaN is equal to nothing. */
function isAmong(elements: ReadonlySet<number> | ReadonlyMap<number, number>, value: number): boolean {
  return !Number.isNaN(value) && elements.has(value)
}

/** Is each element of `a` among those of `b`? */
function isin(call: Call, a: Value, b: Value, invert: Value, shape: 'own' | 'flat'): Value {
  const own = knownTensor(call, a)
  const [x, y] = pair(call, own, knownTensor(call, b))
  const among = new Set(y.data)
  const turned = flag(call, invert)
  const held = Array.from(x.data, (value) => isAmong(among, value) !== turned)
  decideOn(call, x, held.map(Number))
  decideOn(call, y, held.map(Number))
  return NdArray.of(bools(held, shape === 'own' ? own.shape : [x.size]), call.session)
}

function union(call: Call, a: Value, b: Value): Value {
  const [x, y] = pair(call, a, b)
  return NdArray.of(uniqueOf(call, call.ops.concat([x, y], 0) as Tensor).values, call.session)
}

/** The elements of `a` that stand in `b` (or don't): distinct and in order, unless both are said to be distinct already. */
function filtered(call: Call, a: Value, b: Value, assumeUnique: Value, wanted: boolean): Value {
  const [raw, other] = pair(call, a, b)
  const x = flag(call, assumeUnique) ? raw : (uniqueOf(call, raw).values as Tensor)
  const among = new Set(other.data)
  const places = range(x.size).filter((i) => isAmong(among, x.data[i]) === wanted)
  decideOn(call, x, places)
  decideOn(call, other, places)
  return NdArray.of(call.ops.take(x, int64(places), 0) as TensorLike, call.session)
}

function intersect(call: Call, a: Value, b: Value, assumeUnique: Value, indices: Value): Value {
  const [x, y] = pair(call, a, b)
  const [left, right] = [uniqueOf(call, x), uniqueOf(call, y)]
  const among = new Map(right.found.first.map((place) => [y.data[place], place] as const))
  const common = left.found.first.filter((place) => isAmong(among, x.data[place]))
  if (flag(call, assumeUnique) && (left.found.first.length < x.size || right.found.first.length < y.size))
    return call.opaque('`np.intersect1d` of arrays that are wrongly said to be distinct is not evaluated', {}, [x, y])
  const values: Value = NdArray.of(call.ops.take(x, int64(common), 0) as TensorLike, call.session)
  if (!flag(call, indices)) return values
  const array = (places: readonly number[]): Value => NdArray.of(int64(places), call.session)
  return tuple(call, [values, array(common), array(common.map((place) => among.get(x.data[place]) ?? 0))])
}

function exclusive(call: Call, a: Value, b: Value): Value {
  const [x, y] = pair(call, a, b).map((side) => uniqueOf(call, side).values as Tensor)
  const both: Num = call.ops.concat([x, y], 0)
  const { values, found } = uniqueOf(call, both as Tensor)
  const single = range(found.counts.length).filter((k) => found.counts[k] === 1)
  return NdArray.of(call.ops.take(values, int64(single), 0) as TensorLike, call.session)
}

export const SETS: readonly Row[] = [
  row('unique', 'ar, return_index=, return_inverse=, return_counts=, axis=, *, equal_nan=', unique),
  row('isin', 'element, test_elements, assume_unique=, invert=, *, kind=', (call, a, b, _assume, invert) =>
    isin(call, a, b, invert, 'own'),
  ),
  row('in1d', 'ar1, ar2, assume_unique=, invert=, *, kind=', (call, a, b, _assume, invert) =>
    isin(call, a, b, invert, 'flat'),
  ),
  row('union1d', 'ar1, ar2', union),
  row('intersect1d', 'ar1, ar2, assume_unique=, return_indices=', intersect),
  row('setdiff1d', 'ar1, ar2, assume_unique=', (call, a, b, assume) => filtered(call, a, b, assume, false)),
  row('setxor1d', 'ar1, ar2, assume_unique=', (call, a, b) => exclusive(call, a, b)),
]
