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

/** The key of a value; raises TypeError where it cannot be one. */
export function keyOf(v: Value, runtime: Runtime, site: Span): string {
  if (typeof v === 'string') return `s:${v}`
  if (v instanceof Opaque) return `o:${identityOf(v)}`
  const type = protocolOf(v)
  return type.key ? type.key(v, runtime, site) : `o:${identityOf(v as object)}`
}
