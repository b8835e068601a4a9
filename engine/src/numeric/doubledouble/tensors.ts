// Tensors of double-double numbers: what the checker's locked runs compute with. Knows the rows' primals, no tape.
import type { RowName } from '../algebra'
import { Tensor } from '../num'
import type { Ops } from '../ops'
import type { Structural } from '../row'
import {
  axesOf,
  broadcastShapes,
  broadcastStrides,
  eachOffset,
  reducedShape,
  sameShape,
  ShapeError,
  shapeText,
  sizeOf,
  stridesOf,
  type Shape,
} from '../shape'
import { DOUBLE_DOUBLE } from './algebra'
import { add, compare, mul, type DoubleDouble } from './arithmetic'

/** Elements hi + lo in row-major order; a scalar has the shape (). */
export interface PreciseTensor {
  readonly hi: Float64Array
  readonly lo: Float64Array
  readonly shape: Shape
}

/** The operations that structural rows write their double-double primals with. */
export interface PreciseOps {
  constant(value: number): PreciseTensor
  /** An elementwise row, broadcast. Throws NotPrecise where it has no primal in double-double. */
  apply(row: RowName, ...inputs: readonly PreciseTensor[]): PreciseTensor
  /** x where the float64 condition is not 0, else y; broadcast. */
  where(condition: PreciseTensor, x: PreciseTensor, y: PreciseTensor): PreciseTensor
  /** −1, 0, 1 elementwise: how x compares with y; NaN where they do not compare. Broadcast. */
  compare(x: PreciseTensor, y: PreciseTensor): PreciseTensor
  /** Σ over `axes` (null: all). */
  sum(x: PreciseTensor, axes: readonly number[] | null, keepDims: boolean): PreciseTensor
  /** numpy.matmul: vectors, matrices, batches that broadcast. Throws ShapeError where they do not fit. */
  matmul(x: PreciseTensor, y: PreciseTensor): PreciseTensor
  /** A row that only moves elements, applied to either half. */
  move<P>(row: Structural<P>, inputs: readonly PreciseTensor[], params: P): PreciseTensor
}

type Primal = (...operands: DoubleDouble[]) => DoubleDouble

/** The rows' primals on double-double numbers. Each throws NotPrecise where there is none. */
export const PRIMALS = DOUBLE_DOUBLE as unknown as Readonly<Record<RowName, Primal>>

/** A float64 tensor or number as double-double, its low halves 0. */
export function promoted(x: Tensor | number): PreciseTensor {
  return typeof x === 'number'
    ? { hi: Float64Array.of(x), lo: new Float64Array(1), shape: [] }
    : { hi: x.data, lo: new Float64Array(x.size), shape: x.shape }
}

/** The operations, with `ops` for the rows that move elements: it must not round float32. */
export function preciseOps(ops: Ops): PreciseOps {
  const empty = (shape: Shape): PreciseTensor => {
    const size = sizeOf(shape)
    return { hi: ops.allocate(size), lo: ops.allocate(size), shape }
  }
  const zipped = (
    inputs: readonly PreciseTensor[],
    f: (operands: DoubleDouble[], i: number) => DoubleDouble,
  ): PreciseTensor => {
    const shape = inputs.map((x) => x.shape).reduce(broadcastShapes)
    const out = empty(shape)
    const reads = inputs.map((x) => reader(x, shape))
    for (let i = 0; i < out.hi.length; i++) {
      const { hi, lo } = f(
        reads.map((read) => read(i)),
        i,
      )
      out.hi[i] = hi
      out.lo[i] = lo
    }
    return out
  }
  return {
    constant: promoted,
    apply: (row, ...inputs) => zipped(inputs, (operands) => PRIMALS[row](...operands)),
    where: (condition, x, y) => zipped([condition, x, y], ([c, a, b]) => (c.hi !== 0 ? a : b)),
    compare: (x, y) => zipped([x, y], ([a, b]) => ({ hi: compare(a, b), lo: 0 })),
    sum: (x, axes, keepDims) => sum(x, axes, keepDims, empty),
    matmul: (x, y) => matmul(x, y, empty),
    move: (row, inputs, params) => {
      const half = (which: 'hi' | 'lo') =>
        row.value(
          ops,
          inputs.map((x) => new Tensor(x[which], x.shape, 'float64')),
          params,
        )
      const [hi, lo] = [half('hi'), half('lo')]
      if (hi instanceof Tensor && lo instanceof Tensor) return { hi: hi.data, lo: lo.data, shape: hi.shape }
      return { hi: Float64Array.of(hi as number), lo: Float64Array.of(lo as number), shape: [] }
    },
  }
}

/** Element i of x broadcast to a shape. */
export function reader(x: PreciseTensor, shape: Shape): (i: number) => DoubleDouble {
  const { hi, lo } = x
  if (sameShape(x.shape, shape)) return (i) => ({ hi: hi[i], lo: lo[i] })
  if (hi.length === 1) {
    const only = { hi: hi[0], lo: lo[0] }
    return () => only
  }
  const places = new Int32Array(sizeOf(shape))
  eachOffset(0, shape, broadcastStrides(x.shape, shape), (at, i) => (places[i] = at))
  return (i) => ({ hi: hi[places[i]], lo: lo[places[i]] })
}

type Empty = (shape: Shape) => PreciseTensor

function accumulate(into: PreciseTensor, at: number, share: DoubleDouble): void {
  const total = add({ hi: into.hi[at], lo: into.lo[at] }, share)
  into.hi[at] = total.hi
  into.lo[at] = total.lo
}

function sum(x: PreciseTensor, axes: readonly number[] | null, keepDims: boolean, empty: Empty): PreciseTensor {
  const counted = new Set(axesOf(axes, x.shape.length))
  const kept = x.shape.map((n, i) => (counted.has(i) ? 1 : n))
  const out = empty(kept)
  const strides = stridesOf(kept).map((stride, i) => (counted.has(i) ? 0 : stride))
  eachOffset(0, x.shape, strides, (at, i) => accumulate(out, at, { hi: x.hi[i], lo: x.lo[i] }))
  return { ...out, shape: reducedShape(x.shape, axes, keepDims) }
}

function matmul(x: PreciseTensor, y: PreciseTensor, empty: Empty): PreciseTensor {
  if (x.shape.length === 0 || y.shape.length === 0) throw new ShapeError('matmul: an operand has no axis')
  const left = x.shape.length === 1 ? [1, ...x.shape] : x.shape
  const right = y.shape.length === 1 ? [...y.shape, 1] : y.shape
  const [rows, inner] = left.slice(-2)
  const [height, columns] = right.slice(-2)
  if (inner !== height) throw new ShapeError(`matmul: ${shapeText(x.shape)} and ${shapeText(y.shape)} do not fit`)
  const batch = broadcastShapes(left.slice(0, -2), right.slice(0, -2))
  const [fromX, fromY] = [left, right].map((shape) => batchPlaces(shape, batch))
  const out = empty([...batch, rows, columns])
  for (let b = 0; b < fromX.length; b++) {
    for (let i = 0; i < rows; i++) {
      for (let k = 0; k < inner; k++) {
        const at = fromX[b] * rows * inner + i * inner + k
        const factor = { hi: x.hi[at], lo: x.lo[at] }
        for (let j = 0; j < columns; j++) {
          const from = fromY[b] * inner * columns + k * columns + j
          accumulate(out, (b * rows + i) * columns + j, mul(factor, { hi: y.hi[from], lo: y.lo[from] }))
        }
      }
    }
  }
  const shape = [...batch, ...(x.shape.length === 1 ? [] : [rows]), ...(y.shape.length === 1 ? [] : [columns])]
  return { ...out, shape }
}

/** For each matrix of the broadcast batch its number among an operand's own. */
function batchPlaces(shape: Shape, batch: Shape): Int32Array {
  const out = new Int32Array(sizeOf(batch))
  eachOffset(0, batch, broadcastStrides(shape.slice(0, -2), batch), (at, i) => (out[i] = at))
  return out
}
