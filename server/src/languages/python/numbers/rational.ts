// Exact fractions of integers, as Python's `fractions.Fraction` computes with them.
import { Int } from '@gradlens/engine'
import { binary } from './decimal'
import { trueDivide } from './integer'
import { gcd, squareRoot } from './mathematics'

/** n/d in lowest terms, d > 0. */
export interface Rational {
  readonly n: bigint
  readonly d: bigint
}

export function rational(n: bigint, d = 1n): Rational {
  const common = gcd(n < 0n ? -n : n, d < 0n ? -d : d)
  const sign = d < 0n ? -1n : 1n
  return common === 0n ? { n: 0n, d: 1n } : { n: (sign * n) / common, d: (sign * d) / common }
}

/** The exact value of a finite float. */
export function rationalOf(x: number): Rational {
  const [mantissa, exponent] = binary(Math.abs(x))
  const signed = x < 0 ? -mantissa : mantissa
  return exponent >= 0 ? rational(signed << BigInt(exponent)) : rational(signed, 1n << BigInt(-exponent))
}

export function add(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d + b.n * a.d, a.d * b.d)
}

export function subtract(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d - b.n * a.d, a.d * b.d)
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.n * b.n, a.d * b.d)
}

/** The nearest float. */
export function floatOf({ n, d }: Rational): number {
  return trueDivide(Int.of(n), Int.of(d))
}

function bitLength(n: bigint): number {
  return n === 0n ? 0 : n.toString(2).length
}

/** How many bits of a root are enough for it to be rounded as the root itself: 2·53 + 3. */
const ROOT_BITS = 109

/** √(n/d), rounded once (Lib/statistics.py, `_float_sqrt_of_frac`). */
export function rootOf({ n, d }: Rational): number {
  const shift = BigInt(Math.floor((bitLength(n) - bitLength(d) - ROOT_BITS) / 2))
  if (shift >= 0n) return floatOf(rational(oddRoot(n, d << (2n * shift)) << shift))
  return floatOf(rational(oddRoot(n << (-2n * shift), d), 1n << -shift))
}

/** ⌊√(n/d)⌋, made odd where that is not exact. */
function oddRoot(n: bigint, d: bigint): bigint {
  const root = squareRoot(n / d)
  return root * root * d === n ? root : root | 1n
}
