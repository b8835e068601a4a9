// Reductions that leave NaNs out, and what replaces NaNs and infinities.
import { Int, Tensor, type Num, type Value } from '@gradlens/engine'
import { bools, isNone, tensor } from './arguments'
import type { Call } from './call'
import { dtypeOf } from './convert'
import { isFloat } from './dtypes'
import type { Row } from './moduleTree'
import { NdArray, type TensorLike } from './ndarray'
import { axesArgument, cumulativeProduct, cumulativeSum, flag, place, reduce } from './reductions'
import { row } from './row'
import { integer, shapeOf } from './shaping'
import { as, isDiscrete, wrap } from './ufuncs'

/** x with NaNs replaced; integers have none. */
function replaced(call: Call, x: TensorLike, value: number): TensorLike {
  const dtype = dtypeOf(x)
  if (dtype !== null && !isFloat(dtype)) return x
  return call.ops.where(missing(call, x), call.ops.fill([], value, dtype ?? 'float64'), x) as TensorLike
}

/** Where x is NaN. */
function missing(call: Call, x: TensorLike): Num {
  return call.ops.notEqual(x, x) as Num
}

/** How many elements there are besides NaNs. */
function counts(call: Call, x: TensorLike, axes: readonly number[] | null, keep: boolean): Num {
  const { ops } = call
  return ops.sum(ops.cast(ops.equal(x, x) as Num, dtypeOf(x) ?? 'float64'), axes, keep)
}

/** `np.nanmax` and `np.nanmin`: NaN where there is nothing else. */
function extreme(call: Call, name: 'max' | 'min', v: Value, axis: Value, keepdims: Value): Value {
  const x = tensor(call, v)
  if (isDiscrete(x)) return reduce(call, name, v, axis, null, keepdims)
  if (x instanceof Tensor && x.size === 0)
    call.raise('ValueError', `zero-size array to reduction operation fm${name.slice(1)} which has no identity`)
  const axes = axesArgument(call, axis, shapeOf(x).length)
  const keep = flag(call, keepdims)
  const { ops } = call
  const filled = replaced(call, x, name === 'max' ? -Infinity : Infinity)
  const found = ops[name](filled, axes, keep) as TensorLike
  const none = ops.equal(counts(call, x, axes, keep), ops.fill([], 0, dtypeOf(x) ?? 'float64')) as Num
  return wrap(call, ops.where(none, ops.fill([], NaN, dtypeOf(x) ?? 'float64'), found) as TensorLike)
}

/** The same with a value to begin with, or with a mask: what is no number counts for nothing. */
function extremeFrom(
  call: Call,
  name: 'max' | 'min',
  v: Value,
  axis: Value,
  keepdims: Value,
  initial: Value,
  where: Value,
): Value {
  if (typeof initial !== 'number' && !(initial instanceof Int)) return masked(call, name, v)
  if (Number.isNaN(initial)) return masked(call, name, v)
  return reduce(
    call,
    name,
    filled(call, v, name === 'max' ? -Infinity : Infinity),
    axis,
    null,
    keepdims,
    initial,
    where,
  )
}

/** Is no element left out? */
function isEverywhere(where: Value): boolean {
  return where === undefined || where === true
}

function masked(call: Call, name: string, v: Value): Value {
  return call.opaque(`\`np.nan${name}\` with these arguments is not evaluated`, {}, [v])
}

/** `np.nanmean`, and with `of` the variance and the standard deviation. */
function moment(call: Call, of: 'mean' | 'var' | 'std', v: Value, axis: Value, ddof: Value, keepdims: Value): Value {
  const raw = tensor(call, v)
  const x = isDiscrete(raw) ? as(call, raw, 'float64') : raw
  const axes = axesArgument(call, axis, shapeOf(x).length, isDiscrete(raw))
  const keep = flag(call, keepdims)
  const { ops } = call
  const dtype = dtypeOf(x) ?? 'float64'
  const mean = (kept: boolean): Num => ops.div(ops.sum(replaced(call, x, 0), axes, kept), counts(call, x, axes, kept))
  if (of === 'mean') return wrap(call, mean(keep) as TensorLike)
  const centred = ops.where(missing(call, x), ops.fill([], 0, dtype), ops.sub(x, mean(true)))
  const taken = typeof ddof === 'number' ? ddof : isNone(ddof) ? 0 : (integer(ddof) ?? 0)
  const freedom = ops.sub(counts(call, x, axes, keep), ops.fill([], taken, dtype))
  const variance = ops.div(ops.sum(ops.square(centred), axes, keep), freedom)
  const none = ops.lessEqual(freedom, ops.fill([], 0, dtype)) as Num
  const known = ops.where(none, ops.fill([], NaN, dtype), variance)
  return wrap(call, (of === 'var' ? known : ops.sqrt(known)) as TensorLike)
}

function placeOf(call: Call, name: 'argmax' | 'argmin', v: Value, axis: Value, keepdims: Value): Value {
  const x = tensor(call, v)
  const filled = replaced(call, x, name === 'argmax' ? -Infinity : Infinity)
  const axes = axesArgument(call, axis, shapeOf(x).length)
  const count = counts(call, isDiscrete(x) ? as(call, x, 'float64') : x, axes, false)
  if (count instanceof Tensor && count.data.some((n) => n === 0)) call.raise('ValueError', 'All-NaN slice encountered')
  return place(call, name, NdArray.of(filled, call.session), axis, keepdims)
}

/** `np.nan_to_num`: NaN becomes 0 and infinities the largest numbers, or what is given for them. */
function nanToNum(call: Call, v: Value, copy: Value, nan: Value, positive: Value, negative: Value): Value {
  const x = tensor(call, v)
  const dtype = dtypeOf(x)
  if (dtype === null)
    return call.opaque('an array of unknown element type is not evaluated', { shape: shapeOf(x) }, [x])
  const largest = dtype === 'float32' ? 3.4028234663852886e38 : Number.MAX_VALUE
  const { ops } = call
  const or = (given: Value, otherwise: number): TensorLike =>
    isNone(given) ? ops.fill([], otherwise, dtype) : as(call, tensor(call, given), dtype)
  let made = x
  if (isFloat(dtype)) {
    const holds = (test: (n: number) => boolean): Num =>
      x instanceof Tensor ? bools(Array.from(x.data, test), x.shape) : (ops.equal(x, x) as Num)
    made = ops.where(holds(Number.isNaN), or(nan, 0), made) as TensorLike
    made = ops.where(
      holds((n) => n === Infinity),
      or(positive, largest),
      made,
    ) as TensorLike
    made = ops.where(
      holds((n) => n === -Infinity),
      or(negative, -largest),
      made,
    ) as TensorLike
  }
  if (v instanceof NdArray && copy === false) {
    v.write(made, call.runtime)
    return v
  }
  return wrap(call, made)
}

function filled(call: Call, v: Value, value: number): Value {
  return NdArray.of(replaced(call, tensor(call, v), value), call.session)
}

export const NAN_REDUCTIONS: readonly Row[] = [
  ...(['sum', 'prod'] as const).map((name) =>
    row(
      `nan${name}`,
      'a, axis=, dtype=, out=, keepdims=, initial=, where=',
      (call, v, axis, dtype, _out, keep, ...rest) =>
        reduce(call, name, filled(call, v, name === 'sum' ? 0 : 1), axis, dtype, keep, ...rest),
    ),
  ),
  ...(['max', 'min'] as const).map((name) =>
    row(`nan${name}`, 'a, axis=, out=, keepdims=, initial=, where=', (call, v, axis, _out, keepdims, initial, where) =>
      initial === undefined && isEverywhere(where)
        ? extreme(call, name, v, axis, keepdims)
        : extremeFrom(call, name, v, axis, keepdims, initial, where),
    ),
  ),
  row(
    'nanmean',
    'a, axis=, dtype=, out=, keepdims=, *, where=',
    (call, v, axis, _dtype, _out, keepdims, _star, where) =>
      isEverywhere(where) ? moment(call, 'mean', v, axis, null, keepdims) : masked(call, 'mean', v),
  ),
  ...(['var', 'std'] as const).map((name) =>
    row(
      `nan${name}`,
      'a, axis=, dtype=, out=, ddof=, keepdims=, *, where=',
      (call, v, axis, _dtype, _out, ddof, keep, _star, where) =>
        isEverywhere(where) ? moment(call, name, v, axis, ddof, keep) : masked(call, name, v),
    ),
  ),
  ...(['argmax', 'argmin'] as const).map((name) =>
    row(`nan${name}`, 'a, axis=, out=, keepdims=', (call, v, axis, _out, keep) => placeOf(call, name, v, axis, keep)),
  ),
  row('nancumsum', 'a, axis=, dtype=, out=', (call, v, axis, dtype) =>
    cumulativeSum(call, filled(call, v, 0), axis, dtype),
  ),
  row('nancumprod', 'a, axis=, dtype=, out=', (call, v, axis, dtype) =>
    cumulativeProduct(call, filled(call, v, 1), axis, dtype),
  ),
  row('nan_to_num', 'x, copy=, nan=, posinf=, neginf=', nanToNum),
]
