// NumPy's SeedSequence: how a seed of any length becomes well-mixed words (O'Neill 2015, "C++ Seeding Surprises", whose
// `seed_seq_fe` it follows).

const POOL = 4
const INIT_A = 0x43b0d7e5
const MULT_A = 0x931e8875
const INIT_B = 0x8b51f9dd
const MULT_B = 0x58f38ded
const MIX_LEFT = 0xca01f9dd
const MIX_RIGHT = 0x4973f715

/** A hash whose constant goes on from word to word. */
function hasher(constant: number, multiplier: number): (value: number) => number {
  let c = constant
  return (value) => {
    const mixed = value ^ c
    c = Math.imul(c, multiplier)
    const product = Math.imul(mixed, c)
    return (product ^ (product >>> 16)) >>> 0
  }
}

function mix(x: number, y: number): number {
  const result = Math.imul(MIX_LEFT, x) - Math.imul(MIX_RIGHT, y)
  return (result ^ (result >>> 16)) >>> 0
}

/** The words of a non-negative integer, the lowest first. */
export function wordsOf(n: bigint): number[] {
  const words: number[] = []
  for (let rest = n; rest > 0n; rest >>= 32n) words.push(Number(rest & 0xffffffffn))
  return words.length > 0 ? words : [0]
}

/** The pool that entropy is mixed into. `spawned`: which child it is of which. */
function poolOf(entropy: readonly number[], spawned: readonly number[]): number[] {
  const own = [...entropy]
  if (spawned.length > 0) while (own.length < POOL) own.push(0)
  const words = [...own, ...spawned]
  const hash = hasher(INIT_A, MULT_A)
  const pool = Array.from({ length: POOL }, (_, i) => hash(words[i] ?? 0))
  for (let from = 0; from < POOL; from++)
    for (let to = 0; to < POOL; to++) if (from !== to) pool[to] = mix(pool[to], hash(pool[from]))
  for (let from = POOL; from < words.length; from++)
    for (let to = 0; to < POOL; to++) pool[to] = mix(pool[to], hash(words[from]))
  return pool
}

/** `SeedSequence(entropy).generate_state(count, np.uint64)`. */
export function seedWords(entropy: readonly number[], spawned: readonly number[], count: number): bigint[] {
  const pool = poolOf(entropy, spawned)
  const hash = hasher(INIT_B, MULT_B)
  const halves = Array.from({ length: 2 * count }, (_, i) => hash(pool[i % POOL]))
  return Array.from({ length: count }, (_, i) => (BigInt(halves[2 * i + 1]) << 32n) | BigInt(halves[2 * i]))
}
