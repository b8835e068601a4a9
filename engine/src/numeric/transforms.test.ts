import { describe, expect, test } from 'vitest'
import { add, div, exp, log, matmul, mul, pow, sin, sum, where, greater, index } from './functions'
import { Tensor, type Num } from './num'
import { grad, hessian, hvp, jacobian, jvp, shared, stopGradient, valueAndGrad, vjp, type Operand } from './transforms'

const cube = (x: Num): Num => pow(x, 3)

describe('grad', () => {
  test('numbers', () => {
    expect(grad((x) => mul(x, sin(x)))(2)).toBeCloseTo(Math.sin(2) + 2 * Math.cos(2), 15)
  })
  test('arrays come back as arrays, tensors as tensors', () => {
    expect(grad((x) => sum(mul(x, x)))([1, 2, 3])).toEqual([2, 4, 6])
    expect(grad((x) => sum(mul(x, x)))([[1], [2]])).toEqual([[2], [4]])
    const tensor = grad((x) => sum(x))(new Tensor(Float64Array.of(1, 2), [2], 'float32')) as Tensor
    expect(tensor).toMatchObject({ dtype: 'float32', shape: [2], node: 0 })
  })
  test('several arguments', () => {
    expect(grad((x, y) => mul(x, y), 1)(3, 4)).toBe(3)
    expect(grad((x, y) => mul(x, y), [0, 1])(3, 4)).toEqual([4, 3])
    expect(valueAndGrad((x, y) => mul(x, y), [0, 1])(3, 4)).toEqual([12, [4, 3]])
  })
  test('what the value does not depend on has gradient 0', () => {
    expect(grad(() => 5)(3)).toBe(0)
    expect(grad((_, y) => sum(y))([1, 2], [3])).toEqual([0, 0])
  })
  test('a value that is no scalar is refused', () => {
    expect(() => grad((x) => mul(x, 2))([1, 2])).toThrow('a gradient needs a scalar value, not one of shape [2]')
  })
  test('the list is empty afterwards, also after an exception', () => {
    const { length } = shared.tape
    grad(cube)(2)
    expect(() =>
      grad(() => {
        throw new Error('no')
      })(2),
    ).toThrow('no')
    expect(shared.tape.length).toBe(length)
  })
})

describe('nesting', () => {
  test('orders one to six', () => {
    let f: (x: Num) => Operand = (x) => exp(mul(2, x))
    for (let order = 1; order <= 6; order++) {
      const inner = f
      f = (x) => grad(inner)(x) as Operand
      expect(f(0.5)).toBeCloseTo(2 ** order * Math.E, 10)
    }
  })
  test('perturbation confusion', () => {
    // d/dx (x · d/dy (x + y)) = 1: a system that confuses the two perturbations says 2.
    expect(grad((x) => mul(x, grad((y) => add(x, y))(1) as Num))(1)).toBe(1)
    // Forward in forward, forward in reverse, reverse in forward (Siskind & Pearlmutter 2005; Manzyuk et al. 2019).
    const along = (f: (x: Num) => Operand) => (x: Operand) => jvp(f, [x], [1])[1] as Num
    expect(along((x) => mul(x, along((y) => add(x, y))(1)))(1)).toBe(1)
    expect(grad((x) => mul(x, along((y) => add(x, y))(1)))(1)).toBe(1)
    expect(along((x) => mul(x, grad((y) => add(x, y))(1) as Num))(1)).toBe(1)
    // d/dx (x · (d/dy x·y at y = x)) = 2x, with the same function inside and outside.
    expect(grad((x) => mul(x, grad((y) => mul(x, y))(x) as Num))(3)).toBe(6)
  })
  test('a closed-over value keeps its derivative', () => {
    expect(grad((x) => grad((y) => mul(mul(x, x), cube(y)))(2) as Num)(3)).toBe(2 * 3 * 3 * 4)
  })
  test('inside a loop of the outer function', () => {
    const descend = (x: Num): Num => {
      let y: Num = x
      for (let i = 0; i < 3; i++) y = add(y, mul(-0.1, grad(cube)(y) as Num))
      return y
    }
    const h = 1e-6
    const slope = ((descend(1 + h) as number) - (descend(1 - h) as number)) / (2 * h)
    expect(grad(descend)(1)).toBeCloseTo(slope, 8)
  })
  test('arrays inside are traced arrays', () => {
    const inner = (x: Num): Num =>
      sum(grad((y) => sum(mul(y, mul(y, y))))([index(x, [0]), index(x, [1])] as Num[]) as Operand)
    expect(grad((x) => inner(x))([1, 2, 3])).toEqual([6, 12, 0])
  })
})

test('vjp and jvp', () => {
  const f = (x: Num, y: Num): Num => mul(x, sin(y))
  expect(
    vjp(
      f,
      [
        [1, 2],
        [0, 0],
      ],
      [1, 10],
    )[1],
  ).toEqual([
    [0, 0],
    [1, 20],
  ])
  const [value, tangent] = jvp((x) => mul(x, x), [[1, 2]], [[1, 1]])
  expect(Array.from((value as Tensor).data)).toEqual([1, 4])
  expect(Array.from((tangent as Tensor).data)).toEqual([2, 4])
})

test('jacobian, wide and tall', () => {
  expect(
    jacobian((x) =>
      matmul(
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        x,
      ),
    )([1, 1, 1]),
  ).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ])
  expect(
    jacobian((x) =>
      matmul(
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        x,
      ),
    )([1, 1]),
  ).toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ])
  expect(jacobian((x) => mul(x, [1, 2]))(3)).toEqual([1, 2])
  expect(jacobian((x) => mul(x, x))(3)).toBe(6)
})

test('hessian and hvp', () => {
  const f = (x: Num): Num => sum(mul(x, mul(x, x)))
  expect(hessian(f)([1, 2])).toEqual([
    [6, 0],
    [0, 12],
  ])
  expect(hvp(f, [[1, 2]], [[1, 10]])).toEqual([[6, 120]])
  expect(hessian((x) => log(x))(2)).toBe(-0.25)
  expect(hvp((x, y) => mul(x, mul(x, y)), [3, 4], [1, 0])).toEqual([8, 6])
})

test('stopGradient', () => {
  expect(grad((x) => mul(x, stopGradient(x)))(3)).toBe(3)
})

test('where takes the side that holds, and lets a NaN poison as PyTorch does', () => {
  const safe = (x: Num): Num => where(greater(x, 0), mul(2, x), 0)
  expect(grad(safe)(3)).toBe(2)
  expect(grad(safe)(-3)).toBe(0)
  expect(grad((x) => where(greater(x, 0), x, div(x, 0)))(1)).toBe(NaN)
})
