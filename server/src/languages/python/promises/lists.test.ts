// Lists whose items or length are not known.
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
  join: `
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
  'partial list pop0 insert': `
xs = [1, 2]
if Q:
    xs.append(3)
p = xs.pop(0)
xs.insert(0, 7)
q = xs[0]
xs.insert(-1, 8)
r = xs[1]
`,
  'partial list reverse sort': `
xs = [1, 2]
if Q:
    xs.append(0)
ys = xs[:]
xs.reverse()
a = xs[0]
ys.sort()
b = ys[0]
`,
  'partial list extend then index': `
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
  'partial list del': `
xs = [1, 2]
if Q:
    xs.append(3)
del xs[0]
a = xs[0]
del xs[-1]
b = bool(xs)
n = len(xs)
`,
  'iadd partial': `
xs = [1, 2]
if Q:
    xs.append(3)
xs += [4]
a = xs[-1]
b = xs[2]
`,
  'partial list times': `
xs = [1, 2]
if Q:
    xs.append(3)
mul = xs * 2
n = len(mul)
`,
})

promise('a slice assigned from something unknown may change the length', {
  'slice assign alias': `
xs = [1, 2]
ys = xs
xs[:] = A
n = len(ys)
`,
  'slice assign from unknown range': `
xs = [1, 2, 3]
xs[N:] = [7]
a = xs[0]
n = len(xs)
`,
})
