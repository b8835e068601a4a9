// Python's regular expressions as JavaScript's, where both certainly match the same; else the reason why not.
import { SPACE } from '../../../text/characters'
import { some, widthOf, type Anchor, type ClassItem, type Expression, type Mode, type Node } from './syntax'

/** An expression as a JavaScript source for the flag `u`. */
export interface Translated {
  readonly source: string
  /** The place of each of Python's groups among JavaScript's; the first is the whole match. */
  readonly places: readonly number[]
  /** Groups in the order in which they end. */
  readonly closing: readonly number[]
  /** Does it fold cases? Only ASCII texts are certain then. */
  readonly foldsCase: boolean
}

/** Thrown where the two languages may differ. */
class Untranslatable {
  constructor(readonly why: string) {}
}

/**
 * The expression in JavaScript; a text that says what keeps it from being translated.
 *
 * @param before how many captures stand before it
 */
export function translate(expression: Expression, before = 0): Translated | string {
  const writer = new Writer(expression.groups, before)
  try {
    const source = writer.write(expression.root)
    return { source, places: writer.places, closing: writer.closing, foldsCase: writer.foldsCase }
  } catch (error) {
    if (error instanceof Untranslatable) return error.why
    throw error
  }
}

const CATEGORIES = { d: '\\p{Nd}', w: '\\p{L}\\p{N}_', s: SPACE }
const ASCII_CATEGORIES = { d: '0-9', w: 'A-Za-z0-9_', s: ' \\t-\\r' }

function categoryText(name: 'd' | 'w' | 's', mode: Mode): string {
  return (mode.ascii ? ASCII_CATEGORIES : CATEGORIES)[name]
}

/** One character, in a class or outside of one. */
function characterText(code: number): string {
  const character = String.fromCodePoint(code)
  return /^[A-Za-z0-9_]$/.test(character) ? character : `\\u{${code.toString(16)}}`
}

const [SMALL_A, SMALL_Z, GREAT_A, GREAT_Z] = [0x61, 0x7a, 0x41, 0x5a]

/** The ranges of a range, of both cases where cases are folded. */
function rangeText(from: number, to: number, fold: boolean): string {
  const text = (low: number, high: number) =>
    low === high ? characterText(low) : `${characterText(low)}-${characterText(high)}`
  if (!fold) return text(from, to)
  const other = (first: number, last: number, shift: number) => {
    const [low, high] = [Math.max(from, first), Math.min(to, last)]
    return low <= high ? text(low + shift, high + shift) : ''
  }
  return text(from, to) + other(SMALL_A, SMALL_Z, GREAT_A - SMALL_A) + other(GREAT_A, GREAT_Z, SMALL_A - GREAT_A)
}

class Writer {
  readonly places: number[]
  readonly closing: number[] = []
  foldsCase = false
  /** Groups that are certainly set where the writer is. */
  private certain = new Set<number>()

  constructor(
    groups: number,
    private captures: number,
  ) {
    this.places = new Array<number>(groups + 1).fill(0)
  }

  write(node: Node): string {
    switch (node.kind) {
      case 'character':
        return this.classText([{ kind: 'range', from: node.code, to: node.code }], false, node.mode)
      case 'any':
        return node.mode.dotAll ? '[^]' : '[^\\n]'
      case 'class':
        return this.classText(node.items, node.negated, node.mode)
      case 'anchor':
        return anchorText(node.anchor, node.mode)
      case 'sequence':
        return node.parts.map((part) => this.write(part)).join('')
      case 'choice':
        return this.choice(node.options)
      case 'repeat':
        return this.repeat(node)
      case 'group':
        return this.group(node)
      case 'look':
        return this.look(node)
      case 'backreference':
        return this.backreference(node.index, node.mode)
      case 'foreign':
        throw new Untranslatable(node.what)
    }
  }

  private classText(items: readonly ClassItem[], negated: boolean, mode: Mode): string {
    const fold = mode.ignoreCase
    if (fold) this.foldsCase = true
    if (fold && items.some((item) => item.kind === 'range' && item.to > 0x7f)) {
      throw new Untranslatable('characters beyond ASCII where cases are folded')
    }
    const [only] = items
    const single = items.length === 1 && only.kind === 'range' && only.from === only.to && !negated
    if (single && !(fold && /[A-Za-z]/.test(String.fromCodePoint(only.from)))) return characterText(only.from)
    const texts = items.map((item) => {
      if (item.kind === 'range') return rangeText(item.from, item.to, fold)
      return item.negated ? null : categoryText(item.name, mode)
    })
    if (!texts.includes(null)) return `[${negated ? '^' : ''}${texts.join('')}]`
    // What is negated in a class stands beside it.
    const beside = items.flatMap((item) =>
      item.kind === 'category' && item.negated ? [`[^${categoryText(item.name, mode)}]`] : [],
    )
    const plain = texts.filter((text) => text !== null).join('')
    const options = [...beside, ...(plain === '' ? [] : [`[${plain}]`])].join('|')
    return negated ? `(?:(?!${options})[^])` : `(?:${options})`
  }

  private choice(options: readonly Node[]): string {
    const before = this.certain
    const after: Set<number>[] = []
    const texts = options.map((option) => {
      this.certain = new Set(before)
      const text = this.write(option)
      after.push(this.certain)
      return text
    })
    this.certain = new Set([...after[0]].filter((index) => after.every((set) => set.has(index))))
    return `(?:${texts.join('|')})`
  }

  private repeat({ body, min, max, how }: Extract<Node, { kind: 'repeat' }>): string {
    const captures = some(body, (part) => part.kind === 'group')
    if (widthOf(body).least === 0 && min < max) {
      const ambiguous = some(body, (part) => part.kind === 'choice' || (part.kind === 'repeat' && part.how === 'lazy'))
      if (captures || ambiguous || how === 'lazy') throw new Untranslatable('a repeated part that may match nothing')
    }
    const before = new Set(this.certain)
    const firstInside = this.captures
    if (how === 'possessive') this.captures++
    const place = this.captures
    const text = this.write(body)
    if (captures && max > 1) {
      const lost = groupsIn(body).some((index) => !this.certain.has(index))
      if (lost) throw new Untranslatable('a group that may be left out in a repetition')
    }
    if (min === 0) this.certain = before
    const counted = min === 1 && max === 1 ? '' : quantifier(min, max)
    const repeated = counted === '' ? `(?:${text})` : `(?:${text})${counted}${how === 'lazy' ? '?' : ''}`
    if (how !== 'possessive') return repeated
    // What a look-ahead has found is not tried again.
    if (firstInside + 1 !== place) throw new Error('captures are counted in order')
    return `(?=(${repeated}))\\${place}(?:)`
  }

  private group({ index, body }: Extract<Node, { kind: 'group' }>): string {
    this.places[index] = ++this.captures
    const text = this.write(body)
    this.certain.add(index)
    this.closing.push(index)
    return `(${text})`
  }

  private look({ body, behind, negated }: Extract<Node, { kind: 'look' }>): string {
    if (negated && some(body, (part) => part.kind === 'group')) {
      throw new Untranslatable('a group in a negative look-around')
    }
    if (behind && some(body, (part) => part.kind === 'backreference')) {
      throw new Untranslatable('a reference in a look-behind')
    }
    return `(?:(?${behind ? '<' : ''}${negated ? '!' : '='}${this.write(body)}))`
  }

  private backreference(index: number, mode: Mode): string {
    if (mode.ignoreCase) throw new Untranslatable('a reference where cases are folded')
    if (!this.certain.has(index)) throw new Untranslatable('a reference to a group that may not be set')
    return `(?:\\${this.places[index]})`
  }
}

function quantifier(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`
  if (min === 0 && max === 1) return '?'
  return min === max ? `{${min}}` : `{${min},${max}}`
}

function groupsIn(node: Node): number[] {
  const found: number[] = []
  some(node, (part) => {
    if (part.kind === 'group') found.push(part.index)
    return false
  })
  return found
}

function anchorText(anchor: Anchor, mode: Mode): string {
  const word = `[${categoryText('w', mode)}]`
  switch (anchor) {
    case 'start':
      return '(?<![^])'
    case 'lineStart':
      return '(?<![^\\n])'
    case 'end':
      return '(?=\\n?(?![^]))'
    case 'lineEnd':
      return '(?![^\\n])'
    case 'absoluteEnd':
      return '(?![^])'
    case 'boundary':
      return `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`
    case 'noBoundary':
      // An empty text has none of these places either.
      return `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word})(?:(?<=[^])|(?=[^])))`
  }
}
