// The functions of gradlens.mjs evaluated without derivatives: what gradient ÷ primal is measured by.
/** @import { Places, Run } from '../problems.mjs' */
import * as functions from './functions.mjs'

export const title = 'Gradlens, value only'
export const precision = 1e-9

/** @param {'logistic' | 'llsq' | 'lse' | 'gmm' | 'lstm'} name */
function valueOf(name) {
  /** @param {any} data @param {Places} places @returns {Promise<Run>} */
  return async (data, places) => {
    const { f, at } = await functions[name](data, places)
    return () => ({ value: f(...at), gradient: null })
  }
}

export const logistic = valueOf('logistic')
export const llsq = valueOf('llsq')
export const lse = valueOf('lse')
export const gmm = valueOf('gmm')
export const lstm = valueOf('lstm')
