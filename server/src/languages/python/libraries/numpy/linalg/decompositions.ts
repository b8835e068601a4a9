// Decompositions of np.linalg: singular values, eigenvalues, QR, with LAPACK's values and the engine's derivatives.
import { LinAlgError, Opaque, Tensor, type Num, type Value } from '@gradlens/engine'
import { known, type Call } from '../call'
import type { TensorLike } from '../ndarray'
import { flag } from '../reductions'
import { shapeOf } from '../shaping'
import { wrap } from '../ufuncs'
import { applied, parts, valued } from './application'
import { flipped, isTraced, linAlgError, lowerRead, matrices, squareMatrices, tuple } from './arguments'
import { generalEigen } from './lapack/general'
import { singularParts, singularValues } from './lapack/singular'
import { eigParts, LAPACK_ROWS, qrParts } from './rows'

/** Raises for NaN, as LAPACK does; with infinities nothing is known. */
function checkFinite(call: Call, x: TensorLike): void {
  if (!(x instanceof Tensor) || x.data.every(Number.isFinite)) return
  if (x.data.some(Number.isNaN)) throw new LinAlgError('SVD did not converge')
  known(call.opaque('singular values of a matrix with infinities are not evaluated', {}, [wrap(call, x)]))
}

/** Thin factors: U, S and Vᵀ. */
export function thinSvd(call: Call, x: TensorLike): readonly [u: Num, s: Num, vt: Num] {
  checkFinite(call, x)
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
  checkFinite(call, x)
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

export function svd(call: Call, a: Value, full: Value, uv: Value, hermitian: Value): Value {
  if (flag(call, hermitian ?? false))
    return call.opaque('`np.linalg.svd` of Hermitian matrices is not evaluated', {}, [a])
  const x = matrices(call, a)
  if (uv !== undefined && !flag(call, uv)) return wrap(call, valuesOf(call, x))
  const [u, s, vt] = full === undefined || flag(call, full) ? fullSvd(call, x) : thinSvd(call, x)
  const least = Math.min(...shapeOf(x).slice(-2))
  return tuple(call, [withSigns(call, u, least, CONQUERED), s, withSigns(call, vt, least, CONQUERED)])
}

/** Above this many rows or columns LAPACK divides and conquers (dbdsdc, dstedc: SMLSIZ), or takes another QR algorithm (dhseqr:
 *  NMIN): the values are the same but for rounding, the vectors' signs are its own. */
const CONQUERED = 25
const LARGE_QR = 75

/** Vectors whose signs are LAPACK's; unknown where those are not known. */
function withSigns(call: Call, vectors: Num, n: number, most: number): Num {
  if (n <= most || vectors instanceof Opaque) return vectors
  const { shape, dtype } = vectors as Tensor
  const reason = `the signs of vectors of matrices with more than ${most} rows and columns are not evaluated`
  return call.session.unknown(reason, { tensor: true, dtype, shape }, [vectors])
}

/** Eigenvalues and vectors of symmetric matrices. */
export function symmetric(call: Call, a: Value, uplo: Value): readonly [values: Num, vectors: Num] {
  const side = uplo === undefined ? 'L' : known(uplo)
  if (side !== 'L' && side !== 'U' && side !== 'l' && side !== 'u')
    call.raise('ValueError', "UPLO argument must be 'L' or 'U'")
  const given = squareMatrices(call, a)
  const x = lowerRead(call, side === 'U' || side === 'u' ? (flipped(call, given) as TensorLike) : given)
  if (x instanceof Tensor && !x.data.every(Number.isFinite))
    known(call.opaque('eigenvalues of a matrix with infinities or NaN are not evaluated', {}, [a]))
  const [n] = shapeOf(x).slice(-1)
  const [values, vectors] = parts(call, applied(call, LAPACK_ROWS.eigh, x), [[n], [n, n]])
  return [values, withSigns(call, vectors, n, CONQUERED)]
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

export function eig(call: Call, a: Value): Value {
  const x = squareMatrices(call, a)
  if (x instanceof Opaque) return tuple(call, [unknownLike(call, x, x.reason, -1), unknownLike(call, x, x.reason, 0)])
  const found = general(call, x, true)
  if (found) return tuple(call, [found[0], withSigns(call, found[1], x.shape[x.shape.length - 1], LARGE_QR - 1)])
  return call.runtime.semantics.makeTuple(
    [call.opaque(COMPLEX, {}, [wrap(call, x)]), call.opaque(COMPLEX, {}, [wrap(call, x)])],
    call.runtime,
  )
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
export function qr(call: Call, a: Value, mode: Value): Value {
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
  const [q, r] =
    m >= n
      ? parts(call, applied(call, LAPACK_ROWS.qr, x), [
          [m, n],
          [n, n],
        ])
      : call.ops.linalg.qr(x)
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
