// The Analyst on whole documents: the tutorial's programs, marked functions, faults.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Report } from '../report'
import { analyse, check, seen, trace } from './analyst.testing'

const example = (name: string): string => readFileSync(new URL(`../../../examples/${name}`, import.meta.url), 'utf8')
const codes = (report: Report): readonly string[] => report.diagnostics.map((d) => d.code)

describe('the first program', () => {
  const source = example('1_first_gradient.py')

  it('gives what a run prints and holds', async () => {
    const report = await analyse(source)
    expect(report.error).toBeNull()
    expect(report.stdout).toBe("f(x) = 16.0, f'(x) = 8.0\n")
    expect(report.variables).toMatchObject({ x: 3, y: 16, dy_dx: 8 })
    expect(report.tapes).toHaveLength(1)
    expect(report.tapes[0].calls[0]).toMatchObject({
      method: 'gradient',
      target: 'y',
      sources: ['x'],
      count: 1,
      gradients: [{ text: '8.0', json: 8 }],
    })
    expect(report.diagnostics).toEqual([])
  })

  it('shows value, adjoint and local partial of a sub-expression', async () => {
    const report = await analyse(source)
    const power = seen(report, source, 'x ** 2')
    expect(power?.value.text).toBe('9.0')
    expect(power?.adjoints).toEqual([
      expect.objectContaining({ of: 'y', value: expect.objectContaining({ text: '1.0' }) }),
    ])
    expect(power?.partials).toEqual([{ operand: 'x', value: expect.objectContaining({ text: '6.0' }) }])
    expect(seen(report, source, 'x', 0, source.split('x').length - 1)).toBeUndefined()
  })

  it('gives the tape as data', async () => {
    const tape = await trace(source, { kind: 'call', tapeIndex: 0, callIndex: 0 })
    expect(tape?.entries.map((e) => e.value)).toEqual(expect.arrayContaining(['3.0', '9.0', '6.0', '15.0', '16.0']))
    expect(tape?.entries.at(-1)).toMatchObject({ value: '16.0', adjoint: '1.0' })
    expect(tape?.entries[0]).toMatchObject({ operation: 'input', label: 'x', adjoint: '8.0' })
  })

  it('is checked by finite differences', async () => {
    expect(await check(source, { kind: 'call', tapeIndex: 0, callIndex: 0 })).toMatchObject({ verdict: 'agree' })
  })
})

describe('the second program', () => {
  const source = example('2_two_gradients.py')

  it('raises as TensorFlow does, on the whole second call, with two mends', async () => {
    const report = await analyse(source)
    expect(codes(report)).toEqual(['tape-used-twice'])
    const [twice] = report.diagnostics
    expect(source.slice(twice.span.start, twice.span.end)).toBe('tape.gradient(z, y)')
    expect(twice.message).toContain(
      'A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)',
    )
    expect(twice.severity).toBe('error')
    expect(source.slice(twice.related[0].span.start, twice.related[0].span.end)).toBe('tape.gradient(z, x)')
    expect(twice.fixes).toHaveLength(2)
    for (const fix of twice.fixes) {
      let mended = source
      for (const { span, text } of [...fix.edits].sort((a, b) => b.span.start - a.span.start))
        mended = mended.slice(0, span.start) + text + mended.slice(span.end)
      const after = await analyse(mended)
      expect(after.diagnostics, mended).toEqual([])
      expect(after.stdout).toBe('f(x, y) = 25.0, df/dx = 6.0, df/dy = 8.0\n')
    }
  })
})

describe('the third program', () => {
  const source = example('3_second_derivative.py')

  it('differentiates twice', async () => {
    const report = await analyse(source)
    expect(report.diagnostics).toEqual([])
    expect(report.stdout).toBe("f(x) = 8.0, f'(x) = 12.0, f''(x) = 12.0\n")
    expect(report.tapes.map((t) => t.calls.map((c) => c.gradients.map((g) => g.json)))).toEqual([[[12]], [[12]]])
  })

  it('is checked, the inner and the outer call', async () => {
    expect(await check(source, { kind: 'call', tapeIndex: 0, callIndex: 0 })).toMatchObject({ verdict: 'agree' })
    expect(await check(source, { kind: 'call', tapeIndex: 1, callIndex: 0 })).toMatchObject({ verdict: 'agree' })
  })
})

describe('a None', () => {
  it('is explained where its cause stands', async () => {
    const report = await analyse(example('none_reason.py'))
    expect(codes(report)).toEqual(['not-watched'])
    expect(report.stdout).toBe('None\n')
    expect(report.tapes[0].calls[0].gradients[0].json).toBeNull()
  })
})

describe('a marked function', () => {
  it('in TypeScript has a value and a gradient at every point', async () => {
    const report = await analyse(example('spring.ts'), 'typescript', true)
    expect(report.functions.map((f) => [f.name, f.points.length])).toEqual([
      ['energy', 1],
      ['parabola', 2],
    ])
    const [point] = report.functions[1].points
    expect(point).toMatchObject({ value: { text: '16' }, gradients: { x: { text: '8' } }, check: { verdict: 'agree' } })
    expect(report.diagnostics).toEqual([])
  })

  it('in JavaScript has its Hessian with order 2', async () => {
    const report = await analyse(example('easing.js'), 'javascript', true)
    const swing = report.functions.find((f) => f.name === 'swing')
    expect(swing?.points[0].hessian?.t.t.json).toBeCloseTo(13.8705567800161, 10)
    expect(report.functions.flatMap((f) => f.points.map((p) => p.check?.verdict))).toEqual(['agree', 'agree', 'agree'])
  })

  it('in plain Python runs in the state that the file leaves', async () => {
    const report = await analyse(example('logistic.py'), 'python', true)
    expect(report.diagnostics).toEqual([])
    expect(report.functions.map((f) => f.name)).toEqual(['loss', 'length'])
    const [length] = report.functions[1].points
    expect(length.value.json).toBe(5)
    expect(length.gradients.v.json).toEqual([expect.closeTo(0.6, 14), expect.closeTo(0.8, 14)])
    expect(report.functions[0].points[1].value.json).toBeCloseTo(Math.LN2, 12)
  })

  it('says where it raises, and the others are unharmed', async () => {
    const report = await analyse(
      '# @grad x=0.0\ndef f(x):\n    return 1 / x\n\n# @grad x=2\ndef g(x):\n    return x * x\n',
    )
    expect(codes(report)).toEqual(['program-raises'])
    expect(report.diagnostics[0].message).toBe('ZeroDivisionError: float division by zero')
    expect(report.functions[1].points[0]).toMatchObject({ value: { json: 4 }, gradients: { x: { json: 4 } } })
  })

  it('ends an endless loop, and the others are unharmed', async () => {
    const report = await analyse(
      '# @grad x=1\ndef f(x):\n    while True:\n        x = x * 1.0\n\n# @grad x=2\ndef g(x):\n    return x * x\n',
    )
    expect(codes(report)).toEqual(['budget-exceeded'])
    expect(report.functions[1].points[0]).toMatchObject({ value: { json: 4 } })
  })

  it('takes integers that count as constants', async () => {
    const python = await analyse(
      '# @grad x=1.5, n=3\ndef f(x, n):\n    p = 1.0\n    for _ in range(0, n + 0):\n        p = p * x\n    return p\n',
    )
    expect(python.functions[0].points[0].gradients).toEqual({ x: expect.objectContaining({ json: 6.75 }) })
    const js = await analyse(
      '// @grad x=1.5, n=3\nfunction f(x, n) {\n  let p = 1\n  for (let i = 0; i < n; i++) p *= x\n  return p\n}\n',
      'javascript',
    )
    expect(js.functions[0].points[0].gradients).toEqual({ x: expect.objectContaining({ json: 6.75 }) })
  })

  it('without values gets two generated points, with defaults one', async () => {
    const report = await analyse(
      '# @grad\ndef f(v):\n    return v[0] * v[1]\n\n# @grad\ndef g(x=2.0):\n    return x * x\n',
    )
    expect(report.functions.map((f) => f.points.length)).toEqual([2, 1])
    expect(report.functions[0].points[0].gradients.v.json).toHaveLength(3)
    expect(report.functions[1].points[0].gradients.x.json).toBe(4)
  })

  it('gives Jacobians for vector values', async () => {
    const report = await analyse('# @grad v=[2, 3]\ndef f(v):\n    return [v[0] * v[1], v[0] + v[1], 1.0]\n')
    expect(report.functions[0].points[0].gradients.v.json).toEqual([
      [3, 2],
      [1, 1],
      [0, 0],
    ])
  })

  it('starts each point from the state at the end of the top level', async () => {
    const report = await analyse(
      'log = []\n\n# @grad x=1\n# @grad x=2\ndef f(x):\n    log.append(x)\n    return x * len(log)\n',
    )
    expect(report.functions[0].points.map((p) => p.value.json)).toEqual([1, 2])
  })

  it('tells kinks and jumps from smooth places', async () => {
    const report = await analyse(
      '# @grad x=0.0\ndef f(x):\n    return abs(x)\n\n# @grad x=1.0\ndef g(x):\n    return 0.0 if x < 1.0 else x\n',
      'python',
      true,
    )
    expect(report.functions.map((f) => f.points[0].check?.verdict)).toEqual(['kink', 'discontinuous'])
    expect(report.functions[0].points[0].check?.oneSided).toEqual([-1, 1])
  })

  it('names the operation that made a NaN', async () => {
    const source = '// @grad x=0\nfunction f(x) {\n  return Math.sqrt(x) * 0\n}\n'
    const report = await analyse(source, 'javascript')
    expect(codes(report)).toEqual(['non-finite-gradient'])
    const [d] = report.diagnostics
    expect(source.slice(d.span.start, d.span.end)).toBe('Math.sqrt(x)')
  })
})

describe('a tape inside a marked function', () => {
  const source = `import tensorflow as tf

# @grad x=3
# @grad x=5
def slope(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
    return tape.gradient(y, x)
`

  it('shows the run of the first mark, and is not called a tape that was not run', async () => {
    const report = await analyse(source, 'python', true)
    expect(codes(report)).toEqual([])
    expect(report.functions[0].points.map((p) => [p.value.json, p.gradients.x.json, p.check?.verdict])).toEqual([
      [6, 2, 'agree'],
      [10, 2, 'agree'],
    ])
    expect(report.tapes.map((t) => t.calls.map((c) => c.gradients.map((g) => g.json)))).toEqual([[[6]]])
    expect((await trace(source, { kind: 'call', tapeIndex: 0, callIndex: 0 }))?.entries.at(-1)).toMatchObject({
      value: '9.0',
    })
  })

  it('is run for its structure where nothing calls its function', async () => {
    const report = await analyse(source.replace(/# @grad.*\n/g, ''))
    expect(codes(report)).toEqual(['tape-not-run'])
  })
})

describe('a script', () => {
  it('that leaves by SystemExit ends normally', async () => {
    const report = await analyse('import sys\nx = 1\nsys.exit(0)\n')
    expect(report.error).toBeNull()
    expect(codes(report)).toEqual([])
  })

  it('raises in the words of CPython', async () => {
    const report = await analyse('a, b = 3\n')
    expect(report.error).toMatchObject({ type: 'TypeError', message: 'cannot unpack non-iterable int object' })
    const free = await analyse('def f():\n    def g():\n        return y\n    r = g()\n    y = 1\n    return r\nf()\n')
    expect(free.error?.message).toBe(
      "cannot access free variable 'y' where it is not associated with a value in enclosing scope",
    )
  })
})

it('an input that the value does not depend on has gradient 0', async () => {
  const report = await analyse('# @grad x=-1\ndef f(x):\n    return 5.0 if x > 0 else 7.0\n')
  expect(report.functions[0].points[0]).toMatchObject({ value: { json: 7 }, gradients: { x: { json: 0 } } })
})

it('an input that the function changes is differentiated as it was given', async () => {
  const sorted = await analyse(
    '// @grad x=[3,1,2]\nexport function s(x: number[]) { x.sort((a, b) => a - b); return x[0] + 10 * x[1] + 100 * x[2] }\n',
    'typescript',
    true,
  )
  expect(sorted.functions[0].points[0]).toMatchObject({
    value: { json: 321 },
    gradients: { x: { json: [100, 1, 10] } },
    check: { verdict: 'agree' },
  })
  const swapped = await analyse(
    '# @grad x=[3.0, 1.0]\ndef f(x):\n    x[0], x[1] = x[1], 5.0\n    return x[0] + 10 * x[1]\n',
    'python',
    true,
  )
  expect(swapped.functions[0].points[0]).toMatchObject({
    gradients: { x: { json: [0, 1] } },
    check: { verdict: 'agree' },
  })
})

describe('@gradOf', () => {
  const source = (gradient: string): string =>
    `# @grad x=[1.0, 2.0], k=3.0\ndef f(x, k):\n    return k * x[0] ** 2 + x[1]\n\n# @gradOf f\ndef df(x, k):\n    ${gradient}\n`

  it('agrees with the right gradient', async () => {
    const report = await analyse(source('return [2 * k * x[0], 1.0], x[0] ** 2'))
    expect(report.gradOf).toMatchObject([{ name: 'df', of: 'f', verdict: 'agree' }])
    expect(codes(report)).toEqual([])
  })

  it('names the worst component of a wrong one, and a simple ratio', async () => {
    const report = await analyse(source('return {"x": [k * x[0], 1.0], "k": x[0] ** 2}'))
    expect(report.gradOf).toMatchObject([
      { verdict: 'disagree', worst: { input: 'x', index: [0], automatic: 6, numeric: 3 } },
    ])
    expect(report.diagnostics).toMatchObject([
      { code: 'hand-gradient-mismatch', severity: 'error', message: expect.stringContaining('half') },
    ])
  })

  it('disagrees where it raises or has another shape', async () => {
    expect((await analyse(source('return [1.0], 1.0'))).gradOf).toMatchObject([{ verdict: 'disagree', worst: null }])
    expect((await analyse(source('return nope'))).gradOf).toMatchObject([{ verdict: 'disagree', worst: null }])
  })

  it('says where there is nothing to compare at', async () => {
    const report = await analyse('def f(x):\n    return x\n\n# @gradOf f\ndef df(x):\n    return 1.0\n')
    expect(codes(report)).toEqual(['gradof-without-point'])
    expect(report.gradOf).toMatchObject([{ verdict: 'inconclusive' }])
  })
})

describe('a marked function whose gradient is None', () => {
  const source = (body: string): string =>
    `import math\nimport tensorflow as tf\n\n# @grad x=1.5\ndef f(x):\n    return ${body}\n`

  it.each([
    ['math.sin(x)', 'left-the-library', 'math.sin(x)'],
    ['tf.stop_gradient(x) * 2.0', 'gradient-stopped', 'tf.stop_gradient(x)'],
    ['tf.floor(x)', 'gradient-none', 'tf.floor(x)'],
    ['tf.constant(3.0)', 'gradient-none', 'f'],
  ])('%s says why', async (body, code, place) => {
    const text = source(body)
    const report = await analyse(text)
    expect(report.functions[0].points[0].gradients.x.json).toBeNull()
    expect(codes(report)).toEqual([code])
    expect(text.slice(report.diagnostics[0].span.start, report.diagnostics[0].span.end)).toBe(place)
  })
})

it('a way that the tape did not record is no disagreement', async () => {
  const source = `import tensorflow as tf
x = tf.Variable(3.0)
with tf.GradientTape() as t:
    with t.stop_recording():
        h = x * x
    g = h * x
d = t.gradient(g, x)
`
  expect((await analyse(source)).variables.d).toBe(9)
  expect(await check(source, { kind: 'call', tapeIndex: 0, callIndex: 0 })).toMatchObject({
    verdict: 'skipped',
    detail: expect.stringContaining('did not record'),
  })
})

it('an optional parameter that a mark leaves out is undefined', async () => {
  const report = await analyse(
    '// @grad x=2\nexport function f(x: number, c?: number) { return c === undefined ? x * x : c * x }\n',
    'typescript',
  )
  expect(report.functions[0].points[0]).toMatchObject({ value: { json: 4 }, gradients: { x: { json: 4 } } })
})

it('a generated point that turns out to be a vector leaves no complaint about the number it was first', async () => {
  const report = await analyse('// @grad\nfunction f(v) { return v[0] * v[1] }\n', 'javascript')
  expect(report.functions[0].points.map((p) => p.gradients.v.json)).toEqual([expect.any(Array), expect.any(Array)])
  expect(codes(report)).toEqual([])
})
