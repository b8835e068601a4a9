// Comparing, sorting, finding and converting unknown values.
import { promise } from './promise.testing'

promise('order, equality and membership of unknown values are unknown', {
  sort: `
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
  isinstance: `
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
  index: {
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
