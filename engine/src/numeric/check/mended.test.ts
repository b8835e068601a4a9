// Verdicts that were wrong once.
import { describe, expect, test } from 'vitest'
import { v8 } from '../libm'
import { nodeOf, Tensor, type Num } from '../num'
import type { Ops } from '../ops'
import { Session } from '../session'
import { check, lockedRuns } from './checker'
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

test.each([5, 5.2, 6])('nor one of 14 steps whose bracket moves, at %s', (at) => {
  const root = (t: number) => {
    let [low, high] = [0, t + 1]
    const decisions: boolean[] = []
    for (let i = 0; i < 14; i++) {
      const middle = (low + high) / 2
      decisions.push(middle * middle < t)
      if (middle * middle < t) low = middle
      else high = middle
    }
    return { ok: true as const, values: [(low + high) / 2], decisions }
  }
  // Along a direction: the step is counted from 0.
  const evaluate = ([s]: Float64Array) => root(at + s)
  const automatic = root(at).values[0] / (at + 1)
  expect(check({ evaluate, base: Float64Array.of(0), automatic: [[automatic]] }).verdict).toBe('inconclusive')
})

test('twice a derivative that the error bar nearly covers is not confirmed either', () => {
  const evaluate = ([x]: Float64Array) => ({ ok: true as const, values: [1e13 + v8.erf(x)], decisions: [] })
  const automatic = (4 / Math.sqrt(Math.PI)) * Math.exp(-0.25)
  expect(check({ evaluate, base: Float64Array.of(0.5), automatic: [[automatic]] }).verdict).toBe('inconclusive')
})

test.each<[string, (x: number) => number, number, number]>([
  ['sin x', Math.sin, Math.PI / 2, Math.cos(Math.PI / 2)],
  ['cos x', Math.cos, Math.PI, -Math.sin(Math.PI)],
  ['(x − 1)² + 0.1', (x) => (x - 1) ** 2 + 0.1, 1 + 2 ** -52, 2 ** -51],
])('a derivative of 0 but for the rounding of the input is confirmed: %s', (_, f, x, automatic) => {
  const evaluate = ([v]: Float64Array) => ({ ok: true as const, values: [f(v)], decisions: [] })
  expect(check({ evaluate, base: Float64Array.of(x), automatic: [[automatic]] }).verdict).toBe('agree')
})

describe('pieces that join with equal slope are no kink', () => {
  const fold = (at: number, factor: number, automatic: number) =>
    check({
      evaluate: ([x]) => {
        const u = x - at
        return { ok: true, values: [factor * u * Math.abs(u)], decisions: [Math.sign(u)] }
      },
      base: Float64Array.of(at),
      automatic: [[automatic]],
    })

  test.each([
    [0, 1],
    [0, 1e8],
    [1e6, 1],
  ])('x·|x|, moved by %s, times %s', (at, factor) => {
    expect(fold(at, factor, 0)).toMatchObject({ verdict: 'agree', maxRelativeError: 0 })
    expect(fold(at, factor, 1e-3 * factor).verdict).not.toBe('agree')
  })
})

describe('the operation that made a derivative non-finite', () => {
  const culprit = (f: (o: Ops, x: Num) => Num, ...at: number[]): string | undefined => {
    const s = session()
    const x = s.leaf(new Tensor(Float64Array.from(at), [at.length], 'float64'))
    const y = s.ops.item(f(s.ops, x))
    return namedOrigin(s, { node: nodeOf(y), element: 0 }, { node: x.node, element: 0 })?.name
  }

  test('a structural one beside another', () => {
    // A double eigenvalue has no eigenvectors of its own.
    const vectors = (o: Ops, x: Num): Num => o.sum(o.linalg.eigh(o.reshape(x, [2, 2]))[1])
    expect(culprit((o, x) => o.add(vectors(o, x), o.sum(o.reshape(x, [2, 2]))), 1, 0, 0, 1)).toBe('eigh')
    expect(culprit((o, x) => o.add(o.sum(o.reshape(x, [2, 2])), vectors(o, x)), 1, 0, 0, 1)).toBe('eigh')
  })

  test('one whose product overflows', () => {
    expect(culprit((o, x) => o.sum(o.mul(1e200, o.mul(1e200, x))), 0, 0)).toBe('mul')
  })
})

test('a constant that swallows a slope of 0 does not hide that it is 0', () => {
  const evaluate = ([x]: Float64Array) => ({ ok: true as const, values: [1e13 + 0 * x], decisions: [] })
  expect(check({ evaluate, base: Float64Array.of(0.5), automatic: [[0]] }).verdict).toBe('agree')
})

test.each([15, 17])('tanh at %s: rounding leaves the rule few digits, which is said and not called wrong', (at) => {
  const s = session()
  const x = s.leaf(at)
  const y = s.ops.tanh(x) as Num & { node: number }
  const [place, out] = [x.node, y.node].map((node) => ({ node, element: 0 }))
  const automatic = s.sweep([{ value: y }]).adjoint(x.node) as number
  const problem = (d: number) =>
    check({
      evaluate: ([v]) => ({ ok: true, values: [Math.tanh(v)], decisions: [] }),
      base: Float64Array.of(at),
      automatic: [[d]],
      locked: lockedRuns(s, [place], [out]),
      lock: 'always',
    })
  expect(problem(automatic)).toMatchObject({
    verdict: 'inconclusive',
    reason: expect.stringContaining('rounding leaves the derivative few digits') as string,
  })
  expect(problem(2 * automatic).verdict).toBe('disagree')
})
