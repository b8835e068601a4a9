// PyTorch's own values and derivatives of linear algebra.
import type { Num } from '../num'
import type { Ops } from '../ops'
import { product, symmetrised } from '../linalg/matrices'
import { describeStructural } from './golden.testing'

const flat = (o: Ops, parts: readonly Num[]): Num =>
  o.concat(
    parts.map((part) => o.reshape(part, [-1])),
    0,
  )
const scaled = (o: Ops, x: Num, columns: Num): Num => o.mul(x, o.expandDims(columns, [-2]))
/** v vᵀ of the first column. */
const projector = (o: Ops, v: Num): Num => {
  const first = o.index(v, ['ellipsis', { start: 0, stop: 1, step: 1 }])
  return product(o, first, first, { flipY: true })
}
/** v vᵀ of the first row. */
const rowProjector = (o: Ops, vt: Num): Num => {
  const first = o.index(vt, ['ellipsis', { start: 0, stop: 1, step: 1 }, { start: null, stop: null, step: null }])
  return product(o, first, first, { flipX: true })
}
const pairs = [
  [0, 1],
  [1, 0],
] as const

const OPERATIONS: Readonly<Record<string, (ops: Ops, ...x: Num[]) => Num>> = {
  inverse: (o, x) => o.linalg.inverse(x),
  det: (o, x) => o.linalg.det(x),
  logabsdet: (o, x) => o.linalg.slogdet(x)[1],
  matrixExp: (o, x) => o.linalg.matrixExp(x),
  matrixPower3: (o, x) => o.linalg.matrixPower(x, 3),
  'matrixPower-2': (o, x) => o.linalg.matrixPower(x, -2),
  solve: (o, a, b) => o.linalg.solve(a, b),
  solveVector: (o, a, b) => o.linalg.solve(a, b),
  solveLower: (o, a, b) => o.linalg.triangularSolve(a, b),
  solveUpper: (o, a, b) => o.linalg.triangularSolve(a, b, { upper: true }),
  solveUnitLower: (o, a, b) => o.linalg.triangularSolve(a, b, { unit: true }),
  solveLowerTransposed: (o, a, b) => o.linalg.triangularSolve(a, b, { transposed: true }),
  cholesky: (o, x) => o.linalg.cholesky(x),
  choleskyUpper: (o, x) => o.linalg.cholesky(x, true),
  qr: (o, x) => flat(o, o.linalg.qr(x)),
  eigvalsh: (o, x) => o.linalg.eigvalsh(symmetrised(o, x)),
  eighExp: (o, x) => {
    const [l, v] = o.linalg.eigh(symmetrised(o, x))
    return product(o, scaled(o, v, o.exp(l)), v, { flipY: true })
  },
  eighProjector: (o, x) => projector(o, o.linalg.eigh(symmetrised(o, x))[1]),
  eighSquares: (o, x) => o.square(o.linalg.eigh(symmetrised(o, x))[1]),
  svdvals: (o, x) => o.linalg.svdvals(x),
  normNuclear: (o, x) => o.sum(o.linalg.svdvals(x), [-1]),
  svdLeft: (o, x) => projector(o, o.linalg.svd(x)[0]),
  svdRight: (o, x) => rowProjector(o, o.linalg.svd(x)[2]),
  svdCubed: (o, x) => {
    const [u, s, vt] = o.linalg.svd(x)
    return o.matmul(scaled(o, u, o.powInt(s, 3)), vt)
  },
  pinv: (o, x) => o.linalg.pinv(x),
  lstsq: (o, a, b) => o.linalg.lstsq(a, b),
  trace: (o, x) => o.linalg.trace(x),
  kron: (o, x, y) => o.linalg.kron(x, y),
  cross: (o, x, y) => o.linalg.cross(x, y),
  tensordot1: (o, x, y) => o.linalg.tensordot(x, y, 1),
  tensordot2: (o, x, y) => o.linalg.tensordot(x, y),
  tensordot01: (o, x, y) => o.linalg.tensordot(x, y, pairs),
  matmul: (o, x, y) => o.matmul(x, y),
}

/** 'einsum ij,jk->ik' is einsum with these subscripts. */
const WITH_EINSUM = new Proxy(OPERATIONS, {
  get: (own, name: string) =>
    name.startsWith('einsum ')
      ? (o: Ops, ...x: Num[]) => o.linalg.einsum(name.slice('einsum '.length), ...x)
      : own[name],
})

describeStructural('linalg.jsonl', WITH_EINSUM)
