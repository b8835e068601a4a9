// The Schur form of a Hessenberg matrix by implicit double-shift QR steps, as LAPACK's dlahqr (Golub & Van Loan §7.5.6), and the
// standard form of 2 × 2 blocks (dlanv2).
import { column, EPSILON, pythagoras, reflection, row, SAFE_MINIMUM, turn, withSign, type Columns } from './reflections'

export interface Spectrum {
  readonly real: Float64Array
  readonly imaginary: Float64Array
}

const ULP = 2 * EPSILON
const STEPS_EACH = 30
const EXCEPTIONAL_EVERY = 10

interface Block {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  readonly cosine: number
  readonly sine: number
}

/** (a b; c d) turned until it is upper triangular, or has equal diagonal elements and off-diagonal ones of opposite signs. */
export function standardised(a: number, b: number, c: number, d: number): Block {
  if (c === 0) return { a, b, c, d, cosine: 1, sine: 0 }
  if (b === 0) return { a: d, b: -c, c: 0, d: a, cosine: 0, sine: 1 }
  if (a - d === 0 && withSign(1, b) !== withSign(1, c)) return { a, b, c, d, cosine: 1, sine: 0 }
  const gap = a - d
  const p = 0.5 * gap
  const larger = Math.max(Math.abs(b), Math.abs(c))
  const smaller = Math.min(Math.abs(b), Math.abs(c)) * withSign(1, b) * withSign(1, c)
  const scale = Math.max(Math.abs(p), larger)
  const z = (p / scale) * p + (larger / scale) * smaller
  if (z >= 4 * ULP) {
    const root = p + withSign(Math.sqrt(scale) * Math.sqrt(z), p)
    const size = pythagoras(c, root)
    return {
      a: d + root,
      b: b - c,
      c: 0,
      d: d - (larger / root) * smaller,
      cosine: root / size,
      sine: c / size,
    }
  }
  return equalised(a, b, c, d)
}

/** Nearly equal or complex eigenvalues: equal diagonal elements first. */
function equalised(a: number, b: number, c: number, d: number): Block {
  const sigma = b + c
  const size = pythagoras(sigma, a - d)
  let cosine = Math.sqrt(0.5 * (1 + Math.abs(sigma) / size))
  let sine = -((0.5 * (a - d)) / (size * cosine)) * withSign(1, sigma)
  const [aa, bb] = [a * cosine + b * sine, -a * sine + b * cosine]
  const [cc, dd] = [c * cosine + d * sine, -c * sine + d * cosine]
  const middle = 0.5 * (aa * cosine + cc * sine + (-bb * sine + dd * cosine))
  const upper = bb * cosine + dd * sine
  const lower = -aa * sine + cc * cosine
  if (lower === 0) return { a: middle, b: upper, c: 0, d: middle, cosine, sine }
  if (upper === 0) return { a: middle, b: -lower, c: 0, d: middle, cosine: -sine, sine: cosine }
  if (withSign(1, upper) !== withSign(1, lower)) return { a: middle, b: upper, c: lower, d: middle, cosine, sine }
  const [left, right] = [Math.sqrt(Math.abs(upper)), Math.sqrt(Math.abs(lower))]
  const p = withSign(left * right, lower)
  const tau = 1 / Math.sqrt(Math.abs(upper + lower))
  const [c1, s1] = [left * tau, right * tau]
  ;[cosine, sine] = [cosine * c1 - sine * s1, cosine * s1 + sine * c1]
  return { a: middle + p, b: upper - lower, c: 0, d: middle - p, cosine, sine }
}

/** Makes h (Hessenberg between `low` and `high`) quasi-triangular, in place; z's columns are turned along. Null where it does
 *  not converge. */
export function schur(h: Columns, z: Columns, low: number, high: number): Spectrum | null {
  const n = h.rows
  const { data } = h
  const real = Float64Array.from({ length: n }, (_, i) => data[i + i * n])
  const imaginary = new Float64Array(n)
  const tiny = SAFE_MINIMUM * ((high - low + 1) / ULP)
  const most = STEPS_EACH * Math.max(10, high - low + 1)
  for (let i = high; i >= low;) {
    let l: number
    for (let steps = 0; ; steps++) {
      l = splitAt(h, low, high, i, tiny)
      if (l > low) data[l + (l - 1) * n] = 0
      if (l >= i - 1) break
      if (steps === most) return null
      doubleStep(h, z, l, i, shiftsOf(h, l, i, steps + 1))
    }
    if (l === i) {
      real[i] = data[i + i * n]
    } else {
      const [p, q] = [i - 1, i]
      const block = standardised(data[p + p * n], data[p + q * n], data[q + p * n], data[q + q * n])
      data[p + p * n] = block.a
      data[p + q * n] = block.b
      data[q + p * n] = block.c
      data[q + q * n] = block.d
      real[p] = block.a
      real[q] = block.d
      if (block.c !== 0) {
        imaginary[p] = Math.sqrt(Math.abs(block.b)) * Math.sqrt(Math.abs(block.c))
        imaginary[q] = -imaginary[p]
      }
      turn(row(h, p, q + 1), row(h, q, q + 1), block.cosine, block.sine)
      turn(column(h, p, 0, p), column(h, q, 0, p), block.cosine, block.sine)
      turn(column(z, p, 0), column(z, q, 0), block.cosine, block.sine)
    }
    i = l - 1
  }
  return { real, imaginary }
}

/** Where the last block that does not split begins (Ahues & Tisseur's criterion). */
function splitAt({ data, rows: n }: Columns, low: number, high: number, i: number, tiny: number): number {
  for (let k = i; k > low; k--) {
    const below = Math.abs(data[k + (k - 1) * n])
    if (below <= tiny) return k
    const [p, q] = [data[k - 1 + (k - 1) * n], data[k + k * n]]
    let size = Math.abs(p) + Math.abs(q)
    if (size === 0) {
      if (k - 2 >= low) size += Math.abs(data[k - 1 + (k - 2) * n])
      if (k + 1 <= high) size += Math.abs(data[k + 1 + k * n])
    }
    if (below > ULP * size) continue
    const above = Math.abs(data[k - 1 + k * n])
    const [ab, ba] = [Math.max(below, above), Math.min(below, above)]
    const [aa, bb] = [Math.max(Math.abs(q), Math.abs(p - q)), Math.min(Math.abs(q), Math.abs(p - q))]
    const sum = aa + ab
    if (ba * (ab / sum) <= Math.max(tiny, ULP * (bb * (aa / sum)))) return k
  }
  return low
}

interface Shifts {
  readonly first: number
  readonly second: number
  readonly imaginary: number
}

function shiftsOf({ data, rows: n }: Columns, l: number, i: number, steps: number): Shifts {
  const at = (p: number, q: number): number => data[p + q * n]
  let [h11, h21, h12, h22] = [at(i - 1, i - 1), at(i, i - 1), at(i - 1, i), at(i, i)]
  if (steps % EXCEPTIONAL_EVERY === 0) {
    const bottom = steps % (2 * EXCEPTIONAL_EVERY) === 0
    const size = bottom
      ? Math.abs(at(i, i - 1)) + Math.abs(at(i - 1, i - 2))
      : Math.abs(at(l + 1, l)) + Math.abs(at(l + 2, l + 1))
    h11 = h22 = 0.75 * size + (bottom ? at(i, i) : at(l, l))
    h12 = -0.4375 * size
    h21 = size
  }
  const s = Math.abs(h11) + Math.abs(h12) + Math.abs(h21) + Math.abs(h22)
  if (s === 0) return { first: 0, second: 0, imaginary: 0 }
  ;[h11, h21, h12, h22] = [h11 / s, h21 / s, h12 / s, h22 / s]
  const trace = (h11 + h22) / 2
  const det = (h11 - trace) * (h22 - trace) - h12 * h21
  const root = Math.sqrt(Math.abs(det))
  if (det >= 0) return { first: trace * s, second: trace * s, imaginary: root * s }
  const [one, two] = [trace + root, trace - root]
  const shift = Math.abs(one - h22) <= Math.abs(two - h22) ? one * s : two * s
  return { first: shift, second: shift, imaginary: 0 }
}

/** One implicit double step over the rows from l to i. */
function doubleStep(h: Columns, z: Columns, l: number, i: number, { first, second, imaginary }: Shifts): void {
  const { data, rows: n } = h
  const at = (p: number, q: number): number => data[p + q * n]
  const v = new Float64Array(3)
  let m = i - 2
  for (; ; m--) {
    const size = Math.abs(at(m, m) - second) + Math.abs(imaginary) + Math.abs(at(m + 1, m))
    const below = at(m + 1, m) / size
    v[0] = below * at(m, m + 1) + (at(m, m) - first) * ((at(m, m) - second) / size) - imaginary * (-imaginary / size)
    v[1] = below * (at(m, m) + at(m + 1, m + 1) - first - second)
    v[2] = below * at(m + 2, m + 1)
    const sum = Math.abs(v[0]) + Math.abs(v[1]) + Math.abs(v[2])
    for (let k = 0; k < 3; k++) v[k] /= sum
    if (m === l) break
    const around = Math.abs(at(m - 1, m - 1)) + Math.abs(at(m, m)) + Math.abs(at(m + 1, m + 1))
    if (Math.abs(at(m, m - 1)) * (Math.abs(v[1]) + Math.abs(v[2])) <= ULP * Math.abs(v[0]) * around) break
  }
  for (let k = m; k < i; k++) {
    const count = Math.min(3, i - k + 1)
    if (k > m) for (let r = 0; r < count; r++) v[r] = at(k + r, k - 1)
    const tau = reflection({ data: v, start: 0, step: 1, count })
    if (k > m) {
      data[k + (k - 1) * n] = v[0]
      for (let r = 1; r < count; r++) data[k + r + (k - 1) * n] = 0
    } else if (m > l) {
      data[k + (k - 1) * n] *= 1 - tau
    }
    const w = Float64Array.from({ length: count }, (_, r) => (r === 0 ? 1 : v[r]))
    apply(data, w, tau, { count: n - k, start: k + k * n, step: n, across: 1 })
    apply(data, w, tau, { count: Math.min(k + 3, i) + 1, start: k * n, step: 1, across: n })
    apply(z.data, w, tau, { count: n, start: k * n, step: 1, across: n })
  }
}

interface Sweep {
  readonly count: number
  readonly start: number
  readonly step: number
  readonly across: number
}

/** I − τ w wᵀ on each group of elements that are `across` apart. */
function apply(data: Float64Array, w: Float64Array, tau: number, { count, start, step, across }: Sweep): void {
  for (let j = 0; j < count; j++) {
    const at = start + j * step
    let sum = data[at]
    for (let r = 1; r < w.length; r++) sum += w[r] * data[at + r * across]
    for (let r = 0; r < w.length; r++) data[at + r * across] -= sum * (tau * w[r])
  }
}
