// `Math`: each function as the host computes it on plain numbers, and as an operation of the engine on the tape.
import {
  Mutable,
  Traced,
  type Num,
  type Opaque,
  type Runtime,
  type Session,
  type Span,
  type Value,
} from '@gradlens/engine'
import { shifted } from './adjust'
import { primalOf, toInt32, toNumber, type JsNumber } from './conversion'
import { members, Namespace, type Implementation } from './native'

type Ops = Session['ops']

interface Smooth {
  readonly plain: (x: number) => number
  readonly traced: (ops: Ops, x: Traced) => Num
}

const SMOOTH: Readonly<Record<string, Smooth>> = {
  abs: { plain: Math.abs, traced: (ops, x) => ops.abs(x) },
  acos: { plain: Math.acos, traced: (ops, x) => ops.acos(x) },
  acosh: { plain: Math.acosh, traced: (ops, x) => ops.acosh(x) },
  asin: { plain: Math.asin, traced: (ops, x) => ops.asin(x) },
  asinh: { plain: Math.asinh, traced: (ops, x) => ops.asinh(x) },
  atan: { plain: Math.atan, traced: (ops, x) => ops.atan(x) },
  atanh: { plain: Math.atanh, traced: (ops, x) => ops.atanh(x) },
  cbrt: { plain: Math.cbrt, traced: (ops, x) => ops.cbrt(x) },
  cos: { plain: Math.cos, traced: (ops, x) => ops.cos(x) },
  cosh: { plain: Math.cosh, traced: (ops, x) => ops.cosh(x) },
  exp: { plain: Math.exp, traced: (ops, x) => ops.exp(x) },
  expm1: { plain: Math.expm1, traced: (ops, x) => ops.expm1(x) },
  log: { plain: Math.log, traced: (ops, x) => ops.log(x) },
  log10: { plain: Math.log10, traced: (ops, x) => ops.log10(x) },
  log1p: { plain: Math.log1p, traced: (ops, x) => ops.log1p(x) },
  log2: { plain: Math.log2, traced: (ops, x) => ops.log2(x) },
  sin: { plain: Math.sin, traced: (ops, x) => ops.sin(x) },
  sinh: { plain: Math.sinh, traced: (ops, x) => ops.sinh(x) },
  sqrt: { plain: Math.sqrt, traced: (ops, x) => ops.sqrt(x) },
  tan: { plain: Math.tan, traced: (ops, x) => ops.tan(x) },
  tanh: { plain: Math.tanh, traced: (ops, x) => ops.tanh(x) },
}

/** Functions whose value is a step: which one is a decision. */
const STEPS: Readonly<Record<string, Smooth>> = {
  ceil: { plain: Math.ceil, traced: (ops, x) => ops.ceil(x) },
  floor: { plain: Math.floor, traced: (ops, x) => ops.floor(x) },
  round: { plain: Math.round, traced: (ops, x) => ops.roundHalfUp(x) },
  sign: { plain: Math.sign, traced: (ops, x) => ops.sign(x) },
  trunc: { plain: Math.trunc, traced: (ops, x) => ops.trunc(x) },
}

const smooth =
  ({ plain, traced }: Smooth): Implementation =>
  ([v], runtime, site) => {
    if (typeof v === 'number') return plain(v)
    const x = toNumber(v, runtime, site)
    return typeof x === 'number' ? plain(x) : (traced(runtime.session.ops, x) as JsNumber)
  }

const step =
  ({ plain, traced }: Smooth): Implementation =>
  ([v], runtime, site) => {
    const x = toNumber(v, runtime, site)
    if (typeof x === 'number') return plain(x)
    runtime.decide(plain(x.primal), site)
    return traced(runtime.session.ops, x) as JsNumber
  }

function numbers(args: readonly Value[], runtime: Runtime, site: Span): JsNumber[] {
  return args.map((arg) => toNumber(arg, runtime, site))
}

function allPlain(xs: readonly JsNumber[]): xs is readonly number[] {
  return xs.every((x) => typeof x === 'number')
}

/** The largest (or smallest) of all; at a tie the derivative is split. */
const extreme =
  (plain: (...xs: number[]) => number, traced: (ops: Ops, a: JsNumber, b: JsNumber) => Num): Implementation =>
  (args, runtime, site) => {
    const xs = numbers(args, runtime, site)
    if (allPlain(xs)) return plain(...xs)
    runtime.step(xs.length)
    return xs.reduce((a, b) => traced(runtime.session.ops, a, b) as JsNumber)
  }

const two =
  (plain: (a: number, b: number) => number, traced: (ops: Ops, a: JsNumber, b: JsNumber) => Num): Implementation =>
  ([x, y], runtime, site) => {
    const [a, b] = [toNumber(x, runtime, site), toNumber(y, runtime, site)]
    return typeof a === 'number' && typeof b === 'number'
      ? plain(a, b)
      : (traced(runtime.session.ops, a, b) as JsNumber)
  }

/** The Euclidean length. The host's value for many operands is not the one that two by two gives: it is put right. */
const hypot: Implementation = (args, runtime, site) => {
  const xs = numbers(args, runtime, site)
  if (allPlain(xs)) return Math.hypot(...xs)
  const { ops } = runtime.session
  if (xs.length === 1) return ops.abs(xs[0]) as JsNumber
  const length = xs.reduce((a, b) => ops.hypot(a, b) as JsNumber)
  return length instanceof Traced ? shifted(length, Math.hypot(...xs.map(primalOf)), runtime) : length
}

/** Rounds to float32; the derivative stays. Checks leave the rounding out, as that of dtypes. */
const fround: Implementation = ([v], runtime, site) => {
  const x = toNumber(v, runtime, site)
  if (!runtime.session.options.roundFloat32) return x
  return typeof x === 'number' ? Math.fround(x) : shifted(x, Math.fround(x.primal), runtime)
}

/** The state of `Math.random`: draws of a fixed seed, so that what is shown does not flicker. */
class Draws extends Mutable<number> {
  private state = 0x9e3779b9
  save(): number {
    return this.state
  }
  restore(state: number): void {
    this.state = state
  }
  merge(one: number, other: number, _unknown: () => Opaque): void {
    this.state = one ^ other
  }
  /** mulberry32 (T. Ettinger, public domain), two outputs for the 53 bits of a number in [0, 1). */
  next(): number {
    return (this.word() * 0x200000 + (this.word() >>> 11)) / 2 ** 53
  }
  private word(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
}

const RANDOM = 'Math.random'

const random: Implementation = (_, runtime, site) => {
  let draws = runtime.library.get(RANDOM) as Draws | undefined
  if (!draws) runtime.library.set(RANDOM, (draws = new Draws()))
  runtime.notice({
    code: 'sampled-value',
    span: site,
    message: '`Math.random()` is one sample here; a run draws anew.',
    related: [],
    fixes: [],
  })
  runtime.touch(draws)
  return draws.next()
}

const CONSTANTS = ['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'] as const

const rowsOf = (table: Readonly<Record<string, Smooth>>, make: (row: Smooth) => Implementation) =>
  Object.fromEntries(Object.entries(table).map(([name, row]) => [name, make(row)]))

/** `Math`. */
export const mathNamespace = new Namespace(
  'Math',
  new Map<string, Value>([
    ...CONSTANTS.map((name) => [name, Math[name]] as const),
    ...members('Math', {
      ...rowsOf(SMOOTH, smooth),
      ...rowsOf(STEPS, step),
      atan2: two(Math.atan2, (ops, y, x) => ops.atan2(y, x)),
      clz32: ([x], runtime, site) => Math.clz32(toInt32(x, runtime, site)),
      fround,
      hypot,
      imul: ([x, y], runtime, site) => Math.imul(toInt32(x, runtime, site), toInt32(y, runtime, site)),
      max: extreme(Math.max, (ops, a, b) => ops.maximumSplit(a, b)),
      min: extreme(Math.min, (ops, a, b) => ops.minimumSplit(a, b)),
      pow: two(Math.pow, (ops, x, y) => ops.pow(x, y)),
      random,
    }),
  ]),
)
