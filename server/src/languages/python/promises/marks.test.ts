// Marked functions beside unknown values: a number where it holds whatever they are, else the reason why there is none.
import { describe, expect, test } from 'vitest'
import { analyse } from '../../../evaluation/analyst.testing'

interface Case {
  readonly source: string
  /** What must be shown of the first mark: the value and the gradient of its first input. */
  readonly shows: readonly [value: string, gradient: string]
  /** What is wrong today: the case is expected to fail. */
  readonly broken?: string
}

const UNKNOWN = 'unknown'

async function firstMark(source: string): Promise<{ shown: readonly string[]; reasons: readonly string[] }> {
  const report = await analyse(source)
  const [point] = report.functions[0].points
  const short = (text: string | undefined): string => (text?.startsWith('unknown: ') ? UNKNOWN : (text ?? 'nothing'))
  const [gradient] = Object.values(point.gradients)
  return {
    shown: [short(point.value?.text), short(gradient?.text)],
    reasons: report.diagnostics.filter((d) => d.code === 'opaque-value').map((d) => d.message),
  }
}

function group(sentence: string, cases: Readonly<Record<string, Case>>): void {
  describe(sentence, () => {
    for (const [name, { source, shows, broken }] of Object.entries(cases)) {
      const check = async (): Promise<void> => {
        const { shown, reasons } = await firstMark(source)
        expect(shown).toEqual(shows)
        expect(reasons).toHaveLength(shows[0] === UNKNOWN ? 1 : 0)
      }
      if (broken === undefined) test(name, check)
      else test.fails(`${name} (today: ${broken})`, check)
    }
  })
}

const marked = (body: string, before = ''): string => `import lib\n${before}# @grad x=3\ndef f(x):\n${body}`

group('a marked function that depends on something unknown says why', {
  'a global': { source: marked('    return k * x\n', 'k = lib.k\n'), shows: [UNKNOWN, UNKNOWN] },
  'a global that one arm changed': {
    source: marked('    return k * x\n', 'k = 2\nif lib.q:\n    k = 3\n'),
    shows: [UNKNOWN, UNKNOWN],
  },
  'a list that unknown code got': {
    source: marked('    return xs[0] * x\n', 'xs = [1.0]\nlib.f(xs)\n'),
    shows: [UNKNOWN, UNKNOWN],
  },
  'its own arms': {
    source: marked('    if lib.q:\n        y = 2 * x\n    else:\n        y = 3 * x\n    return y\n'),
    shows: [UNKNOWN, UNKNOWN],
  },
  'its own cases': {
    source: marked(
      '    v = x\n    match lib.mode:\n        case "a":\n            v = 2 * x\n        case _:\n            v = 3 * x\n    return v\n',
    ),
    shows: [UNKNOWN, UNKNOWN],
  },
  'a helper with a return in one arm': {
    source: marked('    return g(x)\n', 'def g(x):\n    if lib.q:\n        return x\n    return 2 * x\n'),
    shows: [UNKNOWN, UNKNOWN],
  },
  'a loop over unknown rows': {
    source: marked('    s = 0\n    for r in lib.rows:\n        s += r * x\n    return s\n'),
    shows: [UNKNOWN, UNKNOWN],
  },
  'a library that is not evaluated': {
    source: '# @grad x=3\ndef f(x):\n    return torch.sin(x)\nimport torch\n',
    shows: [UNKNOWN, UNKNOWN],
  },
  'a try that may have been left': {
    source: marked(
      '    xs = [x]\n    try:\n        lib.f()\n        xs[0] = 2 * x\n    except ValueError:\n        pass\n    return xs[0]\n',
    ),
    shows: [UNKNOWN, UNKNOWN],
  },
  'an array stepped in place by something unknown': {
    source: marked(
      '    p = {"w": np.ones(2) * x}\n    w = p["w"]\n    w *= lib.k\n    return np.sum(p["w"])\n',
      'import numpy as np\n',
    ),
    shows: [UNKNOWN, UNKNOWN],
  },
  'one of two functions': {
    source: marked('    h = [x]\n    (g if lib.q else len)(h)\n    return h[0]\n', 'def g(h):\n    h[0] *= 2\n'),
    shows: [UNKNOWN, UNKNOWN],
  },
  'a decorator that is not known': {
    source: 'from lib import deco\n# @grad x=3\n@deco\ndef f(x):\n    return x * x\n',
    shows: [UNKNOWN, UNKNOWN],
  },
})

group('a marked function that depends on nothing unknown shows its number', {
  'beside data that is not there': {
    source:
      'import pandas as pd\ndf = pd.read_csv("a")\n# @grad w=2\ndef loss(w):\n    return (w - 1) ** 2\nprint(loss(df.x))\n',
    shows: ['1.0', '2.0'],
  },
  'with arms that leave the same': {
    source: marked('    if lib.q:\n        print("a")\n    else:\n        print("b")\n    return x * x\n'),
    shows: ['9.0', '6.0'],
  },
  'with an exception in one arm': {
    source: marked('    if lib.q:\n        raise ValueError("a")\n    return x * x\n'),
    shows: ['9.0', '6.0'],
  },
  'with a loop whose results it does not use': {
    source: marked('    for r in lib.rows:\n        t = r\n    return x * x\n'),
    shows: ['9.0', '6.0'],
  },
  'in a class with an unknown base': {
    source: 'import lib\nclass C(lib.Base):\n    # @grad x=3\n    def f(self, x):\n        return x * x\n',
    shows: ['9.0', '6.0'],
  },
  'beneath a decorator that only compiles': {
    source: 'from numba import njit\n# @grad x=3\n@njit\ndef f(x):\n    return x * x\n',
    shows: ['9.0', '6.0'],
  },
  'in a script that raises later': {
    source: '# @grad w=2\ndef loss(w):\n    return (w - 1) ** 2\nraise ValueError("x")\n',
    shows: ['1.0', '2.0'],
  },
})

group('a gradient whose path meets no unknown value is shown, though its value is unknown', {
  'a TensorFlow constant that is added': {
    source: marked('    return x ** 2 + k\n', 'import tensorflow as tf\nk = tf.constant(lib.k, dtype=tf.float32)\n'),
    shows: [UNKNOWN, '6.0'],
    broken:
      'the gradient is unknown too: points.ts shows none where the value is opaque, asking not whether the path is',
  },
  'a number that is added': {
    source: marked('    return x ** 2 + k\n', 'k = float(lib.k)\n'),
    shows: [UNKNOWN, '6.0'],
    broken: 'as above',
  },
})

test('an input whose default is unknown has no number for a gradient', async () => {
  const report = await analyse('import lib\n# @grad x=3\ndef f(x, k=lib.k):\n    return k * x\n')
  expect(report.functions[0].points[0].gradients.x?.text).toMatch(/^unknown: /)
})

test('nor has the input itself', async () => {
  const report = await analyse('import lib\n# @grad x=3\ndef f(x, k=lib.k):\n    return k * x\n')
  expect(report.functions[0].points[0].gradients.k?.text).toMatch(/^unknown: /)
})
