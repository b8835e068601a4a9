// PyTorch's own values and derivatives of reductions, layout and products.
import { Tensor, type Num } from '../num'
import type { Ops } from '../ops'
import { describeStructural } from './golden.testing'

const all = { start: null, stop: null, step: null }
const indices = (shape: number[], ...data: number[]): Tensor => new Tensor(Float64Array.from(data), shape, 'int64')
const OPERATIONS: Readonly<Record<string, (ops: Ops, x: Num, y: Num) => Num>> = {
  sum: (o, x) => o.sum(x),
  sumAxis1: (o, x) => o.sum(x, [1]),
  mean: (o, x) => o.mean(x),
  prod: (o, x) => o.prod(x),
  prodAxis1: (o, x) => o.prod(x, [1]),
  maxSplit: (o, x) => o.max(x),
  maxAxis1First: (o, x) => o.max(x, [1], false, 'first'),
  minSplit: (o, x) => o.min(x),
  logsumexp: (o, x) => o.logsumexp(x, [0]),
  softmax: (o, x) => o.softmax(x),
  logSoftmax: (o, x) => o.logSoftmax(x),
  norm: (o, x) => o.norm(x),
  norm1: (o, x) => o.norm(x, 1),
  norm3: (o, x) => o.norm(x, 3),
  cumsum: (o, x) => o.cumsum(x, 0),
  matmul: (o, x, y) => o.matmul(x, y),
  outer: (o, x, y) => o.outer(x, y),
  add: (o, x, y) => o.add(x, y),
  mul: (o, x, y) => o.mul(x, y),
  div: (o, x, y) => o.div(x, y),
  where: (o, x, y) => o.where(o.greater(x, 0), x, y),
  transpose: (o, x) => o.transpose(x, [2, 0, 1]),
  slice: (o, x) =>
    o.index(x, [
      { ...all, start: 1 },
      { ...all, step: 2 },
    ]),
  take: (o, x) => o.take(x, indices([3], 1, 1, 0)),
  takeAlongAxis: (o, x) => o.takeAlongAxis(x, indices([2, 2], 0, 2, 1, 1), 1),
  concat: (o, x, y) => o.concat([x, y], 1),
  stack: (o, x, y) => o.stack([x, y], 1),
}

describeStructural('structural.jsonl', OPERATIONS)
