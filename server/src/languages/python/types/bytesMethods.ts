// The methods of bytes and bytearray.
import { Int, List, Native, Opaque, Tuple, type Arguments, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { indexOf, isUnknown, itemsOf, truth, typeNameOf } from '../operations'
import { signature, type Signature } from '../signature'
import { decoded } from '../text/codecs'
import { bytearrayClass, bytesClass, type BuiltinClass } from './builtinClasses'
import { ByteArray, Bytes, byteOf, bytesIn, bytesWanted, isByteString, type ByteString } from './bytes'
import type { Method, MethodTable } from './methods'
import { searchBounds } from './sequence'

/** A method on the bytes of a value that are known; `make` gives a value of the same type. */
type Body = (
  text: string,
  args: readonly Value[],
  make: (text: string) => ByteString,
  runtime: Runtime,
  site: Span,
) => Value

const RANGE = 'byte must be in range(0, 256)'
const BLANKS = /[ \t\n\r\v\f]+/
const LEADING = /^[ \t\n\r\v\f]+/
const TRAILING = /[ \t\n\r\v\f]+$/

/** A method from its signature without the type: `find(sub, start=, end=, /)`. */
function method(text: string, body: Body): Method<ByteString> {
  const signatures = { bytes: signature(`bytes.${text}`), bytearray: signature(`bytearray.${text}`) }
  return (v, args, runtime, site) => {
    const parsed = parseFor(v, signatures)(args, site)
    const unknown = [v, ...parsed].find((part) => part instanceof ByteArray && part.opaque) as ByteArray | undefined
    if (unknown?.opaque) return runtime.opaque(unknown.opaque.reason, site)
    const make = (result: string) => (v instanceof Bytes ? new Bytes(result) : new ByteArray(result))
    return body(v.text, parsed, make, runtime, site)
  }
}

function parseFor(v: ByteString, signatures: { readonly bytes: Signature; readonly bytearray: Signature }): Signature {
  return v instanceof Bytes ? signatures.bytes : signatures.bytearray
}

/** An argument that must be bytes. */
function wanted(v: Value, site: Span): string {
  if (isByteString(v)) return v.text
  throw bytesWanted(v, site)
}

/** What is searched: bytes, or one byte by its number. */
function sought(v: Value, runtime: Runtime, site: Span): string {
  if (isByteString(v)) return v.text
  if (v instanceof Int || typeof v === 'boolean') return byteOf(v, RANGE, runtime, site)
  throw raised('TypeError', `argument should be integer or bytes-like object, not '${typeNameOf(v)}'`, site)
}

function bounds(start: Value, stop: Value, length: number, runtime: Runtime, site: Span): [number, number] {
  const [from, to] = searchBounds(start ?? undefined, stop ?? undefined, length, runtime, site)
  return [from, Math.min(to, length)]
}

function find(name: string, last: boolean, raises: boolean): Method<ByteString> {
  return method(`${name}(sub, start=, end=, /)`, (text, [sub, start, stop], _, runtime, site) => {
    const pattern = sought(sub, runtime, site)
    const [from, to] = bounds(start, stop, text.length, runtime, site)
    const part = text.slice(from, to)
    const at = from > to ? -1 : last ? part.lastIndexOf(pattern) : part.indexOf(pattern)
    if (at < 0 && raises) throw raised('ValueError', 'subsection not found', site)
    return Int.of(at < 0 ? -1 : from + at)
  })
}

function affix(name: 'startswith' | 'endswith'): Method<ByteString> {
  return method(`${name}(prefix, start=, end=, /)`, (text, [prefix, start, stop], _, runtime, site) => {
    const [from, to] = bounds(start, stop, text.length, runtime, site)
    const part = text.slice(from, to)
    return (prefix instanceof Tuple ? prefix.items : [prefix]).some((item) => {
      if (!isByteString(item)) {
        const message = `${name} first arg must be bytes or a tuple of bytes, not ${typeNameOf(item)}`
        throw raised('TypeError', message, site)
      }
      return from <= to && (name === 'startswith' ? part.startsWith(item.text) : part.endsWith(item.text))
    })
  })
}

function split(name: 'split' | 'rsplit'): Method<ByteString> {
  return method(`${name}(sep=, maxsplit=)`, (text, [sep, maximum], make, runtime, site) => {
    const most = maximum === undefined ? -1 : indexOf(maximum, runtime, site)
    const limit = most < 0 ? Infinity : most
    const blank = sep === undefined || sep === null
    const by = blank ? null : wanted(sep, site)
    if (by === '') throw raised('ValueError', 'empty separator', site)
    const reversed = (part: string) => Array.from(part).reverse().join('')
    const forward = name === 'split'
    const parts = pieces(forward ? text : reversed(text), by === null ? null : forward ? by : reversed(by), limit)
    return new List((forward ? parts : parts.map(reversed).reverse()).map(make))
  })
}

/** The parts between separators, or between blanks where there is none; at most so many cuts. */
function pieces(text: string, by: string | null, limit: number): string[] {
  if (by !== null) {
    const parts = text.split(by)
    return parts.length - 1 <= limit ? parts : [...parts.slice(0, limit), parts.slice(limit).join(by)]
  }
  const parts: string[] = []
  let rest = text.replace(LEADING, '')
  while (rest !== '') {
    const gap = parts.length < limit ? BLANKS.exec(rest) : null
    if (!gap) {
      parts.push(parts.length < limit ? rest.replace(TRAILING, '') : rest)
      break
    }
    parts.push(rest.slice(0, gap.index))
    rest = rest.slice(gap.index + gap[0].length)
  }
  return parts
}

function stripped(name: string, left: boolean, right: boolean): Method<ByteString> {
  return method(`${name}(bytes=, /)`, (text, [chars], make, _, site) => {
    const set = chars === undefined || chars === null ? ' \t\n\r\v\f' : wanted(chars, site)
    let [from, to] = [0, text.length]
    while (left && from < to && set.includes(text[from])) from++
    while (right && to > from && set.includes(text[to - 1])) to--
    return make(text.slice(from, to))
  })
}

/** A method without arguments that gives bytes. */
function mapped(name: string, convert: (text: string) => string): Method<ByteString> {
  return method(`${name}()`, (text, _, make) => make(convert(text)))
}

function test(name: string, holds: (text: string) => boolean): Method<ByteString> {
  return method(`${name}()`, (text) => holds(text))
}

const lower = (text: string) => text.replace(/[A-Z]/g, (c) => c.toLowerCase())
const upper = (text: string) => text.replace(/[a-z]/g, (c) => c.toUpperCase())
const capitalized = (word: string) => upper(word.slice(0, 1)) + lower(word.slice(1))
const titled = (text: string) => text.replace(/[A-Za-z]+/g, capitalized)

function padded(name: 'center' | 'ljust' | 'rjust'): Method<ByteString> {
  return method(`${name}(width, fillchar=, /)`, (text, [width, fill], make, runtime, site) => {
    const size = indexOf(width, runtime, site)
    if (fill !== undefined && !(isByteString(fill) && fill.text.length === 1)) {
      const message = `${name}() argument 2 must be a byte string of length 1, not ${typeNameOf(fill)}`
      throw raised('TypeError', message, site)
    }
    const character = isByteString(fill) ? fill.text : ' '
    const missing = Math.max(0, size - text.length)
    const left = { center: Math.floor(missing / 2) + (missing & size & 1), ljust: 0, rjust: missing }[name]
    return make(character.repeat(left) + text + character.repeat(missing - left))
  })
}

function partition(name: 'partition' | 'rpartition'): Method<ByteString> {
  return method(`${name}(sep, /)`, (text, [sep], make, _, site) => {
    const by = wanted(sep, site)
    if (by === '') throw raised('ValueError', 'empty separator', site)
    const at = name === 'partition' ? text.indexOf(by) : text.lastIndexOf(by)
    const parts =
      at >= 0
        ? [text.slice(0, at), by, text.slice(at + by.length)]
        : name === 'partition'
          ? [text, '', '']
          : ['', '', text]
    return new Tuple(parts.map(make))
  })
}

/** Groups of hexadecimal digits, counted from the right; from the left where `size` is negative. */
function hexadecimal(text: string, separator: string, size: number): string {
  const pairs = Array.from(text, (c) => c.charCodeAt(0).toString(16).padStart(2, '0'))
  const step = Math.abs(size)
  if (separator === '' || step === 0) return pairs.join('')
  const first = size > 0 ? pairs.length % step || step : step
  const groups = [pairs.slice(0, first).join('')]
  for (let i = first; i < pairs.length; i += step) groups.push(pairs.slice(i, i + step).join(''))
  return groups.join(separator)
}

const methods: MethodTable<ByteString> = {
  decode: method('decode(encoding=, errors=)', (text, [encoding, errors], _, runtime, site) => {
    const result = decoded(text, String(encoding ?? 'utf-8'), String(errors ?? 'strict'), site)
    return result ?? runtime.opaque('this encoding is not evaluated', site)
  }),
  hex: method('hex(sep=, bytes_per_sep=)', (text, [sep, size], _, runtime, site) => {
    const separator = isByteString(sep) ? sep.text : String(sep ?? '')
    if (sep !== undefined && separator.length !== 1) throw raised('ValueError', 'sep must be length 1.', site)
    return hexadecimal(text, separator, size === undefined ? 1 : indexOf(size, runtime, site))
  }),
  find: find('find', false, false),
  rfind: find('rfind', true, false),
  index: find('index', false, true),
  rindex: find('rindex', true, true),
  count: method('count(sub, start=, end=, /)', (text, [sub, start, stop], _, runtime, site) => {
    const pattern = sought(sub, runtime, site)
    const [from, to] = bounds(start, stop, text.length, runtime, site)
    if (from > to) return Int.of(0)
    const part = text.slice(from, to)
    return Int.of(pattern === '' ? part.length + 1 : part.split(pattern).length - 1)
  }),
  startswith: affix('startswith'),
  endswith: affix('endswith'),
  split: split('split'),
  rsplit: split('rsplit'),
  splitlines: method('splitlines(keepends=)', (text, [keep], make, runtime, site) => {
    const lines = text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? []
    const whole = keep !== undefined && truth(keep, runtime, site) === true
    return new List(lines.map((line) => make(whole ? line : line.replace(/[\r\n]+$/, ''))))
  }),
  join: method('join(iterable_of_bytes, /)', (text, [iterable], make, runtime, site) => {
    const items = itemsOf(iterable, runtime, site)
    const unknown = items instanceof Opaque ? items : items.find((item) => isUnknown(item))
    if (unknown instanceof Opaque) return runtime.opaque(unknown.reason, site)
    const parts = (items as Value[]).map((item, i) => {
      if (isByteString(item)) return item.text
      const message = `sequence item ${i}: expected a bytes-like object, ${typeNameOf(item)} found`
      throw raised('TypeError', message, site)
    })
    return make(parts.join(text))
  }),
  replace: method('replace(old, new, count=, /)', (text, [old, by, count], make, runtime, site) => {
    const [from, to] = [wanted(old, site), wanted(by, site)]
    const most = count === undefined ? -1 : indexOf(count, runtime, site)
    const parts = from === '' ? ['', ...text, ''] : text.split(from)
    const limit = most < 0 ? parts.length - 1 : Math.min(most, parts.length - 1)
    const rest = parts.slice(limit + 1).map((part) => from + part)
    return make(parts.slice(0, limit + 1).join(to) + rest.join(''))
  }),
  strip: stripped('strip', true, true),
  lstrip: stripped('lstrip', true, false),
  rstrip: stripped('rstrip', false, true),
  removeprefix: method('removeprefix(prefix, /)', (text, [prefix], make, _, site) => {
    const start = wanted(prefix, site)
    return make(text.startsWith(start) ? text.slice(start.length) : text)
  }),
  removesuffix: method('removesuffix(suffix, /)', (text, [suffix], make, _, site) => {
    const end = wanted(suffix, site)
    return make(end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text)
  }),
  center: padded('center'),
  ljust: padded('ljust'),
  rjust: padded('rjust'),
  zfill: method('zfill(width, /)', (text, [width], make, runtime, site) => {
    const size = indexOf(width, runtime, site)
    const sign = /^[-+]/.exec(text)?.[0] ?? ''
    return make(sign + '0'.repeat(Math.max(0, size - text.length)) + text.slice(sign.length))
  }),
  partition: partition('partition'),
  rpartition: partition('rpartition'),
  translate: method('translate(table, /, delete=)', (text, [table, gone], make, _, site) => {
    const map = table === null ? null : wanted(table, site)
    if (map !== null && map.length !== 256) {
      throw raised('ValueError', 'translation table must be 256 characters long', site)
    }
    const removed = gone === undefined ? '' : wanted(gone, site)
    const kept = Array.from(text).filter((c) => !removed.includes(c))
    return make(kept.map((c) => (map === null ? c : map[c.charCodeAt(0)])).join(''))
  }),
  lower: mapped('lower', lower),
  upper: mapped('upper', upper),
  swapcase: mapped('swapcase', (text) => text.replace(/[A-Za-z]/g, (c) => (c < 'a' ? lower(c) : upper(c)))),
  capitalize: mapped('capitalize', capitalized),
  title: mapped('title', titled),
  isalpha: test('isalpha', (text) => /^[A-Za-z]+$/.test(text)),
  isdigit: test('isdigit', (text) => /^[0-9]+$/.test(text)),
  isalnum: test('isalnum', (text) => /^[A-Za-z0-9]+$/.test(text)),
  isspace: test('isspace', (text) => /^[ \t\n\r\v\f]+$/.test(text)),
  isascii: test('isascii', (text) => /^[\0-\x7f]*$/.test(text)),
  islower: test('islower', (text) => /[a-z]/.test(text) && !/[A-Z]/.test(text)),
  isupper: test('isupper', (text) => /[A-Z]/.test(text) && !/[a-z]/.test(text)),
  istitle: test('istitle', (text) => /[A-Za-z]/.test(text) && titled(text) === text),
}

export const bytesMethods: MethodTable<Bytes> = methods as MethodTable<Bytes>

/** Changes the bytes; nothing is known of them any more where an argument is unknown. */
function changing(text: string, body: (v: ByteArray, args: readonly Value[], runtime: Runtime, site: Span) => Value) {
  const parse = signature(`bytearray.${text}`)
  const storing = (v: ByteArray, args: Arguments, runtime: Runtime, site: Span): Value => {
    const parsed = parse(args, site)
    runtime.touch(v)
    v.opaque ??= parsed.find(isUnknown) ?? null
    if (v.opaque && text !== 'clear()') return runtime.opaque(v.opaque.reason, site)
    return body(v, parsed, runtime, site)
  }
  return { storing }
}

export const bytearrayMethods: MethodTable<ByteArray> = {
  ...(methods as MethodTable<ByteArray>),
  append: changing('append(item, /)', (v, [item], runtime, site) => {
    v.text += byteOf(item, RANGE, runtime, site)
    return null
  }),
  extend: changing('extend(iterable_of_ints, /)', (v, [items], runtime, site) => {
    const added = bytesIn(items, 'bytearray', runtime, site)
    if (added instanceof Opaque) v.opaque = added
    else v.text += added
    return null
  }),
  insert: changing('insert(index, item, /)', (v, [index, item], runtime, site) => {
    const at = indexOf(index, runtime, site)
    const place = at < 0 ? Math.max(0, at + v.text.length) : at
    v.text = v.text.slice(0, place) + byteOf(item, RANGE, runtime, site) + v.text.slice(place)
    return null
  }),
  pop: changing('pop(index=, /)', (v, [index], runtime, site) => {
    const { length } = v.text
    if (length === 0) throw raised('IndexError', 'pop from empty bytearray', site)
    const at = index === undefined ? length - 1 : indexOf(index, runtime, site)
    const place = at < 0 ? at + length : at
    if (place < 0 || place >= length) throw raised('IndexError', 'pop index out of range', site)
    const byte = v.text.charCodeAt(place)
    v.text = v.text.slice(0, place) + v.text.slice(place + 1)
    return Int.of(byte)
  }),
  remove: changing('remove(value, /)', (v, [value], runtime, site) => {
    const place = v.text.indexOf(byteOf(value, RANGE, runtime, site))
    if (place < 0) throw raised('ValueError', 'value not found in bytearray', site)
    v.text = v.text.slice(0, place) + v.text.slice(place + 1)
    return null
  }),
  reverse: changing('reverse()', (v) => {
    v.text = Array.from(v.text).reverse().join('')
    return null
  }),
  clear: changing('clear()', (v) => {
    v.text = ''
    v.opaque = null
    return null
  }),
  copy: (v) => new ByteArray(v.text),
}

/** `bytes.fromhex(text)` */
function fromHex(make: (text: string) => Value): Native {
  return new Native('fromhex', (_, { positional: [text] }, site) => {
    if (typeof text !== 'string') {
      throw raised('TypeError', `fromhex() argument must be str, not ${typeNameOf(text)}`, site)
    }
    let bytes = ''
    for (let i = 0; i < text.length;) {
      if (/[ \t-\r]/.test(text[i])) {
        i++
        continue
      }
      const wrong = [0, 1].find((k) => !/[\da-fA-F]/.test(text[i + k] ?? ''))
      if (wrong !== undefined) {
        throw raised('ValueError', `non-hexadecimal number found in fromhex() arg at position ${i + wrong}`, site)
      }
      bytes += String.fromCharCode(parseInt(text.slice(i, i + 2), 16))
      i += 2
    }
    return make(bytes)
  })
}

function addStatics(cls: BuiltinClass, make: (text: string) => Value): void {
  cls.statics.set('fromhex', fromHex(make))
  cls.statics.set(
    'maketrans',
    new Native('maketrans', (_, { positional: [from, to] }, site) => {
      const [a, b] = [wanted(from, site), wanted(to, site)]
      if (a.length !== b.length) throw raised('ValueError', 'maketrans arguments must have same length', site)
      const table = Array.from({ length: 256 }, (__, i) => String.fromCharCode(i))
      Array.from(a).forEach((c, i) => (table[c.charCodeAt(0)] = b[i]))
      return new Bytes(table.join(''))
    }),
  )
}

addStatics(bytesClass, (text) => new Bytes(text))
addStatics(bytearrayClass, (text) => new ByteArray(text))
