// What dtypes are to operations: which carry adjoints, and that two tensors have to share one.
import { Opaque, Tensor, type DType, type Num } from './num'

/** Two tensors of different dtypes met: the caller's library has to promote them first. */
export class DTypeError extends Error {
  override readonly name = 'DTypeError'
}

export function isFloat(dtype: DType): boolean {
  return dtype === 'float64' || dtype === 'float32'
}

/** The dtype as far as it is known; scalars have none. */
export function dtypeOf(x: Num): DType | undefined {
  if (x instanceof Tensor) return x.dtype
  return x instanceof Opaque ? x.facts.dtype : undefined
}

/** The dtype that constants beside x need: its own where that is a float. */
export function floatOf(x: Num): DType {
  return dtypeOf(x) === 'float32' ? 'float32' : 'float64'
}

/** The dtype that the tensors share; throws DTypeError where they differ. */
export function commonDType(inputs: readonly Num[]): DType {
  let common: DType | null = null
  for (const x of inputs) {
    if (!(x instanceof Tensor)) continue
    if (common !== null && common !== x.dtype)
      throw new DTypeError(`an operation on ${common} and ${x.dtype}: promote first`)
    common = x.dtype
  }
  return common ?? 'float64'
}
