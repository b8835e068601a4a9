// What may have raised, nobody knows, while the body of a `try` ran: the states in which its handlers may find the program.
import { Opaque } from '../numeric/num'
import type { Activation } from './activation'
import type { Branches } from './branches'
import type { Span } from './ir'
import type { Level } from './journal'
import type { Runtime } from './runtime'
import { Mutable } from './values'
import type { Value } from './values'

/** What an arm that raised had changed before; its changes are undone. */
export interface LeftBehind {
  readonly changed: ReadonlyMap<Mutable, unknown>
  readonly activation: Activation
  readonly slots: readonly Value[]
}

/** Is told of what may raise. */
export interface Guard {
  /** False where it does not matter here: then the next guard is told. */
  mayRaise(why: Opaque, left?: LeftBehind): boolean
}

/** So many states of one object are kept; of more nothing is known of it. */
const STATE_LIMIT = 8
/** So many values of one variable are kept. */
const VALUE_LIMIT = 16

/** Of a statement that exceptions can't pass unseen, while its body runs. A state is noted wherever something may raise. */
export class TryGuard implements Guard {
  /** Why the first of them may have raised; null where none may. */
  why: Opaque | null = null
  /** How much had been printed then. */
  printed = 0
  private readonly level: Level
  private readonly states = new Map<Mutable, unknown[]>()
  private readonly obscured = new Set<Mutable>()
  private readonly variables = new Map<number, Value[]>()

  constructor(
    private readonly runtime: Runtime,
    private readonly f: Activation,
    /** Only exceptions that the program raises itself matter. */
    private readonly onlyRaised: boolean,
  ) {
    this.level = runtime.journal.begin()
  }

  mayRaise(why: Opaque, left?: LeftBehind): boolean {
    const { f, level, runtime } = this
    if (this.onlyRaised && !left) return false
    const { journal } = runtime
    if (this.why !== null) this.collect()
    else {
      // What was done before is done for sure.
      this.why = why
      this.printed = runtime.printed.length
    }
    journal.settle(level, this.obscured)
    for (const object of journal.changedInside(level)) this.add(object, () => object.save())
    // A module's own variables are a Mutable.
    const local = f.slots !== f.module.slots
    if (local) f.slots.forEach((value, slot) => this.bind(slot, value, why))
    if (!left) return true
    for (const [object, state] of left.changed) this.add(object, () => state)
    if (local && left.activation === f) left.slots.forEach((value, slot) => this.bind(slot, value, why))
    return true
  }

  /** What may have raised did so before more than that was printed. */
  raisedBefore(printed: number): void {
    if (this.why !== null) this.printed = Math.min(this.printed, printed)
  }

  /** The body has ended, in whatever way. */
  close(): void {
    if (this.why !== null) this.collect()
    this.runtime.journal.commit(this.level)
  }

  /** Makes the state one in which a handler may run, or where nothing was raised. */
  unsettle(branches: Branches, why: Opaque, site: Span): void {
    for (const [object, states] of this.states)
      for (const state of states) branches.mergeInto([[object, state]], why, site)
    for (const object of this.obscured) {
      this.runtime.touch(object)
      object.obscure(() => this.runtime.opaque(why.reason, site))
    }
    const { slots } = this.f
    for (const [slot, values] of this.variables) slots[slot] = branches.join([slots[slot], ...values], why, site)
  }

  /** Notes the states that what was changed since something may have raised had then. */
  private collect(): void {
    for (const [object, state] of this.level.saved) this.add(object, () => state)
  }

  private add(object: Mutable, state: () => unknown): void {
    const states = this.states.get(object)
    if (!states) this.states.set(object, [state()])
    else if (states.length < STATE_LIMIT) states.push(state())
    else if (canBeObscured(object)) this.obscured.add(object)
    else states[0] = mergedState(object, states[0], state())
  }

  private bind(slot: number, value: Value, why: Opaque): void {
    const values = this.variables.get(slot)
    if (!values) this.variables.set(slot, [value])
    else if (!values.includes(value) && (values.length < VALUE_LIMIT || isOneOfObjects(value))) {
      values.push(values.length === VALUE_LIMIT - 1 ? withoutFacts(value, why) : value)
    }
  }
}

/** Of a `try` inside a generator. */
export class GeneratorGuard implements Guard {
  why: Opaque | null = null

  mayRaise(why: Opaque): boolean {
    this.why ??= why
    return true
  }
}

function canBeObscured(object: Mutable): boolean {
  return object.obscure !== Mutable.prototype.obscure
}

/** What an object holds where it is in one of two states; it stays as it is. */
function mergedState(object: Mutable, one: unknown, other: unknown): unknown {
  const now = object.save()
  object.merge(one, other, () => new Opaque('it may have been left in the middle of a change'))
  const merged = object.save()
  object.restore(now)
  return merged
}

function isOneOfObjects(value: Value): boolean {
  return value instanceof Mutable || (value instanceof Opaque && value.facts.candidates !== undefined)
}

/** The last of the values that are kept stands for all that follow. */
function withoutFacts(value: Value, why: Opaque): Opaque {
  const candidates = value instanceof Mutable ? [value] : value instanceof Opaque ? value.facts.candidates : undefined
  return new Opaque(why.reason, candidates ? { candidates } : {})
}
