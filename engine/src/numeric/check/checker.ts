// The finite-difference checker: does a derivative fit its function? Free runs call the function anew around a point, locked
// runs replay its tape; both opinions make a verdict (design.md, "What a check says"). Never a false alarm is its first rule.
import { Curve, EPSILON, Line, type Run } from './difference'
import { checkByDirections, type Asked } from './directions'
import { explore, type Finding } from './free'
import type { LockedRuns } from './locked'
import { judge, PRECEDENCE, type Component, type Court, type Verdict } from './verdicts'

export type { Run } from './difference'
export type { FreeEvidence, Side } from './free'
export { lockedRuns, noEvidence, type LockedEvidence, type LockedRuns, type Place } from './locked'
export { compareModes, type ModeComparison } from './modes'
export type { Origin } from './nonFinite'
export { checkSecond, type SecondProblem } from './second'
export { PRECEDENCE, type Component, type Verdict } from './verdicts'

export interface CheckProblem {
  /** Runs the function in float64. Must not throw for what the function does; must give the same for the same inputs. */
  readonly evaluate: (inputs: Float64Array) => Run
  readonly base: Float64Array
  /** automatic[output][input]: the derivatives in question; null where there is none to check. */
  readonly automatic: readonly (readonly (number | null)[])[]
  /** The relative tolerance, by contract.md's measure. 1e-6 where left out. */
  readonly tolerance?: number
  /** contributions[output][input]: the sum of the absolute values that the derivative was added up from, for the engine's own
   *  rounding. |automatic| where left out. */
  readonly contributions?: readonly (readonly number[])[]
  /** Runs that replay the tape, numbered as `automatic` is. Without them the free runs decide alone. */
  readonly locked?: LockedRuns
  /** Whether locked runs are made for what the free ones agree on, too. 'as needed' where left out. */
  readonly lock?: 'always' | 'as needed'
}

export interface CheckResult {
  readonly verdict: Verdict
  /** The reason of the component that decided the verdict. */
  readonly reason: string | null
  /** The largest error found; where components were checked by directions only, what those showed. NaN where nothing could be
   *  compared. */
  readonly maxRelativeError: number
  /** The component with the largest error among those that have the verdict; never one that was checked by directions only. */
  readonly worst: Component | null
  readonly components: readonly Component[]
  /** How often the function was run. */
  readonly runs: number
  /** Along how many directions components were checked together, 0 where each was checked by itself. */
  readonly directions: number
}

/** Compares derivatives with differences of the function's values, component by component; many of them in groups first. */
export function check(problem: CheckProblem): CheckResult {
  const { automatic, base, tolerance = 1e-6, contributions, locked = null, lock = 'as needed' } = problem
  let runs = 0
  const evaluate = (inputs: Float64Array): Run => {
    runs++
    return problem.evaluate(inputs)
  }
  const none = (reason: string): CheckResult => ({
    verdict: 'skipped',
    reason,
    maxRelativeError: NaN,
    worst: null,
    components: [],
    runs,
    directions: 0,
  })

  const origin = evaluate(Float64Array.from(base))
  if (!origin.ok) return none(origin.reason)
  const asked = automatic.flatMap((row, output) =>
    row.flatMap((value, input): Asked[] => (value === null ? [] : [{ output, input, value }])),
  )
  if (asked.length === 0) return none('there is no derivative to check')

  const contribution = ({ output, input, value }: Asked): number => contributions?.[output]?.[input] ?? Math.abs(value)
  const directed = checkByDirections({ evaluate, origin, base, asked, contribution, tolerance, locked })
  const single = directed.rest.length > 0 ? directed.rest : [largest(asked)]
  const findings: Finding[] = []
  for (let input = 0; input < base.length; input++) {
    const here = single.filter((component) => component.input === input)
    if (here.length === 0) continue
    const line = new Line(evaluate, base, input, origin)
    for (const component of here) {
      const allowance = 64 * EPSILON * contribution(component)
      findings.push(explore(new Curve(line, component.output), component.value, allowance, tolerance))
    }
  }
  const s = Math.max(
    asked.reduce((top, { value }) => Math.max(top, finite(value)), 0),
    findings.reduce((top, { free }) => Math.max(top, finite(free?.numeric ?? 0)), 0),
  )
  const court: Court = { tolerance, s, locked, lock }
  const judged = findings.map((finding) => judge(finding, court))
  const together = directed.fitting.filter((component) => !single.includes(component)).map(byDirections)
  return summary(judged, together, directed, runs)
}

function summary(
  judged: readonly Component[],
  together: readonly Component[],
  { directions, error }: { readonly directions: number; readonly error: number },
  runs: number,
): CheckResult {
  const verdict = PRECEDENCE.find((v) => judged.some((component) => component.verdict === v)) ?? 'skipped'
  const deciding = judged.filter((component) => component.verdict === verdict)
  const worst = deciding.reduce((a, b) => (b.relativeError > a.relativeError || Number.isNaN(a.relativeError) ? b : a))
  const errors = [...judged.map(({ relativeError }) => relativeError), together.length > 0 ? error : NaN].filter(
    (e) => !Number.isNaN(e),
  )
  return {
    verdict,
    reason: worst.reason,
    maxRelativeError: errors.length > 0 ? Math.max(...errors) : NaN,
    worst,
    components: [...judged, ...together].sort((a, b) => a.output - b.output || a.input - b.input),
    runs,
    directions,
  }
}

function largest(asked: readonly Asked[]): Asked {
  return asked.reduce((a, b) => (Math.abs(b.value) > Math.abs(a.value) ? b : a))
}

function byDirections({ output, input, value }: Asked): Component {
  return {
    output,
    input,
    verdict: 'agree',
    reason: null,
    automatic: value,
    numeric: NaN,
    by: 'directions',
    bar: NaN,
    step: NaN,
    relativeError: NaN,
    free: null,
    locked: null,
    origin: null,
  }
}

const finite = (x: number): number => (Number.isFinite(x) ? Math.abs(x) : 0)
