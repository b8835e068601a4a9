// What lists and tuples have in common: places, comparison, repetition, search, text.
import {
  Int,
  Opaque,
  Traced,
  type CompareOperator,
  type Json,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised } from '../exceptions'
import { compare, equal, indexOf, reprOf, truth } from '../operations'
import { NotImplemented } from '../protocol'
import { UNKNOWN_TEXT } from '../text/unknownText'
import { protocolOf } from './registry'

/** The place that an index means; raises IndexError or TypeError. @param what `list`, `tuple`, `list assignment` */
export function placeAt(index: Value, length: number, what: string, runtime: Runtime, site: Span): number {
  let place: number
  if (index instanceof Int) place = sizedIndex(index, 'IndexError', site)
  else {
    const type = protocolOf(index)
    const found = type.toIndex?.(index, runtime, site) ?? null
    if (found === null) {
      if (index instanceof Traced) runtime.wantsInteger(index)
      const kind = what.split(' ')[0]
      const name =
        kind === 'string'
          ? `string indices must be integers, not '${type.typeName(index)}'`
          : `${kind} indices must be integers or slices, not ${type.typeName(index)}`
      throw raised('TypeError', name, site)
    }
    place = found
  }
  if (place < 0) place += length
  if (place < 0 || place >= length) throw raised('IndexError', `${what} index out of range`, site)
  return place
}

/** An integer as a place or a count; one beyond 2^63 fits none. */
export function sizedIndex(index: Int, fault: 'IndexError' | 'OverflowError', site: Span): number {
  const { value } = index
  if (typeof value === 'bigint' && (value >= 2n ** 63n || value < -(2n ** 63n))) {
    throw raised(fault, "cannot fit 'int' into an index-sized integer", site)
  }
  return Number(value)
}

/** How often a sequence is repeated by `*`; null where the factor is no integer. */
export function repetitions(factor: Value, runtime: Runtime, site: Span): number | null {
  runtime.wantsInteger(factor)
  if (factor instanceof Int) return Math.max(0, sizedIndex(factor, 'OverflowError', site))
  if (typeof factor === 'boolean') return factor ? 1 : 0
  const index = protocolOf(factor).toIndex?.(factor, runtime, site) ?? null
  return index === null ? null : Math.max(0, index)
}

/** `items * times` */
export function repeated(items: readonly Value[], times: number, runtime: Runtime): Value[] {
  runtime.charge(8 * items.length * times)
  const result: Value[] = []
  for (let i = 0; i < times; i++) for (const item of items) result.push(item)
  return result
}

/** Compares item by item, the first difference decides. */
export function compareSequences(
  op: CompareOperator,
  a: readonly Value[],
  b: readonly Value[],
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  if (op === '==' || op === '!=') {
    if (a.length !== b.length) return op === '!='
  }
  let unknown: Opaque | null = null
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    runtime.step(1)
    const same = equal(a[i], b[i], runtime, site)
    if (same === true) continue
    if (same instanceof Opaque) {
      unknown ??= same
      if (op !== '==' && op !== '!=') return unknown
      continue
    }
    if (op === '==' || op === '!=') return op === '!='
    return compare(op, a[i], b[i], runtime, site)
  }
  if (unknown) return unknown
  switch (op) {
    case '==':
      return true
    case '!=':
      return false
    case '<':
      return a.length < b.length
    case '<=':
      return a.length <= b.length
    case '>':
      return a.length > b.length
    case '>=':
      return a.length >= b.length
    default:
      return NotImplemented
  }
}

/** The first place of an equal item between two places; -1 where there is none. */
export function findItem(
  items: readonly Value[],
  item: Value,
  from: number,
  to: number,
  runtime: Runtime,
  site: Span,
): number | Opaque {
  let unknown: Opaque | null = null
  for (let i = from; i < Math.min(to, items.length); i++) {
    runtime.step(1)
    const same = equal(items[i], item, runtime, site)
    if (same === true) return unknown ?? i
    if (same instanceof Opaque) unknown ??= same
  }
  return unknown ?? -1
}

/** The bounds of `index(x, start, stop)`. */
export function searchBounds(
  start: Value,
  stop: Value,
  length: number,
  runtime: Runtime,
  site: Span,
): [number, number] {
  const bound = (v: Value, fallback: number) => {
    if (v === undefined) return fallback
    const place = indexOf(v, runtime, site)
    return Math.max(0, place < 0 ? place + length : place)
  }
  return [bound(start, 0), bound(stop, length)]
}

/** How many items are equal to one. */
export function countItem(items: readonly Value[], item: Value, runtime: Runtime, site: Span): number | Opaque {
  let count = 0
  for (const other of items) {
    runtime.step(1)
    const same = equal(other, item, runtime, site)
    if (same instanceof Opaque) return same
    if (same) count++
  }
  return count
}

/**
 * A sorted copy, stable; the reason where the order is not known. Only `<` is asked, as CPython does.
 *
 * @param onFault gets the items as far as they were sorted when a comparison raises
 */
export function sorted(
  items: readonly Value[],
  keys: readonly Value[],
  reverse: boolean,
  runtime: Runtime,
  site: Span,
  onFault?: (partly: Value[]) => void,
): Value[] | Opaque {
  runtime.step(items.length)
  const places = items.map((_, i) => i)
  if (reverse) places.reverse()
  const plain = keys.every((key) => typeof key === 'number' && !Number.isNaN(key))
  let unknown: Opaque | null = null
  const below = plain
    ? (a: number, b: number) => (keys[a] as number) < (keys[b] as number)
    : (a: number, b: number) => {
        const [x, y] = [keys[a], keys[b]]
        if (x instanceof Opaque || y instanceof Opaque) {
          unknown ??= (x instanceof Opaque ? x : y) as Opaque
          return false
        }
        const result = truth(compare('<', x, y, runtime, site), runtime, site)
        if (result instanceof Opaque) unknown ??= result
        return result === true
      }
  let order: number[]
  try {
    order = places.length < SMALL_SORT ? insertionSort(places, below) : mergeSort(places, below)
  } catch (error) {
    if (reverse) places.reverse()
    onFault?.(places.map((i) => items[i]))
    throw error
  }
  if (unknown) return unknown
  if (reverse) order.reverse()
  return order.map((i) => items[i])
}

/** Shorter lists are sorted by CPython in one run. */
const SMALL_SORT = 64

/** As CPython sorts a short list: the run at its beginning, then binary insertion, so that the same items are compared. */
function insertionSort(places: number[], below: (a: number, b: number) => boolean): number[] {
  if (places.length < 2) return places
  let run = 2
  if (below(places[1], places[0])) {
    while (run < places.length && below(places[run], places[run - 1])) run++
    places.splice(0, run, ...places.slice(0, run).reverse())
  } else while (run < places.length && !below(places[run], places[run - 1])) run++
  for (; run < places.length; run++) {
    const pivot = places[run]
    let left = 0
    let right = run
    while (left < right) {
      const middle = (left + right) >> 1
      if (below(pivot, places[middle])) right = middle
      else left = middle + 1
    }
    places.splice(run, 1)
    places.splice(left, 0, pivot)
  }
  return places
}

function mergeSort(places: number[], below: (a: number, b: number) => boolean): number[] {
  if (places.length < 2) return places
  const middle = places.length >> 1
  const left = mergeSort(places.slice(0, middle), below)
  const right = mergeSort(places.slice(middle), below)
  const result: number[] = []
  let i = 0
  let j = 0
  while (i < left.length && j < right.length) result.push(below(right[j], left[i]) ? right[j++] : left[i++])
  while (i < left.length) result.push(left[i++])
  while (j < right.length) result.push(right[j++])
  return result
}

const printing = new Set<Value>()

/** Writes a container's text; `around` where it contains itself. */
export function guarded(container: Value, around: string, write: () => string): string {
  if (printing.has(container)) return around
  printing.add(container)
  try {
    return write()
  } finally {
    printing.delete(container)
  }
}

/** The items' texts, between commas. */
export function listed(items: readonly Value[], runtime: Runtime): string {
  runtime.step(items.length)
  return items.map((item) => reprOf(item, runtime)).join(', ')
}

/** The items as hovers show them, between commas. */
export function displayed(items: readonly Value[], runtime: Runtime): string {
  return items.map((item) => displayOf(item, runtime)).join(', ')
}

/** A value as hovers show it. */
export function displayOf(v: Value, runtime: Runtime): string {
  if (v instanceof Opaque && !v.facts.tensor) return UNKNOWN_TEXT
  // What a library keeps for itself in an instance has no type.
  const protocol = protocolOf(v) as ReturnType<typeof protocolOf> | undefined
  return protocol ? protocol.display(v, runtime) : UNKNOWN_TEXT
}

const converting = new Set<Value>()

/** A value as contract.md's JSON; undefined where it, or something in it, has none. */
export function jsonOf(v: Value): Json | undefined {
  if (v instanceof Opaque) return { opaque: v.reason }
  if (converting.has(v)) return undefined
  if (typeof v !== 'object' || v === null) return protocolOf(v).toJson(v)
  converting.add(v)
  try {
    return protocolOf(v).toJson(v)
  } finally {
    converting.delete(v)
  }
}

/** Items as a JSON array. */
export function jsonOfItems(items: readonly Value[]): Json | undefined {
  const all = items.map(jsonOf)
  return all.some((json) => json === undefined) ? undefined : (all as Json[])
}
