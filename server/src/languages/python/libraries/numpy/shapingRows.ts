// The functions that give arrays another shape, join and repeat them.
import { Int, type Value } from '@gradlens/engine'
import { axisOrNull, integerOr, isNone, isSequence, itemsOf, range, tensor } from './arguments'
import type { Call } from './call'
import { dtypeArgument } from './creation'
import type { Row } from './moduleTree'
import { NdArray, type TensorLike } from './ndarray'
import { withAxis } from './picking'
import { row } from './row'
import {
  asArray,
  atLeast,
  concatenate,
  counted,
  expandDims,
  integers,
  repeat,
  reshape,
  shapeOf,
  shapeTuple,
  squeeze,
  stack,
  tensorsOf,
  tile,
  transpose,
} from './shaping'
import { as } from './ufuncs'

/** `a.reshape(shape, order)`: in Fortran's order the first axis runs fastest. */
export function orderedReshape(call: Call, array: NdArray, sizes: readonly number[], order: Value): NdArray {
  if (order !== 'F') return reshape(call, array, sizes)
  const turned = reshape(call, transpose(call, array, null), [...sizes].reverse())
  return transpose(call, turned, null)
}

/** A flattened copy, or a view where `copies` is not set and the elements need not move. */
export function flattened(call: Call, array: NdArray, order: Value, copies: boolean): NdArray {
  const turned = order === 'F' ? transpose(call, array, null) : array
  if (copies) return NdArray.of(call.ops.reshape(turned.num, [-1]) as TensorLike, call.session)
  return reshape(call, turned, [-1])
}

/** The parts of a join in an element type of the caller's choice. */
function partsOf(call: Call, arrays: Value, dtype: Value): TensorLike[] {
  const wanted = dtypeArgument(call, dtype)
  return tensorsOf(call, arrays).map((x) => as(call, x, wanted))
}

function attributeOf(call: Call, v: Value, name: string): Value {
  return call.runtime.semantics.getAttribute(asArray(call, v), name, call.runtime, call.site)
}

function block(call: Call, v: Value): TensorLike {
  const depth = (given: Value): number =>
    isSequence(given) && !(given instanceof NdArray) ? 1 + Math.max(0, ...itemsOf(call, given).map(depth)) : 0
  const levels = depth(v)
  const leaves = (given: Value): TensorLike[] =>
    isSequence(given) && !(given instanceof NdArray) ? itemsOf(call, given).flatMap(leaves) : [tensor(call, given)]
  const rank = Math.max(levels, ...leaves(v).map((x) => shapeOf(x).length))
  const join = (given: Value, level: number): TensorLike => {
    if (level === levels) {
      const x = tensor(call, given)
      const shape = shapeOf(x)
      return call.ops.reshape(x, [...range(rank - shape.length).map(() => 1), ...shape]) as TensorLike
    }
    const parts = itemsOf(call, given).map((item) => join(item, level + 1))
    const joined = concatenate(call, parts, rank - (levels - level))
    return tensor(call, joined)
  }
  return join(v, 0)
}

export const SHAPING: readonly Row[] = [
  row('reshape', 'a, newshape, order=', (call, a, shape, order) =>
    orderedReshape(call, asArray(call, a), integers(call, shape), order),
  ),
  row('ravel', 'a, order=', (call, a, order) => flattened(call, asArray(call, a), order, false)),
  row('transpose', 'a, axes=', (call, a, axes) =>
    transpose(call, asArray(call, a), isNone(axes) ? null : integers(call, axes)),
  ),
  row('squeeze', 'a, axis=', (call, a, axis) =>
    squeeze(call, asArray(call, a), isNone(axis) ? null : integers(call, axis)),
  ),
  row('expand_dims', 'a, axis', (call, a, axis) => expandDims(call, asArray(call, a), integers(call, axis))),
  row('concatenate', 'arrays, axis=, out=, *, dtype=, casting=', (call, arrays, axis, _out, _star, dtype) =>
    concatenate(call, partsOf(call, arrays, dtype), axis === null ? null : integerOr(call, axis, 0)),
  ),
  row('stack', 'arrays, axis=, out=, *, dtype=, casting=', (call, arrays, axis, _out, _star, dtype) =>
    stack(call, partsOf(call, arrays, dtype), integerOr(call, axis, 0)),
  ),
  row('vstack', 'tup, *, dtype=, casting=', (call, arrays, _star, dtype) =>
    concatenate(
      call,
      partsOf(call, arrays, dtype).map((x) => atLeast(call, x, 2)),
      0,
    ),
  ),
  row('hstack', 'tup, *, dtype=, casting=', (call, arrays, _star, dtype) => {
    const parts = partsOf(call, arrays, dtype).map((x) => atLeast(call, x, 1))
    return concatenate(call, parts, parts.length > 0 && shapeOf(parts[0]).length === 1 ? 0 : 1)
  }),
  row('append', 'arr, values, axis=', (call, a, values, axis) => {
    const parts = [a, values].map((v) => tensor(call, v))
    return concatenate(call, parts, axisOrNull(call, axis, shapeOf(parts[0]).length))
  }),
  row('block', 'arrays', (call, arrays) => NdArray.of(block(call, arrays), call.session)),
  row('tile', 'A, reps', (call, a, reps) => tile(call, tensor(call, a), integers(call, reps))),
  row('repeat', 'a, repeats, axis=', (call, a, times, axis) =>
    repeat(
      call,
      withAxis(call, tensor(call, a)),
      integers(call, times),
      isNone(axis) ? null : integerOr(call, axis, 0),
    ),
  ),
  row('shape', 'a', (call, a) => shapeTuple(call, shapeOf(tensor(call, a)))),
  row('ndim', 'a', (call, a) => attributeOf(call, a, 'ndim')),
  row('size', 'a, axis=', (call, a, axis) => {
    if (isNone(axis)) return attributeOf(call, a, 'size')
    const shape = shapeOf(tensor(call, a))
    return Int.of(shape[counted(call, integerOr(call, axis, 0), shape.length)])
  }),
]
