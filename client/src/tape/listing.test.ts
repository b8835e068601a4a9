import { expect, test } from 'vitest'
import { definingLine, sourceColumn } from './listing'

const line = '%4  = multiply(%1, %3)        value 9.0      adjoint 1.0      4: x ** 2'

test('the source begins at its line number', () => {
  expect(line.slice(sourceColumn(line))).toBe('4: x ** 2')
})

test('a colon in the source is not taken for its line number', () => {
  const slice = '%1  = index(%0)   value 1.0  adjoint 1.0   12: v[1: 2]'
  expect(slice.slice(sourceColumn(slice))).toBe('12: v[1: 2]')
})

test('a line without a source is one from its first word on', () => {
  expect(sourceColumn('  %0 = input')).toBe(2)
  expect(sourceColumn('')).toBe(0)
})

test('an operand leads to the line that computes it, not to one whose number begins alike', () => {
  const lines = ['# y', '%11 = constant  value 2.0', '%1  = input     value 3.0', '%2  = power(%1, %11)']
  expect(definingLine(lines, '%1')).toBe(2)
  expect(definingLine(lines, '%11')).toBe(1)
  expect(definingLine(lines, '%9')).toBe(-1)
})
