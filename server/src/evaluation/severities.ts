// The severity of each code that an evaluation may give, as diagnostics.md fixes it.
import type { ReportDiagnostic } from '../report'

const severities: Readonly<Record<string, ReportDiagnostic['severity']>> = {
  'program-raises': 'error',
  'unsupported-syntax': 'info',
  'opaque-value': 'info',
  'sampled-value': 'hint',
  'floating-point-warning': 'info',
  'tape-not-run': 'info',
  'budget-exceeded': 'warning',
  'tape-used-twice': 'error',
  'gradient-in-tape': 'hint',
  'gradient-none': 'warning',
  'not-watched': 'warning',
  'variable-replaced': 'warning',
  'left-the-library': 'warning',
  'integer-dtype': 'warning',
  'through-state': 'warning',
  'outside-tape': 'warning',
  'gradient-stopped': 'hint',
  'dtype-mismatch': 'error',
  'no-registered-gradient': 'error',
  'non-finite-gradient': 'warning',
  'gradient-mismatch': 'error',
  kink: 'info',
  discontinuity: 'info',
  'check-inconclusive': 'info',
  'mark-syntax': 'error',
  'hand-gradient-mismatch': 'error',
  'gradof-without-point': 'info',
}

/** Errors where the code stands for an exception. */
export function severityOf(code: string, raised = false): ReportDiagnostic['severity'] {
  return raised ? 'error' : (severities[code] ?? 'info')
}
