// rose: traces a function once and compiles it to WebAssembly, in float64. It knows no sin and no exp: they are JavaScript's,
// with their derivatives given. The chain goes over a vector, which compiles a hundred times sooner than a thousand terms
// written out and runs as fast.
/** @import { Chain, Logistic, MultiplyAdd, LeastSquares, LogSumExp, Run } from '../problems.mjs' */

export const title = 'rose'
export const precision = 1e-9
/** A chain has to be written out, and compiling takes minutes beyond this. */
export const largest = { multiplyAdd: 3000 }

const load = async () => {
  const rose = await import(/** @type {string} */ ('rose'))
  const { Dual, Real, div, fn, mul, opaque } = rose
  /** @param {(x: number) => number} f @param {(x: any, y: any) => any} derivative */
  const unary = (f, derivative) => {
    const own = opaque([Real], Real, f)
    own.jvp = fn([Dual], Dual, (/** @type {any} */ { re: x, du: dx }) => {
      const y = own(x)
      return { re: y, du: mul(dx, derivative(x, y)) }
    })
    return own
  }
  const cos = opaque([Real], Real, Math.cos)
  const sigmoid = opaque([Real], Real, (/** @type {number} */ x) => 1 / (1 + Math.exp(-x)))
  return {
    ...rose,
    sin: unary(Math.sin, (x) => cos(x)),
    exp: unary(Math.exp, (_, y) => y),
    log: unary(Math.log, (x) => div(1, x)),
    softplus: unary(
      (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
      (x) => sigmoid(x),
    ),
  }
}

/** @param {Chain} data @returns {Promise<Run>} */
export async function chain({ terms, at }) {
  const { Real, Vec, compile, exp, fn, mul, sin, sum, vjp } = await load()
  const Inputs = { x: Real, numbers: Vec(terms, Real) }
  const term = fn([{ x: Real, i: Real }], Real, (/** @type {any} */ { x, i }) =>
    mul(sin(mul(i, x)), exp(mul(mul(-1 / 1000, i), x))),
  )
  const f = fn([Inputs], Real, (/** @type {any} */ { x, numbers }) =>
    sum(terms, (/** @type {any} */ i) => term({ x, i: numbers[i] })),
  )
  const both = fn(
    [Real, Vec(terms, Real)],
    { value: Real, gradient: Real },
    (/** @type {any} */ x, /** @type {any} */ numbers) => {
      const { ret, grad } = vjp(f)({ x, numbers })
      return { value: ret, gradient: grad(1).x }
    },
  )
  const compiled = await compile(both)
  const numbers = Array.from({ length: terms }, (_, i) => i)
  return () => compiled(at, numbers)
}

/** @param {MultiplyAdd} data @returns {Promise<Run>} */
export async function multiplyAdd({ operations, factor, summand }) {
  const { Real, Vec, add, compile, fn, mul, vjp } = await load()
  const Pair = Vec(2, Real)
  const f = fn([Pair], Real, (/** @type {any} */ [a, b]) => {
    let y = mul(a, 0)
    for (let i = 0; i < operations / 2; i++) y = add(mul(a, y), b)
    return y
  })
  return compiledGradient({ Real, compile, fn, vjp }, f, Pair, [factor, summand])
}

/** @param {Logistic} data @returns {Promise<Run>} */
export async function logistic({ rows, columns, points, labels, weights }) {
  const { Real, Vec, compile, div, fn, mul, neg, softplus, sum, vjp } = await load()
  const Row = Vec(columns, Real)
  const Inputs = { w: Row, points: Vec(rows, Row), labels: Vec(rows, Real) }
  const row = fn([{ w: Row, x: Row, y: Real }], Real, (/** @type {any} */ { w, x, y }) =>
    softplus(
      mul(
        neg(y),
        sum(columns, (/** @type {any} */ j) => mul(w[j], x[j])),
      ),
    ),
  )
  const f = fn([Inputs], Real, (/** @type {any} */ { w, points: x, labels: y }) =>
    div(
      sum(rows, (/** @type {any} */ i) => row({ w, x: x[i], y: y[i] })),
      rows,
    ),
  )
  const both = fn([Inputs], { value: Real, gradient: Row }, (/** @type {any} */ inputs) => {
    const { ret, grad } = vjp(f)(inputs)
    return { value: ret, gradient: grad(1).w }
  })
  const compiled = await compile(both)
  const inputs = { w: [...weights], points: matrix(points, rows, columns), labels: [...labels] }
  return () => compiled(inputs)
}

/** @param {LeastSquares} data @returns {Promise<Run>} */
export async function llsq({ points, terms, powers, signs, x }) {
  const { Real, Vec, compile, div, fn, mul, sub, sum, vjp } = await load()
  const Row = Vec(terms, Real)
  const Inputs = { x: Row, powers: Vec(points, Row), signs: Vec(points, Real) }
  const row = fn([{ x: Row, t: Row, s: Real }], Real, (/** @type {any} */ { x, t, s }) => {
    const residual = sub(
      s,
      sum(terms, (/** @type {any} */ j) => mul(x[j], t[j])),
    )
    return mul(residual, residual)
  })
  const f = fn([Inputs], Real, (/** @type {any} */ { x, powers: t, signs: s }) =>
    div(
      sum(points, (/** @type {any} */ i) => row({ x, t: t[i], s: s[i] })),
      2,
    ),
  )
  const both = fn([Inputs], { value: Real, gradient: Row }, (/** @type {any} */ inputs) => {
    const { ret, grad } = vjp(f)(inputs)
    return { value: ret, gradient: grad(1).x }
  })
  const compiled = await compile(both)
  const inputs = { x: [...x], powers: matrix(powers, points, terms), signs: [...signs] }
  return () => compiled(inputs)
}

/** Without a maximum in rose, the exponentials are shifted by a constant: the largest x. @param {LogSumExp} data */
export async function lse({ x }) {
  const { Real, Vec, add, compile, exp, fn, log, sub, sum, vjp } = await load()
  const top = Math.max(...x)
  const Xs = Vec(x.length, Real)
  const f = fn([Xs], Real, (/** @type {any} */ xs) =>
    add(top, log(sum(x.length, (/** @type {any} */ i) => exp(sub(xs[i], top))))),
  )
  return compiledGradient({ Real, compile, fn, vjp }, f, Xs, [...x])
}

/**
 * @param {any} rose @param {any} f @param {any} Type @param {readonly number[]} at @returns {Promise<Run>}
 */
async function compiledGradient({ Real, compile, fn, vjp }, f, Type, at) {
  const both = fn([Type], { value: Real, gradient: Type }, (/** @type {any} */ x) => {
    const { ret, grad } = vjp(f)(x)
    return { value: ret, gradient: grad(1) }
  })
  const compiled = await compile(both)
  return () => compiled(at)
}

/** @param {Float64Array} data @param {number} rows @param {number} columns */
function matrix(data, rows, columns) {
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)])
}
