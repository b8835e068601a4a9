import { expect, test } from 'vitest'
import { derivative, elide, inputsText, operand, shortNumber, verdictText } from './words'

test.each([
  ['16.0', 10, '16.0'],
  ['[1, 2, 3]', 10, '[1, 2, 3]'],
  ['[1, 2, 3, 4, 5, 6]', 12, '[1, 2, 3, …]'],
  ['[1. 2. 3. 4. 5. 6.]', 12, '[1. 2. 3. …]'],
  ['[[1, 2], [3, 4], [5, 6]]', 16, '[[1, 2], [3, …]]'],
  ['a\n  + b', 10, 'a + b'],
  ['some long text', 8, 'some lo…'],
])('elide(%j, %d) is %j', (text, limit, elided) => expect(elide(text, limit)).toBe(elided))

test.each([
  ['x', 'x'],
  ['p.x', 'p.x'],
  ['v[0]', 'v[0]'],
  ['f(x)', 'f(x)'],
  ['x ** 2', '(x ** 2)'],
  ['-x', '(-x)'],
  ['f(x)(y)', '(f(x)(y))'],
])('as an operand %s is %s', (source, shown) => expect(operand(source)).toBe(shown))

test('a derivative names both ends', () => expect(derivative('y', 'x ** 2')).toBe('∂y/∂(x ** 2)'))

test('inputs stand as assignments', () => {
  const shown = (text: string) => ({ text, json: undefined })
  expect(inputsText({ x: shown('3.0'), k: shown('2') })).toBe('x = 3.0, k = 2')
})

test('a verdict says how far apart the derivatives are', () => {
  const check = { worst: null, detail: '' }
  expect(verdictText({ ...check, verdict: 'agree', maxRelativeError: 1.2345e-11 })).toBe('agree, 1.2e-11')
  expect(verdictText({ ...check, verdict: 'skipped', maxRelativeError: null })).toBe('skipped')
  expect(shortNumber(0)).toBe('0')
})
