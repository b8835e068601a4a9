"""Conjugate gradients for A x = b, linear and (Fletcher-Reeves) nonlinear."""
import numpy as np


def conjugate_gradient(A, b, x0=None, tol=1e-10, callback=None):
    x = np.zeros_like(b) if x0 is None else x0.copy()
    r = b - A @ x
    p = r.copy()
    rr = r @ r
    for k in range(len(b) * 2):
        if callback is not None:
            callback(k, x, np.sqrt(rr))
        if np.sqrt(rr) < tol:
            break
        Ap = A @ p
        alpha = rr / (p @ Ap)
        x += alpha * p
        r -= alpha * Ap
        rr, old = r @ r, rr
        p = r + rr / old * p
    return x, k


def steepest_descent(A, b, steps):
    x = np.zeros_like(b)
    for _ in range(steps):
        r = b - A @ x
        x = x + (r @ r) / (r @ A @ r) * r
    return x


def laplacian(n):
    A = 2 * np.eye(n)
    idx = np.arange(n - 1)
    A[idx, idx + 1] = -1
    A[idx + 1, idx] = -1
    return A


def rosenbrock(v):
    x, y = v
    return (1 - x) ** 2 + 20 * (y - x**2) ** 2


def rosenbrock_grad(v):
    x, y = v
    return np.array([-2 * (1 - x) - 80 * x * (y - x**2), 40 * (y - x**2)])


def line_search(f, x, d, g, t=1.0):
    fx, slope = f(x), g @ d
    while f(x + t * d) > fx + 1e-4 * t * slope:
        t *= 0.5
        if t < 1e-12:
            break
    return t


def fletcher_reeves(f, grad, x, steps=200):
    g = grad(x)
    d = -g
    for k in range(1, steps + 1):
        t = line_search(f, x, d, g)
        x = x + t * d
        new = grad(x)
        if np.linalg.norm(new) < 1e-8:
            return x, k
        beta = new @ new / (g @ g)
        d = -new + (beta if k % 2 else 0.0) * d
        if d @ new >= 0:
            d = -new
        g = new
    return x, steps


# @grad x=[0.3, -0.5, 1.0, 0.2], b=[1.0, 0.0, -1.0, 2.0]
def quadratic(x, b):
    A = laplacian(4)
    return 0.5 * x @ A @ x - b @ x


# @grad v=[-1.2, 1.0]
def valley(v):
    return (1 - v[0]) ** 2 + 20 * (v[1] - v[0] ** 2) ** 2


n = 8
A = laplacian(n)
b = np.sin(np.linspace(0, np.pi, n))
log = []
x, k = conjugate_gradient(A, b, callback=lambda k, x, size: log.append((k, size)))
print(A.astype(int))
print("x =", x)
print("iterations:", k, "residual", np.linalg.norm(b - A @ x) < 1e-10)
for k, size in log[:4]:
    print("  %d: |r| = %.8f" % (k, size))
for steps in (5, 20, 80):
    y = steepest_descent(A, b, steps)
    print(f"steepest descent, {steps:>2} steps: off by {np.linalg.norm(y - x):.8f}")
x2, k2 = conjugate_gradient(A, b, x0=x)
print("warm start needs", k2)
v, steps = fletcher_reeves(rosenbrock, rosenbrock_grad, np.array([-1.2, 1.0]))
print("rosenbrock:", np.round(v, 6), "f =", f"{rosenbrock(v):.1e}" if rosenbrock(v) > 1e-8 else "0")
D = np.diag(np.arange(1.0, 6.0)) + 0.1
z, k = conjugate_gradient(D, np.ones(5))
print(z, k, D @ z)
print(quadratic(np.array([0.3, -0.5, 1.0, 0.2]), np.array([1.0, 0.0, -1.0, 2.0])))
