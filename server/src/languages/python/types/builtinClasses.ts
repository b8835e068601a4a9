// The class objects of the built-in types: what `type(x)` gives, what a program may inherit from. Their methods are in
// the types' own files.
import { Class, type Arguments, type Runtime, type Span, type Value } from '@gradlens/engine'

/** Makes a value of a built-in type: `int('3')`. */
export type Make = (args: Arguments, runtime: Runtime, site: Span) => Value

/** A built-in class that programs can call. Shared by all runs: nothing may change it. */
export class BuiltinClass extends Class {
  /** Set by the type's own file. */
  make: Make | null = null
  /** Attributes of the class itself, found when they are asked for: `dict.fromkeys`, `str.join`. */
  member: ((name: string) => Value | undefined) | null = null
  /** Functions of the class that take no instance: `dict.fromkeys`. */
  readonly statics = new Map<string, Value>()

  constructor(
    name: string,
    bases: readonly Class[],
    /** Values are filled by `__init__`, not when they are made: lists, dicts, sets. */
    readonly mutable: boolean = false,
    readonly moduleName: string = 'builtins',
  ) {
    super(name, bases, null)
  }
}

export const objectClass = new BuiltinClass('object', [])

function builtin(name: string, base: Class = objectClass, mutable = false): BuiltinClass {
  return new BuiltinClass(name, [base], mutable)
}

export const typeClass = builtin('type')
export const intClass = builtin('int')
export const boolClass = builtin('bool', intClass)
export const floatClass = builtin('float')
export const strClass = builtin('str')
export const bytesClass = builtin('bytes')
export const bytearrayClass = builtin('bytearray', objectClass, true)
export const complexClass = builtin('complex')
export const listClass = builtin('list', objectClass, true)
export const tupleClass = builtin('tuple')
export const dictClass = builtin('dict', objectClass, true)
export const setClass = builtin('set', objectClass, true)
export const frozensetClass = builtin('frozenset')
export const rangeClass = builtin('range')
export const sliceClass = builtin('slice')
export const noneClass = builtin('NoneType')
export const functionClass = builtin('function')
export const methodClass = builtin('method')
export const nativeClass = builtin('builtin_function_or_method')
export const moduleClass = builtin('module')
export const propertyClass = builtin('property')
export const classmethodClass = builtin('classmethod')
export const staticmethodClass = builtin('staticmethod')
export const superClass = builtin('super')
