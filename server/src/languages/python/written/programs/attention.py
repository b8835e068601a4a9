"""Scaled dot-product attention and layer normalisation in NumPy."""
import numpy as np

np.set_printoptions(precision=4, suppress=True)


def softmax(x, axis=-1):
    x = x - np.max(x, axis=axis, keepdims=True)
    e = np.exp(x)
    return e / np.sum(e, axis=axis, keepdims=True)


def layer_norm(x, gain, bias, eps=1e-5):
    mu = x.mean(axis=-1, keepdims=True)
    var = ((x - mu) ** 2).mean(axis=-1, keepdims=True)
    return gain * (x - mu) / np.sqrt(var + eps) + bias


def positions(n, d):
    pos = np.arange(n)[:, None]
    i = np.arange(d)[None, :]
    angle = pos / np.power(10000.0, (2 * (i // 2)) / d)
    return np.where(i % 2 == 0, np.sin(angle), np.cos(angle))


def attention(q, k, v, causal=False):
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    if causal:
        n = scores.shape[-1]
        hidden = np.triu(np.ones((n, n), dtype=bool), k=1)
        scores = np.where(hidden, -1e9, scores)
    weights = softmax(scores)
    return weights @ v, weights


class MultiHead:
    def __init__(self, d, heads):
        self.heads, self.width = heads, d // heads
        grid = np.arange(d * d).reshape(d, d)
        self.wq, self.wk, self.wv, self.wo = (np.sin(grid + s) / np.sqrt(d) for s in (0.0, 1.0, 2.0, 3.0))

    def split(self, x):
        n, d = x.shape
        return x.reshape(n, self.heads, self.width).transpose(1, 0, 2)

    def __call__(self, x, causal=True):
        q, k, v = (self.split(x @ w) for w in (self.wq, self.wk, self.wv))
        out, self.weights = attention(q, k, v, causal)
        return out.transpose(1, 0, 2).reshape(x.shape) @ self.wo


# @grad q=[[0.5, -0.2], [0.1, 0.9]], k=[[0.3, 0.4], [-0.6, 0.2], [0.8, -0.1]], v=[[1.0, 0.0], [0.5, -0.5], [0.2, 2.0]]
def attended(q, k, v):
    scores = q @ k.T / np.sqrt(2.0)
    e = np.exp(scores)
    out = (e / e.sum(axis=1, keepdims=True)) @ v
    return np.sum(out**2)


# @grad x=[[0.2, -1.0, 3.0], [1.0, 0.5, -0.5]], gain=[1.0, 0.5, 2.0], bias=[0.0, 0.1, -0.1]
def normalised(x, gain, bias):
    return np.sum(np.sin(layer_norm(x, gain, bias)))


tokens = "the cat sat on the mat".split()
vocabulary = {word: i for i, word in enumerate(dict.fromkeys(tokens))}
ids = np.array([vocabulary[t] for t in tokens])
d = 8
table = np.cos(np.outer(np.arange(1, len(vocabulary) + 1), np.arange(1, d + 1)))
x = table[ids] + positions(len(ids), d)
print(ids, x.shape)
print(x[:2])
layer = MultiHead(d, 2)
h = x + layer(layer_norm(x, np.ones(d), np.zeros(d)))
print(layer.weights.shape)
print(layer.weights[0])
print("rows sum to one:", np.allclose(layer.weights.sum(-1), 1), "causal:", np.allclose(np.triu(layer.weights[1], 1), 0))
for row, token in zip(layer.weights[1].argmax(axis=1), tokens):
    print(f"{token:>4} looks at {tokens[row]}")
y = layer_norm(h, np.ones(d), np.zeros(d))
print(y.mean(axis=-1).round(8) + 0.0, y.var(axis=-1))
print(y[-1] @ table.T)
print(attended(np.array([[0.5, -0.2], [0.1, 0.9]]), np.array([[0.3, 0.4], [-0.6, 0.2], [0.8, -0.1]]), np.array([[1.0, 0.0], [0.5, -0.5], [0.2, 2.0]])))
