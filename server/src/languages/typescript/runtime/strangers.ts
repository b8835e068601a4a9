// What is known by name of functions that are not evaluated: which leave their arguments alone, which call back later.
import { arrayMethods } from './array'
import { stringMethods } from './string'

/** Names that arrays or texts share with libraries that write into what they are given. */
const AMBIGUOUS = new Set(['normalize'])

/** May a function of that name, on something unknown, change what it is given? Methods of arrays and texts do not. */
export function mayChangeArguments(name: string | undefined): boolean {
  if (name === undefined || AMBIGUOUS.has(name)) return true
  return !arrayMethods.has(name) && !stringMethods.has(name)
}

/** They keep the functions they are given and call them when this run is over. */
const CALLS_LATER = new Set(
  'setTimeout setInterval setImmediate requestAnimationFrame requestIdleCallback queueMicrotask nextTick then catch finally addEventListener addListener on once subscribe listen'.split(' '),
)

/** May it call the functions it is given before it returns? */
export function mayCallArguments(name: string | undefined): boolean {
  return name === undefined || !CALLS_LATER.has(name)
}
