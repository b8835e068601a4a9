#: parameters
def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw
print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1, 2], **{'c': 3, 'z': 9}))
def g(a, /, b, *, c=1):
    return a + b + c
print(g(1, 2), g(1, b=2, c=3))
def h(x, acc=[]):
    acc.append(x)
    return acc
print(h(1), h(2), h(3, []))
def k(*args, **kwargs):
    return len(args), sorted(kwargs)
print(k(), k(1, 2, x=1, y=2), (lambda *a, **k: (a, k))(1, b=2))
def default_late(n, m=None):
    m = m or n * 2
    return m
print(default_late(3), default_late(3, 1))
for call in (lambda: f(), lambda: f(1), lambda: g(1), lambda: g(1, 2, 3), lambda: g(a=1, b=2), lambda: g(1, 2, c=3, d=4), lambda: g(1, 2, b=3), lambda: h(), lambda: h(1, 2, 3), lambda: k(1, **{'a': 1}, a=2) if False else f(1, 2, c=1, a=2), lambda: (lambda: 0)(1), lambda: (lambda a, b, c: 0)(), lambda: (lambda a, b: 0)(1), lambda: (lambda *, q, r: 0)()):
    try:
        print(call())
    except TypeError as e:
        print(e)

#: closures
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    return inc
c1, c2 = counter(), counter()
print(c1(), c1(5), c2(), c1())
total = 0
def add(x):
    global total
    total += x
add(3)
add(4)
print(total)
def outer():
    x = 'local'
    def inner():
        return x
    x = 'changed'
    return inner()
print(outer())
def compose(*fs):
    def composed(v):
        for f in reversed(fs):
            v = f(v)
        return v
    return composed
print(compose(lambda v: v + 1, lambda v: v * 2)(5))
def make_adders():
    return [lambda x, i=i: x + i for i in range(3)], [lambda x: x + j for j in range(3)]
a, b = make_adders()
print([f(10) for f in a], [f(10) for f in b])
def fib(n, memo={}):
    if n < 2:
        return n
    if n not in memo:
        memo[n] = fib(n - 1) + fib(n - 2)
    return memo[n]
print(fib(80))

#: scope errors
def f():
    print(x)
    x = 1
try:
    f()
except UnboundLocalError as e:
    print(e)
try:
    print(undefined_name)
except NameError as e:
    print(e)
def g():
    def h():
        return later
    later = 1
    return h()
print(g())
y = 1
del y
try:
    y
except NameError as e:
    print(e)
try:
    pass
except ValueError as e:
    pass
try:
    raise ValueError('gone')
except ValueError as e:
    pass
try:
    e
except NameError as err:
    print(err)

#: decorators
import functools
def logged(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        result = f(*args, **kwargs)
        print(f'{f.__name__}{args} -> {result}')
        return result
    return wrapper
def repeat(n):
    def deco(f):
        def wrapper(*a):
            return [f(*a) for _ in range(n)]
        return wrapper
    return deco
@logged
def square(x):
    """Squares."""
    return x * x
@repeat(2)
@logged
def cube(x):
    return x ** 3
print(square(4), square.__name__, square.__doc__, cube(2), cube.__name__)
@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(90), functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.reduce(lambda a, b: a + b, [], 10))
p = functools.partial(pow, 2)
q = functools.partial(int, base=2)
print(p(10), q('101'), functools.partial(print, 'x', end='!\n')('y'))

#: recursion and higher order
def hanoi(n, a='A', b='B', c='C'):
    if n == 0:
        return 0
    return hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)
print(hanoi(8))
def flatten(l):
    out = []
    for x in l:
        out.extend(flatten(x) if isinstance(x, list) else [x])
    return out
print(flatten([1, [2, [3, [4]], 5]]))
def quicksort(xs):
    if len(xs) <= 1:
        return xs
    p, *rest = xs
    return quicksort([x for x in rest if x < p]) + [p] + quicksort([x for x in rest if x >= p])
print(quicksort([3, 6, 1, 8, 2, 9, 2]))
def permutations(s):
    if len(s) <= 1:
        return [s]
    return [c + p for i, c in enumerate(s) for p in permutations(s[:i] + s[i + 1:])]
print(permutations('abc'))
def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)
print(deep(800))
def ackermann(m, n):
    if m == 0:
        return n + 1
    return ackermann(m - 1, 1) if n == 0 else ackermann(m - 1, ackermann(m, n - 1))
print(ackermann(2, 3))

#: endless recursion
def f(n):
    return f(n + 1)
try:
    f(0)
except RecursionError as e:
    print('RecursionError', str(e)[:32])

#: uncaught
def inner(x):
    return 10 / x
def outer(x):
    return inner(x) + 1
print(outer(5))
print(outer(0))
print('never')

#: uncaught name
print('a')
print(undefined)

#: uncaught custom
class MyError(ValueError):
    pass
raise MyError('custom', 3)

#: uncaught assert
x = 3
assert x == 3
assert x > 5, f'x was {x}'

#: uncaught key
d = {'a': 1}
print(d['a'])
d['b']

#: annotations of a function
def f(a: int, b: "str" = 'bob', *c: float, d: bool, **e: None) -> str: pass
print(f.__annotations__, f.__annotations__['return'] is str)
class A:
    def m(self) -> None: pass
print(A.m.__annotations__, A().m.__annotations__, (lambda x: x).__annotations__)
def g(a: list, b: list[float]) -> float: pass
print(list(g.__annotations__), g.__annotations__['return'])

#: what stands behind * or ** is nothing to spread
import math
class K:
    def m(self, *a, **k): pass
    def __call__(s): pass
    def __str__(s): return 'a K'
    class In:
        pass
def f(*a, **k): pass
k = K()
l = []
def say(g):
    try:
        g()
    except TypeError as e:
        print(e)
say(lambda: f(*3))
say(lambda: f(1, *3))
say(lambda: f(*3, *[]))
say(lambda: f(*3, a=1))
say(lambda: f(**3))
say(lambda: f(a=1, **k))
say(lambda: k.m(*3))
say(lambda: k.m(**3))
say(lambda: K.m(*3))
say(lambda: K(*3))
say(lambda: K.In(*3))
say(lambda: k(*3))
say(lambda: k(**3))
say(lambda: print(*3))
say(lambda: math.sin(*3))
say(lambda: l.append(*3))
say(lambda: "a".join(**3))
say(lambda: [*3])
say(lambda: [1, *k])
say(lambda: (*None,))
say(lambda: {*3})
say(lambda: {**3})
say(lambda: int(*3))
say(lambda: f(**{1: 2}))
say(lambda: k.m(**{"a": 1}, **{"a": 2}))
say(lambda: f(*f))
say(lambda: max(*None))
f(*1.5)
