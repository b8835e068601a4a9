import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Language, Parser, type Tree } from 'web-tree-sitter'
import { beforeAll, describe, expect, test } from 'vitest'
import { pythonSyntax } from './syntax'
import type { MarkLine } from '../../marks/mark'

const require = createRequire(import.meta.url)
let parser: Parser

beforeAll(async () => {
  await Parser.init()
  parser = new Parser()
  parser.setLanguage(await Language.load(readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm'))))
})

function outline(source: string) {
  return pythonSyntax.outline(parser.parse(source) as Tree, source)
}

function markText(source: string, line: MarkLine): string {
  const range = 'mark' in line ? line.mark.range : line.range
  return source.slice(range.start, range.end) + ('error' in line ? ' !' : '')
}

/** `name(parameters)`, then its marks. */
function shown(source: string): string[] {
  const { functions, strayMarks } = outline(source)
  return [
    ...functions.map((f) => {
      expect(source.slice(f.nameStart, f.nameEnd)).toBe(f.name.split('.').at(-1))
      const parameters = f.parameters.map((p) => source.slice(p.start, p.end))
      expect(parameters).toEqual(f.parameters.map((p) => p.name))
      return [`${f.name}(${parameters.join(', ')})`, ...f.marks.map((mark) => markText(source, mark))].join(' | ')
    }),
    ...strayMarks.map((mark) => `stray | ${markText(source, mark)}`),
  ]
}

describe('the outline', () => {
  test('lists functions, methods and nested functions by the names that a person calls them', () => {
    const source = `
def f(x, y=2.0, *args, z: float = 3, **kw): return x

class Spring:
    k = 1
    def energy(self, x: float, /, *, w): return x
    class Inner:
        async def go(self): pass

def outer(a):
    def inner(b):
        return b
    return inner
`
    expect(shown(source)).toEqual([
      'f(x, y, args, z, kw)',
      'Spring.energy(self, x, w)',
      'Spring.Inner.go(self)',
      'outer(a)',
      'outer.inner(b)',
    ])
  })

  test('gives a function the marks of the comment lines above it, of those above its decorators and of its docstring', () => {
    const source = `
# about f
# @grad x=3
# @grad x=4
def f(x):
    """Squares.

    @grad x=5
    """
    return x * x

class A:
    # @grad x=1
    @staticmethod
    @other(1)
    # @grad x=2
    def g(x): return x
`
    expect(shown(source)).toEqual(['f(x) | @grad x=3 | @grad x=4 | @grad x=5', 'A.g(x) | @grad x=1 | @grad x=2'])
  })

  test('finds marks that stand above nothing they can mark', () => {
    const source = `"""Module.
@grad x=1
"""
# @grad x=2

def f(x): return x  # @grad x=3

# @grad x=4
class A:
    '@grad x=5'

text = """
# @grad x=6
"""
# @grad x=7
y = 1
`
    expect(shown(source)).toEqual([
      'f(x)',
      'stray | @grad x=1',
      'stray | @grad x=2',
      'stray | @grad x=3',
      'stray | @grad x=4',
      'stray | @grad x=5',
      'stray | @grad x=7',
    ])
  })

  test('keeps malformed marks, with their places', () => {
    expect(shown('# @grad x=\ndef f(x): return x\n')).toEqual(['f(x) | @grad x= !'])
  })

  test('survives half-typed code and counts UTF-16 units', () => {
    const source = '# ünïcödé 🎉\n# @grad x=1\ndef größe(x): return "🎉" + (\n\ndef g(y): return y\n'
    const { hasErrors, strayMarks } = outline(source)
    expect(hasErrors).toBe(true)
    expect(strayMarks).toEqual([])
    expect(shown(source.replace('(\n', '1\n'))[0]).toBe('größe(x) | @grad x=1')
  })

  test('reads files with Windows line ends', () => {
    expect(shown('# @grad x=1\r\n# @grad x=2\r\ndef f(x):\r\n    return x\r\n')).toEqual([
      'f(x) | @grad x=1 | @grad x=2',
    ])
  })
})
