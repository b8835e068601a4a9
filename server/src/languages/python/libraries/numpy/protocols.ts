// What NumPy's arrays and scalars do under Python's operators, and how they print.
import { Opaque, type Json, type Runtime, type Tensor } from '@gradlens/engine'
import { PythonFault } from '../../fault'
import { formatFloat, formatInteger } from '../../text/formatSpec'
import type { TypeProtocol } from '../../protocol'
import { arrayRepr, arrayStr, elementText } from './arrayText'
import { nestedJson } from './json'
import type { NdArray, NumpyScalar, TensorLike } from './ndarray'

export const arrayProtocol: TypeProtocol<NdArray> = {
  typeName: () => 'ndarray',
  repr: (v) => textOf(v.num, arrayRepr),
  str: (v) => textOf(v.num, arrayStr),
  display: (v) => textOf(v.num, arrayStr),
  toJson: (v) => jsonOf(v.num),
}

export const scalarProtocol: TypeProtocol<NumpyScalar> = {
  typeName: (v) => v.typeName,
  repr: (v) => textOf(v.value, arrayStr),
  display: (v) => textOf(v.value, arrayStr),
  toJson: (v) => jsonOf(v.value),
  format: (v, spec) => (v.value instanceof Opaque ? v.value.reason : formatScalar(v.value, spec, v.typeName)),
  toFloat: (v, runtime) => item(v.value, runtime),
}

function textOf(x: TensorLike, write: (known: Tensor) => string): string {
  return x instanceof Opaque ? `unknown: ${x.reason}` : write(x)
}

function jsonOf(x: TensorLike): Json | undefined {
  return x instanceof Opaque ? { opaque: x.reason } : nestedJson(x)
}

function item(x: TensorLike, runtime: Runtime) {
  return runtime.session.ops.item(x)
}

/** `format(scalar, spec)`: NumPy hands floats over to Python's float64, which shows through in float32. */
export function formatScalar(x: Tensor, spec: string, typeName: string): string {
  const [value] = x.data
  if (spec === '' && x.dtype !== 'float32') return elementText(value, x.dtype)
  switch (x.dtype) {
    case 'float32':
    case 'float64':
      return formatFloat(value, spec, 'float')
    case 'bool':
      throw new PythonFault('TypeError', `unsupported format string passed to numpy.${typeName}.__format__`)
    case 'int32':
    case 'int64':
      return /[eEfFgG%]$/.test(spec) ? formatFloat(value, spec, 'int') : formatInteger(value, spec, 'int')
  }
}
