// The names that the language itself binds, and what they are.
import { Opaque, type Value } from '@gradlens/engine'
import { arrayConstructor } from './runtime/array'
import { errorClasses } from './runtime/classes'
import { structuredClone } from './runtime/clone'
import { collectionConstructors } from './runtime/collections'
import { consoleNamespace } from './runtime/console'
import { jsonNamespace } from './runtime/json'
import { mathNamespace } from './runtime/math'
import { Namespace, native } from './runtime/native'
import { booleanConstructor, numberConstructor, numberFunctions } from './runtime/number'
import { objectConstructor } from './runtime/object'
import { stringConstructor } from './runtime/string'
import { symbolConstructor } from './runtime/symbol'
import { typedArrayConstructors } from './runtime/typedArray'
import { Unknown } from './runtime/unknown'

function clock(name: string) {
  return native(name, () => {
    throw new Unknown(new Opaque(`\`${name}()\` reads the clock`))
  })
}

const table: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['undefined', undefined],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['Math', mathNamespace],
  ['JSON', jsonNamespace],
  ['console', consoleNamespace],
  ['Number', numberConstructor],
  ['String', stringConstructor],
  ['Boolean', booleanConstructor],
  ['Array', arrayConstructor],
  ['Object', objectConstructor],
  ['Symbol', symbolConstructor],
  ['Date', new Opaque('`Date` is not evaluated')],
  ['performance', new Namespace('performance', new Map([['now', clock('performance.now')]]))],
  ['structuredClone', structuredClone],
  ...collectionConstructors,
  ...typedArrayConstructors,
  ...errorClasses,
  ...numberFunctions,
])

const DATE = new Namespace('Date', new Map([['now', clock('Date.now')]]))

/** What a name is that the language binds; null for every other name. */
export function builtin(name: string): { readonly value: Value } | null {
  return table.has(name) ? { value: table.get(name) } : null
}

/** A member of a built-in object that never changes: `Math.sin`, `Number.EPSILON`; null for every other. */
export function builtinMember(object: string, name: string): { readonly value: Value } | null {
  const owner = object === 'Date' ? DATE : table.get(object)
  if (!(owner instanceof Namespace) || !owner.members.has(name)) return null
  return { value: owner.members.get(name) }
}
