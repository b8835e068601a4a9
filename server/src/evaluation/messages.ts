// What crosses the port between the connection's thread and the evaluator's worker. Plain data only.
import type { ImportRequest, OutlineFunction, SourceText } from '../languages/language'
import type { CheckReport, Report, Subject, Trace } from '../report'

/** Budgets of one evaluation (contract.md, Settings). */
export interface Budget {
  readonly maxSteps: number
  readonly milliseconds: number
  readonly bytes: number
}

/** What is to be evaluated: everything that the answer depends on. */
export interface Evaluation {
  readonly uri: string
  readonly version: number
  readonly language: 'python' | 'typescript'
  readonly languageId: string
  /** texts[0] is the document itself. */
  readonly texts: readonly SourceText[]
  /** The document's functions with their marks. */
  readonly functions: readonly OutlineFunction[]
  readonly budget: Budget
  /** Versions of libraries other than those that are imitated by themselves, by name. */
  readonly versions: Readonly<Record<string, string>>
}

export type WorkerRequest = { readonly id: number } & (
  | {
      readonly kind: 'imports'
      readonly language: 'python' | 'typescript'
      readonly languageId: string
      readonly source: string
    }
  /** `checks`: run every check too, in one go. */
  | { readonly kind: 'report'; readonly evaluation: Evaluation; readonly checks: boolean }
  | { readonly kind: 'trace'; readonly evaluation: Evaluation; readonly subject: Subject }
  | { readonly kind: 'check'; readonly evaluation: Evaluation; readonly subject: Subject }
)

export type WorkerAnswer = { readonly id: number } & (
  | { readonly kind: 'imports'; readonly imports: readonly ImportRequest[] }
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'trace'; readonly trace: Trace | null }
  | { readonly kind: 'check'; readonly check: CheckReport | null }
  /** The evaluation was cancelled by the shared flag. */
  | { readonly kind: 'cancelled' }
  /** A defect of ours: shown in the output channel, never to the user as a result. */
  | { readonly kind: 'defect'; readonly message: string }
)

/** Sent once when the worker starts: an Int32Array over shared memory whose [0] holds the id of the request to cancel
 *  (0: none), or null where shared memory is not to be had. */
export interface WorkerStart {
  readonly kind: 'start'
  readonly cancel: SharedArrayBuffer | null
}
