// One call in progress. Knows no language.
import type { Opaque } from '../numeric/num'
import { Cell } from './values'
import type { Closure, Frame, Mutable, Value } from './values'

/** How a statement ended. */
export const NORMAL = 0
export const BREAK = 1
export const CONTINUE = 2
export const RETURN = 3
export type Completion = typeof NORMAL | typeof BREAK | typeof CONTINUE | typeof RETURN

/** An exit that was taken in one arm of a branch on something unknown: what follows may not run. */
export interface PossibleExit {
  readonly completion: Completion
  readonly label: string | null
  readonly why: Opaque
  /** The state in which it left: the objects that its arm had changed, and the activation's slots. */
  readonly changed: ReadonlyMap<Mutable, unknown>
  readonly slots: readonly Value[]
}

export class Activation {
  result: Value = undefined
  /** The label that a break or continue on its way names. */
  label: string | null = null
  /** Exits that may have been taken; null where there is none (the common case). */
  possibleExits: readonly PossibleExit[] | null = null
  /** What the returns among them would have returned. */
  possibleResults: readonly Value[] = []
  /** In a class's body: the closures it makes, which will get the class as their home. */
  made: Closure[] | null = null

  constructor(
    /** At the top level of a module these are the module frame's own slots. */
    readonly slots: Value[],
    readonly closure: Closure | null,
    readonly module: Frame,
    readonly self: Value,
  ) {}
}

/** Slots for an activation, those that closures capture holding empty cells. */
export function newSlots(count: number, cellSlots: readonly number[]): Value[] {
  const slots: Value[] = []
  for (let i = 0; i < count; i++) slots.push(undefined)
  for (const slot of cellSlots) slots[slot] = new Cell(undefined)
  return slots
}
