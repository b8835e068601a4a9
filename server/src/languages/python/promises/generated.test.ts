// Seeded random programs over unknown conditions: nothing is shown as known that is not so in every world.
import { describe, expect, test } from 'vitest'
import { randomProgram, type Feature } from './randomPrograms.testing'
import { compareWorlds } from './worlds.testing'

/** The programs of these seeds that show something wrong, with the first thing that is. */
function wrongOnes(from: number, count: number, features: readonly Feature[]): readonly string[] {
  return Array.from({ length: count }, (_, i) => randomProgram(from + i, features)).flatMap((source, i) => {
    const { wrong } = compareWorlds(source)
    return wrong.length === 0 ? [] : [`seed ${from + i}: ${wrong[0]}\n${source}`]
  })
}

describe('random programs over three unknown conditions', { timeout: 30_000 }, () => {
  test('know something, and not everything', () => {
    const shown = Array.from({ length: 20 }, (_, i) => compareWorlds(randomProgram(i, [])).known.variables)
    const values = shown
      .flatMap((variables) => Object.values(variables))
      .map((v) => JSON.stringify(v).includes('opaque'))
    expect(values.filter((unknown) => unknown).length).toBeGreaterThan(values.length / 10)
    expect(values.filter((unknown) => !unknown).length).toBeGreaterThan(values.length / 10)
  })

  test('without aliases that a choice makes', () => {
    expect(wrongOnes(0, 30, ['plain'])).toEqual([])
  })

  test('with closures, generators, iterators and methods', () => {
    expect(wrongOnes(1000, 20, ['plain', 'closures', 'generators', 'iterators', 'methods'])).toEqual([])
  })

  test('with arms that change something and leave', () => {
    expect(wrongOnes(30, 10, ['plain', 'effects'])).toEqual([])
  })

  test.fails(
    'with aliases (today: a choice kept in a global, or made in a loop that may be left, has no candidates)',
    () => {
      expect(wrongOnes(1020, 17, [])).toEqual([])
    },
  )

  test('with lists that grow', () => {
    expect(wrongOnes(1003, 8, ['plain', 'sizes'])).toEqual([])
  })

  test('with exceptions', () => {
    expect(wrongOnes(1024, 4, ['plain', 'try'])).toEqual([])
  })
})
