// The match statement where its subject or a guard is not known.
import { promise } from './promise.testing'

promise('match on something unknown takes each case as an arm', {
  'match unknown print': {
    source: `
v = 0
match N:
    case 0:
        v = 1
    case 1:
        v = 2
w = v
print(v)
`,
  },
  match2: {
    source: `
xs = [1, 2]
if Q:
    xs.append(3)
v = 0
match xs:
    case [a, b]:
        v = 1
    case [a, *r]:
        v = 2
w = v
print(w)
`,
  },
  match3: {
    source: `
d = {'a': 1}
if Q:
    d['b'] = 2
v = 0
match d:
    case {'b': x}:
        v = x
    case {'a': x}:
        v = 7
w = v
print(w)
`,
  },
  match4: {
    source: `
class C1:
    __match_args__ = ('x',)
    def __init__(self, x): self.x = x
v = 0
match C1(N):
    case C1(0):
        v = 1
    case C1(x):
        v = 2
w = 0
match C1(1):
    case C1(x=1):
        w = 1
    case _:
        w = 2
print(v, w)
`,
  },
  'match guard': {
    source: `
v = 0
match 3:
    case 3 if Q:
        v = 1
    case 3:
        v = 2
print(v)
`,
  },
  'match partly': {
    source: `
v = 0
match (1, N):
    case (1, 0):
        v = 1
    case (1, x):
        v = 2
    case _:
        v = 3
w = v
print(w)
`,
  },
  'match sequence with unknown star': {
    source: `
v = 0
match A:
    case []:
        v = 1
    case [x]:
        v = 2
    case [x, *_]:
        v = 3
print(v)
`,
  },
  'match str or': {
    source: `
v = 0
match K:
    case 'a' | 'b':
        v = 1
    case str():
        v = 2
print(v)
`,
  },
  'match int class': {
    source: `
v = 0
match N:
    case bool():
        v = 1
    case int():
        v = 2
    case _:
        v = 3
print(v)
`,
  },
})

promise('match on what is known, and what all cases leave alike, stays known', {
  'match plain': {
    known: 'v w',
    source: `
v = 0
match 3:
    case 3:
        v = 2
w = v
print(v)
`,
  },
  'match no case': {
    known: 'v w',
    source: `
v = 0
match N:
    case 5:
        v = 0
w = v
`,
  },
  'match exhaustive equal': `
match N:
    case 0:
        v = 1
    case _:
        v = 1
`,
  'match in function return': `
def f(x):
    match x:
        case 0:
            return 'a'
        case 1:
            return 'b'
    return 'c'
v = f(N)
`,
  'match in a function': `
def f():
    v = 0
    match N:
        case 0:
            v = 1
        case _:
            v = 2
    return v
v = f()
`,
})

promise('what a pattern captures is known where the subject is', {
  'captures beside an unknown item': {
    known: 'z c r a b d f h k v',
    source: `
match (N, 2, 3):
    case (0, b, c) if b == 2:
        z = 1
    case (_, b, c):
        z = 1
match (N, 5):
    case (1, 6):
        a = 1
    case (x, 5):
        a = 2
match {'k': 1, 'n': N}:
    case {'k': 2}:
        b = 1
    case {'k': k, 'n': n}:
        b = k
xs = [1, 2]
if Q:
    xs.append(3)
match xs:
    case [1]:
        d = 1
    case [2, *_]:
        d = 2
    case [v, 2, *_]:
        d = 3
match xs:
    case [f, *rest]:
        r = 1
g = len(rest)
d1 = {'a': 1}
if Q:
    d1['b'] = 2
match d1:
    case {'a': 1, **others}:
        h = 1
m = len(others)
`,
  },
  alternatives: `
match (1, N):
    case (x, 0) | (_, x):
        v = x
w = x
match N:
    case 0 | 1 | 2:
        u = 1
    case _:
        u = 1
match (N, 3):
    case (0, y) | (y, 3):
        t = y
`,
  'guards bind what they see': {
    known: 'a u',
    source: `
log = []
def seen(x):
    log.append(x)
    return x > 0
match N:
    case x if seen(x):
        v = 1
    case x if seen(x + 5):
        v = 2
n = len(log)
match 3:
    case x if x > 5:
        u = 1
    case y if y > 1 and Q:
        u = 2
    case z:
        u = 2
a = x
`,
  },
  'a captured list is the one that is changed': `
xs = [[1], [2]]
match xs if Q else [[5]]:
    case [first, *_]:
        first.append(9)
v = xs[0]
ys = [[1]]
if Q:
    ys.append([2])
match ys:
    case [a, b]:
        b.append(3)
    case [a]:
        a.append(4)
w = ys[0]
n = len(ys[0])
`,
  'leaving from an arm': `
def f(x, items):
    n = 0
    for item in items:
        match x:
            case 0:
                break
            case 1 if item > 1:
                continue
            case 7:
                return 'seven'
        n += item
    return n
v = f(N, [1, 2, 3])
w = f(7, [1])
u = f(5, [1, 2])
`,
  'what arms raise': `
def f(x):
    match x:
        case 0:
            raise ValueError('zero')
        case _:
            return 1
try:
    v = f(N)
except ValueError:
    v = 2
`,
  'an unknown class in a pattern': `
from lib import Thing
match 3:
    case Thing():
        v = 1
    case Thing(x=1):
        v = 2
    case _:
        v = 3
match N:
    case Thing(y):
        w = y
    case int(y):
        w = y
`,
  'subclasses of containers': {
    known: 'v w u',
    source: `
from collections import namedtuple, OrderedDict, defaultdict
P1 = namedtuple('P1', 'x y')
match P1(1, N):
    case (1, y):
        v = 1
match defaultdict(int, {'a': 1}):
    case {'a': w, **rest}:
        pass
match range(2):
    case [0, u]:
        pass
`,
  },
  'a match in an arm': `
v = 0
if Q:
    match N:
        case 0:
            v = 1
        case _:
            v = 2
w = v
`,
})
