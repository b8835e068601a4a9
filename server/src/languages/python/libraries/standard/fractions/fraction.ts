// Fraction: exact quotients of integers (Lib/fractions.py).
import { Int, NativeObject, Opaque, Traced, Tuple, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised } from '../../../exceptions'
import { hashOfNumber } from '../../../numbers/hash'
import { rational, rationalOf, floatOf, multiply, subtract, type Rational } from '../../../numbers/rational'
import { indexOf } from '../../../operations'
import type { TypeProtocol } from '../../../protocol'
import { signature } from '../../../signature'
import { reprText } from '../../../text/repr'
import { BuiltinClass, objectClass } from '../../../types/builtinClasses'
import { payloadOf } from '../../../types/instance'
import { methodTable, type MethodTable } from '../../../types/methods'
import { asFloat, exactOf, floorOf, fractionBinary, fractionCompare, zeroDenominator } from './arithmetic'
import { fractionParts } from './parse'

export const fractionClass = new BuiltinClass('Fraction', [objectClass], false, 'fractions')

export class Fraction extends NativeObject<null> {
  override readonly typeName = 'Fraction'
  readonly protocol: TypeProtocol<Fraction> = fractionType()

  /** @param value in lowest terms */
  constructor(readonly value: Rational) {
    super()
  }

  override save(): null {
    return null
  }
  override restore(): void {}
  override merge(): void {}
}

function textOf({ n, d }: Rational): string {
  return d === 1n ? n.toString() : `${n}/${d}`
}

/** Half to even. */
function roundedOf({ n, d }: Rational): bigint {
  const floor = floorOf({ n, d })
  const twice = 2n * (n - floor * d)
  if (twice < d) return floor
  if (twice > d) return floor + 1n
  return floor % 2n === 0n ? floor : floor + 1n
}

function rounded(value: Rational, places: number): Fraction {
  const shift = 10n ** BigInt(Math.abs(places))
  if (places > 0) return new Fraction(rational(roundedOf(multiply(value, { n: shift, d: 1n })), shift))
  return new Fraction({ n: roundedOf(rational(value.n, value.d * shift)) * shift, d: 1n })
}

/** The nearest fraction with a denominator of at most `most`, by the convergents of its continued fraction. */
function limited(value: Rational, most: bigint): Rational {
  if (value.d <= most) return value
  let [p0, q0, p1, q1] = [0n, 1n, 1n, 0n]
  let [n, d] = [value.n, value.d]
  for (;;) {
    const whole = floorOf({ n, d })
    const next = q0 + whole * q1
    if (next > most) break
    ;[p0, q0, p1, q1] = [p1, q1, p0 + whole * p1, next]
    ;[n, d] = [d, n - whole * d]
  }
  const k = (most - q0) / q1
  const between = rational(p0 + k * p1, q0 + k * q1)
  const convergent = rational(p1, q1)
  const distance = (to: Rational) => {
    const off = subtract(to, value)
    return off.n < 0n ? { n: -off.n, d: off.d } : off
  }
  const [a, b] = [distance(convergent), distance(between)]
  return a.n * b.d <= b.n * a.d ? convergent : between
}

const METHODS: MethodTable<Fraction> = {
  conjugate: (v) => v,
  as_integer_ratio: ({ value }) => new Tuple([Int.of(value.n), Int.of(value.d)]),
  limit_denominator: ({ value }, args, runtime, site) => {
    const [given] = limitSignature(args, site)
    const most = given === undefined ? 1_000_000 : indexOf(given, runtime, site)
    if (most < 1) throw raised('ValueError', 'max_denominator should be at least 1', site)
    return new Fraction(limited(value, BigInt(most)))
  },
  __abs__: ({ value: { n, d } }) => new Fraction({ n: n < 0n ? -n : n, d }),
  __floor__: ({ value }) => Int.of(floorOf(value)),
  __ceil__: ({ value: { n, d } }) => Int.of(-floorOf({ n: -n, d })),
  __trunc__: ({ value: { n, d } }) => Int.of(n / d),
  __round__: ({ value }, { positional: [places] }, runtime, site) =>
    places === undefined || places === null ? Int.of(roundedOf(value)) : rounded(value, indexOf(places, runtime, site)),
}
const limitSignature = signature('Fraction.limit_denominator(max_denominator=)')

const PARTS: Readonly<Record<string, (v: Fraction) => Value>> = {
  numerator: ({ value }) => Int.of(value.n),
  denominator: ({ value }) => Int.of(value.d),
  real: (v) => v,
  imag: () => Int.of(0),
}

let protocol: TypeProtocol<Fraction> | null = null

/** The type, made when the first fraction is. */
function fractionType(): TypeProtocol<Fraction> {
  return (protocol ??= makeType())
}

function makeType(): TypeProtocol<Fraction> & { readonly cls: BuiltinClass } {
  const methods = methodTable('Fraction', fractionClass, () => METHODS)
  return {
    cls: fractionClass,
    typeName: () => 'Fraction',
    binary: fractionBinary,
    compare: fractionCompare,
    unary(op, v, _, site) {
      if (op === '+') return v
      if (op === '-') return new Fraction({ n: -v.value.n, d: v.value.d })
      throw raised('TypeError', `bad operand type for unary ${op}: 'Fraction'`, site)
    },
    truthy: (v) => v.value.n !== 0n,
    key({ value }) {
      if (value.d === 1n) return `n:${value.n}`
      const float = Number(value.n) / Number(value.d)
      if (!Number.isFinite(float)) return `q:${textOf(value)}`
      const { n, d } = rationalOf(floatOf(value))
      return n === value.n && d === value.d ? `n:${floatOf(value)}` : `q:${textOf(value)}`
    },
    toFloat: (v, _, site) => asFloat(v.value, site),
    toInt: ({ value: { n, d } }) => Int.of(n / d),
    hash: ({ value }) => hashOfFraction(value),
    repr: ({ value }) => `Fraction(${value.n}, ${value.d})`,
    str: ({ value }) => textOf(value),
    display: ({ value }) => textOf(value),
    toJson: () => undefined,
    ...methods,
    getAttribute(v, name) {
      return Object.hasOwn(PARTS, name) ? PARTS[name](v) : methods.getAttribute(v, name)
    },
    setAttribute(_, name, __, ___, site) {
      const why = Object.hasOwn(PARTS, name)
        ? `property '${name}' of 'Fraction' object has no setter`
        : `'Fraction' object has no attribute '${name}'`
      throw raised('AttributeError', why, site)
    },
  }
}

const makeSignature = signature('Fraction(numerator=, denominator=)')

fractionClass.make = (args, runtime, site) => {
  fractionType()
  if (args.positional.length > 2) {
    const given = args.positional.length + 1
    throw raised('TypeError', `Fraction.__new__() takes from 1 to 3 positional arguments but ${given} were given`, site)
  }
  const [numerator, denominator] = makeSignature(args, site).map((v) => (v === undefined ? v : (payloadOf(v) ?? v)))
  const unknown = [numerator, denominator].find((v): v is Opaque => v instanceof Opaque)
  if (unknown) return runtime.opaque(unknown.reason, site, {}, args.positional)
  if (denominator === undefined || denominator === null) {
    return numerator === undefined ? new Fraction({ n: 0n, d: 1n }) : fractionOf(numerator, runtime, site)
  }
  const [n, d] = [exactOf(numerator ?? Int.of(0)), exactOf(denominator)]
  if (n === null || d === null) throw raised('TypeError', 'both arguments should be Rational instances', site)
  if (d.n === 0n) throw zeroDenominator(n.n * d.d, site)
  return new Fraction(rational(n.n * d.d, n.d * d.n))
}

/** `Fraction(v)` */
function fractionOf(v: Value, runtime: Runtime, site: Span): Value {
  const exact = exactOf(v)
  if (exact) return new Fraction(exact)
  if (typeof v === 'string') {
    const parts = fractionParts(v)
    if (parts === null) throw raised('ValueError', `Invalid literal for Fraction: ${reprText(v)}`, site)
    if (parts.d === 0n) throw zeroDenominator(parts.n, site)
    return new Fraction(rational(parts.n, parts.d))
  }
  if (typeof v === 'number' || v instanceof Traced) return new Fraction(ratioOf(v, runtime, site))
  throw raised('TypeError', 'argument should be a string or a Rational instance', site)
}

/** The exact value of a float; a decision where it is on the tape. */
function ratioOf(v: number | Traced, runtime: Runtime, site: Span): Rational {
  const x = v instanceof Traced ? v.primal : v
  if (Number.isNaN(x)) throw raised('ValueError', 'cannot convert NaN to integer ratio', site)
  if (!Number.isFinite(x)) throw raised('OverflowError', 'cannot convert Infinity to integer ratio', site)
  if (v instanceof Traced) runtime.decide(x, site)
  return rationalOf(x)
}

/** CPython's `hash(fraction)` */
function hashOfFraction({ n, d }: Rational): bigint {
  const modulus = (1n << 61n) - 1n
  let inverse = 1n
  let [base, power] = [d % modulus, modulus - 2n]
  for (; power > 0n; power >>= 1n) {
    if (power & 1n) inverse = (inverse * base) % modulus
    base = (base * base) % modulus
  }
  if (d % modulus === 0n) return hashOfNumber(n < 0n ? -Infinity : Infinity)
  const size = ((n < 0n ? -n : n) * inverse) % modulus
  return hashOfNumber(n < 0n ? -size : size)
}
