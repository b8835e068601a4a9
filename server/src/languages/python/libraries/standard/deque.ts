// `collections.deque`: a list of its own kind, with both ends open and perhaps a greatest length.
import {
  append,
  become,
  Class,
  closed,
  concatenated,
  DONE,
  Instance,
  Int,
  List,
  Opaque,
  removeAt,
  Slice,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised } from '../../exceptions'
import { callMethod, compare, indexOf, isUnknown, itemsOf, reprOf, typeNameOf } from '../../operations'
import { NotImplementedValue } from '../../singletons'
import { BuiltinClass, objectClass } from '../../types/builtinClasses'
import { allocate } from '../../types/class'
import { PythonIterator } from '../../types/iterator'
import { extendList } from '../../types/list'
import { shuffle } from '../../types/openList'
import { countItem, findItem, guarded, searchBounds } from '../../types/sequence'
import { libraryClass, type Method } from './libraryClass'

/** What instances hold their items in. */
const base = new BuiltinClass('deque', [objectClass], true)
base.make = () => new List([])

function listIn(self: Instance): List {
  return self.native as List
}

function limitOf(self: Instance): number | null {
  const limit = self.attributes.get('maxlen')
  return limit instanceof Int ? Number(limit.value) : null
}

/** Drops items at the other end until the length fits. */
function fit(self: Instance, dropFromLeft: boolean): void {
  const list = listIn(self)
  const most = limitOf(self)
  if (most === null || list.items.length <= most) return
  list.items = dropFromLeft ? list.items.slice(list.items.length - most) : list.items.slice(0, most)
}

type Change = (self: Instance, list: List, args: readonly Value[], runtime: Runtime, site: Span) => Value

/** A method of so many arguments that changes the items. */
function changing(name: string, least: number, most: number, body: Change, dropFromLeft = true): Method {
  return (self, args, _, runtime, site) => {
    checkCount(name, args.length, least, most, site)
    runtime.touch(listIn(self))
    const result = body(self, listIn(self), args, runtime, site)
    fit(self, dropFromLeft)
    return result
  }
}

function checkCount(name: string, given: number, least: number, most: number, site: Span): void {
  if (given >= least && given <= most) return
  if (most === 0) throw raised('TypeError', `deque.${name}() takes no arguments (${given} given)`, site)
  if (least === 1 && most === 1) {
    throw raised('TypeError', `deque.${name}() takes exactly one argument (${given} given)`, site)
  }
  const bound = least === most ? '' : given < least ? 'at least ' : 'at most '
  const wanted = given < least ? least : most
  throw raised('TypeError', `${name} expected ${bound}${wanted} argument${wanted === 1 ? '' : 's'}, got ${given}`, site)
}

/** Takes the first or the last item out. */
function taken(list: List, place: 0 | -1, runtime: Runtime, site: Span): Value {
  if (list.opaque) {
    const unknown = runtime.opaqueOrRaised(list.opaque.reason, site)
    return removeAt(list, place) ?? unknown
  }
  const item = place === 0 ? list.items.shift() : list.items.pop()
  if (item === undefined) throw raised('IndexError', 'pop from an empty deque', site)
  return item
}

/** The place that an index means. */
function placeOf(list: List, index: Value, runtime: Runtime, site: Span): number | Opaque {
  const unknown = list.opaque ?? (isUnknown(index) ? index : null)
  if (unknown) return unknown
  if (index instanceof Slice || !(index instanceof Int || typeof index === 'boolean')) {
    throw raised('TypeError', `sequence index must be integer, not '${typeNameOf(index)}'`, site)
  }
  const { length } = list.items
  const at = indexOf(index, runtime, site)
  const place = at < 0 ? at + length : at
  if (place < 0 || place >= length) throw raised('IndexError', 'deque index out of range', site)
  return place
}

function copyOf(self: Instance, items: readonly Value[], runtime: Runtime, site: Span): Instance {
  const copy = allocate(self.cls, { positional: [], keywords: null }, runtime, site) as Instance
  copy.attributes.set('maxlen', self.attributes.get('maxlen') ?? null)
  listIn(copy).items = [...items]
  listIn(copy).opaque = listIn(self).opaque
  fit(copy, true)
  return copy
}

function isDeque(v: Value): v is Instance {
  return v instanceof Instance && v.native instanceof List && v.attributes.has('maxlen')
}

/** `self op other` of two deques. */
function comparing(op: '==' | '!=' | '<' | '<=' | '>' | '>='): Method {
  return (self, [other], _, runtime, site) =>
    isDeque(other) ? compare(op, listIn(self), listIn(other), runtime, site) : NotImplementedValue
}

function factorOf(v: Value, runtime: Runtime, site: Span): number | null {
  return v instanceof Int || typeof v === 'boolean' ? Math.max(0, indexOf(v, runtime, site)) : null
}

const repeating: Method = (self, [times], _, runtime, site) => {
  const n = factorOf(times, runtime, site)
  if (n === null) return NotImplementedValue
  runtime.charge(8 * n * listIn(self).items.length)
  return copyOf(self, Array.from({ length: n }, () => listIn(self).items).flat(), runtime, site)
}

/** Walks the items; raises where their number changes meanwhile. */
function walk(self: Instance, backwards: boolean): Value {
  const list = listIn(self)
  const { items } = list
  const { length } = items
  return new PythonIterator(
    backwards ? '_collections._deque_reverse_iterator' : '_collections._deque_iterator',
    0,
    (place, _, site) => {
      if (list.opaque) return list.opaque
      if (list.items !== items || items.length !== length)
        throw raised('RuntimeError', 'deque mutated during iteration', site)
      if (place >= length) return DONE
      return { value: list.items[backwards ? length - 1 - place : place], state: place + 1 }
    },
  ) as PythonIterator
}

export const deque: Class = libraryClass('deque', base, {
  __init__: (self, args, keywords, runtime, site) => {
    if (args.length > 2) throw raised('TypeError', `deque() takes at most 2 arguments (${args.length} given)`, site)
    const limit = args[1] ?? keywords?.get('maxlen') ?? null
    if (limit !== null && !isUnknown(limit)) {
      if (!(limit instanceof Int)) throw raised('TypeError', 'an integer is required', site)
      if (limit.value < 0) throw raised('ValueError', 'maxlen must be non-negative', site)
    }
    runtime.touch(self)
    self.attributes.set('maxlen', limit)
    listIn(self).items = []
    const source = args[0] ?? keywords?.get('iterable')
    if (source !== undefined) extendList(listIn(self), source, runtime, site)
    fit(self, true)
    return null
  },
  append: changing('append', 1, 1, (_, list, [item]) => (append(list, [item]), null)),
  appendleft: changing('appendleft', 1, 1, (_, list, [item]) => (list.items.unshift(item), null), false),
  extend: changing('extend', 1, 1, (_, list, [items], runtime, site) => (extendList(list, items, runtime, site), null)),
  extendleft: changing(
    'extendleft',
    1,
    1,
    (_, list, [items], runtime, site) => {
      const added = itemsOf(items, runtime, site)
      if (added instanceof Opaque) become(list, concatenated({ items: [], opaque: added, tail: [] }, list))
      else list.items = [...added.reverse(), ...list.items]
      return null
    },
    false,
  ),
  pop: changing('pop', 0, 0, (_, list, __, runtime, site) => taken(list, -1, runtime, site)),
  popleft: changing('popleft', 0, 0, (_, list, __, runtime, site) => taken(list, 0, runtime, site)),
  clear: changing('clear', 0, 0, (_, list) => (become(list, closed([])), null)),
  reverse: changing('reverse', 0, 0, (_, list) => (list.items.reverse(), null)),
  rotate: changing('rotate', 0, 1, (_, list, [n], runtime, site) => {
    const { length } = list.items
    if (length === 0) return null
    if (isUnknown(n)) {
      shuffle(list, n)
      return null
    }
    const by = n === undefined ? 1 : indexOf(n, runtime, site)
    const turns = ((by % length) + length) % length
    list.items = [...list.items.slice(length - turns), ...list.items.slice(0, length - turns)]
    return null
  }),
  insert: changing('insert', 2, 2, (self, list, [index, item], runtime, site) => {
    const { length } = list.items
    if (length === limitOf(self)) throw raised('IndexError', 'deque already at its maximum size', site)
    const place = indexOf(index, runtime, site)
    list.items.splice(place < 0 ? Math.max(0, place + length) : place, 0, item)
    return null
  }),
  remove: changing('remove', 1, 1, (_, list, [item], runtime, site) => {
    const place = findItem(list.items, item, 0, list.items.length, runtime, site)
    if (place instanceof Opaque || list.opaque) list.opaque ??= place as Opaque
    else if (place < 0) throw raised('ValueError', `${reprOf(item, runtime)} is not in deque`, site)
    else list.items.splice(place, 1)
    return null
  }),
  index: (self, [item, start, stop], _, runtime, site) => {
    const list = listIn(self)
    const [from, to] = searchBounds(start, stop, list.items.length, runtime, site)
    const place = list.opaque ?? findItem(list.items, item, from, to, runtime, site)
    if (place instanceof Opaque) return runtime.opaque(place.reason, site)
    if (place < 0) throw raised('ValueError', `${reprOf(item, runtime)} is not in deque`, site)
    return Int.of(place)
  },
  count: (self, [item], _, runtime, site) => {
    const count = listIn(self).opaque ?? countItem(listIn(self).items, item, runtime, site)
    return count instanceof Opaque ? runtime.opaque(count.reason, site) : Int.of(count)
  },
  copy: (self, _, __, runtime, site) => copyOf(self, listIn(self).items, runtime, site),
  __copy__: (self, _, __, runtime, site) => copyOf(self, listIn(self).items, runtime, site),
  __iter__: (self) => walk(self, false),
  __reversed__: (self) => walk(self, true),
  __getitem__: (self, [index], _, runtime, site) => {
    const place = placeOf(listIn(self), index, runtime, site)
    return place instanceof Opaque ? runtime.opaque(place.reason, site) : listIn(self).items[place]
  },
  __setitem__: (self, [index, value], _, runtime, site) => {
    const list = listIn(self)
    const place = placeOf(list, index, runtime, site)
    runtime.touch(list)
    if (place instanceof Opaque) list.opaque ??= place
    else list.items[place] = value
    return null
  },
  __delitem__: (self, [index], _, runtime, site) => {
    const list = listIn(self)
    const place = placeOf(list, index, runtime, site)
    runtime.touch(list)
    if (place instanceof Opaque) list.opaque ??= place
    else list.items.splice(place, 1)
    return null
  },
  __add__: (self, [other], _, runtime, site) => {
    if (!isDeque(other)) {
      throw raised('TypeError', `can only concatenate deque (not "${typeNameOf(other)}") to deque`, site)
    }
    return copyOf(self, [...listIn(self).items, ...listIn(other).items], runtime, site)
  },
  __iadd__: (self, [other], _, runtime, site) => {
    callMethod(self, 'extend', { positional: [other], keywords: null }, runtime, site)
    return self
  },
  __mul__: repeating,
  __rmul__: repeating,
  __imul__: (self, [times], _, runtime, site) => {
    const n = factorOf(times, runtime, site)
    if (n === null) return NotImplementedValue
    runtime.touch(listIn(self))
    listIn(self).items = Array.from({ length: n }, () => listIn(self).items).flat()
    fit(self, true)
    return self
  },
  __eq__: comparing('=='),
  __ne__: comparing('!='),
  __lt__: comparing('<'),
  __le__: comparing('<='),
  __gt__: comparing('>'),
  __ge__: comparing('>='),
  __repr__: (self, _, __, runtime) =>
    guarded(self, '[...]', () => {
      const limit = limitOf(self)
      const items = reprOf(listIn(self), runtime)
      return limit === null ? `${self.cls.name}(${items})` : `${self.cls.name}(${items}, maxlen=${limit})`
    }),
})
deque.attributes.set('__hash__', null)
