// Values as a report shows them.
import {
  Mutable,
  NativeObject,
  nodeOf,
  Opaque,
  plain,
  rebuild,
  Tensor,
  Traced,
  treeOf,
  leavesOf,
} from '@gradlens/engine'
import type { Num, Runtime, Value } from '@gradlens/engine'
import type { Shown } from '../report'

/** Longer texts are cut where a value is shown in passing. */
const TEXT_LIMIT = 400

/** A value with its JSON. */
export function show(value: Value, runtime: Runtime): Shown {
  return {
    ...glance(value, runtime),
    json: value instanceof Opaque ? { opaque: value.reason } : runtime.semantics.toJson(value, runtime),
  }
}

/** A value as text only: for what is looked at, not computed with. */
export function glance(value: Value, runtime: Runtime): Shown {
  if (value instanceof Opaque) {
    const { reason, facts } = value
    return { text: `unknown: ${reason}`, json: undefined, opaque: reason, dtype: facts.dtype, shape: facts.shape }
  }
  const number = value instanceof NativeObject ? value.num : value
  const tensor = number instanceof Tensor ? { dtype: number.dtype, shape: number.shape } : {}
  const text = runtime.semantics.display(value, runtime)
  return { text: text.length > TEXT_LIMIT ? `${text.slice(0, TEXT_LIMIT - 1)}…` : text, json: undefined, ...tensor }
}

/** ∂target/∂value, shaped like the value; null where no adjoint reached any part of it. */
export function adjointOf(value: Value, adjoint: (node: number) => Num | null, runtime: Runtime): Value | null {
  if (typeof value !== 'object' || value === null || !(isNumeric(value) || value instanceof Mutable)) return null
  const tree = treeOf(value, runtime)
  const leaves = leavesOf(tree)
  if (leaves.length === 0 || leaves.length > 4096) return null
  if (!leaves.some(({ num }) => nodeOf(num) !== 0 && adjoint(nodeOf(num)) !== null)) return null
  return rebuild(tree, (num) => plain((nodeOf(num) !== 0 ? adjoint(nodeOf(num)) : null) ?? 0))
}

function isNumeric(value: object): boolean {
  return value instanceof Traced || value instanceof Tensor || value instanceof Opaque
}
