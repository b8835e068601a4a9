import { describe, expect, test } from 'vitest'
import { marksInComment } from './comment'
import type { MarkLanguage } from './model'

/** The source texts of the marks in a token, read back through their document ranges. */
function found(text: string, language: MarkLanguage): string[] {
  const document = `const before = 1\n${text}\nafter`
  const start = document.indexOf(text)
  return marksInComment(text, { start, end: start + text.length }, language).map((line) => {
    const range = 'mark' in line ? line.mark.range : line.range
    return ('error' in line ? 'error: ' : '') + document.slice(range.start, range.end)
  })
}

describe('TypeScript', () => {
  test.each([
    ['// @grad x=3', ['@grad x=3']],
    ['//@grad x=3  ', ['@grad x=3']],
    ['/// @gradOf f', ['@gradOf f']],
    ['/** @grad x=3 */', ['@grad x=3']],
    ['/**@grad*/', ['@grad']],
    ['/* @grad x=3 **/', ['@grad x=3']],
    ['/** @grad x=3', ['@grad x=3']],
    ['/** @grad x=", */', ['error: @grad x=",']],
    ['/**/', []],
    ['/***/', []],
    ['/*', []],
    ['// see @grad x=3', []],
    ['/** - @grad x=3 */', []],
    ['# @grad x=3', []],
    ['"@grad x=3"', []],
    ['', []],
  ])('%s', (text, marks) => {
    expect(found(text, 'typescript')).toEqual(marks)
  })

  test('a banner of stars takes no time', () => {
    expect(found('/' + '*'.repeat(300_000) + ' /', 'typescript')).toEqual([])
    expect(found('/' + '*'.repeat(300_000) + '/', 'typescript')).toEqual([])
  })

  test('a JSDoc block, in source order, with either line end', () => {
    const lines = [
      '/**',
      ' * A bowl; see @grad.',
      ' *',
      ' * @param x @grad x=1',
      ' * @grad x=1',
      '\t*@grad x=',
      '@grad x=3 */',
    ]
    for (const end of ['\n', '\r\n', '\r', '\u2028']) {
      expect(found(lines.join(end), 'typescript')).toEqual(['@grad x=1', 'error: @grad x=', '@grad x=3'])
    }
  })
})

describe('Python', () => {
  test.each([
    ['# @grad x=3', ['@grad x=3']],
    ['#@grad x=3', ['@grad x=3']],
    ['## @gradOf f', ['@gradOf f']],
    ['"""@grad x=3"""', ['@grad x=3']],
    ["'''@grad x=3'''", ['@grad x=3']],
    ['"@grad x=3"', ['@grad x=3']],
    ["'@grad'", ['@grad']],
    ['r"""@grad x=3"""', ['@grad x=3']],
    ['U"@grad x=3"', ['@grad x=3']],
    ['"""@grad s="a" """', ['@grad s="a"']],
    ['"""@grad x=3', ['@grad x=3']],
    ['"""', []],
    ['f"""@grad x=3"""', []],
    ['b"@grad x=3"', []],
    ['"""The @grad x=3"""', []],
    ['// @grad x=3', []],
    ['/** @grad x=3 */', []],
  ])('%s', (text, marks) => {
    expect(found(text, 'python')).toEqual(marks)
  })

  test('a docstring, in source order, with either line end', () => {
    const lines = ['"""A bowl.', '', '    @grad x=1', '    >>> @grad x=2', '    @grad x=,', '', '    @gradOf f"""']
    for (const end of ['\n', '\r\n', '\r']) {
      expect(found(lines.join(end), 'python')).toEqual(['@grad x=1', 'error: @grad x=,', '@gradOf f'])
    }
  })
})
