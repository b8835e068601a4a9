// Walking iterables (ECMA-262 §7.4): arrays, texts, maps and sets, iterators, and objects with a method [Symbol.iterator].
import {
  Dict,
  DONE,
  List,
  NativeObject,
  Opaque,
  Traced,
  type Iteration,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { typeError } from './classes'
import { callFunction, isCallable } from './callable'
import { isNumber, isObject, receiverText, toBoolean } from './conversion'
import { ITERATOR_KEY, methods } from './native'
import { getProperty, ownKeys } from './property'
import { known, resultOf, Unknown } from './unknown'

/** An iterator over a row of values that are known from the start, or over an array as it then is. */
export class JsIterator extends NativeObject<number> {
  private position = 0
  constructor(
    readonly typeName: string,
    private readonly at: (position: number) => Value | typeof DONE,
  ) {
    super()
  }
  save(): number {
    return this.position
  }
  restore(position: number): void {
    this.position = position
  }
  merge(one: number, other: number): void {
    this.position = Math.max(one, other)
  }
  next(runtime: Runtime): Value | typeof DONE {
    runtime.touch(this)
    return this.at(this.position++)
  }
}

/** An iterator over values. */
export function iteratorOf(typeName: string, values: readonly Value[]): JsIterator {
  return new JsIterator(typeName, (i) => (i < values.length ? values[i] : DONE))
}

/** An iterator over an array that may still change. */
export function liveIterator(list: List, item: (list: List, i: number) => Value): JsIterator {
  return new JsIterator('Array Iterator', (i) => (i < list.items.length ? item(list, i) : DONE))
}

/** The iteration of a `for-of`, a spread or a pattern. */
export function iterate(object: Value, runtime: Runtime, site: Span): Iteration {
  if (object instanceof List) return walk(object)
  if (typeof object === 'string') return values([...object])
  if (object instanceof Dict && object.kind !== 'object') return walkEntries(object)
  if (object instanceof JsIterator) return { next: () => object.next(runtime) }
  if (isObject(object)) {
    const method = getProperty(object, ITERATOR_KEY, runtime, site)
    if (method instanceof Opaque) throw new Unknown(method)
    if (isCallable(method)) return protocol(callFunction(method, object, [], runtime, site), runtime, site)
  }
  if (object instanceof Traced) runtime.wantsSequence(object)
  throw typeError(`${iterableText(object, runtime, site)} is not iterable${suffix(object, runtime, site)}`, site)
}

function walk(list: List): Iteration {
  let i = 0
  const next = (): Value | typeof DONE => (i < list.items.length ? list.items[i++] : DONE)
  return list.opaque ? { next, opaque: list.opaque } : { next }
}

function values(items: readonly Value[]): Iteration {
  let i = 0
  return { next: () => (i < items.length ? items[i++] : DONE) }
}

function walkEntries(object: Dict): Iteration {
  const entries = object.entries.values()
  const next = (): Value | typeof DONE => {
    const { value: entry, done } = entries.next()
    if (done) return DONE
    return object.kind === 'set' ? entry.key : new List([entry.key, entry.value])
  }
  return object.opaque ? { next, opaque: object.opaque } : { next }
}

/** The iterator protocol of the program's own objects. */
function protocol(iterator: Value, runtime: Runtime, site: Span): Iteration {
  if (iterator instanceof Opaque) throw new Unknown(iterator)
  if (iterator instanceof JsIterator || iterator instanceof List) return iterate(iterator, runtime, site)
  const next = getProperty(iterator, 'next', runtime, site)
  const step = (): Value | typeof DONE => {
    const result = known(callFunction(next, iterator, [], runtime, site))
    if (!isObject(result)) throw typeError(`Iterator result ${receiverText(result)} is not an object`, site)
    const done = toBoolean(getProperty(result, 'done', runtime, site), runtime, site)
    return done ? DONE : getProperty(result, 'value', runtime, site)
  }
  // Where it is not known whether there is another item, the iteration ends with that reason.
  const iteration: { opaque?: Opaque; next(): Value | typeof DONE } = {
    next() {
      try {
        return step()
      } catch (thrown) {
        iteration.opaque = resultOf(thrown, runtime, site, [])
        return DONE
      }
    },
  }
  return iteration
}

function isPattern(runtime: Runtime, site: Span): boolean {
  return runtime.textOf(site).startsWith('[')
}

/** As V8 names it: the expression, or in a pattern the value. */
function iterableText(object: Value, runtime: Runtime, site: Span): string {
  if (!isPattern(runtime, site)) return runtime.textOf(site)
  if (isNumber(object)) return `number ${receiverText(object)}`
  return isObject(object) ? 'object' : String(object)
}

function suffix(object: Value, runtime: Runtime, site: Span): string {
  return isPattern(runtime, site) && !isObject(object) ? ' (cannot read property Symbol(Symbol.iterator))' : ''
}

/** All items of an iterable; throws Unknown where it is not known how many there are. */
export function listOf(iterable: Value, runtime: Runtime, site: Span): Value[] {
  if (iterable instanceof Opaque) throw new Unknown(iterable)
  const iteration = iterate(iterable, runtime, site)
  const items: Value[] = []
  for (let item = iteration.next(); item !== DONE; item = iteration.next()) {
    runtime.step(1)
    items.push(item)
  }
  if (iteration.opaque) throw new Unknown(iteration.opaque)
  return items
}

/** The keys of a `for-in`: the object's own, then those that it inherits. */
export function keysOf(object: Value, runtime: Runtime): Iteration {
  if (object === null || object === undefined) return values([])
  const iteration = values(ownKeys(object, runtime, 'inherited'))
  const opaque = object instanceof Dict || object instanceof List ? object.opaque : null
  return opaque ? { next: () => iteration.next(), opaque } : iteration
}

/** The methods of iterators. */
export const iteratorMethods = methods('Iterator', {
  next(self, _, runtime, site) {
    if (!(self instanceof JsIterator)) throw typeError('next method called on incompatible receiver', site)
    const item = self.next(runtime)
    const result = new Dict('object')
    result.entries.set('value', { key: 'value', value: item === DONE ? undefined : item })
    result.entries.set('done', { key: 'done', value: item === DONE })
    return result
  },
  [ITERATOR_KEY]: (self) => self,
})
