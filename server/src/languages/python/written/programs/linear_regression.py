# Least squares twice: normal equations, then gradient descent. Plus the usual table of coefficients.
import numpy as np

area = np.array([52, 61, 70, 75, 84, 92, 101, 110, 123, 140])
rooms = np.array([2, 2, 3, 3, 3, 4, 4, 4, 5, 5])
age = np.array([30, 12, 25, 8, 40, 15, 3, 22, 10, 35])
price = np.array([151.0, 189.5, 201.0, 236.5, 210.0, 271.0, 315.5, 298.0, 356.0, 345.5])

X = np.column_stack([np.ones_like(area, dtype=float), area, rooms, age])
names = ["intercept", "area", "rooms", "age"]


def gauss_solve(A, b):
    """Gaussian elimination with partial pivoting."""
    A = A.astype(float).copy()
    b = b.astype(float).copy()
    n = len(b)
    for k in range(n):
        p = k + np.argmax(np.abs(A[k:, k]))
        if p != k:
            A[[k, p]] = A[[p, k]]
            b[[k, p]] = b[[p, k]]
        for i in range(k + 1, n):
            f = A[i, k] / A[k, k]
            A[i, k:] -= f * A[k, k:]
            b[i] -= f * b[k]
    x = np.zeros(n)
    for i in range(n - 1, -1, -1):
        x[i] = (b[i] - A[i, i + 1:] @ x[i + 1:]) / A[i, i]
    return x


def gradient_descent(X, y, rate=0.1, steps=4000):
    mu, sd = X[:, 1:].mean(0), X[:, 1:].std(0)
    Z = np.c_[np.ones(len(X)), (X[:, 1:] - mu) / sd]
    theta = np.zeros(Z.shape[1])
    for _ in range(steps):
        theta -= rate * Z.T @ (Z @ theta - y) / len(y)
    slopes = theta[1:] / sd
    return np.r_[theta[0] - slopes @ mu, slopes]


# @grad beta=[10.0, 2.0, 3.0, -1.0]
# @grad beta=[0, 0, 0, 0]
def mean_squared_error(beta):
    r = price - X @ beta
    return np.sum(r * r) / len(r)


np.set_printoptions(precision=4, suppress=True)
beta = gauss_solve(X.T @ X, X.T @ price)
by_descent = gradient_descent(X, price)
print("normal equations:", beta)
print("gradient descent:", by_descent)
print("agree:", np.allclose(beta, by_descent, rtol=1e-6))

fitted = X @ beta
resid = price - fitted
n, p = X.shape
s2 = resid @ resid / (n - p)
cov = s2 * np.column_stack([gauss_solve(X.T @ X, e) for e in np.eye(p)])
r2 = 1 - (resid**2).sum() / ((price - price.mean()) ** 2).sum()
print(f"n = {n}, p = {p}, R2 = {r2:.6f}, sigma = {np.sqrt(s2):.4f}")
print(f"{'':<10}{'estimate':>12}{'std.err':>10}{'t':>9}")
for name, b, se in zip(names, beta, np.sqrt(np.diag(cov))):
    print(f"{name:<10}{b:>12.4f}{se:>10.4f}{b / se:>9.3f}")
print("residuals:", resid)
print("they are orthogonal to X:", np.abs(X.T @ resid).max() < 1e-6)
print(np.vstack([price, fitted]).T[:3])
print("a flat of 80 m2, 3 rooms, 5 years:", np.dot([1, 80, 3, 5], beta).round(2))
print("correlations with price:", [round(float(np.sum((v - v.mean()) * (price - price.mean())) / (len(v) * v.std() * price.std())), 4) for v in (area, rooms, age)])
print(mean_squared_error(np.array([10.0, 2.0, 3.0, -1.0])))
