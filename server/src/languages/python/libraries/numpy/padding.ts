// `np.pad`: what stands around an array, taken from it or given.
import { Tensor, type Num, type Value } from '@gradlens/engine'
import { int64, isNone, knownTensor, range, tensor } from './arguments'
import type { Call } from './call'
import { dtypeOf } from './convert'
import type { Row } from './moduleTree'
import { NdArray, type TensorLike } from './ndarray'
import { row } from './row'
import { roundTo } from './rounding'
import { shapeOf } from './shaping'
import { as, isDiscrete } from './ufuncs'

type Pair = readonly [before: number, behind: number]

/** One pair for each axis, from a number, a pair, or a pair for each axis. */
function pairs(call: Call, x: Tensor, rank: number): Pair[] {
  const { shape, data } = x
  const each = (at: (axis: number, side: number) => number): Pair[] =>
    range(rank).map((axis) => [at(axis, 0), at(axis, 1)])
  if (x.size === 1) return each(() => data[0])
  if (shape.length === 1 && x.size === 2) return each((_, side) => data[side])
  if (shape.length === 2 && shape[0] === 1 && shape[1] === 2) return each((_, side) => data[side])
  if (shape.length === 2 && shape[1] === 1 && shape[0] === rank) return each((axis) => data[axis])
  if (shape.length === 2 && shape[0] === rank && shape[1] === 2) return each((axis, side) => data[axis * 2 + side])
  const text = `(${shape.join(',')}${shape.length === 1 ? ',' : ''})`
  return call.raise(
    'ValueError',
    `operands could not be broadcast together with remapped shapes [original->remapped]: ${text}  and requested shape (${rank},2)`,
  )
}

/** The places along an axis that stand before and behind it, by mode. */
const PLACES: Readonly<Record<string, (n: number, pair: Pair) => number[]>> = {
  edge: (n, [before, behind]) => [...range(before).map(() => 0), ...range(n), ...range(behind).map(() => n - 1)],
  reflect: (n, [before, behind]) =>
    range(before + n + behind).map((i) => mirrored(i - before, n, n === 1 ? 1 : 2 * n - 2, false)),
  symmetric: (n, [before, behind]) => range(before + n + behind).map((i) => mirrored(i - before, n, 2 * n, true)),
  wrap: wrapped,
}

/** A place in a sequence that runs to and fro; `twice`: its ends are met twice. */
function mirrored(i: number, n: number, period: number, twice: boolean): number {
  const k = ((i % period) + period) % period
  return k < n ? k : twice ? 2 * n - 1 - k : 2 * n - 2 - k
}

/** NumPy 1.24 takes whole turns from what it has filled already, beginning anew on either side. */
function wrapped(n: number, [before, behind]: Pair): number[] {
  const out = [...range(before).map(() => -1), ...range(n), ...range(behind).map(() => -1)]
  let [left, right] = [before, behind]
  while (left > 0 || right > 0) {
    const period = out.length - left - right
    let [nextLeft, nextRight] = [0, 0]
    if (left > 0) {
      const count = Math.min(period, left)
      const from = out.length - right - count
      for (let k = 0; k < count; k++) out[left - count + k] = out[from + k]
      nextLeft = left - count
    }
    if (right > 0) {
      const count = Math.min(period, right)
      for (let k = 0; k < count; k++) out[out.length - right + k] = out[left + k]
      nextRight = right - count
    }
    ;[left, right] = [nextLeft, nextRight]
  }
  return out
}

/** The number that stands on both sides of an axis, by mode. */
const STATISTICS: Readonly<Record<string, (call: Call, x: TensorLike, axis: number) => Num>> = {
  maximum: ({ ops }, x, axis) => ops.max(x, [axis], true),
  minimum: ({ ops }, x, axis) => ops.min(x, [axis], true),
  mean: (call, x, axis) => {
    const mean = call.ops.mean(isDiscrete(x) ? as(call, x, 'float64') : x, [axis], true) as TensorLike
    return isDiscrete(x) ? as(call, roundTo(call, mean, 0), dtypeOf(x)) : mean
  },
}

function pad(call: Call, v: Value, width: Value, mode: Value, constants: Value, others: readonly Value[]): Value {
  let x = tensor(call, v)
  const rank = shapeOf(x).length
  const given = knownTensor(call, width)
  if (given.dtype.startsWith('float')) call.raise('TypeError', '`pad_width` must be of integral type.')
  const widths = pairs(call, given, rank)
  if (widths.some((pair) => pair.some((n) => n < 0))) call.raise('ValueError', "index can't contain negative values")
  const how = isNone(mode) ? 'constant' : mode
  if (typeof how !== 'string') return call.opaque('`np.pad` with a function is not evaluated', {}, [v])
  if (others.some((other) => !isNone(other)))
    return call.opaque('these parameters of `np.pad` are not evaluated', {}, [v])
  const { ops } = call
  const dtype = dtypeOf(x)
  if (how === 'constant' || how === 'empty') {
    const fill = isNone(constants)
      ? range(rank).map((): Pair => [0, 0])
      : pairs(call, knownTensor(call, constants), rank)
    widths.forEach((pair, axis) => {
      const side = (k: 0 | 1): TensorLike =>
        as(
          call,
          ops.fill(
            shapeOf(x).map((n, i) => (i === axis ? pair[k] : n)),
            fill[axis][k],
          ),
          dtype,
        )
      if (pair[0] + pair[1] > 0) x = ops.concat([side(0), x, side(1)], axis) as TensorLike
    })
    return NdArray.of(x, call.session)
  }
  const places = PLACES[how]
  const statistic = STATISTICS[how]
  if (!places && !statistic) {
    return ['linear_ramp', 'median'].includes(how)
      ? call.opaque(`the mode '${how}' of \`np.pad\` is not evaluated`, {}, [v])
      : call.raise('ValueError', `mode '${how}' is not supported`)
  }
  widths.forEach((pair, axis) => {
    if (pair[0] + pair[1] === 0) return
    const n = shapeOf(x)[axis]
    if (n === 0)
      call.raise('ValueError', `can't extend empty axis ${axis} using modes other than 'constant' or 'empty'`)
    if (places) x = ops.take(x, int64(places(n, pair)), axis) as TensorLike
    else {
      const value = statistic(call, x, axis)
      const side = (count: number): Num =>
        ops.broadcastTo(
          value,
          shapeOf(x).map((size, i) => (i === axis ? count : size)),
        )
      x = ops.concat([side(pair[0]), x, side(pair[1])], axis) as TensorLike
    }
  })
  return NdArray.of(x, call.session)
}

export const PADDING: readonly Row[] = [
  row(
    'pad',
    'array, pad_width, mode=, constant_values=, stat_length=, end_values=, reflect_type=',
    (call, v, width, mode, constants, ...others) => pad(call, v, width, mode, constants, others),
  ),
]
