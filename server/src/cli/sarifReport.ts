// The report as SARIF 2.1.0, for code-scanning services: every diagnostic is a result.
import type { ReportDiagnostic } from '../report'
import { version } from '../version'
import type { Inspected } from './inspect'
import { placeOf } from './places'

const LEVELS: Readonly<Record<ReportDiagnostic['severity'], 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
}

export function sarifReport(files: readonly Inspected[]): string {
  const codes = [...new Set(files.flatMap(({ report }) => report.diagnostics.map(({ code }) => code)))].sort()
  const driver = { name: 'gradlens', version, rules: codes.map((id) => ({ id })) }
  const results = files.flatMap((file) => file.report.diagnostics.map((one) => resultOf(one, file, codes)))
  const runs = [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }]
  return (
    JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs }, null, 2) + '\n'
  )
}

function resultOf(
  { code, severity, message, span, related }: ReportDiagnostic,
  file: Inspected,
  codes: readonly string[],
) {
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: LEVELS[severity],
    message: { text: message },
    locations: [locationOf(span, file)],
    relatedLocations: related.map((one, id) => ({ id, ...locationOf(one.span, file), message: { text: one.message } })),
  }
}

function locationOf({ text, start, end }: ReportDiagnostic['span'], { path, evaluation }: Inspected) {
  const { source, uri } = evaluation.texts[text]
  const [from, to] = [placeOf(source, start), placeOf(source, end)]
  return {
    physicalLocation: {
      artifactLocation: { uri: text === 0 ? path.split('/').map(encodeURIComponent).join('/') : uri },
      region: { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column },
    },
  }
}
