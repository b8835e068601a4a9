// What compiling expressions and statements has in common: names, calls, truth, unpacking, observation. One Compiler
// belongs to one evaluation; functions are compiled when they are first called.
import { Opaque } from '../numeric/num'
import type { Session } from '../numeric/session'
import { Activation, newSlots, NORMAL, RETURN } from './activation'
import { Branches } from './branches'
import { compileExpression, compileTarget } from './expressions'
import type { Assign, Evaluate } from './expressions'
import { compileGenerator, SuspendedCall } from './generators'
import type { GeneratorBody } from './generators'
import type { BinaryOperator, Expr, FunctionCode, Parameter, Reference, Span, Target } from './ir'
import type { Observer } from './observer'
import type { Runtime } from './runtime'
import { DONE, Raised } from './semantics'
import type { EvaluatedMember, Semantics } from './semantics'
import { compileBlock } from './statements'
import type { Run } from './statements'
import { UnknownCalls } from './unknownCalls'
import { Cell, Closure, isUnknown, itemFactsOf, List, mayBeAbsent, Native, partFacts } from './values'
import { Tuple, unknownArgument } from './values'
import type { Arguments, Frame, Value } from './values'

class CompiledFunction {
  constructor(
    readonly compiler: Compiler,
    /** What is to be done with the parameters once the arguments are in their slots. */
    readonly parameters: readonly ((f: Activation) => void)[],
    readonly body: Run,
    /** Of a generator: its body, to be stepped through. */
    readonly generator: GeneratorBody | null,
    /** Arguments can be put into the slots as they come. */
    readonly simple: boolean,
    /** The slots of a call before anything is bound. */
    readonly blank: readonly Value[],
    /** The number of the name's site. */
    readonly site: number,
  ) {}
}

interface UnpackItem {
  readonly assign: Assign
  readonly rest: boolean
  readonly fallback: Evaluate | null
}

/** What an observed site is, for reports. */
export interface ObservedSite {
  readonly role: 'expression' | 'variable' | 'parameter' | 'target'
  readonly span: Span
  /** The expression; null for parameters and targets. */
  readonly expression: Expr | null
}

/** How far a run had come, as far as the compiler knows. */
export interface CompilerMark {
  readonly closures: ReadonlyMap<FunctionCode, Closure>
  readonly replaced: ReadonlyMap<FunctionCode, Opaque>
  readonly armsLeft: number
  readonly deepRuns: number
}

export class Compiler {
  readonly session: Session
  readonly semantics: Semantics
  readonly branches: Branches
  readonly unknownCalls: UnknownCalls
  /** Where values are noted; null in runs that nobody looks at. */
  observer: Observer | null = null
  /** Every site that can be observed, by its number. */
  readonly sites = new Map<number, ObservedSite>()
  /** The last closure made of each function. */
  readonly closures = new Map<FunctionCode, Closure>()
  /** What stands for functions that a decorator which is not evaluated got. */
  readonly replaced = new Map<FunctionCode, Opaque>()
  /** Exceptions whose handlers run now, innermost last: what a bare `raise` raises again. */
  readonly handling: Raised[] = []
  private readonly functions = new Map<FunctionCode, CompiledFunction>()
  private depth = 0

  constructor(
    readonly runtime: Runtime,
    /** False: values are not noted, and nothing is paid for it. */
    readonly observing: boolean,
  ) {
    this.session = runtime.session
    this.semantics = runtime.semantics
    this.branches = new Branches(runtime)
    this.unknownCalls = new UnknownCalls(this)
  }

  /** What was made and spent until now, to go back to. */
  mark(): CompilerMark {
    const { closures, replaced, unknownCalls, branches } = this
    return {
      closures: new Map(closures),
      replaced: new Map(replaced),
      armsLeft: unknownCalls.armsLeft,
      deepRuns: branches.deepRuns,
    }
  }

  /** Forgets what was made and spent since. */
  rewind({ closures, replaced, armsLeft, deepRuns }: CompilerMark): void {
    putBack(this.closures, closures)
    putBack(this.replaced, replaced)
    this.unknownCalls.armsLeft = armsLeft
    this.branches.deepRuns = deepRuns
  }

  expression(e: Expr): Evaluate {
    return compileExpression(this, e)
  }

  target(t: Target): Assign {
    return compileTarget(this, t)
  }

  // ── Observation ──

  observed(evaluate: Evaluate, e: Expr, site: number): Evaluate {
    if (!this.observing || e.kind === 'literal' || e.kind === 'function' || e.kind === 'class') return evaluate
    this.sites.set(site, { role: e.kind === 'read' ? 'variable' : 'expression', span: e.span, expression: e })
    if (e.kind === 'read' && e.ref.scope === 'local') {
      const { index } = e.ref
      return (f) => {
        const held = f.slots[index]
        const value = typeof held === 'number' ? held : evaluate(f)
        this.observer?.see(site, value)
        return value
      }
    }
    return (f) => {
      const value = evaluate(f)
      this.observer?.see(site, value)
      return value
    }
  }

  observedTarget(assign: Assign, t: Target, site: number): Assign {
    if (!this.observing) return assign
    this.sites.set(site, { role: 'target', span: t.span, expression: null })
    return (f, value) => {
      this.observer?.see(site, value)
      assign(f, value)
    }
  }

  // ── Names ──

  reader(ref: Reference, span: Span): Evaluate {
    const read = this.rawReader(ref)
    if (!this.semantics.undefinedIsUnbound) return read
    const unbound = (f: Activation): Raised => {
      const local = (ref.scope === 'local' || ref.scope === 'cell') && f.closure !== null
      const kind = ref.scope === 'free' ? 'unbound-free' : local ? 'unbound-local' : 'unbound-name'
      return this.semantics.failure(kind, ref.name, this.runtime, span)
    }
    if (ref.scope === 'local') {
      const { index } = ref
      return (f) => {
        const value = f.slots[index]
        if (value === undefined) throw unbound(f)
        return typeof value === 'object' && mayBeAbsent(value) ? this.runtime.presentOrRaised(value) : value
      }
    }
    if (ref.scope === 'global') {
      const { index } = ref
      return (f) => {
        const held = f.module.slots[index]
        const value = held instanceof Cell ? held.value : held
        if (value === undefined) throw unbound(f)
        return typeof value === 'object' && mayBeAbsent(value) ? this.runtime.presentOrRaised(value) : value
      }
    }
    return (f) => {
      const value = read(f)
      if (value === undefined) throw unbound(f)
      return typeof value === 'object' && mayBeAbsent(value) ? this.runtime.presentOrRaised(value) : value
    }
  }

  rawReader(ref: Reference): Evaluate {
    const { index } = ref
    switch (ref.scope) {
      case 'local':
        return (f) => f.slots[index]
      case 'cell':
        return (f) => (f.slots[index] as Cell).value
      case 'free':
        return (f) => (f.closure as Closure).cells[index].value
      case 'global':
        return (f) => {
          const value = f.module.slots[index]
          return value instanceof Cell ? value.value : value
        }
    }
  }

  writer(ref: Reference): Assign {
    const { index } = ref
    const put = (cell: Cell, value: Value): void => {
      this.runtime.touch(cell)
      cell.value = value
    }
    switch (ref.scope) {
      case 'local':
        return (f, value) => {
          if (f.slots === f.module.slots) this.runtime.touch(f.module)
          f.slots[index] = value
        }
      case 'cell':
        return (f, value) => put(f.slots[index] as Cell, value)
      case 'free':
        return (f, value) => put((f.closure as Closure).cells[index], value)
      case 'global':
        return (f, value) => {
          const cell = f.module.slots[index]
          if (cell instanceof Cell) return put(cell, value)
          this.runtime.touch(f.module)
          f.module.slots[index] = value
        }
    }
  }

  /** Compiles `target op= …`: the target's parts are evaluated once. */
  readModifyWrite(t: Target, modify: (old: Value, f: Activation, write: (v: Value) => void) => Value): Evaluate {
    const { runtime, semantics, session } = this
    const site = runtime.siteId(t.span)
    switch (t.kind) {
      case 'name': {
        const read = this.reader(t.ref, t.span)
        const write = this.target(t)
        return (f) => modify(read(f), f, (v) => write(f, v))
      }
      case 'attribute': {
        const object = this.expression(t.object)
        return (f) => {
          const o = object(f)
          session.site = site
          const old = isUnknown(o)
            ? this.opaqueMember(o, t.name, t.span, [o])
            : semantics.getAttribute(o, t.name, runtime, t.span)
          return modify(old, f, (v) => this.setAttribute(o, t.name, v, t.span))
        }
      }
      case 'subscript': {
        const object = this.expression(t.object)
        const index = this.expression(t.index)
        return (f) => {
          const o = object(f)
          const i = index(f)
          session.site = site
          return modify(this.itemOf(o, i, t.span), f, (v) => this.setItem(o, i, v, t.span))
        }
      }
      case 'sequence':
      case 'fields':
        throw new Error('a pattern cannot be the target of an augmented assignment')
    }
  }

  // ── Truth and choice ──

  truth(value: Value, site: Span): boolean | Opaque {
    if (typeof value === 'boolean') return value
    if (value instanceof Opaque) return value.facts.candidates ? this.unknownCalls.truth(value, site) : value
    return this.semantics.truthy(value, this.runtime, site)
  }

  shortCircuit(op: 'and' | 'or' | 'nullish', left: Value, f: Activation, right: Evaluate, span: Span): Value {
    if (op === 'nullish') {
      if (isUnknown(left)) return this.branches.choose(f, [() => left, () => right(f)], left, span)
      return this.semantics.isNullish(left) ? right(f) : left
    }
    const truth = this.truth(left, span)
    if (truth instanceof Opaque) return this.branches.choose(f, [() => left, () => right(f)], truth, span)
    return truth === (op === 'and') ? right(f) : left
  }

  // ── What is unknown ──

  eitherUnknown(a: Value, b: Value): boolean {
    return isUnknown(a) || isUnknown(b)
  }

  /** The result of an operation of which an operand is unknown. */
  unknownOf(site: Span, ...operands: readonly Value[]): Opaque {
    const first = operands.find(isUnknown) as Opaque
    const tensor = operands.some((v) => v instanceof Opaque && v.facts.tensor) || undefined
    const origin = operands.every((v) => !isUnknown(v) || v.facts.origin === first.facts.origin)
    return this.runtime.opaqueOrRaised(
      first.reason,
      site,
      { tensor, origin: origin ? first.facts.origin : undefined },
      operands,
    )
  }

  /** A member of something opaque, whatever it is. */
  opaqueMember(object: Opaque, name: string, site: Span, operands: readonly Value[]): Value {
    const plain = (): Opaque => this.plainMember(object, name, site, operands)
    return object.facts.candidates ? this.unknownCalls.member(object, name, site, plain) : plain()
  }

  /** A member of something opaque that is none of the program's objects: of an unknown module it is named. */
  plainMember(object: Opaque, name: string, site: Span, operands: readonly Value[]): Opaque {
    const { path } = object.facts
    if (path === undefined) return this.runtime.opaqueOrRaised(object.reason, site, partFacts(object), operands)
    const member = `${path}.${name}`
    return this.runtime.opaqueOrRaised(
      `\`${member}\` is not evaluated`,
      site,
      { path: member, origin: member },
      operands,
    )
  }

  /** What a method of something opaque gives. */
  opaqueResult(object: Opaque, name: string, args: Arguments, site: Span): Value {
    return this.unknownCalls.method(object, name, args, site)
  }

  /** What could not be made of an unknown argument may have raised. */
  private mayHaveRaised(result: Value, args: Arguments): Value {
    if (this.runtime.guards.length > 0 && result instanceof Opaque && unknownArgument(args))
      this.runtime.mayRaise(result)
    return result
  }

  /** A change of something unknown: it may have changed any of the objects that it may be. */
  changeUnknown(object: Opaque, site: Span): void {
    this.runtime.mayRaise(object)
    if (!object.facts.candidates) return
    this.runtime.forget([object], object.reason, site)
    this.runtime.mayRaise(object)
  }

  /** What stands at a place of a container that nobody knows. */
  itemAtUnknown(container: Value, index: Opaque, site: Span): Opaque {
    this.semantics.readAtUnknown?.(container, index, this.runtime, site)
    return this.runtime.opaqueOrRaised(index.reason, site, itemFactsOf(container), [container, index])
  }

  /** `object[index]` */
  itemOf(object: Value, index: Value, site: Span): Value {
    if (isUnknown(object)) return this.unknownCalls.item(object, index, site)
    if (isUnknown(index)) return this.itemAtUnknown(object, index, site)
    return this.semantics.getItem(object, index, this.runtime, site)
  }

  /** `object[index] = value` */
  setItem(object: Value, index: Value, value: Value, site: Span): void {
    const { runtime, semantics } = this
    if (isUnknown(object))
      this.unknownCalls.change(object, (x) => semantics.setItem(x, index, value, runtime, site), site)
    else semantics.setItem(object, index, value, runtime, site)
  }

  /** `object.name = value` */
  setAttribute(object: Value, name: string, value: Value, site: Span): void {
    const { runtime, semantics } = this
    if (isUnknown(object))
      this.unknownCalls.change(object, (x) => semantics.setAttribute(x, name, value, runtime, site), site)
    else semantics.setAttribute(object, name, value, runtime, site)
  }

  /** A construct that is not evaluated: tells so, and is opaque. */
  unsupported(what: string, advice: string, span: Span): Opaque {
    this.runtime.notice({
      code: 'unsupported-syntax',
      span,
      message: `${what[0].toUpperCase()}${what.slice(1)} is not evaluated${advice ? `: ${advice}` : '.'}`,
      related: [],
      fixes: [],
    })
    // Nobody knows what such a construct reads: it may depend on every input.
    return this.runtime.opaque(`${what} is not evaluated`, span, {}, this.runtime.inputs)
  }

  binaryOperation(op: BinaryOperator, span: Span, site: number): (a: Value, b: Value) => Value {
    const { runtime, semantics, session } = this
    return (a, b) => {
      session.site = site
      if (isUnknown(a) || isUnknown(b))
        return this.unknownCalls.operation([a, b], (x, y) => semantics.binary(op, x, y, runtime, span), span)
      return semantics.binary(op, a, b, runtime, span)
    }
  }

  // ── Iteration ──

  /** Gives every item to `each`; returns why it is not known how many there are, where it is not. */
  forEachItem(iterable: Value, site: Span, each: (item: Value) => void): Opaque | null {
    const iteration = this.semantics.iterate(iterable, this.runtime, site)
    for (;;) {
      const item = iteration.next()
      if (item === DONE) return iteration.opaque ?? null
      this.runtime.step(1)
      each(item)
    }
  }

  /** Binds the items of a value. @param isPlain that all are mere names */
  unpack(f: Activation, value: Value, items: readonly (UnpackItem | null)[], isPlain: boolean, site: Span): void {
    if (value instanceof Opaque) {
      this.runtime.mayRaise(value)
      for (const item of items) item?.assign(f, this.unknownCalls.iterated(value, site))
      return
    }
    if ((value instanceof Tuple || (value instanceof List && value.opaque === null)) && isPlain) {
      const { items: values } = value
      const { length } = values
      if (length === items.length) {
        for (let i = 0; i < length; i++) items[i]?.assign(f, values[i])
        return
      }
    }
    const { values, unknown } = this.unpackedValues(value, items, site)
    if (unknown) return this.unpackUnknown(f, values, unknown, items, site)
    const python = this.semantics.undefinedIsUnbound
    const restAt = items.findIndex((item) => item?.rest)
    if (python && values.length < items.length - (restAt < 0 ? 0 : 1)) {
      const wanted = restAt < 0 ? `${items.length}` : `at least ${items.length - 1}`
      throw this.semantics.failure('unpack-few', `${wanted} ${values.length}`, this.runtime, site)
    }
    if (python && restAt < 0 && values.length > items.length) {
      throw this.semantics.failure('unpack-many', `${items.length}`, this.runtime, site)
    }
    const after = restAt < 0 ? 0 : items.length - restAt - 1
    items.forEach((item, i) => {
      if (!item) return
      if (item.rest)
        return item.assign(f, this.semantics.makeList(values.slice(i, values.length - after), this.runtime))
      const v = values[restAt >= 0 && i > restAt ? values.length - (items.length - i) : i]
      item.assign(f, v === undefined && item.fallback ? item.fallback(f) : v)
    })
  }

  /** Of something whose length is not known the first items may be known. */
  private unpackUnknown(
    f: Activation,
    values: readonly Value[],
    why: Opaque,
    items: readonly (UnpackItem | null)[],
    site: Span,
  ): void {
    const restAt = items.findIndex((item) => item?.rest)
    this.runtime.mayRaise(why)
    items.forEach((item, i) => {
      const isKnown = i < values.length && (restAt < 0 || i < restAt)
      item?.assign(f, isKnown ? values[i] : this.runtime.opaque(why.reason, site))
    })
  }

  private unpackedValues(
    value: Value,
    items: readonly (UnpackItem | null)[],
    site: Span,
  ): { readonly values: readonly Value[]; readonly unknown: Opaque | null } {
    if (value instanceof Tuple) return { values: value.items, unknown: null }
    if (value instanceof List && value.opaque === null) {
      // Python takes all items before it assigns one, which may change the list.
      return { values: this.semantics.undefinedIsUnbound ? value.items.slice() : value.items, unknown: null }
    }
    const values: Value[] = []
    const iteration =
      this.semantics.unpack?.(value, this.runtime, site) ?? this.semantics.iterate(value, this.runtime, site)
    // Without a rest one more than needed is asked for, to tell that there are too many.
    const most = items.some((item) => item?.rest) ? Infinity : items.length + 1
    while (values.length < most) {
      const item = iteration.next()
      if (item === DONE) return { values, unknown: iteration.opaque ?? null }
      this.runtime.step(1)
      values.push(item)
    }
    return { values, unknown: null }
  }

  // ── Functions ──

  makeClosure(code: FunctionCode, f: Activation, defaults: readonly Value[]): Closure {
    const cells = code.captures.map((ref) => {
      if (ref.scope === 'free') return (f.closure as Closure).cells[ref.index]
      return f.slots[ref.index] as Cell
    })
    const closure = new Closure(
      code,
      cells,
      defaults,
      f.module,
      code.arrow ? f.self : undefined,
      f.closure?.home ?? null,
    )
    f.made?.push(closure)
    this.closures.set(code, closure)
    return closure
  }

  /** Runs the body of a Python class and gives what it bound. */
  classBody(code: FunctionCode, f: Activation, made: Closure[]): EvaluatedMember[] {
    const closure = this.makeClosure(code, f, [])
    const activation = new Activation(newSlots(code.slotNames.length, code.cellSlots), closure, f.module, undefined)
    activation.made = made
    this.functionOf(code).body(activation)
    return code.slotNames.flatMap((name, slot) => {
      const held = activation.slots[slot]
      const value = held instanceof Cell ? held.value : held
      return value === undefined ? [] : [{ name, kind: 'field' as const, isStatic: true, value }]
    })
  }

  /** Calls anything that can be called. */
  call(callee: Value, args: Arguments, site: Span, self?: Value): Value {
    if (args.unknown) return this.unknownCalls.onUnknown(callee, args.unknown, args, site)
    if (callee instanceof Closure) return this.invoke(callee, args, site, self)
    const { runtime } = this
    runtime.step(1)
    if (callee instanceof Native) {
      const unknown = callee.takesOpaque ? undefined : unknownArgument(args)
      const result = unknown ? this.unknownCalls.native(callee, unknown, args, site) : callee.call(runtime, args, site)
      return this.mayHaveRaised(result, args)
    }
    if (callee instanceof Opaque) return this.unknownCalls.ofOpaque(callee, args, site)
    return this.mayHaveRaised(this.semantics.call(callee, args, runtime, site), args)
  }

  private invoke(closure: Closure, args: Arguments, site: Span, self: Value): Value {
    const { code } = closure
    const { runtime } = this
    if (code.unsupported) return this.unsupported(code.unsupported.what, code.unsupported.advice, code.unsupported.span)
    runtime.step(1)
    if (runtime.uncertain === 0) return this.enter(closure, args, site, self)
    return this.unknownCalls.inDoubt(closure, args, site, () => this.enter(closure, args, site, self))
  }

  private enter(closure: Closure, args: Arguments, site: Span, self: Value): Value {
    const { code } = closure
    const { runtime } = this
    const compiled = this.compiledOf(closure)
    const slots = compiled.blank.slice()
    for (const slot of code.cellSlots) slots[slot] = new Cell(undefined)
    const { positional } = args
    if (compiled.simple && args.keywords === null && isComplete(closure, positional.length)) {
      const { parameters } = code
      for (let i = 0; i < positional.length; i++) slots[parameters[i].slot] = positional[i]
      for (let i = positional.length; i < parameters.length; i++) slots[parameters[i].slot] = closure.defaults[i]
    } else {
      this.semantics.bind(closure, args, slots, runtime, site)
    }
    const f = new Activation(slots, closure, closure.module, code.arrow ? closure.self : self)
    this.enterCall(code.name, site)
    const { frames } = this.session.tape
    const outer = frames.call(compiled.site)
    try {
      for (const step of compiled.parameters) step(f)
      if (compiled.generator) return this.generator(compiled.generator, code, f, compiled.site)
      const completion = compiled.body(f)
      return this.resultOf(f, completion === RETURN ? f.result : this.semantics.nothing, code.nameSpan)
    } catch (e) {
      if (e instanceof Raised) e.traceback.push(site)
      throw e
    } finally {
      this.leaveCall()
      frames.leave(outer)
    }
  }

  /** Counts a call in; raises where there are too many inside one another. */
  enterCall(name: string, site: Span): void {
    if (this.depth >= this.semantics.recursionLimit) throw this.semantics.failure('recursion', name, this.runtime, site)
    this.depth++
  }

  leaveCall(): void {
    this.depth--
  }

  private generator(body: GeneratorBody, code: FunctionCode, f: Activation, site: number): Value {
    const { semantics, runtime } = this
    const call = new SuspendedCall(this, code, body, f, site)
    return semantics.makeGenerator?.(call, runtime) ?? runtime.opaque('a generator is not evaluated', code.nameSpan)
  }

  /** The value of a call: unknown where another return may have been taken. */
  private resultOf(f: Activation, result: Value, site: Span): Value {
    if (f.possibleExits === null) return result
    const exits = f.possibleExits.filter((e) => e.completion === RETURN)
    this.branches.absorb(f, exits, false, site)
    const [exit] = exits
    return exits.length > 0 ? this.branches.join([...f.possibleResults, result], exit.why, site) : result
  }

  private compiledOf(closure: Closure): CompiledFunction {
    const { compiled } = closure
    if (compiled instanceof CompiledFunction && compiled.compiler === this) return compiled
    return (closure.compiled = this.functionOf(closure.code))
  }

  private functionOf(code: FunctionCode): CompiledFunction {
    let compiled = this.functions.get(code)
    if (!compiled) {
      compiled = new CompiledFunction(
        this,
        this.parameters(code.parameters),
        code.generator ? () => NORMAL : compileBlock(this, code.body),
        code.generator ? compileGenerator(this, code.body) : null,
        code.parameters.every((p) => p.kind === 'positional' || p.kind === 'positionalOnly'),
        newSlots(code.slotNames.length, []),
        this.runtime.siteId(code.nameSpan),
      )
      this.functions.set(code, compiled)
    }
    return compiled
  }

  /** Defaults, patterns and cells of the parameters, in order. */
  private parameters(list: readonly Parameter[]): readonly ((f: Activation) => void)[] {
    return list.flatMap((p) => {
      const site = this.runtime.siteId(p.span)
      if (this.observing) this.sites.set(site, { role: 'parameter', span: p.span, expression: null })
      const fallback = p.fallback && this.expression(p.fallback)
      const pattern = p.pattern && this.target(p.pattern)
      if (!this.observing && !fallback && !pattern && !p.captured) return []
      return (f: Activation): void => {
        let value = f.slots[p.slot]
        if (value === undefined && fallback) value = fallback(f)
        this.observer?.see(site, value)
        f.slots[p.slot] = p.captured ? new Cell(value) : value
        if (pattern) pattern(f, value)
      }
    })
  }

  /** An activation of a module's top level. */
  moduleActivation(frame: Frame): Activation {
    return new Activation(frame.slots, null, frame, undefined)
  }
}

function putBack<K, V>(into: Map<K, V>, entries: ReadonlyMap<K, V>): void {
  into.clear()
  for (const [key, value] of entries) into.set(key, value)
}

/** Has every parameter of a call with so many arguments, all by place, an argument or a default? */
function isComplete({ code, defaults }: Closure, given: number): boolean {
  const { length } = code.parameters
  for (let i = given; i < length; i++) if (defaults[i] === undefined) return false
  return given <= length
}
