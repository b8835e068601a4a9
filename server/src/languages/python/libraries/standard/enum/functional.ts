// The members that `Enum('Color', names)` is given: a text of names, names, pairs, or a dict.
import { Opaque, Tuple, type Runtime, type Span, type Value } from '@gradlens/engine'
import { isUnknown, itemsOf } from '../../../operations'
import { dictOf } from '../../../types/dict'

/** Names and values. @param numbered the value of a name that stands without one */
export function functionalMembers(
  names: Value,
  numbered: (place: number) => Value,
  runtime: Runtime,
  site: Span,
): (readonly [string, Value])[] | Opaque {
  if (typeof names === 'string') {
    return names
      .replaceAll(',', ' ')
      .split(/\s+/)
      .filter((name) => name !== '')
      .map((name, i) => [name, numbered(i)])
  }
  const mapping = dictOf(names)
  if (mapping && !mapping.opaque) {
    return [...mapping.entries.values()].map(({ key, value }) => [String(key), value])
  }
  const items = itemsOf(names, runtime, site)
  if (items instanceof Opaque) return items
  const unknown = items.find(isUnknown)
  if (unknown) return unknown
  return items.map((item, i) => {
    if (typeof item === 'string') return [item, numbered(i)]
    const [name, value] = item instanceof Tuple ? item.items : (itemsOf(item, runtime, site) as Value[])
    return [String(name), value]
  })
}
