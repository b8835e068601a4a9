// NumPy's element types, as far as they are evaluated: their kinds and sizes, what they meet in, what may be cast to what
// (NumPy manual, "Data type promotion in NumPy" of 1.24).
import { Tensor, type DType } from '@gradlens/engine'

/** What is to be known of an element type. */
interface ElementType {
  /** `dtype.kind`: truth values, integers with and without a sign, floats. */
  readonly kind: 'b' | 'i' | 'u' | 'f'
  /** Bytes of an element. */
  readonly bytes: number
  /** Python's name for it in `struct`, which `dtype.char` gives. */
  readonly char: string
}

// prettier-ignore
export const ELEMENT_TYPES: Readonly<Record<DType, ElementType>> = {
  bool:    { kind: 'b', bytes: 1, char: '?' },
  int8:    { kind: 'i', bytes: 1, char: 'b' },
  uint8:   { kind: 'u', bytes: 1, char: 'B' },
  int16:   { kind: 'i', bytes: 2, char: 'h' },
  uint16:  { kind: 'u', bytes: 2, char: 'H' },
  int32:   { kind: 'i', bytes: 4, char: 'i' },
  uint32:  { kind: 'u', bytes: 4, char: 'I' },
  int64:   { kind: 'i', bytes: 8, char: 'l' },
  uint64:  { kind: 'u', bytes: 8, char: 'L' },
  float32: { kind: 'f', bytes: 4, char: 'f' },
  float64: { kind: 'f', bytes: 8, char: 'd' },
}

const CATEGORIES: Readonly<Record<ElementType['kind'], number>> = { b: 0, u: 1, i: 1, f: 2 }

/** Booleans, integers, floats: a type of a higher category holds what those of lower ones hold. */
export function categoryOf(dtype: DType): number {
  return CATEGORIES[ELEMENT_TYPES[dtype].kind]
}

export function isFloat(dtype: DType): boolean {
  return ELEMENT_TYPES[dtype].kind === 'f'
}

/** Is it a type of integers? Booleans are none. */
export function isInteger(dtype: DType): boolean {
  return categoryOf(dtype) === 1
}

/** The largest and the smallest integer of a type. */
export function rangeOf(dtype: DType): { readonly least: bigint; readonly most: bigint } {
  const { kind, bytes } = ELEMENT_TYPES[dtype]
  const most = (1n << BigInt(kind === 'u' ? 8 * bytes : 8 * bytes - 1)) - 1n
  return { least: kind === 'u' ? 0n : -most - 1n, most }
}

const integerType = (kind: 'i' | 'u', bytes: number): DType => `${kind === 'u' ? 'u' : ''}int${8 * bytes}` as DType

/** The element type that two of them meet in. */
export function promote(a: DType, b: DType): DType {
  if (a === b || b === 'bool') return a
  if (a === 'bool') return b
  const [p, q] = [ELEMENT_TYPES[a], ELEMENT_TYPES[b]]
  if (p.kind === 'f' || q.kind === 'f') {
    const wide = [p, q].some(({ kind, bytes }) => bytes === 8 || (kind !== 'f' && bytes > 2))
    return wide ? 'float64' : 'float32'
  }
  if (p.kind === q.kind) return p.bytes > q.bytes ? a : b
  const [signed, unsigned] = p.kind === 'i' ? [p, q] : [q, p]
  const bytes = Math.max(signed.bytes, 2 * unsigned.bytes)
  return bytes > 8 ? 'float64' : integerType('i', bytes)
}

/** The smallest type that holds a number of a type's kind; an integer that fits with and without a sign is `beside`'s kind. */
export function smallestType(value: number, own: DType, beside: DType): DType {
  const { kind } = ELEMENT_TYPES[own]
  if (kind === 'b') return 'bool'
  if (kind === 'f') {
    const single = !Number.isFinite(value) || Math.abs(value) < 3.4e38
    return single ? 'float32' : own
  }
  const sizes = [1, 2, 4, 8]
  const fitting = (of: 'i' | 'u'): DType | undefined =>
    sizes.map((bytes) => integerType(of, bytes)).find((dtype) => holds(dtype, value))
  if (value < 0) return fitting('i') ?? own
  const unsigned = fitting('u') ?? own
  const signed = integerType('i', ELEMENT_TYPES[unsigned].bytes)
  return ELEMENT_TYPES[beside].kind !== 'u' && holds(signed, value) ? signed : unsigned
}

function holds(dtype: DType, value: number): boolean {
  const { least, most } = rangeOf(dtype)
  return value >= Number(least) && value <= Number(most)
}

/** May it be written into the other type where the kind has to stay (`casting='same_kind'`)? */
export function castsWithinKind(from: DType, to: DType): boolean {
  const [own, wanted] = [ELEMENT_TYPES[from].kind, ELEMENT_TYPES[to].kind]
  return categoryOf(from) < categoryOf(to) || (categoryOf(from) === categoryOf(to) && !(own === 'i' && wanted === 'u'))
}

/** Does every value of the type fit into the other one (`casting='safe'`)? */
export function castsSafely(from: DType, to: DType): boolean {
  return promote(from, to) === to
}

/** The type that functions on floats compute integers and booleans in; null where that is float16, which is not evaluated. */
export function floatType(dtype: DType): DType | null {
  if (isFloat(dtype)) return dtype
  const { bytes } = ELEMENT_TYPES[dtype]
  return bytes > 2 ? 'float64' : bytes === 2 ? 'float32' : null
}

/** The type that sums and products of elements are counted in. */
export function countingType(dtype: DType): DType {
  const { kind } = ELEMENT_TYPES[dtype]
  return kind === 'f' ? dtype : kind === 'u' ? 'uint64' : 'int64'
}

/** Are all elements known to the last digit? Those of 64-bit integers are where a double holds them. */
export function isExact(x: Tensor): boolean {
  if (x.dtype !== 'int64' && x.dtype !== 'uint64') return true
  const { data } = x
  for (let i = 0; i < data.length; i++) if (Math.abs(data[i]) > Number.MAX_SAFE_INTEGER) return false
  return true
}
