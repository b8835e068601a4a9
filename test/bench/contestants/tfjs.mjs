// TensorFlow.js with its cpu backend, in float32.
/** @import { Chain, Logistic, MultiplyAdd, LeastSquares, LogSumExp, Places, Run } from '../problems.mjs' */

export const title = 'tfjs'
export const precision = 1e-3
/** A chain has to be written out, one kernel an operation. */
export const largest = { multiplyAdd: 3000 }

/** @param {Places} places */
const load = async ({ tfjs }) => {
  if (!tfjs) throw new Error('tfjs could not be bundled')
  const tf = await import(tfjs)
  await tf.setBackend('cpu')
  await tf.ready()
  return tf
}

/** @param {any} tf @param {any} f @param {readonly any[]} inputs @returns {Run} */
function gradient(tf, f, inputs) {
  const both = tf.valueAndGrads(f)
  return () =>
    tf.tidy(() => {
      const { value, grads } = both(inputs)
      const gradients = grads.map((/** @type {any} */ grad) => grad.dataSync())
      return { value: value.dataSync()[0], gradient: gradients }
    })
}

/** @param {Chain} data @param {Places} places */
export async function chain({ terms, at }, places) {
  const tf = await load(places)
  const i = tf.range(0, terms)
  const decays = tf.mul(i, -1 / 1000)
  const f = (/** @type {any} */ x) => tf.sum(tf.mul(tf.sin(tf.mul(i, x)), tf.exp(tf.mul(decays, x))))
  return gradient(tf, f, [tf.scalar(at)])
}

/** @param {MultiplyAdd} data @param {Places} places */
export async function multiplyAdd({ operations, factor, summand }, places) {
  const tf = await load(places)
  const f = (/** @type {any} */ a, /** @type {any} */ b) => {
    let y = tf.mul(a, 0)
    for (let i = 0; i < operations / 2; i++) y = tf.add(tf.mul(a, y), b)
    return y
  }
  return gradient(tf, f, [tf.scalar(factor), tf.scalar(summand)])
}

/** @param {Logistic} data @param {Places} places */
export async function logistic({ rows, columns, points, labels, weights }, places) {
  const tf = await load(places)
  const x = tf.tensor2d(Float32Array.from(points), [rows, columns])
  const y = tf.tensor1d(Float32Array.from(labels))
  const f = (/** @type {any} */ w) =>
    tf.mean(tf.softplus(tf.mul(tf.neg(y), tf.reshape(tf.matMul(x, tf.reshape(w, [columns, 1])), [rows]))))
  return gradient(tf, f, [tf.tensor1d(Float32Array.from(weights))])
}

/** @param {LeastSquares} data @param {Places} places */
export async function llsq({ points, terms, powers, signs, x }, places) {
  const tf = await load(places)
  const t = tf.tensor2d(Float32Array.from(powers), [points, terms])
  const s = tf.tensor1d(Float32Array.from(signs))
  const f = (/** @type {any} */ x) =>
    tf.div(tf.sum(tf.square(tf.sub(s, tf.reshape(tf.matMul(t, tf.reshape(x, [terms, 1])), [points])))), 2)
  return gradient(tf, f, [tf.tensor1d(Float32Array.from(x))])
}

/** @param {LogSumExp} data @param {Places} places */
export async function lse({ x }, places) {
  const tf = await load(places)
  return gradient(tf, (/** @type {any} */ x) => tf.logSumExp(x), [tf.tensor1d(Float32Array.from(x))])
}
