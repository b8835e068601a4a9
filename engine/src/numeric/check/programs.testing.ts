// Programs on a tape for the checker's tests: functions of all the kinds that make a check difficult, none of which the
// checker was tuned on, and what is needed to run, differentiate and check them.
import { choicesOn } from './choices'
import { check, lockedRuns, type CheckResult, type LockedRuns, type Run } from './checker'
import { v8 } from '../libm'
import { nodeOf, Tensor, Traced, type Num } from '../num'
import type { Ops } from '../ops'
import { Session } from '../session'

export type Kind =
  'ordinary' | 'scaled' | 'saturated' | 'kinked' | 'stepped' | 'noisy' | 'iterating' | 'tensors' | 'several' | 'large'

/** What a program computes with: the operations, a recorder of decisions, and a cut from the tape. */
export interface Machine {
  readonly o: Ops
  readonly decide: <T>(outcome: T) => T
  readonly cut: (x: Num) => Num
}

export interface Program {
  readonly kind: Kind
  /** Inputs are numbers, or with `tensor` one vector of all of them. */
  readonly tensor?: boolean
  readonly f: (machine: Machine, ...x: Num[]) => Num | readonly Num[]
  readonly points: readonly (readonly number[])[]
  /** The slope of what the program stands for, where its tape may have another one. */
  readonly truth?: (x: number) => number
}

export interface Differentiated {
  readonly automatic: readonly number[][]
  readonly contributions: readonly number[][]
  readonly session: Session
  readonly inputs: readonly Num[]
  readonly outputs: readonly Num[]
}

export const primal = (x: Num): number => (x instanceof Traced ? x.primal : typeof x === 'number' ? x : NaN)

function once(program: Program, session: Session, x: ArrayLike<number>) {
  const decisions: unknown[] = []
  const { length: start } = session.tape
  const inputs: Num[] = program.tensor
    ? [session.leaf(new Tensor(Float64Array.from(x), [x.length], 'float64'))]
    : Array.from(x, (v) => session.leaf(v))
  const machine: Machine = {
    o: session.ops,
    decide: (outcome) => {
      decisions.push(outcome)
      return outcome
    },
    cut: (v) => session.cut(v, 'stopped'),
  }
  const out = program.f(machine, ...inputs)
  const outputs: readonly Num[] = Array.isArray(out) ? (out as readonly Num[]) : [out as Num]
  decisions.push(...choicesOn(session.tape, start).map(({ outcome }) => outcome))
  return { inputs, outputs, decisions }
}

const newSession = (): Session => new Session({ libm: v8, roundFloat32: false, charge: () => undefined })

export function evaluator(program: Program): (x: Float64Array) => Run {
  const session = newSession()
  return (x) => {
    session.tape.truncate(1)
    const { outputs, decisions } = once(program, session, x)
    return { ok: true, values: outputs.map(primal), decisions }
  }
}

export function differentiated(program: Program, x: readonly number[]): Differentiated {
  const session = newSession()
  const { inputs, outputs } = once(program, session, x)
  const rows = (absolute: boolean): number[][] =>
    outputs.map((value) => {
      if (nodeOf(value) === 0) return x.map(() => 0)
      const sweep = session.sweep([{ value }], { absolute })
      return inputs.flatMap((input) => {
        const adjoint = sweep.adjoint(nodeOf(input))
        return adjoint instanceof Tensor
          ? [...adjoint.data]
          : input instanceof Tensor
            ? [...input.data].map(() => 0)
            : [(adjoint as number | null) ?? 0]
      })
    })
  return { automatic: rows(false), contributions: rows(true), session, inputs, outputs }
}

function replayed({ session, inputs, outputs }: Differentiated): LockedRuns {
  const places = inputs.flatMap((input) =>
    Array.from({ length: input instanceof Tensor ? input.size : 1 }, (_, element) => ({
      node: nodeOf(input),
      element,
    })),
  )
  return lockedRuns(
    session,
    places,
    outputs.map((output) => ({ node: nodeOf(output), element: 0 })),
  )
}

/** roundings[output][input]: how far the rules' own rounding may move a derivative. */
export function roundings(d: Differentiated): readonly number[][] {
  const runs = replayed(d)
  return d.automatic.map((row, output) => row.map((_, input) => 8 * runs.rounding(output, input)))
}

/** Checks derivatives that may have been tampered with. */
export function checked(
  program: Program,
  x: readonly number[],
  d: Differentiated,
  automatic: readonly number[][],
  lock: 'always' | 'as needed' | 'never',
): CheckResult {
  const { contributions } = d
  const base = Float64Array.from(x)
  const evaluate = evaluator(program)
  if (lock === 'never') return check({ evaluate, base, automatic, contributions })
  return check({ evaluate, base, automatic, contributions, locked: replayed(d), lock })
}

// Points.

const between = (low: number, high: number, n = 25): number[] =>
  Array.from({ length: n }, (_, i) => low + ((high - low) * (i + 0.61)) / n)
const powers = (low: number, high: number): number[] => between(low, high).map((e, i) => (i % 2 ? 1 : -1) * 10 ** e)
const positivePowers = (low: number, high: number): number[] => between(low, high).map((e) => 10 ** e)
const single = (points: number[]): number[][] => points.map((x) => [x])
const above = (x: number): number => x + 2 ** (Math.floor(Math.log2(Math.abs(x) || 1)) - 52)
const below = (x: number): number => x - 2 ** (Math.floor(Math.log2(Math.abs(x) || 1)) - 52)
/** On a kink, one unit beside it, 1e-9 beside it, and around. */
const around = (kink: number, low = kink - 1, high = kink + 1): number[][] =>
  single([kink, above(kink), below(kink), kink + 1e-9, kink - 1e-9, kink + 1e-5, ...between(low, high, 19)])
const vectors = (n: number, f: (i: number, k: number) => number): number[][] =>
  Array.from({ length: 25 }, (_, k) => Array.from({ length: n }, (_, i) => f(i, k)))
const wave = (i: number, k: number): number => Math.sin(1.3 * i + 0.77 * k + 0.4)

const hash = (x: number): number => {
  const s = Math.sin(x * 7.13e8 + 0.3) * 39916.801
  return s - Math.floor(s) - 0.5
}

// Programs that search or iterate.

function bisected({ o, decide }: Machine, t: Num, tolerance: number): Num {
  let low: Num = 0
  let high: Num = o.add(t, 1)
  while (decide(primal(high) - primal(low) > tolerance)) {
    const middle = o.mul(o.add(low, high), 0.5)
    if (decide(primal(o.mul(middle, middle)) < primal(t))) low = middle
    else high = middle
  }
  return o.mul(o.add(low, high), 0.5)
}

function newton({ o, decide }: Machine, t: Num, tolerance: number): Num {
  let y: Num = o.add(o.mul(t, 0.5), 0.5)
  while (decide(Math.abs(primal(y) ** 2 - primal(t)) > tolerance)) y = o.mul(0.5, o.add(y, o.div(t, y)))
  return y
}

function relaxed({ o, decide }: Machine, x: Num, tolerance: number): Num {
  let y: Num = 0.5
  let change = 1
  for (let i = 0; i < 200 && decide(change > tolerance); i++) {
    const next = o.add(o.mul(0.5, o.cos(y)), o.mul(0.3, x))
    change = Math.abs(primal(next) - primal(y))
    y = next
  }
  return y
}

function means({ o, decide }: Machine, x: Num): Num {
  let [a, b]: Num[] = [1, x]
  while (decide(Math.abs(primal(a) - primal(b)) > 1e-13 * primal(a)))
    [a, b] = [o.mul(0.5, o.add(a, b)), o.sqrt(o.mul(a, b))]
  return a
}

function series({ o, decide }: Machine, x: Num): Num {
  let term: Num = 1
  let sum: Num = 1
  for (let n = 1; n < 200 && decide(Math.abs(primal(term)) > 1e-17); n++) {
    term = o.div(o.mul(term, x), n)
    sum = o.add(sum, term)
  }
  return sum
}

function adaptive({ o, decide }: Machine, rate: Num): Num {
  let y: Num = 1
  let time = 0
  while (time < 1) {
    const slope = o.mul(o.neg(rate), o.sub(y, 0.2))
    const step = decide(Math.abs(primal(slope)) > 0.4) ? 0.01 : 0.03
    y = o.add(y, o.mul(step, slope))
    time += step
  }
  return y
}

function solved({ o }: Machine, x: Num, y: Num, z: Num): Num {
  const a: Num[][] = [
    [4, x, 1],
    [y, 5, 2],
    [1, z, 6],
  ]
  const b: Num[] = [x, o.mul(y, z), 1]
  for (let k = 0; k < 3; k++) {
    for (let i = k + 1; i < 3; i++) {
      const factor = o.div(a[i][k], a[k][k])
      for (let j = k; j < 3; j++) a[i][j] = o.sub(a[i][j], o.mul(factor, a[k][j]))
      b[i] = o.sub(b[i], o.mul(factor, b[k]))
    }
  }
  for (let k = 2; k >= 0; k--) {
    for (let j = k + 1; j < 3; j++) b[k] = o.sub(b[k], o.mul(a[k][j], b[j]))
    b[k] = o.div(b[k], a[k][k])
  }
  return o.add(b[0], o.add(b[1], b[2]))
}

const matrix = (n: number): Tensor =>
  new Tensor(
    Float64Array.from({ length: n * n }, (_, i) => Math.cos(1 + 1.7 * i)),
    [n, n],
    'float64',
  )
const total = (o: Ops, x: Num): Num => o.item(o.sum(x))
const sizes = (n: number, range: number): Tensor =>
  new Tensor(
    Float64Array.from({ length: n }, (_, i) => 10 ** ((-range * ((i * 7) % n)) / n)),
    [n],
    'float64',
  )

// prettier-ignore
export const PROGRAMS: Readonly<Record<string, Program>> = {
  lorentz:        { kind: 'ordinary', f: ({ o }, x) => o.div(1, o.add(1, o.mul(x, x))),                    points: single(between(-3, 3)) },
  decay:          { kind: 'ordinary', f: ({ o }, x) => o.mul(x, o.exp(o.neg(x))),                          points: single(between(-2, 6)) },
  logSquare:      { kind: 'ordinary', f: ({ o }, x) => o.log1p(o.mul(x, x)),                               points: single(between(-4, 4)) },
  beats:          { kind: 'ordinary', f: ({ o }, x) => o.mul(o.sin(o.mul(3, x)), o.cos(o.mul(2, x))),      points: single(between(-3, 3)) },
  cubeRoot:       { kind: 'ordinary', f: ({ o }, x) => o.pow(x, 1 / 3),                                    points: single(between(0.1, 9)) },
  layers:         { kind: 'ordinary', f: ({ o }, x) => o.tanh(o.add(0.1, o.mul(2, o.tanh(o.sub(x, 0.3))))), points: single(between(-2, 2)) },
  softplus:       { kind: 'ordinary', f: ({ o }, x) => o.softplus(o.mul(3, x)),                            points: single(between(-3, 3)) },
  hypotenuse:     { kind: 'ordinary', f: ({ o }, x) => o.hypot(x, 2),                                      points: single(between(-5, 5)) },
  inverseSinh:    { kind: 'ordinary', f: ({ o }, x) => o.asinh(o.mul(x, x)),                               points: single(between(-3, 3)) },
  angle:          { kind: 'ordinary', f: ({ o }, x, y) => o.atan2(o.add(y, 1.5), x),                       points: vectors(2, wave) },
  rosenbrock:     { kind: 'ordinary', f: ({ o }, x, y) => o.add(o.square(o.sub(1, x)), o.mul(100, o.square(o.sub(y, o.mul(x, x))))), points: vectors(2, wave) },
  septic:         { kind: 'ordinary', f: ({ o }, x) => o.sub(o.pow(x, 7), o.mul(3, o.pow(x, 2))),          points: single(between(-2, 2)) },

  tower:          { kind: 'scaled', f: ({ o }, x) => o.add(1e6, o.sin(o.mul(2, x))),                       points: single(between(-3, 3)) },
  fastWave:       { kind: 'scaled', f: ({ o }, x) => o.sin(o.mul(1000, x)),                                points: single(between(0.2, 3)) },
  pole:           { kind: 'scaled', f: ({ o }, x) => o.div(2, x),                                          points: single(powers(-10, 0)) },
  doublePole:     { kind: 'scaled', f: ({ o }, x) => o.div(1, o.mul(x, x)),                                points: single(powers(-6, 1)) },
  logNear0:       { kind: 'scaled', f: ({ o }, x) => o.mul(x, o.log(x)),                                   points: single(positivePowers(-12, 0)) },
  thirty:         { kind: 'scaled', f: ({ o }, x) => o.exp(o.add(o.mul(x, x), 30)),                        points: single(between(-1.5, 1.5)) },
  minute:         { kind: 'scaled', f: ({ o }, x) => o.mul(1e-200, o.exp(x)),                              points: single(between(-2, 2)) },
  minuteInput:    { kind: 'scaled', f: ({ o }, x) => o.add(o.mul(3, x), o.mul(x, x)),                      points: single(powers(-200, -100)) },
  vast:           { kind: 'scaled', f: ({ o }, x) => o.mul(1e150, o.sin(x)),                               points: single(between(-2, 2)) },
  saturating:     { kind: 'scaled', f: ({ o }, x) => o.div(x, o.add(x, 1e-8)),                             points: single(positivePowers(-11, -4)) },
  essential:      { kind: 'scaled', f: ({ o }, x) => o.exp(o.div(-1, x)),                                  points: single(between(0.02, 1)) },
  absorbed:       { kind: 'scaled', f: ({ o }, x) => o.sub(o.add(1e8, o.mul(x, x)), 1e8),                  points: single(between(0.5, 3)) },
  astronomic:     { kind: 'scaled', f: ({ o }, x) => o.sqrt(x),                                            points: single(positivePowers(100, 200)) },
  chirp:          { kind: 'scaled', f: ({ o }, x) => o.sin(o.mul(o.mul(x, x), 50)),                        points: single(between(0.5, 6)) },
  spike:          { kind: 'scaled', f: ({ o }, x) => o.exp(o.neg(o.square(o.mul(300, o.sub(x, 1))))),      points: single(between(0.99, 1.01)) },

  tanhFlat:       { kind: 'saturated', f: ({ o }, x) => o.tanh(x),                                         points: single([15, 20, 700, -15, -20, ...between(4, 24, 20)]) },
  sigmoidFlat:    { kind: 'saturated', f: ({ o }, x) => o.sigmoid(x),                                      points: single([36, 40, -40, 700, -700, ...between(10, 44, 20)]) },
  tanhTwice:      { kind: 'saturated', f: ({ o }, x) => o.tanh(o.mul(20, o.tanh(x))),                      points: single(between(0.2, 22)) },
  logOfSigmoid:   { kind: 'saturated', f: ({ o }, x) => o.log(o.sigmoid(x)),                               points: single(between(-40, 45)) },
  eluFlat:        { kind: 'saturated', f: ({ o }, x) => o.elu(x, 1),                                       points: single(between(-45, -2)) },
  mishFlat:       { kind: 'saturated', f: ({ o }, x) => o.mish(x),                                         points: single(between(-45, 45)) },
  geluTanhFlat:   { kind: 'saturated', f: ({ o }, x) => o.geluTanh(x),                                     points: single(between(-12, 12)) },
  edgeOfAtanh:    { kind: 'saturated', f: ({ o }, x) => o.atanh(x),                                        points: single(positivePowers(-15, -2).map((gap) => 1 - gap)) },
  edgeOfAcosh:    { kind: 'saturated', f: ({ o }, x) => o.acosh(x),                                        points: single(positivePowers(-15, -2).map((gap) => 1 + gap)) },
  topOfEntropy:   { kind: 'saturated', f: ({ o }, x) => o.entr(x),                                         points: single([Math.exp(-1), ...between(0.367, 0.369, 24)]) },
  cosineLost:     { kind: 'saturated', f: ({ o }, x) => o.div(o.sub(1, o.cos(x)), o.mul(x, x)),            points: single(positivePowers(-8, -1)), truth: (x) => -x / 12 + x ** 3 / 180 },
  softmaxFlat:    { kind: 'saturated', tensor: true, f: ({ o }, x) => o.item(o.index(o.softmax(x), [0])),  points: between(2, 45).map((x) => [x, 0, 1]) },
  logSoftmaxFlat: { kind: 'saturated', tensor: true, f: ({ o }, x) => o.item(o.index(o.logSoftmax(x), [0])), points: between(2, 45).map((x) => [x, 0]) },
  softmaxSum:     { kind: 'saturated', tensor: true, f: ({ o }, x) => total(o, o.softmax(x)),              points: between(2, 45).map((x) => [x, 0, 1]) },
  crossEntropyFlat: { kind: 'saturated', tensor: true, f: ({ o }, x) => o.neg(o.log(o.item(o.index(o.softmax(x), [0])))), points: between(2, 45).map((x) => [x, 0, 1]) },
  spreadFarAway:  { kind: 'saturated', tensor: true, f: ({ o }, x) => o.item(o.sqrt(o.mean(o.square(o.sub(x, o.mean(x)))))), points: between(0, 9).map((e) => [10 ** e, 10 ** e + 1, 10 ** e + 3]) },

  vee:            { kind: 'kinked', f: ({ o }, x) => o.abs(o.sub(x, 1)),                                   points: around(1) },
  hinge:          { kind: 'kinked', f: ({ o }, x) => o.add(o.relu(x), o.mul(2, o.relu(o.sub(1, x)))),      points: around(0) },
  upper:          { kind: 'kinked', f: ({ o }, x) => o.maximumSplit(o.mul(x, x), x),                       points: around(1, 0.2, 1.8) },
  lower:          { kind: 'kinked', f: ({ o }, x) => o.minimumFirst(o.sin(x), 0.5),                        points: around(Math.asin(0.5), 0, 1.4) },
  clipped:        { kind: 'kinked', f: ({ o }, x) => o.square(o.clip(x, -0.5, 0.75)),                      points: around(0.75) },
  smoothFold:     { kind: 'kinked', f: ({ o }, x) => o.mul(x, o.abs(x)),                                   points: around(0) },
  branch:         { kind: 'kinked', f: ({ o, decide }, x) => (decide(primal(x) > 2) ? o.mul(x, x) : o.add(o.mul(3, x), -2)), points: around(2) },
  tensorBranch:   { kind: 'kinked', tensor: true, f: ({ o }, x) => total(o, o.where(o.greater(x, 0.5), o.mul(x, x), o.mul(0.5, x))), points: around(0.5) },
  leaky:          { kind: 'kinked', f: ({ o }, x) => o.where(primal(x) > 0, x, o.mul(0.01, x)),            points: around(0) },
  joined:         { kind: 'kinked', f: ({ o, decide }, x) => (decide(Math.abs(primal(x)) < 1) ? o.mul(x, x) : o.sub(o.mul(2, o.abs(x)), 1)), points: around(1) },

  tenths:         { kind: 'stepped', f: ({ o }, x) => o.div(o.floor(o.mul(10, x)), 10),                    points: around(1) },
  rounded:        { kind: 'stepped', f: ({ o }, x) => o.mul(x, o.round(x)),                                points: around(1.5) },
  remainder:      { kind: 'stepped', f: ({ o }, x) => o.square(o.mod(x, 1)),                               points: around(2, 1.2, 3.4) },
  buckets:        { kind: 'stepped', f: ({ o, decide }, x) => o.mul(decide(Math.trunc(primal(x))), x),     points: around(3, 2.1, 4.3) },
  thousandths:    { kind: 'stepped', f: ({ o }, x) => o.div(o.roundHalfUp(o.mul(1000, x)), 1000),          points: around(0.25) },

  hashNoise:      { kind: 'noisy', f: ({ o }, x) => o.add(o.mul(x, x), 1e-10 * hash(primal(x))),           points: single(between(0.5, 3)) },
  loudNoise:      { kind: 'noisy', f: ({ o }, x) => o.add(o.sin(x), 1e-4 * hash(primal(x))),               points: single(between(-1, 2)) },
  singleTerms:    { kind: 'noisy', f: ({ o }, x) => { let sum: Num = 0; for (let i = 1; i <= 10; i++) { const term = o.sin(o.mul(i, x)); sum = o.add(sum, o.add(term, Math.fround(primal(term)) - primal(term))) } return sum }, points: single(between(0.2, 1.2)) },
  printed:        { kind: 'noisy', f: ({ o }, x) => { const y = o.exp(x); return o.add(y, Number(primal(y).toPrecision(9)) - primal(y)) }, points: single(between(-1, 2)) },
  hashOnTape:     { kind: 'noisy', f: ({ o }, x) => { const s = o.mul(o.sin(o.mul(x, 7.13e8)), 39916.801); return o.add(o.mul(x, x), o.mul(1e-9, o.sub(s, o.floor(s)))) }, points: single(between(0.5, 3)) },

  bisection6:     { kind: 'iterating', f: (m, t) => bisected(m, t, 1e-6),                                  points: single(between(0.3, 4)), truth: (t) => 0.5 / Math.sqrt(t) },
  bisection13:    { kind: 'iterating', f: (m, t) => bisected(m, t, 1e-13),                                 points: single(between(0.3, 4)), truth: (t) => 0.5 / Math.sqrt(t) },
  newton3:        { kind: 'iterating', f: (m, t) => newton(m, t, 1e-3),                                    points: single(between(0.3, 6)) },
  newton10:       { kind: 'iterating', f: (m, t) => newton(m, t, 1e-10),                                   points: single(between(0.3, 6)) },
  fixedPoint:     { kind: 'iterating', f: (m, x) => relaxed(m, x, 1e-12),                                  points: single(between(-2, 2)) },
  looseFixedPoint: { kind: 'iterating', f: (m, x) => relaxed(m, x, 1e-4),                                  points: single(between(-2, 2)) },
  geometricMean:  { kind: 'iterating', f: means,                                                           points: single(between(0.1, 5)) },
  exponential:    { kind: 'iterating', f: series,                                                          points: single(between(-3, 3)) },
  adaptiveSteps:  { kind: 'iterating', f: adaptive,                                                        points: single(between(0.2, 4)) },
  logistic:       { kind: 'iterating', f: ({ o }, x) => { let y: Num = x; for (let i = 0; i < 12; i++) y = o.mul(3.6, o.mul(y, o.sub(1, y))); return y }, points: single(between(0.05, 0.95)) },

  softmax:        { kind: 'tensors', tensor: true, f: ({ o }, x) => total(o, o.mul(o.softmax(x), sizes(5, 2))), points: vectors(5, (i, k) => 3 * wave(i, k)) },
  quadraticForm:  { kind: 'tensors', tensor: true, f: ({ o }, x) => o.item(o.matmul(x, o.matmul(matrix(6), x))), points: vectors(6, wave) },
  length:         { kind: 'tensors', tensor: true, f: ({ o }, x) => o.item(o.norm(o.sub(x, 0.1))),         points: vectors(4, wave) },
  logSumExp:      { kind: 'tensors', tensor: true, f: ({ o }, x) => o.item(o.logsumexp(o.mul(x, 4))),      points: vectors(6, wave) },
  variance:       { kind: 'tensors', tensor: true, f: ({ o }, x) => o.item(o.mean(o.square(o.sub(x, o.mean(x))))), points: vectors(7, wave) },
  running:        { kind: 'tensors', tensor: true, f: ({ o }, x) => total(o, o.sin(o.cumsum(x))),          points: vectors(6, wave) },
  network:        { kind: 'tensors', tensor: true, f: ({ o }, x) => total(o, o.tanh(o.matmul(matrix(5), o.tanh(o.matmul(matrix(5), x))))), points: vectors(5, wave) },
  peak:           { kind: 'tensors', tensor: true, f: ({ o }, x) => o.item(o.max(o.mul(x, x))),            points: vectors(4, wave) },
  product:        { kind: 'tensors', tensor: true, f: ({ o }, x) => o.item(o.prod(x)),                     points: vectors(4, (i, k) => (k === 3 && i === 1 ? 0 : wave(i, k))) },
  elimination:    { kind: 'tensors', f: solved,                                                            points: vectors(3, wave) },
  slices:         { kind: 'tensors', tensor: true, f: ({ o }, x) => { let y = x; for (let i = 1; i < 5; i++) y = o.setIndex(y, [i], o.mul(o.item(o.index(y, [i])), o.sin(o.item(o.index(y, [i - 1]))))); return total(o, y) }, points: vectors(5, wave) },

  unevenInputs:   { kind: 'several', f: ({ o }, x, y) => o.add(o.sin(x), o.mul(1e-9, o.exp(y))),           points: vectors(2, wave) },
  unevenOutputs:  { kind: 'several', f: ({ o }, x, y) => [o.mul(x, o.exp(y)), o.mul(1e-9, o.sin(o.add(x, y))), o.add(x, 3)], points: vectors(2, wave) },
  threeByThree:   { kind: 'several', f: ({ o }, x, y, z) => [o.mul(x, y), o.mul(1e6, o.mul(y, o.mul(z, z))), o.sub(o.cos(x), o.mul(1e-7, z))], points: vectors(3, wave) },

  manyWaves:      { kind: 'large', tensor: true, f: ({ o }, x) => total(o, o.mul(sizes(60, 0.5), o.sin(x))), points: vectors(60, wave) },
  manySizes:      { kind: 'large', tensor: true, f: ({ o }, x) => total(o, o.mul(sizes(60, 9), o.exp(x))), points: vectors(60, wave) },
  coupled:        { kind: 'large', tensor: true, f: ({ o }, x) => o.item(o.logsumexp(o.mul(3, x))),        points: vectors(80, wave) },
}
