// Calls and operations on what is one of several functions or objects.
import { promise } from './promise.testing'

promise('what is called where nobody knows which of several it is may be any of them', {
  'choice of functions called': `
hits = 0
def f():
    global hits
    hits += 1
def g():
    pass
(f if Q else g)()
v = hits
`,
  'function redefined in arm called with effects': `
hits = []
def f(): hits.append(1)
if Q:
    def f(): pass
f()
n = len(hits)
`,
  'dispatch table unknown key': `
hits = []
t = {'a': lambda: hits.append(1), 'z': lambda: None}
t[K]()
n = len(hits)
`,
  'callback stored in object with effects': `
hits = []
class C1:
    def __init__(self): self.f = lambda: None
o = C1()
if Q:
    o.f = lambda: hits.append(1)
o.f()
n = len(hits)
`,
  'class of choice constructed': `
made = []
class C1:
    def __init__(self): made.append(1)
class C2:
    pass
(C1 if Q else C2)()
n = len(made)
`,
  'candidates method call global effect': `
hits = 0
class C1:
    def inc(self):
        global hits
        hits += 1
a = C1(); b = C1()
(a if Q else b).inc()
v = hits
`,
})

promise('an operation on one of several objects may run any of their methods', {
  'operator overload in choice': `
log = []
class C1:
    def __add__(self, other):
        log.append(1)
        return 1
x = C1() if Q else 1
y = x + 1
n = len(log)
`,
  'print of choice calls str': `
log = []
class C1:
    def __str__(self):
        log.append(1)
        return 's'
x = C1() if Q else 1
print(x)
n = len(log)
`,
  'getitem choice': `
log = []
class C1:
    def __getitem__(self, i):
        log.append(i)
        return 1
x = C1() if Q else [1]
y = x[0]
n = len(log)
`,
  'len choice, bool choice': `
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
  'iter choice': `
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
  'with choice': `
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
  'del choice item dunder': `
class C1:
    n = 0
    def __delitem__(self, i):
        C1.n += 1
x = C1() if Q else [1]
del x[0]
v = C1.n
`,
})

promise('what is alike for each of several objects is known', {
  'an attribute that both have': {
    known: 'v w',
    source: `
class C1:
    def __init__(self): self.n = 3
    def size(self): return 2
a = C1(); b = C1()
x = a if Q else b
v = x.n
w = x.size()
`,
  },
  'an attribute beside the one that is set': {
    known: 'm',
    source: `
class C1:
    def __init__(self):
        self.n = 3
        self.m = 4
a = C1(); b = C1()
(a if Q else b).n = 5
m = a.m
n = a.n
`,
  },
  'arguments that none of the functions changes': {
    known: 'xs',
    source: `
def f(given): return 1
def g(given): return len(given)
xs = [1, 2]
y = (f if Q else g)(xs)
`,
  },
  'the length of either list': {
    known: 'n isNone',
    source: `
x = [1, 2] if Q else [3, 4]
n = len(x)
isNone = x is None
`,
  },
})

promise('what is not run any more, deep in unknown code, may change globals in place', {
  'through a chain of callbacks': {
    known: 'kept',
    source: `
log = []
def put(x):
    log.append(x)
def h1(): F(h2)
def h2(): F(h3)
def h3(): F(h4)
def h4(): F(h5)
def h5(): F(h6)
def h6(): put(2)
F(h1)
n = len(log)
kept = [1]
`,
  },
})

promise('what unknown code gives may call what it got, later too', {
  'a decorated function that counts': `
count = 0
@D
def step(*a):
    global count
    count += 1
count = 0
step()
c = count
`,
  'a callback that swaps': `
on = 1
def swap(*a):
    global on
    on = 1 - on
F(swap)
v = on
`,
  'a callback that raises after it counted': `
count = 0
def cb(*a):
    global count
    count += 1
    raise ValueError('late')
F(cb)
c = count
`,
})
