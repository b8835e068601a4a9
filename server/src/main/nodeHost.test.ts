import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { Evaluator } from '../evaluation/evaluator'
import { nodeHost } from './nodeHost'

const folder = mkdtempSync(join(tmpdir(), 'gradlens-host-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A worker that does what the source of a request says. */
const worker = `
const { parentPort } = require('node:worker_threads')
const acts = {
  answer: () => [],
  hang: () => { for (;;); },
  print: () => { console.log('noise'); return [] },
  grow: () => { const all = []; for (;;) all.push(new Array(1e5).fill({})) },
  crash: () => { setTimeout(() => { throw new Error('ours') }); return new Promise(() => {}) },
}
parentPort.on('message', async ({ id, kind, source }) => {
  if (kind !== 'start') parentPort.postMessage({ id, kind, imports: await acts[source]() })
})
`
writeFileSync(join(folder, 'evaluator.js'), worker)
const host = nodeHost(folder, { maxOldGenerationSizeMb: 64 })
const uri = (name: string) => pathToFileURL(join(folder, name)).href

describe('a worker thread', () => {
  const evaluator = new Evaluator((events) => host.startWorker(events))
  afterAll(() => evaluator.restart())
  const ask = (source: string, limit = 20_000) =>
    evaluator.ask(
      { kind: 'imports', language: 'python', languageId: 'python', source },
      limit,
      new AbortController().signal,
    )

  test('answers', async () => expect(await ask('answer')).toMatchObject({ kind: 'imports' }))

  test('that hangs is ended, and another answers', async () => {
    await ask('answer')
    await expect(ask('hang', 100)).rejects.toMatchObject({ reason: 'time' })
    expect(await ask('answer')).toMatchObject({ kind: 'imports' })
  })

  test('that crashes says so', async () => {
    await expect(ask('crash')).rejects.toMatchObject({ reason: 'crash' })
  })

  test('that takes all memory is told from one that crashes', async () => {
    await expect(ask('grow')).rejects.toMatchObject({ reason: 'memory' })
  })

  test('may write what it likes', async () => expect(await ask('print')).toMatchObject({ kind: 'imports' }))
})

test('files are read, links followed, and what is not there is null', async () => {
  writeFileSync(join(folder, 'a b.py'), 'x = 1')
  symlinkSync(join(folder, 'a b.py'), join(folder, 'link.py'))
  expect(await host.files.readText(uri('a b.py'))).toBe('x = 1')
  expect(await host.files.readText(uri('none.py'))).toBeNull()
  expect(await host.files.readText('untitled:Untitled-1')).toBeNull()
  expect(await host.files.followLinks(uri('link.py'))).toBe(uri('a b.py'))
  expect(await host.files.followLinks(uri('none.py'))).toBe(uri('none.py'))
  await expect(host.asset('none.wasm')).rejects.toThrow()
})
