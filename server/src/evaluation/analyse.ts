// The worker's brain: requests in, Reports, traces and checks out. Synchronous; throws Cancelled where it is told to stop.
import { Closure, leavesOf, nodeOf, numbersIn, Observer, Opaque, treeOf } from '@gradlens/engine'
import type { Ending, Evaluation, GradientCall, Json, LoadedModule, Program, Raised, Runtime, Span, Value } from '@gradlens/engine'
import type { ImportRequest, LanguageMeaning } from '../languages/language'
import type {
  CheckReport,
  FunctionReport,
  PointReport,
  PrintReport,
  Report,
  ReportDiagnostic,
  Run,
  ScriptError,
  Shown,
  Subject,
  TapeReport,
  Trace,
} from '../report'
import { checkCall, checkPoint, notChecked } from './check'
import { checkDiagnostics } from './checkDiagnostics'
import { collected, diagnostic, noticeDiagnostic, raisedDiagnostic } from './diagnostics'
import { budgetMessage, pointsOf, prepare } from './evaluate'
import type { HostPort, MarkedFunction, Prepared } from './evaluate'
import type { Evaluation as Request } from './messages'
import { inputsOf, noInsights } from './inputs'
import { isFiniteNum, originOfNonFinite } from './nonFinite'
import { observationsOf } from './observations'
import type { Swept } from './observations'
import { activeInputs, atPoint, gradientsAt, hessianAt, isScalarPoint } from './point'
import type { PointSubject } from './point'
import { show } from './show'
import { runUncalledTapes } from './uncalledTapes'
import { traceOf } from './trace'

/** A document whose strict reading succeeded, with its top level run. */
interface Opened extends Prepared {
  readonly request: Request
  readonly program: Program
  readonly language: LanguageMeaning
  readonly ending: Ending<LoadedModule>
  readonly observer: Observer
}

/** What one point yields. */
interface PointResult {
  readonly report: PointReport
  readonly run: Run | null
  readonly diagnostics: readonly ReportDiagnostic[]
}

export class Analyst {
  constructor(
    private readonly languages: readonly LanguageMeaning[],
    private readonly cancelled: () => boolean,
    private readonly host: HostPort = { now: () => performance.now() },
  ) {}

  imports(language: 'python' | 'typescript', source: string, languageId: string): readonly ImportRequest[] {
    return this.language(language).imports(source, languageId)
  }

  /** Everything that can be learnt about a document. `checks`: run the finite-difference checks too. */
  report(request: Request, checks: boolean): Report {
    const started = this.host.now()
    const opened = this.open(request)
    if ('syntaxError' in opened) return { ...this.blank(request), syntaxError: opened.syntaxError, elapsed: this.host.now() - started }
    const { evaluation, language, observer } = opened
    const { runtime } = evaluation
    const diagnostics: ReportDiagnostic[] = []

    const calls = lastCalls(runtime)
    const script = language.id === 'python'
    const scriptRun: Run = { title: 'script', point: null, observations: observationsOf(evaluation, observer, sweptOf(calls)) }
    const error = script ? endDiagnostics(opened, diagnostics) : null
    const tapes = tapeReports(opened, calls, diagnostics, (call) => (checks ? this.checkOf(request, { kind: 'call', ...call }) : null))
    const output = { prints: script ? printsOf(runtime) : [], variables: script ? variablesOf(opened) : {}, stdout: script ? runtime.printed.map((p) => p.text).join('') : '' }
    diagnostics.push(...runUncalledTapes(evaluation, language, observer))
    const noticed = runtime.notices.filter((n) => tapes.length > 0 || (opened.functions.length > 0 && n.code === 'sampled-value'))
    diagnostics.push(...noticed.map(noticeDiagnostic))

    const points = this.points(opened, diagnostics, checks)
    return {
      ...this.blank(request),
      functions: points.functions,
      tapes,
      runs: [...(script ? [scriptRun] : []), ...points.runs],
      ...output,
      error,
      diagnostics: collected(diagnostics),
      elapsed: this.host.now() - started,
    }
  }

  /** The tape of a point or a tape call. */
  trace(request: Request, subject: Subject): Trace | null {
    const opened = this.open(request)
    if ('syntaxError' in opened) return null
    const { evaluation, language } = opened
    if (subject.kind === 'call') {
      const call = callAt(opened, subject)
      if (!call) return null
      const sources = call.sources.flatMap((s) => s.nodes.map((node) => ({ node, name: s.text })))
      return traceOf(evaluation, call.target.text, numbersIn(call.target.value).map(nodeOf), sources, call.adjoint)
    }
    const found = pointAt(opened, subject)
    if (!found) return null
    const ending = atPoint(evaluation, language, found, () => null, (state) => {
      const active = activeInputs(state, evaluation, null)
      const { sweep } = gradientsAt(state, active, evaluation)
      const sources = state.inputs.flatMap((input, i) =>
        leavesOf(treeOf(state.activated[i], evaluation.runtime)).map(({ num, path }) => ({ node: nodeOf(num), name: [input.name, ...path.map((p) => `[${p}]`)].join('') })),
      )
      const targets = numbersIn(state.value).map(nodeOf)
      return traceOf(evaluation, found.closure.code.qualifiedName, targets, sources, (node) => sweep?.adjoint(node) ?? null)
    })
    return ending.kind === 'done' ? ending.value : null
  }

  /** The finite-difference check of a point or a tape call. */
  check(request: Request, subject: Subject): CheckReport | null {
    const opened = this.open(request, true)
    if ('syntaxError' in opened) return null
    if (subject.kind === 'point') {
      const found = pointAt(opened, subject)
      return found && checkPoint(opened.evaluation, opened.language, found)
    }
    const call = callAt(opened, subject)
    const again = (): Evaluation =>
      prepare(opened.program, request, opened.language, this.host, { forCheck: true, cancelled: this.cancelled }).evaluation
    return call && checkCall(call, opened.evaluation, again)
  }

  private checkOf(request: Request, subject: Subject): CheckReport {
    return this.check(request, subject) ?? notChecked('there is nothing to compare')
  }

  private open(request: Request, forCheck = false): Opened | { readonly syntaxError: NonNullable<Report['syntaxError']> } {
    const language = this.language(request.language)
    const reading = language.read(request.texts)
    if (!reading.ok) return { syntaxError: { span: reading.span, message: reading.message } }
    const prepared = prepare(reading.program, request, language, this.host, { forCheck, cancelled: this.cancelled })
    const observer = new Observer()
    prepared.evaluation.compiler.observer = observer
    const ending = prepared.evaluation.runMain()
    prepared.evaluation.compiler.observer = null
    return { ...prepared, request, program: reading.program, language, ending, observer }
  }

  private points(opened: Opened, diagnostics: ReportDiagnostic[], checks: boolean): { readonly functions: readonly FunctionReport[]; readonly runs: readonly Run[] } {
    const { evaluation } = opened
    const runs: Run[] = []
    const functions = opened.functions.map((marked, functionIndex): FunctionReport => {
      const { outline } = marked
      const closure = closureOf(opened, marked)
      const subjects = closure ? pointsOf(marked, closure, evaluation) : []
      const points = subjects.map((subject, pointIndex) => {
        evaluation.renewBudget(opened.share.milliseconds, opened.share.maxSteps)
        const result = this.point(opened, subject, { functionIndex, pointIndex }, checks)
        diagnostics.push(...result.diagnostics)
        if (result.run) runs.push(result.run)
        return result.report
      })
      const span = { text: 0, start: outline.start, end: outline.end }
      const nameSpan = { text: 0, start: outline.nameStart, end: outline.nameEnd }
      const missing = closure ? [] : marked.marks.map((mark) => unreachable(mark.range, whyMissing(opened, marked), diagnostics, nameSpan))
      return { name: outline.name, nameSpan, span, points: [...points, ...missing] }
    })
    return { functions, runs }
  }

  private point(opened: Opened, subject: PointSubject, at: NonNullable<Run['point']>, checks: boolean): PointResult {
    const { evaluation, language, request } = opened
    const { runtime } = evaluation
    const { closure, mark } = subject
    const noticed = runtime.notices.length
    let observer = new Observer()
    const markSpan = { text: 0, ...mark.range }
    const diagnostics: ReportDiagnostic[] = []
    const { name } = closure.code
    const ending = atPoint(evaluation, language, subject, () => (observer = new Observer()), (state) => {
      const active = activeInputs(state, evaluation, observer)
      const { values, sweep } = gradientsAt(state, active, evaluation)
      const adjoint = (node: number) => sweep?.adjoint(node) ?? null
      const scalar = isScalarPoint(state)
      const inputs = Object.fromEntries(state.inputs.map((input) => [input.name, show(input.value, runtime)]))
      const gradients = Object.fromEntries(active.map((a, i) => [a.input.name, show(values[i], runtime)]))
      if (mark.order === 2 && !scalar && mark.orderRange) {
        diagnostics.push(diagnostic('mark-syntax', { text: 0, ...mark.orderRange }, `\`order 2\` needs a function with a single number as its value; \`${name}\` gives more than one. Leave the option out.`))
      }
      const blocks = mark.order === 2 && scalar ? hessianAt(state, active, evaluation) : null
      const hessian = blocks && Object.fromEntries(active.map((a, i) => [a.input.name, Object.fromEntries(active.map((b, j) => [b.input.name, show(blocks[i][j], runtime)]))]))
      diagnostics.push(...opaqueDiagnostics(state.value, values, closure.code.nameSpan, `\`${name}\``))
      const finite = [state.value, ...values].flatMap((v) => numbersIn(v)).every(isFiniteNum)
      if (!finite && state.output.kind === 'number') {
        const origin = originOfNonFinite(runtime, nodeOf(state.output.num), adjoint)
        const place = origin?.span.text === 0 ? origin.span : closure.code.nameSpan
        const what = `${name} or its gradient is not finite at ${pointTitle(inputs)}`
        diagnostics.push(diagnostic('non-finite-gradient', place, origin ? `${what}: ${origin.message}.` : `${what}.`))
      }
      const report: PointReport = { markSpan, inputs, value: show(state.value, runtime), gradients, ...(hessian ? { hessian } : {}), check: null }
      const swept: readonly Swept[] = sweep ? [{ of: name, adjoint }] : []
      const run: Run = { title: `${name} at ${pointTitle(inputs)}`, point: at, observations: observationsOf(evaluation, observer, swept) }
      return { report, run }
    })
    diagnostics.push(...runtime.notices.slice(noticed).map(noticeDiagnostic))
    runtime.notices.length = noticed
    if (ending.kind !== 'done') {
      const run: Run = { title: name, point: at, observations: observationsOf(evaluation, observer, []) }
      return { report: failedPoint(ending, opened, subject, diagnostics), run, diagnostics }
    }
    const check = !checks ? null : mark.check ? this.checkOf(request, { kind: 'point', ...at }) : notChecked('the mark says `nocheck`')
    if (check) diagnostics.push(...checkDiagnostics(check, closure.code.nameSpan, name))
    return { report: { ...ending.value.report, check }, run: ending.value.run, diagnostics }
  }

  private language(id: 'python' | 'typescript'): LanguageMeaning {
    const found = this.languages.find((l) => l.id === id)
    if (!found) throw new Error(`no language ${id}`)
    return found
  }

  private blank(request: Request): Report {
    const { uri, version, language, languageId } = request
    return {
      uri,
      version,
      language: language === 'python' ? 'python' : languageId.startsWith('javascript') ? 'javascript' : 'typescript',
      libraries: this.language(language).libraries,
      functions: [],
      gradOf: [],
      tapes: [],
      runs: [],
      prints: [],
      variables: {},
      stdout: '',
      error: null,
      diagnostics: [],
      syntaxError: null,
      elapsed: 0,
    }
  }
}

// ── Points ──

function closureOf(opened: Opened, { code }: MarkedFunction): Closure | null {
  return (code && opened.evaluation.compiler.closures.get(code)) ?? null
}

function pointAt(opened: Opened, subject: Extract<Subject, { kind: 'point' }>): PointSubject | null {
  const marked = opened.functions[subject.functionIndex]
  const closure = marked && closureOf(opened, marked)
  if (!closure) return null
  opened.evaluation.renewBudget(opened.share.milliseconds, opened.share.maxSteps)
  return pointsOf(marked, closure, opened.evaluation)[subject.pointIndex] ?? null
}

/** How a point is told from others: its inputs. */
function pointTitle(inputs: Readonly<Record<string, Shown>>): string {
  return Object.entries(inputs).map(([name, { text }]) => `${name} = ${text}`).join(', ') || 'its only point'
}

function whyMissing(opened: Opened, { outline }: MarkedFunction): string {
  if (opened.ending.kind === 'raised') return `\`${outline.name}\` was not reached: the file raises ${opened.ending.raised.type} before`
  return `\`${outline.name}\` is not made when the file runs: it stands in a place that nothing reaches`
}

function unreachable(range: { start: number; end: number }, why: string, diagnostics: ReportDiagnostic[], nameSpan: Span): PointReport {
  diagnostics.push(diagnostic('opaque-value', nameSpan, `Unknown: ${why}.`))
  const value = { text: `unknown: ${why}`, json: { opaque: why }, opaque: why }
  return { markSpan: { text: 0, ...range }, inputs: {}, value, gradients: {}, check: notChecked(why) }
}

function failedPoint(ending: Exclude<Ending<unknown>, { kind: 'done' }>, opened: Opened, { closure, mark, draw }: PointSubject, diagnostics: ReportDiagnostic[]): PointReport {
  const { evaluation, language } = opened
  const why = ending.kind === 'raised' ? `it raises ${ending.raised.type}${ending.raised.message ? `: ${ending.raised.message}` : ''}` : `its budget of ${ending.exceeded.what} is spent`
  if (ending.kind === 'raised') diagnostics.push(raisedDiagnostic(ending.raised, placeOf(ending.raised) ?? closure.code.nameSpan))
  else diagnostics.push(diagnostic('budget-exceeded', inMainText(opened.evaluation.runtime.statement) ?? closure.code.nameSpan, budgetMessage(ending.exceeded, opened.request.budget)))
  const unknown: Shown = { text: `unknown: ${why}`, json: { opaque: why }, opaque: why }
  const given = evaluation.isolated(null, () => inputsOf(closure, mark, draw, evaluation, language, noInsights).map((input) => [input.name, show(input.value, evaluation.runtime)] as const))
  const inputs = given.kind === 'done' ? Object.fromEntries(given.value) : {}
  const gradients = Object.fromEntries(Object.keys(inputs).map((name) => [name, unknown]))
  return { markSpan: { text: 0, ...mark.range }, inputs, value: unknown, gradients, check: notChecked(why) }
}

function opaqueDiagnostics(value: Value, gradients: readonly Value[], span: Span, what: string): readonly ReportDiagnostic[] {
  const unknown = [value, ...gradients].find((v): v is Opaque => v instanceof Opaque)
  return unknown ? [diagnostic('opaque-value', span, `${what} depends on a value that can't be known: ${unknown.reason}.`)] : []
}

// ── The script ──

/** The innermost place of the main text that an exception passed. */
function placeOf(raised: Raised): Span | null {
  return [raised.site, ...raised.traceback].find((s) => s.text === 0 && s.end > s.start) ?? null
}

function inMainText(span: Span): Span | null {
  return span.text === 0 && span.end > span.start ? span : null
}

function endDiagnostics(opened: Opened, diagnostics: ReportDiagnostic[]): ScriptError | null {
  const { ending, evaluation, request } = opened
  if (ending.kind === 'budget') {
    const place = inMainText(evaluation.runtime.statement) ?? { text: 0, start: 0, end: 1 }
    diagnostics.push(diagnostic('budget-exceeded', place, budgetMessage(ending.exceeded, request.budget)))
  }
  if (ending.kind !== 'raised') return null
  const { raised } = ending
  const span = placeOf(raised) ?? { text: 0, start: 0, end: 1 }
  const found = raisedDiagnostic(raised, span)
  diagnostics.push({ ...found, fixes: opened.language.fixes?.(found, opened.program) ?? [] })
  return { type: raised.type, message: raised.message, span }
}

/** The last execution of every call that asked for derivatives, by place, with how often it ran. */
interface LastCall {
  readonly call: GradientCall
  readonly count: number
}

function lastCalls(runtime: Runtime): readonly LastCall[] {
  const calls = new Map<string, LastCall>()
  for (const call of runtime.gradientCalls) {
    if (call.span.text !== 0) continue
    const key = `${call.span.start}:${call.span.end}`
    calls.set(key, { call, count: (calls.get(key)?.count ?? 0) + 1 })
  }
  return [...calls.values()].sort((a, b) => a.call.span.start - b.call.span.start)
}

function sweptOf(calls: readonly LastCall[]): readonly Swept[] {
  const byTarget = new Map<string, Swept>()
  for (const { call } of calls) {
    const known = byTarget.get(call.target.text)
    if (!known) byTarget.set(call.target.text, { of: call.target.text, adjoint: call.adjoint })
  }
  return [...byTarget.values()]
}

function tapeReports(
  opened: Opened,
  calls: readonly LastCall[],
  diagnostics: ReportDiagnostic[],
  check: (at: { readonly tapeIndex: number; readonly callIndex: number }) => CheckReport | null,
): readonly TapeReport[] {
  const { runtime } = opened.evaluation
  return tapeSpans(runtime).map((span, tapeIndex): TapeReport => {
    const own = calls.filter(({ call }) => call.tape.start === span.start)
    return {
      span,
      calls: own.map(({ call, count }, callIndex) => {
        const gradients = call.gradients.map((g) => show(g, runtime))
        diagnostics.push(...opaqueDiagnostics(null, call.gradients, call.span, 'This gradient'))
        const nums = [call.target.value, ...call.gradients].flatMap((v) => numbersIn(v))
        if (!nums.every(isFiniteNum)) {
          const origin = originOfNonFinite(runtime, nodeOf(numbersIn(call.target.value)[0] ?? 0), call.adjoint)
          const place = origin?.span.text === 0 ? origin.span : call.span
          diagnostics.push(diagnostic('non-finite-gradient', place, `The gradient of \`${call.target.text}\` is not finite${origin ? `: ${origin.message}` : ''}.`))
        }
        const sources = call.sources.map((s) => s.text)
        const found = check({ tapeIndex, callIndex })
        if (found) diagnostics.push(...checkDiagnostics(found, call.span, call.target.text))
        return { span: call.span, method: call.method, target: call.target.text, sources, gradients, count, check: found }
      }),
    }
  })
}

/** The places of the main text where a tape was opened, in source order. */
function tapeSpans(runtime: Runtime): readonly Span[] {
  return [...runtime.tapes.values()].map((t) => t.span).filter((s) => s.text === 0).sort((a, b) => a.start - b.start)
}

function callAt(opened: Opened, subject: Extract<Subject, { kind: 'call' }>): GradientCall | null {
  const { runtime } = opened.evaluation
  const span = tapeSpans(runtime)[subject.tapeIndex]
  if (!span) return null
  return lastCalls(runtime).filter(({ call }) => call.tape.start === span.start)[subject.callIndex]?.call ?? null
}

/** How many of the texts that one call printed are kept. */
const PRINTS_KEPT = 10

function printsOf(runtime: Runtime): readonly PrintReport[] {
  const bySite = new Map<string, { span: Span; texts: string[]; count: number }>()
  for (const { site, text } of runtime.printed) {
    if (site.text !== 0) continue
    const key = `${site.start}:${site.end}`
    const entry = bySite.get(key) ?? { span: site, texts: [], count: 0 }
    entry.texts.push(text)
    entry.count++
    if (entry.texts.length > PRINTS_KEPT) entry.texts.shift()
    bySite.set(key, entry)
  }
  return [...bySite.values()]
}

function variablesOf(opened: Opened): Readonly<Record<string, Json>> {
  const { code, frame } = opened.evaluation.main
  const variables: [string, Json][] = []
  code.slotNames.forEach((name, slot) => {
    const value = frame.slots[slot]
    if (name.startsWith('__') || !isName(name) || value === undefined || value instanceof Closure || isUnknownModule(value)) return
    const { json } = show(value, opened.evaluation.runtime)
    if (json !== undefined) variables.push([name, json])
  })
  return Object.fromEntries(variables)
}

function isUnknownModule(value: Value): boolean {
  return value instanceof Opaque && value.facts.path !== undefined
}

/** Slots that a front-end made for itself have names that no program can write. */
function isName(name: string): boolean {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)
}

