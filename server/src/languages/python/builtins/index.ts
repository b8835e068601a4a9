// The names that Python gives every module without an import.
import {
  BoundMethod,
  Class,
  Closure,
  Dict,
  Instance,
  Int,
  List,
  Module,
  Native,
  Opaque,
  Raised,
  Slice,
  Traced,
  Tuple,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { EXCEPTION_CLASSES, raised, raisingFaults } from '../exceptions'
import { roundedFloat } from '../numbers/round'
import { hashOf } from '../types/hash'
import { powerModulo } from '../numbers/integer'
import { roundHalfEven } from '../numbers/float'
import {
  findAttribute,
  getAttribute,
  indexOf,
  isUnknown,
  lengthOf,
  operate,
  reprOf,
  strOf,
  typeNameOf,
} from '../operations'
import { Ellipsis, NotImplementedValue } from '../singletons'
import { codeOf, lengthOfText } from '../text/characters'
import { formatValue } from '../text/formatValue'
import { asciiOf } from '../text/repr'
import {
  boolClass,
  classmethodClass,
  dictClass,
  floatClass,
  frozensetClass,
  intClass,
  listClass,
  objectClass,
  propertyClass,
  rangeClass,
  setClass,
  sliceClass,
  staticmethodClass,
  strClass,
  superClass,
  tupleClass,
  typeClass,
} from '../types/builtinClasses'
import { classOf, construct, isSubclass, lookUp, mroOf } from '../types/class'
import { attributesDict } from '../types/attributesDict'
import { asInt, divideModulo, integerOf, isIntegral, isNumber, primalOf, type PythonNumber } from '../types/number'
import { protocolOf } from '../types/registry'
import './conversions'
import '../types/super'
import '../types/property'
import '../types/range'
import { fromKeys } from '../types/dict'
import { strMethods } from '../types/strMethods'
import { raisedIs } from '../types/instance'
import { ITERATION } from './iteration'
import { lenient, native, orOpaque, unevaluated, variadic } from './native'
import { signature } from '../signature'

const print = variadic('print', ({ positional, keywords }, runtime, site) => {
  const option = (name: string, fallback: string) => {
    const value = keywords?.get(name)
    return value === undefined || value === null ? fallback : strOf(value, runtime)
  }
  for (const name of keywords?.keys() ?? []) {
    if (!['sep', 'end', 'file', 'flush'].includes(name)) {
      throw raised('TypeError', `'${name}' is an invalid keyword argument for print()`, site)
    }
  }
  const text = positional.map((v) => strOf(v, runtime)).join(option('sep', ' ')) + option('end', '\n')
  const file = keywords?.get('file')
  if (file === undefined || file === null || (file instanceof Module && file.name === 'sys.stdout')) {
    runtime.print(text, site)
  }
  return null
})

const len = native('len(obj, /)', ([obj], runtime, site) => {
  const length = lengthOf(obj as Value, runtime, site)
  return length instanceof Opaque ? runtime.opaque(length.reason, site) : Int.of(length)
})

const abs = native('abs(x, /)', ([x], runtime, site) => {
  const v = x as Value
  if (v instanceof Int || typeof v === 'boolean') {
    const value = v instanceof Int ? v.value : Number(v)
    return Int.of(value < 0 ? -BigInt(value) : value)
  }
  if (typeof v === 'number') return Math.abs(v)
  if (v instanceof Traced) return runtime.session.ops.abs(v)
  const method = findAttribute(v, '__abs__', runtime, site)
  if (method !== undefined) return runtime.call(method, { positional: [], keywords: null }, site)
  throw raised('TypeError', `bad operand type for abs(): '${typeNameOf(v)}'`, site)
})

const round = native('round(number, ndigits=)', ([number, ndigits], runtime, site) => {
  const v = number as Value
  const places = ndigits === undefined || ndigits === null ? null : indexOf(ndigits, runtime, site)
  if (isNumber(v)) return roundNumber(v, places, runtime, site)
  const method = findAttribute(v, '__round__', runtime, site)
  if (method !== undefined) {
    return runtime.call(method, { positional: ndigits === undefined ? [] : [ndigits], keywords: null }, site)
  }
  throw raised('TypeError', `type ${typeNameOf(v)} doesn't define __round__ method`, site)
})

/** Half to even. What is rounded depends on nothing that can be differentiated: a decision. */
function roundNumber(v: PythonNumber, places: number | null, runtime: Runtime, site: Span): Value {
  if (v instanceof Int || typeof v === 'boolean') {
    const value = v instanceof Int ? v.value : Number(v)
    if (places === null || places >= 0) return Int.of(value)
    const unit = 10n ** BigInt(-places)
    const half = BigInt(value) + unit / 2n
    let quotient = half / unit
    if (half < 0n && half % unit !== 0n) quotient -= 1n
    if (half % unit === 0n && quotient % 2n !== 0n) quotient -= 1n
    return Int.of(quotient * unit)
  }
  const x = primalOf(v, site)
  const result =
    places === null ? integerOf(roundHalfEven(x), site) : raisingFaults(site, () => roundedFloat(x, places))
  if (v instanceof Traced) runtime.decide(result instanceof Int ? Number(result.value) : result, site)
  return result
}

const pow = lenient('pow(base, exp, mod=)', ([base, exp, mod], runtime, site) => {
  if (mod === undefined || mod === null) return operate('**', base as Value, exp as Value, runtime, site)
  if (isIntegral(base as Value) && isIntegral(exp as Value) && isIntegral(mod)) {
    const [a, b, m] = [base, exp, mod].map((v) => asInt(v as Int | boolean))
    return raisingFaults(site, () => powerModulo(a, b, m))
  }
  const unknown = [base, exp, mod].find((v) => v instanceof Opaque)
  if (unknown instanceof Opaque) return runtime.opaque(unknown.reason, site)
  throw raised('TypeError', 'pow() 3rd argument not allowed unless all arguments are integers', site)
})

const divmod = native('divmod(x, y, /)', ([x, y], runtime, site) => {
  if (isNumber(x as Value) && isNumber(y as Value)) {
    return new Tuple(divideModulo(x as PythonNumber, y as PythonNumber, runtime, site))
  }
  const method = findAttribute(x as Value, '__divmod__', runtime, site)
  if (method !== undefined) return runtime.call(method, { positional: [y as Value], keywords: null }, site)
  if (isPlain(x as Value) && isPlain(y as Value)) {
    const types = `'${typeNameOf(x as Value)}' and '${typeNameOf(y as Value)}'`
    throw raised('TypeError', `unsupported operand type(s) for divmod(): ${types}`, site)
  }
  return new Tuple([
    operate('//', x as Value, y as Value, runtime, site),
    operate('%', x as Value, y as Value, runtime, site),
  ])
})

// Types and attributes.

/** `isinstance(v, type)`; opaque where it can't be known. */
function isInstance(v: Value, type: Value, runtime: Runtime, site: Span): boolean | Opaque {
  if (type instanceof Tuple) {
    let unknown: Opaque | null = null
    for (const item of type.items) {
      const result = isInstance(v, item, runtime, site)
      if (result === true) return true
      if (result instanceof Opaque) unknown ??= result
    }
    return unknown ?? false
  }
  if (isUnknown(type)) return isUnknown(v) ? v : isPlain(v) ? false : type
  if (isUnknown(v)) return v
  if (type === null) return v === null
  const own = protocolOf(v).isInstance?.(v, type, runtime)
  if (own !== undefined) return own
  if (type instanceof Class) return isSubclass(classOf(v), type)
  if (type instanceof Native) return classOf(v).name === type.name.slice(type.name.lastIndexOf('.') + 1)
  throw raised('TypeError', 'isinstance() arg 2 must be a type, a tuple of types, or a union', site)
}

/** A value of the language itself, that no unknown type has for an instance. */
function isPlain(v: Value): boolean {
  return (
    v === null || isNumber(v) || typeof v === 'string' || v instanceof List || v instanceof Tuple || v instanceof Dict
  )
}

const isinstance = lenient('isinstance(obj, class_or_tuple, /)', ([v, type], runtime, site) =>
  orOpaque<boolean>(isInstance(v as Value, type as Value, runtime, site), runtime, site),
)

const issubclass = native('issubclass(cls, class_or_tuple, /)', ([cls, base], _, site) => {
  if (!(cls instanceof Class)) throw raised('TypeError', 'issubclass() arg 1 must be a class', site)
  const bases = base instanceof Tuple ? base.items : [base as Value]
  return bases.some((item) => item instanceof Class && isSubclass(cls, item))
})

const callable = lenient('callable(obj, /)', ([v]) => {
  if (isUnknown(v)) return v
  if (v instanceof Closure || v instanceof Native || v instanceof BoundMethod || v instanceof Class) return true
  if (v instanceof Instance) return lookUp(v.cls, '__call__') !== undefined
  return protocolOf(v as Value).call !== undefined
})

function missingAsUndefined(object: Value, name: string, runtime: Runtime, site: Span): Value | undefined {
  try {
    return findAttribute(object, name, runtime, site)
  } catch (error) {
    if (error instanceof Raised && raisedIs(error, 'AttributeError')) return undefined
    throw error
  }
}

const getattr = lenient('getattr(object, name, default=, /)', ([object, name, fallback], runtime, site) => {
  if (isUnknown(name)) return runtime.opaque(name.reason, site)
  if (fallback === undefined) return getAttribute(object as Value, String(name), runtime, site)
  return missingAsUndefined(object as Value, String(name), runtime, site) ?? fallback
})

const hasattr = native(
  'hasattr(obj, name, /)',
  ([object, name], runtime, site) => missingAsUndefined(object as Value, String(name), runtime, site) !== undefined,
)

const setattr = lenient('setattr(obj, name, value, /)', ([object, name, value], runtime, site) => {
  if (isUnknown(object)) return null
  protocolOf(object as Value).setAttribute?.(object as Value, String(name), value as Value, runtime, site)
  return null
})

const delattr = native('delattr(obj, name, /)', ([object, name], runtime, site) => {
  protocolOf(object as Value).deleteAttribute?.(object as Value, String(name), runtime, site)
  return null
})

const dir = native('dir(object=, /)', ([object], runtime, site) => {
  if (!(object instanceof Instance || object instanceof Class)) return runtime.opaque('`dir` is not evaluated', site)
  const cls = object instanceof Instance ? object.cls : object
  if (cls.code === null) return runtime.opaque('`dir` is not evaluated', site)
  const names = new Set(mroOf(cls).flatMap((base) => [...base.attributes.keys()]))
  if (object instanceof Instance) for (const name of object.attributes.keys()) names.add(name)
  const inherited = [
    '__class__',
    '__delattr__',
    '__dict__',
    '__dir__',
    '__doc__',
    '__eq__',
    '__format__',
    '__ge__',
    '__getattribute__',
    '__getstate__',
    '__gt__',
    '__hash__',
    '__init__',
    '__init_subclass__',
    '__le__',
    '__lt__',
    '__module__',
    '__ne__',
    '__new__',
    '__reduce__',
    '__reduce_ex__',
    '__repr__',
    '__setattr__',
    '__sizeof__',
    '__str__',
    '__subclasshook__',
    '__weakref__',
  ]
  for (const name of inherited) names.add(name)
  return new List([...names].sort())
})

const vars = native('vars(object=, /)', ([object], runtime, site) =>
  object instanceof Instance ? attributesDict(object) : runtime.opaque('`vars` is not evaluated', site),
)

// Text.

const repr = native('repr(obj, /)', ([v], runtime) => reprOf(v as Value, runtime))
const ascii = native('ascii(obj, /)', ([v], runtime) => asciiOf(reprOf(v as Value, runtime)))
const format = native('format(value, format_spec=, /)', ([v, spec], runtime, site) =>
  formatValue(v as Value, null, spec === undefined ? '' : String(spec), runtime, site),
)

const chr = native('chr(i, /)', ([i], runtime, site) => {
  const code = indexOf(i as Value, runtime, site)
  if (code < 0 || code > 0x10ffff) throw raised('ValueError', 'chr() arg not in range(0x110000)', site)
  return String.fromCodePoint(code)
})

const ord = native('ord(c, /)', ([c], _, site) => {
  if (typeof c !== 'string') {
    throw raised('TypeError', `ord() expected string of length 1, but ${typeNameOf(c as Value)} found`, site)
  }
  const length = lengthOfText(c)
  if (length === 1) return Int.of(codeOf(c))
  throw raised('TypeError', `ord() expected a character, but string of length ${length} found`, site)
})

function inBase(name: 'bin' | 'oct' | 'hex', base: number, prefix: string): Native {
  return native(`${name}(number, /)`, ([number], runtime, site) => {
    const v = number as Value
    const value = v instanceof Int ? BigInt(v.value) : BigInt(indexOf(v, runtime, site))
    return `${value < 0n ? '-' : ''}${prefix}${(value < 0n ? -value : value).toString(base)}`
  })
}

const id = lenient('id(obj, /)', (_, runtime, site) => runtime.opaque('`id` differs from run to run', site))

const hash = native('hash(obj, /)', ([v], runtime, site) => {
  const value = hashOf(v as Value, runtime, site)
  return value === null ? runtime.opaque('`hash` differs from run to run', site) : Int.of(value)
})

const input = lenient('input(prompt=, /)', ([prompt], runtime, site) => {
  if (prompt !== undefined) runtime.print(strOf(prompt, runtime), site)
  return runtime.opaque('`input` is not evaluated: a program reads nothing here', site)
})

sliceClass.make = (args, _, site) => {
  const [start, stop, step] = args.positional.length < 2 ? [null, ...sliceOne(args, site)] : sliceMany(args, site)
  return new Slice(start ?? null, stop ?? null, step ?? null)
}
const sliceOne = signature('slice(stop, /)')
const sliceMany = signature('slice(start, stop, step=, /)')

objectClass.make = (args, runtime, site) => {
  if (args.positional.length > 0) throw raised('TypeError', 'object() takes no arguments', site)
  return construct(plainObject, args, runtime, site)
}
const plainObject = new Class('object', [objectClass], null)

dictClass.statics.set('fromkeys', new Native('dict.fromkeys', (runtime, args, site) => fromKeys(args, runtime, site)))
strClass.statics.set(
  'maketrans',
  new Native('str.maketrans', (runtime, args, site) =>
    (strMethods.maketrans as (...a: unknown[]) => Value)('', args, runtime, site),
  ),
)

const CLASSES = [
  boolClass,
  classmethodClass,
  dictClass,
  floatClass,
  frozensetClass,
  intClass,
  listClass,
  objectClass,
  propertyClass,
  rangeClass,
  setClass,
  sliceClass,
  staticmethodClass,
  strClass,
  superClass,
  tupleClass,
  typeClass,
]

const FUNCTIONS = [
  print,
  len,
  abs,
  round,
  pow,
  divmod,
  isinstance,
  issubclass,
  callable,
  getattr,
  hasattr,
  setattr,
  delattr,
  dir,
  vars,
  repr,
  ascii,
  format,
  chr,
  ord,
  inBase('bin', 2, '0b'),
  inBase('oct', 8, '0o'),
  inBase('hex', 16, '0x'),
  id,
  hash,
  input,
  ...ITERATION,
]

/** Names that Python has and that are not evaluated. */
const UNEVALUATED = [
  '__import__',
  'aiter',
  'anext',
  'breakpoint',
  'bytearray',
  'bytes',
  'compile',
  'complex',
  'copyright',
  'credits',
  'eval',
  'exec',
  'exit',
  'globals',
  'help',
  'license',
  'locals',
  'memoryview',
  'open',
  'quit',
]

const TABLE: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...CLASSES.map((cls) => [cls.name, cls] as const),
  ...FUNCTIONS.map((callee) => [callee.name, callee] as const),
  ...UNEVALUATED.map((name) => [name, unevaluated(name)] as const),
  ...EXCEPTION_CLASSES,
  ['Ellipsis', Ellipsis],
  ['NotImplemented', NotImplementedValue],
  ['__debug__', true],
  ['__doc__', null],
  ['__file__', new Opaque('`__file__` is not evaluated')],
  ['__builtins__', new Opaque('`__builtins__` is not evaluated')],
])

/** The value of a builtin name; undefined where Python has none of that name. */
export function builtin(name: string): Value | undefined {
  return TABLE.get(name)
}
