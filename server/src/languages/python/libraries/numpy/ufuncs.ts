// NumPy's elementwise functions as rows, and how they are applied: element types are promoted as NumPy 1.24 promotes them
// (a scalar does not widen an array of its own kind), shapes broadcast, results without axes are scalars.
import {
  Int,
  Opaque,
  Tensor,
  Traced,
  nodeOf,
  type DType,
  type Native,
  type Num,
  type Session,
  type Value,
} from '@gradlens/engine'
import { bareShape } from './arrayText'
import { Unknown, type Call } from './call'
import { BITS, invert, wrappedPower } from './bits'
import { castTo, dtypeOf, knownShapeOf, toTensor } from './convert'
import { ELEMENT_TYPES, floatType, isFloat } from './dtypes'
import { raiseNoBooleans } from './errors'
import { reportErrors } from './floatingPoint'
import { NdArray, NumpyScalar, scalarOrArray, type TensorLike } from './ndarray'
import { commonType, operandsOf } from './promotion'
import { broadcasts } from './shapes'

type Ops = Session['ops']

/** What becomes of the element type: `float` makes integers floats that are as small as they are, `double` float64, `same`
 *  keeps them, `bool` is a truth value. */
type Result = 'float' | 'double' | 'same' | 'bool'

export interface UnaryUfunc {
  readonly apply: (ops: Ops, x: TensorLike, call: Call) => unknown
  readonly result: Result
  /** What it does to booleans where that is evaluated. */
  readonly booleans?: (ops: Ops, x: TensorLike, call: Call) => unknown
  /** Is there one for integers (and booleans) alone? */
  readonly integersOnly?: boolean
}

export interface BinaryUfunc {
  readonly apply: (ops: Ops, x: TensorLike, y: TensorLike, call: Call) => unknown
  readonly result: Result
  /** What it does to two booleans, where that is not what it does to numbers; `int8`: they count as small integers. */
  readonly booleans?: 'int8' | ((ops: Ops, x: TensorLike, y: TensorLike, call: Call) => unknown)
  /** Raised for two booleans. */
  readonly refusesBooleans?: string
  /** Is there one for integers (and booleans) alone? */
  readonly integersOnly?: boolean
}

const zero = (ops: Ops, x: TensorLike): Num => ops.fill([], 0, dtypeOf(x) ?? 'float64')
/** |x| as a float beside infinity: integers are always finite. */
const size = (ops: Ops, x: TensorLike): Num => ops.abs(isFloat(dtypeOf(x) ?? 'float64') ? x : ops.cast(x, 'float64'))
const infinity = (ops: Ops, x: TensorLike): Num =>
  ops.fill([], Infinity, dtypeOf(x) === 'float32' ? 'float32' : 'float64')
/** From or to degrees; in float32 π is rounded before 180 is divided by it or it by 180. */
function degrees(ops: Ops, x: TensorLike, factor: (pi: number) => number): Num {
  const single = dtypeOf(x) === 'float32'
  const made = factor(single ? Math.fround(Math.PI) : Math.PI)
  return ops.mul(x, ops.fill([], single ? Math.fround(made) : made, dtypeOf(x) ?? 'float64'))
}

// prettier-ignore
export const UNARY_UFUNCS: Readonly<Record<string, UnaryUfunc>> = {
  negative:    { apply: (ops, x) => ops.neg(x),               result: 'same', booleans: refuseNegative },
  positive:    { apply: (ops, x) => ops.identity(x),          result: 'same' },
  absolute:    { apply: (ops, x) => ops.abs(x),               result: 'same', booleans: (_, x) => x },
  abs:         { apply: (ops, x) => ops.abs(x),               result: 'same', booleans: (_, x) => x },
  fabs:        { apply: (ops, x) => ops.abs(x),               result: 'float' },
  sign:        { apply: (ops, x) => ops.sign(x),              result: 'same', booleans: (_, _x, call) => raiseNoBooleans(call, 'sign') },
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
  reciprocal:  { apply: reciprocal,                           result: 'same', booleans: (ops, x) => ops.cast(x, 'int8') },
  floor:       { apply: (ops, x) => ops.floor(x),             result: 'float' },
  ceil:        { apply: (ops, x) => ops.ceil(x),              result: 'float' },
  trunc:       { apply: (ops, x) => ops.trunc(x),             result: 'float' },
  rint:        { apply: (ops, x) => ops.round(x),             result: 'float' },
  deg2rad:     { apply: (ops, x) => degrees(ops, x, (pi) => pi / 180), result: 'float' },
  radians:     { apply: (ops, x) => degrees(ops, x, (pi) => pi / 180), result: 'float' },
  rad2deg:     { apply: (ops, x) => degrees(ops, x, (pi) => 180 / pi), result: 'float' },
  degrees:     { apply: (ops, x) => degrees(ops, x, (pi) => 180 / pi), result: 'float' },
  isnan:       { apply: (ops, x) => ops.notEqual(x, x),       result: 'bool' },
  isinf:       { apply: (ops, x) => ops.equal(size(ops, x), infinity(ops, x)), result: 'bool' },
  isfinite:    { apply: (ops, x) => ops.less(size(ops, x), infinity(ops, x)),  result: 'bool' },
  logical_not: { apply: (ops, x) => ops.equal(x, zero(ops, x)), result: 'bool' },
  invert:      { apply: invert,                               result: 'same', booleans: invert, integersOnly: true },
  bitwise_not: { apply: invert,                               result: 'same', booleans: invert, integersOnly: true },
}

// prettier-ignore
export const BINARY_UFUNCS: Readonly<Record<string, BinaryUfunc>> = {
  add:           { apply: (ops, x, y) => ops.add(x, y),          result: 'same', booleans: (ops, x, y) => ops.logicalOr(x, y) },
  subtract:      { apply: (ops, x, y) => ops.sub(x, y),          result: 'same', refusesBooleans: 'numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.' },
  multiply:      { apply: (ops, x, y) => ops.mul(x, y),          result: 'same', booleans: (ops, x, y) => ops.logicalAnd(x, y) },
  divide:        { apply: (ops, x, y) => ops.div(x, y),          result: 'double' },
  true_divide:   { apply: (ops, x, y) => ops.div(x, y),          result: 'double' },
  floor_divide:  { apply: (ops, x, y) => ops.floorDivide(x, y),  result: 'same', booleans: 'int8' },
  mod:           { apply: (ops, x, y) => ops.mod(x, y),          result: 'same', booleans: 'int8' },
  remainder:     { apply: (ops, x, y) => ops.mod(x, y),          result: 'same', booleans: 'int8' },
  fmod:          { apply: (ops, x, y) => ops.fmod(x, y),         result: 'same', booleans: 'int8' },
  power:         { apply: power,                                 result: 'same', booleans: 'int8' },
  float_power:   { apply: (ops, x, y) => ops.pow(x, y),          result: 'double' },
  arctan2:       { apply: (ops, x, y) => ops.atan2(x, y),        result: 'float' },
  hypot:         { apply: (ops, x, y) => ops.hypot(x, y),        result: 'float' },
  logaddexp:     { apply: (ops, x, y) => ops.logaddexp(x, y),    result: 'float' },
  copysign:      { apply: (ops, x, y) => ops.copysign(x, y),     result: 'float' },
  maximum:       { apply: (ops, x, y) => signedZeros(ops, ops.maximumSplit(x, y), x, y), result: 'same', booleans: (ops, x, y) => ops.logicalOr(x, y) },
  minimum:       { apply: (ops, x, y) => signedZeros(ops, ops.minimumSplit(x, y), x, y), result: 'same', booleans: (ops, x, y) => ops.logicalAnd(x, y) },
  less:          { apply: (ops, x, y) => ops.less(x, y),         result: 'bool' },
  less_equal:    { apply: (ops, x, y) => ops.lessEqual(x, y),    result: 'bool' },
  greater:       { apply: (ops, x, y) => ops.greater(x, y),      result: 'bool' },
  greater_equal: { apply: (ops, x, y) => ops.greaterEqual(x, y), result: 'bool' },
  equal:         { apply: (ops, x, y) => ops.equal(x, y),        result: 'bool' },
  not_equal:     { apply: (ops, x, y) => ops.notEqual(x, y),     result: 'bool' },
  logical_and:   { apply: (ops, x, y) => ops.logicalAnd(x, y),   result: 'bool' },
  logical_or:    { apply: (ops, x, y) => ops.logicalOr(x, y),    result: 'bool' },
  logical_xor:   { apply: (ops, x, y) => ops.notEqual(ops.notEqual(x, zero(ops, x)) as Num, ops.notEqual(y, zero(ops, y)) as Num), result: 'bool' },
  bitwise_and:   { apply: BITS.bitwise_and, result: 'same', integersOnly: true },
  bitwise_or:    { apply: BITS.bitwise_or,  result: 'same', integersOnly: true },
  bitwise_xor:   { apply: BITS.bitwise_xor, result: 'same', integersOnly: true },
  left_shift:    { apply: BITS.left_shift,  result: 'same', booleans: 'int8', integersOnly: true },
  right_shift:   { apply: BITS.right_shift, result: 'same', booleans: 'int8', integersOnly: true },
  gcd:           { apply: BITS.gcd,         result: 'same', booleans: 'int8', integersOnly: true },
  lcm:           { apply: BITS.lcm,         result: 'same', booleans: 'int8', integersOnly: true },
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

/** 1/x; of integers the whole part. */
function reciprocal(ops: Ops, x: TensorLike, call: Call): Num {
  return isDiscrete(x) ? as(call, ops.reciprocal(ops.cast(x, 'float64')) as TensorLike, dtypeOf(x)) : ops.reciprocal(x)
}

/** The larger or smaller of two: where both are 0, whatever their signs, it is the second. */
function signedZeros(ops: Ops, chosen: Num, x: TensorLike, y: TensorLike): Num {
  if (!(chosen instanceof Tensor) || !(x instanceof Tensor) || !(y instanceof Tensor)) return chosen
  if (!hasNegativeZero(x) && !hasNegativeZero(y)) return chosen
  const [first, second] = [x, y].map((v) => (ops.broadcastTo(v, chosen.shape) as Tensor).data)
  return new Tensor(
    chosen.data.map((v, i) => (first[i] === 0 && second[i] === 0 ? second[i] : v)),
    chosen.shape,
    chosen.dtype,
    chosen.node,
  )
}

function hasNegativeZero({ data }: Tensor): boolean {
  for (let i = 0; i < data.length; i++) if (Object.is(data[i], -0)) return true
  return false
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
    const narrow = x instanceof Tensor && y instanceof Tensor && ELEMENT_TYPES[x.dtype].bytes < 8
    return narrow ? wrappedPower(ops, x, y) : ops.powInt(x, y)
  }
  return ops.pow(x, y)
}

/** Is it known to hold integers or booleans? */
export function isDiscrete(x: TensorLike): boolean {
  const dtype = dtypeOf(x)
  return dtype !== null && !isFloat(dtype)
}

/** The value in another element type. */
export function as(call: Call, x: TensorLike, dtype: DType | null): TensorLike {
  if (dtype === null || dtypeOf(x) === dtype) return x
  return x instanceof Opaque ? (call.ops.cast(x, dtype) as TensorLike) : castTo(x, dtype, call.runtime)
}

/** What functions that are for integers alone say of floats. */
function refuseFloats(call: Call, row: UnaryUfunc | BinaryUfunc): never {
  return call.raise(
    'TypeError',
    `ufunc '${NAMES.get(row)}' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''`,
  )
}

/** Applies a function of one array. */
export function unaryTensor(call: Call, row: UnaryUfunc, x: TensorLike): TensorLike {
  const dtype = dtypeOf(x)
  if (row.integersOnly && dtype !== null && isFloat(dtype)) refuseFloats(call, row)
  if (dtype === 'bool' && row.booleans) return row.booleans(call.ops, x, call) as TensorLike
  const widened =
    row.result === 'float' ? floating(call, x) : row.result === 'double' && isDiscrete(x) ? as(call, x, 'float64') : x
  call.runtime.at(call.site)
  const result = row.apply(call.ops, widened, call) as TensorLike
  const name = NAMES.get(row)
  if (name !== undefined) reportErrors(call, name, [widened], result)
  return result
}

/** The operand of a function on floats. Unknown where NumPy computes in float16, which is not evaluated. */
export function floating(call: Call, x: TensorLike): TensorLike {
  const dtype = dtypeOf(x)
  if (dtype === null || isFloat(dtype)) return x
  return as(call, x, floatType(dtype) ?? halfPrecision(call, [x]))
}

function halfPrecision(call: Call, operands: readonly TensorLike[]): never {
  throw new Unknown(call.opaque('arrays of float16 are not evaluated', {}, operands))
}

/** The element type that a function of two arrays computes in; null where it is not known. Raises where it takes none. */
function computedType(call: Call, row: BinaryUfunc, x: TensorLike, y: TensorLike): DType | null {
  const dtype = commonType(call, [x, y])
  if (dtype === null) return null
  if (dtype === 'bool' && row.refusesBooleans) call.raise('TypeError', row.refusesBooleans)
  if (row.integersOnly && isFloat(dtype)) refuseFloats(call, row)
  if (dtype === 'bool' && row.booleans === 'int8') return 'int8'
  if (row.result === 'same' || row.result === 'bool' || (isFloat(dtype) && row !== BINARY_UFUNCS.float_power))
    return dtype
  return row.result === 'double' ? 'float64' : (floatType(dtype) ?? halfPrecision(call, [x, y]))
}

/** The element type of what a function of two arrays gives; null where it is not known. */
export function typeOfResult(call: Call, row: BinaryUfunc, x: TensorLike, y: TensorLike): DType | null {
  const computed = computedType(call, row, x, y)
  return row.result === 'bool' ? 'bool' : computed
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
  checkBroadcast(call, [x, y], into)
  const [a, b] = [as(call, x, dtype), as(call, y, dtype)]
  call.runtime.at(call.site)
  if (dtype === 'bool' && row.result !== 'bool' && typeof row.booleans === 'function')
    return row.booleans(call.ops, a, b, call) as TensorLike
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

/** A function of one array on any value. */
export function unaryValue(call: Call, row: UnaryUfunc, v: Value): Value {
  return wrap(call, unaryTensor(call, row, toTensor(v, null, call.runtime, call.site)))
}

/** A function of two arrays on any values. */
export function binaryValue(call: Call, row: BinaryUfunc, a: Value, b: Value): Value {
  return wrap(call, binaryTensor(call, row, ...(operandsOf(call, a, b) as [TensorLike, TensorLike])))
}

/** The functions as a program has them, by name. */
export const UFUNC_OBJECTS = new Map<string, Native>()

/** A result as NumPy gives it. */
export function wrap(call: Call, x: TensorLike): NdArray | NumpyScalar | Opaque {
  return scalarOrArray(x, call.session)
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
