// Checks of points and tape calls, from a program's text to the verdict and its sentences.
import { describe, expect, it } from 'vitest'
import { check } from './analyst.testing'

const POINT = { kind: 'point', functionIndex: 0, pointIndex: 0 } as const
const CALL = { kind: 'call', tapeIndex: 0, callIndex: 0 } as const

type Found = NonNullable<Awaited<ReturnType<typeof check>>>

async function pointOf(source: string, languageId = 'python'): Promise<Found> {
  const found = await check(source, POINT, languageId)
  if (!found) throw new Error(`no check of\n${source}`)
  return found
}

async function callOf(...lines: readonly string[]): Promise<Found> {
  const found = await check(['import tensorflow as tf', ...lines, ''].join('\n'), CALL)
  if (!found) throw new Error(`no check of\n${lines.join('\n')}`)
  return found
}

const PLACES = [0.3, 1.1, 2.3, 2.2500001, 7.9]

describe('bisection, differentiated along its branches, is never called right', () => {
  const steps = [13, 30, 50]
  const python = (t: number, n: number): string => `# @grad t=${t}
def root(t):
    lo, hi = 0.0, 3.0
    for _ in range(${n}):
        mid = (lo + hi) / 2
        if mid * mid < t:
            lo = mid
        else:
            hi = mid
    return (lo + hi) / 2
`
  const typescript = (t: number, n: number): string => `// @grad t=${t}
export function root(t: number): number {
  let lo = 0
  let hi = 3
  for (let i = 0; i < ${n}; i++) {
    const mid = (lo + hi) / 2
    if (mid * mid < t) lo = mid
    else hi = mid
  }
  return (lo + hi) / 2
}
`
  const cases = PLACES.flatMap((t) => steps.map((n) => [t, n] as const))
  it.each(cases)('t = %f, %i steps', async (t, n) => {
    for (const [source, languageId, line] of [
      [python(t, n), 'python', 6],
      [typescript(t, n), 'typescript', 7],
    ] as const) {
      const { verdict, detail } = await pointOf(source, languageId)
      expect(verdict, detail).toBe('inconclusive')
      expect(detail).toContain(`The switch is at line ${line}: \`mid * mid < t\`.`)
      // Both slopes: that of the branches, and that of the surroundings.
      expect(detail).toContain("along the run's own course it is 0")
      const [, seen] = /(?:with the slope|about) ([\d.]+)/.exec(detail) ?? []
      expect(Math.abs(Number(seen) * 2 * Math.sqrt(t) - 1), detail).toBeLessThan(0.1)
    }
  })

  it('on a tape either', async () => {
    const { verdict, detail } = await callOf(
      't = tf.Variable(2.3)',
      'with tf.GradientTape() as tape:',
      '    lo = tf.constant(0.0)',
      '    hi = t * 0.0 + 3.0',
      '    for _ in range(40):',
      '        mid = (lo + hi) / 2.0',
      '        if mid * mid < t:',
      '            lo = mid',
      '        else:',
      '            hi = mid',
      'g = tape.gradient(hi, t)',
    )
    expect(verdict, detail).toBe('inconclusive')
    expect(detail).toContain('The switch is at line 8: `mid * mid < t`.')
    expect(detail).toContain("along the run's own course it is 0")
  })
})

describe('Newton with a tolerance is never called wrong', () => {
  const TOLERANCES = [1e-2, 1e-3, 1e-6, 1e-12]
  // Beside the inputs at which one turn more is taken, too.
  const near = [4.0012504885, 2.0000500012]
  it.each([...PLACES, ...near])('t = %f', async (t) => {
    for (const tolerance of TOLERANCES) {
      const python = `# @grad t=${t}
def root(t):
    x = 1.0
    while abs(x * x - t) > ${tolerance}:
        x = (x + t / x) / 2
    return x
`
      const typescript = `// @grad t=${t}
export function root(t: number): number {
  let x = 1
  while (Math.abs(x * x - t) > ${tolerance}) x = (x + t / x) / 2
  return x
}
`
      for (const { verdict, detail } of [await pointOf(python), await pointOf(typescript, 'typescript')])
        expect(['agree', 'inconclusive', 'kink', 'discontinuous'], `${tolerance}: ${detail}`).toContain(verdict)
    }
  })

  it('on a tape either', async () => {
    const { verdict, detail } = await callOf(
      't = tf.Variable(2.3)',
      'with tf.GradientTape() as tape:',
      '    x = tf.constant(1.0)',
      '    while tf.abs(x * x - t) > 1e-3:',
      '        x = (x + t / x) / 2.0',
      'g = tape.gradient(x, t)',
    )
    expect(verdict, detail).toBe('agree')
  })
})

describe('functions whose differences are hard to take agree, with tight numbers', () => {
  const functions = {
    'a small part of a large value': ['x=0.5', '1e6 + math.sin(x)', '1e6 + Math.sin(x)'],
    'a smaller part of a larger one': ['x=0.5', '1e9 + math.sin(x)', '1e9 + Math.sin(x)'],
    'a fast sine': ['x=0.5', 'math.sin(1000 * x)', 'Math.sin(1000 * x)'],
    'a pole nearby': ['x=1e-8', '1 / x', '1 / x'],
    'a pole nearby, below 0': ['x=-1e-5', '1 / x', '1 / x'],
  } as const
  it.each(Object.entries(functions))('%s', async (_, [at, python, typescript]) => {
    const found = [
      await pointOf(`import math\n# @grad ${at}\ndef f(x):\n    return ${python}\n`),
      await pointOf(`// @grad ${at}\nexport const f = (x: number) => ${typescript}\n`, 'typescript'),
    ]
    for (const { verdict, maxRelativeError, detail } of found) {
      expect(verdict, detail).toBe('agree')
      expect(maxRelativeError, detail).toBeLessThan(1e-6)
    }
  })

  it('and where only a replayed run can tell, the text says so', async () => {
    for (const { verdict, maxRelativeError, detail } of [
      await pointOf('import math\n# @grad x=0.5\ndef f(x):\n    return 1e9 + math.sin(x)\n'),
      await callOf(
        'x = tf.Variable([3.0, 2.0])',
        'with tf.GradientTape() as tape:',
        '    y = 1e9 + tf.sin(x)',
        '    z = x * x',
        'g = tape.gradient([y, z], x)',
      ),
    ]) {
      expect(verdict, detail).toBe('agree')
      expect(maxRelativeError, detail).toBeLessThan(1e-14)
      expect(detail).toContain('by replaying the run in higher precision')
    }
  })
})

describe('what a replay leaves out does not confirm a derivative', () => {
  it('a part that left the library', async () => {
    const found = await callOf(
      'x = tf.Variable(3.0)',
      'with tf.GradientTape() as tape:',
      '    y = x * x.numpy()',
      'g = tape.gradient(y, x)',
    )
    expect(found).toMatchObject({ verdict: 'disagree', worst: { automatic: 3, numeric: 6 } })
  })

  it('a part that was computed before the tape began is left out of both', async () => {
    const { verdict, detail } = await callOf(
      'x = tf.Variable(3.0)',
      'k = 2.0 * x',
      'with tf.GradientTape() as tape:',
      '    y = 1e9 + tf.sin(x) * k',
      'g = tape.gradient(y, x)',
    )
    expect(['agree', 'inconclusive'], detail).toContain(verdict)
    expect(detail).not.toContain('replaying')
  })

  it('a deliberate stop is not checked', async () => {
    const found = await callOf(
      'x = tf.Variable(3.0)',
      'with tf.GradientTape() as tape:',
      '    y = x * tf.stop_gradient(x)',
      'g = tape.gradient(y, x)',
    )
    expect(found).toMatchObject({ verdict: 'skipped', detail: expect.stringContaining('`stop_gradient`') })
  })
})

describe('second derivatives', () => {
  const second = (at: string, code: string): Promise<Found> =>
    pointOf(`// @grad ${at} order 2\nexport function f${code}\n`, 'typescript')

  it('are checked where a mark asks for them', async () => {
    const { verdict, detail } = await second(
      'x=1.2, y=-0.7',
      '(x: number, y: number) { return (1 - x) ** 2 + 100 * (y - x * x) ** 2 }',
    )
    expect(verdict, detail).toBe('agree')
    expect(detail).toMatch(/Second derivatives agree too, to \d\.\de-1\d at the worst\.$/)
  })

  it('of vectors, records, arrays and tensors', async () => {
    const found = [
      await second(
        'x=0.3, y=[1, 2, 3]',
        '(x: number, y: number[]) { return Math.sin(x * y[0]) * Math.exp(y[1]) / y[2] }',
      ),
      await second('p={x: 1, y: 2}', '(p: { x: number; y: number }) { return p.x ** 3 * p.y }'),
      await second(
        'x=1, k=2',
        '(x: number, k: number) { let s = 0; for (let i = 0; i < k; i++) s += x ** 3; return s }',
      ),
      await pointOf('import numpy as np\n# @grad x=[1, 2, 3] order 2\ndef f(x):\n    return np.sum(x**3)\n'),
      await pointOf(
        'import tensorflow as tf\n# @grad x=[1, 2], y=3 order 2\ndef f(x, y):\n    return tf.reduce_sum(x**3) * y\n',
      ),
      await pointOf('# @grad x=2 order 2\ndef f(x):\n    return 3 * x\n'),
    ]
    for (const { verdict, detail } of found) {
      expect(verdict, detail).toBe('agree')
      expect(detail).toContain('Second derivatives agree too')
    }
  })

  it('where the first one bends there is none', async () => {
    const { verdict, worst, detail } = await second('x=1', '(x: number) { return x < 1 ? 2 * x : x * x + 1 }')
    expect(verdict, detail).toBe('inconclusive')
    expect(detail).toContain('Second derivatives: The first derivative bends here')
    expect(worst).toMatchObject({ input: 'x', index: ['x'] })
  })

  it('are not looked at where the first ones do not exist', async () => {
    const { verdict, detail } = await second('x=0', '(x: number) { return Math.abs(x) }')
    expect(verdict, detail).toBe('kink')
    expect(detail).not.toContain('econd')
  })
})

describe('the place where something happened', () => {
  it('the operation that made a derivative infinite', async () => {
    const { verdict, detail } = await pointOf(
      '// @grad x=0\nexport const f = (x: number) =>\n  3 + Math.sqrt(x)\n',
      'typescript',
    )
    expect(verdict).toBe('non-finite')
    expect(detail).toContain('It stands at line 3: `Math.sqrt(x)`.')
  })

  it('on a tape, too', async () => {
    const { verdict, detail } = await callOf(
      'x = tf.Variable([0.0, 4.0])',
      'with tf.GradientTape() as tape:',
      '    y = tf.sqrt(x)',
      'g = tape.gradient(y, x)',
    )
    expect(verdict).toBe('non-finite')
    expect(detail).toContain('It stands at line 4: `tf.sqrt(x)`.')
  })

  it('a kink keeps both of its slopes', async () => {
    expect(await pointOf('# @grad x=0\ndef f(x):\n    return abs(x)\n')).toMatchObject({
      verdict: 'kink',
      oneSided: [-1, 1],
      detail: expect.stringContaining('The switch is at line 3: `abs(x)`.'),
    })
  })
})

it('many inputs are looked at together, and the text says so', async () => {
  const { verdict, detail } = await pointOf(
    'import numpy as np\n# @grad x=linspace(0.1, 2, 200)\ndef f(x):\n    return np.sum(np.sin(x) * x)\n',
  )
  expect(verdict, detail).toBe('agree')
  expect(detail).toMatch(/\d+ derivatives that fit were looked at together, along \d+ directions\./)
})

it('runs nearby have an allowance of steps each, not one for all', async () => {
  const { verdict, detail } = await pointOf(
    '# @grad x=2\ndef f(x):\n    for i in range(200000):\n        pass\n    return x * x\n',
  )
  expect(verdict, detail).toBe('agree')
})

it('a loop that nearby has no end is an edge, and soon', async () => {
  const { verdict, detail } = await pointOf(
    '# @grad x=1\ndef f(x):\n    while x > 1:\n        x = x\n    return x * x\n',
  )
  expect(verdict, detail).toBe('inconclusive')
  expect(detail).toContain('budget of steps')
})
