import enum
from enum import Enum, IntEnum, StrEnum, auto, unique, Flag, IntFlag
class C(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    ALIAS = 1
    def desc(self): return f'{self.name}={self.value}'
class N(IntEnum):
    A = 1
    B = 2
class S(str, Enum):
    X = 'x'
    Y = 'y'
class T(StrEnum):
    UP = auto()
    DOWN = 'd'
class F(float, Enum):
    P = 1.5
class P(Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.4e23, 3.39e6)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
    @property
    def g(self): return 6.67e-11 * self.mass / self.radius ** 2
    @classmethod
    def heaviest(cls): return max(cls, key=lambda p: p.mass)
    @staticmethod
    def s(): return 5
class A(Enum):
    A = auto()
    B = auto()
    C = 10
    D = auto()
Fn = Enum('Fn', 'CAT DOG')
class M(Enum):
    A = 1
    @classmethod
    def _missing_(cls, value): return cls.A if value == 'one' else None
class V(Enum):
    def _generate_next_value_(name, start, count, last): return name.lower()
    AB = auto()
    CD = auto()
class W(Enum):
    A = 'a'
    def __str__(self): return self.value
    def __repr__(self): return 'W!'
    def __eq__(self, o): return self.value == o
    __hash__ = Enum.__hash__
import copy
class L(Enum):
    SIN = abs
    TWO = [1, 2]
    def f(self): pass
#: 
print(C.RED, str(C.RED), C)
#: 
print(type(C), list(C), len(C))
#: 
print(C(1), C['RED'], C.ALIAS)
#: 
print(C.ALIAS is C.RED, C.RED.desc(), C.__members__)
#: 
print(C(9))
#: 
print(C['Q'])
#: 
print(C.Q)
#: 
print(C.RED.GREEN)
#: 
print(C.RED.q)
#: 
print(1 in C)
#: 
print(C.RED in C)
#: 
print(C.RED < C.BLUE)
#: 
print(C())
#: 
print(N.A in C)
#: 
print(C('x'))
#: 
print(C(C.RED))
#: 
print(setattr(C, 'RED', 3))
#: 
print(setattr(C.RED, 'value', 3))
#: 
print(setattr(C.RED, 'foo', 3))
#: 
print(C.RED.foo)
#: 
print(delattr(C, 'RED'))
#: 
print(N.A, str(N.A), f'{N.A}')
#: 
print(f'{N.A:03d}', N.A + 1, N.A < N.B)
#: 
print(N.A == 1, repr(N), N(2))
#: 
print({N.A: 1}[1], '%d %s' % (N.A, N.B), '{}'.format(N.A))
#: 
print([10,20,30][N.B], isinstance(N.A, int), int(N.B))
#: 
print(sorted(N, reverse=True))
#: 
print(S.X, str(S.X), f'{S.X}')
#: 
print(f'{S.X:>5}', S.X == 'x', S('y'))
#: 
print(S.X.upper(), S.X + 'q', '%s' % S.X)
#: 
print('{}'.format(S.X), repr(S))
#: 
print(T.UP, str(T.UP), f'{T.UP:>4}')
#: 
print(T.UP.value, T.DOWN.title())
#: 
print(F.P, F.P * 2, str(F.P))
#: 
print(f'{F.P:.2f}', f'{F.P}')
#: 
print(P.EARTH.g, P.EARTH, P.heaviest())
#: 
print(P.s(), P.EARTH.value[0], P((6.4e23, 3.39e6)))
#: 
print([(m.name, m.value) for m in A])
#: 
print(list(reversed(A)))
#: 
try:
    @unique
    class U(Enum):
        A = 1
        B = 1
        C = 1
except Exception as e: print(type(e).__name__, e)
#: 
try:
    class X2(C): pass
except Exception as e: print(type(e).__name__, e)
#: 
print(list(Fn), Fn.CAT, Enum('G', ['a', 'b'])['b'])
#: 
print(Enum('H', {'x': 5}).x, Enum('I', [('q', 1)])(1), IntEnum('J', 'K L', start=0).K)
#: 
print(Enum('Q', 'a,b').b)
#: 
print(M('one'))
#: 
print(M('two'))
#: 
print([v.value for v in V])
#: 
print(W.A, str(W.A), f'{W.A:>3}')
#: 
print(W.A == 'a')
#: 
print(copy.copy(C.RED) is C.RED, copy.deepcopy([C.RED])[0] is C.RED, C.RED == C.RED)
#: 
print(C.RED != C.BLUE, C.RED == 1, bool(C.RED))
#: 
print({C.RED: 1}, C.RED.__class__, type(C.RED))
#: 
print(isinstance(C.RED, Enum), isinstance(C, enum.EnumMeta), C.__name__)
#: 
print(issubclass(C, Enum), callable(C), C.RED._value_)
#: 
print(C.RED._name_)
#: 
print(L.SIN, L([1, 2]), L.SIN.value(-2))
#: 
print(Enum.RED)
#: 
print(Enum)
#: 
match C.RED:
    case C.BLUE: print('blue')
    case C.RED: print('red!')
#: 
for n, m in C.__members__.items(): print(n, m)
#: 
print(dict(C.__members__), C.__members__['RED'], 'RED' in C.__members__, C.__members__.keys())
#: 
print({c: c.value for c in C}, [c for c in N if c > 1], max(N), sum(N), N.A | N.B, N.B ** 2, -N.A)
