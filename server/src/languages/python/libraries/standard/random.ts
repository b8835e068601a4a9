// `random`: CPython's Mersenne Twister and its distributions (Lib/random.py, 3.11). A generator without a seed draws from a
// fixed one of ours, and says so.
import {
  Class,
  Int,
  List,
  Native,
  NativeObject,
  Opaque,
  type Instance,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { MT19937 } from '../../../../marks/mt19937'
import { raised } from '../../exceptions'
import { getItem, indexOf, itemsOf, lengthOf, operate, setItem } from '../../operations'
import { objectClass } from '../../types/builtinClasses'
import { MethodNative } from '../../types/methods'
import { isNumber, primalOf } from '../../types/number'
import { signature, type Signature } from '../../signature'
import { floatModulo } from '../../numbers/float'
import { hashOfNumber } from '../../numbers/hash'
import { sha512 } from '../../numbers/sha512'
import { dictOf } from '../../types/dict'
import { protocolOf } from '../../types/registry'
import type { StandardModule } from './table'

interface GeneratorState {
  readonly twister: MT19937
  readonly gaussNext: number | null
  readonly seeded: boolean
  readonly unknown: Opaque | null
}

/** The seed of samples: what an unseeded generator starts from. */
const SAMPLE_SEED = [20240808]

/** The state of one generator. */
class Generator extends NativeObject<GeneratorState> {
  override readonly typeName = 'Random'
  private state: GeneratorState = {
    twister: MT19937.fromKey(SAMPLE_SEED),
    gaussNext: null,
    seeded: false,
    unknown: null,
  }

  override save(): GeneratorState {
    return { ...this.state, twister: this.state.twister.copy() }
  }
  override restore(state: GeneratorState): void {
    this.state = { ...state, twister: state.twister.copy() }
  }
  override merge(one: GeneratorState, _: GeneratorState, unknown: () => Opaque): void {
    this.state = { ...one, unknown: unknown() }
  }

  seed(key: readonly number[] | null, unknown: Opaque | null): void {
    this.state = { twister: MT19937.fromKey(key ?? SAMPLE_SEED), gaussNext: null, seeded: key !== null, unknown }
  }

  /** What the state is unknown for; else the draw about to be made is noted. */
  begin(runtime: Runtime, site: Span): Opaque | null {
    runtime.touch(this)
    if (!this.state.seeded && !this.state.unknown) {
      runtime.notice({
        code: 'sampled-value',
        span: site,
        message: 'An unseeded random draw: the numbers shown are one sample, a run draws anew.',
        related: [],
        fixes: [],
      })
    }
    return this.state.unknown
  }

  random(): number {
    return this.state.twister.nextDouble()
  }

  /** A non-negative integer of at most `bits` bits. */
  bits(bits: number): bigint {
    if (bits <= 32) return bits === 0 ? 0n : BigInt(this.state.twister.nextUint32() >>> (32 - bits))
    let value = 0n
    for (let from = 0; from < bits; from += 32) {
      const word = this.state.twister.nextUint32()
      const left = bits - from
      value |= BigInt(left < 32 ? word >>> (32 - left) : word) << BigInt(from)
    }
    return value
  }

  /** An integer from 0 to n − 1. */
  below(n: bigint): bigint {
    const size = n.toString(2).length
    let value = this.bits(size)
    while (value >= n) value = this.bits(size)
    return value
  }

  place(n: number): number {
    return Number(this.below(BigInt(n)))
  }

  takeGauss(): number | null {
    const { gaussNext } = this.state
    this.state = { ...this.state, gaussNext: null }
    return gaussNext
  }

  keepGauss(z: number): void {
    this.state = { ...this.state, gaussNext: z }
  }
}

interface Draw {
  readonly generator: Generator
  readonly runtime: Runtime
  readonly site: Span
}

type Body = (draw: Draw, args: (Value | undefined)[]) => Value

function integer(v: Value, { runtime, site }: Draw): bigint {
  if (v instanceof Int) return BigInt(v.value)
  if (typeof v === 'number' && !Number.isInteger(v))
    throw raised('ValueError', 'non-integer arg 1 for randrange()', site)
  return BigInt(typeof v === 'number' ? v : indexOf(v, runtime, site))
}

function number(v: Value, { site }: Draw): number {
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

function sizeOf(v: Value, { runtime, site }: Draw): number | Opaque {
  return lengthOf(v, runtime, site)
}

function choice(draw: Draw, [seq]: (Value | undefined)[]): Value {
  const { generator, runtime, site } = draw
  const length = sizeOf(seq as Value, draw)
  if (length instanceof Opaque) return runtime.opaque(length.reason, site)
  if (length === 0) throw raised('IndexError', 'Cannot choose from an empty sequence', site)
  return getItem(seq as Value, Int.of(generator.place(length)), runtime, site)
}

function shuffle(draw: Draw, [seq]: (Value | undefined)[]): Value {
  const { generator, runtime, site } = draw
  const list = seq as Value
  const length = sizeOf(list, draw)
  if (length instanceof Opaque) return null
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
  const { generator, runtime, site } = draw
  const type = protocolOf(population as Value)
  if (!(type.length && type.getItem) || dictOf(population as Value)) {
    throw raised('TypeError', 'Population must be a sequence.  For dicts or sets, use sorted(d).', site)
  }
  const items = itemsOf(population as Value, runtime, site)
  if (items instanceof Opaque) return runtime.opaque(items.reason, site)
  const count = indexOf(k as Value, runtime, site)
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
  const items = itemsOf(population as Value, runtime, site)
  const given = weights ?? cumulative ?? null
  const listed = given === null ? null : itemsOf(given, runtime, site)
  if (items instanceof Opaque || listed instanceof Opaque) return runtime.opaque('what is drawn from is unknown', site)
  const count = k === undefined ? 1 : indexOf(k, runtime, site)
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

const METHODS: Readonly<Record<string, readonly [parameters: string, body: Body]>> = {
  random: ['', ({ generator }) => generator.random()],
  uniform: ['a, b', uniform],
  randint: ['a, b', (draw, [a, b]) => randrange(draw, [a, Int.of(integer(b as Value, draw) + 1n)])],
  randrange: ['start, stop=, step=', randrange],
  getrandbits: ['k, /', (draw, [k]) => Int.of(draw.generator.bits(indexOf(k as Value, draw.runtime, draw.site)))],
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
      const [a, b] = [low === undefined ? 0 : number(low, draw), high === undefined ? 1 : number(high, draw)]
      const u = draw.generator.random()
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

/** The words of |n|, the lowest first. */
function keyOfSeed(n: bigint): number[] {
  const words: number[] = []
  for (let rest = n < 0n ? -n : n; rest > 0n; rest >>= 32n) words.push(Number(rest & 0xffffffffn))
  return words.length > 0 ? words : [0]
}

function seed(generator: Generator, value: Value | undefined, runtime: Runtime, site: Span): Value {
  runtime.touch(generator)
  if (value === undefined || value === null) generator.seed(null, null)
  else if (value instanceof Int || typeof value === 'boolean')
    generator.seed(keyOfSeed(BigInt(value instanceof Int ? value.value : value)), null)
  else if (typeof value === 'string') generator.seed(keyOfSeed(integerOfText(value)), null)
  else if (typeof value === 'number') generator.seed(keyOfSeed(BigInt.asUintN(64, hashOfNumber(value))), null)
  else if (value instanceof Opaque) generator.seed(null, value)
  else {
    const message = 'The only supported seed types are: None,\nint, float, str, bytes, and bytearray.'
    throw raised('TypeError', message, site)
  }
  return null
}

/** A text as a seed: its bytes and their SHA-512 digest, read as one integer. */
function integerOfText(text: string): bigint {
  const bytes = [...new TextEncoder().encode(text)]
  return [...bytes, ...sha512(bytes)].reduce((n, byte) => (n << 8n) | BigInt(byte), 0n)
}

const seedSignature = signature('seed(a=, version=)')

/** A method on the generator that `find` gives for the first argument. */
function drawing(
  name: string,
  generatorOf: (args: readonly Value[]) => readonly [Generator, readonly Value[]],
  make: typeof makeNative,
): Native {
  const [parameters, body] = METHODS[name]
  const parse: Signature = signature(`${name}(${parameters})`)
  return make(name, (runtime, { positional, keywords }, site) => {
    const [generator, rest] = generatorOf(positional)
    const args = parse({ positional: rest, keywords }, site)
    const unknown = generator.begin(runtime, site) ?? args.find((v): v is Opaque => v instanceof Opaque)
    if (unknown) return name === 'shuffle' ? null : runtime.opaque(unknown.reason, site)
    return body({ generator, runtime, site }, args)
  })
}

function makeNative(name: string, call: Native['call']): Native {
  return new Native(`random.${name}`, call, null, true)
}

function makeMethod(name: string, call: Native['call']): Native {
  return new MethodNative(`Random.${name}`, call, null, true)
}

const ofInstance = ([self, ...rest]: readonly Value[]) =>
  [(self as Instance).attributes.get('<generator>') as Generator, rest] as const

const randomClass = new Class('Random', [objectClass], null)
for (const name of Object.keys(METHODS)) randomClass.attributes.set(name, drawing(name, ofInstance, makeMethod))
randomClass.attributes.set(
  'seed',
  makeMethod('seed', (runtime, { positional, keywords }, site) => {
    const [generator, rest] = ofInstance(positional)
    return seed(generator, seedSignature({ positional: rest, keywords }, site)[0], runtime, site)
  }),
)
randomClass.attributes.set(
  '__init__',
  makeMethod('__init__', (runtime, { positional }, site) => {
    const generator = new Generator()
    ;(positional[0] as Instance).attributes.set('<generator>', generator)
    return seed(generator, positional[1], runtime, site)
  }),
)

/** A state that was put in from elsewhere. */
function forgotten(generator: Generator, runtime: Runtime): null {
  runtime.touch(generator)
  generator.seed(null, new Opaque('`random.setstate` is not evaluated'))
  return null
}

randomClass.attributes.set(
  'setstate',
  makeMethod('setstate', (runtime, { positional }) => forgotten(ofInstance(positional)[0], runtime)),
)

function members(): Record<string, Value> {
  const generator = new Generator()
  const own = (args: readonly Value[]) => [generator, args] as const
  return {
    ...Object.fromEntries(Object.keys(METHODS).map((name) => [name, drawing(name, own, makeNative)])),
    seed: makeNative('seed', (runtime, args, site) => seed(generator, seedSignature(args, site)[0], runtime, site)),
    setstate: makeNative('setstate', (runtime) => forgotten(generator, runtime)),
    Random: randomClass,
  }
}

export const random: StandardModule = { name: 'random', open: true, members }
