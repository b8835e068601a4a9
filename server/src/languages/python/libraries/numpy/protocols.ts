// What NumPy's arrays and scalars do under Python's operators, and how they print.
import {
  BoundMethod,
  DONE,
  Int,
  NativeObject,
  Opaque,
  Tensor,
  Traced,
  Tuple,
  nodeOf,
  type BinaryOperator,
  type CompareOperator,
  type Json,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raise } from '../../exceptions'
import { PythonFault } from '../../fault'
import { NotImplemented, type TypeProtocol } from '../../protocol'
import { formatFloat, formatInteger } from '../../text/formatSpec'
import { floatClass } from '../../types/builtinClasses'
import { arrayStr, elementText } from './arrayText'
import { arrayMethods, attribute, roundTo, setAttribute } from './arrayMethods'
import { NDARRAY } from './arrayType'
import { Call, native, orUnknown } from './call'
import { COMPARE_NAMES, MIRRORED } from './operatorNames'
import { castTo, dtypeOf, knownShapeOf, toTensor } from './convert'
import { isFloat, isInteger as isIntegerType } from './dtypes'
import { read, write } from './indexing'
import { nestedJson } from './json'
import { NdArray, NumpyScalar, type TensorLike } from './ndarray'
import { updateInPlace } from './outputs'
import { printed } from './printing'
import { matmul } from './products'
import { ScalarType } from './scalarTypes'
import { broadcasts } from './shapes'
import { integer } from './shaping'
import { AbstractType } from './typeTree'
import { operandsOf } from './promotion'
import { BINARY_UFUNCS, binaryTensor, binaryValue, isArrayLike, UNARY_UFUNCS, unaryTensor, wrap } from './ufuncs'
import { isNumpy2 } from './version'

const BINARY_NAMES: Readonly<Partial<Record<BinaryOperator, string>>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '//': 'floor_divide',
  '%': 'remainder',
  '**': 'power',
  '&': 'bitwise_and',
  '|': 'bitwise_or',
  '^': 'bitwise_xor',
  '<<': 'left_shift',
  '>>': 'right_shift',
}

type Own = NdArray | NumpyScalar

const TEXT = 'arrays of text are not evaluated'

function binary(
  op: BinaryOperator,
  v: Own,
  other: Value,
  reflected: boolean,
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  if (other instanceof Opaque && !other.facts.tensor) return runtime.opaque(other.reason, site, {}, [v, other])
  if (typeof other === 'string' && dtypeOf(v.num) === null) return runtime.opaque(TEXT, site, {}, [v])
  if (!isArrayLike(other)) return NotImplemented
  if (v instanceof NumpyScalar && isSequence(other)) return sequenceWithScalar(op, v, other, reflected, runtime, site)
  const call = new Call(runtime, op, site)
  const [a, b] = reflected ? [other, v] : [v, other]
  if (op === '@') return matmul(call, a, b)
  const name = BINARY_NAMES[op]
  return name ? binaryValue(call, BINARY_UFUNCS[name], a, b) : NotImplemented
}

/** `3 * [1]` with a NumPy integer repeats the list, as Python does; everything else is arithmetic. */
function sequenceWithScalar(
  op: BinaryOperator,
  v: NumpyScalar,
  other: Value,
  reflected: boolean,
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  const x = v.value
  if (op === '*' && x instanceof Tensor && isIntegerType(x.dtype)) {
    return runtime.semantics.binary('*', other, Int.of(x.data[0]), runtime, site)
  }
  const call = new Call(runtime, op, site)
  const name = BINARY_NAMES[op]
  return name ? binaryValue(call, BINARY_UFUNCS[name], reflected ? other : v, reflected ? v : other) : NotImplemented
}

function isSequence(v: Value): boolean {
  return typeof v === 'object' && v !== null && 'items' in v && !(v instanceof NdArray)
}

function compare(
  op: CompareOperator,
  v: Own,
  other: Value,
  reflected: boolean,
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  const name = COMPARE_NAMES[(reflected ? MIRRORED[op] : undefined) ?? op]
  if (!name) return NotImplemented
  if (other instanceof Opaque && !other.facts.tensor) return runtime.opaque(other.reason, site, {}, [v, other])
  const call = new Call(runtime, op, site)
  if (typeof other === 'string' && dtypeOf(v.num) === null)
    return wrap(call, call.opaque(TEXT, { dtype: 'bool', shape: knownShapeOf(v.num) }, [v]))
  if (!isArrayLike(other)) return NotImplemented
  const [x, y] = operandsOf(call, v, other)
  // NumPy 1.24 warns and compares the objects where shapes do not fit.
  if ((op === '==' || op === '!=') && x instanceof Tensor && y instanceof Tensor && !broadcasts([x.shape, y.shape]))
    return op === '!='
  return wrap(call, binaryTensor(call, BINARY_UFUNCS[name], x, y))
}

function unary(op: string, v: Own, runtime: Runtime, site: Span): Value {
  const call = new Call(runtime, op, site)
  if (op === '-') return wrap(call, unaryTensor(call, UNARY_UFUNCS.negative, v.num))
  if (op === '+') return wrap(call, unaryTensor(call, UNARY_UFUNCS.positive, v.num))
  if (op === '~') return wrap(call, unaryTensor(call, UNARY_UFUNCS.invert, v.num))
  return call.opaque(`\`${op}\` of this array is not evaluated`, {}, [v])
}

function truthy(v: Own, runtime: Runtime, site: Span): boolean | Opaque {
  const x = v.num
  if (x instanceof Opaque) return x
  if (x.size > 1)
    raise(
      runtime,
      'ValueError',
      'The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()',
      site,
    )
  const outcome = x.size === 1 && x.data[0] !== 0
  if (nodeOf(x) !== 0) runtime.decide(outcome, site)
  return outcome
}

/** `float(v)` stays on the tape: NumPy's numbers are Python's. */
function toFloat(v: Own, runtime: Runtime, site: Span): Value {
  const x = v.num
  if (x instanceof Tensor && x.size !== 1)
    raise(runtime, 'TypeError', 'only size-1 arrays can be converted to Python scalars', site)
  runtime.at(site)
  return runtime.session.ops.item(x instanceof Tensor && x.dtype !== 'float64' ? castTo(x, 'float64', runtime) : x)
}

function toInt(v: Own, runtime: Runtime, site: Span): Value {
  const x = toFloat(v, runtime, site)
  if (x instanceof Opaque) return x
  const number = x instanceof Traced ? x.primal : (x as number)
  if (Number.isNaN(number)) raise(runtime, 'ValueError', 'cannot convert float NaN to integer', site)
  if (!Number.isFinite(number)) raise(runtime, 'OverflowError', 'cannot convert float infinity to integer', site)
  if (x instanceof Traced) runtime.decide(Math.trunc(number), site)
  return Int.of(Math.trunc(number))
}

function toIndex(v: Own, runtime: Runtime, site: Span): number | null {
  const x = v.num
  if (x instanceof Tensor && x.size === 1 && isIntegerType(x.dtype)) return x.data[0]
  if (x instanceof Tensor && v instanceof NdArray)
    raise(runtime, 'TypeError', 'only integer scalar arrays can be converted to a scalar index', site)
  return null
}

export const arrayProtocol: TypeProtocol<NdArray> = {
  typeName: () => 'numpy.ndarray',
  binary,
  unary,
  compare,
  truthy,
  toFloat,
  toInt,
  toIndex,
  inPlace(op, v, other, runtime, site) {
    const name = BINARY_NAMES[op]
    if (!name || !isArrayLike(other)) return NotImplemented
    updateInPlace(new Call(runtime, op, site), name, v, other)
    return v
  },
  getAttribute(v, name, runtime, site) {
    if (name === '__class__') return NDARRAY
    const found = attribute(v, name, runtime, site)
    return found === undefined ? arrayMethods().bound(v, name) : found
  },
  setAttribute: (v, name, value, runtime, site) =>
    setAttribute(new Call(runtime, `ndarray.${name}`, site), v, name, value),
  getItem: (v, index, runtime, site) =>
    orUnknown(
      () => read(new Call(runtime, 'ndarray.__getitem__', site), v, index),
      // What is read there may be a view of the array.
      (why) => runtime.opaque(why.reason, site, { candidates: [v] }, [v]),
    ),
  setItem: (v, index, value, runtime, site) =>
    orUnknown(
      () => write(new Call(runtime, 'ndarray.__setitem__', site), v, index, value),
      (why) => runtime.forget([v], why.reason, site),
    ),
  iterate(v, runtime, site) {
    const x = v.num
    const shape = x instanceof Opaque ? x.facts.shape : x.shape
    if (!shape) return { next: () => DONE, opaque: x as Opaque }
    if (shape.length === 0) raise(runtime, 'TypeError', 'iteration over a 0-d array', site)
    let i = 0
    const call = new Call(runtime, 'iter', site)
    return { next: () => (i < shape[0] ? read(call, v, Int.of(i++)) : DONE) }
  },
  length(v, runtime, site) {
    const x = v.num
    const shape = x instanceof Opaque ? x.facts.shape : x.shape
    if (!shape) return x as Opaque
    return shape.length === 0 ? raise(runtime, 'TypeError', 'len() of unsized object', site) : shape[0]
  },
  contains(v, item, runtime, site) {
    const call = new Call(runtime, 'in', site)
    const same = binaryTensor(call, BINARY_UFUNCS.equal, v.num, toTensor(item, null, runtime, site))
    return same instanceof Opaque ? same : same.data.some((holds) => holds !== 0)
  },
  copy: (v, _, runtime) => NdArray.of(v.num, runtime.session),
  key: (_, runtime, site) => raise(runtime, 'TypeError', "unhashable type: 'numpy.ndarray'", site),
  isInstance: (_, type) => type instanceof NativeObject && type.typeName === 'ndarray type',
  repr: (v, runtime) => printed(v.num, runtime, 'repr'),
  str: (v, runtime) => printed(v.num, runtime, 'str'),
  format(v, spec, runtime, site) {
    const x = v.num
    if (x instanceof Opaque) return `unknown: ${x.reason}`
    if (x.shape.length === 0) return formatScalar(x, spec, x.dtype)
    return spec === ''
      ? printed(x, runtime, 'str')
      : raise(runtime, 'TypeError', 'unsupported format string passed to numpy.ndarray.__format__', site)
  },
  display: (v, runtime) => printed(v.num, runtime, 'line'),
  toJson: (v) => jsonOf(v.num),
}

export const scalarProtocol: TypeProtocol<NumpyScalar> = {
  typeName: (v) => `numpy.${v.typeName}`,
  binary,
  unary,
  compare,
  truthy,
  toFloat,
  toInt,
  toIndex,
  getAttribute: (v, name, runtime, site) => scalarAttribute(v, name, runtime, site),
  key: (v, runtime, site) =>
    v.value instanceof Opaque ? raise(runtime, 'TypeError', 'unhashable', site) : `n:${v.value.data[0]}`,
  getItem(v, index, runtime, site) {
    if (index instanceof Tuple && index.items.length === 0) return v
    return raise(runtime, 'IndexError', 'invalid index to scalar variable.', site)
  },
  isInstance: (v, type) => scalarIsInstance(v, type),
  repr: (v, runtime) => {
    const text = textOf(v.value, arrayStr)
    if (!isNumpy2(runtime) || v.value instanceof Opaque) return text
    return v.value.dtype === 'bool' ? `np.${text}_` : `np.${v.value.dtype}(${text})`
  },
  str: (v) => textOf(v.value, arrayStr),
  display: (v) => textOf(v.value, arrayStr),
  toJson: (v) => jsonOf(v.value),
  format: (v, spec) =>
    v.value instanceof Opaque ? `unknown: ${v.value.reason}` : formatScalar(v.value, spec, v.typeName),
}

function scalarIsInstance(v: NumpyScalar, type: Value): boolean {
  const dtype = v.value instanceof Opaque ? v.value.facts.dtype : v.value.dtype
  if (type === floatClass) return dtype === 'float64'
  if (type instanceof AbstractType) return type.covers(dtype ?? null)
  return type instanceof ScalarType && type.dtype === dtype
}

/** A scalar has an array's attributes and methods. */
function scalarAttribute(v: NumpyScalar, name: string, runtime: Runtime, site: Span): Value | undefined {
  if (name === '__class__' && v.value instanceof Tensor) return ScalarType.of(v.value.dtype)
  if (name === '__round__') return new BoundMethod(v, round)
  if (name === 'is_integer') return new BoundMethod(v, isInteger)
  const array = NdArray.of(v.value, runtime.session)
  const method = arrayMethods().bound(array, name)
  if (method && (name === 'copy' || name === 'astype')) return new BoundMethod(v, method.callee)
  const found = attribute(array, name, runtime, site)
  return found === undefined ? method : found
}

const isInteger = native('float.is_integer', 'self', (call, self) => {
  const x = toTensor(self, null, call.runtime, call.site)
  return x instanceof Opaque ? x : Number.isInteger(x.data[0])
})

/** `round(x)`: a Python integer; with digits a scalar of the same type. */
const round = native('round', 'self, ndigits=', (call, self, digits) => {
  if (digits === undefined || digits === null) {
    const x = toTensor(self, null, call.runtime, call.site)
    if (x instanceof Opaque) return x
    const nearest = call.ops.round(x) as Tensor
    if (nodeOf(x) !== 0) call.runtime.decide(nearest.data[0], call.site)
    return Int.of(nearest.data[0])
  }
  return wrap(call, roundTo(call, toTensor(self, null, call.runtime, call.site), integer(digits) ?? 0))
})

function textOf(x: TensorLike, write: (known: Tensor) => string): string {
  return x instanceof Opaque ? `unknown: ${x.reason}` : write(x)
}

function jsonOf(x: TensorLike): Json | undefined {
  return x instanceof Opaque ? { opaque: x.reason } : nestedJson(x)
}

/** `format(scalar, spec)`: NumPy hands floats over to Python's float64, which shows through in float32. */
export function formatScalar(x: Tensor, spec: string, typeName: string): string {
  const [value] = x.data
  if (spec === '' && x.dtype !== 'float32') return elementText(value, x.dtype)
  if (isFloat(x.dtype)) return formatFloat(value, spec, 'float')
  if (x.dtype === 'bool')
    throw new PythonFault('TypeError', `unsupported format string passed to numpy.${typeName}.__format__`)
  return /[eEfFgG%]$/.test(spec) ? formatFloat(value, spec, 'int') : formatInteger(value, spec, 'int')
}
