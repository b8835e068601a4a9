// A = P L U as LAPACK's dgetrf2 rounds it: recursively, columns scaled by their pivot's reciprocal. And the Cholesky factor
// (dpotrf2), which scales by reciprocals too. Golub & Van Loan §3.4, §4.2.
import { exchange, fromRows, row, SAFE_MINIMUM, toRows, type Columns } from './reflections'

export interface Lu {
  readonly lu: Columns
  /** Row i was exchanged with row `pivots[i]`, in this order. */
  readonly pivots: Int32Array
}

export function luFactor(a: ArrayLike<number>, n: number): Lu {
  const lu = fromRows(a, n, n)
  const pivots = new Int32Array(n)
  factor(lu, pivots, 0, 0, n)
  return { lu, pivots }
}

/** Factors the columns from `left`, `count` of them, of the rows from `top`. */
function factor(a: Columns, pivots: Int32Array, top: number, left: number, count: number): void {
  const { data, rows: n } = a
  if (count === 0) return
  if (count === 1) {
    let best = top
    for (let i = top + 1; i < n; i++) if (Math.abs(data[i + left * n]) > Math.abs(data[best + left * n])) best = i
    pivots[top] = best
    const pivot = data[best + left * n]
    if (pivot === 0) return
    data[best + left * n] = data[top + left * n]
    data[top + left * n] = pivot
    const inverse = 1 / pivot
    for (let i = top + 1; i < n; i++)
      data[i + left * n] = Math.abs(pivot) >= SAFE_MINIMUM ? data[i + left * n] * inverse : data[i + left * n] / pivot
    return
  }
  const first = Math.floor(count / 2)
  const middle = left + first
  factor(a, pivots, top, left, first)
  exchangeRows(a, pivots, top, first, middle, left + count)
  for (let j = middle; j < left + count; j++) {
    for (let k = 0; k < first; k++) {
      const factorOf = data[top + k + j * n]
      if (factorOf === 0) continue
      for (let i = top + k + 1; i < n; i++) data[i + j * n] -= factorOf * data[i + (left + k) * n]
    }
  }
  factor(a, pivots, top + first, middle, count - first)
  exchangeRows(a, pivots, top + first, count - first, left, middle)
}

function exchangeRows(a: Columns, pivots: Int32Array, top: number, count: number, from: number, to: number): void {
  for (let i = top; i < top + count; i++)
    if (pivots[i] !== i) exchange(row(a, i, from, to), row(a, pivots[i], from, to))
}

/** The sign of the determinant and the logarithm of its absolute value: 0 and −∞ for a singular matrix. */
export function logDeterminant({ lu, pivots }: Lu, log: (x: number) => number): readonly [sign: number, log: number] {
  const n = lu.rows
  let sign = 1
  let sum = 0
  for (let i = 0; i < n; i++) {
    const pivot = lu.data[i + i * n]
    if (pivot === 0) return [0, -Infinity]
    if (pivots[i] !== i) sign = -sign
    if (pivot < 0) sign = -sign
    sum += log(Math.abs(pivot))
  }
  return [sign, sum]
}

/** X of A X = B for n × k right-hand sides, row by row; null where A is singular. */
export function luSolve({ lu, pivots }: Lu, b: ArrayLike<number>, k: number): Float64Array | null {
  const { data, rows: n } = lu
  for (let i = 0; i < n; i++) if (data[i + i * n] === 0) return null
  const x = fromRows(b, n, k)
  exchangeRows(x, pivots, 0, n, 0, k)
  for (let j = 0; j < k; j++) {
    const at = j * n
    for (let i = 0; i < n; i++) {
      const share = x.data[at + i]
      if (share !== 0) for (let r = i + 1; r < n; r++) x.data[at + r] -= share * data[r + i * n]
    }
    for (let i = n - 1; i >= 0; i--) {
      if (x.data[at + i] === 0) continue
      x.data[at + i] /= data[i + i * n]
      const share = x.data[at + i]
      for (let r = 0; r < i; r++) x.data[at + r] -= share * data[r + i * n]
    }
  }
  return toRows(x)
}

/** L of A = L Lᵀ, row by row; null where A is not positive definite. Only the lower triangle of A is read. */
export function choleskyFactor(a: ArrayLike<number>, n: number): Float64Array | null {
  const l = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) l[i * n + j] = a[i * n + j]
  for (let k = 0; k < n; k++) {
    const pivot = l[k * n + k]
    if (!(pivot > 0)) return null
    const root = (l[k * n + k] = Math.sqrt(pivot))
    const inverse = 1 / root
    for (let i = k + 1; i < n; i++) l[i * n + k] *= inverse
    for (let j = k + 1; j < n; j++) for (let i = j; i < n; i++) l[i * n + j] -= l[j * n + k] * l[i * n + k]
  }
  return l
}
