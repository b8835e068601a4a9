import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { roundedLog } from './roundedLog'

const golden: { log: [x: number, log: number][] } = JSON.parse(
  readFileSync(new URL('./randn.golden.json', import.meta.url), 'utf8'),
)

test('roundedLog is the logarithm to 60 digits, rounded', () => {
  expect(golden.log.map(([x]) => [x, roundedLog(x)])).toEqual(golden.log)
})
