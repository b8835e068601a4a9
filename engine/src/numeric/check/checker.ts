// The finite-difference checker: does a derivative fit its function? It runs the function around a point, in float64, and
// knows neither tape nor program: design.md, "What a check says", free runs. Never a false alarm is its first rule.
import { Curve, EPSILON, Line, type Estimate, type Run } from './difference'

export type { Run } from './difference'

export type Verdict = 'agree' | 'disagree' | 'inconclusive' | 'kink' | 'discontinuous' | 'non-finite' | 'skipped'

/** Which verdict speaks for the whole where components have several: the first of these. */
const PRECEDENCE: readonly Verdict[] = [
  'skipped',
  'non-finite',
  'discontinuous',
  'disagree',
  'kink',
  'inconclusive',
  'agree',
]

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
}

/** What one side of the point looks like. */
export interface Side {
  /** The one-sided derivative and its error bar; null where none converged. */
  readonly slope: number | null
  readonly bar: number
  /** The value as the point is approached. */
  readonly limit: number
}

/** Evidence from runs that decide anew. */
export interface FreeEvidence {
  /** The derivative found, NaN where none was. */
  readonly numeric: number
  /** How far it may be off: rounding noise of the function and truncation. */
  readonly bar: number
  /** The smallest step that it rests on, and the largest that was tried. */
  readonly step: number
  readonly nearby: number
  readonly left: Side
  readonly right: Side
  /** The first decision that came out otherwise in a run nearby, by its place in `decisions`; null where all were the same. */
  readonly otherDecision: { readonly index: number; readonly step: number } | null
}

export interface Component {
  readonly output: number
  readonly input: number
  readonly verdict: Verdict
  /** Why, for what is not agree or disagree: a sentence. */
  readonly reason: string | null
  readonly automatic: number
  readonly numeric: number
  /** contract.md's measure: |automatic − numeric| / max(|automatic|, |numeric|, 1e-12·s). */
  readonly relativeError: number
  /** Null where the automatic derivative is not finite: nothing was run for it. */
  readonly free: FreeEvidence | null
}

export interface CheckResult {
  readonly verdict: Verdict
  /** The reason of the component that decided the verdict. */
  readonly reason: string | null
  /** NaN where nothing could be compared. */
  readonly maxRelativeError: number
  /** The component with the largest error among those that have the verdict. */
  readonly worst: Component | null
  readonly components: readonly Component[]
  /** How often the function was run. */
  readonly runs: number
}

/** Compares derivatives with differences of the function's values, component by component. */
export function check(problem: CheckProblem): CheckResult {
  const { automatic, base, tolerance = 1e-6, contributions } = problem
  let runs = 0
  const evaluate = (inputs: Float64Array): Run => {
    runs++
    return problem.evaluate(inputs)
  }
  const none = (verdict: Verdict, reason: string): CheckResult => ({
    verdict,
    reason,
    maxRelativeError: NaN,
    worst: null,
    components: [],
    runs,
  })

  const origin = evaluate(Float64Array.from(base))
  if (!origin.ok) return none('skipped', origin.reason)
  const asked = automatic.flatMap((row, output) =>
    row.flatMap((value, input) => (value === null ? [] : [{ output, input, value }])),
  )
  if (asked.length === 0) return none('skipped', 'there is no derivative to check')

  const findings: Finding[] = []
  for (let input = 0; input < base.length; input++) {
    const here = asked.filter((component) => component.input === input)
    if (here.length === 0) continue
    const line = new Line(evaluate, base, input, origin)
    for (const { output, value } of here) {
      const allowance = 64 * EPSILON * (contributions?.[output][input] ?? Math.abs(value))
      findings.push(explore(new Curve(line, output), value, allowance, tolerance))
    }
  }
  const s = findings.reduce((top, { automatic: a, free }) => Math.max(top, finite(a), finite(free?.numeric ?? 0)), 0)
  const components = findings.map((finding) => judge(finding, s, tolerance))
  const verdict = PRECEDENCE.find((v) => components.some((component) => component.verdict === v)) ?? 'skipped'
  const deciding = components.filter((component) => component.verdict === verdict)
  const worst = deciding.reduce((a, b) => (b.relativeError > a.relativeError || Number.isNaN(a.relativeError) ? b : a))
  const errors = components.map(({ relativeError }) => relativeError).filter((e) => !Number.isNaN(e))
  return {
    verdict,
    reason: worst.reason,
    maxRelativeError: errors.length > 0 ? Math.max(...errors) : NaN,
    worst,
    components,
    runs,
  }
}

const finite = (x: number): number => (Number.isFinite(x) ? Math.abs(x) : 0)

interface Finding {
  readonly output: number
  readonly input: number
  readonly automatic: number
  /** The engine's own rounding. */
  readonly allowance: number
  readonly curve: Curve
  readonly free: FreeEvidence | null
  /** What the evidence says, whatever the tolerance. */
  readonly shape: 'smooth' | 'kink' | 'jump' | 'undecided' | 'non-finite'
  readonly reason: string | null
}

/** Runs what is needed to know the function around the point along one input. */
function explore(curve: Curve, automatic: number, allowance: number, tolerance: number): Finding {
  const { line } = curve
  const finding = { output: curve.output, input: line.input, automatic, allowance, curve }
  if (!Number.isFinite(automatic))
    return { ...finding, free: null, shape: 'non-finite', reason: `the derivative is ${automatic}` }
  if (!Number.isFinite(curve.value))
    return { ...finding, free: null, shape: 'non-finite', reason: `the value is ${curve.value}` }
  line.climb(() => isTight(curve.clean(), tolerance))
  line.zoom()
  const found = (shape: Finding['shape'], estimate: Estimate | null, reason: string | null): Finding => ({
    ...finding,
    free: evidence(curve, estimate),
    shape,
    reason,
  })

  const [below, above] = [curve.at(line.near.minus), curve.at(line.near.plus)]
  if (!Number.isFinite(below) || !Number.isFinite(above)) {
    const where = Number.isFinite(above) ? 'below' : Number.isFinite(below) ? 'above' : 'around'
    const why = line.failure === null ? '' : ` (${line.failure})`
    return found('undecided', null, `the point is at the edge of the domain: there is no value ${where} it${why}`)
  }

  // Is there a jump or a bend right here?
  const jump = Math.abs(above - below)
  const apart = curve.change(line.near)
  const quiet = Math.max(
    8 * curve.rounding(line.scale, line.near.minus, line.near.plus),
    0.5 * curve.change(line.zoom()[2]),
  )
  if (jump > quiet) return found('jump', null, `the value jumps here, from ${below} to ${above}`)
  if (apart > quiet && apart > 2 * jump) {
    return found('undecided', curve.clean(), `the value here, ${curve.value}, is apart from its surroundings, ${above}`)
  }
  const [left, right] = [curve.oneSided('minus'), curve.oneSided('plus')]
  if (left && right && bends(left, right, tolerance) && curve.staysBent(right.value - left.value)) {
    return found('kink', null, `the slope is ${left.value} from below and ${right.value} from above`)
  }

  const clean = joined(curve.clean(), left, right)
  // Where all runs nearby take other branches they can confirm a derivative but not refute it.
  const estimate = clean ?? curve.any()
  if (estimate === null) return found('undecided', null, 'no step gives a derivative')
  const slope = estimate.value
  const stair = curve.steppedSlope(slope)
  if (stair !== null)
    return found(
      'undecided',
      estimate,
      `the value goes in steps: the slope is ${slope} on this one, about ${stair} over several`,
    )
  const gap = Math.abs(automatic - slope)
  if (gap <= tolerance * Math.max(Math.abs(automatic), Math.abs(slope)) + estimate.bar + allowance)
    return found('smooth', estimate, null)
  if (clean === null) return found('undecided', estimate, `other branches are taken nearby, with the slope ${slope}`)
  if (curve.hides(automatic))
    return found('undecided', estimate, 'the value changes too little to show a slope: rounding')
  if (curve.isTooRough(gap))
    return found('undecided', estimate, `the value is rough below steps of ${estimate.step}: noise`)
  if (line.isElsewhere(line.near.minus) || line.isElsewhere(line.near.plus)) {
    return found('undecided', estimate, `the point takes a branch of its own: around it the slope is ${slope}`)
  }
  return found('smooth', estimate, null)
}

function isTight(estimate: Estimate | null, tolerance: number): boolean {
  return estimate !== null && estimate.bar <= 1e-3 * tolerance * Math.abs(estimate.value)
}

function evidence(curve: Curve, estimate: Estimate | null): FreeEvidence {
  const { line } = curve
  const side = (which: 'minus' | 'plus'): Side => {
    const oneSided = curve.oneSided(which)
    return { slope: oneSided?.value ?? null, bar: oneSided?.bar ?? Infinity, limit: curve.at(line.near[which]) }
  }
  return {
    numeric: estimate?.value ?? NaN,
    bar: estimate?.bar ?? Infinity,
    step: estimate?.step ?? NaN,
    nearby: line.largestStep(),
    left: side('minus'),
    right: side('plus'),
    otherDecision: line.nearestOther(),
  }
}

/** Do the sides have slopes that differ by more than their error bars? */
function bends(left: Estimate, right: Estimate, tolerance: number): boolean {
  const size = Math.max(Math.abs(left.value), Math.abs(right.value))
  return Math.abs(left.value - right.value) > left.bar + right.bar + tolerance * size
}

/** Where two pieces join with equal slopes but different curvature, the sides know the slope better than both together. */
function joined(clean: Estimate | null, left: Estimate | null, right: Estimate | null): Estimate | null {
  if (clean === null || left === null || right === null) return clean
  const bar = Math.max(left.bar, right.bar) + Math.abs(left.value - right.value) / 2
  return bar < clean.bar ? { ...clean, value: (left.value + right.value) / 2, bar } : clean
}

/** The verdict on one component, given the largest derivative of all, s. */
function judge(
  { output, input, automatic, allowance, curve, free, shape, reason }: Finding,
  s: number,
  tolerance: number,
): Component {
  const numeric = free?.numeric ?? NaN
  const size = Math.max(Math.abs(automatic), Math.abs(numeric))
  const error = Math.abs(automatic - numeric)
  const bar = free?.bar ?? Infinity
  const zero = size <= bar + allowance
  const relativeError = error === 0 || zero ? 0 : error / Math.max(size, 1e-12 * s)
  const component = (verdict: Verdict, why: string | null): Component => ({
    output,
    input,
    verdict,
    reason: why,
    automatic,
    numeric,
    relativeError,
    free,
  })
  if (shape === 'non-finite') return component('non-finite', reason)
  if (shape === 'jump') return component('discontinuous', reason)
  if (shape === 'kink') return component('kink', reason)
  if (shape === 'undecided') return component('inconclusive', reason)
  if (error > tolerance * Math.max(size, 1e-12 * s) + bar + allowance) return component('disagree', null)
  // A value that is 0 but for the rounding of ordinary numbers has the slope 0.
  const rounding = zero && bar * (free?.step ?? NaN) <= 1e3 * EPSILON * curve.magnitude()
  const trusted = rounding || bar <= Math.max(1e-4 * size, tolerance * s, 1e-8 * curve.naturalSlope())
  return trusted
    ? component('agree', null)
    : component('inconclusive', `the difference quotient is only known to ±${bar}`)
}
