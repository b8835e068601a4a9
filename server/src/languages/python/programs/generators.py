#: send, return, throw, close, delegation, recursion
def count(n):
    print("start")
    for i in range(n):
        got = yield i * 2
        print("got", got)
    return "done"
g = count(2)
print(next(g)); print(g.send("a"))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value, repr(e))
def outer():
    r = yield from count(1)
    print("r", r)
    yield 99
print(list(outer()))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
from itertools import islice
print(list(islice(fib(), 10)))
def safe():
    try:
        yield 1
        yield 2
    except ValueError as e:
        print("caught", e)
        yield 3
    finally:
        print("finally")
s = safe(); print(next(s)); print(s.throw(ValueError("x"))); 
try: next(s)
except StopIteration: print("end")
s = safe(); next(s); s.close()
gen = (x * x for x in range(5) if x % 2)
print(next(gen), list(gen), type(gen).__name__)
print(any(x > 2 for x in fib()))
class Tree:
    def __init__(self, v, l=None, r=None):
        self.v, self.l, self.r = v, l, r
    def __iter__(self):
        if self.l: yield from self.l
        yield self.v
        if self.r: yield from self.r
print(list(Tree(2, Tree(1), Tree(3))))
def avg():
    total = 0; n = 0; a = None
    while True:
        x = yield a
        total += x; n += 1
        a = total / n
a = avg(); next(a); print(a.send(10), a.send(20))
#: context managers from generators
from contextlib import contextmanager, suppress, nullcontext
@contextmanager
def tag(n):
    print("<%s>" % n)
    try:
        yield n.upper()
    except ValueError as e:
        print("swallowed", e)
    finally:
        print("</%s>" % n)
with tag("a") as t:
    print(t)
with tag("b"):
    raise ValueError("bad")
with suppress(KeyError, ZeroDivisionError):
    1/0
with nullcontext(3) as z: print(z)
#: loops, expressions, pipelines, an exception within
def lots():
    for i in range(10):
        if i % 2: continue
        if i > 6: break
        try:
            yield i
        finally:
            print("f", i)
    else:
        print("never")
print([x for x in lots()])
def w():
    n = 3
    while n:
        yield n
        n -= 1
    else:
        yield "else"
print(*w(), sep=",")
it = iter(w()); print(it is iter(it))
a, *b = w(); print(a, b)
print(dict((k, v) for k, v in zip("ab", (1, 2))), max((x*x for x in [1,-3,2]), default=0))
def pipeline(xs):
    ys = (x + 1 for x in xs)
    zs = (y * y for y in ys if y % 2)
    return zs
print(list(pipeline(range(6))))
print(",".join(str(c) for c in "abc"))
def sub(items):
    for x in items:
        if isinstance(x, list):
            yield from sub(x)
        else:
            yield x
print(list(sub([1,[2,[3,4]],5])))
g = w()
for x in g: break
print(list(g), list(g))
def echo():
    while (line := (yield)) is not None:
        print("echo", line)
e = echo(); next(e); e.send("hi")
try: e.send(None)
except StopIteration: print("over")
def r():
    raise StopIteration
    yield
try: next(r())
except RuntimeError as e: print(e)
print(list(map(lambda p: p[0]*p[1], ((i, j) for i in range(3) for j in range(i)))))
x = 10
gg = (x + i for i in range(3))
x = 20
print(list(gg))
def gen_err():
    yield 1
    yield 1 / 0
for v in gen_err():
    print(v)
#: what a generator says of itself
def f():
    yield
print(type(f()).__name__, f.__name__)
g = f()
print(next(g), next(g, "end"))
try:
    g.send(3)
except StopIteration as e:
    print("stopped", e.value)
h = f()
try:
    h.send(3)
except TypeError as e:
    print(e)
def reenter():
    try:
        next(me)
    except ValueError as e:
        yield str(e)
me = reenter()
print(next(me))
def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2
s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as e:
    print(e)
try:
    (i for i in 3)
except TypeError as e:
    print(e)
