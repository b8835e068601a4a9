// The plain functions of ops.arrange take nested arrays, integers as index arrays among them.
import { expect, test } from 'vitest'
import { greater, mul, sum } from '../functions'
import type { Num } from '../num'
import { grad, hessian, jvp, toNested, type Operand } from '../transforms'
import { ShapeError } from '../shape'
import * as arrange from './functions'

const M = [
  [1, 2, 3],
  [4, 5, 6],
]
const all = { start: null, stop: null, step: null }

test.each<[string, () => Num, unknown]>([
  [
    'split',
    () => arrange.split(M, [1], 1)[1],
    [
      [2, 3],
      [5, 6],
    ],
  ],
  ['tile', () => arrange.tile([1, 2], [2]), [1, 2, 1, 2]],
  [
    'repeat',
    () => arrange.repeat(M, [1, 2], 0),
    [
      [1, 2, 3],
      [4, 5, 6],
      [4, 5, 6],
    ],
  ],
  ['pad', () => arrange.pad([1, 2], [[1, 1]], 'constant', 9), [9, 1, 2, 9]],
  [
    'flip',
    () => arrange.flip(M, [1]),
    [
      [3, 2, 1],
      [6, 5, 4],
    ],
  ],
  ['roll', () => arrange.roll([1, 2, 3], 1), [3, 1, 2]],
  [
    'diag',
    () => arrange.diag([1, 2]),
    [
      [1, 0],
      [0, 2],
    ],
  ],
  ['diagonal', () => arrange.diagonal(M, 1), [2, 6]],
  [
    'triu',
    () => arrange.triu(M),
    [
      [1, 2, 3],
      [0, 5, 6],
    ],
  ],
  [
    'tril',
    () => arrange.tril(M),
    [
      [1, 0, 0],
      [4, 5, 0],
    ],
  ],
  [
    'moveaxis',
    () => arrange.moveaxis(M, 0, 1),
    [
      [1, 4],
      [2, 5],
      [3, 6],
    ],
  ],
  [
    'swapaxes',
    () => arrange.swapaxes(M, 0, 1),
    [
      [1, 4],
      [2, 5],
      [3, 6],
    ],
  ],
  [
    'indexed',
    () => arrange.indexed(M, [all, [2, 0]]),
    [
      [3, 1],
      [6, 4],
    ],
  ],
  [
    'setIndexed',
    () =>
      arrange.setIndexed(
        M,
        [
          [0, 1],
          [1, 2],
        ],
        0,
      ),
    [
      [1, 0, 3],
      [4, 5, 0],
    ],
  ],
  ['select', () => arrange.select(M, greater(M, 3)), [4, 5, 6]],
  [
    'setMasked',
    () => arrange.setMasked(M, greater(M, 3), 0),
    [
      [1, 2, 3],
      [0, 0, 0],
    ],
  ],
  [
    'gatherNd',
    () =>
      arrange.gatherNd(M, [
        [1, 2],
        [0, 0],
      ]),
    [6, 1],
  ],
  ['scatterNdAdd', () => arrange.scatterNdAdd([1, 2], [[2], [2]], [3]), [0, 0, 3]],
  ['embedding', () => arrange.embedding(M, [[1], [0]]), [[[4, 5, 6]], [[1, 2, 3]]]],
  [
    'oneHot',
    () => arrange.oneHot([1, 0], 2),
    [
      [0, 1],
      [1, 0],
    ],
  ],
  ['segmentSum', () => arrange.segmentSum(M, [0, 0], 1), [[5, 7, 9]]],
])('%s', (_, f, expected) => {
  expect(toNested(f())).toEqual(expected)
})

test('their derivatives', () => {
  const f = (x: Operand): Num => sum(mul(arrange.indexed(x, [[0, 0, 2]]), arrange.flip(x)))
  // x₀x₂ + x₀x₁ + x₂x₀
  expect(grad(f)([1, 2, 3])).toEqual([8, 1, 2])
  expect(hessian(f)([1, 2, 3])).toEqual([
    [0, 1, 2],
    [1, 0, 0],
    [2, 0, 0],
  ])
  expect(jvp(f, [[1, 2, 3]], [[1, 0, 0]]).map((x) => toNested(x as Num))).toEqual([8, 8])
})

test('a scalar has no axes', () => {
  expect(() => arrange.flip(1, [0])).toThrow(ShapeError)
  expect(() => arrange.diag(1)).toThrow('a scalar has no axis to stand on a diagonal')
  expect(toNested(arrange.repeat(2, 3))).toEqual([2, 2, 2])
})
