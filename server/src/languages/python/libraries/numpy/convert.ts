// What NumPy makes of a value that it is given: `np.array`'s inference of shape and element type, and promotion.
import {
  Int,
  List,
  NativeObject,
  Opaque,
  Tensor,
  Traced,
  Tuple,
  type DType,
  type Num,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raise } from '../../exceptions'
import { Unknown } from './call'
import { ELEMENT_TYPES, isExact, isInteger, promote } from './dtypes'
import { NdArray, NumpyScalar, type TensorLike } from './ndarray'

/** The value as a tensor, on the tape where it is; `dtype` null: NumPy's inference. Raises NumPy's errors. */
export function toTensor(v: Value, dtype: DType | null, runtime: Runtime, site: Span): TensorLike {
  const { ops } = runtime.session
  const found = given(v, runtime, site)
  if (found !== null) {
    if (found instanceof Opaque) return withDType(found, dtype)
    if (typeof v === 'number' && dtype !== null) refuseInteger(found, dtype, runtime, site)
    return dtype === null || found.dtype === dtype ? found : castTo(found, dtype, runtime)
  }
  if (!(v instanceof List) && !(v instanceof Tuple)) {
    throw new Unknown(runtime.opaque('arrays of objects are not evaluated', site, {}, [v]))
  }
  if (v instanceof List && v.opaque) throw new Unknown(v.opaque)
  const parts = v.items.map((item) => toTensor(item, null, runtime, site))
  if (parts.length === 0) return ops.fill([0], 0, dtype ?? 'float64')
  const unknown = parts.find((part): part is Opaque => part instanceof Opaque)
  if (unknown) return stackOfUnknown(unknown, parts, dtype, runtime, site)
  const tensors = parts as Tensor[]
  const shape = tensors[0].shape
  if (tensors.some((t) => String(t.shape) !== String(shape))) {
    const depth = commonDepth(tensors)
    raise(
      runtime,
      'ValueError',
      `setting an array element with a sequence. The requested array has an inhomogeneous shape after ${depth} dimension${depth === 1 ? 's' : 's'}. The detected shape was (${[tensors.length, ...shape.slice(0, depth - 1)].join(', ')}${depth === 1 ? ',' : ''}) + inhomogeneous part.`,
      site,
    )
  }
  const common = dtype ?? tensors.map((t) => t.dtype).reduce(promote)
  if (dtype !== null) tensors.forEach((t) => refuseInteger(t, dtype, runtime, site))
  const cast = tensors.map((t) => (t.dtype === common ? t : castTo(t, common, runtime)) as Tensor)
  if (cast.every((t) => t.node === 0)) {
    const data = new Float64Array(cast.length * cast[0].size)
    runtime.charge(8 * data.length)
    cast.forEach((t, i) => data.set(t.data, i * t.size))
    return new Tensor(data, [cast.length, ...shape], common)
  }
  return ops.stack(cast, 0) as TensorLike
}

/** An array of parts of which one is not known: its shape is known where theirs are. */
function stackOfUnknown(
  { reason }: Opaque,
  parts: readonly TensorLike[],
  dtype: DType | null,
  runtime: Runtime,
  site: Span,
): Opaque {
  const [first, ...others] = parts.map(knownShapeOf)
  const same = first !== undefined && others.every((shape) => String(shape) === String(first))
  const made = runtime.opaque(
    reason,
    site,
    same ? { dtype: dtype ?? undefined, shape: [parts.length, ...first] } : {},
    parts,
  )
  if (same) return made
  throw new Unknown(made)
}

/** How many leading axes all have in common. */
function commonDepth(parts: readonly Tensor[]): number {
  let depth = 1
  const [first] = parts
  while (depth <= first.shape.length && parts.every((t) => t.shape[depth - 1] === first.shape[depth - 1])) depth++
  return depth
}

/** A value that is a number or an array already; null for sequences and anything else. */
function given(v: Value, runtime: Runtime, site: Span): TensorLike | null {
  const { session } = runtime
  if (v instanceof NdArray || v instanceof NumpyScalar) return v.num
  if (typeof v === 'number' || v instanceof Traced) return session.ops.fromScalar(v) as Tensor
  if (v instanceof Int) return scalarTensor(Number(v.value), 'int64')
  if (typeof v === 'boolean') return scalarTensor(v ? 1 : 0, 'bool')
  if (typeof v === 'string') return runtime.opaque('arrays of text are not evaluated', site, { shape: [] })
  const foreign = v instanceof Tensor ? v : v instanceof NativeObject ? v.num : null
  if (foreign !== null) {
    runtime.at(site)
    return session.cut(foreign, 'left-the-library') as TensorLike
  }
  if (v instanceof Opaque) return v.facts.tensor ? (session.cut(v, 'left-the-library') as Opaque) : v
  return null
}

/** A constant without axes. */
export function scalarTensor(x: number, dtype: DType): Tensor {
  return new Tensor(Float64Array.of(x), [], dtype)
}

/** The same numbers in another element type, as C converts them: a boolean asks whether they are 0, and what is no number
 *  becomes the smallest integer. */
export function castTo(x: Tensor, dtype: DType, runtime: Runtime): TensorLike {
  const { ops } = runtime.session
  if (dtype === 'bool') return x.dtype === 'bool' ? x : (ops.notEqual(x, 0) as TensorLike)
  if (!isExact(x))
    return ops.cast(runtime.session.unknown(INEXACT, { dtype: x.dtype, shape: x.shape }, [x]), dtype) as Opaque
  if (!isInteger(dtype) || isInteger(x.dtype)) return ops.cast(x, dtype) as TensorLike
  // A processor converts to 32 or 64 bits, and gives the smallest number for what does not fit there.
  const limit = ELEMENT_TYPES[dtype].bytes === 8 || dtype === 'uint32' ? 2 ** 63 : 2 ** 31
  const fits = (v: number): boolean => v >= -limit && v < limit
  if (x.data.every(fits)) return ops.cast(x, dtype) as TensorLike
  const fitting = new Tensor(
    Float64Array.from(x.data, (v) => Number(fits(v))),
    x.shape,
    'bool',
  )
  return ops.cast(ops.where(fitting, x, ops.fill([], -limit, x.dtype)), dtype) as TensorLike
}

/** Raises what Python's `int` says of floats that are none: NumPy asks it for what is no array yet. */
export function refuseInteger(x: Tensor, dtype: DType, runtime: Runtime, site: Span): void {
  if (!isInteger(dtype)) return
  // An integer that does not fit is seen where it stands apart from 2⁶³, which the largest that fits is rounded to.
  const limit = isInteger(x.dtype) ? 2 ** 63 + 2048 : 2 ** 63
  const wrong = x.data.find((v) => !(Math.abs(v) < limit))
  if (wrong === undefined) return
  if (Number.isNaN(wrong)) raise(runtime, 'ValueError', 'cannot convert float NaN to integer', site)
  const finite = Number.isFinite(wrong)
  const message = finite ? 'Python int too large to convert to C long' : 'cannot convert float infinity to integer'
  raise(runtime, 'OverflowError', message, site)
}

/** Why 64-bit integers are not known that a double does not hold. */
export const INEXACT = 'integers of arrays beyond 2^53 are not evaluated'

function withDType(x: Opaque, dtype: DType | null): Opaque {
  return dtype === null ? x : new Opaque(x.reason, { ...x.facts, dtype }, x.node)
}

/** The shape of a tensor; undefined where it is not known. */
export function knownShapeOf(x: TensorLike): readonly number[] | undefined {
  return x instanceof Opaque ? x.facts.shape : x.shape
}

/** The element type of a tensor, null where it is not known. */
export function dtypeOf(x: Num): DType | null {
  if (x instanceof Tensor) return x.dtype
  return x instanceof Opaque ? (x.facts.dtype ?? null) : 'float64'
}
