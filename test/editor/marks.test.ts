// Marked functions in the three languages.
import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import { CodeLens } from 'vscode'
import { eventually } from '../host/eventually.mjs'
import { click, codes, hints, hintText, hoverSays, lens, lenses, openExample, openText, place, type } from './editor'

const typescript = `/** @grad x=3 */
export function f(x: number): number {
  const square = x * x
  return square + 2 * x + 1
}
`

const javascript = `/**
 * @grad v=[1, 2, 3]
 * @grad v=[0, 1, 0]
 */
function sumOfSquares(v) {
  let sum = 0
  for (const item of v) sum += item * item
  return sum
}
`

const python = `# @grad x=3
def f(x):
    return x ** 2 + 2 * x + 1
`

const titles = (all: CodeLens[]) => all.map(({ command }) => command?.title ?? '')

describe('a marked function', () => {
  it('has value and gradient above it, and the three commands', async () => {
    const document = await openText('ts', typescript)
    await lens(document, 'function f', 'f = 16 · ∂x = 8')
    for (const title of ['Check Gradient', 'Show Graph', 'Show Tape']) await lens(document, 'function f', title)
  })

  it('explains its name, its parameters and every sub-expression', async () => {
    const document = await openText('ts', typescript)
    await hoverSays(document, 'f', 'f(x', '16', '8')
    await hoverSays(document, 'x', 'x: number', '3', '8')
    await hoverSays(document, '*', 'x * x', '9', /adjoint/i, /partial/i)
    await hoverSays(document, '+', 'square +', '15')
  })

  it('has the values of its lines beside them', async () => {
    const document = await openText('ts', typescript)
    const shown = (await hints(document, 'const square')).map(hintText).join()
    assert.match(shown, /9/)
  })

  it('has one lens a mark, in the order of the marks', async () => {
    const document = await openText('js', javascript)
    await lens(document, 'function sumOfSquares', 'sumOfSquares = 1 · ∂v = [0, 2, 0]')
    const [first, second] = titles(await lenses(document, 'function sumOfSquares'))
    assert.match(first, /sumOfSquares = 14 · ∂v = \[2, 4, 6\]/)
    assert.match(second, /sumOfSquares = 1 · ∂v = \[0, 2, 0\]/)
  })

  it('prints numbers as its language does', async () => {
    await lens(await openText('py', python), 'def f', 'f = 16.0 · ∂x = 8.0')
  })

  it('says on its lens what a check of its gradient found', async () => {
    const document = await openText('py', python)
    await click(await lens(document, 'def f', 'Check Gradient'))
    await lens(document, 'def f', /agree/i)
  })

  for (const name of ['spring.ts', 'easing.js', 'logistic.py'])
    it(`has its gradient in ${name}`, async () => {
      const document = await openExample(name)
      const marked = /function \w+|def \w+/.exec(document.getText().slice(document.getText().indexOf('@grad')))
      assert.ok(marked)
      await lens(document, marked[0], / = .* · ∂\w+ = /)
      assert.deepEqual(codes(document), [])
    })
})

describe('an edit of a marked function', () => {
  it('that leaves a line half typed keeps its lenses, moved with the text', async () => {
    const document = await openText('ts', typescript)
    await lens(document, 'function f', 'f = 16 · ∂x = 8')
    await type(document, place(document, 'export').start, 'const half = (\n')
    await eventually(async () => {
      const shown = titles(await lenses(document, 'function f'))
      assert.ok(shown.includes('f = 16 · ∂x = 8'), shown.join())
    })
  })
})
