// Singular values and vectors of an upper bidiagonal matrix by implicit QR steps with and without shifts, as LAPACK's dbdsqr
// (Demmel & Kahan, "Accurate singular values of bidiagonal matrices", 1990).
import { column, EPSILON, exchange, rotation, row, SAFE_MINIMUM, turn, withSign, type Columns } from './reflections'

/** Singular values and rotations of (f g; 0 h) to full accuracy (dlasv2). */
export function upperTwoByTwo(f: number, g: number, h: number): TwoByTwo {
  const swapped = Math.abs(h) > Math.abs(f)
  const [ft, ht] = swapped ? [h, f] : [f, h]
  const [fa, ha, ga] = [Math.abs(ft), Math.abs(ht), Math.abs(g)]
  let largest: 'f' | 'g' | 'h' = swapped ? 'h' : 'f'
  let [small, large] = [ha, fa]
  let [clt, crt, slt, srt] = [1, 1, 0, 0]
  if (ga !== 0) {
    if (ga > fa) largest = 'g'
    if (ga > fa && fa / ga < EPSILON) {
      large = ga
      small = ha > 1 ? fa / (ga / ha) : (fa / ga) * ha
      ;[clt, slt, srt, crt] = [1, ht / g, 1, ft / g]
    } else {
      const d = fa - ha
      let l = d === fa ? 1 : d / fa
      const m = g / ft
      let t = 2 - l
      const mm = m * m
      const s = Math.sqrt(t * t + mm)
      const r = l === 0 ? Math.abs(m) : Math.sqrt(l * l + mm)
      const a = 0.5 * (s + r)
      small = ha / a
      large = fa * a
      if (mm !== 0) t = (m / (s + t) + m / (r + l)) * (1 + a)
      else t = l === 0 ? withSign(2, ft) * withSign(1, g) : g / withSign(d, ft) + m / t
      l = Math.sqrt(t * t + 4)
      crt = 2 / l
      srt = t / l
      clt = (crt + srt * m) / a
      slt = ((ht / ft) * srt) / a
    }
  }
  const [cl, sl, cr, sr] = swapped ? [srt, crt, slt, clt] : [clt, slt, crt, srt]
  const sign =
    largest === 'f'
      ? withSign(1, cr) * withSign(1, cl) * withSign(1, f)
      : largest === 'g'
        ? withSign(1, sr) * withSign(1, cl) * withSign(1, g)
        : withSign(1, sr) * withSign(1, sl) * withSign(1, h)
  return {
    large: withSign(large, sign),
    small: withSign(small, sign * withSign(1, f) * withSign(1, h)),
    left: [cl, sl],
    right: [cr, sr],
  }
}

interface TwoByTwo {
  readonly large: number
  readonly small: number
  readonly left: readonly [c: number, s: number]
  readonly right: readonly [c: number, s: number]
}

/** The singular values of (f g; 0 h), the smaller one first (dlas2). */
export function valuesOfTwo(f: number, g: number, h: number): readonly [small: number, large: number] {
  const [fa, ga, ha] = [Math.abs(f), Math.abs(g), Math.abs(h)]
  const [low, high] = [Math.min(fa, ha), Math.max(fa, ha)]
  if (low === 0) {
    const [less, more] = [Math.min(high, ga), Math.max(high, ga)]
    return [0, high === 0 ? ga : more * Math.sqrt(1 + (less / more) ** 2)]
  }
  const sum = 1 + low / high
  const gap = (high - low) / high
  if (ga < high) {
    const share = (ga / high) ** 2
    const c = 2 / (Math.sqrt(sum * sum + share) + Math.sqrt(gap * gap + share))
    return [low * c, high / c]
  }
  const share = high / ga
  if (share === 0) return [(low * high) / ga, ga]
  const c = 1 / (Math.sqrt(1 + (sum * share) ** 2) + Math.sqrt(1 + (gap * share) ** 2))
  return [2 * (low * c * share), ga / (c + c)]
}

const TOLERANCE = Math.max(10, Math.min(100, EPSILON ** -0.125)) * EPSILON
const STEPS_EACH = 6

/** The state of one iteration: the bidiagonal matrix, and the vectors that are turned along. */
class Chase {
  constructor(
    readonly d: Float64Array,
    readonly e: Float64Array,
    private readonly u: Columns,
    private readonly vt: Columns,
  ) {}

  turnU(at: number, c: number, s: number): void {
    turn(column(this.u, at, 0), column(this.u, at + 1, 0), c, s)
  }

  turnV(at: number, c: number, s: number): void {
    turn(row(this.vt, at, 0), row(this.vt, at + 1, 0), c, s)
  }

  /** A step without shift over the block from l to m, downwards or upwards. */
  unshifted(l: number, m: number, down: boolean): void {
    const { d, e } = this
    const step = down ? 1 : -1
    const [from, to] = down ? [l, m] : [m, l]
    const between = (i: number): number => (down ? i : i - 1)
    let [c, oldC, oldS] = [1, 1, 0]
    for (let i = from; i !== to; i += step) {
      const [cosine, s, r] = rotation(d[i] * c, e[between(i)])
      c = cosine
      if (i !== from) e[between(i - step)] = oldS * r
      ;[oldC, oldS, d[i]] = rotation(oldC * r, d[i + step] * s)
      this.turnPair(between(i), down, [c, s], [oldC, oldS])
    }
    const h = d[to] * c
    d[to] = h * oldC
    e[between(to - step)] = h * oldS
  }

  /** A step with a shift. */
  shifted(l: number, m: number, down: boolean, shift: number): void {
    const { d, e } = this
    const step = down ? 1 : -1
    const [from, to] = down ? [l, m] : [m, l]
    const between = (i: number): number => (down ? i : i - 1)
    let f = (Math.abs(d[from]) - shift) * (withSign(1, d[from]) + shift / d[from])
    let g = e[between(from)]
    for (let i = from; i !== to; i += step) {
      const off = between(i)
      const next = i + step
      const [c1, s1, r1] = rotation(f, g)
      if (i !== from) e[between(i - step)] = r1
      f = c1 * d[i] + s1 * e[off]
      e[off] = c1 * e[off] - s1 * d[i]
      g = s1 * d[next]
      d[next] = c1 * d[next]
      const [c2, s2, r2] = rotation(f, g)
      d[i] = r2
      f = c2 * e[off] + s2 * d[next]
      d[next] = c2 * d[next] - s2 * e[off]
      if (next !== to) {
        g = s2 * e[between(next)]
        e[between(next)] = c2 * e[between(next)]
      }
      this.turnPair(off, down, [c1, s1], [c2, s2])
    }
    e[between(to - step)] = f
  }

  /** Downwards the first rotation is the right side's; upwards it is the left side's, and mirrored. */
  private turnPair(
    at: number,
    down: boolean,
    first: readonly [number, number],
    second: readonly [number, number],
  ): void {
    const [right, left] = down ? [first, second] : [second, first]
    const side = down ? 1 : -1
    if (right[0] !== 1 || right[1] !== 0) this.turnV(at, right[0], side * right[1])
    if (left[0] !== 1 || left[1] !== 0) this.turnU(at, left[0], side * left[1])
  }
}

/** Zeroes what is negligible in the block from l to m, seen along the chase; says whether anything was, and the least
 *  estimate of a singular value. */
function deflate(d: Float64Array, e: Float64Array, l: number, m: number, down: boolean): number | null {
  const edge = down ? m - 1 : l
  if (Math.abs(e[edge]) <= TOLERANCE * Math.abs(d[down ? m : l])) {
    e[edge] = 0
    return null
  }
  let mu = Math.abs(d[down ? l : m])
  let least = mu
  for (let k = 0; k < m - l; k++) {
    const at = down ? l + k : m - 1 - k
    if (Math.abs(e[at]) <= TOLERANCE * mu) {
      e[at] = 0
      return null
    }
    mu = Math.abs(d[down ? at + 1 : at]) * (mu / (mu + Math.abs(e[at])))
    least = Math.min(least, mu)
  }
  return least
}

/** Turns d into the singular values, falling; u's columns and vt's rows along. False where it does not converge. */
export function diagonalise(d: Float64Array, e: Float64Array, u: Columns, vt: Columns): boolean {
  const n = d.length
  const chase = new Chase(d, e, u, vt)
  if (n > 1 && !converge(chase, n)) return false
  for (let i = 0; i < n; i++) {
    if (!(d[i] < 0 || Object.is(d[i], -0))) continue
    d[i] = -d[i]
    for (let j = 0; j < vt.columns; j++) vt.data[i + j * vt.rows] *= -1
  }
  for (let last = n - 1; last > 0; last--) {
    let least = 0
    for (let j = 1; j <= last; j++) if (d[j] <= d[least]) least = j
    if (least === last) continue
    ;[d[least], d[last]] = [d[last], d[least]]
    exchange(row(vt, least, 0), row(vt, last, 0))
    exchange(column(u, least, 0), column(u, last, 0))
  }
  return true
}

function converge(chase: Chase, n: number): boolean {
  const { d, e } = chase
  let least = Math.abs(d[0])
  for (let i = 1, mu = least; i < n && least !== 0; i++) {
    mu = Math.abs(d[i]) * (mu / (mu + Math.abs(e[i - 1])))
    least = Math.min(least, mu)
  }
  const threshold = Math.max((TOLERANCE * least) / Math.sqrt(n), STEPS_EACH * n * n * SAFE_MINIMUM)
  let budget = STEPS_EACH * n * n
  let [oldL, oldM] = [-1, -1]
  let down = true
  let m = n - 1
  while (m > 0) {
    if (budget < 0) return false
    let top = Math.abs(d[m])
    let l = m - 1
    while (l >= 0 && Math.abs(e[l]) > threshold) {
      top = Math.max(top, Math.abs(d[l]), Math.abs(e[l]))
      l--
    }
    if (l >= 0) {
      e[l] = 0
      if (l === m - 1) {
        m--
        continue
      }
    }
    l++
    if (l === m - 1) {
      const { large, small, left, right } = upperTwoByTwo(d[l], e[l], d[m])
      d[l] = large
      e[l] = 0
      d[m] = small
      chase.turnV(l, ...right)
      chase.turnU(l, ...left)
      m -= 2
      continue
    }
    if (oldM < 0 || l > oldM || m < oldL) down = Math.abs(d[l]) >= Math.abs(d[m])
    const estimate = deflate(d, e, l, m, down)
    if (estimate === null) continue
    oldL = l
    oldM = m
    let shift = 0
    if (n * TOLERANCE * (estimate / top) > Math.max(EPSILON, 0.01 * TOLERANCE)) {
      shift = (down ? valuesOfTwo(d[m - 1], e[m - 1], d[m]) : valuesOfTwo(d[l], e[l], d[l + 1]))[0]
      const head = Math.abs(d[down ? l : m])
      if (head > 0 && (shift / head) ** 2 < EPSILON) shift = 0
    }
    budget -= m - l
    if (shift === 0) chase.unshifted(l, m, down)
    else chase.shifted(l, m, down, shift)
    const edge = down ? m - 1 : l
    if (Math.abs(e[edge]) <= threshold) e[edge] = 0
  }
  return true
}
