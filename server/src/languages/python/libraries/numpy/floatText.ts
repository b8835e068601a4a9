// Decimal text of float32 and float64 numbers as NumPy writes it: shortest digits that read back to the same number, or
// the exact value correctly rounded. Knows no arrays.
import { binary } from '../../numbers/decimal'

/** How many digits of which kind, in the terms of NumPy's `format_float_positional` and `format_float_scientific`. */
export interface DigitOptions {
  /** float32: the shortest digits are those that read back to the same float32. */
  readonly single: boolean
  /** At most so many fractional digits; no limit where left out. */
  readonly precision?: number
  /** Shortest digits (within `precision`), or exactly `precision` of them. */
  readonly unique?: boolean
  /** At least so many fractional digits (0: all digits before the point), the exact value's beyond the shortest ones. */
  readonly minDigits?: number
  /** `k` keeps trailing zeros, `.` trims them, `0` leaves one behind the point, `-` trims the point too. */
  readonly trim: 'k' | '.' | '0' | '-'
}

/** A positive number as digits: `0.d1d2d3… × 10^point`. */
interface Decimal {
  readonly digits: string
  readonly point: number
}

/** The fewest digits that read back to the same number, the nearest to it where there are several. `x` is positive. */
function shortest(x: number, single: boolean): Decimal {
  if (!single) return parse(x.toExponential())
  for (let count = 1; count < 9; count++) {
    const nearest = parse(x.toExponential(count - 1))
    if (Math.fround(toNumber(nearest)) === x) return tieToEven(x, nearest, count)
    // Below a power of two the gap is half as wide: the nearest decimal may miss where the next one above still hits.
    const above = increment({ ...nearest, digits: nearest.digits.padEnd(count, '0') })
    if (toNumber(above) > x && Math.fround(toNumber(above)) === x) return above
  }
  return parse(x.toExponential(8))
}

/** JavaScript rounds a tie away from zero, NumPy to the even digit. */
function tieToEven(x: number, nearest: Decimal, count: number): Decimal {
  const exact = exactly(x)
  if (exact.digits.length !== count + 1 || !exact.digits.endsWith('5')) return nearest
  const even = rounded(exact, count)
  return Math.fround(toNumber(even)) === x ? even : nearest
}

function parse(exponential: string): Decimal {
  const [mantissa, exponent] = exponential.split('e')
  return { digits: stripZeros(mantissa.replace('.', '')), point: Number(exponent) + 1 }
}

function toNumber({ digits, point }: Decimal): number {
  return Number(`0.${digits}e${point}`)
}

function stripZeros(digits: string): string {
  return digits.replace(/0+$/, '') || '0'
}

function increment({ digits, point }: Decimal): Decimal {
  const next = (BigInt(digits) + 1n).toString()
  return { digits: stripZeros(next), point: point + next.length - digits.length }
}

/** Every digit of a positive number. */
function exactly(x: number): Decimal {
  const [mantissa, exponent] = binary(x)
  if (exponent >= 0) {
    const digits = (mantissa << BigInt(exponent)).toString()
    return { digits: stripZeros(digits), point: digits.length }
  }
  const digits = (mantissa * 5n ** BigInt(-exponent)).toString()
  return { digits: stripZeros(digits), point: digits.length + exponent }
}

/** Rounds to `count` digits (0 or fewer: to the place that many left of the first), ties to even. */
function rounded({ digits, point }: Decimal, count: number): Decimal {
  if (digits.length <= count) return { digits, point }
  if (count < 0) return { digits: '0', point }
  const kept = digits.slice(0, count)
  const rest = digits.slice(count)
  const up =
    rest[0] > '5' ||
    (rest[0] === '5' && (rest.length > 1 || (count > 0 ? (kept.charCodeAt(count - 1) & 1) === 1 : false)))
  if (!up) return count === 0 ? { digits: '0', point } : { digits: stripZeros(kept), point }
  return count === 0 ? { digits: '1', point: point + 1 } : increment({ digits: kept, point })
}

/** The digits to write; `before` is how many of them stand in front of the fractional ones. */
function choose(x: number, before: (d: Decimal) => number, options: DigitOptions): Decimal {
  const { precision = Infinity, unique = true, minDigits = -Infinity } = options
  const exact = exactly(x)
  if (!unique) return rounded(exact, before(exact) + precision)
  const short = shortest(x, options.single)
  const fraction = short.digits.length - before(short)
  if (fraction <= precision && fraction >= minDigits) return short
  return rounded(exact, before(exact) + (fraction > precision ? precision : minDigits))
}

/** `12.5`, never with an exponent. */
export function positional(x: number, options: DigitOptions): string {
  const sign = x < 0 || Object.is(x, -0) ? '-' : ''
  const magnitude = Math.abs(x)
  const { digits, point } = magnitude === 0 ? { digits: '0', point: 1 } : choose(magnitude, (d) => d.point, options)
  const zero = digits === '0'
  const whole = zero || point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0')
  const fraction = zero ? '' : point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point)
  return sign + trimmed(whole, fraction, options)
}

/** `1.25e-05`, with at least `exponentDigits` digits in the exponent. */
export function scientific(x: number, options: DigitOptions, exponentDigits = 2): string {
  const sign = x < 0 || Object.is(x, -0) ? '-' : ''
  const magnitude = Math.abs(x)
  const { digits, point } = magnitude === 0 ? { digits: '0', point: 1 } : choose(magnitude, () => 1, options)
  const exponent = point - 1
  const power = Math.abs(exponent).toString().padStart(exponentDigits, '0')
  return `${sign}${trimmed(digits[0], digits.slice(1), options)}e${exponent < 0 ? '-' : '+'}${power}`
}

function trimmed(
  whole: string,
  fraction: string,
  { trim, minDigits = 0, precision = 0, unique = true }: DigitOptions,
): string {
  const padded = fraction.padEnd(unique ? minDigits : precision, '0')
  if (trim === 'k') return `${whole}.${padded}`
  const short = padded.replace(/0+$/, '')
  if (trim === '-') return short ? `${whole}.${short}` : whole
  return `${whole}.${short || (trim === '0' ? '0' : '')}`
}

/** A NumPy scalar's `str` and `repr`: `16.0`, `1e-05`, `nan`. */
export function scalarText(x: number, single: boolean): string {
  if (Number.isNaN(x)) return 'nan'
  if (!Number.isFinite(x)) return x < 0 ? '-inf' : 'inf'
  const magnitude = Math.abs(x)
  return magnitude === 0 || (magnitude < 1e16 && magnitude >= 1e-4)
    ? positional(x, { single, trim: '0' })
    : scientific(x, { single, trim: '-' })
}
