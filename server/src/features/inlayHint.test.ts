import { describe, expect, test } from 'vitest'
import type { Report } from '../report'
import {
  first,
  firstReport,
  marked,
  markedReport,
  observation,
  reportOf,
  shown,
  spanIn,
  viewOf,
  type Given,
} from './fixture.testing'
import { inlayHints } from './inlayHint'

const everywhere = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } }

/** The text with every hint in ⟨…⟩ where it stands. */
function withHints(given: Given, range = everywhere): string {
  const view = viewOf(given)
  let text = given.now ?? given.source
  const hints = inlayHints(view, range).map(({ position, label }) => ({
    offset: view.document.offsetAt(position),
    label: String(label),
  }))
  for (const { offset, label } of hints.sort((a, b) => b.offset - a.offset))
    text = `${text.slice(0, offset)}⟨${label}⟩${text.slice(offset)}`
  return text
}

describe('what a script prints', () => {
  test('stands at the end of the line that prints it', () => {
    const text = withHints({ source: first, report: firstReport() })
    expect(text.split('\n')[10]).toBe(`print(f"f(x) = {y.numpy()}, f'(x) = {dy_dx.numpy()}")⟨f(x) = 16.0, f'(x) = 8.0⟩`)
  })

  test('stands behind a comment, before the line break, on the last line too', () => {
    for (const end of ['\n', '\r\n', '']) {
      const source = `print(x)  # shows x${end}`
      const report = { ...firstReport(), prints: [{ span: spanIn(source, 'print(x)'), texts: ['3.0\n'], count: 1 }] }
      expect(withHints({ source, report })).toContain('# shows x⟨3.0⟩')
    }
  })

  test('several times is the last and how many', () => {
    const { prints, ...rest } = firstReport()
    const report = { ...rest, prints: [{ ...prints[0], texts: ['a\n', 'b\nc\n'], count: 12 }] }
    expect(withHints({ source: first, report })).toContain('⟨b ⏎ c (12 times)⟩')
    const [{ tooltip }] = inlayHints(viewOf({ source: first, report }), everywhere)
    expect(tooltip).toMatchObject({ value: '```text\n…\na\nb\nc\n```' })
  })
})

describe('the values of a marked function', () => {
  test('stand behind its statements', () => {
    expect(withHints({ source: marked, report: markedReport() })).toBe(
      marked.replace('x * x', 'x * x⟨= 9.0⟩').replace('square + 1', 'square + 1⟨= 10.0⟩'),
    )
  })

  test('are those of the last point', () => {
    const { runs, ...rest } = markedReport()
    const other = { ...runs[0], observations: runs[0].observations.map((one) => ({ ...one, value: shown('7.0') })) }
    expect(withHints({ source: marked, report: { ...rest, runs: [runs[0], other] } })).toContain('x * x⟨= 7.0⟩')
  })

  test('are not said where they are written, nor outside of the function', () => {
    const source =
      '// @grad x=3\nfunction f(x) {\n  const k = 2;\n  const y = (k * x);\n  return y\n}\nconst z = f(1)\n'
    const s = (words: string, around?: string) => spanIn(source, words, around)
    const report: Report = reportOf({
      functions: [
        {
          ...markedReport().functions[0],
          span: s(source.slice(source.indexOf('function'), source.indexOf('\nconst z'))),
        },
      ],
      runs: [
        {
          title: 'f at x = 3',
          point: { functionIndex: 0, pointIndex: 0 },
          observations: [
            observation(s('k', 'k = 2'), '2', { role: 'target' }),
            observation(s('2', 'k = 2'), '2'),
            observation(s('y', 'y = '), '6', { role: 'target' }),
            observation(s('(k * x)'), '6'),
            observation(s('y', 'return y'), '6', { role: 'variable' }),
            observation(s('z', 'z = '), '2', { role: 'target' }),
            observation(s('f(1)'), '2'),
          ],
        },
      ],
    })
    expect(withHints({ source, report })).toBe(
      source.replace('(k * x);', '(k * x);⟨= 6⟩').replace('return y', 'return y⟨= 6⟩'),
    )
  })

  test('go with the text, and go away where it was edited', () => {
    expect(withHints({ source: marked, report: markedReport(), now: '\n' + marked })).toContain('x * x⟨= 9.0⟩')
    expect(withHints({ source: marked, report: markedReport(), now: marked.replace('x * x', 'x * y') })).not.toContain(
      '9.0',
    )
  })
})

test('an arrow function’s body has its value, one inside of it has not', () => {
  const source = 'const f = (v) => (v.map((x) => x * x))\n'
  const s = (words: string) => spanIn(source, words)
  const observations = [observation(s('v.map((x) => x * x)'), '[9]'), observation(s('x * x'), '9')]
  const report = reportOf({
    functions: [{ ...markedReport().functions[0], span: s('(v) => (v.map((x) => x * x))') }],
    runs: [{ title: 'f at v = [3]', point: { functionIndex: 0, pointIndex: 0 }, observations }],
  })
  expect(withHints({ source, report })).toBe(source.replace('x * x))', 'x * x))⟨= [9]⟩'))
})

test('only what is in the range is given', () => {
  const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 9 } }
  expect(inlayHints(viewOf({ source: marked, report: markedReport() }), range)).toHaveLength(1)
})
