"""Second derivatives by dual numbers of dual numbers; the Hessian drives Newton's method."""
import math


class D:
    __slots__ = ("v", "d")

    def __init__(self, v, d=0.0):
        self.v, self.d = v, d

    def __add__(self, o):
        return D(self.v + o.v, self.d + o.d) if isinstance(o, D) else D(self.v + o, self.d)

    __radd__ = __add__

    def __neg__(self):
        return D(-self.v, -self.d)

    def __sub__(self, o):
        return self + (-o)

    def __rsub__(self, o):
        return (-self) + o

    def __mul__(self, o):
        return D(self.v * o.v, self.v * o.d + self.d * o.v) if isinstance(o, D) else D(self.v * o, self.d * o)

    __rmul__ = __mul__

    def __pow__(self, n):
        return D(self.v**n, n * self.v ** (n - 1) * self.d)

    def __truediv__(self, o):
        return self * o**-1

    def __rtruediv__(self, o):
        return o * self**-1


def exp(x):
    if isinstance(x, D):
        e = exp(x.v)
        return D(e, e * x.d)
    return math.exp(x)


def log(x):
    return D(log(x.v), x.d / x.v) if isinstance(x, D) else math.log(x)


def sin(x):
    return D(sin(x.v), cos(x.v) * x.d) if isinstance(x, D) else math.sin(x)


def cos(x):
    return D(cos(x.v), -(sin(x.v) * x.d)) if isinstance(x, D) else math.cos(x)


def seed(x, outer, inner):
    return D(D(x, outer), D(inner, 0.0))


def hessian(f, point):
    n = len(point)
    g, H = [0.0] * n, [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i, n):
            args = [seed(x, float(k == i), float(k == j)) for k, x in enumerate(point)]
            y = f(*args)
            H[i][j] = H[j][i] = y.d.d
            g[i] = y.v.d
    return y.v.v, g, H


def solve2(H, g):
    (a, b), (c, d) = H
    det = a * d - b * c
    return [(d * g[0] - b * g[1]) / det, (a * g[1] - c * g[0]) / det]


def newton_minimum(f, point, steps=8):
    path = [tuple(point)]
    for _ in range(steps):
        value, g, H = hessian(f, point)
        s = solve2(H, g)
        point = [p - q for p, q in zip(point, s)]
        path.append(tuple(point))
        if max(map(abs, s)) < 1e-13:
            break
    return point, path


def bowl(x, y):
    return exp(x - 1) + exp(1 - x) + (y - x) ** 2 + 0.5 * y**4


def wave(x, y, z):
    return sin(x * y) / z + log(z) * x**3


# @grad x=0.4, y=-0.3
# @grad x=1.0, y=0.7
def curvature(x, y):
    """Trace and determinant of the bowl's Hessian: third derivatives under the engine."""
    _, _, H = hessian(bowl, [x, y])
    return H[0][0] + H[1][1] + 0.1 * (H[0][0] * H[1][1] - H[0][1] ** 2)


value, g, H = hessian(wave, [1.0, 0.5, 2.0])
print("value", value)
print("gradient", g)
for row in H:
    print("  ", "  ".join("%+.10f" % v for v in row))
symmetric = all(H[i][j] == H[j][i] for i in range(3) for j in range(3))
print("symmetric:", symmetric)

h = 1e-4
numeric = (wave(1.0 + h, 0.5, 2.0) - 2 * wave(1.0, 0.5, 2.0) + wave(1.0 - h, 0.5, 2.0)) / h**2
print(f"by differences {numeric:.5f}, by duals {H[0][0]:.5f}")

point, path = newton_minimum(bowl, [3.0, -1.0])
for k, p in enumerate(path):
    print(f"step {k}: x = {p[0]:.10f}, y = {p[1]:.10f}, f = {bowl(*p):.10f}")
_, g, H = hessian(bowl, point)
print("gradient vanishes:", max(map(abs, g)) < 1e-10)
print("positive definite:", H[0][0] > 0 and H[0][0] * H[1][1] - H[0][1] ** 2 > 0)
third = D(D(D(2.0, 1.0), D(1.0, 0.0)), D(D(1.0, 0.0), D(0.0, 0.0)))
cube = third * third * third * third
print("x^4 and its derivatives at 2:", cube.v.v.v, cube.d.v.v, cube.d.d.v, cube.d.d.d)
print(curvature(0.4, -0.3))
