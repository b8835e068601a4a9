// The rounded libm against mpmath, bit for bit.
import { describe, expect, test } from 'vitest'
import type { Libm } from '../libm'
import { nearestNumber } from './fixedPoint'
import { printed, readGlibc, readGoldens } from './goldens/golden.testing'
import { glibc, LAST_WORD, rounded } from './roundedLibm'

type FunctionName = Exclude<keyof Libm, 'name'>
const V8S_OWN: readonly string[] = ['tanh', 'log1p']

describe.each(readGoldens().filter(({ name }) => !V8S_OWN.includes(name)))('$name', ({ name, plain }) => {
  test('is the nearest float64', () => {
    expect(plain.length).toBeGreaterThanOrEqual(160)
    const f = rounded[name as FunctionName] as (...x: number[]) => number
    for (const example of plain) {
      const actual = f(...example.operands.map(({ hi }) => hi))
      expect(Object.is(actual, example.value.hi), `${printed(example)}, not ${String(actual)}`).toBe(true)
    }
  })
})

describe.each(readGoldens().filter(({ name }) => name in LAST_WORD))('$name', ({ name, plain }) => {
  test('is the nearest float64 by the last word too', () => {
    const regular = plain.filter(
      ({ operands: [{ hi }], value }) =>
        Math.abs(hi) > 2 ** -60 && isFinite(hi) && isFinite(value.hi) && value.hi !== 0,
    )
    expect(regular.length).toBeGreaterThan(75)
    for (const example of regular) {
      const actual = nearestNumber(LAST_WORD[name as keyof typeof LAST_WORD](example.operands[0].hi))
      expect(actual, printed(example)).toBe(example.value.hi)
    }
  })
})

test('tanh and log1p are those of V8', () => {
  expect(rounded.tanh).toBe(Math.tanh)
  expect(rounded.log1p).toBe(Math.log1p)
})

test('what is exact is exact', () => {
  for (let n = -1074; n < 1024; n++) {
    expect(rounded.exp2(n)).toBe(2 ** n)
    expect(rounded.log2(2 ** n)).toBe(n)
  }
  for (let n = 0; n <= 22; n++) {
    expect(rounded.log10(Number(`1e${String(n)}`))).toBe(n)
    expect(rounded.pow(10, n)).toBe(Number(`1e${String(n)}`))
  }
  for (let n = -300; n < 300; n += 7) {
    expect(rounded.cbrt(n ** 3)).toBe(n)
    expect(rounded.hypot(3 * n, 4 * n)).toBe(5 * Math.abs(n))
  }
})

test('pow of integers rounds ties to the even number', () => {
  for (let base = 3; base < 200; base += 2)
    for (let n = 3; base ** n < 2 ** 70; n++)
      expect(rounded.pow(base, n), `${String(base)}**${String(n)}`).toBe(Number(BigInt(base) ** BigInt(n)))
})

test('subnormal quotients that lie in the middle go towards 0, where the angle is', () => {
  expect(rounded.atan2(3 * 2 ** -1074, 2)).toBe(2 ** -1074)
  expect(rounded.atan2(-3 * 2 ** -1074, 2)).toBe(-(2 ** -1074))
})

test.each(readGlibc())('glibc.$f gives what CPython gives, but for one argument in a hundred', ({ f, cases }) => {
  const function_ = glibc[f as 'sinh']
  const others = cases.filter(([x, value]) => !Object.is(function_(x), value))
  expect(cases.length).toBe(150)
  expect(others.length, JSON.stringify(others)).toBeLessThanOrEqual(1)
})

test.each(readGoldens())('glibc.$name has the edges of C', ({ name, plain }) => {
  const f = glibc[name as FunctionName] as (...x: number[]) => number
  const edges = plain.filter(({ operands, value }) => [...operands, value].some(({ hi }) => hi === 0 || !isFinite(hi)))
  expect(edges.length).toBeGreaterThan(2)
  for (const example of edges)
    expect(f(...example.operands.map(({ hi }) => hi)), printed(example)).toBe(example.value.hi)
})
