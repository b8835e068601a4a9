"""A recurrent network with back-propagation through time written by hand; it learns to add bits up."""
import numpy as np

SEQUENCES = np.array([[int(b) for b in f"{k:04b}"] for k in range(16)], dtype=float)
TARGETS = SEQUENCES.sum(axis=1)


def init(hidden=5):
    k = np.arange(hidden * hidden).reshape(hidden, hidden)
    return {
        "Wx": np.linspace(-0.5, 0.5, hidden),
        "Wh": 0.4 * np.sin(k + 1.0),
        "b": np.zeros(hidden),
        "v": np.cos(np.arange(hidden)),
        "c": np.array(0.0),
    }


def forward(p, seq):
    h = np.zeros((len(p["b"]),))
    states = [h]
    for x in seq:
        h = np.tanh(p["Wx"] * x + p["Wh"] @ h + p["b"])
        states.append(h)
    return p["v"] @ h + p["c"], states


def backward(p, seq, states, dy):
    grads = {k: np.zeros_like(v) for k, v in p.items()}
    grads["v"] += dy * states[-1]
    grads["c"] += dy
    dh = dy * p["v"]
    for t in reversed(range(len(seq))):
        da = dh * (1 - states[t + 1] ** 2)
        grads["Wx"] += da * seq[t]
        grads["Wh"] += np.outer(da, states[t])
        grads["b"] += da
        dh = p["Wh"].T @ da
    return grads


def total_loss(p):
    return sum(0.5 * (forward(p, s)[0] - t) ** 2 for s, t in zip(SEQUENCES, TARGETS)) / len(TARGETS)


def total_grad(p):
    total = {k: np.zeros_like(v) for k, v in p.items()}
    for seq, target in zip(SEQUENCES, TARGETS):
        y, states = forward(p, seq)
        for k, g in backward(p, seq, states, (y - target) / len(TARGETS)).items():
            total[k] += g
    return total


def clip(grads, limit):
    size = np.sqrt(sum(np.sum(g * g) for g in grads.values()))
    return {k: g * min(1.0, limit / size) for k, g in grads.items()}, size


# @grad wx=[0.5, -0.3], wh=[[0.2, 0.4], [-0.6, 0.1]], b=[0.1, -0.1], v=[1.0, 0.5]
# @grad wx=[1, -1], wh=[[0.9, 0.0], [0.0, 0.8]], b=[0, 0], v=[0.3, -0.7]
def unrolled(wx, wh, b, v):
    h = np.zeros(2)
    loss = 0.0
    for x, target in zip([1.0, 0.0, 1.0, 1.0], [1.0, 1.0, 2.0, 3.0]):
        h = np.tanh(wx * x + wh @ h + b)
        loss = loss + 0.5 * (v @ h - target) ** 2
    return loss


p = init()
g = total_grad(p)
print("loss at the start:", total_loss(p))
for name in ("Wx", "Wh", "b", "v", "c"):
    flat = p[name].reshape(-1)
    i = len(flat) // 2
    keep = flat[i]
    flat[i] = keep + 1e-5
    up = total_loss(p)
    flat[i] = keep - 1e-5
    down = total_loss(p)
    flat[i] = keep
    print(f"{name:<3} {g[name].reshape(-1)[i]:+.8f} differences agree: {abs((up - down) / 2e-5 - g[name].reshape(-1)[i]) < 1e-8}")
print(g["Wh"].round(4))

for step in range(101):
    g, size = clip(total_grad(p), 1.0)
    if step % 25 == 0:
        print(f"step {step:3d}: loss {total_loss(p):.9f}, |g| {size:.6f}")
    for k in p:
        p[k] = p[k] - 0.3 * g[k]
outputs = np.array([forward(p, s)[0] for s in SEQUENCES])
print(np.round(outputs, 2).reshape(4, 4))
print("rounded right:", int((np.round(outputs) == TARGETS).sum()), "of 16")
print(p["c"].round(10), p["c"].shape, p["v"])
_, states = forward(p, SEQUENCES[-1])
print(np.array(states).round(3))
print(unrolled(np.array([0.5, -0.3]), np.array([[0.2, 0.4], [-0.6, 0.1]]), np.array([0.1, -0.1]), np.array([1.0, 0.5])))
