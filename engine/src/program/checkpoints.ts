// States of a run to go back to: between two top-level statements of the main text. After an edit the run goes on from the
// last one that the edit left as it was.
import type { PossibleExit } from './activation'
import type { CompilerMark } from './compiler'
import type { Level } from './journal'
import type { ObserverMark } from './observer'
import type { RuntimeMark } from './runtime'
import type { Value } from './values'

export interface Checkpoint {
  /** The statement that comes next. */
  readonly index: number
  /** Undoes what ran since. */
  readonly level: Level
  readonly runtime: RuntimeMark
  readonly compiler: CompilerMark
  readonly observed: ObserverMark | null
  /** How many modules were loaded. */
  readonly modules: number
  readonly possibleExits: readonly PossibleExit[] | null
  readonly possibleResults: readonly Value[]
}

/** A state is not worth keeping for less work than this, in milliseconds. */
const LEAST_WORK = 2
/** Nor for less than this part of the whole run so far: keeps the states few, and what is run twice short. */
const LEAST_PART = 0.25

/** Says when a state is worth keeping. */
export class Pacing {
  private readonly started: number
  private last: number

  constructor(private readonly now: () => number) {
    this.started = this.last = now()
  }

  /** Asked between two statements; the answer true starts the count anew. */
  isDue(): boolean {
    const at = this.now()
    if (at - this.last < Math.max(LEAST_WORK, LEAST_PART * (at - this.started))) return false
    this.last = at
    return true
  }
}
