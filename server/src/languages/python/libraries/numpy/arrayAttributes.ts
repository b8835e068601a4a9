// Attributes of arrays, and of scalars, which have the same.
import { Int, Opaque, Tensor, type Runtime, type Span, type Value } from '@gradlens/engine'
import { flagsOf } from './arrayFlags'
import { Call, orUnknown } from './call'
import { dtypeOf, toTensor } from './convert'
import { ELEMENT_TYPES } from './dtypes'
import type { NdArray, TensorLike } from './ndarray'
import { ArrayDType } from './scalarTypes'
import { integers, setShape, shapeOf, shapeTuple, transpose } from './shaping'
import { as } from './ufuncs'

/** What an attribute gives; `shape` is known. */
type Attribute = (call: Call, v: NdArray, shape: readonly number[]) => Value

const count = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1)

/** Bytes of an element; unknown where its type is. */
function itemSize(call: Call, v: NdArray): number | Opaque {
  const dtype = dtypeOf(v.num)
  return dtype === null
    ? call.opaque('the element type of this array is not known', {}, [v])
    : ELEMENT_TYPES[dtype].bytes
}

/** A number of bytes. */
function bytes(call: Call, v: NdArray, of: (size: number) => number): Value {
  const size = itemSize(call, v)
  return size instanceof Opaque ? size : Int.of(of(size))
}

const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  shape: (call, _, shape) => shapeTuple(call, shape),
  ndim: (_call, _, shape) => Int.of(shape.length),
  size: (_call, _, shape) => Int.of(count(shape)),
  T: (call, v) => transpose(call, v, null),
  itemsize: (call, v) => bytes(call, v, (size) => size),
  nbytes: (call, v, shape) => bytes(call, v, (size) => size * count(shape)),
  strides: (call, v) => {
    const size = itemSize(call, v)
    if (size instanceof Opaque) return size
    return v.strides === null
      ? call.opaque('the strides of this view are not known', {}, [v])
      : shapeTuple(
          call,
          v.strides.map((step) => step * size),
        )
  },
  imag: (call, v, shape) => v.withNum(call.ops.fill(shape, 0, dtypeOf(v.num) ?? 'float64')),
  flat: (_call, v, shape) =>
    v.view(
      {
        get: (parent, ops) => ops.reshape(parent, [-1]) as TensorLike,
        set: (_, part, ops) => ops.reshape(part, shape) as TensorLike,
      },
      null,
    ),
}

/** Attributes that no shape is needed for. */
const PLAIN: Readonly<Record<string, (call: Call, v: NdArray) => Value>> = {
  dtype: (call, v) => {
    const dtype = dtypeOf(v.num)
    return dtype ? ArrayDType.of(dtype) : call.opaque((v.num as Opaque).reason, {}, [])
  },
  real: (_, v) => v,
  base: (_, v) => (v.owns ? null : v.owner),
  flags: flagsOf,
}

/** What arrays have besides, and is not evaluated: the bytes that the elements are made of, and what looks at them. */
// prettier-ignore
const UNKNOWN: ReadonlySet<string> = new Set([
  'data', 'ctypes', 'tofile', 'dump', 'dumps', 'byteswap', 'newbyteorder', 'getfield',
  'setfield', 'setflags', '__array_interface__', '__array_struct__',
])

/** `a.name` where it is no method; undefined where there is none of that name. */
export function attribute(v: NdArray, name: string, runtime: Runtime, site: Span): Value | undefined {
  const call = new Call(runtime, `ndarray.${name}`, site)
  const plain = Object.hasOwn(PLAIN, name) ? PLAIN[name] : undefined
  if (plain) return plain(call, v)
  if (UNKNOWN.has(name)) return call.opaque(`\`.${name}\` of an array is not evaluated`, {}, [v])
  const found = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined
  if (!found) return undefined
  const x = v.num
  const shape = x instanceof Opaque ? x.facts.shape : x.shape
  return shape ? found(call, v, shape) : call.opaque((x as Opaque).reason, {}, [])
}

/** `a.name = value`: of what arrays have, `shape` and `flat` can be set; what else is asked for is no attribute of theirs. */
export function setAttribute(call: Call, v: NdArray, name: string, value: Value): void {
  orUnknown(
    () => {
      if (name === 'shape') setShape(call, v, integers(call, value))
      else if (name === 'flat') fillFlat(call, v, value)
      else if (name === 'real') v.write(as(call, spread(call, v, value), dtypeOf(v.num)), call.runtime)
      else if (SETTABLE.has(name)) call.runtime.forget([v], `\`ndarray.${name}\` is not evaluated`, call.site)
      else if (Object.hasOwn(ATTRIBUTES, name) || Object.hasOwn(PLAIN, name) || UNKNOWN.has(name))
        call.raise('AttributeError', `attribute '${name}' of 'numpy.ndarray' objects is not writable`)
      else call.raise('AttributeError', `'numpy.ndarray' object has no attribute '${name}'`)
    },
    (why) => call.runtime.forget([v], why.reason, call.site),
  )
}

/** Attributes that NumPy lets be set, and that are not evaluated then. */
const SETTABLE: ReadonlySet<string> = new Set(['dtype', 'strides', 'data', 'imag'])

function spread(call: Call, v: NdArray, value: Value): TensorLike {
  return call.ops.broadcastTo(toTensor(value, null, call.runtime, call.site), shapeOf(v.num)) as TensorLike
}

/** `a.flat = values`: over and over, as far as there is room. */
function fillFlat(call: Call, v: NdArray, value: Value): void {
  const shape = shapeOf(v.num)
  const given = call.ops.reshape(toTensor(value, null, call.runtime, call.site), [-1]) as TensorLike
  const [length] = shapeOf(given)
  const places = new Tensor(
    Float64Array.from({ length: count(shape) }, (_, i) => i % length),
    shape,
    'int64',
  )
  v.write(as(call, call.ops.take(given, places, 0) as TensorLike, dtypeOf(v.num)), call.runtime)
}
