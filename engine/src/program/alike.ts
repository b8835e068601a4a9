// Whether two saved states of an object say the same: how it is known that another turn of a loop adds nothing.
import { Opaque } from '../numeric/num'
import { Mutable, sameValue } from './values'
import type { Value } from './values'

/** Do two states of one object, as `save` gives them, say the same? Objects with an identity are compared by it, unknown
 *  values by what is known of them. @param objects whether it matters which objects an unknown value may be */
export function alike(a: unknown, b: unknown, objects: boolean): boolean {
  if (sameValue(a as Value, b as Value)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (a instanceof Opaque) return b instanceof Opaque && sameFacts(a, b, objects)
  if (a instanceof Mutable || Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false
  if (a instanceof Map) return b instanceof Map && sameEntries([...a], [...b], objects)
  if (Array.isArray(a)) return Array.isArray(b) && sameEntries(a, b, objects)
  if (ArrayBuffer.isView(a)) return false
  const [one, other] = [Object.entries(a), Object.entries(b)]
  return sameEntries(one, other, objects)
}

function sameEntries(a: readonly unknown[], b: readonly unknown[], objects: boolean): boolean {
  return a.length === b.length && a.every((item, i) => alike(item, b[i], objects))
}

function sameFacts({ facts: a }: Opaque, { facts: b }: Opaque, objects: boolean): boolean {
  const same = a.tensor === b.tensor && a.dtype === b.dtype && a.maybeAbsent === b.maybeAbsent && a.text === b.text
  if (!same || JSON.stringify(a.shape) !== JSON.stringify(b.shape)) return false
  if (!objects) return true
  const [one, other] = [new Set(a.candidates), new Set(b.candidates)]
  return one.size === other.size && [...one].every((object) => other.has(object))
}
