// `out=` and `where=`: results that go into an array which is there already.
import { Opaque, Tensor, Tuple, type DType, type Value } from '@gradlens/engine'
import { bareShape } from './arrayText'
import { orUnknown, type Body, type Call } from './call'
import { dtypeOf, knownShapeOf, toTensor } from './convert'
import { castsWithinKind } from './dtypes'
import { raiseCasting } from './errors'
import { NdArray, type TensorLike } from './ndarray'
import { operandsOf } from './promotion'
import { namedDType } from './scalarTypes'
import { broadcasts } from './shapes'
import {
  as,
  binaryTensor,
  BINARY_UFUNCS,
  checkBroadcast,
  typeOfResult,
  UFUNC_OBJECTS,
  UNARY_UFUNCS,
  wrap,
} from './ufuncs'

/** Puts a result into `out` and gives that. `name`: the function's, without `np.`. */
export function intoOutput(call: Call, name: string, result: Value, out: Value, mask: TensorLike | null = null): Value {
  const target = out instanceof Tuple && out.items.length === 1 ? out.items[0] : out
  if (target instanceof Opaque) return target
  if (!(target instanceof NdArray)) return call.raise('TypeError', 'return arrays must be of ArrayType')
  if (result instanceof Opaque && !result.facts.shape) {
    target.write(call.opaque(result.reason, factsOf(target), [result]), call.runtime)
    return target
  }
  const own = target.num
  const made = toTensor(result, null, call.runtime, call.site)
  const to = dtypeOf(own)
  checkOutputType(call, name, dtypeOf(made), to)
  const [size, room] = [knownShapeOf(made), knownShapeOf(own)]
  if (size && room && String(size) !== String(room) && !fitsInto(size, room)) {
    call.raise(
      'ValueError',
      `non-broadcastable output operand with shape ${bareShape(room)} doesn't match the broadcast shape ${bareShape(size)}`,
    )
  }
  const cast = as(call, made, to)
  const spread = room && String(size) !== String(room) ? (call.ops.broadcastTo(cast, room) as TensorLike) : cast
  call.runtime.at(call.site)
  target.write(mask === null ? spread : (call.ops.where(mask, spread, own) as TensorLike), call.runtime)
  return target
}

/** Raises where a function's results may not be written into an array of that element type. */
function checkOutputType(call: Call, name: string, from: DType | null, to: DType | null): void {
  if (from === null || to === null || castsWithinKind(from, to)) return
  raiseCasting(call, UFUNC_OBJECTS.get(name) ?? name, name, from, to, name in UNARY_UFUNCS ? 1 : 2)
}

/** `array op= other`: computed, and written into the array, whose element type and shape stay. */
export function updateInPlace(call: Call, name: string, target: NdArray, value: Value): void {
  const ufunc = BINARY_UFUNCS[name]
  const [own, other] = operandsOf(call, target, value)
  // The types are looked at before anything is computed.
  checkOutputType(call, name, typeOfResult(call, ufunc, own, other), dtypeOf(own))
  const result = binaryTensor(call, ufunc, own, other, knownShapeOf(own) ?? null)
  intoOutput(call, name, wrap(call, result), target)
}

function factsOf(target: NdArray): { readonly dtype?: DType; readonly shape?: readonly number[] } {
  return { dtype: dtypeOf(target.num) ?? undefined, shape: knownShapeOf(target.num) }
}

function fitsInto(size: readonly number[], room: readonly number[]): boolean {
  return (
    size.length <= room.length &&
    broadcasts([size, room]) &&
    size.every((n, i) => n === 1 || n === room[room.length - size.length + i])
  )
}

/** The parameters that every ufunc has behind its operands. */
export const UFUNC_PARAMETERS = 'out=, *, where=, casting=, order=, dtype=, subok='

/** The body of a ufunc with `operands` operands, computed by `compute`. */
export function ufuncBody(
  name: string,
  operands: 1 | 2,
  compute: (call: Call, operands: readonly Value[]) => Value,
): Body {
  return (call, ...args) => {
    // The star has a place of its own.
    const [out, , where, , , dtype] = args.slice(operands)
    let given: readonly Value[] = args.slice(0, operands)
    if (dtype !== undefined && dtype !== null) {
      const named = namedDType(dtype)
      if (named === null) return call.opaque('this element type is not evaluated', {}, [...given])
      given = given.map((v) => wrap(call, toTensor(v, named, call.runtime, call.site)))
    }
    const masked = where !== undefined && where !== true
    if (out === undefined || out === null) {
      const result = compute(call, given)
      return masked ? partly(call, result, where) : result
    }
    return orForget(call, out, () => {
      const mask = masked ? toTensor(where, null, call.runtime, call.site) : null
      return intoOutput(call, name, compute(call, given), out, mask)
    })
  }
}

/** Writes into `out`; where that needs what is not known, `out` is not known afterwards. */
function orForget(call: Call, out: Value, write: () => Value): Value {
  return orUnknown(write, (why) => {
    call.runtime.forget([out], why.reason, call.site)
    return out instanceof Tuple && out.items.length === 1 ? out.items[0] : out
  })
}

/** A result of which only some elements are computed: the others are whatever stood in memory. */
function partly(call: Call, result: Value, where: Value): Value {
  const mask = toTensor(where, null, call.runtime, call.site)
  if (mask instanceof Tensor && mask.data.every((holds) => holds !== 0)) {
    const made = toTensor(result, null, call.runtime, call.site)
    checkBroadcast(call, [made, mask])
    return result
  }
  return call.opaque('`where=` without `out=` leaves elements that nobody has set', {}, [result])
}

/** A native with `out=` as its parameter: the body computes, the result goes into what is given. */
export function withOutput(name: string, signature: string, body: Body): Body {
  const place = signature.split(',').findIndex((part) => part.trim() === 'out=')
  if (place < 0) return body
  return (call, ...args) => {
    const out = args[place]
    if (out === undefined || out === null) return body(call, ...args)
    const left = [...args]
    left[place] = undefined
    return orForget(call, out, () => intoOutput(call, name, body(call, ...left), out))
  }
}
