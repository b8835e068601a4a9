// The shifts of qd steps: lower bounds of the smallest eigenvalue from what the last step found at its end (LAPACK's dlasq4;
// Parlett & Marques, "An implementation of the dqds algorithm", 2000, §6, whose cases the numbers name).
import type { Segment } from './qd'

const NEAR = 0.563
const SLACK = 1.01
const WIDER = 1.05
const THIRD = 0.333
const QUARTER = 0.25

/** The contribution to a squared norm of the rows above, from `start` on; null where the quotients do not fall. */
function contribution(z: Float64Array, start: number, stop: number, first: number, sum: number): number | null {
  let last = first
  for (let i = start; i >= stop && last !== 0; i -= 4) {
    const before = last
    if (z[i] > z[i - 2]) return null
    last *= z[i] / z[i - 2]
    sum += last
    if (100 * Math.max(last, before) < sum || NEAR < sum) break
  }
  return sum
}

const bounded = (gamma: number, a: number, otherwise: number): number =>
  a < NEAR ? (gamma * (1 - Math.sqrt(a))) / (1 + a) : otherwise

/** The next shift; null where the one before is kept. `before`: the segment's last row before values were taken off. */
export function shiftOf(s: Segment, before: number): number | null {
  if (s.least <= 0) {
    s.kind = -1
    return -s.least
  }
  const taken = before - s.last
  if (taken === 0) return undeflated(s)
  if (taken === 1) return afterOne(s)
  if (taken === 2) return afterTwo(s)
  s.kind = -12
  return 0
}

/** Cases 2 to 6. */
function undeflated(s: Segment): number | null {
  const { least, end, end1, end2 } = s
  const n = 4 * s.last + s.side
  if (least === end || least === end1) {
    if (least === end && s.least1 === end1) return casesTwoAndThree(s, n)
    return caseFour(s, n)
  }
  if (least === end2) return caseFive(s, n)
  s.factor = s.kind === -6 ? s.factor + THIRD * (1 - s.factor) : s.kind === -18 ? QUARTER * THIRD : QUARTER
  s.kind = -6
  return s.factor * least
}

function casesTwoAndThree(s: Segment, n: number): number {
  const { z, least, end } = s
  const b1 = Math.sqrt(z[n - 3]) * Math.sqrt(z[n - 5])
  const b2 = Math.sqrt(z[n - 7]) * Math.sqrt(z[n - 9])
  const a2 = z[n - 7] + z[n - 5]
  const gap2 = s.least2 - a2 - s.least2 * QUARTER
  const gap1 = gap2 > 0 && gap2 > b2 ? a2 - end - (b2 / gap2) * b2 : a2 - end - (b1 + b2)
  if (gap1 > 0 && gap1 > b1) {
    s.kind = -2
    return Math.max(end - (b1 / gap1) * b1, 0.5 * least)
  }
  s.kind = -3
  let shift = end > b1 ? end - b1 : 0
  if (a2 > b1 + b2) shift = Math.min(shift, a2 - (b1 + b2))
  return Math.max(shift, THIRD * least)
}

function caseFour(s: Segment, n: number): number | null {
  const { z, least, end } = s
  const stop = 4 * s.first - 1 + s.side
  s.kind = -4
  let sum = 0
  let gamma = end
  let first: number
  let start = n - 9
  if (least === end) {
    if (z[n - 5] > z[n - 7]) return null
    first = z[n - 5] / z[n - 7]
  } else {
    const p = n - 2 * s.side
    gamma = s.end1
    if (z[p - 4] > z[p - 2]) return null
    sum = z[p - 4] / z[p - 2]
    if (z[n - 9] > z[n - 11]) return null
    first = z[n - 9] / z[n - 11]
    start = n - 13
  }
  const found = contribution(z, start, stop, first, sum + first)
  return found === null ? null : bounded(gamma, WIDER * found, QUARTER * least)
}

function caseFive(s: Segment, n: number): number | null {
  const { z } = s
  s.kind = -5
  const p = n - 2 * s.side
  const [b1, b2] = [z[p - 2], z[p - 6]]
  if (z[p - 8] > b2 || z[p - 4] > b1) return null
  let sum: number | null = (z[p - 8] / b2) * (1 + z[p - 4] / b1)
  if (s.last - s.first > 2) {
    const first = z[n - 13] / z[n - 15]
    sum = contribution(z, n - 17, 4 * s.first - 1 + s.side, first, sum + first)
    if (sum === null) return null
    sum *= WIDER
  }
  return bounded(s.end2, sum, QUARTER * s.least)
}

/** Σ of products of falling quotients from the last row on; null where they do not fall. */
function products(s: Segment, n: number, looksBack: boolean): number | null {
  const { z } = s
  let last = z[n - 5] / z[n - 7]
  let sum = last
  if (sum === 0) return sum
  for (let i = 4 * s.last - 9 + s.side; i >= 4 * s.first - 1 + s.side; i -= 4) {
    const before = last
    if (z[i] > z[i - 2]) return null
    last *= z[i] / z[i - 2]
    sum += last
    if (100 * (looksBack ? Math.max(last, before) : last) < sum) break
  }
  return sum
}

/** Cases 7 to 9: one value was taken off. */
function afterOne(s: Segment): number | null {
  const { z, least1 } = s
  const n = 4 * s.last + s.side
  if (least1 !== s.end1 || s.least2 !== s.end2) {
    s.kind = -9
    return least1 === s.end1 ? 0.5 * least1 : QUARTER * least1
  }
  s.kind = -7
  if (z[n - 5] > z[n - 7]) return null
  const sum = products(s, n, true)
  if (sum === null) return null
  const b = Math.sqrt(WIDER * sum)
  const a = least1 / (1 + b ** 2)
  const gap = 0.5 * s.least2 - a
  if (gap > 0 && gap > b * a) return Math.max(THIRD * least1, a * (1 - SLACK * a * (b / gap) * b))
  s.kind = -8
  return Math.max(THIRD * least1, a * (1 - SLACK * b))
}

/** Cases 10 and 11: two values were taken off. */
function afterTwo(s: Segment): number | null {
  const { z, least2 } = s
  const n = 4 * s.last + s.side
  if (least2 !== s.end2 || 2 * z[n - 5] >= z[n - 7]) {
    s.kind = -11
    return QUARTER * least2
  }
  s.kind = -10
  if (z[n - 5] > z[n - 7]) return null
  const sum = products(s, n, false)
  if (sum === null) return null
  const b = Math.sqrt(WIDER * sum)
  const a = least2 / (1 + b ** 2)
  const gap = z[n - 7] + z[n - 9] - Math.sqrt(z[n - 11]) * Math.sqrt(z[n - 9]) - a
  if (gap > 0 && gap > b * a) return Math.max(THIRD * least2, a * (1 - SLACK * a * (b / gap) * b))
  return Math.max(THIRD * least2, a * (1 - SLACK * b))
}
