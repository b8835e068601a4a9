import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { MarkArray } from './model'
import { parseMarkLine } from './parseMark'

function made(call: string): MarkArray {
  const text = `@grad w=${call}`
  const line = parseMarkLine(text, { start: 0, end: text.length }, 'python')
  if (line === null || 'error' in line) throw new Error(line?.error.message ?? 'no mark')
  const mark = line.mark
  const value = mark.kind === 'grad' ? mark.bindings[0].value : null
  if (value?.kind !== 'array') throw new Error(`${call} is no array`)
  return value
}

test('zeros and ones fill their shape', () => {
  expect(made('zeros(3)')).toMatchObject({ shape: [3], data: new Float64Array(3), generator: 'zeros' })
  expect(made('ones(2, 3)')).toMatchObject({ shape: [2, 3], data: new Float64Array(6).fill(1), generator: 'ones' })
  expect(made('zeros(2, 0)')).toMatchObject({ shape: [2, 0], data: new Float64Array(0) })
  expect(made('zeros(1000, 1000)').data).toHaveLength(1_000_000)
})

test('randn draws in row-major order, from seed 0 where none is given', () => {
  const matrix = made('randn(2, 3, seed=1)')
  expect(matrix.shape).toEqual([2, 3])
  expect([...matrix.data]).toEqual([...made('randn(6, seed = 1)').data])
  expect(made('randn(1)').data[0]).toBe(1.764052345967664)
  expect(made('randn(1, seed=0)').data[0]).toBe(1.764052345967664)
  expect(made('randn(1, seed=4294967295)').data).toHaveLength(1)
})

describe('linspace is NumPy’s, bit for bit', () => {
  const golden: { linspace: { arguments: number[]; numbers: number[] }[] } = JSON.parse(
    readFileSync(new URL('./randn.golden.json', import.meta.url), 'utf8'),
  )
  test.each(golden.linspace)('$arguments', ({ arguments: [first, last, count], numbers }) => {
    const { shape, data } = made(`linspace(${first}, ${last}, ${count})`)
    expect(shape).toEqual([count])
    expect([...data]).toEqual(numbers)
  })
})
