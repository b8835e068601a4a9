// The tutorial's three programs, as shared with a newcomer in examples/.
import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import { eventually } from '../host/eventually.mjs'
import {
  apply,
  codes,
  diagnostic,
  example,
  fixes,
  hints,
  hintText,
  hoverSays,
  lens,
  openExample,
  openText,
  place,
  type,
} from './editor'

describe('the first program', () => {
  const name = '1_first_gradient.py'
  const tape = 'with tf.GradientTape()'

  it('shows the value of y and its derivative', async () => {
    const document = await openExample(name)
    await hoverSays(document, 'y', 'y = f(x)', '16.0')
    await hoverSays(document, 'y', '(y, x)', '16.0')
    await hoverSays(document, 'dy_dx', 'dy_dx = tape.gradient', '8.0')
  })

  it('shows value, adjoint and local partial of a sub-expression', async () => {
    const document = await openExample(name)
    await hoverSays(document, '**', 'x ** 2', 'x ** 2', '9.0', /adjoint/i, '1.0', /partial/i, '6.0')
  })

  it('shows the watched variable where the tape uses it', async () => {
    const document = await openExample(name)
    await hoverSays(document, 'x', '(x) #', /variable/i, '3.0', '∂y/∂x', '8.0')
  })

  it('has the gradient and the three commands above the tape', async () => {
    const document = await openExample(name)
    await lens(document, tape, '∂y/∂x = 8.0')
    for (const title of ['Check Gradient', 'Show Graph', 'Show Tape']) await lens(document, tape, title)
  })

  it('shows what the script prints at the end of the line that prints it', async () => {
    const document = await openExample(name)
    const [hint] = await hints(document, 'print(')
    assert.ok(hintText(hint).includes("f(x) = 16.0, f'(x) = 8.0"), hintText(hint))
    assert.deepEqual(hint.position, document.lineAt(hint.position).range.end)
  })

  it('has nothing to complain about', async () => {
    const document = await openExample(name)
    await lens(document, tape, '∂y/∂x = 8.0')
    assert.deepEqual(codes(document), [])
  })

  it('keeps its last good answers while a line is half typed, and marks them stale', async () => {
    const document = await openText('py', await example(name))
    await lens(document, tape, '∂y/∂x = 8.0')
    await type(document, place(document, 'x = tf.Variable').start, 'half = (\n')
    const { range } = await lens(document, tape, '∂y/∂x = 8.0')
    assert.equal(range.start.line, place(document, tape).start.line)
    await hoverSays(document, 'y', 'y = f(x)', '16.0', /stale/i)
  })

  it('follows an edit', async () => {
    const document = await openText('py', (await example(name)).replace('3.0', '4.0'))
    await lens(document, tape, '∂y/∂x = 10.0')
    await type(document, place(document, '4.0').start, '1')
    await lens(document, tape, '∂y/∂x = 30.0')
  })
})

describe('the second program', () => {
  const name = '2_two_gradients.py'
  const second = 'tape.gradient(z, y)'

  it('has its second gradient underlined, with TensorFlow’s own error and the way to the first', async () => {
    const document = await openExample(name)
    const found = await diagnostic(document, 'tape-used-twice')
    assert.equal(document.getText(found.range), second)
    const text = 'A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)'
    assert.ok(found.message.includes(`RuntimeError: ${text}`), found.message)
    const [related] = found.relatedInformation ?? []
    assert.equal(related?.location.range.start.line, place(document, 'tape.gradient(z, x)').start.line)
  })

  for (const fix of [/persistent=True/, /list/i])
    it(`is mended by the fix ${fix.source}`, async () => {
      const document = await openText('py', await example(name))
      const { range } = await diagnostic(document, 'tape-used-twice')
      const found = await fixes(document, range)
      assert.equal(found.length, 2)
      await apply(found.find(({ title }) => fix.test(title)) ?? assert.fail())
      await eventually(() => assert.deepEqual(codes(document), []))
      await hoverSays(document, 'z', 'z = f(x, y)', '25.0')
      await hoverSays(document, 'dz_dx', '{dz_dx', '6.0')
      await hoverSays(document, 'dz_dy', '{dz_dy', '8.0')
      const [hint] = await hints(document, 'print(')
      assert.ok(hintText(hint).includes('f(x, y) = 25.0, df/dx = 6.0, df/dy = 8.0'), hintText(hint))
    })
})

describe('the third program', () => {
  it('shows the value and both derivatives', async () => {
    const document = await openExample('3_second_derivative.py')
    await hoverSays(document, 'y', 'y = f(x)', '8.0')
    await hoverSays(document, 'dy_dx', 'dy_dx = tape2', '12.0')
    await hoverSays(document, 'd2y_dx2', 'd2y_dx2 = tape1', '12.0')
    const [hint] = await hints(document, 'print(')
    assert.ok(hintText(hint).includes("f(x) = 8.0, f'(x) = 12.0, f''(x) = 12.0"), hintText(hint))
    assert.deepEqual(codes(document), [])
  })
})
