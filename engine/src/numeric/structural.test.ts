// The rows of reductions.ts, layout.ts and linear.ts, each tested by being in the table, and the cases that are a row's own.
import { describe, expect, test } from 'vitest'
import { Tensor, type Num } from './num'
import type { Ops } from './ops'
import * as layout from './layout'
import type * as linear from './linear'
import type * as reductions from './reductions'
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
} from './structural.testing'

type Rows = typeof reductions.ROWS & typeof layout.ROWS & typeof linear.ROWS
const all = { start: null, stop: null, step: null }

const share = (row: layout.Share['row'], params: unknown): layout.Share => ({
  row,
  inputs: [tensor([4], [0, 0, 0, 0])],
  params,
})

// prettier-ignore
const EXAMPLES: Readonly<Record<keyof Rows, readonly Example[]>> = {
  sum:           [{ shapes: [[2, 3]], f: (o, x) => o.sum(x) }, { shapes: [[2, 3, 2]], f: (o, x) => o.sum(x, [0, 2]) }, { shapes: [[2, 3]], f: (o, x) => o.sum(x, [-1], true) }, { shapes: [[20]], f: (o, x) => o.sum(x) }, { shapes: [null], f: (o, x) => o.sum(x) }],
  mean:          [{ shapes: [[2, 3]], f: (o, x) => o.mean(x) }, { shapes: [[2, 3]], f: (o, x) => o.mean(x, [0]) }],
  prod:          [{ shapes: [[2, 3]], f: (o, x) => o.prod(x) }, { shapes: [[2, 3]], f: (o, x) => o.prod(x, [1], true) }],
  max:           [{ shapes: [[2, 5]], f: (o, x) => o.max(x) }, { shapes: [[3, 4]], f: (o, x) => o.max(x, [0], false, 'first') }],
  min:           [{ shapes: [[2, 5]], f: (o, x) => o.min(x) }, { shapes: [[3, 4]], f: (o, x) => o.min(x, [1], true, 'first') }],
  logsumexp:     [{ shapes: [[2, 3]], f: (o, x) => o.logsumexp(x) }, { shapes: [[2, 3]], f: (o, x) => o.logsumexp(x, [1], true) }],
  softmax:       [{ shapes: [[2, 3]], f: (o, x) => o.softmax(x) }, { shapes: [[2, 3]], f: (o, x) => o.softmax(x, 0) }],
  logSoftmax:    [{ shapes: [[2, 3]], f: (o, x) => o.logSoftmax(x) }, { shapes: [[4]], f: (o, x) => o.logSoftmax(x, 0) }],
  cumsum:        [{ shapes: [[2, 3]], f: (o, x) => o.cumsum(x, 1) }, { shapes: [[2, 3]], f: (o, x) => o.cumsum(x, 0, true) }],
  matmul:        [{ shapes: [[2, 3], [3, 4]], f: (o, x, y) => o.matmul(x, y) }, { shapes: [[3], [3]], f: (o, x, y) => o.matmul(x, y) }, { shapes: [[2, 3], [3]], f: (o, x, y) => o.matmul(x, y) }, { shapes: [[3], [3, 2]], f: (o, x, y) => o.matmul(x, y) }, { shapes: [[2, 2, 3], [3, 2]], f: (o, x, y) => o.matmul(x, y) }, { shapes: [[2, 1, 2, 3], [2, 3, 2]], f: (o, x, y) => o.matmul(x, y) }, { shapes: [[3], [2, 3, 2]], f: (o, x, y) => o.matmul(x, y) }, { shapes: [[2, 2, 3], [3]], f: (o, x, y) => o.matmul(x, y) }, { shapes: [[3], [3]], f: (o, x, y) => o.outer(x, y) }, { shapes: [null, [3]], f: (o, x, y) => o.dot(x, y) }],
  reshape:       [{ shapes: [[2, 3]], f: (o, x) => o.reshape(x, [3, -1]) }],
  transpose:     [{ shapes: [[2, 3, 4]], f: (o, x) => o.transpose(x, [2, 0, 1]) }, { shapes: [[2, 3]], f: (o, x) => o.transpose(x) }],
  broadcastTo:   [{ shapes: [[3, 1]], f: (o, x) => o.broadcastTo(x, [2, 3, 4]) }],
  expandDims:    [{ shapes: [[2, 3]], f: (o, x) => o.expandDims(x, [0, -1]) }],
  squeeze:       [{ shapes: [[2, 1, 3, 1]], f: (o, x) => o.squeeze(x) }, { shapes: [[2, 1, 3, 1]], f: (o, x) => o.squeeze(x, [-1]) }],
  index:         [{ shapes: [[4, 5]], f: (o, x) => o.index(x, [1]) }, { shapes: [[4, 5]], f: (o, x) => o.index(x, [{ start: 3, stop: null, step: -2 }, 'newaxis', { start: 1, stop: -1, step: null }]) }, { shapes: [[2, 3, 2]], f: (o, x) => o.index(x, ['ellipsis', -1]) }],
  unindex:       [{ shapes: [[2]], f: (o, x) => o.unindex(x, [{ start: 0, stop: null, step: 2 }], [4]) }],
  setIndex:      [{ shapes: [[3, 4], [4]], f: (o, x, v) => o.setIndex(x, [1], v) }, { shapes: [[3, 4], null], f: (o, x, v) => o.setIndex(x, [all, 2], v) }, { shapes: [[3, 4], [1, 2]], f: (o, x, v) => o.setIndex(x, [{ start: 1, stop: null, step: null }, { start: null, stop: null, step: 2 }], v) }],
  take:          [{ shapes: [[3, 4]], f: (o, x) => o.take(x, indices([2, 2], 0, 2, -1, 0), 1) }, { shapes: [[3]], f: (o, x) => o.take(x, indices([4], 1, 1, 0, 1)) }],
  indexAdd:      [{ shapes: [[4, 2]], f: (o, x) => o.indexAdd(x, indices([4], 0, 2, 2, 0), 0, [3, 2]) }],
  takeAlongAxis: [{ shapes: [[3, 4]], f: (o, x) => o.takeAlongAxis(x, indices([3, 2], 0, 2, -1, 0, 1, 1), 1) }],
  scatterAdd:    [{ shapes: [[3, 2]], f: (o, x) => o.scatterAdd(x, indices([3, 2], 0, 2, 3, 0, 1, 1), 1, [3, 4]) }],
  scatterSum:    [{ shapes: [[], [2], []], f: (o, x, y, z) => o.apply(layout.ROWS.scatterSum, [x, y, z], { parts: [share(layout.ROWS.index, { index: [1] }), share(layout.ROWS.take, { indices: indices([2], 2, 2), axis: 0 }), share(layout.ROWS.index, { index: [1] })], shape: [4], dtype: 'float64' }) }],
  concat:        [{ shapes: [[2, 3], [2, 2]], f: (o, x, y) => o.concat([x, y], 1) }, { shapes: [[2], [3]], f: (o, x, y) => o.concat([x, y]) }],
  stack:         [{ shapes: [[2, 3], [2, 3]], f: (o, x, y) => o.stack([x, y], 1) }, { shapes: [null, null], f: (o, x, y) => o.stack([x, y, 7]) }, { shapes: [[2], [2]], f: (o, x, y) => o.stack([x, y], -1) }],
  item:          [{ shapes: [[1, 1]], f: (o, x) => o.item(x) }],
  fromScalar:    [{ shapes: [null], f: (o, x) => o.fromScalar(x) }],
  cast:          [{ shapes: [[2, 3]], f: (o, x) => o.cast(o.cast(x, 'float64'), 'float64') }],
}

describeRows(EXAMPLES)

test('the shares of many elements add up in linear time', () => {
  const time = (n: number): number => {
    const s = session()
    const cotangents = Array.from({ length: n }, (_, i) => s.leaf(tensor([], [i])))
    const whole = [tensor([n], new Float64Array(n))]
    const parts = cotangents.map((_, i) => ({ row: layout.ROWS.index, inputs: whole, params: { index: [n - 1 - i] } }))
    const start = performance.now()
    const out = s.ops.apply(layout.ROWS.scatterSum, cotangents, { parts, shape: [n], dtype: 'float64' })
    const sweep = s.sweep([{ value: s.ops.sum(s.ops.square(out)) }], { traced: true })
    const elapsed = performance.now() - start
    expect(numbersOf(out)[0]).toBe(n - 1)
    expect(numbersOf(sweep.adjoint(cotangents[n - 1].node))).toEqual([2 * (n - 1)])
    return elapsed
  }
  time(1000)
  const best = (n: number): number => Math.min(...[1, 2, 3].map(() => time(n)))
  expect(best(20_000)).toBeLessThan(40 * Math.max(1, best(2000)))
})

describe('prod', () => {
  const gradientOf = (...x: number[]): { first: number[]; second: number[] } => {
    const s = session()
    const leaf = s.leaf(vector(...x))
    const sweep = s.sweep([{ value: s.ops.prod(leaf) }], { traced: true })
    const g = some(sweep.adjoint(leaf.node))
    const again = s.sweep([{ value: s.ops.sum(g) }])
    return { first: numbersOf(g), second: numbersOf(again.adjoint(leaf.node)) }
  }

  test('with one zero and with two', () => {
    expect(gradientOf(2, 0, 3).first).toEqual([0, 6, 0])
    expect(gradientOf(0, 5, 0).first).toEqual([0, 0, 0])
    // Σ over others of the product of the rest: the Hessian's rows summed.
    expect(gradientOf(2, 0, 3).second).toEqual([3, 5, 2])
    expect(gradientOf(0, 5, 0).second).toEqual([5, 0, 5])
  })

  test('where the product underflows or overflows', () => {
    close(gradientOf(1e-200, 1e-200, 1e300).first, [1e100, 1e100, 0], 1e-15)
    expect(gradientOf(1e200, 1e200, 0).first).toEqual([0, 0, Infinity])
  })
})

describe('max', () => {
  const share = (ties: 'split' | 'first', ...x: number[]): number[] => {
    const s = session()
    const leaf = s.leaf(vector(...x))
    return numbersOf(s.sweep([{ value: s.ops.max(leaf, null, false, ties) }]).adjoint(leaf.node))
  }

  test('ties: split evenly, or all to the first', () => {
    expect(share('split', 1, 3, 3, 2)).toEqual([0, 0.5, 0.5, 0])
    expect(share('first', 1, 3, 3, 2)).toEqual([0, 1, 0, 0])
  })

  test('NaN is the largest', () => {
    const s = session()
    expect(numbersOf(s.ops.max(vector(1, NaN, 3)))).toEqual([NaN])
    expect(numbersOf(s.ops.argmax(vector(1, NaN, 3)))).toEqual([1])
  })
})

test('softmax, logsumexp and norm at large and small arguments', () => {
  const { ops } = session()
  expect(numbersOf(ops.softmax(vector(1e4, 0, -1e4)))).toEqual([1, 0, 0])
  expect(numbersOf(ops.logsumexp(vector(1000, 1000)))).toEqual([1000 + Math.LN2])
  expect(numbersOf(ops.logsumexp(vector(-Infinity, -Infinity)))).toEqual([-Infinity])
  close(numbersOf(ops.norm(vector(3e200, 4e200))), [5e200], 1e-15)
  close(numbersOf(ops.norm(vector(3e-200, 4e-200))), [5e-200], 1e-15)
})

test('the derivative of the norm at 0 is 0', () => {
  const s = session()
  const x = s.leaf(vector(0, 0))
  expect(numbersOf(s.sweep([{ value: s.ops.norm(x) }]).adjoint(x.node))).toEqual([0, 0])
})

const empty = { start: 0, stop: 0, step: null }
const none = indices([0])
test.each<[string, (ops: Ops, x: Num) => Num, readonly number[]]>([
  ['sum', (o, x) => o.sum(x), []],
  ['sum over the empty axis', (o, x) => o.sum(x, [0]), [3]],
  ['mean', (o, x) => o.mean(x, [1]), [0]],
  ['prod', (o, x) => o.prod(x), []],
  ['prod over the empty axis', (o, x) => o.prod(x, [0], true), [1, 3]],
  ['max', (o, x) => o.max(x, [1]), [0]],
  ['min', (o, x) => o.min(x, [1]), [0]],
  ['logsumexp', (o, x) => o.logsumexp(x, [1]), [0]],
  ['logsumexp over the empty axis', (o, x) => o.logsumexp(x, [0]), [3]],
  ['softmax', (o, x) => o.softmax(x), [0, 3]],
  ['softmax along the empty axis', (o, x) => o.softmax(x, 0), [0, 3]],
  ['logSoftmax', (o, x) => o.logSoftmax(x), [0, 3]],
  ['norm', (o, x) => o.norm(x, 2, [0]), [3]],
  ['cumsum', (o, x) => o.cumsum(x, 0), [0, 3]],
  ['reshape', (o, x) => o.reshape(x, [3, 0, 2]), [3, 0, 2]],
  ['transpose', (o, x) => o.transpose(x), [3, 0]],
  ['broadcastTo', (o, x) => o.broadcastTo(x, [2, 0, 3]), [2, 0, 3]],
  ['expandDims', (o, x) => o.expandDims(x, [0]), [1, 0, 3]],
  ['squeeze', (o, x) => o.squeeze(o.expandDims(x, [0])), [0, 3]],
  ['index', (o, x) => o.index(x, [all, 1]), [0]],
  ['unindex', (o, x) => o.unindex(x, [empty], [2, 3]), [2, 3]],
  ['setIndex', (o, x) => o.setIndex(x, [all, 1], o.sum(x)), [0, 3]],
  ['take', (o, x) => o.take(x, indices([2], 0, 2), 1), [0, 2]],
  ['take nothing', (o, x) => o.take(x, none), [0, 3]],
  ['indexAdd', (o, x) => o.indexAdd(x, none, 0, [2, 3]), [2, 3]],
  ['takeAlongAxis', (o, x) => o.takeAlongAxis(x, indices([0, 3]), 0), [0, 3]],
  ['scatterAdd', (o, x) => o.scatterAdd(x, indices([0, 3]), 0, [2, 3]), [2, 3]],
  ['concat', (o, x) => o.concat([x, x], 1), [0, 6]],
  ['stack', (o, x) => o.stack([x, x]), [2, 0, 3]],
  ['cast', (o, x) => o.cast(x, 'float32'), [0, 3]],
])('%s of an empty tensor', (_, f, shape) => {
  const s = session()
  const x = s.leaf(tensor([0, 3], []))
  const out = f(s.ops, x) as Tensor
  expect(out.shape).toEqual(shape)
  expect((s.sweep([{ value: out }], { traced: true }).adjoint(x.node) as Tensor).shape).toEqual([0, 3])
})

test('what is folded from nothing', () => {
  const { ops } = session()
  const x = tensor([0, 3], [])
  expect(numbersOf(ops.sum(x))).toEqual([0])
  expect(numbersOf(ops.prod(x))).toEqual([1])
  expect(numbersOf(ops.mean(x))).toEqual([NaN])
  expect(() => ops.max(x)).toThrow('zero-size array')
})

test('casts', () => {
  const s = session()
  const x = s.leaf(vector(1.7, -1.7))
  const rounded = s.ops.cast(x, 'float32')
  expect(numbersOf(rounded)).toEqual([Math.fround(1.7), Math.fround(-1.7)])
  expect(numbersOf(s.sweep([{ value: s.ops.sum(rounded) }]).adjoint(x.node))).toEqual([1, 1])
  const whole = s.ops.cast(x, 'int64') as Tensor
  expect([whole.dtype, ...numbersOf(whole)]).toEqual(['int64', 1, -1])
  expect(s.tape.kind(whole.node)).toBe('cut')
  expect(s.tape.why(whole.node)).toBe('integer')
  expect(s.tape.operands(whole.node)).toEqual([x.node])
  expect(s.sweep([{ value: s.ops.sum(s.ops.cast(whole, 'float64')) }]).adjoint(x.node)).toBeNull()
  expect(numbersOf(s.ops.cast(2 ** 31, 'int32'))).toEqual([-(2 ** 31)])
})

test('what does not fit throws with the library’s own words', () => {
  const { ops } = session()
  const x = tensor([2, 3], [1, 2, 3, 4, 5, 6])
  expect(() => ops.add(x, vector(1, 2))).toThrow('do not broadcast')
  expect(() => ops.matmul(x, x)).toThrow('matmul')
  expect(() => ops.reshape(x, [4, 2])).toThrow('cannot reshape array of size 6 into shape (4,2)')
  expect(() => ops.index(x, [2])).toThrow('index 2 is out of bounds for axis 0 with size 2')
  expect(() => ops.add(x, ops.cast(x, 'float32'))).toThrow('promote first')
})

test('a loop over the elements of a tensor takes linear time', () => {
  const time = (n: number): number => {
    const s = session()
    const x = s.leaf(tensor([n], new Float64Array(n).fill(0.5)))
    let sum: Num = 0
    for (let i = 0; i < n; i++) sum = s.ops.add(sum, s.ops.square(s.ops.item(s.ops.index(x, [i]))))
    const start = performance.now()
    const adjoint = s.sweep([{ value: sum }]).adjoint(x.node) as Tensor
    expect(adjoint.data.every((g) => g === 1)).toBe(true)
    return performance.now() - start
  }
  time(2000)
  const best = (n: number): number => Math.min(...[1, 2, 3].map(() => time(n)))
  expect(best(40_000)).toBeLessThan(40 * Math.max(1, best(4000)))
})
