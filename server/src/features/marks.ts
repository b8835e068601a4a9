// What is wrong with the marks themselves, told from the outline alone: at once, and while the rest is half typed too.
import type { Outline, OutlineFunction } from '../languages/language'
import type { GradMark, GradOfMark, MarkLine, MarkName, TextRange } from '../marks/mark'
import { nearestName } from '../marks/nearestName'
import type { ReportDiagnostic } from '../report'

/** The name of a method's own instance in a mark (`this={…}`). */
const RECEIVERS = ['this', 'self']

/** Diagnostics of all marks, with spans in the text as it stands, in source order. */
export function markDiagnostics(outline: Outline): ReportDiagnostic[] {
  const found = [
    ...outline.strayMarks.flatMap(strayMark),
    ...outline.functions.flatMap((one) => one.marks.flatMap((line) => markOf(line, one, outline))),
  ]
  return found.sort((a, b) => a.span.start - b.span.start)
}

function diagnostic(
  code: string,
  severity: ReportDiagnostic['severity'],
  { start, end }: TextRange,
  message: string,
  fixes: ReportDiagnostic['fixes'] = [],
): ReportDiagnostic {
  return { code, severity, span: { text: 0, start, end }, message, related: [], fixes }
}

function strayMark(line: MarkLine): ReportDiagnostic[] {
  const range = 'error' in line ? line.range : line.mark.range
  const message = 'This mark stands above no function. Put it in a comment directly above the function that it is for.'
  return [...('error' in line ? malformed(line) : []), diagnostic('mark-without-function', 'warning', range, message)]
}

function markOf(line: MarkLine, one: OutlineFunction, outline: Outline): ReportDiagnostic[] {
  if ('error' in line) return malformed(line)
  return line.mark.kind === 'grad' ? unknownParameters(line.mark, one) : unknownFunction(line.mark, one, outline)
}

function malformed({ error }: Extract<MarkLine, { error: unknown }>): ReportDiagnostic[] {
  return [diagnostic('mark-syntax', 'error', error.range, error.message)]
}

/** The names that a mark on this function may give values to or differentiate by. */
export function parameterNames({ name, parameters }: OutlineFunction): string[] {
  const names = parameters.map((parameter) => parameter.name)
  return name.includes('.') ? [...names, ...RECEIVERS] : names
}

function unknownParameters(mark: GradMark, one: OutlineFunction): ReportDiagnostic[] {
  const bound: MarkName[] = mark.bindings.map(({ name, nameRange }) => ({ name, range: nameRange }))
  const known = parameterNames(one)
  return [...bound, ...(mark.wrt ?? [])]
    .filter(({ name }) => !known.includes(name))
    .map(({ name, range }) => {
      const free = known.filter((candidate) => !RECEIVERS.includes(candidate))
      const nearest = nearestName(name, free)
      const advice = nearest === null ? listed(free) : `Did you mean \`${nearest}\`?`
      return diagnostic(
        'mark-unknown-parameter',
        'error',
        range,
        `\`${name}\` is not a parameter of \`${one.name}\`. ${advice}`,
        nearest === null ? [] : [replacement(range, nearest)],
      )
    })
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'It has none: write a bare `@grad`.'
  return `It has ${names.map((name) => `\`${name}\``).join(', ')}.`
}

function unknownFunction({ of, ofRange }: GradOfMark, own: OutlineFunction, outline: Outline): ReportDiagnostic[] {
  const names = outline.functions.map(({ name }) => name)
  if (names.includes(of)) return []
  const nearest = nearestName(
    of,
    names.filter((name) => name !== own.name),
  )
  const advice = nearest === null ? 'Name the function that this is the gradient of.' : `Did you mean \`${nearest}\`?`
  const fixes = nearest === null ? [] : [replacement(ofRange, nearest)]
  return [diagnostic('mark-syntax', 'error', ofRange, `There is no function \`${of}\` in this file. ${advice}`, fixes)]
}

function replacement({ start, end }: TextRange, text: string): ReportDiagnostic['fixes'][number] {
  return { title: `Change to \`${text}\``, edits: [{ span: { text: 0, start, end }, text }], preferred: true }
}
