// NumPy's scalar types: the objects `np.float32`, `np.int64`, which name an element type and make scalars when called.
import { Int, NativeObject, type DType, type Value } from '@gradlens/engine'
import { NotImplemented, type TypeProtocol } from '../../protocol'
import { boolClass, floatClass, intClass } from '../../types/builtinClasses'
import { orUnknown } from './call'
import { ELEMENT_TYPES } from './dtypes'
import { makeScalar } from './ndarray'

/** `np.float32` and its like. `dtype` is null for types that are named and not evaluated. */
export class ScalarType extends NativeObject<null> {
  readonly typeName = 'type'
  readonly protocol = protocol
  constructor(
    readonly name: string,
    readonly dtype: DType | null,
  ) {
    super()
  }
  /** The scalar type of an element type. */
  static of(dtype: DType): ScalarType {
    return BY_DTYPE[dtype]
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

const protocol: TypeProtocol<ScalarType> = {
  typeName: () => 'type',
  repr: (v) => `<class 'numpy.${v.name}'>`,
  display: (v) => `np.${v.name}`,
  toJson: () => undefined,
  compare(op, v, other) {
    if (op !== '==' && op !== '!=') return NotImplemented
    const same = other === v || (v.dtype !== null && namedDType(other) === v.dtype)
    return (op === '==') === same
  },
  key: (v) => `np.${v.name}`,
  getAttribute: (v, name) => (name === '__name__' ? v.name : undefined),
  call: (v, args, runtime, site) =>
    orUnknown(
      () => makeScalar(v, args, runtime, site),
      (why) => why,
    ),
}

const EVALUATED = (Object.keys(ELEMENT_TYPES) as DType[]).map(
  (dtype) => [dtype === 'bool' ? 'bool_' : dtype, dtype] as const,
)
const NAMED = ['complex64', 'complex128', 'str_', 'object_']

const BY_DTYPE = Object.fromEntries(EVALUATED.map(([name, dtype]) => [dtype, new ScalarType(name, dtype)])) as Record<
  DType,
  ScalarType
>
const half = new ScalarType('float16', null)

const types = new Map<string, ScalarType>([
  ...Object.values(BY_DTYPE).map((type) => [type.name, type] as const),
  ...NAMED.map((name) => [name, new ScalarType(name, null)] as const),
  ['float16', half],
])

/** The members `np.float32`, …, `np.double`, `np.single` and `np.int_` included. */
export const SCALAR_TYPE_MEMBERS: ReadonlyMap<string, ScalarType> = new Map([
  ...types,
  ['double', BY_DTYPE.float64],
  ['float_', BY_DTYPE.float64],
  ['single', BY_DTYPE.float32],
  ['int_', BY_DTYPE.int64],
  ['intp', BY_DTYPE.int64],
  ['intc', BY_DTYPE.int32],
  ['short', BY_DTYPE.int16],
  ['byte', BY_DTYPE.int8],
  ['ubyte', BY_DTYPE.uint8],
  ['ushort', BY_DTYPE.uint16],
  ['uintc', BY_DTYPE.uint32],
  ['uint', BY_DTYPE.uint64],
  ['longlong', BY_DTYPE.int64],
  ['half', half],
])

const CODES: ReadonlyMap<string, DType> = new Map<string, DType>([
  ...EVALUATED.flatMap(([, dtype]): [string, DType][] => {
    const { kind, bytes, char } = ELEMENT_TYPES[dtype]
    return [
      [char, dtype],
      [`${kind}${bytes}`, dtype],
      [`<${kind}${bytes}`, dtype],
      [`=${kind}${bytes}`, dtype],
    ]
  }),
  ['float', 'float64'],
  ['double', 'float64'],
  ['single', 'float32'],
  ['int', 'int64'],
  ['uint', 'uint64'],
  ['byte', 'int8'],
  ['ubyte', 'uint8'],
  ['bool', 'bool'],
])

/** The element type that a value names to NumPy: `np.float32`, `'float32'`, `float`; null where it names none. */
export function namedDType(v: Value): DType | null {
  if (v instanceof ScalarType || v instanceof ArrayDType) return v.dtype
  if (typeof v === 'string') return types.get(v)?.dtype ?? CODES.get(v) ?? null
  if (v === floatClass) return 'float64'
  if (v === intClass) return 'int64'
  return v === boolClass ? 'bool' : null
}

/** `np.dtype('float32')`, as `array.dtype` gives it. */
export class ArrayDType extends NativeObject<null> {
  readonly typeName = 'dtype'
  readonly protocol = dtypeProtocol
  private constructor(readonly dtype: DType) {
    super()
  }
  private static readonly made = new Map<DType, ArrayDType>()
  /** The one object of an element type. */
  static of(dtype: DType): ArrayDType {
    let object = ArrayDType.made.get(dtype)
    if (!object) ArrayDType.made.set(dtype, (object = new ArrayDType(dtype)))
    return object
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

const dtypeProtocol: TypeProtocol<ArrayDType> = {
  typeName: (v) => `numpy.dtype[${v.dtype === 'bool' ? 'bool_' : v.dtype}]`,
  repr: (v) => `dtype('${v.dtype}')`,
  str: (v) => v.dtype,
  display: (v) => v.dtype,
  toJson: () => undefined,
  compare(op, v, other) {
    if (op !== '==' && op !== '!=') return NotImplemented
    const same = other === v || namedDType(other) === v.dtype
    return (op === '==') === same
  },
  key: (v) => `dtype.${v.dtype}`,
  getAttribute(v, name) {
    switch (name) {
      case 'name':
        return v.dtype
      case 'type':
        return ScalarType.of(v.dtype)
      case 'kind':
        return ELEMENT_TYPES[v.dtype].kind
      case 'itemsize':
        return Int.of(ELEMENT_TYPES[v.dtype].bytes)
      case 'char':
        return ELEMENT_TYPES[v.dtype].char
      default:
        return undefined
    }
  },
}
