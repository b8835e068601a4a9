// The functions that make arrays.
import { Int, Tensor, type DType, type Num, type Value } from '@gradlens/engine'
import { integerOr, isNone, itemsOf, knownTensor, range, tensor } from './arguments'
import { known, type Call } from './call'
import { dtypeOf } from './convert'
import { isFloat } from './dtypes'
import { arange, array, asarray, dtypeArgument, eye, filled, full, like, linspace } from './creation'
import type { Row } from './moduleTree'
import { NdArray, type TensorLike } from './ndarray'
import { row } from './row'
import { integers, shapeOf } from './shaping'
import { as, wrap } from './ufuncs'

/** `np.array` with its other parameters: leading axes up to `ndmin`, no copy where none is needed. */
function arrayWith(call: Call, v: Value, dtype: Value, copy: Value, ndmin: Value): Value {
  const made = copy === false ? asarray(call, v, dtype) : array(call, v, dtype)
  const rank = integerOr(call, ndmin, 0)
  if (!(made instanceof NdArray) || shapeOf(made.num).length >= rank) return made
  const shape = shapeOf(made.num)
  return NdArray.of(
    call.ops.reshape(made.num, [...range(rank - shape.length).map(() => 1), ...shape]) as TensorLike,
    call.session,
  )
}

/** `np.zeros_like` and its like; `shape` instead of the array's own. */
function likeWith(call: Call, v: Value, value: number, dtype: Value, shape: Value): Value {
  if (isNone(shape)) return like(call, v, value, dtype)
  const wanted = dtypeArgument(call, dtype) ?? dtypeOf(tensor(call, v)) ?? 'float64'
  return NdArray.of(call.ops.fill(integers(call, shape), value, wanted), call.session)
}

function fullLike(call: Call, v: Value, value: Value, dtype: Value, shape: Value): Value {
  const own = tensor(call, v)
  const x = as(call, tensor(call, value), dtypeArgument(call, dtype) ?? dtypeOf(own))
  const sizes = isNone(shape) ? shapeOf(own) : integers(call, shape)
  return NdArray.of(call.ops.broadcastTo(x, sizes) as TensorLike, call.session)
}

/** The powers of a base between two exponents. */
function logspace(
  call: Call,
  start: Value,
  stop: Value,
  num: Value,
  endpoint: Value,
  base: Value,
  dtype: Value,
): Value {
  const exponents = tensor(call, linspace(call, start, stop, num, endpoint, undefined, undefined))
  const from = as(call, isNone(base) ? call.ops.fill([], 10) : tensor(call, base), 'float64')
  const made = call.ops.pow(from, exponents) as TensorLike
  return NdArray.of(inType(call, made, dtypeArgument(call, dtype)), call.session)
}

/** Numbers each of which is the same multiple of the one before. */
function geomspace(call: Call, start: Value, stop: Value, num: Value, endpoint: Value, dtype: Value): Value {
  const [a, b] = [start, stop].map((v) => as(call, knownTensor(call, v), 'float64') as Tensor)
  if (a.shape.length > 0 || b.shape.length > 0)
    return call.opaque('`np.geomspace` between arrays is not evaluated', {}, [a, b])
  if ([a, b].some((x) => x.data[0] === 0)) call.raise('ValueError', 'Geometric sequence cannot include zero')
  const { ops } = call
  const negative = [a, b].every((x) => x.data[0] < 0)
  if (!negative && [a, b].some((x) => x.data[0] < 0))
    return call.opaque('`np.geomspace` through complex numbers is not evaluated', {}, [a, b])
  const [from, to] = negative ? [ops.neg(a), ops.neg(b)] : [a, b]
  const ends = [from, to].map((x) => wrap(call, ops.log10(x) as TensorLike))
  const exponents = tensor(call, linspace(call, ends[0], ends[1], num, endpoint, undefined, undefined))
  let made: Num = ops.pow(ops.fill([], 10), exponents)
  const count = shapeOf(exponents)[0]
  if (count > 0) made = ops.setIndex(made, [0], from)
  const closed = endpoint === undefined || call.runtime.semantics.truthy(endpoint, call.runtime, call.site) === true
  if (count > 1 && closed) made = ops.setIndex(made, [count - 1], to)
  if (negative) made = ops.neg(made)
  return NdArray.of(inType(call, made as TensorLike, dtypeArgument(call, dtype)), call.session)
}

function inType(call: Call, x: TensorLike, dtype: DType | null): TensorLike {
  return dtype === null ? x : as(call, x, dtype)
}

/** `np.linspace` between arrays: along a new first axis. */
function linspaceOf(
  call: Call,
  start: Value,
  stop: Value,
  num: Value,
  endpoint: Value,
  retstep: Value,
  dtype: Value,
  axis: Value,
): Value {
  const [a, b] = [start, stop].map((v) => as(call, tensor(call, v), 'float64'))
  if (shapeOf(a).length === 0 && shapeOf(b).length === 0)
    return linspace(call, start, stop, num, endpoint, retstep, dtype)
  if (integerOr(call, axis, 0) !== 0 || !isNone(retstep))
    return call.opaque('this `np.linspace` between arrays is not evaluated', {}, [a, b])
  const count = integerOr(call, num, 50)
  const closed = endpoint === undefined || call.runtime.semantics.truthy(endpoint, call.runtime, call.site) === true
  const gaps = closed ? count - 1 : count
  const { ops } = call
  const width = ops.sub(b, a)
  const rank = shapeOf(width as TensorLike).length
  const places = ops.reshape(new Tensor(Float64Array.from(range(count)), [count], 'float64'), [
    count,
    ...range(rank).map(() => 1),
  ])
  const steps = gaps > 0 ? ops.div(width, ops.fill([], gaps)) : width
  const still = steps instanceof Tensor && steps.data.some((step) => step === 0)
  const moved = gaps > 0 && still ? ops.mul(ops.div(places, ops.fill([], gaps)), width) : ops.mul(places, steps)
  let made: Num = ops.add(moved, a)
  if (closed && count > 1) made = ops.setIndex(made, [count - 1], b)
  const wanted = dtypeArgument(call, dtype)
  const whole = wanted !== null && !isFloat(wanted) ? ops.floor(made) : made
  return NdArray.of(inType(call, whole as TensorLike, wanted), call.session)
}

/** `np.asarray_chkfinite`: an array without NaN or infinity. */
function finiteArray(call: Call, v: Value, dtype: Value): Value {
  const made = asarray(call, v, dtype)
  const x = tensor(call, made)
  if (x instanceof Tensor && !x.data.every(Number.isFinite))
    call.raise('ValueError', 'array must not contain infs or NaNs')
  return made
}

function floatArray(call: Call, v: Value, dtype: Value): Value {
  const wanted = dtypeArgument(call, dtype) ?? 'float64'
  const x = tensor(call, v)
  return v instanceof NdArray && dtypeOf(x) === wanted ? v : NdArray.of(as(call, x, wanted), call.session)
}

function fromIterable(call: Call, v: Value, dtype: Value, count: Value): Value {
  const wanted = dtypeArgument(call, dtype) ?? 'float64'
  const items = itemsOf(call, v)
  const limit = integerOr(call, count, -1)
  if (limit > items.length)
    call.raise('ValueError', `iterator too short: Expected ${limit} but iterator had only ${items.length} items.`)
  const taken = limit < 0 ? items : items.slice(0, limit)
  if (taken.length === 0) return NdArray.of(call.ops.fill([0], 0, wanted), call.session)
  const parts = taken.map((item) => as(call, tensor(call, known(item)), wanted))
  return NdArray.of(call.ops.stack(parts, 0) as TensorLike, call.session)
}

function diagonalOnes(call: Call, n: Value, dtype: Value): Value {
  return eye(call, n, null, undefined, dtype)
}

export const CREATION: readonly Row[] = [
  row(
    'array',
    'object, dtype=, *, copy=, order=, subok=, ndmin=, like=',
    (call, v, dtype, _star, copy, _order, _subok, ndmin) => arrayWith(call, v, dtype, copy, ndmin),
  ),
  ...['asarray', 'asanyarray'].map((name) => row(name, 'a, dtype=, order=, *, like=', asarray)),
  row('ascontiguousarray', 'a, dtype=, *, like=', (call, v, dtype) => arrayWith(call, v, dtype, false, Int.of(1))),
  row('asfortranarray', 'a, dtype=, *, like=', asarray),
  row('asarray_chkfinite', 'a, dtype=, order=', finiteArray),
  row('asfarray', 'a, dtype=', floatArray),
  row('copy', 'a, order=, subok=', (call, a) => array(call, a, null)),
  row('zeros', 'shape, dtype=, order=, *, like=', (call, shape, dtype) => filled(call, shape, 0, dtype)),
  row('ones', 'shape, dtype=, order=, *, like=', (call, shape, dtype) => filled(call, shape, 1, dtype)),
  row('empty', 'shape, dtype=, order=, *, like=', (call, shape, dtype) => filled(call, shape, 0, dtype)),
  row('full', 'shape, fill_value, dtype=, order=, *, like=', full),
  row('zeros_like', 'a, dtype=, order=, subok=, shape=', (call, v, dtype, _order, _subok, shape) =>
    likeWith(call, v, 0, dtype, shape),
  ),
  row('ones_like', 'a, dtype=, order=, subok=, shape=', (call, v, dtype, _order, _subok, shape) =>
    likeWith(call, v, 1, dtype, shape),
  ),
  row('empty_like', 'prototype, dtype=, order=, subok=, shape=', (call, v, dtype, _order, _subok, shape) =>
    likeWith(call, v, 0, dtype, shape),
  ),
  row('full_like', 'a, fill_value, dtype=, order=, subok=, shape=', (call, v, value, dtype, _order, _subok, shape) =>
    fullLike(call, v, value, dtype, shape),
  ),
  row('arange', 'start, stop=, step=, dtype=, *, like=', arange),
  row('linspace', 'start, stop, num=, endpoint=, retstep=, dtype=, axis=', linspaceOf),
  row('logspace', 'start, stop, num=, endpoint=, base=, dtype=, axis=', logspace),
  row('geomspace', 'start, stop, num=, endpoint=, dtype=, axis=', geomspace),
  row('eye', 'N, M=, k=, dtype=, order=, *, like=', eye),
  row('identity', 'n, dtype=, *, like=', diagonalOnes),
  row('fromiter', 'iter, dtype, count=, *, like=', fromIterable),
]
