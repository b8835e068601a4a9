// Which protocol a value's type has. A value of a library's class brings its own; a tensor belongs to the library whose
// tensors are the engine's.
import {
  BoundMethod,
  Class,
  Closure,
  Dict,
  Instance,
  Int,
  List,
  Module,
  Native,
  NativeObject,
  Opaque,
  Slice,
  Tensor,
  Traced,
  Tuple,
  type Value,
} from '@gradlens/engine'
import { opaqueTensorType, tensorType } from '../libraries'
import type { PythonObject, TypeProtocol } from '../protocol'
import { BuiltinClass } from './builtinClasses'
import { classType } from './class'
import { dictType } from './dict'
import { boundMethodType, closureType, nativeType } from './function'
import { instanceType } from './instance'
import { listType } from './list'
import { MethodNative } from './methods'
import { ClosedModule, moduleType, ProgramModule, ReducedModule } from './module'
import { noneType } from './none'
import { boolType, floatType, intType } from './number'
import { registeredTypes } from './registered'
import { FrozenSet, frozensetType, PythonSet, setType } from './set'
import { sliceType } from './slice'
import { strType } from './str'
import { tupleType } from './tuple'

/** A type of the language itself. */
export interface PythonType<V> extends TypeProtocol<V> {
  /** What `type(v)` gives. */
  readonly cls: BuiltinClass
}

let byConstructor: ReadonlyMap<unknown, TypeProtocol<never>> | null = null

function table(): ReadonlyMap<unknown, TypeProtocol<never>> {
  return (byConstructor ??= new Map<unknown, TypeProtocol<never>>([
    [Int, intType],
    [Traced, floatType],
    [List, listType],
    [Tuple, tupleType],
    [Slice, sliceType],
    [Closure, closureType],
    [Native, nativeType],
    [MethodNative, nativeType],
    [BoundMethod, boundMethodType],
    [Module, moduleType],
    [ProgramModule, moduleType],
    [ClosedModule, moduleType],
    [ReducedModule, moduleType],
    [Class, classType],
    [BuiltinClass, classType],
    ...registeredTypes(),
  ]))
}

/** The protocol of a value's type. */
export function protocolOf(v: Value): TypeProtocol<Value> {
  return findProtocol(v) as TypeProtocol<Value>
}

function findProtocol(v: Value): TypeProtocol<never> {
  switch (typeof v) {
    case 'number':
      return floatType
    case 'string':
      return strType
    case 'boolean':
      return boolType
    case 'undefined':
      return noneType
  }
  if (v === null) return noneType
  const known = table().get(v.constructor)
  if (known) return known
  if (v instanceof FrozenSet) return frozensetType
  if (v instanceof PythonSet) return setType
  if (v instanceof Dict) return dictType
  if (v instanceof Instance) return instanceType
  if (v instanceof NativeObject) return (v as PythonObject).protocol
  if (v instanceof Tensor) return tensorType()
  if (v instanceof Opaque) return opaqueTensorType()
  if (v instanceof Class) return classType
  if (v instanceof Module) return moduleType
  throw new Error('a value of no type')
}
