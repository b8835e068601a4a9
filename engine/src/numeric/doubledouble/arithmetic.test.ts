// Double-double arithmetic against exact integers, and float64's own results at the edges.
import { expect, test } from 'vitest'
import {
  abs,
  add,
  compare,
  div,
  fromNumber,
  fromProduct,
  fromSum,
  mul,
  neg,
  scale,
  sqrt,
  sub,
  type DoubleDouble,
} from './arithmetic'
import { decode } from './fixedPoint'

const FRACTION = 1400n

/** x·2^1400 as an integer, exactly. */
function whole(x: DoubleDouble): bigint {
  const { m, e } = decode(x)
  return m << (FRACTION + BigInt(e))
}

function size(v: bigint): bigint {
  return v < 0n ? -v : v
}

/** |actual − expected| ≤ 2^−bits·|expected|, both times 2^1400. */
function isWithin(actual: bigint, expected: bigint, bits: bigint): boolean {
  return size(actual - expected) << bits <= size(expected)
}

let seed = 1
function uniform(): number {
  seed = (seed * 48271) % 2147483647
  return seed / 2147483647
}

function drawn(): DoubleDouble {
  const hi = (uniform() - 0.5) * 10 ** (20 * uniform() - 10)
  return fromSum(hi, hi * (uniform() - 0.5) * 2 ** -53)
}

const SPECIAL = [0, -0, 1, -1, 3, 1 / 3, 1e300, -1e-300, Infinity, -Infinity, NaN, Number.MAX_VALUE, 2 ** -1022, 5e-324]

test('sums, products, quotients and roots are right to 3u², 7u², 15u² and 8u²', () => {
  for (let i = 0; i < 3000; i++) {
    const [x, y] = [drawn(), drawn()]
    const [a, b] = [whole(x), whole(y)]
    expect(isWithin(whole(add(x, y)), a + b, 104n), 'sum').toBe(true)
    expect(isWithin(whole(sub(x, y)), a - b, 104n), 'difference').toBe(true)
    expect(isWithin(whole(mul(x, y)), (a * b) >> FRACTION, 103n), 'product').toBe(true)
    expect(isWithin(whole(div(x, y)), (a << FRACTION) / b, 102n), 'quotient').toBe(true)
    const root = whole(sqrt(abs(x)))
    expect(isWithin(root * root, size(a) << FRACTION, 102n), 'root').toBe(true)
    expect(compare(x, y)).toBe(a < b ? -1 : a > b ? 1 : 0)
  }
})

test('sums and products of numbers are exact', () => {
  for (let i = 0; i < 300; i++) {
    const [x, y] = [drawn().hi, drawn().hi]
    const [a, b] = [whole(fromNumber(x)), whole(fromNumber(y))]
    expect(whole(fromSum(x, y))).toBe(a + b)
    expect(whole(fromProduct(x, y))).toBe((a * b) >> FRACTION)
  }
})

test('cancellation loses nothing', () => {
  const tiny = fromNumber(2 ** -90)
  expect(sub(add(fromNumber(1), tiny), fromNumber(1))).toEqual(tiny)
})

test('the high word at the edges is what float64 gives, the low one 0 where there is nothing below', () => {
  const operations = [
    ['+', add, (x: number, y: number) => x + y],
    ['-', sub, (x: number, y: number) => x - y],
    ['·', mul, (x: number, y: number) => x * y],
    ['÷', div, (x: number, y: number) => x / y],
  ] as const
  for (const x of SPECIAL)
    for (const y of SPECIAL)
      for (const [sign, precise, plain] of operations) {
        const { hi, lo } = precise(fromNumber(x), fromNumber(y))
        expect(hi, `${String(x)} ${sign} ${String(y)}`).toBe(plain(x, y))
        if (!isFinite(hi) || hi === 0) expect(lo).toBe(0)
      }
  for (const x of SPECIAL) {
    if (x !== Number.MAX_VALUE) expect(sqrt(fromNumber(x)).hi, `√${String(x)}`).toBe(Math.sqrt(x))
    expect(neg(fromNumber(x)).hi).toBe(-x)
    expect(abs(fromNumber(x)).hi).toBe(Math.abs(x))
  }
  // Its root lies in the middle between two numbers, up to 2⁻¹⁰⁹.
  expect(sqrt(fromNumber(Number.MAX_VALUE))).toEqual({ hi: 2 ** 512, lo: -(2 ** 458) })
  expect(compare(fromNumber(NaN), fromNumber(1))).toBeNaN()
  expect(compare(fromNumber(NaN), fromNumber(NaN))).toBeNaN()
  expect(compare(fromNumber(Infinity), fromNumber(Infinity))).toBe(0)
})

test('products and quotients keep their low word near the ends of the range', () => {
  for (const [x, y] of [
    [1 / 3, 1e306],
    [2 ** 1023, 1 / 3],
  ]) {
    const product = mul(fromNumber(x), fromNumber(y))
    expect(whole(product)).toBe((whole(fromNumber(x)) * whole(fromNumber(y))) >> FRACTION)
  }
  const third = div(fromNumber(1e307), fromNumber(3))
  expect(isWithin(whole(third) * 3n, whole(fromNumber(1e307)), 102n)).toBe(true)
})

test('scaling rounds once where the result is subnormal', () => {
  expect(scale(fromNumber(3), -1075).hi).toBe(2 ** -1073)
  expect(scale(fromNumber(1.5 - 2 ** -50), -1074).hi).toBe(2 ** -1074)
  expect(scale(fromNumber(5e-324), 1074).hi).toBe(1)
  expect(scale(fromNumber(1), 1100)).toEqual({ hi: Infinity, lo: 0 })
  expect(scale(fromNumber(-1), -1100).hi).toBe(-0)
})
