// `choice`: drawing from a population, with or without putting back, with or without weights.
import { Int, List, Opaque, Tuple, type Value } from '@gradlens/engine'
import { int64, isNone, sizeOf } from '../arguments'
import { known, type Call } from '../call'
import { read } from '../indexing'
import { NdArray } from '../ndarray'
import { flag } from '../reductions'
import { asArray, counted, integer, shapeOf } from '../shaping'
import { hasTexts, kahanSum } from './populations'
import type { Draws } from './draws'
import { LEMIRE, place } from './integers'
import { drawnOrder, exchange } from './rearranging'
import { parameter, sizeArgument, unknownDraw } from './sizes'

/** The two generators' words for the same mistakes. */
const LEGACY = {
  dimensions: 'a must be 1-dimensional or an integer',
  notPositive: 'a must be greater than 0 unless no samples are taken',
  empty: "'a' cannot be empty unless no samples are taken",
  weights: "'p' must be 1-dimensional",
  sizes: "'a' and 'p' must have same size",
  tooMany: "Cannot take a larger sample than population when 'replace=False'",
}
const MODERN: typeof LEGACY = {
  dimensions: 'a must be a sequence or an integer',
  notPositive: 'a must be a positive integer unless no samples are taken',
  empty: 'a cannot be empty unless no samples are taken',
  weights: 'p must be 1-dimensional',
  sizes: 'a and p must have same size',
  tooMany: 'Cannot take a larger sample than population when replace is False',
}

const TOLERANCE = Math.sqrt(2 ** -52)

function weightsOf(call: Call, p: Value, size: number, words: typeof LEGACY): Float64Array {
  const x = parameter(call, p)
  if (x.shape.length !== 1) call.raise('ValueError', words.weights)
  if (x.size !== size) call.raise('ValueError', words.sizes)
  const sum = kahanSum(x.data)
  if (Number.isNaN(sum)) call.raise('ValueError', 'probabilities contain NaN')
  if (x.data.some((w) => w < 0)) call.raise('ValueError', 'probabilities are not non-negative')
  const given = p instanceof NdArray && parameter(call, p, null).dtype === 'float32' ? Math.sqrt(2 ** -23) : 0
  if (Math.abs(sum - 1) > Math.max(TOLERANCE, given)) call.raise('ValueError', 'probabilities do not sum to 1')
  return Float64Array.from(x.data)
}

/** The places of uniform numbers among cumulated weights. */
function searcher(weights: ArrayLike<number>): (u: number) => number {
  let sum = 0
  const bounds = Array.from(weights, (w) => (sum += w))
  const total = bounds[bounds.length - 1]
  const scaled = bounds.map((b) => b / total)
  return (u) => {
    let [low, high] = [0, scaled.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (u < scaled[middle]) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** Weighted and without putting back: what is found twice is drawn again. */
function distinctWeighted(call: Call, draws: Draws, weights: Float64Array, count: number): number[] {
  if (weights.filter((w) => w > 0).length < count) call.raise('ValueError', 'Fewer non-zero entries in p than size')
  const found: number[] = []
  while (found.length < count) {
    for (const i of found) weights[i] = 0
    const search = searcher(weights)
    const fresh = Array.from({ length: count - found.length }, () => draws.double()).map(search)
    found.push(...new Set(fresh))
  }
  return found
}

/** Without putting back, as `Generator` does: Floyd's method, or the end of a shuffle where much is taken of much. */
function distinct(call: Call, draws: Draws, size: number, count: number, mixed: boolean): number[] {
  call.runtime.step(count)
  if (size > 10000 && count > Math.floor(size / (mixed ? 50 : 20))) {
    const order = Array.from({ length: size }, (_, i) => i)
    exchange(draws, order, Math.max(size - count, 1), LEMIRE)
    return order.slice(size - count)
  }
  const taken = new Set<number>()
  for (let j = size - count; j < size; j++) {
    const drawnPlace = place(draws.bits, draws.bounded, j)
    taken.add(taken.has(drawnPlace) ? j : drawnPlace)
  }
  const order = [...taken]
  if (mixed) exchange(draws, order, 1, LEMIRE)
  return order
}

export function choice(
  call: Call,
  draws: Draws | Opaque,
  [a, size, replace, p, axis, shuffled]: readonly Value[],
): Value {
  const words = !(draws instanceof Opaque) && !draws.legacy ? MODERN : LEGACY
  const shape = sizeArgument(call, size)
  const count = shape === null ? 1 : sizeOf(shape)
  const number = integer(known(a))
  const texts = hasTexts(known(a)) ? (a as List | Tuple) : null
  const array = number === null && texts === null ? asArray(call, a) : null
  const own = array === null ? [] : shapeOf(array.num)
  if (array !== null && own.length === 0)
    call.raise('ValueError', words === LEGACY ? words.dimensions : `${words.dimensions}, not ${typeText(call, a)}`)
  if (words === LEGACY && own.length > 1) call.raise('ValueError', 'a must be 1-dimensional')
  const along = isNone(axis) || array === null ? 0 : counted(call, integer(known(axis)) ?? 0, own.length)
  const population = number ?? texts?.items.length ?? own[along]
  if (population <= 0 && count !== 0) call.raise('ValueError', number === null ? words.empty : words.notPositive)
  const weights = isNone(p) ? null : weightsOf(call, p, population, words)
  const repeated = replace === undefined || flag(call, replace)
  if (!repeated && count > population) call.raise('ValueError', words.tooMany)
  if (draws instanceof Opaque) return unknownDraw(call, draws, [...(shape ?? []), ...own.slice(1)], 'float64')
  call.runtime.step(count)
  const places = drawPlaces(call, draws, {
    population,
    count,
    weights,
    repeated,
    mixed: shuffled === undefined || flag(call, shuffled),
  })
  if (texts !== null)
    return shape === null
      ? texts.items[places[0]]
      : call.opaque('arrays of strings are not evaluated', { tensor: true, shape })
  if (array === null) return shape === null ? Int.of(places[0]) : NdArray.of(int64(places, shape), call.session)
  if (along !== 0) return call.opaque('`axis=` of `choice` is not evaluated', {}, [a])
  return read(call, array, shape === null ? Int.of(places[0]) : NdArray.of(int64(places, shape), call.session))
}

/** `<class 'float'>` */
function typeText(call: Call, v: Value): string {
  const name = typeof v === 'number' ? 'float' : call.runtime.semantics.display(v, call.runtime)
  return `<class '${name}'>`
}

interface Wanted {
  readonly population: number
  readonly count: number
  readonly weights: Float64Array | null
  readonly repeated: boolean
  readonly mixed: boolean
}

function drawPlaces(call: Call, draws: Draws, { population, count, weights, repeated, mixed }: Wanted): number[] {
  if (repeated) {
    const search = weights && searcher(weights)
    return Array.from({ length: count }, () =>
      search ? search(draws.double()) : place(draws.bits, draws.bounded, population - 1),
    )
  }
  if (weights) return distinctWeighted(call, draws, weights, count)
  return draws.legacy
    ? drawnOrder(call, draws, population).slice(0, count)
    : distinct(call, draws, population, count, mixed)
}
