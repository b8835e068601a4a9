// `tf.Tensor`: the engine's tensors under Python's operators, attributes, indexing and text. Opaque tensors behave alike,
// with what is known of them.
import {
  DONE,
  Int,
  List,
  NativeObject,
  Opaque,
  Slice,
  Tensor,
  Traced,
  Tuple,
  type BinaryOperator,
  type Json,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raise } from '../../exceptions'
import { typeNameOf } from '../../operations'
import { isEllipsis, NotImplemented, type TypeProtocol } from '../../protocol'
import { arrayRepr, arrayStr, oneLine, tupleText } from '../numpy/arrayText'
import { Call, orUnknown } from '../numpy/call'
import { COMPARE_NAMES, LOGIC_NAMES, MIRRORED } from '../numpy/operatorNames'
import { nestedJson } from '../numpy/json'
import { NdArray, NumpyScalar, scalarOrArray, type TensorLike } from '../numpy/ndarray'
import { formatScalar } from '../numpy/protocols'
import { placed, tensorDType, toTensor } from './convert'
import { dtypeObject, dtypeOf } from './dtypes'
import { BINARY, binary, trueDivide, unary, UNARY } from './elementwise'
import { kernelError } from './errors'
import { matmul } from './linalg'
import { booleanMask } from './indexing'
import { methods } from './methods'
import { integer, TensorShape } from './tensorShape'
import { Variable } from './variable'

const BINARY_ROWS: Readonly<Partial<Record<BinaryOperator, string>>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '//': 'floordiv',
  '%': 'floormod',
  '**': 'pow',
}

/** The value as the other operand of an operator: numbers, arrays, lists and tensors are; modules, texts and None are not. */
function isOperand(v: Value): boolean {
  return (
    typeof v === 'number' ||
    typeof v === 'boolean' ||
    v instanceof Int ||
    v instanceof Traced ||
    v instanceof Tensor ||
    v instanceof Variable ||
    v instanceof NdArray ||
    v instanceof NumpyScalar ||
    v instanceof List ||
    v instanceof Tuple ||
    v instanceof Opaque
  )
}

/** What tensors and variables have in common: `tensor` gives the tensor that a value stands for. */
export function tensorOperators<V extends Value>(
  tensor: (v: V) => TensorLike,
): Pick<
  TypeProtocol<V>,
  | 'binary'
  | 'unary'
  | 'compare'
  | 'truthy'
  | 'getItem'
  | 'iterate'
  | 'length'
  | 'toFloat'
  | 'toInt'
  | 'toIndex'
  | 'display'
> {
  return {
    binary(op, v, other, reflected, runtime, site) {
      if (!isOperand(other))
        return other === null || typeof other === 'string' ? refuse(other, runtime, site) : NotImplemented
      const call = new Call(runtime, op, site)
      const own = tensor(v)
      // A reflected operator gives the other operand this one's element type (math_ops.py, r_binary_op_wrapper).
      const [a, b, dtype] = reflected
        ? [other, own, tensorDType(other) === null ? dtypeOf(own) : null]
        : [own, other, null]
      if (op === '/') return trueDivide(call, a, b, dtype)
      if (op === '@') return matmul(call, a, b, dtype)
      const name = dtypeOf(own) === 'bool' && LOGIC_NAMES[op] ? LOGIC_NAMES[op] : BINARY_ROWS[op]
      if (name) return binary(call, BINARY[name], a, b, dtype)
      return op === '<<' || op === '>>' || op === '&' || op === '|' || op === '^'
        ? call.opaque(`\`${op}\` of integer tensors is not evaluated`, { tensor: true }, [own, other])
        : NotImplemented
    },
    unary(op, v, runtime, site) {
      const call = new Call(runtime, op, site)
      if (op === '-') return unary(call, UNARY.negative, tensor(v))
      if (op === '~')
        return dtypeOf(tensor(v)) === 'bool'
          ? unary(call, UNARY.logical_not, tensor(v))
          : call.opaque('`~` of integer tensors is not evaluated', { tensor: true }, [tensor(v)])
      return raise(runtime, 'TypeError', `bad operand type for unary ${op}: '${typeNameOf(v)}'`, site)
    },
    compare(op, v, other, reflected, runtime, site) {
      const name = COMPARE_NAMES[(reflected ? MIRRORED[op] : undefined) ?? op]
      if (!name) return NotImplemented
      if (other === null) return op === '==' ? false : op === '!=' ? true : refuse(other, runtime, site)
      if (!isOperand(other)) return NotImplemented
      const row = op === '==' || op === '!=' ? { ...BINARY[name], incompatible: true } : BINARY[name]
      return binary(new Call(runtime, op, site), row, tensor(v), other)
    },
    truthy(v, runtime, site) {
      const x = tensor(v)
      if (x instanceof Opaque) return x
      if (x.size !== 1) {
        if (x.size === 0) return false
        return raise(
          runtime,
          'ValueError',
          'The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()',
          site,
        )
      }
      const outcome = x.data[0] !== 0
      runtime.decide(outcome, site)
      return outcome
    },
    getItem: (v, index, runtime, site) =>
      orUnknown(
        () => slice(new Call(runtime, 'tf.Tensor.__getitem__', site), tensor(v), index),
        (why) => runtime.opaque(why.reason, site, { tensor: true }, [tensor(v)]),
      ),
    iterate(v, runtime, site) {
      const x = tensor(v)
      const shape = shapeOf(x)
      if (!shape) return { next: () => DONE, opaque: x as Opaque }
      if (shape.length === 0) raise(runtime, 'TypeError', 'Cannot iterate over a scalar tensor.', site)
      let i = 0
      return {
        next() {
          if (i >= shape[0]) return DONE
          runtime.at(site)
          return placed(new Call(runtime, 'iter', site), runtime.session.ops.index(x, [i++]))
        },
      }
    },
    length(v, runtime, site) {
      const x = tensor(v)
      const shape = shapeOf(x)
      if (!shape) return x as Opaque
      return shape.length === 0 ? raise(runtime, 'TypeError', 'Scalar tensor has no `len()`', site) : shape[0]
    },
    toFloat: (v, runtime, site) => toNumber(tensor(v), runtime, site),
    toInt(v, runtime, site) {
      const x = toNumber(tensor(v), runtime, site)
      if (x instanceof Opaque) return x
      const number = x instanceof Traced ? x.primal : (x as number)
      runtime.decide(Math.trunc(number), site)
      return Int.of(Math.trunc(number))
    },
    toIndex(v, runtime, site) {
      const i = integer(tensor(v))
      if (i === null) raise(runtime, 'TypeError', 'only integer scalar arrays can be converted to a scalar index', site)
      return i
    },
    display: (v) => plainText(tensor(v)),
  }
}

/** None or a text as an operand. */
function refuse(other: Value, runtime: Runtime, site: Span): never {
  if (other !== null)
    raise(
      runtime,
      'TypeError',
      `Cannot convert ${runtime.semantics.display(other, runtime)} to EagerTensor of dtype float`,
      site,
    )
  return raise(
    runtime,
    'ValueError',
    "Attempt to convert a value (None) with an unsupported type (<class 'NoneType'>) to a Tensor.",
    site,
  )
}

function shapeOf(x: TensorLike): readonly number[] | undefined {
  return x instanceof Opaque ? x.facts.shape : x.shape
}

/** `float(x)`: the number leaves TensorFlow. */
function toNumber(x: TensorLike, runtime: Runtime, site: Span): Value {
  if (x instanceof Tensor && x.size !== 1)
    raise(runtime, 'TypeError', 'only length-1 arrays can be converted to Python scalars', site)
  runtime.at(site)
  return runtime.session.ops.item(runtime.session.cut(x, 'left-the-library'))
}

/** Numbers as a hover shows them, on one line: `16.0`, `[1. 2.]`. */
function plainText(x: TensorLike): string {
  return x instanceof Opaque ? `unknown: ${x.reason}` : oneLine(x)
}

/** `x.numpy()`: a NumPy scalar or array; the tape does not follow. */
export function numpyOf(call: Call, x: TensorLike): Value {
  return scalarOrArray(call.session.cut(x, 'left-the-library') as TensorLike, call.session)
}

/** `x[index]` for tensors: places, slices, new axes, an ellipsis, masks. */
function slice(call: Call, x: TensorLike, index: Value): Value {
  if ((index instanceof Tensor || index instanceof NdArray) && tensorOrArrayDType(index) === 'bool')
    return booleanMask(call, x, toTensor(call, index))
  const parts = index instanceof Tuple ? index.items : [index]
  const items = parts.map((part) => indexItem(call, part))
  const shape = shapeOf(x)
  if (shape) checkBounds(call, shape, items)
  call.runtime.at(call.site)
  return placed(call, call.ops.index(x, items))
}

type Item = Parameters<Call['ops']['index']>[1][number]

function indexItem(call: Call, part: Value): Item {
  if (part === null) return 'newaxis'
  if (isEllipsis(part)) return 'ellipsis'
  if (part instanceof Slice) {
    const place = (v: Value): number | null =>
      v === null || v === undefined ? null : (integer(v) ?? badIndex(call, part))
    return { start: place(part.start), stop: place(part.stop), step: place(part.step) }
  }
  return integer(part) ?? badIndex(call, part)
}

function badIndex(call: Call, part: Value): never {
  return call.raise(
    'TypeError',
    `Only integers, slices (\`:\`), ellipsis (\`...\`), tf.newaxis (\`None\`) and scalar tf.int32/tf.int64 tensors are valid indices, got ${call.runtime.semantics.display(part, call.runtime)}`,
  )
}

function checkBounds(call: Call, shape: readonly number[], items: readonly Item[]): void {
  const axes = items.filter((item) => item !== 'newaxis' && item !== 'ellipsis')
  if (axes.length > shape.length)
    kernelError(
      call,
      'StridedSlice',
      `Index out of range using input dim ${shape.length}; input has only ${shape.length} dims`,
    )
  const ellipsis = items.indexOf('ellipsis')
  let axis = 0
  items.forEach((item, i) => {
    if (item === 'newaxis') return
    if (item === 'ellipsis') {
      axis = shape.length - items.slice(ellipsis + 1).filter((rest) => rest !== 'newaxis').length
      return
    }
    if (typeof item === 'number' && (item < -shape[axis] || item >= shape[axis]))
      kernelError(call, 'StridedSlice', `slice index ${item} of dimension ${i} out of bounds.`)
    axis++
  })
}

function tensorOrArrayDType(v: Tensor | NdArray): string | null {
  return v instanceof Tensor ? v.dtype : dtypeOf(v.num)
}

const METHODS = methods<TensorLike>('EagerTensor', {
  numpy: ['', (call, self) => numpyOf(call, self)],
  get_shape: ['', (call, self) => shapeObject(call, self)],
  set_shape: ['shape', () => null],
  __abs__: ['', (call, self) => unary(call, UNARY.abs, self)],
  cpu: ['', (_, self) => self],
  gpu: ['gpu_index=', (_, self) => self],
})

function shapeObject(call: Call, x: TensorLike): Value {
  const shape = shapeOf(x)
  return shape ? new TensorShape(shape) : call.opaque((x as Opaque).reason)
}

const NUMPY_ONLY = new Set(['T', 'astype', 'ravel', 'transpose', 'reshape', 'clip', 'size', 'tolist', 'data'])

function attribute(v: TensorLike, name: string, runtime: Runtime, site: Span): Value | undefined {
  const call = new Call(runtime, `tf.Tensor.${name}`, site)
  switch (name) {
    case 'shape':
      return shapeObject(call, v)
    case 'dtype': {
      const dtype = dtypeOf(v)
      return dtype ? dtypeObject(dtype) : call.opaque((v as Opaque).reason)
    }
    case 'ndim': {
      const shape = shapeOf(v)
      return shape ? Int.of(shape.length) : call.opaque((v as Opaque).reason)
    }
    case 'device':
      return '/job:localhost/replica:0/task:0/device:CPU:0'
    case 'name':
    case 'op':
    case 'graph':
      return call.raise('AttributeError', `Tensor.${name} is undefined when eager execution is enabled.`)
  }
  if (NUMPY_ONLY.has(name)) {
    const advice =
      '\n        If you are looking for numpy-related methods, please run the following:\n        tf.experimental.numpy.experimental_enable_numpy_behavior()\n      '
    call.raise('AttributeError', `EagerTensor object has no attribute '${name}'. ${advice}`)
  }
  return METHODS.bound(v, name)
}

function text(
  x: TensorLike,
  write: (known: Tensor, numbers: string) => string,
  numbers: (known: Tensor) => string,
): string {
  if (x instanceof Opaque) return `unknown: ${x.reason}`
  const printed = numbers(x)
  return write(x, printed.includes('\n') ? `\n${printed}` : printed)
}

function scalarOrRepr(x: Tensor): string {
  return x.shape.length === 0 ? arrayStr(x) : arrayRepr(x)
}

const common: TypeProtocol<TensorLike> = {
  ...tensorOperators<TensorLike>((v) => v),
  typeName: () => 'EagerTensor',
  getAttribute: attribute,
  str: (v) => text(v, (x, numbers) => `tf.Tensor(${numbers}, shape=${tupleText(x.shape)}, dtype=${x.dtype})`, arrayStr),
  repr: (v) =>
    text(
      v,
      (x, numbers) => `<tf.Tensor: shape=${tupleText(x.shape)}, dtype=${x.dtype}, numpy=${numbers}>`,
      scalarOrRepr,
    ),
  format(v, spec, runtime, site) {
    if (v instanceof Opaque) return `unknown: ${v.reason}`
    if (v.shape.length === 0) return formatScalar(v, spec, v.dtype)
    return spec === ''
      ? arrayStr(v)
      : raise(runtime, 'TypeError', 'unsupported format string passed to numpy.ndarray.__format__', site)
  },
  toJson: (v): Json => (v instanceof Opaque ? { opaque: v.reason } : nestedJson(v)),
  key: (_, runtime, site) =>
    raise(runtime, 'TypeError', 'Tensor is unhashable. Instead, use tensor.ref() as the key.', site),
  isInstance: (_, type) => isTensorType(type),
}

/** `tf.Tensor` and the other names that a tensor is an instance of. */
function isTensorType(type: Value): boolean {
  return type instanceof NativeObject && type.typeName === 'tensor type'
}

export const tensorProtocol = common as TypeProtocol<Tensor>
export const opaqueTensorProtocol = common as TypeProtocol<Opaque>
