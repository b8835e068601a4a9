// Calls and operations on what is one of several functions or objects.
import { promise } from './promise.testing'

promise('what is called where nobody knows which of several it is may be any of them', {
  'choice of functions called': {
    broken:
      'an opaque callee that is one of several known functions runs none of them, and nothing that they change is forgotten (branches.ts, join: candidates hold only Mutables)',
    source: `
hits = 0
def f():
    global hits
    hits += 1
def g():
    pass
(f if Q else g)()
v = hits
`,
  },
  'function redefined in arm called with effects': {
    broken:
      'an opaque callee that is one of several known functions runs none of them, and nothing that they change is forgotten (branches.ts, join: candidates hold only Mutables)',
    source: `
hits = []
def f(): hits.append(1)
if Q:
    def f(): pass
f()
n = len(hits)
`,
  },
  'dispatch table unknown key': {
    broken:
      'an opaque callee that is one of several known functions runs none of them, and nothing that they change is forgotten (branches.ts, join: candidates hold only Mutables)',
    source: `
hits = []
t = {'a': lambda: hits.append(1), 'z': lambda: None}
t[K]()
n = len(hits)
`,
  },
  'callback stored in object with effects': {
    broken:
      'an opaque callee that is one of several known functions runs none of them, and nothing that they change is forgotten (branches.ts, join: candidates hold only Mutables)',
    source: `
hits = []
class C1:
    def __init__(self): self.f = lambda: None
o = C1()
if Q:
    o.f = lambda: hits.append(1)
o.f()
n = len(hits)
`,
  },
  'class of choice constructed': {
    broken:
      'an opaque callee that is one of several known functions runs none of them, and nothing that they change is forgotten (branches.ts, join: candidates hold only Mutables)',
    source: `
made = []
class C1:
    def __init__(self): made.append(1)
class C2:
    pass
(C1 if Q else C2)()
n = len(made)
`,
  },
  'candidates method call global effect': {
    broken:
      'an opaque callee that is one of several known functions runs none of them, and nothing that they change is forgotten (branches.ts, join: candidates hold only Mutables)',
    source: `
hits = 0
class C1:
    def inc(self):
        global hits
        hits += 1
a = C1(); b = C1()
(a if Q else b).inc()
v = hits
`,
  },
})

promise('an operation on one of several objects may run any of their methods', {
  'operator overload in choice': {
    broken: 'special methods of candidates are not run',
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
    broken: 'special methods of candidates are not run',
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
    broken: 'special methods of candidates are not run',
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
    broken: 'special methods of candidates are not run',
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
    broken: 'special methods of candidates are not run',
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
    broken: 'special methods of candidates are not run',
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
    broken: 'special methods of candidates are not run',
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
