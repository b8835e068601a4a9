// The engine on its own: derivatives of plain functions. A transform puts its arguments on the list of one shared session,
// runs the function and sweeps. Transforms nest to any order: a derivative is taken with respect to an entry of the list, so
// one level cannot be mistaken for another (Siskind & Pearlmutter, "Perturbation confusion", 2005). After the outermost
// transform the list is empty again.
import { v8 } from './libm'
import { nodeOf, Opaque, plain, Tensor, Traced, type Num } from './num'
import { Session } from './session'
import { ShapeError, sizeOf } from './shape'

/** A number or nested arrays of numbers, all rows of one length. */
export type Nested = number | Traced | readonly Nested[]

/** What operations take, and functions that are differentiated: arrays become float64 tensors. */
export type Operand = Num | readonly Operand[]

/** The session that transforms and the functions of functions.ts share. */
export const shared = new Session({ libm: v8, roundFloat32: true, charge: () => undefined })
const { ops, tape } = shared

let depth = 0

/** Runs one transform; `body` gets whether its own derivatives may be differentiated again. */
function transform<T>(body: (nested: boolean) => T): T {
  const mark = tape.length
  depth++
  try {
    return body(depth > 1)
  } finally {
    depth--
    if (depth === 0) tape.truncate(mark)
  }
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

/** The value of `f` and its gradient by the argument(s) at `by` (the first where left out): the gradient has the form of the
 *  argument, or is an array of such where `by` is an array. `f` returns a scalar, or a tensor with one element. */
export function valueAndGrad(
  f: Function,
  by: By = 0,
): (...args: Operand[]) => [value: Num, gradient: Operand | Operand[]] {
  return (...args) =>
    transform((nested) => {
      const start = tape.length
      const inputs = enter(args, positions(by))
      const value = scalar(f(...inputs))
      const sweep = shared.sweep([{ value }], { traced: nested, window: [[start, Infinity]] })
      const gradients = positions(by).map((i) =>
        formed(leave(sweep.adjoint(nodeOf(inputs[i])) ?? ops.zerosLike(plain(inputs[i])), nested), args[i]),
      )
      return [leave(value, nested), typeof by === 'number' ? gradients[0] : gradients]
    })
}

/** The gradient alone: see valueAndGrad. */
export function grad(f: Function, by: By = 0): (...args: Operand[]) => Operand | Operand[] {
  return (...args) => valueAndGrad(f, by)(...args)[1]
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
        const tangents = basis(input).map(
          (seed) =>
            shared.forward(new Map([[nodeOf(input), seed]]), [value], options)[0] ?? ops.zerosLike(plain(value)),
        )
        // One column per tangent: the argument's axes come first and go last.
        const stacked = ops.reshape(ops.stack(tangents, 0), [...columns, ...rows])
        const order = [...rows.map((_, i) => columns.length + i), ...columns.map((_, i) => i)]
        return toNested(leave(ops.transpose(stacked, order), nested))
      }
      const cotangents = basis(value).map(
        (seed) => shared.sweep([{ value, seed }], options).adjoint(nodeOf(input)) ?? ops.zerosLike(plain(input)),
      )
      return toNested(leave(ops.reshape(ops.stack(cotangents, 0), [...rows, ...columns]), nested))
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

/** The same value, through which no derivative passes. */
export function stopGradient(x: Operand): Num {
  return shared.cut(toNum(x), 'stopped')
}

function shapeOf(x: Num): readonly number[] {
  return x instanceof Tensor ? x.shape : []
}

/** The unit vectors of a value's shape. */
function basis(x: Num): Num[] {
  if (!(x instanceof Tensor)) return [1]
  return Array.from({ length: x.size }, (_, i) => {
    const data = new Float64Array(x.size)
    data[i] = 1
    return new Tensor(data, x.shape, x.dtype)
  })
}
