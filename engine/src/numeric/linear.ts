// Structural rows of linear algebra. Formulas: Giles, "Collected matrix derivative results" (2008), §2.2.
import { commonDType } from './dtype'
import { rankOf, shapeOf, Tensor, type Num } from './num'
import type { Ops } from './ops'
import type { Structural } from './row'
import { broadcastShapes, broadcastStrides, eachOffset, ShapeError, shapeText, sizeOf, type Shape } from './shape'

interface Product {
  /** Leading axes of the result. */
  readonly batch: Shape
  readonly rows: number
  readonly inner: number
  readonly columns: number
  readonly left: Shape
  readonly right: Shape
}

/** numpy.matmul's rule: a vector counts as a row on the left, as a column on the right. */
function productOf(x: Shape, y: Shape): Product {
  if (x.length === 0 || y.length === 0) throw new ShapeError('matmul: an operand has no axis')
  const left = x.length === 1 ? [1, ...x] : x
  const right = y.length === 1 ? [...y, 1] : y
  const inner = left[left.length - 1]
  if (inner !== right[right.length - 2]) {
    throw new ShapeError(
      `matmul: shapes ${shapeText(x)} and ${shapeText(y)} do not fit (${inner} ≠ ${right[right.length - 2]})`,
    )
  }
  const batch = broadcastShapes(left.slice(0, -2), right.slice(0, -2))
  return { batch, rows: left[left.length - 2], inner, columns: right[right.length - 1], left, right }
}

function productShape(x: Shape, y: Shape): Shape {
  const { batch, rows, columns } = productOf(x, y)
  return [...batch, ...(x.length === 1 ? [] : [rows]), ...(y.length === 1 ? [] : [columns])]
}

function multiply(ops: Ops, x: Tensor, y: Tensor): Tensor {
  const { batch, rows, inner, columns, left, right } = productOf(x.shape, y.shape)
  const dtype = commonDType([x, y])
  const round = ops.rounds(dtype)
  const out = ops.allocate(sizeOf(batch) * rows * columns)
  const leftStarts = starts(left, batch)
  const rightStarts = starts(right, batch)
  for (let b = 0; b < leftStarts.length; b++) {
    const target = out.subarray(b * rows * columns, (b + 1) * rows * columns)
    block(target, x.data, leftStarts[b], y.data, rightStarts[b], rows, inner, columns, round)
  }
  return new Tensor(ops.rounded(out, dtype), productShape(x.shape, y.shape), dtype)
}

/** Where each matrix of a batch begins, broadcast to `batch`. */
function starts(shape: Shape, batch: Shape): number[] {
  const matrix = shape[shape.length - 2] * shape[shape.length - 1]
  const out: number[] = []
  eachOffset(0, batch, broadcastStrides(shape.slice(0, -2), batch), (at) => out.push(at * matrix))
  return out
}

/** One matrix product, row by row of the right factor so that memory is read in order; sums go in plain order. */
function block(
  out: Float64Array,
  x: Float64Array,
  x0: number,
  y: Float64Array,
  y0: number,
  rows: number,
  inner: number,
  columns: number,
  round: boolean,
): void {
  if (columns === 1) {
    for (let i = 0; i < rows; i++) {
      let sum = 0
      const row = x0 + i * inner
      if (round) for (let k = 0; k < inner; k++) sum = Math.fround(sum + Math.fround(x[row + k] * y[y0 + k]))
      else for (let k = 0; k < inner; k++) sum += x[row + k] * y[y0 + k]
      out[i] = sum
    }
    return
  }
  for (let i = 0; i < rows; i++) {
    const target = i * columns
    for (let k = 0; k < inner; k++) {
      const factor = x[x0 + i * inner + k]
      const row = y0 + k * columns
      if (round) {
        for (let j = 0; j < columns; j++)
          out[target + j] = Math.fround(out[target + j] + Math.fround(factor * y[row + j]))
      } else {
        for (let j = 0; j < columns; j++) out[target + j] += factor * y[row + j]
      }
    }
  }
}

/** The last two axes exchanged. */
function flipped(ops: Ops, x: Num): Num {
  const rank = rankOf(x)
  const perm = Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i))
  return ops.transpose(x, perm)
}

const asRow = (ops: Ops, x: Num): Num => (rankOf(x) === 1 ? ops.expandDims(x, [0]) : x)
const asColumn = (ops: Ops, x: Num): Num => (rankOf(x) === 1 ? ops.expandDims(x, [1]) : x)

/** X̄ = Ḡ Yᵀ and Ȳ = Xᵀ Ḡ, summed over broadcast batches. */
const matmul: Structural<null> = {
  kind: 'structural',
  name: 'matmul',
  bilinear: true,
  shape: ([x, y]) => x && y && productShape(x, y),
  value: (ops, [x, y]) => multiply(ops, x as Tensor, y as Tensor),
  vjp: (ops, g, [x, y], _, __, which) => {
    const [xs, ys] = [shapeOf(x), shapeOf(y)]
    if (xs.length === 1 && ys.length === 1) return ops.mul(g, which === 0 ? y : x)
    let full = g
    if (xs.length === 1) full = ops.expandDims(full, [-2])
    if (ys.length === 1) full = ops.expandDims(full, [-1])
    const share =
      which === 0 ? ops.matmul(full, flipped(ops, asColumn(ops, y))) : ops.matmul(flipped(ops, asRow(ops, x)), full)
    const own = which === 0 ? xs : ys
    if (own.length > 1) return ops.sumTo(share, which === 0 ? x : y)
    const batch = Array.from({ length: rankOf(share) - 2 }, (_, i) => i)
    return ops.reshape(batch.length > 0 ? ops.sum(share, batch) : share, own)
  },
  jvp: (ops, [dx, dy], [x, y]) => {
    const left = dx && ops.matmul(dx, y)
    const right = dy && ops.matmul(x, dy)
    if (left === null || right === null) return left ?? right ?? 0
    return ops.add(left, right)
  },
}

export const ROWS = { matmul }
