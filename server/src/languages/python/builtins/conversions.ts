// `int()`, `float()`, `bool()`, `type()`, `complex()`: making values of the built-in types from others.
import {
  Class,
  Int,
  Native,
  NativeObject,
  Opaque,
  Traced,
  Tuple,
  unknownArgument,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised } from '../exceptions'
import { indexOf, truth, typeNameOf } from '../operations'
import { signature } from '../signature'
import { reprText } from '../text/repr'
import { boolClass, floatClass, intClass, typeClass } from '../types/builtinClasses'
import { buildClass, classOf } from '../types/class'
import { dictOf } from '../types/dict'
import { isNumber, MAX_DIGITS } from '../types/number'
import { protocolOf } from '../types/registry'

const intSignature = signature('int(x=, /, base=)')
const floatSignature = signature('float(x=, /)')
const boolSignature = signature('bool(object=, /)')

intClass.make = (args, runtime, site) => {
  const [x, base] = intSignature(args, site)
  const unknown = unknownArgument(args)
  if (unknown) return runtime.opaque(unknown.reason, site, {}, args.positional)
  if (x === undefined) return Int.of(0)
  if (typeof x === 'string') return parseInteger(x, base === undefined ? 10 : indexOf(base, runtime, site), site)
  if (base !== undefined) throw raised('TypeError', "int() can't convert non-string with explicit base", site)
  const { toInt } = protocolOf(x)
  if (toInt) return toInt.call(protocolOf(x), x, runtime, site)
  const message = `int() argument must be a string, a bytes-like object or a real number, not '${typeNameOf(x)}'`
  throw raised('TypeError', message, site)
}

const PREFIX_BASES: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16 }

function parseInteger(text: string, base: number, site: Span): Int {
  const fail = () => raised('ValueError', `invalid literal for int() with base ${base}: ${reprText(text)}`, site)
  if (base !== 0 && (base < 2 || base > 36)) throw raised('ValueError', 'int() base must be >= 2 and <= 36, or 0', site)
  const match = /^([-+]?)(?:0([box])(_?))?([\da-z]+(?:_[\da-z]+)*)$/i.exec(asciiDigits(text.trim()))
  if (!match) throw fail()
  const [, sign, prefix, underscore, written] = match
  let radix = base
  let digits = written.replaceAll('_', '').toLowerCase()
  const kind = prefix?.toLowerCase()
  if (kind !== undefined && (base === 0 || PREFIX_BASES[kind] === base)) radix = PREFIX_BASES[kind]
  else if (underscore === '_') throw fail()
  else if (kind !== undefined) digits = `0${kind}${digits}`
  if (radix === 0) radix = 10
  if (base === 0 && kind === undefined && /^0+[1-9]/.test(digits)) throw fail()
  if ((radix & (radix - 1)) !== 0 && digits.length > MAX_DIGITS) {
    const advice = 'use sys.set_int_max_str_digits() to increase the limit'
    const message = `Exceeds the limit (${MAX_DIGITS} digits) for integer string conversion: value has ${digits.length} digits; ${advice}`
    throw raised('ValueError', message, site)
  }
  let value = 0n
  if (radix === 10 && /^\d+$/.test(digits)) value = BigInt(digits)
  else {
    for (const character of digits) {
      const digit = parseInt(character, 36)
      if (digit >= radix) throw fail()
      value = value * BigInt(radix) + BigInt(digit)
    }
  }
  return Int.of(sign === '-' ? -value : value)
}

/** Decimal digits of other scripts are digits too. */
function asciiDigits(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (character) => {
    if (!/\p{Nd}/u.test(character)) return character
    // The ten digits of a script stand together, their zero at a multiple of ten behind the first (Unicode, 4.6).
    let zero = character.codePointAt(0) as number
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && (character.codePointAt(0) as number) - zero < 9) zero--
    return String((character.codePointAt(0) as number) - zero)
  })
}

floatClass.make = (args, runtime, site) => {
  const [x] = floatSignature(args, site)
  const unknown = unknownArgument(args)
  if (unknown && !unknown.facts.tensor) return runtime.opaque(unknown.reason, site, {}, args.positional)
  if (x === undefined) return 0
  if (typeof x === 'number' || x instanceof Traced) return x
  if (typeof x === 'string') return parseFloatText(x, site)
  const { toFloat } = protocolOf(x)
  if (toFloat) return toFloat.call(protocolOf(x), x, runtime, site)
  throw raised('TypeError', `float() argument must be a string or a real number, not '${typeNameOf(x)}'`, site)
}

const FLOAT = /^[-+]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[-+]?\d+(?:_\d+)*)?$/i
const NAMED = /^([-+]?)(inf|infinity|nan)$/i

function parseFloatText(text: string, site: Span): number {
  const trimmed = asciiDigits(text.trim())
  if (FLOAT.test(trimmed)) return Number(trimmed.replaceAll('_', ''))
  const named = NAMED.exec(trimmed)
  if (!named) throw raised('ValueError', `could not convert string to float: ${reprText(text)}`, site)
  if (named[2].toLowerCase() === 'nan') return NaN
  return named[1] === '-' ? -Infinity : Infinity
}

boolClass.make = (args, runtime, site) => {
  const [object] = boolSignature(args, site)
  if (object === undefined) return false
  const result = truth(object, runtime, site)
  return result instanceof Opaque ? runtime.opaque(result.reason, site) : result
}

typeClass.make = (args, runtime, site) => {
  const { positional } = args
  if (positional.length === 1) return typeOf(positional[0], runtime, site)
  if (positional.length !== 3) throw raised('TypeError', 'type() takes 1 or 3 arguments', site)
  const [name, bases, attributes] = positional
  const entries = [...(dictOf(attributes)?.entries.values() ?? [])].map(
    ({ key, value }) => [String(key), value] as const,
  )
  const baseArguments = { positional: bases instanceof Tuple ? bases.items : [], keywords: null }
  return buildClass(String(name), String(name), '__main__', null, baseArguments, new Map(entries), runtime, site)
}

function typeOf(v: Value, runtime: Runtime, site: Span): Value {
  if (v instanceof Opaque && !v.facts.tensor) return runtime.opaque(v.reason, site)
  const own = isNumber(v) ? undefined : protocolOf(v).getAttribute?.(v, '__class__', runtime, site)
  return own instanceof Class || own instanceof Native || own instanceof NativeObject ? own : classOf(v)
}
