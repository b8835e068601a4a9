// What a parameter's annotation says about the input that a mark generates for it.

/** The names of scalar types, bare or with their library's prefix. */
const NUMBER =
  /^(?:(?:typing|t|np|numpy|tf|torch|jnp|jax)\.)?(?:float|float16|float32|float64|double|Float|Real|Number)$/
const INTEGER = /^(?:(?:np|numpy)\.)?(?:int|int32|int64|integer)$/
const VECTOR = /^(?:(?:typing|t|collections\.abc)\.)?(?:list|List|Sequence|Iterable|tuple|Tuple)\[(.+)\]$/
const OPTIONAL = /^(?:(?:typing|t)\.)?Optional\[(.+)\]$/

/** The number of elements of a generated vector. */
const GENERATED_LENGTH = 3

/** Quotes, spaces and `| None` aside. */
function simplified(annotation: string): string {
  const bare = annotation
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim()
  const without = bare.replace(/\s*\|\s*None$/, '').replace(/^None\s*\|\s*/, '')
  return OPTIONAL.exec(without)?.[1].trim() ?? without
}

/** The shape of a generated input: 'number', 'integer', or sizes; null where the annotation does not say. */
export function annotatedShape(annotation: string): 'number' | 'integer' | readonly number[] | null {
  const text = simplified(annotation)
  if (NUMBER.test(text)) return 'number'
  if (INTEGER.test(text)) return 'integer'
  const vector = VECTOR.exec(text)
  if (!vector) return null
  const parts = splitTop(vector[1])
  if (/[Tt]uple\[/.test(text) && parts.at(-1) !== '...') {
    return parts.every((part) => NUMBER.test(part)) ? [parts.length] : null
  }
  const inner = annotatedShape(parts[0])
  if (inner === 'number') return [GENERATED_LENGTH]
  return Array.isArray(inner) ? [GENERATED_LENGTH, ...(inner as readonly number[])] : null
}

/** Is the parameter declared to be an integer? */
export function isIntegerAnnotation(annotation: string | null): boolean {
  return annotation !== null && INTEGER.test(simplified(annotation))
}

/** The parts between the commas that no bracket encloses. */
function splitTop(text: string): string[] {
  const parts = ['']
  let depth = 0
  for (const character of text) {
    if (character === '[') depth++
    if (character === ']') depth--
    if (character === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts.map((part) => part.trim())
}
