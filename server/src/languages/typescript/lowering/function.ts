// Lowers functions of every form (declarations, arrows, methods, field initialisers) to FunctionCode.
import type { Expr, FunctionCode, Parameter, Span, Stmt } from '@gradlens/engine'
import type * as t from '@babel/types'
import { assignedName } from '../memberName'
import { ARGUMENTS, parameterTarget, runtimeParameters, type Parameter as ParameterNode } from '../scope'
import { ADVICE } from './advice'
import { lowerExpression } from './expression'
import { lowerDeclared, patternText, targetSpan } from './pattern'
import { inside, spanOf, textOf, type Place } from './place'
import { lowerBody } from './statement'

/** The name that a function gets from where it stands. */
export interface Named {
  readonly name: string
  /** As a person would call it: `f`, `Spring.energy`. */
  readonly qualified: string
  readonly span: Span
}

/** The name that a function written right of this target, or under this key, takes; undefined where it stays anonymous. */
export function nameOfKey(key: t.Node, place: Place, prefix?: string): Named | undefined {
  const own = ownName(key)
  if (own === null) return undefined
  const span = key.type === 'MemberExpression' ? spanOf(key.property, place) : targetSpan(key, place)
  return { name: own.name, qualified: prefix ? `${prefix}.${own.qualified}` : own.qualified, span }
}

function ownName(key: t.Node): { name: string; qualified: string } | null {
  switch (key.type) {
    case 'Identifier':
      return { name: key.name, qualified: key.name }
    case 'StringLiteral':
      return { name: key.value, qualified: key.value }
    case 'NumericLiteral':
      return { name: String(key.value), qualified: String(key.value) }
    case 'PrivateName':
      return { name: `#${key.id.name}`, qualified: `#${key.id.name}` }
    case 'MemberExpression': {
      const path = memberPath(key)
      return path && { name: path[path.length - 1], qualified: assignedName(path) }
    }
    default:
      return null
  }
}

function memberPath(node: t.Node): string[] | null {
  if (node.type === 'Identifier') return [node.name]
  if (node.type === 'ThisExpression') return ['this']
  if (node.type !== 'MemberExpression' || node.computed) return null
  const object = memberPath(node.object)
  const name = ownName(node.property)
  return object && name && [...object, name.name]
}

/** A function of the program as an expression; a declaration's too. */
export function lowerFunction(node: t.Function, place: Place, named?: Named): Expr {
  const inner = inside(place, node)
  const span = ownSpan(node, place)
  const id = 'id' in node && node.id ? node.id : null
  const name: Named = id
    ? { name: id.name, qualified: named?.qualified.includes('.') ? named.qualified : id.name, span: spanOf(id, place) }
    : (named ?? { name: '', qualified: '', span })
  const arrow = node.type === 'ArrowFunctionExpression'
  const isExpression = node.body.type !== 'BlockStatement'
  const parameters = runtimeParameters(node)
  const code: FunctionCode = {
    name: name.name,
    qualifiedName: name.qualified,
    span,
    nameSpan: name.span,
    parameters: [
      ...parameters.map((parameter, slot) => lowerParameter(parameter, slot, inner)),
      ...argumentsOf(span, arrow, inner),
    ],
    body: isExpression
      ? [returned(lowerExpression(node.body as t.Expression, inner))]
      : lowerFunctionBody(node as t.Function & { body: t.BlockStatement }, parameters, inner),
    ...frameOf(inner),
    arrow,
    expression: isExpression,
    unsupported: notEvaluated(node, place),
  }
  place.module.functions.push(code)
  const expression: Expr = { kind: 'function', span, code, defaults: [], decorators: [] }
  return node.type === 'FunctionExpression' && id ? bindOwnName(expression, id.name, inner) : expression
}

/** What is known of a frame once everything inside it is lowered. */
function frameOf({ scope: { frame } }: Place): Pick<FunctionCode, 'slotNames' | 'cellSlots' | 'captures'> {
  return { slotNames: frame.slotNames, cellSlots: frame.cellSlots(), captures: frame.captures }
}

/** The initialiser of a field, or a static block: a function of `this`. */
export function lowerInitialiser(node: t.Node, body: (inner: Place) => Stmt[], place: Place, name: string): Expr {
  const inner = inside(place, node)
  const span = spanOf(node, place)
  const code: FunctionCode = {
    name,
    qualifiedName: name,
    span,
    nameSpan: span,
    parameters: [],
    body: body(inner),
    ...frameOf(inner),
    arrow: false,
    expression: false,
    unsupported: null,
  }
  return { kind: 'function', span, code, defaults: [], decorators: [] }
}

export function returned(value: Expr): Stmt {
  return { kind: 'return', span: value.span, value }
}

/** A named function expression knows itself by its name. */
function bindOwnName(expression: Expr, name: string, { scope }: Place): Expr {
  const outer = scope.parent!
  const binding = outer.names.get(name)!
  if (!binding.used) return expression
  const { span } = expression
  return {
    kind: 'assignment',
    span,
    target: { kind: 'name', span, ref: outer.frame.reference(binding) },
    value: expression,
  }
}

/** Decorators belong to the class, not to the function. */
function ownSpan(node: t.Function, place: Place): Span {
  const span = spanOf(node, place)
  const decorators = 'decorators' in node ? (node.decorators ?? []) : []
  if (decorators.length === 0) return span
  const after = decorators[decorators.length - 1].end!
  const gap = /^\s*/.exec(place.module.source.slice(after))![0].length
  return { ...span, start: Math.max(span.start, after + gap) }
}

function notEvaluated(node: t.Function, place: Place): FunctionCode['unsupported'] {
  const word = node.async ? 'async' : node.generator ? '*' : null
  if (word === null) return null
  const { text, start } = ownSpan(node, place)
  const at = place.module.source.indexOf(word, start)
  const span = { text, start: at, end: at + word.length }
  return word === 'async'
    ? { span, what: 'an async function', advice: ADVICE.async }
    : { span, what: 'a generator', advice: ADVICE.generator }
}

/** A function that reads `arguments` gets them in a slot: a rest parameter from the first argument on. */
function argumentsOf(span: Span, arrow: boolean, { scope }: Place): Parameter[] {
  const binding = arrow ? undefined : scope.names.get(ARGUMENTS)
  if (!binding?.parameter) return []
  const { slot, captured } = binding
  return [
    {
      slot,
      captured,
      name: ARGUMENTS,
      span,
      kind: 'rest',
      fallback: null,
      hasDefault: false,
      pattern: null,
      annotation: null,
    },
  ]
}

function lowerParameter(node: ParameterNode, slot: number, place: Place): Parameter {
  const inner = node.type === 'TSParameterProperty' ? node.parameter : node
  const target = parameterTarget(inner)
  const isName = target.type === 'Identifier'
  const name = isName ? target.name : patternText(target, place)
  const fallback = inner.type === 'AssignmentPattern' ? inner.right : null
  const rest = inner.type === 'RestElement'
  return {
    slot,
    captured:
      isName && place.scope.names.get(target.name)!.slot === slot && place.scope.names.get(target.name)!.captured,
    name,
    span: targetSpan(target, place),
    kind: rest ? 'rest' : 'positional',
    fallback: fallback && lowerExpression(fallback, place, isName ? nameOfKey(target, place) : undefined),
    hasDefault: fallback !== null,
    ...(isName && target.optional ? { optional: true } : {}),
    pattern: isName ? null : lowerDeclared(target, place),
    annotation: annotationOf(rest ? inner : target, place),
  }
}

/** The annotation's text; a name that the file gives to a type is replaced by that type. */
function annotationOf(node: t.Node, place: Place): string | null {
  const annotation = 'typeAnnotation' in node ? node.typeAnnotation : null
  if (!annotation || annotation.type !== 'TSTypeAnnotation') return null
  const text = textOf(annotation.typeAnnotation, place)
  return place.module.typeAlias(text) ?? text
}

function lowerFunctionBody(
  node: t.Function & { body: t.BlockStatement },
  parameters: readonly ParameterNode[],
  place: Place,
): Stmt[] {
  const properties = parameters.flatMap((p) => (p.type === 'TSParameterProperty' ? [parameterProperty(p, place)] : []))
  const statements = node.body.body
  const afterSuper = properties.length > 0 ? statements.findIndex(isSuperCall) + 1 : 0
  if (afterSuper === 0) return [...properties, ...lowerBody(statements, place)]
  const before = lowerBody(statements.slice(0, afterSuper), place)
  return [...before, ...properties, ...lowerBody(statements.slice(afterSuper), place)]
}

function isSuperCall(statement: t.Statement): boolean {
  const call = statement.type === 'ExpressionStatement' ? statement.expression : null
  return call?.type === 'CallExpression' && call.callee.type === 'Super'
}

/** TypeScript's `constructor(private k: number)`: the field of that name. */
function parameterProperty(node: t.TSParameterProperty, place: Place): Stmt {
  const identifier = parameterTarget(node) as t.Identifier
  const span = targetSpan(identifier, place)
  const ref = place.scope.frame.reference(place.scope.lookup(identifier.name)!)
  return {
    kind: 'assign',
    span,
    targets: [{ kind: 'attribute', span, object: { kind: 'this', span }, name: identifier.name }],
    value: { kind: 'read', span, ref },
  }
}
