// The shortest least-squares solution as LAPACK's dgelsd finds it for up to 25 rows or columns: bidiagonal form, singular values
// by implicit QR steps, small ones left out.
import { diagonalise } from './bidiagonal'
import { lowerOf, lqFactor, qrFactor, upperOf, type Reflections } from './qr'
import {
  column,
  EPSILON,
  fromRows,
  reflectLeft,
  reflector,
  rotation,
  row,
  toRows,
  turn,
  unit,
  zeros,
  type Columns,
} from './reflections'
import { bidiagonalOf, type Bidiagonal } from './singular'

export interface LeastSquares {
  /** n × k, row by row. */
  readonly x: Float64Array
  readonly rank: number
  readonly s: Float64Array
  /** Σ of squares of what no solution reaches, for each right-hand side. */
  readonly residuals: Float64Array
}

/** Solutions of min ‖A X − B‖ for an m × n matrix and m × k right-hand sides; singular values up to `rcond` times the largest
 *  count as 0, up to a rounding where it is negative. Null where the iteration does not converge. */
export function leastSquares(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  m: number,
  n: number,
  k: number,
  rcond: number,
): LeastSquares | null {
  const small = Math.min(m, n)
  if (small === 0)
    return { x: new Float64Array(n * k), rank: 0, s: new Float64Array(0), residuals: new Float64Array(k) }
  const matrix = fromRows(a, m, n)
  const right = resized(fromRows(b, m, k), Math.max(m, n))
  const crossover = Math.floor(small * 1.6)
  let lq: Reflections | null = null
  let reduced: Bidiagonal
  if (m >= n && m >= crossover) {
    const factors = qrFactor(matrix)
    for (let i = 0; i < n; i++) reflectLeft(right, reflector(column(factors.work, i, i)), factors.scales[i], i, 0)
    reduced = bidiagonalOf(upperOf(factors, n))
  } else if (m < n && n >= crossover) {
    lq = lqFactor(matrix)
    reduced = bidiagonalOf(lowerOf(lq, m))
  } else {
    reduced = bidiagonalOf(matrix)
  }
  const { work, left } = reduced
  const below = work.rows >= work.columns ? 0 : 1
  left.forEach((tau, i) => reflectLeft(right, reflector(column(work, i, i + below)), tau, i + below, 0))
  const residuals = Float64Array.from({ length: k }, (_, j) =>
    right.data.subarray(n + j * right.rows, m + j * right.rows).reduce((sum, v) => sum + v * v, 0),
  )
  const solved = diagonalSolve(reduced, resized(right, small), rcond)
  if (!solved) return null
  const x = resized(solved.x, n)
  const behind = 1 - below
  for (let i = reduced.right.length - 1; i >= 0; i--)
    reflectLeft(x, reflector(row(work, i, i + behind)), reduced.right[i], i + behind, 0)
  if (lq) for (let i = m - 1; i >= 0; i--) reflectLeft(x, reflector(row(lq.work, i, i)), lq.scales[i], i, 0)
  return { x: toRows(x), rank: solved.rank, s: solved.s, residuals }
}

function resized(a: Columns, rows: number): Columns {
  const out = zeros(rows, a.columns)
  for (let j = 0; j < a.columns; j++)
    for (let i = 0; i < Math.min(rows, a.rows); i++) out.data[i + j * rows] = a.data[i + j * a.rows]
  return out
}

/** The bidiagonal system (dlalsd). */
function diagonalSolve(
  { d, e, work }: Bidiagonal,
  b: Columns,
  rcond: number,
): { readonly x: Columns; readonly rank: number; readonly s: Float64Array } | null {
  const n = d.length
  const k = b.columns
  if (n === 1) {
    const s = Float64Array.of(Math.abs(d[0]))
    const by = 1 / d[0]
    return { x: { ...b, data: b.data.map((v) => (d[0] === 0 ? 0 : v * by)) }, rank: d[0] === 0 ? 0 : 1, s }
  }
  if (work.rows < work.columns) {
    for (let i = 0; i < n - 1; i++) {
      const [c, s, r] = rotation(d[i], e[i])
      d[i] = r
      e[i] = s * d[i + 1]
      d[i + 1] *= c
      turn(row(b, i, 0), row(b, i + 1, 0), c, s)
    }
  }
  const norm = Math.max(...d.map(Math.abs), ...e.map(Math.abs))
  if (norm === 0) return { x: zeros(n, k), rank: 0, s: new Float64Array(n) }
  for (const part of [d, e]) part.forEach((v, i) => (part[i] = v * (1 / norm)))
  // The right-hand sides turn as the rows of Uᵀ do.
  const turned: Columns = { data: toRows(b), rows: k, columns: n }
  const vt = unit(n, n)
  if (!diagonalise(d, e, turned, vt)) return null
  const least = (rcond < 0 || rcond >= 1 ? EPSILON : rcond) * Math.max(...d)
  let rank = 0
  for (let i = 0; i < n; i++) {
    const kept = d[i] > least
    if (kept) rank++
    const by = 1 / d[i]
    for (let j = 0; j < k; j++) turned.data[j + i * k] = kept ? turned.data[j + i * k] * by : 0
  }
  const x = zeros(n, k)
  for (let j = 0; j < k; j++)
    for (let i = 0; i < n; i++) {
      let sum = 0
      // The smallest singular value's share first.
      for (let l = n - 1; l >= 0; l--) sum += vt.data[l + i * n] * turned.data[j + l * k]
      x.data[i + j * n] = sum * (1 / norm)
    }
  return { x, rank, s: d.map((v) => v * norm) }
}
