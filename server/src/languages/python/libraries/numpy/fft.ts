// np.fft: frequencies and shifts. Transforms have complex results, which are not evaluated.
import { Tensor, type Value } from '@gradlens/engine'
import { known, type Call } from './call'
import { toTensor } from './convert'
import type { TensorLike } from './ndarray'
import { row } from './row'
import { counted, integer, integers, shapeOf } from './shaping'
import { Arithmetic } from './tensorArithmetic'
import { wrap } from './ufuncs'

/** k / (n d) for the frequencies k given, as NumPy rounds it. */
function frequencies(call: Call, n: Value, d: Value, of: (count: number) => readonly number[]): Value {
  const count = integer(n)
  if (count === null) return call.raise('ValueError', 'n should be an integer')
  const a = new Arithmetic(call)
  const spacing = d === undefined ? a.scalar(1) : toTensor(d, null, call.runtime, call.site)
  const places = Float64Array.from(of(count))
  const scale = a.div(a.scalar(1), a.mul(a.scalar(count), spacing))
  return wrap(call, a.mul(new Tensor(places, [places.length], 'int64'), scale))
}

function shifted(call: Call, x: Value, axes: Value, by: (n: number) => number): Value {
  const n = new Arithmetic(call)
  let out: TensorLike = toTensor(x, null, call.runtime, call.site)
  const shape = shapeOf(out)
  const along =
    axes === undefined || axes === null
      ? shape.map((_, i) => i)
      : integers(call, known(axes)).map((axis) => counted(call, axis, shape.length))
  for (const axis of along) {
    const size = shape[axis]
    const shift = by(size)
    out = n.take(
      out,
      Array.from({ length: size }, (_, i) => (((i - shift) % size) + size) % size),
      axis,
    )
  }
  return wrap(call, out)
}

const half = (n: number): number => Math.floor(n / 2)

const COMPLEX = [
  'fft',
  'ifft',
  'rfft',
  'irfft',
  'hfft',
  'ihfft',
  'fft2',
  'ifft2',
  'rfft2',
  'irfft2',
  'fftn',
  'ifftn',
  'rfftn',
  'irfftn',
]

export const FFT: readonly ReturnType<typeof row>[] = [
  row('fft.fftfreq', 'n, d=', (call, n, d) =>
    frequencies(call, n, d, (count) => Array.from({ length: count }, (_, i) => (i <= half(count - 1) ? i : i - count))),
  ),
  row('fft.rfftfreq', 'n, d=', (call, n, d) =>
    frequencies(call, n, d, (count) => Array.from({ length: half(count) + 1 }, (_, i) => i)),
  ),
  row('fft.fftshift', 'x, axes=', (call, x, axes) => shifted(call, x, axes, half)),
  row('fft.ifftshift', 'x, axes=', (call, x, axes) => shifted(call, x, axes, (n) => -half(n))),
  ...COMPLEX.map((name) =>
    row(`fft.${name}`, 'a, n=, axis=, norm=, s=, axes=', (call, a) =>
      call.opaque('complex numbers are not evaluated', {}, [a]),
    ),
  ),
]
