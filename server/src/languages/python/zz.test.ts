import { test } from 'vitest'
import { readFileSync } from 'node:fs'
import { runScript } from './runScript.testing'
test('x', () => {
  for (const f of process.env.F!.split(' ')) {
    const t = performance.now()
    try { const r = runScript(readFileSync(f, 'utf8')); console.log(f, JSON.stringify(r, null, 1), performance.now() - t) } catch (e) { console.log(f, e) }
  }
}, 60000)
