/** The mark's own grammar: tag, bindings, options. Values have a parser of their own. */

import { Cursor, MarkSyntaxError, strayComma, type Token } from './cursor'
import {
  optionWords,
  type GradMark,
  type GradOfMark,
  type MarkBinding,
  type MarkLanguage,
  type MarkLine,
  type MarkName,
  type OptionWord,
  type TextRange,
} from './model'
import { nearestName } from './nearestName'
import { looksLikeNumber, readNumber } from './number'
import { ValueParser } from './value'

/** The tag as a word of its own, or with a bracket or sign at its heels: the latter is a mark, only a malformed one. */
const TAG = /@grad(?:Of)?(?=$|[\s([{:=,])/uy
const ORDER = /[12](?![\p{ID_Continue}$.])/uy
const OPTION_AHEAD = new RegExp(`(?:${optionWords.join('|')})(?![\\p{ID_Continue}$])`, 'uy')
const OPTION_WITH_NUMBER = /(?:order|tol)\s+[-+.\d]/uy
/** What stands after a parameter in place of its `=`. */
const WRONG_ASSIGNMENT = /[:.]/uy
const OPTION_LIST = '`wrt x`, `order 2`, `tol 1e-6` and `nocheck`'

/**
 * Parses one comment or docstring line's content. Returns null where the line is not a mark, that is, where its first
 * word is not `@grad` or `@gradOf`. A malformed mark gives its first error; nothing makes it throw.
 *
 * @param text the line without the comment's own characters (`//`, `*`, quotes)
 * @param range where `text` stands in the document
 */
export function parseMarkLine(text: string, range: TextRange, language: MarkLanguage): MarkLine | null {
  const cursor = new Cursor(text, range.start, language)
  const tag = cursor.read(TAG)
  if (tag === null) return null
  try {
    return { mark: tag.text === '@grad' ? parseGrad(cursor, tag) : parseGradOf(cursor, tag) }
  } catch (error) {
    if (!(error instanceof MarkSyntaxError)) throw error
    const end = range.start + text.trimEnd().length
    return { error: { range: error.range, message: error.message }, range: { start: tag.range.start, end } }
  }
}

function parseGradOf(cursor: Cursor, tag: Token): GradOfMark {
  if (cursor.atEnd) {
    throw new MarkSyntaxError(
      tag.range,
      'Which function is this the gradient of? Write its name: `@gradOf rosenbrock`.',
    )
  }
  const name = cursor.read(cursor.patterns.dottedName)
  if (name === null) throw cursor.unexpected("a function's name", 'Write it as in `@gradOf rosenbrock`.')
  if (!cursor.atEnd)
    throw cursor.unexpected('the end of the mark', 'A `@gradOf` takes one function name and nothing else.')
  return { kind: 'gradOf', range: cursor.rangeFrom(tag.range), of: name.text, ofRange: name.range }
}

function parseGrad(cursor: Cursor, tag: Token): GradMark {
  const bindings = cursor.looksAt(cursor.patterns.binding) ? parseBindings(cursor) : []
  const options = parseOptions(cursor, bindings.length > 0)
  return { kind: 'grad', range: cursor.rangeFrom(tag.range), bindings, ...options }
}

// Bindings

function parseBindings(cursor: Cursor): MarkBinding[] {
  const values = new ValueParser(cursor)
  const bindings = new Map<string, MarkBinding>()
  let comma: Token | null
  do {
    const { text: name, range: nameRange } = cursor.read(cursor.patterns.name)!
    if (bindings.has(name)) {
      throw new MarkSyntaxError(
        nameRange,
        `\`${name}\` has a value already. A second sample point is a second mark on a line of its own.`,
      )
    }
    cursor.take('=')
    bindings.set(name, { name, nameRange, value: values.parse() })
    comma = cursor.take(',')
    if (comma !== null) expectBinding(cursor, comma)
  } while (comma !== null)
  return [...bindings.values()]
}

function expectBinding(cursor: Cursor, comma: Token): void {
  if (cursor.looksAt(cursor.patterns.binding)) return
  if (cursor.atEnd) throw strayComma(comma)
  if (looksAtOption(cursor)) throw commaBeforeOption(comma)
  throw cursor.unexpected('another parameter with its value', 'Write it as in `@grad x=3, k=2`.')
}

// Options

type Options = Pick<GradMark, 'wrt' | 'order' | 'orderRange' | 'tolerance' | 'check'>

/** For each option word what it adds to a mark; the word itself has been read. */
const OPTIONS: Record<OptionWord, (cursor: Cursor, word: Token) => Partial<Options>> = {
  wrt: (cursor) => ({ wrt: parseNames(cursor) }),
  order: (cursor, word) => ({ order: parseOrder(cursor), orderRange: cursor.rangeFrom(word.range) }),
  tol: (cursor) => ({ tolerance: parseTolerance(cursor) }),
  nocheck: () => ({ check: false }),
}

function parseOptions(cursor: Cursor, afterBindings: boolean): Options {
  let options: Options = { wrt: null, order: 1, orderRange: null, tolerance: null, check: true }
  const seen = new Set<OptionWord>()
  let last: OptionWord | null = null
  while (!cursor.atEnd) {
    if (looksAtMisplacedBinding(cursor)) throw misplacedBinding(cursor, seen.size > 0)
    const word = cursor.read(cursor.patterns.name)
    if (word === null) throw trailing(cursor, afterBindings || seen.size > 0)
    if (!isOptionWord(word.text)) throw unknownWord(cursor, word, last)
    if (seen.has(word.text))
      throw new MarkSyntaxError(word.range, `\`${word.text}\` stands twice in this mark: keep one.`)
    seen.add(word.text)
    last = word.text
    options = { ...options, ...OPTIONS[word.text](cursor, word) }
  }
  return options
}

function parseNames(cursor: Cursor): MarkName[] {
  const names = new Map<string, MarkName>()
  let comma: Token | null = null
  do {
    if (comma !== null && cursor.atEnd) throw strayComma(comma)
    if (comma !== null && cursor.looksAt(OPTION_WITH_NUMBER)) throw commaBeforeOption(comma)
    const { text: name, range } = parseName(cursor)
    if (names.has(name)) throw new MarkSyntaxError(range, `\`${name}\` stands twice after \`wrt\`: keep one.`)
    names.set(name, { name, range })
    comma = cursor.take(',')
  } while (comma !== null)
  return [...names.values()]
}

function parseName(cursor: Cursor): Token {
  if (cursor.looksAt(cursor.patterns.binding)) throw misplacedBinding(cursor, true)
  const name = cursor.looksAt(OPTION_WITH_NUMBER) ? null : cursor.read(cursor.patterns.name)
  if (name === null) throw cursor.unexpected("a parameter's name", '`wrt` lists parameters, as in `wrt x, w`.')
  return name
}

function parseOrder(cursor: Cursor): 1 | 2 {
  const order = cursor.read(ORDER)
  if (order !== null) return order.text === '2' ? 2 : 1
  if (!looksLikeNumber(cursor)) throw cursor.unexpected('1 or 2', 'Write `order 2` for the second derivative.')
  const { range } = readNumber(cursor)
  throw new MarkSyntaxError(range, 'Derivatives are shown to the second order: write `order 1` or `order 2`.')
}

function parseTolerance(cursor: Cursor): number {
  if (!looksLikeNumber(cursor)) throw cursor.unexpected('a number', 'Write the relative tolerance as in `tol 1e-6`.')
  const { value, range } = readNumber(cursor)
  if (value > 0 && Number.isFinite(value)) return value
  throw new MarkSyntaxError(
    range,
    'A tolerance is a positive, finite number, such as `tol 1e-6`. To leave the check out, write `nocheck`.',
  )
}

function isOptionWord(word: string): word is OptionWord {
  return (optionWords as readonly string[]).includes(word)
}

function looksAtOption(cursor: Cursor): boolean {
  return cursor.looksAt(OPTION_AHEAD)
}

function looksAtMisplacedBinding(cursor: Cursor): boolean {
  return cursor.looksAt(cursor.patterns.binding) && !looksAtOption(cursor)
}

// Errors

function commaBeforeOption(comma: Token): MarkSyntaxError {
  return new MarkSyntaxError(comma.range, 'Options follow without a comma, as in `@grad x=3 order 2`: remove it.')
}

function misplacedBinding(cursor: Cursor, afterOption: boolean): MarkSyntaxError {
  const name = cursor.read(cursor.patterns.name)!
  return new MarkSyntaxError(
    name.range,
    afterOption
      ? `Values stand before the options: move \`${name.text}=…\` to the front of the mark.`
      : `A comma is missing: write \`, ${name.text}=…\`.`,
  )
}

/** @param last the option before the word, if there is one */
function unknownWord(cursor: Cursor, word: Token, last: OptionWord | null): MarkSyntaxError {
  const nearest = nearestName(word.text, optionWords)
  if (nearest === null && cursor.looksAt(WRONG_ASSIGNMENT)) return trailing(cursor, false)
  const advice = nearest
    ? `Did you mean \`${nearest}\`?`
    : last === 'wrt'
      ? 'The names after `wrt` are separated by commas, as in `wrt x, w`.'
      : `A value is given as \`${word.text}=3\`, other parameters after a comma; the options are ${OPTION_LIST}.`
  return new MarkSyntaxError(word.range, `\`${word.text}\` is not an option of a mark. ${advice}`)
}

/** What people write after a tag or a value that a mark does not take, and what to write in its place. */
const TRAILING: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/\/\/|#/uy, 'A mark has its line to itself: move the remark to another line.'],
  [/[-+*/%^]/uy, 'A mark takes plain values, not expressions: write the result.'],
  [/[\])}]/uy, 'Nothing is open here that it could close.'],
  [/\(/uy, 'Parameters stand without parentheses, as in `@grad x=3, k=2`.'],
  [/[:;]/uy, 'Parameters are set by `=` and separated by commas, as in `@grad x=3, k=2`.'],
  [/\./uy, 'A parameter is named whole; the fields of a record are given as `p={x: 1}`.'],
]

function trailing(cursor: Cursor, started: boolean): MarkSyntaxError {
  const advice = TRAILING.find(([pattern]) => cursor.looksAt(pattern))?.[1]
  if (started) return cursor.unexpected('an option or the end of the mark', advice ?? `The options are ${OPTION_LIST}.`)
  return cursor.unexpected("a parameter's name", advice ?? 'Write a sample point as `@grad x=3`.')
}
