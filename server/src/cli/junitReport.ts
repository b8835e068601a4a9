// The report as JUnit XML, for build servers: every mark is a test case, and so is every file's freedom from other errors.
import { elide, inputsText, verdictText } from '../features/words'
import type { CheckReport, Shown } from '../report'
import type { Inspected } from './inspect'
import { placeOf } from './places'

interface Case {
  readonly name: string
  readonly outcome: 'passed' | 'failure' | 'skipped'
  readonly message: string
}

export function junitReport(files: readonly Inspected[]): string {
  const suites = files.map((file) => ({ name: file.path, cases: casesOf(file) }))
  const count = (all: readonly Case[], outcome: Case['outcome']) => all.filter((one) => one.outcome === outcome).length
  const attributes = (all: readonly Case[]) =>
    `tests="${all.length}" failures="${count(all, 'failure')}" skipped="${count(all, 'skipped')}" errors="0"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="gradlens" ${attributes(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.flatMap(({ name, cases }) => [
      `  <testsuite name="${escaped(name)}" ${attributes(cases)}>`,
      ...cases.map((one) => caseText(one, name)),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n')
}

function casesOf({ source, report }: Inspected): Case[] {
  const errors = report.diagnostics.filter(({ severity, code }) => severity === 'error' && code !== 'gradient-mismatch')
  const messages = errors.map(
    ({ span, code, message }) => `line ${placeOf(source, span.start).line}: ${code}: ${message}`,
  )
  return [
    { name: 'no errors', outcome: errors.length === 0 ? 'passed' : 'failure', message: messages.join('\n') },
    ...report.functions.flatMap(({ name, points }) =>
      points.map(({ inputs, value, check }) => caseOf(`${name}(${inputsText(inputs)})`, [value], check)),
    ),
    ...report.tapes.flatMap(({ calls }) =>
      calls.map(({ method, target, sources, gradients, check, span }) =>
        caseOf(
          `line ${placeOf(source, span.start).line}: ${method}(${[target, ...sources].map((text) => elide(text, 40)).join(', ')})`,
          gradients,
          check,
        ),
      ),
    ),
    ...report.gradOf.map(({ name, of, verdict, worst }) =>
      caseOf(`${name}, the gradient of ${of}`, [], { verdict, worst, maxRelativeError: null, detail: '' }),
    ),
  ]
}

function caseOf(name: string, values: readonly Shown[], check: CheckReport | null): Case {
  const unknown = values.find(({ opaque }) => opaque !== undefined)
  if (unknown) return { name, outcome: 'skipped', message: unknown.text }
  if (check === null) return { name, outcome: 'skipped', message: 'not checked' }
  const message = `${verdictText(check)}. ${check.detail}`.trim()
  if (check.verdict === 'disagree') return { name, outcome: 'failure', message }
  const isUndecided = check.verdict === 'skipped' || check.verdict === 'inconclusive'
  return { name, outcome: isUndecided ? 'skipped' : 'passed', message }
}

function caseText({ name, outcome, message }: Case, suite: string): string {
  const open = `    <testcase classname="${escaped(suite)}" name="${escaped(name)}"`
  return outcome === 'passed' ? `${open}/>` : `${open}><${outcome} message="${escaped(message)}"/></testcase>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
}

function escaped(text: string): string {
  return [...text]
    .filter(isAllowed)
    .map((character) => ENTITIES[character] ?? character)
    .join('')
}

/** Some characters XML cannot hold at all, not even as entities (XML 1.0, production 2). */
function isAllowed(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  const isControl = code < 0x20 && !['\t', '\n', '\r'].includes(character)
  return !isControl && !(code >= 0xd800 && code < 0xe000) && code !== 0xfffe && code !== 0xffff
}
