// The values of an interpreted program. Languages share these classes and give them their meaning in a Semantics object.
// Every change of a Mutable goes through `runtime.touch(it)` first, so that it can be undone (see journal.ts).
import { levelAtBirth } from './journal'
import { Opaque } from '../numeric/num'
import type { Num, OpaqueFacts, Tensor, Traced } from '../numeric/num'
import type { FunctionCode, ClassCode, Span } from './ir'
import type { Runtime } from './runtime'

export type Value =
  | number
  | boolean
  | string
  /** None in Python, null in JavaScript. */
  | null
  /** JavaScript's undefined; in Python an unbound name or attribute. */
  | undefined
  | Int
  | Traced
  | Tensor
  | Opaque
  | Mutable
  | Tuple
  | Slice
  | Closure
  | BoundMethod
  | Native

/** An integer of a language that tells 2 from 2.0. Beyond 2^53 the value is a bigint; small ones are shared. */
export class Int {
  private constructor(readonly value: number | bigint) {}

  private static readonly small = Array.from({ length: 1280 }, (_, i) => new Int(i - 256))

  /** The integer of that value; a bigint that fits a safe integer becomes a number. */
  static of(value: number | bigint): Int {
    if (typeof value === 'bigint') {
      return value >= -9007199254740991n && value <= 9007199254740991n ? Int.of(Number(value)) : new Int(value)
    }
    if (value >= -256 && value < 1024) return Int.small[value + 256]
    return new Int(value === 0 ? 0 : value)
  }
}

/** What stands where a value is one of these, nobody knows which. */
export type UnknownOf = (...alternatives: readonly Value[]) => Opaque

/** Anything with state. A subclass says how its state is saved, put back and merged. */
export abstract class Mutable<State = unknown> {
  /** Counts the changes, so that a later look can tell whether it is still what it was. */
  version = 0
  /** The journal level that last saved it, or need not save it. */
  savedAt = levelAtBirth()

  abstract save(): State
  abstract restore(state: State): void
  /** Makes the state hold what is the same after both arms of a branch that may or may not be taken, `unknown` elsewhere. */
  abstract merge(one: State, other: State, unknown: UnknownOf): void
  /** Makes unknown what something unknown may have changed; returns what else is reachable from here. */
  obscure(_unknown: UnknownOf): readonly Value[] {
    return []
  }
}

/** True where two values are one and the same to a program (NaN equals itself, integers and traced scalars by value). */
export function sameValue(a: Value, b: Value): boolean {
  if (Object.is(a, b)) return true
  if (isInt(a) && isInt(b)) return a.value === b.value
  return false
}

function isInt(v: Value): v is Int {
  return v instanceof Int
}

/** A variable that a closure captures. */
export class Cell extends Mutable<Value> {
  constructor(public value: Value) {
    super()
  }
  save(): Value {
    return this.value
  }
  restore(state: Value): void {
    this.value = state
  }
  merge(one: Value, other: Value, unknown: UnknownOf): void {
    this.value = sameValue(one, other) ? one : unknown(one, other)
  }
}

/** The variables of a module, by slot. */
export class Frame extends Mutable<Value[]> {
  constructor(readonly slots: Value[]) {
    super()
  }
  save(): Value[] {
    return this.slots.slice()
  }
  restore(state: Value[]): void {
    for (let i = 0; i < state.length; i++) this.slots[i] = state[i]
  }
  merge(one: Value[], other: Value[], unknown: UnknownOf): void {
    mergeSlots(this.slots, one, other, unknown)
  }
}

/** Merges two states of a row of slots into `into`; a cell in both is kept (its own merge does the rest). */
export function mergeSlots(into: Value[], one: readonly Value[], other: readonly Value[], unknown: UnknownOf): void {
  for (let i = 0; i < into.length; i++) into[i] = sameValue(one[i], other[i]) ? one[i] : unknown(one[i], other[i])
}

/** The reason why a container's extent is not known, with the objects that may be in it besides those that are: a change of
 *  one of its unknown items may be a change of them. */
export function holding(why: Opaque, values: readonly Value[]): Opaque {
  const candidates = new Set(why.facts.candidates)
  const known = candidates.size
  for (const v of values) {
    if (v instanceof Mutable) candidates.add(v)
    else if (v instanceof Opaque) v.facts.candidates?.forEach((object) => candidates.add(object))
  }
  return candidates.size === known
    ? why
    : new Opaque(why.reason, { ...why.facts, candidates: [...candidates] }, why.node)
}

export interface ListState {
  readonly items: Value[]
  readonly opaque: Opaque | null
  readonly tail: readonly Value[]
}

/** Shared by all lists of known length. */
const NO_ITEMS: Value[] = []

/** A Python list or a JavaScript array. */
export class List extends Mutable<ListState> {
  /** Set where the length is not known: `items` are then the first ones. */
  opaque: Opaque | null = null
  /** Where the length is not known: the last items, as far as they are known. */
  tail: Value[] = NO_ITEMS
  constructor(public items: Value[]) {
    super()
  }
  /** A list of the same kind with other items. */
  like(items: Value[]): List {
    return new List(items)
  }
  save(): ListState {
    return { items: this.items.slice(), opaque: this.opaque, tail: this.opaque ? this.tail.slice() : NO_ITEMS }
  }
  restore(state: ListState): void {
    this.items = state.items.slice()
    this.opaque = state.opaque
    this.tail = state.opaque ? state.tail.slice() : NO_ITEMS
  }
  merge(one: ListState, other: ListState, unknown: UnknownOf): void {
    const either = (a: Value, b: Value): Value => (sameValue(a, b) ? a : unknown(a, b))
    const shared = Math.min(one.items.length, other.items.length)
    this.items = one.items.slice(0, shared).map((item, i) => either(item, other.items[i]))
    this.opaque = null
    this.tail = NO_ITEMS
    if (one.items.length === other.items.length && !one.opaque && !other.opaque) return
    // What stands in one arm only may not be there.
    const [a, b] = [one, other].map(({ items, opaque, tail }) => (opaque ? tail : items.slice(shared)))
    const last = Math.min(a.length, b.length)
    this.tail = a.slice(a.length - last).map((item, i) => either(item, b[b.length - last + i]))
    const unsure = [...one.items.slice(shared), ...other.items.slice(shared), ...one.tail, ...other.tail]
    this.opaque = holding(one.opaque ?? other.opaque ?? unknown(), other.opaque ? [...unsure, other.opaque] : unsure)
  }
  override obscure(unknown: UnknownOf): readonly Value[] {
    const held = [...this.items, ...this.tail]
    this.items = this.items.map((item) => unknown(item))
    this.tail = NO_ITEMS
    this.opaque ??= unknown(...held)
    return held
  }
}

export class Tuple {
  constructor(readonly items: readonly Value[]) {}
}

/** A dict, a set (values are null) or a JavaScript object or Map. Keys are what the semantics makes of a value (`keyOf`);
 *  `key` keeps the value itself. */
export class Dict extends Mutable<DictState> {
  /** Set where there may be other entries. */
  opaque: Opaque | null = null
  /** Set where the places of entries are not known: only so many first ones stand where they stand in `entries`. */
  order: { readonly placed: number; readonly why: Opaque } | null = null
  entries = new Map<string, { readonly key: Value; value: Value }>()
  constructor(readonly kind: 'dict' | 'set' | 'object' | 'map') {
    super()
  }
  save(): DictState {
    return {
      entries: new Map([...this.entries].map(([k, e]) => [k, { ...e }])),
      opaque: this.opaque,
      order: this.order,
    }
  }
  restore(state: DictState): void {
    this.entries = new Map([...state.entries].map(([k, e]) => [k, { ...e }]))
    this.opaque = state.opaque
    this.order = state.order
  }
  merge(one: DictState, other: DictState, unknown: UnknownOf): void {
    const [a, b] = [[...one.entries.keys()], [...other.entries.keys()]]
    const known = Math.min(a.length, one.order?.placed ?? Infinity, other.order?.placed ?? Infinity)
    let placed = 0
    while (placed < known && a[placed] === b[placed]) placed++
    this.entries = new Map()
    const unsure: Value[] = other.opaque ? [other.opaque] : []
    for (const [k, e] of one.entries) {
      const f = other.entries.get(k)
      if (f)
        this.entries.set(k, { key: e.key, value: sameValue(e.value, f.value) ? e.value : unknown(e.value, f.value) })
      else unsure.push(e.key, e.value)
    }
    for (const [k, e] of other.entries) if (!one.entries.has(k)) unsure.push(e.key, e.value)
    this.order = placed < this.entries.size ? { placed, why: one.order?.why ?? other.order?.why ?? unknown() } : null
    // What stands in one arm only may not be there.
    const why = one.opaque ?? other.opaque ?? (unsure.length > 0 ? unknown() : null)
    this.opaque = why && holding(why, unsure)
  }
  override obscure(unknown: UnknownOf): readonly Value[] {
    const held = [...this.entries.values()].map((e) => e.value)
    for (const e of this.entries.values()) e.value = unknown(e.value)
    this.opaque ??= unknown(...held)
    return held
  }

  /** Puts an entry in whose key is not in it. */
  add(key: string, entry: { readonly key: Value; value: Value }): void {
    if (this.opaque) this.order ??= { placed: this.entries.size, why: this.opaque }
    this.entries.set(key, entry)
  }

  /** Takes an entry out. */
  remove(key: string): void {
    const { order } = this
    if (order && [...this.entries.keys()].indexOf(key) < order.placed)
      this.order = { ...order, placed: order.placed - 1 }
    this.entries.delete(key)
  }

  /** Takes all entries out. */
  empty(): void {
    this.entries = new Map()
    this.opaque = null
    this.order = null
  }

  /** Which entries it has nobody knows: any of those that it had, and of others that hold `more`. */
  scatter(why: Opaque, more: readonly Value[] = []): void {
    const held = [...this.entries.values()].flatMap((e) => [e.key, e.value])
    this.opaque = holding(this.opaque ?? new Opaque(why.reason), [...held, ...more])
    this.entries = new Map()
    this.order = null
  }
}

export interface DictState {
  readonly entries: Map<string, { key: Value; value: Value }>
  readonly opaque: Opaque | null
  readonly order: { readonly placed: number; readonly why: Opaque } | null
}

export class Slice {
  constructor(
    readonly start: Value,
    readonly stop: Value,
    readonly step: Value,
  ) {}
}

/** Attributes by name, kept in a Map so that no name (`__proto__`) is special. */
abstract class Attributed extends Mutable<Map<string, Value>> {
  attributes = new Map<string, Value>()
  save(): Map<string, Value> {
    return new Map(this.attributes)
  }
  restore(state: Map<string, Value>): void {
    this.attributes = new Map(state)
  }
  merge(one: Map<string, Value>, other: Map<string, Value>, unknown: UnknownOf): void {
    this.attributes = new Map()
    for (const name of new Set([...one.keys(), ...other.keys()])) {
      const [a, b] = [one.get(name), other.get(name)]
      this.attributes.set(name, sameValue(a, b) ? a : unknown(a, b))
    }
  }
}

/** A class of the program, or of a library (`native` then says how an instance is made). */
export class Class extends Attributed {
  constructor(
    readonly name: string,
    readonly bases: readonly Class[],
    readonly code: ClassCode | null,
  ) {
    super()
  }
}

/** An instance of a Class. Libraries keep what is theirs in `native`, which they must never change in place without touch. */
export class Instance extends Attributed {
  constructor(
    /** A language that lets programs assign it keeps the old one for undoing. */
    public cls: Class,
    readonly native: unknown = null,
  ) {
    super()
  }
  override obscure(unknown: UnknownOf): readonly Value[] {
    const held = [...this.attributes.values()]
    for (const [name, value] of this.attributes) this.attributes.set(name, unknown(value))
    return held
  }
}

/** A module of the program or of a library. */
export class Module extends Attributed {
  constructor(readonly name: string) {
    super()
  }
}

/** A library's own object with state, e.g. a variable or a tape. */
export abstract class NativeObject<State = unknown> extends Mutable<State> {
  /** The type's name as the language says it. */
  abstract readonly typeName: string
  /** The number it stands for (a variable's, an array's), null where it is none. */
  get num(): Num | null {
    return null
  }
  /** A new object of the same kind that stands for another number; null where there is no such thing. */
  withNum(_num: Num): NativeObject | null {
    return null
  }
  /** The objects that it gives out. */
  get held(): readonly object[] {
    return []
  }
}

/** A function of the program together with what it captured. */
export class Closure extends Mutable<Map<string, Value>> {
  /** Attributes set on the function. */
  attributes: Map<string, Value> | null = null
  /** What the compiler that called it first made of its code. */
  compiled: object | null = null
  constructor(
    readonly code: FunctionCode,
    readonly cells: readonly Cell[],
    readonly defaults: readonly Value[],
    readonly module: Frame,
    /** An arrow's `this`. */
    readonly self: Value,
    /** The class that the function was defined in: what `super` starts from. */
    public home: Class | null = null,
  ) {
    super()
  }
  save(): Map<string, Value> {
    return new Map(this.attributes ?? [])
  }
  restore(state: Map<string, Value>): void {
    this.attributes = state.size ? new Map(state) : null
  }
  merge(one: Map<string, Value>, other: Map<string, Value>, unknown: UnknownOf): void {
    this.attributes = new Map()
    for (const name of new Set([...one.keys(), ...other.keys()])) {
      const [a, b] = [one.get(name), other.get(name)]
      this.attributes.set(name, sameValue(a, b) ? a : unknown(a, b))
    }
  }
}

export class BoundMethod {
  constructor(
    readonly self: Value,
    readonly callee: Value,
  ) {}
}

/** The arguments of a call, spreads already taken apart. */
export interface Arguments {
  readonly positional: readonly Value[]
  /** Null where there is none: the common case costs no object. */
  readonly keywords: ReadonlyMap<string, Value> | null
  /** Something unknown was spread into the arguments: it is not known how many there are. */
  readonly unknown?: Opaque
}

/** The values of a call's arguments, those by place first. */
export function argumentValues({ positional, keywords }: Arguments): readonly Value[] {
  return keywords === null ? positional : [...positional, ...keywords.values()]
}

/** The first argument that is opaque. */
export function unknownArgument(args: Arguments): Opaque | undefined {
  return argumentValues(args).find((v): v is Opaque => v instanceof Opaque)
}

/** A library function. It gets the runtime for operations, raising, printing and calling back; `site` is the call. */
export class Native {
  constructor(
    /** As a user would write it, e.g. `tf.reduce_sum`. */
    readonly name: string,
    readonly call: (runtime: Runtime, args: Arguments, site: Span) => Value,
    /** Static members, e.g. of a constructor that is a function. */
    readonly attributes: ReadonlyMap<string, Value> | null = null,
    /** Set where opaque arguments are to be handed over instead of making the result opaque. */
    readonly takesOpaque = false,
  ) {}
}

/** May it be what a variable or attribute holds that is not there? */
export function mayBeAbsent(v: Value): v is Opaque {
  return v instanceof Opaque && v.facts.maybeAbsent === true
}

/** Is it something that has state, holds what has, or can be called? */
export function isObject(v: Value): v is Mutable | Tuple | BoundMethod | Native {
  return v instanceof Mutable || v instanceof Tuple || v instanceof BoundMethod || v instanceof Native
}

/** The objects that a container holds; a library's object may give out views of itself. */
export function heldBy(container: Value): readonly object[] {
  if (container instanceof NativeObject) return [container, ...container.held]
  const items =
    container instanceof List
      ? container.tail.length > 0
        ? [...container.items, ...container.tail]
        : container.items
      : container instanceof Tuple
        ? container.items
        : container instanceof Dict
          ? [...container.entries.values()].map((e) => e.value)
          : []
  const held = objectsIn(items)
  const more = container instanceof List || container instanceof Dict ? container.opaque?.facts.candidates : undefined
  return more ? [...held, ...more] : held
}

/** The objects that values are or may be. */
export function objectsIn(values: readonly Value[]): readonly object[] {
  return values.flatMap((v) => (isObject(v) ? [v] : v instanceof Opaque ? (v.facts.candidates ?? []) : []))
}

/** What is known of what may be one of these. */
export function factsOfOneOf(values: readonly Value[]): OpaqueFacts {
  const candidates = objectsIn(values)
  return candidates.length > 0 ? { candidates } : {}
}

/** What is known of an item of a container whose extent is not known: the objects that it may be. */
export function itemFactsOf(container: Value): OpaqueFacts {
  const candidates = heldBy(container)
  return candidates.length > 0 ? { candidates } : {}
}

/** What is known of a part of something opaque: what it came from, and the objects that it may be. */
export function partFacts({ facts: { tensor, origin, candidates } }: Opaque): OpaqueFacts {
  return { tensor, origin, candidates }
}

/** An opaque value of which nothing but its reason is known to the semantics: it is no tensor with a history. */
export function isUnknown(v: Value): v is Opaque {
  return v instanceof Opaque && !v.facts.tensor
}
