// The rows of ops.nn, each tested by being in the table, what is made of them, and the cases that are an operation's own.
import { describe, expect, test } from 'vitest'
import { preciseOps, type PreciseTensor } from '../doubledouble/tensors'
import { sum } from '../functions'
import { Opaque, Tensor, type Num } from '../num'
import type { Structural } from '../row'
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
import { grad, hessian } from '../transforms'
import { batchNorm, conv2d, crossEntropyLogits, layerNorm, maxPool2d, mse } from './functions'
import { ROWS } from './rows'
import { windowsOver, type Windows } from './windows'

const windows: Windows = windowsOver('test', [4, 3], [2, 2], {
  strides: [2, 1],
  padding: [
    [1, 0],
    [0, 1],
  ],
})
const labels = indices([2], 2, 0)

// prettier-ignore
const PRIMITIVES: Readonly<Record<keyof typeof ROWS, readonly Example[]>> = {
  unfold:             [{ shapes: [[1, 4, 3, 2]], f: (o, x) => o.apply(ROWS.unfold, [x], { windows }) }],
  fold:               [{ shapes: [[1, 2, 3, 4, 1]], f: (o, x) => o.apply(ROWS.fold, [x], { windows }) }],
  maxPool:            [{ shapes: [[1, 4, 3, 2]], f: (o, x) => o.apply(ROWS.maxPool, [x], { windows }) }],
  binaryCrossEntropy: [{ shapes: [[2, 3], [2, 3]], f: (o, p, z) => o.apply(ROWS.binaryCrossEntropy, [o.sigmoid(p), o.sigmoid(z)], null) }, { shapes: [[2, 3], [3]], f: (o, p, z) => o.apply(ROWS.binaryCrossEntropy, [o.sigmoid(p), o.sigmoid(z)], null) }],
}

// prettier-ignore
const COMPOSITIONS: Readonly<Record<string, readonly Example[]>> = {
  conv1d:          [{ shapes: [[1, 5, 1], [3, 1, 2]], f: (o, x, k) => o.nn.conv1d(x, k, { strides: 2 }) }, { shapes: [[1, 2, 3], [2, 1, 2]], f: (o, x, k) => o.nn.conv1d(x, k, { layout: 'channels-first', groups: 2 }) }],
  conv2d:          [{ shapes: [[1, 4, 3, 1], [2, 2, 1, 2]], f: (o, x, k) => o.nn.conv2d(x, k, { dilation: 2 }) }, { shapes: [[1, 2, 3, 2], [2, 1, 2, 2]], f: (o, x, k) => o.nn.conv2d(x, k, { layout: 'channels-first', groups: 2 }) }],
  convTranspose1d: [{ shapes: [[1, 3, 1], [3, 2, 1]], f: (o, x, k) => o.nn.convTranspose1d(x, k, { padding: 'same', strides: 2 }) }],
  convTranspose2d: [{ shapes: [[1, 2, 2, 1], [2, 2, 2, 1]], f: (o, x, k) => o.nn.convTranspose2d(x, k, { strides: 2 }) }],
  maxPool1d:       [{ shapes: [[1, 4, 2]], f: (o, x) => o.nn.maxPool1d(x, 2) }],
  maxPool2d:       [{ shapes: [[1, 1, 3, 4]], f: (o, x) => o.nn.maxPool2d(x, [2, 3], { padding: 'same', layout: 'channels-first' }) }],
  avgPool1d:       [{ shapes: [[1, 4, 2]], f: (o, x) => o.nn.avgPool1d(x, 2) }],
  avgPool2d:       [{ shapes: [[1, 3, 3, 1]], f: (o, x) => o.nn.avgPool2d(x, 3, { padding: 'same' }) }, { shapes: [[1, 3, 3, 1]], f: (o, x) => o.nn.avgPool2d(x, 2, { padding: 1, countPadding: true }) }],
  crossEntropy:    [{ shapes: [[2, 3], [2, 3]], f: (o, p, z) => o.nn.crossEntropy(o.softmax(p), z) }],
  crossEntropyLogits:       [{ shapes: [[2, 3], [2, 3]], f: (o, x, z) => o.nn.crossEntropyLogits(x, z, { reduction: 'none' }) }],
  sparseCrossEntropy:       [{ shapes: [[2, 3]], f: (o, x) => o.nn.sparseCrossEntropy(o.softmax(x), labels, { reduction: 'sum' }) }],
  sparseCrossEntropyLogits: [{ shapes: [[2, 3]], f: (o, x) => o.nn.sparseCrossEntropyLogits(x, labels, { reduction: 'none' }) }, { shapes: [[2, 3]], f: (o, x) => o.nn.sparseCrossEntropyLogits(x, indices([2], 1, 9), { ignore: 9 }) }],
  binaryCrossEntropy:       [{ shapes: [[4], [4]], f: (o, x, z) => o.nn.binaryCrossEntropy(o.sigmoid(x), z, { clip: 1e-7 }) }, { shapes: [[4], [4]], f: (o, x, z) => o.nn.binaryCrossEntropy(o.sigmoid(x), z) }],
  binaryCrossEntropyLogits: [{ shapes: [[4], [4]], f: (o, x, z) => o.nn.binaryCrossEntropyLogits(x, z) }, { shapes: [[4], [4], null], f: (o, x, z, w) => o.nn.binaryCrossEntropyLogits(x, z, { positiveWeight: w }) }],
  mse:              [{ shapes: [[2, 3], [3]], f: (o, x, y) => o.nn.mse(x, y) }],
  mae:              [{ shapes: [[2, 3], [3]], f: (o, x, y) => o.nn.mae(x, y, { reduction: 'none' }) }],
  huber:            [{ shapes: [[2, 3], [3]], f: (o, x, y) => o.nn.huber(x, y, { delta: 0.5 }) }],
  klDivergence:     [{ shapes: [[2, 3], [2, 3]], f: (o, x, y) => o.nn.klDivergence(o.logSoftmax(x), o.softmax(y)) }, { shapes: [[2, 3], [2, 3]], f: (o, x, y) => o.nn.klDivergence(x, y, { logTarget: true }) }],
  hinge:            [{ shapes: [[2, 3], [2, 3]], f: (o, x, y) => o.nn.hinge(x, y) }],
  cosineSimilarity: [{ shapes: [[2, 3], [2, 3]], f: (o, x, y) => o.nn.cosineSimilarity(x, y, { reduction: 'sum' }) }],
  layerNorm:        [{ shapes: [[2, 4], [4], [4]], f: (o, x, scale, offset) => o.nn.layerNorm(x, [-1], { scale, offset }) }],
  batchNorm:        [{ shapes: [[4, 3], [3], [3]], f: (o, x, scale, offset) => o.nn.batchNorm(x, { scale, offset }) }, { shapes: [[2, 3, 2], [3]], f: (o, x, mean) => o.nn.batchNorm(x, { axis: 1, mean, variance: vector(1, 2, 3) }) }],
}

describe('rows', () => describeRows(PRIMITIVES))
describe('compositions', () => describeRows(COMPOSITIONS))

const gradient = (f: (o: ReturnType<typeof session>['ops'], x: Num) => Num, x: Tensor): number[] => {
  const s = session()
  const leaf = s.leaf(x)
  return numbersOf(s.sweep([{ value: f(s.ops, leaf) }]).adjoint(leaf.node))
}

test('padding: the odd place of "same" stands at the end', () => {
  const { nn } = session().ops
  const x = tensor([1, 4, 1], [1, 2, 3, 4])
  const ones = tensor([2, 1, 1], [1, 1])
  expect(numbersOf(nn.conv1d(x, ones, { padding: 'same' }))).toEqual([3, 5, 7, 4])
  expect(numbersOf(nn.conv1d(x, ones, { padding: [[1, 0]] }))).toEqual([1, 3, 5, 7])
  expect(numbersOf(nn.conv1d(x, ones, { padding: 1 }))).toEqual([1, 3, 5, 7, 4])
  expect(numbersOf(nn.avgPool1d(x, 2, { strides: 1, padding: 'same' }))).toEqual([1.5, 2.5, 3.5, 4])
  expect(numbersOf(nn.avgPool1d(x, 2, { strides: 1, padding: 'same', countPadding: true }))).toEqual([1.5, 2.5, 3.5, 2])
})

test('a transposed convolution has the sizes of TensorFlow and PyTorch', () => {
  const { nn } = session().ops
  const size = (padding: 'same' | 'valid' | number, strides: number, window: number, outputPadding = 0): number =>
    (
      nn.convTranspose1d(tensor([1, 3, 1], [1, 2, 3]), tensor([window, 1, 1], new Float64Array(window)), {
        padding,
        strides,
        outputPadding,
      }) as Tensor
    ).shape[1]
  expect([size('same', 2, 3), size('valid', 2, 3), size('valid', 2, 1), size(1, 2, 3), size(1, 2, 3, 1)]).toEqual([
    6, 7, 6, 5, 6,
  ])
})

describe('maxPool', () => {
  test('a tie gives all to the first in row-major order, overlapping windows add up', () => {
    const x = tensor([1, 2, 2, 1], [5, 5, 5, 5])
    expect(gradient((o, t) => o.sum(o.nn.maxPool2d(t, 2)), x)).toEqual([1, 0, 0, 0])
    expect(gradient((o, t) => o.sum(o.nn.maxPool1d(t, 2, { strides: 1 })), tensor([1, 3, 1], [1, 4, 2]))).toEqual([
      0, 2, 0,
    ])
  })
  test('padding never is the largest', () => {
    expect(numbersOf(session().ops.nn.maxPool1d(tensor([1, 2, 1], [-3, -2]), 2, { padding: 1 }))).toEqual([-3, -2])
    expect(gradient((o, t) => o.sum(o.nn.maxPool1d(t, 2, { padding: 1 })), tensor([1, 2, 1], [-Infinity, -2]))).toEqual(
      [1, 1],
    )
  })
  test('NaN is the largest', () => {
    expect(numbersOf(session().ops.nn.maxPool1d(tensor([1, 3, 1], [7, NaN, 9]), 3))).toEqual([NaN])
  })
  test('which elements were the largest is what a check compares', () => {
    const s = session()
    const x = s.leaf(tensor([1, 4, 1], [1, 2, 4, 3]))
    const out = s.ops.nn.maxPool1d(x, 2)
    const { row, inputs, value, params } = s.tape.entry((out as Tensor).node)
    expect(row?.kind === 'structural' && row.side?.(inputs, value, params)).toBe('1 2')
  })
})

describe('in double-double', () => {
  const precise = preciseOps(session().ops)
  const { unfold, fold, maxPool, binaryCrossEntropy } = ROWS
  const under = { windows: windowsOver('test', [3], [2], { padding: 1 }) }
  const run = <P>(row: Structural<P>, inputs: readonly PreciseTensor[], params: P): PreciseTensor => {
    if (row.precise === null) throw new Error(`${row.name} has no primal`)
    return row.precise === 'moves' ? precise.move(row, inputs, params) : row.precise(precise, inputs, params)
  }
  const halves = (shape: readonly number[], hi: number[], lo: number[]): PreciseTensor => ({
    hi: Float64Array.from(hi),
    lo: Float64Array.from(lo),
    shape,
  })

  test('patches and their sums carry the low halves', () => {
    const patches = run(unfold, [halves([1, 3, 1], [1, 2, 3], [1e-20, 2e-20, 4e-20])], under)
    expect(patches).toEqual(
      halves(
        [1, 4, 2, 1],
        [0, 1, 1, 2, 2, 3, 3, 0],
        [0, 1, 1, 2, 2, 4, 4, 0].map((n) => n * 1e-20),
      ),
    )
    const sums = run(fold, [patches], under)
    expect(sums).toEqual(halves([1, 3, 1], [2, 4, 6], [2e-20, 4e-20, 8e-20]))
  })

  test('low halves decide which element is the largest', () => {
    const x = halves([1, 3, 1], [1, 1, 0], [1e-20, 2e-20, 0])
    expect(run(maxPool, [x], under)).toEqual(halves([1, 4, 1], [1, 1, 1, 0], [1e-20, 2e-20, 2e-20, 0]))
  })

  test('cross entropy is finer than float64, and bounded', () => {
    const entropy = (p: number, z: number): number => {
      const { hi, lo } = run(binaryCrossEntropy, [precise.constant(p), precise.constant(z)], null)
      expect(Math.abs(lo[0])).toBeLessThan(1e-15 * Math.abs(hi[0]))
      return hi[0]
    }
    const double = numbersOf(session().ops.nn.binaryCrossEntropy(vector(0.3), vector(0.25)))
    close([entropy(0.3, 0.25)], double, 1e-15)
    expect([entropy(0, 1), entropy(1, 0)]).toEqual([100, 100])
  })
})

test('float32 is rounded at every step', () => {
  const s = session()
  const x = tensor([1, 3, 1], [0.1, 0.2, 0.3].map(Math.fround), 'float32')
  const k = tensor([2, 1, 1], [0.7, 0.9].map(Math.fround), 'float32')
  const leaf = s.leaf(x)
  const out = s.ops.nn.conv1d(leaf, k) as Tensor
  const adjoint = s.sweep([{ value: s.ops.sum(out) }]).adjoint(leaf.node) as Tensor
  expect([out.dtype, adjoint.dtype]).toEqual(['float32', 'float32'])
  expect(numbersOf(adjoint)).toEqual([0.7, Math.fround(0.7) + Math.fround(0.9), 0.9].map(Math.fround))
  for (const y of numbersOf(out)) expect(y).toBe(Math.fround(y))
  for (const y of [s.ops.nn.avgPool1d(x, 2, { padding: 1 }), s.ops.nn.maxPool1d(x, 2)])
    expect((y as Tensor).dtype).toBe('float32')
  for (const loss of [s.ops.nn.mse(leaf, x), s.ops.nn.binaryCrossEntropy(leaf, x), s.ops.nn.huber(leaf, x)]) {
    expect((loss as Tensor).dtype).toBe('float32')
    expect((s.sweep([{ value: loss }]).adjoint(leaf.node) as Tensor).dtype).toBe('float32')
  }
})

describe('unknown operands', () => {
  const unknown = (shape?: readonly number[]): Opaque =>
    new Opaque('`load` is not evaluated', { tensor: true, dtype: 'float64', shape })

  test('of unknown shape leave an unknown result that depends on the kernel', () => {
    const s = session()
    const kernel = s.leaf(tensor([2, 1, 1], [1, 2]))
    const out = s.ops.nn.batchNorm(s.ops.nn.maxPool1d(s.ops.nn.conv1d(unknown(), kernel), 2)) as Opaque
    expect(out.reason).toBe('`load` is not evaluated')
    const adjoint = s.sweep([{ value: s.ops.sum(out) }]).adjoint(kernel.node) as Opaque
    expect([adjoint.reason, adjoint.facts.shape]).toEqual(['`load` is not evaluated', [2, 1, 1]])
  })

  test('labels that are unknown leave the loss’s shape and its path', () => {
    const s = session()
    const x = s.leaf(tensor([2, 3], [1, 2, 3, 4, 5, 6]))
    const loss = s.ops.nn.sparseCrossEntropyLogits(x, unknown([2])) as Opaque
    expect(loss.facts.shape).toEqual([])
    expect((s.sweep([{ value: loss }]).adjoint(x.node) as Opaque).facts.shape).toEqual([2, 3])
  })

  test('a derivative by an unknown input of a maximum is unknown, in either mode', () => {
    const s = session()
    const x = s.leaf(unknown([1, 4, 1]))
    const out = s.ops.nn.maxPool1d(x, 2)
    expect((s.sweep([{ value: out }]).adjoint(x.node) as Opaque).facts.shape).toEqual([1, 4, 1])
    const [tangent] = s.forward(new Map([[x.node, tensor([1, 4, 1], [1, 1, 1, 1])]]), [out])
    expect((tangent as Opaque).facts.shape).toEqual([1, 2, 1])
  })
})

describe('losses at their awkward points', () => {
  test('cross entropy: 0·log 0 is 0, a label of probability 0 costs ∞', () => {
    const { nn } = session().ops
    expect(numbersOf(nn.crossEntropy(vector(0, 1), vector(0, 1)))).toEqual([0])
    expect(numbersOf(nn.crossEntropy(vector(0, 1), vector(1, 0)))).toEqual([Infinity])
    expect(gradient((o, p) => o.nn.crossEntropy(p, vector(0, 1)), vector(0, 1))).toEqual([0, -1])
  })

  test('binary cross entropy of logits: exact where the label is all but met', () => {
    const loss = (x: number, z: number): number => numbersOf(session().ops.nn.binaryCrossEntropyLogits(x, z))[0]
    close([loss(40, 1)], [Math.exp(-40)], 1e-14)
    close([loss(-40, 0)], [Math.exp(-40)], 1e-14)
    expect(gradient((o, x) => o.nn.binaryCrossEntropyLogits(x, vector(1), { reduction: 'sum' }), vector(0))).toEqual([
      -0.5,
    ])
  })

  test('huber is curved at 0', () => {
    const s = session()
    const x = s.leaf(vector(0))
    const first = some(s.sweep([{ value: s.ops.nn.huber(x, vector(0)) }], { traced: true }).adjoint(x.node))
    expect(numbersOf(s.sweep([{ value: first }]).adjoint(x.node))).toEqual([1])
  })

  test('of ignored rows: their number is not in the mean', () => {
    const { nn } = session().ops
    const x = tensor([2, 2], [0, 0, 5, 7])
    const mean = (...given: number[]): number =>
      numbersOf(nn.sparseCrossEntropyLogits(x, indices([2], ...given), { ignore: -1 }))[0]
    close([mean(0, -1)], [Math.LN2], 1e-15)
    expect(mean(-1, -1)).toBeNaN()
  })

  test('similarity to nothing', () => {
    expect(numbersOf(session().ops.nn.cosineSimilarity(vector(0, 0), vector(1, 0)))).toEqual([0])
    close(
      gradient((o, x) => o.nn.cosineSimilarity(x, vector(3, 4)), vector(0, 0)),
      [0.6e8, 0.8e8],
    )
  })
})

test('what does not fit says what would', () => {
  const { nn } = session().ops
  const x = tensor([1, 4, 4, 2], new Float64Array(32))
  const kernel = (...shape: number[]): Tensor => tensor(shape, new Float64Array(shape.reduce((n, m) => n * m, 1)))
  expect(() => nn.conv2d(tensor([4, 4, 2], new Float64Array(32)), kernel(2, 2, 2, 1))).toThrow(
    'conv2d: an input of shape (4, 4, 2) should have 4 dimensions (batch, …spatial, channels)',
  )
  expect(() => nn.conv2d(x, kernel(2, 2, 2), { layout: 'channels-first' })).toThrow(
    'conv2d: a kernel of shape (2, 2, 2) should have 4 dimensions (filters, channels, …window)',
  )
  expect(() => nn.conv2d(x, kernel(2, 2, 3, 1))).toThrow(
    'conv2d: 2 channels in 1 group do not fit a kernel of 3 channels and 1 filters',
  )
  expect(() => nn.conv2d(x, kernel(2, 2, 1, 3), { groups: 2 })).toThrow('2 channels in 2 groups do not fit')
  expect(() => nn.conv2d(x, kernel(5, 1, 2, 1))).toThrow('conv2d: a window of 5 does not fit an axis of 4')
  expect(() => nn.conv2d(x, kernel(9, 1, 2, 1), { padding: 1 })).toThrow('does not fit an axis of 4 padded to 6')
  expect(() => nn.conv2d(x, kernel(2, 2, 2, 1), { strides: [1, 0] })).toThrow(
    'conv2d: strides (1, 0) should be 2 whole numbers, 1 or more',
  )
  expect(() => nn.conv2d(x, kernel(2, 2, 2, 1), { padding: [[1, 1]] })).toThrow('padding for 1 axes, there are 2')
  expect(() => nn.convTranspose2d(x, kernel(2, 2, 3, 4))).toThrow(
    'convTranspose2d: 2 channels do not fit a kernel of 4 filters',
  )
  expect(() => nn.convTranspose2d(x, kernel(2, 2, 3, 2), { outputPadding: 1 })).toThrow(
    'output padding has to be less than the stride',
  )
  expect(() => nn.maxPool2d(x, 0)).toThrow('maxPool2d: window 0 should be 2 whole numbers, 1 or more')
  expect(() => nn.maxPool2d(x, 1, { padding: 1 })).toThrow('max_pool: a window lies wholly in the padding')
  expect(() => nn.avgPool2d(x, 1, { padding: 1 })).toThrow('avgPool2d: a window lies wholly in the padding')
  expect(() => nn.sparseCrossEntropyLogits(tensor([2, 3], new Float64Array(6)), indices([2], 0, 3))).toThrow(
    'label 3 is none of 3 classes, 0 to 2',
  )
  expect(() => nn.sparseCrossEntropyLogits(tensor([2, 3], new Float64Array(6)), indices([3], 0, 1, 2))).toThrow(
    'labels of shape (3,) do not fit rows of shape (2,)',
  )
})

test('a derivative of a convolution costs a few convolutions', () => {
  const s = session()
  const x = tensor([4, 28, 28, 8], new Float64Array(4 * 28 * 28 * 8).fill(0.5))
  const k = s.leaf(tensor([3, 3, 8, 8], new Float64Array(9 * 64).fill(0.1)))
  const leaf = s.leaf(x)
  const run = (): [number, number] => {
    const start = performance.now()
    const out = s.ops.sum(s.ops.nn.conv2d(leaf, k, { padding: 'same' }))
    const middle = performance.now()
    s.sweep([{ value: out }])
    return [middle - start, performance.now() - middle]
  }
  run()
  const [primal, sweep] = Array.from({ length: 5 }, run).reduce((a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1])])
  expect(sweep).toBeLessThan(8 * Math.max(primal, 1))
})

test('as plain functions, on nested arrays', () => {
  const kernel = [[[[1]], [[2]]]]
  const image = [
    [
      [[1], [2], [3]],
      [[4], [5], [6]],
    ],
  ]
  expect(grad((k) => sum(conv2d(image, k)))(kernel)).toEqual([[[[12]], [[16]]]])
  expect(grad((x) => sum(maxPool2d(x, 2)))(image)).toEqual([
    [
      [[0], [0], [0]],
      [[0], [1], [0]],
    ],
  ])
  expect(hessian((x) => mse(x, [1, 2], { reduction: 'sum' }))([0, 0])).toEqual([
    [2, 0],
    [0, 2],
  ])
  expect(grad((x) => crossEntropyLogits(x, [1, 0]))([0, 0])).toEqual([-0.5, 0.5])
  close(numbersOf(layerNorm([1, 3], [0], { scale: [2, 2], offset: [1, 1], epsilon: 0 })), [-1, 3])
  close(
    numbersOf(
      batchNorm(
        [
          [1, 0],
          [3, 0],
        ],
        { mean: [1, 0], variance: [4, 1], epsilon: 0 },
      ),
    ),
    [0, 0, 1, 0],
  )
})
