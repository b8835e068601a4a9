// Making and reshaping tensors: constants, casts, shapes, joins, picks.
import {
  DONE,
  Int,
  List,
  Opaque,
  Tensor,
  Traced,
  Tuple,
  alongAxis,
  nodeOf,
  type DType,
  type Num,
  type Value,
} from '@gradlens/engine'
import { asInteger, known, type Call } from '../numpy/call'
import type { TensorLike } from '../numpy/ndarray'
import { cast, constant, placed, tensorDType, toTensor } from './convert'
import { dtypeArgument, dtypeOf, isFloat } from './dtypes'
import { brackets, checkSameDType } from './elementwise'
import { invalid, kernelError } from './errors'
import { booleanMask } from './indexing'
import { axisArgument } from './math'
import { fn, type Row } from './modules'
import { integer, integers } from './tensorShape'
import { Variable } from './variable'

function filled(call: Call, shape: readonly number[], value: number, dtype: DType): TensorLike {
  if (shape.some((n) => n < 0)) invalid(call, 'Fill', `Dimension ${Math.min(...shape)} must be >= 0`)
  return placed(call, call.ops.fill(shape, value, dtype))
}

function like(call: Call, value: Value, dtype: Value, fill: number): Value {
  const x = toTensor(call, value)
  const wanted = dtypeArgument(call, dtype) ?? dtypeOf(x)
  const shape = x instanceof Opaque ? x.facts.shape : x.shape
  if (!shape || !wanted) return call.opaque((x as Opaque).reason, { tensor: true, dtype: wanted ?? undefined, shape })
  return filled(call, shape, fill, wanted)
}

/** `tf.constant`: a new tensor; numbers of another element type are converted where nothing is lost. */
function makeConstant(call: Call, value: Value, dtype: Value, shape: Value): Value {
  const wanted = dtypeArgument(call, dtype)
  const already = value instanceof Tensor || value instanceof Variable
  if (already && wanted !== null && tensorDType(value) !== wanted) {
    call.raise('TypeError', `Expected tensor with type tf.${wanted} not tf.${tensorDType(value)}`)
  }
  const x = toTensor(call, value, { dtype: already ? null : wanted })
  const sized = shape === undefined || shape === null ? x : shaped(call, x, integers(call, shape))
  // A tensor handed in stays the same tensor; an array or a scalar that stands on the tape gets an entry of its own.
  if (value instanceof Tensor && sized === value) return value
  return nodeOf(sized) !== 0 && sized === x ? placed(call, call.ops.identity(sized)) : placed(call, sized)
}

function shaped(call: Call, x: TensorLike, shape: readonly number[]): TensorLike {
  if (x instanceof Opaque) return call.ops.reshape(x, shape) as TensorLike
  const size = shape.reduce((a, b) => a * b, 1)
  if (x.size === size) return call.ops.reshape(x, shape) as TensorLike
  if (x.size === 1) return call.ops.broadcastTo(call.ops.reshape(x, []), shape) as TensorLike
  return call.raise(
    'TypeError',
    `Eager execution of tf.constant with unsupported shape. Tensor ${call.runtime.semantics.display(x, call.runtime)} (converted from ${call.runtime.semantics.display(x, call.runtime)}) has ${x.size} elements, but got \`shape\` (${shape.join(', ')}) with ${size} elements).`,
  )
}

function convert(call: Call, value: Value, dtype: Value, hint: Value): Value {
  const x = toTensor(call, value, { dtype: dtypeArgument(call, dtype), hint: dtypeArgument(call, hint) })
  if (value instanceof Tensor) return value
  return placed(call, nodeOf(x) !== 0 ? call.ops.identity(x) : x)
}

function castTo(call: Call, value: Value, dtype: Value): Value {
  const wanted = dtypeArgument(call, dtype)
  if (wanted === null)
    return call.raise('TypeError', 'Cannot convert the argument `type_value`: None to a TensorFlow DType.')
  const python = typeof value === 'number' || value instanceof Int || value instanceof Traced
  const x =
    python && !(value instanceof Int && !isFloat(wanted))
      ? toTensor(call, value, isFloat(wanted) ? { dtype: wanted } : {})
      : toTensor(call, value)
  if (dtypeOf(x) === wanted)
    return value instanceof Tensor ? value : placed(call, nodeOf(x) !== 0 ? call.ops.identity(x) : x)
  call.runtime.at(call.site)
  return placed(call, cast(call, x, wanted))
}

function range(call: Call, start: Value, limit: Value, delta: Value, dtype: Value): Value {
  const [from, to] = limit === undefined || limit === null ? [Int.of(0), start] : [start, limit]
  const step = delta === undefined ? Int.of(1) : delta
  const wanted = dtypeArgument(call, dtype)
  const parts = [from, to, step].map((v) =>
    toTensor(call, known(v), tensorDType(v) === null && wanted ? { dtype: wanted } : {}),
  )
  const unknown = parts.find((p): p is Opaque => p instanceof Opaque)
  const order: readonly DType[] = ['int32', 'int64', 'float32', 'float64']
  const common = wanted ?? order[Math.max(...parts.map((p) => order.indexOf(dtypeOf(p) ?? 'int32')))]
  if (unknown) return call.opaque(unknown.reason, { tensor: true, dtype: common }, parts)
  const [a, b, d] = (parts as Tensor[]).map((p) => call.ops.rounded(Float64Array.of(p.data[0]), common)[0])
  if (d === 0) kernelError(call, 'Range', 'Requires delta != 0: 0')
  const count = Math.max(0, Math.ceil(Math.abs((b - a) / d)) * (Math.sign(b - a) === Math.sign(d) ? 1 : 0))
  if (b !== a && Math.sign(b - a) !== Math.sign(d))
    kernelError(
      call,
      'Range',
      `Requires start ${d > 0 ? '<=' : '>='} limit when delta ${d > 0 ? '>' : '<'} 0: ${a}/${b}`,
    )
  call.runtime.step(count)
  // The kernel adds the step again and again in the element type (range_op in sequence_ops.cc).
  const data = call.ops.allocate(count)
  let value = a
  for (let i = 0; i < count; i++) {
    data[i] = value
    value = call.ops.rounds(common) ? Math.fround(value + d) : value + d
  }
  return placed(call, new Tensor(data, [count], common))
}

function linspace(call: Call, start: Value, stop: Value, num: Value): Value {
  const first = toTensor(call, start)
  const last = toTensor(call, stop, { dtype: dtypeOf(first) })
  const count = integers(call, num)[0]
  // The step is a true division: of integers a float64 (math_ops.py, linspace_nd).
  const [a, b] = [first, last].map((end) => (isFloat(dtypeOf(end) ?? 'float32') ? end : cast(call, end, 'float64')))
  if (!(a instanceof Tensor) || !(b instanceof Tensor) || a.shape.length > 0 || b.shape.length > 0) {
    return call.opaque(
      a instanceof Opaque
        ? a.reason
        : b instanceof Opaque
          ? b.reason
          : '`tf.linspace` between tensors with axes is not evaluated',
      { tensor: true },
      [a, b],
    )
  }
  if (count < 1) invalid(call, 'LinSpace', `Requires num > 0: ${count}`)
  const { ops } = call
  call.runtime.at(call.site)
  // start + (stop − start)/(num − 1)·i, the last element being stop itself.
  const delta = ops.div(ops.sub(b, a), constant(call, [Math.max(count - 1, 1)], [], a.dtype))
  if (count === 1) return placed(call, ops.reshape(a, [1]))
  const steps = constant(
    call,
    Array.from({ length: count - 2 }, (_, i) => i + 1),
    [count - 2],
    a.dtype,
  )
  const inner = ops.add(a, ops.mul(delta, steps))
  return placed(call, ops.concat([ops.reshape(a, [1]), inner, ops.reshape(b, [1])], 0))
}

/** The tensors of a list argument, all of one element type. */
function parts(call: Call, values: Value, op: string): TensorLike[] {
  const list = known(values)
  if (list instanceof List && list.opaque) known(list.opaque)
  const items: readonly Value[] = list instanceof List || list instanceof Tuple ? list.items : drained(call, list)
  const adopted = items.map(tensorDType).find((d) => d !== null) ?? null
  const tensors = items.map((item) =>
    toTensor(call, item, tensorDType(item) === null && adopted ? { dtype: adopted } : {}),
  )
  tensors.forEach((t, i) => checkSameDType(call, op, tensors[0], t, i))
  return tensors
}

function drained(call: Call, v: Value): Value[] {
  const iteration = call.runtime.semantics.iterate(v, call.runtime, call.site)
  const items: Value[] = []
  for (let item = iteration.next(); item !== DONE; item = iteration.next()) items.push(item as Value)
  return items
}

function stack(call: Call, values: Value, axis: Value): Value {
  const tensors = parts(call, values, 'Pack')
  const [first] = tensors
  if (!first) return call.opaque('`tf.stack` of nothing is not evaluated', { tensor: true })
  const odd = tensors.findIndex(
    (t) => t instanceof Tensor && first instanceof Tensor && String(t.shape) !== String(first.shape),
  )
  if (odd > 0)
    kernelError(
      call,
      'Pack',
      `Shapes of all inputs must match: values[0].shape = ${brackets(first)} != values[${odd}].shape = ${brackets(tensors[odd])}`,
    )
  call.runtime.at(call.site)
  return placed(call, call.ops.stack(tensors, counted(axisArgument(call, axis, 0), rankOf(first) + 1)))
}

function rankOf(x: TensorLike): number {
  const shape = x instanceof Opaque ? x.facts.shape : x.shape
  return (shape ?? (known(x) as Tensor).shape).length
}

function counted(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis
}

function concat(call: Call, values: Value, axis: Value): Value {
  const tensors = parts(call, values, 'ConcatV2')
  const at = axisArgument(call, axis, 0)
  const [first] = tensors
  if (tensors.length === 1) return placed(call, call.ops.identity(first))
  const shapes = tensors.map((t) => (t instanceof Opaque ? t.facts.shape : t.shape))
  if (shapes.every((shape) => shape !== undefined)) {
    const rank = shapes[0].length
    const along = counted(at, rank)
    if (rank === 0 || along < 0 || along >= rank)
      kernelError(
        call,
        'ConcatV2',
        `ConcatOp : Expected concatenating dimensions in the range [${-rank}, ${rank}), but got ${at}`,
      )
    shapes.forEach((shape, i) => {
      if (shape.length !== rank || shape.some((n, k) => k !== along && n !== shapes[0][k])) {
        kernelError(
          call,
          'ConcatV2',
          shape.length === rank
            ? `ConcatOp : Dimension ${shape.findIndex((n, k) => k !== along && n !== shapes[0][k])} in both shapes must be equal: shape[0] = ${brackets(first)} vs. shape[${i}] = ${brackets(tensors[i])}`
            : `ConcatOp : Ranks of all input tensors should match: shape[0] = ${brackets(first)} vs. shape[${i}] = ${brackets(tensors[i])}`,
        )
      }
    })
  }
  call.runtime.at(call.site)
  return placed(call, call.ops.concat(tensors, at))
}

function reshape(call: Call, value: Value, shape: Value): Value {
  const x = toTensor(call, value)
  const sizes = integers(call, shape)
  if (x instanceof Tensor) {
    const given = sizes.filter((n) => n !== -1).reduce((a, b) => a * b, 1)
    const open = sizes.includes(-1)
    if (open ? given === 0 || x.size % given !== 0 : given !== x.size) {
      kernelError(
        call,
        'Reshape',
        open
          ? `Input to reshape is a tensor with ${x.size} values, but the requested shape requires a multiple of ${given}`
          : `Input to reshape is a tensor with ${x.size} values, but the requested shape has ${given}`,
      )
    }
  }
  call.runtime.at(call.site)
  return placed(call, call.ops.reshape(x, sizes))
}

function gather(call: Call, params: Value, indices: Value, axis: Value): Value {
  const x = toTensor(call, params)
  const i = toTensor(call, indices)
  if (!(i instanceof Tensor)) return call.opaque(i.reason, { tensor: true, dtype: dtypeOf(x) ?? undefined }, [x])
  const at = axisArgument(call, axis, 0)
  if (x instanceof Tensor) {
    const size = x.shape[counted(at, x.shape.length)]
    const wrong = i.data.findIndex((n) => n < 0 || n >= size)
    if (wrong !== -1)
      kernelError(
        call,
        'GatherV2',
        `indices[${i.shape.length === 0 ? '' : wrong}] = ${i.data[wrong]} is not in [0, ${size})`,
      )
  }
  call.runtime.at(call.site)
  return placed(call, call.ops.take(x, i, at))
}

function oneHot(call: Call, indices: Value, depth: Value, on: Value, off: Value, axis: Value, dtype: Value): Value {
  const i = toTensor(call, indices)
  const size = integers(call, depth)[0]
  const wanted =
    dtypeArgument(call, dtype) ??
    (on !== undefined && on !== null
      ? dtypeOf(toTensor(call, on))
      : off !== undefined && off !== null
        ? dtypeOf(toTensor(call, off))
        : null) ??
    'float32'
  const at = axisArgument(call, axis, -1)
  if (!(i instanceof Tensor)) {
    const shape = i.facts.shape && at === -1 ? [...i.facts.shape, size] : undefined
    return call.opaque(i.reason, { tensor: true, dtype: wanted, shape }, [])
  }
  const number = (v: Value, fallback: number): number =>
    v === undefined || v === null ? fallback : (toTensor(call, v, { hint: wanted }) as Tensor).data[0]
  const [hot, cold] = [number(on, 1), number(off, 0)]
  const data = call.ops.allocate(i.size * size).fill(cold)
  i.data.forEach((n, k) => {
    if (n >= 0 && n < size) data[k * size + n] = hot
  })
  const made = new Tensor(data, [...i.shape, size], wanted)
  if (at === -1 || at === i.shape.length) return placed(call, made)
  const order = i.shape.map((_, k) => k)
  order.splice(counted(at, i.shape.length + 1), 0, i.shape.length)
  return placed(call, call.ops.transpose(made, order))
}

function where(call: Call, condition: Value, x: Value, y: Value): Value {
  const test = toTensor(call, condition)
  if (x === undefined || x === null || y === undefined || y === null) return places(call, test)
  const adopted = tensorDType(x) ?? tensorDType(y)
  const a = toTensor(call, x, tensorDType(x) === null ? { dtype: adopted } : {})
  const b = toTensor(call, y, tensorDType(y) === null ? { dtype: adopted ?? dtypeOf(a) } : {})
  checkSameDType(call, 'SelectV2', a, b, 2)
  call.runtime.at(call.site)
  return placed(call, call.ops.where(cast(call, test, 'bool'), a, b))
}

/** The places where the condition holds, one row each. */
function places(call: Call, test: TensorLike): Value {
  if (!(test instanceof Tensor)) return call.opaque(test.reason, { tensor: true, dtype: 'int64' }, [test])
  const rows: number[] = []
  let count = 0
  test.data.forEach((holds, flat) => {
    if (!holds) return
    count++
    const row: number[] = []
    for (let axis = test.shape.length - 1, rest = flat; axis >= 0; axis--) {
      row.unshift(rest % test.shape[axis])
      rest = Math.floor(rest / test.shape[axis])
    }
    rows.push(...row)
  })
  return placed(call, constant(call, rows, [count, test.shape.length], 'int64'))
}

function squeeze(call: Call, value: Value, axis: Value): Value {
  const x = toTensor(call, value)
  const axes = axis === undefined || axis === null ? null : integers(call, axis)
  const shape = x instanceof Opaque ? x.facts.shape : x.shape
  const wrong = shape && axes?.find((i) => shape[counted(i, shape.length)] !== 1)
  if (shape && wrong !== undefined)
    invalid(
      call,
      'Squeeze',
      `Can not squeeze dim[${counted(wrong, shape.length)}], expected a dimension of 1, got ${shape[counted(wrong, shape.length)]}`,
    )
  call.runtime.at(call.site)
  return placed(call, call.ops.squeeze(x, axes))
}

function tile(call: Call, value: Value, multiples: Value): Value {
  const x = toTensor(call, value)
  const times = integers(call, multiples)
  let out: Num = x
  times.forEach((n, axis) => {
    if (n !== 1)
      out = call.ops.concat(
        Array.from({ length: n }, () => out),
        axis,
      )
  })
  return placed(call, out === x ? call.ops.identity(x) : out)
}

function unstack(call: Call, value: Value, num: Value, axis: Value): Value {
  const x = toTensor(call, value)
  const shape = x instanceof Opaque ? x.facts.shape : x.shape
  const at = axisArgument(call, axis, 0)
  if (!shape) return call.opaque((x as Opaque).reason, {}, [x])
  const along = counted(at, shape.length)
  const count = asInteger(num) ?? shape[along]
  const items = Array.from({ length: count }, (_, i) => placed(call, call.ops.index(x, alongAxis(along, i))))
  return call.runtime.semantics.makeList(items, call.runtime)
}

function split(call: Call, value: Value, sizes: Value, axis: Value): Value {
  const x = toTensor(call, value)
  const shape = x instanceof Opaque ? x.facts.shape : x.shape
  if (!shape) return call.opaque((x as Opaque).reason, {}, [x])
  const along = counted(axisArgument(call, axis, 0), shape.length)
  const count = integer(sizes)
  if (count !== null && shape[along] % count !== 0)
    invalid(
      call,
      'Split',
      `Number of ways to split should evenly divide the split dimension, but got split_dim ${along} (size = ${shape[along]}) and num_split ${count}`,
    )
  const lengths = count === null ? integers(call, sizes) : Array<number>(count).fill(shape[along] / count)
  let start = 0
  const items = lengths.map((length) => {
    const item = call.ops.index(x, alongAxis(along, { start, stop: start + length, step: null }))
    start += length
    return placed(call, item)
  })
  return call.runtime.semantics.makeList(items, call.runtime)
}

export const ARRAY_ROWS: readonly Row[] = [
  fn('tf.constant', 'value, dtype=, shape=, name=', makeConstant),
  fn('tf.convert_to_tensor', 'value, dtype=, dtype_hint=, name=', convert),
  fn('tf.{,dtypes.}cast', 'x, dtype, name=', castTo),
  fn('tf.zeros', 'shape, dtype=, name=', (call, shape, dtype) =>
    filled(call, integers(call, shape), 0, dtypeArgument(call, dtype) ?? 'float32'),
  ),
  fn('tf.ones', 'shape, dtype=, name=', (call, shape, dtype) =>
    filled(call, integers(call, shape), 1, dtypeArgument(call, dtype) ?? 'float32'),
  ),
  fn('tf.zeros_like', 'input, dtype=, name=', (call, x, dtype) => like(call, x, dtype, 0)),
  fn('tf.ones_like', 'input, dtype=, name=', (call, x, dtype) => like(call, x, dtype, 1)),
  fn('tf.fill', 'dims, value, name=', (call, dims, value) =>
    placed(call, call.ops.broadcastTo(toTensor(call, value), integers(call, dims))),
  ),
  fn('tf.{,linalg.}eye', 'num_rows, num_columns=, batch_shape=, dtype=, name=', (call, rows, columns, batch, dtype) => {
    const m = integers(call, rows)[0]
    const n = columns === undefined || columns === null ? m : integers(call, columns)[0]
    if (batch !== undefined && batch !== null)
      return call.opaque('`tf.eye` with a batch shape is not evaluated', { tensor: true })
    const data = call.ops.allocate(m * n)
    for (let i = 0; i < Math.min(m, n); i++) data[i * n + i] = 1
    return placed(call, new Tensor(data, [m, n], dtypeArgument(call, dtype) ?? 'float32'))
  }),
  fn('tf.range', 'start, limit=, delta=, dtype=, name=', range),
  fn('tf.linspace', 'start, stop, num, name=, axis=', linspace),
  fn('tf.shape', 'input, out_type=, name=', (call, value) => {
    const x = toTensor(call, value)
    const shape = x instanceof Opaque ? x.facts.shape : x.shape
    return shape
      ? placed(call, constant(call, shape, [shape.length], 'int32'))
      : call.opaque((x as Opaque).reason, { tensor: true, dtype: 'int32' })
  }),
  fn('tf.size', 'input, out_type=, name=', (call, value) => {
    const x = toTensor(call, value)
    return x instanceof Tensor
      ? placed(call, constant(call, [x.size], [], 'int32'))
      : call.opaque(x.reason, { tensor: true, dtype: 'int32', shape: [] })
  }),
  fn('tf.rank', 'input, name=', (call, value) => {
    const x = toTensor(call, value)
    const shape = x instanceof Opaque ? x.facts.shape : x.shape
    return shape
      ? placed(call, constant(call, [shape.length], [], 'int32'))
      : call.opaque((x as Opaque).reason, { tensor: true, dtype: 'int32', shape: [] })
  }),
  fn('tf.reshape', 'tensor, shape, name=', reshape),
  fn('tf.{,linalg.}transpose', 'a, perm=, conjugate=, name=', (call, a, perm) => {
    const x = toTensor(call, a)
    call.runtime.at(call.site)
    return placed(call, call.ops.transpose(x, perm === undefined || perm === null ? null : integers(call, perm)))
  }),
  fn('tf.expand_dims', 'input, axis, name=', (call, value, axis) => {
    const x = toTensor(call, value)
    const at = integers(call, axis)[0]
    const shape = x instanceof Opaque ? x.facts.shape : x.shape
    if (shape && (at < -shape.length - 1 || at > shape.length))
      invalid(call, 'ExpandDims', `Tried to expand dim index ${at} for tensor with ${shape.length} dimensions.`)
    call.runtime.at(call.site)
    return placed(call, call.ops.expandDims(x, [at]))
  }),
  fn('tf.squeeze', 'input, axis=, name=', squeeze),
  fn('tf.stack', 'values, axis=, name=', stack),
  fn('tf.unstack', 'value, num=, axis=, name=', unstack),
  fn('tf.concat', 'values, axis, name=', concat),
  fn('tf.split', 'value, num_or_size_splits, axis=, num=, name=', split),
  fn('tf.tile', 'input, multiples, name=', tile),
  fn('tf.broadcast_to', 'input, shape, name=', (call, value, shape) => {
    const x = toTensor(call, value)
    call.runtime.at(call.site)
    return placed(call, call.ops.broadcastTo(x, integers(call, shape)))
  }),
  fn(
    'tf.gather',
    'params, indices, validate_indices=, axis=, batch_dims=, name=',
    (call, params, indices, _validate, axis, batch) =>
      batch === undefined || integer(batch) === 0
        ? gather(call, params, indices, axis)
        : call.opaque('`tf.gather` with batch_dims is not evaluated', { tensor: true }, [params]),
  ),
  fn('tf.boolean_mask', 'tensor, mask, axis=, name=', (call, tensor, mask, axis) =>
    axis === undefined || axis === null || integer(axis) === 0
      ? booleanMask(call, toTensor(call, tensor), toTensor(call, mask))
      : call.opaque('`tf.boolean_mask` with an axis is not evaluated', { tensor: true }, [tensor]),
  ),
  fn('tf.one_hot', 'indices, depth, on_value=, off_value=, axis=, dtype=, name=', oneHot),
  fn('tf.where', 'condition, x=, y=, name=', where),
  fn('tf.identity', 'input, name=', (call, value) => placed(call, call.ops.identity(toTensor(call, value)))),
  fn('tf.stop_gradient', 'input, name=', (call, value) =>
    placed(call, call.session.cut(toTensor(call, value), 'stopped')),
  ),
  fn(
    'tf.is_tensor',
    'x',
    (_call, x) => x instanceof Tensor || x instanceof Variable || (x instanceof Opaque && x.facts.tensor === true),
  ),
  fn('tf.reverse', 'tensor, axis, name=', (call, value, axis) => {
    const x = toTensor(call, value)
    const shape = x instanceof Opaque ? x.facts.shape : x.shape
    if (!shape) return call.opaque((x as Opaque).reason, { tensor: true }, [x])
    const axes = integers(call, axis).map((i) => counted(i, shape.length))
    call.runtime.at(call.site)
    return placed(
      call,
      call.ops.index(
        x,
        shape.map((_, i) => ({ start: null, stop: null, step: axes.includes(i) ? -1 : null })),
      ),
    )
  }),
]
