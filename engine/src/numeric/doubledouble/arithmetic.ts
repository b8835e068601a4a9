// Double-double arithmetic: a number as the unevaluated sum of two float64, about 31 digits. Knows no function but sqrt.
//
// Sources: Dekker, "A floating-point technique for extending the available precision" (Numer. Math. 18, 1971) for the exact
// product; Knuth, TAOCP vol. 2, 4.2.2 for the exact sum; Hida, Li & Bailey, "Algorithms for quad-double precision floating
// point arithmetic" (2001); Joldes, Muller & Popescu, "Tight and rigorous error bounds for basic building blocks of
// double-word arithmetic" (ACM TOMS 44, 2017) for the sum, product and quotient and their bounds (3u², 7u², 15u², u = 2⁻⁵³).

/** hi + lo with |lo| ≤ ulp(hi)/2. Where hi is 0, infinite or NaN, lo is 0: hi alone is what float64 would give. */
export interface DoubleDouble {
  readonly hi: number
  readonly lo: number
}

const SPLITTER = 2 ** 27 + 1
/** Below this a product's rounding error may be subnormal. */
const SMALL_PRODUCT = 2 ** -960

/** a + b − s, exactly, for s = a + b rounded (Knuth). */
export function sumError(a: number, b: number, s: number): number {
  const shadow = s - a
  return a - (s - shadow) + (b - shadow)
}

/** a·b − p, exactly, for p = a·b rounded (Dekker), unless it is subnormal or splitting overflows (then NaN). */
export function productError(a: number, b: number, p: number): number {
  const bigA = a * SPLITTER
  const bigB = b * SPLITTER
  const highA = bigA - (bigA - a)
  const highB = bigB - (bigB - b)
  const lowA = a - highA
  const lowB = b - highB
  return lowA * lowB - (p - highA * highB - lowA * highB - highA * lowB)
}

/** The double-double of s + e, |s| ≥ |e| or s = 0. */
function normalised(s: number, e: number): DoubleDouble {
  const hi = s + e
  const lo = e - (hi - s)
  return lo - lo === 0 ? { hi, lo } : { hi: s + e, lo: 0 }
}

export function fromNumber(x: number): DoubleDouble {
  return { hi: x, lo: 0 }
}

/** a + b, exactly. */
export function fromSum(a: number, b: number): DoubleDouble {
  const s = a + b
  const e = sumError(a, b, s)
  return { hi: s, lo: e - e === 0 ? e : 0 }
}

/** a·b, exactly unless it leaves the range of normal numbers. */
export function fromProduct(a: number, b: number): DoubleDouble {
  return mul(fromNumber(a), fromNumber(b))
}

export function add(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const s = x.hi + y.hi
  const t = x.lo + y.lo
  const c = sumError(x.hi, y.hi, s) + t
  const v = s + c
  const w = sumError(x.lo, y.lo, t) + (c - (v - s))
  const hi = v + w
  const lo = w - (hi - v)
  if (lo - lo !== 0) return fromNumber(s)
  return hi === 0 ? fromNumber(s === 0 ? s : 0) : { hi, lo }
}

export function sub(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  return add(x, neg(y))
}

export function mul(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const p = x.hi * y.hi
  const e = productError(x.hi, y.hi, p) + (x.hi * y.lo + x.lo * y.hi + x.lo * y.lo)
  const hi = p + e
  const lo = e - (hi - p)
  return lo - lo === 0 && Math.abs(p) > SMALL_PRODUCT ? { hi, lo } : atTheEdges(mul, x, y, p, 1)
}

export function div(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const q = x.hi / y.hi
  const p = q * y.hi
  const rest = x.hi - p - productError(q, y.hi, p) + (x.lo - q * y.lo)
  const e = rest / y.hi
  const hi = q + e
  const lo = e - (hi - q)
  return lo - lo === 0 && Math.abs(q) > SMALL_PRODUCT && Math.abs(p) > SMALL_PRODUCT
    ? { hi, lo }
    : atTheEdges(div, x, y, q, -1)
}

/** A product or quotient whose steps leave the range of normal numbers: that of the operands brought near 1, scaled back. */
function atTheEdges(
  operation: (x: DoubleDouble, y: DoubleDouble) => DoubleDouble,
  x: DoubleDouble,
  y: DoubleDouble,
  plain: number,
  sign: 1 | -1,
): DoubleDouble {
  if (!(x.hi !== 0 && y.hi !== 0 && isFinite(x.hi) && isFinite(y.hi))) return fromNumber(plain)
  const i = exponent(x.hi)
  const j = exponent(y.hi)
  return scale(operation(scale(x, -i), scale(y, -j)), i + sign * j)
}

export function neg(x: DoubleDouble): DoubleDouble {
  return { hi: -x.hi, lo: -x.lo }
}

export function abs(x: DoubleDouble): DoubleDouble {
  return x.hi < 0 || Object.is(x.hi, -0) ? neg(x) : x
}

export function sqrt(x: DoubleDouble): DoubleDouble {
  const s = Math.sqrt(x.hi)
  if (!(s > 0 && s < Infinity)) return fromNumber(s)
  if (x.hi < 2 ** -900) return scale(sqrt(scale(x, 400)), -200)
  if (x.hi > 2 ** 1000) return scale(sqrt(scale(x, -400)), 200)
  const p = s * s
  const rest = x.hi - p - productError(s, s, p) + x.lo
  return normalised(s, rest / (2 * s))
}

/** −1, 0 or 1 as x is below, at or above y; NaN where one of them is NaN. */
export function compare(x: DoubleDouble, y: DoubleDouble): number {
  if (x.hi === y.hi) return Math.sign(x.lo - y.lo)
  return x.hi < y.hi ? -1 : x.hi > y.hi ? 1 : NaN
}

const DOUBLE = new Float64Array(1)
const HALVES = new Uint32Array(DOUBLE.buffer)
DOUBLE[0] = 1
/** Where a float64's sign and exponent stand, whatever the machine's byte order. */
const HIGH_HALF = HALVES[0] === 0 ? 1 : 0

/** ⌊log2 |x|⌋ of a normal number; for a subnormal one give or take 1, for 0 the least. */
export function exponent(x: number): number {
  DOUBLE[0] = x
  const biased = (HALVES[HIGH_HALF] >>> 20) & 2047
  return biased === 0 ? Math.max(-1074, Math.floor(Math.log2(Math.abs(x)))) : Math.min(1023, biased - 1023)
}

/** 2ⁿ for −1022 ≤ n ≤ 1023: several times faster than `**`. */
export function powerOfTwo(n: number): number {
  HALVES[HIGH_HALF] = (n + 1023) << 20
  HALVES[1 - HIGH_HALF] = 0
  return DOUBLE[0]
}

/** x·2ⁿ, rounded once where the result is subnormal. */
export function scaleNumber(x: number, n: number): number {
  if (n > 1023) return scaleNumber(x * 2 ** 1023, n - 1023)
  if (n >= -1022) return x * powerOfTwo(n)
  // The first step is exact, only the second rounds; and what is smaller vanishes.
  return Math.abs(x) >= 2 ** -53 ? x * 2 ** -969 * 2 ** (n + 969) : x * 0
}

/** x·2ⁿ; an overflow gives an infinity, and what is below the subnormal numbers is lost. */
export function scale(x: DoubleDouble, n: number): DoubleDouble {
  const hi = scaleNumber(x.hi, n)
  return hi === 0 || hi - hi !== 0 ? fromNumber(hi) : normalised(hi, scaleNumber(x.lo, n))
}
