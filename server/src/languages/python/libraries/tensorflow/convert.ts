// `tf.convert_to_tensor`: what becomes a tensor, with which element type, and TensorFlow's texts where it can't be.
import {
  Int,
  List,
  NativeObject,
  Opaque,
  Tensor,
  Traced,
  Tuple,
  nodeOf,
  type DType,
  type Num,
  type Value,
} from '@gradlens/engine'
import { typeNameOf } from '../../operations'
import { Unknown, type Call } from '../numpy/call'
import { NdArray, NumpyScalar, type TensorLike } from '../numpy/ndarray'
import { dtypeOf, isFloat, runtimeName } from './dtypes'
import { TensorShape } from './tensorShape'
import { Variable } from './variable'

/** A value that is a tensor already, where its element type is known: the one that others adopt. */
export function tensorDType(v: Value): DType | null {
  if (v instanceof Tensor) return v.dtype
  if (v instanceof Variable) return v.dtype
  return v instanceof Opaque && v.facts.tensor ? (v.facts.dtype ?? null) : null
}

export interface Conversion {
  /** Required: another one is an error. */
  readonly dtype?: DType | null
  /** Preferred: taken where the value allows it. */
  readonly hint?: DType | null
}

/** The value as a tensor. A variable gives its current value, on its own tape entry; an opaque value an opaque tensor. */
export function toTensor(call: Call, v: Value, { dtype = null, hint = null }: Conversion = {}): TensorLike {
  if (v instanceof Tensor) return dtype !== null && v.dtype !== dtype ? mismatch(call, v, dtype) : v
  if (v instanceof Variable) {
    if (dtype !== null && v.dtype !== dtype) {
      call.raise(
        'ValueError',
        `Incompatible type conversion requested to type '${dtype}' for variable of type '${v.dtype}'`,
      )
    }
    return v.num
  }
  if (v instanceof Opaque) {
    const wanted = dtype ?? (v.facts.tensor ? null : hint)
    return v.facts.tensor && wanted === null
      ? v
      : new Opaque(v.reason, { ...v.facts, tensor: true, dtype: v.facts.dtype ?? wanted ?? undefined }, v.node)
  }
  if (v instanceof NdArray || v instanceof NumpyScalar) return fromArray(call, v, dtype ?? hint)
  if (typeof v === 'number' || v instanceof Traced) return fromFloat(call, v, dtype, hint)
  if (v instanceof Int) return fromInteger(call, v, dtype ?? hint)
  if (typeof v === 'boolean') {
    const wanted = dtype ?? 'bool'
    if (wanted !== 'bool') cannotConvert(call, v ? 'True' : 'False', wanted)
    return constant(call, [v ? 1 : 0], [], 'bool')
  }
  if (v instanceof TensorShape) return constant(call, v.sizes, [v.sizes.length], dtype ?? 'int32')
  if (v instanceof List || v instanceof Tuple) return fromSequence(call, v, dtype, hint)
  if (typeof v === 'string') throw new Unknown(call.opaque('string tensors are not evaluated', { tensor: true }))
  if (v instanceof NativeObject && v.num !== null) return v.num as TensorLike
  return call.raise(
    'ValueError',
    `Attempt to convert a value (${call.runtime.semantics.display(v, call.runtime)}) with an unsupported type (<class '${typeNameOf(v)}'>) to a Tensor.`,
  )
}

function mismatch(call: Call, v: Tensor, dtype: DType): never {
  return call.raise(
    'ValueError',
    `Tensor conversion requested dtype ${dtype} for Tensor with dtype ${v.dtype}: ${call.runtime.semantics.display(v, call.runtime)}`,
  )
}

function cannotConvert(call: Call, text: string, dtype: DType): never {
  return call.raise('TypeError', `Cannot convert ${text} to EagerTensor of dtype ${runtimeName(dtype)}`)
}

/** A constant off the tape, rounded to its element type. */
export function constant(call: Call, data: ArrayLike<number>, shape: readonly number[], dtype: DType): Tensor {
  call.runtime.charge(8 * data.length)
  return new Tensor(call.ops.rounded(Float64Array.from(data), dtype), shape, dtype)
}

function fromArray(call: Call, v: NdArray | NumpyScalar, dtype: DType | null): TensorLike {
  const x = v.num
  if (x instanceof Opaque)
    return new Opaque(x.reason, { ...x.facts, tensor: true, dtype: dtype ?? x.facts.dtype }, x.node)
  return cast(call, x, dtype ?? x.dtype) as TensorLike
}

function fromFloat(call: Call, v: number | Traced, dtype: DType | null, hint: DType | null): TensorLike {
  if (dtype !== null && !isFloat(dtype)) cannotConvert(call, call.runtime.semantics.display(v, call.runtime), dtype)
  const wanted = dtype ?? (hint !== null && isFloat(hint) ? hint : 'float32')
  return v instanceof Traced ? (call.ops.cast(v, wanted) as Tensor) : constant(call, [v], [], wanted)
}

function fromInteger(call: Call, v: Int, dtype: DType | null): TensorLike {
  const value = Number(v.value)
  const fits = value >= -(2 ** 31) && value < 2 ** 31
  if (dtype === 'bool') cannotConvert(call, String(v.value), dtype)
  return constant(call, [value], [], dtype ?? (fits ? 'int32' : 'int64'))
}

/** A list: of numbers, one constant; of tensors among others, a stack that gradients pass. */
function fromSequence(call: Call, v: List | Tuple, dtype: DType | null, hint: DType | null): TensorLike {
  const leaves: Value[] = []
  collect(v, leaves)
  const adopted = dtype ?? leaves.map(tensorDType).find((d) => d !== null) ?? null
  const array = leaves.map(arrayDType).find((d) => d !== null) ?? null
  const common = adopted ?? common_(call, leaves, hint) ?? array
  return pack(call, v, common ?? 'float32')
}

/** The element type of an array among the leaves. */
function arrayDType(v: Value): DType | null {
  return v instanceof NdArray ? dtypeOf(v.num) : null
}

/** The element type of plain numbers in a list: float32 where there is a float, else int32, or bool. */
function common_(call: Call, leaves: readonly Value[], hint: DType | null): DType | null {
  const kinds = new Set(leaves.map(kindOf))
  kinds.delete(null)
  if (kinds.size === 0) return leaves.some((v) => v instanceof NdArray) ? null : (hint ?? 'float32')
  if (kinds.has('bool')) {
    if (kinds.size > 1) call.raise('ValueError', "Can't convert Python sequence with mixed types to Tensor.")
    return 'bool'
  }
  if (kinds.has('float')) return hint !== null && isFloat(hint) ? hint : 'float32'
  if (hint !== null && hint !== 'bool') return hint
  return leaves.every((v) => !(v instanceof Int) || (v.value >= -(2 ** 31) && v.value < 2 ** 31)) ? 'int32' : 'int64'
}

function kindOf(v: Value): 'bool' | 'int' | 'float' | null {
  if (typeof v === 'boolean') return 'bool'
  if (v instanceof Int) return 'int'
  if (typeof v === 'number' || v instanceof Traced) return 'float'
  if (!(v instanceof NumpyScalar)) return null
  const dtype = dtypeOf(v.num)
  return dtype === null ? null : isFloat(dtype) ? 'float' : dtype === 'bool' ? 'bool' : 'int'
}

function collect(v: Value, into: Value[]): void {
  if (v instanceof List && v.opaque) throw new Unknown(v.opaque)
  if (v instanceof List || v instanceof Tuple) for (const item of v.items) collect(item, into)
  else into.push(v)
}

function pack(call: Call, v: Value, dtype: DType): TensorLike {
  if (!(v instanceof List) && !(v instanceof Tuple)) return toTensor(call, v, tensorDType(v) === null ? { dtype } : {})
  const parts = v.items.map((item) => pack(call, item, dtype))
  if (parts.length === 0) return constant(call, [], [0], dtype)
  const known = parts.filter((part): part is Tensor => part instanceof Tensor)
  const [first] = known
  if (
    known.some((part) => part.shape.length !== first.shape.length || part.shape.some((n, i) => n !== first.shape[i]))
  ) {
    call.raise('ValueError', "Can't convert non-rectangular Python sequence to Tensor.")
  }
  if (known.length === parts.length && known.every((part) => part.node === 0)) {
    const data = new Float64Array(parts.length * first.size)
    known.forEach((part, i) => data.set(part.data, i * first.size))
    return constant(call, data, [parts.length, ...first.shape], dtype)
  }
  return call.ops.stack(parts, 0) as TensorLike
}

/** The same numbers in another element type, as `tf.cast` makes them: gradients pass between floats only. */
export function cast(call: Call, x: TensorLike, dtype: DType): TensorLike {
  if (dtypeOf(x) === dtype) return x
  if (dtype === 'bool') return call.ops.notEqual(x, constant(call, [0], [], dtypeOf(x) ?? 'float32')) as TensorLike
  return call.ops.cast(x, dtype) as TensorLike
}

/** A result on the tape: what was made from constants alone gets an entry of its own, so that its history is known. */
export function placed(call: Call, x: Num): TensorLike {
  return (nodeOf(x) === 0 ? call.session.leaf(x) : x) as TensorLike
}
