// erf, erfc, Γ and log |Γ| with the last digits that a Python program sees: the C library's erf (Sun's fdlibm, s_erf.c, 1993)
// and CPython's own gamma functions (mathmodule.c), over the elementary functions of a libm. Knows only numbers.
import type { Libm } from '../libm'

type Elementary = Pick<Libm, 'exp' | 'log' | 'sin' | 'cos' | 'pow'>

/** c₀ + c₁x + c₂x² + …, by Horner. */
function polynomial(x: number, coefficients: readonly number[]): number {
  return coefficients.reduceRight((sum, c) => sum * x + c, 0)
}

/** The same polynomial in pairs, (c₀ + c₁x) + x²(c₂ + c₃x) + …, which rounds otherwise: glibc's order. */
function pairwise(x: number, coefficients: readonly number[]): number {
  const square = x * x
  const powers = [1, square, square * square, square * square * square, square * square * (square * square)]
  let sum = 0
  for (let i = 0; i < coefficients.length; i += 2)
    sum += powers[i / 2] * (i + 1 < coefficients.length ? coefficients[i] + x * coefficients[i + 1] : coefficients[i])
  return sum
}

// The rational approximations of s_erf.c: numerator and denominator on |x| < 0.84375, < 1.25, < 1/0.35 and < 28.
// prettier-ignore
const P = [1.28379167095512558561e-1, -3.25042107247001499370e-1, -2.84817495755985104766e-2, -5.77027029648944159157e-3, -2.37630166566501626084e-5]
// prettier-ignore
const Q = [1, 3.97917223959155352819e-1, 6.50222499887672944485e-2, 5.08130628187576562776e-3, 1.32494738004321644526e-4, -3.96022827877536812320e-6]
// prettier-ignore
const P_ONE = [-2.36211856075265944077e-3, 4.14856118683748331666e-1, -3.72207876035701323847e-1, 3.18346619901161753674e-1, -1.10894694282396677476e-1, 3.54783043256182359371e-2, -2.16637559486879084300e-3]
// prettier-ignore
const Q_ONE = [1, 1.06420880400844228286e-1, 5.40397917702171048937e-1, 7.18286544141962662868e-2, 1.26171219808761642112e-1, 1.36370839120290507362e-2, 1.19844998467991074170e-2]
// prettier-ignore
const P_TAIL = [-9.86494403484714822705e-3, -6.93858572707181764372e-1, -1.05586262253232909814e1, -6.23753324503260060396e1, -1.62396669462573470355e2, -1.84605092906711035994e2, -8.12874355063065934246e1, -9.81432934416914548592]
// prettier-ignore
const Q_TAIL = [1, 1.96512716674392571292e1, 1.37657754143519042600e2, 4.34565877475229228821e2, 6.45387271733267880336e2, 4.29008140027567833386e2, 1.08635005541779435134e2, 6.57024977031928170135, -6.04244152148580987438e-2]
// prettier-ignore
const P_FAR = [-9.86494292470009928597e-3, -7.99283237680523006574e-1, -1.77579549177547519889e1, -1.60636384855821916062e2, -6.37566443368389627722e2, -1.02509513161107724954e3, -4.83519191608651397019e2]
// prettier-ignore
const Q_FAR = [1, 3.03380607434824582924e1, 3.25792512996573918826e2, 1.53672958608443695994e3, 3.19985821950859553908e3, 2.55305040643316442583e3, 4.74528541206955367215e2, -2.24409524465858183362e1]

/** erf(1), cut to single precision. */
const AT_ONE = 8.45062911510467529297e-1
const TWO_OVER_ROOT_PI_MINUS_ONE = 1.28379167095512586316e-1

const quotient = (x: number, p: readonly number[], q: readonly number[]): number => pairwise(x, p) / pairwise(x, q)

const DOUBLE = new Float64Array(1)
const WORDS = new Uint32Array(DOUBLE.buffer)
const LOW_WORD = new Uint8Array(Float64Array.of(1).buffer)[7] === 0x3f ? 0 : 1

/** x with the lower word of its bits cleared: its square is exact. */
function head(x: number): number {
  DOUBLE[0] = x
  WORDS[LOW_WORD] = 0
  return DOUBLE[0]
}

/** erfc(x) for 1.25 ≤ x < 28. */
function tail({ exp }: Elementary, x: number): number {
  const s = 1 / (x * x)
  const rest = x < 1 / 0.35 ? quotient(s, P_TAIL, Q_TAIL) : quotient(s, P_FAR, Q_FAR)
  const z = head(x)
  return (exp(-z * z - 0.5625) * exp((z - x) * (z + x) + rest)) / x
}

function erf(m: Elementary, x: number): number {
  if (Number.isNaN(x)) return x
  const sign = x < 0 ? -1 : 1
  const size = Math.abs(x)
  if (size < 0.84375) return size < 2 ** -28 ? x + TWO_OVER_ROOT_PI_MINUS_ONE * x : x + x * quotient(x * x, P, Q)
  if (size < 1.25) return sign * (AT_ONE + quotient(size - 1, P_ONE, Q_ONE))
  return sign * (size >= 6 ? 1 : 1 - tail(m, size))
}

function erfc(m: Elementary, x: number): number {
  if (Number.isNaN(x)) return x
  const size = Math.abs(x)
  if (size < 0.84375) {
    if (size < 2 ** -56) return 1 - x
    const y = quotient(x * x, P, Q)
    return x < 0.25 ? 1 - (x + x * y) : 0.5 - (x - 0.5 + x * y)
  }
  if (size < 1.25) {
    const rest = quotient(size - 1, P_ONE, Q_ONE)
    return x >= 0 ? 1 - AT_ONE - rest : 1 + (AT_ONE + rest)
  }
  if (x >= 28) return 0
  if (x <= -6) return 2
  return x > 0 ? tail(m, size) : 2 - tail(m, size)
}

/** Lanczos' g, and the coefficients of his sum for it (mathmodule.c; "A precision approximation of the gamma function",
 *  SIAM J. Numer. Anal. B 1, 1964). */
const G = 6.024680040776729583740234375
const G_MINUS_HALF = 5.524680040776729583740234375
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
  const over = (coefficients: readonly number[]): number => coefficients.reduce((sum, c) => sum / x + c, 0)
  return over(NUMERATOR) / over(DENOMINATOR)
}

/** sin πx, exact at the half integers. */
function sinPi({ sin, cos }: Elementary, x: number): number {
  const y = Math.abs(x) % 2
  const sign = Math.sign(x)
  const octant = Math.round(2 * y)
  if (octant === 0) return sign * sin(Math.PI * y)
  if (octant === 1) return sign * cos(Math.PI * (y - 0.5))
  // Not −sin(π(y − 1)): that is −0 at 1.
  if (octant === 2) return sign * sin(Math.PI * (1 - y))
  if (octant === 3) return -sign * cos(Math.PI * (y - 1.5))
  return sign * sin(Math.PI * (y - 2))
}

/** The factorials up to here are exact. */
const LARGEST_EXACT = 23

function gamma(m: Elementary, x: number): number {
  if (x === Infinity || x === 0) return x === 0 ? 1 / x : x
  if (x < 0 && Math.floor(x) === x) return NaN
  if (Number.isInteger(x) && x <= LARGEST_EXACT) {
    let product = 1
    for (let k = 2; k < x; k++) product *= k
    return product
  }
  const size = Math.abs(x)
  if (size < 1e-20) return 1 / x
  if (size > 200) return x < 0 ? 0 / sinPi(m, x) : Infinity
  const y = size + G_MINUS_HALF
  const lost = size > G_MINUS_HALF ? y - size - G_MINUS_HALF : y - G_MINUS_HALF - size
  const z = (lost * G) / y
  const power = size < 140 ? m.pow(y, size - 0.5) : m.pow(y, size / 2 - 0.25)
  const rest = size < 140 ? 1 : power
  if (x > 0) {
    const sum = lanczosSum(size) / m.exp(y)
    return (sum + z * sum) * power * rest
  }
  const sum = ((-Math.PI / sinPi(m, size) / size) * m.exp(y)) / lanczosSum(size)
  return (sum - z * sum) / power / rest
}

function lgamma(m: Elementary, x: number): number {
  if (Number.isNaN(x)) return x
  const size = Math.abs(x)
  if (size === Infinity || (x <= 0 && Math.floor(x) === x)) return Infinity
  if (x === 1 || x === 2) return 0
  if (size < 1e-20) return -m.log(size)
  const result = m.log(lanczosSum(size)) - G + (size - 0.5) * (m.log(size + G - 0.5) - 1)
  return x > 0 ? result : m.log(Math.PI) - m.log(Math.abs(sinPi(m, size))) - m.log(size) - result
}

/** The special functions over a libm's elementary ones, with C's values at poles (C17, F.10.5). */
export function specialFunctions(m: Elementary): Pick<Libm, 'erf' | 'erfc' | 'gamma' | 'lgamma'> {
  return {
    erf: (x) => erf(m, x),
    erfc: (x) => erfc(m, x),
    gamma: (x) => gamma(m, x),
    lgamma: (x) => lgamma(m, x),
  }
}
