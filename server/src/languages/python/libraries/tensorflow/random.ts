// `tf.random`: unseeded draws are samples from a fixed seed of ours; seeded ones are TensorFlow's own numbers, which are
// not reached yet and therefore opaque.
import { Tensor, type Value } from '@gradlens/engine'
import type { Call } from '../numpy/call'
import { placed, toTensor } from './convert'
import { dtypeArgument } from './dtypes'
import { fn, type Row } from './modules'
import { graphSeed, nextSample, setGraphSeed } from './state'
import { integers } from './tensorShape'

const SEEDED = "TensorFlow's seeded random numbers are not evaluated"

type Draw = (call: Call, uniform: () => number, parameters: readonly number[]) => number

/** Box–Muller. */
function normal(uniform: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform()))
  return radius * Math.cos(2 * Math.PI * uniform())
}

function sampler(paths: string, signature: string, defaults: readonly (number | null)[], draw: Draw): Row {
  return fn(paths, signature, (call, shape, first, second, dtype, seed) => {
    const wanted = dtypeArgument(call, dtype) ?? 'float32'
    const sizes = integers(call, shape)
    const seeded = (seed !== undefined && seed !== null) || graphSeed(call.runtime) !== null
    if (seeded) return placed(call, call.opaque(SEEDED, { tensor: true, dtype: wanted, shape: sizes }))
    const parameters = [first, second].map((v, i) =>
      v === undefined || v === null ? (defaults[i] ?? 1) : scalar(call, v),
    )
    const count = sizes.reduce((a, b) => a * b, 1)
    call.runtime.step(count)
    const data = call.ops.allocate(count)
    const uniform = nextSample(call.runtime)
    for (let i = 0; i < count; i++) data[i] = draw(call, uniform, parameters)
    call.runtime.notice({
      code: 'sampled-value',
      span: call.site,
      message: 'An unseeded random draw: the numbers shown are one sample, a run draws anew.',
      related: [],
      fixes: [],
    })
    return placed(call, new Tensor(call.ops.rounded(data, wanted), sizes, wanted))
  })
}

function scalar(call: Call, v: Value): number {
  const x = toTensor(call, v)
  return x instanceof Tensor && x.size === 1 ? x.data[0] : NaN
}

export const RANDOM_ROWS: readonly Row[] = [
  fn('tf.random.set_seed', 'seed', (call, seed) => {
    setGraphSeed(call.runtime, integers(call, seed)[0])
    return null
  }),
  sampler(
    'tf.random.normal',
    'shape, mean=, stddev=, dtype=, seed=, name=',
    [0, 1],
    (_, uniform, [mean, deviation]) => mean + deviation * normal(uniform),
  ),
  sampler(
    'tf.random.truncated_normal',
    'shape, mean=, stddev=, dtype=, seed=, name=',
    [0, 1],
    (_, uniform, [mean, deviation]) => {
      let x = normal(uniform)
      while (Math.abs(x) > 2) x = normal(uniform)
      return mean + deviation * x
    },
  ),
  sampler(
    'tf.random.uniform',
    'shape, minval=, maxval=, dtype=, seed=, name=',
    [0, null],
    (_, uniform, [low, high]) => low + (high - low) * uniform(),
  ),
]
