// What an unknown condition leaves: arms, returns, definitions, match.
import { promise } from './promise.testing'

promise('each arm runs on its own state, and what both arms leave alike stays known', {
  'elif chain': {
    known: 'w',
    source: `
if Q:
    v = 1; w = 0
elif P:
    v = 2; w = 0
elif R:
    v = 3; w = 0
else:
    v = 1; w = 0
`,
  },
  'nested arms': {
    known: 'v',
    source: `
v = 0
w = 0
if Q:
    v = 1
    if P:
        w = 1
    else:
        w = 1
else:
    v = 1
`,
  },
  'known elif after unknown': `
if Q:
    v = 1
elif True:
    v = 2
else:
    v = 3
`,
  'global deletion': `
x = 1
if Q:
    del x
    x = 2
y = x
`,
  walrus: `
if (y := N) > 0:
    z = y
if Q and (w := 3):
    pass
else:
    w = 4
`,
  'chained comparison': {
    known: 'b',
    source: `
a = 0 < N < 5
b = 5 < 3 < N
c = 1 < 2 < N
`,
  },
  'and or side effects': {
    known: 'e',
    source: `
log = []
Q and log.append(1)
Q or log.append(2)
n = len(log)
a = Q or 1
b = Q and 1
c = not Q
d = 0 or Q
e = 0 and Q
f = Q or True
x = [1] if Q else [1]
y = x == [1]
`,
  },
  'sys exit arm': {
    known: 'x',
    source: `
import sys
x = 1
if Q:
    sys.exit(0)
x = 2
print(x)
`,
  },
  'optional argument': {
    known: 'w',
    source: `
def f(x=None):
    if x is None:
        x = 5
    return x
v = f(N)
w = f()
`,
  },
  'best so far': {
    known: 'i',
    source: `
best = 0
arg = -1
for i in range(3):
    score = G(i)
    if score > best:
        best = score
        arg = i
v = arg
`,
  },
})

promise('a return in one arm leaves the state of the other', {
  'return in nested arm': `
def f():
    if Q:
        if P:
            return 1
        x = 2
    else:
        x = 3
    return x
v = f()
`,
  'return in both arms and else': {
    known: 'v',
    source: `
def f():
    if Q:
        return 1
    else:
        return 1
    return 3
v = f()
`,
  },
  'return None maybe': `
def f():
    if Q:
        return 1
v = f()
w = f() is None
`,
  recursion: `
def f(n):
    if n == 0 or Q:
        return 0
    return 1 + f(n - 1)
v = f(3)
`,
  'finally in arm': `
log = []
def f():
    try:
        if Q:
            return 1
        log.append(2)
    finally:
        log.append(3)
    return 4
v = f()
n = len(log)
`,
  'memo dict': `
memo = {}
def fib(n):
    if n in memo:
        return memo[n]
    r = n if n < 2 else fib(n - 1) + fib(n - 2)
    if Q:
        memo[n] = r
    return r
v = fib(5)
k = len(memo)
`,
})
