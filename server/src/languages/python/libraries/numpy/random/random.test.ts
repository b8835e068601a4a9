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

describe('without a seed there is a sample, the same in every run, and it is said', () => {
  const run = (source: string) => runScript(`import numpy as np\n${source}`)
  it.each([
    'print(np.random.rand(2, 3))',
    'print(np.random.default_rng().normal())',
    'print(np.random.RandomState().randint(1000))',
    'x = [1, 2, 3]\nnp.random.shuffle(x)\nprint(x)',
    'np.random.seed(0)\nnp.random.seed()\nprint(np.random.rand())',
  ])('%s', (source) => {
    const [one, two] = [run(source), run(source)]
    expect(one.stdout).toBe(two.stdout)
    expect(one.stdout).not.toContain('unknown')
    expect(one.notices.some((notice) => notice.startsWith('sampled-value'))).toBe(true)
  })
  it('seeding ends it', () => {
    const { stdout, notices } = run('np.random.seed(0)\nprint(np.random.rand())')
    expect([stdout, notices]).toEqual(['0.5488135039273248\n', []])
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
