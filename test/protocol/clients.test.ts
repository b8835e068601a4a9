// Clients that can do less, or other things, than an editor of today.
import { expect, test } from 'vitest'
import { Client, eventually, modern } from './client'

const wrong = '# @grad x=3 ordr 2\ndef f(x):\n    return x\n'
const marked = '# @grad x=3\ndef f(x):\n    return x * x\n'

async function using(
  options: Parameters<typeof Client.start>[0],
  act: (client: Client) => Promise<void>,
): Promise<void> {
  const client = await Client.start(options)
  try {
    await act(client)
  } finally {
    expect(await client.stop()).toBe(0)
  }
}

test('one that can do nothing gets diagnostics by itself, plain text, and whole answers', () =>
  using({ capabilities: {} }, async (client) => {
    const uri = client.open('wrong.py', wrong)
    await eventually(async () => expect(client.pushed.get(uri)).toMatchObject([{ code: 'mark-syntax' }]))
    client.edit(uri, ' ordr 2', '')
    expect((await client.titles(uri))[0]).toBe('f = 3.0 · ∂x = 1.0')
    await eventually(async () => expect(client.pushed.get(uri)).toEqual([]))
    expect(await client.hover(uri, 'f', 'f(x)')).toMatch(/^f\(x = 3\.0\) = 3\.0\n {2}gradient ∂f\/∂x = 1\.0/)
    expect(client.refreshed).toEqual([])
  }))

test('one without the lenses’ commands has them run by the server', () =>
  using({}, async (client) => {
    const uri = client.open('marked.py', marked)
    const [, check, graph, tape] = await client.lenses(uri)
    expect(client.initialized.capabilities.executeCommandProvider?.commands).toContain('gradlens.checkGradient')
    const run = (command: string, lens: { arguments?: unknown[] }) =>
      client.connection.sendRequest('workspace/executeCommand', { command, arguments: lens.arguments })
    expect(await run('gradlens.checkGradient', check)).toMatch(/^agree/)
    expect(await run('gradlens.showGraph', graph)).toContain('flowchart TB')
    expect(await run('gradlens.showTape', tape)).toContain('%0')
    expect(await run('gradlens.showTape', {})).toBeNull()
  }))

test('our own is told what the server does, and runs the commands itself', () =>
  using({ initializationOptions: { extensionUri: 'file:///ext', docsUri: 'file:///docs' } }, async (client) => {
    expect(client.initialized.capabilities.executeCommandProvider).toBeUndefined()
    const uri = client.open('marked.py', marked)
    await eventually(async () =>
      expect(client.notified).toContainEqual({ method: 'gradlens/evaluated', params: { uri, version: 1 } }),
    )
    const bad = client.open('wrong.py', wrong)
    expect((await client.diagnostics(bad))[0].codeDescription).toEqual({ href: 'file:///docs/mark-syntax.md' })
  }))

test('settings count from the start, and when they change', () =>
  using({ initializationOptions: { settings: { codeLens: false } } }, async (client) => {
    const uri = client.open('marked.py', marked)
    expect(await client.titles(uri)).toEqual([])
    expect(await client.hover(uri, 'f', 'f(x)')).toContain('9.0')
    const change = (settings: unknown) =>
      client.connection.sendNotification('workspace/didChangeConfiguration', { settings })
    await change({ gradlens: { codeLens: true, inlayHints: false } })
    expect(await client.titles(uri)).not.toEqual([])
    expect(await client.hints(uri)).toEqual([])
    await change({ gradlens: { enable: false } })
    expect([await client.titles(uri), await client.hover(uri, 'f', 'f(x)')]).toEqual([[], ''])
    await change({ gradlens: { enable: true } })
    expect(await client.hover(uri, 'f', 'f(x)')).toContain('9.0')
  }))

test('one that pulls is pushed nothing, with no refreshes it waits for the evaluation', () =>
  using({ capabilities: { ...modern, workspace: {} } }, async (client) => {
    const uri = client.openExample('2_two_gradients.py')
    expect((await client.diagnostics(uri)).map(({ code }) => code)).toEqual(['tape-used-twice'])
    expect([...client.pushed]).toEqual([])
  }))
