"""SGD, momentum, Nesterov, RMSProp, AdaGrad and Adam as classes, on a valley and on a small regression."""
import math
from abc import ABC, abstractmethod


class Optimiser(ABC):
    registry = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        Optimiser.registry[cls.__name__.lower()] = cls

    def __init__(self, lr):
        self.lr = lr
        self.state = {}

    def step(self, params, grads):
        return {name: self.update(name, params[name], grads[name]) for name in params}

    @abstractmethod
    def update(self, name, value, grad):
        ...

    def __repr__(self):
        extras = {k: v for k, v in vars(self).items() if k not in ("lr", "state", "t")}
        inner = "".join(f", {k}={v}" for k, v in sorted(extras.items()))
        return f"{self.__class__.__name__}(lr={self.lr}{inner})"


class SGD(Optimiser):
    def update(self, name, value, grad):
        return value - self.lr * grad


class Momentum(Optimiser):
    def __init__(self, lr, beta=0.9, nesterov=False):
        super().__init__(lr)
        self.beta, self.nesterov = beta, nesterov

    def update(self, name, value, grad):
        v = self.beta * self.state.get(name, 0.0) + grad
        self.state[name] = v
        return value - self.lr * (grad + self.beta * v if self.nesterov else v)


class AdaGrad(Optimiser):
    def update(self, name, value, grad):
        self.state[name] = self.state.get(name, 0.0) + grad**2
        return value - self.lr * grad / (math.sqrt(self.state[name]) + 1e-8)


class RMSProp(Optimiser):
    def __init__(self, lr, rho=0.9):
        super().__init__(lr)
        self.rho = rho

    def update(self, name, value, grad):
        s = self.rho * self.state.get(name, 0.0) + (1 - self.rho) * grad * grad
        self.state[name] = s
        return value - self.lr * grad / (s**0.5 + 1e-8)


class Adam(Optimiser):
    def __init__(self, lr, betas=(0.9, 0.999), eps=1e-8):
        super().__init__(lr)
        self.betas, self.eps, self.t = betas, eps, 0

    def step(self, params, grads):
        self.t += 1
        return super().step(params, grads)

    def update(self, name, value, grad):
        b1, b2 = self.betas
        m, v = self.state.setdefault(name, (0.0, 0.0))
        m, v = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * grad**2
        self.state[name] = m, v
        m_hat, v_hat = m / (1 - b1**self.t), v / (1 - b2**self.t)
        return value - self.lr * m_hat / (math.sqrt(v_hat) + self.eps)


def valley(p):
    x, y = p["x"], p["y"]
    value = 0.5 * x**2 + 5 * y**2 + math.sin(x) * 0.3
    return value, {"x": x + 0.3 * math.cos(x), "y": 10 * y}


DATA = [(0.0, 1.1), (1.0, 2.9), (2.0, 5.2), (3.0, 6.8), (4.0, 9.1)]


def regression(p):
    n = len(DATA)
    res = [p["slope"] * x + p["shift"] - y for x, y in DATA]
    return sum(r * r for r in res) / n, {
        "slope": sum(2 * r * x for r, (x, _) in zip(res, DATA)) / n,
        "shift": sum(2 * r for r in res) / n,
    }


def minimise(problem, start, optimiser, steps):
    p = dict(start)
    path = []
    for _ in range(steps):
        value, grads = problem(p)
        path.append(value)
        p = optimiser.step(p, grads)
    return p, path


# @grad x0=2.0, y0=1.0, lr=0.05
# @grad x0=-1.0, y0=0.5, lr=0.08
def after_ten_steps(x0, y0, lr):
    """The final value through ten steps of momentum: a gradient of the whole descent, by its rate too."""
    p, _ = minimise(valley, {"x": x0, "y": y0}, Momentum(lr, beta=0.8), 10)
    return valley(p)[0]


print(sorted(Optimiser.registry))
optimisers = [SGD(0.05), Momentum(0.02), Momentum(0.02, nesterov=True), AdaGrad(0.5), RMSProp(0.05), Adam(0.1)]
for name, problem, start in [
    ("valley", valley, {"x": 3.0, "y": 1.0}),
    ("regression", regression, {"slope": 0.0, "shift": 0.0}),
]:
    print(name)
    for opt in optimisers:
        opt.state.clear()
        if isinstance(opt, Adam):
            opt.t = 0
        p, path = minimise(problem, start, opt, 100)
        ends = " ".join(f"{k}={v:+.8f}" for k, v in p.items())
        print(f"  {opt!r:<55} {path[0]:.4f} -> {path[9]:.6f} -> {path[-1]:.9f}  {ends}")
try:
    Optimiser(0.1)
except TypeError as err:
    print("TypeError:", err)
print(issubclass(Adam, Optimiser), Adam.__mro__[1].__name__, Optimiser.registry["adam"] is Adam)
print(after_ten_steps(2.0, 1.0, 0.05))
