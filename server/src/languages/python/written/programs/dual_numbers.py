"""Forward mode by dual numbers: derivatives, directional derivatives, Newton's method without a formula."""
import math
import operator
from numbers import Number


class Dual:
    def __init__(self, re, eps=0.0):
        self.re, self.eps = re, eps

    @staticmethod
    def lift(v):
        return v if isinstance(v, Dual) else Dual(v)

    def __add__(self, o):
        o = Dual.lift(o)
        return Dual(self.re + o.re, self.eps + o.eps)

    def __sub__(self, o):
        o = Dual.lift(o)
        return Dual(self.re - o.re, self.eps - o.eps)

    def __mul__(self, o):
        o = Dual.lift(o)
        return Dual(self.re * o.re, self.re * o.eps + self.eps * o.re)

    def __truediv__(self, o):
        o = Dual.lift(o)
        return Dual(self.re / o.re, (self.eps * o.re - self.re * o.eps) / (o.re * o.re))

    def __pow__(self, n):
        if isinstance(n, Number):
            return Dual(self.re**n, n * self.re ** (n - 1) * self.eps)
        return exp(log(self) * n)

    def __radd__(self, o):
        return self + o

    def __rsub__(self, o):
        return Dual(o) - self

    def __rmul__(self, o):
        return self * o

    def __rtruediv__(self, o):
        return Dual(o) / self

    def __rpow__(self, base):
        return exp(self * math.log(base))

    def __neg__(self):
        return Dual(-self.re, -self.eps)

    def __abs__(self):
        return self if self.re >= 0 else -self

    def __lt__(self, o):
        return self.re < Dual.lift(o).re

    def __gt__(self, o):
        return self.re > Dual.lift(o).re

    def __repr__(self):
        return f"{self.re:.10g}{self.eps:+.10g}e"


def lifted(value, slope):
    """A function of plain numbers, extended to duals."""

    def f(x):
        return Dual(value(x.re), slope(x.re) * x.eps) if isinstance(x, Dual) else value(x)

    f.__name__ = value.__name__
    return f


sin = lifted(math.sin, math.cos)
cos = lifted(math.cos, lambda x: -math.sin(x))
exp = lifted(math.exp, math.exp)
log = lifted(math.log, lambda x: 1 / x)
sqrt = lifted(math.sqrt, lambda x: 0.5 / math.sqrt(x))
tanh = lifted(math.tanh, lambda x: 1 - math.tanh(x) ** 2)


def derivative(f):
    return lambda x: f(Dual(x, 1.0)).eps


def gradient(f, point):
    return [f(*(Dual(v, float(i == j)) for j, v in enumerate(point))).eps for i in range(len(point))]


def directional(f, point, direction):
    return f(*map(Dual, point, direction)).eps


def newton(f, x, steps=6):
    for _ in range(steps):
        y = f(Dual(x, 1.0))
        x -= y.re / y.eps
    return x


# @grad x=0.8
# @grad x=2.2
def slope_squared(x):
    """A derivative of a derivative: the engine differentiates the dual numbers' own arithmetic."""
    y = Dual(x, 1.0)
    f = sin(y) * exp(y / 3) + 1 / y
    return f.eps * f.eps


functions = {
    "x sin x": (lambda x: x * sin(x), lambda x: math.sin(x) + x * math.cos(x)),
    "exp(-x^2)": (lambda x: exp(-x * x), lambda x: -2 * x * math.exp(-x * x)),
    "2^x / x": (lambda x: 2**x / x, lambda x: 2**x * (math.log(2) / x - 1 / x**2)),
    "x^x": (lambda x: x**x, lambda x: x**x * (math.log(x) + 1)),
    "tanh sqrt x": (lambda x: tanh(sqrt(x)), lambda x: (1 - math.tanh(math.sqrt(x)) ** 2) / (2 * math.sqrt(x))),
    "|cos 2x|": (lambda x: abs(cos(2 * x)), lambda x: -2 * math.sin(2 * x) * (1 if math.cos(2 * x) > 0 else -1)),
}
print("%-12s %18s %18s" % ("f", "f'(0.7)", "f'(1.9)"))
for name, (f, exact) in functions.items():
    got = [derivative(f)(x) for x in (0.7, 1.9)]
    fine = all(math.isclose(g, exact(x), rel_tol=1e-12) for g, x in zip(got, (0.7, 1.9)))
    print("%-12s %18.12f %18.12f  %s" % (name, *got, "ok" if fine else "WRONG"))

surface = lambda x, y, z: x * y * sin(z) + exp(x - y) / z
print("gradient:", gradient(surface, [1.0, 2.0, 0.5]))
print("along (1, 1, 0):", directional(surface, (1.0, 2.0, 0.5), (1.0, 1.0, 0.0)))
print("root:", newton(lambda x: x**3 - 2 * x - 5, 2.0), newton(lambda x: cos(x) - x, 1.0))
a, b = Dual(3.0, 1.0), Dual(2.0)
for op in (operator.add, operator.sub, operator.mul, operator.truediv, operator.pow):
    print(op.__name__, op(a, b), op(a, 2), op(5, a))
print(max(a, b), min(a, 10), sum([a, b, 1]), sorted([a, b, Dual(2.5)]), sin.__name__)
print(slope_squared(0.8))
