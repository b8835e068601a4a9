// The methods of int, bool and float.
import { Int, Native, Traced, Tuple, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { binary } from '../numbers/decimal'
import { trueDivide } from '../numbers/integer'
import { reprFloat } from '../numbers/repr'
import { floatClass } from './builtinClasses'
import { toBytes } from './integerBytes'
import type { MethodTable } from './methods'
import { asInt, truncated } from './number'

function bitLength(value: number | bigint): number {
  const magnitude = BigInt(value) < 0n ? -BigInt(value) : BigInt(value)
  return magnitude === 0n ? 0 : magnitude.toString(2).length
}

const integral = {
  bit_length: (v: Int | boolean): Value => Int.of(bitLength(asInt(v).value)),
  bit_count: (v: Int | boolean): Value =>
    Int.of([...BigInt(asInt(v).value).toString(2)].filter((bit) => bit === '1').length),
  conjugate: (v: Int | boolean): Value => asInt(v),
  as_integer_ratio: (v: Int | boolean): Value => new Tuple([asInt(v), Int.of(1)]),
  to_bytes: toBytes,
  __index__: (v: Int | boolean): Value => asInt(v),
  __int__: (v: Int | boolean): Value => asInt(v),
}

export const intMethods: MethodTable<Int> = integral

export const boolMethods: MethodTable<boolean> = integral

function primal(v: number | Traced): number {
  return v instanceof Traced ? v.primal : v
}

/** `float.hex`: the mantissa in hexadecimal digits and the exponent of two. */
function hexadecimal(x: number): string {
  if (!Number.isFinite(x)) return reprFloat(x)
  const sign = x < 0 || Object.is(x, -0) ? '-' : ''
  if (x === 0) return `${sign}0x0.0p+0`
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, Math.abs(x))
  const word = bits.getBigUint64(0)
  const exponent = Number(word >> 52n)
  const digits = (word & ((1n << 52n) - 1n)).toString(16).padStart(13, '0')
  const power = exponent === 0 ? -1022 : exponent - 1023
  return `${sign}0x${exponent === 0 ? 0 : 1}.${digits}p${power < 0 ? '-' : '+'}${Math.abs(power)}`
}

const HEXADECIMAL = /^([-+]?)(?:0x)?([\da-f]*)\.?([\da-f]*)(?:p([-+]?\d+))?$/i
const NAMED = /^([-+]?)(inf|infinity|nan)$/i

/** `float.fromhex`; null where the text is none. */
function fromHexadecimal(text: string): number | null {
  const trimmed = text.trim()
  const named = NAMED.exec(trimmed)
  if (named) return (named[1] === '-' ? -1 : 1) * (named[2].toLowerCase() === 'nan' ? NaN : Infinity)
  const match = HEXADECIMAL.exec(trimmed)
  if (!match || match[2] + match[3] === '') return null
  const [, sign, whole, fraction, power] = match
  const shift = Number(power ?? 0) - 4 * fraction.length
  const mantissa = BigInt(`0x${whole}${fraction}`)
  const scale = 1n << BigInt(Math.min(Math.abs(shift), 50_000))
  const value = trueDivide(Int.of(shift > 0 ? mantissa * scale : mantissa), Int.of(shift > 0 ? 1n : scale))
  return sign === '-' ? -value : value
}

floatClass.statics.set(
  'fromhex',
  new Native('float.fromhex', (_, { positional: [text] }, site) => {
    if (typeof text !== 'string') throw raised('TypeError', 'bad argument type for built-in operation', site)
    const value = fromHexadecimal(text)
    if (value === null) throw raised('ValueError', 'invalid hexadecimal floating-point string', site)
    return value
  }),
)

export const floatMethods: MethodTable<number | Traced> = {
  hex: (v) => hexadecimal(primal(v)),
  is_integer: (v, _, runtime, site) => {
    const result = Number.isInteger(primal(v))
    if (v instanceof Traced) runtime.decide(result, site)
    return result
  },
  conjugate: (v) => v,
  __int__: (v, _, runtime, site) => truncated(v, runtime, site),
  as_integer_ratio: (v, _, __, site) => {
    const x = primal(v)
    if (!Number.isFinite(x)) {
      const [type, name] = Number.isNaN(x) ? (['ValueError', 'NaN'] as const) : (['OverflowError', 'Infinity'] as const)
      throw raised(type, `cannot convert ${name} to integer ratio`, site)
    }
    const [mantissa, exponent] = binary(Math.abs(x))
    let numerator = mantissa
    let denominator = 1n
    if (exponent > 0) numerator <<= BigInt(exponent)
    else denominator <<= BigInt(-exponent)
    while (denominator > 1n && numerator % 2n === 0n) {
      numerator /= 2n
      denominator /= 2n
    }
    return new Tuple([Int.of(x < 0 ? -numerator : numerator), Int.of(denominator)])
  },
}
