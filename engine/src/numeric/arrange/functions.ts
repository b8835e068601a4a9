// The operations of ops.arrange as plain functions on the session that transforms share. Index arrays may be nested arrays of
// integers.
import { Opaque, Tensor, type DType, type Num } from '../num'
import type { Condition } from '../ops'
import { shared, toNum, type Operand } from '../transforms'
import type { Shape } from '../shape'
import type { Item, PadMode } from './arrange'

const { arrange } = shared.ops

export type { PadMode } from './arrange'

/** Integers as index arrays take them: a tensor, a number, or nested arrays. */
export type Integers = Tensor | Opaque | number | readonly Integers[]

function integers(x: Integers): Tensor | Opaque {
  if (x instanceof Tensor || x instanceof Opaque) return x
  const given = toNum(x as Operand)
  if (given instanceof Tensor) return new Tensor(given.data, given.shape, 'int64')
  return new Tensor(Float64Array.of(given as number), [], 'int64')
}

const condition = (mask: Condition | Operand): Num => (typeof mask === 'boolean' ? Number(mask) : toNum(mask))

/** A piece of an advanced index: a basic item, a tensor of integers or booleans, or an array of integers. */
export type IndexPiece = Item | readonly Integers[]

const pieces = (items: readonly IndexPiece[]): Item[] =>
  items.map((item) => (Array.isArray(item) ? integers(item as readonly Integers[]) : (item as Item)))

/** Equal parts along an axis, or those between places. */
export const split = (x: Operand, sections: number | readonly number[], axis?: number): Num[] =>
  arrange.split(toNum(x), sections, axis)
/** x as a whole again and again along each axis. */
export const tile = (x: Operand, counts: readonly number[]): Num => arrange.tile(toNum(x), counts)
/** Each element again and again, along an axis or flattened. */
export const repeat = (x: Operand, counts: number | readonly number[], axis?: number | null): Num =>
  arrange.repeat(toNum(x), counts, axis)
/** More elements around: a constant, or taken from x by the mode. */
export const pad = (x: Operand, widths: readonly (readonly [number, number])[], mode?: PadMode, value?: number): Num =>
  arrange.pad(toNum(x), widths, mode, value)
export const flip = (x: Operand, axes?: readonly number[] | null): Num => arrange.flip(toNum(x), axes)
export const roll = (x: Operand, shifts: number | readonly number[], axes?: number | readonly number[] | null): Num =>
  arrange.roll(toNum(x), shifts, axes)
/** Matrices with x's last axis on a diagonal. */
export const diag = (x: Operand, offset?: number): Num => arrange.diag(toNum(x), offset)
/** The elements on a diagonal, as a last axis. */
export const diagonal = (x: Operand, offset?: number, axes?: readonly [number, number]): Num =>
  arrange.diagonal(toNum(x), offset, axes)
export const triu = (x: Operand, offset?: number): Num => arrange.triu(toNum(x), offset)
export const tril = (x: Operand, offset?: number): Num => arrange.tril(toNum(x), offset)
export const moveaxis = (x: Operand, from: number | readonly number[], to: number | readonly number[]): Num =>
  arrange.moveaxis(toNum(x), from, to)
export const swapaxes = (x: Operand, a: number, b: number): Num => arrange.swapaxes(toNum(x), a, b)
/** x[items] with index arrays and masks (NumPy's advanced indexing). */
export const indexed = (x: Operand, items: readonly IndexPiece[]): Num => arrange.indexed(toNum(x), pieces(items))
/** A copy of x with `value` at x[items]. */
export const setIndexed = (x: Operand, items: readonly IndexPiece[], value: Operand): Num =>
  arrange.setIndexed(toNum(x), pieces(items), toNum(value))
/** The elements where the mask holds. */
export const select = (x: Operand, mask: Condition | Operand): Num => arrange.select(toNum(x), condition(mask))
/** A copy of x with `value` where the mask holds. */
export const setMasked = (x: Operand, mask: Condition | Operand, value: Operand): Num =>
  arrange.setMasked(toNum(x), condition(mask), toNum(value))
/** Slices at the places that the last axis of the indices names. */
export const gatherNd = (x: Operand, indices: Integers): Num => arrange.gatherNd(toNum(x), integers(indices))
/** Zeros with x's slices added at the places that the last axis of the indices names. */
export const scatterNdAdd = (x: Operand, indices: Integers, shape: Shape): Num =>
  arrange.scatterNdAdd(toNum(x), integers(indices), shape)
/** Rows of a table. */
export const embedding = (table: Operand, ids: Integers): Num => arrange.embedding(toNum(table), integers(ids))
/** 1 at the place that each index names, 0 elsewhere. */
export const oneHot = (indices: Integers, depth: number, dtype?: DType): Num =>
  arrange.oneHot(integers(indices), depth, dtype)
/** Sums of the slices with the same id. */
export const segmentSum = (x: Operand, ids: Integers, segments: number): Num =>
  arrange.segmentSum(toNum(x), integers(ids), segments)
