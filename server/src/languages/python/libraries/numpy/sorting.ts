// Order: sorting and the places that sort.
import { Opaque, Tensor } from '@gradlens/engine'
import { Unknown, type Call } from './call'
import type { TensorLike } from './ndarray'
import { counted } from './shaping'

/** The places that sort along an axis; NaNs go to the end, equal elements stay in order. The run's course depends on it. */
export function sortPlaces(call: Call, x: TensorLike, axis: number): Tensor {
  if (x instanceof Opaque) throw new Unknown(x)
  const { shape, data } = x
  const along = counted(call, axis, shape.length)
  const length = shape[along]
  const inner = shape.slice(along + 1).reduce((a, b) => a * b, 1)
  const out = call.ops.allocate(x.size)
  call.runtime.step(x.size)
  for (let block = 0; block < x.size; block += length * inner) {
    for (let k = 0; k < inner; k++) {
      const at = (i: number): number => data[block + i * inner + k]
      const order = Array.from({ length }, (_, i) => i).sort((i, j) => ascending(at(i), at(j)) || i - j)
      order.forEach((place, i) => (out[block + i * inner + k] = place))
    }
  }
  if (x.node !== 0) call.runtime.decide(Array.from(out).join(','), call.site)
  return new Tensor(out, shape, 'int64')
}

function ascending(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1
  return Number.isNaN(b) ? -1 : a - b
}

/** The elements in order along an axis; gradients follow them. */
export function sorted(call: Call, x: TensorLike, axis: number): TensorLike {
  if (x instanceof Opaque) return x
  const along = counted(call, axis, x.shape.length)
  call.runtime.at(call.site)
  return call.ops.takeAlongAxis(x, sortPlaces(call, x, along), along) as TensorLike
}
