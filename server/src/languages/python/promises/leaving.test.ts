// What an arm changed before it left: by return, break, continue or an exception.
import { promise } from './promise.testing'

promise('an arm that leaves a loop may have left it with what it assigned', {
  'break with what was found': `
found = -1
for i in [1, 2, 3]:
    if Q:
        found = i
        break
v = found
`,
  'break in while with a flag': `
done = False
n = 0
while n < 5:
    n += 1
    if Q:
        done = True
        break
v = done
`,
  'break in else': `
n = 0
for x in [1, 2]:
    if Q:
        n += 1
    else:
        break
v = n
`,
  'raise in arm rebinding, caught': `
x = 1
try:
    if Q:
        x = 5
        raise ValueError
except ValueError:
    pass
v = x
`,
})

promise('what an arm changes before it returns may have been changed', {
  'early return with an effect': {
    source: `
errors = []
def check(x):
    if Q:
        errors.append(x)
        return False
    return True
ok = check(1)
n = len(errors)
`,
  },
  'early return else': {
    source: `
hits = [0]
def f():
    if Q:
        hits[0] += 1
    else:
        return 1
f()
v = hits[0]
`,
  },
  'early return with a global': {
    source: `
count = 0
def f():
    global count
    if Q:
        count += 1
        return
    x = 1
f()
v = count
`,
  },
  'early return with an attribute': {
    source: `
class C1:
    def __init__(self): self.n = 0
    def f(self):
        if Q:
            self.n += 1
            return True
        return False
o = C1()
o.f()
v = o.n
`,
  },
  'early return with a nonlocal': {
    source: `
def outer():
    n = 0
    def f():
        nonlocal n
        if Q:
            n = 5
            return 1
        return 2
    f()
    return n
v = outer()
`,
  },
  'return in loop with effect': {
    source: `
seen = []
def f():
    for i in [1, 2, 3]:
        if Q:
            seen.append(i)
            return i
    return 0
f()
n = len(seen)
`,
  },
  'generator return with effect': {
    source: `
log = []
def g():
    if Q:
        log.append(1)
        return
    yield 1
xs = list(g())
n = len(log)
`,
  },
  'nested arms with return effect': {
    source: `
log = []
def f():
    if Q:
        if P:
            log.append(1)
            return 1
    return 2
f()
n = len(log)
`,
  },
  'early return array': {
    source: `
import numpy as np
a = np.zeros(2)
def f():
    if Q:
        a[0] = 1
        return
f()
v = a.tolist()
`,
  },
  'early return random': {
    source: `
import random
random.seed(1)
def f():
    if Q:
        return random.random()
    return 0
f()
v = random.random()
`,
  },
  'exit in one arm in try finally': {
    source: `
log = []
def f():
    try:
        if Q:
            log.append(1)
            return 1
    finally:
        log.append(2)
f()
n = len(log)
`,
  },
})

promise('what an arm changes before it goes to the next turn or leaves the loop may have been changed', {
  'continue with a count': {
    source: `
skipped = 0
for x in [1, 2, 3]:
    if Q:
        skipped += 1
        continue
    y = x
v = skipped
`,
  },
  'continue with a list': {
    source: `
bad = []
for x in [1, 2, 3]:
    if Q:
        bad.append(x)
        continue
n = len(bad)
`,
  },
  'continue in else': {
    source: `
n = 0
for x in [1, 2]:
    if Q:
        n += 1
    else:
        continue
v = n
`,
  },
  'continue in else with a list': {
    source: `
xs = []
for x in [1, 2]:
    if Q:
        xs.append(x)
    else:
        continue
n = len(xs)
`,
  },
  'break with a list': {
    source: `
found = []
for i in [1, 2, 3]:
    if Q:
        found.append(i)
        break
n = len(found)
`,
  },
  'break with an attribute': {
    source: `
class C1: pass
o = C1()
o.v = 0
for i in [1, 2, 3]:
    if Q:
        o.v = i
        break
    z = 1
v = o.v
`,
  },
  'break in unknown loop with effect': {
    source: `
hits = []
for x in L:
    if Q:
        hits.append(1)
        break
n = len(hits)
`,
  },
})

promise('what an arm changes before it raises may have been changed where a handler catches it', {
  'raise in arm after effect, caught': {
    source: `
log = []
def f():
    if Q:
        log.append(1)
        raise ValueError
try:
    f()
except ValueError:
    pass
n = len(log)
`,
  },
  'raise in arm after effect on array, caught': {
    source: `
import numpy as np
a = np.zeros(1)
try:
    if Q:
        a[0] = 5
        raise ValueError
except ValueError:
    pass
v = a.tolist()
`,
  },
  'raise in arm of a callee with global, caught': {
    source: `
state = 'a'
def f():
    global state
    if Q:
        state = 'b'
        raise ValueError
try:
    f()
except ValueError:
    pass
v = state
`,
  },
})
