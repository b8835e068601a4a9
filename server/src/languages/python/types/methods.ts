// Method tables of built-in types: bound on access, called without a bound method, unbound through their class.
import {
  BoundMethod,
  Dict,
  List,
  Native,
  Opaque,
  type Arguments,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised } from '../exceptions'
import type { BuiltinClass } from './builtinClasses'

/** A native that is made into a method of a program's class: it gets its instance first, as a function of the program does. */
export class MethodNative extends Native {}

export type Method<V> = (self: V, args: Arguments, runtime: Runtime, site: Span) => Value

/** A method that takes opaque arguments as they are, e.g. to store them; of others the result is then opaque. */
interface Storing<V> {
  readonly storing: Method<V>
}

export type MethodTable<V> = Readonly<Record<string, Method<V> | Storing<V>>>

export function storing<V>(method: Method<V>): Storing<V> {
  return { storing: method }
}

/** Methods that change nothing, whatever their arguments are. */
const LOOKING = new Set([
  'index',
  'count',
  'copy',
  'keys',
  'values',
  'items',
  'union',
  'intersection',
  'difference',
  'symmetric_difference',
  'issubset',
  'issuperset',
  'isdisjoint',
])

/** Methods that raise where what they look for is not there. */
const EXPECTING = new Set(['pop', 'popitem', 'remove', 'index'])

/** Why it is not known what is in a container. */
export function extentOf(v: Value): Opaque | null {
  return v instanceof List || v instanceof Dict ? v.opaque : null
}

/** Operators as attributes (`__len__`); given by `specialMethods.ts`, which needs all types. */
export const specialMethods: { find: ((v: Value, name: string) => Native | undefined) | null } = { find: null }

/** The attribute part of a type's protocol, from its methods; the table is read when it is first needed. */
export function methodTable<V extends Value>(typeName: string, cls: BuiltinClass, table: () => MethodTable<V>) {
  const natives = new Map<string, Native>()
  let read: Map<string, Method<V> | Storing<V>> | null = null
  const methods = () => (read ??= new Map(Object.entries(table())))
  const call = (name: string, self: V, args: Arguments, runtime: Runtime, site: Span): Value => {
    const method = methods().get(name) as Method<V> | Storing<V>
    const why = runtime.guards.length > 0 && EXPECTING.has(name) ? extentOf(self) : null
    if (why) runtime.mayRaise(why)
    if (typeof method !== 'function') return method.storing(self, args, runtime, site)
    const unknown = opaqueArgument(args)
    if (unknown) {
      const result = runtime.opaque(unknown.reason, site, {}, [self, ...args.positional])
      runtime.mayRaise(result)
      if (!LOOKING.has(name)) {
        runtime.forget([self], unknown.reason, site)
        runtime.mayRaise(result)
      }
      return result
    }
    return method(self, args, runtime, site)
  }
  const native = (name: string): Native | undefined => {
    if (!methods().has(name)) return undefined
    let made = natives.get(name)
    if (!made) {
      const takesSelf = (runtime: Runtime, { positional, keywords }: Arguments, site: Span): Value => {
        if (positional.length === 0)
          throw raised('TypeError', `unbound method ${typeName}.${name}() needs an argument`, site)
        return call(name, positional[0] as V, { positional: positional.slice(1), keywords }, runtime, site)
      }
      natives.set(name, (made = new Native(`${typeName}.${name}`, takesSelf, null, true)))
    }
    return made
  }
  cls.member = native
  return {
    callMethod: (self: V, name: string, args: Arguments, runtime: Runtime, site: Span): Value | undefined =>
      methods().has(name) ? call(name, self, args, runtime, site) : undefined,
    getAttribute: (self: V, name: string): Value | undefined => {
      const made = native(name)
      if (made) return new BoundMethod(self, made)
      if (name === '__class__') return cls
      return name.startsWith('__') ? specialMethods.find?.(self, name) : undefined
    },
  }
}

function opaqueArgument({ positional, keywords }: Arguments): Opaque | undefined {
  for (const v of positional) if (v instanceof Opaque) return v
  if (keywords) for (const v of keywords.values()) if (v instanceof Opaque) return v
  return undefined
}
