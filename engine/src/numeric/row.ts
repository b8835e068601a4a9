// What a structural row is: an operation that is not elementwise, with how a cotangent goes back (vjp) and a tangent goes
// forward (jvp). Both are written over `Ops`, so they are recorded and differentiated like anything else.
import type { DType, Num, Tensor } from './num'
import type { Ops } from './ops'
import type { Shape } from './shape'

/** An operation on tensors with parameters P. Inputs are 0-d tensors where a scalar was given, unless it takes scalars. */
export interface Structural<P> {
  readonly kind: 'structural'
  readonly name: string
  readonly takesScalars?: boolean
  /** The result's dtype where it is not the operands'. */
  readonly dtype?: (params: P) => DType
  /** The result's shape, null where an unknown operand's shape (null) is needed for it. Throws ShapeError. */
  readonly shape: (shapes: readonly (Shape | null)[], params: P) => Shape | null
  /** Inputs off the tape. `ops` is for memory and rounding, and records nothing here. */
  readonly value: (ops: Ops, inputs: readonly (Tensor | number)[], params: P) => Tensor | number
  /** The cotangent's share for input `which`, in that input's shape (a 0-d tensor serves for a scalar). */
  readonly vjp: (ops: Ops, cotangent: Num, inputs: readonly Num[], out: Num, params: P, which: number) => Num
  /** Adds the vjp into an adjoint's memory: for rows that take few elements of many, so that a loop over a tensor's elements
   *  costs no whole tensor a turn. */
  readonly scatterInto?: (into: Float64Array, cotangent: Tensor, inputs: readonly Num[], params: P) => void
  /** The result's tangent; null where an input has none. At least one has. */
  readonly jvp: (ops: Ops, tangents: readonly (Num | null)[], inputs: readonly Num[], out: Num, params: P) => Num
}

/** A row whose result is linear in its one input: its jvp is the row itself. */
export function linearRow<P>(row: Omit<Structural<P>, 'kind' | 'jvp'>): Structural<P> {
  const complete: Structural<P> = {
    kind: 'structural',
    ...row,
    jvp: (ops, [tangent], _inputs, _out, params) => ops.apply(complete, [tangent!], params),
  }
  return complete
}

/** A row that is linear in all its inputs together (concat, stack): missing tangents are zeros. */
export function jointlyLinearRow<P>(row: Omit<Structural<P>, 'kind' | 'jvp'>): Structural<P> {
  const complete: Structural<P> = {
    kind: 'structural',
    ...row,
    jvp: (ops, tangents, inputs, _out, params) =>
      ops.apply(complete, inputs.map((input, i) => tangents[i] ?? ops.zerosLike(input)), params),
  }
  return complete
}
