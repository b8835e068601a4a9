// The state that `random`'s functions and `random.Random` draw from.
import { NativeObject, Opaque, Tuple, Int, type Runtime, type Span, type Value } from '@gradlens/engine'
import { MT19937 } from '../../../../marks/mt19937'

export interface GeneratorState {
  readonly twister: MT19937
  readonly gaussNext: number | null
  readonly seeded: boolean
  readonly unknown: Opaque | null
}

/** The seed of samples: what an unseeded generator starts from. */
const SAMPLE_SEED = [20240808]

/** The states that `getstate()` gave, by the tuple: it remembers whether they are but a sample. */
const states = new WeakMap<Tuple, GeneratorState>()

/** CPython's tuple for a state. */
function tupleOf(state: GeneratorState): Tuple {
  const words = state.twister.state().map((word) => Int.of(word))
  const tuple = new Tuple([Int.of(3), new Tuple(words), state.gaussNext])
  states.set(tuple, state)
  return tuple
}

/** The state of one generator. */
export class Generator extends NativeObject<GeneratorState> {
  override readonly typeName = 'Random'
  private state: GeneratorState = {
    twister: MT19937.fromKey(SAMPLE_SEED),
    gaussNext: null,
    seeded: false,
    unknown: null,
  }

  get isSeeded(): boolean {
    return this.state.seeded && this.state.unknown === null
  }

  override save(): GeneratorState {
    return { ...this.state, twister: this.state.twister.copy() }
  }
  override restore(state: GeneratorState): void {
    this.state = { ...state, twister: state.twister.copy() }
  }
  override merge(one: GeneratorState, other: GeneratorState, unknown: () => Opaque): void {
    this.state = { ...one, unknown: sameState(one, other) ? null : unknown() }
  }
  override obscure(unknown: () => Opaque): readonly Value[] {
    this.forget(unknown())
    return []
  }

  seed(key: readonly number[] | null, unknown: Opaque | null): void {
    this.state = { twister: MT19937.fromKey(key ?? SAMPLE_SEED), gaussNext: null, seeded: key !== null, unknown }
  }

  /** What it draws from here on is unknown. */
  forget(why: Opaque): void {
    this.state = { ...this.state, unknown: why }
  }

  /** `getstate()` */
  stateValue(): Value {
    return this.state.unknown ?? tupleOf(this.save())
  }

  /** `setstate(state)`; false where it is none. */
  setState(value: Value): boolean {
    if (value instanceof Opaque) {
      this.forget(value)
      return true
    }
    const state = value instanceof Tuple ? states.get(value) : undefined
    if (state) this.restore(state)
    return state !== undefined
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

function sameState(one: GeneratorState, other: GeneratorState): boolean {
  if (one.unknown !== null || other.unknown !== null) return false
  return one.seeded === other.seeded && Object.is(one.gaussNext, other.gaussNext) && one.twister.equals(other.twister)
}
