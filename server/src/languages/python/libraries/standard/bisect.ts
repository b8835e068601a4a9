// `bisect`: places in sorted sequences (Modules/_bisectmodule.c).
import { Int, List, Opaque, type Native, type Runtime, type Span, type Value } from '@gradlens/engine'
import { lenient } from '../../builtins/native'
import { raised } from '../../exceptions'
import { callMethod, callWith, getItem, indexOf, isUnknown, lengthOf, ordered } from '../../operations'
import { named, type StandardModule } from './table'

type Side = 'left' | 'right'

interface Search {
  readonly sequence: Value
  readonly item: Value
  readonly low: Value
  readonly high: Value
  readonly key: Value
}

/** The place where an item keeps the order; opaque where a comparison is unknown. */
function search({ sequence, item, low, high, key }: Search, side: Side, runtime: Runtime, site: Span): number | Opaque {
  const unknown = [sequence, item, low, high, key].find(isUnknown)
  if (unknown) return unknown
  let from = low === undefined ? 0 : indexOf(low, runtime, site)
  if (from < 0) throw raised('ValueError', 'lo must be non-negative', site)
  const length = high === undefined || high === null ? lengthOf(sequence, runtime, site) : indexOf(high, runtime, site)
  if (length instanceof Opaque) return length
  let to = length
  while (from < to) {
    runtime.step(1)
    const middle = Math.floor((from + to) / 2)
    const found = getItem(sequence, Int.of(middle), runtime, site)
    const value = key === undefined || key === null ? found : callWith(key, [found], runtime, site)
    const less = side === 'left' ? ordered('<', value, item, runtime, site) : ordered('<', item, value, runtime, site)
    if (less instanceof Opaque) return less
    if (less === (side === 'left')) from = middle + 1
    else to = middle
  }
  return from
}

function bisecting(side: Side): Native {
  return lenient(
    `bisect_${side}(a, x, lo=, hi=, *, key=)`,
    ([sequence, item, low, high, key], runtime, site) => {
      const place = search({ sequence, item, low, high, key }, side, runtime, site)
      return place instanceof Opaque ? runtime.opaque(place.reason, site) : Int.of(place)
    },
    'bisect',
  )
}

function inserting(side: Side): Native {
  return lenient(
    `insort_${side}(a, x, lo=, hi=, *, key=)`,
    ([sequence, x, low, high, key], runtime, site) => {
      if (isUnknown(sequence)) return null
      const item = key === undefined || key === null || isUnknown(x) ? x : callWith(key, [x as Value], runtime, site)
      const place = search({ sequence, item, low, high, key }, side, runtime, site)
      const at = place instanceof Opaque ? runtime.opaque(place.reason, site) : Int.of(place)
      if (sequence instanceof List && place instanceof Opaque && sequence.opaque) {
        runtime.touch(sequence)
        sequence.items.push(x as Value)
        return null
      }
      callMethod(sequence as Value, 'insert', { positional: [at, x as Value], keywords: null }, runtime, site)
      return null
    },
    'bisect',
  )
}

export const bisect: StandardModule = {
  name: 'bisect',
  members: () => {
    const [left, right] = [bisecting('left'), bisecting('right')]
    const [insertLeft, insertRight] = [inserting('left'), inserting('right')]
    return { ...named([left, right, insertLeft, insertRight]), bisect: right, insort: insertRight }
  },
}
