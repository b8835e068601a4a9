// Compiles statements of the IR to closures. Each returns how it ended (activation.ts).
import { Opaque } from '../numeric/num'
import { BREAK, CONTINUE, NORMAL, RETURN } from './activation'
import type { Activation, Completion } from './activation'
import type { Compiler } from './compiler'
import { compileTry, compileWith } from './handling'
import type { Span, Stmt } from './ir'
import { leaves, Loop, possibleItem, renew } from './loops'
import type { Turn } from './loops'
import { DONE } from './semantics'
import { Cell, isUnknown } from './values'
import type { Mutable, Value } from './values'

/** What an exception that nothing was changed for leaves behind. */
const NOTHING: ReadonlyMap<Mutable, unknown> = new Map()

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
      // It was asked before the first of these turns.
      const rest = () => {
        let asked = true
        return (): boolean => {
          const more = asked || turn(false) !== false
          asked = false
          return more
        }
      }
      return loop.run(f, turn, rest, 2)
    }
  },

  each(c, s) {
    const iterable = c.expression(s.iterable)
    const assign = c.target(s.target)
    const loop = new Loop(c, s)
    const { runtime, semantics } = c
    const over = (f: Activation, items: Value): Completion => {
      if (items instanceof Opaque) {
        runtime.mayRaise(items)
        const each = (): Completion =>
          loop.runUnknown(f, () => (assign(f, c.unknownCalls.iterated(items, s.iterable.span)), true), items, 2)
        return c.unknownCalls.arms(f, items, (x) => over(f, x), each, s.iterable.span)
      }
      const iteration = s.keys
        ? semantics.keys(items, runtime, s.iterable.span)
        : semantics.iterate(items, runtime, s.iterable.span)
      loop.over = items
      const rest = (why: Opaque) => (): boolean => {
        renew(f, s.fresh)
        assign(f, possibleItem(why, loop.candidates))
        return true
      }
      const turn = (): Turn => {
        runtime.step(1)
        const item = iteration.next()
        if (item === DONE) return iteration.opaque ?? false
        renew(f, s.fresh)
        assign(f, item)
        return true
      }
      return loop.run(f, turn, rest, 1)
    }
    return (f) => over(f, iterable(f))
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

  try: (c, s) => compileTry(c, s),
  with: (c, s) => compileWith(c, s),

  import(c, s) {
    const bindings = s.bindings.map((binding) => {
      const { target, mayKeep } = binding
      const read = mayKeep && target.kind === 'name' ? c.rawReader(target.ref) : null
      return { binding, read, assign: c.target(target) }
    })
    return (f) => {
      for (const { binding, read, assign } of bindings) {
        const current = read?.(f)
        const value = c.semantics.importModule(s.module, s.level, binding, c.runtime, s.span, current)
        if (read !== null && value === current) continue
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
          const remove = (v: Value): void => semantics.deleteAttribute(v, t.name, runtime, t.span)
          if (isUnknown(o)) c.unknownCalls.change(o, remove, t.span)
          else remove(o)
        }
      }
      if (t.kind === 'subscript') {
        const object = c.expression(t.object)
        const index = c.expression(t.index)
        return (f) => {
          const o = object(f)
          const i = index(f)
          const remove = (v: Value): void => semantics.deleteItem(v, i, runtime, t.span)
          if (isUnknown(o)) c.unknownCalls.change(o, remove, t.span)
          else remove(o)
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
      if (truth instanceof Opaque) runtime.mayRaise(truth, { activation: f, changed: NOTHING, slots: f.slots })
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
  if (length === 1) {
    const [run] = runs
    const [span] = spans
    return (f) => {
      runtime.statement = span
      runtime.budget.step(1)
      return run(f)
    }
  }
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

function exit(label: string | null, completion: typeof BREAK | typeof CONTINUE): Run {
  return (f) => {
    f.label = label
    return completion
  }
}
