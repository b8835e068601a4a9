// The elementary functions against mpmath, at float64 and at double-double arguments.
import { describe, expect, test } from 'vitest'
import type { DoubleDouble } from './arithmetic'
import * as elementary from './elementary'
import { printed, readGoldens } from './goldens/golden.testing'

const functions = elementary as unknown as Readonly<Record<string, (...x: readonly DoubleDouble[]) => DoubleDouble>>

/** The last place of subnormal numbers: what a value at the lower end may be wrong by, once for either word. */
const LEAST = 2 ** -1074

function isNear(actual: DoubleDouble, expected: DoubleDouble): boolean {
  if (expected.hi === 0 || !isFinite(expected.hi)) return Object.is(actual.hi, expected.hi) && actual.lo === 0
  const difference = Math.abs(actual.hi - expected.hi + (actual.lo - expected.lo))
  return difference <= Math.abs(expected.hi) * 2 ** -95 + 2 * LEAST
}

describe.each(readGoldens())('$name', ({ name, plain, fine }) => {
  test.each([
    ['float64', plain],
    ['double-double', fine],
  ])('of %s arguments is right to 2⁻⁹⁵', (_, cases) => {
    expect(cases.length).toBeGreaterThan(35)
    for (const example of cases) {
      const actual = functions[name](...example.operands)
      expect(
        isNear(actual, example.value),
        `${printed(example)}, not ${String(actual.hi)} + ${String(actual.lo)}`,
      ).toBe(true)
    }
  })
})
