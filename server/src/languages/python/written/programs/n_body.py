"""Planets by a leapfrog integrator; what should stay constant does."""
import math


class Body:
    __slots__ = ("name", "mass", "pos", "vel")

    def __init__(self, name, mass, pos, vel):
        self.name, self.mass = name, mass
        self.pos, self.vel = list(pos), list(vel)

    @property
    def kinetic(self):
        return 0.5 * self.mass * sum(v * v for v in self.vel)


G = 4 * math.pi**2  # astronomical units, years, solar masses


def pairs(bodies):
    return [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1 :]]


def accelerations(bodies):
    acc = {b.name: [0.0, 0.0, 0.0] for b in bodies}
    for a, b in pairs(bodies):
        d = [q - p for p, q in zip(a.pos, b.pos)]
        r2 = sum(c * c for c in d)
        r3 = r2 * math.sqrt(r2)
        for k in range(3):
            acc[a.name][k] += G * b.mass * d[k] / r3
            acc[b.name][k] -= G * a.mass * d[k] / r3
    return acc


def energy(bodies):
    e = sum(b.kinetic for b in bodies)
    for a, b in pairs(bodies):
        e -= G * a.mass * b.mass / math.dist(a.pos, b.pos)
    return e


def angular_momentum(bodies):
    total = [0.0] * 3
    for b in bodies:
        (x, y, z), (u, v, w) = b.pos, b.vel
        for k, c in enumerate((y * w - z * v, z * u - x * w, x * v - y * u)):
            total[k] += b.mass * c
    return total


def leapfrog(bodies, dt, steps):
    acc = accelerations(bodies)
    for _ in range(steps):
        for b in bodies:
            for k in range(3):
                b.vel[k] += dt / 2 * acc[b.name][k]
                b.pos[k] += dt * b.vel[k]
        acc = accelerations(bodies)
        for b in bodies:
            for k in range(3):
                b.vel[k] += dt / 2 * acc[b.name][k]


def still_frame(bodies):
    mass = sum(b.mass for b in bodies)
    for k in range(3):
        drift = sum(b.mass * b.vel[k] for b in bodies) / mass
        for b in bodies:
            b.vel[k] -= drift


# @grad vx=0.2, vy=6.0
# @grad vx=-0.5, vy=5.5, dt=0.04
def distance_after(vx, vy, dt=0.02, steps=20):
    """How far from the sun a comet is; both velocities are inputs."""
    x, y = 1.0, 0.0
    for _ in range(steps):
        r3 = (x * x + y * y) ** 1.5
        vx -= dt * G * x / r3
        vy -= dt * G * y / r3
        x += dt * vx
        y += dt * vy
    return math.hypot(x, y)


bodies = [
    Body("sun", 1.0, (0, 0, 0), (0, 0, 0)),
    Body("earth", 3e-6, (1, 0, 0), (0, 2 * math.pi, 0)),
    Body("mars", 3.2e-7, (0, 1.52, 0.05), (-5.08, 0, 0.1)),
    Body("jupiter", 9.5e-4, (-5.2, 0, 0), (0, -2.75, 0.06)),
]
still_frame(bodies)
e0, l0 = energy(bodies), angular_momentum(bodies)
print("energy", e0)
print("angular momentum", l0)
for year in range(1, 4):
    leapfrog(bodies, 1 / 100, 100)
    print(f"year {year}")
    for b in bodies[1:]:
        print(f"  {b.name:<8}" + " ".join(f"{c:+10.6f}" for c in b.pos) + f"   r = {math.dist(b.pos, bodies[0].pos):.6f}")
    print(f"  energy drift {abs(energy(bodies) / e0 - 1) < 1e-5}")
print("momentum kept:", all(math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12) for a, b in zip(l0, angular_momentum(bodies))))
print("kinetic", {b.name: float("%.6g" % b.kinetic) for b in bodies})
try:
    bodies[0].colour = "yellow"
except AttributeError as err:
    print("AttributeError:", err)
print(distance_after(0.2, 6.0))
