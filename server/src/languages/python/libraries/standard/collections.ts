// `collections`: OrderedDict, defaultdict and Counter on dict, deque on list, namedtuple on tuple. They are classes that
// programs can inherit from.
import {
  Class,
  Dict,
  Instance,
  Int,
  List,
  Native,
  Opaque,
  Tuple,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { lenient } from '../../builtins/native'
import { raised } from '../../exceptions'
import { callWith, indexOf, isUnknown, itemsOf, operate, reprOf } from '../../operations'
import { dictClass, listClass, tupleClass } from '../../types/builtinClasses'
import { allocate, ProgramClass } from '../../types/class'
import { dictOf, keyFault, putEntry, updateDict } from '../../types/dict'
import { itemsIterator } from '../../types/iterator'
import { keyOf } from '../../types/key'
import { MethodNative } from '../../types/methods'
import { sorted } from '../../types/sequence'
import { Property } from '../../types/property'
import { bindArguments } from '../../bindArguments'
import { positionalParameters } from './parameters'
import { named, type StandardModule } from './table'
import { extendList } from '../../types/list'

type Method = (
  self: Instance,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value> | null,
  runtime: Runtime,
  site: Span,
) => Value

/** A class of this library with its methods. */
function libraryClass(name: string, base: Class, methods: Readonly<Record<string, Method>>): Class {
  const cls = new Class(name, [base], null)
  for (const [method, body] of Object.entries(methods)) {
    cls.attributes.set(
      method,
      new MethodNative(
        `${name}.${method}`,
        (runtime, { positional, keywords }, site) =>
          body(positional[0] as Instance, positional.slice(1), keywords, runtime, site),
        null,
        true,
      ),
    )
  }
  return cls
}

function dictIn(self: Instance): Dict {
  return self.native as Dict
}

function dictRepr(self: Instance, runtime: Runtime, name: string): string {
  const entries = [...dictIn(self).entries.values()].map(
    ({ key, value }) => `(${reprOf(key, runtime)}, ${reprOf(value, runtime)})`,
  )
  return entries.length > 0 ? `${name}([${entries.join(', ')}])` : `${name}()`
}

const orderedDict = libraryClass('OrderedDict', dictClass, {
  __repr__: (self, _, __, runtime) => dictRepr(self, runtime, self.cls.name),
  move_to_end: (self, [key, last], keywords, runtime, site) => {
    const dict = dictIn(self)
    const at = keyOf(key, runtime, site)
    const entry = dict.entries.get(at)
    if (!entry) throw keyFault(key, runtime, site)
    runtime.touch(dict)
    dict.entries.delete(at)
    const toEnd = (last ?? keywords?.get('last')) !== false
    dict.entries = new Map(toEnd ? [...dict.entries, [at, entry]] : [[at, entry], ...dict.entries])
    return null
  },
  popitem: (self, [last], keywords, runtime, site) => {
    const dict = dictIn(self)
    const all = [...dict.entries]
    const entry = (last ?? keywords?.get('last')) === false ? all[0] : all.at(-1)
    if (!entry) throw keyFault('dictionary is empty', runtime, site)
    runtime.touch(dict)
    dict.entries.delete(entry[0])
    return new Tuple([entry[1].key, entry[1].value])
  },
})

const defaultdict = libraryClass('defaultdict', dictClass, {
  __init__: (self, [factory, ...rest], keywords, runtime, site) => {
    self.attributes.set('default_factory', factory ?? null)
    updateDict(dictIn(self), { positional: rest, keywords }, runtime, site)
    return null
  },
  __missing__: (self, [key], _, runtime, site) => {
    const factory = self.attributes.get('default_factory') ?? null
    if (factory === null) throw keyFault(key, runtime, site)
    const value = callWith(factory, [], runtime, site)
    putEntry(dictIn(self), key, value, runtime, site)
    return value
  },
  __repr__: (self, _, __, runtime) =>
    `defaultdict(${reprOf(self.attributes.get('default_factory') ?? null, runtime)}, ${reprOf(dictIn(self), runtime)})`,
  copy: (self, _, __, runtime, site) => {
    const copy = allocate(self.cls, { positional: [], keywords: null }, runtime, site) as Instance
    copy.attributes.set('default_factory', self.attributes.get('default_factory') ?? null)
    updateDict(dictIn(copy), { positional: [dictIn(self)], keywords: null }, runtime, site)
    return copy
  },
})

// Counter

function countInto(
  dict: Dict,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value> | null,
  sign: '+' | '-',
  runtime: Runtime,
  site: Span,
): void {
  const add = (key: Value, amount: Value) => {
    const before = dict.entries.get(keyOf(key, runtime, site))?.value ?? Int.of(0)
    putEntry(dict, key, operate(sign, before, amount, runtime, site), runtime, site)
  }
  const [source] = args
  if (source !== undefined && source !== null) {
    const mapping = dictOf(source)
    if (mapping) for (const { key, value } of mapping.entries.values()) add(key, value)
    else {
      const items = itemsOf(source, runtime, site)
      if (items instanceof Opaque) dict.opaque ??= items
      else for (const item of items) add(item, Int.of(1))
    }
  }
  for (const [key, value] of keywords ?? []) add(key, value)
}

function newCounter(entries: Iterable<readonly [Value, Value]>, runtime: Runtime, site: Span): Instance {
  const made = new Instance(counter, new Dict('dict'))
  for (const [key, value] of entries) putEntry(dictIn(made), key, value, runtime, site)
  return made
}

/** The entries of a Counter, the most frequent first, equal ones in order of insertion. */
function mostCommon(dict: Dict, runtime: Runtime, site: Span): Value[] | Opaque {
  const entries = [...dict.entries.values()]
  const pairs = entries.map(({ key, value }) => new Tuple([key, value]))
  return (
    dict.opaque ??
    sorted(
      pairs,
      entries.map(({ value }) => value),
      true,
      runtime,
      site,
    )
  )
}

/** A Counter from two others, keeping positive counts. */
function combined(combine: (a: Value, b: Value, runtime: Runtime, site: Span) => Value): Method {
  return (self, [other], _, runtime, site) => {
    const [a, b] = [dictIn(self), dictOf(other) ?? new Dict('dict')]
    const keys = new Map([...a.entries, ...b.entries])
    const zero = Int.of(0)
    const entries = [...keys].map(
      ([at, { key }]) =>
        [key, combine(a.entries.get(at)?.value ?? zero, b.entries.get(at)?.value ?? zero, runtime, site)] as const,
    )
    return newCounter(
      entries.filter(([, value]) => positive(value)),
      runtime,
      site,
    )
  }
}

function positive(value: Value): boolean {
  return value instanceof Int ? value.value > 0 : typeof value === 'number' && value > 0
}

function smaller(a: Value, b: Value): boolean {
  return a instanceof Int && b instanceof Int && a.value < b.value
}

const counter: Class = libraryClass('Counter', dictClass, {
  __init__: (self, args, keywords, runtime, site) => (
    countInto(dictIn(self), args, keywords, '+', runtime, site),
    null
  ),
  __missing__: () => Int.of(0),
  __repr__: (self, _, __, runtime) => {
    const pairs = mostCommon(dictIn(self), runtime, { text: 0, start: 0, end: 0 })
    if (pairs instanceof Opaque) return 'Counter(…)'
    const entries = pairs.map((pair) => (pair as Tuple).items.map((item) => reprOf(item, runtime)).join(': '))
    return entries.length > 0 ? `Counter({${entries.join(', ')}})` : 'Counter()'
  },
  most_common: (self, [n], __, runtime, site) => {
    const pairs = mostCommon(dictIn(self), runtime, site)
    if (pairs instanceof Opaque) return runtime.opaque(pairs.reason, site)
    return new List(n === undefined || n === null ? pairs : pairs.slice(0, indexOf(n, runtime, site)))
  },
  elements: (self, _, __, runtime, site) =>
    itemsIterator(
      'itertools.chain',
      [...dictIn(self).entries.values()].flatMap(({ key, value }) =>
        Array.from({ length: Math.max(0, indexOf(value, runtime, site)) }, () => key),
      ),
    ),
  update: (self, args, keywords, runtime, site) => (countInto(dictIn(self), args, keywords, '+', runtime, site), null),
  subtract: (self, args, keywords, runtime, site) => (
    countInto(dictIn(self), args, keywords, '-', runtime, site),
    null
  ),
  total: (self, _, __, runtime, site) =>
    [...dictIn(self).entries.values()].reduce<Value>(
      (sum, { value }) => operate('+', sum, value, runtime, site),
      Int.of(0),
    ),
  copy: (self, _, __, runtime, site) =>
    newCounter(
      [...dictIn(self).entries.values()].map(({ key, value }) => [key, value] as const),
      runtime,
      site,
    ),
  __add__: combined((a, b, runtime, site) => operate('+', a, b, runtime, site)),
  __sub__: combined((a, b, runtime, site) => operate('-', a, b, runtime, site)),
  __or__: combined((a, b) => (smaller(a, b) ? b : a)),
  __and__: combined((a, b) => (smaller(a, b) ? a : b)),
})

// deque

function listIn(self: Instance): List {
  return self.native as List
}

/** Drops items at the other end until the length fits. */
function fit(self: Instance, dropFromLeft: boolean): void {
  const limit = self.attributes.get('maxlen')
  const list = listIn(self)
  if (!(limit instanceof Int)) return
  const most = Number(limit.value)
  if (list.items.length <= most) return
  list.items = dropFromLeft ? list.items.slice(list.items.length - most) : list.items.slice(0, most)
}

function changing(
  body: (list: List, args: readonly Value[], runtime: Runtime, site: Span) => Value,
  dropFromLeft = true,
): Method {
  return (self, args, _, runtime, site) => {
    runtime.touch(listIn(self))
    const result = body(listIn(self), args, runtime, site)
    fit(self, dropFromLeft)
    return result
  }
}

const deque: Class = libraryClass('deque', listClass, {
  __init__: (self, [iterable, maxlen], keywords, runtime, site) => {
    self.attributes.set('maxlen', maxlen ?? keywords?.get('maxlen') ?? null)
    const source = iterable ?? keywords?.get('iterable')
    if (source !== undefined) extendList(listIn(self), source, runtime, site)
    fit(self, true)
    return null
  },
  append: changing((list, [item]) => (list.items.push(item), null)),
  appendleft: changing((list, [item]) => (list.items.unshift(item), null), false),
  extend: changing((list, [items], runtime, site) => (extendList(list, items, runtime, site), null)),
  extendleft: changing((list, [items], runtime, site) => {
    const added = itemsOf(items, runtime, site)
    if (added instanceof Opaque) list.opaque ??= added
    else for (const item of added) list.items.unshift(item)
    return null
  }, false),
  pop: changing((list, _, runtime, site) => taken(list, list.items.pop(), runtime, site)),
  popleft: changing((list, _, runtime, site) => taken(list, list.items.shift(), runtime, site)),
  rotate: changing((list, [n], runtime, site) => {
    const { length } = list.items
    if (length === 0) return null
    const turns = (((n === undefined ? 1 : indexOf(n, runtime, site)) % length) + length) % length
    list.items = [...list.items.slice(length - turns), ...list.items.slice(0, length - turns)]
    return null
  }),
  copy: (self, _, __, runtime, site) => {
    const copy = allocate(self.cls, { positional: [], keywords: null }, runtime, site) as Instance
    copy.attributes.set('maxlen', self.attributes.get('maxlen') ?? null)
    listIn(copy).items = listIn(self).items.slice()
    return copy
  },
  __repr__: (self, _, __, runtime) => {
    const limit = self.attributes.get('maxlen')
    const items = reprOf(listIn(self), runtime)
    return limit instanceof Int ? `deque(${items}, maxlen=${limit.value})` : `deque(${items})`
  },
})

function taken(list: List, item: Value | undefined, runtime: Runtime, site: Span): Value {
  if (list.opaque) return runtime.opaque(list.opaque.reason, site)
  if (item === undefined) throw raised('IndexError', 'pop from an empty deque', site)
  return item
}

// namedtuple

/** A tuple class whose items have names. */
export function namedTupleClass(
  name: string,
  fields: readonly string[],
  defaults: readonly Value[],
  moduleName = '__main__',
): Class {
  const cls = new ProgramClass(name, [tupleClass], null, null, name, moduleName)
  const parameters = positionalParameters(['_cls', ...fields], 1 + fields.length - defaults.length)
  const padded = [...fields.slice(defaults.length).map(() => undefined), ...defaults]
  const method = (method: string, body: Method) =>
    cls.attributes.set(
      method,
      new MethodNative(
        method,
        (runtime, { positional, keywords }, site) =>
          body(positional[0] as Instance, positional.slice(1), keywords, runtime, site),
        null,
        true,
      ),
    )
  const itemsIn = (self: Instance) => (self.native as Tuple).items
  cls.attributes.set(
    '__new__',
    new NamedTupleNew((runtime, args, site) => {
      const [own, ...rest] = args.positional
      const slots: Value[] = []
      const callee = { code: { qualifiedName: `${name}.__new__`, parameters }, defaults: [undefined, ...padded] }
      bindArguments(callee, { positional: [own, ...rest], keywords: args.keywords }, slots, site)
      runtime.charge(64)
      return new Instance(own as Class, new Tuple(slots.slice(1)))
    }),
  )
  fields.forEach((field, place) => {
    const get = new Native(field, (_, { positional }) => itemsIn(positional[0] as Instance)[place], null, true)
    cls.attributes.set(field, new Property(get, null, null))
  })
  cls.attributes.set('_fields', new Tuple([...fields]))
  method(
    '__repr__',
    (self, _, __, runtime) =>
      `${self.cls.name}(${fields.map((field, i) => `${field}=${reprOf(itemsIn(self)[i], runtime)}`).join(', ')})`,
  )
  method('_asdict', (self, _, __, runtime, site) => {
    const dict = new Dict('dict')
    fields.forEach((field, i) => putEntry(dict, field, itemsIn(self)[i], runtime, site))
    return dict
  })
  method('_replace', (self, _, keywords, __, site) => {
    const unknown = [...(keywords?.keys() ?? [])].filter((key) => !fields.includes(key))
    if (unknown.length > 0) {
      throw raised('ValueError', `Got unexpected field names: [${unknown.map((key) => `'${key}'`).join(', ')}]`, site)
    }
    return new Instance(self.cls, new Tuple(fields.map((field, i) => keywords?.get(field) ?? itemsIn(self)[i])))
  })
  return cls
}

/** `__new__` of a named tuple: it makes instances itself. */
class NamedTupleNew extends MethodNative {
  constructor(call: Native['call']) {
    super('__new__', call, null, true)
  }
}

const namedtuple = lenient(
  'namedtuple(typename, field_names, *, rename=, defaults=, module=)',
  ([name, names, , defaults], runtime, site) => {
    const fields =
      typeof names === 'string'
        ? names
            .replaceAll(',', ' ')
            .split(/\s+/)
            .filter((field) => field !== '')
        : itemsOf(names as Value, runtime, site)
    if (fields instanceof Opaque || isUnknown(name)) return runtime.opaque('the fields are unknown', site)
    const given = defaults === undefined || defaults === null ? [] : itemsOf(defaults, runtime, site)
    return namedTupleClass(String(name), fields.map(String), given instanceof Opaque ? [] : given)
  },
  'collections',
)

export const collections: StandardModule = {
  name: 'collections',
  open: true,
  members: () => ({ OrderedDict: orderedDict, defaultdict, Counter: counter, deque, ...named([namedtuple]) }),
}
