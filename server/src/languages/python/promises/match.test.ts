// The match statement where its subject or a guard is not known.
import { promise } from './promise.testing'

promise('match on something unknown takes each case as an arm', {
  'match unknown print': {
    broken:
      'at module level a match whose subject or guard is unknown leaves names as they were (in a function it does not)',
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
    broken:
      'at module level a match whose subject or guard is unknown leaves names as they were (in a function it does not)',
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
    broken:
      'at module level a match whose subject or guard is unknown leaves names as they were (in a function it does not)',
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
    broken:
      'at module level a match whose subject or guard is unknown leaves names as they were (in a function it does not)',
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
    broken:
      'at module level a match whose subject or guard is unknown leaves names as they were (in a function it does not)',
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
    broken:
      'at module level a match whose subject or guard is unknown leaves names as they were (in a function it does not)',
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
    broken:
      'at module level a match whose subject or guard is unknown leaves names as they were (in a function it does not)',
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
    broken:
      'at module level a match whose subject or guard is unknown leaves names as they were (in a function it does not)',
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
    broken:
      'at module level a match whose subject or guard is unknown leaves names as they were (in a function it does not)',
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
