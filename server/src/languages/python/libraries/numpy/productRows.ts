// Products and diagonals by their names.
import { Opaque } from '@gradlens/engine'
import { toTensor } from './convert'
import { diag, diagonalSum, numberOr, vander, withDiagonal } from './diagonals'
import { NdArray, type TensorLike } from './ndarray'
import { cross, dot, inner, kron, matmul, outer, tensordot, vdot } from './products'
import { diagonal } from './rearranging'
import { row } from './row'
import { shapeOf } from './shaping'
import { wrap } from './ufuncs'

/** Products of matrices and vectors. */
export const PRODUCTS: readonly ReturnType<typeof row>[] = [
  row('dot', 'a, b, out=', dot),
  row('matmul', 'x1, x2, out=', matmul),
  row('inner', 'a, b', inner),
  row('outer', 'a, b, out=', outer),
  row('vdot', 'a, b', vdot),
  row('tensordot', 'a, b, axes=', tensordot),
  row('kron', 'a, b', kron),
  row('cross', 'a, b, axisa=, axisb=, axisc=, axis=', cross),
]

export const DIAGONALS: readonly ReturnType<typeof row>[] = [
  row('trace', 'a, offset=, axis1=, axis2=, dtype=, out=', (call, a, offset, axis1, axis2) =>
    diagonalSum(call, a, offset, axis1, axis2),
  ),
  row('diag', 'v, k=', (call, v, k) =>
    v instanceof NdArray && shapeOf(v.num).length === 2 ? diagonal(call, v, k, undefined, undefined) : diag(call, v, k),
  ),
  row('diagflat', 'v, k=', (call, v, k) => {
    const x = toTensor(v, null, call.runtime, call.site)
    return x instanceof Opaque
      ? x
      : wrap(call, withDiagonal(call, call.ops.reshape(x, [-1]) as TensorLike, numberOr(call, k, 0)))
  }),
  row('vander', 'x, N=, increasing=', vander),
]
