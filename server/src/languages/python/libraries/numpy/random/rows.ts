// `np.random`: the functions on the hidden `RandomState`, `RandomState` and `Generator` with the same as methods.
import { Int, Opaque, type Runtime, type Value } from '@gradlens/engine'
import { shareGenerator } from '../../globalGenerators'
import { isNone } from '../arguments'
import type { Body, Call } from '../call'
import { methods, type MethodRow } from '../methods'
import type { Row } from '../moduleTree'
import { row } from '../row'
import { namedDType } from '../scalarTypes'
import { choice } from './choosing'
import { DISTRIBUTIONS, distributionBody, signatureOf } from './distributions'
import type { Draws } from './draws'
import { drawing, RandomGenerator, type DrawBody } from './generator'
import { integersBetween } from './randint'
import { permutation, permuted, shuffle } from './rearranging'
import { legacyStream, modernStream } from './seeding'
import { dimensions, drawn, sizeArgument, unknownDraw } from './sizes'
import { dirichlet, multinomial, multivariateNormal } from './vectors'

type Entry = readonly [signature: string, body: DrawBody]

const distributions: Readonly<Record<string, Entry>> = Object.fromEntries(
  Object.entries(DISTRIBUTIONS).map(([name, d]) => [name, [signatureOf(d), distributionBody(d)] as const]),
)

const double = (draws: Draws): number => draws.double()
const sample: Entry = ['size=', (call, draws, size) => drawn(call, draws, sizeArgument(call, size), 'float64', double)]

function bytes(call: Call, draws: Draws | Opaque, length: Value): Value {
  const [count] = sizeArgument(call, length) ?? [0]
  for (let i = 0; i < count && !(draws instanceof Opaque); i += 4) draws.bits.next32()
  return call.opaque('`bytes` are not evaluated')
}

const SHARED: Readonly<Record<string, Entry>> = {
  ...distributions,
  multinomial: ['n, pvals, size=', (call, draws, ...args) => multinomial(call, draws, args)],
  dirichlet: ['alpha, size=', (call, draws, ...args) => dirichlet(call, draws, args)],
  bytes: ['length', bytes],
}

/** `randint(low, high + 1)`. */
function randomIntegers(call: Call, draws: Draws | Opaque, low: Value, high: Value, size: Value): Value {
  const [first, last] = isNone(high) ? [Int.of(1), low] : [low, high]
  return integersBetween(call, draws, [first, last, size, undefined, true])
}

const LEGACY: Readonly<Record<string, Entry>> = {
  ...SHARED,
  rand: ['*d', (call, draws, d) => drawn(call, draws, dimensions(call, d), 'float64', double)],
  randn: ['*d', (call, draws, d) => drawn(call, draws, dimensions(call, d), 'float64', (g) => g.normal())],
  random: sample,
  random_sample: sample,
  randint: ['low, high=, size=, dtype=', (call, draws, ...args) => integersBetween(call, draws, args)],
  random_integers: ['low, high=, size=', randomIntegers],
  choice: ['a, size=, replace=, p=', (call, draws, ...args) => choice(call, draws, args)],
  shuffle: ['x', (call, draws, x) => shuffle(call, draws, x, undefined)],
  permutation: ['x', (call, draws, x) => permutation(call, draws, x, undefined)],
  multivariate_normal: [
    'mean, cov, size=, check_valid=, tol=',
    (call, draws, ...args) => multivariateNormal(call, draws, args.slice(0, 3)),
  ],
}

/** In float32 as well: `random` from 24 bits; the float32 ziggurats are not evaluated. */
function typed(name: string, draw: (draws: Draws) => number): Entry {
  return [
    'size=, dtype=, out=',
    (call, draws, size, dtype, out) => {
      const shape = sizeArgument(call, size)
      const wanted = isNone(dtype) ? 'float64' : namedDType(dtype)
      if (!isNone(out) || wanted === null) return call.opaque(`\`${name}\` with these arguments is not evaluated`)
      if (wanted === 'float64') return drawn(call, draws, shape, wanted, draw)
      if (name !== 'random' || wanted !== 'float32') {
        const why = new Opaque(`\`${name}\` in this element type is not evaluated`)
        return unknownDraw(call, why, shape ?? [], wanted)
      }
      return drawn(call, draws, shape, wanted, ({ bits }) => Math.floor(bits.next32() / 256) / 2 ** 24)
    },
  ]
}

const MODERN: Readonly<Record<string, Entry>> = {
  ...SHARED,
  random: typed('random', double),
  standard_normal: typed('standard_normal', (draws) => draws.normal()),
  integers: ['low, high=, size=, dtype=, endpoint=', (call, draws, ...args) => integersBetween(call, draws, args)],
  choice: ['a, size=, replace=, p=, axis=, shuffle=', (call, draws, ...args) => choice(call, draws, args)],
  shuffle: ['x, axis=', shuffle],
  permutation: ['x, axis=', permutation],
  permuted: ['x, axis=', permuted],
  multivariate_normal: [
    'mean, cov, size=, check_valid=, tol=, *, method=',
    (call, draws, mean, cov, size, valid, tol, _, method) =>
      multivariateNormal(call, draws, [mean, cov, size, valid, tol, method]),
  ],
}

type MethodTable = Readonly<Record<string, MethodRow<RandomGenerator>>>

function asMethods(table: Readonly<Record<string, Entry>>): MethodTable {
  return Object.fromEntries(
    Object.entries(table).map(([name, [signature, body]]) => [name, [signature, drawing(body)]]),
  )
}

function setState(call: Call, self: RandomGenerator, state: Value): Value {
  const given =
    state instanceof RandomGenerator ? state.peek() : new Opaque('this state of a generator is not evaluated')
  self.seed(given, call.runtime)
  return null
}

/** What is not drawn but done to the generator. */
const CONTROLS: MethodTable = {
  seed: [
    'seed=',
    (call, self, seed) => {
      self.seed(legacyStream(call, seed), call.runtime)
      return null
    },
  ],
  get_state: ['legacy=', (_, self) => new RandomGenerator('state', self.peek(), null)],
  set_state: ['state', setState],
}

const legacyRows: MethodTable = { ...asMethods(LEGACY), ...CONTROLS }
const onError = (call: Call, error: Error): never => call.raise('ValueError', error.message)
const legacyMethods = methods('RandomState', legacyRows, { onError })
const modernMethods = methods('Generator', asMethods(MODERN), { onError })

const GLOBAL = 'numpy.random state'

/** The generator behind `np.random`'s functions, one a run. */
function globalGenerator(runtime: Runtime): RandomGenerator {
  const known = runtime.library.get(GLOBAL)
  if (known instanceof RandomGenerator) return known
  const made = new RandomGenerator('RandomState', null, legacyMethods)
  runtime.library.set(GLOBAL, made)
  shareGenerator(made, runtime)
  return made
}

const globalRow = (name: string, [signature, body]: MethodRow<RandomGenerator>): Row =>
  row(`random.${name}`, signature, ((call, ...args) => body(call, globalGenerator(call.runtime), ...args)) as Body)

function generatorOf(call: Call, source: Value): Value {
  if (!(source instanceof RandomGenerator))
    return call.opaque('a generator of these bits is not evaluated', {}, [source])
  return new RandomGenerator('Generator', source.peek(), modernMethods)
}

function defaultRng(call: Call, seed: Value): Value {
  if (seed instanceof RandomGenerator) return seed.typeName === 'Generator' ? seed : generatorOf(call, seed)
  return new RandomGenerator('Generator', modernStream(call, seed), modernMethods)
}

export const RANDOM: readonly Row[] = [
  ...Object.entries({ ...legacyRows, ranf: asMethods({ sample }).sample, sample: asMethods({ sample }).sample }).map(
    ([name, entry]) => globalRow(name, entry),
  ),
  row(
    'random.RandomState',
    'seed=',
    (call, seed) => new RandomGenerator('RandomState', legacyStream(call, seed), legacyMethods),
  ),
  row('random.default_rng', 'seed=', defaultRng),
  row('random.PCG64', 'seed=', (call, seed) => new RandomGenerator('PCG64', modernStream(call, seed), null)),
  row('random.Generator', 'bit_generator', generatorOf),
]
