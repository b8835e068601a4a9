// The tape of a textbook: one object per number with its value, its adjoint and a closure that passes the adjoint on.
/** @import { Chain, Logistic, MultiplyAdd, LeastSquares, LogSumExp, Run } from '../problems.mjs' */

export const title = 'object tape'
export const precision = 1e-9

/** @typedef {{ value: number, adjoint: number, back: () => void }} Node */

/** @type {Node[]} */
let tape = []
const nothing = () => {}

/** @param {number} value @param {() => void} [back] @returns {Node} */
function node(value, back = nothing) {
  const made = { value, adjoint: 0, back }
  tape.push(made)
  return made
}

/** @param {Node} x @param {Node} y */
function add(x, y) {
  const out = node(x.value + y.value, () => {
    x.adjoint += out.adjoint
    y.adjoint += out.adjoint
  })
  return out
}

/** @param {Node} x @param {Node} y */
function mul(x, y) {
  const out = node(x.value * y.value, () => {
    x.adjoint += out.adjoint * y.value
    y.adjoint += out.adjoint * x.value
  })
  return out
}

/** @param {Node} x @param {number} factor */
function scale(x, factor) {
  const out = node(x.value * factor, () => (x.adjoint += out.adjoint * factor))
  return out
}

/** @param {(x: number) => number} f @param {(x: number, out: number) => number} derivative */
function unary(f, derivative) {
  return (/** @type {Node} */ x) => {
    const out = node(f(x.value), () => (x.adjoint += out.adjoint * derivative(x.value, out.value)))
    return out
  }
}

const sin = unary(Math.sin, Math.cos)
const exp = unary(Math.exp, (_, out) => out)
const log = unary(Math.log, (x) => 1 / x)
const softplus = unary(
  (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  (x) => 1 / (1 + Math.exp(-x)),
)

/** @param {readonly number[] | Float64Array} inputs @param {(x: Node[]) => Node} f @returns {Run} */
function gradient(inputs, f) {
  return () => {
    tape = []
    const leaves = Array.from(inputs, (value) => node(value))
    const out = f(leaves)
    out.adjoint = 1
    for (let i = tape.length - 1; i >= 0; i--) tape[i].back()
    return { value: out.value, gradient: leaves.map(({ adjoint }) => adjoint) }
  }
}

/** Σ xⱼ·row[start + j]. @param {readonly Node[]} x @param {Float64Array} rows @param {number} start */
function dot(x, rows, start) {
  let sum = node(0)
  for (let j = 0; j < x.length; j++) sum = add(sum, scale(x[j], rows[start + j]))
  return sum
}

/** @param {Chain} data */
export function chain({ terms, at }) {
  return gradient([at], ([x]) => {
    let sum = node(0)
    for (let i = 0; i < terms; i++) sum = add(sum, mul(sin(scale(x, i)), exp(scale(x, -i / 1000))))
    return sum
  })
}

/** @param {Logistic} data */
export function logistic({ rows, columns, points, labels, weights }) {
  return gradient(weights, (w) => {
    let loss = node(0)
    for (let i = 0; i < rows; i++) loss = add(loss, softplus(scale(dot(w, points, i * columns), -labels[i])))
    return scale(loss, 1 / rows)
  })
}

/** @param {MultiplyAdd} data */
export function multiplyAdd({ operations, factor, summand }) {
  return gradient([factor, summand], ([a, b]) => {
    let y = node(0)
    for (let i = 0; i < operations / 2; i++) y = add(mul(a, y), b)
    return y
  })
}

/** @param {LeastSquares} data */
export function llsq({ points, terms, powers, signs, x }) {
  return gradient(x, (leaves) => {
    let sum = node(0)
    for (let i = 0; i < points; i++) {
      const residual = add(node(signs[i]), scale(dot(leaves, powers, i * terms), -1))
      sum = add(sum, scale(mul(residual, residual), 0.5))
    }
    return sum
  })
}

/** @param {LogSumExp} data */
export function lse({ x }) {
  return gradient(x, (leaves) => {
    const top = leaves.reduce((a, b) => (a.value > b.value ? a : b))
    const shift = scale(top, -1)
    const total = leaves.reduce((sum, leaf) => add(sum, exp(add(leaf, shift))), node(0))
    return add(top, log(total))
  })
}
