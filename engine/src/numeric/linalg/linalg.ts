// Linear algebra on `ops.linalg`: solves, decompositions and contractions as operations that are recorded. Matrices are the
// last two axes, everything before them is a batch.
import { dtypeOf, isFloat } from '../dtype'
import { Opaque, rankOf, shapeOf, Tensor, type Num } from '../num'
import type { Ops } from '../ops'
import { axisOf, broadcastShapes, ShapeError, shapeText, sizeOf, type Shape } from '../shape'
import { UNKNOWN } from '../unknown'
import { einsum } from './einsum'
import { LinAlgError, type Triangle } from './factor'
import { diagonal, eye, product, sideOf, sidesOf, transposed } from './matrices'
import { eighParts, qrParts, ROWS, svdParts, unpacked } from './rows'

export { LinAlgError } from './factor'

/** Axes to be summed: the last n of x with the first n of y, or a list for each. */
export type TensordotAxes = number | readonly [x: readonly number[], y: readonly number[]]

export class LinearAlgebra {
  constructor(private readonly ops: Ops) {}

  // Square matrices.

  /** A⁻¹. Throws LinAlgError for a singular matrix. */
  inverse(x: Num): Num {
    return this.ops.apply(ROWS.inverse, [this.float(x)], null)
  }

  /** The determinants, as products of pivots (torch.linalg.det; NumPy's digits are those of sign·exp(logabsdet), see slogdet).
   *  The derivative is right for singular matrices too. */
  det(x: Num): Num {
    return this.ops.apply(ROWS.det, [this.float(x)], null)
  }

  /** The determinants' signs and the logarithms of their absolute values: 0 and −∞ for a singular matrix. */
  slogdet(x: Num): readonly [sign: Num, logabsdet: Num] {
    const both = this.ops.apply(ROWS.slogdet, [this.float(x)], null)
    return [this.ops.index(both, ['ellipsis', 0]), this.ops.index(both, ['ellipsis', 1])]
  }

  /** The lower factor of A = L Lᵀ, or the upper one of A = Uᵀ U. Only A's lower triangle is read, and the derivative is that
   *  of a symmetric matrix (PyTorch's). Throws LinAlgError for a matrix that is not positive definite. */
  cholesky(x: Num, upper = false): Num {
    return this.whole([x], () => {
      const lower = this.ops.apply(ROWS.cholesky, [this.float(x)], null)
      return upper ? transposed(this.ops, lower) : lower
    })
  }

  /** Aⁿ for an integer n: 0 gives identities, a negative one powers of the inverse. */
  matrixPower(x: Num, n: number): Num {
    if (!Number.isInteger(n)) throw new LinAlgError('exponent must be an integer')
    return this.whole([x], () => {
      const given = this.float(x)
      const side = sideOf(shapeOf(given))
      // An identity that stays connected: its derivative is 0, whatever x is.
      if (n === 0) return this.ops.where(1, this.ops.broadcastTo(eye(this.ops, side, given), shapeOf(given)), given)
      return this.power(n < 0 ? this.inverse(given) : given, Math.abs(n))
    })
  }

  private power(x: Num, n: number): Num {
    if (n === 1) return x
    const half = this.power(x, Math.floor(n / 2))
    const square = this.ops.matmul(half, half)
    return n % 2 === 0 ? square : this.ops.matmul(square, x)
  }

  /** e^A. */
  matrixExp(x: Num): Num {
    return this.ops.apply(ROWS.matrixExp, [this.float(x)], null)
  }

  // Systems.

  /** X of A X = B. A right-hand side with one axis is a vector, others are matrices; leading axes broadcast. Throws
   *  LinAlgError for a singular matrix. */
  solve(a: Num, b: Num): Num {
    return this.system(a, b, (matrix, right) => this.ops.apply(ROWS.solve, [matrix, right], { transposed: false }))
  }

  /** X of T X = B (or Tᵀ X = B) where T is the named triangle of a, with ones on its diagonal if `unit`. A zero on the diagonal
   *  gives infinities and NaN (PyTorch). */
  triangularSolve(a: Num, b: Num, triangle: Partial<Triangle> = {}): Num {
    const params: Triangle = { upper: false, unit: false, transposed: false, ...triangle }
    return this.system(a, b, (matrix, right) => this.ops.apply(ROWS.triangularSolve, [matrix, right], params))
  }

  /** The pseudo-inverse. Singular values below `cutoff` times the largest count as 0 (max(m, n)·2⁻⁵² where left out, as in
   *  PyTorch); the derivative is that at constant rank. */
  pinv(x: Num, cutoff?: number): Num {
    return this.whole([x], () => {
      const given = this.float(x)
      const [m, n] = sidesOf(shapeOf(given))
      const params = { cutoff: cutoff ?? Math.max(m, n) * 2 ** -52 }
      if (m >= n) return this.ops.apply(ROWS.pinv, [given], params)
      return transposed(this.ops, this.ops.apply(ROWS.pinv, [transposed(this.ops, given)], params))
    })
  }

  /** The shortest X that makes ‖A X − B‖ smallest, by the pseudo-inverse. */
  lstsq(a: Num, b: Num): Num {
    return this.system(a, b, (matrix, right) => this.ops.matmul(this.pinv(matrix), right))
  }

  // Decompositions.

  /** Q and R of A = Q R, reduced: Q is m × k and R k × n with k = min(m, n), which is the complete one where m ≤ n. Signs are
   *  those of Householder reflections, as in LAPACK, NumPy and PyTorch. */
  qr(x: Num): readonly [q: Num, r: Num] {
    return this.parts(x, 2, (given) => {
      const [m, n] = sidesOf(shapeOf(given))
      const square = m < n ? this.ops.index(given, ['ellipsis', { start: null, stop: m, step: null }]) : given
      const packed = this.ops.apply(ROWS.qr, [square], null)
      const [q, r] = unpacked(this.ops, packed, qrParts(m, Math.min(m, n)))
      if (m >= n) return [q, r]
      const rest = this.ops.index(given, ['ellipsis', { start: m, stop: null, step: null }])
      return [q, this.ops.concat([r, product(this.ops, q, rest, { flipX: true })], -1)]
    }) as readonly [Num, Num]
  }

  /** Eigenvalues in rising order and eigenvectors as columns, of the symmetric matrices with x's lower triangles. The largest
   *  component of each vector is positive (LAPACK promises no sign). At equal eigenvalues vectors have no derivative: it comes
   *  out infinite or NaN, unless only the values are used. */
  eigh(x: Num): readonly [values: Num, vectors: Num] {
    return this.parts(x, 2, (given) => {
      const packed = this.ops.apply(ROWS.eigh, [given], null)
      return unpacked(this.ops, packed, eighParts(sideOf(shapeOf(given))))
    }) as readonly [Num, Num]
  }

  /** The eigenvalues of eigh. */
  eigvalsh(x: Num): Num {
    return this.eigh(x)[0]
  }

  /** U, S and Vᵀ of A = U diag(S) Vᵀ, thin: U is m × k, S falls, Vᵀ is k × n, k = min(m, n). The largest component of each
   *  vector of the smaller side is positive. At equal singular values vectors have no derivative, as for eigh; nor at a zero
   *  one of a matrix that is not square. */
  svd(x: Num): readonly [u: Num, s: Num, vt: Num] {
    return this.parts(x, 3, (given) => {
      const [m, n] = sidesOf(shapeOf(given))
      const tall = m >= n ? given : transposed(this.ops, given)
      const packed = this.ops.apply(ROWS.svd, [tall], null)
      const [u, s, vt] = unpacked(this.ops, packed, svdParts(Math.max(m, n), Math.min(m, n)))
      return m >= n ? [u, s, vt] : [transposed(this.ops, vt), s, transposed(this.ops, u)]
    }) as readonly [Num, Num, Num]
  }

  /** The singular values in falling order. */
  svdvals(x: Num): Num {
    return this.svd(x)[1]
  }

  // Contractions.

  /** The sum of the diagonal of each matrix (numpy.linalg.trace; torch.trace for one matrix). */
  trace(x: Num): Num {
    return this.whole([x], () => this.ops.sum(diagonal(this.ops, x), [-1]))
  }

  /** The Kronecker product (numpy.kron): a shape with fewer axes gets leading ones. */
  kron(x: Num, y: Num): Num {
    return this.whole([x, y], () => {
      const rank = Math.max(rankOf(x), rankOf(y))
      const padded = (v: Num): Shape => [...Array<number>(rank - rankOf(v)).fill(1), ...shapeOf(v)]
      const [left, right] = [padded(x), padded(y)]
      const blocks = this.ops.mul(
        this.ops.reshape(
          x,
          left.flatMap((n) => [n, 1]),
        ),
        this.ops.reshape(
          y,
          right.flatMap((n) => [1, n]),
        ),
      )
      return this.ops.reshape(
        blocks,
        left.map((n, i) => n * right[i]),
      )
    })
  }

  /** The cross product of vectors along an axis of length 3; other axes broadcast. */
  cross(x: Num, y: Num, axis = -1): Num {
    return this.whole([x, y], () => {
      const shape = broadcastShapes(shapeOf(x), shapeOf(y))
      const at = axisOf(axis, shape.length)
      if ([x, y].some((v) => shapeOf(v)[at - shape.length + rankOf(v)] !== 3)) {
        throw new ShapeError(
          `cross: vectors need 3 components along axis ${axis}, shapes are ${shapeText(shapeOf(x))} and ${shapeText(shapeOf(y))}`,
        )
      }
      const turned = (v: Num, ...places: number[]): Num =>
        this.ops.take(v, new Tensor(Float64Array.from(places), [3], 'int64'), at - shape.length)
      return this.ops.sub(
        this.ops.mul(turned(x, 1, 2, 0), turned(y, 2, 0, 1)),
        this.ops.mul(turned(x, 2, 0, 1), turned(y, 1, 2, 0)),
      )
    })
  }

  /** Σ over pairs of axes (numpy.tensordot). */
  tensordot(x: Num, y: Num, axes: TensordotAxes = 2): Num {
    return this.whole([x, y], () => {
      const [shapeX, shapeY] = [shapeOf(x), shapeOf(y)]
      const [given, other] =
        typeof axes === 'number'
          ? [counting(axes, (i) => i - axes), counting(axes, (i) => i)]
          : axes.map((list) => [...list])
      const left = given.map((axis) => axisOf(axis, shapeX.length))
      const right = other.map((axis) => axisOf(axis, shapeY.length))
      if (left.length !== right.length || left.some((axis, i) => shapeX[axis] !== shapeY[right[i]])) {
        throw new ShapeError(`tensordot: shape-mismatch for sum of ${shapeText(shapeX)} and ${shapeText(shapeY)}`)
      }
      const freeX = counting(shapeX.length, (i) => i).filter((axis) => !left.includes(axis))
      const freeY = counting(shapeY.length, (i) => i).filter((axis) => !right.includes(axis))
      const inner = sizeOf(left.map((axis) => shapeX[axis]))
      const rows = freeX.map((axis) => shapeX[axis])
      const columns = freeY.map((axis) => shapeY[axis])
      const a = this.ops.reshape(this.ops.transpose(x, [...freeX, ...left]), [sizeOf(rows), inner])
      const b = this.ops.reshape(this.ops.transpose(y, [...right, ...freeY]), [inner, sizeOf(columns)])
      return this.ops.reshape(this.ops.matmul(a, b), [...rows, ...columns])
    })
  }

  /** numpy.einsum: see einsum.ts. */
  einsum(subscripts: string, ...operands: readonly Num[]): Num {
    return this.whole(operands, () =>
      einsum(
        this.ops,
        subscripts,
        operands.map((x) => this.ops.fromScalar(x)),
      ),
    )
  }

  /** Integers and booleans become float64, as in NumPy. */
  private float(x: Num): Num {
    const dtype = dtypeOf(x)
    return dtype === undefined || isFloat(dtype) ? x : this.ops.cast(x, 'float64')
  }

  /** What is made of several operations: a single unknown one where a shape that they need is not known. */
  private whole(inputs: readonly Num[], compute: () => Num): Num {
    return isShapeless(inputs) ? this.ops.apply(UNKNOWN, inputs, null) : compute()
  }

  private parts(x: Num, count: number, compute: (given: Num) => readonly Num[]): readonly Num[] {
    if (!isShapeless([x])) return compute(this.float(x))
    return Array.from({ length: count }, () => this.ops.apply(UNKNOWN, [x], null))
  }

  /** A system whose right-hand side may be a vector. */
  private system(a: Num, b: Num, solved: (a: Num, b: Num) => Num): Num {
    return this.whole([a, b], () => {
      const [matrix, right] = [this.float(a), this.float(b)]
      if (rankOf(right) !== 1) return solved(matrix, right)
      return this.ops.squeeze(solved(matrix, this.ops.expandDims(right, [1])), [-1])
    })
  }
}

function isShapeless(inputs: readonly Num[]): boolean {
  return inputs.some((x) => x instanceof Opaque && !x.facts.shape)
}

function counting(n: number, each: (i: number) => number): number[] {
  return Array.from({ length: n }, (_, i) => each(i))
}
