// `round(x, n)` of floats: through the exact decimal digits (CPython, double_round).
import { PythonFault } from '../fault'
import { fixedDigits } from './decimal'
import { roundHalfEven } from './float'

/** x rounded to `places` decimal digits (negative: to tens, hundreds …), half to even on its exact value. */
export function roundedFloat(x: number, places: number): number {
  if (!Number.isFinite(x) || places > 323) return x
  if (places < -308) return x < 0 ? -0 : 0
  const sign = x < 0 || Object.is(x, -0) ? -1 : 1
  if (places >= 0) {
    const { digits, point } = fixedDigits(x, places)
    return sign * Number(`${digits.slice(0, point) || '0'}.${digits.slice(point)}`)
  }
  const unit = 10 ** -places
  const result = sign * roundHalfEven(Math.abs(x) / unit) * unit
  if (!Number.isFinite(result)) throw new PythonFault('OverflowError', 'rounded value too large to represent')
  return result
}
