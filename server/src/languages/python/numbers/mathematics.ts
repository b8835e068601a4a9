// Number theory and exact sums behind `math`: on BigInts and floats alone.
import type { Libm } from '@gradlens/engine'
import { PythonFault } from '../fault'
import { binary } from './decimal'

export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** Larger factorials are not computed. */
const MAX_FACTORIAL = 20_000n

export function factorial(n: bigint): bigint {
  if (n > MAX_FACTORIAL)
    throw new PythonFault('OverflowError', `factorial() argument should not exceed ${MAX_FACTORIAL}`)
  return product(1n, n)
}

/** from·(from + 1)·…·to, by halves. */
function product(from: bigint, to: bigint): bigint {
  if (from > to) return 1n
  if (to - from < 16n) {
    let result = from
    for (let k = from + 1n; k <= to; k++) result *= k
    return result
  }
  const middle = (from + to) / 2n
  return product(from, middle) * product(middle + 1n, to)
}

export function binomial(n: bigint, k: bigint): bigint {
  if (k > n) return 0n
  const least = k < n - k ? k : n - k
  let result = 1n
  for (let i = 1n; i <= least; i++) result = (result * (n - least + i)) / i
  return result
}

/** ⌊√n⌋ for n ≥ 0, by Newton's method. */
export function squareRoot(n: bigint): bigint {
  if (n < 2n) return n
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (x + n / x) >> 1n
    if (next >= x) return x
    x = next
  }
}

/** The logarithm of an integer beyond 2⁵³: log(m·2ᵉ) = log m + e·log 2 (CPython, loghelper). */
export function logOfInteger(n: bigint, name: 'log' | 'log2' | 'log10', libm: Libm): number {
  const whole = Number(n)
  if (Number.isFinite(whole)) return libm[name](whole)
  const bits = n.toString(2).length
  const mantissa = Number(n >> BigInt(bits - 64)) / 2 ** 64
  return libm[name](mantissa) + libm[name](2) * bits
}

/** The sum of floats, rounded once (math.fsum). */
export function exactSum(xs: readonly number[]): number {
  const special = xs.filter((x) => !Number.isFinite(x))
  if (special.length > 0) {
    if (special.includes(Infinity) && special.includes(-Infinity))
      throw new PythonFault('ValueError', '-inf + inf in fsum')
    return special.reduce((sum, x) => sum + x, 0)
  }
  // All floats are integers in units of 2⁻¹⁰⁷⁴.
  let total = 0n
  for (const x of xs) {
    const [mantissa, exponent] = binary(Math.abs(x))
    const units = mantissa << BigInt(exponent + 1074)
    total += x < 0 ? -units : units
  }
  const result = unitsToNumber(total)
  if (!Number.isFinite(result)) throw new PythonFault('OverflowError', 'intermediate overflow in fsum')
  return result
}

/** An integer number of units of 2⁻¹⁰⁷⁴, rounded half to even. */
function unitsToNumber(units: bigint): number {
  const magnitude = units < 0n ? -units : units
  const drop = Math.max(0, magnitude.toString(2).length - 53)
  const unit = 1n << BigInt(drop)
  let kept = magnitude >> BigInt(drop)
  const rest = magnitude - (kept << BigInt(drop))
  if (rest * 2n > unit || (rest * 2n === unit && drop > 0 && kept % 2n === 1n)) kept += 1n
  const value = Number(kept) * 2 ** Math.max(-1074, drop - 1074)
  return units < 0n ? -value : value
}

const view = new DataView(new ArrayBuffer(8))

/** The float next to x in the direction of y. */
export function nextAfter(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN
  if (x === y) return y
  if (x === 0) return y > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE
  view.setFloat64(0, x)
  const bits = view.getBigInt64(0)
  view.setBigInt64(0, y > x === x > 0 ? bits + 1n : bits - 1n)
  return view.getFloat64(0)
}

/** The distance to the next larger float of that magnitude. */
export function ulp(x: number): number {
  const magnitude = Math.abs(x)
  if (!Number.isFinite(magnitude)) return magnitude
  const above = nextAfter(magnitude, Infinity)
  return above === Infinity ? magnitude - nextAfter(magnitude, 0) : above - magnitude
}
