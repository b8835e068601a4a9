// Decides what the evaluator does next: what a person asked for, then the documents, most recently touched first. A newer
// text cancels the evaluation of an older one; one that depends on the same texts as before is not evaluated again.
import type { Failure, OpenDocument, Snapshot } from '../documents/document'
import type { Answer } from '../documents/view'
import type { ImportRequest } from '../languages/language'
import type { CheckReport, Subject, Trace } from '../report'
import type { Collected, MainText } from './collectTexts'
import { WorkerEnded, type Question } from './evaluator'
import type { Budget, Evaluation, WorkerAnswer } from './messages'

/** Between the last keystroke and its evaluation. */
const DEBOUNCE = 40
/** The hard limit of a request whose own budget should have ended it before. */
export function hardLimit({ milliseconds }: Budget): number {
  return milliseconds * 1.5 + 500
}
/** How long a text may be read for its imports. */
const IMPORTS_LIMIT = 5000
/** Answers of one document that are kept, for a text that comes again (undo). */
const KEPT_ANSWERS = 8
/** Texts whose imports are kept. */
const KEPT_IMPORTS = 300

export interface Asking {
  ask(question: Question, limit: number, signal: AbortSignal): Promise<WorkerAnswer>
}

export interface SchedulerPorts {
  readonly evaluator: Asking
  /** What a document depends on; `ask` asks the evaluator for a text's imports. */
  collect(main: MainText, imports: ImportsOf): Promise<Collected>
  /** What an evaluation may cost; `visible` where a person waits for it. */
  budget(visible: boolean): Budget
  /** Versions of libraries that were asked for, by name. */
  versions(): Readonly<Record<string, string>>
  /** A document has an answer, or the reason why it has none. */
  settled(document: OpenDocument): void
  /** What is being evaluated; null: nothing. */
  busy(document: OpenDocument | null): void
  /** A fault of ours. */
  defect(message: string): void
}

export type ImportsOf = (source: string, languageId: string) => Promise<readonly ImportRequest[]>

interface Entry {
  readonly document: OpenDocument
  /** When it was last touched. */
  touched: number
  due: boolean
  timer: ReturnType<typeof setTimeout> | null
  /** Files that the last evaluation looked for. */
  looked: ReadonlySet<string>
  answers: readonly Answer[]
  /** The last evaluation that had to be stopped. */
  stopped: { readonly evaluation: Evaluation; readonly ended: WorkerEnded } | null
  waiters: (() => void)[]
}

/** Something that a person asked for. */
interface Demand {
  readonly question: Extract<Question, { kind: 'trace' | 'check' }>
  readonly signal: AbortSignal
  readonly resolve: (answer: WorkerAnswer) => void
  readonly reject: (error: unknown) => void
}

interface Running {
  /** Null for a demand. */
  readonly entry: Entry | null
  readonly controller: AbortController
}

export class Scheduler {
  private readonly entries = new Map<string, Entry>()
  private readonly demands: Demand[] = []
  private running: Running | null = null
  private clock = 0
  /** What texts import, by language and text. */
  private readonly imports = new Map<string, readonly ImportRequest[]>()

  constructor(private readonly ports: SchedulerPorts) {}

  /** Begins to look after a document, and evaluates it. */
  add(document: OpenDocument): void {
    const entry: Entry = {
      document,
      touched: ++this.clock,
      due: false,
      timer: null,
      looked: new Set(),
      answers: [],
      stopped: null,
      waiters: [],
    }
    this.entries.set(document.uri, entry)
    this.schedule(entry, 0)
  }

  remove(document: OpenDocument): void {
    const entry = this.entries.get(document.uri)
    if (entry?.document !== document) return
    this.entries.delete(document.uri)
    if (entry.timer !== null) clearTimeout(entry.timer)
    if (this.running?.entry === entry) this.running.controller.abort()
    this.release(entry)
  }

  /** A person looks at the document: it comes before others. */
  touch(document: OpenDocument): void {
    const entry = this.entries.get(document.uri)
    if (entry) entry.touched = ++this.clock
  }

  /** The document's text is another. */
  changed(document: OpenDocument): void {
    const entry = this.entries.get(document.uri)
    if (!entry) return
    this.touch(document)
    this.schedule(entry, DEBOUNCE)
  }

  /** A file is another, by its normal URI: what depends on it is evaluated anew. */
  fileChanged(uri: string): void {
    for (const entry of this.entries.values()) {
      if (!entry.looked.has(uri)) continue
      entry.document.expire()
      this.schedule(entry, DEBOUNCE)
    }
  }

  /** Forgets what was learnt and evaluates everything anew, e.g. under other budgets. */
  evaluateAll(): void {
    for (const entry of this.entries.values()) {
      entry.answers = []
      entry.stopped = null
      entry.document.expire()
      this.schedule(entry, 0)
    }
  }

  /** Resolves once the document's text as it stands has its answer (or the reason why not), or nothing is under way to it. */
  settled(document: OpenDocument): Promise<void> {
    const entry = this.entries.get(document.uri)
    const isUnderWay = entry && (entry.due || entry.timer !== null || this.running?.entry === entry)
    if (document.isSettled || !isUnderWay) return Promise.resolve()
    return new Promise((resolve) => entry.waiters.push(resolve))
  }

  /** The tape of a subject of an answer; null where it can't be had. */
  async trace(answer: Answer, subject: Subject, signal: AbortSignal): Promise<Trace | null> {
    const given = await this.demand({ kind: 'trace', evaluation: this.demanded(answer), subject }, signal)
    return given.kind === 'trace' ? given.trace : null
  }

  /** The check of a subject of an answer; null where there is none such. One that takes too long is inconclusive. */
  async check(answer: Answer, subject: Subject, signal: AbortSignal): Promise<CheckReport | null> {
    const evaluation = this.demanded(answer)
    try {
      const given = await this.demand({ kind: 'check', evaluation, subject }, signal)
      return given.kind === 'check' ? given.check : null
    } catch (error) {
      if (!(error instanceof WorkerEnded) || error.reason === 'restart') throw error
      return {
        verdict: 'inconclusive',
        maxRelativeError: null,
        worst: null,
        detail: `The check was stopped: ${stopMessage(error, evaluation.budget)}`,
      }
    }
  }

  /** What is asked for by a person may take as long as what runs in the background. */
  private demanded({ evaluation }: Answer): Evaluation {
    return { ...evaluation, budget: this.ports.budget(false) }
  }

  private demand(question: Demand['question'], signal: AbortSignal): Promise<WorkerAnswer> {
    return new Promise((resolve, reject) => {
      this.demands.push({ question, signal, resolve, reject })
      if (this.running?.entry) this.preempt(this.running)
      this.next()
    })
  }

  private schedule(entry: Entry, delay: number): void {
    if (this.running?.entry === entry) this.running.controller.abort()
    if (entry.timer !== null) clearTimeout(entry.timer)
    entry.timer = setTimeout(() => {
      entry.timer = null
      entry.due = true
      const { running } = this
      if (running?.entry && running.entry.touched < entry.touched) this.preempt(running)
      this.next()
    }, delay)
  }

  /** Puts off what is running for something more urgent. */
  private preempt({ entry, controller }: Running): void {
    if (entry && entry.timer === null) entry.due = true
    controller.abort()
  }

  private next(): void {
    if (this.running !== null) return
    const demand = this.demands.shift()
    if (demand) return this.run(null, () => this.answer(demand))
    const entry = this.mostRecent((one) => one.due)
    if (entry) this.run(entry, (signal) => this.evaluate(entry, signal))
  }

  private run(entry: Entry | null, work: (signal: AbortSignal) => Promise<void>): void {
    const controller = new AbortController()
    this.running = { entry, controller }
    this.ports.busy(entry?.document ?? null)
    void work(controller.signal).finally(() => {
      this.running = null
      this.ports.busy(null)
      this.next()
    })
  }

  private mostRecent(passes: (entry: Entry) => boolean): Entry | null {
    const all = [...this.entries.values()].filter(passes)
    return all.reduce<Entry | null>((best, one) => (best === null || one.touched > best.touched ? one : best), null)
  }

  private async answer({ question, signal, resolve, reject }: Demand): Promise<void> {
    try {
      const answer = await this.ports.evaluator.ask(question, hardLimit(question.evaluation.budget), signal)
      if (answer.kind === 'defect') this.ports.defect(answer.message)
      resolve(answer)
    } catch (error) {
      reject(error)
    }
  }

  private async evaluate(entry: Entry, signal: AbortSignal): Promise<void> {
    entry.due = false
    const { document } = entry
    const budget = this.ports.budget(this.mostRecent(() => true) === entry)
    const snapshot = document.snapshot()
    try {
      const evaluation = await this.prepare(entry, snapshot, budget, signal)
      const answer = signal.aborted ? null : await this.answerOf(entry, evaluation, signal)
      if (answer === null) return
      document.accept(snapshot, answer)
    } catch (error) {
      if (error instanceof WorkerEnded && error.reason === 'restart') return
      document.fail(snapshot, this.failureOf(error, budget))
    }
    this.release(entry)
    this.ports.settled(document)
  }

  /** Collects what a text depends on. */
  private async prepare(
    entry: Entry,
    { version, source, outline: { functions } }: Snapshot,
    budget: Budget,
    signal: AbortSignal,
  ): Promise<Evaluation> {
    const { uri, languageId, syntax } = entry.document
    const language = syntax.id
    const { texts, looked } = await this.ports.collect({ uri, source, languageId }, (source, languageId) =>
      this.importsOf({ kind: 'imports', language, languageId, source }, signal),
    )
    if (!signal.aborted) entry.looked = looked
    return { uri, version, language, languageId, texts, functions, budget, versions: this.ports.versions() }
  }

  /** The answer that the same texts had before, else a new one; null where it was cancelled. */
  private async answerOf(entry: Entry, evaluation: Evaluation, signal: AbortSignal): Promise<Answer | null> {
    const { stopped } = entry
    if (stopped !== null && isRepeated(stopped.evaluation, evaluation)) throw stopped.ended
    try {
      const answer = known(entry.answers, evaluation) ?? (await this.report(evaluation, signal))
      if (answer !== null)
        entry.answers = [answer, ...entry.answers.filter((one) => one !== answer)].slice(0, KEPT_ANSWERS)
      return answer
    } catch (error) {
      if (isStopped(error)) entry.stopped = { evaluation, ended: error }
      throw error
    }
  }

  private failureOf(error: unknown, budget: Budget): Failure {
    if (isStopped(error)) return { kind: 'stopped', message: stopMessage(error, budget) }
    this.ports.defect(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return { kind: 'failed', message: 'the evaluation failed by a fault of Gradlens (its output says more)' }
  }

  private async importsOf(
    question: Extract<Question, { kind: 'imports' }>,
    signal: AbortSignal,
  ): Promise<readonly ImportRequest[]> {
    const key = `${question.languageId}\n${question.source}`
    const known = this.imports.get(key)
    if (known !== undefined) return known
    const answer = await this.ports.evaluator.ask(question, IMPORTS_LIMIT, signal)
    if (answer.kind === 'defect') this.ports.defect(answer.message)
    if (answer.kind !== 'imports') return []
    if (this.imports.size >= KEPT_IMPORTS) this.imports.clear()
    this.imports.set(key, answer.imports)
    return answer.imports
  }

  /** Null where it was cancelled. Throws where it fails by a fault of ours. */
  private async report(evaluation: Evaluation, signal: AbortSignal): Promise<Answer | null> {
    const answer = await this.ports.evaluator.ask(
      { kind: 'report', evaluation, checks: false },
      hardLimit(evaluation.budget),
      signal,
    )
    if (signal.aborted || answer.kind === 'cancelled') return null
    if (answer.kind === 'report') return { evaluation, report: answer.report }
    throw new Error(answer.kind === 'defect' ? answer.message : `the evaluator answered ${answer.kind} for a report`)
  }

  private release(entry: Entry): void {
    const { waiters } = entry
    entry.waiters = []
    for (const resolve of waiters) resolve()
  }
}

/** An answer that the same texts had before. One that a smaller budget had cut short does not count. */
function known(answers: readonly Answer[], evaluation: Evaluation): Answer | null {
  const same = answers.filter((one) => isSame(one.evaluation, evaluation))
  return same.find((one) => !isCutShort(one) || isRepeated(one.evaluation, evaluation)) ?? null
}

/** True where the worker was ended for what the program takes, not for a fault of ours. */
function isStopped(error: unknown): error is WorkerEnded {
  return error instanceof WorkerEnded && (error.reason === 'time' || error.reason === 'memory')
}

/** True where an evaluation would be what another was, at no larger a budget: it would end as that one did. */
function isRepeated(before: Evaluation, now: Evaluation): boolean {
  const { maxSteps, milliseconds, bytes } = now.budget
  const { budget } = before
  return (
    isSame(before, now) && maxSteps <= budget.maxSteps && milliseconds <= budget.milliseconds && bytes <= budget.bytes
  )
}

function isSame({ texts, versions }: Evaluation, other: Evaluation): boolean {
  return (
    versions.numpy === other.versions.numpy &&
    texts.length === other.texts.length &&
    texts.every(({ uri, source }, i) => uri === other.texts[i].uri && source === other.texts[i].source)
  )
}

function isCutShort({ report }: Answer): boolean {
  return report.diagnostics.some(({ code }) => code === 'budget-exceeded')
}

/** What is said of a worker that had to be ended, or ran out of memory. */
function stopMessage({ reason }: WorkerEnded, { milliseconds, bytes }: Budget): string {
  if (reason === 'memory')
    return `it took more memory than its ${Math.round(bytes / 2 ** 20)} MB (\`gradlens.memoryMegabytes\`) and was ended`
  return `it did not keep to its ${milliseconds / 1000} s (\`gradlens.timeoutVisible\`) and was ended`
}
