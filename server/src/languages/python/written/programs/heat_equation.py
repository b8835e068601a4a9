import numpy as np

# u_t = k u_xx on a rod with cold ends: explicit, implicit and Crank-Nicolson steps.


def thomas(a, b, c, d):
    n = len(d)
    c, d = c.copy(), d.copy()
    b = b.copy()
    for i in range(1, n):
        w = a[i - 1] / b[i - 1]
        b[i] -= w * c[i - 1]
        d[i] -= w * d[i - 1]
    x = np.empty(n)
    x[-1] = d[-1] / b[-1]
    for i in reversed(range(n - 1)):
        x[i] = (d[i] - c[i] * x[i + 1]) / b[i]
    return x


def explicit(u, r):
    new = u.copy()
    new[1:-1] = u[1:-1] + r * (u[2:] - 2 * u[1:-1] + u[:-2])
    return new


def implicit(u, r):
    n = len(u) - 2
    new = u.copy()
    new[1:-1] = thomas(np.full(n - 1, -r), np.full(n, 1 + 2 * r), np.full(n - 1, -r), u[1:-1])
    return new


def crank_nicolson(u, r):
    half = u[1:-1] + r / 2 * (u[2:] - 2 * u[1:-1] + u[:-2])
    n = len(half)
    new = u.copy()
    new[1:-1] = thomas(np.full(n - 1, -r / 2), np.full(n, 1 + r), np.full(n - 1, -r / 2), half)
    return new


def run(step, r, t_end, nx=21, k=0.5):
    x = np.linspace(0, 1, nx)
    dx = x[1] - x[0]
    dt = r * dx**2 / k
    steps = int(round(t_end / dt))
    u = np.sin(np.pi * x) + 0.5 * np.sin(3 * np.pi * x)
    u[0] = u[-1] = 0
    for _ in range(steps):
        u = step(u, r)
    t = steps * dt
    exact = np.exp(-k * np.pi**2 * t) * np.sin(np.pi * x) + 0.5 * np.exp(-k * 9 * np.pi**2 * t) * np.sin(3 * np.pi * x)
    return u, exact, steps


# @grad u0=[0.0, 0.4, 1.0, 0.7, 0.3, 0.0], r=0.3
# @grad u0=[0, 1, -1, 2, 1, 0], r=0.1
def energy_after(u0, r):
    u = u0
    for _ in range(4):
        inner = u[1:-1] + r * (u[2:] - 2 * u[1:-1] + u[:-2])
        u = np.concatenate([u[:1], inner, u[-1:]])
    return np.sum(u**2)


for step in (explicit, implicit, crank_nicolson):
    for r in (0.25, 0.5, 1.0):
        u, exact, steps = run(step, r, 0.1)
        worst = np.abs(u - exact).max()
        verdict = "unstable" if worst > 1 else "%.6f" % worst
        print(f"{step.__name__:<15} r={r:<5} {steps:4d} steps: {verdict}")

u, exact, _ = run(crank_nicolson, 0.5, 0.05)
print(u.shape, u.dtype)
print(np.round(u, 4))
print(np.round(u - exact, 6)[::5])
print("symmetric:", np.allclose(u, u[::-1]))

# A plate, relaxed to its steady state
plate = np.zeros((6, 8))
plate[0] = 100
plate[:, -1] = np.linspace(100, 0, 6)
for sweep in range(1, 400):
    before = plate.copy()
    plate[1:-1, 1:-1] = (plate[:-2, 1:-1] + plate[2:, 1:-1] + plate[1:-1, :-2] + plate[1:-1, 2:]) / 4
    if np.max(np.abs(plate - before)) < 1e-3:
        break
print("sweeps", sweep)
print(plate.round(1))
print(plate.astype(int))
print(plate[2:4, 3:5].mean(), plate.max(axis=0), plate.argmax(), np.unravel_index(plate[1:-1, 1:-1].argmax(), (4, 6)))
print(energy_after(np.array([0.0, 0.4, 1.0, 0.7, 0.3, 0.0]), 0.3))
