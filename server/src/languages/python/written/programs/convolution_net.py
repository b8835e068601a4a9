"""A convolution layer and a pooling layer, forward and backward, by windows of a NumPy array."""
import numpy as np


def image(kind, n=8):
    r, c = np.indices((n, n))
    if kind == "disc":
        return ((r - 3.5) ** 2 + (c - 3.5) ** 2 < 8).astype(float)
    if kind == "stripe":
        return ((r + c) % 4 < 2).astype(float)
    return np.zeros((n, n))


def conv2d(x, w, b):
    k = w.shape[-1]
    h, v = x.shape[-2] - k + 1, x.shape[-1] - k + 1
    out = np.empty((len(w), h, v))
    for i in range(h):
        for j in range(v):
            out[:, i, j] = np.sum(w * x[i : i + k, j : j + k], axis=(1, 2)) + b
    return out


def conv2d_backward(x, w, dout):
    k = w.shape[-1]
    dw, dx = np.zeros_like(w), np.zeros_like(x)
    for i in range(dout.shape[1]):
        for j in range(dout.shape[2]):
            patch = x[i : i + k, j : j + k]
            dw += dout[:, i, j][:, None, None] * patch
            dx[i : i + k, j : j + k] += np.sum(dout[:, i, j][:, None, None] * w, axis=0)
    return dx, dw, dout.sum(axis=(1, 2))


def maxpool(x, s=2):
    c, h, v = x.shape
    blocks = x.reshape(c, h // s, s, v // s, s)
    out = blocks.max(axis=(2, 4))
    mask = blocks == out[:, :, None, :, None]
    return out, mask


def maxpool_backward(dout, mask):
    spread = mask * dout[:, :, None, :, None]
    c, h, s, v, t = mask.shape
    return spread.reshape(c, h * s, v * t)


def model(x, w, b, head):
    z = conv2d(x, w, b)
    a = np.maximum(z, 0)
    p, mask = maxpool(a)
    return p.ravel() @ head, (z, a, p, mask)


# @grad w=[[0.5, -0.2], [0.1, 0.3]], b=0.1
# @grad w=[[1, 0], [0, -1]], b=-0.2
def filtered_energy(w, b):
    x = np.array([[0.0, 1.0, 0.5, 0.2], [0.3, 0.8, -0.4, 1.0], [1.0, 0.1, 0.6, -0.7], [0.2, 0.9, 0.4, 0.3]])
    total = 0.0
    for i in range(3):
        for j in range(3):
            z = np.sum(w * x[i : i + 2, j : j + 2]) + b
            total = total + np.tanh(z) ** 2
    return total


w = np.array([[[0.0, 1, 0], [1, -4, 1], [0, 1, 0]], [[1, 0, -1], [2, 0, -2], [1, 0, -1]]])
b = np.array([0.1, -0.1])
head = np.linspace(-1, 1, 18)
for kind in ("disc", "stripe", "blank"):
    score, (z, a, p, mask) = model(image(kind), w, b, head)
    print(kind, score)
    print(p)
x = image("disc") + 0.01 * np.arange(64).reshape(8, 8)
score, (z, a, p, mask) = model(x, w, b, head)
da = maxpool_backward(head.reshape(p.shape), mask)
dx, dw, db = conv2d_backward(x, w, da * (z > 0))
print("dw:", dw, "db:", db, sep="\n")
print(dx[2:5])
h = 1e-6
worst = 0.0
for index in np.ndindex(w.shape):
    bump = np.zeros_like(w)
    bump[index] = h
    slope = (model(x, w + bump, b, head)[0] - model(x, w - bump, b, head)[0]) / (2 * h)
    worst = max(worst, abs(slope - dw[index]))
print("agrees with differences:", worst < 1e-6)
print(z.shape, a.min(), p.shape, mask.sum(), mask.dtype, np.unique(image("stripe")))
print(filtered_energy(np.array([[0.5, -0.2], [0.1, 0.3]]), 0.1))
