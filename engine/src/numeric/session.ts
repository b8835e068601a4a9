// One evaluation's numeric state: its tape, its operations, its libm and its rounding. Knows no program.
import type { Libm } from './libm'
import type { Num, Opaque, OpaqueFacts, Tensor, Traced } from './num'
import type { Ops } from './ops'
import type { Tape } from './tape'

/** Why adjoints do not pass an entry though its operands are known: kept so that a missing gradient can be explained. */
export type Cut =
  | 'stopped' // stop_gradient, detach
  | 'left-the-library' // .numpy(), float(), .item()
  | 'no-gradient' // an operation without a registered gradient: floor in TensorFlow, a comparison, argmax
  | 'integer' // a cast to an integer
  | 'assigned' // written into a variable
  | 'integer-dtype'

export interface SessionOptions {
  readonly libm: Libm
  /** False in checks: float32 stays a label only. */
  readonly roundFloat32: boolean
  /** Called with the bytes about to be taken; throws where the budget is spent. */
  readonly charge: (bytes: number) => void
}

export interface SweepOptions {
  /** Half-open ranges of tape entries that may carry adjoints; everything where left out. */
  readonly window?: readonly (readonly [start: number, end: number])[]
  /** Record the sweep's own arithmetic, so that it can be differentiated again. */
  readonly traced?: boolean
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

export declare class Session {
  constructor(options: SessionOptions)
  readonly options: SessionOptions
  readonly tape: Tape
  readonly ops: Ops
  /** The site that entries made from now on belong to (an index that the caller gives meaning to). */
  site: number
  /** A new entry without operands: an input, a variable, a watched constant. An integer or boolean tensor too. */
  leaf(x: number): Traced
  leaf(x: Tensor): Tensor
  leaf(x: Opaque): Opaque
  leaf(x: Num): Num
  /** The same primal on a new entry that remembers its operand but lets no adjoint through. Off the tape: x itself. */
  cut(x: Num, why: Cut): Num
  /** A value that cannot be known but was made from these: an entry with those operands (adjoints that reach it become
   *  unknown on the way to them); node 0 where none of them is on the tape. */
  unknown(reason: string, facts: OpaqueFacts, operands: readonly Num[]): Opaque
  /** Reverse sweep. */
  sweep(targets: readonly SweepTarget[], options?: SweepOptions): Sweep
  /** Forward sweep from entry tangents: the tangents of `outputs`, null where none arrives. */
  forward(tangents: ReadonlyMap<number, Num>, outputs: readonly Num[], options?: SweepOptions): (Num | null)[]
}
