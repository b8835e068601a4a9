import { expect, test } from 'vitest'
import { completions } from './completion'
import { outlineFunction, viewOf } from './fixture.testing'

/** What is offered at `|` in the line above a function `f(speed, mass)`. */
function offered(line: string, languageId = 'python', inComment = true): string[] {
  const source = `${line.replace('|', '')}\ndef f(speed, mass):\n    return speed\n`
  const parameters = ['speed', 'mass'].map((name) => ({ name, start: 0, end: 0 }))
  const outline = { functions: [outlineFunction(source, 'f', { parameters })], strayMarks: [], hasErrors: false }
  const view = viewOf({ source, report: null, outline, languageId })
  return completions(view, view.document.positionAt(line.indexOf('|')), inComment).map(({ label }) => label)
}

test.each([
  ['# @|', ['@grad', '@gradOf']],
  ['# @gr|', ['@grad', '@gradOf']],
  ['# @grad |', ['speed=', 'mass=', 'wrt', 'order', 'tol', 'nocheck']],
  ['# @grad speed=3, |', ['mass=']],
  ['# @grad speed=|', ['zeros(3)', 'ones(3)', 'linspace(0, 1, 5)', 'randn(3, seed=0)', 'True', 'False', 'None']],
  ['# @grad speed=[1, |', []],
  ['# @grad speed=3 |', ['wrt', 'order', 'tol', 'nocheck']],
  ['# @grad speed=3 nocheck wr|', ['wrt', 'order', 'tol']],
  ['# @grad speed=3 wrt |', ['speed', 'mass']],
  ['# @grad speed=3 wrt speed, |', ['mass']],
  ['# @grad speed=3 order |', ['1', '2']],
  ['# @gradOf |', ['f']],
  ['# grad |', []],
])('at %s', (line, labels) => expect(offered(line)).toEqual(labels))

test('each language has its own constants', () => expect(offered('// @grad mass=|', 'typescript')).toContain('null'))

test('there is nothing outside of comments', () => expect(offered('@gr|', 'python', false)).toEqual([]))

test('the word that is being typed is replaced', () => {
  const view = viewOf({ source: '# @gr\n', report: null })
  const [{ textEdit }] = completions(view, { line: 0, character: 5 }, true)
  expect(textEdit).toEqual({
    newText: '@grad',
    range: { start: { line: 0, character: 2 }, end: { line: 0, character: 5 } },
  })
})
