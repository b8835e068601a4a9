// `collections.ChainMap`: several dicts looked through in turn; only the first is written to.
import { Class, Dict, Instance, Int, List, Native, Opaque, type Runtime, type Span, type Value } from '@gradlens/engine'
import { callMethod, compare, contains, deleteItem, getItem, isUnknown, reprOf, setItem } from '../../operations'
import { objectClass } from '../../types/builtinClasses'
import { construct } from '../../types/class'
import { dictOf, keyFault, updateDict } from '../../types/dict'
import { itemsIterator } from '../../types/iterator'
import { libraryClass, type Method } from './libraryClass'
import { Property } from '../../types/property'

function mapsIn(self: Instance): List {
  return self.attributes.get('maps') as List
}

function missingFault(key: Value, runtime: Runtime, site: Span) {
  return keyFault(`Key not found in the first mapping: ${reprOf(key, runtime)}`, runtime, site)
}

function find(self: Instance, key: Value, runtime: Runtime, site: Span): Value | undefined {
  for (const map of mapsIn(self).items) {
    const found = contains(map, key, runtime, site)
    if (found instanceof Opaque) return runtime.opaque(found.reason, site)
    if (found) return getItem(map, key, runtime, site)
  }
  return undefined
}

/** All entries as one dict: in the order of the last map, then what the ones before add. */
function merged(self: Instance, runtime: Runtime, site: Span): Dict {
  const all = new Dict('dict')
  for (const map of [...mapsIn(self).items].reverse())
    updateDict(all, { positional: [map], keywords: null }, runtime, site)
  return all
}

function keys(self: Instance, runtime: Runtime, site: Span): Value[] {
  return [...merged(self, runtime, site).entries.values()].map(({ key }) => key)
}

function made(self: Instance, maps: readonly Value[], runtime: Runtime, site: Span): Value {
  return construct(self.cls, { positional: maps, keywords: null }, runtime, site)
}

/** What a dict of all entries gives under the method of that name. */
function asDict(name: string): Method {
  return (self, args, keywords, runtime, site) =>
    callMethod(merged(self, runtime, site), name, { positional: args, keywords }, runtime, site)
}

export const chainMap: Class = libraryClass('ChainMap', objectClass, {
  __init__: (self, maps, _, runtime) => {
    runtime.touch(self)
    self.attributes.set('maps', new List(maps.length > 0 ? [...maps] : [new Dict('dict')]))
    return null
  },
  __getitem__: (self, [key], _, runtime, site) => {
    const value = find(self, key, runtime, site)
    if (value !== undefined) return value
    return callMethod(self, '__missing__', { positional: [key], keywords: null }, runtime, site)
  },
  __missing__: (_, [key], __, runtime, site) => getItem(new Dict('dict'), key, runtime, site),
  __setitem__: (self, [key, value], _, runtime, site) => (
    setItem(mapsIn(self).items[0], key, value, runtime, site),
    null
  ),
  __delitem__: (self, [key], _, runtime, site) => {
    const [first] = mapsIn(self).items
    if (contains(first, key, runtime, site) === false) throw missingFault(key, runtime, site)
    deleteItem(first, key, runtime, site)
    return null
  },
  __contains__: (self, [key], _, runtime, site) => {
    const value = find(self, key, runtime, site)
    return isUnknown(value) ? value : value !== undefined
  },
  __len__: (self, _, __, runtime, site) => Int.of(merged(self, runtime, site).entries.size),
  __iter__: (self, _, __, runtime, site) => itemsIterator('dict_keyiterator', keys(self, runtime, site)),
  __bool__: (self, _, __, runtime, site) => merged(self, runtime, site).entries.size > 0,
  __eq__: (self, [other], _, runtime, site) => {
    const right =
      other instanceof Instance && other.attributes.get('maps') instanceof List ? merged(other, runtime, site) : other
    return compare('==', merged(self, runtime, site), dictOf(right) ?? right, runtime, site)
  },
  __repr__: (self, _, __, runtime) =>
    `${self.cls.name}(${mapsIn(self)
      .items.map((map) => reprOf(map, runtime))
      .join(', ')})`,
  get: (self, [key, fallback], keywords, runtime, site) =>
    find(self, key, runtime, site) ?? fallback ?? keywords?.get('default') ?? null,
  keys: asDict('keys'),
  values: asDict('values'),
  items: asDict('items'),
  new_child: (self, [first], keywords, runtime, site) => {
    const child = first === undefined || first === null ? new Dict('dict') : first
    if (keywords) updateDict(child as Dict, { positional: [], keywords }, runtime, site)
    return made(self, [child, ...mapsIn(self).items], runtime, site)
  },
  update: (self, args, keywords, runtime, site) =>
    callMethod(mapsIn(self).items[0], 'update', { positional: args, keywords }, runtime, site),
  setdefault: (self, [key, fallback], _, runtime, site) => {
    const known = find(self, key, runtime, site)
    if (known !== undefined) return known
    setItem(mapsIn(self).items[0], key, fallback ?? null, runtime, site)
    return fallback ?? null
  },
  pop: (self, [key, ...rest], _, runtime, site) => {
    const [first] = mapsIn(self).items
    if (rest.length === 0 && contains(first, key, runtime, site) === false) throw missingFault(key, runtime, site)
    return callMethod(first, 'pop', { positional: [key, ...rest], keywords: null }, runtime, site)
  },
  copy: (self, _, __, runtime, site) => {
    const [first, ...rest] = mapsIn(self).items
    const copy = new Dict('dict')
    updateDict(copy, { positional: [first], keywords: null }, runtime, site)
    return made(self, [copy, ...rest], runtime, site)
  },
})
chainMap.attributes.set(
  'parents',
  new Property(
    new Native('ChainMap.parents', (runtime, { positional: [self] }, site) =>
      made(self as Instance, mapsIn(self as Instance).items.slice(1), runtime, site),
    ),
    null,
    null,
  ),
)
