/** Text literals as each language writes them, in double or single quotes. */

import { MarkSyntaxError, type Cursor, type Token } from './cursor'
import type { MarkLanguage, MarkText } from './model'

const QUOTE = /["']/uy
const LITERAL = /"[^"\\]*(?:\\[^][^"\\]*)*"|'[^'\\]*(?:\\[^][^'\\]*)*'/uy
const REST = /[^]+/uy

/** One kind of escape: what it looks like after its backslash, and the text that it stands for (null: none). */
type EscapeRule = readonly [pattern: RegExp, value: (match: RegExpExecArray) => string | null]

const CONTROL: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }
const HEX_2: EscapeRule = [/^x([\da-fA-F]{2})/, (match) => codePoint(match[1], 16)]
const HEX_4: EscapeRule = [/^u([\da-fA-F]{4})/, (match) => codePoint(match[1], 16)]
const CONTROLS: EscapeRule = [/^[bfnrtv]/, (match) => CONTROL[match[0]]]
const QUOTED: EscapeRule = [/^["'\\]/, (match) => match[0]]

/** The first rule that fits decides. The Python Language Reference, 2.4.1; ECMA-262, 12.9.4. */
const ESCAPES: Record<MarkLanguage, readonly EscapeRule[]> = {
  python: [
    QUOTED,
    CONTROLS,
    [/^a/, () => '\x07'],
    [/^[0-7]{1,3}/, (match) => codePoint(match[0], 8)],
    HEX_2,
    HEX_4,
    [/^U([\da-fA-F]{8})/, (match) => codePoint(match[1], 16)],
    [/^(?:x[\da-fA-F]?|u[\da-fA-F]{0,3}|U[\da-fA-F]{0,7}|N(?:\{[^}]*\}?)?)/, () => null],
    [/^[^]/u, (match) => `\\${match[0]}`],
  ],
  typescript: [
    QUOTED,
    CONTROLS,
    [/^0(?!\d)/, () => '\0'],
    HEX_2,
    HEX_4,
    [/^u\{([\da-fA-F]+)\}/, (match) => codePoint(match[1], 16)],
    [/^(?:x[\da-fA-F]?|u(?:\{[\da-fA-F]*\}?|[\da-fA-F]{0,3})|\d+)/, () => null],
    [/^[^]/u, (match) => match[0]],
  ],
}

/** Reads a text literal, or nothing where the next token is no quote. */
export function readText(cursor: Cursor): MarkText | null {
  const literal = cursor.read(LITERAL)
  if (literal !== null) return { kind: 'text', value: decoded(literal, cursor.language), range: literal.range }
  if (!cursor.looksAt(QUOTE)) return null
  const { text, range } = cursor.read(REST)!
  const end = range.start + text.trimEnd().length
  throw new MarkSyntaxError({ start: range.start, end }, `This text has no closing ${text[0]}: add it.`)
}

function decoded({ text, range }: Token, language: MarkLanguage): string {
  const content = text.slice(1, -1)
  let value = ''
  let from = 0
  for (let at = content.indexOf('\\'); at >= 0; at = content.indexOf('\\', from)) {
    const escape = readEscape(content.slice(at + 1), language)
    const end = at + 1 + escape.length
    if (escape.value === null) {
      throw new MarkSyntaxError(
        { start: range.start + 1 + at, end: range.start + 1 + end },
        `\`${content.slice(at, end)}\` is not an escape that can be read here: write the character itself, or \`\\uXXXX\` with its four hexadecimal digits.`,
      )
    }
    value += content.slice(from, at) + escape.value
    from = end
  }
  return value + content.slice(from)
}

/** @param text what follows the backslash */
function readEscape(text: string, language: MarkLanguage): { length: number; value: string | null } {
  for (const [pattern, value] of ESCAPES[language]) {
    const match = pattern.exec(text)
    if (match !== null) return { length: match[0].length, value: value(match) }
  }
  return { length: 0, value: null }
}

function codePoint(digits: string, base: number): string | null {
  const code = parseInt(digits, base)
  return code <= 0x10ffff ? String.fromCodePoint(code) : null
}
