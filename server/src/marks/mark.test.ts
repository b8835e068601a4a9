/** Properties that hold for every text, checked on random ones. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { marksInComment, parseMarkLine, type MarkLanguage, type MarkLine, type TextRange } from './mark'

const language = fc.constantFrom<MarkLanguage>('python', 'typescript')

/** Pieces of marks in any order: nearly every text is malformed, and none far from a mark. */
const pieces = [
  '@grad',
  '@gradOf',
  ' ',
  ' ',
  'x',
  'y',
  'this',
  '=',
  '=',
  ',',
  ':',
  '.',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
]
  .concat([
    '\\',
    '\\u',
    '3',
    '-2.5',
    '1e',
    '0x',
    '_',
    'inf',
    'nan',
    'true',
    'None',
    'zeros',
    'ones',
    'linspace',
    'randn',
  ])
  .concat([
    'seed=',
    'wrt ',
    'order ',
    'order 2',
    'tol ',
    'nocheck',
    '//',
    '#',
    '*/',
    '"""',
    '\n',
    '\u2028',
    'λ',
    '🎢',
    '\ud800',
    '∂',
  ])
const nearMark = fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => `@grad ${parts.join('')}`)
const anyText = fc.oneof(
  nearMark,
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }).map((text) => `@grad ${text}`),
)

test('any line gives a mark, an error at characters of the line, or nothing', () => {
  fc.assert(
    fc.property(anyText, fc.nat(1000), language, (text, start, language) => {
      const range = { start, end: start + text.length }
      expectSound(parseMarkLine(text, range, language), range)
    }),
    { numRuns: 5000 },
  )
})

test('any comment gives marks in source order, each at its own characters', () => {
  const token = fc
    .tuple(fc.constantFrom('//', '#', '/**', '/*', '"""', "'"), anyText, fc.constantFrom('', '*/', '"""', "'"))
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(token, fc.nat(1000), language, (text, start, language) => {
      let range: TextRange = { start, end: start + text.length }
      for (const line of marksInComment(text, range, language)) {
        expectSound(line, range)
        range = { start: rangeOf(line).end, end: range.end }
      }
    }),
    { numRuns: 5000 },
  )
})

function expectSound(line: MarkLine | null, within: TextRange): void {
  if (line === null) return
  expectInside(rangeOf(line), within)
  if ('error' in line) {
    expectInside(line.error.range, rangeOf(line))
    expect(line.error.message).toMatch(/[.?]$/)
  }
}

function rangeOf(line: MarkLine): TextRange {
  return 'mark' in line ? line.mark.range : line.range
}

function expectInside(inner: TextRange, outer: TextRange): void {
  expect(inner.start).toBeGreaterThanOrEqual(outer.start)
  expect(inner.end).toBeLessThanOrEqual(outer.end)
  expect(inner.end).toBeGreaterThan(inner.start)
}

// A random mark, printed, is read back.

/** A value beside the text that it is written as. */
interface Written {
  readonly text: string
  readonly value: unknown
}

const space = fc.constantFrom('', ' ', '  ')
const name = fc.constantFrom('x', 'y', 'w1', '_k', 'theta', 'λ', 'this', 'self', 'order', 'wrt', 'inf', 'zeros', 'seed')

const number = fc
  .oneof(fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value): Written => ({
    text: Object.is(value, -0) ? '-0.0' : String(value),
    value: {
      kind: 'number',
      value,
      integer: Number.isSafeInteger(value) && /^-?\d+$/.test(String(value)) && !Object.is(value, -0),
    },
  }))
const text = fc
  .string({ unit: fc.constantFrom('a', ' ', "'", '"', '\\', '\n', ',', '}', 'λ', '🎢') })
  .map((value): Written => ({ text: JSON.stringify(value), value: { kind: 'text', value } }))
const word = fc.constantFrom<Written>(
  { text: 'true', value: { kind: 'boolean', value: true } },
  { text: 'False', value: { kind: 'boolean', value: false } },
  { text: 'null', value: { kind: 'null' } },
  { text: 'None', value: { kind: 'null' } },
)
const filled = fc
  .tuple(fc.constantFrom('zeros', 'ones'), fc.array(fc.nat(4), { minLength: 1, maxLength: 3 }))
  .map(([generator, shape]): Written => ({
    text: `${generator}(${shape.join(', ')})`,
    value: {
      kind: 'array',
      generator,
      shape,
      data: new Float64Array(shape.reduce((a, b) => a * b)).fill(generator === 'ones' ? 1 : 0),
    },
  }))

const { value } = fc.letrec<{ value: Written; list: Written; record: Written }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    number,
    text,
    word,
    filled,
    tie('list'),
    tie('record'),
  ),
  list: fc.tuple(fc.array(tie('value'), { maxLength: 4 }), space).map(([items, gap]): Written => ({
    text: `[${items.map((item) => item.text).join(`${gap},${gap}`)}]`,
    value: { kind: 'list', items: items.map((item) => item.value) },
  })),
  record: fc
    .tuple(fc.uniqueArray(fc.tuple(name, tie('value')), { maxLength: 4, selector: ([name]) => name }), space)
    .map(([fields, gap]): Written => ({
      text: `{${fields.map(([name, { text }]) => `${name}${gap}:${gap}${text}`).join(',')}}`,
      value: { kind: 'record', fields: new Map(fields.map(([name, { value }]) => [name, value])) },
    })),
}))

/** An option beside the fields that it gives its mark. */
interface WrittenOption {
  readonly text: string
  readonly fields: object
}

const wrt = fc.uniqueArray(name, { minLength: 1, maxLength: 3 }).map((names): WrittenOption => ({
  text: `wrt ${names.join(', ')}`,
  fields: { wrt: names.map((name) => ({ name })) },
}))
const order = fc.constantFrom(1, 2).map((order): WrittenOption => ({ text: `order ${order}`, fields: { order } }))
const tolerance = fc
  .double({ min: 1e-300, max: 1, noNaN: true })
  .map((tolerance): WrittenOption => ({ text: `tol ${tolerance}`, fields: { tolerance } }))
const nocheck = fc.constant<WrittenOption>({ text: 'nocheck', fields: { check: false } })
const options = fc.tuple(wrt, order, tolerance, nocheck).chain((all) => fc.shuffledSubarray<WrittenOption>(all))

test('a mark that is printed is read back', () => {
  const bindings = fc.uniqueArray(fc.tuple(name, value), { maxLength: 4, selector: ([name]) => name })
  fc.assert(
    fc.property(bindings, options, space, language, (bindings, options, gap, language) => {
      const values = bindings.map(([name, { text }]) => `${name}${gap}=${gap}${text}`).join(`${gap},${gap}`)
      const text = ['@grad', values, ...options.map((option) => option.text)].filter((part) => part !== '').join(' ')
      const line = parseMarkLine(`${gap}${text}${gap}`, { start: 7, end: 7 + text.length + 2 * gap.length }, language)
      expect(rangeOf(line!)).toEqual({ start: 7 + gap.length, end: 7 + gap.length + text.length })
      expect(withoutRanges(line)).toEqual({
        mark: {
          kind: 'grad',
          bindings: bindings.map(([name, { value }]) => ({ name, value })),
          ...{ wrt: null, order: 1, tolerance: null, check: true },
          ...Object.assign({}, ...options.map((option) => option.fields)),
        },
      })
    }),
    { numRuns: 2000 },
  )
})

function withoutRanges(value: unknown): unknown {
  if (value instanceof Map) return new Map([...value].map(([name, field]) => [name, withoutRanges(field)]))
  if (Array.isArray(value)) return value.map(withoutRanges)
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value
  const kept = Object.entries(value).filter(([name]) => !/^range$|Range$/.test(name))
  return Object.fromEntries(kept.map(([name, field]) => [name, withoutRanges(field)]))
}
