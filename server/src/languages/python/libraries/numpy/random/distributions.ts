// The distributions of `np.random` as a table: parameters with their bounds, and one draw.
import { Opaque, Tensor, nodeOf, type DType, type Num } from '@gradlens/engine'
import { isNone, sizeOf } from '../arguments'
import type { Call } from '../call'
import type { TensorLike } from '../ndarray'
import { wrap } from '../ufuncs'
import * as continuous from './continuous'
import * as discrete from './discrete'
import type { Draws } from './draws'
import type { DrawBody } from './generator'
import { drawn, parameter, resultShape, sizeArgument } from './sizes'

/** What a parameter must satisfy, and what NumPy says where it does not. */
interface Bound {
  readonly holds: (x: number) => boolean
  readonly message: (name: string, nan: string) => string
}

const NON_NEGATIVE: Bound = { holds: (x) => !(x < 0 || Object.is(x, -0)), message: (name) => `${name} < 0` }
const POSITIVE: Bound = { holds: (x) => x > 0, message: (name) => `${name} <= 0` }
const PROBABILITY: Bound = {
  holds: (x) => x >= 0 && x <= 1,
  message: (name, nan) => `${name} < 0, ${name} > 1 or ${name} ${nan}`,
}
const POSITIVE_PROBABILITY: Bound = {
  holds: (x) => x > 0 && x <= 1,
  message: (name) => `${name} <= 0, ${name} > 1 or ${name} contains NaNs`,
}
const RATE: Bound = { holds: (x) => x >= 0, message: (name, nan) => `${name} < 0 or ${name} ${nan}` }
const ANY: Bound = { holds: () => true, message: () => '' }

type Parameter = readonly [name: string, bound: Bound, otherwise?: number]

/** Raised otherwise than as a ValueError. */
interface Overflow {
  readonly overflow: string
}

interface Distribution {
  readonly parameters: readonly Parameter[]
  readonly dtype?: DType
  readonly draw: (draws: Draws, ...parameters: number[]) => number
  /** The draw as a function of the parameters and of a number that does not depend on them: derivatives go through it. */
  readonly path?: {
    readonly base: (draws: Draws) => number
    readonly of: (ops: Call['ops'], z: Num, p: readonly Num[]) => Num
  }
  /** What is wrong with the parameters together. */
  readonly refuse?: (p: readonly number[], legacy: boolean) => string | Overflow | null
}

const LOC: Parameter = ['loc', ANY, 0]
const SCALE: Parameter = ['scale', NON_NEGATIVE, 1]

/** By name as in `np.random`. */
export const DISTRIBUTIONS: Readonly<Record<string, Distribution>> = {
  uniform: {
    parameters: [
      ['low', ANY, 0],
      ['high', ANY, 1],
    ],
    draw: (draws, low, high) => low + (high - low) * draws.double(),
    path: {
      base: (draws) => draws.double(),
      of: (ops, z, [low, high]) => ops.add(low, ops.mul(ops.sub(high, low), z)),
    },
    refuse: ([low, high], legacy) => {
      const width = high - low
      if (!Number.isFinite(width))
        return { overflow: legacy ? 'Range exceeds valid bounds' : 'high - low range exceeds valid bounds' }
      return width < 0 && !legacy ? 'high - low < 0' : null
    },
  },
  normal: {
    parameters: [LOC, SCALE],
    draw: (draws, loc, scale) => loc + scale * draws.normal(),
    path: { base: (draws) => draws.normal(), of: (ops, z, [loc, scale]) => ops.add(loc, ops.mul(scale, z)) },
  },
  exponential: {
    parameters: [SCALE],
    draw: (draws, scale) => scale * draws.exponential(),
    path: { base: (draws) => draws.exponential(), of: (ops, z, [scale]) => ops.mul(scale, z) },
  },
  lognormal: {
    parameters: [
      ['mean', ANY, 0],
      ['sigma', NON_NEGATIVE, 1],
    ],
    draw: (draws, mean, sigma) => draws.libm.exp(mean + sigma * draws.normal()),
    path: { base: (draws) => draws.normal(), of: (ops, z, [mean, sigma]) => ops.exp(ops.add(mean, ops.mul(sigma, z))) },
  },
  laplace: { parameters: [LOC, SCALE], draw: continuous.laplace },
  gumbel: { parameters: [LOC, SCALE], draw: continuous.gumbel },
  logistic: { parameters: [LOC, SCALE], draw: continuous.logistic },
  gamma: { parameters: [['shape', NON_NEGATIVE], SCALE], draw: (draws, shape, scale) => scale * draws.gamma(shape) },
  standard_gamma: { parameters: [['shape', NON_NEGATIVE]], draw: (draws, shape) => draws.gamma(shape) },
  beta: {
    parameters: [
      ['a', POSITIVE],
      ['b', POSITIVE],
    ],
    draw: continuous.beta,
  },
  chisquare: { parameters: [['df', POSITIVE]], draw: continuous.chisquare },
  f: {
    parameters: [
      ['dfnum', POSITIVE],
      ['dfden', POSITIVE],
    ],
    draw: continuous.fisher,
  },
  standard_t: { parameters: [['df', POSITIVE]], draw: continuous.standardT },
  rayleigh: { parameters: [SCALE], draw: continuous.rayleigh },
  weibull: { parameters: [['a', NON_NEGATIVE]], draw: continuous.weibull },
  pareto: { parameters: [['a', POSITIVE]], draw: continuous.pareto },
  power: { parameters: [['a', POSITIVE]], draw: continuous.power },
  triangular: {
    parameters: [
      ['left', ANY],
      ['mode', ANY],
      ['right', ANY],
    ],
    draw: continuous.triangular,
    refuse: ([left, mode, right]) =>
      left > mode ? 'left > mode' : mode > right ? 'mode > right' : left === right ? 'left == right' : null,
  },
  standard_cauchy: { parameters: [], draw: continuous.cauchy },
  standard_normal: { parameters: [], draw: (draws) => draws.normal() },
  standard_exponential: { parameters: [], draw: (draws) => draws.exponential() },
  poisson: { parameters: [['lam', RATE, 1]], dtype: 'int64', draw: discrete.poisson },
  binomial: {
    parameters: [
      ['n', NON_NEGATIVE],
      ['p', PROBABILITY],
    ],
    dtype: 'int64',
    draw: (draws, n, p) => discrete.binomial(draws, Math.trunc(n), p),
  },
  geometric: { parameters: [['p', POSITIVE_PROBABILITY]], dtype: 'int64', draw: discrete.geometric },
  negative_binomial: {
    parameters: [
      ['n', POSITIVE],
      ['p', POSITIVE_PROBABILITY],
    ],
    dtype: 'int64',
    draw: discrete.negativeBinomial,
  },
}

/** How a distribution's parameters are bound. */
export function signatureOf({ parameters }: Distribution): string {
  return [...parameters.map(([name, , otherwise]) => (otherwise === undefined ? name : `${name}=`)), 'size='].join(', ')
}

/** Draws from a distribution, its parameters broadcast. */
export function distributionBody(distribution: Distribution): DrawBody {
  const { parameters, dtype = 'float64', draw, path, refuse } = distribution
  return (call, draws, ...args) => {
    const given = parameters.map(([, , otherwise], i) => parameter(call, isNone(args[i]) ? otherwise : args[i]))
    const shape = resultShape(call, given, sizeArgument(call, args[parameters.length]))
    parameters.forEach(([name, bound], i) => {
      if (!given[i].data.every((x) => bound.holds(x))) {
        const scalar = given.every((x) => x.shape.length === 0)
        call.raise('ValueError', bound.message(name, scalar ? 'is NaN' : 'contains NaNs'))
      }
    })
    const wide = given.map((x) => spread(call, x, shape ?? []))
    const count = sizeOf(shape ?? [])
    for (let i = 0; refuse && i < count; i++) {
      const wrong = refuse(at(wide, i), draws instanceof Opaque || draws.legacy)
      if (typeof wrong === 'string') call.raise('ValueError', wrong)
      else if (wrong !== null) call.raise('OverflowError', wrong.overflow)
    }
    if (given.every((x) => nodeOf(x) === 0)) return drawn(call, draws, shape, dtype, (d, i) => draw(d, ...at(wide, i)))
    if (!path || draws instanceof Opaque) {
      drawn(call, draws, shape, dtype, (d, i) => draw(d, ...at(wide, i)))
      const why = draws instanceof Opaque ? draws.reason : `a derivative through \`${call.name}\` is not evaluated`
      return call.opaque(why, { tensor: true, dtype, shape: shape ?? [] }, given)
    }
    const z = call.ops.allocate(count)
    for (let i = 0; i < count; i++) z[i] = path.base(draws)
    call.runtime.at(call.site)
    return wrap(call, path.of(call.ops, new Tensor(z, [...(shape ?? [])], 'float64'), given) as TensorLike)
  }
}

const at = (columns: readonly ArrayLike<number>[], i: number): number[] => columns.map((x) => x[i])

function spread(call: Call, x: Tensor, shape: readonly number[]): ArrayLike<number> {
  const plain = new Tensor(x.data, x.shape, x.dtype)
  return String(x.shape) === String(shape) ? x.data : (call.ops.broadcastTo(plain, [...shape]) as Tensor).data
}
