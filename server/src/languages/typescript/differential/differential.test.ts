// Every program of programs/ prints what Node prints (expected.json, made by expect.mjs).
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { outputOf } from '../evaluation.testing'
import expected from './expected.json'

const folder = new URL('./programs/', import.meta.url)

for (const file of readdirSync(folder)) {
  const [, ...programs] = readFileSync(new URL(file, folder), 'utf8').split(/^\/\/# /m)
  describe(file, () => {
    for (const program of programs) {
      const [title] = program.split('\n', 1)
      test(title, () => {
        expect(outputOf(program.slice(title.length))).toBe((expected as Record<string, string>)[`${file}: ${title}`])
      })
    }
  })
}
