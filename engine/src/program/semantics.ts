// What differs between languages: the port that a front-end implements. The evaluator calls it with values that are
// already known; opaque operands, budgets, branches on unknown conditions and the tape are the evaluator's own affair.
import type { Opaque } from '../numeric/num'
import type { Delegate, SuspendedCall } from './generators'
import type { BinaryOperator, ClassCode, CompareOperator, ImportBinding, Span, UnaryOperator } from './ir'
import type { LoadedModule, Runtime } from './runtime'
import type { PossibleCall } from './unknownCalls'
import type { Arguments, Closure, Value } from './values'

/** Walks an iterable; `next` returns Semantics.DONE at the end. */
export interface Iteration {
  next(): Value | typeof DONE
  /** Set where it is not known how many there are: the items seen are then the known ones. */
  readonly opaque?: Opaque
}
export const DONE: unique symbol = Symbol('done')

/** A part of a dict's or object's display: an entry, or something whose entries are put in. */
export type DictPart = readonly [key: Value, value: Value] | { readonly spread: Value }

export interface Semantics {
  /** 'python' or 'typescript'. */
  readonly language: string
  /** Fidelity to the language's elementary functions (design.md, libm). */
  readonly libm: 'v8' | 'glibc'

  /** An undefined slot is an unbound name (Python); else undefined is an ordinary value (JavaScript). */
  readonly undefinedIsUnbound: boolean

  /** Calls deeper than this raise as the language does. */
  readonly recursionLimit: number

  // Operators. None of the operands is opaque unless it is a tensor whose operation records history. Numbers with
  // numbers under + - * and comparisons never get here when `plainNumbers` is true: the evaluator does them itself.
  readonly plainNumbers: boolean
  binary(op: BinaryOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value
  /** `a op= b`: may change `a` in place and return it. */
  inPlace(op: BinaryOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value
  unary(op: UnaryOperator, a: Value, runtime: Runtime, site: Span): Value
  compare(op: CompareOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value
  /** What comparing two values, one of them unknown, gives all the same; undefined where that is unknown. */
  compareUnknown?(op: CompareOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value | undefined
  truthy(v: Value, runtime: Runtime, site: Span): boolean | Opaque
  isNullish(v: Value): boolean

  // Objects.
  getAttribute(object: Value, name: string, runtime: Runtime, site: Span): Value
  setAttribute(object: Value, name: string, value: Value, runtime: Runtime, site: Span): void
  deleteAttribute(object: Value, name: string, runtime: Runtime, site: Span): void
  getItem(object: Value, index: Value, runtime: Runtime, site: Span): Value
  /** Something is read at an unknown place: says what that may change. */
  readAtUnknown?(object: Value, index: Opaque, runtime: Runtime, site: Span): void
  setItem(object: Value, index: Value, value: Value, runtime: Runtime, site: Span): void
  deleteItem(object: Value, index: Value, runtime: Runtime, site: Span): void
  /** A method call without making the bound method: `object.name(args)`. */
  callMethod(object: Value, name: string, args: Arguments, runtime: Runtime, site: Span, nameSpan: Span): Value
  iterate(object: Value, runtime: Runtime, site: Span): Iteration
  /** The same for a value that is taken apart, where the language has words of its own for one that can't be. */
  unpack?(object: Value, runtime: Runtime, site: Span): Iteration
  /** The keys that JavaScript's for-in walks. */
  keys(object: Value, runtime: Runtime, site: Span): Iteration

  // Making values.
  makeList(items: Value[], runtime: Runtime): Value
  makeTuple(items: Value[], runtime: Runtime): Value
  makeSet(items: Value[], runtime: Runtime, site: Span): Value
  makeDict(parts: readonly DictPart[], runtime: Runtime, site: Span): Value
  /** The entries that a spread in the arguments of a call contributes; the reason where not all of them are known. */
  spreadEntries(value: Value, runtime: Runtime, site: Span): readonly (readonly [Value, Value])[] | Opaque
  /** The exception of a value that can't be spread with `*` or `**`, as the language words it. `callee`: what is called with
   *  the keywords, or with this alone for its positional arguments. */
  spreadFailure?(
    failure: Raised,
    value: Value,
    mark: '*' | '**',
    callee: Value | undefined,
    runtime: Runtime,
    site: Span,
  ): Raised
  /** Members in order. Python: every name that the body bound, as a static field. The evaluator sets the `home` of the
   *  closures among them. */
  makeClass(code: ClassCode, bases: Arguments, members: readonly EvaluatedMember[], runtime: Runtime, site: Span): Value
  /** `object` without the keys given (JavaScript's `{ a, ...rest }`). */
  restOf(object: Value, without: readonly Value[], runtime: Runtime, site: Span): Value

  // Calling. The evaluator calls Closures and Natives itself; whatever else is called comes here.
  call(callee: Value, args: Arguments, runtime: Runtime, site: Span): Value
  construct(callee: Value, args: Arguments, runtime: Runtime, site: Span): Value
  /** Puts arguments into the callee's parameter slots (plain values; the evaluator wraps captured ones into cells).
   *  An absent parameter stays undefined: its `fallback` is then evaluated by the evaluator. Raises like the language. */
  bind(closure: Closure, args: Arguments, slots: Value[], runtime: Runtime, site: Span): void
  /** The object that a call of a generator gives. */
  makeGenerator?(call: SuspendedCall, runtime: Runtime): Value
  /** What `yield from` steps through. */
  delegate?(iterable: Value, runtime: Runtime, site: Span): Delegate
  /** The value of a call that ends without return. */
  readonly nothing: Value

  /** Binds what the language itself puts into a module (`__name__`), before its first statement. */
  openModule?(module: LoadedModule, runtime: Runtime): void

  /** May something that is not evaluated change the mutable arguments it is given? `origin` is the dotted path of what it
   *  came from, where that is known, `name` the function's or method's own: of widely used packages it is known which do. */
  mayChangeArguments(origin: string | undefined, name: string | undefined): boolean
  /** May it call the functions it is given before it returns? Then they are run on what nobody knows. */
  mayCallArguments?(origin: string | undefined, name: string | undefined): boolean

  /** Something that is not evaluated ran: notes what it may have changed besides what it was given. `args` is null where
   *  it was but loaded. */
  ranUnknown?(
    origin: string | undefined,
    name: string | undefined,
    args: Arguments | null,
    why: Opaque,
    runtime: Runtime,
  ): void

  /** The code of the program that unknown code may run which gets hold of this value; plain functions are left out. */
  callsOf?(value: Value): readonly PossibleCall[]

  /** Does a decorator that is not evaluated leave what a function computes as it is? */
  keepsDecorated?(origin: string | undefined): boolean

  // Statements.
  /** `current`: what the name holds before, where the binding may leave it as it is. */
  importModule(
    module: string,
    level: number,
    binding: ImportBinding,
    runtime: Runtime,
    site: Span,
    current?: Value,
  ): Value
  enter(context: Value, runtime: Runtime, site: Span): Value
  /** Returns true where the exception is swallowed, opaque where nobody knows. `raised` is null on a normal end. */
  exit(context: Value, raised: Raised | null, runtime: Runtime, site: Span): boolean | Opaque
  /** Makes what `raise`/`throw` throws; a class becomes an instance. */
  raise(exception: Value, cause: Value | undefined, runtime: Runtime, site: Span): Raised
  /** May a context manager swallow any exception, one that it is not known to be raised included? */
  swallows?(context: Value): boolean
  /** Does an `except types` clause catch it? Opaque where nobody knows; the exception's value is opaque where it is not
   *  known which one it is. */
  catches(raised: Raised, types: Value, runtime: Runtime, site: Span): boolean | Opaque
  /** An exception was raised while another one was handled. */
  chain?(exception: Value, context: Value, runtime: Runtime): void
  /** An exception that the evaluator itself has reason to raise: an unbound name, a failed assert, no callable. */
  failure(kind: Failure, detail: string, runtime: Runtime, site: Span): Raised

  // Text.
  /** One field of a template: a Python f-string's or a JavaScript template's. Opaque where the value holds something
   *  unknown. */
  format(value: Value, conversion: string | null, spec: string, runtime: Runtime, site: Span): string | Opaque
  /** As the language prints it where a value is shown (repr, console.log of it): hover, lens, hints. Never raises. */
  display(value: Value, runtime: Runtime): string
  /** The value as contract.md's JSON; undefined where it has none (functions, modules). */
  toJson(value: Value, runtime: Runtime): Json | undefined
}

/** A member of a class whose body has been evaluated; a field's value is the closure that initialises it (JavaScript). */
export interface EvaluatedMember {
  readonly name: string
  readonly kind: 'method' | 'getter' | 'setter' | 'field'
  readonly isStatic: boolean
  readonly value: Value
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

export type Failure =
  | 'unbound-local'
  | 'unbound-free'
  | 'unbound-name'
  | 'before-initialisation'
  | 'assertion'
  | 'no-active-exception'
  | 'recursion'
  | 'constant'
  | 'unpack-few'
  | 'unpack-many'
  | 'not-callable'
  | 'keyword-type'
  | 'keyword-twice'

/** A program's own exception on its way up. Thrown inside the evaluator, never out of it. */
export class Raised {
  /** The calls that led to `site`, innermost first. */
  readonly traceback: Span[] = []
  constructor(
    readonly value: Value,
    /** The bare class name, e.g. `ZeroDivisionError`. */
    readonly type: string,
    readonly message: string,
    readonly site: Span,
    /** A diagnostic code that says more than program-raises, with what it wants to show. */
    readonly code: string | null = null,
    readonly related: readonly { readonly span: Span; readonly message: string }[] = [],
  ) {}
}
