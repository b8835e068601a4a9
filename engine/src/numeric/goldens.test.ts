// PyTorch's own values and derivatives in float64 (goldens/torch_goldens.py): the measure of what is right at every point.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { RowName } from './algebra'
import { v8WithCEdges } from './libm'
import { Tensor, Traced, type Num } from './num'
import type { Ops } from './ops'
import { Session } from './session'

type Written = number | string
interface WrittenTensor {
  readonly shape: readonly number[]
  readonly data: readonly Written[]
}

interface ElementwiseCase {
  readonly row: string
  readonly x: readonly Written[]
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

const golden = readFileSync(new URL('./goldens/torch.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as ElementwiseCase | StructuralCase)
const elementwise = golden.filter((c) => 'row' in c)
const structural = golden.filter((c) => 'operation' in c)

const session = (): Session => new Session({ libm: v8WithCEdges, roundFloat32: true, charge: () => undefined })
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

const rows = [...new Set(elementwise.map(({ row }) => row))]

describe.each(rows)('%s', (name) => {
  const cases = elementwise.filter(({ row }) => row === name)
  test.each(cases.map((c) => [`(${c.x.join(', ')})`, c] as const))('%s', (_, { x, value, first, second }) => {
    const s = session()
    const leaves = numbers(x).map((v, k) => (name === 'powInt' && k === 1 ? v : s.leaf(v)))
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
  })
})

const all = { start: null, stop: null, step: null }
const indices = (shape: number[], ...data: number[]): Tensor => new Tensor(Float64Array.from(data), shape, 'int64')
const OPERATIONS: Readonly<Record<string, (ops: Ops, x: Num, y: Num) => Num>> = {
  sum: (o, x) => o.sum(x),
  sumAxis1: (o, x) => o.sum(x, [1]),
  mean: (o, x) => o.mean(x),
  prod: (o, x) => o.prod(x),
  prodAxis1: (o, x) => o.prod(x, [1]),
  maxSplit: (o, x) => o.max(x),
  maxAxis1First: (o, x) => o.max(x, [1], false, 'first'),
  minSplit: (o, x) => o.min(x),
  logsumexp: (o, x) => o.logsumexp(x, [0]),
  softmax: (o, x) => o.softmax(x),
  logSoftmax: (o, x) => o.logSoftmax(x),
  norm: (o, x) => o.norm(x),
  norm1: (o, x) => o.norm(x, 1),
  norm3: (o, x) => o.norm(x, 3),
  cumsum: (o, x) => o.cumsum(x, 0),
  matmul: (o, x, y) => o.matmul(x, y),
  outer: (o, x, y) => o.outer(x, y),
  add: (o, x, y) => o.add(x, y),
  mul: (o, x, y) => o.mul(x, y),
  div: (o, x, y) => o.div(x, y),
  where: (o, x, y) => o.where(o.greater(x, 0), x, y),
  transpose: (o, x) => o.transpose(x, [2, 0, 1]),
  slice: (o, x) =>
    o.index(x, [
      { ...all, start: 1 },
      { ...all, step: 2 },
    ]),
  take: (o, x) => o.take(x, indices([3], 1, 1, 0)),
  takeAlongAxis: (o, x) => o.takeAlongAxis(x, indices([2, 2], 0, 2, 1, 1), 1),
  concat: (o, x, y) => o.concat([x, y], 1),
  stack: (o, x, y) => o.stack([x, y], 1),
}

describe('structural', () => {
  test.each(structural.map((c, i) => [`${i} ${c.operation}`, c] as const))('%s', (_, c) => {
    const s = session()
    const leaves = c.x.map((x) => s.leaf(tensor(x)))
    const out = OPERATIONS[c.operation](s.ops, leaves[0], leaves[1]) as Tensor
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
