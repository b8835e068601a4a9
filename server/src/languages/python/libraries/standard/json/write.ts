// `json.dumps` (Lib/json/encoder.py).
import { Dict, Instance, Int, List, Traced, Tuple, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised } from '../../../exceptions'
import { reprFloat } from '../../../numbers/repr'
import { callWith, isUnknown, typeNameOf } from '../../../operations'
import { noteUnknown, unknownText } from '../../../text/unknownText'
import { dictOf } from '../../../types/dict'
import { payloadOf } from '../../../types/instance'
import { integerText } from '../../../types/number'
import { sorted } from '../../../types/sequence'

export interface WriteOptions {
  readonly ascii: boolean
  readonly allowNan: boolean
  readonly skipKeys: boolean
  readonly sortKeys: boolean
  /** null: all on one line. */
  readonly indent: string | null
  readonly itemSeparator: string
  readonly keySeparator: string
  /** Makes something else of what has no JSON; null where none is given. */
  readonly fallback: Value
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
  '\b': '\\b',
}

/** A text in quotes. */
export function jsonText(text: string, ascii: boolean): string {
  const escaped = text.replace(ascii ? /["\\\x00-\x1f]|[^\x00-\x7e]/g : /["\\\x00-\x1f]/g, (character) => {
    return ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  return `"${escaped}"`
}

/** Writes one value after the other; unknown ones are noted. */
export class JsonWriter {
  private readonly around: Value[] = []

  constructor(
    private readonly options: WriteOptions,
    private readonly runtime: Runtime,
    private readonly site: Span,
  ) {}

  write(v: Value): string {
    this.runtime.step(1)
    if (isUnknown(v)) return unknownText(v, 'repr')
    const plain = payloadOf(v) ?? v
    if (plain === null) return 'null'
    if (typeof plain === 'boolean') return plain ? 'true' : 'false'
    if (typeof plain === 'string') return jsonText(plain, this.options.ascii)
    if (plain instanceof Int) return integerText(plain.value)
    if (typeof plain === 'number') return this.float(plain)
    if (plain instanceof Traced) return this.float(plain.primal)
    if (plain instanceof List || plain instanceof Tuple) return this.inside(v, () => this.list(plain))
    const dict = dictOf(plain)
    if (dict) return this.inside(v, () => this.dict(dict))
    if (this.options.fallback === null) {
      throw raised('TypeError', `Object of type ${typeNameOf(v)} is not JSON serializable`, this.site)
    }
    return this.inside(v, () => this.write(callWith(this.options.fallback, [v], this.runtime, this.site)))
  }

  private float(x: number): string {
    if (Number.isFinite(x)) return reprFloat(x)
    if (!this.options.allowNan) {
      throw raised('ValueError', `Out of range float values are not JSON compliant`, this.site)
    }
    return Number.isNaN(x) ? 'NaN' : x > 0 ? 'Infinity' : '-Infinity'
  }

  private inside(container: Value, write: () => string): string {
    if (this.around.includes(container)) throw raised('ValueError', 'Circular reference detected', this.site)
    this.around.push(container)
    const text = write()
    this.around.pop()
    return text
  }

  private bracketed(open: string, close: string, texts: readonly string[]): string {
    if (texts.length === 0) return open + close
    const { indent, itemSeparator } = this.options
    if (indent === null) return open + texts.join(itemSeparator) + close
    const line = (depth: number) => `\n${indent.repeat(depth)}`
    const depth = this.around.length
    return open + line(depth) + texts.join(itemSeparator + line(depth)) + line(depth - 1) + close
  }

  private list(list: List | Tuple): string {
    if (list instanceof List && list.opaque) noteUnknown(list.opaque)
    return this.bracketed(
      '[',
      ']',
      list.items.map((item) => this.write(item)),
    )
  }

  private dict(dict: Dict): string {
    if (dict.opaque) noteUnknown(dict.opaque)
    const entries = [...dict.entries.values()]
    const texts = this.ordered(entries).flatMap(({ key, value }) => {
      const name = this.key(key)
      if (name === null) return []
      return [jsonText(name, this.options.ascii) + this.options.keySeparator + this.write(value)]
    })
    return this.bracketed('{', '}', texts)
  }

  private ordered<T extends { readonly key: Value; readonly value: Value }>(entries: readonly T[]): readonly T[] {
    if (!this.options.sortKeys) return entries
    const places = entries.map((_, i) => Int.of(i))
    const order = sorted(
      places,
      entries.map(({ key }) => key),
      false,
      this.runtime,
      this.site,
    )
    if (!Array.isArray(order)) {
      noteUnknown(order)
      return entries
    }
    return order.map((place) => entries[Number((place as Int).value)])
  }

  /** A key as a text; null where it is left out. */
  private key(given: Value): string | null {
    if (isUnknown(given)) return unknownText(given, 'str')
    const key = given instanceof Instance ? (payloadOf(given) ?? given) : given
    if (typeof key === 'string') return key
    if (key === null) return 'null'
    if (typeof key === 'boolean') return key ? 'true' : 'false'
    if (typeof key === 'number') return this.float(key)
    if (key instanceof Traced) return this.float(key.primal)
    if (key instanceof Int) return integerText(key.value)
    if (this.options.skipKeys) return null
    const message = `keys must be str, int, float, bool or None, not ${typeNameOf(key)}`
    throw raised('TypeError', message, this.site)
  }
}
