// Gradlens as docs/engine.md teaches it: scalar code for the two chains, tensor code for the rest.
/** @import { Chain, MultiplyAdd, Places, Run } from '../problems.mjs' */
import { engineOf } from './functions.mjs'
import * as functions from './functions.mjs'

export const title = 'Gradlens'
export const precision = 1e-9

/** @param {Chain} data @param {Places} places @returns {Promise<Run>} */
export async function chain({ terms, at }, places) {
  const { add, exp, mul, sin, valueAndGrad } = await engineOf(places)
  const gradient = valueAndGrad((x) => {
    let sum = mul(0, x)
    for (let i = 0; i < terms; i++) sum = add(sum, mul(sin(mul(i, x)), exp(mul(-i / 1000, x))))
    return sum
  })
  return () => named(gradient(at))
}

/** @param {MultiplyAdd} data @param {Places} places @returns {Promise<Run>} */
export async function multiplyAdd({ operations, factor, summand }, places) {
  const { add, mul, valueAndGrad } = await engineOf(places)
  const gradient = valueAndGrad(
    (a, b) => {
      let y = mul(a, 0)
      for (let i = 0; i < operations / 2; i++) y = add(mul(a, y), b)
      return y
    },
    [0, 1],
  )
  return () => named(gradient(factor, summand))
}

/** @param {'logistic' | 'llsq' | 'lse' | 'gmm' | 'lstm'} name */
function gradientOf(name) {
  /** @param {any} data @param {Places} places @returns {Promise<Run>} */
  return async (data, places) => {
    const { f, at } = await functions[name](data, places)
    const { valueAndGrad } = await engineOf(places)
    const gradient = valueAndGrad(
      f,
      at.map((_, i) => i),
    )
    return () => named(gradient(...at))
  }
}

export const logistic = gradientOf('logistic')
export const llsq = gradientOf('llsq')
export const lse = gradientOf('lse')
export const gmm = gradientOf('gmm')
export const lstm = gradientOf('lstm')

/** @param {readonly [value: any, gradient: any]} pair */
function named([value, gradient]) {
  return { value, gradient }
}
