// What design.md promises about values that cannot be known: each promise with a program of its own.
import { describe, expect, it } from 'vitest'
import { analyse } from './analyst.testing'
import type { Report } from '../report'

const opaque = expect.objectContaining({ opaque: expect.any(String) })

async function variables(source: string): Promise<Report['variables']> {
  const report = await analyse(source)
  expect(report.error, JSON.stringify(report.error)).toBeNull()
  return report.variables
}

describe('a value that cannot be known', () => {
  it('flows through anything without an error, and what does not depend on it is known', async () => {
    const v = await variables(`import pandas as pd\nt = pd.read_csv("a.csv")\na = t.x + 1\nb = len(t)\nc = 2 + 3\n`)
    expect(v).toEqual({ t: opaque, a: opaque, b: opaque, c: 5 })
    expect((v.t as { opaque: string }).opaque).toContain('pandas.read_csv')
  })

  it('leaves what both arms of a branch agree on', async () => {
    const v = await variables(
      `import pandas as pd\nq = pd.f()\na = 1\nb = 1\nif q:\n    a = 2\n    b = 3\nelse:\n    a = 2\nc = a + 1\n`,
    )
    expect(v).toMatchObject({ a: 2, b: opaque, c: 3 })
  })

  it('does not report an exception of one arm, and takes the state of the other', async () => {
    const v = await variables(
      `import pandas as pd\nq = pd.f()\na = 1\nif q > 3:\n    a = 2\n    raise ValueError("no")\nb = a\n`,
    )
    expect(v).toMatchObject({ a: 1, b: 1 })
  })

  it('raises what both arms raise, at the first', async () => {
    const report = await analyse(
      `import pandas as pd\nq = pd.f()\nif q:\n    raise ValueError("one")\nelse:\n    raise KeyError("two")\n`,
    )
    expect(report.error).toMatchObject({ type: 'ValueError', message: 'one' })
  })

  it('makes a function unknown that may have returned before', async () => {
    const v = await variables(
      `import pandas as pd\ndef f(x):\n    if pd.f():\n        return 1\n    return 2\na = f(1)\ndef g():\n    if pd.f():\n        return 7\n    return 7\nb = g()\n`,
    )
    expect(v).toMatchObject({ a: opaque, b: 7 })
  })

  it('makes unknown what follows a return that may have been taken', async () => {
    const v = await variables(
      `import pandas as pd\nlog = []\ndef f():\n    if pd.f():\n        return\n    log.append(1)\nf()\nn = len(log)\n`,
    )
    expect(v).toMatchObject({ n: opaque })
  })

  it('runs a loop over unknown items and forgets what it assigns', async () => {
    const v = await variables(
      `import pandas as pd\ns = 0\nk = 5\nfor row in pd.f():\n    s = s + 1\n    last = 3\nt = k\n`,
    )
    expect(v).toMatchObject({ s: opaque, last: opaque, k: 5, t: 5 })
  })

  it('keeps the items known to be in a list that such a loop grew, with an unknown length', async () => {
    const v = await variables(
      `import pandas as pd\nxs = [1]\nfor row in pd.f():\n    xs.append(row)\na = xs[0]\nn = len(xs)\n`,
    )
    expect(v).toMatchObject({ a: 1, n: opaque })
  })

  it('takes a while on something unknown as a branch that may not be taken', async () => {
    const v = await variables(`import pandas as pd\na = 1\nb = 2\nwhile pd.more():\n    a = a + 1\nc = b\n`)
    expect(v).toMatchObject({ a: opaque, b: 2, c: 2 })
  })

  it('ends an endless loop that something unknown may leave', async () => {
    const v = await variables(
      `import pandas as pd\nn = 0\nwhile True:\n    n += 1\n    if pd.done():\n        break\nc = 4\n`,
    )
    expect(v).toMatchObject({ n: opaque, c: 4 })
  })

  it('does not trust a known loop that may have been left early', async () => {
    const v = await variables(
      `import pandas as pd\nn = 0\nfor i in range(10):\n    if pd.done():\n        break\n    n += 1\nc = 4\n`,
    )
    expect(v).toMatchObject({ n: opaque, c: 4 })
  })

  it('does not trust what comes after a continue that may have been taken', async () => {
    const v = await variables(
      `import pandas as pd\nn = 0\nm = 0\nfor i in range(3):\n    m += 1\n    if pd.skip():\n        continue\n    n += 1\n`,
    )
    expect(v).toMatchObject({ n: opaque, m: 3 })
  })

  it('counts an exception in a loop over unknown items as raised', async () => {
    const report = await analyse(`import pandas as pd\nfor row in pd.f():\n    x = 1 // 0\n`)
    expect(report.error).toMatchObject({ type: 'ZeroDivisionError' })
  })

  it('prints nothing that may not be printed', async () => {
    const report = await analyse(`import pandas as pd\nprint("a")\nif pd.f():\n    print("b")\nprint("c")\n`)
    expect(report.stdout).toBe('a\nc\n')
  })

  it('makes attributes and elements unknown in which the arms differ', async () => {
    const v = await variables(
      `import pandas as pd\nclass P:\n    pass\np = P()\np.x = 1\np.y = 1\nd = {"k": 1, "m": 1}\nxs = [1, 2]\nif pd.f():\n    p.x = 2\n    d["k"] = 2\n    xs[1] = 9\na = p.x\nb = p.y\nc = d["k"]\ne = d["m"]\ng = xs\n`,
    )
    expect(v).toMatchObject({ a: opaque, b: 1, c: opaque, e: 1, g: [1, opaque] })
  })

  it('is unknown in a conditional expression and in and/or', async () => {
    const v = await variables(
      `import pandas as pd\nq = pd.f()\na = 1 if q else 2\nb = 3 if q else 3\nc = q or 4\nd = False and q\n`,
    )
    expect(v).toMatchObject({ a: opaque, b: 3, c: opaque, d: false })
  })

  it('may have raised, so that a handler may have run', async () => {
    const v = await variables(
      `import lib\ntry:\n    if lib.a:\n        raise ValueError\n    q = 1\nexcept ValueError:\n    q = 2\ntry:\n    y = lib.f()\n    ok = True\nexcept ValueError:\n    ok = False\nelse:\n    z = 3\n`,
    )
    expect(v).toMatchObject({ q: opaque, ok: opaque, z: opaque })
  })

  it('may be one of several objects, all of which a change of it may have changed', async () => {
    const v = await variables(
      `import lib\na = [1]\nb = [2]\nc = a if lib.q else b\nc.append(9)\nn = len(a)\nclass P:\n    def __init__(self):\n        self.v = 1\nps = [P(), P()]\nps[lib.i].v = 5\nw = ps[0].v\nd = [3]\n`,
    )
    expect(v).toMatchObject({ n: opaque, w: opaque, d: [3] })
  })

  it('may change what it is given, save where it is known to look only', async () => {
    const v = await variables(
      `import lib\nimport matplotlib.pyplot as plt\nxs = [1]\nys = [2]\nlib.change(xs)\nplt.plot(ys)\na = xs\nb = ys\n`,
    )
    expect(v).toMatchObject({ b: [2] })
    expect(v.a).not.toEqual([1])
  })

  it('may call the functions that it is given', async () => {
    const v = await variables(`import lib\nlog = []\nlib.each(lambda v: log.append(v))\nn = len(log)\n`)
    expect(v).toMatchObject({ n: opaque })
  })

  it('may be anything behind a decorator that is not known', async () => {
    const v = await variables(`from lib import deco\n@deco\ndef f(x):\n    return x * 2\ny = f(2)\n`)
    expect(v).toMatchObject({ y: opaque })
  })

  it('makes unknown how many arguments a call gets that it is spread into', async () => {
    const v = await variables(`import lib\ndef h(*a):\n    return len(a)\nn = h(*lib.xs)\nm = h(1, 2)\n`)
    expect(v).toMatchObject({ n: opaque, m: 2 })
  })

  it('leaves nothing in a container that may not be there', async () => {
    const v = await variables(
      `import lib\nxs = [1, 2]\nd = {"a": 1}\nif lib.q:\n    xs.append(3)\n    d["b"] = 2\na = 3 in xs\nb = d.get("b", 7)\nc = "b" in d\ne = xs[0]\nf = d["a"]\n`,
    )
    expect(v).toMatchObject({ a: opaque, b: opaque, c: opaque, e: 1, f: 1 })
  })

  it.each([
    ['L = [3, 1, 2]\nL.sort(key=lib.k)\nv = L[0]'],
    ['l = [1, 2]\nl.remove(lib.x)\nv = len(l)'],
    ['l = [1, 2]\nl.pop(lib.x)\nv = l[0]'],
    ['class P:\n    pass\no = P()\no.a = 1\nsetattr(o, lib.n, 5)\nv = o.a'],
    ['items = [1, 2]\nif lib.n:\n    items.append(3)\nx, *v = items'],
    [
      'class P:\n    pass\nqs = [P(), P()]\nfor q in qs:\n    q.v = 1\nfor q in qs:\n    if lib.i:\n        break\nq.v = 77\nv = qs[0].v',
    ],
    ['try:\n    v = int(lib.s)\nexcept ValueError:\n    v = 7\nelse:\n    v = 9'],
    ['import numpy as np\nm = np.zeros(3)\nm[lib.i] = 5\nv = m[0] + 1.0'],
    ['import numpy as np\nm = np.zeros((2, 2))\nr = m[lib.i]\nr += 1\nv = m[0, 0] + 1.0'],
  ])('is not known afterwards: %s', async (source) => {
    expect(await variables(`import lib\n${source}\n`)).toMatchObject({ v: opaque })
  })
})
