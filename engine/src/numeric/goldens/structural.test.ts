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

// The lists of structural.py.
const BINARY: Readonly<Record<string, (ops: Ops, x: Num, y: Num) => Num>> = {
  add: (o, x, y) => o.add(x, y),
  sub: (o, x, y) => o.sub(x, y),
  mul: (o, x, y) => o.mul(x, y),
  div: (o, x, y) => o.div(x, o.add(o.square(y), 1)),
  hypot: (o, x, y) => o.hypot(x, y),
  atan2: (o, x, y) => o.atan2(x, y),
  maximum: (o, x, y) => o.maximumSplit(x, y),
  minimum: (o, x, y) => o.minimumSplit(x, y),
  logaddexp: (o, x, y) => o.logaddexp(x, y),
  pow: (o, x, y) => o.pow(o.add(o.square(x), 1), y),
  where: (o, x, y) => o.where(o.greater(x, 0), o.square(x), y),
}

const LAYOUT: Readonly<Record<string, (ops: Ops, ...x: Num[]) => Num>> = {
  reshape: (o, x) => o.reshape(x, [-1, 2]),
  transposeAll: (o, x) => o.transpose(x),
  broadcastTo: (o, x) => o.broadcastTo(x, [2, 2, 3]),
  expandDims: (o, x) => o.expandDims(x, [0, -1]),
  squeeze: (o, x) => o.squeeze(x),
  sliceBack: (o, x) => o.index(x, [{ ...all, step: -2 }]),
  setIndex: (o, x, v) => o.setIndex(x, [{ ...all, start: 1 }], v),
  scatterAdd: (o, x) => o.scatterAdd(x, indices([2, 3], 0, 2, 0, 1, 1, 1), 1, [2, 3]),
  indexAdd: (o, x) => o.indexAdd(x, indices([4], 0, 2, 0, 0), 0, [3, 2]),
  concatThree: (o, ...parts) => o.concat(parts),
  stackLast: (o, x, y) => o.stack([x, y], -1),
}

const broadcasts = Object.entries(BINARY).map(([name, f]) => [`${name}Broadcast`, f])

describeStructural('structural.jsonl', { ...OPERATIONS, ...LAYOUT, ...Object.fromEntries(broadcasts) })
