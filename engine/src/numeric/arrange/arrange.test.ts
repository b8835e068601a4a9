// The rows of ops.arrange, each tested by being in the table, and what is said of each beyond that.
import { describe, expect, test } from 'vitest'
import { Opaque, Tensor, type Num } from '../num'
import type { Ops } from '../ops'
import { ShapeError, sizeOf, type Shape } from '../shape'
import { describeRows, indices, numbersOf, session, tensor, vector, type Example } from '../structural.testing'
import type { Item, PadMode } from './arrange'
import { NOWHERE } from './movers'
import { ROWS } from './rows'

const all = { start: null, stop: null, step: null }
const places = (...at: number[]): Int32Array => Int32Array.from(at)
const bools = (shape: Shape, ...data: number[]): Tensor => tensor(shape, data, 'bool')
const counting = (...shape: number[]): Tensor =>
  tensor(
    shape,
    Array.from({ length: sizeOf(shape) }, (_, i) => i),
  )

// prettier-ignore
const EXAMPLES: Readonly<Record<keyof typeof ROWS, readonly Example[]>> = {
  pick:       [{ shapes: [[2, 3]], f: (o, x) => o.apply(ROWS.pick, [x], { places: places(5, NOWHERE, 0, 5), shape: [2, 2] }) }],
  addAt:      [{ shapes: [[2, 3]], f: (o, x) => o.apply(ROWS.addAt, [x], { places: places(3, 1, NOWHERE, 3, 0, 1), shape: [2, 2] }) }, { shapes: [[3, 2]], f: (o, x) => o.arrange.segmentSum(x, indices([3], 1, 0, 1), 3) }, { shapes: [[2, 2]], f: (o, x) => o.arrange.segmentSum(x, indices([2, 2], 1, -1, 1, 0), 2) }, { shapes: [[3, 2]], f: (o, x) => o.arrange.scatterNdAdd(x, indices([3, 1], 2, 0, 2), [3, 2]) }],
  flip:       [{ shapes: [[2, 3]], f: (o, x) => o.arrange.flip(x) }, { shapes: [[2, 3, 2]], f: (o, x) => o.arrange.flip(x, [-2]) }],
  roll:       [{ shapes: [[2, 3]], f: (o, x) => o.arrange.roll(x, 4) }, { shapes: [[3, 4]], f: (o, x) => o.arrange.roll(x, [1, -2, 1], [0, 1, 1]) }],
  shift:      [{ shapes: [[2, 3]], f: (o, x) => o.arrange.shift(x, 1) }, { shapes: [[3, 2]], f: (o, x) => o.arrange.shift(x, -2, 0) }],
  tile:       [{ shapes: [[2, 3]], f: (o, x) => o.arrange.tile(x, [2]) }, { shapes: [[2]], f: (o, x) => o.arrange.tile(x, [2, 1, 2]) }],
  repeat:     [{ shapes: [[2, 2]], f: (o, x) => o.arrange.repeat(x, 2) }, { shapes: [[2, 3]], f: (o, x) => o.arrange.repeat(x, [2, 0, 1], 1) }, { shapes: [null], f: (o, x) => o.arrange.repeat(x, 3) }],
  pad:        [{ shapes: [[2, 3]], f: (o, x) => o.arrange.pad(x, [[1, 0], [0, 2]]) }, ...(['edge', 'reflect', 'symmetric', 'wrap'] as const).map((mode): Example => ({ shapes: [[2, 3]], f: (o, x) => o.arrange.pad(x, [[1, 1], [3, 2]], mode) })), { shapes: [[2, 2]], f: (o, x) => o.arrange.pad(x, [[0, 1], [1, 0]], 'constant', 7) }],
  diag:       [{ shapes: [[3]], f: (o, x) => o.arrange.diag(x) }, { shapes: [[2, 2]], f: (o, x) => o.arrange.diag(x, -1) }],
  diagonal:   [{ shapes: [[3, 3]], f: (o, x) => o.arrange.diagonal(x) }, { shapes: [[3, 2, 4]], f: (o, x) => o.arrange.diagonal(x, 1, [2, 0]) }],
  triu:       [{ shapes: [[3, 3]], f: (o, x) => o.arrange.triu(x) }, { shapes: [[2, 2, 3]], f: (o, x) => o.arrange.triu(x, -1) }],
  tril:       [{ shapes: [[3, 3]], f: (o, x) => o.arrange.tril(x) }, { shapes: [[2, 2, 3]], f: (o, x) => o.arrange.tril(x, 1) }],
  indexed:    [{ shapes: [[3, 4]], f: (o, x) => o.arrange.indexed(x, [indices([2, 1], 0, -1), indices([3], 1, 1, 2)]) }, { shapes: [[2, 3, 2]], f: (o, x) => o.arrange.indexed(x, [indices([3], 0, 1, 1), all, 1]) }, { shapes: [[2, 3]], f: (o, x) => o.arrange.select(x, bools([2, 3], 1, 0, 1, 0, 1, 0)) }, { shapes: [[3, 2]], f: (o, x) => o.arrange.gatherNd(x, indices([2, 2], 0, 1, 2, 0)) }, { shapes: [[3, 2]], f: (o, x) => o.arrange.embedding(x, indices([2, 2], 0, 2, 2, 1)) }],
  setIndexed: [{ shapes: [[3, 4], [3]], f: (o, x, v) => o.arrange.setIndexed(x, [indices([2, 1], 0, -1), indices([3], 1, 1, 2)], v) }, { shapes: [[2, 3], null], f: (o, x, v) => o.arrange.setMasked(x, bools([2, 3], 1, 0, 1, 0, 1, 0), v) }, { shapes: [[3, 2], [2, 1]], f: (o, x, v) => o.arrange.setIndexed(x, [indices([2], 2, 0)], v) }],
}

describeRows(EXAMPLES)

const value = (f: (ops: Ops) => Num): [Shape, number[]] => {
  const out = f(session().ops) as Tensor
  return [out.shape, numbersOf(out)]
}

/** The gradient of Σ out·(1, 2, 3, …). */
function gradient(x: Tensor, f: (ops: Ops, x: Num) => Num): number[] {
  const s = session()
  const leaf = s.leaf(x)
  const out = f(s.ops, leaf) as Tensor
  const seed = tensor(
    out.shape,
    Array.from(out.data, (_, i) => i + 1),
  )
  return numbersOf(s.sweep([{ value: out, seed }]).adjoint(leaf.node))
}

describe('splitting and repeating', () => {
  test('equal parts and parts between places', () => {
    const { arrange } = session().ops
    expect(arrange.split(vector(1, 2, 3, 4), 2).map(numbersOf)).toEqual([
      [1, 2],
      [3, 4],
    ])
    expect(arrange.split(vector(1, 2, 3, 4), [1, 1, 6]).map(numbersOf)).toEqual([[1], [], [2, 3, 4], []])
    expect(arrange.split(counting(2, 4), 2, -1).map(numbersOf)).toEqual([
      [0, 1, 4, 5],
      [2, 3, 6, 7],
    ])
    expect(() => arrange.split(vector(1, 2, 3), 2)).toThrow('3 elements along axis 0 do not make 2 equal parts')
  })

  test('the derivative of all parts', () => {
    const s = session()
    const x = s.leaf(vector(1, 2, 3))
    const [a, b] = s.ops.arrange.split(x, [1])
    const total = s.ops.add(s.ops.mul(5, a), s.ops.sum(s.ops.square(b)))
    expect(numbersOf(s.sweep([{ value: total }]).adjoint(x.node))).toEqual([5, 4, 6])
  })

  test('tile counts in front of the axes add axes', () => {
    expect(value((o) => o.arrange.tile(vector(1, 2), [2, 1]))).toEqual([
      [2, 2],
      [1, 2, 1, 2],
    ])
    expect(value((o) => o.arrange.tile(vector(1, 2), [0]))).toEqual([[0], []])
    expect(() => session().ops.arrange.tile(vector(1), [-1])).toThrow(ShapeError)
  })

  test('repeat takes a count for each element', () => {
    expect(value((o) => o.arrange.repeat(vector(1, 2, 3), [0, 2, 1]))).toEqual([[3], [2, 2, 3]])
    expect(gradient(vector(1, 2, 3), (o, x) => o.arrange.repeat(x, [0, 2, 1]))).toEqual([0, 3, 3])
    expect(() => session().ops.arrange.repeat(vector(1, 2), [1, 2, 3])).toThrow('3 counts for 2 elements along axis 0')
  })
})

// The expectations are numpy.pad's (1.24).
test.each<[PadMode, number[]]>([
  ['constant', [0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0]],
  ['edge', [1, 1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3]],
  ['reflect', [2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3]],
  ['symmetric', [2, 3, 3, 2, 1, 1, 2, 3, 3, 2, 1, 1]],
  ['wrap', [2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1]],
])('pad %s, further than the tensor is long', (mode, padded) => {
  expect(value((o) => o.arrange.pad(vector(1, 2, 3), [[5, 4]], mode))[1]).toEqual(padded)
})

test('pad: one element, a value, and what does not fit', () => {
  const { arrange } = session().ops
  expect(value((o) => o.arrange.pad(vector(5), [[2, 1]], 'reflect'))[1]).toEqual([5, 5, 5, 5])
  expect(value((o) => o.arrange.pad(vector(5), [[1, 2]], 'constant', NaN))[1]).toEqual([NaN, 5, NaN, NaN])
  expect(gradient(vector(5), (o, x) => o.arrange.pad(x, [[1, 2]], 'constant', NaN))).toEqual([2])
  expect(() =>
    arrange.pad(vector(1), [
      [1, 1],
      [1, 1],
    ]),
  ).toThrow('2 pairs of widths for an array of 1 axes')
  expect(() => arrange.pad(vector(1), [[-1, 1]])).toThrow('widths are integers from 0 on')
  expect(() => arrange.pad(vector(), [[1, 1]], 'edge')).toThrow('axis 0 is empty, so edge has nothing there')
})

describe('moving', () => {
  test('roll along several axes and round several times', () => {
    expect(value((o) => o.arrange.roll(vector(1, 2, 3), -4))).toEqual([[3], [2, 3, 1]])
    expect(value((o) => o.arrange.roll(counting(2, 3), [1, 1], [0, 1]))[1]).toEqual([5, 3, 4, 2, 0, 1])
    expect(() => session().ops.arrange.roll(vector(1), [1, 2], [0])).toThrow('2 shifts for 1 axes')
  })

  test('moveaxis and swapaxes', () => {
    expect(value((o) => o.arrange.moveaxis(counting(2, 3, 4), 0, -1))[0]).toEqual([3, 4, 2])
    expect(value((o) => o.arrange.moveaxis(counting(2, 3, 4), [0, 1], [-1, 0]))[0]).toEqual([3, 4, 2])
    expect(value((o) => o.arrange.swapaxes(counting(2, 3), 0, 1))).toEqual([
      [3, 2],
      [0, 3, 1, 4, 2, 5],
    ])
    expect(() => session().ops.arrange.moveaxis(counting(2, 3), [0, 0], [0, 1])).toThrow(ShapeError)
  })

  test('diagonals and triangles', () => {
    expect(value((o) => o.arrange.diag(vector(1, 2), 1))).toEqual([
      [3, 3],
      [0, 1, 0, 0, 0, 2, 0, 0, 0],
    ])
    expect(value((o) => o.arrange.diag(vector(1, 2), -1))[1]).toEqual([0, 0, 0, 1, 0, 0, 0, 2, 0])
    expect(value((o) => o.arrange.diagonal(counting(2, 3), 1))).toEqual([[2], [1, 5]])
    expect(value((o) => o.arrange.diagonal(counting(2, 3), 5))).toEqual([[0], []])
    expect(value((o) => o.arrange.triu(counting(2, 3), 1))[1]).toEqual([0, 1, 2, 0, 0, 5])
    expect(value((o) => o.arrange.tril(tensor([1, 2], [NaN, Infinity])))[1]).toEqual([NaN, 0])
    expect(() => session().ops.arrange.triu(vector(1))).toThrow('triu: an array of at least two axes is needed')
    expect(() => session().ops.arrange.diagonal(counting(2, 2), 0, [0, -2])).toThrow('the axes cannot be the same')
  })
})

// The expectations are NumPy's (1.24) for numpy.arange(24).reshape(2, 3, 4).
describe('advanced indices', () => {
  const two = indices([2], 1, 0)
  test.each<[string, readonly Item[], Shape, number[]]>([
    ['two arrays', [two, indices([2], 2, 1)], [2, 4], [20, 21, 22, 23, 4, 5, 6, 7]],
    ['arrays that broadcast', [indices([2, 1], 1, 0), indices([2], 2, 1), 3], [2, 2], [23, 19, 11, 7]],
    ['a slice between arrays puts their axes first', [two, all, indices([2], 0, 3)], [2, 3], [12, 16, 20, 3, 7, 11]],
    ['a place counts as an array', [0, all, two], [2, 3], [1, 5, 9, 0, 4, 8]],
    ['neighbours stand where they were', [all, two, indices([2], 0, 3)], [2, 2], [4, 3, 16, 15]],
    ['a new axis between arrays', [two, 'newaxis', indices([2], 0, 2)], [2, 1, 4], [12, 13, 14, 15, 8, 9, 10, 11]],
    ['an ellipsis', ['ellipsis', indices([1], -1)], [2, 3, 1], [3, 7, 11, 15, 19, 23]],
    ['a step back', [two, { start: null, stop: null, step: -2 }, 0], [2, 2], [20, 12, 8, 0]],
    ['a mask of one axis', [all, bools([3], 1, 0, 1), 0], [2, 2], [0, 8, 12, 20]],
    ['a mask of two axes', [bools([2, 3], 0, 0, 1, 1, 0, 0), 1], [2], [9, 13]],
    ['a mask that holds nowhere', [bools([2], 0, 0)], [0, 3, 4], []],
    ['no places', [indices([0])], [0, 3, 4], []],
  ])('%s', (_, items, shape, data) => {
    expect(value((o) => o.arrange.indexed(counting(2, 3, 4), items))).toEqual([shape, data])
  })

  test('cotangents of an element taken twice add up', () => {
    expect(gradient(vector(1, 2, 3), (o, x) => o.arrange.indexed(x, [indices([3], 2, 0, 2)]))).toEqual([2, 0, 4])
    expect(gradient(counting(2, 2), (o, x) => o.arrange.select(x, bools([2, 2], 0, 1, 1, 0)))).toEqual([0, 1, 2, 0])
  })

  test('of several writes to one place the last holds, and has the derivative', () => {
    const s = session()
    const x = s.leaf(vector(1, 2, 3))
    const v = s.leaf(vector(10, 20, 30))
    const out = s.ops.arrange.setIndexed(x, [indices([3], 2, 0, 2)], v) as Tensor
    expect(numbersOf(out)).toEqual([20, 2, 30])
    const sweep = s.sweep([{ value: out, seed: vector(1, 2, 3) }])
    expect(numbersOf(sweep.adjoint(x.node))).toEqual([0, 2, 0])
    expect(numbersOf(sweep.adjoint(v.node))).toEqual([0, 1, 3])
  })

  test('what does not fit', () => {
    const { arrange } = session().ops
    const x = counting(2, 3)
    expect(() => arrange.indexed(x, [indices([1], 2)])).toThrow('index 2 is out of bounds for axis 0 with size 2')
    expect(() => arrange.indexed(x, [two, indices([3], 0, 0, 0)])).toThrow('do not broadcast')
    expect(() => arrange.indexed(x, [two, two, two])).toThrow('too many indices')
    expect(() => arrange.indexed(x, [vector(0)])).toThrow('an index array holds integers or booleans, not float64')
    expect(() => arrange.select(x, bools([3], 1, 1, 1))).toThrow(
      'dimension is 2 but corresponding boolean dimension is 3',
    )
    expect(() => arrange.setIndexed(x, [two], vector(1, 2))).toThrow('could not be broadcast')
    expect(() => arrange.segmentSum(x, indices([2], 0, 4), 3)).toThrow('segment id 4 is out of 3 segments')
    expect(() => arrange.segmentSum(x, indices([3], 0, 1, 0), 3)).toThrow('do not fit data')
    expect(() => arrange.scatterNdAdd(x, indices([2, 1], 0, 1), [3, 2])).toThrow('the places (2, 2)')
  })
})

test('gatherNd, scatterNdAdd and segmentSum', () => {
  expect(value((o) => o.arrange.gatherNd(counting(2, 3), indices([2, 1], 1, 0)))).toEqual([
    [2, 3],
    [3, 4, 5, 0, 1, 2],
  ])
  expect(value((o) => o.arrange.scatterNdAdd(vector(1, 2, 4), indices([3, 1], 2, 0, 2), [4]))[1]).toEqual([2, 0, 5, 0])
  expect(value((o) => o.arrange.segmentSum(vector(1, 2, 4), indices([3], 1, 0, 1), 3))[1]).toEqual([2, 5, 0])
  expect(gradient(vector(1, 2, 4), (o, x) => o.arrange.segmentSum(x, indices([3], 1, -1, 0), 2))).toEqual([2, 0, 1])
})

test('oneHot: out of range is all 0', () => {
  expect(value((o) => o.arrange.oneHot(indices([3], 1, 3, -1), 2))).toEqual([
    [3, 2],
    [0, 1, 0, 0, 0, 0],
  ])
  expect(value((o) => o.arrange.oneHot(1, 3))).toEqual([[3], [0, 1, 0]])
  expect((session().ops.arrange.oneHot(indices([1], 0), 2, 'int32') as Tensor).dtype).toBe('int32')
})

describe('what is unknown', () => {
  const unknown = (shape?: Shape, dtype: Tensor['dtype'] = 'int64'): Opaque =>
    new Opaque('not evaluated', { tensor: true, dtype, shape })
  const facts = (f: (ops: Ops) => Num): Opaque['facts'] => (f(session().ops) as Opaque).facts

  test('an unknown index array leaves the shape known, a mask does not', () => {
    const x = counting(2, 3)
    expect(facts((o) => o.arrange.indexed(x, [all, unknown([4])]))).toMatchObject({ dtype: 'float64', shape: [2, 4] })
    expect(facts((o) => o.arrange.embedding(x, unknown([4, 5]))).shape).toEqual([4, 5, 3])
    expect(facts((o) => o.arrange.gatherNd(x, unknown([4, 2]))).shape).toEqual([4])
    expect(facts((o) => o.arrange.scatterNdAdd(x, unknown([2, 1]), [5, 3])).shape).toEqual([5, 3])
    expect(facts((o) => o.arrange.setIndexed(x, [unknown([4])], 1)).shape).toEqual([2, 3])
    expect(facts((o) => o.arrange.segmentSum(x, unknown([2]), 5)).shape).toEqual([5, 3])
    expect(facts((o) => o.arrange.oneHot(unknown([4]), 3))).toMatchObject({ dtype: 'float64', shape: [4, 3] })
    expect(facts((o) => o.arrange.select(x, unknown([2], 'bool'))).shape).toBeUndefined()
    expect(facts((o) => o.arrange.indexed(x, [unknown()])).shape).toBeUndefined()
  })

  test('the history stays, and derivatives through it are unknown', () => {
    const s = session()
    const x = s.leaf(counting(2, 3))
    const out = s.ops.arrange.indexed(x, [unknown([2])])
    const adjoint = s.sweep([{ value: out }]).adjoint(x.node)
    expect(adjoint).toBeInstanceOf(Opaque)
    expect((adjoint as Opaque).facts.shape).toEqual([2, 3])
  })

  test.each<[string, (ops: Ops, x: Num) => Num]>([
    ['split', (o, x) => o.arrange.split(x, 2)[1]],
    ['tile', (o, x) => o.arrange.tile(x, [2])],
    ['repeat', (o, x) => o.arrange.repeat(x, 2, 0)],
    ['pad', (o, x) => o.arrange.pad(x, [[1, 1]], 'constant', 3)],
    ['flip', (o, x) => o.arrange.flip(x, [0])],
    ['roll', (o, x) => o.arrange.roll(x, 1, 0)],
    ['diag', (o, x) => o.arrange.diag(x)],
    ['diagonal', (o, x) => o.arrange.diagonal(x)],
    ['triu', (o, x) => o.arrange.triu(x)],
    ['indexed', (o, x) => o.arrange.indexed(x, [indices([1], 0)])],
    ['select', (o, x) => o.arrange.select(x, bools([2], 1, 0))],
    ['segmentSum', (o, x) => o.arrange.segmentSum(x, indices([2], 1, 0), 2)],
    ['scatterNdAdd', (o, x) => o.arrange.scatterNdAdd(x, indices([2, 1], 1, 0), [3])],
  ])('%s of an operand whose shape is unknown', (_, f) => {
    const s = session()
    const x = s.leaf(unknown(undefined, 'float64'))
    const out = f(s.ops, x)
    expect(out).toBeInstanceOf(Opaque)
    expect(s.sweep([{ value: out }]).adjoint(x.node)).toBeInstanceOf(Opaque)
  })
})

test.each<[string, Shape, (ops: Ops, x: Num) => Num, Shape]>([
  ['split', [0, 2], (o, x) => o.arrange.split(x, 2, 1)[0], [0, 1]],
  ['tile', [0, 2], (o, x) => o.arrange.tile(x, [2, 2]), [0, 4]],
  ['repeat', [0, 2], (o, x) => o.arrange.repeat(x, 2, 1), [0, 4]],
  [
    'pad',
    [0, 2],
    (o, x) =>
      o.arrange.pad(
        x,
        [
          [0, 0],
          [1, 1],
        ],
        'wrap',
      ),
    [0, 4],
  ],
  ['pad with a value', [0], (o, x) => o.arrange.pad(x, [[1, 1]], 'constant', 2), [2]],
  ['flip', [0, 2], (o, x) => o.arrange.flip(x), [0, 2]],
  ['roll', [0, 2], (o, x) => o.arrange.roll(x, 3, 0), [0, 2]],
  ['shift', [0, 2], (o, x) => o.arrange.shift(x, 3, 0), [0, 2]],
  ['diag', [0], (o, x) => o.arrange.diag(x), [0, 0]],
  ['diagonal', [0, 2], (o, x) => o.arrange.diagonal(x), [0]],
  ['triu', [0, 2], (o, x) => o.arrange.triu(x), [0, 2]],
  ['tril', [2, 0], (o, x) => o.arrange.tril(x), [2, 0]],
  ['indexed', [2, 0], (o, x) => o.arrange.indexed(x, [indices([3], 0, 1, 1)]), [3, 0]],
  ['setIndexed', [2, 0], (o, x) => o.arrange.setIndexed(x, [indices([1], 0)], 5), [2, 0]],
  ['select', [0], (o, x) => o.arrange.select(x, bools([0])), [0]],
  ['setMasked', [0], (o, x) => o.arrange.setMasked(x, bools([0]), 1), [0]],
  ['gatherNd', [2, 0], (o, x) => o.arrange.gatherNd(x, indices([1, 1], 1)), [1, 0]],
  ['scatterNdAdd', [0, 2], (o, x) => o.arrange.scatterNdAdd(x, indices([0, 1]), [3, 2]), [3, 2]],
  ['segmentSum', [0, 2], (o, x) => o.arrange.segmentSum(x, indices([0]), 3), [3, 2]],
])('%s of an empty tensor', (_, shape, f, expected) => {
  const s = session()
  const x = s.leaf(tensor(shape, []))
  const out = f(s.ops, x) as Tensor
  expect(out.shape).toEqual(expected)
  const sweep = s.sweep([{ value: out }], { traced: true })
  expect((sweep.adjoint(x.node) as Tensor).shape).toEqual(shape)
})

test('float32 is rounded at every addition, and dtypes are kept', () => {
  const s = session()
  const tiny = tensor([3], [1, 2 ** -25, 2 ** -25], 'float32')
  expect(numbersOf(s.ops.arrange.segmentSum(tiny, indices([3], 0, 0, 0), 1))).toEqual([1])
  const whole = s.ops.arrange.pad(indices([2], 1, 2), [[1, 0]], 'constant', 9) as Tensor
  expect([whole.dtype, ...numbersOf(whole)]).toEqual(['int64', 9, 1, 2])
  expect((s.ops.arrange.flip(tiny) as Tensor).dtype).toBe('float32')
})

test('a loop over elements by index arrays takes linear time', () => {
  const time = (n: number): number => {
    const s = session()
    const x = s.leaf(tensor([n], new Float64Array(n).fill(0.5)))
    let sum: Num = 0
    for (let i = 0; i < n; i++)
      sum = s.ops.add(sum, s.ops.square(s.ops.item(s.ops.arrange.indexed(x, [indices([], i)]))))
    const start = performance.now()
    const adjoint = s.sweep([{ value: sum }]).adjoint(x.node) as Tensor
    expect(adjoint.data.every((g) => g === 1)).toBe(true)
    return performance.now() - start
  }
  time(2000)
  const best = (n: number): number => Math.min(...[1, 2, 3].map(() => time(n)))
  expect(best(20_000)).toBeLessThan(40 * Math.max(1, best(2000)))
})
