// How rows of np.linalg are made and applied: LAPACK's complaints become NumPy's, packed results their parts.
import { LinAlgError, Tensor, type Num, type Structural, type Value } from '@gradlens/engine'
import { known, type Body, type Call } from '../call'
import { toTensor } from '../convert'
import type { TensorLike } from '../ndarray'
import { row } from '../row'
import { shapeOf } from '../shaping'
import { linAlgError } from './arguments'

/** A row of np.linalg: what LAPACK finds wrong becomes NumPy's exception. */
export function linalgRow(name: string, signature: string, body: Body): ReturnType<typeof row> {
  return row(`linalg.${name}`, signature, (call, ...args) => {
    try {
      return body(call, ...args)
    } catch (error) {
      if (error instanceof LinAlgError) return call.raise(linAlgError, error.message)
      throw error
    }
  })
}

export const applied = (call: Call, entry: Structural<null>, x: Num): TensorLike =>
  call.ops.apply(entry, [x], null) as TensorLike

/** The parts of a packed decomposition of one shape each, behind the leading axes. */
export function parts(call: Call, packed: Num, shapes: readonly (readonly number[])[]): readonly Num[] {
  const lead = shapeOf(packed as TensorLike).slice(0, -1)
  let start = 0
  return shapes.map((shape) => {
    const stop = start + shape.reduce((a, b) => a * b, 1)
    const own = call.ops.index(packed, ['ellipsis', { start, stop, step: 1 }])
    start = stop
    return call.ops.reshape(own, [...lead, ...shape])
  })
}

/** The traced value, moved by its own rounding to the one that LAPACK gives. */
export function valued(call: Call, traced: Num, value: Tensor): Num {
  const plain = traced instanceof Tensor ? new Tensor(traced.data, traced.shape, traced.dtype) : value
  const isSame = plain.data.every((v, i) => Object.is(v, value.data[i]))
  return isSame ? traced : call.ops.add(traced, call.ops.sub(value, plain))
}

/** The distance from 1 to the next number of the element type. */
export const machineEpsilon = (x: TensorLike): number =>
  x instanceof Tensor && x.dtype === 'float32' ? 2 ** -23 : 2 ** -52

/** A plain number of an argument. */
export function number(call: Call, v: Value): number {
  const x = toTensor(v, null, call.runtime, call.site)
  return (known(x) as Tensor).data[0]
}
