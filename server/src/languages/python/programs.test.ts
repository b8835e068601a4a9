import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import golden from './programs.golden.json'
import { runScript } from './runScript.testing'

const folder = fileURLToPath(new URL('./programs', import.meta.url))
const expected: Readonly<Record<string, { stdout: string; error: (string | number)[] | null }>> = golden

describe('programs print and end as CPython runs them', () => {
  for (const file of readdirSync(folder).sort()) {
    for (const section of readFileSync(`${folder}/${file}`, 'utf8').split(/^#: /m).slice(1)) {
      const end = section.indexOf('\n')
      const title = `${file.replace('.py', '')}: ${section.slice(0, end)}`
      test(title, () => {
        const { stdout, error } = runScript(section.slice(end + 1))
        expect(stdout).toBe(expected[title].stdout)
        const ended = error?.text.startsWith('SystemExit') ? null : error
        expect(ended && [ended.text, ended.line]).toEqual(expected[title].error)
      })
    }
  }
})
