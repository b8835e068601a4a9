import { describe, expect, test } from 'vitest'
import { check, type CheckResult, type Run } from './checker'

/** A value that has to be there. */
function some<T>(x: T | null | undefined): T {
  if (x === null || x === undefined) throw new Error('missing')
  return x
}

/** Records decisions: `d(x > 0)` is x > 0, remembered. */
type Decide = <T>(outcome: T) => T

interface Case {
  readonly f: (x: number, d: Decide) => number
  /** The derivative as a tape gives it: along the branches that are taken. */
  readonly df: (x: number) => number
  readonly points: readonly number[]
  /** Verdicts that are right besides agree. */
  readonly or?: readonly CheckResult['verdict'][]
}

const { sin, cos, exp, log, sqrt, abs, tanh, atan } = Math
const spread = (low: number, high: number, n = 25): number[] =>
  Array.from({ length: n }, (_, i) => low + ((high - low) * (i + 0.37)) / n)
const powers = (low: number, high: number, n = 25): number[] => spread(low, high, n).map((e) => 10 ** e)
const signed = (points: number[]): number[] => points.map((x, i) => (i % 2 ? x : -x))
const sech2 = (x: number) => 1 - tanh(x) ** 2

function newton(t: number, d: Decide, tolerance: number): number {
  let y = t
  while (d(abs(y * y - t) > tolerance)) y = 0.5 * (y + t / y)
  return y
}

function newtonSlope(t: number, tolerance: number): number {
  let [y, dy] = [t, 1]
  while (abs(y * y - t) > tolerance) [y, dy] = [0.5 * (y + t / y), 0.5 * (dy + 1 / y - (t * dy) / (y * y))]
  return dy
}

function bisect(t: number, d: Decide, tolerance: number): number {
  let [low, high] = [0, t + 1]
  while (d(high - low > tolerance)) {
    const middle = (low + high) / 2
    if (d(middle * middle < t)) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Along its branches a bisection's end is t + 1 times a fraction that the branches fix. */
function bisectSlope(t: number, tolerance: number): number {
  return bisect(t, (v) => v, tolerance) / (t + 1)
}

/** Euler's method for y′ = −t·y on [0, 1] with a step that shrinks where the slope is large. */
function adaptive(t: number, d: Decide): { y: number; dy: number } {
  let [y, dy, time] = [1, 0, 0]
  for (let i = 0; i < 5000 && d(time < 1); i++) {
    const h = d(abs(t * y) > 0.5) ? 0.005 : 0.01
    dy = dy - h * (y + t * dy)
    y = y - h * t * y
    time += h
  }
  return { y, dy }
}

const hash = (x: number): number => {
  const s = sin(x * 1e9) * 43758.5453
  return s - Math.floor(s) - 0.5
}

// prettier-ignore
const CASES: Readonly<Record<string, Case>> = {
  // Ordinary.
  square:        { f: (x) => x * x,                          df: (x) => 2 * x,                                 points: spread(-3, 3) },
  cubic:         { f: (x) => x ** 3 - 2 * x + 1,             df: (x) => 3 * x * x - 2,                         points: spread(-2, 2) },
  tutorial:      { f: (x) => x * x + 2 * x + 1,              df: (x) => 2 * x + 2,                             points: [3, -1, 0, ...spread(-5, 5, 22)] },
  sine:          { f: (x) => sin(x),                         df: (x) => cos(x),                                points: spread(-6, 6) },
  exponential:   { f: (x) => exp(x),                         df: (x) => exp(x),                                points: spread(-5, 5) },
  logarithm:     { f: (x) => log(x),                         df: (x) => 1 / x,                                 points: spread(0.1, 9) },
  root:          { f: (x) => sqrt(x),                        df: (x) => 0.5 / sqrt(x),                         points: spread(0.01, 9) },
  sigmoid:       { f: (x) => 1 / (1 + exp(-x)),              df: (x) => exp(-x) / (1 + exp(-x)) ** 2,          points: spread(-8, 8) },
  hyperbolic:    { f: (x) => tanh(x),                        df: sech2,                                        points: spread(-3, 3) },
  gauss:         { f: (x) => exp(-x * x),                    df: (x) => -2 * x * exp(-x * x),                  points: spread(-3, 3) },
  quotient:      { f: (x) => (x * x + 1) / (x + 4),          df: (x) => (x * x + 8 * x - 1) / (x + 4) ** 2,    points: spread(-3, 3) },
  composed:      { f: (x) => sin(exp(x) / (1 + x * x)),      df: (x) => (cos(exp(x) / (1 + x * x)) * exp(x) * (1 - x) ** 2) / (1 + x * x) ** 2, points: spread(-2, 2) },
  constant:      { f: () => 5,                               df: () => 0,                                      points: spread(-3, 3) },
  linear:        { f: (x) => 3 * x - 7,                      df: () => 3,                                      points: spread(-1e3, 1e3) },
  polynomial10:  { f: (x) => x ** 10,                        df: (x) => 10 * x ** 9,                           points: spread(-2, 2) },
  arctangent:    { f: (x) => atan(5 * x),                    df: (x) => 5 / (1 + 25 * x * x),                  points: spread(-2, 2) },
  // Badly scaled.
  tower:         { f: (x) => 1e6 + sin(x),                   df: (x) => cos(x),                                points: spread(-3, 3) },
  highTower:     { f: (x) => 1e10 + sin(x),                  df: (x) => cos(x),                                points: spread(-3, 3), or: ['inconclusive'] },
  fastSine:      { f: (x) => sin(1000 * x),                  df: (x) => 1000 * cos(1000 * x),                  points: spread(-3, 3) },
  fasterSine:    { f: (x) => sin(1e5 * x),                   df: (x) => 1e5 * cos(1e5 * x),                    points: spread(-3, 3), or: ['inconclusive'] },
  pole:          { f: (x) => 1 / x,                          df: (x) => -1 / (x * x),                          points: signed(powers(-8, 0)) },
  logNearZero:   { f: (x) => log(x),                         df: (x) => 1 / x,                                 points: powers(-12, 0) },
  steep:         { f: (x) => exp(30 * x),                    df: (x) => 30 * exp(30 * x),                      points: spread(-1, 1) },
  large:         { f: (x) => exp(x + 30),                    df: (x) => exp(x + 30),                           points: spread(-1, 1) },
  largeInput:    { f: (x) => x * x,                          df: (x) => 2 * x,                                 points: signed(powers(3, 12)) },
  smallInput:    { f: (x) => x * x + x,                      df: (x) => 2 * x + 1,                             points: signed(powers(-12, -3)) },
  smallSquare:   { f: (x) => x * x,                          df: (x) => 2 * x,                                 points: signed(powers(-9, -3)) },
  cancelled:     { f: (x) => 1e6 + x * x - 1e6,              df: (x) => 2 * x,                                 points: spread(-3, 3) },
  wiggle:        { f: (x) => x * x + 1e-9 * sin(1e6 * x),    df: (x) => 2 * x + 1e-3 * cos(1e6 * x),           points: spread(0.1, 3), or: ['inconclusive'] },
  fineWiggle:    { f: (x) => x * x + 1e-12 * sin(1e9 * x),   df: (x) => 2 * x + 1e-3 * cos(1e9 * x),           points: spread(0.1, 3), or: ['inconclusive'] },
  oscillating:   { f: (x) => x * sin(1 / x),                 df: (x) => sin(1 / x) - cos(1 / x) / x,           points: signed(powers(-3, 0)), or: ['inconclusive'] },
  rootNearZero:  { f: (x) => sqrt(x),                        df: (x) => 0.5 / sqrt(x),                         points: powers(-10, 0) },
  narrowBump:    { f: (x) => exp(-((x / 1e-3) ** 2)),        df: (x) => -2e6 * x * exp(-((x / 1e-3) ** 2)),    points: spread(-2e-3, 2e-3), or: ['inconclusive'] },
  // Kinked.
  absolute:      { f: (x, d) => (d(x < 0) ? -x : x),         df: (x) => (x < 0 ? -1 : 1),                      points: [0, 1e-9, -1e-9, 1e-5, ...signed(powers(-17, 0, 21))], or: ['kink', 'inconclusive'] },
  silentAbs:     { f: (x) => abs(x),                         df: (x) => Math.sign(x),                          points: [0, 1e-9, -1e-9, 1e-5, ...signed(powers(-17, 0, 21))], or: ['kink', 'inconclusive'] },
  silentRelu:    { f: (x) => Math.max(x - 1, 0),             df: (x) => (x > 1 ? 1 : 0),                       points: [1, 1 + 1e-9, 1 - 1e-9, 1 + 1e-12, 1 + 1e-15, ...spread(0.9, 1.1, 20)], or: ['kink', 'inconclusive'] },
  maximum:       { f: (x, d) => (d(sin(x) > cos(x)) ? sin(x) : cos(x)), df: (x) => (sin(x) > cos(x) ? cos(x) : -sin(x)), points: [Math.PI / 4, ...spread(0, 1.6, 24)], or: ['kink', 'inconclusive'] },
  smoothJoin:    { f: (x, d) => (d(x < 0) ? 0 : x * x),      df: (x) => (x < 0 ? 0 : 2 * x),                   points: [0, ...spread(-1, 1, 24)], or: ['inconclusive'] },
  huber:         { f: (x, d) => (d(abs(x) < 1) ? 0.5 * x * x : abs(x) - 0.5), df: (x) => (abs(x) < 1 ? x : Math.sign(x)), points: [1, -1, ...spread(-2, 2, 23)], or: ['inconclusive'] },
  edge:          { f: (x) => x ** 1.5,                       df: (x) => 1.5 * sqrt(x),                         points: [0, ...powers(-6, 1, 24)], or: ['inconclusive'] },
  apart:         { f: (x, d) => (d(x === 1) ? 5 : x * x),    df: (x) => (x === 1 ? 0 : 2 * x),                 points: [1, ...spread(0.5, 1.5, 24)], or: ['inconclusive'] },
  apartSlope:    { f: (x, d) => (d(x === 1) ? 1 : x * x),    df: (x) => (x === 1 ? 0 : 2 * x),                 points: [1, ...spread(0.5, 1.5, 24)], or: ['inconclusive'] },
  // Stepped.
  floor:         { f: (x, d) => d(Math.floor(x)),            df: () => 0,                                      points: [1, 2, 0, -1, ...spread(-3, 3, 21)], or: ['discontinuous', 'inconclusive'] },
  silentFloor:   { f: (x) => Math.floor(x),                  df: () => 0,                                      points: [1, 2, 0, -1, ...spread(-3, 3, 21)], or: ['discontinuous', 'inconclusive'] },
  sawtooth:      { f: (x, d) => x - d(Math.floor(x)),        df: () => 1,                                      points: [1, 2, 0, -1, ...spread(-3, 3, 21)], or: ['discontinuous', 'inconclusive'] },
  cents:         { f: (x, d) => d(Math.round(100 * x)) / 100, df: () => 0,                                     points: spread(1, 9), or: ['inconclusive', 'discontinuous'] },
  // Noisy.
  noisy:         { f: (x) => x * x + 1e-8 * hash(x),         df: (x) => 2 * x,                                 points: spread(0.5, 3), or: ['inconclusive'] },
  veryNoisy:     { f: (x) => x * x + 1e-3 * hash(x),         df: (x) => 2 * x,                                 points: spread(0.5, 3), or: ['inconclusive'] },
  float32:       { f: (x) => Math.fround(sin(Math.fround(x))), df: (x) => cos(x),                              points: spread(0.5, 3), or: ['inconclusive'] },
  // Iterating.
  newton:        { f: (x, d) => newton(x, d, 1e-12),         df: (x) => newtonSlope(x, 1e-12),                 points: spread(0.2, 5), or: ['inconclusive'] },
  looseNewton:   { f: (x, d) => newton(x, d, 1e-3),          df: (x) => newtonSlope(x, 1e-3),                  points: spread(0.2, 5), or: ['inconclusive', 'discontinuous'] },
  adaptiveEuler: { f: (x, d) => adaptive(x, d).y,            df: (x) => adaptive(x, (v) => v).dy,              points: spread(0.2, 3), or: ['inconclusive'] },
  loop:          { f: (x, d) => { let y = x; for (let i = 0; d(i < 50); i++) y = sin(y) + 0.1 * x; return y }, df: (x) => { let y = x, dy = 1; for (let i = 0; i < 50; i++) { dy = cos(y) * dy + 0.1; y = sin(y) + 0.1 * x } return dy }, points: spread(-2, 2) },
}

function run(f: Case['f']): (inputs: Float64Array) => Run {
  return ([x]) => {
    const decisions: unknown[] = []
    const decide: Decide = (outcome) => {
      decisions.push(outcome)
      return outcome
    }
    return { ok: true, values: [f(x, decide)], decisions }
  }
}

function checked({ f }: Case, x: number, automatic: number): CheckResult {
  return check({ evaluate: run(f), base: Float64Array.of(x), automatic: [[automatic]] })
}

describe('right derivatives', () => {
  test.each(Object.entries(CASES))('%s', (_, c) => {
    expect(c.points.length).toBeGreaterThanOrEqual(25)
    for (const x of c.points) {
      const { verdict, worst } = checked(c, x, c.df(x))
      expect(
        ['agree', ...(c.or ?? [])],
        `at ${x}: ${verdict} ${worst?.reason} ${JSON.stringify(worst?.free)}`,
      ).toContain(verdict)
    }
  })

  test('there are enough of them', () => {
    expect(Object.keys(CASES).length).toBeGreaterThanOrEqual(40)
  })
})

describe('planted errors', () => {
  const plants: Readonly<Record<string, (d: number) => number>> = {
    'factor 1.001': (d) => d * 1.001,
    'factor 1.00001': (d) => d * 1.00001,
    sign: (d) => -d,
    'missing term': (d) => d - 0.01 * Math.max(1, abs(d)),
    'missing altogether': () => 0,
  }
  test.each(Object.entries(CASES))('%s', (_, c) => {
    for (const x of c.points) {
      if (checked(c, x, c.df(x)).verdict !== 'agree') continue
      for (const [plant, wrong] of Object.entries(plants)) {
        const [right, planted] = [c.df(x), wrong(c.df(x))]
        const { verdict, worst } = checked(c, x, planted)
        const bar = worst?.free?.bar ?? Infinity
        const error = abs(right - planted)
        if (error > 2 * bar && error > 2e-6 * Math.max(abs(right), abs(planted))) {
          expect(
            verdict === 'disagree' || c.or?.includes(verdict),
            `${plant} at ${x}: ${planted} for ${right}, ${verdict} ${worst?.reason} ${JSON.stringify(worst?.free)}`,
          ).toBe(true)
        }
        if (!c.or)
          expect(bar, `the bar at ${x}`).toBeLessThanOrEqual(1e-4 * Math.max(1, abs(right), abs(c.f(x, (v) => v))))
      }
    }
  })
})

test('the error bar is honest', () => {
  for (const [name, c] of Object.entries(CASES)) {
    if (c.or) continue
    for (const x of c.points) {
      const free = some(checked(c, x, c.df(x)).worst?.free)
      expect(abs(free.numeric - c.df(x)), `${name} at ${x}: ${JSON.stringify(free)}`).toBeLessThanOrEqual(
        free.bar + 1e-15 * abs(c.df(x)),
      )
    }
  }
})

describe('searches', () => {
  test.each([1e-12, 1e-9, 1e-6, 1e-4])(
    'a bisection to %s is never called agree for the slope along its branches',
    (tolerance) => {
      for (const t of spread(0.2, 5)) {
        // Nearer than that, the jumps between branches hide the difference.
        if (abs(bisectSlope(t, tolerance) * 2 * sqrt(t) - 1) < 0.05) continue
        const search: Case = { f: (x, d) => bisect(x, d, tolerance), df: (x) => bisectSlope(x, tolerance), points: [] }
        expect(checked(search, t, search.df(t)).verdict, `at ${t}: ${search.df(t)}`).not.toBe('agree')
        expect(checked(search, t, 0.5 / sqrt(t)).verdict, `at ${t}`).not.toBe('disagree')
      }
    },
  )
})

describe('verdicts', () => {
  const at = (f: Case['f'], x: number, automatic: number): CheckResult =>
    checked({ f, df: () => 0, points: [] }, x, automatic)

  test('agree', () => {
    expect(at((x) => x * x + 2 * x + 1, 3, 8)).toMatchObject({ verdict: 'agree', reason: null })
    expect(at((x) => x * x + 2 * x + 1, 3, 8).maxRelativeError).toBeLessThan(1e-9)
  })

  test('disagree names both numbers', () => {
    const { verdict, worst } = at((x) => x * x, 3, 5)
    expect(verdict).toBe('disagree')
    expect(worst).toMatchObject({ input: 0, output: 0, automatic: 5 })
    expect(some(worst).numeric).toBeCloseTo(6, 9)
    expect(some(worst).relativeError).toBeCloseTo(1 / 6, 6)
  })

  test('kink, with both slopes', () => {
    const { verdict, worst } = at((x, d) => (d(x < 0) ? -x : x), 0, 0)
    expect(verdict).toBe('kink')
    expect(some(worst?.free).left.slope).toBeCloseTo(-1, 9)
    expect(some(worst?.free).right.slope).toBeCloseTo(1, 9)
  })

  test('pieces that join with equal slope are no kink', () => {
    expect(at((x, d) => (d(x < 0) ? 0 : x * x), 0, 0).verdict).toBe('agree')
    expect(at((x, d) => (d(x < 1) ? x * x : 2 * x - 1), 1, 2).verdict).toBe('agree')
  })

  test('discontinuous, with both limits', () => {
    const { verdict, worst } = at((x, d) => d(Math.floor(x)), 2, 0)
    expect(verdict).toBe('discontinuous')
    expect(some(worst?.free).left.limit).toBe(1)
    expect(some(worst?.free).right.limit).toBe(2)
  })

  test('a point apart from its surroundings is inconclusive', () => {
    expect(at((x, d) => (d(x === 1) ? 5 : x * x), 1, 0).verdict).toBe('inconclusive')
    expect(at((x, d) => (d(x === 1) ? 1 : x * x), 1, 0).verdict).toBe('inconclusive')
  })

  test('the edge of a domain is inconclusive', () => {
    expect(at((x) => x ** 1.5, 0, 0)).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('edge of the domain'),
    })
  })

  test('non-finite values and derivatives', () => {
    expect(at((x) => sqrt(x), 0, Infinity).verdict).toBe('non-finite')
    expect(at((x) => 1 / x, 0, -Infinity).verdict).toBe('non-finite')
    expect(at((x) => x, 1, NaN).verdict).toBe('non-finite')
  })

  test('skipped where the function does not run or nothing is to be checked', () => {
    const base = Float64Array.of(1)
    expect(
      check({ evaluate: () => ({ ok: false, reason: 'raises ValueError' }), base, automatic: [[1]] }),
    ).toMatchObject({ verdict: 'skipped', reason: 'raises ValueError' })
    expect(check({ evaluate: run((x) => x), base, automatic: [[null]] }).verdict).toBe('skipped')
  })

  test('the worst component speaks, small ones count like large ones', () => {
    const evaluate = ([x, y]: Float64Array): Run => ({ ok: true, values: [1e6 * x + 1e-3 * y], decisions: [] })
    const base = Float64Array.of(1, 1)
    expect(check({ evaluate, base, automatic: [[1e6, 1e-3]] }).verdict).toBe('agree')
    expect(check({ evaluate, base, automatic: [[1e6, 1.1e-3]] })).toMatchObject({
      verdict: 'disagree',
      worst: { input: 1 },
    })
  })

  test('several outputs share their runs', () => {
    let runs = 0
    const evaluate = ([x]: Float64Array): Run => {
      runs++
      return { ok: true, values: [x * x, sin(x), 7], decisions: [] }
    }
    const result = check({ evaluate, base: Float64Array.of(0.5), automatic: [[1], [cos(0.5)], [0]] })
    expect(result).toMatchObject({ verdict: 'agree', runs })
    expect(runs).toBeLessThan(60)
  })

  test("the tolerance is the caller's", () => {
    const loose = { evaluate: run((x) => x * x), base: Float64Array.of(3), automatic: [[6.001]] }
    expect(check(loose).verdict).toBe('disagree')
    expect(check({ ...loose, tolerance: 1e-3 }).verdict).toBe('agree')
  })

  test('a derivative of 0 is compared without a false alarm', () => {
    expect(at((x) => (x - 1) ** 2, 1, 0)).toMatchObject({ verdict: 'agree', maxRelativeError: 0 })
    expect(at((x) => x + 1e6 - x, 0.7, 0).verdict).toBe('agree')
  })
})
