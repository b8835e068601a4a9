// Structural rows of ops.linalg. Values are computed in float64 and rounded to the operand's dtype once, at the end: a library's
// float32 factorisation promises no digits. Formulas: Giles, "Collected matrix derivative results" (2008); Walter & Lehmann,
// "Algorithmic differentiation of linear algebra functions" (2010) for QR; Murray, "Differentiation of the Cholesky
// decomposition" (2016); Townsend, "Differentiating the singular value decomposition" (2016); Golub & Pereyra (1973) for the
// pseudo-inverse; Al-Mohy & Higham (2009) for the exponential. Conventions: PyTorch's FunctionsManual.cpp.
import { commonDType } from '../dtype'
import { shapeOf, Tensor, type Num } from '../num'
import type { Ops } from '../ops'
import { oneInputRow, type Structural } from '../row'
import { broadcastShapes, broadcastStrides, eachOffset, ShapeError, shapeText, sizeOf, type Shape } from '../shape'
import { cofactors } from './cofactors'
import {
  choleskyOf,
  eighOf,
  expmOf,
  isSingular,
  luOf,
  pinvOf,
  qrOf,
  solved,
  substitute,
  svdOf,
  identity,
  type LU,
  type Triangle,
} from './factor'
import {
  asColumn,
  asRow,
  blockOf,
  diagonal,
  diagonalMatrix,
  joined,
  lowerTriangle,
  matricesOf,
  overGap,
  perMatrix,
  product,
  sideOf,
  sidesOf,
  symmetrised,
  transposed,
  upperTriangle,
  withoutDiagonal,
  eye,
} from './matrices'
import * as precise from './precise'

/** `each` of every matrix of a batch, one after the other in the result. */
function mapped(
  ops: Ops,
  x: Tensor,
  shape: Shape,
  each: (matrix: Float64Array, rows: number, columns: number) => readonly Float64Array[],
): Tensor {
  const [m, n] = sidesOf(x.shape)
  const out = ops.allocate(sizeOf(shape))
  let at = 0
  for (const matrix of matricesOf(x)) {
    for (const part of each(matrix, m, n)) {
      out.set(part, at)
      at += part.length
    }
  }
  return new Tensor(ops.rounded(out, x.dtype), shape, x.dtype)
}

function squareShape(shape: Shape | null): Shape | null {
  if (shape) sideOf(shape)
  return shape
}

// Square matrices.

/** Ā = −Yᵀ Ȳ Yᵀ, Ẏ = −Y Ȧ Y (Giles 2.2.3). */
const inverse = oneInputRow<null>({
  name: 'inverse',
  shape: squareShape,
  value: (ops, x) =>
    mapped(ops, x, x.shape, (a) => {
      const n = sideOf(x.shape)
      return [solved(luOf(a, n), n, identity(n), n, false)]
    }),
  precise: (p, [x]) => precise.inverse(p, x),
  vjp: (ops, g, _, out) => ops.neg(product(ops, product(ops, out, g, { flipX: true }), out, { flipY: true })),
  jvp: (ops, t, _, out) => ops.neg(product(ops, product(ops, out, t), out)),
})

function determinantOf({ lu, sign }: LU, n: number): number {
  let out = sign
  for (let i = 0; i < n; i++) out *= lu[i * n + i]
  return out
}

/** Ā = det̄ · cof A: the matrix of cofactors is det A · A⁻ᵀ where that exists, and right where it does not (Giles 2.2.4). */
const det = oneInputRow<null>({
  name: 'det',
  shape: (shape) => squareShape(shape)?.slice(0, -2) ?? null,
  value: (ops, x) => mapped(ops, x, x.shape.slice(0, -2), (a, n) => [Float64Array.of(determinantOf(luOf(a, n), n))]),
  precise: (p, [x]) => precise.det(p, x),
  vjp: (ops, g, x, out) => ops.mul(perMatrix(ops, g), cofactors(ops, x, out)),
  jvp: (ops, t, x, out) => ops.sum(ops.mul(t, cofactors(ops, x, out)), [-2, -1]),
})

/** The sign and the logarithm of the absolute value of the determinant, side by side. The sign is constant wherever it has a
 *  derivative; that of the logarithm is A⁻ᵀ, with infinities where A is singular. */
const slogdet = oneInputRow<null>({
  name: 'slogdet',
  shape: (shape) => shape && [...(squareShape(shape) as Shape).slice(0, -2), 2],
  value: (ops, x) =>
    mapped(ops, x, [...x.shape.slice(0, -2), 2], (a, n) => {
      const { lu, sign } = luOf(a, n)
      const out = Float64Array.of(sign, 0)
      for (let i = 0; i < n; i++) {
        out[0] *= Math.sign(lu[i * n + i])
        out[1] += ops.libm.log(Math.abs(lu[i * n + i]))
      }
      if (out[0] === 0) out[0] = 0
      return [out]
    }),
  precise: (p, [x]) => precise.slogdet(p, x),
  vjp: (ops, g, x) => ops.mul(perMatrix(ops, ops.index(g, ['ellipsis', 1])), logarithmicDerivative(ops, x)),
  jvp: (ops, t, x) => {
    const slope = ops.sum(ops.mul(t, logarithmicDerivative(ops, x)), [-2, -1])
    return ops.stack([ops.zerosLike(slope), slope], -1)
  },
})

function logarithmicDerivative(ops: Ops, x: Num): Num {
  const n = sideOf(shapeOf(x))
  const singular = x instanceof Tensor && matricesOf(x).some((a) => isSingular(luOf(a, n), n))
  if (!singular) return transposed(ops, ops.apply(inverse, [x], null))
  const value = ops.apply(det, [x], null)
  return ops.div(cofactors(ops, x, value), perMatrix(ops, value))
}

/** The lower factor L of A = L Lᵀ. Ā = ½(S + Sᵀ), S = L⁻ᵀ Φ(Lᵀ L̄) L⁻¹ with Φ the lower triangle with half its diagonal
 *  (Murray, eq. 10); L̇ = L Φ(L⁻¹ Ȧ L⁻ᵀ) (eq. 8). Only A's lower triangle is read, derivatives are those of a symmetric A. */
const cholesky = oneInputRow<null>({
  name: 'cholesky',
  shape: squareShape,
  value: (ops, x) => mapped(ops, x, x.shape, (a, n) => [choleskyOf(a, n)]),
  precise: (p, [x]) => precise.cholesky(p, x),
  vjp: (ops, g, _, out) => {
    const half = lowerTriangle(ops, product(ops, out, lowerTriangle(ops, g), { flipX: true }), 0.5)
    const left = triangular(ops, out, half, LOWER_TRANSPOSED)
    return symmetrised(ops, triangular(ops, out, transposed(ops, left), LOWER_TRANSPOSED))
  },
  jvp: (ops, t, _, out) => {
    const left = triangular(ops, out, symmetrised(ops, t), LOWER)
    const both = triangular(ops, out, transposed(ops, left), LOWER)
    return product(ops, out, lowerTriangle(ops, both, 0.5))
  },
})

/** e^A. The derivative along E is the corner of the exponential of (A, E; 0, A) (Al-Mohy & Higham 2009, eq. 1.1), its
 *  transpose that of Aᵀ along Ȳ: the row itself, so that any order follows. */
const matrixExp: Structural<null> = oneInputRow<null>({
  name: 'matrix_exp',
  shape: squareShape,
  value: (ops, x) => mapped(ops, x, x.shape, (a, n) => [expmOf(a, n)]),
  precise: (p, [x]) => precise.matrixExp(p, x),
  vjp: (ops, g, x) => frechet(ops, transposed(ops, x), g),
  jvp: (ops, t, x) => frechet(ops, x, t),
})

function frechet(ops: Ops, x: Num, along: Num): Num {
  const n = sideOf(shapeOf(x))
  const zero = ops.zerosLike(x)
  const blocks = joined(ops, [
    [x, along],
    [zero, x],
  ])
  return blockOf(ops, ops.apply(matrixExp, [blocks], null), [0, n], [n, 2 * n])
}

// Systems.

function systemShape([a, b]: readonly (Shape | null)[]): Shape | null {
  if (!a || !b) return null
  const n = sideOf(a)
  const [rows, columns] = sidesOf(b)
  if (rows !== n) throw new ShapeError(`solve: shapes ${shapeText(a)} and ${shapeText(b)} do not fit (${n} ≠ ${rows})`)
  return [...broadcastShapes(a.slice(0, -2), b.slice(0, -2)), n, columns]
}

/** Solves each system of a broadcast batch. */
function systems(
  ops: Ops,
  a: Tensor,
  b: Tensor,
  each: (matrix: Float64Array, n: number, right: Float64Array, columns: number) => Float64Array,
): Tensor {
  const shape = systemShape([a.shape, b.shape]) as Shape
  const dtype = commonDType([a, b])
  const n = sideOf(a.shape)
  const columns = shape[shape.length - 1]
  const batch = shape.slice(0, -2)
  const startsOf = (x: Tensor): number[] => {
    const out: number[] = []
    const lead = x.shape.slice(0, -2)
    const size = sizeOf(x.shape.slice(-2))
    eachOffset(0, batch, broadcastStrides(lead, batch), (at) => out.push(at * size))
    return out
  }
  const out = ops.allocate(sizeOf(shape))
  const rightStarts = startsOf(b)
  startsOf(a).forEach((start, i) => {
    const matrix = a.data.subarray(start, start + n * n)
    const right = b.data.subarray(rightStarts[i], rightStarts[i] + n * columns)
    out.set(each(matrix, n, right, columns), i * n * columns)
  })
  return new Tensor(ops.rounded(out, dtype), shape, dtype)
}

export interface SolveParams {
  /** The system is Aᵀ X = B. */
  readonly transposed: boolean
}

/** A X = B: B̄ = A⁻ᵀ X̄, Ā = −B̄ Xᵀ; Ẋ = A⁻¹(Ḃ − Ȧ X) (Giles 2.3.1). */
const solve: Structural<SolveParams> = {
  kind: 'structural',
  name: 'solve',
  shape: systemShape,
  value: (ops, [a, b], params) =>
    systems(ops, a as Tensor, b as Tensor, (matrix, n, right, columns) =>
      solved(luOf(matrix, n), n, right, columns, params.transposed),
    ),
  precise: (p, [a, b], params) => precise.solve(p, a, b, params.transposed),
  vjp: (ops, g, [a, b], out, params, which) => {
    const back = ops.apply(solve, [a, g], { transposed: !params.transposed })
    return ops.sumTo(which === 1 ? back : matrixShare(ops, back, out, params.transposed), which === 1 ? b : a)
  },
  jvp: (ops, [da, db], [a], out, params) =>
    ops.apply(solve, [a, rightTangent(ops, da, db, out, params.transposed)], params),
}

/** −B̄ Xᵀ, transposed where the system was. */
function matrixShare(ops: Ops, back: Num, out: Num, isTransposed: boolean): Num {
  return ops.neg(isTransposed ? product(ops, out, back, { flipY: true }) : product(ops, back, out, { flipY: true }))
}

/** Ḃ − Ȧ X. */
function rightTangent(ops: Ops, da: Num | null, db: Num | null, out: Num, isTransposed: boolean): Num {
  const moved = da && product(ops, da, out, { flipX: isTransposed })
  if (moved === null) return db ?? 0
  return db === null ? ops.neg(moved) : ops.sub(db, moved)
}

const LOWER: Triangle = { upper: false, unit: false, transposed: false }
const LOWER_TRANSPOSED: Triangle = { ...LOWER, transposed: true }
const UPPER: Triangle = { ...LOWER, upper: true }

/** The part of a matrix that a triangular system reads. */
function triangleOf(ops: Ops, x: Num, { upper, unit }: Triangle): Num {
  return upper ? upperTriangle(ops, x, unit ? 0 : 1) : lowerTriangle(ops, x, unit ? 0 : 1)
}

/** T X = B or Tᵀ X = B: solve's rules, kept to the triangle that is read. A zero on the diagonal gives infinities and NaN, as
 *  in PyTorch. */
const triangularSolve: Structural<Triangle> = {
  kind: 'structural',
  name: 'triangular_solve',
  shape: systemShape,
  value: (ops, [a, b], params) =>
    systems(ops, a as Tensor, b as Tensor, (matrix, n, right, columns) => {
      const out = right.slice()
      substitute(matrix, n, out, columns, params)
      return out
    }),
  precise: (p, [a, b], params) => precise.triangularSolve(p, a, b, params),
  vjp: (ops, g, [a, b], out, params, which) => {
    const back = triangular(ops, a, g, { ...params, transposed: !params.transposed })
    if (which === 1) return ops.sumTo(back, b)
    return ops.sumTo(triangleOf(ops, matrixShare(ops, back, out, params.transposed), params), a)
  },
  jvp: (ops, [da, db], [a], out, params) => {
    const tangent = da && triangleOf(ops, da, params)
    return triangular(ops, a, rightTangent(ops, tangent, db, out, params.transposed), params)
  },
}

function triangular(ops: Ops, a: Num, b: Num, triangle: Triangle): Num {
  return ops.apply(triangularSolve, [a, b], triangle)
}

// Decompositions: the parts of each matrix lie one after the other along one axis, so that one entry has them all.

interface Decomposition {
  readonly name: string
  readonly parts: (rows: number, columns: number) => readonly Shape[]
  readonly factor: (a: Float64Array, rows: number, columns: number) => readonly Float64Array[]
  readonly vjp: (ops: Ops, cotangents: readonly Num[], parts: readonly Num[]) => Num
  readonly jvp: (ops: Ops, tangent: Num, parts: readonly Num[]) => readonly Num[]
}

function decomposition({ name, parts, factor, vjp, jvp }: Decomposition): Structural<null> {
  const packedShape = (shape: Shape): Shape => [
    ...shape.slice(0, -2),
    parts(...sidesOf(shape)).reduce((size, part) => size + sizeOf(part), 0),
  ]
  const split = (ops: Ops, packed: Num, x: Num): readonly Num[] => unpacked(ops, packed, parts(...sidesOf(shapeOf(x))))
  return oneInputRow<null>({
    name,
    shape: (shape) => shape && packedShape(shape),
    value: (ops, x) => mapped(ops, x, packedShape(x.shape), factor),
    precise: null,
    vjp: (ops, g, x, out) => vjp(ops, split(ops, g, x), split(ops, out, x)),
    jvp: (ops, t, x, out) => {
      const batch = shapeOf(x).slice(0, -2)
      const flat = jvp(ops, t, split(ops, out, x)).map((part) =>
        ops.reshape(part, [...batch, sizeOf(shapeOf(part).slice(batch.length))]),
      )
      return ops.concat(flat, -1)
    },
  })
}

/** The parts of a packed decomposition, each with its own shape behind the leading axes. */
export function unpacked(ops: Ops, packed: Num, parts: readonly Shape[]): readonly Num[] {
  const batch = shapeOf(packed).slice(0, -1)
  let start = 0
  return parts.map((part) => {
    const stop = start + sizeOf(part)
    const own = ops.index(packed, ['ellipsis', { start, stop, step: 1 }])
    start = stop
    return ops.reshape(own, [...batch, ...part])
  })
}

export const qrParts = (m: number, n: number): readonly Shape[] => [
  [m, n],
  [n, n],
]

/** Q and R of matrices with m ≥ n. Ā = (Q̄ + Q C) R⁻ᵀ, C the symmetric matrix with the lower triangle of R R̄ᵀ − Q̄ᵀ Q
 *  (Walter & Lehmann, eq. 3.3); Ṙ and Q̇ from Qᵀ Ȧ R⁻¹ = Ω + Ṙ R⁻¹ with Ω skew. */
const qr = decomposition({
  name: 'qr',
  parts: qrParts,
  factor: qrOf,
  vjp: (ops, [gq, gr], [q, r]) => {
    const mixed = ops.sub(product(ops, r, gr, { flipY: true }), product(ops, gq, q, { flipX: true }))
    const copied = ops.add(lowerTriangle(ops, mixed), transposed(ops, lowerTriangle(ops, mixed, 0)))
    const right = ops.add(gq, product(ops, q, copied))
    return transposed(ops, triangular(ops, r, transposed(ops, right), UPPER))
  },
  jvp: (ops, t, [q, r]) => {
    const upperTransposed = { ...UPPER, transposed: true }
    const scaled = transposed(ops, triangular(ops, r, transposed(ops, t), upperTransposed))
    const inner = product(ops, q, scaled, { flipX: true })
    const below = lowerTriangle(ops, inner, 0)
    const skew = ops.sub(below, transposed(ops, below))
    const turned = ops.add(product(ops, q, skew), ops.sub(scaled, product(ops, q, inner)))
    return [turned, product(ops, ops.sub(inner, skew), r)]
  },
})

export const eighParts = (n: number): readonly Shape[] => [[n], [n, n]]

/** λ and V of A = V diag(λ) Vᵀ. Ā = V (diag(λ̄) + (Vᵀ V̄) ⊘ E) Vᵀ with E_ij = λ_j − λ_i; λ̇ = diag(Vᵀ Ȧ V),
 *  V̇ = V ((Vᵀ Ȧ V) ⊘ E) (Giles 3.1; PyTorch's linalg_eig_backward for symmetric matrices). */
const eigh = decomposition({
  name: 'eigh',
  parts: (m, n) => eighParts(sideOf([m, n])),
  factor: eighOf,
  vjp: (ops, [gl, gv], [l, v]) => {
    const inner = withoutDiagonal(ops, product(ops, v, gv, { flipX: true }))
    const middle = ops.add(overGap(ops, inner, gaps(ops, l)), diagonalMatrix(ops, gl))
    return product(ops, product(ops, v, middle), v, { flipY: true })
  },
  jvp: (ops, t, [l, v]) => {
    const inner = product(ops, product(ops, v, t, { flipX: true }), v)
    const turn = overGap(ops, withoutDiagonal(ops, inner), gaps(ops, l))
    return [diagonal(ops, inner), product(ops, v, turn)]
  },
})

/** λ_j − λ_i, and 1 on the diagonal. */
function gaps(ops: Ops, l: Num): Num {
  const [n] = shapeOf(l).slice(-1)
  return ops.add(ops.sub(asRow(ops, l), asColumn(ops, l)), eye(ops, n, l))
}

export const svdParts = (m: number, n: number): readonly Shape[] => [[m, n], [n], [n, n]]

/** U, S and Vᵀ of matrices with m ≥ n (Townsend, eqs. 1–3; PyTorch's svd_backward and linalg_svd_jvp), with
 *  E_ij = S_j² − S_i². A share that leaves U's columns goes through 1/S. */
const svd = decomposition({
  name: 'svd',
  parts: svdParts,
  factor: svdOf,
  vjp: (ops, [gu, gs, gvt], [u, s, vt]) => {
    const inner = product(ops, u, gu, { flipX: true })
    const left = skewPart(ops, inner)
    const right = skewPart(ops, product(ops, vt, gvt, { flipY: true }))
    const turn = ops.add(ops.mul(left, asRow(ops, s)), ops.mul(asColumn(ops, s), right))
    const middle = ops.add(overGap(ops, turn, squareGaps(ops, s)), diagonalMatrix(ops, gs))
    const outside = overGap(ops, ops.sub(gu, product(ops, u, inner)), asRow(ops, s))
    const [m, n] = sidesOf(shapeOf(u))
    const whole = product(ops, u, middle)
    return product(ops, m > n ? ops.add(whole, outside) : whole, vt)
  },
  jvp: (ops, t, [u, s, vt]) => {
    const moved = product(ops, t, vt, { flipY: true })
    const inner = product(ops, u, moved, { flipX: true })
    const gap = squareGaps(ops, s)
    const turnOf = (x: Num): Num => overGap(ops, withoutDiagonal(ops, ops.add(x, transposed(ops, x))), gap)
    const du = product(ops, u, turnOf(ops.mul(inner, asRow(ops, s))))
    const dvt = product(ops, turnOf(ops.mul(asColumn(ops, s), inner)), vt, { flipX: true })
    const [m, n] = sidesOf(shapeOf(u))
    const outside = overGap(ops, ops.sub(moved, product(ops, u, inner)), asRow(ops, s))
    return [m > n ? ops.add(du, outside) : du, diagonal(ops, inner), dvt]
  },
})

function skewPart(ops: Ops, x: Num): Num {
  return ops.sub(x, transposed(ops, x))
}

/** S_j² − S_i², and 1 on the diagonal. */
function squareGaps(ops: Ops, s: Num): Num {
  const [n] = shapeOf(s).slice(-1)
  const [row, column] = [asRow(ops, s), asColumn(ops, s)]
  return ops.add(ops.mul(ops.sub(row, column), ops.add(row, column)), eye(ops, n, s))
}

export interface PinvParams {
  /** Singular values below this times the largest count as 0. */
  readonly cutoff: number
}

/** The pseudo-inverse X of matrices with m ≥ n: Ẋ = −X Ȧ X + X Xᵀ Ȧᵀ (I − A X) + (I − X A) Ȧᵀ Xᵀ X, for a constant rank
 *  (Golub & Pereyra, eq. 4.12). */
const pinv = oneInputRow<PinvParams>({
  name: 'pinv',
  shape: (shape) => shape && [...shape.slice(0, -2), sidesOf(shape)[1], sidesOf(shape)[0]],
  value: (ops, x, { cutoff }) => {
    const [m, n] = sidesOf(x.shape)
    return mapped(ops, x, [...x.shape.slice(0, -2), n, m], (a) => [pinvOf(a, m, n, cutoff)])
  },
  precise: null,
  vjp: (ops, g, x, out) => {
    const back = transposed(ops, g)
    const direct = product(ops, product(ops, out, g, { flipX: true }), out, { flipY: true })
    const rows = complement(ops, product(ops, x, out))
    const columns = complement(ops, product(ops, out, x))
    const below = product(ops, product(ops, rows, back), product(ops, out, out, { flipY: true }))
    const above = product(ops, product(ops, product(ops, out, out, { flipX: true }), back), columns)
    return ops.sub(ops.add(below, above), direct)
  },
  jvp: (ops, t, x, out) => {
    const back = transposed(ops, t)
    const direct = product(ops, product(ops, out, t), out)
    const rows = complement(ops, product(ops, x, out))
    const columns = complement(ops, product(ops, out, x))
    const below = product(ops, product(ops, product(ops, out, out, { flipY: true }), back), rows)
    const above = product(ops, product(ops, columns, back), product(ops, out, out, { flipX: true }))
    return ops.sub(ops.add(below, above), direct)
  },
})

/** I − P. */
function complement(ops: Ops, x: Num): Num {
  return ops.sub(eye(ops, sideOf(shapeOf(x)), x), x)
}

export const ROWS = { inverse, det, slogdet, solve, triangularSolve, cholesky, matrixExp, qr, eigh, svd, pinv }
