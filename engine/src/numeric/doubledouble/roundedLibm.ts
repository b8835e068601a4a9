// The elementary functions correctly rounded to the nearest float64, for programs whose own libm (glibc's, mostly) nearly
// always gives just that. Ziv's strategy ("Fast evaluation of elementary mathematical functions with correctly rounded last
// bit", ACM TOMS 17, 1991): a value with an error bound is rounded where the whole interval rounds to one number; where it does
// not, double-double is asked, and where that cannot tell either, fixed-point numbers of 320 bits.
import type { Libm } from '../libm'
import { exponent, fromNumber, powerOfTwo, productError, scaleNumber, sumError, type DoubleDouble } from './arithmetic'
import * as elementary from './elementary'
import * as exact from './fixedPoint'
import { BITS, ONE, over, shifted, times, type Scaled } from './fixedPoint'
import { specialFunctions } from './specialFunctions'

/** What double-double functions may be wrong by, relatively: more than was ever measured. */
const SLACK = 2 ** -93

const fix = (x: number): bigint => exact.fixed(fromNumber(x))
const scaled = (m: bigint): Scaled => ({ m, e: -BITS })
const unscaled = ({ m, e }: Scaled): bigint => shifted(m, e + BITS)
const logOf = (x: number): bigint => exact.log(exact.decode(fromNumber(x)))
const square = (x: bigint): bigint => times(x, x)
const root = (x: bigint): bigint => exact.sqrt(x)

/** [sin x, cos x]. */
function sinCos(x: number): readonly [bigint, bigint] {
  const { turns, rest } = exact.reduceAngle(fromNumber(x), 2)
  return exact.sinCos(rest + BigInt(turns) * (exact.pi() >> 1n))
}

/** Each function of one number in fixed point: right wherever a value can lie near the middle between two float64, which those of
 *  tiny numbers (below 2⁻⁶⁰) and at the edges cannot. */
// prettier-ignore
export const LAST_WORD = {
  exp:   (x: number) => exact.exp(fix(x)),
  expm1: (x: number) => scaled(unscaled(exact.exp(fix(x))) - ONE),
  exp2:  (x: number) => exact.exp(times(fix(x), exact.ln2())),
  log:   (x: number) => scaled(logOf(x)),
  log2:  (x: number) => scaled(over(logOf(x), exact.ln2())),
  log10: (x: number) => scaled(over(logOf(x), exact.ln10())),
  sin:   (x: number) => scaled(sinCos(x)[0]),
  cos:   (x: number) => scaled(sinCos(x)[1]),
  tan:   (x: number) => { const [s, c] = sinCos(x); return scaled(over(s, c)) },
  asin:  (x: number) => scaled(exact.atan2(fix(x), root(ONE - square(fix(x))))),
  acos:  (x: number) => scaled(exact.atan2(root(ONE - square(fix(x))), fix(x))),
  atan:  (x: number) => scaled(exact.atan2(fix(x), ONE)),
  sinh:  (x: number) => scaled((unscaled(exact.exp(fix(x))) - unscaled(exact.exp(fix(-x)))) >> 1n),
  cosh:  (x: number) => scaled((unscaled(exact.exp(fix(x))) + unscaled(exact.exp(fix(-x)))) >> 1n),
  asinh: (x: number) => scaled(BigInt(Math.sign(x)) * exact.log(scaled(fix(Math.abs(x)) + root(square(fix(x)) + ONE)))),
  acosh: (x: number) => scaled(exact.log(scaled(fix(x) + root(square(fix(x)) - ONE)))),
  atanh: (x: number) => scaled(exact.log(scaled(over(ONE + fix(x), ONE - fix(x)))) >> 1n),
  cbrt:  (x: number) => { const { m, e } = exact.exp(logOf(Math.abs(x)) / 3n); return { m: BigInt(Math.sign(x)) * m, e } },
}

/** v·2^k rounded to float64, where v's error does not matter; else what the last word says. */
function nearest(v: DoubleDouble, k: number, lastWord: () => Scaled): number {
  const { hi, lo } = v
  if (hi === 0 || hi - hi !== 0) return hi
  const size = Math.abs(hi)
  const error = size * SLACK
  // A subnormal result is rounded at its own last place: by adding a number whose last place is the same.
  const anchor = k < 0 && size < powerOfTwo(-1022 - k) ? powerOfTwo(-1022 - k) : 0
  const start = anchor + hi
  const rest = sumError(anchor, hi, start) + lo
  const up = start + (rest + error)
  const down = start + (rest - error)
  return up === down ? scaleNumber(up - anchor, k) : exact.nearestNumber(lastWord())
}

function roundedFunction(name: keyof typeof LAST_WORD): (x: number) => number {
  const inDoubleDouble = elementary[name]
  const lastWord = LAST_WORD[name]
  return (x) => nearest(inDoubleDouble(fromNumber(x)), 0, () => lastWord(x))
}

/** The power of two that brings e^x well inside the normal numbers. */
function shiftFor(x: number): number {
  return x < -650 ? 600 : x > 650 ? -64 : 0
}

/** What a quick evaluation leaves: the value's low word, and its error. */
const LEFT = new Float64Array(2)

const UNDECIDED = NaN

/** hi + lo·(1 ± …) rounded, UNDECIDED where the error could change it. */
function decided(hi: number, lo: number, error: number): number {
  const up = hi + (lo + error)
  return up === hi + (lo - error) ? up : UNDECIDED
}

// The quick evaluations use the same tables as the double-double ones, with series in float64. The error bounds are
// at least twice the largest errors seen in some million arguments.

/** e^(x + tail), |x| < 650, with the absolute error of the exponent. */
function quickExp(x: number, tail: number, error: number): number {
  const { STEP_1, STEP_2, STEP_3, STEPS_PER_UNIT } = elementary
  const table = elementary.powers()
  const k = Math.floor(x * STEPS_PER_UNIT + 0.5)
  const j = k & 63
  const a = x - k * STEP_1
  const b = -k * STEP_2
  const r = a + b
  const rest = sumError(a, b, r) + (tail - k * STEP_3)
  const q =
    rest * (1 + r * (1 + r / 2)) +
    r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r * (1 / 5040))))))
  const t = table[2 * j]
  const p = t * r
  const hi = t + p
  const lo = p - (hi - t) + (productError(t, r, p) + (t * q + table[2 * j + 1] * (1 + r)))
  return decided(hi, lo, hi * (error + 2 ** -65)) * powerOfTwo((k - j) / 64)
}

/** log x of a positive normal number: the high word; LEFT has the low one and the error. */
function quickLog(x: number): number {
  const table = elementary.logs()
  let power = exponent(x)
  let m = x * powerOfTwo(power === 1023 ? -1022 : -power)
  if (power === 1023) m /= 2
  if (m > Math.SQRT2) {
    m /= 2
    power++
  }
  const i = Math.floor(128 / m + 0.5)
  const c = i / 128
  const p = m * c
  const e = productError(m, c, p)
  const high = p - 1
  const r = high + e
  const tail = e - (r - high)
  const cubic = 1 / 3 - r * (1 / 4 - r * (1 / 5 - r * (1 / 6 - r * (1 / 7 - r * (1 / 8 - r * (1 / 9 - r / 10))))))
  const q = tail - r * r * (1 / 2 - r * cubic) - tail * r
  if (power === 0 && i === 128) {
    LEFT[0] = q
    LEFT[1] = Math.abs(r) * 2 ** -59
    return r
  }
  const a = power * elementary.LN2_1
  const b = table[3 * i]
  const s = a + b
  const hi = s + r
  LEFT[0] = sumError(a, b, s) + sumError(s, r, hi) + (q + (power * elementary.LN2_2 + table[3 * i + 1]))
  LEFT[1] = 2 ** -65
  return hi
}

/** sin(x + turn·π/64) for 2⁻²⁷ ≤ |x| < 2¹⁵. */
function quickSin(x: number, turn: number): number {
  const { ARC_1, ARC_2, ARC_3 } = elementary
  const table = elementary.sines()
  const k = Math.floor(x * (64 / Math.PI) + 0.5)
  const at = 2 * ((k + turn) & 127)
  const beside = (at + 64) & 255
  const a = x - k * ARC_1
  const b = -k * ARC_2
  const r = a + b
  const tail = sumError(a, b, r) - k * ARC_3
  const z = r * r
  const sinRest = tail * (1 - z / 2) + r * z * (-1 / 6 + z * (1 / 120 - z * (1 / 5040 - z * (1 / 362880))))
  const cosRest = z * (-1 / 2 + z * (1 / 24 - z * (1 / 720 - z * (1 / 40320)))) - r * tail
  const s = table[at]
  const c = table[beside]
  const p = c * r
  const hi = s + p
  const lo =
    p - (hi - s) + (productError(c, r, p) + (table[at + 1] + (s * cosRest + (c * sinRest + table[beside + 1] * r))))
  return decided(hi, lo, Math.abs(hi) * 2 ** -60.5 + 2 ** -85)
}

const slow = {
  sin: roundedFunction('sin'),
  cos: roundedFunction('cos'),
  log: roundedFunction('log'),
}

function exp(x: number): number {
  if (Math.abs(x) < 650) {
    const quick = quickExp(x, 0, 0)
    if (quick === quick) return quick
  }
  const shift = shiftFor(x)
  return nearest(elementary.scaledExp(fromNumber(x), 0, shift), -shift, () => LAST_WORD.exp(x))
}

function exp2(x: number): number {
  const shift = shiftFor(x * Math.LN2)
  return nearest(elementary.scaledExp2(fromNumber(x), shift), -shift, () => LAST_WORD.exp2(x))
}

function log(x: number): number {
  if (x >= 2 ** -1022 && x < Infinity && x !== 1) {
    const hi = quickLog(x)
    const quick = decided(hi, LEFT[0], LEFT[1])
    if (quick === quick) return quick
  }
  return slow.log(x)
}

function sin(x: number): number {
  const size = Math.abs(x)
  if (size < 2 ** -27) return x
  if (size < 2 ** 15) {
    const quick = quickSin(x, 0)
    if (quick === quick) return quick
  }
  return slow.sin(x)
}

function cos(x: number): number {
  if (Math.abs(x) < 2 ** 15) {
    const quick = quickSin(x, 32)
    if (quick === quick) return quick
  }
  return slow.cos(x)
}

/** |x|^y for finite numbers, x neither 0 nor 1. */
function powOfSize(x: number, y: number): number {
  if (y === 0.5) return Math.sqrt(x)
  const about = y * Math.log(x)
  if (x >= 2 ** -1022 && Math.abs(about) < 650 && Math.abs(y) < 2 ** 60) {
    const high = quickLog(x)
    const l = high + LEFT[0]
    const p = y * l
    const tail = productError(y, l, p) + y * (LEFT[0] - (l - high))
    const quick = quickExp(p, tail, Math.abs(y) * LEFT[1])
    if (quick === quick) return quick
  }
  const shift = shiftFor(about)
  return nearest(elementary.scaledPow(fromNumber(x), fromNumber(y), shift), -shift, () =>
    exact.exp(times(fix(y), logOf(x))),
  )
}

function pow(x: number, y: number): number {
  if (y === 2) return x * x
  if (y === 1) return x
  if (y === -1) return 1 / x
  if (x === 1 || (x === -1 && Math.abs(y) === Infinity)) return 1
  const plain = x === 0 || y === 0 || x === -1 || x - x !== 0 || y - y !== 0 || (x < 0 && Math.floor(y) !== y)
  if (plain) return Math.pow(x, y)
  const size = powOfSize(Math.abs(x), y)
  return x < 0 && y % 2 !== 0 ? -size : size
}

function atan2(y: number, x: number): number {
  const quotient = y / x
  // The angle is just inside of a quotient that tiny: a tie of subnormal numbers falls towards 0.
  if (x > 0 && x < Infinity && Math.abs(quotient) < 2 ** -400) return tinyQuotient(y, x)
  return nearest(elementary.atan2(fromNumber(y), fromNumber(x)), 0, () => {
    const unit = -Math.max(exponent(x), exponent(y))
    return scaled(exact.atan2(fix(scaleNumber(y, unit)), fix(scaleNumber(x, unit))))
  })
}

function tinyQuotient(y: number, x: number): number {
  if (y === 0) return y
  const a = exact.decode(fromNumber(Math.abs(y)))
  const b = exact.decode(fromNumber(x))
  const size = exact.nearestNumber({ m: (a.m << 180n) / b.m - 1n, e: a.e - b.e - 180 })
  return y < 0 ? -size : size
}

function hypot(x: number, y: number): number {
  if (Math.abs(x) === Infinity || Math.abs(y) === Infinity) return Infinity
  const size = Math.max(Math.abs(x), Math.abs(y))
  const shift = size < 2 ** -500 ? 600 : size > 2 ** 500 ? -64 : 0
  const [a, b] = [scaleNumber(x, shift), scaleNumber(y, shift)]
  return nearest(elementary.hypot(fromNumber(a), fromNumber(b)), -shift, () => exactHypot(x, y))
}

function exactHypot(x: number, y: number): Scaled {
  const a = exact.decode(fromNumber(x))
  const b = exact.decode(fromNumber(y))
  const e = Math.min(a.e, b.e)
  const sum = shifted(a.m, a.e - e) ** 2n + shifted(b.m, b.e - e) ** 2n
  return exact.exp(exact.log({ m: sum, e: 2 * e }) >> 1n)
}

/** Correctly rounded, at C17's edges (Annex F.10); tanh and log1p are V8's, which glibc's agree with more often. The special
 *  functions are not rounded correctly: they are glibc's and CPython's. */
export const rounded: Libm = {
  name: 'rounded',
  exp,
  expm1: roundedFunction('expm1'),
  exp2,
  log,
  log1p: Math.log1p,
  log2: roundedFunction('log2'),
  log10: roundedFunction('log10'),
  sin,
  cos,
  tan: roundedFunction('tan'),
  asin: roundedFunction('asin'),
  acos: roundedFunction('acos'),
  atan: roundedFunction('atan'),
  atan2,
  sinh: roundedFunction('sinh'),
  cosh: roundedFunction('cosh'),
  tanh: Math.tanh,
  asinh: roundedFunction('asinh'),
  acosh: roundedFunction('acosh'),
  atanh: roundedFunction('atanh'),
  cbrt: roundedFunction('cbrt'),
  hypot,
  pow,
  ...specialFunctions({ exp, log, sin, cos, pow }),
}

/** Where e^x is no longer a float64 and half of it may be. */
const EXP_OVERFLOWS = 709.78

/** e^|x|/2 for an x whose e^−|x| no longer counts. */
function halfExp(size: number): number {
  if (size < EXP_OVERFLOWS) return exp(size) / 2
  const root = exp(size / 2)
  return (root / 2) * root
}

function sinh(x: number): number {
  const size = Math.abs(x)
  const half = Math.sign(x) / 2
  if (!(size < 22)) return 2 * half * halfExp(size)
  const t = Math.expm1(size)
  return size < 1 ? half * (2 * t - (t * t) / (t + 1)) : half * (t + t / (t + 1))
}

function cosh(x: number): number {
  const size = Math.abs(x)
  if (!(size < 22)) return halfExp(size)
  if (size < Math.LN2 / 2) {
    const t = Math.expm1(size)
    return 1 + (t * t) / (2 * (1 + t))
  }
  const t = exp(size)
  return t / 2 + 0.5 / t
}

function asinh(x: number): number {
  if (x === 0) return x
  const size = Math.abs(x)
  const square = x * x
  if (size > 2 ** 28) return Math.sign(x) * (log(size) + Math.LN2)
  if (size > 2) return Math.sign(x) * log(2 * size + 1 / (Math.sqrt(square + 1) + size))
  return Math.sign(x) * Math.log1p(size + square / (1 + Math.sqrt(1 + square)))
}

function acosh(x: number): number {
  if (x < 1) return NaN
  if (x > 2 ** 28) return log(x) + Math.LN2
  if (x > 2) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)))
  const above = x - 1
  return Math.log1p(above + Math.sqrt(2 * above + above * above))
}

/** A polynomial near ∛x on ½ ≤ x < 1, which one step of Halley's iteration makes a root (glibc 2.36, s_cbrt.c). */
// prettier-ignore
const ROOT = [0.35489576504391984, 1.508191937815849, -2.114994941673713, 2.4469312256353444, -1.8346927748361308, 0.7849323449766392, -0.14526389938548637]

const CBRT_2 = 1.2599210498948732
const CBRT_4 = 1.5874010519681996
/** ∛2ᵏ for k from −2 to 2. */
const THIRDS = [1 / CBRT_4, 1 / CBRT_2, 1, CBRT_2, CBRT_4]

/** glibc's cube root, which is not rounded correctly half of the time. */
function cbrt(x: number): number {
  if (x === 0 || x - x !== 0) return x
  const size = Math.abs(x)
  const power = size < 2 ** -1022 ? exponent(size * 2 ** 54) - 53 : exponent(size) + 1
  const m = scaleNumber(size, -power)
  const u = ROOT.reduceRight((sum, c) => sum * m + c, 0)
  const cube = u * u * u
  const root = ((u * (cube + 2 * m)) / (2 * cube + m)) * THIRDS[2 + (power % 3)]
  return Math.sign(x) * scaleNumber(root, Math.trunc(power / 3))
}

/** Nearest to what glibc gives: correctly rounded where glibc nearly is, and where it is not (its hyperbolic functions and their
 *  inverses, expm1, log10) by the same formulas, Sun's fdlibm's (1993), which V8 has too, but over rounded exp and log. Its cube
 *  root is its own. */
export const glibc: Libm = {
  ...rounded,
  name: 'glibc',
  cbrt,
  expm1: Math.expm1,
  log10: Math.log10,
  sinh,
  cosh,
  asinh,
  acosh,
  atanh: Math.atanh,
}
