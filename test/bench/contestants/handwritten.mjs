// What a person writes who knows the derivative: plain loops over typed arrays. The measure of all others. Each run reads the
// data into locals, so that its speed does not hang on what the compiler knows of the closure.
/** @import { Chain, Logistic, MultiplyAdd, LeastSquares, LogSumExp, Run } from '../problems.mjs' */

export const title = 'hand-written'
export const precision = 1e-9

/** @param {Chain} data @returns {Run} */
export function chain(data) {
  return () => {
    const { terms, at } = data
    let value = 0
    let derivative = 0
    for (let i = 0; i < terms; i++) {
      const decay = Math.exp((-i * at) / 1000)
      const sine = Math.sin(i * at)
      value += sine * decay
      derivative += decay * (i * Math.cos(i * at) - (i / 1000) * sine)
    }
    return { value, gradient: derivative }
  }
}

/** @param {Logistic} data @returns {Run} */
export function logistic(data) {
  return () => {
    const { rows, columns, points, labels, weights } = data
    const gradient = new Float64Array(columns)
    let loss = 0
    for (let i = 0; i < rows; i++) {
      const row = i * columns
      let score = 0
      for (let j = 0; j < columns; j++) score += points[row + j] * weights[j]
      const z = -labels[i] * score
      const e = Math.exp(-Math.abs(z))
      loss += Math.max(z, 0) + Math.log1p(e)
      const slope = -labels[i] * (z > 0 ? 1 / (1 + e) : e / (1 + e))
      for (let j = 0; j < columns; j++) gradient[j] += slope * points[row + j]
    }
    for (let j = 0; j < columns; j++) gradient[j] /= rows
    return { value: loss / rows, gradient }
  }
}

/** @param {MultiplyAdd} data @returns {Run} */
export function multiplyAdd(data) {
  return () => {
    const { operations, factor, summand } = data
    const steps = operations / 2
    const states = new Float64Array(steps)
    let y = 0
    for (let i = 0; i < steps; i++) {
      states[i] = y
      y = factor * y + summand
    }
    let adjoint = 1
    let byFactor = 0
    let bySummand = 0
    for (let i = steps - 1; i >= 0; i--) {
      bySummand += adjoint
      byFactor += adjoint * states[i]
      adjoint *= factor
    }
    return { value: y, gradient: [byFactor, bySummand] }
  }
}

/** @param {LeastSquares} data @returns {Run} */
export function llsq(data) {
  return () => {
    const { points, terms, powers, signs, x } = data
    const gradient = new Float64Array(terms)
    let value = 0
    for (let i = 0; i < points; i++) {
      const row = i * terms
      let residual = signs[i]
      for (let j = 0; j < terms; j++) residual -= x[j] * powers[row + j]
      value += (residual * residual) / 2
      for (let j = 0; j < terms; j++) gradient[j] -= residual * powers[row + j]
    }
    return { value, gradient }
  }
}

/** @param {LogSumExp} data @returns {Run} */
export function lse(data) {
  return () => {
    const { x } = data
    const gradient = new Float64Array(x.length)
    let top = -Infinity
    for (let i = 0; i < x.length; i++) if (x[i] > top) top = x[i]
    let total = 0
    for (let i = 0; i < x.length; i++) {
      gradient[i] = Math.exp(x[i] - top)
      total += gradient[i]
    }
    for (let i = 0; i < x.length; i++) gradient[i] /= total
    return { value: top + Math.log(total), gradient }
  }
}
