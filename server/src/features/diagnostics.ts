// Problems as LSP diagnostics: with their page, and the way to their cause.
import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver-types'
import type { View } from '../documents/view'
import type { ReportDiagnostic } from '../report'
import { problems, type Problem } from './problems'

export const source = 'gradlens'

const SEVERITIES: Readonly<Record<ReportDiagnostic['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
}

/**
 * @param docsUri the folder of the diagnostics' pages, null where it is not known
 */
export function diagnostics(view: View, docsUri: string | null): Diagnostic[] {
  return problems(view).map((problem) => diagnosticOf(problem, docsUri))
}

export function diagnosticOf(
  { code, severity, message, location, related }: Problem,
  docsUri: string | null,
): Diagnostic {
  return {
    source,
    code,
    severity: SEVERITIES[severity],
    message,
    range: location.range,
    ...(docsUri === null ? {} : { codeDescription: { href: `${docsUri.replace(/\/$/, '')}/${code}.md` } }),
    ...(related.length === 0 ? {} : { relatedInformation: related.map((one) => ({ ...one })) }),
  }
}
