/** The values of a mark: numbers, text, words, lists, records and generators. */

import { MarkSyntaxError, strayComma, type Cursor, type Token } from './cursor'
import { generate, MAX_ELEMENTS } from './generator'
import {
  generatorNames,
  type GeneratorName,
  type MarkArray,
  type MarkList,
  type MarkNumber,
  type MarkRecord,
  type MarkValue,
} from './model'
import { nearestName } from './nearestName'
import { looksLikeNumber, readNumber } from './number'
import { readText } from './text'

/** Lists and records in one another; deeper ones would end the parser's own stack. */
const MAX_DEPTH = 32

/** A word with the dots of a qualified name, so that `np.zeros` is one mistake and not two. */
const WORD = /[\p{ID_Start}$_][\p{ID_Continue}$.]*/uy
const CLOSING = /[\])}]/uy
const SEED = /seed\s*=/uy

/** Both languages' words; each is understood in both. */
const CONSTANTS: ReadonlyMap<string, { kind: 'boolean'; value: boolean } | { kind: 'null' }> = new Map([
  ['true', { kind: 'boolean', value: true }],
  ['True', { kind: 'boolean', value: true }],
  ['false', { kind: 'boolean', value: false }],
  ['False', { kind: 'boolean', value: false }],
  ['null', { kind: 'null' }],
  ['None', { kind: 'null' }],
])

/** Reads the values of one mark, and guards what they cost together. */
export class ValueParser {
  private depth = 0
  private elements = 0

  constructor(private readonly cursor: Cursor) {}

  /** Reads one value. Throws a MarkSyntaxError where there is none. */
  parse(): MarkValue {
    const { cursor } = this
    if (looksLikeNumber(cursor)) return readNumber(cursor)
    const text = readText(cursor)
    if (text !== null) return text
    const word = cursor.read(WORD)
    if (word !== null) return this.named(word)
    const list = cursor.take('[')
    if (list !== null) return this.nested(list, () => this.list(list))
    const record = cursor.take('{')
    if (record !== null) return this.nested(record, () => this.record(record))
    throw cursor.unexpected('a value', adviceAt(cursor))
  }

  private nested<T>(open: Token, parse: () => T): T {
    if (this.depth === MAX_DEPTH) {
      throw new MarkSyntaxError(open.range, `Lists and records nest at most ${MAX_DEPTH} deep in a mark.`)
    }
    this.depth++
    const value = parse()
    this.depth--
    return value
  }

  private list(open: Token): MarkList {
    const items: MarkValue[] = []
    this.sequence(open, ']', () => items.push(this.parse()))
    return { kind: 'list', items, range: this.cursor.rangeFrom(open.range) }
  }

  private record(open: Token): MarkRecord {
    const fields = new Map<string, MarkValue>()
    this.sequence(open, '}', () => {
      const { name, range } = this.fieldName()
      if (fields.has(name))
        throw new MarkSyntaxError(range, `The field \`${name}\` stands twice in this record: keep one.`)
      if (this.cursor.take(':') === null) throw this.cursor.unexpected('`:`', `Write the field as \`${name}: 1\`.`)
      fields.set(name, this.parse())
    })
    return { kind: 'record', fields, range: this.cursor.rangeFrom(open.range) }
  }

  /** A field's name, bare or in quotes as a dict has it. */
  private fieldName(): { name: string; range: Token['range'] } {
    const quoted = readText(this.cursor)
    if (quoted !== null) return { name: quoted.value, range: quoted.range }
    const bare = this.cursor.read(this.cursor.patterns.name)
    if (bare !== null) return { name: bare.text, range: bare.range }
    throw this.cursor.unexpected("a field's name", 'Write a record as `{x: 1, y: 2}`.')
  }

  private named(word: Token): MarkValue {
    const constant = CONSTANTS.get(word.text)
    if (constant !== undefined) return { ...constant, range: word.range }
    if (isGenerator(word.text)) return this.generator(word.text, word)
    throw new MarkSyntaxError(
      word.range,
      `\`${word.text}\` is not a value that a mark can hold. ${adviceFor(word.text)}`,
    )
  }

  private generator(name: GeneratorName, word: Token): MarkArray {
    const { cursor } = this
    const open = cursor.take('(')
    if (open === null)
      throw cursor.unexpected('`(`', `Write \`${name}\` with its arguments, as in \`${EXAMPLES[name]}\`.`)
    const args: MarkNumber[] = []
    let seed: (MarkNumber & { keyword: Token }) | null = null
    const close = this.sequence(open, ')', () => {
      if (seed !== null) throw cursor.unexpected('`)`', 'The seed is the last argument, and there is one.')
      if (cursor.looksAt(SEED)) seed = this.seed()
      else args.push(this.argument(name))
    })
    const budget = MAX_ELEMENTS - this.elements
    const made = generate({ name, args, seed, close: close.range, budget })
    this.elements += made.data.length
    return { kind: 'array', ...made, generator: name, range: cursor.rangeFrom(word.range) }
  }

  private seed(): MarkNumber & { keyword: Token } {
    const keyword = this.cursor.take('seed')!
    this.cursor.take('=')
    return { ...this.argument('randn'), keyword }
  }

  private argument(name: GeneratorName): MarkNumber {
    if (looksLikeNumber(this.cursor)) return readNumber(this.cursor)
    throw this.cursor.unexpected(
      'a number',
      `The arguments are plain numbers, one by one, as in \`${EXAMPLES[name]}\`.`,
    )
  }

  /** Reads `[ item { "," item } ] close` after its opening bracket; returns the closing one. */
  private sequence(open: Token, close: string, readItem: () => void): Token {
    const { cursor } = this
    let closing = cursor.take(close)
    while (closing === null) {
      readItem()
      closing = cursor.take(close)
      if (closing !== null) break
      const comma = cursor.take(',')
      if (comma === null)
        throw cursor.unexpected(`\`,\` or \`${close}\``, `The \`${open.text}\` before is not closed yet.`)
      if (cursor.looksAt(CLOSING)) throw strayComma(comma)
    }
    return closing
  }
}

const EXAMPLES: Record<GeneratorName, string> = {
  zeros: 'zeros(2, 3)',
  ones: 'ones(2, 3)',
  linspace: 'linspace(0, 1, 5)',
  randn: 'randn(2, 3, seed=1)',
}

function isGenerator(word: string): word is GeneratorName {
  return (generatorNames as readonly string[]).includes(word)
}

/** What to write instead of a word that is no value. */
function adviceFor(word: string): string {
  const name = word.slice(word.lastIndexOf('.') + 1)
  if (name !== word && (isGenerator(name) || name === 'inf' || name === 'nan')) return `Write \`${name}\` alone.`
  if (word === 'undefined') return 'Leave the parameter out, or write `null`.'
  const nearest = nearestName(name, [...CONSTANTS.keys(), ...generatorNames])
  if (nearest !== null) return `Did you mean \`${nearest}\`?`
  return 'It takes literals, and `zeros`, `ones`, `linspace` and `randn`; text stands in quotes.'
}

/** What people write where a value should be, and what to write in its place. */
const ADVICE: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/\(/uy, 'Write a tuple as a list: `[1, 2]`.'],
  [/=/uy, 'One `=` stands between a parameter and its value.'],
  [/−/uy, 'This minus sign is a typographic one: type `-`.'],
  [/[“”‘’„«»`]/uy, 'Text stands in straight quotes: `"text"`.'],
]

function adviceAt(cursor: Cursor): string {
  return (
    ADVICE.find(([pattern]) => cursor.looksAt(pattern))?.[1] ??
    'Write a number, text in quotes, a list, a record or a generator such as `zeros(3)`.'
  )
}
