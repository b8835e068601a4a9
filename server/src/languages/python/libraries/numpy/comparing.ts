// Truth about arrays: choices by a condition, what is not 0, what is close or equal.
import { Int, Opaque, type Num, type Value } from '@gradlens/engine'
import { itemsOf, knownTensor, tensor, tuple, unravel, int64 } from './arguments'
import { known, type Call } from './call'
import { castTo, dtypeOf } from './convert'
import { isScalar } from './creation'
import type { Row } from './moduleTree'
import { NdArray, type TensorLike } from './ndarray'
import { nonzeroPlaces } from './picking'
import { broadcasts, commonShape } from './shapes'
import { axesArgument, flag } from './reductions'
import { row } from './row'
import { shapeOf } from './shaping'
import { commonType, operandsOf } from './promotion'
import { as, checkBroadcast, wrap } from './ufuncs'

/** `np.where(condition, x, y)`: the elements of one or the other. */
function where(call: Call, condition: Value, x: Value, y: Value): Value {
  if (x === undefined && y === undefined) return nonzero(call, condition)
  if (x === undefined || y === undefined) call.raise('ValueError', 'either both or neither of x and y should be given')
  const test = tensor(call, condition)
  const [a, b] = operandsOf(call, x, y)
  const dtype = commonType(call, [a, b])
  checkBroadcast(call, [test, a, b])
  call.runtime.at(call.site)
  const chosen = call.ops.where(test, as(call, a, dtype), as(call, b, dtype)) as TensorLike
  return chosen instanceof Opaque ? wrap(call, chosen) : NdArray.of(chosen, call.session)
}

/** The places of what is not 0, one array per axis. */
export function nonzero(call: Call, v: Value): Value {
  const x = knownTensor(call, v)
  const places = nonzeroPlaces(call, x)
  const shape = x.shape.length === 0 ? [1] : x.shape
  const each = places.map((flat) => unravel(flat, shape))
  return tuple(
    call,
    shape.map((_, axis) => NdArray.of(int64(each.map((index) => index[axis])), call.session)),
  )
}

function countNonzero(call: Call, v: Value, axis: Value, keepdims: Value): Value {
  const x = tensor(call, v)
  const { ops } = call
  const held = ops.cast(ops.notEqual(x, ops.fill([], 0, dtypeOf(x) ?? 'float64')) as Num, 'int64')
  return wrap(call, ops.sum(held, axesArgument(call, axis, shapeOf(x).length), flag(call, keepdims)) as TensorLike)
}

/** Numbers as they are compared: in float64. */
function float(call: Call, v: Value): TensorLike {
  const x = tensor(call, v)
  return x instanceof Opaque ? as(call, x, 'float64') : castTo(x, 'float64', call.runtime)
}

/** |a − b| ≤ atol + rtol·|b| where both are finite, else a = b. */
function isClose(call: Call, a: Value, b: Value, rtol: Value, atol: Value, equalNan: Value): TensorLike {
  const { ops } = call
  const [x, y] = [float(call, a), float(call, b)]
  checkBroadcast(call, [x, y])
  const [relative, absolute] = [rtol ?? 1e-5, atol ?? 1e-8].map((v) => float(call, v))
  const infinity = ops.fill([], Infinity)
  const finite = ops.logicalAnd(ops.less(ops.abs(x), infinity), ops.less(ops.abs(y), infinity))
  const near = ops.lessEqual(ops.abs(ops.sub(x, y)), ops.add(absolute, ops.mul(relative, ops.abs(y))))
  const same = ops.logicalOr(ops.logicalAnd(near, finite), ops.equal(x, y))
  if (!flag(call, equalNan)) return same as TensorLike
  return ops.logicalOr(same, ops.logicalAnd(ops.notEqual(x, x), ops.notEqual(y, y))) as TensorLike
}

/** Do all elements hold? */
function all(call: Call, held: TensorLike): Value {
  if (held instanceof Opaque) return call.opaque(held.reason, {}, [held])
  const outcome = held.data.every((holds) => holds !== 0)
  if (held.node !== 0) call.runtime.decide(outcome, call.site)
  return outcome
}

function arrayEqual(call: Call, a: Value, b: Value, equalNan: Value): Value {
  const [x, y] = [a, b].map((v) => tensor(call, v))
  if (String(shapeOf(x)) !== String(shapeOf(y))) return false
  const { ops } = call
  const dtype = commonType(call, [x, y])
  const [p, q] = [as(call, x, dtype), as(call, y, dtype)]
  const same = ops.equal(p, q)
  if (!flag(call, equalNan)) return all(call, same as TensorLike)
  return all(call, ops.logicalOr(same, ops.logicalAnd(ops.notEqual(p, p), ops.notEqual(q, q))) as TensorLike)
}

/** `np.array_equiv`: equal after broadcasting. */
function arrayEquivalent(call: Call, a: Value, b: Value): Value {
  const [x, y] = [a, b].map((v) => tensor(call, v))
  if (!broadcasts([shapeOf(x), shapeOf(y)])) return false
  const dtype = commonType(call, [x, y])
  return all(call, call.ops.equal(as(call, x, dtype), as(call, y, dtype)) as TensorLike)
}

/** `np.select`: for each element the choice of the first condition that holds. */
function select(call: Call, conditions: Value, choices: Value, otherwise: Value): Value {
  const tests = itemsOf(call, conditions).map((v) => tensor(call, v))
  const items = itemsOf(call, choices)
  const operands = operandsOf(call, ...items, otherwise === undefined ? Int.of(0) : otherwise)
  const given = operands.slice(0, -1)
  const rest = operands[operands.length - 1]
  if (tests.length !== given.length) call.raise('ValueError', 'list of cases must be same length as list of conditions')
  if (tests.length === 0) call.raise('ValueError', 'select with an empty condition list is not possible')
  const wrong = tests.findIndex((test) => dtypeOf(test) !== null && dtypeOf(test) !== 'bool')
  if (wrong >= 0) call.raise('TypeError', `invalid entry ${wrong} in condlist: should be boolean ndarray`)
  const dtype = commonType(call, operands)
  checkBroadcast(call, [...tests, ...given, rest])
  const shape = commonShape([...tests, ...given, rest].map(shapeOf))
  let chosen: Num = call.ops.broadcastTo(as(call, rest, dtype), shape)
  for (let k = tests.length - 1; k >= 0; k--) chosen = call.ops.where(tests[k], as(call, given[k], dtype), chosen)
  return NdArray.of(call.ops.broadcastTo(chosen, shape) as TensorLike, call.session)
}

/** Which elements of a real array are finite in such a way. */
function held(call: Call, v: Value, test: (ops: Call['ops'], x: TensorLike) => unknown): Value {
  return wrap(call, test(call.ops, float(call, v)) as TensorLike)
}

const realOf = (call: Call, v: Value): Value =>
  v instanceof NdArray ? v : shapeOf(tensor(call, v)).length === 0 ? v : NdArray.of(tensor(call, v), call.session)

function imaginaryOf(call: Call, v: Value): Value {
  const x = tensor(call, v)
  const zeros = call.ops.fill(shapeOf(x), 0, dtypeOf(x) ?? 'float64')
  return v instanceof NdArray ? NdArray.of(zeros, call.session) : wrap(call, zeros)
}

export const COMPARING: readonly Row[] = [
  row('where', 'condition, x=, y=', where),
  row('nonzero', 'a', nonzero),
  row('count_nonzero', 'a, axis=, *, keepdims=', (call, v, axis, _star, keepdims) =>
    countNonzero(call, v, axis, keepdims),
  ),
  row('isclose', 'a, b, rtol=, atol=, equal_nan=', (call, a, b, rtol, atol, equalNan) =>
    wrap(call, isClose(call, a, b, rtol, atol, equalNan)),
  ),
  row('allclose', 'a, b, rtol=, atol=, equal_nan=', (call, a, b, rtol, atol, equalNan) =>
    all(call, isClose(call, a, b, rtol, atol, equalNan)),
  ),
  row('array_equal', 'a1, a2, equal_nan=', arrayEqual),
  row('array_equiv', 'a1, a2', arrayEquivalent),
  row('select', 'condlist, choicelist, default=', select),
  row('isposinf', 'x, out=', (call, v) => held(call, v, (ops, x) => ops.equal(x, ops.fill([], Infinity)))),
  row('isneginf', 'x, out=', (call, v) => held(call, v, (ops, x) => ops.equal(x, ops.fill([], -Infinity)))),
  row('isreal', 'x', (call, v) => held(call, v, (ops, x) => ops.equal(ops.fill(shapeOf(x), 0), ops.fill([], 0)))),
  row('iscomplex', 'x', (call, v) => held(call, v, (ops, x) => ops.notEqual(ops.fill(shapeOf(x), 0), ops.fill([], 0)))),
  row('iscomplexobj', 'x', (call, v) => (tensor(call, v) ? false : null)),
  row('isrealobj', 'x', (call, v) => (tensor(call, v) ? true : null)),
  row('real', 'val', realOf),
  row('imag', 'val', imaginaryOf),
  row('real_if_close', 'a, tol=', (call, v) => NdArray.of(tensor(call, v), call.session)),
  row('conj', 'x, out=', (call, v) => wrap(call, tensor(call, v))),
  row('conjugate', 'x, out=', (call, v) => wrap(call, tensor(call, v))),
  row('isscalar', 'element', (_, v) => isScalar(known(v))),
  row('isfortran', 'a', (call, v) => {
    const x = tensor(call, v)
    return v instanceof NdArray && shapeOf(x).length > 1 && v.strides !== null && v.strides[0] < v.strides[1]
  }),
  row('iterable', 'y', (call, v) => {
    const given = known(v)
    if (given instanceof NdArray) return shapeOf(given.num).length > 0
    return (
      typeof given === 'string' ||
      (typeof given === 'object' && given !== null && !isScalar(given) && isIterable(call, given))
    )
  }),
]

function isIterable(call: Call, v: Value): boolean {
  try {
    call.runtime.semantics.iterate(v, call.runtime, call.site)
    return true
  } catch (error) {
    if (call.runtime.asRaised(error, call.site) !== null) return false
    throw error
  }
}
