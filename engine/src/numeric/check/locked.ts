// Locked evidence: derivatives by differences of runs that replay the tape in double-double (design.md, "What a check says").
// Shares nothing with the rules' derivatives but the size of the rounding that it allows for.
//
// Differences: central ones over two steps, extrapolated once (Richardson). Double-double leaves 106 bits, so a step of 2⁻³²
// of the input loses 2⁻⁶⁴ to truncation and 2⁻⁷² to rounding.
import { NotPrecise } from '../doubledouble/algebra'
import { add, sub, type DoubleDouble } from '../doubledouble/arithmetic'
import { Tensor, type Num } from '../num'
import type { Session } from '../session'
import { namedOrigin, type Origin } from './nonFinite'
import { oneAt, valueAt, type Place } from './place'
import { Replay, type Outcome } from './replay'
import { roundingsOf } from './rounding'

export type { Place } from './place'

/** What locked runs say of one derivative. */
export interface LockedEvidence {
  /** The derivative of the piece that is on the tape, NaN where none was found. */
  readonly numeric: number
  readonly bar: number
  /** The smaller of the two steps, in units of the input. */
  readonly step: number
  /** The first entry of the tape that chose otherwise in a locked run; null where all chose as in the base run. */
  readonly other: number | null
  /** Do both steps tell the same? Else the derivative confirms and refutes nothing. */
  readonly converged: boolean
  /** Why there is no derivative; null where there is one. */
  readonly obstacle: string | null
}

/** Runs that replay the decisions of the base run. Outputs and inputs are numbered as in the check's `automatic`. */
export interface LockedRuns {
  /** ∂output/∂input. `anchored`: through the values that the base run rounded to, instead of the exact ones. */
  derivative(output: number, input: number, anchored?: boolean): LockedEvidence
  /** The derivative of an output along a direction, exact or `anchored` like `derivative`. */
  along(output: number, direction: Float64Array, anchored?: boolean): LockedEvidence
  /** ∂²output/∂first∂second. */
  second(output: number, first: number, second: number, anchored?: boolean): LockedEvidence
  /** How far the rounding of the rules' own arithmetic may move the derivative that they gave. */
  rounding(output: number, input: number): number
  /** The operation that first made a derivative or a value non-finite; null where none is found. */
  origin(output: number, input: number): Origin | null
}

/** Pairs of steps as powers of two of an input's own size, then of 1: the first that meets no kink and is fine enough. The
 *  smaller ones are for points beside a kink. */
const LADDER = [-30, -44, -58]
const SECOND_LADDER = [-21, -26]
/** The larger step over the smaller one. */
const RATIO = 4
/** The rounding of one double-double operation, with room for many. */
const ROUNDING = 2 ** -97
/** A bar of this part of the derivative is fine enough. */
const FINE = 2 ** -34
/** This part of |f| over the scale is as good as 0. */
const NOTHING = 2 ** -60
/** So near to one another two steps' derivatives have to be. */
const CONVERGED = 2 ** -20

/** Locked runs along a session's tape. Inputs are leaves, or entries to be taken as such. The tape is read here (one plan, and
 *  one sweep an output) and not needed afterwards. What cannot be replayed has an obstacle; nothing is thrown but by the
 *  session's own `charge`. */
export function lockedRuns(session: Session, inputs: readonly Place[], outputs: readonly Place[]): LockedRuns {
  try {
    return new TapeRuns(session, new Replay(session, inputs, outputs))
  } catch (error) {
    if (!(error instanceof NotPrecise)) throw error
    return new NoRuns(session, error.message, inputs, outputs)
  }
}

/** Stands for the runs of a tape that cannot be replayed. */
class NoRuns implements LockedRuns {
  private readonly swept: readonly Swept[]

  constructor(
    session: Session,
    private readonly obstacle: string,
    inputs: readonly Place[],
    outputs: readonly Place[],
  ) {
    this.swept = outputs.map((output) => swept(session, output, inputs, []))
  }

  derivative(): LockedEvidence {
    return noEvidence(this.obstacle)
  }
  along(): LockedEvidence {
    return noEvidence(this.obstacle)
  }
  second(): LockedEvidence {
    return noEvidence(this.obstacle)
  }
  rounding(output: number, input: number): number {
    return this.swept[output].roundings[input]
  }
  origin(output: number, input: number): Origin | null {
    return this.swept[output].origins[input]
  }
}

/** What locked runs say where they cannot be made. */
export function noEvidence(obstacle: string): LockedEvidence {
  return { numeric: NaN, bar: Infinity, step: NaN, other: null, converged: false, obstacle }
}

/** Two runs on either side. */
type Pair = readonly [plus: Outcome, minus: Outcome]

class TapeRuns implements LockedRuns {
  private readonly pairs = new Map<string, Pair | string>()
  private readonly base: Float64Array
  private readonly swept: readonly Swept[]

  constructor(
    session: Session,
    private readonly replay: Replay,
  ) {
    const { inputs, outputs } = replay
    const nodes = replay.nodes()
    this.base = Float64Array.from(inputs, ({ node, element }) => valueAt(session.tape.valueOf(node), element))
    this.swept = outputs.map((output) => swept(session, output, inputs, nodes))
  }

  derivative(output: number, input: number, anchored = false): LockedEvidence {
    const obstacle = this.replay.obstacle(input, output)
    if (obstacle !== null) return noEvidence(obstacle)
    const direction = new Float64Array(this.base.length)
    direction[input] = 1
    return this.climb(output, direction, unitsOf(this.base[input]), anchored, `${input} ${anchored}`)
  }

  along(output: number, direction: Float64Array, anchored = false): LockedEvidence {
    for (const [input, d] of direction.entries()) {
      const obstacle = d === 0 ? null : this.replay.obstacle(input, output)
      if (obstacle !== null) return noEvidence(obstacle)
    }
    let unit = Infinity
    direction.forEach((d, i) => {
      if (d !== 0) unit = Math.min(unit, unitsOf(this.base[i])[0] / Math.abs(d))
    })
    return this.climb(output, direction, [powerOfTwo(unit)], anchored, null)
  }

  second(output: number, first: number, second: number, anchored = false): LockedEvidence {
    for (const input of [first, second]) {
      const obstacle = this.replay.obstacle(input, output)
      if (obstacle !== null) return noEvidence(obstacle)
    }
    const [a, b] = [unitsOf(this.base[first]), unitsOf(this.base[second])]
    let best = noEvidence('no step gives a second derivative')
    for (let k = 0; k < Math.max(a.length, b.length); k++) {
      const [u, v] = [a[Math.min(k, a.length - 1)], b[Math.min(k, b.length - 1)]]
      for (const exponent of SECOND_LADDER) {
        const [coarse, fine] = [exponent, exponent - 2].map((e) =>
          this.mixed(output, first, second, [u * 2 ** e, v * 2 ** e], anchored),
        )
        const step = 2 ** (exponent - 2)
        const rounding = (4 * ROUNDING * this.swept[output].size) / (step * u * step * v)
        best = better(best, extrapolated(coarse, fine, rounding, step * Math.min(u, v)))
        if (isFine(best, this.swept[output].size / (Math.max(u, 1) * Math.max(v, 1)))) return best
      }
    }
    return best
  }

  rounding(output: number, input: number): number {
    return this.swept[output].roundings[input]
  }

  origin(output: number, input: number): Origin | null {
    return this.swept[output].origins[input]
  }

  private climb(
    output: number,
    direction: Float64Array,
    units: readonly number[],
    anchored: boolean,
    key: string | null,
  ): LockedEvidence {
    let best = noEvidence('no step gives a derivative')
    for (const unit of units) {
      for (const exponent of LADDER) {
        const h = unit * 2 ** exponent
        const [coarse, fine] = [h, h / RATIO].map((step) => this.quotient(output, direction, step, anchored, key))
        const rounding = (ROUNDING * this.swept[output].size * RATIO) / h
        best = better(best, extrapolated(coarse, fine, rounding, h / RATIO))
        if (isFine(best, this.swept[output].size / Math.max(unit, 1))) return best
      }
    }
    return best
  }

  private quotient(
    output: number,
    direction: Float64Array,
    h: number,
    anchored: boolean,
    key: string | null,
  ): Quotient | string {
    const pair = this.pair(direction, h, anchored, key === null ? null : `${key} ${h}`)
    if (typeof pair === 'string') return pair
    const [plus, minus] = pair
    const { hi } = sub(plus.outputs[output], minus.outputs[output])
    return { value: hi / (2 * h), other: plus.other ?? minus.other }
  }

  private pair(direction: Float64Array, h: number, anchored: boolean, key: string | null): Pair | string {
    const known = key === null ? undefined : this.pairs.get(key)
    if (known !== undefined) return known
    const run = (side: number): Outcome =>
      this.replay.run(
        direction.map((d) => side * h * d),
        anchored,
      )
    const pair = attempted(() => [run(1), run(-1)] as const)
    if (key !== null) this.pairs.set(key, pair)
    return pair
  }

  private mixed(
    output: number,
    first: number,
    second: number,
    [h, k]: readonly [number, number],
    anchored: boolean,
  ): Quotient | string {
    const outcomes = attempted(() => {
      const at = (i: number, j: number): Outcome => {
        const moved = new Float64Array(this.base.length)
        moved[first] += i * h
        moved[second] += j * k
        return this.replay.run(moved, anchored)
      }
      return first === second ? [at(1, 0), at(-1, 0), at(0, 0), at(0, 0)] : [at(1, 1), at(-1, -1), at(1, -1), at(-1, 1)]
    })
    if (typeof outcomes === 'string') return outcomes
    const other = outcomes.reduce<number | null>((found, outcome) => found ?? outcome.other, null)
    const [a, b, c, d]: DoubleDouble[] = outcomes.map(({ outputs }) => outputs[output])
    const { hi } = sub(add(a, b), add(c, d))
    return { value: first === second ? hi / (h * k) : hi / (4 * h * k), other }
  }
}

/** What is read off the tape besides the replay: how rounding adds up, how far it moves the derivatives, and where something
 *  stopped being finite. */
interface Swept {
  /** Σ |value·adjoint| over the entries on the way: what an error of one part of every value makes of the output. */
  readonly size: number
  readonly roundings: readonly number[]
  readonly origins: readonly (Origin | null)[]
}

function swept(session: Session, output: Place, inputs: readonly Place[], nodes: readonly number[]): Swept {
  const { tape } = session
  if (output.node === 0) return { size: 0, roundings: inputs.map(() => 0), origins: inputs.map(() => null) }
  const value = tape.valueOf(output.node)
  const finite = Number.isFinite(valueAt(value, output.element))
  const sweep = session.sweep([{ value, seed: oneAt(value, output.element) }])
  let size = 0
  for (const node of new Set([...nodes, ...inputs.map((place) => place.node)])) {
    const adjoint = node === 0 ? null : sweep.adjoint(node)
    if (adjoint !== null) size += product(tape.valueOf(node), adjoint)
  }
  const origins = inputs.map((input) => {
    const adjoint = input.node === 0 ? null : sweep.adjoint(input.node)
    const fine = finite && (adjoint === null || Number.isFinite(valueAt(adjoint, input.element)))
    return fine ? null : namedOrigin(session, output, input)
  })
  return { size, roundings: roundingsOf(session, output, inputs, sweep), origins }
}

interface Quotient {
  readonly value: number
  readonly other: number | null
}

function attempted<T>(run: () => T): T | string {
  try {
    return run()
  } catch (error) {
    if (error instanceof NotPrecise) return error.message
    throw error
  }
}

function extrapolated(
  coarse: Quotient | string,
  fine: Quotient | string,
  rounding: number,
  step: number,
): LockedEvidence {
  if (typeof fine === 'string') return noEvidence(fine)
  if (typeof coarse === 'string') return noEvidence(coarse)
  const gap = fine.value - coarse.value
  const numeric = fine.value + gap / (RATIO ** 2 - 1)
  const bar = Math.abs(gap) / 4 + rounding + 2 ** -51 * Math.abs(numeric)
  const other = fine.other ?? coarse.other
  if (!Number.isFinite(numeric) || Number.isNaN(bar)) return noEvidence('a value nearby is not finite')
  const converged = Math.abs(gap) <= CONVERGED * Math.abs(numeric) + 4 * rounding
  return { numeric, bar, step, other, converged, obstacle: null }
}

/** Runs that chose as the base run did come first, then the smaller bar. */
function better(a: LockedEvidence, b: LockedEvidence): LockedEvidence {
  if (a.obstacle !== null || b.obstacle !== null) return a.obstacle !== null ? b : a
  if ((a.other === null) !== (b.other === null)) return a.other === null ? a : b
  return b.bar < a.bar ? b : a
}

/** Fine enough for the derivative itself, or to call it 0 next to what it would have by nature. */
function isFine({ numeric, bar, other, obstacle }: LockedEvidence, natural: number): boolean {
  return obstacle === null && other === null && bar <= Math.max(FINE * Math.abs(numeric), NOTHING * natural)
}

/** An input's own size, then 1 where that is larger: powers of two, so that steps are exact. */
function unitsOf(x: number): readonly [number, ...number[]] {
  const own = x === 0 || !Number.isFinite(x) ? 1 : powerOfTwo(Math.abs(x))
  return own < 1 ? [own, 1] : [own]
}

function powerOfTwo(x: number): number {
  return 2 ** Math.max(-1000, Math.floor(Math.log2(x)))
}

function product(value: Num, adjoint: Num): number {
  if (!(value instanceof Tensor) || !(adjoint instanceof Tensor)) {
    const size = Math.abs(valueAt(value, 0) * valueAt(adjoint, 0))
    return Number.isFinite(size) ? size : 0
  }
  let sum = 0
  for (let i = 0; i < value.size; i++) {
    const size = Math.abs(value.data[i] * adjoint.data[i])
    if (Number.isFinite(size)) sum += size
  }
  return sum
}
