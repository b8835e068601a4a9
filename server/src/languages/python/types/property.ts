// Descriptors: property, classmethod, staticmethod. They are made by decorators and never change.
import { BoundMethod, Native, NativeObject, type Class, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { callWith } from '../operations'
import type { TypeProtocol } from '../protocol'
import { signature } from '../signature'
import { classmethodClass, propertyClass, staticmethodClass } from './builtinClasses'

/** An object without state of its own. */
abstract class Descriptor extends NativeObject<null> {
  override save(): null {
    return null
  }
  override restore(): void {}
  override merge(): void {}
}

export class Property extends Descriptor {
  override readonly typeName = 'property'
  readonly protocol = propertyProtocol

  constructor(
    readonly getter: Value,
    readonly setter: Value,
    readonly deleter: Value,
  ) {
    super()
  }
}

export class ClassMethod extends Descriptor {
  override readonly typeName = 'classmethod'
  readonly protocol = wrapperProtocol

  constructor(readonly callee: Value) {
    super()
  }
}

export class StaticMethod extends Descriptor {
  override readonly typeName = 'staticmethod'
  readonly protocol = wrapperProtocol

  constructor(readonly callee: Value) {
    super()
  }
}

/** What an attribute of a class becomes when it is read through an instance (`self`) or, without one, through the class. */
export function bindAttribute(value: Value, self: Value | undefined, cls: Class, runtime: Runtime, site: Span): Value {
  if (value instanceof StaticMethod) return value.callee
  if (value instanceof ClassMethod) return new BoundMethod(cls, value.callee)
  if (value instanceof Property && self !== undefined) {
    if (value.getter === null) throw raised('AttributeError', `property of '${cls.name}' object has no getter`, site)
    return callWith(value.getter, [self], runtime, site)
  }
  return value
}

function replacing(make: (value: Value) => Property): Native {
  return new Native('property', (_, args) => make(args.positional[0]), null, true)
}

const propertyProtocol: TypeProtocol<Property> = {
  typeName: () => 'property',
  getAttribute(v, name) {
    switch (name) {
      case 'getter':
        return replacing((getter) => new Property(getter, v.setter, v.deleter))
      case 'setter':
        return replacing((setter) => new Property(v.getter, setter, v.deleter))
      case 'deleter':
        return replacing((deleter) => new Property(v.getter, v.setter, deleter))
      case 'fget':
        return v.getter
      case 'fset':
        return v.setter
      default:
        return undefined
    }
  },
  repr: () => '<property object>',
  display: () => '<property object>',
  toJson: () => undefined,
}

const wrapperProtocol: TypeProtocol<ClassMethod | StaticMethod> = {
  typeName: (v) => v.typeName,
  getAttribute: (v, name) => (name === '__func__' || name === '__wrapped__' ? v.callee : undefined),
  call: (v, args, runtime, site) => runtime.call(v.callee, args, site),
  repr: (v) => `<${v.typeName} object>`,
  display: (v) => `<${v.typeName} object>`,
  toJson: () => undefined,
}

propertyClass.make = (args, _, site) => {
  const [getter, setter, deleter] = propertySignature(args, site)
  return new Property(getter ?? null, setter ?? null, deleter ?? null)
}
classmethodClass.make = (args, _, site) => new ClassMethod(wrapperSignature(args, site)[0])
staticmethodClass.make = (args, _, site) => new StaticMethod(wrapperSignature(args, site)[0])
const propertySignature = signature('property(fget=, fset=, fdel=, doc=)')
const wrapperSignature = signature('classmethod(function, /)')
