// Order and running folds on `ops.order`: sorts, extremes with their places, running products and extremes, spread, norms and
// counts. What does not fit throws ShapeError.
import { Opaque, shapeOf, type Num } from '../num'
import type { Ops } from '../ops'
import { reduce, type Fold, type Over } from '../reductions'
import { alongAxis, axisOf, reducedShape, ShapeError, type IndexItem } from '../shape'
import { discrete } from './discrete'
import { EXTREMES, orderOf, productBefore, ROWS, runningPlaces } from './rows'

export interface SortOptions {
  /** The last where left out. */
  readonly axis?: number
  readonly descending?: boolean
}

/** Extremes with where they were. */
export interface Placed {
  readonly values: Num
  /** int64; no derivative passes. */
  readonly indices: Num
}

type Axes = Over['axes']

/** Folds of a lane to a count, or to 1 for true. */
const FOLDS = {
  any: fold((count) => Number(count > 0)),
  all: fold((count, n) => Number(count === n)),
  count_nonzero: fold((count) => count),
}

function fold(result: (nonzero: number, n: number) => number): Fold {
  return (data, start, stride, count) => {
    let nonzero = 0
    for (let k = 0, at = start; k < count; k++, at += stride) if (data[at] !== 0) nonzero++
    return result(nonzero, count)
  }
}

export class Order {
  constructor(private readonly ops: Ops) {}

  /** The elements along an axis in order. Equal ones stay as they stood; NaN counts as the largest (torch.sort, stable). */
  sort(x: Num, { axis = -1, descending = false }: SortOptions = {}): Num {
    return this.ops.apply(ROWS.sort, [x], { axis, descending })
  }

  /** The places that `sort` takes the elements from, int64. */
  argsort(x: Num, { axis = -1, descending = false }: SortOptions = {}): Num {
    return discrete(this.ops, x, {
      name: 'argsort',
      dtype: 'int64',
      shape: (own) => {
        axisOf(axis, own.length)
        return own
      },
      value: (given) => orderOf(given, { axis, descending }),
    })
  }

  /** The k largest (or smallest) elements along `axis`, the most extreme first, and their places. */
  topk(x: Num, k: number, axis = -1, largest = true): Placed {
    const given = this.ops.fromScalar(x)
    const index = this.first(given, k, axis)
    const options = { axis, descending: largest }
    return {
      values: this.ops.index(this.sort(given, options), index),
      indices: this.ops.index(this.argsort(given, options), index),
    }
  }

  /** The k-th smallest element along `axis`, counted from 1 (torch.kthvalue). */
  kth(x: Num, k: number, axis = -1): Num {
    const given = this.ops.fromScalar(x)
    const before = this.first(given, k, axis).slice(0, -1)
    return this.ops.index(this.sort(given, { axis }), [...before, k - 1])
  }

  /** An index of the first k places along the axis. An unknown rank is taken for one: the result is unknown all the same. */
  private first(x: Num, k: number, axis: number): IndexItem[] {
    const shape = x instanceof Opaque ? (x.facts.shape ?? [k]) : shapeOf(x)
    const at = shape.length === 1 ? 0 : axisOf(axis, shape.length)
    if (!Number.isInteger(k) || k < 0 || k > shape[at])
      throw new ShapeError(`${k} elements are asked for along axis ${axis} with size ${shape[at]}`)
    return alongAxis(at, { start: 0, stop: k, step: null })
  }

  /** The largest element so far along `axis`. Its derivative goes to where it stands, the last place of a tie (torch.cummax). */
  cummax(x: Num, axis = -1): Num {
    return this.ops.apply(ROWS.cummax, [x], { axis })
  }

  /** The smallest element so far along `axis`. Its derivative goes to where it stands, the last place of a tie (torch.cummin). */
  cummin(x: Num, axis = -1): Num {
    return this.ops.apply(ROWS.cummin, [x], { axis })
  }

  /** The places of the elements that `cummax` or `cummin` gives, int64. */
  runningPlaces(x: Num, of: 'cummax' | 'cummin', axis = -1): Num {
    return discrete(this.ops, x, {
      name: `arg${of}`,
      dtype: 'int64',
      shape: (own) => {
        axisOf(axis, own.length)
        return own
      },
      value: (given) => runningPlaces(given, axis, EXTREMES[of]),
    })
  }

  /** Running products along `axis`, from its end where `reverse` is set; derivatives are exact through zeros. */
  cumprod(x: Num, axis = 0, reverse = false): Num {
    return this.ops.apply(ROWS.cumprod, [x], { axis, reverse })
  }

  /** The product of the elements before each place along `axis` (behind it where `reverse` is set), 1 at the first. */
  before(x: Num, axis = 0, reverse = false): Num {
    return productBefore(this.ops, this.cumprod(x, axis, reverse), { axis, reverse })
  }

  /** log Σ exp of the elements up to each place along `axis`. */
  logcumsumexp(x: Num, axis = 0): Num {
    return this.ops.apply(ROWS.logcumsumexp, [x], { axis })
  }

  /** yₖ = aₖ·yₖ₋₁ + bₖ along `axis` from y₀ = b₀ on, or from its end on: exponential averages, filters, running products.
   *  a and b have one shape. */
  recurrence(a: Num, b: Num, axis = 0, reverse = false): Num {
    return this.ops.apply(ROWS.recurrence, [a, b], { axis, reverse })
  }

  /** Σ (x − mean)² ÷ (n − correction) over `axes` (null: all): correction 1 is PyTorch's, 0 NumPy's. */
  variance(x: Num, axes: Axes = null, keepDims = false, correction = 1): Num {
    return this.ops.apply(ROWS.variance, [x], { axes, keepDims, correction })
  }

  /** √variance. Where it is 0 the derivative is 0 (PyTorch). */
  std(x: Num, axes: Axes = null, keepDims = false, correction = 1): Num {
    return this.ops.apply(ROWS.std, [x], { axes, keepDims, correction })
  }

  /** (Σ |x|ᵖ)^(1/p) over `axes` (null: of all elements) for any p; max |x| for ∞, min |x| for −∞, the count of nonzero
   *  elements for 0 (torch.linalg.vector_norm). Derivatives at awkward points: see order/norm.ts. */
  norm(x: Num, p = 2, axes: Axes = null, keepDims = false): Num {
    return this.ops.apply(ROWS.norm, [x], { axes, keepDims, p })
  }

  /** Is any element along `axes` (null: any at all) not 0? Not differentiable. */
  any(x: Num, axes: Axes = null, keepDims = false): Num {
    return this.counted('any', 'bool', x, axes, keepDims)
  }

  /** Are all elements along `axes` (null: all) not 0? Not differentiable. */
  all(x: Num, axes: Axes = null, keepDims = false): Num {
    return this.counted('all', 'bool', x, axes, keepDims)
  }

  /** The number of elements along `axes` (null: of all) that are not 0, int64. Not differentiable. */
  countNonzero(x: Num, axes: Axes = null, keepDims = false): Num {
    return this.counted('count_nonzero', 'int64', x, axes, keepDims)
  }

  private counted(name: keyof typeof FOLDS, dtype: 'bool' | 'int64', x: Num, axes: Axes, keepDims: boolean): Num {
    return discrete(this.ops, x, {
      name,
      dtype,
      shape: (own) => reducedShape(own, axes, keepDims),
      value: (given) => reduce(this.ops, given, { axes, keepDims }, dtype, FOLDS[name]),
    })
  }
}
