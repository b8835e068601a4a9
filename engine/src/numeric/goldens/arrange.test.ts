// PyTorch's own values and derivatives of arrangement, order and reductions, over shapes and axes.
import { Tensor, type Num } from '../num'
import type { Ops } from '../ops'
import { describeStructural } from './golden.testing'

type Operation = (ops: Ops, x: Num, y: Num) => Num

const all = { start: null, stop: null, step: null }
const whole = (shape: number[], ...data: number[]): Tensor => new Tensor(Float64Array.from(data), shape, 'int64')
const bools = (...data: number[]): Tensor => new Tensor(Float64Array.from(data), [data.length], 'bool')

// The lists of arrange.py.
const AXES = [0, 1, 2, -1]
const AXES_SETS = [null, [0], [1], [2], [0, 1], [0, 2], [1, 2], [-1]]
const ORDERS: Readonly<Record<string, number>> = {
  '0.5': 0.5,
  '1': 1,
  '1.5': 1.5,
  '2': 2,
  '2.5': 2.5,
  '3': 3,
  '4': 4,
  '-1': -1,
  '-2': -2,
  inf: Infinity,
  '-inf': -Infinity,
}
const OFFSETS = [-2, -1, 0, 1, 2]
const PADS = ['constant', 'edge', 'reflect', 'symmetric', 'wrap'] as const

const ALONG: Readonly<Record<string, (ops: Ops, x: Num, axis: number) => Num>> = {
  cumsum: (o, x, a) => o.cumsum(x, a),
  cumsumReverse: (o, x, a) => o.cumsum(x, a, true),
  cumprod: (o, x, a) => o.order.cumprod(x, a),
  cumprodReverse: (o, x, a) => o.order.cumprod(x, a, true),
  cummax: (o, x, a) => o.order.cummax(x, a),
  cummin: (o, x, a) => o.order.cummin(x, a),
  logcumsumexp: (o, x, a) => o.order.logcumsumexp(x, a),
  softmax: (o, x, a) => o.softmax(x, a),
  logSoftmax: (o, x, a) => o.logSoftmax(x, a),
  sort: (o, x, a) => o.order.sort(x, { axis: a }),
  sortDescending: (o, x, a) => o.order.sort(x, { axis: a, descending: true }),
  topk: (o, x, a) => o.order.topk(x, 2, a).values,
  bottomk: (o, x, a) => o.order.topk(x, 2, a, false).values,
  kth: (o, x, a) => o.order.kth(x, 2, a),
  flip: (o, x, a) => o.arrange.flip(x, [a]),
  roll: (o, x, a) => o.arrange.roll(x, 3, a),
  rollBack: (o, x, a) => o.arrange.roll(x, -1, a),
  repeat: (o, x, a) => o.arrange.repeat(x, 2, a),
  split: (o, x, a) => o.arrange.split(x, [1], a)[1],
  take: (o, x, a) => o.take(x, whole([3], 1, 0, 1), a),
  moveaxis: (o, x, a) => o.arrange.moveaxis(x, a, 0),
}

const OVER: Readonly<Record<string, (ops: Ops, x: Num, axes: number[] | null, keep: boolean) => Num>> = {
  sum: (o, ...over) => o.sum(...over),
  mean: (o, ...over) => o.mean(...over),
  prod: (o, ...over) => o.prod(...over),
  max: (o, ...over) => o.max(...over),
  min: (o, ...over) => o.min(...over),
  logsumexp: (o, ...over) => o.logsumexp(...over),
  variance: (o, ...over) => o.order.variance(...over),
  variance0: (o, ...over) => o.order.variance(...over, 0),
  std: (o, ...over) => o.order.std(...over),
  std0: (o, ...over) => o.order.std(...over, 0),
  ...Object.fromEntries(
    Object.entries(ORDERS).map(([name, p]) => [
      `norm${name}`,
      (o: Ops, x: Num, axes: number[] | null, keep: boolean) => o.order.norm(x, p, axes, keep),
    ]),
  ),
}

const axesOf = (x: Num): number[] => (x as Tensor).shape.map((_, i) => i)
const positive = (o: Ops, x: Num): Tensor => o.greater(x, 0) as Tensor

// prettier-ignore
const SINGLE: Readonly<Record<string, Operation>> = {
  padNested:     (o, x) => o.arrange.pad(x, [[0, 1], [2, 0], [1, 1]], 'reflect'),
  tile:          (o, x) => o.arrange.tile(x, [2, 1, 2]),
  tileLast:      (o, x) => o.arrange.tile(x, [3]),
  repeatEach:    (o, x) => o.arrange.repeat(x, [2, 0, 1], -1),
  repeatFlat:    (o, x) => o.arrange.repeat(x, 2),
  rollTwo:       (o, x) => o.arrange.roll(x, [1, -2], [0, 1]),
  rollFlat:      (o, x) => o.arrange.roll(x, 2),
  flipAll:       (o, x) => o.arrange.flip(x),
  swapaxes:      (o, x) => o.arrange.swapaxes(x, 0, -1),
  select:        (o, x) => o.arrange.select(x, positive(o, x)),
  selectRows:    (o, x) => o.arrange.select(x, bools(1, 0)),
  setMasked:     (o, x, v) => o.arrange.setMasked(x, positive(o, x), v),
  indexedOne:    (o, x) => o.arrange.indexed(x, [whole([2, 2], 1, 0, 1, 1)]),
  indexedPair:   (o, x) => o.arrange.indexed(x, [whole([2, 1], 0, 1), whole([3], 2, 0, 2)]),
  indexedApart:  (o, x) => o.arrange.indexed(x, [whole([3], 0, 1, 1), all, whole([3], 2, 0, 2)]),
  indexedInside: (o, x) => o.arrange.indexed(x, [all, whole([3], 1, 0, 1), { ...all, start: 1 }]),
  indexedPlace:  (o, x) => o.arrange.indexed(x, ['ellipsis', 1, whole([2], 0, 0)]),
  indexedStep:   (o, x) => o.arrange.indexed(x, [{ ...all, step: 2 }, 'newaxis', whole([2], 1, 0)]),
  gatherNd:      (o, x) => o.arrange.gatherNd(x, whole([3, 2], 0, 2, 1, 0, 0, 2)),
  setIndexed:    (o, x, v) => o.arrange.setIndexed(x, [whole([2], 1, 0)], v),
  scatterNdAdd:  (o, x) => o.arrange.scatterNdAdd(x, whole([3, 1], 3, 0, 3), [4, ...(x as Tensor).shape.slice(1)]),
  segmentSum:    (o, x) => o.arrange.segmentSum(x, whole([4], 1, 0, 1, 1), 3),
  embedding:     (o, x) => o.arrange.embedding(x, whole([2, 2], 1, 0, 1, 2)),
}

const along = Object.entries(ALONG).flatMap(([name, f]) =>
  AXES.map((axis): [string, Operation] => [`${name} ${axis}`, (o, x) => f(o, x, axis)]),
)
const over = Object.entries(OVER).flatMap(([name, f]) =>
  AXES_SETS.flatMap((axes) =>
    [false, true].map((keep): [string, Operation] => [
      `${name} ${axes === null ? 'all' : axes.join(',')}${keep ? ' keep' : ''}`,
      (o, x) => f(o, x, axes, keep),
    ]),
  ),
)
const diagonals = OFFSETS.flatMap((k): [string, Operation][] => [
  [`triu ${k}`, (o, x) => o.arrange.triu(x, k)],
  [`tril ${k}`, (o, x) => o.arrange.tril(x, k)],
  [`diagonal ${k}`, (o, x) => o.arrange.diagonal(x, k)],
  [`diagonalLast ${k}`, (o, x) => o.arrange.diagonal(x, k, [-1, 0])],
  [`diag ${k}`, (o, x) => o.arrange.diag(x, k)],
])
const paddings = PADS.flatMap((mode) =>
  (
    [
      [1, 1],
      [0, 3],
      [2, 0],
    ] as const
  ).map((pair): [string, Operation] => [
    `pad ${mode} ${pair.join(',')}`,
    (o, x) =>
      o.arrange.pad(
        x,
        axesOf(x).map(() => pair),
        mode,
      ),
  ]),
)

describeStructural('arrange.jsonl', {
  ...SINGLE,
  ...Object.fromEntries([...along, ...over, ...diagonals, ...paddings]),
})
