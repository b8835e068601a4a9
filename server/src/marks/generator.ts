/** The arrays that `zeros`, `ones`, `linspace` and `randn` stand for, once their arguments have been read. */

import { MarkSyntaxError, type Token } from './cursor'
import type { GeneratorName, MarkArray, MarkNumber, TextRange } from './model'
import { randn } from './randn'

/** Elements that the arrays of one mark may have together: 8 MB. */
export const MAX_ELEMENTS = 1_000_000
const MAX_SEED = 2 ** 32 - 1

/** A generator's call as it was read. */
export interface GeneratorCall {
  readonly name: GeneratorName
  readonly args: readonly MarkNumber[]
  readonly seed: (MarkNumber & { readonly keyword: Token }) | null
  /** The closing parenthesis, where an argument that is not there is missed. */
  readonly close: TextRange
  /** How many elements the mark may still make. */
  readonly budget: number
}

type Made = Pick<MarkArray, 'shape' | 'data'>

const GENERATORS: Record<GeneratorName, (call: GeneratorCall) => Made> = {
  zeros: (call) => filled(call, 0),
  ones: (call) => filled(call, 1),
  linspace: makeLinspace,
  randn: makeRandn,
}

/** Makes a generator's array. Throws a MarkSyntaxError at the argument that is wrong. */
export function generate(call: GeneratorCall): Made {
  if (call.seed !== null && call.name !== 'randn') {
    throw new MarkSyntaxError(call.seed.keyword.range, `\`${call.name}\` draws nothing and takes no seed: remove it.`)
  }
  return GENERATORS[call.name](call)
}

function filled(call: GeneratorCall, value: number): Made {
  const shape = shapeOf(call)
  return { shape, data: new Float64Array(size(shape)).fill(value) }
}

function makeRandn(call: GeneratorCall): Made {
  const shape = shapeOf(call)
  const seed = call.seed?.value ?? 0
  if (call.seed !== null && !(call.seed.integer && seed >= 0 && seed <= MAX_SEED)) {
    throw new MarkSyntaxError(call.seed.range, `NumPy's seeds are integers from 0 to ${MAX_SEED}.`)
  }
  return { shape, data: randn(seed, size(shape)) }
}

function makeLinspace({ args, close, budget }: GeneratorCall): Made {
  if (args.length < 3)
    throw new MarkSyntaxError(close, '`linspace` takes three numbers: `linspace(first, last, count)`.')
  if (args.length > 3)
    throw new MarkSyntaxError(
      args[3].range,
      '`linspace` takes three numbers and no more: `linspace(first, last, count)`.',
    )
  const [first, last, count] = args
  for (const end of [first, last]) {
    if (!Number.isFinite(end.value)) throw new MarkSyntaxError(end.range, '`linspace` runs between two finite numbers.')
  }
  checkSize(count)
  if (count.value < 1) throw new MarkSyntaxError(count.range, '`linspace` needs at least one point.')
  checkBudget([count], budget)
  return { shape: [count.value], data: linspace(first.value, last.value, count.value) }
}

/**
 * NumPy's `linspace(first, last, count)`, rounding for rounding: first + i·step, the last element exactly `last`; a
 * step that underflows to 0 is taken apart, so that the points still spread.
 */
function linspace(first: number, last: number, count: number): Float64Array {
  const delta = last - first
  const intervals = count - 1
  const step = delta / intervals
  const data = Float64Array.from({ length: count }, (_, i) => {
    if (intervals === 0) return i * delta + first
    return (step === 0 ? (i / intervals) * delta : i * step) + first
  })
  if (intervals > 0) data[intervals] = last
  return data
}

// Sizes

function shapeOf({ name, args, close, budget }: GeneratorCall): number[] {
  if (args.length === 0)
    throw new MarkSyntaxError(close, `\`${name}\` needs its sizes: \`${name}(3)\` or \`${name}(2, 3)\`.`)
  args.forEach(checkSize)
  checkBudget(args, budget)
  return args.map((arg) => arg.value)
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1)
}

function checkSize({ value, integer, range }: MarkNumber): void {
  if (integer && value >= 0) return
  const advice = value >= 0 && Number.isSafeInteger(value) ? ` Write \`${value}\`.` : ''
  throw new MarkSyntaxError(
    range,
    `A size is an integer that is not negative, written without point or exponent.${advice}`,
  )
}

function checkBudget(sizes: readonly MarkNumber[], budget: number): void {
  const wanted = size(sizes.map((length) => length.value))
  if (wanted <= budget) return
  const total = MAX_ELEMENTS - budget + wanted
  throw new MarkSyntaxError(
    { start: sizes[0].range.start, end: sizes[sizes.length - 1].range.end },
    `The arrays of one mark hold at most ${grouped(MAX_ELEMENTS)} elements together; with this one they would hold ${grouped(total)}. Choose smaller sizes.`,
  )
}

function grouped(count: number): string {
  return count.toLocaleString('en-US')
}
