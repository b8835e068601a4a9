// What may raise: operations on unknown values, and on what may be missing.
import { promise } from './promise.testing'

promise('an assert on something unknown may raise', {
  'assert in try': {
    source: `
ok = 0
try:
    assert Q
    ok = 1
except AssertionError:
    ok = 2
`,
  },
})

promise('an operation on something unknown may raise', {
  'try index unknown': {
    source: `
try:
    x = [1, 2][N + 1]
    v = 1
except IndexError:
    v = 2
`,
  },
  'try key unknown': {
    source: `
try:
    x = {'a': 1}[K]
    v = 1
except KeyError:
    v = 2
`,
  },
  'try zero div unknown': {
    source: `
try:
    x = 1 / N
    v = 1
except ZeroDivisionError:
    v = 2
`,
  },
  'try attribute unknown': {
    source: `
try:
    S.nope
    v = 1
except AttributeError:
    v = 2
`,
  },
  'try iterate unknown': {
    source: `
try:
    for x in N:
        pass
    v = 1
except TypeError:
    v = 2
`,
  },
  'try unpack unknown': {
    source: `
try:
    a, b = A
    v = 1
except ValueError:
    v = 2
`,
  },
  'try call unknown arg count': {
    source: `
def f(a): return a
try:
    f(*A)
    v = 1
except TypeError:
    v = 2
`,
  },
  'results gathered in try within loop': {
    source: `
good = []
for x in [1, 2]:
    try:
        y = G(x) / N
        good.append(x)
    except ZeroDivisionError:
        continue
n = len(good)
`,
  },
  'loop with try continue': {
    source: `
n = 0
bad = 0
for s in ['1', S, '3']:
    try:
        n += int(s)
    except ValueError:
        bad += 1
        continue
m = n
`,
  },
})

promise('what may be missing may raise where it is used', {
  'try pop partial': {
    source: `
xs = [1]
if Q:
    xs.pop()
try:
    xs.pop()
    v = 1
except IndexError:
    v = 2
`,
  },
  'try next maybe exhausted': {
    source: `
it = iter([1])
if Q:
    next(it)
try:
    next(it)
    v = 1
except StopIteration:
    v = 2
`,
  },
  'try maybe attr': {
    source: `
class C1: pass
o = C1()
if Q:
    o.x = 1
try:
    o.x
    v = 1
except AttributeError:
    v = 2
`,
  },
  'try maybe name': {
    source: `
if Q:
    name1 = 1
try:
    name1
    v = 1
except NameError:
    v = 2
`,
  },
  'try maybe key': {
    source: `
d = {}
if Q:
    d['x'] = 1
try:
    d['x']
    v = 1
except KeyError:
    v = 2
`,
  },
})

promise('a handler of an unknown type may be the one that runs', {
  'except unknown type': {
    source: `
try:
    raise ValueError
except E:
    v = 1
except ValueError:
    v = 2
`,
  },
})

promise('an exception keeps the unknown values that it was made of', {
  'exception attribute': {
    source: `
class E1(Exception):
    pass
try:
    raise E1(N)
except E1 as e:
    v = e.args[0]
    n = len(e.args)
    s = str(e)
`,
  },
})
