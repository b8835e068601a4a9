import numpy as np

# Two-layer network, backprop written out, checked by finite differences.

np.set_printoptions(precision=6, suppress=True, linewidth=100)


def init(n_in, n_hidden, n_out):
    w1 = np.sin(np.arange(1, n_in * n_hidden + 1)).reshape(n_in, n_hidden) * 0.7
    w2 = np.cos(np.arange(1, n_hidden * n_out + 1) * 1.3).reshape(n_hidden, n_out) * 0.7
    return {"W1": w1, "b1": np.zeros(n_hidden), "W2": w2, "b2": np.zeros(n_out)}


def forward(params, X):
    z1 = X.dot(params["W1"]) + params["b1"]
    a1 = np.tanh(z1)
    z2 = a1.dot(params["W2"]) + params["b2"]
    return z2, (X, a1)


def loss_and_grads(params, X, Y):
    out, (X, a1) = forward(params, X)
    diff = out - Y
    n = X.shape[0]
    loss = 0.5 * np.sum(diff**2) / n
    d2 = diff / n
    d1 = d2.dot(params["W2"].T) * (1 - a1**2)
    grads = {"W2": a1.T.dot(d2), "b2": d2.sum(axis=0), "W1": X.T.dot(d1), "b1": d1.sum(axis=0)}
    return loss, grads


def numeric_grad(params, key, X, Y, h=1e-5):
    g = np.zeros_like(params[key])
    it = np.ndindex(*params[key].shape)
    for index in it:
        keep = params[key][index]
        params[key][index] = keep + h
        up, _ = loss_and_grads(params, X, Y)
        params[key][index] = keep - h
        down, _ = loss_and_grads(params, X, Y)
        params[key][index] = keep
        g[index] = (up - down) / (2 * h)
    return g


X = np.linspace(-2, 2, 17)[:, None]
X = np.hstack([X, X**2 / 4])
Y = np.sin(2 * X[:, :1]) + 0.1 * X[:, 1:]


# @grad W1=[[0.3, -0.5, 0.2], [0.1, 0.4, -0.6]], b1=[0.1, 0.0, -0.1], W2=[[0.7], [-0.2], [0.5]], b2=[0.05]
def network_loss(W1, b1, W2, b2):
    hidden = np.tanh(X @ W1 + b1)
    return 0.5 * np.mean((hidden @ W2 + b2 - Y) ** 2)


params = init(2, 5, 1)
loss, grads = loss_and_grads(params, X, Y)
print("initial loss", loss)
for key in sorted(params):
    numeric = numeric_grad(params, key, X, Y)
    error = np.abs(numeric - grads[key]).max() / np.abs(grads[key]).max()
    print(f"{key}: shape {params[key].shape}, backprop agrees with differences: {error < 1e-7}")
print(grads["W1"])
print(grads["b1"], grads["b2"])

velocity = {k: np.zeros_like(v) for k, v in params.items()}
for step in range(201):
    loss, grads = loss_and_grads(params, X, Y)
    for k in params:
        velocity[k] = 0.9 * velocity[k] - 0.1 * grads[k]
        params[k] += velocity[k]
    if step % 50 == 0:
        print(f"step {step:4d} loss {loss:.10f} |grad| {np.sqrt(sum((g**2).sum() for g in grads.values())):.8f}")

out, _ = forward(params, X)
print(np.c_[X[:, 0], Y, out][::4])
print(params["W1"])
print("max error", np.max(np.abs(out - Y)).round(10), "at", X[np.argmax(np.abs(out - Y)), 0])
print(network_loss(np.array([[0.3, -0.5, 0.2], [0.1, 0.4, -0.6]]), np.array([0.1, 0.0, -0.1]), np.array([[0.7], [-0.2], [0.5]]), np.array([0.05])))
