// Training loops: optimizers by Keras 2.15's formulas, losses, what happens where no gradient arrives.
import { describe, expect, it } from 'vitest'
import { Tensor } from '@gradlens/engine'
import { runScript } from './runScript.testing'

const head = 'import tensorflow as tf\n'

function numbers(source: string, name: string): number[] {
  const result = runScript(head + source)
  if (result.raised) throw new Error(`${result.raised.type}: ${result.raised.message}`)
  const value = result.value(name)
  if (!(value instanceof Tensor)) throw new Error(`${name} is no tensor`)
  return Array.from(value.data)
}

/** Steps of an optimizer on w² + b·b, in float64 so that the formula can be compared. */
function steps(optimizer: string): number[] {
  return numbers(
    `w = tf.Variable(5.0, dtype=tf.float64)
b = tf.Variable([1.0, 2.0], dtype=tf.float64)
opt = ${optimizer}
for i in range(3):
    with tf.GradientTape() as tape:
        loss = w ** 2 + tf.reduce_sum(b ** 2)
    grads = tape.gradient(loss, [w, b])
    opt.apply_gradients(zip(grads, [w, b]))
end = tf.concat([[w], b], 0)
`,
    'end',
  )
}

/** The same by the textbook. */
function reference(update: (x: number, g: number, t: number, state: number[]) => number): number[] {
  return [5, 1, 2].map((start) => {
    const state = [0, 0]
    let x = start
    for (let t = 1; t <= 3; t++) x = update(x, 2 * x, t, state)
    return x
  })
}

const near = (expected: readonly number[]): unknown[] => expected.map((x) => expect.closeTo(x, 6) as unknown)

describe('optimizers', () => {
  it('SGD', () => {
    expect(steps('tf.keras.optimizers.SGD(learning_rate=0.1)')).toEqual(near(reference((x, g) => x - 0.1 * g)))
    expect(steps('tf.keras.optimizers.SGD()')).toEqual(near(reference((x, g) => x - 0.01 * g)))
  })

  it('SGD with momentum, and Nesterov', () => {
    const momentum = (x: number, g: number, _t: number, s: number[]): number => {
      s[0] = 0.9 * s[0] - 0.1 * g
      return x + s[0]
    }
    const nesterov = (x: number, g: number, _t: number, s: number[]): number => {
      s[0] = 0.9 * s[0] - 0.1 * g
      return x + 0.9 * s[0] - 0.1 * g
    }
    expect(steps('tf.keras.optimizers.SGD(0.1, momentum=0.9)')).toEqual(near(reference(momentum)))
    expect(steps('tf.optimizers.SGD(0.1, momentum=0.9, nesterov=True)')).toEqual(near(reference(nesterov)))
  })

  it('Adam', () => {
    const adam = (x: number, g: number, t: number, s: number[]): number => {
      s[0] += (g - s[0]) * 0.1
      s[1] += (g * g - s[1]) * 0.001
      const alpha = (0.1 * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t)
      return x - (alpha * s[0]) / (Math.sqrt(s[1]) + 1e-7)
    }
    expect(steps('tf.keras.optimizers.Adam(learning_rate=0.1)')).toEqual(near(reference(adam)))
  })

  it('raises where no gradient arrives, and names the cause where the gradient was asked', () => {
    const result = runScript(
      `${head}w = tf.Variable(1.0)\nopt = tf.keras.optimizers.SGD()\nwith tf.GradientTape() as tape:\n    loss = tf.constant(2.0)\nopt.apply_gradients(zip(tape.gradient(loss, [w]), [w]))\n`,
    )
    expect(result.failure.type).toBe('ValueError')
    expect(result.failure.message).toBe(
      "No gradients provided for any variable: (['Variable:0'],). Provided `grads_and_vars` is ((None, <tf.Variable 'Variable:0' shape=() dtype=float32, numpy=1.0>),).",
    )
    expect(result.notices.map((notice) => notice.code)).toEqual(['gradient-none'])
  })

  it('leaves out the variables without a gradient', () => {
    const source = `${head}w = tf.Variable(1.0)\nv = tf.Variable(1.0)\nopt = tf.keras.optimizers.SGD(0.5)\nopt.apply_gradients([(tf.constant(1.0), w), (None, v)])\n`
    const result = runScript(source)
    expect([result.show('w'), result.show('v')]).toEqual(['0.5', '1.0'])
  })

  it('counts its steps, and its rate can be read and set', () => {
    const source = `${head}w = tf.Variable(1.0)\nopt = tf.keras.optimizers.SGD(0.5)\nopt.learning_rate = 0.25\nopt.apply_gradients([(tf.constant(1.0), w)])\nprint(opt.iterations.numpy(), opt.learning_rate.numpy(), w.numpy())\n`
    expect(runScript(source).stdout).toBe('1 0.25 0.75\n')
  })

  it('with a schedule is not evaluated', () => {
    expect(
      runScript(
        `${head}opt = tf.keras.optimizers.SGD(tf.keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9))\n`,
      ).show('opt'),
    ).toMatch(/^unknown: /)
  })
})

describe('losses', () => {
  it.each([
    ['tf.keras.losses.MSE([1.0, 2.0], [2.0, 4.0])', [2.5]],
    ['tf.keras.losses.mean_squared_error([[1.0, 2.0], [0.0, 0.0]], [[2.0, 4.0], [1.0, 1.0]])', [2.5, 1]],
    ['tf.keras.losses.MAE([1, 2], [2.0, 4.0])', [1.5]],
    ['tf.keras.losses.MeanSquaredError()([[1.0], [2.0]], [[2.0], [4.0]])', [2.5]],
    ['tf.keras.losses.MeanAbsoluteError()(y_true=[1.0, 2.0], y_pred=[2.0, 4.0])', [1.5]],
  ])('%s', (expression, expected) => {
    expect(numbers(`loss = ${expression}\n`, 'loss')).toEqual(expected)
  })

  it('are differentiated', () => {
    const source =
      'p = tf.Variable([2.0, 4.0])\nwith tf.GradientTape() as t:\n    l = tf.keras.losses.MeanSquaredError()([1.0, 2.0], p)\ng = t.gradient(l, p)\n'
    expect(numbers(source, 'g')).toEqual([1, 2])
  })
})
