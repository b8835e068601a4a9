// Built-in functions that ask values about their types and attributes.
import {
  BoundMethod,
  Class,
  Closure,
  Instance,
  isObject,
  List,
  Mutable,
  mayBeAbsent,
  Native,
  Opaque,
  Raised,
  Tuple,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised } from '../exceptions'
import { findAttribute, getAttribute, isUnknown } from '../operations'
import { AbstractClass } from '../types/abstractClass'
import { attributesDict } from '../types/attributesDict'
import { isSubclass, lookUp, mroOf } from '../types/class'
import { hashValue } from '../types/hash'
import { deleteAnyAttribute, raisedIs, setAnyAttribute } from '../types/instance'
import { isInstance } from '../types/isInstance'
import { identityOf, rememberNumber } from '../types/key'
import { ProgramModule } from '../types/module'
import { NamespaceDict } from '../types/namespaceDict'
import { protocolOf } from '../types/registry'
import { localNames } from './code'
import { lenient, native, orOpaque } from './native'

const isinstance = lenient('isinstance(obj, class_or_tuple, /)', ([v, type], runtime, site) =>
  orOpaque<boolean>(isInstance(v as Value, type as Value, runtime, site), runtime, site),
)

const issubclass = native('issubclass(cls, class_or_tuple, /)', ([cls, base], runtime, site) => {
  if (!(cls instanceof Class)) throw raised('TypeError', 'issubclass() arg 1 must be a class', site)
  const bases = base instanceof Tuple ? base.items : [base as Value]
  if (bases.some((item) => item instanceof Class && isSubclass(cls, item))) return true
  const abstract = bases.find((item) => item instanceof AbstractClass)
  return abstract ? runtime.opaque(`whether it is a \`${abstract.name}\` is not evaluated`, site) : false
})

const callable = lenient('callable(obj, /)', ([v]) => {
  if (isUnknown(v)) return v
  if (v instanceof Instance) return lookUp(v.cls, '__call__') !== undefined
  return isKnownCallable(v as Value)
})

/** Can a value that is no instance of a program's class be called? */
export function isKnownCallable(v: Value): boolean {
  if (v instanceof Closure || v instanceof Native || v instanceof BoundMethod || v instanceof Class) return true
  return protocolOf(v).call !== undefined
}

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
  const value = missingAsUndefined(object as Value, String(name), runtime, site) ?? fallback
  if (!mayBeAbsent(value)) return value
  const objects = [...(value.facts.candidates ?? []), ...(isObject(fallback) ? [fallback] : [])]
  return runtime.opaque(value.reason, site, objects.length > 0 ? { candidates: objects } : {}, [value, fallback])
})

const hasattr = native('hasattr(obj, name, /)', ([object, name], runtime, site) => {
  const value = missingAsUndefined(object as Value, String(name), runtime, site)
  return mayBeAbsent(value) ? runtime.opaque(value.reason, site) : value !== undefined
})

const setattr = lenient('setattr(obj, name, value, /)', ([object, name, value], runtime, site) => {
  if (isUnknown(object)) return null
  if (name instanceof Opaque) {
    if (object instanceof Instance) setAnyAttribute(object, name, value as Value, runtime)
    else runtime.forget([object as Value], name.reason, site)
    return null
  }
  protocolOf(object as Value).setAttribute?.(object as Value, String(name), value as Value, runtime, site)
  return null
})

const delattr = lenient('delattr(obj, name, /)', ([object, name], runtime, site) => {
  if (isUnknown(object)) return null
  if (name instanceof Opaque) {
    if (object instanceof Instance) deleteAnyAttribute(object, name, runtime)
    else runtime.forget([object as Value], name.reason, site)
    return null
  }
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

const vars = native('vars(object=, /)', ([object], runtime, site) => {
  if (object === undefined) return localNames(object, runtime, site)
  if (object instanceof ProgramModule) return new NamespaceDict(object, true)
  return object instanceof Instance ? attributesDict(object) : runtime.opaque('`vars` is not evaluated', site)
})

const id = lenient('id(obj, /)', ([v], runtime, site) => {
  const number = runtime.opaque('`id` differs from run to run', site)
  // Numbers, texts and bound methods are made anew, nobody knows when.
  const isObject = v === null || typeof v === 'boolean' || v instanceof Mutable || v instanceof Native
  return isObject
    ? rememberNumber(number, `id of ${typeof v === 'object' && v !== null ? identityOf(v) : String(v)}`)
    : number
})

const hash = native('hash(obj, /)', ([v], runtime, site) => hashValue(v as Value, runtime, site))

export const ATTRIBUTES: readonly Native[] = [
  isinstance,
  issubclass,
  callable,
  getattr,
  hasattr,
  setattr,
  delattr,
  dir,
  vars,
  id,
  hash,
]
