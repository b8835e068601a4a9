// Statements of the strict tree, as IR. One entry per node type.
import { walk, type ASTNode, type ASTNodeUnion, type ExceptHandler, type ExprNode, type StmtNode } from 'py-ast'
import type { Handler, ImportBinding, Span, Stmt, Target } from '@gradlens/engine'
import { BINARY_OPERATORS, lowerExpr, lowerTarget, yieldOf } from './lowerExpressions'
import { lowerClass, lowerFunction } from './lowerFunctions'
import { lowerMatch } from './lowerMatch'
import type { Lowering } from './lowering'
import { orderlyYields } from './orderlyYields'

type Of<Type extends StmtNode['nodeType']> = Extract<StmtNode, { nodeType: Type }>
type Lower<Type extends StmtNode['nodeType']> = (
  node: Of<Type>,
  lowering: Lowering,
  span: Span,
) => Stmt | readonly Stmt[]

const NOTHING: readonly Stmt[] = []

const LOWER: { readonly [Type in StmtNode['nodeType']]: Lower<Type> } = {
  Expr: (node, lowering, span) => {
    const { value } = node
    if (value.nodeType === 'Constant') return NOTHING
    if (value.nodeType === 'Yield' || value.nodeType === 'YieldFrom') return yieldOf(value, null, lowering)
    return { kind: 'expression', span, value: lowerExpr(value, lowering) }
  },
  Assign: (node, lowering, span) => {
    const value = lowerExpr(node.value, lowering)
    return { kind: 'assign', span, targets: node.targets.map((target) => lowerTarget(target, lowering)), value }
  },
  AnnAssign: (node, lowering, span) => {
    if (!node.value) return NOTHING
    const value = lowerExpr(node.value, lowering)
    return { kind: 'assign', span, targets: [lowerTarget(node.target, lowering)], value }
  },
  AugAssign: (node, lowering, span) => ({
    kind: 'expression',
    span,
    value: {
      kind: 'augmented',
      span,
      op: BINARY_OPERATORS[node.op.nodeType],
      target: lowerTarget(node.target, lowering),
      value: lowerExpr(node.value, lowering),
    },
  }),
  FunctionDef: (node, lowering, span) => ({
    kind: 'assign',
    span,
    value: lowerFunction(node, lowering),
    targets: [{ kind: 'name', span: lowering.nameSpan(node, node.name), ref: lowering.reference(node.name) }],
  }),
  AsyncFunctionDef: (node, lowering, span) => ({
    kind: 'assign',
    span,
    value: lowerFunction(node, lowering),
    targets: [{ kind: 'name', span: lowering.nameSpan(node, node.name), ref: lowering.reference(node.name) }],
  }),
  ClassDef: (node, lowering, span) => ({
    kind: 'assign',
    span,
    value: lowerClass(node, lowering),
    targets: [{ kind: 'name', span: lowering.nameSpan(node, node.name), ref: lowering.reference(node.name) }],
  }),
  Return: (node, lowering, span) => ({
    kind: 'return',
    span,
    value: node.value ? lowerExpr(node.value, lowering) : null,
  }),
  If: (node, lowering, span) => ({
    kind: 'if',
    span,
    test: lowerExpr(node.test, lowering),
    then: lowerBlock(node.body, lowering),
    otherwise: lowerBlock(node.orelse, lowering),
  }),
  While: (node, lowering, span) => {
    const { before, lowered: test } = lowering.hoisting(() => lowerExpr(node.test, lowering))
    const body = lowerBlock(node.body, lowering)
    const otherwise = lowerBlock(node.orelse, lowering)
    const loop = { kind: 'loop', span, testAfter: false, update: null, fresh: [], label: null } as const
    if (before.length === 0) return { ...loop, test, body, otherwise }
    // What the test needs runs at every turn; the loop ends from within.
    const end: Stmt = {
      kind: 'if',
      span: test.span,
      test,
      then: [],
      otherwise: [...otherwise, { kind: 'break', span: test.span, label: null }],
    }
    return { ...loop, test: null, body: [...before, end, ...body], otherwise: [] }
  },
  For: (node, lowering, span) => ({
    kind: 'each',
    span,
    target: lowerTarget(node.target, lowering),
    iterable: lowerExpr(node.iter, lowering),
    keys: false,
    body: lowerBlock(node.body, lowering),
    otherwise: lowerBlock(node.orelse, lowering),
    fresh: [],
    label: null,
  }),
  With: (node, lowering, span) => ({
    kind: 'with',
    span,
    items: node.items.map((item) => ({
      context: lowerExpr(item.context_expr, lowering),
      target: item.optional_vars ? lowerTarget(item.optional_vars, lowering) : null,
    })),
    body: lowerBlock(node.body, lowering),
  }),
  Try: (node, lowering, span) => ({
    kind: 'try',
    span,
    body: lowerBlock(node.body, lowering),
    handlers: node.handlers.map((handler) => lowerHandler(handler, lowering)),
    otherwise: lowerBlock(node.orelse, lowering),
    finally: lowerBlock(node.finalbody, lowering),
  }),
  Raise: (node, lowering, span) => ({
    kind: 'raise',
    span,
    exception: node.exc ? lowerExpr(node.exc, lowering) : null,
    cause: node.cause ? lowerExpr(node.cause, lowering) : null,
  }),
  Assert: (node, lowering, span) => ({
    kind: 'assert',
    span,
    test: lowerExpr(node.test, lowering),
    message: node.msg ? lowerExpr(node.msg, lowering) : null,
  }),
  Delete: (node, lowering, span) => ({
    kind: 'delete',
    span,
    targets: node.targets.flatMap(flatten).map((target) => lowerTarget(target, lowering)),
  }),
  Import: (node, lowering, span) =>
    node.names.map(({ name, asname, ...place }): Stmt => {
      const root = name.split('.')[0]
      const target = lowering.nameTarget(asname ?? root, place)
      const binding = asname || root === name ? { member: null, target } : { member: null, target, root }
      return { kind: 'import', span, module: name, level: 0, bindings: [binding] }
    }),
  ImportFrom: (node, lowering, span) => {
    const bindings = node.names.flatMap((alias): ImportBinding[] =>
      alias.name === '*'
        ? starBindings(lowering, alias)
        : [{ member: alias.name, target: lowering.nameTarget(alias.asname ?? alias.name, alias) }],
    )
    return { kind: 'import', span, module: node.module ?? '', level: node.level ?? 0, bindings }
  },
  Break: (_, __, span) => ({ kind: 'break', span, label: null }),
  Continue: (_, __, span) => ({ kind: 'continue', span, label: null }),
  Pass: () => NOTHING,
  Global: () => NOTHING,
  Nonlocal: () => NOTHING,
  Comment: () => NOTHING,
  Match: (node, lowering) => lowerMatch(node, lowering),
  TryStar: (node, lowering) => unsupported(node, lowering, '`except*`', 'Write `except`.'),
  AsyncFor: (node, lowering) => unsupported(node, lowering, '`async for`', 'Write a plain `for`.'),
  AsyncWith: (node, lowering) => unsupported(node, lowering, '`async with`', 'Write a plain `with`.'),
  TypeAlias: (node, lowering) => unsupported(node, lowering, 'A `type` statement', 'Assign the type to a name.'),
}

/** Lowers statements in the current scope. `documented`: a text literal at the beginning is kept, as the docstring. */
export function lowerBlock(nodes: readonly StmtNode[], lowering: Lowering, documented = false): Stmt[] {
  const statements = nodes.flatMap((node) => lowerStatement(node, lowering))
  const first = nodes[0]
  if (!documented || first?.nodeType !== 'Expr' || first.value.nodeType !== 'Constant') return statements
  if (typeof first.value.value !== 'string') return statements
  return [{ kind: 'expression', span: lowering.span(first), value: lowerExpr(first.value, lowering) }, ...statements]
}

function lowerStatement(node: StmtNode, lowering: Lowering): readonly Stmt[] {
  const { before, lowered } = lowering.hoisting(
    () => (LOWER[node.nodeType] as Lower<StmtNode['nodeType']>)(node as never, lowering, lowering.span(node)),
    orderlyYields(node),
  )
  return before.concat(lowered)
}

/** `except E as e`: the name is unbound when the handler's block ends. */
function lowerHandler(node: ExceptHandler, lowering: Lowering): Handler {
  const span = lowering.span(node)
  const body = lowerBlock(node.body, lowering)
  const types = node.type ? lowerExpr(node.type, lowering) : null
  if (!node.name) return { span, types, target: null, body }
  const target: Target = {
    kind: 'name',
    span: lowering.caughtSpan(node, node.name),
    ref: lowering.reference(node.name),
  }
  const unbind: Stmt = {
    kind: 'assign',
    span: { ...span, start: span.end },
    targets: [target],
    value: { kind: 'literal', span: { ...span, start: span.end }, value: undefined },
  }
  return { span, types, target, body: [...body, unbind] }
}

function flatten(node: ExprNode): ExprNode[] {
  return node.nodeType === 'Tuple' || node.nodeType === 'List' ? node.elts.flatMap(flatten) : [node]
}

/** `from m import *` may bind every public name of the module (see `starMember`). */
function starBindings(lowering: Lowering, node: ASTNode): ImportBinding[] {
  const { starNames, bound } = lowering.scopes.module
  const names = [...new Set([...starNames, ...bound])].filter((name) => !/^[_<]/.test(name))
  const span = lowering.span(node)
  // The module runs all the same.
  if (names.length === 0) return [{ member: null, target: { kind: 'name', span, ref: lowering.hidden('module') } }]
  return names.map((name) => ({
    member: `*${name}`,
    target: { kind: 'name', span, ref: lowering.known(name) },
    mayKeep: true,
  }))
}

/** The name that a node binds by itself. */
function boundName(node: ASTNodeUnion): string | undefined {
  switch (node.nodeType) {
    case 'Name':
      return node.ctx.nodeType === 'Load' ? undefined : node.id
    case 'MatchAs':
    case 'MatchStar':
    case 'ExceptHandler':
      return node.name
    case 'MatchMapping':
      return node.rest
    default:
      return undefined
  }
}

/** A statement that is not evaluated: all that it may bind is unknown afterwards. */
function unsupported(node: StmtNode, lowering: Lowering, what: string, advice: string): Stmt {
  const binds = new Map<string, Target>()
  for (const inner of walk(node)) {
    const name = boundName(inner)
    const ref = name === undefined ? null : lowering.scope.reference(lowering.mangle(name))
    if (name !== undefined && ref && ref.scope !== 'free')
      binds.set(name, { kind: 'name', span: lowering.span(inner), ref })
  }
  return { kind: 'unsupported', span: lowering.span(node), what, advice, binds: [...binds.values()] }
}
