/** Reads a mark's characters token by token, and turns what it meets into errors with document ranges. */

import type { MarkLanguage, TextRange } from './model'

/** A stretch of source text. */
export interface Token {
  readonly text: string
  readonly range: TextRange
}

/** Ends the parse of one mark; caught by `parseMarkLine` and nowhere else. */
export class MarkSyntaxError extends Error {
  constructor(
    readonly range: TextRange,
    message: string,
  ) {
    super(message)
  }
}

export function strayComma(comma: Token): MarkSyntaxError {
  return new MarkSyntaxError(comma.range, 'Nothing follows this comma: write one more, or remove it.')
}

const SPACE = /\s*/uy
/** What an error about an unexpected token points at: a word, a number, an operator, a bracket. */
const ANY_TOKEN = /[\p{ID_Continue}$]+|\/\/+|==|=>|:=|[^]/uy

const NAMES: Record<MarkLanguage, string> = {
  python: '[\\p{XID_Start}_]\\p{XID_Continue}*',
  typescript: '[\\p{ID_Start}$_][\\p{ID_Continue}$\\u200c\\u200d]*',
}

/** The patterns that a language's names take part in. All are sticky: they match at the cursor or not at all. */
export interface NamePatterns {
  readonly name: RegExp
  readonly dottedName: RegExp
  /** A name with the `=` that makes it a binding. */
  readonly binding: RegExp
}

function patternsOf(name: string): NamePatterns {
  return {
    name: new RegExp(name, 'uy'),
    dottedName: new RegExp(`${name}(?:\\.${name})*`, 'uy'),
    binding: new RegExp(`${name}\\s*=`, 'uy'),
  }
}

const PATTERNS: Record<MarkLanguage, NamePatterns> = {
  python: patternsOf(NAMES.python),
  typescript: patternsOf(NAMES.typescript),
}

/**
 * A place in one line's text. Every reader first skips white space, so a token's range holds none, and `rangeFrom`
 * ends at the last token read.
 */
export class Cursor {
  private position = 0
  private lastEnd = 0

  /** @param base the document offset of the text's first character */
  constructor(
    private readonly text: string,
    private readonly base: number,
    readonly language: MarkLanguage,
  ) {}

  get patterns(): NamePatterns {
    return PATTERNS[this.language]
  }

  get atEnd(): boolean {
    this.skipSpace()
    return this.position === this.text.length
  }

  /** Whether a sticky pattern matches next. */
  looksAt(pattern: RegExp): boolean {
    return this.match(pattern) !== null
  }

  /** Reads what a sticky pattern matches next, or nothing. */
  read(pattern: RegExp): Token | null {
    const text = this.match(pattern)
    if (text === null) return null
    this.position += text.length
    this.lastEnd = this.position
    return { text, range: this.range(this.position - text.length, this.position) }
  }

  /** Reads a symbol, or nothing. */
  take(symbol: string): Token | null {
    this.skipSpace()
    if (!this.text.startsWith(symbol, this.position)) return null
    this.position += symbol.length
    this.lastEnd = this.position
    return { text: symbol, range: this.range(this.position - symbol.length, this.position) }
  }

  /** From a token's first character to the end of the last token read. */
  rangeFrom(first: TextRange): TextRange {
    return { start: first.start, end: this.base + this.lastEnd }
  }

  /** The next token's range; at the end of the line its last character's. */
  nextRange(): TextRange {
    const next = this.match(ANY_TOKEN)
    if (next !== null) return this.range(this.position, this.position + next.length)
    const last = Array.from(this.text.trimEnd().slice(-2)).pop() ?? ''
    const end = this.text.trimEnd().length
    return this.range(end - last.length, end)
  }

  /** An error at the next token: what was expected there, and why or what to write. */
  unexpected(expected: string, advice = ''): MarkSyntaxError {
    const next = this.match(ANY_TOKEN)
    const found = next === null ? 'but the mark ends here (a mark stands on one line)' : `not \`${next}\``
    return new MarkSyntaxError(this.nextRange(), `Expected ${expected}, ${found}.${advice && ` ${advice}`}`)
  }

  private match(pattern: RegExp): string | null {
    this.skipSpace()
    pattern.lastIndex = this.position
    return pattern.exec(this.text)?.[0] ?? null
  }

  private skipSpace(): void {
    SPACE.lastIndex = this.position
    SPACE.test(this.text)
    this.position = SPACE.lastIndex
  }

  private range(start: number, end: number): TextRange {
    return { start: this.base + start, end: this.base + end }
  }
}
