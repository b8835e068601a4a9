// Tensors of double-double numbers: what the checker's locked runs compute with. Knows the rows' primals, no tape.
import type { RowName } from '../algebra'
import type { Structural } from '../row'
import type { Shape } from '../shape'

/** Elements hi + lo in row-major order; a scalar has the shape (). */
export interface PreciseTensor {
  readonly hi: Float64Array
  readonly lo: Float64Array
  readonly shape: Shape
}

/** The operations that structural rows write their double-double primals with. */
export interface PreciseOps {
  constant(value: number): PreciseTensor
  /** An elementwise row, broadcast. Throws NotPrecise where it has no primal in double-double. */
  apply(row: RowName, ...inputs: readonly PreciseTensor[]): PreciseTensor
  /** x where the float64 condition is not 0, else y; broadcast. */
  where(condition: PreciseTensor, x: PreciseTensor, y: PreciseTensor): PreciseTensor
  /** −1, 0, 1 elementwise: how x compares with y; NaN where they do not compare. Broadcast. */
  compare(x: PreciseTensor, y: PreciseTensor): PreciseTensor
  sum(x: PreciseTensor, axes: readonly number[] | null, keepDims: boolean): PreciseTensor
  matmul(x: PreciseTensor, y: PreciseTensor): PreciseTensor
  /** A row that only moves elements, applied to either half. */
  move<P>(row: Structural<P>, inputs: readonly PreciseTensor[], params: P): PreciseTensor
}
