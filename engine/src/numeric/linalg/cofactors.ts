// The matrix of cofactors, the derivative of the determinant, right for singular matrices and differentiable to any order.
// Source: Stewart, "On the adjugate matrix" (1998), with the null space's block treated by the Faddeev–LeVerrier recursion.
import { plain, shapeOf, Tensor, type Num } from '../num'
import type { Ops } from '../ops'
import { isSingular, luOf, pivotRatio, svdOf, type SVD } from './factor'
import {
  blockOf,
  diagonal,
  eye,
  joined,
  matricesOf,
  perMatrix,
  product,
  sideOf,
  transposed,
  weighted,
} from './matrices'

/** A singular value below this times the largest is left out of the block that is inverted: an inverse loses these digits at
 *  every order of derivative. */
const SMALL = 1e-2
/** Up to this size a block goes through the recursion, whose rounding grows with the size. */
const RECURSED = 3

const BACKWARDS = { start: null, stop: null, step: -1 }

/** ∂ det/∂x; `det` is x's determinant. */
export function cofactors(ops: Ops, x: Num, det: Num): Num {
  const value = plain(x)
  const n = sideOf(shapeOf(x))
  if (n === 1) return ops.onesLike(value)
  if (n === 2) return weighted(ops, ops.index(x, ['ellipsis', BACKWARDS, BACKWARDS]), (i, j) => (i === j ? 1 : -1))
  if (value instanceof Tensor && value.size > 0 && !isRegular(value)) {
    const factors = matricesOf(value).map((a) => svdOf(a, n, n))
    const rank = Math.min(...factors.map(([, s]) => s.filter((size) => size > SMALL * s[0]).length))
    if (rank < n) return nearlySingular(ops, x, value, factors, rank)
  }
  return ops.mul(perMatrix(ops, det), transposed(ops, ops.linalg.inverse(x)))
}

function isRegular(x: Tensor): boolean {
  const n = sideOf(x.shape)
  return matricesOf(x).every((a) => {
    const factors = luOf(a, n)
    return !isSingular(factors, n) && !(pivotRatio(factors, n) <= SMALL)
  })
}

/** With x = U M Vᵀ, U and V constant and orthogonal, M is nearly diagonal: a block that is safely invertible and a small one
 *  that need not be. Then adj x = ±V adj(M) Uᵀ, and adj M follows from the Schur complement of the first block. */
function nearlySingular(ops: Ops, x: Num, value: Tensor, factors: readonly SVD[], rank: number): Num {
  const size = sideOf(value.shape) ** 2
  const [u, vt] = [0, 2].map((k) => {
    const out = ops.allocate(value.size)
    factors.forEach((parts, b) => out.set(parts[k], b * size))
    return new Tensor(out, value.shape, value.dtype)
  })
  const middle = product(ops, product(ops, u, x, { flipX: true }), vt, { flipY: true })
  const sign = ops.mul(orientation(ops, u), orientation(ops, vt))
  const adjugate = rank === 0 ? small(ops, middle).adjugate : blocks(ops, middle, rank)
  return ops.mul(perMatrix(ops, sign), product(ops, product(ops, u, adjugate, { flipY: true }), vt))
}

/** ±1, the determinant of an orthogonal matrix. */
function orientation(ops: Ops, x: Tensor): Num {
  return ops.sign(ops.linalg.det(x))
}

function blocks(ops: Ops, x: Num, rank: number): Num {
  const n = sideOf(shapeOf(x))
  const a = blockOf(ops, x, [0, rank], [0, rank])
  const det = perMatrix(ops, ops.linalg.det(a))
  const inverse = ops.linalg.inverse(a)
  const right = product(ops, inverse, blockOf(ops, x, [0, rank], [rank, n]))
  const left = product(ops, blockOf(ops, x, [rank, n], [0, rank]), inverse)
  const schur = ops.sub(
    blockOf(ops, x, [rank, n], [rank, n]),
    product(ops, blockOf(ops, x, [rank, n], [0, rank]), right),
  )
  const rest = n - rank <= RECURSED ? small(ops, schur) : regular(ops, schur)
  const bottom = product(ops, rest.adjugate, left)
  const top = ops.add(ops.mul(perMatrix(ops, rest.det), inverse), product(ops, right, bottom))
  const whole = joined(ops, [
    [top, ops.neg(product(ops, right, rest.adjugate))],
    [ops.neg(bottom), rest.adjugate],
  ])
  return ops.mul(det, whole)
}

/** Determinant and adjugate by the rule for any matrix: what is left is smaller, and judged by its own largest value. */
function regular(ops: Ops, s: Num): { readonly adjugate: Num; readonly det: Num } {
  const det = ops.linalg.det(s)
  return { adjugate: transposed(ops, cofactors(ops, s, det)), det }
}

/** Determinant and adjugate without a division by an element: M₁ = I, c_k = −tr(S M_k)/k, M_{k+1} = S M_k + c_k I;
 *  adj S = (−1)^{k−1} M_k and det S = (−1)^k c_k for k × k (Faddeev & Faddeeva, 1963, §47). */
function small(ops: Ops, s: Num): { readonly adjugate: Num; readonly det: Num } {
  const size = sideOf(shapeOf(s))
  const one = eye(ops, size, s)
  let matrix: Num = ops.broadcastTo(one, shapeOf(s))
  let moved = product(ops, s, matrix)
  const coefficient = (k: number): Num => ops.div(ops.neg(ops.sum(diagonal(ops, moved), [-1])), k)
  for (let k = 1; k < size; k++) {
    matrix = ops.add(moved, ops.mul(perMatrix(ops, coefficient(k)), one))
    moved = product(ops, s, matrix)
  }
  const last = coefficient(size)
  return size % 2 === 0 ? { adjugate: ops.neg(matrix), det: last } : { adjugate: matrix, det: ops.neg(last) }
}
