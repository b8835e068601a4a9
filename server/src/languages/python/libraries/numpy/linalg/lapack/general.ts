// Eigenvalues and right eigenvectors of a general real matrix as LAPACK's dgeev finds them: balanced, reduced to Hessenberg form
// (dgehd2; Golub & Van Loan §7.4.3), to Schur form by double-shift QR steps (schur.ts), then back substitution (dtrevc).
import { balance, unbalance } from './balance'
import {
  column,
  EPSILON,
  fromRows,
  length,
  reflection,
  reflectLeft,
  reflector,
  reflectRight,
  SAFE_MINIMUM,
  toRows,
  unit,
  zeros,
  type Columns,
} from './reflections'
import { schur } from './schur'

export interface GeneralEigen {
  readonly real: Float64Array
  readonly imaginary: Float64Array
  /** Row by row; null where an eigenvalue is not real, or where only the values were asked for. */
  readonly vectors: Float64Array | null
}

/** Null where the iteration does not converge. */
export function generalEigen(a: ArrayLike<number>, n: number, wantsVectors: boolean): GeneralEigen | null {
  const h = fromRows(a, n, n)
  const balanced = balance(h)
  const { low, high } = balanced
  const vectors: Float64Array[] = []
  const scales: number[] = []
  for (let i = low; i < high; i++) {
    const line = column(h, i, i + 1, high + 1)
    const tau = reflection(line)
    const v = reflector(line)
    reflectRight(h, v, tau, 0, i + 1, high + 1)
    reflectLeft(h, v, tau, i + 1, i + 1)
    for (let k = i + 2; k <= high; k++) h.data[k + i * n] = 0
    vectors.push(v)
    scales.push(tau)
  }
  const z = unit(n, n)
  for (let k = vectors.length - 1; k >= 0; k--) {
    const at = low + k + 1
    reflectLeft(z, vectors[k], scales[k], at, at + 1)
    vectors[k].forEach((x, r) => (z.data[at + r + at * n] = r === 0 ? 1 - scales[k] : -scales[k] * x))
  }
  const found = schur(h, z, low, high)
  if (!found) return null
  if (!wantsVectors || found.imaginary.some((x) => x !== 0)) return { ...found, vectors: null }
  const v = triangularVectors(h, z)
  unbalance(balanced, v)
  for (let j = 0; j < n; j++) {
    const scale = 1 / length(column(v, j, 0))
    for (let i = 0; i < n; i++) v.data[i + j * n] *= scale
  }
  return { ...found, vectors: toRows(v) }
}

/** z times the eigenvectors of the upper triangular t, whose largest elements are 1 in size. Equal eigenvalues are set apart
 *  by a rounding. */
function triangularVectors(t: Columns, z: Columns): Columns {
  const n = t.rows
  const out = zeros(n, n)
  const tiny = SAFE_MINIMUM * (n / (2 * EPSILON))
  const most = (1 - 2 * EPSILON) / tiny
  for (let k = 0; k < n; k++) {
    const value = t.data[k + k * n]
    const least = Math.max(2 * EPSILON * Math.abs(value), tiny)
    const x = new Float64Array(k + 1)
    for (let i = 0; i < k; i++) x[i] = -t.data[i + k * n]
    x[k] = 1
    for (let j = k - 1; j >= 0; j--) {
      const difference = t.data[j + j * n] - value
      const gap = Math.abs(difference) < least ? least : difference
      // Scaled where the quotient, or what is taken off with it, would overflow (dlaln2, dtrevc3).
      const size = Math.abs(x[j])
      const isHuge = Math.abs(gap) < 1 && size > 1 && size * (2 * SAFE_MINIMUM) > Math.abs(gap)
      let scale = isHuge ? 1 / size : 1
      let quotient = (x[j] * scale) / gap
      let above = 0
      for (let i = 0; i < j; i++) above += Math.abs(t.data[i + j * n])
      const large = Math.abs(quotient)
      if (large > 1 && above > most / large) {
        quotient /= large
        scale /= large
      }
      if (scale !== 1) for (let i = 0; i <= k; i++) x[i] *= scale
      x[j] = quotient
      for (let i = 0; i < j; i++) x[i] -= x[j] * t.data[i + j * n]
    }
    let top = 0
    for (let i = 0; i < n; i++) {
      let sum = 0
      for (let j = 0; j <= k; j++) sum += z.data[i + j * n] * x[j]
      out.data[i + k * n] = sum
      top = Math.max(top, Math.abs(sum))
    }
    const scale = 1 / top
    for (let i = 0; i < n; i++) out.data[i + k * n] *= scale
  }
  return out
}
