// Which methods and which constructor a value has by its kind, and the prototypes that a program may extend.
import {
  BoundMethod,
  Class,
  Closure,
  Dict,
  Instance,
  List,
  Native,
  Traced,
  type Runtime,
  type Value,
} from '@gradlens/engine'
import { arrayConstructor, arrayMethods, typedArrayMethods } from './array'
import { functionMethods } from './callable'
import { isError, Prototype, realmOf } from './classes'
import { collectionConstructors, mapMethods, setMethods } from './collections'
import { unevaluatedMember } from './host'
import { iteratorMethods, JsIterator } from './iteration'
import { Constructor, type Method } from './native'
import { booleanConstructor, booleanMethods, numberConstructor, numberMethods } from './number'
import { objectConstructor, objectMethods } from './object'
import { stringConstructor, stringMethods } from './string'
import { TypedArray, typedArrayConstructors } from './typedArray'

/** What every object has. */
export const OBJECT_METHODS: { get(key: string): Method | undefined } = { get: (key) => objectMethods.get(key) }

interface Kind {
  readonly methods: ReadonlyMap<string, Method>
  readonly constructor: Constructor | undefined
}

function kindOf(v: Value): Kind | null {
  if (v instanceof TypedArray)
    return { methods: typedArrayMethods, constructor: typedArrayConstructors.get(v.element.name) }
  if (v instanceof List) return { methods: arrayMethods, constructor: arrayConstructor }
  if (typeof v === 'string') return { methods: stringMethods, constructor: stringConstructor }
  if (typeof v === 'number' || v instanceof Traced) return { methods: numberMethods, constructor: numberConstructor }
  if (typeof v === 'boolean') return { methods: booleanMethods, constructor: booleanConstructor }
  if (v instanceof Dict && v.kind === 'map')
    return { methods: mapMethods, constructor: collectionConstructors.get('Map') }
  if (v instanceof Dict && v.kind === 'set')
    return { methods: setMethods, constructor: collectionConstructors.get('Set') }
  if (v instanceof Closure || v instanceof Native || v instanceof Class || v instanceof BoundMethod)
    return { methods: functionMethods, constructor: undefined }
  if (v instanceof JsIterator) return { methods: iteratorMethods, constructor: undefined }
  if (v instanceof Dict || (v instanceof Instance && !isError(v)))
    return { methods: objectMethods, constructor: objectConstructor }
  return null
}

/** What arrays have and typed arrays, whose length is fixed, have not. */
const GROWING = new Set(['concat', 'flat', 'flatMap', 'pop', 'push', 'shift', 'splice', 'toSpliced', 'unshift'])

/** The built-in method of that name, one that the program put on the prototype first. */
export function builtinMethod(v: Value, key: string, runtime: Runtime): Value {
  const kind = kindOf(v)
  if (!kind) return undefined
  const { hasExtras } = realmOf(runtime)
  if (hasExtras && kind.constructor) {
    const added = prototypesOf(runtime).get(kind.constructor)?.entries.get(key)
    if (added) return added.value
  }
  const method =
    kind.methods.get(key) ?? (v instanceof TypedArray && !GROWING.has(key) ? arrayMethods.get(key) : undefined)
  // Every object has those of Object: they are looked for later.
  if (method || objectMethods.has(key) || !kind.constructor || kind.constructor === objectConstructor) return method
  return unevaluatedMember(`${kind.constructor.name}.prototype`, key)
}

export function isArrayMethod(key: string): boolean {
  return arrayMethods.has(key)
}

/** What `v.constructor` is. */
export function constructorOf(v: Value): Value {
  return kindOf(v)?.constructor
}

/** The same method without looking at what the program added: for the ordinary case. */
export function ownMethod(v: Value, key: string): Method | undefined {
  if (v instanceof List && !(v instanceof TypedArray)) return arrayMethods.get(key)
  return typeof v === 'string' ? stringMethods.get(key) : undefined
}

const PROTOTYPES = 'typescript.prototypes'

function prototypesOf(runtime: Runtime): Map<Constructor, Prototype> {
  let prototypes = runtime.library.get(PROTOTYPES) as Map<Constructor, Prototype> | undefined
  if (!prototypes) runtime.library.set(PROTOTYPES, (prototypes = new Map<Constructor, Prototype>()))
  return prototypes
}

const METHODS_OF: readonly (readonly [Constructor, () => ReadonlyMap<string, Method>])[] = [
  [arrayConstructor, () => arrayMethods],
  [stringConstructor, () => stringMethods],
  [numberConstructor, () => numberMethods],
  [booleanConstructor, () => booleanMethods],
  [objectConstructor, () => objectMethods],
  ...[...typedArrayConstructors.values()].map(
    (c) => [c, () => new Map([...arrayMethods, ...typedArrayMethods].filter(([name]) => !GROWING.has(name)))] as const,
  ),
]

/** `Array.prototype` and its kin: an object with the built-in methods, to which a program may add. */
export function builtinPrototype(constructor: Constructor, runtime: Runtime): Prototype | undefined {
  const prototypes = prototypesOf(runtime)
  let prototype = prototypes.get(constructor)
  if (!prototype) {
    const methods = METHODS_OF.find(([owner]) => owner === constructor)?.[1]()
    if (!methods) return undefined
    prototype = new Prototype(null)
    prototype.owner = constructor
    for (const [key, value] of methods) prototype.entries.set(key, { key, value })
    prototypes.set(constructor, prototype)
    realmOf(runtime).hasExtras = true
  }
  return prototype
}
