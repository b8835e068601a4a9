// Between texts and bytes. Bytes are written as texts of the characters U+0000 to U+00FF here, one for each byte.
import { Instance, Int, Raised, type Span } from '@gradlens/engine'
import { raised } from '../exceptions'
import { asciiOf, reprText } from './repr'
import { charactersOf, codeOf } from './characters'

/** What is done about what cannot be converted: the names of Python's error handlers that are evaluated. */
type Handler = (code: number) => string

interface Codec {
  readonly name: string
  encode(text: string, errors: string, site: Span): string | null
  decode(bytes: string, errors: string, site: Span): string | null
}

const ALIASES: Readonly<Record<string, 'utf-8' | 'ascii' | 'latin-1'>> = {
  utf8: 'utf-8',
  u8: 'utf-8',
  cp65001: 'utf-8',
  ascii: 'ascii',
  '646': 'ascii',
  usascii: 'ascii',
  latin1: 'latin-1',
  latin: 'latin-1',
  l1: 'latin-1',
  iso88591: 'latin-1',
  '88591': 'latin-1',
}

/** The codec of a name; null where it is not evaluated. */
export function codecOf(name: string): Codec | null {
  const known = ALIASES[name.toLowerCase().replace(/[-_ ]/g, '')] as keyof typeof CODECS | undefined
  return known === undefined ? null : CODECS[known]
}

/** `text.encode(encoding, errors)`; null where the codec or the handler is not evaluated. */
export function encoded(text: string, encoding: string, errors: string, site: Span): string | null {
  return codecOf(encoding)?.encode(text, errors, site) ?? null
}

/** `bytes.decode(encoding, errors)`; null where the codec or the handler is not evaluated. */
export function decoded(bytes: string, encoding: string, errors: string, site: Span): string | null {
  return codecOf(encoding)?.decode(bytes, errors, site) ?? null
}

const ENCODE_HANDLERS: Readonly<Record<string, Handler>> = {
  ignore: () => '',
  replace: () => '?',
  backslashreplace: (code) => asciiOf(reprText(String.fromCodePoint(code))).slice(1, -1),
  xmlcharrefreplace: (code) => `&#${code};`,
}

const DECODE_HANDLERS: Readonly<Record<string, Handler>> = {
  ignore: () => '',
  replace: () => '\ufffd',
  backslashreplace: (code) => `\\x${code.toString(16).padStart(2, '0')}`,
}

/** Raises an error of conversion with the attributes that CPython gives it. */
function conversionFault(
  type: 'UnicodeEncodeError' | 'UnicodeDecodeError',
  codec: string,
  [start, end]: readonly [number, number],
  what: string,
  reason: string,
  site: Span,
): Raised {
  const place = end - start > 1 ? `${start}-${end - 1}` : `${start}`
  const verb = type === 'UnicodeEncodeError' ? 'encode' : 'decode'
  const fault = raised(type, `'${codec}' codec can't ${verb} ${what} in position ${place}: ${reason}`, site)
  const { value } = fault
  if (value instanceof Instance) {
    for (const [name, part] of Object.entries({ encoding: codec, reason, start: Int.of(start), end: Int.of(end) })) {
      value.attributes.set(name, part)
    }
  }
  return fault
}

/** Encodes character by character; `convert` gives null for one that the codec has no bytes for. */
function encoder(codec: string, reason: string, convert: (code: number) => string | null): Codec['encode'] {
  return (text, errors, site) => {
    const characters = charactersOf(text)
    let result = ''
    for (let i = 0; i < characters.length; i++) {
      const bytes = convert(codeOf(characters[i]))
      if (bytes !== null) {
        result += bytes
        continue
      }
      if (errors === 'strict') {
        let end = i + 1
        while (end < characters.length && convert(codeOf(characters[end])) === null) end++
        const escape = asciiOf(reprText(characters[i])).slice(1, -1)
        const what = end - i > 1 ? 'characters' : `character '${escape}'`
        throw conversionFault('UnicodeEncodeError', codec, [i, end], what, reason, site)
      }
      if (!Object.hasOwn(ENCODE_HANDLERS, errors)) return null
      result += ENCODE_HANDLERS[errors](codeOf(characters[i]))
    }
    return result
  }
}

function utf8Of(code: number): string | null {
  if (code >= 0xd800 && code < 0xe000) return null
  if (code < 0x80) return String.fromCharCode(code)
  const tail = (shift: number) => 0x80 | ((code >> shift) & 0x3f)
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6), tail(0))
  if (code < 0x10000) return String.fromCharCode(0xe0 | (code >> 12), tail(6), tail(0))
  return String.fromCharCode(0xf0 | (code >> 18), tail(12), tail(6), tail(0))
}

/** How many bytes a character has that begins with a byte (Unicode, table 3-7); 0 where none begins so. */
function sizeOf(lead: number): number {
  if (lead < 0x80) return 1
  if (lead >= 0xc2 && lead < 0xe0) return 2
  if (lead >= 0xe0 && lead < 0xf0) return 3
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0
}

/** May that byte be the second of a character? The range is narrower behind some first ones (Unicode, table 3-7). */
function mayFollow(lead: number, second: number): boolean {
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  return second >= least && second <= most
}

function decodeUtf8(bytes: string, errors: string, site: Span): string | null {
  let result = ''
  for (let i = 0; i < bytes.length;) {
    const lead = bytes.charCodeAt(i)
    const size = sizeOf(lead)
    let valid = 1
    while (valid < size && i + valid < bytes.length) {
      const next = bytes.charCodeAt(i + valid)
      if (valid === 1 ? !mayFollow(lead, next) : (next & 0xc0) !== 0x80) break
      valid++
    }
    if (size > 0 && valid === size) {
      let code = size === 1 ? lead : lead & (0x7f >> size)
      for (let k = 1; k < size; k++) code = (code << 6) | (bytes.charCodeAt(i + k) & 0x3f)
      result += String.fromCodePoint(code)
      i += size
      continue
    }
    const missing = size > 0 && i + valid >= bytes.length
    const reason = size === 0 ? 'invalid start byte' : missing ? 'unexpected end of data' : 'invalid continuation byte'
    const handled = undecoded('utf-8', bytes, [i, i + valid], reason, errors, site)
    if (handled === null) return null
    result += handled
    i += valid
  }
  return result
}

/** What stands for bytes that mean nothing; null where the handler is not evaluated. */
function undecoded(
  codec: string,
  bytes: string,
  [start, end]: readonly [number, number],
  reason: string,
  errors: string,
  site: Span,
): string | null {
  const codes = Array.from(bytes.slice(start, end), codeOf)
  if (errors === 'strict') {
    const what = codes.length > 1 ? 'bytes' : `byte 0x${codes[0].toString(16).padStart(2, '0')}`
    throw conversionFault('UnicodeDecodeError', codec, [start, end], what, reason, site)
  }
  if (!Object.hasOwn(DECODE_HANDLERS, errors)) return null
  const handle = DECODE_HANDLERS[errors]
  return errors === 'replace' ? handle(codes[0]) : codes.map(handle).join('')
}

function decodeAscii(bytes: string, errors: string, site: Span): string | null {
  let result = ''
  for (let i = 0; i < bytes.length; i++) {
    if (bytes.charCodeAt(i) < 0x80) result += bytes[i]
    else {
      const handled = undecoded('ascii', bytes, [i, i + 1], 'ordinal not in range(128)', errors, site)
      if (handled === null) return null
      result += handled
    }
  }
  return result
}

const CODECS: Readonly<Record<'utf-8' | 'ascii' | 'latin-1', Codec>> = {
  'utf-8': { name: 'utf-8', encode: encoder('utf-8', 'surrogates not allowed', utf8Of), decode: decodeUtf8 },
  ascii: {
    name: 'ascii',
    encode: encoder('ascii', 'ordinal not in range(128)', (code) => (code < 0x80 ? String.fromCharCode(code) : null)),
    decode: decodeAscii,
  },
  'latin-1': {
    name: 'latin-1',
    encode: encoder('latin-1', 'ordinal not in range(256)', (code) =>
      code < 0x100 ? String.fromCharCode(code) : null,
    ),
    decode: (bytes) => bytes,
  },
}
