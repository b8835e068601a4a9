// Keys of instances whose class says itself what is equal: `__hash__` narrows the search, `__eq__` decides, as in CPython's
// tables. Instances that are equal share the key of the first that was asked for.
import { Instance, Int, Opaque, type Runtime, type Span, type Value } from '@gradlens/engine'
import { equal } from '../operations'
import { identityOf, keyOf, keyOfNumber } from './key'

type Buckets = Map<string, Instance[]>

const bucketsOf = new WeakMap<Runtime, Buckets>()

/** The key of an instance with a `__hash__` of its own. @param hash what `__hash__` gave */
export function keyByHash(v: Instance, hash: Value, runtime: Runtime, site: Span): string {
  const bucket = bucketFor(hash instanceof Opaque ? (keyOfNumber(hash) ?? '?') : keyOf(hash, runtime, site), runtime)
  for (const other of bucket) {
    if (other === v) return `o:${identityOf(other)}`
  }
  for (const other of bucket) {
    runtime.step(1)
    if (equal(other, v, runtime, site) === true) return `o:${identityOf(other)}`
  }
  bucket.push(v)
  return `o:${identityOf(v)}`
}

function bucketFor(hash: string, runtime: Runtime): Instance[] {
  let buckets = bucketsOf.get(runtime)
  if (!buckets) bucketsOf.set(runtime, (buckets = new Map()))
  let bucket = buckets.get(hash)
  if (!bucket) buckets.set(hash, (bucket = []))
  return bucket
}

/** Is that what a `__hash__` may give? */
export function isHash(v: Value): boolean {
  return v instanceof Int || typeof v === 'boolean' || v instanceof Opaque
}
