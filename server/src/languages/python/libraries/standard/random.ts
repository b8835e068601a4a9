// `random`: its functions, which share one generator, and `Random`. A generator without a seed draws from a fixed one of
// ours, and says so.
import {
  Class,
  Dict,
  heldBy,
  Int,
  itemFactsOf,
  List,
  Native,
  Opaque,
  type Instance,
  type OpaqueFacts,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised } from '../../exceptions'
import { hashOfNumber } from '../../numbers/hash'
import { sha512 } from '../../numbers/sha512'
import { signature, type Signature } from '../../signature'
import { objectClass } from '../../types/builtinClasses'
import { MethodNative } from '../../types/methods'
import { isNumber, primalOf } from '../../types/number'
import { shareGenerator } from '../globalGenerators'
import { METHODS, STEADY, UnknownDraw } from './randomDraws'
import { Generator } from './randomGenerator'
import type { StandardModule } from './table'

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
  else if (isNumber(value)) return seed(generator, primalOf(value, site), runtime, site)
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

/** The items that a draw from something may give: they may be objects that are changed later. */
function drawnFacts(v: Value | undefined): OpaqueFacts {
  if (v instanceof List || v instanceof Dict) return itemFactsOf(v)
  const candidates = v instanceof Opaque ? (v.facts.candidates ?? []) : heldBy(v)
  return candidates.length > 0 ? { candidates } : {}
}

/** What a draw gives where it is not known what is drawn; a list is shuffled all the same. */
function unknownDraw(name: string, why: Opaque, args: readonly (Value | undefined)[], runtime: Runtime, site: Span) {
  const [first] = args
  if (name !== 'shuffle') return runtime.opaque(why.reason, site, drawnFacts(first), args)
  if (first instanceof List && first.opaque === null) {
    const facts = drawnFacts(first)
    const { items } = first
    runtime.touch(first)
    first.items = items.map(() => runtime.opaque(why.reason, site, facts, items))
  } else runtime.forget([first], why.reason, site)
  return null
}

/** A method on the generator that `generatorOf` gives for the first argument. */
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
    const unknown = generator.begin(runtime, site)
    if (unknown) return unknownDraw(name, unknown, args, runtime, site)
    try {
      return body({ generator, runtime, site }, args)
    } catch (e) {
      if (!(e instanceof UnknownDraw)) throw e
      if (!STEADY.has(name)) generator.forget(e.why)
      return unknownDraw(name, e.why, args, runtime, site)
    }
  })
}

function makeNative(name: string, call: Native['call']): Native {
  return new Native(`random.${name}`, call, null, true)
}

function makeMethod(name: string, call: Native['call']): Native {
  return new MethodNative(`Random.${name}`, call, null, true)
}

const ofInstance = ([self, ...rest]: readonly Value[]) => {
  const { attributes } = self as Instance
  const held = attributes.get(GENERATOR)
  if (held instanceof Generator) return [held, rest] as const
  // Unknown code was given the object and may have drawn from it.
  const generator = new Generator()
  if (held instanceof Opaque) generator.forget(held)
  attributes.set(GENERATOR, generator)
  return [generator, rest] as const
}

/** Where an instance of `Random` keeps its generator. */
const GENERATOR = '<generator>'

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
    ;(positional[0] as Instance).attributes.set(GENERATOR, generator)
    return seed(generator, positional[1], runtime, site)
  }),
)

function setState(generator: Generator, state: Value, runtime: Runtime): null {
  runtime.touch(generator)
  if (!generator.setState(state)) generator.forget(new Opaque('this state of a generator is not evaluated'))
  return null
}

/** What is done to a generator besides drawing and seeding. */
const CONTROLS: Readonly<Record<string, (generator: Generator, args: readonly Value[], runtime: Runtime) => Value>> = {
  getstate: (generator) => generator.stateValue(),
  setstate: (generator, [state], runtime) => setState(generator, state, runtime),
}

for (const [name, control] of Object.entries(CONTROLS)) {
  const method = makeMethod(name, (runtime, { positional }) => {
    const [generator, rest] = ofInstance(positional)
    return control(generator, rest, runtime)
  })
  randomClass.attributes.set(name, method)
}

function members(runtime: Runtime): Record<string, Value> {
  const generator = new Generator()
  shareGenerator(generator, runtime)
  const own = (args: readonly Value[]) => [generator, args] as const
  const controls = Object.entries(CONTROLS).map(([name, control]) => {
    return [name, makeNative(name, (run, { positional }) => control(generator, positional, run))] as const
  })
  return {
    ...Object.fromEntries(Object.keys(METHODS).map((name) => [name, drawing(name, own, makeNative)])),
    ...Object.fromEntries(controls),
    seed: makeNative('seed', (run, args, site) => seed(generator, seedSignature(args, site)[0], run, site)),
    Random: randomClass,
  }
}

export const random: StandardModule = { name: 'random', open: true, members }
