// The row of what cannot be known but was made from known operands: whatever passes through it is unknown on the other side.
import { Opaque, Tensor, type Num, type OpaqueFacts } from './num'
import type { Structural } from './row'

function factsOf(x: Num): OpaqueFacts {
  if (x instanceof Tensor) return { tensor: true, dtype: x.dtype, shape: x.shape }
  return x instanceof Opaque ? x.facts : {}
}

function reasonOf(out: Num): string {
  return out instanceof Opaque ? out.reason : 'it is not evaluated'
}

export const UNKNOWN: Structural<null> = {
  kind: 'structural',
  name: 'unknown',
  precise: null,
  takesScalars: true,
  shape: () => null,
  value: () => NaN,
  vjp: (_ops, _cotangent, inputs, out, _params, which) => new Opaque(reasonOf(out), factsOf(inputs[which])),
  jvp: (_ops, _tangents, _inputs, out) => new Opaque(reasonOf(out), factsOf(out)),
}
