// NumPy's scalar types: the objects `np.float32`, `np.int64`, which name an element type and make scalars when called.
import { Int, NativeObject, type DType, type Value } from '@gradlens/engine'
import { NotImplemented, type TypeProtocol } from '../../protocol'
import { boolClass, floatClass, intClass } from '../../types/builtinClasses'
import { orUnknown } from './call'
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

const EVALUATED: readonly (readonly [string, DType])[] = [
  ['float32', 'float32'],
  ['float64', 'float64'],
  ['int32', 'int32'],
  ['int64', 'int64'],
  ['bool_', 'bool'],
]
const NAMED = ['int8', 'int16', 'uint8', 'uint16', 'uint32', 'uint64', 'complex64', 'complex128', 'str_', 'object_']

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
  ['half', half],
])

const CODES: Readonly<Record<string, DType>> = {
  float: 'float64',
  f: 'float32',
  d: 'float64',
  f4: 'float32',
  f8: 'float64',
  double: 'float64',
  single: 'float32',
  int: 'int64',
  i: 'int32',
  l: 'int64',
  i4: 'int32',
  i8: 'int64',
  bool: 'bool',
  '?': 'bool',
}

/** The element type that a value names to NumPy: `np.float32`, `'float32'`, `float`; null where it names none. */
export function namedDType(v: Value): DType | null {
  if (v instanceof ScalarType || v instanceof ArrayDType) return v.dtype
  if (typeof v === 'string') return types.get(v)?.dtype ?? CODES[v] ?? null
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

/** Bytes of an element. */
export const ITEM_SIZES: Readonly<Record<DType, number>> = { float64: 8, float32: 4, int64: 8, int32: 4, bool: 1 }
const KINDS: Readonly<Record<DType, string>> = { float64: 'f', float32: 'f', int64: 'i', int32: 'i', bool: 'b' }

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
        return KINDS[v.dtype]
      case 'itemsize':
        return Int.of(ITEM_SIZES[v.dtype])
      default:
        return undefined
    }
  },
}
