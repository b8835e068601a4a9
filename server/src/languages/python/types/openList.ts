// Lists of which not all is known: their length, or the place at which they are changed.
import {
  become,
  closed,
  concatenated,
  holding,
  Int,
  itemFactsOf,
  leastLength,
  List,
  oneOf,
  Opaque,
  removeAny,
  removeAt,
  replaceAny,
  replaceAt,
  scatter,
  Slice,
  sliceOf,
  spliced,
  type Extent,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { equal, indexOf, isUnknown, walked } from '../operations'
import { unknownRest } from '../text/unknownText'

/** The items of an iterable, as far as they are known. */
export function extentOf(iterable: Value, runtime: Runtime, site: Span): Extent {
  if (iterable instanceof List) {
    const { items, opaque, tail } = iterable
    return { items: items.slice(), opaque, tail: tail.slice() }
  }
  return { ...walked(iterable, runtime, site), tail: [] }
}

/** A new list of these items. */
export function listOf(extent: Extent): List {
  const list = new List([])
  become(list, extent)
  return list
}

/** The items are in an order that nobody knows. */
export function shuffle(list: List, why: Opaque): void {
  const { items } = list
  if (list.opaque) scatter(list, why)
  else list.items = items.map(() => oneOf(why, items))
}

/** The first place at which an item is or may be, of the known first ones; -1 where there is none. */
function firstPlace(list: List, item: Value, runtime: Runtime, site: Span): { place: number; sure: boolean } {
  for (const [place, other] of list.items.entries()) {
    runtime.step(1)
    const same = equal(other, item, runtime, site)
    if (same !== false) return { place, sure: same === true }
  }
  return { place: -1, sure: list.opaque === null }
}

/** Takes the first item out that is equal to one; false where there is none. */
export function removeItem(list: List, item: Value, runtime: Runtime, site: Span): boolean {
  const { place, sure } = firstPlace(list, item, runtime, site)
  if (sure && place < 0) return false
  const why = list.opaque ?? (isUnknown(item) ? item : (list.items[place] as Opaque))
  if (!sure) runtime.mayRaise(runtime.opaque(why.reason, site))
  runtime.touch(list)
  if (sure) list.items.splice(place, 1)
  else if (place < 0) become(list, { items: list.items, opaque: holding(why, list.tail), tail: [] })
  else {
    // One of those from there on is gone, or none is.
    const after = list.items.slice(place)
    become(list, { items: list.items.slice(0, place), opaque: oneOf(why, [...after, ...list.tail]), tail: [] })
  }
  return true
}

/** A bound of a slice of a list of unknown length. */
export function sliceBound(bound: Value): number | null {
  return bound === null ? null : Number((bound as Int).value)
}

/** Has the slice step 1, and bounds that are plain integers? */
export function isPlainSlice({ start, stop, step }: Slice): boolean {
  const plain = (v: Value): boolean => v === null || (v instanceof Int && typeof v.value === 'number')
  return plain(start) && plain(stop) && (step === null || (step instanceof Int && step.value === 1))
}

/** The items at a slice's places of a list of unknown length; null where nothing is known of these. */
export function slicedExtent(list: List, slice: Slice): Extent | null {
  if (isPlainSlice(slice)) return sliceOf(list, sliceBound(slice.start), sliceBound(slice.stop))
  const { items, opaque, tail } = list
  const reverses = slice.start === null && slice.stop === null && slice.step instanceof Int && slice.step.value === -1
  return reverses ? { items: tail.slice().reverse(), opaque, tail: items.slice().reverse() } : null
}

/** What stands at a place or slice that is not known; there may be nothing. */
export function itemOfOpen(list: List, index: Value, runtime: Runtime, site: Span): Opaque {
  const { reason } = list.opaque as Opaque
  const facts = itemFactsOf(list)
  const place = index instanceof Int ? Number(index.value) : Infinity
  const exists = index instanceof Slice || (place < 0 ? -place : place + 1) <= leastLength(list)
  return exists ? runtime.opaque(reason, site, facts) : runtime.opaqueOrRaised(reason, site, facts)
}

/** Writes at a place or slice that is not known, or not known to be there. */
export function setUnknown(list: List, index: Value, value: Value, why: Opaque, runtime: Runtime, site: Span): void {
  runtime.mayRaise(why)
  if (!(index instanceof Slice)) {
    runtime.touch(list)
    if (isUnknown(index)) replaceAny(list, value, index)
    else replaceAt(list, indexOf(index, runtime, site), value)
    return
  }
  const { items, opaque, tail } = extentOf(value, runtime, site)
  runtime.touch(list)
  scatter(list, why, [...items, opaque, ...tail])
}

/** Deletes at a place or slice that is not known, or not known to be there. */
export function deleteUnknown(list: List, index: Value, why: Opaque, runtime: Runtime, site: Span): void {
  runtime.touch(list)
  if (index instanceof Slice) {
    if (list.opaque && isPlainSlice(index))
      become(list, spliced(list, sliceBound(index.start), sliceBound(index.stop), closed([])))
    else scatter(list, why)
    return
  }
  runtime.mayRaise(why)
  if (isUnknown(index)) removeAny(list, index)
  else removeAt(list, indexOf(index, runtime, site))
}

/** `list * times` of a list of unknown length. */
export function repeatedExtent(list: List, times: number): Extent {
  return times === 0 ? closed([]) : times === 1 ? list : concatenated(list, list)
}

/** The items' texts, and a sign that there may be others between the first and the last. */
export function withTail({ items, opaque, tail }: List, write: (items: readonly Value[]) => string): string {
  const text = unknownRest(write(items), opaque)
  return opaque && tail.length > 0 ? `${text}, ${write(tail)}` : text
}
