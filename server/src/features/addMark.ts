// Adding a mark: where it goes and what it says, for the command, the refactoring and the fixes that need a sample point.
import { rangeOf, type View } from '../documents/view'
import type { OutlineFunction } from '../languages/language'
import type { MarkOffer } from '../protocol'
import { matched } from './words'

/** The innermost function at an offset, its name's line included; null where there is none. */
export function functionAround(view: View, offset: number): OutlineFunction | null {
  const around = view.outline.functions.filter(({ start, end }) => start <= offset && offset <= end)
  return around.reduce<OutlineFunction | null>(
    (best, one) => (best === null || one.start >= best.start ? one : best),
    null,
  )
}

/** The edit that adds a bare mark above a function: a line of its own, indented like the function. */
export function markOffer(view: View, { start }: OutlineFunction): MarkOffer {
  const text = view.document.getText()
  const line = text.lastIndexOf('\n', start - 1) + 1
  const indentation = matched(/^[^\S\r\n]*/, text.slice(line))
  const comment = view.document.languageId === 'python' ? '#' : '//'
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n'
  return { range: rangeOf(view, { start: line, end: line }), text: `${indentation}${comment} @grad${lineBreak}` }
}
