// erf, erfc, gamma, lgamma and their derivatives on floats. erf after Sun's s_erf.c (fdlibm), gamma by the Lanczos sum of
// CPython's mathmodule.c; the polygamma functions by recurrence and their asymptotic series (Abramowitz & Stegun 6.4).
import type { Libm } from '@gradlens/engine'
import { PythonFault } from '../fault'

/** c₀ + c₁x + c₂x² + … */
function polynomial(x: number, coefficients: readonly number[]): number {
  return coefficients.reduceRight((sum, c) => sum * x + c, 0)
}

// prettier-ignore
const PP = [1.28379167095512558561e-1, -3.25042107247001499370e-1, -2.84817495755985104766e-2, -5.77027029648944159157e-3, -2.37630166566501626084e-5]
// prettier-ignore
const QQ = [1, 3.97917223959155352819e-1, 6.50222499887672944485e-2, 5.08130628187576562776e-3, 1.32494738004321644526e-4, -3.96022827877536812320e-6]
// prettier-ignore
const PA = [-2.36211856075265944077e-3, 4.14856118683748331666e-1, -3.72207876035701323847e-1, 3.18346619901161753674e-1, -1.10894694282396677476e-1, 3.54783043256182359371e-2, -2.16637559486879084300e-3]
// prettier-ignore
const QA = [1, 1.06420880400844228286e-1, 5.40397917702171048937e-1, 7.18286544141962662868e-2, 1.26171219808761642112e-1, 1.36370839120290507362e-2, 1.19844998467991074170e-2]
// prettier-ignore
const RA = [-9.86494403484714822705e-3, -6.93858572707181764372e-1, -1.05586262253232909814e1, -6.23753324503260060396e1, -1.62396669462573470355e2, -1.84605092906711035994e2, -8.12874355063065934246e1, -9.81432934416914548592]
// prettier-ignore
const SA = [1, 1.96512716674392571292e1, 1.37657754143519042600e2, 4.34565877475229228821e2, 6.45387271733267880336e2, 4.29008140027567833386e2, 1.08635005541779435134e2, 6.57024977031928170135, -6.04244152148580987438e-2]
// prettier-ignore
const RB = [-9.86494292470009928597e-3, -7.99283237680523006574e-1, -1.77579549177547519889e1, -1.60636384855821916062e2, -6.37566443368389627722e2, -1.02509513161107724954e3, -4.83519191608651397019e2]
// prettier-ignore
const SB = [1, 3.03380607434824582924e1, 3.25792512996573918826e2, 1.53672958608443695994e3, 3.19985821950859553908e3, 2.55305040643316442583e3, 4.74528541206955367215e2, -2.24409524465858183362e1]

const ERX = 8.45062911510467529297e-1
const EFX = 1.28379167095512586316e-1

const view = new DataView(new ArrayBuffer(8))

/** x with the lower word of its bits cleared. */
function head(x: number): number {
  view.setFloat64(0, x)
  view.setUint32(4, 0)
  return view.getFloat64(0)
}

/** erfc(|x|) for |x| ≥ 1.25. */
function tail(x: number, libm: Libm): number {
  const s = 1 / (x * x)
  const quotient = x < 1 / 0.35 ? polynomial(s, RA) / polynomial(s, SA) : polynomial(s, RB) / polynomial(s, SB)
  const z = head(x)
  return (libm.exp(-z * z - 0.5625) * libm.exp((z - x) * (z + x) + quotient)) / x
}

export function erf(x: number, libm: Libm): number {
  if (Number.isNaN(x)) return x
  const sign = x < 0 ? -1 : 1
  const size = Math.abs(x)
  if (size < 0.84375) {
    if (size < 2 ** -28) return x + EFX * x
    const z = x * x
    return x + x * (polynomial(z, PP) / polynomial(z, QQ))
  }
  if (size < 1.25) return sign * (ERX + polynomial(size - 1, PA) / polynomial(size - 1, QA))
  return sign * (size >= 6 ? 1 : 1 - tail(size, libm))
}

export function erfc(x: number, libm: Libm): number {
  if (Number.isNaN(x)) return x
  const size = Math.abs(x)
  if (size < 0.84375) {
    if (size < 2 ** -56) return 1 - x
    const z = x * x
    const y = polynomial(z, PP) / polynomial(z, QQ)
    return x < 0.25 ? 1 - (x + x * y) : 0.5 - (x - 0.5 + x * y)
  }
  if (size < 1.25) {
    const quotient = polynomial(size - 1, PA) / polynomial(size - 1, QA)
    return x >= 0 ? 1 - ERX - quotient : 1 + (ERX + quotient)
  }
  if (size >= 28) return x > 0 ? 0 : 2
  if (x < -6) return 2
  return x > 0 ? tail(size, libm) : 2 - tail(size, libm)
}

const LANCZOS_G = 6.024680040776729583740234375
const LANCZOS_G_MINUS_HALF = 5.524680040776729583740234375
// prettier-ignore
const NUMERATOR = [
  23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.03721, 6039542586.352028, 1439720407.3117216, 248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348, 8071.672002365816, 210.82427775157936, 2.5066282746310002,
]
const DENOMINATOR = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
]

function lanczosSum(x: number): number {
  if (x < 5) return polynomial(x, NUMERATOR) / polynomial(x, DENOMINATOR)
  // In powers of 1/x, so that it does not overflow.
  const over = (coefficients: readonly number[]) => coefficients.reduce((sum, c) => sum / x + c, 0)
  return over(NUMERATOR) / over(DENOMINATOR)
}

/** sin πx, exact at the half integers. */
function sinPi(x: number, libm: Libm): number {
  const y = Math.abs(x) % 2
  const n = Math.round(2 * y)
  const values = [
    () => libm.sin(Math.PI * y),
    () => libm.cos(Math.PI * (y - 0.5)),
    () => libm.sin(Math.PI * (1 - y)),
    () => -libm.cos(Math.PI * (y - 1.5)),
    () => libm.sin(Math.PI * (y - 2)),
  ]
  return Math.sign(x) * values[n]()
}

/** Γ(x). */
export function gamma(x: number, libm: Libm): number {
  if (Number.isNaN(x) || x === Infinity) return x
  if (x === -Infinity || x === 0 || (x < 0 && Number.isInteger(x)))
    throw new PythonFault('ValueError', 'math domain error')
  if (Number.isInteger(x) && x <= 23) {
    let product = 1
    for (let k = 2; k < x; k++) product *= k
    return product
  }
  const size = Math.abs(x)
  if (size < 1e-20) return finite(1 / x)
  if (size > 200) {
    if (x < 0) return 0 / sinPi(x, libm)
    throw new PythonFault('OverflowError', 'math range error')
  }
  const y = size + LANCZOS_G_MINUS_HALF
  const lost = size > LANCZOS_G_MINUS_HALF ? y - size - LANCZOS_G_MINUS_HALF : y - LANCZOS_G_MINUS_HALF - size
  const z = (lost * LANCZOS_G) / y
  const negative = x < 0
  let result = negative
    ? ((-Math.PI / sinPi(size, libm) / size) * libm.exp(y)) / lanczosSum(size)
    : lanczosSum(size) / libm.exp(y)
  result += (negative ? -z : z) * result
  const powers = size < 140 ? [libm.pow(y, size - 0.5)] : new Array<number>(2).fill(libm.pow(y, size / 2 - 0.25))
  for (const power of powers) result = negative ? result / power : result * power
  return finite(result)
}

function finite(x: number): number {
  if (!Number.isFinite(x)) throw new PythonFault('OverflowError', 'math range error')
  return x
}

/** log |Γ(x)|. */
export function lgamma(x: number, libm: Libm): number {
  if (Number.isNaN(x)) return x
  if (!Number.isFinite(x)) return Infinity
  if (Number.isInteger(x) && x <= 2) {
    if (x <= 0) throw new PythonFault('ValueError', 'math domain error')
    return 0
  }
  const size = Math.abs(x)
  if (size < 1e-20) return -libm.log(size)
  let result = libm.log(lanczosSum(size)) - LANCZOS_G
  result += (size - 0.5) * (libm.log(size + LANCZOS_G - 0.5) - 1)
  if (x < 0) result = libm.log(Math.PI) - libm.log(Math.abs(sinPi(size, libm))) - libm.log(size) - result
  return finite(result)
}

/** ψ, ψ′ and ψ″ at x. */
export function polygamma(x: number, libm: Libm): [number, number, number] {
  let [digamma, trigamma, tetragamma] = [0, 0, 0]
  let y = x
  for (; y < 15; y++) {
    digamma -= 1 / y
    trigamma += 1 / y ** 2
    tetragamma -= 2 / y ** 3
  }
  const s = 1 / (y * y)
  digamma += libm.log(y) - 1 / (2 * y) - s * polynomial(s, [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760])
  trigamma += 1 / y + s / 2 + (s / y) * polynomial(s, [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730])
  tetragamma += -s - s / y - s * s * polynomial(s, [1 / 2, -1 / 6, 1 / 6, -3 / 10, 5 / 6])
  return [digamma, trigamma, tetragamma]
}
