// How instances and exceptions are written: `repr`, `str`, and what hovers show.
import { Instance, Tuple, type Runtime, type Value } from '@gradlens/engine'
import { exceptionClass, raised } from '../exceptions'
import { isUnknown, reprOf, strOf, typeNameOf } from '../operations'
import { Ellipsis, NotImplementedValue } from '../singletons'
import { isException, isSubclass, ProgramClass } from './class'
import { addressOf } from './function'
import { callSpecial, NOWHERE, payloadOf, special } from './instance'
import { displayOf } from './sequence'

/** The default text of an object. */
export function plainText(v: Instance): string {
  if (v === Ellipsis) return 'Ellipsis'
  if (v === NotImplementedValue) return 'NotImplemented'
  const { cls } = v
  const name = cls instanceof ProgramClass ? `${cls.moduleName}.${cls.qualifiedName}` : cls.name
  return `<${name} object at ${addressOf(v)}>`
}

function textFrom(v: Instance, name: '__repr__' | '__str__', runtime: Runtime): string | undefined {
  const text = callSpecial(v, name, [], runtime, NOWHERE)
  if (text === undefined) return undefined
  if (typeof text === 'string') return text
  if (isUnknown(text)) return strOf(text, runtime)
  throw raised('TypeError', `${name} returned non-string (type ${typeNameOf(text)})`, NOWHERE)
}

function argsOf(v: Instance): readonly Value[] {
  const args = v.attributes.get('args')
  return args instanceof Tuple ? args.items : []
}

function fileOf(args: readonly Value[], runtime: Runtime): string {
  return args.length > 2 ? `: ${reprOf(args[2], runtime)}` : ''
}

/** `str(exception)` without a `__str__` of the program's. */
function exceptionText(v: Instance, runtime: Runtime): string {
  const args = argsOf(v)
  if (args.length === 0) return ''
  const number = args.length > 1 && args.length < 6 && isSubclass(v.cls, exceptionClass('OSError'))
  if (number) return `[Errno ${strOf(args[0], runtime)}] ${strOf(args[1], runtime)}${fileOf(args, runtime)}`
  if (args.length > 1) return reprOf(new Tuple(args), runtime)
  return isSubclass(v.cls, exceptionClass('KeyError')) ? reprOf(args[0], runtime) : strOf(args[0], runtime)
}

function exceptionRepr(v: Instance, runtime: Runtime): string {
  return `${v.cls.name}(${argsOf(v)
    .map((arg) => reprOf(arg, runtime))
    .join(', ')})`
}

export function instanceRepr(v: Instance, runtime: Runtime): string {
  const text = textFrom(v, '__repr__', runtime)
  if (text !== undefined) return text
  const payload = payloadOf(v)
  if (payload !== undefined) return reprOf(payload, runtime)
  return isException(v.cls) ? exceptionRepr(v, runtime) : plainText(v)
}

export function instanceText(v: Instance, runtime: Runtime): string {
  const text = textFrom(v, '__str__', runtime)
  if (text !== undefined) return text
  if (isException(v.cls)) return exceptionText(v, runtime)
  const payload = payloadOf(v)
  if (payload !== undefined && special(v, '__repr__') === undefined) return strOf(payload, runtime)
  return instanceRepr(v, runtime)
}

const displaying = new Set<Instance>()

/** For hovers: the class's name with the attributes. The program's own `__repr__` is not run for it. */
export function instanceDisplay(v: Instance, runtime: Runtime): string {
  if (v.cls.code === null && v.attributes.size === 0) return plainText(v)
  if (isException(v.cls)) return exceptionRepr(v, runtime)
  if (displaying.has(v)) return `${v.cls.name}(…)`
  displaying.add(v)
  try {
    const payload = payloadOf(v)
    const fields = [...v.attributes].map(([name, value]) => `${name}=${displayOf(value, runtime)}`)
    if (payload !== undefined) fields.unshift(displayOf(payload, runtime))
    return `${v.cls.name}(${fields.join(', ')})`
  } finally {
    displaying.delete(v)
  }
}
