// Singular values of a bidiagonal matrix without vectors, by differential quotient-difference steps with shifts, as LAPACK's
// dlasq1 (Fernando & Parlett, "Accurate singular values and differential qd algorithms", 1994; Parlett & Marques, "An
// implementation of the dqds algorithm", 2000). Numbers lie in groups of four, (q, q′, e, e′) for each row: a step reads one of
// each pair and writes the other.
import { EPSILON, SAFE_MINIMUM } from './reflections'
import { shiftOf } from './qdShift'

const PRECISION = 2 * EPSILON
const TOLERANCE = 100 * PRECISION
const SQUARED = TOLERANCE * TOLERANCE
const BIAS = 1.5

/** The state of an iteration: a segment of rows, the shift so far, and what the last step found at its end. */
export class Segment {
  first = 1
  last: number
  /** Which of each pair a step reads: 0 or 1; 2 after a reversal. */
  side = 0
  /** The shift so far and its rounding. */
  sigma = 0
  private lost = 0
  /** The least d of the last step, and without its last one and two elements. */
  least = 0
  least1 = 0
  least2 = 0
  /** The last three d of the last step. */
  end = 0
  end1 = 0
  end2 = 0
  tau = 0
  /** How the shift was chosen (Parlett & Marques, §6). */
  kind = 0
  factor = 0
  private top = 0

  constructor(
    /** From index 1 on. */
    readonly z: Float64Array,
    readonly rows: number,
  ) {
    this.last = rows
  }

  /** Reverses the order of the rows. */
  reverse(withPairs: boolean): void {
    const { z } = this
    const sum = 4 * (this.first + this.last)
    const exchange = (i: number, j: number): void => {
      ;[z[i], z[j]] = [z[j], z[i]]
    }
    for (let i = 4 * this.first; i <= 2 * (this.first + this.last - 1); i += 4) {
      exchange(i - 3, sum - i - 3)
      exchange(i - 1, sum - i - 5)
      if (!withPairs) continue
      exchange(i - 2, sum - i - 2)
      exchange(i, sum - i - 4)
    }
  }

  /** Two steps without a shift that mark splits (Li's test). */
  prepare(): void {
    const { z } = this
    if (BIAS * z[4 * this.first - 3] < z[4 * this.last - 3]) this.reverse(false)
    for (let side = 0; side < 2; side++) {
      let d = z[4 * this.last + side - 3]
      for (let i = 4 * (this.last - 1) + side; i >= 4 * this.first + side; i -= 4) {
        if (z[i - 1] <= SQUARED * d) {
          z[i - 1] = -0
          d = z[i - 3]
        } else d = z[i - 3] * (d / (d + z[i - 1]))
      }
      d = z[4 * this.first + side - 3]
      for (let i = 4 * this.first + side; i <= 4 * (this.last - 1) + side; i += 4) {
        const to = i - 2 * side
        z[to - 2] = d + z[i - 1]
        if (z[i - 1] <= SQUARED * d) {
          z[i - 1] = -0
          z[to - 2] = d
          z[to] = 0
          d = z[i + 1]
        } else [z[to], d] = advanced(z[i + 1], z[i - 1], d, z[to - 2])
      }
      z[4 * this.last - side - 2] = d
    }
  }

  /** Finds the last segment that does not split; says whether there is any row left. */
  nextSegment(): boolean {
    const { z } = this
    if (this.last < 1) return false
    this.lost = 0
    this.sigma = this.last === this.rows ? 0 : -z[4 * this.last - 1]
    let most = 0
    let low = z[4 * this.last - 3]
    let high = low
    let i = 4 * this.last
    for (; i >= 8; i -= 4) {
      if (z[i - 5] <= 0) break
      if (low >= 4 * most) {
        low = Math.min(low, z[i - 3])
        most = Math.max(most, z[i - 5])
      }
      high = Math.max(high, z[i - 7] + z[i - 5])
    }
    this.top = high
    this.first = Math.max(4, i) / 4
    this.side = 0
    if (this.last - this.first > 1) this.turnIfSmallestIsFirst()
    this.least = -Math.max(0, low - 2 * Math.sqrt(low) * Math.sqrt(most))
    return true
  }

  private turnIfSmallestIsFirst(): void {
    const { z } = this
    let d = z[4 * this.first - 3]
    let least = d
    let place = this.first
    for (let i = 4 * this.first + 1; i <= 4 * this.last - 3; i += 4) {
      d = z[i] * (d / (d + z[i - 2]))
      if (d > least) continue
      least = d
      place = (i + 3) / 4
    }
    if ((place - this.first) * 2 < this.last - place && least <= 0.5 * z[4 * this.last - 3]) {
      this.reverse(true)
      this.side = 2
    }
  }

  /** Takes off values at the end that have converged. */
  private deflate(): void {
    const { z } = this
    while (this.last >= this.first) {
      const n = 4 * this.last + this.side
      if (this.last > this.first + 1 || this.last === this.first) {
        const one =
          this.last === this.first ||
          z[n - 5] <= SQUARED * (this.sigma + z[n - 3]) ||
          z[n - 2 * this.side - 4] <= SQUARED * z[n - 7]
        if (one) {
          z[4 * this.last - 3] = z[4 * this.last + this.side - 3] + this.sigma
          this.last--
          continue
        }
        if (z[n - 9] > SQUARED * this.sigma && z[n - 2 * this.side - 8] > SQUARED * z[n - 11]) return
      }
      const [large, small] = pairOf(z[n - 7], z[n - 5], z[n - 3])
      z[n - 7] = large
      z[n - 3] = small
      z[4 * this.last - 7] = large + this.sigma
      z[4 * this.last - 3] = small + this.sigma
      this.last -= 2
    }
  }

  /** Deflates and takes one good step. */
  step(): void {
    const { z } = this
    const before = this.last
    this.deflate()
    if (this.last < this.first) return
    if (this.side === 2) this.side = 0
    const { side } = this
    if ((this.least <= 0 || this.last < before) && BIAS * z[4 * this.first + side - 3] < z[4 * this.last + side - 3]) {
      this.reverse(true)
      this.mendEnds()
    }
    const chosen = shiftOf(this, before)
    if (chosen !== null) this.tau = chosen
    this.stepUntilPositive()
    let sum: number
    if (this.tau < this.sigma) {
      this.lost += this.tau
      sum = this.sigma + this.lost
      this.lost -= sum - this.sigma
    } else {
      sum = this.sigma + this.tau
      this.lost = this.sigma - (sum - this.tau) + this.lost
    }
    this.sigma = sum
  }

  private mendEnds(): void {
    const { z, side } = this
    const [low, high] = [4 * this.first, 4 * this.last]
    if (this.last - this.first <= 4) {
      z[high + side - 1] = z[low + side - 1]
      z[high - side] = z[low - side]
    }
    this.least2 = Math.min(this.least2, z[high + side - 1])
    z[high + side - 1] = Math.min(z[high + side - 1], z[low + side - 1], z[low + side + 3])
    z[high - side] = Math.min(z[high - side], z[low - side], z[low - side + 4])
    this.top = Math.max(this.top, z[low + side - 3], z[low + side + 1])
    this.least = -0
  }

  private stepUntilPositive(): void {
    const { z, side } = this
    for (;;) {
      this.shifted(this.tau)
      const { least, least1 } = this
      if (least >= 0 && least1 > 0) return
      const hidden =
        least < 0 &&
        least1 > 0 &&
        z[4 * (this.last - 1) - side] < TOLERANCE * (this.sigma + this.end1) &&
        Math.abs(this.end) < TOLERANCE * this.sigma
      if (hidden) {
        z[4 * (this.last - 1) - side + 2] = 0
        this.least = 0
        return
      }
      if (least < 0) {
        if (this.kind < -22) this.tau = 0
        else if (least1 > 0) {
          this.tau = (this.tau + least) * (1 - 2 * PRECISION)
          this.kind -= 11
        } else {
          this.tau *= 0.25
          this.kind -= 12
        }
      } else if (Number.isNaN(least) && this.tau !== 0) this.tau = 0
      else break
    }
    this.unshifted()
    this.tau = 0
  }

  /** One step with a shift (dlasq5). */
  private shifted(given: number): void {
    const { z, side } = this
    if (this.last - this.first - 1 <= 0) return
    const threshold = PRECISION * (this.sigma + given)
    const tau = (this.tau = given < threshold * 0.5 ? 0 : given)
    const kept = (d: number): number => (tau === 0 && d < threshold ? 0 : d)
    const start = 4 * this.first + side - 3
    let smallest = z[start + 4]
    let d = z[start] - tau
    this.least = d
    this.least1 = -z[start]
    for (let row = this.first; row <= this.last - 3; row++) {
      const [from, to] = [4 * row - 1 + side, 4 * row - side]
      z[to - 2] = d + z[from]
      const quotient = z[from + 2] / z[to - 2]
      d = kept(d * quotient - tau)
      this.least = lesser(this.least, d)
      z[to] = z[from] * quotient
      smallest = lesser(z[to], smallest)
    }
    const advance = (row: number, before: number): number => {
      const [from, to] = [4 * row - 1 + side, 4 * row - side]
      z[to - 2] = before + z[from]
      z[to] = z[from + 2] * (z[from] / z[to - 2])
      const after = z[from + 2] * (before / z[to - 2]) - tau
      this.least = lesser(this.least, after)
      return after
    }
    this.finish(d, smallest, advance)
  }

  /** The last two rows of a step. */
  private finish(d: number, smallest: number, advance: (row: number, before: number) => number): void {
    this.end2 = d
    this.least2 = this.least
    this.end1 = advance(this.last - 2, d)
    this.least1 = this.least
    this.end = advance(this.last - 1, this.end1)
    this.z[4 * (this.last - 1) - this.side + 2] = this.end
    this.z[4 * this.last - this.side] = smallest
  }

  /** One step without a shift that cannot overflow (dlasq6). */
  private unshifted(): void {
    const { z, side } = this
    if (this.last - this.first - 1 <= 0) return
    const start = 4 * this.first + side - 3
    let smallest = z[start + 4]
    this.least = z[start]
    const advance = (row: number, before: number): number => {
      const [from, to] = [4 * row - 1 + side, 4 * row - side]
      z[to - 2] = before + z[from]
      let after: number
      if (z[to - 2] === 0) {
        z[to] = 0
        after = z[from + 2]
        this.least = after
        smallest = 0
      } else [z[to], after] = advanced(z[from + 2], z[from], before, z[to - 2])
      this.least = lesser(this.least, after)
      return after
    }
    let d = z[start]
    for (let row = this.first; row <= this.last - 3; row++) {
      d = advance(row, d)
      smallest = lesser(smallest, z[4 * row - side])
    }
    this.finish(d, smallest, advance)
  }

  /** Marks splits where off-diagonal elements have become negligible. */
  splitIfSmall(): void {
    const { z, sigma } = this
    if (this.side !== 0 || this.last - this.first < 3) return
    if (z[4 * this.last] > SQUARED * this.top && z[4 * this.last - 1] > SQUARED * sigma) return
    let split = this.first - 1
    this.top = z[4 * this.first - 3]
    let least = z[4 * this.first - 1]
    let old = z[4 * this.first]
    for (let i = 4 * this.first; i <= 4 * (this.last - 3); i += 4) {
      if (z[i] <= SQUARED * z[i - 3] || z[i - 1] <= SQUARED * sigma) {
        z[i - 1] = -sigma
        split = i / 4
        this.top = 0
        least = z[i + 3]
        old = z[i + 4]
      } else {
        this.top = Math.max(this.top, z[i + 1])
        least = Math.min(least, z[i - 1])
        old = Math.min(old, z[i])
      }
    }
    z[4 * this.last - 1] = least
    z[4 * this.last] = old
    this.first = split + 1
  }
}

/** The smaller one; the other where one is no number, as a comparison chooses. */
const lesser = (x: number, y: number): number => (y < x ? y : x)

/** e′ = e q⁺/q′ and d′ = d q⁺/q′, without overflow. */
function advanced(next: number, e: number, d: number, q: number): [e: number, d: number] {
  if (SAFE_MINIMUM * next < q && SAFE_MINIMUM * q < next) {
    const quotient = next / q
    return [e * quotient, d * quotient]
  }
  return [next * (e / q), next * (d / q)]
}

/** The eigenvalues of two rows, the larger one first. */
function pairOf(q1: number, e: number, q2: number): readonly [large: number, small: number] {
  const [large, small] = q2 > q1 ? [q2, q1] : [q1, q2]
  if (e <= small * SQUARED) return [large, small]
  const t = 0.5 * (large - small + e)
  const s = small * (e / t)
  const share =
    s <= t ? small * (e / (t * (1 + Math.sqrt(1 + s / t)))) : small * (e / (t + Math.sqrt(t) * Math.sqrt(t + s)))
  const sum = large + (share + e)
  return [sum, small * (large / sum)]
}

/** The singular values of an upper bidiagonal matrix of at least three rows, falling; null where it does not converge. */
export function qdValues(d: Float64Array, e: Float64Array): Float64Array | null {
  const n = d.length
  const sorted = (x: Float64Array): Float64Array => x.sort((a, b) => b - a)
  const sizes = d.map(Math.abs)
  const off = Math.max(...e.map(Math.abs))
  if (off === 0) return sorted(sizes)
  const top = Math.max(off, ...sizes)
  const scale = Math.sqrt(PRECISION / SAFE_MINIMUM)
  const factor = scale / top
  const z = new Float64Array(4 * n + 8)
  let offSum = 0
  for (let i = 0; i < n; i++) {
    z[4 * i + 1] = (sizes[i] * factor) ** 2
    if (i < n - 1) offSum += z[4 * i + 3] = (e[i] * factor) ** 2
  }
  const back = top / scale
  const values = (at: (i: number) => number): Float64Array =>
    sorted(Float64Array.from({ length: n }, (_, i) => at(i))).map((v) => Math.sqrt(v) * back)
  if (offSum === 0) return values((i) => z[4 * i + 1])
  const segment = new Segment(z, n)
  segment.prepare()
  for (let turn = 0; segment.nextSegment(); turn++) {
    if (turn > n) return null
    const most = 100 * (segment.last - segment.first + 1)
    for (let step = 0; segment.first <= segment.last; step++) {
      if (step === most) return null
      segment.step()
      segment.side = 1 - segment.side
      segment.splitIfSmall()
    }
  }
  return values((i) => z[4 * i + 1])
}
