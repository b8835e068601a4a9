// NumPy's polynomials: values, sums, products, derivatives, roots and fits; `np.poly1d` makes objects of them.
import { Opaque, Tensor, type Value } from '@gradlens/engine'
import type { Call } from './call'
import { dtypeOf, toTensor } from './convert'
import { vanderColumns } from './diagonals'
import { linalgRow, number } from './linalg/application'
import { realEigenvalues } from './linalg/decompositions'
import { inverse, leastSquaresOf } from './linalg/systems'
import type { TensorLike } from './ndarray'
import { coefficientsOf, constantsOf, evaluated, orderOf, Poly1d } from './poly1d'
import {
  derivativeOf,
  differenceOf,
  divided,
  fromRoots,
  integralOf,
  productOf,
  rootsOf,
  sumOf,
  vector,
} from './polynomialArithmetic'
import { flag } from './reductions'
import { row } from './row'
import { integer, shapeOf } from './shaping'
import { Arithmetic } from './tensorArithmetic'
import { wrap } from './ufuncs'

const tensorOf = (call: Call, v: Value): TensorLike => toTensor(v, null, call.runtime, call.site)

/** A result as a polynomial, where an argument was one. */
function like(call: Call, given: readonly Value[], x: TensorLike): Value {
  return given.some((v) => v instanceof Poly1d) ? Poly1d.of(call, x) : wrap(call, x)
}

function poly(call: Call, v: Value): Value {
  const x = vector(call, tensorOf(call, v))
  const shape = shapeOf(x)
  const square = shape.length === 2 && shape[0] === shape[1] && shape[0] !== 0
  if (!square && shape.length !== 1) call.raise('ValueError', 'input must be 1d or non-empty square 2d array.')
  const roots = square ? realEigenvalues(call, new Arithmetic(call).float(x)) : x
  if (roots instanceof Opaque) return roots
  return shapeOf(roots)[0] === 0 ? 1 : wrap(call, fromRoots(call, roots))
}

function roots(call: Call, p: Value): Value {
  const x = coefficientsOf(call, p)
  if (shapeOf(x).length !== 1) call.raise('ValueError', 'Input must be a rank-1 array.')
  const found = rootsOf(call, x)
  return found instanceof Opaque ? found : wrap(call, found)
}

/** What `polyfit` checks before it computes. */
function checkFit(call: Call, x: TensorLike, y: TensorLike, degree: number): void {
  const [left, right] = [shapeOf(x), shapeOf(y)]
  if (degree < 0) call.raise('ValueError', 'expected deg >= 0')
  if (left.length !== 1) call.raise('TypeError', 'expected 1D vector for x')
  if (left[0] === 0) call.raise('TypeError', 'expected non-empty vector for x')
  if (right.length < 1 || right.length > 2) call.raise('TypeError', 'expected 1D or 2D array for y')
  if (left[0] !== right[0]) call.raise('TypeError', 'expected x and y to have same length')
}

/** `np.polyfit`: least squares on scaled powers. */
function polyfit(call: Call, xs: Value, ys: Value, deg: Value, rcond: Value, full: Value, w: Value, cov: Value): Value {
  const n = new Arithmetic(call)
  const degree = integer(deg)
  if (degree === null) return call.opaque('this degree is not evaluated', {}, [xs, ys, deg])
  const [x, y] = [n.float(tensorOf(call, xs)), n.float(tensorOf(call, ys))]
  checkFit(call, x, y, degree)
  const count = shapeOf(x)[0]
  const cutoff =
    rcond === undefined || rcond === null ? count * 2 ** (dtypeOf(x) === 'float32' ? -23 : -52) : number(call, rcond)
  call.runtime.at(call.site)
  let left = call.ops.stack(vanderColumns(call, x, degree + 1).reverse(), 1) as TensorLike
  let right = y
  if (w !== undefined && w !== null) {
    const weights = n.float(tensorOf(call, w))
    if (shapeOf(weights).length !== 1) call.raise('TypeError', 'expected a 1-d array for weights')
    if (shapeOf(weights)[0] !== count) call.raise('TypeError', 'expected w and y to have the same length')
    const column = n.reshape(weights, [count, 1])
    left = n.mul(left, column)
    right = n.mul(right, shapeOf(right).length === 2 ? column : weights)
  }
  const scale = call.ops.sqrt(n.sum(n.mul(left, left), [0])) as TensorLike
  const scaled = n.div(left, scale)
  const found = leastSquaresOf(call, scaled, right, cutoff)
  if (!found) return call.opaque('this fit is not evaluated', {}, [xs, ys])
  const isVector = shapeOf(right).length === 1
  const c = n.div(found.x, isVector ? scale : n.reshape(scale, [degree + 1, 1]))
  const { runtime } = call
  if (full !== undefined && flag(call, full))
    return runtime.semantics.makeTuple(
      [
        wrap(call, c),
        wrap(call, found.residuals),
        wrap(call, new Tensor(Float64Array.of(found.rank), [], 'int32')),
        wrap(call, found.s),
        cutoff,
      ],
      runtime,
    )
  if (cov === undefined || (cov !== 'unscaled' && !flag(call, cov))) return wrap(call, c)
  const normal = call.ops.matmul(call.ops.transpose(scaled), scaled) as TensorLike
  const base = n.div(inverse(call, normal), call.ops.outer(scale, scale) as TensorLike)
  if (cov !== 'unscaled' && count <= degree + 1)
    call.raise('ValueError', 'the number of data points must exceed order to scale the covariance matrix')
  const factor = n.div(found.residuals, n.scalar(count - degree - 1))
  const spread = isVector ? base : n.reshape(base, [...shapeOf(base), 1])
  const covariance = cov === 'unscaled' ? spread : n.mul(spread, factor)
  return runtime.semantics.makeTuple([wrap(call, c), wrap(call, covariance)], runtime)
}

const pairwise =
  (operation: (call: Call, x: TensorLike, y: TensorLike) => TensorLike) =>
  (call: Call, a: Value, b: Value): Value =>
    like(call, [a, b], operation(call, coefficientsOf(call, a), coefficientsOf(call, b)))

export const POLYNOMIALS: readonly ReturnType<typeof row>[] = [
  row('poly1d', 'c_or_r, r=, variable=', (call, given, isRoots, variable) => {
    const name = typeof variable === 'string' ? variable : given instanceof Poly1d ? given.variable : 'x'
    if (given instanceof Poly1d) return new Poly1d(given.coefficients, name)
    const x = vector(call, tensorOf(call, given))
    if (shapeOf(x).length > 1) call.raise('ValueError', 'Polynomial must be 1d only.')
    return Poly1d.of(call, isRoots !== undefined && flag(call, isRoots) ? fromRoots(call, x) : x, name)
  }),
  row('polyval', 'p, x', (call, p, x) => evaluated(call, coefficientsOf(call, p), x)),
  row('polyadd', 'a1, a2', pairwise(sumOf)),
  row('polysub', 'a1, a2', pairwise(differenceOf)),
  row('polymul', 'a1, a2', pairwise(productOf)),
  row('polydiv', 'u, v', (call, u, v) =>
    call.runtime.semantics.makeTuple(
      divided(call, coefficientsOf(call, u), coefficientsOf(call, v)).map((part) => like(call, [u, v], part)),
      call.runtime,
    ),
  ),
  row('polyder', 'p, m=', (call, p, m) =>
    like(call, [p], derivativeOf(call, coefficientsOf(call, p), orderOf(call, m, 'derivative'))),
  ),
  row('polyint', 'p, m=, k=', (call, p, m, k) =>
    like(call, [p], integralOf(call, coefficientsOf(call, p), constantsOf(call, m, k))),
  ),
  linalgPath('poly', 'seq_of_zeros', poly),
  linalgPath('roots', 'p', roots),
  linalgPath('polyfit', 'x, y, deg, rcond=, full=, w=, cov=', polyfit),
]

/** A function of np that raises what np.linalg raises. */
function linalgPath(name: string, signature: string, body: Parameters<typeof linalgRow>[2]): ReturnType<typeof row> {
  const made = linalgRow(name, signature, body)
  return { ...made, paths: [`np.${name}`] }
}
