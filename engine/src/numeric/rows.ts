// The elementwise operations, one row each: printed form, value, domain, dtype, derivative, kinks. A row's derivative is the
// tangent `t` times ∂out/∂operand, written once over an abstract algebra: with an output's cotangent for `t` it serves reverse
// mode, with an operand's tangent forward mode. A value is JavaScript, or written over the algebra too.
//
// Formulas: Abramowitz & Stegun, Handbook of Mathematical Functions, ch. 3–7; activations: PyTorch's documentation of
// torch.nn.functional. Conventions at awkward points: PyTorch 1.13 and 2.x, float64 (derivatives.yaml and
// FunctionsManual.cpp), pinned in goldens/ and awkward.test.ts.
import type { Algebra, BinaryName, ComparisonName, LogicName, RowName, TernaryName, UnaryName } from './algebra'
import type { Libm } from './libm'
import { beta } from './special/beta'
import { digamma, erfinv } from './special/functions'
import { polygamma } from './special/polygamma'

/** Where an operand may lie. */
export interface Interval {
  readonly from: number
  readonly to: number
  /** The ends that do not belong to it. */
  readonly open?: 'from' | 'to' | 'both'
  /** Its mirror image at 0 belongs to it too. */
  readonly mirrored?: boolean
  /** Integers only: a constant of the operation, which has no derivative. */
  readonly integer?: boolean
}

/** One interval per operand; `text` says it to a person. */
export interface Domain {
  readonly text: string
  readonly operands: readonly Interval[]
}

/** Points where the derivative jumps or is chosen by convention. */
export interface Kinks {
  /** The value there and the source of the convention. */
  readonly convention: string
  /** A distance from the operands to the nearest such point: 0 on it. */
  readonly distance: (x: number, y: number, z: number) => number
  /** Which piece the operands are on, the points themselves included: what a check compares between runs. Null where there
   *  are no pieces, only the edge of a domain or a single point. */
  readonly side: ((x: number, y: number, z: number) => number) | null
}

/** How a row prints: an operator with its binding strength (Python's order, 1 loosest), or a call. */
export type Printed =
  | { readonly kind: 'call'; readonly name: string }
  | { readonly kind: 'infix' | 'prefix'; readonly name: string; readonly strength: number }

/** float: integers and booleans become float64 first. same: the operands' dtype is kept. */
export type DTypeRule = 'float' | 'same'

type Value<N extends number> = N extends 1
  ? (m: Libm, x: number) => number
  : N extends 2
    ? (m: Libm, x: number, y: number) => number
    : (m: Libm, x: number, y: number, z: number) => number

type Compose<N extends number> = N extends 1
  ? <V, C>(algebra: Algebra<V, C>, x: V) => V
  : N extends 2
    ? <V, C>(algebra: Algebra<V, C>, x: V, y: V) => V
    : <V, C>(algebra: Algebra<V, C>, x: V, y: V, z: V) => V

/** How a row's value is given: in JavaScript, or by other rows. */
type Given<N extends number> = { readonly value: Value<N> } | { readonly compose: Compose<N> }

type Derivative<N extends number> = N extends 1
  ? <V, C>(algebra: Algebra<V, C>, t: V, x: V, out: V) => V
  : N extends 2
    ? <V, C>(algebra: Algebra<V, C>, t: V, x: V, y: V, out: V) => V
    : <V, C>(algebra: Algebra<V, C>, t: V, x: V, y: V, z: V, out: V) => V

type Derivatives<N extends number> = N extends 1
  ? readonly [Derivative<1>]
  : N extends 2
    ? readonly [Derivative<2>, Derivative<2>]
    : readonly [Derivative<3>, Derivative<3>, Derivative<3>]

/** A row as it is written, for N operands. */
export interface Written<N extends number> {
  readonly arity: N
  readonly printed: Printed
  readonly given: Given<N>
  readonly domain: Domain
  readonly dtype: DTypeRule
  readonly derivatives: Derivatives<N>
  readonly kinks: Kinks | null
}

/** A row as it is used: any number of operands, with its name and its code on the tape. */
export interface Row {
  readonly kind: 'elementwise'
  readonly name: RowName
  readonly opcode: number
  readonly arity: number
  readonly printed: Printed
  /** The value on numbers. Of a composed row it is made from `compose`, call by call: the loops over tensors and the methods
   *  of Ops have it as generated code. */
  readonly value: (m: Libm, x: number, y: number, z: number) => number
  /** The value written over any algebra; null where `value` is a primitive of every algebra. */
  readonly compose: (<V, C>(algebra: Algebra<V, C>, ...operands: V[]) => V) | null
  readonly domain: Domain
  readonly dtype: DTypeRule
  /** `derivatives[k](algebra, t, ...operands, out)`: t·∂out/∂operand k. */
  readonly derivatives: readonly (<V, C>(algebra: Algebra<V, C>, t: V, ...operandsAndOut: V[]) => V)[]
  readonly kinks: Kinks | null
}

/** Tape opcodes below this one are entries that are no elementwise operation on scalars (see tape.ts). */
export const FIRST_ROW = 8

/** The forms of a row on the tape: its opcode where all operands are entries, +1 where the left one is a constant, +2 where
 *  the right one is. */
export const FORMS = 3

const LN2 = Math.LN2
const LN10 = Math.LN10
const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI)
const ROOT_HALF = Math.SQRT1_2
/** The density of the normal distribution at 0: 1/√(2π). */
const NORMAL_AT_ZERO = 1 / Math.sqrt(2 * Math.PI)
/** SELU's scale λ and λ·α (Klambauer et al. 2017, Self-Normalizing Neural Networks, eq. 14). */
const SELU_SCALE = 1.0507009873554805
const SELU_SCALE_ALPHA = SELU_SCALE * 1.6732632423543772
/** GELU by tanh: √(2/π)·(x + 0.044715·x³), doubled (Hendrycks & Gimpel 2016, Gaussian Error Linear Units). */
const GELU_TANH_SLOPE = 2 * Math.sqrt(2 / Math.PI)
const GELU_TANH_CUBE = 0.044715

const call = (name: string): Printed => ({ kind: 'call', name })
const infix = (name: string, strength: number): Printed => ({ kind: 'infix', name, strength })
const prefix = (name: string, strength: number): Printed => ({ kind: 'prefix', name, strength })

const real: Interval = { from: -Infinity, to: Infinity }
const within = (text: string, ...operands: Interval[]): Domain => ({ text, operands })
const ALL = within('all numbers', real, real, real)
const POSITIVE = within('x > 0', { from: 0, to: Infinity, open: 'from' })
const FROM_ZERO = within('x ≥ 0', { from: 0, to: Infinity })
const NOT_ZERO = within('x ≠ 0', { from: 0, to: Infinity, open: 'from', mirrored: true })
const ABOVE_MINUS_ONE = within('x > −1', { from: -1, to: Infinity, open: 'from' })
const UNIT = within('−1 ≤ x ≤ 1', { from: -1, to: 1 })
const OPEN_UNIT = within('−1 < x < 1', { from: -1, to: 1, open: 'both' })
const FROM_ONE = within('x ≥ 1', { from: 1, to: Infinity })
const DIVISOR = within('y ≠ 0', real, { from: 0, to: Infinity, open: 'from', mirrored: true })
const NATURAL: Interval = { from: 0, to: Infinity, integer: true }
const WHOLE_EXPONENT = within('an integer y', real, { ...real, integer: true })
const NO_POLE = within('x ≠ 0, −1, −2, …', real)
const ORDER_NO_POLE = within('an integer n ≥ 0 and x ≠ 0, −1, −2, …', NATURAL, real)
const BOTH_POSITIVE = within('x > 0 and y > 0', POSITIVE.operands[0], POSITIVE.operands[0])
const POSITIVE_SECOND = within('y > 0', real, POSITIVE.operands[0])
const BASE = within('x > 0, or x < 0 with an integer y', { from: 0, to: Infinity, open: 'from' }, real)

const SMOOTH = null
const kink = (convention: string, distance: Kinks['distance'], side: Kinks['side']): Kinks => ({
  convention,
  distance,
  side,
})
const edge = (convention: string, distance: Kinks['distance']): Kinks => ({ convention, distance, side: null })
const toInteger = (x: number) => Math.abs(x - Math.round(x))
const toHalf = (x: number) => toInteger(x - 0.5)
/** From the nearest of 0, −1, −2, … */
const toPole = (x: number) => (x > 0 ? x : toInteger(x))
const toEither = (low: number, high: number) => (x: number) => Math.min(Math.abs(x - low), Math.abs(x - high))
/** 0 up to the low bound, 2 from the high one on. */
const pieces = (low: number, high: number) => (x: number) => (x <= low ? 0 : x >= high ? 2 : 1)
const positive = (x: number) => Number(x > 0)
const apart: Kinks['distance'] = (x, y) => Math.abs(x - y)
const order: Kinks['side'] = (x, y) => Math.sign(x - y)
const FLAT = 'the derivative of a step is 0 everywhere (PyTorch)'
const STEPS = kink(FLAT, toInteger, Math.floor)
const UP_STEPS = kink(FLAT, toInteger, Math.ceil)
const ZERO_STEPS = kink(FLAT, toInteger, Math.trunc)
const HALF_STEPS = kink(FLAT, toHalf, (x) => Math.floor(x + 0.5))
const QUOTIENT_STEPS = kink(FLAT, (x, y) => toInteger(x / y), flooredQuotient)
const TIE_SPLIT = kink('at a tie each operand gets half (PyTorch, JAX)', apart, order)
const TIE_FIRST = kink('at a tie the first operand gets all (TensorFlow)', apart, order)
const JUMPS = 'x has slope 1, y minus the quotient, at a jump too (PyTorch)'
const FLOORED = kink(JUMPS, (x, y) => toInteger(x / y), flooredQuotient)
const TRUNCATED = kink(
  JUMPS,
  (x, y) => toInteger(x / y),
  (x, y) => Math.round((x - (x % y)) / y),
)

/** A value by other rows. Every letter stands once for an algebra, so that numbers, double-doubles and text all have it. */
function by<F>(compose: F): { readonly compose: F } {
  return { compose }
}

/** A function of numbers that generated code has to call: its name means nothing there. */
function library1(f: (x: number) => number): Value<1> {
  return (_, x) => {
    return f(x)
  }
}
function library2(f: (x: number, y: number) => number): Value<2> {
  return (_, x, y) => {
    return f(x, y)
  }
}

function given<N extends number>(value: Value<N> | Given<N>): Given<N> {
  return typeof value === 'function' ? { value } : value
}

function unary(
  printed: Printed,
  value: Value<1> | Given<1>,
  domain: Domain,
  dtype: DTypeRule,
  dx: Derivative<1>,
  kinks: Kinks | null,
): Written<1> {
  return { arity: 1, printed, given: given(value), domain, dtype, derivatives: [dx], kinks }
}
function binary(
  printed: Printed,
  value: Value<2> | Given<2>,
  domain: Domain,
  dtype: DTypeRule,
  dx: Derivative<2>,
  dy: Derivative<2>,
  kinks: Kinks | null,
): Written<2> {
  return { arity: 2, printed, given: given(value), domain, dtype, derivatives: [dx, dy], kinks }
}
function ternary(
  printed: Printed,
  value: Value<3> | Given<3>,
  domain: Domain,
  dtype: DTypeRule,
  dx: Derivative<3>,
  dy: Derivative<3>,
  dz: Derivative<3>,
  kinks: Kinks | null,
): Written<3> {
  return { arity: 3, printed, given: given(value), domain, dtype, derivatives: [dx, dy, dz], kinks }
}

// A value that is a single expression of m, x, y, z is copied into the generated code; a named function is called from it.
// prettier-ignore
const WRITTEN: Readonly<Record<UnaryName, Written<1>> & Record<BinaryName, Written<2>> & Record<TernaryName, Written<3>>> = {
  //                  printed             value                     domain           dtype    t·∂out/∂x                                                                  kinks
  identity:    unary(call('identity'),   (_, x) => x,               ALL,             'same',  (_, t) => t,                                                               SMOOTH),
  neg:         unary(prefix('-', 6),     (_, x) => -x,              ALL,             'same',  ({ neg }, t) => neg(t),                                                    SMOOTH),
  abs:         unary(call('abs'),        (_, x) => Math.abs(x),     ALL,             'same',  ({ mul, sign }, t, x) => mul(t, sign(x)),                                  kink('|x|′(0) = 0 (PyTorch, TensorFlow)', Math.abs, Math.sign)),
  sign:        unary(call('sign'),       (_, x) => Math.sign(x),    ALL,             'same',  ({ constant }) => constant(0),                                             kink('sign′(0) = 0 (PyTorch)', Math.abs, Math.sign)),
  reciprocal:  unary(call('reciprocal'), (_, x) => 1 / x,           NOT_ZERO,        'float', ({ neg, mul, square }, t, _, out) => neg(mul(t, square(out))),             SMOOTH),
  square:      unary(call('square'),     (_, x) => x * x,           ALL,             'same',  ({ mul, constant }, t, x) => mul(t, mul(constant(2), x)),                  SMOOTH),
  sqrt:        unary(call('sqrt'),       (_, x) => Math.sqrt(x),    FROM_ZERO,       'float', ({ div, mul, constant }, t, _, out) => div(t, mul(constant(2), out)),      edge('sqrt′(0) = ∞ (PyTorch)', Math.abs)),
  rsqrt:       unary(call('rsqrt'),      (_, x) => 1 / Math.sqrt(x), POSITIVE,       'float', ({ mul, square, constant }, t, _, out) => mul(mul(constant(-0.5), t), mul(out, square(out))), SMOOTH),
  cbrt:        unary(call('cbrt'),       (m, x) => m.cbrt(x),       ALL,             'float', ({ div, mul, square, constant }, t, _, out) => div(t, mul(constant(3), square(out))), edge('cbrt′(0) = ∞ (the limit)', Math.abs)),
  exp:         unary(call('exp'),        (m, x) => m.exp(x),        ALL,             'float', ({ mul }, t, _, out) => mul(t, out),                                       SMOOTH),
  expm1:       unary(call('expm1'),      (m, x) => m.expm1(x),      ALL,             'float', ({ mul, add, constant }, t, _, out) => mul(t, add(out, constant(1))),      SMOOTH),
  exp2:        unary(call('exp2'),       (m, x) => m.exp2(x),       ALL,             'float', ({ mul, constant }, t, _, out) => mul(mul(t, out), constant(LN2)),         SMOOTH),
  log:         unary(call('log'),        (m, x) => m.log(x),        POSITIVE,        'float', ({ div }, t, x) => div(t, x),                                              SMOOTH),
  log1p:       unary(call('log1p'),      (m, x) => m.log1p(x),      ABOVE_MINUS_ONE, 'float', ({ div, add, constant }, t, x) => div(t, add(x, constant(1))),             SMOOTH),
  log2:        unary(call('log2'),       (m, x) => m.log2(x),       POSITIVE,        'float', ({ div, mul, constant }, t, x) => div(t, mul(x, constant(LN2))),           SMOOTH),
  log10:       unary(call('log10'),      (m, x) => m.log10(x),      POSITIVE,        'float', ({ div, mul, constant }, t, x) => div(t, mul(x, constant(LN10))),          SMOOTH),
  sin:         unary(call('sin'),        (m, x) => m.sin(x),        ALL,             'float', ({ mul, cos }, t, x) => mul(t, cos(x)),                                    SMOOTH),
  cos:         unary(call('cos'),        (m, x) => m.cos(x),        ALL,             'float', ({ mul, neg, sin }, t, x) => mul(t, neg(sin(x))),                          SMOOTH),
  tan:         unary(call('tan'),        (m, x) => m.tan(x),        ALL,             'float', ({ mul, add, square, constant }, t, _, out) => mul(t, add(constant(1), square(out))), SMOOTH),
  asin:        unary(call('asin'),       (m, x) => m.asin(x),       UNIT,            'float', (a, t, x) => a.div(t, unitRoot(a, x)),                                     edge('asin′(±1) = ∞ (PyTorch)', (x) => 1 - Math.abs(x))),
  acos:        unary(call('acos'),       (m, x) => m.acos(x),       UNIT,            'float', (a, t, x) => a.neg(a.div(t, unitRoot(a, x))),                              edge('acos′(±1) = −∞ (PyTorch)', (x) => 1 - Math.abs(x))),
  atan:        unary(call('atan'),       (m, x) => m.atan(x),       ALL,             'float', ({ div, add, square, constant }, t, x) => div(t, add(constant(1), square(x))), SMOOTH),
  sinh:        unary(call('sinh'),       (m, x) => m.sinh(x),       ALL,             'float', ({ mul, cosh }, t, x) => mul(t, cosh(x)),                                  SMOOTH),
  cosh:        unary(call('cosh'),       (m, x) => m.cosh(x),       ALL,             'float', ({ mul, sinh }, t, x) => mul(t, sinh(x)),                                  SMOOTH),
  tanh:        unary(call('tanh'),       (m, x) => m.tanh(x),       ALL,             'float', ({ mul, sub, square, constant }, t, _, out) => mul(t, sub(constant(1), square(out))), SMOOTH),
  asinh:       unary(call('asinh'),      (m, x) => m.asinh(x),      ALL,             'float', ({ div, hypot, constant }, t, x) => div(t, hypot(constant(1), x)),         SMOOTH),
  acosh:       unary(call('acosh'),      (m, x) => m.acosh(x),      FROM_ONE,        'float', ({ div, mul, sqrt, sub, add, constant }, t, x) => div(t, mul(sqrt(sub(x, constant(1))), sqrt(add(x, constant(1))))), edge('acosh′(1) = ∞ (PyTorch)', (x) => x - 1)),
  atanh:       unary(call('atanh'),      (m, x) => m.atanh(x),      OPEN_UNIT,       'float', ({ div, mul, sub, add, constant }, t, x) => div(t, mul(sub(constant(1), x), add(constant(1), x))), SMOOTH),
  sigmoid:     unary(call('sigmoid'),    by(sigmoid),                 ALL,             'float', ({ mul, sub, constant }, t, _, out) => mul(mul(t, sub(constant(1), out)), out), SMOOTH),
  softplus:    unary(call('softplus'),   by(softplus),                ALL,             'float', ({ mul, sigmoid }, t, x) => mul(t, sigmoid(x)),                            SMOOTH),
  logSigmoid:  unary(call('logSigmoid'), by(logSigmoid),            ALL,             'float', ({ mul, sigmoid, neg }, t, x) => mul(t, sigmoid(neg(x))),                  SMOOTH),
  softsign:    unary(call('softsign'),   by(softsign),              ALL,             'float', ({ div, square, add, abs, constant }, t, x) => div(t, square(add(constant(1), abs(x)))), edge('the second derivative is 0 at 0, where it jumps (PyTorch)', Math.abs)),
  relu:        unary(call('relu'),       by(relu),                    ALL,             'same',  ({ where, lessEqual, constant }, t, x) => where(lessEqual(x, constant(0)), constant(0), t), kink('relu′(0) = 0 (PyTorch, TensorFlow)', Math.abs, positive)),
  relu6:       unary(call('relu6'),      by(relu6),                 ALL,             'same',  (a, t, x) => a.where(a.logicalOr(a.lessEqual(x, a.constant(0)), a.greaterEqual(x, a.constant(6))), a.constant(0), t), kink('relu6′ is 0 at 0 and at 6 (PyTorch)', toEither(0, 6), pieces(0, 6))),
  selu:        unary(call('selu'),       by(selu),                  ALL,             'float', (a, t, x) => a.where(a.lessEqual(x, a.constant(0)), a.mul(t, a.mul(a.constant(SELU_SCALE_ALPHA), expBelow(a, x))), a.mul(t, a.constant(SELU_SCALE))), kink('at 0 the slope is that from below (PyTorch)', Math.abs, positive)),
  gelu:        unary(call('gelu'),       by(gelu),                  ALL,             'float', (a, t, x) => a.mul(t, a.add(normalBelow(a, x), a.mul(x, normalDensity(a, x)))), SMOOTH),
  geluTanh:    unary(call('geluTanh'),   by(geluTanh),              ALL,             'float', geluTanhSlope,                                                             SMOOTH),
  silu:        unary(call('silu'),       by(silu),                  ALL,             'float', ({ mul, sigmoid, add, neg, constant }, t, x) => mul(t, mul(sigmoid(x), add(constant(1), mul(x, sigmoid(neg(x)))))), SMOOTH),
  mish:        unary(call('mish'),       by(mish),                  ALL,             'float', mishSlope,                                                                 SMOOTH),
  hardSigmoid: unary(call('hardSigmoid'), by(hardSigmoid),          ALL,             'float', (a, t, x) => a.where(a.logicalAnd(a.greater(x, a.constant(-3)), a.less(x, a.constant(3))), a.div(t, a.constant(6)), a.constant(0)), kink('the slope is 0 at −3 and at 3 (PyTorch)', toEither(-3, 3), pieces(-3, 3))),
  hardTanh:    unary(call('hardTanh'),   by(hardTanh),              ALL,             'same',  (a, t, x) => a.where(a.logicalOr(a.lessEqual(x, a.constant(-1)), a.greaterEqual(x, a.constant(1))), a.constant(0), t), kink('the slope is 0 at −1 and at 1 (PyTorch)', toEither(-1, 1), pieces(-1, 1))),
  hardSwish:   unary(call('hardSwish'),  by(hardSwish),             ALL,             'float', hardSwishSlope,                                                            kink('the slope is −1/2 at −3 and 3/2 at 3, those from inside (PyTorch 1.13)', toEither(-3, 3), (x) => (x < -3 ? 0 : x > 3 ? 2 : 1))),
  sinc:        unary(call('sinc'),       by(sinc),                  ALL,             'float', sincSlope,                                                                 SMOOTH),
  erf:         unary(call('erf'),        (m, x) => m.erf(x),        ALL,             'float', (a, t, x) => a.mul(t, a.mul(a.constant(TWO_OVER_ROOT_PI), bell(a, x))),   SMOOTH),
  erfc:        unary(call('erfc'),       (m, x) => m.erfc(x),       ALL,             'float', (a, t, x) => a.mul(t, a.mul(a.constant(-TWO_OVER_ROOT_PI), bell(a, x))),  SMOOTH),
  erfinv:      unary(call('erfinv'),     library1(erfinv),          UNIT,            'float', ({ mul, exp, square, constant }, t, _, out) => mul(t, mul(constant(1 / TWO_OVER_ROOT_PI), exp(square(out)))), edge('erfinv′(±1) = ∞ (PyTorch)', (x) => 1 - Math.abs(x))),
  gamma:       unary(call('gamma'),      (m, x) => m.gamma(x),      NO_POLE,         'float', ({ mul, digamma }, t, x, out) => mul(t, mul(out, digamma(x))),             edge('NaN at −1, −2, …; ±∞ at ±0 (C, IEEE 754)', toPole)),
  lgamma:      unary(call('lgamma'),     (m, x) => m.lgamma(x),     NO_POLE,         'float', ({ mul, digamma }, t, x) => mul(t, digamma(x)),                            edge('∞ at 0, −1, −2, …, the slope NaN at −1, −2, … (PyTorch)', toPole)),
  digamma:     unary(call('digamma'),    library1(digamma),         NO_POLE,         'float', ({ mul, polygamma, constant }, t, x) => mul(t, polygamma(constant(1), x)), edge('∓∞ at ±0, NaN at −1, −2, … (PyTorch)', toPole)),
  entr:        unary(call('entr'),       by(entr),                  FROM_ZERO,       'float', ({ mul, neg, add, log, constant }, t, x) => mul(t, neg(add(constant(1), log(x)))), edge('entr′(0) = ∞ (PyTorch)', Math.abs)),
  floor:       unary(call('floor'),      (_, x) => Math.floor(x),   ALL,             'same',  ({ constant }) => constant(0),                                             STEPS),
  ceil:        unary(call('ceil'),       (_, x) => Math.ceil(x),    ALL,             'same',  ({ constant }) => constant(0),                                             UP_STEPS),
  trunc:       unary(call('trunc'),      (_, x) => Math.trunc(x),   ALL,             'same',  ({ constant }) => constant(0),                                             ZERO_STEPS),
  round:       unary(call('round'),      roundHalfEven,             ALL,             'same',  ({ constant }) => constant(0),                                             HALF_STEPS),
  roundHalfUp: unary(call('round'),      (_, x) => Math.round(x),   ALL,             'same',  ({ constant }) => constant(0),                                             HALF_STEPS),

  //                   printed           value                         domain   dtype    t·∂out/∂x                                                   t·∂out/∂y                                               kinks
  add:          binary(infix('+', 4),    (_, x, y) => x + y,           ALL,     'same',  (_, t) => t,                                                (_, t) => t,                                            SMOOTH),
  sub:          binary(infix('-', 4),    (_, x, y) => x - y,           ALL,     'same',  (_, t) => t,                                                ({ neg }, t) => neg(t),                                 SMOOTH),
  mul:          binary(infix('*', 5),    (_, x, y) => x * y,           ALL,     'same',  ({ mul }, t, _, y) => mul(t, y),                            ({ mul }, t, x) => mul(t, x),                           SMOOTH),
  div:          binary(infix('/', 5),    (_, x, y) => x / y,           DIVISOR, 'float', ({ div }, t, _, y) => div(t, y),                            ({ mul, neg, div }, t, _, y, out) => mul(neg(t), div(out, y)), SMOOTH),
  pow:          binary(infix('**', 7),   (m, x, y) => m.pow(x, y),     BASE,    'float', powerByBase,                                                powerByExponent,                                        edge('0⁰ and 0ʸ: the slope in y is 0 (PyTorch)', Math.abs)),
  powInt:       binary(infix('**', 7),   powInt,                       WHOLE_EXPONENT,   'same',  integerPower,                                               ({ constant }) => constant(0),                          SMOOTH),
  atan2:        binary(call('atan2'),    (m, x, y) => m.atan2(x, y),   ALL,     'float', (a, t, x, y) => a.mul(t, overSquares(a, y, x, y)),          (a, t, x, y) => a.mul(t, a.neg(overSquares(a, x, x, y))), edge('NaN at (0, 0) (PyTorch)', (x, y) => y > 0 ? Math.hypot(x, y) : Math.abs(x))),
  hypot:        binary(call('hypot'),    (m, x, y) => m.hypot(x, y),   ALL,     'float', ({ mul, div }, t, x, _, out) => mul(t, div(x, out)),        ({ mul, div }, t, _, y, out) => mul(t, div(y, out)),    edge('NaN at (0, 0) (PyTorch)', (x, y) => Math.hypot(x, y))),
  maximumSplit: binary(call('maximum'),  (_, x, y) => Math.max(x, y),  ALL,     'same',  (a, t, x, y) => splitTie(a, t, x, y, a.less(x, y)),         (a, t, x, y) => splitTie(a, t, x, y, a.less(y, x)),     TIE_SPLIT),
  maximumFirst: binary(call('maximum'),  (_, x, y) => Math.max(x, y),  ALL,     'same',  ({ where, greaterEqual, constant }, t, x, y) => where(greaterEqual(x, y), t, constant(0)), ({ where, greaterEqual, constant }, t, x, y) => where(greaterEqual(x, y), constant(0), t), TIE_FIRST),
  minimumSplit: binary(call('minimum'),  (_, x, y) => Math.min(x, y),  ALL,     'same',  (a, t, x, y) => splitTie(a, t, x, y, a.less(y, x)),         (a, t, x, y) => splitTie(a, t, x, y, a.less(x, y)),     TIE_SPLIT),
  minimumFirst: binary(call('minimum'),  (_, x, y) => Math.min(x, y),  ALL,     'same',  ({ where, lessEqual, constant }, t, x, y) => where(lessEqual(x, y), t, constant(0)), ({ where, lessEqual, constant }, t, x, y) => where(lessEqual(x, y), constant(0), t), TIE_FIRST),
  mod:          binary(infix('%', 5),    floorMod,                     DIVISOR, 'same',  (_, t) => t,                                                ({ neg, mul, floorDivide }, t, x, y) => neg(mul(t, floorDivide(x, y))), FLOORED),
  fmod:         binary(call('fmod'),     (_, x, y) => x % y,           DIVISOR, 'same',  (_, t) => t,                                                ({ neg, mul, trunc, div }, t, x, y) => neg(mul(t, trunc(div(x, y)))),  TRUNCATED),
  floorDivide:  binary(infix('//', 5),   library2(flooredQuotient),    DIVISOR, 'same',  ({ constant }) => constant(0),                              ({ constant }) => constant(0),                          QUOTIENT_STEPS),
  copysign:     binary(call('copysign'), copysign,                     ALL,     'float', ({ where, equal, mul, div, constant }, t, x, _, out) => where(equal(x, constant(0)), constant(0), mul(t, div(out, x))), ({ constant }) => constant(0), kink('0 at x = 0 (PyTorch)', (x, y) => Math.min(Math.abs(x), Math.abs(y)), (x, y) => 2 * Math.sign(x) + Math.sign(y))),
  logaddexp:    binary(call('logaddexp'), by(logaddexp),               ALL,     'float', ({ mul, sigmoid, sub }, t, x, y) => mul(t, sigmoid(sub(x, y))), ({ mul, sigmoid, sub }, t, x, y) => mul(t, sigmoid(sub(y, x))), SMOOTH),
  leakyRelu:    binary(call('leakyRelu'), by(leakyRelu),               ALL,     'same',  ({ where, greater, mul, constant }, t, x, y) => where(greater(x, constant(0)), t, mul(t, y)), ({ where, greater, mul, constant }, t, x) => where(greater(x, constant(0)), constant(0), mul(t, x)), kink('at 0 the slope is that from below (PyTorch)', Math.abs, positive)),
  elu:          binary(call('elu'),      by(elu),                      ALL,     'float', (a, t, x, y) => a.where(a.lessEqual(x, a.constant(0)), a.mul(t, a.mul(y, expBelow(a, x))), t), (a, t, x) => a.mul(t, a.expm1(below(a, x))), kink('at 0 the slope is that from below (PyTorch)', Math.abs, positive)),
  celu:         binary(call('celu'),     by(celu),                     ALL,     'float', ({ mul, exp, div, ...a }, t, x, y) => mul(t, exp(div(below(a, x), y))), celuByAlpha, edge('the second derivative jumps at 0 and is that from below there (PyTorch)', Math.abs)),
  polygamma:    binary(call('polygamma'), library2(polygamma),         ORDER_NO_POLE, 'float', ({ constant }) => constant(0),                        ({ mul, polygamma, add, constant }, t, n, x) => mul(t, polygamma(add(n, constant(1)), x)), edge('∞ at a pole for an odd n (PyTorch)', (_, x) => toPole(x))),
  beta:         binary(call('beta'),     library2(beta),               BOTH_POSITIVE, 'float', (a, t, x, y, out) => a.mul(t, a.mul(out, betaSlope(a, x, y))), (a, t, x, y, out) => a.mul(t, a.mul(out, betaSlope(a, y, x))), SMOOTH),
  xlogy:        binary(call('xlogy'),    by(xlogy),                    POSITIVE_SECOND, 'float', ({ where, logicalAnd, equal, lessEqual, xlogy, constant }, t, x, y) => where(logicalAnd(equal(x, constant(0)), lessEqual(y, constant(0))), constant(0), xlogy(t, y)), ({ mul, div }, t, x, y) => mul(t, div(x, y)), edge('0 · log 0 = 0 with the slope 0 in x, NaN in y (PyTorch)', (_, y) => Math.abs(y))),

  //             printed       value  domain  dtype    t·∂out/∂x       t·∂out/∂y (the low bound)  t·∂out/∂z (the high bound)  kinks
  clip: ternary(call('clip'), by(clip),  ALL,    'same',  clipByX,        clipByLow,                 clipByHigh,                 kink('at a bound x keeps slope 1 (PyTorch, TensorFlow)', (x, y, z) => Math.min(apart(x, y, z), apart(x, z, y), apart(y, z, x)), (x, low, high) => (x < low ? -1 : x > high ? 1 : 0))),
  lerp: ternary(call('lerp'), by(lerp),  ALL,    'float', ({ mul, sub, constant }, t, _x, _y, z) => mul(t, sub(constant(1), z)), ({ mul }, t, _x, _y, z) => mul(t, z), ({ mul, sub }, t, x, y) => mul(t, sub(y, x)), SMOOTH),
}

// Values that are not one expression.

function roundHalfEven(_: Libm, x: number): number {
  const floor = Math.floor(x)
  const rest = x - floor
  if (rest < 0.5) return floor === 0 && x < 0 ? -0 : x === 0 ? x : floor
  if (rest > 0.5) return floor === -1 ? -0 : floor + 1
  if (Number.isNaN(rest)) return x
  return floor % 2 === 0 ? (floor === 0 ? 0 : floor) : floor === -1 ? -0 : floor + 1
}

/** xⁿ for an integer n; the square is exact up to rounding, as a multiplication is. */
function powInt(m: Libm, x: number, n: number): number {
  return n === 2 ? x * x : n === 1 ? x : m.pow(x, n)
}

/** The remainder with the divisor's sign: Python's `%`, numpy.mod, torch.remainder (CPython's float_rem). */
function floorMod(_: Libm, x: number, y: number): number {
  const rest = x % y
  if (rest === 0) return y < 0 || Object.is(y, -0) ? -0 : 0
  return rest < 0 !== y < 0 ? rest + y : rest
}

/** ⌊x ÷ y⌋ by way of the exact remainder (CPython's float_floor_div, NumPy's floor_divide). */
function flooredQuotient(x: number, y: number): number {
  if (y === 0) return x / y
  const rest = x % y
  const quotient = (x - rest) / y - (rest !== 0 && rest < 0 !== y < 0 ? 1 : 0)
  if (quotient === 0) return x / y < 0 || Object.is(x / y, -0) ? -0 : 0
  const floor = Math.floor(quotient)
  return quotient - floor > 0.5 ? floor + 1 : floor
}

function copysign(_: Libm, x: number, y: number): number {
  const negative = y < 0 || Object.is(y, -0)
  return negative ? -Math.abs(x) : Math.abs(x)
}

// Values by other rows.

function sigmoid<V, C>({ where, greaterEqual, div, add, exp, neg, abs, constant }: Algebra<V, C>, x: V): V {
  const e = exp(neg(abs(x)))
  return div(where(greaterEqual(x, constant(0)), constant(1), e), add(constant(1), e))
}

function softplus<V, C>({ add, maximumFirst, log1p, exp, neg, abs, constant }: Algebra<V, C>, x: V): V {
  return add(maximumFirst(x, constant(0)), log1p(exp(neg(abs(x)))))
}

function logSigmoid<V, C>({ sub, minimumFirst, log1p, exp, neg, abs, constant }: Algebra<V, C>, x: V): V {
  return sub(minimumFirst(x, constant(0)), log1p(exp(neg(abs(x)))))
}

function softsign<V, C>({ div, add, abs, constant }: Algebra<V, C>, x: V): V {
  return div(x, add(constant(1), abs(x)))
}

function relu<V, C>({ where, lessEqual, constant }: Algebra<V, C>, x: V): V {
  return where(lessEqual(x, constant(0)), constant(0), x)
}

function relu6<V, C>({ clip, constant }: Algebra<V, C>, x: V): V {
  return clip(x, constant(0), constant(6))
}

function selu<V, C>({ where, greater, mul, expm1, constant }: Algebra<V, C>, x: V): V {
  const low = mul(constant(SELU_SCALE_ALPHA), expm1(x))
  return where(greater(x, constant(0)), mul(constant(SELU_SCALE), x), low)
}

/** x·Φ(x). */
function gelu<V, C>(algebra: Algebra<V, C>, x: V): V {
  return algebra.mul(x, normalBelow(algebra, x))
}

/** ½x(1 + tanh u) as x·sigmoid(2u), which does not cancel far below 0. */
function geluTanh<V, C>(algebra: Algebra<V, C>, x: V): V {
  return algebra.mul(x, algebra.sigmoid(geluTanhInner(algebra, x)))
}

function silu<V, C>({ mul, sigmoid }: Algebra<V, C>, x: V): V {
  return mul(x, sigmoid(x))
}

function mish<V, C>({ mul, tanh, softplus }: Algebra<V, C>, x: V): V {
  return mul(x, tanh(softplus(x)))
}

function hardSigmoid<V, C>({ div, relu6, add, constant }: Algebra<V, C>, x: V): V {
  return div(relu6(add(x, constant(3))), constant(6))
}

function hardTanh<V, C>({ clip, constant }: Algebra<V, C>, x: V): V {
  return clip(x, constant(-1), constant(1))
}

function hardSwish<V, C>({ div, mul, relu6, add, constant }: Algebra<V, C>, x: V): V {
  return div(mul(x, relu6(add(x, constant(3)))), constant(6))
}

/** sin(πx)/(πx), and 1 at 0 (numpy.sinc). */
function sinc<V, C>({ where, equal, div, sin, mul, constant }: Algebra<V, C>, x: V): V {
  const u = mul(x, constant(Math.PI))
  return where(equal(x, constant(0)), constant(1), div(sin(u), u))
}

/** −x·log x; 0 at 0 and −∞ below (torch.special.entr). */
function entr<V, C>({ where, equal, less, neg, mul, log, constant }: Algebra<V, C>, x: V): V {
  const inside = neg(mul(x, log(x)))
  return where(equal(x, constant(0)), constant(0), where(less(x, constant(0)), constant(-Infinity), inside))
}

/** log(eˣ + eʸ). Equal operands are apart, so that ∞ − ∞ is never asked for. */
function logaddexp<V, C>(algebra: Algebra<V, C>, x: V, y: V): V {
  const { where, equal, add, maximumFirst, log1p, exp, neg, abs, sub, constant } = algebra
  const distinct = add(maximumFirst(x, y), log1p(exp(neg(abs(sub(x, y))))))
  return where(equal(x, y), add(x, constant(LN2)), distinct)
}

function leakyRelu<V, C>({ where, greater, mul, constant }: Algebra<V, C>, x: V, slope: V): V {
  return where(greater(x, constant(0)), x, mul(x, slope))
}

function elu<V, C>({ where, greater, mul, expm1, constant }: Algebra<V, C>, x: V, alpha: V): V {
  return where(greater(x, constant(0)), x, mul(expm1(x), alpha))
}

function celu<V, C>({ where, greater, mul, div, expm1, constant }: Algebra<V, C>, x: V, alpha: V): V {
  return where(greater(x, constant(0)), x, mul(expm1(div(x, alpha)), alpha))
}

/** x·log y; 0 where x = 0, unless y is NaN. */
function xlogy<V, C>({ where, logicalAnd, equal, mul, log, constant }: Algebra<V, C>, x: V, y: V): V {
  return where(logicalAnd(equal(x, constant(0)), equal(y, y)), constant(0), mul(x, log(y)))
}

/** min(max(x, low), high): the high bound wins where the bounds cross (NumPy, PyTorch). */
function clip<V, C>({ minimumFirst, maximumFirst }: Algebra<V, C>, x: V, low: V, high: V): V {
  return minimumFirst(maximumFirst(x, low), high)
}

/** x + w(y − x), from the nearer end, so that it is exact at both (torch.lerp). */
function lerp<V, C>({ where, less, add, sub, mul, constant }: Algebra<V, C>, x: V, y: V, weight: V): V {
  const span = sub(y, x)
  const fromEnd = sub(y, mul(span, sub(constant(1), weight)))
  return where(less(weight, constant(0.5)), add(x, mul(weight, span)), fromEnd)
}

// Derivatives that are too long for a line or shared between rows.

/** √(1 − x²), without the cancellation near ±1. */
function unitRoot<V, C>({ sqrt, mul, sub, add, constant }: Algebra<V, C>, x: V): V {
  return sqrt(mul(sub(constant(1), x), add(constant(1), x)))
}

/** y·x^(y−1), and 0 for the exponent 0 whatever x is. The power not taken is finite too, for the orders above. */
function powerByBase<V, C>({ where, equal, mul, pow, sub, constant }: Algebra<V, C>, t: V, x: V, y: V): V {
  const flat = equal(y, constant(0))
  return where(flat, constant(0), mul(t, mul(y, pow(x, where(flat, constant(0), sub(y, constant(1)))))))
}

/** n·xⁿ⁻¹, and 0 for n = 0 whatever x is. */
function integerPower<V, C>({ where, equal, mul, powInt, sub, constant }: Algebra<V, C>, t: V, x: V, n: V): V {
  const flat = equal(n, constant(0))
  return where(flat, constant(0), mul(t, mul(n, powInt(x, where(flat, constant(0), sub(n, constant(1)))))))
}

/** xʸ·ln x, and 0 where x = 0 and y ≥ 0. The logarithm not taken is finite too, for the orders above. */
function powerByExponent<V, C>(algebra: Algebra<V, C>, t: V, x: V, y: V, out: V): V {
  const { where, logicalAnd, equal, greaterEqual, mul, log, constant } = algebra
  const flat = logicalAnd(equal(x, constant(0)), greaterEqual(y, constant(0)))
  return where(flat, constant(0), mul(t, mul(out, log(where(flat, constant(1), x)))))
}

/** t where the operand was taken, half of it at a tie, 0 where it was not (`loses`). */
function splitTie<V, C>({ where, equal, mul, constant }: Algebra<V, C>, t: V, x: V, y: V, loses: C): V {
  return where(equal(x, y), mul(t, constant(0.5)), where(loses, constant(0), t))
}

/** A point at or below 0, where e to its power cannot overflow: a branch not taken must not give ∞ times 0. */
function below<V, C>({ minimumFirst, constant }: Pick<Algebra<V, C>, 'minimumFirst' | 'constant'>, x: V): V {
  return minimumFirst(x, constant(0))
}

function expBelow<V, C>(algebra: Algebra<V, C>, x: V): V {
  return algebra.exp(below(algebra, x))
}

/** expm1(x/α) − (x/α)·exp(x/α) up to 0, 0 above. */
function celuByAlpha<V, C>(algebra: Algebra<V, C>, t: V, x: V, alpha: V): V {
  const u = algebra.div(below(algebra, x), alpha)
  return algebra.mul(t, algebra.sub(algebra.expm1(u), algebra.mul(u, algebra.exp(u))))
}

/** e^(−x²). */
function bell<V, C>({ exp, neg, square }: Algebra<V, C>, x: V): V {
  return exp(neg(square(x)))
}

/** Φ(x), the normal distribution, without cancellation far below 0. */
function normalBelow<V, C>({ mul, erfc, constant }: Algebra<V, C>, x: V): V {
  return mul(constant(0.5), erfc(mul(x, constant(-ROOT_HALF))))
}

/** φ(x), its density. */
function normalDensity<V, C>({ mul, exp, square, constant }: Algebra<V, C>, x: V): V {
  return mul(constant(NORMAL_AT_ZERO), exp(mul(constant(-0.5), square(x))))
}

function geluTanhInner<V, C>({ mul, add, square, constant }: Algebra<V, C>, x: V): V {
  const cubic = add(constant(1), mul(constant(GELU_TANH_CUBE), square(x)))
  return mul(mul(constant(GELU_TANH_SLOPE), x), cubic)
}

/** s + x·s(1 − s)·u′ with s = sigmoid u. */
function geluTanhSlope<V, C>(algebra: Algebra<V, C>, t: V, x: V): V {
  const { mul, add, square, sigmoid, neg, constant } = algebra
  const u = geluTanhInner(algebra, x)
  const du = mul(constant(GELU_TANH_SLOPE), add(constant(1), mul(constant(3 * GELU_TANH_CUBE), square(x))))
  return mul(t, mul(sigmoid(u), add(constant(1), mul(mul(x, sigmoid(neg(u))), du))))
}

/** w + x·p·(1 − w²) with w = tanh(softplus x), p = sigmoid x and q = 1 − p: w = p(1 + q)/(1 + q²), and 1 − w² = 4q²/(1 + q²)²
 *  does not cancel. */
function mishSlope<V, C>({ mul, add, div, square, sigmoid, neg, constant }: Algebra<V, C>, t: V, x: V): V {
  const [p, q] = [sigmoid(x), sigmoid(neg(x))]
  const divisor = add(constant(1), square(q))
  const w = div(mul(p, add(constant(1), q)), divisor)
  const rest = square(div(mul(constant(2), q), divisor))
  return mul(t, add(w, mul(mul(x, p), rest)))
}

function hardSwishSlope<V, C>(algebra: Algebra<V, C>, t: V, x: V): V {
  const { where, less, lessEqual, mul, add, div, constant } = algebra
  const inside = mul(t, add(div(x, constant(3)), constant(0.5)))
  return where(less(x, constant(-3)), constant(0), where(lessEqual(x, constant(3)), inside, t))
}

/** Coefficients of sinc′(u/π)/u in powers of u²: (−1)ᵏ·2k/(2k + 1)! for k = 1, 2, … Enough for |u| ≤ 2 and a dozen orders. */
const SINC_SERIES = Array.from({ length: 20 }, (_, i) => {
  let term = 2 * (i + 1)
  for (let factor = 2; factor <= 2 * i + 3; factor++) term /= factor
  return i % 2 === 0 ? -term : term
})

/** π(cos u − sin u/u)/u at u = πx; near 0, where that cancels, its series. Neither branch is infinite where it is not taken,
 *  so that the derivative of any order is finite at 0. */
function sincSlope<V, C>(algebra: Algebra<V, C>, t: V, x: V): V {
  const { where, lessEqual, mul, add, sub, div, cos, sinc, square, abs, constant } = algebra
  const near = lessEqual(abs(x), constant(2 / Math.PI))
  const small = mul(where(near, x, constant(0)), constant(Math.PI))
  const far = where(near, constant(1), x)
  const squared = square(small)
  const series = SINC_SERIES.reduceRight<V>((sum, c) => add(constant(c), mul(squared, sum)), constant(0))
  const direct = div(sub(cos(mul(far, constant(Math.PI))), sinc(far)), far)
  return mul(t, where(near, mul(mul(small, series), constant(Math.PI)), direct))
}

/** x/(x² + y²) or y/(x² + y²), without squares that overflow or vanish. */
function overSquares<V, C>({ div, hypot }: Algebra<V, C>, numerator: V, x: V, y: V): V {
  const h = hypot(x, y)
  return div(div(numerator, h), h)
}

/** ψ(x) − ψ(x + y), the slope of log B in x. */
function betaSlope<V, C>({ sub, digamma, add }: Algebra<V, C>, x: V, y: V): V {
  return sub(digamma(x), digamma(add(x, y)))
}

function clipByX<V, C>(
  { where, logicalAnd, greaterEqual, lessEqual, constant }: Algebra<V, C>,
  t: V,
  x: V,
  low: V,
  high: V,
): V {
  return where(logicalAnd(greaterEqual(x, low), lessEqual(x, high)), t, constant(0))
}

function clipByLow<V, C>({ where, logicalAnd, less, constant }: Algebra<V, C>, t: V, x: V, low: V, high: V): V {
  return where(logicalAnd(less(x, low), less(low, high)), t, constant(0))
}

function clipByHigh<V, C>(
  { where, logicalOr, less, greater, constant }: Algebra<V, C>,
  t: V,
  x: V,
  low: V,
  high: V,
): V {
  return where(logicalOr(greater(x, high), less(high, low)), t, constant(0))
}

// prettier-ignore
/** Comparisons and logic: conditions, never differentiated. */
export const COMPARISONS: Readonly<Record<ComparisonName, { readonly printed: Printed; readonly value: (x: number, y: number) => boolean }>> = {
  less:         { printed: infix('<', 3),  value: (x, y) => x < y },
  lessEqual:    { printed: infix('<=', 3), value: (x, y) => x <= y },
  greater:      { printed: infix('>', 3),  value: (x, y) => x > y },
  greaterEqual: { printed: infix('>=', 3), value: (x, y) => x >= y },
  equal:        { printed: infix('==', 3), value: (x, y) => x === y },
  notEqual:     { printed: infix('!=', 3), value: (x, y) => x !== y },
}

// prettier-ignore
export const LOGIC: Readonly<Record<LogicName, { readonly printed: Printed; readonly value: (p: boolean, q: boolean) => boolean }>> = {
  logicalAnd: { printed: infix('and', 2), value: (p, q) => p && q },
  logicalOr:  { printed: infix('or', 1),  value: (p, q) => p || q },
}

/** The rows by name, numbered in the order in which they are written. */
export const ROWS: Readonly<Record<RowName, Row>> = numbered()

/** The rows in the order of their opcodes. */
export const ROW_LIST: readonly Row[] = Object.values(ROWS)

function numbered(): Readonly<Record<RowName, Row>> {
  const entries = Object.entries(WRITTEN).map(([name, { given, ...row }], i) => {
    const compose = 'compose' in given ? (given.compose as Row['compose']) : null
    const value = 'value' in given ? (given.value as Row['value']) : valueBy(given.compose as Composed, row.arity)
    return [name, { kind: 'elementwise', name, opcode: FIRST_ROW + FORMS * i, ...row, value, compose }]
  })
  return Object.fromEntries(entries) as Record<RowName, Row>
}

type Composed = NonNullable<Row['compose']>

function valueBy(compose: Composed, arity: number): Row['value'] {
  return (m, ...operands) => compose(numberAlgebra(m), ...operands.slice(0, arity))
}

const algebras = new WeakMap<Libm, Algebra<number, boolean>>()

/** Plain numbers, with the elementary functions of a libm. */
export function numberAlgebra(m: Libm): Algebra<number, boolean> {
  const known = algebras.get(m)
  if (known) return known
  const rows = ROW_LIST.map(({ name, value }) => [name, (x: number, y = 0, z = 0): number => value(m, x, y, z)])
  const conditions = [...Object.entries(COMPARISONS), ...Object.entries(LOGIC)].map(([name, { value }]) => [
    name,
    value,
  ])
  const made = {
    ...Object.fromEntries([...rows, ...conditions]),
    constant: (value: number) => value,
    where: (condition: boolean, x: number, y: number) => (condition ? x : y),
    logicalNot: (p: boolean) => !p,
  } as Algebra<number, boolean>
  algebras.set(m, made)
  return made
}
