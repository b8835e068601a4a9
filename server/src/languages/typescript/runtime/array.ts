// Array's constructor, statics and methods (ECMA-262 §23.1), typed arrays' methods included. Holes are the host's own.
import { List, Opaque, Traced, type Runtime, type Span, type Value } from '@gradlens/engine'
import { callback, callFunction } from './callable'
import { rangeError, typeError } from './classes'
import { argumentText, isNumber, isObject, toBoolean, toInteger, toNumber, toPosition, toText } from './conversion'
import { sameValueZero, strictlyEqual } from './equality'
import { liveIterator } from './iteration'
import { Constructor, ITERATOR_KEY, members, methods, type MethodImplementation } from './native'
import { elementsOf, TypedArray, typedArray } from './typedArray'
import { Unknown } from './unknown'

/** The array that a method works on; throws Unknown where its length is not known. */
function arrayOf(self: Value, runtime: Runtime, site: Span): List {
  if (self instanceof List) {
    if (self.opaque) throw new Unknown(self.opaque)
    return self
  }
  if (self === undefined || self === null) throw typeError('Array.prototype method called on null or undefined', site)
  return new List([...elementsOf(typeof self === 'string' ? new List([...self]) : self, runtime, site)])
}

/** An array of the kind of `self`. */
function alike(self: List, items: Value[], runtime: Runtime, site: Span): List {
  if (self instanceof TypedArray) return typedArray(self.element, items, runtime, site)
  runtime.charge(16 * items.length)
  return new List(items)
}

function plain(items: Value[], runtime: Runtime): List {
  runtime.charge(16 * items.length)
  return new List(items)
}

/** Looks at one element; true ends the walk. */
type Visit = (item: Value, index: number, call: () => Value) => boolean

/** Walks the elements that are there, each with what the callback makes of it. */
function walk(
  self: Value,
  args: readonly Value[],
  runtime: Runtime,
  site: Span,
  visit: Visit,
  holes: 'skip' | 'visit' = 'skip',
): List {
  const list = arrayOf(self, runtime, site)
  const f = callback(args[0], site)
  const { length } = list.items
  for (let i = 0; i < length; i++) {
    runtime.step(1)
    if (holes === 'skip' && !(i in list.items)) continue
    const item = list.items[i]
    if (visit(item, i, () => callFunction(f, args[1], [item, i, list], runtime, site))) break
  }
  return list
}

function search(args: readonly Value[], self: Value, runtime: Runtime, site: Span, fromEnd: boolean): number {
  const list = arrayOf(self, runtime, site)
  const f = callback(args[0], site)
  const { length } = list.items
  for (let k = 0; k < length; k++) {
    const i = fromEnd ? length - 1 - k : k
    if (toBoolean(callFunction(f, args[1], [list.items[i], i, list], runtime, site), runtime, site)) return i
  }
  return -1
}

function reduce(self: Value, args: readonly Value[], runtime: Runtime, site: Span, fromEnd: boolean): Value {
  const list = arrayOf(self, runtime, site)
  const f = callback(args[0], site)
  const { length } = list.items
  let started = args.length >= 2
  let accumulator = args[1]
  for (let k = 0; k < length; k++) {
    const i = fromEnd ? length - 1 - k : k
    runtime.step(1)
    if (!(i in list.items)) continue
    accumulator = started
      ? callFunction(f, undefined, [accumulator, list.items[i], i, list], runtime, site)
      : list.items[i]
    started = true
  }
  if (!started) throw typeError('Reduce of empty array with no initial value', site)
  return accumulator
}

/** The elements in the order of `sort`: undefined ones last, holes after them. */
function sorted(list: List, compare: Value, runtime: Runtime, site: Span): Value[] {
  if (compare !== undefined && !(compare instanceof Opaque)) {
    try {
      callback(compare, site)
    } catch {
      throw typeError('The comparison function must be either a function or undefined', site)
    }
  }
  const present = list.items.filter((item) => item !== undefined)
  const unknown = present.find((item) => item instanceof Opaque)
  if (unknown instanceof Opaque) throw new Unknown(unknown)
  runtime.step(present.length * Math.ceil(Math.log2(present.length + 1)))
  if (compare === undefined) return [...sortedByDefault(list, present, runtime, site), ...undefinedOf(list)]
  const order = (a: Value, b: Value): number => {
    const result = toNumber(callFunction(compare, undefined, [a, b], runtime, site), runtime, site)
    if (typeof result === 'number') return result
    const sign = Math.sign(result.primal)
    runtime.decide(sign, site)
    return sign
  }
  return [...present.sort(order), ...undefinedOf(list)]
}

function sortedByDefault(list: List, present: Value[], runtime: Runtime, site: Span): Value[] {
  if (list instanceof TypedArray) {
    const order = (a: Value, b: Value): number => primal(a) - primal(b) || (Object.is(primal(a), -0) ? -1 : 0)
    const result = present.sort(order)
    if (present.some((v) => v instanceof Traced)) runtime.decide(JSON.stringify(result.map(primal)), site)
    return result
  }
  const keyed = present.map((item) => ({ item, text: toText(item, runtime, site) }))
  return keyed.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ item }) => item)
}

function primal(v: Value): number {
  return v instanceof Traced ? v.primal : (v as number)
}

function undefinedOf(list: List): undefined[] {
  let count = 0
  for (let i = 0; i < list.items.length; i++) if (i in list.items && list.items[i] === undefined) count++
  return new Array<undefined>(count).fill(undefined)
}

/** Sorts in place; holes end up last. */
function sortInPlace(list: List, compare: Value, runtime: Runtime, site: Span): List {
  const { length } = list.items
  const result = sorted(list, compare, runtime, site)
  result.length = length
  return replaceItems(list, result, runtime)
}

function replaceItems(list: List, items: Value[], runtime: Runtime): List {
  runtime.touch(list)
  list.items = items
  return list
}

function flattened(items: readonly Value[], depth: number, runtime: Runtime): Value[] {
  const result: Value[] = []
  items.forEach((item) => {
    runtime.step(1)
    if (item instanceof List && !(item instanceof TypedArray) && depth > 0) {
      if (item.opaque) throw new Unknown(item.opaque)
      result.push(...flattened(item.items, depth - 1, runtime))
    } else result.push(item)
  })
  return result
}

function splice(list: List, args: readonly Value[], runtime: Runtime, site: Span): { removed: Value[]; rest: Value[] } {
  const { length } = list.items
  const start = toPosition(args[0], 0, length, runtime, site)
  const most = length - start
  const count =
    args.length === 0 ? 0 : args.length === 1 ? most : Math.max(0, Math.min(toInteger(args[1], 0, runtime, site), most))
  runtime.step(length)
  const rest = list.items.slice()
  return { removed: rest.splice(start, count, ...args.slice(2)), rest }
}

/** The text of an array: elements joined, null and undefined empty, arrays inside themselves empty. */
function join(list: List, separator: string, runtime: Runtime, site: Span, inside: readonly List[] = []): string {
  if (list.opaque) throw new Unknown(list.opaque)
  runtime.step(list.items.length)
  const parts = Array.from(list.items, (item) => {
    if (item === undefined || item === null) return ''
    if (item instanceof List) return inside.includes(item) ? '' : join(item, ',', runtime, site, [...inside, list])
    return toText(item, runtime, site)
  })
  const text = parts.join(separator)
  runtime.charge(2 * text.length)
  return text
}

const notFixed = (self: Value, site: Span, name: string): List => {
  if (!(self instanceof List) || self instanceof TypedArray) throw typeError(`${name} is not a function`, site)
  return self
}

/** Appends; what is known to be in an array of unknown length grows too. */
const push: MethodImplementation = (self, args, runtime, site) => {
  const list = notFixed(self, site, 'push')
  runtime.touch(list)
  runtime.charge(16 * args.length)
  for (const arg of args) list.items.push(arg)
  return list.opaque ?? list.items.length
}

const toString: MethodImplementation = (self, _, runtime, site) =>
  self instanceof List ? join(self, ',', runtime, site) : '[object Object]'

const table: Readonly<Record<string, MethodImplementation>> = {
  at(self, [index], runtime, site) {
    const { items } = arrayOf(self, runtime, site)
    return items.at(toInteger(index, 0, runtime, site))
  },
  concat(self, args, runtime, site) {
    const list = arrayOf(self, runtime, site)
    const items = list.items.slice()
    for (const arg of args) {
      if (arg instanceof List && !(arg instanceof TypedArray)) {
        if (arg.opaque) throw new Unknown(arg.opaque)
        const offset = items.length
        items.length += arg.items.length
        arg.items.forEach((item, i) => (items[offset + i] = item))
      } else items.push(arg)
    }
    runtime.step(items.length)
    return plain(items, runtime)
  },
  copyWithin(self, [target, start, end], runtime, site) {
    const list = arrayOf(self, runtime, site)
    const { length } = list.items
    const to = toPosition(target, 0, length, runtime, site)
    const from = toPosition(start, 0, length, runtime, site)
    return replaceItems(
      list,
      list.items.slice().copyWithin(to, from, toPosition(end, length, length, runtime, site)),
      runtime,
    )
  },
  entries: (self) => liveIterator(self as List, (list, i) => new List([i, list.items[i]])),
  every(self, args, runtime, site) {
    let result = true
    walk(self, args, runtime, site, (_, __, call) => {
      result = toBoolean(call(), runtime, site)
      return !result
    })
    return result
  },
  fill(self, [value, start, end], runtime, site) {
    const list = arrayOf(self, runtime, site)
    const { length } = list.items
    const from = toPosition(start, 0, length, runtime, site)
    const to = toPosition(end, length, length, runtime, site)
    runtime.step(Math.max(0, to - from))
    runtime.touch(list)
    if (list instanceof TypedArray) for (let i = from; i < to; i++) list.write(i, value, runtime, site)
    else for (let i = from; i < to; i++) list.items[i] = value
    return list
  },
  filter(self, args, runtime, site) {
    const kept: Value[] = []
    const list = walk(self, args, runtime, site, (item, _, call) => {
      if (toBoolean(call(), runtime, site)) kept.push(item)
      return false
    })
    return alike(list, kept, runtime, site)
  },
  find(self, args, runtime, site) {
    const i = search(args, self, runtime, site, false)
    return i < 0 ? undefined : arrayOf(self, runtime, site).items[i]
  },
  findIndex: (self, args, runtime, site) => search(args, self, runtime, site, false),
  findLast(self, args, runtime, site) {
    const i = search(args, self, runtime, site, true)
    return i < 0 ? undefined : arrayOf(self, runtime, site).items[i]
  },
  findLastIndex: (self, args, runtime, site) => search(args, self, runtime, site, true),
  flat: (self, [depth], runtime, site) =>
    plain(flattened(arrayOf(self, runtime, site).items, toInteger(depth, 1, runtime, site), runtime), runtime),
  flatMap(self, args, runtime, site) {
    const results: Value[] = []
    walk(self, args, runtime, site, (_, __, call) => {
      results.push(call())
      return false
    })
    return plain(flattened(results, 1, runtime), runtime)
  },
  forEach(self, args, runtime, site) {
    walk(self, args, runtime, site, (_, __, call) => {
      call()
      return false
    })
    return undefined
  },
  includes(self, [value, from], runtime, site) {
    const { items } = arrayOf(self, runtime, site)
    const start = toPosition(from, 0, items.length, runtime, site)
    for (let i = start; i < items.length; i++) if (sameValueZero(items[i], value, runtime, site)) return true
    return false
  },
  indexOf(self, [value, from], runtime, site) {
    const { items } = arrayOf(self, runtime, site)
    const start = toPosition(from, 0, items.length, runtime, site)
    for (let i = start; i < items.length; i++) if (i in items && strictlyEqual(items[i], value, runtime, site)) return i
    return -1
  },
  join: (self, [separator], runtime, site) =>
    join(arrayOf(self, runtime, site), separator === undefined ? ',' : toText(separator, runtime, site), runtime, site),
  keys: (self) => liveIterator(self as List, (_, i) => i),
  lastIndexOf(self, args, runtime, site) {
    const { items } = arrayOf(self, runtime, site)
    const from = args.length > 1 ? toInteger(args[1], 0, runtime, site) : items.length - 1
    for (let i = from < 0 ? items.length + from : Math.min(from, items.length - 1); i >= 0; i--) {
      if (i in items && strictlyEqual(items[i], args[0], runtime, site)) return i
    }
    return -1
  },
  map(self, args, runtime, site) {
    const results: Value[] = []
    results.length = arrayOf(self, runtime, site).items.length
    const list = walk(self, args, runtime, site, (_, i, call) => {
      results[i] = call()
      return false
    })
    return alike(list, results, runtime, site)
  },
  pop(self, _, runtime, site) {
    const list = arrayOf(notFixed(self, site, 'pop'), runtime, site)
    runtime.touch(list)
    return list.items.pop()
  },
  push,
  reduce: (self, args, runtime, site) => reduce(self, args, runtime, site, false),
  reduceRight: (self, args, runtime, site) => reduce(self, args, runtime, site, true),
  reverse(self, _, runtime, site) {
    const list = arrayOf(self, runtime, site)
    runtime.step(list.items.length)
    return replaceItems(list, list.items.slice().reverse(), runtime)
  },
  shift(self, _, runtime, site) {
    const list = arrayOf(notFixed(self, site, 'shift'), runtime, site)
    runtime.touch(list)
    return list.items.shift()
  },
  slice(self, [start, end], runtime, site) {
    const list = arrayOf(self, runtime, site)
    const { length } = list.items
    const items = list.items.slice(
      toPosition(start, 0, length, runtime, site),
      toPosition(end, length, length, runtime, site),
    )
    runtime.step(items.length)
    return alike(list, items, runtime, site)
  },
  some(self, args, runtime, site) {
    let result = false
    walk(self, args, runtime, site, (_, __, call) => {
      result = toBoolean(call(), runtime, site)
      return result
    })
    return result
  },
  sort: (self, [compare], runtime, site) => sortInPlace(arrayOf(self, runtime, site), compare, runtime, site),
  splice(self, args, runtime, site) {
    const list = arrayOf(notFixed(self, site, 'splice'), runtime, site)
    const { removed, rest } = splice(list, args, runtime, site)
    replaceItems(list, rest, runtime)
    return plain(removed, runtime)
  },
  toReversed: (self, _, runtime, site) => {
    const list = arrayOf(self, runtime, site)
    return alike(list, Array.from(list.items).reverse(), runtime, site)
  },
  toSorted(self, [compare], runtime, site) {
    const list = arrayOf(self, runtime, site)
    return alike(list, sorted(new List(Array.from(list.items)), compare, runtime, site), runtime, site)
  },
  toSpliced: (self, args, runtime, site) =>
    plain(splice(arrayOf(self, runtime, site), args, runtime, site).rest, runtime),
  toString,
  toLocaleString: toString,
  unshift(self, args, runtime, site) {
    const list = arrayOf(notFixed(self, site, 'unshift'), runtime, site)
    runtime.step(list.items.length)
    runtime.charge(16 * args.length)
    replaceItems(list, [...args, ...list.items], runtime)
    return list.items.length
  },
  values: (self) => liveIterator(self as List, (list, i) => list.items[i]),
  [ITERATOR_KEY]: (self) => liveIterator(self as List, (list, i) => list.items[i]),
  with(self, [index, value], runtime, site) {
    const list = arrayOf(self, runtime, site)
    const at = toInteger(index, 0, runtime, site)
    const place = at < 0 ? list.items.length + at : at
    if (place < 0 || place >= list.items.length) {
      throw rangeError(
        list instanceof TypedArray ? 'Invalid typed array index' : `Invalid index : ${argumentText(index)}`,
        site,
      )
    }
    return alike(
      list,
      Array.from(list.items, (item, i) => (i === place ? value : item)),
      runtime,
      site,
    )
  },
}

/** Methods whose work is done on the array itself: an unknown argument leaves it unknown. */
const MUTATORS = new Set(['copyWithin', 'fill', 'pop', 'push', 'reverse', 'shift', 'sort', 'splice', 'unshift', 'set'])

/** Nothing is known of the array's elements any more; `pop` and its kin leave the length unknown too. */
function forget(self: Value, why: Opaque, runtime: Runtime): void {
  if (!(self instanceof List)) return
  runtime.touch(self)
  self.items = Array.from(self.items, (item) => runtime.opaque(why.reason, { text: 0, start: 0, end: 0 }, {}, [item]))
  if (!(self instanceof TypedArray)) self.opaque ??= why
}

const pick = (wanted: boolean) =>
  Object.fromEntries(Object.entries(table).filter(([name]) => MUTATORS.has(name) === wanted))

/** The methods of arrays; `constructor` and the like are elsewhere. */
export const arrayMethods = new Map([...methods('Array', pick(false)), ...methods('Array', pick(true), forget)])

/** What typed arrays have of their own. */
export const typedArrayMethods = new Map([
  ...methods('TypedArray', { set }, forget),
  ...methods('TypedArray', {
    subarray() {
      throw new Unknown(new Opaque('`subarray` is not evaluated; use `slice`'))
    },
  }),
])

function set(self: Value, [source, offset]: readonly Value[], runtime: Runtime, site: Span): Value {
  const list = arrayOf(self, runtime, site) as TypedArray
  const from = toInteger(offset, 0, runtime, site)
  const values = [...elementsOf(source, runtime, site)]
  if (from < 0 || from + values.length > list.items.length) throw rangeError('offset is out of bounds', site)
  runtime.step(values.length)
  values.forEach((value, i) => list.write(from + i, value, runtime, site))
  return undefined
}

function makeArray(args: readonly Value[], runtime: Runtime, site: Span): Value {
  const [length] = args
  if (args.length !== 1 || !isNumber(length)) return plain([...args], runtime)
  const count = toInteger(length, 0, runtime, site)
  if (!(count >= 0 && count <= 0xffffffff) || count !== primal(length)) throw rangeError('Invalid array length', site)
  runtime.charge(16 * count)
  return new List(new Array<Value>(count))
}

/** `Array`. */
export const arrayConstructor = new Constructor(
  'Array',
  makeArray,
  makeArray,
  (v) => v instanceof List && !(v instanceof TypedArray),
  members('Array', {
    isArray([v]) {
      if (v instanceof Opaque) throw new Unknown(v)
      return v instanceof List && !(v instanceof TypedArray)
    },
    of: (args, runtime) => plain([...args], runtime),
    from([source, f, self], runtime, site) {
      if (source === undefined || source === null) {
        const text = source === null ? 'object null' : 'undefined'
        throw typeError(`${text} is not iterable (cannot read property Symbol(Symbol.iterator))`, site)
      }
      if (source instanceof Opaque) throw new Unknown(source)
      const values =
        isObject(source) || typeof source === 'string'
          ? elementsOf(typeof source === 'string' ? new List([...source]) : source, runtime, site)
          : []
      if (source instanceof Traced) runtime.wantsSequence(source)
      if (f === undefined) return plain([...values], runtime)
      const mapper = callback(f, site)
      return plain(
        values.map((v, i) => callFunction(mapper, self, [v, i], runtime, site)),
        runtime,
      )
    },
  }),
)
