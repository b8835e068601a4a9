// Sources of random bits as NumPy's distributions see them: 32 bits, 64 bits, a double. Knows no distribution.
import { MT19937 } from '../../../../../marks/mt19937'

/** A bit generator (NumPy's `bitgen_t`). A word of 64 bits is left in two halves, so that nothing is allocated. */
export interface Bits {
  /** The halves of the last word, unsigned. */
  readonly high: number
  readonly low: number
  /** An integer from 0 to 2³² − 1. */
  next32(): number
  /** Draws 64 bits into `high` and `low`. */
  next64(): void
  /** A multiple of 2⁻⁵³ in [0, 1). */
  nextDouble(): number
  /** One that goes on from here by itself. */
  copy(): Bits
  /** Tells states apart. */
  key(): string
}

/** The Mersenne Twister of `RandomState`. */
export class Twister implements Bits {
  high = 0
  low = 0
  constructor(private readonly twister: MT19937) {}

  next32(): number {
    return this.twister.nextUint32()
  }
  next64(): void {
    this.high = this.twister.nextUint32()
    this.low = this.twister.nextUint32()
  }
  nextDouble(): number {
    return this.twister.nextDouble()
  }
  copy(): Twister {
    return new Twister(this.twister.copy())
  }
  key(): string {
    const probe = this.twister.copy()
    return Array.from({ length: 625 }, () => probe.nextUint32()).join(' ')
  }
}

const LIMBS = 8
const MASK128 = (1n << 128n) - 1n
/** 128 bits as 16-bit limbs, the lowest first: products of two and the sums of eight of them are exact in a double. */
const limbsOf = (x: bigint): Float64Array =>
  Float64Array.from({ length: LIMBS }, (_, i) => Number((x >> BigInt(16 * i)) & 0xffffn))

/** The multiplier of PCG's 128-bit generators (O'Neill 2014). */
const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n
const MULTIPLIER_LIMBS = limbsOf(MULTIPLIER)

/** PCG XSL RR 128/64 (O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms"): a linear
 *  congruential generator of 128 bits whose halves are xored and rotated. */
export class Pcg64 implements Bits {
  high = 0
  low = 0
  private constructor(
    private state: Float64Array,
    private readonly increment: Float64Array,
    /** The upper half of the last word, where `next32` has given only the lower one; −1: there is none. */
    private kept: number,
  ) {}

  /** @param words four words of 64 bits: of the state the high and the low one, of the sequence likewise */
  static seeded(words: readonly bigint[]): Pcg64 {
    const [start, sequence] = [(words[0] << 64n) | words[1], (words[2] << 64n) | words[3]]
    const increment = ((sequence << 1n) | 1n) & MASK128
    const state = ((increment + start) * MULTIPLIER + increment) & MASK128
    return new Pcg64(limbsOf(state), limbsOf(increment), -1)
  }

  next64(): void {
    this.step()
    const s = this.state
    const high = ((s[7] ^ s[3]) << 16) | (s[6] ^ s[2])
    const low = ((s[5] ^ s[1]) << 16) | (s[4] ^ s[0])
    const by = s[7] >> 10
    const [a, b] = by & 32 ? [low, high] : [high, low]
    const turn = by & 31
    this.high = (turn === 0 ? a : (a >>> turn) | (b << (32 - turn))) >>> 0
    this.low = (turn === 0 ? b : (b >>> turn) | (a << (32 - turn))) >>> 0
  }
  next32(): number {
    if (this.kept >= 0) {
      const { kept } = this
      this.kept = -1
      return kept
    }
    this.next64()
    this.kept = this.high
    return this.low
  }
  nextDouble(): number {
    this.next64()
    return (this.high * 2 ** 21 + (this.low >>> 11)) / 2 ** 53
  }
  copy(): Pcg64 {
    return new Pcg64(this.state.slice(), this.increment, this.kept)
  }
  key(): string {
    return `${this.state.join(' ')} ${this.increment.join(' ')} ${this.kept}`
  }

  /** state · multiplier + increment, modulo 2¹²⁸. */
  private step(): void {
    const { state, increment } = this
    const next = new Float64Array(LIMBS)
    let carry = 0
    for (let i = 0; i < LIMBS; i++) {
      let sum = carry + increment[i]
      for (let j = 0; j <= i; j++) sum += state[j] * MULTIPLIER_LIMBS[i - j]
      carry = Math.floor(sum / 65536)
      next[i] = sum - carry * 65536
    }
    this.state = next
  }
}
