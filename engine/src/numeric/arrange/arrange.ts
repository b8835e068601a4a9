// Rearrangements on `ops.arrange`: splitting, repeating, padding, flipping, masks and advanced indices. Where not said
// otherwise they are NumPy's, and misfits throw ShapeError. Index arrays are never differentiated.
import { dtypeOf } from '../dtype'
import { Opaque, plain, rankOf, shapeOf, Tensor, type DType, type Num } from '../num'
import type { Ops } from '../ops'
import { alongAxis, axisOf, sameShape, ShapeError, shapeText, sizeOf, type IndexItem, type Shape } from '../shape'
import { UNKNOWN } from '../unknown'
import { advancedPlan, isArray, type AdvancedItem } from './advanced'
import { addAt, NOWHERE } from './movers'
import { paddedShape, range, ROWS, type PadMode, type Widths } from './rows'

export type { AdvancedItem } from './advanced'
export type { PadMode } from './rows'

/** An item of an index in which arrays may be unknown. */
export type Item = AdvancedItem | Opaque

export class Arrangement {
  constructor(private readonly ops: Ops) {}

  /** Pieces along `axis`: a number of equal ones, or those between the places given (numpy.split). An operand of unknown
   *  shape gives pieces of unknown shape. */
  split(x: Num, sections: number | readonly number[], axis = 0): Num[] {
    const known = !(x instanceof Opaque) || x.facts.shape !== undefined
    const places = known
      ? this.cuts(shapeOf(x), sections, axis)
      : typeof sections === 'number'
        ? range(sections - 1)
        : sections
    const at = known ? axisOf(axis, rankOf(x)) : 0
    return range(places.length + 1).map((k) =>
      this.ops.index(x, alongAxis(at, { start: k === 0 ? 0 : places[k - 1], stop: places[k] ?? null, step: null })),
    )
  }

  private cuts(shape: Shape, sections: number | readonly number[], axis: number): readonly number[] {
    if (typeof sections !== 'number') return sections
    const n = shape[axisOf(axis, shape.length)]
    if (!Number.isInteger(sections) || sections < 1 || n % sections !== 0)
      throw new ShapeError(`split: ${n} elements along axis ${axis} do not make ${sections} equal parts`)
    return range(sections - 1).map((k) => ((k + 1) * n) / sections)
  }

  /** x repeated as a whole, `counts` times along each axis; fewer counts than axes belong to the last axes. */
  tile(x: Num, counts: readonly number[]): Num {
    return this.ops.apply(ROWS.tile, [x], { counts })
  }

  /** Each element repeated in place along `axis` (null: of the flattened tensor), by one count or one count for each. */
  repeat(x: Num, counts: number | readonly number[], axis: number | null = null): Num {
    return this.ops.apply(ROWS.repeat, [x], { counts, axis })
  }

  /** x with `widths` more elements before and behind along each axis: `value`, or taken from x by the mode (numpy.pad). */
  pad(x: Num, widths: Widths, mode: PadMode = 'constant', value = 0): Num {
    if (mode !== 'constant' || value === 0 || (x instanceof Opaque && !x.facts.shape))
      return this.ops.apply(ROWS.pad, [x], { widths, mode })
    const shape = shapeOf(x)
    const dtype = x instanceof Tensor ? x.dtype : x instanceof Opaque ? x.facts.dtype : 'float64'
    const inside = shape.map((n, axis): IndexItem => ({
      start: widths[axis][0],
      stop: widths[axis][0] + n,
      step: null,
    }))
    return this.ops.setIndex(this.ops.fill(paddedShape(shape, widths), value, dtype), inside, x)
  }

  /** The elements in reverse order along `axes` (null: all). */
  flip(x: Num, axes: readonly number[] | null = null): Num {
    return this.ops.apply(ROWS.flip, [x], { axes })
  }

  /** The elements moved on along each axis by its shift, round the end (axes null: as one sequence). */
  roll(x: Num, shifts: number | readonly number[], axes: number | readonly number[] | null = null): Num {
    const by =
      typeof shifts === 'number' ? new Array<number>(Array.isArray(axes) ? axes.length : 1).fill(shifts) : shifts
    return this.ops.apply(ROWS.roll, [x], { shifts: by, axes: typeof axes === 'number' ? [axes] : axes })
  }

  /** The elements moved on by `by` places along `axis`, zeros coming in. */
  shift(x: Num, by: number, axis = -1): Num {
    return this.ops.apply(ROWS.shift, [x], { by, axis })
  }

  /** Square matrices with x's last axis on the diagonal `offset` (above the main one where positive), zeros elsewhere:
   *  (…, n) gives (…, m, m) with m = n + |offset| (numpy.diag of a vector, torch.diag_embed). */
  diag(x: Num, offset = 0): Num {
    return this.ops.apply(ROWS.diag, [x], { offset })
  }

  /** The elements on the diagonal `offset` of two axes, which become a last one (numpy.diagonal). */
  diagonal(x: Num, offset = 0, axes: readonly [number, number] = [0, 1]): Num {
    return this.ops.apply(ROWS.diagonal, [x], { offset, axes })
  }

  /** The matrices of the last two axes, 0 below the diagonal `offset`. */
  triu(x: Num, offset = 0): Num {
    return this.ops.apply(ROWS.triu, [x], { offset })
  }

  /** The matrices of the last two axes, 0 above the diagonal `offset`. */
  tril(x: Num, offset = 0): Num {
    return this.ops.apply(ROWS.tril, [x], { offset })
  }

  /** The axes at `from` moved to the places `to`, the others in their order. */
  moveaxis(x: Num, from: number | readonly number[], to: number | readonly number[]): Num {
    const rank = rankOf(x)
    const [sources, targets] = [from, to].map((axes) => [axes].flat().map((axis) => axisOf(axis as number, rank)))
    if (sources.length !== targets.length || [sources, targets].some((axes) => new Set(axes).size !== axes.length))
      throw new ShapeError('moveaxis: as many different places as axes are needed')
    const rest = range(rank).filter((axis) => !sources.includes(axis))
    const perm = new Array<number>(rank)
    targets.forEach((target, k) => (perm[target] = sources[k]))
    range(rank)
      .filter((axis) => !targets.includes(axis))
      .forEach((axis, k) => (perm[axis] = rest[k]))
    return this.ops.transpose(x, perm)
  }

  /** Two axes exchanged. */
  swapaxes(x: Num, a: number, b: number): Num {
    const rank = rankOf(x)
    const perm = range(rank)
    const [i, j] = [axisOf(a, rank), axisOf(b, rank)]
    perm[i] = j
    perm[j] = i
    return this.ops.transpose(x, perm)
  }

  /** x[items] with index arrays that broadcast and masks, mixed with places, slices and new axes: NumPy's advanced indexing.
   *  Cotangents of elements taken more than once add up. An unknown array gives an unknown result, of known shape where that
   *  does not depend on the array's elements. */
  indexed(x: Num, items: readonly Item[]): Num {
    if (!items.every(isKnown)) return this.indexedByUnknown(x, items)
    return items.every(isBasic)
      ? this.ops.index(x, items)
      : this.ops.apply(ROWS.indexed, [x], { items: items.map(offTape) })
  }

  /** A copy of x with `value` broadcast into x[items]; of several writes to one place the last holds. */
  setIndexed(x: Num, items: readonly Item[], value: Num): Num {
    if (!items.every(isKnown)) return this.unknown([x, value, ...items.filter(isUnknown)], knownShapeOf(x), dtypeOf(x))
    const whole = this.ops.fromScalar(x)
    return items.every(isBasic)
      ? this.ops.setIndex(whole, items, value)
      : this.ops.apply(ROWS.setIndexed, [whole, value], { items: items.map(offTape) })
  }

  /** The elements (or slices) of x where `mask` holds, along one axis: the shape depends on the mask's elements. */
  select(x: Num, mask: Num): Num {
    return this.indexed(x, [this.maskOf(mask)])
  }

  /** A copy of x with `value` where `mask` holds, broadcast to what `select` would give. */
  setMasked(x: Num, mask: Num, value: Num): Num {
    return this.setIndexed(x, [this.maskOf(mask)], value)
  }

  private maskOf(mask: Num): Tensor | Opaque {
    if (mask instanceof Opaque) return mask
    const given = plain(this.ops.fromScalar(mask)) as Tensor
    return given.dtype === 'bool' ? given : (this.ops.cast(given, 'bool') as Tensor)
  }

  /** x's slices at the places that the last axis of `indices` names (tf.gather_nd): (…, k) gives (…, the axes after k). */
  gatherNd(x: Num, indices: Tensor | Opaque): Num {
    const shape = knownShapeOf(indices)
    if (indices instanceof Opaque && shape === null) return this.unknown([x, indices], null, dtypeOf(x))
    return this.indexed(x, this.columns(indices, shape ?? []))
  }

  /** Zeros of `shape` with x's slices added at the places that the last axis of `indices` names (tf.scatter_nd). */
  scatterNdAdd(x: Num, indices: Tensor | Opaque, shape: Shape): Num {
    if (indices instanceof Opaque) return this.unknown([x, indices], shape, dtypeOf(x))
    const plan = advancedPlan(shape, this.columns(indices, indices.shape) as AdvancedItem[])
    const own = knownShapeOf(x)
    if (own !== null && !sameShape(own, plan.shape))
      throw new ShapeError(`scatter: updates have shape ${shapeText(own)}, the places ${shapeText(plan.shape)}`)
    return this.ops.apply(addAt, [x], { places: plan.places(), shape })
  }

  /** The columns of an index tensor: an index array for each axis that is indexed. */
  private columns(indices: Tensor | Opaque, shape: Shape): (Tensor | Opaque)[] {
    if (shape.length === 0) throw new ShapeError('the last axis of the indices names an axis each: a scalar has none')
    const given = plain(indices)
    return range(shape[shape.length - 1]).map((k) => this.ops.index(given, ['ellipsis', k]) as Tensor | Opaque)
  }

  /** Rows of a table: x's slices along its first axis at integer `ids`. */
  embedding(table: Num, ids: Tensor | Opaque): Num {
    return this.indexed(table, [ids])
  }

  /** 1 at the place along the new last axis that each index names, 0 elsewhere; all 0 for an index outside of 0 … depth − 1
   *  (TensorFlow, JAX). Not differentiable. */
  oneHot(indices: Num, depth: number, dtype: DType = 'float64'): Num {
    const places = new Tensor(Float64Array.from(range(depth)), [depth], dtypeOf(indices) ?? 'int64')
    const hits = this.ops.equal(this.ops.expandDims(indices, [-1]), places)
    return this.ops.cast(hits as Tensor | Opaque, dtype)
  }

  /** Σ of the slices of x whose id is k, for k = 0 … segments − 1: `ids` has the shape of x's first axes, in any order.
   *  A negative id drops its slice; one that is too large throws (tf.math.unsorted_segment_sum). */
  segmentSum(x: Num, ids: Tensor | Opaque, segments: number): Num {
    const own = knownShapeOf(x)
    const idShape = knownShapeOf(ids)
    const shape = own && idShape && [segments, ...own.slice(idShape.length)]
    if (ids instanceof Opaque || own === null || shape === null)
      return this.unknown([x, ...(ids instanceof Opaque ? [ids] : [])], shape, dtypeOf(x))
    if (!sameShape(own.slice(0, ids.shape.length), ids.shape))
      throw new ShapeError(`segment ids of shape ${shapeText(ids.shape)} do not fit data of shape ${shapeText(own)}`)
    const inner = sizeOf(own.slice(ids.shape.length))
    const places = new Int32Array(sizeOf(own))
    ids.data.forEach((id, i) => {
      if (!Number.isInteger(id) || id >= segments)
        throw new ShapeError(`segment id ${id} is out of ${segments} segments`)
      for (let k = 0; k < inner; k++) places[i * inner + k] = id < 0 ? NOWHERE : id * inner + k
    })
    return this.ops.apply(addAt, [x], { places, shape })
  }

  private indexedByUnknown(x: Num, items: readonly Item[]): Num {
    const own = knownShapeOf(x)
    // Any integers give the shape that unknown ones would; a mask's elements decide on it.
    const stand = items.map((item): AdvancedItem | null => {
      if (!(item instanceof Opaque)) return item
      const { shape, dtype } = item.facts
      return shape && dtype && dtype !== 'bool' ? this.ops.fill(shape, 0, 'int64') : null
    })
    const known = own !== null && !own.includes(0) && stand.every((item) => item !== null)
    const shape = known ? advancedPlan(own, stand).shape : null
    return this.unknown([x, ...items.filter(isUnknown)], shape, dtypeOf(x))
  }

  /** What depends on an unknown index: unknown too, with its operands on the tape. */
  private unknown(inputs: readonly Num[], shape: Shape | null, dtype: DType | undefined): Num {
    return this.ops.apply({ ...UNKNOWN, shape: () => shape, ...(dtype && { dtype: () => dtype }) }, inputs, null)
  }
}

const isUnknown = (item: Item): item is Opaque => item instanceof Opaque
const isKnown = (item: Item): item is AdvancedItem => !isUnknown(item)
const isBasic = (item: AdvancedItem): item is IndexItem => !isArray(item)

/** An index array without its place on the tape: a parameter holds on to nothing. */
const offTape = (item: AdvancedItem): AdvancedItem => (isArray(item) ? (plain(item) as Tensor) : item)

function knownShapeOf(x: Num): Shape | null {
  return x instanceof Opaque ? (x.facts.shape ?? null) : shapeOf(x)
}
