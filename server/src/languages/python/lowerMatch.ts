// `match` of the strict tree, as IR: each case asks a matcher for what its pattern binds.
import type { ExprNode, StmtNode } from 'py-ast'
import { Native, type Expr, type Span, type Stmt, type Target } from '@gradlens/engine'
import { lowerExpr } from './lowerExpressions'
import { lowerBlock } from './lowerStatements'
import type { Lowering } from './lowering'
import { matched, type Pattern } from './matching'

type PatternNode = Match['cases'][number]['pattern']
type Match = Extract<StmtNode, { nodeType: 'Match' }>

/** One case's pattern: its shape, the values that it names, and the variables that it binds. */
interface CasePattern {
  readonly pattern: Pattern
  readonly values: Expr[]
  readonly names: Map<string, Target>
}

/** Lowers a `match` in the current scope: a block that the first case that fits leaves. */
export function lowerMatch(node: Match, lowering: Lowering, span: Span): Stmt {
  const subject = lowering.hidden('subject')
  const result = lowering.hidden('matched')
  const label = `match ${span.start}`
  const read = (ref: typeof subject, at: Span): Expr => ({ kind: 'read', span: at, ref })
  const cases = node.cases.map((clause): Stmt => {
    const at = lowering.span(clause.pattern)
    const found = casePattern(clause.pattern, lowering)
    const { pattern, values, names } = found
    const ask: Expr = {
      kind: 'call',
      span: at,
      callee: { kind: 'literal', span: at, value: matcher(pattern, [...names.keys()]) },
      args: [read(subject, at), ...values].map((value) => ({ value })),
    }
    const test: Expr = {
      kind: 'compare',
      span: at,
      operators: ['is not'],
      operands: [
        { kind: 'assignment', span: at, target: { kind: 'name', span: at, ref: result }, value: ask },
        { kind: 'literal', span: at, value: null },
      ],
    }
    const bind: Stmt = {
      kind: 'assign',
      span: at,
      targets: [{ kind: 'sequence', span: at, items: [...names.values()].map((target) => ({ target })) }],
      value: read(result, at),
    }
    const body: Stmt[] = [...lowerBlock(clause.body, lowering), { kind: 'break', span: at, label }]
    const guarded: readonly Stmt[] = clause.guard
      ? [{ kind: 'if', span: at, test: lowerExpr(clause.guard, lowering), then: body, otherwise: [] }]
      : body
    return { kind: 'if', span: at, test, then: names.size > 0 ? [bind, ...guarded] : guarded, otherwise: [] }
  })
  const value = lowerExpr(node.subject, lowering)
  const target: Target = { kind: 'name', span: value.span, ref: subject }
  const start: Stmt = { kind: 'assign', span: value.span, targets: [target], value }
  return { kind: 'block', span, fresh: [], label, body: [start, ...cases] }
}

/** The native that a case calls with the subject and the values that its pattern names. */
function matcher(pattern: Pattern, names: readonly string[]): Native {
  return new Native(
    'match',
    (runtime, { positional: [subject, ...values] }, site) => matched(pattern, names, subject, values, runtime, site),
    null,
    true,
  )
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
