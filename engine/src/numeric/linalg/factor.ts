// The numerics behind ops.linalg: factorisations of one dense matrix, row by row in a Float64Array. Knows no tensor and no
// tape. Sources: Golub & Van Loan, Matrix Computations (4th ed., 2013); the section stands at each function.
import { accumulate } from '../linear'

/** A matrix for which a result does not exist. The words are NumPy's. */
export class LinAlgError extends Error {
  override readonly name = 'LinAlgError'
}

export interface LU {
  /** U on and above the diagonal, L (with ones on its diagonal) below. */
  readonly lu: Float64Array
  /** Row i of L U is row `order[i]` of the matrix. */
  readonly order: Int32Array
  /** The permutation's sign. */
  readonly sign: number
}

/** P A = L U with partial pivoting (§3.4): the first largest element of a column is the pivot, as in LAPACK. */
export function luOf(a: Float64Array, n: number): LU {
  const lu = a.slice()
  const order = Int32Array.from({ length: n }, (_, i) => i)
  let sign = 1
  for (let k = 0; k < n; k++) {
    let pivot = k
    for (let i = k + 1; i < n; i++) if (Math.abs(lu[i * n + k]) > Math.abs(lu[pivot * n + k])) pivot = i
    if (pivot !== k) {
      exchange(lu, n, k, pivot)
      ;[order[k], order[pivot]] = [order[pivot], order[k]]
      sign = -sign
    }
    const diagonal = lu[k * n + k]
    if (diagonal === 0) continue
    for (let i = k + 1; i < n; i++) {
      const factor = (lu[i * n + k] /= diagonal)
      for (let j = k + 1; j < n; j++) lu[i * n + j] -= factor * lu[k * n + j]
    }
  }
  return { lu, order, sign }
}

function exchange(a: Float64Array, columns: number, i: number, j: number): void {
  for (let k = 0; k < columns; k++) {
    const kept = a[i * columns + k]
    a[i * columns + k] = a[j * columns + k]
    a[j * columns + k] = kept
  }
}

export function isSingular({ lu }: LU, n: number): boolean {
  for (let i = 0; i < n; i++) if (lu[i * n + i] === 0) return true
  return false
}

/** The smallest pivot over the largest: near 0 for a nearly singular matrix. 1 for a matrix without rows. */
export function pivotRatio({ lu }: LU, n: number): number {
  let [low, high] = [Infinity, 0]
  for (let i = 0; i < n; i++) {
    const size = Math.abs(lu[i * n + i])
    low = Math.min(low, size)
    high = Math.max(high, size)
  }
  return n === 0 ? 1 : high === 0 ? 0 : low / high
}

/** The solution X of A X = B, or of Aᵀ X = B, for n × k right-hand sides. Throws LinAlgError for a singular matrix. */
export function solved(factors: LU, n: number, b: Float64Array, k: number, transposed: boolean): Float64Array {
  if (isSingular(factors, n)) throw new LinAlgError('Singular matrix')
  const { lu, order } = factors
  const lower = { upper: false, unit: true, transposed }
  const upper = { upper: true, unit: false, transposed }
  const out = new Float64Array(n * k)
  if (!transposed) {
    for (let i = 0; i < n; i++) out.set(b.subarray(order[i] * k, (order[i] + 1) * k), i * k)
    substitute(lu, n, out, k, lower)
    substitute(lu, n, out, k, upper)
    return out
  }
  const permuted = b.slice()
  substitute(lu, n, permuted, k, upper)
  substitute(lu, n, permuted, k, lower)
  for (let i = 0; i < n; i++) out.set(permuted.subarray(i * k, (i + 1) * k), order[i] * k)
  return out
}

export interface Triangle {
  /** Which triangle of the matrix counts; the other is not read. */
  readonly upper: boolean
  /** The diagonal counts as ones and is not read. */
  readonly unit: boolean
  /** The system is Tᵀ X = B. */
  readonly transposed: boolean
}

/** Solves T X = B or Tᵀ X = B in the place of B by substitution (§3.1). A zero on the diagonal gives infinities and NaN. */
export function substitute(t: Float64Array, n: number, b: Float64Array, k: number, triangle: Triangle): void {
  const { upper, unit, transposed } = triangle
  const [row, column] = transposed ? [1, n] : [n, 1]
  const backwards = upper !== transposed
  for (let step = 0; step < n; step++) {
    const i = backwards ? n - 1 - step : step
    const [from, to] = backwards ? [i + 1, n] : [0, i]
    for (let p = from; p < to; p++) {
      const factor = t[i * row + p * column]
      for (let j = 0; j < k; j++) b[i * k + j] -= factor * b[p * k + j]
    }
    if (unit) continue
    const diagonal = t[i * row + i * column]
    for (let j = 0; j < k; j++) b[i * k + j] /= diagonal
  }
}

/** L of A = L Lᵀ from A's lower triangle (§4.2). Throws LinAlgError where A is not positive definite. */
export function choleskyOf(a: Float64Array, n: number): Float64Array {
  const l = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let rest = a[i * n + j]
      for (let k = 0; k < j; k++) rest -= l[i * n + k] * l[j * n + k]
      if (i > j) l[i * n + j] = rest / l[j * n + j]
      else if (rest <= 0) throw new LinAlgError('Matrix is not positive definite')
      else l[i * n + j] = Math.sqrt(rest)
    }
  }
  return l
}

/** A = Q R for m ≥ n by Householder reflections (§5.2), Q m × n. Signs are LAPACK's: R's diagonal element is opposite in sign
 *  to the one that it replaces, and kept where nothing stands below. */
export function qrOf(a: Float64Array, m: number, n: number): readonly [q: Float64Array, r: Float64Array] {
  const work = a.slice()
  const scales = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    let below = 0
    for (let i = k + 1; i < m; i++) below = Math.hypot(below, work[i * n + k])
    if (below === 0) continue
    const alpha = work[k * n + k]
    const beta = alpha >= 0 ? -Math.hypot(alpha, below) : Math.hypot(alpha, below)
    scales[k] = (beta - alpha) / beta
    for (let i = k + 1; i < m; i++) work[i * n + k] /= alpha - beta
    work[k * n + k] = beta
    reflect(work, m, n, work, k, scales[k], k + 1)
  }
  const r = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) r[i * n + j] = work[i * n + j]
  const q = new Float64Array(m * n)
  for (let i = 0; i < n; i++) q[i * n + i] = 1
  for (let k = n - 1; k >= 0; k--) reflect(work, m, n, q, k, scales[k], k)
  return [q, r]
}

/** Applies the reflection I − scale·v vᵀ, v = (1, column k of `from` below the diagonal), to columns `first`… of `to`. */
function reflect(
  from: Float64Array,
  m: number,
  n: number,
  to: Float64Array,
  k: number,
  scale: number,
  first: number,
): void {
  if (scale === 0) return
  for (let j = first; j < n; j++) {
    let dot = to[k * n + j]
    for (let i = k + 1; i < m; i++) dot += from[i * n + k] * to[i * n + j]
    dot *= scale
    to[k * n + j] -= dot
    for (let i = k + 1; i < m; i++) to[i * n + j] -= dot * from[i * n + k]
  }
}

const MAX_SWEEPS = 60

/** The cosine and sine that make a symmetric 2 × 2 matrix (p, off; off, q) diagonal, and their quotient (§8.5.2). */
function rotation(p: number, off: number, q: number): readonly [c: number, s: number, t: number] {
  const theta = (q - p) / (2 * off)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const c = 1 / Math.hypot(t, 1)
  return [c, t * c, t]
}

/** Turns rows p and q of a matrix of `columns` columns. */
function turnRows(a: Float64Array, columns: number, p: number, q: number, c: number, s: number): void {
  for (let k = 0; k < columns; k++) {
    const [x, y] = [a[p * columns + k], a[q * columns + k]]
    a[p * columns + k] = c * x - s * y
    a[q * columns + k] = s * x + c * y
  }
}

/** Eigenvalues in rising order and eigenvectors as columns, of the symmetric matrix with A's lower triangle: cyclic Jacobi
 *  (§8.5.3). The largest component of each vector is positive. Elements that are not finite give NaN throughout. */
export function eighOf(a: Float64Array, n: number): readonly [values: Float64Array, vectors: Float64Array] {
  const work = new Float64Array(n * n)
  let norm = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      work[i * n + j] = work[j * n + i] = a[i * n + j]
      norm = Math.hypot(norm, a[i * n + j])
    }
  }
  if (!Number.isFinite(norm)) return [new Float64Array(n).fill(NaN), new Float64Array(n * n).fill(NaN)]
  // Eigenvectors are kept as rows while they are turned.
  const rows = identity(n)
  for (let sweep = 0, moved = true; moved && sweep < MAX_SWEEPS; sweep++) {
    moved = false
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const off = work[p * n + q]
        if (Math.abs(off) <= 2 ** -60 * norm) continue
        moved = true
        const [c, s, t] = rotation(work[p * n + p], off, work[q * n + q])
        const [pp, qq] = [work[p * n + p] - t * off, work[q * n + q] + t * off]
        turnRows(work, n, p, q, c, s)
        for (let k = 0; k < n; k++) {
          work[k * n + p] = work[p * n + k]
          work[k * n + q] = work[q * n + k]
        }
        work[p * n + p] = pp
        work[q * n + q] = qq
        work[p * n + q] = work[q * n + p] = 0
        turnRows(rows, n, p, q, c, s)
      }
    }
  }
  const values = Float64Array.from({ length: n }, (_, i) => work[i * n + i])
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => values[i] - values[j])
  const vectors = new Float64Array(n * n)
  order.forEach((from, to) => {
    const sign = signOfLargest(rows, from * n, n)
    for (let k = 0; k < n; k++) vectors[k * n + to] = sign * rows[from * n + k]
  })
  return [Float64Array.from(order, (i) => values[i]), vectors]
}

function signOfLargest(data: Float64Array, start: number, count: number): number {
  let best = start
  for (let i = start; i < start + count; i++) if (Math.abs(data[i]) > Math.abs(data[best])) best = i
  return data[best] < 0 ? -1 : 1
}

export function identity(n: number): Float64Array {
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++) out[i * n + i] = 1
  return out
}

export type SVD = readonly [u: Float64Array, s: Float64Array, vt: Float64Array]

/** A = U diag(S) Vᵀ for m ≥ n, U m × n, S falling, Vᵀ n × n: one-sided Jacobi (§8.6.3; Demmel & Veselić, "Jacobi's method is
 *  more accurate than QR", 1992). The largest component of each row of Vᵀ is positive. Elements that are not finite give NaN
 *  throughout. */
export function svdOf(a: Float64Array, m: number, n: number): SVD {
  const top = a.reduce((most, x) => (Math.abs(x) > most || Number.isNaN(x) ? Math.abs(x) : most), 0)
  if (!Number.isFinite(top)) {
    return [new Float64Array(m * n).fill(NaN), new Float64Array(n).fill(NaN), new Float64Array(n * n).fill(NaN)]
  }
  // A power of two, so that squares neither overflow nor vanish and no digit changes.
  const scale = top === 0 ? 1 : 2 ** Math.max(-1000, Math.min(1000, Math.floor(Math.log2(top))))
  const columns = new Float64Array(n * m)
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) columns[j * m + i] = a[i * n + j] / scale
  const rows = identity(n)
  orthogonalise(columns, rows, m, n)
  const sizes = Float64Array.from({ length: n }, (_, j) => Math.sqrt(dot(columns, j * m, columns, j * m, m)))
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => sizes[j] - sizes[i])
  const u = new Float64Array(m * n)
  const vt = new Float64Array(n * n)
  order.forEach((from, to) => {
    const sign = signOfLargest(rows, from * n, n)
    for (let k = 0; k < n; k++) vt[to * n + k] = sign * rows[from * n + k]
    if (sizes[from] > 0) for (let i = 0; i < m; i++) u[i * n + to] = (sign * columns[from * m + i]) / sizes[from]
    else complete(u, m, n, to)
  })
  return [u, Float64Array.from(order, (i) => sizes[i] * scale), vt]
}

function dot(x: Float64Array, x0: number, y: Float64Array, y0: number, count: number): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += x[x0 + i] * y[y0 + i]
  return sum
}

/** Turns pairs of columns (rows of `columns` here) until all are orthogonal; `rows` is turned along. */
function orthogonalise(columns: Float64Array, rows: Float64Array, m: number, n: number): void {
  for (let sweep = 0, moved = true; moved && sweep < MAX_SWEEPS; sweep++) {
    moved = false
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const pp = dot(columns, p * m, columns, p * m, m)
        const qq = dot(columns, q * m, columns, q * m, m)
        const off = dot(columns, p * m, columns, q * m, m)
        if (Math.abs(off) <= 2 ** -53 * Math.sqrt(pp) * Math.sqrt(qq)) continue
        moved = true
        const [c, s] = rotation(pp, off, qq)
        turnRows(columns, m, p, q, c, s)
        turnRows(rows, n, p, q, c, s)
      }
    }
  }
}

/** Fills column `at` of u with a unit vector that is orthogonal to the columns before it: of the unit vectors the one that
 *  those span least, made orthogonal twice. */
function complete(u: Float64Array, m: number, n: number, at: number): void {
  const shareOf = (i: number): number => {
    let sum = 0
    for (let j = 0; j < at; j++) sum += u[i * n + j] ** 2
    return sum
  }
  let least = 0
  for (let i = 1; i < m; i++) if (shareOf(i) < shareOf(least)) least = i
  const column = new Float64Array(m)
  column[least] = 1
  for (let turn = 0; turn < 2; turn++) {
    for (let j = 0; j < at; j++) {
      let share = 0
      for (let i = 0; i < m; i++) share += u[i * n + j] * column[i]
      for (let i = 0; i < m; i++) column[i] -= share * u[i * n + j]
    }
  }
  const size = Math.sqrt(dot(column, 0, column, 0, m))
  for (let i = 0; i < m; i++) u[i * n + at] = column[i] / size
}

/** The Taylor polynomial's degree: at norm ½ what is left out is below 2e-20. */
const TERMS = 16

/** How often A is halved before its Taylor polynomial is taken: its norm is at most ½ then. */
export function halvings(a: Float64Array, n: number): number {
  let norm = 0
  for (let j = 0; j < n; j++) {
    let sum = 0
    for (let i = 0; i < n; i++) sum += Math.abs(a[i * n + j])
    norm = Math.max(norm, sum)
  }
  // e^A overflows long before a thousand halvings.
  return norm > 0.5 ? Math.min(1000, Math.ceil(Math.log2(norm)) + 1) : 0
}

/** e^A by scaling and squaring (§9.3.1), with the Taylor polynomial at norm ½ or less. */
export function expmOf(a: Float64Array, n: number): Float64Array {
  if (a.some((x) => !Number.isFinite(x))) return new Float64Array(n * n).fill(NaN)
  const squarings = halvings(a, n)
  const small = a.map((x) => x * 2 ** -squarings)
  let out = identity(n)
  for (let term = TERMS; term > 0; term--) {
    out = timesSquare(small, out, n).map((x) => x / term)
    for (let i = 0; i < n; i++) out[i * n + i] += 1
  }
  for (let k = 0; k < squarings; k++) out = timesSquare(out, out, n)
  return out
}

function timesSquare(x: Float64Array, y: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n)
  const rows = { start: 0, across: n, along: 1 }
  accumulate({ data: out, ...rows }, { data: x, ...rows }, { data: y, start: 0, across: 1, along: n }, n, n, n)
  return out
}

/** The pseudo-inverse n × m of an m × n matrix with m ≥ n; singular values below `cutoff` times the largest count as 0. */
export function pinvOf(a: Float64Array, m: number, n: number, cutoff: number): Float64Array {
  const [u, s, vt] = svdOf(a, m, n)
  const out = new Float64Array(n * m)
  for (let k = 0; k < n; k++) {
    if (s[k] <= cutoff * s[0]) continue
    for (let i = 0; i < n; i++) {
      const factor = vt[k * n + i] / s[k]
      for (let j = 0; j < m; j++) out[i * m + j] += factor * u[j * n + k]
    }
  }
  return out
}
