// Products of several matrices in the order that costs least, and systems of more axes than two.
import type { Value } from '@gradlens/engine'
import type { Call } from '../call'
import { dtypeOf } from '../convert'
import { promote } from '../dtypes'
import type { TensorLike } from '../ndarray'
import { dotted } from '../products'
import { row } from '../row'
import { integers, shapeOf, tensorsOf } from '../shaping'
import { as, wrap } from '../ufuncs'
import { floating, linAlgError, together } from './arguments'
import { linalgRow } from './application'
import { inverse } from './systems'
import { LAPACK_ROWS } from './rows'

/** Where the product of matrices i … j is split, by dynamic programming (Cormen et al., ch. 15.2). */
function splits(sizes: readonly number[]): readonly (readonly number[])[] {
  const n = sizes.length - 1
  const cost = Array.from({ length: n }, () => new Array<number>(n).fill(0))
  const split = Array.from({ length: n }, () => new Array<number>(n).fill(0))
  for (let span = 1; span < n; span++) {
    for (let i = 0; i + span < n; i++) {
      const j = i + span
      cost[i][j] = Infinity
      for (let k = i; k < j; k++) {
        const total = cost[i][k] + cost[k + 1][j] + sizes[i] * sizes[k + 1] * sizes[j + 1]
        if (total >= cost[i][j]) continue
        cost[i][j] = total
        split[i][j] = k
      }
    }
  }
  return split
}

function multiDot(call: Call, arrays: Value): Value {
  const given = tensorsOf(call, arrays)
  if (given.length < 2) call.raise('ValueError', 'Expecting at least two arrays.')
  const dtypes = given.map(dtypeOf)
  const common = dtypes.reduce((a, b) => (a && b ? promote(a, b) : null))
  const last = given.length - 1
  const parts = given.map((x, i) => {
    const shape = shapeOf(x)
    const typed = as(call, x, common)
    if (shape.length === 2 || last === 1) return typed
    if (shape.length === 1 && i === 0) return call.ops.expandDims(typed, [0]) as TensorLike
    if (shape.length === 1 && i === last) return call.ops.expandDims(typed, [1]) as TensorLike
    return call.raise(linAlgError, `${shape.length}-dimensional array given. Array must be two-dimensional`)
  })
  if (last === 1) return wrap(call, dotted(call, parts[0], parts[1]))
  const sizes = [shapeOf(parts[0])[0], ...parts.map((x) => shapeOf(x)[1])]
  const where = splits(sizes)
  // Of three NumPy takes the left pair first only where that costs strictly less.
  const [a, b, c, d] = sizes
  const leftFirst = last === 2 ? a * c * (b + d) < b * d * (a + c) : null
  const product = (i: number, j: number): TensorLike => {
    if (i === j) return parts[i]
    const k = leftFirst === null ? where[i][j] : j - i < 2 ? i : leftFirst ? 1 : 0
    return dotted(call, product(i, k), product(k + 1, j))
  }
  const whole = product(0, last)
  const shape = shapeOf(whole).filter((_, axis) => shapeOf(given[axis === 0 ? 0 : last]).length === 2)
  return wrap(call, call.ops.reshape(whole, shape) as TensorLike)
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1)

function tensorinv(call: Call, a: Value, ind: Value): Value {
  const x = floating(call, a)
  const shape = shapeOf(x)
  const count = ind === undefined ? 2 : integers(call, ind)[0]
  if (count <= 0) call.raise('ValueError', 'Invalid ind argument.')
  const rows = sizeOf(shape.slice(count))
  if (rows === 0 || sizeOf(shape) % rows !== 0 || sizeOf(shape.slice(0, count)) !== rows)
    call.raise(linAlgError, 'Last 2 dimensions of the array must be square')
  call.runtime.at(call.site)
  const inverted = inverse(call, call.ops.reshape(x, [rows, rows]) as TensorLike)
  return wrap(call, call.ops.reshape(inverted, [...shape.slice(count), ...shape.slice(0, count)]) as TensorLike)
}

function tensorsolve(call: Call, a: Value, b: Value, axes: Value): Value {
  if (axes !== undefined && axes !== null)
    return call.opaque('`np.linalg.tensorsolve` with `axes` is not evaluated', {}, [a, b])
  const [x, y] = together(call, floating(call, a), floating(call, b))
  const rest = shapeOf(x).slice(shapeOf(y).length)
  const side = sizeOf(rest)
  if (sizeOf(shapeOf(x)) !== side * side)
    call.raise(
      linAlgError,
      'Input arrays must satisfy the requirement             prod(a.shape[b.ndim:]) == prod(a.shape[:b.ndim])',
    )
  call.runtime.at(call.site)
  const matrix = call.ops.reshape(x, [side, side])
  const right = call.ops.reshape(y, [side, 1])
  const solved = call.ops.apply(LAPACK_ROWS.solve, [matrix, right], { transposed: false })
  return wrap(call, call.ops.reshape(solved, rest) as TensorLike)
}

export const CHAINS: readonly ReturnType<typeof row>[] = [
  linalgRow('multi_dot', 'arrays, *, out=', multiDot),
  linalgRow('tensorinv', 'a, ind=', tensorinv),
  linalgRow('tensorsolve', 'a, b, axes=', tensorsolve),
]
