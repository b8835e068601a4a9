// Undoing: what a run of a sample point, or an arm of a branch that may not be taken, changed. Knows no language.
import type { Mutable } from './values'

/** The changes since it began, as the states that the changed objects had before. */
export interface Level {
  readonly id: number
  readonly parent: Level | null
  readonly saved: Map<Mutable, unknown>
}

let lastId = 0

/** The level that objects made now belong to: undoing it leaves nobody who knows them, so it need not save them. 0: none. */
let birthLevel = 0

/** What an object that is made now takes as the level that saved it last. */
export function levelAtBirth(): number {
  return birthLevel
}

/** Nested levels of undoing. Outside of all levels `touch` costs one comparison. */
export class Journal {
  private level: Level | null = null

  /** Saves the object's state where the current level has not yet done so; to be called before every change. */
  touch(object: Mutable): void {
    object.version++
    const level = this.level
    if (level === null || object.savedAt === level.id) return
    object.savedAt = level.id
    if (!level.saved.has(object)) level.saved.set(object, object.save())
  }

  begin(): Level {
    return (this.level = { id: ++lastId, parent: this.level, saved: new Map() })
  }

  /** Begins a level that will be undone or kept as a whole. What is made in it need not be saved by it: see `outlives`. */
  beginWhole(): Level {
    const level = this.begin()
    birthLevel = level.id
    return level
  }

  /** Tells that the object is known beyond the level that it was made in. */
  outlives(object: Mutable): void {
    object.savedAt = 0
  }

  /** Puts back every state saved since the level began, and ends it. */
  rollback(level: Level): void {
    for (const [object, state] of level.saved) {
      object.restore(state)
      object.version++
      object.savedAt = 0
    }
    this.leave(level)
  }

  /** Ends the level and keeps what was changed: the enclosing level can still undo it. */
  commit(level: Level): void {
    this.handOver(level)
    this.leave(level)
  }

  /** Takes the changes so far for changes before the level began, those of some objects left out. */
  settle(level: Level, except: ReadonlySet<Mutable>): void {
    this.handOver(level)
    for (const object of level.saved.keys()) {
      if (except.has(object)) object.savedAt = level.id
      else level.saved.delete(object)
    }
  }

  /** What was changed in the levels that run inside of one. */
  *changedInside(level: Level): Generator<Mutable> {
    for (let inner = this.level; inner !== null && inner !== level; inner = inner.parent) yield* inner.saved.keys()
  }

  private handOver({ parent, saved }: Level): void {
    for (const [object, state] of saved) {
      object.savedAt = 0
      if (parent !== null && !parent.saved.has(object)) parent.saved.set(object, state)
    }
  }

  private leave({ id, parent }: Level): void {
    this.level = parent
    if (birthLevel === id) birthLevel = 0
  }
}
