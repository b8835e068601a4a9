// Built-in functions that ask values about their types and attributes.
import {
  BoundMethod,
  Class,
  Closure,
  Dict,
  Instance,
  List,
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
import { attributesDict } from '../types/attributesDict'
import { classOf, isSubclass, lookUp, mroOf } from '../types/class'
import { hashValue } from '../types/hash'
import { raisedIs } from '../types/instance'
import { isNumber } from '../types/number'
import { protocolOf } from '../types/registry'
import { lenient, native, orOpaque } from './native'

/** `isinstance(v, type)`; opaque where it can't be known. */
function isInstance(v: Value, type: Value, runtime: Runtime, site: Span): boolean | Opaque {
  if (type instanceof Tuple) {
    let unknown: Opaque | null = null
    for (const item of type.items) {
      // `int | None` is a tuple here.
      const result = item === null ? v === null : isInstance(v, item, runtime, site)
      if (result === true) return true
      if (result instanceof Opaque) unknown ??= result
    }
    return unknown ?? false
  }
  if (isUnknown(type)) return isUnknown(v) ? v : isPlain(v) && !isAbstract(type) ? false : type
  if (isUnknown(v)) return v
  const own = protocolOf(v).isInstance?.(v, type, runtime)
  if (own !== undefined) return own
  if (type instanceof Class) return isSubclass(classOf(v), type)
  if (type instanceof Native) return classOf(v).name === type.name.slice(type.name.lastIndexOf('.') + 1)
  throw raised('TypeError', 'isinstance() arg 2 must be a type, a tuple of types, or a union', site)
}

/** Packages whose classes have values of the language itself for instances. */
const ABSTRACT = /^(?:numbers|collections|abc|typing|_collections_abc)\b/

function isAbstract(type: Opaque): boolean {
  return ABSTRACT.test(type.facts.path ?? type.facts.origin ?? 'abc')
}

/** A value of the language itself, that no unknown type has for an instance. */
export function isPlain(v: Value): boolean {
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
  return missingAsUndefined(object as Value, String(name), runtime, site) ?? fallback
})

const hasattr = native(
  'hasattr(obj, name, /)',
  ([object, name], runtime, site) => missingAsUndefined(object as Value, String(name), runtime, site) !== undefined,
)

const setattr = lenient('setattr(obj, name, value, /)', ([object, name, value], runtime, site) => {
  if (isUnknown(object)) return null
  if (name instanceof Opaque) {
    runtime.forget([object as Value], name.reason, site)
    return null
  }
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

const id = lenient('id(obj, /)', (_, runtime, site) => runtime.opaque('`id` differs from run to run', site))

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
