// The inlay hints: what a script prints, at the end of the line that prints it, and the values of a marked function's
// lines, behind the statements that make them.
import { MarkupKind, type InlayHint, type Range } from 'vscode-languageserver-types'
import { isAnswered, type AnsweredView, type View } from '../documents/view'
import type { Observation, PrintReport, Run } from '../report'
import { fenced } from './markdown'
import { countText, elide, matched, oneLine } from './words'

const PRINT_LIMIT = 80
const VALUE_LIMIT = 30
/** Lines of printed text in a tooltip. */
const TOOLTIP_LINES = 20

/** The hints within a range. */
export function inlayHints(view: View, range: Range): InlayHint[] {
  if (!isAnswered(view)) return []
  const { prints, runs } = view.answer.report
  const hints = [
    ...prints.flatMap((print) => printHint(view, print)),
    ...[...firstRuns(runs)].flatMap(([functionIndex, run]) => valueHints(view, functionIndex, run)),
  ]
  return hints.filter(({ position: { line } }) => line >= range.start.line && line <= range.end.line)
}

// ── What is printed ──

function printHint(view: View, { span, texts, count }: PrintReport): InlayHint[] {
  const place = view.place(span)
  const last = texts[texts.length - 1]?.trimEnd()
  if (place === null || !place.intact || !last) return []
  const shown = elide(last.replace(/\r?\n/g, ' ⏎ '), PRINT_LIMIT)
  return [
    {
      position: endOfLine(view, place.end),
      label: count > 1 ? `${shown} (${count} times)` : shown,
      paddingLeft: true,
      tooltip: { kind: MarkupKind.Markdown, value: fenced(printedText(texts, count), 'text') },
    },
  ]
}

function printedText(texts: readonly string[], count: number): string {
  const lines = texts.join('').trimEnd().split('\n')
  const isCut = count > texts.length || lines.length > TOOLTIP_LINES
  return [...(isCut ? ['…'] : []), ...lines.slice(-TOOLTIP_LINES)].join('\n')
}

/** Where the line of an offset ends. */
function endOfLine(view: View, offset: number): InlayHint['position'] {
  const { line } = view.document.positionAt(offset)
  return view.document.positionAt(
    view.document.offsetAt({ line: line + 1, character: 0 }) - lineBreakBefore(view, line + 1),
  )
}

function lineBreakBefore(view: View, line: number): number {
  const text = view.document.getText()
  const start = view.document.offsetAt({ line, character: 0 })
  return matched(/(?:\r\n|\r|\n)?$/, text.slice(Math.max(0, start - 2), start)).length
}

// ── The values of lines ──

/** For each marked function, by its index, the run of its first point. */
function firstRuns(runs: readonly Run[]): ReadonlyMap<number, Run> {
  const byFunction = new Map<number, Run>()
  for (const run of runs) if (run.point?.pointIndex === 0) byFunction.set(run.point.functionIndex, run)
  return byFunction
}

function valueHints(view: AnsweredView, functionIndex: number, run: Run): InlayHint[] {
  const own = view.answer.report.functions[functionIndex]?.span
  if (own === undefined) return []
  const inside = run.observations.filter(
    ({ span, role }) => span.start >= own.start && span.end <= own.end && role !== 'callee',
  )
  return inside.flatMap((one) => {
    const value = one.role === 'target' ? assigned(view, inside, one) : returned(view, inside, one, own) ? one : null
    return value === null ? [] : hintBehind(view, run, one, value)
  })
}

/** What stands between a target and its value: a type, an assigning operator, parentheses. */
const ASSIGNS = /^\s*(?::[^=]*)?(?:\*\*|\/\/|<<|>>>?|&&|\|\||\?\?|[-+*/%@&|^])?=[\s(]*$/
const RETURNS = /\breturn[\s(]+$/
const ARROW = /=>[\s(]*$/

/** The value of an assignment: the widest expression behind the target and its `=`. */
function assigned(view: AnsweredView, observations: readonly Observation[], target: Observation): Observation | null {
  const source = sourceOf(view)
  const values = observations.filter(
    ({ span }) => span.start > target.span.end && ASSIGNS.test(source.slice(target.span.end, span.start)),
  )
  return values.reduce<Observation | null>(
    (best, one) => (best === null || one.span.end > best.span.end ? one : best),
    null,
  )
}

/** True for the whole expression of a `return`, and for the one that is the whole body of an arrow function. */
function returned(
  view: AnsweredView,
  observations: readonly Observation[],
  { span }: Observation,
  own: Extent,
): boolean {
  const source = sourceOf(view)
  const before = source.slice(Math.max(0, span.start - 80), span.start)
  const isBody = ARROW.test(before) && /^[\s)]*$/.test(source.slice(span.end, own.end))
  if (!isBody && !RETURNS.test(before)) return false
  return !observations.some(
    ({ span: other }) => other.end > span.end && (isBody ? other.start <= span.start : other.start === span.start),
  )
}

interface Extent {
  readonly start: number
  readonly end: number
}

/** ` = 2.25` behind the statement that `value` ends. A value that is written there is not said again. */
function hintBehind(view: AnsweredView, run: Run, shown: Observation, value: Observation): InlayHint[] {
  const place = view.place(value.span)
  const own = view.place(shown.span)
  if (place === null || own === null || !place.intact || !own.intact) return []
  const written = oneLine(sourceOf(view).slice(value.span.start, value.span.end))
  if (written === shown.value.text || LITERAL.test(written)) return []
  const count = countText(shown.count)
  const code = `${oneLine(sourceOf(view).slice(shown.span.start, shown.span.end))} = ${elide(shown.value.text, 300)}`
  return [
    {
      position: view.document.positionAt(endOfStatement(view, place)),
      label: `= ${elide(shown.value.text, VALUE_LIMIT)}`,
      paddingLeft: true,
      tooltip: {
        kind: MarkupKind.Markdown,
        value: [
          fenced(code, view.document.languageId),
          ...(count === null ? [] : [count]),
          fenced(run.title, 'text'),
        ].join('\n\n'),
      },
    },
  ]
}

const LITERAL = /^(?:[-+]?[\d.][\w.]*|'[^']*'|"[^"]*"|true|false|True|False|None|null|undefined)$/

/** Behind the parentheses that enclose the value, and the semicolon that ends the statement. */
function endOfStatement(view: AnsweredView, { start, end }: Extent): number {
  const text = view.document.getText()
  const opened = matched(/(?:\([^\S\r\n]*)*$/, text.slice(Math.max(0, start - 80), start)).replace(/\s/g, '').length
  const closed = new RegExp(`^(?:[^\\S\\r\\n]*\\)){0,${opened}}(?:[^\\S\\r\\n]*;)?`)
  return end + matched(closed, text.slice(end)).length
}

function sourceOf(view: AnsweredView): string {
  return view.answer.evaluation.texts[0].source
}
