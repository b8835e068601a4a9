// Sums, means, extremes and their kin over axes: each once, for `np.f(a)` and `a.f()` alike.
import { Tensor, type Num, type Value } from '@gradlens/engine'
import { known, type Call } from './call'
import { dtypeOf, toTensor } from './convert'
import { countingType, isFloat } from './dtypes'
import type { TensorLike } from './ndarray'
import { dtypeArgument } from './creation'
import { counted, integer, integers, shapeOf } from './shaping'
import { commonType } from './promotion'
import { as, isDiscrete, wrap } from './ufuncs'

type Reduce = (call: Call, x: TensorLike, axes: readonly number[] | null, keep: boolean) => Num

/** Sums and products of integers and booleans are made in 64 bits. */
export function counting(call: Call, x: TensorLike): TensorLike {
  const dtype = dtypeOf(x)
  return dtype === null ? x : as(call, x, countingType(dtype))
}

const floating = (call: Call, x: TensorLike): TensorLike => (isDiscrete(x) ? as(call, x, 'float64') : x)

/** The reductions with an `axis` and `keepdims`. */
export const REDUCTIONS: Readonly<Record<string, Reduce>> = {
  sum: (call, x, axes, keep) => call.ops.sum(counting(call, x), axes, keep),
  prod: (call, x, axes, keep) => call.ops.prod(counting(call, x), axes, keep),
  mean: (call, x, axes, keep) => call.ops.mean(floating(call, x), axes, keep),
  max: (call, x, axes, keep) => call.ops.max(nonEmpty(call, x, 'maximum'), axes, keep),
  min: (call, x, axes, keep) => call.ops.min(nonEmpty(call, x, 'minimum'), axes, keep),
  all: (call, x, axes, keep) => truth(call, call.ops.min(truth(call, x) as TensorLike, axes, keep)),
  any: (call, x, axes, keep) => truth(call, call.ops.max(truth(call, x) as TensorLike, axes, keep)),
}

function nonEmpty(call: Call, x: TensorLike, name: string): TensorLike {
  if (x instanceof Tensor && x.size === 0)
    call.raise('ValueError', `zero-size array to reduction operation ${name} which has no identity`)
  return x
}

function truth(call: Call, x: Num): Num {
  return dtypeOf(x) === 'bool' ? x : (call.ops.notEqual(x, call.ops.fill([], 0, dtypeOf(x) ?? 'float64')) as Num)
}

/** An `axis` argument; null: all axes. */
export function axesArgument(call: Call, axis: Value, rank: number, strict = false): readonly number[] | null {
  if (axis === undefined || axis === null) return null
  const axes = integers(call, axis)
  // NumPy lets a scalar be reduced over axis 0 and −1, but has no mean of it.
  if (!strict && rank === 0 && axes.every((i) => i === 0 || i === -1)) return null
  return axes.map((i) => counted(call, i, rank))
}

export function flag(call: Call, v: Value): boolean {
  return v !== undefined && v !== null && call.runtime.semantics.truthy(known(v), call.runtime, call.site) === true
}

/** What is left over where nothing is counted in. */
const IDENTITIES: Readonly<Record<string, number>> = { sum: 0, prod: 1, all: 1, any: 0 }

/** How an `initial` value comes in. */
const WITH_INITIAL: Readonly<Record<string, (ops: Call['ops'], x: Num, initial: Num) => Num>> = {
  sum: (ops, x, initial) => ops.add(x, initial),
  prod: (ops, x, initial) => ops.mul(x, initial),
  max: (ops, x, initial) => ops.maximumSplit(x, initial),
  min: (ops, x, initial) => ops.minimumSplit(x, initial),
}

/** The axes of a reduction: each once. */
function reducedAxes(call: Call, axis: Value, rank: number, strict = false): readonly number[] | null {
  const axes = axesArgument(call, axis, rank, strict)
  if (axes && new Set(axes).size !== axes.length) call.raise('ValueError', "duplicate value in 'axis'")
  return axes
}

/** Applies a reduction by name; `where` leaves elements out, `initial` comes in once. */
export function reduce(
  call: Call,
  name: string,
  v: Value,
  axis: Value,
  dtype: Value,
  keepdims: Value,
  initial?: Value,
  where?: Value,
): Value {
  const given = toTensor(v, null, call.runtime, call.site)
  const asked = dtypeArgument(call, dtype)
  const x = as(call, given, asked)
  const axes = reducedAxes(call, axis, shapeOf(x).length, name === 'mean')
  const keep = flag(call, keepdims)
  call.runtime.at(call.site)
  // An initial value is one of the elements that are counted.
  const own = dtypeOf(name === 'sum' || name === 'prod' ? counting(call, x) : x)
  const first =
    initial === undefined || initial === null ? null : as(call, toTensor(initial, null, call.runtime, call.site), own)
  const masked = where !== undefined && where !== true
  const held = masked ? toTensor(where, 'bool', call.runtime, call.site) : null
  let found: Num
  const runs = held && name === 'sum' ? sumOfRuns(call, counting(call, x), held, axes, keep) : null
  if (runs) found = runs
  else if (held && name === 'mean') found = meanWhere(call, floating(call, x), held, axes, keep)
  else if (held) {
    const identity = IDENTITIES[name] === undefined ? first : scalarLike(call, x, IDENTITIES[name])
    if (identity === null)
      call.raise(
        'ValueError',
        `reduction operation '${name}imum' does not have an identity, so to use a where mask one has to specify 'initial'`,
      )
    const common = commonType(call, [x, identity])
    const counted = call.ops.where(held, as(call, x, common), as(call, identity, common)) as TensorLike
    found = REDUCTIONS[name](call, counted, axes, keep)
  } else
    found =
      first && isEmpty(x) && IDENTITIES[name] === undefined
        ? scalarLike(call, x, 0)
        : REDUCTIONS[name](call, x, axes, keep)
  // Counted in 64 bits and cut off, it is what the narrower type would have come to.
  found = as(call, found as TensorLike, asked)
  if (first === null || !WITH_INITIAL[name]) return wrap(call, found as TensorLike)
  const common = commonType(call, [found as TensorLike, first])
  if (isEmpty(x) && (name === 'max' || name === 'min')) return wrap(call, as(call, first, common))
  const start = as(call, first, common)
  return wrap(call, WITH_INITIAL[name](call.ops, as(call, found as TensorLike, common), start) as TensorLike)
}

function isEmpty(x: TensorLike): boolean {
  return x instanceof Tensor && x.size === 0
}

function scalarLike(call: Call, x: TensorLike, value: number): TensorLike {
  return call.ops.fill([], value, dtypeOf(x) ?? 'float64')
}

/** At most so many runs are added up one by one. */
const RUN_LIMIT = 2000

/** Σ of the elements that a mask holds, each run of them added up by itself as NumPy's masked loop does; null where only the
 *  last digit could differ and there are too many runs, or axes that it walks otherwise. */
function sumOfRuns(
  call: Call,
  x: TensorLike,
  held: TensorLike,
  axes: readonly number[] | null,
  keep: boolean,
): Num | null {
  if (!(x instanceof Tensor) || !(held instanceof Tensor) || !isFloat(x.dtype)) return null
  const rank = x.shape.length
  const whole = axes === null || axes.length === rank
  if (rank === 0 || (!whole && String(axes) !== String([rank - 1]))) return null
  const { ops } = call
  const mask = ops.broadcastTo(held, x.shape) as Tensor
  const inner = x.shape[rank - 1]
  const lane = whole && String(held.shape) === String(x.shape) ? x.size : inner
  const flat = ops.reshape(x, [-1])
  const sums: Num[] = []
  let count = 0
  for (let from = 0; from < x.size; from += lane) {
    let total: Num = whole && sums.length > 0 ? (sums.pop() as Num) : scalarLike(call, x, 0)
    for (let start = from; start < from + lane; start++) {
      if (mask.data[start] === 0) continue
      let stop = start
      while (stop < from + lane && mask.data[stop] !== 0) stop++
      total = ops.add(total, ops.sum(ops.index(flat, [{ start, stop, step: null }])))
      start = stop
      if (++count > RUN_LIMIT) return null
    }
    sums.push(total)
  }
  if (sums.length === 0) return null
  const kept = x.shape.map((n, i) => (whole || i === rank - 1 ? 1 : n))
  return ops.reshape(ops.stack(sums, 0), keep ? kept : kept.filter((_, i) => !whole && i < rank - 1))
}

function meanWhere(call: Call, x: TensorLike, held: TensorLike, axes: readonly number[] | null, keep: boolean): Num {
  const { ops } = call
  const zero = scalarLike(call, x, 0)
  const counted = ops.broadcastTo(ops.cast(held, dtypeOf(x) ?? 'float64'), shapeOf(x))
  const sum = sumOfRuns(call, x, held, axes, keep) ?? ops.sum(ops.where(held, x, zero), axes, keep)
  return ops.div(sum, ops.sum(counted, axes, keep))
}

/** Variance and standard deviation; `ddof` is taken off the count. */
export function spread(
  call: Call,
  name: 'var' | 'std',
  v: Value,
  axis: Value,
  ddof: Value,
  keepdims: Value,
  dtype?: Value,
): Value {
  const x = floating(call, as(call, toTensor(v, null, call.runtime, call.site), dtypeArgument(call, dtype)))
  const shape = shapeOf(x)
  const axes = reducedAxes(call, axis, shape.length, true)
  const count = (axes ?? shape.map((_, i) => i)).reduce((n, i) => n * shape[i], 1)
  const { ops } = call
  call.runtime.at(call.site)
  const centred = ops.sub(x, ops.mean(x, axes, true))
  const sum = ops.sum(ops.square(centred), axes, flag(call, keepdims))
  const variance = ops.div(
    sum,
    ops.fill([], count - (integer(ddof ?? 0) ?? (typeof ddof === 'number' ? ddof : 0)), dtypeOf(x) ?? 'float64'),
  )
  return wrap(call, (name === 'var' ? variance : ops.sqrt(variance)) as TensorLike)
}

/** `argmax` and `argmin`: places, not differentiable; the run's course depends on them. */
export function place(call: Call, name: 'argmax' | 'argmin', v: Value, axis: Value, keepdims: Value): Value {
  const x = toTensor(v, null, call.runtime, call.site)
  if (x instanceof Tensor && x.size === 0) call.raise('ValueError', `attempt to get ${name} of an empty sequence`)
  const along = axesArgument(call, axis, shapeOf(x).length)?.[0] ?? null
  call.runtime.at(call.site)
  const found = call.ops[name](x, along, flag(call, keepdims)) as TensorLike
  if (found instanceof Tensor && found.node !== 0) call.runtime.decide(Array.from(found.data).join(','), call.site)
  return wrap(call, found)
}

type Running = (call: Call, x: TensorLike, axis: number) => Num

/** Sums (or products) so far along an axis; without one, of the flattened array. */
function cumulative(call: Call, running: Running, v: Value, axis: Value, dtype: Value): Value {
  const wanted = dtypeArgument(call, dtype)
  const given = toTensor(v, null, call.runtime, call.site)
  const x = wanted === null ? counting(call, given) : as(call, given, wanted)
  call.runtime.at(call.site)
  const along = axis === undefined || axis === null ? null : axesArgument(call, axis, shapeOf(x).length)
  const flat = along?.[0] === undefined
  const made = running(call, flat ? (call.ops.reshape(x, [-1]) as TensorLike) : x, flat ? 0 : along[0])
  return wrap(call, made as TensorLike)
}

export function cumulativeSum(call: Call, v: Value, axis: Value, dtype: Value): Value {
  return cumulative(call, ({ ops }, x, along) => ops.cumsum(x, along), v, axis, dtype)
}

export function cumulativeProduct(call: Call, v: Value, axis: Value, dtype: Value): Value {
  return cumulative(call, ({ ops }, x, along) => ops.order.cumprod(x, along), v, axis, dtype)
}
