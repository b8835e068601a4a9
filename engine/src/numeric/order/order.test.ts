// The rows of ops.order, each tested by being in the table, and its awkward points with the source of what is right there.
import { describe, expect, test } from 'vitest'
import { Opaque, Tensor, type Num } from '../num'
import type { Ops } from '../ops'
import type { Shape } from '../shape'
import {
  close,
  describeRows,
  indices,
  numbersOf,
  session,
  some,
  tensor,
  vector,
  type Example,
} from '../structural.testing'
import { ROWS } from './rows'

// prettier-ignore
const EXAMPLES: Readonly<Record<keyof typeof ROWS, readonly Example[]>> = {
  sort:         [{ shapes: [[5]], f: (o, x) => o.order.sort(x) }, { shapes: [[3, 4]], f: (o, x) => o.order.sort(x, { axis: 0, descending: true }) }, { shapes: [[2, 5]], f: (o, x) => o.order.topk(x, 2).values }, { shapes: [[4, 2]], f: (o, x) => o.order.kth(x, 2, 0) }],
  cummax:       [{ shapes: [[6]], f: (o, x) => o.order.cummax(x) }, { shapes: [[3, 4]], f: (o, x) => o.order.cummax(x, 0) }],
  cummin:       [{ shapes: [[6]], f: (o, x) => o.order.cummin(x) }, { shapes: [[3, 4]], f: (o, x) => o.order.cummin(x, 0) }],
  recurrence:   [{ shapes: [[4], [4]], f: (o, a, b) => o.order.recurrence(a, b) }, { shapes: [[2, 3], [2, 3]], f: (o, a, b) => o.order.recurrence(a, b, 1, true) }],
  cumprod:      [{ shapes: [[4]], f: (o, x) => o.order.cumprod(x) }, { shapes: [[2, 3]], f: (o, x) => o.order.cumprod(x, 1, true) }, { shapes: [[3, 2]], f: (o, x) => o.order.before(x, 0, true) }],
  logcumsumexp: [{ shapes: [[4]], f: (o, x) => o.order.logcumsumexp(x) }, { shapes: [[3, 2]], f: (o, x) => o.order.logcumsumexp(x, 0) }],
  variance:     [{ shapes: [[5]], f: (o, x) => o.order.variance(x) }, { shapes: [[3, 2, 2]], f: (o, x) => o.order.variance(x, [0, 2], true, 0) }],
  std:          [{ shapes: [[5]], f: (o, x) => o.order.std(x) }, { shapes: [[3, 4]], f: (o, x) => o.order.std(x, [1], false, 0) }],
  norm:         [{ shapes: [[2, 3]], f: (o, x) => o.order.norm(x) }, { shapes: [[2, 3]], f: (o, x) => o.order.norm(x, 2, [1]) }, ...[1, 1.5, 3, -1, 0.5, Infinity, -Infinity].map((p): Example => ({ shapes: [[2, 3]], f: (o, x) => o.order.norm(x, p, [1], true) }))],
}

describeRows(EXAMPLES)

/** The gradient of Σ out, and the gradient of Σ of that. */
function derivatives(x: Tensor, f: (ops: Ops, x: Num) => Num): { first: number[]; second: number[] } {
  const s = session()
  const leaf = s.leaf(x)
  const first = some(s.sweep([{ value: f(s.ops, leaf) }], { traced: true }).adjoint(leaf.node))
  const second = s.sweep([{ value: s.ops.sum(first) }]).adjoint(leaf.node)
  return { first: numbersOf(first), second: numbersOf(second ?? s.ops.zerosLike(leaf)) }
}

const value = (f: (ops: Ops) => Num): number[] => numbersOf(f(session().ops))

describe('sorting', () => {
  // torch.sort(stable=True): NaN counts as the largest; equal elements stay in their order either way.
  test('ties and NaN', () => {
    const x = vector(3, NaN, 1, 3, 2)
    expect(value((o) => o.order.sort(x))).toEqual([1, 2, 3, 3, NaN])
    expect(value((o) => o.order.argsort(x))).toEqual([2, 4, 0, 3, 1])
    expect(value((o) => o.order.argsort(x, { descending: true }))).toEqual([1, 0, 3, 4, 2])
    expect(value((o) => o.order.argsort(vector(0, -0, 0)))).toEqual([0, 1, 2])
  })

  test('topk and kth', () => {
    const x = tensor([2, 3], [3, 1, 2, 4, 6, 5])
    const { values, indices: places } = session().ops.order.topk(x, 2)
    expect([numbersOf(values), numbersOf(places)]).toEqual([
      [3, 2, 6, 5],
      [0, 2, 1, 2],
    ])
    expect(value((o) => o.order.topk(x, 1, 0, false).values)).toEqual([3, 1, 2])
    expect(value((o) => o.order.kth(x, 2))).toEqual([2, 5])
    expect(() => session().ops.order.topk(x, 4)).toThrow('4 elements are asked for along axis -1 with size 3')
  })

  test('an argsort is a cut with its operand on the tape', () => {
    const s = session()
    const x = s.leaf(vector(2, 1))
    const places = s.ops.order.argsort(x) as Tensor
    expect([places.dtype, s.tape.kind(places.node), s.tape.why(places.node)]).toEqual(['int64', 'cut', 'no-gradient'])
    expect(s.tape.operands(places.node)).toEqual([x.node])
  })

  test('a sort says which order its operand was in', () => {
    const side = (...x: number[]): string | undefined =>
      ROWS.sort.side?.([vector(...x)], vector(...x), { axis: 0, descending: false })
    expect(side(1, 2, 3)).toBe(side(1, 5, 6))
    expect(side(1, 2, 3)).not.toBe(side(2, 1, 3))
  })
})

describe('running extremes', () => {
  // torch.cummax: the last place of a tie, and a NaN stays.
  test('ties go to the last, NaN stays', () => {
    const x = vector(1, 3, 3, 2, NaN, 5)
    expect(value((o) => o.order.cummax(x))).toEqual([1, 3, 3, 3, NaN, NaN])
    expect(value((o) => o.order.runningPlaces(x, 'cummax'))).toEqual([0, 1, 2, 2, 4, 4])
    expect(derivatives(vector(1, 3, 3, 2), (o, y) => o.order.cummax(y)).first).toEqual([1, 1, 2, 0])
    expect(derivatives(vector(2, 2, 1, 1), (o, y) => o.order.cummin(y)).first).toEqual([1, 1, 1, 1])
  })

  test('-∞ is an extreme like any other', () => {
    expect(value((o) => o.order.cummax(vector(-Infinity, -Infinity, 0)))).toEqual([-Infinity, -Infinity, 0])
  })
})

describe('running products', () => {
  // By hand: ∂Σout/∂xᵢ = Σₖ≥ᵢ Π of the other factors up to k.
  test('through zeros, to the second order', () => {
    const { first, second } = derivatives(vector(2, 0, 3, 0, 5), (o, x) => o.order.cumprod(x))
    expect(first).toEqual([1, 8, 0, 0, 0])
    // The Hessian's rows summed: only H₀₁ = 1 + 3, H₁₂ = 2, H₁₃ = 6 + 30 are not 0.
    expect(second).toEqual([4, 42, 2, 36, 0])
  })

  test('the first factor, and none at all', () => {
    expect(value((o) => o.order.before(vector(2, 3, 4)))).toEqual([1, 2, 6])
    expect(value((o) => o.order.before(vector(2, 3, 4), 0, true))).toEqual([12, 4, 1])
    expect(value((o) => o.order.cumprod(vector()))).toEqual([])
    expect(value((o) => o.order.before(vector()))).toEqual([])
  })

  test('where products overflow and vanish', () => {
    expect(value((o) => o.order.cumprod(vector(1e200, 1e200, 0)))).toEqual([1e200, Infinity, NaN])
    close(derivatives(vector(1e-200, 1e-200, 1e300), (o, x) => o.order.cumprod(x)).first, [1e100, 1e100, 0], 1e-15)
  })

  test('logcumsumexp at large arguments', () => {
    expect(value((o) => o.order.logcumsumexp(vector(1000, 1000, -1e4)))).toEqual([
      1000,
      1000 + Math.LN2,
      1000 + Math.LN2,
    ])
    expect(value((o) => o.order.logcumsumexp(vector(-Infinity, 2, Infinity)))).toEqual([-Infinity, 2, Infinity])
    close(derivatives(vector(1000, 1000, -1e4), (o, x) => o.order.logcumsumexp(x)).first, [2, 1, 0], 1e-12)
  })

  test('recurrence needs two operands of one shape', () => {
    expect(() => session().ops.order.recurrence(vector(1), vector(1, 2))).toThrow(
      'shapes (1,) and (2,) are not the same',
    )
  })
})

describe('spread', () => {
  // PyTorch: var_backward and std_backward, which masks where the deviation is 0.
  test('of constants', () => {
    expect(derivatives(vector(2, 2, 2), (o, x) => o.order.variance(x)).first).toEqual([0, 0, 0])
    expect(derivatives(vector(2, 2, 2), (o, x) => o.order.std(x)).first).toEqual([0, 0, 0])
    expect(derivatives(vector(2, 2), (o, x) => o.order.std(x, null, false, 0)).first).toEqual([0, 0])
  })

  test('of a single element a sample’s is NaN, NumPy’s 0', () => {
    expect(value((o) => o.order.variance(vector(2)))).toEqual([NaN])
    expect(derivatives(vector(2), (o, x) => o.order.variance(x)).first).toEqual([NaN])
    expect(value((o) => o.order.std(vector(2), null, false, 0))).toEqual([0])
    expect(derivatives(vector(2), (o, x) => o.order.std(x, null, false, 0)).first).toEqual([0])
  })

  test('far from 0 it does not cancel, and integers give float64', () => {
    expect(value((o) => o.order.variance(vector(1e9 + 1, 1e9 + 2, 1e9 + 3)))).toEqual([1])
    const out = session().ops.order.variance(indices([3], 1, 2, 3)) as Tensor
    expect([out.dtype, ...numbersOf(out)]).toEqual(['float64', 1])
  })
})

describe('norms', () => {
  // torch.linalg.vector_norm (linalg_vector_norm_backward, 1.13).
  test.each<[number, number[], number, number[]]>([
    [0, [0, 1, -2], 2, [0, 0, 0]],
    [0.5, [0, 0], 0, [0, 0]],
    [0.5, [0, 1, -4], 9, [0, 3, -1.5]],
    [1, [0, 0], 0, [0, 0]],
    [1, [0, 1, -2], 3, [0, 1, -1]],
    [1.5, [0, 0], 0, [0, 0]],
    [2, [0, 0], 0, [0, 0]],
    [2, [0, 3, -4], 5, [0, 0.6, -0.8]],
    [3, [0, 0], 0, [0, 0]],
    [3, [0, 1], 1, [0, 1]],
    [Infinity, [0, 0], 0, [0, 0]],
    [Infinity, [2, -2, 1], 2, [0.5, -0.5, 0]],
    [-Infinity, [2, -2, 3], 2, [0.5, -0.5, 0]],
    [-Infinity, [0, 1], 0, [0, 0]],
    [-1, [0, 1], 0, [0, 0]],
    [-1, [1, -1], 0.5, [0.25, -0.25]],
  ])('p = %d of [%s]', (p, x, norm, slope) => {
    close(
      value((o) => o.order.norm(vector(...x), p)),
      [norm],
      1e-15,
    )
    close(derivatives(vector(...x), (o, y) => o.order.norm(y, p)).first, slope, 1e-15)
  })

  test('second derivatives beside a 0: its own is 0 above p = 2, and NaN below, where it is infinite', () => {
    for (const p of [2.5, 3, 4]) expect(derivatives(vector(0, 1), (o, x) => o.order.norm(x, p)).second).toEqual([0, 0])
    expect(derivatives(vector(0, 1), (o, x) => o.order.norm(x, 1.5)).second).toEqual([NaN, 0])
  })

  test('elements whose powers overflow or vanish', () => {
    for (const p of [1.5, 2, 3, 7]) {
      close(
        value((o) => o.order.norm(vector(3e200, 3e200), p)),
        [3e200 * 2 ** (1 / p)],
        1e-13,
      )
      close(
        value((o) => o.order.norm(vector(3e-200, 3e-200), p)),
        [3e-200 * 2 ** (1 / p)],
        1e-13,
      )
      close(
        derivatives(vector(3e200, 3e200), (o, x) => o.order.norm(x, p)).first,
        [2 ** (1 / p - 1), 2 ** (1 / p - 1)],
        1e-13,
      )
    }
    expect(value((o) => o.order.norm(vector(1, -Infinity), 3))).toEqual([Infinity])
    expect(value((o) => o.order.norm(vector(1, NaN), Infinity))).toEqual([NaN])
  })

  test('of no elements', () => {
    for (const p of [0, 0.5, 1, 2, 3, Infinity]) expect(value((o) => o.order.norm(vector(), p))).toEqual([0])
    expect(() => session().ops.order.norm(vector(), -1)).toThrow('there is no -1-norm of no elements')
  })
})

test('any, all and countNonzero', () => {
  const x = tensor([2, 2], [0, NaN, 0, 0])
  expect(value((o) => o.order.any(x))).toEqual([1])
  expect(value((o) => o.order.all(x))).toEqual([0])
  expect(value((o) => o.order.countNonzero(x, [1]))).toEqual([1, 0])
  expect(value((o) => o.order.any(vector()))).toEqual([0])
  expect(value((o) => o.order.all(vector()))).toEqual([1])
  expect((session().ops.order.any(x, [0], true) as Tensor).shape).toEqual([1, 2])
  expect((session().ops.order.all(x) as Tensor).dtype).toBe('bool')
  const s = session()
  const count = s.ops.order.countNonzero(s.leaf(x)) as Tensor
  expect([count.dtype, s.tape.why(count.node)]).toEqual(['int64', 'no-gradient'])
})

describe('unknown operands', () => {
  const unknown = new Opaque('not evaluated', { tensor: true, dtype: 'float64', shape: [2, 3] })
  test.each<[string, (ops: Ops, x: Num) => Num, Shape]>([
    ['argsort', (o, x) => o.order.argsort(x), [2, 3]],
    ['topk', (o, x) => o.order.topk(x, 2).indices, [2, 2]],
    ['runningPlaces', (o, x) => o.order.runningPlaces(x, 'cummin'), [2, 3]],
    ['any', (o, x) => o.order.any(x, [0]), [3]],
    ['countNonzero', (o, x) => o.order.countNonzero(x, [0], true), [1, 3]],
  ])('%s has a known shape', (_, f, shape) => {
    const s = session()
    const out = f(s.ops, s.leaf(unknown)) as Opaque
    expect(out).toBeInstanceOf(Opaque)
    expect(out.facts.shape).toEqual(shape)
    expect(out.node).toBeGreaterThan(0)
  })

  test('the derivative of a sort is unknown, of known shape', () => {
    const s = session()
    const x = s.leaf(unknown)
    const out = s.ops.order.topk(x, 2).values
    expect((s.sweep([{ value: out }]).adjoint(x.node) as Opaque).facts.shape).toEqual([2, 3])
    const tangent = tensor([2, 3], [1, 2, 3, 4, 5, 6])
    expect((s.forward(new Map([[x.node, tangent]]), [out])[0] as Opaque).facts.shape).toEqual([2, 2])
  })

  test('of unknown shape', () => {
    const s = session()
    const x = s.leaf(new Opaque('not evaluated', { tensor: true, dtype: 'float64' }))
    for (const f of [s.ops.order.sort(x), s.ops.order.cumprod(x), s.ops.order.std(x), s.ops.order.topk(x, 1).values]) {
      expect(f).toBeInstanceOf(Opaque)
      expect(s.sweep([{ value: f }]).adjoint(x.node)).toBeInstanceOf(Opaque)
    }
  })
})

test.each<[string, (ops: Ops, x: Num) => Num, Shape]>([
  ['sort', (o, x) => o.order.sort(x), [0, 2]],
  ['sort along the empty axis', (o, x) => o.order.sort(x, { axis: 0 }), [0, 2]],
  ['topk', (o, x) => o.order.topk(x, 1).values, [0, 1]],
  ['cummax', (o, x) => o.order.cummax(x, 0), [0, 2]],
  ['cummin', (o, x) => o.order.cummin(x), [0, 2]],
  ['recurrence', (o, x) => o.order.recurrence(x, x), [0, 2]],
  ['cumprod', (o, x) => o.order.cumprod(x), [0, 2]],
  ['logcumsumexp', (o, x) => o.order.logcumsumexp(x), [0, 2]],
  ['variance', (o, x) => o.order.variance(x, [1]), [0]],
  ['std', (o, x) => o.order.std(x, [1], true), [0, 1]],
  ['norm', (o, x) => o.order.norm(x, 3, [0]), [2]],
])('%s of an empty tensor', (_, f, expected) => {
  const s = session()
  const x = s.leaf(tensor([0, 2], []))
  const out = f(s.ops, x) as Tensor
  expect(out.shape).toEqual(expected)
  expect((s.sweep([{ value: out }], { traced: true }).adjoint(x.node) as Tensor).shape).toEqual([0, 2])
})

test('float32 is rounded at every step', () => {
  const { order } = session().ops
  const x = tensor([3], [0.1, 0.1, 0.1].map(Math.fround), 'float32')
  const [a] = numbersOf(x)
  const second = Math.fround(a * a)
  expect(numbersOf(order.cumprod(x))).toEqual([a, second, Math.fround(second * a)])
  for (const out of [order.sort(x), order.cummax(x), order.std(x), order.norm(x, 3), order.logcumsumexp(x)]) {
    expect((out as Tensor).dtype).toBe('float32')
    expect(numbersOf(out).every((v) => Object.is(v, Math.fround(v)))).toBe(true)
  }
})
