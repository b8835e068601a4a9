import { expect, test } from 'vitest'
import { choicesOn } from './choices'
import { v8 } from '../libm'
import { Tensor, type Num } from '../num'
import type { Ops } from '../ops'
import { Session } from '../session'

const vector = (...data: number[]): Tensor => new Tensor(Float64Array.from(data), [data.length], 'float64')

function outcomes(f: (ops: Ops, x: Num) => unknown, x: number | Tensor): (number | string)[] {
  const s = new Session({ libm: v8, roundFloat32: true, charge: () => undefined })
  const leaf = s.leaf(x as Num)
  f(s.ops, leaf)
  return choicesOn(s.tape, leaf instanceof Tensor ? leaf.node : 1).map(({ outcome }) => outcome)
}

test('kinks have sides, smooth operations none', () => {
  expect(outcomes((o, x) => o.abs(x), -2)).toEqual([-1])
  expect(outcomes((o, x) => o.maximumSplit(x, 3), 3)).toEqual([0])
  expect(outcomes((o, x) => o.clip(x, 0, 1), 2)).toEqual([1])
  expect(outcomes((o, x) => o.ceil(x), 2.5)).toEqual([3])
  expect(outcomes((o, x) => o.sin(o.sqrt(x)), 2)).toEqual([])
})

test('tensors: one side an element', () => {
  expect(outcomes((o, x) => o.relu(x), vector(-1, 0, 2))).toEqual(['0 0 1'])
  expect(outcomes((o, x) => o.mul(x, x), vector(-1, 0, 2))).toEqual([])
})

test('comparisons, extremes and places of tensors', () => {
  expect(outcomes((o, x) => o.where(o.greater(x, 0), x, 0), vector(-1, 2))).toEqual(['0 1', '0 1'])
  expect(outcomes((o, x) => o.max(x), vector(1, 3, 3))).toEqual(['1 2'])
  expect(outcomes((o, x) => o.argmax(x), vector(1, 3, 3))).toEqual(['1'])
})
