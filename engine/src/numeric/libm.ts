// The elementary and special functions as a language's own library computes them. Rows take theirs from here, so that what the
// editor shows has the last digit that a run would print. Only float64 numbers; knows no tape.
import { erf, erfc, gamma, lgamma } from './special/functions'

/** Functions on float64. `sqrt` is not among them: IEEE 754 rounds it correctly everywhere. */
export interface Libm {
  /** Tells libms apart in reports, e.g. "v8". */
  readonly name: string
  exp(x: number): number
  expm1(x: number): number
  exp2(x: number): number
  log(x: number): number
  log1p(x: number): number
  log2(x: number): number
  log10(x: number): number
  sin(x: number): number
  cos(x: number): number
  tan(x: number): number
  asin(x: number): number
  acos(x: number): number
  atan(x: number): number
  atan2(y: number, x: number): number
  sinh(x: number): number
  cosh(x: number): number
  tanh(x: number): number
  asinh(x: number): number
  acosh(x: number): number
  atanh(x: number): number
  cbrt(x: number): number
  hypot(x: number, y: number): number
  pow(x: number, y: number): number
  erf(x: number): number
  /** 1 − erf(x), without cancellation. */
  erfc(x: number): number
  /** Γ(x): ±∞ at ±0, NaN at −1, −2, … and −∞ (C17, F.10.5.4). */
  gamma(x: number): number
  /** log |Γ(x)|: ∞ at 0, −1, −2, … and ±∞ (C17, F.10.5.3). */
  lgamma(x: number): number
}

/** JavaScript's own: V8's `Math`, with ECMAScript's `**` (1 ** NaN and (±1) ** ±∞ are NaN). The special functions, which
 *  JavaScript has none of, are those of @stdlib. */
export const v8: Libm = {
  name: 'v8',
  exp: Math.exp,
  expm1: Math.expm1,
  exp2: (x) => 2 ** x,
  log: Math.log,
  log1p: Math.log1p,
  log2: Math.log2,
  log10: Math.log10,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  atan2: Math.atan2,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  cbrt: Math.cbrt,
  hypot: Math.hypot,
  pow: Math.pow,
  erf,
  erfc,
  gamma,
  lgamma,
}
