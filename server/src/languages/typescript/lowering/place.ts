// Where lowering stands: the module being lowered and the scope that a node is in. Makes spans and the smallest IR nodes.
import type { Expr, FunctionCode, Span, Target, Value } from '@gradlens/engine'
import type * as t from '@babel/types'
import type { Scope, Scopes } from '../scope'

/** What lowering one module needs and gathers. */
export interface ModuleLowering {
  /** The text's index in the program. */
  readonly text: number
  readonly source: string
  readonly scopes: Scopes
  /** Every function met so far. */
  readonly functions: FunctionCode[]
  /** The source of a type that the file names by an alias; null for other names. */
  readonly typeAlias: (name: string) => string | null
  /** The program's key of a module that an import names; null where it is no text of the program. */
  readonly moduleKey: (specifier: string) => string | null
}

export interface Place {
  readonly scope: Scope
  readonly module: ModuleLowering
}

/** The same module, in the scope that `node` opens (the scope at hand where it opens none). */
export function inside(place: Place, node: t.Node): Place {
  const scope = place.module.scopes.of(node)
  return scope ? { scope, module: place.module } : place
}

export function spanOf(node: t.Node, { module }: Place): Span {
  return { text: module.text, start: node.start!, end: node.end! }
}

export function textOf(node: t.Node, { module }: Place): string {
  return module.source.slice(node.start!, node.end!)
}

export function literal(span: Span, value: Value): Expr {
  return { kind: 'literal', span, value }
}

export function callOf(span: Span, callee: Value, args: readonly Expr[]): Expr {
  return { kind: 'call', span, callee: literal(span, callee), args: args.map((value) => ({ value })) }
}

export function unsupported(span: Span, what: string, advice: string): Expr {
  return { kind: 'unsupported', span, what, advice }
}

/** A target whose assignment raises when it is reached: `failure` is a native that raises. */
export function raisingTarget(span: Span, failure: Value): Target {
  return { kind: 'subscript', span, object: callOf(span, failure, []), index: literal(span, 0) }
}

/** Reads a variable that the scope is known to declare. */
export function readOf(span: Span, name: string, { scope }: Place): Expr {
  return { kind: 'read', span, ref: scope.frame.reference(scope.lookup(name)!) }
}
