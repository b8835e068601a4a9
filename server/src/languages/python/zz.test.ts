import { test } from 'vitest'
import { readFileSync } from 'node:fs'
import { runScript } from './runScript.testing'
test('x', () => {
  for (const f of process.env.F!.split(' ')) {
    try { console.log(f, JSON.stringify(runScript(readFileSync(f, 'utf8')), null, 1)) } catch (e) { console.log(f, e) }
  }
})
