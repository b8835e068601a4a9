// The double-double primals of linear algebra against exact values and against what they must give back.
import { describe, expect, test } from 'vitest'
import { preciseOps, promoted, type PreciseTensor } from '../doubledouble/tensors'
import { v8 } from '../libm'
import * as linear from '../linear'
import { Tensor } from '../num'
import { Session } from '../session'
import type { Shape } from '../shape'
import { numbersOf, tensor } from '../structural.testing'
import { ROWS } from './rows'

const { ops } = new Session({ libm: v8, roundFloat32: false, charge: () => undefined })
const p = preciseOps(ops)

const drawn = (...shape: number[]): Tensor =>
  tensor(
    shape,
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i * i * 1.3 + i + 0.7)),
  )

/** hi + lo of each element agree with the expected to 1e-28 of the largest. */
function agree(actual: PreciseTensor, expected: PreciseTensor, tolerance = 1e-28): void {
  expect(actual.shape).toEqual(expected.shape)
  const difference = p.apply('sub', actual, expected)
  const size = Math.max(...expected.hi.map(Math.abs))
  difference.hi.forEach((d, i) => expect(Math.abs(d), `element ${i}`).toBeLessThanOrEqual(tolerance * size))
}

function precise<P>(row: { readonly precise: unknown }, inputs: readonly PreciseTensor[], params: P): PreciseTensor {
  return (row.precise as (...args: unknown[]) => PreciseTensor)(p, inputs, params)
}

const flipped = (x: Tensor): Tensor =>
  ops.transpose(x, [...x.shape.keys()].slice(0, -2).concat(x.shape.length - 1, x.shape.length - 2)) as Tensor

describe('in double-double', () => {
  test('the inverse of the Hilbert matrix of order 8, of condition 1.5e10, is exact', () => {
    // (−1)^{i+j} (i+j−1) C(n+i−1, n−j) C(n+j−1, n−i) C(i+j−2, i−1)² (Choi, "Tricks or treats with the Hilbert matrix", 1983).
    // Its fractions have no end in binary: the matrix is multiplied by the least common multiple of their denominators.
    const n = 8
    const scale = 360360
    const x = tensor(
      [n, n],
      Array.from({ length: n * n }, (_, i) => scale / (1 + Math.floor(i / n) + (i % n))),
    )
    const choose = (a: number, b: number): number =>
      Array.from({ length: b }).reduce<number>((out, _, i) => (out * (a - i)) / (i + 1), 1)
    const expected = tensor(
      [n, n],
      Array.from({ length: n * n }, (_, at) => {
        const [i, j] = [Math.floor(at / n) + 1, (at % n) + 1]
        return (
          (-1) ** (i + j) *
          (i + j - 1) *
          choose(n + i - 1, n - j) *
          choose(n + j - 1, n - i) *
          choose(i + j - 2, i - 1) ** 2
        )
      }),
    )
    const inverse = precise(ROWS.inverse, [promoted(x)], null)
    agree(p.apply('mul', inverse, p.constant(scale)), promoted(expected), 1e-20)
    // det H₈ = 1/365356847125734485878112256000000 (OEIS A005249).
    const { hi } = precise(ROWS.det, [promoted(x)], null)
    expect(Math.abs((hi[0] / scale ** 8) * 3.653568471257345e32 - 1)).toBeLessThan(1e-14)
  })

  test.each<[string, Shape, Shape]>([
    ['one system', [4, 4], [4, 2]],
    ['a batch', [2, 3, 3], [3, 1]],
    ['a broadcast batch', [2, 1, 2, 2], [3, 2, 2]],
  ])('solutions of %s give the right-hand side back', (_, shapeA, shapeB) => {
    const [a, b] = [drawn(...shapeA), drawn(...shapeB)]
    const spread = promoted(ops.add(b, ops.fill([...shapeA.slice(0, -2), 1, 1], 0)) as Tensor)
    const straight = precise(ROWS.solve, [promoted(a), promoted(b)], { transposed: false })
    agree(p.matmul(promoted(a), straight), spread, 1e-27)
    const across = precise(ROWS.solve, [promoted(a), promoted(b)], { transposed: true })
    agree(p.matmul(promoted(flipped(a)), across), spread, 1e-27)
  })

  test('triangles read only what is theirs', () => {
    const a = ops.add(drawn(3, 3), tensor([3, 3], [2, 0, 0, 0, 2, 0, 0, 0, 2])) as Tensor
    const b = drawn(3, 2)
    for (const upper of [false, true]) {
      for (const unit of [false, true]) {
        for (const transposed of [false, true]) {
          const params = { upper, unit, transposed }
          const { hi } = precise(ROWS.triangularSolve, [promoted(a), promoted(b)], params)
          const plain = numbersOf(ops.linalg.triangularSolve(a, b, params))
          plain.forEach((v, i) => expect(Math.abs(v - hi[i])).toBeLessThan(1e-13))
        }
      }
    }
  })

  test('Cholesky gives the matrix back, slogdet is twice the sum of its logarithms', () => {
    const x = drawn(2, 4, 4)
    const gram = p.apply(
      'add',
      p.matmul(promoted(x), promoted(flipped(x))),
      promoted(tensor([4, 4], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])),
    )
    const l = precise(ROWS.cholesky, [gram], null)
    agree(precise(linear.ROWS.matmul, [l, l], { flipX: false, flipY: true, batch: null }), gram)
    const { hi, shape } = precise(ROWS.slogdet, [gram], null)
    expect(shape).toEqual([2, 2])
    for (const b of [0, 1]) {
      const logs = [0, 1, 2, 3].map((i) => 2 * Math.log(l.hi[b * 16 + i * 5]))
      expect(hi[2 * b]).toBe(1)
      expect(hi[2 * b + 1]).toBeCloseTo(
        logs.reduce((sum, v) => sum + v, 0),
        12,
      )
    }
  })

  test('the exponential is mpmath’s, and e^A e^−A is the identity', () => {
    const ward = promoted(tensor([3, 3], [-131, 19, 18, -390, 56, 54, -387, 57, 52]))
    const expected = [
      -1.5096441587960896, 0.3678794391102887, 0.13533528117545907, -5.632570799902596, 1.4715177585023085,
      0.4060058435263772, -4.9349383260981075, 1.1036383173308661, 0.54134112676299,
    ] // prettier-ignore
    expect(Array.from(precise(ROWS.matrixExp, [ward], null).hi)).toEqual(expected)
    const x = promoted(drawn(3, 3))
    const there = precise(ROWS.matrixExp, [x], null)
    const back = precise(ROWS.matrixExp, [p.apply('neg', x)], null)
    agree(p.matmul(there, back), promoted(tensor([3, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1])))
  })

  test('products read flipped, summed over a batch and repeated', () => {
    const [x, y] = [drawn(2, 3, 2), drawn(2, 4, 3)]
    for (const batch of [null, [], [1], [5, 2]]) {
      const params = { flipX: true, flipY: true, batch }
      const { hi, shape } = precise(linear.ROWS.matmul, [promoted(x), promoted(y)], params)
      const plain = ops.apply(linear.ROWS.matmul, [x, y], params) as Tensor
      expect(shape).toEqual(plain.shape)
      plain.data.forEach((v, i) => expect(Math.abs(v - hi[i])).toBeLessThan(1e-14))
    }
  })

  test('an empty batch has the result’s shape', () => {
    const none = promoted(tensor([0, 2, 2], []))
    expect(precise(ROWS.det, [none], null).shape).toEqual([0])
    expect(precise(ROWS.slogdet, [none], null).shape).toEqual([0, 2])
    expect(precise(ROWS.inverse, [none], null).shape).toEqual([0, 2, 2])
  })
})
