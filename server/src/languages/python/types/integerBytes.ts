// Integers as bytes: `int.to_bytes`, `int.from_bytes`.
import { Int, Native, type Arguments, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { indexOf, truth } from '../operations'
import { signature } from '../signature'
import { intClass } from './builtinClasses'
import { Bytes, bytesIn } from './bytes'
import { asInt } from './number'

const toSignature = signature('to_bytes(length=, byteorder=, *, signed=)')
const fromSignature = signature('from_bytes(bytes, byteorder=, *, signed=)')

/** Is the first byte the greatest? */
function isBig(order: Value, site: Span): boolean {
  if (order === undefined || order === 'big') return true
  if (order === 'little') return false
  throw raised('ValueError', "byteorder must be either 'little' or 'big'", site)
}

/** `n.to_bytes(length, byteorder, signed=…)` */
export function toBytes(v: Int | boolean, args: Arguments, runtime: Runtime, site: Span): Value {
  const [length, order, signed] = toSignature(args, site)
  const size = length === undefined ? 1 : indexOf(length, runtime, site)
  const big = isBig(order, site)
  if (size < 0) throw raised('ValueError', 'length argument must be non-negative', site)
  const negative = signed !== undefined && truth(signed, runtime, site) === true
  const value = BigInt(asInt(v).value)
  if (value < 0n && !negative) throw raised('OverflowError', "can't convert negative int to unsigned", site)
  const bits = BigInt(8 * size)
  const [least, most] =
    negative && size > 0 ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n]
  if (value < least || value > most) throw raised('OverflowError', 'int too big to convert', site)
  const digits =
    size === 0
      ? ''
      : BigInt.asUintN(8 * size, value)
          .toString(16)
          .padStart(2 * size, '0')
  const bytes = (digits.match(/../g) ?? []).map((pair) => String.fromCharCode(parseInt(pair, 16)))
  return new Bytes((big ? bytes : bytes.reverse()).join(''))
}

intClass.statics.set(
  'from_bytes',
  new Native('int.from_bytes', (runtime, args, site) => {
    const [source, order, signed] = fromSignature(args, site)
    const text = bytesIn(source, 'bytes', runtime, site)
    if (typeof text !== 'string') return runtime.opaque(text.reason, site)
    const bytes = Array.from(text)
    if (!isBig(order, site)) bytes.reverse()
    const digits = bytes.map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('')
    const value = BigInt(`0x0${digits}`)
    const negative = signed !== undefined && truth(signed, runtime, site) === true
    return Int.of(negative ? BigInt.asIntN(8 * bytes.length, value) : value)
  }),
)
