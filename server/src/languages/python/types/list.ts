// list: Python's operators and methods on the engine's List. Every change is announced to the journal first.
import {
  append,
  become,
  closed,
  concatenated,
  DONE,
  holding,
  insertAt,
  Int,
  itemAt,
  itemFactsOf,
  List,
  oneOf,
  Opaque,
  removeAt,
  scatter,
  Slice,
  spliced,
  type Iteration,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised } from '../exceptions'
import { callWith, canIterate, equal, indexOf, isUnknown, itemsOf, truth } from '../operations'
import { NotImplemented } from '../protocol'
import { signature } from '../signature'
import { listClass } from './builtinClasses'
import { methodTable, storing, type MethodTable } from './methods'
import {
  deleteUnknown,
  extentOf,
  isPlainSlice,
  itemOfOpen,
  listOf,
  removeItem,
  repeatedExtent,
  setUnknown,
  shuffle,
  sliceBound,
  slicedExtent,
  withTail,
} from './openList'
import type { PythonType } from './registry'
import {
  compareSequences,
  countItem,
  displayed,
  findItem,
  guarded,
  jsonOfItems,
  listed,
  placeAt,
  repeated,
  repetitions,
  searchBounds,
  sorted,
} from './sequence'
import { sliced, slicePlaces, unknownPart } from './slice'

/** Adds all items of an iterable; an unknown number of them makes the length unknown. */
export function extendList(list: List, iterable: Value, runtime: Runtime, site: Span): void {
  const added = extentOf(iterable, runtime, site)
  runtime.touch(list)
  if (added.opaque) become(list, concatenated(list, added))
  else append(list, added.items)
}

/** Walks a list that may change while it is walked. */
class ListWalk implements Iteration {
  private place = 0
  constructor(private readonly list: List) {}

  next(): Value | typeof DONE {
    const { items } = this.list
    return this.place < items.length ? items[this.place++] : DONE
  }

  get opaque(): Opaque | undefined {
    const { opaque, tail } = this.list
    return opaque ? holding(opaque, tail) : undefined
  }
}

const METHODS: MethodTable<List> = {
  append: storing((list, args, runtime, site) => {
    const [item] = appendSignature(args, site)
    runtime.touch(list)
    runtime.charge(8)
    append(list, [item])
    return null
  }),
  extend: storing((list, args, runtime, site) => {
    extendList(list, extendSignature(args, site)[0], runtime, site)
    return null
  }),
  insert: storing((list, args, runtime, site) => {
    const [index, item] = insertSignature(args, site)
    runtime.touch(list)
    runtime.step(1)
    if (index instanceof Opaque) {
      const held = [item, ...list.items]
      if (list.opaque) scatter(list, index, [item])
      else list.items = held.map(() => oneOf(index, held))
      return null
    }
    const place = indexOf(index, runtime, site)
    if (list.opaque) insertAt(list, place, item)
    else list.items.splice(place < 0 ? Math.max(0, place + list.items.length) : place, 0, item)
    return null
  }),
  pop: (list, args, runtime, site) => {
    const [index] = popSignature(args, site)
    const { length } = list.items
    let place = index === undefined ? -1 : indexOf(index, runtime, site)
    if (list.opaque) {
      const unknown = runtime.opaque(list.opaque.reason, site, itemFactsOf(list))
      const known = itemAt(list, place) !== undefined
      if (!known) runtime.mayRaise(unknown)
      runtime.touch(list)
      const item = removeAt(list, place)
      return known ? item : unknown
    }
    if (length === 0) throw raised('IndexError', 'pop from empty list', site)
    if (place < 0) place += length
    if (place < 0 || place >= length) throw raised('IndexError', 'pop index out of range', site)
    runtime.touch(list)
    return list.items.splice(place, 1)[0]
  },
  remove: (list, args, runtime, site) => {
    const [item] = removeSignature(args, site)
    if (!removeItem(list, item, runtime, site)) throw raised('ValueError', 'list.remove(x): x not in list', site)
    return null
  },
  clear: (list, args, runtime, site) => {
    clearSignature(args, site)
    runtime.touch(list)
    become(list, closed([]))
    return null
  },
  index: (list, args, runtime, site) => {
    const [item, start, stop] = indexSignature(args, site)
    const [from, to] = searchBounds(start, stop, list.items.length, runtime, site)
    const place = findItem(list.items, item, from, to, runtime, site)
    if (place instanceof Opaque) return place
    if (place >= 0) return Int.of(place)
    if (list.opaque) return runtime.opaqueOrRaised(list.opaque.reason, site)
    throw raised('ValueError', `${protocolText(item, runtime)} is not in list`, site)
  },
  count: (list, args, runtime, site) => {
    const count = countItem(list.items, countSignature(args, site)[0], runtime, site)
    if (list.opaque) return runtime.opaque(list.opaque.reason, site)
    return typeof count === 'number' ? Int.of(count) : count
  },
  sort: (list, args, runtime, site) => {
    const [key, reverse] = sortSignature(args, site)
    runtime.touch(list)
    const result = sortedItems(list, key, reverse, runtime, site, (partly) => (list.items = partly))
    if (result instanceof Opaque) shuffle(list, result)
    else list.items = result
    return null
  },
  reverse: (list, args, runtime, site) => {
    reverseSignature(args, site)
    runtime.touch(list)
    runtime.step(list.items.length)
    list.items.reverse()
    if (list.opaque) [list.items, list.tail] = [list.tail.reverse(), list.items]
    return null
  },
  copy: (list, args, _, site) => {
    copySignature(args, site)
    return copyList(list)
  },
}

const appendSignature = signature('list.append(object, /)')
const extendSignature = signature('list.extend(iterable, /)')
const insertSignature = signature('list.insert(index, object, /)')
const popSignature = signature('list.pop(index=, /)')
const removeSignature = signature('list.remove(value, /)')
const clearSignature = signature('list.clear()')
const indexSignature = signature('list.index(value, start=, stop=, /)')
const countSignature = signature('list.count(value, /)')
const sortSignature = signature('list.sort(*, key=, reverse=)')
const reverseSignature = signature('list.reverse()')
const copySignature = signature('list.copy()')

function protocolText(item: Value, runtime: Runtime): string {
  return listed([item], runtime)
}

function copyList(list: List): List {
  return listOf(list)
}

/** The items of an iterable in order; the reason where that is not known. */
export function sortedItems(
  iterable: Value,
  key: Value | undefined,
  reverse: Value | undefined,
  runtime: Runtime,
  site: Span,
  onFault?: (partly: Value[]) => void,
): Value[] | Opaque {
  const items = itemsOf(iterable, runtime, site)
  if (items instanceof Opaque) return items
  const keys = key === undefined || key === null ? items : items.map((item) => callWith(key, [item], runtime, site))
  const backwards = reverse === undefined ? false : truth(reverse, runtime, site)
  return backwards instanceof Opaque ? backwards : sorted(items, keys, backwards, runtime, site, onFault)
}

/** Puts an iterable's items in the place of a slice. */
function assignSlice(list: List, slice: Slice, value: Value, runtime: Runtime, site: Span): void {
  if (!isUnknown(value) && !canIterate(value)) {
    const extended = slice.step !== null && !(slice.step instanceof Int && slice.step.value === 1)
    throw raised('TypeError', extended ? 'must assign iterable to extended slice' : 'can only assign an iterable', site)
  }
  const part = extentOf(value, runtime, site)
  const { items } = part
  const { start, step, count } = slicePlaces(slice, list.items.length, runtime, site)
  const why = list.opaque ?? part.opaque
  runtime.touch(list)
  if (step === 1) {
    if (why === null) list.items.splice(start, count, ...items)
    else if (list.opaque) become(list, spliced(list, sliceBound(slice.start), sliceBound(slice.stop), part))
    else become(list, spliced(list, start, start + count, part))
    return
  }
  if (why !== null) {
    runtime.mayRaise(why)
    return list.opaque ? scatter(list, why, items) : shuffle(list, why)
  }
  if (items.length !== count) {
    const message = `attempt to assign sequence of size ${items.length} to extended slice of size ${count}`
    throw raised('ValueError', message, site)
  }
  items.forEach((item, i) => (list.items[start + i * step] = item))
}

export const listType: PythonType<List> = {
  cls: listClass,
  typeName: () => 'list',
  binary(op, v, other, reflected, runtime, site) {
    if (op === '*') {
      const times = repetitions(other, runtime, site)
      if (times === null) return NotImplemented
      return v.opaque ? listOf(repeatedExtent(v, times)) : new List(repeated(v.items, times, runtime))
    }
    if (op !== '+' || reflected || !(other instanceof List)) return NotImplemented
    runtime.charge(8 * (v.items.length + other.items.length))
    return listOf(concatenated(v, other))
  },
  inPlace(op, v, other, runtime, site) {
    if (op === '+') {
      extendList(v, other, runtime, site)
      return v
    }
    const times = op === '*' ? repetitions(other, runtime, site) : null
    if (times === null) return NotImplemented
    runtime.touch(v)
    if (v.opaque) become(v, repeatedExtent(v, times))
    else v.items = repeated(v.items, times, runtime)
    return v
  },
  compare(op, v, other, reflected, runtime, site) {
    if (!(other instanceof List)) return NotImplemented
    const unknown = v.opaque ?? other.opaque
    if (unknown) return unknown
    return reflected
      ? compareSequences(op, other.items, v.items, runtime, site)
      : compareSequences(op, v.items, other.items, runtime, site)
  },
  length: (v) => v.opaque ?? v.items.length,
  truthy: (v) => v.items.length > 0 || (v.opaque ? v.tail.length > 0 || v.opaque : false),
  iterate: (v) => new ListWalk(v),
  contains(v, item, runtime, site) {
    let unknown = v.opaque
    for (const other of v.opaque ? [...v.items, ...v.tail] : v.items) {
      runtime.step(1)
      const same = equal(other, item, runtime, site)
      if (same === true) return true
      if (same instanceof Opaque) unknown ??= same
    }
    return unknown ?? false
  },
  getItem(v, index, runtime, site) {
    if (v.opaque) {
      const part = index instanceof Slice ? slicedExtent(v, index) : null
      if (part) return listOf(part)
      const item = index instanceof Int && typeof index.value === 'number' ? itemAt(v, index.value) : undefined
      return item ?? itemOfOpen(v, index, runtime, site)
    }
    if (index instanceof Slice) {
      const items = sliced(v.items, index, runtime, site)
      runtime.charge(8 * items.length)
      return new List(items)
    }
    return v.items[placeAt(index, v.items.length, 'list', runtime, site)]
  },
  setItem(v, index, value, runtime, site) {
    const unknown = unknownPart(index)
    if (unknown) return setUnknown(v, index, value, unknown, runtime, site)
    if (index instanceof Slice) {
      if (!v.opaque || isPlainSlice(index)) return assignSlice(v, index, value, runtime, site)
      return setUnknown(v, index, value, v.opaque, runtime, site)
    }
    if (v.opaque) return setUnknown(v, index, value, v.opaque, runtime, site)
    const place = placeAt(index, v.items.length, 'list assignment', runtime, site)
    runtime.touch(v)
    v.items[place] = value
  },
  deleteItem(v, index, runtime, site) {
    const unknown = unknownPart(index) ?? v.opaque
    if (unknown) return deleteUnknown(v, index, unknown, runtime, site)
    runtime.touch(v)
    if (!(index instanceof Slice)) {
      v.items.splice(placeAt(index, v.items.length, 'list assignment', runtime, site), 1)
      return
    }
    const { start, step, count } = slicePlaces(index, v.items.length, runtime, site)
    const gone = new Set(Array.from({ length: count }, (_, i) => start + i * step))
    v.items = v.items.filter((_, i) => !gone.has(i))
  },
  key: (_, __, site) => {
    throw raised('TypeError', "unhashable type: 'list'", site)
  },
  copy: (v) => copyList(v),
  repr: (v, runtime) => guarded(v, '[...]', () => `[${withTail(v, (items) => listed(items, runtime))}]`),
  display: (v, runtime) => guarded(v, '[...]', () => `[${withTail(v, (items) => displayed(items, runtime))}]`),
  toJson: (v) => (v.opaque ? { opaque: v.opaque.reason } : jsonOfItems(v.items)),
  ...methodTable('list', listClass, () => METHODS),
}

listClass.make = (args, runtime, site) => {
  const [iterable] = makeSignature(args, site)
  const list = new List([])
  if (iterable !== undefined) extendList(list, iterable, runtime, site)
  return list
}
const makeSignature = signature('list(iterable=, /)')
