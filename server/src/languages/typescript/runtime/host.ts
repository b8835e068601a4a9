// What the language has beyond what is evaluated: such a member is opaque, not absent.
import { Opaque } from '@gradlens/engine'

/** The member `owner.name` of the language (`owner` may be a prototype: `Array.prototype`), where it has one; undefined else. */
export function unevaluatedMember(owner: string, name: string): Opaque | undefined {
  const object = owner
    .split('.')
    .reduce<unknown>((at, key) => (isObjectLike(at) ? (at as Record<string, unknown>)[key] : undefined), globalThis)
  if (!isObjectLike(object) || !Object.hasOwn(object, name)) return undefined
  const path = `${owner}.${name}`
  return new Opaque(`\`${path.replace('.prototype.', '.')}\` is not evaluated`, { path })
}

function isObjectLike(v: unknown): v is object {
  return (typeof v === 'object' && v !== null) || typeof v === 'function'
}
