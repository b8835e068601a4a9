// What the extension host runs: every test file beside this one, with mocha.
import Mocha from 'mocha'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export function run(): Promise<void> {
  const mocha = new Mocha({ color: false, timeout: 90_000 })
  for (const name of readdirSync(__dirname)) if (name.endsWith('.test.js')) mocha.addFile(join(__dirname, name))
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failed) => {
      const counts = { passed: runner.stats?.passes ?? 0, failed }
      if (process.env.GRADLENS_COUNTS) writeFileSync(process.env.GRADLENS_COUNTS, JSON.stringify(counts))
      if (failed || !counts.passed) reject(new Error(`${failed} failed`))
      else resolve()
    })
  })
}
