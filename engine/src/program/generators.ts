// Calls that can stop in their middle and go on later: the bodies of generators. Statements that hold a `yield` are compiled
// to JavaScript's own generators, all others as anywhere else (statements.ts).
import { Opaque } from '../numeric/num'
import { NORMAL, RETURN } from './activation'
import type { Activation, Completion } from './activation'
import type { Compiler } from './compiler'
import { GeneratorGuard } from './guard'
import type { Guard } from './guard'
import type { FunctionCode, Span, Stmt } from './ir'
import { DONE, Raised } from './semantics'
import { continues, leaves, renew } from './loops'
import { compileBlock } from './statements'
import { Cell, heldBy, objectsIn } from './values'
import type { Value } from './values'

/** What a stopped call goes on with: the value of its `yield`, or an exception raised there. */
export type Resumption =
  { readonly kind: 'send'; readonly value: Value } | { readonly kind: 'throw'; readonly raised: Raised }

/** How it stopped: at a `yield`, at its end, or where nobody knows how it goes on. */
export type Suspension =
  | { readonly kind: 'yielded'; readonly value: Value }
  | { readonly kind: 'returned'; readonly value: Value }
  | { readonly kind: 'unknown'; readonly why: Opaque }

/** Something that a `yield from` hands its turns to. */
export interface Delegate {
  resume(input: Resumption): Suspension
}

type Steps = Generator<Value, Completion, Value>
type Suspendable = (f: Activation) => Steps

/** The way of a generator's body depends on something unknown. */
class Lost extends Error {
  constructor(readonly why: Opaque) {
    super(why.reason)
  }
}

type Kind = 'yield' | 'if' | 'loop' | 'each' | 'block' | 'try' | 'with'
type Of<K extends Stmt['kind']> = Stmt & { kind: K }

const compilers: { readonly [K in Kind]: (c: Compiler, s: Of<K>) => Suspendable } = {
  yield(c, s) {
    const value = s.value && c.expression(s.value)
    const assign = s.into && c.target(s.into)
    const { runtime, semantics } = c
    if (!s.delegate) {
      return function* (f) {
        const sent = yield value ? value(f) : semantics.nothing
        runtime.statement = s.span
        assign?.(f, sent)
        return NORMAL
      }
    }
    return function* (f) {
      const inner = value?.(f)
      if (inner instanceof Opaque) throw new Lost(inner)
      const delegate = semantics.delegate?.(inner, runtime, s.span)
      if (!delegate) throw new Lost(new Opaque('a delegated generator is not evaluated'))
      let input: Resumption = { kind: 'send', value: semantics.nothing }
      for (;;) {
        const step = delegate.resume(input)
        if (step.kind === 'unknown') throw new Lost(step.why)
        if (step.kind === 'returned') {
          assign?.(f, step.value)
          return NORMAL
        }
        try {
          input = { kind: 'send', value: yield step.value }
        } catch (e) {
          if (!(e instanceof Raised)) throw e
          input = { kind: 'throw', raised: e }
        }
        runtime.statement = s.span
      }
    }
  },

  if(c, s) {
    const test = c.expression(s.test)
    const then = compileSuspendable(c, s.then)
    const otherwise = compileSuspendable(c, s.otherwise)
    return function* (f) {
      const truth = c.truth(test(f), s.test.span)
      if (truth instanceof Opaque) throw new Lost(truth)
      return yield* truth ? then(f) : otherwise(f)
    }
  },

  loop(c, s) {
    const test = s.test && c.expression(s.test)
    const update = s.update && c.expression(s.update)
    const body = compileSuspendable(c, s.body)
    const otherwise = compileSuspendable(c, s.otherwise)
    return function* (f) {
      for (let first = true; ; first = false) {
        c.runtime.step(1)
        if (!first) {
          renew(f, s.fresh)
          update?.(f)
        }
        const more = !test || (first && s.testAfter) || c.truth(test(f), s.span)
        if (more instanceof Opaque) throw new Lost(more)
        if (!more) return yield* otherwise(f)
        const completion = yield* body(f)
        if (completion === NORMAL || continues(f, completion, s.label)) continue
        return leaves(f, completion, s.label) ? NORMAL : completion
      }
    }
  },

  each(c, s) {
    const iterable = c.expression(s.iterable)
    const assign = c.target(s.target)
    const body = compileSuspendable(c, s.body)
    const otherwise = compileSuspendable(c, s.otherwise)
    const { runtime, semantics } = c
    return function* (f) {
      const items = iterable(f)
      if (items instanceof Opaque) throw new Lost(items)
      const iteration = semantics[s.keys ? 'keys' : 'iterate'](items, runtime, s.iterable.span)
      for (;;) {
        runtime.step(1)
        const item = iteration.next()
        if (item === DONE) {
          if (iteration.opaque) throw new Lost(iteration.opaque)
          return yield* otherwise(f)
        }
        renew(f, s.fresh)
        assign(f, item)
        const completion = yield* body(f)
        if (completion === NORMAL || continues(f, completion, s.label)) continue
        return leaves(f, completion, s.label) ? NORMAL : completion
      }
    }
  },

  block(c, s) {
    const body = compileSuspendable(c, s.body)
    return function* (f) {
      for (const slot of s.fresh) f.slots[slot] = new Cell(undefined)
      const completion = yield* body(f)
      return s.label !== null && f.label === s.label && leaves(f, completion, s.label) ? NORMAL : completion
    }
  },

  try(c, s) {
    const body = compileSuspendable(c, s.body)
    const handlers = s.handlers.map((h) => ({
      types: h.types && c.expression(h.types),
      assign: h.target && c.target(h.target),
      body: compileSuspendable(c, h.body),
      span: h.span,
    }))
    const otherwise = compileSuspendable(c, s.otherwise)
    const last = compileSuspendable(c, s.finally)
    const { runtime, semantics } = c
    function* guarded(f: Activation): Steps {
      const guard = new GeneratorGuard()
      if (handlers.length > 0) runtime.guards.push(guard)
      try {
        let completion: Completion
        try {
          completion = yield* body(f)
        } finally {
          if (handlers.length > 0) runtime.guards.pop()
        }
        if (guard.why !== null) throw new Lost(guard.why)
        if (completion !== NORMAL) return completion
      } catch (e) {
        const raised = runtime.asRaised(e, s.span)
        if (!raised) throw e
        // Nobody knows whether that was the first.
        if (guard.why !== null) throw new Lost(guard.why)
        const handler = handlers.find((h) => {
          const catches = h.types === null || semantics.catches(raised, h.types(f), runtime, h.span)
          if (catches instanceof Opaque) throw new Lost(catches)
          return catches
        })
        if (!handler) throw raised
        handler.assign?.(f, raised.value)
        c.handling.push(raised)
        try {
          return yield* handler.body(f)
        } finally {
          c.handling.pop()
        }
      }
      return yield* otherwise(f)
    }
    if (s.finally.length === 0) return guarded
    return function* (f) {
      let completion: Completion
      try {
        completion = yield* guarded(f)
      } catch (e) {
        if (!(e instanceof Raised)) throw e
        const ended = yield* last(f)
        if (ended !== NORMAL) return ended
        throw e
      }
      const { result, label } = f
      const ended = yield* last(f)
      if (ended !== NORMAL) return ended
      f.result = result
      f.label = label
      return completion
    }
  },

  with(c, s) {
    const { runtime, semantics } = c
    return s.items.reduceRight<Suspendable>(
      (inner, item) => {
        const context = c.expression(item.context)
        const assign = item.target && c.target(item.target)
        const { span } = item.context
        return function* (f) {
          const manager = context(f)
          if (manager instanceof Opaque) {
            const pass = (m: Value): Value => {
              const entered = semantics.enter(m, runtime, span)
              semantics.exit(m, null, runtime, span)
              return entered
            }
            const entered = (): Value => runtime.opaque(manager.reason, span, {}, [manager])
            assign?.(f, runtime.each(manager, pass, entered, span))
            try {
              return yield* inner(f)
            } catch (e) {
              if (!(e instanceof Raised)) throw e
              // Nobody knows whether it swallows the exception.
              throw new Lost(manager)
            }
          }
          const entered = semantics.enter(manager, runtime, span)
          assign?.(f, entered)
          let completion: Completion
          try {
            completion = yield* inner(f)
          } catch (e) {
            if (!(e instanceof Raised)) throw e
            const swallowed = semantics.exit(manager, e, runtime, span)
            if (swallowed instanceof Opaque) throw new Lost(swallowed)
            if (!swallowed) throw e
            return NORMAL
          }
          semantics.exit(manager, null, runtime, span)
          return completion
        }
      },
      compileSuspendable(c, s.body),
    )
  },
}

/** Does the statement hold a `yield`, those of inner functions left out? */
function suspends(s: Stmt): boolean {
  switch (s.kind) {
    case 'yield':
      return true
    case 'if':
      return [...s.then, ...s.otherwise].some(suspends)
    case 'loop':
    case 'each':
      return [...s.body, ...s.otherwise].some(suspends)
    case 'block':
    case 'with':
      return s.body.some(suspends)
    case 'try':
      return [...s.body, ...s.handlers.flatMap((h) => h.body), ...s.otherwise, ...s.finally].some(suspends)
    default:
      return false
  }
}

/** Compiles statements that may stop in their middle. */
function compileSuspendable(c: Compiler, statements: readonly Stmt[]): Suspendable {
  const parts: (
    { readonly run: (f: Activation) => Completion } | { readonly steps: Suspendable; readonly span: Span }
  )[] = []
  let plain: Stmt[] = []
  const flush = (): void => {
    if (plain.length > 0) parts.push({ run: compileBlock(c, plain) })
    plain = []
  }
  for (const s of statements) {
    if (!suspends(s)) {
      plain.push(s)
      continue
    }
    flush()
    parts.push({ steps: (compilers[s.kind as Kind] as (c: Compiler, s: Stmt) => Suspendable)(c, s), span: s.span })
  }
  flush()
  return function* (f) {
    for (const part of parts) {
      let completion: Completion
      if ('run' in part) completion = part.run(f)
      else {
        c.runtime.statement = part.span
        c.runtime.step(1)
        completion = yield* part.steps(f)
      }
      if (f.possibleExits !== null) throw new Lost(f.possibleExits[0].why)
      if (completion !== NORMAL) return completion
    }
    return NORMAL
  }
}

/** The body of a generator, ready to be stepped through. */
export interface GeneratorBody {
  readonly steps: Suspendable
  /** The same without stopping: for what it may change where nobody knows how far it goes. */
  readonly throughout: (f: Activation) => Completion
}

/** Compiles a generator's body. */
export function compileGenerator(c: Compiler, body: readonly Stmt[]): GeneratorBody {
  return { steps: compileSuspendable(c, body), throughout: compileBlock(c, body) }
}

/** One call of a generator: what has run so far, and how it goes on. */
export class SuspendedCall implements Delegate {
  /** How often it was resumed. */
  resumed = 0
  private readonly machine: Steps
  private handling: Raised[] = []
  private guards: Guard[] = []
  private state: 'stopped' | 'running' | 'ended' = 'stopped'

  constructor(
    private readonly c: Compiler,
    readonly code: FunctionCode,
    private readonly body: GeneratorBody,
    private readonly f: Activation,
    private readonly site: number,
  ) {
    this.machine = body.steps(f)
  }

  get isRunning(): boolean {
    return this.state === 'running'
  }

  /** Goes on until the next `yield` or the end. Throws Raised where the body does; it has then ended. */
  resume(input: Resumption): Suspension {
    const { c, f } = this
    const { runtime, semantics } = c
    if (this.state === 'ended') return { kind: 'returned', value: semantics.nothing }
    c.enterCall(this.code.name, runtime.sites[this.site])
    this.resumed++
    this.state = 'running'
    const { statement } = runtime
    const [handling, guards] = [c.handling.length, runtime.guards.length]
    c.handling.push(...this.handling)
    runtime.guards.push(...this.guards)
    const { frames } = c.session.tape
    const outer = frames.call(this.site)
    try {
      const step = input.kind === 'throw' ? this.machine.throw(input.raised) : this.machine.next(input.value)
      // Nobody knows whether it comes to this `yield` where something before may have raised.
      const doubt = step.done ? null : doubtAmong(runtime.guards, guards)
      if (doubt !== null) throw new Lost(doubt)
      if (!step.done) {
        this.state = 'stopped'
        return { kind: 'yielded', value: step.value }
      }
      return { kind: 'returned', value: step.value === RETURN ? f.result : semantics.nothing }
    } catch (e) {
      if (!(e instanceof Lost)) throw e
      const { reason, facts, node } = e.why
      const candidates = [...new Set([...objectsIn([e.why]), ...this.reached()])]
      this.obscure(e.why)
      return { kind: 'unknown', why: new Opaque(reason, { ...facts, candidates, complete: undefined }, node) }
    } finally {
      if (this.isRunning) this.state = 'ended'
      this.handling = c.handling.splice(handling)
      this.guards = runtime.guards.splice(guards)
      frames.leave(outer)
      runtime.statement = statement
      c.leaveCall()
    }
  }

  /** The objects that it knows now: it may give them out. */
  private reached(): readonly object[] {
    const values = this.f.slots.map((v) => (v instanceof Cell ? v.value : v))
    return [...objectsIn(values), ...values.flatMap(heldBy)]
  }

  /** Nobody knows what of the body runs from here on: what it may change is unknown. */
  private obscure(why: Opaque): void {
    const { c, f } = this
    const { runtime, branches } = c
    const site = runtime.sites[this.site]
    branches.gather(f, site)
    f.possibleExits = null
    f.slots.forEach((value, i) => {
      if (!(value instanceof Cell)) f.slots[i] = branches.forget(value, why, site)
      else {
        runtime.touch(value)
        value.value = branches.forget(value.value, why, site)
      }
    })
    const turn = (): Completion => {
      try {
        return this.body.throughout(f)
      } catch (e) {
        if (!runtime.asRaised(e, site)) throw e
        runtime.mayRaise(why)
        return NORMAL
      }
    }
    branches.repeat(f, { turn, sure: 1, why, site })
  }
}

/** Why one of the guards from a place on knows of something that may have raised. */
function doubtAmong(guards: readonly Guard[], from: number): Opaque | null {
  for (let i = from; i < guards.length; i++) {
    const guard = guards[i]
    if (guard instanceof GeneratorGuard && guard.why !== null) return guard.why
  }
  return null
}
