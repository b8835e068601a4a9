// Instances: the attribute protocol and the special methods. What a class does not define itself comes from the built-in
// type that it inherits from, if it does.
import {
  BoundMethod,
  Closure,
  Dict,
  DONE,
  Instance,
  Int,
  isObject,
  Native,
  oneOf,
  Opaque,
  Raised,
  Tuple,
  type BinaryOperator,
  type CompareOperator,
  type Iteration,
  type Runtime,
  type Span,
  type UnaryOperator,
  type Value,
} from '@gradlens/engine'
import { exceptionClass, raised, type ExceptionName } from '../exceptions'
import {
  attributeFault,
  callWith,
  equal,
  indexOf,
  isUnknown,
  iterate,
  lengthOf,
  strOf,
  truth,
  typeNameOf,
} from '../operations'
import { NotImplemented, type TypeProtocol } from '../protocol'
import { NotImplementedValue } from '../singletons'
import { attributesDict } from './attributesDict'
import { BuiltinClass } from './builtinClasses'
import { classOf, definingClass, isException, isSubclass, lookUp, ProgramClass, unknownBaseOf } from './class'
import { assignClass } from './classAssignment'
import { isHash, keyByHash } from './instanceKey'
import { identityOf, keyOf } from './key'
import { MethodNative } from './methods'
import { instanceDisplay, instanceRepr, instanceText } from './instanceText'
import { bindAttribute, Property } from './property'
import { protocolOf } from './registry'
import { mayHold } from './slots'

/** Where a special method is called for a text, not for an expression. */
export const NOWHERE: Span = { text: 0, start: 0, end: 0 }

/** The value of a built-in type that an instance is built on; undefined where it is built on none. */
export function payloadOf(v: Value): Value | undefined {
  if (!(v instanceof Instance) || v.native === null) return undefined
  return v.native as Value
}

/** A special method that the program's classes define, unbound. */
export function special(v: Instance, name: string): Value | undefined {
  const method = lookUp(v.cls, name)
  return method !== undefined && !(definingClass(v.cls, name) instanceof BuiltinClass) ? method : undefined
}

/** Calls a special method that the program's classes define; undefined where none does. */
export function callSpecial(
  v: Instance,
  name: string,
  args: readonly Value[],
  runtime: Runtime,
  site: Span,
): Value | undefined {
  const method = special(v, name)
  if (method === undefined) return undefined
  const bound = method instanceof Closure || method instanceof Native ? method : null
  if (bound) return callWith(bound, [v, ...args], runtime, site)
  return callWith(bindAttribute(method, v, v.cls, runtime, site), args, runtime, site)
}

// Attributes.

function instanceAttribute(v: Instance, name: string, runtime: Runtime, site: Span): Value | undefined {
  const found = lookUp(v.cls, name)
  if (found instanceof Property) return bindAttribute(found, v, v.cls, runtime, site)
  if (
    found instanceof Instance &&
    lookUp(found.cls, '__get__') !== undefined &&
    lookUp(found.cls, '__set__') !== undefined
  ) {
    return callSpecial(found, '__get__', [v, v.cls], runtime, site)
  }
  const own = v.attributes.get(name)
  if (own !== undefined) return own
  if (found !== undefined && !(definingClass(v.cls, name) instanceof BuiltinClass))
    return bound(v, found, name, runtime, site)
  const inherited = fromPayload(v, name, runtime, site)
  if (inherited !== undefined) return inherited
  if (found !== undefined) return bound(v, found, name, runtime, site)
  switch (name) {
    case '__class__':
      return v.cls
    case '__dict__':
      return attributesDict(v)
    case '__doc__':
      return null
    case '__module__':
      return v.cls instanceof ProgramClass ? v.cls.moduleName : 'builtins'
    case '__cause__':
    case '__context__':
    case '__traceback__':
      if (isException(v.cls)) return null
      break
    case 'errno':
    case 'strerror':
      if (isSubclass(v.cls, exceptionClass('OSError'))) return errorPart(v, name === 'errno' ? 0 : 1)
      break
    case 'code':
      if (isSubclass(v.cls, exceptionClass('SystemExit'))) return exitCode(v)
      break
    case '__suppress_context__':
      if (isException(v.cls)) return v.attributes.has('__cause__')
      break
    case 'with_traceback':
      if (isException(v.cls)) return new Native('with_traceback', () => v, null, true)
  }
  const fallback = callSpecial(v, '__getattr__', [name], runtime, site)
  if (fallback !== undefined) return fallback
  const unknown = unknownBaseOf(v.cls)
  return unknown ? runtime.opaque(unknown.reason, site) : v.attributes.get(ANY_ATTRIBUTE)
}

/** The name under which it stands that there may be attributes of any name: no name of a program's. */
const ANY_ATTRIBUTE = '*'

/** Sets an attribute of unknown name: it may be any. */
export function setAnyAttribute(v: Instance, why: Opaque, value: Value, runtime: Runtime): void {
  runtime.touch(v)
  for (const [name, old] of v.attributes) v.attributes.set(name, oneOf(why, [old, value]))
  const other = oneOf(why, [v.attributes.get(ANY_ATTRIBUTE), value])
  v.attributes.set(ANY_ATTRIBUTE, new Opaque(other.reason, { ...other.facts, maybeAbsent: true }))
}

/** Deletes an attribute of unknown name: it may be any. */
export function deleteAnyAttribute(v: Instance, why: Opaque, runtime: Runtime): void {
  runtime.mayRaise(why)
  runtime.touch(v)
  for (const [name, old] of v.attributes) {
    const { facts } = oneOf(why, [old])
    v.attributes.set(name, new Opaque(why.reason, { ...facts, maybeAbsent: true }))
  }
}

/** What a SystemExit gives to the shell: its argument, several as a tuple. */
function exitCode(v: Instance): Value {
  const args = v.attributes.get('args')
  if (!(args instanceof Tuple) || args.items.length === 0) return null
  return args.items.length === 1 ? args.items[0] : args
}

/** `errno` or `strerror` of an OSError. */
function errorPart(v: Instance, place: number): Value {
  const args = v.attributes.get('args')
  return args instanceof Tuple && args.items.length > 1 ? args.items[place] : null
}

/** What a class's attribute is through an instance. */
function bound(v: Instance, value: Value, name: string, runtime: Runtime, site: Span): Value {
  if (value instanceof Closure || value instanceof MethodNative) return new BoundMethod(v, value)
  if (value instanceof Native) {
    // A built-in function that a program puts into its class takes no self; a library's method does.
    const home = definingClass(v.cls, name)
    return home instanceof ProgramClass && home.code !== null ? value : new BoundMethod(v, value)
  }
  if (value instanceof Instance && lookUp(value.cls, '__get__') !== undefined) {
    return callSpecial(value, '__get__', [v, v.cls], runtime, site) as Value
  }
  if (value instanceof Opaque && value.facts.candidates) return boundToOne(v, value, name, runtime, site)
  return bindAttribute(value, v, v.cls, runtime, site)
}

/** What one of several attributes of a class is through an instance. */
function boundToOne(v: Instance, value: Opaque, name: string, runtime: Runtime, site: Span): Opaque {
  const all = value.facts.candidates?.map((one) => bound(v, one as Value, name, runtime, site)) ?? []
  const candidates = all.filter(isObject)
  const complete = candidates.length === all.length ? value.facts.complete : undefined
  return new Opaque(value.reason, { ...value.facts, candidates, complete }, value.node)
}

function fromPayload(v: Instance, name: string, runtime: Runtime, site: Span): Value | undefined {
  const payload = payloadOf(v)
  if (payload === undefined || name === '__class__') return undefined
  return protocolOf(payload).getAttribute?.(payload, name, runtime, site)
}

function setInstanceAttribute(v: Instance, name: string, value: Value, runtime: Runtime, site: Span): void {
  if (callSpecial(v, '__setattr__', [name, value], runtime, site) !== undefined) return
  storeAttribute(v, name, value, runtime, site)
}

/** `object.__setattr__(v, name, value)` */
export function storeAttribute(v: Instance, name: string, value: Value, runtime: Runtime, site: Span): void {
  const found = lookUp(v.cls, name)
  if (found instanceof Property) {
    if (found.setter === null)
      throw raised('AttributeError', `property '${name}' of '${v.cls.name}' object has no setter`, site)
    callWith(found.setter, [v, value], runtime, site)
    return
  }
  if (found instanceof Instance && callSpecial(found, '__set__', [v, value], runtime, site) !== undefined) return
  if (name === '__class__') return assignClass(v, value, runtime, site)
  if (!v.attributes.has(name) && !mayHold(v.cls, name)) throw slotFault(v, name, found, site)
  runtime.touch(v)
  v.attributes.set(name, value)
}

function slotFault(v: Instance, name: string, found: Value | undefined, site: Span): Raised {
  if (found === undefined) return attributeFault(v, name, site)
  return raised('AttributeError', `'${v.cls.name}' object attribute '${name}' is read-only`, site)
}

function deleteInstanceAttribute(v: Instance, name: string, runtime: Runtime, site: Span): void {
  if (callSpecial(v, '__delattr__', [name], runtime, site) !== undefined) return
  const found = lookUp(v.cls, name)
  if (found instanceof Property) {
    if (found.deleter === null)
      throw raised('AttributeError', `property '${name}' of '${v.cls.name}' object has no deleter`, site)
    callWith(found.deleter, [v], runtime, site)
    return
  }
  if (!v.attributes.has(name)) throw attributeFault(v, name, site)
  runtime.touch(v)
  v.attributes.delete(name)
}

// Operators.

const BINARY_NAMES: Readonly<Partial<Record<BinaryOperator, string>>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'lshift',
  '>>': 'rshift',
}

/** The right operand's method goes first where its class inherits from the left one's. */
export function reflectsFirst(a: Value, b: Instance): boolean {
  const left = classOf(a)
  return left !== b.cls && isSubclass(b.cls, left)
}

function given(result: Value | undefined): Value | typeof NotImplemented {
  return result === undefined || result === NotImplementedValue ? NotImplemented : result
}

/** The values behind two operands, where the instance is built on one. */
function payloadOperation<T>(
  v: Instance,
  operate: (payload: Value, type: TypeProtocol<Value>) => T | undefined,
): T | undefined {
  const payload = payloadOf(v)
  return payload === undefined ? undefined : operate(payload, protocolOf(payload))
}

function plainOperand(v: Value): Value {
  return payloadOf(v) ?? v
}

function instanceBinary(
  op: BinaryOperator,
  v: Instance,
  other: Value,
  reflected: boolean,
  runtime: Runtime,
  site: Span,
) {
  const name = BINARY_NAMES[op]
  if (name === undefined) return NotImplemented
  const result = given(callSpecial(v, `__${reflected ? 'r' : ''}${name}__`, [other], runtime, site))
  if (result !== NotImplemented) return result
  const overridden = special(v, `__${reflected ? 'r' : ''}${name}__`) !== undefined
  if (overridden) return NotImplemented
  const inherited = payloadOperation(v, (payload, type) =>
    type.binary?.(op, payload, plainOperand(other), reflected, runtime, site),
  )
  if (inherited !== undefined) return inherited
  const unknown = unknownBaseOf(v.cls)
  return unknown ? runtime.opaque(unknown.reason, site, {}, [v, other]) : NotImplemented
}

const UNARY_NAMES: Readonly<Partial<Record<UnaryOperator, string>>> = {
  '-': '__neg__',
  '+': '__pos__',
  '~': '__invert__',
}

const COMPARE_NAMES: Readonly<Partial<Record<CompareOperator, readonly [own: string, mirrored: string]>>> = {
  '==': ['__eq__', '__eq__'],
  '!=': ['__ne__', '__ne__'],
  '<': ['__lt__', '__gt__'],
  '<=': ['__le__', '__ge__'],
  '>': ['__gt__', '__lt__'],
  '>=': ['__ge__', '__le__'],
}

function instanceCompare(
  op: CompareOperator,
  v: Instance,
  other: Value,
  reflected: boolean,
  runtime: Runtime,
  site: Span,
) {
  const names = COMPARE_NAMES[op]
  if (!names) return NotImplemented
  const result = given(callSpecial(v, names[reflected ? 1 : 0], [other], runtime, site))
  if (result !== NotImplemented) return result
  if (op === '!=') {
    const same = given(callSpecial(v, '__eq__', [other], runtime, site))
    if (same !== NotImplemented) {
      const truthOf = truth(same, runtime, site)
      return truthOf instanceof Opaque ? truthOf : !truthOf
    }
  }
  const overridden = special(v, names[reflected ? 1 : 0]) ?? (op === '!=' ? special(v, '__eq__') : undefined)
  if (overridden !== undefined) return NotImplemented
  const inherited = payloadOperation(v, (payload, type) =>
    type.compare?.(op, payload, plainOperand(other), reflected, runtime, site),
  )
  if (inherited !== undefined) return inherited
  const unknown = unknownBaseOf(v.cls)
  if (!unknown) return NotImplemented
  if (op === '==' || op === '!=') return v === other ? op === '==' : runtime.opaque(unknown.reason, site)
  return runtime.opaque(unknown.reason, site)
}

// Iteration and items.

function instanceIteration(v: Instance, runtime: Runtime, site: Span): Iteration {
  const iterator = callSpecial(v, '__iter__', [], runtime, site)
  if (iterator !== undefined) {
    if (iterator === v || iterator instanceof Instance) return nextIteration(iterator as Instance, runtime, site)
    return iterate(iterator, runtime, site)
  }
  const inherited = payloadOperation(v, (payload, type) => type.iterate?.(payload, runtime, site))
  if (inherited) return inherited
  if (special(v, '__getitem__') !== undefined) return indexIteration(v, runtime, site)
  const unknown = unknownBaseOf(v.cls)
  if (unknown) return { next: () => DONE, opaque: unknown }
  throw raised('TypeError', `'${v.cls.name}' object is not iterable`, site)
}

/** Has its class a way to walk it, as far as is known? */
function isWalked(v: Instance): boolean {
  return (
    special(v, '__iter__') !== undefined || special(v, '__getitem__') !== undefined || unknownBaseOf(v.cls) !== null
  )
}

/** Can it be walked backwards by its length and its places? */
export function isSequence(v: Instance): boolean {
  const own = special(v, '__len__') !== undefined && special(v, '__getitem__') !== undefined
  return own || payloadOf(v) !== undefined || unknownBaseOf(v.cls) !== null
}

function nextIteration(iterator: Instance, runtime: Runtime, site: Span): Iteration {
  if (special(iterator, '__next__') === undefined) {
    throw raised('TypeError', `iter() returned non-iterator of type '${iterator.cls.name}'`, site)
  }
  return { next: () => nextOfInstance(iterator, runtime, site) }
}

/** `next(v)`: DONE where it raises StopIteration. */
function nextOfInstance(v: Instance, runtime: Runtime, site: Span): Value | typeof DONE {
  try {
    const value = callSpecial(v, '__next__', [], runtime, site)
    if (value !== undefined) return value
  } catch (error) {
    if (error instanceof Raised && raisedIs(error, 'StopIteration')) return DONE
    throw error
  }
  const unknown = unknownBaseOf(v.cls)
  if (unknown) return runtime.opaque(unknown.reason, site)
  throw raised('TypeError', `'${v.cls.name}' object is not an iterator`, site)
}

/** The old protocol: `v[0]`, `v[1]`, … until IndexError. */
function indexIteration(v: Instance, runtime: Runtime, site: Span): Iteration {
  let place = 0
  return {
    next() {
      try {
        return callSpecial(v, '__getitem__', [Int.of(place++)], runtime, site) as Value
      } catch (error) {
        if (error instanceof Raised && (raisedIs(error, 'IndexError') || raisedIs(error, 'StopIteration'))) return DONE
        throw error
      }
    },
  }
}

/** Is what was raised an instance of that class of CPython's? */
export function raisedIs({ value }: Raised, name: ExceptionName): boolean {
  return value instanceof Instance && isSubclass(value.cls, exceptionClass(name))
}

function instanceItem(v: Instance, index: Value, runtime: Runtime, site: Span): Value {
  const value = callSpecial(v, '__getitem__', [index], runtime, site)
  if (value !== undefined) return value
  const payload = payloadOf(v)
  if (payload instanceof Dict && special(v, '__missing__') !== undefined && !isUnknown(index)) {
    if (!payload.entries.has(keyOf(index, runtime, site)) && !payload.opaque) {
      return callSpecial(v, '__missing__', [index], runtime, site) as Value
    }
  }
  const inherited = payloadOperation(v, (inner, type) => type.getItem?.(inner, index, runtime, site))
  if (inherited !== undefined) return inherited
  const unknown = unknownBaseOf(v.cls)
  if (unknown) return runtime.opaque(unknown.reason, site)
  throw raised('TypeError', `'${v.cls.name}' object is not subscriptable`, site)
}

function setInstanceItem(v: Instance, index: Value, value: Value, runtime: Runtime, site: Span): void {
  if (callSpecial(v, '__setitem__', [index, value], runtime, site) !== undefined) return
  const payload = payloadOf(v)
  const type = payload === undefined ? null : protocolOf(payload)
  if (type?.setItem) return type.setItem(payload as Value, index, value, runtime, site)
  if (!unknownBaseOf(v.cls)) {
    throw raised('TypeError', `'${v.cls.name}' object does not support item assignment`, site)
  }
}

function deleteInstanceItem(v: Instance, index: Value, runtime: Runtime, site: Span): void {
  if (callSpecial(v, '__delitem__', [index], runtime, site) !== undefined) return
  const payload = payloadOf(v)
  const type = payload === undefined ? null : protocolOf(payload)
  if (type?.deleteItem) return type.deleteItem(payload as Value, index, runtime, site)
  throw raised('TypeError', `'${v.cls.name}' object doesn't support item deletion`, site)
}

function instanceLength(v: Instance, runtime: Runtime, site: Span): number | Opaque {
  const length = callSpecial(v, '__len__', [], runtime, site)
  if (length !== undefined) {
    if (isUnknown(length)) return length
    const count = indexOf(length, runtime, site)
    if (count < 0) throw raised('ValueError', '__len__() should return >= 0', site)
    return count
  }
  const payload = payloadOf(v)
  if (payload !== undefined) return lengthOf(payload, runtime, site)
  const unknown = unknownBaseOf(v.cls)
  if (unknown) return unknown
  throw raised('TypeError', `object of type '${v.cls.name}' has no len()`, site)
}

function converted(v: Instance, name: string, runtime: Runtime, site: Span): Value | undefined {
  return callSpecial(v, name, [], runtime, site)
}

function instanceKey(v: Instance, runtime: Runtime, site: Span): string {
  const hash = special(v, '__hash__')
  if (hash !== undefined && hash !== null) {
    const value = callSpecial(v, '__hash__', [], runtime, site) as Value
    if (!isHash(value) && !(value instanceof Tuple)) {
      throw raised('TypeError', '__hash__ method should return an integer', site)
    }
    return keyByHash(v, value, runtime, site)
  }
  const home = definingClass(v.cls, '__eq__')
  if (hash === null || (home && !(home instanceof BuiltinClass) && !home.attributes.has('__hash__'))) {
    throw raised('TypeError', `unhashable type: '${v.cls.name}'`, site)
  }
  const payload = payloadOf(v)
  return payload === undefined ? `o:${identityOf(v)}` : keyOf(payload, runtime, site)
}

export const instanceType: TypeProtocol<Instance> = {
  typeName: (v) => v.cls.name,
  binary: instanceBinary,
  inPlace(op, v, other, runtime, site) {
    const name = BINARY_NAMES[op]
    const result = given(callSpecial(v, `__i${name}__`, [other], runtime, site))
    if (result !== NotImplemented) return result
    const payload = payloadOf(v)
    if (payload === undefined || special(v, `__${name}__`) !== undefined) return NotImplemented
    const type = protocolOf(payload)
    const changed = type.inPlace?.(op, payload, plainOperand(other), runtime, site)
    return changed === payload ? v : NotImplemented
  },
  unary(op, v, runtime, site) {
    const result = callSpecial(v, UNARY_NAMES[op] ?? '', [], runtime, site)
    if (result !== undefined) return result
    const inherited = payloadOperation(v, (payload, type) => type.unary?.(op, payload, runtime, site))
    if (inherited !== undefined) return inherited
    const unknown = unknownBaseOf(v.cls)
    if (unknown) return runtime.opaque(unknown.reason, site, {}, [v])
    throw raised('TypeError', `bad operand type for unary ${op}: '${v.cls.name}'`, site)
  },
  compare: instanceCompare,
  truthy(v, runtime, site) {
    const result = callSpecial(v, '__bool__', [], runtime, site)
    if (result !== undefined) {
      if (typeof result === 'boolean' || isUnknown(result)) return result
      throw raised('TypeError', `__bool__ should return bool, returned ${typeNameOf(result)}`, site)
    }
    if (special(v, '__len__') !== undefined) {
      const length = instanceLength(v, runtime, site)
      return length instanceof Opaque ? length : length > 0
    }
    const payload = payloadOf(v)
    if (payload !== undefined) return truth(payload, runtime, site)
    return unknownBaseOf(v.cls) ?? true
  },
  getAttribute: instanceAttribute,
  setAttribute: setInstanceAttribute,
  deleteAttribute: deleteInstanceAttribute,
  callMethod(v, name, args, runtime, site) {
    // The common case: a method that the class defines and the instance does not hide.
    const method = lookUp(v.cls, name)
    if (!(method instanceof Closure) || v.attributes.has(name)) return undefined
    return runtime.call(method, { positional: [v, ...args.positional], keywords: args.keywords }, site)
  },
  getItem: instanceItem,
  setItem: setInstanceItem,
  deleteItem: deleteInstanceItem,
  contains(v, item, runtime, site) {
    const result = callSpecial(v, '__contains__', [item], runtime, site)
    if (result !== undefined) return truth(result, runtime, site)
    const payload = payloadOf(v)
    if (payload !== undefined && special(v, '__iter__') === undefined) {
      const type = protocolOf(payload)
      if (type.contains) return type.contains(payload, item, runtime, site)
    }
    if (payload === undefined && !isWalked(v)) {
      throw raised('TypeError', `argument of type '${v.cls.name}' is not iterable`, site)
    }
    const iteration = instanceIteration(v, runtime, site)
    for (let other = iteration.next(); other !== DONE; other = iteration.next()) {
      runtime.step(1)
      const same = equal(other, item, runtime, site)
      if (same !== false) return same
    }
    return iteration.opaque ?? false
  },
  iterate: instanceIteration,
  next: nextOfInstance,
  length: instanceLength,
  call(v, args, runtime, site) {
    const method = special(v, '__call__')
    if (method !== undefined) {
      if (method instanceof Closure || method instanceof Native) {
        return runtime.call(method, { positional: [v, ...args.positional], keywords: args.keywords }, site)
      }
      return runtime.call(bindAttribute(method, v, v.cls, runtime, site), args, site)
    }
    const unknown = unknownBaseOf(v.cls)
    if (unknown) return runtime.opaque(unknown.reason, site, {}, args.positional)
    throw raised('TypeError', `'${v.cls.name}' object is not callable`, site)
  },
  str: instanceText,
  repr: instanceRepr,
  format(v, spec, runtime, site) {
    const text = callSpecial(v, '__format__', [spec], runtime, site)
    if (typeof text === 'string') return text
    if (text !== undefined) return strOf(text, runtime)
    const payload = payloadOf(v)
    if (spec === '') return instanceText(v, runtime)
    const type = payload === undefined ? null : protocolOf(payload)
    if (type?.format) return type.format(payload as Value, spec, runtime, site)
    throw raised('TypeError', `unsupported format string passed to ${v.cls.name}.__format__`, site)
  },
  toFloat(v, runtime, site) {
    const value = converted(v, '__float__', runtime, site) ?? converted(v, '__index__', runtime, site)
    if (value !== undefined) return value
    const payload = payloadOf(v)
    const type = payload === undefined ? null : protocolOf(payload)
    if (type?.toFloat) return type.toFloat(payload as Value, runtime, site)
    throw raised('TypeError', `float() argument must be a string or a real number, not '${v.cls.name}'`, site)
  },
  toInt(v, runtime, site) {
    const value =
      converted(v, '__int__', runtime, site) ??
      converted(v, '__index__', runtime, site) ??
      converted(v, '__trunc__', runtime, site)
    if (value !== undefined) return value
    const payload = payloadOf(v)
    const type = payload === undefined ? null : protocolOf(payload)
    if (type?.toInt) return type.toInt(payload as Value, runtime, site)
    const message = `int() argument must be a string, a bytes-like object or a real number, not '${v.cls.name}'`
    throw raised('TypeError', message, site)
  },
  toIndex(v, runtime, site) {
    const value = converted(v, '__index__', runtime, site)
    if (value instanceof Int) return Number(value.value)
    const payload = payloadOf(v)
    return payload === undefined ? null : (protocolOf(payload).toIndex?.(payload, runtime, site) ?? null)
  },
  key: instanceKey,
  display: instanceDisplay,
  toJson(v) {
    const payload = payloadOf(v)
    return payload === undefined ? undefined : protocolOf(payload).toJson(payload)
  },
}
