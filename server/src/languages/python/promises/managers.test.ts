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
    broken:
      'an exception under an unknown manager (pytest.raises, suppress of a package) ends the script, and what follows a possible one is taken as run (statements.ts, with)',
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
