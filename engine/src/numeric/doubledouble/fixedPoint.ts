// Elementary functions on fixed-point numbers of any length (BigInt): the source of tables and constants, the reduction of
// huge angles, and the last word where double-double cannot tell which float64 is nearest. Right rather than fast.
//
// A fixed-point number is an integer v that stands for v·2^−BITS. Formulas: Brent & Zimmermann, Modern Computer Arithmetic,
// ch. 4 (Taylor series after reduction, Newton's method for inverses); Machin (1706) for π.
import { exponent, scaleNumber, type DoubleDouble } from './arithmetic'

export const BITS = 320
const SHIFT = BigInt(BITS)
export const ONE = 1n << SHIFT

/** v·2^e. */
export interface Scaled {
  readonly m: bigint
  readonly e: number
}

export function shifted(m: bigint, n: number): bigint {
  return n < 0 ? m >> BigInt(-n) : m << BigInt(n)
}

function decodeNumber(x: number): Scaled {
  // Two bits to spare: `exponent` may be off by one.
  const e = exponent(x) - 54
  return { m: BigInt(scaleNumber(x, -e)), e }
}

/** A finite x as m·2^e, exactly. */
export function decode({ hi, lo }: DoubleDouble): Scaled {
  const high = decodeNumber(hi)
  if (lo === 0) return high
  const low = decodeNumber(lo)
  const e = Math.min(high.e, low.e)
  return { m: shifted(high.m, high.e - e) + shifted(low.m, low.e - e), e }
}

/** A finite x as a fixed-point number with so many bits of fraction; lower ones are cut off. */
export function fixed(x: DoubleDouble, bits = BITS): bigint {
  const { m, e } = decode(x)
  return shifted(m, e + bits)
}

function bitLength(v: bigint): number {
  const digits = (v < 0n ? -v : v).toString(16)
  return 4 * digits.length - Math.clz32(parseInt(digits[0], 16)) + 28
}

/** The float64 words whose sum is nearest to v·2^e, the largest first. */
export function words(v: bigint, e: number, count: number): number[] {
  const spare = Math.max(0, bitLength(v) - 1000)
  let rest = shifted(v, -spare)
  return Array.from({ length: count }, () => {
    const word = Number(rest)
    rest -= BigInt(word)
    return scaleNumber(word, e + spare)
  })
}

/** m·2^e as a double-double. */
export function nearestDoubleDouble(m: bigint, e: number): DoubleDouble {
  const [hi, lo] = words(m, e, 2)
  return isFinite(hi) ? { hi, lo } : { hi, lo: 0 }
}

/** The float64 nearest to m·2^e, a tie to the even one. m counts as exact to 200 bits and no further. */
export function nearestNumber({ m, e }: Scaled): number {
  if (m < 0n) return -nearestNumber({ m: -m, e })
  const unsure = Math.max(0, bitLength(m) - 200)
  const v = unsure === 0 ? m : ((m >> BigInt(unsure - 1)) + 1n) >> 1n
  const unit = e + unsure
  const subnormal = -1074 - unit
  if (subnormal <= 0 || bitLength(v) - subnormal >= 53) return scaleNumber(Number(v), unit)
  const whole = v >> BigInt(subnormal)
  const twice = (v - (whole << BigInt(subnormal))) << 1n
  const unitBits = 1n << BigInt(subnormal)
  const up = twice > unitBits || (twice === unitBits && whole % 2n === 1n)
  return scaleNumber(Number(whole) + Number(up), -1074)
}

/** Σ s^k·n^−(2k+1)/(2k+1): the arctangent of 1/n for s = −1, its hyperbolic one for s = 1. */
function inverseTangent(n: bigint, s: 1n | -1n, bits: number): bigint {
  const square = s * n * n
  let power = (1n << BigInt(bits)) / n
  let sum = power
  for (let k = 3n; power !== 0n; k += 2n) {
    power /= square
    sum += power / k
  }
  return sum
}

/** log((i + 1)/i). */
export function logOfRatio(i: number, bits = BITS): bigint {
  return 2n * inverseTangent(BigInt(2 * i + 1), 1n, bits)
}

/** Made when first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

const GUARD = 32
function machin(bits: number): bigint {
  const b = bits + GUARD
  return (16n * inverseTangent(5n, -1n, b) - 4n * inverseTangent(239n, -1n, b)) >> BigInt(GUARD)
}

const NEAR_BITS = 640
const FAR_BITS = 1664
const nearPi = once(() => machin(NEAR_BITS))
const farPi = once(() => machin(FAR_BITS))
export const pi = once(() => nearPi() >> BigInt(NEAR_BITS - BITS))
export const ln2 = once(() => logOfRatio(1))
export const ln10 = once(() => 3n * ln2() + logOfRatio(4))

function floorMod(x: bigint, y: bigint): bigint {
  const rest = x % y
  return rest < 0n ? rest + y : rest
}

export function times(x: bigint, y: bigint): bigint {
  return (x * y) >> SHIFT
}

export function over(x: bigint, y: bigint): bigint {
  return (x << SHIFT) / y
}

/** x − turns·π/parts, fixed-point with BITS, between half of π/parts to either side; turns modulo 2·parts. */
export function reduceAngle(x: DoubleDouble, parts: number): { readonly turns: number; readonly rest: bigint } {
  const far = Math.abs(x.hi) > 2 ** 200
  const bits = far ? FAR_BITS : NEAR_BITS
  const part = (far ? farPi() : nearPi()) / BigInt(parts)
  const shiftedX = fixed(x, bits) + (part >> 1n)
  const rest = floorMod(shiftedX, part)
  const turns = floorMod((shiftedX - rest) / part, BigInt(2 * parts))
  return { turns: Number(turns), rest: shifted(rest - (part >> 1n), BITS - bits) }
}

/** eˣ. */
export function exp(x: bigint): Scaled {
  const halvings = 8
  const rest = floorMod(x, ln2())
  const r = rest >> BigInt(halvings)
  let sum = ONE
  let term = ONE
  for (let n = 1n; term !== 0n; n++) {
    term = times(term, r) / n
    sum += term
  }
  for (let i = 0; i < halvings; i++) sum = times(sum, sum)
  return { m: sum, e: Number((x - rest) / ln2()) - BITS }
}

/** log(m·2^e) for m > 0. */
export function log({ m, e }: Scaled): bigint {
  const length = bitLength(m)
  const x = shifted(m, BITS - length)
  let y = fixed({ hi: Math.log(scaleNumber(Number(x), -BITS)), lo: 0 })
  // Cubic: 50 bits, 150, 450.
  for (let i = 0; i < 2; i++) {
    const power = exp(y)
    const z = shifted(power.m, power.e + BITS)
    y += 2n * over(x - z, x + z)
  }
  return y + BigInt(e + length) * ln2()
}

/** [sin x, cos x]. */
export function sinCos(x: bigint): readonly [bigint, bigint] {
  const quarter = pi() >> 1n
  const r = floorMod(x, quarter)
  const sums = [0n, ONE]
  let term = ONE
  for (let n = 1; term !== 0n; n++) {
    term = times(term, r) / BigInt(n)
    sums[(n + 1) % 2] += n % 4 < 2 ? term : -term
  }
  const [s, c] = sums
  const quadrants = [
    [s, c],
    [c, -s],
    [-s, -c],
    [-c, s],
  ] as const
  return quadrants[Number(floorMod((x - r) / quarter, 4n))]
}

/** The angle of the point (x, y). */
export function atan2(y: bigint, x: bigint): bigint {
  let angle = fixed({ hi: Math.atan2(Number(y), Number(x)), lo: 0 })
  for (let i = 0; i < 2; i++) {
    const [s, c] = sinCos(angle)
    angle += over(y * c - x * s, x * c + y * s)
  }
  return angle
}

/** √x of a fixed-point number. */
export function sqrt(x: bigint): bigint {
  if (x <= 0n) return 0n
  const { m, e } = exp(log({ m: x, e: -BITS }) >> 1n)
  return shifted(m, e + BITS)
}
