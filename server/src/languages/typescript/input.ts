// What a mark's values become for a parameter, and the shapes that annotations promise.
import { List, type FunctionCode, type Runtime, type Value } from '@gradlens/engine'
import type { MarkArray, MarkValue } from '../../marks/mark'
import { objectOf } from './runtime/object'
import { ELEMENT_TYPES, typedArray } from './runtime/typedArray'

type Parameter = FunctionCode['parameters'][number]

/** The value: a number, an array, an object; a typed array where the parameter is annotated so. */
export function inputValue(value: MarkValue, parameter: Parameter, runtime: Runtime): Value {
  const made = plainValue(value, runtime)
  const element = ELEMENT_TYPES.get((parameter.annotation ?? '').trim().replace(/<.*>$/, ''))
  return element && made instanceof List ? typedArray(element, made.items, runtime, parameter.span) : made
}

function plainValue(value: MarkValue, runtime: Runtime): Value {
  switch (value.kind) {
    case 'number':
    case 'text':
    case 'boolean':
      return value.value
    case 'null':
      return null
    case 'list':
      return list(
        value.items.map((item) => plainValue(item, runtime)),
        runtime,
      )
    case 'record':
      return objectOf(
        [...value.fields].map(([name, field]) => [name, plainValue(field, runtime)] as const),
        runtime,
      )
    case 'array':
      return nested(value, 0, 0, runtime).value
  }
}

function list(items: Value[], runtime: Runtime): List {
  runtime.charge(16 * items.length)
  return new List(items)
}

/** Row-major data as nested arrays. */
function nested(
  { shape, data }: MarkArray,
  axis: number,
  offset: number,
  runtime: Runtime,
): { value: Value; next: number } {
  if (axis === shape.length) return { value: data[offset], next: offset + 1 }
  const items: Value[] = []
  let next = offset
  for (let i = 0; i < shape[axis]; i++) {
    const row = nested({ shape, data } as MarkArray, axis + 1, next, runtime)
    items.push(row.value)
    next = row.next
  }
  return { value: list(items, runtime), next }
}

/** How many items an array gets whose annotation does not say. */
const SOME = 3

const NUMBER = /^number$/
const TYPED =
  /^(?:Float64Array|Float32Array|Int8Array|Uint8Array|Uint8ClampedArray|Int16Array|Uint16Array|Int32Array|Uint32Array|ArrayLike|Iterable)(?:<.*>)?$/

/** The shape of a parameter annotated so: `number`, `number[]`, `[number, number]`, `Float64Array`, and arrays of these. */
export function shapeOfAnnotation(annotation: string): 'number' | readonly number[] | null {
  const text = withoutParentheses(annotation.trim().replace(/^readonly\s+/, ''))
  if (NUMBER.test(text)) return 'number'
  if (TYPED.test(text)) return [SOME]
  const element = /^([\s\S]+)\[\s*\]$/.exec(text)?.[1] ?? /^(?:Readonly)?Array\s*<([\s\S]+)>$/.exec(text)?.[1]
  if (element !== undefined) return prefixed(SOME, shapeOfAnnotation(element))
  if (!text.startsWith('[') || !text.endsWith(']')) return null
  const items = splitAtCommas(text.slice(1, -1)).map((item) => shapeOfAnnotation(item.replace(/^\s*\w+\s*:/, '')))
  const [first] = items
  return items.length > 0 && items.every((item) => JSON.stringify(item) === JSON.stringify(first))
    ? prefixed(items.length, first)
    : null
}

function prefixed(size: number, shape: 'number' | readonly number[] | null): readonly number[] | null {
  return shape === null ? null : shape === 'number' ? [size] : [size, ...shape]
}

function withoutParentheses(text: string): string {
  return text.startsWith('(') && text.endsWith(')')
    ? withoutParentheses(
        text
          .slice(1, -1)
          .trim()
          .replace(/^readonly\s+/, ''),
      )
    : text
}

/** The parts between commas that stand in no bracket. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i < text.length; i++) {
    if ('[({<'.includes(text[i])) depth++
    else if ('])}>'.includes(text[i])) depth--
    else if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  parts.push(text.slice(start))
  return parts.filter((part) => part.trim() !== '')
}
