// Exact decimal digits of floats, rounded half to even as CPython's dtoa does. Knows no format specs.

/** |x| as digits · 10^(point − digits.length): the decimal point stands before digit `point`. Zero has the digits "0". */
export interface Decimal {
  readonly digits: string
  /** Where the decimal point stands, counted from the front of the digits; may lie outside of them. */
  readonly point: number
}

/** The shortest digits that read back as |x|. x must be finite. */
export function shortestDigits(x: number): Decimal {
  if (x === 0) return { digits: '0', point: 1 }
  const [mantissa, exponent] = Math.abs(x).toExponential().split('e')
  return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 }
}

/** |x| with `places` digits behind the point, exactly rounded. x must be finite. */
export function fixedDigits(x: number, places: number): Decimal {
  const magnitude = Math.abs(x)
  if (places <= 100 && magnitude < 1e21 && !Number.isInteger(magnitude * 2 ** (places + 1))) {
    const [whole, fraction = ''] = magnitude.toFixed(places).split('.')
    return { digits: whole + fraction, point: whole.length }
  }
  const digits = roundedQuotient(magnitude, places)
    .toString()
    .padStart(places + 1, '0')
  return { digits, point: digits.length - places }
}

/** |x| with `count` ≥ 1 significant digits, exactly rounded. x must be finite. */
export function significantDigits(x: number, count: number): Decimal {
  const magnitude = Math.abs(x)
  if (magnitude === 0) return { digits: '0'.repeat(count), point: 1 }
  let point = Number(magnitude.toExponential(0).split('e')[1]) + 1
  // toExponential may have rounded up to the next power of ten.
  if (exactly(magnitude, point - 1) < 0) point--
  const digits = roundedQuotient(magnitude, count - point).toString()
  return digits.length > count ? { digits: digits.slice(0, count), point: point + 1 } : { digits, point }
}

/** The sign of x − 10^exponent. */
function exactly(x: number, exponent: number): number {
  const [mantissa, shift] = binary(x)
  let left = mantissa
  let right = 1n
  if (shift > 0) left <<= BigInt(shift)
  else right <<= BigInt(-shift)
  if (exponent > 0) right *= 10n ** BigInt(exponent)
  else left *= 10n ** BigInt(-exponent)
  return left < right ? -1 : left > right ? 1 : 0
}

/** x·10^places rounded to an integer, half to even. */
function roundedQuotient(x: number, places: number): bigint {
  const [mantissa, shift] = binary(x)
  let numerator = mantissa
  let denominator = 1n
  if (places > 0) numerator *= 10n ** BigInt(places)
  else denominator *= 10n ** BigInt(-places)
  if (shift > 0) numerator <<= BigInt(shift)
  else denominator <<= BigInt(-shift)
  return divideHalfEven(numerator, denominator)
}

/** The nearest integer to a ÷ b for b > 0, a half to the even one. */
export function divideHalfEven(a: bigint, b: bigint): bigint {
  let quotient = a / b
  let rest = a % b
  if (rest < 0n) {
    quotient -= 1n
    rest += b
  }
  const twice = rest * 2n
  if (twice > b || (twice === b && quotient % 2n !== 0n)) quotient += 1n
  return quotient
}

const view = new DataView(new ArrayBuffer(8))

/** m and e with x = m·2ᵉ, x ≥ 0. */
export function binary(x: number): [mantissa: bigint, exponent: number] {
  view.setFloat64(0, x)
  const bits = view.getBigUint64(0)
  const exponent = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  return exponent === 0 ? [fraction, -1074] : [fraction | 0x10000000000000n, exponent - 1075]
}
