// Expressions and assignment targets of the strict tree, as IR. One entry per node type.
import {
  PyComplex,
  type Arguments as ArgumentsNode,
  type Comprehension,
  type Constant,
  type ExprNode,
  type Name,
} from 'py-ast'
import {
  Int,
  Native,
  type Argument,
  type BinaryOperator,
  type Clause,
  type CompareOperator,
  type Expr,
  type FunctionCode,
  type Item,
  type Parameter,
  type Reference,
  type Span,
  type Stmt,
  type Target,
  type TargetItem,
  type UnaryOperator,
  type Value,
} from '@gradlens/engine'
import { iteratorOfFirst } from './builtins/iteration'
import { lowerFunction } from './lowerFunctions'
import type { ExprOf, Lowering } from './lowering'
import { setQualifiedName } from './qualifiedNames'
import { ITERABLE, type ComprehensionNode, type Scope } from './scope'
import { Ellipsis } from './singletons'
import { bytesOfLiterals } from './text/bytesLiteral'
import { Bytes } from './types/bytes'
import { Complex } from './types/complex'
import { constantSet } from './types/set'

type Of<Type extends ExprNode['nodeType']> = Extract<ExprNode, { nodeType: Type }>

export const BINARY_OPERATORS: Readonly<Record<string, BinaryOperator>> = {
  Add: '+',
  Sub: '-',
  Mult: '*',
  MatMult: '@',
  Div: '/',
  FloorDiv: '//',
  Mod: '%',
  Pow: '**',
  LShift: '<<',
  RShift: '>>',
  BitOr: '|',
  BitXor: '^',
  BitAnd: '&',
}

const UNARY_OPERATORS: Readonly<Record<string, UnaryOperator>> = { Invert: '~', Not: 'not', UAdd: '+', USub: '-' }

const COMPARE_OPERATORS: Readonly<Record<string, CompareOperator>> = {
  Eq: '==',
  NotEq: '!=',
  Lt: '<',
  LtE: '<=',
  Gt: '>',
  GtE: '>=',
  Is: 'is',
  IsNot: 'is not',
  In: 'in',
  NotIn: 'not in',
}

type Lower<Type extends ExprNode['nodeType']> = (node: Of<Type>, lowering: Lowering) => Expr

const LOWER: { readonly [Type in ExprNode['nodeType']]: Lower<Type> } = {
  Constant: (node, lowering) => constant(node, lowering),
  Name: (node, lowering) => name(node, lowering),
  BinOp: (node, lowering) => ({
    kind: 'binary',
    span: lowering.span(node),
    op: BINARY_OPERATORS[node.op.nodeType],
    left: lowerExpr(node.left, lowering),
    right: lowerExpr(node.right, lowering),
  }),
  UnaryOp: (node, lowering) => {
    const op = UNARY_OPERATORS[node.op.nodeType]
    const operand = lowerExpr(node.operand, lowering)
    const folded = operand.kind === 'literal' && op === '-' ? negated(operand.value) : undefined
    const span = lowering.span(node)
    return folded === undefined ? { kind: 'unary', span, op, operand } : { kind: 'literal', span, value: folded }
  },
  BoolOp: (node, lowering) => {
    const op = node.op.nodeType === 'And' ? 'and' : 'or'
    const operands = node.values.map((value) => lowerExpr(value, lowering))
    const span = lowering.span(node)
    return operands.reduce((left, right) => ({
      kind: 'logical',
      span: { ...span, end: right === operands.at(-1) ? span.end : right.span.end },
      op,
      left,
      right,
    }))
  },
  Compare: (node, lowering) => ({
    kind: 'compare',
    span: lowering.span(node),
    operators: node.ops.map((op) => COMPARE_OPERATORS[op.nodeType]),
    operands: [node.left, ...node.comparators].map((operand) => lowerExpr(operand, lowering)),
  }),
  IfExp: (node, lowering) => ({
    kind: 'conditional',
    span: lowering.span(node),
    test: lowerExpr(node.test, lowering),
    then: lowerExpr(node.body, lowering),
    otherwise: lowerExpr(node.orelse, lowering),
  }),
  Call: (node, lowering) => {
    const span = lowering.span(node)
    const superArguments = node.args.length + node.keywords.length === 0 ? implicitSuper(node, span, lowering) : null
    return {
      kind: 'call',
      span,
      callee: lowerExpr(node.func, lowering),
      args: superArguments ?? lowerArguments(node, lowering),
    }
  },
  Attribute: (node, lowering) => {
    const span = lowering.span(node)
    return {
      kind: 'attribute',
      span,
      object: lowerExpr(node.value, lowering),
      name: lowering.mangle(node.attr),
      nameSpan: { ...span, start: span.end - node.attr.length },
    }
  },
  Subscript: (node, lowering) => ({
    kind: 'subscript',
    span: lowering.span(node),
    object: lowerExpr(node.value, lowering),
    index: lowerExpr(node.slice, lowering),
  }),
  Slice: (node, lowering) => ({
    kind: 'slice',
    span: lowering.span(node),
    start: node.lower ? lowerExpr(node.lower, lowering) : null,
    stop: node.upper ? lowerExpr(node.upper, lowering) : null,
    step: node.step ? lowerExpr(node.step, lowering) : null,
  }),
  List: (node, lowering) => ({ kind: 'list', span: lowering.span(node), items: items(node.elts, lowering) }),
  Tuple: (node, lowering) => ({ kind: 'tuple', span: lowering.span(node), items: items(node.elts, lowering) }),
  Set: (node, lowering) => set(node, lowering),
  Dict: (node, lowering) => ({
    kind: 'dict',
    span: lowering.span(node),
    entries: node.values.map((value, i) => {
      const key = node.keys[i]
      const lowered = lowerExpr(value, lowering)
      return key ? { key: lowerExpr(key, lowering), value: lowered } : { spread: lowered }
    }),
  }),
  Lambda: (node, lowering) => lowerFunction(node, lowering),
  NamedExpr: (node, lowering) => ({
    kind: 'assignment',
    span: lowering.span(node),
    target: lowerTarget(node.target, lowering),
    value: lowerExpr(node.value, lowering),
  }),
  ListComp: (node, lowering) => comprehension(node, 'list', null, node.elt, lowering),
  SetComp: (node, lowering) => comprehension(node, 'set', null, node.elt, lowering),
  GeneratorExp: (node, lowering) =>
    lowering.scopes.of(node).isGenerator
      ? generatorExpression(node, lowering)
      : comprehension(node, 'list', null, node.elt, lowering),
  DictComp: (node, lowering) => comprehension(node, 'dict', node.key, node.value, lowering),
  JoinedStr: (node, lowering) => template(node, lowering),
  FormattedValue: (node, lowering) => ({ kind: 'template', span: lowering.span(node), parts: [field(node, lowering)] }),
  Starred: (node, lowering) => unsupported(node, lowering, 'A starred expression here', 'Write its items out.'),
  Await: (node, lowering) => unsupported(node, lowering, '`await`', 'Call a plain function instead.'),
  Yield: (node, lowering) => lowerYield(node, lowering),
  YieldFrom: (node, lowering) => lowerYield(node, lowering),
  TemplateStr: (node, lowering) => unsupported(node, lowering, 'A template string', 'Write an f-string.'),
  Interpolation: (node, lowering) => unsupported(node, lowering, 'A template string', 'Write an f-string.'),
}

/** Lowers one expression in the current scope. */
export function lowerExpr(node: ExprNode, lowering: Lowering): Expr {
  return (LOWER[node.nodeType] as Lower<ExprNode['nodeType']>)(node as never, lowering)
}

export function unsupported(node: ExprNode, lowering: Lowering, what: string, advice: string): ExprOf<'unsupported'> {
  return { kind: 'unsupported', span: lowering.span(node), what, advice }
}

function constant(node: Constant, lowering: Lowering): Expr {
  const span = lowering.span(node)
  const { value } = node
  if (value instanceof PyComplex) {
    return { kind: 'literal', span, value: new Complex(0, Number(numberText(span, lowering).slice(0, -1))) }
  }
  if (typeof value === 'number' || typeof value === 'bigint') {
    return { kind: 'literal', span, value: numberOf(lowering.positions.source.slice(span.start, span.end)) }
  }
  if (typeof value === 'string') {
    if (node.quote_style === undefined && value === '...') return { kind: 'literal', span, value: Ellipsis }
    const source = lowering.positions.source.slice(span.start, span.end)
    if (/^(?:b|rb|br)['"]/i.test(source)) {
      return { kind: 'literal', span, value: new Bytes(bytesOfLiterals(source)) }
    }
    if (/\\N\{/.test(value) && !/[rR]/.test(node.quote_style ?? '')) {
      return unsupported(
        node,
        lowering,
        'A character by its name (`\\N{…}`)',
        'Write the character itself, or `\\uXXXX`.',
      )
    }
  }
  return { kind: 'literal', span, value }
}

/** A literal without the underscores between its digits. */
function numberText({ start, end }: Span, lowering: Lowering): string {
  return lowering.positions.source.slice(start, end).replaceAll('_', '')
}

/** The number that a literal stands for: `2` and `2.` differ. */
function numberOf(literal: string): Value {
  const digits = literal.replaceAll('_', '')
  return /^(?:0[xXoObB]|\d+$)/.test(digits) ? Int.of(BigInt(digits)) : Number(digits)
}

function negated(value: Value): Value | undefined {
  if (typeof value === 'number') return -value
  if (value instanceof Int) return Int.of(-BigInt(value.value))
  return undefined
}

function name(node: Name, lowering: Lowering): Expr {
  const span = lowering.span(node)
  const hidden = node.id === '__class__' ? hiddenClass(lowering) : null
  const ref = hidden ?? lowering.scopes.resolve(node, lowering.scope)
  if (ref) return { kind: 'read', span, ref }
  if (node.id === '__name__') return { kind: 'literal', span, value: lowering.options.moduleName }
  return { kind: 'literal', span, value: lowering.options.builtin(node.id) as Value }
}

/** The hidden name of the class whose body the current scope stands in. */
function hiddenClass(lowering: Lowering): Reference | null {
  let scope = lowering.scope.parent
  while (scope && scope.kind !== 'class') scope = scope.parent
  return scope?.hiddenClass ? lowering.scope.reference(scope.hiddenClass) : null
}

/** `super()` means `super(__class__, first parameter)`. */
function implicitSuper(node: Of<'Call'>, span: Span, lowering: Lowering): Argument[] | null {
  if (node.func.nodeType !== 'Name' || node.func.id !== 'super' || lowering.scope.owner('super')) return null
  const cls = hiddenClass(lowering)
  let scope = lowering.scope
  while (scope.kind === 'comprehension') scope = scope.outer
  const self = scope.parameters[0]
  if (!cls || self === undefined) return null
  return [{ value: { kind: 'read', span, ref: cls } }, { value: { kind: 'read', span, ref: lowering.known(self) } }]
}

/** Arguments of a call, or bases and keywords of a class. */
export function lowerArguments(
  node: { args: ExprNode[]; keywords: Of<'Call'>['keywords'] },
  lowering: Lowering,
): Argument[] {
  const positional = node.args.map((arg): Argument =>
    arg.nodeType === 'Starred'
      ? { kind: 'spread', value: lowerExpr(arg.value, lowering) }
      : { value: lowerExpr(arg, lowering) },
  )
  const keywords = node.keywords.map(({ arg, value }): Argument => {
    const lowered = lowerExpr(value, lowering)
    return arg === undefined
      ? { kind: 'keywordSpread', value: lowered }
      : { kind: 'keyword', name: arg, value: lowered }
  })
  return [...positional, ...keywords]
}

function items(nodes: readonly ExprNode[], lowering: Lowering): Item[] {
  return nodes.map((node) =>
    node.nodeType === 'Starred'
      ? { value: lowerExpr(node.value, lowering), spread: true }
      : { value: lowerExpr(node, lowering) },
  )
}

/** A set; one of three constants or more is walked in the order that CPython's compiler leaves. */
function set(node: Of<'Set'>, lowering: Lowering): Expr {
  const span = lowering.span(node)
  const lowered = items(node.elts, lowering)
  if (lowered.length < 3 || lowered.some(({ value, spread }) => spread || value.kind !== 'literal')) {
    return { kind: 'set', span, items: lowered }
  }
  const args = lowered.map(({ value }): Argument => ({ value }))
  return { kind: 'call', span, callee: { kind: 'literal', span, value: setDisplay }, args }
}

/** Makes the set of a display of constants. */
const setDisplay = new Native('set', (runtime, { positional }, site) => constantSet(positional, runtime, site))

function template(node: Of<'JoinedStr'>, lowering: Lowering): Expr {
  const parts: (string | ReturnType<typeof field>)[] = []
  for (const value of node.values) {
    if (value.nodeType === 'FormattedValue') parts.push(field(value, lowering))
    else if (typeof parts.at(-1) === 'string') parts.push(`${parts.pop()}${(value as Constant).value}`)
    else parts.push((value as Constant).value as string)
  }
  return { kind: 'template', span: lowering.span(node), parts }
}

function field(node: Of<'FormattedValue'>, lowering: Lowering): ExprOf<'template'>['parts'][number] & object {
  return {
    value: lowerExpr(node.value, lowering),
    conversion: node.conversion > 0 ? String.fromCharCode(node.conversion) : null,
    spec: node.format_spec ? lowerExpr(node.format_spec, lowering) : null,
  }
}

function comprehension(
  node: ComprehensionNode,
  result: ExprOf<'comprehension'>['result'],
  key: ExprNode | null,
  element: ExprNode,
  lowering: Lowering,
): Expr {
  const span = lowering.span(node)
  if (node.generators.some((clause) => clause.is_async)) {
    return unsupported(node, lowering, 'An asynchronous comprehension', 'Loop over a list.')
  }
  const scope = lowering.scopes.of(node)
  const first = lowerExpr(node.generators[0].iter, lowering)
  const build = (iterable: Expr): Expr =>
    lowering.inside(scope, () => ({
      kind: 'comprehension',
      span,
      result,
      clauses: node.generators.map((clause, i) => lowerClause(clause, i === 0 ? iterable : null, lowering)),
      key: key ? lowerExpr(key, lowering) : null,
      element: lowerExpr(element, lowering),
    }))
  if (!scope.reified) return build(first)
  const body = build({ kind: 'read', span: first.span, ref: { scope: 'local', index: 0, name: ITERABLE } })
  return scopedCall('<comprehension>', scope, span, first, [{ kind: 'return', span, value: body }], false)
}

/** A call of a function whose only parameter is a comprehension's first iterable. */
function scopedCall(
  name: string,
  scope: Scope,
  span: Span,
  first: Expr,
  body: readonly Stmt[],
  isGenerator: boolean,
): Expr {
  const parameter: Parameter = {
    slot: 0,
    captured: false,
    name: ITERABLE,
    span: first.span,
    kind: 'positionalOnly',
    fallback: null,
    hasDefault: false,
    pattern: null,
    annotation: null,
  }
  const code: FunctionCode = {
    name,
    qualifiedName: scope.outer.qualify(name),
    span,
    nameSpan: span,
    parameters: [parameter],
    slotNames: scope.slotNames,
    cellSlots: scope.cellSlots,
    captures: scope.captures(),
    body,
    arrow: true,
    expression: true,
    generator: isGenerator,
    unsupported: null,
  }
  setQualifiedName(code, scope.outer.pythonName(name))
  return {
    kind: 'call',
    span,
    args: [{ value: first }],
    callee: { kind: 'function', span, defaults: [null], decorators: [], code },
  }
}

/** `(f(x) for x in xs)`: a generator whose first iterable is looked at at once. */
function generatorExpression(node: Of<'GeneratorExp'>, lowering: Lowering): Expr {
  const span = lowering.span(node)
  if (node.generators.some((clause) => clause.is_async)) {
    return unsupported(node, lowering, 'An asynchronous comprehension', 'Loop over a list.')
  }
  const scope = lowering.scopes.of(node)
  const iterable = lowerExpr(node.generators[0].iter, lowering)
  const callee: Expr = { kind: 'literal', span: iterable.span, value: iteratorOfFirst }
  const first: Expr = { kind: 'call', span: iterable.span, callee, args: [{ value: iterable }] }
  const body = lowering.inside(scope, () => {
    const element = lowerExpr(node.elt, lowering)
    const given: Stmt = { kind: 'yield', span: element.span, value: element, delegate: false, into: null }
    return node.generators.reduceRight<Stmt>((inner, clause, i) => {
      const source: Expr | null =
        i === 0 ? { kind: 'read', span: first.span, ref: { scope: 'local', index: 0, name: ITERABLE } } : null
      const { target, iterable: items, conditions } = lowerClause(clause, source, lowering)
      const guarded = conditions.reduceRight<Stmt>(
        (then, test) => ({ kind: 'if', span: test.span, test, then: [then], otherwise: [] }),
        inner,
      )
      const each = { kind: 'each', keys: false, otherwise: [], fresh: [], label: null } as const
      return { ...each, span: target.span, target, iterable: items, body: [guarded] }
    }, given)
  })
  return scopedCall('<genexpr>', scope, span, first, [body], true)
}

/** `yield` inside a larger expression: it runs before the statement, which reads what came back. */
function lowerYield(node: Of<'Yield'> | Of<'YieldFrom'>, lowering: Lowering): Expr {
  const span = lowering.span(node)
  const word = node.nodeType === 'Yield' ? '`yield`' : '`yield from`'
  if (!lowering.orderly.has(node)) {
    // A generator that does not stop here would give other items: none of its calls is evaluated.
    lowering.scope.frame.disorderly ??= span
    return unsupported(node, lowering, `${word} amid an expression`, 'Assign it to a name on a line before.')
  }
  const ref = lowering.hidden('yield')
  lowering.before.push(yieldOf(node, { kind: 'name', span, ref }, lowering))
  return { kind: 'read', span, ref }
}

/** A `yield` as a statement; `into` gets what comes back. */
export function yieldOf(node: Of<'Yield'> | Of<'YieldFrom'>, into: Target | null, lowering: Lowering): Stmt {
  const value = node.value ? lowerExpr(node.value, lowering) : null
  return { kind: 'yield', span: lowering.span(node), value, delegate: node.nodeType === 'YieldFrom', into }
}

function lowerClause(clause: Comprehension, iterable: Expr | null, lowering: Lowering): Clause {
  return {
    iterable: iterable ?? lowerExpr(clause.iter, lowering),
    target: lowerTarget(clause.target, lowering),
    conditions: clause.ifs.map((condition) => lowerExpr(condition, lowering)),
  }
}

/** Lowers what stands to the left of `=`, in a `for`, an `as` or a `del`. */
export function lowerTarget(node: ExprNode, lowering: Lowering): Target {
  const span = lowering.span(node)
  switch (node.nodeType) {
    case 'Name':
      return { kind: 'name', span, ref: lowering.reference(node.id) }
    case 'Attribute':
      return { kind: 'attribute', span, object: lowerExpr(node.value, lowering), name: lowering.mangle(node.attr) }
    case 'Subscript':
      return {
        kind: 'subscript',
        span,
        object: lowerExpr(node.value, lowering),
        index: lowerExpr(node.slice, lowering),
      }
    case 'Tuple':
    case 'List':
      return { kind: 'sequence', span, items: node.elts.map((item) => targetItem(item, lowering)) }
    default:
      throw new Error(`a ${node.nodeType} is no target`)
  }
}

function targetItem(node: ExprNode, lowering: Lowering): TargetItem {
  return node.nodeType === 'Starred'
    ? { target: lowerTarget(node.value, lowering), rest: true }
    : { target: lowerTarget(node, lowering) }
}

/** The default of each parameter in the order of `lowerParameters`; null where it has none. */
export function lowerDefaults(args: ArgumentsNode, lowering: Lowering): (Expr | null)[] {
  const positional = [...args.posonlyargs, ...args.args]
  const without = positional.length - args.defaults.length
  const defaults = positional.map((_, i) => (i < without ? null : lowerExpr(args.defaults[i - without], lowering)))
  if (args.vararg) defaults.push(null)
  for (const value of args.kw_defaults) defaults.push(value ? lowerExpr(value, lowering) : null)
  if (args.kwarg) defaults.push(null)
  return defaults
}
