// Compares operations with the cases of a golden file: PyTorch's own values and derivatives in float64 (the scripts beside the
// files make them), the measure of what is right at every point.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { RowName } from '../algebra'
import { glibc } from '../doubledouble/roundedLibm'
import { Tensor, Traced, type Num } from '../num'
import type { Ops } from '../ops'
import { Session } from '../session'

type Written = number | string
interface WrittenTensor {
  readonly shape: readonly number[]
  readonly data: readonly Written[]
}

interface ElementwiseCase {
  readonly row: string
  readonly x: readonly Written[]
  /** The places of operands that are no inputs. */
  readonly constants: readonly number[]
  readonly value: Written
  readonly first: readonly Written[]
  readonly second: readonly Written[] | null
}

interface StructuralCase {
  readonly operation: string
  readonly x: readonly WrittenTensor[]
  readonly value: WrittenTensor
  readonly cotangent: WrittenTensor
  readonly first: readonly WrittenTensor[]
  readonly directions: readonly WrittenTensor[]
  readonly second: readonly WrittenTensor[] | null
}

function read<T>(file: string): readonly T[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}

const session = (): Session => new Session({ libm: glibc, roundFloat32: true, charge: () => undefined })
const numbers = (written: readonly Written[]): number[] => written.map(Number)
const tensor = ({ shape, data }: WrittenTensor): Tensor =>
  new Tensor(Float64Array.from(numbers(data)), shape, 'float64')
const dataOf = (x: Num | null): number[] =>
  x instanceof Tensor ? Array.from(x.data) : [x instanceof Traced ? x.primal : (x as number)]

/** Within a relative tolerance; NaN and infinities exactly, zeros of either sign alike. */
function near(actual: readonly number[], expected: readonly number[], tolerance: number, what: string): void {
  expect(actual.length, what).toBe(expected.length)
  const size = Math.max(0, ...expected.filter(Number.isFinite).map(Math.abs))
  actual.forEach((a, i) => {
    const e = expected[i]
    const same = Object.is(a, e) || a === e || Math.abs(a - e) <= tolerance * size
    expect(same, `${what}: ${String(a)} for ${String(e)}`).toBe(true)
  })
}

/** Describes the elementwise rows of a file of this folder. */
export function describeElementwise(file: string): void {
  const elementwise = read<ElementwiseCase>(file)
  const rows = [...new Set(elementwise.map(({ row }) => row))]

  describe.each(rows)('%s', (name) => {
    const cases = elementwise.filter(({ row }) => row === name)
    test.each(cases.map((c) => [`(${c.x.join(', ')})`, c] as const))(
      '%s',
      (_, { x, constants, value, first, second }) => {
        const s = session()
        const leaves = numbers(x).map((v, k) => (constants.includes(k) ? v : s.leaf(v)))
        const out = (s.ops[name as RowName] as (...operands: Num[]) => Num)(...leaves)
        near(dataOf(out), [Number(value)], 1e-12, 'value')
        const sweep = s.sweep([{ value: out }], { traced: true })
        const traced = leaves.flatMap((leaf) => (leaf instanceof Traced ? [leaf] : []))
        const plainSweep = s.sweep([{ value: out }])
        traced.forEach((leaf, k) => {
          const gradient = sweep.adjoint(leaf.node)
          near(dataOf(gradient), [Number(first[k])], 1e-12, `first derivative by operand ${k}`)
          near(
            dataOf(plainSweep.adjoint(leaf.node)),
            [Number(first[k])],
            1e-12,
            `the generated sweep's derivative by operand ${k}`,
          )
          if (second === null || gradient === null) return
          const again = s.sweep([{ value: gradient }]).adjoint(leaf.node)
          near([Number(again ?? 0)], [Number(second[k])], 1e-9, `second derivative by operand ${k}`)
        })
      },
    )
  })
}

/** Describes the operations of a file of this folder: each gives one tensor of its inputs. */
export function describeStructural(
  file: string,
  operations: Readonly<Record<string, (ops: Ops, ...x: Num[]) => Num>>,
): void {
  const structural = read<StructuralCase>(file)
  describe('structural', () => {
    test.each(structural.map((c, i) => [`${i} ${c.operation}`, c] as const))('%s', (_, c) => {
      const s = session()
      const leaves = c.x.map((x) => s.leaf(tensor(x)))
      const out = operations[c.operation](s.ops, ...leaves) as Tensor
      expect(out.shape).toEqual(c.value.shape)
      near(dataOf(out), numbers(c.value.data), 1e-12, 'value')
      const sweep = s.sweep([{ value: out, seed: tensor(c.cotangent) }], { traced: true })
      const plainSweep = s.sweep([{ value: out, seed: tensor(c.cotangent) }])
      let slope: Num = 0
      leaves.forEach((leaf, k) => {
        const gradient = sweep.adjoint(leaf.node) ?? 0
        near(dataOf(gradient), numbers(c.first[k].data), 1e-12, `first derivative by operand ${k}`)
        near(
          dataOf(plainSweep.adjoint(leaf.node)),
          numbers(c.first[k].data),
          1e-12,
          `plain first derivative by operand ${k}`,
        )
        slope = s.ops.add(slope, s.ops.sum(s.ops.mul(gradient, tensor(c.directions[k]))))
      })
      const again = s.sweep([{ value: slope }])
      const { second } = c
      if (second === null) return
      leaves.forEach((leaf, k) => {
        near(
          dataOf(again.adjoint(leaf.node) ?? s.ops.zerosLike(leaf)),
          numbers(second[k].data),
          1e-9,
          `second derivative by operand ${k}`,
        )
      })
    })
  })
}
