// Sequences of unknown length, comprehensions and generators.
import { promise } from './promise.testing'

promise('a loop over a sequence of unknown length goes on past its known items', {
  'zip known with unknown': `
n = 0
for a, b in zip([1, 2, 3], A):
    n += 1
v = n
s = 0
for a, b in zip([1, 2, 3], L):
    s += a
`,
  'partial list loop': `
xs = [1, 2]
if Q:
    xs.append(3)
s = 0
for x in xs:
    s += x
last = x
n = 0
for i, x in enumerate(xs):
    n = i
t = [x * 2 for x in xs]
m = len(t)
`,
  'partial dict loop': `
d = {'a': 1}
if Q:
    d['b'] = 2
s = 0
for k, v in d.items():
    s += v
ks = ''
for k in d:
    ks += k
`,
  'while on unknown queue': {
    known: 'seen',
    source: `
q = [1]
seen = 0
if Q:
    q.append(2)
i = 0
while i < len(q):
    i += 1
v = i
`,
  },
  'while queue pop': `
def f(start):
    queue = [start]
    n = 0
    while queue:
        x = queue.pop(0)
        n += 1
        if n < 3 and G(x) > 1:
            queue.append(x)
    return n
v = f(1)
`,
})

promise('a search through a sequence of unknown length may find what is not known to be there', {
  'partial list early break': `
xs = [1, 2]
if Q:
    xs.append(3)
for x in xs:
    if x == 2:
        break
v = x
w = 0
for x in xs:
    if x == 3:
        w = 1
        break
else:
    w = 2
`,
})

promise('a queue of unknown length that is drained ends', {
  'queue drained': `
queue = [1]
if Q:
    queue.append(2)
n = 0
while queue:
    queue.pop(0)
    n += 1
m = n
e = len(queue)
`,
  'while list pop partial': `
xs = [1, 2]
if Q:
    xs.append(3)
n = 0
while xs:
    xs.pop()
    n += 1
m = n
e = len(xs)
`,
})

promise('a comprehension with an unknown condition has an unknown length', {
  'comprehension condition': `
xs = [x for x in range(4) if x > N]
n = len(xs)
a = xs[-1]
ys = [x if x > N else 0 for x in range(3)]
z = ys[2]
s = {x % 2 for x in range(4) if x != N}
d = {x: 1 for x in range(3) if Q}
m = len(d)
c = sum(1 for x in range(3) if Q)
`,
  'nested comp': `
xs = [y for x in range(2) if x >= N for y in range(2)]
n = len(xs)
`,
  'dict comp unknown': `
d = {k: 1 for k in A}
n = len(d)
e = {k: v for k, v in [('a', 1), (K, 2)]}
v = e['a']
`,
  'zip of unknown': `
z = list(zip(A, [1, 2]))
n = len(z)
e = list(enumerate(A))
m = len(e)
k = dict(zip('ab', A))
l = len(k)
`,
  'min max any all': `
a = min([N, 5])
b = any([Q, True])
c = all([Q, False])
d = any([False, Q])
e = sum([1, N])
f = max([1, 2], key=lambda x: -x * N)
g = any(x > N for x in [1, 2])
`,
})

promise("a comprehension's element is evaluated only where its condition holds", {
  'comprehension side effects': `
log = []
xs = [log.append(x) for x in range(3) if Q]
n = len(log)
`,
})

promise('a generator that something unknown steers has yielded nobody knows what', {
  'generator with unknown': {
    known: 'a',
    source: `
def g():
    yield 1
    if Q:
        yield 2
    yield 3
xs = list(g())
n = len(xs)
s = sum(g())
a = next(g())
it = g()
next(it)
b = next(it)
`,
  },
  'generator loop unknown': `
def g():
    for x in A:
        yield 1
n = len(list(g()))
c = sum(g())
t = 0
for x in g():
    t += x
`,
  'generator return unknown': `
def g():
    yield 1
    if Q:
        return
    yield 2
xs = list(g())
n = len(xs)
`,
  'generator side effects': `
log = []
def g():
    for i in range(3):
        log.append(i)
        yield i
for x in g():
    if Q:
        break
n = len(log)
`,
  'generator in unknown loop': `
def g():
    yield 1
    yield 2
    yield 3
    yield 4
it = g()
for x in L:
    y = next(it)
z = next(it)
`,
  'generator finally': `
log = []
def g():
    try:
        yield 1
        yield 2
    finally:
        log.append(1)
it = g()
next(it)
if Q:
    it.close()
n = len(log)
`,
  'generator passed to F': `
def g():
    yield 1
    yield 2
it = g()
list(it) if Q else None
v = next(it, 9)
`,
  'generator in arm': `
def g():
    yield 1
    yield 2
    yield 3
it = g()
if Q:
    next(it)
v = next(it)
`,
  'genexp in arm': `
it = (i for i in range(5))
if Q:
    next(it)
v = next(it)
`,
})
