// The elementwise operations, one row each: printed form, value, domain, dtype, derivative, kinks. A row's derivative is the
// tangent `t` times ∂out/∂operand, written once over an abstract algebra: with an output's cotangent for `t` it serves reverse
// mode, with an operand's tangent forward mode.
//
// Formulas: Abramowitz & Stegun, Handbook of Mathematical Functions, ch. 3–4. Conventions at awkward points: PyTorch 1.13
// and 2.x, float64 (derivatives.yaml and FunctionsManual.cpp), pinned in goldens/.
import type { Algebra, BinaryName, ComparisonName, LogicName, RowName, TernaryName, UnaryName } from './algebra'
import type { Libm } from './libm'

/** Where an operand may lie. */
export interface Interval {
  readonly from: number
  readonly to: number
  /** The ends that do not belong to it. */
  readonly open?: 'from' | 'to' | 'both'
  /** Its mirror image at 0 belongs to it too. */
  readonly mirrored?: boolean
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
  readonly value: Value<N>
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
  readonly value: (m: Libm, x: number, y: number, z: number) => number
  readonly domain: Domain
  readonly dtype: DTypeRule
  /** `derivatives[k](algebra, t, ...operands, out)`: t·∂out/∂operand k. */
  readonly derivatives: readonly (<V, C>(algebra: Algebra<V, C>, t: V, ...operandsAndOut: V[]) => V)[]
  readonly kinks: Kinks | null
}

/** Tape opcodes below this one are entries that are no elementwise operation on scalars (see tape.ts). */
export const FIRST_ROW = 8

const LN2 = Math.LN2
const LN10 = Math.LN10

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
const apart: Kinks['distance'] = (x, y) => Math.abs(x - y)
const order: Kinks['side'] = (x, y) => Math.sign(x - y)
const FLAT = 'the derivative of a step is 0 everywhere (PyTorch)'
const STEPS = kink(FLAT, toInteger, Math.floor)
const UP_STEPS = kink(FLAT, toInteger, Math.ceil)
const ZERO_STEPS = kink(FLAT, toInteger, Math.trunc)
const HALF_STEPS = kink(FLAT, toHalf, (x) => Math.floor(x + 0.5))
const QUOTIENT_STEPS = kink(
  FLAT,
  (x, y) => toInteger(x / y),
  (x, y) => Math.floor(x / y),
)
const TIE_SPLIT = kink('at a tie each operand gets half (PyTorch, JAX)', apart, order)
const TIE_FIRST = kink('at a tie the first operand gets all (TensorFlow)', apart, order)
const JUMPS = 'between jumps x has slope 1 and y minus the quotient; at one too (PyTorch)'
const FLOORED = kink(
  JUMPS,
  (x, y) => toInteger(x / y),
  (x, y) => Math.floor(x / y),
)
const TRUNCATED = kink(
  JUMPS,
  (x, y) => toInteger(x / y),
  (x, y) => Math.trunc(x / y),
)

function unary(
  printed: Printed,
  value: Value<1>,
  domain: Domain,
  dtype: DTypeRule,
  dx: Derivative<1>,
  kinks: Kinks | null,
): Written<1> {
  return { arity: 1, printed, value, domain, dtype, derivatives: [dx], kinks }
}
function binary(
  printed: Printed,
  value: Value<2>,
  domain: Domain,
  dtype: DTypeRule,
  dx: Derivative<2>,
  dy: Derivative<2>,
  kinks: Kinks | null,
): Written<2> {
  return { arity: 2, printed, value, domain, dtype, derivatives: [dx, dy], kinks }
}
function ternary(
  printed: Printed,
  value: Value<3>,
  domain: Domain,
  dtype: DTypeRule,
  dx: Derivative<3>,
  dy: Derivative<3>,
  dz: Derivative<3>,
  kinks: Kinks | null,
): Written<3> {
  return { arity: 3, printed, value, domain, dtype, derivatives: [dx, dy, dz], kinks }
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
  sigmoid:     unary(call('sigmoid'),    sigmoid,                   ALL,             'float', ({ mul, sub, constant }, t, _, out) => mul(mul(t, sub(constant(1), out)), out), SMOOTH),
  softplus:    unary(call('softplus'),   softplus,                  ALL,             'float', ({ mul, sigmoid }, t, x) => mul(t, sigmoid(x)),                            SMOOTH),
  relu:        unary(call('relu'),       relu,                      ALL,             'same',  ({ where, lessEqual, constant }, t, x) => where(lessEqual(x, constant(0)), constant(0), t), kink('relu′(0) = 0 (PyTorch, TensorFlow)', Math.abs, (x) => Number(x > 0))),
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
  powInt:       binary(infix('**', 7),   powInt,                       ALL,     'same',  integerPower,                                               ({ constant }) => constant(0),                          SMOOTH),
  atan2:        binary(call('atan2'),    (m, x, y) => m.atan2(x, y),   ALL,     'float', ({ mul, div, add, square }, t, x, y) => mul(t, div(y, add(square(x), square(y)))), ({ mul, neg, div, add, square }, t, x, y) => mul(t, neg(div(x, add(square(x), square(y))))), edge('NaN at (0, 0) (PyTorch)', (x, y) => y > 0 ? Math.hypot(x, y) : Math.abs(x))),
  hypot:        binary(call('hypot'),    (m, x, y) => m.hypot(x, y),   ALL,     'float', ({ mul, div }, t, x, _, out) => mul(t, div(x, out)),        ({ mul, div }, t, _, y, out) => mul(t, div(y, out)),    edge('NaN at (0, 0) (PyTorch)', (x, y) => Math.hypot(x, y))),
  maximumSplit: binary(call('maximum'),  (_, x, y) => Math.max(x, y),  ALL,     'same',  (a, t, x, y) => splitTie(a, t, x, y, a.less(x, y)),         (a, t, x, y) => splitTie(a, t, x, y, a.less(y, x)),     TIE_SPLIT),
  maximumFirst: binary(call('maximum'),  (_, x, y) => Math.max(x, y),  ALL,     'same',  ({ where, greaterEqual, constant }, t, x, y) => where(greaterEqual(x, y), t, constant(0)), ({ where, greaterEqual, constant }, t, x, y) => where(greaterEqual(x, y), constant(0), t), TIE_FIRST),
  minimumSplit: binary(call('minimum'),  (_, x, y) => Math.min(x, y),  ALL,     'same',  (a, t, x, y) => splitTie(a, t, x, y, a.less(y, x)),         (a, t, x, y) => splitTie(a, t, x, y, a.less(x, y)),     TIE_SPLIT),
  minimumFirst: binary(call('minimum'),  (_, x, y) => Math.min(x, y),  ALL,     'same',  ({ where, lessEqual, constant }, t, x, y) => where(lessEqual(x, y), t, constant(0)), ({ where, lessEqual, constant }, t, x, y) => where(lessEqual(x, y), constant(0), t), TIE_FIRST),
  mod:          binary(infix('%', 5),    floorMod,                     DIVISOR, 'same',  (_, t) => t,                                                ({ neg, mul, floorDivide }, t, x, y) => neg(mul(t, floorDivide(x, y))), FLOORED),
  fmod:         binary(call('fmod'),     (_, x, y) => x % y,           DIVISOR, 'same',  (_, t) => t,                                                ({ neg, mul, trunc, div }, t, x, y) => neg(mul(t, trunc(div(x, y)))),  TRUNCATED),
  floorDivide:  binary(infix('//', 5),   floorDivide,                  DIVISOR, 'same',  ({ constant }) => constant(0),                              ({ constant }) => constant(0),                          QUOTIENT_STEPS),
  copysign:     binary(call('copysign'), copysign,                     ALL,     'float', ({ where, equal, mul, div, constant }, t, x, _, out) => where(equal(x, constant(0)), constant(0), mul(t, div(out, x))), ({ constant }) => constant(0), kink('0 at x = 0 (PyTorch)', (x, y) => Math.min(Math.abs(x), Math.abs(y)), (x, y) => 2 * Math.sign(x) + Math.sign(y))),

  //             printed       value  domain  dtype    t·∂out/∂x       t·∂out/∂y (the low bound)  t·∂out/∂z (the high bound)  kinks
  clip: ternary(call('clip'), clip,  ALL,    'same',  clipByX,        clipByLow,                 clipByHigh,                 kink('at a bound x keeps slope 1 (PyTorch, TensorFlow)', (x, y, z) => Math.min(apart(x, y, z), apart(x, z, y), apart(y, z, x)), (x, low, high) => (x < low ? -1 : x > high ? 1 : 0))),
}

// Values that are not one expression.

function sigmoid(m: Libm, x: number): number {
  if (x >= 0) return 1 / (1 + m.exp(-x))
  const e = m.exp(x)
  return e / (1 + e)
}

function softplus(m: Libm, x: number): number {
  return Math.max(x, 0) + m.log1p(m.exp(-Math.abs(x)))
}

function relu(_: Libm, x: number): number {
  return x <= 0 ? 0 : x
}

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
function floorDivide(_: Libm, x: number, y: number): number {
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

/** min(max(x, low), high): the high bound wins where the bounds cross (NumPy, PyTorch). */
function clip(_: Libm, x: number, low: number, high: number): number {
  return Math.min(Math.max(x, low), high)
}

// Derivatives that are too long for a line or shared between rows.

/** √(1 − x²), without the cancellation near ±1. */
function unitRoot<V, C>({ sqrt, mul, sub, add, constant }: Algebra<V, C>, x: V): V {
  return sqrt(mul(sub(constant(1), x), add(constant(1), x)))
}

/** y·x^(y−1), and 0 for the exponent 0 whatever x is. */
function powerByBase<V, C>({ where, equal, mul, pow, sub, constant }: Algebra<V, C>, t: V, x: V, y: V): V {
  return where(equal(y, constant(0)), constant(0), mul(t, mul(y, pow(x, sub(y, constant(1))))))
}

/** n·xⁿ⁻¹, and 0 for n = 0 whatever x is. */
function integerPower<V, C>({ where, equal, mul, powInt, sub, constant }: Algebra<V, C>, t: V, x: V, n: V): V {
  return where(equal(n, constant(0)), constant(0), mul(t, mul(n, powInt(x, sub(n, constant(1))))))
}

/** xʸ·ln x, and 0 where x = 0 and y ≥ 0. */
function powerByExponent<V, C>(algebra: Algebra<V, C>, t: V, x: V, y: V, out: V): V {
  const { where, logicalAnd, equal, greaterEqual, mul, log, constant } = algebra
  const flat = logicalAnd(equal(x, constant(0)), greaterEqual(y, constant(0)))
  return where(flat, constant(0), mul(t, mul(out, log(x))))
}

/** t where the operand was taken, half of it at a tie, 0 where it was not (`loses`). */
function splitTie<V, C>({ where, equal, mul, constant }: Algebra<V, C>, t: V, x: V, y: V, loses: C): V {
  return where(equal(x, y), mul(t, constant(0.5)), where(loses, constant(0), t))
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

/** The rows by opcode − FIRST_ROW. */
export const ROW_LIST: readonly Row[] = Object.values(ROWS)

function numbered(): Readonly<Record<RowName, Row>> {
  const entries = Object.entries(WRITTEN).map(([name, row], i) => [
    name,
    { kind: 'elementwise', name, opcode: FIRST_ROW + i, ...row },
  ])
  return Object.fromEntries(entries) as Record<RowName, Row>
}
