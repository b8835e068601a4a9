"""Scalar reverse-mode differentiation, and a very small network trained with it."""
import math
import random


class Var:
    """A number that remembers which numbers it was made from."""

    count = 0

    def __init__(self, data, parents=(), op=""):
        self.data = data
        self.grad = 0.0
        self.op = op
        self._parents = tuple(parents)
        self._push = lambda: None
        Var.count += 1

    def __add__(self, other):
        other = other if isinstance(other, Var) else Var(other)
        out = Var(self.data + other.data, (self, other), "+")

        def push():
            self.grad += out.grad
            other.grad += out.grad

        out._push = push
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Var) else Var(other)
        out = Var(self.data * other.data, (self, other), "*")

        def push():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._push = push
        return out

    def __pow__(self, k):
        assert isinstance(k, (int, float)), "only constant exponents"
        out = Var(self.data**k, (self,), f"**{k}")

        def push():
            self.grad += k * self.data ** (k - 1) * out.grad

        out._push = push
        return out

    def tanh(self):
        t = math.tanh(self.data)
        out = Var(t, (self,), "tanh")

        def push():
            self.grad += (1 - t * t) * out.grad

        out._push = push
        return out

    def exp(self):
        out = Var(math.exp(self.data), (self,), "exp")

        def push():
            self.grad += out.data * out.grad

        out._push = push
        return out

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-other)

    def __truediv__(self, other):
        return self * other**-1 if isinstance(other, Var) else self * (1 / other)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return -self + other

    def __rtruediv__(self, other):
        return other * self**-1

    def __repr__(self):
        return f"Var(data={self.data:.4f}, grad={self.grad:.4f})"

    def backward(self):
        order, seen = [], set()

        def visit(v):
            if v not in seen:
                seen.add(v)
                for p in v._parents:
                    visit(p)
                order.append(v)

        visit(self)
        self.grad = 1.0
        for v in reversed(order):
            v._push()
        return len(order)


class Neuron:
    def __init__(self, n_in, squash=True):
        self.w = [Var(random.uniform(-1, 1)) for _ in range(n_in)]
        self.b = Var(0.0)
        self.squash = squash

    def __call__(self, xs):
        act = sum((w * x for w, x in zip(self.w, xs)), self.b)
        return act.tanh() if self.squash else act

    def parameters(self):
        return self.w + [self.b]


class Net:
    def __init__(self, *sizes):
        last = len(sizes) - 2
        self.layers = [
            [Neuron(n, squash=i < last) for _ in range(m)] for i, (n, m) in enumerate(zip(sizes, sizes[1:]))
        ]

    def __call__(self, xs):
        for layer in self.layers:
            xs = [neuron(xs) for neuron in layer]
        return xs[0] if len(xs) == 1 else xs

    def parameters(self):
        return [p for layer in self.layers for neuron in layer for p in neuron.parameters()]


# @grad a=1.5, b=-0.75
# @grad a=-0.3, b=0.4
def through_the_class(a, b):
    """The engine differentiates the class's own forward pass."""
    u, v = Var(a), Var(b)
    y = (u * v + 3 * u).tanh() + (u**3) / 7 - (v * 0.5).exp()
    return y.data


if __name__ == "__main__":
    a, b = Var(1.5), Var(-0.75)
    y = (a * b + 3 * a).tanh() + (a**3) / 7 - (b * 0.5).exp()
    nodes = y.backward()
    print(y, a, b, nodes)

    random.seed(7)
    net = Net(2, 4, 1)
    inputs = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]
    targets = [-1.0, 1.0, 1.0, -1.0]
    print("parameters:", len(net.parameters()))
    for step in range(40):
        outs = [net(x) for x in inputs]
        loss = sum((o - t) ** 2 for o, t in zip(outs, targets)) / len(targets)
        for p in net.parameters():
            p.grad = 0.0
        loss.backward()
        for p in net.parameters():
            p.data -= 0.2 * p.grad
        if step % 8 == 0:
            print(f"step {step:3d}  loss {loss.data:.10f}")
    for x in inputs:
        print(x, round(net(x).data, 6))
    print(net.parameters()[:3])
    print(Var.count)
