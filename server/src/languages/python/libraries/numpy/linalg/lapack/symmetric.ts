// Eigenvalues and eigenvectors of symmetric matrices as LAPACK's dsyevd finds them for up to 25 rows: reduction to a tridiagonal
// matrix (dsytd2 of the lower triangle; Golub & Van Loan §8.3.1), then implicit QL or QR steps (dsteqr; §8.3.3).
import {
  column,
  copyOf,
  EPSILON,
  exchange,
  fromRows,
  pythagoras,
  reflection,
  reflectLeft,
  reflector,
  rotation,
  SAFE_MINIMUM,
  toRows,
  turnIfAny,
  unit,
  withSign,
  type Columns,
} from './reflections'

interface Tridiagonal {
  readonly d: Float64Array
  readonly e: Float64Array
  readonly vectors: readonly Float64Array[]
  readonly scales: readonly number[]
}

function tridiagonalOf(a: Columns): Tridiagonal {
  const n = a.rows
  const work = copyOf(a)
  const { data } = work
  const d = new Float64Array(n)
  const e = new Float64Array(Math.max(0, n - 1))
  const vectors: Float64Array[] = []
  const scales: number[] = []
  for (let i = 0; i < n - 1; i++) {
    const line = column(work, i, i + 1)
    const tau = reflection(line)
    const v = reflector(line)
    e[i] = data[i + 1 + i * n]
    if (tau !== 0) rankTwo(work, v, tau, i + 1)
    d[i] = data[i + i * n]
    vectors.push(v)
    scales.push(tau)
  }
  d[n - 1] = data[n * n - 1]
  return { d, e, vectors, scales }
}

/** H A H of the lower triangle from `at` on: A − v wᵀ − w vᵀ. */
function rankTwo({ data, rows: n }: Columns, v: Float64Array, tau: number, at: number): void {
  const m = v.length
  const place = (i: number, j: number): number => at + Math.max(i, j) + (at + Math.min(i, j)) * n
  const w = new Float64Array(m)
  for (let j = 0; j < m; j++) {
    // The order of additions is that of a product that reads the lower triangle column by column.
    const head = tau * v[j]
    let tail = 0
    w[j] += head * data[place(j, j)]
    for (let i = j + 1; i < m; i++) {
      w[i] += head * data[place(i, j)]
      tail += data[place(i, j)] * v[i]
    }
    w[j] += tau * tail
  }
  let dot = 0
  for (let i = 0; i < m; i++) dot += w[i] * v[i]
  const alpha = -0.5 * tau * dot
  for (let i = 0; i < m; i++) w[i] += alpha * v[i]
  for (let j = 0; j < m; j++)
    for (let i = j; i < m; i++) data[place(i, j)] = data[place(i, j)] - v[i] * w[j] - w[i] * v[j]
}

/** The eigenvalues of (a b; b c), the one of larger absolute value first, and its unit vector (c, s) (dlaev2). */
function twoByTwo(
  a: number,
  b: number,
  c: number,
): readonly [first: number, second: number, cosine: number, sine: number] {
  const [sum, gap, twice] = [a + c, a - c, b + b]
  const [size, off] = [Math.abs(gap), Math.abs(twice)]
  const [large, small] = Math.abs(a) > Math.abs(c) ? [a, c] : [c, a]
  const root =
    size > off
      ? size * Math.sqrt(1 + (off / size) ** 2)
      : size < off
        ? off * Math.sqrt(1 + (size / off) ** 2)
        : off * Math.SQRT2
  const side = sum < 0 ? -1 : 1
  const first = sum === 0 ? 0.5 * root : 0.5 * (sum + side * root)
  const second = sum === 0 ? -0.5 * root : (large / first) * small - (b / first) * b
  const direction = gap >= 0 ? 1 : -1
  const cs = gap + direction * root
  let [cosine, sine] = [1, 0]
  if (Math.abs(cs) > off) {
    const cotangent = -twice / cs
    sine = 1 / Math.sqrt(1 + cotangent * cotangent)
    cosine = cotangent * sine
  } else if (off !== 0) {
    const tangent = -cs / twice
    cosine = 1 / Math.sqrt(1 + tangent * tangent)
    sine = tangent * cosine
  }
  return side === direction ? [first, second, -sine, cosine] : [first, second, cosine, sine]
}

const STEPS_EACH = 30

/** Turns d into the eigenvalues of the tridiagonal matrix and z's columns along. False where it does not converge. */
function iterate(d: Float64Array, e: Float64Array, z: Columns): boolean {
  const n = d.length
  let budget = n * STEPS_EACH
  const small = (m: number): boolean =>
    Math.abs(e[m]) ** 2 <= EPSILON * EPSILON * Math.abs(d[m]) * Math.abs(d[m + 1]) + SAFE_MINIMUM
  const rotate = (at: number, c: number, s: number): void => turnIfAny(column(z, at, 0), column(z, at + 1, 0), c, s)
  for (let start = 0; start < n;) {
    if (start > 0) e[start - 1] = 0
    let end = start
    while (end < n - 1) {
      const size = Math.abs(e[end])
      if (size === 0) break
      if (size <= Math.sqrt(Math.abs(d[end])) * Math.sqrt(Math.abs(d[end + 1])) * EPSILON) {
        e[end] = 0
        break
      }
      end++
    }
    const [first, last] = [start, end]
    start = end + 1
    if (first === last) continue
    // QL chases from the larger end to the smaller one; QR is its mirror image.
    const mirrored = Math.abs(d[last]) < Math.abs(d[first])
    let l = mirrored ? last : first
    const stop = mirrored ? first : last
    const step = mirrored ? -1 : 1
    /** The off-diagonal element between i and the next one on the way. */
    const between = (i: number): number => (mirrored ? i - 1 : i)
    while (mirrored ? l >= stop : l <= stop) {
      let m = l
      while (m !== stop && !small(between(m))) m += step
      if (m !== stop) e[between(m)] = 0
      if (m === l) {
        l += step
        continue
      }
      if (m === l + step) {
        const upper = Math.min(l, m)
        const [one, two, c, s] = twoByTwo(d[upper], e[upper], d[upper + 1])
        rotate(upper, c, s)
        d[upper] = one
        d[upper + 1] = two
        e[upper] = 0
        l += 2 * step
        continue
      }
      if (budget-- === 0) return false
      let p = d[l]
      let g = (d[l + step] - p) / (2 * e[between(l)])
      g = d[m] - p + e[between(l)] / (g + withSign(pythagoras(g, 1), g))
      let [s, c] = [1, 1]
      p = 0
      const turns: (readonly [at: number, c: number, s: number])[] = []
      for (let i = m - step; mirrored ? i <= l : i >= l; i -= step) {
        const off = between(i)
        const f = s * e[off]
        const b = c * e[off]
        let r: number
        ;[c, s, r] = rotation(g, f)
        if (i !== m - step) e[between(i + step)] = r
        g = d[i + step] - p
        r = (d[i] - g) * s + 2 * c * b
        p = s * r
        d[i + step] = g + p
        g = c * r - b
        turns.push([off, c, mirrored ? s : -s])
      }
      for (const [at, cosine, sine] of turns) rotate(at, cosine, sine)
      d[l] -= p
      e[between(l)] = g
    }
  }
  return true
}

/** Eigenvalues in rising order and eigenvectors as columns, of the symmetric matrix with the lower triangle of `a`, all row by
 *  row. Null where the iteration does not converge. */
export function symmetricEigen(
  a: ArrayLike<number>,
  n: number,
): readonly [values: Float64Array, vectors: Float64Array] | null {
  if (n === 0) return [new Float64Array(0), new Float64Array(0)]
  const { d, e, vectors, scales } = tridiagonalOf(fromRows(a, n, n))
  const z = unit(n, n)
  if (!iterate(d, e, z)) return null
  for (let i = 0; i < n - 1; i++) {
    let least = i
    for (let j = i + 1; j < n; j++) if (d[j] < d[least]) least = j
    if (least === i) continue
    ;[d[i], d[least]] = [d[least], d[i]]
    exchange(column(z, i, 0), column(z, least, 0))
  }
  for (let i = n - 2; i >= 0; i--) reflectLeft(z, vectors[i], scales[i], i + 1, 0)
  return [d, toRows(z)]
}
