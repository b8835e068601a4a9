// The algebra of double-double numbers: every elementwise row's primal to about 30 digits, where it is to be had. What a
// checker's locked runs compute with.
import type { Algebra, RowName } from '../algebra'
import { v8 } from '../libm'
import { ROWS } from '../rows'
import { abs, add, compare, div, fromNumber, mul, neg, sqrt, sub, type DoubleDouble } from './arithmetic'
import * as elementary from './elementary'
import { decode, nearestDoubleDouble } from './fixedPoint'

/** A row was asked for whose primal does not exist in double-double. */
export class NotPrecise extends Error {
  override readonly name = 'NotPrecise'
}

type Primal = (...x: DoubleDouble[]) => DoubleDouble

const ZERO = fromNumber(0)
const ONE = fromNumber(1)
const HALF = fromNumber(0.5)

/** A row's primal: a function, 'composed' where the row states it over the algebra (`compose`), null where there is none. */
// prettier-ignore
const PRIMALS: Readonly<Record<RowName, Primal | 'composed' | null>> = {
  identity: (x) => x, neg, abs, sign: (x) => fromNumber(Math.sign(x.hi)),
  reciprocal: (x) => div(ONE, x), square: (x) => mul(x, x), sqrt, rsqrt: (x) => div(ONE, sqrt(x)), cbrt: elementary.cbrt,
  exp: elementary.exp, expm1: elementary.expm1, exp2: elementary.exp2,
  log: elementary.log, log1p: elementary.log1p, log2: elementary.log2, log10: elementary.log10,
  sin: elementary.sin, cos: elementary.cos, tan: elementary.tan, asin: elementary.asin, acos: elementary.acos, atan: elementary.atan,
  sinh: elementary.sinh, cosh: elementary.cosh, tanh: elementary.tanh,
  asinh: elementary.asinh, acosh: elementary.acosh, atanh: elementary.atanh,
  sigmoid: 'composed', softplus: 'composed', logSigmoid: 'composed', softsign: 'composed',
  relu: (x) => (x.hi <= 0 ? ZERO : x), relu6: 'composed', selu: 'composed', gelu: null, geluTanh: 'composed', silu: 'composed', mish: 'composed',
  hardSigmoid: 'composed', hardTanh: 'composed', hardSwish: 'composed', sinc: 'composed',
  erf: null, erfc: null, erfinv: null, gamma: null, lgamma: null, digamma: null, entr: 'composed',
  floor, ceil: (x) => neg(floor(neg(x))), trunc: (x) => (x.hi < 0 ? neg(floor(neg(x))) : floor(x)),
  round, roundHalfUp: (x) => (isWhole(x) ? x : floor(add(x, HALF))),

  add, sub, mul, div, pow: elementary.pow, powInt, atan2: elementary.atan2, hypot: elementary.hypot,
  maximumSplit: maximum, maximumFirst: maximum, minimumSplit: minimum, minimumFirst: minimum,
  mod: (x, y) => divided(x, y, true, true), fmod: (x, y) => divided(x, y, false, true), floorDivide: (x, y) => divided(x, y, true, false),
  copysign: (x, y) => (isNegative(x) === isNegative(y) ? x : neg(x)),
  logaddexp: 'composed', leakyRelu: 'composed', elu: 'composed', celu: 'composed', polygamma: null, beta: null, xlogy: 'composed',

  clip: (x, low, high) => minimum(maximum(x, low), high), lerp: 'composed',
}

/** Whether a row can be computed in double-double. */
export function hasPrimal(name: RowName): boolean {
  return PRIMALS[name] !== null
}

/** Double-double numbers with truth values; a method throws NotPrecise where `hasPrimal` denies its row. */
export const DOUBLE_DOUBLE: Algebra<DoubleDouble, boolean> = {
  ...(Object.fromEntries((Object.keys(PRIMALS) as RowName[]).map((name) => [name, primal(name)])) as Record<
    RowName,
    Primal
  >),
  constant: fromNumber,
  where: (condition, x, y) => (condition ? x : y),
  less: (x, y) => compare(x, y) < 0,
  lessEqual: (x, y) => compare(x, y) <= 0,
  greater: (x, y) => compare(x, y) > 0,
  greaterEqual: (x, y) => compare(x, y) >= 0,
  equal: (x, y) => compare(x, y) === 0,
  notEqual: (x, y) => compare(x, y) !== 0,
  logicalAnd: (p, q) => p && q,
  logicalOr: (p, q) => p || q,
  logicalNot: (p) => !p,
}

function primal(name: RowName): Primal {
  const stated = PRIMALS[name]
  if (typeof stated === 'function') return stated
  return (...x) => {
    const { compose } = ROWS[name]
    if (stated === null || compose === null) throw new NotPrecise(`\`${name}\` cannot be computed in double-double`)
    return compose(DOUBLE_DOUBLE, ...x)
  }
}

function isNegative({ hi }: DoubleDouble): boolean {
  return hi < 0 || Object.is(hi, -0)
}

function maximum(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const order = compare(x, y)
  return order > 0 ? x : order < 0 ? y : { hi: Math.max(x.hi, y.hi), lo: order === 0 ? x.lo : 0 }
}

function minimum(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const order = compare(x, y)
  return order < 0 ? x : order > 0 ? y : { hi: Math.min(x.hi, y.hi), lo: order === 0 ? x.lo : 0 }
}

function isWhole(x: DoubleDouble): boolean {
  return Math.floor(x.hi) === x.hi && Math.floor(x.lo) === x.lo
}

function floor(x: DoubleDouble): DoubleDouble {
  const whole = Math.floor(x.hi)
  return whole === x.hi ? add(x, fromNumber(Math.floor(x.lo) - x.lo)) : fromNumber(whole)
}

/** To the nearest integer, halves to the even one. */
function round(x: DoubleDouble): DoubleDouble {
  if (isWhole(x)) return x
  const below = floor(x)
  const rest = compare(sub(x, below), HALF)
  const up = rest > 0 || (rest === 0 && !isWhole(mul(below, HALF)))
  const whole = up ? add(below, ONE) : below
  return whole.hi === 0 && x.hi < 0 ? fromNumber(-0) : whole
}

/** xⁿ for an integer n by repeated multiplication, which differentiates to n·xⁿ⁻¹ for a negative base too. */
function powInt(x: DoubleDouble, n: DoubleDouble): DoubleDouble {
  // Beyond this the factors' rounding would add up to more than that of a logarithm.
  if (!(Math.abs(n.hi) <= 1024)) return elementary.pow(x, n)
  let power = ONE
  let factor = x
  for (let rest = Math.abs(n.hi); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power = mul(power, factor)
    if (rest > 1) factor = mul(factor, factor)
  }
  return n.hi < 0 ? div(ONE, power) : power
}

/** The remainder of x ÷ y, or the quotient, exactly and then rounded; the quotient floored (Python) or truncated (C). */
function divided(x: DoubleDouble, y: DoubleDouble, floored: boolean, remainder: boolean): DoubleDouble {
  if (!(isFinite(x.hi) && isFinite(y.hi) && y.hi !== 0 && x.hi !== 0)) {
    const { mod, fmod, floorDivide } = ROWS
    const row = remainder ? (floored ? mod : fmod) : floorDivide
    return fromNumber(row.value(v8, x.hi, y.hi, 0))
  }
  const [a, b] = [decode(x), decode(y)]
  const e = Math.min(a.e, b.e)
  const numerator = a.m << BigInt(a.e - e)
  const divisor = b.m << BigInt(b.e - e)
  let rest = numerator % divisor
  if (floored && rest !== 0n && rest < 0n !== divisor < 0n) rest += divisor
  const sign = !remainder ? x.hi / y.hi : floored ? y.hi : x.hi
  const result = remainder ? nearestDoubleDouble(rest, e) : nearestDoubleDouble((numerator - rest) / divisor, 0)
  return result.hi === 0 && sign < 0 ? fromNumber(-0) : result
}
