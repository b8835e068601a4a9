// Numbers of discrete distributions, drawn as NumPy draws them.
import type { Draws } from './draws'

/** The coefficients of Stirling's series for log Γ (Abramowitz and Stegun 6.1.40). */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
  43867 / 244188,
  -1.3924322169059,
]

/** log Γ(x) as NumPy's distributions compute it (Zhang and Jin 1996). */
function logGamma(x: number, log: (x: number) => number): number {
  if (x === 1 || x === 2) return 0
  const up = x < 7 ? Math.trunc(7 - x) : 0
  let at = x + up
  const inverse = (1 / at) * (1 / at)
  let series = STIRLING[9]
  for (let k = 8; k >= 0; k--) series = series * inverse + STIRLING[k]
  let result = series / at + 0.5 * 1.8378770664093453 + (at - 0.5) * log(at) - at
  for (let k = 1; k <= up; k++) {
    result -= log(at - 1)
    at -= 1
  }
  return result
}

/** Poisson numbers: Knuth's product below 10, Hörmann's transformed rejection PTRS (1993) from there on. */
export function poisson(draws: Draws, rate: number): number {
  const { libm } = draws
  if (rate === 0) return 0
  if (rate < 10) {
    const end = libm.exp(-rate)
    let count = 0
    for (let product = draws.double(); product > end; product *= draws.double()) count++
    return count
  }
  const root = Math.sqrt(rate)
  const logRate = libm.log(rate)
  const b = 0.931 + 2.53 * root
  const a = -0.059 + 0.02483 * b
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
  const sure = 0.9277 - 3.6224 / (b - 2)
  for (;;) {
    const u = draws.double() - 0.5
    const v = draws.double()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + rate + 0.43)
    if (us >= 0.07 && v <= sure) return k
    if (k < 0 || (us < 0.013 && v > us)) continue
    const left = libm.log(v) + libm.log(inverseAlpha) - libm.log(a / (us * us) + b)
    if (left <= -rate + k * logRate - logGamma(k + 1, libm.log)) return k
  }
}

/** Binomial numbers: inversion where few are expected, else BTPE (Kachitvichyanukul and Schmeiser 1988). */
export function binomial(draws: Draws, n: number, p: number): number {
  if (n === 0 || p === 0) return 0
  if (p <= 0.5) return p * n <= 30 ? byInversion(draws, n, p) : byRejection(draws, n, p)
  const q = 1 - p
  // The rejection turns its number round by itself.
  return q * n <= 30 ? n - byInversion(draws, n, q) : n - byRejection(draws, n, q)
}

function byInversion(draws: Draws, n: number, p: number): number {
  const { libm } = draws
  const q = 1 - p
  const start = libm.exp(n * libm.log(q))
  const mean = n * p
  const bound = Math.trunc(Math.min(n, mean + 10 * Math.sqrt(mean * q + 1)))
  let x = 0
  let px = start
  let u = draws.double()
  while (u > px) {
    x++
    if (x > bound) {
      x = 0
      px = start
      u = draws.double()
    } else {
      u -= px
      px = ((n - x + 1) * p * px) / (x * q)
    }
  }
  return x
}

/** The constants of BTPE for n and r ≤ ½. */
interface Regions {
  readonly n: number
  readonly r: number
  readonly q: number
  readonly m: number
  readonly nrq: number
  readonly xm: number
  readonly p1: number
}

function byRejection(draws: Draws, n: number, p: number): number {
  const { libm } = draws
  const r = Math.min(p, 1 - p)
  const q = 1 - r
  const fm = n * r + r
  const m = Math.floor(fm)
  const p1 = Math.floor(2.195 * Math.sqrt(n * r * q) - 4.6 * q) + 0.5
  const xm = m + 0.5
  const xl = xm - p1
  const xr = xm + p1
  const c = 0.134 + 20.5 / (15.3 + m)
  const left = (fm - xl) / (fm - xl * r)
  const lambdaLeft = left * (1 + left / 2)
  const right = (xr - fm) / (xr * q)
  const lambdaRight = right * (1 + right / 2)
  const p2 = p1 * (1 + 2 * c)
  const p3 = p2 + c / lambdaLeft
  const p4 = p3 + c / lambdaRight
  const regions = { n, r, q, m, nrq: n * r * q, xm, p1 }
  for (;;) {
    const u = draws.double() * p4
    let v = draws.double()
    let y: number
    if (u <= p1) return Math.floor(xm - p1 * v + u)
    if (u <= p2) {
      const x = xl + (u - p1) / c
      v = v * c + 1 - Math.abs(m - x + 0.5) / p1
      if (v > 1) continue
      y = Math.floor(x)
    } else if (u <= p3) {
      y = Math.floor(xl + libm.log(v) / lambdaLeft)
      if (y < 0 || v === 0) continue
      v = v * (u - p2) * lambdaLeft
    } else {
      y = Math.floor(xr - libm.log(v) / lambdaRight)
      if (y > n || v === 0) continue
      v = v * (u - p3) * lambdaRight
    }
    if (accepted(regions, y, v, libm.log)) return y
  }
}

/** Does a candidate lie under the density? Steps 5.0 to 5.3 of BTPE. */
function accepted({ n, r, q, m, nrq, xm }: Regions, y: number, v: number, log: (x: number) => number): boolean {
  const k = Math.abs(y - m)
  if (!(k > 20 && k < nrq / 2 - 1)) {
    const s = r / q
    const a = s * (n + 1)
    let f = 1
    for (let i = m + 1; i <= y; i++) f *= a / i - s
    for (let i = y + 1; i <= m; i++) f /= a / i - s
    return v <= f
  }
  const rho = (k / nrq) * ((k * (k / 3 + 0.625) + 0.16666666666666666) / nrq + 0.5)
  const t = (-k * k) / (2 * nrq)
  const logV = log(v)
  if (logV < t - rho) return true
  if (logV > t + rho) return false
  const [x1, f1, z, w] = [y + 1, m + 1, n + 1 - m, n - y + 1]
  const stirling = (x: number): number => {
    const square = x * x
    return (13680 - (462 - (132 - (99 - 140 / square) / square) / square) / square) / x / 166320
  }
  const bound =
    xm * log(f1 / x1) +
    (n - m + 0.5) * log(z / w) +
    (y - m) * log((w * r) / (x1 * q)) +
    stirling(f1) +
    stirling(z) +
    stirling(x1) +
    stirling(w)
  return logV <= bound
}

/** Trials up to the first success: a search where p is large, else inversion. */
export function geometric(draws: Draws, p: number): number {
  const { libm } = draws
  if (p < 1 / 3) {
    return draws.legacy
      ? Math.ceil(libm.log(1 - draws.double()) / libm.log(1 - p))
      : Math.ceil(-draws.exponential() / libm.log1p(-p))
  }
  const q = 1 - p
  let [sum, product, count] = [p, p, 1]
  const u = draws.double()
  while (u > sum) {
    product *= q
    sum += product
    count++
  }
  return count
}

/** Failures before the n-th success: a Poisson number of a gamma rate. */
export function negativeBinomial(draws: Draws, n: number, p: number): number {
  return poisson(draws, ((1 - p) / p) * draws.gamma(n))
}

/** One draw of a multinomial distribution, as successive binomial ones. */
export function multinomial(draws: Draws, n: number, p: ArrayLike<number>, out: Float64Array, from: number): void {
  const last = p.length - 1
  let left = n
  let remaining = 1
  for (let j = 0; j < last; j++) {
    const drawn = binomial(draws, left, p[j] / remaining)
    out[from + j] = drawn
    left -= drawn
    if (left <= 0) return
    remaining -= p[j]
  }
  if (left > 0) out[from + last] = left
}
