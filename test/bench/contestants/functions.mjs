// The functions of tensors that the Gradlens contestants run, with the arguments that they are run at.
/** @import { Gmm, LeastSquares, Logistic, LogSumExp, Lstm, Places } from '../problems.mjs' */
/** @import { Num, Operand, Tensor } from '../../../engine/src/index' */

/** @typedef {{ f: (...x: any[]) => Operand, at: Tensor[] }} Problem */

/** @param {Places} places @returns {Promise<typeof import('../../../engine/src/index')>} */
export const engineOf = ({ engine }) => import(engine)

/** @param {Places} places @returns {Promise<typeof import('../gradbench.entry')>} */
const gradbenchOf = ({ gradbench }) => {
  if (gradbench === null) throw new Error('test/gradbench could not be bundled')
  return import(gradbench)
}

/** @param {Logistic} data @param {Places} places @returns {Promise<Problem>} */
export async function logistic({ rows, columns, points, labels, weights }, places) {
  const { matmul, mean, mul, neg, softplus, Tensor } = await engineOf(places)
  const x = new Tensor(points, [rows, columns], 'float64')
  const y = new Tensor(labels, [rows], 'float64')
  return {
    f: (/** @type {Num} */ w) => mean(softplus(mul(neg(y), matmul(x, w)))),
    at: [new Tensor(weights, [columns], 'float64')],
  }
}

/** @param {LeastSquares} data @param {Places} places @returns {Promise<Problem>} */
export async function llsq({ points, terms, x }, places) {
  const { Tensor } = await engineOf(places)
  const { llsq } = await gradbenchOf(places)
  return { f: llsq.llsq(llsq.data(points, terms)), at: [new Tensor(x, [terms], 'float64')] }
}

/** @param {LogSumExp} data @param {Places} places @returns {Promise<Problem>} */
export async function lse({ x }, places) {
  const { Tensor } = await engineOf(places)
  const { lse } = await gradbenchOf(places)
  return { f: lse.lse, at: [new Tensor(x, [x.length], 'float64')] }
}

/** @param {Gmm} data @param {Places} places @returns {Promise<Problem>} */
export async function gmm({ d, k, n, m, gamma, ...data }, places) {
  const { Tensor } = await engineOf(places)
  const { gmm } = await gradbenchOf(places)
  const x = new Tensor(data.x, [n, d], 'float64')
  return {
    f: gmm.gmm({ d, k, n, m, gamma, x }),
    at: [
      new Tensor(data.alpha, [k], 'float64'),
      new Tensor(data.mu, [k, d], 'float64'),
      new Tensor(data.q, [k, d], 'float64'),
      new Tensor(data.l, [k, (d * (d - 1)) / 2], 'float64'),
    ],
  }
}

/** @param {Lstm} data @param {Places} places @returns {Promise<Problem>} */
export async function lstm({ layers, width, steps, state, sequence, parameters }, places) {
  const { Tensor } = await engineOf(places)
  const { lstm } = await gradbenchOf(places)
  return {
    f: lstm.lstm({
      layers,
      width,
      state: new Tensor(state, [2 * layers, width], 'float64'),
      sequence: new Tensor(sequence, [steps, width], 'float64'),
    }),
    at: [new Tensor(parameters, [parameters.length], 'float64')],
  }
}
