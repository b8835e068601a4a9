// ECMAScript's equality and order (ECMA-262 §7.2). Numbers on the tape are compared by value, and each outcome decides.
import { Opaque, Traced, type Runtime, type Span, type Value } from '@gradlens/engine'
import { isNumber, isObject, primalOf, toNumber, toPrimitive, type JsNumber } from './conversion'
import { Unknown } from './unknown'

/** Records the outcome of a test of numbers of which one is on the tape. */
export function decided(outcome: boolean, a: Value, b: Value, runtime: Runtime, site: Span): boolean {
  if (a instanceof Traced || b instanceof Traced) runtime.decide(outcome, site)
  return outcome
}

/** `a === b` (§7.2.15). */
export function strictlyEqual(a: Value, b: Value, runtime: Runtime, site: Span): boolean {
  if (a instanceof Opaque) throw new Unknown(a)
  if (b instanceof Opaque) throw new Unknown(b)
  if (isNumber(a) && isNumber(b)) return decided(primalOf(a) === primalOf(b), a, b, runtime, site)
  return a === b
}

/** `a == b` (§7.2.14). */
export function looselyEqual(a: Value, b: Value, runtime: Runtime, site: Span): boolean {
  if (a === null || a === undefined) {
    if (b instanceof Opaque) throw new Unknown(b)
    return b === null || b === undefined
  }
  if (b === null || b === undefined) {
    if (a instanceof Opaque) throw new Unknown(a)
    return false
  }
  const sameKind = isNumber(a) ? isNumber(b) : typeof a === typeof b && !isNumber(b)
  if (sameKind) return strictlyEqual(a, b, runtime, site)
  if (isObject(a) && !isObject(b)) return looselyEqual(toPrimitive(a, 'default', runtime, site), b, runtime, site)
  if (isObject(b) && !isObject(a)) return looselyEqual(a, toPrimitive(b, 'default', runtime, site), runtime, site)
  if (isObject(a)) return a === b
  const [x, y] = [toNumber(a, runtime, site), toNumber(b, runtime, site)]
  return decided(primalOf(x) === primalOf(y), x, y, runtime, site)
}

/** SameValueZero (§7.2.11): as `includes`, Map and Set compare. */
export function sameValueZero(a: Value, b: Value, runtime: Runtime, site: Span): boolean {
  if (isNumber(a) && isNumber(b)) {
    const [x, y] = [primalOf(a), primalOf(b)]
    return decided(x === y || (x !== x && y !== y), a, b, runtime, site)
  }
  return strictlyEqual(a, b, runtime, site)
}

/** `Object.is` (§7.2.10). */
export function isSame(a: Value, b: Value, runtime: Runtime, site: Span): boolean {
  if (isNumber(a) && isNumber(b)) return decided(Object.is(primalOf(a), primalOf(b)), a, b, runtime, site)
  return strictlyEqual(a, b, runtime, site)
}

type Test = (a: number | string, b: number | string) => boolean

const ORDER: Readonly<Record<'<' | '<=' | '>' | '>=', Test>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

/** `a < b` and its kin (§7.2.13): texts by code units, everything else as numbers. */
export function inOrder(op: '<' | '<=' | '>' | '>=', a: Value, b: Value, runtime: Runtime, site: Span): boolean {
  const test = ORDER[op]
  const x = toPrimitive(a, 'number', runtime, site)
  const y = toPrimitive(b, 'number', runtime, site)
  if (typeof x === 'string' && typeof y === 'string') return test(x, y)
  const [m, n]: [JsNumber, JsNumber] = [toNumber(x, runtime, site), toNumber(y, runtime, site)]
  return decided(test(primalOf(m), primalOf(n)), m, n, runtime, site)
}
