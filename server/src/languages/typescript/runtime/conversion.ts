// ECMAScript's abstract operations of conversion (ECMA-262 §7.1). A traced scalar is a number; where its value becomes an
// integer, a text or a truth, that is a decision of the run.
import { Closure, Dict, Instance, List, Opaque, Traced, type Runtime, type Span, type Value } from '@gradlens/engine'
import { typeError } from './classes'
import { JsSymbol } from './native'
import { callFunction, isCallable } from './callable'
import { getProperty } from './property'
import { known, Unknown } from './unknown'

/** A number of the program, on the tape or not. */
export type JsNumber = number | Traced
export type Primitive = number | Traced | boolean | string | null | undefined

export function isNumber(v: Value): v is JsNumber {
  return typeof v === 'number' || v instanceof Traced
}

/** Is it an object of the language (§6.1.7): everything that is no primitive? */
export function isObject(v: Value): boolean {
  return (
    typeof v === 'object' && v !== null && !(v instanceof Traced) && !(v instanceof Opaque) && !(v instanceof JsSymbol)
  )
}

/** The plain value of a number. */
export function primalOf(v: JsNumber): number {
  return typeof v === 'number' ? v : v.primal
}

/** `typeof v`. */
export function typeOf(v: Value): string {
  if (v === undefined) return 'undefined'
  if (isNumber(v)) return 'number'
  if (v instanceof JsSymbol) return 'symbol'
  if (isCallable(v)) return 'function'
  return typeof v === 'object' ? 'object' : typeof v
}

/** ToPrimitive (§7.1.1): a method `valueOf` or `toString` of the program is called. */
export function toPrimitive(v: Value, hint: 'number' | 'string' | 'default', runtime: Runtime, site: Span): Primitive {
  if (v instanceof Opaque) throw new Unknown(v)
  if (!isObject(v)) {
    if (v instanceof JsSymbol) throw typeError('Cannot convert a Symbol value to a string', site)
    return v as Primitive
  }
  const own = v instanceof Dict || v instanceof Instance ? getProperty(v, TO_PRIMITIVE, runtime, site) : undefined
  if (own !== undefined) return primitiveOf(callFunction(own, v, [hint], runtime, site), site)
  const order = hint === 'string' ? ['toString', 'valueOf'] : ['valueOf', 'toString']
  for (const name of order) {
    const method = getProperty(v, name, runtime, site)
    if (!isCallable(method)) continue
    const result = known(callFunction(method, v, [], runtime, site))
    if (!isObject(result)) return result as Primitive
  }
  throw typeError('Cannot convert object to primitive value', site)
}

/** The key of `[Symbol.toPrimitive]`. */
const TO_PRIMITIVE = '@@toPrimitive'

function primitiveOf(result: Value, site: Span): Primitive {
  if (result instanceof Opaque) throw new Unknown(result)
  if (isObject(result)) throw typeError('Cannot convert object to primitive value', site)
  return result as Primitive
}

/** ToNumber (§7.1.4). A traced scalar stays on the tape. */
export function toNumber(v: Value, runtime: Runtime, site: Span): JsNumber {
  if (typeof v === 'number' || v instanceof Traced) return v
  if (v instanceof JsSymbol) throw typeError('Cannot convert a Symbol value to a number', site)
  const primitive = toPrimitive(v, 'number', runtime, site)
  return primitive instanceof Traced ? primitive : Number(primitive)
}

/** The plain number that a value stands for where its tape is of no use: counts, digits, positions. Traced ones decide. */
export function toPlainNumber(v: Value, runtime: Runtime, site: Span): number {
  const number = toNumber(v, runtime, site)
  if (typeof number === 'number') return number
  runtime.decide(number.primal, site)
  return number.primal
}

/** ToIntegerOrInfinity (§7.1.5) of an optional argument. */
export function toInteger(v: Value, absent: number, runtime: Runtime, site: Span): number {
  if (v === undefined) return absent
  const number = toNumber(v, runtime, site)
  const integer = Math.trunc(primalOf(number)) || 0
  if (number instanceof Traced) runtime.decide(integer, site)
  return integer
}

/** ToInt32 (§7.1.6). */
export function toInt32(v: Value, runtime: Runtime, site: Span): number {
  const number = toNumber(v, runtime, site)
  if (typeof number === 'number') return number | 0
  const integer = number.primal | 0
  runtime.decide(integer, site)
  return integer
}

/** ToString (§7.1.17). */
export function toText(v: Value, runtime: Runtime, site: Span): string {
  if (typeof v === 'string') return v
  const primitive = toPrimitive(v, 'string', runtime, site)
  if (primitive instanceof Traced) {
    const text = String(primitive.primal)
    runtime.decide(text, site)
    return text
  }
  return String(primitive)
}

/** ToPropertyKey (§7.1.19). */
export function toKey(v: Value, runtime: Runtime, site: Span): string {
  if (v instanceof JsSymbol) return v.key
  return toText(v, runtime, site)
}

/** ToBoolean (§7.1.2). */
export function toBoolean(v: Value, runtime: Runtime, site: Span): boolean {
  if (typeof v === 'boolean') return v
  if (v instanceof Traced) {
    const outcome = Boolean(v.primal)
    runtime.decide(outcome, site)
    return outcome
  }
  if (v instanceof Opaque) throw new Unknown(v)
  return Boolean(v)
}

/** A relative position in `length` items: negative ones count from the end (as in `slice`). */
export function toPosition(v: Value, absent: number, length: number, runtime: Runtime, site: Span): number {
  const integer = toInteger(v, absent, runtime, site)
  return integer < 0 ? Math.max(0, length + integer) : Math.min(integer, length)
}

/** What an error message calls an argument: texts stand without quotes. */
export function argumentText(v: Value): string {
  return typeof v === 'string' ? v : receiverText(v)
}

/** What an error message calls a value: `#<Vec>`, `[object Array]`, `5`. */
export function receiverText(v: Value): string {
  if (v instanceof List) return '[object Array]'
  if (v instanceof Instance) return `#<${v.cls.name}>`
  if (v instanceof Dict) return '#<Object>'
  if (v instanceof Closure) return `function '${v.code.name}'`
  if (v instanceof Traced) return String(v.primal)
  if (typeof v === 'string') return `"${v}"`
  return typeof v === 'object' && v !== null ? '#<Object>' : String(v)
}
