// Locked runs: the tape's entries computed again, in double-double, from perturbed inputs and with the decisions of the base
// run. Computes values and notices where a row takes another piece; takes no differences and judges nothing.
import { hasPrimal, NotPrecise } from '../doubledouble/algebra'
import { add, fromNumber, fromSum, mul, sub, type DoubleDouble } from '../doubledouble/arithmetic'
import { PRIMALS, preciseOps, promoted, reader, type PreciseOps, type PreciseTensor } from '../doubledouble/tensors'
import { nodeOf, Opaque, Tensor, Traced, type Num } from '../num'
import { COMPARISONS, LOGIC, ROWS, type Kinks, type Row } from '../rows'
import { Session } from '../session'
import type { General, Tape } from '../tape'
import type { Place } from './place'

/** What one locked run gives. */
export interface Outcome {
  readonly outputs: readonly DoubleDouble[]
  /** The first entry that chose otherwise than the base run, null where none did. */
  readonly other: number | null
}

const BYTES_PER_SLOT = 200
/** Longer ways between inputs and outputs are not replayed. */
const STEP_LIMIT = 1 << 20

const ZERO = fromNumber(0)

/** What is computed at an entry: from operands' values, in double-double. */
type Compute = (operands: readonly PreciseTensor[]) => PreciseTensor

/** A part of a value that tells which piece was taken; compared between runs. */
type Sides = (operands: readonly PreciseTensor[], out: PreciseTensor) => ArrayLike<number | string>

/** An entry between inputs and outputs, whose operands and value stand in slots. */
interface Step {
  readonly node: number
  readonly slot: number
  readonly operands: readonly number[]
  /** Of scalars only, by one of the rows' primals. */
  readonly scalar: Row | null
  readonly compute: Compute | null
  readonly sides: Sides | null
}

/** The values of all slots: numbers in two columns, tensors beside them. */
interface State {
  readonly hi: Float64Array
  readonly lo: Float64Array
  readonly tensors: (PreciseTensor | undefined)[]
}

/** The ways from some inputs to some outputs on a tape, ready to be computed again and again. */
export class Replay {
  private readonly precise: PreciseOps
  private readonly slots: Int32Array
  private readonly constants: (number | Tensor)[] = []
  private readonly steps: Step[] = []
  /** For each entry whose value cannot be computed in double-double why that is so. */
  private readonly lost = new Map<number, string>()
  /** The pieces that the base run took, by step. */
  private readonly baseSides: (ArrayLike<number | string> | null)[] = []
  private base: State | null = null
  private anchors: { readonly state: State; readonly shifts: readonly (PreciseTensor | null)[] } | null = null
  private readonly top: number

  /** Reads the tape here and now, and never again. Throws NotPrecise where the way is too long. */
  constructor(
    { tape, options }: Session,
    readonly inputs: readonly Place[],
    readonly outputs: readonly Place[],
  ) {
    // Its memory is charged once, below: what its operations take is garbage at once.
    const own = new Session({ libm: options.libm, roundFloat32: false, charge: () => undefined })
    this.precise = preciseOps(own.ops)
    this.top = 1 + outputs.reduce((top, { node }) => Math.max(top, node), 0)
    this.slots = new Int32Array(this.top).fill(-1)
    this.plan(tape)
    options.charge(this.constants.length * BYTES_PER_SLOT)
  }

  /** Why the way from an input to an output cannot be replayed; null where it can. */
  obstacle(input: number, output: number): string | null {
    this.start()
    const { node } = this.inputs[input]
    return node === 0 || node >= this.top ? null : (this.obstacles(this.outputs[output].node).get(node) ?? null)
  }

  private readonly knownObstacles = new Map<number, Map<number, string>>()

  /** The obstacles in front of an output's entry, by the input's entry. */
  private obstacles(output: number): Map<number, string> {
    const known = this.knownObstacles.get(output)
    if (known) return known
    const found = new Map<number, string>()
    this.knownObstacles.set(output, found)
    if (this.lost.size === 0 || output === 0) return found
    const reached = new Uint8Array(this.constants.length)
    // The lost entry that a slot's value passes on its way, 0 where there is none.
    const through = new Int32Array(this.constants.length)
    reached[this.slots[output]] = 1
    for (let k = this.steps.length - 1; k >= 0; k--) {
      const { node, slot, operands } = this.steps[k]
      if (reached[slot] === 0) continue
      const own = this.lost.has(node) ? node : through[slot]
      for (const operand of operands) {
        reached[operand] = 1
        if (own !== 0) through[operand] = own
      }
    }
    for (const { node } of this.inputs) {
      const slot = node === 0 || node >= this.top ? -1 : this.slots[node]
      if (slot >= 0 && through[slot] !== 0) found.set(node, this.lost.get(through[slot]) ?? '')
    }
    return found
  }

  /** The outputs with the inputs moved by so much, exactly. With `anchored` every entry is shifted by the rounding error that
   *  it had in the base run: then the run passes through the base run's own values, and its derivative is that which the
   *  tape's partials have. Throws NotPrecise where a primal is not to be had there. */
  run(displacement: Float64Array, anchored: boolean): Outcome {
    const { base, shifts } = this.prepared(anchored)
    const state: State = { hi: base.hi.slice(), lo: base.lo.slice(), tensors: base.tensors.slice() }
    const changed = new Uint8Array(state.hi.length)
    this.inputs.forEach((place, i) => {
      if (displacement[i] !== 0) this.move(state, changed, place, displacement[i])
    })
    let other: number | null = null
    const { steps, lost } = this
    for (let k = 0; k < steps.length; k++) {
      const step = steps[k]
      const { node, slot, operands, sides } = step
      if (!anyOf(operands, changed) || (lost.size > 0 && lost.has(node))) continue
      this.compute(state, step)
      const shift = shifts?.[k]
      if (shift) write(state, slot, paired(read(state, slot), shift, add))
      changed[slot] = 1
      if (sides !== null && other === null) {
        const seen = sides(
          operands.map((operand) => read(state, operand)),
          read(state, slot),
        )
        if (differ(seen, this.baseSides[k])) other = node
      }
    }
    return { outputs: this.outputs.map((place) => this.valueAt(state, place)), other }
  }

  /** The entries that are computed again. */
  nodes(): readonly number[] {
    return this.steps.map(({ node }) => node)
  }

  private valueAt(state: State, { node, element }: Place): DoubleDouble {
    const slot = node === 0 ? -1 : this.slots[node]
    if (slot < 0) return { hi: 0, lo: 0 }
    const tensor = state.tensors[slot]
    return tensor ? { hi: tensor.hi[element], lo: tensor.lo[element] } : { hi: state.hi[slot], lo: state.lo[slot] }
  }

  private move(state: State, changed: Uint8Array, { node, element }: Place, by: number): void {
    const slot = node === 0 || node >= this.top ? -1 : this.slots[node]
    if (slot < 0) return
    const tensor = state.tensors[slot]
    if (!tensor) {
      const { hi, lo } = fromSum(state.hi[slot], by)
      state.hi[slot] = hi
      state.lo[slot] = lo
    } else {
      const own = changed[slot] === 1 ? tensor : { ...tensor, hi: tensor.hi.slice(), lo: tensor.lo.slice() }
      const { hi, lo } = fromSum(own.hi[element], by)
      own.hi[element] = hi
      own.lo[element] = lo
      state.tensors[slot] = own
    }
    changed[slot] = 1
  }

  // Planning: which entries, in which slots.

  private plan(tape: Tape): void {
    const inputs = new Set(this.inputs.map(({ node }) => node).filter((node) => node > 0 && node < this.top))
    const depends = new Uint8Array(this.top)
    const low = [...inputs].reduce((least, node) => Math.min(least, node), this.top)
    for (let node = low; node < this.top; node++) {
      if (inputs.has(node)) depends[node] = 1
      else if (isReplayed(tape, node) && tape.operands(node).some((operand) => depends[operand] === 1))
        depends[node] = 1
    }
    const needed = new Uint8Array(this.top)
    for (const { node } of this.outputs) needed[node] = 1
    let count = 0
    for (let node = this.top - 1; node >= low; node--) {
      if (needed[node] === 0 || depends[node] === 0) continue
      if (++count > STEP_LIMIT) throw new NotPrecise(`it takes more than ${STEP_LIMIT} operations`)
      if (!inputs.has(node)) for (const operand of tape.operands(node)) needed[operand] = 1
    }
    for (const node of inputs) if (needed[node] === 1) this.slots[node] = this.slotOf(tape.valueOf(node))
    for (let node = low; node < this.top; node++) {
      if (needed[node] === 0 || depends[node] === 0 || inputs.has(node)) continue
      this.addStep(node, tape.entry(node))
    }
    // An output that no input reaches keeps its value.
    for (const { node } of this.outputs) {
      if (node > 0 && this.slots[node] < 0) this.slots[node] = this.slotOf(tape.valueOf(node))
    }
  }

  private slotOf(value: Num): number {
    return this.constants.push(value instanceof Opaque ? NaN : value instanceof Traced ? value.primal : value) - 1
  }

  private addStep(node: number, entry: General): void {
    const operands = entry.inputs.map((input, k) => {
      const from = entry.operands[k]
      return from > 0 && this.slots[from] >= 0 ? this.slots[from] : this.slotOf(input)
    })
    this.slots[node] = this.slotOf(entry.value)
    if (entry.value instanceof Opaque) this.lost.set(node, entry.value.reason)
    const { row } = entry
    const scalars = !(entry.value instanceof Tensor) && !entry.inputs.some((x) => x instanceof Tensor)
    const primal = row?.kind === 'elementwise' && hasPrimal(row.name) ? withoutLogarithm(row, entry) : null
    const scalar = scalars ? primal : null
    const compute = scalar ? null : this.computeOf(entry)
    if (!scalar && !compute && !this.lost.has(node))
      this.lost.set(node, `\`${row?.name ?? 'it'}\` has no value in double-double`)
    this.steps.push({ node, slot: this.slots[node], operands, scalar, compute, sides: sidesOf(entry) })
  }

  private computeOf(entry: General): Compute | null {
    const { row, params } = entry
    const { precise } = this
    if (row === null) return null
    if (row.kind === 'elementwise') {
      if (!hasPrimal(row.name)) return null
      const { name } = withoutLogarithm(row, entry)
      return (operands) => precise.apply(name, ...operands)
    }
    if (row.kind === 'select') return ([condition, x, y]) => precise.where(condition, x, y)
    if (row.kind === 'discrete') return discrete(row.name, precise)
    if (row.kind !== 'structural') return null
    const primal = row.precise
    if (primal === 'moves') return (operands) => precise.move(row, operands, params)
    return primal ? (operands) => primal(precise, operands, params) : null
  }

  // Computing.

  private compute(state: State, { slot, operands, scalar, compute }: Step): void {
    if (scalar === null) {
      if (compute) write(state, slot, compute(operands.map((operand) => read(state, operand))))
      return
    }
    const { hi, lo } = state
    const [a, b, c] = operands
    const x = { hi: hi[a], lo: lo[a] }
    const y = operands.length > 1 ? { hi: hi[b], lo: lo[b] } : ZERO
    const out =
      scalar === ROWS.mul
        ? mul(x, y)
        : scalar === ROWS.add
          ? add(x, y)
          : PRIMALS[scalar.name](x, y, operands.length > 2 ? { hi: hi[c], lo: lo[c] } : ZERO)
    hi[slot] = out.hi
    lo[slot] = out.lo
  }

  /** Computes the base run once, and learns which entries have no primal. */
  private start(): State {
    if (this.base) return this.base
    const state = this.asRecorded()
    this.steps.forEach((step, k) => {
      const { node, slot, operands, sides } = step
      const recorded = (operand: number): PreciseTensor => promoted(this.constants[operand])
      this.baseSides[k] = sides && sides(operands.map(recorded), recorded(slot))
      if (this.lost.has(node)) return
      try {
        this.compute(state, step)
      } catch (error) {
        if (!(error instanceof NotPrecise)) throw error
        this.lost.set(node, error.message)
      }
    })
    this.base = state
    return state
  }

  private prepared(anchored: boolean): {
    readonly base: State
    readonly shifts: readonly (PreciseTensor | null)[] | null
  } {
    const base = this.start()
    if (!anchored) return { base, shifts: null }
    if (!this.anchors) {
      const state = this.asRecorded()
      const scratch = this.asRecorded()
      const shifts = this.steps.map((step) => {
        if (this.lost.has(step.node)) return null
        const { slot } = step
        this.compute(scratch, step)
        const shift = paired(read(state, slot), read(scratch, slot), sub)
        write(scratch, slot, read(state, slot))
        return shift
      })
      this.anchors = { state, shifts }
    }
    return { base: this.anchors.state, shifts: this.anchors.shifts }
  }

  /** All slots with their float64 values. */
  private asRecorded(): State {
    const { constants } = this
    const hi = Float64Array.from(constants, (x) => (typeof x === 'number' ? x : NaN))
    return {
      hi,
      lo: new Float64Array(hi.length),
      tensors: constants.map((x) => (x instanceof Tensor ? promoted(x) : undefined)),
    }
  }
}

/** Is the entry computed again? Leaves and cuts keep their value, but for comparisons and logic. */
function isReplayed(tape: Tape, node: number): boolean {
  if (tape.kind(node) === 'operation') return true
  const row = tape.rowOf(node)
  return row?.kind === 'discrete' && (row.name in COMPARISONS || row.name in LOGIC || row.name === 'logicalNot')
}

/** xⁿ with a constant integer n multiplies. */
function withoutLogarithm(row: Row, { operands, inputs }: General): Row {
  if (row.name !== 'pow' || nodeOf(inputs[1]) !== 0 || operands[1] !== 0) return row
  const exponents = inputs[1] instanceof Tensor ? inputs[1].data : [inputs[1] as number]
  return exponents.every((n) => Number.isInteger(n)) ? ROWS.powInt : row
}

function discrete(name: string, precise: PreciseOps): Compute {
  const bits = (x: PreciseTensor, test: (value: number) => boolean): PreciseTensor => ({
    hi: x.hi.map((value) => (test(value) ? 1 : 0)),
    lo: new Float64Array(x.hi.length),
    shape: x.shape,
  })
  if (name === 'logicalNot') return ([p]) => bits(p, (value) => value === 0)
  if (name in LOGIC) {
    const { value } = LOGIC[name as keyof typeof LOGIC]
    return ([p, q]) => {
      const [both, none] = [precise.constant(1), precise.constant(0)]
      const truth = (x: PreciseTensor): PreciseTensor => precise.where(x, both, none)
      // p + 2q tells the four cases apart.
      const cases = precise.apply('add', truth(p), precise.apply('add', truth(q), truth(q)))
      return bits(cases, (code) => value(code % 2 === 1, code >= 2))
    }
  }
  const { value } = COMPARISONS[name as keyof typeof COMPARISONS]
  return ([x, y]) => bits(precise.compare(x, y), (order) => (Number.isNaN(order) ? value(NaN, NaN) : value(order, 0)))
}

/** How to tell which piece an entry's value is on; null where there is one only. */
function sidesOf({ row, params, value }: General): Sides | null {
  if (row === null) return null
  if (row.kind === 'discrete') return (_, out) => out.hi
  if (row.kind === 'elementwise') {
    const { kinks } = row
    const side = kinks?.side
    if (!side) return null
    const { distance } = kinks
    return (operands, { shape, hi }) => {
      const reads = operands.map((x) => reader(x, shape))
      return Float64Array.from(hi, (_, i) =>
        sideAt(
          side,
          distance,
          reads.map((at) => at(i)),
        ),
      )
    }
  }
  if (row.kind === 'structural' && row.side) {
    const dtype = value instanceof Tensor ? value.dtype : 'float64'
    const side = row.side.bind(row)
    return (operands, out) => [
      side(
        operands.map((x) => new Tensor(x.hi, x.shape, 'float64')),
        new Tensor(out.hi, out.shape, dtype),
        params,
      ),
    ]
  }
  return null
}

/** The piece that double-double operands are on. Where their high halves stand on a border the low halves decide. */
function sideAt(
  side: NonNullable<Kinks['side']>,
  distance: Kinks['distance'],
  operands: readonly DoubleDouble[],
): number {
  const [x, y = 0, z = 0] = operands.map(({ hi }) => hi)
  if (distance(x, y, z) !== 0) return side(x, y, z)
  const [a, b = 0, c = 0] = operands.map(({ hi, lo }) => hi + Math.sign(lo) * ulp(hi))
  return side(a, b, c)
}

function ulp(x: number): number {
  return x === 0 ? Number.MIN_VALUE : Math.max(2 ** (Math.floor(Math.log2(Math.abs(x))) - 52), Number.MIN_VALUE)
}

function differ(a: ArrayLike<number | string>, b: ArrayLike<number | string> | null): boolean {
  if (b === null) return false
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i]) && a[i] !== b[i]) return true
  return false
}

function anyOf(slots: readonly number[], flags: Uint8Array): boolean {
  for (let i = 0; i < slots.length; i++) if (flags[slots[i]] === 1) return true
  return false
}

function read({ hi, lo, tensors }: State, slot: number): PreciseTensor {
  return tensors[slot] ?? { hi: hi.subarray(slot, slot + 1), lo: lo.subarray(slot, slot + 1), shape: [] }
}

function write(state: State, slot: number, value: PreciseTensor): void {
  if (state.tensors[slot]) state.tensors[slot] = value
  else {
    state.hi[slot] = value.hi[0]
    state.lo[slot] = value.lo[0]
  }
}

function paired(
  x: PreciseTensor,
  y: PreciseTensor,
  f: (x: DoubleDouble, y: DoubleDouble) => DoubleDouble,
): PreciseTensor {
  const hi = new Float64Array(x.hi.length)
  const lo = new Float64Array(x.hi.length)
  for (let i = 0; i < hi.length; i++) {
    const out = f({ hi: x.hi[i], lo: x.lo[i] }, { hi: y.hi[i], lo: y.lo[i] })
    hi[i] = out.hi
    lo[i] = out.lo
  }
  return { hi, lo, shape: x.shape }
}
