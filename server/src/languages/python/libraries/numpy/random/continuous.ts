// Numbers of continuous distributions, drawn as NumPy draws them, beyond the normal, exponential and gamma ones.
import type { Draws } from './draws'

/** Jöhnk's method (1964) where neither shape exceeds 1, else from two gamma numbers. */
export function beta(draws: Draws, a: number, b: number): number {
  const { libm } = draws
  if (a > 1 || b > 1) {
    const first = draws.gamma(a)
    return first / (first + draws.gamma(b))
  }
  for (;;) {
    const u = draws.double()
    const v = draws.double()
    const x = libm.pow(u, 1 / a)
    const y = libm.pow(v, 1 / b)
    if (x + y > 1 || (!draws.legacy && u + v <= 0)) continue
    if (x + y > 0) return x / (x + y)
    const logX = libm.log(u) / a
    const logY = libm.log(v) / b
    const most = Math.max(logX, logY)
    return libm.exp(logX - most - libm.log(libm.exp(logX - most) + libm.exp(logY - most)))
  }
}

export function laplace(draws: Draws, loc: number, scale: number): number {
  const { libm } = draws
  for (;;) {
    const u = draws.double()
    if (u >= 0.5) return loc - scale * libm.log(2 - u - u)
    if (u > 0) return loc + scale * libm.log(u + u)
  }
}

export function gumbel(draws: Draws, loc: number, scale: number): number {
  const { libm } = draws
  for (;;) {
    const u = 1 - draws.double()
    if (u < 1) return loc - scale * libm.log(-libm.log(u))
  }
}

export function logistic(draws: Draws, loc: number, scale: number): number {
  for (;;) {
    const u = draws.double()
    if (u > 0) return loc + scale * draws.libm.log(u / (1 - u))
  }
}

export function triangular(draws: Draws, left: number, mode: number, right: number): number {
  const base = right - left
  const ratio = (mode - left) / base
  const leftProduct = (mode - left) * base
  const rightProduct = (right - mode) * base
  const u = draws.double()
  return u <= ratio ? left + Math.sqrt(u * leftProduct) : right - Math.sqrt((1 - u) * rightProduct)
}

export function rayleigh(draws: Draws, scale: number): number {
  return draws.legacy
    ? scale * Math.sqrt(-2 * draws.libm.log(1 - draws.double()))
    : scale * Math.sqrt(2 * draws.exponential())
}

export function weibull(draws: Draws, a: number): number {
  return a === 0 ? 0 : draws.libm.pow(draws.exponential(), 1 / a)
}

export function pareto(draws: Draws, a: number): number {
  const exponent = draws.exponential() / a
  return draws.legacy ? draws.libm.exp(exponent) - 1 : draws.libm.expm1(exponent)
}

export function power(draws: Draws, a: number): number {
  const { libm } = draws
  const e = draws.exponential()
  return libm.pow(draws.legacy ? 1 - libm.exp(-e) : -libm.expm1(-e), 1 / a)
}

export const chisquare = (draws: Draws, df: number): number => 2 * draws.gamma(df / 2)

export function standardT(draws: Draws, df: number): number {
  const numerator = draws.normal()
  const denominator = draws.gamma(df / 2)
  return (Math.sqrt(df / 2) * numerator) / Math.sqrt(denominator)
}

export function fisher(draws: Draws, dfnum: number, dfden: number): number {
  const upper = chisquare(draws, dfnum) * dfden
  return upper / (chisquare(draws, dfden) * dfnum)
}

export function cauchy(draws: Draws): number {
  const numerator = draws.normal()
  return numerator / draws.normal()
}

/** One draw of a Dirichlet distribution: gamma numbers over their sum; by breaking a stick (Generator) where all are small. */
export function dirichlet(draws: Draws, alpha: ArrayLike<number>, out: Float64Array, from: number): void {
  const k = alpha.length
  if (!draws.legacy && Math.max(...Array.from(alpha)) < 0.1) {
    const sums = new Float64Array(k)
    for (let j = k - 1, sum = 0; j >= 0; j--) sums[j] = sum += alpha[j]
    let rest = 1
    for (let j = 0; j < k - 1; j++) {
      const part = beta(draws, alpha[j], sums[j + 1])
      out[from + j] = rest * part
      rest *= 1 - part
    }
    out[from + k - 1] = rest
    return
  }
  let sum = 0
  for (let j = 0; j < k; j++) sum += out[from + j] = draws.gamma(alpha[j])
  const inverse = 1 / sum
  for (let j = 0; j < k; j++) out[from + j] *= inverse
}
