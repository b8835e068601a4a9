import { describe, expect, test } from 'vitest'
import type { GradMark, MarkLanguage, MarkLine, MarkValue } from './model'
import { parseMarkLine } from './parseMark'

function parse(text: string, language: MarkLanguage): MarkLine | null {
  return parseMarkLine(text, { start: 0, end: text.length }, language)
}

function gradMark(text: string, language: MarkLanguage = 'typescript'): GradMark {
  const line = parse(text, language)
  if (line === null || 'error' in line) throw new Error(`${text}: ${line?.error.message ?? 'no mark'}`)
  if (line.mark.kind !== 'grad') throw new Error(`${text} is a @gradOf`)
  return line.mark
}

/** A value as plain JavaScript. */
function plain(value: MarkValue): unknown {
  switch (value.kind) {
    case 'number':
    case 'text':
    case 'boolean':
      return value.value
    case 'null':
      return null
    case 'list':
      return value.items.map(plain)
    case 'record':
      return Object.fromEntries([...value.fields].map(([name, field]) => [name, plain(field)]))
    case 'array':
      return value.data
  }
}

function point(mark: GradMark): Record<string, unknown> {
  return Object.fromEntries(mark.bindings.map(({ name, value }) => [name, plain(value)]))
}

const both: MarkLanguage[] = ['python', 'typescript']

test.each([
  '',
  ' ',
  'grad x=3',
  'see @grad x=3',
  '@gradient',
  '@grad.x',
  '@grader',
  '@grad-x',
  '@gradOfs f',
  '@grad2',
  '@Grad',
  '@grad$',
  '@',
  '@gradé',
])('%j is no mark', (text) => {
  for (const language of both) expect(parse(text, language)).toBeNull()
})

describe.each(both)('in %s', (language) => {
  test('a bare tag', () => {
    expect(gradMark('  @grad  ', language)).toEqual({
      kind: 'grad',
      range: { start: 2, end: 7 },
      bindings: [],
      wrt: null,
      order: 1,
      orderRange: null,
      tolerance: null,
      check: true,
    })
  })

  test.each([
    ['@grad x=3', { x: 3 }],
    ['@grad x = -2.5 ,y=1e-3', { x: -2.5, y: 1e-3 }],
    ['@grad x=[1, 2, 3], w=zeros(3)', { x: [1, 2, 3], w: new Float64Array(3) }],
    ['@grad m=[[1, 2], [3]]', { m: [[1, 2], [3]] }],
    ['@grad p={x: 1, y: {z: []}}', { p: { x: 1, y: { z: [] } } }],
    ['@grad p={"x": 1, \'two words\': 2}', { p: { x: 1, 'two words': 2 } }],
    ['@grad p={}', { p: {} }],
    ['@grad a=true, b=False, c=null, d=None, e="text"', { a: true, b: false, c: null, d: null, e: 'text' }],
    ['@grad order=1, tol=2, wrt=3, nocheck=4', { order: 1, tol: 2, wrt: 3, nocheck: 4 }],
    ['@grad this={k: 1}, self={k: 2}', { this: { k: 1 }, self: { k: 2 } }],
    ['@grad größe=1, λ=2', { größe: 1, λ: 2 }],
    ['@grad v=[ones(2), linspace(0, 1, 3)]', { v: [new Float64Array([1, 1]), new Float64Array([0, 0.5, 1])] }],
    ['@grad seed=3, zeros=1', { seed: 3, zeros: 1 }],
  ])('%s', (text, values) => {
    expect(point(gradMark(text, language))).toEqual(values)
  })

  test('options in any order', () => {
    const mark = gradMark('@grad x=3, k=2 nocheck tol 1e-4 order 2 wrt x, k', language)
    expect(mark).toMatchObject({ order: 2, orderRange: { start: 32, end: 39 }, tolerance: 1e-4, check: false })
    expect(mark.wrt).toEqual([
      { name: 'x', range: { start: 44, end: 45 } },
      { name: 'k', range: { start: 47, end: 48 } },
    ])
  })

  test('options without a point', () => {
    expect(gradMark('@grad order 1', language)).toMatchObject({
      bindings: [],
      order: 1,
      orderRange: { start: 6, end: 13 },
    })
    expect(gradMark('@grad wrt order, tol', language).wrt?.map(({ name }) => name)).toEqual(['order', 'tol'])
  })

  test('a gradient’s function', () => {
    expect(parse(' @gradOf Spring.energy ', language)).toEqual({
      mark: { kind: 'gradOf', range: { start: 1, end: 22 }, of: 'Spring.energy', ofRange: { start: 9, end: 22 } },
    })
  })
})

test('names of TypeScript', () => {
  expect(point(gradMark('@grad $x=1, _y=2, π$2=3 wrt $x'))).toEqual({ $x: 1, _y: 2, π$2: 3 })
  expect(parse('@grad $x=1', 'python')).toHaveProperty('error')
})

test('ranges are the document’s', () => {
  const text = ' @grad x=[1, -2], p={a: "b"}'
  const line = parseMarkLine(text, { start: 100, end: 100 + text.length }, 'python')
  const mark = (line as { mark: GradMark }).mark
  const at = ({ start, end }: { start: number; end: number }) => text.slice(start - 100, end - 100)
  expect(at(mark.range)).toBe(text.trim())
  expect(mark.bindings.map(({ nameRange, value }) => [at(nameRange), at(value.range)])).toEqual([
    ['x', '[1, -2]'],
    ['p', '{a: "b"}'],
  ])
  const [x, p] = mark.bindings.map(({ value }) => value)
  expect(x.kind === 'list' && x.items.map(({ range }) => at(range))).toEqual(['1', '-2'])
  expect(p.kind === 'record' && at(p.fields.get('a')!.range)).toBe('"b"')
})

test('lists nest 32 deep', () => {
  const nested = (depth: number) => `@grad x=${'['.repeat(depth)}1${']'.repeat(depth)}`
  expect(point(gradMark(nested(32)))).toHaveProperty('x')
  for (const depth of [33, 100_000]) {
    expect(parse(nested(depth), 'python')).toMatchObject({
      error: { range: { start: 40, end: 41 }, message: /32 deep/ },
    })
  }
})

test('the arrays of a mark share one budget', () => {
  expect(parse('@grad a=zeros(600000), b=zeros(400001)', 'python')).toMatchObject({
    error: { range: { start: 31, end: 37 }, message: /1,000,000 elements together.*1,000,001/ },
  })
})

/** A mark, under it the characters that are wrong and a part of the message. */
const malformed = `
@grad x=
       ^ a value, but the mark ends here
@grad x=   
       ^ a value, but the mark ends here
@grad x
      ^ given as \`x=3\`
@grad xs ys
      ^^ given as \`xs=3\`
@grad x: 3
       ^ set by \`=\`
@grad p.x=3
       ^ given as \`p={x: 1}\`
@grad(x=3)
     ^ without parentheses
@grad: x=3
     ^ Expected a parameter's name
@grad, x=3
     ^ Expected a parameter's name
@grad 3
      ^ sample point as \`@grad x=3\`
@grad x==3
        ^ One \`=\`
@grad x=3 y=2
          ^ \`, y=…\`
@grad x=3,
         ^ Nothing follows this comma
@grad x=3,, y=2
          ^ another parameter
@grad x=3, order 2
         ^ Options follow without a comma
@grad x=3, x=4
           ^ has a value already
@grad x=3, 4
           ^ another parameter
@grad x=3 see above
          ^^^ not an option
@grad x=3 // note
          ^^ line to itself
@grad x=3 # note
          ^ line to itself
@grad x=3*2
         ^ not expressions
@grad x=3)
         ^ Nothing is open
@grad x=3 ordr 2
          ^^^^ \`order\`?
@grad x=3 order
              ^ Expected 1 or 2
@grad x=3 order 3
                ^ \`order 1\` or \`order 2\`
@grad x=3 order 2.0
                ^^^ \`order 1\` or \`order 2\`
@grad x=3 order -1
                ^^ \`order 1\` or \`order 2\`
@grad x=3 order=2
               ^ Write \`order 2\`
@grad x=3 order two
                ^^^ Expected 1 or 2
@grad x=3 order 2 order 2
                  ^^^^^ stands twice
@grad x=3 tol
            ^ a number
@grad x=3 tol 0
              ^ positive
@grad x=3 tol -1
              ^^ positive
@grad x=3 tol inf
              ^^^ finite
@grad x=3 tol nan
              ^^^ finite
@grad x=3 tol 1e-3 tol 1e-4
                   ^^^ stands twice
@grad x=3 nocheck nocheck
                  ^^^^^^^ stands twice
@grad x=3 nocheck, order 2
                 ^ an option or the end
@grad x=3 nocheck k=2
                  ^ before the options
@grad x=3 wrt
            ^ a parameter's name
@grad x=3 wrt 3
              ^ a parameter's name
@grad x=3 wrt x, x
                 ^ stands twice
@grad x=3 wrt x,
               ^ Nothing follows this comma
@grad x=3 wrt x y
                ^ separated by commas
@grad x=3 wrt x, y=2
                 ^ before the options
@grad x=3 wrt order 2
              ^^^^^ a parameter's name
@grad x=3 wrt x, order 2
               ^ Options follow without a comma
@grad x=3 wrt x wrt y
                ^^^ stands twice
@grad x=foo
        ^^^ not a value
@grad x=ture
        ^^^^ \`true\`?
@grad x=undefined
        ^^^^^^^^^ Leave the parameter out
@grad x=np.zeros(3)
        ^^^^^^^^ Write \`zeros\`
@grad x=(1, 2)
        ^ \`[1, 2]\`
@grad x=−3
        ^ type \`-\`
@grad x=“a”
        ^ straight quotes
@grad x=- y=3
          ^ a number
@grad x=1__0
        ^^^^ underscore
@grad x="abc
        ^^^^ no closing "
@grad x=[1, 2
            ^ \`[\` before is not closed
@grad x=[1, 2 wrt x
              ^^^ \`[\` before is not closed
@grad x=[1 2]
           ^ \`,\` or \`]\`
@grad x=[1, 2,]
             ^ Nothing follows this comma
@grad x=[1,,2]
           ^ a value
@grad x=[1)
          ^ not \`)\`
@grad p={x: 1, x: 2}
               ^ stands twice
@grad p={x}
          ^ \`x: 1\`
@grad p={x=1}
          ^ \`x: 1\`
@grad p={1: 2}
         ^ a field's name
@grad w=zeros
            ^ \`zeros(2, 3)\`
@grad w=zeros()
              ^ needs its sizes
@grad w=zeros((2, 3))
              ^ one by one
@grad w=zeros(2.0)
              ^^^ Write \`2\`
@grad w=zeros(2.5)
              ^^^ an integer
@grad w=zeros(1e3)
              ^^^ Write \`1000\`
@grad w=zeros(3, -1)
                 ^^ not negative
@grad w=zeros(1000, 1001)
              ^^^^^^^^^^ 1,001,000
@grad w=zeros(3, seed=1)
                 ^^^^ takes no seed
@grad w=zeros(3
              ^ \`(\` before is not closed
@grad w=randn(seed=1)
                    ^ needs its sizes
@grad w=randn(2, seed=-1)
                      ^^ 0 to 4294967295
@grad w=randn(2, seed=4294967296)
                      ^^^^^^^^^^ 0 to 4294967295
@grad w=randn(2, seed=1.0)
                      ^^^ 0 to 4294967295
@grad w=randn(2, seed=1, 3)
                         ^ last argument
@grad w=randn(2, sed=1)
                 ^^^ plain numbers
@grad w=linspace(0, 1)
                     ^ three numbers
@grad w=linspace(0, 1, 0)
                       ^ at least one point
@grad w=linspace(0, 1, 2.5)
                       ^^^ an integer
@grad w=linspace(0, 1, 2000000)
                       ^^^^^^^ 2,000,000
@grad w=linspace(0, 1, 5, 6)
                          ^ no more
@grad w=linspace(0, inf, 5)
                    ^^^ finite
@gradOf
^^^^^^^ Write its name
@gradOf 3
        ^ function's name
@gradOf f g
          ^ nothing else
@gradOf f(x)
         ^ nothing else
@gradOf f.
         ^ nothing else
`

const cases = [...malformed.matchAll(/^(@.*)\n( *)(\^+) (.*)$/gm)].map(([, text, indent, carets, message]) => ({
  text,
  message,
  range: { start: indent.length, end: indent.length + carets.length },
}))

describe.each(both)('malformed in %s', (language) => {
  test.each(cases)('$text', ({ text, range, message }) => {
    const line = parse(text, language)
    expect(line).toEqual({
      error: { range, message: expect.stringContaining(message) },
      range: { start: 0, end: text.trimEnd().length },
    })
  })
})
