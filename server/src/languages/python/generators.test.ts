// Generators where something is not known, is undone, or is differentiated. What a run of known ones prints: programs/generators.py.
import { describe, expect, test } from 'vitest'
import { analyse } from '../../evaluation/analyst.testing'
import { runScript } from './runScript.testing'

describe('a generator that meets something unknown', () => {
  const BODY = `
from elsewhere import flag, items
log = []
def g():
    yield 1
    log.append("a")
    if flag:
        log.append("b")
        yield 2
    yield 3
`
  test('gives what comes before it, and nothing is known of the rest', () => {
    const { variables, error, stdout } = runScript(
      `${BODY}it = g()\na = next(it)\nb = next(it)\nrest = list(it)\nprint(log)\n`,
    )
    expect(error).toBeNull()
    expect(variables.a).toBe(1)
    expect(variables.b).toHaveProperty('opaque')
    expect(stdout).toBe("['a', …]\n")
    expect(JSON.stringify(variables.rest)).toContain('opaque')
  })

  test('what follows a loop over it runs, and what the loop binds is not known', () => {
    const { stdout, variables } = runScript(`${BODY}n = 0\nfor v in g():\n    print(v)\n    n += v\nprint("after")\n`)
    expect(stdout).toBe('1\nafter\n')
    expect(variables.n).toHaveProperty('opaque')
  })

  test('an unknown iterable inside', () => {
    const { stdout } = runScript(`${BODY}print(list(x for x in items))\nprint(any(x > 0 for x in items))\n`)
    expect(stdout).toBe('[…]\nunknown\n')
  })
})

test('a generator that went on in an arm which may not be taken is not known afterwards', () => {
  const { stdout } = runScript(`
from elsewhere import flag
def h():
    yield 1
    yield 2
k = h()
if flag:
    next(k)
print(next(k))
`)
  expect(stdout).toBe('unknown\n')
})

test('a generator of the module serves the first sample point only', async () => {
  const report = await analyse(
    'def h():\n    yield 2.0\n    yield 3.0\nk = h()\n# @grad x=1\n# @grad x=5\ndef f(x):\n    return x * next(k)\n',
    'python',
    false,
  )
  const [first, second] = report.functions[0].points
  expect(first.value.json).toBe(2)
  expect(second.value.json).not.toBe(15)
})

test.each([
  [
    'through items',
    'def parts(x):\n    y = x\n    for i in range(3):\n        y = y * x\n        yield y\n# @grad x=2\ndef f(x):\n    return sum(parts(x)) + max(p for p in parts(x))\n',
    44,
    80,
  ],
  [
    'through what is sent',
    'def acc():\n    t = 0\n    while True:\n        t += (yield t) ** 2\n# @grad x=3\ndef f(x):\n    a = acc()\n    next(a)\n    a.send(x)\n    return a.send(2 * x)\n',
    45,
    30,
  ],
  [
    'through match',
    '# @grad x=3\ndef f(x):\n    match (x, 2):\n        case (float() as a, int(b)):\n            return a ** b\n',
    9,
    6,
  ],
])('gradients %s', async (_, source, value, gradient) => {
  const report = await analyse(source, 'python', true, {})
  const [point] = report.functions.flatMap((f) => f.points)
  expect(point?.value.json).toBe(value)
  expect(point.gradients.x.json).toBeCloseTo(gradient, 9)
  expect(point.check?.verdict).toBe('agree')
})

test('what stands before a `yield` in an expression is run before it, or said not to be', () => {
  const { notices, variables } = runScript('def g():\n    x = print("before") or (yield 1)\nr = list(g())\n')
  expect(notices).toEqual([expect.stringContaining('`yield` amid an expression is not evaluated')])
  expect(variables.r).toEqual(expect.objectContaining({ opaque: expect.anything() as unknown }))
})
