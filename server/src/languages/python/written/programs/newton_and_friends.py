"""Four ways to a root: bisection, Newton, secant, Brent."""
import math


class NoConvergence(Exception):
    def __init__(self, method, iterations, last):
        super().__init__(f"{method} did not converge in {iterations} iterations (last x = {last:.6g})")
        self.method, self.iterations, self.last = method, iterations, last


def bisection(f, a, b, tol=1e-12, max_iter=200):
    fa, fb = f(a), f(b)
    if fa * fb > 0:
        raise ValueError(f"no sign change on [{a}, {b}]")
    n = 0
    while b - a > tol and n < max_iter:
        m = (a + b) / 2
        fm = f(m)
        n += 1
        if fm == 0:
            return m, n
        if fa * fm < 0:
            b = m
        else:
            a, fa = m, fm
    return (a + b) / 2, n


def newton(f, df, x, tol=1e-13, max_iter=50):
    for n in range(1, max_iter + 1):
        step = f(x) / df(x)
        x -= step
        if abs(step) <= tol * max(1.0, abs(x)):
            return x, n
    raise NoConvergence("newton", max_iter, x)


def secant(f, x0, x1, tol=1e-13, max_iter=50):
    f0, f1 = f(x0), f(x1)
    for n in range(1, max_iter + 1):
        if f1 == f0:
            break
        x0, x1, f0 = x1, x1 - f1 * (x1 - x0) / (f1 - f0), f1
        f1 = f(x1)
        if abs(x1 - x0) < tol:
            return x1, n
    raise NoConvergence("secant", n, x1)


def brent(f, a, b, tol=1e-13, max_iter=100):
    fa, fb = f(a), f(b)
    if fa * fb > 0:
        raise ValueError("root is not bracketed")
    c, fc = a, fa
    d = e = b - a
    for n in range(max_iter):
        if abs(fc) < abs(fb):
            a, b, c = b, c, b
            fa, fb, fc = fb, fc, fb
        limit = 2 * 2.2e-16 * abs(b) + tol / 2
        m = (c - b) / 2
        if abs(m) <= limit or fb == 0:
            return b, n
        if abs(e) < limit or abs(fa) <= abs(fb):
            d = e = m
        else:
            s = fb / fa
            if a == c:
                p, q = 2 * m * s, 1 - s
            else:
                q, r = fa / fc, fb / fc
                p = s * (2 * m * q * (q - r) - (b - a) * (r - 1))
                q = (q - 1) * (r - 1) * (s - 1)
            if p > 0:
                q = -q
            p = abs(p)
            if 2 * p < min(3 * m * q - abs(limit * q), abs(e * q)):
                e, d = d, p / q
            else:
                d = e = m
        a, fa = b, fb
        b += d if abs(d) > limit else math.copysign(limit, m)
        fb = f(b)
        if (fb > 0) == (fc > 0):
            c, fc = a, fa
            d = e = b - a
    raise NoConvergence("brent", max_iter, b)


# @grad a=2.0
# @grad a=12.5
def sqrt_by_newton(a, steps=7):
    x = 1.0 if a < 4 else a / 2
    for _ in range(steps):
        x = 0.5 * (x + a / x)
    return x


# @grad M=1.2, e=0.3
def kepler(M, e):
    """Eccentric anomaly; the loop is unrolled by its own convergence."""
    E = M
    for _ in range(30):
        step = (E - e * math.sin(E) - M) / (1 - e * math.cos(E))
        E = E - step
        if abs(step) < 1e-15:
            break
    return E


problems = {
    "cos x = x": (lambda x: math.cos(x) - x, lambda x: -math.sin(x) - 1, 0.0, 1.0),
    "x^3 - 2x - 5": (lambda x: x**3 - 2 * x - 5, lambda x: 3 * x**2 - 2, 2.0, 3.0),
    "x e^x = 1": (lambda x: x * math.exp(x) - 1, lambda x: (1 + x) * math.exp(x), 0.0, 1.0),
    "log x + x": (lambda x: math.log(x) + x, lambda x: 1 / x + 1, 0.1, 1.0),
}

for name, (f, df, a, b) in problems.items():
    print(name)
    for label, (x, n) in {
        "bisection": bisection(f, a, b),
        "newton": newton(f, df, (a + b) / 2),
        "secant": secant(f, a, b),
        "brent": brent(f, a, b),
    }.items():
        print(f"  {label:<10} x = {x:.12f}  after {n:>2} steps, f(x) = {abs(f(x)) < 1e-11}")

for attempt in (
    lambda: bisection(lambda x: x * x + 1, -1, 1),
    lambda: newton(lambda x: x * x + 1, lambda x: 2 * x, 0.5, max_iter=8),
    lambda: newton(lambda x: x**2 + 1, lambda x: 2 * x, 0.0),
    lambda: secant(lambda x: 3.0, 0.0, 1.0),
):
    try:
        print(attempt())
    except (ValueError, NoConvergence) as err:
        print(type(err).__name__, "-", err)
    except ZeroDivisionError as err:
        print("flat:", err)
print(sqrt_by_newton(2.0), math.sqrt(2))
print(kepler(1.2, 0.3))
