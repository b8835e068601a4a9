// The plain functions of ops.order take nested arrays.
import { expect, test } from 'vitest'
import { mul, sum } from '../functions'
import type { Num } from '../num'
import { grad, hessian, toNested, type Operand } from '../transforms'
import { close } from '../structural.testing'
import * as order from './functions'

const M = [
  [3, 1, 2],
  [4, 0, 5],
]

test.each<[string, () => Num, unknown]>([
  [
    'sort',
    () => order.sort(M),
    [
      [1, 2, 3],
      [0, 4, 5],
    ],
  ],
  [
    'argsort',
    () => order.argsort(M, { descending: true }),
    [
      [0, 2, 1],
      [2, 0, 1],
    ],
  ],
  ['topk', () => order.topk(M, 1).values, [[3], [5]]],
  ['the places of topk', () => order.topk(M, 1, 0, false).indices, [[0, 1, 0]]],
  ['kth', () => order.kth(M, 1), [1, 0]],
  [
    'cummax',
    () => order.cummax(M),
    [
      [3, 3, 3],
      [4, 4, 5],
    ],
  ],
  [
    'cummin',
    () => order.cummin(M, 0),
    [
      [3, 1, 2],
      [3, 0, 2],
    ],
  ],
  ['cumprod', () => order.cumprod([2, 3, 4]), [2, 6, 24]],
  ['cumprod from the end', () => order.cumprod([2, 3, 4], 0, true), [24, 12, 4]],
  ['logcumsumexp', () => order.logcumsumexp([0, 0]), [0, Math.LN2]],
  ['recurrence', () => order.recurrence([0, 0.5, 0.5], [8, 0, 1]), [8, 4, 3]],
  ['variance', () => order.variance([1, 2, 3]), 1],
  ['std', () => order.std([1, 3], null, false, 0), 1],
  ['any', () => order.any(M, [0]), [1, 1, 1]],
  ['all', () => order.all(M, [0]), [1, 0, 1]],
  ['countNonzero', () => order.countNonzero(M), 5],
])('%s', (_, f, expected) => {
  expect(toNested(f())).toEqual(expected)
})

test('their derivatives, to the second order', () => {
  expect(grad((x) => sum(mul([1, 10, 100], order.sort(x))))([3, 1, 2])).toEqual([100, 1, 10])
  expect(hessian((x) => sum(order.cumprod(x)))([2, 0, 3])).toEqual([
    [0, 4, 0],
    [4, 0, 2],
    [0, 2, 0],
  ])
  close((hessian(order.variance as (x: Operand) => Num)([1, 5]) as number[][]).flat(), [1, -1, -1, 1], 1e-15)
})
