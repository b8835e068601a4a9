import { describe, expect, test } from 'vitest'
import {
  first,
  firstReport,
  marked,
  markedReport,
  observation,
  reportOf,
  shown,
  spanIn,
  unknown,
  viewOf,
  type Given,
} from './fixture.testing'
import { hover } from './hover'
import { fenced, inline } from './markdown'

/** The hover's text at the beginning of `words` (inside `around`) of the text as it now stands. */
function hoverAt(given: Given, words: string, around = words, markdown = true): string | null {
  const view = viewOf(given)
  const { start } = spanIn(given.now ?? given.source, words, around)
  const found = hover(view, view.document.positionAt(start), markdown)
  return found && (found.contents as { value: string }).value
}

const program: Given = { source: first, report: firstReport() }

describe('on a sub-expression', () => {
  test('the hover says value, adjoint and local partials', () => {
    expect(hoverAt(program, '**', 'x ** 2')).toBe(
      [
        '```python\nx ** 2 = 9.0\n```',
        '- adjoint `∂y/∂(x ** 2) = 1.0`\n- local partial `∂/∂x = 6.0`',
        'Python 3.11 · TensorFlow 2.15',
      ].join('\n\n'),
    )
  })

  test('the word under the cursor decides', () => {
    expect(hoverAt(program, '+', '+ 2 * x')).toContain('x ** 2 + 2 * x + 1 = 16.0')
    expect(hoverAt(program, 'x', 'x ** 2')).toContain('(parameter) x = 3.0')
  })

  test('the place is the expression', () => {
    const view = viewOf(program)
    const { start } = spanIn(first, '**')
    expect(hover(view, view.document.positionAt(start))?.range).toEqual({
      start: { line: 3, character: 11 },
      end: { line: 3, character: 17 },
    })
  })

  test('what is called counts as the whole call', () =>
    expect(hoverAt(program, 'f', 'f(x)\n')).toContain('f(x) = 16.0'))

  test('runs are counted', () => {
    const span = spanIn(first, 'x ** 2')
    const runs = [{ title: 'script', point: null, observations: [observation(span, '9.0', { count: 12 })] }]
    const report = reportOf({ ...firstReport(), runs })
    expect(hoverAt({ source: first, report }, '**', 'x ** 2')).toContain('last of 12 runs')
  })

  test('what cannot be known is said with its reason', () => {
    const seen = { ...observation(spanIn(first, 'x ** 2'), ''), value: unknown('`pandas.read_csv` is not evaluated') }
    const report = reportOf({ ...firstReport(), runs: [{ title: 'script', point: null, observations: [seen] }] })
    expect(hoverAt({ source: first, report }, '**', 'x ** 2', false)).toContain(
      'x ** 2 = unknown: `pandas.read_csv` is not evaluated',
    )
  })
})

test('operands of the same text are told apart', () => {
  const text = hoverAt({ source: marked, report: markedReport() }, '*', 'x * x')
  expect(text).toContain('- local partial by operand 1 `∂/∂x = 3.0`\n- local partial by operand 2 `∂/∂x = 3.0`')
})

test('on a variable the hover says its value and derivative', () => {
  const text = hoverAt(program, 'x', '(x)\n')
  expect(text).toContain('(variable) x = 3.0')
  expect(text).toContain('∂y/∂x = 8.0')
})

test('that a result’s derivative by itself is 1 goes without saying', () => {
  expect(hoverAt(program, 'y', 'y = f(x)')).not.toContain('∂y/∂y')
})

test('at the very end of a word the word counts', () => {
  const view = viewOf(program)
  const { end } = spanIn(first, 'dy_dx')
  expect(hover(view, view.document.positionAt(end), false)?.contents).toMatchObject({
    value: expect.stringContaining('dy_dx = 8.0'),
  })
})

describe('on a tape', () => {
  test('its call shows the gradients', () => {
    const text = hoverAt(program, 'gradient', 'tape.gradient')
    expect(text).toContain('tape.gradient(y, x)')
    expect(text).toContain('∂y/∂x = 8.0')
  })
  test('the place where it is made shows all calls', () =>
    expect(hoverAt(program, 'GradientTape')).toContain('∂y/∂x = 8.0'))
})

describe('on a marked function', () => {
  const given: Given = { source: marked, report: markedReport() }
  test('its name shows value and gradients at the point', () => {
    const text = hoverAt(given, 'f', 'f(x)')
    expect(text).toContain('f(x = 3.0) = 10.0')
    expect(text).toContain('∂f/∂x = 6.0')
    expect(text).toContain('Python 3.11')
    expect(text).not.toContain('TensorFlow')
  })

  test('several points are all listed, up to a number', () => {
    const { functions, ...rest } = markedReport()
    const points = Array.from({ length: 6 }, (_, i) => ({ ...functions[0].points[0], value: shown(`${i}.5`) }))
    const text = hoverAt({ source: marked, report: { ...rest, functions: [{ ...functions[0], points }] } }, 'f', 'f(x)')
    for (const value of ['0.5', '3.5', '… and 2 more']) expect(text).toContain(value)
    expect(text).not.toContain('4.5')
  })

  test('several runs are headed by their titles', () => {
    const { runs, ...rest } = markedReport()
    const second = { ...runs[0], title: 'f at x = *4*' }
    const text = hoverAt({ source: marked, report: { ...rest, runs: [runs[0], second] } }, '*', 'x * x')
    expect(text).toContain('f at x = 3\n')
    expect(text).toContain('f at x = \\*4\\*\n')
  })

  test('the second derivative is named', () => {
    const { functions, ...rest } = markedReport()
    const points = [{ ...functions[0].points[0], hessian: { x: { x: shown('2.0') } } }]
    expect(
      hoverAt({ source: marked, report: { ...rest, functions: [{ ...functions[0], points }] } }, 'f', 'f(x)'),
    ).toContain('∂²f/∂x² = 2.0')
  })
})

describe('while the text is half typed', () => {
  const stale = { kind: 'syntax' as const, reason: 'line 7 does not parse: unexpected end' }
  const given: Given = { ...program, now: first.replace('import', 'half = (\nimport'), stale }
  test('what was known is said, as stale', () => {
    const text = hoverAt(given, 'y', 'y = f(x)')
    expect(text).toContain('16.0')
    expect(text).toContain('stale: as of the last complete text, because line 7 does not parse: unexpected end')
  })
  test('what was edited is not known any more', () => {
    const now = first.replace('x ** 2', 'x ** 23')
    expect(hoverAt({ ...program, now, stale }, '**')).toBeNull()
    expect(hoverAt({ ...program, now, stale }, 'dy_dx')).toContain('8.0')
  })
})

test('there is none where nothing is known, or nothing is looked at', () => {
  expect(hoverAt(program, 'import')).toBeNull()
  expect(hoverAt({ source: first, report: null }, 'y')).toBeNull()
  expect(hoverAt({ source: first, report: { ...firstReport(), tapes: [] } }, 'y', 'y = f(x)')).toBeNull()
})

test('a client without markdown gets plain text', () => {
  expect(hoverAt(program, '**', 'x ** 2', false)).toBe(
    'x ** 2 = 9.0\n  adjoint ∂y/∂(x ** 2) = 1.0\n  local partial ∂/∂x = 6.0\n\nPython 3.11 · TensorFlow 2.15',
  )
})

test('a program’s text does not become markup', () => {
  expect(inline('<b>*a*</b> [x](y) & `z`')).toBe('&lt;b\\>\\*a\\*&lt;/b\\> \\[x\\](y) &amp; \\`z\\`')
  expect(fenced('a ``` b', 'ts')).toBe('````ts\na ``` b\n````')
})
