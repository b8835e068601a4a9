// What the README shows of marks and of settings is so.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parseMarkLine } from '../../server/src/marks/parseMark'

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8')
const readme = read('README.md')

const marks = [...readme.matchAll(/(?:^(?:#| \*|\/\/) |`)(@grad[^`\n]*)/gm)].map(([, mark]) => mark)

test('it shows marks', () => expect(marks.length).toBeGreaterThan(10))

test.each(marks.filter((mark) => mark !== '@gradOf'))('%s is a mark', (mark) => {
  expect(parseMarkLine(mark, { start: 0, end: mark.length }, 'python')).toHaveProperty('mark')
})

test('every setting stands in its table, with its default', () => {
  const { properties } = JSON.parse(read('package.json')).contributes.configuration
  const table = new Map(
    [...readme.matchAll(/^\| `(gradlens\.\w+)` \| ([^|]+) \|/gm)].map(([, name, value]) => [name, value]),
  )
  const inWords = (value: unknown) => (value === true ? 'on' : Number(value).toLocaleString('en'))
  expect([...table.keys()].sort()).toEqual(Object.keys(properties).sort())
  for (const [name, value] of table) expect(value.replace(/ ms$/, ''), name).toBe(inWords(properties[name].default))
})
