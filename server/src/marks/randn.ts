/** NumPy's legacy normal numbers: `np.random.RandomState(seed).randn(…)`, which `np.random.seed` and `randn` share. */

// Not by way of the engine's index: marks are read on the connection's thread, which has no use for the rest of it.
import { rounded } from '@gradlens/engine/libm'
import { MT19937 } from './mt19937'

/**
 * The first `count` standard normal numbers of `RandomState(seed)`, by Marsaglia's polar method in NumPy's order
 * (`legacy_gauss`): of a pair, the one made from the second uniform number comes first.
 *
 * The twister and the order are NumPy's bit for bit, and so is the rounding of everything but the logarithm, which NumPy
 * leaves to the C library. Ours is correctly rounded; glibc's misrounds one in a thousand, and rounds otherwise with
 * fused multiply-add than without. So one number in 2,500 differs in its last digit from a run on Linux (measured on
 * 400,000), as such runs do from each other between machines.
 *
 * @param seed an integer from 0 to 2³² − 1
 */
export function randn(seed: number, count: number): Float64Array {
  const twister = MT19937.fromSeed(seed)
  const numbers = new Float64Array(count)
  for (let i = 0; i < count; i += 2) {
    const [x, y, radius2] = pointInDisc(twister)
    const scale = Math.sqrt((-2 * rounded.log(radius2)) / radius2)
    numbers[i] = scale * y
    if (i + 1 < count) numbers[i + 1] = scale * x
  }
  return numbers
}

/** A point of the unit disc without its centre, and its distance from there squared. */
function pointInDisc(twister: MT19937): [x: number, y: number, radius2: number] {
  for (;;) {
    const x = 2 * twister.nextDouble() - 1
    const y = 2 * twister.nextDouble() - 1
    const radius2 = x * x + y * y
    if (radius2 > 0 && radius2 < 1) return [x, y, radius2]
  }
}
