// tuple: Python's operators and methods on the engine's Tuple.
import { DONE, Int, Opaque, Slice, Tuple, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { itemsOf } from '../operations'
import { NotImplemented } from '../protocol'
import { signature } from '../signature'
import { tupleClass } from './builtinClasses'
import { keyOf } from './key'
import { methodTable, type MethodTable } from './methods'
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
} from './sequence'
import { sliced } from './slice'

const METHODS: MethodTable<Tuple> = {
  index: (tuple, args, runtime, site) => {
    const [item, start, stop] = indexSignature(args, site)
    const [from, to] = searchBounds(start, stop, tuple.items.length, runtime, site)
    const place = findItem(tuple.items, item, from, to, runtime, site)
    if (place instanceof Opaque) return place
    if (place < 0) throw raised('ValueError', 'tuple.index(x): x not in tuple', site)
    return Int.of(place)
  },
  count: (tuple, args, runtime, site) => {
    const count = countItem(tuple.items, countSignature(args, site)[0], runtime, site)
    return typeof count === 'number' ? Int.of(count) : count
  },
}

const indexSignature = signature('tuple.index(value, start=, stop=, /)')
const countSignature = signature('tuple.count(value, /)')

function parenthesised(items: readonly Value[], text: string): string {
  return items.length === 1 ? `(${text},)` : `(${text})`
}

export const tupleType: PythonType<Tuple> = {
  cls: tupleClass,
  typeName: () => 'tuple',
  binary(op, v, other, reflected, runtime, site) {
    if (op === '*') {
      const times = repetitions(other, runtime, site)
      return times === null ? NotImplemented : new Tuple(repeated(v.items, times, runtime))
    }
    if (op !== '+' || reflected || !(other instanceof Tuple)) return NotImplemented
    runtime.charge(8 * (v.items.length + other.items.length))
    return new Tuple([...v.items, ...other.items])
  },
  compare(op, v, other, reflected, runtime, site) {
    if (!(other instanceof Tuple)) return NotImplemented
    return reflected
      ? compareSequences(op, other.items, v.items, runtime, site)
      : compareSequences(op, v.items, other.items, runtime, site)
  },
  length: (v) => v.items.length,
  iterate: (v) => {
    let place = 0
    return { next: () => (place < v.items.length ? v.items[place++] : DONE) }
  },
  getItem(v, index, runtime, site) {
    if (index instanceof Slice) return new Tuple(sliced(v.items, index, runtime, site))
    return v.items[placeAt(index, v.items.length, 'tuple', runtime, site)]
  },
  key: (v, runtime, site) =>
    `t:${v.items
      .map((item) => keyOf(item, runtime, site))
      .map((key) => `${key.length}:${key}`)
      .join('')}`,
  repr: (v, runtime) => guarded(v, '(...)', () => parenthesised(v.items, listed(v.items, runtime))),
  display: (v, runtime) => guarded(v, '(...)', () => parenthesised(v.items, displayed(v.items, runtime))),
  toJson: (v) => jsonOfItems(v.items),
  ...methodTable('tuple', tupleClass, () => METHODS),
}

tupleClass.make = (args, runtime, site) => {
  const [iterable] = makeSignature(args, site)
  if (iterable instanceof Tuple) return iterable
  const items = iterable === undefined ? [] : itemsOf(iterable, runtime, site)
  return items instanceof Opaque ? runtime.opaque(items.reason, site) : new Tuple(items)
}
const makeSignature = signature('tuple(iterable=, /)')
