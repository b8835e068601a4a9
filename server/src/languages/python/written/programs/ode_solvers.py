"""Three ways to integrate y' = f(t, y), and what they cost."""
import math


def euler(f, t, y, h, steps):
    for _ in range(steps):
        y = [yi + h * ki for yi, ki in zip(y, f(t, y))]
        t += h
    return y


def rk4_step(f, t, y, h):
    k1 = f(t, y)
    k2 = f(t + h / 2, [yi + h / 2 * k for yi, k in zip(y, k1)])
    k3 = f(t + h / 2, [yi + h / 2 * k for yi, k in zip(y, k2)])
    k4 = f(t + h, [yi + h * k for yi, k in zip(y, k3)])
    return [yi + h / 6 * (a + 2 * b + 2 * c + d) for yi, a, b, c, d in zip(y, k1, k2, k3, k4)]


def rk4(f, t, y, h, steps):
    for i in range(steps):
        y = rk4_step(f, t + i * h, y, h)
    return y


# Dormand and Prince's pair of orders 5 and 4
C = (0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1)
A = (
    (),
    (1 / 5,),
    (3 / 40, 9 / 40),
    (44 / 45, -56 / 15, 32 / 9),
    (19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729),
    (9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656),
    (35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84),
)
B5 = A[6] + (0,)
B4 = (5179 / 57600, 0, 7571 / 16695, 393 / 640, -92097 / 339200, 187 / 2100, 1 / 40)


def rk45(f, t, y, t_end, tol=1e-8, h=0.1):
    accepted = rejected = 0
    while t < t_end:
        h = min(h, t_end - t)
        ks = []
        for c, row in zip(C, A):
            stage = [yi + h * sum(a * k[i] for a, k in zip(row, ks)) for i, yi in enumerate(y)]
            ks.append(f(t + c * h, stage))
        new = [yi + h * sum(b * k[i] for b, k in zip(B5, ks)) for i, yi in enumerate(y)]
        low = [yi + h * sum(b * k[i] for b, k in zip(B4, ks)) for i, yi in enumerate(y)]
        err = max(abs(p - q) / (1 + abs(p)) for p, q in zip(new, low))
        if err <= tol:
            t, y = t + h, new
            accepted += 1
        else:
            rejected += 1
        h *= min(5.0, max(0.2, 0.9 * (tol / (err + 1e-300)) ** 0.2))
    return y, accepted, rejected


def pendulum(t, y):
    theta, omega = y
    return [omega, -math.sin(theta) - 0.1 * omega]


def decay(t, y):
    return [-2.0 * y[0] + math.cos(t)]


def predator_prey(t, y):
    u, v = y
    return [1.1 * u - 0.4 * u * v, 0.1 * u * v - 0.4 * v]


# @grad theta=1.0, k=0.1
# @grad theta=2.5, k=0.3
def final_angle(theta, k, h=0.1, steps=40):
    """Where a damped pendulum is after 4 seconds, by RK4."""
    y = rk4(lambda t, s: [s[1], -math.sin(s[0]) - k * s[1]], 0.0, [theta, 0.0], h, steps)
    return y[0]


def exact_decay(t):
    # y' = -2y + cos t, y(0) = 1
    return (2 * math.cos(t) + math.sin(t)) / 5 + 3 / 5 * math.exp(-2 * t)


print("decay, at t = 2; exact:", exact_decay(2.0))
for n in (10, 20, 40, 80):
    e = euler(decay, 0.0, [1.0], 2.0 / n, n)[0]
    r = rk4(decay, 0.0, [1.0], 2.0 / n, n)[0]
    print(f"n={n:<4d} euler {e:.12f} ({e - exact_decay(2.0):+.2e})   rk4 {r:.12f} ({r - exact_decay(2.0):+.2e})")

for name, f, y0 in [("pendulum", pendulum, [2.0, 0.0]), ("predator-prey", predator_prey, [10.0, 5.0])]:
    for tol in (1e-4, 1e-6, 1e-8):
        y, ok, bad = rk45(f, 0.0, y0, 5.0, tol)
        print(f"{name:<14} tol={tol:g}: {ok} steps, {bad} rejected, y = [{', '.join('%.9f' % v for v in y)}]")

print(sum(B5), sum(B4))
print(final_angle(1.0, 0.1))
