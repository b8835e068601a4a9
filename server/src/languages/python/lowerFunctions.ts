// Functions, lambdas and classes of the strict tree, as IR code.
import type { Arg, Arguments as ArgumentsNode, ClassDef } from 'py-ast'
import type { ClassCode, Expr, FunctionCode, Parameter, Stmt } from '@gradlens/engine'
import { setAnnotations } from './functionAnnotations'
import { lowerArguments, lowerDefaults, lowerExpr } from './lowerExpressions'
import { lowerBlock } from './lowerStatements'
import type { ExprOf, Lowering } from './lowering'
import { orderlyYields } from './orderlyYields'
import { setQualifiedName } from './qualifiedNames'
import type { FunctionNode, Scope } from './scope'

/** A `def`, `async def` or `lambda`, in the current scope. */
export function lowerFunction(node: FunctionNode, lowering: Lowering): ExprOf<'function'> {
  const span = lowering.span(node)
  const isLambda = node.nodeType === 'Lambda'
  const name = isLambda ? '<lambda>' : node.name
  const scope = lowering.scopes.of(node)
  const decorators = isLambda ? [] : node.decorator_list.map((decorator) => lowerExpr(decorator, lowering))
  const defaults = lowerDefaults(node.args, lowering)
  const code: FunctionCode = {
    name,
    qualifiedName: lowering.scope.qualify(name),
    span,
    nameSpan: isLambda ? span : lowering.nameSpan(node, name),
    parameters: lowerParameters(node.args, defaults, scope, lowering),
    slotNames: scope.slotNames,
    cellSlots: scope.cellSlots,
    captures: scope.captures(),
    body: lowering.inside(scope, () => (isLambda ? lambdaBody(node, lowering) : lowerBlock(node.body, lowering, true))),
    arrow: isLambda,
    expression: isLambda,
    generator: scope.isGenerator,
    unsupported: unsupportedKind(node, scope, lowering),
  }
  lowering.functions.push(code)
  setQualifiedName(code, lowering.scope.pythonName(name))
  setAnnotations(code, node, lowering)
  return { kind: 'function', span, code, defaults, decorators }
}

function lambdaBody(node: Extract<FunctionNode, { nodeType: 'Lambda' }>, lowering: Lowering): Stmt[] {
  const { before, lowered: value } = lowering.hoisting(
    () => lowerExpr(node.body, lowering),
    orderlyYields({ lambda: node.body }),
  )
  return [...before, { kind: 'return', span: value.span, value }]
}

function unsupportedKind(node: FunctionNode, scope: Scope, lowering: Lowering): FunctionCode['unsupported'] {
  const span = node.nodeType === 'Lambda' ? lowering.span(node) : lowering.nameSpan(node, node.name)
  if (node.nodeType === 'AsyncFunctionDef') {
    return { span, what: 'An asynchronous function (`async def`)', advice: 'Write a plain `def`.' }
  }
  if (scope.disorderly) {
    const advice = 'Assign it to a name on a line before.'
    return { span: scope.disorderly, what: 'A generator with `yield` amid an expression', advice }
  }
  return null
}

function lowerParameters(
  args: ArgumentsNode,
  defaults: readonly (Expr | null)[],
  scope: Scope,
  lowering: Lowering,
): Parameter[] {
  const rows: [Arg, Parameter['kind']][] = [
    ...args.posonlyargs.map((arg): [Arg, Parameter['kind']] => [arg, 'positionalOnly']),
    ...args.args.map((arg): [Arg, Parameter['kind']] => [arg, 'positional']),
  ]
  if (args.vararg) rows.push([args.vararg, 'rest'])
  for (const arg of args.kwonlyargs) rows.push([arg, 'keywordOnly'])
  if (args.kwarg) rows.push([args.kwarg, 'keywordRest'])
  return rows.map(([arg, kind], i) => {
    const name = lowering.inside(scope, () => lowering.mangle(arg.arg))
    const span = lowering.span(arg)
    return {
      slot: scope.slot(name),
      captured: scope.captured.has(name),
      name,
      span: { ...span, end: span.start + arg.arg.length },
      kind,
      fallback: null,
      hasDefault: defaults[i] !== null,
      pattern: null,
      annotation: arg.annotation ? lowering.positions.textOf(arg.annotation) : null,
    }
  })
}

/** A `class`; its body is a function of its own whose slots become the class's attributes. */
export function lowerClass(node: ClassDef, lowering: Lowering): Expr {
  const span = lowering.span(node)
  const scope = lowering.scopes.of(node)
  const nameSpan = lowering.nameSpan(node, node.name)
  const qualifiedName = lowering.scope.qualify(node.name)
  const decorators = node.decorator_list.map((decorator) => lowerExpr(decorator, lowering))
  const code: ClassCode = {
    name: node.name,
    span,
    nameSpan,
    bases: lowerArguments({ args: node.bases, keywords: node.keywords }, lowering),
    members: [],
    body: {
      name: node.name,
      qualifiedName,
      span,
      nameSpan,
      parameters: [],
      slotNames: scope.slotNames,
      cellSlots: scope.cellSlots,
      captures: scope.captures(),
      body: lowering.inside(scope, () => [...annotations(node, lowering), ...lowerBlock(node.body, lowering, false)]),
      arrow: false,
      expression: false,
      unsupported: null,
    },
  }
  if (code.body) setQualifiedName(code.body, lowering.scope.pythonName(node.name))
  if (scope.hiddenClass === null) return { kind: 'class', span, code, decorators }
  const made: Expr = {
    kind: 'assignment',
    span,
    target: { kind: 'name', span: nameSpan, ref: lowering.known(scope.hiddenClass) },
    value: { kind: 'class', span, code, decorators: [] },
  }
  return decorators.reduceRight<Expr>(
    (value, callee) => ({ kind: 'call', span: callee.span, callee, args: [{ value }] }),
    made,
  )
}

/** `__annotations__` of a class body: the source texts of the annotations by name. */
function annotations(node: ClassDef, lowering: Lowering): Stmt[] {
  const entries = node.body.flatMap((statement) => {
    if (statement.nodeType !== 'AnnAssign' || !statement.simple || statement.target.nodeType !== 'Name') return []
    const span = lowering.span(statement.annotation)
    const key: Expr = { kind: 'literal', span, value: lowering.mangle(statement.target.id) }
    return [{ key, value: { kind: 'literal' as const, span, value: lowering.positions.textOf(statement.annotation) } }]
  })
  if (entries.length === 0) return []
  const span = lowering.nameSpan(node, node.name)
  const target = { kind: 'name' as const, span, ref: lowering.reference('__annotations__') }
  return [{ kind: 'assign', span, targets: [target], value: { kind: 'dict', span, entries } }]
}
