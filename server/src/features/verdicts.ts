// Several verdicts as one: which weighs most, and what the check of a whole function or tape then says.
import type { CheckReport, Report, Subject, Verdict } from '../report'

/** What a person has to look at first comes first. */
const BY_WEIGHT: readonly Verdict[] = [
  'disagree',
  'non-finite',
  'discontinuous',
  'inconclusive',
  'kink',
  'skipped',
  'agree',
]

/** The check that weighs most, the one with the larger error among equals; null of none. */
export function weightiest(checks: readonly CheckReport[]): CheckReport | null {
  const weight = ({ verdict }: CheckReport) => BY_WEIGHT.indexOf(verdict)
  return checks.reduce<CheckReport | null>((worst, check) => {
    if (worst === null || weight(check) < weight(worst)) return check
    const isLarger = (check.maxRelativeError ?? 0) > (worst.maxRelativeError ?? 0)
    return weight(check) === weight(worst) && isLarger ? check : worst
  }, null)
}

/** All points of a subject's function, or all calls of its tape: they are checked together. */
export function siblings({ functions, tapes }: Report, subject: Subject): Subject[] {
  if (subject.kind === 'point')
    return (functions[subject.functionIndex]?.points ?? []).map((_, pointIndex) => ({ ...subject, pointIndex }))
  return (tapes[subject.tapeIndex]?.calls ?? []).map((_, callIndex) => ({ ...subject, callIndex }))
}
