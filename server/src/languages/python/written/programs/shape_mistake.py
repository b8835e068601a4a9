import numpy as np

# A layer stack with a mistake in its shapes, as one meets it on a first run.


class Dense:
    def __init__(self, n_in, n_out):
        grid = np.arange(n_in * n_out).reshape(n_in, n_out)
        self.W = np.sin(grid) / np.sqrt(n_in)
        self.b = np.zeros(n_out)

    def __call__(self, x):
        print(f"  {x.shape} @ {self.W.shape}")
        return x @ self.W + self.b


class Activation:
    def __init__(self, fn):
        self.fn = fn

    def __call__(self, x):
        return self.fn(x)


class Stack:
    def __init__(self, *layers):
        self.layers = layers

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def __len__(self):
        return len(self.layers)


def relu(x):
    return np.maximum(x, 0)


batch = np.linspace(-1, 1, 12).reshape(4, 3)
good = Stack(Dense(3, 4), Activation(relu), Dense(4, 2), Activation(np.tanh))
print("good:", len(good), "layers")
out = good(batch)
print(out)
print(out.shape, out.sum(), (out > 0).sum(axis=0))

for operation in (
    lambda: batch + np.ones(4),
    lambda: np.ones(3) @ np.ones(4),
    lambda: batch.reshape(5, 2),
    lambda: batch[4],
    lambda: batch[:, 3],
    lambda: np.concatenate([batch, np.ones((4, 2))], axis=0),
    lambda: np.array([1, 2, 3]).reshape(-1, 2),
    lambda: bool(batch),
    lambda: np.zeros(2)[0.5],
):
    try:
        print(operation())
    except (ValueError, IndexError) as err:
        print(f"{type(err).__name__}: {err}")

batch_column = batch[:, :1]
print((batch_column + batch_column.T).shape, "by broadcasting")
broken = Stack(
    Dense(3, 5),
    Activation(relu),
    Dense(4, 2),
)
print("broken:")
print(broken(batch))
print("never printed")
