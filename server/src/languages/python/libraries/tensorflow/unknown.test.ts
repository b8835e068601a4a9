// Training scripts whose data cannot be loaded: the structure is known, and with it everything that is wrong with it.
import { describe, expect, it } from 'vitest'
import { Opaque } from '@gradlens/engine'
import { runScript } from './runScript.testing'

const script = (inside: string, after: string): string => `import tensorflow as tf
(x_train, y_train), _ = tf.keras.datasets.mnist.load_data()
x_train = x_train / 255.0
w = tf.Variable(tf.zeros([784, 10]))
b = tf.Variable(tf.zeros([10]))
unused = tf.Variable(1.0)
dataset = tf.data.Dataset.from_tensor_slices((x_train, y_train)).batch(32)
for x, y in dataset:
    with tf.GradientTape() as tape:
        logits = tf.matmul(tf.reshape(x, [-1, 784]), w) + b
${inside}
    ${after}
`
const loss = '        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))'

describe('a training loop over data that cannot be loaded', () => {
  it('is silent where nothing is wrong', () => {
    const result = runScript(
      script(
        loss,
        'dw, db = tape.gradient(loss, [w, b])\n    w.assign_sub(0.1 * dw)\n    b.assign_sub(0.1 * db)\n    print(loss.numpy())',
      ),
    )
    expect(result.raised).toBeNull()
    expect(result.notices).toEqual([])
    for (const call of result.gradients) expect(call.gradients.every((g) => g instanceof Opaque)).toBe(true)
  })

  it('learns that its tape is asked twice', () => {
    const result = runScript(script(loss, 'dw = tape.gradient(loss, w)\n    db = tape.gradient(loss, b)'))
    expect(result.raised).toMatchObject({ code: 'tape-used-twice' })
    expect(result.under(result.failure.site)).toBe('tape.gradient(loss, b)')
  })

  it('learns that a variable is not connected', () => {
    const result = runScript(script(loss, 'g = tape.gradient(loss, unused)'))
    expect(result.notices.map((notice) => [notice.code, result.under(notice.span)])).toEqual([
      ['gradient-none', 'tape.gradient(loss, unused)'],
    ])
  })

  it('learns that the path left for NumPy', () => {
    const result = runScript(
      script(
        '        p = tf.nn.softmax(logits).numpy()\n        loss = tf.reduce_mean(tf.square(tf.constant(p)))',
        'g = tape.gradient(loss, w)',
      ),
    )
    expect(result.notices.map((notice) => [notice.code, result.under(notice.span)])).toEqual([
      ['left-the-library', 'tf.nn.softmax(logits).numpy()'],
    ])
  })

  it('learns that argmax has no gradient', () => {
    const result = runScript(
      script('        loss = tf.reduce_mean(tf.cast(tf.argmax(logits, 1), tf.float32))', 'g = tape.gradient(loss, w)'),
    )
    expect(result.notices.map((notice) => [notice.code, result.under(notice.span)])).toEqual([
      ['gradient-none', 'tf.argmax(logits, 1)'],
    ])
  })
})

describe('what an unknown function does', () => {
  it('may use any variable: a missing gradient is unknown, not None', () => {
    const source =
      'import tensorflow as tf\nimport helpers\nw = tf.Variable(1.0)\nv = tf.Variable(2.0)\nwith tf.GradientTape() as tape:\n    loss = helpers.loss(v)\ng = tape.gradient(loss, [w, v])\n'
    const result = runScript(source)
    expect(result.notices).toEqual([])
    expect(result.gradients[0].gradients.every((g) => g instanceof Opaque)).toBe(true)
  })

  it("gives a model's weights unknown gradients, and still uses the tape up", () => {
    const source =
      'import tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nx = tf.ones((2, 3))\nwith tf.GradientTape() as tape:\n    loss = tf.reduce_mean(model(x))\ng = tape.gradient(loss, model.trainable_variables)\nh = tape.gradient(loss, model.trainable_variables)\n'
    const result = runScript(source)
    expect(result.show('g')).toBe('unknown: `tf.keras.Sequential` is not evaluated')
    expect(result.raised).toMatchObject({ code: 'tape-used-twice' })
  })
})
