// GradBench's programs on the engine's own interface against the reference outputs in goldens/ (values and derivatives made
// with GradBench's own evaluators).
import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { grad, hvp, jacobian, jvp, Tensor, toNum, valueAndGrad, vjp, type Num, type Operand } from '@gradlens/engine'
import { reprojection, sparseJacobian, weightError } from './ba'
import { det } from './det'
import type { Mode } from './descent'
import { gmm, type Data as Mixture } from './gmm'
import { hello } from './hello'
import { direction, kmeans } from './kmeans'
import { data, llsq, llsqByScalars } from './llsq'
import { lse, lseByParts, lseByScalars } from './lse'
import { lstm } from './lstm'
import { lastOfOde, ode } from './ode'
import { particle } from './particle'
import { saddle } from './saddle'

// The largest take a second on an idle machine.
vi.setConfig({ testTimeout: 60_000 })

type Rows = number[][]

function golden<I, E>(name: string): { readonly input: I; readonly expected: E } {
  return JSON.parse(readFileSync(new URL(`goldens/${name}.golden.json`, import.meta.url), 'utf8')) as {
    input: I
    expected: E
  }
}

const tensor = (x: Operand): Tensor => toNum(x) as Tensor
const flat = (x: Operand): number[] => {
  const value = toNum(x)
  return value instanceof Tensor ? Array.from(value.data) : [value as number]
}

/** Within 1e-10 of the largest magnitude of the tensor expected. */
function agrees(actual: Operand, expected: Operand): void {
  const [found, wanted] = [flat(actual), flat(expected)]
  expect(found.length).toBe(wanted.length)
  const size = wanted.reduce((top, x) => Math.max(top, Math.abs(x)), 0)
  const off = found.reduce((top, x, i) => (Math.abs(x - wanted[i]) <= top ? top : Math.abs(x - wanted[i])), 0)
  expect(off).toBeLessThanOrEqual(1e-10 * size)
}

/** The directional derivative along a direction that is no axis, from a gradient. */
const along = (g: readonly number[]): [direction: number[], slope: number] => {
  const tangent = g.map((_, i) => Math.sin(i + 1))
  return [tangent, tangent.reduce((total, t, i) => total + t * g[i], 0)]
}

interface Scalar {
  readonly primal: number
  readonly gradient: number[]
}

/** Value and gradient in reverse mode, and the gradient's product with a direction in forward mode. */
function scalarProblem(f: (x: Num) => Num, x: readonly number[], { primal, gradient }: Scalar): void {
  const [value, reverse] = valueAndGrad(f)(tensor(x))
  agrees(value, primal)
  agrees(reverse as Num, gradient)
  const [tangent, slope] = along(gradient)
  agrees(flat(jvp(f, [tensor(x)], [tensor(tangent)])[1]), [slope])
}

describe.each(['n16_m128', 'n64_m128'])('llsq %s', (name) => {
  const { input, expected } = golden<{ x: number[]; n: number }, Scalar>(`llsq_${name}`)
  test('tensors', () => scalarProblem(llsq(data(input.n, input.x.length)), input.x, expected))
  test('scalars', () => scalarProblem(llsqByScalars(input.n), input.x, expected))
})

describe('lse n2500', () => {
  const { input, expected } = golden<{ x: number[] }, Scalar>('lse_n2500')
  test.each([
    ['one operation', lse],
    ['by its parts', lseByParts],
    ['scalars', lseByScalars],
  ] as const)('%s', (_, f) => scalarProblem(f, input.x, expected))
})

describe('ode', () => {
  type Input = { x: number[]; s: number }
  type Expected = { primal: number[]; gradient: number[] }

  test('n1000_s10', () => {
    const { input, expected } = golden<Input, Expected>('ode_n1000_s10')
    agrees(ode(input.s)(tensor(input.x)), expected.primal)
    agrees(grad(lastOfOde(input.s))(tensor(input.x)) as Num, expected.gradient)
  })

  test('n20_s10_small', () => {
    const { input, expected } = golden<Input, Expected>('ode_n20_s10_small')
    const x = tensor(input.x)
    agrees(ode(input.s)(x), expected.primal)
    // Each component of y is linear in each of the first components of x, so its partial derivatives are known from it.
    const last = expected.primal[19]
    agrees(
      grad(lastOfOde(input.s))(x) as Num,
      input.x.map((component) => last / component),
    )
    // The gradient in the file is the exact solution's; ten steps do not reach it, four thousand do.
    agrees(grad(lastOfOde(4000))(x) as Num, expected.gradient)
  })
})

test.each(['ell5', 'ell6', 'ell7'])('det %s', (name) => {
  const { input, expected } = golden<{ A: number[]; ell: number }, Scalar>(`det_${name}`)
  scalarProblem(det(input.ell), input.A, expected)
})

test.each(['d3_k4_n20_small', 'd2_k5_n1000', 'd10_k5_n1000'])('gmm %s', (name) => {
  type Names = { alpha: number[]; mu: Rows; q: Rows; l: Rows }
  const { input, expected } = golden<Names & Mixture & { x: Rows }, { objective: number; jacobian: Names }>(
    `gmm_${name}`,
  )
  const parameters = [input.alpha, input.mu, input.q, input.l].map(tensor)
  const f = gmm({ ...input, x: tensor(input.x as unknown as Operand) })
  const [value, gradients] = valueAndGrad(f as (...x: Num[]) => Num, [0, 1, 2, 3])(...parameters)
  agrees(value, expected.objective)
  const { alpha, mu, q, l } = expected.jacobian
  ;[alpha, mu, q, l].forEach((one, i) => agrees((gradients as Num[])[i], one))
})

test('lstm l2_c64_small', () => {
  type Input = { main_params: Rows; extra_params: Rows; state: Rows; sequence: Rows }
  const { input, expected } = golden<Input, { objective: number; jacobian: number[] }>('lstm_l2_c64_small')
  const [state, sequence] = [tensor(input.state), tensor(input.sequence)]
  const f = lstm({ layers: state.shape[0] / 2, width: state.shape[1], state, sequence })
  const parameters = [...input.main_params, ...input.extra_params].flat()
  scalarProblem(f, parameters, { primal: expected.objective, gradient: expected.jacobian })
})

test('kmeans k10_n1000_d8: cost and Newton’s direction', () => {
  const { input, expected } = golden<{ points: Rows; centroids: Rows }, { cost: number; dir: Rows }>(
    'kmeans_k10_n1000_d8',
  )
  const [points, centroids] = [tensor(input.points), tensor(input.centroids)]
  agrees(kmeans(points)(centroids), expected.cost)
  agrees(direction(points, centroids), expected.dir)
})

describe('ba ba1', () => {
  type Input = { n: number; m: number; p: number; cam: number[]; x: number[]; w: number; feat: number[] }
  type Expected = {
    objective: { reproj_error: { elements: number[] }; w_err: { element: number } }
    jacobian: { rows: number[]; cols: number[]; vals: number[] }
  }
  const { input, expected } = golden<Input, Expected>('ba_ba1')
  const { cam: camera, x: point, w: weight, feat: feature } = input

  test('errors', () => {
    const { reproj_error, w_err } = expected.objective
    agrees(reprojection(feature)(tensor([...camera, ...point, weight])), reproj_error.elements)
    agrees(weightError(weight), w_err.element)
  })

  test('the sparse Jacobian of all observations', () => {
    const { rows, cols, values } = sparseJacobian({ ...input, camera, point, weight, feature })
    const { jacobian: sample } = expected
    const ends = (x: Float64Array): number[] => [...x.subarray(0, 30), x[x.length - 1]]
    expect(ends(rows)).toEqual(sample.rows)
    expect(ends(cols)).toEqual(sample.cols)
    agrees(ends(values), sample.vals)
  })

  test('both modes', () => {
    const f = reprojection(feature)
    const all = tensor([...camera, ...point, weight])
    const matrix = jacobian(f)(all) as Rows
    agrees(matrix, [expected.jacobian.vals.slice(0, 15), expected.jacobian.vals.slice(15, 30)])
    const columns = matrix[0].map((_, k) => jvp(f, [all], [tensor(matrix[0].map((__, i) => Number(i === k)))])[1])
    agrees(
      columns.map((column) => flat(column)),
      matrix[0].map((_, k) => [matrix[0][k], matrix[1][k]]),
    )
    agrees(vjp(f, [all], tensor([0, 1]))[1][0], matrix[1])
  })
})

const MODES: Readonly<Record<string, Mode>> = { r: 'reverse', f: 'forward' }
type Ways<T> = Record<'rr' | 'ff' | 'fr' | 'rf', T>
const { particle: particleGolden, saddle: saddleGolden } = JSON.parse(
  readFileSync(new URL('goldens/particle_saddle_hello.golden.json', import.meta.url), 'utf8'),
) as {
  particle: { input: { w: number }; expected: Ways<number> }
  saddle: { input: { start: number[] }; expected: Ways<number[]> }
}

describe.each(['rr', 'ff', 'fr', 'rf'] as const)('derivatives within loops within derivatives: %s', (modes) => {
  const [outer, inner] = Array.from(modes, (letter) => MODES[letter])
  test('particle', () => {
    agrees(particle(particleGolden.input.w, outer, inner), particleGolden.expected[modes])
  })
  test('saddle', () => {
    agrees(saddle(saddleGolden.input.start, outer, inner) as Operand, saddleGolden.expected[modes])
  })
})

test('hello: square and double', () => {
  expect([7, -3, 0.5].map((x) => hello(x))).toEqual([49, 9, 0.25])
  expect([7, -3, 0.5].map((x) => grad(hello)(x))).toEqual([14, -6, 1])
  expect(hvp(hello, [3], [1])).toEqual([2])
})
