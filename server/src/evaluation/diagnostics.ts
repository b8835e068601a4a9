// What an evaluation found wrong, as diagnostics of the main text.
import type { Fix, Notice, Raised, Span } from '@gradlens/engine'
import type { RelatedPlace, ReportDiagnostic } from '../report'
import { severityOf } from './severities'

/** A diagnostic with the severity that its code has. */
export function diagnostic(
  code: string,
  span: Span,
  message: string,
  related: readonly RelatedPlace[] = [],
  fixes: readonly Fix[] = [],
): ReportDiagnostic {
  return { code, severity: severityOf(code), span, message, related, fixes }
}

export function noticeDiagnostic({ code, span, message, related, fixes }: Notice): ReportDiagnostic {
  return diagnostic(code, span, message, related, fixes)
}

/** An exception that nobody caught, at the innermost place in the main text. */
export function raisedDiagnostic(raised: Raised, span: Span): ReportDiagnostic {
  const code = raised.code ?? 'program-raises'
  const message = raised.message ? `${raised.type}: ${raised.message}` : raised.type
  return { code, severity: severityOf(code, true), span, message, related: raised.related, fixes: [] }
}

/** Each code once per place, in source order, those of other texts left out. */
export function collected(list: readonly ReportDiagnostic[]): readonly ReportDiagnostic[] {
  const seen = new Set<string>()
  return list
    .filter((d) => {
      const key = `${d.code} ${d.span.start} ${d.span.end} ${d.message}`
      if (d.span.text !== 0 || seen.has(key)) return false
      seen.add(key)
      return true
    })
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
}
