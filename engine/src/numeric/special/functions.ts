// The error and gamma functions from @stdlib (Apache-2.0), with the values at poles and infinities that C and PyTorch give.
// Knows only numbers.
import digammaOf from '@stdlib/math-base-special-digamma'
import gammalnOf from '@stdlib/math-base-special-gammaln'

export { default as erf } from '@stdlib/math-base-special-erf'
export { default as erfc } from '@stdlib/math-base-special-erfc'
export { default as erfinv } from '@stdlib/math-base-special-erfinv'
export { default as gamma } from '@stdlib/math-base-special-gamma'

/** log |Γ(x)|; ∞ at the poles 0, −1, −2, … and at ±∞ (C17, F.10.5.3). */
export function lgamma(x: number): number {
  return x <= 0 && Math.floor(x) === x ? Infinity : gammalnOf(x)
}

/** Γ′(x)/Γ(x); ∓∞ at ±0, the limit from that side, and NaN at −1, −2, … and −∞ (PyTorch). */
export function digamma(x: number): number {
  return x === 0 ? -1 / x : digammaOf(x)
}
