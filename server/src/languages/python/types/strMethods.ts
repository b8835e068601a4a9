// The methods of str.
import { Dict, Int, List, Opaque, Tuple, type Arguments, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { canIterate, getItem, indexOf, isUnknown, itemsOf, strOf, truth, typeNameOf } from '../operations'
import { signature, type Signature } from '../signature'
import { charactersOf, codeOf, isAscii, lengthOfText, placeOfOffset, SPACE, substring } from '../text/characters'
import { encoded } from '../text/codecs'
import { pad } from '../text/formatSpec'
import { strFormat } from '../text/strFormat'
import { textOf as programText } from '../text/unknownText'
import { Bytes } from './bytes'
import { dictOf, putEntry } from './dict'
import type { Method, MethodTable } from './methods'

const BLANKS = new RegExp(`[${SPACE}]+`, 'u')
const LEADING = new RegExp(`^[${SPACE}]+`, 'u')
const TRAILING = new RegExp(`[${SPACE}]+$`, 'u')
const LINE_BREAK = new RegExp('\\r\\n|[\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029]')

/** An argument that must be a text. */
function textOf(v: Value, what: string, site: Span): string {
  if (typeof v === 'string') return v
  throw raised('TypeError', `${what} must be str, not ${typeNameOf(v)}`, site)
}

/** A method without arguments. */
function plain(name: string, convert: (text: string) => Value): Method<string> {
  const none = signature(`str.${name}()`)
  return (text, args, _, site) => {
    none(args, site)
    return convert(text)
  }
}

/** A test that an empty text fails. */
function test(name: string, pattern: RegExp): Method<string> {
  return plain(name, (text) => pattern.test(text))
}

function stripped(name: string, left: boolean, right: boolean): Method<string> {
  const one = signature(`str.${name}(chars=, /)`)
  return (text, args, _, site) => {
    const [chars] = one(args, site)
    if (chars === undefined || chars === null) {
      const start = left ? text.replace(LEADING, '') : text
      return right ? start.replace(TRAILING, '') : start
    }
    if (typeof chars !== 'string') throw raised('TypeError', `${name} arg must be None or str`, site)
    const set = new Set(charactersOf(chars))
    const characters = charactersOf(text)
    let from = 0
    let to = characters.length
    while (left && from < to && set.has(characters[from])) from++
    while (right && to > from && set.has(characters[to - 1])) to--
    return characters.slice(from, to).join('')
  }
}

function split(
  text: string,
  args: Arguments,
  fromRight: boolean,
  parse: Signature,
  runtime: Runtime,
  site: Span,
): Value {
  const [sep, maximum] = parse(args, site)
  const most = maximum === undefined ? -1 : indexOf(maximum, runtime, site)
  const limit = most < 0 ? Infinity : most
  if (sep === undefined || sep === null) return new List(splitBlanks(text, limit, fromRight))
  if (typeof sep !== 'string') throw raised('TypeError', `must be str or None, not ${typeNameOf(sep)}`, site)
  const by = sep
  if (by === '') throw raised('ValueError', 'empty separator', site)
  const parts = text.split(by)
  if (parts.length - 1 <= limit) return new List(parts)
  return new List(
    fromRight
      ? [parts.slice(0, parts.length - limit).join(by), ...parts.slice(parts.length - limit)]
      : [...parts.slice(0, limit), parts.slice(limit).join(by)],
  )
}

function splitBlanks(text: string, limit: number, fromRight: boolean): string[] {
  const parts: string[] = []
  let rest = fromRight ? text.replace(TRAILING, '') : text.replace(LEADING, '')
  while (rest !== '' && parts.length < limit) {
    const gap = fromRight ? lastGap(rest) : BLANKS.exec(rest)
    if (!gap) break
    parts.push(fromRight ? rest.slice(gap.index + gap[0].length) : rest.slice(0, gap.index))
    rest = fromRight ? rest.slice(0, gap.index) : rest.slice(gap.index + gap[0].length)
  }
  if (rest !== '') parts.push(parts.length >= limit || fromRight ? rest : rest.replace(TRAILING, ''))
  if (!fromRight && parts.length <= limit && rest !== '' && parts.at(-1) === '') parts.pop()
  return fromRight ? parts.reverse() : parts
}

function lastGap(text: string): { readonly index: number; readonly 0: string } | null {
  const gaps = [...text.matchAll(new RegExp(BLANKS.source, 'gu'))]
  return gaps.at(-1) ?? null
}

/** `find` and its kin: the place in characters between two bounds; -1 where there is none. */
function find(text: string, args: Arguments, last: boolean, parse: Signature, runtime: Runtime, site: Span): number {
  const [sub, start, stop] = parse(args, site)
  const wanted = textOf(sub, 'argument', site)
  const [from, to] = bounds(start, stop, lengthOfText(text), runtime, site)
  if (from > to) return -1
  const part = substring(text, from, to)
  const offset = last ? part.lastIndexOf(wanted) : part.indexOf(wanted)
  return offset < 0 ? -1 : from + placeOfOffset(part, offset)
}

function bounds(start: Value, stop: Value, length: number, runtime: Runtime, site: Span): [number, number] {
  const place = (v: Value, fallback: number) => {
    if (v === undefined || v === null) return fallback
    const at = indexOf(v, runtime, site)
    return Math.max(0, at < 0 ? at + length : at)
  }
  return [place(start, 0), Math.min(place(stop, length), length)]
}

function affix(name: 'startswith' | 'endswith'): Method<string> {
  const parse = signature(`str.${name}(prefix, start=, end=, /)`)
  const has = (part: string, wanted: string) =>
    name === 'startswith' ? part.startsWith(wanted) : part.endsWith(wanted)
  return (text, args, runtime, site) => {
    const [prefix, start, stop] = parse(args, site)
    const [from, to] = bounds(start, stop, lengthOfText(text), runtime, site)
    const part = substring(text, from, to)
    const wanted = prefix instanceof Tuple ? prefix.items : [prefix]
    if (from > to) return false
    return wanted.some((item) => {
      if (typeof item === 'string') return has(part, item)
      const message = `${name} first arg must be str or a tuple of str, not ${typeNameOf(item)}`
      throw raised('TypeError', message, site)
    })
  }
}

function padded(name: 'center' | 'ljust' | 'rjust'): Method<string> {
  const parse = signature(`str.${name}(width, fillchar=, /)`)
  return (text, args, runtime, site) => {
    const [width, fill] = parse(args, site)
    const size = indexOf(width, runtime, site)
    const character = fill === undefined ? ' ' : textOf(fill, 'The fill character', site)
    if (lengthOfText(character) !== 1) {
      throw raised('TypeError', 'The fill character must be exactly one character long', site)
    }
    if (name !== 'center') return pad(text, character, name === 'ljust' ? '<' : '>', size)
    // CPython puts an odd blank to the left where the width is odd.
    const missing = Math.max(0, size - lengthOfText(text))
    const left = Math.floor(missing / 2) + (missing & size & 1)
    return character.repeat(left) + text + character.repeat(missing - left)
  }
}

function partition(name: 'partition' | 'rpartition'): Method<string> {
  const parse = signature(`str.${name}(sep, /)`)
  return (text, args, _, site) => {
    const sep = textOf(parse(args, site)[0], 'argument', site)
    if (sep === '') throw raised('ValueError', 'empty separator', site)
    const at = name === 'partition' ? text.indexOf(sep) : text.lastIndexOf(sep)
    if (at < 0) return new Tuple(name === 'partition' ? [text, '', ''] : ['', '', text])
    return new Tuple([text.slice(0, at), sep, text.slice(at + sep.length)])
  }
}

/** Each character as full case folding has it (Unicode, 3.13): `ß` is `ss`, `ﬁ` is `fi`. */
function folded(text: string): string {
  return charactersOf(text)
    .map((c) => (c === 'ı' ? c : charactersOf(c.toLowerCase().toUpperCase())))
    .flat()
    .map((c) => c.toLowerCase())
    .join('')
}

/** Digraphs that have a title case of their own (Unicode, UnicodeData.txt). */
const DIGRAPHS = ['Ǆǅǆ', 'Ǉǈǉ', 'Ǌǋǌ', 'Ǳǲǳ']

/** A character as it begins a title: of `ﬁ` and `ß` only the first letter is great. */
function titleCased(character: string): string {
  const digraph = DIGRAPHS.find((forms) => forms.includes(character))
  if (digraph) return digraph[1]
  const [first, ...rest] = character.toUpperCase()
  return first + rest.join('').toLowerCase()
}

function capitalized(word: string): string {
  const [first, ...rest] = word
  return titleCased(first) + rest.join('').toLowerCase()
}

function titled(text: string): string {
  return text.replace(/\p{Cased}+/gu, capitalized)
}

const signatures = {
  encode: signature('str.encode(encoding=, errors=)'),
  join: signature('str.join(iterable, /)'),
  split: signature('str.split(sep=, maxsplit=)'),
  rsplit: signature('str.rsplit(sep=, maxsplit=)'),
  find: signature('str.find(sub, start=, end=, /)'),
  rfind: signature('str.rfind(sub, start=, end=, /)'),
  index: signature('str.index(sub, start=, end=, /)'),
  rindex: signature('str.rindex(sub, start=, end=, /)'),
  count: signature('str.count(sub, start=, end=, /)'),
  replace: signature('str.replace(old, new, count=, /)'),
  splitlines: signature('str.splitlines(keepends=)'),
  zfill: signature('str.zfill(width, /)'),
  expandtabs: signature('str.expandtabs(tabsize=)'),
  removeprefix: signature('str.removeprefix(prefix, /)'),
  removesuffix: signature('str.removesuffix(suffix, /)'),
  translate: signature('str.translate(table, /)'),
  maketrans: signature('str.maketrans(x, y=, z=, /)'),
  formatMap: signature('str.format_map(mapping, /)'),
}

export const strMethods: MethodTable<string> = {
  lower: plain('lower', (text) => text.toLowerCase()),
  upper: plain('upper', (text) => text.toUpperCase()),
  casefold: plain('casefold', folded),
  title: plain('title', titled),
  capitalize: plain('capitalize', (text) => (text === '' ? '' : capitalized(text))),
  swapcase: plain('swapcase', (text) =>
    charactersOf(text)
      .map((c) => (/\p{Lt}/u.test(c) ? c : c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase()))
      .join(''),
  ),
  strip: stripped('strip', true, true),
  lstrip: stripped('lstrip', true, false),
  rstrip: stripped('rstrip', false, true),
  isalpha: test('isalpha', /^\p{L}+$/u),
  isdigit: test('isdigit', /^[\p{Nd}²³¹⁰⁴-⁹₀-₉]+$/u),
  isdecimal: test('isdecimal', /^\p{Nd}+$/u),
  isnumeric: test('isnumeric', /^\p{N}+$/u),
  isalnum: test('isalnum', /^[\p{L}\p{N}]+$/u),
  isspace: test('isspace', new RegExp(`^[${SPACE}]+$`, 'u')),
  isidentifier: test('isidentifier', /^[\p{XID_Start}_]\p{XID_Continue}*$/u),
  isascii: plain('isascii', isAscii),
  isprintable: plain('isprintable', (text) => !/[\p{C}\p{Z}]/u.test(text.replaceAll(' ', ''))),
  islower: plain('islower', (text) => /\p{Ll}/u.test(text) && text === text.toLowerCase()),
  isupper: plain('isupper', (text) => /\p{Lu}/u.test(text) && text === text.toUpperCase()),
  istitle: plain('istitle', (text) => /\p{L}/u.test(text) && titled(text) === text),
  startswith: affix('startswith'),
  endswith: affix('endswith'),
  center: padded('center'),
  ljust: padded('ljust'),
  rjust: padded('rjust'),
  partition: partition('partition'),
  rpartition: partition('rpartition'),
  join: (text, args, runtime, site) => {
    const [iterable] = signatures.join(args, site)
    if (!isUnknown(iterable) && !canIterate(iterable)) throw raised('TypeError', 'can only join an iterable', site)
    const items = itemsOf(iterable, runtime, site)
    if (items instanceof Opaque) return runtime.opaque(items.reason, site)
    const wrong = items.findIndex((item) => typeof item !== 'string' && !(item instanceof Opaque))
    if (wrong >= 0) {
      const message = `sequence item ${wrong}: expected str instance, ${typeNameOf(items[wrong])} found`
      throw raised('TypeError', message, site)
    }
    const joined = programText(() => items.map((item) => strOf(item, runtime)).join(text), runtime, site)
    if (typeof joined === 'string') runtime.charge(2 * joined.length)
    return joined
  },
  split: (text, args, runtime, site) => split(text, args, false, signatures.split, runtime, site),
  rsplit: (text, args, runtime, site) => split(text, args, true, signatures.rsplit, runtime, site),
  splitlines: (text, args, runtime, site) => {
    const [keep] = signatures.splitlines(args, site)
    const keepEnds = keep !== undefined && truth(keep, runtime, site) === true
    const lines: string[] = []
    let rest = text
    while (rest !== '') {
      const end = LINE_BREAK.exec(rest)
      if (!end) {
        lines.push(rest)
        break
      }
      lines.push(rest.slice(0, end.index + (keepEnds ? end[0].length : 0)))
      rest = rest.slice(end.index + end[0].length)
    }
    return new List(lines)
  },
  find: (text, args, runtime, site) => Int.of(find(text, args, false, signatures.find, runtime, site)),
  rfind: (text, args, runtime, site) => Int.of(find(text, args, true, signatures.rfind, runtime, site)),
  index: (text, args, runtime, site) => found(find(text, args, false, signatures.index, runtime, site), site),
  rindex: (text, args, runtime, site) => found(find(text, args, true, signatures.rindex, runtime, site), site),
  count: (text, args, runtime, site) => {
    const [sub, start, stop] = signatures.count(args, site)
    const wanted = textOf(sub, 'argument', site)
    const [from, to] = bounds(start, stop, lengthOfText(text), runtime, site)
    if (from > to) return Int.of(0)
    const part = substring(text, from, to)
    return Int.of(wanted === '' ? lengthOfText(part) + 1 : part.split(wanted).length - 1)
  },
  replace: (text, args, runtime, site) => {
    const [old, by, count] = signatures.replace(args, site)
    const [from, to] = [textOf(old, 'replace() argument 1', site), textOf(by, 'replace() argument 2', site)]
    const most = count === undefined ? -1 : indexOf(count, runtime, site)
    const parts = from === '' ? ['', ...charactersOf(text), ''] : text.split(from)
    const limit = most < 0 ? parts.length - 1 : Math.min(most, parts.length - 1)
    return (
      parts.slice(0, limit + 1).join(to) +
      parts
        .slice(limit + 1)
        .map((part) => from + part)
        .join('')
    )
  },
  zfill: (text, args, runtime, site) => {
    const width = indexOf(signatures.zfill(args, site)[0], runtime, site)
    const sign = /^[-+]/.exec(text)?.[0] ?? ''
    return sign + '0'.repeat(Math.max(0, width - lengthOfText(text))) + text.slice(sign.length)
  },
  expandtabs: (text, args, runtime, site) => {
    const [given] = signatures.expandtabs(args, site)
    const size = given === undefined ? 8 : indexOf(given, runtime, site)
    let column = 0
    return charactersOf(text)
      .map((c) => {
        if (c === '\n' || c === '\r') column = 0
        else if (c !== '\t') column++
        if (c !== '\t') return c
        const blanks = size > 0 ? size - (column % size) : 0
        column += blanks
        return ' '.repeat(blanks)
      })
      .join('')
  },
  removeprefix: (text, args, _, site) => {
    const prefix = textOf(signatures.removeprefix(args, site)[0], 'removeprefix() argument', site)
    return text.startsWith(prefix) ? text.slice(prefix.length) : text
  },
  removesuffix: (text, args, _, site) => {
    const suffix = textOf(signatures.removesuffix(args, site)[0], 'removesuffix() argument', site)
    return suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text
  },
  format: { storing: (text, args, runtime, site) => strFormat(text, args, null, runtime, site) },
  format_map: (text, args, runtime, site) =>
    strFormat(text, { positional: [], keywords: null }, signatures.formatMap(args, site)[0], runtime, site),
  maketrans: (_, args, runtime, site) => makeTranslation(args, runtime, site),
  translate: (text, args, runtime, site) => translate(text, signatures.translate(args, site)[0], runtime, site),
  encode: (text, args, runtime, site) => {
    const [encoding, errors] = signatures.encode(args, site)
    const bytes = encoded(text, String(encoding ?? 'utf-8'), String(errors ?? 'strict'), site)
    return bytes === null ? runtime.opaque('this encoding is not evaluated', site) : new Bytes(bytes)
  },
}

function found(place: number, site: Span): Int {
  if (place < 0) throw raised('ValueError', 'substring not found', site)
  return Int.of(place)
}

/** `str.maketrans`: a dict from code points to texts, code points or None. */
function makeTranslation(args: Arguments, runtime: Runtime, site: Span): Value {
  const [x, y, z] = signatures.maketrans(args, site)
  const table = new Dict('dict')
  const put = (character: string, value: Value) => putEntry(table, Int.of(codeOf(character)), value, runtime, site)
  const mapping = dictOf(x)
  if (mapping) {
    for (const { key, value } of mapping.entries.values()) {
      if (typeof key === 'string') put(key, value)
      else putEntry(table, key, value, runtime, site)
    }
    return table
  }
  const [from, to] = [
    charactersOf(textOf(x, 'maketrans() argument 1', site)),
    charactersOf(textOf(y ?? '', 'maketrans() argument 2', site)),
  ]
  if (from.length !== to.length) {
    throw raised('ValueError', 'the first two maketrans arguments must have equal length', site)
  }
  from.forEach((character, i) => put(character, Int.of(codeOf(to[i]))))
  for (const character of charactersOf(typeof z === 'string' ? z : '')) put(character, null)
  return table
}

function translate(text: string, table: Value, runtime: Runtime, site: Span): string {
  const mapping = dictOf(table)
  return charactersOf(text)
    .map((character) => {
      const code = Int.of(codeOf(character))
      const entry = mapping ? mapping.entries.get(`n:${code.value}`)?.value : getItem(table, code, runtime, site)
      if (entry === undefined) return character
      if (entry === null) return ''
      return entry instanceof Int ? String.fromCodePoint(Number(entry.value)) : String(entry)
    })
    .join('')
}
