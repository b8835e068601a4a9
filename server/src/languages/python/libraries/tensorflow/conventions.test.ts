// Where TensorFlow's derivatives follow a convention of its own: ties, kinks, edges, and what has no gradient at all.
// Sources: tensorflow/python/ops/{math_grad,nn_grad,array_grad,clip_ops,linalg_ops}.py of 2.15.
import { describe, expect, it } from 'vitest'
import { runScript } from './runScript.testing'

/** The gradient of an expression in x (and w) as Python prints its numbers. */
function gradient(x: string, expression: string, by = 'x', rest = ''): string {
  const result = runScript(`import tensorflow as tf
x = tf.Variable(${x})
${rest}
with tf.GradientTape() as tape:
    y = ${expression}
g = tape.gradient(y, ${by})
print(g if g is None else g.numpy())
`)
  if (result.raised) throw new Error(`${result.raised.type}: ${result.raised.message}`)
  return result.stdout.trim()
}

describe('ties', () => {
  it.each([
    ['maximum gives all to the first', '2.0', 'tf.maximum(x, 2.0)', '1.0'],
    ['and none to the second', '2.0', 'tf.maximum(2.0, x)', '0.0'],
    ['minimum gives all to the first', '2.0', 'tf.minimum(x, 2.0)', '1.0'],
    ['and none to the second', '2.0', 'tf.minimum(2.0, x)', '0.0'],
    ['reduce_max splits', '[1.0, 3.0, 3.0]', 'tf.reduce_max(x)', '[0.  0.5 0.5]'],
    ['reduce_min splits', '[1.0, 1.0, 3.0]', 'tf.reduce_min(x)', '[0.5 0.5 0. ]'],
    ['clip_by_value passes at its bounds', '[0.0, 0.5, 1.0, 2.0]', 'tf.clip_by_value(x, 0.0, 1.0)', '[1. 1. 1. 0.]'],
  ])('%s', (_, x, expression, expected) => {
    expect(gradient(x, expression)).toBe(expected)
  })
})

describe('kinks and edges', () => {
  it.each([
    ['abs', '0.0', 'tf.abs(x)', '0.0'],
    ['relu', '0.0', 'tf.nn.relu(x)', '0.0'],
    ['relu6', '[0.0, 3.0, 6.0]', 'tf.nn.relu6(x)', '[0. 1. 0.]'],
    ['leaky_relu', '0.0', 'tf.nn.leaky_relu(x)', '0.2'],
    ['selu', '0.0', 'tf.nn.selu(x)', '1.050701'],
    ['xlogy is flat where x is 0', '[0.0, 2.0]', 'tf.math.xlogy(x, [4.0, 1.0])', '[0. 0.]'],
    ['even at log 0', '0.0', 'tf.math.xlogy(x, 0.0)', '0.0'],
    ['xlog1py too', '0.0', 'tf.math.xlog1py(x, -1.0)', '0.0'],
    ['and xdivy', '0.0', 'tf.math.xdivy(x, 0.0)', '0.0'],
    ['elu', '0.0', 'tf.nn.elu(x)', '1.0'],
    ['softsign', '0.0', 'tf.nn.softsign(x)', '1.0'],
    ['sign is flat, not None', '1.5', 'tf.sign(x)', '0.0'],
    ['sqrt at 0', '0.0', 'tf.sqrt(x)', 'inf'],
    ['log at 0', '0.0', 'tf.math.log(x)', 'inf'],
    ['norm at 0 is NaN', '[0.0, 0.0]', 'tf.norm(x)', '[nan nan]'],
    ['the untaken branch of where poisons', '0.0', 'tf.where(x > 0.0, tf.sqrt(x), 0.0)', 'nan'],
    ['0 ** 2', '0.0', 'x ** 2', '0.0'],
    ['divide_no_nan', '0.0', 'tf.math.divide_no_nan(1.0, x)', '0.0'],
  ])('%s', (_, x, expression, expected) => {
    expect(gradient(x, expression)).toBe(expected)
  })

  it('xlogy, xlog1py and xdivy are flat in y too where x is 0', () => {
    const sum = 'tf.math.xlogy(w, x) + tf.math.xlog1py(w, x - 1.0) + tf.math.xdivy(w, x)'
    expect(gradient('0.0', sum, 'x', 'w = 0.0')).toBe('0.0')
  })

  it.each([
    ['-2.0', '0.0'],
    ['0.0', '0.0'],
    ['2.0', '5.5451775'],
  ])('the slope of x ** w in w is 0 where x = %s is not positive', (x, expected) => {
    expect(gradient(x, 'x ** w', 'w', 'w = tf.Variable(3.0)')).toBe(expected)
  })

  it('and that in x stays', () => {
    expect(gradient('-2.0', 'x ** w', 'x', 'w = tf.Variable(3.0)')).toBe('12.0')
  })
})

describe('no gradient', () => {
  it.each([
    'tf.floor(x)',
    'tf.math.ceil(x)',
    'tf.round(x)',
    'tf.math.rint(x)',
    'x // 2.0',
    'tf.cast(x > 1.0, tf.float32)',
    'tf.cast(tf.argmax([x, 1.0]), tf.float32)',
    'tf.stop_gradient(x)',
    'tf.zeros_like(x)',
    'tf.ones_like(x)',
  ])('%s', (expression) => {
    expect(gradient('1.5', expression)).toBe('None')
  })

  it('but x % 2.0 has one', () => {
    expect(gradient('5.5', 'x % 2.0')).toBe('1.0')
    expect(gradient('2.0', '5.5 % x')).toBe('-2.0')
  })
})
