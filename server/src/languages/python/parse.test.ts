import { walk, type Located } from 'py-ast'
import { describe, expect, test } from 'vitest'
import { builtin } from './builtins'
import { lower } from './lower'
import { parse } from './parse'
import golden from './parse.golden.json'
import { SourcePositions } from './sourcePositions'

/** Where our range begins at another character than CPython's. */
const APART = new Set([
  '  x = 1',
  'f(a=1, 2)',
  'x = 1__0',
  'def f(x, x=1, y): pass',
  'try:\n    pass\nx = 1',
  'if True:\n  x = 1\n   y = 2',
])

function refusal(source: string) {
  const parsed = parse(source)
  const result = parsed.ok ? lower(parsed, { text: 0, moduleName: 'm', builtin }) : parsed
  if (result.ok) return { message: null, line: 0, column: 0 }
  const positions = new SourcePositions(source)
  const line = positions.lineOf(result.range.start)
  return { message: result.message, line, column: result.range.start - positions.line(line).start }
}

describe('strict parsing', () => {
  for (const [source, message, line, column] of golden as [string, string | null, number, number][]) {
    test(JSON.stringify(source), () => {
      const refused = refusal(source)
      expect(refused.message).toBe(message)
      // At the end of a line CPython points behind it; a range there would be empty.
      const length = source.split('\n')[line - 1]?.length ?? 0
      const shown = column >= length && message !== null ? Math.max(0, length - 1) : column
      if (!APART.has(source)) expect([refused.line, refused.column]).toEqual([line, shown])
    })
  }
})

test('places behind a tuple without brackets in `match` and `case` are those of the text', () => {
  const source = "match a, 'é: b':  # c, d\n    case 0, x if x: y = 1\n    case *_, [1, 2]: z = a / 0\n"
  const parsed = parse(source)
  if (!parsed.ok) throw new Error(parsed.message)
  const texts = [...walk(parsed.tree)].flatMap((node) =>
    node.nodeType === 'Name' || node.nodeType === 'BinOp' ? [parsed.positions.textOf(node as Located)] : [],
  )
  expect(texts.sort()).toEqual(['a', 'a', 'a / 0', 'x', 'y', 'z'])
})
