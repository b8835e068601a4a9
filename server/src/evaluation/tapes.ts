// The tapes of a document with the calls that asked them. A call inside a marked function shows the first point's run.
import { nodeOf, numbersIn } from '@gradlens/engine'
import type { GradientCall, LastCall, Records, Runtime, Span } from '@gradlens/engine'
import type { CheckReport, ReportDiagnostic, Subject, TapeReport } from '../report'
import { checkDiagnostics } from './checkDiagnostics'
import { isFiniteNum, nonFiniteDiagnostic } from './nonFinite'
import type { Swept } from './observations'
import { opaqueDiagnostics } from './opened'
import type { Opened } from './opened'
import { atPoint } from './point'
import type { PointSubject } from './point'
import { isWithin, pointOf } from './subjects'
import { show } from './show'

/** The derivatives that a run's calls took, one per target. */
export function sweptOf(calls: readonly LastCall[]): readonly Swept[] {
  const byTarget = new Map<string, Swept>()
  for (const { call } of calls) {
    const known = byTarget.get(call.target.text)
    if (!known) byTarget.set(call.target.text, { of: call.target.text, adjoint: call.adjoint })
  }
  return [...byTarget.values()]
}

/** The tapes that a run opened in the main text, with their calls. */
export function tapeReports(
  runtime: Runtime,
  diagnostics: ReportDiagnostic[],
  check: (at: { readonly tapeIndex: number; readonly callIndex: number }) => CheckReport | null,
): readonly TapeReport[] {
  const { records } = runtime
  return records.tapesIn(0).map((span, tapeIndex): TapeReport => {
    const own = callsOf(records, span)
    return {
      span,
      calls: own.map(({ call, count }, callIndex) => {
        const gradients = call.gradients.map((g) => show(g, runtime))
        diagnostics.push(...opaqueDiagnostics(null, call.gradients, call.span, 'This gradient'))
        const nums = [call.target.value, ...call.gradients].flatMap((v) => numbersIn(v))
        if (!nums.every(isFiniteNum)) {
          const node = nodeOf(numbersIn(call.target.value)[0] ?? 0)
          const what = `The gradient of \`${call.target.text}\` is not finite`
          diagnostics.push(nonFiniteDiagnostic(runtime, node, call.adjoint, call.span, what))
        }
        const sources = call.sources.map((s) => s.text)
        const found = check({ tapeIndex, callIndex })
        if (found) diagnostics.push(...checkDiagnostics(found, call.span, call.target.text))
        return {
          span: call.span,
          method: call.method,
          target: call.target.text,
          sources,
          gradients,
          count,
          check: found,
        }
      }),
    }
  })
}

/** The script's tapes and those of the points' runs, which go before; in source order. */
export function mergedTapes(script: readonly TapeReport[], points: readonly TapeReport[]): readonly TapeReport[] {
  const byPlace = new Map([...script, ...points].map((t) => [t.span.start, t]))
  return [...byPlace.values()].sort((a, b) => a.span.start - b.span.start)
}

function callsOf(records: Records, tape: Span): readonly LastCall[] {
  return records.callsIn(0).filter(({ call }) => call.tape.start === tape.start && call.tape.end === tape.end)
}

/** A call of a tape, found again as a report numbers it: `read` sees it while its run stands. `inScript`: the call is the
 *  script's own, not one of a marked function's first point. */
export function withCall<T>(
  opened: Opened,
  subject: Extract<Subject, { kind: 'call' }>,
  read: (call: GradientCall, inScript: boolean) => T,
): T | null {
  const { evaluation, language } = opened
  const { runtime } = evaluation
  const owners = new Map<number, PointSubject | null>(runtime.records.tapesIn(0).map((t) => [t.start, null]))
  for (const marked of opened.functions) {
    const subjectOfPoint = pointOf(opened, marked, 0)
    if (!subjectOfPoint) continue
    const ending = atPoint(
      evaluation,
      language,
      subjectOfPoint,
      () => null,
      () => runtime.records.tapesIn(0).filter((t) => isWithin(t, marked)),
    )
    if (ending.kind === 'done') for (const t of ending.value) owners.set(t.start, subjectOfPoint)
  }
  const [start, owner] = [...owners].sort(([a], [b]) => a - b)[subject.tapeIndex] ?? []
  if (start === undefined) return null
  const find = (): GradientCall | undefined => {
    const span = runtime.records.tapesIn(0).find((t) => t.start === start)
    return span && callsOf(runtime.records, span)[subject.callIndex]?.call
  }
  const inScript = owner === null || owner === undefined
  const readFound = (): T | null => {
    const call = find()
    return call ? read(call, inScript) : null
  }
  if (inScript) return readFound()
  const ending = atPoint(evaluation, language, owner, () => null, readFound)
  return ending.kind === 'done' ? ending.value : null
}
