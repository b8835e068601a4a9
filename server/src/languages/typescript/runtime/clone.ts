// `structuredClone`: a deep copy of data, aliasing and cycles kept.
import { Dict, Instance, List, Traced, type Runtime, type Span, type Value } from '@gradlens/engine'
import { isCallable } from './callable'
import { raised } from './classes'
import { isObject } from './conversion'
import { native } from './native'

function copy(v: Value, done: Map<Value, Value>, runtime: Runtime, site: Span): Value {
  if (!isObject(v) || v instanceof Traced) return v
  if (done.has(v)) return done.get(v)
  if (isCallable(v)) throw raised('Error', `${runtime.textOf(site)} could not be cloned.`, site)
  runtime.step(1)
  runtime.charge(64)
  if (v instanceof List) {
    const made = v.like([])
    done.set(v, made)
    made.items = v.items.map((item) => copy(item, done, runtime, site))
    made.opaque = v.opaque
    return made
  }
  if (v instanceof Dict) return copyEntries(v, v.kind, [...v.entries], v.opaque, done, runtime, site)
  if (v instanceof Instance) {
    const entries = [...v.attributes].map(([key, value]) => [key, { key, value }] as const)
    return copyEntries(v, 'object', entries, null, done, runtime, site)
  }
  return v
}

function copyEntries(
  source: Value,
  kind: Dict['kind'],
  entries: readonly (readonly [string, { readonly key: Value; value: Value }])[],
  opaque: Dict['opaque'],
  done: Map<Value, Value>,
  runtime: Runtime,
  site: Span,
): Dict {
  const made = new Dict(kind)
  done.set(source, made)
  made.opaque = opaque
  for (const [name, { key, value }] of entries) {
    made.entries.set(name, { key: copy(key, done, runtime, site), value: copy(value, done, runtime, site) })
  }
  return made
}

/** `structuredClone`. An instance becomes a plain object. */
export const structuredClone = native('structuredClone', ([v], runtime, site) => copy(v, new Map(), runtime, site))
