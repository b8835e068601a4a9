// What a check has to say in the editor's list of problems.
import type { Span } from '@gradlens/engine'
import type { CheckReport, ReportDiagnostic, Verdict } from '../report'
import { diagnostic } from './diagnostics'

/** For each verdict that is a problem its code, and what it says of the function or target named. */
const PROBLEMS: Readonly<Record<Verdict, readonly [code: string, says: (name: string) => string] | null>> = {
  disagree: ['gradient-mismatch', (name) => `The derivative of \`${name}\` disagrees with finite differences.`],
  kink: ['kink', (name) => `\`${name}\` is not differentiable here.`],
  discontinuous: ['discontinuity', (name) => `\`${name}\` jumps here.`],
  inconclusive: ['check-inconclusive', (name) => `The check of \`${name}\` can't decide.`],
  agree: null,
  'non-finite': null,
  skipped: null,
}

export function checkDiagnostics(check: CheckReport, span: Span, name: string): readonly ReportDiagnostic[] {
  const problem = PROBLEMS[check.verdict]
  return problem === null ? [] : [diagnostic(problem[0], span, `${problem[1](name)} ${check.detail}`)]
}
