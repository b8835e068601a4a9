/**
 * The Mersenne Twister MT19937 (Matsumoto and Nishimura 1998, reference code of 2002), which CPython's `random` and
 * NumPy's `RandomState` draw from. It makes uniform words and doubles; distributions are their libraries' own.
 */

const N = 624
const M = 397

/** A generator's state: 624 words and a place among them. Same seed, same sequence, on every platform. */
export class MT19937 {
  private constructor(
    private readonly words: Uint32Array,
    private next: number,
  ) {}

  /** `init_genrand`: NumPy's `RandomState(seed)`. @param seed an integer from 0 to 2³² − 1 */
  static fromSeed(seed: number): MT19937 {
    const words = new Uint32Array(N)
    words[0] = seed
    for (let i = 1; i < N; i++) words[i] = Math.imul(1812433253, scrambled(words[i - 1])) + i
    return new MT19937(words, N)
  }

  /**
   * `init_by_array`: CPython's `random.seed(n)`, and NumPy's `RandomState([…])`.
   *
   * @param key at least one word; CPython's is |n| in 32-bit digits, the lowest first
   */
  static fromKey(key: ArrayLike<number>): MT19937 {
    const twister = MT19937.fromSeed(19650218)
    const { words } = twister
    let i = 1
    const advance = () => {
      if (++i < N) return
      words[0] = words[N - 1]
      i = 1
    }
    for (let k = 0, j = 0; k < Math.max(N, key.length); k++, j = (j + 1) % key.length) {
      words[i] = (words[i] ^ Math.imul(scrambled(words[i - 1]), 1664525)) + key[j] + j
      advance()
    }
    for (let k = 0; k < N - 1; k++) {
      words[i] = (words[i] ^ Math.imul(scrambled(words[i - 1]), 1566083941)) - i
      advance()
    }
    words[0] = 0x80000000
    return twister
  }

  /** A generator that goes on from here by itself. */
  copy(): MT19937 {
    return new MT19937(this.words.slice(), this.next)
  }

  /** The 624 words, and the place of the next among them. */
  state(): readonly number[] {
    return [...this.words, this.next]
  }

  /** Does it go on as the other does? */
  equals(other: MT19937): boolean {
    return this.next === other.next && this.words.every((word, i) => word === other.words[i])
  }

  /** `genrand_int32`: an integer from 0 to 2³² − 1. */
  nextUint32(): number {
    if (this.next === N) this.twist()
    let y = this.words[this.next++]
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    y ^= y >>> 18
    return y >>> 0
  }

  /** `genrand_res53`: a multiple of 2⁻⁵³ in [0, 1), from two words; both libraries' `random()`. */
  nextDouble(): number {
    const high = this.nextUint32() >>> 5
    const low = this.nextUint32() >>> 6
    return (high * 2 ** 26 + low) / 2 ** 53
  }

  /** Makes the next 624 words out of the last. */
  private twist(): void {
    const { words } = this
    for (let i = 0; i < N; i++) {
      const y = (words[i] & 0x80000000) | (words[(i + 1) % N] & 0x7fffffff)
      words[i] = words[(i + M) % N] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
    }
    this.next = 0
  }
}

/** The step that both seedings share. */
function scrambled(word: number): number {
  return word ^ (word >>> 30)
}
