// Elementwise functions that are no ufunc of the engine's: neighbours among floats, signs, steps, bits, windows.
import { Tensor, type DType, type Num, type Value } from '@gradlens/engine'
import { bools, integerOr, knownTensor, tensor, tuple } from './arguments'
import { Unknown, type Call } from './call'
import { dtypeOf } from './convert'
import { floatType } from './dtypes'
import type { Row } from './moduleTree'
import { NdArray, NumpyScalar, type TensorLike } from './ndarray'
import { commonShape } from './shapes'
import { row } from './row'
import { commonType, operandsOf } from './promotion'
import { as, BINARY_UFUNCS, binaryTensor, checkBroadcast, floating, wrap } from './ufuncs'

/** Two operands in the element type that they meet in, which is a floating one. */
function floats(call: Call, a: Value, b: Value): [TensorLike, TensorLike, DType] {
  const [x, y] = operandsOf(call, a, b)
  checkBroadcast(call, [x, y])
  const common = commonType(call, [x, y])
  const dtype = common === null ? 'float64' : floatType(common)
  if (dtype === null) throw new Unknown(call.opaque('arrays of float16 are not evaluated', {}, [x, y]))
  return [as(call, x, dtype), as(call, y, dtype), dtype]
}

const buffer = new DataView(new ArrayBuffer(8))

/** The float next to x in the direction of y (IEEE 754, nextAfter). */
function nextFloat(x: number, y: number, single: boolean): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN
  if (x === y) return y
  const smallest = single ? 2 ** -149 : Number.MIN_VALUE
  if (x === 0) return y > 0 ? smallest : -smallest
  const away = y > x === x > 0
  if (single) {
    buffer.setFloat32(0, x)
    buffer.setInt32(0, buffer.getInt32(0) + (away ? 1 : -1))
    return buffer.getFloat32(0)
  }
  buffer.setFloat64(0, x)
  buffer.setBigInt64(0, buffer.getBigInt64(0) + (away ? 1n : -1n))
  return buffer.getFloat64(0)
}

/** `np.nextafter`: it moves with x. */
function nextAfter(call: Call, a: Value, b: Value): Value {
  const [x, y, dtype] = floats(call, a, b)
  const { ops } = call
  if (!(x instanceof Tensor) || !(y instanceof Tensor))
    return wrap(call, ops.add(x, ops.mul(y, ops.fill([], 0, dtype))) as TensorLike)
  const shape = commonShape([x.shape, y.shape])
  const [p, q] = [x, y].map((v) => ops.broadcastTo(v, shape) as Tensor)
  const next = p.data.map((value, i) => nextFloat(value, q.data[i], dtype === 'float32'))
  const step = new Tensor(
    next.map((value, i) => (Number.isFinite(value) && Number.isFinite(p.data[i]) ? value - p.data[i] : 0)),
    shape,
    dtype,
  )
  const exact = bools(
    Array.from(next, (value, i) => p.data[i] + step.data[i] === value),
    shape,
  )
  return wrap(call, ops.where(exact, ops.add(p, step), new Tensor(next, shape, dtype)) as TensorLike)
}

/** `np.spacing`: how far the next float away from 0 is. */
function spacing(call: Call, v: Value): Value {
  const raw = knownTensor(call, v)
  const x = floating(call, raw) as Tensor
  const single = x.dtype === 'float32'
  const gaps = x.data.map((value) =>
    Number.isFinite(value)
      ? nextFloat(value, value < 0 || Object.is(value, -0) ? -Infinity : Infinity, single) - value
      : NaN,
  )
  return wrap(call, new Tensor(gaps, x.shape, x.dtype))
}

/** `np.fmax` and `np.fmin`: the other operand where one is NaN. */
function ignoringNan(call: Call, name: 'maximum' | 'minimum', a: Value, b: Value): Value {
  const [x, y] = operandsOf(call, a, b)
  const common = commonType(call, [x, y])
  const [p, q] = [as(call, x, common), as(call, y, common)]
  const chosen = binaryTensor(call, BINARY_UFUNCS[name], p, q)
  const { ops } = call
  return wrap(call, ops.where(ops.notEqual(p, p), q, ops.where(ops.notEqual(q, q), p, chosen)) as TensorLike)
}

/** `np.heaviside(x, h)`: 0 below 0, 1 above, h at 0. */
function heaviside(call: Call, a: Value, b: Value): Value {
  const [x, h, dtype] = floats(call, a, b)
  const { ops } = call
  const number = (n: number): Num => ops.fill([], n, dtype)
  const above = ops.where(ops.greater(x, number(0)), number(1), number(0))
  const stepped = ops.where(ops.equal(x, number(0)), h, above)
  return wrap(call, ops.where(ops.notEqual(x, x), x, stepped) as TensorLike)
}

/** Whole and fractional part, both with x's sign. */
function modf(call: Call, v: Value): Value {
  const raw = tensor(call, v)
  const x = floating(call, raw)
  const { ops } = call
  const whole = ops.trunc(x)
  const infinite = ops.equal(ops.abs(x), ops.fill([], Infinity, dtypeOf(x) ?? 'float64'))
  const fraction = ops.copysign(ops.where(infinite, ops.zerosLike(x), ops.sub(x, whole)), x)
  return tuple(call, [wrap(call, fraction as TensorLike), wrap(call, whole as TensorLike)])
}

/** x as a mantissa in [½, 1) and a power of two. */
function frexp(call: Call, v: Value): Value {
  const raw = knownTensor(call, v)
  const x = floating(call, raw) as Tensor
  const exponents = x.data.map((value) => (value === 0 || !Number.isFinite(value) ? 0 : exponentOf(Math.abs(value))))
  const scale = new Tensor(
    exponents.map((e) => 2 ** -e),
    x.shape,
    x.dtype,
  )
  const whole = new Tensor(exponents, x.shape, 'int32')
  return tuple(call, [wrap(call, call.ops.mul(x, scale) as TensorLike), wrap(call, whole)])
}

function exponentOf(x: number): number {
  let e = Math.floor(Math.log2(x)) + 1
  while (2 ** e <= x) e++
  while (e > -1074 && 2 ** (e - 1) > x) e--
  return e
}

function ldexp(call: Call, v: Value, exponent: Value): Value {
  const raw = tensor(call, v)
  const x = floating(call, raw)
  const e = knownTensor(call, exponent)
  if (e.dtype.startsWith('float') || e.dtype === 'uint64')
    call.raise(
      'TypeError',
      "ufunc 'ldexp' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''",
    )
  const powers = new Tensor(
    e.data.map((n) => 2 ** n),
    e.shape,
    dtypeOf(x) ?? 'float64',
  )
  return wrap(call, call.ops.mul(x, powers) as TensorLike)
}

/** Windows of signal processing, by the place n of m (NumPy's formulas). */
const WINDOWS: Readonly<Record<string, (call: Call, places: Tensor, m: number) => Num>> = {
  // n runs from 1 − m by twos.
  hanning: ({ ops }, n, m) => ops.add(ops.fill([], 0.5), ops.mul(ops.fill([], 0.5), angle(ops, n, m, 1))),
  hamming: ({ ops }, n, m) => ops.add(ops.fill([], 0.54), ops.mul(ops.fill([], 0.46), angle(ops, n, m, 1))),
  blackman: ({ ops }, n, m) =>
    ops.add(
      ops.add(ops.fill([], 0.42), ops.mul(ops.fill([], 0.5), angle(ops, n, m, 1))),
      ops.mul(ops.fill([], 0.08), angle(ops, n, m, 2)),
    ),
}

function angle(ops: Call['ops'], n: Tensor, m: number, times: number): Num {
  const turned = ops.mul(ops.fill([], Math.PI * times), n)
  return ops.cos(ops.div(turned, ops.fill([], m - 1)))
}

function window(call: Call, name: string, count: Value): Value {
  const m = integerOr(call, count, 0)
  if (m < 1) return NdArray.of(call.ops.fill([0], 0), call.session)
  if (m === 1) return NdArray.of(call.ops.fill([1], 1), call.session)
  const places = new Tensor(
    Float64Array.from({ length: m }, (_, i) => 1 - m + 2 * i),
    [m],
    'float64',
  )
  return NdArray.of(WINDOWS[name](call, places, m) as TensorLike, call.session)
}

function logaddexp2(call: Call, a: Value, b: Value): Value {
  const [x, y] = floats(call, a, b)
  const { ops } = call
  const high = ops.maximumFirst(x, y)
  const gap = ops.neg(ops.abs(ops.sub(x, y)))
  const same = ops.equal(x, y)
  const sum = ops.add(high, ops.mul(ops.log1p(ops.exp2(gap)), ops.fill([], Math.LOG2E, dtypeOf(x) ?? 'float64')))
  return wrap(call, ops.where(same, ops.add(x, ops.onesLike(x)), sum) as TensorLike)
}

const constant = (name: string, value: Value): Row => ({ paths: [`np.${name}`], value })

/** Constants by their other names. */
export function constantRows(): Row[] {
  const truth = (n: number): NumpyScalar => new NumpyScalar(new Tensor(Float64Array.of(n), [], 'bool'))
  return [
    ...['Inf', 'Infinity', 'PINF'].map((name) => constant(name, Infinity)),
    constant('NINF', -Infinity),
    ...['NaN', 'NAN'].map((name) => constant(name, NaN)),
    constant('PZERO', 0),
    constant('NZERO', -0),
    constant('euler_gamma', 0.5772156649015329),
    constant('True_', truth(1)),
    constant('False_', truth(0)),
  ]
}

export const ELEMENTWISE: readonly Row[] = [
  row('nextafter', 'x1, x2, out=', nextAfter),
  row('spacing', 'x, out=', spacing),
  row('fmax', 'x1, x2, out=', (call, a, b) => ignoringNan(call, 'maximum', a, b)),
  row('fmin', 'x1, x2, out=', (call, a, b) => ignoringNan(call, 'minimum', a, b)),
  row('heaviside', 'x1, x2, out=', heaviside),
  row('logaddexp2', 'x1, x2, out=', logaddexp2),
  row('signbit', 'x, out=', (call, v) => {
    const x = knownTensor(call, v)
    return wrap(
      call,
      bools(
        Array.from(x.data, (n) => n < 0 || Object.is(n, -0)),
        x.shape,
      ),
    )
  }),
  row('divmod', 'x1, x2', (call, a, b) => {
    const [x, y] = operandsOf(call, a, b)
    return tuple(
      call,
      ['floor_divide', 'remainder'].map((name) => wrap(call, binaryTensor(call, BINARY_UFUNCS[name], x, y))),
    )
  }),
  row('modf', 'x', modf),
  row('frexp', 'x', frexp),
  row('ldexp', 'x1, x2, out=', ldexp),
  ...Object.keys(WINDOWS).map((name) => row(name, 'M', (call, m) => window(call, name, m))),
  row('may_share_memory', 'a, b, max_work=', (call, a, b) => shareMemory(call, a, b, false)),
  row('shares_memory', 'a, b, max_work=', (call, a, b) => shareMemory(call, a, b, true)),
  row('binary_repr', 'num, width=', (call, v, width) => {
    const n = integerOr(call, v, 0)
    const wanted = integerOr(call, width, 0)
    if (n >= 0) return n.toString(2).padStart(wanted, '0')
    return wanted === 0 ? `-${(-n).toString(2)}` : (2n ** BigInt(wanted) + BigInt(n)).toString(2)
  }),
  row('base_repr', 'number, base=, padding=', (call, v, base, padding) => {
    const n = integerOr(call, v, 0)
    const digits = Math.abs(n)
      .toString(integerOr(call, base, 2))
      .toUpperCase()
    return (n < 0 ? '-' : '') + '0'.repeat(integerOr(call, padding, 0)) + digits
  }),
]

/** Do two arrays have an element of one owner in common? `may_share_memory` only asks whether their ranges overlap. */
function shareMemory(call: Call, a: Value, b: Value, exactly: boolean): Value {
  if (!(a instanceof NdArray) || !(b instanceof NdArray) || a.owner !== b.owner) return false
  const [p, q] = [a.places, b.places]
  if (!(p instanceof Tensor) || !(q instanceof Tensor)) return call.opaque('this view is not known', {}, [a, b])
  if (p.size === 0 || q.size === 0) return false
  if (exactly) {
    const own = new Set(p.data)
    return q.data.some((place) => own.has(place))
  }
  const least = (x: Tensor): number => x.data.reduce((m, n) => Math.min(m, n), Infinity)
  const greatest = (x: Tensor): number => x.data.reduce((m, n) => Math.max(m, n), -Infinity)
  return least(p) <= greatest(q) && least(q) <= greatest(p)
}
