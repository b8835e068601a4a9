// TensorFlow's element types: the objects `tf.float32`, what counts as one, and the names that its messages use.
import { NativeObject, Opaque, type DType, type Runtime, type Tensor, type Value } from '@gradlens/engine'
import { NotImplemented, type TypeProtocol } from '../../protocol'
import { floatClass, boolClass } from '../../types/builtinClasses'
import { known, type Call } from '../numpy/call'
import { ArrayDType, ScalarType } from '../numpy/scalarTypes'

/** `tf.float32` and its like. `dtype` is null for types that are named and not evaluated. */
export class DTypeObject extends NativeObject<null> {
  readonly typeName = 'DType'
  readonly protocol = protocol
  constructor(
    readonly name: string,
    readonly dtype: DType | null,
  ) {
    super()
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

const protocol: TypeProtocol<DTypeObject> = {
  typeName: () => 'DType',
  repr: (v) => `tf.${v.name}`,
  str: (v) => `<dtype: '${v.name}'>`,
  display: (v) => `tf.${v.name}`,
  toJson: () => undefined,
  compare(op, v, other) {
    if (op !== '==' && op !== '!=') return NotImplemented
    const same = other === v || (v.dtype !== null && namedDType(other) === v.dtype) || other === v.name
    return (op === '==') === same
  },
  key: (v) => `tf.${v.name}`,
  getAttribute(v, name) {
    switch (name) {
      case 'name':
        return v.name
      case 'base_dtype':
        return v
      case 'as_numpy_dtype':
        return v.dtype === null ? undefined : ScalarType.of(v.dtype)
      case 'is_floating':
        return /float|half/.test(v.name)
      case 'is_integer':
        return /^u?int/.test(v.name)
      case 'is_bool':
        return v.name === 'bool'
      case 'is_complex':
        return v.name.startsWith('complex')
      default:
        return undefined
    }
  },
}

const EVALUATED = ['float32', 'float64', 'int32', 'int64', 'bool'] as const
const NAMED = [
  'bfloat16',
  'int8',
  'int16',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'complex64',
  'complex128',
  'string',
  'resource',
  'variant',
]

const BY_DTYPE = Object.fromEntries(EVALUATED.map((name) => [name, new DTypeObject(name, name)])) as Record<
  DType,
  DTypeObject
>
const half = new DTypeObject('float16', null)

/** The members `tf.float32`, …, `tf.double` and `tf.half` included. */
export const DTYPE_MEMBERS: ReadonlyMap<string, DTypeObject> = new Map([
  ...Object.entries(BY_DTYPE),
  ...NAMED.map((name) => [name, new DTypeObject(name, null)] as const),
  ['float16', half],
  ['half', half],
  ['double', BY_DTYPE.float64],
])

/** The object of an element type. */
export function dtypeObject(dtype: DType): DTypeObject {
  return BY_DTYPE[dtype]
}

/** The element type that a value names: `tf.float32`, `'float32'`, `np.float32`, `float`; null where it names none. */
export function namedDType(v: Value): DType | null {
  if (v instanceof DTypeObject || v instanceof ScalarType || v instanceof ArrayDType) return v.dtype
  if (typeof v === 'string') return DTYPE_MEMBERS.get(v)?.dtype ?? null
  if (v === floatClass) return 'float32'
  return v === boolClass ? 'bool' : null
}

/** A dtype argument; null where none is given. An element type that is not evaluated makes the result opaque. */
export function dtypeArgument(call: Call, v: Value): DType | null {
  if (v === undefined || v === null) return null
  const dtype = namedDType(known(v))
  if (dtype !== null) return dtype
  if (v instanceof DTypeObject || typeof v === 'string' || v instanceof ScalarType) {
    throw new UnsupportedDType(
      `tensors of dtype ${v instanceof DTypeObject || v instanceof ScalarType ? v.name : v} are not evaluated`,
    )
  }
  return call.raise(
    'TypeError',
    `Cannot convert the argument \`type_value\`: ${shown(v, call.runtime)} to a TensorFlow DType.`,
  )
}

/** A tensor would have an element type that is not evaluated: the result is then opaque for this reason. */
export class UnsupportedDType {
  constructor(readonly reason: string) {}
}

function shown(v: Value, runtime: Runtime): string {
  return runtime.semantics.display(v, runtime)
}

export function isFloat(dtype: DType): boolean {
  return dtype === 'float32' || dtype === 'float64'
}

/** The element type, null where it is not known. */
export function dtypeOf(x: Tensor | Opaque): DType | null {
  return x instanceof Opaque ? (x.facts.dtype ?? null) : x.dtype
}

/** As TensorFlow's runtime writes it: `float`, `double`, `int32`. */
export function runtimeName(dtype: DType): string {
  return dtype === 'float32' ? 'float' : dtype === 'float64' ? 'double' : dtype
}
