// Iterators that programs hold in their hands: `iter`, `zip`, `enumerate`, generators … Each step makes a new immutable
// state, so that the journal can put an old one back.
import {
  Dict,
  DONE,
  heldBy,
  Int,
  List,
  Native,
  NativeObject,
  objectsIn,
  Opaque,
  Tuple,
  type Iteration,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised } from '../exceptions'
import { findAttribute, getItem, isUnknown, iterate, typeNameOf } from '../operations'
import type { TypeProtocol } from '../protocol'
import { addressOf } from './function'
import { PythonGenerator } from './generator'
import { protocolOf } from './registry'

/** One step: the item and what comes after it; DONE; or an opaque value where it is not known whether there is more. */
export type Step<S> = { readonly value: Value; readonly state: S } | typeof DONE | Opaque
export type Advance<S> = (state: S, runtime: Runtime, site: Span) => Step<S>

/** How far an iterator is. */
interface Progress<S> {
  readonly state: S | typeof DONE
  /** Set where it is not known whether there was more. */
  readonly unknown: Opaque | null
}

export class PythonIterator<S = unknown> extends NativeObject<Progress<S>> {
  readonly protocol: TypeProtocol<PythonIterator> = iteratorProtocol
  private state: S | typeof DONE
  /** Set where it is not known whether there was more. */
  unknown: Opaque | null = null

  constructor(
    override readonly typeName: string,
    start: S,
    private readonly advance: Advance<S>,
    /** What it walks, where that is a sequence. */
    private readonly walked: Value = null,
  ) {
    super()
    this.state = start
  }

  next(runtime: Runtime, site: Span): Value | typeof DONE {
    if (this.state === DONE) return DONE
    const step = this.advance(this.state, runtime, site)
    runtime.touch(this)
    if (step === DONE || step instanceof Opaque) {
      this.state = DONE
      if (step instanceof Opaque) this.unknown = step
      return DONE
    }
    this.state = step.state
    return step.value
  }

  override get held(): readonly object[] {
    return heldBy(this.walked)
  }

  override save(): Progress<S> {
    return { state: this.state, unknown: this.unknown }
  }
  override restore({ state, unknown }: Progress<S>): void {
    this.state = state
    this.unknown = unknown
  }
  override obscure(unknown: () => Opaque): readonly Value[] {
    this.lose(unknown())
    return []
  }
  override merge(one: Progress<S>, other: Progress<S>, unknown: () => Opaque): void {
    if (one.state !== other.state) return this.lose(one.unknown ?? other.unknown ?? unknown())
    this.restore({ state: one.state, unknown: one.unknown ?? other.unknown })
  }

  /** Which item comes next nobody knows. */
  private lose(why: Opaque): void {
    this.unknown = new Opaque(why.reason, { candidates: [...objectsIn([why]), ...this.held] }, why.node)
    this.state = DONE
  }
}

/** Walks the rest of an iterator. */
class IteratorWalk implements Iteration {
  constructor(
    private readonly iterator: PythonIterator,
    private readonly runtime: Runtime,
    private readonly site: Span,
  ) {}

  next(): Value | typeof DONE {
    return this.iterator.next(this.runtime, this.site)
  }

  get opaque(): Opaque | undefined {
    return this.iterator.unknown ?? undefined
  }
}

const iteratorProtocol: TypeProtocol<PythonIterator> = {
  typeName: (v) => v.typeName,
  iterate: (v, runtime, site) => new IteratorWalk(v, runtime, site),
  next(v, runtime, site) {
    const item = v.next(runtime, site)
    return item === DONE && v.unknown ? nextOfUnknown(v.unknown, runtime, site) : item
  },
  getAttribute: (v, name) => (name === '__next__' || name === '__iter__' ? boundNext(v, name) : undefined),
  repr: (v) => `<${v.typeName} object at ${addressOf(v)}>`,
  display: (v) => `<${v.typeName}>`,
  toJson: () => undefined,
}

function boundNext(v: PythonIterator, name: string): Value {
  return new Native(`${v.typeName}.${name}`, (runtime, _, site) => {
    if (name === '__iter__') return v
    const item = v.next(runtime, site)
    if (item === DONE && v.unknown) return nextOfUnknown(v.unknown, runtime, site)
    if (item === DONE) throw raised('StopIteration', '', site)
    return item
  })
}

/** The next item where nobody knows whether there is one. */
function nextOfUnknown({ reason, facts }: Opaque, runtime: Runtime, site: Span): Opaque {
  return runtime.opaqueOrRaised(reason, site, { candidates: facts.candidates })
}

/** `iter(v)` */
export function iteratorOf(v: Value, runtime: Runtime, site: Span): Value {
  if (isUnknown(v)) return runtime.opaque(v.reason, site)
  if (v instanceof PythonIterator || v instanceof PythonGenerator) return v
  if (v instanceof List || v instanceof Tuple) return sequenceIterator(v)
  const own = isBuiltin(v) ? undefined : findAttribute(v, '__iter__', runtime, site)
  if (own !== undefined) return runtime.call(own, { positional: [], keywords: null }, site)
  return walking(iterate(v, runtime, site), `${typeNameOf(v)}_iterator`)
}

/** Is it walked as its type says, whatever attributes it has? */
function isBuiltin(v: Value): boolean {
  return typeof v === 'string' || v instanceof Dict
}

/** An iterator over an iteration: its items are collected as they are asked for, so that it can be put back. */
export function walking(iteration: Iteration, typeName: string): PythonIterator {
  const seen: Value[] = []
  const advance: Advance<number> = (place) => {
    if (place === seen.length) {
      const item = iteration.next()
      if (item === DONE) return iteration.opaque ?? DONE
      seen.push(item)
    }
    return { value: seen[place], state: place + 1 }
  }
  return new PythonIterator(typeName, 0, advance) as PythonIterator
}

function sequenceIterator(v: List | Tuple): PythonIterator {
  const advance: Advance<number> = (place) => {
    if (place < v.items.length) return { value: v.items[place], state: place + 1 }
    return (v instanceof List && v.opaque) || DONE
  }
  return new PythonIterator(`${typeNameOf(v)}_iterator`, 0, advance, v) as PythonIterator
}

/** An iterator over items that are there already. @param more why there may be more, where there may */
export function itemsIterator(typeName: string, items: readonly Value[], more: Opaque | null = null): PythonIterator {
  const advance: Advance<number> = (place) =>
    place < items.length ? { value: items[place], state: place + 1 } : (more ?? DONE)
  return new PythonIterator(typeName, 0, advance) as PythonIterator
}

/** The next item of an iterator object; an Opaque step where it is not known whether there is one. */
export function stepOf(iterator: Value, runtime: Runtime, site: Span): { readonly item: Value } | typeof DONE | Opaque {
  if (isUnknown(iterator)) return iterator
  if (iterator instanceof PythonIterator) {
    const item = iterator.next(runtime, site)
    return item === DONE ? (iterator.unknown ?? DONE) : { item }
  }
  const type = protocolOf(iterator)
  if (!type.next) throw raised('TypeError', `'${type.typeName(iterator)}' object is not an iterator`, site)
  if (iterator instanceof PythonGenerator) return iterator.step(site)
  const item = type.next(iterator, runtime, site)
  return item === DONE ? DONE : { item }
}

/** Types that are walked backwards without places. */
const DICT_LIKE = new Set(['dict', 'dict_keys', 'dict_values', 'dict_items'])

/** `reversed(v)` */
export function reversedIterator(v: Value, runtime: Runtime, site: Span): Value {
  const own = findAttribute(v, '__reversed__', runtime, site)
  if (own !== undefined) return runtime.call(own, { positional: [], keywords: null }, site)
  if (isUnknown(v)) return runtime.opaque(v.reason, site)
  const type = protocolOf(v)
  const name = type.typeName(v)
  if (DICT_LIKE.has(name) && type.iterate) {
    const iteration = type.iterate(v, runtime, site)
    const items: Value[] = []
    for (let item = iteration.next(); item !== DONE; item = iteration.next()) items.unshift(item)
    return itemsIterator('dict_reversekeyiterator', items)
  }
  if (!type.length || !type.getItem) throw raised('TypeError', `'${name}' object is not reversible`, site)
  const length = type.length(v, runtime, site)
  if (length instanceof Opaque) return runtime.opaque(length.reason, site)
  const advance: Advance<number> = (place, run, at) =>
    place < 0 ? DONE : { value: getItem(v, Int.of(place), run, at), state: place - 1 }
  const typeName = v instanceof List ? 'list_reverseiterator' : 'reversed'
  return new PythonIterator(typeName, length - 1, advance) as PythonIterator
}
