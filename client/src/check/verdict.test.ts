import type { CheckReport } from '@gradlens/server/report'
import { expect, test } from 'vitest'
import { checkDetails, needsAttention, verdictSentence } from './verdict'

const agree: CheckReport = {
  verdict: 'agree',
  maxRelativeError: 1.2e-11,
  worst: { input: 'x', index: [], automatic: 8, numeric: 8.00000000001 },
  detail: 'Compared at 6 steps from 1e-2 to 1e-7.',
}
const disagree: CheckReport = {
  verdict: 'disagree',
  maxRelativeError: 0.5,
  worst: { input: 'p', index: ['v', 2], automatic: 1, numeric: 2 },
  detail: 'At the step 1e-4.',
}
const kink: CheckReport = { verdict: 'kink', maxRelativeError: null, worst: null, detail: '', oneSided: [-1, 1] }

test('a message says the verdict and its error', () => {
  expect(verdictSentence(agree)).toBe('The gradient agrees with finite differences (largest relative error 1.2e-11).')
  expect(verdictSentence({ ...agree, maxRelativeError: 0 })).toContain('(largest relative error 0)')
  expect(verdictSentence(kink)).not.toContain('error')
})

test('what was found wrong or could not be decided needs attention', () => {
  expect([agree, disagree, kink].map(needsAttention)).toEqual([false, true, false])
})

test('the details name the worst component as a person writes it, with both values', () => {
  const text = checkDetails(disagree, 'spring.ts, function 1, point 1')
  expect(text).toMatch(/^# Gradient check: spring\.ts, function 1, point 1\n/)
  expect(text).toContain('At the step 1e-4.')
  expect(text).toMatch(/worst component +p\.v\[2\]\nautomatic +1\nnumeric +2\n/)
})

test('at a kink the details give both slopes', () => {
  expect(checkDetails(kink, 'f')).toMatch(/slope from the left +-1\nslope from the right +1\n/)
})
