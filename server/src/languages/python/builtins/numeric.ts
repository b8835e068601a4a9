// Built-in functions of numbers: `abs`, `round`, `pow`, `divmod`, `bin` …
import { Int, Native, Opaque, Traced, Tuple, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised, raisingFaults } from '../exceptions'
import { roundHalfEven } from '../numbers/float'
import { powerModulo } from '../numbers/integer'
import { roundedFloat } from '../numbers/round'
import { findAttribute, indexOf, operate, typeNameOf } from '../operations'
import { isPlain } from '../types/isInstance'
import { asInt, divideModulo, integerOf, isIntegral, isNumber, primalOf, type PythonNumber } from '../types/number'
import { lenient, native } from './native'

const abs = native('abs(x, /)', ([x], runtime, site) => {
  const v = x as Value
  if (v instanceof Int || typeof v === 'boolean') {
    const value = v instanceof Int ? v.value : Number(v)
    return Int.of(value < 0 ? -BigInt(value) : value)
  }
  if (typeof v === 'number') return Math.abs(v)
  if (v instanceof Traced) return runtime.session.ops.abs(v)
  const method = findAttribute(v, '__abs__', runtime, site)
  if (method !== undefined) return runtime.call(method, { positional: [], keywords: null }, site)
  throw raised('TypeError', `bad operand type for abs(): '${typeNameOf(v)}'`, site)
})

const round = native('round(number, ndigits=)', ([number, ndigits], runtime, site) => {
  const v = number as Value
  const places = ndigits === undefined || ndigits === null ? null : indexOf(ndigits, runtime, site)
  if (isNumber(v)) return roundNumber(v, places, runtime, site)
  const method = findAttribute(v, '__round__', runtime, site)
  if (method !== undefined) {
    return runtime.call(method, { positional: ndigits === undefined ? [] : [ndigits], keywords: null }, site)
  }
  throw raised('TypeError', `type ${typeNameOf(v)} doesn't define __round__ method`, site)
})

/** Half to even. What is rounded depends on nothing that can be differentiated: a decision. */
function roundNumber(v: PythonNumber, places: number | null, runtime: Runtime, site: Span): Value {
  if (v instanceof Int || typeof v === 'boolean') {
    const value = v instanceof Int ? v.value : Number(v)
    if (places === null || places >= 0) return Int.of(value)
    const unit = 10n ** BigInt(-places)
    const half = BigInt(value) + unit / 2n
    let quotient = half / unit
    if (half < 0n && half % unit !== 0n) quotient -= 1n
    if (half % unit === 0n && quotient % 2n !== 0n) quotient -= 1n
    return Int.of(quotient * unit)
  }
  const x = primalOf(v, site)
  const result =
    places === null ? integerOf(roundHalfEven(x), site) : raisingFaults(site, () => roundedFloat(x, places))
  if (v instanceof Traced) runtime.decide(result instanceof Int ? Number(result.value) : result, site)
  return result
}

const pow = lenient('pow(base, exp, mod=)', ([base, exp, mod], runtime, site) => {
  if (mod === undefined || mod === null) return operate('**', base as Value, exp as Value, runtime, site)
  if (isIntegral(base as Value) && isIntegral(exp as Value) && isIntegral(mod)) {
    const [a, b, m] = [base, exp, mod].map((v) => asInt(v as Int | boolean))
    return raisingFaults(site, () => powerModulo(a, b, m))
  }
  const unknown = [base, exp, mod].find((v) => v instanceof Opaque)
  if (unknown instanceof Opaque) return runtime.opaque(unknown.reason, site)
  throw raised('TypeError', 'pow() 3rd argument not allowed unless all arguments are integers', site)
})

const divmod = native('divmod(x, y, /)', ([x, y], runtime, site) => {
  if (isNumber(x as Value) && isNumber(y as Value)) {
    return new Tuple(divideModulo(x as PythonNumber, y as PythonNumber, runtime, site))
  }
  const method = findAttribute(x as Value, '__divmod__', runtime, site)
  if (method !== undefined) return runtime.call(method, { positional: [y as Value], keywords: null }, site)
  if (isPlain(x as Value) && isPlain(y as Value)) {
    const types = `'${typeNameOf(x as Value)}' and '${typeNameOf(y as Value)}'`
    throw raised('TypeError', `unsupported operand type(s) for divmod(): ${types}`, site)
  }
  return new Tuple([
    operate('//', x as Value, y as Value, runtime, site),
    operate('%', x as Value, y as Value, runtime, site),
  ])
})

function inBase(name: 'bin' | 'oct' | 'hex', base: number, prefix: string): Native {
  return native(`${name}(number, /)`, ([number], runtime, site) => {
    const v = number as Value
    const value = v instanceof Int ? BigInt(v.value) : BigInt(indexOf(v, runtime, site))
    return `${value < 0n ? '-' : ''}${prefix}${(value < 0n ? -value : value).toString(base)}`
  })
}

export const NUMERIC: readonly Native[] = [
  abs,
  round,
  pow,
  divmod,
  inBase('bin', 2, '0b'),
  inBase('oct', 8, '0o'),
  inBase('hex', 16, '0x'),
]
