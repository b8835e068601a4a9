// set and frozenset. They are walked in the order of CPython's hash table where the hashes of their items are the same in
// every run; else in the order of insertion (there it differs from run to run).
import {
  Dict,
  DONE,
  holding,
  itemFactsOf,
  oneOf,
  Opaque,
  type Arguments,
  type BinaryOperator,
  type CompareOperator,
  type Iteration,
  type Runtime,
  type Span,
  type UnknownOf,
  type Value,
} from '@gradlens/engine'
import { raised } from '../exceptions'
import { itemsOf } from '../operations'
import { NotImplemented } from '../protocol'
import { signature } from '../signature'
import { unknownRest } from '../text/unknownText'
import { frozensetClass, setClass } from './builtinClasses'
import { keyFault } from './dict'
import { DictView } from './dictView'
import { stableHash } from './hash'
import { isUnknownKey, keyOf } from './key'
import { methodTable, storing, type MethodTable } from './methods'
import type { PythonType } from './registry'
import { displayed, guarded, listed } from './sequence'
import { SetTable } from './setTable'

type SetState = ReturnType<Dict['save']>
type TableState = SetState & { readonly table?: SetTable | null }

/** A set. Its table is null where the order of its items is that of insertion. */
export class PythonSet extends Dict {
  table: SetTable | null = new SetTable()
  constructor() {
    super('set')
  }

  /** Puts an item in that is not in it yet. */
  put(key: string, item: Value): void {
    const hash = stableHash(item)
    if (hash === null) this.table = null
    else this.table?.add(key, hash)
    this.add(key, { key: item, value: null })
  }

  drop(key: string): void {
    this.table?.remove(key)
    this.remove(key)
  }

  /** Takes an item out of a set that has one. */
  take(): Value {
    const key = this.table?.pop() ?? (this.entries.keys().next().value as string)
    const item = this.entries.get(key)?.key
    this.entries.delete(key)
    return item
  }

  /** Puts all of another set in. */
  mergeAll(other: PythonSet): void {
    if (!other.table) this.table = null
    else this.table?.merge(other.table, (key) => this.entries.has(key))
    this.order = this.entries.size === 0 ? other.order : (this.order ?? other.order)
    for (const [key, entry] of other.entries) if (!this.entries.has(key)) this.entries.set(key, entry)
    this.admit(other.opaque)
  }

  /** There may be others in it. */
  admit(why: Opaque | null): void {
    if (why) this.opaque = this.opaque ? holding(this.opaque, [why]) : why
  }

  /** Nobody knows which of its items are still in it. */
  override scatter(why: Opaque): void {
    super.scatter(why)
    this.table = null
  }

  /** Takes over what another set holds. */
  become(other: PythonSet): void {
    this.entries = new Map(other.entries)
    this.table = other.table && other.table.copy()
    this.opaque = other.opaque
    this.order = other.order
  }

  /** Keys and items in the order in which they are walked. */
  get ordered(): (readonly [key: string, item: Value])[] {
    if (!this.table) return [...this.entries].map(([key, entry]) => [key, entry.key])
    return this.table.keys.map((key) => [key, this.entries.get(key)?.key])
  }

  /** Keys and items as far as their order is known. */
  get placed(): (readonly [key: string, item: Value])[] {
    return this.opaque || this.order ? this.ordered.slice(0, this.opaque ? 0 : this.order?.placed) : this.ordered
  }

  override save(): SetState & { readonly table: SetTable | null } {
    return { ...super.save(), table: this.table && this.table.copy() }
  }
  override restore(state: TableState): void {
    super.restore(state)
    this.table = (state.table && state.table.copy()) ?? null
  }
  override merge(one: TableState, other: TableState, unknown: UnknownOf): void {
    super.merge(one, other, unknown)
    const [a, b] = [one.table ?? null, other.table ?? null]
    if (a === null && b === null) return
    // The order is that of the tables: it is known where they are alike.
    const alike = a !== null && b !== null && !this.opaque && a.isLike(b)
    this.table = alike ? a.copy() : null
    const why = this.opaque ?? (alike ? null : unknown())
    this.order = why && { placed: 0, why }
  }
}

/** An immutable set. */
export class FrozenSet extends PythonSet {}

function isSet(v: Value): v is PythonSet {
  return v instanceof PythonSet
}

/** Puts an item in; an unknown one makes the set's size unknown. */
export function addItem(set: PythonSet, item: Value, runtime: Runtime, site: Span): void {
  runtime.touch(set)
  if (isUnknownKey(item)) return set.admit(new Opaque(item.reason, { candidates: item.facts.candidates }))
  const key = keyOf(item, runtime, site)
  if (set.entries.has(key)) return
  runtime.charge(64)
  set.put(key, item)
}

/** Puts an iterable's items in, one after the other. */
function addItems(set: PythonSet, iterable: Value, runtime: Runtime, site: Span): void {
  const items = itemsOf(iterable, runtime, site)
  runtime.touch(set)
  if (items instanceof Opaque) return set.admit(items)
  if (iterable instanceof Dict) set.table?.reserve(items.length)
  for (const item of items) addItem(set, item, runtime, site)
}

/** The set of an iterable's items. */
export function makeSet(items: Iterable<Value> | Opaque, runtime: Runtime, site: Span, frozen = false): PythonSet {
  const set = frozen ? new FrozenSet() : new PythonSet()
  if (items instanceof Opaque) set.opaque = items
  else for (const item of items) addItem(set, item, runtime, site)
  return set
}

/** The items in the order in which they are walked. */
export function setItems(set: PythonSet): Value[] {
  return set.ordered.map(([, item]) => item)
}

/** A view or an iterable as a set. */
export function asSet(v: Value, runtime: Runtime, site: Span): PythonSet {
  return isSet(v) ? v : makeSet(itemsOf(v, runtime, site), runtime, site)
}

function emptyLike(set: PythonSet): PythonSet {
  return set instanceof FrozenSet ? new FrozenSet() : new PythonSet()
}

function copySet(set: PythonSet, copy = emptyLike(set)): PythonSet {
  copy.mergeAll(set)
  return copy
}

/** What a display of constants is: CPython makes a frozenset of them, twice, and fills the set from that. */
export function constantSet(items: readonly Value[], runtime: Runtime, site: Span): PythonSet {
  const once = setItems(makeSet(items, runtime, site, true))
  return copySet(makeSet(once, runtime, site, true), new PythonSet())
}

function selected(from: PythonSet, into: PythonSet, keep: (key: string) => boolean): PythonSet {
  for (const [key, item] of from.ordered) if (keep(key)) into.put(key, item)
  return into
}

type Combination = (a: PythonSet, b: PythonSet) => PythonSet

/** The operators as CPython carries them out: the order of the result depends on it. */
const COMBINE: Readonly<Partial<Record<BinaryOperator, Combination>>> = {
  '|': (a, b) => copySet(b, copySet(a)),
  '&': (a, b) => {
    const [large, small] = b.entries.size > a.entries.size ? [b, a] : [a, b]
    return selected(small, emptyLike(a), (key) => large.entries.has(key))
  },
  '-': (a, b) => {
    if (a.entries.size >> 2 <= b.entries.size) return selected(a, emptyLike(a), (key) => !b.entries.has(key))
    const result = copySet(a)
    for (const key of b.entries.keys()) result.drop(key)
    return result
  },
  '^': (a, b) => {
    const result = copySet(b, emptyLike(a))
    for (const [key, item] of a.ordered) {
      if (b.entries.has(key)) result.drop(key)
      else result.put(key, item)
    }
    return result
  },
}

/** What of the result of an operator is sure where not all of the operands' items are known. */
function combine(op: BinaryOperator, a: PythonSet, b: PythonSet): PythonSet {
  const result = (COMBINE[op] as Combination)(a, b)
  const unsure = op === '-' ? [b] : op === '^' ? [a, b] : []
  const [doubt] = unsure.flatMap((set) => set.opaque ?? [])
  if (doubt) {
    const mayBeIn = (key: string): boolean => op === '^' && (a.entries.has(key) ? !b.opaque : !a.opaque)
    const sure = [...result.entries].filter(([key]) => mayBeIn(key))
    result.scatter(doubt)
    result.entries = new Map(sure)
  }
  if (op !== '-' || a.opaque) result.admit(a.opaque ?? b.opaque)
  if (result.table === null && !result.opaque) result.order ??= a.order ?? b.order
  return result
}

/** `a op b` of two sets (views count as sets). */
export function setBinary(
  op: BinaryOperator,
  v: PythonSet,
  other: Value,
  reflected: boolean,
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  if (!COMBINE[op] || !(isSet(other) || (other instanceof DictView && other.kind !== 'values'))) return NotImplemented
  const set = asSet(other, runtime, site)
  runtime.step(v.entries.size + set.entries.size)
  return reflected ? combine(op, set, v) : combine(op, v, set)
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
  v: PythonSet,
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

function walkSet(set: PythonSet, site: Span): Iteration {
  const { opaque, order } = set
  const why = opaque ?? order?.why
  const items = setItems(set).map((item, i, all) => (why && i >= set.placed.length ? oneOf(why, all) : item))
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

/** A method that combines the set with any number of iterables. */
function combining(op: BinaryOperator): MethodTable<PythonSet>[string] {
  return (set, args, runtime, site) => {
    if (op === '|' || args.positional.length === 0)
      return combinedWith(op, copySet(set), args.positional, runtime, site)
    return combinedWith(op, set, args.positional, runtime, site)
  }
}

function combinedWith(
  op: BinaryOperator,
  set: PythonSet,
  others: readonly Value[],
  runtime: Runtime,
  site: Span,
): PythonSet {
  return others.reduce<PythonSet>((result, other, i) => {
    // What `union` makes, and what `difference` makes of its first argument, is changed by the others.
    if (op === '|' || (op === '-' && i > 0)) {
      changeBy(op, result, other, runtime, site)
      return result
    }
    return combine(op, result, asSet(other, runtime, site))
  }, set)
}

/** Changes a set by an iterable; what is no set is added one by one. */
function changeBy(op: BinaryOperator, set: PythonSet, other: Value, runtime: Runtime, site: Span): void {
  if (op === '|' && !isSet(other)) addItems(set, other, runtime, site)
  else update(op, set, asSet(other, runtime, site), runtime)
}

function updating(op: BinaryOperator): MethodTable<PythonSet>[string] {
  return storing((set, args, runtime, site) => {
    for (const other of args.positional) changeBy(op, set, other, runtime, site)
    return null
  })
}

/** `a op= b` */
function update(op: BinaryOperator, set: PythonSet, other: PythonSet, runtime: Runtime): void {
  runtime.touch(set)
  runtime.step(other.entries.size)
  if (set.opaque || other.opaque) set.become(combine(op, set, other))
  else if (op === '|') set.mergeAll(other)
  else if (op === '-') {
    for (const key of other.entries.keys()) if (set.entries.has(key)) set.drop(key)
    set.table?.compact()
  } else if (op === '^') {
    for (const [key, item] of other === set ? [...other.ordered] : other.ordered) {
      if (set.entries.has(key)) set.drop(key)
      else set.put(key, item)
    }
  } else set.become(combine(op, set, other))
}

function discard(set: PythonSet, item: Value, runtime: Runtime, site: Span): boolean {
  if (isUnknownKey(item)) {
    runtime.touch(set)
    set.scatter(item)
    return true
  }
  const key = keyOf(item, runtime, site)
  if (!set.entries.has(key)) return set.opaque !== null
  runtime.touch(set)
  set.drop(key)
  return true
}

const FROZEN_METHODS: MethodTable<PythonSet> = {
  union: combining('|'),
  intersection: combining('&'),
  difference: combining('-'),
  symmetric_difference: combining('^'),
  issubset: (set, args, runtime, site) =>
    setCompare('<=', set, asSet(one(args, site), runtime, site), false, runtime, site) as Value,
  issuperset: (set, args, runtime, site) =>
    setCompare('>=', set, asSet(one(args, site), runtime, site), false, runtime, site) as Value,
  isdisjoint: (set, args, runtime, site) => {
    const other = asSet(one(args, site), runtime, site)
    const shared = [...set.entries.keys()].some((key) => other.entries.has(key))
    return shared ? false : (set.opaque ?? other.opaque ?? true)
  },
  copy: (set) => copySet(set),
}

const METHODS: MethodTable<PythonSet> = {
  ...FROZEN_METHODS,
  add: storing((set, args, runtime, site) => (addItem(set, addSignature(args, site)[0], runtime, site), null)),
  update: updating('|'),
  intersection_update: updating('&'),
  difference_update: updating('-'),
  symmetric_difference_update: updating('^'),
  discard: storing((set, args, runtime, site) => (discard(set, discardSignature(args, site)[0], runtime, site), null)),
  remove: storing((set, args, runtime, site) => {
    const [item] = removeSignature(args, site)
    const unsure = isUnknownKey(item) ? item : set.opaque
    if (unsure && (isUnknownKey(item) || contains(set, item, runtime, site) !== true)) runtime.mayRaise(unsure)
    if (!discard(set, item, runtime, site)) throw keyFault(item, runtime, site)
    return null
  }),
  pop: (set, _, runtime, site) => {
    const why = set.opaque ?? set.order?.why
    if (why) {
      if (set.entries.size === 0) runtime.mayRaise(why)
      runtime.touch(set)
      set.scatter(why)
      return runtime.opaque(why.reason, site, itemFactsOf(set))
    }
    if (set.entries.size === 0) throw keyFault('pop from an empty set', runtime, site)
    runtime.touch(set)
    return set.take()
  },
  clear: (set, _, runtime) => {
    runtime.touch(set)
    set.become(new PythonSet())
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
  if (isUnknownKey(item)) return item
  return v.entries.has(keyOf(item, runtime, site)) || (v.opaque ?? false)
}

function braced(v: PythonSet, items: string): string {
  return `{${unknownRest(items, v.opaque ?? v.order?.why ?? null)}}`
}

/** The items whose places are known, for a text that is printed. */
function placedItems(v: PythonSet): Value[] {
  return v.placed.map(([, item]) => item)
}

const shared = {
  binary: setBinary,
  compare: setCompare,
  length: (v: Dict) => v.opaque ?? v.entries.size,
  truthy: (v: Dict) => v.entries.size > 0 || (v.opaque ?? false),
  iterate: (v: PythonSet, _: Runtime, site: Span) => walkSet(v, site),
  contains,
  toJson: () => undefined,
}

export const setType: PythonType<PythonSet> = {
  ...shared,
  cls: setClass,
  typeName: () => 'set',
  inPlace(op, v, other, runtime) {
    if (!COMBINE[op] || !isSet(other)) return NotImplemented
    update(op, v, other, runtime)
    return v
  },
  key: (_, __, site) => {
    throw raised('TypeError', "unhashable type: 'set'", site)
  },
  copy: (v) => copySet(v),
  repr: (v, runtime) =>
    v.entries.size === 0 && !v.opaque
      ? 'set()'
      : guarded(v, 'set(...)', () => braced(v, listed(placedItems(v), runtime))),
  display: (v, runtime) =>
    v.entries.size === 0 && !v.opaque
      ? 'set()'
      : guarded(v, 'set(...)', () => braced(v, displayed(setItems(v), runtime))),
  ...methodTable('set', setClass, () => METHODS),
}

export const frozensetType: PythonType<FrozenSet> = {
  ...shared,
  cls: frozensetClass,
  typeName: () => 'frozenset',
  key: (v) =>
    `f:${[...v.entries.keys()]
      .sort()
      .map((key) => `${key.length}:${key}`)
      .join('')}`,
  repr: (v, runtime) =>
    v.entries.size === 0 ? 'frozenset()' : `frozenset(${braced(v, listed(placedItems(v), runtime))})`,
  display: (v, runtime) =>
    v.entries.size === 0 ? 'frozenset()' : `frozenset(${braced(v, displayed(setItems(v), runtime))})`,
  ...methodTable('frozenset', frozensetClass, () => FROZEN_METHODS),
}

setClass.make = (args, runtime, site) => {
  const [iterable] = setSignature(args, site)
  if (iterable !== undefined && isSet(iterable)) return copySet(iterable, new PythonSet())
  return makeSet(iterable === undefined ? [] : itemsOf(iterable, runtime, site), runtime, site)
}
frozensetClass.make = (args, runtime, site) => {
  const [iterable] = frozensetSignature(args, site)
  if (iterable !== undefined && isSet(iterable)) {
    return iterable instanceof FrozenSet ? iterable : copySet(iterable, new FrozenSet())
  }
  return makeSet(iterable === undefined ? [] : itemsOf(iterable, runtime, site), runtime, site, true)
}
const setSignature = signature('set(iterable=, /)')
const frozensetSignature = signature('frozenset(iterable=, /)')
