// Methods of arrays, and of scalars, which have the same.
import { Int, Opaque, Tensor, type Value } from '@gradlens/engine'
import { axisOrNull, integerOr, isNone, isSequence, knownTensor, range, sizeOf, tensor } from './arguments'
import { toBytes } from './buffers'
import { known, Unknown, type Call } from './call'
import { nonzero } from './comparing'
import { castTo, dtypeOf, toTensor } from './convert'
import { askedDType, UnsupportedArray } from './creation'
import { isInteger } from './dtypes'
import { methods, type MethodRow, type Methods } from './methods'
import { NdArray, NumpyScalar, type TensorLike } from './ndarray'
import { withOutput } from './outputs'
import { choose, compress, take } from './picking'
import { putInto } from './placing'
import { dot, trace } from './products'
import { diagonal, swapaxes } from './rearranging'
import { REDUCTION_METHODS } from './reductionRows'
import { clip, roundTo } from './rounding'
import { namedDType } from './scalarTypes'
import { integer, integers, repeat, shapeOf, squeeze, transpose } from './shaping'
import { flattened, orderedReshape } from './shapingRows'
import { argsort, partition, searchsorted, sorted } from './sorting'
import { peakToPeak } from './statistics'
import { as, wrap } from './ufuncs'

export { attribute, setAttribute } from './arrayAttributes'
export { clip, roundTo } from './rounding'

const itemsIn = (given: Value): readonly Value[] => (given as { items: readonly Value[] }).items

/** The sizes of `a.reshape(2, 3)` or `a.reshape((2, 3))`. */
function sizes(call: Call, given: Value): number[] {
  const items = itemsIn(given)
  return items.length === 1 ? integers(call, items[0]) : items.map((item) => integers(call, item)[0])
}

/** An array stays one, without axes too; a scalar stays a scalar. */
function kept(call: Call, self: NdArray | NumpyScalar, x: TensorLike): Value {
  return self instanceof NumpyScalar || x instanceof Opaque ? wrap(call, x) : NdArray.of(x, call.session)
}

function astype(call: Call, self: NdArray | NumpyScalar, dtype: Value, copy: Value): Value {
  const wanted = askedDType(call, dtype)
  if (wanted === null)
    return call.opaque('arrays of this element type are not evaluated', { shape: shapeOf(self.num) }, [self])
  if (copy === false && self instanceof NdArray && dtypeOf(self.num) === wanted) return self
  call.runtime.at(call.site)
  return kept(call, self, as(call, self.num, wanted))
}

/** The index of the element that `a.item(…)` names. */
function elementIndex(call: Call, x: Tensor, items: readonly Value[]): number[] {
  if (items.length === 0) {
    if (x.size !== 1) call.raise('ValueError', 'can only convert an array of size 1 to a Python scalar')
    return x.shape.map(() => 0)
  }
  const given = items.length === 1 ? integers(call, items[0]) : items.map((i) => integers(call, i)[0])
  const flat = given.length === 1 && x.shape.length !== 1
  if (!flat && given.length !== x.shape.length) call.raise('ValueError', 'incorrect number of indices for array')
  const bounds = flat ? [x.size] : x.shape
  const places = given.map((place, axis) => {
    if (place < -bounds[axis] || place >= bounds[axis])
      call.raise(
        'IndexError',
        flat
          ? `index ${place} is out of bounds for size ${x.size}`
          : `index ${place} is out of bounds for axis ${axis} with size ${bounds[axis]}`,
      )
    return place < 0 ? place + bounds[axis] : place
  })
  return flat ? flatIndex(places[0], x.shape) : places
}

/** A Python number, on the tape where the array is. */
function item(call: Call, self: NdArray, places: Value): Value {
  const x = self.num
  if (x instanceof Opaque) return call.opaque(x.reason, {}, [x])
  return pythonNumber(call, call.ops.index(x, elementIndex(call, x, itemsIn(places))) as Tensor)
}

/** `a.itemset(place, value)`. */
function itemset(call: Call, self: NdArray, given: Value): null {
  const items = itemsIn(given)
  const x = self.num
  const value = items[items.length - 1]
  if (value === undefined) call.raise('ValueError', 'itemset must have at least one argument')
  if (x instanceof Opaque) return null
  const index = elementIndex(call, x, items.slice(0, -1))
  const element = as(call, toTensor(value, null, call.runtime, call.site), x.dtype)
  self.write(call.ops.setIndex(x, index, call.ops.reshape(element, [])) as TensorLike, call.runtime)
  return null
}

function flatIndex(flat: number, shape: readonly number[]): number[] {
  const index: number[] = []
  for (let axis = shape.length - 1, rest = flat; axis >= 0; axis--) {
    index.unshift(rest % shape[axis])
    rest = Math.floor(rest / shape[axis])
  }
  return index
}

/** An element as Python's own number. */
export function pythonNumber(call: Call, x: Tensor): Value {
  if (x.dtype === 'bool') return x.data[0] !== 0
  if (isInteger(x.dtype)) return Int.of(x.data[0])
  return call.ops.item(x.dtype === 'float64' ? x : castTo(x, 'float64', call.runtime))
}

function tolist(call: Call, x: Tensor): Value {
  if (x.shape.length === 0) return pythonNumber(call, x)
  const items = Array.from({ length: x.shape[0] }, (_, i) => tolist(call, call.ops.index(x, [i]) as Tensor))
  return call.runtime.semantics.makeList(items, call.runtime)
}

/** `a.resize(shape)`: in place, zeros where there is more room. */
function resizeInPlace(call: Call, self: NdArray, given: Value): Value {
  const wanted = sizes(call, given)
  if (!self.owns) call.raise('ValueError', 'cannot resize this array: it does not own its data')
  const x = self.num
  const count = sizeOf(shapeOf(x))
  const flat = call.ops.reshape(x, [-1])
  const size = sizeOf(wanted)
  const enough = size <= count ? call.ops.index(flat, [{ start: 0, stop: size, step: null }]) : null
  const zeros = call.ops.fill([Math.max(0, size - count)], 0, dtypeOf(x) ?? 'float64')
  self.replace(call.ops.reshape(enough ?? call.ops.concat([flat, zeros], 0), wanted) as TensorLike, call.runtime)
  return null
}

/** `a.view()`: another array of the same elements; as another element type it is not evaluated. */
function view(call: Call, self: NdArray, dtype: Value): Value {
  if (!isNone(dtype) && namedDType(known(dtype)) !== dtypeOf(self.num))
    return call.opaque('a view as another type is not evaluated', {}, [self])
  return self.view({ get: (parent) => parent, set: (_, part) => part }, self.strides)
}

const ROWS: Readonly<Record<string, MethodRow<NdArray>>> = {
  reshape: ['*shape, order=', (call, self, shape, order) => orderedReshape(call, self, sizes(call, shape), order)],
  ravel: ['order=', (call, self, order) => flattened(call, self, order, false)],
  flatten: ['order=', (call, self, order) => flattened(call, self, order, true)],
  resize: ['*new_shape, refcheck=', resizeInPlace],
  transpose: [
    '*axes',
    (call, self, axes) => {
      const items = itemsIn(axes)
      return transpose(call, self, items.length === 0 || items[0] === null ? null : sizes(call, axes))
    },
  ],
  swapaxes: ['axis1, axis2', swapaxes],
  diagonal: ['offset=, axis1=, axis2=', diagonal],
  squeeze: ['axis=', (call, self, axis) => squeeze(call, self, isNone(axis) ? null : integers(call, axis))],
  view: ['dtype=, type=', view],
  copy: ['order=', (call, self) => kept(call, self, self.num)],
  astype: [
    'dtype, order=, casting=, subok=, copy=',
    (call, self, dtype, _order, _casting, _subok, copy) => astype(call, self, dtype, copy),
  ],
  dot: ['b, out=', (call, self, b) => dot(call, self, b)],
  trace: ['offset=, axis1=, axis2=, dtype=, out=', (call, self, offset, a, b) => trace(call, self, offset, a, b)],
  item: ['*args', item],
  itemset: ['*args', itemset],
  tolist: [
    '',
    (call, self) => (self.num instanceof Opaque ? call.opaque(self.num.reason, {}, [self]) : tolist(call, self.num)),
  ],
  clip: ['min=, max=, out=', (call, self, low, high) => clip(call, self, low, high)],
  round: [
    'decimals=, out=',
    (call, self, decimals) =>
      wrap(call, roundTo(call, self.num, decimals === undefined ? 0 : (integer(decimals) ?? 0))),
  ],
  ptp: ['axis=, out=, keepdims=', (call, self, axis, _out, keepdims) => peakToPeak(call, self, axis, keepdims)],
  repeat: [
    'repeats, axis=',
    (call, self, times, axis) =>
      repeat(call, self.num, integers(call, times), axisOrNull(call, axis, shapeOf(self.num).length)),
  ],
  take: [
    'indices, axis=, out=, mode=',
    (call, self, indices, axis, _out, mode) => take(call, self, indices, axis, mode),
  ],
  compress: ['condition, axis=, out=', (call, self, condition, axis) => compress(call, condition, self, axis)],
  choose: ['choices, out=, mode=', (call, self, choices, _out, mode) => choose(call, self, choices, mode)],
  nonzero: ['', nonzero],
  put: ['indices, values, mode=', putInto],
  fill: [
    'value',
    (call, self, value) => {
      const x = self.num
      if (!(value instanceof NdArray) && isSequence(value))
        call.raise('ValueError', 'setting an array element with a sequence.')
      const element = call.ops.reshape(as(call, tensor(call, value), dtypeOf(x)), [])
      self.write(call.ops.broadcastTo(element, shapeOf(x)) as TensorLike, call.runtime)
      return null
    },
  ],
  sort: [
    'axis=, kind=, order=',
    (call, self, axis) => {
      self.write(sorted(call, self.num, integerOr(call, axis, -1)), call.runtime)
      return null
    },
  ],
  argsort: ['axis=, kind=, order=', (call, self, axis, kind) => argsort(call, self.num, axis, kind)],
  partition: [
    'kth, axis=, kind=, order=',
    (call, self, kth, axis) => {
      self.write(partition(call, self.num, kth, axis).values, call.runtime)
      return null
    },
  ],
  argpartition: [
    'kth, axis=, kind=, order=',
    (call, self, kth, axis) => NdArray.of(partition(call, self.num, kth, axis).places, call.session),
  ],
  searchsorted: ['v, side=, sorter=', searchsorted],
  tobytes: ['order=', (call, self, order) => toBytes(call, self.num, order)],
  tostring: ['order=', (call, self, order) => toBytes(call, self.num, order)],
  conj: ['', (_, self) => self],
  conjugate: ['', (_, self) => self],
  __abs__: ['', (call, self) => wrap(call, call.ops.abs(self.num) as TensorLike)],
  __len__: [
    '',
    (call, self) => {
      const [length] = shapeOf(self.num)
      return length === undefined ? call.raise('TypeError', 'len() of unsized object') : Int.of(length)
    },
  ],
  __contains__: [
    'key',
    (call, self, key) => {
      const [x, y] = [knownTensor(call, self), knownTensor(call, key)]
      return range(x.size).some((i) => x.data[i] === y.data[0])
    },
  ],
}

/** Methods that change the array: where what they need is not known, the array is not known afterwards. */
const CHANGING: ReadonlySet<string> = new Set(['put', 'fill', 'sort', 'partition', 'itemset', 'resize'])

/** The row with `out=` seen to; an element type that is not evaluated makes the result unknown. */
function completed(name: string, [signature, body]: MethodRow<NdArray>): MethodRow<NdArray> {
  const computed = withOutput(name, `self, ${signature}`, (call, self, ...args) => body(call, self as NdArray, ...args))
  return [
    signature,
    (call, self, ...args) => {
      const own: Value = known(self as Value)
      if (!(own instanceof NdArray) && !(own instanceof NumpyScalar))
        call.raise('TypeError', `descriptor '${name}' requires a 'numpy.ndarray' object`)
      try {
        return computed(call, self, ...args)
      } catch (error) {
        if (error instanceof UnsupportedArray) return error.opaque
        if (!(error instanceof Unknown) || !CHANGING.has(name)) throw error
        call.runtime.forget([self], error.opaque.reason, call.site)
        return null
      }
    },
  ]
}

let made: Methods<NdArray> | null = null

/** The methods, made when they are first asked for: arrays and reductions know each other. */
export function arrayMethods(): Methods<NdArray> {
  return (made ??= methods<NdArray>(
    'ndarray',
    Object.fromEntries(
      Object.entries({ ...REDUCTION_METHODS, ...ROWS }).map(([name, row]) => [name, completed(name, row)]),
    ),
    { onError: (call, error) => call.raise('ValueError', error.message) },
  ))
}
