// Lowers the declarations of TypeScript that exist at run time: enums and namespaces.
import type { Expr, Stmt } from '@gradlens/engine'
import type * as t from '@babel/types'
import { mergeNamespace } from '../intrinsics'
import { boundNames } from '../scope'
import { lowerExpression } from './expression'
import { lowerDeclared } from './pattern'
import { callOf, inside, literal, readOf, spanOf, type Place } from './place'
import { lowerBody, notEvaluated } from './statement'

type Constant = number | string

/** An enum is an object of its members, numbers mapped back to their names. Declared ones exist elsewhere. */
export function lowerEnum(node: t.TSEnumDeclaration, place: Place): Stmt[] {
  if (node.declare) return []
  const known = new Map<string, Constant>()
  const entries: { key: Expr; value: Expr }[] = []
  let next: number | null = 0
  for (const member of node.members) {
    const span = spanOf(member, place)
    const name = member.id.type === 'Identifier' ? member.id.name : member.id.value
    const constant: Constant | null = member.initializer ? constantOf(member.initializer, known, node.id.name) : next
    const value =
      constant === null && member.initializer
        ? lowerExpression(member.initializer, place)
        : literal(span, constant ?? NaN)
    entries.push({ key: literal(span, name), value })
    if (constant !== null) known.set(name, constant)
    if (typeof constant === 'number') entries.push({ key: literal(span, String(constant)), value: literal(span, name) })
    next = typeof constant === 'number' ? constant + 1 : null
  }
  const target = lowerDeclared(node.id, place)
  return [
    {
      kind: 'assign',
      span: spanOf(node, place),
      targets: [target],
      value: { kind: 'dict', span: spanOf(node, place), entries },
    },
  ]
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '**': (a, b) => a ** b,
  '|': (a, b) => a | b,
  '&': (a, b) => a & b,
  '^': (a, b) => a ^ b,
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
  '>>>': (a, b) => a >>> b,
}

/** The value of a constant enum expression, as TypeScript computes it when it compiles; null for any other. */
function constantOf(node: t.Node, known: ReadonlyMap<string, Constant>, owner: string): Constant | null {
  switch (node.type) {
    case 'NumericLiteral':
    case 'StringLiteral':
      return node.value
    case 'Identifier':
      return known.get(node.name) ?? null
    case 'MemberExpression':
      return node.object.type === 'Identifier' && node.object.name === owner && node.property.type === 'Identifier'
        ? (known.get(node.property.name) ?? null)
        : null
    case 'UnaryExpression': {
      const operand = constantOf(node.argument, known, owner)
      if (typeof operand !== 'number') return null
      return node.operator === '-'
        ? -operand
        : node.operator === '~'
          ? ~operand
          : node.operator === '+'
            ? operand
            : null
    }
    case 'BinaryExpression': {
      const a = constantOf(node.left, known, owner)
      const b = constantOf(node.right, known, owner)
      if (typeof a === 'number' && typeof b === 'number') return ARITHMETIC[node.operator]?.(a, b) ?? null
      return node.operator === '+' && a !== null && b !== null ? `${a}${b}` : null
    }
    default:
      return null
  }
}

/** A namespace is a block whose exports become an object. */
export function lowerNamespace(node: t.TSModuleDeclaration, place: Place): Stmt[] {
  if (node.declare || node.id.type !== 'Identifier' || !holdsCode(node)) return []
  const { body } = node
  if (body.type !== 'TSModuleBlock') return [notEvaluated(node, 'a nested namespace', place)]
  const inner = inside(place, body)
  const span = spanOf(node, place)
  const declared = body.body.map((s) => (s.type === 'ExportNamedDeclaration' && s.declaration ? s.declaration : s))
  const names = body.body.flatMap((s) => (s.type === 'ExportNamedDeclaration' ? exportedNames(s) : []))
  const object: Expr = {
    kind: 'dict',
    span,
    entries: names.map((name) => ({ key: literal(span, name), value: readOf(span, name, inner) })),
  }
  const target = lowerDeclared(node.id, place)
  const value = callOf(span, mergeNamespace, [readOf(span, node.id.name, place), object])
  const assign: Stmt = { kind: 'assign', span: target.span, targets: [target], value }
  return [
    { kind: 'block', span, body: [...lowerBody(declared, inner), assign], fresh: inner.scope.fresh(), label: null },
  ]
}

function holdsCode(node: t.TSModuleDeclaration): boolean {
  if (node.body.type === 'TSModuleDeclaration') return holdsCode(node.body)
  const TYPES = new Set(['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'EmptyStatement'])
  return node.body.body.some((s) => {
    const declaration = s.type === 'ExportNamedDeclaration' && s.declaration ? s.declaration : s
    return !TYPES.has(declaration.type)
  })
}

/** The names that an exported declaration binds at run time. */
export function exportedNames(node: t.ExportNamedDeclaration): string[] {
  const { declaration } = node
  if (!declaration || ('declare' in declaration && declaration.declare)) return []
  switch (declaration.type) {
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id }) => boundNames(id))
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      return declaration.id ? [declaration.id.name] : []
    case 'TSModuleDeclaration':
      return declaration.id.type === 'Identifier' && holdsCode(declaration) ? [declaration.id.name] : []
    default:
      return []
  }
}
