// The worker's brain: requests in, Reports, traces and checks out. Synchronous; throws Cancelled where it is told to stop.
import { leavesOf, nodeOf, numbersIn, Observer } from '@gradlens/engine'
import type { Evaluation, Program } from '@gradlens/engine'
import type { ImportRequest, LanguageMeaning } from '../languages/language'
import type { CheckReport, Report, ReportDiagnostic, Run, Subject, Trace } from '../report'
import { checkCall, checkPoint, notChecked } from './check'
import { derivativesOfCall, derivativesOfPoint, withFloat32 } from './float32'
import type { Derivatives } from './float32'
import { collected, noticeDiagnostic } from './diagnostics'
import { prepare } from './evaluate'
import type { HostPort } from './evaluate'
import { gradOfReports } from './gradOf'
import type { Evaluation as Request } from './messages'
import { observationsOf } from './observations'
import type { Opened } from './opened'
import { activeInputs, atPoint, gradientsAt } from './point'
import { pointReports } from './points'
import { KeptEvaluations } from './kept'
import { endOfScript, printsOf, variablesOf } from './script'
import { mergedTapes, sweptOf, tapeReports, withCall } from './tapes'
import { pointAt } from './subjects'
import { traceOf } from './trace'
import { runUncalledTapes } from './uncalledTapes'

/** What is told of a script without tapes, too: it bears on numbers that it prints. */
const PLAIN_NOTICES: ReadonlySet<string> = new Set(['sampled-value', 'floating-point-warning'])

/** Evaluations are kept while memory is used up to this part of what one may take. */
const KEPT_PART = 0.5

export class Analyst {
  private readonly kept = new KeptEvaluations()

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
    if ('syntaxError' in opened)
      return { ...this.blank(request), syntaxError: opened.syntaxError, elapsed: this.host.now() - started }
    const { evaluation, language, observer } = opened
    const { runtime } = evaluation
    const diagnostics: ReportDiagnostic[] = []

    const script = language.isScript
    const scriptRun: Run = {
      title: 'script',
      point: null,
      observations: observationsOf(evaluation, observer, sweptOf(runtime.records.callsIn(0))),
    }
    const error = script ? endOfScript(opened, diagnostics) : null
    const ofScript = tapeReports(runtime, diagnostics, (call) =>
      checks ? this.checkOf(request, { kind: 'call', ...call }) : null,
    )
    const output = {
      prints: script ? printsOf(runtime) : [],
      variables: script ? variablesOf(opened) : {},
      stdout: script ? runtime.printed.map((p) => p.text).join('') : '',
    }
    const points = pointReports(
      opened,
      diagnostics,
      checks ? (at) => this.checkOf(request, { kind: 'point', ...at }) : null,
    )
    const tapes = mergedTapes(ofScript, points.tapes)
    diagnostics.push(...runUncalledTapes(evaluation, language, [...runtime.records.tapesIn(0), ...points.tapesOpened]))
    const noticed = runtime.notices.filter((n) => tapes.length > 0 || PLAIN_NOTICES.has(n.code))
    diagnostics.push(...noticed.map(noticeDiagnostic))
    const gradOf = gradOfReports(opened, diagnostics, (functionIndex, pointIndex) =>
      this.check(request, { kind: 'point', functionIndex, pointIndex }),
    )
    this.keep(opened)

    return {
      ...this.blank(request),
      functions: points.functions,
      gradOf,
      tapes,
      usesLibrary: script && importsLibrary(opened.evaluation.program, language.libraries),
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
    const trace = this.traceIn(opened, subject)
    this.keep(opened)
    return trace
  }

  private traceIn(opened: Opened, subject: Subject): Trace | null {
    const { evaluation, language } = opened
    if (subject.kind === 'call') {
      return withCall(opened, subject, (call) => {
        const sources = call.sources.flatMap((s) => s.nodes.map((node) => ({ node, name: s.text })))
        return traceOf(evaluation, call.target.text, numbersIn(call.target.value).map(nodeOf), sources, call.adjoint)
      })
    }
    const found = pointAt(opened, subject)
    if (!found) return null
    const ending = atPoint(
      evaluation,
      language,
      found,
      () => null,
      (state) => {
        const active = activeInputs(state, evaluation, null)
        const { sweep } = gradientsAt(state, active, evaluation)
        const sources = state.inputs.flatMap((input, i) =>
          leavesOf(state.trees[i]).map(({ num, path }) => ({
            node: nodeOf(num),
            name: [input.name, ...path.map((p) => `[${p}]`)].join(''),
          })),
        )
        const targets = numbersIn(state.value).map(nodeOf)
        return traceOf(
          evaluation,
          found.closure.code.qualifiedName,
          targets,
          sources,
          (node) => sweep?.adjoint(node) ?? null,
        )
      },
    )
    return ending.kind === 'done' ? ending.value : null
  }

  /** The finite-difference check of a point or a tape call. */
  check(request: Request, subject: Subject): CheckReport | null {
    const opened = this.open(request, true)
    const pace = { now: this.host.now, milliseconds: request.budget.milliseconds / 2 }
    if ('syntaxError' in opened) return null
    if (subject.kind === 'point') {
      const found = pointAt(opened, subject)
      if (!found) return null
      const report = checkPoint(opened.evaluation, opened.language, found, pace)
      const derivatives = (run: Opened): Derivatives | null => {
        const same = pointAt(run, subject)
        return same && derivativesOfPoint(run.evaluation, run.language, same)
      }
      return this.besideFloat32(request, report, () => derivatives(opened), derivatives)
    }
    const again = (): Evaluation =>
      prepare(opened.program, request, opened.language, this.host, { forCheck: true, cancelled: this.cancelled })
        .evaluation
    return withCall(opened, subject, (call, inScript) => {
      if (!inScript) return notChecked('the call stands in a marked function, whose points are checked themselves')
      const report = checkCall(call, opened.evaluation, again, pace)
      const exact = (): Derivatives => derivativesOfCall(call, opened.evaluation.runtime)
      return this.besideFloat32(request, report, exact, (run) =>
        withCall(run, subject, (same) => derivativesOfCall(same, run.evaluation.runtime)),
      )
    })
  }

  /** Where the program computes in float32: the check's report, with what that does to the gradient. `exact` gives what was
   *  checked, `shownIn` what a run of the program itself gives. */
  private besideFloat32(
    request: Request,
    report: CheckReport,
    exact: () => Derivatives | null,
    shownIn: (run: Opened) => Derivatives | null,
  ): CheckReport {
    const checked = report.verdict === 'skipped' ? null : exact()
    if (!checked?.float32) return report
    const run = this.open(request)
    const shown = 'syntaxError' in run ? null : shownIn(run)
    return shown ? withFloat32(report, checked, shown) : report
  }

  private checkOf(request: Request, subject: Subject): CheckReport {
    return this.check(request, subject) ?? notChecked('there is nothing to compare')
  }

  private open(
    request: Request,
    forCheck = false,
  ): Opened | { readonly syntaxError: NonNullable<Report['syntaxError']> } {
    const language = this.language(request.language)
    const reading = language.read(request.texts)
    if (!reading.ok) return { syntaxError: { span: reading.span, message: reading.message } }
    const options = { forCheck, cancelled: this.cancelled }
    const earlier = forCheck ? null : this.kept.take(request)
    const prepared = prepare(reading.program, request, language, this.host, options, earlier)
    const { evaluation } = prepared
    const fresh = new Observer()
    const ending = evaluation.runMain(fresh)
    const observer = evaluation.observer ?? fresh
    return { ...prepared, request, program: evaluation.program, language, ending, observer }
  }

  /** Keeps an evaluation that did all that was asked of it, where memory allows. */
  private keep({ request, evaluation, language }: Opened): void {
    if (!language.isScript) return
    const used = this.host.memoryInUse?.() ?? 0
    if (used > KEPT_PART * request.budget.bytes) this.kept.clear()
    else this.kept.keep(request, evaluation)
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
      libraries: { ...this.language(language).libraries, ...(language === 'python' ? request.versions : {}) },
      functions: [],
      gradOf: [],
      tapes: [],
      usesLibrary: false,
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

/** Does the main text import one of the libraries? */
function importsLibrary({ main }: Program, libraries: Readonly<Record<string, string>>): boolean {
  return main.body.some((s) => s.kind === 'import' && Object.hasOwn(libraries, s.module.split('.')[0]))
}
