// The examples and marked functions, as any LSP client sees them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Client, eventually, modern } from './client'

let client: Client
beforeAll(async () => void (client = await Client.start()))
afterAll(async () => void (await client.stop()))

describe('the first program', () => {
  let uri: string
  beforeAll(() => void (uri = client.openExample('1_first_gradient.py')))
  const tapeLine = () => client.range(uri, 'with tf').start.line

  test('has the gradient and the commands over its tape', async () => {
    const lenses = await client.lenses(uri)
    expect(lenses.map(({ line, title }) => [line, title])).toEqual(
      ['∂y/∂x = 8.0', 'Check Gradient', 'Show Graph', 'Show Tape'].map((title) => [tapeLine(), title]),
    )
    expect(lenses[1].arguments).toEqual([uri, { kind: 'call', tapeIndex: 0, callIndex: 0 }])
  })

  test.each([
    ['y', 'y = f(x)', ['16.0']],
    ['dy_dx', 'dy_dx = tape', ['8.0']],
    ['**', 'x ** 2', ['x ** 2', '9.0', 'adjoint', '∂y/∂(x ** 2) = 1.0', 'local partial', '∂/∂x = 6.0', 'Python 3.11']],
    ['x', '(x) #', ['variable', '3.0', '∂y/∂x = 8.0']],
    ['gradient', 'tape.gradient', ['∂y/∂x = 8.0']],
  ])('explains %s in %s', async (words, around, expected) => {
    const text = await client.hover(uri, words, around)
    for (const part of expected) expect(text).toContain(part)
  })

  test('has what it prints at the end of the line that prints it', async () => {
    const line = client.range(uri, 'print(').start.line
    const character = client.text(uri).split('\n')[line].length
    expect(await client.hints(uri)).toEqual([{ position: { line, character }, label: "f(x) = 16.0, f'(x) = 8.0" }])
  })

  test('has nothing to complain about', async () => expect(await client.diagnostics(uri)).toEqual([]))
})

describe('the second program', () => {
  test('has its second gradient underlined, with the way to the first', async () => {
    const uri = client.openExample('2_two_gradients.py')
    const [found, ...others] = await eventually(async () => {
      const all = await client.diagnostics(uri)
      expect(all).not.toEqual([])
      return all
    })
    expect(others).toEqual([])
    expect(found).toMatchObject({
      code: 'tape-used-twice',
      source: 'gradlens',
      severity: 1,
      range: client.range(uri, 'tape.gradient(z, y)'),
    })
    expect(found.message).toContain(
      'RuntimeError: A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)',
    )
    expect(found.codeDescription?.href).toMatch(/^file:.*\/docs\/diagnostics\/tape-used-twice\.md$/)
    expect(found.relatedInformation?.[0].location).toEqual({ uri, range: client.range(uri, 'tape.gradient(z, x)') })
  })

  test.each([[/persistent=True/], [/list/]])('is mended by the fix %s', async (title) => {
    const uri = client.openExample('2_two_gradients.py')
    const found = await eventually(async () => {
      const [one] = await client.diagnostics(uri)
      expect(one).toBeDefined()
      return one
    })
    const actions = (await client.actions(uri, found)).filter(({ kind }) => kind === 'quickfix')
    expect(actions).toHaveLength(2)
    expect(actions.filter(({ isPreferred }) => isPreferred)).toHaveLength(1)
    for (const action of actions.filter((one) => title.test(one.title))) client.apply(uri, action)
    await eventually(async () => expect(await client.diagnostics(uri)).toEqual([]))
    expect((await client.hints(uri)).map(({ label }) => label)).toEqual(['f(x, y) = 25.0, df/dx = 6.0, df/dy = 8.0'])
    client.close(uri)
  })
})

test('the third program shows both derivatives', async () => {
  const uri = client.openExample('3_second_derivative.py')
  expect((await client.hints(uri)).map(({ label }) => label)).toEqual(["f(x) = 8.0, f'(x) = 12.0, f''(x) = 12.0"])
  expect(await client.titles(uri)).toEqual(expect.arrayContaining(['∂y/∂x = 12.0', '∂dy_dx/∂x = 12.0']))
})

describe('a marked function', () => {
  const typescript = `/** @grad x=3 */
export function f(x: number): number {
  const square = x * x
  return square + 2 * x + 1
}
`
  test('in TypeScript', async () => {
    const uri = client.open('marked.ts', typescript, 'typescript')
    expect(await client.titles(uri)).toEqual(['f = 16 · ∂x = 8', 'Check Gradient', 'Show Graph', 'Show Tape'])
    expect(await client.hover(uri, 'f', 'f(x')).toMatch(/16[^]*∂f\/∂x = 8/)
    expect(await client.hover(uri, 'x', 'x: number')).toMatch(/x = 3[^]*∂f\/∂x = 8/)
    expect((await client.hints(uri)).map(({ label }) => label)).toEqual(['= 9', '= 16'])
  })
  test('in JavaScript, at two points', async () => {
    const text = `/**\n * @grad v=[1, 2, 3]\n * @grad v=[0, 1, 0]\n */\nfunction sum(v) {\n  let s = 0\n  for (const x of v) s += x * x\n  return s\n}\n`
    const uri = client.open('marked.js', text, 'javascript')
    expect((await client.titles(uri)).slice(0, 2)).toEqual([
      'sum = 14 · ∂v = [2, 4, 6] (v = [1, 2, 3])',
      'sum = 1 · ∂v = [0, 2, 0] (v = [0, 1, 0])',
    ])
  })
  test('in Python', async () => {
    const uri = client.open('marked.py', '# @grad x=3\ndef f(x):\n    return x ** 2 + 2 * x + 1\n')
    expect((await client.titles(uri))[0]).toBe('f = 16.0 · ∂x = 8.0')
  })
})

test('a malformed mark is underlined at once, and an unknown parameter is mended', async () => {
  const wrong = client.open('wrong.py', '# @grad x=3 ordr 2\ndef f(x):\n    return x\n')
  expect(await client.diagnostics(wrong)).toMatchObject([{ code: 'mark-syntax', range: client.range(wrong, 'ordr') }])
  const uri = client.open(
    'unknown.ts',
    '/** @grad speeed=3 */\nfunction f(speed: number) {\n  return speed\n}\n',
    'typescript',
  )
  const [found] = await client.diagnostics(uri)
  expect(found).toMatchObject({ code: 'mark-unknown-parameter', range: client.range(uri, 'speeed') })
  const [fix] = await client.actions(uri, found)
  client.apply(uri, fix)
  await eventually(async () => expect((await client.titles(uri))[0]).toBe('f = 3 · ∂speed = 1'))
})

test('what is imported from the workspace is evaluated, the open buffer first', async () => {
  const lib = client.open('lib_for_test.py', 'def twice(x):\n    return 2 * x\n')
  const uri = client.open(
    'imports.py',
    'from lib_for_test import twice\n\n# @grad x=3\ndef f(x):\n    return twice(x) * x\n',
  )
  await eventually(async () => expect((await client.titles(uri))[0]).toBe('f = 18.0 · ∂x = 12.0'))
  client.edit(lib, '2 * x', '3 * x')
  await eventually(async () => expect((await client.titles(uri))[0]).toBe('f = 27.0 · ∂x = 18.0'))
})

test('a check’s verdict stands in the lens', async () => {
  const uri = client.openExample('1_first_gradient.py')
  const subject = { kind: 'call', tapeIndex: 0, callIndex: 0 }
  expect(await client.connection.sendRequest('gradlens/check', { uri, subject })).toMatchObject({ verdict: 'agree' })
  expect((await client.titles(uri))[1]).toMatch(/^Check Gradient: agree, /)
})

test('the graph and the tape of a subject are drawn and listed', async () => {
  const uri = client.openExample('1_first_gradient.py')
  const subject = await client.connection.sendRequest('gradlens/subjectAt', {
    uri,
    position: client.range(uri, 'y = f').start,
  })
  expect(subject).toEqual({ kind: 'call', tapeIndex: 0, callIndex: 0 })
  const graph = await client.connection.sendRequest<{
    nodes: { label: string; value: string; adjoint: string; location: unknown }[]
  }>('gradlens/graph', { uri, subject })
  expect(graph.nodes).toContainEqual(
    expect.objectContaining({
      label: 'x ** 2',
      value: '9.0',
      adjoint: '1.0',
      location: { uri, range: client.range(uri, 'x ** 2') },
    }),
  )
  const tape = await client.connection.sendRequest<{ text: string; lines: unknown[] }>('gradlens/tape', {
    uri,
    subject,
  })
  expect(tape.text).toMatch(/^%\d+ *= .*9\.0 +adjoint 1\.0 +5: x \*\* 2$/m)
  expect(tape.lines.length).toBe(tape.text.trimEnd().split('\n').length)
})

test('a mark can be added', async () => {
  const uri = client.open('unmarked.py', 'def f(x):\n    return x * x\n')
  const offer = await client.connection.sendRequest('gradlens/addMark', { uri, position: { line: 1, character: 4 } })
  expect(offer).toEqual({
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    text: '# @grad\n',
  })
})

test('marks are completed, and marked functions are symbols', async () => {
  const uri = client.open('complete.py', '# @grad \ndef f(speed, mass):\n    return speed\n')
  const items = await client.connection.sendRequest<{ label: string }[]>('textDocument/completion', {
    textDocument: { uri },
    position: { line: 0, character: 8 },
  })
  expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(['speed=', 'mass=', 'wrt']))
  expect(await client.connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri } })).toMatchObject([
    { name: 'f' },
  ])
})

test('positions are UTF-16, beyond the basic plane too', async () => {
  expect(client.initialized.capabilities.positionEncoding).toBe('utf-16')
  const uri = client.open('astral.py', '# @grad x=3\ndef f(x):\n    s = "𝛿𝛿"; y = x * x\n    return y\n')
  expect(await client.hover(uri, '*', 'x * x')).toContain('x * x = 9.0')
})

test('a plain script that nothing is marked in is left alone', async () => {
  const uri = client.open('plain.py', 'x = 3\nprint(x)\n')
  expect([
    await client.hints(uri),
    await client.titles(uri),
    await client.hover(uri, 'x'),
    await client.diagnostics(uri),
  ]).toEqual([[], [], '', []])
})

test('a client is told to ask again once a document is evaluated', async () => {
  client.refreshed.length = 0
  client.openExample('1_first_gradient.py')
  await eventually(async () =>
    expect(client.refreshed).toEqual(
      expect.arrayContaining([
        'workspace/codeLens/refresh',
        'workspace/inlayHint/refresh',
        'workspace/diagnostic/refresh',
      ]),
    ),
  )
  expect(client.notified.map(({ method }) => method).filter((method) => method.startsWith('gradlens/'))).toEqual([])
  expect(modern.textDocument?.diagnostic).toBeDefined()
  expect([...client.pushed]).toEqual([])
})
