// What `random` draws: the distributions of Lib/random.py (3.11) from the words of its generator.
import { Int, List, Opaque, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised } from '../../exceptions'
import { getItem, indexOf, itemsOf, lengthOf, operate, setItem } from '../../operations'
import { isNumber, primalOf } from '../../types/number'
import { floatModulo } from '../../numbers/float'
import { dictOf } from '../../types/dict'
import { protocolOf } from '../../types/registry'
import type { Generator } from './randomGenerator'

export interface Draw {
  readonly generator: Generator
  readonly runtime: Runtime
  readonly site: Span
}

/** What one method draws; throws UnknownDraw where something unknown decides how. */
export type DrawBody = (draw: Draw, args: (Value | undefined)[]) => Value

/** Something unknown decides what is drawn. */
export class UnknownDraw {
  constructor(readonly why: Opaque) {}
}

function integer(v: Value, { runtime, site }: Draw): bigint {
  if (v instanceof Opaque) throw new UnknownDraw(v)
  if (v instanceof Int) return BigInt(v.value)
  if (typeof v === 'number' && !Number.isInteger(v))
    throw raised('ValueError', 'non-integer arg 1 for randrange()', site)
  return BigInt(typeof v === 'number' ? v : indexOf(v, runtime, site))
}

function number(v: Value, { site }: Draw): number {
  if (v instanceof Opaque) throw new UnknownDraw(v)
  return isNumber(v) ? primalOf(v, site) : NaN
}

/** mu + z·sigma, differentiable in both. */
function scaled(mu: Value | undefined, sigma: Value | undefined, z: number, { runtime, site }: Draw): Value {
  return operate('+', mu ?? 0, operate('*', z, sigma ?? 1, runtime, site), runtime, site)
}

function randrange(draw: Draw, [first, second, third]: (Value | undefined)[]): Value {
  const start = second === undefined || second === null ? 0n : integer(first as Value, draw)
  const stop = second === undefined || second === null ? integer(first as Value, draw) : integer(second, draw)
  const step = third === undefined ? 1n : integer(third, draw)
  const { generator, site } = draw
  if (step === 0n) throw raised('ValueError', 'zero step for randrange()', site)
  const width = stop - start
  if (step === 1n) {
    if (width > 0n) return Int.of(start + generator.below(width))
    const range = second === undefined || second === null ? '' : ` (${start}, ${stop}, ${width})`
    throw raised('ValueError', `empty range for randrange()${range}`, site)
  }
  const n = step > 0n ? (width + step - 1n) / step : (width + step + 1n) / step
  if (n <= 0n) throw raised('ValueError', `empty range for randrange() (${start}, ${stop}, ${step})`, site)
  return Int.of(start + step * generator.below(n))
}

function sizeOf(v: Value, { runtime, site }: Draw): number {
  const length = v instanceof Opaque ? v : lengthOf(v, runtime, site)
  if (length instanceof Opaque) throw new UnknownDraw(length)
  return length
}

function itemsIn(v: Value, { runtime, site }: Draw): readonly Value[] {
  const items = v instanceof Opaque ? v : itemsOf(v, runtime, site)
  if (items instanceof Opaque) throw new UnknownDraw(items)
  return items
}

function countOf(v: Value, { runtime, site }: Draw): number {
  if (v instanceof Opaque) throw new UnknownDraw(v)
  return indexOf(v, runtime, site)
}

function choice(draw: Draw, [seq]: (Value | undefined)[]): Value {
  const { generator, runtime, site } = draw
  const length = sizeOf(seq as Value, draw)
  if (length === 0) throw raised('IndexError', 'Cannot choose from an empty sequence', site)
  return getItem(seq as Value, Int.of(generator.place(length)), runtime, site)
}

function shuffle(draw: Draw, [seq]: (Value | undefined)[]): Value {
  const { generator, runtime, site } = draw
  const list = seq as Value
  const length = sizeOf(list, draw)
  runtime.step(length)
  for (let i = length - 1; i > 0; i--) {
    const j = generator.place(i + 1)
    const [a, b] = [getItem(list, Int.of(i), runtime, site), getItem(list, Int.of(j), runtime, site)]
    setItem(list, Int.of(i), b, runtime, site)
    setItem(list, Int.of(j), a, runtime, site)
  }
  return null
}

function sample(draw: Draw, [population, k]: (Value | undefined)[]): Value {
  const { generator, site } = draw
  if (population instanceof Opaque) throw new UnknownDraw(population)
  const type = protocolOf(population as Value)
  if (!(type.length && type.getItem) || dictOf(population as Value)) {
    throw raised('TypeError', 'Population must be a sequence.  For dicts or sets, use sorted(d).', site)
  }
  const items = itemsIn(population as Value, draw)
  const count = countOf(k as Value, draw)
  const n = items.length
  if (count < 0 || count > n) throw raised('ValueError', 'Sample larger than population or is negative', site)
  const result: Value[] = []
  const setSize = 21 + (count > 5 ? 4 ** Math.ceil(Math.log(count * 3) / Math.log(4)) : 0)
  if (n <= setSize) {
    const pool = items.slice()
    for (let i = 0; i < count; i++) {
      const j = generator.place(n - i)
      result.push(pool[j])
      pool[j] = pool[n - i - 1]
    }
    return new List(result)
  }
  const selected = new Set<number>()
  for (let i = 0; i < count; i++) {
    let j = generator.place(n)
    while (selected.has(j)) j = generator.place(n)
    selected.add(j)
    result.push(items[j])
  }
  return new List(result)
}

function choices(draw: Draw, [population, weights, cumulative, k]: (Value | undefined)[]): Value {
  const { generator, runtime, site } = draw
  const items = itemsIn(population as Value, draw)
  const given = weights ?? cumulative ?? null
  const listed = given === null ? null : itemsIn(given, draw)
  const count = k === undefined ? 1 : countOf(k, draw)
  if (listed === null) {
    const place = () => Int.of(Math.floor(generator.random() * items.length))
    return new List(Array.from({ length: count }, () => getItem(population as Value, place(), runtime, site)))
  }
  if (listed.length !== items.length)
    throw raised('ValueError', 'The number of weights does not match the population', site)
  const numbers = listed.map((weight) => number(weight, draw))
  let sum = 0
  const bounds = weights === undefined || weights === null ? numbers : numbers.map((weight) => (sum += weight))
  const total = bounds.at(-1) ?? 0
  if (total <= 0) throw raised('ValueError', 'Total of weights must be greater than zero', site)
  return new List(Array.from({ length: count }, () => items[above(bounds, generator.random() * total)]))
}

/** bisect_right among all but the last. */
function above(bounds: readonly number[], x: number): number {
  let low = 0
  let high = bounds.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (x < bounds[middle]) high = middle
    else low = middle + 1
  }
  return low
}

function gauss(draw: Draw, [mu, sigma]: (Value | undefined)[]): Value {
  const { generator, runtime } = draw
  const { libm } = runtime.session.options
  let z = generator.takeGauss()
  if (z === null) {
    const angle = generator.random() * 2 * Math.PI
    const radius = Math.sqrt(-2 * libm.log(1 - generator.random()))
    z = libm.cos(angle) * radius
    generator.keepGauss(libm.sin(angle) * radius)
  }
  return scaled(mu, sigma, z, draw)
}

const NORMAL_CONSTANT = (4 * Math.exp(-0.5)) / Math.sqrt(2)

/** Kinderman and Monahan's ratio of uniforms (1977). */
function standardNormal({ generator, runtime }: Draw): number {
  const { libm } = runtime.session.options
  for (;;) {
    const u = generator.random()
    const v = 1 - generator.random()
    const z = (NORMAL_CONSTANT * (u - 0.5)) / v
    if ((z * z) / 4 <= -libm.log(v)) return z
  }
}

function uniform(draw: Draw, [a, b]: (Value | undefined)[]): Value {
  const { generator, runtime, site } = draw
  const width = operate('-', b as Value, a as Value, runtime, site)
  return operate('+', a as Value, operate('*', width, generator.random(), runtime, site), runtime, site)
}

const LOG4 = Math.log(4)
const SG_MAGIC = 1 + Math.log(4.5)

/** Cheng 1977 for alpha > 1, ALGORITHM GS of Statistical Computing for the rest. */
function gamma(alpha: number, beta: number, { generator, runtime }: Draw): number {
  const { libm } = runtime.session.options
  if (alpha > 1) {
    const inverse = Math.sqrt(2 * alpha - 1)
    const b = alpha - LOG4
    const c = alpha + inverse
    for (;;) {
      const u1 = generator.random()
      if (!(u1 > 1e-7 && u1 < 0.9999999)) continue
      const u2 = 1 - generator.random()
      const v = libm.log(u1 / (1 - u1)) / inverse
      const x = alpha * libm.exp(v)
      const z = u1 * u1 * u2
      const r = b + c * v - x
      if (r + SG_MAGIC - 4.5 * z >= 0 || r >= libm.log(z)) return x * beta
    }
  }
  if (alpha === 1) return -libm.log(1 - generator.random()) * beta
  for (;;) {
    const u = generator.random()
    const b = (Math.E + alpha) / Math.E
    const p = b * u
    const x = p <= 1 ? libm.pow(p, 1 / alpha) : -libm.log((b - p) / alpha)
    const u1 = generator.random()
    if (p > 1 ? u1 <= libm.pow(x, alpha - 1) : u1 <= libm.exp(-x)) return x * beta
  }
}

/** Fisher, Statistical Analysis of Circular Data (1993), p. 49. */
function vonMises(draw: Draw, [mu, kappa]: (Value | undefined)[]): Value {
  const { generator, runtime } = draw
  const { libm } = runtime.session.options
  const [mean, concentration] = [number(mu as Value, draw), number(kappa as Value, draw)]
  if (concentration <= 1e-6) return 2 * Math.PI * generator.random()
  const s = 0.5 / concentration
  const r = s + Math.sqrt(1 + s * s)
  let z: number
  for (;;) {
    z = libm.cos(Math.PI * generator.random())
    const d = z / (r + z)
    const u = generator.random()
    if (u < 1 - d * d || u <= (1 - d) * libm.exp(d)) break
  }
  const q = 1 / r
  const angle = libm.acos((q + z) / (1 + q * z))
  return floatModulo(generator.random() > 0.5 ? mean + angle : mean - angle, 2 * Math.PI)
}

/** The methods that draw: their parameters and what they do. */
export const METHODS: Readonly<Record<string, readonly [parameters: string, body: DrawBody]>> = {
  random: ['', ({ generator }) => generator.random()],
  uniform: ['a, b', uniform],
  randint: ['a, b', (draw, [a, b]) => randrange(draw, [a, Int.of(integer(b as Value, draw) + 1n)])],
  randrange: ['start, stop=, step=', randrange],
  getrandbits: ['k, /', (draw, [k]) => Int.of(draw.generator.bits(countOf(k as Value, draw)))],
  choice: ['seq', choice],
  choices: ['population, weights=, *, cum_weights=, k=', choices],
  shuffle: ['x', shuffle],
  sample: ['population, k, *, counts=', sample],
  gauss: ['mu=, sigma=', gauss],
  normalvariate: ['mu=, sigma=', (draw, [mu, sigma]) => scaled(mu, sigma, standardNormal(draw), draw)],
  lognormvariate: [
    'mu, sigma',
    (draw, [mu, sigma]) => {
      const exponent = scaled(mu, sigma, standardNormal(draw), draw)
      return draw.runtime.session.ops.exp(exponent as number)
    },
  ],
  expovariate: [
    'lambd',
    (draw, [rate]) => {
      const z = -draw.runtime.session.options.libm.log(1 - draw.generator.random())
      return operate('/', z, rate as Value, draw.runtime, draw.site)
    },
  ],
  triangular: [
    'low=, high=, mode=',
    (draw, [low, high, mode]) => {
      const u = draw.generator.random()
      const [a, b] = [low === undefined ? 0 : number(low, draw), high === undefined ? 1 : number(high, draw)]
      const c = mode === undefined || mode === null ? 0.5 : (number(mode, draw) - a) / (b - a)
      return u > c ? b + (a - b) * Math.sqrt((1 - u) * (1 - c)) : a + (b - a) * Math.sqrt(u * c)
    },
  ],
  paretovariate: [
    'alpha',
    (draw, [alpha]) => {
      const u = 1 - draw.generator.random()
      return operate('**', u, operate('/', -1, alpha as Value, draw.runtime, draw.site), draw.runtime, draw.site)
    },
  ],
  weibullvariate: [
    'alpha, beta',
    (draw, [alpha, beta]) => {
      const { runtime, site, generator } = draw
      const z = -runtime.session.options.libm.log(1 - generator.random())
      const power = operate('**', z, operate('/', 1, beta as Value, runtime, site), runtime, site)
      return operate('*', alpha as Value, power, runtime, site)
    },
  ],
  vonmisesvariate: ['mu, kappa', vonMises],
  gammavariate: [
    'alpha, beta',
    (draw, [alpha, beta]) => gamma(number(alpha as Value, draw), number(beta as Value, draw), draw),
  ],
  betavariate: [
    'alpha, beta',
    (draw, [alpha, beta]) => {
      const y = gamma(number(alpha as Value, draw), 1, draw)
      return y === 0 ? 0 : y / (y + gamma(number(beta as Value, draw), 1, draw))
    },
  ],
}

/** The methods that draw as many words whatever numbers they are given. */
export const STEADY: ReadonlySet<string> = new Set([
  'uniform',
  'gauss',
  'normalvariate',
  'lognormvariate',
  'expovariate',
  'triangular',
  'paretovariate',
  'weibullvariate',
])
