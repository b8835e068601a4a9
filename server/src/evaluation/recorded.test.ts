// What is read off a recorded run: derivatives as numbers, cuts, and whether it can be replayed.
import { nodeOf, Session, Tensor, v8 } from '@gradlens/engine'
import type { Num } from '@gradlens/engine'
import { describe, expect, it } from 'vitest'
import { cutsBetween, gradientOf, hessian, jacobian, replayed, sitesOf } from './recorded'

const newSession = (): Session => new Session({ libm: v8, roundFloat32: false, charge: () => undefined })
const vector = (...data: number[]): Tensor => new Tensor(Float64Array.from(data), [data.length], 'float64')

describe('derivatives', () => {
  const session = newSession()
  const { ops } = session
  const [x, v] = [session.leaf(2), session.leaf(vector(3, 4))]

  it('of several values by several inputs, with what they were added up from', () => {
    const y = ops.sub(ops.mul(x, x), ops.mul(3, x))
    expect(jacobian(session, [y, ops.mul(v, x)], [x, v])).toEqual([
      { derivatives: [1, null, null], contributions: [7, 0, 0] },
      { derivatives: [3, 2, 0], contributions: [3, 2, 0] },
      { derivatives: [4, 0, 2], contributions: [4, 0, 2] },
    ])
  })

  it('second ones are numbers throughout, 0 where an input does not matter', () => {
    const y = ops.mul(ops.mul(x, x), x)
    expect(hessian(session, y, [x, v]).map((row) => row?.derivatives)).toEqual([
      [12, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ])
    expect(gradientOf(session, y, [x, v])).toEqual([12, 0, 0])
    expect(gradientOf(session, 5, [x, v])).toEqual([0, 0, 0])
  })
})

describe('a run can be replayed', () => {
  const run = (cut: (session: Session, x: Num) => Num) => {
    const session = newSession()
    const x = session.leaf(2)
    const y = session.ops.mul(x, cut(session, x))
    return { session, x, y, runs: replayed(session, [x], [y]) }
  }

  it('where the tape holds all of it', () => {
    expect(run((_, x) => x).runs?.derivative(0, 0).numeric).toBe(4)
  })

  it('with what stands still behind an integer', () => {
    expect(run((session, x) => session.cut(x, 'integer')).runs?.derivative(0, 0).numeric).toBe(2)
  })

  it('not where a part moves behind the tape', () => {
    for (const why of ['left-the-library', 'no-gradient', 'assigned'] as const)
      expect(run((session, x) => session.cut(x, why)).runs, why).toBeNull()
  })

  it('and what was cut elsewhere is no matter', () => {
    const session = newSession()
    const [x, z] = [session.leaf(2), session.leaf(5)]
    const y = session.ops.mul(x, session.cut(z, 'left-the-library'))
    expect(cutsBetween(session, [nodeOf(x)], [nodeOf(y)])).toEqual(new Set())
    expect(cutsBetween(session, [nodeOf(x), nodeOf(z)], [nodeOf(y)])).toEqual(new Set(['left-the-library']))
    expect(replayed(session, [x], [y])?.derivative(0, 0).numeric).toBe(5)
  })
})

it('sites outlive the tape', () => {
  const session = newSession()
  const x = session.leaf(2)
  session.site = 7
  const y = session.ops.sin(x)
  const siteOf = sitesOf(session)
  session.tape.truncate(1)
  expect([siteOf(nodeOf(y)), siteOf(99)]).toEqual([7, 0])
})
