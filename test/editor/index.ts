// What the extension host runs: every test file beside this one, with mocha.
import Mocha from 'mocha'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export function run(): Promise<void> {
  const mocha = new Mocha({ color: false, timeout: 90_000 })
  for (const name of readdirSync(__dirname)) if (name.endsWith('.test.js')) mocha.addFile(join(__dirname, name))
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failed) => {
      const passed = runner.stats?.passes ?? 0
      // In the shape of vitest's report, so that all layers are counted alike.
      const counts = JSON.stringify({ numPassedTests: passed, numFailedTests: failed })
      if (process.env.GRADLENS_COUNTS) writeFileSync(process.env.GRADLENS_COUNTS, counts)
      if (failed > 0 || passed === 0) reject(new Error(`${passed} passed, ${failed} failed`))
      else resolve()
    })
  })
}
