// `shuffle`, `permutation` and `permuted`: orders drawn by Fisher and Yates's exchange.
import { Int, List, Opaque, Slice, Tensor, Tuple, type Value } from '@gradlens/engine'
import { getItem, lengthOf, setItem } from '../../../operations'
import { int64, isNone, knownTensor, range, sizeOf } from '../arguments'
import { known, Unknown, type Call } from '../call'
import { read } from '../indexing'
import { axisError } from '../errors'
import { NdArray, NumpyScalar, type TensorLike } from '../ndarray'
import { asArray, counted, integer, shapeOf } from '../shaping'
import type { Draws } from './draws'
import { MASKED, place } from './integers'
import { unknownDraw } from './sizes'

/** Exchanges the items of `order` from the last one down to `first`. */
export function exchange(draws: Draws, order: number[], first = 1, method = MASKED): void {
  for (let i = order.length - 1; i >= first; i--) {
    const j = place(draws.bits, method, i)
    ;[order[i], order[j]] = [order[j], order[i]]
  }
}

/** 0, …, n − 1 in a drawn order. */
export function drawnOrder(call: Call, draws: Draws, n: number): number[] {
  call.runtime.step(n)
  const order = Array.from({ length: n }, (_, i) => i)
  exchange(draws, order)
  return order
}

/** The array's parts along an axis, in an order. */
function ordered(call: Call, x: NdArray, order: readonly number[], axis: number): TensorLike {
  const places = NdArray.of(int64(order), call.session)
  const whole = new Slice(null, null, null)
  const index = axis === 0 ? places : new Tuple([...Array.from({ length: axis }, () => whole), places])
  const made = read(call, x, index)
  return made instanceof NdArray || made instanceof NumpyScalar ? made.num : (made as Opaque)
}

function axisOf(call: Call, axis: Value, rank: number): number {
  return isNone(axis) ? 0 : counted(call, integer(known(axis)) ?? 0, rank)
}

/** Shuffles an array along an axis, or a list, in its place. */
export function shuffle(call: Call, draws: Draws | Opaque, x: Value, axis: Value): null {
  const { runtime, site } = call
  const target = known(x)
  if (target instanceof NdArray) {
    const shape = shapeOf(target.num)
    if (shape.length === 0) call.raise('TypeError', 'len() of unsized object')
    const along = axisOf(call, axis, shape.length)
    if (draws instanceof Opaque) {
      const { num } = target
      target.write(call.opaque(draws.reason, { tensor: true, dtype: (num as Tensor).dtype, shape }, [num]), runtime)
    } else if (sizeOf(shape) > 0)
      target.write(ordered(call, target, drawnOrder(call, draws, shape[along]), along), runtime)
    return null
  }
  if (!isNone(axis) && integer(known(axis)) !== 0)
    call.raise('NotImplementedError', 'Axis argument is only supported on ndarray objects')
  if (draws instanceof Opaque) {
    runtime.forget([target], draws.reason, site)
    return null
  }
  const length = lengthOf(target, runtime, site)
  if (length instanceof Opaque) throw new Unknown(length)
  runtime.step(length)
  for (let i = length - 1; i > 0; i--) {
    const j = place(draws.bits, MASKED, i)
    const [a, b] = [getItem(target, Int.of(i), runtime, site), getItem(target, Int.of(j), runtime, site)]
    setItem(target, Int.of(i), b, runtime, site)
    setItem(target, Int.of(j), a, runtime, site)
  }
  return null
}

/** A shuffled copy along an axis; of an integer: of 0, …, n − 1. */
export function permutation(call: Call, draws: Draws | Opaque, v: Value, axis: Value): Value {
  const n = integer(known(v))
  if (n !== null) {
    const shape = [Math.max(0, n)]
    if (draws instanceof Opaque) return unknownDraw(call, draws, shape, 'int64')
    return NdArray.of(int64(drawnOrder(call, draws, shape[0])), call.session)
  }
  if (!(draws instanceof Opaque) && v instanceof List && v.items.some((item) => typeof item === 'string')) {
    drawnOrder(call, draws, v.items.length)
    return call.opaque('arrays of strings are not evaluated', { tensor: true, shape: [v.items.length] })
  }
  const x = asArray(call, v)
  const shape = shapeOf(x.num)
  if (shape.length === 0)
    call.raise(
      !(draws instanceof Opaque) && draws.legacy ? 'IndexError' : axisError,
      !(draws instanceof Opaque) && draws.legacy
        ? 'x must be an integer or at least 1-dimensional'
        : 'axis 0 is out of bounds for array of dimension 0',
    )
  const along = axisOf(call, axis, shape.length)
  if (draws instanceof Opaque) return unknownDraw(call, draws, shape, (x.num as Tensor).dtype)
  return NdArray.of(ordered(call, x, drawnOrder(call, draws, shape[along]), along), call.session)
}

/** Each line along an axis shuffled by itself; without an axis all elements. */
export function permuted(call: Call, draws: Draws | Opaque, v: Value, axis: Value): Value {
  const x = knownTensor(call, v)
  if (draws instanceof Opaque) return unknownDraw(call, draws, x.shape, x.dtype)
  const order = Array.from({ length: x.size }, (_, i) => i)
  call.runtime.step(x.size)
  if (isNone(axis)) exchange(draws, order)
  else {
    const along = counted(call, integer(known(axis)) ?? 0, x.shape.length)
    const step = sizeOf(x.shape.slice(along + 1))
    const n = x.shape[along]
    for (const block of range(sizeOf(x.shape.slice(0, along)))) {
      for (const offset of range(step)) {
        const start = block * n * step + offset
        const line = Array.from({ length: n }, (_, i) => start + i * step)
        const mixed = line.slice()
        exchange(draws, mixed)
        line.forEach((to, i) => (order[to] = mixed[i]))
      }
    }
  }
  const flat = NdArray.of(call.ops.reshape(x, [-1]) as TensorLike, call.session)
  return NdArray.of(call.ops.reshape(ordered(call, flat, order, 0), x.shape) as TensorLike, call.session)
}
