// Gradients of linear algebra, polynomials and interpolation against PyTorch's in float64 and against complex steps
// (goldens/linearAlgebraGradients.golden.py); the checker agrees with them too, where it can decide.
import { describe, expect, it } from 'vitest'
import { analyse } from '../../../../evaluation/analyst.testing'
import golden from './goldens/linearAlgebraGradients.golden.json'

const WEIGHTED = 'def w(x):\n    return np.sum(np.cos(np.arange(x.size) + 1).reshape(x.shape) * x)\n\n'

function close(actual: unknown, expected: unknown): boolean {
  if (Array.isArray(expected))
    return Array.isArray(actual) && actual.length === expected.length && expected.every((x, i) => close(actual[i], x))
  return (
    typeof actual === 'number' &&
    typeof expected === 'number' &&
    Math.abs(actual - expected) <= 1e-9 * (1 + Math.abs(expected))
  )
}

describe('gradients of linear algebra', () => {
  it.each(golden.map((row) => [row.name, row] as const))('%s', async (_, { inputs, expression, value, gradients }) => {
    const names = Object.keys(inputs)
    const given = names.map((name) => `${name}=${JSON.stringify(inputs[name as keyof typeof inputs])}`)
    const source = `import numpy as np\n\n${WEIGHTED}# @grad ${given.join(', ')}\ndef f(${names.join(', ')}):\n    return ${expression}\n`
    const report = await analyse(source, 'python', true, {})
    const [point] = report.functions.flatMap((f) => f.points)
    if (!point) throw new Error(JSON.stringify(report.diagnostics))
    const found = Object.fromEntries(Object.entries(point.gradients).map(([name, shown]) => [name, shown.json]))
    expect({
      value: close(point.value.json, value),
      found: names
        .filter((name) => !close(found[name], gradients[name as keyof typeof gradients]))
        .map((name) => [name, found[name], point.gradients[name]?.text]),
    }).toEqual({ value: true, found: [] })
    expect(point.check?.verdict).toBe('agree')
  })
})
