import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { MT19937 } from './mt19937'

interface Golden {
  draws: { seed: number; firstWords: number[]; lateWords: number[] }[]
  pythonDraws: { power: number; plus: number; random: number[] }[]
}

const golden: Golden = JSON.parse(readFileSync(new URL('./randn.golden.json', import.meta.url), 'utf8'))

describe('fromSeed is NumPy’s RandomState(seed)', () => {
  test.each(golden.draws)('seed $seed', ({ seed, firstWords, lateWords }) => {
    const twister = MT19937.fromSeed(seed)
    const words = Array.from({ length: 2005 }, () => twister.nextUint32())
    expect(words.slice(0, 3)).toEqual(firstWords)
    expect(words.slice(-3)).toEqual(lateWords)
  })
})

describe('fromKey is CPython’s random.seed(n)', () => {
  test.each(golden.pythonDraws)('2**$power + $plus', ({ power, plus, random }) => {
    const twister = MT19937.fromKey(key(2n ** BigInt(power) + BigInt(plus)))
    expect(random.map(() => twister.nextDouble())).toEqual(random)
  })
})

test('a copy goes on from the same place, by itself', () => {
  const twister = MT19937.fromSeed(5)
  for (let i = 0; i < 600; i++) twister.nextUint32()
  const copy = twister.copy()
  const drawn = Array.from({ length: 700 }, () => twister.nextUint32())
  expect(drawn.map(() => copy.nextUint32())).toEqual(drawn)
})

/** 32-bit digits, the lowest first. */
function key(n: bigint): number[] {
  const words: number[] = []
  for (let rest = n; rest > 0n || words.length === 0; rest >>= 32n) words.push(Number(rest & 0xffffffffn))
  return words
}
