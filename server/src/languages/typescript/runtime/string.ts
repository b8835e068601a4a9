// String's constructor, statics and methods (ECMA-262 §22.1), on data. Regular expressions are not evaluated.
import { List, Opaque, type Runtime, type Span, type Value } from '@gradlens/engine'
import { callFunction, isCallable } from './callable'
import { rangeError } from './classes'
import { toInt32, toInteger, toPlainNumber, toText } from './conversion'
import { iteratorOf, listOf } from './iteration'
import { Constructor, ITERATOR_KEY, JsSymbol, members, methods, type MethodImplementation } from './native'
import { getProperty } from './property'
import { Unknown } from './unknown'

type TextMethod = (text: string, args: readonly Value[], runtime: Runtime, site: Span) => Value

/** How an argument is converted before the host's own method gets it. */
type Conversion = 'integer' | 'number' | 'text'

type HostMethod = (this: string, ...args: never[]) => Value

/** A method that the host's own does, given plain numbers and texts. */
function host(method: HostMethod, ...conversions: Conversion[]): TextMethod {
  return (text, args, runtime, site) => {
    const converted = conversions.slice(0, args.length).map((conversion, i) => {
      if (args[i] === undefined) return undefined
      if (conversion === 'number') return toPlainNumber(args[i], runtime, site)
      return conversion === 'text' ? toText(args[i], runtime, site) : toInteger(args[i], 0, runtime, site)
    })
    runtime.step(1 + text.length / 64)
    return method.apply(text, converted as never[])
  }
}

const replace =
  (all: boolean): TextMethod =>
  (text, [pattern, replacement], runtime, site) => {
    const search = toText(pattern, runtime, site)
    const by = isCallable(replacement)
      ? (match: string, at: number) =>
          toText(callFunction(replacement, undefined, [match, at, text], runtime, site), runtime, site)
      : toText(replacement, runtime, site)
    runtime.step(1 + text.length / 64)
    // The two forms of the host's overloads are told apart for the compiler only.
    if (typeof by === 'string') return all ? text.replaceAll(search, by) : text.replace(search, by)
    return all ? text.replaceAll(search, by) : text.replace(search, by)
  }

function repeated(text: string, count: number, runtime: Runtime, site: Span): string {
  if (count < 0 || count === Infinity) throw rangeError(`Invalid count value: ${count}`, site)
  runtime.charge(2 * text.length * count)
  return text.repeat(count)
}

function padded(text: string, [length, filler]: readonly Value[], runtime: Runtime, site: Span, end: boolean): string {
  const size = toInteger(length, 0, runtime, site)
  runtime.charge(2 * Math.max(0, size))
  const by = filler === undefined ? ' ' : toText(filler, runtime, site)
  return end ? text.padEnd(size, by) : text.padStart(size, by)
}

function notEvaluated(name: string): TextMethod {
  return () => {
    throw new Unknown(new Opaque(`\`${name}\` with a regular expression is not evaluated`))
  }
}

const { prototype } = String
const itself: TextMethod = (text) => text

const table: Readonly<Record<string, TextMethod>> = {
  at: host(prototype.at, 'integer'),
  charAt: host(prototype.charAt, 'integer'),
  charCodeAt: host(prototype.charCodeAt, 'integer'),
  codePointAt: host(prototype.codePointAt, 'integer'),
  concat: (text, args, runtime, site) => text + args.map((arg) => toText(arg, runtime, site)).join(''),
  endsWith: host(prototype.endsWith, 'text', 'integer'),
  includes: host(prototype.includes, 'text', 'integer'),
  indexOf: host(prototype.indexOf, 'text', 'integer'),
  lastIndexOf: host(prototype.lastIndexOf, 'text', 'number'),
  localeCompare: host(prototype.localeCompare, 'text'),
  match: notEvaluated('match'),
  matchAll: notEvaluated('matchAll'),
  normalize: host(prototype.normalize, 'text'),
  padEnd: (text, args, runtime, site) => padded(text, args, runtime, site, true),
  padStart: (text, args, runtime, site) => padded(text, args, runtime, site, false),
  repeat: (text, [count], runtime, site) => repeated(text, toInteger(count, 0, runtime, site), runtime, site),
  replace: replace(false),
  replaceAll: replace(true),
  search: notEvaluated('search'),
  slice: host(prototype.slice, 'integer', 'integer'),
  split(text, [separator, limit], runtime, site) {
    const most = limit === undefined ? undefined : toInt32(limit, runtime, site) >>> 0
    if (separator === undefined) return new List(most === 0 ? [] : [text])
    const parts = text.split(toText(separator, runtime, site), most)
    runtime.charge(32 * parts.length)
    return new List(parts)
  },
  startsWith: host(prototype.startsWith, 'text', 'integer'),
  substr: host(prototype.substr, 'integer', 'integer'),
  substring: host(prototype.substring, 'integer', 'integer'),
  toLocaleLowerCase: host(prototype.toLowerCase),
  toLocaleUpperCase: host(prototype.toUpperCase),
  toLowerCase: host(prototype.toLowerCase),
  toString: itself,
  toUpperCase: host(prototype.toUpperCase),
  trim: host(prototype.trim),
  trimEnd: host(prototype.trimEnd),
  trimStart: host(prototype.trimStart),
  valueOf: itself,
  [ITERATOR_KEY]: (text) => iteratorOf('String Iterator', [...text]),
}

const onText =
  (method: TextMethod): MethodImplementation =>
  (self, args, runtime, site) =>
    method(toText(self, runtime, site), args, runtime, site)

/** The methods of texts. */
export const stringMethods = methods(
  'String',
  Object.fromEntries(Object.entries(table).map(([name, f]) => [name, onText(f)])),
)

/** `String`. */
export const stringConstructor = new Constructor(
  'String',
  (args, runtime, site) => {
    if (args.length === 0) return ''
    return args[0] instanceof JsSymbol ? `Symbol(${args[0].description})` : toText(args[0], runtime, site)
  },
  () => {
    throw new Unknown(new Opaque('`new String` is not evaluated; use the text itself'))
  },
  () => false,
  members('String', {
    fromCharCode: (args, runtime, site) => String.fromCharCode(...args.map((arg) => toPlainNumber(arg, runtime, site))),
    fromCodePoint(args, runtime, site) {
      const points = args.map((arg) => toPlainNumber(arg, runtime, site))
      const bad = points.find((point) => !(Number.isInteger(point) && point >= 0 && point <= 0x10ffff))
      if (bad !== undefined) throw rangeError(`Invalid code point ${bad}`, site)
      return String.fromCodePoint(...points)
    },
    raw(args, runtime, site) {
      const [strings, ...values] = args
      const parts = listOf(getProperty(strings, 'raw', runtime, site), runtime, site)
      return parts
        .map(
          (part, i) =>
            toText(part, runtime, site) +
            (i < parts.length - 1 && i < values.length ? toText(values[i], runtime, site) : ''),
        )
        .join('')
    },
  }),
)
