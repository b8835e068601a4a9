// GradBench's gmm: the log-posterior of a Gaussian mixture with a Wishart prior, in tensors. Formulas: Šrajer, Kukelova and
// Fitzgibbon, "A benchmark of selected algorithmic differentiation tools on some problems in computer vision and machine
// learning" (2018), §2.1.
import {
  add,
  exp,
  expandDims,
  logsumexp,
  matmul,
  mul,
  reshape,
  square,
  sub,
  sum,
  take,
  Tensor,
  transpose,
  concat,
  type Num,
  type Operand,
} from '@gradlens/engine'

export interface Parameters {
  /** (k,) */
  readonly alpha: Operand
  /** (k, d) */
  readonly mu: Operand
  /** (k, d): logarithms of the diagonals of the inverse covariances' factors. */
  readonly q: Operand
  /** (k, d(d − 1)/2): what stands below those diagonals, column by column. */
  readonly l: Operand
}

export interface Data {
  readonly d: number
  readonly k: number
  readonly n: number
  /** (n, d) */
  readonly x: Tensor
  readonly m: number
  readonly gamma: number
}

/** For each element of a d × d matrix its place in l with a zero behind it: below the diagonal column by column. */
function below(d: number): Tensor {
  const size = (d * (d - 1)) / 2
  const places = new Float64Array(d * d).fill(size)
  for (let column = 0, place = 0; column < d; column++)
    for (let row = column + 1; row < d; row++) places[row * d + column] = place++
  return new Tensor(places, [d * d], 'int64')
}

/** log Γ at half and whole numbers, by Γ(x + 1) = x Γ(x). */
function logGamma(x: number): number {
  let total = x % 1 === 0 ? 0 : Math.log(Math.PI) / 2
  for (let y = x % 1 === 0 ? 1 : 0.5; y < x; y++) total += Math.log(y)
  return total
}

function logGammaDistribution(a: number, p: number): number {
  let total = ((p * (p - 1)) / 4) * Math.log(Math.PI)
  for (let j = 1; j <= p; j++) total += logGamma(a + (1 - j) / 2)
  return total
}

/** The log-posterior as a function of (alpha, mu, q, l). */
export function gmm({ d, k, n, x, m, gamma }: Data): (alpha: Num, mu: Num, q: Num, l: Num) => Num {
  const places = below(d)
  const zeros = new Tensor(new Float64Array(k), [k, 1], 'float64')
  const freedom = d + m + 1
  const normaliser = freedom * d * (Math.log(gamma) - 0.5 * Math.LN2) - logGammaDistribution(0.5 * freedom, d)
  const constant = -n * d * 0.5 * Math.log(2 * Math.PI) + k * normaliser
  return (alpha, mu, q, l) => {
    const diagonals = exp(q)
    const logDeterminants = sum(q, [1])
    const factors = reshape(take(concat([l, zeros], 1), places, 1), [k, d, d])
    const centred = sub(expandDims(x, [0]), expandDims(mu, [1]))
    const scaled = add(mul(expandDims(diagonals, [1]), centred), matmul(centred, transpose(factors, [0, 2, 1])))
    const distances = sum(square(scaled), [2])
    const weights = expandDims(add(alpha, logDeterminants), [1])
    const likelihood = sum(logsumexp(sub(weights, mul(0.5, distances)), [0]))
    const penalty = mul(0.5 * gamma * gamma, add(sum(square(diagonals)), sum(square(l))))
    const prior = sub(mul(m, sum(logDeterminants)), penalty)
    const posterior = sub(add(likelihood, prior), mul(n, logsumexp(alpha)))
    return add(constant, posterior)
  }
}
