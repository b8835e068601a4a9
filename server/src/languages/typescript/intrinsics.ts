// Natives that no program names: what lowering calls for constructs that have no IR node of their own.
import { Class, Closure, Dict, Instance, List, Native, Opaque, type Value } from '@gradlens/engine'
import { callFunction, isCallable, superConstructOn } from './runtime/callable'
import { JsClass, raised, typeError } from './runtime/classes'
import { defineMethod } from './runtime/makeClass'
import { toKey } from './runtime/conversion'
import { importedModule, ModuleNamespace } from './runtime/module'
import { Accessor, JsSymbol, native } from './runtime/native'
import { deleteOwn, getItem, getProperty, setProperty } from './runtime/property'
import { known } from './runtime/unknown'

/** `const x = 1; x = 2` */
export const assignToConstant = native('assignToConstant', (_, __, site) => {
  throw typeError('Assignment to constant variable.', site)
})

/** `x = 2` where no `x` is declared, in a module. */
export function assignToUndeclared(name: string): Native {
  return native('assignToUndeclared', (_, __, site) => {
    throw raised('ReferenceError', `${name} is not defined`, site)
  })
}

/** A name that is read before its declaration has run. */
export function notInitialised(name: string): Native {
  return native('notInitialised', (_, __, site) => {
    throw raised('ReferenceError', `Cannot access '${name}' before initialization`, site)
  })
}

/** What stands in an array literal where an element was left out. */
export const HOLE = new JsSymbol('hole', '@@hole')

/** `[1, , 3]` */
export const makeHoles = native('holes', ([list]) => {
  if (list instanceof List) {
    list.items.forEach((item, i) => {
      if (item === HOLE) Reflect.deleteProperty(list.items, i)
    })
  }
  return list
})

/** `delete object[key]` */
export const deleteProperty = native('delete', ([object, key], runtime, site) =>
  deleteOwn(known(object), toKey(key, runtime, site), runtime, site),
)

/** `get name() {…}` and `set name(v) {…}` of an object literal. */
export const accessor = native('accessor', ([getter, setter]) => new Accessor(getter, setter))

/** `object[key](…args)`: the object is `this`. `text` is the callee's source. */
export const invokeComputed = native('invoke', ([object, key, text, ...args], runtime, site) => {
  const callee = getItem(known(object), known(key), runtime, site)
  if (!isCallable(callee) && !(callee instanceof Opaque)) throw typeError(`${String(text)} is not a function`, site)
  return callFunction(callee, object, args, runtime, site)
})

/** Calls a function that is at hand with this `this`. */
export const invokeWith = native('invoke', ([callee, self, ...args], runtime, site) =>
  callFunction(callee, self, args, runtime, site),
)

/** A static field: its initialiser runs with the class as `this`. */
export const defineStatic = native('static', ([cls, name, initialiser], runtime, site) => {
  const value = initialiser === undefined ? undefined : callFunction(initialiser, known(cls), [], runtime, site)
  setProperty(cls, String(name), value, runtime, site)
  return undefined
})

/** A member with a computed name: a method, an accessor or a field. */
export const defineMember = native('member', ([cls, name, value, kind, isStatic], runtime, site) => {
  if (!(cls instanceof JsClass)) return known(cls)
  const key = toKey(name, runtime, site)
  if (kind === 'field' && isStatic === true)
    setProperty(cls, key, value === undefined ? undefined : callFunction(value, cls, [], runtime, site), runtime, site)
  else if (kind === 'field') cls.fields.push({ name: key, initialiser: value })
  else
    defineMethod(
      cls,
      key,
      kind === 'get' ? new Accessor(value, undefined) : kind === 'set' ? new Accessor(undefined, value) : value,
      isStatic === true,
    )
  if (value instanceof Closure) value.home = cls
  return undefined
})

/** A static block. */
export const runStatic = native('static', ([cls, block], runtime, site) =>
  callFunction(block, known(cls), [], runtime, site),
)

/** `super(…args)` in the constructor of `home`. */
export const superConstruct = native('super', ([home, self, ...args], runtime, site) => {
  if (!(home instanceof JsClass) || !(self instanceof Instance)) return known(home)
  return superConstructOn(home, self, args, runtime, site)
})

/** What `super` is in a method of `home`: the base's prototype, or in a static method the base itself. */
function superOf(home: Value, self: Value): Value {
  const { base } = known(home) as JsClass
  if (!base) return new Dict('object')
  return self instanceof Class ? base : base.prototype
}

/** `super.name(…args)` */
export const superInvoke = native('super', ([home, self, name, ...args], runtime, site) => {
  const method = getProperty(superOf(home, self), String(name), runtime, site)
  if (method === undefined) throw typeError(`(intermediate value).${String(name)} is not a function`, site)
  return callFunction(method, self, args, runtime, site)
})

/** `super.name` */
export const superRead = native('super', ([home, self, name], runtime, site) =>
  getProperty(superOf(home, self), String(name), runtime, site),
)

/** `require('…')`: what the module exports so far, or why it is unknown. */
export const requireModule = native('require', ([specifier], runtime, site) => {
  const module = importedModule(String(specifier), runtime)
  return module instanceof ModuleNamespace ? module.required(runtime, site) : module
})

/** A namespace's exports join what its name already is: nothing, an earlier part of it, a function or a class. */
export const mergeNamespace = native('namespace', ([before, exported], runtime, site) => {
  if (before === undefined) return exported
  for (const { key, value } of (exported as Dict).entries.values())
    setProperty(known(before), String(key), value, runtime, site)
  return before
})
