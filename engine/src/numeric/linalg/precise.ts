// Double-double primals of the rows of linear algebra: what the checker's locked runs compute with. Elimination and series
// written with the precise operations; pivots are chosen on the high halves.
import type { PreciseOps, PreciseTensor } from '../doubledouble/tensors'
import * as layout from '../layout'
import { Tensor } from '../num'
import { broadcastShapes, sizeOf, type IndexItem, type Shape } from '../shape'
import { halvings, type Triangle } from './factor'

const { ROWS } = layout

function reshaped(p: PreciseOps, x: PreciseTensor, shape: Shape): PreciseTensor {
  return p.move(ROWS.reshape, [x], { shape })
}

function indexed(p: PreciseOps, x: PreciseTensor, ...index: IndexItem[]): PreciseTensor {
  return p.move(ROWS.index, [x], { index })
}

const slice = (start: number, stop: number): IndexItem => ({ start, stop, step: 1 })

/** f of the matrices of inputs whose leading axes broadcast, each of the shape given, stacked again. */
function each(
  p: PreciseOps,
  inputs: readonly PreciseTensor[],
  shape: Shape,
  f: (...matrices: PreciseTensor[]) => PreciseTensor,
): PreciseTensor {
  const batch = inputs.map(({ shape }): Shape => shape.slice(0, -2)).reduce(broadcastShapes)
  const flat = inputs.map((x) => {
    const sides = x.shape.slice(-2)
    const spread = p.move(ROWS.broadcastTo, [x], { shape: [...batch, ...sides] })
    return reshaped(p, spread, [sizeOf(batch), ...sides])
  })
  const results = Array.from({ length: sizeOf(batch) }, (_, b) => f(...flat.map((x) => indexed(p, x, b))))
  const whole = [...batch, ...shape]
  if (results.length === 0) return { hi: new Float64Array(0), lo: new Float64Array(0), shape: whole }
  return reshaped(p, p.move(ROWS.stack, results, { axis: 0 }), whole)
}

function identity(n: number): PreciseTensor {
  const hi = new Float64Array(n * n)
  for (let i = 0; i < n; i++) hi[i * n + i] = 1
  return { hi, lo: new Float64Array(n * n), shape: [n, n] }
}

function flipped(p: PreciseOps, x: PreciseTensor): PreciseTensor {
  return p.move(ROWS.transpose, [x], { perm: [1, 0] })
}

/** Gauss–Jordan elimination of the first n columns with partial pivoting: what becomes of the others, and the pivots with
 *  the permutation's sign on the first. */
function eliminated(
  p: PreciseOps,
  matrix: PreciseTensor,
): { readonly rest: PreciseTensor; readonly pivots: PreciseTensor[] } {
  const [n, columns] = matrix.shape
  const pivots: PreciseTensor[] = []
  let work = matrix
  for (let k = 0; k < n; k++) {
    let best = k
    const at = (i: number): number => Math.abs(work.hi[i * columns + k])
    for (let i = k + 1; i < n; i++) if (at(i) > at(best)) best = i
    if (best !== k) work = exchanged(p, work, k, best)
    const pivot = indexed(p, work, k, k)
    pivots.push(best === k ? pivot : p.apply('neg', pivot))
    const row = p.apply('div', indexed(p, work, slice(k, k + 1)), pivot)
    const factors = p.move(ROWS.setIndex, [indexed(p, work, slice(0, n), slice(k, k + 1)), p.constant(0)], {
      index: [k],
    })
    const cleared = p.apply('sub', work, p.apply('mul', factors, row))
    work = p.move(ROWS.setIndex, [cleared, row], { index: [slice(k, k + 1)] })
  }
  return { rest: indexed(p, work, slice(0, n), slice(n, columns)), pivots }
}

function exchanged(p: PreciseOps, x: PreciseTensor, i: number, j: number): PreciseTensor {
  const order = Float64Array.from({ length: x.shape[0] }, (_, k) => (k === i ? j : k === j ? i : k))
  return p.move(ROWS.take, [x], { indices: new Tensor(order, [order.length], 'int64'), axis: 0 })
}

export function solve(p: PreciseOps, a: PreciseTensor, b: PreciseTensor, isTransposed: boolean): PreciseTensor {
  return each(p, [a, b], b.shape.slice(-2), (matrix, right) => {
    const whole = p.move(ROWS.concat, [isTransposed ? flipped(p, matrix) : matrix, right], { axis: 1 })
    return eliminated(p, whole).rest
  })
}

export function inverse(p: PreciseOps, x: PreciseTensor): PreciseTensor {
  return solve(p, x, identity(x.shape[x.shape.length - 1]), false)
}

export function triangularSolve(
  p: PreciseOps,
  a: PreciseTensor,
  b: PreciseTensor,
  { upper, unit, transposed }: Triangle,
): PreciseTensor {
  const n = a.shape[a.shape.length - 1]
  const kept = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) kept[i * n + j] = Number(upper ? i < j : i > j)
  if (!unit) for (let i = 0; i < n; i++) kept[i * n + i] = 1
  const mask = { hi: kept, lo: new Float64Array(n * n), shape: [n, n] }
  const triangle = p.where(mask, a, unit ? identity(n) : p.constant(0))
  return solve(p, triangle, b, transposed)
}

export function det(p: PreciseOps, x: PreciseTensor): PreciseTensor {
  return each(p, [x], [], (matrix) =>
    eliminated(p, matrix).pivots.reduce((out, pivot) => p.apply('mul', out, pivot), p.constant(1)),
  )
}

export function slogdet(p: PreciseOps, x: PreciseTensor): PreciseTensor {
  return each(p, [x], [2], (matrix) => {
    const { pivots } = eliminated(p, matrix)
    const sign = pivots.reduce((out, { hi }) => out * Math.sign(hi[0]), 1)
    const log = pivots.reduce((out, pivot) => p.apply('add', out, p.apply('log', p.apply('abs', pivot))), p.constant(0))
    return p.move(ROWS.stack, [p.constant(sign), log], { axis: 0 })
  })
}

/** Column by column, each taken out of what is left. Of the matrix made symmetric, so that a step in one element gives the
 *  derivative that the row states. */
export function cholesky(p: PreciseOps, x: PreciseTensor): PreciseTensor {
  return each(p, [x], x.shape.slice(-2), (matrix) => {
    const n = matrix.shape[0]
    let rest = p.apply('mul', p.apply('add', matrix, flipped(p, matrix)), p.constant(0.5))
    const columns = Array.from({ length: n }, (_, k) => {
      const scaled = p.apply('div', indexed(p, rest, slice(0, n), k), p.apply('sqrt', indexed(p, rest, k, k)))
      const column = p.move(ROWS.setIndex, [scaled, p.constant(0)], { index: [slice(0, k)] })
      rest = p.apply('sub', rest, p.apply('mul', reshaped(p, column, [n, 1]), reshaped(p, column, [1, n])))
      return column
    })
    return n === 0 ? matrix : p.move(ROWS.stack, columns, { axis: 1 })
  })
}

/** The Taylor polynomial's degree: at norm ½ what is left out is below 1e-33. */
const TERMS = 26

/** Scaling, the Taylor polynomial, squaring. */
export function matrixExp(p: PreciseOps, x: PreciseTensor): PreciseTensor {
  return each(p, [x], x.shape.slice(-2), (matrix) => {
    const n = matrix.shape[0]
    const squarings = halvings(matrix.hi, n)
    const small = p.apply('mul', matrix, p.constant(2 ** -squarings))
    const one = identity(n)
    let out = one
    for (let term = TERMS; term > 0; term--) {
      out = p.apply('add', p.apply('div', p.matmul(small, out), p.constant(term)), one)
    }
    for (let k = 0; k < squarings; k++) out = p.matmul(out, out)
    return out
  })
}
