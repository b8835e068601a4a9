// `heapq`: lists as heaps, item by item as CPython moves them (Modules/_heapqmodule.c), so that any list that a program looks
// into has CPython's order.
import { DONE, itemFactsOf, List, Opaque, type Runtime, type Span, type Value } from '@gradlens/engine'
import { lenient, native, variadic } from '../../builtins/native'
import { raised } from '../../exceptions'
import { callWith, indexOf, isUnknown, iterate, ordered, truth, typeNameOf } from '../../operations'
import { PythonIterator } from '../../types/iterator'
import { sortedItems } from '../../types/list'
import { named, type StandardModule } from './table'

/** Thrown where the order of two items is not known. */
class OrderUnknown {
  constructor(readonly why: Opaque) {}
}

function below(a: Value, b: Value, runtime: Runtime, site: Span): boolean {
  const result = ordered('<', a, b, runtime, site)
  if (result instanceof Opaque) throw new OrderUnknown(result)
  return result
}

function swap(items: Value[], i: number, j: number): void {
  const item = items[i]
  items[i] = items[j]
  items[j] = item
}

/** Moves an item towards the root until its parent is not greater. */
function siftDown(items: Value[], start: number, place: number, runtime: Runtime, site: Span): void {
  const item = items[place]
  for (let at = place; at > start;) {
    const parent = (at - 1) >> 1
    runtime.step(1)
    if (!below(item, items[parent], runtime, site)) return
    swap(items, parent, at)
    at = parent
  }
}

/** Moves an item to a leaf along the smaller children, then up again. */
function siftUp(items: Value[], place: number, runtime: Runtime, site: Span): void {
  const limit = items.length >> 1
  let at = place
  while (at < limit) {
    let child = 2 * at + 1
    runtime.step(1)
    if (child + 1 < items.length && !below(items[child], items[child + 1], runtime, site)) child++
    swap(items, child, at)
    at = child
  }
  siftDown(items, place, at, runtime, site)
}

/** Changes a heap; where an order is not known, no item's place is known afterwards, only how many there are. */
function changing(
  name: string,
  heap: Value,
  runtime: Runtime,
  site: Span,
  change: (items: Value[]) => Value,
  added: readonly Value[] = [],
): Value {
  if (isUnknown(heap)) return runtime.opaque(heap.reason, site)
  const list = listOf(name, heap, site)
  runtime.touch(list)
  if (list.opaque) {
    list.items.push(...added)
    return runtime.opaque(list.opaque.reason, site, itemFactsOf(list))
  }
  const facts = itemFactsOf(list)
  try {
    return change(list.items)
  } catch (error) {
    if (!(error instanceof OrderUnknown)) throw error
    list.items = list.items.map(() => runtime.opaque(error.why.reason, site, facts))
    return runtime.opaque(error.why.reason, site, facts)
  }
}

function listOf(name: string, heap: Value, site: Span): List {
  const inner = heap instanceof List ? heap : (heap as { native?: unknown } | null)?.native
  if (inner instanceof List) return inner
  throw raised('TypeError', `${name} must be list, not ${typeNameOf(heap)}`, site)
}

/** Takes the first item off. What was taken stays known only where the new order is. */
function pop(items: Value[], runtime: Runtime, site: Span): Value {
  if (items.length === 0) throw raised('IndexError', 'index out of range', site)
  const last = items.pop()
  if (items.length === 0) return last
  return replace(items, last, runtime, site)
}

function replace(items: Value[], item: Value, runtime: Runtime, site: Span): Value {
  if (items.length === 0) throw raised('IndexError', 'index out of range', site)
  const first = items[0]
  items[0] = item
  siftUp(items, 0, runtime, site)
  return first
}

const heappush = lenient(
  'heappush(heap, item, /)',
  ([heap, item], runtime, site) => {
    const push = (items: Value[]) => {
      runtime.charge(8)
      items.push(item as Value)
      siftDown(items, 0, items.length - 1, runtime, site)
      return null
    }
    const result = changing('heappush() argument 1', heap as Value, runtime, site, push, [item as Value])
    return result instanceof Opaque ? null : result
  },
  '_heapq',
)

const heappop = lenient(
  'heappop(heap, /)',
  ([heap], runtime, site) =>
    changing('heappop() argument', heap as Value, runtime, site, (items) => pop(items, runtime, site)),
  '_heapq',
)

const heapreplace = lenient(
  'heapreplace(heap, item, /)',
  ([heap, item], runtime, site) =>
    changing('heapreplace() argument 1', heap as Value, runtime, site, (items) =>
      replace(items, item as Value, runtime, site),
    ),
  '_heapq',
)

const heappushpop = lenient(
  'heappushpop(heap, item, /)',
  ([heap, item], runtime, site) =>
    changing('heappushpop() argument 1', heap as Value, runtime, site, (items) =>
      items.length > 0 && below(items[0], item as Value, runtime, site)
        ? replace(items, item as Value, runtime, site)
        : (item as Value),
    ),
  '_heapq',
)

const heapify = lenient(
  'heapify(heap, /)',
  ([heap], runtime, site) => {
    const result = changing('heapify() argument', heap as Value, runtime, site, (items) => {
      for (let i = (items.length >> 1) - 1; i >= 0; i--) siftUp(items, i, runtime, site)
      return null
    })
    return result instanceof Opaque ? null : result
  },
  '_heapq',
)

/** The n first items of the sorted ones. */
function extreme(name: 'nlargest' | 'nsmallest') {
  return native(
    `${name}(n, iterable, key=)`,
    ([n, iterable, key], runtime, site) => {
      const count = indexOf(n as Value, runtime, site)
      const items = sortedItems(iterable as Value, key, name === 'nlargest', runtime, site)
      return items instanceof Opaque ? runtime.opaque(items.reason, site) : new List(items.slice(0, Math.max(0, count)))
    },
    'heapq',
  )
}

interface Source {
  readonly head: Value
  readonly key: Value
  readonly place: number
}

const merge = variadic('heapq.merge', ({ positional, keywords }, runtime, site) => {
  const key = keywords?.get('key') ?? null
  const reverse = keywords?.get('reverse')
  const greatestFirst = reverse !== undefined && truth(reverse, runtime, site) === true
  const iterations = positional.map((iterable) => iterate(iterable, runtime, site))
  const pull = (place: number): Source | null => {
    const head = iterations[place].next()
    if (head !== DONE) return { head, key: key === null ? head : callWith(key, [head], runtime, site), place }
    const { opaque } = iterations[place]
    if (opaque) throw new OrderUnknown(opaque)
    return null
  }
  const comesFirst = (a: Source, b: Source) =>
    greatestFirst ? below(b.key, a.key, runtime, site) : below(a.key, b.key, runtime, site)
  const produced: { readonly value: Value; readonly sources: readonly Source[] }[] = []
  const start = () => iterations.map((_, place) => pull(place)).filter((source) => source !== null)
  return new PythonIterator('generator', 0, (step) => {
    try {
      if (step === produced.length) {
        const last = produced.at(-1)
        const sources = last ? last.sources : start()
        if (sources.length === 0) return DONE
        const best = sources.reduce((first, other) => (comesFirst(other, first) ? other : first))
        const next = pull(best.place)
        const rest = sources.flatMap((source) => (source !== best ? [source] : next ? [next] : []))
        produced.push({ value: best.head, sources: rest })
      }
      return { value: produced[step].value, state: step + 1 }
    } catch (error) {
      if (error instanceof OrderUnknown) return error.why
      throw error
    }
  }) as PythonIterator
})

export const heapq: StandardModule = {
  name: 'heapq',
  members: () =>
    named([heappush, heappop, heapreplace, heappushpop, heapify, extreme('nlargest'), extreme('nsmallest'), merge]),
}
