// Python's integers of any size: plain numbers while they are safe, BigInt beyond. Knows no tape and no other type.
import { Int, type BinaryOperator } from '@gradlens/engine'
import { PythonFault } from '../fault'

type Operation = (a: number, b: number) => number
type BigOperation = (a: bigint, b: bigint) => bigint

/** An operation on safe integers that is taken again on BigInts where its result is not safe. */
function exact(small: Operation, big: BigOperation): (a: Int, b: Int) => Int {
  return (a, b) => {
    if (typeof a.value === 'number' && typeof b.value === 'number') {
      const result = small(a.value, b.value)
      if (Number.isSafeInteger(result)) return Int.of(result)
    }
    return Int.of(big(BigInt(a.value), BigInt(b.value)))
  }
}

/** Bit operations: JavaScript's where both are 32-bit, BigInt's else. */
function bitwise(small: Operation, big: BigOperation): (a: Int, b: Int) => Int {
  return (a, b) => {
    const x = a.value
    const y = b.value
    if (typeof x === 'number' && typeof y === 'number' && (x | 0) === x && (y | 0) === y) return Int.of(small(x, y))
    return Int.of(big(BigInt(x), BigInt(y)))
  }
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient
}

function floorModulo(a: bigint, b: bigint): bigint {
  const rest = a % b
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest
}

function nonZero(b: Int, message: string): void {
  if (b.value === 0) throw new PythonFault('ZeroDivisionError', message)
}

/** More bits than this in one integer are not computed. */
const MAX_BITS = 4_000_000

function bits(x: Int): number {
  if (typeof x.value === 'number') return Math.ceil(Math.log2(Math.abs(x.value) + 1))
  return x.value.toString(16).length * 4
}

function limited(size: number): void {
  if (size > MAX_BITS) throw new PythonFault('MemoryError', '')
}

const divide = exact((a, b) => {
  const quotient = Math.floor(a / b)
  return Math.abs(a) < 2 ** 51 && Math.abs(b) < 2 ** 51 ? quotient : NaN
}, floorDivide)

const modulo = exact((a, b) => {
  const rest = a % b
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest
}, floorModulo)

function shiftLeft(a: Int, b: Int): Int {
  if (b.value < 0) throw new PythonFault('ValueError', 'negative shift count')
  if (a.value === 0) return a
  limited(bits(a) + Number(b.value))
  return Int.of(BigInt(a.value) << BigInt(b.value))
}

function shiftRight(a: Int, b: Int): Int {
  if (b.value < 0) throw new PythonFault('ValueError', 'negative shift count')
  return b.value > MAX_BITS ? Int.of(a.value < 0 ? -1 : 0) : Int.of(BigInt(a.value) >> BigInt(b.value))
}

/** aᵇ for b ≥ 0. */
export function power(a: Int, b: Int): Int {
  if (typeof a.value === 'number' && typeof b.value === 'number') {
    const result = a.value ** b.value
    if (Math.abs(result) <= 2 ** 52) return Int.of(result)
    if (Math.abs(a.value) > 1) limited(bits(a) * b.value)
  } else if (b.value > MAX_BITS && (a.value < -1 || a.value > 1)) limited(Infinity)
  return Int.of(BigInt(a.value) ** BigInt(b.value))
}

/** aᵇ mod m, as `pow(a, b, m)`. */
export function powerModulo(a: Int, b: Int, m: Int): Int {
  nonZero(m, 'pow() 3rd argument cannot be 0')
  const modulus = BigInt(m.value)
  let base = BigInt(a.value)
  let exponent = BigInt(b.value)
  if (exponent < 0n) {
    base = inverse(base, modulus)
    exponent = -exponent
  }
  let result = 1n
  base = floorModulo(base, modulus)
  while (exponent > 0n) {
    if (exponent & 1n) result = floorModulo(result * base, modulus)
    base = floorModulo(base * base, modulus)
    exponent >>= 1n
  }
  return Int.of(floorModulo(result, modulus))
}

function inverse(a: bigint, m: bigint): bigint {
  let [r0, r1] = [floorModulo(a, m), m]
  let [s0, s1] = [1n, 0n]
  while (r1 !== 0n) {
    const q = r0 / r1
    ;[r0, r1] = [r1, r0 - q * r1]
    ;[s0, s1] = [s1, s0 - q * s1]
  }
  if (r0 !== 1n && r0 !== -1n) throw new PythonFault('ValueError', 'base is not invertible for the given modulus')
  return s0 * r0
}

/** The operators whose result on two integers is an integer; `/` and negative powers are not among them. */
export const INTEGER_OPERATIONS: Readonly<Partial<Record<BinaryOperator, (a: Int, b: Int) => Int>>> = {
  '+': exact(
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  '-': exact(
    (a, b) => a - b,
    (a, b) => a - b,
  ),
  '*': exact(
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  '//': (a, b) => {
    nonZero(b, 'integer division or modulo by zero')
    return divide(a, b)
  },
  '%': (a, b) => {
    nonZero(b, 'integer modulo by zero')
    return modulo(a, b)
  },
  '**': power,
  '&': bitwise(
    (a, b) => a & b,
    (a, b) => a & b,
  ),
  '|': bitwise(
    (a, b) => a | b,
    (a, b) => a | b,
  ),
  '^': bitwise(
    (a, b) => a ^ b,
    (a, b) => a ^ b,
  ),
  '<<': shiftLeft,
  '>>': shiftRight,
}

/** a ÷ b rounded to the nearest float, as Python's true division of integers. */
export function trueDivide(a: Int, b: Int): number {
  nonZero(b, 'division by zero')
  if (typeof a.value === 'number' && typeof b.value === 'number') return a.value / b.value
  const result = bigQuotient(BigInt(a.value), BigInt(b.value))
  if (!Number.isFinite(result)) throw new PythonFault('OverflowError', 'integer division result too large for a float')
  return result
}

function bigQuotient(a: bigint, b: bigint): number {
  const negative = a < 0n !== b < 0n
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  // 66 bits of quotient and a sticky bit for what is left: rounding them is rounding the exact quotient.
  const shift = Math.max(0, 66 - (x.toString(2).length - y.toString(2).length))
  const drop = Math.max(0, x.toString(2).length - y.toString(2).length - 66)
  const [p, q] = [x << BigInt(shift), y << BigInt(drop)]
  const quotient = p / q
  const sticky = p % q !== 0n ? 1n : 0n
  const magnitude = Number((quotient << 1n) | sticky)
  const result = scaled(magnitude, drop - shift - 1)
  return negative ? -result : result
}

/** x·2ⁿ, in two steps where 2ⁿ alone is out of range. */
function scaled(x: number, n: number): number {
  const half = Math.trunc(n / 2)
  return x * 2 ** half * 2 ** (n - half)
}

/** The nearest float; an integer too large for one is a fault. */
export function toFloat(a: Int): number {
  const result = Number(a.value)
  if (!Number.isFinite(result)) throw new PythonFault('OverflowError', 'int too large to convert to float')
  return result
}

/** < 0, 0 or > 0, exactly, also against a float. */
export function compareIntegers(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
