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
import { isKnownCallable } from '../../builtins/attributes'
import { lenient } from '../../builtins/native'
import { raised } from '../../exceptions'
import { callWith, compare, indexOf, isUnknown, itemsOf, operate, reprOf } from '../../operations'
import { NotImplementedValue } from '../../singletons'
import { dictClass, tupleClass } from '../../types/builtinClasses'
import { allocate, isSubclass, lookUp, ProgramClass } from '../../types/class'
import { dictOf, fromKeys, keyFault, putEntry, updateDict } from '../../types/dict'
import { itemsIterator } from '../../types/iterator'
import { keyOf } from '../../types/key'
import { MethodNative } from '../../types/methods'
import { sorted } from '../../types/sequence'
import { ClassMethod, Property } from '../../types/property'
import { bindArguments } from '../../bindArguments'
import { positionalParameters } from './parameters'
import { named, type StandardModule } from './table'
import { chainMap } from './chainMap'
import { collectionsAbc } from './collectionsAbc'
import { deque } from './deque'
import { libraryClass, type Method } from './libraryClass'

function dictIn(self: Instance): Dict {
  return self.native as Dict
}

function dictRepr(self: Instance, runtime: Runtime, name: string): string {
  const entries = [...dictIn(self).entries.values()].map(
    ({ key, value }) => `(${reprOf(key, runtime)}, ${reprOf(value, runtime)})`,
  )
  return entries.length > 0 ? `${name}([${entries.join(', ')}])` : `${name}()`
}

const orderedDict: Class = libraryClass('OrderedDict', dictClass, {
  __repr__: (self, _, __, runtime) => dictRepr(self, runtime, self.cls.name),
  move_to_end: (self, [key, last], keywords, runtime, site) => {
    const dict = dictIn(self)
    const at = keyOf(key, runtime, site)
    const entry = dict.entries.get(at)
    if (!entry) throw keyFault(key, runtime, site)
    runtime.touch(dict)
    dict.remove(at)
    const toEnd = (last ?? keywords?.get('last')) !== false
    if (dict.opaque || dict.order)
      dict.order = { placed: 0, why: dict.opaque ?? (dict.order as typeof dict.order & object).why }
    dict.entries = new Map(toEnd ? [...dict.entries, [at, entry]] : [[at, entry], ...dict.entries])
    return null
  },
  __eq__: (self, [other], _, runtime, site) => {
    const dict = dictOf(other)
    if (!dict) return NotImplementedValue
    const same = compare('==', dictIn(self), dict, runtime, site)
    if (same !== true || !(other instanceof Instance) || !isSubclass(other.cls, orderedDict)) return same
    const keys = [...dict.entries.keys()]
    return [...dictIn(self).entries.keys()].every((key, i) => key === keys[i])
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
orderedDict.attributes.set(
  'fromkeys',
  new ClassMethod(
    new Native(
      'OrderedDict.fromkeys',
      (runtime, { positional: [cls, ...positional], keywords }, site) => {
        const dict = fromKeys({ positional, keywords }, runtime, site)
        return dict instanceof Opaque ? dict : runtime.call(cls, { positional: [dict], keywords: null }, site)
      },
      null,
      true,
    ),
  ),
)

function isCallable(v: Value): boolean {
  return v instanceof Instance ? lookUp(v.cls, '__call__') !== undefined : isKnownCallable(v)
}

const defaultdict = libraryClass('defaultdict', dictClass, {
  __init__: (self, [factory, ...rest], keywords, runtime, site) => {
    if (factory !== undefined && factory !== null && !isUnknown(factory) && !isCallable(factory)) {
      throw raised('TypeError', 'first argument must be callable or None', site)
    }
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
    if (!isCounter(other)) return NotImplementedValue
    const [a, b] = [dictIn(self), dictIn(other)]
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

function isCounter(v: Value): v is Instance {
  return v instanceof Instance && isSubclass(v.cls, counter)
}

/** `+c`, `-c`: the entries whose count, or its opposite, is positive. */
function signed(sign: '+' | '-'): Method {
  return (self, _, __, runtime, site) =>
    newCounter(
      [...dictIn(self).entries.values()]
        .map(({ key, value }) => [key, sign === '-' ? operate('-', Int.of(0), value, runtime, site) : value] as const)
        .filter(([, value]) => positive(value)),
      runtime,
      site,
    )
}

/** `c op= other`, keeping positive counts. */
function changedBy(change: Method): Method {
  return (self, args, keywords, runtime, site) => {
    const result = change(self, args, keywords, runtime, site)
    if (!(result instanceof Instance) || !isCounter(result)) return result
    runtime.touch(dictIn(self))
    const before = dictIn(self).entries
    const after = dictIn(result).entries
    dictIn(self).entries = new Map([
      ...[...before.keys()].flatMap((key) => (after.has(key) ? [[key, after.get(key)] as const] : [])),
      ...[...after].filter(([key]) => !before.has(key)),
    ] as Iterable<readonly [string, { key: Value; value: Value }]>)
    return self
  }
}

function positive(value: Value): boolean {
  return value instanceof Int ? value.value > 0 : typeof value === 'number' && value > 0
}

function smaller(a: Value, b: Value): boolean {
  return a instanceof Int && b instanceof Int && a.value < b.value
}

const SUM = combined((a, b, runtime, site) => operate('+', a, b, runtime, site))
const DIFFERENCE = combined((a, b, runtime, site) => operate('-', a, b, runtime, site))
const UNION = combined((a, b) => (smaller(a, b) ? b : a))
const INTERSECTION = combined((a, b) => (smaller(a, b) ? a : b))

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
  __delitem__: (self, [key], _, runtime, site) => {
    const at = keyOf(key, runtime, site)
    runtime.touch(dictIn(self))
    dictIn(self).entries.delete(at)
    return null
  },
  __pos__: signed('+'),
  __neg__: signed('-'),
  __add__: SUM,
  __sub__: DIFFERENCE,
  __or__: UNION,
  __and__: INTERSECTION,
  __iadd__: changedBy(SUM),
  __isub__: changedBy(DIFFERENCE),
  __ior__: changedBy(UNION),
  __iand__: changedBy(INTERSECTION),
})

// namedtuple

/** The items of a named tuple stay. */
const READ_ONLY = new Native('setter', (_, __, site) => {
  throw raised('AttributeError', "can't set attribute", site)
})

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
    cls.attributes.set(field, new Property(get, READ_ONLY, READ_ONLY))
  })
  cls.attributes.set('_fields', new Tuple([...fields]))
  cls.attributes.set('__match_args__', new Tuple([...fields]))
  cls.attributes.set('_field_defaults', fieldDefaults(fields, defaults))
  const make = new Native(
    '_make',
    (runtime, { positional: [own, iterable] }, site) => {
      const items = itemsOf(iterable, runtime, site)
      if (items instanceof Opaque) return runtime.opaque(items.reason, site)
      if (items.length !== fields.length) {
        throw raised('TypeError', `Expected ${fields.length} arguments, got ${items.length}`, site)
      }
      return new Instance(own as Class, new Tuple(items))
    },
    null,
    true,
  )
  cls.attributes.set('_make', new ClassMethod(make))
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

function fieldDefaults(fields: readonly string[], defaults: readonly Value[]): Dict {
  const dict = new Dict('dict')
  const first = fields.length - defaults.length
  defaults.forEach((value, i) => dict.entries.set(`s:${fields[first + i]}`, { key: fields[first + i], value }))
  return dict
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
  submodules: [collectionsAbc],
  members: () => ({
    OrderedDict: orderedDict,
    defaultdict,
    Counter: counter,
    deque,
    ChainMap: chainMap,
    ...named([namedtuple]),
  }),
}
