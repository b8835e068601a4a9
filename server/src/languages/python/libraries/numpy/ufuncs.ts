// NumPy's elementwise functions as rows, and how they are applied: element types are promoted as NumPy 1.24 promotes them
// (a scalar does not widen an array of its own kind), shapes broadcast, results without axes are scalars.
import { Int, Opaque, Tensor, Traced, nodeOf, type DType, type Num, type Session, type Value } from '@gradlens/engine'
import { libraryException } from '../../exceptions'
import { bareShape } from './arrayText'
import type { Call } from './call'
import { castTo, dtypeOf, KIND, knownShapeOf, promote, toTensor } from './convert'
import { reportErrors } from './floatingPoint'
import { NdArray, NumpyScalar, scalarOrArray, type TensorLike } from './ndarray'
import { isNumpy2, strongOperands } from './version'

type Ops = Session['ops']

/** What becomes of the element type: `float` makes integers float64, `same` keeps them, `bool` is a truth value. */
type Result = 'float' | 'same' | 'bool'

export interface UnaryUfunc {
  readonly apply: (ops: Ops, x: TensorLike) => unknown
  readonly result: Result
  /** What it does to booleans where that is evaluated. */
  readonly booleans?: (ops: Ops, x: TensorLike, call: Call) => unknown
}

export interface BinaryUfunc {
  readonly apply: (ops: Ops, x: TensorLike, y: TensorLike, call: Call) => unknown
  readonly result: Result
  /** What it does to two booleans, where that is not what it does to numbers. */
  readonly booleans?: (ops: Ops, x: TensorLike, y: TensorLike, call: Call) => unknown
  /** Raised for two booleans. */
  readonly refusesBooleans?: string
}

const zero = (ops: Ops, x: TensorLike): Num => ops.fill([], 0, dtypeOf(x) ?? 'float64')
/** |x| as a float beside infinity: integers are always finite. */
const size = (ops: Ops, x: TensorLike): Num => ops.abs(isFloat(dtypeOf(x) ?? 'float64') ? x : ops.cast(x, 'float64'))
const infinity = (ops: Ops, x: TensorLike): Num =>
  ops.fill([], Infinity, dtypeOf(x) === 'float32' ? 'float32' : 'float64')
const degrees = (ops: Ops, x: TensorLike, factor: number): Num =>
  ops.mul(x, ops.fill([], factor, dtypeOf(x) ?? 'float64'))

// prettier-ignore
export const UNARY_UFUNCS: Readonly<Record<string, UnaryUfunc>> = {
  negative:    { apply: (ops, x) => ops.neg(x),               result: 'same', booleans: refuseNegative },
  positive:    { apply: (ops, x) => ops.identity(x),          result: 'same' },
  absolute:    { apply: (ops, x) => ops.abs(x),               result: 'same', booleans: (_, x) => x },
  abs:         { apply: (ops, x) => ops.abs(x),               result: 'same', booleans: (_, x) => x },
  fabs:        { apply: (ops, x) => ops.abs(x),               result: 'float' },
  sign:        { apply: (ops, x) => ops.sign(x),              result: 'same' },
  square:      { apply: (ops, x) => ops.square(x),            result: 'same' },
  sqrt:        { apply: (ops, x) => ops.sqrt(x),              result: 'float' },
  cbrt:        { apply: (ops, x) => ops.cbrt(x),              result: 'float' },
  exp:         { apply: (ops, x) => ops.exp(x),               result: 'float' },
  exp2:        { apply: (ops, x) => ops.exp2(x),              result: 'float' },
  expm1:       { apply: (ops, x) => ops.expm1(x),             result: 'float' },
  log:         { apply: (ops, x) => ops.log(x),               result: 'float' },
  log2:        { apply: (ops, x) => ops.log2(x),              result: 'float' },
  log10:       { apply: (ops, x) => ops.log10(x),             result: 'float' },
  log1p:       { apply: (ops, x) => ops.log1p(x),             result: 'float' },
  sin:         { apply: (ops, x) => ops.sin(x),               result: 'float' },
  cos:         { apply: (ops, x) => ops.cos(x),               result: 'float' },
  tan:         { apply: (ops, x) => ops.tan(x),               result: 'float' },
  arcsin:      { apply: (ops, x) => ops.asin(x),              result: 'float' },
  arccos:      { apply: (ops, x) => ops.acos(x),              result: 'float' },
  arctan:      { apply: (ops, x) => ops.atan(x),              result: 'float' },
  sinh:        { apply: (ops, x) => ops.sinh(x),              result: 'float' },
  cosh:        { apply: (ops, x) => ops.cosh(x),              result: 'float' },
  tanh:        { apply: (ops, x) => ops.tanh(x),              result: 'float' },
  arcsinh:     { apply: (ops, x) => ops.asinh(x),             result: 'float' },
  arccosh:     { apply: (ops, x) => ops.acosh(x),             result: 'float' },
  arctanh:     { apply: (ops, x) => ops.atanh(x),             result: 'float' },
  reciprocal:  { apply: (ops, x) => ops.reciprocal(x),        result: 'float' },
  floor:       { apply: (ops, x) => ops.floor(x),             result: 'float' },
  ceil:        { apply: (ops, x) => ops.ceil(x),              result: 'float' },
  trunc:       { apply: (ops, x) => ops.trunc(x),             result: 'float' },
  rint:        { apply: (ops, x) => ops.round(x),             result: 'float' },
  deg2rad:     { apply: (ops, x) => degrees(ops, x, Math.PI / 180), result: 'float' },
  radians:     { apply: (ops, x) => degrees(ops, x, Math.PI / 180), result: 'float' },
  rad2deg:     { apply: (ops, x) => degrees(ops, x, 180 / Math.PI), result: 'float' },
  degrees:     { apply: (ops, x) => degrees(ops, x, 180 / Math.PI), result: 'float' },
  isnan:       { apply: (ops, x) => ops.notEqual(x, x),       result: 'bool' },
  isinf:       { apply: (ops, x) => ops.equal(size(ops, x), infinity(ops, x)), result: 'bool' },
  isfinite:    { apply: (ops, x) => ops.less(size(ops, x), infinity(ops, x)),  result: 'bool' },
  logical_not: { apply: (ops, x) => ops.equal(x, zero(ops, x)), result: 'bool' },
}

// prettier-ignore
export const BINARY_UFUNCS: Readonly<Record<string, BinaryUfunc>> = {
  add:           { apply: (ops, x, y) => ops.add(x, y),          result: 'same', booleans: (ops, x, y) => ops.logicalOr(x, y) },
  subtract:      { apply: (ops, x, y) => ops.sub(x, y),          result: 'same', refusesBooleans: 'numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.' },
  multiply:      { apply: (ops, x, y) => ops.mul(x, y),          result: 'same', booleans: (ops, x, y) => ops.logicalAnd(x, y) },
  divide:        { apply: (ops, x, y) => ops.div(x, y),          result: 'float' },
  true_divide:   { apply: (ops, x, y) => ops.div(x, y),          result: 'float' },
  floor_divide:  { apply: (ops, x, y) => ops.floorDivide(x, y),  result: 'same', booleans: unsupportedBooleans },
  mod:           { apply: (ops, x, y) => ops.mod(x, y),          result: 'same', booleans: unsupportedBooleans },
  remainder:     { apply: (ops, x, y) => ops.mod(x, y),          result: 'same', booleans: unsupportedBooleans },
  fmod:          { apply: (ops, x, y) => ops.fmod(x, y),         result: 'same', booleans: unsupportedBooleans },
  power:         { apply: power,                                 result: 'same', booleans: unsupportedBooleans },
  float_power:   { apply: (ops, x, y) => ops.pow(x, y),          result: 'float' },
  arctan2:       { apply: (ops, x, y) => ops.atan2(x, y),        result: 'float', booleans: unsupportedBooleans },
  hypot:         { apply: (ops, x, y) => ops.hypot(x, y),        result: 'float', booleans: unsupportedBooleans },
  logaddexp:     { apply: (ops, x, y) => ops.logaddexp(x, y),    result: 'float', booleans: unsupportedBooleans },
  copysign:      { apply: (ops, x, y) => ops.copysign(x, y),     result: 'float', booleans: unsupportedBooleans },
  maximum:       { apply: (ops, x, y) => ops.maximumSplit(x, y), result: 'same', booleans: (ops, x, y) => ops.logicalOr(x, y) },
  minimum:       { apply: (ops, x, y) => ops.minimumSplit(x, y), result: 'same', booleans: (ops, x, y) => ops.logicalAnd(x, y) },
  less:          { apply: (ops, x, y) => ops.less(x, y),         result: 'bool' },
  less_equal:    { apply: (ops, x, y) => ops.lessEqual(x, y),    result: 'bool' },
  greater:       { apply: (ops, x, y) => ops.greater(x, y),      result: 'bool' },
  greater_equal: { apply: (ops, x, y) => ops.greaterEqual(x, y), result: 'bool' },
  equal:         { apply: (ops, x, y) => ops.equal(x, y),        result: 'bool' },
  not_equal:     { apply: (ops, x, y) => ops.notEqual(x, y),     result: 'bool' },
  logical_and:   { apply: (ops, x, y) => ops.logicalAnd(x, y),   result: 'bool' },
  logical_or:    { apply: (ops, x, y) => ops.logicalOr(x, y),    result: 'bool' },
  logical_xor:   { apply: (ops, x, y) => ops.notEqual(ops.notEqual(x, zero(ops, x)) as Num, ops.notEqual(y, zero(ops, y)) as Num), result: 'bool' },
}

/** The rows by themselves: which name an error is told of. The first of several stands. */
const NAMES: ReadonlyMap<UnaryUfunc | BinaryUfunc, string> = new Map(
  [...Object.entries(UNARY_UFUNCS), ...Object.entries(BINARY_UFUNCS)].map(([name, ufunc]) => [ufunc, name]),
)

function refuseNegative(_ops: Ops, _x: TensorLike, call: Call): never {
  return call.raise(
    'TypeError',
    'The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.',
  )
}

function unsupportedBooleans(_ops: Ops, x: TensorLike, y: TensorLike, call: Call): Opaque {
  return call.opaque('this operation on booleans is not evaluated', {}, [x, y])
}

/** xʸ: NumPy squares for the exponent 2 and takes roots for ½; integers stay integers. */
function power(ops: Ops, x: TensorLike, y: TensorLike, call: Call): Num {
  if (x instanceof Tensor && y instanceof Tensor && y.shape.length === 0 && y.node === 0 && isFloat(x.dtype)) {
    const [exponent] = y.data
    if (exponent === 2) return ops.square(x)
    if (exponent === 0.5) return ops.sqrt(x)
    if (exponent === -1) return ops.reciprocal(x)
  }
  if (isDiscrete(x)) {
    if (y instanceof Tensor && y.data.some((n) => n < 0))
      call.raise('ValueError', 'Integers to negative integer powers are not allowed.')
    return ops.powInt(x, y)
  }
  return ops.pow(x, y)
}

export function isFloat(dtype: DType): boolean {
  return dtype === 'float64' || dtype === 'float32'
}

/** Is it known to hold integers or booleans? */
export function isDiscrete(x: TensorLike): boolean {
  const dtype = dtypeOf(x)
  return dtype !== null && !isFloat(dtype)
}

/** A value without axes: NumPy then looks at its kind only. */
function isScalar(x: TensorLike): boolean {
  return (x instanceof Opaque ? x.facts.shape : x.shape)?.length === 0
}

/** The element type that operands meet in (numpy.result_type of NumPy 1.24, value-based for scalars). */
export function resultType(operands: readonly TensorLike[]): DType | null {
  const dtypes = operands.map(dtypeOf)
  if (dtypes.some((dtype) => dtype === null)) return null
  const known = dtypes as DType[]
  const arrays = known.filter((_, i) => !isScalar(operands[i]))
  const scalars = known.filter((_, i) => isScalar(operands[i]))
  if (arrays.length === 0 || scalars.length === 0) return known.reduce(promote)
  const common = arrays.reduce(promote)
  const widest = Math.max(...scalars.map((dtype) => KIND[dtype]))
  if (widest > KIND[common]) return known.reduce(promote)
  const large = operands.some((x, i) => isScalar(x) && x instanceof Tensor && !fits(x.data[0], known[i], common))
  return large ? known.reduce(promote) : common
}

/** Does the scalar's value fit into the narrower type? */
function fits(value: number, own: DType, wanted: DType): boolean {
  if (wanted === 'int32' && KIND[own] === 1) return value >= -(2 ** 31) && value < 2 ** 31
  if (wanted === 'float32' && own === 'float64')
    return !Number.isFinite(value) || Math.abs(value) <= 3.4028234663852886e38
  return true
}

/** The value in another element type. */
export function as(call: Call, x: TensorLike, dtype: DType | null): TensorLike {
  if (dtype === null || dtypeOf(x) === dtype) return x
  return x instanceof Opaque ? (call.ops.cast(x, dtype) as TensorLike) : castTo(x, dtype, call.runtime)
}

/** Applies a function of one array. */
export function unaryTensor(call: Call, row: UnaryUfunc, x: TensorLike): TensorLike {
  const dtype = dtypeOf(x)
  if (dtype === 'bool' && row.result !== 'bool')
    return row.booleans ? (row.booleans(call.ops, x, call) as TensorLike) : halfPrecision(call, [x])
  const widened = row.result === 'float' && dtype !== null && !isFloat(dtype) ? as(call, x, 'float64') : x
  call.runtime.at(call.site)
  const result = row.apply(call.ops, widened) as TensorLike
  const name = NAMES.get(row)
  if (name !== undefined) reportErrors(call, name, [widened], result)
  return result
}

/** NumPy computes this on booleans in float16 or int8, which are not evaluated. */
function halfPrecision(call: Call, operands: readonly TensorLike[]): Opaque {
  return call.opaque('arrays of small element types (float16, int8) are not evaluated', {}, operands)
}

/** The element type that a function of two arrays computes in; null where it is not known. Raises where it takes none. */
function computedType(call: Call, row: BinaryUfunc, x: TensorLike, y: TensorLike): DType | null {
  const dtype = commonType(call, [x, y])
  if (dtype === 'bool' && row.refusesBooleans) call.raise('TypeError', row.refusesBooleans)
  return dtype !== null && row.result === 'float' && !isFloat(dtype) ? 'float64' : dtype
}

/** Applies a function of two arrays; `into`: the shape that the result is to have. */
export function binaryTensor(
  call: Call,
  row: BinaryUfunc,
  x: TensorLike,
  y: TensorLike,
  into: readonly number[] | null = null,
): TensorLike {
  const dtype = computedType(call, row, x, y)
  const booleans = row.result !== 'bool' && resultType([x, y]) === 'bool'
  checkBroadcast(call, [x, y], into)
  const [a, b] = [as(call, x, dtype), as(call, y, dtype)]
  call.runtime.at(call.site)
  if (booleans && row.booleans) return row.booleans(call.ops, a, b, call) as TensorLike
  const result = row.apply(call.ops, a, b, call) as TensorLike
  const name = NAMES.get(row)
  if (name !== undefined && row.result !== 'bool') reportErrors(call, name, [a, b], result)
  return result
}

/** Raises where shapes do not fit; all of them, an output's included, stand in the message. */
export function checkBroadcast(
  call: Call,
  operands: readonly TensorLike[],
  into: readonly number[] | null = null,
): void {
  const shapes = operands.map(knownShapeOf).filter((shape) => shape !== undefined)
  if (!broadcasts(shapes)) {
    call.raise(
      'ValueError',
      `operands could not be broadcast together with shapes ${[...shapes, ...(into ? [into] : [])].map(bareShape).join(' ')} `,
    )
  }
}

/** Do the shapes fit together? */
export function broadcasts(shapes: readonly (readonly number[])[]): boolean {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length))
  for (let i = 1; i <= rank; i++) {
    const sizes = new Set(shapes.map((shape) => shape[shape.length - i] ?? 1))
    sizes.delete(1)
    if (sizes.size > 1) return false
  }
  return true
}

/** A function of one array on any value. */
export function unaryValue(call: Call, row: UnaryUfunc, v: Value): Value {
  return wrap(call, unaryTensor(call, row, toTensor(v, null, call.runtime, call.site)))
}

/** A function of two arrays on any values. */
export function binaryValue(call: Call, row: BinaryUfunc, a: Value, b: Value): Value {
  return wrap(call, binaryTensor(call, row, ...operandsOf(call, a, b)))
}

/** Two values as tensors that a ufunc may meet. */
export function operandsOf(call: Call, a: Value, b: Value): [TensorLike, TensorLike] {
  if (isNumpy2(call.runtime)) return strongOperands(call, [a, b])
  return [toTensor(a, null, call.runtime, call.site), toTensor(b, null, call.runtime, call.site)]
}

/** The element type that two operands meet in, by the rules of the NumPy that is imitated. */
export function commonType(call: Call, operands: readonly TensorLike[]): DType | null {
  if (!isNumpy2(call.runtime)) return resultType(operands)
  const dtypes = operands.map(dtypeOf)
  return dtypes.some((dtype) => dtype === null) ? null : (dtypes as DType[]).reduce(promote)
}

/** A result as NumPy gives it. */
export function wrap(call: Call, x: TensorLike): NdArray | NumpyScalar | Opaque {
  return scalarOrArray(x, call.session)
}

/** `numpy.core._exceptions.UFuncTypeError`. */
export const ufuncTypeError = libraryException('UFuncTypeError', 'TypeError')

/** `array op= other`: computed, and written into the array, whose element type and shape stay. */
export function updateInPlace(call: Call, name: string, target: NdArray, value: Value): void {
  const row = BINARY_UFUNCS[name]
  const [own, other] = operandsOf(call, target, value)
  const dtype = dtypeOf(own)
  const made = row.result === 'bool' ? 'bool' : computedType(call, row, own, other)
  if (dtype !== null && made !== null && KIND[made] > KIND[dtype]) {
    call.raise(
      ufuncTypeError,
      `Cannot cast ufunc '${name}' output from dtype('${made}') to dtype('${dtype}') with casting rule 'same_kind'`,
    )
  }
  const shape = knownShapeOf(own)
  const result = binaryTensor(call, row, own, other, shape ?? null)
  const size = knownShapeOf(result)
  if (shape && size && String(shape) !== String(size)) {
    call.raise(
      'ValueError',
      `non-broadcastable output operand with shape ${bareShape(shape)} doesn't match the broadcast shape ${bareShape(size)}`,
    )
  }
  target.write(as(call, result, dtype), call.runtime)
}

/** Is the value one that NumPy's operators take as the other operand? Tensors of a framework answer for themselves. */
export function isArrayLike(v: Value): boolean {
  return (
    typeof v === 'number' ||
    typeof v === 'boolean' ||
    v instanceof Int ||
    v instanceof Traced ||
    v instanceof NdArray ||
    v instanceof NumpyScalar ||
    isSequence(v)
  )
}

function isSequence(v: Value): boolean {
  return typeof v === 'object' && v !== null && 'items' in v
}

/** Is anything of it on the tape? */
export function isActive(x: TensorLike): boolean {
  return nodeOf(x) !== 0
}
