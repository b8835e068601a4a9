// Structural rows that fold elements along axes: sums, products, extremes, norms, soft maxima, running sums.
// Formulas: Giles, "Collected matrix derivative results" (2008), and PyTorch's FunctionsManual.cpp for conventions.
import { plain, shapeOf, Tensor, type DType, type Num } from './num'
import type { Condition, Ops } from './ops'
import { axesOf, axisOf, reducedShape, ShapeError, sizeOf, type Shape } from './shape'
import type { PreciseOps, PreciseTensor } from './doubledouble/tensors'
import { folded, scanned } from './order/precise'
import { linearRow, oneInputRow, type Structural } from './row'

export interface Over {
  /** null: all of them. */
  readonly axes: readonly number[] | null
  readonly keepDims: boolean
}

export interface Along {
  readonly axis: number
}

export type Fold = (data: Float64Array, start: number, stride: number, count: number) => number

/** Folds the elements along `axes` to one, for each place of the remaining axes. */
export function reduce(ops: Ops, x: Tensor, { axes, keepDims }: Over, dtype: DType, fold: Fold): Tensor {
  const counted = axesOf(axes, x.shape.length)
  const { data, outer, count, inner } = lanes(ops, x, counted)
  const out = ops.allocate(outer * inner)
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) out[o * inner + i] = fold(data, o * count * inner + i, inner, count)
  }
  return new Tensor(ops.rounded(out, dtype), reducedShape(x.shape, counted, keepDims), dtype)
}

interface Lanes {
  readonly data: Float64Array
  readonly outer: number
  readonly count: number
  readonly inner: number
}

/** The elements along neighbouring axes as equally spaced lanes; other axes are moved to the end first. */
function lanes(ops: Ops, x: Tensor, axes: readonly number[]): Lanes {
  const { shape } = x
  const first = axes[0] ?? shape.length
  const neighbours = axes.every((axis, i) => axis === first + i)
  if (!neighbours) {
    const kept = shape.map((_, i) => i).filter((i) => !axes.includes(i))
    const moved = plain(ops.transpose(x, [...kept, ...axes])) as Tensor
    return lanes(
      ops,
      moved,
      axes.map((_, i) => kept.length + i),
    )
  }
  const outer = sizeOf(shape.slice(0, first))
  const count = sizeOf(shape.slice(first, first + axes.length))
  const inner = sizeOf(shape.slice(first + axes.length))
  return { data: x.data, outer, count, inner }
}

/** The plain sum, or NumPy's pairwise one (Higham, "The accuracy of floating point summation", 1993) where elements are
 *  neighbours, so that digits are numpy.sum's. */
const total: Fold = (data, start, stride, count) => {
  if (stride === 1) return pairwise(data, start, count)
  let sum = 0
  for (let k = 0, at = start; k < count; k++, at += stride) sum += data[at]
  return sum
}

function pairwise(data: Float64Array, start: number, count: number): number {
  if (count < 8) {
    let sum = 0
    for (let k = start; k < start + count; k++) sum += data[k]
    return sum
  }
  if (count > 128) {
    const half = (count >> 1) - ((count >> 1) % 8)
    return pairwise(data, start, half) + pairwise(data, start + half, count - half)
  }
  let [a, b, c, d, e, f, g, h] = data.subarray(start, start + 8)
  let k = start + 8
  for (const end = start + count - (count % 8); k < end; k += 8) {
    a += data[k]
    b += data[k + 1]
    c += data[k + 2]
    d += data[k + 3]
    e += data[k + 4]
    f += data[k + 5]
    g += data[k + 6]
    h += data[k + 7]
  }
  let sum = a + b + (c + d) + (e + f + (g + h))
  for (; k < start + count; k++) sum += data[k]
  return sum
}

const total32: Fold = (data, start, stride, count) => {
  let sum = 0
  for (let k = 0, at = start; k < count; k++, at += stride) sum = Math.fround(sum + data[at])
  return sum
}

function product(round: boolean): Fold {
  return (data, start, stride, count) => {
    let out = 1
    for (let k = 0, at = start; k < count; k++, at += stride) out = round ? Math.fround(out * data[at]) : out * data[at]
    return out
  }
}

export function totalFor(ops: Ops, dtype: DType): Fold {
  return ops.rounds(dtype) ? total32 : total
}

/** Integers and booleans are added as int64; a mean of them is a float64. */
export function summedDType(dtype: DType): DType {
  return dtype === 'bool' ? 'int64' : dtype
}

export function floatDType(dtype: DType): DType {
  return dtype === 'float32' ? 'float32' : 'float64'
}

export function reduced(shape: Shape | null, { axes, keepDims }: Over): Shape | null {
  return shape && reducedShape(shape, axes, keepDims)
}

/** The number of elements folded into each. */
export function countOf(shape: Shape, axes: readonly number[] | null): number {
  return axesOf(axes, shape.length).reduce((n, axis) => n * shape[axis], 1)
}

/** Brings a reduced value back to the shape of `x`, its axes kept as length 1 where `repeat` is false. */
export function kept(ops: Ops, reducedValue: Num, x: Num, { axes, keepDims }: Over): Num {
  return keepDims ? reducedValue : ops.expandDims(reducedValue, axesOf(axes, shapeOf(x).length))
}

export function spread(ops: Ops, reducedValue: Num, x: Num, over: Over): Num {
  return ops.broadcastTo(kept(ops, reducedValue, x, over), shapeOf(x))
}

/** Σ in double-double, divided by `count`. */
export function preciseMean(p: PreciseOps, x: PreciseTensor, over: Over): PreciseTensor {
  return p.apply('div', p.sum(x, over.axes, over.keepDims), p.constant(countOf(x.shape, over.axes)))
}

const sum = linearRow<Over>({
  name: 'sum',
  precise: (p, [x], { axes, keepDims }) => p.sum(x, axes, keepDims),
  shape: reduced,
  value: (ops, x, over) => {
    const { dtype } = x
    return reduce(ops, x, over, summedDType(dtype), totalFor(ops, dtype))
  },
  vjp: (ops, g, x, _, over) => spread(ops, g, x, over),
})

const mean = linearRow<Over>({
  name: 'mean',
  precise: (p, [x], over) => preciseMean(p, x, over),
  shape: reduced,
  value: (ops, x, over) => {
    const { dtype, shape } = x
    const n = countOf(shape, over.axes)
    const fold = totalFor(ops, dtype)
    return reduce(ops, x, over, floatDType(dtype), (...lane) => fold(...lane) / n)
  },
  vjp: (ops, g, x, _, over) => ops.div(spread(ops, g, x, over), countOf(shapeOf(x), over.axes)),
})

/** The product of the other factors, for each factor: `out / x`, or by running products where that would divide by
 *  zero or lose a product that has underflowed or overflowed. */
function others(ops: Ops, x: Num, out: Num, over: Over): Num {
  const values = plain(out)
  const safe = !(values instanceof Tensor) || values.data.every((v) => Math.abs(v) >= 2.3e-308 && Number.isFinite(v))
  if (safe) return ops.div(kept(ops, out, x, over), x)
  const shape = shapeOf(x)
  const axes = axesOf(over.axes, shape.length)
  const order = [...axes, ...shape.map((_, i) => i).filter((i) => !axes.includes(i))]
  const rest = order.slice(axes.length).map((i) => shape[i])
  const flat = ops.reshape(ops.transpose(x, order), [countOf(shape, axes), ...rest])
  const result = ops.mul(ops.order.before(flat, 0), ops.order.before(flat, 0, true))
  const inverse = order.map((_, i) => order.indexOf(i))
  return ops.transpose(
    ops.reshape(
      result,
      order.map((i) => shape[i]),
    ),
    inverse,
  )
}

const prod = oneInputRow<Over>({
  name: 'prod',
  precise: (p, [x], { axes, keepDims }) =>
    countOf(x.shape, axes) === 0
      ? p.apply('add', p.sum(x, axes, keepDims), p.constant(1))
      : folded(p, 'mul', x, axes, keepDims),
  shape: reduced,
  value: (ops, x, over) => {
    const { dtype } = x
    return reduce(ops, x, over, summedDType(dtype), product(ops.rounds(dtype)))
  },
  vjp: (ops, g, x, out, over) =>
    shapeOf(x).includes(0) ? ops.zerosLike(x) : ops.mul(spread(ops, g, x, over), others(ops, x, out, over)),
  jvp: (ops, t, x, out, over) =>
    shapeOf(x).includes(0)
      ? ops.zerosLike(out)
      : ops.sum(ops.mul(t, others(ops, x, out, over)), over.axes, over.keepDims),
})

type Extreme = Over & { readonly ties: 'split' | 'first' }

/** For each element its share of the derivative: 1 for the only extreme, 1/n of a split tie, 0 elsewhere. Not on the tape. */
function shares(ops: Ops, x: Num, out: Num, { axes, keepDims, ties }: Extreme): Num {
  const values = plain(x)
  const at = spread(ops, plain(out), values, { axes, keepDims })
  if (!(values instanceof Tensor) || !(at instanceof Tensor)) return ops.cast(numeric(ops.equal(values, at)), 'float64')
  const chosen = ops.fill(values.shape, 0, values.dtype)
  values.data.forEach(
    (v, i) => (chosen.data[i] = v === at.data[i] || (Number.isNaN(v) && Number.isNaN(at.data[i])) ? 1 : 0),
  )
  if (ties === 'split') return ops.div(chosen, ops.sum(chosen, axes, true))
  const counted = axesOf(axes, values.shape.length)
  const seen = new Set<number>()
  const group = laneNumbers(values.shape, counted)
  chosen.data.forEach((one, i) => {
    if (one === 0) return
    if (seen.has(group[i])) chosen.data[i] = 0
    seen.add(group[i])
  })
  return chosen
}

/** For each element the place in the reduced tensor that it is folded into. */
function laneNumbers(shape: Shape, axes: readonly number[]): Int32Array {
  const out = new Int32Array(sizeOf(shape))
  const index = new Array<number>(shape.length).fill(0)
  for (let i = 0; i < out.length; i++) {
    let lane = 0
    for (let axis = 0; axis < shape.length; axis++) if (!axes.includes(axis)) lane = lane * shape[axis] + index[axis]
    out[i] = lane
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (++index[axis] < shape[axis]) break
      index[axis] = 0
    }
  }
  return out
}

function numeric(condition: Condition): Num {
  return typeof condition === 'boolean' ? Number(condition) : condition
}

function extreme(name: 'max' | 'min', better: (a: number, b: number) => boolean): Structural<Extreme> {
  return oneInputRow<Extreme>({
    name,
    precise: (p, [x], { axes, keepDims }) =>
      folded(p, name === 'max' ? 'maximumSplit' : 'minimumSplit', x, axes, keepDims),
    shape: reduced,
    value: (ops, x, over) => {
      if (countOf(x.shape, over.axes) === 0)
        throw new ShapeError(`zero-size array to reduction operation ${name} which has no identity`)
      return reduce(ops, x, over, x.dtype, (data, start, stride, count) => {
        let best = data[start]
        for (let k = 1, at = start + stride; k < count; k++, at += stride) {
          if (better(data[at], best) || Number.isNaN(data[at])) best = data[at]
        }
        return best
      })
    },
    side: (x, out, { axes }) => {
      const lane = laneNumbers(x.shape, axesOf(axes, x.shape.length))
      return Array.from(x.data.keys())
        .filter((i) => x.data[i] === out.data[lane[i]])
        .join(' ')
    },
    vjp: (ops, g, x, out, over) => {
      const share = shares(ops, x, out, over)
      return ops.where(ops.greater(share, 0), ops.mul(spread(ops, g, x, over), share), 0)
    },
    jvp: (ops, t, x, out, over) => {
      const share = shares(ops, x, out, over)
      return ops.sum(ops.where(ops.greater(share, 0), ops.mul(t, share), 0), over.axes, over.keepDims)
    },
  })
}

const max = extreme('max', (a, b) => a > b)
const min = extreme('min', (a, b) => a < b)

/** Numbers as they are, what is not finite as 0: what a soft maximum may be shifted by. */
function finite(p: PreciseOps, x: PreciseTensor): PreciseTensor {
  const test: PreciseTensor = {
    ...x,
    hi: x.hi.map((v) => Number(Number.isFinite(v))),
    lo: new Float64Array(x.lo.length),
  }
  return p.where(test, x, p.constant(0))
}

/** In double-double the largest element over axes, how many there are of it, and Σ exp of what is below it, shifted by it: apart,
 *  so that small terms keep their digits beside 1. */
function preciseTerms(p: PreciseOps, x: PreciseTensor, axes: readonly number[] | null) {
  const top = finite(p, folded(p, 'maximumSplit', x, axes, true))
  const below = p.compare(x, top)
  const [zero, one] = [p.constant(0), p.constant(1)]
  const shifted = p.apply('sub', x, top)
  const count = p.sum(p.where(below, zero, one), axes, true)
  const rest = p.sum(p.where(below, p.apply('exp', shifted), zero), axes, true)
  return { top, shifted, count, rest }
}

/** log(count + rest). */
function logOfTerms(p: PreciseOps, { count, rest }: ReturnType<typeof preciseTerms>): PreciseTensor {
  return p.apply('add', p.apply('log', count), p.apply('log1p', p.apply('div', rest, count)))
}

/** log Σ exp in double-double, shifted by the largest element. */
function preciseLogSum(p: PreciseOps, x: PreciseTensor, { axes, keepDims }: Over): PreciseTensor {
  const shape = reducedShape(x.shape, axesOf(axes, x.shape.length), keepDims)
  if (countOf(x.shape, axes) === 0) return p.apply('log', p.sum(x, axes, keepDims))
  const terms = preciseTerms(p, x, axes)
  return { ...p.apply('add', terms.top, logOfTerms(p, terms)), shape }
}

const logsumexp = oneInputRow<Over>({
  name: 'logsumexp',
  precise: (p, [x], over) => preciseLogSum(p, x, over),
  shape: reduced,
  value: (ops, x, over) => {
    const { libm } = ops
    return reduce(ops, x, over, floatDType(x.dtype), (data, start, stride, count) => {
      let top = -Infinity
      for (let k = 0, at = start; k < count; k++, at += stride)
        top = data[at] > top || Number.isNaN(data[at]) ? data[at] : top
      if (!Number.isFinite(top)) return top
      let terms = 0
      for (let k = 0, at = start; k < count; k++, at += stride) terms += libm.exp(data[at] - top)
      return top + libm.log(terms)
    })
  },
  vjp: (ops, g, x, out, over) => ops.mul(kept(ops, g, x, over), weights(ops, x, out, over)),
  jvp: (ops, t, x, out, over) => ops.sum(ops.mul(t, weights(ops, x, out, over)), over.axes, over.keepDims),
})

/** exp(x − logsumexp(x)): the soft maximum's weights. */
function weights(ops: Ops, x: Num, out: Num, over: Over): Num {
  return ops.exp(ops.sub(x, kept(ops, out, x, over)))
}

/** Applies `each` to every lane along one axis. */
export function along(
  ops: Ops,
  x: Tensor,
  axis: number,
  dtype: DType,
  each: (data: Float64Array, start: number, stride: number, count: number, out: Float64Array) => void,
): Tensor {
  const { data, outer, count, inner } = lanes(ops, x, [axisOf(axis, x.shape.length)])
  const out = ops.allocate(x.size)
  for (let o = 0; o < outer; o++) for (let i = 0; i < inner; i++) each(data, o * count * inner + i, inner, count, out)
  return new Tensor(ops.rounded(out, dtype), x.shape, dtype)
}

function softened(ops: Ops, x: Tensor, axis: number, log: boolean): Tensor {
  const { libm } = ops
  return along(ops, x, axis, floatDType(x.dtype), (data, start, stride, count, out) => {
    let top = -Infinity
    for (let k = 0, at = start; k < count; k++, at += stride)
      top = data[at] > top || Number.isNaN(data[at]) ? data[at] : top
    let terms = 0
    for (let k = 0, at = start; k < count; k++, at += stride) terms += out[at] = libm.exp(data[at] - top)
    if (log) {
      const logTerms = libm.log(terms)
      for (let k = 0, at = start; k < count; k++, at += stride) out[at] = data[at] - top - logTerms
    } else {
      for (let k = 0, at = start; k < count; k++, at += stride) out[at] /= terms
    }
  })
}

export const sameAsInput = (shape: Shape | null): Shape | null => shape

/** out ⊙ (t − Σ t ⊙ out): the soft maximum's Jacobian is symmetric, so this serves both modes. */
function softmaxDerivative(ops: Ops, t: Num, out: Num, axis: number): Num {
  return ops.mul(out, ops.sub(t, ops.sum(ops.mul(t, out), [axis], true)))
}

const softmax = oneInputRow<Along>({
  name: 'softmax',
  precise: (p, [x], { axis }) => {
    if (x.hi.length === 0) return x
    const { shifted, count, rest } = preciseTerms(p, x, [axis])
    return p.apply('div', p.apply('exp', shifted), p.apply('add', count, rest))
  },
  shape: sameAsInput,
  value: (ops, x, { axis }) => softened(ops, x, axis, false),
  vjp: (ops, g, _, out, { axis }) => softmaxDerivative(ops, g, out, axis),
  jvp: (ops, t, _, out, { axis }) => softmaxDerivative(ops, t, out, axis),
})

const logSoftmax = oneInputRow<Along>({
  name: 'log_softmax',
  precise: (p, [x], { axis }) => {
    if (x.hi.length === 0) return x
    const terms = preciseTerms(p, x, [axis])
    return p.apply('sub', terms.shifted, logOfTerms(p, terms))
  },
  shape: sameAsInput,
  value: (ops, x, { axis }) => softened(ops, x, axis, true),
  vjp: (ops, g, _, out, { axis }) => ops.sub(g, ops.mul(ops.exp(out), ops.sum(g, [axis], true))),
  jvp: (ops, t, _, out, { axis }) => ops.sub(t, ops.sum(ops.mul(ops.exp(out), t), [axis], true)),
})

const cumsum = linearRow<Along & { readonly reverse: boolean }>({
  name: 'cumsum',
  precise: (p, [x], { axis, reverse }) => scanned(p, 'add', x, axis, reverse),
  shape: sameAsInput,
  value: (ops, x, { axis, reverse }) => {
    const { dtype } = x
    const round = ops.rounds(dtype)
    return along(ops, x, axis, summedDType(dtype), (data, start, stride, count, out) => {
      let running = -0
      for (let k = 0; k < count; k++) {
        const at = start + (reverse ? count - 1 - k : k) * stride
        running += data[at]
        out[at] = running = round ? Math.fround(running) : running
      }
    })
  },
  vjp: (ops, g, _, __, { axis, reverse }) => ops.cumsum(g, axis, !reverse),
})

export const ROWS = { sum, mean, prod, max, min, logsumexp, softmax, logSoftmax, cumsum }
