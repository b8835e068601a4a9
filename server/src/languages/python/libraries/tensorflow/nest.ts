// Nested structures as `tf.nest` sees them: lists, tuples and dicts (by sorted keys); anything else is a leaf.
import { Dict, List, Tuple, type Runtime, type Value } from '@gradlens/engine'

/** The leaves in order. */
export function flatten(v: Value): Value[] {
  if (v instanceof List || v instanceof Tuple) return v.items.flatMap(flatten)
  if (v instanceof Dict && v.kind === 'dict') return sortedEntries(v).flatMap((entry) => flatten(entry.value))
  return [v]
}

/** The same structure with the leaves given, in order. */
export function pack(structure: Value, leaves: readonly Value[], runtime: Runtime): Value {
  let next = 0
  const walk = (v: Value): Value => {
    if (v instanceof List) return runtime.semantics.makeList(v.items.map(walk), runtime)
    if (v instanceof Tuple) return runtime.semantics.makeTuple(v.items.map(walk), runtime)
    if (!(v instanceof Dict) || v.kind !== 'dict') return leaves[next++]
    const values = new Map(sortedEntries(v).map((entry) => [entry.key, walk(entry.value)]))
    const site = { text: 0, start: 0, end: 0 }
    return runtime.semantics.makeDict(
      [...v.entries.values()].map((entry) => [entry.key, values.get(entry.key)]),
      runtime,
      site,
    )
  }
  return walk(structure)
}

function sortedEntries(v: Dict): { readonly key: Value; value: Value }[] {
  return [...v.entries.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, entry]) => entry)
}
