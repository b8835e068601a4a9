// Generators: calls that were stopped at a `yield`.
import {
  DONE,
  Native,
  NativeObject,
  Opaque,
  Raised,
  type Delegate,
  type Iteration,
  type Resumption,
  type Runtime,
  type Span,
  type Suspension,
  type SuspendedCall,
  type Value,
} from '@gradlens/engine'
import { makeException, raised } from '../exceptions'
import { callWith, findAttribute, isUnknown, iterate, typeNameOf } from '../operations'
import type { TypeProtocol } from '../protocol'
import { qualifiedNameOf } from '../qualifiedNames'
import { addressOf } from './function'
import { raisedIs } from './instance'

const ELSEWHERE = 'a generator went on where it is not known whether that ran'
const NEXT: Resumption = { kind: 'send', value: null }

/** How far a generator is: how often it was resumed, and whether it ended. */
interface Progress {
  readonly resumed: number
  readonly ended: boolean
}

/** `generator`: what a call of a function with `yield` gives, and a generator expression. */
export class PythonGenerator extends NativeObject<Progress> implements Delegate {
  readonly typeName = 'generator'
  private progress: Progress = { resumed: 0, ended: false }
  /** What the body returned. */
  returned: Value = null
  /** Set where it is not known how it goes on. */
  unknown: Opaque | null = null

  constructor(
    readonly call: SuspendedCall,
    private readonly runtime: Runtime,
  ) {
    super()
  }

  get protocol(): TypeProtocol<PythonGenerator> {
    return generatorProtocol
  }

  get started(): boolean {
    return this.progress.resumed > 0
  }

  /** Goes on until the next `yield` or the end. */
  resume(input: Resumption, site?: Span): Suspension {
    const { call, runtime } = this
    const at = site ?? runtime.statement
    if (call.isRunning) throw raised('ValueError', 'generator already executing', at)
    // A stopped call can't go back to where an undone arm or sample point found it.
    if (this.progress.resumed !== call.resumed) this.unknown ??= runtime.opaque(ELSEWHERE, at)
    if (this.unknown) return { kind: 'unknown', why: this.unknown }
    if (this.progress.ended) {
      if (input.kind === 'throw') throw input.raised
      return { kind: 'returned', value: null }
    }
    runtime.touch(this)
    let step: Suspension | null = null
    try {
      step = call.resume(input)
    } catch (e) {
      if (!(e instanceof Raised) || !raisedIs(e, 'StopIteration')) throw e
      throw raised('RuntimeError', 'generator raised StopIteration', e.site)
    } finally {
      this.progress = { resumed: call.resumed, ended: step?.kind !== 'yielded' }
    }
    if (step.kind === 'unknown') this.unknown = step.why
    if (step.kind === 'returned') this.returned = step.value
    return step
  }

  /** The next item, as iterators step; opaque where it is not known whether there is one. */
  step(site: Span): { readonly item: Value } | typeof DONE | Opaque {
    const step = this.resume(NEXT, site)
    if (step.kind === 'yielded') return { item: step.value }
    return step.kind === 'unknown' ? step.why : DONE
  }

  save(): Progress {
    return this.progress
  }
  restore(state: Progress): void {
    this.progress = state
  }
  merge(one: Progress, other: Progress, unknown: () => Opaque): void {
    this.progress = one
    if (one.resumed !== other.resumed) this.unknown ??= unknown()
  }
  override obscure(unknown: () => Opaque): readonly Value[] {
    this.unknown ??= unknown()
    return []
  }
}

/** The item of a step; StopIteration at the end. */
function itemOf(step: Suspension, runtime: Runtime, site: Span): Value {
  if (step.kind === 'yielded') return step.value
  if (step.kind === 'unknown') return step.why
  throw stopIteration(step.value, runtime, site)
}

function stopIteration(value: Value, runtime: Runtime, site: Span): Raised {
  const exception = makeException('StopIteration', value === null ? [] : [value])
  exception.attributes.set('value', value)
  return runtime.semantics.raise(exception, undefined, runtime, site)
}

class GeneratorWalk implements Iteration {
  constructor(
    private readonly generator: PythonGenerator,
    private readonly site: Span,
  ) {}

  next(): Value | typeof DONE {
    const step = this.generator.resume(NEXT, this.site)
    return step.kind === 'yielded' ? step.value : DONE
  }

  get opaque(): Opaque | undefined {
    return this.generator.unknown ?? undefined
  }
}

type Method = (v: PythonGenerator, args: readonly Value[], runtime: Runtime, site: Span) => Value

const METHODS: Readonly<Record<string, Method>> = {
  __iter__: (v) => v,
  __next__: (v, _, runtime, site) => itemOf(v.resume(NEXT, site), runtime, site),
  send(v, [value], runtime, site) {
    if (!v.started && value !== null)
      throw raised('TypeError', "can't send non-None value to a just-started generator", site)
    return itemOf(v.resume({ kind: 'send', value }, site), runtime, site)
  },
  throw(v, [type, value], runtime, site) {
    const exception = value === undefined || value === null ? type : callWith(type, [value], runtime, site)
    const thrown = runtime.semantics.raise(exception, undefined, runtime, site)
    return itemOf(v.resume({ kind: 'throw', raised: thrown }, site), runtime, site)
  },
  close(v, _, __, site) {
    try {
      const step = v.resume({ kind: 'throw', raised: raised('GeneratorExit', '', site) }, site)
      if (step.kind === 'yielded') throw raised('RuntimeError', 'generator ignored GeneratorExit', site)
    } catch (e) {
      if (!(e instanceof Raised) || !(raisedIs(e, 'GeneratorExit') || raisedIs(e, 'StopIteration'))) throw e
    }
    return null
  },
}

const generatorProtocol: TypeProtocol<PythonGenerator> = {
  typeName: (v) => v.typeName,
  iterate: (v, _, site) => new GeneratorWalk(v, site),
  next(v, runtime, site) {
    const step = v.resume(NEXT, site)
    if (step.kind === 'returned') return DONE
    return step.kind === 'yielded' ? step.value : runtime.opaque(step.why.reason, site)
  },
  getAttribute(v, name) {
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
    if (method)
      return new Native(
        `generator.${name}`,
        (runtime, { positional }, site) => method(v, positional, runtime, site),
        null,
        true,
      )
    if (name === '__name__') return v.call.code.name
    return name === '__qualname__' ? qualifiedNameOf(v.call.code) : undefined
  },
  repr: (v) => `<generator object ${qualifiedNameOf(v.call.code)} at ${addressOf(v)}>`,
  display: (v) => `<generator ${qualifiedNameOf(v.call.code)}>`,
  toJson: () => undefined,
}

/** What `yield from iterable` steps through: a generator itself, an object with `send` by its methods, else its items. */
export function delegateOf(iterable: Value, runtime: Runtime, site: Span): Delegate {
  if (iterable instanceof PythonGenerator) return iterable
  if (isUnknown(iterable)) return { resume: () => ({ kind: 'unknown', why: iterable }) }
  const iteration = iterate(iterable, runtime, site)
  return {
    resume(input) {
      if (input.kind === 'throw') throw input.raised
      if (input.value !== null) {
        if (findAttribute(iterable, 'send', runtime, site) === undefined)
          throw raised('AttributeError', `'${typeNameOf(iterable)}' object has no attribute 'send'`, site)
      }
      const item = iteration.next()
      if (item !== DONE) return { kind: 'yielded', value: item }
      return iteration.opaque ? { kind: 'unknown', why: iteration.opaque } : { kind: 'returned', value: null }
    },
  }
}

/** What `next(v)` raises where v has ended: StopIteration with what a generator returned. */
export function endOf(v: Value, runtime: Runtime, site: Span): Raised {
  return stopIteration(v instanceof PythonGenerator ? v.returned : null, runtime, site)
}
