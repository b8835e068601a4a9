// Verdicts that were wrong once.
import { expect, test } from 'vitest'
import { v8 } from '../libm'
import { Tensor, type Num } from '../num'
import { Session } from '../session'
import { check } from './checker'
import { namedOrigin } from './nonFinite'

const session = (): Session => new Session({ libm: v8, roundFloat32: true, charge: () => {} })

test('a bisection of 13 steps, by free runs alone, is not called right', () => {
  const root = (t: number) => {
    let [low, high] = [0, 3]
    const decisions: boolean[] = []
    for (let i = 0; i < 13; i++) {
      const middle = (low + high) / 2
      decisions.push(middle * middle < t)
      if (middle * middle < t) low = middle
      else high = middle
    }
    return { ok: true as const, values: [(low + high) / 2], decisions }
  }
  const { verdict } = check({ evaluate: ([t]) => root(t), base: Float64Array.of(7.9), automatic: [[0]] })
  expect(verdict).toBe('inconclusive')
})

test('a derivative that the error bar covers whole is not confirmed by it', () => {
  const evaluate = ([x]: Float64Array) => ({ ok: true as const, values: [1e13 + v8.erf(x)], decisions: [] })
  const automatic = (2 / Math.sqrt(Math.PI)) * Math.exp(-0.25)
  const { verdict, reason } = check({ evaluate, base: Float64Array.of(0.5), automatic: [[automatic]] })
  expect([verdict, reason]).toEqual(['inconclusive', expect.stringContaining('is only known to ±')])
})

test('a derivative of 0 but for its own rounding is confirmed', () => {
  const evaluate = ([x]: Float64Array) => ({
    ok: true as const,
    values: [Math.sin(x) ** 2 + Math.cos(x) ** 2],
    decisions: [],
  })
  const contributions = [[2]]
  expect(check({ evaluate, base: Float64Array.of(0.7), automatic: [[1.1e-16]], contributions }).verdict).toBe('agree')
})

test('the operation whose own slope is infinite is named, not one that shares its operand', () => {
  const s = session()
  const x = s.leaf(new Tensor(Float64Array.of(0, 1), [2], 'float64'))
  const y = s.ops.item(s.ops.add(s.ops.sum(s.ops.sqrt(x)), s.ops.sum(x))) as Num & { node: number }
  expect(namedOrigin(s, { node: y.node, element: 0 }, { node: x.node, element: 0 })?.name).toBe('sqrt')
})
