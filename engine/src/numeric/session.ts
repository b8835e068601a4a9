// One evaluation's numeric state: its tape, its operations, its libm and its rounding. Knows no program.
import type { Libm } from './libm'
import { nodeOf, Opaque, Tensor, Traced, type Num, type OpaqueFacts } from './num'
import { Ops } from './ops'
import { ScalarOps } from './scalars.generated'
import { forward, localPartials, reverse, type Columns, type Sweep, type SweepOptions, type SweepTarget } from './sweep'
import { CUT, CUTS, GENERAL_CUT, GENERAL_LEAF, LEAF, Tape, type Cut } from './tape'
import { UNKNOWN } from './unknown'

export type { Cut } from './tape'
export type { Sweep, SweepOptions, SweepTarget } from './sweep'

export interface SessionOptions {
  readonly libm: Libm
  /** False in checks: float32 stays a label only. */
  readonly roundFloat32: boolean
  /** Called with the bytes about to be taken; throws where the budget is spent. */
  readonly charge: (bytes: number) => void
}

/** Columns that a sweep keeps; entry i stands at i − offset. */
interface Kept extends Columns {
  readonly offset: number
}

export class Session {
  readonly tape: Tape
  readonly ops: Ops
  /** Scalar operations on entries by their indices, without an object each. */
  readonly scalars: ScalarOps
  private readonly pool = new Map<'reverse' | 'forward', Columns>()

  constructor(readonly options: SessionOptions) {
    this.tape = new Tape(options.charge)
    this.ops = new Ops(this)
    this.scalars = new ScalarOps(this.tape, options.libm)
  }

  /** The site that entries made from now on belong to (an index that the caller gives meaning to). */
  get site(): number {
    return this.tape.currentSite
  }
  set site(site: number) {
    this.tape.currentSite = site
  }

  /** A new entry without operands: an input, a variable, a watched constant. An integer or boolean tensor too. */
  leaf(x: number): Traced
  leaf(x: Tensor): Tensor
  leaf(x: Opaque): Opaque
  leaf(x: Num): Num
  leaf(x: Num): Num {
    if (typeof x === 'number') return new Traced(x, this.tape.push(LEAF, 0, 0, x))
    if (x instanceof Traced) return new Traced(x.primal, this.tape.push(LEAF, 0, 0, x.primal))
    return this.tape.pushGeneral(GENERAL_LEAF, x, { row: null, why: null, operands: [], inputs: [], params: null })
  }

  /** The same value on an entry of its own through which derivatives pass: what a nested transform differentiates by. A
   *  value that is not on the tape becomes a leaf. */
  fresh(x: Num): Num {
    return nodeOf(x) === 0 ? this.leaf(x) : this.ops.identity(x)
  }

  /** The same primal on a new entry that remembers its operand but lets no adjoint through. Off the tape: x itself. */
  cut(x: Num, why: Cut): Num {
    const node = nodeOf(x)
    if (node === 0) return x
    if (x instanceof Traced) return new Traced(x.primal, this.tape.push(CUT, node, CUTS.indexOf(why), x.primal))
    return this.tape.pushGeneral(GENERAL_CUT, x, { row: null, why, operands: [node], inputs: [x], params: null })
  }

  /** A value that cannot be known but was made from these: an entry with those operands. What passes it, either way, is
   *  unknown on the other side. Node 0 where none of the operands is on the tape. */
  unknown(reason: string, facts: OpaqueFacts, operands: readonly Num[]): Opaque {
    return this.ops.record(UNKNOWN, operands, null, new Opaque(reason, facts)) as Opaque
  }

  /** Reverse sweep: the adjoints of all entries that the targets depend on, the targets' derivatives summed. */
  sweep(targets: readonly SweepTarget[], options: SweepOptions = {}): Sweep {
    return reverse(this, targets, options)
  }

  /** Forward sweep from entry tangents: the tangents of `outputs`, null where none arrives. */
  forward(tangents: ReadonlyMap<number, Num>, outputs: readonly Num[], options: SweepOptions = {}): (Num | null)[] {
    return forward(this, tangents, outputs, options)
  }

  /** ∂out/∂operand at an elementwise entry, one per operand, in the shape of the entry's value; null for an operand of a
   *  structural entry and for a condition. Entries without operands have none. */
  partials(node: number): (Num | null)[] {
    return localPartials(this, node)
  }

  /** Columns of at least `length` entries for one sweep, used again from sweep to sweep where they can be. */
  borrowColumns(mode: 'reverse' | 'forward', length: number): Columns {
    const pooled = this.pool.get(mode)
    this.pool.delete(mode)
    if (pooled && pooled.flags.length >= length) return pooled
    const capacity = Math.max(length, pooled ? 2 * pooled.flags.length : 0)
    this.options.charge(capacity * 9)
    return { numbers: new Float64Array(capacity), flags: new Uint8Array(capacity) }
  }

  /** Ends a loan: keeps the entries [from, to), by copying them out where that leaves the larger part to be used again. */
  keepColumns(mode: 'reverse' | 'forward', columns: Columns, from: number, to: number): Kept {
    if ((to - from) * 2 > columns.flags.length) return { ...columns, offset: 0 }
    this.pool.set(mode, columns)
    return { numbers: columns.numbers.slice(from, to), flags: columns.flags.slice(from, to), offset: from }
  }
}
