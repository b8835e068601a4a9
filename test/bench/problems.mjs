// What is measured: each problem with its data, its contestants, the answer that is checked before anything is timed, and the
// targets that Gradlens is held against.
import { readFileSync } from 'node:fs'

/** @typedef {{ terms: number, at: number }} Chain */
/** @typedef {{ rows: number, columns: number, points: Float64Array, labels: Float64Array, weights: Float64Array }} Logistic */
/** @typedef {{ operations: number, factor: number, summand: number }} MultiplyAdd */
/** @typedef {{ points: number, terms: number, powers: Float64Array, signs: Float64Array, x: Float64Array }} LeastSquares */
/** @typedef {{ x: Float64Array }} LogSumExp */
/** @typedef {{ d: number, k: number, n: number, m: number, gamma: number, x: Float64Array, alpha: Float64Array,
 *    mu: Float64Array, q: Float64Array, l: Float64Array }} Gmm */
/** @typedef {{ layers: number, width: number, steps: number, state: Float64Array, sequence: Float64Array,
 *    parameters: Float64Array }} Lstm */

/** What a run gives: numbers, nested arrays, typed arrays or tensors; a null gradient where only the value is computed.
 *  @typedef {{ value: any, gradient: any }} Answer */
/** @typedef {() => Answer} Run */

/** The addresses of what was bundled for this run, null where bundling failed.
 *  @typedef {{ engine: string, gradbench: string | null, tfjs: string | null }} Places */

/** A contestant: a file of contestants/. Each of its other exports is a problem's name, and makes a run from the problem's data.
 * @typedef {object} Contestant
 * @property {string} title
 * @property {number} precision The relative error that it is allowed.
 * @property {Record<string, number>} [largest] For a problem the number of operations that it is measured at, and its time
 *   scaled from.
 */

/** Gradlens' time ÷ another's is to be at most this.
 *  @typedef {{ over: string, atMost: number, text: string }} Target */

/**
 * @typedef {object} Problem
 * @property {string} title
 * @property {'warm' | 'cold' | 'sizes'} kind
 * @property {string} contest The export of the contestants' files.
 * @property {() => any} data
 * @property {(() => Answer) | null} expected Null: hand-written JavaScript's answer, which the others confirm or not.
 * @property {readonly string[]} contestants Files of contestants/.
 * @property {readonly Target[]} targets
 * @property {readonly number[]} [sizes]
 */

/** @param {string} name */
const golden = (name) =>
  JSON.parse(readFileSync(new URL(`../gradbench/goldens/${name}.golden.json`, import.meta.url), 'utf8'))

/** @param {any} nested @returns {Float64Array} */
const flat = (nested) => Float64Array.from(nested.flat(Infinity))

/** Numbers between −1 and 1 that are the same in every run (a linear congruential generator: Knuth, TAOCP 2, §3.2.1). */
function numbers() {
  let state = 20201
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  }
}

const chainData = () => ({ terms: 1000, at: 0.7 })
/** As the issue gives them. */
const chainAnswer = () => ({ value: 1.8050475089, gradient: 575.5254176511695 })

function logisticData() {
  const next = numbers()
  const [rows, columns] = [1000, 50]
  return {
    rows,
    columns,
    points: Float64Array.from({ length: rows * columns }, next),
    labels: Float64Array.from({ length: rows }, () => Math.sign(next())),
    weights: Float64Array.from({ length: columns }, next),
  }
}

const multiplyAddData = (operations = 3_000_000) => ({ operations, factor: 0.9999995, summand: 1e-6 })

function llsqData() {
  const { x, n: points } = golden('llsq_n64_m128').input
  const t = Array.from({ length: points }, (_, i) => -1 + (2 * i) / (points - 1))
  const powers = flat(t.map((point) => x.map((/** @type {number} */ _, /** @type {number} */ j) => point ** j)))
  return { points, terms: x.length, powers, signs: Float64Array.from(t, Math.sign), x: flat(x) }
}

function gmmData() {
  const { d, k, n, m, gamma, x, alpha, mu, q, l } = golden('gmm_d10_k5_n1000').input
  return { d, k, n, m, gamma, x: flat(x), alpha: flat(alpha), mu: flat(mu), q: flat(q), l: flat(l) }
}

function gmmAnswer() {
  const { objective, jacobian } = golden('gmm_d10_k5_n1000').expected
  return { value: objective, gradient: [jacobian.alpha, jacobian.mu, jacobian.q, jacobian.l] }
}

function lstmData() {
  const { main_params: inner, extra_params: outer, state, sequence } = golden('lstm_l2_c64_small').input
  return {
    layers: inner.length / 2,
    width: sequence[0].length,
    steps: sequence.length,
    state: flat(state),
    sequence: flat(sequence),
    parameters: flat([inner, outer]),
  }
}

function lstmAnswer() {
  const { objective, jacobian } = golden('lstm_l2_c64_small').expected
  return { value: objective, gradient: jacobian }
}

/** @param {string} name */
const smallAnswer = (name) => () => {
  const { primal, gradient } = golden(name).expected
  return { value: primal, gradient }
}

const peers = ['rose', 'jax-js', 'tfjs']
/** @type {Target} */
const cheap = { over: 'Gradlens, value only', atMost: 3.5, text: 'gradient ÷ primal ≤ 3.5' }

/** @type {Readonly<Record<string, Problem>>} */
export const PROBLEMS = {
  cold: {
    title: 'Chain of 1000 terms, cold: a fresh process from before the module is loaded to the first result',
    kind: 'cold',
    contest: 'chain',
    data: chainData,
    expected: chainAnswer,
    contestants: ['handwritten', 'gradlens', 'gradlens-indices', 'gradlens-tensors', 'object-tape', ...peers],
    targets: ['rose', 'tfjs', 'jax-js'].map((over) => ({ over, atMost: 0.1, text: `10 × sooner than ${over}` })),
  },
  chain: {
    title: 'Chain of 1000 terms, warm: Σ sin(i·x)·exp(−i·x/1000) and its derivative',
    kind: 'warm',
    contest: 'chain',
    data: chainData,
    expected: chainAnswer,
    contestants: ['handwritten', 'gradlens', 'gradlens-indices', 'gradlens-tensors', 'object-tape', ...peers],
    targets: [
      { over: 'hand-written', atMost: 3, text: '≤ 3 × hand-written' },
      { over: 'rose', atMost: 1, text: 'ahead of rose' },
    ],
  },
  logistic: {
    title: 'Logistic loss, 1000 × 50: value and gradient',
    kind: 'warm',
    contest: 'logistic',
    data: logisticData,
    expected: null,
    contestants: ['handwritten', 'gradlens', 'gradlens-value', 'object-tape', ...peers],
    targets: [{ over: 'hand-written', atMost: 1.2, text: '≤ 1.2 × hand-written' }],
  },
  multiplyAdd: {
    title: 'Multiply-add chain of 3 million operations: recorded and reversed',
    kind: 'warm',
    contest: 'multiplyAdd',
    data: multiplyAddData,
    expected: null,
    contestants: ['handwritten', 'gradlens', 'gradlens-indices', 'object-tape', ...peers],
    targets: [{ over: 'hand-written', atMost: 64 / 13.6, text: '≤ 64 where hand-written takes 13.6' }],
  },
  linear: {
    title: 'Multiply-add chain by its length: nanoseconds an operation',
    kind: 'sizes',
    contest: 'multiplyAdd',
    data: multiplyAddData,
    expected: null,
    contestants: ['handwritten', 'gradlens', 'gradlens-indices'],
    sizes: [100_000, 1_000_000, 3_000_000, 10_000_000],
    targets: [],
  },
  llsq: {
    title: 'GradBench llsq, 64 points, 128 coefficients',
    kind: 'warm',
    contest: 'llsq',
    data: llsqData,
    expected: smallAnswer('llsq_n64_m128'),
    contestants: ['handwritten', 'gradlens', 'gradlens-value', 'object-tape', ...peers],
    targets: [cheap],
  },
  lse: {
    title: 'GradBench lse, 2500 numbers',
    kind: 'warm',
    contest: 'lse',
    data: () => ({ x: flat(golden('lse_n2500').input.x) }),
    expected: smallAnswer('lse_n2500'),
    contestants: ['handwritten', 'gradlens', 'gradlens-value', 'object-tape', ...peers],
    targets: [cheap],
  },
  gmm: {
    title: 'GradBench gmm, 1000 points of 10 dimensions, 5 Gaussians',
    kind: 'warm',
    contest: 'gmm',
    data: gmmData,
    expected: gmmAnswer,
    contestants: ['gradlens', 'gradlens-value'],
    targets: [cheap],
  },
  lstm: {
    title: 'GradBench lstm, 2 layers, 64 steps',
    kind: 'warm',
    contest: 'lstm',
    data: lstmData,
    expected: lstmAnswer,
    contestants: ['gradlens', 'gradlens-value'],
    targets: [cheap],
  },
}
