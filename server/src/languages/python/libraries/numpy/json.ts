// Tensors as contract.md's JSON: nested arrays, float32 numbers with float32's shortest digits, NaN and infinities as text.
import type { Json, Tensor } from '@gradlens/engine'
import { scalarText } from './floatText'

/** The elements as nested arrays; a 0-d tensor is its element. */
export function nestedJson({ data, shape, dtype }: Tensor): Json {
  const nested = (axis: number, offset: number, size: number): Json => {
    if (axis === shape.length) return elementJson(data[offset], dtype === 'float32', dtype === 'bool')
    const step = shape[axis] === 0 ? 0 : size / shape[axis]
    return Array.from({ length: shape[axis] }, (_, i) => nested(axis + 1, offset + i * step, step))
  }
  return nested(0, 0, data.length)
}

function elementJson(x: number, single: boolean, boolean: boolean): Json {
  if (boolean) return x !== 0
  if (Number.isNaN(x)) return 'NaN'
  if (!Number.isFinite(x)) return x < 0 ? '-Infinity' : 'Infinity'
  return single ? Number(scalarText(x, true)) : x
}
