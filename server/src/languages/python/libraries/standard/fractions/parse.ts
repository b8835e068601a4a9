// Texts of fractions: `3/4`, `-1.25e-2` (Lib/fractions.py).
import type { Rational } from '../../../numbers/rational'

const LITERAL =
  /^\s*([-+]?)(?=\d|\.\d)(\d*|\d+(?:_\d+)*)(?:(?:\/(\d+(?:_\d+)*))?|(?:\.(\d*|\d+(?:_\d+)*))?(?:e([-+]?\d+(?:_\d+)*))?)\s*$/iu

/** Numerator and denominator, not in lowest terms; null where the text is no fraction. */
export function fractionParts(text: string): Rational | null {
  const match = LITERAL.exec(text)
  if (!match) return null
  const [, sign, whole, denominator, fraction, exponent] = match.map((part) => part?.replaceAll('_', ''))
  let n = BigInt(`${whole === '' ? '0' : whole}${fraction ?? ''}`)
  let d = denominator === undefined ? 10n ** BigInt((fraction ?? '').length) : BigInt(denominator)
  const power = Number(exponent ?? 0)
  if (Math.abs(power) > 100_000) return null
  if (power > 0) n *= 10n ** BigInt(power)
  else d *= 10n ** BigInt(-power)
  return { n: sign === '-' ? -n : n, d }
}
