// The bytes that elements are made of: `a.tobytes()` and `np.frombuffer`, little-endian as on the machines that NumPy runs on.
import { Opaque, Tensor, type DType, type Value } from '@gradlens/engine'
import { ByteArray, Bytes, isByteString } from '../../types/bytes'
import { integerOr } from './arguments'
import { known, Unknown, type Call } from './call'
import { dtypeArgument } from './creation'
import { ELEMENT_TYPES } from './dtypes'
import type { Row } from './moduleTree'
import { NdArray, type TensorLike } from './ndarray'
import { row } from './row'

type Read = (view: DataView, at: number) => number
type Write = (view: DataView, at: number, value: number) => void

/** How an element is read and written. */
const CODECS: Readonly<Record<DType, readonly [Read, Write]>> = {
  bool: [(v, at) => Number(v.getUint8(at) !== 0), (v, at, x) => v.setUint8(at, x)],
  int8: [(v, at) => v.getInt8(at), (v, at, x) => v.setInt8(at, x)],
  uint8: [(v, at) => v.getUint8(at), (v, at, x) => v.setUint8(at, x)],
  int16: [(v, at) => v.getInt16(at, true), (v, at, x) => v.setInt16(at, x, true)],
  uint16: [(v, at) => v.getUint16(at, true), (v, at, x) => v.setUint16(at, x, true)],
  int32: [(v, at) => v.getInt32(at, true), (v, at, x) => v.setInt32(at, x, true)],
  uint32: [(v, at) => v.getUint32(at, true), (v, at, x) => v.setUint32(at, x, true)],
  int64: [(v, at) => Number(v.getBigInt64(at, true)), (v, at, x) => v.setBigInt64(at, BigInt(x), true)],
  uint64: [(v, at) => Number(v.getBigUint64(at, true)), (v, at, x) => v.setBigUint64(at, BigInt(x), true)],
  float32: [(v, at) => v.getFloat32(at, true), (v, at, x) => v.setFloat32(at, x, true)],
  float64: [(v, at) => v.getFloat64(at, true), (v, at, x) => v.setFloat64(at, x, true)],
}

/** `a.tobytes(order)`: the elements in row-major order, or with the first axis running fastest. */
export function toBytes(call: Call, x: TensorLike, order: Value): Value {
  if (x instanceof Opaque) throw new Unknown(x)
  const rank = x.shape.length
  const axes = Array.from({ length: rank }, (_, i) => rank - 1 - i)
  const given = order === 'F' && rank > 1 ? (call.ops.transpose(x, axes) as Tensor) : x
  const { bytes } = ELEMENT_TYPES[x.dtype]
  call.runtime.charge(bytes * x.size)
  const made = new Uint8Array(bytes * x.size)
  const view = new DataView(made.buffer)
  const [, write] = CODECS[x.dtype]
  given.data.forEach((value, i) => write(view, i * bytes, value))
  return Bytes.of(made)
}

/** `np.frombuffer(buffer, dtype, count, offset)`. */
function fromBuffer(call: Call, buffer: Value, dtype: Value, count: Value, offset: Value): Value {
  const given = known(buffer)
  if (!isByteString(given)) return call.opaque('this buffer is not evaluated', {}, [buffer])
  if (given instanceof ByteArray && given.opaque) throw new Unknown(given.opaque)
  const type = dtypeArgument(call, dtype) ?? 'float64'
  const { bytes } = ELEMENT_TYPES[type]
  const source = given.array()
  const start = integerOr(call, offset, 0)
  if (start < 0 || start > source.length)
    call.raise('ValueError', `offset must be non-negative and no greater than buffer length (${source.length})`)
  const room = source.length - start
  const asked = integerOr(call, count, -1)
  if (asked < 0 && room % bytes !== 0) call.raise('ValueError', 'buffer size must be a multiple of element size')
  if (asked >= 0 && asked * bytes > room) call.raise('ValueError', 'buffer is smaller than requested size')
  const size = asked < 0 ? room / bytes : asked
  call.runtime.step(size)
  const view = new DataView(source.buffer, source.byteOffset)
  const data = call.ops.allocate(size)
  const [read] = CODECS[type]
  for (let i = 0; i < size; i++) data[i] = read(view, start + i * bytes)
  return NdArray.of(new Tensor(data, [size], type), call.session)
}

export const BUFFERS: readonly Row[] = [
  row('frombuffer', 'buffer, dtype=, count=, offset=, *, like=', (call, buffer, dtype, count, offset) =>
    fromBuffer(call, buffer, dtype, count, offset),
  ),
]
