// Places as numbers: flat ones and their indices, triangles' and diagonals' places.
import type { Tensor, Value } from '@gradlens/engine'
import {
  bools,
  integerOr,
  isNone,
  int64,
  itemsOf,
  knownTensor,
  range,
  sizeOf,
  tensor,
  tuple,
  unravel,
} from './arguments'
import type { Call } from './call'
import { dtypeArgument } from './creation'
import type { Row } from './moduleTree'
import { NdArray, type TensorLike } from './ndarray'
import { placesIn, type Mode } from './picking'
import { commonShape } from './shapes'
import { row } from './row'
import { integers, shapeOf } from './shaping'
import { as, wrap } from './ufuncs'

/** The flat places of index arrays, and back. */
function unravelIndex(call: Call, indices: Value, shape: Value): Value {
  const places = knownTensor(call, indices)
  const sizes = integers(call, shape)
  const size = sizeOf(sizes)
  if (places.dtype.startsWith('float')) call.raise('TypeError', 'only int indices permitted')
  const odd = places.data.find((place) => place < 0 || place >= size)
  if (odd !== undefined) call.raise('ValueError', `index ${odd} is out of bounds for array with size ${size}`)
  const each = Array.from(places.data, (place) => unravel(place, sizes))
  return tuple(
    call,
    sizes.map((_, axis) =>
      wrap(
        call,
        int64(
          each.map((index) => index[axis]),
          places.shape,
        ),
      ),
    ),
  )
}

function ravelMultiIndex(call: Call, indices: Value, shape: Value, mode: Value): Value {
  const sizes = integers(call, shape)
  const given = itemsOf(call, indices).map((v) => knownTensor(call, v))
  if (given.length !== sizes.length)
    call.raise('ValueError', `parameter multi_index must be a sequence of length ${sizes.length}`)
  const common = commonShape(given.map((x) => x.shape))
  const out = new Float64Array(sizeOf(common))
  given.forEach((places, axis) => {
    const wide = call.ops.broadcastTo(places, common) as Tensor
    const how = isNone(mode) ? 'raise' : (mode as Mode)
    if (how === 'raise' && wide.data.some((place) => place < 0 || place >= sizes[axis]))
      call.raise('ValueError', 'invalid entry in coordinates array')
    const inside = placesIn(call, wide, sizes[axis], axis, how)
    const stride = sizeOf(sizes.slice(axis + 1))
    inside.data.forEach((place, i) => (out[i] += place * stride))
  })
  return wrap(call, int64(out, common))
}

/** The places of a triangle: `np.tril_indices` and its like. */
function triangleIndices(call: Call, rows: number, columns: number, keep: (i: number, j: number) => boolean): Value {
  const found = range(rows).flatMap((i) =>
    range(columns)
      .filter((j) => keep(i, j))
      .map((j) => [i, j] as const),
  )
  return tuple(
    call,
    [0, 1].map((side) => NdArray.of(int64(found.map((pair) => pair[side])), call.session)),
  )
}

const below =
  (k: number) =>
  (i: number, j: number): boolean =>
    j - i <= k
const above =
  (k: number) =>
  (i: number, j: number): boolean =>
    j - i >= k

function triangleOf(call: Call, v: Value, keep: (i: number, j: number) => boolean): Value {
  const [m, n, more] = shapeOf(tensor(call, v))
  if (n === undefined || more !== undefined) call.raise('ValueError', 'input array must be 2-d')
  return triangleIndices(call, m, n, keep)
}

function tri(call: Call, rows: Value, columns: Value, k: Value, dtype: Value): TensorLike {
  const m = integerOr(call, rows, 0)
  const n = integerOr(call, columns, m)
  const keep = below(integerOr(call, k, 0))
  const ones = bools(
    range(m).flatMap((i) => range(n).map((j) => keep(i, j))),
    [m, n],
  )
  return as(call, ones, dtypeArgument(call, dtype) ?? 'float64')
}

export const FLAT_PLACES: readonly Row[] = [
  row('unravel_index', 'indices, shape, order=', unravelIndex),
  row('ravel_multi_index', 'multi_index, dims, mode=, order=', ravelMultiIndex),
  row('tril_indices', 'n, k=, m=', (call, n, k, m) =>
    triangleIndices(
      call,
      integerOr(call, n, 0),
      integerOr(call, m, integerOr(call, n, 0)),
      below(integerOr(call, k, 0)),
    ),
  ),
  row('triu_indices', 'n, k=, m=', (call, n, k, m) =>
    triangleIndices(
      call,
      integerOr(call, n, 0),
      integerOr(call, m, integerOr(call, n, 0)),
      above(integerOr(call, k, 0)),
    ),
  ),
  row('diag_indices', 'n, ndim=', (call, n, ndim) =>
    tuple(
      call,
      range(integerOr(call, ndim, 2)).map(() => NdArray.of(int64(range(integerOr(call, n, 0))), call.session)),
    ),
  ),
  row('tri', 'N, M=, k=, dtype=, *, like=', (call, rows, columns, k, dtype) =>
    NdArray.of(tri(call, rows, columns, k, dtype), call.session),
  ),
  row('tril_indices_from', 'arr, k=', (call, v, k) => triangleOf(call, v, below(integerOr(call, k, 0)))),
  row('triu_indices_from', 'arr, k=', (call, v, k) => triangleOf(call, v, above(integerOr(call, k, 0)))),
]
