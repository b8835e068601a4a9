// The engine's rows of linear algebra with LAPACK's own values: the derivatives are the engine's, which use nothing but a row's
// inputs and result; digits and signs are those that NumPy prints.
import {
  LINALG_ROWS,
  LinAlgError,
  oneInputRow,
  Tensor,
  type Num,
  type Ops,
  type Shape,
  type Structural,
} from '@gradlens/engine'
import { generalEigen } from './lapack/general'
import { choleskyFactor, logDeterminant, luFactor, luSolve } from './lapack/lu'
import { qOf, qrFactor, upperOf } from './lapack/qr'
import { fromRows, toRows } from './lapack/reflections'
import { singularParts } from './lapack/singular'
import { symmetricEigen } from './lapack/symmetric'

type Matrix = (a: Float64Array, m: number, n: number) => readonly ArrayLike<number>[]

const sizeOf = (shape: Shape): number => shape.reduce((a, b) => a * b, 1)

/** `each` of every matrix of a batch, one after the other. */
function mapped(ops: Ops, x: Tensor, shape: Shape, each: Matrix): Tensor {
  const [m, n] = x.shape.slice(-2)
  const out = ops.allocate(sizeOf(shape))
  const count = sizeOf(x.shape.slice(0, -2))
  let at = 0
  for (let k = 0; k < count; k++) {
    for (const part of each(x.data.slice(k * m * n, (k + 1) * m * n) as Float64Array, m, n)) {
      out.set(part, at)
      at += part.length
    }
  }
  return new Tensor(ops.rounded(out, x.dtype), shape, x.dtype)
}

/** A row of the engine with another value for each matrix. */
function valued(row: Structural<null>, each: (ops: Ops) => Matrix): Structural<null> {
  return {
    ...row,
    value: (ops, [x]) => mapped(ops, x as Tensor, row.shape([(x as Tensor).shape], null) as Shape, each(ops)),
  }
}

function found<T>(x: T | null, message: string): T {
  if (x === null) throw new LinAlgError(message)
  return x
}

const unitRows = (n: number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 1 : 0))

const inverse = valued(LINALG_ROWS.inverse, () => (a, n) => [
  found(luSolve(luFactor(a, n), unitRows(n), n), 'Singular matrix'),
])

/** sign · exp(logabsdet), as NumPy computes it. */
const det = valued(LINALG_ROWS.det, (ops) => (a, n) => {
  const [sign, log] = logDeterminant(luFactor(a, n), (x) => ops.libm.log(x))
  return [[sign * ops.libm.exp(log)]]
})

const slogdet = valued(LINALG_ROWS.slogdet, (ops) => (a, n) => [logDeterminant(luFactor(a, n), (x) => ops.libm.log(x))])

const cholesky = valued(LINALG_ROWS.cholesky, () => (a, n) => [
  found(choleskyFactor(a, n), 'Matrix is not positive definite'),
])

const eigh = valued(LINALG_ROWS.eigh, () => (a, n) => found(symmetricEigen(a, n), 'Eigenvalues did not converge'))

const svdParts = (a: ArrayLike<number>, m: number, n: number) =>
  found(singularParts(a, m, n, false), 'SVD did not converge')

/** Of matrices with at least as many rows as columns. */
const svdTall = valued(LINALG_ROWS.svd, () => (a, m, n) => {
  const { u, s, vt } = svdParts(a, m, n)
  return [u, s, vt]
})

/** Of the transposes of matrices with more columns than rows: U and V in each other's place. */
const svdWide = valued(LINALG_ROWS.svd, () => (a, m, n) => {
  const { u, s, vt } = svdParts(flip(a, m, n), n, m)
  const k = Math.min(m, n)
  return [flip(vt, k, m), s, flip(u, n, k)]
})

function flip(a: ArrayLike<number>, m: number, n: number): Float64Array {
  const out = new Float64Array(m * n)
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out[j * m + i] = a[i * n + j]
  return out
}

/** Q, m × `width`, and R of one matrix. */
export function qrParts(
  a: ArrayLike<number>,
  m: number,
  n: number,
  width: number,
): readonly [q: Float64Array, r: Float64Array] {
  const factors = qrFactor(fromRows(a, m, n))
  return [toRows(qOf(factors, width)), toRows(upperOf(factors, width))]
}

/** Of matrices with at least as many rows as columns, reduced. */
const qr = valued(LINALG_ROWS.qr, () => (a, m, n) => qrParts(a, m, n, n))

const solve: typeof LINALG_ROWS.solve = {
  ...LINALG_ROWS.solve,
  value: (ops, inputs, params) => {
    const [a, b] = inputs as readonly Tensor[]
    if (params.transposed || a.shape.length !== 2 || b.shape.length !== 2)
      return LINALG_ROWS.solve.value(ops, inputs, params)
    const [n, k] = b.shape
    const x = found(luSolve(luFactor(a.data, n), b.data, k), 'Singular matrix')
    return new Tensor(ops.rounded(x, a.dtype), b.shape, a.dtype)
  },
}

/** λ and unit vectors V of A V = V diag(λ) where every λ is real, side by side; the spectrum is known to be real.
 *  Ā = V⁻ᵀ (diag(λ̄) + (Vᵀ V̄′) ⊘ E) Vᵀ with E_ij = λ_j − λ_i, V̄′ without its share along each vector (PyTorch's
 *  linalg_eig_backward). */
const eig: Structural<null> = oneInputRow<null>({
  name: 'eig',
  shape: (shape) => shape && [...shape.slice(0, -2), shape[shape.length - 1] * (shape[shape.length - 1] + 1)],
  value: (ops, x) => {
    const n = x.shape[x.shape.length - 1]
    return mapped(ops, x, [...x.shape.slice(0, -2), n * (n + 1)], (a) => {
      const { real, vectors } = found(generalEigen(a, n, true), 'Eigenvalues did not converge')
      return [real, vectors ?? []]
    })
  },
  precise: null,
  vjp: (ops, g, x, out) => {
    const n = sideOf(x)
    const [values, v] = eigParts(ops, out, n)
    const [gv, gvectors] = eigParts(ops, g, n)
    const along = ops.mul(v, ops.sum(ops.mul(v, gvectors), [-2], true))
    const inner = ops.mul(ops.matmul(flippedOf(ops, v), ops.sub(gvectors, along)), inverseGaps(ops, values, n))
    const middle = ops.add(inner, onDiagonal(ops, gv, n))
    const right = ops.matmul(middle, flippedOf(ops, v))
    return ops.apply(LINALG_ROWS.solve, [flippedOf(ops, v), right], { transposed: false })
  },
  jvp: (ops, t, x, out) => {
    const n = sideOf(x)
    const [values, v] = eigParts(ops, out, n)
    const inner = ops.apply(LINALG_ROWS.solve, [v, ops.matmul(t, v)], { transposed: false })
    const moved = ops.matmul(v, ops.mul(inner, inverseGaps(ops, values, n)))
    const vectors = ops.sub(moved, ops.mul(v, ops.sum(ops.mul(v, moved), [-2], true)))
    const diagonal = ops.sum(ops.mul(inner, eye(n)), [-1])
    return ops.concat([diagonal, ops.reshape(vectors, [...lead(vectors), n * n])], -1)
  },
})

const shapeOf = (x: Num): Shape => (x as Tensor).shape
const sideOf = (x: Num): number => shapeOf(x)[shapeOf(x).length - 1]
const lead = (x: Num): Shape => shapeOf(x).slice(0, -2)
const eye = (n: number): Tensor => new Tensor(unitRows(n), [n, n], 'float64')

/** λ and V of a packed result. */
export function eigParts(ops: Ops, packed: Num, n: number): readonly [values: Num, vectors: Num] {
  const part = (start: number, stop: number): Num => ops.index(packed, ['ellipsis', { start, stop, step: 1 }])
  return [part(0, n), ops.reshape(part(n, n * (n + 1)), [...shapeOf(packed).slice(0, -1), n, n])]
}

function flippedOf(ops: Ops, x: Num): Num {
  const rank = shapeOf(x).length
  return ops.transpose(
    x,
    Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i)),
  )
}

/** 1 ⊘ (λ_j − λ_i), 0 on the diagonal. */
function inverseGaps(ops: Ops, values: Num, n: number): Num {
  const gaps = ops.add(ops.sub(ops.expandDims(values, [-2]), ops.expandDims(values, [-1])), eye(n))
  return ops.mul(ops.reciprocal(gaps), ops.sub(1, eye(n)))
}

function onDiagonal(ops: Ops, values: Num, n: number): Num {
  return ops.mul(ops.expandDims(values, [-2]), eye(n))
}

type Rows = typeof LINALG_ROWS

/** The engine's rows with values in LAPACK's digits and signs. */
export const LAPACK_ROWS: Readonly<
  Pick<Rows, 'inverse' | 'det' | 'slogdet' | 'solve' | 'cholesky' | 'qr' | 'eigh'> &
    Record<'svdTall' | 'svdWide', Rows['svd']> & { eig: typeof eig }
> = { inverse, det, slogdet, solve, cholesky, qr, eigh, svdTall, svdWide, eig }
