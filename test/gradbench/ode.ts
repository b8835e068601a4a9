// GradBench's ode: y′₀ = x₀, y′ᵢ = xᵢ·yᵢ₋₁ from y(0) = 0 to y(2) by Runge and Kutta's fourth-order steps. Its gradient is that of
// the last component.
import { add, concat, div, index, mul, type Num, type Tensor } from '@gradlens/engine'

const ONE = [1]
const END = 2

/** y(2) after `steps` steps, of x's length. */
export const ode =
  (steps: number) =>
  (x: Num): Num => {
    const n = (x as Tensor).size
    const rate = (y: Num): Num => mul(x, concat([ONE, index(y, [{ start: 0, stop: n - 1, step: null }])]))
    const h = END / steps
    let y: Num = mul(0, x)
    for (let step = 0; step < steps; step++) {
      const k1 = rate(y)
      const k2 = rate(add(y, mul(h / 2, k1)))
      const k3 = rate(add(y, mul(h / 2, k2)))
      const k4 = rate(add(y, mul(h, k3)))
      y = add(y, mul(h, div(add(add(k1, mul(2, k2)), add(mul(2, k3), k4)), 6)))
    }
    return y
  }

/** The last component of y(2). */
export const lastOfOde =
  (steps: number) =>
  (x: Num): Num =>
    index(ode(steps)(x), [-1])
