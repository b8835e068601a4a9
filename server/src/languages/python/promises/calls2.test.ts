// Unknown code that gets values and functions, and calls of what is not known for sure.
import { promise } from './promise.testing'

promise('an operation on one of several objects may run any of their methods', {
  'operator overload in choice': {
    broken: "special methods of candidates are not run",
    source: `
log = []
class C1:
    def __add__(self, other):
        log.append(1)
        return 1
x = C1() if Q else 1
y = x + 1
n = len(log)
`,
  },
  'print of choice calls str': {
    broken: "special methods of candidates are not run",
    source: `
log = []
class C1:
    def __str__(self):
        log.append(1)
        return 's'
x = C1() if Q else 1
print(x)
n = len(log)
`,
  },
  'getitem choice': {
    broken: "special methods of candidates are not run",
    source: `
log = []
class C1:
    def __getitem__(self, i):
        log.append(i)
        return 1
x = C1() if Q else [1]
y = x[0]
n = len(log)
`,
  },
  'len choice, bool choice': {
    broken: "special methods of candidates are not run",
    source: `
log = []
class C1:
    def __len__(self):
        log.append(1)
        return 1
x = C1() if Q else [1]
y = len(x)
if x:
    z = 1
n = len(log)
`,
  },
  'iter choice': {
    broken: "special methods of candidates are not run",
    source: `
log = []
class C1:
    def __iter__(self):
        log.append(1)
        return iter([1])
x = C1() if Q else [1]
for y in x:
    pass
n = len(log)
`,
  },
  'with choice': {
    broken: "special methods of candidates are not run",
    source: `
log = []
class C1:
    def __enter__(self):
        log.append(1)
    def __exit__(self, *a):
        return False
class C2:
    def __enter__(self):
        pass
    def __exit__(self, *a):
        return False
with (C1() if Q else C2()):
    pass
n = len(log)
`,
  },
  'del choice item dunder': {
    broken: "special methods of candidates are not run",
    source: `
class C1:
    n = 0
    def __delitem__(self, i):
        C1.n += 1
x = C1() if Q else [1]
del x[0]
v = C1.n
`,
  },
})
