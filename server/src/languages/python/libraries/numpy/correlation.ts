// Convolution, correlation, covariance.
import { Tensor, type Value } from '@gradlens/engine'
import { known, type Call } from './call'
import { dtypeOf, toTensor } from './convert'
import { promote } from './dtypes'
import { diagonalOf } from './diagonals'
import { NdArray, type TensorLike } from './ndarray'
import { flag } from './reductions'
import { row } from './row'
import { integer, shapeOf } from './shaping'
import { Arithmetic } from './tensorArithmetic'
import { as, wrap } from './ufuncs'

const MODES = ['valid', 'same', 'full']

function modeOf(call: Call, v: Value, otherwise: string): string {
  if (v === undefined) return otherwise
  const given = known(v)
  const number = integer(given)
  const name = number === null ? given : MODES[number]
  if (typeof name !== 'string' || !MODES.includes(name))
    return call.raise(
      'ValueError',
      `mode must be one of 'valid', 'same', or 'full' (got ${typeof given === 'string' ? `'${given}'` : String(given)})`,
    )
  return name
}

/** Σ_j x[i − left + j] y[j] for the places of a mode; x is at least as long as y. */
function correlated(call: Call, x: TensorLike, y: TensorLike, mode: string): TensorLike {
  const n = new Arithmetic(call)
  const [long, short] = [shapeOf(x)[0], shapeOf(y)[0]]
  const left = mode === 'valid' ? 0 : mode === 'same' ? Math.floor(short / 2) : short - 1
  const count = mode === 'valid' ? long - short + 1 : mode === 'same' ? long : long + short - 1
  const padded = n.join([n.zeros([short], x), x, n.zeros([short], x)])
  const places = Array.from({ length: count * short }, (_, k) => {
    const place = short + Math.floor(k / short) - left + (k % short)
    return place < short || place >= short + long ? 0 : place
  })
  const windows = n.reshape(n.take(padded, places), [count, short])
  return call.ops.matmul(windows, y) as TensorLike
}

const backwards = (n: Arithmetic, x: TensorLike): TensorLike =>
  n.take(
    x,
    Array.from({ length: shapeOf(x)[0] }, (_, i) => shapeOf(x)[0] - 1 - i),
  )

function finite(x: TensorLike): boolean {
  return !(x instanceof Tensor) || x.data.every(Number.isFinite)
}

/** Two vectors in the element type that they meet in. */
function vectors(call: Call, a: Value, b: Value): readonly [TensorLike, TensorLike] {
  const given = [a, b].map((v) => toTensor(v, null, call.runtime, call.site))
  const [x, y] = given.map((v) => (shapeOf(v).length === 0 ? (call.ops.reshape(v, [1]) as TensorLike) : v))
  if (shapeOf(x).length > 1 || shapeOf(y).length > 1) call.raise('ValueError', 'object too deep for desired array')
  const [left, right] = [dtypeOf(x), dtypeOf(y)]
  const dtype = left && right ? promote(left, right) : null
  return [as(call, x, dtype), as(call, y, dtype)]
}

/** `np.convolve` of tensors. */
export function convolved(call: Call, x: TensorLike, y: TensorLike, mode: string): TensorLike {
  const n = new Arithmetic(call)
  const swapped = shapeOf(y)[0] > shapeOf(x)[0]
  const [long, short] = swapped ? [y, x] : [x, y]
  return correlated(call, long, backwards(n, short), mode)
}

function convolve(call: Call, a: Value, v: Value, mode: Value): Value {
  const [x, y] = vectors(call, a, v)
  const name = modeOf(call, mode, 'full')
  const lengths = [shapeOf(x)[0], shapeOf(y)[0]]
  if (Math.max(...lengths) === 0) call.raise('ValueError', 'a cannot be empty')
  if (Math.min(...lengths) === 0) call.raise('ValueError', 'v cannot be empty')
  if (!finite(x) || !finite(y)) return call.opaque('a convolution of infinite elements is not evaluated', {}, [a, v])
  call.runtime.at(call.site)
  return wrap(call, convolved(call, x, y, name))
}

function correlate(call: Call, a: Value, v: Value, mode: Value): Value {
  const n = new Arithmetic(call)
  const [x, y] = vectors(call, a, v)
  const name = modeOf(call, mode, 'valid')
  if (shapeOf(x)[0] === 0) call.raise('ValueError', 'first array argument cannot be empty')
  if (shapeOf(y)[0] === 0) call.raise('ValueError', 'second array argument cannot be empty')
  if (!finite(x) || !finite(y)) return call.opaque('a correlation of infinite elements is not evaluated', {}, [a, v])
  call.runtime.at(call.site)
  const swapped = shapeOf(y)[0] > shapeOf(x)[0]
  return wrap(call, swapped ? backwards(n, correlated(call, y, x, name)) : correlated(call, x, y, name))
}

interface Weighting {
  readonly rowvar: Value
  readonly bias: Value
  readonly ddof: Value
}

interface Variables {
  readonly rows: TensorLike
  /** They lie column by column in memory: sums along them are plain ones. */
  readonly isFlipped: boolean
}

/** The variables as rows of a matrix of float64. */
function variables(call: Call, m: Value, y: Value, rowvar: Value): Variables {
  const n = new Arithmetic(call)
  const isRows = rowvar === undefined || flag(call, rowvar)
  const one = (v: Value, name: string): Variables => {
    const x = as(call, toTensor(v, null, call.runtime, call.site), 'float64')
    const shape = shapeOf(x)
    if (shape.length > 2) call.raise('ValueError', `${name} has more than 2 dimensions`)
    if (shape.length < 2) return { rows: n.reshape(x, [1, shape[0] ?? 1]), isFlipped: false }
    const strides = v instanceof NdArray ? v.strides : null
    const isFlipped = strides !== null && strides[0] < strides[1]
    return isRows || shape[0] === 1 ? { rows: x, isFlipped } : { rows: n.transpose(x, [1, 0]), isFlipped: !isFlipped }
  }
  const first = one(m, 'm')
  if (y === undefined || y === null) return first
  const second = one(y, 'y')
  return { rows: n.join([first.rows, second.rows]), isFlipped: first.isFlipped && second.isFlipped }
}

/** The mean of each row, added as the rows lie in memory. */
function meanOf(call: Call, { rows, isFlipped }: Variables): TensorLike {
  if (!isFlipped) return call.ops.mean(rows, [1], true) as TensorLike
  return call.ops.transpose(call.ops.mean(call.ops.transpose(rows), [0], true)) as TensorLike
}

/** The matrix of covariances. */
function covariance(call: Call, m: Value, y: Value, { rowvar, bias, ddof }: Weighting): TensorLike {
  const n = new Arithmetic(call)
  const given = variables(call, m, y, rowvar)
  const x = given.rows
  call.runtime.at(call.site)
  const [rows, count] = shapeOf(x)
  const taken = ddof === undefined || ddof === null ? Number(!(bias !== undefined && flag(call, bias))) : integer(ddof)
  if (taken === null) call.raise('ValueError', 'ddof must be integer')
  const freedom = Math.max(0, count - taken)
  const centred = n.sub(x, meanOf(call, given))
  const products = call.ops.matmul(centred, call.ops.transpose(centred)) as TensorLike
  const whole = n.mul(products, n.scalar(1 / freedom, dtypeOf(products) ?? 'float64'))
  return rows === 1 ? n.reshape(whole, []) : whole
}

function corrcoef(call: Call, m: Value, y: Value, rowvar: Value): Value {
  const n = new Arithmetic(call)
  const c = covariance(call, m, y, { rowvar, bias: undefined, ddof: undefined })
  if (shapeOf(c).length === 0) return wrap(call, n.div(c, c))
  const deviation = call.ops.sqrt(diagonalOf(call, c, 0, 0, 1)) as TensorLike
  const [k] = shapeOf(deviation)
  const scaled = n.div(n.div(c, n.reshape(deviation, [k, 1])), n.reshape(deviation, [1, k]))
  return wrap(call, call.ops.clip(scaled, -1, 1) as TensorLike)
}

export const CORRELATIONS: readonly ReturnType<typeof row>[] = [
  row('convolve', 'a, v, mode=', convolve),
  row('correlate', 'a, v, mode=', correlate),
  row('cov', 'm, y=, rowvar=, bias=, ddof=, fweights=, aweights=, *, dtype=', (call, m, y, rowvar, bias, ddof, f, a) =>
    (f ?? null) === null && (a ?? null) === null
      ? wrap(call, covariance(call, m, y, { rowvar, bias, ddof }))
      : call.opaque('a weighted `np.cov` is not evaluated', {}, [m, f, a]),
  ),
  row('corrcoef', 'x, y=, rowvar=, bias=, ddof=, *, dtype=', (call, x, y, rowvar) => corrcoef(call, x, y, rowvar)),
]
