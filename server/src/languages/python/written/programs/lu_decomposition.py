import numpy as np


class SingularMatrix(ArithmeticError):
    pass


def lu(A):
    """PA = LU by Doolittle's scheme with partial pivoting. Returns the permutation, L, U and its sign."""
    U = np.array(A, dtype=float)
    n = U.shape[0]
    L = np.eye(n)
    perm = list(range(n))
    sign = 1
    for k in range(n - 1):
        p = k + int(np.argmax(abs(U[k:, k])))
        if U[p, k] == 0:
            raise SingularMatrix(f"column {k} has no pivot")
        if p != k:
            U[[k, p], k:] = U[[p, k], k:]
            L[[k, p], :k] = L[[p, k], :k]
            perm[k], perm[p] = perm[p], perm[k]
            sign = -sign
        L[k + 1 :, k] = U[k + 1 :, k] / U[k, k]
        U[k + 1 :, k:] -= np.outer(L[k + 1 :, k], U[k, k:])
        U[k + 1 :, k] = 0.0
    if U[-1, -1] == 0:
        raise SingularMatrix("last pivot vanishes")
    return perm, L, U, sign


def forward_substitution(L, b):
    x = np.zeros_like(b, dtype=float)
    for i in range(len(b)):
        x[i] = (b[i] - np.dot(L[i, :i], x[:i])) / L[i, i]
    return x


def back_substitution(U, b):
    x = np.zeros_like(b, dtype=float)
    for i in range(len(b))[::-1]:
        x[i] = (b[i] - np.dot(U[i, i + 1 :], x[i + 1 :])) / U[i, i]
    return x


def solve(A, b):
    perm, L, U, _ = lu(A)
    return back_substitution(U, forward_substitution(L, b[perm]))


def det(A):
    *_, U, sign = lu(A)
    return sign * np.prod(np.diag(U))


def cholesky(A):
    n = len(A)
    L = np.zeros((n, n))
    for j in range(n):
        L[j, j] = np.sqrt(A[j, j] - np.sum(L[j, :j] ** 2))
        for i in range(j + 1, n):
            L[i, j] = (A[i, j] - np.sum(L[i, :j] * L[j, :j])) / L[j, j]
    return L


# @grad A=[[2.0, 1.0, 0.3], [0.5, 3.0, -1.0], [1.0, -0.4, 2.5]], b=[1.0, 2.0, -1.0]
def solution_energy(A, b):
    """Elimination in place on copies; no pivoting is needed here."""
    A, b = A.copy(), b.copy()
    n = len(b)
    for k in range(n):
        for i in range(k + 1, n):
            f = A[i, k] / A[k, k]
            A[i, k:] -= f * A[k, k:]
            b[i] -= f * b[k]
    x = np.zeros(n)
    for i in range(n - 1, -1, -1):
        x[i] = (b[i] - np.sum(A[i, i + 1 :] * x[i + 1 :])) / A[i, i]
    return np.sum(x**2)


A = np.array([[2.0, 1.0, 1.0, 0.0], [4.0, 3.0, 3.0, 1.0], [8.0, 7.0, 9.0, 5.0], [6.0, 7.0, 9.0, 8.0]])
perm, L, U, sign = lu(A)
print("perm", perm, "sign", sign)
print(L)
print(U)
print("PA = LU:", np.allclose(A[perm], L @ U), "det", det(A))
b = np.array([4, 11, 29, 30])
x = solve(A, b)
print("x =", x, "residual small:", np.max(np.abs(A @ x - b)) < 1e-12)
hilbert = 1 / (np.arange(1, 6)[:, None] + np.arange(5))
print(hilbert)
print("det of Hilbert's matrix: %.6e" % det(hilbert))
ones = solve(hilbert, hilbert.sum(axis=1))
print("ones to 10 digits:", np.allclose(ones, 1, atol=1e-10), ones.round(8))
spd = A.T @ A + np.eye(4)
C = cholesky(spd)
print(C)
print(np.allclose(C @ C.T, spd), np.tril(C, -1).sum() == C.sum() - np.trace(C), np.triu(C, 1).any())
inverse = np.column_stack([solve(A, e) for e in np.eye(4)])
print(inverse.round(6) + 0.0)
for bad in (np.ones((3, 3)), np.array([[1.0, 2.0], [2.0, 4.0]]), np.zeros((2, 2))):
    try:
        print(det(bad))
    except SingularMatrix as err:
        print("SingularMatrix:", err)
print(solution_energy(np.array([[2.0, 1.0, 0.3], [0.5, 3.0, -1.0], [1.0, -0.4, 2.5]]), np.array([1.0, 2.0, -1.0])))
