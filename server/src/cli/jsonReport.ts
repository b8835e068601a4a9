// The report as one JSON document (contract.md, "Command line"). Other programs rely on its names and shapes.
import type { Json } from '@gradlens/engine'
import type { CheckReport, FunctionReport, GradOfReport, Shown, TapeReport } from '../report'
import { isFailedPoint, type Inspected } from './inspect'
import { placeOf } from './places'

export function jsonReport(files: readonly Inspected[]): string {
  const libraries = Object.assign({}, ...files.map(({ report }) => report.libraries)) as Record<string, string>
  return JSON.stringify({ schema: 1, libraries, files: files.map(fileOf) }, null, 2) + '\n'
}

function fileOf({ path, source, report }: Inspected) {
  const line = ({ start }: { readonly start: number }) => placeOf(source, start).line
  const { language, functions, gradOf, tapes, variables, stdout, error, diagnostics } = report
  return {
    path,
    language,
    functions: functions.map(({ name, nameSpan, points }) => ({
      name,
      line: line(nameSpan),
      points: points.map((point) => pointOf(point, line)),
    })),
    gradOf: gradOf.map((one) => gradOfOf(one, line)),
    tapes: tapes.map((tape) => tapeOf(tape, line)),
    variables,
    stdout,
    error: error && { type: error.type, message: error.message, line: line(error.span) },
    diagnostics: diagnostics.map(({ code, severity, span, message }) => ({
      code,
      severity,
      ...placeOf(source, span.start),
      message,
    })),
  }
}

type LineOf = (span: { readonly start: number }) => number

function pointOf(point: FunctionReport['points'][number], line: LineOf) {
  const { markSpan, inputs, value, gradients, hessian, check } = point
  return {
    line: line(markSpan),
    inputs: each(inputs, jsonOf),
    value: jsonOf(value),
    gradients: isFailedPoint(point) ? jsonOf(value) : each(gradients, jsonOf),
    ...(hessian ? { hessian: each(hessian, (row) => each(row, jsonOf)) } : {}),
    check: checkOf(check),
  }
}

function tapeOf({ span, calls }: TapeReport, line: LineOf) {
  return {
    line: line(span),
    calls: calls.map(({ span, method, sources, gradients, count, check }) => ({
      line: line(span),
      method,
      sources,
      gradients: gradients.map(jsonOf),
      count,
      check: checkOf(check),
    })),
  }
}

function gradOfOf({ name, of, nameSpan, verdict, worst }: GradOfReport, line: LineOf) {
  return { name, of, line: line(nameSpan), verdict, worst: worstOf(worst) }
}

function checkOf(check: CheckReport | null) {
  if (check === null) return { verdict: 'skipped', maxRelativeError: null, worst: null }
  const { verdict, maxRelativeError, worst } = check
  return { verdict, maxRelativeError: numberOf(maxRelativeError), worst: worstOf(worst) }
}

function worstOf(worst: CheckReport['worst']) {
  if (worst === null) return null
  const { input, index, automatic, numeric } = worst
  return { input, index, automatic: numberOf(automatic), numeric: numberOf(numeric) }
}

/** A value's JSON; one that has none is opaque to whoever reads the document. */
function jsonOf({ text, json, opaque }: Shown): Json {
  if (opaque !== undefined) return { opaque }
  return json === undefined ? { opaque: `${text} has no JSON` } : json
}

/** JSON has no NaN and no infinities: they stand as texts. */
function numberOf(value: number | null): number | string | null {
  return value === null || Number.isFinite(value) ? value : String(value)
}

function each<T, U>(record: Readonly<Record<string, T>>, act: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, act(value)]))
}
