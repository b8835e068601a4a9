// Draws of `np.random` against NumPy 1.24 (random.golden.py): every bit, every kind of number, and what mistakes raise.
import { describe, expect, it } from 'vitest'
import { runScript } from '../../../runScript.testing'
import golden from './random.golden.json'

const draws = golden.draws as [source: string, stdout: string][]
const mistakes = golden.mistakes as [call: string, error: string | null][]

describe('draws are NumPy’s', () => {
  it.each(draws.map(([source, stdout]) => [source.replaceAll('\n', '; '), source, stdout]))(
    '%s',
    (_, source, stdout) => {
      const result = runScript(`import numpy as np\n${golden.show}\n${source}\nfor o in out:\n    show(o)`)
      expect({ stdout: result.stdout, error: result.error }).toEqual({ stdout, error: null })
    },
  )
})

describe('mistakes raise what they raise in NumPy', () => {
  it.each(mistakes)('%s', (call, error) => {
    const result = runScript(`import numpy as np\nnp.random.seed(0)\n${call}`)
    expect(result.error?.text ?? null).toBe(error)
  })
})

describe('without a seed nothing is known', () => {
  const printed = (source: string) => runScript(`import numpy as np\n${source}`)
  it('names the function, and keeps the shape', () => {
    expect(printed('x = np.random.rand(2, 3)\nprint(x.shape, x.dtype)').stdout).toBe('(2, 3) float64\n')
    expect(printed('print(np.random.rand(2))').stdout).not.toMatch(/[0-9]{2}/)
    expect(printed('print(np.random.default_rng().normal())').stdout).toBe('unknown\n')
  })
  it('seeding makes it known, seed(None) unknown again', () => {
    const { stdout } = printed(
      'np.random.rand()\nnp.random.seed(0)\nprint(np.random.rand())\nnp.random.seed()\nprint(np.random.rand())',
    )
    expect(stdout).toBe('0.5488135039273248\nunknown\n')
  })
  it('a shuffled list is unknown', () => {
    expect(printed('x = [1, 2, 3]\nnp.random.shuffle(x)\nprint(x[0])').stdout).toBe('unknown\n')
  })
})

describe('the state is undone with what is undone', () => {
  it('after a branch on something unknown the state is unknown, if an arm drew', () => {
    const source = `import numpy as np
np.random.seed(0)
import os
if os.environ.get('x') == 'y':
    np.random.rand()
print(np.random.rand())`
    expect(runScript(source).stdout).not.toContain('0.5488')
    expect(runScript(source.replace('    np.random.rand()', '    pass')).stdout).toBe('0.5488135039273248\n')
  })
})
