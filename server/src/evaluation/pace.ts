// How much of a check can be afforded: all components one by one, else one direction through all of them, else nothing.
import { check } from '@gradlens/engine'
import type { CheckProblem, CheckResult, CheckRun } from '@gradlens/engine'

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

/** Runs the check that the time allows, by the time of one run. */
export function pacedCheck(problem: CheckProblem, { now, milliseconds }: Pace): PacedResult {
  const started = now()
  problem.evaluate(problem.base)
  const component = (now() - started) * RUNS_PER_COMPONENT
  if (component * problem.base.length <= milliseconds) return { kind: 'components', result: check(problem) }
  if (component <= milliseconds) return { kind: 'direction', result: check(alongDirection(problem)) }
  return { kind: 'unaffordable', milliseconds: component / RUNS_PER_COMPONENT }
}

/** The problem of one number: how far to go along a direction that no component is left out of. */
function alongDirection({ evaluate, base, automatic, contributions, tolerance }: CheckProblem): CheckProblem {
  const direction = Float64Array.from(base, (x, i) => Math.max(Math.abs(x), 1) * Math.sin(1 + i * 2.399963))
  const along = (row: readonly (number | null)[], size: (x: number) => number): number =>
    row.reduce<number>((sum, derivative, i) => sum + size((derivative ?? 0) * direction[i]), 0)
  return {
    evaluate: ([s]): CheckRun => evaluate(Float64Array.from(base, (x, i) => x + s * direction[i])),
    base: Float64Array.of(0),
    automatic: automatic.map((row) => [row.every((d) => d !== null) ? along(row, (x) => x) : null]),
    contributions: (contributions ?? automatic).map((row) => [along(row, Math.abs)]),
    tolerance,
  }
}
