// Wrong and unfinished code, and programs that never end.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Client, eventually } from './client'

let client: Client
beforeAll(
  async () =>
    void (client = await Client.start({
      initializationOptions: { settings: { timeoutVisible: 1000, timeoutBackground: 1000 } },
    })),
)
afterAll(async () => void (await client.stop()))

const marked = '# @grad x=3\ndef f(x):\n    square = x * x\n    return square + 1\n'

describe('while a line is half typed', () => {
  test('every lens and hover stays, moved with the text, and is said to be stale', async () => {
    const uri = client.open('half.py', marked)
    expect((await client.titles(uri))[0]).toBe('f = 10.0 · ∂x = 6.0')
    client.edit(uri, '# @grad', 'half = (\n# @grad')
    const lenses = await eventually(async () => {
      const all = await client.lenses(uri)
      expect(all.map(({ title }) => title).join()).toContain('stale')
      return all
    })
    expect(lenses.map(({ title }) => title)).toContain('f = 10.0 · ∂x = 6.0')
    expect(new Set(lenses.map(({ line }) => line))).toEqual(new Set([2]))
    expect(await client.hover(uri, 'square', 'square = x')).toMatch(/stale[^]*9\.0/)
    expect((await client.hints(uri)).map(({ label }) => label)).toEqual(['= 9.0', '= 10.0'])
    client.edit(uri, 'half = (\n', 'half = 1\n')
    await eventually(async () =>
      expect(await client.titles(uri)).toEqual(['f = 10.0 · ∂x = 6.0', 'Check Gradient', 'Show Graph', 'Show Tape']),
    )
  })

  test('a mark that was never evaluated says what it waits for', async () => {
    const uri = client.open('waits.py', `half = (\n${marked}`)
    await eventually(async () => expect((await client.titles(uri))[0]).toMatch(/^waits: line \d+ does not parse/))
  })

  test('the marks’ own faults are said', async () => {
    const uri = client.open('both.py', `half = (\n${marked}`.replace('x=3', 'z=3'))
    await eventually(async () =>
      expect((await client.diagnostics(uri)).map(({ code }) => code)).toEqual(['mark-unknown-parameter']),
    )
  })
})

test('an edit is followed, and the hover right after it is fresh', async () => {
  const uri = client.open('follow.py', marked)
  expect(await client.hover(uri, 'f', 'f(x)')).toContain('10.0')
  client.edit(uri, 'x=3', 'x=4')
  expect(await client.hover(uri, 'f', 'f(x)')).toContain('17.0')
})

test('a request can be cancelled', async () => {
  const uri = client.open('cancelled.py', 'x = 0\nwhile True:\n    x = x + 1\n# @grad x=3\ndef f(x):\n    return x\n')
  const cancelled = client.connection.sendRequest(
    'textDocument/codeLens',
    { textDocument: { uri } },
    { isCancellationRequested: true, onCancellationRequested: () => ({ dispose: () => undefined }) },
  )
  await expect(cancelled.catch(() => null)).resolves.toSatisfy((lenses) => lenses === null || Array.isArray(lenses))
  client.close(uri)
})

describe('a program that never ends', () => {
  const endless =
    '# @grad x=1\ndef endless(x):\n    while True:\n        x = x + 1\n    return x\n\n# @grad x=3\ndef f(x):\n    return x * x\n'

  test('is stopped, and everything else still answers', async () => {
    const other = client.open('other.py', marked)
    expect((await client.titles(other))[0]).toBe('f = 10.0 · ∂x = 6.0')
    const uri = client.open('endless.py', endless)
    const started = Date.now()
    expect(await client.hover(other, 'f', 'f(x)')).toContain('10.0')
    expect(Date.now() - started).toBeLessThan(900)
    await eventually(async () =>
      expect((await client.diagnostics(uri)).map(({ code }) => code)).toContain('budget-exceeded'),
    )
    expect(await client.hover(uri, 'f', 'f(x)')).toMatch(/9\.0[^]*6\.0/)
    expect(await client.hover(other, 'f', 'f(x)')).toContain('10.0')
  })
})

test('the evaluator can be restarted', async () => {
  const uri = client.open('restart.py', marked)
  expect((await client.titles(uri))[0]).toBe('f = 10.0 · ∂x = 6.0')
  await client.connection.sendRequest('gradlens/restart')
  await eventually(async () => expect((await client.titles(uri))[0]).toBe('f = 10.0 · ∂x = 6.0'))
})
