// What JavaScript means: the port that the evaluator calls, each method a few lines onto the files under runtime/. An
// operand that turns out unknown inside makes the result unknown.
import {
  DONE,
  List,
  Opaque,
  Raised,
  type Arguments,
  type BinaryOperator,
  type ClassCode,
  type Closure,
  type CompareOperator,
  type DictPart,
  type EvaluatedMember,
  type Failure,
  type ImportBinding,
  type Iteration,
  type Json,
  type Runtime,
  type Semantics,
  type Span,
  type UnaryOperator,
  type Value,
} from '@gradlens/engine'
import { ARGUMENTS } from './scope'
import { mayCallArguments, mayChangeArguments } from './runtime/strangers'
import { callFunction, construct, isCallable, isInstanceOf } from './runtime/callable'
import { isError, newRealm, raised, rangeError, realmOf, typeError, type ErrorName } from './runtime/classes'
import { toBoolean, toInt32, toKey, toNumber, toText, typeOf } from './runtime/conversion'
import { inOrder, looselyEqual, strictlyEqual } from './runtime/equality'
import { makeClass } from './runtime/makeClass'
import { inspect, shortText } from './runtime/inspect'
import { iterate, keysOf } from './runtime/iteration'
import { reportJson } from './runtime/json'
import { importedModule } from './runtime/module'
import { entriesOf, errorText, objectOf } from './runtime/object'
import { binary, negate } from './runtime/operators'
import { deleteOwn, getItem, getProperty, hasProperty, setItem, setProperty } from './runtime/property'
import { ownMethod } from './runtime/prototypes'
import { resultOf, Unknown } from './runtime/unknown'

type Compare = (a: Value, b: Value, runtime: Runtime, site: Span) => boolean

const COMPARE: { readonly [op in CompareOperator]?: Compare } = {
  '===': strictlyEqual,
  '!==': (a, b, runtime, site) => !strictlyEqual(a, b, runtime, site),
  '==': looselyEqual,
  '!=': (a, b, runtime, site) => !looselyEqual(a, b, runtime, site),
  '<': (a, b, runtime, site) => inOrder('<', a, b, runtime, site),
  '<=': (a, b, runtime, site) => inOrder('<=', a, b, runtime, site),
  '>': (a, b, runtime, site) => inOrder('>', a, b, runtime, site),
  '>=': (a, b, runtime, site) => inOrder('>=', a, b, runtime, site),
  in: (a, b, runtime, site) => hasProperty(b, toKey(a, runtime, site), runtime, site),
  instanceof: isInstanceOf,
}

type Unary = (v: Value, runtime: Runtime, site: Span) => Value

const UNARY: { readonly [op in UnaryOperator]: Unary } = {
  '-': negate,
  '+': toNumber,
  '~': (v, runtime, site) => ~toInt32(v, runtime, site),
  not: (v, runtime, site) => !toBoolean(v, runtime, site),
  typeof: typeOf,
  void: () => undefined,
}

const FAILURES: { readonly [kind in Failure]?: (detail: string) => readonly [ErrorName, string] } = {
  'before-initialisation': (name) => ['ReferenceError', `Cannot access '${name}' before initialization`],
  'unbound-name': (name) => ['ReferenceError', `${name} is not defined`],
  'unbound-local': (name) => ['ReferenceError', `${name} is not defined`],
  recursion: () => ['RangeError', 'Maximum call stack size exceeded'],
  constant: () => ['TypeError', 'Assignment to constant variable.'],
  'not-callable': (text) => ['TypeError', `${text} is not a function`],
}

export class TypeScriptSemantics implements Semantics {
  readonly language = 'typescript'
  readonly libm = 'v8'
  readonly plainNumbers = true
  readonly undefinedIsUnbound = false
  readonly nothing = undefined
  /** About what a host's default stack allows. */
  readonly recursionLimit = 10_000
  /** What this evaluation knows beside its values. */
  readonly realm = newRealm()

  binary(op: BinaryOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value {
    try {
      return binary(op, a, b, runtime, site)
    } catch (thrown) {
      return resultOf(thrown, runtime, site, [a, b])
    }
  }

  inPlace(op: BinaryOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value {
    return this.binary(op, a, b, runtime, site)
  }

  unary(op: UnaryOperator, a: Value, runtime: Runtime, site: Span): Value {
    try {
      return UNARY[op](a, runtime, site)
    } catch (thrown) {
      return resultOf(thrown, runtime, site, [a])
    }
  }

  compare(op: CompareOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value {
    const test = COMPARE[op]
    if (!test) throw new Error(`JavaScript has no operator ${op}`)
    try {
      return test(a, b, runtime, site)
    } catch (thrown) {
      return resultOf(thrown, runtime, site, [a, b])
    }
  }

  truthy(v: Value, runtime: Runtime, site: Span): boolean | Opaque {
    return v instanceof Opaque ? v : toBoolean(v, runtime, site)
  }

  isNullish(v: Value): boolean {
    return v === null || v === undefined
  }

  getAttribute(object: Value, name: string, runtime: Runtime, site: Span): Value {
    if (object instanceof List && name === 'length') return object.opaque ?? object.items.length
    try {
      return getProperty(object, name, runtime, site)
    } catch (thrown) {
      return resultOf(thrown, runtime, site, [object])
    }
  }

  setAttribute(object: Value, name: string, value: Value, runtime: Runtime, site: Span): void {
    setProperty(object, name, value, runtime, site)
  }

  deleteAttribute(object: Value, name: string, runtime: Runtime, site: Span): void {
    deleteOwn(object, name, runtime, site)
  }

  getItem(object: Value, index: Value, runtime: Runtime, site: Span): Value {
    try {
      return getItem(object, index, runtime, site)
    } catch (thrown) {
      return resultOf(thrown, runtime, site, [object, index])
    }
  }

  setItem(object: Value, index: Value, value: Value, runtime: Runtime, site: Span): void {
    try {
      setItem(object, index, value, runtime, site)
    } catch (thrown) {
      // A key that is unknown only in part: the write may be anywhere.
      if (!(thrown instanceof Unknown)) throw thrown
      setItem(object, thrown.value, value, runtime, site)
    }
  }

  deleteItem(object: Value, index: Value, runtime: Runtime, site: Span): void {
    deleteOwn(object, toKey(index, runtime, site), runtime, site)
  }

  callMethod(object: Value, name: string, args: Arguments, runtime: Runtime, site: Span, nameSpan: Span): Value {
    const method = realmOf(runtime).hasExtras ? undefined : ownMethod(object, name)
    if (method) {
      runtime.step(1)
      return method.invoke(object, args.positional, runtime, site)
    }
    try {
      const callee = getProperty(object, name, runtime, nameSpan)
      if (!isCallable(callee) && !(callee instanceof Opaque)) {
        const text = runtime.textOf({ text: site.text, start: site.start, end: nameSpan.end })
        throw typeError(`${text} is not a function`, site)
      }
      runtime.at(site)
      return callFunction(callee, object, args.positional, runtime, site)
    } catch (thrown) {
      return resultOf(thrown, runtime, site, [object, ...args.positional])
    }
  }

  iterate(object: Value, runtime: Runtime, site: Span): Iteration {
    try {
      return iterate(object, runtime, site)
    } catch (thrown) {
      return nothingKnown(resultOf(thrown, runtime, site, [object]))
    }
  }

  keys(object: Value, runtime: Runtime): Iteration {
    return keysOf(object, runtime)
  }

  makeList(items: Value[]): Value {
    return new List(items)
  }

  makeTuple(items: Value[]): Value {
    return new List(items)
  }

  makeSet(items: Value[], runtime: Runtime, site: Span): Value {
    throw new Error(`JavaScript has no set literal: ${items.length} items at ${runtime.textOf(site)}`)
  }

  makeDict(parts: readonly DictPart[], runtime: Runtime, site: Span): Value {
    const unknown = parts.map((part) => ('spread' in part ? part.spread : null)).find((v) => v instanceof Opaque)
    if (unknown) return runtime.opaque(unknown.reason, site)
    try {
      const entries = parts.flatMap((part) =>
        'spread' in part ? this.spreadEntries(part.spread, runtime, site) : [part],
      )
      return objectOf(
        entries.map(([key, value]) => [toKey(key, runtime, site), value] as const),
        runtime,
      )
    } catch (thrown) {
      return resultOf(thrown, runtime, site, [])
    }
  }

  spreadEntries(value: Value, runtime: Runtime, site: Span): readonly (readonly [Value, Value])[] {
    try {
      return entriesOf(value, runtime, site)
    } catch (thrown) {
      // An entry with an unknown key: the whole object is then unknown.
      return [[resultOf(thrown, runtime, site, [value]), undefined]]
    }
  }

  makeClass(
    code: ClassCode,
    bases: Arguments,
    members: readonly EvaluatedMember[],
    runtime: Runtime,
    site: Span,
  ): Value {
    return makeClass(code, bases, members, runtime, site)
  }

  restOf(object: Value, without: readonly Value[], runtime: Runtime, site: Span): Value {
    try {
      const left = new Set(without.map((key) => toKey(key, runtime, site)))
      return objectOf(
        entriesOf(object, runtime, site).filter(([key]) => !left.has(key)),
        runtime,
      )
    } catch (thrown) {
      return resultOf(thrown, runtime, site, [object])
    }
  }

  call(callee: Value, args: Arguments, runtime: Runtime, site: Span): Value {
    if (!isCallable(callee)) throw typeError(`${calleeText(site, runtime)} is not a function`, site)
    try {
      return callFunction(callee, undefined, args.positional, runtime, site)
    } catch (thrown) {
      return resultOf(thrown, runtime, site, args.positional)
    }
  }

  construct(callee: Value, args: Arguments, runtime: Runtime, site: Span): Value {
    try {
      return construct(callee, args.positional, runtime, site)
    } catch (thrown) {
      return resultOf(thrown, runtime, site, args.positional)
    }
  }

  bind(closure: Closure, args: Arguments, slots: Value[]): void {
    const { positional } = args
    closure.code.parameters.forEach(({ slot, kind, name }, i) => {
      const start = name === ARGUMENTS ? 0 : i
      slots[slot] = kind === 'rest' ? new List(positional.slice(start)) : positional[i]
    })
  }

  importModule(module: string, _level: number, binding: ImportBinding, runtime: Runtime, site: Span): Value {
    const imported = importedModule(module, runtime)
    if (imported instanceof Opaque || binding.member === null) return imported
    return imported.member(binding.member, runtime, site)
  }

  mayChangeArguments(_origin: string | undefined, name: string | undefined): boolean {
    return mayChangeArguments(name)
  }

  mayCallArguments(_origin: string | undefined, name: string | undefined): boolean {
    return mayCallArguments(name)
  }

  enter(): Value {
    throw new Error('JavaScript has no `with` over a context')
  }

  exit(): boolean {
    return false
  }

  raise(exception: Value, _cause: Value | undefined, runtime: Runtime, site: Span): Raised {
    if (!isError(exception)) {
      return new Raised(
        exception,
        exception instanceof Opaque ? 'Error' : typeOf(exception),
        typeof exception === 'string' ? exception : shortText(exception, this.realm),
        site,
      )
    }
    const message = exception.attributes.get('message')
    return new Raised(
      exception,
      exception.cls.name,
      typeof message === 'string' ? message : safeText(exception, runtime, site),
      site,
    )
  }

  catches(): boolean {
    return true
  }

  failure(kind: Failure, detail: string, _runtime: Runtime, site: Span): Raised {
    const [name, message] = FAILURES[kind]?.(detail) ?? (['Error', detail] as const)
    return name === 'RangeError' ? rangeError(message, site) : raised(name, message, site)
  }

  format(value: Value, _conversion: string | null, _spec: string, runtime: Runtime, site: Span): string | Opaque {
    try {
      return toText(value, runtime, site)
    } catch (thrown) {
      return resultOf(thrown, runtime, site, [value])
    }
  }

  display(value: Value): string {
    return shortText(value, this.realm)
  }

  toJson(value: Value): Json | undefined {
    return reportJson(value)
  }
}

function safeText(error: Value, runtime: Runtime, site: Span): string {
  try {
    return isError(error) ? errorText(error, runtime, site) : inspect(error, realmOf(runtime))
  } catch (thrown) {
    if (thrown instanceof Unknown) return 'unknown'
    throw thrown
  }
}

function nothingKnown(opaque: Opaque): Iteration {
  let given = false
  return {
    next: () => (given ? DONE : ((given = true), opaque)),
    opaque,
  }
}

/** `a.b(c)`: a.b */
function calleeText(site: Span, runtime: Runtime): string {
  const text = runtime.textOf(site)
  let depth = 0
  for (let i = text.length - 1; i > 0; i--) {
    if (text[i] === ')') depth++
    if (text[i] === '(' && --depth === 0) return text.slice(0, i).replace(/\?\.$/, '')
  }
  return text
}
