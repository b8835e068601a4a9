// What evidence says of one derivative: the rules of design.md, "What a check says". Runs nothing but the locked runs that a
// decision needs.
import { EPSILON } from './difference'
import type { Finding, FreeEvidence } from './free'
import type { LockedEvidence, LockedRuns } from './locked'
import type { Origin } from './nonFinite'

export type Verdict = 'agree' | 'disagree' | 'inconclusive' | 'kink' | 'discontinuous' | 'non-finite' | 'skipped'

/** Which verdict speaks for the whole where components have several: the first of these. */
export const PRECEDENCE: readonly Verdict[] = [
  'skipped',
  'non-finite',
  'discontinuous',
  'disagree',
  'kink',
  'inconclusive',
  'agree',
]

export interface Component {
  readonly output: number
  readonly input: number
  readonly verdict: Verdict
  /** Why, for what is not agree or disagree: a sentence. */
  readonly reason: string | null
  readonly automatic: number
  /** The derivative found by differences, NaN where none was. */
  readonly numeric: number
  /** What `numeric` comes from, how far it may be off, and the smallest step behind it. `directions`: the component was only
   *  checked together with others, `numeric` is NaN. */
  readonly by: 'free' | 'locked' | 'directions' | null
  readonly bar: number
  readonly step: number
  /** contract.md's measure: |automatic − numeric| / max(|automatic|, |numeric|, 1e-12·s). NaN by directions. */
  readonly relativeError: number
  /** Null where nothing was run for it freely: the automatic derivative is not finite, or it was checked by directions. */
  readonly free: FreeEvidence | null
  /** Null where no locked runs were made. */
  readonly locked: LockedEvidence | null
  /** The operation that first was not finite, where the verdict is non-finite and a tape is at hand. */
  readonly origin: Origin | null
}

/** What a judgement needs besides its finding. */
export interface Court {
  readonly tolerance: number
  /** The largest derivative of all. */
  readonly s: number
  readonly locked: LockedRuns | null
  readonly lock: 'always' | 'as needed'
}

/** Free runs see through noise only so far; where locked runs confirm a derivative this part of it is enough. */
const CONFIRMED_BAR = 1e-2
/** A few sweeps with random rounding show it to this factor. */
const ROUNDING_ROOM = 8

/** The verdict on one component. */
export function judge(finding: Finding, court: Court): Component {
  const free = byFreeRuns(finding, court)
  const { locked, lock } = court
  if (locked === null || free.verdict === 'discontinuous') return free
  if (free.verdict === 'non-finite') return withOrigin(free, locked)
  const size = Math.max(Math.abs(free.automatic), Math.abs(free.numeric))
  if (lock === 'as needed' && free.verdict === 'agree' && free.bar <= court.tolerance * size) return free
  return withLocked(finding, free, locked, court)
}

function withOrigin(free: Component, locked: LockedRuns): Component {
  const origin = locked.origin(free.output, free.input)
  if (origin === null) return free
  const where = origin.pass === 'forward' ? 'on the way forward' : 'on the way back'
  return { ...free, origin, reason: `${free.reason ?? ''}: \`${origin.name}\` made it, ${where}` }
}

/** Does a numeric derivative contradict the automatic one by more than everybody's error? */
function contradicts(
  numeric: number,
  bar: number,
  { automatic, allowance }: Finding,
  { tolerance, s }: Court,
): boolean {
  const size = Math.max(Math.abs(automatic), Math.abs(numeric), 1e-12 * s)
  return Math.abs(automatic - numeric) > tolerance * size + bar + allowance
}

function withLocked(finding: Finding, free: Component, runs: LockedRuns, court: Court): Component {
  const { output, input, automatic, allowance } = finding
  const locked = runs.derivative(output, input)
  const heard = { ...free, locked }
  if (locked.obstacle !== null || !locked.converged) return heard
  if (locked.other !== null) {
    const reason = 'an operation takes another of its pieces right beside the point'
    return free.verdict === 'disagree' ? { ...heard, verdict: 'inconclusive', reason } : heard
  }
  const { numeric, bar, step } = locked
  const found = {
    ...heard,
    ...measured(automatic, numeric, bar + allowance, court),
    numeric,
    bar,
    step,
    by: 'locked',
  } as const
  if (contradicts(numeric, bar, finding, court)) {
    const anchored = runs.derivative(output, input, true)
    const known = anchored.obstacle === null && anchored.converged && anchored.other === null
    if (known && contradicts(anchored.numeric, anchored.bar, finding, court))
      return byRounding(found, Math.min(...[numeric, anchored.numeric].map((x) => Math.abs(automatic - x))), runs)
    // The rule is right, its operands are not exact.
    const reason = `the rounding of the run moves the derivative: without it, it is ${numeric}`
    return free.verdict === 'disagree' ? { ...heard, verdict: 'inconclusive', reason } : heard
  }
  const size = Math.max(Math.abs(automatic), Math.abs(numeric))
  if (bar > Math.max(1e-3 * size, 1e-9 * court.s, allowance)) return heard
  return confirmed(finding, heard, found, locked, court)
}

/** Locked runs contradict by this much: is it more than the rules' own rounding? */
function byRounding(found: Component, error: number, runs: LockedRuns): Component {
  const { output, input, automatic, numeric } = found
  const rounding = ROUNDING_ROOM * runs.rounding(output, input)
  if (!(error <= rounding)) return { ...found, verdict: 'disagree', reason: null }
  const size = Math.max(Math.abs(automatic), Math.abs(numeric))
  // Where it is nothing but rounding, it is as good as 0.
  if (size <= rounding) return { ...found, verdict: 'agree', reason: null, relativeError: 0 }
  const reason = `rounding leaves the derivative few digits: without it, it is ${numeric}`
  return { ...found, verdict: 'inconclusive', reason }
}

/** Locked runs agree: what do the free ones make of it? */
function confirmed(
  finding: Finding,
  heard: Component,
  found: Component,
  { numeric }: LockedEvidence,
  court: Court,
): Component {
  const { shape, free } = finding
  if (heard.verdict === 'agree') return found
  const agree = { ...found, verdict: 'agree', reason: null } as const
  if (heard.verdict === 'disagree') return { ...heard, verdict: 'inconclusive', reason: unlike(free, numeric) }
  if (heard.verdict !== 'inconclusive' || free === null) return heard
  const size = Math.max(Math.abs(heard.automatic), Math.abs(free.numeric))
  // A bar that covers the derivative hides no other course where no run nearby took one.
  const quiet = isSharp(finding, court) && free.otherDecision === null
  if (shape === 'smooth' && (quiet || free.bar <= CONFIRMED_BAR * size)) return agree
  const along = Number.isFinite(free.numeric) ? `; along the run's own course it is ${numeric}` : ''
  return { ...heard, reason: `${heard.reason ?? ''}${along}` }
}

function unlike(free: FreeEvidence | null, numeric: number): string {
  const seen = `the slope is ${free?.numeric ?? NaN} by runs nearby and ${numeric} along the run's own course`
  return free?.otherDecision
    ? `another branch is taken nearby, at a step of ${free.otherDecision.step}: ${seen}`
    : `${seen}: noise`
}

/** contract.md's measure of an error; 0 where both derivatives are nothing but rounding. */
function measured(
  automatic: number,
  numeric: number,
  rounding: number,
  { s }: Court,
): { readonly relativeError: number } {
  const size = Math.max(Math.abs(automatic), Math.abs(numeric))
  const error = Math.abs(automatic - numeric)
  return { relativeError: error === 0 || size <= rounding ? 0 : error / Math.max(size, 1e-12 * s) }
}

/** The verdict of free runs alone. */
function byFreeRuns(finding: Finding, court: Court): Component {
  const { output, input, automatic, allowance, free, shape, reason } = finding
  const numeric = free?.numeric ?? NaN
  const bar = free?.bar ?? Infinity
  const component = (verdict: Verdict, why: string | null): Component => ({
    output,
    input,
    verdict,
    reason: why,
    automatic,
    numeric,
    by: free === null ? null : 'free',
    bar,
    step: free?.step ?? NaN,
    ...measured(automatic, numeric, bar + allowance, court),
    free,
    locked: null,
    origin: null,
  })
  if (shape === 'non-finite') return component('non-finite', reason)
  if (shape === 'jump') return component('discontinuous', reason)
  if (shape === 'kink') return component('kink', reason)
  if (shape === 'undecided') return component('inconclusive', reason)
  if (contradicts(numeric, bar, finding, court)) return component('disagree', null)
  return isSharp(finding, court) && !isSwallowed(finding, court)
    ? component('agree', null)
    : component('inconclusive', `the difference quotient is only known to ±${bar}`)
}

/** Is the error bar as small as the function lets it be? */
function isSharp({ automatic, allowance, curve, free }: Finding, { tolerance, s }: Court): boolean {
  if (free === null) return false
  const { numeric, bar, step } = free
  const size = Math.max(Math.abs(automatic), Math.abs(numeric))
  // A value that is 0 but for the rounding of ordinary numbers has the slope 0.
  const rounding = size <= bar + allowance && bar * step <= 1e3 * EPSILON * curve.magnitude()
  return rounding || bar <= Math.max(1e-4 * size, tolerance * s, 1e-8 * curve.naturalSlope())
}

/** Does the error bar cover the derivative, so that one of twice the size would look the same? Not where the derivative is
 *  nothing but rounding: its own, or that of an input beside a place where it is 0. */
function isSwallowed({ automatic, allowance, curve, free }: Finding, { tolerance, s }: Court): boolean {
  const size = Math.abs(automatic)
  if (size <= Math.max(allowance, curve.slopeOfRounding())) return false
  return (free?.bar ?? Infinity) > Math.max(size / 4, tolerance * s)
}
