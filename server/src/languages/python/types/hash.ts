// `hash(v)`, where it is the same in every run.
import { Instance, Int, NativeObject, Traced, Tuple, type Runtime, type Span, type Value } from '@gradlens/engine'
import { hashOfNumber, hashOfTuple } from '../numbers/hash'
import { lookUp } from './class'
import { special } from './instance'
import { keyOf, rememberNumber } from './key'
import { protocolOf } from './registry'

/** The hash of a value where it is known without asking the program: numbers and tuples of them; null for all else. */
export function stableHash(v: Value): bigint | null {
  if (typeof v === 'number' || typeof v === 'boolean') return hashOfNumber(Number(v))
  if (v instanceof Traced) return hashOfNumber(v.primal)
  if (v instanceof Int) return hashOfNumber(v.value)
  if (!(v instanceof Tuple)) return v instanceof NativeObject ? (protocolOf(v).hash?.(v) ?? null) : null
  const hashes = v.items.map(stableHash)
  return hashes.includes(null) ? null : hashOfTuple(hashes as bigint[])
}

/** The hash of numbers, tuples of them and objects with a `__hash__`; null where it differs from run to run. */
export function hashOf(v: Value, runtime: Runtime, site: Span): bigint | null {
  keyOf(v, runtime, site)
  const stable = stableHash(v)
  if (stable !== null) return stable
  if (v instanceof Tuple) {
    const hashes = v.items.map((item) => hashOf(item, runtime, site))
    return hashes.includes(null) ? null : hashOfTuple(hashes as bigint[])
  }
  if (v instanceof Instance && v.native instanceof Tuple && special(v, '__hash__') === undefined) {
    return hashOf(v.native, runtime, site)
  }
  const method = v instanceof Instance && v.cls.code !== null ? lookUp(v.cls, '__hash__') : undefined
  if (method === undefined) return null
  const value = runtime.call(method, { positional: [v], keywords: null }, site)
  return value instanceof Int ? hashOfNumber(value.value) : null
}

/** What `hash(v)` gives: opaque where it differs from run to run. */
export function hashValue(v: Value, runtime: Runtime, site: Span): Value {
  const value = hashOf(v, runtime, site)
  if (value !== null) return Int.of(value)
  return rememberNumber(runtime.opaque('`hash` differs from run to run', site), `hash of ${keyOf(v, runtime, site)}`)
}
