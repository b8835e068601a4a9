// Number's and Boolean's constructors, statics and methods (ECMA-262 §21.1, §20.3), and the global functions on numbers.
import { Opaque, Traced, type Runtime, type Span, type Value } from '@gradlens/engine'
import { rangeError } from './classes'
import { isNumber, primalOf, toBoolean, toInteger, toNumber, toPlainNumber, toText, type JsNumber } from './conversion'
import { Constructor, members, methods, native, type Implementation, type MethodImplementation } from './native'
import { Unknown } from './unknown'

/** A text made from a number: which one it is depends on its value. */
function text(self: Value, runtime: Runtime, site: Span, make: (x: number) => string): string {
  const number = toNumber(self, runtime, site)
  const result = make(primalOf(number))
  if (number instanceof Traced) runtime.decide(result, site)
  return result
}

interface Digits {
  readonly method: 'toFixed' | 'toPrecision' | 'toExponential'
  readonly least: number
  readonly most: number
}

const digits =
  ({ method, least, most }: Digits): MethodImplementation =>
  (self, [argument], runtime, site) => {
    const count = argument === undefined ? undefined : toInteger(argument, 0, runtime, site)
    const number = primalOf(toNumber(self, runtime, site))
    if (method !== 'toFixed' && !Number.isFinite(number)) return String(number)
    if (count !== undefined && !(count >= least && count <= most)) {
      throw rangeError(
        `${method}() ${method === 'toPrecision' ? 'argument' : method === 'toFixed' ? 'digits argument' : 'argument'} must be between ${least} and ${most}`,
        site,
      )
    }
    return text(self, runtime, site, (x) => x[method](count))
  }

const inRadix: MethodImplementation = (self, [argument], runtime, site) => {
  const radix = toInteger(argument, 10, runtime, site)
  if (!(radix >= 2 && radix <= 36)) throw rangeError('toString() radix argument must be between 2 and 36', site)
  return text(self, runtime, site, (x) => x.toString(radix))
}

const localText: MethodImplementation = (self, _, runtime, site) =>
  text(self, runtime, site, (x) => x.toLocaleString('en-US'))
const booleanText: MethodImplementation = (self) => String(self)
const itself: MethodImplementation = (self) => self

/** The methods of numbers. */
export const numberMethods = methods('Number', {
  toFixed: digits({ method: 'toFixed', least: 0, most: 100 }),
  toPrecision: digits({ method: 'toPrecision', least: 1, most: 100 }),
  toExponential: digits({ method: 'toExponential', least: 0, most: 100 }),
  toString: inRadix,
  toLocaleString: localText,
  valueOf: itself,
})

/** The methods of booleans. */
export const booleanMethods = methods('Boolean', { toString: booleanText, valueOf: itself })

const wrapper =
  (name: string): Implementation =>
  () => {
    throw new Unknown(new Opaque(`\`new ${name}\` is not evaluated; use the value itself`))
  }

/** A test of a number's value; whatever else is given is false. */
const test =
  (holds: (x: number) => boolean): Implementation =>
  ([v], runtime, site) => {
    if (v instanceof Opaque) throw new Unknown(v)
    if (!isNumber(v)) return false
    const outcome = holds(primalOf(v))
    if (v instanceof Traced) runtime.decide(outcome, site)
    return outcome
  }

/** The same after a conversion: `isNaN`, `isFinite`. */
const testConverted =
  (holds: (x: number) => boolean): Implementation =>
  ([v], runtime, site) =>
    test(holds)([toNumber(v, runtime, site)], runtime, site)

const parseFloatOf: Implementation = ([v], runtime, site) =>
  v instanceof Traced ? v : parseFloat(toText(v, runtime, site))
const parseIntOf: Implementation = ([v, radix], runtime, site) =>
  parseInt(toText(v, runtime, site), radix === undefined ? undefined : toPlainNumber(radix, runtime, site))

const parsers = { parseFloat: parseFloatOf, parseInt: parseIntOf }

const CONSTANTS = [
  'EPSILON',
  'MAX_SAFE_INTEGER',
  'MAX_VALUE',
  'MIN_SAFE_INTEGER',
  'MIN_VALUE',
  'NaN',
  'NEGATIVE_INFINITY',
  'POSITIVE_INFINITY',
] as const

/** `Number`. */
export const numberConstructor = new Constructor(
  'Number',
  (args, runtime, site): JsNumber => (args.length === 0 ? 0 : toNumber(args[0], runtime, site)),
  wrapper('Number'),
  () => false,
  new Map<string, Value>([
    ...CONSTANTS.map((name) => [name, Number[name]] as const),
    ...members('Number', {
      ...parsers,
      isFinite: test(Number.isFinite),
      isInteger: test(Number.isInteger),
      isNaN: test(Number.isNaN),
      isSafeInteger: test(Number.isSafeInteger),
    }),
  ]),
)

/** `Boolean`. */
export const booleanConstructor = new Constructor(
  'Boolean',
  ([v], runtime, site) => toBoolean(v, runtime, site),
  wrapper('Boolean'),
  () => false,
)

/** `parseInt`, `parseFloat`, `isNaN`, `isFinite`. */
export const numberFunctions: ReadonlyMap<string, Value> = new Map(
  Object.entries({ ...parsers, isNaN: testConverted(Number.isNaN), isFinite: testConverted(Number.isFinite) }).map(
    ([name, f]) => [name, native(name, f)],
  ),
)
