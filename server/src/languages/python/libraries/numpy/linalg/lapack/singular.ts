// The singular value decomposition as LAPACK's dgesdd finds it for up to 25 rows or columns: a QR or LQ factorisation first
// where one side is much longer, reduction to a bidiagonal matrix (dgebrd; Golub & Van Loan §5.4.8), and implicit QR steps.
import { diagonalise, valuesOfTwo } from './bidiagonal'
import { qdValues } from './qd'
import { lowerOf, lqFactor, lqRows, qOf, qrFactor, times, upperOf } from './qr'
import {
  column,
  copyOf,
  exchange,
  fromRows,
  reflection,
  reflectLeft,
  reflector,
  reflectRight,
  rotation,
  row,
  toRows,
  turnIfAny,
  unit,
  withSign,
  zeros,
  type Columns,
} from './reflections'

export interface Bidiagonal {
  readonly d: Float64Array
  readonly e: Float64Array
  readonly work: Columns
  readonly left: readonly number[]
  readonly right: readonly number[]
}

/** B = Qᵀ A P: upper bidiagonal for m ≥ n, else lower. */
export function bidiagonalOf(a: Columns): Bidiagonal {
  const { rows: m, columns: n } = a
  const work = copyOf(a)
  const k = Math.min(m, n)
  const d = new Float64Array(k)
  const e = new Float64Array(Math.max(0, k - 1))
  const left: number[] = []
  const right: number[] = []
  const down = (i: number, from: number): number => {
    const line = column(work, i, from)
    const tau = reflection(line)
    reflectLeft(work, reflector(line), tau, from, i + 1)
    left.push(tau)
    return line.count > 0 ? work.data[line.start] : 0
  }
  const across = (i: number, from: number): number => {
    const line = row(work, i, from)
    const tau = reflection(line)
    reflectRight(work, reflector(line), tau, i + 1, from)
    right.push(tau)
    return line.count > 0 ? work.data[line.start] : 0
  }
  for (let i = 0; i < k; i++) {
    if (m >= n) {
      d[i] = down(i, i)
      if (i < n - 1) e[i] = across(i, i + 1)
    } else {
      d[i] = across(i, i)
      if (i < m - 1) e[i] = down(i, i + 1)
    }
  }
  return { d, e, work, left, right }
}

/** u ← Q u and vᵀ ← vᵀ Pᵀ. */
function applyBack({ work, left, right }: Bidiagonal, u: Columns, vt: Columns): void {
  const upper = work.rows >= work.columns
  const [below, behind] = upper ? [0, 1] : [1, 0]
  for (let i = left.length - 1; i >= 0; i--)
    reflectLeft(u, reflector(column(work, i, i + below)), left[i], i + below, 0)
  for (let i = right.length - 1; i >= 0; i--)
    reflectRight(vt, reflector(row(work, i, i + behind)), right[i], 0, i + behind)
}

/** Left and right singular vectors of the k × k bidiagonal matrix (dbdsdc up to its crossover). Null: no convergence. */
function bidiagonalVectors({ d, e, work }: Bidiagonal): readonly [u: Columns, vt: Columns] | null {
  const k = d.length
  const [u, vt] = [unit(k, k), unit(k, k)]
  if (k === 1) {
    u.data[0] = withSign(1, d[0])
    d[0] = Math.abs(d[0])
    return [u, vt]
  }
  const turns = work.rows < work.columns ? rotatedUp(d, e) : []
  if (!diagonalise(d, e, u, vt)) return null
  // dlasdq orders them rising, dbdsdc falling: equal ones may change places.
  order(d, u, vt, (x, y) => x < y)
  order(d, u, vt, (x, y) => x > y)
  for (let i = turns.length - 1; i >= 0; i--) turnIfAny(row(u, i, 0), row(u, i + 1, 0), turns[i][0], -turns[i][1])
  return [u, vt]
}

/** Selection sort of values with their vectors. */
function order(d: Float64Array, u: Columns, vt: Columns, before: (x: number, y: number) => boolean): void {
  for (let i = 0; i < d.length - 1; i++) {
    let best = i
    for (let j = i + 1; j < d.length; j++) if (before(d[j], d[best])) best = j
    if (best === i) continue
    ;[d[i], d[best]] = [d[best], d[i]]
    exchange(column(u, i, 0), column(u, best, 0))
    exchange(row(vt, i, 0), row(vt, best, 0))
  }
}

/** `part` in the corner of a matrix of the given size, with ones behind it. */
function embedded(part: Columns, rows: number, columns: number): Columns {
  const out = unit(rows, columns)
  const k = part.rows
  for (let j = 0; j < k; j++) for (let i = 0; i < k; i++) out.data[i + j * rows] = part.data[i + j * k]
  return out
}

export interface SingularParts {
  readonly u: Float64Array
  readonly s: Float64Array
  readonly vt: Float64Array
}

/** A = U diag(S) Vᵀ of an m × n matrix, all row by row; `full`: U and Vᵀ are square. Null where it does not converge. */
export function singularParts(a: ArrayLike<number>, m: number, n: number, full: boolean): SingularParts | null {
  const k = Math.min(m, n)
  const matrix = fromRows(a, m, n)
  const [height, width] = full ? [m, n] : [k, k]
  if (k === 0) return { u: toRows(unit(m, height)), s: new Float64Array(0), vt: toRows(unit(width, n)) }
  const crossover = Math.floor((k * 11) / 6)
  if (Math.max(m, n) < crossover || m === n) return direct(matrix, height, width)
  return m > n ? afterQr(matrix, height) : afterLq(matrix, width)
}

function direct(a: Columns, height: number, width: number): SingularParts | null {
  const reduced = bidiagonalOf(a)
  const vectors = bidiagonalVectors(reduced)
  if (!vectors) return null
  const k = reduced.d.length
  const u = height > k ? embedded(vectors[0], a.rows, height) : padded(vectors[0], a.rows, k)
  const vt = width > k ? embedded(vectors[1], width, a.columns) : padded(vectors[1], k, a.columns)
  applyBack(reduced, u, vt)
  return { u: toRows(u), s: reduced.d, vt: toRows(vt) }
}

/** The matrix with zeros below it and beside it. */
function padded(part: Columns, rows: number, columns: number): Columns {
  const out = zeros(rows, columns)
  for (let j = 0; j < part.columns; j++)
    for (let i = 0; i < part.rows; i++) out.data[i + j * rows] = part.data[i + j * part.rows]
  return out
}

/** Many more rows than columns: of R. */
function afterQr(a: Columns, height: number): SingularParts | null {
  const n = a.columns
  const factors = qrFactor(a)
  const inner = direct(upperOf(factors, n), n, n)
  if (!inner) return null
  const q = qOf(factors, height)
  const first: Columns = { data: q.data.subarray(0, a.rows * n), rows: a.rows, columns: n }
  q.data.set(times(first, fromRows(inner.u, n, n)).data)
  return { ...inner, u: toRows(q) }
}

/** Many more columns than rows: of L. */
function afterLq(a: Columns, width: number): SingularParts | null {
  const m = a.rows
  const factors = lqFactor(a)
  const inner = direct(lowerOf(factors, m), m, m)
  if (!inner) return null
  const q = lqRows(factors, width)
  const rows = toRows(q)
  const first = fromRows(rows.subarray(0, m * a.columns), m, a.columns)
  rows.set(toRows(times(fromRows(inner.vt, m, m), first)))
  return { ...inner, vt: rows }
}

/** The singular values alone, falling, as dgesdd finds them without vectors. Null where the iteration does not converge. */
export function singularValues(a: ArrayLike<number>, m: number, n: number): Float64Array | null {
  const k = Math.min(m, n)
  if (k === 0) return new Float64Array(0)
  const matrix = fromRows(a, m, n)
  const isDirect = m === n || Math.max(m, n) < Math.floor((k * 11) / 6)
  const reduced = isDirect ? matrix : m > n ? upperOf(qrFactor(matrix), n) : lowerOf(lqFactor(matrix), m)
  const { d, e, work } = bidiagonalOf(reduced)
  if (k === 1) return d.map(Math.abs)
  if (work.rows < work.columns) rotatedUp(d, e)
  if (k > 2) return qdValues(d, e)
  const [small, large] = valuesOfTwo(d[0], e[0], d[1])
  return Float64Array.of(large, small)
}

/** A lower bidiagonal matrix made an upper one, with the rotations from the left that did it. */
function rotatedUp(d: Float64Array, e: Float64Array): readonly (readonly [c: number, s: number])[] {
  return Array.from({ length: d.length - 1 }, (_, i) => {
    const [c, s, r] = rotation(d[i], e[i])
    d[i] = r
    e[i] = s * d[i + 1]
    d[i + 1] *= c
    return [c, s] as const
  })
}
