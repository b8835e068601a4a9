// The engine on its own: derivatives of plain functions. A transform puts its arguments on the list of one shared session,
// runs the function and sweeps. Transforms nest to any order: a derivative is taken with respect to an entry of the list, so
// one level cannot be mistaken for another (Siskind & Pearlmutter, "Perturbation confusion", 2005). After the outermost
// transform the list is empty again.
import { checkpointed, customJvp as ruledByJvp, customVjp as ruledByVjp, type WithVjp } from './custom'
import { v8 } from './libm'
import { nodeOf, Opaque, plain, Tensor, Traced, unitsOf, type Num } from './num'
import type { ScalarOps } from './scalars.generated'
import { Session } from './session'
import { ShapeError, shapeText, sizeOf } from './shape'

/** A number or nested arrays of numbers, all rows of one length. */
export type Nested = number | Traced | readonly Nested[]

/** What operations take, and functions that are differentiated: arrays become float64 tensors. */
export type Operand = Num | readonly Operand[]

/** A derivative that would take more memory than it may. */
export class MemoryLimitError extends Error {
  override readonly name = 'MemoryLimitError'
  constructor(bytes: number) {
    super(
      `a derivative needs more than ${Math.round(bytes / 2 ** 20)} MB: use checkpoint, or allow more with limitMemory`,
    )
  }
}

let limit = 2 ** 32
let charged = 0
let depth = 0

/** How many bytes one outermost transform may take in all for its tape, sweeps and tensors, beside the room that the tape has
 *  from earlier ones; 4 GB to begin with. Beyond them it ends with a MemoryLimitError. */
export function limitMemory(bytes: number): void {
  if (!(bytes > 0)) throw new RangeError(`a limit has to be above 0, not ${bytes}`)
  limit = bytes
}

function charge(bytes: number): void {
  if (depth === 0) return
  charged += bytes
  if (charged > limit) throw new MemoryLimitError(limit)
}

/** The session that transforms and the functions of functions.ts share. */
export const shared = new Session({ libm: v8, roundFloat32: true, charge })
const { ops, tape } = shared

/** Runs one transform; `body` gets whether its own derivatives may be differentiated again. */
function transform<T>(body: (nested: boolean) => T): T {
  const mark = tape.length
  if (depth++ === 0) charged = 0
  try {
    return body(depth > 1)
  } catch (error) {
    throw isOutOfMemory(error) ? new MemoryLimitError(charged) : error
  } finally {
    depth--
    if (depth === 0) tape.truncate(mark)
  }
}

/** Did the host itself refuse an array? */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof RangeError && /allocation failed|array length/i.test(error.message)
}

/** A number, traced scalar or tensor of what was given; throws ShapeError where rows differ in length. */
export function toNum(x: Operand): Num {
  if (typeof x === 'number' || x instanceof Traced || x instanceof Tensor || x instanceof Opaque) return x
  const rows = x.map(toNum)
  if (rows.length === 0) return new Tensor(new Float64Array(0), [0], 'float64')
  if (rows.some((row) => row instanceof Tensor) && rows.some((row) => !(row instanceof Tensor))) {
    throw new ShapeError('an array mixes numbers and arrays')
  }
  return ops.stack(rows, 0)
}

/** Nested arrays of a tensor's numbers; those of a tensor on the list are traced. */
export function toNested(x: Num): Nested {
  if (x instanceof Opaque) throw new TypeError(`unknown: ${x.reason}`)
  if (!(x instanceof Tensor)) return x
  if (x.shape.length === 0) return x.node === 0 ? x.data[0] : (ops.item(x) as Traced)
  return Array.from({ length: x.shape[0] }, (_, i) => toNested(ops.index(x, [i])))
}

/** A derivative in the form of the argument that it belongs to: arrays for arrays, tensors for tensors. */
function formed(derivative: Num, argument: Operand): Operand {
  return Array.isArray(argument) ? toNested(derivative) : derivative
}

type Function = (...args: Num[]) => Operand

/** Arguments on the list; those not differentiated stay as they are. */
function enter(args: readonly Operand[], by: readonly number[]): Num[] {
  return args.map((arg, i) => (by.includes(i) ? shared.fresh(toNum(arg)) : toNum(arg)))
}

function scalar(x: Operand): Num {
  const value = toNum(x)
  if (value instanceof Tensor && value.size !== 1)
    throw new ShapeError(`a gradient needs a scalar value, not one of shape [${value.shape.join(', ')}]`)
  return ops.item(value)
}

/** Leaving the outermost transform, a value leaves the list. */
function leave(x: Num, nested: boolean): Num {
  return nested ? x : plain(x)
}

/** What arguments a transform differentiates by: one position or several. */
export type By = number | readonly number[]

const positions = (by: By): readonly number[] => (typeof by === 'number' ? [by] : by)

export interface GradOptions {
  /** The gradient by an argument that the value does not depend on: zeros in its form, or null. Zeros where left out. */
  readonly unconnected?: 'zeros' | 'none'
}

type Gradient = Operand | null | (Operand | null)[]

/** The value of `f` and its gradient by the argument(s) at `by` (the first where left out): the gradient has the form of the
 *  argument, or is an array of such where `by` is an array. `f` returns a scalar, or a tensor with one element. */
export function valueAndGrad(f: Function, by?: By): (...args: Operand[]) => [value: Num, gradient: Operand | Operand[]]
export function valueAndGrad(
  f: Function,
  by: By,
  options: GradOptions,
): (...args: Operand[]) => [value: Num, gradient: Gradient]
export function valueAndGrad(
  f: Function,
  by: By = 0,
  { unconnected = 'zeros' }: GradOptions = {},
): (...args: Operand[]) => [value: Num, gradient: Gradient] {
  return (...args) =>
    transform((nested) => {
      const start = tape.length
      const inputs = enter(args, positions(by))
      const value = scalar(f(...inputs))
      const wanted = positions(by).map((i) => nodeOf(inputs[i]))
      const sweep = shared.sweep([{ value }], { traced: nested, window: [[start, Infinity]], wanted })
      const gradients = positions(by).map((i) => {
        const adjoint = sweep.adjoint(nodeOf(inputs[i]))
        if (adjoint === null && unconnected === 'none') return null
        return formed(leave(adjoint ?? ops.zerosLike(plain(inputs[i])), nested), args[i])
      })
      return [leave(value, nested), typeof by === 'number' ? gradients[0] : gradients]
    })
}

/** The gradient alone: see valueAndGrad. */
export function grad(f: Function, by?: By): (...args: Operand[]) => Operand | Operand[]
export function grad(f: Function, by: By, options: GradOptions): (...args: Operand[]) => Gradient
export function grad(f: Function, by: By = 0, options: GradOptions = {}): (...args: Operand[]) => Gradient {
  return (...args) => valueAndGrad(f, by, options)(...args)[1]
}

/** The value and the derivatives of a function of scalars that is written on entries of the tape by their indices: see
 *  ScalarOps. Nothing is allocated for an operation; the result is not differentiated again. */
export function valueAndGradOfScalars(
  f: (scalars: ScalarOps, ...x: number[]) => number,
): (...x: number[]) => [value: number, derivatives: number[]] {
  return (...x) =>
    transform(() => {
      const start = tape.length
      const inputs = x.map((value) => shared.scalars.leaf(value))
      const out = f(shared.scalars, ...inputs)
      if (!(out >= start && out < tape.length)) throw new RangeError(`${out} is no entry that the function made`)
      const sweep = shared.sweep([{ value: tape.valueOf(out) }], { window: [[start, Infinity]], wanted: inputs })
      return [shared.scalars.primal(out), inputs.map((node) => (sweep.adjoint(node) as number | null) ?? 0)]
    })
}

/** The value of `f` at `args` and the cotangents of all arguments for a cotangent of the value: one reverse sweep. */
export function vjp(
  f: Function,
  args: readonly Operand[],
  cotangent: Operand,
): [value: Operand, cotangents: Operand[]] {
  return transform((nested) => {
    const start = tape.length
    const inputs = enter(
      args,
      args.map((_, i) => i),
    )
    const result = f(...inputs)
    const value = toNum(result)
    const sweep = shared.sweep([{ value, seed: toNum(cotangent) }], { traced: nested, window: [[start, Infinity]] })
    const cotangents = inputs.map((input, i) =>
      formed(leave(sweep.adjoint(nodeOf(input)) ?? ops.zerosLike(plain(input)), nested), args[i]),
    )
    return [formed(leave(value, nested), result), cotangents]
  })
}

/** The value of `f` at `args` and its directional derivative along `tangents`, one per argument: one forward sweep. */
export function jvp(
  f: Function,
  args: readonly Operand[],
  tangents: readonly Operand[],
): [value: Operand, tangent: Operand] {
  return transform((nested) => {
    const start = tape.length
    const inputs = enter(
      args,
      args.map((_, i) => i),
    )
    const result = f(...inputs)
    const value = toNum(result)
    const seeds = new Map(inputs.map((input, i) => [nodeOf(input), toNum(tangents[i])]))
    const [tangent] = shared.forward(seeds, [value], { traced: nested, window: [[start, Infinity]] })
    return [formed(leave(value, nested), result), formed(leave(tangent ?? ops.zerosLike(plain(value)), nested), result)]
  })
}

/** The Jacobian of `f` by the argument at `by`, as nested arrays of the value's shape followed by the argument's: by forward
 *  sweeps where the argument is smaller than the value, else by reverse ones. */
export function jacobian(f: Function, by = 0): (...args: Operand[]) => Nested {
  return (...args) =>
    transform((nested) => {
      const start = tape.length
      const inputs = enter(args, [by])
      const value = toNum(f(...inputs))
      const input = inputs[by]
      const [rows, columns] = [shapeOf(value), shapeOf(input)]
      const options = { traced: nested, window: [[start, Infinity]] as const }
      if (sizeOf(columns) < sizeOf(rows)) {
        const tangents = unitsOf(input).map(
          (seed) =>
            shared.forward(new Map([[nodeOf(input), seed]]), [value], options)[0] ?? ops.zerosLike(plain(value)),
        )
        // One column per tangent: the argument's axes come first and go last.
        const stacked = ops.reshape(ops.stack(tangents, 0), [...columns, ...rows])
        const order = [...rows.map((_, i) => columns.length + i), ...columns.map((_, i) => i)]
        return toNested(leave(ops.transpose(stacked, order), nested))
      }
      const cotangents = unitsOf(value).map(
        (seed) => shared.sweep([{ value, seed }], options).adjoint(nodeOf(input)) ?? ops.zerosLike(plain(input)),
      )
      return toNested(leave(ops.reshape(ops.stack(cotangents, 0), [...rows, ...columns]), nested))
    })
}

/** The Jacobians of the rows of a batch: `f` takes and gives tensors whose first axes are the batch, each row of the value
 *  depending on its own row of the argument alone. Nested arrays of the batch, the value's row, the argument's row: one sweep
 *  per element of the smaller row. */
export function batchJacobian(f: Function, by = 0): (...args: Operand[]) => Nested {
  return (...args) =>
    transform((nested) => {
      const start = tape.length
      const inputs = enter(args, [by])
      const input = inputs[by]
      const value = toNum(f(...inputs))
      const [batch, row] = [shapeOf(value)[0], shapeOf(value).slice(1)]
      const column = shapeOf(input).slice(1)
      if (batch === undefined || shapeOf(input)[0] !== batch)
        throw new ShapeError(
          `a batch Jacobian needs one batch: the value has shape ${shapeText(shapeOf(value))}, the argument ${shapeText(shapeOf(input))}`,
        )
      const options = { traced: nested, window: [[start, Infinity]] as const }
      const forwards = sizeOf(column) < sizeOf(row)
      const parts = unitRows(forwards ? input : value).map((seed) =>
        forwards
          ? (shared.forward(new Map([[nodeOf(input), seed]]), [value], options)[0] ?? ops.zerosLike(plain(value)))
          : (shared.sweep([{ value, seed }], options).adjoint(nodeOf(input)) ?? ops.zerosLike(plain(input))),
      )
      const [seeded, swept] = forwards ? [column, row] : [row, column]
      if (parts.length === 0) return toNested(ops.fill([batch, ...row, ...column], 0))
      const stacked = ops.reshape(ops.stack(parts, 1), [batch, ...seeded, ...swept])
      const axes = (from: number, shape: readonly number[]): number[] => shape.map((_, i) => from + i)
      const order = forwards
        ? [0, ...axes(1 + column.length, row), ...axes(1, column)]
        : axes(0, [batch, ...row, ...column])
      return toNested(leave(ops.transpose(stacked, order), nested))
    })
}

/** The derivatives of `f` along a direction, from the 0th to `order`: dᵏ/dtᵏ f(args + t·direction) at t = 0. By forward mode
 *  nested in itself, so the work grows about threefold an order. */
export function directional(
  f: Function,
  order: number,
): (args: readonly Operand[], direction: readonly Operand[]) => Operand[] {
  if (!Number.isInteger(order) || order < 0) throw new RangeError(`an order is 0, 1, 2 …, not ${order}`)
  return (args, direction) =>
    transform((nested) => {
      const start = tape.length
      const t = shared.leaf(0)
      const point = args.map((arg, i) => ops.add(toNum(arg), ops.mul(t, toNum(direction[i]))))
      const result = f(...point)
      const value = toNum(result)
      const derivatives: Num[] = [value]
      for (let k = 1; k <= order; k++) {
        const [next] = shared.forward(new Map([[t.node, 1]]), [derivatives[k - 1]], {
          traced: true,
          window: [[start, Infinity]],
        })
        derivatives.push(next ?? ops.zerosLike(plain(value)))
      }
      return derivatives.map((derivative) => formed(leave(derivative, nested), result))
    })
}

/** The Hessian of a scalar function by the argument at `by`, as nested arrays: forward over reverse. */
export function hessian(f: Function, by = 0): (...args: Operand[]) => Nested {
  return jacobian((...args) => grad(f, by)(...args) as Operand, by)
}

/** The Hessian of a scalar function of `args` times `tangents`, one per argument, without the Hessian: forward over reverse. */
export function hvp(f: Function, args: readonly Operand[], tangents: readonly Operand[]): Operand[] {
  return transform(() => {
    const all = args.map((_, i) => i)
    const inputs = args.map(toNum)
    const flat = (...x: Num[]): Num => ops.concat((grad(f, all)(...x) as Num[]).map((g) => ops.reshape(g, [-1])))
    const [, tangent] = jvp(flat, inputs, tangents)
    let at = 0
    return args.map((arg, i) => {
      const shape = shapeOf(inputs[i])
      const stop = at + sizeOf(shape)
      const part = ops.reshape(ops.index(tangent as Num, [{ start: at, stop, step: null }]), shape)
      at = stop
      const own = inputs[i] instanceof Tensor ? part : ops.item(part)
      return formed(leave(own, depth > 1), arg)
    })
  })
}

/** `f` with a rule of its own for its derivative (tf.custom_gradient, jax.custom_vjp): `f` gives its value and a function from
 *  the value's cotangent to the arguments' (null: none). The rule is differentiated for higher orders, and has to be linear in
 *  the cotangent. */
export function customVjp(f: (...args: Num[]) => WithVjp): (...args: Operand[]) => Num {
  return (...args) => ruledByVjp(shared, f, args.map(toNum))
}

/** `f` with a rule of its own for its tangent (jax.custom_jvp): `rule(args, tangents)`, linear in the tangents. */
export function customJvp(
  f: (...args: Num[]) => Num,
  rule: (args: readonly Num[], tangents: readonly Num[]) => Num,
): (...args: Operand[]) => Num {
  return (...args) => ruledByJvp(shared, f, rule, args.map(toNum))
}

/** `f` without its part of the tape: a derivative runs it again, memory for time. `f` gives a number or a tensor, and the same
 *  whenever it is given the same. */
export function checkpoint(f: (...args: Num[]) => Num): (...args: Operand[]) => Num {
  return (...args) => checkpointed(shared, f, args.map(toNum))
}

/** The same value, through which no derivative passes. */
export function stopGradient(x: Operand): Num {
  return shared.cut(toNum(x), 'stopped')
}

function shapeOf(x: Num): readonly number[] {
  return x instanceof Tensor ? x.shape : []
}

/** Unit vectors for the rows of a batch, each the same in all rows. */
function unitRows(x: Num): Num[] {
  const [batch, ...row] = shapeOf(x)
  const size = sizeOf(row)
  return Array.from({ length: size }, (_, i) => {
    const data = new Float64Array(batch * size)
    for (let b = 0; b < batch; b++) data[b * size + i] = 1
    return new Tensor(data, [batch, ...row], x instanceof Tensor ? x.dtype : 'float64')
  })
}
