// Undoing: what a run of a sample point, or an arm of a branch that may not be taken, changed. Knows no language.
import type { Mutable } from './values'

/** The changes since it began, as the states that the changed objects had before. */
export interface Level {
  readonly id: number
  readonly parent: Level | null
  readonly saved: Map<Mutable, unknown>
}

/** Nested levels of undoing. Outside of all levels `touch` costs one comparison. */
export class Journal {
  private level: Level | null = null
  private lastId = 0

  /** Saves the object's state where the current level has not yet done so; to be called before every change. */
  touch(object: Mutable): void {
    object.version++
    const level = this.level
    if (level === null || object.savedAt === level.id) return
    object.savedAt = level.id
    if (!level.saved.has(object)) level.saved.set(object, object.save())
  }

  begin(): Level {
    return (this.level = { id: ++this.lastId, parent: this.level, saved: new Map() })
  }

  /** Puts back every state saved since the level began, and ends it. */
  rollback(level: Level): void {
    for (const [object, state] of level.saved) {
      object.restore(state)
      object.version++
      object.savedAt = 0
    }
    this.level = level.parent
  }

  /** Ends the level and keeps what was changed: the enclosing level can still undo it. */
  commit(level: Level): void {
    const parent = level.parent
    for (const [object, state] of level.saved) {
      object.savedAt = 0
      if (parent !== null && !parent.saved.has(object)) parent.saved.set(object, state)
    }
    this.level = parent
  }
}
