import { describe, expect, test } from 'vitest'
import type { CheckReport, Report } from '../report'
import { codeLenses } from './codeLens'
import {
  first,
  firstReport,
  marked,
  markedReport,
  outlineFunction,
  shown,
  spanIn,
  uri,
  unknown,
  viewOf,
  type Given,
} from './fixture.testing'
import { weightiest } from './verdicts'

const commands = ['Check Gradient', 'Show Graph', 'Show Tape']

/** The lenses as `line: title`. */
function titles(given: Given): string[] {
  return codeLenses(viewOf(given)).map(({ range, command }) => `${range.start.line}: ${command?.title}`)
}

function on(line: number, ...all: string[]): string[] {
  return all.map((title) => `${line}: ${title}`)
}

test('a tape has its gradient and the commands', () => {
  expect(titles({ source: first, report: firstReport() })).toEqual(on(6, '∂y/∂x = 8.0', ...commands))
})

test('a marked function has value and gradient and the commands, on the line of its name', () => {
  expect(titles({ source: marked, report: markedReport() })).toEqual(on(1, 'f = 10.0 · ∂x = 6.0', ...commands))
})

test('a command is given the document and the subject', () => {
  const lens = codeLenses(viewOf({ source: marked, report: markedReport() })).find(
    ({ command }) => command?.title === 'Show Graph',
  )
  expect(lens?.command).toEqual({
    title: 'Show Graph',
    command: 'gradlens.showGraph',
    arguments: [uri, { kind: 'point', functionIndex: 0, pointIndex: 0 }],
  })
})

/** The marked function's report with other points. */
function withPoints(...points: Partial<Report['functions'][0]['points'][0]>[]): Report {
  const { functions, ...rest } = markedReport()
  const [
    {
      points: [own],
      ...one
    },
  ] = functions
  return { ...rest, functions: [{ ...one, points: points.map((point) => ({ ...own, ...point })) }] }
}

test('several points are told apart by their inputs', () => {
  const report = withPoints({}, { inputs: { x: shown('4.0') }, value: shown('17.0'), gradients: { x: shown('8.0') } })
  expect(titles({ source: marked, report }).slice(0, 2)).toEqual(
    on(1, 'f = 10.0 · ∂x = 6.0 (x = 3.0)', 'f = 17.0 · ∂x = 8.0 (x = 4.0)'),
  )
})

test('a long value is cut', () => {
  const long = `[${Array.from({ length: 40 }, (_, i) => i).join(', ')}]`
  const [title] = titles({ source: marked, report: withPoints({ gradients: { x: shown(long) } }) })
  expect(title).toMatch(/^1: f = 10.0 · ∂x = \[0, 1, 2, .*, …\]$/)
})

describe('what cannot be known', () => {
  const value = unknown('pandas is not evaluated')
  test('is said with its reason, once', () =>
    expect(titles({ source: marked, report: withPoints({ value, gradients: { x: value } }) })[0]).toBe(
      '1: f = unknown: pandas is not evaluated',
    ))
  test('leaves the gradient that is known', () =>
    expect(titles({ source: marked, report: withPoints({ value }) })[0]).toBe(
      '1: f = unknown: pandas is not evaluated · ∂x = 6.0',
    ))
})

describe('a verdict', () => {
  const check = (verdict: CheckReport['verdict'], maxRelativeError: number | null): CheckReport => ({
    verdict,
    maxRelativeError,
    worst: null,
    detail: '',
  })
  test('stands in the lens', () => {
    const checks = [[{ kind: 'call', tapeIndex: 0, callIndex: 0 }, check('agree', 1.23e-11)]] as const
    expect(titles({ source: first, report: firstReport(), checks })).toContain('6: Check Gradient: agree, 1.2e-11')
  })
  test('is the weightiest of all points', () => {
    const checks = [
      [{ kind: 'point', functionIndex: 0, pointIndex: 0 }, check('agree', 1e-11)],
      [{ kind: 'point', functionIndex: 0, pointIndex: 1 }, check('disagree', 0.5)],
    ] as const
    expect(titles({ source: marked, report: withPoints({}, {}), checks })).toContain('1: Check Gradient: disagree, 0.5')
    expect(weightiest([check('agree', 1e-12), check('agree', 1e-9)])?.maxRelativeError).toBe(1e-9)
    expect(weightiest([])).toBeNull()
  })
})

describe('while a text is half typed', () => {
  const stale = { kind: 'syntax' as const, reason: 'line 1 does not parse: unexpected end' }
  test('every lens stays, moved with the text, and is said to be stale', () => {
    const now = 'half = (\n' + marked
    expect(titles({ source: marked, report: markedReport(), now, stale })).toEqual(
      on(2, 'f = 10.0 · ∂x = 6.0', 'stale: line 1 does not parse: unexpected end', ...commands),
    )
  })
  test('nothing flickers before that is known', () => {
    const pending = { kind: 'pending' as const, reason: '' }
    expect(titles({ source: marked, report: markedReport(), stale: pending })).toHaveLength(4)
  })
  test('a lens outlives its function’s name, but not the function', () => {
    const now = marked.replace('def f(', 'def (')
    expect(titles({ source: marked, report: markedReport(), now, stale })[0]).toBe('1: f = 10.0 · ∂x = 6.0')
    expect(titles({ source: marked, report: markedReport(), now: '# @grad x=3\n', stale })).toEqual([])
  })
  test('a mark that had no answer yet says what it waits for', () => {
    const mark = {
      kind: 'grad',
      range: spanIn(marked, '@grad x=3'),
      bindings: [],
      wrt: null,
      order: 1,
      orderRange: null,
      tolerance: null,
      check: true,
    } as const
    const outline = {
      functions: [outlineFunction(marked, 'f', { marks: [{ mark }] })],
      strayMarks: [],
      hasErrors: true,
    }
    expect(titles({ source: marked, report: null, outline, stale })).toEqual(
      on(1, 'waits: line 1 does not parse: unexpected end'),
    )
    expect(titles({ source: marked, report: markedReport(), outline, stale })).toHaveLength(5)
  })
})
