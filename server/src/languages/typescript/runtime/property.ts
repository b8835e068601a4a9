// Reading, writing and listing properties of every kind of value (ECMA-262 §10.1). Property names are plain data:
// `__proto__` and `constructor` as keys are keys like any other.
import {
  Class,
  Closure,
  Dict,
  Instance,
  List,
  Native,
  Opaque,
  Traced,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { callFunction, functionLength, functionName, isCallable } from './callable'
import {
  classOfFunction,
  isError,
  JsClass,
  Prototype,
  prototypeOf,
  rangeError,
  realmOf,
  setFunctionPrototype,
  typeError,
} from './classes'
import { isNumber, isObject, receiverText, toKey } from './conversion'
import { unevaluatedMember } from './host'
import { ModuleNamespace } from './module'
import { Accessor, Constructor, ITERATOR_KEY, Namespace } from './native'
import { builtinMethod, builtinPrototype, constructorOf, isArrayMethod, OBJECT_METHODS } from './prototypes'
import { TypedArray } from './typedArray'
import { Unknown } from './unknown'

const ABSENT: unique symbol = Symbol('absent')
type Found = Value | typeof ABSENT

/** The index that a property name is; −1 where it is none. */
export function indexOfKey(key: string): number {
  const first = key.charCodeAt(0)
  if (!(first >= 48 && first <= 57) || key.length > 10) return -1
  const index = Number(key)
  return String(index) === key && Number.isInteger(index) && index < 0xffffffff ? index : -1
}

/** `object[key]` (§7.3.2); inherited ones and getters included. */
export function getProperty(object: Value, key: string, runtime: Runtime, site: Span): Value {
  if (object === undefined || object === null) throw cannotRead(object, key, runtime, site)
  if (object instanceof Opaque) throw new Unknown(object)
  const found = find(object, key, runtime)
  if (found instanceof Accessor) {
    if (found.getter === undefined) return undefined
    return callFunction(found.getter, object, [], runtime, site)
  }
  if (found !== ABSENT) return found
  if (object instanceof Dict && object.opaque && object.kind === 'object') throw new Unknown(object.opaque)
  if (isNumber(object) && (key === 'length' || isArrayMethod(key))) runtime.wantsSequence(object)
  return undefined
}

function cannotRead(object: null | undefined, key: string, runtime: Runtime, site: Span) {
  if (key === ITERATOR_KEY)
    return typeError(`${object} is not iterable (cannot read property Symbol(Symbol.iterator))`, site)
  const destructured = runtime.textOf(site).startsWith('{')
  return destructured
    ? typeError(`Cannot destructure property '${key}' of '${object}' as it is ${object}.`, site)
    : typeError(`Cannot read properties of ${object} (reading '${key}')`, site)
}

/** Looks a property up along the prototypes; accessors are found as such. */
function find(object: Value, key: string, runtime: Runtime): Found {
  const own = findOwn(object, key, runtime)
  if (own !== ABSENT) return own
  const extra = extraOf(object, key, runtime)
  if (extra !== ABSENT) return extra
  for (let prototype = prototypeOf(object); prototype; prototype = prototypeOf(prototype)) {
    const inherited = findOwn(prototype, key, runtime)
    if (inherited !== ABSENT) return inherited
    if (key === 'constructor' && prototype instanceof Prototype && prototype.owner !== undefined) return prototype.owner
  }
  if (key === 'constructor') {
    if (object instanceof Prototype && object.owner !== undefined) return object.owner
    return constructorOf(object)
  }
  return (
    builtinMethod(object, key, runtime) ??
    (isObject(object) ? (OBJECT_METHODS.get(key) ?? ABSENT) : primitiveMethod(key))
  )
}

/** What numbers, texts and booleans have of `Object.prototype`. */
function primitiveMethod(key: string): Found {
  return key === 'hasOwnProperty' || key === 'toString' || key === 'valueOf'
    ? (OBJECT_METHODS.get(key) ?? ABSENT)
    : ABSENT
}

function findOwn(object: Value, key: string, runtime: Runtime): Found {
  if (object instanceof Instance) return object.attributes.has(key) ? object.attributes.get(key) : ABSENT
  if (object instanceof Dict) return ownOfDict(object, key)
  if (object instanceof List) return ownOfList(object, key)
  if (typeof object === 'string') return ownOfText(object, key)
  if (object instanceof Closure) return ownOfFunction(object, key, runtime)
  if (object instanceof Class) return ownOfClass(object, key)
  if (object instanceof Native) return ownOfNative(object, key, runtime)
  if (object instanceof Namespace) return object.members.get(key) ?? unevaluatedMember(object.name, key) ?? ABSENT
  if (object instanceof ModuleNamespace) return object.has(key) ? object.get(key) : ABSENT
  return ABSENT
}

function ownOfDict(dict: Dict, key: string): Found {
  if (dict.kind === 'object') {
    const entry = dict.entries.get(key)
    return entry ? entry.value : ABSENT
  }
  if (key !== 'size') return ABSENT
  return dict.opaque ?? dict.entries.size
}

function ownOfList(list: List, key: string): Found {
  if (key === 'length') return list.opaque ?? list.items.length
  const index = indexOfKey(key)
  if (index >= 0 && index in list.items) return list.items[index]
  if (key === 'BYTES_PER_ELEMENT' && list instanceof TypedArray) return list.element.bytes
  if (key === 'byteLength' && list instanceof TypedArray) return list.element.bytes * list.items.length
  return ABSENT
}

function ownOfText(text: string, key: string): Found {
  if (key === 'length') return text.length
  const index = indexOfKey(key)
  return index >= 0 && index < text.length ? text[index] : ABSENT
}

function ownOfFunction(f: Closure, key: string, runtime: Runtime): Found {
  if (f.attributes?.has(key)) return f.attributes.get(key)
  if (key === 'name') return functionName(f)
  if (key === 'length') return functionLength(f)
  if (key === 'prototype' && !f.code.arrow) return classOfFunction(f, runtime).prototype
  return ABSENT
}

function ownOfClass(cls: Class, key: string): Found {
  for (let owner: Class | undefined = cls; owner; owner = owner.bases[0]) {
    if (owner.attributes.has(key)) return owner.attributes.get(key)
  }
  if (key === 'name') return cls.name
  if (key === 'length') return functionLength(cls)
  return key === 'prototype' && cls instanceof JsClass ? cls.prototype : ABSENT
}

function ownOfNative(f: Native, key: string, runtime: Runtime): Found {
  if (f.attributes?.has(key)) return f.attributes.get(key)
  if (key === 'name') return functionName(f)
  if (key === 'prototype' && f instanceof Constructor) return builtinPrototype(f, runtime) ?? ABSENT
  if (key === 'length') return 0
  return f instanceof Constructor ? (unevaluatedMember(f.name, key) ?? ABSENT) : ABSENT
}

/** A property that the program gave to an array, a built-in function or a prototype. */
function extraOf(object: Value, key: string, runtime: Runtime): Found {
  const realm = realmOf(runtime)
  if (!realm.hasExtras || typeof object !== 'object' || object === null) return ABSENT
  const entry = realm.extras.get(object)?.entries.get(key)
  return entry ? entry.value : ABSENT
}

function setExtra(object: object, key: string, value: Value, runtime: Runtime): void {
  const realm = realmOf(runtime)
  realm.hasExtras = true
  let extras = realm.extras.get(object)
  if (!extras) realm.extras.set(object, (extras = new Dict('object')))
  runtime.touch(extras)
  extras.entries.set(key, { key, value })
}

/** `object[key] = value` (§7.3.4) in strict mode. */
export function setProperty(object: Value, key: string, value: Value, runtime: Runtime, site: Span): void {
  if (object === undefined || object === null)
    throw typeError(`Cannot set properties of ${object} (setting '${key}')`, site)
  // What becomes of something unknown is unknown as before.
  if (object instanceof Opaque) return
  if (!isObject(object)) throw primitiveProperty(object, key, site)
  if (realmOf(runtime).hasFrozen) refuseFrozen(object as object, key, runtime, site)
  if (object instanceof List) return setListProperty(object, key, value, runtime, site)
  if (object instanceof Dict && object.kind === 'object' && !(object instanceof Prototype))
    return setDictProperty(object, key, value, runtime, site)
  if (object instanceof Instance || object instanceof Prototype) return setInherited(object, key, value, runtime, site)
  if (object instanceof Class) return setStatic(object, key, value, runtime, site)
  if (object instanceof Closure) return setFunctionProperty(object, key, value, runtime)
  setExtra(object as object, key, value, runtime)
}

function primitiveProperty(object: Value, key: string, site: Span) {
  if (typeof object === 'string' && (key === 'length' || indexOfKey(key) >= 0)) {
    return typeError(`Cannot assign to read only property '${key}' of string '${object}'`, site)
  }
  const kind = object instanceof Traced ? 'number' : typeof object
  return typeError(`Cannot create property '${key}' on ${kind} '${receiverText(object).replace(/^"|"$/g, '')}'`, site)
}

function refuseFrozen(object: object, key: string, runtime: Runtime, site: Span): void {
  const { frozen, sealed } = realmOf(runtime)
  const exists = findOwn(object as Value, key, runtime) !== ABSENT
  if (frozen.has(object) && exists) {
    throw typeError(`Cannot assign to read only property '${key}' of object '${receiverText(object as Value)}'`, site)
  }
  if ((frozen.has(object) || sealed.has(object)) && !exists) {
    throw typeError(`Cannot add property ${key}, object is not extensible`, site)
  }
}

function setListProperty(list: List, key: string, value: Value, runtime: Runtime, site: Span): void {
  const index = indexOfKey(key)
  if (index >= 0) return setElement(list, index, value, runtime, site)
  // A number that is no place of a typed array is nothing.
  if (list instanceof TypedArray && (key === '-0' || String(Number(key)) === key)) return
  if (key === 'length' && !(list instanceof TypedArray)) return setLength(list, value, runtime, site)
  setExtra(list, key, value, runtime)
}

/** Writes an array's element; the array grows as it must. */
export function setElement(list: List, index: number, value: Value, runtime: Runtime, site: Span): void {
  if (list instanceof TypedArray) return list.write(index, value, runtime, site)
  if (realmOf(runtime).hasFrozen) refuseFrozen(list, String(index), runtime, site)
  runtime.touch(list)
  if (index >= list.items.length) runtime.charge(16 * (index + 1 - list.items.length))
  list.items[index] = value
}

function setLength(list: List, value: Value, runtime: Runtime, site: Span): void {
  if (value instanceof Opaque) {
    runtime.forget([list], value.reason, site)
    return
  }
  const length = isNumber(value) ? (typeof value === 'number' ? value : value.primal) : NaN
  if (!(length >= 0 && length <= 0xffffffff && Number.isInteger(length))) {
    throw invalidLength(site)
  }
  runtime.touch(list)
  runtime.charge(16 * Math.max(0, length - list.items.length))
  list.items.length = length
}

function setDictProperty(dict: Dict, key: string, value: Value, runtime: Runtime, site: Span): void {
  const entry = dict.entries.get(key)
  if (entry && entry.value instanceof Accessor) return callSetter(entry.value, dict, key, value, runtime, site)
  runtime.touch(dict)
  if (entry) entry.value = value
  else {
    runtime.charge(64)
    dict.entries.set(key, { key, value })
  }
}

function setInherited(object: Instance | Dict, key: string, value: Value, runtime: Runtime, site: Span): void {
  const accessor = accessorOf(object, key, runtime)
  if (accessor) return callSetter(accessor, object, key, value, runtime, site)
  runtime.touch(object)
  if (object instanceof Dict) object.entries.set(key, { key, value })
  else object.attributes.set(key, value)
}

/** The accessor that a write meets before any ordinary property. */
function accessorOf(object: Instance | Dict, key: string, runtime: Runtime): Accessor | null {
  for (let at: Dict | Instance | null = object; at; at = prototypeOf(at)) {
    const found = findOwn(at, key, runtime)
    if (found !== ABSENT) return found instanceof Accessor ? found : null
  }
  return null
}

function callSetter(accessor: Accessor, object: Value, key: string, value: Value, runtime: Runtime, site: Span): void {
  if (accessor.setter === undefined) {
    throw typeError(`Cannot set property ${key} of ${receiverText(object)} which has only a getter`, site)
  }
  callFunction(accessor.setter, object, [value], runtime, site)
}

function setStatic(cls: Class, key: string, value: Value, runtime: Runtime, site: Span): void {
  if (cls.code === null) return setExtra(cls, key, value, runtime)
  const found = ownOfClass(cls, key)
  if (found instanceof Accessor) return callSetter(found, cls, key, value, runtime, site)
  runtime.touch(cls)
  cls.attributes.set(key, value)
}

function setFunctionProperty(f: Closure, key: string, value: Value, runtime: Runtime): void {
  if (key === 'prototype' && (value instanceof Dict || value instanceof Instance))
    return setFunctionPrototype(f, asPrototype(value, f), runtime)
  runtime.touch(f)
  f.attributes ??= new Map()
  f.attributes.set(key, value)
}

/** A plain object becomes a prototype as it is: what is in it now, and what comes later. */
function asPrototype(value: Dict | Instance, owner: Closure): Dict | Instance {
  if (value instanceof Instance || value instanceof Prototype) return value
  const prototype = new Prototype(null)
  prototype.entries = value.entries
  prototype.owner = owner
  return prototype
}

export function invalidLength(site: Span) {
  return rangeError('Invalid array length', site)
}

/** `delete object[key]` in strict mode. */
export function deleteOwn(object: Value, key: string, runtime: Runtime, site: Span): boolean {
  if (object === undefined || object === null) throw typeError(`Cannot convert undefined or null to object`, site)
  if (realmOf(runtime).hasFrozen && isObject(object) && realmOf(runtime).frozen.has(object as object)) {
    throw typeError(`Cannot delete property '${key}' of ${receiverText(object)}`, site)
  }
  if (typeof object === 'string' && findOwn(object, key, runtime) !== ABSENT)
    throw typeError(`Cannot delete property '${key}' of [object String]`, site)
  if (
    object instanceof Dict ||
    object instanceof List ||
    object instanceof Instance ||
    object instanceof Class ||
    object instanceof Closure
  ) {
    runtime.touch(object)
  }
  if (object instanceof Dict && object.kind === 'object') object.entries.delete(key)
  else if (object instanceof Instance || object instanceof Class) object.attributes.delete(key)
  else if (object instanceof Closure) object.attributes?.delete(key)
  else if (object instanceof List && indexOfKey(key) >= 0) Reflect.deleteProperty(object.items, key)
  deleteExtra(object, key, runtime)
  return true
}

function deleteExtra(object: Value, key: string, runtime: Runtime): void {
  const { hasExtras, extras } = realmOf(runtime)
  const own = hasExtras && isObject(object) ? extras.get(object as object) : undefined
  if (!own) return
  runtime.touch(own)
  own.entries.delete(key)
}

/** `key in object` (§13.10.1). */
export function hasProperty(object: Value, key: string, runtime: Runtime, site: Span): boolean {
  if (object instanceof Opaque) throw new Unknown(object)
  if (!isObject(object))
    throw typeError(`Cannot use 'in' operator to search for '${key}' in ${plainText(object)}`, site)
  const found = find(object, key, runtime) !== ABSENT
  if (!found && object instanceof Dict && object.opaque) throw new Unknown(object.opaque)
  return found
}

function plainText(v: Value): string {
  return v instanceof Traced ? String(v.primal) : String(v)
}

/** Has the object this property itself? */
export function hasOwn(object: Value, key: string, runtime: Runtime): boolean {
  if (object instanceof Opaque) throw new Unknown(object)
  return findOwn(object, key, runtime) !== ABSENT || extraOf(object, key, runtime) !== ABSENT
}

/** Enumerable own keys in the language's order (§10.1.11): integers ascending, then texts as they came. `inherited`: those
 *  of old-style prototypes follow. */
export function ownKeys(object: Value, runtime: Runtime, reach: 'own' | 'inherited' = 'own'): string[] {
  const keys = inKeyOrder(rawKeys(object))
  const extras =
    realmOf(runtime).hasExtras && isObject(object) ? realmOf(runtime).extras.get(object as object) : undefined
  if (extras) keys.push(...extras.entries.keys())
  if (reach === 'inherited') {
    for (let p = prototypeOf(object); p; p = prototypeOf(p)) {
      const isOldStyle = p instanceof Instance || !(p instanceof Prototype) || !(p.owner instanceof Class)
      if (isOldStyle) for (const key of inKeyOrder(rawKeys(p))) if (!keys.includes(key)) keys.push(key)
    }
  }
  return keys
}

function rawKeys(object: Value): string[] {
  if (object instanceof List) return Object.keys(object.items)
  if (object instanceof Dict) return object.kind === 'object' ? [...object.entries.keys()].filter(isEnumerable) : []
  if (object instanceof Instance) {
    return [...object.attributes.keys()].filter(
      (key) => isEnumerable(key) && !key.startsWith('#') && !(isError(object) && ERROR_OWN.has(key)),
    )
  }
  if (typeof object === 'string') return Object.keys(object)
  if (object instanceof Class)
    return [...object.attributes].flatMap(([key, v]) => (isCallable(v) || v instanceof Accessor ? [] : [key]))
  if (object instanceof Closure) return [...(object.attributes?.keys() ?? [])]
  if (object instanceof ModuleNamespace) return object.keys()
  return []
}

const ERROR_OWN = new Set(['message', 'stack', 'cause'])

function isEnumerable(key: string): boolean {
  return !key.startsWith('@@')
}

/** Keys in the language's order: integers ascending, then the others as they came. */
export function inKeyOrder(keys: string[]): string[] {
  if (!keys.some((key) => indexOfKey(key) >= 0)) return keys
  const integers = keys.filter((key) => indexOfKey(key) >= 0).sort((a, b) => Number(a) - Number(b))
  return [...integers, ...keys.filter((key) => indexOfKey(key) < 0)]
}

/** `object[index]` of an expression: numbers into arrays take the short way. */
export function getItem(object: Value, index: Value, runtime: Runtime, site: Span): Value {
  if (object instanceof List && isNumber(index)) {
    if (object.opaque) throw new Unknown(object.opaque)
    if (typeof index === 'number') return object.items[index]
    runtime.decide(index.primal, site)
    return object.items[index.primal]
  }
  if (object instanceof Traced) runtime.wantsSequence(object)
  if (object === undefined || object === null) throw cannotRead(object, safeKey(index, runtime, site), runtime, site)
  return getProperty(object, toKey(index, runtime, site), runtime, site)
}

/** `object[index] = value` of an expression. */
export function setItem(object: Value, index: Value, value: Value, runtime: Runtime, site: Span): void {
  if (index instanceof Opaque) return setSomewhere(object, index, runtime, site)
  if (object instanceof List && isNumber(index)) {
    const at = typeof index === 'number' ? index : index.primal
    if (index instanceof Traced) runtime.decide(at, site)
    if (at >= 0 && Number.isInteger(at) && at < 0xffffffff) return setElement(object, at, value, runtime, site)
  }
  if (object instanceof Traced) runtime.wantsSequence(object)
  if (object === undefined || object === null) {
    throw typeError(`Cannot set properties of ${object} (setting '${safeKey(index, runtime, site)}')`, site)
  }
  setProperty(object, toKey(index, runtime, site), value, runtime, site)
}

function safeKey(index: Value, runtime: Runtime, site: Span): string {
  return index instanceof Opaque ? '…' : toKey(index, runtime, site)
}

/** A write at a place nobody knows: every element may be the one. */
function setSomewhere(object: Value, index: Opaque, runtime: Runtime, site: Span): void {
  if (object instanceof List) {
    runtime.touch(object)
    object.items = object.items.map((item) => runtime.opaque(index.reason, site, {}, [item]))
  } else if (object instanceof Dict) {
    runtime.touch(object)
    object.opaque ??= index
    for (const entry of object.entries.values()) entry.value = runtime.opaque(index.reason, site, {}, [entry.value])
  }
}
