// Calling and constructing (ECMA-262 §7.3.14, §7.3.15): closures of the program, built-in functions, classes, old-style
// constructor functions; and the methods of functions.
import {
  BoundMethod,
  Class,
  Closure,
  Instance,
  Native,
  Opaque,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { classOfFunction, isErrorClass, JsClass, typeError } from './classes'
import { isObject, receiverText, toText } from './conversion'
import { listOf } from './iteration'
import { Constructor, Method, methods, native, shortName } from './native'
import { getProperty } from './property'

export function isCallable(v: Value): boolean {
  return v instanceof Closure || v instanceof Native || v instanceof Class || v instanceof BoundMethod
}

/** Calls a function with a `this` (§7.3.14). */
export function callFunction(callee: Value, self: Value, args: readonly Value[], runtime: Runtime, site: Span): Value {
  if (callee instanceof Closure) return runtime.call(callee, { positional: args, keywords: null }, site, self)
  if (callee instanceof Method) {
    runtime.step(1)
    return callee.invoke(self, args, runtime, site)
  }
  if (callee instanceof Native || callee instanceof Opaque)
    return runtime.call(callee, { positional: args, keywords: null }, site)
  if (callee instanceof BoundMethod) return callFunction(callee.callee, callee.self, args, runtime, site)
  if (callee instanceof Class) return callClass(callee, args, runtime, site)
  throw typeError(`${receiverText(callee)} is not a function`, site)
}

/** The function that a built-in calls back; told like V8 where it is none. */
export function callback(f: Value, site: Span): Value {
  if (isCallable(f) || f instanceof Opaque) return f
  throw typeError(`${receiverText(f)} is not a function`, site)
}

/** Errors are made without `new`; the program's classes are not. */
function callClass(cls: Class, args: readonly Value[], runtime: Runtime, site: Span): Value {
  if (cls.code === null && isErrorClass(cls)) return construct(cls, args, runtime, site)
  throw typeError(`Class constructor ${cls.name} cannot be invoked without 'new'`, site)
}

/** `new callee(…args)` (§7.3.15). */
export function construct(callee: Value, args: readonly Value[], runtime: Runtime, site: Span): Value {
  if (callee instanceof Constructor) return callee.construct(args, runtime, site)
  if (callee instanceof JsClass) return constructOn(callee, new Instance(callee), args, runtime, site)
  if (callee instanceof Closure && isConstructor(callee)) {
    const cls = classOfFunction(callee, runtime)
    return constructOn(cls, new Instance(cls), args, runtime, site)
  }
  throw typeError(`${calleeText(site, runtime)} is not a constructor`, site)
}

/** Arrows, methods and what is not evaluated construct nothing. */
function isConstructor({ code }: Closure): boolean {
  return !code.arrow && code.unsupported === null
}

/** `new a.b(c)`: a.b */
function calleeText(site: Span, runtime: Runtime): string {
  const text = runtime.textOf(site).replace(/^new\s+/, '')
  const open = text.indexOf('(')
  return (open > 0 ? text.slice(0, open) : text).trim()
}

/** Runs a class's constructor (or the implicit one) and its fields on an instance. */
export function constructOn(
  cls: JsClass,
  instance: Instance,
  args: readonly Value[],
  runtime: Runtime,
  site: Span,
): Value {
  runtime.charge(64)
  if (cls.code === null && isErrorClass(cls)) return initialiseError(instance, args, runtime, site)
  if (cls.base === null) {
    initialiseFields(cls, instance, runtime, site)
    return cls.init ? replaced(callFunction(cls.init, instance, args, runtime, site), instance) : instance
  }
  if (cls.init) return replaced(callFunction(cls.init, instance, args, runtime, site), instance)
  return superConstructOn(cls, instance, args, runtime, site)
}

/** `super(…args)`: the base's constructor, then the fields of the class itself. */
export function superConstructOn(
  cls: JsClass,
  instance: Instance,
  args: readonly Value[],
  runtime: Runtime,
  site: Span,
): Value {
  if (!cls.base) throw typeError('Super constructor null of anonymous class is not a constructor', site)
  constructOn(cls.base, instance, args, runtime, site)
  initialiseFields(cls, instance, runtime, site)
  return instance
}

/** A constructor that returns an object replaces the instance. */
function replaced(result: Value, instance: Instance): Value {
  return isObject(result) ? result : instance
}

function initialiseFields(cls: JsClass, instance: Instance, runtime: Runtime, site: Span): void {
  for (const { name, initialiser } of cls.fields) {
    const value = initialiser === undefined ? undefined : callFunction(initialiser, instance, [], runtime, site)
    runtime.touch(instance)
    instance.attributes.set(name, value)
  }
}

function initialiseError(instance: Instance, args: readonly Value[], runtime: Runtime, site: Span): Value {
  const [message, options] = args
  runtime.touch(instance)
  if (message !== undefined) {
    instance.attributes.set('message', message instanceof Opaque ? message : toText(message, runtime, site))
  }
  const cause = isObject(options) ? getProperty(options, 'cause', runtime, site) : undefined
  if (cause !== undefined) instance.attributes.set('cause', cause)
  return instance
}

/** Is `v instanceof callee` (§7.3.22)? */
export function isInstanceOf(v: Value, callee: Value, runtime: Runtime, site: Span): boolean {
  if (!isCallable(callee)) {
    throw typeError(`Right-hand side of 'instanceof' is not ${isObject(callee) ? 'callable' : 'an object'}`, site)
  }
  if (!isObject(v)) return false
  if (callee instanceof Constructor) return callee.isInstance(v)
  if (callee instanceof Closure && callee.code.arrow) {
    throw typeError("Function has non-object prototype 'undefined' in instanceof check", site)
  }
  const cls = callee instanceof Closure ? classOfFunction(callee, runtime) : callee
  return cls instanceof JsClass && v instanceof Instance && inherits(v, cls)
}

function inherits(instance: Instance, cls: JsClass): boolean {
  let object: Value = instance
  while (object instanceof Instance && object.cls instanceof JsClass) {
    for (let base: JsClass | null = object.cls; base; base = base.base) {
      if (base === cls || base.prototype === cls.prototype) return true
    }
    // An old-style prototype may itself be an instance.
    object = object.cls.prototype
  }
  return false
}

/** The name that JavaScript's `name` says. */
export function functionName(f: Value): string {
  if (f instanceof Closure) return f.code.name
  if (f instanceof Class) return f.name
  return f instanceof Native ? shortName(f) : ''
}

/** The number of parameters before the first default or rest. */
export function functionLength(f: Value): number {
  const code = f instanceof Closure ? f.code : f instanceof JsClass ? f.init?.code : undefined
  const parameters = code?.parameters ?? []
  const end = parameters.findIndex((p) => p.hasDefault || p.kind === 'rest')
  return end < 0 ? parameters.length : end
}

function functionText(self: Value, _: readonly Value[], runtime: Runtime): string {
  return self instanceof Closure ? runtime.textOf(self.code.span) : `function ${functionName(self)}() { [native code] }`
}

/** `f.call`, `f.apply`, `f.bind`. */
export const functionMethods = methods('Function', {
  call: (self, [receiver, ...args], runtime, site) => callFunction(self, receiver, args, runtime, site),
  apply: (self, [receiver, args], runtime, site) =>
    callFunction(self, receiver, args === undefined || args === null ? [] : listOf(args, runtime, site), runtime, site),
  bind(self, [receiver, ...first]) {
    return native(`bound ${functionName(self)}`, (args, runtime, site) =>
      callFunction(self, receiver, [...first, ...args], runtime, site),
    )
  },
  toString: functionText,
})
