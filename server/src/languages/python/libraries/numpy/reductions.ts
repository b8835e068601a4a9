// Sums, means, extremes and their kin over axes: each once, for `np.f(a)` and `a.f()` alike.
import { Tensor, type Num, type Value } from '@gradlens/engine'
import { known, type Call } from './call'
import { dtypeOf, toTensor } from './convert'
import type { TensorLike } from './ndarray'
import { namedDType } from './scalarTypes'
import { counted, integer, integers, shapeOf } from './shaping'
import { as, isDiscrete, wrap } from './ufuncs'

type Reduce = (call: Call, x: TensorLike, axes: readonly number[] | null, keep: boolean) => Num

/** sum and prod add booleans and int32 up as int64. */
const counting = (call: Call, x: TensorLike): TensorLike =>
  dtypeOf(x) === 'bool' || dtypeOf(x) === 'int32' ? as(call, x, 'int64') : x
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

/** Applies a reduction by name. */
export function reduce(call: Call, name: string, v: Value, axis: Value, dtype: Value, keepdims: Value): Value {
  const wanted = dtype === undefined || dtype === null ? null : namedDType(dtype)
  const x = as(call, toTensor(v, null, call.runtime, call.site), wanted)
  const axes = axesArgument(call, axis, shapeOf(x).length, name === 'mean')
  call.runtime.at(call.site)
  return wrap(call, REDUCTIONS[name](call, x, axes, flag(call, keepdims)) as TensorLike)
}

/** Variance and standard deviation; `ddof` is taken off the count. */
export function spread(call: Call, name: 'var' | 'std', v: Value, axis: Value, ddof: Value, keepdims: Value): Value {
  const x = floating(call, toTensor(v, null, call.runtime, call.site))
  const shape = shapeOf(x)
  const axes = axesArgument(call, axis, shape.length, true)
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

export function cumulativeSum(call: Call, v: Value, axis: Value): Value {
  const x = counting(call, toTensor(v, null, call.runtime, call.site))
  call.runtime.at(call.site)
  if (axis === undefined || axis === null)
    return wrap(call, call.ops.cumsum(call.ops.reshape(x, [-1]), 0) as TensorLike)
  const along = axesArgument(call, axis, shapeOf(x).length)?.[0]
  return wrap(call, call.ops.cumsum(along === undefined ? call.ops.reshape(x, [-1]) : x, along ?? 0) as TensorLike)
}
