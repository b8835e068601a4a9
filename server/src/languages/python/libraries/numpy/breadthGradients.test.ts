// Gradients of NumPy's functions against differences in extended precision (goldens/breadthGradients.golden.py).
import { describe, expect, it } from 'vitest'
import { analyse } from '../../../../evaluation/analyst.testing'
import golden from './goldens/breadthGradients.golden.json'

const WEIGHTED = 'def w(x):\n    return np.sum(np.cos(np.arange(x.size) + 1).reshape(x.shape) * x)\n\n'
const { x, y, m } = golden.inputs
const MARK = `# @grad x=${JSON.stringify(x)}, y=${JSON.stringify(y)}, m=${JSON.stringify(m)}`

/** Equal to 1e-9; a gradient that is none stands for zeros. */
function close(actual: unknown, expected: unknown): boolean {
  if (Array.isArray(expected))
    return Array.isArray(actual)
      ? actual.length === expected.length && expected.every((e, i) => close(actual[i], e))
      : actual === null && expected.flat().every((e) => e === 0)
  return (
    typeof actual === 'number' &&
    typeof expected === 'number' &&
    Math.abs(actual - expected) <= 1e-9 * (1 + Math.abs(expected))
  )
}

describe('gradients of NumPy functions', () => {
  it.each(golden.rows.map((row) => [row.name, row] as const))('%s', async (_, { body, value, gradients }) => {
    const source = `import numpy as np\n\n${WEIGHTED}${MARK}\ndef f(x, y, m):\n${body}`
    const report = await analyse(source, 'python', false, {})
    const [point] = report.functions.flatMap((f) => f.points)
    if (!point) throw new Error(JSON.stringify(report.diagnostics))
    const wrong = (['x', 'y', 'm'] as const)
      .filter((name) => !close(point.gradients[name]?.json, gradients[name]))
      .map((name) => [name, point.gradients[name]?.text, JSON.stringify(gradients[name])])
    expect({ value: close(point.value.json, value) ? value : point.value.text, wrong }).toEqual({ value, wrong: [] })
  })
})
