// jax-js on its WebAssembly backend, in float32 (Node 20 lacks the Float16Array that it needs for float64 data): compiled with
// `jit` where runs are many, without where only the first one counts.
/** @import { Chain, Logistic, MultiplyAdd, LeastSquares, LogSumExp, Run } from '../problems.mjs' */

export const title = 'jax-js'
export const precision = 1e-3
/** A chain has to be written out, one kernel an operation; a longer one overflows its stack. */
export const largest = { multiplyAdd: 1000 }

const load = async () => {
  const jax = await import(/** @type {string} */ ('@jax-js/jax'))
  await jax.init('wasm')
  jax.defaultDevice('wasm')
  const np = jax.numpy
  /** @param {number | Float64Array} data @param {readonly number[]} [shape] */
  const array = (data, shape) => {
    const flat = np.array(typeof data === 'number' ? data : Float32Array.from(data))
    return shape ? flat.reshape(shape) : flat
  }
  return { ...jax, np, array }
}

/** @param {any} gradient @param {() => any[]} inputs @returns {Run} */
function run(gradient, inputs) {
  return () => {
    const [value, derivative] = gradient(...inputs())
    return { value: value.js(), gradient: derivative.js() }
  }
}

/** @param {Chain} data @param {boolean} compiled @returns {Promise<Run>} */
async function chainWith({ terms, at }, compiled) {
  const { array, jit, np, valueAndGrad } = await load()
  const numbers = Float64Array.from({ length: terms }, (_, i) => i)
  const i = array(numbers)
  const decays = array(numbers.map((n) => -n / 1000))
  const gradient = valueAndGrad((/** @type {any} */ x) =>
    np.sum(np.sin(i.ref.mul(x.ref)).mul(np.exp(decays.ref.mul(x)))),
  )
  return run(compiled ? jit(gradient) : gradient, () => [array(at)])
}
/** @param {Chain} data */
export const chain = (data) => chainWith(data, true)
/** @param {Chain} data */
export const cold = (data) => chainWith(data, false)

/** @param {MultiplyAdd} data @returns {Promise<Run>} */
export async function multiplyAdd({ operations, factor, summand }) {
  const { array, valueAndGrad } = await load()
  const gradient = valueAndGrad((/** @type {any} */ { a, b }) => {
    let y = a.ref.mul(0)
    for (let i = 0; i < operations / 2; i++) y = a.ref.mul(y).add(b.ref)
    a.dispose()
    b.dispose()
    return y
  })
  return () => {
    const [value, derivative] = gradient({ a: array(factor), b: array(summand) })
    return { value: value.js(), gradient: [derivative.a.js(), derivative.b.js()] }
  }
}

/** @param {Logistic} data @returns {Promise<Run>} */
export async function logistic({ rows, columns, points, labels, weights }) {
  const { array, jit, nn, np, valueAndGrad } = await load()
  const x = array(points, [rows, columns])
  const y = array(labels)
  const w = array(weights)
  const gradient = jit(
    valueAndGrad((/** @type {any} */ w) => np.mean(nn.softplus(y.ref.mul(-1).mul(np.dot(x.ref, w))))),
  )
  return run(gradient, () => [w.ref])
}

/** @param {LeastSquares} data @returns {Promise<Run>} */
export async function llsq({ points, terms, powers, signs, x: at }) {
  const { array, jit, np, valueAndGrad } = await load()
  const t = array(powers, [points, terms])
  const s = array(signs)
  const x = array(at)
  const gradient = jit(valueAndGrad((/** @type {any} */ x) => np.sum(np.square(s.ref.sub(np.dot(t.ref, x)))).mul(0.5)))
  return run(gradient, () => [x.ref])
}

/** @param {LogSumExp} data @returns {Promise<Run>} */
export async function lse({ x: at }) {
  const { array, jit, nn, valueAndGrad } = await load()
  const x = array(at)
  return run(jit(valueAndGrad((/** @type {any} */ x) => nn.logsumexp(x))), () => [x.ref])
}
