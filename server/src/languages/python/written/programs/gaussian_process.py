"""Gaussian process regression: posterior, marginal likelihood, and its gradient by hand."""
import numpy as np

X = np.array([-4.0, -2.8, -1.5, -0.3, 1.0, 2.4, 3.7])
Y = np.sin(X) + 0.1 * np.array([1, -1, 0.5, 0.3, -0.8, 0.9, -0.4])


def rbf(a, b, length, scale):
    d = a[:, np.newaxis] - b[np.newaxis, :]
    return scale**2 * np.exp(-0.5 * (d / length) ** 2)


def chol_solve(L, b):
    n = len(b)
    z = np.zeros(n)
    for i in range(n):
        z[i] = (b[i] - L[i, :i] @ z[:i]) / L[i, i]
    x = np.zeros(n)
    for i in range(n - 1, -1, -1):
        x[i] = (z[i] - L[i + 1 :, i] @ x[i + 1 :]) / L[i, i]
    return x


def cholesky(K):
    L = np.zeros_like(K)
    for i in range(len(K)):
        for j in range(i + 1):
            s = K[i, j] - L[i, :j] @ L[j, :j]
            L[i, j] = np.sqrt(s) if i == j else s / L[j, j]
    return L


class GP:
    def __init__(self, length=1.0, scale=1.0, noise=0.1):
        self.theta = dict(length=length, scale=scale, noise=noise)

    def fit(self, x, y):
        self.x, self.y = x, y
        K = rbf(x, x, self.theta["length"], self.theta["scale"])
        self.K = K + self.theta["noise"] ** 2 * np.identity(len(x))
        self.L = cholesky(self.K)
        self.alpha = chol_solve(self.L, y)
        return self

    def log_evidence(self):
        return -0.5 * self.y @ self.alpha - np.log(np.diagonal(self.L)).sum() - 0.5 * len(self.y) * np.log(2 * np.pi)

    def gradient(self):
        Kinv = np.column_stack([chol_solve(self.L, e) for e in np.eye(len(self.x))])
        inner = np.outer(self.alpha, self.alpha) - Kinv
        l, s, n = self.theta["length"], self.theta["scale"], self.theta["noise"]
        K = rbf(self.x, self.x, l, s)
        d2 = np.subtract.outer(self.x, self.x) ** 2
        parts = {"length": K * d2 / l**3, "scale": 2 * K / s, "noise": 2 * n * np.eye(len(self.x))}
        return {k: 0.5 * np.sum(inner * dK) for k, dK in parts.items()}

    def predict(self, xs):
        k = rbf(self.x, xs, self.theta["length"], self.theta["scale"])
        mean = k.T @ self.alpha
        var = self.theta["scale"] ** 2 - np.array([c @ chol_solve(self.L, c) for c in k.T])
        return mean, np.sqrt(np.maximum(var, 0))


# @grad length=1.3, scale=0.9, noise=0.2
# @grad length=0.7, scale=1.5, noise=0.4
def negative_log_evidence(length, scale, noise):
    """By Cholesky, in place: the matrix factorised entry by entry."""
    d = X[:, None] - X[None, :]
    K = scale**2 * np.exp(-0.5 * (d / length) ** 2) + noise**2 * np.eye(len(X))
    L = cholesky(K)
    z = np.zeros(len(X))
    for i in range(len(X)):
        z[i] = (Y[i] - L[i, :i] @ z[:i]) / L[i, i]
    return 0.5 * z @ z + np.sum(np.log(np.diag(L))) + 0.5 * len(X) * np.log(2 * np.pi)


gp = GP(1.3, 0.9, 0.2).fit(X, Y)
print("log evidence", gp.log_evidence())
g = gp.gradient()
h = 1e-5
for name in gp.theta:
    up = GP(**{**gp.theta, name: gp.theta[name] + h}).fit(X, Y).log_evidence()
    down = GP(**{**gp.theta, name: gp.theta[name] - h}).fit(X, Y).log_evidence()
    print(f"{name:<7}{g[name]:+.8f}  agrees with differences: {abs((up - down) / (2 * h) - g[name]) < 1e-6}")

theta = np.log([1.3, 0.9, 0.2])
for step in range(60):
    gp = GP(*np.exp(theta)).fit(X, Y)
    if step % 15 == 0:
        print(f"step {step:2d}: {gp.log_evidence():.8f} at {np.exp(theta).round(5)}")
    theta = theta + 0.02 * np.array(list(gp.gradient().values())) * np.exp(theta)

xs = np.linspace(-5, 5, 11)
mean, sd = gp.predict(xs)
print("    x      mean       sd")
for row in zip(xs, mean, sd):
    print("%5.1f %9.5f %8.5f" % row)
print(gp.K.shape, np.allclose(gp.L @ gp.L.T, gp.K), gp.K[:3, :3])
inside = np.abs(mean - np.sin(xs)) < 2 * sd
print(inside, f"{inside.mean():.0%} within two deviations")
print(negative_log_evidence(1.3, 0.9, 0.2))
