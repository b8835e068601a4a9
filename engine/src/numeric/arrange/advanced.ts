// Indices with arrays of integers and masks, as NumPy reads them, worked out to places. Knows shapes and index arrays only.
import { isFloat } from '../dtype'
import type { Tensor } from '../num'
import {
  broadcastShapes,
  broadcastStrides,
  eachOffset,
  sameShape,
  ShapeError,
  sizeOf,
  sliceOf,
  stridesOf,
  type IndexItem,
  type Shape,
} from '../shape'
import type { Plan } from './movers'

/** An item of an advanced index: a basic one, integers, or a bool tensor, which stands for the places where it holds. */
export type AdvancedItem = IndexItem | Tensor

/** Steps along one axis of the result. */
interface Run {
  readonly count: number
  readonly stride: number
  readonly offset: number
}

/** Offsets that an index array adds, in an array of `shape`. */
interface Jump {
  readonly shape: Shape
  readonly offsets: ArrayLike<number>
}

export const isArray = (item: AdvancedItem): item is Tensor => typeof item === 'object' && 'dtype' in item
const isRun = (part: Run | Jump): part is Run => 'stride' in part

function axesTaken(item: AdvancedItem): number {
  if (item === 'newaxis' || item === 'ellipsis') return 0
  return isArray(item) && item.dtype === 'bool' ? item.shape.length : 1
}

/** The offsets of one integer or mask along the axes from `axis` on. */
function jumpOf(item: Tensor | number, own: Shape, axis: number): Jump {
  const strides = stridesOf(own)
  const { data, shape, dtype } = typeof item === 'number' ? place(item) : item
  if (typeof item === 'object' && dtype === 'bool') return masked(item, own, axis)
  if (isFloat(dtype)) throw new ShapeError(`an index array holds integers or booleans, not ${dtype}`)
  const n = own[axis]
  const offsets = data.map((i) => {
    if (!Number.isInteger(i) || i < -n || i >= n)
      throw new ShapeError(`index ${i} is out of bounds for axis ${axis} with size ${n}`)
    return (i < 0 ? i + n : i) * strides[axis]
  })
  return { shape, offsets }
}

function place(at: number): Pick<Tensor, 'data' | 'shape' | 'dtype'> {
  return { data: Float64Array.of(at), shape: [], dtype: 'int64' }
}

function masked(mask: Tensor, own: Shape, axis: number): Jump {
  const covered = own.slice(axis, axis + mask.shape.length)
  const wrong = mask.shape.findIndex((n, i) => n !== covered[i])
  if (wrong >= 0) {
    throw new ShapeError(
      `boolean index did not match indexed array along dimension ${axis + wrong}; ` +
        `dimension is ${own[axis + wrong]} but corresponding boolean dimension is ${mask.shape[wrong]}`,
    )
  }
  const inner = sizeOf(own.slice(axis + mask.shape.length))
  const offsets: number[] = []
  mask.data.forEach((holds, i) => {
    if (holds !== 0) offsets.push(i * inner)
  })
  return { shape: [offsets.length], offsets }
}

function partsOf(own: Shape, items: readonly AdvancedItem[]): (Run | Jump)[] {
  const strides = stridesOf(own)
  const named = items.reduce<number>((n, item) => n + axesTaken(item), 0)
  if (named > own.length)
    throw new ShapeError(`too many indices for array: array is ${own.length}-dimensional, but ${named} were indexed`)
  let axis = 0
  return (items.includes('ellipsis') ? items : [...items, 'ellipsis' as const]).flatMap((item): (Run | Jump)[] => {
    const at = axis
    if (item === 'newaxis') return [{ count: 1, stride: 0, offset: 0 }]
    if (item === 'ellipsis') {
      axis += own.length - named
      return own.slice(at, axis).map((count, i) => ({ count, stride: strides[at + i], offset: 0 }))
    }
    axis += axesTaken(item)
    // A single place counts as an index array beside one, and so takes part in broadcasting (NumPy).
    if (typeof item === 'number' || isArray(item)) return [jumpOf(item, own, at)]
    const { first, count, step } = sliceOf(item.start, item.stop, item.step, own[at])
    return [{ count, stride: step * strides[at], offset: first * strides[at] }]
  })
}

/** Where the axes of the index arrays stand: in place of the arrays where these are neighbours, else first. */
function standing(parts: readonly (Run | Jump)[]): number {
  const at = parts.flatMap((part, i) => (isRun(part) ? [] : [i]))
  const neighbours = at.every((i, k) => k === 0 || i === at[k - 1] + 1)
  return neighbours && at.length > 0 ? at[0] : 0
}

/** The offsets of all arrays together, broadcast. */
function combined(jumps: readonly Jump[], block: Shape): Int32Array {
  const out = new Int32Array(sizeOf(block))
  for (const { shape, offsets } of jumps) {
    if (sameShape(shape, block)) out.forEach((_, i) => (out[i] += offsets[i]))
    else eachOffset(0, block, broadcastStrides(shape, block), (at, i) => (out[i] += offsets[at]))
  }
  return out
}

function offsetsOf(runs: readonly Run[]): number[] {
  return runs.reduce<number[]>(
    (lead, { count, stride, offset }) =>
      lead.flatMap((start) => Array.from({ length: count }, (_, k) => start + offset + k * stride)),
    [0],
  )
}

/** The plan of x[items] by NumPy's rules ("Indexing on ndarrays", advanced indexing): arrays broadcast against each other;
 *  their axes replace them where they are neighbours, and come first where a slice stands between them. Throws ShapeError. */
export function advancedPlan(own: Shape, items: readonly AdvancedItem[]): Plan {
  const parts = partsOf(own, items)
  const at = standing(parts)
  const runs = parts.filter(isRun)
  const before = runs.slice(0, at)
  const after = runs.slice(at)
  const jumps = parts.filter((part): part is Jump => !isRun(part))
  const block = jumps.map(({ shape }) => shape).reduce<Shape>(broadcastShapes, [])
  return {
    shape: [...before.map(({ count }) => count), ...block, ...after.map(({ count }) => count)],
    places: () => {
      const [lead, middle, rest] = [offsetsOf(before), combined(jumps, block), offsetsOf(after)]
      const out = new Int32Array(lead.length * middle.length * rest.length)
      let i = 0
      for (const a of lead) for (const b of middle) for (const c of rest) out[i++] = a + b + c
      return out
    },
  }
}
