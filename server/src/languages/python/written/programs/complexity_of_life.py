"""Lotka-Volterra by a tiny class hierarchy, with sensitivities by finite differences; properties, super, class methods."""
import math
from abc import ABC, abstractmethod


class System(ABC):
    names: tuple = ()

    def __init__(self, **parameters):
        unknown = set(parameters) - set(self.defaults())
        if unknown:
            raise TypeError(f"{type(self).__name__} has no parameter {', '.join(sorted(unknown))}")
        self.parameters = {**self.defaults(), **parameters}

    @classmethod
    def defaults(cls):
        return {}

    @abstractmethod
    def rhs(self, state):
        """The time derivative."""

    def __getattr__(self, name):
        try:
            return self.__dict__["parameters"][name]
        except KeyError:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}") from None

    def step(self, state, h):
        k1 = self.rhs(state)
        mid = [s + h / 2 * k for s, k in zip(state, k1)]
        k2 = self.rhs(mid)
        return [s + h * k for s, k in zip(state, k2)]

    def run(self, state, t, h=0.05):
        out = [list(state)]
        for _ in range(int(round(t / h))):
            out.append(self.step(out[-1], h))
        return out

    def sensitivities(self, state, t, bump=1e-5):
        base = self.run(state, t)[-1]
        table = {}
        for name, value in self.parameters.items():
            moved = type(self)(**{**self.parameters, name: value + bump}).run(state, t)[-1]
            table[name] = [(m - b) / bump for m, b in zip(moved, base)]
        return table

    def __str__(self):
        inner = ", ".join(f"{k}={v}" for k, v in self.parameters.items())
        return f"{self.__class__.__qualname__}({inner})"


class Exponential(System):
    names = ("n",)

    @classmethod
    def defaults(cls):
        return {**super().defaults(), "growth": 0.5}

    def rhs(self, state):
        return [self.growth * state[0]]


class Logistic(Exponential):
    @classmethod
    def defaults(cls):
        return {**super().defaults(), "capacity": 10.0}

    def rhs(self, state):
        (free,) = super().rhs(state)
        return [free * (1 - state[0] / self.capacity)]


class Hunting(System):
    names = ("hare", "lynx")

    @classmethod
    def defaults(cls):
        return dict(birth=1.0, catch=0.4, gain=0.2, death=0.5)

    def rhs(self, state):
        h, l = state
        return [self.birth * h - self.catch * h * l, self.gain * h * l - self.death * l]

    def invariant(self, state):
        h, l = state
        return self.gain * h - self.death * math.log(h) + self.catch * l - self.birth * math.log(l)


# @grad growth=0.5, capacity=10.0, n0=1.0
# @grad growth=0.9, capacity=5.0, n0=7.0
def population(growth, capacity, n0):
    return Logistic(growth=growth, capacity=capacity).run([n0], 1.0)[-1][0]


# @grad state=[4.0, 1.5], catch=0.4
def hares(state, catch):
    return Hunting(catch=catch).run(state, 2.0, h=0.1)[-1][0]


for system, start in [(Exponential(), [1.0]), (Logistic(growth=0.8), [1.0]), (Hunting(), [4.0, 1.5])]:
    print(system, [c.__name__ for c in type(system).__mro__[:-2]])
    path = system.run(start, 10)
    for k in range(0, len(path), 50):
        print(f"  t={k * 0.05:5.2f} " + " ".join(f"{n}={v:.6f}" for n, v in zip(system.names, path[k])))
    for name, values in system.sensitivities(start, 1.0).items():
        print(f"  d/d{name:<9}" + " ".join(f"{v:+.5f}" for v in values))
hunt = Hunting()
first, last = hunt.run([4.0, 1.5], 10)[0], hunt.run([4.0, 1.5], 10)[-1]
print("invariant drifts by %.2e" % abs(hunt.invariant(last) - hunt.invariant(first)))
for wrong in (lambda: Logistic(speed=1), lambda: hunt.colour, lambda: System()):
    try:
        wrong()
    except (TypeError, AttributeError) as err:
        print(type(err).__name__ + ":", err)
print(hunt.birth, getattr(hunt, "colour", "none"), hasattr(hunt, "catch"), callable(hunt.rhs), isinstance(hunt, System))
print(issubclass(Logistic, Exponential), Logistic.rhs is Exponential.rhs, Hunting.rhs.__doc__, System.rhs.__doc__)
print(population(0.5, 10.0, 1.0), hares([4.0, 1.5], 0.4))
