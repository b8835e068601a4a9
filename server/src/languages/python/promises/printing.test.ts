// What is printed and formatted of values that are partly unknown.
import { promise } from './promise.testing'

promise('what is printed of values that are partly unknown says unknown, and nothing else', {
  'print forms': `
print(N)
print([1, N], (N,), {'a': N}, {1: [N]})
print(f'{N:.2f} and {1}')
print('%d %s' % (N, 'a'))
print('{:>5}|{}'.format(N, 2))
print('a', str(N), repr(N))
print(*[1, N])
print(1, N, sep=', ', end='!\\n')
print('x' + str(N))
print(', '.join(['a', str(N)]))
`,
  'print sep end unknown': `
print(1, 2, sep=str(N))
print(3)
`,
  'print star unknown': `
print(*A)
print('end')
`,
  'print file unknown': `
class W1:
    def write(self, text): self.text = text
a = W1()
b = W1()
print('hidden', file=a if Q else b)
print('shown')
`,
  'if in print': `
print('a' if Q else 'b')
print(Q and 'x')
print([1] * N)
print('-' * N)
print(len([1] * N))
`,
})

promise('a text made of something unknown is unknown', {
  'str of partly unknown list': {
    source: `
s = str([1, N])
n = len(s)
e = s == '[1, 0]'
u = s.upper()
r = s + '!'
i = '0' in s
`,
  },
  'repr of partly unknown': {
    source: `
s = repr((1, N))
n = len(s)
t = f'{[N]}'
m = len(t)
p = '%s' % [N]
o = len(p)
q = '{}'.format({'a': N})
k = len(q)
j = ', '.join([str([N])])
l = len(j)
`,
  },
  'str of unknown compared': {
    source: `
z = str(N) == '1'
n = len(str(N))
`,
  },
  'str of a partial list': {
    source: `
xs = [1, 2]
if Q:
    xs.append(3)
n = len(str(xs))
m = len(f'{xs}')
`,
  },
  'object repr': {
    source: `
class C1:
    def __repr__(self):
        return f'C1({N})'
print(C1())
print([C1()])
s = str(C1())
n = len(s)
`,
  },
  'object str': {
    source: `
class C1:
    def __init__(self): self.x = N
    def __str__(self): return 'x=' + str(self.x)
c = C1()
s = f'{c}'
n = len(s)
print(c)
`,
  },
  'dtype str': {
    source: `
import numpy as np
a = np.zeros(2)
if Q:
    a = a.astype(int)
s = str(a.dtype)
n = len(s)
e = s == 'int64'
f = a.dtype == np.float64
`,
  },
  'shape str': {
    source: `
import numpy as np
a = np.zeros(N + 1)
s = str(a.shape)
n = len(s)
t = f'{a.shape}'
m = t == '(1,)'
print(a.shape)
`,
  },
  'print array of unknown': {
    source: `
import numpy as np
a = np.array([1.0, N])
print(a)
s = str(a)
n = len(s)
`,
  },
})

promise('a partly unknown text is printed with what is known of it', {
  'f-string printed': `
print(f'epoch {1}: loss {N:.3f}')
print('loss %.3f of %s' % (N, [N, 2]))
print('{:>8}|{}'.format('a', (N,)))
t = f'{N}'
u = f'[{t!r}, {t:>20}]'
print(u)
print(', '.join(['a', f'b{N}']))
`,
  'cut by a precision': `
v = '%.4s' % ([N],)
w = f'{[N]!r:.4}'
x = '%.5s' % ('unknown',)
print(v, w, x)
print('%.2s|%.2s' % ([N], str(N)))
`,
  'format of a program': {
    known: 'a k',
    source: `
class C1:
    def __init__(self, x): self.x = x
    def __format__(self, spec): return f'<{self.x}{spec}>'
    def __repr__(self):
        str(N)
        print([N])
        return 'C1'
a = f'{C1(1):q}'
b = f'{C1(N):q}'
n = len(b)
k = repr(C1(1))
s = format(C1(N), 'z')
m = len(s)
c = format([N])
l = len(c)
`,
  },
  'keys and membership': `
d = {str([N]): 1}
v = '[unknown]' in d
w = '[0]' in d
x = str(N) in ('unknown', '0')
y = 'unknown' in str({N})
z = repr({'a': [N]}).count('unknown')
`,
  'open containers': `
d = {'a': 1}
s = {1}
if Q:
    d['b'] = 2
    s.add(2)
n = len(str(d))
m = len(repr(s))
k = len(str(d.keys()))
print(d, s, d.values())
`,
  'text of an exception': `
try:
    raise ValueError([N])
except ValueError as e:
    n = len(str(e))
    m = len(repr(e))
    t = str(e) == '[unknown]'
`,
})
