// set and frozenset on the engine's Dict of kind `set`. Sets of numbers are walked in the order of CPython's hash table;
// the order of texts differs from run to run there, here it is that of insertion.
import { Dict, DONE, Opaque, type Arguments, type BinaryOperator, type CompareOperator, type Iteration, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { isUnknown, itemsOf } from '../operations'
import { NotImplemented } from '../protocol'
import { signature } from '../signature'
import { frozensetClass, setClass } from './builtinClasses'
import { keyFault } from './dict'
import { DictView } from './dictView'
import { keyOf } from './key'
import { methodTable, storing, type MethodTable } from './methods'
import type { PythonType } from './registry'
import { displayed, guarded, listed } from './sequence'
import { EMPTY_TABLE, mergedLength, tableLength, tableOrder } from './setOrder'

/** A set, with the length that CPython's table got when it was last filled from another set. */
export class PythonSet extends Dict {
  tableLength = EMPTY_TABLE
  constructor() {
    super('set')
  }
}

/** An immutable set. */
export class FrozenSet extends PythonSet {}

function isSet(v: Value): v is Dict {
  return v instanceof Dict && v.kind === 'set'
}

/** Puts an item in; an unknown one makes the set's size unknown. */
export function addItem(set: Dict, item: Value, runtime: Runtime, site: Span): void {
  runtime.touch(set)
  if (isUnknown(item)) {
    set.opaque ??= item
    return
  }
  const key = keyOf(item, runtime, site)
  if (set.entries.has(key)) return
  runtime.charge(64)
  set.entries.set(key, { key: item, value: null })
}

/** The set of an iterable's items. */
export function makeSet(items: Iterable<Value> | Opaque, runtime: Runtime, site: Span, frozen = false): Dict {
  const set = frozen ? new FrozenSet() : new PythonSet()
  if (items instanceof Opaque) set.opaque = items
  else for (const item of items) addItem(set, item, runtime, site)
  return set
}

/** The items in the order in which they are walked. */
export function setItems(set: Dict): Value[] {
  return tableOrder([...set.entries.values()].map((entry) => entry.key), set instanceof PythonSet ? set.tableLength : EMPTY_TABLE)
}

/** A view or an iterable as a set. */
export function asSet(v: Value, runtime: Runtime, site: Span): Dict {
  return isSet(v) ? v : makeSet(itemsOf(v, runtime, site), runtime, site)
}

/** A copy: CPython fills its table from the other's at once, in its order. */
function copySet(set: Dict, frozen = set instanceof FrozenSet): Dict {
  const copy = frozen ? new FrozenSet() : new PythonSet()
  const known = set instanceof PythonSet ? tableLength(set.entries.size, set.tableLength) : EMPTY_TABLE
  if (known === EMPTY_TABLE) copy.entries = new Map(set.entries)
  else {
    const byItem = new Map([...set.entries].map(([key, entry]) => [entry.key, key] as const))
    for (const item of setItems(set)) copy.entries.set(byItem.get(item)!, { key: item, value: null })
    copy.tableLength = mergedLength(set.entries.size)
  }
  copy.opaque = set.opaque
  return copy
}

/** What a display of constants is: CPython makes a frozenset of them, twice, and fills the set from that. */
export function constantSet(items: readonly Value[], runtime: Runtime, site: Span): Dict {
  const once = setItems(makeSet(items, runtime, site, true))
  return copySet(makeSet(once, runtime, site, true), false)
}

type Combine = (a: Dict, b: Dict) => Dict

function filtered(set: Dict, other: Dict, keep: (inOther: boolean) => boolean): Dict {
  const result = copySet(set)
  for (const key of set.entries.keys()) if (!keep(other.entries.has(key))) result.entries.delete(key)
  result.opaque = set.opaque ?? other.opaque
  return result
}

const COMBINE: Readonly<Partial<Record<BinaryOperator, Combine>>> = {
  '|': (a, b) => {
    const result = copySet(a)
    for (const [key, entry] of b.entries) if (!result.entries.has(key)) result.entries.set(key, entry)
    result.opaque = a.opaque ?? b.opaque
    return result
  },
  '&': (a, b) => filtered(a, b, (inOther) => inOther),
  '-': (a, b) => filtered(a, b, (inOther) => !inOther),
  '^': (a, b) => {
    const result = filtered(a, b, (inOther) => !inOther)
    for (const [key, entry] of b.entries) if (!a.entries.has(key)) result.entries.set(key, entry)
    return result
  },
}

/** `a op b` of two sets (views count as sets). */
export function setBinary(
  op: BinaryOperator,
  v: Dict,
  other: Value,
  reflected: boolean,
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  const combine = COMBINE[op]
  if (!combine || !(isSet(other) || (other instanceof DictView && other.kind !== 'values'))) return NotImplemented
  const set = asSet(other, runtime, site)
  runtime.step(v.entries.size + set.entries.size)
  return reflected ? combine(set, v) : combine(v, set)
}

function isSubset(a: Dict, b: Dict): boolean {
  return [...a.entries.keys()].every((key) => b.entries.has(key))
}

const RELATIONS: Readonly<Partial<Record<CompareOperator, (a: Dict, b: Dict) => boolean>>> = {
  '==': (a, b) => a.entries.size === b.entries.size && isSubset(a, b),
  '!=': (a, b) => a.entries.size !== b.entries.size || !isSubset(a, b),
  '<=': isSubset,
  '<': (a, b) => a.entries.size < b.entries.size && isSubset(a, b),
  '>=': (a, b) => isSubset(b, a),
  '>': (a, b) => b.entries.size < a.entries.size && isSubset(b, a),
}

/** Comparison of two sets (views count as sets). */
export function setCompare(
  op: CompareOperator,
  v: Dict,
  other: Value,
  reflected: boolean,
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  const relation = RELATIONS[op]
  if (!relation || !(isSet(other) || (other instanceof DictView && other.kind !== 'values'))) return NotImplemented
  const set = asSet(other, runtime, site)
  const unknown = v.opaque ?? set.opaque
  if (unknown) return unknown
  return reflected ? relation(set, v) : relation(v, set)
}

function walkSet(set: Dict, site: Span): Iteration {
  const items = setItems(set)
  const { size } = set.entries
  let place = 0
  return {
    next() {
      if (set.entries.size !== size) throw raised('RuntimeError', 'Set changed size during iteration', site)
      return place < items.length ? items[place++] : DONE
    },
    opaque: set.opaque ?? undefined,
  }
}

/** Replaces a set's items by another set's. */
function replaceItems(set: Dict, by: Dict, runtime: Runtime): void {
  runtime.touch(set)
  set.entries = new Map(by.entries)
  set.opaque = by.opaque
}

/** A method that combines the set with any number of iterables. */
function combining(op: BinaryOperator): MethodTable<Dict>[string] {
  return (set, args, runtime, site) =>
    args.positional.reduce<Dict>((result, other) => COMBINE[op]!(result, asSet(other, runtime, site)), copySet(set))
}

function updating(op: BinaryOperator): MethodTable<Dict>[string] {
  return storing((set, args, runtime, site) => {
    for (const other of args.positional) replaceItems(set, COMBINE[op]!(set, asSet(other, runtime, site)), runtime)
    return null
  })
}

function discard(set: Dict, item: Value, runtime: Runtime, site: Span): boolean {
  if (isUnknown(item)) {
    set.opaque ??= item
    return true
  }
  const key = keyOf(item, runtime, site)
  if (!set.entries.has(key)) return set.opaque !== null
  runtime.touch(set)
  return set.entries.delete(key)
}

const FROZEN_METHODS: MethodTable<Dict> = {
  union: combining('|'),
  intersection: combining('&'),
  difference: combining('-'),
  symmetric_difference: combining('^'),
  issubset: (set, args, runtime, site) => setCompare('<=', set, asSet(one(args, site), runtime, site), false, runtime, site) as Value,
  issuperset: (set, args, runtime, site) => setCompare('>=', set, asSet(one(args, site), runtime, site), false, runtime, site) as Value,
  isdisjoint: (set, args, runtime, site) => {
    const other = asSet(one(args, site), runtime, site)
    const shared = [...set.entries.keys()].some((key) => other.entries.has(key))
    return shared ? false : (set.opaque ?? other.opaque ?? true)
  },
  copy: (set) => copySet(set),
}

const METHODS: MethodTable<Dict> = {
  ...FROZEN_METHODS,
  add: storing((set, args, runtime, site) => (addItem(set, addSignature(args, site)[0], runtime, site), null)),
  update: updating('|'),
  intersection_update: updating('&'),
  difference_update: updating('-'),
  symmetric_difference_update: updating('^'),
  discard: storing((set, args, runtime, site) => (discard(set, discardSignature(args, site)[0], runtime, site), null)),
  remove: storing((set, args, runtime, site) => {
    const [item] = removeSignature(args, site)
    if (!discard(set, item, runtime, site)) throw keyFault(item, runtime, site)
    return null
  }),
  pop: (set, _, runtime, site) => {
    if (set.opaque) return runtime.opaque(set.opaque.reason, site)
    const [item] = setItems(set)
    if (item === undefined) throw keyFault('pop from an empty set', runtime, site)
    runtime.touch(set)
    set.entries.delete(keyOf(item, runtime, site))
    return item
  },
  clear: (set, _, runtime) => {
    replaceItems(set, new PythonSet(), runtime)
    return null
  },
}

const addSignature = signature('set.add(object, /)')
const discardSignature = signature('set.discard(object, /)')
const removeSignature = signature('set.remove(object, /)')

function one(args: Arguments, site: Span): Value {
  return oneSignature(args, site)[0]
}
const oneSignature = signature('set.issubset(other, /)')

function contains(v: Dict, item: Value, runtime: Runtime, site: Span): boolean | Opaque {
  if (isUnknown(item)) return item
  return v.entries.has(keyOf(item, runtime, site)) || (v.opaque ?? false)
}

function braced(v: Dict, items: string): string {
  return v.opaque ? `{${items}${items ? ', ' : ''}…}` : `{${items}}`
}

const shared = {
  binary: setBinary,
  compare: setCompare,
  length: (v: Dict) => v.opaque ?? v.entries.size,
  truthy: (v: Dict) => v.entries.size > 0 || (v.opaque ?? false),
  iterate: (v: Dict, _: Runtime, site: Span) => walkSet(v, site),
  contains,
  toJson: () => undefined,
}

export const setType: PythonType<Dict> = {
  ...shared,
  cls: setClass,
  typeName: () => 'set',
  inPlace(op, v, other, runtime, site) {
    const result = setBinary(op, v, other, false, runtime, site)
    if (result === NotImplemented) return NotImplemented
    replaceItems(v, result as Dict, runtime)
    return v
  },
  key: (_, __, site) => {
    throw raised('TypeError', "unhashable type: 'set'", site)
  },
  copy: (v) => copySet(v),
  repr: (v, runtime) =>
    v.entries.size === 0 && !v.opaque ? 'set()' : guarded(v, 'set(...)', () => braced(v, listed(setItems(v), runtime))),
  display: (v, runtime) =>
    v.entries.size === 0 && !v.opaque ? 'set()' : guarded(v, 'set(...)', () => braced(v, displayed(setItems(v), runtime))),
  ...methodTable('set', setClass, () => METHODS),
}

export const frozensetType: PythonType<FrozenSet> = {
  ...shared,
  cls: frozensetClass,
  typeName: () => 'frozenset',
  key: (v) => `f:${[...v.entries.keys()].sort().map((key) => `${key.length}:${key}`).join('')}`,
  repr: (v, runtime) => (v.entries.size === 0 ? 'frozenset()' : `frozenset(${braced(v, listed(setItems(v), runtime))})`),
  display: (v, runtime) => (v.entries.size === 0 ? 'frozenset()' : `frozenset(${braced(v, displayed(setItems(v), runtime))})`),
  ...methodTable('frozenset', frozensetClass, () => FROZEN_METHODS),
}

setClass.make = (args, runtime, site) => {
  const [iterable] = setSignature(args, site)
  if (iterable !== undefined && isSet(iterable)) return copySet(iterable, false)
  return makeSet(iterable === undefined ? [] : itemsOf(iterable, runtime, site), runtime, site)
}
frozensetClass.make = (args, runtime, site) => {
  const [iterable] = frozensetSignature(args, site)
  if (iterable !== undefined && isSet(iterable)) return iterable instanceof FrozenSet ? iterable : copySet(iterable, true)
  return makeSet(iterable === undefined ? [] : itemsOf(iterable, runtime, site), runtime, site, true)
}
const setSignature = signature('set(iterable=, /)')
const frozensetSignature = signature('frozenset(iterable=, /)')
