// `json.loads` (Lib/json/decoder.py): JSON as Python's values, what is wrong in it in CPython's words.
import { Dict, Int, List, type Value } from '@gradlens/engine'

/** What is wrong in a text, and where, in UTF-16 units. */
export class JsonFault extends Error {
  constructor(
    readonly what: string,
    readonly place: number,
  ) {
    super(what)
  }
}

const NUMBER = /(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?/y
const NAMES: readonly (readonly [string, Value])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]
const SHORT: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

export class JsonReader {
  private at = 0

  /** @param object makes of a dict what is to stand for it */
  constructor(
    private readonly text: string,
    private readonly object: (dict: Dict) => Value,
  ) {}

  read(): Value {
    if (this.text.startsWith('\ufeff')) throw new JsonFault('Unexpected UTF-8 BOM (decode using utf-8-sig)', 0)
    this.skip()
    const value = this.value()
    this.skip()
    if (this.at < this.text.length) throw new JsonFault('Extra data', this.at)
    return value
  }

  private skip(): void {
    while (' \t\n\r'.includes(this.text[this.at] ?? 'x')) this.at++
  }

  private value(): Value {
    const character = this.text[this.at]
    if (character === '"') return this.string()
    if (character === '{') return this.dict()
    if (character === '[') return this.list()
    for (const [name, value] of NAMES) {
      if (this.text.startsWith(name, this.at)) {
        this.at += name.length
        return value
      }
    }
    NUMBER.lastIndex = this.at
    const match = NUMBER.exec(this.text)
    if (!match) throw new JsonFault('Expecting value', this.at)
    this.at = NUMBER.lastIndex
    const [whole, integer, fraction, exponent] = match
    return fraction === undefined && exponent === undefined ? Int.of(BigInt(integer)) : Number(whole)
  }

  private string(): string {
    const start = this.at++
    let result = ''
    for (;;) {
      const character = this.text[this.at]
      if (character === undefined) throw new JsonFault('Unterminated string starting at', start)
      if (character === '"') break
      if (character < ' ') throw new JsonFault('Invalid control character at', this.at)
      if (character !== '\\') {
        result += character
        this.at++
        continue
      }
      const escaped = this.text[this.at + 1]
      if (escaped === undefined) throw new JsonFault('Unterminated string starting at', start)
      if (escaped === 'u') {
        const digits = this.text.slice(this.at + 2, this.at + 6)
        if (!/^[\da-fA-F]{4}$/.test(digits)) throw new JsonFault('Invalid \\uXXXX escape', this.at + 1)
        result += String.fromCharCode(parseInt(digits, 16))
        this.at += 6
      } else {
        if (!Object.hasOwn(SHORT, escaped)) throw new JsonFault('Invalid \\escape', this.at)
        result += SHORT[escaped]
        this.at += 2
      }
    }
    this.at++
    return result
  }

  private list(): Value {
    const items: Value[] = []
    this.at++
    this.skip()
    if (this.text[this.at] === ']') {
      this.at++
      return new List(items)
    }
    for (;;) {
      items.push(this.value())
      this.skip()
      const end = this.text[this.at]
      if (end !== ',' && end !== ']') throw new JsonFault("Expecting ',' delimiter", this.at)
      this.at++
      if (end === ']') return new List(items)
      this.skip()
    }
  }

  private dict(): Value {
    const dict = new Dict('dict')
    this.at++
    this.skip()
    if (this.text[this.at] === '}') {
      this.at++
      return this.object(dict)
    }
    for (;;) {
      if (this.text[this.at] !== '"') {
        throw new JsonFault('Expecting property name enclosed in double quotes', this.at)
      }
      const key = this.string()
      this.skip()
      if (this.text[this.at] !== ':') throw new JsonFault("Expecting ':' delimiter", this.at)
      this.at++
      this.skip()
      dict.entries.set(`s:${key}`, { key, value: this.value() })
      this.skip()
      const end = this.text[this.at]
      if (end !== ',' && end !== '}') throw new JsonFault("Expecting ',' delimiter", this.at)
      this.at++
      if (end === '}') return this.object(dict)
      this.skip()
    }
  }
}
