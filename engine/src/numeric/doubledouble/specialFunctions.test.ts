// The special functions of a Python program: the values that CPython 3.11 prints on glibc 2.36, and C's at poles and infinities.
// Many more are compared by way of Python's `math` (server/src/languages/python/libraries/standard/math.golden.py).
import { describe, expect, test } from 'vitest'
import * as stdlib from '../special/functions'
import { glibc } from './roundedLibm'

type Name = 'erf' | 'erfc' | 'gamma' | 'lgamma'

/** One point on each piece of each function. */
// prettier-ignore
const PRINTED: readonly (readonly [name: Name, cases: readonly (readonly [x: number, value: number])[]])[] = [
  ['erf', [[1e-300, 1.1283791670955126e-300], [1e-09, 1.1283791670955127e-09], [0.5, 0.5204998778130465], [-0.8, -0.7421009647076605], [1.0, 0.8427007929497149], [-1.2, -0.9103139782296353], [2.0, 0.9953222650189527], [-2.5, -0.999593047982555], [3.5, 0.9999992569016276], [-5.9, -0.9999999999999999], [6.0, 1.0]]],
  ['erfc', [[1e-20, 1.0], [0.1, 0.8875370839817152], [0.5, 0.4795001221869535], [-0.5, 1.5204998778130465], [0.84, 0.23485728854500548], [1.1, 0.11979493042591827], [-1.1, 1.8802050695740817], [2.0, 0.004677734981047265], [-2.5, 1.999593047982555], [3.5, 7.430983723414128e-07], [26.5, 2.2109076642637343e-307], [-5.5, 1.9999999999999927], [-7.0, 2.0]]],
  ['gamma', [[1e-21, 1.0000000000000001e+21], [-1e-21, -1.0000000000000001e+21], [0.3, 2.991568987687591], [4.7, 15.431411600047436], [5.2, 32.578096050331354], [6.5, 287.8852778150444], [23.0, 1.1240007277776077e+21], [24.0, 2.585201673888497e+22], [120.5, 6.100294974024006e+197], [150.25, 1.3321507761951633e+261], [-0.5, -3.544907701811032], [-3.3, 0.4385173921987632], [-7.75, 0.0001874782417004248], [-150.3, -1.5097598047749159e-263]]],
  ['lgamma', [[1e-21, 48.35428695287496], [0.3, 1.0957979948180752], [1.5, -0.12078223763524543], [4.7, 2.736405146315567], [6.5, 5.662562059857139], [171.0, 706.5730622457874], [10000000000.0, 220258509288.81058], [1e+300, 6.897755278982137e+302], [-0.5, 1.265512123484645], [-3.3, -0.824355805017426], [-150.3, -605.1679288889455], [-1000000000.5, -19723265857.44389]]],
]

describe.each(PRINTED)('%s', (name, cases) => {
  test('prints what CPython prints', () => {
    expect(cases.map(([x]) => [x, glibc[name](x)])).toEqual(cases)
  })

  test('is within 1e-13 of @stdlib’s from −16 to 38', () => {
    for (let i = 0; i < 2000; i++) {
      const x = (i - 600.5) / 37
      const [found, other] = [glibc[name](x), stdlib[name](x)]
      const scale = name === 'lgamma' ? Math.abs(other) + 1 : Math.abs(other) + 2 ** -1022
      expect(Math.abs(found - other) / scale, `${name}(${String(x)})`).toBeLessThan(1e-13)
    }
  })
})

describe('C17, Annex F', () => {
  const values = (name: Name, ...xs: number[]): number[] => xs.map(glibc[name])

  test('erf and erfc keep ±0 and reach their limits (F.10.5.1, F.10.5.2)', () => {
    expect(values('erf', 0, -0, Infinity, -Infinity, NaN)).toEqual([0, -0, 1, -1, NaN])
    expect(values('erfc', 0, Infinity, -Infinity, 30, -30, NaN)).toEqual([1, 0, 2, 0, 2, NaN])
  })

  test('gamma is infinite at ±0 and NaN at −1, −2, … (F.10.5.4)', () => {
    expect(values('gamma', 0, -0, -1, -1e20, -Infinity, Infinity, NaN)).toEqual([
      Infinity,
      -Infinity,
      NaN,
      NaN,
      NaN,
      Infinity,
      NaN,
    ])
    expect(values('gamma', 171.7, 1e-310, -180.5, -201.5)).toEqual([Infinity, Infinity, -0, 0])
  })

  test('lgamma is infinite at every pole and at ±∞ (F.10.5.3)', () => {
    expect(values('lgamma', 0, -0, -1, -Infinity, Infinity, 1e306)).toEqual(Array(6).fill(Infinity))
    expect(values('lgamma', 1, 2, NaN)).toEqual([0, 0, NaN])
  })
})
