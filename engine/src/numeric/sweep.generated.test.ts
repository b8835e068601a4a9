import { execFileSync } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('the generated sweep is what the rows give', { timeout: 30_000 }, () => {
  const script = fileURLToPath(new URL('../../scripts/generate-sweep.mjs', import.meta.url))
  expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow()
})
