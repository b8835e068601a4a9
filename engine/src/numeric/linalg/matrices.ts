// What derivatives of matrices are written with: products read transposed, triangles, diagonals, blocks. Over `Ops`, batched
// over leading axes, so that everything is recorded.
import { floatOf } from '../dtype'
import * as linear from '../linear'
import { plain, rankOf, shapeOf, Tensor, type Num } from '../num'
import type { Ops } from '../ops'
import { ShapeError, shapeText, sizeOf, type IndexItem, type Shape } from '../shape'

export interface Flips {
  readonly flipX?: boolean
  readonly flipY?: boolean
}

/** X Y, either read transposed without a copy. */
export function product(ops: Ops, x: Num, y: Num, { flipX = false, flipY = false }: Flips = {}): Num {
  return ops.apply(linear.ROWS.matmul, [x, y], { flipX, flipY, batch: null })
}

/** The last two axes exchanged. */
export function transposed(ops: Ops, x: Num): Num {
  const rank = rankOf(x)
  const perm = Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i))
  return ops.transpose(x, perm)
}

/** The rows and columns of the matrices of a batch. Throws ShapeError for fewer than two axes. */
export function sidesOf(shape: Shape): readonly [rows: number, columns: number] {
  if (shape.length < 2) {
    throw new ShapeError(`${shape.length}-dimensional array given. Array must be at least two-dimensional`)
  }
  return [shape[shape.length - 2], shape[shape.length - 1]]
}

/** The side of square matrices. Throws ShapeError where they are not square. */
export function sideOf(shape: Shape): number {
  const [m, n] = sidesOf(shape)
  if (m !== n) throw new ShapeError(`Last 2 dimensions of the array must be square, not those of ${shapeText(shape)}`)
  return n
}

/** The matrices of a batch, each a view of the tensor's memory. */
export function matricesOf(x: Tensor): readonly Float64Array[] {
  const size = sizeOf(sidesOf(x.shape))
  const count = sizeOf(x.shape.slice(0, -2))
  return Array.from({ length: count }, (_, b) => x.data.subarray(b * size, (b + 1) * size))
}

/** x's matrices with every element multiplied by a constant of its place. */
export function weighted(ops: Ops, x: Num, weight: (i: number, j: number) => number): Num {
  return ops.mul(x, places(ops, x, weight))
}

/** A constant matrix of the shape of x's matrices. */
function places(ops: Ops, x: Num, element: (i: number, j: number) => number): Tensor {
  const [m, n] = sidesOf(shapeOf(x))
  const out = ops.fill([m, n], 0, floatOf(x))
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out.data[i * n + j] = element(i, j)
  return out
}

/** The triangle on and below the diagonal; its diagonal multiplied by `diagonal`. */
export function lowerTriangle(ops: Ops, x: Num, diagonal = 1): Num {
  return weighted(ops, x, (i, j) => (i > j ? 1 : i === j ? diagonal : 0))
}

export function upperTriangle(ops: Ops, x: Num, diagonal = 1): Num {
  return weighted(ops, x, (i, j) => (i < j ? 1 : i === j ? diagonal : 0))
}

export function withoutDiagonal(ops: Ops, x: Num): Num {
  return weighted(ops, x, (i, j) => (i === j ? 0 : 1))
}

/** (X + Xᵀ)/2. */
export function symmetrised(ops: Ops, x: Num): Num {
  return ops.mul(ops.add(x, transposed(ops, x)), 0.5)
}

/** The diagonals of matrices, along the last axis. */
export function diagonal(ops: Ops, x: Num): Num {
  const shape = shapeOf(x)
  const [m, n] = sidesOf(shape)
  const count = Math.min(m, n)
  const flat = ops.reshape(x, [...shape.slice(0, -2), m * n])
  return ops.index(flat, ['ellipsis', { start: 0, stop: count === 0 ? 0 : (count - 1) * (n + 1) + 1, step: n + 1 }])
}

/** Square matrices with the last axis of x on their diagonals. */
export function diagonalMatrix(ops: Ops, x: Num): Num {
  const shape = shapeOf(x)
  const n = shape[shape.length - 1]
  const wide = ops.broadcastTo(ops.expandDims(x, [-2]), [...shape, n])
  return weighted(ops, wide, (i, j) => (i === j ? 1 : 0))
}

/** An identity matrix with the dtype of x. */
export function eye(ops: Ops, n: number, x: Num): Tensor {
  const out = ops.fill([n, n], 0, floatOf(x))
  for (let i = 0; i < n; i++) out.data[i * n + i] = 1
  return out
}

/** A vector's axis as a row, so that it scales columns; or as a column, so that it scales rows. */
export const asRow = (ops: Ops, x: Num): Num => ops.expandDims(x, [-2])
export const asColumn = (ops: Ops, x: Num): Num => ops.expandDims(x, [-1])

/** A scalar per matrix, to be multiplied with matrices. */
export const perMatrix = (ops: Ops, x: Num): Num => ops.expandDims(x, [-2, -1])

export type Range = readonly [start: number, stop: number]

/** Rows and columns of matrices. */
export function blockOf(ops: Ops, x: Num, rows: Range, columns: Range): Num {
  const slice = ([start, stop]: Range): IndexItem => ({ start, stop, step: 1 })
  return ops.index(x, ['ellipsis', slice(rows), slice(columns)])
}

/** The matrix (a, b; c, d) of blocks. */
export function joined(ops: Ops, [[a, b], [c, d]]: readonly (readonly [Num, Num])[]): Num {
  return ops.concat([ops.concat([a, b], -1), ops.concat([c, d], -1)], -2)
}

/** 1 at the places where both are 0, as a constant; null where there are none, or nothing is known. */
function bothZero(ops: Ops, x: Num, y: Num): Tensor | null {
  const both = ops.logicalAnd(ops.equal(plain(x), 0), ops.equal(plain(y), 0))
  if (!(both instanceof Tensor) || !both.data.includes(1)) return null
  return new Tensor(both.data, both.shape, floatOf(y))
}

/** numerator ⊘ gap, where 0/0 is 0: a share that nobody asked for (a vector that is not used) stays 0 at equal eigenvalues,
 *  while one that is asked for does not exist there and comes out infinite or NaN. */
export function overGap(ops: Ops, numerator: Num, gap: Num): Num {
  const none = bothZero(ops, numerator, gap)
  return ops.div(numerator, none ? ops.add(gap, none) : gap)
}
