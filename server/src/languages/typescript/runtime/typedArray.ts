// Typed arrays: arrays of a fixed length whose elements are converted when they are written (ECMA-262 §23.2).
import { List, type Runtime, type Span, type Value } from '@gradlens/engine'
import { rangeError, typeError } from './classes'
import { isNumber, isObject, toInteger, toNumber, type JsNumber } from './conversion'
import { shifted } from './adjust'
import { listOf } from './iteration'
import { Constructor, ITERATOR_KEY, members } from './native'
import { getProperty } from './property'
import { callFunction, callback } from './callable'

interface Scratch {
  readonly BYTES_PER_ELEMENT: number
  [index: number]: number
}

/** One kind of element. */
export interface ElementType {
  readonly name: string
  readonly bytes: number
  convert(v: JsNumber, runtime: Runtime, site: Span): JsNumber
}

function elementType(name: string, scratch: Scratch, keepsTape: boolean): ElementType {
  const round = (x: number): number => {
    scratch[0] = x
    return scratch[0]
  }
  return {
    name,
    bytes: scratch.BYTES_PER_ELEMENT,
    convert(v, runtime, site) {
      if (keepsTape && !runtime.session.options.roundFloat32) return v
      if (typeof v === 'number') return round(v)
      const rounded = round(v.primal)
      // Rounding to float32 keeps the derivative; an integer is a constant.
      if (keepsTape) return shifted(v, rounded, runtime)
      runtime.decide(rounded, site)
      return rounded
    },
  }
}

const FLOAT64: ElementType = { name: 'Float64Array', bytes: 8, convert: (v) => v }

/** Every kind, by the constructor's name. */
export const ELEMENT_TYPES: ReadonlyMap<string, ElementType> = new Map(
  [
    FLOAT64,
    elementType('Float32Array', new Float32Array(1), true),
    elementType('Int32Array', new Int32Array(1), false),
    elementType('Uint32Array', new Uint32Array(1), false),
    elementType('Int16Array', new Int16Array(1), false),
    elementType('Uint16Array', new Uint16Array(1), false),
    elementType('Int8Array', new Int8Array(1), false),
    elementType('Uint8Array', new Uint8Array(1), false),
    elementType('Uint8ClampedArray', new Uint8ClampedArray(1), false),
  ].map((type) => [type.name, type]),
)

/** A typed array. Its elements stay where they are: `subarray` copies (views of one buffer are not evaluated). */
export class TypedArray extends List {
  constructor(
    readonly element: ElementType,
    items: Value[],
  ) {
    super(items)
  }

  override like(items: Value[]): TypedArray {
    return new TypedArray(this.element, items)
  }

  /** Writes one element; a place outside is ignored. */
  write(index: number, value: Value, runtime: Runtime, site: Span): void {
    const converted = convertElement(this.element, value, runtime, site)
    if (index >= this.items.length) return
    runtime.touch(this)
    this.items[index] = converted
  }
}

/** A value as an element of that type; an unknown one stays unknown. */
export function convertElement(type: ElementType, value: Value, runtime: Runtime, site: Span): Value {
  if (typeof value === 'number' && type === FLOAT64) return value
  if (!isNumber(value) && typeof value === 'object' && value !== null && 'reason' in value) return value
  return type.convert(toNumber(value, runtime, site), runtime, site)
}

/** A typed array of these values. */
export function typedArray(type: ElementType, values: readonly Value[], runtime: Runtime, site: Span): TypedArray {
  runtime.step(values.length)
  runtime.charge(16 * values.length)
  return new TypedArray(
    type,
    Array.from(values, (value) => convertElement(type, value, runtime, site)),
  )
}

function construct(type: ElementType, [source]: readonly Value[], runtime: Runtime, site: Span): Value {
  if (isObject(source)) return typedArray(type, elementsOf(source, runtime, site), runtime, site)
  const length = toInteger(source, 0, runtime, site)
  if (length < 0 || length > 2 ** 32) throw rangeError(`Invalid typed array length: ${length}`, site)
  runtime.step(length)
  runtime.charge(16 * length)
  return new TypedArray(type, new Array<Value>(length).fill(0))
}

/** The elements of an iterable, or of an object with a length. */
export function elementsOf(source: Value, runtime: Runtime, site: Span): readonly Value[] {
  if (source instanceof List || getProperty(source, ITERATOR_KEY, runtime, site) !== undefined)
    return listOf(source, runtime, site)
  const length = toInteger(getProperty(source, 'length', runtime, site), 0, runtime, site)
  if (length > 2 ** 32 - 1) throw rangeError('Invalid array length', site)
  runtime.step(Math.max(0, length))
  runtime.charge(16 * Math.max(0, length))
  return Array.from({ length: Math.max(0, length) }, (_, i) => getProperty(source, String(i), runtime, site))
}

function constructorFor(type: ElementType): Constructor {
  return new Constructor(
    type.name,
    (_, __, site) => {
      throw typeError(`Constructor ${type.name} requires 'new'`, site)
    },
    (args, runtime, site) => construct(type, args, runtime, site),
    (v) => v instanceof TypedArray && v.element === type,
    new Map<string, Value>([
      ['BYTES_PER_ELEMENT', type.bytes],
      ...members(type.name, {
        of: (args, runtime, site) => typedArray(type, args, runtime, site),
        from([source, f, self], runtime, site) {
          const values = elementsOf(source, runtime, site)
          const mapped =
            f === undefined
              ? values
              : values.map((v, i) => callFunction(callback(f, site), self, [v, i], runtime, site))
          return typedArray(type, mapped, runtime, site)
        },
      }),
    ]),
  )
}

/** `Float64Array` and its kin. */
export const typedArrayConstructors: ReadonlyMap<string, Constructor> = new Map(
  [...ELEMENT_TYPES.values()].map((type) => [type.name, constructorFor(type)]),
)
