// Statements that exceptions can't pass unseen: `try` and `with`. What may have been raised in them, nobody knows, makes
// what a handler does an arm of a branch (branches.ts).
import { Opaque } from '../numeric/num'
import { NORMAL } from './activation'
import type { Activation, Completion } from './activation'
import type { Compiler } from './compiler'
import { TryGuard } from './guard'
import type { Span, Stmt } from './ir'
import { Raised } from './semantics'
import { compileBlock } from './statements'
import type { Run } from './statements'
import type { Value } from './values'

type Of<K extends Stmt['kind']> = Stmt & { kind: K }

/** How a statement goes on after its body. */
interface Aftermath {
  /** After a body that nothing was raised in. */
  ended(completion: Completion): Completion
  /** After one that an exception left. Its value is opaque where nobody knows which one. */
  raised(raised: Raised): Completion
  /** Runs one of the two where it is not known which happens. */
  inArm?(work: () => Completion): Completion
  /** Only exceptions that the program raises itself matter. */
  readonly onlyRaised?: boolean
}

/** Runs a body and what follows from how it ended. */
function guarded(c: Compiler, f: Activation, site: Span, body: Run, aftermath: Aftermath): Completion {
  const { runtime, branches } = c
  const guard = new TryGuard(runtime, f, aftermath.onlyRaised === true)
  let next: () => Completion
  runtime.guards.push(guard)
  try {
    const completion = closing(guard, c, () => body(f))
    const { result, label } = f
    next = () => {
      f.result = result
      f.label = label
      return aftermath.ended(completion)
    }
  } catch (e) {
    const raised = runtime.asRaised(e, site)
    if (!raised) throw e
    next = () => aftermath.raised(raised)
  }
  const { why } = guard
  if (why === null) return next()

  const inArm = aftermath.inArm ?? ((work) => work())
  let goesOn = false
  const left = (): Completion => {
    guard.unsettle(branches, why, site)
    const unknown = new Raised(runtime.opaque(why.reason, site), 'Exception', '', site)
    const completion = aftermath.raised(unknown)
    goesOn = true
    return completion
  }
  try {
    return branches.run(f, [() => inArm(next), () => inArm(left)], why, site)
  } finally {
    if (goesOn) runtime.unprint(guard.printed)
    const outer = runtime.guards[runtime.guards.length - 1]
    if (outer instanceof TryGuard) outer.raisedBefore(guard.printed)
  }
}

function closing(guard: TryGuard, { runtime }: Compiler, work: () => Completion): Completion {
  try {
    return work()
  } finally {
    runtime.guards.pop()
    guard.close()
  }
}

const chained = new WeakSet<Raised>()

/** Notes what was being handled when an exception was raised, unless that is known. */
function chain({ semantics, runtime }: Compiler, raised: Raised, context: Raised | undefined): void {
  if (context === undefined || context === raised || chained.has(raised)) return
  chained.add(raised)
  semantics.chain?.(raised.value, context.value, runtime)
}

/** Does what follows an exception: what is raised in it has that one for its context. */
function whileHandling<T>(c: Compiler, raised: Raised, work: () => T): T {
  c.handling.push(raised)
  try {
    return work()
  } catch (e) {
    if (e instanceof Raised) chain(c, e, raised)
    throw e
  } finally {
    c.handling.pop()
  }
}

/** Compiles `try`. */
export function compileTry(c: Compiler, s: Of<'try'>): Run {
  const body = compileBlock(c, s.body)
  const handlers = s.handlers.map((h) => ({
    types: h.types && c.expression(h.types),
    assign: h.target && c.target(h.target),
    body: compileBlock(c, h.body),
    span: h.span,
  }))
  const otherwise = compileBlock(c, s.otherwise)
  const last = compileBlock(c, s.finally)
  const { branches, runtime, semantics } = c
  const finalised = new WeakSet<Raised>()

  /** Runs the handler that catches an exception, of those from a place on. */
  const dispatch = (f: Activation, raised: Raised, from: number): Completion => {
    chain(c, raised, c.handling[c.handling.length - 1])
    for (let i = from; i < handlers.length; i++) {
      const { types, assign, body: handler, span } = handlers[i]
      const catches = types === null ? true : semantics.catches(raised, types(f), runtime, span)
      if (catches === false) continue
      const handle = (): Completion => {
        assign?.(f, raised.value)
        return whileHandling(c, raised, () => handler(f))
      }
      if (catches === true) return handle()
      return branches.run(f, [handle, () => dispatch(f, raised, i + 1)], catches, span)
    }
    throw raised
  }
  /** In an arm: an exception leaves it by way of `finally`. */
  const finalising = (f: Activation, work: () => Completion): Completion => {
    if (s.finally.length === 0) return work()
    try {
      return work()
    } catch (e) {
      if (!(e instanceof Raised)) throw e
      const ended = whileHandling(c, e, () => last(f))
      if (ended !== NORMAL) return ended
      finalised.add(e)
      throw e
    }
  }
  const handled = (f: Activation): Completion => {
    const { frames } = c.session.tape
    const { here } = frames
    return guarded(c, f, s.span, body, {
      ended: (completion) => (completion === NORMAL ? otherwise(f) : completion),
      raised(raised) {
        frames.leave(here)
        return dispatch(f, raised, 0)
      },
      inArm: (work) => finalising(f, work),
    })
  }
  if (s.finally.length === 0) return handled
  // Without handlers only those of an enclosing `try` are of interest.
  const first: Run = handlers.length > 0 ? handled : (f) => (runtime.guards.length > 0 ? handled(f) : body(f))
  return (f) => {
    let completion: Completion
    try {
      completion = first(f)
    } catch (e) {
      if (!(e instanceof Raised) || finalised.has(e)) throw e
      const ended = whileHandling(c, e, () => last(f))
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
}

/** Compiles `with`. */
export function compileWith(c: Compiler, s: Of<'with'>): Run {
  const { branches, runtime, semantics } = c
  const body = compileBlock(c, s.body)
  const mayBeSwallowed = (f: Activation, raised: Raised, why: Opaque, site: Span): Completion => {
    const goesUp = (): never => {
      throw raised
    }
    return branches.run(f, [() => NORMAL, goesUp], why, site)
  }
  return s.items.reduceRight<Run>((inner, item) => {
    const context = c.expression(item.context)
    const assign = item.target && c.target(item.target)
    const { span } = item.context
    /** Nobody knows whether the manager swallows what is raised. */
    const unknown = (f: Activation, manager: Opaque): Completion => {
      assign?.(f, runtime.opaque(manager.reason, span, {}, [manager]))
      const raised = (e: Raised): Completion => mayBeSwallowed(f, e, manager, span)
      const onlyRaised = semantics.swallows?.(manager) !== true
      return guarded(c, f, span, inner, { ended: (completion) => completion, raised, onlyRaised })
    }
    const under = (f: Activation, manager: Value): Completion => {
      if (manager instanceof Opaque)
        return c.unknownCalls.arms(
          f,
          manager,
          (x) => under(f, x),
          () => unknown(f, manager),
          span,
        )
      const entered = semantics.enter(manager, runtime, span)
      assign?.(f, entered)
      const leave = (raised: Raised): Completion => {
        const swallowed = whileHandling(c, raised, () => semantics.exit(manager, raised, runtime, span))
        if (swallowed instanceof Opaque) return mayBeSwallowed(f, raised, swallowed, span)
        if (!swallowed) throw raised
        return NORMAL
      }
      const end = (completion: Completion): Completion => {
        branches.gather(f, span)
        semantics.exit(manager, null, runtime, span)
        branches.release(f)
        return completion
      }
      if (semantics.swallows?.(manager) === true) return guarded(c, f, span, inner, { ended: end, raised: leave })
      let completion: Completion
      try {
        completion = inner(f)
      } catch (e) {
        if (!(e instanceof Raised)) throw e
        return leave(e)
      }
      return end(completion)
    }
    return (f) => under(f, context(f))
  }, body)
}
