// Making arrays: from values, filled, counted, spaced.
import { Int, Opaque, Tensor, Traced, nodeOf, type DType, type Num, type Value } from '@gradlens/engine'
import { known, type Call } from './call'
import { dtypeOf, toTensor } from './convert'
import { isFloat, promote } from './dtypes'
import { NdArray, NumpyScalar, type TensorLike } from './ndarray'
import { flag } from './reductions'
import { namedDType } from './scalarTypes'
import { integer, integers, shapeOf } from './shaping'
import { as, wrap } from './ufuncs'

/** A dtype argument; null where none is given. */
export function dtypeArgument(call: Call, v: Value): DType | null {
  if (v === undefined || v === null) return null
  const dtype = askedDType(call, v)
  if (dtype === null) throw new UnsupportedArray(call.opaque('arrays of this element type are not evaluated'))
  return dtype
}

/** The element type that a value names; null where that is not evaluated. Raises where it is the name of none. */
export function askedDType(call: Call, v: Value): DType | null {
  const given = known(v)
  const dtype = namedDType(given)
  if (dtype === null && typeof given === 'string' && /^[a-z_]{2,}\d*$/i.test(given) && !OTHER_TYPES.test(given))
    call.raise('TypeError', `data type '${given}' not understood`)
  return dtype
}

/** Names of element types that are not evaluated. */
const OTHER_TYPES =
  /^(?:u?int|float|complex|c?(?:long)?double|c?single|c?float|half|u?(?:short|int[cp]|long|longlong|byte)|longfloat|string|str|unicode|bytes|object|void|datetime|timedelta)_?\d*$/

/** An array would have an element type that is not evaluated. */
export class UnsupportedArray {
  constructor(readonly opaque: Opaque) {}
}

/** `np.array`: always elements of its own; a value without axes becomes a 0-d array. */
export function array(call: Call, v: Value, dtype: Value): Value {
  const x = toTensor(v, dtypeArgument(call, dtype), call.runtime, call.site)
  return x instanceof Opaque ? wrap(call, x) : NdArray.of(x, call.session)
}

/** `np.asarray`: the array itself where it is one of that element type. */
export function asarray(call: Call, v: Value, dtype: Value): Value {
  const wanted = dtypeArgument(call, dtype)
  if (v instanceof NdArray && (wanted === null || dtypeOf(v.num) === wanted)) return v
  return array(call, v, dtype)
}

export function filled(call: Call, shape: Value, value: number, dtype: Value): Value {
  const sizes = integers(call, shape)
  if (sizes.some((n) => n < 0)) call.raise('ValueError', 'negative dimensions are not allowed')
  return NdArray.of(call.ops.fill(sizes, value, dtypeArgument(call, dtype) ?? 'float64'), call.session)
}

/** `np.full`: its element type is the value's. */
export function full(call: Call, shape: Value, value: Value, dtype: Value): Value {
  const given = toTensor(value, null, call.runtime, call.site)
  const x = as(call, given, dtypeArgument(call, dtype) ?? dtypeOf(given))
  return NdArray.of(call.ops.broadcastTo(x, integers(call, shape)) as TensorLike, call.session)
}

export function like(call: Call, v: Value, value: number, dtype: Value): Value {
  const x = toTensor(v, null, call.runtime, call.site)
  const made = call.ops.fill(shapeOf(x), value, dtypeArgument(call, dtype) ?? dtypeOf(x) ?? 'float64')
  return NdArray.of(made, call.session)
}

/** `np.arange`: start + i·((start + step) − start), so many that the last one lies below stop. */
export function arange(call: Call, start: Value, stop: Value, step: Value, dtype: Value): Value {
  const [from, to] = stop === undefined || stop === null ? [Int.of(0), start] : [start, stop]
  const by = step === undefined || step === null ? Int.of(1) : step
  const parts = [from, to, by].map((v) => toTensor(known(v), null, call.runtime, call.site))
  const unknown = parts.find((p): p is Opaque => p instanceof Opaque)
  if (unknown) return call.opaque(unknown.reason, {}, parts)
  const wanted = dtypeArgument(call, dtype) ?? parts.map((p) => (p as Tensor).dtype).reduce(promote)
  const [a, b, d] = parts.map((p) => (p as Tensor).data[0])
  if (d === 0) call.raise('ZeroDivisionError', 'division by zero')
  const count = Math.max(0, Math.ceil((b - a) / d))
  if (parts.some((p) => nodeOf(p) !== 0)) call.runtime.decide(count, call.site)
  call.runtime.step(count)
  const data = call.ops.allocate(count)
  const delta = a + d - a
  for (let i = 0; i < count; i++) data[i] = a + i * delta
  return NdArray.of(new Tensor(call.ops.rounded(data, wanted), [count], wanted), call.session)
}

/** `np.linspace`: start + i·step, with the last element stop itself. */
export function linspace(
  call: Call,
  start: Value,
  stop: Value,
  num: Value,
  endpoint: Value,
  retstep: Value,
  dtype: Value,
): Value {
  const count = num === undefined || num === null ? 50 : integers(call, num)[0]
  if (count < 0) call.raise('ValueError', `Number of samples, ${count}, must be non-negative.`)
  const closed = endpoint === undefined || flag(call, endpoint)
  const [a, b] = [start, stop].map((v) => as(call, toTensor(v, null, call.runtime, call.site), 'float64'))
  if (a instanceof Opaque || b instanceof Opaque)
    return call.opaque((a instanceof Opaque ? a : (b as Opaque)).reason, {}, [a, b])
  if (a.shape.length > 0 || b.shape.length > 0)
    return call.opaque('`np.linspace` between arrays is not evaluated', {}, [a, b])
  const { ops } = call
  const gaps = closed ? count - 1 : count
  call.runtime.at(call.site)
  const steps = new Tensor(
    Float64Array.from({ length: count }, (_, i) => i),
    [count],
    'float64',
  )
  const width = ops.sub(b, a)
  const step = gaps > 0 ? ops.div(width, ops.fill([], gaps)) : ops.fill([], NaN)
  let out: Num = gaps > 0 ? ops.add(ops.mul(steps, step), a) : ops.add(ops.mul(steps, width), a)
  if (closed && count > 1) out = ops.setIndex(out, [count - 1], b)
  const wanted = dtypeArgument(call, dtype)
  const result = wrap(
    call,
    wanted === null
      ? (out as TensorLike)
      : as(call, isFloat(wanted) ? (out as TensorLike) : (ops.floor(out) as TensorLike), wanted),
  )
  if (retstep === undefined || !flag(call, retstep)) return result
  return call.runtime.semantics.makeTuple([result, wrap(call, step as TensorLike)], call.runtime)
}

export function eye(call: Call, rows: Value, columns: Value, offset: Value, dtype: Value): Value {
  const m = integers(call, rows)[0]
  const n = columns === undefined || columns === null ? m : integers(call, columns)[0]
  const k = offset === undefined ? 0 : (integer(offset) ?? 0)
  const data = call.ops.allocate(m * n)
  for (let i = 0; i < m; i++) if (i + k >= 0 && i + k < n) data[i * n + i + k] = 1
  return NdArray.of(new Tensor(data, [m, n], dtypeArgument(call, dtype) ?? 'float64'), call.session)
}

/** `np.meshgrid` of vectors. */
export function meshgrid(call: Call, vectors: Value, indexing: Value): Value {
  const given = (vectors as { items: readonly Value[] }).items.map(
    (v) => call.ops.reshape(toTensor(v, null, call.runtime, call.site), [-1]) as TensorLike,
  )
  const matrix = indexing === 'ij'
  const sizes = given.map((x) => shapeOf(x)[0])
  const shape = matrix || sizes.length < 2 ? sizes : [sizes[1], sizes[0], ...sizes.slice(2)]
  const grids = given.map((x, i) => {
    const axis = matrix || sizes.length < 2 || i > 1 ? i : 1 - i
    const own = shape.map((_, k) => (k === axis ? sizes[i] : 1))
    return wrap(call, call.ops.broadcastTo(call.ops.reshape(x, own), shape) as TensorLike)
  })
  return call.runtime.semantics.makeList(grids, call.runtime)
}

/** Is the value a number that NumPy calls a scalar? */
export function isScalar(v: Value): boolean {
  return (
    typeof v === 'number' ||
    typeof v === 'boolean' ||
    typeof v === 'string' ||
    v instanceof Int ||
    v instanceof Traced ||
    v instanceof NumpyScalar
  )
}
