// NumPy arrays and their views behind unknown values.
import { promise } from './promise.testing'

promise('an array changed in one arm, or by unknown code, is unknown through all its views', {
  'np view slice in arm': `
import numpy as np
a = np.arange(4.)
v = a[1:]
if Q:
    v[0] = 9
x = float(a[1])
y = float(a[0])
s = float(a.sum())
print(a)
`,
  'np base change seen by view': `
import numpy as np
a = np.arange(4.)
v = a[1:]
if Q:
    a[2] = 9
x = float(v[1])
s = float(v.sum())
`,
  'np reshape, T, ravel views': `
import numpy as np
a = np.zeros((2, 2))
r = a.reshape(-1)
t = a.T
u = a.ravel()
if Q:
    r[1] = 5
x = float(t[1, 0])
y = float(u[1])
z = a.tolist()
`,
  'np sort in arm': `
import numpy as np
a = np.array([3., 1., 2.])
v = a[:1]
if Q:
    a.sort()
x = float(v[0])
y = float(a[0])
`,
  'np rows loop': `
import numpy as np
a = np.zeros((2, 2))
for row in a:
    if Q:
        row[0] = 1
x = float(a[0, 0])
y = a.tolist()
`,
  'np flat': `
import numpy as np
a = np.zeros((2, 2))
if Q:
    a.flat[1] = 3
x = a.tolist()
`,
  'np asarray alias': `
import numpy as np
a = np.zeros(3)
b = np.asarray(a)
if Q:
    b[0] = 1
x = a.tolist()
`,
  'np object array or nested': `
import numpy as np
d = {'w': np.zeros(2)}
w = d['w']
if Q:
    d['w'][0] = 1
x = float(w[0])
`,
  'np unknown function on base, view seen': `
import numpy as np
a = np.ones(3)
v = a[1:]
def F2(x): return None
F(a)
x = float(v.sum())
`,
  'array views print': `
import numpy as np
a = np.arange(4.)
b = a.reshape(2, 2)
if Q:
    b[0] = 7
print(a)
print(b[1])
`,
  'np flags': {
    known: 'a x',
    source: `
import numpy as np
a = np.arange(3.)
b = a.copy()
if Q:
    b[0] = 7
x = a.tolist()
`,
  },
  'np swap rows': `
import numpy as np
a = np.arange(4.).reshape(2, 2)
if Q:
    a[[0, 1]] = a[[1, 0]]
x = a.tolist()
`,
})

promise('an element written at an unknown place, or with an unknown value, makes the array unknown', {
  'np fill row unknown': `
import numpy as np
a = np.ones((2, 2))
a[0] = N
x = float(a[0, 0])
y = float(a.sum())
`,
  'np mask unknown': `
import numpy as np
a = np.ones(3)
a[a > N] = 0
x = float(a.sum())
`,
  'np out unknown': `
import numpy as np
a = np.ones(3)
np.add(a, N, out=a)
x = float(a.sum())
`,
  'np array index tuple': `
import numpy as np
a = np.zeros((2, 2))
a[N, 0] = 5
x = float(a[0, 0])
y = float(a[1, 1])
`,
  'np setitem slice with unknown start': `
import numpy as np
a = np.zeros(3)
a[N:] = 1
x = a.tolist()
`,
  'fill and copyto': `
import numpy as np
a = np.zeros(3)
a.fill(N)
x = a.tolist()
b = np.zeros(3)
np.copyto(b, N)
y = b.tolist()
`,
})

promise('an in-place operator with an unknown operand changes the array for all who hold it', {
  'np iadd unknown aliases': {
    source: `
import numpy as np
a = np.ones(3)
b = a
v = a[:2]
a += N
x = float(b[0])
y = float(v[1])
z = b.tolist()
`,
  },
  'np list of arrays': {
    source: `
import numpy as np
ps = [np.zeros(2), np.zeros(2)]
for p in ps:
    p += N
x = ps[0].tolist()
`,
  },
  'parameters stepped by an unknown gradient': {
    source: `
import numpy as np
params = {'w': np.ones(2), 'b': np.zeros(1)}
w = params['w']
w -= 0.1 * N
s = params['w'].tolist()
for p in params.values():
    p += N
b = params['b'].tolist()
`,
  },
  'array attribute stepped': {
    source: `
import numpy as np
class Layer:
    def __init__(self): self.W = np.ones(2)
l = Layer()
W = l.W
W *= N
s = l.W.tolist()
`,
  },
  'array argument stepped': {
    source: `
import numpy as np
def step(w, g):
    w -= g
w = np.ones(2)
step(w, N)
s = w.tolist()
`,
  },
})

promise('functions that write into an array make it unknown where they write what is unknown', {
  'put at unknown index': `
import numpy as np
c = np.zeros(3)
np.put(c, [N], 5)
z = c.tolist()
`,
  'fill_diagonal with unknown': `
import numpy as np
d = np.zeros((2, 2))
np.fill_diagonal(d, N)
w = d.tolist()
`,
})

promise('one of several arrays may be any of them', {
  'np choose of arrays': `
import numpy as np
a = np.zeros(2); b = np.zeros(2)
c = a if Q else b
c[0] = 5
x = float(a[0])
`,
  'np choose of views': `
import numpy as np
a = np.zeros(4)
c = a[:2] if Q else a[2:]
c[0] = 5
x = float(a[0])
y = float(a.sum())
`,
  'np choose iadd': `
import numpy as np
a = np.zeros(2); b = np.zeros(2)
c = a if Q else b
c += 5
x = float(a[0])
`,
})

promise('shape and dtype are known only where they are alike', {
  'np shape arm': `
import numpy as np
a = np.zeros(2)
if Q:
    a = np.zeros(3)
n = len(a)
s = a.shape
z = a.size
`,
  'np where unknown': `
import numpy as np
a = np.where(Q, 1, 2)
x = int(a)
b = np.zeros(3)[:N]
n = len(b)
`,
  'np append loop': `
import numpy as np
xs = np.array([])
for x in L:
    xs = np.append(xs, 1.0)
n = len(xs)
s = xs.shape
`,
  'np zeros of unknown size': `
import numpy as np
a = np.zeros(N)
n = len(a)
s = a.shape
`,
  'np resize shape assign': {
    source: `
import numpy as np
a = np.zeros(4)
if Q:
    a.shape = (2, 2)
s = a.shape
n = len(a)
`,
  },
})

promise('functions that call back may do so any number of times', {
  'np vectorize callbacks': `
import numpy as np
count = 0
def f(x):
    global count
    count += 1
    return x
np.vectorize(f)(np.zeros(N + 2))
c = count
`,
  'np apply_along_axis': `
import numpy as np
log = []
np.apply_along_axis(lambda r: log.append(1) or 0, 0, np.zeros((2, N + 2)))
n = len(log)
`,
})

promise('print options set in one arm are unknown', {
  'printoptions in arm': `
import numpy as np
if Q:
    np.set_printoptions(precision=2)
print(np.array([1 / 3]))
`,
})
