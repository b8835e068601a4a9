// The setting `gradlens.numpy`: what NumPy 2.0 documents as changed (migration guide, NEP 50, release notes), beside 1.24.
import { describe, expect, test } from 'vitest'
import { runScript } from '../../runScript.testing'

const run = (source: string, numpy?: string) =>
  runScript(`import numpy as np\n${source}\n`, [], {}, numpy === undefined ? {} : { numpy })

const printed = (expression: string, numpy?: string): string => {
  const { stdout, error } = run(`print(${expression})`, numpy)
  return error ? error.text : stdout.trimEnd()
}

describe('scalars print with their type', () => {
  test.each([
    ['repr(np.float64(3.0))', '3.0', 'np.float64(3.0)'],
    ['repr(np.float32(0.1))', '0.1', 'np.float32(0.1)'],
    ['[np.sum(np.array([1, 2]))]', '[3]', '[np.int64(3)]'],
    ['(np.array([1.5])[0], np.bool_(True))', '(1.5, True)', '(np.float64(1.5), np.True_)'],
    ['{"loss": np.mean(np.array([1.0, 2.0]))}', "{'loss': 1.5}", "{'loss': np.float64(1.5)}"],
    ['str(np.float64(3.0))', '3.0', '3.0'],
    ['np.float64(3.0)', '3.0', '3.0'],
    ['f"{np.float64(3.0)} {np.float64(3.0)!r}"', '3.0 3.0', '3.0 np.float64(3.0)'],
    ['repr(np.array([1.0, 2.0]))', 'array([1., 2.])', 'array([1., 2.])'],
    ['"%s" % np.float64(2)', '2.0', '2.0'],
  ])('%s', (expression, old, renewed) => {
    expect([printed(expression), printed(expression, '1.24'), printed(expression, '2.0')]).toEqual([old, old, renewed])
  })
})

describe('promotion goes by types, not by values (NEP 50)', () => {
  test.each([
    ['(np.float32(3) + 3.0).dtype', 'float64', 'float32'],
    ['(np.array([3], dtype=np.float32) + np.float64(3)).dtype', 'float32', 'float64'],
    ['(np.array([1.0, 2.0], dtype=np.float32) + 3.0).dtype', 'float32', 'float32'],
    ['(np.array([1], dtype=np.int32) + np.int64(1)).dtype', 'int32', 'int64'],
    ['(np.array([1], dtype=np.int32) + 1).dtype', 'int32', 'int32'],
    ['(np.array([1], dtype=np.int32) + 1.5).dtype', 'float64', 'float64'],
    ['(np.array([True]) + 1).dtype', 'int64', 'int64'],
    ['(np.float32(1) + np.int64(2)).dtype', 'float64', 'float64'],
    ['np.where(np.array([True]), np.array([1.0], dtype=np.float32), 0.5).dtype', 'float32', 'float32'],
    ['np.where(np.array([True]), np.array([1.0], dtype=np.float32), np.float64(0.5)).dtype', 'float32', 'float64'],
    ['(np.float32(0.1) == 0.1)', 'False', 'True'],
  ])('%s', (expression, old, renewed) => {
    expect([printed(expression), printed(expression, '2.0')]).toEqual([old, renewed])
  })

  test('a Python integer that does not fit is an error', () => {
    const expression = '(np.array([1], dtype=np.int32) + 2**40).dtype'
    expect(printed(expression)).toBe('int64')
    expect(printed(expression, '2.0')).toBe('OverflowError: Python integer 1099511627776 out of bounds for int32')
  })

  test('in place', () => {
    const source = 'a = np.ones(2, dtype=np.float32)\na += 0.1\nprint(a.dtype, a)'
    expect(run(source, '2.0').stdout).toBe('float32 [1.1 1.1]\n')
  })
})

describe('names', () => {
  test.each([
    [
      'np.float_(1)',
      '1.0',
      'AttributeError: `np.float_` was removed in the NumPy 2.0 release. Use `np.float64` instead.',
    ],
    ['np.infty', 'inf', 'AttributeError: `np.infty` was removed in the NumPy 2.0 release. Use `np.inf` instead.'],
    ['np.__version__', '1.24.4', '2.0.2'],
    ['np.bool(1)', expect.stringContaining("AttributeError: module 'numpy' has no attribute 'bool'."), 'True'],
    ['np.int(1)', expect.stringContaining('use `int` by itself'), expect.stringContaining('use `int` by itself')],
  ])('%s', (expression, old, renewed) => {
    expect([printed(expression), printed(expression, '2.0')]).toEqual([old, renewed])
  })

  test.each(['np.concat([[1], [2]])', 'np.atan2(0.0, 1.0)', 'np.pow(2, 3)'])('%s is new', (expression) => {
    expect(printed(expression, '2.0')).not.toContain('unknown')
    expect(printed(expression)).toBe('unknown')
  })
})
