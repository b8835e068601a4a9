import { describe, expect, test } from 'vitest'
import { NotPrecise } from './algebra'
import { preciseOps, promoted, type PreciseTensor } from './tensors'
import { ROWS as LAYOUT } from '../layout'
import { v8 } from '../libm'
import { Session } from '../session'
import { ShapeError, sizeOf } from '../shape'

const p = preciseOps(new Session({ libm: v8, roundFloat32: false, charge: () => undefined }).ops)

/** Elements hi + 2⁻⁷⁰·k: the low halves are places that a float64 would lose. */
const tensor = (shape: number[], hi: number[], low: (i: number) => number = (i) => i + 1): PreciseTensor => ({
  hi: Float64Array.from(hi),
  lo: Float64Array.from(hi, (_, i) => low(i) * 2 ** -70),
  shape,
})
const low = (x: PreciseTensor): number[] => Array.from(x.lo, (lo) => lo * 2 ** 70)

describe('elementwise', () => {
  test('operands are broadcast', () => {
    const sum = p.apply('add', tensor([2, 1], [1, 2]), tensor([3], [10, 20, 30]))
    expect(sum.shape).toEqual([2, 3])
    expect([...sum.hi]).toEqual([11, 21, 31, 12, 22, 32])
    expect(low(sum)).toEqual([2, 3, 4, 3, 4, 5])
  })

  test('a row without a primal throws NotPrecise', () => {
    expect(() => p.apply('erf', p.constant(1))).toThrow(NotPrecise)
  })

  test('comparisons see the low halves', () => {
    const order = p.compare(
      tensor([4], [1, 1, 1, NaN]),
      tensor([4], [1, 1, 1, 1], (i) => 2 * i),
    )
    expect([...order.hi]).toEqual([1, 0, -1, NaN])
  })

  test('where chooses element by element', () => {
    const chosen = p.where(tensor([2], [1, 0]), tensor([2], [5, 6]), p.constant(-1))
    expect([...chosen.hi]).toEqual([5, -1])
    expect(low(chosen)).toEqual([1, 0])
  })
})

describe('sums and products', () => {
  const x = tensor([2, 3], [1, 2, 3, 4, 5, 6])

  test.each<[number[] | null, boolean, number[], number[], number[]]>([
    [null, false, [], [21], [21]],
    [[0], false, [3], [5, 7, 9], [5, 7, 9]],
    [[-1], true, [2, 1], [6, 15], [6, 15]],
    [[], false, [2, 3], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]],
  ])('over %j', (axes, keepDims, shape, hi, lo) => {
    const sum = p.sum(x, axes, keepDims)
    expect({ shape: sum.shape, hi: [...sum.hi], lo: low(sum) }).toEqual({ shape, hi, lo })
  })

  test('a sum of nothing is 0', () => {
    expect([...p.sum(tensor([0], []), null, false).hi]).toEqual([0])
  })

  test.each<[number[], number[], number[]]>([
    [
      [2, 3],
      [3, 2],
      [2, 2],
    ],
    [[3], [3], []],
    [[2, 3], [3], [2]],
    [[3], [3, 2], [2]],
    [
      [2, 1, 2, 3],
      [4, 3, 2],
      [2, 4, 2, 2],
    ],
  ])('%j @ %j', (a, b, shape) => {
    const [u, v] = [a, b].map((own, k) =>
      tensor(
        own,
        Array.from({ length: sizeOf(own) }, (_, i) => ((i * 5 + k) % 7) + 1),
      ),
    )
    const product = p.matmul(u, v)
    expect(product.shape).toEqual(shape)
    const left = a.length === 1 ? [1, ...a] : a
    const right = b.length === 1 ? [...b, 1] : b
    const [m, n] = left.slice(-2)
    const columns = right[right.length - 1]
    // The last element of the result, term by term.
    const ends = Array.from({ length: n }, (_, k) => [sizeOf(a) - n + k, sizeOf(b) - columns * (n - k) + columns - 1])
    const expected = ends.reduce((sum, [i, j]) => sum + u.hi[i] * v.hi[j], 0)
    const expectedLow = ends.reduce((sum, [i, j]) => sum + u.hi[i] * (j + 1) + v.hi[j] * (i + 1), 0)
    expect(product.hi[product.hi.length - 1]).toBe(expected)
    expect(low(product)[product.hi.length - 1]).toBeCloseTo(expectedLow, 9)
    expect(m).toBeGreaterThan(0)
  })

  test('shapes that do not fit', () => {
    expect(() => p.matmul(tensor([2], [1, 2]), tensor([3], [1, 2, 3]))).toThrow(ShapeError)
    expect(() => p.matmul(p.constant(1), tensor([1], [1]))).toThrow(ShapeError)
  })
})

test('rows that move elements move both halves', () => {
  const turned = p.move(LAYOUT.transpose, [tensor([2, 2], [1, 2, 3, 4])], { perm: null })
  expect([...turned.hi]).toEqual([1, 3, 2, 4])
  expect(low(turned)).toEqual([1, 3, 2, 4])
  const only = p.move(LAYOUT.item, [tensor([1], [7])], null)
  expect([only.shape, only.hi[0], low(only)[0]]).toEqual([[], 7, 1])
  expect(promoted(3).shape).toEqual([])
})
