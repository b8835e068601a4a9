// TensorFlow's elementwise operations on one and two tensors as rows: the kernel's name, the engine's operation, how
// operands become tensors, and what has no gradient. Operators and functions (`x * y`, `tf.multiply`) share them.
import { Opaque, Tensor, nodeOf, type DType, type Num, type Session, type Value } from '@gradlens/engine'
import type { RelatedSite } from '../../exceptions'
import type { Call } from '../numpy/call'
import type { TensorLike } from '../numpy/ndarray'
import { cast, constant, placed, tensorDType, toTensor } from './convert'
import { dtypeOf, isFloat, runtimeName } from './dtypes'
import { invalid, kernelError } from './errors'

type Ops = Session['ops']

/** Which element types a kernel takes. */
export type Accepts = 'float' | 'number' | 'any' | 'bool'

export interface UnaryRow {
  /** The kernel's name, as in `[Op:Exp]`. */
  readonly op: string
  readonly apply: (ops: Ops, x: TensorLike) => unknown
  readonly accepts: Accepts
  /** TensorFlow registers no gradient for it. */
  readonly noGradient?: boolean
}

export interface BinaryRow {
  readonly op: string
  readonly apply: (ops: Ops, x: TensorLike, y: TensorLike, call: Call) => unknown
  readonly accepts: Accepts
  /** adopt: both take the element type of the first tensor among them. hint: the second prefers the first's. */
  readonly operands: 'adopt' | 'hint'
  readonly noGradient?: boolean
  /** What an operation on two shapes that do not fit gives instead of an error. */
  readonly incompatible?: boolean
}

// prettier-ignore
export const UNARY: Readonly<Record<string, UnaryRow>> = {
  abs:             { op: 'Abs',        apply: (ops, x) => ops.abs(x),          accepts: 'number' },
  negative:        { op: 'Neg',        apply: (ops, x) => ops.neg(x),          accepts: 'number' },
  sign:            { op: 'Sign',       apply: (ops, x) => ops.sign(x),         accepts: 'number' },
  reciprocal:      { op: 'Reciprocal', apply: (ops, x) => ops.reciprocal(x),   accepts: 'number' },
  square:          { op: 'Square',     apply: (ops, x) => ops.square(x),       accepts: 'number' },
  sqrt:            { op: 'Sqrt',       apply: (ops, x) => ops.sqrt(x),         accepts: 'float' },
  rsqrt:           { op: 'Rsqrt',      apply: (ops, x) => ops.rsqrt(x),        accepts: 'float' },
  exp:             { op: 'Exp',        apply: (ops, x) => ops.exp(x),          accepts: 'float' },
  expm1:           { op: 'Expm1',      apply: (ops, x) => ops.expm1(x),        accepts: 'float' },
  log:             { op: 'Log',        apply: (ops, x) => ops.log(x),          accepts: 'float' },
  log1p:           { op: 'Log1p',      apply: (ops, x) => ops.log1p(x),        accepts: 'float' },
  sin:             { op: 'Sin',        apply: (ops, x) => ops.sin(x),          accepts: 'float' },
  cos:             { op: 'Cos',        apply: (ops, x) => ops.cos(x),          accepts: 'float' },
  tan:             { op: 'Tan',        apply: (ops, x) => ops.tan(x),          accepts: 'float' },
  asin:            { op: 'Asin',       apply: (ops, x) => ops.asin(x),         accepts: 'float' },
  acos:            { op: 'Acos',       apply: (ops, x) => ops.acos(x),         accepts: 'float' },
  atan:            { op: 'Atan',       apply: (ops, x) => ops.atan(x),         accepts: 'float' },
  sinh:            { op: 'Sinh',       apply: (ops, x) => ops.sinh(x),         accepts: 'float' },
  cosh:            { op: 'Cosh',       apply: (ops, x) => ops.cosh(x),         accepts: 'float' },
  tanh:            { op: 'Tanh',       apply: (ops, x) => ops.tanh(x),         accepts: 'float' },
  asinh:           { op: 'Asinh',      apply: (ops, x) => ops.asinh(x),        accepts: 'float' },
  acosh:           { op: 'Acosh',      apply: (ops, x) => ops.acosh(x),        accepts: 'float' },
  atanh:           { op: 'Atanh',      apply: (ops, x) => ops.atanh(x),        accepts: 'float' },
  sigmoid:         { op: 'Sigmoid',    apply: (ops, x) => ops.sigmoid(x),      accepts: 'float' },
  softplus:        { op: 'Softplus',   apply: (ops, x) => ops.softplus(x),     accepts: 'float' },
  erf:             { op: 'Erf',        apply: (ops, x) => ops.erf(x),          accepts: 'float' },
  erfc:            { op: 'Erfc',       apply: (ops, x) => ops.erfc(x),         accepts: 'float' },
  erfinv:          { op: 'Erfinv',     apply: (ops, x) => ops.erfinv(x),       accepts: 'float' },
  lgamma:          { op: 'Lgamma',     apply: (ops, x) => ops.lgamma(x),       accepts: 'float' },
  digamma:         { op: 'Digamma',    apply: (ops, x) => ops.digamma(x),      accepts: 'float' },
  softsign:        { op: 'Softsign',   apply: (ops, x) => ops.softsign(x),     accepts: 'float' },
  relu:            { op: 'Relu',       apply: (ops, x) => ops.relu(x),         accepts: 'number' },
  floor:           { op: 'Floor',      apply: (ops, x) => ops.floor(x),        accepts: 'float', noGradient: true },
  ceil:            { op: 'Ceil',       apply: (ops, x) => ops.ceil(x),         accepts: 'float', noGradient: true },
  round:           { op: 'Round',      apply: (ops, x) => ops.round(x),        accepts: 'number', noGradient: true },
  rint:            { op: 'Rint',       apply: (ops, x) => ops.round(x),        accepts: 'float', noGradient: true },
  logical_not:     { op: 'LogicalNot', apply: (ops, x) => ops.logicalNot(x),   accepts: 'bool' },
  is_nan:          { op: 'IsNan',      apply: (ops, x) => ops.notEqual(x, x),  accepts: 'float' },
  is_finite:       { op: 'IsFinite',   apply: (ops, x) => ops.equal(ops.sub(x, x), zeros(ops, x)), accepts: 'float' },
  is_inf:          { op: 'IsInf',      apply: (ops, x) => ops.equal(ops.abs(x), infinity(ops, x)), accepts: 'float' },
}

// prettier-ignore
export const BINARY: Readonly<Record<string, BinaryRow>> = {
  add:                { op: 'AddV2',             apply: (ops, x, y) => ops.add(x, y),             accepts: 'number', operands: 'hint' },
  subtract:           { op: 'Sub',               apply: (ops, x, y) => ops.sub(x, y),             accepts: 'number', operands: 'adopt' },
  multiply:           { op: 'Mul',               apply: (ops, x, y) => ops.mul(x, y),             accepts: 'number', operands: 'adopt' },
  real_div:           { op: 'RealDiv',           apply: (ops, x, y) => ops.div(x, y),             accepts: 'number', operands: 'adopt' },
  floordiv:           { op: 'FloorDiv',          apply: floorDivide,                              accepts: 'number', operands: 'adopt', noGradient: true },
  floormod:           { op: 'FloorMod',          apply: modulo,                                   accepts: 'number', operands: 'adopt' },
  pow:                { op: 'Pow',               apply: power,                                    accepts: 'number', operands: 'adopt' },
  maximum:            { op: 'Maximum',           apply: (ops, x, y) => ops.maximumFirst(x, y),    accepts: 'number', operands: 'adopt' },
  minimum:            { op: 'Minimum',           apply: (ops, x, y) => ops.minimumFirst(x, y),    accepts: 'number', operands: 'adopt' },
  squared_difference: { op: 'SquaredDifference', apply: (ops, x, y) => ops.square(ops.sub(x, y)), accepts: 'number', operands: 'adopt' },
  atan2:              { op: 'Atan2',             apply: (ops, x, y) => ops.atan2(x, y),           accepts: 'float',  operands: 'adopt' },
  xlogy:              { op: 'Xlogy',             apply: unlessZero((ops, x, y) => ops.mul(x, ops.log(y))), accepts: 'float', operands: 'adopt' },
  xlog1py:            { op: 'Xlog1py',           apply: unlessZero((ops, x, y) => ops.mul(x, ops.log1p(y))), accepts: 'float', operands: 'adopt' },
  xdivy:              { op: 'Xdivy',             apply: unlessZero((ops, x, y) => ops.div(x, y)), accepts: 'float', operands: 'adopt' },
  less:               { op: 'Less',              apply: (ops, x, y) => ops.less(x, y),            accepts: 'number', operands: 'adopt' },
  less_equal:         { op: 'LessEqual',         apply: (ops, x, y) => ops.lessEqual(x, y),       accepts: 'number', operands: 'adopt' },
  greater:            { op: 'Greater',           apply: (ops, x, y) => ops.greater(x, y),         accepts: 'number', operands: 'adopt' },
  greater_equal:      { op: 'GreaterEqual',      apply: (ops, x, y) => ops.greaterEqual(x, y),    accepts: 'number', operands: 'adopt' },
  equal:              { op: 'Equal',             apply: (ops, x, y) => ops.equal(x, y),           accepts: 'any',    operands: 'adopt' },
  not_equal:          { op: 'NotEqual',          apply: (ops, x, y) => ops.notEqual(x, y),        accepts: 'any',    operands: 'adopt' },
  logical_and:        { op: 'LogicalAnd',        apply: (ops, x, y) => ops.logicalAnd(x, y),      accepts: 'bool',   operands: 'adopt' },
  logical_or:         { op: 'LogicalOr',         apply: (ops, x, y) => ops.logicalOr(x, y),       accepts: 'bool',   operands: 'adopt' },
  logical_xor:        { op: 'LogicalXor',        apply: (ops, x, y) => ops.notEqual(x, y),        accepts: 'bool',   operands: 'adopt' },
}

function zeros(ops: Ops, x: TensorLike): Num {
  return ops.zerosLike(x)
}

function infinity(ops: Ops, x: TensorLike): Num {
  return ops.fill([], Infinity, dtypeOf(x) ?? 'float32')
}

/** A function that is 0 where x is, with slopes 0 whatever y is (math_grad.py: _XLogyGrad, _XLog1pyGrad, _XDivyGrad). */
function unlessZero(f: (ops: Ops, x: TensorLike, y: TensorLike) => Num): BinaryRow['apply'] {
  return (ops, x, y) => {
    const zero = zeros(ops, x)
    const isZero = ops.equal(x, zero)
    const one = ops.fill([], 1, dtypeOf(x) ?? 'float32')
    return ops.where(isZero, zero, f(ops, x, ops.where(isZero, one, y) as TensorLike))
  }
}

function floorDivide(ops: Ops, x: TensorLike, y: TensorLike, call: Call): Num {
  if (dividesByZero(x, y)) kernelError(call, 'FloorDiv', 'Integer division by zero')
  return ops.floorDivide(x, y)
}

function modulo(ops: Ops, x: TensorLike, y: TensorLike, call: Call): Num {
  if (dividesByZero(x, y)) kernelError(call, 'FloorMod', 'Integer division by zero')
  return ops.mod(x, y)
}

function dividesByZero(x: TensorLike, y: TensorLike): boolean {
  return x instanceof Tensor && y instanceof Tensor && !isFloat(y.dtype) && y.data.includes(0)
}

/** xʸ. TensorFlow's slope in y is 0 wherever x is not positive (math_grad.py, _PowGrad). */
function power(ops: Ops, x: TensorLike, y: TensorLike, call: Call): Num {
  if (!(x instanceof Tensor) || !(y instanceof Tensor)) return ops.pow(x, y)
  if (!isFloat(x.dtype)) {
    if (y.data.some((n) => n < 0)) kernelError(call, 'Pow', 'Integers to negative integer powers are not allowed')
    return ops.powInt(x, y)
  }
  if (y.node === 0 || x.data.every((v) => v > 0)) return ops.pow(x, y)
  const positive = ops.greater(x, zeros(ops, x))
  const one = ops.fill([], 1, x.dtype)
  const smooth = ops.pow(ops.where(positive, x, one), y)
  const rest = ops.pow(ops.where(positive, one, x), call.session.cut(y, 'no-gradient'))
  return ops.where(positive, smooth, rest)
}

const FLOATS = ['bfloat16', 'half', 'float', 'double', 'complex64', 'complex128']
const NUMBERS = [
  'bfloat16',
  'half',
  'float',
  'double',
  'uint8',
  'int8',
  'uint16',
  'int16',
  'int32',
  'int64',
  'complex64',
  'complex128',
]

/** Raises TensorFlow's error where a kernel does not take an element type. */
export function checkAccepts(call: Call, op: string, accepts: Accepts, x: TensorLike, signature: string): void {
  const dtype = dtypeOf(x)
  if (dtype === null || accepts === 'any') return
  if (accepts === 'bool') {
    if (dtype !== 'bool')
      invalid(
        call,
        op,
        `cannot compute ${op} as input #0(zero-based) was expected to be a bool tensor but is a ${runtimeName(dtype)} tensor`,
      )
    return
  }
  if (isFloat(dtype) || (accepts === 'number' && dtype !== 'bool')) return
  const allowed = accepts === 'float' ? FLOATS : NUMBERS
  const enumerated = allowed.map((name) => `DT_${name.toUpperCase()}`).join(', ')
  invalid(
    call,
    op,
    `Value for attr 'T' of ${runtimeName(dtype)} is not in the list of allowed values: ${allowed.join(', ')}\n\t; NodeDef: {{node ${op}}}; Op<name=${op}; signature=${signature}; attr=T:type,allowed=[${enumerated}]>`,
  )
}

/** Applies an operation on one tensor. */
export function unary(call: Call, row: UnaryRow, value: Value): TensorLike {
  const x = toTensor(call, value)
  checkAccepts(call, row.op, row.accepts, x, 'x:T -> y:T')
  call.runtime.at(call.site)
  return finish(call, row.apply(call.ops, x), row.noGradient)
}

/** Applies an operation on two tensors; `dtype`: what an operand that is no tensor has to become. */
export function binary(call: Call, row: BinaryRow, a: Value, b: Value, dtype: DType | null = null): TensorLike {
  const adopted = dtype ?? (row.operands === 'adopt' ? (tensorDType(a) ?? tensorDType(b)) : null)
  const x = tensorDType(a) === null ? toTensor(call, a, { dtype: adopted }) : toTensor(call, a)
  const wanted = adopted ?? dtypeOf(x)
  const y =
    tensorDType(b) === null
      ? toTensor(call, b, row.operands === 'hint' && dtype === null ? { hint: wanted } : { dtype: wanted })
      : toTensor(call, b)
  checkSameDType(call, row.op, x, y)
  checkAccepts(call, row.op, row.accepts, x, 'x:T, y:T -> z:T')
  if (!broadcasts(x, y)) {
    if (row.incompatible) return placed(call, constant(call, [row.op === 'NotEqual' ? 1 : 0], [], 'bool'))
    kernelError(call, row.op, `Incompatible shapes: ${brackets(x)} vs. ${brackets(y)}`)
  }
  call.runtime.at(call.site)
  return finish(call, row.apply(call.ops, x, y, call), row.noGradient)
}

function finish(call: Call, result: unknown, noGradient: boolean | undefined): TensorLike {
  const x = placed(call, result as Num)
  return noGradient ? (call.session.cut(x, 'no-gradient') as TensorLike) : x
}

/** Two element types in one operation: TensorFlow never promotes. */
export function checkSameDType(call: Call, op: string, x: TensorLike, y: TensorLike, place = 1): void {
  const first = dtypeOf(x)
  const second = dtypeOf(y)
  if (first === null || second === null || first === second) return
  const related = [madeAt(call, x), madeAt(call, y)].filter((site) => site !== null)
  invalid(
    call,
    op,
    `cannot compute ${op} as input #${place}(zero-based) was expected to be a ${runtimeName(first)} tensor but is a ${runtimeName(second)} tensor`,
    'dtype-mismatch',
    related,
  )
}

/** Where a tensor was made, with its element type. */
function madeAt(call: Call, x: TensorLike): RelatedSite | null {
  const { tape } = call.session
  const node = nodeOf(x)
  if (node === 0) return null
  const span = call.runtime.sites[tape.siteOf(node)]
  return { span, message: `this is ${dtypeOf(x)}` }
}

function broadcasts(x: TensorLike, y: TensorLike): boolean {
  const a = x instanceof Opaque ? x.facts.shape : x.shape
  const b = y instanceof Opaque ? y.facts.shape : y.shape
  if (!a || !b) return true
  for (let i = 1; i <= Math.min(a.length, b.length); i++) {
    const m = a[a.length - i]
    const n = b[b.length - i]
    if (m !== n && m !== 1 && n !== 1) return false
  }
  return true
}

/** A shape as the runtime writes it: `[2,3]`. */
export function brackets(x: TensorLike): string {
  const shape = x instanceof Opaque ? (x.facts.shape ?? ['?']) : x.shape
  return `[${shape.join(',')}]`
}

const TRUE_DIVISION: Readonly<Partial<Record<DType, DType>>> = {
  int32: 'float64',
  int64: 'float64',
  float32: 'float32',
  float64: 'float64',
}

/** `x / y`: integers become float64 first (math_ops.py, _truediv_python3). */
export function trueDivide(call: Call, a: Value, b: Value, dtype: DType | null = null): TensorLike {
  const x = toTensor(call, a, tensorDType(a) === null ? { dtype } : {})
  const y = toTensor(call, b, tensorDType(b) === null ? (dtype === null ? { hint: dtypeOf(x) } : { dtype }) : {})
  const first = dtypeOf(x)
  const second = dtypeOf(y)
  if (first !== null && second !== null) {
    if (first !== second) {
      const related = [madeAt(call, x), madeAt(call, y)].filter((site) => site !== null)
      call.raise(
        'TypeError',
        `\`x\` and \`y\` must have the same dtype, got tf.${first} != tf.${second}.`,
        'dtype-mismatch',
        related,
      )
    }
    const quotient = TRUE_DIVISION[first]
    if (!quotient)
      call.raise(
        'TypeError',
        `Invalid dtype tf.${first} in __truediv__. Expected one of {tf.uint8, tf.int8, tf.uint16, tf.int16, tf.int32, tf.int64, tf.bfloat16, tf.float16, tf.float32, tf.float64, tf.complex64, tf.complex128}.`,
      )
    return binary(call, BINARY.real_div, cast(call, x, quotient), cast(call, y, quotient))
  }
  return binary(call, BINARY.real_div, x, y)
}
