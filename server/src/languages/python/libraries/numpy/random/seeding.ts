// Seeds: what NumPy's generators start from.
import { Int, List, Opaque, Tuple, type Value } from '@gradlens/engine'
import { MT19937 } from '../../../../../marks/mt19937'
import { isNone } from '../arguments'
import type { Call } from '../call'
import { isInteger } from '../dtypes'
import { NdArray } from '../ndarray'
import { integer } from '../shaping'
import { Pcg64, Twister } from './bits'
import { LegacyDraws, ZigguratDraws } from './draws'
import type { Stream } from './generator'
import { seedWords, wordsOf } from './seedSequence'
import { parameter } from './sizes'

const OUT_OF_RANGE = 'Seed must be between 0 and 2**32 - 1'

/** `RandomState(seed)`: an integer or an array of them; null: not seeded. */
export function legacyStream(call: Call, seed: Value): Stream {
  if (isNone(seed)) return null
  if (seed instanceof Opaque) return seed
  const { libm } = call.session.options
  const single = seed instanceof Int ? BigInt(seed.value) : integer(seed)
  if (single !== null) {
    if (single < 0 || single > 0xffffffff) call.raise('ValueError', OUT_OF_RANGE)
    return new LegacyDraws(new Twister(MT19937.fromSeed(Number(single))), libm)
  }
  if (typeof seed !== 'number' && !(seed instanceof List) && !(seed instanceof Tuple) && !(seed instanceof NdArray))
    return new Opaque('this seed is not evaluated')
  const key = parameter(call, seed, null)
  if (key.size === 0) call.raise('ValueError', 'Seed must be non-empty')
  if (key.dtype.startsWith('float'))
    call.raise(
      'TypeError',
      key.shape.length === 0
        ? "Cannot cast scalar from dtype('float64') to dtype('int64') according to the rule 'safe'"
        : "Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'",
    )
  if (key.size === 1) return new LegacyDraws(new Twister(keyed(call, key.data, key.shape.length)), libm)
  if (key.shape.length !== 1) call.raise('ValueError', 'Seed array must be 1-d')
  return new LegacyDraws(new Twister(keyed(call, key.data, 1)), libm)
}

/** An array of one element is an integer to NumPy where it has no sequence's brackets of Python's. */
function keyed(call: Call, data: ArrayLike<number>, rank: number): MT19937 {
  const words = Array.from(data)
  if (words.some((x) => x < 0 || x > 0xffffffff)) call.raise('ValueError', OUT_OF_RANGE)
  return rank === 0 ? MT19937.fromSeed(words[0]) : MT19937.fromKey(words)
}

/** `default_rng(seed)`: PCG64 from a SeedSequence. */
export function modernStream(call: Call, seed: Value): Stream {
  if (isNone(seed)) return null
  if (seed instanceof Opaque) return seed
  const numbers = integersOf(call, seed)
  if (numbers === null) return new Opaque('this seed is not evaluated')
  if (numbers.some((n) => n < 0n)) call.raise('ValueError', 'expected non-negative integer')
  const entropy = numbers.flatMap(wordsOf)
  return new ZigguratDraws(Pcg64.seeded(seedWords(entropy, [], 4)), call.session.options.libm)
}

function integersOf(call: Call, seed: Value): bigint[] | null {
  if (seed instanceof Int) return [BigInt(seed.value)]
  const single = integer(seed)
  if (single !== null) return [BigInt(single)]
  if (typeof seed === 'number')
    return call.raise(
      'TypeError',
      'SeedSequence expects int or sequence of ints for entropy not ' +
        call.runtime.semantics.display(seed, call.runtime),
    )
  const items = seed instanceof List || seed instanceof Tuple ? seed.items : null
  if (items?.every((item): item is Int => item instanceof Int)) return items.map((item) => BigInt(item.value))
  if (!(seed instanceof NdArray)) return null
  const x = parameter(call, seed, null)
  return isInteger(x.dtype) ? Array.from(x.data, BigInt) : null
}
