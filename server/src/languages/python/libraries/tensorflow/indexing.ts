// Picking elements: gather and boolean masks.
import { Opaque, Tensor, type Value } from '@gradlens/engine'
import type { Call } from '../numpy/call'
import type { TensorLike } from '../numpy/ndarray'
import { constant, placed } from './convert'

/** `tf.boolean_mask`: the slices where the mask holds, along the mask's axes taken together. */
export function booleanMask(call: Call, x: TensorLike, mask: TensorLike): Value {
  if (!(x instanceof Tensor) || !(mask instanceof Tensor)) {
    const unknown = (x instanceof Opaque ? x : mask) as Opaque
    return call.opaque(unknown.reason, { tensor: true, dtype: x instanceof Opaque ? x.facts.dtype : x.dtype }, [
      x,
      mask,
    ])
  }
  const rank = mask.shape.length
  if (rank === 0) call.raise('ValueError', 'mask cannot be scalar.')
  if (mask.shape.some((n, i) => n !== x.shape[i])) {
    call.raise('ValueError', `Shapes ${shown(x.shape.slice(0, rank))} and ${shown(mask.shape)} are incompatible`)
  }
  const places: number[] = []
  mask.data.forEach((holds, i) => holds && places.push(i))
  call.runtime.decide(places.join(','), call.site)
  const flat = call.ops.reshape(x, [mask.size, ...x.shape.slice(rank)])
  return placed(call, call.ops.take(flat, constant(call, places, [places.length], 'int64'), 0))
}

function shown(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
}
