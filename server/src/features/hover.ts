// The hover: what the smallest expression under the cursor was worth in each run, and how the result depends on it; on a
// marked function's name and on a tape's call, the gradients.
import { MarkupKind, type Hover, type Position } from 'vscode-languageserver-types'
import type { Moved } from '../documents/movement'
import { isAnswered, rangeOf, type AnsweredView, type View } from '../documents/view'
import type { FunctionReport, Observation, PointReport, Run, Shown, TapeCallReport, TapeReport } from '../report'
import { fenced, inline } from './markdown'
import { callGradients, countText, derivative, elide, inputsText, oneLine, verdictText } from './words'

/** Runs that one hover lists; the rest is counted. */
const MAX_RUNS = 4
const VALUE_LIMIT = 300

/** One thing that a hover tells: a line of code as its head, and facts about it. */
interface Section {
  /** The run that it stands for; null where there is only one. */
  readonly title: string | null
  readonly head: string
  readonly facts: readonly Fact[]
}

interface Fact {
  /** In words: `adjoint`. */
  readonly name: string
  /** With its number: `∂y/∂x = 8.0`. */
  readonly code: string
}

/** What stands at the cursor, and the place that it is said of. */
interface Found {
  readonly place: Moved
  readonly sections: readonly Section[]
  readonly omitted: number
}

/**
 * The hover at a position; null where nothing is known of it.
 *
 * @param markdown false for a client that shows plain text only
 */
export function hover(view: View, position: Position, markdown = true): Hover | null {
  if (!isAnswered(view)) return null
  const offset = view.document.offsetAt(position)
  const found = functionAt(view, offset) ?? tapeAt(view, offset) ?? observedAt(view, offset)
  if (found === null) return null
  const kind = markdown ? MarkupKind.Markdown : MarkupKind.PlainText
  const parts = markdown ? inMarkdown(found, view) : inPlainText(found, view)
  return { contents: { kind, value: parts.join('\n\n') }, range: rangeOf(view, found.place) }
}

// ── What is found ──

/** A marked function by its name: every sample point. */
function functionAt(view: AnsweredView, offset: number): Found | null {
  for (const [functionIndex, one] of view.answer.report.functions.entries()) {
    const place = view.place(one.nameSpan)
    if (place === null || !holds(place, offset) || one.points.length === 0) continue
    const sections = one.points.map((point, pointIndex) =>
      pointSection(view, one, point, { functionIndex, pointIndex }),
    )
    return { place, ...limited(sections) }
  }
  return null
}

function pointSection(
  view: AnsweredView,
  { name }: FunctionReport,
  point: PointReport,
  at: { readonly functionIndex: number; readonly pointIndex: number },
): Section {
  const inputs = inputsText(point.inputs)
  const check = view.check({ kind: 'point', ...at }) ?? point.check
  return {
    title: null,
    head: `${name}(${inputs}) = ${valueText(point.value)}`,
    facts: [
      ...Object.entries(point.gradients).map(([input, value]) => ({
        name: 'gradient',
        code: `${derivative(name, input)} = ${valueText(value)}`,
      })),
      ...Object.entries(point.hessian ?? {}).flatMap(([a, row]) =>
        Object.entries(row).map(([b, value]) => ({
          name: 'second derivative',
          code: `${secondDerivative(name, a, b)} = ${valueText(value)}`,
        })),
      ),
      ...(check === null || check.verdict === 'skipped' ? [] : [{ name: 'check', code: verdictText(check) }]),
    ],
  }
}

function secondDerivative(of: string, a: string, b: string): string {
  return a === b ? `∂²${of}/∂${a}²` : `∂²${of}/∂${a}∂${b}`
}

/** A call that asked for gradients, or the tape that it asked (where that is not the call itself): all its gradients. */
function tapeAt(view: AnsweredView, offset: number): Found | null {
  for (const [tapeIndex, tape] of view.answer.report.tapes.entries()) {
    const place = view.place(tape.span)
    const isApart = tape.calls.every(({ span }) => span.end <= tape.span.start || span.start >= tape.span.end)
    if (place !== null && holds(place, offset) && tape.calls.length > 0 && isApart)
      return { place, ...limited(tape.calls.map((_, callIndex) => callSection(view, tape, { tapeIndex, callIndex }))) }
    for (const [callIndex, call] of tape.calls.entries()) {
      const at = view.place(call.span)
      if (at === null || !at.intact || !isCallItself(view, call, at, offset)) continue
      return { place: at, ...limited([callSection(view, tape, { tapeIndex, callIndex })]) }
    }
  }
  return null
}

/** True on the call's own words (`tape.gradient`, its parentheses), not on what is inside an argument. */
function isCallItself(view: AnsweredView, call: TapeCallReport, place: Moved, offset: number): boolean {
  if (!holds(place, offset)) return false
  const opening = place.start + view.document.getText().slice(place.start, place.end).indexOf('(')
  const inArguments = offset > opening && offset < place.end - 1
  return !inArguments || !smallest(view, offset, call.span)
}

function callSection(
  view: AnsweredView,
  tape: TapeReport,
  at: { readonly tapeIndex: number; readonly callIndex: number },
): Section {
  const call = tape.calls[at.callIndex]
  const check = view.check({ kind: 'call', ...at }) ?? call.check
  const count = countText(call.count)
  return {
    title: null,
    head: sourceOf(view, call.span.start, call.span.end),
    facts: [
      ...callGradients(call).map(([name, value]) => ({ name: 'gradient', code: `${name} = ${valueText(value)}` })),
      ...(check === null || check.verdict === 'skipped' ? [] : [{ name: 'check', code: verdictText(check) }]),
      ...(count === null ? [] : [{ name: count, code: '' }]),
    ],
  }
}

/** The smallest expression or name under the cursor, in every run that met it. */
function observedAt(view: AnsweredView, offset: number): Found | null {
  const span = smallest(view, offset, null)
  const place = span && view.place({ text: 0, ...span })
  if (span === null || place === null) return null
  const met = view.answer.report.runs.flatMap((run) => {
    const observation = bestOf(run, span)
    return observation === null ? [] : [{ run, observation }]
  })
  const several = view.answer.report.runs.length > 1
  const sections = met.map(({ run, observation }) => observationSection(view, observation, several ? run.title : null))
  return { place, ...limited(sections) }
}

interface Extent {
  readonly start: number
  readonly end: number
}

/**
 * The smallest span that holds the offset, in the answer's own offsets. What is called counts as the whole call, and what
 * was edited is not known any more. At the very end of a word the word counts.
 *
 * @param inside only spans smaller than this one
 */
function smallest(view: AnsweredView, offset: number, inside: Extent | null): Extent | null {
  let best: Extent | null = null
  let bestAtEnd: Extent | null = null
  for (const run of view.answer.report.runs)
    for (const { span, role } of run.observations) {
      if (role === 'callee' || (inside !== null && lengthOf(span) >= lengthOf(inside))) continue
      const place = view.place(span)
      if (place === null || !place.intact) continue
      if (holds(place, offset) && (best === null || lengthOf(span) < lengthOf(best))) best = span
      if (place.end === offset && (bestAtEnd === null || lengthOf(span) < lengthOf(bestAtEnd))) bestAtEnd = span
    }
  return best ?? bestAtEnd
}

/** A name may be seen as an expression and as a target in one place: the one that knows more is shown. */
function bestOf(run: Run, { start, end }: Extent): Observation | null {
  const same = run.observations.filter(
    ({ span, role }) => span.text === 0 && span.start === start && span.end === end && role !== 'callee',
  )
  const knowledge = ({ adjoints, partials }: Observation) => adjoints.length + partials.length
  return same.sort((a, b) => knowledge(b) - knowledge(a))[0] ?? null
}

const ROLES: Readonly<Record<Observation['role'], string>> = {
  expression: '',
  callee: '',
  target: '(variable) ',
  variable: '(variable) ',
  parameter: '(parameter) ',
}

function observationSection(view: AnsweredView, observation: Observation, title: string | null): Section {
  const source = sourceOf(view, observation.span.start, observation.span.end)
  const count = countText(observation.count)
  return {
    title,
    head: `${ROLES[observation.role]}${source} = ${valueText(observation.value)}`,
    facts: [
      ...observation.adjoints
        .filter(({ of }) => of !== source)
        .map(({ of, value }) => ({
          name: observation.role === 'expression' ? 'adjoint' : 'derivative',
          code: `${derivative(of, source)} = ${valueText(value)}`,
        })),
      ...observation.partials.map((partial, i) => ({
        name: `local partial${whichOperand(observation, i)}`,
        code: `∂/∂${elide(partial.operand, 40)} = ${valueText(partial.value)}`,
      })),
      ...(count === null ? [] : [{ name: count, code: '' }]),
    ],
  }
}

/** Tells operands of the same text apart: `x * x` has two partials by x. */
function whichOperand({ partials }: Observation, index: number): string {
  const isAlone = partials.filter(({ operand }) => operand === partials[index].operand).length === 1
  return isAlone ? '' : ` by operand ${index + 1}`
}

/** The source text as it was evaluated. */
function sourceOf(view: AnsweredView, start: number, end: number): string {
  return oneLine(view.answer.evaluation.texts[0].source.slice(start, end))
}

function limited(sections: readonly Section[]): Pick<Found, 'sections' | 'omitted'> {
  return { sections: sections.slice(0, MAX_RUNS), omitted: Math.max(0, sections.length - MAX_RUNS) }
}

function holds({ start, end }: Extent, offset: number): boolean {
  return start <= offset && offset < end
}

function lengthOf({ start, end }: Extent): number {
  return end - start
}

function valueText({ text }: Shown): string {
  return elide(text, VALUE_LIMIT)
}

// ── How it is said ──

function inMarkdown(found: Found, view: AnsweredView): string[] {
  const language = view.document.languageId
  return [
    ...staleText(view).map((text) => `*${inline(text)}*`),
    ...found.sections.flatMap(({ title, head, facts }) => [
      ...(title === null ? [] : [inline(title)]),
      fenced(head, language),
      ...(facts.length === 0 ? [] : [facts.map(factInMarkdown).join('\n')]),
    ]),
    ...omittedText(found),
    ...versionText(view).map(inline),
  ]
}

function factInMarkdown({ name, code }: Fact): string {
  return code === '' ? `- ${inline(name)}` : `- ${inline(name)} \`${code.replaceAll('`', 'ˋ')}\``
}

function inPlainText(found: Found, view: AnsweredView): string[] {
  return [
    ...staleText(view),
    ...found.sections.map(({ title, head, facts }) =>
      [...(title === null ? [] : [title]), head, ...facts.map(({ name, code }) => `  ${name} ${code}`.trimEnd())].join(
        '\n',
      ),
    ),
    ...omittedText(found),
    ...versionText(view),
  ]
}

function staleText({ stale }: AnsweredView): string[] {
  return stale === null ? [] : [`stale: as of the last complete text, because ${stale.reason}`]
}

function omittedText({ omitted }: Found): string[] {
  return omitted > 0 ? [`… and ${omitted} more`] : []
}

const LIBRARY_NAMES: Readonly<Record<string, string>> = {
  python: 'Python',
  numpy: 'NumPy',
  tensorflow: 'TensorFlow',
  keras: 'Keras',
  torch: 'PyTorch',
  pytorch: 'PyTorch',
  jax: 'JAX',
  ecmascript: 'ECMAScript',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
}

/** The imitated versions of what the file names: `Python 3.11 · TensorFlow 2.15`. */
function versionText(view: AnsweredView): string[] {
  const { report, evaluation } = view.answer
  const source = evaluation.texts[0].source
  const shown = Object.entries(report.libraries).filter(
    ([library], first) => first === 0 || new RegExp(`\\b${library}\\b`).test(source),
  )
  return shown.length === 0
    ? []
    : [shown.map(([name, version]) => `${LIBRARY_NAMES[name] ?? name} ${version}`).join(' · ')]
}
