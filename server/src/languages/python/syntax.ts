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
  let first = body?.firstNamedChild ?? null
  while (first?.type === 'comment') first = first.nextNamedSibling
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

/** Something that has a name and a body, with the names around it. */
interface Scope {
  readonly end: number
  readonly path: readonly string[]
}

/** Lists the functions of a tree in source order; docstrings of classes take no marks. */
function functionsOf(root: Node, marks: Marks): readonly OutlineFunction[] {
  const functions: OutlineFunction[] = []
  const around: Scope[] = []
  for (const node of root.descendantsOfType(['class_definition', 'function_definition'])) {
    const name = node?.childForFieldName('name')
    if (!node || !name) continue
    while (around.length > 0 && around[around.length - 1].end <= node.startIndex) around.pop()
    const path = [...(around.at(-1)?.path ?? []), name.text]
    around.push({ end: node.endIndex, path })
    if (node.type === 'class_definition') marks.leave(docstringOf(node.childForFieldName('body')))
    else functions.push(functionOf(node, name, path.join('.'), marks))
  }
  return functions
}

function functionOf(node: Node, name: Node, qualifiedName: string, marks: Marks): OutlineFunction {
  const decorated = node.parent?.type === 'decorated_definition' ? node.parent : node
  return {
    name: qualifiedName,
    nameStart: name.startIndex,
    nameEnd: name.endIndex,
    start: node.startIndex,
    end: node.endIndex,
    parameters: parametersOf(node),
    marks: [
      ...marks.above(decorated.startPosition.row),
      // Between the decorators and the `def` too.
      ...(decorated === node ? [] : marks.above(node.startPosition.row)),
      ...marks.in(docstringOf(node.childForFieldName('body'))),
    ],
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
  const functions = functionsOf(root, marks)
  const strayMarks = root.hasError ? marks.stray.filter((mark) => !aboveDefinition(mark, source)) : marks.stray
  return { functions, strayMarks, hasErrors: root.hasError }
}

export const pythonSyntax: LanguageSyntax = {
  id: 'python',
  languageIds: ['python'],
  extensions: { '.py': 'python' },
  grammar: () => 'tree-sitter-python.wasm',
  outline,
}
