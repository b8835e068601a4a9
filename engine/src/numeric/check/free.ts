// Free evidence: runs of the function that decide anew, in float64, to either side of a point. They judge the surroundings
// (design.md, "What a check says"); knows neither tape nor rule.
import type { Curve, Estimate } from './difference'

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

/** What free runs found around a point, along one input. */
export interface Finding {
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
export function explore(curve: Curve, automatic: number, allowance: number, tolerance: number): Finding {
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
