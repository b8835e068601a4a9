// What a mark's lists become in a file that imports NumPy: float64 arrays, inside records too.
import { Dict, List, Tensor, type Runtime, type Value } from '@gradlens/engine'
import type { MarkValue } from '../../../../marks/mark'
import { NdArray } from './ndarray'

/** The value with its lists of numbers as arrays; undefined where plain Python's own value is right. */
export function arrayInput(value: MarkValue, runtime: Runtime): Value | undefined {
  const dense = denseArray(value)
  if (dense && dense.shape.length > 0)
    return NdArray.of(new Tensor(dense.data, dense.shape, 'float64'), runtime.session)
  if (value.kind === 'record') {
    const dict = new Dict('dict')
    for (const [key, field] of value.fields) {
      dict.entries.set(`s:${key}`, { key, value: arrayInput(field, runtime) ?? scalarInput(field) })
    }
    return dict
  }
  if (value.kind === 'list') return new List(value.items.map((item) => arrayInput(item, runtime) ?? scalarInput(item)))
  return undefined
}

function scalarInput(value: MarkValue): Value {
  return value.kind === 'number' || value.kind === 'text' || value.kind === 'boolean' ? value.value : null
}

interface Dense {
  readonly data: Float64Array
  readonly shape: readonly number[]
}

/** A rectangular list of numbers; null where it is none. */
function denseArray(value: MarkValue): Dense | null {
  if (value.kind === 'number') return { data: Float64Array.of(value.value), shape: [] }
  if (value.kind === 'array') return { data: Float64Array.from(value.data), shape: value.shape }
  if (value.kind !== 'list') return null
  const items: Dense[] = []
  for (const item of value.items) {
    const dense = denseArray(item)
    if (!dense || (items.length > 0 && String(dense.shape) !== String(items[0].shape))) return null
    items.push(dense)
  }
  const data = Float64Array.from(items.flatMap((item) => [...item.data]))
  return { data, shape: [items.length, ...(items[0]?.shape ?? [])] }
}
