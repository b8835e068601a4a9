// Neural-network operations on `ops.nn`: convolutions, pooling, losses, normalisation. All but a few rows are compositions.
import { floatOf } from '../dtype'
import { Opaque, shapeOf, Tensor, type DType, type Num } from '../num'
import type { Ops } from '../ops'
import { axisOf, ShapeError, shapeText, sizeOf, type Shape } from '../shape'
import { ROWS } from './rows'
import {
  countsOf,
  each,
  windowSize,
  windowsGiving,
  windowsOver,
  type Padding,
  type Steps,
  type Windows,
} from './windows'

export type { Padding, Steps } from './windows'

/** Where the channels stand. 'channels-last' (TensorFlow): inputs (batch, …spatial, channels), kernels (…window, channels in a
 *  group, filters). 'channels-first' (PyTorch): inputs (batch, channels, …spatial), kernels (filters, channels in a group,
 *  …window). */
export type Layout = 'channels-last' | 'channels-first'

export interface Convolution extends Steps {
  /** 'channels-last' where left out. */
  readonly layout?: Layout
  /** Channels and filters in this many groups that do not see each other: 1 where left out. */
  readonly groups?: number
}

export interface TransposedConvolution extends Convolution {
  /** Places added behind each spatial axis of the result, fewer than the stride: 0 where left out. */
  readonly outputPadding?: number | readonly number[]
}

export interface Pooling {
  /** The window where left out. */
  readonly strides?: number | readonly number[]
  readonly padding?: Padding
  readonly dilation?: number | readonly number[]
  /** 'channels-last' where left out. */
  readonly layout?: Layout
}

export interface AveragePooling extends Pooling {
  /** Do places in the padding count as zeros (PyTorch's default), or not at all (TensorFlow; where left out)? */
  readonly countPadding?: boolean
}

/** What is made of the losses of the single elements or rows: all of them, their mean (where left out), their sum. */
export interface Reduced {
  readonly reduction?: 'none' | 'mean' | 'sum'
}

/** Class labels in an int tensor; rows with the label `ignore` count nothing, in the mean neither. */
export interface SparseLoss extends Reduced {
  readonly axis?: number
  readonly ignore?: number
}

export class NeuralNetwork {
  constructor(private readonly ops: Ops) {}

  /** Cross-correlation over one spatial axis. Shapes: see Layout. Throws ShapeError for operands that do not fit. */
  conv1d(x: Num, kernel: Num, options: Convolution = {}): Num {
    return this.convolution('conv1d', 1, x, kernel, options)
  }
  /** Cross-correlation over two spatial axes. Shapes: see Layout. Throws ShapeError for operands that do not fit. */
  conv2d(x: Num, kernel: Num, options: Convolution = {}): Num {
    return this.convolution('conv2d', 2, x, kernel, options)
  }
  /** What conv1d does to a cotangent: from its results' shape to its inputs', with the same kernel. */
  convTranspose1d(x: Num, kernel: Num, options: TransposedConvolution = {}): Num {
    return this.transposed('convTranspose1d', 1, x, kernel, options)
  }
  /** What conv2d does to a cotangent: from its results' shape to its inputs', with the same kernel. */
  convTranspose2d(x: Num, kernel: Num, options: TransposedConvolution = {}): Num {
    return this.transposed('convTranspose2d', 2, x, kernel, options)
  }
  /** The largest element under each window of one spatial axis. At a tie the first one gets the derivative (PyTorch, TensorFlow). */
  maxPool1d(x: Num, window: number | readonly number[], options: Pooling = {}): Num {
    return this.maxPool('maxPool1d', 1, x, window, options)
  }
  /** The largest element under each window of two spatial axes. At a tie the first one, in row-major order, gets the derivative. */
  maxPool2d(x: Num, window: number | readonly number[], options: Pooling = {}): Num {
    return this.maxPool('maxPool2d', 2, x, window, options)
  }
  /** The mean under each window of one spatial axis. */
  avgPool1d(x: Num, window: number | readonly number[], options: AveragePooling = {}): Num {
    return this.avgPool('avgPool1d', 1, x, window, options)
  }
  /** The mean under each window of two spatial axes. */
  avgPool2d(x: Num, window: number | readonly number[], options: AveragePooling = {}): Num {
    return this.avgPool('avgPool2d', 2, x, window, options)
  }

  private convolution(name: string, rank: number, x: Num, kernel: Num, options: Convolution): Num {
    const { ops } = this
    if (!hasShape(x) || !hasShape(kernel)) return ops.matmul(x, kernel)
    const { layout = 'channels-last', groups = 1 } = options
    const last = toLast(ops, name, rank, x, layout)
    const weights = kernelToLast(ops, name, rank, kernel, layout)
    const [batch, ...rest] = shapeOf(last)
    const channels = rest[rank]
    const { window, inputs, filters } = kernelParts(shapeOf(weights), rank)
    each(name, 'groups', groups, 1, 1)
    if (channels !== inputs * groups || filters % groups !== 0)
      throw new ShapeError(
        `${name}: ${channels} channels in ${groups} group${groups === 1 ? '' : 's'} do not fit a kernel of ${inputs} channels and ${filters} filters`,
      )
    const windows = windowsOver(name, rest.slice(0, rank), window, options)
    const patches = ops.apply(ROWS.unfold, [last], { windows })
    const product = ops.matmul(grouped(ops, patches, windows, groups), matrices(ops, weights, groups))
    return fromLast(ops, ungrouped(ops, product, [batch, ...countsOf(windows)], groups), layout)
  }

  private transposed(name: string, rank: number, x: Num, kernel: Num, options: TransposedConvolution): Num {
    const { ops } = this
    if (!hasShape(x) || !hasShape(kernel)) return ops.matmul(x, kernel)
    const { layout = 'channels-last', groups = 1, outputPadding = 0 } = options
    const last = toLast(ops, name, rank, x, layout)
    const weights = kernelToLast(ops, name, rank, kernel, layout)
    const [batch, ...rest] = shapeOf(last)
    const channels = rest[rank]
    const { window, inputs, filters } = kernelParts(shapeOf(weights), rank)
    each(name, 'groups', groups, 1, 1)
    if (channels !== filters || filters % groups !== 0)
      throw new ShapeError(
        `${name}: ${channels} channels do not fit a kernel of ${filters} filters in ${groups} group${groups === 1 ? '' : 's'}`,
      )
    const windows = windowsGiving(name, rest.slice(0, rank), window, options, outputPadding)
    const places = sizeOf([batch, ...countsOf(windows)])
    const split = ops.transpose(ops.reshape(last, [places, groups, channels / groups]), [1, 0, 2])
    const product = ops.matmul(split, ops.transpose(matrices(ops, weights, groups), [0, 2, 1]))
    const inside = windowSize(windows)
    const joined = ops.transpose(ops.reshape(product, [groups, places, inside, inputs]), [1, 2, 0, 3])
    const patches = ops.reshape(joined, [batch, ...countsOf(windows), inside, groups * inputs])
    return fromLast(ops, ops.apply(ROWS.fold, [patches], { windows }), layout)
  }

  private maxPool(name: string, rank: number, x: Num, window: number | readonly number[], options: Pooling): Num {
    const { ops } = this
    if (!hasShape(x)) return ops.max(x, [1])
    const last = toLast(ops, name, rank, x, options.layout)
    const windows = poolWindows(name, rank, last, window, options)
    return fromLast(ops, ops.apply(ROWS.maxPool, [last], { windows }), options.layout)
  }

  private avgPool(
    name: string,
    rank: number,
    x: Num,
    window: number | readonly number[],
    options: AveragePooling,
  ): Num {
    const { ops } = this
    if (!hasShape(x)) return ops.mean(x, [1])
    const last = toLast(ops, name, rank, x, options.layout)
    const windows = poolWindows(name, rank, last, window, options)
    const patches = ops.apply(ROWS.unfold, [last], { windows })
    const means =
      options.countPadding || !windows.places.includes(-1)
        ? ops.mean(patches, [-2])
        : ops.div(ops.sum(patches, [-2]), counted(windows, name, floatOf(x)))
    return fromLast(ops, means, options.layout)
  }

  /** −Σ labels·log p along `axis`, of probabilities and labels of one shape; where both are 0 the term is 0. With `epsilon` p is
   *  first clipped to [epsilon, 1 − epsilon] (Keras: 1e-7). */
  crossEntropy(
    p: Num,
    labels: Num,
    options: Reduced & { readonly axis?: number; readonly epsilon?: number } = {},
  ): Num {
    const { ops } = this
    const { axis = -1, epsilon = 0, reduction } = options
    const clipped = clippedTo(ops, p, epsilon)
    const neither = ops.logicalAnd(ops.equal(clipped, 0), ops.equal(labels, 0))
    const terms = ops.mul(labels, ops.log(ops.where(neither, 1, clipped)))
    return this.reduced(ops.neg(ops.sum(terms, [axis])), reduction)
  }

  /** −Σ labels·log softmax(logits) along `axis`: labels are one-hot or soft, of the logits' shape. */
  crossEntropyLogits(logits: Num, labels: Num, options: Reduced & { readonly axis?: number } = {}): Num {
    const { ops } = this
    const { axis = -1, reduction } = options
    return this.reduced(ops.neg(ops.sum(ops.mul(labels, ops.logSoftmax(logits, axis)), [axis])), reduction)
  }

  /** −log p[label] along `axis`: labels have p's shape without that axis. Throws ShapeError for a label that is no class. */
  sparseCrossEntropy(p: Num, labels: Num, options: SparseLoss & { readonly epsilon?: number } = {}): Num {
    const { ops } = this
    return this.negativeLikelihood(clippedTo(ops, p, options.epsilon ?? 0), labels, options, (x) => ops.log(x))
  }

  /** −log softmax(logits)[label] along `axis`: labels have the logits' shape without that axis. */
  sparseCrossEntropyLogits(logits: Num, labels: Num, options: SparseLoss = {}): Num {
    return this.negativeLikelihood(this.ops.logSoftmax(logits, options.axis ?? -1), labels, options, (x) => x)
  }

  private negativeLikelihood(scores: Num, labels: Num, options: SparseLoss, finish: (taken: Num) => Num): Num {
    const { ops } = this
    const { axis = -1, ignore, reduction = 'mean' } = options
    if (labels instanceof Opaque || !hasShape(scores)) return this.unlabelled(scores, labels, axis, reduction)
    const given = ops.fromScalar(labels) as Tensor
    const at = axisOf(axis, shapeOf(scores).length)
    const expected = shapeOf(scores).filter((_, i) => i !== at)
    if (shapeText(given.shape) !== shapeText(expected))
      throw new ShapeError(`labels of shape ${shapeText(given.shape)} do not fit rows of shape ${shapeText(expected)}`)
    const kept = Float64Array.from(given.data, (label) => (label === ignore ? 0 : 1))
    const classes = shapeOf(scores)[at]
    const places = Float64Array.from(given.data, (label, i) => (kept[i] === 0 ? 0 : label))
    const wrong = places.find((label) => !Number.isInteger(label) || label < 0 || label >= classes)
    if (wrong !== undefined) throw new ShapeError(`label ${wrong} is none of ${classes} classes, 0 to ${classes - 1}`)
    const indices = new Tensor(places, [...expected.slice(0, at), 1, ...expected.slice(at)], 'int64')
    const losses = ops.neg(finish(ops.squeeze(ops.takeAlongAxis(scores, indices, at), [at])))
    if (!kept.includes(0)) return this.reduced(losses, reduction)
    const masked = ops.where(new Tensor(kept, expected, 'bool'), losses, 0)
    if (reduction !== 'mean') return this.reduced(masked, reduction)
    const rows = kept.reduce((n, one) => n + one, 0)
    return ops.div(ops.sum(masked), rows)
  }

  /** Which scores count is not known: a loss of the right shape that depends on all of them. */
  private unlabelled(scores: Num, labels: Num, axis: number, reduction: Reduced['reduction']): Num {
    const { ops } = this
    return this.reduced(ops.mul(ops.sum(scores, [axis]), ops.cast(labels, floatOf(scores))), reduction)
  }

  /** −(z log p + (1 − z) log(1 − p)) of probabilities p and labels z from 0 to 1. `clip`: 'logarithms' keeps them above −100
   *  and the derivative finite (PyTorch; where left out), a number ε puts p into [ε, 1 − ε] first (Keras: 1e-7). */
  binaryCrossEntropy(p: Num, labels: Num, options: Reduced & { readonly clip?: 'logarithms' | number } = {}): Num {
    const { ops } = this
    const { clip = 'logarithms', reduction } = options
    if (clip === 'logarithms') return this.reduced(ops.apply(ROWS.binaryCrossEntropy, [p, labels], null), reduction)
    const clipped = clippedTo(ops, p, clip)
    const terms = ops.add(ops.mul(labels, ops.log(clipped)), ops.mul(ops.sub(1, labels), ops.log1p(ops.neg(clipped))))
    return this.reduced(ops.neg(terms), reduction)
  }

  /** binaryCrossEntropy of sigmoid(logits), safe for large ones; `positiveWeight` multiplies the part of labels that are 1. As
   *  z·softplus(−x) + (1 − z)·softplus(x): max(x, 0) − xz + log1p(exp(−|x|)) without its cancellation and its kink at 0. */
  binaryCrossEntropyLogits(logits: Num, labels: Num, options: Reduced & { readonly positiveWeight?: Num } = {}): Num {
    const { ops } = this
    const { positiveWeight, reduction } = options
    const missed = ops.mul(labels, ops.softplus(ops.neg(logits)))
    const weighted = positiveWeight === undefined ? missed : ops.mul(positiveWeight, missed)
    return this.reduced(ops.add(weighted, ops.mul(ops.sub(1, labels), ops.softplus(logits))), reduction)
  }

  /** (x − y)². */
  mse(x: Num, y: Num, { reduction }: Reduced = {}): Num {
    return this.reduced(this.ops.square(this.ops.sub(x, y)), reduction)
  }
  /** |x − y|. */
  mae(x: Num, y: Num, { reduction }: Reduced = {}): Num {
    return this.reduced(this.ops.abs(this.ops.sub(x, y)), reduction)
  }
  /** d²/2 where |d| < delta, else delta·(|d| − delta/2), of d = x − y (Huber 1964). */
  huber(x: Num, y: Num, { delta = 1, reduction }: Reduced & { readonly delta?: number } = {}): Num {
    const { ops } = this
    const d = ops.sub(x, y)
    const size = ops.abs(d)
    const far = ops.mul(delta, ops.sub(size, delta / 2))
    return this.reduced(ops.where(ops.less(size, delta), ops.mul(0.5, ops.square(d)), far), reduction)
  }
  /** Σ p·(log p − q) of a target p and log-probabilities q, elementwise (torch's kl_div); 0·log 0 is 0. With `logTarget` the
   *  target is given as log p. */
  klDivergence(q: Num, target: Num, options: Reduced & { readonly logTarget?: boolean } = {}): Num {
    const { ops } = this
    const { logTarget = false, reduction } = options
    if (logTarget) return this.reduced(ops.mul(ops.exp(target), ops.sub(target, q)), reduction)
    const entropy = ops.mul(target, ops.log(ops.where(ops.equal(target, 0), 1, target)))
    return this.reduced(ops.sub(entropy, ops.mul(target, q)), reduction)
  }
  /** max(1 − labels·x, 0), labels −1 or 1. At the corner the first operand gets the derivative (TensorFlow, torch.clamp). */
  hinge(x: Num, labels: Num, { reduction }: Reduced = {}): Num {
    const { ops } = this
    return this.reduced(ops.maximumFirst(ops.sub(1, ops.mul(labels, x)), 0), reduction)
  }
  /** x·y/(‖x‖‖y‖) along `axis`, each norm at least `epsilon` (torch.nn.functional.cosine_similarity). */
  cosineSimilarity(x: Num, y: Num, options: Reduced & { readonly axis?: number; readonly epsilon?: number } = {}): Num {
    const { ops } = this
    const { axis = -1, epsilon = 1e-8, reduction } = options
    const unit = (v: Num): Num => ops.div(v, ops.maximumFirst(ops.norm(v, 2, [axis], true), epsilon))
    return this.reduced(ops.sum(ops.mul(unit(x), unit(y)), [axis]), reduction)
  }

  /** (x − mean)/√(variance + epsilon) over `axes`, times `scale`, plus `offset` (Ba, Kiros and Hinton 2016). */
  layerNorm(
    x: Num,
    axes: readonly number[],
    options: { readonly scale?: Num; readonly offset?: Num; readonly epsilon?: number } = {},
  ): Num {
    const { ops } = this
    const mean = ops.mean(x, axes, true)
    return this.normalised(x, mean, ops.mean(ops.square(ops.sub(x, mean)), axes, true), options)
  }

  /** (x − mean)/√(variance + epsilon) per channel, times `scale`, plus `offset` (Ioffe and Szegedy 2015): by the batch's own
   *  mean and variance, or by those given, of shape (channels,). */
  batchNorm(
    x: Num,
    options: {
      /** The axis of the channels: the last where left out. */
      readonly axis?: number
      readonly mean?: Num
      readonly variance?: Num
      readonly scale?: Num
      readonly offset?: Num
      readonly epsilon?: number
    } = {},
  ): Num {
    const { ops } = this
    if (!hasShape(x)) return this.layerNorm(x, [0], options)
    const shape = shapeOf(x)
    const channels = axisOf(options.axis ?? -1, shape.length)
    const axes = shape.map((_, i) => i).filter((i) => i !== channels)
    const along = shape.map((_, i) => (i === channels ? -1 : 1))
    const column = (v: Num | undefined): Num | undefined => (v === undefined ? v : ops.reshape(v, along))
    const mean = column(options.mean) ?? ops.mean(x, axes, true)
    const variance = column(options.variance) ?? ops.mean(ops.square(ops.sub(x, mean)), axes, true)
    const { epsilon, scale, offset } = options
    return this.normalised(x, mean, variance, { epsilon, scale: column(scale), offset: column(offset) })
  }

  private normalised(
    x: Num,
    mean: Num,
    variance: Num,
    { scale, offset, epsilon = 1e-5 }: { readonly scale?: Num; readonly offset?: Num; readonly epsilon?: number },
  ): Num {
    const { ops } = this
    const unit = ops.mul(ops.sub(x, mean), ops.rsqrt(ops.add(variance, epsilon)))
    const scaled = scale === undefined ? unit : ops.mul(unit, scale)
    return offset === undefined ? scaled : ops.add(scaled, offset)
  }

  private reduced(losses: Num, reduction: Reduced['reduction'] = 'mean'): Num {
    if (reduction === 'none') return losses
    return reduction === 'sum' ? this.ops.sum(losses) : this.ops.mean(losses)
  }
}

function hasShape(x: Num): boolean {
  return !(x instanceof Opaque) || x.facts.shape !== undefined
}

function clippedTo(ops: Ops, p: Num, epsilon: number): Num {
  return epsilon === 0 ? p : ops.clip(p, epsilon, 1 - epsilon)
}

/** An input with its channels last. */
function toLast(ops: Ops, name: string, rank: number, x: Num, layout: Layout = 'channels-last'): Num {
  const shape = shapeOf(x)
  const expected = layout === 'channels-last' ? 'batch, …spatial, channels' : 'batch, channels, …spatial'
  if (shape.length !== rank + 2)
    throw new ShapeError(
      `${name}: an input of shape ${shapeText(shape)} should have ${rank + 2} dimensions (${expected})`,
    )
  if (layout === 'channels-last') return x
  return ops.transpose(x, [0, ...shape.slice(2).map((_, i) => i + 2), 1])
}

/** A result with its channels where the layout has them. */
function fromLast(ops: Ops, x: Num, layout: Layout = 'channels-last'): Num {
  if (layout === 'channels-last') return x
  const rank = shapeOf(x).length
  return ops.transpose(x, [0, rank - 1, ...Array.from({ length: rank - 2 }, (_, i) => i + 1)])
}

/** A kernel as (…window, channels in a group, filters). */
function kernelToLast(ops: Ops, name: string, rank: number, kernel: Num, layout: Layout): Num {
  const shape = shapeOf(kernel)
  const expected = layout === 'channels-last' ? '…window, channels, filters' : 'filters, channels, …window'
  if (shape.length !== rank + 2)
    throw new ShapeError(
      `${name}: a kernel of shape ${shapeText(shape)} should have ${rank + 2} dimensions (${expected})`,
    )
  if (layout === 'channels-last') return kernel
  return ops.transpose(kernel, [...shape.slice(2).map((_, i) => i + 2), 1, 0])
}

function kernelParts(shape: Shape, rank: number): { window: Shape; inputs: number; filters: number } {
  return { window: shape.slice(0, rank), inputs: shape[rank], filters: shape[rank + 1] }
}

/** A kernel with its channels last as one matrix per group: (groups, window·channels, filters of the group). */
function matrices(ops: Ops, kernel: Num, groups: number): Num {
  const shape = shapeOf(kernel)
  const filters = shape[shape.length - 1]
  const rows = sizeOf(shape.slice(0, -1))
  return ops.transpose(ops.reshape(kernel, [rows, groups, filters / groups]), [1, 0, 2])
}

/** Patches as one matrix per group: (groups, places, window·channels of the group). */
function grouped(ops: Ops, patches: Num, windows: Windows, groups: number): Num {
  const shape = shapeOf(patches)
  const channels = shape[shape.length - 1] / groups
  const inside = windowSize(windows)
  const places = sizeOf(shape.slice(0, -2))
  if (groups === 1) return ops.reshape(patches, [1, places, inside * channels])
  const split = ops.transpose(ops.reshape(patches, [places, inside, groups, channels]), [2, 0, 1, 3])
  return ops.reshape(split, [groups, places, inside * channels])
}

/** (groups, places, filters of the group) as (…lead, filters). */
function ungrouped(ops: Ops, product: Num, lead: Shape, groups: number): Num {
  const filters = shapeOf(product)[2]
  if (groups === 1) return ops.reshape(product, [...lead, filters])
  const joined = ops.transpose(product, [1, 0, 2])
  return ops.reshape(joined, [...lead, groups * filters])
}

function poolWindows(
  name: string,
  rank: number,
  x: Num,
  window: number | readonly number[],
  { strides, padding, dilation }: Pooling,
): Windows {
  const whole = each(name, 'window', window, rank, 1)
  return windowsOver(name, shapeOf(x).slice(1, -1), whole, { strides: strides ?? whole, padding, dilation })
}

/** How many places of each window are not in the padding: (…results, 1). */
function counted(windows: Windows, name: string, dtype: DType): Tensor {
  const inside = windowSize(windows)
  const counts = new Float64Array(windows.places.length / inside)
  windows.places.forEach((place, i) => (counts[Math.floor(i / inside)] += place < 0 ? 0 : 1))
  if (counts.includes(0)) throw new ShapeError(`${name}: a window lies wholly in the padding`)
  return new Tensor(counts, [...countsOf(windows), 1], dtype)
}
