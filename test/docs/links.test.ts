// The documentation's own links lead somewhere.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const pages = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]

describe.each(pages)('%s', (page) => {
  const text = readFileSync(join(repository, page), 'utf8').replace(/^```[\s\S]*?^```$/gm, '')

  test('links to files that exist', () => {
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target)
    const files = targets.filter((target) => !/^(https?:|#)/.test(target)).map((target) => target.replace(/#.*$/, ''))
    expect(files.filter((file) => !existsSync(join(repository, dirname(page), file)))).toEqual([])
  })

  test('names source files that exist', () => {
    const names = [...text.matchAll(/`((?:client|docs|engine|examples|scripts|server|syntaxes|test)\/[\w./-]+)`/g)].map(
      ([, name]) => name,
    )
    expect(names.filter((name) => !existsSync(join(repository, name)))).toEqual([])
  })
})
