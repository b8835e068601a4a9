// The operations of ops.linalg as plain functions on the session that transforms share.
import type { Num } from '../num'
import { shared, toNum, type Operand } from '../transforms'
import type { Triangle } from './factor'
import type { TensordotAxes } from './linalg'

export { LinAlgError, type Triangle } from './factor'
export type { TensordotAxes } from './linalg'

const { linalg } = shared.ops

/** A⁻¹. */
export const inverse = (x: Operand): Num => linalg.inverse(toNum(x))
export const det = (x: Operand): Num => linalg.det(toNum(x))
/** The determinant's sign and the logarithm of its absolute value. */
export const slogdet = (x: Operand): readonly [sign: Num, logabsdet: Num] => linalg.slogdet(toNum(x))
/** The lower Cholesky factor (the upper one where `upper` is set). */
export const cholesky = (x: Operand, upper?: boolean): Num => linalg.cholesky(toNum(x), upper)
/** Aⁿ for an integer n. */
export const matrixPower = (x: Operand, n: number): Num => linalg.matrixPower(toNum(x), n)
export const matrixExp = (x: Operand): Num => linalg.matrixExp(toNum(x))

/** X of A X = B. */
export const solve = (a: Operand, b: Operand): Num => linalg.solve(toNum(a), toNum(b))
/** X of T X = B for a triangle T of a: the lower one where not said otherwise. */
export const triangularSolve = (a: Operand, b: Operand, triangle?: Partial<Triangle>): Num =>
  linalg.triangularSolve(toNum(a), toNum(b), triangle)
/** The pseudo-inverse. */
export const pinv = (x: Operand, cutoff?: number): Num => linalg.pinv(toNum(x), cutoff)
/** The shortest least-squares solution. */
export const lstsq = (a: Operand, b: Operand): Num => linalg.lstsq(toNum(a), toNum(b))

/** The reduced QR decomposition. */
export const qr = (x: Operand): readonly [q: Num, r: Num] => linalg.qr(toNum(x))
/** Eigenvalues in rising order and eigenvectors as columns of a symmetric matrix. */
export const eigh = (x: Operand): readonly [values: Num, vectors: Num] => linalg.eigh(toNum(x))
export const eigvalsh = (x: Operand): Num => linalg.eigvalsh(toNum(x))
/** The thin singular value decomposition. */
export const svd = (x: Operand): readonly [u: Num, s: Num, vt: Num] => linalg.svd(toNum(x))
export const svdvals = (x: Operand): Num => linalg.svdvals(toNum(x))

export const trace = (x: Operand): Num => linalg.trace(toNum(x))
/** The Kronecker product. */
export const kron = (x: Operand, y: Operand): Num => linalg.kron(toNum(x), toNum(y))
/** The cross product along an axis of length 3. */
export const cross = (x: Operand, y: Operand, axis?: number): Num => linalg.cross(toNum(x), toNum(y), axis)
export const tensordot = (x: Operand, y: Operand, axes?: TensordotAxes): Num =>
  linalg.tensordot(toNum(x), toNum(y), axes)
/** numpy.einsum, e.g. einsum('ij,jk->ik', x, y). */
export const einsum = (subscripts: string, ...operands: readonly Operand[]): Num =>
  linalg.einsum(subscripts, ...operands.map(toNum))
