// Lists, dicts, sets and library containers whose contents or size are not known.
import { promise } from './promise.testing'

promise('an unknown key or index that is written or deleted may be any', {
  'set unknown key': `
d = {'a': 1}
d[K] = 5
v = d['a']
n = len(d)
`,
  'del unknown index': `
a = [1, 2]
del a[N]
v = a[0]
n = len(a)
`,
  'dict const overwritten by unknown': `
d = {0: 2, N: 1}
v = d[0]
`,
  'dict unknown key display': {
    known: 'v',
    source: `
d = {N: 1, 0: 2}
n = len(d)
v = d[0]
`,
  },
  'dict() and fromkeys': `
d = dict([('a', 1), (K, 2)])
v = d['a']
e = dict.fromkeys(A, 0)
n = len(e)
f = dict(a=1)
f |= {K: 4}
w = f['a']
`,
  'swap unknown index': `
xs = [1, 2]
xs[0], xs[N] = xs[N], xs[0]
a = xs[0]
`,
  'aug list item': {
    known: 'w',
    source: `
xs = [1, 2]
ys = xs
xs[0] += N
v = ys[0]
w = ys[1]
xs[N] += 1
x = ys[1]
`,
  },
  'star in list unknown': `
xs = [1, *A]
n = len(xs)
a = xs[0]
s = {1, *A}
m = len(s)
`,
  'getattr unknown': `
class C1: a = 1; z = 2
v = getattr(C1, K)
`,
})

promise('an unknown key that is deleted may be any, and an unknown name that is set or deleted too', {
  'del unknown key': {
    broken: "`in` and hasattr answer as if nothing had been deleted or added",
    source: `
d = {'a': 1, 'z': 2}
del d[K]
n = len(d)
h = 'a' in d
v = d.get('a', 5)
`,
  },
  'setattr unknown': {
    broken: "`in` and hasattr answer as if nothing had been deleted or added",
    source: `
class C1: pass
p = C1()
p.a = 1
setattr(p, K, 5)
v = p.a
h = hasattr(p, 'z')
`,
  },
  'delattr unknown': {
    broken: "`in` and hasattr answer as if nothing had been deleted or added",
    source: `
class C1: pass
p = C1()
p.a = 1
p.z = 2
delattr(p, K)
h = hasattr(p, 'a')
`,
  },
})

promise('an unknown key of a defaultdict may be a new entry', {
  'defaultdict unknown key': {
    broken: "d[K] makes no unknown entry: d stays empty",
    source: `
from collections import defaultdict
d = defaultdict(list)
d[K].append(1)
n = len(d)
a = 'a' in d
e = defaultdict(int)
e['a'] += N
v = e['a']
e[K] += 1
w = e['a']
`,
  },
})

promise('a set holds only what is sure to be in it', {
  'set': {
    known: 'j',
    source: `
s = {1, 2}
if Q:
    s.add(3)
n = len(s)
i = 3 in s
j = 1 in s
k = sorted(s)
e = s == {1, 2}
`,
  },
  'set discard': {
    known: 'j',
    source: `
s = {1, 2}
if Q:
    s.discard(2)
n = len(s)
i = 2 in s
j = 1 in s
`,
  },
  'set remove, pop': {
    known: 'p',
    source: `
s = {1, 2}
if Q:
    s.add(3)
s.discard(3)
n = len(s)
i = 3 in s
s.add(1)
p = 1 in s
`,
  },
  'partial set ops': `
s = {1, 2}
if Q:
    s.add(3)
n = len(s)
a = len(s | {4})
b = len(s & {1, 3})
c = len(s - {1})
d = len(s ^ {1})
e = s == {1, 2}
f = s <= {1, 2, 3}
g = {3} <= s
h = s.isdisjoint({3})
i = s.issuperset({3})
j = sorted(s)
k = sum(s)
l = max(s)
fz = len(frozenset(s))
cp = len(s.copy())
co = len({x for x in s})
up = s.union([5])
m = len(up)
`,
  'set of unknown': {
    known: 'b',
    source: `
s = {1, N}
n = len(s)
b = 1 in s
c = 0 in s
`,
  },
  'set add and difference of unknown': `
t = {1, 2}
t.add(N)
m = len(t)
u = {1, 2} - {N}
k = len(u)
w = {1} | {N}
x = len(w)
`,
  'aug set': `
s = {1}
t = s
s |= set(A)
n = len(t)
`,
  'aug dict': `
d = {'a': 1}
e = d
d |= {K: 2}
v = e['a']
n = len(e)
`,
})

promise('an unknown element that is taken out of a set may be any', {
  'set discard of unknown': {
    broken: "the elements stay known to be in it",
    source: `
s = {1, 2}
s.discard(N)
i = 1 in s
n = len(s)
`,
  },
})

promise('order, equality and membership of unknown values are unknown', {
  'sort': `
xs = sorted([3, N, 1])
a = xs[0]
n = len(xs)
m = max(1, N)
k = sorted([3, 1], key=lambda x: N)
f = sorted([1, 2], reverse=Q)
`,
  'sort in place': `
xs = [3, 1]
xs.sort(key=lambda x: x * N)
a = xs[0]
ys = [1, 2]
ys.sort(reverse=Q)
b = ys[0]
zs = [2, N, 1]
zs.sort()
c = zs[0]
`,
  'sort objects by unknown attribute': `
class C1:
    def __init__(self, k, v): self.k = k; self.v = v
ps = [C1(N, 1), C1(0, 2)]
ps.sort(key=lambda p: p.k)
v = ps[0].v
m = min(ps, key=lambda p: p.k).v
`,
  'eq on partly unknown': {
    known: 'b c e h i',
    source: `
a = [1, N] == [1, 0]
b = (1, N) == (2, N)
c = [1, N] != [1, 2, 3]
d = {'a': N} == {'a': 0}
e = (1, N) < (2, 0)
f = (N, 1) < (0, 2)
g = N in [1, 2]
h = 1 in [N, 1]
i = [N] == [N]
j = 0 in (N,)
k = N is None
l = N == N
`,
  },
  'isinstance': `
a = isinstance(N, int)
b = type(N) is int
c = callable(N)
d = N is N
`,
  'object eq on unknown attr': `
from dataclasses import dataclass
@dataclass
class C1:
    x: int
a = C1(N)
b = C1(0)
e = a == b
i = a in [b]
`,
  'enumerate index of max': `
xs = [N, 0]
i = xs.index(max(xs))
import numpy as np
j = int(np.argmax(xs))
`,
  'index': {
    known: 'xs',
    source: `
xs = [1, 2, 3]
a = xs[N]
b = xs.index(N + 1)
c = xs.count(N)
d = xs[:N]
e = len(xs[:N])
f = 'abc'[N]
g = {0: 'a', 1: 'b'}[N]
h = range(5)[N]
i = len(range(N))
j = list(range(N))
k = [0] * N
l = len(k)
`,
  },
  'str methods': `
s = 'a-b-c'.split('-', N)
n = len(s)
t = 'abc'.replace(K, 'q')
u = 'abc'.startswith(K)
v = len('abc' + K)
`,
  'unpack unknown': {
    known: 'x y',
    source: `
a, *b = L
c = len(b)
(x, y), z = (1, 2), G(1)
`,
  },
})
