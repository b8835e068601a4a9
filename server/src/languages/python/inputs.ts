// What a mark's values become for a parameter: floats and lists in plain Python, float32 tensors where TensorFlow is
// imported, arrays where NumPy is.
import { Dict, Int, List, Opaque, Tensor, type FunctionCode, type Runtime, type Value } from '@gradlens/engine'
import type { MarkValue } from '../../marks/mark'
import { isIntegerAnnotation } from './annotations'
import { inputLibraryOf, missingFramework } from './libraries'

const PLAIN = /^(?:float|np\.ndarray|numpy\.ndarray)$/

/** The value that a function gets for a parameter; it is not on the tape yet. */
export function input(value: MarkValue, { annotation }: FunctionCode['parameters'][number], runtime: Runtime): Value {
  if (isIntegerAnnotation(annotation) && value.kind === 'number' && Number.isInteger(value.value)) {
    return Int.of(BigInt(value.value))
  }
  const missing = missingFramework(runtime.program)
  const library = inputLibraryOf(runtime.program)
  const plain = annotation !== null && PLAIN.test(annotation.trim())
  if (missing && !plain)
    return new Opaque(`\`${missing}\` is not evaluated yet, and a mark's values are its tensors here`, { tensor: true })
  const own = library?.input?.(value, { annotation, plain }, runtime)
  if (own !== undefined) return own
  return convert(value, library?.tensor && !plain ? float32 : null)
}

/** An array's numbers as a library's value; null where they are no array. */
type MakeArray = (data: Float64Array, shape: readonly number[]) => Value

function float32(data: Float64Array, shape: readonly number[]): Value {
  return new Tensor(data.map(Math.fround), shape, 'float32')
}

function convert(value: MarkValue, array: MakeArray | null): Value {
  switch (value.kind) {
    case 'number':
      return array ? array(Float64Array.of(value.value), []) : value.value
    case 'text':
    case 'boolean':
      return value.value
    case 'null':
      return null
    case 'array':
      return array ? array(value.data, value.shape) : nestedList(value.data, value.shape, 0, 0)
    case 'list': {
      const dense = array && denseArray(value)
      return dense ? array(dense.data, dense.shape) : new List(value.items.map((item) => convert(item, array)))
    }
    case 'record': {
      const dict = new Dict('dict')
      for (const [key, field] of value.fields) dict.entries.set(`s:${key}`, { key, value: convert(field, array) })
      return dict
    }
  }
}

interface Dense {
  readonly data: Float64Array
  readonly shape: readonly number[]
}

/** A rectangular list of numbers; null where it is none. */
function denseArray(value: MarkValue): Dense | null {
  if (value.kind === 'number') return { data: Float64Array.of(value.value), shape: [] }
  if (value.kind === 'array') return value
  if (value.kind !== 'list') return null
  const all = value.items.map(denseArray)
  const items = all.filter((item) => item !== null)
  const shape = items[0]?.shape ?? []
  if (items.length < all.length || items.some((item) => String(item.shape) !== String(shape))) return null
  const data = Float64Array.from(items.flatMap((item) => [...item.data]))
  return { data, shape: [items.length, ...shape] }
}

function nestedList(data: Float64Array, shape: readonly number[], depth: number, from: number): Value {
  if (depth === shape.length) return data[from]
  const size = shape.slice(depth + 1).reduce((product, n) => product * n, 1)
  return new List(Array.from({ length: shape[depth] }, (_, i) => nestedList(data, shape, depth + 1, from + i * size)))
}
