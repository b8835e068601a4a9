"""An exact rational number, Egyptian fractions, continued fractions, a Farey sequence."""
import math
from functools import total_ordering


@total_ordering
class Ratio:
    __slots__ = ("n", "d")

    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError(f"Ratio({n}, 0)")
        if isinstance(n, str):
            n, _, rest = n.partition("/")
            n, d = int(n), int(rest or 1)
        g = math.gcd(n, d)
        if d < 0:
            g = -g
        self.n, self.d = n // g, d // g

    @staticmethod
    def of(v):
        if isinstance(v, Ratio):
            return v
        if isinstance(v, int):
            return Ratio(v)
        return None

    def __add__(self, o):
        o = Ratio.of(o)
        return NotImplemented if o is None else Ratio(self.n * o.d + o.n * self.d, self.d * o.d)

    __radd__ = __add__

    def __sub__(self, o):
        return self + -o

    def __rsub__(self, o):
        return -self + o

    def __mul__(self, o):
        o = Ratio.of(o)
        return NotImplemented if o is None else Ratio(self.n * o.n, self.d * o.d)

    __rmul__ = __mul__

    def __truediv__(self, o):
        o = Ratio.of(o)
        return NotImplemented if o is None else Ratio(self.n * o.d, self.d * o.n)

    def __rtruediv__(self, o):
        return Ratio.of(o) / self

    def __pow__(self, k):
        return Ratio(self.n**k, self.d**k) if k >= 0 else Ratio(self.d**-k, self.n**-k)

    def __neg__(self):
        return Ratio(-self.n, self.d)

    def __abs__(self):
        return Ratio(abs(self.n), self.d)

    def __eq__(self, o):
        o = Ratio.of(o)
        return o is not None and (self.n, self.d) == (o.n, o.d)

    def __lt__(self, o):
        o = Ratio.of(o)
        return NotImplemented if o is None else self.n * o.d < o.n * self.d

    def __hash__(self):
        return hash((self.n, self.d))

    def __float__(self):
        return self.n / self.d

    def __int__(self):
        return int(self.n / self.d)

    def __floor__(self):
        return self.n // self.d

    def __bool__(self):
        return self.n != 0

    def __repr__(self):
        return f"Ratio({self.n}, {self.d})"

    def __str__(self):
        return str(self.n) if self.d == 1 else f"{self.n}/{self.d}"

    def __format__(self, spec):
        return format(str(self), spec) if not spec.endswith("f") else format(float(self), spec)


def egyptian(r):
    parts = []
    while r:
        d = -(-r.d // r.n)
        parts.append(Ratio(1, d))
        r -= Ratio(1, d)
    return parts


def continued(r, limit=20):
    terms = []
    while len(terms) < limit:
        whole = math.floor(r)
        terms.append(whole)
        r -= whole
        if not r:
            break
        r = 1 / r
    return terms


def convergents(terms):
    h0, h1, k0, k1 = 0, 1, 1, 0
    for a in terms:
        h0, h1 = h1, a * h1 + h0
        k0, k1 = k1, a * k1 + k0
        yield Ratio(h1, k1)


def farey(n):
    a, b, c, d = 0, 1, 1, n
    row = [Ratio(0)]
    while c <= n:
        k = (n + b) // d
        a, b, c, d = c, d, k * c - a, k * d - b
        row.append(Ratio(a, b))
    return row


half, third = Ratio(1, 2), Ratio("1/3")
print(half + third, half - third, half * third, half / third, -half, abs(Ratio(-3, -6)), Ratio(4, -6))
print(1 + half, 2 - third, 3 * third, 1 / third, half**3, third**-2)
print(sorted([Ratio(3, 4), half, Ratio(2, 3), third, Ratio(-1)]), max(half, third), half >= Ratio(2, 4), half < 1)
print(f"{third:>8}|{third:.4f}|{third:<6}|{third!r}|{third}")
print({half: "a", Ratio(2, 4): "b"}, half == 0.5, half in (third, Ratio(5, 10)), bool(Ratio(0)))
print("egyptian:", " + ".join(map(str, egyptian(Ratio(7, 15)))), "|", " + ".join(map(str, egyptian(Ratio(5, 121)))))
print("continued:", continued(Ratio(415, 93)), continued(Ratio(31415926, 10000000)))
for c in convergents([3, 7, 15, 1, 292]):
    print(f"  {c:>14} = {float(c):.12f}, off by {abs(float(c) - math.pi):.1e}")
print("farey:", *farey(6))
print("harmonic:", sum((Ratio(1, k) for k in range(1, 21)), Ratio(0)))
print(float(Ratio(10**30 + 1, 10**30)), int(Ratio(-7, 2)), math.floor(Ratio(-7, 2)), math.floor(Ratio(7, 2)))
for bad in (lambda: Ratio(1, 0), lambda: half + "x", lambda: half < "x", lambda: half / 0):
    try:
        print(bad())
    except (ZeroDivisionError, TypeError) as err:
        print(type(err).__name__ + ":", err)
