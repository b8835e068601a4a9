// Objects that are only asked for items (`np.mgrid[0:3]`, `np.r_[1:4, 9]`), grids of indices, and walks over them.
import { DONE, Int, NativeObject, Slice, Tensor, Tuple, type Value } from '@gradlens/engine'
import type { TypeProtocol } from '../../protocol'
import { flag } from './reductions'
import {
  int64,
  isNone,
  isSequence,
  itemsOf,
  knownTensor,
  list,
  range,
  sizeOf,
  tensor,
  tuple,
  unravel,
} from './arguments'
import { Call, known, orUnknown } from './call'
import { dtypeOf } from './convert'
import { dtypeArgument, meshgrid } from './creation'
import { read } from './indexing'
import type { Row } from './moduleTree'
import { NdArray, type TensorLike } from './ndarray'
import { nonzeroPlaces } from './picking'
import { row } from './row'
import { asArray, concatenate, integers, shapeOf } from './shaping'
import { commonType, operandsOf } from './promotion'
import { as, wrap } from './ufuncs'

/** `np.r_`, `np.mgrid` and their like. */
class IndexTrick extends NativeObject<null> {
  readonly protocol = protocol
  constructor(
    readonly name: string,
    readonly typeName: string,
    readonly item: (call: Call, index: Value) => Value,
  ) {
    super()
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

const protocol: TypeProtocol<IndexTrick> = {
  typeName: (v) => v.typeName,
  repr: (v) => `<numpy.lib.index_tricks.${v.typeName} object>`,
  display: (v) => `np.${v.name}`,
  toJson: () => undefined,
  getItem(v, index, runtime, site) {
    const call = new Call(runtime, `np.${v.name}`, site)
    return orUnknown(
      () => v.item(call, index),
      (why) => call.opaque(why.reason, {}, [index]),
    )
  },
}

/** The numbers of a slice, start + i·step, in the element type that its ends meet in. */
function counted(call: Call, slice: Slice): Tensor {
  const ends = [isNone(slice.start) ? Int.of(0) : slice.start, slice.stop, isNone(slice.step) ? Int.of(1) : slice.step]
  const parts = ends.map((v) => knownTensor(call, known(v)))
  const [from, to, by] = parts.map((x) => x.data[0])
  if (by === 0) call.raise('ZeroDivisionError', 'division by zero')
  const count = Math.max(0, Math.ceil((to - from) / by))
  call.runtime.step(count)
  const data = call.ops.allocate(count)
  const delta = from + by - from
  for (let i = 0; i < count; i++) data[i] = from + i * delta
  const dtype = commonType(call, parts) ?? 'float64'
  return new Tensor(call.ops.rounded(data, dtype), [count], dtype)
}

const itemsIn = (index: Value): readonly Value[] => (index instanceof Tuple ? index.items : [index])

/** `np.r_` (along the first axis) and `np.c_` (vectors become columns). */
function joined(call: Call, index: Value, columns: boolean): Value {
  const items = itemsIn(index)
  if (items.some((item) => typeof item === 'string'))
    return call.opaque('directives in `np.r_` and `np.c_` are not evaluated', {}, [index])
  const counts = items.map((item) =>
    item instanceof Slice ? NdArray.of(counted(call, item), call.session) : known(item),
  )
  const given = operandsOf(call, ...counts)
  const dtype = commonType(call, given)
  const parts = given.map((x) => {
    const shape = shapeOf(x)
    const wanted = columns && shape.length < 2 ? [sizeOf(shape), 1] : shape.length === 0 ? [1] : shape
    return call.ops.reshape(as(call, x, dtype), wanted) as TensorLike
  })
  return concatenate(call, parts, columns ? -1 : 0)
}

/** `np.mgrid` (whole grids in one array) and `np.ogrid` (one array for each axis). */
function grid(call: Call, index: Value, sparse: boolean): Value {
  if (index instanceof Slice) return wrap(call, counted(call, index))
  const axes = itemsIn(index).map((item) =>
    item instanceof Slice ? counted(call, item) : call.raise('AttributeError', "'int' object has no attribute 'step'"),
  )
  const dtype = axes.length === 0 ? 'int64' : commonType(call, axes)
  const sizes = axes.map((x) => x.size)
  const parts = axes.map(
    (x, k) =>
      call.ops.reshape(
        as(call, x, dtype),
        sizes.map((n, i) => (i === k ? n : 1)),
      ) as TensorLike,
  )
  if (sparse)
    return list(
      call,
      parts.map((x) => NdArray.of(x, call.session)),
    )
  const whole = parts.map((x) => call.ops.broadcastTo(x, sizes))
  return NdArray.of(call.ops.stack(whole, 0) as TensorLike, call.session)
}

/** `np.indices`: where each element of a shape stands, one array for each axis. */
function indices(call: Call, dimensions: Value, dtype: Value, sparse: Value): Value {
  const sizes = integers(call, dimensions)
  const wanted = dtypeArgument(call, dtype) ?? 'int64'
  const parts = indexArrays(sizes).map((x) => as(call, x, wanted))
  if (flag(call, sparse))
    return tuple(
      call,
      parts.map((x, k) =>
        NdArray.of(
          call.ops.reshape(
            firstLane(call, x, k),
            sizes.map((n, i) => (i === k ? n : 1)),
          ) as TensorLike,
          call.session,
        ),
      ),
    )
  return parts.length === 0
    ? NdArray.of(call.ops.fill([0], 0, wanted), call.session)
    : NdArray.of(call.ops.stack(parts, 0) as TensorLike, call.session)
}

function firstLane(call: Call, x: TensorLike, axis: number): TensorLike {
  return call.ops.index(
    x,
    shapeOf(x).map((_, i) => (i === axis ? { start: null, stop: null, step: null } : 0)),
  ) as TensorLike
}

/** Where each element of a shape stands, by axis. */
export function indexArrays(sizes: readonly number[]): Tensor[] {
  const places = range(sizeOf(sizes)).map((flat) => unravel(flat, sizes))
  return sizes.map((_, axis) =>
    int64(
      places.map((index) => index[axis]),
      sizes,
    ),
  )
}

/** `np.ix_`: vectors that index a grid. */
function openMesh(call: Call, given: Value): Value {
  const vectors = itemsOf(call, given)
  return tuple(
    call,
    vectors.map((v, k) => {
      const x = tensor(call, v)
      if (shapeOf(x).length !== 1) call.raise('ValueError', 'Cross index must be 1 dimensional')
      const empty = shapeOf(x)[0] === 0
      const places =
        dtypeOf(x) === 'bool' ? int64(nonzeroPlaces(call, knownTensor(call, v))) : empty ? as(call, x, 'int64') : x
      const shape = vectors.map((_, i) => (i === k ? shapeOf(places)[0] : 1))
      return NdArray.of(call.ops.reshape(places, shape) as TensorLike, call.session)
    }),
  )
}

function sparseMeshgrid(call: Call, vectors: Value, indexing: Value): Value {
  const given = itemsOf(call, vectors).map((v) => call.ops.reshape(tensor(call, v), [-1]) as TensorLike)
  const swapped = indexing !== 'ij' && given.length > 1
  return list(
    call,
    given.map((x, i) => {
      const axis = swapped && i < 2 ? 1 - i : i
      const shape = given.map((_, k) => (k === axis ? shapeOf(x)[0] : 1))
      return NdArray.of(call.ops.reshape(x, shape) as TensorLike, call.session)
    }),
  )
}

/** `np.ndindex` and `np.ndenumerate`: what a loop walks over. */
class Walk extends NativeObject<number> {
  readonly protocol = walkProtocol
  private done = 0
  constructor(
    readonly typeName: string,
    readonly count: number,
    readonly at: (call: Call, flat: number) => Value,
  ) {
    super()
  }
  /** The next flat place; −1 at the end. */
  advance(): number {
    return this.done < this.count ? this.done++ : -1
  }
  save(): number {
    return this.done
  }
  restore(state: number): void {
    this.done = state
  }
  merge(one: number, other: number): void {
    this.done = Math.max(one, other)
  }
}

const walkProtocol: TypeProtocol<Walk> = {
  typeName: (v) => v.typeName,
  repr: (v) => `<numpy.${v.typeName} object>`,
  display: (v) => `np.${v.typeName}`,
  toJson: () => undefined,
  iterate(v, runtime, site) {
    const call = new Call(runtime, `np.${v.typeName}`, site)
    return {
      next: () => {
        runtime.touch(v)
        const flat = v.advance()
        return flat < 0 ? DONE : v.at(call, flat)
      },
    }
  },
  next(v, runtime, site) {
    runtime.touch(v)
    const flat = v.advance()
    return flat < 0 ? DONE : v.at(new Call(runtime, `np.${v.typeName}`, site), flat)
  },
}

const indexTuple = (call: Call, flat: number, shape: readonly number[]): Value =>
  tuple(
    call,
    unravel(flat, shape).map((i) => Int.of(i)),
  )

export const INDEX_TRICKS: readonly Row[] = [
  ...[
    new IndexTrick('r_', 'RClass', (call, index) => joined(call, index, false)),
    new IndexTrick('c_', 'CClass', (call, index) => joined(call, index, true)),
    new IndexTrick('mgrid', 'MGridClass', (call, index) => grid(call, index, false)),
    new IndexTrick('ogrid', 'OGridClass', (call, index) => grid(call, index, true)),
    new IndexTrick('s_', 'IndexExpression', (_, index) => index),
    new IndexTrick('index_exp', 'IndexExpression', (call, index) => tuple(call, [...itemsIn(index)])),
  ].map((trick): Row => ({ paths: [`np.${trick.name}`], value: trick })),
  row('ix_', '*args', openMesh),
  row('indices', 'dimensions, dtype=, sparse=', indices),
  row('meshgrid', '*xi, copy=, sparse=, indexing=', (call, xi, _copy, sparse, indexing) =>
    flag(call, sparse) ? sparseMeshgrid(call, xi, indexing) : meshgrid(call, xi, indexing),
  ),
  row('ndindex', '*shape', (call, given) => {
    const items = itemsOf(call, given)
    const shape =
      items.length === 1 && isSequence(items[0]) ? integers(call, items[0]) : items.map((v) => integers(call, v)[0])
    return new Walk('ndindex', sizeOf(shape), (own, flat) => indexTuple(own, flat, shape))
  }),
  row('ndenumerate', 'arr', (call, v) => {
    const array = asArray(call, v)
    const shape = shapeOf(array.num)
    return new Walk('ndenumerate', sizeOf(shape), (own, flat) => {
      const index = indexTuple(own, flat, shape)
      return tuple(own, [index, read(own, array, index)])
    })
  }),
]
