// The special functions at points that are hard for them, against mpmath with 40 digits. Ordinary points, and derivatives, are
// in goldens/elementwise.jsonl.
import { describe, expect, test } from 'vitest'
import { beta } from './beta'
import { digamma, erf, erfc, erfinv, gamma, lgamma } from './functions'
import { polygamma } from './polygamma'

// prettier-ignore
const POINTS: readonly (readonly [what: string, value: number, expected: number, tolerance: number])[] = [
  ['erf(1e-300)',                               erf(1e-300),                           1.1283791670955126e-300,   1e-15],
  ['erf(6)',                                    erf(6),                                1.0,                       1e-15],
  ['erfc(0.5)',                                 erfc(0.5),                             0.4795001221869535,        1e-15],
  ['erfc(26)',                                  erfc(26),                              5.663192408856143e-296,    1e-15],
  ['erfc(-5)',                                  erfc(-5),                              1.9999999999984626,        1e-15],
  ['erfinv(1 - 2 ** -53)',                      erfinv(1 - 2 ** -53),                  5.8635847487551676,        1e-15],
  ['erfinv(1e-300)',                            erfinv(1e-300),                        8.86226925452758e-301,     1e-15],
  ['gamma(171.5)',                              gamma(171.5),                          9.4833675668248e307,       1e-14],
  ['gamma(-20.5)',                              gamma(-20.5),                          -2.834656574391335e-19,    1e-14],
  ['gamma(1e-300)',                             gamma(1e-300),                         9.999999999999999e299,     1e-15],
  ['lgamma(1 + 2 ** -40)',                      lgamma(1 + 2 ** -40),                  -5.249745890076018e-13,    1e-15],
  ['lgamma(2 - 2 ** -40)',                      lgamma(2 - 2 ** -40),                  -3.845201127643794e-13,    1e-15],
  ['lgamma(1.2)',                               lgamma(1.2),                           -0.08537409000331583,      1e-13],
  ['lgamma(1e300)',                             lgamma(1e300),                         6.897755278982137e302,     1e-15],
  ['lgamma(-9.5)',                              lgamma(-9.5),                          -12.795895333554363,       1e-14],
  ['digamma(1.4616321449683622)',               digamma(1.4616321449683622),           -9.241265521729427e-17,    1e-14],
  ['digamma(-0.5)',                             digamma(-0.5),                         0.03648997397857652,       1e-13],
  ['digamma(1e10)',                             digamma(1e10),                         23.025850929890456,        1e-15],
  ['polygamma(1, 1)',                           polygamma(1, 1),                       1.6449340668482264,        5e-15],
  ['polygamma(1, 1e-08)',                       polygamma(1, 1e-08),                   1.0000000000000002e16,     5e-15],
  ['polygamma(1, 100000000.0)',                 polygamma(1, 100000000.0),             1.000000005e-08,           5e-15],
  ['polygamma(1, -0.5)',                        polygamma(1, -0.5),                    8.934802200544679,         1e-13],
  ['polygamma(2, 0.3)',                         polygamma(2, 0.3),                     -75.27253658872604,        5e-15],
  ['polygamma(2, -3.25)',                       polygamma(2, -3.25),                   123.95521103942203,        1e-13],
  ['polygamma(3, 1000)',                        polygamma(3, 1000),                    2.003001999999e-09,        5e-15],
  ['polygamma(5, -7.75)',                       polygamma(5, -7.75),                   492231.2664938476,         1e-13],
  ['polygamma(10, 0.1)',                        polygamma(10, 0.1),                    -3.628800000012727e17,     5e-15],
  ['polygamma(20, 30)',                         polygamma(20, 30),                     -4.786085204571764e-13,    5e-15],
  ['polygamma(30, -2.5)',                       polygamma(30, -2.5),                   -3611857616302858.0,       1e-13],
  ['polygamma(100, 50)',                        polygamma(100, 50),                    -2.7391048021902828e-14,   5e-15],
  ['polygamma(170, 3)',                         polygamma(170, 3),                     -1.8751993239525576e225,   5e-15],
  ['beta(0.5, 0.5)',                            beta(0.5, 0.5),                        3.141592653589793,         1e-13],
  ['beta(1e-300, 1)',                           beta(1e-300, 1),                       9.999999999999999e299,     1e-13],
  ['beta(100, 100)',                            beta(100, 100),                        2.2087606931995024e-61,    1e-13],
  ['beta(500, 0.01)',                           beta(500, 0.01),                       93.44225951975096,         1e-13],
  ['beta(1000, 20)',                            beta(1000, 20),                        1.0071864110341451e-43,    1e-13],
  ['beta(1000000.0, 2)',                        beta(1000000.0, 2),                    9.99999000001e-13,         1e-13],
  ['beta(170, 0.5)',                            beta(170, 0.5),                        0.1360409980339479,        1e-13],
]

test.each(POINTS)('%s', (_, value, expected, tolerance) => {
  expect(Math.abs(value - expected), `${value} for ${expected}`).toBeLessThanOrEqual(tolerance * Math.abs(expected))
})

describe('poles and infinities', () => {
  test('lgamma is ∞ at every pole and at both infinities (C17, F.10.5.3)', () => {
    expect([0, -0, -1, -100, Infinity, -Infinity].map(lgamma)).toEqual(Array(6).fill(Infinity))
    expect(lgamma(NaN)).toBe(NaN)
  })

  test('digamma has the limit of the side at ±0 and none at −1, −2, … (PyTorch)', () => {
    expect([0, -0, -1, -2, Infinity, -Infinity, NaN].map(digamma)).toEqual([
      -Infinity,
      Infinity,
      NaN,
      NaN,
      Infinity,
      NaN,
      NaN,
    ])
  })

  test('gamma has the sign of the side at ±0 and is NaN at −1, −2, … (C17, F.10.5.4)', () => {
    expect([0, -0, -1, -2, Infinity, -Infinity, 172].map(gamma)).toEqual([
      Infinity,
      -Infinity,
      NaN,
      NaN,
      Infinity,
      NaN,
      Infinity,
    ])
  })

  test('polygamma is ∞ at a pole where both sides are', () => {
    expect([0, -0, -1, -2, Infinity, -Infinity, NaN].map((x) => polygamma(1, x))).toEqual([
      Infinity,
      Infinity,
      Infinity,
      Infinity,
      0,
      NaN,
      NaN,
    ])
    expect([0, -0, -1].map((x) => polygamma(2, x))).toEqual([-Infinity, Infinity, NaN])
  })

  test('polygamma is of whole orders from 0', () => {
    expect([-1, 0.5, NaN, Infinity].map((n) => polygamma(n, 2))).toEqual([NaN, NaN, NaN, NaN])
    expect(polygamma(0, 2)).toBe(digamma(2))
  })

  test('beta is NaN for NaN, ∞ at 0 and 0 at ∞', () => {
    expect([beta(NaN, 1), beta(1, NaN), beta(0, 1), beta(Infinity, 2), beta(Infinity, Infinity)]).toEqual([
      NaN,
      NaN,
      Infinity,
      0,
      0,
    ])
  })

  test('erf, erfc and erfinv at their ends', () => {
    expect([erf(Infinity), erf(-Infinity), erfc(Infinity), erfc(-Infinity)]).toEqual([1, -1, 0, 2])
    expect([erfinv(1), erfinv(-1), erfinv(1.5)]).toEqual([Infinity, -Infinity, NaN])
  })
})
