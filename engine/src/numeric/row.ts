// What a structural row is: an operation that is not elementwise, with how a cotangent goes back (vjp) and a tangent goes
// forward (jvp). Both are written over `Ops`, so they are recorded and differentiated like anything else.
import { Tensor, type DType, type Num } from './num'
import type { PreciseOps, PreciseTensor } from './doubledouble/tensors'
import type { Ops } from './ops'
import type { Shape } from './shape'

/** A row's primal in double-double. */
export type Precise<P> = (precise: PreciseOps, inputs: readonly PreciseTensor[], params: P) => PreciseTensor

/** The memory of an adjoint that is added to; float32's rounds at every addition. */
export type Elements = Float64Array | Float32Array

/** An operation on tensors with parameters P. Inputs are 0-d tensors where a scalar was given, unless it takes scalars. */
export interface Structural<P> {
  readonly kind: 'structural'
  readonly name: string
  readonly takesScalars?: boolean
  /** Linear in each of its two inputs: a sum of products. */
  readonly bilinear?: boolean
  /** The result's dtype where it is not the operands'. */
  readonly dtype?: (params: P) => DType
  /** The result's shape, null where an unknown operand's shape (null) is needed for it. Throws ShapeError. */
  readonly shape: (shapes: readonly (Shape | null)[], params: P) => Shape | null
  /** Inputs off the tape. `ops` is for memory and rounding, and records nothing here. */
  readonly value: (ops: Ops, inputs: readonly (Tensor | number)[], params: P) => Tensor | number
  /** The primal in double-double: 'moves' where elements are only moved, so that `value` serves either half; null where it is
   *  not to be had (decompositions, a library's functions). */
  readonly precise: 'moves' | Precise<P> | null
  /** The cotangent's share for input `which`, in that input's shape (a 0-d tensor serves for a scalar). */
  readonly vjp: (ops: Ops, cotangent: Num, inputs: readonly Num[], out: Num, params: P, which: number) => Num
  /** The shares of all inputs at once, null for none: for rows that would do the same work for each. */
  readonly vjps?: (ops: Ops, cotangent: Num, inputs: readonly Num[], out: Num, params: P) => readonly (Num | null)[]
  /** Adds the vjp into an adjoint's memory: for rows that take few elements of many, so that a loop over a tensor's elements
   *  costs no whole tensor a turn. */
  readonly scatterInto?: (into: Elements, cotangent: Tensor, inputs: readonly Num[], params: P) => void
  /** Which of several pieces the inputs are on, where there are several: what a check compares between runs. */
  readonly side?: (inputs: readonly Num[], out: Num, params: P) => string
  /** The result's tangent; null where an input has none. At least one has. */
  readonly jvp: (ops: Ops, tangents: readonly (Num | null)[], inputs: readonly Num[], out: Num, params: P) => Num
}

/** A row of one input, as it is written. */
export interface OneInput<P> extends Pick<Structural<P>, 'name' | 'takesScalars' | 'dtype' | 'precise'> {
  readonly shape: (shape: Shape | null, params: P) => Shape | null
  readonly value: (ops: Ops, x: Tensor, params: P) => Tensor | number
  readonly vjp: (ops: Ops, cotangent: Num, x: Num, out: Num, params: P) => Num
  readonly scatterInto?: (into: Elements, cotangent: Tensor, x: Tensor, params: P) => void
  readonly side?: (x: Tensor, out: Tensor, params: P) => string
  readonly jvp: (ops: Ops, tangent: Num, x: Num, out: Num, params: P) => Num
}

export function oneInputRow<P>(row: OneInput<P>): Structural<P> {
  const { scatterInto, side } = row
  return {
    ...row,
    kind: 'structural',
    shape: ([shape], params) => row.shape(shape, params),
    value: (ops, [x], params) => row.value(ops, x as Tensor, params),
    vjp: (ops, cotangent, [x], out, params) => row.vjp(ops, cotangent, x, out, params),
    scatterInto: scatterInto && ((into, cotangent, [x], params) => scatterInto(into, cotangent, x as Tensor, params)),
    side: side && (([x], out, params) => (x instanceof Tensor && out instanceof Tensor ? side(x, out, params) : '')),
    jvp: (ops, [tangent], [x], out, params) =>
      tangent === null ? ops.zerosLike(out) : row.jvp(ops, tangent, x, out, params),
  }
}

/** A row whose result is linear in its one input: its jvp is the row itself. */
export function linearRow<P>(row: Omit<OneInput<P>, 'jvp'>): Structural<P> {
  const complete: Structural<P> = oneInputRow({
    ...row,
    jvp: (ops, tangent, _x, _out, params) => ops.apply(complete, [tangent], params),
  })
  return complete
}

/** A row that is linear in all its inputs together (concat, stack): missing tangents are zeros. */
export function jointlyLinearRow<P>(row: Omit<Structural<P>, 'kind' | 'jvp'>): Structural<P> {
  const complete: Structural<P> = {
    kind: 'structural',
    ...row,
    jvp: (ops, tangents, inputs, _out, params) =>
      ops.apply(
        complete,
        inputs.map((input, i) => tangents[i] ?? ops.zerosLike(input)),
        params,
      ),
  }
  return complete
}
