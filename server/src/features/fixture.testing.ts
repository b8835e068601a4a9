// Hand-made documents for the features' tests: a source, and a Report whose spans are given as pieces of it.
import type { Span } from '@gradlens/engine'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { Movement } from '../documents/movement'
import { difference } from '../documents/document'
import { placeOf } from '../documents/place'
import type { Staleness, View } from '../documents/view'
import type { Outline, OutlineFunction } from '../languages/language'
import type { CheckReport, Observation, PointReport, Report, Shown, Subject } from '../report'

export const uri = 'file:///w/first.py'

/** The tutorial's first program. */
export const first = `import tensorflow as tf

def f(x):
    return x ** 2 + 2 * x + 1

x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = f(x)

dy_dx = tape.gradient(y, x)
print(f"f(x) = {y.numpy()}, f'(x) = {dy_dx.numpy()}")
`

/** A marked function. */
export const marked = `# @grad x=3
def f(x):
    square = x * x
    return square + 1
`

/** What must be there. */
export function there<T>(found: T | null | undefined): T {
  if (found === null || found === undefined) throw new Error('it is not there')
  return found
}

export function shown(text: string, json?: Shown['json']): Shown {
  return { text, json }
}

export function unknown(why: string): Shown {
  return { text: `unknown: ${why}`, json: undefined, opaque: why }
}

/** Where `words` stands, inside the first place of `around`. */
export function spanIn(source: string, words: string, around = words): Span {
  const start = source.indexOf(around) + around.indexOf(words)
  if (!source.includes(around) || !around.includes(words)) throw new Error(`“${words}” in “${around}” is not there`)
  return { text: 0, start, end: start + words.length }
}

export function observation(span: Span, value: string, rest: Partial<Observation> = {}): Observation {
  return { span, value: shown(value), count: 1, role: 'expression', adjoints: [], partials: [], ...rest }
}

export function point(
  markSpan: Span,
  value: string,
  gradients: Record<string, string>,
  inputs: Record<string, string>,
): PointReport {
  return { markSpan, inputs: all(inputs), value: shown(value), gradients: all(gradients), check: null }
}

function all(texts: Record<string, string>): Record<string, Shown> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, shown(text)]))
}

export function reportOf(parts: Partial<Report>): Report {
  return {
    uri,
    version: 1,
    language: 'python',
    libraries: { python: '3.11', tensorflow: '2.15' },
    functions: [],
    gradOf: [],
    tapes: [],
    usesLibrary: false,
    runs: [],
    prints: [],
    variables: {},
    stdout: '',
    error: null,
    diagnostics: [],
    syntaxError: null,
    elapsed: 1,
    ...parts,
  }
}

export interface Given {
  readonly source: string
  readonly report: Report | null
  /** The text as it now stands; the source where it is left out. */
  readonly now?: string
  readonly stale?: Staleness | null
  readonly outline?: Outline
  readonly checks?: readonly (readonly [Subject, CheckReport])[]
  readonly languageId?: string
}

export function viewOf({
  source,
  report,
  now = source,
  stale = null,
  outline,
  checks = [],
  languageId = 'python',
}: Given): View {
  const movement = new Movement(source.length)
  const { start, end, inserted } = difference(source, now)
  movement.apply({ start, end, length: inserted.length })
  const texts = [
    { uri, source, languageId, path: '/w/first.py', imports: {} },
    { uri: 'file:///w/other.py', source: 'a = 1\nb = 2\n', languageId, path: '/w/other.py', imports: {} },
  ]
  const evaluation = {
    uri,
    version: 1,
    language: 'python' as const,
    languageId,
    texts,
    functions: [],
    budget: { maxSteps: 1, milliseconds: 1, bytes: 1 },
    versions: {},
  }
  return {
    uri,
    document: TextDocument.create(uri, languageId, 1, now),
    outline: outline ?? { functions: [], strayMarks: [], hasErrors: false },
    answer: report && { evaluation, report },
    stale,
    place: (span) => placeOf(span, movement, now),
    check: (subject) => checks.find(([one]) => JSON.stringify(one) === JSON.stringify(subject))?.[1] ?? null,
  }
}

export function outlineFunction(source: string, name: string, rest: Partial<OutlineFunction> = {}): OutlineFunction {
  const nameStart = source.search(new RegExp(`\\b${name}\\(`))
  return {
    name,
    nameStart,
    nameEnd: nameStart + name.length,
    start: source.lastIndexOf('\n', nameStart) + 1,
    end: source.length,
    parameters: [],
    marks: [],
    ...rest,
  }
}

/** The report of the first program, as far as features read it. */
export function firstReport(): Report {
  const s = (words: string, around?: string) => spanIn(first, words, around)
  const adjoint = (value: string) => [{ of: 'y', value: shown(value) }]
  return reportOf({
    tapes: [
      {
        span: s('tf.GradientTape()'),
        calls: [
          {
            span: s('tape.gradient(y, x)'),
            method: 'gradient',
            target: 'y',
            sources: ['x'],
            gradients: [shown('8.0', 8)],
            count: 1,
            check: null,
          },
        ],
      },
    ],
    runs: [
      {
        title: 'script',
        point: null,
        observations: [
          observation(s('x', 'x ** 2'), '3.0', { role: 'parameter', adjoints: adjoint('8.0') }),
          observation(s('x ** 2'), '9.0', {
            operation: 'power',
            adjoints: adjoint('1.0'),
            partials: [{ operand: 'x', value: shown('6.0') }],
          }),
          observation(s('x ** 2 + 2 * x + 1'), '16.0', { adjoints: adjoint('1.0') }),
          observation(s('x', '(x)\n'), '3.0', { role: 'variable', adjoints: adjoint('8.0') }),
          observation(s('f', 'f(x)\n'), '<function f>', { role: 'callee' }),
          observation(s('f(x)', 'f(x)\n'), '16.0', { adjoints: adjoint('1.0') }),
          observation(s('y', 'y = f(x)'), '16.0', { role: 'target', adjoints: adjoint('1.0') }),
          observation(s('tape.gradient(y, x)'), '8.0'),
          observation(s('dy_dx'), '8.0', { role: 'target' }),
        ],
      },
    ],
    prints: [{ span: s(first.slice(first.indexOf('print')).trim()), texts: ["f(x) = 16.0, f'(x) = 8.0\n"], count: 1 }],
    variables: { x: 3, y: 16, dy_dx: 8 },
  })
}

/** The report of the marked function. */
export function markedReport(): Report {
  const s = (words: string, around?: string) => spanIn(marked, words, around)
  const adjoint = (value: string) => [{ of: 'f', value: shown(value) }]
  return reportOf({
    libraries: { python: '3.11' },
    functions: [
      {
        name: 'f',
        nameSpan: s('f', 'f(x)'),
        span: s(marked.slice(marked.indexOf('def'))),
        points: [point(s('@grad x=3'), '10.0', { x: '6.0' }, { x: '3.0' })],
      },
    ],
    runs: [
      {
        title: 'f at x = 3',
        point: { functionIndex: 0, pointIndex: 0 },
        observations: [
          observation(s('x', '(x)'), '3.0', { role: 'parameter', adjoints: adjoint('6.0') }),
          observation(s('square', 'square ='), '9.0', { role: 'target', adjoints: adjoint('1.0') }),
          observation(s('x * x'), '9.0', {
            operation: 'multiply',
            adjoints: adjoint('1.0'),
            partials: [
              { operand: 'x', value: shown('3.0') },
              { operand: 'x', value: shown('3.0') },
            ],
          }),
          observation(s('square', 'square + 1'), '9.0', { role: 'variable', adjoints: adjoint('1.0') }),
          observation(s('square + 1'), '10.0', {
            operation: 'add',
            adjoints: adjoint('1.0'),
            partials: [{ operand: 'square', value: shown('1.0') }],
          }),
        ],
      },
    ],
  })
}
