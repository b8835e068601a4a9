// `np.nditer`: one element after the other as arrays without axes, in the order in which they lie or in one that is asked for.
import { DONE, Int, Native, NativeObject, Opaque, Tensor, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raise } from '../../exceptions'
import type { TypeProtocol } from '../../protocol'
import { isNone, isSequence, itemsOf, range, sizeOf, tuple, unravel } from './arguments'
import { Call, known, Unknown } from './call'
import type { Row } from './moduleTree'
import { NdArray } from './ndarray'
import { broadcastTo } from './rearranging'
import { row } from './row'
import { commonShape } from './shapes'
import { asArray, shapeOf, shapeTuple } from './shaping'
import { checkBroadcast } from './ufuncs'

/** An iterator at a place of its walk. */
class Nditer extends NativeObject<number> {
  readonly typeName = 'nditer'
  readonly protocol = protocol
  place = 0
  constructor(
    readonly operands: readonly NdArray[],
    readonly shape: readonly number[],
    /** The axes, the one that runs slowest first. */
    readonly order: readonly number[],
    readonly flags: ReadonlySet<string>,
  ) {
    super()
  }

  get size(): number {
    return sizeOf(this.shape)
  }

  /** The index in all axes of a place of the walk. */
  indexAt(place: number): number[] {
    const walked = unravel(
      place,
      this.order.map((axis) => this.shape[axis]),
    )
    const index = new Array<number>(this.shape.length)
    this.order.forEach((axis, k) => (index[axis] = walked[k]))
    return index
  }

  save(): number {
    return this.place
  }
  restore(place: number): void {
    this.place = place
  }
  merge(one: number, other: number, unknown: () => Opaque): void {
    if (one !== other) throw new Unknown(unknown())
    this.place = one
  }
}

/** The elements of all operands at a place: views without axes. */
function elementsAt(call: Call, it: Nditer, place: number): Value {
  const index = it.indexAt(place)
  const elements = it.operands.map((array) =>
    array.view(
      {
        get: (parent, ops) => ops.index(parent, index) as Tensor,
        set: (parent, part, ops) => ops.setIndex(parent, index, part) as Tensor,
      },
      [],
    ),
  )
  return elements.length === 1 ? elements[0] : tuple(call, elements)
}

/** The flat index of a place where the first (`F`) or last axis (`C`) runs fastest. */
function flatIndex(it: Nditer, place: number, order: 'C' | 'F'): Value {
  const axes = range(it.shape.length)
  if (order === 'C') axes.reverse()
  const index = it.indexAt(place)
  let [flat, step] = [0, 1]
  for (const axis of axes) {
    flat += index[axis] * step
    step *= it.shape[axis]
  }
  return Int.of(flat)
}

function moveTo(it: Nditer, place: number, runtime: Runtime): void {
  runtime.touch(it)
  it.place = place
}

const ATTRIBUTES: Readonly<Record<string, (call: Call, it: Nditer) => Value>> = {
  finished: (_, it) => it.place >= it.size,
  multi_index: (call, it) => {
    if (!it.flags.has('multi_index')) call.raise('ValueError', 'Iterator is not tracking a multi-index')
    return shapeTuple(call, it.indexAt(it.place))
  },
  index: (call, it) => {
    const order = it.flags.has('f_index') ? 'F' : it.flags.has('c_index') ? 'C' : null
    return order ? flatIndex(it, it.place, order) : call.raise('ValueError', 'Iterator does not have an index')
  },
  iterindex: (_, it) => Int.of(it.place),
  itersize: (_, it) => Int.of(it.size),
  ndim: (_, it) => Int.of(it.shape.length),
  shape: (call, it) => shapeTuple(call, it.shape),
  value: (call, it) => elementsAt(call, it, it.place),
}

const METHODS: Readonly<Record<string, (it: Nditer, runtime: Runtime) => Value>> = {
  iternext: (it, runtime) => {
    moveTo(it, it.place + 1, runtime)
    return it.place < it.size
  },
  reset: (it, runtime) => {
    moveTo(it, 0, runtime)
    return null
  },
  close: () => null,
  __enter__: (it) => it,
  __exit__: () => null,
}

const protocol: TypeProtocol<Nditer> = {
  typeName: () => 'numpy.nditer',
  repr: () => '<numpy.nditer object>',
  display: () => 'np.nditer',
  toJson: () => undefined,
  getAttribute(it, name, runtime, site) {
    if (Object.hasOwn(ATTRIBUTES, name)) return ATTRIBUTES[name](new Call(runtime, `nditer.${name}`, site), it)
    if (!Object.hasOwn(METHODS, name)) return undefined
    return new Native(`nditer.${name}`, (running) => METHODS[name](it, running), null, true)
  },
  getItem(it, index, runtime, site) {
    const call = new Call(runtime, 'nditer', site)
    const all = elementsAt(call, it, it.place)
    const items = it.operands.length === 1 ? [all] : (all as { readonly items: readonly Value[] }).items
    const place = index instanceof Int ? Number(index.value) : NaN
    return place < items.length && place >= -items.length
      ? items[place < 0 ? place + items.length : place]
      : raise(runtime, 'IndexError', `Iterator operand index ${place} is out of bounds`, site)
  },
  iterate(it, runtime: Runtime, site: Span) {
    const call = new Call(runtime, 'nditer', site)
    let next = it.place
    return {
      next: () => {
        if (next >= it.size) {
          if (it.place < it.size) moveTo(it, it.size, runtime)
          return DONE
        }
        // The iterator stands at the element that was given last.
        if (it.place !== next) moveTo(it, next, runtime)
        return elementsAt(call, it, next++)
      },
    }
  },
}

/** The axes of a walk in the order in which the elements lie (`K`), or as asked. */
function axesOf(operands: readonly NdArray[], rank: number, order: Value): number[] | null {
  const axes = range(rank)
  if (order === 'F') return axes.reverse()
  if (order === 'C') return axes
  const [{ strides }] = operands
  if (strides === null) return null
  if (operands.length > 1) {
    // Axes that do not move have no say.
    const all = operands.map((array) => array.strides?.filter((step) => step !== 0))
    return all.every((own) => own?.every((step, i) => i === 0 || own[i - 1] >= step)) ? axes : null
  }
  // Axes that walk backwards are turned around.
  if (strides.some((step) => step < 0)) return null
  return axes.sort((a, b) => strides[b] - strides[a] || a - b)
}

function nditer(call: Call, op: Value, flags: Value, order: Value): Value {
  const several =
    !(known(op) instanceof NdArray) && isSequence(op) && itemsOf(call, op).some((v) => v instanceof NdArray)
  const given = (several ? itemsOf(call, op) : [op]).map((v) => asArray(call, known(v)))
  checkBroadcast(
    call,
    given.map((array) => array.num),
  )
  const shape = commonShape(given.map((array) => shapeOf(array.num)))
  const operands = given.map((array) =>
    String(shapeOf(array.num)) === String(shape) ? array : (broadcastTo(call, array, shape) as NdArray),
  )
  const words = isNone(flags) ? [] : itemsOf(call, flags)
  const axes = axesOf(operands, shape.length, order)
  if (axes === null || words.some((word) => word === 'external_loop' || word === 'buffered'))
    return call.opaque('this walk of `np.nditer` is not evaluated', {}, [op])
  return new Nditer(operands, shape, axes, new Set(words.filter((word) => typeof word === 'string')))
}

export const NDITER: readonly Row[] = [
  row('nditer', 'op, flags=, op_flags=, op_dtypes=, order=, casting=', (call, op, flags, _rights, dtypes, order) =>
    isNone(dtypes)
      ? nditer(call, op, flags, order)
      : call.opaque('`op_dtypes` of `np.nditer` is not evaluated', {}, [op]),
  ),
]
