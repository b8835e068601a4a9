// `JSON` on data (ECMA-262 §25.5), and values as the report's JSON (contract.md).
import {
  Closure,
  Dict,
  Instance,
  List,
  Opaque,
  Traced,
  type Json,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { callFunction, isCallable } from './callable'
import { raised, typeError } from './classes'
import { isNumber, isObject, primalOf, toPlainNumber, toText } from './conversion'
import { Accessor, members, Namespace } from './native'
import { objectOf } from './object'
import { getProperty, ownKeys, setProperty } from './property'
import { TypedArray } from './typedArray'
import { Unknown } from './unknown'

interface Writing {
  readonly replacer: Value
  readonly only: ReadonlySet<string> | null
  readonly gap: string
  readonly runtime: Runtime
  readonly site: Span
}

/** The text of one property's value; undefined where JSON leaves it out. */
function write(
  holder: Value,
  key: string,
  writing: Writing,
  indent: string,
  above: readonly Value[],
): string | undefined {
  const { runtime, site, replacer } = writing
  runtime.step(1)
  let v = getProperty(holder, key, runtime, site)
  if (isObject(v)) {
    const toJson = getProperty(v, 'toJSON', runtime, site)
    if (isCallable(toJson)) v = callFunction(toJson, v, [key], runtime, site)
  }
  if (isCallable(replacer)) v = callFunction(replacer, holder, [key, v], runtime, site)
  if (v instanceof Opaque) throw new Unknown(v)
  if (v === null || typeof v === 'boolean') return String(v)
  if (typeof v === 'string') return JSON.stringify(v)
  if (isNumber(v)) {
    const text = JSON.stringify(primalOf(v))
    if (v instanceof Traced) runtime.decide(text, site)
    return text
  }
  if (v === undefined || isCallable(v) || !isObject(v)) return undefined
  if (above.includes(v)) throw typeError('Converting circular structure to JSON', site)
  return v instanceof List && !(v instanceof TypedArray)
    ? writeList(v, writing, indent, [...above, v])
    : writeObject(v, writing, indent, [...above, v])
}

function writeList(list: List, writing: Writing, indent: string, above: readonly Value[]): string {
  if (list.opaque) throw new Unknown(list.opaque)
  const inner = indent + writing.gap
  const items = Array.from(list.items, (_, i) => write(list, String(i), writing, inner, above) ?? 'null')
  return bracketed('[', items, ']', writing.gap, indent)
}

function writeObject(object: Value, writing: Writing, indent: string, above: readonly Value[]): string {
  if (object instanceof Dict && object.opaque) throw new Unknown(object.opaque)
  const inner = indent + writing.gap
  const keys = writing.only ? [...writing.only] : ownKeys(object, writing.runtime)
  const entries = keys.flatMap((key) => {
    const text = write(object, key, writing, inner, above)
    return text === undefined ? [] : [`${JSON.stringify(key)}:${writing.gap ? ' ' : ''}${text}`]
  })
  return bracketed('{', entries, '}', writing.gap, indent)
}

function bracketed(open: string, items: readonly string[], close: string, gap: string, indent: string): string {
  if (items.length === 0) return open + close
  if (gap === '') return open + items.join(',') + close
  return `${open}\n${indent}${gap}${items.join(`,\n${indent}${gap}`)}\n${indent}${close}`
}

function gapOf(space: Value, runtime: Runtime, site: Span): string {
  if (isNumber(space)) return ' '.repeat(Math.max(0, Math.min(10, Math.trunc(toPlainNumber(space, runtime, site)))))
  return typeof space === 'string' ? space.slice(0, 10) : ''
}

/** What the host parsed, as values of the program. */
function fromHost(v: unknown, runtime: Runtime): Value {
  runtime.step(1)
  if (Array.isArray(v)) {
    runtime.charge(16 * v.length)
    return new List(v.map((item) => fromHost(item, runtime)))
  }
  if (typeof v === 'object' && v !== null)
    return objectOf(
      Object.entries(v).map(([key, item]) => [key, fromHost(item, runtime)] as const),
      runtime,
    )
  return v as Value
}

function revive(holder: Value, key: string, f: Value, runtime: Runtime, site: Span): Value {
  const value = getProperty(holder, key, runtime, site)
  if (isObject(value)) {
    for (const name of ownKeys(value, runtime))
      setProperty(value, name, revive(value, name, f, runtime, site), runtime, site)
  }
  return callFunction(f, holder, [key, value], runtime, site)
}

/** `JSON`. */
export const jsonNamespace = new Namespace(
  'JSON',
  members('JSON', {
    parse([text, reviver], runtime, site) {
      let parsed: unknown
      try {
        parsed = JSON.parse(toText(text, runtime, site))
      } catch (error) {
        if (error instanceof SyntaxError) throw raised('SyntaxError', error.message, site)
        throw error
      }
      const value = fromHost(parsed, runtime)
      return isCallable(reviver) ? revive(objectOf([['', value]], runtime), '', reviver, runtime, site) : value
    },
    stringify([value, replacer, space], runtime, site) {
      const only = replacer instanceof List ? new Set(replacer.items.map((item) => toText(item, runtime, site))) : null
      const writing = { replacer, only, gap: gapOf(space, runtime, site), runtime, site }
      const text = write(objectOf([['', value]], runtime), '', writing, '', [])
      if (text !== undefined) runtime.charge(2 * text.length)
      return text
    },
  }),
)

const NOT_FINITE = new Map([
  [Infinity, 'Infinity'],
  [-Infinity, '-Infinity'],
])

/** A value as contract.md's JSON; undefined where it has none. Never calls the program. */
export function reportJson(v: Value, above: readonly Value[] = []): Json | undefined {
  if (v === null || typeof v === 'boolean' || typeof v === 'string') return v
  if (isNumber(v)) {
    const x = primalOf(v)
    return Number.isFinite(x) ? x : (NOT_FINITE.get(x) ?? 'NaN')
  }
  if (v instanceof Opaque) return { opaque: v.reason }
  if (v === undefined || above.length > 20 || above.includes(v)) return undefined
  const inside = [...above, v]
  if (v instanceof List)
    return v.opaque ? { opaque: v.opaque.reason } : Array.from(v.items, (item) => reportJson(item, inside) ?? null)
  if (v instanceof Dict && v.kind === 'set')
    return [...v.entries.values()].map(({ key }) => reportJson(key, inside) ?? null)
  if (v instanceof Dict)
    return record(
      [...v.entries.values()].map((e) => [e.key, e.value] as const),
      inside,
    )
  return v instanceof Instance ? record([...v.attributes], inside) : undefined
}

function record(entries: readonly (readonly [Value, Value])[], above: readonly Value[]): Json {
  return Object.fromEntries(
    entries.flatMap(([key, value]) => {
      const json = value instanceof Accessor || value instanceof Closure ? undefined : reportJson(value, above)
      return json === undefined ? [] : [[isNumber(key) ? String(primalOf(key)) : String(key), json] as const]
    }),
  )
}
