// Loops, comprehensions and generators that something unknown steers.
import { promise } from './promise.testing'

promise('a loop over something unknown runs its body as if twice, and what it assigns is opaque afterwards', {
  'for unknown continue': `
n = 0
for x in L:
    continue
    n = 1
m = n
`,
  'for unknown with else no break': {
    known: 'y',
    source: `
for x in L:
    pass
else:
    y = 2
`,
  },
  'append after loop': {
    known: 'a',
    source: `
xs = []
for x in L:
    xs.append(1)
n = len(xs)
xs2 = [0]
for x in A:
    xs2.append(1)
a = xs2[0]
b = xs2[-1]
c = len(xs2) > 0
`,
  },
  'loop sets dict': `
d = {}
for x in A:
    d['k'] = 1
i = 'k' in d
n = len(d)
`,
  'loop sets attribute': `
class C1: pass
o = C1()
o.v = 1
for x in A:
    o.v = 2
v = o.v
`,
  'loop closure': `
def f():
    n = 0
    def inc():
        nonlocal n
        n += 1
    for x in L:
        inc()
    return n
v = f()
`,
  'loop global': `
g = 0
def inc():
    global g
    g += 1
for x in L:
    inc()
v = g
`,
  'loop return': {
    known: 'v',
    source: `
def f():
    for x in L:
        return 1
    return 2
v = f()
`,
  },
  'range of unknown': `
n = 0
for i in range(N):
    n += 1
v = n
`,
  'enumerate unknown': `
for i, x in enumerate(A):
    last = i
n = 0
for i, x in enumerate(L):
    n = i
v = n
`,
  'string building': `
s = ''
for x in A:
    s += 'a'
n = len(s)
t = 'x' * N
m = len(t)
`,
  'hash of unknown in set loops': `
s = set()
for x in A:
    s.add(x)
n = len(s)
`,
  'shift with attributes': `
class C1: pass
o = C1()
o.a = o.b = o.c = 1
for x in A:
    o.a = o.b
    o.b = o.c
    o.c = 5
v = o.a
`,
})

promise('a loop over something unknown may take any number of turns', {
  'shift register in unknown loop': `
buf = [0, 0, 0, 0]
for x in L:
    buf[0] = buf[1]
    buf[1] = buf[2]
    buf[2] = buf[3]
    buf[3] = 5
v = buf[0]
`,
  'loop pipelined through a callee': `
a, b, c, d = 1, 1, 1, 1
def shift():
    global a, b, c, d
    a, b, c, d = b, c, d, 5
for x in L:
    shift()
v = a
w = d
`,
  'known loop that may be left, pipelined through a callee': `
a, b, c = 1, 2, 2
def shift():
    global a, b, c
    a, b, c = b, c, 3
for i in range(3):
    shift()
    if Q:
        break
v = a
`,
})

promise('a break in every turn leaves the loop, and else is not run', {
  'for unknown, known break': `
for x in L:
    y = 1
    break
else:
    y = 2
`,
})

promise('a break, continue or return that may have been taken makes later turns unsure', {
  'while known with unknown break': `
n = 0
while n < 5:
    n += 1
    if Q:
        break
else:
    e = 1
m = n
`,
  'for with unknown break else': `
e = 0
for i in range(3):
    if Q:
        break
else:
    e = 1
x = i
`,
  'loop return unknown cond': `
def f():
    for x in range(5):
        if x == N:
            return x
    return -1
v = f()
`,
  'loop unknown break in nested': {
    known: 'i',
    source: `
n = 0
for i in range(3):
    for j in range(3):
        if Q:
            break
        n += 1
m = n
`,
  },
  'while True with unknown return': `
def f():
    n = 0
    while True:
        n += 1
        if G(n) == n:
            return n
v = f()
`,
  'while unknown': `
n = 0
while G(n) > 1 and n < 3:
    n += 1
m = n
`,
  'retry loop': `
tries = 0
while True:
    tries += 1
    try:
        F()
        break
    except ValueError:
        if tries > 2:
            break
v = tries
`,
})

promise('what a loop that may be left rebinds may be any of its values', {
  'loop rebinding then left': `
xs = [1, 2]
ys = [4, 5]
for i in range(2):
    if Q:
        break
    ys = xs
ys[0] = 9
v = xs[0]
`,
})
