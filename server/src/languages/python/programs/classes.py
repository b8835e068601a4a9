#: basics
class Point:
    count = 0
    def __init__(self, x, y=0):
        self.x = x
        self.y = y
        Point.count += 1
    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5
    def __repr__(self):
        return f'Point({self.x}, {self.y})'
    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)
    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)
    def __mul__(self, k):
        return Point(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __neg__(self):
        return Point(-self.x, -self.y)
    def __getitem__(self, i):
        return (self.x, self.y)[i]
    def __len__(self):
        return 2
    def __iter__(self):
        return iter((self.x, self.y))
    def __bool__(self):
        return self.x != 0 or self.y != 0
    def __call__(self, z):
        return self.x + z
    def __contains__(self, v):
        return v == self.x or v == self.y
    def __abs__(self):
        return self.norm()
p, q = Point(3, 4), Point(1)
print(p, q, p + q, p * 2, 3 * p, -p, p == Point(3, 4), p != q, p.norm(), Point.count)
print(p[0], p[-1], len(p), list(p), tuple(q), bool(Point(0)), p(10), 4 in p, 9 in p, abs(p))
x, y = p
print(x, y, [*p], sum(p), max(p), str(p), f'{p}', [p, q], hasattr(p, 'x'), getattr(p, 'z', None), isinstance(p, Point), type(p).__name__, p.__class__.__name__)
p.z = 5
setattr(p, 'w', 6)
print(p.z, p.w, p.__dict__, vars(q), callable(p), callable(Point))
del p.z
try:
    p.z
except AttributeError as e:
    print(e)
try:
    Point()
except TypeError as e:
    print(e)
try:
    Point(1, 2, 3)
except TypeError as e:
    print(e)
try:
    p + 1
except AttributeError as e:
    print(e)
try:
    p - q
except TypeError as e:
    print(e)
try:
    p < q
except TypeError as e:
    print(e)
try:
    {p: 1}
except TypeError as e:
    print(e)

#: inheritance
class Animal:
    def __init__(self, name):
        self.name = name
    def speak(self):
        return '...'
    def describe(self):
        return f'{self.name} says {self.speak()}'
class Dog(Animal):
    def speak(self):
        return 'Woof'
class Puppy(Dog):
    def __init__(self, name, age):
        super().__init__(name)
        self.age = age
    def speak(self):
        return super().speak().lower() + '!'
    def __str__(self):
        return f'{type(self).__name__}({self.name!r}, {self.age})'
for a in (Animal('x'), Dog('Rex'), Puppy('Bit', 1)):
    print(a.describe(), isinstance(a, Dog), issubclass(type(a), Animal))
print(str(Puppy('z', 2)), Puppy.__mro__ == (Puppy, Dog, Animal, object), Puppy.__bases__, Dog.__name__)
class A:
    def who(self): return 'A'
class B(A):
    def who(self): return 'B' + super().who()
class C(A):
    def who(self): return 'C' + super().who()
class D(B, C):
    def who(self): return 'D' + super().who()
print(D().who(), [k.__name__ for k in D.__mro__])
class E(A):
    def who(self):
        return 'E' + super(E, self).who()
print(E().who(), A.who(E()), super(E, E()).who())
try:
    class F(A, B): pass
except TypeError as e:
    print(e)
class Base:
    registry = []
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        Base.registry.append(cls.__name__)
class P1(Base): pass
class P2(P1): pass
print(Base.registry)

#: properties and friends
class Temperature:
    unit = 'C'
    def __init__(self, celsius):
        self._c = celsius
    @property
    def fahrenheit(self):
        return self._c * 9 / 5 + 32
    @fahrenheit.setter
    def fahrenheit(self, f):
        self._c = (f - 32) * 5 / 9
    @property
    def readonly(self):
        return self._c
    @classmethod
    def freezing(cls):
        return cls(0)
    @staticmethod
    def is_hot(c):
        return c > 30
t = Temperature(100)
print(t.fahrenheit, t.readonly, Temperature.freezing().fahrenheit, Temperature.is_hot(31), t.is_hot(5))
t.fahrenheit = 50
print(t._c)
try:
    t.readonly = 1
except AttributeError as e:
    print(e)
class Kelvin(Temperature):
    unit = 'K'
print(Kelvin.freezing().unit, type(Kelvin.freezing()).__name__)
class Private:
    def __init__(self):
        self.__secret = 42
    def get(self):
        return self.__secret
print(Private().get(), Private()._Private__secret)
class Meta:
    def __getattr__(self, name):
        return f'<{name}>'
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 2)
m = Meta()
m.a = 21
print(m.a, m.anything)
class Slots:
    __slots__ = ('a', 'b')
    def __init__(self):
        self.a = 1
print(Slots().a)

#: operator overloading
class V:
    def __init__(self, v): self.v = v
    def __repr__(self): return f'V({self.v})'
    def __radd__(self, o): return V(('radd', o))
    def __sub__(self, o): return NotImplemented
    def __rsub__(self, o): return V(('rsub', o))
    def __iadd__(self, o):
        self.v = (self.v, o)
        return self
    def __lt__(self, o): return self.v < o.v
    def __le__(self, o): return self.v <= o.v
    def __truediv__(self, o): return 'div'
    def __floordiv__(self, o): return 'floordiv'
    def __mod__(self, o): return 'mod'
    def __pow__(self, o): return 'pow'
    def __rpow__(self, o): return 'rpow'
    def __matmul__(self, o): return 'matmul'
    def __and__(self, o): return 'and'
    def __or__(self, o): return 'or'
    def __xor__(self, o): return 'xor'
    def __invert__(self): return 'inv'
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __index__(self): return 2
    def __hash__(self): return hash(self.v)
    def __format__(self, spec): return f'<{spec}>'
    def __round__(self, n=None): return ('round', n)
    def __setitem__(self, k, x): print('set', k, x)
    def __delitem__(self, k): print('del', k)
a = V(1)
print(1 + a, 'x' + a, 5 - a, [1] + a, a / 2, a // 2, a % 2, a ** 2, 2 ** a, a @ a, a & 1, a | 1, a ^ 1, ~a)
print(int(a), float(a), [10, 20, 30][a], f'{a:xyz}', f'{a}', format(a, 'q'), round(a), round(a, 2), V(1) < V(2), V(3) > V(2), V(3) >= V(4))
b = a
b += 5
print(a, b is a, sorted([V(3), V(1), V(2)]), max(V(3), V(9)))
a['k'] = 1
del a['k']
a[1:2] = 3
try:
    a - 1
except TypeError as e:
    print(e)
try:
    a + 1
except TypeError as e:
    print(e)
class Sub(V):
    def __rsub__(self, o): return 'sub first'
print(V(1) - Sub(2))
class Eq:
    def __eq__(self, o): return True
print(Eq() == 5, 5 == Eq(), Eq() != 5, [1, 2] == [Eq(), Eq()], Eq() in [3])

#: context managers
class Ctx:
    def __init__(self, swallow): self.swallow = swallow
    def __enter__(self):
        print('enter')
        return 'value'
    def __exit__(self, t, v, tb):
        print('exit', t.__name__ if t else None, v)
        return self.swallow
with Ctx(True) as c:
    print(c)
    raise ValueError('inside')
print('after')
with Ctx(False) as a, Ctx(True):
    print('both')
    raise KeyError('k')
try:
    with Ctx(False):
        1 / 0
except ZeroDivisionError as e:
    print('caught', e)
def f():
    with Ctx(False):
        return 'returned'
print(f())
try:
    with 5:
        pass
except TypeError as e:
    print(e)

#: exceptions
class AppError(Exception):
    def __init__(self, code, msg):
        super().__init__(msg)
        self.code = code
class Special(AppError):
    def __str__(self):
        return f'special {self.code}'
def run(n):
    try:
        if n == 0: raise AppError(404, 'not found')
        if n == 1: raise Special(500, 'x')
        if n == 2: raise KeyError('missing')
        if n == 3: return 'returned'
        if n == 4: [][1]
    except AppError as e:
        print('app', e, e.code, e.args, repr(e))
    except (KeyError, IndexError) as e:
        print('lookup', type(e).__name__, e)
        return 'handled'
    else:
        print('else')
    finally:
        print('finally', n)
    return 'end'
for n in range(6):
    print(run(n))
try:
    try:
        raise ValueError('first')
    except ValueError:
        raise TypeError('second') from None
except TypeError as e:
    print(e, e.__cause__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise
except ArithmeticError as e:
    print('reraised', e)
try:
    raise ValueError
except ValueError as e:
    print(repr(e), str(e) == '')
def g():
    try:
        return 1
    finally:
        print('cleanup')
print(g())
for i in range(3):
    try:
        if i == 1: continue
        print(i)
    finally:
        print('f', i)
try:
    raise 5
except TypeError as e:
    print(e)
try:
    raise Exception('a', 'b')
except Exception as e:
    print(e, e.args)
print(issubclass(KeyError, LookupError), isinstance(ZeroDivisionError(), ArithmeticError), IOError is OSError)
try:
    raise
except RuntimeError as e:
    print(e)
try:
    assert False
except AssertionError as e:
    print(repr(e))

#: builtin subclasses
class Stack(list):
    def push(self, x):
        self.append(x)
    def peek(self):
        return self[-1]
s = Stack([1, 2])
s.push(3)
print(s, s.peek(), len(s), s[0], isinstance(s, list), s + [4], list(s), 2 in s, [x for x in s])
class Default(dict):
    def __missing__(self, k):
        self[k] = k * 2
        return self[k]
d = Default(a=1)
print(d['a'], d['zz'], d, 'zz' in d, len(d), sorted(d))
class Upper(str):
    def shout(self): return self.upper() + '!'
print(Upper('abc').shout(), Upper('abc') + 'd', len(Upper('abc')))
class Celsius(float):
    def f(self): return self * 9 / 5 + 32
print(Celsius(100).f(), Celsius(1.5) + 1, Celsius(2) == 2)
class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))
    @property
    def first(self): return self[0]
print(Pair(1, 2), Pair(1, 2).first)

#: iterators
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(Countdown(3)), [x for x in Countdown(2)], sum(Countdown(4)), next(Countdown(9)), list(zip(Countdown(2), 'ab')))
class Old:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
print(list(Old()), 20 in Old(), max(Old()))
class Container:
    def __init__(self): self.items = [1, 2, 3]
    def __iter__(self): return iter(self.items)
c = Container()
print(list(c), list(c), [a * b for a in c for b in c], dict.fromkeys(c))
try:
    for x in 5: pass
except TypeError as e:
    print(e)

#: dataclasses
from dataclasses import dataclass, field, asdict, astuple, replace
@dataclass
class P:
    x: float
    y: float = 2.0
    tags: list = field(default_factory=list)
    def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5
@dataclass(frozen=True, order=True)
class Q(object):
    a: int
    b: str = field(default='b', compare=False)
p = P(3.0, 4.0)
p.tags.append('t')
print(p, p.norm(), P(1) == P(1), P(1) != P(2), asdict(p), astuple(p), replace(p, x=0), P(1).tags)
print(Q(1) < Q(2), Q(1) == Q(1, 'z'), sorted([Q(3), Q(1)]), {Q(1): 'k'}[Q(1)])
try:
    Q(1).a = 5
except Exception as e:
    print(type(e).__name__, e)
try:
    P()
except TypeError as e:
    print(e)
@dataclass
class Child(P):
    z: int = 0
    def __post_init__(self): self.total = self.x + self.y + self.z
print(Child(1, 2, z=3), Child(1).total)

#: abstract classes
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    def show(self): return f'{self.area():.2f}'
class Sq(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
print(Sq(3).show())
try:
    Shape()
except TypeError as e:
    print(e)

#: scalar autograd class
import math
class Value:
    def __init__(self, data, _children=(), _op=''):
        self.data = data
        self.grad = 0.0
        self._backward = lambda: None
        self._prev = set(_children)
        self._op = _op
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), '+')
        def _backward():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = _backward
        return out
    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), '*')
        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = _backward
        return out
    def __pow__(self, other):
        assert isinstance(other, (int, float)), 'only int/float powers'
        out = Value(self.data ** other, (self,), f'**{other}')
        def _backward():
            self.grad += other * self.data ** (other - 1) * out.grad
        out._backward = _backward
        return out
    def relu(self):
        out = Value(0 if self.data < 0 else self.data, (self,), 'ReLU')
        def _backward():
            self.grad += (out.data > 0) * out.grad
        out._backward = _backward
        return out
    def backward(self):
        topo = []
        visited = set()
        def build(v):
            if v not in visited:
                visited.add(v)
                for child in v._prev:
                    build(child)
                topo.append(v)
        build(self)
        self.grad = 1
        for v in reversed(topo):
            v._backward()
    def __neg__(self): return self * -1
    def __radd__(self, other): return self + other
    def __sub__(self, other): return self + (-other)
    def __rsub__(self, other): return other + (-self)
    def __rmul__(self, other): return self * other
    def __truediv__(self, other): return self * other ** -1
    def __rtruediv__(self, other): return other * self ** -1
    def __repr__(self): return f'Value(data={self.data}, grad={self.grad})'
a = Value(-4.0)
b = Value(2.0)
c = a + b
d = a * b + b ** 3
c += c + 1
c += 1 + c + (-a)
d += d * 2 + (b + a).relu()
d += 3 * d + (b - a).relu()
e = c - d
f = e ** 2
g = f / 2.0
g += 10.0 / f
print(f'{g.data:.4f}')
g.backward()
print(f'{a.grad:.4f}', f'{b.grad:.4f}', c._op, a._prev, Value(1.5))

#: class scopes
x = 'module'
class A:
    x = x + '!'
    y = x
    z = [x for _ in range(2)]
    w = [i for i in x]
    def f(self): return x
    def g(self): return __class__.__name__, self.x
print(A.x, A.y, A.z, A.w[:2], A().f(), A().g())
def outer(x):
    class B:
        x = 'class'
        def g(self): return x
        v = (lambda: x)()
    return B
print(outer('param')().g(), outer('p2').x, outer('p3').v)
def make(n):
    class Base:
        def who(self): return ('base', n)
    class Child(Base):
        def who(self): return super().who() + ('child', n)
    return Child
print(make(1)().who(), make(2)().who(), make(3).__qualname__)
class Outer:
    class Inner:
        def f(self): return super().__repr__().startswith('<__main__.Outer.Inner object at')
    def make(self): return self.Inner()
print(Outer().make().f(), Outer.Inner.__qualname__, Outer.make.__qualname__)
class Counter:
    total = 0
    def __init__(self): type(self).total += 1
    @classmethod
    def count(cls): return cls.total
Counter(); Counter()
print(Counter.count(), Counter.total)
