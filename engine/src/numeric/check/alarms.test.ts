// The checker's promises, on programs it was not tuned on: no right derivative is called wrong, no derivative along the wrong
// branch is called right, every planted error above tolerance and error bar is found.
import { describe, expect, test } from 'vitest'
import { checked, differentiated, PROGRAMS, roundings, type Program } from './programs.testing'
import type { CheckResult } from './checker'

const TOLERANCE = 1e-6

/** Errors planted in a gradient: row by row. The last hits one component only, the smallest that is not 0. */
const PLANTS: Readonly<Record<string, (d: number) => number>> = {
  'relative 1e-5': (d) => d * (1 + 1e-5),
  'relative 1e-3': (d) => d * (1 - 1e-3),
  'factor 2': (d) => d * 2,
  sign: (d) => -d,
}

function planted(automatic: readonly number[][], wrong: (d: number) => number): number[][] {
  return automatic.map((row) => row.map(wrong))
}

function plantedInSmallest(automatic: readonly number[][]): number[][] {
  const sizes = automatic.flat().filter((d) => d !== 0 && Number.isFinite(d))
  const smallest = sizes.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a), Infinity)
  return automatic.map((row) => row.map((d) => (d === smallest ? d * (1 + 1e-4) : d)))
}

/** Is no error larger than what rounding and the error bar leave open? */
function within(rooms: readonly number[][], right: readonly number[][], wrong: readonly number[][]): boolean {
  return right.every((row, i) => row.every((d, j) => Math.abs(wrong[i][j] - d) <= 2 * rooms[i][j]))
}

const said = (at: readonly number[], { verdict, reason, worst }: CheckResult): string =>
  `at ${at.slice(0, 4).join(', ')}: ${verdict} (${reason}) ${JSON.stringify(worst)}`

/** Is the worst component's derivative that of what the program stands for? */
function isTrue({ truth }: Program, x: readonly number[], { worst }: CheckResult): boolean {
  if (!truth || !worst) return true
  const right = truth(x[0])
  return Math.abs(worst.automatic - right) <= TOLERANCE * Math.abs(right) + 2 * worst.bar + 1e-3 * Math.abs(right)
}

describe.each(Object.entries(PROGRAMS))('%s', (_, program) => {
  test('has points enough', () => {
    expect(program.points.length).toBeGreaterThanOrEqual(25)
  })

  test.each(['always', 'as needed', 'never'] as const)(
    'right derivatives are not called wrong (locked runs %s)',
    (lock) => {
      for (const x of program.points) {
        const d = differentiated(program, x)
        const result = checked(program, x, d, d.automatic, lock)
        if (program.truth && lock === 'never' && result.verdict === 'disagree') continue
        expect(result.verdict, said(x, result)).not.toBe('disagree')
        if (result.verdict === 'agree') expect(isTrue(program, x, result), said(x, result)).toBe(true)
      }
    },
  )

  test('planted errors are found', { timeout: 30_000 }, () => {
    // A check of many components that disagrees looks at each of them: fewer points tell enough.
    const every = program.kind === 'large' ? 9 : program.kind === 'tensors' ? 3 : 1
    for (const x of program.points.filter((_, i) => i % every === 0)) {
      const d = differentiated(program, x)
      const right = checked(program, x, d, d.automatic, 'always')
      if (right.verdict !== 'agree') continue
      const rooms = roundings(d).map((row) => [...row])
      for (const { output, input, by, bar } of right.components)
        if (by !== 'directions') rooms[output][input] = Math.max(rooms[output][input], bar)
      const wrongs = [
        ...Object.entries(PLANTS).map(([name, wrong]) => [name, planted(d.automatic, wrong)] as const),
        ['one small component', plantedInSmallest(d.automatic)] as const,
      ]
      for (const [name, wrong] of wrongs) {
        if (d.automatic.every((row, i) => row.every((right, j) => right === wrong[i][j]))) continue
        if (within(rooms, d.automatic, wrong)) continue
        const result = checked(program, x, d, wrong, 'always')
        expect(result.verdict, `${name} ${said(x, result)}`).toBe('disagree')
      }
    }
  })
})

test('the set is large enough', () => {
  expect(Object.keys(PROGRAMS).length).toBeGreaterThanOrEqual(40)
})
