// Compiles statements of the IR to closures. Each returns how it ended (activation.ts).
import { Opaque } from '../numeric/num'
import { BREAK, CONTINUE, NORMAL, RETURN } from './activation'
import type { Activation, Completion } from './activation'
import { assignedVariables } from './assigned'
import type { Compiler } from './compiler'
import type { Reference, Span, Stmt } from './ir'
import type { PossibleRaise } from './runtime'
import { DONE, Raised } from './semantics'
import { Cell, heldBy } from './values'
import type { Mutable, Value } from './values'

export type Run = (f: Activation) => Completion

type Kind = Stmt['kind']
type Of<K extends Kind> = Stmt & { kind: K }

const compilers: { readonly [K in Kind]: (c: Compiler, s: Of<K>) => Run } = {
  expression(c, s) {
    const value = c.expression(s.value)
    return (f) => {
      value(f)
      return NORMAL
    }
  },

  assign(c, s) {
    const value = c.expression(s.value)
    const targets = s.targets.map((t) => c.target(t))
    const [only] = targets
    if (targets.length === 1) {
      return (f) => {
        only(f, value(f))
        return NORMAL
      }
    }
    return (f) => {
      const v = value(f)
      for (const assign of targets) assign(f, v)
      return NORMAL
    }
  },

  if(c, s) {
    const test = c.expression(s.test)
    const then = compileBlock(c, s.then)
    const otherwise = compileBlock(c, s.otherwise)
    return (f) => {
      const truth = c.truth(test(f), s.test.span)
      if (truth instanceof Opaque) return c.branches.run(f, [() => then(f), () => otherwise(f)], truth, s.test.span)
      return truth ? then(f) : otherwise(f)
    }
  },

  loop(c, s) {
    const test = s.test && c.expression(s.test)
    const update = s.update && c.expression(s.update)
    const loop = new Loop(c, s)
    return (f) => {
      const turn = (first: boolean): Turn => {
        c.runtime.step(1)
        if (!first) {
          renew(f, s.fresh)
          update?.(f)
        }
        if (!test || (first && s.testAfter)) return true
        return c.truth(test(f), (s.test as NonNullable<typeof s.test>).span)
      }
      return loop.run(f, turn)
    }
  },

  each(c, s) {
    const iterable = c.expression(s.iterable)
    const assign = c.target(s.target)
    const loop = new Loop(c, s)
    const { runtime, semantics } = c
    return (f) => {
      const items = iterable(f)
      if (items instanceof Opaque) {
        const item = (): Opaque => runtime.opaque(items.reason, s.iterable.span, itemFacts(items), [items])
        return loop.runUnknown(f, () => assign(f, item()), items, 2)
      }
      const iteration = s.keys
        ? semantics.keys(items, runtime, s.iterable.span)
        : semantics.iterate(items, runtime, s.iterable.span)
      loop.candidates = heldBy(items)
      let more: Opaque | null = null
      const completion = loop.run(f, () => {
        runtime.step(1)
        const item = iteration.next()
        if (item === DONE) {
          more = iteration.opaque ?? null
          return false
        }
        renew(f, s.fresh)
        assign(f, item)
        return true
      })
      if (more === null || completion !== NORMAL) return completion
      const why: Opaque = more
      return c.branches.run(
        f,
        [() => loop.runUnknown(f, () => assign(f, possibleItem(why)), why, 1), () => NORMAL],
        why,
        s.iterable.span,
      )
    }
  },

  switch(c, s) {
    const subject = c.expression(s.subject)
    const cases = s.cases.map((x) => ({
      test: x.test && c.expression(x.test),
      body: compileBlock(c, x.body),
      span: x.test?.span ?? s.span,
    }))
    const end = (f: Activation, completion: Completion): Completion =>
      leaves(f, completion, s.label) ? NORMAL : completion
    const from = (f: Activation, start: number): Completion => {
      for (let i = start; i >= 0 && i < cases.length; i++) {
        const completion = cases[i].body(f)
        if (completion !== NORMAL) return end(f, completion)
      }
      return NORMAL
    }
    const fallback = cases.findIndex((x) => x.test === null)
    return (f) => {
      const value = subject(f)
      for (let i = 0; i < cases.length; i++) {
        const { test, span } = cases[i]
        if (!test) continue
        const v = test(f)
        const same =
          value instanceof Opaque
            ? value
            : v instanceof Opaque
              ? v
              : c.truth(c.semantics.compare('===', value, v, c.runtime, span), span)
        if (same instanceof Opaque) {
          const arms = cases.map((_, k) => () => from(f, k))
          return c.branches.run(f, fallback < 0 ? [...arms, () => NORMAL] : arms, same, span)
        }
        if (same) return from(f, i)
      }
      return from(f, fallback)
    }
  },

  block(c, s) {
    const body = compileBlock(c, s.body)
    if (s.fresh.length === 0 && s.label === null) return body
    return (f) => {
      for (const slot of s.fresh) f.slots[slot] = new Cell(undefined)
      const completion = body(f)
      if (completion === BREAK && s.label !== null && f.label === s.label) {
        f.label = null
        return NORMAL
      }
      return completion
    }
  },

  break: (_, s) => exit(s.label, BREAK),
  continue: (_, s) => exit(s.label, CONTINUE),

  return(c, s) {
    const value = s.value && c.expression(s.value)
    return (f) => {
      f.result = value ? value(f) : c.semantics.nothing
      return RETURN
    }
  },

  raise(c, s) {
    const exception = s.exception && c.expression(s.exception)
    const cause = s.cause && c.expression(s.cause)
    return (f) => {
      if (!exception) {
        const current = c.handling[c.handling.length - 1]
        throw current ?? c.semantics.failure('no-active-exception', '', c.runtime, s.span)
      }
      const value = exception(f)
      throw c.semantics.raise(value, cause ? cause(f) : undefined, c.runtime, s.span)
    }
  },

  try(c, s) {
    const body = compileBlock(c, s.body)
    const handlers = s.handlers.map((h) => ({
      types: h.types && c.expression(h.types),
      assign: h.target && c.target(h.target),
      body: compileBlock(c, h.body),
      span: h.span,
    }))
    const otherwise = compileBlock(c, s.otherwise)
    const last = compileBlock(c, s.finally)
    const assigned = assignedIn(c, s.body)
    const { branches, runtime } = c
    /** The end of a body that something unknown may have left by an exception: a handler may have run. */
    const maybeHandled = (
      f: Activation,
      sure: () => Completion,
      possible: readonly PossibleRaise[],
      before: ReadonlyMap<Mutable, unknown>,
    ): Completion => {
      const [{ why }] = possible
      const handle = (): Completion => {
        // Nobody knows how much of the body ran.
        branches.mergeInto(before, why, s.span)
        for (const { changed } of possible) branches.mergeInto(changed, why, s.span)
        for (const { read, write } of assigned) write(f, branches.forget(read(f), why, s.span))
        const arms = handlers.map((h) => () => {
          h.assign?.(f, runtime.opaque(why.reason, h.span))
          return h.body(f)
        })
        return arms.length === 1 ? arms[0]() : branches.run(f, arms, why, s.span)
      }
      return branches.run(f, [sure, handle], why, s.span)
    }
    const guarded = (f: Activation): Completion => {
      const possible: PossibleRaise[] = []
      const level = handlers.length > 0 ? runtime.journal.begin() : null
      const { frames } = c.session.tape
      const { here } = frames
      if (handlers.length > 0) runtime.possibleRaises.push(possible)
      try {
        let completion: Completion
        try {
          completion = body(f)
        } finally {
          if (level) {
            runtime.possibleRaises.pop()
            runtime.journal.commit(level)
          }
        }
        if (level && possible.length > 0) {
          const { result, label } = f
          const pass = (): Completion => {
            f.result = result
            f.label = label
            return completion === NORMAL ? otherwise(f) : completion
          }
          return maybeHandled(f, pass, possible, level.saved)
        }
        if (completion !== NORMAL) return completion
      } catch (e) {
        const raised = c.runtime.asRaised(e, s.span)
        if (!raised) throw e
        const handler = handlers.find((h) => !h.types || c.semantics.catches(raised, h.types(f), c.runtime, h.span))
        const handle = (): Completion => {
          if (!handler) throw raised
          frames.leave(here)
          handler.assign?.(f, raised.value)
          c.handling.push(raised)
          try {
            return handler.body(f)
          } finally {
            c.handling.pop()
          }
        }
        return level && possible.length > 0 ? maybeHandled(f, handle, possible, level.saved) : handle()
      }
      return otherwise(f)
    }
    if (s.finally.length === 0) return guarded
    return (f) => {
      let completion: Completion
      try {
        completion = guarded(f)
      } catch (e) {
        if (!(e instanceof Raised)) throw e
        const ended = last(f)
        if (ended !== NORMAL) return ended
        throw e
      }
      const { result, label } = f
      branches.gather(f, s.span)
      const ended = last(f)
      branches.release(f)
      if (ended !== NORMAL) return ended
      f.result = result
      f.label = label
      return completion
    }
  },

  with(c, s) {
    const { runtime, semantics } = c
    const body = compileBlock(c, s.body)
    return s.items.reduceRight<Run>((inner, item) => {
      const context = c.expression(item.context)
      const assign = item.target && c.target(item.target)
      const { span } = item.context
      return (f) => {
        const manager = context(f)
        if (manager instanceof Opaque) {
          assign?.(f, runtime.opaque(manager.reason, span, {}, [manager]))
          try {
            return inner(f)
          } catch (e) {
            if (!(e instanceof Raised)) throw e
            // It may swallow the exception: then what follows runs.
            runtime.mayRaise(manager)
            return NORMAL
          }
        }
        const entered = semantics.enter(manager, runtime, span)
        assign?.(f, entered)
        let completion: Completion
        try {
          completion = inner(f)
        } catch (e) {
          if (!(e instanceof Raised) || !semantics.exit(manager, e, runtime, span)) throw e
          return NORMAL
        }
        c.branches.gather(f, span)
        semantics.exit(manager, null, runtime, span)
        c.branches.release(f)
        return completion
      }
    }, body)
  },

  import(c, s) {
    const bindings = s.bindings.map((binding) => ({ binding, assign: c.target(binding.target) }))
    return (f) => {
      for (const { binding, assign } of bindings) {
        const value = c.semantics.importModule(s.module, s.level, binding, c.runtime, s.span)
        if (value instanceof Opaque) c.runtime.mayRaise(value)
        assign(f, value)
      }
      return NORMAL
    }
  },

  delete(c, s) {
    const { runtime, semantics } = c
    const deletions = s.targets.map((t): ((f: Activation) => void) => {
      if (t.kind === 'name') {
        const read = c.reader(t.ref, t.span)
        const write = c.writer(t.ref)
        return (f) => {
          read(f)
          write(f, undefined)
        }
      }
      if (t.kind === 'attribute') {
        const object = c.expression(t.object)
        return (f) => {
          const o = object(f)
          if (!(o instanceof Opaque)) semantics.deleteAttribute(o, t.name, runtime, t.span)
        }
      }
      if (t.kind === 'subscript') {
        const object = c.expression(t.object)
        const index = c.expression(t.index)
        return (f) => {
          const o = object(f)
          const i = index(f)
          if (!(o instanceof Opaque)) semantics.deleteItem(o, i, runtime, t.span)
        }
      }
      return () => undefined
    })
    return (f) => {
      for (const remove of deletions) remove(f)
      return NORMAL
    }
  },

  assert(c, s) {
    const { runtime } = c
    const test = c.expression(s.test)
    const message = s.message && c.expression(s.message)
    return (f) => {
      const truth = c.truth(test(f), s.test.span)
      if (truth instanceof Opaque) runtime.mayRaise(truth)
      if (truth !== false) return NORMAL
      const text = message ? message(f) : undefined
      const detail =
        text === undefined || text instanceof Opaque ? '' : c.semantics.format(text, null, '', c.runtime, s.span)
      throw c.semantics.failure('assertion', detail instanceof Opaque ? '' : detail, c.runtime, s.span)
    }
  },

  /** In a generator that is run throughout (generators.ts): nobody knows what is sent. */
  yield(c, s) {
    const value = s.value && c.expression(s.value)
    const assign = s.into && c.target(s.into)
    return (f) => {
      value?.(f)
      assign?.(f, c.runtime.opaque('what a generator is sent is not known here', s.span))
      return NORMAL
    }
  },

  unsupported(c, s) {
    const binds = s.binds.map((t) => c.target(t))
    return (f) => {
      const value = c.unsupported(s.what, s.advice, s.span)
      for (const assign of binds) assign(f, value)
      return NORMAL
    }
  },
}

/** Compiles statements that run one after the other. */
export function compileBlock(c: Compiler, statements: readonly Stmt[]): Run {
  const runs = statements.map((s) => (compilers[s.kind] as (c: Compiler, s: Stmt) => Run)(c, s))
  const spans = statements.map((s) => s.span)
  const { runtime } = c
  const { length } = runs
  const from = (f: Activation, start: number): Completion => {
    for (let i = start; i < length; i++) {
      runtime.statement = spans[i]
      runtime.budget.step(1)
      const completion = runs[i](f)
      if (completion !== NORMAL) return completion
      if (f.possibleExits !== null && i + 1 < length) return afterPossibleExit(c, f, () => from(f, i + 1), spans[i + 1])
    }
    return NORMAL
  }
  return (f) => from(f, 0)
}

/** Runs what follows a place where the block may have been left: it may not run at all. */
function afterPossibleExit(c: Compiler, f: Activation, rest: () => Completion, site: Span): Completion {
  const exits = f.possibleExits ?? []
  const [{ why }] = exits
  f.possibleExits = null
  let ended: Completion = NORMAL
  const left = (): Completion => {
    // Where what follows leaves the block the same way, it is left for sure.
    if (ended === NORMAL || exits.some((e) => e.completion !== ended || e.label !== null)) return NORMAL
    if (ended === RETURN) f.result = c.branches.join(f.possibleResults, why, site)
    return ended
  }
  const completion = c.branches.run(f, [() => (ended = rest()), left], why, site)
  f.possibleExits = [...exits, ...(f.possibleExits ?? [])]
  return completion
}

/** A variable, to be read and written. */
interface Access {
  readonly read: (f: Activation) => Value
  readonly write: (f: Activation, v: Value) => void
}

function accessOf(c: Compiler, ref: Reference): Access {
  return { read: c.rawReader(ref), write: c.writer(ref) }
}

/** The variables that statements may bind. */
function assignedIn(c: Compiler, statements: readonly Stmt[]): readonly Access[] {
  return assignedVariables(statements).map((ref) => accessOf(c, ref))
}

/** Is there another turn: yes, no, or nobody knows. */
type Turn = boolean | Opaque

/** The turns of one loop statement, of whatever kind. */
class Loop {
  private readonly body: Run
  private readonly otherwise: Run
  private readonly label: string | null
  private readonly site: Span
  private readonly siteId: number
  /** What the body may bind. */
  private readonly assigned: readonly Access[]

  constructor(
    private readonly c: Compiler,
    s: Of<'loop' | 'each'>,
  ) {
    this.body = compileBlock(c, s.body)
    this.otherwise = compileBlock(c, s.otherwise)
    this.label = s.label
    this.site = s.span
    this.siteId = c.runtime.siteId(s.span)
    const own = s.kind === 'each' ? assignedVariables([{ ...s, body: [], otherwise: [] }]) : []
    this.assigned = [...own, ...assignedVariables(s.body)].map((ref) => accessOf(c, ref))
  }

  /** Runs turns while `turn` says so. */
  run(f: Activation, turn: (first: boolean) => Turn): Completion {
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
        if (unsure) return this.afterPossibleExit(f, turn)
        return leaves(f, completion, this.label) ? NORMAL : completion
      }
      frames.leave(outer)
      return more === false ? this.otherwise(f) : this.maybeMore(f, more)
    }
  }

  /** Runs the body some turns on items or conditions that nobody knows. */
  runUnknown(f: Activation, assign: () => void, why: Opaque, turns: number): Completion {
    const { branches } = this.c
    this.forget(f, why)
    const completion = branches.repeat(
      () => {
        for (let i = 0; i < turns; i++) {
          assign()
          const ended = this.body(f)
          this.settleExits(f)
          if (ended === NORMAL || continues(f, ended, this.label)) continue
          return leaves(f, ended, this.label) ? NORMAL : ended
        }
        return NORMAL
      },
      why,
      this.site,
    )
    this.forget(f, why)
    return completion === NORMAL ? this.otherwise(f) : completion
  }

  /** Another turn, or none: nobody knows. */
  private maybeMore(f: Activation, why: Opaque): Completion {
    return this.c.branches.run(
      f,
      [() => this.runUnknown(f, () => undefined, why, 2), () => this.otherwise(f)],
      why,
      this.site,
    )
  }

  /** Turns that follow a place where the loop may have been left. */
  private afterPossibleExit(f: Activation, turn: (first: boolean) => Turn): Completion {
    const exits = f.possibleExits ?? []
    const why = (this.exited ?? exits[0]).why
    this.exited = null
    f.possibleExits = null
    const rest = (): Completion => {
      if (turn(false) === false) return this.otherwise(f)
      return this.runUnknown(f, () => undefined, why, 1)
    }
    const completion = this.c.branches.run(f, [rest, () => NORMAL], why, this.site)
    this.forget(f, why)
    const all = [...exits, ...(f.possibleExits ?? [])]
    f.possibleExits = all.length > 0 ? all : null
    return completion
  }

  /** The objects that the loop's variables may stand for. */
  candidates: readonly Mutable[] = []
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

function exit(label: string | null, completion: typeof BREAK | typeof CONTINUE): Run {
  return (f) => {
    f.label = label
    return completion
  }
}

/** A new cell with the old value for each turn, so that closures of one turn keep its own. */
export function renew(f: Activation, slots: readonly number[]): void {
  for (const slot of slots) f.slots[slot] = new Cell((f.slots[slot] as Cell).value)
}

/** An item that may follow those that are known. */
function possibleItem({ reason, facts: { candidates } }: Opaque): Opaque {
  return new Opaque(reason, candidates ? { candidates } : {})
}

/** What is known of an item of something whose items are unknown: of a tensor it is a tensor. */
function itemFacts(items: Opaque): { readonly tensor?: true } {
  return items.facts.tensor ? { tensor: true } : {}
}
