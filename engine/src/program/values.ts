// The values of an interpreted program. Languages share these classes and give them their meaning in a Semantics object.
// Every change of a Mutable goes through `runtime.touch(it)` first, so that it can be undone (see journal.ts).
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

/** Anything with state. A subclass says how its state is saved, put back and merged. */
export abstract class Mutable<State = unknown> {
  /** Counts the changes, so that a later look can tell whether it is still what it was. */
  version = 0
  /** The journal level that last saved it. */
  savedAt = 0

  abstract save(): State
  abstract restore(state: State): void
  /** Makes the state hold what is the same after both arms of a branch that may or may not be taken, `unknown` elsewhere. */
  abstract merge(one: State, other: State, unknown: () => Opaque): void
  /** Makes unknown what something unknown may have changed; returns what else is reachable from here. */
  obscure(_unknown: () => Opaque): readonly Value[] {
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
  merge(one: Value, other: Value, unknown: () => Opaque): void {
    this.value = sameValue(one, other) ? one : unknown()
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
  merge(one: Value[], other: Value[], unknown: () => Opaque): void {
    mergeSlots(this.slots, one, other, unknown)
  }
}

/** Merges two states of a row of slots into `into`; a cell in both is kept (its own merge does the rest). */
export function mergeSlots(into: Value[], one: readonly Value[], other: readonly Value[], unknown: () => Opaque): void {
  for (let i = 0; i < into.length; i++) into[i] = sameValue(one[i], other[i]) ? one[i] : unknown()
}

/** The reason why a container's extent is not known, with the objects that may be in it besides those that are: a change of
 *  one of its unknown items may be a change of them. */
function holding(why: Opaque, values: readonly Value[]): Opaque {
  const held = values.filter((v): v is Mutable => v instanceof Mutable)
  if (held.length === 0) return why
  const known = (why.facts.candidates ?? []) as readonly Mutable[]
  return new Opaque(why.reason, { ...why.facts, candidates: [...known, ...held] }, why.node)
}

export interface ListState {
  readonly items: Value[]
  readonly opaque: Opaque | null
}

/** A Python list or a JavaScript array. */
export class List extends Mutable<ListState> {
  /** Set where the length is not known: `items` are then those known to be in it. */
  opaque: Opaque | null = null
  constructor(public items: Value[]) {
    super()
  }
  /** A list of the same kind with other items. */
  like(items: Value[]): List {
    return new List(items)
  }
  save(): ListState {
    return { items: this.items.slice(), opaque: this.opaque }
  }
  restore(state: ListState): void {
    this.items = state.items.slice()
    this.opaque = state.opaque
  }
  merge(one: ListState, other: ListState, unknown: () => Opaque): void {
    if (one.items.length === other.items.length && !one.opaque && !other.opaque) {
      this.items = one.items.map((item, i) => (sameValue(item, other.items[i]) ? item : unknown()))
    } else {
      // What stands in one arm only may not be there.
      const shared = Math.min(one.items.length, other.items.length)
      this.items = one.items.slice(0, shared).map((item, i) => (sameValue(item, other.items[i]) ? item : unknown()))
      this.opaque = holding(one.opaque ?? other.opaque ?? unknown(), [
        ...one.items.slice(shared),
        ...other.items.slice(shared),
      ])
    }
  }
  override obscure(unknown: () => Opaque): readonly Value[] {
    const held = this.items
    this.items = held.map(() => unknown())
    this.opaque ??= unknown()
    return held
  }
}

export class Tuple {
  constructor(readonly items: readonly Value[]) {}
}

/** A dict, a set (values are null) or a JavaScript object or Map. Keys are what the semantics makes of a value (`keyOf`);
 *  `key` keeps the value itself. */
export class Dict extends Mutable<DictState> {
  opaque: Opaque | null = null
  entries = new Map<string, { readonly key: Value; value: Value }>()
  constructor(readonly kind: 'dict' | 'set' | 'object' | 'map') {
    super()
  }
  save(): DictState {
    return { entries: new Map([...this.entries].map(([k, e]) => [k, { ...e }])), opaque: this.opaque }
  }
  restore(state: DictState): void {
    this.entries = new Map([...state.entries].map(([k, e]) => [k, { ...e }]))
    this.opaque = state.opaque
  }
  merge(one: DictState, other: DictState, unknown: () => Opaque): void {
    this.entries = new Map()
    this.opaque = one.opaque ?? other.opaque
    for (const [k, e] of [...one.entries, ...other.entries]) {
      const a = one.entries.get(k)
      const b = other.entries.get(k)
      // What stands in one arm only may not be there.
      if (!a || !b) this.opaque = holding(this.opaque ?? unknown(), [e.key, e.value])
      else this.entries.set(k, { key: e.key, value: sameValue(a.value, b.value) ? e.value : unknown() })
    }
  }
  override obscure(unknown: () => Opaque): readonly Value[] {
    const held = [...this.entries.values()].map((e) => e.value)
    for (const e of this.entries.values()) e.value = unknown()
    this.opaque ??= unknown()
    return held
  }
}

export interface DictState {
  readonly entries: Map<string, { key: Value; value: Value }>
  readonly opaque: Opaque | null
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
  merge(one: Map<string, Value>, other: Map<string, Value>, unknown: () => Opaque): void {
    this.attributes = new Map()
    for (const name of new Set([...one.keys(), ...other.keys()])) {
      const a = one.get(name)
      this.attributes.set(name, one.has(name) && other.has(name) && sameValue(a, other.get(name)) ? a : unknown())
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
    readonly cls: Class,
    readonly native: unknown = null,
  ) {
    super()
  }
  override obscure(unknown: () => Opaque): readonly Value[] {
    const held = [...this.attributes.values()]
    for (const name of this.attributes.keys()) this.attributes.set(name, unknown())
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
}

/** A function of the program together with what it captured. */
export class Closure extends Mutable<Map<string, Value>> {
  /** Attributes set on the function. */
  attributes: Map<string, Value> | null = null
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
  merge(one: Map<string, Value>, other: Map<string, Value>, unknown: () => Opaque): void {
    this.attributes = new Map()
    for (const name of new Set([...one.keys(), ...other.keys()])) {
      this.attributes.set(name, sameValue(one.get(name), other.get(name)) ? one.get(name) : unknown())
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

export function isNum(v: Value): v is Num {
  return typeof v === 'number' || (typeof v === 'object' && v !== null && 'node' in v)
}

/** The objects with state that a container holds; a library's object may give out views of itself. */
export function heldBy(container: Value): readonly Mutable[] {
  if (container instanceof NativeObject) return [container]
  const items =
    container instanceof List || container instanceof Tuple
      ? container.items
      : container instanceof Dict
        ? [...container.entries.values()].map((e) => e.value)
        : []
  return items.flatMap((v) => (v instanceof Mutable ? [v] : []))
}

/** What is known of an item of a container whose extent is not known: the objects that it may be. */
export function itemFactsOf(container: List | Dict): OpaqueFacts {
  const more = (container.opaque?.facts.candidates ?? []) as readonly Mutable[]
  const candidates = [...heldBy(container), ...more]
  return candidates.length > 0 ? { candidates } : {}
}

/** An opaque value of which nothing but its reason is known to the semantics: it is no tensor with a history. */
export function isUnknown(v: Value): v is Opaque {
  return v instanceof Opaque && !v.facts.tensor
}
