// Generators as objects of a program: `RandomState`, `Generator`, and the state behind `np.random`'s functions. A state
// without a seed is a sample of our own, and said to be one; one is unknown where what was drawn from it depends on something unknown.
import { NativeObject, Opaque, type Libm, type Runtime, type Value } from '@gradlens/engine'
import { MT19937 } from '../../../../../marks/mt19937'
import type { TypeProtocol } from '../../../protocol'
import { Unknown, type Call } from '../call'
import type { Methods } from '../methods'
import { Pcg64, Twister } from './bits'
import { LegacyDraws, ZigguratDraws, type Draws } from './draws'
import { seedWords, wordsOf } from './seedSequence'

/** A stream, or why it is not known. `null`: there was no seed. */
export type Stream = Draws | Opaque | null

export class RandomGenerator extends NativeObject<Stream> {
  constructor(
    readonly typeName: 'RandomState' | 'Generator' | 'PCG64' | 'state',
    private stream: Stream,
    private readonly methods: Methods<RandomGenerator> | null,
  ) {
    super()
  }

  get protocol(): TypeProtocol<RandomGenerator> {
    return protocol
  }

  /** The method of that name, bound. */
  bound(name: string): Value | undefined {
    return this.methods?.bound(this, name)
  }

  /** The stream to draw from; an opaque value that says why there is none. To be asked for once a call. */
  begin(call: Call): Draws | Opaque {
    const { runtime, session, site } = call
    runtime.touch(this)
    this.stream ??= sampleOf(this.typeName, session.options.libm)
    if (this.stream instanceof Opaque || !this.stream.isSample) return this.stream
    runtime.notice({
      code: 'sampled-value',
      span: site,
      message: 'An unseeded random draw: the numbers shown are one sample, a run draws anew.',
      related: [],
      fixes: [],
    })
    return this.stream
  }

  get isSeeded(): boolean {
    return this.stream !== null && !(this.stream instanceof Opaque) && !this.stream.isSample
  }

  seed(stream: Stream, runtime: Runtime): void {
    runtime.touch(this)
    this.stream = stream
  }

  /** What it would give from here on, as a state of its own. */
  peek(): Stream {
    return copied(this.stream)
  }

  save(): Stream {
    return copied(this.stream)
  }
  restore(state: Stream): void {
    this.stream = copied(state)
  }
  merge(one: Stream, other: Stream, unknown: () => Opaque): void {
    this.stream = sameStream(one, other) ? copied(one) : unknown()
  }
  override obscure(unknown: () => Opaque): readonly Value[] {
    this.stream = unknown()
    return []
  }
}

function copied(stream: Stream): Stream {
  if (stream === null || stream instanceof Opaque) return stream
  const copy = stream.copy()
  copy.isSample = stream.isSample
  return copy
}

/** The seed of samples: what a generator without one starts from. */
const SAMPLE_SEED = 20240808

function sampleOf(type: RandomGenerator['typeName'], libm: Libm): Draws {
  const draws =
    type === 'RandomState'
      ? new LegacyDraws(new Twister(MT19937.fromSeed(SAMPLE_SEED)), libm)
      : new ZigguratDraws(Pcg64.seeded(seedWords(wordsOf(BigInt(SAMPLE_SEED)), [], 4)), libm)
  draws.isSample = true
  return draws
}

function sameStream(one: Stream, other: Stream): boolean {
  if (one === other) return true
  if (one === null || other === null || one instanceof Opaque || other instanceof Opaque) return false
  return one.key() === other.key()
}

const reprOf = (v: RandomGenerator): string =>
  v.typeName === 'Generator' ? 'Generator(PCG64)' : v.typeName === 'RandomState' ? 'RandomState(MT19937)' : v.typeName

const protocol: TypeProtocol<RandomGenerator> = {
  typeName: (v) => v.typeName,
  getAttribute: (v, name) => v.bound(name),
  repr: (v) => `${reprOf(v)} at 0x7F0000000000`,
  str: reprOf,
  display: reprOf,
  toJson: () => undefined,
}

/** What a function of `np.random` does with a generator's stream. */
export type DrawBody = (call: Call, draws: Draws | Opaque, ...args: Value[]) => Value

/** Where a draw depends on something unknown, nobody knows the state afterwards. */
export function drawing(body: DrawBody): (call: Call, generator: RandomGenerator, ...args: Value[]) => Value {
  return (call, generator, ...args) => {
    const draws = generator.begin(call)
    try {
      return body(call, draws, ...args)
    } catch (error) {
      if (error instanceof Unknown) generator.seed(new Opaque(error.opaque.reason), call.runtime)
      throw error
    }
  }
}
