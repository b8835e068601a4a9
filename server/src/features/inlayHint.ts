// The inlay hints: what a script prints, at the end of the line that prints it, and the values of a marked function's
// lines, behind the statements that make them.
import { MarkupKind, type InlayHint, type Range } from 'vscode-languageserver-types'
import { isConcerned, type View } from '../documents/view'
import type { Observation, PrintReport, Run } from '../report'
import { fenced } from './markdown'
import { countText, elide, oneLine } from './words'

const PRINT_LIMIT = 80
const VALUE_LIMIT = 30
/** Lines of printed text in a tooltip. */
const TOOLTIP_LINES = 20

/** The hints within a range. */
export function inlayHints(view: View, range: Range): InlayHint[] {
  const { answer } = view
  if (answer === null || !isConcerned(answer.report)) return []
  const hints = [
    ...answer.report.prints.flatMap((print) => printHint(view, print)),
    ...lastRuns(answer.report.runs).flatMap((run) => valueHints(view, run)),
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
  return view.document.positionAt(view.document.offsetAt({ line: line + 1, character: 0 }) - lineBreakBefore(view, line + 1))
}

function lineBreakBefore(view: View, line: number): number {
  const text = view.document.getText()
  const start = view.document.offsetAt({ line, character: 0 })
  return /(?:\r\n|\r|\n)?$/.exec(text.slice(Math.max(0, start - 2), start))![0].length
}

// ── The values of lines ──

/** For each marked function the run of its last point. */
function lastRuns(runs: readonly Run[]): Run[] {
  const byFunction = new Map<number, Run>()
  for (const run of runs) if (run.point !== null) byFunction.set(run.point.functionIndex, run)
  return [...byFunction.values()]
}

function valueHints(view: View, run: Run): InlayHint[] {
  const own = view.answer!.report.functions[run.point!.functionIndex]?.span
  if (own === undefined) return []
  const inside = run.observations.filter(({ span, role }) => span.start >= own.start && span.end <= own.end && role !== 'callee')
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
function assigned(view: View, observations: readonly Observation[], target: Observation): Observation | null {
  const source = sourceOf(view)
  const values = observations.filter(
    ({ span }) => span.start > target.span.end && ASSIGNS.test(source.slice(target.span.end, span.start)),
  )
  return values.reduce<Observation | null>((best, one) => (best === null || one.span.end > best.span.end ? one : best), null)
}

/** True for the whole expression of a `return`, and for the one that is the whole body of an arrow function. */
function returned(view: View, observations: readonly Observation[], { span }: Observation, own: Extent): boolean {
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
function hintBehind(view: View, run: Run, shown: Observation, value: Observation): InlayHint[] {
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
        value: [fenced(code, view.document.languageId), ...(count === null ? [] : [count]), fenced(run.title, 'text')].join('\n\n'),
      },
    },
  ]
}

const LITERAL = /^(?:[-+]?[\d.][\w.]*|'[^']*'|"[^"]*"|true|false|True|False|None|null|undefined)$/

/** Behind the parentheses that enclose the value, and the semicolon that ends the statement. */
function endOfStatement(view: View, { start, end }: Extent): number {
  const text = view.document.getText()
  const opened = /(?:\([^\S\r\n]*)*$/.exec(text.slice(0, start))![0].replace(/\s/g, '').length
  const closed = new RegExp(`^(?:[^\\S\\r\\n]*\\)){0,${opened}}(?:[^\\S\\r\\n]*;)?`)
  return end + closed.exec(text.slice(end))![0].length
}

function sourceOf(view: View): string {
  return view.answer!.evaluation.texts[0].source
}
