// Normal, exponential and gamma numbers from random bits: what `RandomState` (the legacy way) and `Generator` do
// differently, behind one interface. The other distributions are written over it. Digits are the libm's: where its log is
// rounded otherwise than glibc's, a legacy normal number differs in its last bit.
import type { Libm } from '@gradlens/engine'
import type { Bits } from './bits'
import { LEMIRE, MASKED, type Bounded } from './integers'
import { EXPONENTIAL_TAIL, exponentialZiggurat, NORMAL_TAIL, normalZiggurat } from './ziggurat'

/** A stream of random numbers. */
export abstract class Draws {
  abstract readonly legacy: boolean
  abstract readonly bounded: Bounded
  constructor(
    readonly bits: Bits,
    readonly libm: Libm,
  ) {}

  abstract normal(): number
  abstract exponential(): number
  abstract copy(): Draws
  /** Is it a stream of our own, which stands for one without a seed? */
  isSample = false
  /** Tells states apart. */
  abstract key(): string

  double(): number {
    return this.bits.nextDouble()
  }

  /** Γ(shape, 1): Marsaglia and Tsang 2000 from 1 on, Ahrens and Dieter 1974 (with exponential numbers) below. */
  gamma(shape: number): number {
    if (shape === 1) return this.exponential()
    if (shape === 0) return 0
    return shape < 1 ? this.smallGamma(shape) : this.largeGamma(shape)
  }

  private smallGamma(shape: number): number {
    const { libm } = this
    for (;;) {
      const u = this.double()
      const v = this.exponential()
      if (u <= 1 - shape) {
        const x = libm.pow(u, 1 / shape)
        if (x <= v) return x
      } else {
        const y = -libm.log((1 - u) / shape)
        const x = libm.pow(1 - shape + shape * y, 1 / shape)
        if (x <= v + y) return x
      }
    }
  }

  private largeGamma(shape: number): number {
    const { libm } = this
    const b = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * b)
    for (;;) {
      let x: number
      let v: number
      do {
        x = this.normal()
        v = 1 + c * x
      } while (v <= 0)
      v = v * v * v
      const u = this.double()
      if (u < 1 - 0.0331 * (x * x) * (x * x)) return b * v
      if (libm.log(u) < 0.5 * x * x + b * (1 - v + libm.log(v))) return b * v
    }
  }
}

/** `RandomState`: Marsaglia's polar method, whose second number is kept for the next call, and logarithms. */
export class LegacyDraws extends Draws {
  readonly legacy = true
  readonly bounded = MASKED
  constructor(
    bits: Bits,
    libm: Libm,
    private kept: number | null = null,
  ) {
    super(bits, libm)
  }

  /** The number that is kept; null where there is none. */
  get gauss(): number | null {
    return this.kept
  }

  normal(): number {
    const { kept } = this
    if (kept !== null) {
      this.kept = null
      return kept
    }
    let x: number
    let y: number
    let r: number
    do {
      x = 2 * this.double() - 1
      y = 2 * this.double() - 1
      r = x * x + y * y
    } while (r >= 1 || r === 0)
    const f = Math.sqrt((-2 * this.libm.log(r)) / r)
    this.kept = f * x
    return f * y
  }
  exponential(): number {
    return -this.libm.log(1 - this.double())
  }
  copy(): LegacyDraws {
    return new LegacyDraws(this.bits.copy(), this.libm, this.kept)
  }
  key(): string {
    return `${this.bits.key()} ${this.kept}`
  }
}

/** `Generator`: ziggurats. */
export class ZigguratDraws extends Draws {
  readonly legacy = false
  readonly bounded = LEMIRE

  normal(): number {
    const { bound, width, density } = normalZiggurat()
    const { bits, libm } = this
    for (;;) {
      bits.next64()
      const layer = bits.low & 0xff
      const negative = (bits.low & 0x100) !== 0
      // The 52 bits above the sign.
      const steps = (bits.high % 2 ** 29) * 2 ** 23 + (bits.low >>> 9)
      const x = negative ? -steps * width[layer] : steps * width[layer]
      if (steps < bound[layer]) return x
      if (layer === 0) {
        const beyond = this.tail()
        return Math.floor(steps / 256) % 2 === 1 ? -beyond : beyond
      }
      if ((density[layer - 1] - density[layer]) * this.double() + density[layer] < libm.exp(-0.5 * x * x)) return x
    }
  }

  /** A number beyond the last layer (Marsaglia 1964). */
  private tail(): number {
    const { libm } = this
    for (;;) {
      const x = -(1 / NORMAL_TAIL) * libm.log1p(-this.double())
      const y = -libm.log1p(-this.double())
      if (y + y > x * x) return NORMAL_TAIL + x
    }
  }

  exponential(): number {
    const { bound, width, density } = exponentialZiggurat()
    const { bits, libm } = this
    for (;;) {
      bits.next64()
      const layer = (bits.low >>> 3) & 0xff
      // The 53 bits above the layer.
      const steps = bits.high * 2 ** 21 + (bits.low >>> 11)
      const x = steps * width[layer]
      if (steps < bound[layer]) return x
      if (layer === 0) return EXPONENTIAL_TAIL - libm.log1p(-this.double())
      if ((density[layer - 1] - density[layer]) * this.double() + density[layer] < libm.exp(-x)) return x
    }
  }
  copy(): ZigguratDraws {
    return new ZigguratDraws(this.bits.copy(), this.libm)
  }
  key(): string {
    return this.bits.key()
  }
}
