// Python's `math`: on numbers by the language's libm, on traced scalars by the engine's operations, with CPython's errors.
import { Int, Native, Opaque, Traced, Tuple, type Num, type Runtime, type Span, type Value } from '@gradlens/engine'
import { native } from '../../builtins/native'
import { raised, raisingFaults } from '../../exceptions'
import { frexp, ldexp } from '../../numbers/float'
import { binomial, exactSum, factorial, gcd, logOfInteger, nextAfter, squareRoot, ulp } from '../../numbers/mathematics'
import { findAttribute, indexOf, itemsOf, operate, typeNameOf } from '../../operations'
import { asInt, integerOf, isNumber, numOf, truncated } from '../../types/number'
import { protocolOf } from '../../types/registry'
import { named, type StandardModule } from './table'

type Scalar = number | Traced

function primal(x: Num): number {
  return x instanceof Traced ? x.primal : (x as number)
}

/** The real number that an argument stands for. */
function real(v: Value | undefined, runtime: Runtime, site: Span): Scalar {
  const value = v as Value
  if (isNumber(value)) return numOf(value, site)
  const float = protocolOf(value).toFloat?.(value, runtime, site)
  if (typeof float === 'number' || float instanceof Traced) return float
  throw raised('TypeError', `must be real number, not ${typeNameOf(value)}`, site)
}

function domainFault(site: Span): never {
  throw raised('ValueError', 'math domain error', site)
}

/** CPython's math_1: NaN out of a number is outside of the domain, infinity out of one a range or a domain error. */
function checked(result: Num, args: readonly number[], overflows: boolean, site: Span): Value {
  const y = primal(result)
  if (Number.isNaN(y) && !args.some(Number.isNaN)) domainFault(site)
  if (Math.abs(y) === Infinity && args.every(Number.isFinite)) {
    if (overflows) throw raised('OverflowError', 'math range error', site)
    domainFault(site)
  }
  return result
}

const never = () => false
const always = () => true
const isPole = (x: number) => x <= 0 && Number.isInteger(x)

/** Functions of one number that are an operation of the engine's; whether an infinite value of a number is out of range, not
 *  outside of the domain. */
const UNARY = {
  acos: never,
  acosh: never,
  asin: never,
  asinh: never,
  atan: never,
  atanh: never,
  cbrt: never,
  cos: never,
  cosh: always,
  erf: never,
  erfc: never,
  exp: always,
  exp2: always,
  expm1: always,
  gamma: (x: number) => !isPole(x),
  lgamma: (x: number) => !isPole(x),
  log1p: never,
  sin: never,
  sinh: always,
  sqrt: never,
  tan: never,
  tanh: never,
}

type UnaryOperation = keyof typeof UNARY

function unary(name: UnaryOperation): Native {
  return native(
    `${name}(x, /)`,
    ([v], runtime, site) => {
      const x = real(v, runtime, site)
      return checked(runtime.session.ops[name](x), [primal(x)], UNARY[name](primal(x)), site)
    },
    'math',
  )
}

/** A logarithm; integers of any size have one. */
function logarithm(v: Value, name: 'log' | 'log2' | 'log10', runtime: Runtime, site: Span): Num {
  if (v instanceof Int && typeof v.value === 'bigint') {
    if (v.value <= 0n) domainFault(site)
    return logOfInteger(v.value, name, runtime.session.options.libm)
  }
  const x = real(v, runtime, site)
  if (primal(x) <= 0) domainFault(site)
  return runtime.session.ops[name](x)
}

const log = native(
  'log(x, base=, /)',
  ([x, base], runtime, site) => {
    const numerator = logarithm(x as Value, 'log', runtime, site)
    if (base === undefined) return numerator
    const denominator = logarithm(base, 'log', runtime, site)
    if (primal(denominator) === 0) throw raised('ZeroDivisionError', 'float division by zero', site)
    return runtime.session.ops.div(numerator, denominator)
  },
  'math',
)

/** A step to an integer: a decision where the argument is on the tape. */
function toInteger(name: 'floor' | 'ceil' | 'trunc'): Native {
  return native(
    `${name}(x, /)`,
    ([v], runtime, site) => {
      const x = v as Value
      if (x instanceof Int || typeof x === 'boolean') return asInt(x)
      if (name === 'trunc' && (typeof x === 'number' || x instanceof Traced)) return truncated(x, runtime, site)
      if (!isNumber(x)) {
        const method = findAttribute(x, `__${name}__`, runtime, site)
        if (method !== undefined) return runtime.call(method, { positional: [], keywords: null }, site)
      }
      const number = real(x, runtime, site)
      const whole = Math[name](primal(number))
      if (number instanceof Traced) {
        runtime.wantsInteger(number)
        runtime.decide(whole, site)
      }
      return integerOf(whole, site)
    },
    'math',
  )
}

/** A test of a float; a decision where it is on the tape. */
function test(name: string, holds: (x: number) => boolean): Native {
  return native(
    `${name}(x, /)`,
    ([v], runtime, site) => {
      const x = real(v, runtime, site)
      const result = holds(primal(x))
      if (x instanceof Traced) runtime.decide(result, site)
      return result
    },
    'math',
  )
}

function binary(name: string, compute: (x: Scalar, y: Scalar, runtime: Runtime, site: Span) => Value): Native {
  return native(
    `${name}(x, y, /)`,
    ([x, y], runtime, site) => compute(real(x, runtime, site), real(y, runtime, site), runtime, site),
    'math',
  )
}

const pow = binary('pow', (x, y, runtime, site) => {
  const [a, b] = [primal(x), primal(y)]
  if (a === 0 && b < 0 && b !== -Infinity) domainFault(site)
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b)) domainFault(site)
  return checked(runtime.session.ops.pow(x, y), [a, b], true, site)
})

const fmod = binary('fmod', (x, y, runtime, site) => {
  if (x instanceof Traced || y instanceof Traced) runtime.decide(Math.trunc(primal(x) / primal(y)), site)
  return checked(runtime.session.ops.fmod(x, y), [primal(x), primal(y)], false, site)
})

/** x − y·n for the integer n nearest to x/y (IEEE 754). */
const remainder = binary('remainder', (x, y, runtime, site) => {
  const [a, b] = [primal(x), primal(y)]
  if (Number.isFinite(a) && Math.abs(b) === Infinity) return x
  if ((b === 0 || Math.abs(a) === Infinity) && !Number.isNaN(a) && !Number.isNaN(b)) domainFault(site)
  const [r, c] = [Math.abs(a) % Math.abs(b), Math.abs(b) - (Math.abs(a) % Math.abs(b))]
  const nearest = r < c ? r : r > c ? -c : r - 2 * (((Math.abs(a) - r) * 0.5) % Math.abs(b))
  const value = a < 0 || Object.is(a, -0) ? -nearest : nearest
  if (typeof x === 'number' && typeof y === 'number') return value
  const turns = Math.round((a - value) / b)
  runtime.decide(turns, site)
  return runtime.session.ops.sub(x, runtime.session.ops.mul(y, turns))
})

/** √(Σ xᵢ²); two numbers by libm, more by scaling with the largest. */
function euclidean(xs: readonly Scalar[], runtime: Runtime): Value {
  const { ops } = runtime.session
  if (xs.length === 1) return ops.abs(xs[0])
  if (xs.length === 2) return ops.hypot(xs[0], xs[1])
  const largest = Math.max(...xs.map((x) => Math.abs(primal(x))))
  if (largest === 0 || !Number.isFinite(largest)) {
    return xs.some((x) => Math.abs(primal(x)) === Infinity)
      ? Infinity
      : xs.reduce<Num>((sum, x) => ops.add(sum, ops.abs(x)), 0)
  }
  const squares = xs.map((x) => ops.square(ops.div(x, largest)))
  return ops.mul(ops.sqrt(squares.reduce((sum, square) => ops.add(sum, square))), largest)
}

const hypot = new Native('math.hypot', (runtime, { positional }, site) =>
  euclidean(
    [...positional].map((v) => real(v, runtime, site)),
    runtime,
  ),
)

const dist = native(
  'dist(p, q, /)',
  ([p, q], runtime, site) => {
    const [a, b] = [itemsOf(p as Value, runtime, site), itemsOf(q as Value, runtime, site)]
    if (a instanceof Opaque || b instanceof Opaque)
      return runtime.opaque((a instanceof Opaque ? a : (b as Opaque)).reason, site)
    if (a.length !== b.length) {
      throw raised('ValueError', 'both points must have the same number of dimensions', site)
    }
    const { ops } = runtime.session
    return euclidean(
      a.map((x, i) => ops.sub(real(x, runtime, site), real(b[i], runtime, site)) as Scalar),
      runtime,
    )
  },
  'math',
)

function integer(v: Value | undefined, runtime: Runtime, site: Span): bigint {
  const value = v as Value
  return value instanceof Int ? BigInt(value.value) : BigInt(indexOf(value, runtime, site))
}

function integers(name: string, combine: (a: bigint, b: bigint) => bigint, start: bigint): Native {
  return new Native(`math.${name}`, (runtime, { positional }, site) =>
    Int.of([...positional].map((v) => integer(v, runtime, site)).reduce(combine, start)),
  )
}

const magnitude = (n: bigint) => (n < 0n ? -n : n)

const isclose = native(
  'isclose(a, b, *, rel_tol=, abs_tol=)',
  ([a, b, relative, absolute], runtime, site) => {
    const [first, second] = [real(a, runtime, site), real(b, runtime, site)]
    const [x, y] = [primal(first), primal(second)]
    const relativeTolerance = relative === undefined ? 1e-9 : primal(real(relative, runtime, site))
    const absoluteTolerance = absolute === undefined ? 0 : primal(real(absolute, runtime, site))
    if (relativeTolerance < 0 || absoluteTolerance < 0)
      throw raised('ValueError', 'tolerances must be non-negative', site)
    const gap = Math.abs(x - y)
    const near =
      gap <= Math.abs(relativeTolerance * y) || gap <= Math.abs(relativeTolerance * x) || gap <= absoluteTolerance
    const result = x === y || (Number.isFinite(x) && Number.isFinite(y) && near)
    if (first instanceof Traced || second instanceof Traced) runtime.decide(result, site)
    return result
  },
  'math',
)

const fsum = native(
  'fsum(seq, /)',
  ([seq], runtime, site) => {
    const items = itemsOf(seq as Value, runtime, site)
    if (items instanceof Opaque) return runtime.opaque(items.reason, site)
    const unknown = items.find((item) => item instanceof Opaque)
    if (unknown instanceof Opaque) return runtime.opaque(unknown.reason, site, {}, items)
    const xs = items.map((item) => real(item, runtime, site))
    if (xs.some((x) => x instanceof Traced)) return xs.reduce<Num>((sum, x) => runtime.session.ops.add(sum, x), 0)
    return raisingFaults(site, () => exactSum(xs as number[]))
  },
  'math',
)

const prod = native(
  'prod(iterable, /, *, start=)',
  ([iterable, start], runtime, site) => {
    const items = itemsOf(iterable as Value, runtime, site)
    if (items instanceof Opaque) return runtime.opaque(items.reason, site)
    return items.reduce((product, item) => operate('*', product, item, runtime, site), start ?? Int.of(1))
  },
  'math',
)

const FUNCTIONS: readonly Native[] = [
  ...(Object.keys(UNARY) as UnaryOperation[]).map(unary),
  log,
  native('log2(x, /)', ([x], runtime, site) => logarithm(x as Value, 'log2', runtime, site), 'math'),
  native('log10(x, /)', ([x], runtime, site) => logarithm(x as Value, 'log10', runtime, site), 'math'),
  native('fabs(x, /)', ([x], runtime, site) => runtime.session.ops.abs(real(x, runtime, site)), 'math'),
  native(
    'degrees(x, /)',
    ([x], runtime, site) => runtime.session.ops.mul(real(x, runtime, site), 180 / Math.PI),
    'math',
  ),
  native(
    'radians(x, /)',
    ([x], runtime, site) => runtime.session.ops.mul(real(x, runtime, site), Math.PI / 180),
    'math',
  ),
  toInteger('floor'),
  toInteger('ceil'),
  toInteger('trunc'),
  test('isnan', Number.isNaN),
  test('isinf', (x) => Math.abs(x) === Infinity),
  test('isfinite', Number.isFinite),
  pow,
  fmod,
  remainder,
  binary('atan2', (y, x, runtime) => runtime.session.ops.atan2(y, x)),
  binary('copysign', (x, y, runtime) => runtime.session.ops.copysign(x, y)),
  binary('nextafter', (x, y) => nextAfter(primal(x), primal(y))),
  native('ulp(x, /)', ([x], runtime, site) => ulp(primal(real(x, runtime, site))), 'math'),
  hypot,
  dist,
  isclose,
  fsum,
  prod,
  native(
    'modf(x, /)',
    ([v], runtime, site) => {
      const x = real(v, runtime, site)
      const { ops } = runtime.session
      const whole = Math.trunc(primal(x))
      if (x instanceof Traced) runtime.decide(whole, site)
      if (Math.abs(primal(x)) === Infinity) return new Tuple([primal(x) < 0 ? -0 : 0, whole])
      const fraction = ops.sub(x, whole)
      return new Tuple([
        primal(fraction) === 0 && typeof x === 'number' && (x < 0 || Object.is(x, -0)) ? -0 : fraction,
        whole,
      ])
    },
    'math',
  ),
  native(
    'frexp(x, /)',
    ([v], runtime, site) => {
      const x = real(v, runtime, site)
      const [mantissa, exponent] = frexp(primal(x))
      if (x instanceof Traced) runtime.decide(exponent, site)
      return new Tuple([x instanceof Traced ? runtime.session.ops.mul(x, 2 ** -exponent) : mantissa, Int.of(exponent)])
    },
    'math',
  ),
  native(
    'ldexp(x, i, /)',
    ([v, i], runtime, site) => {
      const x = real(v, runtime, site)
      const exponent = indexOf(i as Value, runtime, site)
      if (x instanceof Traced) return runtime.session.ops.mul(x, 2 ** exponent)
      return checked(ldexp(x, exponent), [x], true, site)
    },
    'math',
  ),
  integers('gcd', gcd, 0n),
  integers('lcm', (a, b) => (a === 0n || b === 0n ? 0n : magnitude(a * b) / gcd(a, b)), 1n),
  native(
    'factorial(x, /)',
    ([x], runtime, site) => {
      const n = integer(x, runtime, site)
      if (n < 0n) throw raised('ValueError', 'factorial() not defined for negative values', site)
      runtime.step(Number(n))
      return Int.of(raisingFaults(site, () => factorial(n)))
    },
    'math',
  ),
  native(
    'comb(n, k, /)',
    ([n, k], runtime, site) => {
      const [a, b] = [integer(n, runtime, site), integer(k, runtime, site)]
      if (a < 0n) throw raised('ValueError', 'n must be a non-negative integer', site)
      if (b < 0n) throw raised('ValueError', 'k must be a non-negative integer', site)
      return Int.of(binomial(a, b))
    },
    'math',
  ),
  native(
    'perm(n, k=, /)',
    ([n, k], runtime, site) => {
      const a = integer(n, runtime, site)
      const b = k === undefined || k === null ? a : integer(k, runtime, site)
      if (a < 0n) throw raised('ValueError', 'n must be a non-negative integer', site)
      if (b < 0n) throw raised('ValueError', 'k must be a non-negative integer', site)
      if (b > a) return Int.of(0)
      return Int.of(raisingFaults(site, () => factorial(a) / factorial(a - b)))
    },
    'math',
  ),
  native(
    'isqrt(n, /)',
    ([n], runtime, site) => {
      const value = integer(n, runtime, site)
      if (value < 0n) throw raised('ValueError', 'isqrt() argument must be nonnegative', site)
      return Int.of(squareRoot(value))
    },
    'math',
  ),
]

const MEMBERS = { ...named(FUNCTIONS), pi: Math.PI, e: Math.E, tau: 2 * Math.PI, inf: Infinity, nan: NaN }

export const math: StandardModule = { name: 'math', members: () => MEMBERS }
