// The elementary functions of double-double numbers, to 2⁻⁹⁵ of their value wherever that is a normal number, at C's edges.
// Reduction by tables (Tang, "Table-driven implementation of the exponential function", ACM TOMS 15, 1989, and its companions
// for the logarithm, 16, 1990, and the trigonometric functions), then Taylor series whose first terms are double-double.
import {
  abs,
  add,
  div,
  exponent,
  fromNumber,
  fromSum,
  mul,
  neg,
  productError,
  scale,
  scaleNumber,
  sqrt,
  sub,
  sumError,
  type DoubleDouble,
} from './arithmetic'
import * as exact from './fixedPoint'

const ONE = fromNumber(1)
const TWO = fromNumber(2)

// What the reductions need, made when first asked for.

/** 2^(j/64): two words each. */
export const powers = exact.once(() => {
  const table = new Float64Array(128)
  const step = exact.exp(exact.ln2() >> 6n).m
  for (let j = 0, power = exact.ONE; j < 64; j++, power = exact.times(power, step))
    table.set(exact.words(power, -exact.BITS, 2), 2 * j)
  return table
})

const FIRST_LOG = 90
const LAST_LOG = 182

/** −log(i/128) from FIRST_LOG to LAST_LOG: three words each. */
export const logs = exact.once(() => {
  const table = new Float64Array(3 * LAST_LOG + 3)
  const bits = 180
  const keep = (i: number, log: bigint): void => {
    table.set(exact.words(-log, -bits, 3), 3 * i)
  }
  for (let i = 128, log = 0n; i < LAST_LOG; i++) keep(i + 1, (log += exact.logOfRatio(i, bits)))
  for (let i = 127, log = 0n; i >= FIRST_LOG; i--) keep(i, (log -= exact.logOfRatio(i, bits)))
  return table
})

/** sin(j·π/64), once around: two words each. */
export const sines = exact.once(() => {
  const table = new Float64Array(256)
  const [s1, c1] = exact.sinCos(exact.pi() >> 6n)
  for (let j = 0, s = 0n, c = exact.ONE; j <= 32; j++) {
    const [hi, lo] = exact.words(s, -exact.BITS, 2)
    for (const k of [j, 64 - j]) {
      table.set([hi, lo], 2 * k)
      table.set([-hi, -lo], 2 * ((k + 64) % 128))
    }
    ;[s, c] = [exact.times(s, c1) + exact.times(c, s1), exact.times(c, c1) - exact.times(s, s1)]
  }
  return (table.set([0, 0], 0), table)
})

const constant = (make: () => bigint): (() => DoubleDouble) =>
  exact.once(() => exact.nearestDoubleDouble(make(), -exact.BITS))
const pi = constant(exact.pi)
const ln2 = constant(exact.ln2)
const log2e = constant(() => exact.over(exact.ONE, exact.ln2()))
const log10e = constant(() => exact.over(exact.ONE, exact.ln10()))
const log10of2 = constant(() => exact.over(exact.ln2(), exact.ln10()))

/** 1/n. */
const inverses = exact.once(() => Array.from({ length: 24 }, (_, n) => div(ONE, fromNumber(n))))
/** 1/n!. */
const factorials = exact.once(() => {
  const terms = [ONE]
  for (let n = 1; n < 20; n++) terms.push(div(terms[n - 1], fromNumber(n)))
  return terms
})

/** Two words of a table. */
function entry(table: Float64Array, at: number): DoubleDouble {
  return { hi: table[at], lo: table[at + 1] }
}

/** Σ terms[n]·xⁿ, n from `first` up to `last`, over x^first: in float64 above `plain`, where that no longer matters. */
function series(
  terms: readonly DoubleDouble[],
  x: DoubleDouble,
  first: number,
  plain: number,
  last: number,
  by = 1,
): DoubleDouble {
  let tail = 0
  let n = last
  for (; n > plain; n -= by) tail = terms[n].hi + x.hi * tail
  let sum = fromNumber(tail)
  for (; n >= first; n -= by) sum = add(terms[n], mul(x, sum))
  return sum
}

// ln 2 / 64 in words of 34, 34 and 53 bits, so that small multiples of the first two are exact.
export const STEP_1 = 0.010830424695996044
export const STEP_2 = 2.5310172166025705e-13
export const STEP_3 = 6.251695855647999e-24
export const STEPS_PER_UNIT = 64 / Math.LN2

/** eʳ − 1 for |r| ≤ ln 2 / 128. */
function expm1Series(r: DoubleDouble): DoubleDouble {
  return mul(r, series(factorials(), r, 1, 7, 11))
}

/** The exponential before it is put together: 2^power·entry(at)·(1 + rest). */
interface Reduced {
  readonly power: number
  readonly scale: DoubleDouble
  readonly rest: DoubleDouble
}

function reduceExp(x: DoubleDouble, tail: number): Reduced {
  const k = Math.round(x.hi * STEPS_PER_UNIT)
  const first = fromSum(x.hi - k * STEP_1, -k * STEP_2)
  const r = add(first, add(fromSum(x.lo, -k * STEP_3), fromNumber(tail)))
  return reduced(k, r)
}

function reduced(k: number, r: DoubleDouble): Reduced {
  const j = k & 63
  return { power: (k - j) / 64, scale: entry(powers(), 2 * j), rest: expm1Series(r) }
}

function together({ power, scale: s, rest }: Reduced, shift: number): DoubleDouble {
  return scale(add(s, mul(s, rest)), power + shift)
}

/** e^(x + tail)·2^shift. */
export function scaledExp(x: DoubleDouble, tail: number, shift: number): DoubleDouble {
  // Far beyond the range the reduction would lose its exactness; the result is known.
  if (!(Math.abs(x.hi) < 3000)) return fromNumber(Math.exp(x.hi))
  return together(reduceExp(x, tail), shift)
}

export function exp(x: DoubleDouble): DoubleDouble {
  return scaledExp(x, 0, 0)
}

export function expm1(x: DoubleDouble): DoubleDouble {
  if (!(Math.abs(x.hi) < 3000) || x.hi === 0) return fromNumber(Math.expm1(x.hi))
  const parts = reduceExp(x, 0)
  if (parts.power > 120) return together(parts, 0)
  if (parts.power === 0 && parts.scale.hi === 1) return parts.rest
  const factor = scale(parts.scale, parts.power)
  return add(sub(factor, ONE), mul(factor, parts.rest))
}

export function scaledExp2(x: DoubleDouble, shift: number): DoubleDouble {
  if (!(Math.abs(x.hi) < 3000)) return fromNumber(2 ** x.hi)
  const k = Math.round(x.hi * 64)
  return together(reduced(k, mul(add(fromNumber(x.hi - k / 64), fromNumber(x.lo)), ln2())), shift)
}

export function exp2(x: DoubleDouble): DoubleDouble {
  return scaledExp2(x, 0)
}

/** log(1 + r) − r for |r| ≤ 2⁻⁷: the alternating series. */
function logSeries(r: DoubleDouble): DoubleDouble {
  const s = neg(r)
  return neg(mul(mul(s, s), series(inverses(), s, 2, 8, 17)))
}

/** log x = power·log 2 + −log(entry) + r + (log(1 + r) − r). */
interface ReducedLog {
  readonly power: number
  readonly at: number
  readonly r: DoubleDouble
  readonly rest: DoubleDouble
}

function reduceLog(x: DoubleDouble): ReducedLog {
  let power = exponent(x.hi)
  let m = scale(x, -power)
  if (m.hi > Math.SQRT2) {
    m = scale(m, -1)
    power++
  } else if (m.hi < Math.SQRT1_2) {
    m = scale(m, 1)
    power--
  }
  const i = Math.round(128 / m.hi)
  const c = i / 128
  const p = m.hi * c
  const q = m.lo * c
  const r = add(fromSum(p - 1, productError(m.hi, c, p)), fromSum(q, productError(m.lo, c, q)))
  return { power, at: 3 * i, r, rest: logSeries(r) }
}

/** The logarithm of the part near 1. */
function smallLog({ at, r, rest }: ReducedLog): DoubleDouble {
  return add(entry(logs(), at), add(r, rest))
}

/** power·unit + factor·(the part near 1): a logarithm to any base. */
function logTo(x: DoubleDouble, unit: DoubleDouble, factor: DoubleDouble): DoubleDouble {
  if (!(x.hi > 0 && x.hi < Infinity)) return fromNumber(Math.log(x.hi))
  const parts = reduceLog(x)
  const small = smallLog(parts)
  const scaled = factor === ONE ? small : mul(factor, small)
  return parts.power === 0 ? scaled : add(mul(fromNumber(parts.power), unit), scaled)
}

export function log(x: DoubleDouble): DoubleDouble {
  return logTo(x, ln2(), ONE)
}

export function log2(x: DoubleDouble): DoubleDouble {
  return logTo(x, ONE, log2e())
}

export function log10(x: DoubleDouble): DoubleDouble {
  return logTo(x, log10of2(), log10e())
}

export function log1p(x: DoubleDouble): DoubleDouble {
  if (x.hi === 0) return x
  if (Math.abs(x.hi) < 2 ** -8) return add(x, logSeries(x))
  const u = add(ONE, x)
  const lost = sub(x, sub(u, ONE))
  const y = log(u)
  return isFinite(y.hi) ? add(y, fromNumber(lost.hi / u.hi)) : y
}

/** The sum of the terms in three words that do not overlap (two passes of exact sums, Ogita, Rump & Oishi 2005). */
function threeWords(terms: number[]): readonly [number, number, number] {
  const sum: number[] = []
  for (let word = 0; word < 3; word++) {
    // A pass from the smallest up leaves the sum's leading word in front, and the errors behind.
    for (let pass = 0; pass < 2; pass++)
      for (let i = terms.length - 1; i > word; i--) {
        const [a, b] = [terms[i - 1], terms[i]]
        const s = a + b
        terms[i] = sumError(a, b, s)
        terms[i - 1] = s
      }
    sum.push(terms[word])
  }
  return [sum[0], sum[1], sum[2]]
}

// ln 2 in words of 42, 42 and 53 bits.
export const LN2_1 = 0.6931471805598903
export const LN2_2 = 5.49792301870721e-14
const LN2_3 = 1.1612227229362532e-26

/** log x in three words: what a power needs, whose exponent multiplies the error. */
function longLog(x: DoubleDouble): readonly [number, number, number] {
  const { power, at, r, rest } = reduceLog(x)
  const table = logs()
  return threeWords([
    power * LN2_1,
    table[at],
    r.hi,
    power * LN2_2,
    rest.hi,
    table[at + 1],
    r.lo,
    power * LN2_3,
    rest.lo,
    table[at + 2],
  ])
}

function isWhole({ hi, lo }: DoubleDouble): boolean {
  return Math.floor(hi) === hi && Math.floor(lo) === lo
}

function isOdd(y: DoubleDouble): boolean {
  return isWhole(y) && !isWhole(scale(y, -1))
}

/** xʸ·2^shift, at C17's edges (F.10.4.4). */
export function scaledPow(x: DoubleDouble, y: DoubleDouble, shift: number): DoubleDouble {
  if (y.hi === 0 || (x.hi === 1 && x.lo === 0)) return fromNumber(scaleNumber(1, shift))
  const plain = x.hi === 0 || !isFinite(x.hi) || !isFinite(y.hi)
  if (plain) return fromNumber(x.hi === -1 && Math.abs(y.hi) === Infinity ? 1 : edgeOfPow(x, y))
  if (x.hi < 0 && !isWhole(y)) return fromNumber(NaN)
  const [l, m, n] = longLog(abs(x))
  const p = y.hi * l
  if (!(Math.abs(p) < 3000))
    return fromNumber(p > 0 ? (isOdd(y) && x.hi < 0 ? -Infinity : Infinity) : isOdd(y) && x.hi < 0 ? -0 : 0)
  const q = y.hi * m
  const r = y.lo * l
  const [a, b, c] = threeWords([
    p,
    productError(y.hi, l, p),
    q,
    r,
    productError(y.hi, m, q),
    productError(y.lo, l, r),
    y.hi * n + y.lo * m,
  ])
  const power = scaledExp({ hi: a, lo: b }, c, shift)
  return x.hi < 0 && isOdd(y) ? neg(power) : power
}

/** xʸ where x is zero or one of them is infinite or NaN: the low words only tell which side of 1 a base is on, and parity. */
function edgeOfPow(x: DoubleDouble, y: DoubleDouble): number {
  const base = Math.abs(x.hi) === 1 ? x.hi * (1 + Math.sign(x.lo * x.hi) / 4) : x.hi
  const exponentOf = isFinite(y.hi) ? Math.sign(y.hi) * (isOdd(y) ? 3 : 2) : y.hi
  return Math.pow(base, exponentOf)
}

export function pow(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  return scaledPow(x, y, 0)
}

// π/64 in words of 32, 32, 32 and 53 bits.
export const ARC_1 = 0.049087385210441425
export const ARC_2 = 1.8990939082199894e-12
export const ARC_3 = 6.319582027222395e-23
const ARC_4 = 2.649508643865281e-33

/** An angle as j·π/64 + r: the tables' sine and cosine there, and r's own sine and cosine − 1. */
interface ReducedAngle {
  readonly s: DoubleDouble
  readonly c: DoubleDouble
  readonly sinR: DoubleDouble
  readonly cosm1R: DoubleDouble
}

function reduceAngle(x: DoubleDouble): ReducedAngle {
  let k = Math.round(x.hi * (64 / Math.PI))
  let r = x
  if (k !== 0) {
    const high = fromSum(x.hi - k * ARC_1, -k * ARC_2)
    r = add(high, add(fromNumber(x.lo), fromSum(-k * ARC_3, -k * ARC_4)))
    // Huge angles, and those whose leading words cancel, are reduced with as many digits of π as it takes.
    if (!(Math.abs(x.hi) < 2 ** 15 && Math.abs(r.hi) > 2 ** -16)) {
      const { turns, rest } = exact.reduceAngle(x, 64)
      k = turns
      r = exact.nearestDoubleDouble(rest, -exact.BITS)
    }
  }
  const j = k & 127
  const square = neg(mul(r, r))
  return {
    s: entry(sines(), 2 * j),
    c: entry(sines(), 2 * ((j + 32) & 127)),
    sinR: mul(r, series(factorials(), square, 1, 7, 17, 2)),
    cosm1R: mul(square, series(factorials(), square, 2, 8, 18, 2)),
  }
}

/** [sin x, cos x]. */
function sinCos(x: DoubleDouble): readonly [DoubleDouble, DoubleDouble] {
  if (!isFinite(x.hi)) return [fromNumber(NaN), fromNumber(NaN)]
  // x itself keeps its sign, and its digits where its square is not to be had.
  if (Math.abs(x.hi) < 2 ** -300) return [x, ONE]
  const { s, c, sinR, cosm1R } = reduceAngle(x)
  return [add(s, add(mul(s, cosm1R), mul(c, sinR))), add(c, sub(mul(c, cosm1R), mul(s, sinR)))]
}

export function sin(x: DoubleDouble): DoubleDouble {
  return sinCos(x)[0]
}

export function cos(x: DoubleDouble): DoubleDouble {
  return sinCos(x)[1]
}

export function tan(x: DoubleDouble): DoubleDouble {
  const [s, c] = sinCos(x)
  return div(s, c)
}

/** The angle of the point (x, y), C17's edges (F.10.1.4). */
export function atan2(y: DoubleDouble, x: DoubleDouble): DoubleDouble {
  const about = Math.atan2(y.hi, x.hi)
  const j = Math.round(about * (64 / Math.PI))
  const angle = scale(mul(fromNumber(j), pi()), -6)
  if (!(isFinite(x.hi) && isFinite(y.hi) && y.hi !== 0)) return about === 0 || isNaN(about) ? fromNumber(about) : angle
  let t: DoubleDouble
  if (j === 0) t = div(y, x)
  else {
    const unit = -Math.max(exponent(x.hi), exponent(y.hi))
    const [a, b] = [scale(x, unit), scale(y, unit)]
    const s = entry(sines(), 2 * (j & 127))
    const c = entry(sines(), 2 * ((j + 32) & 127))
    t = div(sub(mul(b, c), mul(a, s)), add(mul(a, c), mul(b, s)))
  }
  if (Math.abs(t.hi) < 2 ** -300) return add(angle, t)
  const arc = mul(t, series(inverses(), neg(mul(t, t)), 1, 9, 23, 2))
  return j === 0 ? arc : add(angle, arc)
}

export function atan(x: DoubleDouble): DoubleDouble {
  return atan2(x, ONE)
}

/** √(1 − x²), NaN outside. */
function unitRoot(x: DoubleDouble): DoubleDouble {
  return sqrt(mul(sub(ONE, x), add(ONE, x)))
}

export function asin(x: DoubleDouble): DoubleDouble {
  return atan2(x, unitRoot(x))
}

export function acos(x: DoubleDouble): DoubleDouble {
  return atan2(unitRoot(x), x)
}

const withSign = (of: DoubleDouble, x: DoubleDouble): DoubleDouble => (of.hi < 0 ? neg(x) : x)

/** Where e⁻ˣ no longer counts beside eˣ. */
const ONE_SIDED = 40

export function sinh(x: DoubleDouble): DoubleDouble {
  if (x.hi === 0 || !isFinite(x.hi)) return x
  const size = abs(x)
  if (size.hi > ONE_SIDED) return withSign(x, scaledExp(size, 0, -1))
  const u = expm1(size)
  return withSign(x, scale(add(u, div(u, add(u, ONE))), -1))
}

export function cosh(x: DoubleDouble): DoubleDouble {
  const size = abs(x)
  if (size.hi > ONE_SIDED) return scaledExp(size, 0, -1)
  const e = exp(size)
  return scale(add(e, div(ONE, e)), -1)
}

export function tanh(x: DoubleDouble): DoubleDouble {
  if (x.hi === 0) return x
  if (Math.abs(x.hi) > ONE_SIDED) return fromNumber(Math.sign(x.hi))
  const u = expm1(scale(abs(x), 1))
  return withSign(x, div(u, add(u, TWO)))
}

/** log(2x) for an x whose square counts alone. */
function logOfTwice(x: DoubleDouble): DoubleDouble {
  return add(log(x), ln2())
}

export function asinh(x: DoubleDouble): DoubleDouble {
  if (Math.abs(x.hi) < 2 ** -300 || !isFinite(x.hi)) return x
  const size = abs(x)
  if (size.hi > 2 ** 60) return withSign(x, logOfTwice(size))
  const square = mul(size, size)
  return withSign(x, log1p(add(size, div(square, add(ONE, sqrt(add(ONE, square)))))))
}

export function acosh(x: DoubleDouble): DoubleDouble {
  if (x.hi > 2 ** 60) return logOfTwice(x)
  const above = sub(x, ONE)
  return log1p(add(above, sqrt(mul(above, add(x, ONE)))))
}

export function atanh(x: DoubleDouble): DoubleDouble {
  if (Math.abs(x.hi) < 2 ** -300) return x
  const size = abs(x)
  return withSign(x, scale(log1p(div(scale(size, 1), sub(ONE, size))), -1))
}

export function cbrt(x: DoubleDouble): DoubleDouble {
  if (x.hi === 0 || !isFinite(x.hi)) return x
  const third = Math.floor(exponent(x.hi) / 3)
  const m = scale(x, -3 * third)
  const y = Math.cbrt(m.hi)
  const start = fromNumber(y)
  const rest = sub(m, mul(mul(start, start), start))
  return scale(add(start, fromNumber((rest.hi * y) / (3 * m.hi))), third)
}

export function hypot(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const plain = Math.hypot(x.hi, y.hi)
  if (!isFinite(x.hi) || !isFinite(y.hi) || plain === 0) return fromNumber(plain)
  const unit = Math.max(exponent(x.hi), exponent(y.hi))
  const [a, b] = [scale(x, -unit), scale(y, -unit)]
  return scale(sqrt(add(mul(a, a), mul(b, b))), unit)
}
