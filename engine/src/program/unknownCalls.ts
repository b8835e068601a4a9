// What happens where nobody knows what is called or operated on: each object that it may be is an arm that may not be
// taken; and code that is not evaluated may call what it gets, any number of times.
import { Opaque } from '../numeric/num'
import { Activation, NORMAL } from './activation'
import type { Completion } from './activation'
import { assignedVariables } from './assigned'
import type { Compiler } from './compiler'
import type { FunctionCode, Parameter, Reference, Span, Stmt } from './ir'
import { Records } from './runtime'
import { DONE } from './semantics'
import {
  BoundMethod,
  Cell,
  Class,
  Closure,
  Dict,
  Frame,
  heldBy,
  Instance,
  isUnknown,
  List,
  Module,
  partFacts,
} from './values'
import { argumentValues, Tuple } from './values'
import type { Arguments, Native, Value } from './values'

/** Code of the program that runs where a value is used in a way that nobody knows. */
export interface PossibleCall {
  readonly callee: Value
  /** The function that then runs, and how many of its parameters are given already. */
  readonly code: FunctionCode
  readonly given: number
}

/** Of more objects than these the rest are made unknown as a whole. */
const MOST_ARMS = 8

/** Arms within arms deeper than this are not run: what they may change is made unknown as a whole. */
const DEEPEST = 1

/** So many arms are run in an evaluation; what the code of more may change is made unknown as a whole. */
const ALL_ARMS = 300

/** Possible calls within possible calls, likewise. */
const DEEPEST_CALLS = 4
/** A function that calls itself is followed through so many arms that may not be taken. */
const DEEPEST_RECURSION = 2

/** So many items are asked of an iterator of the program's, to see what it does. */
const WALKED = 2

/** The calls of one evaluation whose callee, operands, arguments or number nobody knows. */
export class UnknownCalls {
  private depth = 0
  /** How many arms this evaluation may still run. */
  armsLeft = ALL_ARMS
  /** The functions that run because unknown code may call them. */
  private readonly running = new Set<FunctionCode>()
  /** For each function, how deep in arms that may not be taken its running calls stand: a number for each such depth. */
  private readonly doubts = new Map<FunctionCode, number[]>()
  private readonly nowhere = new Frame([])

  constructor(private readonly compiler: Compiler) {}

  // ── One of several objects ──

  /**
   * Does something to an opaque value, whatever it is.
   *
   * @param act what is done to an object that it may be
   * @param otherwise what is done where it is none of those
   * @param runs which objects are worth trying where it may be something else
   */
  each(
    object: Opaque,
    act: (candidate: Value) => Value,
    otherwise: () => Value,
    site: Span,
    runs: (v: Value) => boolean = runsCode,
  ): Value {
    const { whole, tried } = this.candidatesOf(object, runs)
    if (tried.length === 0) return otherwise()
    const arms = tried.map((v) => () => act(v))
    if (!whole) arms.push(otherwise)
    const f = new Activation([], null, this.nowhere, undefined)
    const value = this.within(() => this.compiler.branches.choose(f, arms, object, site))
    if (whole || !(value instanceof Opaque)) return value
    return new Opaque(value.reason, { ...value.facts, origin: object.facts.origin }, value.node)
  }

  /** The same for a statement: it runs on each object that the value may be. */
  arms(
    f: Activation,
    object: Opaque,
    act: (candidate: Value) => Completion,
    otherwise: () => Completion,
    site: Span,
  ): Completion {
    const { whole, tried } = this.candidatesOf(object, runsCode)
    if (tried.length === 0) return otherwise()
    const arms = tried.map((v) => () => act(v))
    if (!whole) arms.push(otherwise)
    return this.within(() => this.compiler.branches.run(f, arms, object, site))
  }

  /** A change of something opaque: each of the objects that it may be is changed, or any that can be reached from them. */
  change(object: Opaque, act: (candidate: Value) => void, site: Span): void {
    const changed = (v: Value): Value => {
      act(v)
      return null
    }
    this.each(object, changed, () => (this.compiler.changeUnknown(object, site), null), site)
  }

  /** An operation some of whose operands are unknown. */
  operation(operands: readonly Value[], operate: (...operands: readonly Value[]) => Value, site: Span): Value {
    const otherwise = (): Opaque => this.compiler.unknownOf(site, ...operands)
    const at = operands.findIndex((v) => isUnknown(v) && v.facts.candidates !== undefined)
    if (at < 0) return otherwise()
    const act = (candidate: Value): Value => {
      const now = operands.map((v, i) => (i === at ? candidate : v))
      if (candidate instanceof Instance || !now.some(isUnknown)) return operate(...now)
      return this.operation(now, operate, site)
    }
    return this.each(operands[at] as Opaque, act, otherwise, site)
  }

  /** The truth of something opaque. */
  truth(object: Opaque, site: Span): boolean | Opaque {
    const { runtime, semantics } = this.compiler
    const truth = this.each(
      object,
      (v) => semantics.truthy(v, runtime, site),
      () => object,
      site,
    )
    return truth instanceof Opaque || typeof truth === 'boolean' ? truth : object
  }

  /** `object.name` of something opaque. */
  member(object: Opaque, name: string, site: Span, otherwise: () => Value): Value {
    const { runtime, semantics } = this.compiler
    return this.each(object, (v) => semantics.getAttribute(v, name, runtime, site), otherwise, site)
  }

  /** `object[index]` of something opaque. */
  item(object: Opaque, index: Value, site: Span): Value {
    const { compiler } = this
    const { runtime, semantics } = compiler
    const act = (v: Value): Value =>
      isUnknown(index) && !(v instanceof Instance)
        ? compiler.itemAtUnknown(v, index, site)
        : semantics.getItem(v, index, runtime, site)
    const otherwise = (): Value => runtime.opaqueOrRaised(object.reason, site, this.itemFacts(object), [object])
    return this.each(object, act, otherwise, site)
  }

  /** What is known of an item of something opaque: it may be held by any of the objects that this may be. */
  itemFacts(object: Opaque): Opaque['facts'] {
    const { candidates = [] } = object.facts
    const all = new Set<object>([...candidates, ...candidates.flatMap((v) => heldBy(v as Value))])
    return { ...partFacts(object), ...(all.size > 0 ? { candidates: [...all] } : {}) }
  }

  /** A call of a library's function that takes no opaque arguments. */
  native(callee: Native, unknown: Opaque, args: Arguments, site: Span): Value {
    const { compiler } = this
    const act = (v: Value): Value => {
      const given = (x: Value): Value => (x === unknown ? v : x)
      const keywords = args.keywords && new Map([...args.keywords].map(([name, x]) => [name, given(x)]))
      return compiler.call(callee, { positional: args.positional.map(given), keywords }, site)
    }
    const otherwise = (): Value => compiler.runtime.opaque(unknown.reason, site, {}, args.positional)
    return unknown.facts.candidates ? this.each(unknown, act, otherwise, site) : otherwise()
  }

  /** An item of something opaque that is walked. */
  iterated(object: Opaque, site: Span): Opaque {
    const { runtime, semantics } = this.compiler
    const item = (): Value => runtime.opaque(object.reason, site, this.itemFacts(object), [object])
    const walk = (v: Value): Value => {
      const iteration = semantics.iterate(v, runtime, site)
      for (let i = 0; i < WALKED; i++) if (iteration.next() === DONE) break
      return null
    }
    this.each(object, walk, () => null, site)
    return item() as Opaque
  }

  /** `object.name(args)` of something opaque. */
  method(object: Opaque, name: string, args: Arguments, site: Span): Value {
    const { compiler } = this
    const { runtime, semantics } = compiler
    const act = (v: Value): Value =>
      args.unknown
        ? this.onUnknown(v, args.unknown, args, site)
        : semantics.callMethod(v, name, args, runtime, site, site)
    const otherwise = (): Value => {
      compiler.changeUnknown(object, site)
      return this.ofUnknownCode(compiler.plainMember(object, name, site, [object]), args, site, name)
    }
    return this.each(object, act, otherwise, site)
  }

  /** What a call of something opaque gives; what it may have changed is unknown afterwards. */
  ofOpaque(callee: Opaque, args: Arguments, site: Span): Value {
    return this.each(
      callee,
      (v) => this.compiler.call(v, args, site),
      () => this.ofUnknownCode(callee, args, site),
      site,
      isNoContainer,
    )
  }

  private candidatesOf(
    object: Opaque,
    runs: (v: Value) => boolean,
  ): { readonly whole: boolean; readonly tried: readonly Value[] } {
    const { candidates = [], complete } = object.facts
    const all = candidates as readonly Value[]
    const isDeep = this.depth >= DEEPEST || this.armsLeft <= 0
    if (complete && all.length <= MOST_ARMS && !isDeep) {
      this.armsLeft -= all.length
      return { whole: true, tried: all }
    }
    const running = all.filter(runs)
    const tried = isDeep ? [] : running.slice(0, MOST_ARMS)
    this.armsLeft -= tried.length
    for (const v of running.slice(tried.length)) this.giveUp(v, object)
    return { whole: false, tried }
  }

  private within<T>(work: () => T): T {
    this.depth++
    try {
      return work()
    } finally {
      this.depth--
    }
  }

  // ── Code that is not evaluated ──

  /** What code that is not evaluated gives; what it may have called and changed is unknown afterwards. */
  private ofUnknownCode(callee: Opaque, args: Arguments, site: Span, name?: string): Opaque {
    const { runtime, semantics } = this.compiler
    const { reason, facts } = callee
    const origin = facts.path ?? facts.origin
    const given = argumentValues(args)
    // What it gives may call what it got: a decorator's result the function.
    const candidates = given.filter((v) => v instanceof Closure || v instanceof BoundMethod || v instanceof Class)
    const known = candidates.length > 0 ? { origin, candidates } : { origin }
    const result = runtime.opaque(reason, site, known, [callee, ...given])
    const called = name ?? origin?.split('.').pop()
    runtime.mayRaise(result)
    const changes = semantics.mayChangeArguments(origin, called)
    const reached = changes ? runtime.forget(given, reason, site) : containedIn(given)
    if (semantics.mayCallArguments?.(origin, called)) this.mayCallAny(given, changes ? reached : [], result, site)
    semantics.ranUnknown?.(origin, called, args, result, runtime)
    runtime.mayRaise(result)
    return result
  }

  /** A call in an arm that may not be taken. A recursion by way of further such arms is not followed to its end, and where
   *  arms have multiplied nor is any call deep inside them: what it gives and may change is unknown. */
  inDoubt(closure: Closure, args: Arguments, site: Span, enter: () => Value): Value {
    const { branches, runtime } = this.compiler
    const { code } = closure
    if (branches.isExhausted) return this.notFollowed(closure, args, site)
    let levels = this.doubts.get(code)
    if (!levels) this.doubts.set(code, (levels = []))
    // Within one arm it is as sure as the call around it.
    if (levels[levels.length - 1] === runtime.uncertain) return enter()
    if (levels.length >= DEEPEST_RECURSION) return this.notFollowed(closure, args, site)
    levels.push(runtime.uncertain)
    try {
      return enter()
    } finally {
      levels.pop()
    }
  }

  private notFollowed(closure: Closure, args: Arguments, site: Span): Opaque {
    const { runtime, semantics } = this.compiler
    const reason = `whether \`${closure.code.name}\` is called here depends on too much that is unknown`
    const given = argumentValues(args)
    const result = runtime.opaqueOrRaised(reason, site, {}, given)
    const done = new Set<Value>()
    for (const v of [closure, ...given, ...runtime.forget(given, reason, site)]) this.giveUp(v, result, done)
    semantics.ranUnknown?.(undefined, closure.code.name, args, result, runtime)
    runtime.mayRaise(result)
    return result
  }

  /** A call of which nobody knows how many arguments it gets: what it gives and what it may have changed is unknown. */
  onUnknown(callee: Value, why: Opaque, args: Arguments, site: Span): Opaque {
    const { runtime } = this.compiler
    const given = argumentValues(args)
    const result = runtime.opaqueOrRaised(why.reason, site, {}, [why, callee, ...given])
    const reached = runtime.forget([callee, ...given], why.reason, site)
    this.mayCallAny([callee], reached, result, site)
    runtime.mayRaise(result)
    return result
  }

  /** Runs what was perhaps called on what nobody knows: what it changes is unknown afterwards. */
  mayCall(callee: Value, why: Opaque, site: Span): void {
    for (const call of this.callsOf(callee)) this.run(call, why, site)
  }

  /** Runs what unknown code may call: what it was given, and what it finds there. */
  private mayCallAny(given: readonly Value[], reached: Iterable<Value>, why: Opaque, site: Span): void {
    for (const v of given) if (!(v instanceof Instance)) this.mayCall(v, why, site)
    const others = [...reached].filter((v) => v instanceof Instance || !given.includes(v))
    if (others.length > 0) this.unseen(() => others.forEach((v) => this.mayCall(v, why, site)))
  }

  /** Runs code that the program may never run: what it shows and records is nothing to report. */
  private unseen(work: () => void): void {
    const { compiler } = this
    const { observer, runtime } = compiler
    const { records } = runtime
    compiler.observer = null
    runtime.records = new Records()
    try {
      work()
    } finally {
      compiler.observer = observer
      runtime.records = records
    }
  }

  private callsOf(v: Value): readonly PossibleCall[] {
    if (v instanceof Closure) return [{ callee: v, code: v.code, given: 0 }]
    return this.compiler.semantics.callsOf?.(v) ?? []
  }

  private run(call: PossibleCall, why: Opaque, site: Span): void {
    const { code, callee } = call
    // Within its own run it changes nothing that is not unknown afterwards.
    if (this.running.has(code)) return
    if (this.running.size >= DEEPEST_CALLS) return this.giveUp(callee, why)
    const { compiler } = this
    const unknown = (): Opaque => compiler.runtime.opaque(why.reason, site)
    const once = (args: Arguments) => (): Completion => {
      try {
        compiler.call(callee, args, site)
      } catch (e) {
        // Whoever calls it may catch what it raises.
        if (!compiler.runtime.asRaised(e, site)) throw e
        compiler.runtime.mayRaise(why)
      }
      return NORMAL
    }
    this.running.add(code)
    try {
      for (const args of this.argumentsOf(call, unknown)) {
        const f = new Activation([], null, this.nowhere, undefined)
        compiler.branches.run(f, [once(args), () => NORMAL], why, site)
      }
    } finally {
      this.running.delete(code)
    }
  }

  /** As few arguments as a function takes, and as many. */
  private argumentsOf({ code, given }: PossibleCall, unknown: () => Opaque): readonly Arguments[] {
    const all = { positional: code.parameters.slice(given).map(unknown), keywords: null }
    if (!this.compiler.semantics.undefinedIsUnbound) return [all, all]
    const places = code.parameters.filter(isPlaced).slice(given)
    const named = code.parameters.filter((p) => p.kind === 'keywordOnly')
    const hasRest = (kind: Parameter['kind']): boolean => code.parameters.some((p) => p.kind === kind)
    const fewest = (p: Parameter): boolean => !p.hasDefault
    const make = (of: (p: Parameter) => boolean, more: boolean): Arguments => {
      const positional: Value[] = places.filter(of).map(unknown)
      const keywords = new Map<string, Value>(named.filter(of).map((p) => [p.name, unknown()]))
      if (more && hasRest('rest')) positional.push(unknown(), unknown())
      if (more && hasRest('keywordRest')) keywords.set('…', unknown())
      return { positional, keywords: keywords.size > 0 ? keywords : null }
    }
    return [make(fewest, false), make(() => true, true)]
  }

  /** Makes unknown what code may change that is not run. */
  private giveUp(v: Value, why: Opaque, done = new Set<Value>()): void {
    const { runtime } = this.compiler
    // Classes and modules that it mentions stay what they are.
    const stays = done.size > 0 && (v instanceof Class || v instanceof Module)
    if (!stays) runtime.forget([v], why.reason, runtime.statement)
    for (const { callee, code } of this.callsOf(v)) {
      const closure = closureIn(callee)
      if (!closure || done.has(closure)) continue
      done.add(closure)
      const used = [...closure.cells.map((cell) => cell.value), ...globalsIn(code.body, closure.module.slots)]
      this.forgetAssigned(closure, code, why)
      for (const value of used) this.giveUp(value, why, done)
    }
  }

  private forgetAssigned(closure: Closure, code: FunctionCode, why: Opaque): void {
    const { branches, runtime } = this.compiler
    for (const { scope, index } of assignedVariables(code.body)) {
      const holder = scope === 'free' ? closure.cells[index] : scope === 'global' ? closure.module.slots[index] : null
      if (holder instanceof Cell) {
        runtime.touch(holder)
        holder.value = branches.forget(holder.value, why, runtime.statement)
      } else if (scope === 'global') {
        runtime.touch(closure.module)
        closure.module.slots[index] = branches.forget(holder, why, runtime.statement)
      }
    }
  }
}

function isPlaced(p: Parameter): boolean {
  return p.kind === 'positional' || p.kind === 'positionalOnly'
}

/** Does an operation on it run code of the program, as far as its kind tells? */
function runsCode(v: Value): boolean {
  return v instanceof Instance || v instanceof Closure || v instanceof BoundMethod || v instanceof Class
}

/** Can it perhaps be called? */
function isNoContainer(v: Value): boolean {
  return !(v instanceof List || v instanceof Dict)
}

/** The values of the global variables that code mentions, the functions inside it included. */
function globalsIn(code: readonly Stmt[], slots: readonly Value[]): readonly Value[] {
  const indices = new Set<number>()
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { scope, index } = node as Partial<Reference>
    if (scope === 'global' && typeof index === 'number') indices.add(index)
    Object.values(node).forEach(visit)
  }
  visit(code)
  return [...indices].map((index) => slots[index])
}

function closureIn(callee: Value): Closure | null {
  const function_ = callee instanceof BoundMethod ? callee.callee : callee
  return function_ instanceof Closure ? function_ : null
}

/** Values and what stands in the lists, tuples and dicts among them. */
function containedIn(values: readonly Value[]): ReadonlySet<Value> {
  const all = new Set<Value>()
  const waiting = [...values]
  while (waiting.length > 0) {
    const v = waiting.pop()
    if (all.has(v)) continue
    all.add(v)
    if (v instanceof List || v instanceof Tuple) waiting.push(...v.items)
    if (v instanceof Dict) waiting.push(...[...v.entries.values()].map((e) => e.value))
  }
  return all
}
