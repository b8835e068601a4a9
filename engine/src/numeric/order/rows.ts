// Structural rows of ops.order: sorting, running folds, spread.
// Formulas: a sorted tensor is its operand permuted; a running product and its kin are linear recurrences, whose derivatives are
// linear recurrences again (Blelloch, "Prefix sums and their applications", 1990, §1.4).
import type { PreciseOps, PreciseTensor } from '../doubledouble/tensors'
import { commonDType } from '../dtype'
import { Opaque, plain, shapeOf, Tensor, type Num } from '../num'
import type { Ops } from '../ops'
import {
  along,
  countOf,
  floatDType,
  kept,
  preciseMean,
  reduced,
  sameAsInput,
  summedDType,
  type Along,
  type Over,
} from '../reductions'
import { ROWS as LAYOUT } from '../layout'
import { oneInputRow, type Structural } from '../row'
import {
  alongAxis,
  axisOf,
  sameShape,
  ShapeError,
  shapeText,
  sizeOf,
  stridesOf,
  type IndexItem,
  type Shape,
} from '../shape'
import { norm } from './norm'
import { backwards, scanned, slice } from './precise'

export type Directed = Along & { readonly reverse: boolean }

/** What depends on the order of elements that are not known. */
const unknownLike = (x: Opaque, like: Num): Opaque =>
  new Opaque(x.reason, like instanceof Opaque ? like.facts : { tensor: true, dtype: 'float64', shape: shapeOf(like) })

// Sorting.

export type Sorted = Along & { readonly descending: boolean }

/** Offsets along each lane of an axis, handed to `visit` with where they begin and how far they step. */
function eachLane(shape: Shape, axis: number, visit: (start: number, stride: number, count: number) => void): void {
  const at = axisOf(axis, shape.length)
  const stride = stridesOf(shape)[at]
  const count = shape[at]
  const outer = sizeOf(shape.slice(0, at))
  for (let o = 0; o < outer; o++) for (let i = 0; i < stride; i++) visit(o * count * stride + i, stride, count)
}

/** The places along the axis in sorted order, stable either way; `compare` takes offsets. */
function orderBy(shape: Shape, { axis, descending }: Sorted, compare: (a: number, b: number) => number): Tensor {
  const out = new Float64Array(sizeOf(shape))
  const sense = descending ? -1 : 1
  eachLane(shape, axis, (start, stride, count) => {
    const order = Array.from({ length: count }, (_, k) => k)
    order.sort((a, b) => sense * compare(start + a * stride, start + b * stride))
    order.forEach((place, k) => (out[start + k * stride] = place))
  })
  return new Tensor(out, shape, 'int64')
}

/** Numbers in their order, NaN behind all of them. */
function compareNumbers(a: number, b: number): number {
  if (a < b) return -1
  if (a > b) return 1
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
}

/** The places along the axis in sorted order, int64. NaN counts as the largest number (PyTorch, NumPy). */
export function orderOf({ data, shape }: Tensor, params: Sorted): Tensor {
  return orderBy(shape, params, (a, b) => compareNumbers(data[a], data[b]))
}

function preciseOrder({ hi, lo, shape }: PreciseTensor, params: Sorted): Tensor {
  return orderBy(shape, params, (a, b) => compareNumbers(hi[a], hi[b]) || compareNumbers(lo[a], lo[b]))
}

const placesByOrder = (x: Num, { axis, descending }: Sorted): Tensor | Opaque => {
  const values = plain(x)
  return values instanceof Tensor ? orderOf(values, { axis, descending }) : (values as Opaque)
}

/** A row that picks an element of the same lane for each place: sorts, running extremes. */
function picking<P extends Along>(
  name: string,
  places: (x: Num, params: P) => Tensor | Opaque,
  precise: Structural<P>['precise'],
): Structural<P> {
  return oneInputRow<P>({
    name,
    precise,
    shape: (own, { axis }) => {
      if (own) axisOf(axis, own.length)
      return own
    },
    value: (ops, x, params) => ops.takeAlongAxis(x, places(x, params) as Tensor, params.axis) as Tensor,
    side: (x, _, params) => (places(x, params) as Tensor).data.join(' '),
    vjp: (ops, g, x, _, params) => {
      const at = places(x, params)
      return at instanceof Opaque ? unknownLike(at, x) : ops.scatterAdd(g, at, params.axis, shapeOf(x))
    },
    jvp: (ops, t, x, out, params) => {
      const at = places(x, params)
      return at instanceof Opaque ? unknownLike(at, out) : ops.takeAlongAxis(t, at, params.axis)
    },
  })
}

const sort = picking<Sorted>('sort', placesByOrder, (p, [x], params) =>
  p.move(LAYOUT.takeAlongAxis, [x], { indices: preciseOrder(x, params), axis: params.axis }),
)

// Running extremes.

/** The place of the extreme up to each place: the last one of a tie; a NaN stays (torch.cummax). */
export function runningPlaces(
  { data, shape }: Tensor,
  axis: number,
  atLeast: (a: number, b: number) => boolean,
): Tensor {
  const out = new Float64Array(data.length)
  eachLane(shape, axis, (start, stride, count) => {
    let best = 0
    for (let k = 0; k < count; k++) {
      const [next, old] = [data[start + k * stride], data[start + best * stride]]
      if (Number.isNaN(next) || atLeast(next, old)) best = k
      out[start + k * stride] = best
    }
  })
  return new Tensor(out, shape, 'int64')
}

/** By row: is the first operand as good an extreme as the second? */
export const EXTREMES = {
  cummax: (a: number, b: number): boolean => a >= b,
  cummin: (a: number, b: number): boolean => a <= b,
}

function running(name: keyof typeof EXTREMES): Structural<Along> {
  const places = (x: Num, { axis }: Along): Tensor | Opaque => {
    const values = plain(x)
    return values instanceof Tensor ? runningPlaces(values, axis, EXTREMES[name]) : (values as Opaque)
  }
  return picking<Along>(name, places, (p, [x], { axis }) =>
    scanned(p, name === 'cummax' ? 'maximumSplit' : 'minimumSplit', x, axis),
  )
}

// Linear recurrences and running products.

function sameShapes([a, b]: readonly (Shape | null)[]): Shape | null {
  if (a && b && !sameShape(a, b))
    throw new ShapeError(`recurrence: shapes ${shapeText(a)} and ${shapeText(b)} are not the same`)
  return a ?? b
}

function recurred(ops: Ops, a: Tensor, b: Tensor, { axis, reverse }: Directed): Tensor {
  const dtype = commonDType([a, b])
  const round = ops.rounds(dtype)
  return along(ops, b, axis, dtype, (data, start, stride, count, out) => {
    let last = 0
    for (let k = 0; k < count; k++) {
      const at = start + (reverse ? count - 1 - k : k) * stride
      const product = k === 0 ? 0 : a.data[at] * last
      out[at] = last = round ? Math.fround(Math.fround(product) + data[at]) : product + data[at]
    }
  })
}

/** Pairs of affine maps composed by doubling: y ← a·y + b after y ← a′·y + b′ is (a·a′, a·b′ + b). */
function preciselyRecurred(
  p: PreciseOps,
  factors: PreciseTensor,
  terms: PreciseTensor,
  { axis, reverse }: Directed,
): PreciseTensor {
  const at = axisOf(axis, terms.shape.length)
  if (reverse) {
    const turned = [factors, terms].map((x) => backwards(p, x, at))
    return backwards(p, preciselyRecurred(p, turned[0], turned[1], { axis, reverse: false }), at)
  }
  const n = terms.shape[at]
  let [a, b] = [factors, terms]
  for (let by = 1; by < n; by *= 2) {
    const [aHead, bHead] = [a, b].map((x) => slice(p, x, at, 0, by))
    const [aBefore, bBefore] = [a, b].map((x) => slice(p, x, at, 0, n - by))
    const [aHere, bHere] = [a, b].map((x) => slice(p, x, at, by, n))
    const join = (head: PreciseTensor, tail: PreciseTensor): PreciseTensor =>
      p.move(LAYOUT.concat, [head, tail], { axis: at })
    b = join(bHead, p.apply('add', p.apply('mul', aHere, bBefore), bHere))
    a = join(aHead, p.apply('mul', aHere, aBefore))
  }
  return b
}

/** yₖ = aₖ·yₖ₋₁ + bₖ along an axis from y₀ = b₀ on, or from its end on. The cotangents c of y's places solve the recurrence
 *  in the other direction, cₖ = aₖ₊₁·cₖ₊₁ + ȳₖ; then b̄ = c and āₖ = cₖ·yₖ₋₁. */
const recurrence: Structural<Directed> = {
  kind: 'structural',
  name: 'recurrence',
  precise: (p, [a, b], params) => preciselyRecurred(p, a, b, params),
  shape: sameShapes,
  value: (ops, [a, b], params) => {
    sameShapes([(a as Tensor).shape, (b as Tensor).shape])
    return recurred(ops, a as Tensor, b as Tensor, params)
  },
  vjp: (ops, g, [a], out, { axis, reverse }, which) => {
    const on = reverse ? -1 : 1
    const c = ops.apply(recurrence, [ops.arrange.shift(a, -on, axis), g], { axis, reverse: !reverse })
    return which === 1 ? c : ops.mul(c, ops.arrange.shift(out, on, axis))
  },
  jvp: (ops, [da, db], [a, b], out, { axis, reverse }) => {
    const moved = da && ops.mul(da, ops.arrange.shift(out, reverse ? -1 : 1, axis))
    const forcing = moved && db ? ops.add(moved, db) : (moved ?? db ?? ops.zerosLike(b))
    return ops.apply(recurrence, [a, forcing], { axis, reverse })
  },
}

/** The running product of the elements before each place, 1 at the first. */
export function productBefore(ops: Ops, out: Num, { axis, reverse }: Directed): Num {
  const at = axisOf(axis, shapeOf(out).length)
  const first: IndexItem = reverse ? { start: -1, stop: null, step: null } : { start: 0, stop: 1, step: null }
  return ops.setIndex(ops.arrange.shift(out, reverse ? -1 : 1, at), alongAxis(at, first), 1)
}

/** outₖ = xₖ·outₖ₋₁: no derivative divides, so zeros are factors like any other, to any order. */
const cumprod = oneInputRow<Directed>({
  name: 'cumprod',
  precise: (p, [x], { axis, reverse }) => scanned(p, 'mul', x, axis, reverse),
  shape: sameAsInput,
  value: (ops, x, { axis, reverse }) => {
    const round = ops.rounds(x.dtype)
    return along(ops, x, axis, summedDType(x.dtype), (data, start, stride, count, out) => {
      let product = 1
      for (let k = 0; k < count; k++) {
        const at = start + (reverse ? count - 1 - k : k) * stride
        product *= data[at]
        out[at] = product = round ? Math.fround(product) : product
      }
    })
  },
  vjp: (ops, g, x, out, params) => {
    const { axis, reverse } = params
    const next = ops.arrange.shift(x, reverse ? 1 : -1, axis)
    const c = ops.apply(recurrence, [next, g], { axis, reverse: !reverse })
    return ops.mul(c, productBefore(ops, out, params))
  },
  jvp: (ops, t, x, out, params) => ops.apply(recurrence, [x, ops.mul(t, productBefore(ops, out, params))], params),
})

/** log Σ exp up to each place, safe for large and small elements. With wₖ = exp(outₖ₋₁ − outₖ) and vₖ = exp(xₖ − outₖ), both
 *  at most 1, the tangent solves ṫₖ = wₖ·ṫₖ₋₁ + vₖ·ẋₖ. */
const logcumsumexp = oneInputRow<Along>({
  name: 'logcumsumexp',
  precise: (p, [x], { axis }) => scanned(p, 'logaddexp', x, axis),
  shape: sameAsInput,
  value: (ops, x, { axis }) => {
    const { libm } = ops
    return along(ops, x, axis, floatDType(x.dtype), (data, start, stride, count, out) => {
      let top = -Infinity
      let terms = 0
      for (let k = 0, at = start; k < count; k++, at += stride) {
        const next = data[at]
        if (next > top || Number.isNaN(next)) {
          terms = terms * libm.exp(top - next) + 1
          top = next
        } else if (top > -Infinity) terms += libm.exp(next - top)
        out[at] = Number.isFinite(top) ? top + libm.log(terms) : top
      }
    })
  },
  vjp: (ops, g, x, out, { axis }) => {
    const next = ops.arrange.shift(ops.exp(ops.sub(ops.arrange.shift(out, 1, axis), out)), -1, axis)
    const c = ops.apply(recurrence, [next, g], { axis, reverse: true })
    return ops.mul(c, ops.exp(ops.sub(x, out)))
  },
  jvp: (ops, t, x, out, { axis }) => {
    const before = ops.exp(ops.sub(ops.arrange.shift(out, 1, axis), out))
    const forcing = ops.mul(t, ops.exp(ops.sub(x, out)))
    return ops.apply(recurrence, [before, forcing], { axis, reverse: false })
  },
})

// Spread.

/** The number of elements less `correction` divides the sum of squares: 1 for a sample's (PyTorch), 0 for all (NumPy). */
export type Spread = Over & { readonly correction: number }

const centred = (ops: Ops, x: Num, axes: Over['axes']): Num => ops.sub(x, ops.mean(x, axes, true))

/** Never negative: without degrees of freedom a variance is 0 ÷ 0 or ∞ (PyTorch, NumPy). */
const freedom = (x: Num, { axes, correction }: Spread): number => Math.max(0, countOf(shapeOf(x), axes) - correction)

function varianceOf(ops: Ops, x: Tensor, over: Spread): Tensor {
  const values = ops.cast(x, floatDType(x.dtype))
  const squares = ops.sum(ops.square(centred(ops, values, over.axes)), over.axes, over.keepDims)
  return ops.div(squares, freedom(x, over)) as Tensor
}

function preciseVariance(p: PreciseOps, x: PreciseTensor, over: Spread): PreciseTensor {
  const { axes, keepDims, correction } = over
  const apart = p.apply('sub', x, preciseMean(p, x, { axes, keepDims: true }))
  const n = Math.max(0, countOf(x.shape, axes) - correction)
  return p.apply('div', p.sum(p.apply('square', apart), axes, keepDims), p.constant(n))
}

/** 2(x − mean)/n: the mean's own share adds up to 0. */
const varianceSlope = (ops: Ops, x: Num, over: Spread): Num => ops.mul(centred(ops, x, over.axes), 2 / freedom(x, over))

/** (x − mean)/(n·std), and 0 where the deviation is 0 (PyTorch's std_backward masks there). */
function deviationSlope(ops: Ops, x: Num, out: Num, over: Spread): Num {
  const size = kept(ops, out, x, over)
  const zero = ops.equal(size, 0)
  const divisor = ops.mul(ops.where(zero, 1, size), freedom(x, over))
  return ops.where(zero, 0, ops.div(centred(ops, x, over.axes), divisor))
}

function spreadRow(
  name: string,
  value: (ops: Ops, x: Tensor, over: Spread) => Tensor,
  precise: (p: PreciseOps, x: PreciseTensor, over: Spread) => PreciseTensor,
  slope: (ops: Ops, x: Num, out: Num, over: Spread) => Num,
): Structural<Spread> {
  return oneInputRow<Spread>({
    name,
    precise: (p, [x], over) => precise(p, x, over),
    shape: reduced,
    value,
    vjp: (ops, g, x, out, over) => ops.mul(kept(ops, g, x, over), slope(ops, x, out, over)),
    jvp: (ops, t, x, out, over) => ops.sum(ops.mul(t, slope(ops, x, out, over)), over.axes, over.keepDims),
  })
}

const variance = spreadRow('variance', varianceOf, preciseVariance, (ops, x, _, over) => varianceSlope(ops, x, over))
const std = spreadRow(
  'std',
  (ops, x, over) => ops.sqrt(varianceOf(ops, x, over)) as Tensor,
  (p, x, over) => p.apply('sqrt', preciseVariance(p, x, over)),
  deviationSlope,
)

export const ROWS = {
  sort,
  cummax: running('cummax'),
  cummin: running('cummin'),
  recurrence,
  cumprod,
  logcumsumexp,
  variance,
  std,
  norm,
}
