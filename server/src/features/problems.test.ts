import { DiagnosticSeverity, TextEdit, type CodeAction } from 'vscode-languageserver-types'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { describe, expect, test } from 'vitest'
import type { Outline, OutlineFunction } from '../languages/language'
import { parseMarkLine } from '../marks/mark'
import type { Report } from '../report'
import { codeActions } from './codeAction'
import { diagnostics } from './diagnostics'
import {
  first,
  firstReport,
  markedReport,
  outlineFunction,
  reportOf,
  spanIn,
  there,
  uri,
  viewOf,
  type Given,
} from './fixture.testing'

const docs = 'file:///ext/docs/diagnostics'

/** The marked function with its own mark line, as an outline has it. */
function outlined(source: string, parameters = ['x'], rest: Partial<OutlineFunction> = {}): Outline {
  const lineEnd = source.indexOf('\n')
  const line = parseMarkLine(source.slice(1, lineEnd), { start: 1, end: lineEnd }, 'python')
  const one = outlineFunction(source, 'f', {
    parameters: parameters.map((name) => ({ name, start: 0, end: 0 })),
    marks: line ? [line] : [],
    ...rest,
  })
  return { functions: [one], strayMarks: [], hasErrors: false }
}

function shownIn(given: Given) {
  return diagnostics(viewOf(given), docs).map(({ code, severity, range }) => {
    const document = TextDocument.create(uri, 'python', 1, given.now ?? given.source)
    return { code, severity, at: document.getText(range) }
  })
}

function actionsAt(given: Given, words: string, only?: string[]): CodeAction[] {
  const view = viewOf(given)
  const { start, end } = spanIn(given.now ?? given.source, words)
  const range = { start: view.document.positionAt(start), end: view.document.positionAt(end) }
  return codeActions(view, range, { diagnostics: diagnostics(view, docs), only }, docs)
}

function applied(given: Given, action: CodeAction): string {
  const document = TextDocument.create(uri, 'python', 1, given.now ?? given.source)
  return TextDocument.applyEdits(document, (action.edit?.changes?.[uri] ?? []) as TextEdit[])
}

describe('a mark', () => {
  const body = 'def f(x):\n    return x\n'
  test('that is malformed is underlined at the wrong characters', () => {
    const source = `# @grad x=3 ordr 2\n${body}`
    expect(shownIn({ source, report: null, outline: outlined(source) })).toEqual([
      { code: 'mark-syntax', severity: DiagnosticSeverity.Error, at: 'ordr' },
    ])
  })

  test('that names no parameter is underlined at the name, and mended by the nearest', () => {
    const source = `# @grad speeed=3\n${body}`
    const given = { source, report: null, outline: outlined(source, ['speed', 'mass']) }
    expect(shownIn(given)).toEqual([
      { code: 'mark-unknown-parameter', severity: DiagnosticSeverity.Error, at: 'speeed' },
    ])
    const [fix, ...others] = actionsAt(given, 'speeed', ['quickfix'])
    expect(others).toEqual([])
    expect(fix).toMatchObject({
      title: 'Change to `speed`',
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: [{ code: 'mark-unknown-parameter' }],
    })
    expect(applied(given, fix)).toBe(source.replace('speeed', 'speed'))
  })

  test('may give a method’s own instance, but not a function’s', () => {
    const source = `# @grad self={k: 2}\n${body}`
    expect(shownIn({ source, report: null, outline: outlined(source, ['x'], { name: 'Spring.f' }) })).toEqual([])
    expect(shownIn({ source, report: null, outline: outlined(source) })).toMatchObject([{ at: 'self' }])
  })

  test('that differentiates by no parameter is underlined', () => {
    const source = `# @grad x=3 wrt z\n${body}`
    expect(shownIn({ source, report: null, outline: outlined(source) })).toMatchObject([
      { code: 'mark-unknown-parameter', at: 'z' },
    ])
  })

  test('that is the gradient of nothing is underlined at the name', () => {
    const source = `# @gradOf g\n${body}`
    expect(shownIn({ source, report: null, outline: outlined(source) })).toMatchObject([
      { code: 'mark-syntax', at: 'g' },
    ])
    const known = `# @gradOf f\n${body}`
    expect(shownIn({ source: known, report: null, outline: outlined(known) })).toEqual([])
  })

  test('above no function is said to be so', () => {
    const source = '# @grad x=3\ny = 1\n'
    const strayMarks = [there(parseMarkLine(source.slice(1, 11), { start: 1, end: 11 }, 'python'))]
    expect(shownIn({ source, report: null, outline: { functions: [], strayMarks, hasErrors: false } })).toEqual([
      { code: 'mark-without-function', severity: DiagnosticSeverity.Warning, at: '@grad x=3' },
    ])
  })
})

/** The first program's report with one diagnostic at its gradient. */
function failing(parts: Partial<Report['diagnostics'][0]> = {}): Report {
  const span = spanIn(first, 'tape.gradient(y, x)')
  const own = {
    code: 'tape-used-twice',
    severity: 'error',
    span,
    message: 'RuntimeError: no',
    related: [],
    fixes: [],
    ...parts,
  } as const
  return { ...firstReport(), diagnostics: [own] }
}

describe('a report’s diagnostic', () => {
  test('has its page and the way to its cause, in this text and others', () => {
    const related = [
      { span: spanIn(first, 'tf.Variable(3.0)'), message: 'made here' },
      { span: { text: 1, start: 6, end: 7 }, message: 'and here' },
    ]
    const [diagnostic] = diagnostics(viewOf({ source: first, report: failing({ related }) }), docs)
    expect(diagnostic).toMatchObject({
      source: 'gradlens',
      code: 'tape-used-twice',
      severity: DiagnosticSeverity.Error,
      codeDescription: { href: 'file:///ext/docs/diagnostics/tape-used-twice.md' },
      relatedInformation: [
        { message: 'made here', location: { uri, range: { start: { line: 5, character: 4 } } } },
        { message: 'and here', location: { uri: 'file:///w/other.py', range: { start: { line: 1, character: 0 } } } },
      ],
    })
  })

  test('moves with the text, and goes where its text was edited', () => {
    const now = '\n' + first
    expect(shownIn({ source: first, report: failing(), now })).toMatchObject([{ at: 'tape.gradient(y, x)' }])
    expect(
      shownIn({ source: first, report: failing(), now: first.replace('gradient(y, x)', 'gradient(y, z)') }),
    ).toEqual([])
  })

  test('is mended by its fixes, the preferred one first of all', () => {
    const inside = spanIn(first, ')', '() as')
    const fixes = [
      {
        title: 'Add persistent=True',
        edits: [{ span: { ...inside, end: inside.start }, text: 'persistent=True' }],
        preferred: true,
      },
      { title: 'One call', edits: [{ span: spanIn(first, 'x', 'y, x)'), text: '[x]' }] },
    ]
    const given = { source: first, report: failing({ fixes }) }
    const [one, other] = actionsAt(given, 'tape.gradient')
    expect(one.isPreferred).toBe(true)
    expect(applied(given, one)).toContain('GradientTape(persistent=True) as')
    expect(applied(given, other)).toContain('gradient(y, [x])')
    expect(actionsAt(given, 'import')).toEqual([])
  })

  test('that needs a sample point is mended by a mark', () => {
    const given = {
      source: first,
      report: failing({ code: 'tape-not-run', span: spanIn(first, 'x ** 2') }),
      outline: { functions: [outlineFunction(first, 'f')], strayMarks: [], hasErrors: false },
    }
    const [fix] = actionsAt(given, 'x ** 2', ['quickfix'])
    expect(applied(given, fix)).toBe(first.replace('def f', '# @grad\ndef f'))
  })

  test('is not shown in a file that nothing is marked in', () => {
    expect(shownIn({ source: first, report: { ...failing(), tapes: [] } })).toEqual([])
  })
})

test('what a check found stands at the function’s name', () => {
  const source = '# @grad x=3\ndef f(x):\n    square = x * x\n    return square + 1\n'
  const check = { verdict: 'disagree', maxRelativeError: 0.5, worst: null, detail: 'At x.' } as const
  const given: Given = {
    source,
    report: markedReport(),
    checks: [[{ kind: 'point', functionIndex: 0, pointIndex: 0 }, check]],
  }
  expect(shownIn(given)).toEqual([{ code: 'gradient-mismatch', severity: DiagnosticSeverity.Error, at: 'f' }])
})

test('an evaluation that was stopped is said at the first marked function', () => {
  const source = '# @grad x=3\ndef f(x):\n    return x\n'
  const stale = { kind: 'stopped', reason: 'it did not keep to its 2 s and was ended' } as const
  const given: Given = { source, report: null, outline: outlined(source), stale }
  expect(shownIn(given)).toEqual([{ code: 'budget-exceeded', severity: DiagnosticSeverity.Warning, at: 'f' }])
  expect(diagnostics(viewOf(given), null)[0]).toMatchObject({
    message: 'The evaluation of this file was stopped: it did not keep to its 2 s and was ended.',
  })
})

test('a function without a mark can get one, indented like it', () => {
  const source = 'class A:\n    def f(x):\n        return x\n'
  const outline: Outline = {
    functions: [outlineFunction(source, 'f', { start: source.indexOf('def') })],
    strayMarks: [],
    hasErrors: false,
  }
  const given = { source, report: reportOf({}), outline }
  const [action] = actionsAt(given, 'f(x)', ['refactor'])
  expect(action).toMatchObject({ kind: 'refactor.rewrite', title: 'Add a @grad mark to `f`' })
  expect(applied(given, action)).toBe('class A:\n    # @grad\n    def f(x):\n        return x\n')
  expect(actionsAt(given, 'f(x)', ['quickfix'])).toEqual([])
})
