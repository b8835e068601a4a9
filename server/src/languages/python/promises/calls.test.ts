// Unknown code that gets values and functions, and calls of what is not known for sure.
import { promise } from './promise.testing'

promise('unknown code may change what it is given', {
  'object attribute given': `
class C1: pass
o = C1(); o.value = 1; o.xs = [1]
F(o)
v = o.value
`,
  'tuple of lists': `
a = [1]
F((a, 2))
n = len(a)
`,
  'star args': `
a = [1]
F(*[a])
n = len(a)
b = [1]
F(**{'k': b})
m = len(b)
`,
  'list of tuples of lists nested': `
a = [1]
F([(a,)])
n = len(a)
`,
  'alias of given': `
a = [1]
b = a
c = [b]
F(a)
n = len(b)
m = len(c[0])
`,
  'copy unaffected': {
    known: 'b n',
    source: `
a = [1]
b = a[:]
F(a)
n = len(b)
`,
  },
  'stored mutable, later method': {
    known: 'p x',
    source: `
class P1: pass
p = [1]
m = F(p)
p.clear()
p.append(1)
x = p[0]
`,
  },
  'hook sets attribute': `
class C1:
    def __init__(self): self.n = 0
    def hook(self): self.n += 1
o = C1()
H(o)
v = o.n
`,
})

promise('unknown code may call the functions that it is given', {
  'callback global': `
count = 0
def cb(*a):
    global count
    count += 1
F(cb)
c = count
`,
  'callback nonlocal': `
def outer():
    n = 0
    def cb(*a):
        nonlocal n
        n += 1
    F(cb)
    return n
v = outer()
`,
  'callback in kwarg': `
count = 0
def cb(*a):
    global count
    count += 1
F(on=cb)
c = count
`,
  'callback lambda default': `
log = []
F(lambda *a, log=log: log.append(1))
n = len(log)
`,
  'generator function callback': `
log = []
def cb(*a):
    log.append(1)
    return 1
F(x for x in [1])
F(cb)
n = len(log)
`,
})

promise('unknown code may call what it finds in what it is given', {
  'callback method': `
class C1:
    def __init__(self):
        self.n = 0
    def cb(self, *a):
        self.n += 1
o = C1()
F(o.cb)
v = o.n
`,
  'callback in list': `
count = 0
def cb(*a):
    global count
    count += 1
F([cb])
c = count
`,
  'callback in dict': `
count = 0
def cb(*a):
    global count
    count += 1
F({'f': cb})
c = count
`,
  'callback partial': `
from functools import partial
count = 0
def cb(*a):
    global count
    count += 1
F(partial(cb, 1))
c = count
`,
  'callable object': `
class C1:
    n = 0
    def __call__(self, *a):
        self.n += 1
o = C1()
F(o)
v = o.n
`,
  'bound builtin method': `
log = []
F(log.append)
n = len(log)
`,
  'class given, constructor counts': `
class C1:
    made = 0
    def __init__(self, *a):
        C1.made += 1
F(C1)
v = C1.made
`,
  'hook called': `
log = []
class C1:
    def hook(self):
        log.append(1)
o = C1()
H(o)
n = len(log)
`,
})

promise('an unknown decorator gives anything', {
  decorator: `
@D
def f(x): return x
v = f(2)
`,
  'decorator on class': `
@D
class C1:
    x = 1
v = C1.x
`,
  'decorator on method': `
class C1:
    @D
    def f(self): return 1
v = C1().f()
`,
})

promise('arguments spread from something unknown may be any number', {
  'star arg of unknown length': `
def f(*a, **k): return len(a), len(k)
v = f(*A)
w = f(1, 2, *A)
`,
  'star arg positions': `
def f(a, b=2, *c): return b
v = f(1, *A)
w = f(*A, 1)
`,
})
