// How much is checked in which time, by a clock that only the runs move.
import { describe, expect, it } from 'vitest'
import type { CheckProblem, CheckRun, LockedEvidence, LockedRuns, SecondProblem } from '@gradlens/engine'
import { pacedCheck, pacedSecond } from './pace'
import type { Pace } from './pace'

class Clock {
  time = 0
  pace(milliseconds: number): Pace {
    return { now: () => this.time, milliseconds }
  }
}

/** Σ (1 + i mod 5)·sin xᵢ, one run of which takes so long; its last derivative is off by a part `wrong`. */
function sines(clock: Clock, inputs: number, run: number, wrong = 0): CheckProblem {
  const base = Float64Array.from({ length: inputs }, (_, i) => 0.3 + i / inputs)
  return {
    base,
    evaluate: (x): CheckRun => {
      clock.time += run
      return { ok: true, values: [x.reduce((sum, xi, i) => sum + (1 + (i % 5)) * Math.sin(xi), 0)], decisions: [] }
    },
    automatic: [Array.from(base, (xi, i) => (1 + (i % 5)) * Math.cos(xi) * (i === inputs - 1 ? 1 + wrong : 1))],
  }
}

/** The problem with locked runs that know the derivatives; those in question may be another's. */
function replayable(problem: CheckProblem, { automatic }: CheckProblem = problem): CheckProblem {
  const evidence = (numeric: number): LockedEvidence => {
    return { numeric, bar: 1e-20, step: 1e-10, other: null, converged: true, obstacle: null }
  }
  const slope = (i: number): number => problem.automatic[0][i] ?? NaN
  return {
    ...problem,
    automatic,
    locked: {
      derivative: (_, input) => evidence(slope(input)),
      along: (_, direction) => evidence(direction.reduce((sum, d, i) => sum + d * slope(i), 0)),
      second: () => evidence(NaN),
      rounding: () => 0,
      origin: () => null,
    },
  }
}

describe('a check', () => {
  it('of a cheap function looks at every component', () => {
    const clock = new Clock()
    const paced = pacedCheck(sines(clock, 5, 0.1), clock.pace(1000))
    expect(paced).toMatchObject({ kind: 'components', result: { verdict: 'agree', directions: 0 } })
  })

  it('of a slow function takes one direction, and finds what is wrong in it', () => {
    for (const [wrong, verdict] of [
      [0, 'agree'],
      [1e-3, 'disagree'],
    ] as const) {
      const clock = new Clock()
      const paced = pacedCheck(sines(clock, 5, 10, wrong), clock.pace(1000))
      expect(paced).toMatchObject({ kind: 'direction', result: { verdict } })
      expect(clock.time).toBeLessThanOrEqual(1000)
    }
  })

  it('of a function too slow for anything is not made', () => {
    const clock = new Clock()
    expect(pacedCheck(sines(clock, 5, 40), clock.pace(1000))).toEqual({ kind: 'unaffordable', milliseconds: 40 })
    expect(clock.time).toBe(40)
  })

  it('of many inputs is made together, in far less than all of them would take one by one', () => {
    const clock = new Clock()
    const paced = pacedCheck(replayable(sines(clock, 2000, 5)), clock.pace(2000))
    expect(paced).toMatchObject({ kind: 'components', result: { verdict: 'agree' } })
    expect(paced.kind === 'components' && paced.result.directions).toBeGreaterThan(0)
    expect(clock.time).toBeLessThan(2000)
  })

  it('of many inputs of which one is wrong ends in time, with one direction', () => {
    const clock = new Clock()
    const paced = pacedCheck(replayable(sines(clock, 400, 5), sines(clock, 400, 5, 0.5)), clock.pace(2000))
    expect(paced).toMatchObject({ kind: 'direction', result: { verdict: 'disagree' } })
    expect(clock.time).toBeLessThanOrEqual(2000)
  })
})

/** Locked runs that say the same of everything, and take so long. */
function locked(clock: Clock, numeric: number, milliseconds: number): LockedRuns {
  const evidence = (): LockedEvidence => {
    clock.time += milliseconds
    return { numeric, bar: 1e-15, step: 1e-10, other: null, converged: true, obstacle: null }
  }
  return { derivative: evidence, along: evidence, second: evidence, rounding: () => 0, origin: () => null }
}

describe('locked runs', () => {
  /** x on a tape, x rounded to steps of 1e-3 freely: no free run can tell its slope. */
  const coarse = (clock: Clock, automatic: number, milliseconds: number): CheckProblem => ({
    base: Float64Array.of(0.5),
    evaluate: ([x]): CheckRun => {
      clock.time += 1
      return { ok: true, values: [1e12 + x], decisions: [] }
    },
    automatic: [[automatic]],
    locked: locked(clock, 1, milliseconds),
  })

  it('judge what free ones can not', () => {
    for (const [automatic, verdict] of [
      [1, 'agree'],
      [1.001, 'disagree'],
    ] as const) {
      const clock = new Clock()
      const paced = pacedCheck(coarse(clock, automatic, 0), clock.pace(1000))
      expect(paced).toMatchObject({ kind: 'components', result: { verdict, worst: { by: 'locked', numeric: 1 } } })
    }
  })

  it('count, where they are slow', () => {
    const clock = new Clock()
    expect(pacedCheck(coarse(clock, 1, 500), clock.pace(1000))).toMatchObject({ kind: 'unaffordable' })
  })
})

describe('second derivatives', () => {
  /** x³y with its gradient. */
  const cubic = (clock: Clock, run: number, corner: number): SecondProblem => ({
    base: Float64Array.of(2, 3),
    gradient: ([x, y]): CheckRun => {
      clock.time += run
      return { ok: true, values: [3 * x * x * y, x ** 3], decisions: [] }
    },
    hessian: [
      [36, 12],
      [12, corner],
    ],
  })

  it('are checked where there is time', () => {
    for (const [corner, verdict] of [
      [0, 'agree'],
      [1, 'disagree'],
    ] as const) {
      const clock = new Clock()
      expect(pacedSecond(cubic(clock, 1, corner), clock.pace(1000))).toMatchObject({ verdict })
    }
  })

  it('and not where there is none', () => {
    const clock = new Clock()
    expect(pacedSecond(cubic(clock, 50, 0), clock.pace(1000))).toBeNull()
    expect(pacedSecond(cubic(clock, 0, 0), clock.pace(-1))).toBeNull()
  })
})
