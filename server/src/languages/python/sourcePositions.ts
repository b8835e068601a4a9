// Turns the strict parser's places (line, column in UTF-8 bytes) into UTF-16 offsets of the document. Knows no syntax.
import type { Located } from 'py-ast'
import { codeOf, isAscii } from './text/characters'

/** A range of UTF-16 offsets. */
export interface OffsetRange {
  readonly start: number
  readonly end: number
}

const LINE_BREAK = /\r\n|\n|\r/g

/** The lines of one source text. */
export class SourcePositions {
  private readonly starts: number[]

  constructor(readonly source: string) {
    this.starts = [source.startsWith('\uFEFF') ? 1 : 0]
    for (const { index, 0: lineBreak } of source.matchAll(LINE_BREAK)) this.starts.push(index + lineBreak.length)
  }

  /** Where the text begins: behind a byte-order mark. */
  get start(): number {
    return this.starts[0]
  }

  get lineCount(): number {
    return this.starts.length
  }

  /** @param line 1-based. @param column 0-based, in UTF-8 bytes. Places beyond the text are its end. */
  offset(line: number, column: number): number {
    if (line > this.starts.length) return this.source.length
    const start = this.starts[line - 1]
    const text = this.source.slice(start, this.starts[line] ?? this.source.length)
    if (isAscii(text.slice(0, column))) return Math.min(start + column, this.source.length)
    let bytes = 0
    let units = 0
    for (const character of text) {
      if (bytes >= column) break
      bytes += byteLength(codeOf(character))
      units += character.length
    }
    return start + units
  }

  /** The 1-based line that an offset stands on. */
  lineOf(offset: number): number {
    let low = 0
    let high = this.starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.starts[middle] <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }

  /** Where a line begins and where its text ends, without the line break. */
  line(line: number): OffsetRange {
    const start = this.starts[line - 1] ?? this.source.length
    const end = this.starts[line] ?? this.source.length
    return { start, end: start + this.source.slice(start, end).replace(/[\r\n]+$/, '').length }
  }

  rangeOf(node: Located): OffsetRange {
    const start = this.offset(node.lineno, node.col_offset)
    return { start, end: this.offset(node.end_lineno ?? node.lineno, node.end_col_offset ?? node.col_offset) }
  }

  textOf(node: Located): string {
    const { start, end } = this.rangeOf(node)
    return this.source.slice(start, end)
  }
}

function byteLength(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}
