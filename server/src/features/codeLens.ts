// The lenses: over a marked function one a point with value and gradient, over a tape one a gradient; then the commands.
// While a text is half typed they stay, and a lens of its own says since when they are stale.
import type { CodeLens, Range } from 'vscode-languageserver-types'
import { isAnswered, rangeOf, type AnsweredView, type View } from '../documents/view'
import type { OutlineFunction } from '../languages/language'
import type { CheckReport, FunctionReport, GradOfReport, PointReport, Shown, Subject, TapeCallReport } from '../report'
import { siblings, weightiest } from './verdicts'
import { callGradients, countText, elide, inputsText, verdictText } from './words'

/** Of the inputs that tell points apart. */
const INPUT_LIMIT = 16
const VALUE_LIMIT = 60
const REASON_LIMIT = 80

/** The commands that stand beside the numbers. */
const COMMANDS: readonly { readonly title: string; readonly command: string }[] = [
  { title: 'Check Gradient', command: 'gradlens.checkGradient' },
  { title: 'Show Graph', command: 'gradlens.showGraph' },
  { title: 'Show Tape', command: 'gradlens.showTape' },
]

/** All lenses of a document, those of one line in the order in which they are to stand there. */
export function codeLenses(view: View): CodeLens[] {
  return [...(isAnswered(view) ? knownLenses(view) : []), ...waitingLenses(view)]
}

function knownLenses(view: AnsweredView): CodeLens[] {
  const { functions, tapes, gradOf } = view.answer.report
  return [
    ...functions.flatMap((one, functionIndex) => {
      const place = view.place(one.nameSpan)
      if (one.points.length === 0 || place === null || isGone(view, one)) return []
      const titles = one.points.map((point) => pointTitle(one, point))
      return lensesAt(view, rangeOf(view, place), titles, { kind: 'point', functionIndex, pointIndex: 0 })
    }),
    ...tapes.flatMap((tape, tapeIndex) => {
      const place = view.place(tape.span)
      if (tape.calls.length === 0 || place === null || place.start === place.end) return []
      const titles = tape.calls.map(callTitle)
      return lensesAt(view, rangeOf(view, place), titles, { kind: 'call', tapeIndex, callIndex: 0 })
    }),
    ...gradOf.flatMap((one) => {
      const place = view.place(one.nameSpan)
      return place === null || place.start === place.end ? [] : [textLens(rangeOf(view, place), gradOfTitle(one))]
    }),
  ]
}

/** True where a function was removed, text and all. */
function isGone(view: AnsweredView, { span }: FunctionReport): boolean {
  const place = view.place(span)
  return place === null || place.start === place.end
}

function lensesAt(view: AnsweredView, range: Range, titles: readonly string[], subject: Subject): CodeLens[] {
  return [
    ...titles.map((title) => textLens(range, title)),
    ...staleTitles(view).map((title) => textLens(range, title)),
    ...COMMANDS.map(({ title, command }) => {
      const verdict = command === 'gradlens.checkGradient' ? verdictOf(view, subject) : null
      return {
        range,
        command: {
          title: verdict === null ? title : `${title}: ${verdictText(verdict)}`,
          command,
          arguments: [view.uri, subject],
        },
      }
    }),
  ]
}

/** A lens that only says something. */
function textLens(range: Range, title: string): CodeLens {
  return { range, command: { title, command: '' } }
}

/** While a text is merely being evaluated nothing flickers; what does not parse or was stopped is said. */
function staleTitles({ stale }: View): string[] {
  return stale === null || stale.kind === 'pending' ? [] : [`stale: ${elide(stale.reason, REASON_LIMIT)}`]
}

function verdictOf(view: AnsweredView, subject: Subject): CheckReport | null {
  const checks = siblings(view.answer.report, subject).map((sibling) => view.check(sibling))
  return weightiest(checks.filter((check) => check !== null))
}

/** `f = 16 · ∂x = 8`, with the point behind it where there are several. */
function pointTitle({ name, points }: FunctionReport, { value, gradients, inputs }: PointReport): string {
  const known = Object.entries(gradients).filter(
    ([, gradient]) => value.opaque === undefined || gradient.opaque === undefined,
  )
  const text = points.length > 1 ? briefText : valueText
  const parts = [`${name} = ${text(value)}`, ...known.map(([input, gradient]) => `∂${input} = ${text(gradient)}`)]
  const at = inputsText(distinguishing(inputs, points), INPUT_LIMIT)
  return parts.join(' · ') + (at === '' ? '' : ` (${at})`)
}

/** The inputs in which a point differs from the others of its function; none where it is the only one. */
function distinguishing(inputs: PointReport['inputs'], points: readonly PointReport[]): PointReport['inputs'] {
  const differs = (name: string) => points.some((other) => other.inputs[name]?.text !== inputs[name].text)
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => differs(name)))
}

/** `∂y/∂x = 8.0` */
function callTitle(call: TapeCallReport): string {
  const gradients = callGradients(call).map(([name, value]) => `${name} = ${valueText(value)}`)
  const count = countText(call.count)
  return gradients.join(' · ') + (count === null ? '' : ` (${count})`)
}

function gradOfTitle({ of, verdict }: GradOfReport): string {
  return `gradient of ${of}: ${verdict}`
}

/** A value as it is printed; the numbers of a vector in five digits. */
function valueText(value: Shown): string {
  return /^\[/.test(value.text) ? briefText(value) : elide(value.text, VALUE_LIMIT)
}

/** A value with long fractions in five digits: what several of share one line. */
function briefText({ text, opaque }: Shown): string {
  const brief = (number: string) => String(Number(Number(number).toPrecision(5)))
  return elide(opaque === undefined ? text.replace(/-?\d+\.\d{5,}(?:e[+-]?\d+)?/g, brief) : text, VALUE_LIMIT)
}

/** A mark whose function was in no good text yet says what it waits for. */
function waitingLenses(view: View): CodeLens[] {
  const { stale } = view
  if (stale === null || stale.kind === 'pending') return []
  return view.outline.functions
    .filter((one) => one.marks.length > 0 && !isReported(view, one))
    .map(({ nameStart, nameEnd }) =>
      textLens(rangeOf(view, { start: nameStart, end: nameEnd }), `waits: ${elide(stale.reason, REASON_LIMIT)}`),
    )
}

function isReported(view: View, { name, nameStart, nameEnd }: OutlineFunction): boolean {
  const { functions = [], gradOf = [] } = view.answer?.report ?? {}
  return [...functions, ...gradOf].some((one) => {
    const place = view.place(one.nameSpan)
    return one.name === name || (place !== null && place.start <= nameEnd && place.end >= nameStart)
  })
}
