// How much of a check can be afforded: the whole, else one direction through all components, else nothing.
import { check, checkSecond, noEvidence } from '@gradlens/engine'
import type { CheckProblem, CheckResult, CheckRun, LockedEvidence, LockedRuns, SecondProblem } from '@gradlens/engine'

/** The time that a check may take. */
export interface Pace {
  readonly now: () => number
  readonly milliseconds: number
}

export type PacedResult =
  | { readonly kind: 'components' | 'direction'; readonly result: CheckResult }
  | { readonly kind: 'unaffordable'; readonly milliseconds: number }

/** How often the checker runs a function for one component, at most. */
const RUNS_PER_COMPONENT = 60
/** From so many inputs on the checker takes components together, so that its time can't be told from their number: it is
 *  tried where it may be three components' time, and stopped where it takes too long. */
const MANY = 40
const FEWEST = 3
/** Where free runs need less than this part of the time, nobody needs to know what locked ones take. */
const NOTHING = 0.05

/** Runs the check that the time allows, by the time of one run. */
export function pacedCheck(problem: CheckProblem, pace: Pace): PacedResult {
  const { evaluate, base, locked } = problem
  const cost = costOf(() => evaluate(base), locked ? () => locked.derivative(0, 0) : null, base.length, pace)
  const deadline = cost.started + pace.milliseconds - cost.component
  const result = whole(cost, base.length, pace, deadline, (guard) =>
    check({ ...problem, evaluate: guarded(evaluate, guard), locked: locked && watched(locked, guard) }),
  )
  if (result) return { kind: 'components', result }
  if (cost.component <= pace.milliseconds) return { kind: 'direction', result: check(alongDirection(problem)) }
  return { kind: 'unaffordable', milliseconds: cost.run }
}

/** The check of second derivatives; null where the time does not allow it. */
export function pacedSecond(problem: SecondProblem, pace: Pace): CheckResult | null {
  const { gradient, base, locked, output = 0 } = problem
  // A column has as many components as there are inputs; its free runs serve them all.
  const column = locked ? () => base.forEach((_, i) => locked.second(output, i, 0)) : null
  const cost = costOf(() => gradient(base), column, base.length, pace)
  return whole(cost, base.length, pace, cost.started + pace.milliseconds, (guard) =>
    checkSecond({ ...problem, gradient: guarded(gradient, guard), locked: locked && watched(locked, guard) }),
  )
}

/** What one run and all runs for one input take, in milliseconds. */
interface Cost {
  readonly started: number
  readonly run: number
  readonly component: number
}

function costOf(
  free: () => unknown,
  replay: (() => unknown) | null,
  inputs: number,
  { now, milliseconds }: Pace,
): Cost {
  const started = now()
  free()
  const run = now() - started
  const runs = run * RUNS_PER_COMPONENT
  if (!replay || runs * inputs <= NOTHING * milliseconds || runs > milliseconds)
    return { started, run, component: runs }
  const before = now()
  replay()
  // Once more where it contradicts.
  return { started, run, component: runs + 2 * (now() - before) }
}

/** Runs a whole check: at once where its worst case can be afforded, until the deadline where it may be much less; null where
 *  it cannot be had. */
function whole(
  { component }: Cost,
  inputs: number,
  { now, milliseconds }: Pace,
  deadline: number,
  run: (guard: () => void) => CheckResult,
): CheckResult | null {
  if (component * inputs <= milliseconds) return run(() => undefined)
  if (inputs < MANY || now() + FEWEST * component > deadline) return null
  try {
    return run(() => {
      if (now() > deadline) throw new TimeUp()
    })
  } catch (e) {
    if (e instanceof TimeUp) return null
    throw e
  }
}

/** Ends a check that takes too long. */
class TimeUp {}

function guarded(evaluate: CheckProblem['evaluate'], guard: () => void): CheckProblem['evaluate'] {
  return (x) => {
    guard()
    return evaluate(x)
  }
}

function watched(runs: LockedRuns, guard: () => void): LockedRuns {
  return {
    derivative: (...args) => {
      guard()
      return runs.derivative(...args)
    },
    along: (...args) => {
      guard()
      return runs.along(...args)
    },
    second: (...args) => {
      guard()
      return runs.second(...args)
    },
    rounding: (...args) => runs.rounding(...args),
    origin: (...args) => runs.origin(...args),
  }
}

/** The problem of one number: how far to go along a direction that no component is left out of. */
function alongDirection({ evaluate, base, automatic, contributions, tolerance, locked }: CheckProblem): CheckProblem {
  const direction = Float64Array.from(base, (x, i) => Math.max(Math.abs(x), 1) * Math.sin(1 + i * 2.399963))
  const along = (row: readonly (number | null)[], size: (x: number) => number): number =>
    row.reduce<number>((sum, derivative, i) => sum + size((derivative ?? 0) * direction[i]), 0)
  return {
    evaluate: ([s]): CheckRun => evaluate(Float64Array.from(base, (x, i) => x + s * direction[i])),
    base: Float64Array.of(0),
    automatic: automatic.map((row) => [row.every((d) => d !== null) ? along(row, (x) => x) : null]),
    contributions: (contributions ?? automatic).map((row) => [along(row, Math.abs)]),
    tolerance,
    locked: locked && alongRuns(locked, direction),
  }
}

/** Locked runs as those of a function of the way along a direction. */
function alongRuns(locked: LockedRuns, direction: Float64Array): LockedRuns {
  const along = (output: number, anchored?: boolean): LockedEvidence => locked.along(output, direction, anchored)
  return {
    derivative: (output, _, anchored) => along(output, anchored),
    along: (output, _, anchored) => along(output, anchored),
    second: () => noEvidence('a direction has no second derivatives'),
    rounding: (output) => direction.reduce((sum, d, i) => sum + Math.abs(d) * locked.rounding(output, i), 0),
    origin: () => null,
  }
}
