// One test that every elementwise row passes by being in the table.
import { describe, expect, test } from 'vitest'
import type { RowName } from './algebra'
import { dualAlgebra, numberAlgebra, type Dual } from './algebras'
import { check } from './check/checker'
import { v8 } from './libm'
import { Tensor, Traced, type Num } from './num'
import { ROW_LIST, type Row } from './rows'
import { Session } from './session'

const POINTS = 240
const numbers = numberAlgebra(v8)
const duals = dualAlgebra(numbers)

/** A small generator of uniform numbers (Marsaglia's xorshift32), so that every run sees the same points. */
function random(seed: number): () => number {
  let state = seed | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

/** Operands inside a row's domain, away from its kinks and ends, of sizes from 0.05 to 20. */
function sample(row: Row, uniform: () => number): number[] {
  for (;;) {
    const operands = Array.from({ length: row.arity }, (_, k) => {
      if (row.name === 'powInt' && k === 1) return Math.floor(uniform() * 9) - 3
      const { from, to, mirrored } = row.domain.operands[k]
      if (Number.isFinite(from) && Number.isFinite(to)) return from + (to - from) * (0.02 + 0.96 * uniform())
      const size = 0.05 * 400 ** uniform()
      if (Number.isFinite(from) && !mirrored) return from + size
      return uniform() < 0.5 ? -size : size
    })
    const [x, y = 0, z = 0] = operands
    const out = row.value(v8, x, y, z)
    const near = row.kinks?.distance(x, y, z) ?? Infinity
    if (Number.isFinite(out) && Math.abs(out) < 1e6 && near > 0.02) return operands
  }
}

/** A value that has to be there. */
function some<T>(x: T | null | undefined): T {
  if (x === null || x === undefined) throw new Error('missing')
  return x
}

function session(): Session {
  return new Session({ libm: v8, roundFloat32: true, charge: () => {} })
}

const apply = ({ ops }: Session, name: RowName, operands: readonly Num[]): Num =>
  (ops[name] as (...x: Num[]) => Num)(...operands)
const primal = (x: Num): number => (x instanceof Traced ? x.primal : (x as number))
const close = (a: number, b: number, tolerance: number, size = 0): boolean =>
  Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b), size)
const ULP16 = 16 * 2 ** -52

describe.each(ROW_LIST.map((row) => [row.name, row] as const))('%s', (name, row) => {
  const uniform = random(row.opcode * 7919)
  const points = Array.from({ length: POINTS }, () => sample(row, uniform))
  const differentiable = Array.from({ length: row.arity }, (_, k) => k).filter((k) => !(name === 'powInt' && k === 1))

  test('value, reverse and forward mode, dual numbers and the table agree', () => {
    for (const point of points) {
      const s = session()
      const leaves = point.map((x, k) => (differentiable.includes(k) ? s.leaf(x) : x))
      const out = apply(s, name, leaves) as Traced
      expect(out.primal).toBe(row.value(v8, point[0], point[1] ?? 0, point[2] ?? 0))
      const sweep = s.sweep([{ value: out }])
      for (const k of differentiable) {
        const leaf = leaves[k] as Traced
        const fromTable = row.derivatives[k](numbers, 1, ...point, out.primal)
        const reverse = sweep.adjoint(leaf.node) as number
        const [forward] = s.forward(new Map([[leaf.node, 1]]), [out])
        const lifted = point.map((x, i): Dual<number> => ({ primal: x, tangent: i === k ? 1 : null }))
        const dual = (duals[name] as (...x: Dual<number>[]) => Dual<number>)(...lifted)
        expect(dual.primal).toBe(out.primal)
        for (const [mode, value] of Object.entries({
          reverse,
          forward,
          dual: dual.tangent ?? 0,
          partial: s.partials(out.node)[k],
        })) {
          expect(close(value as number, fromTable, ULP16), `${mode} at ${point}: ${value} for ${fromTable}`).toBe(true)
        }
      }
    }
  })

  test('finite differences', () => {
    for (const point of points) {
      const out = row.value(v8, point[0], point[1] ?? 0, point[2] ?? 0)
      const automatic = [
        point.map((_, k) => (differentiable.includes(k) ? row.derivatives[k](numbers, 1, ...point, out) : null)),
      ]
      const { verdict, worst } = check({
        evaluate: ([x, y = 0, z = 0]) => ({ ok: true, values: [row.value(v8, x, y, z)], decisions: [] }),
        base: Float64Array.from(point),
        automatic,
      })
      // Many steps of a quotient within reach hide that each of them is flat.
      expect(
        name === 'floorDivide' ? ['agree', 'inconclusive'] : ['agree'],
        `at ${point}: ${JSON.stringify(worst)}`,
      ).toContain(verdict)
    }
  })

  test('second derivatives: reverse over reverse, forward over reverse, reverse over forward, and differences of the first', () => {
    for (const point of points.slice(0, 60)) {
      for (const k of differentiable) {
        const s = session()
        const leaves = point.map((x, i) => (differentiable.includes(i) ? s.leaf(x) : x))
        const out = apply(s, name, leaves)
        const first = some(s.sweep([{ value: out }], { traced: true }).adjoint((leaves[k] as Traced).node))
        const [pushed] = s.forward(new Map([[(leaves[k] as Traced).node, 1]]), [out], { traced: true })
        const slope = (x: Float64Array): number =>
          row.derivatives[k](numbers, 1, ...x, row.value(v8, x[0], x[1] ?? 0, x[2] ?? 0))
        const again = s.sweep([{ value: first }])
        const viaForward = s.sweep([{ value: some(pushed) }])
        const automatic = point.map((_, j) => {
          if (!differentiable.includes(j)) return null
          const { node } = leaves[j] as Traced
          const twice = primal(again.adjoint(node) ?? 0)
          const forwardOver = primal(s.forward(new Map([[node, 1]]), [first])[0] ?? 0)
          const reverseOver = primal(viaForward.adjoint(node) ?? 0)
          expect(
            close(forwardOver, twice, 1e-12, 1e-12),
            `forward over reverse at ${point}: ${forwardOver} for ${twice}`,
          ).toBe(true)
          expect(
            close(reverseOver, twice, 1e-12, 1e-12),
            `reverse over forward at ${point}: ${reverseOver} for ${twice}`,
          ).toBe(true)
          return twice
        })
        const evaluate = (x: Float64Array) => ({ ok: true as const, values: [slope(x)], decisions: [] })
        const { verdict, worst } = check({ evaluate, base: Float64Array.from(point), automatic: [automatic] })
        expect(['agree', 'inconclusive'], `at ${point}: ${JSON.stringify(worst)}`).toContain(verdict)
        if (verdict === 'inconclusive')
          expect(Math.abs(some(worst).automatic - some(worst).numeric), JSON.stringify(worst)).toBeLessThanOrEqual(
            Math.max(some(worst?.free).bar, 1e-9),
          )
      }
    }
  })

  test('tensors: the same elements, broadcast, with cotangents summed', () => {
    const s = session()
    const n = 6
    const columns = Array.from({ length: row.arity }, (_, k) =>
      Float64Array.from(points.slice(0, n), (point) => point[k]),
    )
    // The first operand varies, the others are one number: inside every domain that does not tie operands together.
    const mixed = columns.map((column, k) => (k === 0 ? new Tensor(column, [n], 'float64') : column[0]))
    const leaves = mixed.map((x, k) => (differentiable.includes(k) ? s.leaf(x) : x))
    const out = apply(s, name, leaves) as Tensor
    const expected = Array.from(columns[0], (x) => row.value(v8, x, columns[1]?.[0] ?? 0, columns[2]?.[0] ?? 0))
    expect(Array.from(out.data)).toEqual(expected)
    const sweep = s.sweep([{ value: s.ops.sum(out) }])
    const slopes = (k: number): number[] =>
      Array.from(columns[0], (x, i) =>
        row.derivatives[k](numbers, 1, ...[x, columns[1]?.[0], columns[2]?.[0]].slice(0, row.arity), expected[i]),
      )
    expect(Array.from((sweep.adjoint((leaves[0] as Tensor).node) as Tensor).data)).toEqual(slopes(0))
    for (const k of differentiable.slice(1)) {
      const total = slopes(k).reduce((sum, slope) => sum + slope, 0)
      const size = slopes(k).reduce((sum, slope) => sum + Math.abs(slope), 0)
      expect(Math.abs((sweep.adjoint((leaves[k] as Traced).node) as number) - total)).toBeLessThanOrEqual(1e-14 * size)
    }
  })

  test('float32 tensors stay float32 and hold float32 numbers', () => {
    const s = session()
    const make = (k: number): Num =>
      name === 'powInt' && k === 1 ? 2 : new Tensor(Float64Array.of(Math.fround(points[0][k])), [1], 'float32')
    const leaves = Array.from({ length: row.arity }, (_, k) => s.leaf(make(k)))
    const operands = leaves.map((leaf, k) => (name === 'powInt' && k === 1 ? 2 : leaf))
    const out = apply(s, name, operands) as Tensor
    expect(out.dtype).toBe('float32')
    expect(out.data[0]).toBe(Math.fround(out.data[0]))
    const adjoint = s.sweep([{ value: out }]).adjoint((leaves[0] as Tensor).node) as Tensor
    expect(adjoint.dtype).toBe('float32')
    expect(adjoint.data[0]).toBe(Math.fround(adjoint.data[0]))
  })
})
