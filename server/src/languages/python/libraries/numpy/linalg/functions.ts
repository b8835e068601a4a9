// np.linalg's solvers and decompositions by their names, ranks and powers.
import { Opaque, Tensor, type Num, type Value } from '@gradlens/engine'
import type { Call } from '../call'
import { dtypeOf, toTensor } from '../convert'
import type { TensorLike } from '../ndarray'
import { flag } from '../reductions'
import { row } from '../row'
import { integer, shapeOf } from '../shaping'
import { as, wrap } from '../ufuncs'
import { applied, linalgRow, machineEpsilon, number } from './application'
import { floating, isTraced, linAlgError, lowerRead, matrices, squareMatrices, tuple } from './arguments'
export { thinSvd } from './decompositions'
import { eig, qr, realEigenvalues, svd, symmetric, valuesOf } from './decompositions'
import { LAPACK_ROWS } from './rows'
import { det, inverse, lstsq, pinv, slogdet, solve } from './systems'

/** How many singular values count. */
function matrixRank(call: Call, a: Value, tol: Value, hermitian: Value): Value {
  if (flag(call, hermitian ?? false))
    return call.opaque('`np.linalg.matrix_rank` of Hermitian matrices is not evaluated', {}, [a])
  const x = floating(call, a)
  const counted = (data: readonly number[], shape: readonly number[]): Value => {
    if (isTraced(x)) call.runtime.decide(data.join(','), call.site)
    return wrap(call, new Tensor(Float64Array.from(data), shape, 'int64'))
  }
  if (!(x instanceof Tensor)) return call.opaque(x.reason, {}, [x])
  if (x.shape.length < 2) return counted([Number(x.data.some((v) => v !== 0))], [])
  const s = valuesOf(call, x) as Tensor
  const k = s.shape[s.shape.length - 1]
  const [m, n] = x.shape.slice(-2)
  const ranks: number[] = []
  for (let at = 0; at < s.data.length; at += k) {
    const own = Array.from(s.data.subarray(at, at + k))
    const least =
      tol === undefined || tol === null ? Math.max(...own) * Math.max(m, n) * machineEpsilon(x) : number(call, tol)
    ranks.push(own.filter((v) => v > least).length)
  }
  return counted(ranks, s.shape.slice(0, -1))
}

/** Aⁿ by NumPy's own order of products. */
function matrixPower(call: Call, a: Value, power: Value): Value {
  const given = toTensor(a, null, call.runtime, call.site)
  const [m, side] = shapeOf(given).slice(-2)
  if (shapeOf(given).length < 2) return wrap(call, matrices(call, a))
  if (m !== side) call.raise(linAlgError, 'Last 2 dimensions of the array must be square')
  const n = integer(power)
  if (n === null) return call.raise('TypeError', 'exponent must be an integer')
  const { ops } = call
  if (n === 0) return wrap(call, as(call, ops.linalg.matrixPower(given, 0) as TensorLike, dtypeOf(given)))
  const base: Num = n < 0 ? inverse(call, squareMatrices(call, a)) : given
  const count = Math.abs(n)
  if (count === 3) return wrap(call, ops.matmul(ops.matmul(base, base), base) as TensorLike)
  let square: Num | null = null
  let result: Num | null = null
  for (let rest = count; rest > 0; rest = Math.floor(rest / 2)) {
    square = square === null ? base : ops.matmul(square, square)
    if (rest % 2 === 1) result = result === null ? square : ops.matmul(result, square)
  }
  return wrap(call, result as TensorLike)
}

export const FACTORISATIONS: readonly ReturnType<typeof row>[] = [
  { paths: ['np.linalg.LinAlgError'], value: linAlgError },
  linalgRow('inv', 'a', (call, a) => wrap(call, inverse(call, squareMatrices(call, a)))),
  linalgRow('det', 'a', det),
  linalgRow('slogdet', 'a', slogdet),
  linalgRow('solve', 'a, b', solve),
  linalgRow('lstsq', 'a, b, rcond=', lstsq),
  linalgRow('pinv', 'a, rcond=, hermitian=', pinv),
  linalgRow('svd', 'a, full_matrices=, compute_uv=, hermitian=', svd),
  linalgRow('qr', 'a, mode=', qr),
  linalgRow('cholesky', 'a', (call, a) =>
    wrap(call, applied(call, LAPACK_ROWS.cholesky, lowerRead(call, squareMatrices(call, a)))),
  ),
  linalgRow('eig', 'a', eig),
  linalgRow('eigvals', 'a', (call, a) => {
    const found = realEigenvalues(call, squareMatrices(call, a))
    return found instanceof Opaque ? found : wrap(call, found)
  }),
  linalgRow('eigh', 'a, UPLO=', (call, a, uplo) => {
    const upper = uplo === 'U' || uplo === 'u'
    return upper
      ? call.opaque("eigenvectors from the upper triangle (`UPLO='U'`) are not evaluated", {}, [a])
      : tuple(call, symmetric(call, a, uplo))
  }),
  linalgRow('eigvalsh', 'a, UPLO=', (call, a, uplo) => wrap(call, symmetric(call, a, uplo)[0] as TensorLike)),
  linalgRow('matrix_rank', 'A, tol=, hermitian=', matrixRank),
  linalgRow('matrix_power', 'a, n', matrixPower),
]
