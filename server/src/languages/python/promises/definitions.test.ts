// Functions, classes, attributes and dict orders that an unknown condition leaves.
import { promise } from './promise.testing'

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
  nonlocal: `
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
  property: `
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
  __getattr__: `
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
  'vars write': {
    known: 'v w z',
    source: `
class C1: pass
p = C1()
p.x = 1
vars(p)['x'] = 2
v = p.x
p.__dict__['x'] = 3
w = p.x
p.__dict__.update(x=4)
z = p.x
`,
  },
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
  dataclass: `
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
  hasattr: {
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

promise('the order of a dict is known only where both arms leave the same', {
  'dict order': {
    source: `
d = {}
if Q:
    d['x'] = 1
    d['y'] = 2
else:
    d['y'] = 2
    d['x'] = 1
k = list(d)
print(d)
`,
  },
  'dict reinsertion order': {
    source: `
d = {'a': 1, 'b': 2}
if Q:
    del d['a']
    d['a'] = 1
k = list(d)
f = next(iter(d))
`,
  },
  OrderedDict: {
    source: `
from collections import OrderedDict
d = OrderedDict(a=1, b=2)
if Q:
    d.move_to_end('a')
k = list(d)
`,
  },
})
