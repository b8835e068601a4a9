import { expect, test } from 'vitest'
import { cut, roomFor } from './label'

test('a short text stays, a long one ends in an ellipsis', () => {
  expect(cut('x ** 2', 6)).toBe('x ** 2')
  expect(cut('x ** 2 + 1', 6)).toBe('x ** …')
})

test('several lines become one', () => {
  expect(cut('f(\n    x,\n)', 20)).toBe('f( x, )')
})

test('a character outside the basic plane counts once and is not torn', () => {
  expect(cut('𝑥𝑦𝑧', 3)).toBe('𝑥𝑦𝑧')
  expect(cut('𝑥𝑦𝑧', 2)).toBe('𝑥…')
})

test('a node has room for the characters between its paddings', () => {
  expect(roomFor(24 + 73)).toBe(10)
  expect(roomFor(5)).toBe(1)
})
