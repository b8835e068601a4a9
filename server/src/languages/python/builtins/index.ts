// The names that Python gives every module without an import.
import { Class, Native, Opaque, Slice, type Value } from '@gradlens/engine'
import { EXCEPTION_CLASSES, raised } from '../exceptions'
import { signature } from '../signature'
import { Ellipsis, NotImplementedValue } from '../singletons'
import {
  boolClass,
  bytearrayClass,
  bytesClass,
  classmethodClass,
  complexClass,
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
import { construct } from '../types/class'
import { fromKeys } from '../types/dict'
import '../types/bytes'
import '../types/complex'
import '../types/property'
import '../types/range'
import '../types/specialMethods'
import { strMethods } from '../types/strMethods'
import '../types/super'
import { ATTRIBUTES } from './attributes'
import './conversions'
import { ITERATION } from './iteration'
import { CODE } from './code'
import { unevaluated } from './native'
import { NUMERIC } from './numeric'
import { TEXT } from './text'

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
  bytearrayClass,
  bytesClass,
  complexClass,
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

const FUNCTIONS = [...TEXT, ...NUMERIC, ...ATTRIBUTES, ...ITERATION, ...CODE]

/** Names that Python has and that are not evaluated. */
const UNEVALUATED = [
  '__import__',
  'aiter',
  'anext',
  'breakpoint',
  'compile',
  'copyright',
  'credits',
  'help',
  'license',
  'memoryview',
  'open',
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
