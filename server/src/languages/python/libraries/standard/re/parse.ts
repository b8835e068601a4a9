// Reads Python's regular expressions (Python Library Reference, "Regular Expression Syntax"); what is wrong in one is
// said in CPython's words.
import { charactersOf, codeOf } from '../../../text/characters'
import { widthOf, type ClassItem, type Expression, type How, type Mode, type Node } from './syntax'

/** A fault of an expression: `re.error`. */
export class PatternFault extends Error {
  constructor(
    readonly what: string,
    readonly place: number,
  ) {
    super(`${what} at position ${place}`)
  }
}

const LETTER_FLAGS: Readonly<Record<string, keyof Mode>> = {
  i: 'ignoreCase',
  m: 'multiline',
  s: 'dotAll',
  a: 'ascii',
  x: 'verbose',
}

const CONTROL: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 }
const isDigit = (c: string | undefined) => c !== undefined && c >= '0' && c <= '9'
const isOctal = (c: string | undefined) => c !== undefined && c >= '0' && c <= '7'

/** @param mode as the flags that are given beside the expression say */
export function parsePattern(text: string, mode: Mode): Expression {
  return new PatternReader(text, mode).read()
}

class PatternReader {
  private readonly characters: readonly string[]
  private at = 0
  private groups = 0
  private readonly names = new Map<string, number>()
  /** Groups that are still open: nothing may refer to them. */
  private readonly open = new Set<number>()
  private ownFlags = ''
  private mode: Mode

  constructor(text: string, mode: Mode) {
    this.characters = charactersOf(text)
    this.mode = mode
  }

  read(): Expression {
    const leading = /^\(\?([aiLmsux]+)\)/.exec(this.characters.join(''))
    if (leading) {
      this.ownFlags = leading[1]
      this.at = Array.from(leading[0]).length
      this.mode = withFlags(this.mode, leading[1], '')
    }
    const root = this.choice()
    if (this.at < this.characters.length) throw new PatternFault('unbalanced parenthesis', this.at)
    return { root, groups: this.groups, names: this.names, ownFlags: this.ownFlags }
  }

  private get next(): string | undefined {
    return this.characters[this.at]
  }

  private take(text: string): boolean {
    if (this.characters.slice(this.at, this.at + text.length).join('') !== text) return false
    this.at += text.length
    return true
  }

  private choice(): Node {
    const options = [this.sequence()]
    while (this.take('|')) options.push(this.sequence())
    return options.length === 1 ? options[0] : { kind: 'choice', options }
  }

  private sequence(): Node {
    const parts: Node[] = []
    for (;;) {
      if (this.mode.verbose) this.skipBlanks()
      const start = this.at
      const character = this.next
      if (character === undefined || character === '|' || character === ')') break
      const repeat = this.repetition()
      if (repeat) {
        const body = parts.pop()
        if (!body || body.kind === 'anchor') throw new PatternFault('nothing to repeat', start)
        if (body.kind === 'repeat') throw new PatternFault('multiple repeat', start)
        parts.push({ kind: 'repeat', body, ...repeat })
        continue
      }
      const part = this.part()
      if (part) parts.push(part)
    }
    return parts.length === 1 ? parts[0] : { kind: 'sequence', parts }
  }

  private skipBlanks(): void {
    for (;;) {
      const character = this.next
      if (character !== undefined && /[ \t\n\r\v\f]/.test(character)) this.at++
      else if (character === '#') while (this.next !== undefined && this.characters[this.at++] !== '\n');
      else return
    }
  }

  /** A quantifier, where one stands here. */
  private repetition(): { readonly min: number; readonly max: number; readonly how: How } | null {
    const start = this.at
    const bounds = this.bounds()
    if (!bounds) return null
    if (bounds[0] > bounds[1]) throw new PatternFault('min repeat greater than max repeat', start + 1)
    const how = this.take('?') ? 'lazy' : this.take('+') ? 'possessive' : 'greedy'
    return { min: bounds[0], max: bounds[1], how }
  }

  private bounds(): readonly [number, number] | null {
    if (this.take('*')) return [0, Infinity]
    if (this.take('+')) return [1, Infinity]
    if (this.take('?')) return [0, 1]
    if (this.next !== '{') return null
    const match = /^\{(\d*)(,?)(\d*)\}/.exec(this.characters.slice(this.at, this.at + 40).join(''))
    if (!match || match[0] === '{}') return null
    const [whole, least, comma, most] = match
    if (comma === '' && least === '') return null
    this.at += whole.length
    const min = Number(least)
    return [min, comma === '' ? min : most === '' ? Infinity : Number(most)]
  }

  private part(): Node | null {
    const start = this.at
    const character = this.characters[this.at++]
    const { mode } = this
    switch (character) {
      case '.':
        return { kind: 'any', mode }
      case '^':
        return { kind: 'anchor', anchor: mode.multiline ? 'lineStart' : 'start', mode }
      case '$':
        return { kind: 'anchor', anchor: mode.multiline ? 'lineEnd' : 'end', mode }
      case '(':
        return this.group(start)
      case '[':
        return this.characterClass(start)
      case '\\':
        return this.escape(start)
      default:
        return { kind: 'character', code: codeOf(character), mode }
    }
  }

  // Groups.

  private group(start: number): Node | null {
    if (!this.take('?')) return this.captured(start, null)
    const kind = this.characters[this.at++]
    switch (kind) {
      case undefined:
        throw new PatternFault('unexpected end of pattern', this.at - 1)
      case 'P':
        return this.named(start)
      case ':':
        return this.inner(start)
      case '#':
        while (this.next !== ')') {
          if (this.next === undefined) throw new PatternFault('missing ), unterminated comment', start)
          this.at++
        }
        this.at++
        return null
      case '=':
      case '!':
        return { kind: 'look', body: this.inner(start), behind: false, negated: kind === '!' }
      case '<':
        return this.lookBehind(start)
      case '(':
        return this.conditional(start)
      case '>': {
        const body = this.inner(start)
        return { kind: 'repeat', body, min: 1, max: 1, how: 'possessive' }
      }
      default:
        return this.flagged(start, kind)
    }
  }

  private close(start: number): void {
    if (!this.take(')')) throw new PatternFault('missing ), unterminated subpattern', start)
  }

  private inner(start: number, mode = this.mode): Node {
    const around = this.mode
    this.mode = mode
    const body = this.choice()
    this.mode = around
    this.close(start)
    // So that a quantifier behind the group is not one too many.
    return { kind: 'sequence', parts: [body] }
  }

  private captured(start: number, name: string | null): Node {
    const index = ++this.groups
    if (name !== null) this.names.set(name, index)
    this.open.add(index)
    const body = this.inner(start)
    this.open.delete(index)
    return { kind: 'group', index, body }
  }

  private named(start: number): Node {
    if (this.take('<')) {
      const place = this.at
      const name = this.nameUntil('>')
      if (this.names.has(name)) {
        const message = `redefinition of group name '${name}' as group ${this.groups + 1}; was group ${this.names.get(name)}`
        throw new PatternFault(message, place)
      }
      return this.captured(start, name)
    }
    if (this.take('=')) {
      const place = this.at
      const name = this.nameUntil(')')
      const index = this.names.get(name)
      if (index === undefined) throw new PatternFault(`unknown group name '${name}'`, place)
      return this.reference(index, place)
    }
    const character = this.characters[this.at++]
    if (character === undefined) throw new PatternFault('unexpected end of pattern', this.at - 1)
    throw new PatternFault(`unknown extension ?P${character}`, start + 1)
  }

  private nameUntil(end: string): string {
    const start = this.at
    let name = ''
    while (this.next !== end) {
      if (this.next === undefined) {
        throw new PatternFault(name === '' ? 'missing group name' : `missing ${end}, unterminated name`, start)
      }
      name += this.characters[this.at++]
    }
    this.at++
    if (name === '') throw new PatternFault('missing group name', start)
    if (!/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(name)) {
      throw new PatternFault(`bad character in group name '${name}'`, start)
    }
    return name
  }

  private reference(index: number, place: number): Node {
    if (this.open.has(index)) throw new PatternFault('cannot refer to an open group', place)
    return { kind: 'backreference', index, mode: this.mode }
  }

  private lookBehind(start: number): Node {
    const kind = this.characters[this.at++]
    if (kind === undefined) throw new PatternFault('unexpected end of pattern', this.at - 1)
    if (kind !== '=' && kind !== '!') throw new PatternFault(`unknown extension ?<${kind}`, start + 1)
    const body = this.inner(start)
    const { least, most } = widthOf(body)
    if (least !== most && !containsReference(body)) throw new LookBehindFault()
    return { kind: 'look', body, behind: true, negated: kind === '!' }
  }

  private conditional(start: number): Node {
    while (this.next !== undefined && this.next !== ')') this.at++
    this.close(start)
    this.inner(start)
    return { kind: 'foreign', what: 'a conditional group' }
  }

  private flagged(start: number, first: string): Node {
    const match = /^([aiLmsux]*)(?:-([imsx]+))?([:)])/.exec(this.characters.slice(this.at - 1).join(''))
    if (!match || (match[1] === '' && match[2] === undefined)) {
      throw new PatternFault(`unknown extension ?${first}`, start + 1)
    }
    const [whole, on, off, end] = match
    this.at += whole.length - 1
    if (end === ')') throw new PatternFault('global flags not at the start of the expression', start)
    return this.inner(start, withFlags(this.mode, on, off ?? ''))
  }

  // Classes.

  private characterClass(start: number): Node {
    const negated = this.take('^')
    const items: ClassItem[] = []
    for (let first = true; first || this.next !== ']'; first = false) {
      const place = this.at
      const low = this.classItem(start)
      if (this.next === '-' && this.characters[this.at + 1] !== ']') {
        this.at++
        if (this.next === undefined) throw new PatternFault('unterminated character set', start)
        const high = this.classItem(start)
        const shown = () => this.characters.slice(place, this.at).join('')
        if (low.kind === 'category' || high.kind === 'category' || low.from > high.from) {
          throw new PatternFault(`bad character range ${shown()}`, place)
        }
        items.push({ kind: 'range', from: low.from, to: high.from })
      } else items.push(low)
    }
    this.at++
    return { kind: 'class', items, negated, mode: this.mode }
  }

  private classItem(start: number): ClassItem {
    const place = this.at
    const character = this.characters[this.at++]
    if (character === undefined) throw new PatternFault('unterminated character set', start)
    if (character !== '\\') return single(codeOf(character))
    const escaped = this.characters[this.at++]
    if (escaped === undefined) throw new PatternFault('bad escape (end of pattern)', place)
    const category = categoryOf(escaped)
    if (category) return category
    if (isOctal(escaped)) {
      this.at--
      return single(this.octal(3, place))
    }
    return single(this.codeOfEscape(escaped, place))
  }

  // Escapes.

  private escape(start: number): Node {
    const character = this.characters[this.at++]
    if (character === undefined) throw new PatternFault('bad escape (end of pattern)', start)
    const { mode } = this
    const category = categoryOf(character)
    if (category) return { kind: 'class', items: [category], negated: false, mode }
    switch (character) {
      case 'A':
        return { kind: 'anchor', anchor: 'start', mode }
      case 'Z':
        return { kind: 'anchor', anchor: 'absoluteEnd', mode }
      case 'b':
        return { kind: 'anchor', anchor: 'boundary', mode }
      case 'B':
        return { kind: 'anchor', anchor: 'noBoundary', mode }
    }
    if (isDigit(character)) return this.numbered(character, start)
    return { kind: 'character', code: this.codeOfEscape(character, start), mode }
  }

  /** `\1`, or a character by its octal number. */
  private numbered(first: string, start: number): Node {
    const { mode } = this
    this.at--
    if (first === '0') return { kind: 'character', code: this.octal(3, start), mode }
    const three = this.characters.slice(this.at, this.at + 3)
    if (three.length === 3 && three.every(isOctal)) return { kind: 'character', code: this.octal(3, start), mode }
    this.at++
    const index = Number(isDigit(this.next) ? first + this.characters[this.at++] : first)
    if (index > this.groups) throw new PatternFault(`invalid group reference ${index}`, start + 1)
    return this.reference(index, start)
  }

  private octal(most: number, start: number): number {
    let digits = ''
    while (digits.length < most && isOctal(this.next)) digits += this.characters[this.at++]
    const code = parseInt(digits, 8)
    if (code > 0o377) {
      throw new PatternFault(`octal escape value \\${digits} outside of range 0-0o377`, start)
    }
    return code
  }

  private codeOfEscape(character: string, start: number): number {
    const size = { x: 2, u: 4, U: 8 }[character]
    if (size !== undefined) {
      let digits = ''
      while (digits.length < size && /[\da-fA-F]/.test(this.next ?? '')) digits += this.characters[this.at++]
      if (digits.length < size) throw new PatternFault(`incomplete escape \\${character}${digits}`, start)
      return parseInt(digits, 16)
    }
    if (Object.hasOwn(CONTROL, character)) return CONTROL[character]
    if (/[A-Za-z0-9]/.test(character)) throw new PatternFault(`bad escape \\${character}`, start)
    return codeOf(character)
  }
}

/** CPython says no place for it. */
export class LookBehindFault extends Error {
  constructor() {
    super('look-behind requires fixed-width pattern')
  }
}

function containsReference(node: Node): boolean {
  if (node.kind === 'backreference' || node.kind === 'foreign') return true
  if (node.kind === 'sequence') return node.parts.some(containsReference)
  if (node.kind === 'choice') return node.options.some(containsReference)
  return 'body' in node && containsReference(node.body)
}

function single(code: number): ClassItem & { readonly kind: 'range' } {
  return { kind: 'range', from: code, to: code }
}

function categoryOf(character: string): ClassItem | null {
  const name = character.toLowerCase()
  if (name !== 'd' && name !== 'w' && name !== 's') return null
  return { kind: 'category', name, negated: character !== name }
}

function withFlags(mode: Mode, on: string, off: string): Mode {
  const changed: { -readonly [Key in keyof Mode]: boolean } = { ...mode }
  for (const letter of on) {
    if (letter === 'u') changed.ascii = false
    else if (letter in LETTER_FLAGS) changed[LETTER_FLAGS[letter]] = true
  }
  for (const letter of off) changed[LETTER_FLAGS[letter]] = false
  return changed
}
