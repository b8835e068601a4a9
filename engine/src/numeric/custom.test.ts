import { describe, expect, test } from 'vitest'
import { add, exp, log, matmul, mul, pow, sin, sub, sum, tanh } from './functions'
import { Tensor, type Num } from './num'
import {
  batchJacobian,
  checkpoint,
  customJvp,
  customVjp,
  directional,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  limitMemory,
  MemoryLimitError,
  shared,
  valueAndGrad,
  valueAndGradOfScalars,
  vjp,
  type Operand,
} from './transforms'

const gradOf = (f: (x: Num) => Operand) => (x: Operand) => grad(f)(x) as Num

describe('customVjp', () => {
  // log(1 + eˣ) with the slope written down, as TensorFlow's guide does.
  const log1pexp = customVjp((x) => {
    const e = exp(x)
    return { value: log(add(1, e)), vjp: (g) => [mul(g, sub(1, pow(add(1, e), -1)))] }
  })
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

  test('its rule is used in place of what it recorded', () => {
    const three = customVjp((x) => ({ value: mul(x, x), vjp: (g) => [mul(g, 3)] }))
    expect(valueAndGrad((x) => three(x))(5)).toEqual([25, 3])
    expect(grad((x) => mul(2, three(mul(4, x))))(5)).toBe(24)
    expect(grad((x) => log1pexp(x))(1000)).toBe(1)
  })
  test('second order differentiates the rule', () => {
    const s = sigmoid(0.3)
    expect(gradOf(gradOf((x) => log1pexp(x)))(0.3)).toBeCloseTo(s * (1 - s), 14)
    expect(hessian((x) => log1pexp(x))(0.3)).toBeCloseTo(s * (1 - s), 14)
  })
  test('forward mode reads it backwards', () => {
    expect(jvp((x) => log1pexp(x), [0.3], [2])[1]).toBeCloseTo(2 * sigmoid(0.3), 14)
    const product = customVjp((a, b) => ({ value: sum(mul(a, b)), vjp: (g) => [mul(g, b), mul(g, a)] }))
    const [value, tangent] = jvp((a, b) => product(a, b), [[1, 2], [3, 4]], [[1, 0], [0, 1]]) // prettier-ignore
    expect([value, tangent].map((x) => (x as Tensor).data[0])).toEqual([11, 5])
  })
  test('an argument without a share, arguments that are constants', () => {
    const first = customVjp((a, b) => ({ value: mul(a, b), vjp: (g) => [mul(g, b), null] }))
    expect(grad((a, b) => first(a, b), [0, 1])(2, 3)).toEqual([3, 0])
    expect(first(2, 3)).toBe(6)
    expect(grad((a) => first(a, 7))(2)).toBe(7)
  })
  test('what the rule records stays off the tape of a first order', () => {
    const { length } = shared.tape
    grad((x) => log1pexp(x))(1)
    expect(shared.tape.length).toBe(length)
  })
})

describe('customJvp', () => {
  const cube = customJvp(
    (x) => pow(x, 3),
    ([x], [t]) => mul(mul(3, mul(x, x)), t),
  )
  test('forward, reverse, second order', () => {
    expect(jvp((x) => cube(x), [2], [5])[1]).toBe(60)
    expect(grad((x) => cube(x))(2)).toBe(12)
    expect(gradOf(gradOf((x) => cube(x)))(2)).toBe(12)
    expect(grad((x) => sum(cube(x)))([1, 2])).toEqual([3, 12])
  })
  test('several arguments', () => {
    const f = customJvp(
      (x, y) => mul(x, sin(y)),
      ([x, y], [dx, dy]) => add(mul(dx, sin(y)), mul(x, mul(dy, sin(add(y, Math.PI / 2))))),
    )
    const [dx, dy] = grad((x, y) => f(x, y), [0, 1])(2, 0.4) as number[]
    expect(dx).toBeCloseTo(Math.sin(0.4), 15)
    expect(dy).toBeCloseTo(2 * Math.cos(0.4), 15)
  })
})

describe('checkpoint', () => {
  const layer = (w: Num, x: Num): Num => tanh(mul(w, x))
  const deep =
    (run: (x: Num) => Num, n: number) =>
    (x: Num): Num => {
      let y = x
      for (let k = 0; k < n; k++) y = run(y)
      return y
    }

  test('the same derivatives, of arguments and of what it uses from outside', () => {
    const plainly = grad((w, x) => deep((y) => layer(w, layer(w, y)), 3)(x), [0, 1])(0.7, 1.3) as number[]
    const again = grad(
      (w, x) =>
        deep(
          checkpoint((y) => layer(w, layer(w, y))),
          3,
        )(x),
      [0, 1],
    )(0.7, 1.3)
    ;(again as number[]).forEach((d, k) => expect(d).toBeCloseTo(plainly[k], 14))
  })
  test('nested, to second order, forward', () => {
    const f = (x: Num): Num => sin(mul(x, x))
    const outer = checkpoint((x) => exp(checkpoint(f)(x)))
    const g = (x: Num): Num => exp(f(x))
    expect(gradOf((x) => outer(x))(0.6)).toBeCloseTo(gradOf(g)(0.6) as number, 15)
    expect(gradOf(gradOf((x) => outer(x)))(0.6)).toBeCloseTo(gradOf(gradOf(g))(0.6) as number, 13)
    expect(jvp((x) => outer(x), [0.6], [1])[1]).toBeCloseTo(gradOf(g)(0.6) as number, 15)
    expect(hvp((x) => outer(x), [0.6], [1])[0]).toBeCloseTo(gradOf(gradOf(g))(0.6) as number, 13)
  })
  test('tensors', () => {
    const x = [
      [0.1, 0.2],
      [0.3, 0.4],
    ]
    const f = (w: Num) => sum(tanh(matmul(w, w)))
    expect(grad((w) => checkpoint(f)(w))(x)).toEqual(grad(f)(x))
  })
  test('the tape holds one entry for a section', () => {
    const entries = (run: (x: Num) => Num): number => {
      let length = 0
      grad((x) => {
        const y = deep(run, 100)(x)
        length = shared.tape.length
        return y
      })(0.5)
      return length
    }
    const section = (x: Num): Num => deep((y) => sin(add(y, 0.1)), 50)(x)
    expect(entries(section)).toBeGreaterThan(10_000)
    expect(entries(checkpoint(section))).toBeLessThan(110)
  })
})

describe('batchJacobian', () => {
  test('one Jacobian a row, forward and reverse', () => {
    const x = [
      [1, 2, 3],
      [4, 5, 6],
    ]
    const f = (a: Num) => matmul(mul(a, a), new Tensor(Float64Array.of(1, 0, 1, 1, 0, 1), [3, 2], 'float64'))
    const rows = [
      [
        [2, 4, 0],
        [0, 4, 6],
      ],
      [
        [8, 10, 0],
        [0, 10, 12],
      ],
    ]
    expect(batchJacobian(f)(x)).toEqual(rows)
    const wide = (a: Num) => matmul(a, new Tensor(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3], 'float64'))
    expect(
      batchJacobian(wide)([
        [1, 1],
        [0, 2],
      ]),
    ).toEqual(
      [0, 1].map(() => [
        [1, 4],
        [2, 5],
        [3, 6],
      ]),
    )
  })
  test('it is the diagonal of the Jacobian', () => {
    const f = (a: Num) => sin(mul(a, a))
    const full = jacobian(f)([
      [1, 2],
      [3, 4],
    ]) as number[][][][]
    expect(
      batchJacobian(f)([
        [1, 2],
        [3, 4],
      ]),
    ).toEqual(full.map((row, b) => row.map((element) => element[b])))
  })
  test('no batch is refused', () => {
    expect(() => batchJacobian((x) => sum(x))([1, 2])).toThrow('needs one batch')
  })
})

test('directional derivatives of any order', () => {
  const [value, ...rest] = directional((x) => exp(mul(2, x)), 5)([0.5], [1]) as number[]
  expect(value).toBeCloseTo(Math.E, 14)
  rest.forEach((d, k) => expect(d / (2 ** (k + 1) * Math.E)).toBeCloseTo(1, 13))
  // xy along (1, 2) from (3, 4): 12, 4 + 6, 2·2, 0.
  expect(directional((x, y) => mul(x, y), 3)([3, 4], [1, 2])).toEqual([12, 10, 4, 0])
  const squares = directional((x) => mul(x, x), 2)([[1, 2]], [[1, 1]]) as Tensor[]
  expect(squares.map(({ data }) => [...data])).toEqual([
    [1, 4],
    [2, 4],
    [2, 2],
  ])
  expect(grad((x) => directional((y) => pow(y, 3), 2)([x], [1])[2] as Num)(2)).toBe(6)
  expect(() => directional((x) => x, -1)).toThrow('an order is 0, 1, 2')
})

test('unconnected: zeros, or none', () => {
  expect(grad((_, y) => sum(y), [0, 1])([1, 2], [3])).toEqual([[0, 0], [1]])
  expect(grad((_, y) => sum(y), [0, 1], { unconnected: 'none' })([1, 2], [3])).toEqual([null, [1]])
})

test('scalars by their indices', () => {
  const f = valueAndGradOfScalars((s, x, y) => s.add(s.mul(x, s.sin(y)), s.subLeft(3, s.divRight(x, 4))))
  const [value, [dx, dy]] = f(2, 0.5)
  expect(value).toBe(2 * Math.sin(0.5) + (3 - 2 / 4))
  expect([dx, dy]).toEqual([Math.sin(0.5) - 0.25, 2 * Math.cos(0.5)])
  expect(valueAndGradOfScalars((s) => s.leaf(1))(2)).toEqual([1, [0]])
  expect(() => valueAndGradOfScalars(() => 0)(1)).toThrow('is no entry')
})

test('a limit on memory ends a derivative with a clear error, and the next one is fine', () => {
  limitMemory(2e6)
  try {
    const long = (n: number) => (x: Num) => {
      let y = x
      for (let k = 0; k < n; k++) y = sin(y)
      return y
    }
    expect(() => grad(long(200_000))(1)).toThrow(MemoryLimitError)
    expect(() => grad(long(200_000))(1)).toThrow('more than 2 MB')
    expect(grad(long(100))(1)).toBeGreaterThan(0)
  } finally {
    limitMemory(2 ** 32)
  }
  expect(() => limitMemory(0)).toThrow('above 0')
})

test('the room of a long tape serves the next long one, and is given back by short ones', () => {
  const long = (x: Num): Num => {
    let y = x
    for (let k = 0; k < 1_000_000; k++) y = add(y, 1)
    return y
  }
  grad(long)(1)
  grad(long)(1)
  expect(shared.tape.op.length).toBe(2 ** 20)
  for (let k = 0; k < 6; k++) grad((x) => sin(x))(1)
  expect(shared.tape.op.length).toBe(2 ** 16)
})

test('vjp of a checkpointed function with an integer constant beside it', () => {
  expect(vjp((x) => checkpoint((y) => mul(y, 2))(x), [[1, 2]], [1, 10])[1]).toEqual([[2, 20]])
})

test('ten million operations', () => {
  const n = 5_000_000
  const [value, [slope]] = valueAndGradOfScalars((s, x) => {
    let y = x
    for (let k = 0; k < n; k++) y = s.addRight(s.mulRight(y, 0.5), 1)
    return s.add(y, s.mulRight(x, 3))
  })(7)
  expect([value, slope]).toEqual([2 + 21, 3])
})
