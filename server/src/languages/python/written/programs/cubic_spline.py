"""Natural cubic spline by Thomas' algorithm, pure Python."""
import bisect
import math


def solve_tridiagonal(lower, diag, upper, rhs):
    n = len(diag)
    c, d = upper[:], rhs[:]
    c[0] /= diag[0]
    d[0] /= diag[0]
    for i in range(1, n):
        denom = diag[i] - lower[i - 1] * c[i - 1]
        if i < n - 1:
            c[i] /= denom
        d[i] = (d[i] - lower[i - 1] * d[i - 1]) / denom
    for i in range(n - 2, -1, -1):
        d[i] -= c[i] * d[i + 1]
    return d


class NaturalSpline:
    def __init__(self, xs, ys):
        if len(xs) != len(ys):
            raise ValueError("xs and ys differ in length")
        if any(b <= a for a, b in zip(xs, xs[1:])):
            raise ValueError("xs must increase")
        self.xs, self.ys = list(xs), list(ys)
        h = [b - a for a, b in zip(xs, xs[1:])]
        slopes = [(ys[i + 1] - ys[i]) / h[i] for i in range(len(h))]
        if len(xs) > 2:
            inner = solve_tridiagonal(
                [v for v in h[1:-1]],
                [2 * (h[i] + h[i + 1]) for i in range(len(h) - 1)],
                [v for v in h[1:-1]] or [0.0],
                [6 * (slopes[i + 1] - slopes[i]) for i in range(len(h) - 1)],
            )
        else:
            inner = []
        self.m = [0.0, *inner, 0.0]  # second derivatives at the knots

    def _piece(self, x):
        i = bisect.bisect_right(self.xs, x) - 1
        return min(max(i, 0), len(self.xs) - 2)

    def __call__(self, x, derivative=0):
        i = self._piece(x)
        h = self.xs[i + 1] - self.xs[i]
        a, b = self.xs[i + 1] - x, x - self.xs[i]
        m0, m1 = self.m[i], self.m[i + 1]
        y0, y1 = self.ys[i], self.ys[i + 1]
        if derivative == 0:
            return (m0 * a**3 + m1 * b**3) / (6 * h) + (y0 / h - m0 * h / 6) * a + (y1 / h - m1 * h / 6) * b
        if derivative == 1:
            return (m1 * b**2 - m0 * a**2) / (2 * h) + (y1 - y0) / h - (m1 - m0) * h / 6
        if derivative == 2:
            return (m0 * a + m1 * b) / h
        raise ValueError("derivatives up to 2 only")

    def integral(self):
        total = 0.0
        for i in range(len(self.xs) - 1):
            h = self.xs[i + 1] - self.xs[i]
            total += h * (self.ys[i] + self.ys[i + 1]) / 2 - h**3 * (self.m[i] + self.m[i + 1]) / 24
        return total


# @grad ys=[0.0, 0.8, 0.9, 0.1, -0.7], x=2.3
# @grad ys=[1, -1, 2, 0, 1], x=0.4
def spline_value(ys, x):
    return NaturalSpline([0.0, 1.0, 2.0, 3.0, 4.5], ys)(x)


xs = [k * math.pi / 4 for k in range(9)]
s = NaturalSpline(xs, [math.sin(x) for x in xs])
print("second derivatives:", ["%.4f" % m for m in s.m])
print("  x     spline      sin     error     s'       s''")
for k in range(0, 13):
    x = k * 0.5
    print(f"{x:4.1f} {s(x):9.6f} {math.sin(x):9.6f} {s(x) - math.sin(x):+.1e} {s(x, 1):9.6f} {s(x, 2):9.6f}")
print("worst on a fine grid: %.6e" % max(abs(s(k / 100) - math.sin(k / 100)) for k in range(629)))
print("integral over the period is small:", abs(s.integral()) < 1e-12)
line = NaturalSpline([0, 2], [1, 5])
print(line(0.5), line(3), line(1, derivative=1), line(1, 2))
for knots in ([0, 1, 1], [0, 1]):
    try:
        NaturalSpline(knots, [0, 1, 2])
    except ValueError as err:
        print("ValueError:", err)
print(spline_value([0.0, 0.8, 0.9, 0.1, -0.7], 2.3))
