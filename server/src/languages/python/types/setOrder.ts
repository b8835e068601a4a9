// The order in which CPython walks a set of numbers: that of its hash table (Objects/setobject.c). Knows numbers only;
// sets that hold anything else keep the order of insertion.
import { Int, type Value } from '@gradlens/engine'
import { hashOfNumber } from '../numbers/hash'

const PERTURB_SHIFT = 5n
const LINEAR_PROBES = 9

/** The length of an empty set's table. */
export const EMPTY_TABLE = 8

/**
 * The items in the order of CPython's table, given in the order in which they were put in.
 *
 * @param size the length of the table that they were put into
 */
export function tableOrder(items: readonly Value[], size = EMPTY_TABLE): Value[] {
  const hashes: bigint[] = []
  for (const item of items) {
    if (typeof item !== 'number' && typeof item !== 'boolean' && !(item instanceof Int)) return [...items]
    hashes.push(hashOfNumber(item instanceof Int ? item.value : Number(item)))
  }
  let table = emptyTable(size)
  let fill = 0
  items.forEach((_, i) => {
    place(table, hashes, i)
    fill++
    if (fill * 5 >= (table.length - 1) * 3) table = resized(table, fill > 50000 ? fill * 2 : fill * 4, hashes)
  })
  return [...table].filter((i) => i >= 0).map((i) => items[i])
}

/** The length of the table after that many items were put in one by one. */
export function tableLength(count: number, size = EMPTY_TABLE): number {
  let length = size
  for (let fill = 1; fill <= count; fill++) {
    if (fill * 5 >= (length - 1) * 3) length = lengthFor(fill > 50000 ? fill * 2 : fill * 4)
  }
  return length
}

/** The length of a table that is filled from another set of `count` items at once. */
export function mergedLength(count: number): number {
  return count * 5 >= (EMPTY_TABLE - 1) * 3 ? lengthFor(count * 2) : EMPTY_TABLE
}

function lengthFor(least: number): number {
  let length = EMPTY_TABLE
  while (length <= least) length *= 2
  return length
}

function emptyTable(size: number): Int32Array {
  return new Int32Array(size).fill(-1)
}

function resized(table: Int32Array, least: number, hashes: readonly bigint[]): Int32Array {
  const larger = emptyTable(lengthFor(least))
  for (const i of table) if (i >= 0) place(larger, hashes, i)
  return larger
}

function place(table: Int32Array, hashes: readonly bigint[], item: number): void {
  const mask = table.length - 1
  const hash = BigInt.asUintN(64, hashes[item])
  let perturb = hash
  let at = Number(hash & BigInt(mask))
  for (;;) {
    const last = at + LINEAR_PROBES <= mask ? at + LINEAR_PROBES : at
    for (let slot = at; slot <= last; slot++) {
      if (table[slot] < 0) {
        table[slot] = item
        return
      }
    }
    perturb >>= PERTURB_SHIFT
    at = Number((BigInt(at) * 5n + 1n + perturb) & BigInt(mask))
  }
}
