// Single numbers on a tape: where they stand, how to read them.
import { Tensor, type Num } from '../num'

/** One number on the tape: an element of an entry's value, 0 for a scalar. Node 0 is a number that is not on the tape. */
export interface Place {
  readonly node: number
  readonly element: number
}

/** One element of a value, NaN where it is unknown. */
export function valueAt(value: Num, element: number): number {
  if (value instanceof Tensor) return value.data[element]
  return typeof value === 'number' ? value : 'primal' in value ? value.primal : NaN
}

/** The cotangent that is 1 at one element and 0 elsewhere. */
export function oneAt(value: Num, element: number): Num {
  if (!(value instanceof Tensor)) return 1
  const seed = new Float64Array(value.size)
  seed[element] = 1
  return new Tensor(seed, value.shape, value.dtype)
}
