import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { randn } from './randn'

const golden: { draws: { seed: number; randn: number[] }[] } = JSON.parse(
  readFileSync(new URL('./randn.golden.json', import.meta.url), 'utf8'),
)

describe('randn is NumPy’s RandomState(seed).randn, bit for bit', () => {
  test.each(golden.draws)('seed $seed', ({ seed, randn: numbers }) => {
    expect([...randn(seed, numbers.length)]).toEqual(numbers)
  })
})

test('a shorter draw is the beginning of a longer one', () => {
  expect([...randn(3, 4)]).toEqual([...randn(3, 9)].slice(0, 4))
  expect([...randn(3, 5)]).toEqual([...randn(3, 9)].slice(0, 5))
  expect(randn(3, 0)).toHaveLength(0)
})
