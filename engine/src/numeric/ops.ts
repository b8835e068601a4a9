// The operations on any mix of numbers, traced scalars, tensors and opaque values: what a program's library is mapped onto,
// and the algebra in which derivatives of derivatives are taken. Computes, rounds and records; knows no program.
import type { Algebra } from './algebra'
import { Arrangement } from './arrange/arrange'
import type { Libm } from './libm'
import { LinearAlgebra } from './linalg/linalg'
import { NeuralNetwork } from './nn/nn'
import { commonDType, isFloat } from './dtype'
import {
  isTensor,
  nodeOf,
  Opaque,
  plain,
  rankOf,
  shapeOf,
  Tensor,
  Traced,
  type DType,
  type NarrowInteger,
  type Num,
  type OpaqueFacts,
} from './num'
import { PLAIN } from './linear'
import { Order } from './order/order'
import { COMPARISONS, LOGIC, ROWS, type Row } from './rows'
import type { Session } from './session'
import { broadcastShapes, broadcastStrides, eachOffset, sameShape, sizeOf, type IndexItem, type Shape } from './shape'
import { reduce } from './reductions'
import { STRUCTURAL, type Structural } from './structural'
import { ElementwiseOps, LOOPS } from './sweep.generated'
import { GENERAL, GENERAL_CUT, onEntry, type Operation, type Tape, type Unruled } from './tape'

/** What a comparison gives: a boolean for scalars, a bool tensor where a tensor took part. */
export type Condition = boolean | Tensor | Opaque

const WHERE: Unruled = { kind: 'select', name: 'where' }
const ZERO = new Float64Array(1)

/** A number brought into the range of an integer type, modulo 2 to the power of its bits. */
const WRAPS: Readonly<Record<NarrowInteger, (x: number) => number>> = {
  int8: (x) => (x << 24) >> 24,
  int16: (x) => (x << 16) >> 16,
  uint8: (x) => x & 0xff,
  uint16: (x) => x & 0xffff,
  uint32: (x) => x >>> 0,
  uint64: (x) => (!Number.isFinite(x) ? 0 : x < 0 ? Math.trunc(x) + 2 ** 64 : Math.trunc(x)),
}
/** The elements of operands that are one number, while a loop reads them. */
const CELLS = [new Float64Array(1), new Float64Array(1), new Float64Array(1)] as const

// V8 keeps up to 8 elements within the array's own object. Longer arrays of their own cost 140 to 600 ns each, measured, a part
// of a larger block 30; a block lives as long as any part of it, so blocks are small.
const INLINE = 8
const SHARING = 128
const BLOCK = 2048

export class Ops extends ElementwiseOps {
  readonly tape: Tape
  readonly libm: Libm
  readonly arrange = new Arrangement(this)
  readonly order = new Order(this)
  readonly linalg = new LinearAlgebra(this)
  readonly nn = new NeuralNetwork(this)
  /** The elementwise methods as plain functions, for rows to take apart. */
  readonly algebra: Algebra<Num, Condition>
  private block = new ArrayBuffer(0)
  private taken = BLOCK

  constructor(private readonly session: Session) {
    super()
    this.tape = session.tape
    this.libm = session.options.libm
    const bound: Record<string, unknown> = {
      constant: (value: number) => value,
      logicalNot: this.logicalNot.bind(this),
      where: (condition: Condition, x: Num, y: Num) => this.where(condition, x, y),
    }
    for (const name of [...Object.keys(ROWS), ...Object.keys(COMPARISONS), ...Object.keys(LOGIC)]) {
      const method = this[name as keyof this] as (...operands: Num[]) => unknown
      bound[name] = method.bind(this)
    }
    this.algebra = bound as unknown as Algebra<Num, Condition>
  }

  // Elementwise.

  elementwise(row: Row, inputs: readonly Num[]): Num {
    const like = likeness(inputs)
    return like ? this.direct(row, inputs, like) : this.broadcasting(row, inputs)
  }

  /** A row on floating tensors of one shape and on single numbers: the same arithmetic as `broadcasting`, without arrays. */
  private direct(row: Row, inputs: readonly Num[], { data, shape, dtype }: Tensor): Tensor {
    const n = data.length
    const out = this.allocate(n)
    const x = this.elementsOf(inputs[0], 0, dtype)
    const y = inputs.length > 1 ? this.elementsOf(inputs[1], 1, dtype) : ZERO
    const z = inputs.length > 2 ? this.elementsOf(inputs[2], 2, dtype) : ZERO
    LOOPS[row.name](this.libm, n, out, x, strideOf(x), y, strideOf(y), z, strideOf(z))
    if (this.rounds(dtype)) this.rounded(out, dtype)
    return this.recordTensor(row, inputs, null, out, shape, dtype)
  }

  private elementsOf(x: Num, k: 0 | 1 | 2, dtype: DType): Float64Array {
    if (x instanceof Tensor) return x.data
    const cell = CELLS[k]
    cell[0] = this.rounds(dtype) ? Math.fround(primalOf(x)) : primalOf(x)
    return cell
  }

  private broadcasting(row: Row, inputs: readonly Num[]): Num {
    if (anyUnknown(inputs)) {
      return this.unknown(row, inputs, null, {
        tensor: anyTensor(inputs),
        dtype: knownDType(row, inputs),
        shape: knownShape(inputs),
      })
    }
    if (!inputs.some((x) => x instanceof Tensor)) {
      const [x, y = 0, z = 0] = inputs.map(primalOf)
      return this.record(row, inputs, null, row.value(this.libm, x, y, z))
    }
    const dtype = resultDType(row, inputs)
    const shape = inputs.map((x) => shapeOf(x)).reduce(broadcastShapes)
    const n = sizeOf(shape)
    const out = this.allocate(n)
    const args = inputs.map((x) => this.spread(x, shape, dtype))
    const stride = (k: number) => (args[k].length === 1 ? 0 : 1)
    if (row.name === 'mul' && (dtype === 'int32' || dtype === 'uint32')) {
      // A double does not hold a product of 64 bits.
      for (let i = 0; i < n; i++) out[i] = Math.imul(args[0][i * stride(0)], args[1][i * stride(1)])
    } else {
      const [x, y = ZERO, z = ZERO] = args
      LOOPS[row.name](
        this.libm,
        n,
        out,
        x,
        stride(0),
        y,
        args.length > 1 ? stride(1) : 0,
        z,
        args.length > 2 ? stride(2) : 0,
      )
    }
    return this.record(row, inputs, null, new Tensor(this.rounded(out, dtype), shape, dtype))
  }

  /** x where the condition holds, else y. An unselected operand gets a zero cotangent (a NaN comes in only downstream,
   *  where that zero meets an infinite partial, as in PyTorch and TensorFlow). Conditions: anything but 0 holds. A tensor chosen
   *  from plain numbers has the dtype `numbers`. */
  where(condition: Condition | Num, x: Num, y: Num, numbers: DType = 'float64'): Num {
    const inputs = [numberOf(condition), x, y]
    if (anyUnknown(inputs)) {
      return this.unknown(WHERE, inputs, null, {
        tensor: anyTensor(inputs),
        dtype: knownDType(ROWS.add, [x, y]),
        shape: knownShape(inputs),
      })
    }
    const [c] = inputs
    if (!inputs.some((v) => v instanceof Tensor)) {
      return this.record(WHERE, inputs, null, primalOf(c) !== 0 ? primalOf(x) : primalOf(y))
    }
    const dtype = x instanceof Tensor || y instanceof Tensor ? commonDType([x, y]) : numbers
    const shape = inputs.map((v) => shapeOf(v)).reduce(broadcastShapes)
    const n = sizeOf(shape)
    const out = this.allocate(n)
    const test = this.spread(c, shape, 'float64')
    const then = this.spread(x, shape, dtype)
    const other = this.spread(y, shape, dtype)
    const [dt, dx, dy] = [test, then, other].map((data) => (data.length === 1 ? 0 : 1))
    for (let i = 0; i < n; i++) out[i] = test[i * dt] !== 0 ? then[i * dx] : other[i * dy]
    return this.record(WHERE, inputs, null, new Tensor(out, shape, dtype))
  }

  less(x: Num, y: Num): Condition {
    return this.compare('less', x, y)
  }
  lessEqual(x: Num, y: Num): Condition {
    return this.compare('lessEqual', x, y)
  }
  greater(x: Num, y: Num): Condition {
    return this.compare('greater', x, y)
  }
  greaterEqual(x: Num, y: Num): Condition {
    return this.compare('greaterEqual', x, y)
  }
  equal(x: Num, y: Num): Condition {
    return this.compare('equal', x, y)
  }
  notEqual(x: Num, y: Num): Condition {
    return this.compare('notEqual', x, y)
  }
  logicalAnd(p: Condition | Num, q: Condition | Num): Condition {
    return this.discrete('logicalAnd', [numberOf(p), numberOf(q)], (a, b) => a !== 0 && b !== 0)
  }
  logicalOr(p: Condition | Num, q: Condition | Num): Condition {
    return this.discrete('logicalOr', [numberOf(p), numberOf(q)], (a, b) => a !== 0 || b !== 0)
  }
  logicalNot(p: Condition | Num): Condition {
    return this.discrete('logicalNot', [numberOf(p)], (a) => a === 0)
  }

  private compare(name: keyof typeof COMPARISONS, x: Num, y: Num): Condition {
    return this.discrete(name, [x, y], COMPARISONS[name].value)
  }

  private discrete(name: string, inputs: readonly Num[], test: (a: number, b: number) => boolean): Condition {
    const row: Unruled = { kind: 'discrete', name }
    if (anyUnknown(inputs)) {
      return this.unknown(row, inputs, null, {
        tensor: anyTensor(inputs),
        dtype: 'bool',
        shape: knownShape(inputs),
      }) as Opaque
    }
    if (!inputs.some((x) => x instanceof Tensor))
      return test(primalOf(inputs[0]), inputs.length > 1 ? primalOf(inputs[1]) : 0)
    const shape = inputs.map((x) => shapeOf(x)).reduce(broadcastShapes)
    const n = sizeOf(shape)
    const out = this.allocate(n)
    // A plain number is compared in the tensor's own precision, as libraries do.
    const dtype = inputs.find((x) => x instanceof Tensor)?.dtype ?? 'float64'
    const [x, y = ZERO] = inputs.map((v) => this.spread(v, shape, v instanceof Tensor ? v.dtype : dtype))
    const dx = x.length === 1 ? 0 : 1
    const dy = y.length === 1 ? 0 : 1
    for (let i = 0; i < n; i++) out[i] = test(x[i * dx], y[i * dy]) ? 1 : 0
    return this.record(row, inputs, null, new Tensor(out, shape, 'bool')) as Tensor
  }

  // Making tensors and scalars.

  /** A constant tensor of one value. */
  fill(shape: Shape, value: number, dtype: DType = 'float64'): Tensor {
    const data = this.allocate(sizeOf(shape))
    if (value !== 0) data.fill(value)
    return new Tensor(this.rounded(data, dtype), shape, dtype)
  }

  /** 0 for a scalar, zeros of its shape and dtype for a tensor. */
  zerosLike(x: Num): Num {
    return this.constantLike(x, 0)
  }

  /** 1 for a scalar, ones of its shape and dtype for a tensor. */
  onesLike(x: Num): Num {
    return this.constantLike(x, 1)
  }

  private constantLike(x: Num, value: number): Num {
    if (x instanceof Tensor) return this.fill(x.shape, value, x.dtype)
    if (!(x instanceof Opaque)) return value
    const { shape, dtype, tensor } = x.facts
    if (!shape) return new Opaque(x.reason, x.facts)
    return tensor || shape.length > 0 ? this.fill(shape, value, dtype ?? 'float64') : value
  }

  // Everything else: the structural rows.

  private readonly asTensor = (x: Num): Num => (x instanceof Tensor ? x : this.fromScalar(x))

  /** Applies a structural row. Scalars are made 0-d tensors first where the row does not take them. */
  apply<P>(row: Structural<P>, inputs: readonly Num[], params: P): Num {
    const given = row.takesScalars ? inputs : inputs.map(this.asTensor)
    if (anyUnknown(given)) {
      const shapes = given.map((x) => (x instanceof Opaque ? (x.facts.shape ?? null) : shapeOf(x)))
      return this.unknown(row, given, params, {
        tensor: row.name !== 'item',
        dtype: row.dtype ? row.dtype(params) : knownDTypeOfAll(given),
        shape: row.shape(shapes, params) ?? undefined,
      })
    }
    return this.record(row, given, params, row.value(this, given.map(plain) as (Tensor | number)[], params))
  }

  /** Σ over `axes` (null: all). */
  sum(x: Num, axes: readonly number[] | null = null, keepDims = false): Num {
    return this.apply(STRUCTURAL.sum, [x], { axes, keepDims })
  }
  /** The arithmetic mean over `axes` (null: all). */
  mean(x: Num, axes: readonly number[] | null = null, keepDims = false): Num {
    return this.apply(STRUCTURAL.mean, [x], { axes, keepDims })
  }
  /** The product over `axes` (null: all); its derivative is exact where factors are zero. */
  prod(x: Num, axes: readonly number[] | null = null, keepDims = false): Num {
    return this.apply(STRUCTURAL.prod, [x], { axes, keepDims })
  }
  /** The largest element over `axes`. At a tie the derivative is split evenly, or goes to the first. */
  max(x: Num, axes: readonly number[] | null = null, keepDims = false, ties: 'split' | 'first' = 'split'): Num {
    return this.apply(STRUCTURAL.max, [x], { axes, keepDims, ties })
  }
  /** The smallest element over `axes`. At a tie the derivative is split evenly, or goes to the first. */
  min(x: Num, axes: readonly number[] | null = null, keepDims = false, ties: 'split' | 'first' = 'split'): Num {
    return this.apply(STRUCTURAL.min, [x], { axes, keepDims, ties })
  }
  /** log Σ exp over `axes`, safe for large and small elements. */
  logsumexp(x: Num, axes: readonly number[] | null = null, keepDims = false): Num {
    return this.apply(STRUCTURAL.logsumexp, [x], { axes, keepDims })
  }
  /** exp(x) / Σ exp(x) along `axis`. */
  softmax(x: Num, axis = -1): Num {
    return this.apply(STRUCTURAL.softmax, [x], { axis })
  }
  /** x − log Σ exp(x) along `axis`. */
  logSoftmax(x: Num, axis = -1): Num {
    return this.apply(STRUCTURAL.logSoftmax, [x], { axis })
  }
  /** The p-norm over `axes` (null: of all elements). At 0 the derivative of the 2-norm is 0 (PyTorch). */
  norm(x: Num, p = 2, axes: readonly number[] | null = null, keepDims = false): Num {
    return this.order.norm(x, p, axes, keepDims)
  }
  /** Running sums along `axis`, from its end where `reverse` is set. */
  cumsum(x: Num, axis = 0, reverse = false): Num {
    return this.apply(STRUCTURAL.cumsum, [x], { axis, reverse })
  }
  /** The matrix product as NumPy's `@`: 1-d, 2-d, batches that broadcast. */
  matmul(x: Num, y: Num): Num {
    return this.apply(STRUCTURAL.matmul, [x, y], PLAIN)
  }
  /** The product of scalars, vectors and matrices (numpy.dot up to two dimensions). */
  dot(x: Num, y: Num): Num {
    return rankOf(x) === 0 || rankOf(y) === 0 ? this.mul(x, y) : this.matmul(x, y)
  }
  /** x_i·y_j of two flattened tensors. */
  outer(x: Num, y: Num): Num {
    return this.mul(this.reshape(x, [-1, 1]), this.reshape(y, [1, -1]))
  }
  /** The same elements in another shape; one dimension may be −1. */
  reshape(x: Num, shape: Shape): Num {
    return this.apply(STRUCTURAL.reshape, [x], { shape })
  }
  /** Axes in another order; null reverses them. */
  transpose(x: Num, perm: readonly number[] | null = null): Num {
    return this.apply(STRUCTURAL.transpose, [x], { perm })
  }
  broadcastTo(x: Num, shape: Shape): Num {
    return this.apply(STRUCTURAL.broadcastTo, [x], { shape })
  }
  /** A new axis of length 1 at each place given, counted in the result. */
  expandDims(x: Num, axes: readonly number[]): Num {
    return this.apply(STRUCTURAL.expandDims, [x], { axes })
  }
  /** Without the axes of length 1 (null: all of them). */
  squeeze(x: Num, axes: readonly number[] | null = null): Num {
    return this.apply(STRUCTURAL.squeeze, [x], { axes })
  }
  /** Basic indexing: places, slices with any step, new axes, an ellipsis. */
  index(x: Num, index: readonly IndexItem[]): Num {
    return this.apply(STRUCTURAL.index, [x], { index })
  }
  /** A copy of x with `value` broadcast into x[index]. */
  setIndex(x: Num, index: readonly IndexItem[], value: Num): Num {
    return this.apply(STRUCTURAL.setIndex, [x, value], { index })
  }
  /** Zeros of `shape` with x at [index]: what index does to a cotangent. */
  unindex(x: Num, index: readonly IndexItem[], shape: Shape): Num {
    return this.apply(STRUCTURAL.unindex, [x], { index, shape })
  }
  /** x's slices along `axis` at integer `indices` (numpy.take); −1 is the last. */
  take(x: Num, indices: Tensor, axis = 0): Num {
    return this.apply(STRUCTURAL.take, [x], { indices, axis })
  }
  /** One element per index along `axis` (numpy.take_along_axis, torch.gather); `indices` has x's rank. */
  takeAlongAxis(x: Num, indices: Tensor, axis = -1): Num {
    return this.apply(STRUCTURAL.takeAlongAxis, [x], { indices, axis })
  }
  /** Zeros of `shape` with x's slices added at `indices` along `axis` (torch.index_add): what take does to a cotangent. */
  indexAdd(x: Num, indices: Tensor, axis: number, shape: Shape): Num {
    return this.apply(STRUCTURAL.indexAdd, [x], { indices, axis, shape })
  }
  /** Zeros of `shape` with x's elements added at `indices` along `axis` (torch.scatter_add). */
  scatterAdd(x: Num, indices: Tensor, axis: number, shape: Shape): Num {
    return this.apply(STRUCTURAL.scatterAdd, [x], { indices, axis, shape })
  }
  concat(parts: readonly Num[], axis = 0): Num {
    return this.apply(STRUCTURAL.concat, parts, { axis })
  }
  /** Scalars or tensors of one shape along a new axis. */
  stack(parts: readonly Num[], axis = 0): Num {
    return this.apply(STRUCTURAL.stack, parts, { axis })
  }
  /** The only element of a tensor as a scalar. Scalars stay what they are. */
  item(x: Num): Num {
    return x instanceof Tensor || (x instanceof Opaque && x.facts.tensor !== false)
      ? this.apply(STRUCTURAL.item, [x], null)
      : x
  }
  /** A scalar as a 0-d float64 tensor. Tensors stay what they are. */
  fromScalar(x: Num): Num {
    if (typeof x === 'number') return new Tensor(Float64Array.of(x), [], 'float64')
    return x instanceof Traced ? this.apply(STRUCTURAL.fromScalar, [x], null) : x
  }
  /** The same numbers in another dtype (a scalar as a 0-d tensor). A cast to an integer or a boolean lets no adjoint through. */
  cast(x: Num, dtype: DType): Num {
    const value = this.apply(STRUCTURAL.cast, [isFloat(dtype) ? x : plain(x)], { dtype })
    if (isFloat(dtype) || nodeOf(x) === 0) return value
    return this.tape.pushGeneral(GENERAL_CUT, value, {
      row: STRUCTURAL.cast,
      why: 'integer',
      operands: [nodeOf(x)],
      inputs: [x],
      params: { dtype },
    })
  }
  /** The first place of the largest element along `axis` (null: among all), int64. Not differentiable. */
  argmax(x: Num, axis: number | null = null, keepDims = false): Num {
    return this.place('argmax', x, axis, keepDims, (a, b) => a > b)
  }
  /** The first place of the smallest element along `axis` (null: among all), int64. Not differentiable. */
  argmin(x: Num, axis: number | null = null, keepDims = false): Num {
    return this.place('argmin', x, axis, keepDims, (a, b) => a < b)
  }

  private place(
    name: string,
    x: Num,
    axis: number | null,
    keepDims: boolean,
    better: (a: number, b: number) => boolean,
  ): Num {
    const row: Unruled = { kind: 'discrete', name }
    if (x instanceof Opaque) return this.unknown(row, [x], null, { tensor: true, dtype: 'int64' })
    const given = this.fromScalar(x) as Tensor
    const axes = axis === null ? null : [axis]
    const out = reduce(this, plain(given) as Tensor, { axes, keepDims }, 'int64', (data, start, stride, count) => {
      let best = 0
      for (let k = 1; k < count; k++) {
        const [a, b] = [data[start + k * stride], data[start + best * stride]]
        if (better(a, b) || (Number.isNaN(a) && !Number.isNaN(b))) best = k
      }
      return best
    })
    return this.record(row, [given], null, out)
  }

  // For rows and sweeps.

  /** Memory for n elements, zeros, charged to the budget. */
  allocate(n: number): Float64Array {
    this.charge(n * 8)
    if (n <= INLINE || n > SHARING) return new Float64Array(n)
    if (this.taken + n > BLOCK) {
      this.block = new ArrayBuffer(BLOCK * 8)
      this.taken = 0
    }
    const start = this.taken
    this.taken += n
    return new Float64Array(this.block, start * 8, n)
  }

  /** Announces bytes about to be taken; throws where the budget is spent. */
  charge(bytes: number): void {
    this.session.options.charge(bytes)
  }

  /** Does float32 round at every operation? */
  rounds(dtype: DType): boolean {
    return dtype === 'float32' && this.session.options.roundFloat32
  }

  /** Brings results into their dtype's range, in place: float32 rounds, int32 wraps, a non-finite integer is 0. */
  rounded(data: Float64Array, dtype: DType): Float64Array {
    if (this.rounds(dtype)) for (let i = 0; i < data.length; i++) data[i] = Math.fround(data[i])
    else if (dtype === 'int32') for (let i = 0; i < data.length; i++) data[i] = data[i] | 0
    else if (dtype === 'int64')
      for (let i = 0; i < data.length; i++) data[i] = Number.isFinite(data[i]) ? Math.trunc(data[i]) + 0 : 0
    else if (dtype !== 'float64' && dtype !== 'float32' && dtype !== 'bool') {
      const wrap = WRAPS[dtype]
      for (let i = 0; i < data.length; i++) data[i] = wrap(data[i])
    }
    return data
  }

  /** Sums a cotangent over the axes along which `like` was broadcast, so that it has the shape of `like`. */
  sumTo(x: Num, like: Num): Num {
    if (like instanceof Opaque && !like.facts.shape) return unknownLike(like, x)
    const shape = shapeOf(like)
    if (x instanceof Opaque && !x.facts.shape)
      return new Opaque(x.reason, { tensor: isTensor(like), dtype: x.facts.dtype, shape }, x.node)
    const own = shapeOf(x)
    if (sameShape(own, shape)) return isTensor(like) ? this.fromScalar(x) : this.item(x)
    if (sameShape(broadcastShapes(own, shape), shape)) return this.broadcastTo(x, shape)
    const lead = own.length - shape.length
    const axes = own.map((_, i) => i).filter((i) => i < lead || (shape[i - lead] === 1 && own[i] !== 1))
    const summed = this.sum(x, axes, false)
    return isTensor(like)
      ? shape.length === own.length - axes.length
        ? summed
        : this.reshape(summed, shape)
      : this.item(summed)
  }

  /** An operand's elements for a loop over `shape`: one number, or one per element. */
  private spread(x: Num, shape: Shape, dtype: DType): Float64Array {
    if (!(x instanceof Tensor)) return Float64Array.of(this.rounds(dtype) ? Math.fround(primalOf(x)) : primalOf(x))
    if (x.data.length === 1 || sameShape(x.shape, shape)) return x.data
    const out = this.allocate(sizeOf(shape))
    eachOffset(0, shape, broadcastStrides(x.shape, shape), (at, i) => (out[i] = x.data[at]))
    return out
  }

  private recordTensor(
    row: Row,
    inputs: readonly Num[],
    params: unknown,
    data: Float64Array,
    shape: Shape,
    dtype: DType,
  ): Tensor {
    const operands = nodesOf(inputs)
    if (operands === null) return new Tensor(data, shape, dtype)
    const value = new Tensor(data, shape, dtype, this.tape.length)
    this.tape.pushPlaced(GENERAL, { row, why: null, operands, inputs, params, value })
    return value
  }

  /** A row's result on an entry of its own; off the tape where no operand is on it. No adjoint passes a discrete row. */
  record(row: Operation, inputs: readonly Num[], params: unknown, value: Num): Num {
    const operands = nodesOf(inputs)
    if (operands === null) return value
    const placed = onEntry(value, this.tape.length)
    const cut = row.kind === 'discrete'
    const why = cut ? 'no-gradient' : null
    this.tape.pushPlaced(cut ? GENERAL_CUT : GENERAL, { row, why, operands, inputs, params, value: placed })
    return placed
  }

  private unknown(row: Operation, inputs: readonly Num[], params: unknown, facts: OpaqueFacts): Num {
    const reason = inputs.find((x) => x instanceof Opaque)?.reason ?? 'an operand is unknown'
    return this.record(row, inputs, params, new Opaque(reason, facts))
  }
}

/** The operands' entries; null where none of them is on the tape. */
function nodesOf(inputs: readonly Num[]): number[] | null {
  for (const x of inputs) if (nodeOf(x) !== 0) return inputs.map(nodeOf)
  return null
}

function anyUnknown(inputs: readonly Num[]): boolean {
  for (const x of inputs) if (x instanceof Opaque) return true
  return false
}

/** The tensor whose shape and dtype an elementwise result has, where operands are tensors of just these, tensors of one element
 *  and numbers; null where something is unknown, no float, or has to be broadcast. */
function likeness(inputs: readonly Num[]): Tensor | null {
  let like: Tensor | null = null
  for (const x of inputs) {
    if (x instanceof Opaque) return null
    if (!(x instanceof Tensor)) continue
    if (like === null) like = x
    else if (x.dtype !== like.dtype) return null
    else if (x.shape !== like.shape && !sameShape(x.shape, like.shape)) {
      if (like.data.length === 1 && like.shape.length <= x.shape.length) like = x
      else if (x.data.length !== 1 || x.shape.length > like.shape.length) return null
    }
  }
  return like !== null && isFloat(like.dtype) ? like : null
}

function strideOf(x: Float64Array): 0 | 1 {
  return x.length === 1 ? 0 : 1
}

function primalOf(x: Num): number {
  return typeof x === 'number' ? x : (x as Traced).primal
}

function numberOf(x: Condition | Num): Num {
  return typeof x === 'boolean' ? (x ? 1 : 0) : x
}

function unknownLike(like: Opaque, x: Num): Opaque {
  return new Opaque(like.reason, like.facts, nodeOf(x))
}

function anyTensor(inputs: readonly Num[]): boolean | undefined {
  return inputs.some(isTensor) ? true : undefined
}

function knownShape(inputs: readonly Num[]): Shape | undefined {
  if (inputs.some((x) => x instanceof Opaque && !x.facts.shape)) return undefined
  return inputs.map(shapeOf).reduce(broadcastShapes)
}

function knownDType(row: Row, inputs: readonly Num[]): DType | undefined {
  const dtypes = inputs.filter(isTensor).map((x) => (x instanceof Tensor ? x.dtype : (x as Opaque).facts.dtype))
  if (dtypes.length === 0 || dtypes.some((dtype) => dtype !== dtypes[0])) return undefined
  return dtypes[0] && byRule(row, dtypes[0])
}

function knownDTypeOfAll(inputs: readonly Num[]): DType | undefined {
  const dtypes = inputs.map((x) => (x instanceof Tensor ? x.dtype : x instanceof Opaque ? x.facts.dtype : 'float64'))
  return dtypes.every((dtype) => dtype === dtypes[0]) ? dtypes[0] : undefined
}

function byRule(row: Row, dtype: DType): DType {
  if (row.dtype === 'float' && !isFloat(dtype)) return 'float64'
  return dtype === 'bool' && row.name !== 'identity' ? 'int64' : dtype
}

/** The tensors' dtype; integers become float64 under a float row or beside a number that is no integer. */
function resultDType(row: Row, inputs: readonly Num[]): DType {
  const dtype = byRule(row, commonDType(inputs))
  const fractional =
    !isFloat(dtype) && inputs.some((x) => x instanceof Traced || (typeof x === 'number' && !Number.isInteger(x)))
  return fractional ? 'float64' : dtype
}
