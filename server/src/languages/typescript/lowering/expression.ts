// Lowers expressions to the IR: one row a node type. Types are erased; what has no form in the IR becomes `unsupported`.
import type {
  Argument,
  BinaryOperator,
  CompareOperator,
  Expr,
  Item,
  Native,
  Reference,
  Span,
  Target,
  UnaryOperator,
} from '@gradlens/engine'
import type * as t from '@babel/types'
import { builtin, builtinMember } from '../builtins'
import {
  accessor,
  deleteProperty,
  HOLE,
  invokeComputed,
  invokeWith,
  makeHoles,
  notInitialised,
  requireModule,
} from '../intrinsics'
import { requiredModule } from '../imports'
import { ADVICE } from './advice'
import { lowerClass, superCall, superMember } from './class'
import { lowerFunction, nameOfKey, type Named } from './function'
import { lowerTarget } from './pattern'
import { callOf, inside, literal, spanOf, textOf, unsupported, type Place } from './place'
import { childrenOf } from '../scope'
import { isUndeclared, unboundName } from './unbound'

/** Lowers one expression. `named`: the name that a function or class in this place takes. */
export function lowerExpression(node: t.Node, place: Place, named?: Named): Expr {
  const row = rows[node.type as keyof typeof rows] as Row<t.Node> | undefined
  if (row) return row(node, place, named)
  lowerFunctionsInside(node, place)
  const what = WORDS[node.type] ?? node.type
  return unsupported(spanOf(node, place), what, ADVICE[node.type] ?? ADVICE.other)
}

/** The functions inside what is not evaluated are functions of the module all the same. */
function lowerFunctionsInside(node: t.Node, place: Place): void {
  for (const child of childrenOf(node)) {
    if (isFunction(child)) lowerFunction(child, inside(place, child))
    else lowerFunctionsInside(child, inside(place, child))
  }
}

function isFunction(node: t.Node): node is t.Function {
  return /^(Function(Expression|Declaration)|ArrowFunctionExpression|(Object|Class|ClassPrivate)Method)$/.test(
    node.type,
  )
}

type Row<N extends t.Node> = (node: N, place: Place, named?: Named) => Expr
type Rows = { readonly [K in t.Expression['type']]?: Row<Extract<t.Expression, { type: K }>> }

const COMPARISONS = new Set<string>(['==', '!=', '===', '!==', '<', '<=', '>', '>=', 'in', 'instanceof'])
const LOGICAL = { '&&': 'and', '||': 'or', '??': 'nullish' } as const
const UNARY: Readonly<Record<string, UnaryOperator>> = {
  '-': '-',
  '+': '+',
  '~': '~',
  '!': 'not',
  typeof: 'typeof',
  void: 'void',
}

/** What the word for an unsupported expression is. */
const WORDS: Readonly<Record<string, string>> = {
  AwaitExpression: '`await`',
  YieldExpression: '`yield`',
  JSXElement: 'JSX',
  JSXFragment: 'JSX',
  RegExpLiteral: 'a regular expression',
  BigIntLiteral: 'a BigInt',
  TaggedTemplateExpression: 'a tagged template',
  Import: '`import()`',
  ImportExpression: '`import()`',
  MetaProperty: 'a meta property',
  Super: '`super`',
}

/** Casts and assertions: only types, nothing happens at run time. */
const erased: Row<t.Node & { expression: t.Expression }> = (node, place, named) =>
  lowerExpression(node.expression, place, named)

const rows: Rows = {
  NumericLiteral: (node, place) => literal(spanOf(node, place), node.value),
  StringLiteral: (node, place) => literal(spanOf(node, place), node.value),
  BooleanLiteral: (node, place) => literal(spanOf(node, place), node.value),
  NullLiteral: (node, place) => literal(spanOf(node, place), null),
  ThisExpression: (node, place) => ({ kind: 'this', span: spanOf(node, place) }),
  Identifier: (node, place) => lowerName(node.name, spanOf(node, place), place),
  ParenthesizedExpression: erased,
  TSAsExpression: erased,
  TSSatisfiesExpression: erased,
  TSNonNullExpression: erased,
  TSTypeAssertion: erased,
  TSInstantiationExpression: erased,
  TypeCastExpression: erased,

  UnaryExpression(node, place) {
    const span = spanOf(node, place)
    if (node.operator === 'delete') return lowerDelete(node.argument, span, place)
    if (node.operator === 'typeof' && node.argument.type === 'Identifier' && isUndeclared(node.argument.name, place)) {
      return literal(span, 'undefined')
    }
    const op = UNARY[node.operator]
    if (!op) return unsupported(span, `\`${node.operator}\``, ADVICE.other)
    return { kind: 'unary', span, op, operand: lowerExpression(node.argument, place) }
  },

  BinaryExpression(node, place) {
    const span = spanOf(node, place)
    if (node.left.type === 'PrivateName') return unsupported(span, 'a private name under `in`', ADVICE.other)
    const left = lowerExpression(node.left, place)
    const right = lowerExpression(node.right, place)
    if (COMPARISONS.has(node.operator)) {
      return { kind: 'compare', span, operators: [node.operator as CompareOperator], operands: [left, right] }
    }
    if (node.operator === '|>') return unsupported(span, 'the pipeline operator', ADVICE.other)
    return { kind: 'binary', span, op: node.operator as BinaryOperator, left, right }
  },

  LogicalExpression: (node, place) => ({
    kind: 'logical',
    span: spanOf(node, place),
    op: LOGICAL[node.operator],
    left: lowerExpression(node.left, place),
    right: lowerExpression(node.right, place),
  }),

  ConditionalExpression: (node, place, named) => ({
    kind: 'conditional',
    span: spanOf(node, place),
    test: lowerExpression(node.test, place),
    then: lowerExpression(node.consequent, place, named),
    otherwise: lowerExpression(node.alternate, place, named),
  }),

  SequenceExpression: (node, place) => ({
    kind: 'sequence',
    span: spanOf(node, place),
    items: node.expressions.map((each) => lowerExpression(each, place)),
  }),

  AssignmentExpression(node, place) {
    const span = spanOf(node, place)
    const target = lowerTarget(node.left, place)
    const value = lowerExpression(node.right, place, nameOfKey(node.left, place))
    if (node.operator === '=') return { kind: 'assignment', span, target, value }
    const op = node.operator.slice(0, -1)
    return {
      kind: 'augmented',
      span,
      target,
      op: op in LOGICAL ? LOGICAL[op as keyof typeof LOGICAL] : (op as BinaryOperator),
      value,
    }
  },

  UpdateExpression: (node, place) => ({
    kind: 'update',
    span: spanOf(node, place),
    target: lowerTarget(node.argument, place),
    delta: node.operator === '++' ? 1 : -1,
    prefix: node.prefix,
  }),

  ArrayExpression(node, place) {
    const span = spanOf(node, place)
    const items = node.elements.map((element): Item => {
      if (element === null) return { value: literal(span, HOLE) }
      if (element.type === 'SpreadElement') return { value: lowerExpression(element.argument, place), spread: true }
      return { value: lowerExpression(element, place) }
    })
    const list: Expr = { kind: 'list', span, items }
    return node.elements.includes(null) ? callOf(span, makeHoles, [list]) : list
  },

  ObjectExpression: (node, place, named) => ({
    kind: 'dict',
    span: spanOf(node, place),
    entries: objectEntries(node, place, named),
  }),

  TemplateLiteral: (node, place) => ({
    kind: 'template',
    span: spanOf(node, place),
    parts: node.quasis.flatMap((quasi, i) => {
      const text = quasi.value.cooked ? [quasi.value.cooked] : []
      const expression = node.expressions[i] as t.Expression | undefined
      if (!expression) return text
      return [...text, { value: lowerExpression(expression, place), conversion: null, spec: null }]
    }),
  }),

  FunctionExpression: (node, place, named) => lowerFunction(node, place, named),
  ArrowFunctionExpression: (node, place, named) => lowerFunction(node, place, named),
  ClassExpression: (node, place, named) => lowerClass(node, place, named),

  MemberExpression: lowerMember,
  CallExpression: lowerCall,
  OptionalMemberExpression: (node, place) => chain(node, place),
  OptionalCallExpression: (node, place) => chain(node, place),

  NewExpression: (node, place) => ({
    kind: 'new',
    span: spanOf(node, place),
    callee: lowerExpression(node.callee, place),
    args: lowerArguments(node.arguments, place),
  }),
}

/** A name where it is read. */
export function lowerName(name: string, span: Span, place: Place): Expr {
  const binding = place.scope.lookup(name)
  if (binding && binding.frame === place.scope.frame && span.start < binding.initialisedAt)
    return callOf(span, notInitialised(name), [])
  if (binding) return { kind: 'read', span, ref: place.scope.frame.reference(binding) }
  return literal(span, unboundName(name))
}

export function lowerArguments(args: readonly t.Node[], place: Place): Argument[] {
  return args.map((arg) =>
    arg.type === 'SpreadElement'
      ? { value: lowerExpression(arg.argument, place), kind: 'spread' }
      : { value: lowerExpression(arg, place) },
  )
}

/** The key of a property, as a value. */
export function lowerKey(key: t.Node, computed: boolean, place: Place): Expr {
  const span = spanOf(key, place)
  if (computed) return lowerExpression(key, place)
  if (key.type === 'Identifier') return literal(span, key.name)
  return lowerExpression(key, place)
}

function objectEntries(node: t.ObjectExpression, place: Place, named?: Named) {
  return node.properties.map((property) => {
    if (property.type === 'SpreadElement') return { spread: lowerExpression(property.argument, place) }
    const key = lowerKey(property.key, property.computed, place)
    const own = property.computed ? undefined : nameOfKey(property.key, place, named?.qualified)
    if (property.type === 'ObjectProperty') return { key, value: lowerExpression(property.value, place, own) }
    const value = lowerFunction(property, place, own)
    if (property.kind === 'method') return { key, value }
    const absent = literal(value.span, undefined)
    return { key, value: callOf(value.span, accessor, property.kind === 'get' ? [value, absent] : [absent, value]) }
  })
}

/** A whole optional chain: its links are lowered without an extent of their own. */
function chain(node: t.OptionalMemberExpression | t.OptionalCallExpression, place: Place): Expr {
  return { kind: 'chain', span: spanOf(node, place), body: lastLink(node, place) }
}

/** A link of a chain, or the expression that the chain begins with. */
function lowerLink(node: t.Node, place: Place): Expr {
  // Parentheses end a chain: `(a?.b).c` raises where `a` is nothing.
  if (node.extra?.parenthesized) return lowerExpression(node, place)
  if (node.type === 'TSNonNullExpression') return lowerLink(node.expression, place)
  if (node.type === 'OptionalMemberExpression' || node.type === 'OptionalCallExpression') return lastLink(node, place)
  return lowerExpression(node, place)
}

function lastLink(node: t.OptionalMemberExpression | t.OptionalCallExpression, place: Place): Expr {
  return node.type === 'OptionalMemberExpression' ? lowerMember(node, place) : lowerCall(node, place)
}

function lowerMember(node: t.MemberExpression | t.OptionalMemberExpression, place: Place): Expr {
  const span = spanOf(node, place)
  const { property } = node
  if (node.object.type === 'Super') {
    if (node.computed || property.type !== 'Identifier') return unsupported(span, '`super[…]`', ADVICE.other)
    return superMember(span, property.name, place)
  }
  const optional = node.optional ? { optional: true } : {}
  if (!node.computed && node.object.type === 'Identifier' && property.type === 'Identifier') {
    const member = builtinOf(node.object.name, property.name, place)
    if (member) return literal(span, member.value)
  }
  const object = lowerLink(node.object, place)
  if (node.computed) return { kind: 'subscript', span, object, index: lowerExpression(property, place), ...optional }
  const name = property.type === 'PrivateName' ? `#${property.id.name}` : (property as t.Identifier).name
  return { kind: 'attribute', span, object, name, nameSpan: spanOf(property, place), ...optional }
}

/** `Math.sin` where nothing shadows `Math`: known before anything runs. */
function builtinOf(object: string, name: string, { scope }: Place) {
  return scope.lookup(object) || builtin(object) === null ? null : builtinMember(object, name)
}

function lowerCall(node: t.CallExpression | t.OptionalCallExpression, place: Place): Expr {
  const span = spanOf(node, place)
  const args = lowerArguments(node.arguments, place)
  const { callee } = node
  if (callee.type === 'Super') return superCall(span, args, place)
  const required = requiredModule(node)
  if (required !== null && !place.scope.lookup('require')) {
    return callOf(span, requireModule, [literal(spanOf(callee, place), place.module.moduleKey(required) ?? required)])
  }
  if (callee.type === 'Import') return unsupported(span, WORDS.Import, ADVICE.Import)
  if (callee.type === 'MemberExpression' && callee.object.type === 'Super' && callee.property.type === 'Identifier') {
    return superMember(span, callee.property.name, place, args)
  }
  if ((callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression') && callee.computed) {
    return callComputed(span, callee, args, node.optional === true, place)
  }
  return { kind: 'call', span, callee: lowerLink(callee, place), args, ...(node.optional ? { optional: true } : {}) }
}

/** `object[key](…)`: the IR has no call with a `this` that is computed. */
function callComputed(
  span: Span,
  callee: t.MemberExpression | t.OptionalMemberExpression,
  args: readonly Argument[],
  optional: boolean,
  place: Place,
): Expr {
  const object = lowerLink(callee.object, place)
  const key = lowerExpression(callee.property, place)
  if (!callee.optional && !optional) {
    const text = literal(spanOf(callee, place), calleeText(callee, place))
    return invoke(span, invokeComputed, [object, key, text], args)
  }
  // `object?.[key](…)`, `object[key]?.(…)`: what may be nothing is kept and looked at before anything after it is evaluated.
  const kept = keep('%object', object, place)
  const member: Expr = { kind: 'subscript', span: spanOf(callee, place), object: kept.value, index: key }
  const called = keep('%callee', member, place)
  const call = invoke(span, invokeWith, [called.read, kept.read], args)
  if (!callee.optional) return unlessNothing(span, called.value, call)
  const inner: Expr = { ...member, object: kept.read }
  const rest = optional
    ? unlessNothing(span, { ...called.value, value: inner }, call)
    : invoke(span, invokeWith, [inner, kept.read], args)
  return unlessNothing(span, kept.value, rest)
}

function invoke(span: Span, callee: Native, first: readonly Expr[], args: readonly Argument[]): Expr {
  return { kind: 'call', span, callee: literal(span, callee), args: [...first.map((value) => ({ value })), ...args] }
}

/** A value that is used twice: where it is computed, and where it is read again. */
function keep(name: string, value: Expr, { scope: { frame } }: Place) {
  const ref: Reference = { scope: frame.parent ? 'local' : 'global', index: frame.slot(name), name }
  const { span } = value
  const target: Target = { kind: 'name', span, ref }
  return { value: { kind: 'assignment', span, target, value } as const, read: { kind: 'read', span, ref } as const }
}

function unlessNothing(span: Span, test: Expr, otherwise: Expr): Expr {
  const isNothing: Expr = {
    kind: 'compare',
    span: test.span,
    operators: ['=='],
    operands: [test, literal(test.span, null)],
  }
  return { kind: 'conditional', span, test: isNothing, then: literal(span, undefined), otherwise }
}

/** As V8 names a callee: `o['q']` is `o.q`. */
function calleeText(callee: t.MemberExpression | t.OptionalMemberExpression, place: Place): string {
  const { object, property } = callee
  return property.type === 'StringLiteral' ? `${textOf(object, place)}.${property.value}` : textOf(callee, place)
}

function lowerDelete(operand: t.Node, span: Span, place: Place): Expr {
  if (operand.type === 'TSNonNullExpression') return lowerDelete(operand.expression, span, place)
  if (operand.type !== 'MemberExpression')
    return unsupported(span, `\`delete ${textOf(operand, place)}\``, ADVICE.other)
  const object = lowerExpression(operand.object, place)
  return callOf(span, deleteProperty, [object, lowerKey(operand.property, operand.computed, place)])
}
