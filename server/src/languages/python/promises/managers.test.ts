// Context managers that are not known.
import { promise } from './promise.testing'

promise('an unknown context manager may swallow the exceptions of its block', {
  'manager swallow': {
    source: `
x = 1
with M:
    x = 2
    raise ValueError
`,
  },
  'manager swallow after': {
    source: `
x = 1
with M:
    if Q:
        raise ValueError
    x = 2
y = x
`,
  },
  'manager list': {
    source: `
log = []
with M as m:
    log.append(1)
    int('x')
    log.append(2)
n = len(log)
`,
  },
  'manager return in function': {
    source: `
def f():
    with M:
        int('x')
        return 1
    return 2
y = f()
`,
  },
})

promise('a manager of the program swallows as its code says', {
  'it may swallow': `
class S1:
    def __enter__(self): return self
    def __exit__(self, *what): return True
x = 0
with S1():
    F()
    x = 1
v = x
`,
  'it never does': {
    known: 'v log',
    source: `
log = []
class T1:
    def __enter__(self): return self
    def __exit__(self, *what):
        log.append(1)
x = 0
with T1():
    F()
    x = 1
v = x
`,
  },
  'contextlib.suppress': `
from contextlib import suppress
x = 0
with suppress(ValueError):
    F()
    x = 1
v = x
`,
})
