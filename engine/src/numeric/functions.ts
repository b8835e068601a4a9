// The operations as plain functions on the session that transforms share: numbers, nested arrays and tensors in, numbers and
// tensors out. On plain numbers they compute and record nothing.
import type { Num, Tensor } from './num'
import type { Condition } from './ops'
import { shared, toNum, type Operand } from './transforms'
import type { IndexItem, Shape } from './shape'

const { ops } = shared

type Unary = (x: Operand) => Num
type Binary = (x: Operand, y: Operand) => Num

export const neg: Unary = (x) => ops.neg(toNum(x))
export const abs: Unary = (x) => ops.abs(toNum(x))
export const sign: Unary = (x) => ops.sign(toNum(x))
export const reciprocal: Unary = (x) => ops.reciprocal(toNum(x))
export const square: Unary = (x) => ops.square(toNum(x))
export const sqrt: Unary = (x) => ops.sqrt(toNum(x))
export const rsqrt: Unary = (x) => ops.rsqrt(toNum(x))
export const cbrt: Unary = (x) => ops.cbrt(toNum(x))
export const exp: Unary = (x) => ops.exp(toNum(x))
export const expm1: Unary = (x) => ops.expm1(toNum(x))
export const exp2: Unary = (x) => ops.exp2(toNum(x))
export const log: Unary = (x) => ops.log(toNum(x))
export const log1p: Unary = (x) => ops.log1p(toNum(x))
export const log2: Unary = (x) => ops.log2(toNum(x))
export const log10: Unary = (x) => ops.log10(toNum(x))
export const sin: Unary = (x) => ops.sin(toNum(x))
export const cos: Unary = (x) => ops.cos(toNum(x))
export const tan: Unary = (x) => ops.tan(toNum(x))
export const asin: Unary = (x) => ops.asin(toNum(x))
export const acos: Unary = (x) => ops.acos(toNum(x))
export const atan: Unary = (x) => ops.atan(toNum(x))
export const sinh: Unary = (x) => ops.sinh(toNum(x))
export const cosh: Unary = (x) => ops.cosh(toNum(x))
export const tanh: Unary = (x) => ops.tanh(toNum(x))
export const asinh: Unary = (x) => ops.asinh(toNum(x))
export const acosh: Unary = (x) => ops.acosh(toNum(x))
export const atanh: Unary = (x) => ops.atanh(toNum(x))
export const sigmoid: Unary = (x) => ops.sigmoid(toNum(x))
export const softplus: Unary = (x) => ops.softplus(toNum(x))
export const logSigmoid: Unary = (x) => ops.logSigmoid(toNum(x))
export const softsign: Unary = (x) => ops.softsign(toNum(x))
export const relu: Unary = (x) => ops.relu(toNum(x))
export const relu6: Unary = (x) => ops.relu6(toNum(x))
export const selu: Unary = (x) => ops.selu(toNum(x))
/** x·Φ(x), by the error function. */
export const gelu: Unary = (x) => ops.gelu(toNum(x))
/** GELU's approximation by tanh. */
export const geluTanh: Unary = (x) => ops.geluTanh(toNum(x))
export const silu: Unary = (x) => ops.silu(toNum(x))
export const mish: Unary = (x) => ops.mish(toNum(x))
export const hardSigmoid: Unary = (x) => ops.hardSigmoid(toNum(x))
export const hardTanh: Unary = (x) => ops.hardTanh(toNum(x))
export const hardSwish: Unary = (x) => ops.hardSwish(toNum(x))
/** sin(πx)/(πx), 1 at 0. */
export const sinc: Unary = (x) => ops.sinc(toNum(x))
export const erf: Unary = (x) => ops.erf(toNum(x))
export const erfc: Unary = (x) => ops.erfc(toNum(x))
export const erfinv: Unary = (x) => ops.erfinv(toNum(x))
export const gamma: Unary = (x) => ops.gamma(toNum(x))
/** log |Γ(x)|. */
export const lgamma: Unary = (x) => ops.lgamma(toNum(x))
export const digamma: Unary = (x) => ops.digamma(toNum(x))
/** −x·log x. */
export const entr: Unary = (x) => ops.entr(toNum(x))
export const floor: Unary = (x) => ops.floor(toNum(x))
export const ceil: Unary = (x) => ops.ceil(toNum(x))
export const trunc: Unary = (x) => ops.trunc(toNum(x))
export const round: Unary = (x) => ops.round(toNum(x))
export const roundHalfUp: Unary = (x) => ops.roundHalfUp(toNum(x))

export const add: Binary = (x, y) => ops.add(toNum(x), toNum(y))
export const sub: Binary = (x, y) => ops.sub(toNum(x), toNum(y))
export const mul: Binary = (x, y) => ops.mul(toNum(x), toNum(y))
export const div: Binary = (x, y) => ops.div(toNum(x), toNum(y))
export const pow: Binary = (x, y) => ops.pow(toNum(x), toNum(y))
/** xⁿ for an integer constant n. */
export const powInt = (x: Operand, n: number): Num => ops.powInt(toNum(x), n)
export const atan2: Binary = (x, y) => ops.atan2(toNum(x), toNum(y))
export const hypot: Binary = (x, y) => ops.hypot(toNum(x), toNum(y))
/** At a tie each operand gets half of the derivative. */
export const maximum: Binary = (x, y) => ops.maximumSplit(toNum(x), toNum(y))
export const minimum: Binary = (x, y) => ops.minimumSplit(toNum(x), toNum(y))
/** At a tie the first operand gets the whole derivative. */
export const maximumFirst: Binary = (x, y) => ops.maximumFirst(toNum(x), toNum(y))
export const minimumFirst: Binary = (x, y) => ops.minimumFirst(toNum(x), toNum(y))
export const mod: Binary = (x, y) => ops.mod(toNum(x), toNum(y))
export const fmod: Binary = (x, y) => ops.fmod(toNum(x), toNum(y))
export const floorDivide: Binary = (x, y) => ops.floorDivide(toNum(x), toNum(y))
export const copysign: Binary = (x, y) => ops.copysign(toNum(x), toNum(y))
/** log(eˣ + eʸ), safe for large operands. */
export const logaddexp: Binary = (x, y) => ops.logaddexp(toNum(x), toNum(y))
export const leakyRelu = (x: Operand, slope: Operand = 0.01): Num => ops.leakyRelu(toNum(x), toNum(slope))
export const elu = (x: Operand, alpha: Operand = 1): Num => ops.elu(toNum(x), toNum(alpha))
export const celu = (x: Operand, alpha: Operand = 1): Num => ops.celu(toNum(x), toNum(alpha))
/** The nth derivative of digamma, for an integer constant n ≥ 0. */
export const polygamma = (n: number, x: Operand): Num => ops.polygamma(n, toNum(x))
export const beta: Binary = (x, y) => ops.beta(toNum(x), toNum(y))
/** x·log y, 0 where x = 0. */
export const xlogy: Binary = (x, y) => ops.xlogy(toNum(x), toNum(y))

/** min(max(x, low), high). */
export const clip = (x: Operand, low: Operand, high: Operand): Num => ops.clip(toNum(x), toNum(low), toNum(high))
/** x + weight·(y − x). */
export const lerp = (x: Operand, y: Operand, weight: Operand): Num => ops.lerp(toNum(x), toNum(y), toNum(weight))

export const less = (x: Operand, y: Operand): Condition => ops.less(toNum(x), toNum(y))
export const lessEqual = (x: Operand, y: Operand): Condition => ops.lessEqual(toNum(x), toNum(y))
export const greater = (x: Operand, y: Operand): Condition => ops.greater(toNum(x), toNum(y))
export const greaterEqual = (x: Operand, y: Operand): Condition => ops.greaterEqual(toNum(x), toNum(y))
export const equal = (x: Operand, y: Operand): Condition => ops.equal(toNum(x), toNum(y))
export const notEqual = (x: Operand, y: Operand): Condition => ops.notEqual(toNum(x), toNum(y))
/** x where the condition holds, else y. */
export const where = (condition: Condition | Operand, x: Operand, y: Operand): Num =>
  ops.where(typeof condition === 'boolean' ? condition : toNum(condition), toNum(x), toNum(y))

type Reduction = (x: Operand, axes?: readonly number[] | null, keepDims?: boolean) => Num

export const sum: Reduction = (x, axes, keepDims) => ops.sum(toNum(x), axes, keepDims)
export const mean: Reduction = (x, axes, keepDims) => ops.mean(toNum(x), axes, keepDims)
export const prod: Reduction = (x, axes, keepDims) => ops.prod(toNum(x), axes, keepDims)
export const max: Reduction = (x, axes, keepDims) => ops.max(toNum(x), axes, keepDims)
export const min: Reduction = (x, axes, keepDims) => ops.min(toNum(x), axes, keepDims)
export const logsumexp: Reduction = (x, axes, keepDims) => ops.logsumexp(toNum(x), axes, keepDims)
export const softmax = (x: Operand, axis?: number): Num => ops.softmax(toNum(x), axis)
export const logSoftmax = (x: Operand, axis?: number): Num => ops.logSoftmax(toNum(x), axis)
/** The p-norm over axes (all where left out). */
export const norm = (x: Operand, p?: number, axes?: readonly number[] | null, keepDims?: boolean): Num =>
  ops.norm(toNum(x), p, axes, keepDims)
export const cumsum = (x: Operand, axis?: number): Num => ops.cumsum(toNum(x), axis)
export const argmax = (x: Operand, axis?: number | null): Num => ops.argmax(toNum(x), axis)
export const argmin = (x: Operand, axis?: number | null): Num => ops.argmin(toNum(x), axis)

export const matmul: Binary = (x, y) => ops.matmul(toNum(x), toNum(y))
export const dot: Binary = (x, y) => ops.dot(toNum(x), toNum(y))
export const outer: Binary = (x, y) => ops.outer(toNum(x), toNum(y))

export const reshape = (x: Operand, shape: Shape): Num => ops.reshape(toNum(x), shape)
export const transpose = (x: Operand, perm?: readonly number[] | null): Num => ops.transpose(toNum(x), perm)
export const broadcastTo = (x: Operand, shape: Shape): Num => ops.broadcastTo(toNum(x), shape)
export const expandDims = (x: Operand, axes: readonly number[]): Num => ops.expandDims(toNum(x), axes)
export const squeeze = (x: Operand, axes?: readonly number[] | null): Num => ops.squeeze(toNum(x), axes)
export const index = (x: Operand, items: readonly IndexItem[]): Num => ops.index(toNum(x), items)
/** A copy of x with `value` at the index. */
export const setIndex = (x: Operand, items: readonly IndexItem[], value: Operand): Num =>
  ops.setIndex(toNum(x), items, toNum(value))
export const take = (x: Operand, indices: Tensor, axis?: number): Num => ops.take(toNum(x), indices, axis)
export const takeAlongAxis = (x: Operand, indices: Tensor, axis?: number): Num =>
  ops.takeAlongAxis(toNum(x), indices, axis)
export const concat = (parts: readonly Operand[], axis?: number): Num => ops.concat(parts.map(toNum), axis)
export const stack = (parts: readonly Operand[], axis?: number): Num => ops.stack(parts.map(toNum), axis)
export const item = (x: Operand): Num => ops.item(toNum(x))
