// np.linalg's solvers and decompositions: arguments as NumPy checks them, the engine's rows with LAPACK's values.
import {
  LinAlgError,
  Opaque,
  Tensor,
  type Num,
  type Structural,
  type Value,
} from '@gradlens/engine'
import { known, type Body, type Call } from '../call'
import { toTensor } from '../convert'
import type { TensorLike } from '../ndarray'
import { flag } from '../reductions'
import { row } from '../row'
import { integer, shapeOf } from '../shaping'
import { wrap } from '../ufuncs'
import {
  flipped,
  floating,
  isTraced,
  linAlgError,
  lowerRead,
  matrices,
  squareMatrices,
  together,
  tuple,
} from './arguments'
import { leastSquares } from './lapack/leastSquares'
import { generalEigen } from './lapack/general'
import { singularParts, singularValues } from './lapack/singular'
import { eigParts, LAPACK_ROWS, qrParts } from './rows'

/** A row of np.linalg: what LAPACK finds wrong becomes NumPy's exception. */
export function linalgRow(name: string, signature: string, body: Body): ReturnType<typeof row> {
  return row(`linalg.${name}`, signature, (call, ...args) => {
    try {
      return body(call, ...args)
    } catch (error) {
      if (error instanceof LinAlgError) return call.raise(linAlgError, error.message)
      throw error
    }
  })
}

const applied = (call: Call, entry: Structural<null>, x: Num): TensorLike =>
  call.ops.apply(entry, [x], null) as TensorLike

export function inverse(call: Call, x: TensorLike): TensorLike {
  return applied(call, LAPACK_ROWS.inverse, x)
}

/** The parts of a packed decomposition of one shape each, behind the leading axes. */
function parts(call: Call, packed: Num, shapes: readonly (readonly number[])[]): readonly Num[] {
  const lead = shapeOf(packed as TensorLike).slice(0, -1)
  let start = 0
  return shapes.map((shape) => {
    const stop = start + shape.reduce((a, b) => a * b, 1)
    const own = call.ops.index(packed, ['ellipsis', { start, stop, step: 1 }])
    start = stop
    return call.ops.reshape(own, [...lead, ...shape])
  })
}

/** Thin factors: U, S and Vᵀ. */
export function thinSvd(call: Call, x: TensorLike): readonly [u: Num, s: Num, vt: Num] {
  const [m, n] = shapeOf(x).slice(-2)
  const k = Math.min(m, n)
  const tall = m >= n
  const packed = applied(call, tall ? LAPACK_ROWS.svdTall : LAPACK_ROWS.svdWide, tall ? x : flipped(call, x))
  const [u, s, vt] = parts(call, packed, [[Math.max(m, n), k], [k], [k, k]])
  return tall ? [u, s, vt] : [flipped(call, vt), s, flipped(call, u)]
}

/** The singular values, found without vectors. */
export function valuesOf(call: Call, x: TensorLike): TensorLike {
  if (!(x instanceof Tensor)) return thinSvd(call, x)[1] as TensorLike
  const [m, n] = x.shape.slice(-2)
  const k = Math.min(m, n)
  const batch = x.shape.slice(0, -2)
  const count = batch.reduce((a, b) => a * b, 1)
  const data = new Float64Array(count * k)
  for (let i = 0; i < count; i++) {
    const found = singularValues(x.data.slice(i * m * n, (i + 1) * m * n), m, n)
    if (!found) throw new LinAlgError('SVD did not converge')
    data.set(found, i * k)
  }
  const values = new Tensor(call.ops.rounded(data, x.dtype), [...batch, k], x.dtype)
  return (isTraced(x) ? valued(call, thinSvd(call, x)[1], values) : values) as TensorLike
}

/** Orthonormal columns beside those of q that make it square: their values are given. As q turns they turn with it, with no
 *  turn among themselves; what depends on such a turn has no derivative. */
function completed(call: Call, q: Num, whole: Tensor): Num {
  if (!isTraced(q)) return whole
  const { ops } = call
  const [k] = shapeOf(q as TensorLike).slice(-1)
  const rest = ops.index(whole, ['ellipsis', { start: k, stop: null, step: null }])
  const away = ops.sub(rest, ops.matmul(q, ops.matmul(flipped(call, q), rest)))
  const [count] = shapeOf(rest as TensorLike).slice(-1)
  const gram = ops.matmul(flipped(call, away), away)
  const eye = new Tensor(
    Float64Array.from({ length: count * count }, (_, i) => Number(i % (count + 1) === 0)),
    [count, count],
    'float64',
  )
  const mended = ops.matmul(away, ops.mul(ops.sub(ops.mul(eye, 3), gram), 0.5))
  return ops.concat([q, mended], -1)
}

/** Both factors square. */
function fullSvd(call: Call, x: TensorLike): readonly [u: Num, s: Num, vt: Num] {
  const [u, s, vt] = thinSvd(call, x)
  const [m, n] = shapeOf(x).slice(-2)
  if (m === n || !(x instanceof Tensor)) return [u, s, vt]
  const batch = x.shape.slice(0, -2)
  const side = Math.max(m, n)
  const count = batch.reduce((a, b) => a * b, 1)
  const data = new Float64Array(count * side * side)
  for (let k = 0; k < count; k++) {
    const found = singularParts(x.data.slice(k * m * n, (k + 1) * m * n), m, n, true)
    if (!found) throw new LinAlgError('SVD did not converge')
    data.set(m > n ? found.u : found.vt, k * side * side)
  }
  const whole = new Tensor(call.ops.rounded(data, x.dtype), [...batch, side, side], x.dtype)
  return m > n
    ? [completed(call, u, whole), s, vt]
    : [u, s, isTraced(vt) ? flipped(call, completed(call, flipped(call, vt), flipped(call, whole) as Tensor)) : whole]
}

function svd(call: Call, a: Value, full: Value, uv: Value, hermitian: Value): Value {
  if (flag(call, hermitian ?? false)) return call.opaque('`np.linalg.svd` of Hermitian matrices is not evaluated', {}, [a])
  const x = matrices(call, a)
  if (uv !== undefined && !flag(call, uv)) return wrap(call, valuesOf(call, x))
  return tuple(call, full === undefined || flag(call, full) ? fullSvd(call, x) : thinSvd(call, x))
}

/** Eigenvalues and vectors of symmetric matrices. */
function symmetric(call: Call, a: Value, uplo: Value): readonly [values: Num, vectors: Num] {
  const side = uplo === undefined ? 'L' : known(uplo)
  if (side !== 'L' && side !== 'U' && side !== 'l' && side !== 'u')
    call.raise('ValueError', "UPLO argument must be 'L' or 'U'")
  const given = squareMatrices(call, a)
  const x = lowerRead(call, side === 'U' || side === 'u' ? (flipped(call, given) as TensorLike) : given)
  const [n] = shapeOf(x).slice(-1)
  const [values, vectors] = parts(call, applied(call, LAPACK_ROWS.eigh, x), [[n], [n, n]])
  return [values, vectors]
}

const COMPLEX = 'complex numbers are not evaluated'

/** Eigenvalues, and vectors where they are wanted; null where they are not all real. */
function general(call: Call, x: TensorLike, wantsVectors: boolean): readonly [Num, Num] | null {
  if (!(x instanceof Tensor)) return null
  const n = x.shape[x.shape.length - 1]
  if (x.data.some((v) => !Number.isFinite(v))) call.raise(linAlgError, 'Array must not contain infs or NaNs')
  for (let at = 0; at < x.data.length; at += n * n) {
    const found = generalEigen(x.data.subarray(at, at + n * n), n, false)
    if (!found) throw new LinAlgError('Eigenvalues did not converge')
    const real = found.imaginary.every((v) => v === 0)
    if (isTraced(x)) call.runtime.decide(real, call.site)
    if (!real) return null
  }
  if (!wantsVectors && !isTraced(x)) {
    const data = new Float64Array(x.data.length / Math.max(1, n))
    for (let k = 0; k * n < data.length; k++)
      data.set(generalEigen(x.data.subarray(k * n * n, (k + 1) * n * n), n, false)?.real ?? [], k * n)
    return [new Tensor(data, x.shape.slice(0, -1), x.dtype), 0]
  }
  return eigParts(call.ops, call.ops.apply(LAPACK_ROWS.eig, [x], null), n)
}

function eig(call: Call, a: Value): Value {
  const x = squareMatrices(call, a)
  if (x instanceof Opaque) return tuple(call, [unknownLike(call, x, x.reason, -1), unknownLike(call, x, x.reason, 0)])
  const found = general(call, x, true)
  if (found) return tuple(call, found)
  return call.runtime.semantics.makeTuple([call.opaque(COMPLEX, {}, [wrap(call, x)]), call.opaque(COMPLEX, {}, [wrap(call, x)])], call.runtime)
}

function unknownLike(call: Call, x: Opaque, reason: string, axes: number): Num {
  const shape = x.facts.shape && (axes < 0 ? x.facts.shape.slice(0, axes) : x.facts.shape)
  return call.session.unknown(reason, { tensor: true, dtype: x.facts.dtype, shape }, [x])
}

/** Eigenvalues of a matrix that are all real; opaque otherwise. */
export function realEigenvalues(call: Call, x: TensorLike): TensorLike {
  if (x instanceof Opaque) return unknownLike(call, x, x.reason, -1) as TensorLike
  const found = general(call, x, false)
  return found ? (found[0] as TensorLike) : call.opaque(COMPLEX, {}, [wrap(call, x)])
}

/** `np.linalg.qr`. */
function qr(call: Call, a: Value, mode: Value): Value {
  const name = mode === undefined ? 'reduced' : known(mode)
  if (name !== 'reduced' && name !== 'complete' && name !== 'r')
    return name === 'raw'
      ? call.opaque('the mode `raw` of `np.linalg.qr` is not evaluated', {}, [a])
      : call.raise('ValueError', `Unrecognized mode '${String(name)}'`)
  const x = matrices(call, a)
  const [m, n] = shapeOf(x).slice(-2)
  if (!(x instanceof Tensor)) {
    const [q, r] = call.ops.linalg.qr(x)
    return name === 'r' ? wrap(call, r as TensorLike) : tuple(call, [q, r])
  }
  const [whole, upper] = qrOf(call, x, name === 'complete' ? m : Math.min(m, n))
  if (!isTraced(x)) return name === 'r' ? wrap(call, upper) : tuple(call, [whole, upper])
  const [q, r] = m >= n ? parts(call, applied(call, LAPACK_ROWS.qr, x), [[m, n], [n, n]]) : call.ops.linalg.qr(x)
  if (name === 'r') return wrap(call, r as TensorLike)
  if (name === 'reduced' || m <= n) return tuple(call, [q, r])
  const below = call.ops.fill([...x.shape.slice(0, -2), m - n, n], 0, x.dtype)
  return tuple(call, [completed(call, q, whole), call.ops.concat([r, below], -2)])
}

/** Q with `width` columns and R of known matrices, off the tape. */
function qrOf(call: Call, x: Tensor, width: number): readonly [q: Tensor, r: Tensor] {
  const [m, n] = x.shape.slice(-2)
  const batch = x.shape.slice(0, -2)
  const count = batch.reduce((a, b) => a * b, 1)
  const [q, r] = [new Float64Array(count * m * width), new Float64Array(count * width * n)]
  for (let k = 0; k < count; k++) {
    const [own, upper] = qrParts(x.data.slice(k * m * n, (k + 1) * m * n), m, n, width)
    q.set(own, k * m * width)
    r.set(upper, k * width * n)
  }
  const made = (data: Float64Array, sides: readonly number[]): Tensor =>
    new Tensor(call.ops.rounded(data, x.dtype), [...batch, ...sides], x.dtype)
  return [made(q, [m, width]), made(r, [width, n])]
}

/** X of A X = B. */
function solve(call: Call, a: Value, b: Value): Value {
  const left = squareMatrices(call, a)
  const [x, y] = together(call, left, floating(call, b))
  const [n] = shapeOf(x).slice(-1)
  const shape = shapeOf(y)
  const isVector = shape.length === shapeOf(x).length - 1
  const rows = isVector ? shape[shape.length - 1] : shape[shape.length - 2]
  if (shape.length === 0 || rows !== n) {
    const signature = isVector ? '(m,m),(m)->(m)' : '(m,m),(m,n)->(m,n)'
    if (shape.length === 0 && !isVector)
      call.raise(
        'ValueError',
        `solve: Input operand 1 does not have enough dimensions (has 0, gufunc core with signature (m,m),(m,n)->(m,n) requires 2)`,
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

/** The cutoff below which singular values count as 0. */
const machineEpsilon = (x: TensorLike): number => ((x instanceof Tensor && x.dtype === 'float32') ? 2 ** -23 : 2 ** -52)

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

/** The traced value, moved by its own rounding to the one that LAPACK gives. */
function valued(call: Call, traced: Num, value: Tensor): Num {
  const plain = traced instanceof Tensor ? new Tensor(traced.data, traced.shape, traced.dtype) : value
  return call.ops.add(traced, call.ops.sub(value, plain))
}

function lstsq(call: Call, a: Value, b: Value, rcond: Value): Value {
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

/** A plain number of an argument. */
export function number(call: Call, v: Value): number {
  const x = toTensor(v, null, call.runtime, call.site)
  return (known(x) as Tensor).data[0]
}

/** The determinant: 0 keeps its own derivative. */
function det(call: Call, a: Value): Value {
  return wrap(call, applied(call, LAPACK_ROWS.det, squareMatrices(call, a)))
}

function slogdet(call: Call, a: Value): Value {
  const both = applied(call, LAPACK_ROWS.slogdet, squareMatrices(call, a))
  return tuple(call, [call.ops.index(both, ['ellipsis', 0]), call.ops.index(both, ['ellipsis', 1])])
}

function pinv(call: Call, a: Value, rcond: Value, hermitian: Value): Value {
  if (flag(call, hermitian ?? false)) return call.opaque('`np.linalg.pinv` of Hermitian matrices is not evaluated', {}, [a])
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
    const least = tol === undefined || tol === null ? Math.max(...own) * Math.max(m, n) * machineEpsilon(x) : number(call, tol)
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
  if (n === 0) return wrap(call, ops.linalg.matrixPower(given, 0) as TensorLike)
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

