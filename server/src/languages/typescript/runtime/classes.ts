// Classes, prototypes and errors as values: what an instance inherits from, and how the language's own errors are raised.
import {
  Class,
  Closure,
  Dict,
  Instance,
  Raised,
  type ClassCode,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'

/** An object that others inherit from. */
export class Prototype extends Dict {
  /** The class or function whose instances inherit from it. */
  owner: Value = undefined
  constructor(readonly parent: Dict | Instance | null) {
    super('object')
  }
}

/** A field of a class: its initialiser is a function of `this`. */
export interface Field {
  readonly name: string
  readonly initialiser: Value
}

/** A class of the program, one of the language's errors, or what `new` makes of a function. */
export class JsClass extends Class {
  readonly fields: Field[] = []
  /** The constructor's function; null where it is the implicit one. */
  init: Closure | null = null

  constructor(
    name: string,
    readonly base: JsClass | null,
    code: ClassCode | null,
    readonly prototype: Dict | Instance,
  ) {
    super(name, base ? [base] : [], code)
    if (prototype instanceof Prototype) prototype.owner ??= this
  }
}

/** What an object inherits from; null for plain objects and everything that is none. */
export function prototypeOf(v: Value): Dict | Instance | null {
  if (v instanceof Instance) return v.cls instanceof JsClass ? v.cls.prototype : null
  if (v instanceof Prototype) return v.parent
  return null
}

const errorPrototype = new Prototype(null)
/** `Error`, the base of all errors. */
export const errorClass = new JsClass('Error', null, null, errorPrototype)

const SUBCLASSES = ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'EvalError', 'URIError'] as const
export type ErrorName = 'Error' | (typeof SUBCLASSES)[number]

/** The language's error classes by name. */
export const errorClasses: ReadonlyMap<string, JsClass> = new Map([
  ['Error', errorClass],
  ...SUBCLASSES.map((name) => [name, new JsClass(name, errorClass, null, new Prototype(errorPrototype))] as const),
])

for (const [name, { prototype }] of errorClasses) {
  if (!(prototype instanceof Prototype)) continue
  prototype.entries.set('name', { key: 'name', value: name })
  prototype.entries.set('message', { key: 'message', value: '' })
}

/** Is it `Error`, or derived from it? */
export function isErrorClass(cls: Class): boolean {
  return cls === errorClass || cls.bases.some(isErrorClass)
}

export function isError(v: Value): v is Instance {
  return v instanceof Instance && isErrorClass(v.cls)
}

/** The error that the language itself throws. */
export function raised(name: ErrorName, message: string, site: Span): Raised {
  const error = new Instance(errorClasses.get(name)!)
  error.attributes.set('message', message)
  return new Raised(error, name, message, site)
}

export function typeError(message: string, site: Span): Raised {
  return raised('TypeError', message, site)
}

export function rangeError(message: string, site: Span): Raised {
  return raised('RangeError', message, site)
}

/** What one evaluation knows beside its values. */
export interface Realm {
  /** The classes that functions become when they are called with `new`. */
  readonly functionClasses: WeakMap<Closure, JsClass>
  /** Properties of arrays, built-in functions and prototypes, beyond those they have of themselves. */
  readonly extras: WeakMap<object, Dict>
  /** Objects that may not change; `sealed` may not grow. */
  readonly frozen: WeakSet<object>
  readonly sealed: WeakSet<object>
  /** Extras were made, or something was frozen: else nobody need look. */
  hasExtras: boolean
  hasFrozen: boolean
}

/** A realm in which nothing has happened yet. */
export function newRealm(): Realm {
  return {
    functionClasses: new WeakMap(),
    extras: new WeakMap(),
    frozen: new WeakSet(),
    sealed: new WeakSet(),
    hasExtras: false,
    hasFrozen: false,
  }
}

/** The realm of this evaluation: its semantics object keeps it. */
export function realmOf({ semantics }: Runtime): Realm {
  return (semantics as Runtime['semantics'] & { readonly realm: Realm }).realm
}

/** The class that a function is to `new`, made at first use. */
export function classOfFunction(f: Closure, runtime: Runtime): JsClass {
  const { functionClasses } = realmOf(runtime)
  let cls = functionClasses.get(f)
  if (!cls) {
    cls = new JsClass(f.code.name, null, null, new Prototype(null))
    if (cls.prototype instanceof Prototype) cls.prototype.owner = f
    cls.init = f
    functionClasses.set(f, cls)
  }
  return cls
}

/** `F.prototype = …`. */
export function setFunctionPrototype(f: Closure, prototype: Dict | Instance, runtime: Runtime): void {
  const cls = new JsClass(f.code.name, null, null, prototype)
  cls.init = f
  realmOf(runtime).functionClasses.set(f, cls)
}

/** `Object.create(prototype)`. */
export function inheriting(prototype: Dict | Instance): Instance {
  const owner = prototype instanceof Prototype ? prototype.owner : undefined
  const name = owner instanceof Class ? owner.name : owner instanceof Closure ? owner.code.name : 'Object'
  return new Instance(new JsClass(name, null, null, prototype))
}
