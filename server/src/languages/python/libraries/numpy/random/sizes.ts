// Reads `size=` and parameters that broadcast, and makes the results of draws.
import { Int, Opaque, Tensor, Tuple, type DType, type Value } from '@gradlens/engine'
import { isNone, sizeOf } from '../arguments'
import { tupleText } from '../arrayText'
import { Unknown, type Call } from '../call'
import { toTensor } from '../convert'
import { isInteger } from '../dtypes'
import { NdArray } from '../ndarray'
import { integers } from '../shaping'
import { broadcasts } from '../shapes'
import type { Draws } from './draws'

/** The shape that `size=` asks for; null: one number. */
export function sizeArgument(call: Call, size: Value): readonly number[] | null {
  if (isNone(size)) return null
  const shape = integers(call, size)
  if (shape.some((n) => n < 0)) call.raise('ValueError', 'negative dimensions are not allowed')
  return shape
}

/** A parameter's numbers. */
export function parameter(call: Call, v: Value, dtype: DType | null = 'float64'): Tensor {
  const x = toTensor(v, dtype, call.runtime, call.site)
  if (x instanceof Opaque) throw new Unknown(x)
  return x
}

/** The shape of the result of parameters that broadcast; null: one number. */
export function resultShape(
  call: Call,
  parameters: readonly Tensor[],
  size: readonly number[] | null,
): readonly number[] | null {
  if (parameters.every((x) => x.shape.length === 0)) return size
  const shapes = parameters.map((x) => x.shape)
  checkTogether(call, shapes)
  const rank = Math.max(...shapes.map((shape) => shape.length))
  const common = Array.from({ length: rank }, (_, axis) => {
    const sizes = shapes.map((shape) => shape[shape.length - rank + axis] ?? 1)
    return sizes.find((n) => n !== 1) ?? 1
  })
  if (size === null) return common
  checkTogether(call, [size, ...shapes])
  const fits = size.length >= rank && common.every((n, i) => n === 1 || n === size[size.length - rank + i])
  if (!fits)
    call.raise(
      'ValueError',
      `Output size ${tupleText(size)} is not compatible with broadcast dimensions of inputs ${tupleText(common)}.`,
    )
  return size
}

/** Raises NumPy's error where shapes do not broadcast: the first that does not fit to one before it is named. */
function checkTogether(call: Call, shapes: readonly (readonly number[])[]): void {
  if (broadcasts(shapes)) return
  for (let i = 1; i < shapes.length; i++) {
    for (let k = 0; k < i; k++) {
      if (broadcasts([shapes[k], shapes[i]])) continue
      const where = `arg ${k} with shape ${tupleText(shapes[k])} and arg ${i} with shape ${tupleText(shapes[i])}`
      call.raise(
        'ValueError',
        `shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between ${where}.`,
      )
    }
  }
}

/** Draws as many numbers as the shape holds; one as Python's own number. What cannot be known has its shape and type all the same. */
export function drawn(
  call: Call,
  draws: Draws | Opaque,
  shape: readonly number[] | null,
  dtype: DType,
  draw: (draws: Draws, i: number) => number,
): Value {
  if (draws instanceof Opaque) return unknownDraw(call, draws, shape, dtype)
  if (shape === null) {
    const x = draw(draws, 0)
    return isInteger(dtype) ? Int.of(x) : x
  }
  const count = sizeOf(shape)
  call.runtime.step(count)
  const data = call.ops.allocate(count)
  for (let i = 0; i < count; i++) data[i] = draw(draws, i)
  return NdArray.of(new Tensor(call.ops.rounded(data, dtype), [...shape], dtype), call.session)
}

/** What is unknown about a draw is its numbers: an array has its shape and element type all the same. */
export function unknownDraw(call: Call, why: Opaque, shape: readonly number[] | null, dtype: DType): Value {
  if (shape === null) return call.opaque(why.reason)
  return NdArray.of(call.opaque(why.reason, { tensor: true, dtype, shape }), call.session)
}

/** The dimensions of `rand(2, 3)`; null: none. */
export function dimensions(call: Call, given: Value): readonly number[] | null {
  const { items } = given as Tuple
  return items.length === 0 ? null : sizeArgument(call, given)
}
