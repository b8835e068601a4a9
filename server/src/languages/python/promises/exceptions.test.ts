// What may have raised, nobody knows: handlers, else, finally, managers, asserts.
import { promise } from './promise.testing'

promise('an exception in one arm is not reported, and its handler may have run', {
  'raise one arm in function, try outside': `
def f():
    if Q:
        raise ValueError
    return 1
try:
    v = f()
except ValueError:
    v = 2
`,
  'try partial list 2': `
log = [1]
def f():
    if Q:
        raise ValueError
    log.append(2)
try:
    f()
    log.append(3)
except ValueError:
    log.append(4)
n = len(log)
last = log[-1]
`,
  'nested try': `
v = 0
try:
    try:
        F()
    except KeyError:
        v = 1
    v += 10
except ValueError:
    v += 100
w = v
`,
  'try else': `
v = 0
try:
    F()
except ValueError:
    pass
else:
    v = 1
w = v
`,
  'try in function with return': `
def f():
    try:
        return F()
    except ValueError:
        return 7
v = f()
`,
  'try return known': `
def f():
    try:
        F()
        return 1
    except ValueError:
        return 2
v = f()
`,
  'try return same': {
    known: 'v',
    source: `
def f():
    try:
        F()
    except ValueError:
        pass
    return 3
v = f()
`,
  },
  'try finally unknown': {
    known: 'log n',
    source: `
log = []
try:
    F()
    log.append(1)
finally:
    log.append(2)
n = len(log)
`,
  },
  'count in except': {
    known: 'x',
    source: `
bad = 0
for x in range(3):
    try:
        F(x)
    except ValueError:
        bad += 1
v = bad
`,
  },
  'try int unknown': `
try:
    x = int(S)
    v = 1
except ValueError:
    v = 2
`,
  'try remove unknown': `
xs = [0, 5]
try:
    xs.remove(N)
    v = 1
except ValueError:
    v = 2
`,
  'try index method': `
try:
    [0].index(N)
    v = 1
except ValueError:
    v = 2
`,
  'try math domain': `
import math
try:
    math.log(N)
    v = 1
except ValueError:
    v = 2
`,
  'optional import sets a flag': `
try:
    if Q:
        raise ImportError
    HAS1 = True
except ImportError:
    HAS1 = False
v = HAS1
`,
  'assert outside later': {
    known: 'x',
    source: `
x = 1
assert Q
x = 2
`,
  },
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

promise('what the rest of a try changes is unknown where something in it may have raised', {
  'try partial list': {
    source: `
log = []
try:
    G(1)
    F()
    log.append(1)
except ValueError:
    pass
n = len(log)
`,
  },
  'try counting attr': {
    source: `
class C1: pass
o = C1()
o.n = 0
try:
    F()
    o.n += 1
except ValueError:
    pass
v = o.n
`,
  },
  'try dict': {
    source: `
d = {}
try:
    d['x'] = F()
    d['y'] = 1
except ValueError:
    d['e'] = 1
n = len(d)
i = 'y' in d
e = 'e' in d
`,
  },
  'try np': {
    source: `
import numpy as np
a = np.zeros(2)
try:
    F()
    a[0] = 1
except ValueError:
    pass
v = a.tolist()
`,
  },
  'try global via function': {
    source: `
g = 0
def inc():
    global g
    g += 1
try:
    F()
    inc()
except ValueError:
    pass
v = g
`,
  },
  'exception swallowed in a helper': {
    source: `
total = []
def safe(f):
    try:
        f()
        total.append(1)
    except Exception:
        pass
safe(F)
n = len(total)
`,
  },
})

promise('a function bound in a try that may have been left is either', {
  'function redefined in try': {
    source: `
def f(): return 1
try:
    F()
    def f(): return 2
except ValueError:
    pass
v = f()
`,
  },
  'function rebound in try': {
    source: `
def slow(): return 1
def fast(): return 2
f = slow
try:
    F()
    f = fast
except ValueError:
    pass
v = f()
`,
  },
})

promise('an exception raised for sure may come after one that may have been raised', {
  'known raise after possible': {
    source: `
try:
    if Q:
        raise KeyError
    raise ValueError
except KeyError:
    v = 1
except ValueError:
    v = 2
`,
  },
})

promise('where each arm raises another exception, each of their handlers may run', {
  'raise in both arms caught': {
    source: `
try:
    if Q:
        raise ValueError
    else:
        raise KeyError
except ValueError:
    v = 1
except KeyError:
    v = 2
`,
  },
  'raise in both arms one handler': {
    source: `
try:
    if Q:
        raise ValueError('a')
    else:
        raise KeyError('b')
except Exception as e:
    v = type(e).__name__
`,
  },
  'return from function with raise in both': {
    source: `
def f():
    if Q:
        raise ValueError
    raise KeyError
try:
    f()
except KeyError:
    v = 1
except ValueError:
    v = 2
`,
  },
  'exceptions of both arms, one caught': {
    source: `
def f():
    if Q:
        raise ValueError
    raise KeyError
log = []
try:
    f()
except KeyError:
    log.append(1)
except ValueError:
    pass
n = len(log)
`,
  },
})

promise('what a try did before anything in it may have raised is done', {
  'list filled before': {
    known: 'n',
    source: `
log = []
try:
    log.append(1)
    F()
except ValueError:
    pass
n = len(log)
`,
  },
  'printed before': {
    known: 'x',
    source: `
x = 1
try:
    print('before')
    F()
    print('after')
except ValueError:
    print('handler')
`,
  },
  'local bound before': {
    known: 'v',
    source: `
def f():
    try:
        x = 1
        F()
    except ValueError:
        pass
    return x
v = f()
`,
  },
  'raised again': {
    known: 'v w',
    source: `
w = 0
try:
    F()
    v = 1
except ValueError:
    w = 2
    raise
`,
  },
})

promise('a handler finds each of the states in which something may have raised', {
  'attribute changed and put back': `
class C1: pass
o = C1()
o.n = 0
try:
    F()
    o.n = 1
    F()
    o.n = 0
except ValueError:
    pass
v = o.n
`,
  'local changed and put back': `
def f():
    x = 0
    try:
        F()
        x = 1
        F()
        x = 0
    except ValueError:
        pass
    return x
v = f()
`,
  'changed in an arm and put back': `
class C1: pass
o = C1()
o.n = 0
try:
    if Q:
        o.n = 1
        F()
        o.n = 0
except ValueError:
    pass
v = o.n
`,
  'both arms raise': `
class C1: pass
o = C1()
o.n = 2
try:
    if Q:
        o.n = 1
        raise ValueError
    else:
        o.n = 2
        raise KeyError
except (ValueError, KeyError):
    v = o.n
`,
  'inner handler raises again': `
def f():
    x = 0
    try:
        try:
            F()
            x = 1
        except ValueError:
            x = 5
            raise
        x = 1
    except ValueError:
        pass
    return x
v = f()
`,
  'inner handler of another type': `
w = 0
try:
    try:
        F()
    except KeyError:
        pass
    w = 1
except ValueError:
    w = 2
`,
  'inner finally': `
class C1: pass
o = C1()
o.n = 0
try:
    try:
        F()
        o.n = 5
    finally:
        o.n = 7 if o.n == 0 else 0
except ValueError:
    pass
v = o.n
`,
  'printed in a try': `
try:
    F()
    print('after')
except ValueError:
    print('handler')
`,
})

promise('what a generator gives is unknown where something in its try may have raised', {
  'yield after': `
def g():
    try:
        F()
        yield 1
    except ValueError:
        yield 2
v = next(g())
`,
  'certain after possible': `
def g():
    try:
        yield 0
        F()
        raise KeyError
    except ValueError:
        yield 1
    except KeyError:
        yield 2
v = list(g())
`,
})

promise('an unknown exception may be caught by any handler', {
  'type of a package': `
try:
    raise E('a')
except ValueError:
    v = 1
except KeyError:
    v = 2
`,
  'never by that of an interrupt': {
    known: 'v',
    source: `
try:
    G()
    v = 1
except KeyboardInterrupt:
    v = 2
`,
  },
})
