// Everything that is wrong in one document, gathered for diagnostics and quick fixes alike: the marks' own faults, the last
// good Report's with their places moved, what checks have found, and an evaluation that had to be stopped.
import type { Location } from 'vscode-languageserver-types'
import { isAnswered, locationOf, rangeOf, type AnsweredView, type View } from '../documents/view'
import { checkDiagnostics } from '../evaluation/checkDiagnostics'
import { diagnostic } from '../evaluation/diagnostics'
import type { Fix, ReportDiagnostic, Subject } from '../report'
import { functionAround, markOffer } from './addMark'
import { markDiagnostics } from './marks'
import { matched } from './words'

/** An edit of a document's text as it stands. */
export interface TextFix {
  readonly title: string
  readonly edits: readonly { readonly location: Location; readonly text: string }[]
  readonly preferred: boolean
}

export interface Problem {
  readonly code: string
  readonly severity: ReportDiagnostic['severity']
  readonly message: string
  /** In the document itself. */
  readonly location: Location
  readonly related: readonly { readonly location: Location; readonly message: string }[]
  readonly fixes: readonly TextFix[]
}

export function problems(view: View): Problem[] {
  const inPlace = [...markDiagnostics(view.outline), ...stopped(view)].map((one) => asItStands(view, one))
  if (!isAnswered(view)) return inPlace
  return [...inPlace, ...[...view.answer.report.diagnostics, ...checked(view)].flatMap((one) => moved(view, one))]
}

/** A diagnostic whose spans are those of the text as it stands. */
function asItStands(view: View, { code, severity, message, span, fixes }: ReportDiagnostic): Problem {
  const locate = (place: typeof span) => ({ uri: view.uri, range: rangeOf(view, place) })
  return {
    code,
    severity,
    message,
    location: locate(span),
    related: [],
    fixes: fixes.map(({ title, edits, preferred = false }) => ({
      title,
      edits: edits.map((edit) => ({ location: locate(edit.span), text: edit.text })),
      preferred,
    })),
  }
}

/** A diagnostic of the last good Report, where its text still stands. */
function moved(view: View, { code, severity, message, span, related, fixes }: ReportDiagnostic): Problem[] {
  const place = view.place(span)
  if (place === null || !place.intact) return []
  return [
    {
      code,
      severity,
      message,
      location: { uri: view.uri, range: rangeOf(view, place) },
      related: related.flatMap((one) => {
        const location = locationOf(view, one.span)
        return location === null ? [] : [{ location, message: one.message }]
      }),
      fixes: [
        ...fixes.flatMap((fix) => movedFix(view, fix)),
        ...(NEEDS_A_MARK.includes(code) ? addMarkFix(view, place.start) : []),
      ],
    },
  ]
}

/** A fix whose edits all still meet the text that they were made for. */
function movedFix(view: View, { title, edits, preferred = false }: Fix): TextFix[] {
  if (edits.some(({ span }) => view.place(span)?.intact === false)) return []
  const located = edits.flatMap(({ span, text }) => {
    const location = locationOf(view, span)
    return location === null ? [] : [{ location, text }]
  })
  return located.length === edits.length ? [{ title, edits: located, preferred }] : []
}

/** Codes whose mend is a sample point for the function that they stand in. */
const NEEDS_A_MARK = ['tape-not-run']

function addMarkFix(view: View, offset: number): TextFix[] {
  const around = functionAround(view, offset)
  if (around === null || around.marks.length > 0) return []
  const { range, text } = markOffer(view, around)
  return [
    {
      title: `Add a mark to \`${around.name}\``,
      edits: [{ location: { uri: view.uri, range }, text }],
      preferred: false,
    },
  ]
}

/** What the checks that were asked for have found. */
function checked(view: AnsweredView): readonly ReportDiagnostic[] {
  const { functions, tapes } = view.answer.report
  const of = (subject: Subject, span: ReportDiagnostic['span'], name: string) => {
    const check = view.check(subject)
    return check === null ? [] : checkDiagnostics(check, span, name)
  }
  return [
    ...functions.flatMap(({ name, nameSpan, points }, functionIndex) =>
      points.flatMap((_, pointIndex) => of({ kind: 'point', functionIndex, pointIndex }, nameSpan, name)),
    ),
    ...tapes.flatMap(({ calls }, tapeIndex) =>
      calls.flatMap(({ span, target }, callIndex) => of({ kind: 'call', tapeIndex, callIndex }, span, target)),
    ),
  ]
}

/** An evaluation that was ended from outside names no place: it stands at the first marked function's name, else on the first line. */
function stopped({ stale, outline, document }: View): readonly ReportDiagnostic[] {
  if (stale?.kind !== 'stopped') return []
  const marked = outline.functions.find(({ marks }) => marks.length > 0)
  const firstLine = matched(/^.*/, document.getText()).length
  const { start, end } = marked ? { start: marked.nameStart, end: marked.nameEnd } : { start: 0, end: firstLine }
  return [
    diagnostic('budget-exceeded', { text: 0, start, end }, `The evaluation of this file was stopped: ${stale.reason}.`),
  ]
}
