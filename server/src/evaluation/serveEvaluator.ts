// The worker's side of the port: takes requests, has the Analyst answer them, and turns what it throws into answers.
import { Cancelled } from '@gradlens/engine'
import type { ImportRequest } from '../languages/language'
import type { CheckReport, Report, Subject, Trace } from '../report'
import { warmUp } from './warmUp'
import type { Evaluation, WorkerAnswer, WorkerRequest, WorkerStart } from './messages'

/** What answers requests (see Analyst). Synchronous; throws Cancelled. */
export interface Analysis {
  imports(language: Evaluation['language'], source: string, languageId: string): readonly ImportRequest[]
  report(evaluation: Evaluation, checks: boolean): Report
  trace(evaluation: Evaluation, subject: Subject): Trace | null
  check(evaluation: Evaluation, subject: Subject): CheckReport | null
}

/** The WorkerAnswers without their ids. */
type Answer = WorkerAnswer extends infer A ? (A extends WorkerAnswer ? Omit<A, 'id'> : never) : never

/** Without a request for this long after the start, in milliseconds, nobody waits. */
const IDLE = 150

/**
 * Makes the handler of everything that arrives at the worker's port.
 *
 * @param make gives the Analysis a flag to poll: true once the running request is cancelled
 */
export function serveEvaluator(
  make: (cancelled: () => boolean) => Analysis,
  post: (answer: WorkerAnswer) => void,
): (message: WorkerStart | WorkerRequest) => void {
  let flag: Int32Array | null = null
  // No request has this number.
  let running = -1
  let idle: ReturnType<typeof setTimeout> | undefined
  const analysis = make(() => flag !== null && Atomics.load(flag, 0) === running)
  return (message) => {
    if (message.kind === 'start') {
      flag = message.cancel && new Int32Array(message.cancel)
      idle = setTimeout(() => warmUp(analysis), IDLE)
      return
    }
    clearTimeout(idle)
    running = message.id
    post({ id: message.id, ...answerTo(message, analysis) } as WorkerAnswer)
  }
}

function answerTo(request: WorkerRequest, analysis: Analysis): Answer {
  try {
    switch (request.kind) {
      case 'imports':
        return { kind: 'imports', imports: analysis.imports(request.language, request.source, request.languageId) }
      case 'report':
        return { kind: 'report', report: analysis.report(request.evaluation, request.checks) }
      case 'trace':
        return { kind: 'trace', trace: analysis.trace(request.evaluation, request.subject) }
      case 'check':
        return { kind: 'check', check: analysis.check(request.evaluation, request.subject) }
    }
  } catch (thrown) {
    if (thrown instanceof Cancelled) return { kind: 'cancelled' }
    return { kind: 'defect', message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) }
  }
}
