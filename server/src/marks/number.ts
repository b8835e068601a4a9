/** Number literals as each language writes them. */

import { MarkSyntaxError, type Cursor, type Token } from './cursor'
import type { MarkLanguage, MarkNumber } from './model'

/** All that a reader sees as one number, well-formed or not, so that an error covers the whole literal. */
const RUN = /(?:0[xXoObB][\p{ID_Continue}$.]*|\.?\d(?:[eE][-+](?=\d)|[\p{ID_Continue}$.])*)/uy
const SIGN = /[-+]/uy
const NAMED = /(?:inf|nan|Infinity|NaN)(?![\p{ID_Continue}$])/uy
const NUMBER_AHEAD = new RegExp(`[-+]|${RUN.source}|${NAMED.source}`, 'uy')

const NAMED_VALUES: Record<MarkLanguage, ReadonlyMap<string, number>> = {
  python: new Map([
    ['inf', Infinity],
    ['nan', NaN],
  ]),
  typescript: new Map([
    ['inf', Infinity],
    ['nan', NaN],
    ['Infinity', Infinity],
    ['NaN', NaN],
  ]),
}

interface NumberSyntax {
  readonly integer: RegExp
  readonly float: RegExp
}

const DIGITS = '\\d(?:_?\\d)*'
const PLAIN_INTEGER = '(?:0|[1-9](?:_?\\d)*)'
const EXPONENT = `(?:[eE][-+]?${DIGITS})`

/** The Python Language Reference, 2.4.5 and 2.4.6; ECMA-262, 12.9.3, without BigInt and legacy octal. */
const SYNTAX: Record<MarkLanguage, NumberSyntax> = {
  python: {
    integer: /^(?:0(?:_?0)*|[1-9](?:_?\d)*|0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+)$/,
    float: new RegExp(`^(?:(?:${DIGITS})?\\.${DIGITS}${EXPONENT}?|${DIGITS}\\.${EXPONENT}?|${DIGITS}${EXPONENT})$`),
  },
  typescript: {
    integer: /^(?:0|[1-9](?:_?\d)*|0[xX][\da-fA-F](?:_?[\da-fA-F])*|0[oO][0-7](?:_?[0-7])*|0[bB][01](?:_?[01])*)$/,
    float: new RegExp(
      `^(?:${PLAIN_INTEGER}\\.(?:${DIGITS})?${EXPONENT}?|\\.${DIGITS}${EXPONENT}?|${PLAIN_INTEGER}${EXPONENT})$`,
    ),
  },
}

/** Why a literal is none, the first that fits; the last fits all. */
const FAULTS: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/^[\d_]+n$/, 'Numbers are floats here: leave out the `n`.'],
  [/^[\d_.]+j$/i, 'Complex numbers are not differentiated.'],
  [/^0[\d_]*\d$/, 'Leave out the leading zeros.'],
  [/[^\da-f]_|_(?![\da-f])/i, 'An underscore stands between two digits.'],
  [/\..*\./, 'A number has one decimal point.'],
  [/^[\d_.]+[eE]$/, 'The exponent has no digits.'],
  [/^/, 'Write it as `3`, `-2.5`, `1e-3`, `inf` or `nan`.'],
]

const LANGUAGE_NAMES: Record<MarkLanguage, string> = { python: 'Python', typescript: 'JavaScript' }

/** Whether the next token starts a number. */
export function looksLikeNumber(cursor: Cursor): boolean {
  return cursor.looksAt(NUMBER_AHEAD)
}

/** Reads a number with its sign. Ask `looksLikeNumber` first where there may be none. */
export function readNumber(cursor: Cursor): MarkNumber {
  const sign = cursor.read(SIGN)
  const magnitude = readMagnitude(cursor)
  const value = sign?.text === '-' ? negated(magnitude, cursor.language) : magnitude.value
  return { ...magnitude, value, range: cursor.rangeFrom(sign?.range ?? magnitude.range) }
}

function readMagnitude(cursor: Cursor): MarkNumber {
  const { language } = cursor
  const word = cursor.read(NAMED)
  if (word !== null) {
    const value = NAMED_VALUES[language].get(word.text)
    if (value !== undefined) return { kind: 'number', value, integer: false, range: word.range }
    throw new MarkSyntaxError(
      word.range,
      `\`${word.text}\` is JavaScript's name: write \`${word.text.slice(0, 3).toLowerCase()}\`.`,
    )
  }
  const literal = cursor.read(RUN)
  if (literal === null) throw cursor.unexpected('a number', 'Write it as `3`, `-2.5` or `1e-3`.')
  const { integer, float } = SYNTAX[language]
  const isInteger = integer.test(literal.text)
  if (!isInteger && !float.test(literal.text)) throw malformed(literal, language)
  const value = Number(literal.text.replaceAll('_', ''))
  return { kind: 'number', value, integer: isInteger && Number.isSafeInteger(value), range: literal.range }
}

function malformed({ text, range }: Token, language: MarkLanguage): MarkSyntaxError {
  const advice = FAULTS.find(([pattern]) => pattern.test(text))![1]
  return new MarkSyntaxError(range, `\`${text}\` is not a number as ${LANGUAGE_NAMES[language]} writes it. ${advice}`)
}

/** Python's integers have no negative zero: `-0` is 0 there, and −0 in JavaScript. */
function negated({ value, integer }: MarkNumber, language: MarkLanguage): number {
  return integer && value === 0 && language === 'python' ? 0 : -value
}
