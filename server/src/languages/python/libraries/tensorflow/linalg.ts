// Matrix products and norms.
import { Opaque, type DType, type Num, type Value } from '@gradlens/engine'
import type { Call } from '../numpy/call'
import type { TensorLike } from '../numpy/ndarray'
import { placed, tensorDType, toTensor } from './convert'
import { dtypeOf } from './dtypes'
import { brackets, checkAccepts, checkSameDType } from './elementwise'
import { kernelError } from './errors'

/** `tf.matmul`: matrices and batches of them, never vectors. */
export function matmul(
  call: Call,
  a: Value,
  b: Value,
  dtype: DType | null = null,
  transpose: readonly [boolean, boolean] = [false, false],
): TensorLike {
  const x = toTensor(call, a, tensorDType(a) === null ? { dtype } : {})
  const y = toTensor(call, b, tensorDType(b) === null ? (dtype === null ? { hint: dtypeOf(x) } : { dtype }) : {})
  const left = shapeOf(x)
  const right = shapeOf(y)
  const op = (left?.length ?? 2) > 2 || (right?.length ?? 2) > 2 ? 'BatchMatMulV2' : 'MatMul'
  checkSameDType(call, op, x, y)
  checkAccepts(call, op, 'number', x, 'a:T, b:T -> product:T')
  if (left && right) checkMatrices(call, op, x, y, left, right, transpose)
  call.runtime.at(call.site)
  return placed(call, call.ops.matmul(transpose[0] ? transposed(call, x) : x, transpose[1] ? transposed(call, y) : y))
}

function checkMatrices(
  call: Call,
  op: string,
  x: TensorLike,
  y: TensorLike,
  left: readonly number[],
  right: readonly number[],
  [ta, tb]: readonly [boolean, boolean],
): void {
  if (left.length < 2 || right.length < 2) {
    if (op === 'MatMul') {
      kernelError(
        call,
        op,
        left.length === right.length
          ? `In[0] is not a matrix. Instead it has shape ${brackets(x)}`
          : `In[0] and In[1] has different ndims: ${brackets(x)} vs. ${brackets(y)}`,
      )
    }
    kernelError(call, op, `In[0] and In[1] ndims must be >= 2: ${Math.min(left.length, right.length)}`)
  }
  const inner = left[left.length - (ta ? 2 : 1)]
  const outer = right[right.length - (tb ? 1 : 2)]
  if (inner === outer) return
  kernelError(call, op, `Matrix size-incompatible: In[0]: ${brackets(x)}, In[1]: ${brackets(y)}`)
}

/** The last two axes exchanged. */
export function transposed(call: Call, x: TensorLike): Num {
  const rank = shapeOf(x)?.length
  if (rank === undefined) return call.opaque((x as Opaque).reason, { tensor: true }, [x])
  const axes = Array.from({ length: rank }, (_, i) => i)
  ;[axes[rank - 2], axes[rank - 1]] = [axes[rank - 1], axes[rank - 2]]
  return call.ops.transpose(x, axes)
}

function shapeOf(x: TensorLike): readonly number[] | undefined {
  return x instanceof Opaque ? x.facts.shape : x.shape
}
