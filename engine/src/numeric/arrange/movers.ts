// The two rows of which every rearrangement is made: elements picked from places, and its transpose, elements added at places.
// Knows no particular rearrangement.
import { shapeOf, Tensor } from '../num'
import type { Ops } from '../ops'
import { linearRow, type Elements, type Structural } from '../row'
import { sizeOf, stridesOf, type Shape } from '../shape'
import type { PreciseOps, PreciseTensor } from '../doubledouble/tensors'

/** A place that is no element: a zero is picked there, and what is added there is dropped. */
export const NOWHERE = -1

/** `places` are offsets into a tensor's memory in row-major order; `shape` is the result's. */
export interface Places {
  readonly places: Int32Array
  readonly shape: Shape
}

/** A result's shape and, worked out only when asked for, the place in the operand that each of its elements comes from. */
export interface Plan {
  readonly shape: Shape
  readonly places: () => Int32Array
}

function picked(ops: Ops, x: Tensor, { shape, places }: Plan): Tensor {
  const out = ops.allocate(sizeOf(shape))
  places().forEach((at, i) => (out[i] = at === NOWHERE ? 0 : x.data[at]))
  return new Tensor(out, shape, x.dtype)
}

/** into[places[i]] += x[i], rounded to float32 at every addition where `round` is set. */
export function addInto(into: Elements, x: Float64Array, places: Int32Array, round = false): void {
  places.forEach((at, i) => {
    if (at !== NOWHERE) into[at] = round ? Math.fround(into[at] + x[i]) : into[at] + x[i]
  })
}

const settled = ({ places, shape }: Places): Plan => ({ shape, places: () => places })

/** out[i] = x[places[i]]. */
export const pick: Structural<Places> = linearRow<Places>({
  name: 'pick',
  precise: 'moves',
  shape: (_, { shape }) => shape,
  value: (ops, x, params) => picked(ops, x, settled(params)),
  vjp: (ops, g, x, _, { places }) => ops.apply(addAt, [g], { places, shape: shapeOf(x) }),
  scatterInto: (into, g, _, { places }) => addInto(into, g.data, places),
})

/** out[places[i]] += x[i], from zeros. */
export const addAt: Structural<Places> = linearRow<Places>({
  name: 'add_at',
  precise: (p, [x], { places, shape }) => preciselyAdded(p, x, places, shape),
  shape: (_, { shape }) => shape,
  value: (ops, x, { places, shape }) => {
    const out = ops.allocate(sizeOf(shape))
    addInto(out, x.data, places, ops.rounds(x.dtype))
    return new Tensor(ops.rounded(out, x.dtype), shape, x.dtype)
  },
  vjp: (ops, g, x, _, { places }) => ops.apply(pick, [g], { places, shape: shapeOf(x) }),
})

/** Additions at places in double-double: what comes to one place is picked into one row of a table, and rows are summed. */
export function preciselyAdded(p: PreciseOps, x: PreciseTensor, places: Int32Array, shape: Shape): PreciseTensor {
  const size = sizeOf(shape)
  const counts = new Int32Array(size)
  let most = 1
  for (const at of places) if (at !== NOWHERE) most = Math.max(most, ++counts[at])
  const table = new Int32Array(size * most).fill(NOWHERE)
  counts.fill(0)
  places.forEach((at, i) => {
    if (at !== NOWHERE) table[at * most + counts[at]++] = i
  })
  return p.sum(p.move(pick, [x], { places: table, shape: [...shape, most] }), [shape.length], false)
}

/** A row that picks elements by a plan. */
export function mover<P>(name: string, plan: (own: Shape, params: P) => Plan): Structural<P> {
  return linearRow<P>({
    name,
    precise: 'moves',
    shape: (own, params) => own && plan(own, params).shape,
    value: (ops, x, params) => picked(ops, x, plan(x.shape, params)),
    vjp: (ops, g, x, _, params) => {
      const shape = shapeOf(x)
      return ops.apply(addAt, [g], { places: plan(shape, params).places(), shape })
    },
    scatterInto: (into, g, x, params) => addInto(into, g.data, plan(x.shape, params).places()),
  })
}

/** The plan of a rearrangement that treats each axis by itself: `sources[a]` are the places along axis `a`, in order. */
export function separable(own: Shape, sources: readonly (readonly number[])[]): Plan {
  const strides = stridesOf(own)
  return {
    shape: sources.map((along) => along.length),
    places: () =>
      sources.reduce((lead, along, axis) => {
        const out = new Int32Array(lead.length * along.length)
        let i = 0
        for (const start of lead)
          for (const at of along) out[i++] = start === NOWHERE || at === NOWHERE ? NOWHERE : start + at * strides[axis]
        return out
      }, Int32Array.of(0)),
  }
}
