// One test that every structural row passes by being in a table of examples: both modes against differences and each other,
// second derivatives, unknown operands.
import { describe, expect, test } from 'vitest'
import { check } from './check/checker'
import { v8 } from './libm'
import { preciseOps, promoted, type PreciseTensor } from './doubledouble/tensors'
import { Opaque, plain, Tensor, Traced, type Num } from './num'
import type { Ops } from './ops'
import { Session } from './session'
import type { General } from './tape'

export function session(): Session {
  return new Session({ libm: v8, roundFloat32: true, charge: () => {} })
}

/** A value that has to be there. */
export function some<T>(x: T | null | undefined): T {
  if (x === null || x === undefined) throw new Error('missing')
  return x
}

function random(seed: number): () => number {
  let state = seed | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 31 - 1
  }
}

type Shape = readonly number[]
const sizeOf = (shape: Shape): number => shape.reduce((n, m) => n * m, 1)
export const tensor = (shape: Shape, data: ArrayLike<number>, dtype: Tensor['dtype'] = 'float64'): Tensor =>
  new Tensor(Float64Array.from(data), shape, dtype)
export const vector = (...data: number[]): Tensor => tensor([data.length], data)
export const indices = (shape: Shape, ...data: number[]): Tensor => tensor(shape, data, 'int64')
export const numbersOf = (x: Num | null | undefined): number[] =>
  x instanceof Tensor ? Array.from(x.data) : [x instanceof Traced ? x.primal : (x as number)]

/** An operation and the shapes of its operands; null stands for a scalar. */
export interface Example {
  readonly shapes: readonly (Shape | null)[]
  readonly f: (ops: Ops, ...x: Num[]) => Num
  /** The inputs from the drawn numbers, where not all are in the domain (a matrix made positive definite). */
  readonly prepare?: (ops: Ops, ...x: Num[]) => Num[]
}

/** The operation made a scalar by weights, its inputs taken from one array. */
function scalarised(
  { shapes, f, prepare }: Example,
  weights: () => number,
): (s: Session, x: ArrayLike<number>) => { inputs: Num[]; out: Num; total: Num } {
  const drawn: number[] = []
  return (s, x) => {
    let at = 0
    const inputs = shapes.map((shape) => {
      if (shape === null) return s.leaf(x[at++])
      const size = sizeOf(shape)
      at += size
      return s.leaf(
        tensor(
          shape,
          Array.from({ length: size }, (_, i) => x[at - size + i]),
        ),
      )
    })
    const out = f(s.ops, ...(prepare?.(s.ops, ...inputs) ?? inputs))
    const flat = s.ops.reshape(out, [-1])
    const n = numbersOf(out).length
    while (drawn.length < n) drawn.push(weights())
    // A square makes second derivatives of linear operations differ from zero.
    const weighted = s.ops.mul(vector(...drawn.slice(0, n)), s.ops.square(flat))
    return { inputs, out, total: s.ops.item(s.ops.sum(weighted)) }
  }
}

const nodes = (inputs: readonly Num[]): number[] => inputs.map((x) => (x as Tensor).node)
export const close = (a: readonly number[], b: readonly number[], tolerance = 1e-12): void => {
  expect(a.length).toBe(b.length)
  const size = Math.max(1e-300, ...a.map(Math.abs), ...b.map(Math.abs))
  a.forEach((x, i) => expect(Math.abs(x - b[i]), `${a} for ${b}`).toBeLessThanOrEqual(tolerance * size))
}

const STEP = 1e-20

/** Compares a structural entry's double-double primal with its value, and its difference quotient over a step that only
 *  double-double can take with the row's tangent. */
function comparePrimals(ops: Ops, { row, inputs, params, value }: General, uniform: () => number): void {
  if (row?.kind !== 'structural' || row.precise === null) return
  const given = inputs.map(plain) as (Tensor | number)[]
  const tangents = given.map((x) =>
    x instanceof Tensor ? tensor(x.shape, Float64Array.from(x.data, uniform)) : uniform(),
  )
  const p = preciseOps(ops)
  const run = (step: number): PreciseTensor => {
    const moved = given.map((x, i) => {
      const lo = Float64Array.from(numbersOf(tangents[i]), (t) => t * step)
      return { ...promoted(x), lo }
    })
    return row.precise === 'moves' || row.precise === null ? p.move(row, moved, params) : row.precise(p, moved, params)
  }
  const out = plain(value)
  const base = run(0)
  const on = run(STEP)
  expect(base.shape, row.name).toEqual(out instanceof Tensor ? out.shape : [])
  close(Array.from(base.hi), numbersOf(out))
  const quotient = Array.from(on.hi, (hi, i) => (hi - base.hi[i] + (on.lo[i] - base.lo[i])) / STEP)
  close(quotient, numbersOf(row.jvp(ops, tangents, given, out, params)), 1e-9)
}

/** Describes the rows of a table by their examples. */
export function describeRows(table: Readonly<Record<string, readonly Example[]>>): void {
  describe.each(Object.entries(table))('%s', (name, examples) => {
    examples.forEach((example, k) => {
      const uniform = random(name.length * 7919 + k * 104729 + 1)
      const total = scalarised(example, uniform)
      const n = example.shapes.reduce((sum, shape) => sum + (shape === null ? 1 : sizeOf(shape)), 0)
      const x = Float64Array.from({ length: n }, uniform)

      const gradient = (s: Session, at: ArrayLike<number>): number[] => {
        const { inputs, total: out } = total(s, at)
        const sweep = s.sweep([{ value: out }])
        return nodes(inputs).flatMap((node) => numbersOf(sweep.adjoint(node)))
      }

      test(`${k}: reverse mode against differences`, () => {
        const evaluate = (at: Float64Array) => ({
          ok: true as const,
          values: numbersOf(total(session(), at).total),
          decisions: [],
        })
        const { verdict, worst } = check({ evaluate, base: x, automatic: [gradient(session(), x)] })
        expect(verdict, JSON.stringify(worst)).toBe('agree')
      })

      test(`${k}: forward mode against reverse mode`, () => {
        const s = session()
        const { inputs, total: out } = total(s, x)
        const direction = Float64Array.from({ length: n }, uniform)
        let at = 0
        const tangents = new Map(
          inputs.map((input) => {
            const size = input instanceof Tensor ? input.size : 1
            const part = direction.subarray(at, (at += size))
            return [(input as Tensor).node, input instanceof Tensor ? tensor(input.shape, part) : part[0]]
          }),
        )
        const reverse = gradient(session(), x).reduce((sum, g, i) => sum + g * direction[i], 0)
        close(numbersOf(s.forward(tangents, [out])[0]), [reverse])
        close(numbersOf(s.forward(tangents, [out], { traced: true })[0]), [reverse])
        // One input alone: the others have no tangent.
        const [first] = inputs as Tensor[]
        const alone = numbersOf(s.sweep([{ value: out }]).adjoint(first.node)).reduce(
          (sum, g, i) => sum + g * direction[i],
          0,
        )
        close(numbersOf(s.forward(new Map([[first.node, some(tangents.get(first.node))]]), [out])[0]), [alone])
      })

      test(`${k}: second derivatives`, () => {
        const s = session()
        const { inputs, total: out } = total(s, x)
        const sweep = s.sweep([{ value: out }], { traced: true })
        const gradients = nodes(inputs).map((node) => some(sweep.adjoint(node)))
        const weights = gradients.map((g) => Array.from(numbersOf(g), uniform))
        const weigh = (g: Num, i: number): Num =>
          g instanceof Tensor ? s.ops.sum(s.ops.mul(g, tensor(g.shape, weights[i]))) : s.ops.mul(g, weights[i][0])
        const scalar = s.ops.item(gradients.map(weigh).reduce((a, b) => s.ops.add(a, b)))
        const again = s.sweep([{ value: scalar }])
        const automatic = [
          nodes(inputs).flatMap((node, i) => numbersOf(again.adjoint(node) ?? s.ops.zerosLike(inputs[i]))),
        ]
        const evaluate = (at: Float64Array) => ({
          ok: true as const,
          values: [gradient(session(), at).reduce((sum, g, i) => sum + g * weights.flat()[i], 0)],
          decisions: [],
        })
        const { verdict, worst } = check({ evaluate, base: x, automatic })
        expect(verdict, JSON.stringify(worst)).toBe('agree')
      })

      test(`${k}: the primal in double-double against the value and forward mode`, () => {
        const s = session()
        total(s, x)
        for (let node = 1; node < s.tape.length; node++) {
          if (s.tape.rowOf(node)?.kind === 'structural') comparePrimals(s.ops, s.tape.entry(node), uniform)
        }
      })

      test(`${k}: an unknown operand of known shape gives the same shape`, () => {
        const s = session()
        const known = example.f(
          s.ops,
          ...example.shapes.map((shape) =>
            shape === null ? 0.5 : tensor(shape, new Float64Array(sizeOf(shape)).fill(0.5)),
          ),
        )
        const unknown = example.f(
          s.ops,
          ...example.shapes.map((shape) =>
            s.leaf(new Opaque('not evaluated', { tensor: shape !== null, dtype: 'float64', shape: shape ?? [] })),
          ),
        )
        expect(unknown).toBeInstanceOf(Opaque)
        expect((unknown as Opaque).facts.shape).toEqual(known instanceof Tensor ? known.shape : [])
        expect((unknown as Opaque).reason).toBe('not evaluated')
        expect((unknown as Opaque).node).toBeGreaterThan(0)
        s.sweep([{ value: unknown }])
      })
    })
  })
}
