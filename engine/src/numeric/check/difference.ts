// A function's values along one of its inputs, around a point, and the slopes that difference quotients give. Runs the
// function and judges nothing: the verdicts are checker.ts's.
//
// Extrapolation: Ridders, "Accurate computation of F′(x) and F′(x)F″(x)" (1982). Noise: Moré & Wild, "Estimating
// computational noise" (2011), with third differences.

/** One run of the function. `decisions` is what its course depended on, in order: comparisons, truth values, turns, orders,
 *  conversions to integers, and the side that an operation with a kink took (abs, max, relu, clip, where). */
export type Run =
  | { readonly ok: true; readonly values: ArrayLike<number>; readonly decisions: readonly unknown[] }
  | { readonly ok: false; readonly reason: string }

export const EPSILON = 2 ** -53
/** Steps as powers of two of the scale max(|x|, 1): 0.8 % to 1.2e-7, a factor of four apart. */
const LADDER = [-7, -9, -11, -13, -15, -17, -19, -21, -23]
/** The rungs that every verdict looks at, whatever converged before. */
const ALWAYS = [-17, -23]
/** More steps of |x| itself, where that is below the scale. */
const OWN_LADDER = [-3, -5, -7, -9, -11, -13, -15]
/** Smaller steps of the scale, tried before a disagreement is claimed. */
const ZOOM = [-26, -29, -30, -32, -35]
const HERE_ULPS = 4
/** Keeps the spacing of noise samples off the powers of two on which values may be rounded. */
const UNEVEN = 1.2360679

/** One run at a point of the line. */
export interface Sample {
  readonly x: number
  readonly values: ArrayLike<number> | null
  readonly decisions: readonly unknown[]
}

/** A step and what the function does on either side of it. */
export interface Rung {
  readonly step: number
  readonly minus: Sample
  readonly plus: Sample
}

/** The function along one input, through the base point. */
export class Line {
  readonly x: number
  readonly scale: number
  /** What lies within this distance is here. */
  readonly here: number
  readonly near: { readonly minus: Sample; readonly plus: Sample }
  /** Why a run gave no value, the first that did not. */
  failure: string | null = null
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
  private rung(exponent: number, unit = this.scale): Rung {
    // A power of two keeps x ± step exact.
    const step = 2 ** (exponent + Math.floor(Math.log2(unit)))
    const known = this.rungs.get(step)
    if (known) return known
    const rung = { step, minus: this.at(this.x - step), plus: this.at(this.x + step) }
    this.rungs.set(step, rung)
    return rung
  }

  /** The rungs of the whole ladder, until `enough`; the smallest in any case. */
  climb(enough: () => boolean): void {
    for (const [i, exponent] of LADDER.entries()) {
      this.rung(exponent)
      if (i >= 3 && enough()) break
    }
    for (const exponent of ALWAYS) this.rung(exponent)
    if (this.x === 0 || Math.abs(this.x) >= 2 ** -4 || enough()) return
    for (const exponent of OWN_LADDER) this.rung(exponent, Math.abs(this.x))
  }

  /** Rungs below the ladder. */
  zoom(): Rung[] {
    return ZOOM.map((exponent) => this.rung(exponent))
  }

  largestStep(): number {
    return this.all()[0].step
  }

  /** Does a run take other branches than the base run? */
  isElsewhere(sample: Sample): boolean {
    return firstOther(sample.decisions, this.origin.decisions) !== null
  }

  /** The smallest step that took another branch, and the first decision that came out otherwise. */
  nearestOther(): { readonly index: number; readonly step: number } | null {
    for (const { step, minus, plus } of this.all().reverse()) {
      const index =
        firstOther(minus.decisions, this.origin.decisions) ?? firstOther(plus.decisions, this.origin.decisions)
      if (index !== null) return { index, step }
    }
    return null
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
      sides = [-1, 1].map((side) =>
        Array.from({ length: 6 }, (_, j) => this.at(this.x + side * (j + 1) * UNEVEN * spacing)),
      )
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
    return [...new Set([own * 2 ** -40, own * 2 ** -27, own * 2 ** -20, unit * 2 ** -27, unit * 2 ** -20])].sort(
      (a, b) => a - b,
    )
  }

  private at(x: number): Sample {
    const inputs = Float64Array.from(this.base)
    inputs[this.input] = x
    const run = this.evaluate(inputs)
    if (run.ok) return { x, values: run.values, decisions: run.decisions }
    this.failure ??= run.reason
    return { x, values: null, decisions: [] }
  }
}

function ulp(x: number): number {
  return 2 ** (Math.floor(Math.log2(Math.max(Math.abs(x), 2 ** -1021))) - 52)
}

function valueOf(sample: Sample, output: number): number {
  return sample.values === null ? NaN : sample.values[output]
}

/** The place of the first decision that differs, or null. */
export function firstOther(a: readonly unknown[], b: readonly unknown[]): number | null {
  for (let i = 0; i < Math.max(a.length, b.length); i++) if (!Object.is(a[i], b[i])) return i
  return null
}

export function sameDecisions(a: Sample, b: Sample): boolean {
  return firstOther(a.decisions, b.decisions) === null
}

/** A difference quotient: its step, its value, how much rounding it may carry. */
interface Quotient {
  readonly step: number
  readonly value: number
  readonly noise: number
}

export interface Estimate {
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

/** One output along a line: its values, their rounding, and the slopes that its difference quotients give. */
export class Curve {
  /** The value at the point itself. */
  readonly value: number

  constructor(
    readonly line: Line,
    readonly output: number,
  ) {
    this.value = line.origin.values[output]
  }

  at(sample: Sample): number {
    return valueOf(sample, this.output)
  }

  /** How far the values of these samples may be off, as steps of that size see it. */
  rounding(step: number, ...samples: Sample[]): number {
    return (
      this.line.noise(this.output, step) + EPSILON * Math.max(...samples.map((sample) => Math.abs(this.at(sample))))
    )
  }

  /** The largest change of the value from the point to either side. */
  change({ minus, plus }: Pick<Rung, 'minus' | 'plus'>): number {
    return Math.max(Math.abs(this.value - this.at(minus)), Math.abs(this.value - this.at(plus)))
  }

  /** Do both sides take the branches that they take right beside the point? */
  isClean({ minus, plus }: Rung): boolean {
    const { near } = this.line
    return sameDecisions(minus, near.minus) && sameDecisions(plus, near.plus)
  }

  /** The slope from steps to both sides that take the branches right beside the point. */
  clean(): Estimate | null {
    return this.central(this.line.all().filter((rung) => this.isClean(rung)))
  }

  /** The slope from all steps to both sides, whatever branches they take. */
  any(): Estimate | null {
    return this.central(this.line.all())
  }

  private central(rungs: readonly Rung[]): Estimate | null {
    const quotients = rungs.map(({ step, minus, plus }) => ({
      step,
      value: (this.at(plus) - this.at(minus)) / (2 * step),
      noise: this.rounding(step, minus, plus) / step,
    }))
    return extrapolate(quotients, 2)
  }

  /** The slope to one side, along the branch that is taken right beside the point. */
  oneSided(side: 'minus' | 'plus'): Estimate | null {
    const { line } = this
    const beside = line.near[side]
    const [x0, start] = line.isElsewhere(beside) ? [beside.x, this.at(beside)] : [line.x, this.value]
    const quotients = line
      .all()
      .filter((rung) => sameDecisions(rung[side], beside))
      .map(({ step, [side]: sample }) => ({
        step,
        value: (this.at(sample) - start) / (sample.x - x0),
        noise: (2 * this.rounding(step, sample) + EPSILON * Math.abs(start)) / step,
      }))
    const found = extrapolate(quotients, 1)
    if (found === null || x0 === line.x) return found
    // The slope is that of the place where the branch begins, not quite the point's.
    const bends = quotients
      .filter(({ step }) => step >= found.step)
      .map(({ step, value }) => Math.abs(value - found.value) / step)
    return { ...found, bar: found.bar + line.here * Math.max(0, ...bends.filter(Number.isFinite)) }
  }

  /** Does the gap between the one-sided slopes stay over the smallest steps that noise allows? Else the bend is beside the
   *  point. */
  staysBent(gap: number): boolean {
    for (const { step, minus, plus } of this.line.zoom()) {
      if ((4 * this.rounding(step, minus, plus)) / step > Math.abs(gap) / 4) continue
      const seen = (this.at(plus) + this.at(minus) - 2 * this.value) / step
      if (Math.abs(seen - gap) > Math.abs(gap) / 2) return false
    }
    return true
  }

  /** The slope over larger steps, where both sides agree on it and differ from the slope at the point: a stepped function,
   *  or a search (bisection) that is differentiated along its branches. The larger steps take other branches, or else the
   *  value stands still at the point, so that the branches may be hidden in its rounding. Null where it is not so. */
  steppedSlope(slope: number): number | null {
    const still = slope === 0 && this.standsStill(2)
    let seen: number | null = null
    for (const rung of this.line.all()) {
      const branches = !this.isClean(rung) && this.line.isElsewhere(rung.minus) && this.line.isElsewhere(rung.plus)
      if (!branches && !still) continue
      const above = (this.at(rung.plus) - this.value) / rung.step
      const below = (this.value - this.at(rung.minus)) / rung.step
      const size = Math.max(Math.abs(above), Math.abs(below))
      const spread = Math.abs(above - below)
      const mean = (above + below) / 2
      if (spread > 0.2 * Math.max(size, Math.abs(slope)) || Math.abs(mean - slope) <= Math.max(1e-3 * size, 2 * spread))
        continue
      // Without other branches two steps have to tell the same: a flat point of a smooth function does not.
      if (branches || (seen !== null && Math.abs(mean - seen) <= 0.5 * Math.abs(seen))) return mean
      seen = mean
    }
    return null
  }

  /** Would a slope stay below the digits of a value that was computed from numbers of ordinary size? */
  hides(slope: number): boolean {
    return this.standsStill(3) && Math.abs(slope) * this.line.largestStep() < 64 * EPSILON * this.magnitude()
  }

  /** Is the value the same to the last digit over the smallest steps, so many? */
  private standsStill(rungs: number): boolean {
    const smallest = this.line.all().slice(-rungs)
    return smallest.every(({ minus, plus }) => this.at(minus) === this.value && this.at(plus) === this.value)
  }

  /** How far the slope changes within what is here, by the second difference over the largest step. */
  slopeOfRounding(): number {
    const widest = this.line.all().find((rung) => this.isClean(rung))
    if (!widest) return 0
    const { step, minus, plus } = widest
    const bend = Math.abs(this.at(plus) - 2 * this.value + this.at(minus)) / step ** 2
    return Number.isFinite(bend) ? bend * this.line.here : 0
  }

  /** Is the value rough where steps are small, and is there no step small enough to see through it that could tell two
   *  slopes apart that differ by `gap`? */
  isTooRough(gap: number): boolean {
    const { near } = this.line
    const rough = this.rounding(this.line.scale, near.minus, near.plus) > 32 * this.rounding(0, near.minus, near.plus)
    return rough && !this.line.zoom().some(({ step, minus, plus }) => this.rounding(step, minus, plus) / step < gap / 4)
  }

  /** The size of the numbers that the value may have been computed from. */
  magnitude(): number {
    return Math.max(this.line.scale, Math.abs(this.value))
  }

  /** The size that a slope has by nature: |f| over the scale of x, and the slopes nearby. */
  naturalSlope(): number {
    const slopes = this.line
      .all()
      .filter((rung) => this.isClean(rung))
      .map((rung) => this.change(rung) / rung.step)
    return Math.max(Math.abs(this.value) / this.line.scale, ...slopes.filter(Number.isFinite))
  }
}
