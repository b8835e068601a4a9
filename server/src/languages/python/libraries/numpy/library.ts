// NumPy 1.24 as a library of Python: its names as tables. A name that is not here is opaque.
import { NativeObject, Opaque, Tensor, type Module, type Num, type Runtime, type Value } from '@gradlens/engine'
import { libraryException } from '../../exceptions'
import type { PythonLibrary, TypeProtocol } from '../../protocol'
import { clip, roundTo } from './arrayMethods'
import type { Body } from './call'
import { castTo, toTensor } from './convert'
import { array, asarray, arange, eye, filled, full, isScalar, like, linspace, meshgrid } from './creation'
import { arrayInput } from './inputs'
import { ModuleTree, type Row } from './moduleTree'
import { NdArray, type TensorLike } from './ndarray'
import { diag, dot, inner, matmul, norm, outer, trace, vdot } from './products'
import { axesArgument, cumulativeSum, place, reduce, REDUCTIONS, spread } from './reductions'
import { ArrayDType, namedDType, SCALAR_TYPE_MEMBERS } from './scalarTypes'
import {
  asArray,
  atLeast,
  axisError,
  concatenate,
  expandDims,
  integer,
  integers,
  repeat,
  reshape,
  shapeOf,
  shapeTuple,
  squeeze,
  stack,
  tensorsOf,
  tile,
  transpose,
} from './shaping'
import { row as fn } from './row'
import { FLAT_PLACES } from './flatPlaces'
import { INDEX_TRICKS } from './indexTricks'
import { PICKING } from './picking'
import { PLACING } from './placing'
import { REARRANGING } from './rearranging'
import { sorted, sortPlaces } from './sorting'
import { UFUNC_ROWS } from './ufuncRows'
import { as, checkBroadcast, resultType, unaryValue, wrap } from './ufuncs'

function member(name: string, value: Value): Row {
  return { paths: [`np.${name}`], value }
}

/** `np.ndarray`, for `isinstance`. */
class ArrayType extends NativeObject<null> {
  readonly typeName = 'ndarray type'
  readonly protocol: TypeProtocol<ArrayType> = {
    typeName: () => 'type',
    repr: () => "<class 'numpy.ndarray'>",
    display: () => 'np.ndarray',
    toJson: () => undefined,
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

const optionalAxis = (axis: Value): number | null => (axis === undefined || axis === null ? null : integer(axis))

/** A reduction's aliases: `np.amax` is `np.max`. */
const ALIASES: Readonly<Record<string, readonly string[]>> = { max: ['amax'], min: ['amin'], all: [], any: [] }

const REDUCTION_ROWS: readonly Row[] = Object.keys(REDUCTIONS).flatMap((name) =>
  [name, ...(ALIASES[name] ?? [])].map((alias) =>
    name === 'sum' || name === 'prod' || name === 'mean'
      ? fn(alias, 'a, axis=, dtype=, out=, keepdims=', (call, a, axis, dtype, _out, keep) =>
          reduce(call, name, a, axis, dtype, keep),
        )
      : fn(alias, 'a, axis=, out=, keepdims=', (call, a, axis, _out, keep) => reduce(call, name, a, axis, null, keep)),
  ),
)

const ROWS: readonly Row[] = [
  ...UFUNC_ROWS,
  fn('sinc', 'x', (call, x) => unaryValue(call, { apply: (ops, v) => ops.sinc(v), result: 'float' }, x)),
  ...REDUCTION_ROWS,
  ...[...SCALAR_TYPE_MEMBERS].map(([name, type]) => member(name, type)),
  member('pi', Math.PI),
  member('e', Math.E),
  member('inf', Infinity),
  member('infty', Infinity),
  member('nan', NaN),
  member('newaxis', null),
  member('ndarray', new ArrayType()),
  member('AxisError', axisError),
  member('linalg.LinAlgError', libraryException('LinAlgError', 'Exception')),
  member('__version__', '1.24.4'),

  fn('array', 'object, dtype=, *, copy=, order=, subok=, ndmin=, like=', array),
  fn('asarray', 'a, dtype=, order=, *, like=', asarray),
  fn('ascontiguousarray', 'a, dtype=, *, like=', asarray),
  fn('copy', 'a, order=, subok=', (call, a) => array(call, a, null)),
  fn('zeros', 'shape, dtype=, order=, *, like=', (call, shape, dtype) => filled(call, shape, 0, dtype)),
  fn('ones', 'shape, dtype=, order=, *, like=', (call, shape, dtype) => filled(call, shape, 1, dtype)),
  fn('empty', 'shape, dtype=, order=, *, like=', (call, shape, dtype) => filled(call, shape, 0, dtype)),
  fn('full', 'shape, fill_value, dtype=, order=, *, like=', full),
  fn('zeros_like', 'a, dtype=, order=, subok=, shape=', (call, a, dtype) => like(call, a, 0, dtype)),
  fn('ones_like', 'a, dtype=, order=, subok=, shape=', (call, a, dtype) => like(call, a, 1, dtype)),
  fn('empty_like', 'prototype, dtype=, order=, subok=, shape=', (call, a, dtype) => like(call, a, 0, dtype)),
  fn('arange', 'start, stop=, step=, dtype=, *, like=', arange),
  fn('linspace', 'start, stop, num=, endpoint=, retstep=, dtype=, axis=', linspace),
  fn('eye', 'N, M=, k=, dtype=, order=, *, like=', eye),
  fn('identity', 'n, dtype=, *, like=', (call, n, dtype) => eye(call, n, null, undefined, dtype)),
  fn('meshgrid', '*xi, copy=, sparse=, indexing=', (call, xi, _copy, sparse, indexing) =>
    sparse === undefined || sparse === false
      ? meshgrid(call, xi, indexing)
      : call.opaque('a sparse `np.meshgrid` is not evaluated', {}, [xi]),
  ),
  fn('dtype', 'dtype', (call, dtype) => {
    const named = namedDType(dtype)
    return named === null ? call.opaque('this element type is not evaluated') : ArrayDType.of(named)
  }),

  fn('reshape', 'a, newshape, order=', (call, a, shape) => reshape(call, asArray(call, a), integers(call, shape))),
  fn('ravel', 'a, order=', (call, a) => reshape(call, asArray(call, a), [-1])),
  fn('transpose', 'a, axes=', (call, a, axes) =>
    transpose(call, asArray(call, a), axes === undefined || axes === null ? null : integers(call, axes)),
  ),
  fn('squeeze', 'a, axis=', (call, a, axis) =>
    squeeze(call, asArray(call, a), axis === undefined || axis === null ? null : integers(call, axis)),
  ),
  fn('expand_dims', 'a, axis', (call, a, axis) => expandDims(call, asArray(call, a), integers(call, axis))),
  fn('broadcast_to', 'array, shape, subok=', (call, a, shape) =>
    wrap(call, call.ops.broadcastTo(toTensor(a, null, call.runtime, call.site), integers(call, shape)) as TensorLike),
  ),
  fn('atleast_1d', 'a', (call, a) => reshape(call, asArray(call, a), shapeOf(atLeast(call, asArray(call, a).num, 1)))),
  fn('atleast_2d', 'a', (call, a) => reshape(call, asArray(call, a), shapeOf(atLeast(call, asArray(call, a).num, 2)))),
  fn('concatenate', 'arrays, axis=, out=', (call, arrays, axis) =>
    concatenate(call, tensorsOf(call, arrays), axis === undefined ? 0 : optionalAxis(axis)),
  ),
  fn('stack', 'arrays, axis=, out=', (call, arrays, axis) =>
    stack(call, tensorsOf(call, arrays), axis === undefined ? 0 : (optionalAxis(axis) ?? 0)),
  ),
  fn('vstack', 'tup', (call, arrays) =>
    concatenate(
      call,
      tensorsOf(call, arrays).map((x) => atLeast(call, x, 2)),
      0,
    ),
  ),
  fn('hstack', 'tup', (call, arrays) => {
    const parts = tensorsOf(call, arrays).map((x) => atLeast(call, x, 1))
    return concatenate(call, parts, shapeOf(parts[0]).length === 1 ? 0 : 1)
  }),
  fn('append', 'arr, values, axis=', (call, a, values, axis) =>
    concatenate(
      call,
      [a, values].map((v) => toTensor(v, null, call.runtime, call.site)),
      optionalAxis(axis),
    ),
  ),
  fn('tile', 'A, reps', (call, a, reps) =>
    tile(call, toTensor(a, null, call.runtime, call.site), integers(call, reps)),
  ),
  fn('repeat', 'a, repeats, axis=', (call, a, times, axis) =>
    repeat(call, toTensor(a, null, call.runtime, call.site), integers(call, times), optionalAxis(axis)),
  ),
  fn('shape', 'a', (call, a) => shapeTuple(call, shapeOf(toTensor(a, null, call.runtime, call.site)))),
  fn('ndim', 'a', (call, a) => call.runtime.semantics.getAttribute(asArray(call, a), 'ndim', call.runtime, call.site)),
  fn('size', 'a', (call, a) => call.runtime.semantics.getAttribute(asArray(call, a), 'size', call.runtime, call.site)),
  fn('isscalar', 'element', (_call, v) => isScalar(v)),

  fn('std', 'a, axis=, dtype=, out=, ddof=, keepdims=', (call, a, axis, _dtype, _out, ddof, keep) =>
    spread(call, 'std', a, axis, ddof, keep),
  ),
  fn('var', 'a, axis=, dtype=, out=, ddof=, keepdims=', (call, a, axis, _dtype, _out, ddof, keep) =>
    spread(call, 'var', a, axis, ddof, keep),
  ),
  fn('argmax', 'a, axis=, out=, *, keepdims=', (call, a, axis, _out, keep) => place(call, 'argmax', a, axis, keep)),
  fn('argmin', 'a, axis=, out=, *, keepdims=', (call, a, axis, _out, keep) => place(call, 'argmin', a, axis, keep)),
  fn('cumsum', 'a, axis=, dtype=, out=', (call, a, axis) => cumulativeSum(call, a, axis)),
  fn('sort', 'a, axis=, kind=, order=', (call, a, axis) =>
    wrap(
      call,
      sorted(call, toTensor(a, null, call.runtime, call.site), axis === undefined ? -1 : (optionalAxis(axis) ?? 0)),
    ),
  ),
  fn('argsort', 'a, axis=, kind=, order=', (call, a, axis) =>
    wrap(
      call,
      sortPlaces(call, toTensor(a, null, call.runtime, call.site), axis === undefined ? -1 : (optionalAxis(axis) ?? 0)),
    ),
  ),
  fn('clip', 'a, a_min, a_max, out=', clip),
  fn('round', 'a, decimals=, out=', (call, a, decimals) =>
    wrap(
      call,
      roundTo(call, toTensor(a, null, call.runtime, call.site), decimals === undefined ? 0 : (integer(decimals) ?? 0)),
    ),
  ),
  fn('around', 'a, decimals=, out=', (call, a, decimals) =>
    wrap(
      call,
      roundTo(call, toTensor(a, null, call.runtime, call.site), decimals === undefined ? 0 : (integer(decimals) ?? 0)),
    ),
  ),
  fn('where', 'condition, x=, y=', (call, condition, x, y) => {
    const test = toTensor(condition, null, call.runtime, call.site)
    if (x === undefined || y === undefined) return nonzero(call, test)
    const [a, b] = [x, y].map((v) => toTensor(v, null, call.runtime, call.site))
    const dtype = resultType([a, b])
    checkBroadcast(call, [test, a, b])
    call.runtime.at(call.site)
    const chosen = call.ops.where(test, as(call, a, dtype), as(call, b, dtype)) as TensorLike
    return chosen instanceof Opaque ? wrap(call, chosen) : NdArray.of(chosen, call.session)
  }),
  fn('nonzero', 'a', (call, a) => nonzero(call, toTensor(a, null, call.runtime, call.site))),
  fn('count_nonzero', 'a, axis=, *, keepdims=', (call, a, axis) => {
    const x = toTensor(a, null, call.runtime, call.site)
    return wrap(
      call,
      call.ops.sum(
        call.ops.cast(call.ops.notEqual(x, 0) as Num, 'int64'),
        axesArgument(call, axis, shapeOf(x).length),
      ) as TensorLike,
    )
  }),
  fn('isclose', 'a, b, rtol=, atol=, equal_nan=', isclose),
  fn('allclose', 'a, b, rtol=, atol=, equal_nan=', (call, a, b, rtol, atol) => {
    const close = toTensor(isclose(call, a, b, rtol, atol), null, call.runtime, call.site)
    return close instanceof Opaque ? close : close.data.every((holds) => holds !== 0)
  }),
  fn('array_equal', 'a1, a2, equal_nan=', (call, a, b) => {
    const [x, y] = [a, b].map((v) => toTensor(v, null, call.runtime, call.site))
    if (x instanceof Opaque) return x
    if (y instanceof Opaque) return y
    return String(x.shape) === String(y.shape) && x.data.every((v, i) => v === y.data[i])
  }),

  fn('dot', 'a, b, out=', dot),
  fn('matmul', 'x1, x2, out=', matmul),
  fn('inner', 'a, b', inner),
  fn('outer', 'a, b, out=', outer),
  fn('vdot', 'a, b', vdot),
  fn('trace', 'a', (call, a) => trace(call, a)),
  fn('diag', 'v', (call, v) => diag(call, v)),
  fn('linalg.norm', 'x, ord=, axis=, keepdims=', norm),
  ...FLAT_PLACES,
  ...INDEX_TRICKS,
  ...PICKING,
  ...PLACING,
  ...REARRANGING,
]

/** The places of what is not 0, one array per axis. */
function nonzero(call: Parameters<Body>[0], test: TensorLike): Value {
  if (test instanceof Opaque) return test
  const rows: number[][] = test.shape.map(() => [])
  test.data.forEach((holds, flat) => {
    if (!holds) return
    for (let k = test.shape.length - 1, rest = flat; k >= 0; k--) {
      rows[k].push(rest % test.shape[k])
      rest = Math.floor(rest / test.shape[k])
    }
  })
  if (test.node !== 0) call.runtime.decide(rows.map((row) => row.join(',')).join(';'), call.site)
  const arrays = rows.map((row) => NdArray.of(new Tensor(Float64Array.from(row), [row.length], 'int64'), call.session))
  return call.runtime.semantics.makeTuple(arrays, call.runtime)
}

/** |a − b| ≤ atol + rtol·|b|, or equal. */
function isclose(call: Parameters<Body>[0], a: Value, b: Value, rtol: Value, atol: Value): Value {
  const float = (v: Value): TensorLike => {
    const x = toTensor(v, null, call.runtime, call.site)
    return x instanceof Opaque ? x : castTo(x, 'float64', call.runtime)
  }
  const { ops } = call
  const [x, y] = [float(a), float(b)]
  const [relative, absolute] = [rtol === undefined ? 1e-5 : rtol, atol === undefined ? 1e-8 : atol].map(float)
  const near = ops.lessEqual(ops.abs(ops.sub(x, y)), ops.add(absolute, ops.mul(relative, ops.abs(y))))
  return wrap(call, ops.logicalOr(near, ops.equal(x, y)) as TensorLike)
}

/** Every name of `np` that is evaluated. */
export const TREE = new ModuleTree(ROWS)

export const numpy: PythonLibrary = {
  name: 'numpy',
  version: '1.24',
  input: (value, _, runtime) => arrayInput(value, runtime),
  module: (path: string, runtime: Runtime): Module | undefined => TREE.module(path.replace(/^numpy/, 'np'), runtime),
}
