"""Ridge regression; the penalty is chosen by k-fold cross-validation."""
import numpy as np

rng_like = np.arange(24)
x = np.linspace(-1, 1, 24)
y = np.sin(2.5 * x) + 0.25 * np.cos(17 * rng_like)


def design(x, degree):
    return np.vander(x, degree + 1, increasing=True)


def ridge(X, y, lam):
    penalty = lam * np.eye(X.shape[1])
    penalty[0, 0] = 0  # the intercept is free
    return np.linalg.solve(X.T @ X + penalty, X.T @ y)


def folds(n, k):
    index = np.arange(n)
    for i in range(k):
        test = index[i::k]
        yield np.setdiff1d(index, test), test


def cross_validate(X, y, lam, k=6):
    errors = []
    for train, test in folds(len(y), k):
        w = ridge(X[train], y[train], lam)
        errors.append(np.mean((X[test] @ w - y[test]) ** 2))
    return np.mean(errors), np.std(errors) / np.sqrt(k)


Xs = design(x[:10], 3)
ys = y[:10]


# @grad w=[0.1, 1.5, -0.2, -0.6], lam=0.3
# @grad w=[0.0, 2.0, 0.0, -1.0], lam=1.5
def ridge_objective(w, lam):
    r = Xs @ w - ys
    return r @ r + lam * np.sum(w[1:] ** 2)


np.set_printoptions(precision=3, suppress=True, linewidth=90)
X = design(x, 9)
print(X.shape)
print(X[[0, 12, -1], :5])
lambdas = np.logspace(-6, 2, 9)
table = np.array([cross_validate(X, y, lam) for lam in lambdas])
for lam, (mean, se) in zip(lambdas, table):
    stars = "*" * int(round(mean * 100))
    print(f"{lam:>10.0e}  {mean:.6f} +- {se:.6f}  {stars}")
best = lambdas[table[:, 0].argmin()]
limit = table[:, 0].min() + table[table[:, 0].argmin(), 1]
simplest = lambdas[table[:, 0] <= limit].max()
print(f"best lambda {best:g}, largest within one standard error {simplest:g}")

for lam in (0.0001, best, 10.0):
    w = ridge(X, y, lam)
    hat = X @ np.linalg.solve(X.T @ X + lam * np.diag([0] + [1] * 9), X.T)
    print(f"lambda {lam:g}: |w| = {np.linalg.norm(w):.4f}, degrees of freedom {np.trace(hat):.4f}")
    print("  w =", w)
w = ridge(X, y, best)
print("in-sample error", ((X @ w - y) ** 2).mean().round(6))
print("at the optimum the gradient vanishes:", np.allclose(X.T @ (X @ w - y) + best * np.r_[0, w[1:]], 0, atol=1e-9))
print(np.array2string(X @ w, precision=2, separator=", "))
print([f.tolist() for _, f in folds(7, 3)])
print(ridge_objective(np.array([0.1, 1.5, -0.2, -0.6]), 0.3))
