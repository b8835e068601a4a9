// NumPy's own exceptions, which keep what they were made of and say it in `str`.
import { Class, Int, Instance, Raised, Tuple, type DType, type Value } from '@gradlens/engine'
import { exceptionClass, libraryException, raised } from '../../exceptions'
import { strOf } from '../../operations'
import { native, type Call } from './call'
import { ArrayDType } from './scalarTypes'

/** A class whose `str` is made of `args`. */
function withText(cls: Class, text: (args: readonly Value[], call: Call) => string): Class {
  const body = native(`${cls.name}.__str__`, 'self', (call, self) => {
    const args = self instanceof Instance ? self.attributes.get('args') : null
    return text(args instanceof Tuple ? args.items : [], call)
  })
  cls.attributes.set('__str__', body)
  return cls
}

/** `numpy.AxisError(axis, ndim, prefix)`, or with a message alone. */
export const axisError = withText(
  new Class('AxisError', [exceptionClass('ValueError'), exceptionClass('IndexError')], null),
  ([axis, rank, prefix], call) => {
    const text = (v: Value): string => strOf(v, call.runtime)
    if (rank === undefined) return text(axis)
    return `${prefix === null ? '' : `${text(prefix)}: `}axis ${text(axis)} is out of bounds for array of dimension ${text(rank)}`
  },
)

/** `numpy.core._exceptions.UFuncTypeError`, of which a cast of a ufunc's output is one. */
const castingError = withText(libraryException('UFuncTypeError', 'TypeError'), ([ufunc, casting, from, to], call) => {
  const text = (v: Value): string => strOf(v, call.runtime)
  return `Cannot cast ${text(ufunc).slice(1, -1)} output from dtype('${text(from)}') to dtype('${text(to)}') with casting rule '${text(casting)}'`
})

const loopError = libraryException('UFuncTypeError', 'TypeError')

/** Raises that a ufunc of one operand has nothing for booleans. */
export function raiseNoBooleans(call: Call, name: string): never {
  const types = "<class 'numpy.dtype[bool_]'> -> None"
  throw raised(loopError, `ufunc '${name}' did not contain a loop with signature matching types ${types}`, call.site)
}

function throwMade(call: Call, type: Class, args: readonly Value[], message: string): never {
  const error = raised(type, message, call.site)
  const { value } = error as Raised & { readonly value: Instance }
  value.attributes.set('args', new Tuple(args))
  throw error
}

/** Raises that an array has no such axis; `prefix`: the argument that names it. */
export function raiseAxis(call: Call, axis: number, rank: number, prefix: string | null = null): never {
  const message = `${prefix === null ? '' : `${prefix}: `}axis ${axis} is out of bounds for array of dimension ${rank}`
  return throwMade(call, axisError, [Int.of(axis), Int.of(rank), prefix], message)
}

/** Raises that a ufunc's results may not be written into an array of that type; `place`: the output's place behind the operands. */
export function raiseCasting(call: Call, ufunc: Value, name: string, from: DType, to: DType, place: number): never {
  const args = [ufunc, 'same_kind', ArrayDType.of(from), ArrayDType.of(to), Int.of(place)]
  const message = `Cannot cast ufunc '${name}' output from dtype('${from}') to dtype('${to}') with casting rule 'same_kind'`
  return throwMade(call, castingError, args, message)
}
