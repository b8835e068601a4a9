// GradBench's llsq: how far a polynomial with coefficients x is from the sign function at n points of [−1, 1]. As tensors, and
// with a scalar operation at a time.
import { add, index, item, matmul, mul, square, sub, sum, Tensor, type Num, type Operand } from '@gradlens/engine'

/** n points from −1 to 1. */
const points = (n: number): number[] => Array.from({ length: n }, (_, i) => -1 + (2 * i) / (n - 1))

/** The powers 0 … m − 1 of n points, (n, m), and the points' signs. */
export interface Data {
  readonly powers: Tensor
  readonly signs: Tensor
}

export function data(n: number, m: number): Data {
  const t = points(n)
  const powers = new Float64Array(n * m)
  t.forEach((point, i) => {
    for (let j = 0, power = 1; j < m; j++, power *= point) powers[i * m + j] = power
  })
  return {
    powers: new Tensor(powers, [n, m], 'float64'),
    signs: new Tensor(Float64Array.from(t, Math.sign), [n], 'float64'),
  }
}

/** Σ (sign tᵢ − Σ xⱼ tᵢʲ)²/2. */
export const llsq =
  ({ powers, signs }: Data) =>
  (x: Operand): Num =>
    mul(0.5, sum(square(sub(signs, matmul(powers, x)))))

/** The same, term by term. */
export const llsqByScalars =
  (n: number) =>
  (x: Num): Num => {
    const coefficients = Array.from({ length: (x as Tensor).size }, (_, j) => item(index(x, [j])))
    let total: Num = 0
    for (const t of points(n)) {
      let rest: Num = Math.sign(t)
      let power = 1
      for (const coefficient of coefficients) {
        rest = sub(rest, mul(coefficient, power))
        power *= t
      }
      total = add(total, square(rest))
    }
    return mul(0.5, total)
  }
