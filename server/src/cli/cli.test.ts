import { describe, expect, test } from 'vitest'
import {
  first,
  firstReport,
  marked,
  markedReport,
  outlineFunction,
  spanIn,
  there,
  unknown,
} from '../features/fixture.testing'
import type { Outline } from '../languages/language'
import { parseMarkLine } from '../marks/mark'
import type { CheckReport, Report } from '../report'
import { readArguments, UsageError } from './arguments'
import type { Inspected } from './inspect'
import { jsonReport } from './jsonReport'
import { junitReport } from './junitReport'
import { sarifReport } from './sarifReport'
import { subjectNamed, subjectNames } from './subjects'
import { tallyOf, tallyText } from './tally'
import { noColours, textReport } from './textReport'

const agree: CheckReport = {
  verdict: 'agree',
  maxRelativeError: 1.23e-11,
  worst: { input: 'x', index: [], automatic: 8, numeric: NaN },
  detail: '',
}
const nothing: Outline = { functions: [], strayMarks: [], hasErrors: false }

function inspected(source: string, report: Report, outline: Outline = nothing): Inspected {
  const uri = 'file:///w/a.py'
  const texts = [{ uri, source, languageId: 'python', path: '/w/a.py', imports: {} }]
  const budget = { maxSteps: 1, milliseconds: 1, bytes: 1 }
  return {
    path: 'a.py',
    source,
    outline,
    report,
    evaluation: {
      uri,
      version: 1,
      language: 'python',
      languageId: 'python',
      texts,
      functions: [],
      budget,
      versions: {},
    },
  }
}

/** The first program, checked. */
function program(): Inspected {
  const { tapes, ...rest } = firstReport()
  const [tape] = tapes
  return inspected(first, {
    ...rest,
    tapes: [{ ...tape, calls: tape.calls.map((call) => ({ ...call, check: agree })) }],
  })
}

/** The marked function with other parts of its point and other marks. */
function func(point: Partial<Report['functions'][0]['points'][0]>, source = marked): Inspected {
  const { functions, ...rest } = markedReport()
  const [one] = functions
  const end = source.indexOf('\n')
  const line = there(parseMarkLine(source.slice(1, end), { start: 1, end }, 'python'))
  const points = 'error' in line ? [] : [{ ...one.points[0], check: agree, ...point }]
  const outline = { ...nothing, functions: [outlineFunction(source, 'f', { marks: [line] })] }
  return inspected(source, { ...rest, functions: [{ ...one, points }] }, outline)
}

const twice = {
  code: 'tape-used-twice',
  severity: 'error',
  span: spanIn(first, 'tape.gradient(y, x)'),
  message: 'RuntimeError: "no" & <no>',
  related: [{ span: spanIn(first, 'tf.Variable(3.0)'), message: 'made here' }],
  fixes: [],
} as const

function failing(): Inspected {
  const { report, ...rest } = program()
  return {
    ...rest,
    report: { ...report, diagnostics: [twice], error: { type: 'RuntimeError', message: 'no', span: twice.span } },
  }
}

describe('the arguments', () => {
  test('of a check', () => {
    expect(
      readArguments(['check', '--format', 'json', '--strict', '--timeout', '500', '--numpy', '2.0', 'a.py', 'b.ts']),
    ).toEqual({
      kind: 'check',
      format: 'json',
      strict: true,
      files: ['a.py', 'b.ts'],
      maxSteps: 50_000_000,
      timeout: 500,
      numpy: '2.0',
    })
  })
  test('of a graph', () => {
    expect(readArguments(['graph', 'a.py', '--function', 'f', '--format=dot'])).toMatchObject({
      kind: 'graph',
      file: 'a.py',
      name: 'f',
      format: 'dot',
    })
  })
  test.each([
    [[]],
    [['chekc']],
    [['check']],
    [['check', '--formt', 'json', 'a']],
    [['check', '--format', 'xml', 'a']],
    [['check', '--max-steps', 'many', 'a']],
    [['check', '--numpy', '3', 'a']],
    [['tape']],
    [['tape', 'a', 'b']],
    [['constructor']],
  ])('%j are refused', (args) => expect(() => readArguments(args)).toThrow(UsageError))
  test('ask for help', () => {
    expect(readArguments(['--help'])).toEqual({ kind: 'help' })
    expect(readArguments(['check', '--help'])).toEqual({ kind: 'help' })
  })
})

describe('as JSON', () => {
  const json = (file: Inspected) => JSON.parse(jsonReport([file]))

  test('the first program is what the contract says', () => {
    expect(json(program())).toEqual({
      schema: 1,
      libraries: { python: '3.11', tensorflow: '2.15' },
      files: [
        {
          path: 'a.py',
          language: 'python',
          functions: [],
          gradOf: [],
          tapes: [
            {
              line: 7,
              calls: [
                {
                  line: 10,
                  method: 'gradient',
                  sources: ['x'],
                  gradients: [8],
                  count: 1,
                  check: {
                    verdict: 'agree',
                    maxRelativeError: 1.23e-11,
                    worst: { input: 'x', index: [], automatic: 8, numeric: 'NaN' },
                  },
                },
              ],
            },
          ],
          variables: { x: 3, y: 16, dy_dx: 8 },
          stdout: '',
          error: null,
          diagnostics: [],
        },
      ],
    })
  })

  test('an error and a diagnostic have places that count from 1', () => {
    const [{ error, diagnostics }] = json(failing()).files
    expect(error).toEqual({ type: 'RuntimeError', message: 'no', line: 10 })
    expect(diagnostics).toEqual([
      { code: 'tape-used-twice', severity: 'error', line: 10, column: 9, message: twice.message },
    ])
  })

  test('a point has its mark’s line, and what cannot be known its reason', () => {
    const value = unknown('why')
    const point = (one: Inspected) => json(one).files[0].functions[0].points[0]
    const numbers = {
      inputs: { x: { text: '3.0', json: 3 } },
      value: { text: '10.0', json: 10 },
      gradients: { x: { text: '6.0', json: 6 } },
    }
    expect(json(func(numbers)).files[0].functions[0]).toMatchObject({
      name: 'f',
      line: 2,
      points: [{ line: 1, inputs: { x: 3 }, value: 10, gradients: { x: 6 } }],
    })
    expect(point(func({ ...numbers, value }))).toMatchObject({ value: { opaque: 'why' }, gradients: { x: 6 } })
    expect(point(func({ inputs: {}, value, gradients: { x: value } }))).toMatchObject({
      value: { opaque: 'why' },
      gradients: { opaque: 'why' },
    })
    expect(
      point(
        func({
          ...numbers,
          gradients: { x: { text: 'None', json: null } },
          hessian: { x: { x: { text: '2.0', json: 2 } } },
        }),
      ),
    ).toMatchObject({
      gradients: { x: null },
      hessian: { x: { x: 2 } },
    })
  })
})

describe('the tally', () => {
  const tally = (...files: Inspected[]) => tallyText(tallyOf(files))
  test('counts marks and tape calls', () =>
    expect(tally(program(), func({}))).toBe('2 marks, 2 evaluated, 2 checked, 0 wrong'))
  test('counts a malformed mark as not evaluated', () =>
    expect(tally(func({}, marked.replace('x=3', 'x=')))).toBe('1 mark, 0 evaluated, 0 checked, 0 wrong'))
  test('counts what stands as an error as wrong', () =>
    expect(tally(failing())).toBe('1 mark, 1 evaluated, 1 checked, 1 wrong'))
  test.each([
    ['unknown', func({ value: unknown('why') }), 1],
    ['inconclusive', func({ check: { ...agree, verdict: 'inconclusive' } }), 1],
    ['nocheck', func({ check: { ...agree, verdict: 'skipped' } }, marked.replace('x=3', 'x=3 nocheck')), 0],
    ['malformed', func({}, marked.replace('x=3', 'x=')), 1],
    ['right', func({}), 0],
  ])('%s is undecided or not', (_, file, undecided) => expect(tallyOf([file]).undecided).toBe(undecided))
})

test('as text a person reads numbers, verdicts and what is wrong under its source', () => {
  expect(textReport([failing(), func({}), inspected('', { ...firstReport(), tapes: [] })], noColours)).toBe(`a.py
  10  ∂y/∂x = 8.0   agree, 1.2e-11

  10:9  error  tape-used-twice
      RuntimeError: "no" & <no>
      │ dy_dx = tape.gradient(y, x)
      │         ^^^^^^^^^^^^^^^^^^^
      line 6: made here

a.py
  1  f(x = 3.0) = 10.0 · ∂x = 6.0   agree, 1.2e-11

a.py
  no mark and no tape

2 marks, 2 evaluated, 2 checked, 1 wrong
`)
})

test('as SARIF every diagnostic is a result with its place', () => {
  const { version, runs } = JSON.parse(sarifReport([failing()]))
  expect(version).toBe('2.1.0')
  expect(runs[0].tool.driver.rules).toEqual([{ id: 'tape-used-twice' }])
  expect(runs[0].results).toMatchObject([
    {
      ruleId: 'tape-used-twice',
      ruleIndex: 0,
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a.py' },
            region: { startLine: 10, startColumn: 9, endLine: 10, endColumn: 28 },
          },
        },
      ],
      relatedLocations: [{ message: { text: 'made here' } }],
    },
  ])
})

test('as JUnit every mark is a case', () => {
  const xml = junitReport([
    failing(),
    func({ check: { ...agree, verdict: 'disagree' } }),
    func({ value: unknown('a\u0001') }),
  ])
  expect(xml).toContain('<testsuites name="gradlens" tests="6" failures="2" skipped="1" errors="0">')
  expect(xml).toContain('<failure message="line 10: tape-used-twice: RuntimeError: &quot;no&quot; &amp; &lt;no&gt;"/>')
  expect(xml).toContain('<testcase classname="a.py" name="line 10: gradient(y, x)"/>')
  expect(xml).toContain('<testcase classname="a.py" name="f(x = 3.0)"><skipped message="unknown: a"/></testcase>')
})

test('a name means a function’s point, or the first call in a function', () => {
  expect(subjectNamed(func({}), 'f')).toEqual({ kind: 'point', functionIndex: 0, pointIndex: 0 })
  expect(subjectNamed(func({}), 'g')).toBeNull()
  expect(subjectNamed(program(), null)).toEqual({ kind: 'call', tapeIndex: 0, callIndex: 0 })
  expect(subjectNames(func({}))).toEqual(['f'])
  const inFunction = {
    ...program(),
    outline: { ...nothing, functions: [outlineFunction(first, 'f', { name: 'train', start: 0, end: first.length })] },
  }
  expect(subjectNamed(inFunction, 'train')).toEqual({ kind: 'call', tapeIndex: 0, callIndex: 0 })
})
