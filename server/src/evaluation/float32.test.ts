// What float32 does to a gradient that is right, from a program's text to the check's words.
import { expect, test } from 'vitest'
import { verdictText } from '../features/words'
import { check } from './analyst.testing'

const of = async (body: string, at: string) => {
  const lines = ['import tensorflow as tf', `# @grad x=${at}`, 'def f(x):', `    return ${body}`, '']
  const found = await check(lines.join('\n'), { kind: 'point', functionIndex: 0, pointIndex: 0 })
  if (!found) throw new Error('no check')
  return found
}

test('digits that float32 loses are told, the verdict stays', async () => {
  // The slope 2 (x + 1e4) − 2 x − 19999.8 is 0.2, the difference of numbers near 2e4.
  const found = await of('tf.reduce_sum((x + 1e4) ** 2 - x * x - 2e4 * x * 0.99999)', '0.5')
  expect(found.verdict).toBe('agree')
  expect(found.float32DigitsLost).toBeGreaterThanOrEqual(3)
  expect(found.detail).toMatch(/float32 loses \d of its 7 digits here: ∂\/∂x is \S+ in float32 and \S+ in float64\./)
  expect(verdictText(found)).toMatch(/^agree, .* · float32 loses \d digits$/)
})

test('an ordinary gradient loses nothing worth telling', async () => {
  const found = await of('tf.reduce_sum(tf.sin(x) * x)', '[0.5, 1.5]')
  expect(found.verdict).toBe('agree')
  expect(found.float32DigitsLost).toBeUndefined()
  expect(found.detail).not.toContain('float32')
})

test('a gradient that is not finite in float32 alone is non-finite', async () => {
  const found = await of('tf.math.log(tf.exp(x) + 1.0)', '95.0')
  expect(found.verdict).toBe('non-finite')
  expect(found.detail).toContain('In float32, as the program computes it, ∂/∂x is NaN; in float64 it is 1.')
})

test('a tape call', async () => {
  const lines = [
    'import tensorflow as tf',
    'x = tf.Variable(95.0)',
    'with tf.GradientTape() as tape:',
    '    y = tf.math.log(tf.exp(x) + 1.0)',
    'g = tape.gradient(y, x)',
    '',
  ]
  const found = await check(lines.join('\n'), { kind: 'call', tapeIndex: 0, callIndex: 0 })
  expect(found?.verdict).toBe('non-finite')
  expect(found?.detail).toContain('in float64 it is 1.')
})

test('NumPy computes in float64: nothing is compared', async () => {
  const source = 'import numpy as np\n# @grad x=[95.0]\ndef f(x):\n    return np.sum(np.log(np.exp(x) + 1.0))\n'
  const found = await check(source, { kind: 'point', functionIndex: 0, pointIndex: 0 })
  expect(found?.verdict).toBe('agree')
})
