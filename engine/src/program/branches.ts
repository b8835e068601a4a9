// What happens where the course of a program depends on something unknown: each arm runs on a state that is then undone,
// and afterwards whatever differs is opaque (design.md, "Values that cannot be known").
import { Opaque, Tensor, Traced } from '../numeric/num'
import type { OpaqueFacts } from '../numeric/num'
import { NORMAL, RETURN } from './activation'
import type { Activation, Completion, PossibleExit } from './activation'
import { alike } from './alike'
import type { LeftBehind } from './guard'
import type { Span } from './ir'
import type { Runtime } from './runtime'
import type { Raised } from './semantics'
import {
  Cell,
  Class,
  Closure,
  Frame,
  isObject,
  mayBeAbsent,
  Module,
  Mutable,
  Native,
  NativeObject,
  sameValue,
  Tuple,
} from './values'
import type { UnknownOf, Value } from './values'

interface Outcome {
  readonly completion: Completion
  readonly raised: Raised | null
  readonly changed: ReadonlyMap<Mutable, unknown>
  readonly slots: readonly Value[]
  readonly label: string | null
  readonly result: Value
  readonly possibleExits: readonly PossibleExit[]
}

/** Something that happens an unknown number of times. */
export interface Repetition {
  /** Gives NORMAL where another turn may follow. */
  readonly turn: () => Completion
  readonly sure: number
  readonly why: Opaque
  readonly site: Span
  /** Is that slot of a frame, or that cell, bound by every turn, and forgotten before and after it? */
  readonly isScratch?: (object: Frame | Cell, slot: number) => boolean
}

/** After so many turns more, an object that still changes is taken for unknown. */
const PASSES_BEFORE_WIDENING = 3
/** At most so many turns more. */
const PASS_LIMIT = 16

/** A branch inside so many arms that may not be taken counts as deep. */
const DEEP = 3
/** So many deep branches are worth their time: each level of nesting multiplies them. */
const DEEP_RUNS = 200

export class Branches {
  /** How many repetitions run inside one another. */
  private repetitions = 0
  /** How many branches deep in arms have run. */
  deepRuns = 0

  constructor(private readonly runtime: Runtime) {}

  /** Runs arms of which exactly one is taken, nobody knows which, and leaves what is sure whichever it was. */
  run(f: Activation, arms: readonly (() => Completion)[], why: Opaque, site: Span): Completion {
    if (this.runtime.uncertain >= DEEP) this.deepRuns++
    const before = f.slots.slice()
    const pending = f.possibleExits
    const outcomes = arms.map((arm) => this.attempt(f, arm, before))
    f.possibleExits = pending

    const live = outcomes.filter((o) => o.raised === null && o.completion === NORMAL)
    const left = outcomes.filter((o) => o.raised === null && o.completion !== NORMAL)
    if (live.length === 0 && left.length === 0) {
      for (const o of outcomes.slice(1)) this.runtime.mayRaise(why, leftBehind(f, o))
      this.settle(f, outcomes, before, why, site)
      throw outcomes[0].raised
    }
    for (const o of outcomes) if (o.raised !== null) this.runtime.mayRaise(why, leftBehind(f, o))
    const exits = new Map(left.map((o) => [o, exitOf(o, outcomes, why)]))
    this.settle(f, live.length > 0 ? live : left, before, why, site)
    for (const outcome of outcomes) this.addExits(f, outcome.possibleExits)
    if (live.length > 0) {
      for (const o of left) {
        this.addExits(f, [exits.get(o) as PossibleExit])
        if (o.completion === RETURN) f.possibleResults = [...f.possibleResults, o.result]
      }
      return NORMAL
    }
    const [first, ...others] = left
    f.label = first.label
    const alike = others.filter((o) => o.completion === first.completion && o.label === first.label)
    f.result =
      first.completion === RETURN
        ? this.join(
            [first, ...alike].map((o) => o.result),
            why,
            site,
          )
        : undefined
    for (const o of others.filter((other) => !alike.includes(other))) {
      this.addExits(f, [exits.get(o) as PossibleExit])
    }
    return first.completion
  }

  /** Has so much been run of which nobody knows whether it runs that calls in deep arms are no longer followed? */
  get isExhausted(): boolean {
    return this.deepRuns > DEEP_RUNS && this.runtime.uncertain >= DEEP
  }

  /** The value of an expression of which one of several arms is taken. */
  choose(f: Activation, arms: readonly (() => Value)[], why: Opaque, site: Span): Value {
    const values: Value[] = []
    this.run(
      f,
      arms.map((arm) => () => {
        values.push(arm())
        return NORMAL
      }),
      why,
      site,
    )
    return this.join(values, why, site)
  }

  /** Runs something that happens an unknown number of times, the first `sure` times as if these were certain. Afterwards
   *  holds what holds after any number of turns. Gives how a turn ended that was the last for sure. */
  repeat(f: Activation, repetition: Repetition): Completion {
    this.repetitions++
    try {
      return this.repeated(f, repetition)
    } finally {
      this.repetitions--
    }
  }

  private repeated(f: Activation, { turn, sure, why, site, isScratch }: Repetition): Completion {
    const { journal } = this.runtime
    const level = journal.begin()
    const patience = this.repetitions > 1 ? 1 : PASSES_BEFORE_WIDENING
    const states: ReadonlyMap<Mutable, unknown>[] = []
    const note = (): void => void states.push(new Map([...level.saved.keys()].map((object) => [object, object.save()])))
    const { possibleExits } = f
    let completion: Completion = NORMAL
    let unstable: boolean
    this.runtime.uncertain++
    try {
      while (completion === NORMAL && states.length < sure && f.possibleExits === possibleExits) {
        completion = turn()
        note()
      }
    } finally {
      this.runtime.uncertain--
      // An exception may have ended it.
      note()
      const before = new Map(level.saved)
      journal.commit(level)
      for (const changed of states) this.mergeInto(changed, why, site, before)
      unstable = this.isUnstable(before, isScratch, true)
    }
    for (let pass = 1; unstable && completion === NORMAL && pass < PASS_LIMIT; pass++) {
      const again = journal.begin()
      this.run(f, [turn, () => NORMAL], why, site)
      const before = new Map(again.saved)
      journal.commit(again)
      // Objects that each turn makes anew would never come to an end.
      unstable = this.isUnstable(before, isScratch, pass === 1)
      if (!unstable || pass < patience) continue
      for (const [object, state] of before) {
        if (alike(state, object.save(), false)) continue
        this.runtime.touch(object)
        object.obscure(this.alternatives(why, site))
      }
    }
    return completion
  }

  /** Has any of these objects another state than it had before? */
  private isUnstable(
    before: ReadonlyMap<Mutable, unknown>,
    isScratch: Repetition['isScratch'],
    objects: boolean,
  ): boolean {
    return [...before].some(([object, state]) => {
      const now = object.save()
      if (!(object instanceof Frame) && !(object instanceof Cell)) return !alike(state, now, objects)
      const [a, b] = object instanceof Frame ? [state as Value[], now as Value[]] : [[state], [now]]
      return a.some((value, i) => isScratch?.(object, i) !== true && !alike(value, b[i], objects))
    })
  }

  /** One of these, nobody knows which: the value itself where they are the same, else opaque with their history. */
  join(values: readonly Value[], why: Opaque, site: Span): Value {
    if (values.every((v) => sameValue(v, values[0]))) return values[0]
    if (values[0] instanceof Cell) return values[0]
    if (values.every((v) => v instanceof Tuple)) {
      const tuples = values as readonly Tuple[]
      const { length } = tuples[0].items
      if (tuples.every((t) => t.items.length === length)) {
        return new Tuple(
          tuples[0].items.map((_, i) =>
            this.join(
              tuples.map((t) => t.items[i]),
              why,
              site,
            ),
          ),
        )
      }
    }
    return this.oneOf(values, why, site, values.every(isOneOfObjects))
  }

  /** What stands where a value is one of these: opaque, with what is known of all and the objects among them.
   *  `complete`: it is none but these. */
  private oneOf(values: readonly Value[], why: Opaque, site: Span, complete = false): Opaque {
    const candidates = new Set<object>()
    for (const v of values) {
      if (isObject(v)) candidates.add(v)
      else if (v instanceof Opaque) for (const object of v.facts.candidates ?? []) candidates.add(object)
    }
    const facts: OpaqueFacts = {
      ...commonFacts(values),
      ...(candidates.size > 0 ? { candidates: [...candidates] } : {}),
      ...(complete && candidates.size > 0 ? { complete } : {}),
      ...(values.some((v) => v === undefined || mayBeAbsent(v)) ? { maybeAbsent: true } : {}),
    }
    return this.runtime.opaque(why.reason, site, facts, values)
  }

  /** Gives merges what stands where two states differ. */
  private alternatives(why: Opaque, site: Span, exactly = false): UnknownOf {
    return (...values) => this.oneOf(values, why, site, exactly && values.length > 0 && values.every(isOneOfObjects))
  }

  /** An unknown value that stands where `value` stood: its type, dtype, shape and history are kept. Functions, classes and
   *  modules stay what they are. */
  forget(value: Value, why: Opaque, site: Span, candidates: readonly object[] = []): Value {
    if (value === undefined || value instanceof Closure || value instanceof Native || value instanceof Class)
      return value
    if (value instanceof Module || value instanceof Cell) return value
    const forgotten = this.oneOf([value], why, site)
    if (candidates.length === 0) return forgotten
    const objects = [...(forgotten.facts.candidates ?? []), ...candidates]
    return new Opaque(forgotten.reason, { ...forgotten.facts, candidates: objects }, forgotten.node)
  }

  private attempt(f: Activation, arm: () => Completion, before: readonly Value[]): Outcome {
    const { journal } = this.runtime
    const level = journal.begin()
    this.runtime.uncertain++
    f.possibleExits = null
    let completion: Completion = NORMAL
    let raised: Raised | null = null
    try {
      completion = arm()
    } catch (e) {
      raised = this.runtime.asRaised(e, this.runtime.statement)
      if (!raised) throw e
    } finally {
      this.runtime.uncertain--
    }
    const changed = new Map([...level.saved.keys()].map((object) => [object, object.save()]))
    const outcome = {
      completion,
      raised,
      changed,
      slots: f.slots.slice(),
      label: f.label,
      result: f.result,
      possibleExits: f.possibleExits ?? [],
    }
    journal.rollback(level)
    for (let i = 0; i < before.length; i++) f.slots[i] = before[i]
    f.label = null
    f.result = undefined
    return outcome
  }

  private settle(f: Activation, outcomes: readonly Outcome[], before: readonly Value[], why: Opaque, site: Span): void {
    const unknown = this.alternatives(why, site, true)
    const objects = new Set(outcomes.flatMap((o) => [...o.changed.keys()]))
    for (const object of objects) {
      const untouched = object.save()
      const states = outcomes.map((o) => (o.changed.has(object) ? o.changed.get(object) : untouched))
      this.runtime.touch(object)
      object.restore(states[0])
      for (const state of states.slice(1)) object.merge(object.save(), state, unknown)
    }
    for (let i = 0; i < before.length; i++)
      f.slots[i] = this.join(
        outcomes.map((o) => o.slots[i]),
        why,
        site,
      )
  }

  /** Takes it into account that these may have been the last to change things: the objects that they changed, and for
   *  exits that stay in the activation its slots, are what both ways leave alike. */
  absorb(f: Activation, exits: readonly PossibleExit[], slots: boolean, site: Span): void {
    for (const { why, changed, slots: left } of exits) {
      this.mergeInto(changed, why, site)
      if (slots) for (let i = 0; i < left.length; i++) f.slots[i] = this.join([f.slots[i], left[i]], why, site)
    }
  }

  /** Makes the state stand for the exits that may have been taken, too: code follows that runs either way. */
  gather(f: Activation, site: Span): void {
    if (f.possibleExits !== null) this.absorb(f, f.possibleExits, true, site)
  }

  /** The exits that may have been taken leave with the state as it is now, after code that ran either way. */
  release(f: Activation): void {
    f.possibleExits = f.possibleExits?.map((e) => ({ ...e, changed: new Map(), slots: f.slots.slice() })) ?? null
  }

  /** What these objects hold is what it is now or what `states` says, or `others` where they are given: nobody knows. */
  mergeInto(
    states: Iterable<readonly [Mutable, unknown]>,
    why: Opaque,
    site: Span,
    others?: ReadonlyMap<Mutable, unknown>,
  ): void {
    for (const [object, state] of states) {
      const now = object.save()
      this.runtime.touch(object)
      object.merge(now, state, this.alternatives(why, site))
      if (others?.has(object)) object.merge(object.save(), others.get(object), this.alternatives(why, site))
    }
  }

  private addExits(f: Activation, exits: readonly PossibleExit[]): void {
    if (exits.length > 0) f.possibleExits = [...(f.possibleExits ?? []), ...exits]
  }
}

function leftBehind(activation: Activation, { changed, slots }: Outcome): LeftBehind {
  return { activation, changed, slots }
}

/** The exit of an arm, with what it left of all that any of the arms changed (their changes are undone by now). */
function exitOf(o: Outcome, outcomes: readonly Outcome[], why: Opaque): PossibleExit {
  const objects = outcomes.flatMap(({ changed }) => [...changed.keys()])
  const changed = new Map(
    objects.map((object) => [object, o.changed.has(object) ? o.changed.get(object) : object.save()] as const),
  )
  return { completion: o.completion, label: o.label, why, changed, slots: o.slots }
}

/** Is it an object, or certainly one of several? */
function isOneOfObjects(v: Value): boolean {
  return isObject(v) || (v instanceof Opaque && v.facts.complete === true)
}

function factsOf(value: Value): OpaqueFacts | null {
  // Of an object with state nothing is kept: which of them it is decides what a change of it changes.
  if (value instanceof NativeObject) return null
  if (value instanceof Tensor) return { tensor: true, dtype: value.dtype, shape: value.shape }
  if (value instanceof Opaque) return { ...value.facts, path: undefined, maybeAbsent: undefined }
  if (typeof value === 'number' || value instanceof Traced) return {}
  return null
}

/** What is known of a value that is one of these. */
function commonFacts(values: readonly Value[]): OpaqueFacts {
  const facts = values.map(factsOf)
  const [first] = facts
  if (!first || facts.some((g) => g === null)) return {}
  const all = facts as OpaqueFacts[]
  const sameShape = all.every((g) => JSON.stringify(g.shape) === JSON.stringify(first.shape))
  return {
    tensor: all.every((g) => g.tensor) || undefined,
    dtype: all.every((g) => g.dtype === first.dtype) ? first.dtype : undefined,
    shape: sameShape ? first.shape : undefined,
  }
}
