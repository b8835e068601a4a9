import { describe, expect, test } from 'vitest'
import { analyse } from '../../evaluation/analyst.testing'

/** Value and gradients of the first point of the first marked function. */
async function point(source: string, modules: Readonly<Record<string, string>> = {}) {
  const report = await analyse(source, 'python', true, modules)
  const [first] = report.functions.flatMap((f) => f.points)
  if (!first) throw new Error(JSON.stringify(report.diagnostics))
  const gradients = Object.fromEntries(Object.entries(first.gradients).map(([name, shown]) => [name, shown.json]))
  return {
    value: first.value.json,
    gradients,
    verdict: first.check?.verdict,
    diagnostics: report.diagnostics.map((d) => d.code),
  }
}

function close(actual: unknown, expected: unknown): void {
  if (typeof expected === 'number') expect(actual).toBeCloseTo(expected, 9)
  else if (Array.isArray(expected)) expected.forEach((item, i) => close((actual as unknown[])[i], item))
  else if (typeof expected === 'object' && expected !== null) {
    for (const [key, item] of Object.entries(expected)) close((actual as Record<string, unknown>)[key], item)
  } else expect(actual).toEqual(expected)
}

const CASES: readonly (readonly [title: string, source: string, value: unknown, gradients: unknown])[] = [
  ['powers and constants', '# @grad x=3\ndef f(x):\n    return x ** 2 + 2 * x + 1\n', 16, { x: 8 }],
  [
    'a division and an integer power below 0',
    '# @grad x=2\ndef f(x):\n    return 1 / x + x ** -2 - 3 // 2\n',
    -0.25,
    { x: -0.5 },
  ],
  [
    'math functions',
    'import math\n# @grad x=0.5, y=2\ndef f(x, y):\n    return math.sin(x) * math.exp(y) + math.log(y) + math.hypot(x, y)\n',
    Math.sin(0.5) * Math.exp(2) + Math.log(2) + Math.hypot(0.5, 2),
    {
      x: Math.cos(0.5) * Math.exp(2) + 0.5 / Math.hypot(0.5, 2),
      y: Math.sin(0.5) * Math.exp(2) + 0.5 + 2 / Math.hypot(0.5, 2),
    },
  ],
  [
    'a float base and a traced exponent',
    '# @grad p=3\ndef f(p):\n    return 2.0 ** p + 2 ** p\n',
    16,
    { p: 16 * Math.log(2) },
  ],
  [
    'loops, lists and sums',
    '# @grad w=[1, 2, 3]\ndef f(w):\n    total = 0\n    for i, v in enumerate(w):\n        total += (i + 1) * v ** 2\n    return total + sum(w) + max(w)\n',
    1 + 8 + 27 + 6 + 3,
    { w: [3, 9, 20] },
  ],
  [
    'a comprehension and zip',
    '# @grad a=[1, 2], b=[3, 4]\ndef dot(a, b):\n    return sum(x * y for x, y in zip(a, b))\n',
    11,
    { a: [3, 4], b: [1, 2] },
  ],
  ['a dict', '# @grad p={x: 1, y: 2}\ndef f(p):\n    return p["x"] * p["y"] ** 3\n', 8, { p: { x: 8, y: 12 } }],
  [
    'closures and globals',
    'k = 3.0\ndef make(c):\n    return lambda t: c * t * k\n# @grad x=2\ndef f(x):\n    return make(x)(x)\n',
    12,
    { x: 12 },
  ],
  [
    'branches and helpers',
    'def relu(v):\n    return v if v > 0 else 0.0\n# @grad x=-1.5, y=2\ndef f(x, y):\n    return relu(x) + relu(y) * y\n',
    4,
    { x: 0, y: 4 },
  ],
  [
    'abs, min, max, round',
    '# @grad x=-1.7\ndef f(x):\n    return abs(x) + min(x, 0) * 2 + max(x, -5) + round(x) * x\n',
    1.7 - 3.4 - 1.7 + 3.4,
    { x: -1 + 2 + 1 - 2 },
  ],
  ['floor division and modulo', '# @grad x=7.5\ndef f(x):\n    return x % 2 + (x // 2) * 10\n', 31.5, { x: 1 }],
  [
    'operator overloading',
    'class V:\n    def __init__(self, a, b): self.a, self.b = a, b\n    def __mul__(self, o): return self.a * o.a + self.b * o.b\n    def __rmul__(self, k): return V(k * self.a, k * self.b)\n# @grad x=2, y=3\ndef f(x, y):\n    v = V(x, y)\n    return (2 * v) * v\n',
    26,
    { x: 8, y: 12 },
  ],
  [
    'a method on an instance',
    'class Spring:\n    def __init__(self, k=2.0):\n        self.k = k\n    # @grad x=3\n    def energy(self, x):\n        return self.k * x ** 2 / 2\n',
    9,
    { x: 6 },
  ],
  [
    'recursion',
    '# @grad x=1.1\ndef f(x, n=5):\n    return 1 if n == 0 else x * f(x, n - 1)\n',
    1.1 ** 5,
    { x: 5 * 1.1 ** 4 },
  ],
  [
    'a while loop whose turns depend on the input',
    '# @grad x=10\ndef f(x):\n    while x > 1:\n        x = x / 2\n    return x\n',
    0.625,
    { x: 0.0625 },
  ],
  [
    'functools, sorted and slices',
    'from functools import reduce\n# @grad v=[3, 1, 2]\ndef f(v):\n    s = sorted(v)\n    return reduce(lambda a, b: a * 2 + b, s) + s[-1] * s[::-1][1]\n',
    11 + 6,
    { v: [3, 4, 2 + 3] },
  ],
  [
    'special functions',
    'import math\n# @grad x=0.3, y=2.5\ndef f(x, y):\n    return math.erf(x) + math.lgamma(y) + math.gamma(y) * math.erfc(0.1)\n',
    0.3286267594591274 + 0.2846828704729192 + 1.329340388179137 * 0.8875370839817152,
    {
      x: (2 / Math.sqrt(Math.PI)) * Math.exp(-0.09),
      y: 0.7031566406452432 * (1 + 1.329340388179137 * 0.8875370839817152),
    },
  ],
  [
    'str, print and f-strings do not cut the value',
    '# @grad x=2\ndef f(x):\n    print(f"{x:.2f}", str(x), "%s" % x)\n    return x * x\n',
    4,
    { x: 4 },
  ],
]

describe('gradients of plain Python', () => {
  for (const [title, source, value, gradients] of CASES) {
    test(title, async () => {
      const result = await point(source)
      close(result.value, value)
      close(result.gradients, gradients)
      expect(result.verdict, JSON.stringify(result)).toMatch(/^(?:agree|inconclusive|kink)$/)
    })
  }

  test('the last digit is CPython’s: its cube root of −27 is not −3', async () => {
    const result = await point('import math\n# @grad x=-27.0\ndef f(x):\n    return math.cbrt(x)\n')
    expect(result.value).toBe(-3.0000000000000004)
  })

  test('a helper in a file beside', async () => {
    const source =
      'from helper import square\nimport pack.mod as m\n# @grad x=3\ndef f(x):\n    return square(x) * m.k\n'
    const result = await point(source, { helper: 'def square(v):\n    return v * v\n', 'pack.mod': 'k = 2\n' })
    close(result, { value: 18, gradients: { x: 12 } })
  })

  test('an integer where one is needed', async () => {
    const result = await point(
      '# @grad x=2, n=3\ndef f(x, n):\n    y = 1\n    for _ in range(n):\n        y = y * x\n    return y\n',
    )
    close(result, { value: 8, gradients: { x: 12 } })
    expect(Object.keys(result.gradients)).toEqual(['x'])
  })

  test('float32 tensors in a file that imports TensorFlow', async () => {
    const result = await point(
      'import tensorflow as tf\n# @grad x=3, w=[1, 2]\ndef f(x, w):\n    return tf.reduce_sum(w * x) ** 2\n',
    )
    close(result, { value: 81, gradients: { x: 54, w: [54, 54] } })
  })
})
