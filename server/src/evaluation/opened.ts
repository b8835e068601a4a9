// A document whose strict reading succeeded, with its top level run; and places in its main text.
import type { Ending, LoadedModule, Observer, Program, Raised, Span, Value } from '@gradlens/engine'
import { Opaque } from '@gradlens/engine'
import type { LanguageMeaning } from '../languages/language'
import type { ReportDiagnostic } from '../report'
import { diagnostic } from './diagnostics'
import type { Prepared } from './evaluate'
import type { Evaluation as Request } from './messages'

export interface Opened extends Prepared {
  readonly request: Request
  readonly program: Program
  readonly language: LanguageMeaning
  readonly ending: Ending<LoadedModule>
  readonly observer: Observer
}

/** The innermost place of the main text that an exception passed. */
export function placeOf(raised: Raised): Span | null {
  return [raised.site, ...raised.traceback].find((s) => s.text === 0 && s.end > s.start) ?? null
}

export function inMainText(span: Span): Span | null {
  return span.text === 0 && span.end > span.start ? span : null
}

/** Told where a shown result depends on something unknown. */
export function opaqueDiagnostics(
  value: Value,
  gradients: readonly Value[],
  span: Span,
  what: string,
): readonly ReportDiagnostic[] {
  const unknown = [value, ...gradients].find((v): v is Opaque => v instanceof Opaque)
  return unknown
    ? [diagnostic('opaque-value', span, `${what} depends on a value that can't be known: ${unknown.reason}.`)]
    : []
}
