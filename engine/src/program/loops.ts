// The turns of loops, of known and of unknown number: what a loop that may run any number of turns leaves behind.
import { Opaque } from '../numeric/num'
import { BREAK, CONTINUE, NORMAL, RETURN } from './activation'
import type { Activation, Completion } from './activation'
import { assignedVariables } from './assigned'
import type { Compiler } from './compiler'
import type { Reference, Span, Stmt } from './ir'
import { compileBlock } from './statements'
import type { Run } from './statements'
import { Cell, heldBy } from './values'
import type { Closure, Frame, Value } from './values'

/** A variable, to be read and written. */
interface Access {
  readonly read: (f: Activation) => Value
  readonly write: (f: Activation, v: Value) => void
}

function accessOf(c: Compiler, ref: Reference): Access {
  return { read: c.rawReader(ref), write: c.writer(ref) }
}

/** The variables that statements may bind. */
export function assignedIn(c: Compiler, statements: readonly Stmt[]): readonly Access[] {
  return assignedVariables(statements).map((ref) => accessOf(c, ref))
}

/** Is there another turn: yes, no, or nobody knows. */
export type Turn = boolean | Opaque

/** The turns of one loop statement, of whatever kind. */
export class Loop {
  private readonly body: Run
  private readonly otherwise: Run
  private readonly label: string | null
  private readonly site: Span
  private readonly siteId: number
  /** What a turn may bind. */
  private readonly references: readonly Reference[]
  private readonly assigned: readonly Access[]

  constructor(
    private readonly c: Compiler,
    s: Stmt & { kind: 'loop' | 'each' },
  ) {
    this.body = compileBlock(c, s.body)
    this.otherwise = compileBlock(c, s.otherwise)
    this.label = s.label
    this.site = s.span
    this.siteId = c.runtime.siteId(s.span)
    const own = assignedVariables([{ ...s, body: [], otherwise: [] }])
    this.references = [...own, ...assignedVariables(s.body)]
    this.assigned = this.references.map((ref) => accessOf(c, ref))
  }

  /** Runs turns while `turn` says so. `rest` prepares a turn of which nobody knows whether there is one, and tells where
   *  there is none; `least` of these are run as if they were certain. */
  run(f: Activation, turn: (first: boolean) => Turn, rest: (why: Opaque) => () => boolean, least: number): Completion {
    const { frames } = this.c.session.tape
    const outer = frames.loop(this.siteId)
    for (let first = true; ; first = false) {
      const more = turn(first)
      if (more === true) {
        const completion = this.body(f)
        const unsure = f.possibleExits !== null && this.settleExits(f)
        if (!unsure && (completion === NORMAL || continues(f, completion, this.label))) {
          frames.turn()
          continue
        }
        frames.leave(outer)
        if (unsure) return this.afterPossibleExit(f, turn, rest)
        return leaves(f, completion, this.label) ? NORMAL : completion
      }
      frames.leave(outer)
      if (more === false) return this.otherwise(f)
      return this.maybeMore(f, more, () => this.runUnknown(f, rest(more), more, least))
    }
  }

  /** Runs the body some turns on items or conditions that nobody knows, `least` of them as if they were certain. */
  runUnknown(f: Activation, prepare: () => boolean, why: Opaque, least: number): Completion {
    const { branches } = this.c
    this.forget(f, why)
    let turns = 0
    let [left, mayBeLeft] = [false, false]
    const turn = (): Completion => {
      // What earlier turns bound is known of these only.
      if (turns++ >= least) this.forget(f, why)
      if (!prepare()) return NORMAL
      const ended = this.body(f)
      if (f.possibleExits !== null) {
        this.settleExits(f)
        mayBeLeft ||= this.exited !== null
      }
      if (ended === NORMAL || continues(f, ended, this.label)) return NORMAL
      if (!leaves(f, ended, this.label)) return ended
      if (turns <= least) {
        left = true
        return BREAK
      }
      mayBeLeft = true
      return NORMAL
    }
    const completion = branches.repeat(f, { turn, sure: least, why, site: this.site, isScratch: this.scratchOf(f) })
    this.forget(f, why)
    if (completion !== NORMAL) return left ? NORMAL : completion
    if (!mayBeLeft && f.possibleExits === null) return this.otherwise(f)
    return branches.run(f, [() => this.otherwise(f), () => NORMAL], why, this.site)
  }

  /** Some turns more, or none: nobody knows. */
  private maybeMore(f: Activation, why: Opaque, more: () => Completion): Completion {
    return this.c.branches.run(f, [more, () => this.otherwise(f)], why, this.site)
  }

  /** Turns that follow a place where the loop may have been left. */
  private afterPossibleExit(
    f: Activation,
    turn: (first: boolean) => Turn,
    rest: (why: Opaque) => () => boolean,
  ): Completion {
    const exits = f.possibleExits ?? []
    const why = (this.exited ?? exits[0]).why
    this.exited = null
    f.possibleExits = null
    const turns = (): Completion => {
      const more = turn(false)
      if (more === false) return this.otherwise(f)
      const run = (): Completion => this.runUnknown(f, rest(why), why, 1)
      return more === true ? run() : this.maybeMore(f, more, run)
    }
    const completion = this.c.branches.run(f, [turns, () => NORMAL], why, this.site)
    this.forget(f, why)
    const all = [...exits, ...(f.possibleExits ?? [])]
    f.possibleExits = all.length > 0 ? all : null
    return completion
  }

  /** The variables that are forgotten before and after each turn. */
  private scratchOf(f: Activation): (object: Frame | Cell, slot: number) => boolean {
    const slots = new Set<number>()
    const cells = new Set<Cell>()
    for (const { scope, index } of this.references) {
      if (scope === 'free') cells.add((f.closure as Closure).cells[index])
      const held = scope === 'global' ? f.module.slots[index] : f.slots[index]
      if (scope !== 'free' && held instanceof Cell) cells.add(held)
      else if (scope === 'global' || (scope === 'local' && f.slots === f.module.slots)) slots.add(index)
    }
    return (object, slot) => (object instanceof Cell ? cells.has(object) : object === f.module && slots.has(slot))
  }

  /** What the loop runs over. */
  over: Value = undefined

  /** The objects that the loop's variables may stand for. */
  get candidates(): readonly object[] {
    return heldBy(this.over)
  }

  private exited: { readonly why: Opaque } | null = null

  /** Takes this loop's own possible exits away; true where later turns may not run. */
  private settleExits(f: Activation): boolean {
    const exits = f.possibleExits ?? []
    const mine = (label: string | null): boolean => label === null || label === this.label
    const own = exits.filter((e) => e.completion !== RETURN && mine(e.label))
    const others = exits.filter((e) => !own.includes(e))
    f.possibleExits = others.length > 0 ? others : null
    this.c.branches.absorb(f, own, true, this.site)
    this.exited = own.find((e) => e.completion === BREAK) ?? null
    return this.exited !== null || others.length > 0
  }

  /** What the body binds and was bound before is unknown from now on. */
  private forget(f: Activation, why: Opaque): void {
    for (const { read, write } of this.assigned)
      write(f, this.c.branches.forget(read(f), why, this.site, this.candidates))
  }
}

/** Does a completion go on with a loop's next turn? Takes its label away then. */
export function continues(f: Activation, completion: Completion, label: string | null): boolean {
  if (completion !== CONTINUE || (f.label !== null && f.label !== label)) return false
  f.label = null
  return true
}

/** Does a completion leave a loop or block of that label? Takes its label away then. */
export function leaves(f: Activation, completion: Completion, label: string | null): boolean {
  if (completion !== BREAK || (f.label !== null && f.label !== label)) return false
  f.label = null
  return true
}

/** A new cell with the old value for each turn, so that closures of one turn keep its own. */
export function renew(f: Activation, slots: readonly number[]): void {
  for (const slot of slots) f.slots[slot] = new Cell((f.slots[slot] as Cell).value)
}

/** An item that may follow those that are known. @param held objects that it may be, too */
export function possibleItem({ reason, facts }: Opaque, held: readonly object[]): Opaque {
  const candidates = [...new Set([...held, ...(facts.candidates ?? [])])]
  return new Opaque(reason, { origin: facts.origin, candidates: candidates.length > 0 ? candidates : undefined })
}
