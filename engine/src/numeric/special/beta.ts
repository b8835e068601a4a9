// The beta function without overflow of the gamma functions that it is made of. Knows only numbers.
import { gamma, lgamma } from './functions'

/** Γ is finite up to here. */
const GAMMA_LIMIT = 171

/** B(x, y) = Γ(x)Γ(y)/Γ(x + y) (DLMF 5.12.1). Large operands go by Stirling's series, a small one beside a large one by
 *  lgamma of the small one. */
export function beta(x: number, y: number): number {
  const [small, large] = x < y ? [x, y] : [y, x]
  if (!(small > 0) || x + y <= GAMMA_LIMIT) return (gamma(large) / gamma(x + y)) * gamma(small)
  if (large === Infinity) return 0
  // log(Γ(large)/Γ(large + small)), without the difference of two large logarithms.
  const ratio = -(large - 0.5) * Math.log1p(small / large) + remainder(large) - remainder(x + y)
  if (small < 10) return Math.exp(lgamma(small) + ratio + small - small * Math.log(x + y))
  const exponent = ratio + small * Math.log(small / (x + y)) + remainder(small)
  return Math.sqrt((2 * Math.PI) / small) * Math.exp(exponent)
}

/** log Γ(x) − ((x − ½) log x − x + ½ log 2π) for x ≥ 10 (DLMF 5.11.1). */
function remainder(x: number): number {
  const r = 1 / (x * x)
  return (
    (1 / 12 + r * (-1 / 360 + r * (1 / 1260 + r * (-1 / 1680 + r * (1 / 1188 + r * (-691 / 360360 + r / 156)))))) / x
  )
}
