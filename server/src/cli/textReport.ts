// The report for a person: each mark on a line with its numbers and its check's verdict, then what is wrong, under its source.
import { callGradients, countText, elide, inputsText, matched, verdictText } from '../features/words'
import type { CheckReport, ReportDiagnostic } from '../report'
import type { Inspected } from './inspect'
import { lineText, placeOf } from './places'
import { tallyOf, tallyText } from './tally'

const VALUE_LIMIT = 60
const REASON_LIMIT = 70
/** Verdicts stand under one another, but not because of one long line. */
const MAX_COLUMN = 90

/** Makes words stand out; does nothing where the output is no terminal. */
export interface Style {
  bold(text: string): string
  dim(text: string): string
  good(text: string): string
  bad(text: string): string
  warn(text: string): string
}

const ansi = (code: number) => (text: string) => `\x1b[${code}m${text}\x1b[0m`
const plain = (text: string) => text

export const colours: Style = { bold: ansi(1), dim: ansi(2), good: ansi(32), bad: ansi(31), warn: ansi(33) }
export const noColours: Style = { bold: plain, dim: plain, good: plain, bad: plain, warn: plain }

export function textReport(files: readonly Inspected[], style: Style): string {
  return [...files.map((file) => `${fileText(file, style)}\n`), `${tallyText(tallyOf(files))}\n`].join('\n')
}

interface Row {
  readonly line: number
  readonly text: string
  readonly check: CheckReport | null
}

function fileText(file: Inspected, style: Style): string {
  const rows = [...pointRows(file), ...callRows(file), ...gradOfRows(file)].sort((a, b) => a.line - b.line)
  const lineWidth = String(Math.max(0, ...rows.map(({ line }) => line))).length
  const lengths = rows.map(({ text }) => text.length)
  const column = Math.max(0, ...lengths.filter((length) => length <= MAX_COLUMN))
  const lines = rows.map(({ line, text, check }) => {
    const number = style.dim(String(line).padStart(lineWidth))
    return `  ${number}  ${check === null ? text : `${text.padEnd(column)}   ${checkText(check, style)}`}`
  })
  const found = file.report.diagnostics.map((one) => diagnosticText(one, file, style))
  const nothing = lines.length + found.length === 0 ? ['  no mark and no tape'] : []
  return [style.bold(file.path), ...lines, ...nothing, ...found].join('\n')
}

function pointRows({ source, report }: Inspected): Row[] {
  return report.functions.flatMap(({ name, points }) =>
    points.map(({ markSpan, inputs, value, gradients, check }) => {
      const known = Object.entries(gradients).filter(
        ([, gradient]) => value.opaque === undefined || gradient.opaque === undefined,
      )
      const numbers = [`${name}(${inputsText(inputs)}) = ${elide(value.text, VALUE_LIMIT)}`]
      numbers.push(...known.map(([input, gradient]) => `∂${input} = ${elide(gradient.text, VALUE_LIMIT)}`))
      return { line: placeOf(source, markSpan.start).line, text: numbers.join(' · '), check }
    }),
  )
}

function callRows({ source, report }: Inspected): Row[] {
  return report.tapes.flatMap(({ calls }) =>
    calls.map((call) => {
      const count = countText(call.count)
      const gradients = callGradients(call).map(([name, value]) => `${name} = ${elide(value.text, VALUE_LIMIT)}`)
      const text = gradients.join(' · ') + (count === null ? '' : ` (${count})`)
      return { line: placeOf(source, call.span.start).line, text, check: call.check }
    }),
  )
}

function gradOfRows({ source, report }: Inspected): Row[] {
  return report.gradOf.map(({ name, of, nameSpan, verdict, worst }) => ({
    line: placeOf(source, nameSpan.start).line,
    text: `${name}, the gradient of ${of}`,
    check: { verdict, worst, maxRelativeError: null, detail: '' },
  }))
}

const TONES: Readonly<Record<CheckReport['verdict'], keyof Style>> = {
  agree: 'good',
  disagree: 'bad',
  'non-finite': 'warn',
  discontinuous: 'warn',
  inconclusive: 'warn',
  kink: 'warn',
  skipped: 'dim',
}

function checkText(check: CheckReport, style: Style): string {
  const reason =
    check.verdict === 'skipped' && check.detail
      ? `: ${elide(check.detail.replace(/^Not checked: |\.$/g, ''), REASON_LIMIT)}`
      : ''
  return style[TONES[check.verdict]](verdictText(check) + reason)
}

const SEVERITY_TONES: Readonly<Record<ReportDiagnostic['severity'], keyof Style>> = {
  error: 'bad',
  warning: 'warn',
  info: 'dim',
  hint: 'dim',
}

/** The place, what is wrong, and the source line with the wrong characters underlined. */
function diagnosticText(
  { code, severity, span, message, related }: ReportDiagnostic,
  { source, evaluation }: Inspected,
  style: Style,
): string {
  const tone = style[SEVERITY_TONES[severity]]
  const { line, column } = placeOf(source, span.start)
  const text = lineText(source, line)
  const indentation = matched(/^\s*/, text).length
  const end = Math.min(text.length, column - 1 + Math.max(1, span.end - span.start))
  const marker = ' '.repeat(Math.max(0, column - 1 - indentation)) + '^'.repeat(Math.max(1, end - column + 1))
  return [
    '',
    `  ${line}:${column}  ${tone(severity)}  ${code}`,
    ...message.split('\n').map((part) => `      ${part}`),
    `      ${style.dim('│')} ${text.trim()}`,
    `      ${style.dim('│')} ${tone(marker)}`,
    ...related.map((one) => {
      const other = evaluation.texts[one.span.text]
      const place = placeOf(other.source, one.span.start)
      const where = one.span.text === 0 ? `line ${place.line}` : `${other.path}:${place.line}`
      return `      ${style.dim(`${where}: ${one.message}`)}`
    }),
  ].join('\n')
}
