// Inputs and results of a marked function as trees with numbers at their leaves, and the derivatives of one by the other.
import { nodeOf, Opaque, Tensor, Traced } from '../numeric/num'
import type { Num } from '../numeric/num'
import type { Session, Sweep } from '../numeric/session'
import type { Runtime } from './runtime'
import { Dict, Int, List, NativeObject, Tuple } from './values'
import type { Value } from './values'

/** A value taken apart. `number` leaves can be differentiated; `constant` ones can't (text, booleans, integers). */
export type Tree =
  | { readonly kind: 'number'; readonly num: Num }
  | { readonly kind: 'sequence'; readonly items: readonly Tree[]; readonly rebuild: (items: Value[]) => Value }
  | {
      readonly kind: 'record'
      readonly keys: readonly Value[]
      readonly items: readonly Tree[]
      readonly rebuild: (items: Value[], keys: readonly Value[]) => Value
    }
  | { readonly kind: 'constant'; readonly value: Value }

/** Takes a value apart. */
export function treeOf(v: Value, runtime: Runtime): Tree {
  if (typeof v === 'number' || v instanceof Traced || v instanceof Opaque) return { kind: 'number', num: v }
  if (v instanceof Tensor) {
    const float = v.dtype === 'float64' || v.dtype === 'float32'
    return float ? { kind: 'number', num: v } : { kind: 'constant', value: v }
  }
  if (v instanceof NativeObject && v.num !== null) return treeOf(v.num, runtime)
  const list = (items: Value[]): Value => runtime.semantics.makeList(items, runtime)
  if (v instanceof List || v instanceof Tuple) {
    return { kind: 'sequence', items: v.items.map((item) => treeOf(item, runtime)), rebuild: list }
  }
  if (v instanceof Dict && v.kind !== 'set') {
    const entries = [...v.entries.values()]
    const { kind } = v
    const site = { text: 0, start: 0, end: 0 }
    return {
      kind: 'record',
      keys: entries.map((e) => e.key),
      items: entries.map((e) => treeOf(e.value, runtime)),
      rebuild: (items, keys) =>
        kind === 'map'
          ? list(items)
          : runtime.semantics.makeDict(
              keys.map((key, i) => [key, items[i]] as const),
              runtime,
              site,
            ),
    }
  }
  return { kind: 'constant', value: v }
}

/** A value of the same shape with other floats in it. Integers and what is no number stay as they are. */
export function mapNumbers(v: Value, change: (num: number | Tensor) => Num): Value {
  if (typeof v === 'number') return change(v)
  if (v instanceof Tensor) return v.dtype === 'float64' || v.dtype === 'float32' ? change(v) : v
  if (v instanceof NativeObject && v.num instanceof Tensor) return v.withNum(change(v.num)) ?? v
  if (v instanceof List) return new List(v.items.map((item) => mapNumbers(item, change)))
  if (v instanceof Tuple) return new Tuple(v.items.map((item) => mapNumbers(item, change)))
  if (v instanceof Dict && v.kind !== 'set') {
    const copy = new Dict(v.kind)
    for (const [key, e] of v.entries) copy.entries.set(key, { key: e.key, value: mapNumbers(e.value, change) })
    return copy
  }
  return v
}

/** Puts the floats of an input on the tape. */
export function activate(v: Value, session: Session): Value {
  return mapNumbers(v, (num) => session.leaf(num))
}

/** The number leaves of a tree, in order, with their paths. */
export function leavesOf(
  tree: Tree,
  path: readonly (number | string)[] = [],
): readonly { readonly num: Num; readonly path: readonly (number | string)[] }[] {
  switch (tree.kind) {
    case 'number':
      return [{ num: tree.num, path }]
    case 'constant':
      return []
    case 'sequence':
      return tree.items.flatMap((item, i) => leavesOf(item, [...path, i]))
    case 'record':
      return tree.items.flatMap((item, i) => leavesOf(item, [...path, keyName(tree.keys[i])]))
  }
}

/** The single numbers of a tree, tensors element by element in row-major order, with their paths. */
export function scalarsOf(
  tree: Tree,
): readonly { readonly value: number; readonly path: readonly (number | string)[] }[] {
  return leavesOf(tree).flatMap(({ num, path }) => {
    if (typeof num === 'number') return [{ value: num, path }]
    if (num instanceof Traced) return [{ value: num.primal, path }]
    if (num instanceof Opaque) return [{ value: NaN, path }]
    return Array.from(num.data, (value, flat) => ({ value, path: [...path, ...indexOf(flat, num.shape)] }))
  })
}

/** A value shaped like the tree, each number leaf replaced; constants are left out of lists' places as they are. */
export function rebuild(tree: Tree, leaf: (num: Num) => Value): Value {
  switch (tree.kind) {
    case 'number':
      return leaf(tree.num)
    case 'constant':
      return tree.value instanceof Int || typeof tree.value === 'number' ? 0 : tree.value
    case 'sequence':
      return tree.rebuild(tree.items.map((item) => rebuild(item, leaf)))
    case 'record':
      return tree.rebuild(
        tree.items.map((item) => rebuild(item, leaf)),
        tree.keys,
      )
  }
}

/** The tree without the fields of its records that are no numbers: what has no derivative is left out of a gradient. */
export function differentiablePart(tree: Tree): Tree {
  if (tree.kind === 'sequence') return { ...tree, items: tree.items.map(differentiablePart) }
  if (tree.kind !== 'record') return tree
  const kept = tree.items.flatMap((item, i) => (isDifferentiable(item) ? [i] : []))
  if (kept.length === tree.items.length) return { ...tree, items: tree.items.map(differentiablePart) }
  return { ...tree, keys: kept.map((i) => tree.keys[i]), items: kept.map((i) => differentiablePart(tree.items[i])) }
}

/** Does the tree hold a number that can be differentiated? */
export function isDifferentiable(tree: Tree): boolean {
  return leavesOf(tree).length > 0
}

/** One number: the result of which gradients, not Jacobians, are taken. */
export function isScalar(tree: Tree): boolean {
  if (tree.kind === 'constant') return !(tree.value instanceof Tensor) || tree.value.size === 1
  return tree.kind === 'number' && (!(tree.num instanceof Tensor) || tree.num.shape.length === 0)
}

export interface DerivativeOptions {
  /** What an input gets that the result does not depend on: 0, or null where its library gives None. */
  readonly unconnected: (num: Num) => 0 | null
  readonly traced?: boolean
}

/** ∂output/∂input for every input tree: a gradient shaped like the input for a scalar output, else the tree of the output
 *  with such gradients at its numbers. Returns the sweep of a scalar output too, for adjoints. */
export function derivatives(
  output: Tree,
  inputs: readonly Tree[],
  runtime: Runtime,
  options: DerivativeOptions,
): { readonly values: readonly Value[]; readonly sweep: Sweep | null } {
  const { session } = runtime
  const swept = (target: Num, seed?: Num): Sweep => session.sweep([{ value: target, seed }], { traced: options.traced })
  if (isScalar(output)) {
    const target = output.kind === 'number' ? output.num : 0
    if (hasNoHistory(target)) return { values: inputs.map(() => target), sweep: null }
    const sweep = nodeOf(target) === 0 ? null : swept(target)
    return { values: inputs.map((input) => gradient(input, sweep, options)), sweep }
  }
  const values = inputs.map((input) =>
    rebuild(output, (num) => {
      if (hasNoHistory(num)) return num
      if (!(num instanceof Tensor) || num.shape.length === 0)
        return gradient(input, nodeOf(num) === 0 ? null : swept(num), options)
      const rows = Array.from(num.data, (_, flat) => {
        if (num.node === 0) return gradient(input, null, options)
        const seed = new Float64Array(num.size)
        seed[flat] = 1
        return gradient(input, swept(num, new Tensor(seed, num.shape, num.dtype)), options)
      })
      return nested(rows, num.shape, runtime)
    }),
  )
  return { values, sweep: null }
}

/** Unknown, and nobody knows from what: it may depend on anything. */
function hasNoHistory(num: Num): boolean {
  return num instanceof Opaque && num.node === 0
}

function gradient(input: Tree, sweep: Sweep | null, options: DerivativeOptions): Value {
  return rebuild(input, (num) => {
    const adjoint = sweep?.adjoint(nodeOf(num)) ?? null
    if (adjoint !== null) return options.traced || adjoint instanceof Tensor ? adjoint : plain(adjoint)
    if (options.unconnected(num) === null) return null
    return num instanceof Tensor ? new Tensor(new Float64Array(num.size), num.shape, num.dtype) : 0
  })
}

/** Rows in row-major order as nested lists of that shape. */
function nested(rows: readonly Value[], shape: readonly number[], runtime: Runtime): Value {
  if (shape.length === 0) return rows[0]
  const [size, ...rest] = shape
  const step = size === 0 ? 0 : rows.length / size
  const items = Array.from({ length: size }, (_, i) => nested(rows.slice(i * step, (i + 1) * step), rest, runtime))
  return runtime.semantics.makeList(items, runtime)
}

/** A traced scalar as a plain number. */
export function plain(v: Value): Value {
  return v instanceof Traced ? v.primal : v
}

function keyName(key: Value): string {
  return key instanceof Int ? String(key.value) : String(key)
}

function indexOf(flat: number, shape: readonly number[]): number[] {
  const index: number[] = []
  let rest = flat
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index.unshift(rest % shape[axis])
    rest = Math.floor(rest / shape[axis])
  }
  return index
}
