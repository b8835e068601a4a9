// bytes and bytearray: Python's operators on them. Both keep a text of the characters U+0000 to U+00FF, one for each byte.
// Their methods are in bytesMethods.ts.
import {
  DONE,
  Instance,
  Int,
  NativeObject,
  Opaque,
  Slice,
  type BinaryOperator,
  type CompareOperator,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised } from '../exceptions'
import { canIterate, indexOf, isUnknown, itemsOf, typeNameOf } from '../operations'
import { NotImplemented, type TypeProtocol } from '../protocol'
import { signature } from '../signature'
import { encoded } from '../text/codecs'
import { bytearrayClass, bytesClass, type Make } from './builtinClasses'
import { bytearrayMethods, bytesMethods } from './bytesMethods'
import { methodTable } from './methods'
import type { PythonType } from './registry'
import { placeAt, repetitions } from './sequence'
import { sliced, slicePlaces, unknownPart } from './slice'

/** Python's bytes, which never change. */
export class Bytes extends NativeObject<null> {
  override readonly typeName = 'bytes'
  readonly protocol: TypeProtocol<Bytes> = bytesType

  constructor(readonly text: string) {
    super()
  }

  /** The same bytes as an array. */
  static of(array: Uint8Array): Bytes {
    return new Bytes(textOf(array))
  }

  array(): Uint8Array {
    return arrayOf(this.text)
  }

  override save(): null {
    return null
  }
  override restore(): void {}
  override merge(): void {}
}

interface ByteArrayState {
  readonly text: string
  readonly opaque: Opaque | null
}

/** Python's bytearray. */
export class ByteArray extends NativeObject<ByteArrayState> {
  override readonly typeName = 'bytearray'
  readonly protocol: TypeProtocol<ByteArray> = bytearrayType
  /** Set where nothing is known of what it holds. */
  opaque: Opaque | null = null

  constructor(public text: string) {
    super()
  }

  array(): Uint8Array {
    return arrayOf(this.text)
  }

  override save(): ByteArrayState {
    return { text: this.text, opaque: this.opaque }
  }
  override restore({ text, opaque }: ByteArrayState): void {
    this.text = text
    this.opaque = opaque
  }
  override merge(one: ByteArrayState, other: ByteArrayState, unknown: () => Opaque): void {
    this.text = one.text
    this.opaque = one.opaque ?? other.opaque ?? (one.text === other.text ? null : unknown())
  }
  override obscure(unknown: () => Opaque): readonly Value[] {
    this.opaque ??= unknown()
    return []
  }
}

/** bytes or bytearray. */
export type ByteString = Bytes | ByteArray

export function isByteString(v: Value): v is ByteString {
  return v instanceof Bytes || v instanceof ByteArray
}

function textOf(array: Uint8Array): string {
  let text = ''
  for (let i = 0; i < array.length; i += 4096) text += String.fromCharCode(...array.subarray(i, i + 4096))
  return text
}

function arrayOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

/** A literal of bytes as `repr` writes it. */
export function bytesLiteral(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
  const body = Array.from(text, (character) => {
    if (character === quote) return `\\${character}`
    if (character in escapes) return escapes[character]
    const code = character.charCodeAt(0)
    return code < 0x20 || code >= 0x7f ? `\\x${code.toString(16).padStart(2, '0')}` : character
  })
  return `b${quote}${body.join('')}${quote}`
}

/** What keeps a value's bytes from being known. */
function unknownIn(...values: readonly Value[]): Opaque | null {
  for (const v of values) if (v instanceof ByteArray && v.opaque) return v.opaque
  return null
}

function like<V extends ByteString>(v: V, text: string): ByteString {
  return v instanceof Bytes ? new Bytes(text) : new ByteArray(text)
}

/** An integer as one byte. */
export function byteOf(v: Value, message: string, runtime: Runtime, site: Span): string {
  const code = indexOf(v, runtime, site)
  if (code < 0 || code > 255) throw raised('ValueError', message, site)
  return String.fromCharCode(code)
}

const HOLDS: Readonly<Partial<Record<CompareOperator, (a: string, b: string) => boolean>>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

const shared = {
  typeName: (v: ByteString) => v.typeName,
  binary(op: BinaryOperator, v: ByteString, other: Value, reflected: boolean, runtime: Runtime, site: Span) {
    const unknown = unknownIn(v, other)
    if (op === '*') {
      const times = repetitions(other, runtime, site)
      if (times === null) return NotImplemented
      if (unknown) return runtime.opaque(unknown.reason, site)
      runtime.charge(2 * v.text.length * times)
      return like(v, v.text.repeat(times))
    }
    if (op === '%' && !reflected) return runtime.opaque('`%` of bytes is not evaluated', site, {}, [v, other])
    if (op !== '+' || reflected || !isByteString(other)) return NotImplemented
    if (unknown) return runtime.opaque(unknown.reason, site)
    runtime.charge(2 * (v.text.length + other.text.length))
    return like(v, v.text + other.text)
  },
  compare(op: CompareOperator, v: ByteString, other: Value, reflected: boolean, runtime: Runtime, site: Span) {
    const holds = HOLDS[op]
    if (!isByteString(other) || !holds) return NotImplemented
    const unknown = unknownIn(v, other)
    if (unknown) return runtime.opaque(unknown.reason, site)
    return reflected ? holds(other.text, v.text) : holds(v.text, other.text)
  },
  truthy: (v: ByteString) => unknownIn(v) ?? v.text !== '',
  length: (v: ByteString) => unknownIn(v) ?? v.text.length,
  iterate(v: ByteString) {
    let place = 0
    return {
      next: () => (place < v.text.length && !unknownIn(v) ? Int.of(v.text.charCodeAt(place++)) : DONE),
      get opaque() {
        return unknownIn(v) ?? undefined
      },
    }
  },
  contains(v: ByteString, item: Value, runtime: Runtime, site: Span) {
    if (isUnknown(item)) return item
    const unknown = unknownIn(v, item)
    if (unknown) return unknown
    if (isByteString(item)) return v.text.includes(item.text)
    if (!(item instanceof Int || typeof item === 'boolean')) throw bytesWanted(item, site)
    return v.text.includes(byteOf(item, 'byte must be in range(0, 256)', runtime, site))
  },
  getItem(v: ByteString, index: Value, runtime: Runtime, site: Span): Value {
    const unknown = unknownIn(v)
    if (unknown) return runtime.opaque(unknown.reason, site)
    if (index instanceof Slice) {
      const { start, step, count } = slicePlaces(index, v.text.length, runtime, site)
      if (step === 1) return like(v, v.text.slice(start, start + count))
      return like(v, sliced(Array.from(v.text), index, runtime, site).join(''))
    }
    return Int.of(v.text.charCodeAt(bytePlace(v, index, runtime, site)))
  },
  toInt: (v: ByteString, _: Runtime, site: Span): Value => parsed(v, site),
}

/** `int(b'12')` */
function parsed(v: ByteString, site: Span): Value {
  if (/^\s*[-+]?\d+(?:_\d+)*\s*$/.test(v.text))
    return Int.of(BigInt(v.text.trim().replace('+', '').replaceAll('_', '')))
  throw raised('ValueError', `invalid literal for int() with base 10: ${bytesLiteral(v.text)}`, site)
}

export function bytesWanted(v: Value, site: Span) {
  return raised('TypeError', `a bytes-like object is required, not '${typeNameOf(v)}'`, site)
}

function bytePlace(v: ByteString, index: Value, runtime: Runtime, site: Span): number {
  if (v instanceof ByteArray) return placeAt(index, v.text.length, 'bytearray', runtime, site)
  const place = indexOrNull(index, runtime, site)
  if (place === null) {
    throw raised('TypeError', `byte indices must be integers or slices, not ${typeNameOf(index)}`, site)
  }
  const at = place < 0 ? place + v.text.length : place
  if (at < 0 || at >= v.text.length) throw raised('IndexError', 'index out of range', site)
  return at
}

function indexOrNull(v: Value, runtime: Runtime, site: Span): number | null {
  if (v instanceof Int || typeof v === 'boolean' || v instanceof Instance) return indexOf(v, runtime, site)
  return null
}

export const bytesType: PythonType<Bytes> = {
  ...shared,
  cls: bytesClass,
  key: (v) => `b:${v.text}`,
  repr: (v) => bytesLiteral(v.text),
  display: (v) => bytesLiteral(v.text),
  toJson: () => undefined,
  ...methodTable('bytes', bytesClass, () => bytesMethods),
}

export const bytearrayType: PythonType<ByteArray> = {
  ...shared,
  cls: bytearrayClass,
  inPlace(op, v, other, runtime, site) {
    if (op !== '+' && op !== '*') return NotImplemented
    const result = shared.binary(op, v, other, false, runtime, site)
    if (result === NotImplemented) return NotImplemented
    runtime.touch(v)
    if (result instanceof Opaque) v.opaque ??= result
    else v.text = (result as ByteArray).text
    return v
  },
  setItem(v, index, value, runtime, site) {
    const unknown = v.opaque ?? unknownPart(index) ?? (isUnknown(value) ? value : unknownIn(value))
    runtime.touch(v)
    if (unknown) {
      v.opaque ??= unknown
      return
    }
    if (index instanceof Slice) {
      const { start, step, count } = slicePlaces(index, v.text.length, runtime, site)
      const text = bytesIn(value, 'bytearray', runtime, site)
      if (text instanceof Opaque) v.opaque = text
      else if (step === 1) v.text = v.text.slice(0, start) + text + v.text.slice(start + count)
      else v.opaque = runtime.opaque('an extended slice of a bytearray is not evaluated', site)
      return
    }
    const place = bytePlace(v, index, runtime, site)
    const byte = byteOf(value, 'byte must be in range(0, 256)', runtime, site)
    v.text = v.text.slice(0, place) + byte + v.text.slice(place + 1)
  },
  deleteItem(v, index, runtime, site) {
    runtime.touch(v)
    const unknown = v.opaque ?? unknownPart(index)
    if (unknown) {
      v.opaque ??= unknown
      return
    }
    const gone =
      index instanceof Slice
        ? new Set(
            sliced(
              Array.from(v.text, (_, i) => i),
              index,
              runtime,
              site,
            ),
          )
        : new Set([bytePlace(v, index, runtime, site)])
    v.text = Array.from(v.text)
      .filter((_, i) => !gone.has(i))
      .join('')
  },
  copy: (v) => {
    const copy = new ByteArray(v.text)
    copy.opaque = v.opaque
    return copy
  },
  key: (_, __, site) => {
    throw raised('TypeError', "unhashable type: 'bytearray'", site)
  },
  repr: (v) => (v.opaque ? 'unknown' : `bytearray(${bytesLiteral(v.text)})`),
  display: (v) => (v.opaque ? 'unknown' : `bytearray(${bytesLiteral(v.text)})`),
  toJson: (v) => (v.opaque ? { opaque: v.opaque.reason } : undefined),
  ...methodTable('bytearray', bytearrayClass, () => bytearrayMethods),
}

/** The bytes that a value gives to `bytes()` or to a bytearray. */
export function bytesIn(v: Value, type: 'bytes' | 'bytearray', runtime: Runtime, site: Span): string | Opaque {
  if (isUnknown(v)) return v
  const unknown = unknownIn(v)
  if (unknown) return unknown
  if (isByteString(v)) return v.text
  if (!canIterate(v) || typeof v === 'string') {
    throw raised('TypeError', `cannot convert '${typeNameOf(v)}' object to ${type}`, site)
  }
  const items = itemsOf(v, runtime, site)
  if (items instanceof Opaque) return items
  const message = `${type === 'bytes' ? 'bytes' : 'byte'} must be in range(0, 256)`
  let text = ''
  for (const item of items) {
    if (isUnknown(item)) return item
    text += byteOf(item, message, runtime, site)
  }
  return text
}

/** `bytes(source, encoding, errors)` and its kin. */
function making(type: 'bytes' | 'bytearray', make: (text: string) => ByteString): Make {
  const parse = signature(`${type}(source=, encoding=, errors=)`)
  return (args, runtime, site) => {
    const [source, encoding, errors] = parse(args, site)
    const unknown = [source, encoding, errors].find(isUnknown)
    if (unknown) return runtime.opaque(unknown.reason, site)
    if (typeof source === 'string') {
      if (encoding === undefined) throw raised('TypeError', 'string argument without an encoding', site)
      const text = encoded(source, String(encoding), String(errors ?? 'strict'), site)
      return text === null ? runtime.opaque('this encoding is not evaluated', site) : make(text)
    }
    if (encoding !== undefined || errors !== undefined) {
      throw raised('TypeError', `${encoding === undefined ? 'errors' : 'encoding'} without a string argument`, site)
    }
    if (source === undefined) return make('')
    if (source instanceof Int || typeof source === 'boolean') {
      const count = indexOf(source, runtime, site)
      if (count < 0) throw raised('ValueError', 'negative count', site)
      runtime.charge(2 * count)
      return make('\0'.repeat(count))
    }
    const own = source instanceof Instance ? source.cls : null
    if (own && own.code !== null) return runtime.opaque(`\`${type}\` of an object is not evaluated`, site, {}, [source])
    const text = bytesIn(source, type, runtime, site)
    return text instanceof Opaque ? runtime.opaque(text.reason, site) : make(text)
  }
}

bytesClass.make = making('bytes', (text) => new Bytes(text))
bytearrayClass.make = making('bytearray', (text) => new ByteArray(text))
