// The operations of ops.order as plain functions on the session that transforms share.
import type { Num } from '../num'
import { shared, toNum, type Operand } from '../transforms'
import type { Placed, SortOptions } from './order'

const { order } = shared.ops

export type { Placed, SortOptions } from './order'

type Axes = readonly number[] | null
type Discrete = (x: Operand, axes?: Axes, keepDims?: boolean) => Num
type Spread = (x: Operand, axes?: Axes, keepDims?: boolean, correction?: number) => Num

/** The elements along an axis (the last where left out) in order. */
export const sort = (x: Operand, options?: SortOptions): Num => order.sort(toNum(x), options)
/** The places that `sort` takes the elements from. */
export const argsort = (x: Operand, options?: SortOptions): Num => order.argsort(toNum(x), options)
/** The k largest (or smallest) elements along an axis, and their places. */
export const topk = (x: Operand, k: number, axis?: number, largest?: boolean): Placed =>
  order.topk(toNum(x), k, axis, largest)
/** The k-th smallest element along an axis, counted from 1. */
export const kth = (x: Operand, k: number, axis?: number): Num => order.kth(toNum(x), k, axis)
export const cummax = (x: Operand, axis?: number): Num => order.cummax(toNum(x), axis)
export const cummin = (x: Operand, axis?: number): Num => order.cummin(toNum(x), axis)
export const cumprod = (x: Operand, axis?: number, reverse?: boolean): Num => order.cumprod(toNum(x), axis, reverse)
export const logcumsumexp = (x: Operand, axis?: number): Num => order.logcumsumexp(toNum(x), axis)
/** yₖ = aₖ·yₖ₋₁ + bₖ along an axis. */
export const recurrence = (a: Operand, b: Operand, axis?: number, reverse?: boolean): Num =>
  order.recurrence(toNum(a), toNum(b), axis, reverse)
/** Σ (x − mean)² ÷ (n − correction); correction is 1 where left out (PyTorch). */
export const variance: Spread = (x, axes, keepDims, correction) => order.variance(toNum(x), axes, keepDims, correction)
/** √variance. */
export const std: Spread = (x, axes, keepDims, correction) => order.std(toNum(x), axes, keepDims, correction)
/** Is any element not 0? */
export const any: Discrete = (x, axes, keepDims) => order.any(toNum(x), axes, keepDims)
/** Are all elements not 0? */
export const all: Discrete = (x, axes, keepDims) => order.all(toNum(x), axes, keepDims)
export const countNonzero: Discrete = (x, axes, keepDims) => order.countNonzero(toNum(x), axes, keepDims)
