// What an unknown condition leaves: arms, returns, definitions, match.
import { promise } from './promise.testing'

promise('the order of a dict is known only where both arms leave the same', {
  'dict order': {
    broken: "arms that leave the same entries in another order leave the first arm's order (values.ts, Dict.merge compares no order)",
    source: `
d = {}
if Q:
    d['x'] = 1
    d['y'] = 2
else:
    d['y'] = 2
    d['x'] = 1
k = list(d)
print(d)
`,
  },
  'dict reinsertion order': {
    broken: "arms that leave the same entries in another order leave the first arm's order (values.ts, Dict.merge compares no order)",
    source: `
d = {'a': 1, 'b': 2}
if Q:
    del d['a']
    d['a'] = 1
k = list(d)
f = next(iter(d))
`,
  },
  'OrderedDict': {
    broken: "arms that leave the same entries in another order leave the first arm's order (values.ts, Dict.merge compares no order)",
    source: `
from collections import OrderedDict
d = OrderedDict(a=1, b=2)
if Q:
    d.move_to_end('a')
k = list(d)
`,
  },
})

promise('match on something unknown takes each case as an arm', {
  'match unknown print': {
    broken: "a match whose subject or guard is unknown runs none of its cases: names keep what they were",
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
  'match2': {
    broken: "a match whose subject or guard is unknown runs none of its cases: names keep what they were",
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
  'match3': {
    broken: "a match whose subject or guard is unknown runs none of its cases: names keep what they were",
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
  'match4': {
    broken: "a match whose subject or guard is unknown runs none of its cases: names keep what they were",
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
    broken: "a match whose subject or guard is unknown runs none of its cases: names keep what they were",
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
    broken: "a match whose subject or guard is unknown runs none of its cases: names keep what they were",
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
    broken: "a match whose subject or guard is unknown runs none of its cases: names keep what they were",
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
    broken: "a match whose subject or guard is unknown runs none of its cases: names keep what they were",
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
    broken: "a match whose subject or guard is unknown runs none of its cases: names keep what they were",
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
})
