// `super()`: attributes of an instance, looked up behind a class in the order of its bases.
import {
  BoundMethod,
  Class,
  Closure,
  Instance,
  Int,
  Native,
  NativeObject,
  Tuple,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised } from '../exceptions'
import { contains, deleteItem, findAttribute, getAttribute, getItem, reprOf, setItem, strOf } from '../operations'
import type { TypeProtocol } from '../protocol'
import { signature } from '../signature'
import { NotImplementedValue } from '../singletons'
import { textOf } from '../text/unknownText'
import { BuiltinClass, objectClass, superClass } from './builtinClasses'
import { allocate, classOf, initialiseBuiltin, isException, mroOf, ownAttribute, unknownBaseOf } from './class'
import { payloadOf, storeAttribute } from './instance'
import { plainText } from './instanceText'
import { identityOf } from './key'
import { bindAttribute, ClassMethod, StaticMethod } from './property'

class Super extends NativeObject<null> {
  override readonly typeName = 'super'
  readonly protocol = superProtocol

  constructor(
    readonly cls: Class,
    readonly self: Value,
  ) {
    super()
  }

  override save(): null {
    return null
  }
  override restore(): void {}
  override merge(): void {}
}

function superAttribute({ cls, self }: Super, name: string, runtime: Runtime, site: Span): Value | undefined {
  const through = self instanceof Class ? self : classOf(self)
  const order = mroOf(through)
  for (const base of order.slice(order.indexOf(cls) + 1)) {
    if (base instanceof BuiltinClass) break
    const value = ownAttribute(base, name)
    if (value !== undefined) return boundTo(value, self, through, runtime, site)
  }
  return builtinMember(cls, self, name, runtime, site)
}

function boundTo(value: Value, self: Value, through: Class, runtime: Runtime, site: Span): Value {
  if (value instanceof ClassMethod) return new BoundMethod(through, value.callee)
  if (value instanceof StaticMethod) return value.callee
  if (self instanceof Class) return value
  if (value instanceof Closure || value instanceof Native) return new BoundMethod(self, value)
  return bindAttribute(value, self, through, runtime, site)
}

/** What `object`, a built-in type or an exception gives where no class of the program stands behind. */
function builtinMember(cls: Class, self: Value, name: string, runtime: Runtime, site: Span): Value | undefined {
  const unknown = unknownBaseOf(cls)
  if (unknown && !(self instanceof Instance && payloadOf(self) !== undefined)) {
    if (name === '__init__' || name === '__setattr__')
      return new Native(`super.${name}`, (r, args, at) => objectMethod(name, self, args.positional, r, at), null, true)
    return runtime.opaque(unknown.reason, site)
  }
  const payload = payloadOf(self)
  if (payload !== undefined) {
    if (name === '__init__') {
      return new Native(
        'super.__init__',
        (r, args, at) => (initialiseBuiltin(self as Instance, args, r, at), null),
        null,
        true,
      )
    }
    const method = SPECIAL[name]
    if (method) return new Native(`super.${name}`, (r, args, at) => method(payload, args.positional, r, at), null, true)
    const inherited = findAttribute(payload, name, runtime, site)
    if (inherited !== undefined) return inherited
  }
  if (OBJECT_METHODS.has(name)) {
    return new Native(`object.${name}`, (r, args, at) => objectMethod(name, self, args.positional, r, at), null, true)
  }
  return undefined
}

/** The special methods of built-in types that programs call by way of `super()`. */
const SPECIAL: Readonly<Record<string, (v: Value, args: readonly Value[], runtime: Runtime, site: Span) => Value>> = {
  __getitem__: (v, [index], runtime, site) => getItem(v, index, runtime, site),
  __setitem__: (v, [index, value], runtime, site) => (setItem(v, index, value, runtime, site), null),
  __delitem__: (v, [index], runtime, site) => (deleteItem(v, index, runtime, site), null),
  __contains__: (v, [item], runtime, site) => contains(v, item, runtime, site),
  __repr__: (v, _, runtime, site) => textOf(() => reprOf(v, runtime), runtime, site),
  __str__: (v, _, runtime, site) => textOf(() => strOf(v, runtime), runtime, site),
}

const OBJECT_METHODS = new Set([
  '__init__',
  '__new__',
  '__setattr__',
  '__delattr__',
  '__getattribute__',
  '__repr__',
  '__str__',
  '__eq__',
  '__hash__',
  '__init_subclass__',
])

function objectMethod(name: string, self: Value, args: readonly Value[], runtime: Runtime, site: Span): Value {
  switch (name) {
    case '__init__':
      if (self instanceof Instance && isException(self.cls)) {
        runtime.touch(self)
        self.attributes.set('args', new Tuple([...args]))
      } else if (args.length > 0 && !(self instanceof Instance && unknownBaseOf(self.cls))) {
        throw raised('TypeError', `object.__init__() takes exactly one argument (the instance to initialize)`, site)
      }
      return null
    case '__new__': {
      const [cls, ...rest] = args
      return allocate(cls as Class, { positional: rest, keywords: null }, runtime, site)
    }
    case '__setattr__':
      storeAttribute(self as Instance, String(args[0]), args[1], runtime, site)
      return null
    case '__delattr__':
      runtime.touch(self as Instance)
      ;(self as Instance).attributes.delete(String(args[0]))
      return null
    case '__getattribute__':
      return getAttribute(self, String(args[0]), runtime, site)
    case '__repr__':
      return plainText(self as Instance)
    case '__str__':
      return textOf(() => strOf(self, runtime), runtime, site)
    case '__eq__':
      return self === args[0] ? true : NotImplementedValue
    case '__hash__':
      return Int.of(identityOf(self as object))
    default:
      return null
  }
}

const superProtocol: TypeProtocol<Super> = {
  typeName: () => 'super',
  getAttribute: superAttribute,
  getItem: (v, index, runtime, site) =>
    runtime.call(
      superAttribute(v, '__getitem__', runtime, site) as Value,
      { positional: [index], keywords: null },
      site,
    ),
  repr: (v) => `<super: <class '${v.cls.name}'>, <${classOf(v.self).name} object>>`,
  display: (v) => `<super of ${v.cls.name}>`,
  toJson: () => undefined,
}

superClass.make = (args, _, site) => {
  if (args.positional.length === 0) throw raised('RuntimeError', 'super(): no arguments', site)
  const [cls, self] = superSignature(args, site)
  if (!(cls instanceof Class)) throw raised('TypeError', 'super() argument 1 must be a type', site)
  const through = self instanceof Class ? self : classOf(self as Value)
  if (!mroOf(through).includes(cls) && cls !== objectClass) {
    throw raised('TypeError', 'super(type, obj): obj must be an instance or subtype of type', site)
  }
  return new Super(cls, self as Value)
}
const superSignature = signature('super(type=, object=, /)')

/** `object`'s own methods, for `object.__setattr__(self, …)` and its kin. */
for (const name of OBJECT_METHODS) {
  objectClass.statics.set(
    name,
    new Native(
      `object.${name}`,
      (runtime, args, site) =>
        name === '__new__'
          ? objectMethod(name, null, args.positional, runtime, site)
          : objectMethod(name, args.positional[0], args.positional.slice(1), runtime, site),
      null,
      true,
    ),
  )
}
