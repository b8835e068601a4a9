// Shapes: broadcasting, strides, axes and index expressions, in row-major order. Integers only; knows no data.

export type Shape = readonly number[]

/** What an operation throws for operands that do not fit: the caller turns it into its language's exception. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError'
}

export function sizeOf(shape: Shape): number {
  let size = 1
  for (const n of shape) size *= n
  return size
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((n, i) => n === b[i])
}

export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length)
  let stride = 1
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = stride
    stride *= shape[i]
  }
  return strides
}

/** The shape that both broadcast to (NumPy's rule). */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a
  const rank = Math.max(a.length, b.length)
  const out = new Array<number>(rank)
  for (let i = 1; i <= rank; i++) {
    const m = i <= a.length ? a[a.length - i] : 1
    const n = i <= b.length ? b[b.length - i] : 1
    if (m !== n && m !== 1 && n !== 1) {
      throw new ShapeError(`shapes ${shapeText(a)} and ${shapeText(b)} do not broadcast`)
    }
    out[rank - i] = m === 1 ? n : m
  }
  return out
}

/** As a Python tuple: (2, 3), (2,), (). */
export function shapeText(shape: Shape): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
}

/** Strides that read an array of shape `from` as if it had shape `to`: 0 where an axis is repeated. */
export function broadcastStrides(from: Shape, to: Shape): number[] {
  const own = stridesOf(from)
  const lead = to.length - from.length
  return to.map((n, i) => (i < lead || (from[i - lead] === 1 && n !== 1) ? 0 : own[i - lead]))
}

/** An axis counted from the front. */
export function axisOf(axis: number, rank: number): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw new ShapeError(`axis ${axis} is out of bounds for array of dimension ${rank}`)
  }
  return axis < 0 ? axis + rank : axis
}

/** Axes counted from the front, in order, without repetition; null means all. */
export function axesOf(axes: readonly number[] | null, rank: number): number[] {
  if (axes === null) return Array.from({ length: rank }, (_, i) => i)
  const counted = axes.map((axis) => axisOf(axis, rank)).sort((a, b) => a - b)
  if (counted.some((axis, i) => i > 0 && axis === counted[i - 1])) throw new ShapeError('duplicate value in axis')
  return counted
}

export function reducedShape(shape: Shape, axes: readonly number[] | null, keepDims: boolean): number[] {
  const reduced = new Set(axesOf(axes, shape.length))
  const out: number[] = []
  shape.forEach((n, i) => {
    if (!reduced.has(i)) out.push(n)
    else if (keepDims) out.push(1)
  })
  return out
}

/** One item of a basic index: a place, a slice (null: the default), a new axis, or all axes not named. */
export type IndexItem =
  | number
  | { readonly start: number | null; readonly stop: number | null; readonly step: number | null }
  | 'newaxis'
  | 'ellipsis'

const ALL: IndexItem = { start: null, stop: null, step: null }

/** An index of one axis, counted from the front: all of those before it, and of those behind it. */
export function alongAxis(axis: number, item: IndexItem): IndexItem[] {
  return [...new Array<IndexItem>(axis).fill(ALL), item]
}

/** A basic index worked out for a shape: where it starts and how far each axis of the result steps. */
export interface View {
  readonly offset: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}

/** Python's rule for slices (slice.indices); throws ShapeError where the index does not fit. */
export function viewOf(shape: Shape, index: readonly IndexItem[]): View {
  const strides = stridesOf(shape)
  const named = index.filter((item) => item !== 'newaxis' && item !== 'ellipsis').length
  if (named > shape.length) {
    throw new ShapeError(`too many indices for array: array is ${shape.length}-dimensional, but ${named} were indexed`)
  }
  const items = index.includes('ellipsis') ? index : [...index, 'ellipsis' as const]
  let offset = 0
  let axis = 0
  const outShape: number[] = []
  const outStrides: number[] = []
  for (const item of items) {
    if (item === 'newaxis') {
      outShape.push(1)
      outStrides.push(0)
    } else if (item === 'ellipsis') {
      for (let rest = shape.length - named; rest > 0; rest--, axis++) {
        outShape.push(shape[axis])
        outStrides.push(strides[axis])
      }
    } else if (typeof item === 'number') {
      const n = shape[axis]
      if (!Number.isInteger(item) || item < -n || item >= n) {
        throw new ShapeError(`index ${item} is out of bounds for axis ${axis} with size ${n}`)
      }
      offset += (item < 0 ? item + n : item) * strides[axis]
      axis++
    } else {
      const { first, count, step } = sliceOf(item.start, item.stop, item.step, shape[axis])
      if (count > 0) offset += first * strides[axis]
      outShape.push(count)
      outStrides.push(step * strides[axis])
      axis++
    }
  }
  return { offset, shape: outShape, strides: outStrides }
}

/** The places that a slice takes of n. */
export function sliceOf(
  start: number | null,
  stop: number | null,
  step: number | null,
  n: number,
): { readonly first: number; readonly count: number; readonly step: number } {
  const by = step ?? 1
  if (by === 0) throw new ShapeError('slice step cannot be zero')
  const low = by > 0 ? 0 : -1
  const high = by > 0 ? n : n - 1
  const clamp = (i: number) => Math.min(Math.max(i < 0 ? i + n : i, low), high)
  const first = start === null ? (by > 0 ? low : high) : clamp(start)
  const end = stop === null ? (by > 0 ? high : low) : clamp(stop)
  return { first, count: Math.max(0, Math.ceil((end - first) / by)), step: by }
}

/** Calls `visit` with the offset of each element of a view, in row-major order of the view. */
export function eachOffset(
  offset: number,
  shape: Shape,
  strides: readonly number[],
  visit: (at: number, i: number) => void,
): void {
  const rank = shape.length
  const size = sizeOf(shape)
  if (size === 0) return
  if (rank === 0) {
    visit(offset, 0)
    return
  }
  const counter = new Int32Array(rank)
  const inner = shape[rank - 1]
  const innerStride = strides[rank - 1]
  let at = offset
  for (let i = 0; i < size;) {
    for (let k = 0, place = at; k < inner; k++, place += innerStride, i++) visit(place, i)
    for (let axis = rank - 2; axis >= 0; axis--) {
      at += strides[axis]
      if (++counter[axis] < shape[axis]) break
      at -= strides[axis] * shape[axis]
      counter[axis] = 0
    }
  }
}
