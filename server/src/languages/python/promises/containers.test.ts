// Lists, dicts, sets and library containers whose contents or size are not known.
import { promise } from './promise.testing'

promise('a list changed in one arm keeps the items known to be in it, with an opaque length', {
  'partial list ops': {
    known: 'a0 i1 t',
    source: `
xs = [1, 2]
if Q:
    xs.append(3)
a0 = xs[0]
am = xs[-1]
n = len(xs)
e = xs == [1, 2]
ne = xs != [1, 2, 3]
lt = xs < [1, 2, 3]
i3 = 3 in xs
i1 = 1 in xs
ni = 3 not in xs
c = xs.count(3)
s = sum(xs)
mx = max(xs)
mn = min(xs)
so = sorted(xs)
rv = xs[::-1]
sl = xs[:2]
sl1 = xs[1:]
cat = xs + [5]
cat2 = [5] + xs
li = list(xs)
tu = tuple(xs)
se = len(set(xs))
cp = xs.copy()
an = any(x > 2 for x in xs)
al = all(x < 3 for x in xs)
comp = [x for x in xs]
en = list(enumerate(xs))
zp = list(zip(xs, [1, 2, 3]))
rvd = list(reversed(xs))
mp = list(map(str, xs))
fl = list(filter(None, xs))
t = bool(xs)
b = xs[:-1]
`,
  },
  'partial list mutate': {
    known: 'q',
    source: `
xs = [1, 2]
if Q:
    xs.append(3)
p = xs.pop()
q = xs[0]
`,
  },
  'partial list remove index': `
xs = [1, 2]
if Q:
    xs.insert(0, 9)
i = xs.index(2)
xs.remove(1)
a = xs[-1]
b = xs[0]
`,
  'partial list slice assign': `
xs = [1, 2]
if Q:
    xs.append(3)
xs[1:] = [5]
a = xs[1]
n = len(xs)
`,
  'partial list clear': {
    known: 'xs n',
    source: `
xs = [1, 2]
if Q:
    xs.append(3)
xs.clear()
n = len(xs)
`,
  },
  'pop in arm': {
    known: 'a b',
    source: `
xs = [1, 2]
if Q:
    xs.pop()
n = len(xs)
a = xs[0]
b = bool(xs)
c = 2 in xs
`,
  },
  'copy, deepcopy': `
import copy
xs = [1, [2]]
if Q:
    xs.append(3)
n = len(copy.copy(xs))
m = len(copy.deepcopy(xs))
`,
  'json dumps': `
import json
xs = [1]
if Q:
    xs.append(2)
j = json.dumps(xs)
d = {'a': 1}
if Q:
    d['b'] = 1
k = json.dumps(d)
`,
  'join': `
xs = ['a']
if Q:
    xs.append('b')
j = ','.join(xs)
`,
  'unpack star middle of partial list': {
    known: 'a',
    source: `
xs = [1, 2, 3]
if Q:
    xs.append(4)
a, *m, z = xs
n = len(m)
`,
  },
})

promise('a place in a list of unknown length stands where it is sure to stand only', {
  'partial list pop0 insert': {
    broken: "items are put after (reversed, repeated among) the known ones as if the list ended there (types/list.ts: append, extend, insert, reverse, del, * on a list with `opaque`)",
    source: `
xs = [1, 2]
if Q:
    xs.append(3)
p = xs.pop(0)
xs.insert(0, 7)
q = xs[0]
xs.insert(-1, 8)
r = xs[1]
`,
  },
  'partial list reverse sort': {
    broken: "items are put after (reversed, repeated among) the known ones as if the list ended there (types/list.ts: append, extend, insert, reverse, del, * on a list with `opaque`)",
    source: `
xs = [1, 2]
if Q:
    xs.append(0)
ys = xs[:]
xs.reverse()
a = xs[0]
ys.sort()
b = ys[0]
`,
  },
  'partial list extend then index': {
    broken: "items are put after (reversed, repeated among) the known ones as if the list ended there (types/list.ts: append, extend, insert, reverse, del, * on a list with `opaque`)",
    source: `
xs = [1, 2]
if Q:
    xs.append(3)
xs.append(4)
a = xs[2]
b = xs[-1]
c = xs[1]
xs.extend([5, 6])
d = xs[-1]
e = xs[3]
`,
  },
  'partial list del': {
    broken: "items are put after (reversed, repeated among) the known ones as if the list ended there (types/list.ts: append, extend, insert, reverse, del, * on a list with `opaque`)",
    source: `
xs = [1, 2]
if Q:
    xs.append(3)
del xs[0]
a = xs[0]
del xs[-1]
b = bool(xs)
n = len(xs)
`,
  },
  'iadd partial': {
    broken: "items are put after (reversed, repeated among) the known ones as if the list ended there (types/list.ts: append, extend, insert, reverse, del, * on a list with `opaque`)",
    source: `
xs = [1, 2]
if Q:
    xs.append(3)
xs += [4]
a = xs[-1]
b = xs[2]
`,
  },
  'partial list times': {
    broken: "items are put after (reversed, repeated among) the known ones as if the list ended there (types/list.ts: append, extend, insert, reverse, del, * on a list with `opaque`)",
    source: `
xs = [1, 2]
if Q:
    xs.append(3)
mul = xs * 2
n = len(mul)
`,
  },
})

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
  'counter': `
from collections import Counter
c = Counter('aab')
if Q:
    c['b'] += 5
v = c['b']
m = c.most_common(1)[0][0]
`,
  'defaultdict': `
from collections import defaultdict
d = defaultdict(int)
if Q:
    d['a'] += 1
v = d['a']
n = len(d)
`,
})

promise('popitem of a dict of unknown size may take any entry that may be last', {
  'partial dict popitem': {
    broken: "the entries that are known stay known",
    source: `
d = {'a': 1}
if Q:
    d['b'] = 2
p = d.popitem()
n = len(d)
a = d.get('a')
i = 'a' in d
`,
  },
})

promise('a dict of unknown entries is spread as one', {
  'partial dict spread into a display': {
    broken: "`**d` of a dict with unknown entries gives only the known ones, or none (expressions.ts, dict display and call: `opaque` is not asked)",
    source: `
d = {'a': 1}
if Q:
    d['b'] = 2
cs = {**d}
n = len(cs)
`,
  },
  'partial dict spread into a call': {
    broken: "`**d` of a dict with unknown entries gives only the known ones, or none (expressions.ts, dict display and call: `opaque` is not asked)",
    source: `
d = {'a': 1}
if Q:
    d['b'] = 2
def h(**k): return len(k)
hh = h(**d)
`,
  },
  'unknown key spread into a display': {
    broken: "`**d` of a dict with unknown entries gives only the known ones, or none (expressions.ts, dict display and call: `opaque` is not asked)",
    source: `
d = {**{'a': 1}, **{K: 3}}
v = d['a']
n = len(d)
`,
  },
  'kwargs unknown': {
    broken: "`**d` of a dict with unknown entries gives only the known ones, or none (expressions.ts, dict display and call: `opaque` is not asked)",
    source: `
def f(a=1, **k): return a, len(k)
u = {K: 5}
v = f(**u)
`,
  },
})
