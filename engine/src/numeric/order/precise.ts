// Folds and scans of double-double tensors along axes, by halves, for the primals of reductions and running folds.
import type { PreciseOps, PreciseTensor } from '../doubledouble/tensors'
import { ROWS as LAYOUT } from '../layout'
import type { RowName } from '../algebra'
import { alongAxis, axesOf, axisOf, reducedShape } from '../shape'

/** The elements from `start` to `stop` along an axis counted from the front, every `step`-th. */
export function slice(
  p: PreciseOps,
  x: PreciseTensor,
  axis: number,
  start: number | null,
  stop: number | null,
  step: number | null = null,
): PreciseTensor {
  return p.move(LAYOUT.index, [x], { index: alongAxis(axis, { start, stop, step }) })
}

/** An associative and commutative row folded over `axes` (null: all). Not for empty lanes. */
export function folded(
  p: PreciseOps,
  row: RowName,
  x: PreciseTensor,
  axes: readonly number[] | null,
  keepDims: boolean,
): PreciseTensor {
  const rank = x.shape.length
  const counted = axesOf(axes, rank)
  const rest = Array.from({ length: rank }, (_, i) => i).filter((axis) => !counted.includes(axis))
  const moved = p.move(LAYOUT.transpose, [x], { perm: [...counted, ...rest] })
  let n = counted.reduce((count, axis) => count * x.shape[axis], 1)
  let left = p.move(LAYOUT.reshape, [moved], { shape: [n, ...rest.map((axis) => x.shape[axis])] })
  while (n > 1) {
    const half = n >> 1
    const pairs = p.apply(row, slice(p, left, 0, 0, half), slice(p, left, 0, half, 2 * half))
    left = n % 2 === 0 ? pairs : p.move(LAYOUT.concat, [pairs, slice(p, left, 0, 2 * half, n)], { axis: 0 })
    n = half + (n % 2)
  }
  return p.move(LAYOUT.reshape, [left], { shape: reducedShape(x.shape, counted, keepDims) })
}

/** Running folds of an associative row along an axis, from its end where `reverse` is set (Hillis & Steele, "Data parallel
 *  algorithms", 1986). */
export function scanned(p: PreciseOps, row: RowName, x: PreciseTensor, axis: number, reverse = false): PreciseTensor {
  const at = axisOf(axis, x.shape.length)
  if (reverse) return backwards(p, scanned(p, row, backwards(p, x, at), axis), at)
  const n = x.shape[at]
  let running = x
  for (let by = 1; by < n; by *= 2) {
    const head = slice(p, running, at, 0, by)
    const tail = p.apply(row, slice(p, running, at, 0, n - by), slice(p, running, at, by, n))
    running = p.move(LAYOUT.concat, [head, tail], { axis: at })
  }
  return running
}

export function backwards(p: PreciseOps, x: PreciseTensor, axis: number): PreciseTensor {
  return slice(p, x, axis, null, null, -1)
}
