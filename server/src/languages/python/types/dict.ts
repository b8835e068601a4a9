// dict: Python's operators and methods on the engine's Dict, in insertion order.
import {
  Dict,
  DONE,
  holding,
  Instance,
  itemFactsOf,
  oneOf,
  Opaque,
  Raised,
  Tuple,
  type Arguments,
  type Iteration,
  type Json,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { makeException, raised, raisedFirstAt } from '../exceptions'
import { equal, findAttribute, getItem, isUnknown, itemsOf, reprOf } from '../operations'
import { NotImplemented } from '../protocol'
import { signature } from '../signature'
import { unknownRest } from '../text/unknownText'
import { dictClass } from './builtinClasses'
import { DictView } from './dictView'
import { itemsIterator } from './iterator'
import { isUnknownKey, keyOf } from './key'
import { methodTable, storing, type MethodTable } from './methods'
import { protocolOf, type PythonType } from './registry'
import { displayOf, guarded, jsonOf } from './sequence'

/** KeyError(key) */
export function keyFault(key: Value, runtime: Runtime, site: Span): Raised {
  const exception = makeException('KeyError', [key])
  return new Raised(exception, 'KeyError', reprOf(key, runtime), raisedFirstAt(exception, site))
}

/** Puts an entry in. An unknown key may be any key: no value is known any more. */
export function putEntry(dict: Dict, key: Value, value: Value, runtime: Runtime, site: Span): void {
  if (isUnknownKey(key)) return putAny(dict, [value], key, runtime)
  const at = keyOf(key, runtime, site)
  runtime.touch(dict)
  const known = dict.entries.get(at)
  if (known) known.value = value
  else {
    runtime.charge(64)
    dict.add(at, { key, value })
  }
}

/** Puts any number of entries in, nobody knows which: each of those that it has may have a new value. */
function putAny(dict: Dict, values: readonly Value[], why: Opaque, runtime: Runtime): void {
  runtime.touch(dict)
  for (const entry of dict.entries.values()) entry.value = oneOf(why, [entry.value, why, ...values])
  dict.opaque = holding(dict.opaque ?? new Opaque(why.reason), [why, ...values])
}

/** Puts the entries of another dict in. */
function putAll(dict: Dict, other: Dict, runtime: Runtime): void {
  runtime.touch(dict)
  const { opaque } = other
  if (opaque) {
    for (const [at, entry] of dict.entries)
      if (!other.entries.has(at)) entry.value = oneOf(opaque, [entry.value, opaque])
    dict.opaque = dict.opaque ? holding(dict.opaque, [opaque]) : opaque
  }
  const { size } = dict.entries
  for (const [at, { key, value }] of [...other.entries]) {
    const known = dict.entries.get(at)
    if (known) known.value = value
    else dict.entries.set(at, { key, value })
  }
  // What it had stays in its place; what is new stands behind, as in the other one.
  if (dict.order || dict.entries.size === size) return
  const placed = size === 0 ? (other.order?.placed ?? Infinity) : size
  const why = dict.opaque ?? other.order?.why
  if (why && placed < dict.entries.size) dict.order = { placed, why }
}

/** The value of a key; undefined where there is none. */
export function findEntry(dict: Dict, key: Value, runtime: Runtime, site: Span): Value | undefined {
  if (isUnknownKey(key)) return runtime.opaque(key.reason, site, itemFactsOf(dict))
  const entry = dict.entries.get(keyOf(key, runtime, site))
  if (entry) return entry.value
  return dict.opaque ? runtime.opaque(dict.opaque.reason, site, itemFactsOf(dict)) : undefined
}

function hasEntry(dict: Dict, key: Value, runtime: Runtime, site: Span): boolean {
  return !isUnknownKey(key) && dict.entries.has(keyOf(key, runtime, site))
}

/** The entries of a dict, of anything with `keys()`, or of an iterable of pairs. */
export function entriesOf(v: Value, runtime: Runtime, site: Span): (readonly [Value, Value])[] | Opaque {
  const dict = dictOf(v)
  if (dict) return dict.opaque ?? dict.order?.why ?? [...dict.entries.values()].map(({ key, value }) => [key, value])
  if (isUnknown(v)) return v
  const keys = findAttribute(v, 'keys', runtime, site)
  if (keys !== undefined) {
    const names = itemsOf(runtime.call(keys, { positional: [], keywords: null }, site), runtime, site)
    return names instanceof Opaque ? names : names.map((key) => [key, getItem(v, key, runtime, site)] as const)
  }
  const pairs = itemsOf(v, runtime, site)
  if (pairs instanceof Opaque) return pairs
  const entries: (readonly [Value, Value])[] = []
  for (const [i, pair] of pairs.entries()) {
    const items = isUnknown(pair) ? pair : pairItems(pair, i, runtime, site)
    if (items instanceof Opaque) return items
    if (items.length !== 2) {
      const message = `dictionary update sequence element #${i} has length ${items.length}; 2 is required`
      throw raised('ValueError', message, site)
    }
    entries.push([items[0], items[1]])
  }
  return entries
}

function pairItems(pair: Value, place: number, runtime: Runtime, site: Span): Value[] | Opaque {
  const type = protocolOf(pair)
  if (type.iterate) return itemsOf(pair, runtime, site)
  throw raised('TypeError', `cannot convert dictionary update sequence element #${place} to a sequence`, site)
}

/** The dict that a value is or is built on. */
export function dictOf(v: Value): Dict | null {
  if (v instanceof Dict) return v.kind === 'dict' ? v : null
  return v instanceof Instance && v.native instanceof Dict && v.native.kind === 'dict' ? v.native : null
}

/** `dict.update(…)` */
export function updateDict(dict: Dict, args: Arguments, runtime: Runtime, site: Span): void {
  const { positional, keywords } = args
  if (positional.length > 1) {
    throw raised('TypeError', `update expected at most 1 argument, got ${positional.length}`, site)
  }
  if (positional.length === 1) {
    const other = dictOf(positional[0])
    const entries = other ?? entriesOf(positional[0], runtime, site)
    if (entries instanceof Dict) putAll(dict, entries, runtime)
    else if (entries instanceof Opaque) putAny(dict, [], entries, runtime)
    else for (const [key, value] of entries) putEntry(dict, key, value, runtime, site)
  }
  for (const [name, value] of keywords ?? []) putEntry(dict, name, value, runtime, site)
}

/** Walks the keys; raises where the dict changes its size meanwhile. */
export function walkEntries(
  dict: Dict,
  pick: (entry: { readonly key: Value; readonly value: Value }) => Value,
  site: Span,
  name = 'dictionary',
): Iteration {
  const entries = dict.entries
  const { size } = entries
  const walk = entries.values()
  let place = 0
  return {
    next() {
      if (dict.entries.size !== size)
        throw raised('RuntimeError', `${changed(name)} changed size during iteration`, site)
      const { value, done } = walk.next()
      if (done) return DONE
      const { order } = dict
      return pick(order && place++ >= order.placed ? unplacedEntry(dict, order.why) : value)
    },
    get opaque() {
      return dict.opaque ?? undefined
    },
  }
}

/** An entry of which only is known that it is one of those. */
function unplacedEntry(dict: Dict, why: Opaque): { readonly key: Value; readonly value: Value } {
  const entries = [...dict.entries.values()]
  const key = oneOf(
    why,
    entries.map((entry) => entry.key),
  )
  const values = entries.map((entry) => entry.value)
  return { key, value: oneOf(why, dict.opaque ? [...values, dict.opaque] : values) }
}

function changed(name: string): string {
  return name === 'set' ? 'Set' : name
}

function copyDict(dict: Dict): Dict {
  const copy = new Dict('dict')
  copy.restore(dict.save())
  return copy
}

function remove(dict: Dict, key: Value, runtime: Runtime, site: Span): Value | undefined {
  if (isUnknownKey(key)) {
    const facts = itemFactsOf(dict)
    runtime.touch(dict)
    dict.scatter(key)
    return runtime.opaqueOrRaised(key.reason, site, facts)
  }
  const at = keyOf(key, runtime, site)
  const entry = dict.entries.get(at)
  if (!entry) return dict.opaque ? runtime.opaqueOrRaised(dict.opaque.reason, site, itemFactsOf(dict)) : undefined
  runtime.touch(dict)
  dict.remove(at)
  return entry.value
}

/** Takes out which entry is last, nobody knows: none of the first ones, as many as there are sure to be others. */
function popAny(dict: Dict, kept: number, why: Opaque, runtime: Runtime, site: Span): Value {
  const all = [...dict.entries]
  const unsure = all.slice(Math.max(0, kept)).flatMap(([, { key, value }]) => [key, value])
  const facts = { candidates: oneOf(why, dict.opaque ? [...unsure, dict.opaque] : unsure).facts.candidates }
  const taken = new Tuple([runtime.opaque(why.reason, site), runtime.opaque(why.reason, site, facts)])
  if (all.length === 0) runtime.mayRaise(taken.items[0] as Opaque)
  const rest = new Map(all.slice(0, Math.max(0, kept)))
  dict.scatter(why)
  dict.entries = rest
  return taken
}

const METHODS: MethodTable<Dict> = {
  items: (dict, args, _, site) => (none('items', args, site), new DictView(dict, 'items')),
  keys: (dict, args, _, site) => (none('keys', args, site), new DictView(dict, 'keys')),
  values: (dict, args, _, site) => (none('values', args, site), new DictView(dict, 'values')),
  get: storing((dict, args, runtime, site) => {
    const [key, fallback] = getSignature(args, site)
    const value = findEntry(dict, key, runtime, site)
    if (value === undefined) return fallback ?? null
    const certain = !isUnknownKey(key) && dict.opaque === null
    if (certain || fallback === undefined || hasEntry(dict, key, runtime, site)) return value
    return oneOf(value as Opaque, [value, fallback])
  }),
  setdefault: storing((dict, args, runtime, site) => {
    const [key, fallback] = setdefaultSignature(args, site)
    const value = fallback ?? null
    if (isUnknownKey(key)) {
      runtime.touch(dict)
      const why = (dict.opaque = holding(dict.opaque ?? new Opaque(key.reason), [value]))
      return runtime.opaque(why.reason, site, itemFactsOf(dict))
    }
    const known = findEntry(dict, key, runtime, site)
    if (known !== undefined && dict.entries.has(keyOf(key, runtime, site))) return known
    const now = known === undefined ? value : oneOf(dict.opaque as Opaque, [known, value])
    putEntry(dict, key, now, runtime, site)
    return now
  }),
  update: storing((dict, args, runtime, site) => (updateDict(dict, args, runtime, site), null)),
  pop: storing((dict, args, runtime, site) => {
    const [key, fallback] = popSignature(args, site)
    const removed = remove(dict, key, runtime, site)
    const value = removed === undefined ? fallback : removed
    if (value === undefined) throw keyFault(key, runtime, site)
    return value
  }),
  popitem: (dict, args, runtime, site) => {
    none('popitem', args, site)
    const all = [...dict.entries]
    const last = all.at(-1)
    const why = dict.opaque ?? dict.order?.why
    runtime.touch(dict)
    if (why) return popAny(dict, dict.order?.placed ?? all.length - 1, why, runtime, site)
    if (!last) throw keyFault('popitem(): dictionary is empty', runtime, site)
    dict.remove(last[0])
    return new Tuple([last[1].key, last[1].value])
  },
  clear: (dict, args, runtime, site) => {
    none('clear', args, site)
    runtime.touch(dict)
    dict.empty()
    return null
  },
  __reversed__: (dict, args, runtime, site) => {
    none('__reversed__', args, site)
    const why = dict.opaque ?? dict.order?.why
    if (why) return runtime.opaque(why.reason, site)
    const keys = [...dict.entries.values()].map(({ key }) => key).reverse()
    return itemsIterator('dict_reversekeyiterator', keys)
  },
  copy: (dict, args, _, site) => (none('copy', args, site), copyDict(dict)),
  fromkeys: (_, args, runtime, site) => fromKeys(args, runtime, site),
}

const getSignature = signature('dict.get(key, default=, /)')
const setdefaultSignature = signature('dict.setdefault(key, default=, /)')
const popSignature = signature('dict.pop(key, default=, /)')
const fromkeysSignature = signature('dict.fromkeys(iterable, value=, /)')

function none(name: string, args: Arguments, site: Span): void {
  if (args.positional.length > 0) {
    throw raised('TypeError', `dict.${name}() takes no arguments (${args.positional.length} given)`, site)
  }
}

/** `dict.fromkeys(iterable, value)` */
export function fromKeys(args: Arguments, runtime: Runtime, site: Span): Value {
  const [iterable, value] = fromkeysSignature(args, site)
  const keys = itemsOf(iterable, runtime, site)
  if (keys instanceof Opaque) return runtime.opaque(keys.reason, site)
  const dict = new Dict('dict')
  for (const key of keys) putEntry(dict, key, value ?? null, runtime, site)
  return dict
}

/** A dict of known entries. */
export function makeDict(entries: Iterable<readonly [Value, Value]>, runtime: Runtime, site: Span): Dict {
  const dict = new Dict('dict')
  for (const [key, value] of entries) putEntry(dict, key, value, runtime, site)
  return dict
}

/** Do two dicts have the same entries? */
function sameEntries(a: Dict, b: Dict, runtime: Runtime, site: Span): boolean | Opaque {
  const unknown = a.opaque ?? b.opaque
  if (unknown) return unknown
  if (a.entries.size !== b.entries.size) return false
  for (const [key, entry] of a.entries) {
    const other = b.entries.get(key)
    if (!other) return false
    const same = equal(entry.value, other.value, runtime, site)
    if (same !== true) return same
  }
  return true
}

function jsonOfDict(dict: Dict): Json | undefined {
  const why = dict.opaque ?? dict.order?.why
  if (why) return { opaque: why.reason }
  const fields: [string, Json][] = []
  for (const { key, value } of dict.entries.values()) {
    const json = typeof key === 'string' ? jsonOf(value) : undefined
    if (json === undefined) return undefined
    fields.push([key as string, json])
  }
  return Object.fromEntries(fields)
}

export const dictType = {
  cls: dictClass,
  typeName: () => 'dict',
  binary(op, v, other, reflected, runtime, site) {
    const dict = dictOf(other)
    if (op !== '|' || !dict || reflected) return NotImplemented
    const result = copyDict(v)
    updateDict(result, { positional: [dict], keywords: null }, runtime, site)
    return result
  },
  inPlace(op, v, other, runtime, site) {
    if (op !== '|') return NotImplemented
    updateDict(v, { positional: [other], keywords: null }, runtime, site)
    return v
  },
  compare(op, v, other, _, runtime, site) {
    const dict = dictOf(other)
    if (!dict || (op !== '==' && op !== '!=')) return NotImplemented
    const same = sameEntries(v, dict, runtime, site)
    return same instanceof Opaque ? same : same === (op === '==')
  },
  length: (v) => v.opaque ?? v.entries.size,
  truthy: (v) => v.entries.size > 0 || (v.opaque ?? false),
  iterate: (v, _, site) => walkEntries(v, (entry) => entry.key, site),
  contains(v, item, runtime, site) {
    if (isUnknownKey(item)) return item
    return v.entries.has(keyOf(item, runtime, site)) || (v.opaque ?? false)
  },
  getItem(v, index, runtime, site) {
    const value = findEntry(v, index, runtime, site)
    if (value === undefined) throw keyFault(index, runtime, site)
    return value
  },
  setItem: putEntry,
  deleteItem(v, index, runtime, site) {
    if (remove(v, index, runtime, site) === undefined) throw keyFault(index, runtime, site)
  },
  key: (_, __, site) => {
    throw raised('TypeError', "unhashable type: 'dict'", site)
  },
  copy: (v) => copyDict(v),
  repr: (v, runtime) => guardedText(v, (item) => reprOf(item, runtime), false),
  display: (v, runtime) => guardedText(v, (item) => displayOf(item, runtime), true),
  toJson: jsonOfDict,
  ...methodTable('dict', dictClass, () => METHODS),
} satisfies PythonType<Dict>

/** @param all shows those, too, whose places are not known */
function guardedText(dict: Dict, write: (v: Value) => string, all: boolean): string {
  return guarded(dict, '{...}', () => {
    const { placed } = dict.order ?? { placed: Infinity }
    const shown = all ? [...dict.entries.values()] : [...dict.entries.values()].slice(0, placed)
    const entries = shown.map(({ key, value }) => `${write(key)}: ${write(value)}`)
    return `{${unknownRest(entries.join(', '), dict.opaque ?? dict.order?.why ?? null)}}`
  })
}

dictClass.make = (args, runtime, site) => {
  if (args.positional.length > 1) {
    throw raised('TypeError', `dict expected at most 1 argument, got ${args.positional.length}`, site)
  }
  const dict = new Dict('dict')
  updateDict(dict, args, runtime, site)
  return dict
}
