// Classes: inheritance (C3), attributes, making instances. A class with a base that is not evaluated has attributes that
// nobody knows.
import {
  BoundMethod,
  Class,
  Closure,
  Dict,
  Instance,
  Int,
  List,
  Native,
  Opaque,
  Tuple,
  type Arguments,
  type ClassCode,
  type EvaluatedMember,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { exceptionClass, raised, type ExceptionName } from '../exceptions'
import { callWith, isUnknown, typeNameOf } from '../operations'
import { NotImplemented } from '../protocol'
import { qualifiedNameOf } from '../qualifiedNames'
import {
  boolClass,
  BuiltinClass,
  floatClass,
  intClass,
  objectClass,
  strClass,
  typeClass,
  type Make,
} from './builtinClasses'
import { AbstractClass } from './abstractClass'
import { MethodNative } from './methods'
import { ClassMethod, bindAttribute } from './property'
import { protocolOf, type PythonType } from './registry'
import { makeDict } from './dict'
import { DerivingClass, ProgramClass } from './programClass'
import { PythonSet } from './set'

export { ProgramClass }

// Inheritance.

const orders = new WeakMap<Class, readonly Class[]>()

/** The method resolution order: the class itself first, `object` last. */
export function mroOf(cls: Class): readonly Class[] {
  let order = orders.get(cls)
  if (!order) orders.set(cls, (order = linearised(cls) ?? [cls, objectClass]))
  return order
}

/** C3 (Barrett et al. 1996); null where the bases contradict each other. */
function linearised(cls: Class): Class[] | null {
  const bases = cls.bases.length > 0 || cls === objectClass ? cls.bases : [objectClass]
  const sequences = [...bases.map((base) => [...mroOf(base)]), [...bases]].filter((sequence) => sequence.length > 0)
  const order: Class[] = [cls]
  while (sequences.some((sequence) => sequence.length > 0)) {
    const heads = sequences.filter((sequence) => sequence.length > 0).map((sequence) => sequence[0])
    const next = heads.find((head) => !sequences.some((sequence) => sequence.indexOf(head) > 0))
    if (!next) return null
    order.push(next)
    for (const sequence of sequences) if (sequence[0] === next) sequence.shift()
  }
  return order
}

export function isSubclass(cls: Class, base: Class): boolean {
  return cls === base || mroOf(cls).includes(base)
}

/** The first base that is not evaluated; null where all are. */
export function unknownBaseOf(cls: Class): Opaque | null {
  for (const base of mroOf(cls)) if (base instanceof ProgramClass && base.unknownBase) return base.unknownBase
  return null
}

/** A built-in class whose values can be made. */
type MakingClass = BuiltinClass & { readonly make: Make }

function makes(cls: Class): cls is MakingClass {
  return cls instanceof BuiltinClass && cls.make !== null
}

/** The built-in class that instances hold a value of: `list` for `class Stack(list)`. */
export function builtinBaseOf(cls: Class): MakingClass | null {
  return mroOf(cls).find((base): base is MakingClass => makes(base) && base !== objectClass) ?? null
}

// Attributes.

/** An attribute of one class alone, its bases left out. */
export function ownAttribute(cls: Class, name: string): Value | undefined {
  const own = cls.attributes.get(name)
  if (own !== undefined) return own
  return cls instanceof BuiltinClass ? (cls.statics.get(name) ?? cls.member?.(name)) : undefined
}

/** An attribute found along the method resolution order, as it stands in its class. */
export function lookUp(cls: Class, name: string): Value | undefined {
  for (const base of mroOf(cls)) {
    const value = ownAttribute(base, name)
    if (value !== undefined) return value
  }
  return undefined
}

/** The class that an attribute is found in. */
export function definingClass(cls: Class, name: string): Class | null {
  return mroOf(cls).find((base) => ownAttribute(base, name) !== undefined) ?? null
}

function classAttribute(cls: Class, name: string, runtime: Runtime, site: Span): Value | undefined {
  switch (name) {
    case '__name__':
      return cls.name
    case '__qualname__':
      return cls instanceof ProgramClass ? cls.qualifiedName : cls.name
    case '__module__':
      return cls instanceof ProgramClass || cls instanceof BuiltinClass ? cls.moduleName : 'builtins'
    case '__mro__':
      return new Tuple([...mroOf(cls)])
    case '__bases__':
      return new Tuple(cls.bases.length > 0 ? [...cls.bases] : cls === objectClass ? [] : [objectClass])
    case '__base__':
      return cls.bases[0] ?? (cls === objectClass ? null : objectClass)
    case '__dict__':
      return makeDict(cls.attributes, runtime, site)
    case '__class__':
      return typeClass
    case 'mro':
      return new Native('type.mro', () => new List([...mroOf(cls)]))
    case '__subclasses__':
      return new Native('type.__subclasses__', () => runtime.opaque('`__subclasses__` is not evaluated', site))
  }
  const value = lookUp(cls, name)
  if (value !== undefined) return bindAttribute(value, undefined, cls, runtime, site)
  if (name === '__doc__') return null
  const unknown = unknownBaseOf(cls)
  return unknown ? runtime.opaque(unknown.reason, site) : undefined
}

/** Makes the class of a `class` statement. */
export function makeClass(
  code: ClassCode,
  bases: Arguments,
  members: readonly EvaluatedMember[],
  runtime: Runtime,
  site: Span,
): Value {
  const remade = bases.positional.find((b): b is Opaque => b instanceof Opaque && /^enum\./.test(b.facts.path ?? ''))
  // An enumeration's attributes are not what its body binds.
  if (remade) return new Opaque(remade.reason, { origin: remade.facts.path })
  const entries = members.filter(({ name }) => !name.startsWith('<'))
  const moduleName = runtime.program.main.text === code.span.text ? '__main__' : moduleNameOf(code.span.text, runtime)
  const qualifiedName = code.body ? qualifiedNameOf(code.body) : code.name
  const attributes = new Map(entries.map((m) => [m.name, m.value]))
  const deriving = bases.positional.find((base) => base instanceof DerivingClass)
  if (deriving) {
    return deriving.derive({ name: code.name, qualifiedName, moduleName, code, bases, attributes }, runtime, site)
  }
  return buildClass(code.name, qualifiedName, moduleName, code, bases, attributes, runtime, site)
}

function moduleNameOf(text: number, runtime: Runtime): string {
  for (const module of runtime.program.modules.values()) if (module.text === text) return module.name
  return '__main__'
}

/** Makes a class from its parts. */
export function buildClass(
  name: string,
  qualifiedName: string,
  moduleName: string,
  code: ClassCode | null,
  bases: Arguments,
  attributes: ReadonlyMap<string, Value>,
  runtime: Runtime,
  site: Span,
  Made: new (...parts: ConstructorParameters<typeof ProgramClass>) => ProgramClass = ProgramClass,
): Value {
  const known: Class[] = []
  let unknown: Opaque | null = null
  for (const base of bases.positional) {
    if (base instanceof AbstractClass && base.mixing) {
      unknown ??= new Opaque(`the methods of \`${base.moduleName}.${base.name}\` are not evaluated`)
    } else if (base instanceof Class) known.push(base)
    else if (isUnknown(base)) unknown ??= base
    else
      unknown ??= new Opaque(base instanceof Native ? `\`${base.name}\` is not evaluated` : 'its base is not evaluated')
  }
  for (const [keyword, value] of bases.keywords ?? []) {
    if (keyword === 'metaclass' && isUnknown(value)) unknown ??= value
  }
  const duplicate = known.find((base, i) => known.indexOf(base) !== i)
  if (duplicate) throw raised('TypeError', `duplicate base class ${duplicate.name}`, site)
  const cls = new Made(name, known, code, unknown, qualifiedName, moduleName)
  const order = linearised(cls)
  if (!order) {
    const names = known.map((base) => base.name).join(', ')
    throw raised('TypeError', `Cannot create a consistent method resolution\norder (MRO) for bases ${names}`, site)
  }
  for (const [key, value] of attributes) cls.attributes.set(key, implicit(key, value))
  for (const [key, value] of attributes) {
    const setName = value instanceof Instance ? lookUp(value.cls, '__set_name__') : undefined
    if (setName !== undefined) callWith(setName, [value, cls, key], runtime, site)
  }
  const hook = known.map((base) => lookUp(base, '__init_subclass__')).find((value) => value !== undefined)
  if (hook !== undefined) {
    const callee = hook instanceof ClassMethod ? hook.callee : hook
    const keywords = new Map([...(bases.keywords ?? [])].filter(([keyword]) => keyword !== 'metaclass'))
    runtime.call(callee, { positional: [cls], keywords: keywords.size > 0 ? keywords : null }, site)
  }
  return cls
}

/** `__init_subclass__` and `__class_getitem__` are class methods without being told. */
function implicit(name: string, value: Value): Value {
  const isHook = name === '__init_subclass__' || name === '__class_getitem__'
  return isHook && value instanceof Closure ? new ClassMethod(value) : value
}

// Making instances.

/** `cls(*args)` */
export function construct(given: Class, args: Arguments, runtime: Runtime, site: Span): Value {
  const cls = given === exceptionClass('OSError') ? errorClassOf(args) : given
  if (cls instanceof BuiltinClass && cls.make) return cls.make(args, runtime, site)
  const make = lookUp(cls, '__new__')
  const custom = make !== undefined && !isNativeMember(make)
  const made = custom
    ? runtime.call(
        bindAttribute(make, undefined, cls, runtime, site),
        { ...args, positional: [cls, ...args.positional] },
        site,
      )
    : allocate(cls, args, runtime, site)
  if (!(made instanceof Instance) || !isSubclass(made.cls, cls)) return made
  initialise(made, args, custom, runtime, site)
  return made
}

/** `OSError(errno, text)` is of the class that stands for the error number. */
function errorClassOf({ positional }: Arguments): Class {
  const [errno] = positional
  const name = positional.length >= 2 && errno instanceof Int ? ERROR_CLASSES[Number(errno.value)] : undefined
  return exceptionClass(name ?? 'OSError')
}

/** Linux's error numbers (errno.h) and the classes of PEP 3151. */
const ERROR_CLASSES: Readonly<Partial<Record<number, ExceptionName>>> = {
  1: 'PermissionError',
  2: 'FileNotFoundError',
  3: 'ProcessLookupError',
  4: 'InterruptedError',
  10: 'ChildProcessError',
  11: 'BlockingIOError',
  13: 'PermissionError',
  17: 'FileExistsError',
  20: 'NotADirectoryError',
  21: 'IsADirectoryError',
  32: 'BrokenPipeError',
  103: 'ConnectionAbortedError',
  104: 'ConnectionResetError',
  110: 'TimeoutError',
  111: 'ConnectionRefusedError',
}

function isNativeMember(v: Value): boolean {
  return (
    (v instanceof Native && !(v instanceof MethodNative)) || (v instanceof BoundMethod && v.callee instanceof Native)
  )
}

/** A new instance, not yet initialised: `object.__new__(cls)`. */
export function allocate(cls: Class, args: Arguments, runtime: Runtime, site: Span): Value {
  runtime.charge(64)
  const abstract = abstractMethods(cls)
  if (abstract.length > 0) {
    const plural = abstract.length > 1 ? 's' : ''
    const message = `Can't instantiate abstract class ${cls.name} with abstract method${plural} ${abstract.join(', ')}`
    throw raised('TypeError', message, site)
  }
  const base = builtinBaseOf(cls)
  if (base) {
    const empty = base.mutable ? { positional: [], keywords: null } : { ...args, keywords: null }
    return new Instance(cls, base.make(empty, runtime, site))
  }
  const instance = new Instance(cls)
  if (isException(cls)) instance.attributes.set('args', new Tuple([...args.positional]))
  return instance
}

const abstractByClass = new WeakMap<Class, readonly string[]>()

/** Names that `@abstractmethod` marks and nothing overrides, in CPython's order. They are those of the class as it was made. */
function abstractMethods(cls: Class): readonly string[] {
  const known = abstractByClass.get(cls)
  if (known) return known
  const found = findAbstractMethods(cls)
  abstractByClass.set(cls, found)
  return found
}

function findAbstractMethods(cls: Class): string[] {
  const names = new Set(
    mroOf(cls).flatMap((base) => [...base.attributes].filter(([, v]) => isAbstract(v)).map(([name]) => name)),
  )
  return [...names].filter((name) => isAbstract(lookUp(cls, name) as Value)).sort()
}

function isAbstract(v: Value): boolean {
  if (v instanceof Closure) return v.attributes?.get('__isabstractmethod__') === true
  const inner = (v as { getter?: Value; callee?: Value } | null)?.getter ?? (v as { callee?: Value } | null)?.callee
  return inner instanceof Closure && isAbstract(inner)
}

function initialise(instance: Instance, args: Arguments, custom: boolean, runtime: Runtime, site: Span): void {
  const { cls } = instance
  const init = lookUp(cls, '__init__')
  if (init !== undefined && !(definingClass(cls, '__init__') instanceof BuiltinClass)) {
    const result = runtime.call(init, { ...args, positional: [instance, ...args.positional] }, site)
    if (result !== null && !isUnknown(result)) {
      throw raised('TypeError', `__init__() should return None, not '${typeNameOf(result)}'`, site)
    }
    return
  }
  if (builtinBaseOf(cls)?.mutable) {
    initialiseBuiltin(instance, args, runtime, site)
    return
  }
  const given = args.positional.length + (args.keywords?.size ?? 0)
  if (given > 0 && !custom && !isException(cls) && !builtinBaseOf(cls) && !unknownBaseOf(cls)) {
    throw raised('TypeError', `${cls.name}() takes no arguments`, site)
  }
}

/** What `list.__init__(self, …)` does to an instance of a class that inherits from list. */
export function initialiseBuiltin(instance: Instance, args: Arguments, runtime: Runtime, site: Span): void {
  const filled = builtinBaseOf(instance.cls)?.make(args, runtime, site)
  const { native } = instance
  if (native instanceof List && filled instanceof List) {
    runtime.touch(native)
    native.items = filled.items
  } else if (native instanceof PythonSet && filled instanceof PythonSet) {
    runtime.touch(native)
    native.become(filled)
  } else if (native instanceof Dict && filled instanceof Dict) {
    runtime.touch(native)
    native.entries = filled.entries
  }
}

export function isException(cls: Class): boolean {
  return isSubclass(cls, exceptionClass('BaseException'))
}

/** What comes from outside of a program: nothing unknown in it raises these. */
const INTERRUPTS = ['KeyboardInterrupt', 'GeneratorExit'] as const

/** Does `except types` catch an exception? Opaque where the type or the exception is unknown. */
export function isCaught(exception: Value, types: Value, site: Span): boolean | Opaque {
  let unknown: Opaque | null = null
  for (const type of types instanceof Tuple ? types.items : [types]) {
    const caught = isCaughtBy(exception, type, site)
    if (caught === true) return true
    if (caught instanceof Opaque) unknown ??= caught
  }
  return unknown ?? false
}

function isCaughtBy(exception: Value, type: Value, site: Span): boolean | Opaque {
  if (type instanceof Opaque) return type
  if (!(type instanceof Class) || !(isException(type) || unknownBaseOf(type)))
    throw raised('TypeError', 'catching classes that do not inherit from BaseException is not allowed', site)
  if (exception instanceof Opaque) {
    if (INTERRUPTS.some((name) => isSubclass(type, exceptionClass(name)))) return false
    return isSubclass(exceptionClass('Exception'), type) || exception
  }
  if (!(exception instanceof Instance)) return false
  return isSubclass(exception.cls, type) || unknownBaseOf(exception.cls) || unknownBaseOf(type) || false
}

function nameInModule(cls: Class): string {
  if (cls instanceof ProgramClass) return `${cls.moduleName}.${cls.qualifiedName}`
  return cls instanceof BuiltinClass && cls.moduleName !== 'builtins' ? `${cls.moduleName}.${cls.name}` : cls.name
}

export const classType: PythonType<Class> = {
  cls: typeClass,
  typeName: () => 'type',
  getAttribute: classAttribute,
  setAttribute(v, name, value, runtime, site) {
    if (!(v instanceof ProgramClass)) {
      throw raised('TypeError', `cannot set '${name}' attribute of immutable type '${v.name}'`, site)
    }
    runtime.touch(v)
    v.attributes.set(name, value)
  },
  deleteAttribute(v, name, runtime, site) {
    if (!v.attributes.has(name)) throw raised('AttributeError', name, site)
    runtime.touch(v)
    v.attributes.delete(name)
  },
  getItem(v, index, runtime, site) {
    const method = lookUp(v, '__class_getitem__')
    if (method !== undefined)
      return callWith(bindAttribute(method, undefined, v, runtime, site), [index], runtime, site)
    if (NEVER_GENERIC.has(v)) {
      throw raised('TypeError', `type '${v.name}' is not subscriptable`, site)
    }
    // `list[int]`, `Generic[T]`: an alias that behaves as the class.
    if (!(v instanceof ProgramClass) || v.bases.some((base) => !(base instanceof ProgramClass))) return v
    throw raised('TypeError', `type '${v.name}' is not subscriptable`, site)
  },
  binary: (op, v, other) =>
    op === '|' && (other instanceof Class || other === null) ? new Tuple([v, other]) : NotImplemented,
  call: construct,
  repr: (v) => `<class '${nameInModule(v)}'>`,
  display: (v) => `<class '${nameInModule(v)}'>`,
  toJson: () => undefined,
}

/** Classes that take no types in brackets. */
const NEVER_GENERIC: ReadonlySet<Class> = new Set([boolClass, floatClass, intClass, strClass, objectClass])

/** `type(v)` */
export function classOf(v: Value): Class {
  if (v instanceof Instance) return v.cls
  const type = protocolOf(v) as Partial<PythonType<Value>>
  if (type.cls) return type.cls
  return libraryClass(typeNameOf(v))
}

const libraryClasses = new Map<string, Class>()

function libraryClass(name: string): Class {
  let cls = libraryClasses.get(name)
  if (!cls) libraryClasses.set(name, (cls = new Class(name, [objectClass], null)))
  return cls
}
