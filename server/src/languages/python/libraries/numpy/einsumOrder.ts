// The order in which NumPy's einsum adds: which axes are inner ones, which are taken together, and two lanes of sums where
// operands are contiguous. Float64 values only; nothing here is on the tape.
import { Tensor } from '@gradlens/engine'

export interface Term {
  readonly data: Float64Array | Float32Array
  /** A label for each axis. */
  readonly labels: readonly string[]
  readonly shape: readonly number[]
  /** How far each axis steps where the program's array lies: what decides the order, not where elements are read. */
  readonly layout: readonly number[]
}

/** One axis of the iteration: how the operands lie along it, the result last, and how to find its elements. */
interface Axis {
  readonly size: number
  readonly layout: readonly number[]
  /** The axes that it was made of, the innermost first, with every operand's steps. */
  readonly parts: readonly { readonly size: number; readonly steps: readonly number[] }[]
}

/** More products than these are added by the engine, in its own order. */
const MOST = 200_000

/** More elements of one sum are added in pieces, by a buffer's length. */
const BUFFER = 8192

const rowMajor = (shape: readonly number[]): number[] =>
  shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1))

/** Σ of products; null where NumPy's order is not known. `wanted`: the result's labels. */
export function sumOfProducts(terms: readonly Term[], wanted: readonly string[]): Tensor | null {
  const sizes = new Map<string, number>()
  for (const { labels, shape } of terms)
    labels.forEach((label, i) => sizes.set(label, Math.max(sizes.get(label) ?? 1, shape[i])))
  const summed = [...sizes.keys()].filter((label) => !wanted.includes(label)).sort()
  const shape = wanted.map((label) => sizes.get(label) ?? 1)
  const outSteps = rowMajor(shape)
  if (terms.some(({ layout }) => layout.some((step) => step < 0)) || [...sizes.values()].includes(0)) return null
  if ([...sizes.values()].reduce((a, b) => a * b, 1) > MOST) return null
  const along = (
    label: string,
    labels: readonly string[],
    shapes: readonly number[],
    steps: readonly number[],
  ): number => labels.reduce((sum, own, i) => (own === label && shapes[i] !== 1 ? sum + steps[i] : sum), 0)
  const axes = [...wanted, ...summed].map((label, i): Axis => {
    const size = sizes.get(label) ?? 1
    const steps = terms.map((term) => along(label, term.labels, term.shape, rowMajor(term.shape)))
    const layout = terms.map((term) => along(label, term.labels, term.shape, term.layout))
    const own = i < wanted.length && size !== 1 ? outSteps[i] : 0
    return { size, layout: [...layout, own], parts: [{ size, steps: [...steps, own] }] }
  })
  // The innermost axis first.
  const ordered = coalesced(withResult(sorted(axes.reverse())))
  const out = new Float64Array(shape.reduce((a, b) => a * b, 1))
  return accumulate(terms, ordered, out) ? new Tensor(out, shape, 'float64') : null
}

/** By rising steps, as nditer sorts axes: a stable insertion, the operands' order of rows winning where they differ. */
function sorted(axes: readonly Axis[]): Axis[] {
  const order: Axis[] = []
  for (const axis of axes) {
    let place = order.length
    for (let i = order.length - 1; i >= 0; i--) {
      const verdict = compared(axis, order[i])
      if (verdict === null) continue
      if (!verdict) break
      place = i
    }
    order.splice(place, 0, axis)
  }
  return order
}

/** Does the axis go inside the other one? Null where no operand has both. */
function compared(axis: Axis, other: Axis): boolean | null {
  let inside: boolean | null = null
  for (let k = 0; k < axis.layout.length - 1; k++) {
    const [own, theirs] = [axis.layout[k], other.layout[k]]
    if (own === 0 || theirs === 0) continue
    if (theirs <= own) inside = false
    else inside ??= true
  }
  return inside
}

/** The result lies in the order of iteration. */
function withResult(axes: readonly Axis[]): Axis[] {
  let step = 1
  return axes.map((axis) => {
    const last = axis.layout.length - 1
    const own = axis.layout[last] === 0 ? 0 : step
    if (own !== 0) step *= axis.size
    return { ...axis, layout: [...axis.layout.slice(0, last), own] }
  })
}

/** Neighbours that every operand steps through as one. */
function coalesced(axes: readonly Axis[]): Axis[] {
  const out: Axis[] = []
  for (const axis of axes) {
    const inner = out[out.length - 1]
    if (axis.size === 1) continue
    if (out.length > 0 && inner.layout.every((step, k) => step * inner.size === axis.layout[k]))
      out[out.length - 1] = { ...inner, size: inner.size * axis.size, parts: [...inner.parts, ...axis.parts] }
    else out.push(axis)
  }
  return out
}

/** How an inner sum is added. */
type Kernel = 'lanes of one' | 'lanes of two' | 'first times lanes' | 'second times lanes' | 'plain'

function kernelOf(axes: readonly Axis[], operands: number): Kernel {
  const fixed = Array.from({ length: operands }, (_, k) =>
    isNested(axes, operands) ? axes[0].layout[k] : fixedStep(axes, k),
  )
  if (operands === 1) return fixed[0] === 1 ? 'lanes of one' : 'plain'
  if (operands !== 2) return 'plain'
  if (fixed[0] === 1 && fixed[1] === 1) return 'lanes of two'
  if (fixed[0] === 0 && fixed[1] === 1) return 'first times lanes'
  return fixed[0] === 1 && fixed[1] === 0 ? 'second times lanes' : 'plain'
}

/** Few operands with few axes are nested loops over them; others go through buffers, which take several axes at once. */
function isNested(axes: readonly Axis[], operands: number): boolean {
  return operands <= 2 && (axes.length === 2 || axes.length === 3)
}

/** The step of an operand in every inner loop, null where it may differ (it may be copied into a buffer). */
function fixedStep(axes: readonly Axis[], k: number): number | null {
  if (axes.length === 0) return 0
  const step = axes[0].layout[k]
  if (step === 1) return 1
  const isWhole = axes.every((axis, i) => i === 0 || axis.layout[k] === axes[i - 1].layout[k] * axes[i - 1].size)
  if (isWhole) return step
  return step === 0 && axes.every((axis) => axis.layout[k] === 0) ? 0 : null
}

/** Adds everything up into `out`; false where the order is not known. */
function accumulate(terms: readonly Term[], axes: readonly Axis[], out: Float64Array): boolean {
  const last = terms.length
  const reduces = axes.length > 0 && axes[0].layout[last] === 0
  let inner = 0
  const most = isNested(axes, last) ? 1 : axes.length
  while (reduces && inner < most && axes[inner].layout[last] === 0) inner++
  const core = axes.slice(0, inner)
  const count = core.reduce((n, axis) => n * axis.size, 1)
  if (count > BUFFER && !isNested(axes, last)) return false
  const places = offsets(core, terms.length + 1)
  const kernel = kernelOf(axes, terms.length)
  for (const at of offsets(axes.slice(inner), terms.length + 1)) {
    const value = (k: number, i: number): number => terms[k].data[at[k] + places[i][k]]
    const to = at[last]
    out[to] = (reduces ? inside(kernel, value, count, terms.length) : product(value, 0, terms.length)) + out[to]
  }
  return true
}

function product(value: (k: number, i: number) => number, i: number, operands: number): number {
  let out = value(0, i)
  for (let k = 1; k < operands; k++) out *= value(k, i)
  return out
}

function inside(kernel: Kernel, value: (k: number, i: number) => number, count: number, operands: number): number {
  switch (kernel) {
    case 'lanes of one':
      return lanes((i) => value(0, i), count)
    case 'lanes of two':
      return lanesOfProducts((i) => value(0, i) * value(1, i), count)
    case 'first times lanes':
      return value(0, 0) * lanes((i) => value(1, i), count)
    case 'second times lanes':
      return lanes((i) => value(0, i), count) * value(1, 0)
    case 'plain': {
      let sum = 0
      for (let i = 0; i < count; i++) sum += product(value, i, operands)
      return sum
    }
  }
}

/** Two lanes, eight elements a turn. */
function lanes(value: (i: number) => number, count: number): number {
  const sums = [0, 0]
  let i = 0
  for (; count - i >= 8; i += 8)
    for (const lane of [0, 1]) {
      const at = i + lane
      sums[lane] = value(at) + value(at + 2) + (value(at + 4) + value(at + 6)) + sums[lane]
    }
  for (; i < count; i++) sums[i % 2] = value(i) + sums[i % 2]
  return sums[0] + sums[1]
}

/** Two lanes of products; of eight elements the last ones are added first. */
function lanesOfProducts(value: (i: number) => number, count: number): number {
  const sums = [0, 0]
  let i = 0
  for (; count - i >= 8; i += 8)
    for (const lane of [0, 1]) for (const k of [6, 4, 2, 0]) sums[lane] = value(i + k + lane) + sums[lane]
  for (; i < count; i++) sums[i % 2] = value(i) + sums[i % 2]
  return sums[0] + sums[1]
}

/** Where each operand stands at each place of the axes, the first axis moving fastest. */
function offsets(axes: readonly Axis[], operands: number): number[][] {
  let out: number[][] = [new Array<number>(operands).fill(0)]
  for (const { size, steps } of axes.flatMap(({ parts }) => parts)) {
    const whole: number[][] = []
    for (let i = 0; i < size; i++) for (const at of out) whole.push(at.map((place, k) => place + i * steps[k]))
    out = whole
  }
  return out
}
