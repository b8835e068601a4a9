// GradBench's det: a determinant by minors, ℓ! products of scalars.
import { add, index, item, mul, sub, type Num } from '@gradlens/engine'

/** The determinant of an ℓ × ℓ matrix given as ℓ² numbers in row-major order. */
export const det =
  (ell: number) =>
  (a: Num): Num => {
    const entries = Array.from({ length: ell * ell }, (_, i) => item(index(a, [i])))
    const minor = (row: number, columns: readonly number[]): Num => {
      if (columns.length === 1) return entries[row * ell + columns[0]]
      return columns.reduce<Num>((total, column, i) => {
        const rest = columns.filter((other) => other !== column)
        const term = mul(entries[row * ell + column], minor(row + 1, rest))
        return i % 2 === 0 ? add(total, term) : sub(total, term)
      }, 0)
    }
    return minor(
      0,
      Array.from({ length: ell }, (_, i) => i),
    )
  }
