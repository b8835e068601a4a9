// `np.add.at(a, indices, b)`: an operation at places of an array, one after the other where a place is named twice; and
// `np.add.reduceat`, an operation over slices.
import { Opaque, type Value } from '@gradlens/engine'
import { axisOrNull, int64, isNone, placesArgument, range, sizeOf, tensor } from './arguments'
import { known, orUnknown, Unknown, type Call } from './call'
import { dtypeOf } from './convert'
import { read } from './indexing'
import { NdArray, type TensorLike } from './ndarray'
import { shapeOf } from './shaping'
import { as, BINARY_UFUNCS, binaryTensor, type BinaryUfunc } from './ufuncs'

/** `ufunc.at(a, indices, b)`. */
export function applyAt(call: Call, ufunc: BinaryUfunc, a: Value, indices: Value, b: Value): Value {
  if (!(known(a) instanceof NdArray)) return call.raise('TypeError', 'first operand must be array')
  return orUnknown(
    () => operateAt(call, ufunc, a as NdArray, indices, b),
    (why) => {
      call.runtime.forget([a], why.reason, call.site)
      return null
    },
  )
}

function operateAt(call: Call, ufunc: BinaryUfunc, a: NdArray, indices: Value, b: Value): null {
  const x = a.num
  const shape = shapeOf(x)
  const { ops } = call
  const all = NdArray.of(int64(range(sizeOf(shape)), shape), call.session)
  const places = tensor(call, read(call, all, indices))
  if (places instanceof Opaque) throw new Unknown(places)
  const given = tensor(call, b)
  const own = shapeOf(given)
  if (
    own.length > places.shape.length ||
    !own.every((n, i) => n === 1 || n === places.shape[places.shape.length - own.length + i])
  )
    call.raise('ValueError', 'array is not broadcastable to correct shape')
  const values = ops.reshape(ops.broadcastTo(given, places.shape), [-1])
  let flat = ops.reshape(x, [-1]) as TensorLike
  const dtype = dtypeOf(x)
  for (const turn of turns(places.data)) {
    const at = int64(turn.map((k) => places.data[k]))
    const old = ops.take(flat, at, 0) as TensorLike
    const made = binaryTensor(call, ufunc, old, ops.take(values, int64(turn), 0) as TensorLike)
    flat = ops.arrange.setIndexed(flat, [at], as(call, made, dtype)) as TensorLike
  }
  a.write(ops.reshape(flat, shape) as TensorLike, call.runtime)
  return null
}

/** The k in turns, so that no turn names a place twice and every place is met in order. */
function turns(places: ArrayLike<number>): number[][] {
  const met = new Map<number, number>()
  const out: number[][] = []
  for (let k = 0; k < places.length; k++) {
    const turn = met.get(places[k]) ?? 0
    met.set(places[k], turn + 1)
    ;(out[turn] ??= []).push(k)
  }
  return out
}

function sumOf(call: Call, x: TensorLike, start: number, stop: number): TensorLike {
  return call.ops.sum(call.ops.index(x, [{ start, stop, step: null }])) as TensorLike
}

/** `ufunc.reduceat(array, indices, axis)`: the operation over each slice from one index to the next. */
export function reduceAt(call: Call, ufunc: BinaryUfunc, array: Value, indices: Value, axis: Value): Value {
  const x = tensor(call, array)
  const shape = shapeOf(x)
  const along = isNone(axis) ? 0 : (axisOrNull(call, axis, shape.length) ?? 0)
  const { ops } = call
  const starts = placesArgument(call, indices).data
  const size = shape[along]
  const before = range(along).map(() => ({ start: null, stop: null, step: null }))
  const part = (i: number): TensorLike => ops.index(x, [...before, i]) as TensorLike
  const parts = Array.from(starts, (start, k) => {
    if (start < 0 || start >= size)
      call.raise('IndexError', `index ${start} out-of-bounds in ${call.name.replace('np.', '')} [0, ${size})`)
    const end = k + 1 < starts.length ? starts[k + 1] : size
    // NumPy adds long slices up in pairs.
    if (ufunc === BINARY_UFUNCS.add && shape.length === 1 && end > start + 1)
      return binaryTensor(call, ufunc, part(start), sumOf(call, x, start + 1, end))
    const rest = range(Math.max(0, end - start - 1)).map((i) => part(start + 1 + i))
    return rest.reduce((total, next) => binaryTensor(call, ufunc, total, next), part(start))
  })
  if (parts.length === 0) return NdArray.of(ops.fill([0], 0, dtypeOf(x) ?? 'float64'), call.session)
  return NdArray.of(ops.stack(parts, along) as TensorLike, call.session)
}
