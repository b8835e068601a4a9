// The strict reading: py-ast's tree, or the syntax error in CPython's words. Nothing is evaluated that it refuses.
import { parse as parseModule, type ASTNode, type Module } from 'py-ast'
import { bracketed, placeBefore, putBack } from './bareMatchTuples'
import { SourcePositions, type OffsetRange } from './sourcePositions'
import { cpythonSyntaxError } from './syntaxErrors'

export type Parsed =
  | { readonly ok: true; readonly tree: Module; readonly positions: SourcePositions }
  | { readonly ok: false; readonly range: OffsetRange; readonly message: string }

/** Parses a module. A byte-order mark at its start is skipped. */
export function parse(source: string): Parsed {
  const positions = new SourcePositions(source)
  const text = source.slice(positions.start).replace(FORM_FEED_LINE, ' ')
  const { text: readable, inserted } = bracketed(text) ?? { text, inserted: [] }
  try {
    const tree = parseModule(readable)
    if (inserted.length > 0) putBack(tree, inserted, positions)
    return { ok: true, tree, positions }
  } catch (error) {
    const refusal = refusalOf(error)
    const column = placeBefore(inserted, positions)(refusal.line, refusal.column)
    return { ok: false, ...cpythonSyntaxError({ ...refusal, column }, positions) }
  }
}

/** A form feed on a line of its own is white space, which py-ast does not know. */
const FORM_FEED_LINE = /\f(?=[ \t]*$)/gm

/** What py-ast throws: a message that ends in its place, and most often the place as properties. */
export interface Refusal {
  readonly message: string
  readonly line: number
  readonly column: number
}

const PLACE = / at line (\d+)(?:, column (\d+))?$/

function refusalOf(error: unknown): Refusal {
  const text = error instanceof Error ? error.message : String(error)
  const place = PLACE.exec(text)
  const node = error as Partial<ASTNode>
  return {
    message: text.replace(PLACE, ''),
    line: node.lineno ?? Number(place?.[1] ?? 1),
    column: node.col_offset ?? Number(place?.[2] ?? 0),
  }
}
