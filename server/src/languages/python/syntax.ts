// Python on the connection's thread: where functions, parameters and marks stand, from the tolerant tree. Evaluates nothing
// and knows no strict parser.
import type { Node, Tree } from 'web-tree-sitter'
import { marksInComment, type MarkLine } from '../../marks/mark'
import type { LanguageSyntax, Outline, OutlineFunction } from '../language'

/** The marks of a text that no function has taken yet, by the node that they stand in. */
class Marks {
  /** Comments that have a line of their own, by row. */
  private readonly rows = new Map<number, Node>()
  private readonly untaken = new Map<number, Node>()

  constructor(root: Node, source: string) {
    for (const comment of root.descendantsOfType('comment')) {
      if (!comment) continue
      const { row } = comment.startPosition
      const lineStart = source.lastIndexOf('\n', comment.startIndex - 1) + 1
      if (/^\s*$/.test(source.slice(lineStart, comment.startIndex))) this.rows.set(row, comment)
      this.untaken.set(comment.startIndex, comment)
    }
  }

  /** The marks in the comment lines directly above a row. */
  above(row: number): MarkLine[] {
    const lines: MarkLine[] = []
    for (let at = row - 1; ; at--) {
      const comment = this.rows.get(at)
      if (!comment) return lines
      lines.unshift(...this.take(comment))
    }
  }

  /** The marks in a docstring. */
  in(docstring: Node | null): MarkLine[] {
    return docstring ? this.take(docstring) : []
  }

  /** A docstring of something that takes no marks. */
  leave(docstring: Node | null): void {
    if (docstring) this.untaken.set(docstring.startIndex, docstring)
  }

  /** What was left over, in source order. */
  get stray(): MarkLine[] {
    return [...this.untaken.values()].sort((a, b) => a.startIndex - b.startIndex).flatMap(marksOf)
  }

  private take(node: Node): MarkLine[] {
    this.untaken.delete(node.startIndex)
    return marksOf(node)
  }
}

function marksOf(node: Node): MarkLine[] {
  return marksInComment(node.text, { start: node.startIndex, end: node.endIndex }, 'python')
}

/** The text literal that a body begins with. */
function docstringOf(body: Node | null): Node | null {
  const first = body?.namedChildren.find((child) => child?.type !== 'comment')
  const value = first?.type === 'expression_statement' ? first.namedChild(0) : first
  return value?.type === 'string' && !value.descendantsOfType('interpolation').length ? value : null
}

type Parameters = OutlineFunction['parameters']

/** The identifier that a parameter of any form declares. */
function parameterName(node: Node): Node | null {
  if (node.type === 'identifier') return node
  const named = node.childForFieldName('name')
  if (named) return parameterName(named)
  const inner = node.namedChild(0)
  return /^(?:typed_parameter|list_splat_pattern|dictionary_splat_pattern)$/.test(node.type) && inner
    ? parameterName(inner)
    : null
}

function parametersOf(definition: Node): Parameters {
  return (definition.childForFieldName('parameters')?.namedChildren ?? []).flatMap((child) => {
    const name = child && parameterName(child)
    return name ? [{ name: name.text, start: name.startIndex, end: name.endIndex }] : []
  })
}

class Outliner {
  readonly functions: OutlineFunction[] = []

  constructor(private readonly marks: Marks) {}

  /** Lists the functions below a node. @param path the names around it */
  walk(node: Node, path: readonly string[]): void {
    if (node.type === 'function_definition') return this.define(node, path)
    if (node.type === 'class_definition') {
      const body = node.childForFieldName('body')
      this.marks.leave(docstringOf(body))
      const name = node.childForFieldName('name')?.text
      return this.walkChildren(node, name ? [...path, name] : path)
    }
    this.walkChildren(node, path)
  }

  private walkChildren(node: Node, path: readonly string[]): void {
    for (const child of node.namedChildren) if (child) this.walk(child, path)
  }

  private define(node: Node, path: readonly string[]): void {
    const name = node.childForFieldName('name')
    if (!name) return this.walkChildren(node, path)
    const decorated = node.parent?.type === 'decorated_definition' ? node.parent : node
    const marks = [
      ...this.marks.above(decorated.startPosition.row),
      // Between the decorators and the `def` too.
      ...(decorated === node ? [] : this.marks.above(node.startPosition.row)),
      ...this.marks.in(docstringOf(node.childForFieldName('body'))),
    ]
    const qualified = [...path, name.text]
    this.functions.push({
      name: qualified.join('.'),
      nameStart: name.startIndex,
      nameEnd: name.endIndex,
      start: node.startIndex,
      end: node.endIndex,
      parameters: parametersOf(node),
      marks,
    })
    this.walkChildren(node, qualified)
  }
}

const DEFINITION_BELOW = /^[^\n]*\n(?:[ \t]*#[^\n]*\n)*[ \t]*(?:@|(?:async[ \t]+)?def\b)/

/** A half-typed function may be missing from the tree: a mark above its `def` is not stray for that. */
function aboveDefinition(mark: MarkLine, source: string): boolean {
  const { end } = 'mark' in mark ? mark.mark.range : mark.range
  return DEFINITION_BELOW.test(source.slice(end))
}

function outline(tree: Tree, source: string): Outline {
  const root = tree.rootNode
  const marks = new Marks(root, source)
  marks.leave(docstringOf(root))
  const outliner = new Outliner(marks)
  outliner.walk(root, [])
  const strayMarks = root.hasError ? marks.stray.filter((mark) => !aboveDefinition(mark, source)) : marks.stray
  return { functions: outliner.functions, strayMarks, hasErrors: root.hasError }
}

export const pythonSyntax: LanguageSyntax = {
  id: 'python',
  languageIds: ['python'],
  extensions: { '.py': 'python' },
  grammar: () => 'tree-sitter-python.wasm',
  outline,
}
