// Structural rows of ops.arrange: each says where every element of its result comes from.
import { shapeOf, Tensor, type Num } from '../num'
import type { Ops } from '../ops'
import { jointlyLinearRow, type Structural } from '../row'
import {
  axesOf,
  axisOf,
  broadcastStrides,
  eachOffset,
  ShapeError,
  shapeText,
  sizeOf,
  stridesOf,
  type Shape,
} from '../shape'
import { advancedPlan, type AdvancedItem } from './advanced'
import { addAt, mover, NOWHERE, pick, separable, type Plan } from './movers'

/** 0 … n − 1. */
export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i)

const modulo = (i: number, n: number): number => ((i % n) + n) % n

/** The flattened shape where there is no axis, else the shape and the axis counted from the front. */
function flattened(own: Shape, axis: number | null): { readonly shape: Shape; readonly axis: number } {
  return axis === null ? { shape: [sizeOf(own)], axis: 0 } : { shape: own, axis: axisOf(axis, own.length) }
}

const flip = mover<{ readonly axes: readonly number[] | null }>('flip', (own, { axes }) => {
  const turned = axesOf(axes, own.length)
  return separable(
    own,
    own.map((n, axis) => (turned.includes(axis) ? range(n).reverse() : range(n))),
  )
})

/** Shifts that come to one axis add up (numpy.roll); without axes the elements roll as one sequence. */
const roll = mover<{ readonly shifts: readonly number[]; readonly axes: readonly number[] | null }>(
  'roll',
  (own, { shifts, axes }) => {
    if (axes !== null && axes.length !== shifts.length)
      throw new ShapeError(`roll: ${shifts.length} shifts for ${axes.length} axes`)
    const flat = axes === null ? [sizeOf(own)] : own
    const by = new Array<number>(flat.length).fill(0)
    shifts.forEach((shift, k) => (by[axes === null ? 0 : axisOf(axes[k], own.length)] += shift))
    const { places } = separable(
      flat,
      flat.map((n, axis) => range(n).map((i) => modulo(i - by[axis], n))),
    )
    return { shape: own, places }
  },
)

/** The elements `by` places further along an axis; zeros come in. */
const shift = mover<{ readonly axis: number; readonly by: number }>('shift', (own, { axis, by }) => {
  const moved = axisOf(axis, own.length)
  const from = (i: number, n: number): number => (i - by >= 0 && i - by < n ? i - by : NOWHERE)
  return separable(
    own,
    own.map((n, a) => range(n).map((i) => (a === moved ? from(i, n) : i))),
  )
})

/** `counts` with fewer entries than axes belong to the last axes; with more they add axes in front (numpy.tile). */
const tile = mover<{ readonly counts: readonly number[] }>('tile', (own, { counts }) => {
  if (counts.some((n) => !Number.isInteger(n) || n < 0))
    throw new ShapeError(`tile: [${counts.join(', ')}] are no numbers of repetitions`)
  const rank = Math.max(own.length, counts.length)
  const ones = (n: number): number[] => new Array<number>(n).fill(1)
  const [shape, times] = [own, counts].map((part) => [...ones(rank - part.length), ...part])
  return separable(
    shape,
    shape.map((n, axis) => range(n * times[axis]).map((i) => i % n)),
  )
})

/** One count for all elements along the axis, or one for each (numpy.repeat). */
const repeat = mover<{ readonly counts: number | readonly number[]; readonly axis: number | null }>(
  'repeat',
  (own, { counts, axis }) => {
    const along = flattened(own, axis)
    const n = along.shape[along.axis]
    const times = typeof counts === 'number' ? new Array<number>(n).fill(counts) : counts
    if (times.length !== n)
      throw new ShapeError(`repeat: ${times.length} counts for ${n} elements along axis ${along.axis}`)
    if (times.some((count) => !Number.isInteger(count) || count < 0))
      throw new ShapeError('repeat: counts are integers from 0 on')
    const repeated = times.flatMap((count, i) => new Array<number>(count).fill(i))
    return separable(
      along.shape,
      along.shape.map((m, a) => (a === along.axis ? repeated : range(m))),
    )
  },
)

export type PadMode = 'constant' | 'edge' | 'reflect' | 'symmetric' | 'wrap'

/** The place that padding at `i`, outside of 0 … n − 1 or within, is taken from (numpy.pad). */
const SOURCES: Readonly<Record<PadMode, (i: number, n: number) => number>> = {
  constant: (i, n) => (i < 0 || i >= n ? NOWHERE : i),
  edge: (i, n) => Math.min(Math.max(i, 0), n - 1),
  reflect: (i, n) => (n === 1 ? 0 : n - 1 - Math.abs(modulo(i, 2 * n - 2) - n + 1)),
  symmetric: (i, n) => Math.min(modulo(i, 2 * n), 2 * n - 1 - modulo(i, 2 * n)),
  wrap: modulo,
}

export type Widths = readonly (readonly [before: number, after: number])[]

/** The shape of a padded tensor; throws ShapeError for widths that do not fit. */
export function paddedShape(own: Shape, widths: Widths): Shape {
  if (widths.length !== own.length)
    throw new ShapeError(`pad: ${widths.length} pairs of widths for an array of ${own.length} axes`)
  if (widths.flat().some((width) => !Number.isInteger(width) || width < 0))
    throw new ShapeError('pad: widths are integers from 0 on')
  return own.map((n, axis) => widths[axis][0] + n + widths[axis][1])
}

const pad = mover<{ readonly widths: Widths; readonly mode: PadMode }>('pad', (own, { widths, mode }) => {
  const shape = paddedShape(own, widths)
  const empty = own.findIndex((n, axis) => n === 0 && shape[axis] > 0)
  if (mode !== 'constant' && empty >= 0)
    throw new ShapeError(`pad: axis ${empty} is empty, so ${mode} has nothing there`)
  return separable(
    own,
    shape.map((n, axis) => range(n).map((i) => SOURCES[mode](i - widths[axis][0], own[axis]))),
  )
})

/** The last axis on the diagonal `offset` of square matrices, zeros around it (torch.diag_embed). */
const diag = mover<{ readonly offset: number }>('diag', (own, { offset }) => {
  if (own.length === 0) throw new ShapeError('diag: a scalar has no axis to stand on a diagonal')
  const n = own[own.length - 1]
  const side = n + Math.abs(offset)
  const batch = own.slice(0, -1)
  return {
    shape: [...batch, side, side],
    places: () => {
      const out = new Int32Array(sizeOf(batch) * side * side).fill(NOWHERE)
      const start = offset >= 0 ? offset : -offset * side
      for (let b = 0; b < sizeOf(batch); b++)
        for (let i = 0; i < n; i++) out[b * side * side + start + i * (side + 1)] = b * n + i
      return out
    },
  }
})

/** The elements whose places along two axes differ by `offset`, as a last axis (numpy.diagonal). */
const diagonal = mover<{ readonly offset: number; readonly axes: readonly [number, number] }>(
  'diagonal',
  (own, { offset, axes }) => {
    if (own.length < 2) throw new ShapeError('diagonal: an array of at least two axes is needed')
    const [row, column] = axes.map((axis) => axisOf(axis, own.length))
    if (row === column) throw new ShapeError('diagonal: the axes cannot be the same')
    const strides = stridesOf(own)
    const rest = range(own.length).filter((axis) => axis !== row && axis !== column)
    const [down, right] = [Math.max(0, -offset), Math.max(0, offset)]
    const shape = [...rest.map((axis) => own[axis]), Math.max(0, Math.min(own[row] - down, own[column] - right))]
    return {
      shape,
      places: () => {
        const out = new Int32Array(sizeOf(shape))
        const steps = [...rest.map((axis) => strides[axis]), strides[row] + strides[column]]
        eachOffset(down * strides[row] + right * strides[column], shape, steps, (at, i) => (out[i] = at))
        return out
      },
    }
  },
)

/** Matrices, of which the elements that are not kept become 0. */
function triangle(name: string, keeps: (belowDiagonal: number, offset: number) => boolean) {
  return mover<{ readonly offset: number }>(name, (own, { offset }): Plan => {
    if (own.length < 2) throw new ShapeError(`${name}: an array of at least two axes is needed`)
    const [rows, columns] = own.slice(-2)
    const kept = (i: number): boolean => keeps((i % columns) - (Math.floor(i / columns) % rows), offset)
    return { shape: own, places: () => new Int32Array(sizeOf(own)).map((_, i) => (kept(i) ? i : NOWHERE)) }
  })
}

const triu = triangle('triu', (ahead, offset) => ahead >= offset)
const tril = triangle('tril', (ahead, offset) => ahead <= offset)

export interface Advanced {
  readonly items: readonly AdvancedItem[]
}

const indexed = mover<Advanced>('indexed', (own, { items }) => advancedPlan(own, items))

/** For each place of a region the element of `value`, broadcast to the region, that is the last written there: −1 for an
 *  element that another overwrites. */
function lastWritten(places: Int32Array): Int32Array {
  const last = new Map<number, number>()
  places.forEach((at, i) => last.set(at, i))
  return places.map((at, i) => (last.get(at) === i ? at : NOWHERE))
}

function fitsRegion(value: Shape, region: Shape): void {
  const lead = region.length - value.length
  if (lead < 0 || value.some((n, i) => n !== 1 && n !== region[lead + i]))
    throw new ShapeError(
      `shape mismatch: value array of shape ${shapeText(value)} could not be broadcast ` +
        `to indexing result of shape ${shapeText(region)}`,
    )
}

/** A cotangent at the places of a region; of several writes to one place the last has it all. */
function valueShare(ops: Ops, g: Num, value: Num, { shape, places }: Plan): Num {
  return ops.sumTo(ops.apply(pick, [g], { places: lastWritten(places()), shape }), value)
}

const setIndexed: Structural<Advanced> = jointlyLinearRow<Advanced>({
  name: 'set_indexed',
  takesScalars: true,
  precise: 'moves',
  shape: ([own]) => own,
  value: (ops, [x, value], { items }) => {
    const { data, shape: own, dtype } = x as Tensor
    const out = ops.allocate(data.length)
    out.set(data)
    const { shape, places } = advancedPlan(own, items)
    const from = typeof value === 'number' ? [value] : value.data
    const valueShape = typeof value === 'number' ? [] : value.shape
    fitsRegion(valueShape, shape)
    const at = places()
    eachOffset(0, shape, broadcastStrides(valueShape, shape), (k, i) => (out[at[i]] = from[k]))
    return new Tensor(ops.rounded(out, dtype), own, dtype)
  },
  vjp: (ops, g, [x, value], _, { items }, which) =>
    which === 0 ? ops.apply(setIndexed, [g, 0], { items }) : valueShare(ops, g, value, advancedPlan(shapeOf(x), items)),
})

export const ROWS = {
  pick,
  addAt,
  flip,
  roll,
  shift,
  tile,
  repeat,
  pad,
  diag,
  diagonal,
  triu,
  tril,
  indexed,
  setIndexed,
}
