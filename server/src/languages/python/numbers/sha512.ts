// SHA-512 (FIPS 180-4), for `random.seed` of a text.

const WORD = (1n << 64n) - 1n

/** The first n primes. */
function primes(n: number): bigint[] {
  const found: bigint[] = []
  for (let p = 2n; found.length < n; p++) if (found.every((q) => p % q !== 0n)) found.push(p)
  return found
}

/** ⌊ⁿ√x⌋ by bisection. */
function root(x: bigint, n: bigint): bigint {
  let low = 0n
  let high = 1n << 80n
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** n <= x) low = middle
    else high = middle
  }
  return low
}

/** The first 64 bits behind the point of the square and the cube roots of primes (sections 5.3.5 and 4.2.3). */
const START = primes(8).map((p) => root(p << 128n, 2n) & WORD)
const ROUNDS = primes(80).map((p) => root(p << 192n, 3n) & WORD)

function turned(x: bigint, n: bigint): bigint {
  return ((x >> n) | (x << (64n - n))) & WORD
}

/** The digest of a text's bytes. */
export function sha512(bytes: readonly number[]): number[] {
  const padded = [...bytes, 0x80]
  while (padded.length % 128 !== 112) padded.push(0)
  const bits = BigInt(bytes.length) * 8n
  for (let shift = 120n; shift >= 0n; shift -= 8n) padded.push(Number((bits >> shift) & 0xffn))
  let hash = START
  for (let block = 0; block < padded.length; block += 128) hash = compressed(hash, padded.slice(block, block + 128))
  return hash.flatMap((word) => Array.from({ length: 8 }, (_, i) => Number((word >> BigInt(56 - 8 * i)) & 0xffn)))
}

function compressed(before: readonly bigint[], block: readonly number[]): bigint[] {
  const words = Array.from({ length: 16 }, (_, i) =>
    block.slice(8 * i, 8 * i + 8).reduce((word, byte) => (word << 8n) | BigInt(byte), 0n),
  )
  for (let t = 16; t < 80; t++) {
    const [x, y] = [words[t - 15], words[t - 2]]
    const s0 = turned(x, 1n) ^ turned(x, 8n) ^ (x >> 7n)
    const s1 = turned(y, 19n) ^ turned(y, 61n) ^ (y >> 6n)
    words.push((words[t - 16] + s0 + words[t - 7] + s1) & WORD)
  }
  let [a, b, c, d, e, f, g, h] = before
  words.forEach((word, t) => {
    const choice = (e & f) ^ (~e & WORD & g)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const first = h + (turned(e, 14n) ^ turned(e, 18n) ^ turned(e, 41n)) + choice + ROUNDS[t] + word
    const second = (turned(a, 28n) ^ turned(a, 34n) ^ turned(a, 39n)) + majority
    ;[a, b, c, d, e, f, g, h] = [(first + second) & WORD, a, b, c, (d + first) & WORD, e, f, g]
  })
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + before[i]) & WORD)
}
