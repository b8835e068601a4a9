// Containers and iterators of the standard library, given unknown values.
import { promise } from './promise.testing'

promise('containers of the standard library keep what is known', {
  'counter unknown': `
from collections import Counter
c = Counter([1, N])
v = c[1]
n = len(c)
m = c.most_common()
`,
  deque: `
from collections import deque
d = deque([1, 2])
if Q:
    d.append(3)
n = len(d)
v = d[-1]
w = d.pop()
`,
  heapq: `
import heapq
h = [3, 1]
heapq.heapify(h)
if Q:
    heapq.heappush(h, 0)
v = heapq.heappop(h)
n = len(h)
g = []
heapq.heappush(g, (N, 'a'))
heapq.heappush(g, (0, 'b'))
w = heapq.heappop(g)
`,
  bisect: `
import bisect
xs = [1, 3]
bisect.insort(xs, N + 1)
a = xs[0]
n = len(xs)
i = bisect.bisect(xs, 2)
`,
  functools: {
    known: 'c',
    source: `
from functools import reduce, partial
a = reduce(lambda x, y: x + y, [1, N])
b = reduce(lambda x, y: x + y, A, 0)
c = partial(lambda x, y: x, 1)(N)
`,
  },
  namedtuple: {
    known: 'v w',
    source: `
from collections import namedtuple
P1 = namedtuple('P1', 'x y')
o = P1(1, N)
v = o.x
e = o == (1, 0)
print(o)
r = o._replace(x=2)
w = r.x
`,
  },
  enum: `
from enum import Enum
class E1(Enum):
    A1 = 1
v = E1.A1
`,
  'deque of unknown': `
from collections import deque
q = deque(A, maxlen=1)
n = len(q)
q2 = deque([1, 2])
q2.extend(A)
m = len(q2)
`,
  'combinations of unknown size': `
import itertools
co = list(itertools.combinations([1, 2, 3], N))
q = len(co)
`,
  math: {
    known: 'd',
    source: `
import math
a = math.sqrt(N)
b = math.floor(N + 0.5)
c = math.isnan(N)
d = math.pi
`,
  },
  'tuple holding list': `
t = ([1], 2)
if Q:
    t[0].append(2)
n = len(t[0])
`,
  'list of lists alias in arm': `
row = [0]
g = [row, row]
if Q:
    g[0][0] = 1
v = row[0]
w = g[1][0]
`,
})

promise('an unknown number given to the standard library is no error', {
  'deque rotated by unknown': {
    source: `
from collections import deque
q2 = deque([1, 2])
q2.rotate(N)
v = q2[0]
`,
  },
  'itertools of unknown size': {
    source: `
import itertools
ys = list(itertools.product([1, 2], repeat=N))
m = len(ys)
`,
  },
  'islice of unknown size': {
    source: `
import itertools
c = list(itertools.islice([1, 2, 3], N))
k = len(c)
`,
  },
})

promise('groupby of unknown keys makes an unknown number of groups', {
  'itertools of unknown': {
    source: `
import itertools
xs = list(itertools.chain([1], A))
n = len(xs)
zs = list(itertools.accumulate([1, N, 2]))
a = zs[0]
t = list(itertools.takewhile(lambda x: x < N, [0, 1]))
l = len(t)
g = [(k, len(list(v))) for k, v in itertools.groupby([1, N, 1])]
o = len(g)
`,
  },
})

promise('an iterator of which an unknown part was taken gives unknown items', {
  'islice of an iterator': `
import itertools
it = iter([1, 2, 3])
a = list(itertools.islice(it, N))
v = next(it, 9)
jt = iter([1, 2, 3])
b = list(itertools.islice(jt, 0, N + 1, 1))
w = list(jt)
`,
  'compress by unknown flags': {
    known: 'a',
    source: `
import itertools
xs = list(itertools.compress([1, 2, 3], [1, N, 1]))
n = len(xs)
a = next(itertools.compress([1, 2], [1, Q]))
`,
  },
  'groupby with unknown keys': {
    known: 'a b',
    source: `
import itertools
groups = itertools.groupby([1, 1, N, 2])
k, first = next(groups)
a = k
b = next(first)
c = len(list(first))
gs = [(k, list(v)) for k, v in itertools.groupby([0, 0, 5], key=lambda x: x > N)]
n = len(gs)
`,
  },
  'unknown counts': `
from collections import Counter, deque
import itertools
c = Counter('aab').most_common(N)
n = len(c)
d = deque([1, 2])
d.insert(N, 5)
m = len(d)
v = d[0]
r = list(itertools.repeat(1, N))
l = len(r)
e = list(enumerate(['a'], N))
f = 'abc'.replace('a', 'b', N)
g = 'a,b'.split(',', N)
h = len(g)
`,
})
