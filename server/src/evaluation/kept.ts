// Evaluations that are kept after their answer, for the next text of the same document.
import type { Evaluation } from '@gradlens/engine'
import type { Evaluation as Request } from './messages'

/** Documents whose evaluation is kept: the ones that a person goes back and forth between. */
const DOCUMENTS = 2

interface Kept {
  readonly request: Request
  readonly evaluation: Evaluation
}

export class KeptEvaluations {
  private kept: readonly Kept[] = []

  /** The evaluation of an earlier text of the document, or of the same one. It is no longer kept: what is done with it may fail. */
  take(request: Request): Evaluation | null {
    const found = this.kept.find((one) => isOfSame(one.request, request))
    this.kept = this.kept.filter((one) => one.request.uri !== request.uri)
    return found?.evaluation ?? null
  }

  keep(request: Request, evaluation: Evaluation): void {
    const others = this.kept.filter((one) => one.request.uri !== request.uri)
    this.kept = [{ request, evaluation }, ...others].slice(0, DOCUMENTS)
  }

  clear(): void {
    this.kept = []
  }
}

function isOfSame(one: Request, other: Request): boolean {
  return (
    one.uri === other.uri &&
    one.languageId === other.languageId &&
    JSON.stringify(one.versions) === JSON.stringify(other.versions)
  )
}
