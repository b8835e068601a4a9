// What an engine tensor is to Python where no library's tensors are these: a value to look at.
import type { Json, Opaque, Tensor } from '@gradlens/engine'
import { UNKNOWN_TEXT } from '../text/unknownText'
import type { TypeProtocol } from '../protocol'
import { jsonOfFloat } from '../types/number'
import { reprFloat } from '../numbers/repr'

function nested<T>(tensor: Tensor, leaf: (x: number) => T, join: (items: T[]) => T, depth = 0, from = 0): T {
  if (depth === tensor.shape.length) return leaf(tensor.data[from])
  const size = tensor.shape.slice(depth + 1).reduce((product, n) => product * n, 1)
  const items = Array.from({ length: tensor.shape[depth] }, (_, i) =>
    nested(tensor, leaf, join, depth + 1, from + i * size),
  )
  return join(items)
}

function text(tensor: Tensor): string {
  return nested(tensor, reprFloat, (items) => `[${items.join(', ')}]`)
}

export const engineTensor: TypeProtocol<Tensor> = {
  typeName: () => 'Tensor',
  repr: text,
  display: text,
  toJson: (v) => nested<Json>(v, jsonOfFloat, (items) => items),
}

export const unknownTensor: TypeProtocol<Opaque> = {
  typeName: () => 'Tensor',
  getAttribute: (v, _, runtime, site) => runtime.opaque(v.reason, site, {}, [v]),
  truthy: (v) => v,
  repr: () => UNKNOWN_TEXT,
  display: () => UNKNOWN_TEXT,
  toJson: (v) => ({ opaque: v.reason }),
}
