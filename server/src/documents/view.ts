// What a feature sees of one document: the text as it stands, its outline, and the last good Report with every span moved
// to where it now is. Features read this and nothing else.
import type { Span } from '@gradlens/engine'
import type { Location, Range } from 'vscode-languageserver-types'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Evaluation } from '../evaluation/messages'
import type { Outline } from '../languages/language'
import type { CheckReport, Report, Subject } from '../report'
import type { Moved } from './movement'

/** A Report, and the texts it was made from: later questions about it (trace, check) are asked of the same texts. */
export interface Answer {
  readonly evaluation: Evaluation
  readonly report: Report
}

export interface Staleness {
  /** `pending`: the text has changed and is being evaluated. `syntax`: it does not parse. `stopped`: its evaluation was
   *  ended from outside. `failed`: a fault of ours. */
  readonly kind: 'pending' | 'syntax' | 'stopped' | 'failed'
  /** As it follows "stale: " or "waits: ". */
  readonly reason: string
}

export interface View {
  readonly uri: string
  readonly document: Pick<TextDocument, 'getText' | 'positionAt' | 'offsetAt' | 'languageId'>
  readonly outline: Outline
  /** The last good one; null where there has been none yet. */
  readonly answer: Answer | null
  /** Why the answer is not that of the text as it stands; null where it is. */
  readonly stale: Staleness | null
  /** Where a span of the answer now stands; null where it is in another text. */
  place(span: Span): Moved | null
  /** The verdict of a check that was asked for. */
  check(subject: Subject): CheckReport | null
}

export function rangeOf(view: View, { start, end }: { readonly start: number; readonly end: number }): Range {
  return { start: view.document.positionAt(start), end: view.document.positionAt(end) }
}

/** Where a span of the answer stands, in whichever text. */
export function locationOf(view: View, span: Span): Location | null {
  const place = view.place(span)
  if (place !== null) return { uri: view.uri, range: rangeOf(view, place) }
  const text = view.answer?.evaluation.texts[span.text]
  if (text === undefined) return null
  return {
    uri: text.uri,
    range: { start: positionIn(text.source, span.start), end: positionIn(text.source, span.end) },
  }
}

/** The 0-based line and UTF-16 column of an offset. */
export function positionIn(source: string, offset: number): { line: number; character: number } {
  const before = source.slice(0, offset).split(/\r\n|\r|\n/)
  return { line: before.length - 1, character: before[before.length - 1].length }
}

/** A view of a document that has been evaluated. */
export interface AnsweredView extends View {
  readonly answer: Answer
}

/** True where there is an answer to show: nothing is shown in a file that has nothing for Gradlens to look at. */
export function isAnswered(view: View): view is AnsweredView {
  return view.answer !== null && isConcerned(view.answer.report)
}

function isConcerned({ functions, gradOf, tapes, usesLibrary }: Report): boolean {
  return functions.length > 0 || gradOf.length > 0 || tapes.length > 0 || usesLibrary
}
