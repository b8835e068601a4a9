// The tape on whole programs: the tutorial's three, the variations a learner tries, and the values that TensorFlow's own
// documentation publishes (guide/autodiff, guide/advanced_autodiff, api_docs GradientTape).
import { describe, expect, it } from 'vitest'
import { tapeUsedTwiceFixes } from './fixes'
import { mended, runScript } from './runScript.testing'

const head = 'import tensorflow as tf\n'

/** What a program prints. */
function printed(source: string): string {
  const result = runScript(head + source)
  if (result.raised) throw new Error(`${result.raised.type}: ${result.raised.message}`)
  return result.stdout
}

const second = `
def f(x, y):
    return x ** 2 + y ** 2

x = tf.Variable(3.0)
y = tf.Variable(4.0)

with tf.GradientTape() as tape:
    z = f(x, y)

dz_dx = tape.gradient(z, x)
dz_dy = tape.gradient(z, y)
print(f"f(x, y) = {z.numpy()}, df/dx = {dz_dx.numpy()}, df/dy = {dz_dy.numpy()}")
`

describe("the tutorial's programs", () => {
  it('first: value and gradient', () => {
    const source = `
def f(x):
    return x ** 2 + 2 * x + 1

x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = f(x)

dy_dx = tape.gradient(y, x)
print(f"f(x) = {y.numpy()}, f'(x) = {dy_dx.numpy()}")
`
    expect(printed(source)).toBe("f(x) = 16.0, f'(x) = 8.0\n")
  })

  it('second: a tape asked twice raises, and both fixes mend it', () => {
    const result = runScript(head + second)
    const { failure } = result
    expect(failure).toMatchObject({
      type: 'RuntimeError',
      message: 'A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)',
      code: 'tape-used-twice',
    })
    expect(result.under(failure.site)).toBe('tape.gradient(z, y)')
    expect(result.under(failure.related[0].span)).toBe('tape.gradient(z, x)')
    const fixes = tapeUsedTwiceFixes(result.runtime.program, failure.site, failure.related[0].span)
    expect(fixes.map((fix) => fix.title)).toEqual([
      'Make the tape persistent: `persistent=True`',
      'Ask once, with a list: `dz_dx, dz_dy = tape.gradient(z, [x, y])`',
    ])
    for (const fix of fixes) {
      const again = runScript(mended(result.source, fix))
      expect(again.raised).toBeNull()
      expect(again.stdout).toBe('f(x, y) = 25.0, df/dx = 6.0, df/dy = 8.0\n')
    }
    expect(mended(result.source, fixes[1])).toContain(
      '    z = f(x, y)\n\ndz_dx, dz_dy = tape.gradient(z, [x, y])\nprint(',
    )
  })

  it('third: nested tapes', () => {
    const source = `
def f(x):
    return x ** 3

x = tf.Variable(2.0)

with tf.GradientTape() as tape1:
    with tf.GradientTape() as tape2:
        y = f(x)
    dy_dx = tape2.gradient(y, x)
d2y_dx2 = tape1.gradient(dy_dx, x)

print(f"f(x) = {y.numpy()}, f'(x) = {dy_dx.numpy()}, f''(x) = {d2y_dx2.numpy()}")
`
    expect(printed(source)).toBe("f(x) = 8.0, f'(x) = 12.0, f''(x) = 12.0\n")
  })
})

describe('fixes of a tape asked twice', () => {
  const fixesOf = (source: string) => {
    const result = runScript(head + source)
    return tapeUsedTwiceFixes(result.runtime.program, result.failure.site, result.failure.related[0].span).map((fix) =>
      mended(result.source, fix),
    )
  }

  it('adds persistent=True behind other arguments', () => {
    const [persistent] = fixesOf(
      'x = tf.Variable(1.0)\nwith tf.GradientTape(watch_accessed_variables=True) as t:\n    y = x * x\nt.gradient(y, x)\nt.gradient(y, x)\n',
    )
    expect(persistent).toContain('tf.GradientTape(watch_accessed_variables=True, persistent=True) as t')
  })

  it('offers no merge where targets differ, or where the results are no names', () => {
    expect(
      fixesOf(
        'x = tf.Variable(1.0)\nwith tf.GradientTape() as t:\n    y = x * x\n    z = y * y\na = t.gradient(y, x)\nb = t.gradient(z, x)\n',
      ),
    ).toHaveLength(1)
    expect(
      fixesOf(
        'x = tf.Variable(1.0)\nwith tf.GradientTape() as t:\n    y = x * x\nprint(t.gradient(y, x))\nprint(t.gradient(y, x))\n',
      ),
    ).toHaveLength(1)
    expect(
      fixesOf(
        'x = tf.Variable(1.0)\nw = tf.Variable(1.0)\nwith tf.GradientTape() as t:\n    y = x * w\na = t.gradient(y, x)\nw = x\nb = t.gradient(y, w)\n',
      ),
    ).toHaveLength(1)
  })
})

describe('gradient', () => {
  it.each([
    [
      'a vector',
      'x = tf.Variable([1.0, 2.0, 3.0])\nwith tf.GradientTape() as t:\n    y = tf.reduce_sum(x ** 2)\nprint(t.gradient(y, x).numpy())',
      '[2. 4. 6.]\n',
    ],
    [
      'a vector target: the sum',
      'x = tf.Variable([1.0, 2.0])\nwith tf.GradientTape() as t:\n    y = x * x\nprint(t.gradient(y, x).numpy())',
      '[2. 4.]\n',
    ],
    [
      'a list of sources',
      'x = tf.Variable(2.0)\ny = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n    z = x * y\na, b = t.gradient(z, [x, y])\nprint(a.numpy(), b.numpy())',
      '3.0 2.0\n',
    ],
    [
      'a tuple stays a list',
      'x = tf.Variable(2.0)\nwith tf.GradientTape() as t:\n    z = x * x\nprint(t.gradient(z, (x,)))',
      '(<tf.Tensor: shape=(), dtype=float32, numpy=4.0>,)\n',
    ],
    [
      'a dict of sources',
      "x = tf.Variable(2.0)\nwith tf.GradientTape() as t:\n    z = x * x\nprint(t.gradient(z, {'x': x})['x'].numpy())",
      '4.0\n',
    ],
    [
      'a nest of sources',
      "x = tf.Variable(2.0)\nw = tf.Variable(5.0)\nwith tf.GradientTape() as t:\n    z = x * w\ng = t.gradient(z, {'a': [x, (w,)]})\nprint(g['a'][0].numpy(), g['a'][1][0].numpy())",
      '5.0 2.0\n',
    ],
    [
      'several targets',
      'x = tf.Variable(2.0)\nwith tf.GradientTape() as t:\n    a = x * 2\n    b = x * x\nprint(t.gradient([a, b], x).numpy())',
      '6.0\n',
    ],
    [
      'dict targets (guide/autodiff)',
      "x = tf.Variable(2.0)\nwith tf.GradientTape() as tape:\n    y0 = x**2\n    y1 = 1 / x\nprint(tape.gradient({'y0': y0, 'y1': y1}, x).numpy())",
      '3.75\n',
    ],
    [
      'broadcast target (guide/autodiff)',
      'x = tf.Variable(2.)\nwith tf.GradientTape() as tape:\n    y = x * [3., 4.]\nprint(tape.gradient(y, x).numpy())',
      '7.0\n',
    ],
    [
      'a persistent tape',
      'x = tf.constant([1, 3.0])\nwith tf.GradientTape(persistent=True) as tape:\n    tape.watch(x)\n    y = x * x\n    z = y * y\nprint(tape.gradient(z, x).numpy())\nprint(tape.gradient(y, x).numpy())',
      '[  4. 108.]\n[2. 6.]\n',
    ],
    [
      'intermediate results (guide/autodiff)',
      'x = tf.constant(3.0)\nwith tf.GradientTape() as tape:\n    tape.watch(x)\n    y = x * x\n    z = y * y\nprint(tape.gradient(z, y).numpy())',
      '18.0\n',
    ],
    [
      'control flow (guide/autodiff)',
      'x = tf.constant(1.0)\nv0 = tf.Variable(2.0)\nv1 = tf.Variable(2.0)\nwith tf.GradientTape(persistent=True) as tape:\n    tape.watch(x)\n    if x > 0.0:\n        result = v0\n    else:\n        result = v1**2\ndv0, dv1 = tape.gradient(result, [v0, v1])\nprint(dv0)\nprint(dv1)',
      'tf.Tensor(1.0, shape=(), dtype=float32)\nNone\n',
    ],
    [
      'one layer (guide/autodiff)',
      "w = tf.Variable([[1., 2.], [3., 4.], [5., 6.]])\nb = tf.Variable(tf.zeros(2, dtype=tf.float32), name='b')\nx = [[1., 2., 3.]]\nwith tf.GradientTape(persistent=True) as tape:\n    y = x @ w + b\n    loss = tf.reduce_mean(y**2)\n[dl_dw, dl_db] = tape.gradient(loss, [w, b])\nprint(dl_dw.numpy(), dl_db.numpy())",
      '[[22. 28.]\n [44. 56.]\n [66. 84.]] [22. 28.]\n',
    ],
    [
      'a loop',
      'x = tf.Variable(2.0)\nwith tf.GradientTape() as t:\n    y = tf.constant(1.0)\n    for i in range(3):\n        y = y * x\nprint(t.gradient(y, x).numpy())',
      '12.0\n',
    ],
    [
      'gradient descent',
      'x = tf.Variable(0.0)\nfor i in range(3):\n    with tf.GradientTape() as t:\n        loss = (x - 3.0) ** 2\n    x.assign_sub(0.25 * t.gradient(loss, x))\nprint(x.numpy())',
      '2.625\n',
    ],
    [
      'output_gradients',
      'x = tf.Variable([1.0, 2.0])\nwith tf.GradientTape() as t:\n    y = x * x\nprint(t.gradient(y, x, output_gradients=tf.constant([1.0, 10.0])).numpy())',
      '[ 2. 40.]\n',
    ],
    [
      'unconnected_gradients',
      'x = tf.Variable(1.0)\ny = tf.Variable(2.0)\nwith tf.GradientTape() as t:\n    z = x * x\nprint(t.gradient(z, y, unconnected_gradients=tf.UnconnectedGradients.ZERO))',
      'tf.Tensor(0.0, shape=(), dtype=float32)\n',
    ],
    [
      'a target that is its source',
      'x = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n    y = x * x\nprint(t.gradient(x, x).numpy())',
      '1.0\n',
    ],
    [
      'asked inside its own block',
      'x = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n    y = x * x\n    print(t.gradient(y, x).numpy())',
      '6.0\n',
    ],
    [
      'a function that a variable shadows',
      'def g(v):\n    return tf.sin(v)\nx = tf.Variable(0.0)\nwith tf.GradientTape() as t:\n    y = g(x)\nprint(t.gradient(y, x).numpy())',
      '1.0\n',
    ],
    [
      'tf.function',
      '@tf.function\ndef f(x):\n    return x ** 2\nx = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n    y = f(x)\nprint(t.gradient(y, x).numpy())',
      '6.0\n',
    ],
  ])('%s', (_, source, expected) => {
    expect(printed(source)).toBe(expected)
  })

  it('of a tensor that nobody watches goes through what is recorded for others (tape.h, ComputeGradient)', () => {
    const source = (body: string) =>
      `x = tf.constant(3.0)\nw = tf.Variable(2.0)\nwith tf.GradientTape() as t:\n    y = ${body}\nprint(t.gradient(y, x))`
    expect(printed(source('w * x'))).toBe('tf.Tensor(2.0, shape=(), dtype=float32)\n')
    expect(printed(source('w * (x * x)'))).toBe('None\n')
    expect(printed(source('w * x + x * x'))).toBe('tf.Tensor(2.0, shape=(), dtype=float32)\n')
  })

  it('begins where a tensor is watched', () => {
    const source =
      'x = tf.constant(3.0)\nwith tf.GradientTape() as t:\n    a = x * x\n    t.watch(x)\n    y = a + x * 5.0\nprint(t.gradient(y, x).numpy())'
    expect(printed(source)).toBe('5.0\n')
  })

  it('does not reach other sources through an operation made before the tape', () => {
    const source =
      'x = tf.Variable(3.0)\nh = x * x\nwith tf.GradientTape() as t:\n    t.watch(h)\n    y = h * 2.0\nprint(t.gradient(y, [x, h]))'
    expect(printed(source)).toBe('[None, <tf.Tensor: shape=(), dtype=float32, numpy=2.0>]\n')
  })

  it('raises for a tape that never recorded', () => {
    const { raised } = runScript(`${head}x = tf.Variable(1.0)\nt = tf.GradientTape()\nt.gradient(x, x)\n`)
    expect(raised).toMatchObject({ type: 'RuntimeError', code: null })
  })
})

describe('recording', () => {
  it.each([
    [
      'stop_recording (guide/advanced_autodiff)',
      'x = tf.Variable(2.0)\ny = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n    x_sq = x * x\n    with t.stop_recording():\n        y_sq = y * y\n    z = x_sq + y_sq\ngrad = t.gradient(z, {"x": x, "y": y})\nprint("dz/dx:", grad["x"])\nprint("dz/dy:", grad["y"])',
      'dz/dx: tf.Tensor(4.0, shape=(), dtype=float32)\ndz/dy: None\n',
    ],
    [
      'reset (guide/advanced_autodiff)',
      'x = tf.Variable(2.0)\ny = tf.Variable(3.0)\nreset = True\nwith tf.GradientTape() as t:\n    y_sq = y * y\n    if reset:\n        t.reset()\n    z = x * x + y_sq\ngrad = t.gradient(z, {"x": x, "y": y})\nprint("dz/dx:", grad["x"])\nprint("dz/dy:", grad["y"])',
      'dz/dx: tf.Tensor(4.0, shape=(), dtype=float32)\ndz/dy: None\n',
    ],
    [
      'stop_gradient (guide/advanced_autodiff)',
      'x = tf.Variable(2.0)\ny = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n    y_sq = y**2\n    z = x**2 + tf.stop_gradient(y_sq)\ngrad = t.gradient(z, {"x": x, "y": y})\nprint(grad["x"].numpy(), grad["y"])',
      '4.0 None\n',
    ],
    [
      'multiple tapes (guide/advanced_autodiff)',
      'x0 = tf.constant(0.0)\nx1 = tf.constant(0.0)\nwith tf.GradientTape() as tape0, tf.GradientTape() as tape1:\n    tape0.watch(x0)\n    tape1.watch(x1)\n    y0 = tf.math.sin(x0)\n    y1 = tf.nn.sigmoid(x1)\n    y = y0 + y1\n    ys = tf.reduce_sum(y)\nprint(tape0.gradient(ys, x0).numpy(), tape1.gradient(ys, x1).numpy())',
      '1.0 0.25\n',
    ],
    [
      'second derivative (guide/advanced_autodiff)',
      'x = tf.Variable(1.0)\nwith tf.GradientTape() as t2:\n    with tf.GradientTape() as t1:\n        y = x * x * x\n    dy_dx = t1.gradient(y, x)\nd2y_dx2 = t2.gradient(dy_dx, x)\nprint(dy_dx.numpy(), d2y_dx2.numpy())',
      '3.0 6.0\n',
    ],
    [
      'three orders on one line',
      'x = tf.Variable(1.0)\nwith tf.GradientTape() as a, tf.GradientTape() as b, tf.GradientTape() as c:\n    y = x ** 4\n    g1 = c.gradient(y, x)\n    g2 = b.gradient(g1, x)\n    g3 = a.gradient(g2, x)\nprint(g1.numpy(), g2.numpy(), g3.numpy())',
      '4.0 12.0 24.0\n',
    ],
    [
      're-entry',
      'x = tf.Variable(3.0)\nt = tf.GradientTape()\nwith t:\n    y = x * x\nskipped = y * 2.0\nwith t:\n    z = y * 5.0\nprint(t.gradient(z, x).numpy())',
      '30.0\n',
    ],
    [
      'watched_variables',
      'a = tf.Variable(1.0, name="a")\nb = tf.Variable(1.0, name="b")\nc = tf.Variable(1.0, trainable=False)\nwith tf.GradientTape() as t:\n    y = a * c\nprint([v.name for v in t.watched_variables()])',
      "['a:0']\n",
    ],
    [
      'watch_accessed_variables=False (api_docs)',
      'x = tf.Variable(2.0)\nw = tf.Variable(5.0)\nwith tf.GradientTape(watch_accessed_variables=False, persistent=True) as tape:\n    tape.watch(x)\n    y = x ** 2\n    z = w ** 3\nprint(tape.gradient(y, x))\nprint(tape.gradient(z, w))',
      'tf.Tensor(4.0, shape=(), dtype=float32)\nNone\n',
    ],
    [
      'an untrainable variable that is watched',
      'x = tf.Variable(2.0, trainable=False)\nwith tf.GradientTape() as t:\n    t.watch(x)\n    y = x * x\nprint(t.gradient(y, x).numpy())',
      '4.0\n',
    ],
    [
      'a variable that changes inside the block',
      'x = tf.Variable(2.0)\nwith tf.GradientTape() as t:\n    a = x * x\n    x.assign(10.0)\n    b = x * 3.0\n    y = a + b\nprint(t.gradient(y, x).numpy())',
      '7.0\n',
    ],
    [
      'a Hessian (guide/advanced_autodiff, by hand)',
      'x = tf.Variable([1.0, 2.0])\nwith tf.GradientTape() as t2:\n    with tf.GradientTape() as t1:\n        y = x[0] ** 2 * x[1]\n    g = t1.gradient(y, x)\nh = t2.jacobian(g, x)\nprint(h.numpy())',
      '[[4. 2.]\n [2. 0.]]\n',
    ],
  ])('%s', (_, source, expected) => {
    expect(printed(source)).toBe(expected)
  })

  it('raises where it is entered twice', () => {
    const { raised } = runScript(`${head}with tf.GradientTape() as t:\n    with t:\n        pass\n`)
    expect(raised).toMatchObject({
      type: 'ValueError',
      message: 'Tape is still recording, This can happen if you try to re-enter an already-active tape.',
    })
  })

  it('refuses to watch what is no tensor', () => {
    const { failure } = runScript(`${head}with tf.GradientTape() as t:\n    t.watch(3.0)\n`)
    expect(failure.type).toBe('ValueError')
    expect(failure.message).toContain(
      'Passed in object 3.0 of type float, not tf.Tensor or tf.Variable or ExtensionType.',
    )
  })
})

describe('Jacobians', () => {
  it.each([
    [
      'of a vector by a scalar (guide/advanced_autodiff)',
      'delta = tf.Variable(0.0)\nx = tf.constant([0.0, 1.0])\nwith tf.GradientTape() as tape:\n    y = tf.nn.sigmoid(x + delta)\nprint(tape.jacobian(y, delta).numpy())',
      '[0.25       0.19661193]\n',
    ],
    [
      'of a vector by a vector (api_docs)',
      'with tf.GradientTape() as g:\n    x = tf.constant([1.0, 2.0])\n    g.watch(x)\n    y = x * x\nprint(g.jacobian(y, x).numpy())',
      '[[2. 0.]\n [0. 4.]]\n',
    ],
    [
      'of a matrix by a vector',
      'x = tf.Variable([1.0, 2.0])\nwith tf.GradientTape() as g:\n    y = tf.reshape(x, [2, 1]) * tf.reshape(x, [1, 2])\nprint(g.jacobian(y, x).shape)',
      '(2, 2, 2)\n',
    ],
    [
      'batch_jacobian (api_docs)',
      'with tf.GradientTape() as g:\n    x = tf.constant([[1., 2.], [3., 4.]], dtype=tf.float32)\n    g.watch(x)\n    y = x * x\nprint(g.batch_jacobian(y, x).numpy())',
      '[[[2. 0.]\n  [0. 4.]]\n\n [[6. 0.]\n  [0. 8.]]]\n',
    ],
  ])('%s', (_, source, expected) => {
    expect(printed(source)).toBe(expected)
  })
})

describe('gradient calls are recorded', () => {
  it('with the texts of target and sources, their entries and adjoints', () => {
    const result = runScript(
      `${head}x = tf.Variable(3.0)\nw = tf.Variable(2.0)\nwith tf.GradientTape() as t:\n    y = w * x\ng = t.gradient(y, [x, w])\n`,
    )
    const [call] = result.gradients
    expect(result.under(call.tape)).toBe('tf.GradientTape()')
    expect(result.under(call.span)).toBe('t.gradient(y, [x, w])')
    expect(call).toMatchObject({ method: 'gradient', target: { text: 'y' } })
    expect(call.sources.map((source) => source.text)).toEqual(['x', 'w'])
    expect(call.sources.map(({ nodes }) => call.adjoint(nodes[0]))).toMatchObject([
      { data: Float64Array.of(2) },
      { data: Float64Array.of(3) },
    ])
  })

  it.each([
    ['params = [tf.Variable(1.0), tf.Variable(2.0)]', 'params', ['params[0]', 'params[1]']],
    ['d = tf.Variable(1.0)', "{'b': d, 'a': d}", ['a', 'b']],
    ['d = [tf.Variable(1.0)]', 'sources=d[0]', ['d[0]']],
  ])('%s: %s', (setup, sources, texts) => {
    const [call] = runScript(
      `${head}${setup}\nwith tf.GradientTape() as t:\n    y = tf.constant(1.0)\ng = t.gradient(y, ${sources})\n`,
    ).gradients
    expect(call.sources.map((source) => source.text)).toEqual(texts)
  })
})
