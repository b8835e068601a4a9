// Lowers statements to the IR: one row a node type. A statement may become none (a type) or several.
import type { Handler, Stmt, Target } from '@gradlens/engine'
import type * as t from '@babel/types'
import { boundNames } from '../scope'
import { ADVICE } from './advice'
import { lowerClass } from './class'
import { lowerEnum, lowerNamespace } from './declaration'
import { lowerExpression } from './expression'
import { lowerFunction, nameOfKey } from './function'
import { lowerDeclared, lowerTarget, targetSpan } from './pattern'
import { inside, literal, spanOf, type Place } from './place'

/** The statements of a function or block, its function declarations first. */
export function lowerBody(statements: readonly t.Statement[], place: Place): Stmt[] {
  const isFunction = (statement: t.Statement) => statement.type === 'FunctionDeclaration'
  return [
    ...statements
      .filter(isFunction)
      .flatMap((statement) => lowerFunctionDeclaration(statement as t.FunctionDeclaration, place)),
    ...statements
      .filter((statement) => !isFunction(statement))
      .flatMap((statement) => lowerStatement(statement, place, null)),
  ]
}

/** Lowers one statement; `label` is the one that stands before it. */
export function lowerStatement(node: t.Statement, place: Place, label: string | null): Stmt[] {
  const row = rows[node.type as keyof typeof rows] as Row<t.Statement> | undefined
  if (row) return row(node, place, label)
  if (NOTHING.has(node.type)) return []
  return [notEvaluated(node, node.type, place)]
}

type Row<N extends t.Statement> = (node: N, place: Place, label: string | null) => Stmt[]
type Rows = { readonly [K in t.Statement['type']]?: Row<Extract<t.Statement, { type: K }>> }

/** Types, and what leaves no trace when it runs. */
const NOTHING = new Set<string>([
  'EmptyStatement',
  'DebuggerStatement',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSDeclareFunction',
  'TSNamespaceExportDeclaration',
])

const rows: Rows = {
  ExpressionStatement: (node, place) => [
    { kind: 'expression', span: spanOf(node, place), value: lowerExpression(node.expression, place) },
  ],

  VariableDeclaration: (node, place) => lowerDeclarations(node, place),
  FunctionDeclaration: (node, place) => lowerFunctionDeclaration(node, place),
  ClassDeclaration(node, place) {
    if (node.declare || !node.id) return []
    const target = lowerDeclared(node.id, place)
    return [{ kind: 'assign', span: target.span, targets: [target], value: lowerClass(node, place) }]
  },

  BlockStatement: (node, place, label) => lowerBlock(node, place, label),

  IfStatement: (node, place, label) =>
    labelled(label, node, place, [
      {
        kind: 'if',
        span: spanOf(node, place),
        test: lowerExpression(node.test, place),
        then: lowerStatement(node.consequent, place, null),
        otherwise: node.alternate ? lowerStatement(node.alternate, place, null) : [],
      },
    ]),

  ForStatement(node, place, label) {
    const inner = inside(place, node)
    const span = spanOf(node, place)
    const fresh = inner.scope.fresh()
    const start = !node.init
      ? []
      : node.init.type === 'VariableDeclaration'
        ? lowerDeclarations(node.init, inner)
        : [{ kind: 'expression' as const, span: spanOf(node.init, inner), value: lowerExpression(node.init, inner) }]
    const loop: Stmt = {
      kind: 'loop',
      span,
      test: node.test ? lowerExpression(node.test, inner) : null,
      testAfter: false,
      update: node.update ? lowerExpression(node.update, inner) : null,
      body: lowerStatement(node.body, inner, null),
      otherwise: [],
      fresh,
      label,
    }
    return fresh.length === 0 ? [...start, loop] : [{ kind: 'block', span, body: [...start, loop], fresh, label: null }]
  },

  ForOfStatement(node, place, label) {
    if (node.await) return [notEvaluated(node, '`for await`', place)]
    return lowerEach(node, false, place, label)
  },
  ForInStatement: (node, place, label) => lowerEach(node, true, place, label),

  WhileStatement: (node, place, label) => [lowerWhile(node, false, place, label)],
  DoWhileStatement: (node, place, label) => [lowerWhile(node, true, place, label)],

  SwitchStatement(node, place, label) {
    const inner = inside(place, node)
    const span = spanOf(node, place)
    const functions = node.cases.flatMap((each) =>
      each.consequent.flatMap((s) => (s.type === 'FunctionDeclaration' ? lowerFunctionDeclaration(s, inner) : [])),
    )
    const cases = node.cases.map((each) => ({
      test: each.test ? lowerExpression(each.test, inner) : null,
      body: each.consequent.flatMap((s) => (s.type === 'FunctionDeclaration' ? [] : lowerStatement(s, inner, null))),
    }))
    const statement: Stmt = { kind: 'switch', span, subject: lowerExpression(node.discriminant, place), cases, label }
    const fresh = inner.scope.fresh()
    if (fresh.length === 0 && functions.length === 0) return [statement]
    return [{ kind: 'block', span, body: [...functions, statement], fresh, label: null }]
  },

  LabeledStatement(node, place, outer) {
    const label = node.label.name
    const body = lowerStatement(node.body, place, LABEL_KEEPERS.has(node.body.type) ? label : null)
    const inner = LABEL_KEEPERS.has(node.body.type) ? body : labelled(label, node, place, body)
    return labelled(outer, node, place, inner)
  },

  BreakStatement: (node, place) => [{ kind: 'break', span: spanOf(node, place), label: node.label?.name ?? null }],
  ContinueStatement: (node, place) => [
    { kind: 'continue', span: spanOf(node, place), label: node.label?.name ?? null },
  ],

  ReturnStatement: (node, place) => [
    { kind: 'return', span: spanOf(node, place), value: node.argument ? lowerExpression(node.argument, place) : null },
  ],

  ThrowStatement: (node, place) => [
    { kind: 'raise', span: spanOf(node, place), exception: lowerExpression(node.argument, place), cause: null },
  ],

  TryStatement: (node, place, label) =>
    labelled(label, node, place, [
      {
        kind: 'try',
        span: spanOf(node, place),
        body: lowerBlock(node.block, place, null),
        handlers: node.handler ? [lowerHandler(node.handler, place)] : [],
        otherwise: [],
        finally: node.finalizer ? lowerBlock(node.finalizer, place, null) : [],
      },
    ]),

  WithStatement: (node, place) => [notEvaluated(node, '`with`', place)],
  TSEnumDeclaration: (node, place) => lowerEnum(node, place),
  TSModuleDeclaration: (node, place) => lowerNamespace(node, place),
}

/** Statements whose IR carries a label itself. */
const LABEL_KEEPERS = new Set<string>([
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'WhileStatement',
  'DoWhileStatement',
  'SwitchStatement',
  'BlockStatement',
  'IfStatement',
  'TryStatement',
])

function labelled(label: string | null, node: t.Node, place: Place, body: Stmt[]): Stmt[] {
  return label === null ? body : [{ kind: 'block', span: spanOf(node, place), body, fresh: [], label }]
}

function lowerBlock(node: t.BlockStatement, place: Place, label: string | null): Stmt[] {
  const inner = inside(place, node)
  const fresh = inner.scope.fresh()
  const body = lowerBody(node.body, inner)
  return fresh.length === 0 && label === null
    ? body
    : [{ kind: 'block', span: spanOf(node, place), body, fresh, label }]
}

/** `let x, y = 1`: a declaration without initialiser assigns undefined, a `var` without one does nothing. */
export function lowerDeclarations(node: t.VariableDeclaration, place: Place): Stmt[] {
  if (node.declare) return []
  if (node.kind === 'using' || node.kind === 'await using') return [notEvaluated(node, '`using`', place)]
  return node.declarations.flatMap(({ id, init, ...declarator }): Stmt[] => {
    if (!init && node.kind === 'var') return []
    const target = lowerDeclared(id, place)
    const value = init ? lowerExpression(init, place, nameOfKey(id, place)) : literal(target.span, undefined)
    return [
      {
        kind: 'assign',
        span: { text: place.module.text, start: declarator.start!, end: declarator.end! },
        targets: [target],
        value,
      },
    ]
  })
}

function lowerFunctionDeclaration(node: t.FunctionDeclaration, place: Place): Stmt[] {
  if (node.declare || !node.id) return []
  const target = lowerDeclared(node.id, place)
  return [{ kind: 'assign', span: target.span, targets: [target], value: lowerFunction(node, place) }]
}

function lowerWhile(
  node: t.WhileStatement | t.DoWhileStatement,
  testAfter: boolean,
  place: Place,
  label: string | null,
): Stmt {
  return {
    kind: 'loop',
    span: spanOf(node, place),
    test: lowerExpression(node.test, place),
    testAfter,
    update: null,
    body: lowerStatement(node.body, place, null),
    otherwise: [],
    fresh: [],
    label,
  }
}

function lowerEach(
  node: t.ForOfStatement | t.ForInStatement,
  keys: boolean,
  place: Place,
  label: string | null,
): Stmt[] {
  const inner = inside(place, node)
  const { left } = node
  const target =
    left.type === 'VariableDeclaration' ? lowerDeclared(left.declarations[0].id, inner) : lowerTarget(left, inner)
  return [
    {
      kind: 'each',
      span: spanOf(node, place),
      target,
      iterable: lowerExpression(node.right, inner),
      keys,
      body: lowerStatement(node.body, inner, null),
      otherwise: [],
      fresh: inner.scope.fresh(),
      label,
    },
  ]
}

function lowerHandler(node: t.CatchClause, place: Place): Handler {
  const inner = inside(place, node)
  const fresh = inner.scope.fresh()
  const body = lowerBlock(node.body, inner, null)
  const span = spanOf(node, place)
  if (!node.param) return { span, types: null, target: null, body }
  const target = lowerDeclared(node.param, inner)
  if (fresh.length === 0) return { span, types: null, target, body }
  // The parameter's cell is made anew before it is bound: it is caught in a plain slot first.
  const caught = {
    scope: inner.scope.frame.parent ? 'local' : 'global',
    index: inner.scope.frame.slot('%caught'),
    name: '%caught',
  } as const
  const bind: Stmt = {
    kind: 'assign',
    span: target.span,
    targets: [target],
    value: { kind: 'read', span: target.span, ref: caught },
  }
  return {
    span,
    types: null,
    target: { kind: 'name', span: target.span, ref: caught },
    body: [{ kind: 'block', span, body: [bind, ...body], fresh, label: null }],
  }
}

/** A statement that has no form in the IR: what it declares is opaque afterwards. */
export function notEvaluated(node: t.Node, what: string, place: Place): Stmt {
  return { kind: 'unsupported', span: spanOf(node, place), what, advice: ADVICE.other, binds: bindsOf(node, place) }
}

function bindsOf(node: t.Node, place: Place): Target[] {
  const patterns: t.Node[] = node.type === 'VariableDeclaration' ? node.declarations.map((d) => d.id) : []
  return patterns.flatMap((pattern) =>
    boundNames(pattern).map((name): Target => {
      const binding = place.scope.lookup(name)!
      return { kind: 'name', span: targetSpan(pattern, place), ref: place.scope.frame.reference(binding) }
    }),
  )
}
