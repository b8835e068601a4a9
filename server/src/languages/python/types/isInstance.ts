// Which values are instances of which types, as far as that can be known.
import { Class, Dict, List, Native, Opaque, Tuple, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { isUnknown } from '../operations'
import { isKnownPackage } from '../purity'
import { AbstractClass } from './abstractClass'
import { isByteString } from './bytes'
import { classOf, isSubclass } from './class'
import { Complex } from './complex'
import { isNumber } from './number'
import { ProgramClass } from './programClass'
import { protocolOf } from './registry'

/** `isinstance(v, type)`; opaque where it can't be known. */
export function isInstance(v: Value, type: Value, runtime: Runtime, site: Span): boolean | Opaque {
  if (type instanceof Tuple) {
    let unknown: Opaque | null = null
    for (const item of type.items) {
      // `int | None` is a tuple here.
      const result = item === null ? v === null : isInstance(v, item, runtime, site)
      if (result === true) return true
      if (result instanceof Opaque) unknown ??= result
    }
    return unknown ?? false
  }
  if (isUnknown(type)) return isUnknown(v) ? v : isPlain(v) && !isAbstract(type) ? false : type
  if (isUnknown(v)) return v
  if (type instanceof AbstractClass && !(classOf(v) instanceof ProgramClass && isSubclass(classOf(v), type))) {
    return type.includes(v) ?? runtime.opaque(`whether it is a \`${type.name}\` is not evaluated`, site)
  }
  const own = protocolOf(v).isInstance?.(v, type, runtime)
  if (own !== undefined) return own
  if (type instanceof Class) return isSubclass(classOf(v), type)
  if (type instanceof Native) return classOf(v).name === type.name.slice(type.name.lastIndexOf('.') + 1)
  throw raised('TypeError', 'isinstance() arg 2 must be a type, a tuple of types, or a union', site)
}

/** Packages whose classes have values of the language itself for instances; those of packages that nobody knows may, too. */
const ABSTRACT = /^(?:numbers|collections|abc|typing|_collections_abc)\b/

function isAbstract(type: Opaque): boolean {
  const origin = type.facts.path ?? type.facts.origin
  return origin === undefined || ABSTRACT.test(origin) || !isKnownPackage(origin)
}

/** A value of the language itself, that no unknown type has for an instance. */
export function isPlain(v: Value): boolean {
  return (
    v === null ||
    isNumber(v) ||
    typeof v === 'string' ||
    v instanceof List ||
    v instanceof Tuple ||
    v instanceof Dict ||
    v instanceof Complex ||
    isByteString(v)
  )
}
