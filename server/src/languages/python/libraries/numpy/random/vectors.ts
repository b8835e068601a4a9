// Draws that are vectors: multinomial, Dirichlet, multivariate normal.
import { Opaque, Tensor, type Value } from '@gradlens/engine'
import { sizeOf } from '../arguments'
import type { Call } from '../call'
import { thinSvd } from '../linalg/decompositions'
import { NdArray, type TensorLike } from '../ndarray'
import { matmul } from '../products'
import { integer } from '../shaping'
import { wrap } from '../ufuncs'
import { dirichlet as drawDirichlet } from './continuous'
import { multinomial as drawMultinomial } from './discrete'
import type { Draws } from './draws'
import { kahanSum } from './populations'
import { drawn, parameter, sizeArgument, unknownDraw } from './sizes'

export function multinomial(call: Call, draws: Draws | Opaque, [n, pvals, size]: readonly Value[]): Value {
  const count = integer(n) ?? Math.trunc(parameter(call, n).data[0])
  const p = parameter(call, pvals)
  if (p.shape.length !== 1) return call.opaque('`multinomial` with batches of probabilities is not evaluated')
  if (count < 0) call.raise('ValueError', 'n < 0')
  if (!p.data.every((x) => x >= 0 && x <= 1)) call.raise('ValueError', 'pvals < 0, pvals > 1 or pvals contains NaNs')
  if (p.size > 1 && kahanSum(p.data, p.size - 1) > 1 + 1e-12) call.raise('ValueError', 'sum(pvals[:-1]) > 1.0')
  return vectorDraws(call, draws, p, size, 'int64', (d, out, from) => drawMultinomial(d, count, p.data, out, from))
}

export function dirichlet(call: Call, draws: Draws | Opaque, [alpha, size]: readonly Value[]): Value {
  const a = parameter(call, alpha)
  if (a.data.some((x) => x <= 0)) call.raise('ValueError', 'alpha <= 0')
  return vectorDraws(call, draws, a, size, 'float64', (d, out, from) => drawDirichlet(d, a.data, out, from))
}

function vectorDraws(
  call: Call,
  draws: Draws | Opaque,
  { size: length }: Tensor,
  size: Value,
  dtype: 'int64' | 'float64',
  draw: (draws: Draws, out: Float64Array, from: number) => void,
): Value {
  const shape = [...(sizeArgument(call, size) ?? []), length]
  if (draws instanceof Opaque) return unknownDraw(call, draws, shape, dtype)
  const total = sizeOf(shape)
  call.runtime.step(total)
  const data = new Float64Array(total)
  for (let from = 0; from < total; from += length) draw(draws, data, from)
  return NdArray.of(new Tensor(data, shape, dtype), call.session)
}

/** mean + x·√S·Vᵀ (RandomState) or mean + x·(U·√S)ᵀ (Generator), where cov = U·S·Vᵀ. */
export function multivariateNormal(
  call: Call,
  draws: Draws | Opaque,
  [mean, cov, size, , , method]: readonly Value[],
): Value {
  const [m, c] = [parameter(call, mean), parameter(call, cov)]
  if (m.shape.length !== 1) call.raise('ValueError', 'mean must be 1 dimensional')
  if (c.shape.length !== 2 || c.shape[0] !== c.shape[1])
    call.raise('ValueError', 'cov must be 2 dimensional and square')
  if (m.shape[0] !== c.shape[0]) call.raise('ValueError', 'mean and cov must have same length')
  const n = m.size
  const shape = [...(sizeArgument(call, size) ?? []), n]
  const normal = drawn(call, draws, shape, 'float64', (d) => d.normal())
  if (draws instanceof Opaque || !(normal instanceof NdArray)) return normal
  if (method !== undefined && method !== 'svd')
    return call.opaque('`multivariate_normal` by another factorisation than `svd` is not evaluated', {
      tensor: true,
      dtype: 'float64',
      shape,
    })
  const { ops } = call
  const [u, s, vt] = thinSvd(call, c)
  const root = ops.sqrt(s)
  const factor = draws.legacy
    ? ops.mul(ops.reshape(root, [n, 1]), vt)
    : ops.transpose(ops.mul(u, ops.reshape(root, [1, n])), [1, 0])
  const x = NdArray.of(ops.reshape(normal.num, [-1, n]) as TensorLike, call.session)
  const product = matmul(call, x, NdArray.of(factor as TensorLike, call.session)) as NdArray
  call.runtime.at(call.site)
  return wrap(call, ops.reshape(ops.add(product.num, m), shape) as TensorLike)
}
