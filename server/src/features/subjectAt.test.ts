import { expect, test } from 'vitest'
import { documentSymbols } from './documentSymbol'
import {
  first,
  firstReport,
  marked,
  markedReport,
  outlineFunction,
  spanIn,
  viewOf,
  type Given,
} from './fixture.testing'
import { subjectAt } from './subjectAt'

function subjectOn(given: Given, words: string, around = words) {
  const view = viewOf(given)
  return subjectAt(view, view.document.positionAt(spanIn(given.source, words, around).start))
}

const call = { kind: 'call', tapeIndex: 0, callIndex: 0 }
const pointAt = (pointIndex: number) => ({ kind: 'point', functionIndex: 0, pointIndex })

test('a tape and its call are meant where they stand, and below', () => {
  const given = { source: first, report: firstReport() }
  for (const words of ['GradientTape', 'tape.gradient', 'print']) expect(subjectOn(given, words)).toEqual(call)
})

test('where nothing is above, the first is meant', () => {
  expect(subjectOn({ source: first, report: firstReport() }, 'import')).toEqual(call)
})

test('a function is meant inside it, and each point on its mark', () => {
  const source = `# @grad x=4\n${marked}`
  const s = (words: string, around?: string) => spanIn(source, words, around)
  const { functions, ...rest } = markedReport()
  const [own] = functions[0].points
  const points = [
    { ...own, markSpan: s('@grad x=4') },
    { ...own, markSpan: s('@grad x=3') },
  ]
  const given = {
    source,
    report: { ...rest, functions: [{ ...functions[0], span: s(marked.slice(marked.indexOf('def'))), points }] },
  }
  expect(subjectOn(given, 'square')).toEqual(pointAt(0))
  expect(subjectOn(given, 'x=4')).toEqual(pointAt(0))
  expect(subjectOn(given, 'x=3')).toEqual(pointAt(1))
})

test('there is none in a document without', () => expect(subjectOn({ source: first, report: null }, 'y')).toBeNull())

test('a marked function is a symbol with its value', () => {
  const mark = { kind: 'gradOf', range: { start: 0, end: 1 }, of: 'g', ofRange: { start: 0, end: 1 } } as const
  const functions = [outlineFunction(marked, 'f', { marks: [{ mark }] }), outlineFunction(marked, 'f', { name: 'g' })]
  const outline = { functions, strayMarks: [], hasErrors: false }
  const report = markedReport()
  expect(documentSymbols(viewOf({ source: marked, report, outline }))).toMatchObject([
    { name: 'f', detail: '10.0 · ∂x = 6.0' },
  ])
})
