// The elementwise functions as `np.…` has them, with the parameters and methods that all ufuncs have.
import { Int, type Native, type Value } from '@gradlens/engine'
import { nativeTexts } from '../../types/function'
import { native, type Body, type Call } from './call'
import { toTensor } from './convert'
import type { Row } from './moduleTree'
import type { TensorLike } from './ndarray'
import { ufuncBody, UFUNC_PARAMETERS, withOutput } from './outputs'
import { axesArgument, flag, reduce } from './reductions'
import { shapeOf } from './shaping'
import { applyAt, reduceAt } from './ufuncAt'
import {
  BINARY_UFUNCS,
  binaryTensor,
  binaryValue,
  UFUNC_OBJECTS,
  unaryValue,
  UNARY_UFUNCS,
  wrap,
  type BinaryUfunc,
} from './ufuncs'

/** The ufuncs whose `reduce` is a reduction with a rule of its own. */
const REDUCED: Readonly<Record<string, string>> = {
  add: 'sum',
  multiply: 'prod',
  maximum: 'max',
  minimum: 'min',
  logical_and: 'all',
  logical_or: 'any',
}

/** The parts of an array along one axis, in order. */
function partsAlong(call: Call, x: TensorLike, axis: number): TensorLike[] {
  const shape = shapeOf(x)
  const before = Array.from({ length: axis }, () => ({ start: null, stop: null, step: null }))
  return Array.from({ length: shape[axis] }, (_, i) => call.ops.index(x, [...before, i]) as TensorLike)
}

function axisOf(call: Call, axis: Value, rank: number): number {
  return axesArgument(call, axis === undefined ? Int.of(0) : axis, rank)?.[0] ?? 0
}

type Method = (ufunc: BinaryUfunc, name: string) => { readonly signature: string; readonly body: Body }

const METHODS: Readonly<Record<string, Method>> = {
  reduce: (ufunc, name) => ({
    signature: 'array, axis=, dtype=, out=, keepdims=, initial=, where=',
    body: (call, array, axis, dtype, _, keepdims, initial, where) => {
      const named = REDUCED[name]
      const whole = axis === undefined ? Int.of(0) : axis
      if (named) return reduce(call, named, array, whole, dtype, keepdims, initial, where)
      if (where !== undefined && where !== true)
        return call.opaque(`\`np.${name}.reduce\` with \`where\` is not evaluated`, {}, [array])
      const found = folded(call, ufunc, array, whole, flag(call, keepdims))
      return initial === undefined || initial === null ? found : binaryValue(call, ufunc, found, initial)
    },
  }),
  accumulate: (ufunc) => ({
    signature: 'array, axis=, dtype=, out=',
    body: (call, array, axis) => {
      const x = toTensor(array, null, call.runtime, call.site)
      const along = axisOf(call, axis, shapeOf(x).length)
      const parts = partsAlong(call, x, along)
      const running: TensorLike[] = []
      for (const part of parts)
        running.push(running.length === 0 ? part : binaryTensor(call, ufunc, running[running.length - 1], part))
      return running.length === 0 ? wrap(call, x) : wrap(call, call.ops.stack(running, along) as TensorLike)
    },
  }),
  outer: (ufunc) => ({
    signature: 'A, B, out=',
    body: (call, a, b) => {
      const [x, y] = [a, b].map((v) => toTensor(v, null, call.runtime, call.site))
      const ones = shapeOf(y).map(() => 1)
      return wrap(call, binaryTensor(call, ufunc, call.ops.reshape(x, [...shapeOf(x), ...ones]) as TensorLike, y))
    },
  }),
  at: (ufunc) => ({
    signature: 'a, indices, b',
    body: (call, a, indices, b) => applyAt(call, ufunc, a, indices, b),
  }),
  reduceat: (ufunc) => ({
    signature: 'array, indices, axis=, dtype=, out=',
    body: (call, array, indices, axis) => reduceAt(call, ufunc, array, indices, axis),
  }),
}

/** An operation from left to right along an axis. */
function folded(call: Call, ufunc: BinaryUfunc, array: Value, axis: Value, keep: boolean): Value {
  const x = toTensor(array, null, call.runtime, call.site)
  const along = axisOf(call, axis, shapeOf(x).length)
  const [first, ...others] = partsAlong(call, x, along)
  if (first === undefined) return call.opaque('a reduction of nothing by this function is not evaluated', {}, [array])
  const total = others.reduce((a, b) => binaryTensor(call, ufunc, a, b), first)
  return wrap(call, keep ? (call.ops.expandDims(total, [along]) as TensorLike) : total)
}

function methodsOf(name: string, ufunc: BinaryUfunc): ReadonlyMap<string, Value> {
  return new Map(
    Object.entries(METHODS).map(([method, make]): [string, Native] => {
      const { signature, body } = make(ufunc, name)
      return [method, native(`np.${name}.${method}`, signature, withOutput(name, signature, body))]
    }),
  )
}

/** Operands of which no array can be made are unknown; shapes that do not fit raise. */
const OPTIONS = { onError: (call: Call, error: Error): never => call.raise('ValueError', error.message) }

/** What NumPy calls a ufunc that has several names. */
const KNOWN_AS: Readonly<Record<string, string>> = {
  true_divide: 'divide',
  mod: 'remainder',
  abs: 'absolute',
  bitwise_not: 'invert',
}

function ufuncRow(name: string, made: Native): Row {
  nativeTexts.set(made, `<ufunc '${KNOWN_AS[name] ?? name}'>`)
  UFUNC_OBJECTS.set(name, made)
  return { paths: [`np.${name}`], value: made }
}

/** Every ufunc, as a row. */
export const UFUNC_ROWS: readonly Row[] = [
  ...Object.entries(UNARY_UFUNCS).map(([name, ufunc]) =>
    ufuncRow(
      name,
      native(
        `np.${name}`,
        `x, ${UFUNC_PARAMETERS}`,
        ufuncBody(name, 1, (call, [x]) => unaryValue(call, ufunc, x)),
        OPTIONS,
      ),
    ),
  ),
  ...Object.entries(BINARY_UFUNCS).map(([name, ufunc]) =>
    ufuncRow(
      name,
      native(
        `np.${name}`,
        `x1, x2, ${UFUNC_PARAMETERS}`,
        ufuncBody(name, 2, (call, [x, y]) => binaryValue(call, ufunc, x, y)),
        { ...OPTIONS, attributes: methodsOf(name, ufunc) },
      ),
    ),
  ),
]
