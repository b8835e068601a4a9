// The reductions' parameters, for `np.f(a)` and for `a.f()` alike.
import type { Body } from './call'
import type { Row } from './moduleTree'
import { cumulativeProduct, cumulativeSum, place, reduce, spread } from './reductions'
import { row } from './row'
import type { MethodRow } from './methods'
import type { NdArray } from './ndarray'

/** Parameters behind the array, and what is computed. */
type Reduction = readonly [signature: string, body: Body]

const summing = (name: string): Reduction => [
  'axis=, dtype=, out=, keepdims=, initial=, where=',
  (call, v, axis, dtype, _out, keep, initial, where) => reduce(call, name, v, axis, dtype, keep, initial, where),
]
const extreme = (name: string): Reduction => [
  'axis=, out=, keepdims=, initial=, where=',
  (call, v, axis, _out, keep, initial, where) => reduce(call, name, v, axis, null, keep, initial, where),
]
const truth = (name: string): Reduction => [
  'axis=, out=, keepdims=, *, where=',
  (call, v, axis, _out, keep, _star, where) => reduce(call, name, v, axis, null, keep, undefined, where),
]
const deviation = (name: 'std' | 'var'): Reduction => [
  'axis=, dtype=, out=, ddof=, keepdims=, *, where=',
  (call, v, axis, dtype, _out, ddof, keep, _star, where) =>
    where === undefined || where === true
      ? spread(call, name, v, axis, ddof, keep, dtype)
      : call.opaque(`\`np.${name}\` with \`where\` is not evaluated`, {}, [v]),
]
const placing = (name: 'argmax' | 'argmin'): Reduction => [
  'axis=, out=, *, keepdims=',
  (call, v, axis, _out, _star, keep) => place(call, name, v, axis, keep),
]

const REDUCING: Readonly<Record<string, Reduction>> = {
  sum: summing('sum'),
  prod: summing('prod'),
  mean: [
    'axis=, dtype=, out=, keepdims=, *, where=',
    (call, v, axis, dtype, _out, keep, _star, where) => reduce(call, 'mean', v, axis, dtype, keep, undefined, where),
  ],
  max: extreme('max'),
  min: extreme('min'),
  all: truth('all'),
  any: truth('any'),
  std: deviation('std'),
  var: deviation('var'),
  argmax: placing('argmax'),
  argmin: placing('argmin'),
  cumsum: ['axis=, dtype=, out=', (call, v, axis, dtype) => cumulativeSum(call, v, axis, dtype)],
  cumprod: ['axis=, dtype=, out=', (call, v, axis, dtype) => cumulativeProduct(call, v, axis, dtype)],
}

/** Other names of the same functions. */
const ALIASES: readonly (readonly [alias: string, name: string])[] = [
  ['amax', 'max'],
  ['amin', 'min'],
  ['product', 'prod'],
  ['alltrue', 'all'],
  ['sometrue', 'any'],
  ['cumproduct', 'cumprod'],
]

export const REDUCTION_ROWS: readonly Row[] = [
  ...Object.keys(REDUCING).map((name) => [name, name] as const),
  ...ALIASES,
].map(([alias, name]) => row(alias, `a, ${REDUCING[name][0]}`, REDUCING[name][1]))

/** The reductions as methods of arrays. */
export const REDUCTION_METHODS: Readonly<Record<string, MethodRow<NdArray>>> = REDUCING
