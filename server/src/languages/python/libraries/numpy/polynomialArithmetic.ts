// Arithmetic of polynomials given by their coefficients, highest power first. Knows no polynomial object.
import { Tensor } from '@gradlens/engine'
import type { Call } from './call'
import { convolved } from './correlation'
import { dtypeOf } from './convert'
import { promote } from './dtypes'
import type { TensorLike } from './ndarray'
import { realEigenvalues } from './linalg/decompositions'
import { shapeOf } from './shaping'
import { Arithmetic } from './tensorArithmetic'
import { as, isActive } from './ufuncs'

const countOf = (x: TensorLike): number => shapeOf(x)[0]

/** At least one axis. */
export function vector(call: Call, x: TensorLike): TensorLike {
  return shapeOf(x).length === 0 ? (call.ops.reshape(x, [1]) as TensorLike) : x
}

/** Without leading zeros; at least one coefficient stays. */
export function trimmed(call: Call, x: TensorLike): TensorLike {
  if (!(x instanceof Tensor)) return x
  const found = x.data.findIndex((v) => v !== 0)
  const from = found === -1 ? x.data.length - 1 : found
  if (isActive(x)) call.runtime.decide(from, call.site)
  const n = new Arithmetic(call)
  if (x.data.length === 0) return n.zeros([1], x)
  return from <= 0 ? x : n.part(x, 0, from, null)
}

/** Both with as many coefficients. */
function padded(call: Call, x: TensorLike, y: TensorLike): readonly [TensorLike, TensorLike] {
  const n = new Arithmetic(call)
  const [left, right] = [dtypeOf(x), dtypeOf(y)]
  const dtype = left && right ? promote(left, right) : null
  const longer = (v: TensorLike, count: number): TensorLike => (count > 0 ? n.join([n.zeros([count], v), v]) : v)
  const [a, b] = [as(call, x, dtype), as(call, y, dtype)]
  return [longer(a, countOf(b) - countOf(a)), longer(b, countOf(a) - countOf(b))]
}

export function sumOf(call: Call, x: TensorLike, y: TensorLike): TensorLike {
  return new Arithmetic(call).add(...padded(call, x, y))
}

export function differenceOf(call: Call, x: TensorLike, y: TensorLike): TensorLike {
  return new Arithmetic(call).sub(...padded(call, x, y))
}

export function productOf(call: Call, x: TensorLike, y: TensorLike): TensorLike {
  const [left, right] = [dtypeOf(x), dtypeOf(y)]
  const dtype = left && right ? promote(left, right) : null
  return convolved(call, as(call, trimmed(call, x), dtype), as(call, trimmed(call, y), dtype), 'full')
}

/** Quotient and remainder, by long division. */
export function divided(
  call: Call,
  u: TensorLike,
  v: TensorLike,
): readonly [quotient: TensorLike, remainder: TensorLike] {
  const n = new Arithmetic(call)
  const [top, bottom] = [n.float(u), n.float(v)]
  const [m, k] = [countOf(top) - 1, countOf(bottom) - 1]
  const scale = n.div(n.scalar(1), n.at(bottom, 0, 0))
  const quotient: TensorLike[] = []
  let rest = top
  for (let i = 0; i <= m - k; i++) {
    const share = n.mul(scale, n.at(rest, 0, i))
    quotient.push(n.reshape(share, [1]))
    const middle = n.sub(n.part(rest, 0, i, i + k + 1), n.mul(share, bottom))
    rest = n.join([n.part(rest, 0, 0, i), middle, n.part(rest, 0, i + k + 1, null)])
  }
  if (rest instanceof Tensor) {
    let from = 0
    while (from < rest.data.length - 1 && Math.abs(rest.data[from]) <= 1e-8) from++
    if (isActive(rest)) call.runtime.decide(from, call.site)
    rest = n.part(rest, 0, from, null)
  }
  return [quotient.length > 0 ? n.join(quotient) : n.zeros([1], top), rest]
}

export function derivativeOf(call: Call, x: TensorLike, times: number): TensorLike {
  const n = new Arithmetic(call)
  let out = x
  for (let k = 0; k < times; k++) {
    const count = countOf(out)
    if (count === 0) return out
    const powers = Float64Array.from({ length: count - 1 }, (_, i) => count - 1 - i)
    out = n.mul(n.part(out, 0, 0, count - 1), new Tensor(powers, [count - 1], 'int64'))
  }
  return out
}

/** Integrals, with the constants given. */
export function integralOf(call: Call, x: TensorLike, constants: readonly TensorLike[]): TensorLike {
  const n = new Arithmetic(call)
  return constants.reduce((out, constant) => {
    const count = countOf(out)
    const powers = Float64Array.from({ length: count }, (_, i) => count - i)
    const raised = n.div(out, new Tensor(powers, [count], 'int64'))
    return n.join([raised, n.reshape(as(call, constant, dtypeOf(raised)), [1])])
  }, x)
}

/** Values at x, by Horner's scheme. */
export function valueAt(call: Call, coefficients: TensorLike, x: TensorLike): TensorLike {
  const n = new Arithmetic(call)
  let out: TensorLike = call.ops.zerosLike(x) as TensorLike
  if (out instanceof Tensor) out = new Tensor(out.data, out.shape, out.dtype)
  for (let k = 0; k < countOf(coefficients); k++) out = n.add(n.mul(out, x), n.at(coefficients, 0, k))
  return out
}

/** The roots, from the companion matrix; those at 0 stand behind. */
export function rootsOf(call: Call, given: TensorLike): TensorLike {
  const n = new Arithmetic(call)
  const x = n.float(given)
  if (!(x instanceof Tensor)) return x
  const first = x.data.findIndex((v) => v !== 0)
  if (first === -1) return n.zeros([0], x)
  let last = x.data.length - 1
  while (x.data[last] === 0) last--
  if (isActive(x)) call.runtime.decide(`${first},${last}`, call.site)
  const degree = last - first
  const zeros = n.zeros([x.data.length - 1 - last], x)
  if (degree === 0) return zeros
  const core = n.part(x, 0, first, last + 1)
  const top = n.reshape(n.div(n.neg(n.part(core, 0, 1, null)), n.at(core, 0, 0)), [1, degree])
  const shift = new Float64Array((degree - 1) * degree)
  for (let i = 0; i < degree - 1; i++) shift[i * degree + i] = 1
  const companion = degree === 1 ? top : n.join([top, new Tensor(shift, [degree - 1, degree], x.dtype)])
  const roots = realEigenvalues(call, companion)
  return roots instanceof Tensor && shapeOf(zeros)[0] > 0 ? n.join([roots, zeros]) : roots
}

/** The coefficients of the product of (x − root). */
export function fromRoots(call: Call, roots: TensorLike): TensorLike {
  const n = new Arithmetic(call)
  const x = n.float(roots)
  let out: TensorLike = new Tensor(Float64Array.of(1), [1], dtypeOf(x) ?? 'float64')
  for (let k = 0; k < countOf(x); k++) {
    const factor = n.join([
      new Tensor(Float64Array.of(1), [1], dtypeOf(x) ?? 'float64'),
      n.reshape(n.neg(n.at(x, 0, k)), [1]),
    ])
    out = convolved(call, out, factor, 'full')
  }
  return out
}
