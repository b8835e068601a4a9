// The rows of linear algebra, each tested by being in the table; what reconstructs, published values, awkward matrices.
import { describe, expect, test } from 'vitest'
import { Opaque, Tensor, type Num } from '../num'
import type { Ops } from '../ops'
import { session, close, describeRows, numbersOf, some, tensor, vector, type Example } from '../structural.testing'
import { grad, hessian, jacobian } from '../transforms'
import * as functions from './functions'
import { LinAlgError } from './linalg'
import { product, symmetrised, transposed } from './matrices'
import { ROWS } from './rows'

/** n × n with these numbers along the diagonal, again and again. */
function diagonalOf(n: number, ...diagonal: number[]): Tensor {
  const out = tensor([n, n], new Float64Array(n * n))
  for (let i = 0; i < n; i++) out.data[i * n + i] = diagonal[i % diagonal.length]
  return out
}

/** Well conditioned. */
const regular = (o: Ops, x: Num, n: number): Num => o.add(x, diagonalOf(n, 3, -4))
/** Symmetric positive definite, with eigenvalues that are well apart. */
const definite = (o: Ops, x: Num, n: number): Num => o.add(symmetrised(o, x), diagonalOf(n, 4, 8, 13, 19))
/** Tall or wide, with singular values that are well apart. */
const apart = (o: Ops, x: Num, m: number, n: number): Num => {
  const out = tensor([m, n], new Float64Array(m * n))
  for (let i = 0; i < Math.min(m, n); i++) out.data[i * n + i] = 4 + 4 * i
  return o.add(x, out)
}
const flat = (o: Ops, parts: readonly Num[]): Num => o.concat(parts.map((part) => o.reshape(part, [-1])))

// prettier-ignore
const EXAMPLES: Readonly<Record<keyof typeof ROWS | 'composed', readonly Example[]>> = {
  inverse: [{ shapes: [[3, 3]], f: (o, x) => o.linalg.inverse(regular(o, x, 3)) }, { shapes: [[2, 2, 2]], f: (o, x) => o.linalg.inverse(regular(o, x, 2)) }, { shapes: [[1, 1]], f: (o, x) => o.linalg.inverse(regular(o, x, 1)) }],
  det: [{ shapes: [[3, 3]], f: (o, x) => o.linalg.det(regular(o, x, 3)) }, { shapes: [[2, 3, 3]], f: (o, x) => o.linalg.det(regular(o, x, 3)) }, { shapes: [[1, 1]], f: (o, x) => o.linalg.det(x) }],
  slogdet: [{ shapes: [[3, 3]], f: (o, x) => o.linalg.slogdet(regular(o, x, 3))[1] }, { shapes: [[2, 2, 2]], f: (o, x) => o.stack(o.linalg.slogdet(regular(o, x, 2)), 0) }],
  solve: [{ shapes: [[3, 3], [3]], f: (o, a, b) => o.linalg.solve(regular(o, a, 3), b) }, { shapes: [[2, 3, 3], [3, 2]], f: (o, a, b) => o.linalg.solve(regular(o, a, 3), b) }, { shapes: [[2, 2], [3, 2, 1]], f: (o, a, b) => o.linalg.solve(regular(o, a, 2), b) }, { shapes: [[3, 3], [3, 2]], f: (o, a, b) => o.apply(ROWS.solve, [regular(o, a, 3), b], { transposed: true }) }],
  triangularSolve: [{ shapes: [[3, 3], [3, 2]], f: (o, a, b) => o.linalg.triangularSolve(regular(o, a, 3), b) }, { shapes: [[3, 3], [3]], f: (o, a, b) => o.linalg.triangularSolve(regular(o, a, 3), b, { upper: true }) }, { shapes: [[2, 3, 3], [3, 2]], f: (o, a, b) => o.linalg.triangularSolve(regular(o, a, 3), b, { transposed: true }) }, { shapes: [[3, 3], [2, 3, 1]], f: (o, a, b) => o.linalg.triangularSolve(a, b, { upper: true, transposed: true, unit: true }) }],
  cholesky: [{ shapes: [[3, 3]], f: (o, x) => o.linalg.cholesky(definite(o, x, 3)) }, { shapes: [[2, 2, 2]], f: (o, x) => o.linalg.cholesky(definite(o, x, 2), true) }],
  matrixExp: [{ shapes: [[3, 3]], f: (o, x) => o.linalg.matrixExp(x) }, { shapes: [[2, 2, 2]], f: (o, x) => o.linalg.matrixExp(o.mul(x, 2)) }],
  qr: [{ shapes: [[3, 3]], f: (o, x) => flat(o, o.linalg.qr(apart(o, x, 3, 3))) }, { shapes: [[4, 2]], f: (o, x) => flat(o, o.linalg.qr(apart(o, x, 4, 2))) }, { shapes: [[2, 3]], f: (o, x) => flat(o, o.linalg.qr(apart(o, x, 2, 3))) }, { shapes: [[2, 3, 2]], f: (o, x) => flat(o, o.linalg.qr(apart(o, x, 3, 2))) }],
  eigh: [{ shapes: [[3, 3]], f: (o, x) => flat(o, o.linalg.eigh(definite(o, x, 3))) }, { shapes: [[2, 2, 2]], f: (o, x) => flat(o, o.linalg.eigh(definite(o, x, 2))) }, { shapes: [[4, 4]], f: (o, x) => o.linalg.eigvalsh(definite(o, x, 4)) }],
  svd: [{ shapes: [[3, 3]], f: (o, x) => flat(o, o.linalg.svd(apart(o, x, 3, 3))) }, { shapes: [[4, 2]], f: (o, x) => flat(o, o.linalg.svd(apart(o, x, 4, 2))) }, { shapes: [[2, 3]], f: (o, x) => flat(o, o.linalg.svd(apart(o, x, 2, 3))) }, { shapes: [[2, 3, 2]], f: (o, x) => o.linalg.svdvals(apart(o, x, 3, 2)) }],
  pinv: [{ shapes: [[4, 2]], f: (o, x) => o.linalg.pinv(apart(o, x, 4, 2)) }, { shapes: [[2, 3]], f: (o, x) => o.linalg.pinv(apart(o, x, 2, 3)) }, { shapes: [[2, 2, 2]], f: (o, x) => o.linalg.pinv(apart(o, x, 2, 2)) }],
  composed: [
    { shapes: [[4, 2], [4]], f: (o, a, b) => o.linalg.lstsq(apart(o, a, 4, 2), b) },
    { shapes: [[3, 3]], f: (o, x) => o.linalg.matrixPower(x, 5) },
    { shapes: [[2, 2]], f: (o, x) => o.linalg.matrixPower(regular(o, x, 2), -3) },
    { shapes: [[2, 3]], f: (o, x) => o.sum(o.linalg.svdvals(apart(o, x, 2, 3)), [-1]) },
    { shapes: [[2, 3, 4]], f: (o, x) => o.linalg.trace(x) },
    { shapes: [[4, 2]], f: (o, x) => o.linalg.trace(x) },
    { shapes: [[2, 3], [2]], f: (o, x, y) => o.linalg.kron(x, y) },
    { shapes: [[2, 3], [3]], f: (o, x, y) => o.linalg.cross(x, y) },
    { shapes: [[3, 2], [3, 2]], f: (o, x, y) => o.linalg.cross(x, y, 0) },
    { shapes: [[2, 3, 4], [4, 3, 2]], f: (o, x, y) => o.linalg.tensordot(x, y, [[1, 2], [1, 0]]) },
    { shapes: [[2, 3], [2]], f: (o, x, y) => o.linalg.tensordot(x, y, 0) },
    { shapes: [[2, 3], [3, 4]], f: (o, x, y) => o.linalg.einsum('ij,jk', x, y) },
    { shapes: [[3, 3, 2]], f: (o, x) => o.linalg.einsum('iij->ji', x) },
    { shapes: [[2, 3, 4], [3, 2]], f: (o, x, y) => o.linalg.einsum('...ij,ik->...kj', x, y) },
    { shapes: [[2, 3], [3, 2], [2, 2]], f: (o, x, y, z) => o.linalg.einsum('ab,bc,ca', x, y, z) },
  ],
}

describeRows(EXAMPLES)

describe('matrix products', () => {
  const flips = [false, true]
  const shapes = (flip: boolean, m: number, n: number, lead: readonly number[]): readonly number[] => [
    ...lead,
    ...(flip ? [n, m] : [m, n]),
  ]
  const rule = (flipX: boolean, flipY: boolean): Example[] => [
    { shapes: [shapes(flipX, 5, 3, []), shapes(flipY, 3, 7, [])], f: (o, x, y) => product(o, x, y, { flipX, flipY }) },
    {
      shapes: [shapes(flipX, 2, 3, [2, 1]), shapes(flipY, 3, 2, [2])],
      f: (o, x, y) => product(o, x, y, { flipX, flipY }),
    },
    {
      shapes: [shapes(flipX, 2, 3, [3, 2]), shapes(flipY, 3, 2, [])],
      f: (o, x, y) => product(o, x, y, { flipX, flipY }),
    },
    { shapes: [[3], shapes(flipY, 3, 2, [2])], f: (o, x, y) => product(o, x, y, { flipX, flipY }) },
  ]
  describeRows({ flipped: flips.flatMap((flipX) => flips.flatMap((flipY) => rule(flipX, flipY))) })

  const draw = (shape: readonly number[], start: number): Tensor =>
    tensor(
      shape,
      Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(start + i * 12.9898) * 43.7),
    )

  test.each([
    [1, 1, 1],
    [1, 9, 6],
    [3, 4, 5],
    [4, 4, 2],
    [6, 5, 1],
    [7, 3, 9],
    [9, 11, 3],
  ])('%i × %i times × %i: every digit is the textbook loop’s', (rows, inner, columns) => {
    const { ops } = session()
    const [x, y] = [draw([rows, inner], 1), draw([inner, columns], 2)]
    const expected = new Float64Array(rows * columns)
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0
        for (let k = 0; k < inner; k++) sum += x.data[i * inner + k] * y.data[k * columns + j]
        expected[i * columns + j] = sum
      }
    }
    const given = { x, y, tx: transposed(ops, x), ty: transposed(ops, y) }
    expect(numbersOf(ops.matmul(x, y))).toEqual(Array.from(expected))
    expect(numbersOf(product(ops, given.tx, y, { flipX: true }))).toEqual(Array.from(expected))
    expect(numbersOf(product(ops, x, given.ty, { flipY: true }))).toEqual(Array.from(expected))
    expect(numbersOf(product(ops, given.tx, given.ty, { flipX: true, flipY: true }))).toEqual(Array.from(expected))
  })

  test('float32 rounds every product and every sum', () => {
    const { ops } = session()
    const x = ops.cast(draw([3, 5], 3), 'float32') as Tensor
    const y = ops.cast(draw([5, 2], 4), 'float32') as Tensor
    const out = ops.matmul(x, y) as Tensor
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 2; j++) {
        let sum = 0
        for (let k = 0; k < 5; k++) sum = Math.fround(sum + Math.fround(x.data[i * 5 + k] * y.data[k * 2 + j]))
        expect(out.data[i * 2 + j]).toBe(sum)
      }
    }
  })

  test('a derivative copies no operand', () => {
    const s = session()
    const [x, y] = [s.leaf(draw([40, 30], 5)), s.leaf(draw([30, 20], 6))]
    const out = s.ops.matmul(x, y)
    const mark = s.tape.length
    const g = some(s.sweep([{ value: out }], { traced: true }).adjoint(x.node)) as Tensor
    const names = Array.from({ length: s.tape.length - mark }, (_, i) => s.tape.rowOf(mark + i)?.name)
    expect(names).not.toContain('transpose')
    expect(g.shape).toEqual([40, 30])
  })

  test('no inner axis gives zeros, an empty batch nothing', () => {
    const { ops } = session()
    expect(numbersOf(ops.matmul(draw([2, 0], 1), draw([0, 3], 1)))).toEqual([0, 0, 0, 0, 0, 0])
    expect((ops.matmul(draw([0, 2, 3], 1), draw([3, 2], 1)) as Tensor).shape).toEqual([0, 2, 2])
  })
})

const hilbert = (n: number): Tensor =>
  tensor(
    [n, n],
    Array.from({ length: n * n }, (_, i) => 1 / (1 + Math.floor(i / n) + (i % n))),
  )
const gradientOf = (f: (o: Ops, x: Num) => Num, x: Tensor): number[] => {
  const s = session()
  const leaf = s.leaf(x)
  return numbersOf(s.sweep([{ value: f(s.ops, leaf) }]).adjoint(leaf.node))
}

describe('published values', () => {
  const { linalg } = session().ops

  test('the Hilbert matrix: its determinant and its inverse', () => {
    // 1/266716800000 for 5 (OEIS A005249); integers for the inverse (Choi, Tricks or Treats with the Hilbert Matrix, 1983).
    close(numbersOf(linalg.det(hilbert(5))), [1 / 266716800000], 1e-11)
    close(numbersOf(linalg.det(hilbert(3))), [1 / 2160], 1e-14)
    close(numbersOf(linalg.inverse(hilbert(3))), [9, -36, 30, -36, 192, -180, 30, -180, 180], 1e-13)
  })

  test('eigenvalues of the second difference: 2 − 2cos(kπ/(n + 1))', () => {
    const n = 12
    const x = diagonalOf(n, 2)
    for (let i = 1; i < n; i++) x.data[i * n + i - 1] = x.data[(i - 1) * n + i] = -1
    const expected = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)))
    close(numbersOf(linalg.eigvalsh(x)), expected, 4e-15)
    close(numbersOf(linalg.svdvals(x)), expected.reverse(), 4e-15)
  })

  test('singular values far apart keep their relative digits', () => {
    const graded = tensor([2, 2], [1, 1, 0, 1e-12])
    const [, small] = numbersOf(linalg.svdvals(graded))
    // The product of the singular values is the determinant.
    expect(Math.abs(small / (1e-12 / Math.SQRT2) - 1)).toBeLessThan(1e-12)
  })

  test('the exponential of a rotation’s generator, of a nilpotent and of a large matrix', () => {
    const angle = 20
    const [c, s] = [Math.cos(angle), Math.sin(angle)]
    close(numbersOf(linalg.matrixExp(tensor([2, 2], [0, -angle, angle, 0]))), [c, -s, s, c], 1e-13)
    close(
      numbersOf(linalg.matrixExp(tensor([3, 3], [0, 1, 0, 0, 0, 1, 0, 0, 0]))),
      [1, 1, 0.5, 0, 1, 1, 0, 0, 1],
      1e-15,
    )
    // Ward's second example (Numerical computation of the matrix exponential, 1977), which is badly conditioned: eigenvalues
    // −1, −2, −20. Expected: mpmath.expm with 60 digits, from which PyTorch's result differs by 1e-12 of its size too.
    const ward = tensor([3, 3], [-131, 19, 18, -390, 56, 54, -387, 57, 52])
    const expected = [
      -1.5096441587960896, 0.3678794391102887, 0.13533528117545907, -5.632570799902596, 1.4715177585023085,
      0.4060058435263772, -4.9349383260981075, 1.1036383173308661, 0.54134112676299,
    ]
    close(numbersOf(linalg.matrixExp(ward)), expected, 3e-12)
  })

  test('signs of QR are LAPACK’s', () => {
    const [q, r] = linalg.qr(tensor([2, 2], [3, 1, 4, 2]))
    close(numbersOf(r), [-5, -2.2, 0, 0.4], 1e-15)
    close(numbersOf(q), [-0.6, -0.8, -0.8, 0.6], 1e-15)
  })
})

describe.each([
  [1, 1],
  [3, 3],
  [7, 4],
  [4, 7],
  [12, 12],
  [20, 6],
])('%i × %i', (m, n) => {
  const { ops } = session()
  const { linalg } = ops
  const x = tensor(
    [m, n],
    Array.from({ length: m * n }, (_, i) => Math.sin(i * i * 1.7 + i + 0.3)),
  )
  const k = Math.min(m, n)
  const orthonormal = (q: Num): void =>
    close(numbersOf(product(ops, q, q, { flipX: true })), numbersOf(diagonalOf(k, 1)), 1e-14)

  test('QR and SVD reconstruct with orthonormal factors', () => {
    const [q, r] = linalg.qr(x)
    close(numbersOf(ops.matmul(q, r)), numbersOf(x), 1e-14)
    orthonormal(q)
    const [u, s, vt] = linalg.svd(x)
    close(numbersOf(ops.matmul(ops.mul(u, ops.expandDims(s, [-2])), vt)), numbersOf(x), 1e-14)
    orthonormal(u)
    orthonormal(transposed(ops, vt))
    const sizes = numbersOf(s)
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
  })

  test('the pseudo-inverse has Penrose’s properties', () => {
    const y = linalg.pinv(x)
    close(numbersOf(ops.matmul(ops.matmul(x, y), x)), numbersOf(x), 1e-12)
    close(numbersOf(ops.matmul(ops.matmul(y, x), y)), numbersOf(y), 1e-12)
    close(numbersOf(ops.matmul(x, y)), numbersOf(transposed(ops, ops.matmul(x, y))), 1e-12)
  })

  test('Cholesky, eigenvectors and solutions reconstruct', () => {
    const gram = ops.add(product(ops, x, x, { flipX: true }), diagonalOf(n, 1))
    const l = linalg.cholesky(gram)
    close(numbersOf(product(ops, l, l, { flipY: true })), numbersOf(gram), 1e-14)
    const [values, v] = linalg.eigh(gram)
    close(numbersOf(product(ops, ops.mul(v, ops.expandDims(values, [-2])), v, { flipY: true })), numbersOf(gram), 1e-14)
    close(numbersOf(product(ops, v, v, { flipX: true })), numbersOf(diagonalOf(n, 1)), 1e-14)
    close(numbersOf(ops.matmul(gram, linalg.solve(gram, transposed(ops, x)))), numbersOf(transposed(ops, x)), 1e-13)
  })
})

describe('singular matrices', () => {
  test('are said in NumPy’s words', () => {
    const { linalg } = session().ops
    const zero = tensor([2, 2], [1, 2, 2, 4])
    expect(() => linalg.inverse(zero)).toThrow(new LinAlgError('Singular matrix'))
    expect(() => linalg.solve(zero, vector(1, 2))).toThrow(new LinAlgError('Singular matrix'))
    expect(() => linalg.matrixPower(zero, -1)).toThrow(new LinAlgError('Singular matrix'))
    expect(() => linalg.cholesky(tensor([2, 2], [1, 2, 2, 1]))).toThrow('Matrix is not positive definite')
    expect(() => linalg.inverse(tensor([2, 3], [1, 2, 3, 4, 5, 6]))).toThrow('must be square')
    expect(() => linalg.det(vector(1, 2))).toThrow('1-dimensional array given. Array must be at least two-dimensional')
  })

  test('the determinant’s derivative is the matrix of cofactors', () => {
    const det = (o: Ops, x: Num): Num => o.linalg.det(x)
    expect(gradientOf(det, tensor([1, 1], [0]))).toEqual([1])
    close(gradientOf(det, tensor([2, 2], [1, 2, 2, 4])), [4, -2, -2, 1])
    close(gradientOf(det, tensor([3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9])), [-3, 6, -3, 6, -12, 6, -3, 6, -3])
    expect(gradientOf(det, tensor([3, 3], new Float64Array(9)))).toEqual(new Array(9).fill(0))
    close(gradientOf(det, tensor([3, 3], [1, 0, 0, 0, 1e-9, 0, 0, 0, 1e-9])), [1e-18, 0, 0, 0, 1e-9, 0, 0, 0, 1e-9])
  })

  test.each([
    ['of rank 2', [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['of rank 1', [1, 2, 3, 2, 4, 6, -1, -2, -3]],
    ['of zeros', [0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ])('the determinant’s second derivatives for a matrix %s', (_, data) => {
    // det is linear in each element: ∂²/∂x_ij∂x_kl is ± the element in neither row nor column, for 3 × 3.
    for (let direction = 0; direction < 9; direction++) {
      const s = session()
      const x = s.leaf(tensor([3, 3], data))
      const first = some(s.sweep([{ value: s.ops.linalg.det(x) }], { traced: true }).adjoint(x.node))
      const second = s.sweep([{ value: s.ops.item(s.ops.index(s.ops.reshape(first, [-1]), [direction])) }])
      const [i, j] = [Math.floor(direction / 3), direction % 3]
      const expected = Array.from({ length: 9 }, (_, at) => {
        const [k, l] = [Math.floor(at / 3), at % 3]
        if (i === k || j === l) return 0
        const [row, column] = [3 - i - k, 3 - j - l]
        const sign = ((k - i + 3) % 3 === 1) === ((l - j + 3) % 3 === 1) ? 1 : -1
        return sign * data[row * 3 + column]
      })
      const actual = numbersOf(second.adjoint(x.node) ?? s.ops.zerosLike(x))
      actual.forEach((value, at) => expect(Math.abs(value - expected[at])).toBeLessThan(1e-12))
    }
  })

  // The bounds are what rounding the matrix itself changes.
  test.each([
    [[1, 1, 1, 1, 1, 0], 1e-14],
    [[1, 1, 1e-8, 1e-8, 1e-8, 1e-8], 1e-30],
    [[1, 1e-3, 1e-6, 1e-9, 1e-12, 1e-15], 1e-33],
    [[1, 1, 1, 0, 0, 0], 1e-28],
  ])('the determinant’s derivative for singular values %j', (sizes, bound) => {
    const n = 6
    const { ops } = session()
    const drawn = tensor(
      [n, n],
      Array.from({ length: n * n }, (_, i) => Math.sin(i * i * 1.7 + i + 0.3)),
    )
    const [q] = ops.linalg.qr(drawn) as readonly Num[]
    const conjugated = (diagonal: readonly number[]): Tensor =>
      product(ops, ops.matmul(q, diagonalOf(n, ...diagonal)), q, { flipY: true }) as Tensor
    const others = sizes.map((_, i) => sizes.reduce((out, size, j) => (i === j ? out : out * size), 1))
    const expected = numbersOf(conjugated(others))
    const actual = gradientOf((o, x) => o.linalg.det(x), conjugated(sizes))
    actual.forEach((g, i) => expect(Math.abs(g - expected[i])).toBeLessThan(bound))
  })

  test('slogdet is 0 and −∞, its derivative infinite', () => {
    const x = tensor([2, 2], [1, 2, 2, 4])
    const [sign, log] = session().ops.linalg.slogdet(x)
    expect(numbersOf(sign)).toEqual([0])
    expect(numbersOf(log)).toEqual([-Infinity])
    expect(gradientOf((o, v) => o.linalg.slogdet(v)[1], x).map(Math.abs)).toEqual(new Array(4).fill(Infinity))
  })
})

describe('as plain functions', () => {
  test('they take nested arrays and nest under transforms', () => {
    expect(grad(functions.det)([[1, 2], [3, 4]])).toEqual([[4, -3], [-2, 1]]) // prettier-ignore
    // ± the element in neither row nor column; −0 is 0.
    const second = (hessian(functions.det)([[1, 2], [3, 4]]) as number[][][][]).flat(3) // prettier-ignore
    expect(second.map((v) => v + 0)).toEqual([0, 0, 0, 1, 0, 0, -1, 0, 0, -1, 0, 0, 1, 0, 0, 0])
    expect(jacobian((b) => functions.solve([[2, 0], [0, 4]], b))([1, 1])).toEqual([[0.5, 0], [0, 0.25]]) // prettier-ignore
    expect(grad((x) => functions.trace(functions.matrixPower(x, 2)))([[1, 2], [3, 4]])).toEqual([[2, 6], [4, 8]]) // prettier-ignore
    expect(grad((x) => functions.einsum('ij,ij', x, x))([[1, 2]])).toEqual([[2, 4]])
  })

  test('every method of ops.linalg has its function', () => {
    const { linalg } = session().ops
    const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(linalg))
    const own = ['constructor', 'power', 'float', 'whole', 'parts', 'system']
    expect(Object.keys(functions).sort()).toEqual(
      [...methods.filter((name) => !own.includes(name)), 'LinAlgError'].sort(),
    )
  })
})

describe('equal eigenvalues', () => {
  test('values keep their derivatives, vectors have none', () => {
    const values = (o: Ops, x: Num): Num => o.sum(o.linalg.eigvalsh(x))
    expect(gradientOf(values, diagonalOf(3, 2))).toEqual(numbersOf(diagonalOf(3, 1)))
    const singular = (o: Ops, x: Num): Num => o.sum(o.linalg.svdvals(x))
    expect(gradientOf(singular, diagonalOf(3, 2))).toEqual(numbersOf(diagonalOf(3, 1)))
    const vectors = (o: Ops, x: Num): Num => o.sum(o.mul(o.linalg.eigh(x)[1], tensor([2, 2], [1, 2, 3, 4])))
    expect(gradientOf(vectors, diagonalOf(2, 2)).some(Number.isFinite)).toBe(false)
  })
})

describe('awkward shapes', () => {
  const s = session()
  const { ops } = s
  const { linalg } = ops

  test('matrices without rows and batches without matrices', () => {
    const none = tensor([0, 0], [])
    expect(numbersOf(linalg.det(none))).toEqual([1])
    expect(numbersOf(linalg.slogdet(none)[1])).toEqual([0])
    for (const out of [linalg.inverse(none), linalg.cholesky(none), linalg.matrixExp(none), linalg.eigh(none)[1]])
      expect((out as Tensor).shape).toEqual([0, 0])
    const batch = s.leaf(tensor([0, 2, 2], []))
    expect((linalg.det(batch) as Tensor).shape).toEqual([0])
    const gradient = s.sweep([{ value: ops.sum(linalg.det(batch)) }]).adjoint(batch.node) as Tensor
    expect(gradient.shape).toEqual([0, 2, 2])
    expect(linalg.svd(tensor([3, 0], [])).map((part) => (part as Tensor).shape)).toEqual([[3, 0], [0], [0, 0]])
  })

  test('rank-deficient matrices have complete orthonormal vectors', () => {
    const [u, values] = linalg.svd(tensor([3, 2], [1, 0, 2, 0, 2, 0]))
    close(numbersOf(values), [3, 0])
    close(numbersOf(product(ops, u, u, { flipX: true })), [1, 0, 0, 1], 1e-15)
  })

  test('elements that are not finite end, in NaN', () => {
    const bad = tensor([2, 2], [1, NaN, NaN, 2])
    expect(numbersOf(linalg.eigvalsh(bad))).toEqual([NaN, NaN])
    expect(numbersOf(linalg.svdvals(tensor([2, 2], [1, Infinity, 0, 2])))).toEqual([NaN, NaN])
    expect(numbersOf(linalg.matrixExp(bad))).toEqual([NaN, NaN, NaN, NaN])
  })

  test('large and small elements do not overflow', () => {
    close(numbersOf(linalg.svdvals(tensor([2, 2], [3e200, 0, 4e200, 0]))), [5e200, 0], 1e-15)
    close(numbersOf(linalg.svdvals(tensor([2, 2], [3e-200, 0, 4e-200, 0]))), [5e-200, 0], 1e-15)
    close(numbersOf(linalg.eigvalsh(tensor([2, 2], [0, 1e200, 1e200, 0]))), [-1e200, 1e200], 1e-15)
  })

  test('integers become float64, float32 stays', () => {
    expect(linalg.inverse(tensor([1, 1], [4], 'int64'))).toMatchObject({
      dtype: 'float64',
      data: Float64Array.of(0.25),
    })
    expect(linalg.inverse(tensor([1, 1], [3], 'float32'))).toMatchObject({
      dtype: 'float32',
      data: Float64Array.of(Math.fround(1 / 3)),
    })
  })

  test('two dtypes do not solve together', () => {
    expect(() => linalg.solve(tensor([1, 1], [3], 'float32'), vector(1))).toThrow('promote first')
  })

  test('float32 derivatives stay float32', () => {
    const x = s.leaf(tensor([2, 2], [4, 1, 1, 3], 'float32'))
    for (const out of [
      linalg.det(x),
      linalg.cholesky(x),
      linalg.qr(x)[1],
      linalg.eigh(x)[1],
      linalg.svd(x)[0],
      linalg.pinv(x),
    ]) {
      expect((out as Tensor).dtype).toBe('float32')
      expect((s.sweep([{ value: ops.sum(out) }]).adjoint(x.node) as Tensor).dtype).toBe('float32')
    }
  })

  test('matrixPower 0 is an identity with a zero derivative', () => {
    expect(gradientOf((o, x) => o.linalg.matrixPower(x, 0), diagonalOf(2, NaN))).toEqual([0, 0, 0, 0])
    expect(numbersOf(linalg.matrixPower(diagonalOf(2, 5), 0))).toEqual([1, 0, 0, 1])
    expect(() => linalg.matrixPower(diagonalOf(2, 5), 0.5)).toThrow('exponent must be an integer')
  })

  test('an operand of unknown shape gives an unknown value, recorded', () => {
    const x = s.leaf(new Opaque('`load` is not evaluated', { tensor: true, dtype: 'float64' }))
    const y = diagonalOf(2, 1)
    const outs = [
      linalg.inverse(x), linalg.det(x), linalg.solve(x, y), linalg.cholesky(x, true), linalg.matrixPower(x, 2), linalg.pinv(x),
      ...linalg.slogdet(x), ...linalg.qr(x), ...linalg.eigh(x), ...linalg.svd(x), linalg.trace(x), linalg.kron(x, y), linalg.cross(x, y),
      linalg.tensordot(x, y), linalg.einsum('ij,jk', x, y), linalg.lstsq(x, y), linalg.triangularSolve(x, y), linalg.matrixExp(x),
    ] // prettier-ignore
    for (const out of outs) {
      expect(out).toMatchObject({ reason: '`load` is not evaluated', node: expect.any(Number) })
      expect((out as Opaque).node).toBeGreaterThan(0)
      expect(s.sweep([{ value: out }]).adjoint(x.node)).toBeInstanceOf(Opaque)
    }
  })
})

describe('einsum', () => {
  const { linalg } = session().ops
  const x = tensor([2, 3], [1, 2, 3, 4, 5, 6])
  const y = tensor([3, 2], [1, -1, 2, -2, 3, -3])

  test.each<[string, Tensor[], number[], number[]]>([
    ['ij->ji', [x], [3, 2], [1, 4, 2, 5, 3, 6]],
    ['ji', [x], [3, 2], [1, 4, 2, 5, 3, 6]],
    ['ij->', [x], [], [21]],
    ['ij->i', [x], [2], [6, 15]],
    ['ij,jk->ik', [x, y], [2, 2], [14, -14, 32, -32]],
    [' b a , c b -> a c', [y, x], [2, 2], [14, 32, -14, -32]],
    ['ij,ji', [x, y], [], [-18]],
    ['ij,ij->ij', [x, x], [2, 3], [1, 4, 9, 16, 25, 36]],
    ['i,j->ij', [vector(1, 2), vector(3, 4)], [2, 2], [3, 4, 6, 8]],
    ['ii', [tensor([2, 2], [1, 2, 3, 4])], [], [5]],
    ['ii->i', [tensor([2, 2], [1, 2, 3, 4])], [2], [1, 4]],
    ['...j->...', [x], [2], [6, 15]],
    ['...ij,...jk', [x, y], [2, 2], [14, -14, 32, -32]],
    ['...,...', [x, vector(1, 0, 2)], [2, 3], [1, 0, 6, 4, 0, 12]],
    ['ij,j->i', [x, vector(2)], [2], [12, 30]],
  ])('%s', (subscripts, operands, shape, data) => {
    const out = linalg.einsum(subscripts, ...operands) as Tensor
    expect(out.shape).toEqual(shape)
    expect(numbersOf(out)).toEqual(data)
  })

  test.each<[string, Tensor[], string]>([
    ['ij,jk', [x], 'fewer operands provided than more subscripts'],
    ['ijk', [x], 'contains too many subscripts for operand 0'],
    ['i', [x], "no '...' ellipsis provided"],
    ['ij->k', [x], "output subscript 'k' which never appeared in an input"],
    ['ij->ii', [x], "output subscript 'i' multiple times"],
    ['ii', [x], "for collapsing index 'i' don't match"],
    ['ij,ij', [x, y], "index 'i' has lengths 2 and 3"],
    ['i1', [x], 'invalid subscript'],
  ])('%s does not fit', (subscripts, operands, message) => {
    expect(() => linalg.einsum(subscripts, ...operands)).toThrow(message)
  })
})
