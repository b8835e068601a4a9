// The two modes as sweeps over the tape. Numbers and tensors take the generated loop; a sweep that is to be differentiated
// again, or that meets opaque values, does the same arithmetic with the session's own operations.
import type { Algebra } from './algebra'
import { isFloat } from './dtype'
import { nodeOf, Opaque, plain, Tensor, UnknownShape, type Num, type Traced } from './num'
import type { Condition, Ops } from './ops'
import { totalFor } from './reductions'
import type { Session } from './session'
import { sameShape } from './shape'
import { STRUCTURAL, type Structural } from './structural'
import { forwardScalars, REVERSE_LOOPS, reverseScalars } from './sweep.generated'
import type { General, Tape } from './tape'

export interface SweepOptions {
  /** Half-open ranges of tape entries that may carry adjoints; everything where left out. */
  readonly window?: readonly (readonly [start: number, end: number])[]
  /** Entries below the window that get adjoints without passing them on. */
  readonly receivers?: readonly number[]
  /** The only entries that will be asked for: the sweep then keeps no more than their adjoints. */
  readonly wanted?: readonly number[]
  /** Record the sweep's own arithmetic, so that it can be differentiated again. */
  readonly traced?: boolean
  /** Add up absolute values: an adjoint is then the sum of the absolute contributions along all paths, which the rounding
   *  of the sweep is measured by (Higham, Accuracy and Stability of Numerical Algorithms, §3). Not traced. */
  readonly absolute?: boolean
  /** What the rules compute with and read instead of the session's operations and the recorded values. Not traced. */
  readonly rules?: { readonly ops: Ops; readonly read: (x: Num, row: General['row']) => Num }
}

export interface SweepTarget {
  readonly value: Num
  /** The cotangent; ones of the value's shape where left out. */
  readonly seed?: Num
}

/** What a reverse sweep leaves behind. */
export interface Sweep {
  /** ∂target/∂entry, or null where no adjoint reached that entry. */
  adjoint(node: number): Num | null
}

/** Columns for one sweep, indexed like the tape: the adjoint (or tangent) of each scalar entry, and whether it has one. */
export interface Columns {
  readonly numbers: Float64Array
  readonly flags: Uint8Array
}

const NOTHING: Sweep = { adjoint: () => null }

/** Reverse mode: see Session.sweep. */
export function reverse(session: Session, targets: readonly SweepTarget[], options: SweepOptions): Sweep {
  const { tape, ops } = session
  const on = targets.filter(({ value }) => nodeOf(value) > 0)
  const top = on.reduce((last, { value }) => Math.max(last, nodeOf(value)), 0)
  const extent = new Extent(options.window, 1, 1 + top, options.receivers)
  if (extent.empty) return NOTHING
  const seeds = on
    .filter(({ value }) => extent.holds(nodeOf(value)))
    .map(({ value, seed }) => [nodeOf(value), fit(ops, seed ?? ops.onesLike(plain(value)), value)] as const)
  const opaque = extent.meetsOpaque(tape) || seeds.some(([, seed]) => seed instanceof Opaque)
  return options.traced || options.absolute || options.rules || opaque
    ? reverseAny(session, seeds, extent, options)
    : reverseNumbers(session, seeds, extent, options.wanted)
}

/** Forward mode: see Session.forward. */
export function forward(
  session: Session,
  tangents: ReadonlyMap<number, Num>,
  outputs: readonly Num[],
  options: SweepOptions,
): (Num | null)[] {
  const { tape } = session
  const given = [...tangents].filter(([node]) => node > 0)
  const extent = new Extent(
    options.window,
    given.reduce((low, [node]) => Math.min(low, node), tape.length),
    1 + outputs.reduce<number>((top, output) => Math.max(top, nodeOf(output)), 0),
  )
  if (extent.empty) return outputs.map(() => null)
  const seeds = given
    .filter(([node]) => extent.holds(node))
    .map(([node, tangent]) => [node, fit(session.ops, tangent, tape.valueOf(node))] as const)
  const opaque = extent.meetsOpaque(tape) || seeds.some(([, seed]) => seed instanceof Opaque)
  return options.traced || opaque
    ? forwardAny(session, seeds, outputs, extent, options.traced === true)
    : forwardNumbers(session, seeds, outputs, extent)
}

/** The entries that a sweep goes over: windows in rising order between two ends. */
class Extent {
  readonly windows: readonly (readonly [number, number])[]
  readonly from: number
  readonly to: number
  private readonly receivers: ReadonlySet<number>

  constructor(
    windows: readonly (readonly [number, number])[] | undefined,
    low: number,
    high: number,
    receivers: readonly number[] = [],
  ) {
    this.windows = (windows ?? [[low, high]])
      .map(([start, end]) => [Math.max(start, low), Math.min(end, high)] as const)
      .filter(([start, end]) => start < end)
      .sort((a, b) => a[0] - b[0])
    this.receivers = new Set(receivers)
    this.from = this.windows.length > 0 ? Math.min(this.windows[0][0], ...receivers) : 0
    this.to = this.windows.reduce((top, [, end]) => Math.max(top, end), 0)
  }

  get empty(): boolean {
    return this.windows.length === 0
  }

  holds(node: number): boolean {
    if (node < this.from || node >= this.to) return false
    if (this.windows.length === 1 && this.receivers.size === 0) return true
    return this.receivers.has(node) || this.windows.some(([start, end]) => node >= start && node < end)
  }

  meetsOpaque(tape: Tape): boolean {
    const { opaque } = tape
    return opaque.length > 0 && opaque[opaque.length - 1] >= this.from && opaque.some((node) => this.holds(node))
  }
}

type Seeds = readonly (readonly [node: number, seed: Num])[]

function reverseNumbers(session: Session, seeds: Seeds, extent: Extent, wanted?: readonly number[]): Sweep {
  const { tape, ops } = session
  const { from, to } = extent
  const columns = session.borrowColumns('reverse', to)
  const { numbers, flags } = columns
  // −0 is what leaves every first share as it is, its sign of zero included.
  numbers.fill(-0, from, to)
  flags.fill(0, from, to)
  const tensors = new TensorAdjoints(tape, ops, columns)

  const general = (i: number): void => {
    const entry = tape.general[tape.a[i]]
    const cotangent = tensors.of(i)
    if (tensors.multiply(entry, cotangent, extent) || tensors.scatter(entry, cotangent, extent)) return
    const inputs = entry.inputs.map(plain)
    contribute(ops, ops.algebra, entry, cotangent, inputs, plain(entry.value), extent, tensors)
  }

  const adjointAt = (node: number): Num | null =>
    extent.holds(node) && flags[node] !== 0 ? (tensors.tensorAt(node) ?? numbers[node]) : null

  for (const [node, seed] of seeds) tensors.add(node, plain(seed))
  for (let w = extent.windows.length - 1; w >= 0; w--) {
    reverseScalars(tape, ops.libm, numbers, flags, extent.windows[w][0], extent.windows[w][1], general)
  }
  if (wanted) {
    const adjoints = new Map(wanted.map((node) => [node, adjointAt(node)]))
    session.keepColumns('reverse', columns, 0, 0)
    return { adjoint: (node) => adjoints.get(node) ?? null }
  }
  const kept = session.keepColumns('reverse', columns, from, to)
  return {
    adjoint: (node) => {
      if (!extent.holds(node) || kept.flags[node - kept.offset] === 0) return null
      return tensors.tensorAt(node) ?? kept.numbers[node - kept.offset]
    },
  }
}

/** What takes the shares of an entry's cotangent. */
interface Adjoints {
  add(node: number, share: Num): void
}

/** The elements of operands that are one number, while a loop reads them. */
const CELLS = [new Float64Array(1), new Float64Array(1), new Float64Array(1)] as const

const NONE: Float64Array = new Float64Array(0)

/** The adjoints of tensor entries while numbers go through the columns. */
class TensorAdjoints implements Adjoints {
  private readonly held: (Tensor | undefined)[] = []
  /** Those that this sweep made itself, so that it may add into them. */
  private readonly ours: boolean[] = []
  /** float32 adjoints that elements are added to: their memory rounds at every addition. */
  private readonly singles = new Map<number, Float32Array>()
  /** Shares of an operand that is one number, before they are summed. */
  private terms = NONE

  constructor(
    private readonly tape: Tape,
    private readonly ops: Ops,
    private readonly columns: Columns,
  ) {}

  of(node: number): Num {
    return this.tensorAt(node) ?? this.columns.numbers[node]
  }

  tensorAt(node: number): Tensor | undefined {
    if (!this.tape.isGeneral(node)) return undefined
    const single = this.singles.size > 0 ? this.singles.get(node) : undefined
    if (!single) return this.held[this.tape.a[node]]
    const { shape, dtype } = this.tape.valueOf(node) as Tensor
    return new Tensor(Float64Array.from(single), shape, dtype)
  }

  add(node: number, share: Num): void {
    this.columns.flags[node] = 1
    if (typeof share === 'number') {
      this.columns.numbers[node] += share
      return
    }
    const k = this.tape.a[node]
    const old = this.held[k]
    const into = this.singles.get(node) ?? (old && this.ours[k] && !this.ops.rounds(old.dtype) ? old.data : null)
    if (into) {
      const { data } = share as Tensor
      for (let i = 0; i < data.length; i++) into[i] += data[i]
      return
    }
    this.held[k] = (old ? this.ops.add(old, share) : share) as Tensor
    this.ours[k] = old !== undefined
  }

  /** Adds an elementwise entry's shares into its operands' adjoints without a tensor for each; false where it has to go the
   *  ordinary way, because an operand is broadcast or results are rounded. */
  multiply({ row, inputs, value }: General, cotangent: Num, extent: Extent): boolean {
    if (row?.kind !== 'elementwise' || !(value instanceof Tensor) || !(cotangent instanceof Tensor)) return false
    const { data: out, shape, dtype } = value
    if (!isFloat(dtype) || this.ops.rounds(dtype)) return false
    for (const x of inputs) if (!fills(x, shape)) return false
    const n = out.length
    const x = elementsOf(inputs[0], 0)
    const y = inputs.length > 1 ? elementsOf(inputs[1], 1) : CELLS[1]
    const z = inputs.length > 2 ? elementsOf(inputs[2], 2) : CELLS[2]
    const dx = strideOf(x)
    const dy = strideOf(y)
    const dz = strideOf(z)
    const loops = REVERSE_LOOPS[row.name]
    for (let k = 0; k < inputs.length; k++) {
      const input = inputs[k]
      if (!receives(input, extent)) continue
      const one = !(input instanceof Tensor) || input.data.length !== n
      const into = one ? this.zeroTerms(n) : this.own(nodeOf(input), input, -0)
      loops[k](into, n, cotangent.data, out, x, dx, this.ops.libm, y, dy, z, dz)
      if (one) this.addNumber(input, totalFor(this.ops, dtype)(into, 0, 1, n))
    }
    return true
  }

  /** Lets a row that takes few elements of many add its share in place; false where it has to go the ordinary way. */
  scatter({ row, inputs, params }: General, cotangent: Num, extent: Extent): boolean {
    const whole = inputs[0]
    if (row === STRUCTURAL.item && typeof cotangent === 'number') {
      if (receives(whole, extent)) this.addNumber(whole, cotangent)
      return true
    }
    if (!scatters(row) || !(whole instanceof Tensor)) return false
    if (!receives(whole, extent)) return true
    const into = this.ops.rounds(whole.dtype) ? this.single(whole) : this.own(whole.node, whole, 0)
    row.scatterInto(into, cotangent as Tensor, inputs, params)
    return true
  }

  /** The memory of a tensor's adjoint, to be added to; where nothing has reached it yet, `start` in each place. */
  private own(node: number, like: Tensor, start: 0 | -0): Float64Array {
    const k = this.tape.a[node]
    const old = this.held[k]
    if (old && this.ours[k]) return old.data
    const data = this.ops.allocate(like.data.length)
    if (old) data.set(old.data)
    else if (Object.is(start, -0)) for (let i = 0; i < data.length; i++) data[i] = -0
    this.held[k] = new Tensor(data, like.shape, like.dtype)
    this.ours[k] = true
    this.columns.flags[node] = 1
    return data
  }

  private single({ node, data }: Tensor): Float32Array {
    const known = this.singles.get(node)
    if (known) return known
    const old = this.held[this.tape.a[node]]
    this.ops.charge(data.length * 4)
    const single = old ? Float32Array.from(old.data) : new Float32Array(data.length)
    this.singles.set(node, single)
    this.columns.flags[node] = 1
    return single
  }

  private addNumber(x: Num, share: number): void {
    if (!(x instanceof Tensor)) this.add(nodeOf(x), share)
    else if (this.ops.rounds(x.dtype)) this.add(x.node, this.ops.fill(x.shape, share, x.dtype))
    else this.own(x.node, x, -0)[0] += share
  }

  private zeroTerms(n: number): Float64Array {
    if (this.terms.length < n) this.terms = this.ops.allocate(n)
    return this.terms.fill(-0, 0, n)
  }
}

/** Is it one number, or a tensor of just that shape? */
function fills(x: Num, shape: readonly number[]): boolean {
  if (x instanceof Tensor) return x.data.length === 1 || x.shape === shape || sameShape(x.shape, shape)
  return !(x instanceof Opaque)
}

function elementsOf(x: Num, k: 0 | 1 | 2): Float64Array {
  if (x instanceof Tensor) return x.data
  CELLS[k][0] = typeof x === 'number' ? x : (x as Traced).primal
  return CELLS[k]
}

function strideOf(x: Float64Array): 0 | 1 {
  return x.length === 1 ? 0 : 1
}

/** May an operand be given a share? Integers and booleans carry no adjoints. */
function receives(x: Num, extent: Extent): boolean {
  return extent.holds(nodeOf(x)) && takesAdjoint(x)
}

function scatters(row: General['row']): row is Scattering {
  return row?.kind === 'structural' && row.scatterInto !== undefined
}

// Parameters are the row's own affair.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Scattering = Structural<any> & Required<Pick<Structural<any>, 'scatterInto'>>

function reverseAny(session: Session, seeds: Seeds, extent: Extent, options: SweepOptions): Sweep {
  const { tape } = session
  const { absolute = false, rules } = options
  const { ops, read } = rules ?? { ops: session.ops, read: plain }
  const traced = options.traced === true && !absolute
  const { from } = extent
  session.options.charge((extent.to - from) * 8)
  const adjoints: (Num | undefined)[] = new Array(extent.to - from)
  const algebra = traced ? simplified(ops) : ops.algebra
  const taken = new Map<number, Taken>()
  const add = (node: number, signed: Num): void => {
    const share = absolute ? ops.abs(signed) : signed
    const old = adjoints[node - from]
    adjoints[node - from] = old === undefined ? share : ops.add(old, share)
  }
  const settle = (node: number): void => {
    const shares = taken.get(node)
    if (!shares) return
    taken.delete(node)
    add(node, scattered(ops, shares))
  }
  for (const [node, seed] of seeds) add(node, traced ? seed : plain(seed))
  for (const [start, end] of [...extent.windows].reverse()) {
    for (let i = end - 1; i >= start; i--) {
      if (taken.size > 0) settle(i)
      const cotangent = adjoints[i - from]
      if (cotangent === undefined || tape.kind(i) !== 'operation') continue
      const entry = tape.entry(i)
      if (keptForLater(entry, cotangent, extent, taken)) continue
      const products = absolute && entry.row?.kind === 'structural' && entry.row.bilinear === true
      const inputs = traced
        ? entry.inputs
        : entry.inputs.map((x) => (products ? ops.abs(plain(x)) : read(x, entry.row)))
      const out = traced ? entry.value : read(entry.value, entry.row)
      contribute(ops, algebra, entry, cotangent, inputs, out, extent, { add })
    }
  }
  for (const node of [...taken.keys()]) settle(node)
  return { adjoint: (node) => (extent.holds(node) ? (adjoints[node - from] ?? null) : null) }
}

/** Entries that took elements of one tensor, with their cotangents: what they give back to it waits until its adjoint is read,
 *  so that it is one tensor and not one for each. */
interface Taken {
  readonly whole: Tensor
  readonly entries: General[]
  readonly cotangents: Num[]
}

/** Keeps an entry that takes elements of a tensor, to be settled when that tensor is reached; false for any other. */
function keptForLater(entry: General, cotangent: Num, extent: Extent, taken: Map<number, Taken>): boolean {
  const [whole] = entry.inputs
  if (!scatters(entry.row) || !(whole instanceof Tensor)) return false
  if (!receives(whole, extent)) return true
  const shares = taken.get(whole.node) ?? { whole, entries: [], cotangents: [] }
  shares.entries.push(entry)
  shares.cotangents.push(cotangent)
  taken.set(whole.node, shares)
  return true
}

function scattered(ops: Ops, { whole, entries, cotangents }: Taken): Num {
  const parts = entries.map(({ row, inputs, params }) => ({
    row: row as Scattering,
    inputs: inputs.map(plain),
    params: params as unknown,
  }))
  if (parts.length === 1)
    return parts[0].row.vjp(ops, cotangents[0], parts[0].inputs, entries[0].value, parts[0].params, 0)
  return ops.apply(STRUCTURAL.scatterSum, cotangents, { parts, shape: whole.shape, dtype: whole.dtype })
}

/** Hands each operand that receives one its share of an entry's cotangent, in that operand's shape. */
function contribute(
  ops: Ops,
  algebra: Algebra<Num, Condition>,
  entry: General,
  cotangent: Num,
  inputs: readonly Num[],
  out: Num,
  extent: Extent,
  adjoints: Adjoints,
): void {
  const { row, params } = entry
  const all =
    row?.kind === 'structural' && row.vjps && entry.inputs.some((x) => receives(x, extent))
      ? row.vjps(ops, cotangent, inputs, out, params)
      : null
  for (let k = 0; k < inputs.length; k++) {
    if (!receives(entry.inputs[k], extent)) continue
    const share = all ? all[k] : shareOf(ops, algebra, entry, cotangent, inputs, out, k)
    if (share !== null) adjoints.add(nodeOf(entry.inputs[k]), fitted(ops, share, inputs[k]))
  }
}

/** Operand k's share of a cotangent. A result that needs a shape which is not known is opaque. */
function shareOf(
  ops: Ops,
  algebra: Algebra<Num, Condition>,
  { row, params }: General,
  t: Num,
  inputs: readonly Num[],
  out: Num,
  k: number,
): Num | null {
  try {
    if (row?.kind === 'structural') return row.vjp(ops, t, inputs, out, params, k)
    if (row?.kind !== 'elementwise') return k === 0 ? null : selected(ops, t, inputs[0], k)
    return row.derivatives[k](algebraFor(ops, algebra, out), t, ...floats(ops, inputs, out), out)
  } catch (error) {
    return opaqueFor(error)
  }
}

function fitted(ops: Ops, share: Num, like: Num): Num {
  try {
    return fit(ops, share, like)
  } catch (error) {
    return opaqueFor(error)
  }
}

function forwardNumbers(session: Session, seeds: Seeds, outputs: readonly Num[], extent: Extent): (Num | null)[] {
  const { tape, ops } = session
  const columns = session.borrowColumns('forward', extent.to)
  const { numbers, flags } = columns
  numbers.fill(-0, extent.from, extent.to)
  const tensors = new Map<number, Num>()
  const tangentOf = (node: number): Num | null =>
    node > 0 && flags[node] === 1 ? (tensors.get(node) ?? numbers[node]) : null
  const set = (node: number, tangent: Num): void => {
    flags[node] = 1
    if (typeof tangent === 'number') numbers[node] = tangent
    else tensors.set(node, tangent)
  }
  const seeded = new Set<number>()
  const general = (i: number): void => {
    if (seeded.has(i)) return
    const { row, operands, inputs, params, value } = tape.general[tape.a[i]]
    const tangents = operands.map(tangentOf)
    if (tangents.every((t) => t === null)) return
    set(i, pushed(ops, ops.algebra, row, tangents, inputs.map(plain), plain(value), params))
  }
  // An entry that is given a tangent keeps it, whatever its operands say: the scalar loop is cut there.
  for (const [node, seed] of seeds) {
    seeded.add(node)
    set(node, plain(seed))
  }
  const cuts = [...seeded].sort((a, b) => a - b)
  for (const [start, end] of extent.windows) {
    let at = start
    for (const node of cuts) {
      if (node < at || node >= end) continue
      forwardScalars(tape, ops.libm, numbers, flags, at, node, general)
      at = node + 1
    }
    forwardScalars(tape, ops.libm, numbers, flags, at, end, general)
  }
  const results = outputs.map((output) => (extent.holds(nodeOf(output)) ? tangentOf(nodeOf(output)) : null))
  flags.fill(0, extent.from, extent.to)
  session.keepColumns('forward', columns, 0, 0)
  return results
}

function forwardAny(
  session: Session,
  seeds: Seeds,
  outputs: readonly Num[],
  extent: Extent,
  traced: boolean,
): (Num | null)[] {
  const { tape, ops } = session
  const tangents = new Map<number, Num>(seeds.map(([node, seed]) => [node, traced ? seed : plain(seed)]))
  const algebra = traced ? simplified(ops) : ops.algebra
  const seeded = new Set(tangents.keys())
  for (const [start, end] of extent.windows) {
    for (let i = start; i < end; i++) {
      if (seeded.has(i) || tape.kind(i) !== 'operation') continue
      const operands = tape.operands(i)
      if (!operands.some((node) => tangents.has(node))) continue
      const entry = tape.entry(i)
      const inputs = traced ? entry.inputs : entry.inputs.map(plain)
      const out = traced ? entry.value : plain(entry.value)
      tangents.set(
        i,
        pushed(
          ops,
          algebra,
          entry.row,
          operands.map((node) => tangents.get(node) ?? null),
          inputs,
          out,
          entry.params,
        ),
      )
    }
  }
  return outputs.map((output) => tangents.get(nodeOf(output)) ?? null)
}

/** The tangent of an entry from those of its operands, in the entry's own shape. */
function pushed(
  ops: Ops,
  algebra: Algebra<Num, Condition>,
  row: General['row'],
  tangents: readonly (Num | null)[],
  inputs: readonly Num[],
  out: Num,
  params: unknown,
): Num {
  const tangent = known(() => {
    if (row?.kind === 'structural') return row.jvp(ops, tangents, inputs, out, params)
    let sum: Num | null = null
    tangents.forEach((t, k) => {
      if (t === null || (row?.kind === 'select' && k === 0)) return
      const share =
        row?.kind === 'elementwise'
          ? row.derivatives[k](algebraFor(ops, algebra, out), t, ...floats(ops, inputs, out), out)
          : selected(ops, t, inputs[0], k)
      sum = sum === null ? share : ops.add(sum, share)
    })
    return sum
  })
  return known(() => fit(ops, tangent ?? 0, out))
}

/** `where`: t for the side that was taken, 0 for the other. */
function selected(ops: Ops, t: Num, condition: Num, k: number): Num {
  return k === 1 ? ops.where(condition, t, 0) : ops.where(condition, 0, t)
}

/** A value in the shape, kind and dtype of `like`: summed over axes that were broadcast, repeated where it is one number. */
export function fit(ops: Ops, x: Num, like: Num): Num {
  if (typeof x === 'number' && like instanceof Tensor) return ops.fill(like.shape, x, like.dtype)
  const fitted = ops.sumTo(x, like)
  return fitted instanceof Tensor && like instanceof Tensor && fitted.dtype !== like.dtype && isFloat(like.dtype)
    ? ops.cast(fitted, like.dtype)
    : fitted
}

/** Integers and booleans carry no adjoints. */
function takesAdjoint(x: Num): boolean {
  if (x instanceof Tensor) return isFloat(x.dtype)
  return !(x instanceof Opaque) || x.facts.dtype === undefined || isFloat(x.facts.dtype)
}

/** A result that needs a shape which is not known is opaque. */
function known<T>(compute: () => T): T | Opaque {
  try {
    return compute()
  } catch (error) {
    return opaqueFor(error)
  }
}

function opaqueFor(error: unknown): Opaque {
  if (error instanceof UnknownShape) return new Opaque(error.opaque.reason)
  throw error
}

const SIMPLIFIED = new WeakMap<Ops, Algebra<Num, Condition>>()

/** The session's operations without multiplications by a plain 1, which a seed brings: they would only lengthen the tape. */
function simplified(ops: Ops): Algebra<Num, Condition> {
  const known = SIMPLIFIED.get(ops)
  if (known) return known
  const mul = (x: Num, y: Num): Num => {
    if (x === 1 && !(y instanceof Opaque)) return y
    return y === 1 && !(x instanceof Opaque) ? x : ops.mul(x, y)
  }
  const algebra = { ...ops.algebra, mul }
  SIMPLIFIED.set(ops, algebra)
  return algebra
}

const NARROW = new WeakMap<Algebra<Num, Condition>, Algebra<Num, Condition>>()

/** The algebra for the derivative of a value. Beside float32 plain numbers are float32, a choice between two of them too. */
function algebraFor(ops: Ops, algebra: Algebra<Num, Condition>, value: Num): Algebra<Num, Condition> {
  if (!(value instanceof Tensor) || value.dtype !== 'float32') return algebra
  const known = NARROW.get(algebra)
  if (known) return known
  const narrow: Algebra<Num, Condition> = { ...algebra, where: (c, x, y) => ops.where(c, x, y, 'float32') }
  NARROW.set(algebra, narrow)
  return narrow
}

/** Operands for the derivative of a value: where it is a float, integers are too. */
function floats(ops: Ops, inputs: readonly Num[], value: Num): readonly Num[] {
  if (!(value instanceof Tensor) || !isFloat(value.dtype) || inputs.every(takesAdjoint)) return inputs
  return inputs.map((x) => (x instanceof Tensor && !isFloat(x.dtype) ? ops.cast(plain(x), value.dtype) : x))
}

/** ∂out/∂operand for each operand of an elementwise entry (null for other entries, and for a condition). */
export function localPartials({ tape, ops }: Session, node: number): (Num | null)[] {
  if (tape.kind(node) !== 'operation') return []
  const { row, inputs, value } = tape.entry(node)
  const out = plain(value)
  const operands = inputs.map(plain)
  return operands.map((_, k) =>
    known(() => {
      const one = ops.onesLike(out)
      if (row?.kind === 'select') return k === 0 ? null : selected(ops, one, operands[0], k)
      if (row?.kind !== 'elementwise') return null
      return row.derivatives[k](algebraFor(ops, ops.algebra, out), one, ...floats(ops, operands, out), out)
    }),
  )
}
