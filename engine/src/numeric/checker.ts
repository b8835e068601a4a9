// The finite-difference checker: does a derivative fit its function? It runs the function around a point, in float64, and
// knows neither tape nor program: design.md, "What a check says", free runs. Never a false alarm is its first rule.
//
// Extrapolation: Ridders, "Accurate computation of F′(x) and F′(x)F″(x)" (1982). Noise: Moré & Wild, "Estimating
// computational noise" (2011), fourth differences.

export type Verdict = 'agree' | 'disagree' | 'inconclusive' | 'kink' | 'discontinuous' | 'non-finite' | 'skipped'

/** Which verdict speaks for the whole where components have several: the first of these. */
const PRECEDENCE: readonly Verdict[] = ['skipped', 'non-finite', 'discontinuous', 'disagree', 'kink', 'inconclusive', 'agree']

/** One run of the function. `decisions` is what its course depended on, in order: comparisons, truth values, turns, orders,
 *  conversions to integers, and the side that an operation with a kink took (abs, max, relu, clip, where). */
export type Run =
  | { readonly ok: true; readonly values: ArrayLike<number>; readonly decisions: readonly unknown[] }
  | { readonly ok: false; readonly reason: string }

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

const EPSILON = 2 ** -53
/** Steps as powers of two of the scale max(|x|, 1): 0.8 % to 1.2e-7, a factor of four apart. */
const LADDER = [-7, -9, -11, -13, -15, -17, -19, -21, -23]
/** The rungs that every verdict looks at, whatever converged before. */
const ALWAYS = [-17, -23]
/** More steps of |x| itself, where that is below the scale. */
const OWN_LADDER = [-3, -5, -7, -9, -11, -13, -15]
/** Smaller steps of the scale, tried before a disagreement is claimed. */
const ZOOM = [-26, -29, -32, -35]
const HERE_ULPS = 4
/** Keeps the spacing of noise samples off the powers of two on which values may be rounded. */
const UNEVEN = 1.2360679

/** Compares derivatives with differences of the function's values, component by component. */
export function check(problem: CheckProblem): CheckResult {
  const { automatic, base, tolerance = 1e-6, contributions } = problem
  let runs = 0
  const evaluate = (inputs: Float64Array): Run => {
    runs++
    return problem.evaluate(inputs)
  }
  const none = (verdict: Verdict, reason: string): CheckResult => ({ verdict, reason, maxRelativeError: NaN, worst: null, components: [], runs })

  const origin = evaluate(Float64Array.from(base))
  if (!origin.ok) return none('skipped', origin.reason)
  const asked = automatic.flatMap((row, output) => row.flatMap((value, input) => (value === null ? [] : [{ output, input, value }])))
  if (asked.length === 0) return none('skipped', 'there is no derivative to check')

  const findings: Finding[] = []
  for (let input = 0; input < base.length; input++) {
    const here = asked.filter((component) => component.input === input)
    if (here.length === 0) continue
    const line = new Line(evaluate, base, input, origin)
    for (const { output, value } of here) {
      const allowance = 64 * EPSILON * (contributions?.[output][input] ?? Math.abs(value))
      findings.push(explore(line, output, value, allowance, tolerance))
    }
  }
  const s = findings.reduce((top, { automatic: a, free }) => Math.max(top, finite(a), finite(free?.numeric ?? 0)), 0)
  const components = findings.map((finding) => judge(finding, s, tolerance))
  const verdict = PRECEDENCE.find((v) => components.some((component) => component.verdict === v))!
  const deciding = components.filter((component) => component.verdict === verdict)
  const worst = deciding.reduce((a, b) => (b.relativeError > a.relativeError || Number.isNaN(a.relativeError) ? b : a))
  const errors = components.map(({ relativeError }) => relativeError).filter((e) => !Number.isNaN(e))
  return { verdict, reason: worst.reason, maxRelativeError: errors.length > 0 ? Math.max(...errors) : NaN, worst, components, runs }
}

const finite = (x: number): number => (Number.isFinite(x) ? Math.abs(x) : 0)

/** One run at a point of the line. */
interface Sample {
  readonly x: number
  readonly values: ArrayLike<number> | null
  readonly decisions: readonly unknown[]
}

/** A step and what the function does on either side of it. */
interface Rung {
  readonly step: number
  readonly minus: Sample
  readonly plus: Sample
}

interface Finding {
  readonly output: number
  readonly input: number
  readonly automatic: number
  /** The engine's own rounding. */
  readonly allowance: number
  /** The size that the derivative has by nature: |f| over the scale of x, and the slopes nearby. */
  readonly natural: number
  /** The size of the numbers that the value may have been computed from. */
  readonly magnitude: number
  readonly free: FreeEvidence | null
  /** What the evidence says, whatever the tolerance. */
  readonly shape: 'smooth' | 'kink' | 'jump' | 'undecided' | 'non-finite'
  readonly reason: string | null
}

/** The function along one input, through the base point. */
class Line {
  readonly x: number
  readonly scale: number
  /** What lies within this distance is here. */
  readonly here: number
  readonly near: { readonly minus: Sample; readonly plus: Sample }
  private readonly rungs = new Map<number, Rung>()
  private readonly windows = new Map<number, readonly Sample[][]>()

  constructor(
    private readonly evaluate: (inputs: Float64Array) => Run,
    private readonly base: Float64Array,
    readonly input: number,
    readonly origin: Run & { readonly ok: true },
  ) {
    this.x = base[input]
    this.scale = Math.max(Math.abs(this.x), 1)
    this.here = HERE_ULPS * (this.x === 0 ? 2 * EPSILON : ulp(this.x))
    this.near = { minus: this.at(this.x - this.here), plus: this.at(this.x + this.here) }
  }

  /** The runs at x ± 2^exponent of the scale (or of `unit`). */
  rung(exponent: number, unit = this.scale): Rung {
    // A power of two keeps x ± step exact.
    const step = 2 ** (exponent + Math.floor(Math.log2(unit)))
    const known = this.rungs.get(step)
    if (known) return known
    const rung = { step, minus: this.at(this.x - step), plus: this.at(this.x + step) }
    this.rungs.set(step, rung)
    return rung
  }

  /** All rungs so far, the largest step first. */
  all(): Rung[] {
    return [...this.rungs.values()].sort((a, b) => b.step - a.step)
  }

  /** A bound for the error of a single value as steps of size `step` see it, from third differences over tiny steps on
   *  either side of the point. Spacings at which the values hardly differ say nothing; larger ones are then looked at. */
  noise(output: number, step: number): number {
    const f0 = this.origin.values[output]
    if (this.all().every(({ minus, plus }) => valueOf(minus, output) === f0 && valueOf(plus, output) === f0)) return 0
    const spacings = this.spacings()
    let worst = 0
    let told = 0
    for (const [i, spacing] of spacings.entries()) {
      if (told > 0 && (i > 1 || spacing > step)) break
      const { level, varied } = this.noiseAt(spacing, output)
      worst = Math.max(worst, level)
      if (varied) told++
    }
    return 3 * worst
  }

  private noiseAt(spacing: number, output: number): { readonly level: number; readonly varied: boolean } {
    let sides = this.windows.get(spacing)
    if (!sides) {
      sides = [-1, 1].map((side) => Array.from({ length: 6 }, (_, j) => this.at(this.x + side * (j + 1) * UNEVEN * spacing)))
      this.windows.set(spacing, sides)
    }
    let level = 0
    let distinct = 0
    for (const samples of sides) {
      const f = samples.map((sample) => valueOf(sample, output))
      distinct = Math.max(distinct, new Set(f).size)
      for (let j = 0; j + 3 < f.length; j++) {
        const third = Math.abs(f[j + 3] - 3 * f[j + 2] + 3 * f[j + 1] - f[j])
        if (Number.isFinite(third)) level = Math.max(level, third / Math.sqrt(20))
      }
    }
    return { level, varied: distinct >= 4 }
  }

  private spacings(): number[] {
    const size = Math.abs(this.x)
    const unit = 2 ** Math.floor(Math.log2(this.scale))
    const own = size > 0 && size < 1 ? 2 ** Math.floor(Math.log2(size)) : unit
    return [...new Set([own * 2 ** -40, own * 2 ** -27, own * 2 ** -20, unit * 2 ** -27, unit * 2 ** -20])].sort((a, b) => a - b)
  }

  private at(x: number): Sample {
    const inputs = Float64Array.from(this.base)
    inputs[this.input] = x
    const run = this.evaluate(inputs)
    return run.ok ? { x, values: run.values, decisions: run.decisions } : { x, values: null, decisions: [] }
  }
}

function ulp(x: number): number {
  return 2 ** (Math.floor(Math.log2(Math.max(Math.abs(x), 2 ** -1021))) - 52)
}

function valueOf(sample: Sample, output: number): number {
  return sample.values === null ? NaN : sample.values[output]
}

/** The place of the first decision that differs, or null. */
function firstOther(a: readonly unknown[], b: readonly unknown[]): number | null {
  for (let i = 0; i < Math.max(a.length, b.length); i++) if (!Object.is(a[i], b[i])) return i
  return null
}

function sameDecisions(a: Sample, b: Sample): boolean {
  return firstOther(a.decisions, b.decisions) === null
}

/** A difference quotient: its step, its value, how much rounding it may carry. */
interface Quotient {
  readonly step: number
  readonly value: number
  readonly noise: number
}

interface Estimate {
  readonly value: number
  readonly bar: number
  /** The smallest step that it rests on. */
  readonly step: number
}

/** Extrapolates quotients to step 0 by Neville's scheme in step^power, and returns the entry with the smallest bar among
 *  those that no smaller step contradicts; null where fewer than two quotients are finite. */
function extrapolate(quotients: readonly Quotient[], power: 1 | 2): Estimate | null {
  const q = quotients.filter(({ value, noise }) => Number.isFinite(value) && Number.isFinite(noise))
  let best: Estimate | null = null
  let previous: { value: number; noise: number }[] = []
  for (let i = 0; i < q.length; i++) {
    const row = [{ value: q[i].value, noise: q[i].noise }]
    for (let j = 1; j <= Math.min(i, 6); j++) {
      const ratio = (q[i - j].step / q[i].step) ** power
      const [fine, coarse] = [row[j - 1], previous[j - 1]]
      const value = fine.value + (fine.value - coarse.value) / (ratio - 1)
      const noise = (ratio * fine.noise + coarse.noise) / (ratio - 1)
      row.push({ value, noise })
      const truncation = Math.max(Math.abs(value - fine.value), Math.abs(value - coarse.value))
      const bar = 2 * truncation + noise + 4 * EPSILON * Math.abs(value)
      if (Number.isFinite(bar) && (best === null || bar < best.bar) && !contradicted(q, i, power, value, bar)) {
        best = { value, bar, step: q[i].step }
      }
    }
    previous = row
  }
  return best
}

/** Is there a smaller step whose quotient is farther from `value` than truncation and noise explain? */
function contradicted(q: readonly Quotient[], i: number, power: 1 | 2, value: number, bar: number): boolean {
  const apart = Math.abs(q[i].value - value)
  return q.slice(i + 1).some((finer) => {
    const truncation = 4 * apart * (finer.step / q[i].step) ** power
    return Math.abs(finer.value - value) > 2 * (finer.noise + truncation + bar)
  })
}

/** Runs what is needed to know the function around the point along one input. */
function explore(line: Line, output: number, automatic: number, allowance: number, tolerance: number): Finding {
  const f0 = line.origin.values[output]
  const finding = { output, input: line.input, automatic, allowance, natural: 0, magnitude: Math.max(line.scale, Math.abs(f0)) }
  if (!Number.isFinite(automatic)) return { ...finding, free: null, shape: 'non-finite', reason: `the derivative is ${automatic}` }
  if (!Number.isFinite(f0)) return { ...finding, free: null, shape: 'non-finite', reason: `the value is ${f0}` }

  const { near } = line
  const at = (sample: Sample): number => valueOf(sample, output)
  const rounding = (step: number, ...samples: Sample[]): number => line.noise(output, step) + EPSILON * Math.max(...samples.map((sample) => Math.abs(at(sample))))
  const away = ({ minus, plus }: { readonly minus: Sample; readonly plus: Sample }): number => Math.max(Math.abs(f0 - at(minus)), Math.abs(f0 - at(plus)))
  const central = (rungs: readonly Rung[]): Quotient[] =>
    rungs.map(({ step, minus, plus }) => ({ step, value: (at(plus) - at(minus)) / (2 * step), noise: rounding(step, minus, plus) / step }))
  const isClean = ({ minus, plus }: Rung): boolean => sameDecisions(minus, near.minus) && sameDecisions(plus, near.plus)
  const cleanEstimate = (): Estimate | null => extrapolate(central(line.all().filter(isClean)), 2)
  const isTight = (estimate: Estimate | null): boolean => estimate !== null && estimate.bar <= 1e-3 * tolerance * Math.abs(estimate.value)

  let clean: Estimate | null = null
  for (const [i, exponent] of LADDER.entries()) {
    line.rung(exponent)
    if (i >= 3 && isTight((clean = cleanEstimate()))) break
  }
  for (const exponent of ALWAYS) line.rung(exponent)
  clean = cleanEstimate()
  if (line.x !== 0 && Math.abs(line.x) < 2 ** -4 && !isTight(clean)) {
    for (const exponent of OWN_LADDER) line.rung(exponent, Math.abs(line.x))
    clean = cleanEstimate()
  }

  const side = (which: 'minus' | 'plus'): Side => {
    const close = near[which]
    const [x0, start] = firstOther(close.decisions, line.origin.decisions) === null ? [line.x, f0] : [close.x, at(close)]
    const quotients = line
      .all()
      .filter((rung) => sameDecisions(rung[which], close))
      .map(({ step, [which]: sample }) => ({
        step,
        value: (at(sample) - start) / (sample.x - x0),
        noise: (2 * rounding(step, sample) + EPSILON * Math.abs(start)) / step,
      }))
    const estimate = extrapolate(quotients, 1)
    return { slope: estimate?.value ?? null, bar: estimate?.bar ?? Infinity, limit: at(close) }
  }
  const evidence = (estimate: Estimate | null): FreeEvidence => {
    const rungs = line.all()
    const other = rungs.map(({ step, minus, plus }) => ({ step, index: firstOther(minus.decisions, line.origin.decisions) ?? firstOther(plus.decisions, line.origin.decisions) }))
    const nearest = other.filter(({ index }) => index !== null).at(-1)
    return {
      numeric: estimate?.value ?? NaN,
      bar: estimate?.bar ?? Infinity,
      step: estimate?.step ?? NaN,
      nearby: rungs[0].step,
      left: side('minus'),
      right: side('plus'),
      otherDecision: nearest ? { index: nearest.index!, step: nearest.step } : null,
    }
  }
  const natural = (): number =>
    line.all().reduce((size, rung) => (isClean(rung) && Number.isFinite(away(rung)) ? Math.max(size, away(rung) / rung.step) : size), Math.abs(f0) / line.scale)
  const found = (shape: Finding['shape'], estimate: Estimate | null, reason: string | null): Finding => ({ ...finding, natural: natural(), free: evidence(estimate), shape, reason })

  if (!Number.isFinite(at(near.minus)) || !Number.isFinite(at(near.plus))) {
    const which = Number.isFinite(at(near.plus)) ? 'below' : Number.isFinite(at(near.minus)) ? 'above' : 'around'
    return found('undecided', null, `the point is at the edge of the domain: there is no value ${which} it`)
  }

  // Is there a jump or a bend right here?
  const zoomed = line.rung(-30)
  clean = cleanEstimate()
  const jump = Math.abs(at(near.plus) - at(near.minus))
  const apart = away(near)
  const quiet = 8 * rounding(line.scale, near.minus, near.plus)
  if (jump > quiet && jump > 0.5 * away(zoomed)) {
    return found('jump', null, `the value jumps here, from ${at(near.minus)} to ${at(near.plus)}`)
  }
  if (apart > quiet && apart > 2 * jump && apart > 0.5 * away(zoomed)) {
    return found('undecided', clean, `the value here, ${f0}, is apart from its surroundings, ${at(near.plus)}`)
  }
  const [left, right] = [side('minus'), side('plus')]
  if (bends(left, right, tolerance) && staysBent(line, output, right.slope! - left.slope!, rounding)) {
    return found('kink', null, `the slope is ${left.slope} from below and ${right.slope} from above`)
  }

  const differs = (estimate: Estimate): boolean =>
    Math.abs(automatic - estimate.value) > tolerance * Math.max(Math.abs(automatic), Math.abs(estimate.value)) + estimate.bar + allowance
  const elsewhere = firstOther(near.minus.decisions, line.origin.decisions) ?? firstOther(near.plus.decisions, line.origin.decisions)
  if (clean !== null && left.slope !== null && right.slope !== null) clean = joined(clean, left, right)
  // Where all runs nearby take other branches they can confirm a derivative but not refute it.
  const any = clean ?? extrapolate(central(line.all()), 2)
  const stair = any && steppedSlope(line, output, any.value, isClean)
  if (stair !== null) return found('undecided', any, `the value goes in steps: the slope is ${any!.value} on this one, about ${stair} over several`)
  if (clean !== null && differs(clean)) {
    for (const exponent of ZOOM) line.rung(exponent)
    clean = cleanEstimate()
    if (clean === null) return found('undecided', null, 'smaller steps give another slope: noise')
    const gap = Math.abs(automatic - clean.value)
    const resolved = line.all().some(({ step, minus, plus }) => step <= 2 ** -26 * line.scale && rounding(step, minus, plus) / step < gap / 4)
    const rough = rounding(line.scale, near.minus, near.plus) > 32 * rounding(0, near.minus, near.plus)
    if (differs(clean) && isHidden(line, output, automatic)) return found('undecided', clean, 'the value changes too little to show a slope: rounding')
    if (differs(clean) && rough && !resolved) return found('undecided', clean, `the value is rough below steps of ${clean.step}: noise`)
    if (differs(clean) && elsewhere !== null) return found('undecided', clean, `the point takes a branch of its own: around it the slope is ${clean.value}`)
    if (differs(clean)) return found('smooth', clean, null)
  }
  if (clean !== null) return found('smooth', clean, null)
  if (any !== null && !differs(any)) return found('smooth', any, null)
  return found('undecided', any, any === null ? 'no step gives a derivative' : `other branches are taken nearby, with the slope ${any.value}`)
}

/** Where two pieces join with equal slopes but different curvature, the sides know the slope better than both together. */
function joined(clean: Estimate, left: Side, right: Side): Estimate {
  const bar = Math.max(left.bar, right.bar) + Math.abs(left.slope! - right.slope!) / 2
  return bar < clean.bar ? { ...clean, value: (left.slope! + right.slope!) / 2, bar } : clean
}

function bends(left: Side, right: Side, tolerance: number): boolean {
  if (left.slope === null || right.slope === null) return false
  const size = Math.max(Math.abs(left.slope), Math.abs(right.slope))
  return Math.abs(left.slope - right.slope) > left.bar + right.bar + tolerance * size
}

/** Does the gap between the slopes stay over the smallest steps that noise allows? Else the bend is beside the point. */
function staysBent(line: Line, output: number, gap: number, rounding: (step: number, ...samples: Sample[]) => number): boolean {
  const f0 = line.origin.values[output]
  for (const exponent of ZOOM) {
    const { step, minus, plus } = line.rung(exponent)
    if ((4 * rounding(step, minus, plus)) / step > Math.abs(gap) / 4) continue
    const seen = (valueOf(plus, output) + valueOf(minus, output) - 2 * f0) / step
    if (Math.abs(seen - gap) > Math.abs(gap) / 2) return false
  }
  return true
}

/** The slope over larger steps, where both sides agree on it and differ from the slope at the point: a stepped function, or
 *  a search (bisection) that is differentiated along its branches. The larger steps take other branches, or else the value
 *  stands still at the point, so that the branches may be hidden in its rounding. Null where it is not so. */
function steppedSlope(line: Line, output: number, slope: number, isClean: (rung: Rung) => boolean): number | null {
  const f0 = line.origin.values[output]
  const other = (sample: Sample): boolean => firstOther(sample.decisions, line.origin.decisions) !== null
  const still = slope === 0 && standsStill(line, output)
  let seen: number | null = null
  for (const rung of line.all()) {
    const branches = !isClean(rung) && other(rung.minus) && other(rung.plus)
    if (!branches && !still) continue
    const above = (valueOf(rung.plus, output) - f0) / rung.step
    const below = (f0 - valueOf(rung.minus, output)) / rung.step
    const size = Math.max(Math.abs(above), Math.abs(below))
    const spread = Math.abs(above - below)
    const mean = (above + below) / 2
    if (spread > 0.2 * size || Math.abs(mean - slope) <= Math.max(0.01 * size, 2 * spread)) continue
    // Without other branches two steps have to tell the same: a flat point of a smooth function does not.
    if (branches || (seen !== null && Math.abs(mean - seen) <= 0.5 * Math.abs(seen))) return mean
    seen = mean
  }
  return null
}

/** Is the value the same to the last digit over the smallest steps? */
function standsStill(line: Line, output: number): boolean {
  const f0 = line.origin.values[output]
  return line.all().slice(-3).every(({ minus, plus }) => valueOf(minus, output) === f0 && valueOf(plus, output) === f0)
}

/** Would a slope stay below the digits of a value that was computed from numbers of ordinary size? */
function isHidden(line: Line, output: number, slope: number): boolean {
  const size = Math.max(line.scale, Math.abs(line.origin.values[output]))
  return standsStill(line, output) && Math.abs(slope) * line.all()[0].step < 64 * EPSILON * size
}

/** The verdict on one component, given the largest derivative of all, s. */
function judge({ output, input, automatic, allowance, natural, magnitude, free, shape, reason }: Finding, s: number, tolerance: number): Component {
  const numeric = free?.numeric ?? NaN
  const size = Math.max(Math.abs(automatic), Math.abs(numeric))
  const error = Math.abs(automatic - numeric)
  const bar = free?.bar ?? Infinity
  const zero = size <= bar + allowance
  const relativeError = error === 0 || zero ? 0 : error / Math.max(size, 1e-12 * s)
  const component = (verdict: Verdict, why: string | null): Component => ({ output, input, verdict, reason: why, automatic, numeric, relativeError, free })
  if (shape === 'non-finite') return component('non-finite', reason)
  if (shape === 'jump') return component('discontinuous', reason)
  if (shape === 'kink') return component('kink', reason)
  if (shape === 'undecided') return component('inconclusive', reason)
  if (error > tolerance * Math.max(size, 1e-12 * s) + bar + allowance) return component('disagree', null)
  // A value that is 0 but for the rounding of ordinary numbers has the slope 0.
  const rounding = zero && bar * free!.step <= 1e3 * EPSILON * magnitude
  const trusted = rounding || bar <= Math.max(1e-4 * size, tolerance * s, 1e-8 * natural)
  return trusted ? component('agree', null) : component('inconclusive', `the difference quotient is only known to ±${bar}`)
}
