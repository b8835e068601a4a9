// What the lowering of one text carries along: its places, its scopes, the scope it is in, and what it met.
import type { ASTNode, ExceptHandler, Located } from 'py-ast'
import type { Expr, FunctionCode, Reference, Span, Stmt, Target, Value } from '@gradlens/engine'
import { mangle, type Scope, type Scopes } from './scope'
import type { SourcePositions } from './sourcePositions'

/** An expression of one kind. */
export type ExprOf<Kind extends Expr['kind']> = Extract<Expr, { kind: Kind }>

const DEFINING = /(?:async[\s\\]+)?(?:def|class)[\s\\]+/y
const AS = /[\s\\)]*as[\s\\]+/y

export interface LoweringOptions {
  readonly text: number
  /** `__name__`. */
  readonly moduleName: string
  /** The value of a builtin name; undefined where Python has none of that name. */
  readonly builtin: (name: string) => Value | undefined
}

export class Lowering {
  /** Every function that was lowered, in any order. */
  readonly functions: FunctionCode[] = []
  scope: Scope
  /** `from __future__ import annotations` stands in the text. */
  annotationsAreTexts = false

  constructor(
    readonly positions: SourcePositions,
    readonly scopes: Scopes,
    readonly options: LoweringOptions,
  ) {
    this.scope = scopes.module
  }

  span(node: ASTNode): Span {
    const { start, end } = this.positions.rangeOf(node as Located)
    return { text: this.options.text, start, end }
  }

  /** The name of a `def` or `class`. */
  nameSpan(node: ASTNode, name: string): Span {
    return this.behind(node, this.span(node).start, DEFINING, name)
  }

  /** The name behind `as` in an `except` clause. */
  caughtSpan(handler: ExceptHandler, name: string): Span {
    return this.behind(handler, handler.type ? this.span(handler.type).end : this.span(handler).start, AS, name)
  }

  /** A name behind what a sticky pattern matches; the whole node where it does not match. */
  private behind(node: ASTNode, from: number, pattern: RegExp, name: string): Span {
    pattern.lastIndex = from
    const start = pattern.test(this.positions.source) ? pattern.lastIndex : from
    const span = this.span(node)
    return this.positions.source.startsWith(name, start) ? { ...span, start, end: start + name.length } : span
  }

  mangle(name: string): string {
    return mangle(name, this.scope.className)
  }

  /** The reference to a name that the current scope is known to bind or to see. */
  reference(name: string): Reference {
    return this.known(this.mangle(name))
  }

  /** The same for a name that is mangled already. */
  known(name: string): Reference {
    const reference = this.scope.reference(name)
    if (!reference) throw new Error(`nothing binds ${name}`)
    return reference
  }

  /** A new variable of the running frame that no name of the program means. */
  hidden(name: string): Reference {
    const { frame } = this.scope
    const index = frame.slotNames.push(`<${name}>`) - 1
    return { scope: frame.kind === 'module' ? 'global' : 'local', index, name }
  }

  /** Lowers a part of a statement; what has to run before it comes first. `orderly`: the `yield`s that may. */
  hoisting<T>(lower: () => T, orderly = this.orderly): { readonly before: readonly Stmt[]; readonly lowered: T } {
    const around = { before: this.before, orderly: this.orderly }
    const before: Stmt[] = []
    this.before = before
    this.orderly = orderly
    const lowered = lower()
    this.before = around.before
    this.orderly = around.orderly
    return { before, lowered }
  }

  /** Where statements that have to run before the current one are put. */
  before: Stmt[] = []
  /** The `yield`s that may run before the current statement. */
  orderly: ReadonlySet<ASTNode> = new Set()

  nameTarget(name: string, node: ASTNode): Target {
    return { kind: 'name', span: this.span(node), ref: this.reference(name) }
  }

  /** Runs `body` in an inner scope. */
  inside<T>(scope: Scope, body: () => T): T {
    const around = this.scope
    this.scope = scope
    const result = body()
    this.scope = around
    return result
  }
}
