// The outline view: marked functions with their values.
import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver-types'
import { rangeOf, type View } from '../documents/view'
import type { OutlineFunction } from '../languages/language'
import { elide } from './words'

const DETAIL_LIMIT = 40

export function documentSymbols(view: View): DocumentSymbol[] {
  return view.outline.functions
    .filter(({ marks }) => marks.length > 0)
    .map((one) => {
      const selectionRange = rangeOf(view, { start: one.nameStart, end: one.nameEnd })
      const range = rangeOf(view, { start: Math.min(one.start, one.nameStart), end: Math.max(one.end, one.nameEnd) })
      return { name: one.name, kind: SymbolKind.Function, range, selectionRange, ...detail(view, one) }
    })
}

function detail(view: View, { name }: OutlineFunction): { detail?: string } {
  const point = view.answer?.report.functions.find((one) => one.name === name)?.points[0]
  if (point === undefined) return {}
  const gradients = Object.entries(point.gradients).map(
    ([input, { text }]) => `∂${input} = ${elide(text, DETAIL_LIMIT)}`,
  )
  return { detail: [elide(point.value.text, DETAIL_LIMIT), ...gradients].join(' · ') }
}
