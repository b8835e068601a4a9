import { describe, expect, test } from 'vitest'
import { lockedRuns, type LockedRuns } from './locked'
import { v8 } from '../libm'
import { nodeOf, Opaque, Tensor, type Num, type Traced } from '../num'
import type { Ops } from '../ops'
import { Session } from '../session'

const session = (): Session => new Session({ libm: v8, roundFloat32: false, charge: () => undefined })
const vector = (...data: number[]): Tensor => new Tensor(Float64Array.from(data), [data.length], 'float64')

interface Recorded {
  readonly runs: LockedRuns
  readonly session: Session
  readonly automatic: number[]
}

/** A function of numbers on a tape: its locked runs and its gradient. */
function recorded(f: (o: Ops, ...x: Num[]) => Num, ...at: number[]): Recorded {
  const s = session()
  const leaves = at.map((x) => s.leaf(x))
  const out = f(s.ops, ...leaves)
  const place = (x: Num) => ({ node: nodeOf(x), element: 0 })
  const sweep = s.sweep([{ value: out }])
  return {
    runs: lockedRuns(s, leaves.map(place), [place(out)]),
    session: s,
    automatic: leaves.map((leaf) => (sweep.adjoint(leaf.node) as number | null) ?? 0),
  }
}

describe('the derivative of what is on the tape', () => {
  const functions: Record<string, readonly [(o: Ops, x: Num) => Num, ...number[]]> = {
    polynomial: [(o, x) => o.add(o.mul(x, o.mul(x, x)), o.mul(-2, x)), 3, -0.1, 1e8],
    'sine of an exponential': [(o, x) => o.sin(o.exp(x)), 0.3, -4, 2],
    quotient: [(o, x) => o.div(o.sin(x), o.add(1, o.mul(x, x))), 0.7, 1e-9, 40],
    pole: [(o, x) => o.div(1, x), 1e-8, -1e-3, 1e150],
    'logarithm near 0': [(o, x) => o.log(x), 1e-12, 3, 1e-200],
    root: [(o, x) => o.sqrt(x), 1e-10, 2],
    tower: [(o, x) => o.add(1e6, o.sin(x)), 0.5, 1e-6],
    'fast sine': [(o, x) => o.sin(o.mul(1000, x)), 0.5, 3],
    power: [(o, x) => o.pow(x, 2.5), 0.1, 7],
    'a negative base': [(o, x) => o.pow(x, 3), -2, -1e-5],
    hyperbolic: [(o, x) => o.mul(o.tanh(x), o.cosh(x)), -0.3, 2],
    sigmoid: [(o, x) => o.sigmoid(x), -30, 0.1],
    'arc tangent': [(o, x) => o.atan2(x, 2), -1, 5],
  }
  test.each(Object.entries(functions))('%s', (_, [f, ...points]) => {
    for (const x of points) {
      const { runs, automatic } = recorded(f, x)
      const { numeric, bar, converged, other, obstacle } = runs.derivative(0, 0)
      expect({ obstacle, other, converged }, `at ${x}`).toEqual({ obstacle: null, other: null, converged: true })
      const size = Math.abs(automatic[0])
      expect(Math.abs(numeric - automatic[0]) / size, `at ${x}: ${numeric} for ${automatic[0]}`).toBeLessThan(4e-15)
      expect(bar, `at ${x}`).toBeLessThanOrEqual(1e-10 * size)
    }
  })
})

describe('kinks', () => {
  test('a point beside one is judged on its own side, as near as one unit in the last place', () => {
    for (const beside of [1 + 2 ** -52, 1 + 1e-12, 1 + 1e-9]) {
      const { numeric, other, converged } = recorded((o, x) => o.mul(o.abs(o.sub(x, 1)), x), beside).runs.derivative(
        0,
        0,
      )
      expect({ other, converged }, `at ${beside}`).toEqual({ other: null, converged: true })
      expect(numeric, `at ${beside}`).toBeCloseTo(1, 6)
    }
  })

  test('on one, the first entry that chooses otherwise is named', () => {
    const { runs, session: s } = recorded((o, x) => o.add(o.exp(x), o.relu(x)), 0)
    expect(s.tape.rowOf(runs.derivative(0, 0).other ?? 0)?.name).toBe('relu')
  })

  test('a maximum of tensors and a comparison of tensors choose on the perturbed values', () => {
    const s = session()
    const x = s.leaf(vector(1, 1 + 1e-15, 3))
    const out = s.ops.item(s.ops.sum(s.ops.where(s.ops.greater(x, 1), s.ops.mul(x, x), x)))
    const runs = lockedRuns(
      s,
      [0, 1, 2].map((element) => ({ node: x.node, element })),
      [{ node: nodeOf(out), element: 0 }],
    )
    expect(s.tape.rowOf(runs.derivative(0, 0).other ?? 0)?.name).toBe('greater')
    expect(runs.derivative(0, 1)).toMatchObject({ other: null })
    expect(runs.derivative(0, 1).numeric).toBeCloseTo(2, 6)
    expect(runs.derivative(0, 2).numeric).toBeCloseTo(6, 12)
  })
})

describe('what is locked', () => {
  test('cuts and what comes off the tape keep their value', () => {
    const s = session()
    const x = s.leaf(2)
    const out = s.ops.mul(s.cut(s.ops.mul(x, x), 'stopped'), s.ops.add(x, x.primal * 10)) as Traced
    const runs = lockedRuns(s, [{ node: x.node, element: 0 }], [{ node: out.node, element: 0 }])
    expect(runs.derivative(0, 0).numeric).toBe(4)
  })

  test('the tape may be gone by the time they run', () => {
    const { runs, session: s } = recorded((o, x) => o.mul(o.sin(x), x), 1)
    s.tape.truncate(1)
    s.ops.mul(s.leaf(7), s.leaf(8))
    expect(runs.derivative(0, 0).numeric).toBeCloseTo(Math.sin(1) + Math.cos(1), 14)
  })

  test('an anchored run goes through the values that the base run rounded to', () => {
    // (1 + x) − 1 loses all but 4 bits of x = 2⁻⁴⁸·1.03: the tape divides by what is left of it.
    const x = 2 ** -48 * 1.03
    const { runs, automatic } = recorded((o, v) => o.log(o.sub(o.add(1, v), 1)), x)
    expect(runs.derivative(0, 0).numeric / (1 / x)).toBeCloseTo(1, 12)
    expect(runs.derivative(0, 0, true).numeric / automatic[0]).toBeCloseTo(1, 12)
    expect(automatic[0] * x).not.toBeCloseTo(1, 3)
  })

  test('so does one along a direction', () => {
    const x = 2 ** -48 * 1.03
    const { runs, automatic } = recorded((o, v, w) => o.add(o.log(o.sub(o.add(1, v), 1)), w), x, 3)
    const direction = Float64Array.of(x, 1)
    const rounded = automatic[0] * x + 1
    expect(runs.along(0, direction).numeric).toBeCloseTo(2, 8)
    expect(runs.along(0, direction, true).numeric).toBeCloseTo(rounded, 8)
    expect(rounded).not.toBeCloseTo(2, 3)
  })
})

describe('obstacles', () => {
  test('only inputs whose way meets one lose their evidence', () => {
    const { runs } = recorded((o, x, y) => o.add(o.erf(x), o.sin(y)), 0.3, 0.4)
    expect(runs.derivative(0, 0)).toMatchObject({ obstacle: expect.stringContaining('erf') })
    expect(runs.derivative(0, 1)).toMatchObject({ obstacle: null })
    expect(runs.derivative(0, 1).numeric).toBeCloseTo(Math.cos(0.4), 15)
    expect(runs.along(0, Float64Array.of(1, 1)).obstacle).toContain('erf')
  })

  test('a value that is not known', () => {
    const { runs } = recorded((o, x) => o.add(o.mul(x, new Opaque('`load` is not evaluated')), o.mul(x, x)), 3)
    expect(runs.derivative(0, 0).obstacle).toBe('`load` is not evaluated')
  })

  test('an edge of a domain', () => {
    expect(recorded((o, x) => o.sqrt(o.sub(x, 1)), 1).runs.derivative(0, 0).obstacle).not.toBeNull()
  })
})

describe('tensors', () => {
  const gradient = (f: (o: Ops, x: Num) => Num, ...x: number[]): void => {
    const s = session()
    const leaf = s.leaf(vector(...x))
    const out = s.ops.item(f(s.ops, leaf))
    const automatic = s.sweep([{ value: out }]).adjoint(leaf.node) as Tensor
    const runs = lockedRuns(
      s,
      x.map((_, element) => ({ node: leaf.node, element })),
      [{ node: nodeOf(out), element: 0 }],
    )
    x.forEach((_, i) => {
      const { numeric, obstacle } = runs.derivative(0, i)
      expect(obstacle).toBeNull()
      expect(Math.abs(numeric - automatic.data[i]), `component ${i}: ${numeric} for ${automatic.data[i]}`).toBeLessThan(
        1e-14 * Math.max(1, Math.abs(numeric)),
      )
    })
  }
  const square = (o: Ops, x: Num): Num => o.reshape(x, [2, 2])

  test.each<[string, (o: Ops, x: Num) => Num]>([
    ['sums', (o, x) => o.sum(o.mul(o.sum(square(o, x), [0], true), o.sin(square(o, x))))],
    ['products of matrices', (o, x) => o.sum(o.matmul(square(o, x), o.matmul(square(o, x), vector(1, 3))))],
    ['batches of matrices', (o, x) => o.sum(o.square(o.matmul(o.reshape(x, [2, 1, 2]), o.reshape(x, [2, 2, 1]))))],
    ['vectors', (o, x) => o.matmul(x, o.cos(x))],
    ['softmax', (o, x) => o.sum(o.mul(o.softmax(x), vector(1, 2, 3, 4)))],
    ['logsumexp', (o, x) => o.logsumexp(x)],
    ['norm', (o, x) => o.norm(x)],
    ['prod', (o, x) => o.prod(x)],
    ['max', (o, x) => o.max(o.mul(x, x))],
    ['cumsum', (o, x) => o.sum(o.exp(o.cumsum(x)))],
    ['joins', (o, x) => o.sum(o.sin(o.concat([o.mul(x, x), o.stack([o.item(o.index(x, [1])), 2])])))],
    ['elements', (o, x) => o.sum(o.square(o.setIndex(x, [2], o.mul(o.item(o.index(x, [0])), 3))))],
    ['a cast of a comparison', (o, x) => o.sum(o.mul(o.cast(o.greater(x, 0) as Tensor, 'float64'), o.square(x)))],
  ])('%s', (_, f) => gradient(f, 0.3, -1.2, 2.5, 0.7))
})

test('second derivatives', () => {
  const { runs } = recorded((o, x, y) => o.mul(o.exp(o.mul(x, y)), o.sin(x)), 0.7, -0.4)
  const [x, y, e, s, c] = [0.7, -0.4, Math.exp(-0.28), Math.sin(0.7), Math.cos(0.7)]
  expect(runs.second(0, 0, 0).numeric).toBeCloseTo(e * (y * y * s + 2 * y * c - s), 11)
  expect(runs.second(0, 0, 1).numeric).toBeCloseTo(e * (s + x * y * s + x * c), 11)
  expect(runs.second(0, 1, 1).numeric).toBeCloseTo(e * x * x * s, 11)
})

test('a directional derivative reaches every input', () => {
  const { runs, automatic } = recorded((o, x, y) => o.add(o.sin(x), o.mul(1e-9, o.exp(y))), 0.5, 0.25)
  const direction = automatic.map((g) => 1 / g)
  expect(runs.along(0, Float64Array.from(direction)).numeric).toBeCloseTo(2, 13)
})
