// `repr` of a text.
import { codeOf, isAscii } from './characters'

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
/** What is no printable character: all of Unicode's "Other" and "Separator" but the space. */
const UNPRINTABLE = /[\p{C}\p{Z}]/u

/** A Python literal of the text: in single quotes unless it holds some and no double ones. */
export function reprText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  let body = ''
  for (const character of text) {
    if (character === quote) body += `\\${character}`
    else if (character in ESCAPES) body += ESCAPES[character]
    else if (character !== ' ' && UNPRINTABLE.test(character)) body += numericEscape(codeOf(character))
    else body += character
  }
  return quote + body + quote
}

/** The literal with all but ASCII escaped: `ascii(text)`. */
export function asciiOf(literal: string): string {
  return Array.from(literal, (character) => (isAscii(character) ? character : numericEscape(codeOf(character)))).join(
    '',
  )
}

function numericEscape(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`
  return `\\U${code.toString(16).padStart(8, '0')}`
}
