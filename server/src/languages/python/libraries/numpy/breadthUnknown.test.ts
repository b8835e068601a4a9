// NumPy's functions on what cannot be known: nothing raises, nothing is made up, and what may have been written is unknown.
import { describe, expect, it } from 'vitest'
import { runScript } from '../../runScript.testing'
import golden from './goldens/breadth.golden.json'

const HEAD = 'import numpy as np\nimport unknown_library as u\n'
const NAMES = ['a', 'b', 'm', 'f', 't', 'n', 'nn', 'd', 'i32', 'f32']
const working = golden.cases.filter(({ topic, stdout }) => topic !== 'drawn' && !stdout.includes('Error'))

function run(source: string): string {
  const { stdout, error } = runScript(HEAD + source)
  return error ? `${stdout}${error.text}` : stdout
}

describe('functions of unknown arrays do not raise', () => {
  it.each([
    ['of known shape', NAMES.map((name) => `${name}[...] = u.x`)],
    ['of which nothing is known', [...NAMES, 'g', 'e', 'inf', 's'].map((name) => `${name} = u.x`)],
  ])(
    '%s',
    (_, unknown) => {
      const raised = working
        .map((one) => ({ case: one.case, output: run(`${golden.prelude}${unknown.join('\n')}\n${one.source}`) }))
        .filter(({ output }) => output.includes('Error'))
      expect(raised).toEqual([])
    },
    60_000,
  )
})

describe('what an unknown argument may have written is unknown', () => {
  it.each([
    'np.put(a, u.i, 5)',
    'a.put(u.i, 5)',
    'np.add.at(a, u.i, 5)',
    'np.place(a, u.m, 5)',
    'np.putmask(a, u.m, 5)',
    'np.copyto(a, u.v)',
    'np.fill_diagonal(a, u.v)',
    'a.fill(u.v)',
    'a.partition(u.k)',
    'a.itemset(u.i, 3)',
    'a.resize(u.n)',
    'np.add(a, u.v, out=a)',
    'np.add(a, [u.v, 1], out=a)',
    'np.take(a, u.i, out=a)',
    'np.sum(a, axis=u.k, out=a)',
    'a.sum(axis=u.k, out=a)',
  ])('%s', (statement) => {
    expect(run(`a = np.array([[3.0, 1.0], [2.0, 4.0]])\n${statement}\nprint(a)\n`)).toMatch(
      /^unknown: `unknown_library/,
    )
  })

  it('what a function of the program may have changed', () => {
    const source = 'c = [0]\ndef f(x):\n    c[0] += 1\n    return x\n'
    expect(run(`${source}np.vectorize(f)(u.x)\nprint(c[0])\n`)).toBe('unknown\n')
    expect(run(`${source}np.apply_along_axis(f, 0, u.x)\nprint(c[0])\n`)).toBe('unknown\n')
  })

  it('print options that one arm sets', () => {
    expect(run('if u.c:\n    np.set_printoptions(precision=2)\nprint(np.array([1.5]))\n')).toMatch(/^unknown: /)
  })

  it('print options that are not known', () => {
    expect(run('np.set_printoptions(precision=u.p)\nprint(np.array([1.5]))\nprint(np.float64(1.5))\n')).toBe(
      'unknown: `unknown_library.p` is not evaluated\n1.5\n',
    )
  })
})
