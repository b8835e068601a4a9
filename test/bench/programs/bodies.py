# Planets: lists of floats taken apart, many local variables (after the n-body problem of textbooks).
def make():
    return [
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47841760435743],
        [4.84143144, -1.16032004, -0.10362204, 0.60632639, 2.81198684, -0.02521836, 0.03769367],
        [8.34336671, 4.12479856, -0.40352342, -1.01077434, 1.82566237, 0.00841576, 0.01128632],
        [12.8943695, -15.1111514, -0.22330758, 1.08279101, 0.86871301, -0.01083263, 0.00172372],
    ]


def advance(bodies, dt, steps):
    pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
    for _ in range(steps):
        for a, b in pairs:
            x1, y1, z1, _, _, _, m1 = a
            x2, y2, z2, _, _, _, m2 = b
            dx, dy, dz = x1 - x2, y1 - y2, z1 - z2
            r2 = dx * dx + dy * dy + dz * dz
            magnitude = dt / (r2 * r2 ** 0.5)
            f1, f2 = m1 * magnitude, m2 * magnitude
            a[3] -= dx * f2
            a[4] -= dy * f2
            a[5] -= dz * f2
            b[3] += dx * f1
            b[4] += dy * f1
            b[5] += dz * f1
        for body in bodies:
            body[0] += dt * body[3]
            body[1] += dt * body[4]
            body[2] += dt * body[5]


system = make()
advance(system, 0.01, 6000)
print(sum(abs(body[0]) + abs(body[4]) for body in system))
