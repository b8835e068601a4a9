// Dicts and sets whose entries are not known.
import { promise } from './promise.testing'

promise('a dict changed in one arm keeps the entries known to be in it', {
  'partial dict ops': {
    known: 'ia',
    source: `
d = {'a': 1}
if Q:
    d['b'] = 2
n = len(d)
g = d.get('b')
g7 = d.get('b', 7)
i = 'b' in d
ia = 'a' in d
k = list(d)
ks = list(d.keys())
vs = list(d.values())
its = list(d.items())
sm = sum(d.values())
so = sorted(d)
mx = max(d, key=d.get)
e = d == {'a': 1}
u = len(d | {'c': 1})
c = len(dict(d))
cp = len(d.copy())
comp = {k: v for k, v in d.items()}
l2 = [k for k in d]
f = dict(zip(d.keys(), d.values()))
`,
  },
  'partial dict pop, setdefault': `
d = {'a': 1}
if Q:
    d['b'] = 2
p = d.pop('b', 0)
n = len(d)
s = d.setdefault('b', 5)
m = len(d)
i = 'b' in d
`,
  'partial dict del': {
    known: 'd n',
    source: `
d = {'a': 1}
if Q:
    d['b'] = 2
else:
    d['b'] = 3
del d['b']
n = len(d)
`,
  },
  'dict pop in arm': {
    known: 'b',
    source: `
d = {'a': 1, 'b': 2}
if Q:
    d.pop('a')
i = 'a' in d
n = len(d)
b = bool(d)
`,
  },
  'dict update unknown': `
d = {'a': 1}
d.update({K: 2})
a = d['a']
n = len(d)
i = 'z' in d
`,
  'partial dict view': `
d = {'a': 1}
ks = d.keys()
if Q:
    d['b'] = 2
n = len(ks)
i = 'b' in ks
`,
  counter: `
from collections import Counter
c = Counter('aab')
if Q:
    c['b'] += 5
v = c['b']
m = c.most_common(1)[0][0]
`,
  defaultdict: `
from collections import defaultdict
d = defaultdict(int)
if Q:
    d['a'] += 1
v = d['a']
n = len(d)
`,
})

promise('popitem of a dict of unknown size may take any entry that may be last', {
  'partial dict popitem': `
d = {'a': 1}
if Q:
    d['b'] = 2
p = d.popitem()
n = len(d)
a = d.get('a')
i = 'a' in d
`,
})

promise('a dict of unknown entries is spread as one', {
  'partial dict spread into a display': `
d = {'a': 1}
if Q:
    d['b'] = 2
cs = {**d}
n = len(cs)
`,
  'partial dict spread into a call': `
d = {'a': 1}
if Q:
    d['b'] = 2
def h(**k): return len(k)
hh = h(**d)
`,
  'unknown key spread into a display': `
d = {**{'a': 1}, **{K: 3}}
v = d['a']
n = len(d)
`,
  'kwargs unknown': `
def f(a=1, **k): return a, len(k)
u = {K: 5}
v = f(**u)
`,
})

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
  'del unknown key': `
d = {'a': 1, 'z': 2}
del d[K]
n = len(d)
h = 'a' in d
v = d.get('a', 5)
`,
  'setattr unknown': `
class C1: pass
p = C1()
p.a = 1
setattr(p, K, 5)
v = p.a
h = hasattr(p, 'z')
`,
  'delattr unknown': `
class C1: pass
p = C1()
p.a = 1
p.z = 2
delattr(p, K)
h = hasattr(p, 'a')
`,
})

promise('an unknown key of a defaultdict may be a new entry', {
  'defaultdict unknown key': `
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
})

promise('a set holds only what is sure to be in it', {
  set: {
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
  'set discard of unknown': `
s = {1, 2}
s.discard(N)
i = 1 in s
n = len(s)
`,
})
