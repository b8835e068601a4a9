// One file looked at by the command line: read, outlined, evaluated and checked by the same worker as the editor's.
import { stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { OpenDocument } from '../documents/document'
import { checkDiagnostics } from '../evaluation/checkDiagnostics'
import { collectTexts } from '../evaluation/collectTexts'
import { diagnostic } from '../evaluation/diagnostics'
import { Evaluator, WorkerEnded, type Question } from '../evaluation/evaluator'
import type { Budget, Evaluation, WorkerAnswer } from '../evaluation/messages'
import { hardLimit } from '../evaluation/scheduler'
import { markDiagnostics } from '../features/marks'
import { matched } from '../features/words'
import type { Host } from '../host'
import type { LanguageSyntax, Outline } from '../languages/language'
import type {
  CheckReport,
  FunctionReport,
  Report,
  ReportDiagnostic,
  Shown,
  Subject,
  TapeReport,
  Trace,
} from '../report'
import { Grammars } from '../syntax/grammars'

/** A file that cannot be looked at, with what to say. */
export class UnreadableFile extends Error {}

/** Everything that was learnt about one file. */
export interface Inspected {
  /** As given. */
  readonly path: string
  readonly source: string
  readonly outline: Outline
  readonly evaluation: Evaluation
  /** With every check, and the marks' own diagnostics among the others. */
  readonly report: Report
}

const READ_LIMIT = 5000
const never = new AbortController().signal

/** Looks at files, one at a time. */
export class Inspector {
  private readonly grammars: Grammars
  private readonly evaluator: Evaluator

  constructor(
    private readonly host: Host,
    private readonly syntaxes: readonly LanguageSyntax[],
    private readonly budget: Budget,
    private readonly versions: Readonly<Record<string, string>>,
  ) {
    this.grammars = new Grammars((name) => host.asset(name))
    this.evaluator = new Evaluator((events) => host.startWorker(events))
  }

  /** Ends the worker. */
  end(): void {
    this.evaluator.restart()
  }

  /** Evaluates a file, and with `checks` compares every gradient with finite differences. Throws UnreadableFile. */
  async inspect(path: string, checks: boolean): Promise<Inspected> {
    const { document, evaluation } = await this.open(path)
    const { outline, source } = document
    const report = await this.report(evaluation, outline)
    const checked = checks ? await this.check(evaluation, report) : report
    const diagnostics = [...markDiagnostics(outline), ...checked.diagnostics].sort(
      (a, b) => a.span.start - b.span.start,
    )
    document.dispose()
    return { path, source, outline, evaluation, report: { ...checked, diagnostics } }
  }

  /** The tape of a subject. */
  async trace({ evaluation }: Inspected, subject: Subject): Promise<Trace | null> {
    const answer = await this.ask({ kind: 'trace', evaluation, subject })
    return 'trace' in answer ? answer.trace : null
  }

  private async open(path: string): Promise<{ document: OpenDocument; evaluation: Evaluation }> {
    const file = resolve(path)
    const uri = pathToFileURL(file).href
    const served = this.languageOf(file)
    if (served === null) throw new UnreadableFile(`${path}: not a file of a language that Gradlens reads`)
    const source = await this.host.files.readText(uri)
    if (source === null) throw new UnreadableFile(`${path}: the file cannot be read`)
    const { syntax, languageId } = served
    const document = new OpenDocument(
      uri,
      languageId,
      syntax,
      await this.grammars.parser(syntax, languageId),
      1,
      source,
    )
    const language = syntax.id
    const { texts } = await collectTexts(
      { uri, source, languageId },
      {
        imports: async (source, languageId) => {
          const answer = await this.evaluator.ask({ kind: 'imports', language, languageId, source }, READ_LIMIT, never)
          return answer.kind === 'imports' ? answer.imports : []
        },
        read: (one) => this.host.files.readText(one),
        followLinks: (one) => this.host.files.followLinks(one),
        languageIdOf: (one) => this.languageOf(one)?.languageId ?? null,
        folders: [pathToFileURL(await workspaceOf(file)).href],
      },
    )
    const { functions } = document.outline
    return {
      document,
      evaluation: {
        uri,
        version: 1,
        language,
        languageId,
        texts,
        functions,
        budget: this.budget,
        versions: this.versions,
      },
    }
  }

  private languageOf(name: string): { syntax: LanguageSyntax; languageId: string } | null {
    for (const syntax of this.syntaxes)
      for (const [ending, languageId] of Object.entries(syntax.extensions))
        if (name.endsWith(ending)) return { syntax, languageId }
    return null
  }

  private async report(evaluation: Evaluation, outline: Outline): Promise<Report> {
    const answer = await this.ask({ kind: 'report', evaluation, checks: false })
    if ('stopped' in answer) return withoutEvaluation(evaluation, outline, answer.stopped)
    const { syntaxError } = answer.report
    return syntaxError === null ? answer.report : withoutParsing(answer.report, outline, syntaxError)
  }

  /** Checks are asked for one by one: one that has to be stopped takes no other with it. */
  private async check(evaluation: Evaluation, report: Report): Promise<Report> {
    const deadline = performance.now() + hardLimit(this.budget)
    const diagnostics: ReportDiagnostic[] = []
    const checkOf = async (subject: Subject, span: ReportDiagnostic['span'], name: string): Promise<CheckReport> => {
      const check = await this.checkOne(evaluation, subject, deadline)
      diagnostics.push(...checkDiagnostics(check, span, name))
      return check
    }
    const functions: FunctionReport[] = []
    for (const [functionIndex, one] of report.functions.entries()) {
      const points: FunctionReport['points'][number][] = []
      for (const [pointIndex, point] of one.points.entries()) {
        const isFailed = isFailedPoint(point)
        const check = isFailed
          ? (point.check ?? skipped(point.value.text))
          : await checkOf({ kind: 'point', functionIndex, pointIndex }, one.nameSpan, one.name)
        points.push({ ...point, check })
      }
      functions.push({ ...one, points })
    }
    const tapes: TapeReport[] = []
    for (const [tapeIndex, tape] of report.tapes.entries()) {
      const calls: TapeReport['calls'][number][] = []
      for (const [callIndex, call] of tape.calls.entries())
        calls.push({ ...call, check: await checkOf({ kind: 'call', tapeIndex, callIndex }, call.span, call.target) })
      tapes.push({ ...tape, calls })
    }
    return { ...report, functions, tapes, diagnostics: [...report.diagnostics, ...diagnostics] }
  }

  private async checkOne(evaluation: Evaluation, subject: Subject, deadline: number): Promise<CheckReport> {
    if (performance.now() > deadline)
      return inconclusive(`the time of the file (--timeout ${this.budget.milliseconds}) is spent`)
    const answer = await this.ask({ kind: 'check', evaluation, subject })
    if ('stopped' in answer) return inconclusive(answer.stopped)
    return answer.check ?? skipped('there is nothing to compare')
  }

  private async ask<K extends Question['kind']>(
    question: Extract<Question, { kind: K }>,
  ): Promise<Extract<WorkerAnswer, { kind: K }> | { readonly stopped: string }> {
    try {
      const answer = await this.evaluator.ask(question, hardLimit(this.budget), never)
      if (answer.kind === question.kind) return answer as Extract<WorkerAnswer, { kind: K }>
      // One file's fault takes no other file with it.
      return {
        stopped: `by a fault of Gradlens, please report it: ${answer.kind === 'defect' ? answer.message : answer.kind}`,
      }
    } catch (error) {
      if (!(error instanceof WorkerEnded) || error.reason === 'crash') throw error
      return {
        stopped:
          error.reason === 'memory'
            ? 'it took more memory than it may'
            : `it did not keep to its ${this.budget.milliseconds / 1000} s`,
      }
    }
  }
}

/** The folder of the nearest package.json, pyproject.toml or .git above a file, else its own. */
async function workspaceOf(file: string): Promise<string> {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    for (const name of ['package.json', 'pyproject.toml', '.git']) if (await exists(join(folder, name))) return folder
    if (folder === dirname(folder)) return dirname(file)
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** A point that raised, was not reached or ran out of budget: it has no inputs either. */
export function isFailedPoint({ inputs, value }: FunctionReport['points'][number]): boolean {
  return value.opaque !== undefined && Object.keys(inputs).length === 0
}

function skipped(why: string): CheckReport {
  return { verdict: 'skipped', maxRelativeError: null, worst: null, detail: `Not checked: ${why}.` }
}

function inconclusive(why: string): CheckReport {
  return { verdict: 'inconclusive', maxRelativeError: null, worst: null, detail: `The check was stopped: ${why}.` }
}

/** The marked functions of a file that could not be evaluated, each point unknown for the same reason. */
function unknownFunctions(outline: Outline, why: string): FunctionReport[] {
  const value: Shown = { text: `unknown: ${why}`, json: { opaque: why }, opaque: why }
  return outline.functions.flatMap(({ name, nameStart, nameEnd, start, end, marks }) => {
    if (!marks.some((line) => 'error' in line || line.mark.kind === 'grad')) return []
    const points = marks.flatMap((line) => {
      if ('error' in line || line.mark.kind !== 'grad') return []
      const { range } = line.mark
      return [
        {
          markSpan: { text: 0, start: range.start, end: range.end },
          inputs: {},
          value,
          gradients: {},
          check: skipped(why),
        },
      ]
    })
    return [{ name, nameSpan: { text: 0, start: nameStart, end: nameEnd }, span: { text: 0, start, end }, points }]
  })
}

function withoutParsing(
  report: Report,
  outline: Outline,
  { span, message }: NonNullable<Report['syntaxError']>,
): Report {
  const error = { type: 'SyntaxError', message, span }
  return {
    ...report,
    functions: unknownFunctions(outline, 'the file does not parse'),
    error,
    diagnostics: [diagnostic('program-raises', span, `SyntaxError: ${message}`)],
  }
}

function withoutEvaluation(
  { uri, version, language, languageId, texts }: Evaluation,
  outline: Outline,
  why: string,
): Report {
  const functions = unknownFunctions(outline, why)
  const line = { text: 0, start: 0, end: matched(/^.*/, texts[0].source).length }
  return {
    uri,
    version,
    language: language === 'python' ? 'python' : languageId.startsWith('javascript') ? 'javascript' : 'typescript',
    libraries: {},
    functions,
    gradOf: [],
    tapes: [],
    usesLibrary: false,
    runs: [],
    prints: [],
    variables: {},
    stdout: '',
    error: null,
    diagnostics: [
      diagnostic('budget-exceeded', functions[0]?.nameSpan ?? line, `The evaluation of this file was stopped: ${why}.`),
    ],
    syntaxError: null,
    elapsed: 0,
  }
}
