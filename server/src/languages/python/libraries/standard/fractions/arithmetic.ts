// Operators of fractions with each other and with Python's other numbers.
import { Int, type BinaryOperator, type CompareOperator, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised, raisingFaults } from '../../../exceptions'
import { add, floatOf, multiply, rational, rationalOf, subtract, type Rational } from '../../../numbers/rational'
import { operate } from '../../../operations'
import { NotImplemented } from '../../../protocol'
import { asInt, HOLDS, isIntegral, isNumber, primalOf } from '../../../types/number'
import { Complex } from '../../../types/complex'
import { Fraction } from './fraction'

/** The exact value of a fraction or an integer; null for all else. */
export function exactOf(v: Value): Rational | null {
  if (v instanceof Fraction) return v.value
  return isIntegral(v) ? { n: BigInt(asInt(v).value), d: 1n } : null
}

type Rule = (a: Rational, b: Rational, runtime: Runtime, site: Span) => Value

function made(value: Rational): Fraction {
  return new Fraction(value)
}

/** ⌊a/b⌋ */
function floorQuotient(a: Rational, b: Rational, message: string, site: Span): bigint {
  const [n, d] = [a.n * b.d, a.d * b.n]
  if (d === 0n) throw raised('ZeroDivisionError', message, site)
  return floorOf(d < 0n ? { n: -n, d: -d } : { n, d })
}

/** ⌊n/d⌋, d > 0 */
export function floorOf({ n, d }: Rational): bigint {
  return n >= 0n ? n / d : -((-n + d - 1n) / d)
}

export function zeroDenominator(n: bigint, site: Span) {
  return raised('ZeroDivisionError', `Fraction(${n}, 0)`, site)
}

function quotient(a: Rational, b: Rational, site: Span): Fraction {
  const n = a.n * b.d
  const d = a.d * b.n
  if (d === 0n) {
    // What is common to both parts is divided out before the quotient is made.
    throw zeroDenominator(rational(a.n, a.d).n === 0n ? 0n : n / (gcd(a.n, b.n) * gcd(b.d, a.d)), site)
  }
  return made(rational(n, d))
}

function gcd(a: bigint, b: bigint): bigint {
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  return y === 0n ? x : gcd(y, x % y)
}

const RULES: Readonly<Partial<Record<BinaryOperator, Rule>>> = {
  '+': (a, b) => made(add(a, b)),
  '-': (a, b) => made(subtract(a, b)),
  '*': (a, b) => made(multiply(a, b)),
  '/': (a, b, _, site) => quotient(a, b, site),
  '//': (a, b, _, site) => Int.of(floorQuotient(a, b, 'integer division or modulo by zero', site)),
  '%': (a, b, _, site) => {
    const whole = floorQuotient(a, b, 'integer modulo by zero', site)
    return made(subtract(a, multiply({ n: whole, d: 1n }, b)))
  },
}

/** More bits than this in one part of a power are not computed. */
const MAX_BITS = 4_000_000

/** a ** n */
function wholePower(a: Rational, n: bigint, site: Span): Fraction {
  const size = n < 0n ? -n : n
  const bits = BigInt(Math.max(a.n.toString(2).length, a.d.toString(2).length))
  if (bits * size > BigInt(MAX_BITS)) throw raised('MemoryError', '', site)
  if (n >= 0n) return made({ n: a.n ** n, d: a.d ** n })
  if (a.n === 0n) throw zeroDenominator(a.d ** size, site)
  return made(rational(a.d ** size, a.n ** size))
}

export function asFloat(value: Rational, site: Span): number {
  return raisingFaults(site, () => {
    try {
      return floatOf(value)
    } catch (error) {
      if (error instanceof Error && 'type' in error && error.type === 'OverflowError') {
        throw raised('OverflowError', 'integer division result too large for a float', site)
      }
      throw error
    }
  })
}

/** `v op other`, or `other op v` where it is reflected. */
export function fractionBinary(
  op: BinaryOperator,
  v: Fraction,
  other: Value,
  reflected: boolean,
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  const exact = exactOf(other)
  if (op === '**') return fractionPower(v, other, exact, reflected, runtime, site)
  const rule = RULES[op]
  if (!rule) return NotImplemented
  if (exact) return reflected ? rule(exact, v.value, runtime, site) : rule(v.value, exact, runtime, site)
  if (!isNumber(other) && !(other instanceof Complex)) return NotImplemented
  const float = asFloat(v.value, site)
  return reflected ? operate(op, other, float, runtime, site) : operate(op, float, other, runtime, site)
}

function fractionPower(
  v: Fraction,
  other: Value,
  exact: Rational | null,
  reflected: boolean,
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  const [base, exponent] = reflected ? [exact, v.value] : [v.value, exact]
  if (reflected && exponent?.d === 1n && exponent.n >= 0n)
    return operate('**', other, Int.of(exponent.n), runtime, site)
  if (base && exponent) {
    if (exponent.d === 1n) return wholePower(base, exponent.n, site)
    return operate('**', asFloat(base, site), asFloat(exponent, site), runtime, site)
  }
  if (!isNumber(other) && !(other instanceof Complex)) return NotImplemented
  if (reflected && exponent?.d === 1n) return operate('**', other, Int.of(exponent.n), runtime, site)
  const float = asFloat(v.value, site)
  return reflected ? operate('**', other, float, runtime, site) : operate('**', float, other, runtime, site)
}

export function fractionCompare(
  op: CompareOperator,
  v: Fraction,
  other: Value,
  reflected: boolean,
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  const holds = HOLDS[op]
  if (!holds) return NotImplemented
  if (other instanceof Complex && (op === '==' || op === '!=')) {
    const same = other.im === 0 && signOf(v.value, other.re) === 0
    return same === (op === '==')
  }
  if (!(other instanceof Fraction) && !isNumber(other)) return NotImplemented
  const exact = exactOf(other)
  const sign = exact ? Number(compared(v.value, exact)) : signOf(v.value, primalOf(other as number, site))
  const result = Number.isNaN(sign) ? op === '!=' : holds(reflected ? -sign : sign)
  if (!exact && typeof other !== 'number') runtime.decide(result, site)
  return result
}

function compared(a: Rational, b: Rational): number {
  const [x, y] = [a.n * b.d, b.n * a.d]
  return x < y ? -1 : x > y ? 1 : 0
}

/** The order of a fraction and a float, exactly; NaN where the float is. */
function signOf(a: Rational, x: number): number {
  if (Number.isNaN(x)) return NaN
  if (!Number.isFinite(x)) return x > 0 ? -1 : 1
  return compared(a, rationalOf(x))
}
