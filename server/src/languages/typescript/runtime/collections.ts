// Map, Set, WeakMap and WeakSet (ECMA-262 §24). Keys are compared by SameValueZero; numbers on the tape by value.
import { Dict, List, Opaque, Traced, type Runtime, type Span, type Value } from '@gradlens/engine'
import { callback, callFunction } from './callable'
import { typeError } from './classes'
import { argumentText, isNumber, isObject, primalOf, receiverText } from './conversion'
import { iteratorOf, listOf } from './iteration'
import { Constructor, ITERATOR_KEY, JsSymbol, methods, type MethodImplementation } from './native'
import { getProperty } from './property'
import { known, Unknown } from './unknown'

const identities = new WeakMap<object, number>()
let lastIdentity = 0

/** The text under which a key is kept: equal for equal keys, and only for them. */
export function keyOf(v: Value, runtime: Runtime, site: Span): string {
  if (v instanceof Opaque) throw new Unknown(v)
  if (isNumber(v)) {
    const key = `n${primalOf(v)}`
    if (v instanceof Traced) runtime.decide(key, site)
    return key
  }
  if (typeof v === 'string') return `s${v}`
  if (!isObject(v) && !(v instanceof JsSymbol)) return `v${String(v)}`
  let identity = identities.get(v as object)
  if (identity === undefined) identities.set(v as object, (identity = ++lastIdentity))
  return `o${identity}`
}

type Kind = 'map' | 'set'

function collection(self: Value, kind: Kind, name: string, site: Span): Dict {
  if (self instanceof Dict && self.kind === kind) return self
  const owner = kind === 'map' ? 'Map' : 'Set'
  throw typeError(`Method ${owner}.prototype.${name} called on incompatible receiver ${receiverText(self)}`, site)
}

function put(dict: Dict, key: Value, value: Value, runtime: Runtime, site: Span): void {
  const name = keyOf(key, runtime, site)
  runtime.touch(dict)
  const entry = dict.entries.get(name)
  if (entry) entry.value = value
  else {
    runtime.charge(64)
    // -0 is kept as 0.
    dict.entries.set(name, { key: key === 0 ? 0 : key, value })
  }
}

/** A lookup that fails in a collection of unknown size is unknown. */
function found(dict: Dict, key: Value, runtime: Runtime, site: Span) {
  const entry = dict.entries.get(keyOf(key, runtime, site))
  if (!entry && dict.opaque) throw new Unknown(dict.opaque)
  return entry
}

/** An unknown key: the collection may have grown or shrunk, and any value may be another. */
function forget(self: Value, why: Opaque, runtime: Runtime): void {
  if (!(self instanceof Dict)) return
  runtime.touch(self)
  self.opaque ??= why
  for (const entry of self.entries.values())
    entry.value = runtime.opaque(why.reason, { text: 0, start: 0, end: 0 }, {}, [entry.value])
}

const readers = (kind: Kind): Readonly<Record<string, MethodImplementation>> => {
  const entryOf = (e: { readonly key: Value; value: Value }): Value =>
    new List([e.key, kind === 'set' ? e.key : e.value])
  const valueOf = (e: { readonly key: Value; value: Value }): Value => (kind === 'set' ? e.key : e.value)
  const owner = kind === 'map' ? 'Map' : 'Set'
  const all = (self: Value, name: string, site: Span) => {
    const dict = collection(self, kind, name, site)
    if (dict.opaque) throw new Unknown(dict.opaque)
    return [...dict.entries.values()]
  }
  return {
    has: (self, [key], runtime, site) => found(collection(self, kind, 'has', site), key, runtime, site) !== undefined,
    keys: (self, _, __, site) =>
      iteratorOf(
        `${owner} Iterator`,
        all(self, 'keys', site).map((e) => e.key),
      ),
    values: (self, _, __, site) => iteratorOf(`${owner} Iterator`, all(self, 'values', site).map(valueOf)),
    entries: (self, _, __, site) => iteratorOf(`${owner} Iterator`, all(self, 'entries', site).map(entryOf)),
    [ITERATOR_KEY]: (self, _, __, site) =>
      iteratorOf(`${owner} Iterator`, all(self, 'entries', site).map(kind === 'set' ? valueOf : entryOf)),
    forEach(self, [f, receiver], runtime, site) {
      const dict = collection(self, kind, 'forEach', site)
      const each = callback(f, site)
      if (dict.opaque) throw new Unknown(dict.opaque)
      for (const entry of dict.entries.values())
        callFunction(each, receiver, [valueOf(entry), entry.key, dict], runtime, site)
      return undefined
    },
  }
}

const writers = (kind: Kind): Readonly<Record<string, MethodImplementation>> => ({
  clear(self, _, runtime, site) {
    const dict = collection(self, kind, 'clear', site)
    runtime.touch(dict)
    dict.entries.clear()
    dict.opaque = null
    return undefined
  },
  delete(self, [key], runtime, site) {
    const dict = collection(self, kind, 'delete', site)
    const name = keyOf(key, runtime, site)
    runtime.touch(dict)
    return dict.entries.delete(name)
  },
})

/** The methods of maps. */
export const mapMethods = new Map([
  ...methods('Map', {
    ...readers('map'),
    get: (self, [key], runtime, site) => found(collection(self, 'map', 'get', site), key, runtime, site)?.value,
  }),
  ...methods(
    'Map',
    {
      ...writers('map'),
      set(self, [key, value], runtime, site) {
        put(collection(self, 'map', 'set', site), key, value, runtime, site)
        return self
      },
    },
    forget,
  ),
])

/** The methods of sets. */
export const setMethods = new Map([
  ...methods('Set', readers('set')),
  ...methods(
    'Set',
    {
      ...writers('set'),
      add(self, [key], runtime, site) {
        put(collection(self, 'set', 'add', site), key, null, runtime, site)
        return self
      },
    },
    forget,
  ),
])

function constructorFor(name: string, kind: Kind): Constructor {
  return new Constructor(
    name,
    (_, __, site) => {
      throw typeError(`Constructor ${name} requires 'new'`, site)
    },
    ([source], runtime, site) => {
      const dict = new Dict(kind)
      if (source === undefined || source === null) return dict
      if (!isObject(source) && typeof source !== 'string' && !(source instanceof Opaque)) {
        if (source instanceof Traced) runtime.wantsSequence(source)
        throw typeError(
          `${isNumber(source) ? 'number' : typeof source} ${receiverText(source)} is not iterable (cannot read property Symbol(Symbol.iterator))`,
          site,
        )
      }
      for (const item of listOf(source, runtime, site)) {
        if (kind === 'set') put(dict, item, null, runtime, site)
        else if (!isObject(known(item)))
          throw typeError(`Iterator value ${argumentText(item)} is not an entry object`, site)
        else put(dict, getProperty(item, '0', runtime, site), getProperty(item, '1', runtime, site), runtime, site)
      }
      return dict
    },
    (v) => v instanceof Dict && v.kind === kind,
  )
}

/** `Map`, `Set` and their weak kin. */
export const collectionConstructors: ReadonlyMap<string, Constructor> = new Map(
  (
    [
      ['Map', 'map'],
      ['Set', 'set'],
      ['WeakMap', 'map'],
      ['WeakSet', 'set'],
    ] as const
  ).map(([name, kind]) => [name, constructorFor(name, kind)]),
)
