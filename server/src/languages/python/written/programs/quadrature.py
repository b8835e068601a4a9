"""Numerical integration: trapezoid, Simpson, adaptive Simpson, Gauss-Legendre, Romberg; each with its error."""
import math

GAUSS = {
    2: [(1 / math.sqrt(3), 1.0)],
    3: [(0.0, 8 / 9), (math.sqrt(3 / 5), 5 / 9)],
    5: [
        (0.0, 128 / 225),
        (math.sqrt(5 - 2 * math.sqrt(10 / 7)) / 3, (322 + 13 * math.sqrt(70)) / 900),
        (math.sqrt(5 + 2 * math.sqrt(10 / 7)) / 3, (322 - 13 * math.sqrt(70)) / 900),
    ],
}


def trapezoid(f, a, b, n):
    h = (b - a) / n
    return h * (0.5 * f(a) + sum(f(a + i * h) for i in range(1, n)) + 0.5 * f(b))


def simpson(f, a, b, n):
    if n % 2:
        raise ValueError("Simpson's rule wants an even number of pieces")
    h = (b - a) / n
    return h / 3 * (f(a) + 4 * sum(f(a + i * h) for i in range(1, n, 2)) + 2 * sum(f(a + i * h) for i in range(2, n, 2)) + f(b))


def gauss(f, a, b, points):
    mid, half = (a + b) / 2, (b - a) / 2
    total = 0.0
    for x, w in GAUSS[points]:
        total += w * f(mid + half * x)
        if x:
            total += w * f(mid - half * x)
    return half * total


def adaptive(f, a, b, tol=1e-9):
    calls = 0

    def g(x):
        nonlocal calls
        calls += 1
        return f(x)

    def piece(a, fa, b, fb):
        m = (a + b) / 2
        fm = g(m)
        return m, fm, abs(b - a) / 6 * (fa + 4 * fm + fb)

    def recurse(a, fa, b, fb, m, fm, whole, tol, depth):
        lm, flm, left = piece(a, fa, m, fm)
        rm, frm, right = piece(m, fm, b, fb)
        delta = left + right - whole
        if depth == 0 or abs(delta) <= 15 * tol:
            return left + right + delta / 15
        return recurse(a, fa, m, fm, lm, flm, left, tol / 2, depth - 1) + recurse(m, fm, b, fb, rm, frm, right, tol / 2, depth - 1)

    fa, fb = g(a), g(b)
    m, fm, whole = piece(a, fa, b, fb)
    return recurse(a, fa, b, fb, m, fm, whole, tol, 30), calls


def romberg(f, a, b, levels):
    rows = []
    for k in range(levels):
        row = [trapezoid(f, a, b, 2**k)]
        for j in range(1, k + 1):
            row.append(row[-1] + (row[-1] - rows[-1][j - 1]) / (4**j - 1))
        rows.append(row)
    return rows


# @grad a=0.2, b=1.7, k=2.0
# @grad a=-1.0, b=0.5, k=0.7
def area(a, b, k):
    """By Gauss's five points: the limits and the integrand's parameter are inputs."""
    return gauss(lambda x: math.exp(-k * x * x) * math.cos(3 * x), a, b, 5)


integrals = [
    ("exp(-x^2)", lambda x: math.exp(-x * x), 0.0, 1.0, math.sqrt(math.pi) / 2 * math.erf(1)),
    ("1/(1+x^2)", lambda x: 1 / (1 + x * x), 0.0, 1.0, math.pi / 4),
    ("sqrt x", math.sqrt, 0.0, 1.0, 2 / 3),
    ("sin^2 x", lambda x: math.sin(x) ** 2, 0.0, math.pi, math.pi / 2),
]
for name, f, a, b, exact in integrals:
    print(f"{name}: exact {exact:.12f}")
    for rule in (trapezoid, simpson):
        print("   {:<10}".format(rule.__name__) + " ".join(f"{rule(f, a, b, n) - exact:+.2e}" for n in (4, 8, 16, 32) if abs(rule(f, a, b, n) - exact) > 1e-13))
    for points in GAUSS:
        print(f"   gauss {points:<4} {gauss(f, a, b, points):.10f}", end=";" if points < 5 else "\n")
    value, calls = adaptive(f, a, b)
    print(f"   adaptive   {value:.10f} with {calls} calls, right: {abs(value - exact) < 1e-7}")
for row in romberg(math.exp, 0, 1, 5):
    print("  ".join(f"{v:.10f}" for v in row))
print(trapezoid(lambda x: x, 1, 3, 1), simpson(lambda x: x**3, 0, 2, 2))
print(area(0.2, 1.7, 2.0))
simpson(math.sin, 0, 1, 3)
