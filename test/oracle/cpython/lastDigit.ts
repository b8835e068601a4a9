// Two texts whose numbers differ in their last digit only: glibc's `pow`, `log10` and their kin are not always correctly
// rounded, so what follows from them may differ there from what CPython prints.

const NUMBER = /-?\d+\.?\d*(?:e[-+]?\d+)?/gi

/** How far apart two floats may be, in units of the larger one's last place. */
const UNITS = 4

/** How many numbers a text holds. */
export function numbersIn(text: string): number {
  return text.match(NUMBER)?.length ?? 0
}

/**
 * How many numbers of two texts differ in the last digit of a float; null where anything else differs.
 *
 * Numbers of fewer than 15 digits are no such floats: they must be the same.
 */
export function lastDigitDifferences(a: string, b: string): number | null {
  if (a.replace(NUMBER, '#') !== b.replace(NUMBER, '#')) return null
  const [left, right] = [a.match(NUMBER) ?? [], b.match(NUMBER) ?? []]
  let count = 0
  for (const [i, x] of left.entries()) {
    if (x === right[i]) continue
    if (digits(x) < 15 && digits(right[i]) < 15) return null
    const [p, q] = [Number(x), Number(right[i])]
    if (!(Math.abs(p - q) <= UNITS * 2 ** -52 * Math.max(Math.abs(p), Math.abs(q)))) return null
    count++
  }
  return count
}

function digits(text: string): number {
  return text.replace(/e.*/i, '').replace(/[^\d]/g, '').replace(/^0+/, '').length
}
