// Arithmetic of tensors by NumPy's rules, for functions that are formulas: promotion, broadcasting, and parts along an axis.
import { alongAxis, Tensor, type DType, type Num } from '@gradlens/engine'
import type { Call } from './call'
import { dtypeOf } from './convert'
import type { TensorLike } from './ndarray'
import { shapeOf } from './shaping'
import { as, BINARY_UFUNCS, binaryTensor, isDiscrete } from './ufuncs'

/** The elementary operations of one call. */
export class Arithmetic {
  constructor(readonly call: Call) {}

  private binary(name: string, x: TensorLike, y: TensorLike): TensorLike {
    return binaryTensor(this.call, BINARY_UFUNCS[name], x, y)
  }

  readonly add = (x: TensorLike, y: TensorLike): TensorLike => this.binary('add', x, y)
  readonly sub = (x: TensorLike, y: TensorLike): TensorLike => this.binary('subtract', x, y)
  readonly mul = (x: TensorLike, y: TensorLike): TensorLike => this.binary('multiply', x, y)
  readonly div = (x: TensorLike, y: TensorLike): TensorLike => this.binary('divide', x, y)
  readonly neg = (x: TensorLike): TensorLike => this.call.ops.neg(x) as TensorLike

  /** A number without axes that does not widen an array. */
  scalar(value: number, dtype: DType = 'float64'): Tensor {
    return new Tensor(Float64Array.of(value), [], dtype)
  }

  /** Elements from `start` to `stop` (null: the end) along an axis. */
  part(x: TensorLike, axis: number, start: number | null, stop: number | null, step = 1): TensorLike {
    return this.call.ops.index(x, alongAxis(axis, { start, stop, step })) as TensorLike
  }

  /** One element of an axis, which is dropped. */
  at(x: TensorLike, axis: number, place: number): TensorLike {
    return this.call.ops.index(x, alongAxis(axis, place)) as TensorLike
  }

  /** Elements at the places given, along an axis. */
  take(x: TensorLike, places: readonly number[], axis = 0): TensorLike {
    return this.call.ops.take(x, new Tensor(Float64Array.from(places), [places.length], 'int64'), axis) as TensorLike
  }

  join(parts: readonly TensorLike[], axis = 0): TensorLike {
    return this.call.ops.concat(parts, axis) as TensorLike
  }

  reshape(x: TensorLike, shape: readonly number[]): TensorLike {
    return this.call.ops.reshape(x, shape) as TensorLike
  }

  transpose(x: TensorLike, order: readonly number[]): TensorLike {
    return this.call.ops.transpose(x, order) as TensorLike
  }

  /** The axis moved to the end. */
  toEnd(x: TensorLike, axis: number): TensorLike {
    const rank = shapeOf(x).length
    const order = Array.from({ length: rank }, (_, i) => i).filter((i) => i !== axis)
    return axis === rank - 1 ? x : this.transpose(x, [...order, axis])
  }

  sum(x: TensorLike, axes: readonly number[] | null = null): TensorLike {
    return this.call.ops.sum(x, axes) as TensorLike
  }

  /** Integers and booleans as float64. */
  float(x: TensorLike): TensorLike {
    return isDiscrete(x) ? as(this.call, x, 'float64') : x
  }

  zeros(shape: readonly number[], like: Num): Tensor {
    return this.call.ops.fill(shape, 0, dtypeOf(like) ?? 'float64')
  }
}
