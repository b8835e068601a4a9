// `hash` of numbers and tuples of them (CPython, Python/pyhash.c and Objects/tupleobject.c).
import { binary } from './decimal'

const MODULUS = (1n << 61n) - 1n
const INFINITY_HASH = 314159n

/** The hash of a number: that of its value, whatever its type. NaN, which hashes by identity, is taken as 0. */
export function hashOfNumber(value: number | bigint): bigint {
  if (typeof value === 'bigint') return hashOfInteger(value)
  if (Number.isNaN(value)) return 0n
  if (!Number.isFinite(value)) return value > 0 ? INFINITY_HASH : -INFINITY_HASH
  if (Number.isSafeInteger(value)) return hashOfInteger(BigInt(value))
  const [mantissa, exponent] = binary(Math.abs(value))
  const shift = ((exponent % 61) + 61) % 61
  const hash = (mantissa << BigInt(shift)) % MODULUS
  return notMinusOne(value < 0 ? -hash : hash)
}

/** The hash of a complex number, which is that of its real part where it has no other (_PyHASH_IMAG is 1000003). */
export function hashOfComplex(re: number, im: number): bigint {
  const sum = hashOfNumber(re) + 1000003n * hashOfNumber(im)
  return notMinusOne(BigInt.asIntN(64, sum))
}

function hashOfInteger(value: bigint): bigint {
  const hash = (value < 0n ? -value : value) % MODULUS
  return notMinusOne(value < 0n ? -hash : hash)
}

function notMinusOne(hash: bigint): bigint {
  return hash === -1n ? -2n : hash
}

const PRIME_1 = 11400714785074694791n
const PRIME_2 = 14029467366897019727n
const PRIME_5 = 2870177450012600261n
const WORD = (1n << 64n) - 1n

/** The hash of a tuple from its items' hashes (xxHash). */
export function hashOfTuple(hashes: readonly bigint[]): bigint {
  let total = PRIME_5
  for (const hash of hashes) {
    total = (total + BigInt.asUintN(64, hash) * PRIME_2) & WORD
    total = ((total << 31n) | (total >> 33n)) & WORD
    total = (total * PRIME_1) & WORD
  }
  total = (total + (BigInt(hashes.length) ^ (PRIME_5 ^ 3527539n))) & WORD
  return total === WORD ? 1546275796n : BigInt.asIntN(64, total)
}
