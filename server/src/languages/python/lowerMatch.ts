// `match` of the strict tree, as IR: each case asks a matcher whether its pattern fits and for what it binds then.
import { walk, type ExprNode, type StmtNode } from 'py-ast'
import { Int, type Expr, type Span, type Stmt, type Target } from '@gradlens/engine'
import { lowerExpr } from './lowerExpressions'
import { lowerBlock } from './lowerStatements'
import type { Lowering } from './lowering'
import { Matcher, type Pattern } from './matching'

type PatternNode = Match['cases'][number]['pattern']
type Match = Extract<StmtNode, { nodeType: 'Match' }>

/** One case's pattern: its shape, the values that it names, and the variables that it binds. */
interface CasePattern {
  readonly pattern: Pattern
  readonly values: Expr[]
  readonly names: Map<string, Target>
}

/** Lowers a `match` in the current scope: the first case that fits, as `if` … `elif`. */
export function lowerMatch(node: Match, lowering: Lowering): readonly Stmt[] {
  const subject = lowering.hidden('subject')
  const result = lowering.hidden('matched')
  const read = (ref: typeof subject, at: Span): Expr => ({ kind: 'read', span: at, ref })
  const value = lowerExpr(node.subject, lowering)
  const target: Target = { kind: 'name', span: value.span, ref: subject }
  const start: Stmt = { kind: 'assign', span: value.span, targets: [target], value }
  const cases = node.cases.map((clause) => {
    const at = lowering.span(clause.pattern)
    const { pattern, values, names } = casePattern(clause.pattern, lowering)
    const ask: Expr = {
      kind: 'call',
      span: at,
      callee: { kind: 'literal', span: at, value: new Matcher(pattern, [...names.keys()]) },
      args: [read(subject, at), ...values].map((v) => ({ value: v })),
    }
    const fits: Expr = {
      kind: 'subscript',
      span: at,
      object: { kind: 'assignment', span: at, target: { kind: 'name', span: at, ref: result }, value: ask },
      index: { kind: 'literal', span: at, value: Int.of(0) },
    }
    const captures: Target = {
      kind: 'sequence',
      span: at,
      items: [null, ...[...names.values()].map((name) => ({ target: name }))],
    }
    const body = lowerBlock(clause.body, lowering)
    const binding: Stmt = { kind: 'assign', span: at, targets: [captures], value: read(result, at) }
    const bound = names.size > 0 ? [binding, ...body] : body
    if (!clause.guard) return { at, test: fits, then: bound }
    // The guard sees what the pattern bound. Where it is not known whether the pattern fits, what is bound for the guard may
    // not be bound; in the case's own block it is.
    const bind: Expr = { kind: 'assignment', span: at, target: captures, value: read(result, at) }
    const guard = lowerExpr(clause.guard, lowering)
    const right: Expr = { kind: 'sequence', span: guard.span, items: names.size > 0 ? [bind, guard] : [guard] }
    const test: Expr = { kind: 'logical', span: at, op: 'and', left: fits, right }
    return { at, test, then: mayBind(clause.guard) ? body : bound }
  })
  const none: readonly Stmt[] = []
  const chain = cases.reduceRight(
    (otherwise, { at, test, then }): readonly Stmt[] => [{ kind: 'if', span: at, test, then, otherwise }],
    none,
  )
  return [start, ...chain]
}

const BINDING = new Set(['Call', 'NamedExpr', 'Await', 'Yield', 'YieldFrom'])

/** May an expression bind names, itself or by what it calls? */
function mayBind(node: ExprNode): boolean {
  for (const inner of walk(node)) if (BINDING.has(inner.nodeType)) return true
  return false
}

function casePattern(node: PatternNode, lowering: Lowering): CasePattern {
  const values: Expr[] = []
  const names = new Map<string, Target>()
  const value = (expression: ExprNode): number => values.push(lowerExpr(expression, lowering)) - 1
  const bind = (name: string | undefined, at: PatternNode): string | null => {
    if (name === undefined) return null
    names.set(name, lowering.nameTarget(name, at))
    return name
  }
  const shape = (p: PatternNode): Pattern => {
    switch (p.nodeType) {
      case 'MatchValue':
        return { kind: 'value', value: value(p.value) }
      case 'MatchSingleton':
        return { kind: 'singleton', value: p.value as boolean | null }
      case 'MatchSequence':
        return { kind: 'sequence', items: p.patterns.map(shape) }
      case 'MatchStar':
        return { kind: 'star', name: bind(p.name, p) }
      case 'MatchMapping':
        return {
          kind: 'mapping',
          entries: p.keys.map((key, i) => ({ key: value(key), pattern: shape(p.patterns[i]) })),
          rest: bind(p.rest, p),
        }
      case 'MatchClass':
        return {
          kind: 'class',
          cls: value(p.cls),
          positional: p.patterns.map(shape),
          attributes: p.kwd_attrs.map((name, i) => ({ name, pattern: shape(p.kwd_patterns[i]) })),
        }
      case 'MatchAs': {
        const inner: Pattern = p.pattern ? shape(p.pattern) : { kind: 'any' }
        return { kind: 'as', pattern: inner, name: bind(p.name, p) }
      }
      case 'MatchOr':
        return { kind: 'or', patterns: p.patterns.map(shape) }
    }
  }
  return { pattern: shape(node), values, names }
}
