// The sample points of the marked functions: values, gradients, what was seen on the way, and what went wrong.
import { Dict, nodeOf, numbersIn, Observer, Opaque } from '@gradlens/engine'
import type { Ending, Runtime, Span } from '@gradlens/engine'
import type { CheckReport, FunctionReport, PointReport, ReportDiagnostic, Run, Shown, TapeReport } from '../report'
import { notChecked } from './check'
import type { GradMark } from '../marks/mark'
import { checkDiagnostics } from './checkDiagnostics'
import { diagnostic, noticeDiagnostic, raisedDiagnostic } from './diagnostics'
import { budgetMessage, pointsOf } from './evaluate'
import type { MarkedFunction } from './evaluate'
import { inputsOf, noInsights } from './inputs'
import type { Input } from './inputs'
import { isFiniteNum, nonFiniteDiagnostic } from './nonFinite'
import { noneDiagnostics } from './noneReasons'
import { observationsOf } from './observations'
import type { Swept } from './observations'
import { inMainText, opaqueDiagnostics, placeOf } from './opened'
import type { Opened } from './opened'
import { activeInputs, atPoint, gradientsAt, hessianAt, isScalarPoint } from './point'
import type { PointSubject } from './point'
import { show } from './show'
import { closureOf, isWithin } from './subjects'
import { sweptOf, tapeReports } from './tapes'

export type PointCheck = (at: NonNullable<Run['point']>) => CheckReport

export interface PointReports {
  readonly functions: readonly FunctionReport[]
  readonly runs: readonly Run[]
  /** Tapes inside marked functions, as their first points ran them. */
  readonly tapes: readonly TapeReport[]
  readonly tapesOpened: readonly Span[]
}

interface PointResult {
  readonly report: PointReport
  readonly run: Run
  readonly tapes: readonly TapeReport[]
  readonly tapesOpened: readonly Span[]
  readonly diagnostics: readonly ReportDiagnostic[]
}

/** Evaluates every point of every marked function. `check` is asked for each point's check, or null where none is wanted. */
export function pointReports(opened: Opened, diagnostics: ReportDiagnostic[], check: PointCheck | null): PointReports {
  const { evaluation } = opened
  const runs: Run[] = []
  const tapes: TapeReport[] = []
  const tapesOpened: Span[] = []
  const functions = opened.functions.map((marked, functionIndex): FunctionReport => {
    const { outline } = marked
    const closure = closureOf(opened, marked)
    const subjects = closure ? pointsOf(marked, closure, evaluation) : []
    const points = subjects.map((subject, pointIndex) => {
      evaluation.renewBudget(opened.allowance())
      const result = pointResult(opened, marked, subject, { functionIndex, pointIndex }, check)
      diagnostics.push(...result.diagnostics)
      runs.push(result.run)
      tapesOpened.push(...result.tapesOpened)
      tapes.push(...result.tapes)
      return result.report
    })
    const span = { text: 0, start: outline.start, end: outline.end }
    const nameSpan = { text: 0, start: outline.nameStart, end: outline.nameEnd }
    const missing = closure
      ? []
      : marked.marks.map((mark) => unreachable(mark, whyMissing(opened, marked), diagnostics, nameSpan))
    return { name: outline.name, nameSpan, span, points: [...points, ...missing] }
  })
  return { functions, runs, tapes, tapesOpened }
}

function pointResult(
  opened: Opened,
  marked: MarkedFunction,
  subject: PointSubject,
  at: NonNullable<Run['point']>,
  checked: PointCheck | null,
): PointResult {
  const { evaluation, language } = opened
  const { runtime } = evaluation
  const { closure, mark } = subject
  const noticed = runtime.notices.length
  let observer = new Observer()
  const markSpan = { text: 0, ...mark.range }
  const diagnostics: ReportDiagnostic[] = []
  let tapes: readonly TapeReport[] = []
  let tapesOpened: readonly Span[] = []
  const { name } = closure.code
  const ending = atPoint(
    evaluation,
    language,
    subject,
    () => {
      // An attempt that taught what an input really is leaves nothing behind.
      diagnostics.length = 0
      return (observer = new Observer())
    },
    (state) => {
      const active = activeInputs(state, evaluation, observer)
      tapesOpened = runtime.records.tapesIn(0)
      if (at.pointIndex === 0)
        tapes = tapeReports(runtime, diagnostics, () => null).filter((t) => isWithin(t.span, marked))
      const end = runtime.session.tape.length
      const { values, sweep } = gradientsAt(state, active, evaluation)
      const adjoint = (node: number) => sweep?.adjoint(node) ?? null
      const scalar = isScalarPoint(state)
      const inputs = shownInputs(state.inputs, runtime)
      // An input whose default is unknown has a gradient, but nobody knows it.
      const unknown = state.inputs.filter((input) => input.active && input.value instanceof Opaque)
      const gradients = Object.fromEntries([
        ...active.map((a, i) => [a.name, show(values[i], runtime)] as const),
        ...unknown.map(({ name, value }) => [name, show(value, runtime)] as const),
      ])
      if (mark.order === 2 && !scalar && mark.orderRange) {
        diagnostics.push(
          diagnostic(
            'mark-syntax',
            { text: 0, ...mark.orderRange },
            `\`order 2\` needs a function with a single number as its value; \`${name}\` gives more than one. Leave the option out.`,
          ),
        )
      }
      const blocks = mark.order === 2 && scalar ? hessianAt(state, active, evaluation) : null
      const hessian =
        blocks &&
        Object.fromEntries(
          active.map((a, i) => [
            a.name,
            Object.fromEntries(active.map((b, j) => [b.name, show(blocks[i][j], runtime)])),
          ]),
        )
      diagnostics.push(...noneDiagnostics(name, closure.code.nameSpan, active, values, runtime, end))
      diagnostics.push(...opaqueDiagnostics(state.value, values, closure.code.nameSpan, `\`${name}\``))
      const finite = [state.value, ...values].flatMap((v) => numbersIn(v)).every(isFiniteNum)
      if (!finite && state.output.kind === 'number') {
        const what = `${name} or its gradient is not finite at ${pointTitle(inputs)}`
        const node = nodeOf(state.output.num)
        diagnostics.push(nonFiniteDiagnostic(runtime, node, adjoint, closure.code.nameSpan, what))
      }
      const report: PointReport = {
        markSpan,
        inputs,
        value: show(state.value, runtime),
        gradients,
        ...(hessian ? { hessian } : {}),
        check: null,
      }
      const swept: readonly Swept[] = [
        ...(sweep ? [{ of: name, adjoint }] : []),
        ...sweptOf(runtime.records.callsIn(0)),
      ]
      const run: Run = {
        title: `${name} at ${pointTitle(inputs)}`,
        point: at,
        observations: observationsOf(evaluation, observer, swept),
      }
      return { report, run }
    },
  )
  diagnostics.push(...runtime.notices.slice(noticed).map(noticeDiagnostic))
  runtime.notices.length = noticed
  if (ending.kind !== 'done') {
    const run: Run = { title: name, point: at, observations: observationsOf(evaluation, observer, null) }
    return { report: failedPoint(ending, opened, subject, diagnostics), run, tapes, tapesOpened, diagnostics }
  }
  const check = checked && (mark.check ? checked(at) : notChecked('the mark says `nocheck`'))
  if (check) diagnostics.push(...checkDiagnostics(check, closure.code.nameSpan, name))
  return { report: { ...ending.value.report, check }, run: ending.value.run, tapes, tapesOpened, diagnostics }
}

/** The inputs by name; a destructured parameter by its fields. */
function shownInputs(inputs: readonly Input[], runtime: Runtime): Readonly<Record<string, Shown>> {
  const entries = inputs.flatMap(({ name, value, parameter }): (readonly [string, Shown])[] =>
    parameter?.pattern?.kind === 'fields' && value instanceof Dict
      ? [...value.entries.values()].map((e) => [String(e.key), show(e.value, runtime)])
      : [[name, show(value, runtime)]],
  )
  return Object.fromEntries(entries)
}

/** How a point is told from others: its inputs. */
function pointTitle(inputs: Readonly<Record<string, Shown>>): string {
  return (
    Object.entries(inputs)
      .map(([name, { text }]) => `${name} = ${text}`)
      .join(', ') || 'its only point'
  )
}

function whyMissing(opened: Opened, { outline, code }: MarkedFunction): string {
  const replaced = code && opened.evaluation.compiler.replaced.get(code)
  if (replaced) return replaced.reason
  if (opened.ending.kind === 'raised')
    return `\`${outline.name}\` was not reached: the file raises ${opened.ending.raised.type} before`
  return `\`${outline.name}\` is not made when the file runs: it stands in a place that nothing reaches`
}

function unreachable(
  { range, bindings }: GradMark,
  why: string,
  diagnostics: ReportDiagnostic[],
  nameSpan: Span,
): PointReport {
  diagnostics.push(diagnostic('opaque-value', nameSpan, `Unknown: ${why}.`))
  const value = { text: `unknown: ${why}`, json: { opaque: why }, opaque: why }
  const gradients = Object.fromEntries(bindings.map(({ name }) => [name, value]))
  return { markSpan: { text: 0, ...range }, inputs: {}, value, gradients, check: notChecked(why) }
}

function failedPoint(
  ending: Exclude<Ending<unknown>, { kind: 'done' }>,
  opened: Opened,
  { closure, mark, draw }: PointSubject,
  diagnostics: ReportDiagnostic[],
): PointReport {
  const { evaluation, language } = opened
  const why =
    ending.kind === 'raised'
      ? `it raises ${ending.raised.type}${ending.raised.message ? `: ${ending.raised.message}` : ''}`
      : `its budget of ${ending.exceeded.what} is spent`
  if (ending.kind === 'raised')
    diagnostics.push(raisedDiagnostic(ending.raised, placeOf(ending.raised) ?? closure.code.nameSpan))
  else
    diagnostics.push(
      diagnostic(
        'budget-exceeded',
        inMainText(opened.evaluation.runtime.statement) ?? closure.code.nameSpan,
        budgetMessage(ending.exceeded, opened.request.budget),
      ),
    )
  const unknown: Shown = { text: `unknown: ${why}`, json: { opaque: why }, opaque: why }
  const given = evaluation.isolated(null, () =>
    shownInputs(inputsOf(closure, mark, draw, evaluation, language, noInsights), evaluation.runtime),
  )
  const inputs = given.kind === 'done' ? given.value : {}
  const gradients = Object.fromEntries(Object.keys(inputs).map((name) => [name, unknown]))
  return { markSpan: { text: 0, ...mark.range }, inputs, value: unknown, gradients, check: notChecked(why) }
}
