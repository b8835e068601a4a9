// Reading and writing array elements: basic indices give views, index arrays and masks give copies.
import { Int, List, Opaque, Slice, Tensor, Traced, Tuple, type DType, type Num, type Value } from '@gradlens/engine'
import { PythonFault } from '../../fault'
import { isEllipsis } from '../../protocol'
import { reprText } from '../../text/repr'
import { bareShape } from './arrayText'
import { asInteger, Unknown, type Call } from './call'
import { dtypeOf, refuseInteger, scalarTensor, toTensor } from './convert'
import { isInteger } from './dtypes'
import { NdArray, NumpyScalar, scalarOrArray, type Lens, type TensorLike } from './ndarray'
import { as } from './ufuncs'

type Item = Parameters<Call['ops']['index']>[1][number]
/** One part of an index: a basic item, or an array of places (a mask is turned into them). */
type Part = { readonly basic: Item } | { readonly places: Tensor } | { readonly mask: Tensor }

/** `array[index]`. */
export function read(call: Call, array: NdArray, index: Value): Value {
  const own = array.peek()
  const at = own && own.node === 0 ? flatPlace(call, own.shape, index) : null
  if (own && at !== null) return new NumpyScalar(new Tensor(Float64Array.of(own.data[at]), [], own.dtype))
  const x = array.num
  const parts = parse(call, index)
  const shape = x instanceof Opaque ? x.facts.shape : x.shape
  if (!shape) return call.opaque((x as Opaque).reason, {}, [x])
  if (parts.every((part) => 'basic' in part)) {
    const items = parts.map((part) => part.basic)
    checkBounds(call, shape, items)
    if (items.length === shape.length && items.every((item) => typeof item === 'number')) {
      call.runtime.at(call.site)
      return scalarOrArray(call.ops.index(x, items) as TensorLike, call.session)
    }
    return array.view(basicLens(items), viewStrides(array.strides, shape, items))
  }
  if (!(x instanceof Tensor)) return call.opaque(x.reason, { dtype: x.facts.dtype }, [x])
  const flat = flatPlaces(call, x.shape, parts)
  call.runtime.at(call.site)
  return scalarOrArray(call.ops.take(call.ops.reshape(x, [-1]), flat, 0) as TensorLike, call.session)
}

/** `array[index] = value`. */
export function write(call: Call, array: NdArray, index: Value, value: Value): void {
  const own = array.peek()
  const number = own && own.node === 0 ? elementOf(value, own.dtype) : null
  const at = own && number !== null ? flatPlace(call, own.shape, index) : null
  if (number !== null && at !== null) {
    array.poke(at, number, call.runtime)
    return
  }
  const x = array.num
  const parts = parse(call, index)
  const given = elements(call, value, dtypeOf(x))
  if (given instanceof Tensor && asksPython(value, parts)) {
    refuseInteger(given, dtypeOf(x) ?? 'float64', call.runtime, call.site)
  }
  const part = as(call, given, dtypeOf(x))
  if (x instanceof Opaque) return
  const { ops, runtime } = call
  if (parts.every((p) => 'basic' in p)) {
    const items = parts.map((p) => p.basic)
    checkBounds(call, x.shape, items)
    const target = ops.index(plain(x), items) as Tensor
    const fitted =
      part instanceof Opaque
        ? part
        : fit(call, part, target.shape, (own, shape) =>
            items.length > 0 && items.every((item) => typeof item === 'number') && shape.length === 0
              ? 'setting an array element with a sequence.'
              : `could not broadcast input array from shape ${bareShape(own)} into shape ${bareShape(shape)}`,
          )
    runtime.at(call.site)
    replace(call, array, ops.setIndex(x, items, fitted) as TensorLike)
    return
  }
  if (!(part instanceof Tensor)) {
    replace(call, array, call.opaque(part.reason, { dtype: x.dtype, shape: x.shape }, [x, part]) as Opaque)
    return
  }
  const flat = flatPlaces(call, x.shape, parts)
  const fitted = fit(call, part, flat.shape, (own, shape) =>
    isWholeMask(parts, x.shape)
      ? `NumPy boolean array indexing assignment cannot assign ${part.size} input values to the ${flat.size} output values where the mask is true`
      : `shape mismatch: value array of shape ${bareShape(own)} could not be broadcast to indexing result of shape ${bareShape(shape)}`,
  )
  runtime.at(call.site)
  replace(call, array, scatter(call, x, flat, ops.reshape(ops.broadcastTo(fitted, flat.shape), [-1])))
}

/** Is the index one mask over all of the array's axes? */
function isWholeMask(parts: readonly Part[], shape: readonly number[]): boolean {
  const [first] = parts
  return parts.length === 1 && 'mask' in first && first.mask.shape.length === shape.length
}

/** Are the values made elements by Python's `int`? Arrays are not, nor scalars of NumPy's behind an index with arrays. */
function asksPython(value: Value, parts: readonly Part[]): boolean {
  return !(value instanceof NdArray) && (!(value instanceof NumpyScalar) || parts.every((part) => 'basic' in part))
}

/** The values that are given for elements; None and text are what Python's `float` or `int` makes of them. */
function elements(call: Call, value: Value, dtype: DType | null): TensorLike {
  const integer = dtype !== null && isInteger(dtype)
  if (value === null && integer)
    call.raise('TypeError', "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'")
  if (value === null && dtype !== 'bool') return scalarTensor(NaN, 'float64')
  if (typeof value === 'string' && dtype !== null && dtype !== 'bool' && !/^\s*[-+\d.]|nan|inf/i.test(value)) {
    const refused = integer ? 'invalid literal for int() with base 10' : 'could not convert string to float'
    call.raise('ValueError', `${refused}: ${reprText(value)}`)
  }
  return toTensor(value, null, call.runtime, call.site)
}

/** Gives an array its new elements. */
function replace(call: Call, array: NdArray, all: TensorLike): void {
  try {
    array.write(all, call.runtime)
  } catch (error) {
    if (error instanceof PythonFault) call.raise('ValueError', error.message)
    throw error
  }
}

/** The place in row-major order that an index of integers, one an axis, names; null for any other index. */
function flatPlace(call: Call, shape: readonly number[], index: Value): number | null {
  const items = index instanceof Tuple ? index.items : [index]
  if (items.length !== shape.length || !items.every((item) => item instanceof Int)) return null
  let flat = 0
  for (let axis = 0; axis < shape.length; axis++) {
    const place = Number((items[axis] as Int).value)
    checkPlace(call, place, shape[axis], axis)
    flat = flat * shape[axis] + (place < 0 ? place + shape[axis] : place)
  }
  return flat
}

/** A plain number as an element of that type; null where it needs to be converted, or has a history. */
function elementOf(value: Value, dtype: DType): number | null {
  const x = value instanceof NumpyScalar && value.value instanceof Tensor && value.value.node === 0 ? value.value : null
  if (dtype === 'float64') {
    if (typeof value === 'number') return value
    if (x) return x.data[0]
  }
  if (value instanceof Int && dtype === 'float64') return Number(value.value)
  if (value instanceof Int && dtype === 'int64') {
    const { value: own } = value
    return Number.isSafeInteger(Number(own)) ? Number(own) : null
  }
  return x && x.dtype === dtype ? x.data[0] : null
}

function plain(x: Tensor): Tensor {
  return new Tensor(x.data, x.shape, x.dtype)
}

/** x with values put at flat places; where a place is named twice the last value stays. */
function scatter(call: Call, x: Tensor, places: Tensor, values: Num): TensorLike {
  const { ops } = call
  const source = new Float64Array(x.size)
  const chosen = new Float64Array(x.size)
  places.data.forEach((place, i) => {
    source[place] = i
    chosen[place] = 1
  })
  if (places.size === 0) return x
  const spread = ops.take(values, new Tensor(source, [x.size], 'int64'), 0)
  const mask = new Tensor(chosen, [x.size], 'bool')
  return ops.reshape(ops.where(mask, spread, ops.reshape(x, [-1])), x.shape) as TensorLike
}

function integers(list: readonly number[]): Tensor {
  return new Tensor(Float64Array.from(list), [list.length], 'int64')
}

/** How far the axes of a basic view step. */
function viewStrides(own: readonly number[] | null, shape: readonly number[], items: readonly Item[]): number[] | null {
  if (!own) return null
  const named = items.filter((item) => item !== 'newaxis' && item !== 'ellipsis').length
  const strides: number[] = []
  let axis = 0
  for (const item of items.includes('ellipsis') ? items : [...items, 'ellipsis' as const]) {
    if (item === 'newaxis') strides.push(0)
    else if (item === 'ellipsis') for (let rest = shape.length - named; rest > 0; rest--) strides.push(own[axis++])
    else if (typeof item === 'number') axis++
    else strides.push(own[axis++] * (item.step ?? 1))
  }
  return strides
}

/** A view through basic items. */
function basicLens(items: readonly Item[]): Lens {
  return {
    get: (parent, ops) => ops.index(parent, items) as TensorLike,
    set: (parent, part, ops) => ops.setIndex(parent, items, part) as TensorLike,
  }
}

/** Checks that a value can be written into that shape; leading axes of length 1 are dropped as NumPy drops them. */
function fit(
  call: Call,
  part: Tensor,
  shape: readonly number[],
  message: (own: readonly number[], shape: readonly number[]) => string,
): Tensor {
  let own = part.shape
  while (own.length > shape.length && own[0] === 1) own = own.slice(1)
  const fits = own.length <= shape.length && own.every((n, i) => n === 1 || n === shape[shape.length - own.length + i])
  if (!fits) call.raise('ValueError', message(part.shape, shape))
  return own === part.shape ? part : (call.ops.reshape(part, own) as Tensor)
}

function parse(call: Call, index: Value): Part[] {
  const items = index instanceof Tuple ? index.items : [index]
  return items.map((item) => part(call, item))
}

function part(call: Call, item: Value): Part {
  if (item instanceof Opaque) throw new Unknown(item)
  if (item === null) return { basic: 'newaxis' }
  if (isEllipsis(item)) return { basic: 'ellipsis' }
  if (item instanceof Slice) {
    const place = (v: Value): number | null => (v === null || v === undefined ? null : placeOf(call, v))
    return { basic: { start: place(item.start), stop: place(item.stop), step: place(item.step) } }
  }
  if (typeof item === 'boolean') return { mask: new Tensor(Float64Array.of(item ? 1 : 0), [], 'bool') }
  if (item instanceof Int || item instanceof NumpyScalar) {
    const value = item instanceof Int ? Number(item.value) : scalarPlace(call, item)
    return value instanceof Tensor ? { mask: value } : { basic: value }
  }
  if (item instanceof NdArray || item instanceof List || item instanceof Tuple) {
    const places = toTensor(item, null, call.runtime, call.site)
    if (places instanceof Opaque) throw new Unknown(places)
    if (places.dtype === 'bool') return { mask: places }
    if (!isInteger(places.dtype)) {
      if (places.size === 0) return { places: new Tensor(places.data, places.shape, 'int64') }
      call.raise('IndexError', 'arrays used as indices must be of integer (or boolean) type')
    }
    return places.shape.length === 0 ? { basic: places.data[0] } : { places }
  }
  return refuse(call, item)
}

function scalarPlace(call: Call, item: NumpyScalar): number | Tensor {
  const x = item.value
  if (x instanceof Opaque) throw new Unknown(x)
  if (x.dtype === 'bool') return x
  return isInteger(x.dtype) ? x.data[0] : refuse(call, item)
}

function refuse(call: Call, item: Value): never {
  if (item instanceof Traced) call.runtime.wantsInteger(item)
  return call.raise(
    'IndexError',
    'only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices',
  )
}

/** An end of a slice. */
function placeOf(call: Call, v: Value): number {
  const plainPlace = asInteger(v)
  if (plainPlace !== null) return plainPlace
  if (v instanceof Opaque) throw new Unknown(v)
  const x = v instanceof NumpyScalar || v instanceof NdArray ? v.num : null
  if (x instanceof Tensor && x.size === 1 && isInteger(x.dtype)) return x.data[0]
  return call.raise('TypeError', 'slice indices must be integers or None or have an __index__ method')
}

function checkBounds(call: Call, shape: readonly number[], items: readonly Item[]): void {
  const named = items.filter((item) => item !== 'newaxis' && item !== 'ellipsis').length
  if (named > shape.length)
    call.raise(
      'IndexError',
      `too many indices for array: array is ${shape.length}-dimensional, but ${named} were indexed`,
    )
  if (items.filter((item) => item === 'ellipsis').length > 1)
    call.raise('IndexError', "an index can only have a single ellipsis ('...')")
  let axis = 0
  for (const item of items) {
    if (item === 'newaxis') continue
    if (item === 'ellipsis') {
      axis += shape.length - named
      continue
    }
    if (typeof item === 'number') checkPlace(call, item, shape[axis], axis)
    axis++
  }
}

function checkPlace(call: Call, place: number, size: number, axis: number): void {
  if (place < -size || place >= size)
    call.raise('IndexError', `index ${place} is out of bounds for axis ${axis} with size ${size}`)
}

/**
 * The flat places that an index with arrays picks, in the shape of the result (NumPy manual, "Advanced indexing"): index
 * arrays broadcast together; their axes stand where the first of them stood, or in front where they are apart.
 */
function flatPlaces(call: Call, shape: readonly number[], given: readonly Part[]): Tensor {
  const parts = expandMasks(call, shape, given)
  const used = parts.filter((p) => !('basic' in p && (p.basic === 'newaxis' || p.basic === 'ellipsis'))).length
  if (used > shape.length)
    call.raise(
      'IndexError',
      `too many indices for array: array is ${shape.length}-dimensional, but ${used} were indexed`,
    )
  const full = { start: null, stop: null, step: null }
  const filled = parts.flatMap((p): Part[] =>
    'basic' in p && p.basic === 'ellipsis' ? Array.from({ length: shape.length - used }, () => ({ basic: full })) : [p],
  )
  if (!parts.some((p) => 'basic' in p && p.basic === 'ellipsis'))
    for (let i = used; i < shape.length; i++) filled.push({ basic: full })

  const strides = shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1))
  const arrays: { readonly places: Tensor; readonly axis: number }[] = []
  /** The result's axes that come from slices and new axes, with the places (times stride) along each. */
  const before: number[][] = []
  const after: number[][] = []
  let axis = 0
  let apart = false
  let closed = false
  for (const p of filled) {
    // Beside index arrays an integer counts as one.
    if ('places' in p || ('basic' in p && typeof p.basic === 'number')) {
      if (closed) apart = true
      const places = 'places' in p ? p.places : new Tensor(Float64Array.of(p.basic as number), [], 'int64')
      places.data.forEach((place) => checkPlace(call, place, shape[axis], axis))
      arrays.push({ places, axis })
      axis++
      continue
    }
    if (arrays.length > 0) closed = true
    const along =
      'basic' in p && p.basic === 'newaxis'
        ? [0]
        : slicePlaces((p as { basic: typeof full }).basic, shape[axis]).map((place) => place * strides[axis])
    ;(arrays.length > 0 ? after : before).push(along)
    if (!('basic' in p && p.basic === 'newaxis')) axis++
  }
  const common = arrays
    .map(({ places }) => places.shape)
    .reduce((a, b) =>
      broadcast(
        call,
        a,
        b,
        arrays.map((x) => x.places.shape),
      ),
    )
  const picked = sumOfPlaces(arrays, common, shape, strides)
  const [front, back] = apart ? [[], [...before, ...after]] : [before, after]
  return combine(call, front, picked, common, back)
}

/** A mask stands for the index arrays of its true elements, one per axis of the mask. */
function expandMasks(call: Call, shape: readonly number[], parts: readonly Part[]): Part[] {
  let axis = 0
  const ellipsis = parts.findIndex((p) => 'basic' in p && p.basic === 'ellipsis')
  const used = parts.reduce(
    (n, p) =>
      n +
      ('mask' in p ? p.mask.shape.length : 'basic' in p && (p.basic === 'newaxis' || p.basic === 'ellipsis') ? 0 : 1),
    0,
  )
  if (used > shape.length)
    call.raise(
      'IndexError',
      `too many indices for array: array is ${shape.length}-dimensional, but ${used} were indexed`,
    )
  return parts.flatMap((p, i): Part[] => {
    if (i === ellipsis) axis += shape.length - used
    if (!('mask' in p)) {
      if (!('basic' in p && (p.basic === 'newaxis' || p.basic === 'ellipsis'))) axis++
      return [p]
    }
    const { mask } = p
    if (mask.shape.length === 0) throw new Unknown(call.opaque('an index that is one boolean is not evaluated'))
    mask.shape.forEach((n, k) => {
      if (n !== shape[axis + k])
        call.raise(
          'IndexError',
          `boolean index did not match indexed array along dimension ${axis + k}; dimension is ${shape[axis + k]} but corresponding boolean dimension is ${n}`,
        )
    })
    axis += mask.shape.length
    const rows: number[][] = mask.shape.map(() => [])
    mask.data.forEach((holds, flat) => {
      if (!holds) return
      for (let k = mask.shape.length - 1, rest = flat; k >= 0; k--) {
        rows[k].push(rest % mask.shape[k])
        rest = Math.floor(rest / mask.shape[k])
      }
    })
    call.runtime.decide(rows.map((row) => row.join(',')).join(';'), call.site)
    return rows.map((row) => ({ places: integers(row) }))
  })
}

function slicePlaces(
  { start, stop, step }: { readonly start: number | null; readonly stop: number | null; readonly step: number | null },
  n: number,
): number[] {
  const by = step ?? 1
  const clamp = (i: number): number => Math.min(Math.max(i < 0 ? i + n : i, by > 0 ? 0 : -1), by > 0 ? n : n - 1)
  const first = start === null ? (by > 0 ? 0 : n - 1) : clamp(start)
  const end = stop === null ? (by > 0 ? n : -1) : clamp(stop)
  const places: number[] = []
  for (let i = first; by > 0 ? i < end : i > end; i += by) places.push(i)
  return places
}

function broadcast(
  call: Call,
  a: readonly number[],
  b: readonly number[],
  all: readonly (readonly number[])[],
): readonly number[] {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, i) => {
    const m = a[a.length - rank + i] ?? 1
    const n = b[b.length - rank + i] ?? 1
    if (m !== n && m !== 1 && n !== 1)
      call.raise(
        'IndexError',
        `shape mismatch: indexing arrays could not be broadcast together with shapes ${all.map(bareShape).join(' ')} `,
      )
    return m === 1 ? n : m
  })
}

function sumOfPlaces(
  arrays: readonly { readonly places: Tensor; readonly axis: number }[],
  common: readonly number[],
  shape: readonly number[],
  strides: readonly number[],
): Float64Array {
  const size = common.reduce((a, b) => a * b, 1)
  const out = new Float64Array(size)
  for (const { places, axis } of arrays) {
    const lead = common.length - places.shape.length
    for (let i = 0; i < size; i++) {
      let at = 0
      for (let k = common.length - 1, rest = i, step = 1; k >= lead; k--) {
        const place = rest % common[k]
        rest = Math.floor(rest / common[k])
        if (places.shape[k - lead] !== 1) at += place * step
        step *= places.shape[k - lead]
      }
      const place = places.data[at]
      out[i] += (place < 0 ? place + shape[axis] : place) * strides[axis]
    }
  }
  return out
}

function combine(
  call: Call,
  front: readonly number[][],
  picked: Float64Array,
  common: readonly number[],
  back: readonly number[][],
): Tensor {
  const columns: readonly ArrayLike<number>[] = [...front, picked, ...back]
  const size = columns.reduce((n, column) => n * column.length, 1)
  call.runtime.charge(8 * size)
  let flat = Float64Array.of(0)
  for (const column of columns) {
    const next = new Float64Array(flat.length * column.length)
    for (let i = 0; i < flat.length; i++)
      for (let j = 0; j < column.length; j++) next[i * column.length + j] = flat[i] + column[j]
    flat = next
  }
  return new Tensor(flat, [...front.map((c) => c.length), ...common, ...back.map((c) => c.length)], 'int64')
}
