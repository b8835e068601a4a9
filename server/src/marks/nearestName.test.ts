import { expect, test } from 'vitest'
import { nearestName } from './nearestName'

test.each([
  ['ordr', ['wrt', 'order', 'tol', 'nocheck'], 'order'],
  ['order', ['order'], 'order'],
  ['wieghts', ['bias', 'weights'], 'weights'],
  ['learning_rte', ['learning_rate', 'learning'], 'learning_rate'],
  ['X', ['y', 'x'], 'x'],
  ['y', ['x'], 'x'],
  ['a', ['b', 'c'], 'b'],
  ['momentum', ['x', 'velocity'], null],
  ['', ['x'], 'x'],
  ['x', [], null],
])('%s among %j is %s', (name, candidates, nearest) => {
  expect(nearestName(name, candidates)).toBe(nearest)
})
