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
      const { from, to, mirrored, integer } = row.domain.operands[k]
      if (integer) return Math.floor(uniform() * 6) + Math.max(from, -3)
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
  const isConstant = (k: number): boolean => row.domain.operands[k].integer === true
  const points = Array.from({ length: POINTS }, () => sample(row, uniform))
  const differentiable = Array.from({ length: row.arity }, (_, k) => k).filter((k) => !isConstant(k))

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
      // Many steps of a quotient within reach hide that each of them is flat; far out on a plateau the bar covers the slope.
      const covered = worst !== null && worst.bar > Math.abs(worst.automatic)
      expect(
        name === 'floorDivide' || covered ? ['agree', 'inconclusive'] : ['agree'],
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
          // Two orders of adding up may differ by the rounding of the largest term.
          const terms = primal(s.sweep([{ value: first }], { absolute: true }).adjoint(node) ?? 0)
          for (const [mode, value] of Object.entries({ forwardOver, reverseOver })) {
            expect(close(value, twice, 1e-12, terms), `${mode} at ${point}: ${value} for ${twice}`).toBe(true)
          }
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
    const few = points.slice(0, 6)
    // One operand varies, the others are one number: inside every domain that does not tie operands together.
    const [varying, ...others] = differentiable
    const mixed = few[0].map((x, k) =>
      k === varying
        ? new Tensor(
            Float64Array.from(few, (point) => point[k]),
            [few.length],
            'float64',
          )
        : x,
    )
    const rowsOf = few.map((point) => few[0].map((x, k) => (k === varying ? point[k] : x)))
    const leaves = mixed.map((x, k) => (isConstant(k) ? x : s.leaf(x)))
    const out = apply(s, name, leaves) as Tensor
    const expected = rowsOf.map(([x, y = 0, z = 0]) => row.value(v8, x, y, z))
    expect(Array.from(out.data)).toEqual(expected)
    const sweep = s.sweep([{ value: s.ops.sum(out) }])
    const slopes = (k: number): number[] =>
      rowsOf.map((point, i) => row.derivatives[k](numbers, 1, ...point, expected[i]))
    expect(Array.from((sweep.adjoint((leaves[varying] as Tensor).node) as Tensor).data)).toEqual(slopes(varying))
    for (const k of others) {
      const total = slopes(k).reduce((sum, slope) => sum + slope, 0)
      const size = slopes(k).reduce((sum, slope) => sum + Math.abs(slope), 0)
      expect(Math.abs((sweep.adjoint((leaves[k] as Traced).node) as number) - total)).toBeLessThanOrEqual(1e-14 * size)
    }
  })

  test('float32 tensors stay float32 and hold float32 numbers', () => {
    const s = session()
    const operands = points[0].map((x, k) =>
      isConstant(k) ? 2 : s.leaf(new Tensor(Float64Array.of(Math.fround(x)), [1], 'float32')),
    )
    const out = apply(s, name, operands) as Tensor
    expect(out.dtype).toBe('float32')
    expect(out.data[0]).toBe(Math.fround(out.data[0]))
    const adjoint = s.sweep([{ value: out }]).adjoint((operands[differentiable[0]] as Tensor).node) as Tensor
    expect(adjoint.dtype).toBe('float32')
    expect(adjoint.data[0]).toBe(Math.fround(adjoint.data[0]))
  })

  test.each(['int64', 'int32', 'bool'] as const)(
    '%s tensors: float64 where the row makes floats, no adjoint',
    (dtype) => {
      const s = session()
      const operands = Array.from({ length: row.arity }, (_, k) =>
        isConstant(k) ? 1 : s.leaf(new Tensor(Float64Array.of(1, 1), [2], dtype)),
      )
      const out = apply(s, name, operands) as Tensor
      const kept = dtype === 'bool' && name !== 'identity' ? 'int64' : dtype
      expect(out.dtype).toBe(row.dtype === 'float' ? 'float64' : kept)
      const expected = row.value(v8, 1, 1, 1)
      expect(Array.from(out.data)).toEqual([expected, expected])
      const sweep = s.sweep([{ value: out }])
      for (const k of differentiable) expect(sweep.adjoint((operands[k] as Tensor).node)).toBe(null)
    },
  )

  test('where the value is NaN, so is every derivative that depends on it', () => {
    const near = points.slice(0, 20)
    const outside = near.flatMap((point) => [...withNaN(point), ...beyond(row, point)])
    const slopes = outside.flatMap((point) => {
      const out = row.value(v8, point[0], point[1] ?? 0, point[2] ?? 0)
      return Number.isNaN(out) ? differentiable.map((k) => row.derivatives[k](numbers, 1, ...point, out)) : []
    })
    expect(slopes.length, 'derivatives where the value is NaN').toBeGreaterThan(0)
    const plausible = slopes.filter((slope) => !Number.isNaN(slope))
    if (name in PLAUSIBLE_AT_NAN) expect(plausible.length, PLAUSIBLE_AT_NAN[name]).toBeGreaterThan(0)
    else expect(plausible).toEqual([])
  })
})

const LINEAR = 'linear: the slope is the other operand or a constant, whatever the value is'
const STEP = 'a step: 0 everywhere (PyTorch: zeros_like)'
const SELECTS = 'PyTorch chooses a piece by a comparison, and NaN compares false'
const QUOTIENT = 'PyTorch divides by the operand, whether or not it is in the domain (derivatives.yaml)'

/** The rows with a derivative that is a number though the value is not, and why. */
const PLAUSIBLE_AT_NAN: Readonly<Partial<Record<RowName, string>>> = {
  ...Object.fromEntries(
    ['identity', 'neg', 'add', 'sub', 'mul', 'div', 'powInt', 'mod', 'fmod', 'lerp'].map((name) => [name, LINEAR]),
  ),
  ...Object.fromEntries(
    ['sign', 'floor', 'ceil', 'trunc', 'round', 'roundHalfUp', 'floorDivide'].map((name) => [name, STEP]),
  ),
  ...Object.fromEntries(
    [
      'relu',
      'relu6',
      'selu',
      'hardSigmoid',
      'hardTanh',
      'hardSwish',
      'maximumSplit',
      'maximumFirst',
      'minimumSplit',
      'minimumFirst',
      'clip',
      'leakyRelu',
      'elu',
      'copysign',
    ].map((name) => [name, SELECTS]),
  ),
  ...Object.fromEntries(['log', 'log1p', 'log2', 'log10', 'atanh', 'xlogy'].map((name) => [name, QUOTIENT])),
}

/** The point with one operand NaN, each in turn. */
function withNaN(point: number[]): number[][] {
  return point.map((_, k) => point.map((x, i) => (i === k ? NaN : x)))
}

/** The point with one operand beyond an end of its interval, each in turn. */
function beyond({ domain }: Row, point: number[]): number[][] {
  return point.flatMap((_, k) => {
    const { from, to, mirrored } = domain.operands[k]
    const places = [
      ...(Number.isFinite(from) && !mirrored ? [from - 0.5] : []),
      ...(Number.isFinite(to) ? [to + 0.5] : []),
    ]
    return places.map((place) => point.map((x, i) => (i === k ? place : x)))
  })
}
