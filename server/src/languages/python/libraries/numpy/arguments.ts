// What the rows of NumPy's tables read out of their arguments, and what they make of numbers of their own.
import { DONE, Opaque, Tensor, nodeOf, type Value } from '@gradlens/engine'
import { known, Unknown, type Call } from './call'
import { toTensor } from './convert'
import { raiseAxis } from './errors'
import { NdArray, NumpyScalar, type TensorLike } from './ndarray'
import { counted, integer, integers } from './shaping'

/** The argument as a tensor in NumPy's own element type. */
export function tensor(call: Call, v: Value): TensorLike {
  return toTensor(v, null, call.runtime, call.site)
}

/** The argument as a tensor whose elements are known; else the call's result is unknown. */
export function knownTensor(call: Call, v: Value): Tensor {
  const x = tensor(call, v)
  if (x instanceof Opaque) throw new Unknown(x)
  return x
}

/** The argument as places: floats are cut off in a list, and refused in an array. */
export function placesArgument(call: Call, v: Value): Tensor {
  const x = knownTensor(call, v)
  if (!x.dtype.startsWith('float')) return x
  const given = v instanceof NdArray || v instanceof NumpyScalar
  if (given && x.size > 0)
    call.raise(
      'TypeError',
      `Cannot cast array data from dtype('${x.dtype}') to dtype('int64') according to the rule 'safe'`,
    )
  return int64(x.data.map(Math.trunc), x.shape)
}

/** Was the argument left out, or None? */
export function isNone(v: Value): v is null | undefined {
  return v === undefined || v === null
}

/** An integer argument with its default. */
export function integerOr(call: Call, v: Value, otherwise: number): number {
  return isNone(v) ? otherwise : (integer(known(v)) ?? integers(call, v)[0])
}

/** A single axis, counted from the front; null where none is given. */
export function axisOrNull(call: Call, v: Value, rank: number): number | null {
  return isNone(v) ? null : counted(call, integerOr(call, v, 0), rank)
}

/** The items of a sequence argument. */
export function itemsOf(call: Call, v: Value): Value[] {
  const iteration = call.runtime.semantics.iterate(known(v), call.runtime, call.site)
  if (iteration.opaque) throw new Unknown(iteration.opaque)
  const items: Value[] = []
  for (let item = iteration.next(); item !== DONE; item = iteration.next()) items.push(item as Value)
  return items
}

/** Is the argument a sequence rather than one number? A 0-d array is none. */
export function isSequence(v: Value): boolean {
  if (v instanceof NdArray) {
    const x = v.num
    return (x instanceof Opaque ? x.facts.shape : x.shape)?.length !== 0
  }
  return typeof v === 'object' && v !== null && 'items' in v
}

/** Axes by name of their argument, each once: `source: axis 3 is out of bounds …`. */
export function namedAxes(call: Call, v: Value, rank: number, name: string): number[] {
  const axes = integers(call, v).map((axis) => namedAxis(call, axis, rank, name))
  if (new Set(axes).size !== axes.length) call.raise('ValueError', `repeated axis in \`${name}\` argument`)
  return axes
}

/** One axis counted from the front; where it is none the message starts with its argument's name. */
export function namedAxis(call: Call, axis: number, rank: number, name: string): number {
  if (axis < -rank || axis >= rank) raiseAxis(call, axis, rank, name)
  return axis < 0 ? axis + rank : axis
}

/** Integers as an array. */
export function int64(data: ArrayLike<number>, shape: readonly number[] = [data.length]): Tensor {
  return new Tensor(Float64Array.from(data), shape, 'int64')
}

/** Truth values as an array. */
export function bools(data: readonly boolean[], shape: readonly number[] = [data.length]): Tensor {
  return new Tensor(Float64Array.from(data, Number), shape, 'bool')
}

/** 0 … n − 1. */
export function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i)
}

/** The number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1)
}

/** How far each axis steps in row-major order. */
export function rowMajor(shape: readonly number[]): number[] {
  return shape.map((_, i) => sizeOf(shape.slice(i + 1)))
}

/** The place of each axis of a flat place. */
export function unravel(flat: number, shape: readonly number[]): number[] {
  const index = new Array<number>(shape.length)
  for (let axis = shape.length - 1, rest = flat; axis >= 0; axis--) {
    index[axis] = rest % shape[axis]
    rest = Math.floor(rest / shape[axis])
  }
  return index
}

/** The run's course depends on this, where the numbers that it was read from are on the tape. */
export function decideOn(call: Call, x: TensorLike, what: ArrayLike<number>): void {
  if (nodeOf(x) !== 0) call.runtime.decide(Array.from(what).join(','), call.site)
}

/** An array of its own, 0-d ones included. */
export function arrayOf(call: Call, x: TensorLike): Value {
  return NdArray.of(x, call.session)
}

export function tuple(call: Call, items: Value[]): Value {
  return call.runtime.semantics.makeTuple(items, call.runtime)
}

export function list(call: Call, items: Value[]): Value {
  return call.runtime.semantics.makeList(items, call.runtime)
}
