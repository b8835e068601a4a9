/** Takes a comment or docstring token apart into the lines that a mark can stand on. */

import type { MarkLanguage, MarkLine, TextRange } from './model'
import { parseMarkLine } from './parseMark'

/** A stretch of the token's text: offsets within the token. */
interface Line {
  readonly start: number
  readonly end: number
}

const LINE_BREAK: Record<MarkLanguage, RegExp> = {
  python: /\r\n|[\n\r]/g,
  typescript: /\r\n|[\n\r\u2028\u2029]/g,
}

const LINE_COMMENT: Record<MarkLanguage, RegExp> = { python: /^#+/, typescript: /^\/\/+/ }
const BLOCK_MARGIN = /^\s*\*+/
/** A docstring is a plain, raw or `u` string; bytes and f-strings document nothing. */
const DOCSTRING_OPEN = /^[rRuU]?("""|'''|"|')/

/**
 * Finds all marks in one comment or docstring token, in source order, malformed ones included. The token is the text
 * as it stands in the document, delimiters and all: a line comment (`//`, `#`), a block comment, a docstring with its
 * quotes and prefix; one that is not closed yet is read to its end. Any other text holds no mark.
 *
 * @param range where the token stands in the document; `range.start` is its first character's offset
 */
export function marksInComment(text: string, range: TextRange, language: MarkLanguage): MarkLine[] {
  const marks: MarkLine[] = []
  for (const { start, end } of contentLines(text, language)) {
    const lineRange = { start: range.start + start, end: range.start + end }
    const mark = parseMarkLine(text.slice(start, end), lineRange, language)
    if (mark !== null) marks.push(mark)
  }
  return marks
}

function contentLines(text: string, language: MarkLanguage): Line[] {
  const lineComment = LINE_COMMENT[language].exec(text)
  if (lineComment !== null) return splitLines(text, { start: lineComment[0].length, end: text.length }, language)
  return language === 'python' ? docstringLines(text) : blockLines(text)
}

function blockLines(text: string): Line[] {
  if (!text.startsWith('/*')) return []
  return splitLines(text, { start: 2, end: blockEnd(text) }, 'typescript').map((line) => withoutMargin(text, line))
}

/** Where a block comment's content ends: before its closing delimiter with all its stars if it is closed. */
function blockEnd(text: string): number {
  if (text.length < 4 || !text.endsWith('*/')) return text.length
  let end = text.length - 2
  while (end > 2 && text[end - 1] === '*') end--
  return end
}

function withoutMargin(text: string, { start, end }: Line): Line {
  const margin = BLOCK_MARGIN.exec(text.slice(start, end))
  return { start: start + (margin?.[0].length ?? 0), end }
}

function docstringLines(text: string): Line[] {
  const open = DOCSTRING_OPEN.exec(text)
  if (open === null) return []
  const [opening, quote] = open
  const closed = text.length >= opening.length + quote.length && text.endsWith(quote)
  return splitLines(text, { start: opening.length, end: closed ? text.length - quote.length : text.length }, 'python')
}

function splitLines(text: string, body: Line, language: MarkLanguage): Line[] {
  const lines: Line[] = []
  let start = body.start
  for (const { index, 0: lineBreak } of text.slice(0, body.end).matchAll(LINE_BREAK[language])) {
    if (index < body.start) continue
    lines.push({ start, end: index })
    start = index + lineBreak.length
  }
  lines.push({ start, end: body.end })
  return lines
}
