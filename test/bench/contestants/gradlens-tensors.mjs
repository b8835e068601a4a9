// The chain as tensor code, as the tensor libraries run it.
/** @import { Chain, Places, Run } from '../problems.mjs' */

export const title = 'Gradlens (tensors)'
export const precision = 1e-9

/** @param {Chain} data @param {Places} places @returns {Promise<Run>} */
export async function chain({ terms, at }, { engine }) {
  const { exp, mul, sin, sum, Tensor, valueAndGrad } = /** @type {import('../../../engine/src/index')} */ (
    await import(engine)
  )
  const numbers = Float64Array.from({ length: terms }, (_, i) => i)
  const i = new Tensor(numbers, [terms], 'float64')
  const decays = new Tensor(
    numbers.map((n) => -n / 1000),
    [terms],
    'float64',
  )
  const gradient = valueAndGrad((x) => sum(mul(sin(mul(i, x)), exp(mul(decays, x)))))
  return () => {
    const [value, derivative] = gradient(at)
    return { value, gradient: derivative }
  }
}
