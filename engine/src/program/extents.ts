// Lists of unknown length: the first items as far as they are known, then nobody knows how many, then the last ones as far
// as they are known. Places count from the front where they are not negative, else from the back. Callers announce changes.
import { Opaque } from '../numeric/num'
import { holding } from './values'
import type { List, Value } from './values'

/** The items of a sequence; where its length is not known, the first and the last of them. */
export interface Extent {
  readonly items: readonly Value[]
  /** Why its length is not known. */
  readonly opaque: Opaque | null
  readonly tail: readonly Value[]
}

/** A sequence of known length. */
export function closed(items: readonly Value[]): Extent {
  return { items, opaque: null, tail: [] }
}

/** An unknown value that is one of these, with what is known of all. */
export function oneOf(why: Opaque, values: readonly Value[]): Opaque {
  return holding(new Opaque(why.reason), values)
}

/** Makes a list hold what an extent holds. */
export function become(list: List, { items, opaque, tail }: Extent): void {
  list.items = items.slice()
  list.opaque = opaque
  list.tail = opaque ? tail.slice() : []
}

/** Adds items at the end. */
export function append(list: List, items: readonly Value[]): void {
  const end = list.opaque ? (list.tail.length > 0 ? list.tail : (list.tail = [])) : list.items
  for (const item of items) end.push(item)
}

/** How many items there are at least. */
export function leastLength({ items, opaque, tail }: Extent): number {
  return items.length + (opaque ? tail.length : 0)
}

/** One sequence after the other. */
export function concatenated(a: Extent, b: Extent): Extent {
  if (!a.opaque) return { items: [...a.items, ...b.items], opaque: b.opaque, tail: b.tail }
  if (!b.opaque) return { items: a.items, opaque: a.opaque, tail: [...a.tail, ...b.items] }
  return { items: a.items, opaque: holding(a.opaque, [...a.tail, ...b.items, b.opaque]), tail: b.tail }
}

/** The items between two places, as a slice means them; null where nothing is known of these. */
export function sliceOf(list: Extent, start: number | null, stop: number | null): Extent | null {
  const { items, opaque, tail } = list
  if (!opaque) return closed(items.slice(start ?? 0, stop ?? undefined))
  const from = start ?? 0
  if (from < 0) {
    if (-from > tail.length || (stop !== null && stop >= 0)) return null
    return closed(tail.slice(tail.length + from, stop === null ? undefined : Math.max(0, tail.length + stop)))
  }
  if (from > items.length) return null
  if (stop === null) return { items: items.slice(from), opaque, tail }
  if (stop >= 0)
    return stop <= items.length ? closed(items.slice(from, stop)) : { items: items.slice(from), opaque, tail: [] }
  if (-stop <= tail.length) return { items: items.slice(from), opaque, tail: tail.slice(0, tail.length + stop) }
  return { items: items.slice(from, Math.max(from, leastLength(list) + stop)), opaque, tail: [] }
}

/** The sequence with another one in the place of a slice. */
export function spliced(list: Extent, start: number | null, stop: number | null, part: Extent): Extent {
  const from = start ?? 0
  const front = sliceOf(list, 0, from)
  const end = stop === null ? Infinity : endOf(list, from, stop)
  const back = end === Infinity ? closed([]) : end === null ? null : sliceOf(list, end, null)
  if (front && back) return concatenated(concatenated(front, part), back)
  const kept = from < 0 ? frontBefore(list, from) : Math.min(from, list.items.length)
  return loosened(list, kept, 0, [...part.items, part.opaque ?? null, ...part.tail])
}

/** Where a slice ends that does not end before it starts; null where that is not known. */
function endOf(list: Extent, from: number, stop: number): number | null {
  if (from < 0 === stop < 0) return Math.max(from, stop)
  if (from < 0) return null
  return leastLength(list) + stop >= from ? stop : null
}

/** The item at a place of a list of unknown length; undefined where it is not known. */
export function itemAt({ items, tail }: Extent, place: number): Value {
  return place < 0 ? tail[tail.length + place] : items[place]
}

/** How many of the first items stand before a place that is counted from the back, whatever the length is. */
function frontBefore(list: Extent, place: number): number {
  return Math.min(list.items.length, Math.max(0, leastLength(list) + place))
}

/** So many items are kept at the front and at the back; the others, and some more, may stand between them or be gone. */
function loosened({ items, opaque, tail }: Extent, front: number, back: number, more: readonly Value[] = []): Extent {
  const between = [...items.slice(front), ...tail.slice(0, tail.length - back), ...more]
  return {
    items: items.slice(0, front),
    opaque: holding(opaque as Opaque, between),
    tail: tail.slice(tail.length - back),
  }
}

/** Takes the item at a place out of a list of unknown length; gives it, undefined where it is not known. */
export function removeAt(list: List, place: number): Value {
  const item = itemAt(list, place)
  if (item !== undefined) {
    if (place < 0) list.tail.splice(list.tail.length + place, 1)
    else list.items.splice(place, 1)
  } else if (place < 0) become(list, loosened(list, frontBefore(list, place), list.tail.length))
  else become(list, loosened(list, list.items.length, 0))
  return item
}

/** Puts an item before a place of a list of unknown length. */
export function insertAt(list: List, place: number, item: Value): void {
  const { items, tail } = list
  if (place >= 0 && place <= items.length) items.splice(place, 0, item)
  else if (place >= 0) become(list, loosened(list, items.length, 0, [item]))
  else if (-place <= tail.length) tail.splice(tail.length + place, 0, item)
  else become(list, loosened(list, frontBefore(list, place), tail.length, [item]))
}

/** Puts an item in the place of another one in a list of unknown length. */
export function replaceAt(list: List, place: number, item: Value): void {
  const { items, tail } = list
  if (itemAt(list, place) !== undefined) {
    if (place < 0) tail[tail.length + place] = item
    else items[place] = item
    return
  }
  const why = list.opaque as Opaque
  list.opaque = holding(why, [item])
  const perhaps = (old: Value): Value => oneOf(why, [old, item])
  if (place >= 0) list.tail = tail.map(perhaps)
  else {
    const kept = frontBefore(list, place)
    list.items = items.map((old, i) => (i < kept ? old : perhaps(old)))
  }
}

/** Nothing is known of where what it holds stands, and how many there are. */
export function scatter(list: List, why: Opaque, more: readonly Value[] = []): void {
  const held = [...list.items, ...(list.opaque ? list.tail : []), ...more]
  become(list, { items: [], opaque: holding(list.opaque ?? new Opaque(why.reason), held), tail: [] })
}

/** Any one item may be another one now: nobody knows which. */
export function replaceAny(list: List, item: Value, why: Opaque): void {
  const perhaps = (old: Value): Value => oneOf(why, [old, item])
  list.items = list.items.map(perhaps)
  if (!list.opaque) return
  list.tail = list.tail.map(perhaps)
  list.opaque = holding(list.opaque, [item])
}

/** Takes one item out, nobody knows which. */
export function removeAny(list: List, why: Opaque): void {
  const { items } = list
  if (list.opaque) return scatter(list, why)
  list.items = items.slice(1).map((item, i) => (item === items[i] ? item : oneOf(why, [items[i], item])))
}
