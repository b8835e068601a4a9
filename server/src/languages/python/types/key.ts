// What dicts and sets tell keys apart by: a text that equal keys share.
import { Opaque, type Runtime, type Span, type Value } from '@gradlens/engine'
import { protocolOf } from './registry'

const numbers = new WeakMap<object, number>()
let last = 0

/** A number that stands for an object's identity. */
export function identityOf(v: object): number {
  let number = numbers.get(v)
  if (number === undefined) numbers.set(v, (number = ++last))
  return number
}

/** Unknown numbers that are the same wherever they come from one thing: `id(x)`, and `hash(x)` where it is salted. */
const numbered = new WeakMap<Opaque, string>()

/** Remembers what an unknown number belongs to: those with one key are equal. */
export function rememberNumber(number: Opaque, key: string): Opaque {
  numbered.set(number, key)
  return number
}

/** What an unknown number belongs to; undefined where that is not known. */
export function keyOfNumber(v: Value): string | undefined {
  return v instanceof Opaque ? numbered.get(v) : undefined
}

/** May a key be any key? */
export function isUnknownKey(v: Value): v is Opaque {
  return v instanceof Opaque && !v.facts.tensor && !numbered.has(v)
}

/** The key of a value; raises TypeError where it cannot be one. */
export function keyOf(v: Value, runtime: Runtime, site: Span): string {
  if (typeof v === 'string') return `s:${v}`
  if (v instanceof Opaque) return numbered.get(v) ?? `o:${identityOf(v)}`
  const type = protocolOf(v)
  return type.key ? type.key(v, runtime, site) : `o:${identityOf(v as object)}`
}
