// The matrix product, read transposed where that is wanted, so that derivatives copy nothing.
// Formulas: Giles, "Collected matrix derivative results" (2008), §2.2.
import { commonDType } from './dtype'
import * as layout from './layout'
import { rankOf, shapeOf, Tensor, type Num } from './num'
import type { Ops } from './ops'
import type { PreciseOps, PreciseTensor } from './doubledouble/tensors'
import type { Structural } from './row'
import {
  broadcastShapes,
  broadcastStrides,
  eachOffset,
  sameShape,
  ShapeError,
  shapeText,
  sizeOf,
  type Shape,
} from './shape'

/** How a product reads its operands and what it keeps of their leading axes. */
export interface ProductParams {
  /** The last two axes of x exchanged. A vector has none to exchange. */
  readonly flipX: boolean
  readonly flipY: boolean
  /** The result's leading axes: the operands' are broadcast to them, and products are summed over those that it lacks or
   *  has with length 1. Null: those of both operands, broadcast; then a vector operand takes its axis out of the result. */
  readonly batch: Shape | null
}

/** numpy.matmul. */
export const PLAIN: ProductParams = { flipX: false, flipY: false, batch: null }

interface Product {
  /** Leading axes of the result, and of all products. */
  readonly batch: Shape
  readonly all: Shape
  readonly rows: number
  readonly inner: number
  readonly columns: number
  /** The operands' leading axes. */
  readonly leftBatch: Shape
  readonly rightBatch: Shape
}

/** numpy.matmul's rule: a vector counts as a row on the left, as a column on the right. */
function productOf(x: Shape, y: Shape, { flipX, flipY, batch }: ProductParams): Product {
  if (x.length === 0 || y.length === 0) throw new ShapeError('matmul: an operand has no axis')
  const [rows, inner] = x.length === 1 ? [1, x[0]] : ends(x, flipX)
  const [height, columns] = y.length === 1 ? [y[0], 1] : ends(y, flipY)
  if (inner !== height) {
    throw new ShapeError(`matmul: shapes ${shapeText(x)} and ${shapeText(y)} do not fit (${inner} ≠ ${height})`)
  }
  const [leftBatch, rightBatch] = [x.slice(0, -2), y.slice(0, -2)]
  const own = broadcastShapes(leftBatch, rightBatch)
  return {
    batch: batch ?? own,
    all: batch ? broadcastShapes(own, batch) : own,
    rows,
    inner,
    columns,
    leftBatch,
    rightBatch,
  }
}

function ends(shape: Shape, flip: boolean): readonly [rows: number, columns: number] {
  const [m, n] = shape.slice(-2)
  return flip ? [n, m] : [m, n]
}

function productShape(x: Shape, y: Shape, params: ProductParams): Shape {
  const { batch, rows, columns } = productOf(x, y, params)
  if (params.batch) return [...batch, rows, columns]
  return [...batch, ...(x.length === 1 ? [] : [rows]), ...(y.length === 1 ? [] : [columns])]
}

/** A matrix in memory, as a product sees it: how far one goes along the result's axis and along the summed one. */
export interface Strided {
  readonly data: Float64Array
  readonly start: number
  readonly across: number
  readonly along: number
}

function multiply(ops: Ops, x: Tensor, y: Tensor, params: ProductParams): Tensor {
  const product = productOf(x.shape, y.shape, params)
  const dtype = commonDType([x, y])
  const out = ops.allocate(sizeOf(product.batch) * product.rows * product.columns)
  const { batch, all, rows, inner, columns, leftBatch, rightBatch } = folded(product, params)
  const kernel = ops.rounds(dtype) ? accumulateFloat32 : accumulate
  const flipX = params.flipX && x.shape.length > 1
  const flipY = params.flipY && y.shape.length > 1
  const left = { data: x.data, across: flipX ? 1 : inner, along: flipX ? rows : 1 }
  const right = { data: y.data, across: flipY ? inner : 1, along: flipY ? 1 : columns }
  const leftStarts = starts(leftBatch, all, rows * inner)
  const rightStarts = starts(rightBatch, all, inner * columns)
  const targets = starts(batch, all, rows * columns)
  targets.forEach((target, b) =>
    kernel(
      { data: out, start: target, across: columns, along: 1 },
      { ...left, start: leftStarts[b] },
      { ...right, start: rightStarts[b] },
      rows,
      inner,
      columns,
    ),
  )
  return new Tensor(ops.rounded(out, dtype), productShape(x.shape, y.shape, params), dtype)
}

/** A batch that is no batch in memory as one taller product (y is shared) or one longer sum (the batch is summed): the same
 *  additions in the same order. */
function folded(product: Product, { flipX, flipY }: ProductParams): Product {
  const { batch, all, rows, inner, leftBatch, rightBatch } = product
  const count = sizeOf(all)
  const single = { batch: [], all: [], leftBatch: [], rightBatch: [] }
  if (count <= 1 || sizeOf(leftBatch) !== count) return product
  if (!flipX && sizeOf(rightBatch) === 1 && sizeOf(batch) === count)
    return { ...product, ...single, rows: rows * count }
  if (flipX && !flipY && sizeOf(rightBatch) === count && sizeOf(batch) === 1)
    return { ...product, ...single, inner: inner * count }
  return product
}

/** Where each matrix of a batch begins, broadcast to `all` (which may have more axes, or longer ones). */
function starts(batch: Shape, all: Shape, matrix: number): number[] {
  const out: number[] = []
  eachOffset(0, all, broadcastStrides(batch, all), (at) => out.push(at * matrix))
  return out
}

/** out += x y. Every element's additions go in plain order, so that its digits are those of the textbook loop; four rows by
 *  two columns at a time stay in registers, which saves most of the loads. */
export function accumulate(out: Strided, x: Strided, y: Strided, rows: number, inner: number, columns: number): void {
  const full = rows - (rows % 4)
  bands(out, x, y, full, inner, columns)
  if (full === rows) return
  const rest = below(x, full)
  const restOut = below(out, full)
  // Rows that do not fill a band go as columns of the transposed product.
  const turned = { ...restOut, across: restOut.along, along: restOut.across }
  const wide = columns - (columns % 4)
  bands(turned, y, rest, wide, inner, rows - full)
  singles(below(turned, wide), below(y, wide), rest, columns - wide, inner, rows - full)
}

function below(x: Strided, rows: number): Strided {
  return { ...x, start: x.start + rows * x.across }
}

/** out += x y for rows in bands of four. */
function bands(out: Strided, x: Strided, y: Strided, rows: number, inner: number, columns: number): void {
  const { data: to, across: down, along: right } = out
  const { data: a, across: ai, along: ak } = x
  const { data: b, across: bj, along: bk } = y
  for (let i = 0; i < rows; i += 4) {
    const band = x.start + i * ai
    let j = 0
    for (; j + 1 < columns; j += 2) {
      const t0 = out.start + i * down + j * right
      const t1 = t0 + down
      const t2 = t1 + down
      const t3 = t2 + down
      let s00 = to[t0]
      let s01 = to[t0 + right]
      let s10 = to[t1]
      let s11 = to[t1 + right]
      let s20 = to[t2]
      let s21 = to[t2 + right]
      let s30 = to[t3]
      let s31 = to[t3 + right]
      let p = band
      let q = y.start + j * bj
      for (let k = 0; k < inner; k++, p += ak, q += bk) {
        const u = b[q]
        const v = b[q + bj]
        const a0 = a[p]
        const a1 = a[p + ai]
        const a2 = a[p + 2 * ai]
        const a3 = a[p + 3 * ai]
        s00 += a0 * u
        s01 += a0 * v
        s10 += a1 * u
        s11 += a1 * v
        s20 += a2 * u
        s21 += a2 * v
        s30 += a3 * u
        s31 += a3 * v
      }
      to[t0] = s00
      to[t0 + right] = s01
      to[t1] = s10
      to[t1 + right] = s11
      to[t2] = s20
      to[t2 + right] = s21
      to[t3] = s30
      to[t3 + right] = s31
    }
    if (j < columns) {
      const t = out.start + i * down + j * right
      let s0 = to[t]
      let s1 = to[t + down]
      let s2 = to[t + 2 * down]
      let s3 = to[t + 3 * down]
      let p = band
      let q = y.start + j * bj
      for (let k = 0; k < inner; k++, p += ak, q += bk) {
        const u = b[q]
        s0 += a[p] * u
        s1 += a[p + ai] * u
        s2 += a[p + 2 * ai] * u
        s3 += a[p + 3 * ai] * u
      }
      to[t] = s0
      to[t + down] = s1
      to[t + 2 * down] = s2
      to[t + 3 * down] = s3
    }
  }
}

/** out += x y, one element after the other. */
function singles(out: Strided, x: Strided, y: Strided, rows: number, inner: number, columns: number): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const target = out.start + i * out.across + j * out.along
      let p = x.start + i * x.across
      let q = y.start + j * y.across
      let sum = out.data[target]
      for (let k = 0; k < inner; k++, p += x.along, q += y.along) sum += x.data[p] * y.data[q]
      out.data[target] = sum
    }
  }
}

/** out += x y with every product and every sum rounded to float32. */
function accumulateFloat32(out: Strided, x: Strided, y: Strided, rows: number, inner: number, columns: number): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const target = out.start + i * out.across + j * out.along
      let p = x.start + i * x.across
      let q = y.start + j * y.across
      let sum = out.data[target]
      for (let k = 0; k < inner; k++, p += x.along, q += y.along)
        sum = Math.fround(sum + Math.fround(x.data[p] * y.data[q]))
      out.data[target] = sum
    }
  }
}

/** X̄ in X's own leading axes, from Ḡ with a row and a column axis: Ḡ Yᵀ, and Y Ḡᵀ where X was read flipped. */
function leftShare(ops: Ops, g: Num, y: Num, { flipX, flipY }: ProductParams, batch: Shape): Num {
  return flipX
    ? ops.apply(matmul, [y, g], { flipX: flipY, flipY: true, batch })
    : ops.apply(matmul, [g, y], { flipX: false, flipY: !flipY, batch })
}

/** Ȳ in Y's own leading axes: Xᵀ Ḡ, and Ḡᵀ X where Y was read flipped. */
function rightShare(ops: Ops, g: Num, x: Num, { flipX, flipY }: ProductParams, batch: Shape): Num {
  return flipY
    ? ops.apply(matmul, [g, x], { flipX: true, flipY: flipX, batch })
    : ops.apply(matmul, [x, g], { flipX: !flipX, flipY: false, batch })
}

/** A product in double-double, by way of the plain one. */
function precise(p: PreciseOps, x: PreciseTensor, y: PreciseTensor, params: ProductParams): PreciseTensor {
  const { flipX, flipY, batch } = params
  const product = p.matmul(flipX ? flipped(p, x) : x, flipY ? flipped(p, y) : y)
  const shape = productShape(x.shape, y.shape, params)
  if (batch === null || sameShape(product.shape, shape)) return product
  const all = broadcastShapes(product.shape, shape)
  const lead = all.length - shape.length
  const summed = all.map((_, i) => i).filter((i) => i < lead || (shape[i - lead] === 1 && all[i] !== 1))
  const spread = p.move(layout.ROWS.broadcastTo, [product], { shape: all })
  return p.move(layout.ROWS.reshape, [p.sum(spread, summed, false)], { shape })
}

function flipped(p: PreciseOps, x: PreciseTensor): PreciseTensor {
  const rank = x.shape.length
  if (rank < 2) return x
  const perm = Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i))
  return p.move(layout.ROWS.transpose, [x], { perm })
}

/** numpy.matmul of op(x) and op(y): see ProductParams. null stands for PLAIN. */
const matmul: Structural<ProductParams | null> = {
  kind: 'structural',
  name: 'matmul',
  bilinear: true,
  shape: ([x, y], params) => x && y && productShape(x, y, params ?? PLAIN),
  value: (ops, [x, y], params) => multiply(ops, x as Tensor, y as Tensor, params ?? PLAIN),
  precise: (p, [x, y], params) => precise(p, x, y, params ?? PLAIN),
  vjp: (ops, g, [x, y], _, given, which) => {
    const shapes = [shapeOf(x), shapeOf(y)]
    const [rowless, columnless] = shapes.map((shape) => shape.length === 1)
    const { flipX, flipY, batch: wanted } = given ?? PLAIN
    const params = { flipX: flipX && !rowless, flipY: flipY && !columnless, batch: wanted }
    if (rowless && columnless && params.batch === null) return ops.mul(g, which === 0 ? y : x)
    let full = g
    if (params.batch === null && rowless) full = ops.expandDims(full, [-2])
    if (params.batch === null && columnless) full = ops.expandDims(full, [-1])
    const own = shapes[which]
    const batch = own.slice(0, -2)
    const share =
      which === 0
        ? leftShare(ops, full, columnless ? ops.expandDims(y, [1]) : y, params, batch)
        : rightShare(ops, full, rowless ? ops.expandDims(x, [0]) : x, params, batch)
    return rankOf(share) === own.length ? share : ops.reshape(share, own)
  },
  jvp: (ops, [dx, dy], [x, y], _, params) => {
    const left = dx && ops.apply(matmul, [dx, y], params)
    const right = dy && ops.apply(matmul, [x, dy], params)
    if (left === null || right === null) return left ?? right ?? 0
    return ops.add(left, right)
  },
}

export const ROWS = { matmul }
