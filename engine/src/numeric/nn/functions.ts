// The operations of ops.nn as plain functions on the session that transforms share.
import type { Num } from '../num'
import { shared, toNum, type Operand } from '../transforms'
import type {
  AveragePooling,
  Convolution,
  NeuralNetwork,
  Pooling,
  Reduced,
  SparseLoss,
  TransposedConvolution,
} from './nn'

export type {
  AveragePooling,
  Convolution,
  Layout,
  Padding,
  Pooling,
  Reduced,
  SparseLoss,
  Steps,
  TransposedConvolution,
} from './nn'

const { nn } = shared.ops

type Convolve = (x: Operand, kernel: Operand, options?: Convolution) => Num
type ConvolveBack = (x: Operand, kernel: Operand, options?: TransposedConvolution) => Num
type Pool<O> = (x: Operand, window: number | readonly number[], options?: O) => Num
type Loss<O = Reduced> = (x: Operand, y: Operand, options?: O) => Num
/** The options of a method of ops.nn. */
type Options<K extends 'crossEntropy' | 'binaryCrossEntropy' | 'huber' | 'klDivergence' | 'cosineSimilarity'> =
  Parameters<NeuralNetwork[K]>[2]

export const conv1d: Convolve = (x, kernel, options) => nn.conv1d(toNum(x), toNum(kernel), options)
export const conv2d: Convolve = (x, kernel, options) => nn.conv2d(toNum(x), toNum(kernel), options)
export const convTranspose1d: ConvolveBack = (x, kernel, options) =>
  nn.convTranspose1d(toNum(x), toNum(kernel), options)
export const convTranspose2d: ConvolveBack = (x, kernel, options) =>
  nn.convTranspose2d(toNum(x), toNum(kernel), options)
export const maxPool1d: Pool<Pooling> = (x, window, options) => nn.maxPool1d(toNum(x), window, options)
export const maxPool2d: Pool<Pooling> = (x, window, options) => nn.maxPool2d(toNum(x), window, options)
export const avgPool1d: Pool<AveragePooling> = (x, window, options) => nn.avgPool1d(toNum(x), window, options)
export const avgPool2d: Pool<AveragePooling> = (x, window, options) => nn.avgPool2d(toNum(x), window, options)

/** −Σ labels·log p along an axis (the last where left out). */
export const crossEntropy: Loss<Options<'crossEntropy'>> = (p, labels, options) =>
  nn.crossEntropy(toNum(p), toNum(labels), options)
/** −Σ labels·log softmax(logits) along an axis (the last where left out). */
export const crossEntropyLogits: Loss<Reduced & { readonly axis?: number }> = (logits, labels, options) =>
  nn.crossEntropyLogits(toNum(logits), toNum(labels), options)
/** −log p[label] along an axis (the last where left out). */
export const sparseCrossEntropy: Loss<SparseLoss & { readonly epsilon?: number }> = (p, labels, options) =>
  nn.sparseCrossEntropy(toNum(p), toNum(labels), options)
/** −log softmax(logits)[label] along an axis (the last where left out). */
export const sparseCrossEntropyLogits: Loss<SparseLoss> = (logits, labels, options) =>
  nn.sparseCrossEntropyLogits(toNum(logits), toNum(labels), options)
export const binaryCrossEntropy: Loss<Options<'binaryCrossEntropy'>> = (p, labels, options) =>
  nn.binaryCrossEntropy(toNum(p), toNum(labels), options)
export const binaryCrossEntropyLogits: Loss<Reduced & { readonly positiveWeight?: Operand }> = (
  logits,
  labels,
  { positiveWeight, reduction } = {},
) =>
  nn.binaryCrossEntropyLogits(toNum(logits), toNum(labels), {
    reduction,
    positiveWeight: positiveWeight === undefined ? undefined : toNum(positiveWeight),
  })
export const mse: Loss = (x, y, options) => nn.mse(toNum(x), toNum(y), options)
export const mae: Loss = (x, y, options) => nn.mae(toNum(x), toNum(y), options)
export const huber: Loss<Options<'huber'>> = (x, y, options) => nn.huber(toNum(x), toNum(y), options)
/** p·(log p − q) of log-probabilities q and a target p. */
export const klDivergence: Loss<Options<'klDivergence'>> = (q, target, options) =>
  nn.klDivergence(toNum(q), toNum(target), options)
export const hinge: Loss = (x, labels, options) => nn.hinge(toNum(x), toNum(labels), options)
export const cosineSimilarity: Loss<Options<'cosineSimilarity'>> = (x, y, options) =>
  nn.cosineSimilarity(toNum(x), toNum(y), options)

interface Affine {
  readonly scale?: Operand
  readonly offset?: Operand
  readonly epsilon?: number
}
const affine = ({ scale, offset, epsilon }: Affine): { scale?: Num; offset?: Num; epsilon?: number } => ({
  scale: optional(scale),
  offset: optional(offset),
  epsilon,
})
const optional = (x: Operand | undefined): Num | undefined => (x === undefined ? undefined : toNum(x))

/** (x − mean)/√(variance + epsilon) over axes, times scale, plus offset. */
export const layerNorm = (x: Operand, axes: readonly number[], options: Affine = {}): Num =>
  nn.layerNorm(toNum(x), axes, affine(options))
/** (x − mean)/√(variance + epsilon) per channel, times scale, plus offset. */
export const batchNorm = (
  x: Operand,
  { axis, mean, variance, ...rest }: Affine & { axis?: number; mean?: Operand; variance?: Operand } = {},
): Num => nn.batchNorm(toNum(x), { axis, mean: optional(mean), variance: optional(variance), ...affine(rest) })
