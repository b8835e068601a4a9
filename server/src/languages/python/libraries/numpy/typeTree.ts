// NumPy's kinds of numbers as types (`np.floating`, `np.integer`), and what is asked about element types.
import { Int, NativeObject, Tensor, Tuple, type DType, type Value } from '@gradlens/engine'
import type { TypeProtocol } from '../../protocol'
import { boolClass, floatClass, intClass } from '../../types/builtinClasses'
import { tensor } from './arguments'
import { known, type Call } from './call'
import { dtypeOf } from './convert'
import { castsSafely, castsWithinKind, promote } from './dtypes'
import type { Row } from './moduleTree'
import { NdArray, NumpyScalar } from './ndarray'
import { row } from './row'
import { ArrayDType, namedDType, ScalarType } from './scalarTypes'
import { commonType } from './promotion'
import { wrap } from './ufuncs'

/** `np.floating` and its like: a name for several scalar types. */
export class AbstractType extends NativeObject<null> {
  readonly typeName = 'type'
  readonly protocol = protocol
  constructor(
    readonly name: string,
    /** The scalar types beneath it, by name. */
    readonly members: ReadonlySet<string>,
  ) {
    super()
  }
  /** Does it cover an element type? */
  covers(dtype: DType | null): boolean {
    return dtype !== null && this.members.has(ScalarType.of(dtype).name)
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

const protocol: TypeProtocol<AbstractType> = {
  typeName: () => 'type',
  repr: (v) => `<class 'numpy.${v.name}'>`,
  display: (v) => `np.${v.name}`,
  toJson: () => undefined,
  key: (v) => `np.${v.name}`,
  getAttribute: (v, name) => (name === '__name__' ? v.name : undefined),
}

const SIGNED = ['int8', 'int16', 'int32', 'int64']
const UNSIGNED = ['uint8', 'uint16', 'uint32', 'uint64']
const FLOATING = ['float16', 'float32', 'float64']
const COMPLEX = ['complex64', 'complex128']
const KINDS: Readonly<Record<string, readonly string[]>> = {
  signedinteger: SIGNED,
  unsignedinteger: UNSIGNED,
  integer: [...SIGNED, ...UNSIGNED],
  floating: FLOATING,
  complexfloating: COMPLEX,
  inexact: [...FLOATING, ...COMPLEX],
  number: [...SIGNED, ...UNSIGNED, ...FLOATING, ...COMPLEX],
  flexible: ['str_', 'bytes_', 'void'],
  character: ['str_', 'bytes_'],
  generic: [...SIGNED, ...UNSIGNED, ...FLOATING, ...COMPLEX, 'bool_', 'str_', 'object_'],
}

const ABSTRACT: readonly AbstractType[] = Object.entries(KINDS).map(
  ([name, members]) => new AbstractType(name, new Set(members)),
)

const SHORT: Readonly<Record<string, string>> = {
  int: 'int64',
  float: 'float64',
  bool: 'bool_',
  double: 'float64',
  single: 'float32',
  half: 'float16',
}

/** The scalar type that a value names, evaluated or not; null where it names none. */
function scalarTypeOf(v: Value): string | null {
  if (v instanceof ScalarType) return v.name
  const dtype = namedDType(v)
  if (dtype !== null) return ScalarType.of(dtype).name
  if (typeof v !== 'string') return null
  const name = SHORT[v] ?? v
  return KINDS.generic.includes(name) ? name : null
}

/** What a second argument of `np.issubdtype` covers. */
function coveredBy(v: Value): ReadonlySet<string> | null {
  if (v instanceof AbstractType) return v.members
  // Python's own types stand for the kinds that they belong to.
  if (v === floatClass) return new Set(['float64'])
  if (v === intClass) return new Set(['int64'])
  if (v === boolClass) return new Set(['bool_'])
  const name = scalarTypeOf(v)
  return name === null ? null : new Set([name])
}

function isSubtype(call: Call, a: Value, b: Value): Value {
  const [own, other] = [known(a), known(b)]
  const covering = coveredBy(other)
  if (covering === null) return call.opaque('this element type is not evaluated', {}, [a, b])
  if (own instanceof AbstractType)
    return other instanceof AbstractType && [...own.members].every((name) => other.members.has(name))
  const name = scalarTypeOf(own)
  return name === null ? call.opaque('this element type is not evaluated', {}, [a, b]) : covering.has(name)
}

/** Facts about a floating type (IEEE 754). */
interface FloatFacts {
  readonly dtype: DType
  readonly bits: number
  /** Bits of the mantissa that are stored. */
  readonly nmant: number
  readonly max: number
  readonly tiny: number
  readonly subnormal: number
  readonly precision: number
  readonly minexp: number
  readonly maxexp: number
  readonly nexp: number
}

// prettier-ignore
const FLOATS: Readonly<Partial<Record<DType, FloatFacts>>> = {
  float64: {
    dtype: 'float64', bits: 64, nmant: 52, max: Number.MAX_VALUE, tiny: 2 ** -1022, subnormal: Number.MIN_VALUE,
    precision: 15, minexp: -1022, maxexp: 1024, nexp: 11,
  },
  float32: {
    dtype: 'float32', bits: 32, nmant: 23, max: 3.4028234663852886e38, tiny: 2 ** -126, subnormal: 2 ** -149,
    precision: 6, minexp: -126, maxexp: 128, nexp: 8,
  },
}

/** What `np.finfo(…)` and `np.iinfo(…)` give. */
class TypeFacts extends NativeObject<null> {
  readonly protocol = factsProtocol
  constructor(
    readonly typeName: 'finfo' | 'iinfo',
    readonly members: ReadonlyMap<string, Value>,
    readonly text: string,
  ) {
    super()
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

const factsProtocol: TypeProtocol<TypeFacts> = {
  typeName: (v) => v.typeName,
  repr: (v) => v.text,
  display: (v) => v.text,
  toJson: () => undefined,
  getAttribute: (v, name) => v.members.get(name),
}

/** The type that `np.finfo` or `np.iinfo` is asked about: one that is named, or that of a number. */
function askedType(call: Call, v: Value): string | null {
  const given = known(v)
  const named = scalarTypeOf(given)
  if (named !== null) return named
  if (given instanceof NdArray || given instanceof NumpyScalar || given instanceof Int || typeof given === 'number') {
    const dtype = dtypeOf(tensor(call, given))
    return dtype === null ? null : ScalarType.of(dtype).name
  }
  return null
}

function finfo(call: Call, v: Value): Value {
  const name = askedType(call, v)
  if (name === null || name === 'float16' || COMPLEX.includes(name))
    return call.opaque('this element type is not evaluated', {}, [v])
  const facts = name === 'bool_' ? undefined : FLOATS[name as DType]
  if (!facts) return call.raise('ValueError', `data type <class 'numpy.${name}'> not inexact`)
  const number = (x: number): Value => wrap(call, new Tensor(Float64Array.of(x), [], facts.dtype))
  const resolution = Number(`1e-${facts.precision}`)
  const numbers: Readonly<Record<string, number>> = {
    eps: 2 ** -facts.nmant,
    epsneg: 2 ** (-facts.nmant - 1),
    max: facts.max,
    min: -facts.max,
    tiny: facts.tiny,
    smallest_normal: facts.tiny,
    smallest_subnormal: facts.subnormal,
    resolution: facts.dtype === 'float32' ? Math.fround(resolution) : resolution,
  }
  const counts: Readonly<Record<string, number>> = {
    bits: facts.bits,
    nmant: facts.nmant,
    precision: facts.precision,
    machep: -facts.nmant,
    negep: -facts.nmant - 1,
    minexp: facts.minexp,
    maxexp: facts.maxexp,
    nexp: facts.nexp,
    iexp: facts.nexp,
  }
  const text = (x: number): string => call.runtime.semantics.display(number(x), call.runtime)
  const members = new Map<string, Value>([
    ...Object.entries(numbers).map(([key, x]) => [key, number(x)] as const),
    ...Object.entries(counts).map(([key, n]) => [key, Int.of(n)] as const),
    ['dtype', ArrayDType.of(facts.dtype)],
  ])
  return new TypeFacts(
    'finfo',
    members,
    `finfo(resolution=${text(numbers.resolution)}, min=${text(numbers.min)}, max=${text(numbers.max)}, dtype=${facts.dtype})`,
  )
}

function iinfo(call: Call, v: Value): Value {
  const name = askedType(call, v)
  if (name === null) return call.opaque('this element type is not evaluated', {}, [v])
  const parts = /^(u?)int(\d+)$/.exec(name)
  if (!parts) {
    const code = FLOATING.includes(name) ? 'f' : name.startsWith('b') ? 'b' : 'O'
    return call.raise('ValueError', `Invalid integer data type '${code}'.`)
  }
  const bits = Number(parts[2])
  const unsigned = parts[1] === 'u'
  const max = 2n ** BigInt(unsigned ? bits : bits - 1) - 1n
  const min = unsigned ? 0n : -max - 1n
  const dtype = namedDType(name)
  const members = new Map<string, Value>([
    ['bits', Int.of(bits)],
    ['max', Int.of(max)],
    ['min', Int.of(min)],
    ['kind', unsigned ? 'u' : 'i'],
    ...(dtype ? [['dtype', ArrayDType.of(dtype)] as const] : []),
  ])
  return new TypeFacts('iinfo', members, `iinfo(min=${min}, max=${max}, dtype=${name})`)
}

/** The element type of an argument: one that is named, or an array's own. */
function typeOf(call: Call, v: Value): DType | null {
  return namedDType(known(v)) ?? dtypeOf(tensor(call, v))
}

function resultOf(call: Call, values: Value): Value {
  const items = values instanceof Tuple ? values.items : []
  if (items.length === 0) call.raise('ValueError', 'at least one array or dtype is required')
  const shapes = items.map((v) => {
    const named = namedDType(known(v))
    // A type counts as an array of that type.
    return named === null ? tensor(call, v) : new Tensor(Float64Array.of(0), [1], named)
  })
  const dtype = commonType(call, shapes)
  return dtype === null ? call.opaque('this element type is not known', {}, [...items]) : ArrayDType.of(dtype)
}

function promoted(call: Call, a: Value, b: Value): Value {
  const [x, y] = [a, b].map((v) => namedDType(known(v)))
  return x === null || y === null
    ? call.opaque('this element type is not evaluated', {}, [a, b])
    : ArrayDType.of(promote(x, y))
}

function canCast(call: Call, from: Value, to: Value, casting: Value): Value {
  const [own, wanted] = [namedDType(known(from)), namedDType(known(to))]
  if (own === null || wanted === null) return call.opaque('this cast is not evaluated', {}, [from, to])
  const how = casting === undefined ? 'safe' : casting
  if (how === 'unsafe') return true
  if (how === 'no' || how === 'equiv') return own === wanted
  if (how === 'safe') return castsSafely(own, wanted)
  return castsWithinKind(own, wanted)
}

export const TYPE_TREE: readonly Row[] = [
  ...ABSTRACT.map((type): Row => ({ paths: [`np.${type.name}`], value: type })),
  row('finfo', 'dtype', finfo),
  row('iinfo', 'type', iinfo),
  row('issubdtype', 'arg1, arg2', isSubtype),
  row('result_type', '*arrays_and_dtypes', resultOf),
  row('promote_types', 'type1, type2', promoted),
  row('can_cast', 'from_, to, casting=', canCast),
  row('min_scalar_type', 'a', (call, v) =>
    typeOf(call, v) === 'bool' ? ArrayDType.of('bool') : call.opaque('small element types are not evaluated', {}, [v]),
  ),
]
