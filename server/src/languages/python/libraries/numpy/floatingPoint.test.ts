// What NumPy warns of, and what it raises instead. Names and words: NumPy 1.24 (each line below was run with it).
import { expect, test } from 'vitest'
import { runScript } from '../../runScript.testing'

const run = (source: string) => runScript(`import numpy as np\na = np.array([0.0, 1.0])\n${source}\n`)
const warnings = (source: string): string[] =>
  run(source).notices.flatMap((notice) => (/RuntimeWarning: (.*?)\. The/.exec(notice)?.[1] ?? notice).split('; '))

test.each([
  ['np.log(a)', 'divide by zero encountered in log'],
  ['1 / a', 'divide by zero encountered in divide'],
  ['a / 0', 'divide by zero encountered in divide', 'invalid value encountered in divide'],
  ['np.sqrt(-a)', 'invalid value encountered in sqrt'],
  ['np.exp(a * 1000)', 'overflow encountered in exp'],
  ['np.float64(1) / 0.0', 'divide by zero encountered in scalar divide'],
  ['np.array([0.0]) ** -1.0', 'divide by zero encountered in reciprocal'],
  ['np.array([0.0, 2.0]) ** -3.0', 'divide by zero encountered in power'],
  ['np.array([np.inf]) - np.inf', 'invalid value encountered in subtract'],
  ['a * 1e308 * 1e10', 'overflow encountered in multiply'],
  ['np.array([np.inf, 1]) + 1'],
  ['np.maximum(np.array([np.nan]), a)'],
  ['np.array([np.nan]) * 2'],
  ['with np.errstate(all="ignore"): np.log(a)'],
  ['np.seterr(divide="ignore"); 1 / a'],
])('%s', (source, ...expected) => {
  expect(warnings(source).sort()).toEqual([...expected].sort())
})

test('with "raise" it is an exception', () => {
  expect(run('with np.errstate(divide="raise"):\n    np.log(a)').error).toEqual({
    text: 'FloatingPointError: divide by zero encountered in log',
    line: 4,
  })
})
