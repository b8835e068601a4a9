// `functools.singledispatch`: a function whose body depends on the class of its first argument.
import {
  Class,
  Closure,
  Native,
  NativeObject,
  Opaque,
  type Arguments,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { lenient } from '../../builtins/native'
import { raised } from '../../exceptions'
import { findAttribute, isUnknown, reprOf } from '../../operations'
import type { TypeProtocol } from '../../protocol'
import * as builtinClasses from '../../types/builtinClasses'
import { objectClass } from '../../types/builtinClasses'
import { classOf, mroOf } from '../../types/class'

type Registry = ReadonlyMap<Class, Value>

interface State {
  readonly registry: Registry
  /** A body was registered for a class that is not known. */
  readonly unknown: Opaque | null
}

class Dispatcher extends NativeObject<State> {
  override readonly typeName = 'function'
  readonly protocol = protocol
  state: State

  constructor(readonly plain: Value) {
    super()
    this.state = { registry: new Map([[objectClass, plain]]), unknown: null }
  }

  override save(): State {
    return this.state
  }
  override restore(state: State): void {
    this.state = state
  }
  override merge(one: State, _: State, unknown: () => Opaque): void {
    this.state = { ...one, unknown: unknown() }
  }

  register(cls: Class, body: Value, runtime: Runtime): void {
    runtime.touch(this)
    this.state = { ...this.state, registry: new Map([...this.state.registry, [cls, body]]) }
  }

  forget(why: Opaque, runtime: Runtime): void {
    runtime.touch(this)
    this.state = { ...this.state, unknown: why }
  }

  /** The body for a class: that of the first of its bases that has one. */
  bodyFor(cls: Class): Value {
    const { registry } = this.state
    const found = mroOf(cls).find((base) => registry.has(base))
    return (found && registry.get(found)) ?? this.plain
  }
}

const CLASSES: ReadonlyMap<string, Class> = new Map(
  Object.values(builtinClasses).flatMap((cls) => (cls instanceof Class ? [[cls.name, cls] as const] : [])),
)

/** The class that the annotation of a body's first parameter names, where it is one of the language's own. */
function annotatedClass(body: Value): Class | null {
  const parameter = body instanceof Closure ? body.code.parameters[0] : undefined
  const annotation = parameter?.annotation ?? null
  return annotation === null ? null : (CLASSES.get(annotation === 'None' ? 'NoneType' : annotation) ?? null)
}

function register(v: Dispatcher): Native {
  return new Native(
    'register',
    (runtime, { positional: [first, second] }, site) => {
      if (first instanceof Class && second !== undefined) {
        v.register(first, second, runtime)
        return second
      }
      if (first instanceof Class) {
        return new Native(
          'register',
          (r, { positional }) => (v.register(first, positional[0], r), positional[0]),
          null,
          true,
        )
      }
      const cls = annotatedClass(first)
      if (cls) v.register(cls, first, runtime)
      else {
        v.forget(new Opaque('`singledispatch` by an annotation that names no built-in class is not evaluated'), runtime)
        if (isUnknown(first)) return runtime.opaque(first.reason, site)
      }
      return first
    },
    null,
    true,
  )
}

function dispatched(v: Dispatcher, args: Arguments, runtime: Runtime, site: Span): Value {
  const [first] = args.positional
  if (first === undefined) {
    const name = findAttribute(v.plain, '__name__', runtime, site)
    throw raised(
      'TypeError',
      `${typeof name === 'string' ? name : 'singledispatch function'} requires at least 1 positional argument`,
      site,
    )
  }
  const unknown = v.state.unknown ?? (isUnknown(first) ? first : null)
  if (unknown) return runtime.opaque(unknown.reason, site, {}, args.positional)
  return runtime.call(v.bodyFor(classOf(first)), args, site)
}

const protocol: TypeProtocol<Dispatcher> = {
  typeName: () => 'function',
  call: dispatched,
  getAttribute(v, name, runtime, site) {
    if (name === 'register') return register(v)
    if (name === '__wrapped__') return v.plain
    if (name === 'dispatch') {
      return new Native('dispatch', (_, { positional: [cls] }) => (cls instanceof Class ? v.bodyFor(cls) : null))
    }
    return findAttribute(v.plain, name, runtime, site)
  },
  repr: (v, runtime) => reprOf(v.plain, runtime),
  display: (v, runtime) => reprOf(v.plain, runtime),
  toJson: () => undefined,
}

export const singledispatch = lenient('singledispatch(func, /)', ([func]) => new Dispatcher(func as Value), 'functools')
