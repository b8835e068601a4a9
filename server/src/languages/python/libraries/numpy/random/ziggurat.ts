// The layers of the ziggurats (Marsaglia and Tsang 2000; Doornik 2005) that NumPy's new generators draw normal and
// exponential numbers with: 256 regions of equal area under the density, computed on first use.
import { glibc } from '@gradlens/engine'

const LAYERS = 256

/** By layer: a draw below `bound` lies inside without a look at the density; `width` scales draws to abscissas; `density`. */
export interface Ziggurat {
  readonly bound: Float64Array
  readonly width: Float64Array
  readonly density: Float64Array
}

/** Where the normal distribution's tail begins. */
export const NORMAL_TAIL = 3.6541528853610088
/** The area of a layer, in the double arithmetic that the tables were once made in. */
const NORMAL_AREA = 0.004928673233974652

/** NumPy's layers of the normal distribution were computed in double arithmetic, and are again. */
function normalLayers(): Ziggurat {
  const density = new Float64Array(LAYERS)
  const x = new Float64Array(LAYERS)
  x[LAYERS - 1] = NORMAL_TAIL
  density[LAYERS - 1] = glibc.exp(-0.5 * NORMAL_TAIL * NORMAL_TAIL)
  for (let i = LAYERS - 2; i > 0; i--) {
    x[i] = Math.sqrt(-2 * glibc.log(NORMAL_AREA / x[i + 1] + density[i + 1]))
    density[i] = glibc.exp(-0.5 * x[i] * x[i])
    // One density lies so near the middle of two doubles that the libm of that day took the other one.
    if (i === 38) density[i] += 2 ** -53
  }
  density[0] = 1
  x[0] = NORMAL_AREA / density[LAYERS - 1]
  return layersOf(x, density, 52)
}

function layersOf(x: Float64Array, density: Float64Array, bits: number): Ziggurat {
  const scale = 2 ** bits
  const bound = x.map((value, i) => (i < 2 ? 0 : Math.round((x[i - 1] / value) * scale)))
  bound[0] = Math.floor((x[LAYERS - 1] / x[0]) * scale)
  return { bound, width: x.map((value) => value / scale), density }
}

/** Where the exponential distribution's tail begins. */
export const EXPONENTIAL_TAIL = 7.69711747013105

const FRACTION_BITS = 200n
const ONE = 1n << FRACTION_BITS

/** e^x in fixed point, by its power series. */
function fixedExp(x: bigint): bigint {
  const halvings = 10n
  let sum = ONE
  let term = ONE
  const reduced = x >> halvings
  for (let n = 1n; term !== 0n && term !== -1n; n++) sum += term = ((term * reduced) >> FRACTION_BITS) / n
  for (let i = 0n; i < halvings; i++) sum = (sum * sum) >> FRACTION_BITS
  return sum
}

const fixed = (x: number): bigint => BigInt(Math.round(x * 2 ** 48)) << (FRACTION_BITS - 48n)
/** The nearest double, for a positive number below 2¹⁵. */
function rounded(x: bigint): number {
  const shift = BigInt(Math.max(0, x.toString(2).length - 54 - 8))
  return Number((x >> shift) | 1n) / 2 ** Number(FRACTION_BITS - shift)
}

/** log(y) in fixed point: two steps of Halley's method from the double's logarithm. */
function fixedLog(y: bigint): bigint {
  let x = fixed(Math.log(rounded(y)))
  for (let i = 0; i < 2; i++) {
    const e = fixedExp(x)
    x += (2n * (y - e) * ONE) / (y + e)
  }
  return x
}

/** The layers of the exponential distribution, correctly rounded. NumPy's bounds differ from these by at most 3 of 2⁵³: a draw
 *  that falls there, one in 10¹⁵, would be looked at by the density in one and not in the other. */
function exponentialLayers(): Ziggurat {
  const tail = (7697117470131049714044628n * ONE) / 10n ** 24n
  const atTail = (ONE * ONE) / fixedExp(tail)
  const area = ((tail + ONE) * atTail) >> FRACTION_BITS
  const x = new Float64Array(LAYERS)
  const density = new Float64Array(LAYERS)
  density[0] = 1
  x[0] = rounded((area * ONE) / atTail)
  for (let i = LAYERS - 1, at = tail, height = atTail; i > 0; i--) {
    x[i] = rounded(at)
    density[i] = rounded(height)
    height += (area * ONE) / at
    if (i > 1) at = -fixedLog(height)
  }
  return layersOf(x, density, 53)
}

function once<T>(make: () => T): () => T {
  let made: T | null = null
  return () => (made ??= make())
}

export const normalZiggurat = once(normalLayers)
export const exponentialZiggurat = once(exponentialLayers)
