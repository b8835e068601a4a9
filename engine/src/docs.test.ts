// Runs every snippet of docs/engine.md against the built modules and compares what stands behind `//`.
import { build } from 'esbuild'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { engineBundles } from '../scripts/bundles.mjs'

const page = readFileSync(new URL('../../docs/engine.md', import.meta.url), 'utf8')
const snippets = [...page.matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code)
const folder = mkdtempSync(join(tmpdir(), 'gradlens-docs-'))

beforeAll(() => Promise.all(Object.values(engineBundles).map((options) => build({ ...options, outdir: folder }))))
afterAll(() => rmSync(folder, { recursive: true }))

/** Each line `expression // result` becomes a pair of both. */
function pairs(code: string): string {
  const lines = code
    .split('\n')
    .map((line) => line.replace(/^(?!const|import)(.+?) \/\/ (.+)$/, 'found.push([$1, $2])'))
  return `export const found = []\n${lines.join('\n')}`
}

const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, v: unknown) =>
      typeof v === 'number' && Number.isFinite(v) ? Number(v.toPrecision(14)) : (v as object),
    ) ?? 'null',
  )

test.each(snippets.map((code, i) => [i + 1, code] as const))('snippet %i', async (i, code) => {
  const file = join(folder, `${i}.mjs`)
  writeFileSync(file, pairs(code))
  const { found } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { found: [unknown, unknown][] }
  expect(found.length).toBeGreaterThan(0)
  for (const [actual, expected] of found) {
    if (typeof expected === 'number' && !Number.isFinite(expected)) expect(actual).toBe(expected)
    else expect(rounded(actual)).toEqual(rounded(expected))
  }
})
