// The element type that operands meet in: by the values of scalars in NumPy 1.24 (numpy.result_type), by the types alone in
// NumPy 2, where Python's own numbers have none (NEP 50, "Promotion rules for Python scalars").
import { Int, Opaque, Tensor, Traced, type DType, type Value } from '@gradlens/engine'
import type { Call } from './call'
import { dtypeOf, toTensor } from './convert'
import { categoryOf, isFloat, isInteger, promote, rangeOf, smallestType } from './dtypes'
import type { TensorLike } from './ndarray'
import { isNumpy2 } from './version'

/** A value without axes: NumPy 1.24 then looks at its kind and size only. */
function isScalar(x: TensorLike): boolean {
  return (x instanceof Opaque ? x.facts.shape : x.shape)?.length === 0
}

/** The element type that operands meet in; null where one of theirs is not known. */
export function commonType(call: Call, operands: readonly TensorLike[]): DType | null {
  const dtypes = operands.map(dtypeOf)
  if (dtypes.some((dtype) => dtype === null)) return null
  const known = dtypes as DType[]
  if (isNumpy2(call.runtime)) return known.reduce(promote)
  const arrays = known.filter((_, i) => !isScalar(operands[i]))
  const scalars = known.filter((_, i) => isScalar(operands[i]))
  if (arrays.length === 0 || scalars.length === 0) return known.reduce(promote)
  const common = arrays.reduce(promote)
  if (Math.max(...scalars.map(categoryOf)) > categoryOf(common)) return known.reduce(promote)
  return operands.reduce<DType>((type, x, i) => {
    if (!isScalar(x)) return type
    // How large it is nobody knows of an unknown one: it counts as small.
    return x instanceof Tensor ? promote(type, smallestType(x.data[0], known[i], common)) : type
  }, common)
}

/** Values as tensors that meet in a function; in NumPy 2 Python's numbers take the element type of the others. */
export function operandsOf(call: Call, ...values: readonly Value[]): TensorLike[] {
  const made = values.map((v) => toTensor(v, null, call.runtime, call.site))
  if (!isNumpy2(call.runtime)) return made
  const strong = made.filter((_, i) => !isPythonNumber(values[i])).map(dtypeOf)
  if (strong.length === 0 || strong.some((dtype) => dtype === null)) return made
  const common = (strong as DType[]).reduce(promote)
  return values.map((v, i) => {
    const dtype = isPythonNumber(v) ? weakType(v, common) : null
    if (dtype === null) return made[i]
    if (v instanceof Int && isInteger(dtype)) {
      const { least, most } = rangeOf(dtype)
      if (v.value < least || v.value > most)
        call.raise('OverflowError', `Python integer ${v.value} out of bounds for ${dtype}`)
    }
    return toTensor(v, dtype, call.runtime, call.site)
  })
}

function isPythonNumber(v: Value): boolean {
  return typeof v === 'number' || v instanceof Traced || v instanceof Int
}

/** The element type of a Python number among others: its kind counts, its size does not. Null where it has a kind of its own. */
function weakType(v: Value, beside: DType): DType | null {
  if (v instanceof Int) return beside === 'bool' ? null : beside
  return isFloat(beside) ? beside : null
}
