// Many derivatives at once: along a direction in which every component counts alike, a handful of runs tells whether all of
// them fit. Finds that something is wrong, not what: that is for the full pass.
//
// A direction moves input i by ±u/|g_i|, u between 1/2 and 1 and g the derivatives in question. So each component adds ±u to
// the slope however small it is, and an error of a part ε in any one of n changes it by ε/2 at least, next to n terms of
// size 1. Components of very different size go in directions of their own, since one step has to suit them all.
import { Curve, EPSILON, Line, type Run } from './difference'
import { explore } from './free'
import type { LockedEvidence, LockedRuns } from './locked'

/** A derivative to be checked. */
export interface Asked {
  readonly output: number
  readonly input: number
  readonly value: number
}

export interface DirectionProblem {
  readonly evaluate: (inputs: Float64Array) => Run
  readonly origin: Run & { readonly ok: true }
  readonly base: Float64Array
  readonly asked: readonly Asked[]
  readonly contribution: (component: Asked) => number
  readonly tolerance: number
  readonly locked: LockedRuns | null
}

export interface Directed {
  /** Those that fit, to the tolerance. */
  readonly fitting: readonly Asked[]
  /** Those that have to be looked at one by one. */
  readonly rest: readonly Asked[]
  /** How many directions were taken, and the largest relative difference of their slopes. */
  readonly directions: number
  readonly error: number
}

/** Fewer components than this are checked one by one. */
const MANY = 40
/** Directions per group: what cancels in one shows in another. */
const TWICE = 2
/** Sizes that share a direction, as a power of ten. */
const DECADES = 3
/** The part of the tolerance that one component's contribution may be off by. */
const SHARE = 0.25

/** Checks derivatives in groups where there are many; leaves to the rest what does not fit or cannot be told. */
export function checkByDirections(problem: DirectionProblem): Directed {
  const { asked } = problem
  const outputs = [...new Set(asked.map(({ output }) => output))]
  const groups = outputs.flatMap((output) => grouped(asked.filter((component) => component.output === output)))
  const inputs = new Set(asked.map(({ input }) => input)).size
  if (inputs < MANY || groups.length * TWICE * 2 > inputs)
    return { fitting: [], rest: asked, directions: 0, error: NaN }
  const fitting: Asked[] = []
  const rest: Asked[] = asked.filter(({ value }) => !Number.isFinite(value))
  const random = sequence()
  let directions = 0
  let error = 0
  for (const group of groups) {
    let fits = group.length > 1
    for (let k = 0; k < TWICE && fits; k++) {
      directions++
      const found = follow(problem, group, random)
      fits = found !== null
      error = Math.max(error, found ?? 0)
    }
    ;(fits ? fitting : rest).push(...group)
  }
  return { fitting, rest, directions, error }
}

/** Components of about one size; those that are 0, or nothing beside the largest, together. */
function grouped(components: readonly Asked[]): (readonly Asked[])[] {
  const groups = new Map<number, Asked[]>()
  const s = components.reduce((top, { value }) => (Number.isFinite(value) ? Math.max(top, Math.abs(value)) : top), 0)
  for (const component of components) {
    const size = Math.abs(component.value)
    if (!Number.isFinite(size)) continue
    const key = size <= 1e-12 * s ? -Infinity : Math.floor(Math.log10(size / s) / DECADES)
    groups.set(key, [...(groups.get(key) ?? []), component])
  }
  return [...groups.values()]
}

/** The relative difference along one direction; null where the derivatives do not fit or it cannot be told. */
function follow(problem: DirectionProblem, group: readonly Asked[], random: () => number): number | null {
  const { base, origin, tolerance, locked, asked } = problem
  const { direction, weight, zero } = directionOf(group, base, random)
  const slope = group.reduce((sum, { input, value }) => sum + value * direction[input], 0)
  const allowance =
    64 * EPSILON * group.reduce((sum, c) => sum + problem.contribution(c) * Math.abs(direction[c.input]), 0)
  const s = asked.reduce((top, { value }) => (Number.isFinite(value) ? Math.max(top, Math.abs(value)) : top), 0)
  // What one component adds; where they are 0, what would be nothing beside the others.
  const unit = zero
    ? s * group.reduce((least, { input }) => Math.min(least, Math.abs(direction[input])), Infinity)
    : weight
  const enough = SHARE * tolerance * unit
  const fits = ({ numeric, bar }: Pick<LockedEvidence, 'numeric' | 'bar'>): boolean =>
    bar <= enough && Math.abs(numeric - slope) <= enough + bar + allowance
  const evidence = locked?.along(group[0].output, direction) ?? null
  if (evidence !== null && evidence.obstacle === null && !isTold(evidence)) return null
  const isLocked = evidence !== null && isTold(evidence) && fits(evidence)
  if (locked !== null && evidence !== null && evidence.obstacle === null && !isLocked) {
    // Exact runs contradict: where those through the base run's own values do not, its rounding moved the derivative, and
    // the free runs decide.
    const anchored = locked.along(group[0].output, direction, true)
    if (!isTold(anchored) || !fits(anchored)) return null
  }

  const along = (t: number): Float64Array => base.map((x, i) => x + t * direction[i])
  const line = new Line(([t]) => problem.evaluate(along(t)), Float64Array.of(0), 0, origin)
  const size = Math.max(Math.abs(slope), unit)
  const { shape, free } = explore(new Curve(line, group[0].output), slope, allowance, enough / size)
  if (shape !== 'smooth' || free === null) return null
  const limit = isLocked ? 1e-2 * unit : enough
  if (free.bar > limit || Math.abs(free.numeric - slope) > enough + free.bar + allowance) return null
  const difference = Math.abs((isLocked ? evidence.numeric : free.numeric) - slope)
  return difference <= allowance || zero ? 0 : difference / (weight * group.length)
}

/** Do locked runs give a derivative, along the base run's own course? */
function isTold({ obstacle, converged, other }: LockedEvidence): boolean {
  return obstacle === null && converged && other === null
}

/** A direction through a group, scaled so that a step of 1 moves no input by more than its own size. */
function directionOf(
  group: readonly Asked[],
  base: Float64Array,
  random: () => number,
): { readonly direction: Float64Array; readonly weight: number; readonly zero: boolean } {
  const scale = (i: number): number => (base[i] === 0 ? 1 : Math.abs(base[i]))
  const largest = group.reduce((top, { value }) => Math.max(top, Math.abs(value)), 0)
  const zero = group.some(({ value }) => Math.abs(value) < 1e-9 * largest || value === 0)
  const direction = new Float64Array(base.length)
  let room = Infinity
  for (const { input, value } of group) {
    const by = (random() < 0.5 ? -1 : 1) * (0.5 + 0.5 * random()) * (zero ? scale(input) : 1 / Math.abs(value))
    direction[input] = by
    room = Math.min(room, scale(input) / Math.abs(by))
  }
  for (const { input } of group) direction[input] *= room
  return { direction, weight: 0.5 * room, zero }
}

/** Numbers in [0, 1) from a fixed seed, so that a check says the same every time (Marsaglia, "Xorshift RNGs", 2003). */
function sequence(): () => number {
  let state = 0x2545f491
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
