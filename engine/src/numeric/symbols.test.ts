import { expect, test } from 'vitest'
import { ROWS } from './rows'
import { formulaOf, FORMULAS, symbol } from './symbols'

const [t, x, y] = ['t', 'x', 'y'].map(symbol)
const { add, mul, sub, pow, neg, sin, constant, div } = FORMULAS

test('parentheses stand only where they are needed', () => {
  expect(add(x, mul(x, y)).text).toBe('x + x * y')
  expect(mul(add(x, y), x).text).toBe('(x + y) * x')
  expect(sub(x, sub(y, x)).text).toBe('x - (y - x)')
  expect(sub(sub(x, y), x).text).toBe('x - y - x')
  expect(pow(pow(x, y), y).text).toBe('(x ** y) ** y')
  expect(pow(x, pow(y, x)).text).toBe('x ** y ** x')
  expect(neg(pow(x, constant(2))).text).toBe('-x ** 2')
  expect(pow(neg(x), constant(2)).text).toBe('(-x) ** 2')
  expect(pow(constant(-3), constant(2)).text).toBe('(-3) ** 2')
  expect(div(x, mul(y, x)).text).toBe('x / (y * x)')
  expect(sin(add(x, y)).text).toBe('sin(x + y)')
})

test('a row’s derivative reads as a formula', () => {
  expect(ROWS.sin.derivatives[0](FORMULAS, t, x, symbol('out')).text).toBe('t * cos(x)')
  expect(ROWS.powInt.derivatives[0](FORMULAS, t, x, symbol('n'), symbol('out')).text).toBe(
    'where(n == 0, 0, t * (n * x ** where(n == 0, 0, n - 1)))',
  )
})

test('operations print as they are written', () => {
  expect(formulaOf(ROWS.powInt, [x, constant(2)]).text).toBe('x ** 2')
  expect(formulaOf({ kind: 'discrete', name: 'less' }, [x, y]).text).toBe('x < y')
})
