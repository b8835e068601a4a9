// Numbers rounded and brought into a range.
import { Tensor, type Num, type Value } from '@gradlens/engine'
import { isNone, tensor } from './arguments'
import type { Call } from './call'
import { dtypeOf } from './convert'
import type { TensorLike } from './ndarray'
import type { Row } from './moduleTree'
import { row } from './row'
import { integer } from './shaping'
import { commonType, operandsOf } from './promotion'
import { as, checkBroadcast, wrap } from './ufuncs'

/** `np.round(a, decimals)`: scales, rounds to even, scales back. */
export function roundTo(call: Call, x: TensorLike, decimals: number): TensorLike {
  const dtype = dtypeOf(x)
  if (dtype === 'bool') return call.opaque('arrays of small element types (float16) are not evaluated', {}, [x])
  if (dtype !== null && !dtype.startsWith('float')) {
    if (decimals >= 0) return x
    return as(call, roundTo(call, as(call, x, 'float64'), decimals), dtype)
  }
  const { ops } = call
  call.runtime.at(call.site)
  if (decimals === 0) return ops.round(x) as TensorLike
  const scale = ops.fill([], 10 ** Math.abs(decimals), dtype ?? 'float64')
  return (
    decimals > 0 ? ops.div(ops.round(ops.mul(x, scale)), scale) : ops.mul(ops.round(ops.div(x, scale)), scale)
  ) as TensorLike
}

/** `np.clip(a, low, high)`; a missing bound is none. */
export function clip(call: Call, v: Value, low: Value, high: Value): Value {
  const bounds = [low, high].filter((bound) => !isNone(bound))
  if (bounds.length === 0) call.raise('ValueError', 'One of max or min must be given')
  const operands = operandsOf(call, v, ...bounds)
  const [x, first] = operands
  const from = isNone(low) ? null : first
  const to = isNone(high) ? null : operands[operands.length - 1]
  const common = commonType(call, operands)
  checkBroadcast(call, operands)
  const { ops } = call
  call.runtime.at(call.site)
  const own = as(call, x, common)
  const [lowest, highest] = [from && as(call, from, common), to && as(call, to, common)]
  if (lowest && highest) return wrap(call, ops.clip(own, lowest, highest) as TensorLike)
  const raised: Num = lowest ? ops.maximumFirst(own, lowest) : own
  return wrap(call, (highest ? ops.minimumFirst(raised, highest) : raised) as TensorLike)
}

/** `np.fix`: towards 0. */
function fix(call: Call, v: Value): Value {
  const x = tensor(call, v)
  const float = x instanceof Tensor && !x.dtype.startsWith('float') ? as(call, x, 'float64') : x
  return wrap(call, call.ops.trunc(float) as TensorLike)
}

export const ROUNDING: readonly Row[] = [
  row('clip', 'a, a_min, a_max, out=', clip),
  ...['round', 'around', 'round_'].map((name) =>
    row(name, 'a, decimals=, out=', (call, v, decimals) =>
      wrap(call, roundTo(call, tensor(call, v), decimals === undefined ? 0 : (integer(decimals) ?? 0))),
    ),
  ),
  row('fix', 'x, out=', fix),
]
