// Structural rows of ops.nn: patches under windows, their transpose, the largest element under each window, and PyTorch's
// cross entropy of probabilities. Tensors under windows have the shape (batch, …spatial, channels).
import type { PreciseOps, PreciseTensor } from '../doubledouble/tensors'
import { commonDType } from '../dtype'
import { Opaque, shapeOf, Tensor, type Num } from '../num'
import type { Ops } from '../ops'
import { linearRow, oneInputRow, type Structural } from '../row'
import { broadcastShapes, broadcastStrides, eachOffset, ShapeError, sizeOf, type Shape } from '../shape'
import { countsOf, sizesOf, windowSize, type Windows } from './windows'

/** Windows that lie over an input's spatial axes. */
export interface Under {
  readonly windows: Windows
}

/** (batch, …results, places of a window, channels). */
const patchesShape = (shape: Shape, windows: Windows): Shape => [
  shape[0],
  ...countsOf(windows),
  windowSize(windows),
  shape[shape.length - 1],
]
const wholeShape = (patches: Shape, windows: Windows): Shape => [
  patches[0],
  ...sizesOf(windows),
  patches[patches.length - 1],
]

/** Calls `visit` for each run of `channels` neighbouring elements: where it begins in the whole (−1: padding), in the patches. */
function eachPatch(
  batch: number,
  channels: number,
  windows: Windows,
  visit: (whole: number, patch: number) => void,
): void {
  const { places } = windows
  const size = sizeOf(sizesOf(windows))
  for (let b = 0, patch = 0; b < batch; b++) {
    for (let i = 0; i < places.length; i++, patch += channels)
      visit(places[i] < 0 ? -1 : (b * size + places[i]) * channels, patch)
  }
}

const unfold = linearRow<Under>({
  name: 'unfold',
  precise: 'moves',
  shape: (own, { windows }) => own && patchesShape(own, windows),
  value: (ops, x, { windows }) => {
    const { data, dtype } = x
    const shape = patchesShape(x.shape, windows)
    const channels = shape[shape.length - 1]
    const out = ops.allocate(sizeOf(shape))
    eachPatch(shape[0], channels, windows, (whole, patch) => {
      if (whole >= 0) for (let c = 0; c < channels; c++) out[patch + c] = data[whole + c]
    })
    return new Tensor(out, shape, dtype)
  },
  vjp: (ops, g, _, __, params) => ops.apply(fold, [g], params),
})

const fold: Structural<Under> = linearRow<Under>({
  name: 'fold',
  precise: (p, [x], { windows }) => p.sum(contributions(x, windows), [1 + windows.axes.length], false),
  shape: (own, { windows }) => own && wholeShape(own, windows),
  value: (ops, x, { windows }) => {
    const { data, dtype } = x
    const shape = wholeShape(x.shape, windows)
    const channels = shape[shape.length - 1]
    const out = ops.allocate(sizeOf(shape))
    const add: (whole: number, patch: number) => void = ops.rounds(dtype)
      ? (whole, patch) => {
          for (let c = 0; c < channels; c++) out[whole + c] = Math.fround(out[whole + c] + data[patch + c])
        }
      : (whole, patch) => {
          for (let c = 0; c < channels; c++) out[whole + c] += data[patch + c]
        }
    eachPatch(shape[0], channels, windows, (whole, patch) => {
      if (whole >= 0) add(whole, patch)
    })
    return new Tensor(ops.rounded(out, dtype), shape, dtype)
  },
  vjp: (ops, g, _, __, params) => ops.apply(unfold, [g], params),
})

/** What fold adds up, side by side: (batch, …spatial, the most patches that meet in a place, channels), zeros where fewer do. */
function contributions(x: PreciseTensor, windows: Windows): PreciseTensor {
  const [batch, ...rest] = wholeShape(x.shape, windows)
  const channels = rest[rest.length - 1]
  const met = new Int32Array(sizeOf(sizesOf(windows)))
  for (const place of windows.places) if (place >= 0) met[place]++
  const most = met.reduce((top, n) => Math.max(top, n), 0)
  const shape = [batch, ...rest.slice(0, -1), most, channels]
  const [hi, lo] = [new Float64Array(sizeOf(shape)), new Float64Array(sizeOf(shape))]
  const filled = new Int32Array(batch * met.length)
  eachPatch(batch, channels, windows, (whole, patch) => {
    if (whole < 0) return
    const place = whole / channels
    const into = (place * most + filled[place]++) * channels
    for (let c = 0; c < channels; c++) {
      hi[into + c] = x.hi[patch + c]
      lo[into + c] = x.lo[patch + c]
    }
  })
  return { hi, lo, shape }
}

const pooledShape = (shape: Shape, windows: Windows): Shape => [shape[0], ...countsOf(windows), shape[shape.length - 1]]

/** For each result the place of the largest element under its window: the first of equal ones, the last NaN (PyTorch). The
 *  low halves decide where there are such. */
function largest(data: Float64Array, low: Float64Array | null, shape: Shape, windows: Windows): Int32Array {
  const channels = shape[shape.length - 1]
  const inside = windowSize(windows)
  const size = sizeOf(sizesOf(windows))
  const results = windows.places.length / inside
  const out = new Int32Array(shape[0] * results * channels).fill(-1)
  const better = (a: number, b: number): boolean =>
    b < 0 || data[a] > data[b] || Number.isNaN(data[a]) || (low !== null && data[a] === data[b] && low[a] > low[b])
  for (let b = 0, r = 0; b < shape[0]; b++) {
    for (let first = 0; first < windows.places.length; first += inside, r += channels) {
      for (let k = first; k < first + inside; k++) {
        const place = windows.places[k]
        if (place < 0) continue
        const at = (b * size + place) * channels
        for (let c = 0; c < channels; c++) if (better(at + c, out[r + c])) out[r + c] = at + c
      }
    }
  }
  if (out.includes(-1)) throw new ShapeError('max_pool: a window lies wholly in the padding')
  return out
}

/** The places as an index tensor for a flattened input. */
const indexOf = (places: Int32Array): Tensor => new Tensor(Float64Array.from(places), [places.length], 'int64')

const placesIn = (x: Tensor, windows: Windows): Tensor => indexOf(largest(x.data, null, x.shape, windows))

/** A derivative that depends on which of an unknown operand's elements is the largest. */
function undecided(ops: Ops, t: Num, x: Opaque, shape: Shape): Num {
  return ops.broadcastTo(ops.mul(ops.sum(t), ops.sum(x)), shape)
}

const maxPool = oneInputRow<Under>({
  name: 'max_pool',
  precise: (_, [{ hi, lo, shape }], { windows }) => {
    const places = largest(hi, lo, shape, windows)
    const taken = (half: Float64Array): Float64Array => Float64Array.from(places, (at) => half[at])
    return { hi: taken(hi), lo: taken(lo), shape: pooledShape(shape, windows) }
  },
  shape: (own, { windows }) => own && pooledShape(own, windows),
  value: (ops, x, { windows }) => {
    const { data, shape, dtype } = x
    const places = largest(data, null, shape, windows)
    const out = ops.allocate(places.length)
    for (let i = 0; i < out.length; i++) out[i] = data[places[i]]
    return new Tensor(out, pooledShape(shape, windows), dtype)
  },
  side: (x, _, { windows }) => largest(x.data, null, x.shape, windows).join(' '),
  vjp: (ops, g, x, _, { windows }) => {
    if (!(x instanceof Tensor)) return undecided(ops, g, x as Opaque, shapeOf(x))
    const flat = ops.indexAdd(ops.reshape(g, [-1]), placesIn(x, windows), 0, [x.size])
    return ops.reshape(flat, x.shape)
  },
  jvp: (ops, t, x, out, { windows }) => {
    if (!(x instanceof Tensor)) return undecided(ops, t, x as Opaque, shapeOf(out))
    return ops.reshape(ops.take(ops.reshape(t, [-1]), placesIn(x, windows)), shapeOf(out))
  },
})

/** PyTorch keeps the logarithms above this (aten/src/ATen/native/Loss.cpp)… */
const LOWEST_LOG = -100
/** …and the derivative's denominator p(1 − p) above this, written there as a float32. */
const LEAST_PRODUCT = Math.fround(1e-12)

function bounded(p: PreciseOps, log: PreciseTensor): PreciseTensor {
  const lowest = p.constant(LOWEST_LOG)
  const order = p.compare(log, lowest)
  return p.where({ ...order, hi: order.hi.map((sign) => Number(sign > 0)) }, log, lowest)
}

/** −(z log p + (1 − z) log(1 − p)) of probabilities p and labels z. Its own derivative is (p − z)/(p(1 − p)), finite at 0 and
 *  1, which the derivatives of the clipped logarithms are not. */
const binaryCrossEntropy: Structural<null> = {
  kind: 'structural',
  name: 'binary_cross_entropy',
  precise: (p, [x, z]) => {
    const hit = p.apply('mul', z, bounded(p, p.apply('log', x)))
    const missed = p.apply('sub', p.constant(1), z)
    return p.apply('neg', p.apply('add', hit, p.apply('mul', missed, bounded(p, p.apply('log1p', p.apply('neg', x))))))
  },
  shape: ([p, z]) => p && z && broadcastShapes(p, z),
  value: (ops, inputs) => {
    const [p, z] = inputs as readonly Tensor[]
    const { log, log1p } = ops.libm
    const dtype = commonDType([p, z])
    const shape = broadcastShapes(p.shape, z.shape)
    const out = ops.allocate(sizeOf(shape))
    eachOffset(0, shape, broadcastStrides(p.shape, shape), (at, i) => (out[i] = p.data[at]))
    eachOffset(0, shape, broadcastStrides(z.shape, shape), (at, i) => {
      const label = z.data[at]
      out[i] = (label - 1) * Math.max(log1p(-out[i]), LOWEST_LOG) - label * Math.max(log(out[i]), LOWEST_LOG)
    })
    return new Tensor(ops.rounded(out, dtype), shape, dtype)
  },
  vjp: (ops, g, [p, z], _, __, which) => ops.sumTo(slope(ops, g, p, z, which), which === 0 ? p : z),
  jvp: (ops, tangents, [p, z]) =>
    tangents
      .flatMap((t, which) => (t === null ? [] : [slope(ops, t, p, z, which)]))
      .reduce((share, other) => ops.add(share, other)),
}

function slope(ops: Ops, t: Num, p: Num, z: Num, which: number): Num {
  if (which === 1) return ops.mul(t, ops.sub(ops.log1p(ops.neg(p)), ops.log(p)))
  const product = ops.maximumFirst(ops.mul(p, ops.sub(1, p)), LEAST_PRODUCT)
  return ops.div(ops.mul(t, ops.sub(p, z)), product)
}

export const ROWS = { unfold, fold, maxPool, binaryCrossEntropy }
