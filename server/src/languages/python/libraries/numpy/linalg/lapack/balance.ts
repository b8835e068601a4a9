// A general matrix permuted and scaled by powers of two before its eigenvalues are sought, and vectors scaled back (dgebal,
// dgebak).
import { column, exchange, length, row, type Columns } from './reflections'

export interface Balance {
  /** Rows and columns from `low` to `high` are not yet triangular. */
  readonly low: number
  readonly high: number
  /** Inside that range factors, outside it the row that was exchanged with this one. */
  readonly scale: Float64Array
}

const FACTOR = 2
const GAIN = 0.95

/** Balances in place. */
export function balance(a: Columns): Balance {
  const n = a.rows
  const scale = new Float64Array(n).fill(1)
  let [low, high] = [0, n - 1]
  const at = (i: number, j: number): number => a.data[i + j * n]
  const swap = (i: number, to: number): void => {
    scale[to] = i
    if (i === to) return
    exchange(column(a, i, 0, high + 1), column(a, to, 0, high + 1))
    exchange(row(a, i, low), row(a, to, low))
  }
  const alone = (empty: (j: number) => boolean): boolean => {
    for (let i = low; i <= high; i++) if (!empty(i)) return false
    return true
  }
  for (let j = high; j >= 0; j--) {
    if (!alone((i) => i === j || at(j, i) === 0)) continue
    swap(j, high)
    if (high === 0) return { low: 0, high: 0, scale }
    high--
    j = high + 1
  }
  for (let j = low; j <= high; j++) {
    if (!alone((i) => i === j || at(i, j) === 0)) continue
    swap(j, low)
    low++
    j = low - 1
  }
  for (let i = low; i <= high; i++) scale[i] = 1
  for (let moved = true; moved;) {
    moved = false
    for (let i = low; i <= high; i++) {
      let c = length(column(a, i, low, high + 1))
      let r = length(row(a, i, low, high + 1))
      if (c === 0 || r === 0) continue
      const before = c + r
      let f = 1
      for (let g = r / FACTOR; c < g; g /= FACTOR) {
        f *= FACTOR
        c *= FACTOR
        r /= FACTOR
      }
      for (let g = c / FACTOR; g >= r; g /= FACTOR) {
        f /= FACTOR
        c /= FACTOR
        r *= FACTOR
      }
      if (c + r >= GAIN * before || !Number.isFinite(f) || f === 0) continue
      scale[i] *= f
      moved = true
      for (let j = low; j < n; j++) a.data[i + j * n] /= f
      for (let k = 0; k <= high; k++) a.data[k + i * n] *= f
    }
  }
  return { low, high, scale }
}

/** Vectors of the balanced matrix as vectors of the given one, in place. */
export function unbalance({ low, high, scale }: Balance, v: Columns): void {
  if (low !== high)
    for (let i = low; i <= high; i++) for (let j = 0; j < v.columns; j++) v.data[i + j * v.rows] *= scale[i]
  const back = (i: number): void => {
    if (scale[i] !== i) exchange(row(v, i, 0), row(v, scale[i], 0))
  }
  for (let i = low - 1; i >= 0; i--) back(i)
  for (let i = high + 1; i < v.rows; i++) back(i)
}
