// `tf.math` and its names in `tf`: elementwise functions, comparisons, reductions, products.
import { Opaque, Tensor, nodeOf, type Num, type Value } from '@gradlens/engine'
import { asInteger, known, type Call } from '../numpy/call'
import type { TensorLike } from '../numpy/ndarray'
import { cast, constant, placed, tensorDType, toTensor } from './convert'
import { dtypeArgument, dtypeOf, isFloat } from './dtypes'
import { BINARY, binary, checkAccepts, trueDivide, unary, UNARY } from './elementwise'
import { invalid } from './errors'
import { matmul, transposed } from './linalg'
import { fn, type Row } from './modules'
import { integers } from './tensorShape'

/** Paths of a function of one tensor, and its row. */
const ONE: readonly (readonly [paths: string, row: string])[] = [
  ['tf.{,math.}abs', 'abs'],
  ['tf.{,math.}negative', 'negative'],
  ['tf.{,math.}sign', 'sign'],
  ['tf.math.reciprocal', 'reciprocal'],
  ['tf.{,math.}square', 'square'],
  ['tf.{,math.}sqrt', 'sqrt'],
  ['tf.math.rsqrt', 'rsqrt'],
  ['tf.{,math.}exp', 'exp'],
  ['tf.math.expm1', 'expm1'],
  ['tf.math.log', 'log'],
  ['tf.math.log1p', 'log1p'],
  ['tf.{,math.}sin', 'sin'],
  ['tf.{,math.}cos', 'cos'],
  ['tf.{,math.}tan', 'tan'],
  ['tf.{,math.}asin', 'asin'],
  ['tf.{,math.}acos', 'acos'],
  ['tf.{,math.}atan', 'atan'],
  ['tf.{,math.}sinh', 'sinh'],
  ['tf.{,math.}cosh', 'cosh'],
  ['tf.{,math.,nn.}tanh', 'tanh'],
  ['tf.{,math.}asinh', 'asinh'],
  ['tf.{,math.}acosh', 'acosh'],
  ['tf.{,math.}atanh', 'atanh'],
  ['tf.{,math.,nn.}sigmoid', 'sigmoid'],
  ['tf.math.erf', 'erf'],
  ['tf.math.erfc', 'erfc'],
  ['tf.math.erfinv', 'erfinv'],
  ['tf.math.lgamma', 'lgamma'],
  ['tf.math.digamma', 'digamma'],
  ['tf.{,math.}floor', 'floor'],
  ['tf.math.ceil', 'ceil'],
  ['tf.{,math.}round', 'round'],
  ['tf.math.rint', 'rint'],
  ['tf.{,math.}logical_not', 'logical_not'],
  ['tf.math.is_nan', 'is_nan'],
  ['tf.math.is_finite', 'is_finite'],
  ['tf.math.is_inf', 'is_inf'],
]

/** Paths of a function of two tensors, and its row. */
const TWO: readonly (readonly [paths: string, row: string])[] = [
  ['tf.{,math.}add', 'add'],
  ['tf.{,math.}subtract', 'subtract'],
  ['tf.{,math.}multiply', 'multiply'],
  ['tf.{,math.}pow', 'pow'],
  ['tf.math.floordiv', 'floordiv'],
  ['tf.{,math.}floormod', 'floormod'],
  ['tf.math.mod', 'floormod'],
  ['tf.{,math.}maximum', 'maximum'],
  ['tf.{,math.}minimum', 'minimum'],
  ['tf.{,math.}squared_difference', 'squared_difference'],
  ['tf.{,math.}atan2', 'atan2'],
  ['tf.math.xlogy', 'xlogy'],
  ['tf.math.xlog1py', 'xlog1py'],
  ['tf.math.xdivy', 'xdivy'],
  ['tf.{,math.}less', 'less'],
  ['tf.{,math.}less_equal', 'less_equal'],
  ['tf.{,math.}greater', 'greater'],
  ['tf.{,math.}greater_equal', 'greater_equal'],
  ['tf.{,math.}equal', 'equal'],
  ['tf.{,math.}not_equal', 'not_equal'],
  ['tf.{,math.}logical_and', 'logical_and'],
  ['tf.{,math.}logical_or', 'logical_or'],
  ['tf.math.logical_xor', 'logical_xor'],
]

type Reduction = (call: Call, x: TensorLike, axes: readonly number[] | null, keepDims: boolean) => Num

const REDUCTIONS: Readonly<Record<string, Reduction>> = {
  reduce_sum: (call, x, axes, keep) => call.ops.sum(x, axes, keep),
  reduce_mean: mean,
  reduce_prod: (call, x, axes, keep) => call.ops.prod(x, axes, keep),
  reduce_max: (call, x, axes, keep) => call.ops.max(x, axes, keep, 'split'),
  reduce_min: (call, x, axes, keep) => call.ops.min(x, axes, keep, 'split'),
  reduce_variance: variance,
  reduce_std: (call, x, axes, keep) => call.ops.sqrt(variance(call, x, axes, keep)),
  reduce_logsumexp: (call, x, axes, keep) => call.ops.logsumexp(x, axes, keep),
  reduce_all: (call, x, axes, keep) => holds(call, call.ops.min(numbers(call, x), axes, keep)),
  reduce_any: (call, x, axes, keep) => holds(call, call.ops.max(numbers(call, x), axes, keep)),
}

/** Integers divide as C does: the mean of [1, 2] is 1. */
function mean(call: Call, x: TensorLike, axes: readonly number[] | null, keep: boolean): Num {
  const dtype = dtypeOf(x)
  if (dtype === null || isFloat(dtype)) return call.ops.mean(x, axes, keep)
  return call.ops.cast(call.ops.trunc(call.ops.mean(call.ops.cast(x, 'float64'), axes, keep)), dtype)
}

function variance(call: Call, x: TensorLike, axes: readonly number[] | null, keep: boolean): Num {
  checkAccepts(call, 'Mean', 'float', x, 'input:T -> output:T')
  const centred = call.ops.sub(x, call.ops.mean(x, axes, true))
  return call.ops.mean(call.ops.square(centred), axes, keep)
}

function numbers(call: Call, x: TensorLike): Num {
  return call.ops.cast(x, 'int32')
}

function holds(call: Call, x: Num): Num {
  return call.ops.notEqual(x, 0) as Num
}

/** An `axis` argument: null means all axes. */
export function axesArgument(call: Call, axis: Value): readonly number[] | null {
  return axis === undefined || axis === null ? null : integers(call, axis)
}

/** One axis. */
export function axisArgument(call: Call, axis: Value, fallback: number): number {
  return axis === undefined || axis === null ? fallback : integers(call, axis)[0]
}

export function truthy(call: Call, v: Value): boolean {
  return v !== undefined && v !== null && call.runtime.semantics.truthy(known(v), call.runtime, call.site) === true
}

/** Raises where an axis is not one of the tensor's. */
export function checkAxes(call: Call, op: string, x: TensorLike, axes: readonly number[] | null): void {
  const rank = (x instanceof Opaque ? x.facts.shape : x.shape)?.length
  if (rank === undefined || axes === null) return
  const wrong = axes.find((axis) => axis < -rank || axis >= rank)
  if (wrong !== undefined)
    invalid(call, op, `Invalid reduction dimension (${wrong} for input with ${rank} dimension(s)`)
}

const KERNELS: Readonly<Record<string, string>> = {
  reduce_sum: 'Sum',
  reduce_mean: 'Mean',
  reduce_prod: 'Prod',
  reduce_max: 'Max',
  reduce_min: 'Min',
  reduce_all: 'All',
  reduce_any: 'Any',
  reduce_variance: 'Mean',
  reduce_std: 'Mean',
  reduce_logsumexp: 'Max',
}

function reduction(name: string, reduce: Reduction): Row {
  return fn(`tf.{,math.}${name}`, 'input_tensor, axis=, keepdims=, name=', (call, value, axis, keepdims) => {
    const x = toTensor(call, value)
    const axes = axesArgument(call, axis)
    checkAxes(call, KERNELS[name], x, axes)
    if ((name === 'reduce_all' || name === 'reduce_any') && dtypeOf(x) !== null && dtypeOf(x) !== 'bool') {
      invalid(
        call,
        KERNELS[name],
        `cannot compute ${KERNELS[name]} as input #0(zero-based) was expected to be a bool tensor but is a ${dtypeOf(x) === 'float32' ? 'float' : dtypeOf(x)} tensor`,
      )
    }
    call.runtime.at(call.site)
    return placed(call, reduce(call, x, axes, truthy(call, keepdims)))
  })
}

/** `tf.argmax`: int64, no gradient. */
function place(name: 'argmax' | 'argmin'): Row {
  return fn(`tf.{,math.}${name}`, 'input, axis=, output_type=, name=', (call, value, axis, outputType) => {
    const x = toTensor(call, value)
    const at = axisArgument(call, axis, 0)
    const dtype = dtypeArgument(call, outputType) ?? 'int64'
    checkAxes(call, name === 'argmax' ? 'ArgMax' : 'ArgMin', x, [at])
    call.runtime.at(call.site)
    return placed(call, cast(call, call.ops[name](x, at) as TensorLike, dtype))
  })
}

export const MATH_ROWS: readonly Row[] = [
  ...ONE.map(([paths, row]) => fn(paths, 'x, name=', (call, x) => unary(call, UNARY[row], x))),
  ...TWO.map(([paths, row]) => fn(paths, 'x, y, name=', (call, x, y) => binary(call, BINARY[row], x, y))),
  ...Object.entries(REDUCTIONS).map(([name, reduce]) => reduction(name, reduce)),
  place('argmax'),
  place('argmin'),
  fn('tf.{,math.}{divide,truediv}', 'x, y, name=', (call, x, y) => trueDivide(call, x, y)),
  fn('tf.math.{divide_no_nan}', 'x, y, name=', divideNoNan),
  fn('tf.{,math.}add_n', 'inputs, name=', (call, inputs) => {
    const parts = call.runtime.semantics.iterate(known(inputs), call.runtime, call.site)
    let total: TensorLike | null = null
    for (let item = parts.next(); typeof item !== 'symbol'; item = parts.next()) {
      total = total === null ? toTensor(call, item) : binary(call, BINARY.add, total, item)
    }
    if (parts.opaque) return call.opaque(parts.opaque.reason, { tensor: true }, [inputs])
    return total === null
      ? call.raise(
          'ValueError',
          'Inputs must be an iterable of at least one `Tensor`/`IndexedSlices` with the same dtype and shape.',
        )
      : placed(call, total)
  }),
  fn('tf.clip_by_value', 't, clip_value_min, clip_value_max, name=', (call, t, low, high) =>
    binary(call, BINARY.maximum, binary(call, BINARY.minimum, toTensor(call, t), high), low),
  ),
  fn('tf.{,linalg.}norm', 'tensor, ord=, axis=, keepdims=, name=', norm),
  fn(
    'tf.{,linalg.}matmul',
    'a, b, transpose_a=, transpose_b=, adjoint_a=, adjoint_b=, a_is_sparse=, b_is_sparse=, output_type=, name=',
    (call, a, b, ta, tb, aa, ab) =>
      matmul(call, a, b, null, [truthy(call, ta) || truthy(call, aa), truthy(call, tb) || truthy(call, ab)]),
  ),
  fn('tf.linalg.matvec', 'a, b, transpose_a=, adjoint_a=, a_is_sparse=, b_is_sparse=, name=', (call, a, b, ta) => {
    const y = toTensor(call, b)
    return placed(
      call,
      call.ops.squeeze(matmul(call, a, call.ops.expandDims(y, [-1]), null, [truthy(call, ta), false]), [-1]),
    )
  }),
  fn('tf.linalg.{matrix_transpose,adjoint}', 'a, name=', (call, a) =>
    placed(call, transposed(call, toTensor(call, a))),
  ),
  fn('tf.tensordot', 'a, b, axes, name=', tensordot),
  fn('tf.{,math.}cumsum', 'x, axis=, exclusive=, reverse=, name=', (call, value, axis, exclusive, reverse) => {
    const x = toTensor(call, value)
    const at = axisArgument(call, axis, 0)
    checkAxes(call, 'Cumsum', x, [at])
    call.runtime.at(call.site)
    const sums = call.ops.cumsum(x, at, truthy(call, reverse))
    return placed(call, truthy(call, exclusive) ? call.ops.sub(sums, x) : sums)
  }),
  fn('tf.math.l2_normalize', 'x, axis=, epsilon=, name=', (call, value, axis, epsilon) => {
    const x = toTensor(call, value)
    call.runtime.at(call.site)
    const sum = call.ops.sum(call.ops.square(x), axesArgument(call, axis), true)
    const floor = toTensor(call, epsilon === undefined ? 1e-12 : epsilon, { dtype: dtypeOf(x) })
    return placed(call, call.ops.mul(x, call.ops.rsqrt(call.ops.maximumFirst(sum, floor))))
  }),
  fn('tf.math.count_nonzero', 'input, axis=, keepdims=, dtype=, name=', (call, value, axis, keepdims, dtype) => {
    const x = toTensor(call, value)
    const nonzero = call.ops.cast(
      call.ops.notEqual(x, constant(call, [0], [], dtypeOf(x) ?? 'float32')) as Num,
      dtypeArgument(call, dtype) ?? 'int64',
    )
    return placed(call, call.ops.sum(nonzero, axesArgument(call, axis), truthy(call, keepdims)))
  }),
]

function divideNoNan(call: Call, a: Value, b: Value): Value {
  const x = toTensor(call, a, tensorDType(a) === null ? { dtype: tensorDType(b) } : {})
  const y = toTensor(call, b, { hint: dtypeOf(x) })
  const zero = constant(call, [0], [], dtypeOf(y) ?? 'float32')
  call.runtime.at(call.site)
  const isZero = call.ops.equal(y, zero)
  const one = constant(call, [1], [], dtypeOf(y) ?? 'float32')
  return placed(call, call.ops.where(isZero, zero, call.ops.div(x, call.ops.where(isZero, one, y))))
}

/** The square root of a sum of squares, as TensorFlow composes it: its slope at 0 is NaN (linalg/ops: norm_v2). */
function norm(call: Call, value: Value, order: Value, axis: Value, keepdims: Value): Value {
  const x = toTensor(call, value)
  const axes = axesArgument(call, axis)
  const keep = truthy(call, keepdims)
  const { ops } = call
  checkAccepts(call, 'Sqrt', 'float', x, 'x:T -> y:T')
  call.runtime.at(call.site)
  if (order === undefined || order === 'euclidean' || asInteger(order) === 2 || order === 2) {
    if (axes !== null && axes.length > 1 && order !== undefined && order !== 'euclidean')
      return call.opaque('matrix 2-norms are not evaluated', { tensor: true }, [x])
    return placed(call, ops.sqrt(ops.sum(ops.mul(x, x), axes, keep)))
  }
  const size = ops.abs(x)
  if (asInteger(order) === 1 || order === 1) return placed(call, ops.sum(size, axes, keep))
  if (order === Infinity) return placed(call, ops.max(size, axes, keep))
  const p = typeof order === 'number' ? order : asInteger(order)
  if (p === null || p <= 0 || (axes !== null && axes.length > 1))
    return call.opaque(`\`tf.norm\` of this order is not evaluated`, { tensor: true }, [x])
  const dtype = dtypeOf(x) ?? 'float32'
  return placed(
    call,
    ops.pow(ops.sum(ops.pow(size, constant(call, [p], [], dtype)), axes, keep), constant(call, [1 / p], [], dtype)),
  )
}

/** `tf.tensordot`: a matrix product over the axes given. */
function tensordot(call: Call, a: Value, b: Value, axes: Value): Value {
  const x = toTensor(call, a)
  const y = toTensor(call, b, { hint: dtypeOf(x) })
  if (!(x instanceof Tensor) || !(y instanceof Tensor))
    return call.opaque(((x instanceof Opaque ? x : y) as Opaque).reason, { tensor: true }, [x, y])
  const [left, right] = contractedAxes(call, axes, x, y)
  const freeLeft = x.shape.map((_, i) => i).filter((i) => !left.includes(i))
  const freeRight = y.shape.map((_, i) => i).filter((i) => !right.includes(i))
  const size = (shape: readonly number[], picked: readonly number[]): number => picked.reduce((n, i) => n * shape[i], 1)
  const { ops } = call
  call.runtime.at(call.site)
  const p = ops.reshape(ops.transpose(x, [...freeLeft, ...left]), [
    size(x.shape, freeLeft),
    size(x.shape, left),
  ]) as TensorLike
  const q = ops.reshape(ops.transpose(y, [...right, ...freeRight]), [
    size(y.shape, right),
    size(y.shape, freeRight),
  ]) as TensorLike
  const product = matmul(call, onTape(call, p), onTape(call, q))
  return placed(call, ops.reshape(product, [...freeLeft.map((i) => x.shape[i]), ...freeRight.map((i) => y.shape[i])]))
}

function onTape(call: Call, x: TensorLike): TensorLike {
  return nodeOf(x) === 0 ? placed(call, x) : x
}

function contractedAxes(call: Call, axes: Value, x: Tensor, y: Tensor): readonly [number[], number[]] {
  const count = asInteger(known(axes))
  if (count !== null) {
    return [
      Array.from({ length: count }, (_, i) => x.shape.length - count + i),
      Array.from({ length: count }, (_, i) => i),
    ]
  }
  const pair = call.runtime.semantics.iterate(known(axes), call.runtime, call.site)
  const first = pair.next()
  const second = pair.next()
  if (typeof first === 'symbol' || typeof second === 'symbol')
    return call.raise('ValueError', '`axes` must be an integer or have length 2.')
  const counted = (list: readonly number[], rank: number): number[] => list.map((i) => (i < 0 ? i + rank : i))
  return [counted(integers(call, first), x.shape.length), counted(integers(call, second), y.shape.length)]
}
