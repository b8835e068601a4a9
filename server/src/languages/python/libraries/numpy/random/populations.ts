// Small questions about what is drawn from.
import { List, Tuple, type Value } from '@gradlens/engine'

/** A sequence of texts, which would become an array of strings. */
export function hasTexts(v: Value): boolean {
  return (
    (v instanceof List || v instanceof Tuple) && v.items.length > 0 && v.items.every((item) => typeof item === 'string')
  )
}

/** A sum that carries its rounding errors along (Kahan 1965). */
export function kahanSum(x: ArrayLike<number>, count = x.length): number {
  let sum = x[0]
  let carry = 0
  for (let i = 1; i < count; i++) {
    const y = x[i] - carry
    const t = sum + y
    carry = t - sum - y
    sum = t
  }
  return sum
}
