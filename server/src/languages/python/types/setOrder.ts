// The order in which CPython walks a set of numbers: that of its hash table (Objects/setobject.c). Knows numbers only;
// sets that hold anything else keep the order of insertion.
import { Int, type Value } from '@gradlens/engine'
import { hashOfNumber } from '../numbers/hash'

const PERTURB_SHIFT = 5n
const LINEAR_PROBES = 9

/** The items in the order of CPython's table, given in the order in which they were put in. */
export function tableOrder(items: readonly Value[]): Value[] {
  const hashes: bigint[] = []
  for (const item of items) {
    if (typeof item !== 'number' && typeof item !== 'boolean' && !(item instanceof Int)) return [...items]
    hashes.push(hashOfNumber(item instanceof Int ? item.value : Number(item)))
  }
  let table = emptyTable(8)
  let fill = 0
  items.forEach((_, i) => {
    place(table, hashes, i)
    fill++
    if (fill * 5 >= (table.length - 1) * 3) table = resized(table, fill > 50000 ? fill * 2 : fill * 4, hashes)
  })
  return [...table].filter((i) => i >= 0).map((i) => items[i])
}

function emptyTable(size: number): Int32Array {
  return new Int32Array(size).fill(-1)
}

function resized(table: Int32Array, least: number, hashes: readonly bigint[]): Int32Array {
  let size = 8
  while (size <= least) size *= 2
  const larger = emptyTable(size)
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
