import { describe, expect, test } from 'vitest'
import { Cursor, MarkSyntaxError } from './cursor'
import type { MarkLanguage } from './model'
import { readText } from './text'

function read(text: string, language: MarkLanguage): string | undefined {
  return readText(new Cursor(text, 0, language))?.value
}

function refusal(text: string, language: MarkLanguage): string {
  try {
    read(text, language)
  } catch (error) {
    if (error instanceof MarkSyntaxError) return text.slice(error.range.start, error.range.end)
    throw error
  }
  throw new Error(`${text} was read`)
}

const both: MarkLanguage[] = ['python', 'typescript']

describe.each(both)('%s', (language) => {
  test.each([
    [String.raw`"relu"`, 'relu'],
    [String.raw`'relu'`, 'relu'],
    [String.raw`""`, ''],
    [String.raw`"it's"`, "it's"],
    [String.raw`"a\"b\\"`, 'a"b\\'],
    [String.raw`'a\'b'`, "a'b"],
    [String.raw`"\n\t\r\b\f\v\0"`, '\n\t\r\b\f\v\0'],
    [String.raw`"\x41é∂"`, 'Aé∂'],
    ['"∂ 🎢"', '∂ 🎢'],
  ])('%s', (text, value) => {
    expect(read(text, language)).toBe(value)
  })

  test('without its closing quote it is refused to the end', () => {
    expect(refusal('"abc, y=3  ', language)).toBe('"abc, y=3')
    expect(refusal(String.raw`"abc\"`, language)).toBe(String.raw`"abc\"`)
    expect(refusal('"', language)).toBe('"')
  })

  test('an escape without its digits is refused by itself', () => {
    expect(refusal(String.raw`"a\xg"`, language)).toBe(String.raw`\x`)
    expect(refusal(String.raw`"a\u12 b"`, language)).toBe(String.raw`\u12`)
  })

  test('what is no quote is no text', () => {
    expect(read('abc', language)).toBeUndefined()
  })
})

test('escapes of Python alone', () => {
  expect(read(String.raw`"\a\101\7\U0001F3A2\d"`, 'python')).toBe('\x07A\x07🎢\\d')
  expect(refusal(String.raw`"\N{BULLET}"`, 'python')).toBe(String.raw`\N{BULLET}`)
  expect(refusal(String.raw`"\UFFFFFFFF"`, 'python')).toBe(String.raw`\UFFFFFFFF`)
})

test('escapes of JavaScript alone', () => {
  expect(read(String.raw`"\u{1F3A2}\d\a"`, 'typescript')).toBe('🎢da')
  expect(refusal(String.raw`"\101"`, 'typescript')).toBe(String.raw`\101`)
  expect(refusal(String.raw`"\u{110000}"`, 'typescript')).toBe(String.raw`\u{110000}`)
  expect(refusal(String.raw`"\u{"`, 'typescript')).toBe(String.raw`\u{`)
})
