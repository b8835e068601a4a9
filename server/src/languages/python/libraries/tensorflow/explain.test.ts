// Every reason for a None: the code, the place it stands at, and that its fix (or the mended program) ends it.
import { describe, expect, it } from 'vitest'
import { mended, runScript } from './runScript.testing'

const head = 'import tensorflow as tf\nimport numpy as np\n'

interface Case {
  readonly broken: string
  readonly code: string
  /** The text that the diagnostic stands on. */
  readonly at: string
  /** The mended program; where left out the diagnostic's own fix makes it. */
  readonly mended?: string
  /** The text that a related place stands on. */
  readonly related?: string
}

const cases: Readonly<Record<string, Case>> = {
  'a constant': {
    broken: 'x = tf.constant(3.0)\nwith tf.GradientTape() as tape:\n    y = x * x\ng = tape.gradient(y, x)\n',
    code: 'not-watched',
    at: 'tf.GradientTape()',
    related: 'tf.constant(3.0)',
  },
  'two constants': {
    broken:
      'a = tf.constant(3.0)\nb = tf.constant(4.0)\nwith tf.GradientTape() as tape:\n    y = a * b\ng = tape.gradient(y, [a, b])\n',
    code: 'not-watched',
    at: 'tf.GradientTape()',
    related: 'tf.constant(4.0)',
  },
  'a constant, in a function': {
    broken:
      'def slope(x):\n    with tf.GradientTape() as tape:\n        y = x * x\n    return tape.gradient(y, x)\ng = slope(tf.constant(2.0))\n',
    code: 'not-watched',
    at: 'tf.GradientTape()',
    related: 'tf.constant(2.0)',
  },
  'an untrainable variable': {
    broken:
      'x = tf.Variable(3.0, trainable=False)\nwith tf.GradientTape() as tape:\n    y = x * x\ng = tape.gradient(y, x)\n',
    code: 'not-watched',
    at: 'tf.GradientTape()',
    related: 'tf.Variable(3.0, trainable=False)',
  },
  'a tape that watches nothing by itself': {
    broken:
      'x = tf.Variable(3.0)\nwith tf.GradientTape(watch_accessed_variables=False) as tape:\n    y = x * x\ng = tape.gradient(y, x)\n',
    code: 'not-watched',
    at: 'tf.GradientTape(watch_accessed_variables=False)',
  },
  'a variable replaced by a tensor': {
    broken:
      'w = tf.Variable(1.0)\nfor i in range(2):\n    with tf.GradientTape() as tape:\n        loss = (w - 2.0) ** 2\n    g = tape.gradient(loss, w)\n    if g is not None:\n        w = w - 0.1 * g\n',
    code: 'variable-replaced',
    at: 'w = w - 0.1 * g',
  },
  'a variable replaced in place': {
    broken:
      'x = tf.Variable(2.0)\nfor epoch in range(2):\n    with tf.GradientTape() as tape:\n        y = x + 1\n    g = tape.gradient(y, x)\n    x += 1.0\n',
    code: 'variable-replaced',
    at: 'x += 1.0',
  },
  'through .numpy()': {
    broken:
      'x = tf.Variable(3.0)\nwith tf.GradientTape() as tape:\n    y = np.square(x.numpy())\n    z = tf.constant(y) * 2.0\ng = tape.gradient(z, x)\n',
    code: 'left-the-library',
    at: 'x.numpy()',
    mended:
      'x = tf.Variable(3.0)\nwith tf.GradientTape() as tape:\n    y = tf.square(x)\n    z = y * 2.0\ng = tape.gradient(z, x)\n',
  },
  'through a NumPy function (guide/autodiff)': {
    broken:
      'x = tf.Variable([[1.0, 2.0], [3.0, 4.0]], dtype=tf.float32)\nwith tf.GradientTape() as tape:\n    x2 = x**2\n    y = np.mean(x2, axis=0)\n    y = tf.reduce_mean(y, axis=0)\ng = tape.gradient(y, x)\n',
    code: 'left-the-library',
    at: 'np.mean(x2, axis=0)',
    mended:
      'x = tf.Variable([[1.0, 2.0], [3.0, 4.0]], dtype=tf.float32)\nwith tf.GradientTape() as tape:\n    x2 = x**2\n    y = tf.reduce_mean(x2, axis=0)\n    y = tf.reduce_mean(y, axis=0)\ng = tape.gradient(y, x)\n',
  },
  'through float()': {
    broken:
      'x = tf.Variable(3.0)\nwith tf.GradientTape() as tape:\n    y = tf.constant(float(x)) * 2.0\ng = tape.gradient(y, x)\n',
    code: 'left-the-library',
    at: 'float(x)',
    mended: 'x = tf.Variable(3.0)\nwith tf.GradientTape() as tape:\n    y = x * 2.0\ng = tape.gradient(y, x)\n',
  },
  'an integer variable': {
    broken: 'x = tf.Variable(3)\nwith tf.GradientTape() as tape:\n    y = x * x\ng = tape.gradient(y, x)\n',
    code: 'integer-dtype',
    at: 'tf.Variable(3)',
  },
  'a list of integers': {
    broken: 'x = tf.Variable([1, -2])\nwith tf.GradientTape() as tape:\n    y = x * x\ng = tape.gradient(y, x)\n',
    code: 'integer-dtype',
    at: 'tf.Variable([1, -2])',
  },
  'an integer constant (guide/autodiff)': {
    broken: 'x = tf.constant(10)\nwith tf.GradientTape() as g:\n    g.watch(x)\n    y = x * x\ng = g.gradient(y, x)\n',
    code: 'integer-dtype',
    at: 'tf.constant(10)',
  },
  'a cast to an integer': {
    broken:
      'x = tf.Variable(3.7)\nwith tf.GradientTape() as tape:\n    y = tf.cast(tf.cast(x, tf.int32), tf.float32) * 2.0\ng = tape.gradient(y, x)\n',
    code: 'integer-dtype',
    at: 'tf.cast(x, tf.int32)',
    mended: 'x = tf.Variable(3.7)\nwith tf.GradientTape() as tape:\n    y = x * 2.0\ng = tape.gradient(y, x)\n',
  },
  'computed before the tape': {
    broken:
      'x = tf.Variable(3.0)\ny = x * x\nwith tf.GradientTape() as tape:\n    z = y * 2.0\ng = tape.gradient(z, x)\n',
    code: 'outside-tape',
    at: 'x * x',
    mended:
      'x = tf.Variable(3.0)\nwith tf.GradientTape() as tape:\n    y = x * x\n    z = y * 2.0\ng = tape.gradient(z, x)\n',
  },
  'computed after the tape': {
    broken:
      'x = tf.Variable(3.0)\nwith tf.GradientTape() as tape:\n    y = x * x\nz = y * 2.0\ng = tape.gradient(z, x)\n',
    code: 'outside-tape',
    at: 'y * 2.0',
    mended:
      'x = tf.Variable(3.0)\nwith tf.GradientTape() as tape:\n    y = x * x\n    z = y * 2.0\ng = tape.gradient(z, x)\n',
  },
  'the function called again in the gradient call': {
    broken:
      'def f(x):\n    return x ** 2\nx = tf.Variable(3.0)\nwith tf.GradientTape() as tape:\n    y = f(x)\ng = tape.gradient(f(x), x)\n',
    code: 'outside-tape',
    at: 'x ** 2',
    mended:
      'def f(x):\n    return x ** 2\nx = tf.Variable(3.0)\nwith tf.GradientTape() as tape:\n    y = f(x)\ng = tape.gradient(y, x)\n',
  },
  'under stop_recording': {
    broken:
      'x = tf.Variable(3.0)\nwith tf.GradientTape() as tape:\n    with tape.stop_recording():\n        y = x * x\n    z = y * 2.0\ng = tape.gradient(z, x)\n',
    code: 'outside-tape',
    at: 'x * x',
    mended:
      'x = tf.Variable(3.0)\nwith tf.GradientTape() as tape:\n    y = x * x\n    z = y * 2.0\ng = tape.gradient(z, x)\n',
  },
  'under stop_gradient': {
    broken:
      'x = tf.Variable(3.0)\nwith tf.GradientTape() as tape:\n    y = tf.stop_gradient(x * x)\n    z = y * 2.0\ng = tape.gradient(z, x)\n',
    code: 'gradient-stopped',
    at: 'tf.stop_gradient(x * x)',
    mended: 'x = tf.Variable(3.0)\nwith tf.GradientTape() as tape:\n    z = x * x * 2.0\ng = tape.gradient(z, x)\n',
  },
  'through a variable (guide/autodiff)': {
    broken:
      'x0 = tf.Variable(3.0)\nx1 = tf.Variable(0.0)\nwith tf.GradientTape() as tape:\n    x1.assign_add(x0)\n    y = x1**2\ng = tape.gradient(y, x0)\n',
    code: 'through-state',
    at: 'x1.assign_add(x0)',
    mended:
      'x0 = tf.Variable(3.0)\nx1 = tf.Variable(0.0)\nwith tf.GradientTape() as tape:\n    y = (x1 + x0)**2\ng = tape.gradient(y, x0)\n',
  },
  'an operation without a gradient': {
    broken:
      'x = tf.Variable(3.5)\nwith tf.GradientTape() as tape:\n    y = tf.floor(x) * 2.0\ng = tape.gradient(y, x)\n',
    code: 'gradient-none',
    at: 'tf.floor(x)',
    mended: 'x = tf.Variable(3.5)\nwith tf.GradientTape() as tape:\n    y = x * 2.0\ng = tape.gradient(y, x)\n',
  },
  'argmax in a loss': {
    broken:
      'x = tf.Variable([1.0, 3.0, 2.0])\nwith tf.GradientTape() as tape:\n    y = tf.cast(tf.argmax(x), tf.float32) * 2.0\ng = tape.gradient(y, x)\n',
    code: 'gradient-none',
    at: 'tf.argmax(x)',
    mended:
      'x = tf.Variable([1.0, 3.0, 2.0])\nwith tf.GradientTape() as tape:\n    y = tf.reduce_max(x) * 2.0\ng = tape.gradient(y, x)\n',
  },
  'a comparison in a loss': {
    broken:
      'x = tf.Variable([1.0, 3.0])\nwith tf.GradientTape() as tape:\n    y = tf.reduce_mean(tf.cast(x > 2.0, tf.float32))\ng = tape.gradient(y, x)\n',
    code: 'gradient-none',
    at: 'x > 2.0',
    mended:
      'x = tf.Variable([1.0, 3.0])\nwith tf.GradientTape() as tape:\n    y = tf.reduce_mean(tf.sigmoid(x - 2.0))\ng = tape.gradient(y, x)\n',
  },
  'not connected': {
    broken:
      'x = tf.Variable(3.0)\nw = tf.Variable(1.0)\nwith tf.GradientTape() as tape:\n    y = x * x\ng = tape.gradient(y, w)\n',
    code: 'gradient-none',
    at: 'tape.gradient(y, w)',
    related: 'tf.Variable(1.0)',
    mended:
      'x = tf.Variable(3.0)\nw = tf.Variable(1.0)\nwith tf.GradientTape() as tape:\n    y = x * x * w\ng = tape.gradient(y, w)\n',
  },
}

/** The value as Python prints it. */
function isNone(source: string): boolean {
  const { gradients } = runScript(head + source)
  return gradients[gradients.length - 1].gradients.every((g) => g === null)
}

describe('a None is explained', () => {
  it.each(Object.entries(cases))('%s', (_, { broken, code, at, related, mended: clean }) => {
    const result = runScript(head + broken)
    expect(result.raised).toBeNull()
    expect(isNone(broken)).toBe(true)
    expect(result.notices.map((notice) => notice.code)).toEqual([code])
    const [notice] = result.notices
    expect(result.under(notice.span)).toBe(at)
    if (related) expect(notice.related.map(({ span }) => result.under(span))).toContain(related)
    if (clean === undefined) expect(notice.fixes).toHaveLength(1)
    const again = runScript(clean === undefined ? mended(result.source, notice.fixes[0]) : head + clean)
    expect(again.raised).toBeNull()
    expect(again.notices).toEqual([])
    expect(again.gradients.flatMap((call) => call.gradients)).not.toContain(null)
  })
})

describe('fixes', () => {
  const fixed = (source: string) => {
    const result = runScript(head + source)
    return result.notices.flatMap((notice) => notice.fixes.map((fix) => mended(result.source, fix).slice(head.length)))
  }

  it('insert watch with the indentation of the block', () => {
    expect(
      fixed(
        'def f(x):\n\twith tf.GradientTape() as g:\n\t\t# a comment\n\t\ty = x * x\n\treturn g.gradient(y, x)\nf(tf.constant(1.0))\n',
      ),
    ).toEqual([
      'def f(x):\n\twith tf.GradientTape() as g:\n\t\t# a comment\n\t\tg.watch(x)\n\t\ty = x * x\n\treturn g.gradient(y, x)\nf(tf.constant(1.0))\n',
    ])
  })

  it('is not offered for a block on one line, or a source that is no name', () => {
    expect(fixed('x = tf.constant(1.0)\nwith tf.GradientTape() as t: y = x * x\nt.gradient(y, x)\n')).toEqual([])
    expect(fixed('with tf.GradientTape() as t:\n    y = tf.constant(2.0) * 3.0\nt.gradient(y, y * 1.0)\n')).toEqual([])
  })

  it('turn integers into floats', () => {
    expect(
      fixed('x = tf.Variable([[1, 2], [3, 4]])\nwith tf.GradientTape() as t:\n    y = x * x\nt.gradient(y, x)\n')[0],
    ).toContain('tf.Variable([[1.0, 2.0], [3.0, 4.0]])')
  })

  it('use the assign family', () => {
    const loop = (change: string) =>
      `w = tf.Variable(1.0)\nfor i in range(2):\n    with tf.GradientTape() as t:\n        y = w * 2.0\n    g = t.gradient(y, w)\n    ${change}\n`
    expect(fixed(loop('w = w + 1.0'))[0]).toContain('    w.assign_add(1.0)\n')
    expect(fixed(loop('w -= 0.5'))[0]).toContain('    w.assign_sub(0.5)\n')
    expect(fixed(loop('w = tf.abs(w)'))[0]).toContain('    w.assign(tf.abs(w))\n')
  })
})

describe('what is meant stays silent', () => {
  it.each([
    [
      'unconnected_gradients',
      "x = tf.Variable(3.0)\nw = tf.Variable(1.0)\nwith tf.GradientTape() as t:\n    y = x * x\nt.gradient(y, w, unconnected_gradients='zero')\n",
    ],
    [
      'a gradient that arrives',
      'x = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n    y = tf.floor(x) + x\nt.gradient(y, x)\n',
    ],
    ['no gradient asked', 'x = tf.constant(3.0)\nwith tf.GradientTape() as t:\n    y = x * x\n'],
  ])('%s', (_, source) => {
    expect(runScript(head + source).notices).toEqual([])
  })
})
