// Attributes and methods of arrays, and of scalars, which have the same.
import { Int, Opaque, Tensor, type Runtime, type Span, type Value } from '@gradlens/engine'
import { Call, known } from './call'
import { castTo, dtypeOf, toTensor } from './convert'
import { methods, type MethodRow, type Methods } from './methods'
import { NdArray, NumpyScalar, type TensorLike } from './ndarray'
import { dot, trace } from './products'
import { cumulativeSum, place, reduce, REDUCTIONS, spread } from './reductions'
import { ArrayDType, namedDType } from './scalarTypes'
import { integer, integers, repeat, reshape, shapeOf, shapeTuple, squeeze, transpose } from './shaping'
import { sorted, sortPlaces } from './sorting'
import { as, checkBroadcast, resultType, wrap } from './ufuncs'

/** `a.name` where it is no method; undefined where there is none of that name. */
export function attribute(v: NdArray, name: string, runtime: Runtime, site: Span): Value | undefined {
  const call = new Call(runtime, `ndarray.${name}`, site)
  const x = v.num
  const shape = x instanceof Opaque ? x.facts.shape : x.shape
  const unknown = (): Value => call.opaque((x as Opaque).reason, {}, [])
  switch (name) {
    case 'shape':
      return shape ? shapeTuple(call, shape) : unknown()
    case 'ndim':
      return shape ? Int.of(shape.length) : unknown()
    case 'size':
      return shape ? Int.of(shape.reduce((a, b) => a * b, 1)) : unknown()
    case 'dtype': {
      const dtype = dtypeOf(x)
      return dtype ? ArrayDType.of(dtype) : unknown()
    }
    case 'T':
      return shape ? transpose(call, v, null) : unknown()
    case 'real':
      return v
    case 'flat':
      return shape ? reshape(call, v, [-1]) : unknown()
    default:
      return undefined
  }
}

/** The sizes of `a.reshape(2, 3)` or `a.reshape((2, 3))`. */
function sizes(call: Call, given: Value): number[] {
  const { items } = given as { items: readonly Value[] }
  return items.length === 1 ? integers(call, items[0]) : items.map((item) => integers(call, item)[0])
}

/** An array stays one, without axes too; a scalar stays a scalar. */
function kept(call: Call, self: NdArray | NumpyScalar, x: TensorLike): Value {
  return self instanceof NumpyScalar || x instanceof Opaque ? wrap(call, x) : NdArray.of(x, call.session)
}

function astype(call: Call, self: NdArray | NumpyScalar, dtype: Value): Value {
  const wanted = namedDType(known(dtype))
  if (wanted === null)
    return call.opaque('arrays of this element type are not evaluated', { shape: shapeOf(self.num) }, [self])
  call.runtime.at(call.site)
  return kept(call, self, as(call, self.num, wanted))
}

/** A Python number, on the tape where the array is. */
function item(call: Call, self: NdArray, places: Value): Value {
  const { items } = places as { items: readonly Value[] }
  const x = self.num
  if (x instanceof Opaque) return call.opaque(x.reason, {}, [x])
  if (items.length === 0 && x.size !== 1)
    call.raise('ValueError', 'can only convert an array of size 1 to a Python scalar')
  const index =
    items.length === 0
      ? x.shape.map(() => 0)
      : items.length === 1 && x.shape.length !== 1
        ? flatIndex(integers(call, items[0])[0], x.shape)
        : items.map((i) => integers(call, i)[0])
  return pythonNumber(call, call.ops.index(x, index) as Tensor)
}

function flatIndex(flat: number, shape: readonly number[]): number[] {
  const index: number[] = []
  for (let axis = shape.length - 1, rest = flat; axis >= 0; axis--) {
    index.unshift(rest % shape[axis])
    rest = Math.floor(rest / shape[axis])
  }
  return index
}

function pythonNumber(call: Call, x: Tensor): Value {
  if (x.dtype === 'bool') return x.data[0] !== 0
  if (x.dtype === 'int32' || x.dtype === 'int64') return Int.of(x.data[0])
  return call.ops.item(x.dtype === 'float64' ? x : castTo(x, 'float64', call.runtime))
}

function tolist(call: Call, x: Tensor): Value {
  if (x.shape.length === 0) return pythonNumber(call, x)
  const items = Array.from({ length: x.shape[0] }, (_, i) => tolist(call, call.ops.index(x, [i]) as Tensor))
  return call.runtime.semantics.makeList(items, call.runtime)
}

/** `np.round(a, decimals)`: scales, rounds to even, scales back. */
export function roundTo(call: Call, x: TensorLike, decimals: number): TensorLike {
  const dtype = dtypeOf(x)
  if (dtype !== null && !dtype.startsWith('float')) return x
  const { ops } = call
  call.runtime.at(call.site)
  if (decimals === 0) return ops.round(x) as TensorLike
  const scale = ops.fill([], 10 ** Math.abs(decimals), dtype ?? 'float64')
  return (
    decimals > 0 ? ops.div(ops.round(ops.mul(x, scale)), scale) : ops.mul(ops.round(ops.div(x, scale)), scale)
  ) as TensorLike
}

/** `np.clip(a, low, high)`; a missing bound is none. */
export function clip(call: Call, v: Value, low: Value, high: Value): Value {
  const x = toTensor(v, null, call.runtime, call.site)
  const bound = (b: Value): TensorLike | null =>
    b === undefined || b === null ? null : toTensor(b, null, call.runtime, call.site)
  const [from, to] = [bound(low), bound(high)]
  const operands = [x, from, to].filter((b) => b !== null)
  if (operands.length === 1) call.raise('ValueError', 'One of max or min must be given')
  const common = resultType(operands)
  checkBroadcast(call, operands)
  const { ops } = call
  call.runtime.at(call.site)
  const own = as(call, x, common)
  const [lowest, highest] = [from && as(call, from, common), to && as(call, to, common)]
  if (lowest && highest) return wrap(call, ops.clip(own, lowest, highest) as TensorLike)
  const raised = lowest ? (ops.maximumFirst(own, lowest) as TensorLike) : own
  return wrap(call, highest ? (ops.minimumFirst(raised, highest) as TensorLike) : raised)
}

/** The methods that are reductions by name. */
function reductionRows(): Record<string, MethodRow<NdArray>> {
  return Object.fromEntries(
    Object.keys(REDUCTIONS).map((name): [string, MethodRow<NdArray>] => [
      name,
      ['sum', 'prod', 'mean'].includes(name)
        ? [
            'axis=, dtype=, out=, keepdims=',
            (call, self, axis, dtype, _out, keep) => reduce(call, name, self, axis, dtype, keep),
          ]
        : ['axis=, out=, keepdims=', (call, self, axis, _out, keep) => reduce(call, name, self, axis, null, keep)],
    ]),
  )
}

let made: Methods<NdArray> | null = null

/** The methods, made when they are first asked for: arrays and reductions know each other. */
export function arrayMethods(): Methods<NdArray> {
  return (made ??= methods<NdArray>('ndarray', { ...reductionRows(), ...ROWS }))
}

const ROWS: Readonly<Record<string, MethodRow<NdArray>>> = {
  std: [
    'axis=, dtype=, out=, ddof=, keepdims=',
    (call, self, axis, _dtype, _out, ddof, keep) => spread(call, 'std', self, axis, ddof, keep),
  ],
  var: [
    'axis=, dtype=, out=, ddof=, keepdims=',
    (call, self, axis, _dtype, _out, ddof, keep) => spread(call, 'var', self, axis, ddof, keep),
  ],
  argmax: ['axis=, out=, *, keepdims=', (call, self, axis, _out, keep) => place(call, 'argmax', self, axis, keep)],
  argmin: ['axis=, out=, *, keepdims=', (call, self, axis, _out, keep) => place(call, 'argmin', self, axis, keep)],
  cumsum: ['axis=, dtype=, out=', (call, self, axis) => cumulativeSum(call, self, axis)],
  reshape: ['*shape, order=', (call, self, shape) => reshape(call, self, sizes(call, shape))],
  ravel: ['order=', (call, self) => reshape(call, self, [-1])],
  flatten: ['order=', (call, self) => NdArray.of(call.ops.reshape(self.num, [-1]) as TensorLike, call.session)],
  transpose: [
    '*axes',
    (call, self, axes) =>
      transpose(call, self, (axes as { items: readonly Value[] }).items.length === 0 ? null : sizes(call, axes)),
  ],
  swapaxes: [
    'axis1, axis2',
    (call, self, a, b) => {
      const order = shapeOf(self.num).map((_, i) => i)
      const [i, j] = [integers(call, a)[0], integers(call, b)[0]].map((axis) => (axis < 0 ? axis + order.length : axis))
      ;[order[i], order[j]] = [order[j], order[i]]
      return transpose(call, self, order)
    },
  ],
  squeeze: [
    'axis=',
    (call, self, axis) => squeeze(call, self, axis === undefined || axis === null ? null : integers(call, axis)),
  ],
  copy: ['order=', (call, self) => kept(call, self, self.num)],
  astype: ['dtype, order=, casting=, subok=, copy=', astype],
  dot: ['b, out=', (call, self, b) => dot(call, self, b)],
  trace: ['', (call, self) => trace(call, self)],
  item: ['*args', item],
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
  repeat: [
    'repeats, axis=',
    (call, self, times, axis) =>
      repeat(
        call,
        self.num,
        integers(call, times),
        axis === undefined || axis === null ? null : integers(call, axis)[0],
      ),
  ],
  fill: [
    'value',
    (call, self, value) => {
      const x = self.num
      const filled = call.ops.broadcastTo(
        as(call, toTensor(value, null, call.runtime, call.site), dtypeOf(x)),
        shapeOf(x),
      )
      self.write(filled as TensorLike, call.runtime)
      return null
    },
  ],
  sort: [
    'axis=, kind=, order=',
    (call, self, axis) => {
      self.write(sorted(call, self.num, axis === undefined ? -1 : integers(call, axis)[0]), call.runtime)
      return null
    },
  ],
  argsort: [
    'axis=, kind=, order=',
    (call, self, axis) => wrap(call, sortPlaces(call, self.num, axis === undefined ? -1 : integers(call, axis)[0])),
  ],
  conj: ['', (_, self) => self],
  conjugate: ['', (_, self) => self],
  __abs__: ['', (call, self) => wrap(call, call.ops.abs(self.num) as TensorLike)],
}
