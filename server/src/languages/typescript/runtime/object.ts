// Object's constructor, statics and the methods that every object has (ECMA-262 §20.1), on data.
import { Closure, Dict, Instance, List, Opaque, type Runtime, type Span, type Value } from '@gradlens/engine'
import { isCallable } from './callable'
import { inheriting, isError, prototypeOf, realmOf, typeError } from './classes'
import { argumentText, isObject, toKey, toText } from './conversion'
import { isSame } from './equality'
import { JsIterator, listOf } from './iteration'
import { Accessor, Constructor, members, methods, type Implementation, type MethodImplementation } from './native'
import { getProperty, hasOwn, ownKeys, setProperty } from './property'
import { known, Unknown } from './unknown'

/** The enumerable own keys; throws Unknown where they are not all known. */
function keysOf(object: Value, runtime: Runtime, site: Span): string[] {
  if (object instanceof Opaque) throw new Unknown(object)
  if (object === undefined || object === null) throw typeError('Cannot convert undefined or null to object', site)
  if ((object instanceof Dict || object instanceof List) && object.opaque) throw new Unknown(object.opaque)
  const keys = ownKeys(object, runtime)
  runtime.step(keys.length)
  return keys
}

/** The enumerable own entries of any value; nullish ones have none. */
export function entriesOf(object: Value, runtime: Runtime, site: Span): [string, Value][] {
  if (object === undefined || object === null) return []
  return keysOf(object, runtime, site).map((key) => [key, getProperty(object, key, runtime, site)])
}

/** A plain object; a later entry of the same key replaces the value. */
export function objectOf(entries: Iterable<readonly [string, Value]>, runtime: Runtime): Dict {
  const dict = new Dict('object')
  for (const [key, value] of entries) {
    const known = dict.entries.get(key)
    dict.entries.set(key, { key, value: joined(known?.value, value) })
  }
  runtime.charge(64 * dict.entries.size)
  return dict
}

/** A getter and a setter of one name are one property. */
function joined(known: Value, value: Value): Value {
  if (!(known instanceof Accessor) || !(value instanceof Accessor)) return value
  return new Accessor(value.getter ?? known.getter, value.setter ?? known.setter)
}

function list(items: Value[], runtime: Runtime): List {
  runtime.charge(16 * items.length)
  return new List(items)
}

function guard(set: 'frozen' | 'sealed', v: Value, runtime: Runtime): Value {
  if (isObject(v)) {
    const realm = realmOf(runtime)
    realm.hasFrozen = true
    realm[set].add(v as object)
  }
  return v
}

function notEvaluated(name: string) {
  return () => {
    throw new Unknown(new Opaque(`\`${name}\` is not evaluated`))
  }
}

/** Nothing can be told of an object that is not known. */
const ofKnown = (table: Readonly<Record<string, Implementation>>): Readonly<Record<string, Implementation>> =>
  Object.fromEntries(
    Object.entries(table).map(([name, f]) => [
      name,
      (args, runtime, site) => f([known(args[0]), ...args.slice(1)], runtime, site),
    ]),
  )

const statics = members(
  'Object',
  ofKnown({
    assign([target, ...sources], runtime, site) {
      if (target === undefined || target === null) throw typeError('Cannot convert undefined or null to object', site)
      boxed(target)
      for (const source of sources) {
        if (source instanceof Opaque) throw new Unknown(source)
        for (const [key, value] of entriesOf(source, runtime, site)) setProperty(target, key, value, runtime, site)
      }
      return target
    },
    create([prototype, properties], runtime) {
      if (properties !== undefined) return notEvaluated('Object.create with properties')()
      if (prototype === null) return new Dict('object')
      runtime.charge(64)
      if (prototype instanceof Dict || prototype instanceof Instance) return inheriting(prototype)
      throw new Unknown(new Opaque('`Object.create` of such a prototype is not evaluated'))
    },
    defineProperties: notEvaluated('Object.defineProperties'),
    defineProperty([object, key, descriptor], runtime, site) {
      if (!isObject(object) || !isObject(descriptor))
        throw typeError('Object.defineProperty called on non-object', site)
      const getter = getProperty(descriptor, 'get', runtime, site)
      const setter = getProperty(descriptor, 'set', runtime, site)
      const name = toKey(key, runtime, site)
      const value =
        getter !== undefined || setter !== undefined
          ? new Accessor(getter, setter)
          : getProperty(descriptor, 'value', runtime, site)
      if (object instanceof Dict) {
        runtime.touch(object)
        object.entries.set(name, { key: name, value })
      } else if (object instanceof Instance) {
        runtime.touch(object)
        object.attributes.set(name, value)
      } else setProperty(object, name, value, runtime, site)
      return object
    },
    entries: ([object], runtime, site) =>
      list(
        keysOf(object, runtime, site).map((key) => new List([key, getProperty(object, key, runtime, site)])),
        runtime,
      ),
    freeze: ([v], runtime) => guard('frozen', v, runtime),
    fromEntries([source], runtime, site) {
      if (source === undefined || source === null) throw typeError(`${source} is not iterable`, site)
      const entries = listOf(source, runtime, site)
        .map(known)
        .map((item): [string, Value] => {
          if (!isObject(item)) throw typeError(`Iterator value ${argumentText(item)} is not an entry object`, site)
          return [toKey(getProperty(item, '0', runtime, site), runtime, site), getProperty(item, '1', runtime, site)]
        })
      return objectOf(entries, runtime)
    },
    getOwnPropertyNames: ([object], runtime, site) => list(keysOf(object, runtime, site), runtime),
    getPrototypeOf([object]) {
      const prototype = prototypeOf(object)
      if (prototype) return prototype
      throw new Unknown(new Opaque('`Object.getPrototypeOf` of such a value is not evaluated'))
    },
    hasOwn: ([object, key], runtime, site) => hasOwn(object, toKey(key, runtime, site), runtime),
    is: ([a, b], runtime, site) => isSame(a, b, runtime, site),
    isExtensible: ([v], runtime) =>
      isObject(v) && !realmOf(runtime).frozen.has(v as object) && !realmOf(runtime).sealed.has(v as object),
    isFrozen: ([v], runtime) => !isObject(v) || realmOf(runtime).frozen.has(v as object),
    isSealed: ([v], runtime) =>
      !isObject(v) || realmOf(runtime).sealed.has(v as object) || realmOf(runtime).frozen.has(v as object),
    keys: ([object], runtime, site) => list(keysOf(object, runtime, site), runtime),
    preventExtensions: ([v], runtime) => guard('sealed', v, runtime),
    seal: ([v], runtime) => guard('sealed', v, runtime),
    setPrototypeOf: notEvaluated('Object.setPrototypeOf'),
    values: ([object], runtime, site) =>
      list(
        keysOf(object, runtime, site).map((key) => getProperty(object, key, runtime, site)),
        runtime,
      ),
  }),
)

function toObject([v]: readonly Value[]): Value {
  if (v === undefined || v === null) return new Dict('object')
  return boxed(known(v))
}

/** Objects around texts, numbers and booleans are not evaluated. */
function boxed(v: Value): Value {
  if (isObject(v)) return v
  throw new Unknown(new Opaque('an object around a text, number or boolean is not evaluated'))
}

/** `Object`. */
export const objectConstructor = new Constructor('Object', toObject, toObject, isObject, statics)

const itself: MethodImplementation = (self) => self
const owns: MethodImplementation = (self, [key], runtime, site) => hasOwn(self, toKey(key, runtime, site), runtime)
const enumerates: MethodImplementation = (self, [key], runtime, site) =>
  ownKeys(self, runtime).includes(toKey(key, runtime, site))
const localText: MethodImplementation = (self, _, runtime, site) => toText(self, runtime, site)
const text: MethodImplementation = (self, _, runtime, site) =>
  isError(self) ? errorText(self, runtime, site) : `[object ${objectTag(self)}]`
const isAbove: MethodImplementation = (self, [v]) => {
  for (let p = prototypeOf(v); p; p = prototypeOf(p)) if (p === self) return true
  return false
}

/** What every object has. */
export const objectMethods = methods('Object', {
  hasOwnProperty: owns,
  isPrototypeOf: isAbove,
  propertyIsEnumerable: enumerates,
  toLocaleString: localText,
  toString: text,
  valueOf: itself,
})

function objectTag(v: Value): string {
  if (v === undefined) return 'Undefined'
  if (v === null) return 'Null'
  if (v instanceof List) return 'Array'
  if (isCallable(v) || v instanceof Closure) return 'Function'
  if (v instanceof Dict && v.kind !== 'object') return v.kind === 'map' ? 'Map' : 'Set'
  if (v instanceof JsIterator) return v.typeName
  if (typeof v === 'object') return 'Object'
  return typeof v === 'string' ? 'String' : typeof v === 'boolean' ? 'Boolean' : 'Number'
}

/** `name: message`, as an error's `toString` says it. */
export function errorText(error: Instance, runtime: Runtime, site: Span): string {
  const name = getProperty(error, 'name', runtime, site)
  const message = getProperty(error, 'message', runtime, site)
  const [a, b] = [
    toText(name === undefined ? 'Error' : name, runtime, site),
    message === undefined ? '' : toText(message, runtime, site),
  ]
  return b === '' ? a : a === '' ? b : `${a}: ${b}`
}
