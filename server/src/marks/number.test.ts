import { describe, expect, test } from 'vitest'
import { Cursor, MarkSyntaxError } from './cursor'
import type { MarkLanguage } from './model'
import { looksLikeNumber, readNumber } from './number'

function read(text: string, language: MarkLanguage) {
  const cursor = new Cursor(text, 0, language)
  expect(looksLikeNumber(cursor), text).toBe(true)
  const number = readNumber(cursor)
  expect(cursor.atEnd, `all of ${text}`).toBe(true)
  return number
}

function refusal(text: string, language: MarkLanguage): MarkSyntaxError {
  try {
    read(text, language)
  } catch (error) {
    if (error instanceof MarkSyntaxError) return error
    throw error
  }
  throw new Error(`${text} was read`)
}

const both: MarkLanguage[] = ['python', 'typescript']

describe.each(both)('%s', (language) => {
  test.each([
    ['3', 3],
    ['-2', -2],
    ['+7', 7],
    ['- 3', -3],
    ['0', 0],
    ['1_000', 1000],
    ['0xff', 255],
    ['-0XF_F', -255],
    ['0o17', 15],
    ['0b101', 5],
    ['9007199254740991', 9007199254740991],
  ])('%s is an integer', (text, value) => {
    expect(read(text, language)).toEqual({
      kind: 'number',
      value,
      integer: true,
      range: { start: 0, end: text.length },
    })
  })

  test.each([
    ['-2.5', -2.5],
    ['.5', 0.5],
    ['2.', 2],
    ['3.0', 3],
    ['1e-3', 1e-3],
    ['1E+3', 1000],
    ['2.e1', 20],
    ['1_0.2_5e1_0', 10.25e10],
    ['inf', Infinity],
    ['-inf', -Infinity],
    ['nan', NaN],
    ['-0.0', -0],
    ['1e999', Infinity],
    ['9007199254740993', 9007199254740992],
  ])('%s is a float', (text, value) => {
    expect(read(text, language)).toEqual({
      kind: 'number',
      value,
      integer: false,
      range: { start: 0, end: text.length },
    })
  })

  test.each([
    '1__0',
    '1_',
    '1_.5',
    '1._5',
    '0x',
    '0b2',
    '0o8',
    '1.2.3',
    '3px',
    '3j',
    '3n',
    '1e',
    '007',
    '0x_g',
    '1e5x',
  ])('%s is refused as a whole', (text) => {
    expect(refusal(text, language).range).toEqual({ start: 0, end: text.length })
  })
})

test('zero with a minus sign is 0 as Python’s integer and −0 as JavaScript’s number', () => {
  expect(read('-0', 'python').value).toBe(0)
  expect(read('-0', 'typescript').value).toBe(-0)
})

test('what one language alone writes', () => {
  expect(read('Infinity', 'typescript').value).toBe(Infinity)
  expect(read('-Infinity', 'typescript').value).toBe(-Infinity)
  expect(read('NaN', 'typescript').value).toBeNaN()
  expect(refusal('-Infinity', 'python')).toMatchObject({ range: { start: 1, end: 9 }, message: /write `inf`/ })
  expect(refusal('NaN', 'python').message).toMatch(/write `nan`/)
  expect(read('00', 'python').value).toBe(0)
  expect(read('01.5', 'python').value).toBe(1.5)
  expect(read('0x_ff', 'python').value).toBe(255)
  expect(refusal('01.5', 'typescript').range).toEqual({ start: 0, end: 4 })
  expect(refusal('0x_ff', 'typescript').message).toMatch(/underscore/)
})

test('a word that starts like a named number is none', () => {
  for (const word of ['info', 'nanny', 'inf2', 'NaNs']) {
    expect(looksLikeNumber(new Cursor(word, 0, 'typescript')), word).toBe(false)
  }
})
