// What an unknown condition leaves: arms, returns, definitions, match.
import { promise } from './promise.testing'

promise('each arm runs on its own state, and what both arms leave alike stays known', {
  'elif chain': {
    known: 'w',
    source: `
if Q:
    v = 1; w = 0
elif P:
    v = 2; w = 0
elif R:
    v = 3; w = 0
else:
    v = 1; w = 0
`,
  },
  'nested arms': {
    known: 'v',
    source: `
v = 0
w = 0
if Q:
    v = 1
    if P:
        w = 1
    else:
        w = 1
else:
    v = 1
`,
  },
  'known elif after unknown': `
if Q:
    v = 1
elif True:
    v = 2
else:
    v = 3
`,
  'global deletion': `
x = 1
if Q:
    del x
    x = 2
y = x
`,
  'walrus': `
if (y := N) > 0:
    z = y
if Q and (w := 3):
    pass
else:
    w = 4
`,
  'chained comparison': {
    known: 'b',
    source: `
a = 0 < N < 5
b = 5 < 3 < N
c = 1 < 2 < N
`,
  },
  'and or side effects': {
    known: 'e',
    source: `
log = []
Q and log.append(1)
Q or log.append(2)
n = len(log)
a = Q or 1
b = Q and 1
c = not Q
d = 0 or Q
e = 0 and Q
f = Q or True
x = [1] if Q else [1]
y = x == [1]
`,
  },
  'sys exit arm': {
    known: 'x',
    source: `
import sys
x = 1
if Q:
    sys.exit(0)
x = 2
print(x)
`,
  },
  'optional argument': {
    known: 'w',
    source: `
def f(x=None):
    if x is None:
        x = 5
    return x
v = f(N)
w = f()
`,
  },
  'best so far': {
    known: 'i',
    source: `
best = 0
arg = -1
for i in range(3):
    score = G(i)
    if score > best:
        best = score
        arg = i
v = arg
`,
  },
})

promise('a return in one arm leaves the state of the other', {
  'return in nested arm': `
def f():
    if Q:
        if P:
            return 1
        x = 2
    else:
        x = 3
    return x
v = f()
`,
  'return in both arms and else': {
    known: 'v',
    source: `
def f():
    if Q:
        return 1
    else:
        return 1
    return 3
v = f()
`,
  },
  'return None maybe': `
def f():
    if Q:
        return 1
v = f()
w = f() is None
`,
  'recursion': `
def f(n):
    if n == 0 or Q:
        return 0
    return 1 + f(n - 1)
v = f(3)
`,
  'finally in arm': `
log = []
def f():
    try:
        if Q:
            return 1
        log.append(2)
    finally:
        log.append(3)
    return 4
v = f()
n = len(log)
`,
  'memo dict': `
memo = {}
def fib(n):
    if n in memo:
        return memo[n]
    r = n if n < 2 else fib(n - 1) + fib(n - 2)
    if Q:
        memo[n] = r
    return r
v = fib(5)
k = len(memo)
`,
})

promise('what a callee changes in one arm is unknown afterwards', {
  'global in callee': `
g = 0
def f():
    global g
    g += 1
if Q:
    f()
v = g
`,
  'nonlocal': `
def make():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    return inc
i = make()
if Q:
    i()
v = i()
`,
  'default arg': `
def f(x=[]):
    x.append(1)
    return len(x)
if Q:
    f()
v = f()
`,
  'class attr': `
class C1:
    count = 0
    def __init__(self):
        C1.count += 1
if Q:
    C1()
C1()
v = C1.count
`,
  'lru_cache in arm': `
from functools import lru_cache
calls = []
@lru_cache(None)
def f(x):
    calls.append(x)
    return x
if Q:
    f(1)
f(1)
n = len(calls)
`,
  'property': `
class C1:
    def __init__(self): self._x = 1
    @property
    def x(self): return self._x
    @x.setter
    def x(self, v): self._x = v
o = C1()
if Q:
    o.x = 5
v = o.x
`,
  'property with counter': `
class C1:
    reads = 0
    @property
    def x(self):
        C1.reads += 1
        return 1
o = C1()
y = o.x if Q else 0
v = C1.reads
`,
  '__getattr__': `
class C1:
    n = 0
    def __getattr__(self, name):
        C1.n += 1
        return 1
o = C1()
if Q:
    o.foo
v = C1.n
`,
  'setattr hook': `
class C1:
    def __setattr__(self, k, v):
        object.__setattr__(self, k, v * 2)
o = C1()
o.x = 1
if Q:
    o.x = 5
v = o.x
`,
  'class setattr': `
class C1: x = 1
o = C1()
if Q:
    C1.x = 2
v = o.x
`,
  'method replaced': `
class C1:
    def f(self): return 1
o = C1()
if Q:
    C1.f = lambda self: 2
v = o.f()
`,
  'instance shadow': {
    known: 'v y',
    source: `
class C1: x = 1
a = C1(); b = C1()
if Q:
    a.x = 2
v = b.x
w = a.x
C1.x = 3
y = b.x
`,
  },
  'dataclass': `
from dataclasses import dataclass, field
@dataclass
class C1:
    x: int = 1
    xs: list = field(default_factory=list)
o = C1()
if Q:
    o.x = 2
    o.xs.append(1)
v = o.x
n = len(o.xs)
e = o == C1()
print(o)
`,
  'copy in arm': `
import copy
a = [1, [2]]
b = copy.copy(a)
if Q:
    a[1].append(3)
n = len(b[1])
c = copy.deepcopy(a)
m = len(c[1])
`,
})

promise('a name that one arm defines, or an attribute that it adds, may not be there', {
  'hasattr': {
    broken: "hasattr, vars and __dict__ take an attribute of one arm as there for sure (values.ts, Attributed.merge sets it without a mark \"may be missing\")",
    source: `
class P1: pass
p = P1()
if Q:
    p.y = 1
h = hasattr(p, 'y')
g = getattr(p, 'y', 5)
v = 'y' in vars(p)
d = 'y' in p.__dict__
n = len(p.__dict__)
`,
  },
})

promise('a function defined anew in one arm may be either', {
  'function redefined in arm': `
def f(): return 1
if Q:
    def f(): return 2
v = f()
`,
  'function redefined in loop': `
def f(): return 1
for x in A:
    def f(): return 2
v = f()
`,
  'class redefined in loop': `
class C1: x = 1
for x in A:
    class C1: x = 2
v = C1.x
`,
  'lambda default captured': {
    known: 'i',
    source: `
fs = []
for i in range(3):
    if Q:
        fs.append(lambda i=i: i)
n = len(fs)
`,
  },
})
