// The double-double algebra: every row's primal against the row's own value and derivative, and what must be exact.
import { describe, expect, test } from 'vitest'
import type { RowName } from '../algebra'
import { ROW_LIST, ROWS, type Interval } from '../rows'
import { DOUBLE_DOUBLE, hasPrimal, NotPrecise } from './algebra'
import { fromNumber, fromSum, scale, type DoubleDouble } from './arithmetic'
import { glibc } from './roundedLibm'

const { add, sub, div, mul, sin, constant } = DOUBLE_DOUBLE
const ABSENT: readonly RowName[] = ['erf', 'erfc', 'erfinv', 'gamma', 'lgamma', 'digamma', 'polygamma', 'beta', 'gelu']

let seed = 7
function uniform(): number {
  seed = (seed * 48271) % 2147483647
  return seed / 2147483647
}

/** A number inside the interval, none too near its ends. */
function inside({ from, to, mirrored }: Interval): number {
  const [low, high] = [Math.max(from, -3), Math.min(to, Math.max(from, 0) + 4)]
  const x = low + (high - low) * (0.03 + 0.94 * uniform())
  return mirrored === true && uniform() < 0.5 ? -x : x
}

const method = (name: RowName): ((...x: DoubleDouble[]) => DoubleDouble) => DOUBLE_DOUBLE[name]

function closeTo(actual: DoubleDouble, expected: DoubleDouble, tolerance: number, scaleOf: number, what: string): void {
  const difference = sub(actual, expected).hi
  expect(Math.abs(difference), `${what}: ${String(actual.hi)} for ${String(expected.hi)}`).toBeLessThanOrEqual(
    tolerance * scaleOf,
  )
}

describe.each(ROW_LIST.filter(({ name }) => hasPrimal(name)).map((row) => [row.name, row] as const))(
  '%s',
  (name, row) => {
    const points = Array.from({ length: 60 }, () =>
      row.domain.operands
        .slice(0, row.arity)
        .map((interval, k) => (name === 'powInt' && k === 1 ? Math.floor(uniform() * 9) - 4 : inside(interval))),
    )

    test('has the value of the row', () => {
      for (const x of points) {
        const value = row.value(glibc, x[0], x[1] ?? 0, x[2] ?? 0)
        closeTo(method(name)(...x.map(fromNumber)), fromNumber(value), 4e-15, Math.abs(value) + 1, `at ${x.join(', ')}`)
      }
    })

    test('has central differences that agree with the derivative to 1e-15', () => {
      for (const x of points) {
        if (row.kinks !== null && row.kinks.distance(x[0], x[1] ?? 0, x[2] ?? 0) < 1e-6) continue
        const operands = x.map(fromNumber)
        const out = method(name)(...operands)
        for (let k = 0; k < row.arity; k++) {
          if (name === 'powInt' && k === 1) continue
          const h = 2 ** -36
          const moved = (by: number): DoubleDouble =>
            method(name)(...x.map((v, i) => (i === k ? fromSum(v, by) : fromNumber(v))))
          const quotient = scale(sub(moved(h), moved(-h)), 35)
          const rule = row.derivatives[k](DOUBLE_DOUBLE, constant(1), ...operands, out)
          closeTo(
            quotient,
            rule,
            1e-15,
            Math.max(Math.abs(rule.hi), 0.01),
            `by operand ${String(k)} at ${x.join(', ')}`,
          )
        }
      }
    })
  },
)

test('the rows without a primal say so', () => {
  expect(
    ROW_LIST.map(({ name }) => name)
      .filter((name) => !hasPrimal(name))
      .sort(),
  ).toEqual([...ABSENT].sort())
  for (const name of ABSENT) {
    expect(() => method(name)(constant(1), constant(1))).toThrow(NotPrecise)
    expect(() => method(name)(constant(1), constant(1))).toThrow(`\`${name}\``)
  }
})

test('the slope of a small wave on a large constant comes out to 1e-17', () => {
  const f = (x: DoubleDouble): DoubleDouble => add(constant(1e6), sin(x))
  for (const exponentOfStep of [-33, -36]) {
    const step = constant(2 ** exponentOfStep)
    const x = constant(0.7)
    const quotient = div(sub(f(add(x, step)), f(sub(x, step))), mul(constant(2), step))
    const cubic = mul(mul(step, step), constant(-Math.cos(0.7) / 6))
    expect(Math.abs(sub(sub(quotient, cubic), DOUBLE_DOUBLE.cos(x)).hi)).toBeLessThan(1e-16)
  }
})

test('steps look at both words', () => {
  const [above, below] = [fromSum(2, 2 ** -80), fromSum(2, -(2 ** -80))]
  const at = (name: RowName): number[] => [above, below, DOUBLE_DOUBLE.neg(above)].map((x) => method(name)(x).hi)
  expect(at('floor')).toEqual([2, 1, -3])
  expect(at('ceil')).toEqual([3, 2, -2])
  expect(at('trunc')).toEqual([2, 1, -2])
  expect(at('round')).toEqual([2, 2, -2])
  const half = (n: number, by: number): DoubleDouble => fromSum(n + 0.5, by * 2 ** -80)
  expect([half(2, 0), half(3, 0), half(2, 1), half(3, -1)].map((x) => DOUBLE_DOUBLE.round(x).hi)).toEqual([2, 4, 3, 3])
  expect([half(2, 0), half(2, -1), half(-3, 0)].map((x) => DOUBLE_DOUBLE.roundHalfUp(x).hi)).toEqual([3, 2, -2])
  for (const name of ['floor', 'ceil', 'trunc', 'round', 'roundHalfUp', 'sign'] as const)
    for (const x of [-2.5, -0.5, -0.2, -0, 0, 0.5, 1.5, 2.5, 1e300, -1e300, Infinity, -Infinity, NaN])
      expect(method(name)(constant(x)).hi + 0, `${name}(${String(x)})`).toBe(row(name)(x) + 0)
})

function row(name: RowName): (x: number, y?: number) => number {
  return (x, y = 0) => ROWS[name].value(glibc, x, y, 0)
}

test('remainders and floored quotients are exact', () => {
  for (const name of ['mod', 'fmod', 'floorDivide'] as const)
    for (const x of [7.5, -7.5, 1e17, -1e300, 0.3, 0, -0, Infinity, NaN])
      for (const y of [2, -2, 0.1, 3, Infinity, -Infinity, 1e-3, 0]) {
        const expected = row(name)(x, y)
        if (name === 'floorDivide' && Math.abs(expected) > 2 ** 53) continue
        const actual = method(name)(constant(x), constant(y))
        // Python's own remainder of a sum is rounded: x mod y of −7.5 and 0.1 has more digits than 53.
        const tolerance = name === 'mod' ? Math.abs(y) * 2 ** -52 : 0
        const near = Math.abs(actual.hi - expected) <= tolerance
        expect(
          near || Object.is(actual.hi, expected),
          `${name}(${String(x)}, ${String(y)}) = ${String(actual.hi)}`,
        ).toBe(true)
      }
  expect(DOUBLE_DOUBLE.mod(fromSum(6, -(2 ** -90)), constant(2))).toEqual({ hi: 2, lo: -(2 ** -90) })
  expect(DOUBLE_DOUBLE.floorDivide(fromSum(6, -(2 ** -90)), constant(2)).hi).toBe(2)
})

test('comparisons look at both words', () => {
  const [x, y] = [fromSum(1, 2 ** -90), constant(1)]
  expect(DOUBLE_DOUBLE.greater(x, y)).toBe(true)
  expect(DOUBLE_DOUBLE.lessEqual(x, y)).toBe(false)
  expect(DOUBLE_DOUBLE.equal(x, y)).toBe(false)
  expect(DOUBLE_DOUBLE.notEqual(constant(NaN), constant(NaN))).toBe(true)
  expect(DOUBLE_DOUBLE.maximumSplit(x, y)).toEqual(x)
  expect(DOUBLE_DOUBLE.minimumFirst(x, y)).toEqual(y)
  expect(DOUBLE_DOUBLE.maximumFirst(x, constant(NaN)).hi).toBeNaN()
})

test('integer powers multiply, whatever the sign of the base', () => {
  expect(DOUBLE_DOUBLE.powInt(constant(-3), constant(33)).hi).toBe(-5559060566555523)
  expect(DOUBLE_DOUBLE.powInt(constant(-2), constant(-3)).hi).toBe(-0.125)
  expect(DOUBLE_DOUBLE.powInt(constant(0), constant(0)).hi).toBe(1)
  expect(DOUBLE_DOUBLE.powInt(constant(-1), constant(1e9 + 1)).hi).toBe(-1)
})
