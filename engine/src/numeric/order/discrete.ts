// Results that have no derivative, recorded as cuts: places and counts of ops.order.
import { Opaque, plain, Tensor, type DType, type Num } from '../num'
import type { Ops } from '../ops'
import type { Shape } from '../shape'

export interface Discrete {
  readonly name: string
  readonly dtype: DType
  /** The result's shape; throws ShapeError. */
  readonly shape: (own: Shape) => Shape
  readonly value: (x: Tensor) => Tensor
}

/** Computes from x's elements what no adjoint passes. An unknown operand gives an unknown result of known shape. */
export function discrete(ops: Ops, x: Num, { name, dtype, shape, value }: Discrete): Num {
  const given = ops.fromScalar(x)
  const out = given instanceof Opaque ? unknown(given, dtype, shape) : value(plain(given) as Tensor)
  return ops.record({ kind: 'discrete', name }, [given], null, out)
}

function unknown({ reason, facts }: Opaque, dtype: DType, shape: Discrete['shape']): Opaque {
  return new Opaque(reason, { tensor: true, dtype, shape: facts.shape && shape(facts.shape) })
}
