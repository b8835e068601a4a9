"""Polynomials as objects."""
from itertools import zip_longest
from fractions import Fraction


class Polynomial:
    """Coefficients from the constant upwards."""

    def __init__(self, *coefficients):
        c = list(coefficients)
        while len(c) > 1 and c[-1] == 0:
            c.pop()
        self.c = tuple(c) or (0,)

    @classmethod
    def from_roots(cls, *roots):
        p = cls(1)
        for r in roots:
            p *= cls(-r, 1)
        return p

    @property
    def degree(self):
        return len(self.c) - 1

    def __call__(self, x):
        acc = 0
        for a in reversed(self.c):
            acc = acc * x + a
        return acc

    def __add__(self, other):
        other = self._lift(other)
        return Polynomial(*(a + b for a, b in zip_longest(self.c, other.c, fillvalue=0)))

    __radd__ = __add__

    def __neg__(self):
        return Polynomial(*(-a for a in self.c))

    def __sub__(self, other):
        return self + -self._lift(other)

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        other = self._lift(other)
        out = [0] * (len(self.c) + len(other.c) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(other.c):
                out[i + j] += a * b
        return Polynomial(*out)

    __rmul__ = __mul__

    def __pow__(self, n):
        if not isinstance(n, int) or n < 0:
            return NotImplemented
        result = Polynomial(1)
        for _ in range(n):
            result = result * self
        return result

    def __divmod__(self, other):
        rest, quotient = self, Polynomial(0)
        while rest.degree >= other.degree and rest != 0:
            k = rest.degree - other.degree
            factor = Polynomial(*[0] * k, rest.c[-1] / other.c[-1])
            quotient += factor
            rest -= factor * other
            if rest.degree == k + other.degree:
                rest = Polynomial(*rest.c[:-1])
        return quotient, rest

    def __floordiv__(self, other):
        return divmod(self, other)[0]

    def __mod__(self, other):
        return divmod(self, other)[1]

    def __eq__(self, other):
        return isinstance(other, (Polynomial, int, float)) and self.c == self._lift(other).c

    def __hash__(self):
        return hash(self.c)

    def __getitem__(self, k):
        return self.c[k] if k < len(self.c) else 0

    def __len__(self):
        return len(self.c)

    def __iter__(self):
        return iter(self.c)

    def __bool__(self):
        return self.c != (0,)

    def derivative(self, times=1):
        p = self
        for _ in range(times):
            p = Polynomial(*(k * a for k, a in enumerate(p.c) if k)) if p.degree else Polynomial(0)
        return p

    def integral(self, constant=0):
        return Polynomial(constant, *(a / (k + 1) for k, a in enumerate(self.c)))

    @staticmethod
    def _lift(v):
        return v if isinstance(v, Polynomial) else Polynomial(v)

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(map(repr, self.c))})"

    def __str__(self):
        parts = []
        for k, a in reversed(list(enumerate(self.c))):
            if a == 0 and self.degree:
                continue
            size = abs(a)
            number = "" if size == 1 and k else f"{size:g}"
            power = {0: "", 1: "x"}.get(k, f"x^{k}")
            sign = "-" if a < 0 else "+"
            parts.append(f"{sign} {number}{power}" if parts else f"{'-' if a < 0 else ''}{number}{power}")
        return " ".join(parts)


# @grad c=[1.0, -2.0, 0.5, 3.0], x=0.7
# @grad c=[0, 1, 1], x=-2
def squared_slope(c, x):
    """The derivative's square, through the class."""
    p = Polynomial(*c)
    return p.derivative()(x) ** 2 + (p * p)(x)


x = Polynomial(0, 1)
p = x**3 - 2 * x + 5
q = (x + 1) * (x - 2)
for label, value in [("p", p), ("q", q), ("p + q", p + q), ("p * q", p * q), ("3 - p", 3 - p), ("q^3", q**3)]:
    print(f"{label:>6} = {value}")
print(repr(p), p.degree, len(p), list(p), p[2], p[9])
print(p(2), p(-1.5), q(2), p(q))
quotient, rest = divmod(p, q)
print(quotient, "|", rest, "|", quotient * q + rest == p)
print((x**5 - 1) % (x - 1), "|", (x**4 - 1) // (x**2 + 1))
print(p.derivative(), "|", p.derivative(2), "|", p.derivative(9), "|", p.integral(1))
print(Polynomial.from_roots(1, -1, 3), {p: "cubic", q: "quadratic"}[x * x - x - 2])
print(bool(p - p), p == p + 0, Polynomial(7) == 7, p != q, x in [q, x])
print((x + 1) ** 4, str(-x), Polynomial(1, 2, 0, 0))
halves = Polynomial(Fraction(1, 2), Fraction(1, 3))
print(repr(halves * halves), halves(Fraction(3, 2)))
try:
    x ** -1
except TypeError as err:
    print("TypeError:", err)
print(squared_slope([1.0, -2.0, 0.5, 3.0], 0.7))
