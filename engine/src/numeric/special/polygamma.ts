// The derivatives of the digamma function, for derivatives of lgamma to any order. Knows only numbers.
import { digamma } from './functions'

/** Bernoulli numbers B₂, B₄, …, B₂₄ (DLMF 24.2). */
const BERNOULLI = [
  1 / 6,
  -1 / 30,
  1 / 42,
  -1 / 30,
  5 / 66,
  -691 / 2730,
  7 / 6,
  -3617 / 510,
  43867 / 798,
  -174611 / 330,
  854513 / 138,
  -236364091 / 2730,
]

/** ψ⁽ⁿ⁾(x), the nth derivative of digamma, for an integer n ≥ 0; NaN for any other n. By the recurrence (DLMF 5.15.5) and
 *  the asymptotic series (5.15.9), left of 0 by reflection (5.15.6). At a pole ∞ where n is odd; where n is even the limit
 *  from the side of a zero's sign, and NaN at −1, −2, …, whose sides differ. */
export function polygamma(n: number, x: number): number {
  if (!(n >= 0) || !Number.isInteger(n)) return NaN
  if (n === 0) return digamma(x)
  const sign = n % 2 === 1 ? 1 : -1
  if (x === Infinity) return sign * 0
  if (x === 0) return sign === 1 ? Infinity : -1 / x
  if (x > 0) return sign * hurwitz(n, x)
  if (!Number.isFinite(x)) return NaN
  if (Number.isInteger(x)) return sign === 1 ? Infinity : NaN
  return -hurwitz(n, 1 - x) - Math.PI ** (n + 1) * cotangentDerivative(n, x)
}

/** n!·Σₖ (x + k)^−(n+1) for k = 0, 1, …: |ψ⁽ⁿ⁾(x)| for x > 0, smallest terms first. */
function hurwitz(n: number, x: number): number {
  const steps = Math.max(0, Math.ceil(n + 15 - x))
  let sum = tail(n, x + steps)
  for (let k = steps - 1; k >= 0; k--) sum += term(n, x + k)
  return sum
}

/** n!/xⁿ⁺¹, in factors that do not overflow before it does. */
function term(n: number, x: number): number {
  let product = 1 / x
  for (let k = 1; k <= n; k++) product *= k / x
  return product
}

/** The asymptotic series: (n−1)!/xⁿ + n!/(2xⁿ⁺¹) + Σₖ B₂ₖ (2k+n−1)!/((2k)! x²ᵏ⁺ⁿ). */
function tail(n: number, x: number): number {
  const first = term(n - 1, x)
  let u = first
  let sum = 0
  BERNOULLI.forEach((bernoulli, i) => {
    const even = 2 * (i + 1)
    u *= ((even + n - 1) / x / even) * ((even + n - 2) / x / (even - 1))
    sum += bernoulli * u
  })
  return first + (sum + (first * n) / (2 * x))
}

/** dⁿ cot u/duⁿ at u = πx, as a polynomial in c = cot u: cot′ = −(1 + c²), whose terms all have one sign. */
function cotangentDerivative(n: number, x: number): number {
  const c = cotangentOfPi(x - Math.round(x))
  let coefficients = [0, 1]
  for (let order = 0; order < n; order++) {
    const next = Array.from({ length: coefficients.length + 1 }, () => 0)
    coefficients.forEach((a, power) => {
      if (power === 0) return
      next[power - 1] -= a * power
      next[power + 1] -= a * power
    })
    coefficients = next
  }
  return coefficients.reduceRight((sum, a) => sum * c + a, 0)
}

/** cot(πr) for |r| ≤ ½, exactly 0 at the ends. */
function cotangentOfPi(r: number): number {
  return Math.abs(r) > 0.25 ? Math.sign(r) * Math.tan(Math.PI * (0.5 - Math.abs(r))) : 1 / Math.tan(Math.PI * r)
}
