// Literals of bytes, adjacent ones together, from their source text. Bytes are written as texts of the characters U+0000 to
// U+00FF, one for each byte.
import { CONTROL_ESCAPES } from './controlEscapes'

const SKIPPED = /(?:[\s\\]|#[^\n]*)+/y
const LITERAL =
  /([bBrR]{1,2})(?:'''((?:[^\\]|\\[^])*?)'''|"""((?:[^\\]|\\[^])*?)"""|'((?:[^\\'\n]|\\[^])*)'|"((?:[^\\"\n]|\\[^])*)")/y
const ESCAPE = /\\(?:x([\da-fA-F]{2})|([0-7]{1,3})|(\r?\n)|([\\'"abfnrtv]))/g

/** The bytes that a source text of literals stands for. */
export function bytesOfLiterals(source: string): string {
  let result = ''
  for (let at = 0; at < source.length;) {
    SKIPPED.lastIndex = at
    if (SKIPPED.test(source)) {
      at = SKIPPED.lastIndex
      continue
    }
    LITERAL.lastIndex = at
    const match = LITERAL.exec(source)
    if (!match) break
    at = LITERAL.lastIndex
    const body = (match[2] ?? match[3] ?? match[4] ?? match[5]).replaceAll('\r\n', '\n')
    result += /r/i.test(match[1]) ? body : body.replace(ESCAPE, unescaped)
  }
  return result
}

function unescaped(_: string, hex?: string, octal?: string, newline?: string, character?: string): string {
  if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16))
  if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 0xff)
  if (newline !== undefined) return ''
  return CONTROL_ESCAPES[character as string] ?? (character as string)
}
