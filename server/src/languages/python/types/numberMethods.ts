// The methods of int, bool and float.
import { Int, Traced, Tuple, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { binary } from '../numbers/decimal'
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
  is_integer: (): Value => true,
  as_integer_ratio: (v: Int | boolean): Value => new Tuple([asInt(v), Int.of(1)]),
  __index__: (v: Int | boolean): Value => asInt(v),
  __int__: (v: Int | boolean): Value => asInt(v),
}

export const intMethods: MethodTable<Int> = integral

export const boolMethods: MethodTable<boolean> = integral

function primal(v: number | Traced): number {
  return v instanceof Traced ? v.primal : v
}

export const floatMethods: MethodTable<number | Traced> = {
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
