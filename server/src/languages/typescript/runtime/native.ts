// The forms that JavaScript's built-in functions and objects take as values of a program.
import {
  Native,
  NativeObject,
  type Arguments,
  type Opaque,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { resultOf } from './unknown'

/** What a function of the language does with its arguments. */
export type Implementation = (args: readonly Value[], runtime: Runtime, site: Span) => Value
/** The same for a method. */
export type MethodImplementation = (self: Value, args: readonly Value[], runtime: Runtime, site: Span) => Value

/** A function of the language. Unknown arguments reach it: its abstract operations refuse them. */
export function native(
  name: string,
  implementation: Implementation,
  attributes: ReadonlyMap<string, Value> | null = null,
): Native {
  return new Native(name, guarded(implementation), attributes, true)
}

function guarded(implementation: Implementation): (runtime: Runtime, args: Arguments, site: Span) => Value {
  return (runtime, { positional }, site) => {
    try {
      return implementation(positional, runtime, site)
    } catch (thrown) {
      return resultOf(thrown, runtime, site, positional)
    }
  }
}

/** A method of a prototype: it needs the object that it is called on. */
export class Method extends Native {
  constructor(
    /** As V8 names it: `Array.prototype.map`. */
    name: string,
    private readonly implementation: MethodImplementation,
    /** What becomes of `self` where an unknown argument left open what was done to it. */
    private readonly forget: ((self: Value, why: Opaque, runtime: Runtime) => void) | null = null,
  ) {
    super(name, (runtime, { positional }, site) => this.invoke(undefined, positional, runtime, site), null, true)
  }

  invoke(self: Value, args: readonly Value[], runtime: Runtime, site: Span): Value {
    try {
      return this.implementation(self, args, runtime, site)
    } catch (thrown) {
      const result = resultOf(thrown, runtime, site, [self, ...args])
      this.forget?.(self, result, runtime)
      return result
    }
  }
}

/** A built-in class that is no class of the program: `Map`, `Array`, `Float64Array`. */
export class Constructor extends Native {
  constructor(
    name: string,
    /** Called without `new`. */
    called: Implementation,
    readonly construct: Implementation,
    readonly isInstance: (v: Value) => boolean,
    statics: ReadonlyMap<string, Value> = new Map(),
  ) {
    super(name, guarded(called), statics, true)
  }
}

abstract class Fixed extends NativeObject<null> {
  save(): null {
    return null
  }
  restore(): void {
    // Nothing changes.
  }
  merge(): void {
    // Nothing changes.
  }
}

/** `Math`, `JSON`, `console`: an object with functions that no program changes. */
export class Namespace extends Fixed {
  readonly typeName = 'object'
  constructor(
    readonly name: string,
    readonly members: ReadonlyMap<string, Value>,
  ) {
    super()
  }
}

/** A property that is computed when it is read or written. */
export class Accessor extends Fixed {
  readonly typeName = 'accessor'
  constructor(
    readonly getter: Value,
    readonly setter: Value,
  ) {
    super()
  }
}

/** A well-known symbol, and the key that it is as a property. */
export class JsSymbol extends Fixed {
  readonly typeName = 'symbol'
  constructor(
    readonly description: string,
    readonly key: string,
  ) {
    super()
  }
}

export const ITERATOR_KEY = '@@iterator'
export const ITERATOR_SYMBOL = new JsSymbol('Symbol.iterator', ITERATOR_KEY)

/** A table of functions as the members of `owner`. */
export function members(owner: string, table: Readonly<Record<string, Implementation>>): Map<string, Value> {
  return new Map(Object.entries(table).map(([name, f]) => [name, native(`${owner}.${name}`, f)]))
}

/** A table of methods of `owner`'s prototype. */
export function methods(
  owner: string,
  table: Readonly<Record<string, MethodImplementation>>,
  forget: ((self: Value, why: Opaque, runtime: Runtime) => void) | null = null,
): Map<string, Method> {
  return new Map(Object.entries(table).map(([name, f]) => [name, new Method(`${owner}.prototype.${name}`, f, forget)]))
}

/** The last part of a native's name: what JavaScript's `name` says. */
export function shortName(f: Native): string {
  return f.name.slice(f.name.lastIndexOf('.') + 1)
}
