// Interpolation between points, differences over a grid, and the trapezoidal rule.
import { Opaque, Tensor, type Value } from '@gradlens/engine'
import { known, type Call } from './call'
import { dtypeOf, toTensor } from './convert'
import type { TensorLike } from './ndarray'
import { isActive, wrap } from './ufuncs'
import { row } from './row'
import { counted, integer, integers, shapeOf } from './shaping'
import { Arithmetic } from './tensorArithmetic'

const tensorOf = (call: Call, v: Value): TensorLike => toTensor(v, null, call.runtime, call.site)

/** The last place whose knot is not above x: −1 below all. NaN counts as above all. */
function placeOf(knots: ArrayLike<number>, x: number): number {
  let [low, high] = [0, knots.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (x >= knots[middle] || Number.isNaN(x)) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** `np.interp`: straight lines between knots; values of its own beyond them. */
function interp(call: Call, at: Value, xp: Value, fp: Value, left: Value, right: Value, period: Value): Value {
  const n = new Arithmetic(call)
  if (period !== undefined && period !== null)
    return call.opaque('a periodic `np.interp` is not evaluated', {}, [at, xp, fp])
  const given = n.float(tensorOf(call, at))
  const [x, knots, values] = [given, n.float(tensorOf(call, xp)), n.float(tensorOf(call, fp))]
  if (shapeOf(knots).length !== 1 || shapeOf(values).length !== 1)
    return call.raise('ValueError', 'object too deep for desired array')
  const count = shapeOf(knots)[0]
  if (count === 0) call.raise('ValueError', 'array of sample points is empty')
  if (count !== shapeOf(values)[0]) call.raise('ValueError', 'fp and xp are not of the same length.')
  if (!(x instanceof Tensor) || !(knots instanceof Tensor))
    return call.opaque(((x instanceof Opaque ? x : knots) as Opaque).reason, {}, [at, xp, fp])
  call.runtime.at(call.site)
  const places = Array.from(x.data, (v) => placeOf(knots.data, v))
  if (isActive(x) || isActive(knots)) call.runtime.decide(places.join(','), call.site)
  const flat = n.reshape(x, [x.data.length])
  // At the last knot and beyond a line goes through it, with the slope of the last piece.
  const from = places.map((k) => Math.min(Math.max(k, 0), count - 1))
  const start = from.map((k) => Math.max(0, Math.min(k, count - 2)))
  const stop = start.map((k) => Math.min(k + 1, count - 1))
  const run = n.sub(n.take(knots, stop), n.take(knots, start))
  const rise = n.sub(n.take(values, stop), n.take(values, start))
  const slope = count === 1 ? n.zeros([from.length], x) : n.div(rise, run)
  const line = n.add(n.mul(slope, n.sub(flat, n.take(knots, from))), n.take(values, from))
  const bound = (v: Value, place: number): TensorLike =>
    v === undefined || v === null ? n.at(values, 0, place) : n.float(tensorOf(call, v))
  const mask = (holds: (v: number) => boolean): Tensor =>
    new Tensor(
      Float64Array.from(x.data, (v) => Number(holds(v))),
      [x.data.length],
      'bool',
    )
  const top = knots.data[count - 1]
  const below = call.ops.where(
    mask((v) => v < knots.data[0]),
    bound(left, 0),
    line,
  )
  const out = call.ops.where(
    mask((v) => v > top),
    bound(right, count - 1),
    below,
  ) as TensorLike
  return wrap(call, n.reshape(out, x.shape))
}

/** `np.trapz`. */
function trapz(call: Call, y: Value, x: Value, dx: Value, axis: Value): Value {
  const n = new Arithmetic(call)
  const values = tensorOf(call, y)
  const rank = shapeOf(values).length
  const along = counted(call, axis === undefined ? -1 : integers(call, axis)[0], rank)
  let widths: TensorLike = dx === undefined ? n.scalar(1) : tensorOf(call, dx)
  if (x !== undefined && x !== null) {
    const points = tensorOf(call, x)
    const own = shapeOf(points).length === 1 ? 0 : along
    const steps = n.sub(n.part(points, own, 1, null), n.part(points, own, null, -1))
    const spread = Array.from({ length: rank }, (_, i) => (i === along ? shapeOf(steps)[0] : 1))
    widths = shapeOf(points).length === 1 ? n.reshape(steps, spread) : steps
  }
  const sums = n.add(n.part(values, along, 1, null), n.part(values, along, null, -1))
  const areas = n.div(n.mul(widths, sums), n.scalar(2))
  call.runtime.at(call.site)
  return wrap(call, n.sum(areas, [along]))
}

type Spacing = { readonly even: TensorLike } | { readonly steps: TensorLike }

/** The spacing along one axis. */
function spacingOf(call: Call, v: Value, length: number): Spacing {
  const n = new Arithmetic(call)
  const points = tensorOf(call, v)
  const shape = shapeOf(points)
  if (shape.length === 0) return { even: points }
  if (shape.length !== 1) call.raise('ValueError', 'distances must be either scalars or 1d')
  if (shape[0] !== length)
    call.raise('ValueError', 'when 1d, distances must match the length of the corresponding dimension')
  const floats = n.float(points)
  const steps = n.sub(n.part(floats, 0, 1, null), n.part(floats, 0, null, -1))
  // Equal steps are one; a derivative by the points is that of unequal ones.
  const equal =
    !isActive(steps) && known(steps) instanceof Tensor && (steps as Tensor).data.every((v, _, all) => v === all[0])
  return equal ? { even: n.at(steps, 0, 0) } : { steps }
}

/** Differences along one axis: central inside, one-sided at the ends. */
function differences(call: Call, f: TensorLike, axis: number, spacing: Spacing, edge: 1 | 2): TensorLike {
  const n = new Arithmetic(call)
  const rank = shapeOf(f).length
  const inside = (start: number | null, stop: number | null): TensorLike => n.part(f, axis, start, stop)
  const end = (place: number): TensorLike => n.part(f, axis, place, place === -1 ? null : place + 1)
  const weighted = (weights: readonly TensorLike[], parts: readonly TensorLike[]): TensorLike =>
    weights.map((w, i) => n.mul(w, parts[i])).reduce(n.add)
  const number = (v: number): Tensor => n.scalar(v, dtypeOf(f) ?? 'float64')
  const spread = (w: TensorLike): TensorLike =>
    n.reshape(
      w,
      Array.from({ length: rank }, (_, i) => (i === axis ? shapeOf(w)[0] : 1)),
    )
  const minus = (w: TensorLike): TensorLike => n.neg(w)
  let middle: TensorLike
  if ('even' in spacing) {
    middle = n.div(n.sub(inside(2, null), inside(null, -2)), n.mul(number(2), spacing.even))
  } else {
    const [dx1, dx2] = [n.part(spacing.steps, 0, 0, -1), n.part(spacing.steps, 0, 1, null)]
    const both = n.add(dx1, dx2)
    const weights = [
      n.div(minus(dx2), n.mul(dx1, both)),
      n.div(n.sub(dx2, dx1), n.mul(dx1, dx2)),
      n.div(dx1, n.mul(dx2, both)),
    ]
    middle = weighted(weights.map(spread), [inside(null, -2), inside(1, -1), inside(2, null)])
  }
  const ends = (['first', 'last'] as const).map((side) => {
    const first = side === 'first'
    if (edge === 1) {
      const rise = first ? n.sub(end(1), end(0)) : n.sub(end(-1), end(-2))
      return n.div(rise, 'even' in spacing ? spacing.even : n.at(spacing.steps, 0, first ? 0 : -1))
    }
    const parts = first ? [end(0), end(1), end(2)] : [end(-3), end(-2), end(-1)]
    if ('even' in spacing) {
      const weights = first ? [-1.5, 2, -0.5] : [0.5, -2, 1.5]
      return weighted(
        weights.map((w) => n.div(number(w), spacing.even)),
        parts,
      )
    }
    const [dx1, dx2] = [n.at(spacing.steps, 0, first ? 0 : -2), n.at(spacing.steps, 0, first ? 1 : -1)]
    const both = n.add(dx1, dx2)
    const twice = (x: TensorLike, y: TensorLike): TensorLike => n.add(n.mul(n.scalar(2), x), y)
    const weights = first
      ? [
          n.div(minus(twice(dx1, dx2)), n.mul(dx1, both)),
          n.div(both, n.mul(dx1, dx2)),
          n.div(minus(dx1), n.mul(dx2, both)),
        ]
      : [
          n.div(dx2, n.mul(dx1, both)),
          n.div(minus(n.add(dx2, dx1)), n.mul(dx1, dx2)),
          n.div(twice(dx2, dx1), n.mul(dx2, both)),
        ]
    return weighted(weights, parts)
  })
  return n.join([ends[0], middle, ends[1]], axis)
}

/** `np.gradient`. */
function gradient(call: Call, array: Value, varargs: Value, axis: Value, edgeOrder: Value): Value {
  const n = new Arithmetic(call)
  const f = n.float(tensorOf(call, array))
  const shape = shapeOf(f)
  const axes =
    axis === undefined || axis === null
      ? shape.map((_, i) => i)
      : integers(call, axis).map((i) => counted(call, i, shape.length))
  const given = (known(varargs) as unknown as { readonly items: readonly Value[] }).items
  const isScalar = (v: Value): boolean => shapeOf(tensorOf(call, v)).length === 0
  if (given.length > 0 && given.length !== axes.length && !(given.length === 1 && isScalar(given[0])))
    call.raise('TypeError', 'invalid number of arguments')
  const edge = edgeOrder === undefined ? 1 : (integer(edgeOrder) ?? 1)
  if (edge > 2) call.raise('ValueError', "'edge_order' greater than 2 not supported")
  call.runtime.at(call.site)
  const parts = axes.map((along, i) => {
    const own = given.length === 0 ? null : (given[i] ?? given[0])
    const spacing = own === null ? { even: n.scalar(1) } : spacingOf(call, own, shape[along])
    if (shape[along] < edge + 1)
      call.raise(
        'ValueError',
        'Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required.',
      )
    return differences(call, f, along, spacing, edge === 2 ? 2 : 1)
  })
  if (parts.length === 1) return wrap(call, parts[0])
  return call.runtime.semantics.makeList(
    parts.map((part) => wrap(call, part)),
    call.runtime,
  )
}

export const INTERPOLATION: readonly ReturnType<typeof row>[] = [
  row('interp', 'x, xp, fp, left=, right=, period=', interp),
  row('trapz', 'y, x=, dx=, axis=', trapz),
  row('gradient', 'f, *varargs, axis=, edge_order=', gradient),
]
