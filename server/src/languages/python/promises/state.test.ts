// State behind unknown conditions: aliases, candidates, generators of random numbers, iterators.
import { promise } from './promise.testing'

promise('a change of a value that is one of several objects makes all of them opaque', {
  'setattr through choice': `
class P1: pass
a = P1(); b = P1()
a.x = 1; b.x = 1
c = a if Q else b
c.x = 2
v = a.x
`,
  'setitem through choice': `
a = [1, 2]
b = [3, 4]
c = a if Q else b
c[0] = 9
v = a[0]
`,
  'aug attr through choice': `
class P1: pass
a = P1(); b = P1()
a.x = 1; b.x = 1
c = a if Q else b
c.x += 2
v = a.x
`,
  'iadd through choice': `
a = [1, 2]
b = [3, 4]
c = a if Q else b
c += [5]
v = len(a)
`,
  'candidates two same call': `
a = [1]; b = [2]
def pick():
    if Q:
        return a
    return b
pick().append(3)
n = len(a)
m = len(b)
`,
  'candidates from list unknown index': `
a = [1]; b = [2]
g = [a, b]
g[N].append(3)
n = len(a)
m = len(b)
`,
  'candidates from dict unknown key': `
a = [1]; b = [2]
g = {'a': a, 'z': b}
g[K].append(3)
n = len(a)
m = len(b)
`,
  'candidates from or': `
a = []; b = [2]
c = (Q and a) or b
c.append(3)
m = len(b)
`,
  'candidates min loop': `
class C1:
    def __init__(self, v): self.v = v; self.seen = 0
nodes = [C1(1), C1(2)]
best = None
for n in nodes:
    if best is None or n.v * N < best.v * N:
        best = n
best.seen = 1
v = nodes[0].seen
w = nodes[1].seen
`,
  'candidates pop unknown': `
a = [1]; b = [2]
g = [a, b]
g.pop(N).append(3)
n = len(a)
`,
  'candidates filtered objects': `
class C1:
    def __init__(self): self.v = 0
ps = [C1(), C1()]
sel = [p for p in ps if G(p) > 1]
for p in sel:
    p.v = 1
v = ps[0].v
`,
  'candidates unpack': `
a = [1]; b = [2]
x, y = (a, b) if Q else (b, a)
x.append(3)
n = len(a)
m = len(b)
`,
  'candidates attribute chain': `
class C1: pass
a = C1(); b = C1()
a.xs = [1]; b.xs = [1]
(a if Q else b).xs.append(2)
n = len(a.xs)
`,
  'candidates method call': `
class C1:
    def __init__(self): self.n = 0
    def inc(self): self.n += 1
a = C1(); b = C1()
(a if Q else b).inc()
v = a.n
w = b.n
`,
  'object identity': `
a = [1]
b = a if Q else [1]
b.append(2)
n = len(a)
i = a is b
`,
})

promise('so it is where the choice was kept in an attribute, an item, a closure or a global', {
  'candidates in attribute': {
    source: `
class C1: pass
a = [1]; b = [2]
o = C1()
o.x = a
if Q:
    o.x = b
o.x.append(9)
n = len(a)
m = len(b)
`,
  },
  'candidates in dict value': {
    source: `
a = [1]; b = [2]
d = {'x': a}
if Q:
    d['x'] = b
d['x'].append(9)
n = len(a)
m = len(b)
`,
  },
  'candidates in list item': {
    source: `
a = [1]; b = [2]
d = [a]
if Q:
    d[0] = b
d[0].append(9)
n = len(a)
m = len(b)
`,
  },
  'candidates in closure cell': {
    source: `
a = [1]; b = [2]
def f():
    c = a
    def g():
        nonlocal c
        c = b
    if Q:
        g()
    c.append(9)
f()
n = len(a)
m = len(b)
`,
  },
  'candidates in global': {
    source: `
a = [1]; b = [2]
c = a
def g():
    global c
    if Q:
        c = b
g()
c.append(9)
n = len(a)
m = len(b)
`,
  },
  'global rebound by a callee': {
    source: `
xs = [1, 2]
ys = [4, 5]
def change():
    global ys
    if Q:
        return 1
    ys = xs
change()
ys[0] = 9
v = xs[0]
`,
  },
})

promise('so it is where a library function made the choice', {
  'candidates dict get': {
    source: `
a = [1]; b = [2]
g = {'a': a, 'z': b}
g.get(K, a).append(3)
n = len(a)
m = len(b)
`,
  },
  'candidates from max': {
    source: `
a = [1]; b = [2]
max(a, b, key=lambda x: N).append(3)
n = len(a)
m = len(b)
`,
  },
  'candidates from sorted': {
    source: `
a = [1]; b = [2]
s = sorted([a, b], key=lambda x: x[0] * N)
s[0].append(3)
n = len(a)
m = len(b)
`,
  },
  'candidates next filter': {
    source: `
a = [1]; b = [2]
next(x for x in [a, b] if x[0] > N).append(3)
n = len(a)
m = len(b)
`,
  },
  'candidates comprehension filter': {
    source: `
a = [1]; b = [2]
for x in [x for x in [a, b] if Q]:
    x.append(3)
n = len(a)
m = len(b)
`,
  },
})

promise('a deletion from one of several objects makes all of them opaque', {
  'del through choice': {
    source: `
a = [1, 2]
b = [3, 4]
c = a if Q else b
del c[0]
n = len(a)
v = a[0]
`,
  },
  'del attr through choice': {
    source: `
class P1: pass
a = P1(); b = P1()
a.x = 1; b.x = 1
c = a if Q else b
del c.x
h = hasattr(a, 'x')
`,
  },
})

promise('an in-place operator with something unknown changes every alias', {
  'aug assign attr unknown': `
class C1: n = 0
o = C1()
p = o
o.n += N
v = p.n
`,
})

promise('an in-place operator with an unknown operand changes the list for all who hold it', {
  'aug list iadd unknown': {
    source: `
xs = [1]
ys = xs
xs += A
n = len(ys)
xs2 = [1]
ys2 = xs2
xs2.extend(A)
m = len(ys2)
`,
  },
  'imul alias': {
    source: `
xs = [1]
ys = xs
xs *= N
n = len(ys)
`,
  },
  'list argument extended': {
    source: `
def more(xs, new):
    xs += new
xs = [1]
more(xs, A)
n = len(xs)
`,
  },
})
