// Makes a class of the program from its evaluated members.
import {
  Closure,
  Dict,
  Native,
  Opaque,
  type Arguments,
  type ClassCode,
  type EvaluatedMember,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { classOfFunction, JsClass, Prototype, typeError } from './classes'
import { receiverText } from './conversion'
import { Accessor } from './native'

/** The class; opaque where it extends something that is. */
export function makeClass(
  code: ClassCode,
  bases: Arguments,
  members: readonly EvaluatedMember[],
  runtime: Runtime,
  site: Span,
): Value {
  const [superclass] = bases.positional
  const base = baseOf(superclass, code, runtime, site)
  if (base instanceof Opaque) return runtime.opaque(base.reason, site)
  runtime.charge(256)
  const prototype = new Prototype(base?.prototype ?? null)
  const cls = new JsClass(code.name, base, code, prototype)
  for (const { name, kind, isStatic, value } of members) {
    if (kind === 'field') cls.fields.push({ name, initialiser: value })
    else if (kind === 'getter') defineMethod(cls, name.slice('get '.length), new Accessor(value, undefined), isStatic)
    else if (kind === 'setter') defineMethod(cls, name.slice('set '.length), new Accessor(undefined, value), isStatic)
    else if (name === 'constructor' && !isStatic && value instanceof Closure) cls.init = value
    else defineMethod(cls, name, value, isStatic)
  }
  return cls
}

/** Adds a method or accessor to a class that is being made. */
export function defineMethod(cls: JsClass, name: string, value: Value, isStatic: boolean): void {
  if (isStatic) cls.attributes.set(name, joined(cls.attributes.get(name), value))
  else if (cls.prototype instanceof Dict)
    cls.prototype.entries.set(name, { key: name, value: joined(cls.prototype.entries.get(name)?.value, value) })
}

/** A getter and a setter of one name are one property. */
function joined(known: Value, value: Value): Value {
  if (!(known instanceof Accessor) || !(value instanceof Accessor)) return value
  return new Accessor(value.getter ?? known.getter, value.setter ?? known.setter)
}

function baseOf(superclass: Value, code: ClassCode, runtime: Runtime, site: Span): JsClass | Opaque | null {
  if (code.bases.length === 0 || superclass === null) return null
  if (superclass instanceof Opaque || superclass instanceof JsClass) return superclass
  if (superclass instanceof Closure) return classOfFunction(superclass, runtime)
  if (superclass instanceof Native) return new Opaque(`a class that extends \`${superclass.name}\` is not evaluated`)
  throw typeError(`Class extends value ${receiverText(superclass)} is not a constructor or null`, site)
}
