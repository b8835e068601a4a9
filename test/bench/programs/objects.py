# Objects: attributes, methods, properties, inheritance.
class Particle:
    def __init__(self, x, v, mass=1.0):
        self.x = x
        self.v = v
        self.mass = mass

    def force(self):
        return -self.x

    def step(self, dt):
        a = self.force() / self.mass
        self.v += a * dt
        self.x += self.v * dt

    @property
    def energy(self):
        return 0.5 * self.mass * self.v * self.v + 0.5 * self.x * self.x


class Damped(Particle):
    def __init__(self, x, v, mass, gamma):
        super().__init__(x, v, mass)
        self.gamma = gamma

    def force(self):
        return super().force() - self.gamma * self.v


particles = [Particle(1.0, 0.1 * k) if k % 2 else Damped(1.0, 0.1 * k, 2.0, 0.01) for k in range(20)]
for _ in range(2500):
    for p in particles:
        p.step(0.01)
print(sum(p.energy for p in particles))
