// Expressions that run: one by one through a text, as CPython's scanner walks it.
import { placeOfOffset } from '../../../text/characters'
import { translate, type Translated } from './translate'
import type { Expression } from './syntax'

/** Start and end of what a group matched, in UTF-16 units; null where it took no part. */
export type Extent = readonly [start: number, end: number] | null

export interface Found {
  /** By group; the first is the whole match. */
  readonly extents: readonly Extent[]
  /** The group that ended last; 0 where there is none. */
  readonly lastGroup: number
}

/** A text from its beginning to the place where the search ends, with places in characters. */
export class Subject {
  readonly text: string
  private readonly wide: boolean

  constructor(
    readonly whole: string,
    endPlace: number,
  ) {
    this.wide = /[\ud800-\udfff]/.test(whole)
    this.text = this.wide ? Array.from(whole).slice(0, endPlace).join('') : whole.slice(0, endPlace)
  }

  /** The UTF-16 offset of a place. */
  offset(place: number): number {
    return this.wide ? Array.from(this.whole).slice(0, place).join('').length : place
  }

  place(offset: number): number {
    return this.wide ? placeOfOffset(this.whole, offset) : offset
  }
}

export type Way = 'search' | 'match' | 'fullmatch'

export class RegexProgram {
  private readonly compiled = new Map<Way | 'advance', RegExp>()
  private readonly withStart: Translated

  private constructor(
    private readonly plain: Translated,
    expression: Expression,
  ) {
    this.withStart = translate(expression, 1) as Translated
  }

  /** The program of an expression; a text that says why there is none. */
  static of(expression: Expression): RegexProgram | string {
    const plain = translate(expression)
    if (typeof plain === 'string') return plain
    const program = new RegexProgram(plain, expression)
    try {
      program.regex('search')
    } catch {
      return 'an expression that JavaScript has no match for'
    }
    return program
  }

  /** Is it certain what the expression matches in that text? */
  knows(text: string): boolean {
    return !this.plain.foldsCase || /^[\0-\x7f]*$/.test(text)
  }

  private regex(way: Way | 'advance'): RegExp {
    let regex = this.compiled.get(way)
    if (!regex) {
      const { source } = this.plain
      const sources = {
        search: source,
        match: source,
        fullmatch: `(?:${source})(?![^])`,
        // The rest of the text at the beginning is not all of it at the end: something was matched.
        advance: `(?=([^]*))(?:${this.withStart.source})(?!\\1(?![^]))`,
      }
      const indices = this.plain.places.length > 1 ? 'd' : ''
      regex = new RegExp(sources[way], `u${indices}${way === 'search' ? 'g' : 'y'}`)
      this.compiled.set(way, regex)
    }
    return regex
  }

  /** The first match from an offset on. @param advancing an empty one at the offset itself does not count */
  find(subject: Subject, from: number, way: Way, advancing = false): Found | null {
    const { text } = subject
    if (from > text.length) return null
    if (!advancing) return this.exec(way, text, from, this.plain)
    const found = this.exec('advance', text, from, this.withStart)
    if (found || way !== 'search') return found
    const step = (text.codePointAt(from) ?? 0) > 0xffff ? 2 : 1
    return from < text.length ? this.exec('search', text, from + step, this.plain) : null
  }

  private exec(way: Way | 'advance', text: string, from: number, { places, closing }: Translated): Found | null {
    const regex = this.regex(way)
    regex.lastIndex = from
    const match = regex.exec(text)
    if (!match) return null
    const whole: Extent = [match.index, match.index + match[0].length]
    const extents = places.map((place, group): Extent => (group === 0 ? whole : (match.indices?.[place] ?? null)))
    const ended = closing.filter((index) => extents[index] !== null)
    return { extents, lastGroup: ended.at(-1) ?? 0 }
  }

  /** All matches, one behind the other. */
  *all(subject: Subject, start: number): Generator<Found> {
    let from = start
    let advancing = false
    for (;;) {
      const found = this.find(subject, from, 'search', advancing)
      if (!found) return
      yield found
      const [begin, end] = found.extents[0] as readonly [number, number]
      from = end
      advancing = begin === end
    }
  }
}
