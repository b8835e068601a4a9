# A Tensor class over NumPy arrays: reverse mode with broadcasting undone on the way back.
import numpy as np


def unbroadcast(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    for axis, n in enumerate(shape):
        if n == 1 and grad.shape[axis] != 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad


class Tensor:
    def __init__(self, data, requires_grad=False, _children=(), _backward=None):
        self.data = np.asarray(data, dtype=np.float64)
        self.requires_grad = requires_grad or any(c.requires_grad for c in _children)
        self.grad = np.zeros_like(self.data) if self.requires_grad else None
        self._children = _children
        self._backward = _backward

    @property
    def shape(self):
        return self.data.shape

    @property
    def T(self):
        return Tensor(self.data.T, _children=(self,), _backward=lambda g: (g.T,))

    @staticmethod
    def lift(x):
        return x if isinstance(x, Tensor) else Tensor(x)

    def __add__(self, other):
        other = Tensor.lift(other)
        return Tensor(
            self.data + other.data,
            _children=(self, other),
            _backward=lambda g: (unbroadcast(g, self.shape), unbroadcast(g, other.shape)),
        )

    __radd__ = __add__

    def __mul__(self, other):
        other = Tensor.lift(other)
        return Tensor(
            self.data * other.data,
            _children=(self, other),
            _backward=lambda g: (unbroadcast(g * other.data, self.shape), unbroadcast(g * self.data, other.shape)),
        )

    __rmul__ = __mul__

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + (-Tensor.lift(other))

    def __matmul__(self, other):
        return Tensor(
            self.data @ other.data,
            _children=(self, other),
            _backward=lambda g: (g @ other.data.T, self.data.T @ g),
        )

    def relu(self):
        mask = self.data > 0
        return Tensor(np.where(mask, self.data, 0.0), _children=(self,), _backward=lambda g: (g * mask,))

    def exp(self):
        e = np.exp(self.data)
        return Tensor(e, _children=(self,), _backward=lambda g: (g * e,))

    def log(self):
        return Tensor(np.log(self.data), _children=(self,), _backward=lambda g: (g / self.data,))

    def sum(self, axis=None, keepdims=False):
        def back(g):
            if axis is not None and not keepdims:
                g = np.expand_dims(g, axis)
            return (np.broadcast_to(g, self.shape).copy(),)

        return Tensor(self.data.sum(axis=axis, keepdims=keepdims), _children=(self,), _backward=back)

    def mean(self):
        return self.sum() * (1.0 / self.data.size)

    def __getitem__(self, key):
        def back(g):
            full = np.zeros_like(self.data)
            np.add.at(full, key, g)
            return (full,)

        return Tensor(self.data[key], _children=(self,), _backward=back)

    def backward(self):
        order, visited = [], set()

        def build(t):
            if id(t) in visited:
                return
            visited.add(id(t))
            for c in t._children:
                build(c)
            order.append(t)

        build(self)
        self.grad = np.ones_like(self.data)
        for t in reversed(order):
            if t._backward is None or not t.requires_grad:
                continue
            for child, g in zip(t._children, t._backward(t.grad)):
                if child.requires_grad:
                    child.grad = child.grad + g

    def __repr__(self):
        return f"Tensor({np.array2string(self.data, precision=4, separator=', ')}, grad={self.requires_grad})"


def cross_entropy(logits, labels):
    shift = logits - logits.data.max(axis=1, keepdims=True)
    logsum = shift.exp().sum(axis=1, keepdims=True).log()
    logp = shift - logsum
    picked = logp[np.arange(len(labels)), labels]
    return -picked.mean()


X = np.array([[0.5, 1.0], [1.5, -0.5], [-1.0, 0.25], [-0.75, -1.25], [2.0, 0.75], [0.1, -2.0]])
labels = np.array([0, 1, 2, 2, 0, 1])
W1 = Tensor(np.linspace(-0.6, 0.6, 8).reshape(2, 4), requires_grad=True)
b1 = Tensor(np.zeros((1, 4)), requires_grad=True)
W2 = Tensor(np.cos(np.arange(12.0)).reshape(4, 3), requires_grad=True)
b2 = Tensor(np.zeros(3), requires_grad=True)
params = [W1, b1, W2, b2]

np.set_printoptions(precision=5, suppress=True)
for epoch in range(60):
    hidden = (Tensor(X) @ W1 + b1).relu()
    loss = cross_entropy(hidden @ W2 + b2, labels)
    for p in params:
        p.grad = np.zeros_like(p.data)
    loss.backward()
    if epoch == 0:
        print("first gradients")
        for p in params:
            print(p.grad)
    for p in params:
        p.data -= 0.4 * p.grad
    if epoch % 15 == 0:
        print(epoch, loss.data, loss)

scores = (Tensor(X) @ W1 + b1).relu() @ W2 + b2
print(scores.data)
print("predicted", scores.data.argmax(axis=1), "labels", labels)
print("W1 =", W1)
print(repr(b2), b2.T.shape, hidden.shape)
