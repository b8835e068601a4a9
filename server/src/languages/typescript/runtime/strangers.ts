// What is known by name of functions that are not evaluated: which leave their arguments alone, which call them back.
import { arrayMethods } from './array'
import { stringMethods } from './string'

/** Names that arrays or texts share with libraries that write into what they are given. */
const AMBIGUOUS = new Set(['normalize'])

/** May a function of that name, on something unknown, change what it is given? Packages and browser objects are not known
 *  well enough to say that they only look; methods of arrays and texts do. */
export function mayChangeArguments(name: string | undefined): boolean {
  if (name === undefined || AMBIGUOUS.has(name)) return true
  return !arrayMethods.has(name) && !stringMethods.has(name)
}

/** Methods of arrays, texts, maps and the libraries about them that call while they run. Whatever else is given a function
 *  (timers, listeners, promises) is taken to call it later, when this run is over. */
const CALLS_BACK = new Set(
  `each every filter find findIndex findLast findLastIndex flatMap forEach from fromEntries groupBy map mapValues partition
  reduce reduceRight replace replaceAll some sort sortBy times toSorted`.split(/\s+/),
)

/** May it call the functions it is given before it returns? */
export function mayCallArguments(name: string | undefined): boolean {
  return name !== undefined && CALLS_BACK.has(name)
}
