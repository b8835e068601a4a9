// The p-norm of vectors along axes, as a row. Conventions where it has no derivative: PyTorch's
// linalg_vector_norm_backward (FunctionsManual.cpp), pinned in goldens/arrange.jsonl.
import { folded } from './precise'
import { plain, Tensor, type Num } from '../num'
import type { Ops } from '../ops'
import type { PreciseOps, PreciseTensor } from '../doubledouble/tensors'
import { countOf, floatDType, kept, reduce, reduced, type Fold, type Over } from '../reductions'
import { oneInputRow, type Structural } from '../row'
import { axesOf, ShapeError } from '../shape'

/** p is 2 where left out. */
export type Normed = Over & { readonly p?: number }

const isLimit = (p: number): boolean => p === Infinity || p === -Infinity

/** Folds |x| by a function of the running value. */
function over(start: number, step: (running: number, size: number) => number): Fold {
  return (data, first, stride, count) => {
    let running = start
    for (let k = 0, at = first; k < count; k++, at += stride) running = step(running, Math.abs(data[at]))
    return running
  }
}

const FOLDS: Readonly<Record<number, Fold>> = {
  0: over(0, (n, size) => n + (size !== 0 ? 1 : 0)),
  1: over(0, (sum, size) => sum + size),
  [Infinity]: over(0, Math.max),
  [-Infinity]: over(Infinity, Math.min),
}

/** (Σ |x|ᵖ)^(1/p); where powers overflow or vanish they are taken of elements divided by the largest. */
function powers(ops: Ops, p: number): Fold {
  const { libm } = ops
  const power = p === 2 ? (size: number) => size * size : (size: number) => libm.pow(size, p)
  const root = p === 2 ? Math.sqrt : (sum: number) => libm.pow(sum, 1 / p)
  const largest = FOLDS[Infinity]
  return (...lane) => {
    const sum = over(0, (total, size) => total + power(size))(...lane)
    if (sum > 1e-290 && sum < Infinity) return root(sum)
    const top = largest(...lane)
    if (top === 0 || !Number.isFinite(top)) return top === Infinity && p > 0 ? Infinity : root(sum)
    return top * root(over(0, (total, size) => total + power(size / top))(...lane))
  }
}

function precise(p: PreciseOps, x: PreciseTensor, { axes, keepDims, p: order = 2 }: Normed): PreciseTensor {
  if (order === 0) return p.sum(p.where(x, p.constant(1), p.constant(0)), axes, keepDims)
  const size = p.apply('abs', x)
  if (isLimit(order) && x.hi.length > 0)
    return folded(p, order > 0 ? 'maximumSplit' : 'minimumSplit', size, axes, keepDims)
  if (order === 1 || isLimit(order)) return p.sum(size, axes, keepDims)
  if (order === 2) return p.apply('sqrt', p.sum(p.apply('square', x), axes, keepDims))
  const terms = p.apply(Number.isInteger(order) ? 'powInt' : 'pow', size, p.constant(order))
  return p.apply('pow', p.sum(terms, axes, keepDims), p.apply('div', p.constant(1), p.constant(order)))
}

/** 1 where an element's size is the norm, over their number in its lane. Not on the tape. */
function shares(ops: Ops, x: Num, size: Num, axes: Over['axes']): Num {
  const at = ops.cast(ops.equal(ops.abs(plain(x)), plain(size)) as Num, x instanceof Tensor ? x.dtype : 'float64')
  return ops.div(at, ops.sum(at, axes, true))
}

/** The signs of the elements whose size is a norm, 0 for the others. */
function extremes({ data }: Tensor, out: Tensor): string {
  return Array.from(data, (v) => (out.data.includes(Math.abs(v)) ? Math.sign(v) : 0)).join(' ')
}

/** ∂‖x‖/∂x: sign(x)·(|x|/‖x‖)^(p−1), with PyTorch's choices: 0 at ‖x‖ = 0, for p < 1 at x = 0 as well, ties of p = ±∞
 *  split evenly, 0 everywhere for p = 0. */
function slope(ops: Ops, x: Num, out: Num, { axes, keepDims, p = 2 }: Normed): Num {
  if (p === 0) return ops.zerosLike(x)
  if (p === 1) return ops.sign(x)
  const size = kept(ops, out, x, { axes, keepDims })
  if (isLimit(p)) return ops.mul(ops.sign(x), shares(ops, x, size, axes))
  if (p < 1) {
    const steep = ops.mul(ops.sign(x), ops.pow(ops.abs(x), p - 1))
    return ops.mul(ops.where(ops.equal(x, 0), 0, steep), ops.pow(size, 1 - p))
  }
  const zero = ops.equal(size, 0)
  if (p === 2) return ops.where(zero, 0, ops.div(x, size))
  // Either factor is taken relative to the norm's value, a constant c: (|x|/c)ᵖ⁻¹·(c/‖x‖)ᵖ⁻¹ neither overflows nor lets a
  // second derivative that is not finite, at one element's 0, reach the other elements.
  const c = ops.where(zero, 1, plain(size))
  const own = ops.mul(ops.sign(x), ops.pow(ops.div(ops.abs(x), c), p - 1))
  const common = ops.pow(ops.div(c, ops.where(zero, 1, size)), p - 1)
  return ops.where(zero, 0, ops.mul(own, common))
}

export const norm: Structural<Normed> = oneInputRow<Normed>({
  name: 'norm',
  precise: (p, [x], params) => precise(p, x, params),
  shape: reduced,
  value: (ops, x, params) => {
    const { p = 2, axes } = params
    if (p < 0 && countOf(x.shape, axesOf(axes, x.shape.length)) === 0)
      throw new ShapeError(`norm: there is no ${p}-norm of no elements`)
    return reduce(ops, x, params, floatDType(x.dtype), FOLDS[p] ?? powers(ops, p))
  },
  side: (x, out, { p = 2 }) => (isLimit(p) ? extremes(x, out) : p <= 1 ? Array.from(x.data, Math.sign).join(' ') : ''),
  vjp: (ops, g, x, out, params) => ops.mul(kept(ops, g, x, params), slope(ops, x, out, params)),
  jvp: (ops, t, x, out, params) => ops.sum(ops.mul(t, slope(ops, x, out, params)), params.axes, params.keepDims),
})
