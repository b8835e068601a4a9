// How windows lie over spatial axes: what convolution and pooling have in common. Integers only; knows no data.
import { ShapeError, shapeText, sizeOf, type Shape } from '../shape'

/** 'same': as many places as ⌈size/stride⌉, the odd place of padding at the end (TensorFlow's rule). 'valid': none. Else what
 *  stands before and after each spatial axis; one number for both ends, or for all. */
export type Padding = 'same' | 'valid' | number | readonly (number | readonly [before: number, after: number])[]

/** How a window goes over the spatial axes. One number serves for all of them. */
export interface Steps {
  readonly strides?: number | readonly number[]
  readonly padding?: Padding
  /** The distance between neighbouring places of a window. */
  readonly dilation?: number | readonly number[]
}

/** Windows over one spatial axis. */
export interface Axis {
  /** How many places lie under the windows, in a window, and among the results. */
  readonly size: number
  readonly window: number
  readonly count: number
  readonly stride: number
  readonly dilation: number
  readonly before: number
}

/** Windows over all spatial axes. */
export interface Windows {
  readonly axes: readonly Axis[]
  /** For each result, for each place of its window: the spatial place beneath, −1 in the padding. All in row-major order. */
  readonly places: Int32Array
}

export const sizesOf = ({ axes }: Windows): Shape => axes.map(({ size }) => size)
export const countsOf = ({ axes }: Windows): Shape => axes.map(({ count }) => count)
/** The number of places in a window. */
export const windowSize = ({ axes }: Windows): number => sizeOf(axes.map(({ window }) => window))

/** Windows of the given sizes over axes of the given sizes. Throws ShapeError where none fits. */
export function windowsOver(name: string, sizes: Shape, windows: Shape, steps: Steps): Windows {
  const { strides, dilations } = checked(name, windows, steps)
  return placed(
    sizes.map((size, i) => {
      const [window, stride, dilation] = [windows[i], strides[i], dilations[i]]
      const span = dilation * (window - 1) + 1
      const [before, after] = ends(name, steps.padding ?? 'valid', windows.length, i) ?? same(size, span, stride)
      const count = Math.floor((size + before + after - span) / stride) + 1
      if (count < 1)
        throw new ShapeError(
          `${name}: a window of ${span} does not fit an axis of ${size}${before + after > 0 ? ` padded to ${size + before + after}` : ''}`,
        )
      return { size, window, count, stride, dilation, before }
    }),
  )
}

/** The windows that give `counts` results: over axes as long as the padding and `outputPadding` say (PyTorch's rule), or
 *  stride times as long ('same', 'valid': TensorFlow's and Keras's). */
export function windowsGiving(
  name: string,
  counts: Shape,
  windows: Shape,
  steps: Steps,
  outputPadding: number | readonly number[],
): Windows {
  const { strides, dilations } = checked(name, windows, steps)
  const extra = each(name, 'outputPadding', outputPadding, windows.length, 0)
  return placed(
    counts.map((count, i) => {
      const [window, stride, dilation] = [windows[i], strides[i], dilations[i]]
      const span = dilation * (window - 1) + 1
      const padding = steps.padding ?? 'valid'
      const given = ends(name, padding, windows.length, i)
      const size = given
        ? (count - 1) * stride + span - given[0] - given[1] + (padding === 'valid' ? Math.max(stride - span, 0) : 0)
        : count * stride
      const [before, after] = given ?? same(size, span, stride)
      const whole = size + extra[i]
      const fits = whole >= 1 && Math.floor((whole + before + after - span) / stride) + 1 === count
      if (!fits)
        throw new ShapeError(
          `${name}: an axis of ${whole} has no ${count} windows of ${span} with stride ${stride}; output padding has to be less than the stride, padding less than the window`,
        )
      return { size: whole, window, count, stride, dilation, before }
    }),
  )
}

function checked(name: string, windows: Shape, { strides, dilation }: Steps): { strides: Shape; dilations: Shape } {
  each(name, 'window', windows, windows.length, 1)
  return {
    strides: each(name, 'strides', strides ?? 1, windows.length, 1),
    dilations: each(name, 'dilation', dilation ?? 1, windows.length, 1),
  }
}

/** One whole number per spatial axis. */
export function each(name: string, what: string, given: number | Shape, rank: number, least: number): Shape {
  const all = typeof given === 'number' ? Array<number>(rank).fill(given) : given
  if (all.length !== rank || all.some((n) => !Number.isInteger(n) || n < least))
    throw new ShapeError(
      `${name}: ${what} ${typeof given === 'number' ? given : shapeText(given)} should be ${rank === 1 ? 'one whole number' : `${rank} whole numbers`}, ${least} or more`,
    )
  return all
}

/** The explicit padding of an axis; null for 'same'. */
function ends(name: string, padding: Padding, rank: number, axis: number): readonly [number, number] | null {
  if (padding === 'same') return null
  if (padding === 'valid') return [0, 0]
  const pairs = (typeof padding === 'number' ? Array<number>(rank).fill(padding) : padding).map((pair) =>
    typeof pair === 'number' ? ([pair, pair] as const) : pair,
  )
  if (pairs.length !== rank) throw new ShapeError(`${name}: padding for ${pairs.length} axes, there are ${rank}`)
  each(name, 'padding', pairs[axis], 2, 0)
  return pairs[axis]
}

function same(size: number, span: number, stride: number): readonly [number, number] {
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + span - size, 0)
  return [Math.floor(total / 2), Math.ceil(total / 2)]
}

function placed(axes: readonly Axis[]): Windows {
  let places = Int32Array.of(0)
  let results = 1
  let inside = 1
  // Axis by axis: a place is the place so far, times the axis, plus the place along it.
  for (const { size, window, count, stride, dilation, before } of axes) {
    const next = new Int32Array(results * count * inside * window)
    for (let r = 0, i = 0; r < results; r++) {
      for (let c = 0; c < count; c++) {
        for (let k = 0; k < inside; k++) {
          const outer = places[r * inside + k]
          for (let w = 0; w < window; w++, i++) {
            const at = c * stride - before + w * dilation
            next[i] = outer < 0 || at < 0 || at >= size ? -1 : outer * size + at
          }
        }
      }
    }
    places = next
    results *= count
    inside *= window
  }
  return { axes, places }
}
