// Arrays in other shapes: views where NumPy gives views, copies where it copies; joins and repetitions.
import { DONE, Int, List, Opaque, Tensor, Tuple, type Num, type Value } from '@gradlens/engine'
import { typeNameOf } from '../../operations'
import { asInteger, known, type Call } from './call'
import { dtypeOf, toTensor } from './convert'
import { isInteger, promote } from './dtypes'
import { raiseAxis } from './errors'
import { NdArray, NumpyScalar, type TensorLike } from './ndarray'
import { as, wrap } from './ufuncs'

/** The value as an array object; one that is none becomes one of its own. */
export function asArray(call: Call, v: Value): NdArray {
  return v instanceof NdArray ? v : NdArray.of(toTensor(v, null, call.runtime, call.site), call.session)
}

export function shapeOf(x: TensorLike): readonly number[] {
  const shape = x instanceof Opaque ? x.facts.shape : x.shape
  return shape ?? (known(x) as Tensor).shape
}

/** Integers of a shape, axis or index argument. */
export function integers(call: Call, v: Value): number[] {
  const given = known(v)
  const single = integer(given)
  if (single !== null) return [single]
  if (given instanceof List || given instanceof Tuple) {
    return given.items.map((item) => integer(known(item)) ?? notAnInteger(call, item))
  }
  const x = given instanceof NdArray ? given.num : given
  if (x instanceof Tensor && !x.dtype.startsWith('float')) return Array.from(x.data)
  return notAnInteger(call, v)
}

export function integer(v: Value): number | null {
  const plain = asInteger(v)
  if (plain !== null) return plain
  const x = v instanceof NumpyScalar || v instanceof NdArray ? v.num : null
  return x instanceof Tensor && x.shape.length === 0 && isInteger(x.dtype) ? x.data[0] : null
}

function notAnInteger(call: Call, v: Value): never {
  return call.raise('TypeError', `'${typeNameOf(v)}' object cannot be interpreted as an integer`)
}

export function counted(call: Call, axis: number, rank: number): number {
  if (axis < -rank || axis >= rank) raiseAxis(call, axis, rank)
  return axis < 0 ? axis + rank : axis
}

/** The sizes that a shape argument asks for, -1 filled in; raises where the elements do not fit. */
function fittingShape(call: Call, shape: readonly number[], sizes: readonly number[]): number[] {
  const size = shape.reduce((a, b) => a * b, 1)
  const given = sizes.filter((n) => n !== -1).reduce((a, b) => a * b, 1)
  const open = sizes.filter((n) => n === -1).length
  if (open > 1) call.raise('ValueError', 'can only specify one unknown dimension')
  if (open === 1 ? given === 0 || size % given !== 0 : given !== size) {
    call.raise('ValueError', `cannot reshape array of size ${size} into shape ${wantedText(sizes)}`)
  }
  return sizes.map((n) => (n === -1 ? size / given : n))
}

/** `a.reshape(shape)`: a view where the elements need not move. */
export function reshape(call: Call, array: NdArray, sizes: readonly number[]): NdArray {
  const x = array.num
  const shape = shapeOf(x)
  const wanted = fittingShape(call, shape, sizes)
  call.runtime.at(call.site)
  const strides = array.strides && reshapedStrides(shape, array.strides, wanted)
  if (!strides) return NdArray.of(call.ops.reshape(x, wanted) as TensorLike, call.session)
  return array.view(
    {
      get: (parent, ops) => ops.reshape(parent, wanted) as TensorLike,
      set: (_, part, ops) => ops.reshape(part, shape) as TensorLike,
    },
    strides,
  )
}

/** `a.shape = sizes`: the elements stay where they are. */
export function setShape(call: Call, array: NdArray, sizes: readonly number[]): void {
  const shape = shapeOf(array.num)
  const wanted = fittingShape(call, shape, sizes)
  const strides = array.strides && reshapedStrides(shape, array.strides, wanted)
  if (array.strides && !strides)
    call.raise(
      'AttributeError',
      'Incompatible shape for in-place modification. Use `.reshape()` to make a copy with the desired shape.',
    )
  array.reshapeInPlace(wanted, strides, call.runtime)
}

/** A shape that was asked for, as NumPy's message writes it: what is open is a new axis, in front it is left out. */
function wantedText(sizes: readonly number[]): string {
  const first = sizes.findIndex((n) => n >= 0)
  if (first < 0) return '()'
  const shown = sizes.slice(first).map((n) => (n < 0 ? 'newaxis' : `${n}`))
  return `(${shown.join(',')}${sizes.length === 1 ? ',' : ''})`
}

/** The strides of a reshaped view; null where the elements would have to move (NumPy's _attempt_nocopy_reshape). */
function reshapedStrides(
  shape: readonly number[],
  strides: readonly number[],
  wanted: readonly number[],
): number[] | null {
  const kept = shape.map((n, i) => [n, strides[i]] as const).filter(([n]) => n !== 1)
  const made = new Array<number>(wanted.length).fill(0)
  let [oi, oj, ni, nj] = [0, 1, 0, 1]
  while (ni < wanted.length && oi < kept.length) {
    let np = wanted[ni]
    let op = kept[oi][0]
    while (np !== op) {
      if (np < op) np *= wanted[nj++]
      else op *= kept[oj++][0]
    }
    for (let k = oi; k < oj - 1; k++) if (kept[k][1] !== kept[k + 1][0] * kept[k + 1][1]) return null
    made[nj - 1] = kept[oj - 1][1]
    for (let k = nj - 1; k > ni; k--) made[k - 1] = made[k] * wanted[k]
    ni = nj++
    oi = oj++
  }
  return made
}

/** Axes in another order: a view. */
export function transpose(call: Call, array: NdArray, perm: readonly number[] | null): NdArray {
  const rank = shapeOf(array.num).length
  if (perm && perm.length !== rank) call.raise('ValueError', "axes don't match array")
  const order = perm
    ? perm.map((axis) => counted(call, axis, rank))
    : Array.from({ length: rank }, (_, i) => rank - 1 - i)
  if (new Set(order).size !== rank) call.raise('ValueError', 'repeated axis in transpose')
  const inverse = order.map((_, i) => order.indexOf(i))
  const { strides } = array
  return array.view(
    {
      get: (parent, ops) => ops.transpose(parent, order) as TensorLike,
      set: (_, part, ops) => ops.transpose(part, inverse) as TensorLike,
    },
    strides && order.map((axis) => strides[axis]),
  )
}

/** Without axes of length 1: a view. */
export function squeeze(call: Call, array: NdArray, axes: readonly number[] | null): NdArray {
  const shape = shapeOf(array.num)
  const dropped = axes?.map((axis) => counted(call, axis, shape.length))
  if (dropped?.some((axis) => shape[axis] !== 1))
    call.raise('ValueError', 'cannot select an axis to squeeze out which has size not equal to one')
  const kept = shape.filter((n, i) => (dropped ? !dropped.includes(i) : n !== 1))
  return kept.length === shape.length ? array : reshape(call, array, kept)
}

export function expandDims(call: Call, array: NdArray, axes: readonly number[]): NdArray {
  const shape = [...shapeOf(array.num)]
  const rank = shape.length + axes.length
  for (const axis of axes.map((a) => counted(call, a, rank)).sort((a, b) => a - b)) shape.splice(axis, 0, 1)
  return reshape(call, array, shape)
}

/** The items of a list argument as tensors. */
export function tensorsOf(call: Call, v: Value): TensorLike[] {
  const given = known(v)
  if (given instanceof List && given.opaque) known(given.opaque)
  const items: Value[] = []
  const iteration = call.runtime.semantics.iterate(given, call.runtime, call.site)
  if (iteration.opaque) known(iteration.opaque)
  for (let item = iteration.next(); item !== DONE; item = iteration.next()) items.push(item as Value)
  return items.map((item) => toTensor(item, null, call.runtime, call.site))
}

/** All in the element type that they meet in. */
function together(call: Call, parts: readonly TensorLike[]): TensorLike[] {
  const dtypes = parts.map(dtypeOf)
  const common = dtypes.some((d) => d === null)
    ? null
    : (dtypes as NonNullable<(typeof dtypes)[number]>[]).reduce(promote)
  return parts.map((part) => as(call, part, common))
}

export function concatenate(call: Call, parts: readonly TensorLike[], axis: number | null): Value {
  if (parts.length === 0) call.raise('ValueError', 'need at least one array to concatenate')
  const given = axis === null ? parts.map((part) => call.ops.reshape(part, [-1]) as TensorLike) : parts
  const first = shapeOf(given[0])
  if (first.length === 0) call.raise('ValueError', 'zero-dimensional arrays cannot be concatenated')
  const along = counted(call, axis ?? 0, first.length)
  given.forEach((part, i) => {
    const shape = shapeOf(part)
    if (shape.length !== first.length) {
      call.raise(
        'ValueError',
        `all the input arrays must have same number of dimensions, but the array at index 0 has ${first.length} dimension(s) and the array at index ${i} has ${shape.length} dimension(s)`,
      )
    }
    const odd = shape.findIndex((n, k) => k !== along && n !== first[k])
    if (odd >= 0)
      call.raise(
        'ValueError',
        `all the input array dimensions except for the concatenation axis must match exactly, but along dimension ${odd}, the array at index 0 has size ${first[odd]} and the array at index ${i} has size ${shape[odd]}`,
      )
  })
  call.runtime.at(call.site)
  return wrap(call, call.ops.concat(together(call, given), along) as TensorLike)
}

export function stack(call: Call, parts: readonly TensorLike[], axis: number): Value {
  if (parts.length === 0) call.raise('ValueError', 'need at least one array to stack')
  const first = shapeOf(parts[0])
  if (parts.some((part) => String(shapeOf(part)) !== String(first)))
    call.raise('ValueError', 'all input arrays must have the same shape')
  call.runtime.at(call.site)
  return wrap(call, call.ops.stack(together(call, parts), counted(call, axis, first.length + 1)) as TensorLike)
}

/** With at least so many axes; the new ones stand in front (for three: NumPy's own places). */
export function atLeast(call: Call, x: TensorLike, rank: 1 | 2): TensorLike {
  const shape = shapeOf(x)
  return shape.length >= rank
    ? x
    : (call.ops.reshape(x, [...Array<number>(rank - shape.length).fill(1), ...shape]) as TensorLike)
}

export function tile(call: Call, x: TensorLike, times: readonly number[]): Value {
  const rank = Math.max(shapeOf(x).length, times.length)
  const shape = [...Array<number>(rank - shapeOf(x).length).fill(1), ...shapeOf(x)]
  const counts = [...Array<number>(rank - times.length).fill(1), ...times]
  let out: Num = call.ops.reshape(x, shape)
  counts.forEach((n, axis) => {
    if (n !== 1)
      out = call.ops.take(
        out,
        new Tensor(
          Float64Array.from({ length: n * shape[axis] }, (_, i) => i % shape[axis]),
          [n * shape[axis]],
          'int64',
        ),
        axis,
      )
  })
  return wrap(call, out as TensorLike)
}

export function repeat(call: Call, x: TensorLike, times: readonly number[], axis: number | null): Value {
  const flat = axis === null ? (call.ops.reshape(x, [-1]) as TensorLike) : x
  const shape = shapeOf(flat)
  const along = counted(call, axis ?? 0, shape.length)
  const counts = times.length === 1 ? Array<number>(shape[along]).fill(times[0]) : times
  if (counts.length !== shape[along])
    call.raise(
      'ValueError',
      `operands could not be broadcast together with shape (${shape[along]},) (${counts.length},)`,
    )
  const places = counts.flatMap((n, i) => Array<number>(n).fill(i))
  return wrap(
    call,
    call.ops.take(flat, new Tensor(Float64Array.from(places), [places.length], 'int64'), along) as TensorLike,
  )
}

/** A Python tuple of a shape. */
export function shapeTuple(call: Call, shape: readonly number[]): Value {
  return call.runtime.semantics.makeTuple(
    shape.map((n) => Int.of(n)),
    call.runtime,
  )
}
