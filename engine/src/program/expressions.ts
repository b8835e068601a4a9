// Compiles expressions of the IR to closures, once. What operators and objects mean is the Semantics object's affair;
// here are order of evaluation, names, calls, the fast ways for plain numbers, and what unknown operands lead to.
import { Opaque } from '../numeric/num'
import { NORMAL } from './activation'
import type { Activation, Completion } from './activation'
import { FAST_BINARY, FAST_COMPARE, OPERATIONS, type Fast, type Operand } from './arithmetic'
import type { Compiler } from './compiler'
import type { Argument, Clause, CompareOperator, Expr, Span, Target } from './ir'
import { possibleItem } from './loops'
import { Raised, type DictPart, type EvaluatedMember } from './semantics'
import { BoundMethod, Class, Closure, factsOfOneOf, heldBy, isUnknown, Mutable, Native, Slice } from './values'
import type { Arguments, Value } from './values'

export type Evaluate = (f: Activation) => Value
export type Assign = (f: Activation, value: Value) => void

/** Ends an optional chain that met null or undefined. */
class ChainCut {}
const chainCut = new ChainCut()

type Kind = Expr['kind']
type Of<K extends Kind> = Expr & { kind: K }

/** One way to compile each kind of expression; the type demands them all. */
const compilers: { readonly [K in Kind]: (c: Compiler, e: Of<K>, site: number) => Evaluate } = {
  literal: (_, e) => () => e.value,
  read: (c, e) => c.reader(e.ref, e.span),
  this: () => (f) => f.self,

  unary(c, e, site) {
    const operand = c.expression(e.operand)
    const { runtime, semantics, session } = c
    if (e.op === 'not') {
      return (f) => {
        const truth = c.truth(operand(f), e.operand.span)
        return truth instanceof Opaque ? runtime.opaque(truth.reason, e.span, {}, [truth]) : !truth
      }
    }
    return (f) => {
      const v = operand(f)
      session.site = site
      if (isUnknown(v)) return c.unknownCalls.operation([v], (x) => semantics.unary(e.op, x, runtime, e.span), e.span)
      return semantics.unary(e.op, v, runtime, e.span)
    }
  },

  binary(c, e, site) {
    const left = c.expression(e.left)
    const right = c.expression(e.right)
    const slow = c.binaryOperation(e.op, e.span, site)
    const operation = c.semantics.plainNumbers ? OPERATIONS[e.op] : undefined
    if (!operation) return (f) => slow(left(f), right(f))
    return operation(operandOf(c, e.left, left), operandOf(c, e.right, right), slow)
  },

  compare(c, e, site) {
    const operands = e.operands.map((o) => c.expression(o))
    const tests = e.operators.map((op, i) =>
      comparison(c, op, e.operators.length === 1 ? e.span : e.operands[i + 1].span, site),
    )
    if (tests.length === 1) {
      const [left, right] = operands.map((evaluate, i) => operandOf(c, e.operands[i], evaluate))
      const [{ fast, slow }] = tests
      if (fast) return (OPERATIONS[e.operators[0]] as NonNullable<(typeof OPERATIONS)['<']>)(left, right, slow)
      return (f) => slow(left.evaluate(f), right.evaluate(f))
    }
    return (f) => {
      let a = operands[0](f)
      let result: Value = true
      for (let i = 0; i < tests.length; i++) {
        const b = operands[i + 1](f)
        const { fast, slow } = tests[i]
        result = fast ? fast(a, b, slow) : slow(a, b)
        const truth = c.truth(result, e.span)
        if (truth instanceof Opaque) return c.runtime.opaque(truth.reason, e.span, {}, [truth])
        if (!truth) return result
        a = b
      }
      return result
    }
  },

  logical(c, e) {
    const left = c.expression(e.left)
    const right = c.expression(e.right)
    return (f) => c.shortCircuit(e.op, left(f), f, right, e.span)
  },

  conditional(c, e) {
    const test = c.expression(e.test)
    const then = c.expression(e.then)
    const otherwise = c.expression(e.otherwise)
    return (f) => {
      const truth = c.truth(test(f), e.test.span)
      if (truth instanceof Opaque) return c.branches.choose(f, [() => then(f), () => otherwise(f)], truth, e.span)
      return truth ? then(f) : otherwise(f)
    }
  },

  call(c, e, site) {
    const { runtime, semantics, session } = c
    const args = argumentsOf(c, e.args)
    if (e.callee.kind === 'attribute') {
      const { name, nameSpan, optional } = e.callee
      const object = c.expression(e.callee.object)
      return (f) => {
        const o = object(f)
        if (optional && semantics.isNullish(o)) throw chainCut
        // Where the chain is cut, no argument is evaluated.
        if (e.optional && !isUnknown(o) && semantics.isNullish(semantics.getAttribute(o, name, runtime, nameSpan)))
          throw chainCut
        const a = args(f, o, name)
        runtime.step(1)
        if (isUnknown(o)) return c.opaqueResult(o, name, a, e.span)
        if (a.unknown) return c.unknownCalls.onUnknown(o, a.unknown, a, e.span)
        session.site = site
        return semantics.callMethod(o, name, a, runtime, e.span, nameSpan)
      }
    }
    const callee = c.expression(e.callee)
    return (f) => {
      const target = callee(f)
      if (e.optional && semantics.isNullish(target)) throw chainCut
      const a = args(f, target)
      session.site = site
      return c.call(target, a, e.span)
    }
  },

  new(c, e, site) {
    const callee = c.expression(e.callee)
    const args = argumentsOf(c, e.args)
    return (f) => {
      const target = callee(f)
      const a = args(f)
      c.runtime.step(1)
      c.session.site = site
      if (target instanceof Opaque) return c.call(target, a, e.span)
      return c.semantics.construct(target, a, c.runtime, e.span)
    }
  },

  attribute(c, e, site) {
    const object = c.expression(e.object)
    const { runtime, semantics, session } = c
    return (f) => {
      const o = object(f)
      if (o instanceof Opaque && !o.facts.tensor) return c.opaqueMember(o, e.name, e.span, [o])
      if (e.optional && semantics.isNullish(o)) throw chainCut
      session.site = site
      return semantics.getAttribute(o, e.name, runtime, e.span)
    }
  },

  subscript(c, e, site) {
    const object = c.expression(e.object)
    const index = c.expression(e.index)
    const { semantics, session } = c
    return (f) => {
      const o = object(f)
      if (e.optional && semantics.isNullish(o)) throw chainCut
      const i = index(f)
      session.site = site
      return c.itemOf(o, i, e.span)
    }
  },

  chain(c, e) {
    const body = c.expression(e.body)
    return (f) => {
      try {
        return body(f)
      } catch (cut) {
        if (cut instanceof ChainCut) return undefined
        throw cut
      }
    }
  },

  slice(c, e) {
    const none = (): Value => null
    const start = e.start ? c.expression(e.start) : none
    const stop = e.stop ? c.expression(e.stop) : none
    const step = e.step ? c.expression(e.step) : none
    return (f) => new Slice(start(f), stop(f), step(f))
  },

  list: (c, e) => sequence(c, e, (items) => c.semantics.makeList(items, c.runtime)),
  tuple: (c, e) => sequence(c, e, (items) => c.semantics.makeTuple(items, c.runtime)),
  set: (c, e) => sequence(c, e, (items) => c.semantics.makeSet(items, c.runtime, e.span)),

  dict(c, e) {
    const entries = e.entries.map((entry) =>
      'spread' in entry
        ? { spread: c.expression(entry.spread) }
        : { key: c.expression(entry.key), value: c.expression(entry.value) },
    )
    return (f) => {
      const parts = entries.map((entry): DictPart => {
        if (!entry.spread) return [entry.key(f), entry.value(f)]
        const spread = entry.spread(f)
        if (spread instanceof Opaque) c.runtime.mayRaise(spread)
        return { spread }
      })
      c.runtime.charge(64 * parts.length)
      return c.semantics.makeDict(parts, c.runtime, e.span)
    }
  },

  function(c, e) {
    const defaults = e.defaults.map((d) => d && c.expression(d))
    return decorated(c, e.decorators, e.span, (f) => {
      const values = defaults.map((d) => (d ? d(f) : undefined))
      return c.makeClosure(e.code, f, values)
    })
  },

  class(c, e) {
    const { code } = e
    const bases = argumentsOf(c, code.bases)
    const members = code.members.map((m) => ({ ...m, evaluate: m.value && c.expression(m.value) }))
    return decorated(c, e.decorators, e.span, (f) => {
      const made: Closure[] = []
      const evaluated: EvaluatedMember[] = code.body
        ? c.classBody(code.body, f, made)
        : members.map((m) => ({
            name: m.name,
            kind: m.kind,
            isStatic: m.isStatic,
            value: m.evaluate ? m.evaluate(f) : undefined,
          }))
      for (const { value } of evaluated) if (value instanceof Closure) made.push(value)
      const cls = c.semantics.makeClass(code, bases(f), evaluated, c.runtime, e.span)
      if (cls instanceof Class) for (const closure of made) closure.home ??= cls
      return cls
    })
  },

  template(c, e) {
    const parts = e.parts.map((part) => {
      if (typeof part === 'string') return part
      const { value, conversion, spec } = part
      return { evaluate: c.expression(value), conversion, format: spec && c.expression(spec), span: value.span }
    })
    return (f) => {
      let text = ''
      let unknown: Opaque | null = null
      for (const part of parts) {
        if (typeof part === 'string') text += part
        else {
          const value = part.evaluate(f)
          const spec = part.format ? part.format(f) : ''
          let formatted: string | Opaque
          if (isUnknown(spec)) formatted = new Opaque(spec.reason)
          else if (isUnknown(value))
            formatted = part.conversion === null && spec === '' ? value : new Opaque(value.reason)
          else formatted = c.semantics.format(value, part.conversion, String(spec), c.runtime, part.span)
          if (formatted instanceof Opaque) unknown ??= formatted
          text += formatted instanceof Opaque ? (formatted.facts.text ?? 'unknown') : formatted
        }
      }
      if (unknown) return c.runtime.opaque(unknown.reason, e.span, { text })
      c.runtime.charge(2 * text.length)
      return text
    }
  },

  assignment(c, e) {
    const value = c.expression(e.value)
    // JavaScript's order: the place is found before the value is computed.
    if (e.target.kind === 'subscript' || e.target.kind === 'attribute') return memberAssignment(c, e.target, value)
    const assign = c.target(e.target)
    return (f) => {
      const v = value(f)
      assign(f, v)
      return v
    }
  },

  augmented(c, e, site) {
    const value = c.expression(e.value)
    const { op } = e
    if (op === 'and' || op === 'or' || op === 'nullish') {
      return c.readModifyWrite(e.target, (old, f, write) => {
        let assigned = false
        const result = c.shortCircuit(op, old, f, (g) => ((assigned = true), value(g)), e.span)
        if (assigned) write(result)
        return result
      })
    }
    const { runtime, semantics, session } = c
    const slow = (old: Value, v: Value): Value => {
      session.site = site
      if (!c.eitherUnknown(old, v)) return semantics.inPlace(op, old, v, runtime, e.span)
      const unknown = (): Value => {
        c.changeUnknown(old as Opaque, e.span)
        return c.unknownOf(e.span, old, v)
      }
      if (isUnknown(old)) return c.unknownCalls.each(old, (x) => slow(x, v), unknown, e.span)
      if (!(old instanceof Mutable))
        return c.unknownCalls.operation([old, v], (x, y) => semantics.binary(op, x, y, runtime, e.span), e.span)
      // It may be changed in place, for all who hold it.
      const why = v as Opaque
      runtime.forget([old], why.reason, e.span)
      return runtime.opaque(why.reason, e.span, { candidates: [old] }, [old, v])
    }
    const { plainNumbers } = semantics
    const operation = plainNumbers ? OPERATIONS[op] : undefined
    if (operation && e.target.kind === 'name') {
      const read = c.reader(e.target.ref, e.target.span)
      const write = c.target(e.target)
      const { scope, index } = e.target.ref
      const old: Operand = {
        evaluate: read,
        slot: scope === 'local' ? index : -1,
        literal: undefined,
        site: -1,
        holder: c,
      }
      const result = operation(old, operandOf(c, e.value, value), slow)
      return (f) => {
        const v = result(f)
        write(f, v)
        return v
      }
    }
    const fast = plainNumbers ? FAST_BINARY[op] : undefined
    if (fast && e.target.kind === 'subscript') return augmentedItem(c, e.target, value, fast, slow)
    return c.readModifyWrite(e.target, (old, f, write) => {
      const v = value(f)
      const result = fast ? fast(old, v, slow) : slow(old, v)
      write(result)
      return result
    })
  },

  update(c, e, site) {
    const { runtime, semantics, session } = c
    return c.readModifyWrite(e.target, (old, _, write) => {
      session.site = site
      if (typeof old === 'number') {
        write(old + e.delta)
        return e.prefix ? old + e.delta : old
      }
      if (isUnknown(old)) {
        const result = runtime.opaque(old.reason, e.span, {}, [old])
        write(result)
        return result
      }
      const before = semantics.unary('+', old, runtime, e.span)
      const after = semantics.binary('+', before, e.delta, runtime, e.span)
      write(after)
      return e.prefix ? after : before
    })
  },

  sequence(c, e) {
    const items = e.items.map((item) => c.expression(item))
    return (f) => {
      let last: Value = undefined
      for (const item of items) last = item(f)
      return last
    }
  },

  comprehension(c, e) {
    const { runtime, semantics } = c
    const key = e.key && c.expression(e.key)
    const element = c.expression(e.element)
    return (f) => {
      const items: Value[] = []
      const pairs: (readonly [Value, Value])[] = []
      const collect = clauses(c, e.clauses, () => {
        runtime.step(1)
        runtime.charge(16)
        if (key) pairs.push([key(f), element(f)])
        else items.push(element(f))
      })
      const unknown = collect(f)
      if (unknown) return runtime.opaque(unknown.reason, e.span, factsOfOneOf(key ? pairs.flat() : items), items)
      if (e.result === 'dict') return semantics.makeDict(pairs, runtime, e.span)
      if (e.result === 'set') return semantics.makeSet(items, runtime, e.span)
      return semantics.makeList(items, runtime)
    }
  },

  unsupported(c, e) {
    return () => c.unsupported(e.what, e.advice, e.span)
  },
}

/** Compiles one expression, observed where the evaluation observes. */
export function compileExpression(c: Compiler, e: Expr): Evaluate {
  const site = c.runtime.siteId(e.span)
  const compile = compilers[e.kind] as (c: Compiler, e: Expr, site: number) => Evaluate
  return c.observed(compile(c, e, site), e, site)
}

/** A comparison: its ordinary way, and its fast one where there is one. */
function comparison(
  c: Compiler,
  op: CompareOperator,
  span: Span,
  site: number,
): { readonly slow: (a: Value, b: Value) => Value; readonly fast: Fast | undefined } {
  const { runtime, semantics, session } = c
  const slow = (a: Value, b: Value): Value => {
    session.site = site
    // Identity with None is known of what is known to be a tensor; the semantics decides that.
    if (isUnknown(a) || isUnknown(b))
      return (
        semantics.compareUnknown?.(op, a, b, runtime, span) ??
        c.unknownCalls.operation([a, b], (x, y) => semantics.compare(op, x, y, runtime, span), span)
      )
    return semantics.compare(op, a, b, runtime, span)
  }
  return { slow, fast: semantics.plainNumbers ? FAST_COMPARE[op] : undefined }
}

/** What makes the evaluation of an operand unnecessary. */
function operandOf(c: Compiler, e: Expr, evaluate: Evaluate): Operand {
  const slot = e.kind === 'read' && e.ref.scope === 'local' ? e.ref.index : -1
  const site = c.observing && slot >= 0 ? c.runtime.siteId(e.span) : -1
  return { evaluate, slot, literal: e.kind === 'literal' ? e.value : undefined, site, holder: c }
}

/** What is called, as far as its name is known here. */
function nameOf(callee: Value): string {
  if (callee instanceof BoundMethod) return nameOf(callee.callee)
  if (callee instanceof Closure) return callee.code.qualifiedName
  return callee instanceof Native ? callee.name : ''
}

/** What is called with arguments, for what is said of them: a method is looked up only then. */
function calledWith({ semantics, runtime }: Compiler, callee: Value, method: string | undefined, site: Span): Value {
  return method === undefined || isUnknown(callee) ? callee : semantics.getAttribute(callee, method, runtime, site)
}

/** Spreads a value; what is wrong with it is said in the words of the place. */
function spreading<T>(
  { semantics, runtime }: Compiler,
  value: Value,
  mark: '*' | '**',
  called: () => Value,
  site: Span,
  take: () => T,
): T {
  try {
    return take()
  } catch (e) {
    if (!(e instanceof Raised) || !semantics.spreadFailure) throw e
    throw semantics.spreadFailure(e, value, mark, called(), runtime, site)
  }
}

/** Compiles the arguments of a call. */
function argumentsOf(
  c: Compiler,
  list: readonly Argument[],
): (f: Activation, callee?: Value, method?: string) => Arguments {
  const args = list.map((a) => ({
    kind: a.kind ?? 'positional',
    name: a.name ?? '',
    value: c.expression(a.value),
    span: a.value.span,
  }))
  if (args.every((a) => a.kind === 'positional')) {
    const values = args.map((a) => a.value)
    const { length } = values
    return (f) => {
      const positional: Value[] = new Array<Value>(length)
      for (let i = 0; i < length; i++) positional[i] = values[i](f)
      return { positional, keywords: null }
    }
  }
  const alone = args.filter((a) => a.kind === 'positional' || a.kind === 'spread').length === 1
  return (f, callee, method) => {
    const positional: Value[] = []
    const keywords = new Map<string, Value>()
    let unknown: Opaque | undefined
    for (const a of args) {
      const value = a.value(f)
      if (a.kind === 'positional') positional.push(value)
      else if (a.kind === 'keyword') keywords.set(a.name, value)
      else if (value instanceof Opaque) {
        c.runtime.mayRaise(value)
        unknown ??= value
      } else if (a.kind === 'spread') {
        const called = () => (alone ? calledWith(c, callee, method, a.span) : undefined)
        const take = () => c.forEachItem(value, a.span, (item) => positional.push(item))
        unknown = spreading(c, value, '*', called, a.span, take) ?? unknown
      } else {
        const called = () => calledWith(c, callee, method, a.span)
        const take = () => c.semantics.spreadEntries(value, c.runtime, a.span)
        const entries = spreading(c, value, '**', called, a.span, take)
        if (entries instanceof Opaque) unknown ??= entries
        for (const [k, v] of entries instanceof Opaque ? [] : entries) {
          if (isUnknown(k)) {
            unknown ??= k
            continue
          }
          if (typeof k !== 'string') throw c.semantics.failure('keyword-type', '', c.runtime, a.span)
          if (keywords.has(k)) throw c.semantics.failure('keyword-twice', `${nameOf(called())} ${k}`, c.runtime, a.span)
          keywords.set(k, v)
        }
      }
    }
    return { positional, keywords: keywords.size > 0 ? keywords : null, ...(unknown ? { unknown } : {}) }
  }
}

function sequence(c: Compiler, e: Of<'list' | 'tuple' | 'set'>, make: (items: Value[]) => Value): Evaluate {
  const items = e.items.map((item) => ({
    spread: item.spread === true,
    value: c.expression(item.value),
    span: item.value.span,
  }))
  return (f) => {
    const values: Value[] = []
    let unknown: Opaque | null = null
    for (const item of items) {
      const v = item.value(f)
      if (!item.spread) values.push(v)
      else if (v instanceof Opaque) {
        c.runtime.mayRaise(v)
        unknown ??= v
      } else {
        const take = () => c.forEachItem(v, item.span, (x) => values.push(x))
        unknown = (e.kind === 'set' ? take() : spreading(c, v, '*', () => undefined, item.span, take)) ?? unknown
      }
    }
    if (unknown) return c.runtime.opaque(unknown.reason, e.span, factsOfOneOf(values), values)
    c.runtime.charge(16 * values.length)
    return make(values)
  }
}

/** Runs `each` for every combination of the clauses; returns why it is not known how many there are, where it is not. */
function clauses(c: Compiler, list: readonly Clause[], each: () => void): (f: Activation) => Opaque | null {
  const compiled = list.map((clause) => ({
    iterable: c.expression(clause.iterable),
    assign: c.target(clause.target),
    conditions: clause.conditions.map((x) => ({ evaluate: c.expression(x), span: x.span })),
    span: clause.iterable.span,
  }))
  const run = (f: Activation, depth: number): Opaque | null => {
    if (depth === compiled.length) {
      each()
      return null
    }
    const clause = compiled[depth]
    let unknown: Opaque | null = null
    /** From a condition on. */
    const rest = (at: number): Completion => {
      for (const [i, condition] of clause.conditions.entries()) {
        if (i < at) continue
        const truth = c.truth(condition.evaluate(f), condition.span)
        if (truth === false) return NORMAL
        if (truth instanceof Opaque) {
          unknown ??= truth
          return c.branches.run(f, [() => rest(i + 1), () => NORMAL], truth, condition.span)
        }
      }
      unknown = run(f, depth + 1) ?? unknown
      return NORMAL
    }
    const item = (v: Value): Completion => {
      clause.assign(f, v)
      return rest(0)
    }
    /** Any number of items, of which nothing else is known. */
    const items = (why: Opaque, make: () => Value): Completion =>
      c.branches.repeat(f, { turn: () => item(make()), sure: 1, why, site: clause.span })
    const iterable = clause.iterable(f)
    if (isUnknown(iterable)) {
      c.runtime.mayRaise(iterable)
      items(iterable, () => c.unknownCalls.iterated(iterable, clause.span))
      return iterable
    }
    const more = c.forEachItem(iterable, clause.span, item)
    if (more) {
      const possible = possibleItem(more, heldBy(iterable))
      c.branches.run(f, [() => items(more, () => possible), () => NORMAL], more, clause.span)
    }
    return unknown ?? more
  }
  return (f) => run(f, 0)
}

function decorated(c: Compiler, decorators: readonly Expr[], span: Span, make: Evaluate): Evaluate {
  if (decorators.length === 0) return make
  const compiled = decorators.map((d) => c.expression(d))
  return (f) => {
    const wrappers = compiled.map((d) => d(f))
    const made = make(f)
    let value = made
    for (const wrapper of wrappers.reverse()) {
      if (wrapper instanceof Opaque && c.semantics.keepsDecorated?.(wrapper.facts.path ?? wrapper.facts.origin))
        continue
      value = c.call(wrapper, { positional: [value], keywords: null }, span)
    }
    if (made instanceof Closure && value instanceof Opaque) c.replaced.set(made.code, value)
    return value
  }
}

/** `object[index] = value` and `object.name = value` as expressions. */
function memberAssignment(c: Compiler, t: Target & { kind: 'subscript' | 'attribute' }, value: Evaluate): Evaluate {
  const { runtime, session } = c
  const site = runtime.siteId(t.span)
  const object = c.expression(t.object)
  if (t.kind === 'attribute') {
    return (f) => {
      const o = object(f)
      const v = value(f)
      session.site = site
      c.setAttribute(o, t.name, v, t.span)
      return v
    }
  }
  const index = c.expression(t.index)
  return (f) => {
    const o = object(f)
    const i = index(f)
    const v = value(f)
    session.site = site
    c.setItem(o, i, v, t.span)
    return v
  }
}

/** `object[index] op= value`. */
function augmentedItem(
  c: Compiler,
  t: Target & { kind: 'subscript' },
  value: Evaluate,
  fast: Fast,
  slow: (a: Value, b: Value) => Value,
): Evaluate {
  const { runtime, session } = c
  const site = runtime.siteId(t.span)
  const object = c.expression(t.object)
  const index = c.expression(t.index)
  return (f) => {
    const o = object(f)
    const i = index(f)
    session.site = site
    const result = fast(c.itemOf(o, i, t.span), value(f), slow)
    c.setItem(o, i, result, t.span)
    return result
  }
}

/** Compiles what stands to the left of `=`. */
export function compileTarget(c: Compiler, t: Target): Assign {
  const { runtime, semantics, session } = c
  const site = runtime.siteId(t.span)
  switch (t.kind) {
    case 'name': {
      const write = c.writer(t.ref)
      return c.observedTarget(write, t, site)
    }
    case 'attribute': {
      const object = c.expression(t.object)
      return (f, value) => {
        const o = object(f)
        session.site = site
        c.setAttribute(o, t.name, value, t.span)
      }
    }
    case 'subscript': {
      const object = c.expression(t.object)
      const index = c.expression(t.index)
      return (f, value) => {
        const o = object(f)
        const i = index(f)
        session.site = site
        c.setItem(o, i, value, t.span)
      }
    }
    case 'sequence': {
      const items = t.items.map(
        (item) =>
          item && {
            assign: c.target(item.target),
            rest: item.rest === true,
            fallback: item.fallback ? c.expression(item.fallback) : null,
          },
      )
      const isPlain = t.items.every(
        (item) => item === null || (item.target.kind === 'name' && !item.rest && !item.fallback),
      )
      return (f, value) => c.unpack(f, value, items, isPlain, t.span)
    }
    case 'fields': {
      const fields = t.fields.map((field) => ({
        key: c.expression(field.key),
        assign: c.target(field.target),
        fallback: field.fallback && c.expression(field.fallback),
      }))
      const rest = t.rest && c.target(t.rest)
      return (f, value) => {
        const keys = fields.map((field) => field.key(f))
        for (let i = 0; i < fields.length; i++) {
          let v: Value = isUnknown(value)
            ? runtime.opaque(value.reason, t.span, {}, [value])
            : semantics.getItem(value, keys[i], runtime, t.span)
          const { fallback } = fields[i]
          if (v === undefined && fallback) v = fallback(f)
          fields[i].assign(f, v)
        }
        if (rest) rest(f, isUnknown(value) ? value : semantics.restOf(value, keys, runtime, t.span))
      }
    }
  }
}
