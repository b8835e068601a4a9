// `match a, b:` and `case 0, x:`: tuples without brackets, which py-ast does not read. They get brackets before the parser
// sees them, and the places in the tree are put back afterwards.
import { walk, type ASTNode, type Module } from 'py-ast'
import type { SourcePositions } from './sourcePositions'

const HEAD = /[ \t]*(match|case)(?=[ \t([{*'"-])[ \t]*/y
const STRING =
  /(?:'''(?:\\[^]|(?!''')[^])*'''|"""(?:\\[^]|(?!""")[^])*"""|'(?:\\[^]|[^'\\\n])*'|"(?:\\[^]|[^"\\\n])*")/y
const GUARD = /if(?![\w])/y
const END = /[ \t]*(?:#.*)?$/my

/** A text with brackets put in, and where: offsets in the text before. */
export interface Bracketed {
  readonly text: string
  readonly inserted: readonly number[]
}

function matches(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : -1
}

/** Puts brackets around what `match` and `case` are followed by, where that is a tuple without; null where none is. */
export function bracketed(text: string): Bracketed | null {
  if (!/^[ \t]*(?:match|case)\b/m.test(text)) return null
  const inserted: number[] = []
  let isLineStart = true
  let depth = 0
  for (let i = 0; i < text.length;) {
    if (isLineStart && depth === 0) {
      const start = matches(HEAD, text, i)
      const tuple = start < 0 ? null : tupleAt(text, start, /^[ \t]*match/.test(text.slice(i, start)))
      if (tuple) inserted.push(tuple.start, tuple.end)
      // What stands on the line is read below like any other.
    }
    isLineStart = false
    const end = matches(STRING, text, i)
    if (end >= 0) i = end
    else if (text[i] === '#') i = endOfLine(text, i)
    else {
      if ('([{'.includes(text[i])) depth++
      else if (')]}'.includes(text[i])) depth = Math.max(0, depth - 1)
      else if (text[i] === '\\' && text[i + 1] === '\n') i++
      else if (text[i] === '\n') isLineStart = true
      i++
    }
  }
  if (inserted.length === 0) return null
  let result = ''
  inserted.forEach((at, k) => {
    result += text.slice(inserted[k - 1] ?? 0, at) + (k % 2 === 0 ? '(' : ')')
  })
  return { text: result + text.slice(inserted[inserted.length - 1]), inserted }
}

function endOfLine(text: string, i: number): number {
  const end = text.indexOf('\n', i)
  return end < 0 ? text.length : end
}

/** The tuple without brackets that begins here and goes up to the head's colon or guard; null where there is none. */
function tupleAt(text: string, start: number, isSubject: boolean): { start: number; end: number } | null {
  let depth = 0
  let commas = 0
  let end = -1
  for (let i = start; i < text.length;) {
    const string = matches(STRING, text, i)
    if (string >= 0) {
      i = string
      continue
    }
    const c = text[i]
    if (c === '#' || (c === '\n' && depth === 0)) return null
    if ('([{'.includes(c)) depth++
    else if (')]}'.includes(c)) depth--
    else if (depth === 0 && end < 0 && c === ',') commas++
    else if (depth === 0 && end < 0 && !isSubject && c === 'i' && /[\s)\]}'"]/.test(text[i - 1])) {
      if (matches(GUARD, text, i) >= 0) end = i
    } else if (depth === 0 && c === ':' && text[i + 1] !== '=') {
      if (commas === 0 || (isSubject && matches(END, text, i + 1) < 0)) return null
      const last = end < 0 ? i : end
      return { start, end: start + text.slice(start, last).trimEnd().length }
    }
    if (depth < 0) return null
    i++
  }
  return null
}

/** Where a place of the text with brackets is in the text before. */
export function placeBefore(inserted: readonly number[], positions: SourcePositions) {
  const byLine = new Map<number, number[]>()
  for (const offset of inserted) {
    const line = positions.lineOf(offset + positions.start)
    const { start } = positions.line(line)
    const column = new TextEncoder().encode(positions.source.slice(start, offset + positions.start)).length
    byLine.set(line, [...(byLine.get(line) ?? []), column])
  }
  return (line: number, column: number): number =>
    (byLine.get(line) ?? []).reduce((c, at, k) => (column > at + k ? c - 1 : c), column)
}

/** Puts the places of a tree back to those of the text before. */
export function putBack(tree: Module, inserted: readonly number[], positions: SourcePositions): void {
  const before = placeBefore(inserted, positions)
  const seen = new Set<ASTNode>()
  for (const node of walk(tree)) {
    if (seen.has(node)) continue
    seen.add(node)
    const place = node as { lineno?: number; col_offset?: number; end_lineno?: number; end_col_offset?: number }
    if (place.lineno !== undefined && place.col_offset !== undefined)
      place.col_offset = before(place.lineno, place.col_offset)
    if (place.end_lineno !== undefined && place.end_col_offset !== undefined)
      place.end_col_offset = before(place.end_lineno, place.end_col_offset)
  }
}
