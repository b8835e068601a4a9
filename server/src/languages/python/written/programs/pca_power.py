"""Principal components by power iteration with deflation."""
import numpy as np


def power_iteration(A, tol=1e-12, max_iter=2000):
    v = np.ones(A.shape[0])
    v /= np.linalg.norm(v)
    value = 0.0
    for it in range(1, max_iter + 1):
        w = A @ v
        new_value = v @ w
        v = w / np.linalg.norm(w)
        if abs(new_value - value) < tol * abs(new_value):
            break
        value = new_value
    if v[np.argmax(np.abs(v))] < 0:
        v = -v
    return new_value, v, it


def pca(X, k):
    centred = X - X.mean(axis=0)
    C = centred.T @ centred / (len(X) - 1)
    total = np.trace(C)
    values, vectors, rounds = [], [], []
    for _ in range(k):
        lam, v, it = power_iteration(C)
        C = C - lam * np.outer(v, v)
        values.append(lam)
        vectors.append(v)
        rounds.append(it)
    return np.array(values), np.array(vectors), total, rounds


def cloud(n=40):
    t = np.arange(n)
    a, b, c = np.sin(0.7 * t) * 3, np.cos(1.9 * t), np.sin(2.3 * t + 1) * 0.3
    mix = np.array([[0.8, 0.6, 0.0], [-0.48, 0.64, 0.6], [0.36, -0.48, 0.8]])
    return np.stack([a, b, c], axis=-1) @ mix + [10.0, -2.0, 4.0]


A_SMALL = np.array([[4.0, 1.0, 0.5], [1.0, 3.0, -0.2], [0.5, -0.2, 2.0]])


# @grad v=[1.0, 0.5, -0.25]
# @grad v=[0.2, -0.7, 0.4]
def rayleigh(v):
    return v @ A_SMALL @ v / (v @ v)


X = cloud()
print("mean", X.mean(axis=0))
print("std ", X.std(axis=0, ddof=1))
values, vectors, total, rounds = pca(X, 3)
print("eigenvalues", values, "rounds", rounds)
print("explained", values / total, "cumulative", np.cumsum(values) / total)
print(vectors)
print("orthonormal:", np.allclose(vectors @ vectors.T, np.eye(3), atol=1e-5))
scores = (X - X.mean(axis=0)) @ vectors[:2].T
print("scores", scores.shape)
print(scores[:5])
back = scores @ vectors[:2] + X.mean(axis=0)
err = np.linalg.norm(X - back) / np.linalg.norm(X - X.mean(axis=0))
print(f"lost by two components: {err:.2%}")
print("rayleigh quotient of the first:", rayleigh(np.array([1.0, 0.5, -0.25])))
print(X[:2].round(3), X.min(), X.max(), sep="\n")
