// Order statistics, weighted means, histograms and counts.
import { Int, Tensor, type DType, type Num, type Value } from '@gradlens/engine'
import {
  bools,
  decideOn,
  integerOr,
  isNone,
  isSequence,
  int64,
  itemsOf,
  knownTensor,
  placesArgument,
  range,
  sizeOf,
  tensor,
  tuple,
} from './arguments'
import { known, Unknown, type Call } from './call'
import { dtypeOf } from './convert'
import { linspace } from './creation'
import type { Row } from './moduleTree'
import { NdArray, type TensorLike } from './ndarray'
import { axesArgument, flag } from './reductions'
import { row } from './row'
import { shapeOf } from './shaping'
import { placeIn, sorted } from './sorting'
import { commonType } from './promotion'
import { as, isDiscrete, wrap } from './ufuncs'

/** The reduced axes moved to the end and made one, with the shape of the others. */
function lanes(
  call: Call,
  x: TensorLike,
  axis: Value,
  keep: boolean,
): { readonly x: TensorLike; readonly shape: readonly number[] } {
  const shape = shapeOf(x)
  const axes = axesArgument(call, axis, shape.length, true) ?? range(shape.length)
  const rest = range(shape.length).filter((i) => !axes.includes(i))
  const moved = call.ops.transpose(x, [...rest, ...axes])
  const kept = keep ? shape.map((n, i) => (axes.includes(i) ? 1 : n)) : rest.map((i) => shape[i])
  const flat = call.ops.reshape(moved, [...rest.map((i) => shape[i]), sizeOf(axes.map((i) => shape[i]))])
  return { x: flat as TensorLike, shape: kept }
}

/** How a quantile lies between two elements (Hyndman & Fan, "Sample quantiles in statistical packages", 1996, number 7 and
 *  NumPy's discrete ones). */
const METHODS: Readonly<Record<string, (place: number) => readonly [below: number, weight: number]>> = {
  linear: (place) => [Math.floor(place), place - Math.floor(place)],
  lower: (place) => [Math.floor(place), 0],
  higher: (place) => [Math.ceil(place), 0],
  midpoint: (place) => [Math.floor(place), Number.isInteger(place) ? 0 : 0.5],
  nearest: (place) => [roundHalfEven(place), 0],
}

function roundHalfEven(x: number): number {
  const floor = Math.floor(x)
  if (x - floor !== 0.5) return Math.round(x)
  return floor % 2 === 0 ? floor : floor + 1
}

interface QuantileOptions {
  readonly axis: Value
  readonly method: Value
  readonly keepdims: Value
  /** NaNs are left out. */
  readonly skipsNan?: boolean
}

/** `np.quantile`, `np.percentile` (by `scale` 100) and their nan-forms. */
export function quantile(
  call: Call,
  v: Value,
  q: Value,
  scale: number,
  { axis, method, keepdims, skipsNan = false }: QuantileOptions,
): Value {
  const raw = tensor(call, v)
  const asked = knownTensor(call, q)
  const wanted = Array.from(asked.data, (p) => p / scale)
  if (wanted.some((p) => !(p >= 0 && p <= 1)))
    call.raise(
      'ValueError',
      scale === 1 ? 'Quantiles must be in the range [0, 1]' : 'Percentiles must be in the range [0, 100]',
    )
  const between = METHODS[isNone(method) ? 'linear' : String(method as string)]
  if (!between) return call.opaque(`this \`method\` of a quantile is not evaluated`, {}, [raw])
  const discrete = ['lower', 'higher', 'nearest'].includes(String(method as string))
  if (dtypeOf(raw) === 'bool' && !discrete)
    call.raise(
      'TypeError',
      'numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.',
    )
  const x = isDiscrete(raw) && (!discrete || dtypeOf(raw) === 'bool') ? as(call, raw, 'float64') : raw
  const keep = flag(call, keepdims)
  const all = lanes(call, x, axis, keep)
  const given = skipsNan ? { ...all, x: withoutNans(call, all.x) } : all
  const count = shapeOf(given.x)[shapeOf(given.x).length - 1]
  if (count === 0) return call.opaque('a quantile of no elements is not evaluated', {}, [raw])
  const { ops } = call
  const order = sorted(call, given.x, -1)
  const at = (k: number): Num => ops.index(order, ['ellipsis', k])
  const exact = discrete
  // The place between two elements is a float64; only beside arrays it counts as a scalar.
  const narrow = dtypeOf(x) === 'float32' && asked.shape.length === 0 && shapeOf(given.x).length > 1
  const dtype: DType = narrow ? 'float32' : 'float64'
  const parts = wanted.map((p) => {
    const [below, weight] = between((count - 1) * p)
    const low = at(below)
    const value = exact ? low : interpolate(call, low, at(Math.min(below + 1, count - 1)), weight, dtype)
    return withNan(call, value, as(call, at(count - 1) as TensorLike, exact ? dtypeOf(low) : dtype))
  })
  if (parts.length === 0) return NdArray.of(ops.fill([...asked.shape, ...given.shape], 0), call.session)
  return wrap(call, ops.reshape(ops.stack(parts, 0), [...asked.shape, ...given.shape]) as TensorLike)
}

/** A single lane without its NaNs; several may differ in length then. */
function withoutNans(call: Call, x: TensorLike): TensorLike {
  if (x instanceof Tensor && !x.data.some(Number.isNaN)) return x
  if (!(x instanceof Tensor) || x.shape.length !== 1)
    throw new Unknown(call.opaque('quantiles that leave NaNs out are not evaluated over single axes', {}, [x]))
  const kept = range(x.size).filter((i) => !Number.isNaN(x.data[i]))
  decideOn(call, x, kept)
  return call.ops.take(x, int64(kept), 0) as TensorLike
}

/** a + (b − a)·t, from b's side above one half (NumPy's _lerp). */
function interpolate(call: Call, a: Num, b: Num, t: number, dtype: DType): Num {
  const { ops } = call
  const [low, high, difference] = [a, b, ops.sub(b, a)].map((x) => as(call, x as TensorLike, dtype))
  return t >= 0.5
    ? ops.sub(high, ops.mul(difference, ops.fill([], 1 - t, dtype)))
    : ops.add(low, ops.mul(difference, ops.fill([], t, dtype)))
}

/** NaN where the largest is NaN: NaNs are sorted to the end. */
function withNan(call: Call, value: Num, largest: Num): Num {
  if (!(largest instanceof Tensor) || !largest.data.some(Number.isNaN)) return value
  const held = bools(Array.from(largest.data, Number.isNaN), largest.shape)
  return call.ops.where(held, largest, value)
}

/** The middle element, or the mean of the two middle ones. */
export function median(call: Call, v: Value, axis: Value, keepdims: Value, skipsNan = false): Value {
  const raw = tensor(call, v)
  const all = lanes(call, isDiscrete(raw) ? as(call, raw, 'float64') : raw, axis, flag(call, keepdims))
  const given = skipsNan ? { ...all, x: withoutNans(call, all.x) } : all
  const own = shapeOf(given.x)
  const count = own[own.length - 1]
  const { ops } = call
  if (count === 0) return wrap(call, ops.fill(given.shape, NaN))
  const order = sorted(call, given.x, -1)
  const half = Math.floor(count / 2)
  const middle =
    count % 2 === 1
      ? ops.index(order, ['ellipsis', half])
      : ops.mean(
          ops.index(order, ['ellipsis', { start: half - 1, stop: half + 1, step: null }]),
          [own.length - 1],
          false,
        )
  const value = withNan(call, middle, ops.index(order, ['ellipsis', count - 1]))
  return wrap(call, ops.reshape(value, given.shape) as TensorLike)
}

/** `np.average`: Σ w·x ÷ Σ w. */
function average(
  call: Call,
  v: Value,
  axis: Value,
  weights: Value,
  returned: Value,
  _star: Value,
  keepdims: Value,
): Value {
  const raw = tensor(call, v)
  const shape = shapeOf(raw)
  const axes = axesArgument(call, axis, shape.length, isNone(weights))
  const keep = flag(call, keepdims)
  const { ops } = call
  let mean: TensorLike
  let sum: TensorLike
  if (isNone(weights)) {
    const x = isDiscrete(raw) ? as(call, raw, 'float64') : raw
    mean = ops.mean(x, axes, keep) as TensorLike
    const count = (axes ?? range(shape.length)).reduce((n, i) => n * shape[i], 1)
    sum = ops.fill([], count, dtypeOf(x) ?? 'float64')
  } else {
    const given = tensor(call, weights)
    const common = commonType(call, [raw, given])
    const dtype: DType | null = common === null ? null : isFloating(common) ? common : 'float64'
    let w = as(call, given, dtype)
    const own = shapeOf(w)
    if (String(own) !== String(shape)) {
      if (axes === null) call.raise('TypeError', 'Axis must be specified when shapes of a and weights differ.')
      if (own.length !== 1) call.raise('TypeError', '1D weights expected when shapes of a and weights differ.')
      if (own[0] !== shape[axes[0]]) call.raise('ValueError', 'Length of weights not compatible with specified axis.')
      w = ops.broadcastTo(
        ops.reshape(
          w,
          shape.map((n, i) => (i === axes[0] ? n : 1)),
        ),
        shape,
      ) as TensorLike
    }
    sum = ops.sum(w, axes, keep) as TensorLike
    if (sum instanceof Tensor && sum.data.some((s) => s === 0))
      call.raise('ZeroDivisionError', "Weights sum to zero, can't be normalized")
    mean = ops.div(ops.sum(ops.mul(as(call, raw, dtype), w), axes, keep), sum) as TensorLike
  }
  if (!flag(call, returned)) return wrap(call, mean)
  return tuple(call, [wrap(call, mean), wrap(call, ops.broadcastTo(sum, shapeOf(mean)) as TensorLike)])
}

function isFloating(dtype: DType): boolean {
  return dtype === 'float32' || dtype === 'float64'
}

/** `np.bincount`: how often each integer occurs, or the weights that belong to it. */
function bincount(call: Call, v: Value, weights: Value, minlength: Value): Value {
  const x = placesArgument(call, v)
  if (x.dtype === 'uint64')
    call.raise(
      'TypeError',
      "Cannot cast array data from dtype('uint64') to dtype('int64') according to the rule 'safe'",
    )
  if (x.shape.length !== 1)
    call.raise(
      'ValueError',
      x.shape.length === 0 ? 'object of too small depth for desired array' : 'object too deep for desired array',
    )
  if (x.data.some((n) => n < 0)) call.raise('ValueError', "'list' argument must have no negative elements")
  const least = integerOr(call, minlength, 0)
  if (least < 0) call.raise('ValueError', "'minlength' must not be negative")
  const count = x.data.reduce((n, value) => Math.max(n, value + 1), least)
  if (isNone(weights)) {
    const out = new Float64Array(count)
    x.data.forEach((n) => out[n]++)
    return NdArray.of(int64(out), call.session)
  }
  const w = as(call, tensor(call, weights), 'float64')
  if (sizeOf(shapeOf(w)) !== x.size) call.raise('ValueError', "The weights and list don't have the same length.")
  if (x.size === 0) return NdArray.of(call.ops.fill([count], 0), call.session)
  return NdArray.of(call.ops.indexAdd(w, int64(x.data), 0, [count]) as TensorLike, call.session)
}

/** The edges of equal bins over a range, as `np.histogram_bin_edges` gives them. */
function binEdges(call: Call, x: Tensor, bins: Value, between: Value): Tensor {
  const given = isNone(bins) ? Int.of(10) : known(bins)
  if (isSequence(given)) {
    const edges = knownTensor(call, given)
    if (edges.shape.length !== 1) call.raise('ValueError', '`bins` must be 1d, when an array')
    if (range(edges.size - 1).some((i) => edges.data[i] > edges.data[i + 1]))
      call.raise('ValueError', '`bins` must increase monotonically, when an array')
    return edges
  }
  if (typeof given === 'string') throw new Unknown(call.opaque('a `bins` that is estimated is not evaluated', {}, [x]))
  const count = integerOr(call, given, 10)
  if (count < 1) call.raise('ValueError', '`bins` must be positive, when an integer')
  let [low, high] = [0, 1]
  if (!isNone(between)) {
    ;[low, high] = itemsOf(call, between).map((v) => knownTensor(call, v).data[0])
    if (low > high) call.raise('ValueError', 'max must be larger than min in range parameter.')
    if (!Number.isFinite(low) || !Number.isFinite(high))
      call.raise('ValueError', `supplied range of [${low}, ${high}] is not finite`)
  } else if (x.size > 0) {
    low = x.data.reduce((a, b) => Math.min(a, b), Infinity)
    high = x.data.reduce((a, b) => Math.max(a, b), -Infinity)
    if (!Number.isFinite(low) || !Number.isFinite(high))
      call.raise('ValueError', `autodetected range of [${nanText(low)}, ${nanText(high)}] is not finite`)
  }
  if (low === high) [low, high] = [low - 0.5, high + 0.5]
  const edges = linspace(call, low, high, Int.of(count + 1), undefined, undefined, undefined) as NdArray
  return x.dtype === 'float32' ? (as(call, edges.num, 'float32') as Tensor) : (edges.num as Tensor)
}

function nanText(x: number): string {
  return Number.isNaN(x) ? 'nan' : x === Infinity ? 'inf' : x === -Infinity ? '-inf' : String(x)
}

/** `np.histogram`: how many elements (or how much weight) each bin holds, the last one with its right edge. */
function histogram(call: Call, v: Value, bins: Value, between: Value, density: Value, weights: Value): Value {
  const x = knownTensor(call, v)
  const edges = binEdges(call, x, bins, between)
  const count = edges.size - 1
  const last = edges.data[count]
  const places = Array.from(x.data, (value) => {
    if (!(value >= edges.data[0] && value <= last)) return -1
    return value === last ? count - 1 : placeIn(edges.data, value, 'right') - 1
  })
  decideOn(call, x, places)
  const { ops } = call
  let held: TensorLike
  if (isNone(weights)) {
    const out = new Float64Array(count)
    places.forEach((place) => place >= 0 && out[place]++)
    held = int64(out)
  } else {
    const w = ops.reshape(tensor(call, weights), [-1])
    const inside = range(x.size).filter((i) => places[i] >= 0)
    const taken = ops.take(w, int64(inside), 0)
    held = ops.indexAdd(taken, int64(inside.map((i) => places[i])), 0, [count]) as TensorLike
  }
  if (flag(call, density)) {
    const widths = Float64Array.from({ length: count }, (_, i) => edges.data[i + 1] - edges.data[i])
    const float = as(call, held, 'float64')
    held = ops.div(ops.div(float, new Tensor(widths, [count], 'float64')), ops.sum(float)) as TensorLike
  }
  return tuple(call, [NdArray.of(held, call.session), NdArray.of(edges, call.session)])
}

/** The largest less the smallest. */
export function peakToPeak(call: Call, v: Value, axis: Value, keepdims: Value): Value {
  const x = tensor(call, v)
  const axes = axesArgument(call, axis, shapeOf(x).length)
  const keep = flag(call, keepdims)
  const { ops } = call
  return wrap(call, ops.sub(ops.max(x, axes, keep), ops.min(x, axes, keep)) as TensorLike)
}

const PARAMETERS = 'a, q, axis=, out=, overwrite_input=, method=, keepdims=, *, interpolation='

function quantileRow(name: string, scale: number, skipsNan: boolean): Row {
  return row(name, PARAMETERS, (call, v, q, axis, _out, _overwrite, method, keepdims, _star, interpolation) =>
    quantile(call, v, q, scale, { axis, method: isNone(method) ? interpolation : method, keepdims, skipsNan }),
  )
}

export const STATISTICS: readonly Row[] = [
  quantileRow('percentile', 100, false),
  quantileRow('quantile', 1, false),
  quantileRow('nanpercentile', 100, true),
  quantileRow('nanquantile', 1, true),
  row('median', 'a, axis=, out=, overwrite_input=, keepdims=', (call, v, axis, _out, _overwrite, keepdims) =>
    median(call, v, axis, keepdims),
  ),
  row('nanmedian', 'a, axis=, out=, overwrite_input=, keepdims=', (call, v, axis, _out, _overwrite, keepdims) =>
    median(call, v, axis, keepdims, true),
  ),
  row('average', 'a, axis=, weights=, returned=, *, keepdims=', average),
  row('bincount', 'x, weights=, minlength=', bincount),
  row('histogram', 'a, bins=, range=, density=, weights=', histogram),
  row('histogram_bin_edges', 'a, bins=, range=, weights=', (call, v, bins, between) =>
    NdArray.of(binEdges(call, knownTensor(call, v), bins, between), call.session),
  ),
  row('ptp', 'a, axis=, out=, keepdims=', (call, v, axis, _out, keepdims) => peakToPeak(call, v, axis, keepdims)),
]
