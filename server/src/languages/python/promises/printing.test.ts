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
print('hidden', file=G(1))
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
    broken:
      'str(), repr(), f-strings, % and format of a partly unknown value give the known text "\u2026unknown\u2026": its length, comparisons and keys are then wrong',
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
    broken:
      'str(), repr(), f-strings, % and format of a partly unknown value give the known text "\u2026unknown\u2026": its length, comparisons and keys are then wrong',
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
    broken:
      'str(), repr(), f-strings, % and format of a partly unknown value give the known text "\u2026unknown\u2026": its length, comparisons and keys are then wrong',
    source: `
z = str(N) == '1'
n = len(str(N))
`,
  },
  'str of a partial list': {
    broken:
      'str(), repr(), f-strings, % and format of a partly unknown value give the known text "\u2026unknown\u2026": its length, comparisons and keys are then wrong',
    source: `
xs = [1, 2]
if Q:
    xs.append(3)
n = len(str(xs))
m = len(f'{xs}')
`,
  },
  'object repr': {
    broken:
      'str(), repr(), f-strings, % and format of a partly unknown value give the known text "\u2026unknown\u2026": its length, comparisons and keys are then wrong',
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
    broken:
      'str(), repr(), f-strings, % and format of a partly unknown value give the known text "\u2026unknown\u2026": its length, comparisons and keys are then wrong',
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
    broken:
      'str(), repr(), f-strings, % and format of a partly unknown value give the known text "\u2026unknown\u2026": its length, comparisons and keys are then wrong',
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
    broken:
      'str(), repr(), f-strings, % and format of a partly unknown value give the known text "\u2026unknown\u2026": its length, comparisons and keys are then wrong',
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
    broken:
      'str(), repr(), f-strings, % and format of a partly unknown value give the known text "\u2026unknown\u2026": its length, comparisons and keys are then wrong',
    source: `
import numpy as np
a = np.array([1.0, N])
print(a)
s = str(a)
n = len(s)
`,
  },
})
