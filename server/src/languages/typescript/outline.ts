// The outline of a tolerant tree: functions with their names, parameters and marks, whatever state the text is in. Knows
// the grammars' node names; their trees may hold errors.
import type { Node, Tree } from 'web-tree-sitter'
import { marksInComment, type MarkLine } from '../../marks/mark'
import type { Outline, OutlineFunction } from '../language'
import { assignedName } from './memberName'

/** Functions, and where each one's name comes from. */
const FUNCTIONS = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'generator_function',
  'arrow_function',
  'method_definition',
])

/** Nodes that hold an expression and are not its name's business. */
const TRANSPARENT = new Set([
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
  'type_assertion',
  'ternary_expression',
])

/** The functions, their marks, and the marks that stand above no function. */
export function outlineOf(tree: Tree, source: string): Outline {
  const functions: OutlineFunction[] = []
  const comments: Node[] = []
  const used = new Set<number>()
  const visit = (node: Node): void => {
    if (node.type === 'comment') comments.push(node)
    if (FUNCTIONS.has(node.type)) {
      const outlined = outlineFunction(node, source, used)
      if (outlined) functions.push(outlined)
    }
    for (const child of node.namedChildren) if (child) visit(child)
  }
  visit(tree.rootNode)
  const strayMarks = comments
    .filter((comment) => !used.has(comment.startIndex))
    .flatMap((comment) => marksOf(comment, source))
  return { functions, strayMarks, hasErrors: tree.rootNode.hasError }
}

function marksOf(comment: Node, source: string): readonly MarkLine[] {
  const range = { start: comment.startIndex, end: comment.endIndex }
  return marksInComment(source.slice(range.start, range.end), range, 'typescript')
}

interface Name {
  readonly text: string
  readonly node: Node
}

function outlineFunction(node: Node, source: string, used: Set<number>): OutlineFunction | null {
  const name = nameOf(node)
  if (!name) return null
  const comments = beginnings(node).flatMap(commentsAbove)
  for (const comment of comments) used.add(comment.startIndex)
  return {
    name: name.text,
    nameStart: name.node.startIndex,
    nameEnd: name.node.endIndex,
    start: node.startIndex,
    end: node.endIndex,
    parameters: parametersOf(node),
    marks: comments.flatMap((comment) => marksOf(comment, source)),
  }
}

/** The name that a function declares, or takes from where it stands; null for one that nobody can name. */
function nameOf(node: Node): Name | null {
  if (node.type === 'method_definition') return memberName(node, node.childForFieldName('name'))
  const own = node.childForFieldName('name')
  if (node.type.endsWith('_declaration')) return own && { text: own.text, node: own }
  const given = nameFromContext(node)
  if (!own) return given
  // A function expression keeps its own name, and its owner's.
  return { text: given?.text.includes('.') ? given.text : own.text, node: own }
}

/** The name that a value takes from where it stands. */
function nameFromContext(value: Node): Name | null {
  const parent = value.parent
  if (!parent) return null
  if (TRANSPARENT.has(parent.type)) return nameFromContext(parent)
  switch (parent.type) {
    case 'variable_declarator':
      return nameOfTarget(parent.childForFieldName('name'))
    case 'assignment_expression':
      return isSame(parent.childForFieldName('right'), value) ? nameOfTarget(parent.childForFieldName('left')) : null
    case 'required_parameter':
    case 'optional_parameter':
      return isSame(parent.childForFieldName('value'), value) ? nameOfTarget(parent.childForFieldName('pattern')) : null
    case 'assignment_pattern':
    case 'object_assignment_pattern':
      return isSame(parent.childForFieldName('right'), value) ? nameOfTarget(parent.childForFieldName('left')) : null
    case 'pair':
      return memberName(parent, parent.childForFieldName('key'))
    case 'public_field_definition':
    case 'field_definition':
      return memberName(parent, parent.childForFieldName('name') ?? parent.childForFieldName('property'))
    case 'export_statement':
      return parent.children.some((child) => child?.type === 'default') ? { text: 'default', node: value } : null
    default:
      return null
  }
}

function isSame(a: Node | null, b: Node): boolean {
  return a !== null && a.id === b.id
}

function nameOfTarget(target: Node | null): Name | null {
  if (target?.type === 'identifier' || target?.type === 'shorthand_property_identifier_pattern')
    return { text: target.text, node: target }
  const path = target && memberPath(target)
  const property = target?.childForFieldName('property')
  return path && property ? { text: assignedName(path), node: property } : null
}

function memberPath(node: Node): string[] | null {
  if (node.type === 'identifier' || node.type === 'this') return [node.text]
  if (node.type !== 'member_expression') return null
  const object = node.childForFieldName('object')
  const property = node.childForFieldName('property')
  const path = object && memberPath(object)
  return path && property ? [...path, property.text] : null
}

/** `Spring.energy`: a member of a class or object, with what its owner is called. */
function memberName(member: Node, key: Node | null): Name | null {
  const text = key && keyText(key)
  if (!key || text === null) return null
  const owner = ownerName(member)
  return { text: owner === null ? text : `${owner}.${text}`, node: key }
}

function keyText(key: Node): string | null {
  if (key.type === 'string') return key.text.slice(1, -1)
  if (key.type === 'number') return String(Number(key.text))
  if (key.type !== 'computed_property_name') return key.text
  const inner = key.namedChildren[0]
  return inner?.type === 'string' ? inner.text.slice(1, -1) : null
}

function ownerName(member: Node): string | null {
  const body = member.parent
  if (body?.type === 'class_body') {
    const owner = body.parent!
    return (
      owner.childForFieldName('name')?.text ??
      nameFromContext(owner)?.text ??
      (isDefaultExport(owner) ? 'default' : null)
    )
  }
  return body?.type === 'object' ? (nameFromContext(body)?.text ?? null) : null
}

function isDefaultExport(node: Node): boolean {
  return node.parent?.type === 'export_statement' && node.parent.children.some((child) => child?.type === 'default')
}

/** The nodes that begin with the function, outermost first: a comment above any of them stands above the function. */
function beginnings(node: Node): Node[] {
  const chain = [node]
  for (let inner = node, parent = node.parent; parent && begins(parent, inner); inner = parent, parent = parent.parent)
    chain.unshift(parent)
  return chain
}

const WRAPPERS = new Set([
  ...TRANSPARENT,
  'pair',
  'assignment_expression',
  'expression_statement',
  'export_statement',
  'public_field_definition',
  'field_definition',
])

function begins(parent: Node, inner: Node): boolean {
  if (WRAPPERS.has(parent.type)) return true
  if (parent.type === 'variable_declarator') return isFirstDeclarator(parent)
  return (
    inner.type === 'variable_declarator' &&
    (parent.type === 'lexical_declaration' || parent.type === 'variable_declaration')
  )
}

function isFirstDeclarator(declarator: Node): boolean {
  return declarator.previousNamedSibling === null || declarator.previousNamedSibling.type === 'comment'
}

/** The comments directly above, in source order: each on lines of its own, no line left blank. */
function commentsAbove(anchor: Node): Node[] {
  const found: Node[] = []
  let below = anchor
  for (let node = anchor.previousSibling; node; node = node.previousSibling) {
    if (node.endPosition.row < below.startPosition.row - 1) break
    if (node.type === 'comment') {
      if (!standsAlone(node)) break
      found.unshift(node)
    } else if (node.type !== 'decorator' && node.type !== 'function_signature') break
    below = node
  }
  return found
}

/** Nothing but other comments stands before it on its line. */
function standsAlone(comment: Node): boolean {
  const before = comment.previousSibling
  return (
    before === null ||
    before.endPosition.row < comment.startPosition.row ||
    (before.type === 'comment' && standsAlone(before)) ||
    isOpening(before)
  )
}

/** `{` of a class or object. */
function isOpening(node: Node): boolean {
  return node.type === '{'
}

type Parameter = OutlineFunction['parameters'][number]

function parametersOf(node: Node): Parameter[] {
  const single = node.childForFieldName('parameter')
  if (single) return [named(single)]
  const list = node.childForFieldName('parameters')
  return (list?.namedChildren ?? []).flatMap((parameter) => (parameter ? parameterNames(parameter) : []))
}

function named(node: Node, text: string = node.text): Parameter {
  return { name: text, start: node.startIndex, end: node.endIndex }
}

function parameterNames(node: Node): Parameter[] {
  switch (node.type) {
    case 'identifier':
      return [named(node)]
    case 'required_parameter':
    case 'optional_parameter': {
      const pattern = node.childForFieldName('pattern')
      return pattern ? parameterNames(pattern) : []
    }
    case 'assignment_pattern': {
      const left = node.childForFieldName('left')
      return left ? parameterNames(left) : []
    }
    case 'object_pattern':
      return node.namedChildren.flatMap((field) => (field ? fieldName(field) : []))
    default:
      // A rest parameter, an array pattern or TypeScript's `this`: a mark cannot give them.
      return []
  }
}

/** A destructured parameter is given by its fields' names. */
function fieldName(field: Node): Parameter[] {
  switch (field.type) {
    case 'shorthand_property_identifier_pattern':
      return [named(field)]
    case 'pair_pattern': {
      const key = field.childForFieldName('key')
      const text = key && keyText(key)
      return key && text !== null ? [named(key, text)] : []
    }
    case 'object_assignment_pattern': {
      const left = field.childForFieldName('left')
      return left ? fieldName(left) : []
    }
    default:
      return []
  }
}
