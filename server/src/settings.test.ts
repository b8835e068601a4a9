import { expect, test } from 'vitest'
import { budgetOf, defaultSettings, readSettings } from './settings'

test('what is given counts, the rest is by default', () => {
  expect(readSettings({ codeLens: false, maxSteps: 10 })).toEqual({ ...defaultSettings, codeLens: false, maxSteps: 10 })
})

test('nonsense counts for nothing', () => {
  for (const given of [undefined, null, 3, {}, { maxSteps: '10', timeoutVisible: -1, enable: 1, other: true }])
    expect(readSettings(given)).toEqual(defaultSettings)
})

test('who is looked at waits less long', () => {
  expect(budgetOf(defaultSettings, true)).toEqual({ maxSteps: 50_000_000, milliseconds: 2000, bytes: 536_870_912 })
  expect(budgetOf(defaultSettings, false).milliseconds).toBe(5000)
})
