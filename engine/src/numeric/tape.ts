// The tape: one Wengert list for a whole evaluation, as a structure of arrays. An entry's operands stand before it, so both
// modes are sweeps over the indices. Knows rows by their opcode and nothing of how derivatives are taken.
import { Frames } from './frames'
import { Opaque, Tensor, Traced, type Num } from './num'
import { FIRST_ROW, FORMS, ROW_LIST, type Row } from './rows'
import type { Structural } from './structural'

/** Why adjoints do not pass an entry though its operands are known: kept so that a missing gradient can be explained. */
export type Cut =
  | 'stopped' // stop_gradient, detach
  | 'left-the-library' // .numpy(), float(), .item()
  | 'no-gradient' // an operation without a registered gradient: floor in TensorFlow, a comparison, argmax
  | 'integer' // a cast to an integer
  | 'assigned' // written into a variable
  | 'integer-dtype'

export const CUTS: readonly Cut[] = [
  'stopped',
  'left-the-library',
  'no-gradient',
  'integer',
  'assigned',
  'integer-dtype',
]

/** Opcodes below FIRST_ROW. The general ones keep an object in `tape.general`, at the index in column `a`. */
export const LEAF = 1
/** `a` is the operand, `b` the reason's index in CUTS. */
export const CUT = 3
export const GENERAL = 4
export const GENERAL_LEAF = 5
export const GENERAL_CUT = 6
export type GeneralCode = typeof GENERAL | typeof GENERAL_LEAF | typeof GENERAL_CUT

/** Operations that are no rows: `where`, whose first operand is a condition, and the discrete ones, which have no derivative
 *  (comparisons, argmax). */
export interface Unruled {
  readonly kind: 'select' | 'discrete'
  readonly name: string
}

/** What made a general entry. */
// Parameters are the row's own affair.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Operation = Row | Structural<any> | Unruled

/** What a general entry keeps: an operation with tensors, opaque operands, parameters or more than two operands. */
export interface General {
  readonly row: Operation | null
  readonly why: Cut | null
  /** The operands' entries, 0 where one is not on the tape. */
  readonly operands: readonly number[]
  readonly inputs: readonly Num[]
  readonly params: unknown
  readonly value: Num
}

export type EntryKind = 'leaf' | 'operation' | 'cut'

const BYTES_PER_ENTRY = 2 + 4 + 4 + 8 + 4 + 8
const BYTES_PER_GENERAL = 160
/** Room for so many entries is kept in any case. */
const KEPT_ENTRIES = 1 << 16

export class Tape {
  /** The number of entries, the unused entry 0 included: the next entry's index. */
  length = 1
  op = new Uint16Array(0)
  a = new Int32Array(0)
  b = new Int32Array(0)
  value = new Float64Array(0)
  site = new Int32Array(0)
  /** The constant operand of a scalar operation that has one. */
  constant = new Float64Array(0)
  /** The objects of the general entries, in the order of their entries. */
  readonly general: General[] = []
  private readonly generalNodes: number[] = []
  /** The most entries that there were since the last truncation. */
  private used = 0
  /** The site that entries made from now on belong to. */
  currentSite = 0
  /** The calls and loop turns that entries were made in. */
  readonly frames: Frames
  /** The entries whose value is opaque, in order. */
  readonly opaque: number[] = []

  constructor(private readonly charge: (bytes: number) => void) {
    this.frames = new Frames(this, charge)
    this.grow(1024)
  }

  /** Appends an entry and returns its index. The caller gives opcodes their meaning. */
  push(op: number, a: number, b: number, value: number): number {
    const i = this.length
    if (i === this.op.length) this.grow(i * 2)
    this.op[i] = op
    this.a[i] = a
    this.b[i] = b
    this.value[i] = value
    this.site[i] = this.currentSite
    this.length = i + 1
    return i
  }

  /** Appends a scalar operation with one constant operand; the place of that one is 0. */
  pushWith(op: number, a: number, b: number, constant: number, value: number): number {
    const i = this.push(op, a, b, value)
    this.constant[i] = constant
    return i
  }

  /** Appends a general entry; gives the value on it. */
  pushGeneral<T extends Num>(op: GeneralCode, value: T, entry: Omit<General, 'value'>): T {
    const { row, why, operands, inputs, params } = entry
    const placed = onEntry(value, this.length)
    this.pushPlaced(op, { row, why, operands, inputs, params, value: placed })
    return placed as T
  }

  /** Appends a general entry whose value was made to stand on it, at the tape's length. */
  pushPlaced(op: GeneralCode, entry: General): void {
    this.charge(BYTES_PER_GENERAL)
    const { value } = entry
    const node = this.push(op, this.general.length, 0, value instanceof Traced ? value.primal : NaN)
    this.general.push(entry)
    this.generalNodes.push(node)
    if (value instanceof Opaque) this.opaque.push(node)
  }

  /** Drops all entries from `length` on; `tape.length` taken earlier is a mark to come back to. */
  truncate(length: number): void {
    if (length >= this.length) return
    this.used = Math.max(this.used, this.length)
    this.length = Math.max(length, 1)
    while (last(this.generalNodes) >= length) this.generalNodes.pop()
    this.general.length = this.generalNodes.length
    while (last(this.opaque) >= length) this.opaque.pop()
    // Room that was hardly used since the last time is given back; that of a long tape is kept for the next one like it.
    const room = Math.max(KEPT_ENTRIES, this.op.length >> 1)
    if (this.length < room && this.used * 4 < this.op.length && this.op.length > KEPT_ENTRIES) this.resize(room)
    this.used = this.length
    this.frames.truncate(this.length)
  }

  kind(node: number): EntryKind {
    const op = this.op[node]
    if (op === LEAF || op === GENERAL_LEAF) return 'leaf'
    return op === CUT || op === GENERAL_CUT ? 'cut' : 'operation'
  }

  /** Why a cut entry lets no adjoint through; null for other entries. */
  why(node: number): Cut | null {
    const op = this.op[node]
    if (op === CUT) return CUTS[this.b[node]]
    return op === GENERAL_CUT ? this.general[this.a[node]].why : null
  }

  /** The entries of the operands, 0 for one that is not on the tape. */
  operands(node: number): readonly number[] {
    const op = this.op[node]
    if (op >= FIRST_ROW) return rowOf(op).arity === 1 ? [this.a[node]] : [this.a[node], this.b[node]]
    if (op === CUT) return [this.a[node]]
    return this.isGeneral(node) ? this.general[this.a[node]].operands : []
  }

  /** The value on its entry. */
  valueOf(node: number): Num {
    return this.isGeneral(node) ? this.general[this.a[node]].value : new Traced(this.value[node], node)
  }

  /** The site that was current when the entry was made. */
  siteOf(node: number): number {
    return this.site[node]
  }

  /** The operation that made the entry; null for leaves and plain cuts. */
  rowOf(node: number): Operation | null {
    const op = this.op[node]
    if (op >= FIRST_ROW) return rowOf(op)
    return this.isGeneral(node) ? this.general[this.a[node]].row : null
  }

  /** An entry as an object, whatever its form on the tape; constants among its inputs are plain numbers. */
  entry(node: number): General {
    if (this.isGeneral(node)) return this.general[this.a[node]]
    const operands = this.operands(node)
    const inputs = operands.map((operand) => (operand === 0 ? this.constant[node] : this.valueOf(operand)))
    return { row: this.rowOf(node), why: this.why(node), operands, inputs, params: null, value: this.valueOf(node) }
  }

  isGeneral(node: number): boolean {
    const op = this.op[node]
    return op >= GENERAL && op < FIRST_ROW
  }

  private grow(capacity: number): void {
    this.charge((capacity - this.op.length) * BYTES_PER_ENTRY)
    this.resize(capacity)
  }

  private resize(capacity: number): void {
    this.op = copied(this.op, new Uint16Array(capacity))
    this.a = copied(this.a, new Int32Array(capacity))
    this.b = copied(this.b, new Int32Array(capacity))
    this.value = copied(this.value, new Float64Array(capacity))
    this.site = copied(this.site, new Int32Array(capacity))
    this.constant = copied(this.constant, new Float64Array(capacity))
  }
}

/** The row of an opcode from FIRST_ROW on. */
function rowOf(op: number): Row {
  return ROW_LIST[Math.floor((op - FIRST_ROW) / FORMS)]
}

function copied<T extends Uint16Array | Int32Array | Float64Array>(old: T, to: T): T {
  to.set(old.length <= to.length ? old : old.subarray(0, to.length))
  return to
}

/** The same value standing on the tape entry given. */
export function onEntry(x: Num, node: number): Num {
  if (typeof x === 'number') return new Traced(x, node)
  if (x instanceof Traced) return new Traced(x.primal, node)
  if (x instanceof Tensor) return new Tensor(x.data, x.shape, x.dtype, node)
  return new Opaque(x.reason, x.facts, node)
}

/** The last of rising entries, 0 where there is none. */
function last(nodes: readonly number[]): number {
  return nodes.length > 0 ? nodes[nodes.length - 1] : 0
}
