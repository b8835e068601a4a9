// Systems and determinants of np.linalg: inverses, solutions, least squares, pseudo-inverses.
import { LinAlgError, Tensor, type Value } from '@gradlens/engine'
import type { Call } from '../call'
import type { TensorLike } from '../ndarray'
import { flag } from '../reductions'
import { shapeOf } from '../shaping'
import { wrap } from '../ufuncs'
import { applied, machineEpsilon, number, valued } from './application'
import { flipped, floating, isTraced, linAlgError, matrices, squareMatrices, together, tuple } from './arguments'
import { thinSvd } from './decompositions'
import { leastSquares } from './lapack/leastSquares'
import { LAPACK_ROWS } from './rows'

export function inverse(call: Call, x: TensorLike): TensorLike {
  return applied(call, LAPACK_ROWS.inverse, x)
}

/** X of A X = B. */
export function solve(call: Call, a: Value, b: Value): Value {
  const left = squareMatrices(call, a)
  const [x, y] = together(call, left, floating(call, b))
  const [n] = shapeOf(x).slice(-1)
  const shape = shapeOf(y)
  const isVector = shape.length === shapeOf(x).length - 1
  const rows = isVector ? shape[shape.length - 1] : shape[shape.length - 2]
  if ((shape.length < 2 && !isVector) || rows !== n) {
    const signature = isVector ? '(m,m),(m)->(m)' : '(m,m),(m,n)->(m,n)'
    if (shape.length < 2 && !isVector)
      call.raise(
        'ValueError',
        `solve: Input operand 1 does not have enough dimensions (has ${shape.length}, gufunc core with signature (m,m),(m,n)->(m,n) requires 2)`,
      )
    call.raise(
      'ValueError',
      `solve${isVector ? '1' : ''}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature ${signature} (size ${rows} is different from ${n})`,
    )
  }
  const right = isVector ? call.ops.expandDims(y, [-1]) : y
  const out = call.ops.apply(LAPACK_ROWS.solve, [x, right], { transposed: false })
  return wrap(call, (isVector ? call.ops.squeeze(out, [-1]) : out) as TensorLike)
}

export interface Solution {
  readonly x: TensorLike
  readonly residuals: TensorLike
  readonly rank: number
  readonly s: TensorLike
}

/** Least squares of one matrix and right-hand sides with one or two axes; null where something is not known. */
export function leastSquaresOf(call: Call, a: TensorLike, b: TensorLike, rcond: number | null): Solution | null {
  if (!(a instanceof Tensor) || !(b instanceof Tensor)) return null
  const [m, n] = a.shape
  const k = b.shape.length === 1 ? 1 : b.shape[1]
  const { ops } = call
  const given = [...a.data, ...b.data]
  if (given.some(Number.isNaN)) throw new LinAlgError('SVD did not converge in Linear Least Squares')
  if (!given.every(Number.isFinite)) return null
  const found = leastSquares(a.data, b.data, m, n, k, rcond ?? machineEpsilon(a) * Math.max(m, n))
  if (!found) throw new LinAlgError('SVD did not converge in Linear Least Squares')
  const shape = b.shape.length === 1 ? [n] : [n, k]
  const value = new Tensor(ops.rounded(found.x, a.dtype), shape, a.dtype)
  const traced = isTraced(a) || isTraced(b)
  const x = traced ? valued(call, ops.linalg.lstsq(a, b), value) : value
  const residuals =
    found.rank === n && m > n
      ? !traced
        ? new Tensor(ops.rounded(found.residuals, a.dtype), [k], a.dtype)
        : ops.sum(ops.square(ops.sub(ops.reshape(b, [m, k]), ops.matmul(a, ops.reshape(x, [n, k])))), [0])
      : ops.fill([0], 0, a.dtype)
  if (isTraced(a)) call.runtime.decide(found.rank, call.site)
  const values = new Tensor(ops.rounded(found.s, a.dtype), [found.s.length], a.dtype)
  return {
    x: x as TensorLike,
    residuals: residuals as TensorLike,
    rank: found.rank,
    s: (isTraced(a) ? valued(call, thinSvd(call, a)[1], values) : values) as TensorLike,
  }
}

export function lstsq(call: Call, a: Value, b: Value, rcond: Value): Value {
  const [x, y] = together(call, floating(call, a), floating(call, b))
  const right = shapeOf(y)
  const wrong = [shapeOf(x).length, right.length === 1 ? 2 : right.length].find((rank) => rank !== 2)
  if (wrong !== undefined) call.raise(linAlgError, `${wrong}-dimensional array given. Array must be two-dimensional`)
  if (shapeOf(x)[0] !== right[0]) call.raise(linAlgError, 'Incompatible dimensions')
  call.runtime.at(call.site)
  const given = rcond === undefined ? -1 : rcond === null || rcond === 'warn' ? null : number(call, rcond)
  const found = leastSquaresOf(call, x, y, rcond === 'warn' ? -1 : given)
  if (!found) return call.opaque('these least squares are not evaluated', {}, [a, b])
  return call.runtime.semantics.makeTuple(
    [
      wrap(call, found.x),
      wrap(call, found.residuals),
      wrap(call, new Tensor(Float64Array.of(found.rank), [], 'int32')),
      wrap(call, found.s),
    ],
    call.runtime,
  )
}

/** The determinant: 0 keeps its own derivative. */
export function det(call: Call, a: Value): Value {
  return wrap(call, applied(call, LAPACK_ROWS.det, squareMatrices(call, a)))
}

export function slogdet(call: Call, a: Value): Value {
  const both = applied(call, LAPACK_ROWS.slogdet, squareMatrices(call, a))
  return tuple(call, [call.ops.index(both, ['ellipsis', 0]), call.ops.index(both, ['ellipsis', 1])])
}

export function pinv(call: Call, a: Value, rcond: Value, hermitian: Value): Value {
  if (flag(call, hermitian ?? false))
    return call.opaque('`np.linalg.pinv` of Hermitian matrices is not evaluated', {}, [a])
  const x = matrices(call, a)
  const cutoff = rcond === undefined ? 1e-15 : number(call, rcond)
  if (isTraced(x)) return wrap(call, call.ops.linalg.pinv(x, cutoff) as TensorLike)
  const [u, s, vt] = thinSvd(call, x)
  if (!(s instanceof Tensor)) return wrap(call, call.ops.linalg.pinv(x, cutoff) as TensorLike)
  const k = s.shape[s.shape.length - 1]
  const inverted = s.data.map((v, i) => {
    const top = s.data[i - (i % k)]
    return v > cutoff * top ? 1 / v : 0
  })
  const scale = new Tensor(inverted, s.shape, s.dtype)
  const { ops } = call
  const right = ops.mul(ops.expandDims(scale, [-1]), flipped(call, u))
  return wrap(call, ops.matmul(flipped(call, vt), right) as TensorLike)
}
