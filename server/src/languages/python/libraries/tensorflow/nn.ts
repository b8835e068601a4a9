// `tf.nn`: activations and the losses that stand on logits.
import { Opaque, Tensor, type Num, type Value } from '@gradlens/engine'
import type { Call } from '../numpy/call'
import type { TensorLike } from '../numpy/ndarray'
import { constant, placed, toTensor } from './convert'
import { dtypeOf } from './dtypes'
import { BINARY, binary, brackets, checkAccepts, checkSameDType, unary, UNARY } from './elementwise'
import { kernelError } from './errors'
import { axisArgument, truthy } from './math'
import { fn, type Row } from './modules'

/** A constant of the element type that x has. */
function number(call: Call, x: TensorLike, value: number): Tensor {
  return constant(call, [value], [], dtypeOf(x) ?? 'float32')
}

function activation(
  paths: string,
  signature: string,
  op: string,
  body: (call: Call, x: TensorLike, ...rest: Value[]) => Num,
): Row {
  return fn(paths, signature, (call, value, ...rest) => {
    const x = toTensor(call, value)
    checkAccepts(call, op, 'float', x, 'features:T -> activations:T')
    call.runtime.at(call.site)
    return placed(call, body(call, x, ...rest))
  })
}

const SELU_SCALE = 1.0507009873554805
const SELU_ALPHA = 1.6732632423543772

/** ½x·(1 + erf(x/√2)), or by tanh, in nn_ops.py's order of operations. */
function gelu(call: Call, x: TensorLike, approximate: Value): Num {
  const { ops } = call
  const half = ops.mul(number(call, x, 0.5), x)
  if (!truthy(call, approximate))
    return ops.mul(half, ops.add(number(call, x, 1), ops.erf(ops.div(x, number(call, x, Math.SQRT2)))))
  const inner = ops.mul(
    number(call, x, 0.7978845608028654),
    ops.add(x, ops.mul(number(call, x, 0.044715), ops.powInt(x, 3))),
  )
  return ops.mul(half, ops.add(number(call, x, 1), ops.tanh(inner)))
}

/** Cross entropy of logits and probabilities along an axis. */
function softmaxCrossEntropy(call: Call, labels: Value, logits: Value, axis: Value): Value {
  const x = toTensor(call, logits)
  const p = toTensor(call, labels, { hint: dtypeOf(x) })
  checkSameDType(call, 'SoftmaxCrossEntropyWithLogits', x, p)
  const at = axisArgument(call, axis, -1)
  const { ops } = call
  call.runtime.at(call.site)
  return placed(call, ops.neg(ops.sum(ops.mul(p, ops.logSoftmax(x, at)), [at])))
}

function sparseSoftmaxCrossEntropy(call: Call, labels: Value, logits: Value): Value {
  const x = toTensor(call, logits)
  const y = toTensor(call, labels)
  if (!(x instanceof Tensor) || !(y instanceof Tensor))
    return call.opaque(
      ((x instanceof Opaque ? x : y) as Opaque).reason,
      { tensor: true, dtype: dtypeOf(x) ?? undefined },
      [x],
    )
  const classes = x.shape[x.shape.length - 1]
  if (y.shape.length !== x.shape.length - 1 || y.shape.some((n, i) => n !== x.shape[i])) {
    call.raise(
      'ValueError',
      `\`labels.shape\` must equal \`logits.shape\` except for the last dimension. Received: labels.shape=(${y.shape.join(', ')}) and logits.shape=(${x.shape.join(', ')})`,
    )
  }
  if (y.data.some((n) => n < 0 || n >= classes))
    kernelError(
      call,
      'SparseSoftmaxCrossEntropyWithLogits',
      `Received a label value of ${y.data.find((n) => n < 0 || n >= classes)} which is outside the valid range of [0, ${classes}).  Label values: ${y.data.join(' ')}`,
    )
  const { ops } = call
  call.runtime.at(call.site)
  const picked = ops.takeAlongAxis(ops.logSoftmax(x, -1), new Tensor(y.data, [...y.shape, 1], 'int64'), -1)
  return placed(call, ops.neg(ops.squeeze(picked, [-1])))
}

/** max(x, 0) − x·z + log(1 + exp(−|x|)), as nn_impl.py writes it. */
function sigmoidCrossEntropy(call: Call, labels: Value, logits: Value): Value {
  const x = toTensor(call, logits)
  const z = toTensor(call, labels, { hint: dtypeOf(x) })
  checkSameDType(call, 'Mul', x, z)
  if (x instanceof Tensor && z instanceof Tensor && brackets(x) !== brackets(z)) {
    call.raise(
      'ValueError',
      `\`logits\` and \`labels\` must have the same shape, received ((${x.shape.join(', ')}) vs (${z.shape.join(', ')})).`,
    )
  }
  const { ops } = call
  call.runtime.at(call.site)
  const zero = number(call, x, 0)
  const positive = ops.greaterEqual(x, zero)
  const reluLogits = ops.where(positive, x, zero)
  const negative = ops.where(positive, ops.neg(x), x)
  return placed(call, ops.add(ops.sub(reluLogits, ops.mul(x, z)), ops.log1p(ops.exp(negative))))
}

export const NN_ROWS: readonly Row[] = [
  fn('tf.{nn.,keras.activations.}relu', 'features, name=', (call, x) => unary(call, UNARY.relu, x)),
  activation('tf.nn.relu6', 'features, name=', 'Relu6', (call, x) => call.ops.relu6(x)),
  activation('tf.nn.leaky_relu', 'features, alpha=, name=', 'LeakyRelu', (call, x, alpha) => {
    const slope = alpha === undefined ? number(call, x, 0.2) : toTensor(call, alpha, { dtype: dtypeOf(x) })
    return call.ops.leakyRelu(x, slope)
  }),
  activation('tf.{nn.,keras.activations.}elu', 'features, name=', 'Elu', (call, x) => {
    const { ops } = call
    // The untaken branch must not overflow: its argument is held at 0.
    return ops.where(ops.less(x, number(call, x, 0)), ops.expm1(ops.minimumFirst(number(call, x, 0), x)), x)
  }),
  activation('tf.{nn.,keras.activations.}selu', 'features, name=', 'Selu', (call, x) => {
    const { ops } = call
    const zero = number(call, x, 0)
    const low = ops.mul(number(call, x, SELU_SCALE * SELU_ALPHA), ops.expm1(ops.minimumFirst(zero, x)))
    return ops.where(ops.less(x, zero), low, ops.mul(number(call, x, SELU_SCALE), x))
  }),
  fn('tf.{nn.,math.,keras.activations.}softplus', 'features, name=', (call, x) => unary(call, UNARY.softplus, x)),
  fn('tf.nn.softsign', 'features, name=', (call, x) => unary(call, UNARY.softsign, x)),
  fn('tf.keras.activations.softsign', 'x', (call, x) => unary(call, UNARY.softsign, x)),
  activation('tf.nn.{silu,swish}', 'features, beta=', 'Sigmoid', (call, x, beta) =>
    beta === undefined
      ? call.ops.silu(x)
      : call.ops.mul(x, call.ops.sigmoid(call.ops.mul(toTensor(call, beta, { dtype: dtypeOf(x) }), x))),
  ),
  activation('tf.keras.activations.swish', 'x', 'Sigmoid', (call, x) => call.ops.silu(x)),
  activation('tf.nn.gelu', 'features, approximate=, name=', 'Erf', gelu),
  activation('tf.keras.activations.gelu', 'x, approximate=', 'Erf', gelu),
  activation('tf.{nn.,keras.activations.}softmax', 'logits, axis=, name=', 'Softmax', (call, x, axis) =>
    call.ops.softmax(x, axisArgument(call, axis, -1)),
  ),
  activation('tf.nn.log_softmax', 'logits, axis=, name=', 'LogSoftmax', (call, x, axis) =>
    call.ops.logSoftmax(x, axisArgument(call, axis, -1)),
  ),
  activation('tf.{nn,math}.log_sigmoid', 'x, name=', 'Softplus', (call, x) =>
    call.ops.neg(call.ops.softplus(call.ops.neg(x))),
  ),
  activation('tf.nn.l2_loss', 't, name=', 'L2Loss', (call, x) =>
    call.ops.div(call.ops.sum(call.ops.square(x)), number(call, x, 2)),
  ),
  fn('tf.keras.activations.{sigmoid}', 'x', (call, x) => unary(call, UNARY.sigmoid, x)),
  fn('tf.keras.activations.{tanh}', 'x', (call, x) => unary(call, UNARY.tanh, x)),
  fn('tf.keras.activations.{linear}', 'x', (_call, x) => x),
  fn('tf.nn.bias_add', 'value, bias, data_format=, name=', (call, value, bias) =>
    binary(call, BINARY.add, value, bias),
  ),
  fn('tf.nn.softmax_cross_entropy_with_logits', 'labels, logits, axis=, name=', softmaxCrossEntropy),
  fn('tf.nn.sparse_softmax_cross_entropy_with_logits', 'labels, logits, name=', sparseSoftmaxCrossEntropy),
  fn('tf.nn.sigmoid_cross_entropy_with_logits', 'labels=, logits=, name=', sigmoidCrossEntropy),
]
