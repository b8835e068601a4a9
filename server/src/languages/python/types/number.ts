// int, bool and float, traced scalars among the floats: arithmetic, comparison, conversion. A comparison, a truth value, a
// floor or an integer taken from something on the tape is a decision.
import {
  FAST_BINARY,
  FAST_COMPARE,
  Int,
  Raised,
  Traced,
  type BinaryOperator,
  type CompareOperator,
  type Num,
  type Runtime,
  type Span,
  type UnaryOperator,
  type Value,
} from '@gradlens/engine'
import { makeException, raised, raisingFaults } from '../exceptions'
import { PythonFault } from '../fault'
import { floatFloorDivide, floatModulo } from '../numbers/float'
import { compareIntegers, INTEGER_OPERATIONS, toFloat, trueDivide } from '../numbers/integer'
import { reprFloat } from '../numbers/repr'
import { NotImplemented } from '../protocol'
import { formatFloat, formatInteger } from '../text/formatSpec'
import { boolClass, floatClass, intClass } from './builtinClasses'
import { complexPower } from './complex'
import { methodTable } from './methods'
import { boolMethods, floatMethods, intMethods } from './numberMethods'
import type { PythonType } from './registry'

/** int, bool, float, or a float on the tape. */
export type PythonNumber = number | boolean | Int | Traced

export function isNumber(v: Value): v is PythonNumber {
  return typeof v === 'number' || v instanceof Int || v instanceof Traced || typeof v === 'boolean'
}

/** An int or bool as an Int. */
export function asInt(v: Int | boolean): Int {
  return typeof v === 'boolean' ? Int.of(v ? 1 : 0) : v
}

/** The number as the engine's operations take it. An integer too large for a float raises OverflowError. */
export function numOf(v: PythonNumber, site: Span): number | Traced {
  if (typeof v === 'number' || v instanceof Traced) return v
  if (typeof v === 'boolean') return v ? 1 : 0
  return typeof v.value === 'number' ? v.value : raisingFaults(site, () => toFloat(v))
}

/** Its value without its place on the tape. */
export function primalOf(v: PythonNumber, site: Span): number {
  const num = numOf(v, site)
  return num instanceof Traced ? num.primal : num
}

export function isIntegral(v: Value): v is Int | boolean {
  return v instanceof Int || typeof v === 'boolean'
}

// Arithmetic.

const refuse = (): undefined => undefined

/** The common cases of arithmetic, on small integers and plain floats; undefined where the rules are to be asked. */
export function quickArithmetic(op: BinaryOperator, a: Value, b: Value): Value | undefined {
  return FAST_BINARY[op]?.(a, b, refuse)
}

/** The common cases of comparison, on small integers and plain floats; undefined where the rules are to be asked. */
export function quickCompare(op: CompareOperator, a: Value, b: Value): boolean | undefined {
  return FAST_COMPARE[op]?.(a, b, refuse) as boolean | undefined
}

/** `a op b` on two numbers; NotImplemented where Python has no such operation on them. */
export function arithmetic(
  op: BinaryOperator,
  a: PythonNumber,
  b: PythonNumber,
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  if (isIntegral(a) && isIntegral(b)) return integerArithmetic(op, a, b, runtime, site)
  const rule = FLOAT_RULES[op]
  if (!rule) return NotImplemented
  return rule(numOf(a, site), numOf(b, site), runtime, site, b)
}

function integerArithmetic(
  op: BinaryOperator,
  a: Int | boolean,
  b: Int | boolean,
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  const x = asInt(a)
  const y = asInt(b)
  if (op === '/') return raisingFaults(site, () => trueDivide(x, y))
  if (op === '**' && y.value < 0) return power(numOf(x, site), numOf(y, site), runtime, site, y)
  const rule = INTEGER_OPERATIONS[op]
  if (!rule) return NotImplemented
  const result = raisingFaults(site, () => rule(x, y))
  if ((op === '&' || op === '|' || op === '^') && typeof a === 'boolean' && typeof b === 'boolean') {
    return result.value !== 0
  }
  return result
}

type FloatRule = (a: number | Traced, b: number | Traced, runtime: Runtime, site: Span, right: PythonNumber) => Value

function primal(x: number | Traced): number {
  return x instanceof Traced ? x.primal : x
}

function scalar(x: Num): Value {
  return x
}

function zeroDivision(message: string, site: Span): never {
  throw raised('ZeroDivisionError', message, site)
}

const FLOAT_RULES: Readonly<Partial<Record<BinaryOperator, FloatRule>>> = {
  '+': (a, b, { session }) => scalar(session.ops.add(a, b)),
  '-': (a, b, { session }) => scalar(session.ops.sub(a, b)),
  '*': (a, b, { session }) => scalar(session.ops.mul(a, b)),
  '/': (a, b, { session }, site) => {
    if (primal(b) === 0) zeroDivision('float division by zero', site)
    return scalar(session.ops.div(a, b))
  },
  '//': (a, b, runtime, site) => {
    if (primal(b) === 0) zeroDivision('float floor division by zero', site)
    const value = floatFloorDivide(primal(a), primal(b))
    if (typeof a === 'number' && typeof b === 'number') return value
    runtime.decide(value, site)
    return scalar(runtime.session.ops.floorDivide(a, b))
  },
  '%': (a, b, runtime, site) => {
    if (primal(b) === 0) zeroDivision('float modulo', site)
    if (typeof a === 'number' && typeof b === 'number') return floatModulo(a, b)
    runtime.decide(floatFloorDivide(primal(a), primal(b)), site)
    return scalar(runtime.session.ops.mod(a, b))
  },
  '**': power,
}

function power(a: number | Traced, b: number | Traced, runtime: Runtime, site: Span, right: PythonNumber): Value {
  const { ops } = runtime.session
  const [x, y] = [primal(a), primal(b)]
  if (x === 0 && y < 0) zeroDivision('0.0 cannot be raised to a negative power', site)
  if (x < 0 && Number.isFinite(x) && Number.isFinite(y) && !Number.isInteger(y)) {
    if (a instanceof Traced || b instanceof Traced) {
      return runtime.opaque('complex numbers are not differentiated', site, {}, [a, b])
    }
    return complexPower(x, y, runtime, site)
  }
  const result = right instanceof Int || typeof right === 'boolean' ? ops.powInt(a, b) : ops.pow(a, b)
  const value = primal(result as number | Traced)
  if (!Number.isFinite(value) && Number.isFinite(x) && Number.isFinite(y)) {
    const args = [Int.of(34), 'Numerical result out of range']
    throw new Raised(
      makeException('OverflowError', args),
      'OverflowError',
      "(34, 'Numerical result out of range')",
      site,
    )
  }
  return result
}

/** `divmod(a, b)`'s two results. */
export function divideModulo(a: PythonNumber, b: PythonNumber, runtime: Runtime, site: Span): [Value, Value] {
  if (isIntegral(a) && isIntegral(b)) {
    if (asInt(b).value === 0) zeroDivision('integer division or modulo by zero', site)
  } else if (primalOf(b, site) === 0) zeroDivision('float divmod()', site)
  return [arithmetic('//', a, b, runtime, site) as Value, arithmetic('%', a, b, runtime, site) as Value]
}

function numberUnary(op: UnaryOperator, v: PythonNumber, runtime: Runtime, site: Span): Value {
  if (isIntegral(v)) {
    const { value } = asInt(v)
    if (op === '-') return Int.of(-BigInt(value))
    if (op === '~') return Int.of(-BigInt(value) - 1n)
    return asInt(v)
  }
  if (op === '+') return v
  if (op === '-') return typeof v === 'number' ? -v : (runtime.session.ops.neg(v) as Value)
  throw raised('TypeError', `bad operand type for unary ${op}: 'float'`, site)
}

// Comparison.

/** Whether a comparison holds, by the sign of an order. */
export const HOLDS: Readonly<Partial<Record<CompareOperator, (order: number) => boolean>>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

/** < 0, 0, > 0, or NaN where one of them is. Integers are compared with floats exactly. */
export function order(a: PythonNumber, b: PythonNumber): number {
  const [x, y] = [plain(a), plain(b)]
  if (typeof x === 'number' && typeof y === 'number') return x < y ? -1 : x > y ? 1 : x === y ? 0 : NaN
  if (Number.isNaN(x as number) || Number.isNaN(y as number)) return NaN
  return compareIntegers(x, y)
}

function plain(v: PythonNumber): number | bigint {
  if (v instanceof Int) return v.value
  if (v instanceof Traced) return v.primal
  return Number(v)
}

function numberCompare(
  op: CompareOperator,
  v: PythonNumber,
  other: Value,
  reflected: boolean,
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  const holds = HOLDS[op]
  if (!isNumber(other) || !holds) return NotImplemented
  const sign = reflected ? order(other, v) : order(v, other)
  const result = Number.isNaN(sign) ? op === '!=' : holds(sign)
  if (v instanceof Traced || other instanceof Traced) runtime.decide(result, site)
  return result
}

function numberBinary(
  op: BinaryOperator,
  v: PythonNumber,
  other: Value,
  reflected: boolean,
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  if (!isNumber(other)) return NotImplemented
  return reflected ? arithmetic(op, other, v, runtime, site) : arithmetic(op, v, other, runtime, site)
}

// Conversion.

/** The float's integer part; raises for infinities and NaN. A decision where it is on the tape. */
export function truncated(v: number | Traced, runtime: Runtime, site: Span): Int {
  const x = primal(v)
  const whole = integerOf(Math.trunc(x), site)
  if (v instanceof Traced) {
    runtime.wantsInteger(v)
    runtime.decide(Math.trunc(x), site)
  }
  return whole
}

/** An integral float as an Int. */
export function integerOf(x: number, site: Span): Int {
  if (Number.isNaN(x)) throw raised('ValueError', 'cannot convert float NaN to integer', site)
  if (!Number.isFinite(x)) throw raised('OverflowError', 'cannot convert float infinity to integer', site)
  return Number.isSafeInteger(x) ? Int.of(x) : Int.of(BigInt(x))
}

/** Numbers that are equal are one key. */
function numberKey(v: PythonNumber, runtime: Runtime, site: Span): string {
  if (v instanceof Traced) runtime.decide(v.primal, site)
  const value = plain(v)
  return `n:${value === 0 ? 0 : value}`
}

/** A float as JSON has it. */
export function jsonOfFloat(x: number): number | string {
  if (Number.isNaN(x)) return 'NaN'
  if (!Number.isFinite(x)) return x > 0 ? 'Infinity' : '-Infinity'
  return x
}

const shared = {
  binary: numberBinary,
  unary: numberUnary,
  compare: numberCompare,
  key: numberKey,
}

/** The most decimal digits that an integer is written with (sys.int_info.default_max_str_digits). */
export const MAX_DIGITS = 4300

/** `str(n)` */
export function integerText(value: number | bigint): string {
  const text = value.toString()
  if (text.length > MAX_DIGITS && text.replace('-', '').length > MAX_DIGITS) {
    throw new PythonFault(
      'ValueError',
      `Exceeds the limit (${MAX_DIGITS} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
    )
  }
  return text
}

const NOWHERE: Span = { text: 0, start: 0, end: 0 }

type Parts<V> = (v: V, name: string) => Value | undefined

/** A method table whose values have attributes that are numbers as well. */
function withParts<V extends Value>(methods: ReturnType<typeof methodTable<V>>, part: Parts<V>) {
  return { ...methods, getAttribute: (v: V, name: string) => part(v, name) ?? methods.getAttribute(v, name) }
}

function integerPart(v: Int | boolean, name: string): Value | undefined {
  if (name === 'real' || name === 'numerator') return asInt(v)
  if (name === 'denominator') return Int.of(1)
  return name === 'imag' ? Int.of(0) : undefined
}

function floatPart(v: number | Traced, name: string): Value | undefined {
  return name === 'real' ? v : name === 'imag' ? 0 : undefined
}

export const intType: PythonType<Int> = {
  ...shared,
  cls: intClass,
  typeName: () => 'int',
  truthy: (v) => v.value !== 0,
  repr: (v) => raisingFaults(NOWHERE, () => integerText(v.value)),
  format: (v, spec, _, site) => raisingFaults(site, () => formatInteger(v.value, spec)),
  toFloat: (v, _, site) => numOf(v, site),
  toInt: (v) => v,
  toIndex: (v) => Number(v.value),
  display: (v) => v.value.toString(),
  toJson: (v) => (typeof v.value === 'number' ? v.value : undefined),
  ...withParts(
    methodTable('int', intClass, () => intMethods),
    integerPart,
  ),
}

export const boolType: PythonType<boolean> = {
  ...shared,
  cls: boolClass,
  typeName: () => 'bool',
  truthy: (v) => v,
  repr: (v) => (v ? 'True' : 'False'),
  format: (v, spec, _, site) => raisingFaults(site, () => formatInteger(v ? 1 : 0, spec, 'bool')),
  toFloat: (v) => (v ? 1 : 0),
  toInt: (v) => asInt(v),
  toIndex: (v) => (v ? 1 : 0),
  display: (v) => (v ? 'True' : 'False'),
  toJson: (v) => v,
  ...withParts(
    methodTable('bool', boolClass, () => boolMethods),
    integerPart,
  ),
}

export const floatType: PythonType<number | Traced> = {
  ...shared,
  cls: floatClass,
  typeName: () => 'float',
  truthy: (v, runtime, site) => {
    const result = primal(v) !== 0
    if (v instanceof Traced) runtime.decide(result, site)
    return result
  },
  repr: (v) => reprFloat(primal(v)),
  format: (v, spec, _, site) => raisingFaults(site, () => formatFloat(primal(v), spec)),
  toFloat: (v) => v,
  toInt: truncated,
  display: (v) => reprFloat(primal(v)),
  toJson: (v) => jsonOfFloat(primal(v)),
  ...withParts(
    methodTable('float', floatClass, () => floatMethods),
    floatPart,
  ),
}
