"""Writes linearAlgebraGradients.golden.json: gradients of NumPy functions by PyTorch 1.13 in float64, or by complex steps through
NumPy itself where PyTorch has no such function (Squire & Trapp, 1998).

Run: /usr/bin/python3 linearAlgebraGradients.golden.py"""
import json, pathlib
import numpy as np
import torch

A = [[2.1, -0.7, 0.4], [0.3, 1.6, -1.2], [-0.9, 0.8, 3.2]]
T = [[1.3, -0.4], [0.7, 2.2], [-1.1, 0.6], [0.2, 1.7]]
B = [[0.5, -1.2, 0.7, 1.1], [1.4, 0.3, -0.6, 0.9], [-0.2, 0.8, 1.5, -1.0]]
V = [0.7, -1.3, 2.2]
U = [1.1, 0.4, -0.6]
D = [[2.0, 1.0, 0.5], [0.3, 3.5, 0.2], [0.1, 0.4, 6.0]]  # real eigenvalues
X = [0.2, 0.9, 1.7, 2.1, 3.3]
Y = [1.2, -0.4, 0.8, 2.1, -1.5]
P = [1.5, -2.0, 0.7, 0.4]

# name, inputs, NumPy's expression, PyTorch's (None: complex steps)
S, TS = "(A + A.T)", "(A + A.mT)"
ROWS = [
    ("inv", dict(A=A), "w(np.linalg.inv(A))", "w(torch.linalg.inv(A))"),
    ("det", dict(A=A), "np.linalg.det(A)", "torch.linalg.det(A)"),
    ("slogdet", dict(A=A), "np.linalg.slogdet(A)[1]", "torch.linalg.slogdet(A)[1]"),
    ("solve", dict(A=A, v=V), "w(np.linalg.solve(A, v))", "w(torch.linalg.solve(A, v))"),
    ("solve matrices", dict(A=A, B=B), "w(np.linalg.solve(A, B))", "w(torch.linalg.solve(A, B))"),
    ("cholesky", dict(A=A), "w(np.linalg.cholesky(A @ A.T))", "w(torch.linalg.cholesky(A @ A.mT))"),
    ("qr q", dict(A=A), "w(np.linalg.qr(A)[0])", "w(torch.linalg.qr(A)[0])"),
    ("qr r", dict(A=A), "w(np.linalg.qr(A)[1])", "w(torch.linalg.qr(A)[1])"),
    ("qr tall", dict(A=T), "w(np.linalg.qr(A)[0]) + w(np.linalg.qr(A, mode='r'))", "w(torch.linalg.qr(A)[0]) + w(torch.linalg.qr(A)[1])"),
    ("qr wide", dict(A=B), "w(np.linalg.qr(A)[0]) + w(np.linalg.qr(A)[1])", "w(torch.linalg.qr(A)[0]) + w(torch.linalg.qr(A)[1])"),
    ("qr complete", dict(A=T), "w(np.linalg.qr(A, mode='complete')[0][:, 2:] @ np.linalg.qr(A, mode='complete')[0][:, 2:].T)", "w(torch.eye(4, dtype=torch.float64) - torch.linalg.qr(A)[0] @ torch.linalg.qr(A)[0].mT)"),
    ("svd u", dict(A=A), "w(np.linalg.svd(A)[0])", "w(torch.linalg.svd(A)[0] * signs(np.linalg.svd(n(A))[0], torch.linalg.svd(A)[0]))"),
    ("svd s", dict(A=A), "w(np.linalg.svd(A)[1])", "w(torch.linalg.svdvals(A))"),
    ("svd values", dict(A=T), "w(np.linalg.svd(A, compute_uv=False))", "w(torch.linalg.svdvals(A))"),
    ("svd reduced", dict(A=T), "w(np.linalg.svd(A, full_matrices=False)[0] @ np.diag(np.linalg.svd(A)[1] ** 2))", "w(torch.linalg.svd(A, full_matrices=False)[0] * signs(np.linalg.svd(n(A), full_matrices=False)[0], torch.linalg.svd(A, full_matrices=False)[0]) @ torch.diag(torch.linalg.svdvals(A) ** 2))"),
    ("svd wide", dict(A=B), "w(np.linalg.svd(A, full_matrices=False)[2])", "w(torch.linalg.svd(A, full_matrices=False)[2] * signs(np.linalg.svd(n(A), full_matrices=False)[2].T, torch.linalg.svd(A, full_matrices=False)[2].mT)[:, None])"),
    ("svd rest", dict(A=T), "w(np.linalg.svd(A)[0][:, 2:] @ np.linalg.svd(A)[0][:, 2:].T)", "w(torch.eye(4, dtype=torch.float64) - A @ torch.linalg.pinv(A))"),
    ("eigh values", dict(A=A), f"w(np.linalg.eigh({S})[0])", f"w(torch.linalg.eigh({TS})[0])"),
    ("eigh vectors", dict(A=A), f"w(np.linalg.eigh({S})[1])", f"w(torch.linalg.eigh({TS})[1] * signs(np.linalg.eigh(n({TS}))[1], torch.linalg.eigh({TS})[1]))"),
    ("eigvalsh", dict(A=A), f"w(np.linalg.eigvalsh({S}))", f"w(torch.linalg.eigvalsh({TS}))"),
    ("eig values", dict(A=D), "w(np.sort(np.linalg.eig(A)[0]))", "w(torch.sort(torch.linalg.eig(A)[0].real)[0])"),
    ("eig vectors", dict(A=D), "w(np.linalg.eig(A)[1])", "w(ordered(A))"),
    ("eigvals", dict(A=D), "w(np.sort(np.linalg.eigvals(A)))", "w(torch.sort(torch.linalg.eigvals(A).real)[0])"),
    ("pinv", dict(A=T), "w(np.linalg.pinv(A))", "w(torch.linalg.pinv(A))"),
    ("lstsq", dict(A=T, b=P), "w(np.linalg.lstsq(A, b, rcond=None)[0])", "w(torch.linalg.pinv(A) @ b)"),
    ("lstsq residuals", dict(A=T, b=P), "np.linalg.lstsq(A, b, rcond=None)[1][0]", "((b - A @ (torch.linalg.pinv(A) @ b)) ** 2).sum()"),
    ("matrix_power", dict(A=A), "w(np.linalg.matrix_power(A, 3)) + w(np.linalg.matrix_power(A, -2))", "w(torch.linalg.matrix_power(A, 3)) + w(torch.linalg.matrix_power(A, -2))"),
    ("cond", dict(A=A), "np.linalg.cond(A) + np.linalg.cond(A, 1) + np.linalg.cond(A, 'fro')", "torch.linalg.svdvals(A)[0] / torch.linalg.svdvals(A)[-1] + torch.linalg.norm(A, 1) * torch.linalg.norm(torch.linalg.inv(A), 1) + torch.linalg.norm(A) * torch.linalg.norm(torch.linalg.inv(A))"),
    ("norm", dict(A=A, v=V), "np.linalg.norm(A) + np.linalg.norm(v)", "torch.linalg.norm(A) + torch.linalg.norm(v)"),
    ("norm nuclear", dict(A=T), "np.linalg.norm(A, 'nuc')", "torch.linalg.norm(A, 'nuc')"),
    ("norm spectral", dict(A=A), "np.linalg.norm(A, 2) + np.linalg.norm(A, -2)", "torch.linalg.norm(A, 2) + torch.linalg.norm(A, -2)"),
    ("norm sums", dict(A=A), "np.linalg.norm(A, 1) + np.linalg.norm(A, np.inf) + 2 * np.linalg.norm(A, -1)", "torch.linalg.norm(A, 1) + torch.linalg.norm(A, float('inf')) + 2 * torch.linalg.norm(A, -1)"),
    ("norm orders", dict(v=V), "np.linalg.norm(v, 1) + np.linalg.norm(v, 3) + np.linalg.norm(v, np.inf) + np.linalg.norm(v, 0.5)", "torch.linalg.norm(v, 1) + torch.linalg.norm(v, 3) + torch.linalg.norm(v, float('inf')) + torch.linalg.norm(v, 0.5)"),
    ("norm axes", dict(A=T), "w(np.linalg.norm(A, axis=0)) + w(np.linalg.norm(A, 3, axis=1))", "w(torch.linalg.norm(A, dim=0)) + w(torch.linalg.norm(A, 3, dim=1))"),
    ("multi_dot", dict(A=A, B=B, v=V), "w(np.linalg.multi_dot([v, A, B]))", "w(torch.linalg.multi_dot([v, A, B]))"),
    ("tensorsolve", dict(A=A, v=V), "w(np.linalg.tensorsolve(A, v))", "w(torch.linalg.tensorsolve(A, v))"),
    ("tensorinv", dict(A=A), "w(np.linalg.tensorinv(A, ind=1))", "w(torch.linalg.tensorinv(A, ind=1))"),
    ("dot", dict(A=A, B=B), "w(np.dot(A, B))", "w(A @ B)"),
    ("matmul stacks", dict(A=A, B=B), "w(np.stack([A, A + 1]) @ B)", "w(torch.stack([A, A + 1]) @ B)"),
    ("inner", dict(A=A, v=V), "w(np.inner(A, A)) + w(np.inner(A, v))", "w(torch.inner(A, A)) + w(torch.inner(A, v))"),
    ("outer", dict(v=V, u=U), "w(np.outer(v, u))", "w(torch.outer(v, u))"),
    ("vdot", dict(A=A), "np.vdot(A, A[::-1])", "(A * A.flip(0)).sum()"),
    ("kron", dict(A=A, B=B), "w(np.kron(A, B))", "w(torch.kron(A, B))"),
    ("cross", dict(v=V, u=U), "w(np.cross(v, u))", "w(torch.linalg.cross(v, u))"),
    ("cross in the plane", dict(A=T), "w(np.cross(A, A[::-1]))", "w(A[:, 0] * A.flip(0)[:, 1] - A[:, 1] * A.flip(0)[:, 0])"),
    ("tensordot", dict(A=A, B=B), "w(np.tensordot(A, B, axes=([0], [0])))", "w(torch.tensordot(A, B, dims=([0], [0])))"),
    ("einsum product", dict(A=A, B=B), "w(np.einsum('ij,jk->ik', A, B))", "w(torch.einsum('ij,jk->ik', A, B))"),
    ("einsum trace", dict(A=A), "np.einsum('ii', A) + w(np.einsum('ii->i', A))", "torch.einsum('ii', A) + w(torch.einsum('ii->i', A))"),
    ("einsum three", dict(A=A, v=V, u=U), "np.einsum('i,ij,j->', v, A, u)", "torch.einsum('i,ij,j->', v, A, u)"),
    ("einsum ellipsis", dict(A=A, B=B), "w(np.einsum('...i,ij->...j', A, B))", "w(torch.einsum('...i,ij->...j', A, B))"),
    ("trace", dict(A=A), "np.trace(A) + np.trace(A, offset=1)", "torch.trace(A) + torch.diagonal(A, 1).sum()"),
    ("diag", dict(A=A, v=V), "w(np.diag(A)) + w(np.diag(v, 1))", "w(torch.diag(A)) + w(torch.diag(v, 1))"),
    ("diagonal", dict(A=B), "w(np.diagonal(A, 1)) + w(np.diagflat(A[0]))", "w(torch.diagonal(A, 1)) + w(torch.diagflat(A[0]))"),
    ("vander", dict(v=V), "w(np.vander(v, 4))", "w(powers(v, 4))"),
    ("convolve", dict(v=V, x=Y), "w(np.convolve(x, v)) + w(np.convolve(x, v, 'same'))", None),
    ("correlate", dict(v=V, x=Y), "w(np.correlate(x, v, 'full')) + w(np.correlate(x, v))", "w(torch.nn.functional.conv1d(x[None, None], v[None, None], padding=2)[0, 0]) + w(torch.nn.functional.conv1d(x[None, None], v[None, None])[0, 0])"),
    ("cov", dict(A=B), "w(np.cov(A)) + w(np.cov(A, rowvar=False))", "w(torch.cov(A)) + w(torch.cov(A.mT))"),
    ("corrcoef", dict(A=B), "w(np.corrcoef(A))", "w(torch.corrcoef(A))"),
    ("interp", dict(x=V, fp=Y), "w(np.interp(x + 1, [0.0, 1.0, 2.0, 3.0, 4.0], fp))", "w(line(x + 1, torch.arange(5.0, dtype=torch.float64), fp))"),
    ("interp knots", dict(xp=X), "w(np.interp([0.5, 1.0, 2.0, 9.0], xp, [1.0, -1.0, 2.0, 0.5, 3.0]))", "w(line(torch.tensor([0.5, 1.0, 2.0, 9.0], dtype=torch.float64), xp, torch.tensor([1.0, -1.0, 2.0, 0.5, 3.0], dtype=torch.float64)))"),
    ("trapz", dict(x=X, y=Y), "np.trapz(y, x) + np.trapz(y, dx=0.1)", "torch.trapz(y, x) + torch.trapz(y, dx=0.1)"),
    ("gradient", dict(y=Y), "w(np.gradient(y, 0.5)) + w(np.gradient(y, edge_order=2))", None),
    ("gradient points", dict(x=X, y=Y), "w(np.gradient(y, x, edge_order=2))", "w(torch.gradient(y, spacing=(x,), edge_order=2)[0])"),
    ("gradient axes", dict(A=B), "w(np.gradient(A)[0]) + 2 * w(np.gradient(A)[1])", "w(torch.gradient(A)[0]) + 2 * w(torch.gradient(A)[1])"),
    ("polyval", dict(p=P, x=V), "w(np.polyval(p, x))", None),
    ("polyadd", dict(p=P, v=V), "w(np.polyadd(p, v)) + w(np.polysub(v, p))", None),
    ("polymul", dict(p=P, v=V), "w(np.polymul(p, v))", None),
    ("polydiv", dict(p=P, v=V), "w(np.polydiv(p, v)[0]) + w(np.polydiv(p, v)[1])", None),
    ("polyder", dict(p=P), "w(np.polyder(p)) + w(np.polyder(p, 2))", None),
    ("polyint", dict(p=P), "w(np.polyint(p)) + w(np.polyint(p, 2))", None),
    ("poly", dict(v=V), "w(np.poly(v))", None),
    ("roots", dict(v=V), "w(np.sort(np.roots(np.poly(v))))", "w(torch.sort(v)[0])"),
    ("poly1d", dict(p=P, x=V), "w(np.poly1d(p)(x)) + w((np.poly1d(p) * np.poly1d([1, 2])).c) + w(np.poly1d(p).deriv()(x)) + w((np.poly1d(p) ** 2 + 1)(x))", "w(value(p, x)) + w(times(p, torch.tensor([1.0, 2.0], dtype=torch.float64))) + w(value(p[:-1] * torch.tensor([3.0, 2.0, 1.0]), x)) + w(value(p, x) ** 2 + 1)"),
    ("polyfit", dict(x=X, y=Y), "w(np.polyfit(x, y, 2))", "w(torch.linalg.pinv(powers(x, 3)) @ y)"),
    ("polyfit weights", dict(y=Y), "w(np.polyfit([0.2, 0.9, 1.7, 2.1, 3.3], y, 1, w=[1.0, 2.0, 1.0, 0.5, 1.0]))", "w(torch.linalg.pinv(powers(torch.tensor([0.2, 0.9, 1.7, 2.1, 3.3], dtype=torch.float64), 2) * torch.tensor([1.0, 2.0, 1.0, 0.5, 1.0])[:, None]) @ (y * torch.tensor([1.0, 2.0, 1.0, 0.5, 1.0])))"),
    ("fftshift", dict(y=Y), "w(np.fft.fftshift(y)) + w(np.fft.ifftshift(y))", "w(torch.fft.fftshift(y)) + w(torch.fft.ifftshift(y))"),
]


def w(x):
    if isinstance(x, torch.Tensor):
        return (torch.cos(torch.arange(x.numel(), dtype=torch.float64) + 1).reshape(x.shape) * x).sum()
    return np.sum(np.cos(np.arange(x.size) + 1).reshape(x.shape) * x)


def n(x):
    return x.detach().numpy()


def signs(wanted, own):
    """Columns' signs as NumPy has them."""
    return torch.tensor(np.sign((wanted * n(own)).sum(axis=0)))


def ordered(a):
    """Eigenvectors of unit length in NumPy's order and with its signs."""
    values, vectors = torch.linalg.eig(a)
    wanted = np.linalg.eig(n(a))
    real = vectors.real / torch.linalg.norm(vectors.real, dim=0)
    order = [int(np.argmin(abs(n(values.real) - v))) for v in wanted[0]]
    return real[:, order] * signs(wanted[1], real[:, order])


def line(x, xp, fp):
    k = torch.clamp(torch.searchsorted(xp.detach(), x.detach(), right=True) - 1, 0, len(xp) - 2)
    inside = (x >= xp[0]) & (x <= xp[-1])
    value = fp[k] + (fp[k + 1] - fp[k]) / (xp[k + 1] - xp[k]) * (x - xp[k])
    return torch.where(inside, value, torch.where(x < xp[0], fp[0], fp[-1]))


def value(p, x):
    return sum(c * x ** (len(p) - 1 - i) for i, c in enumerate(p))


def powers(x, count):
    return torch.stack([x**k for k in range(count - 1, -1, -1)], 1)


def times(p, q):
    out = torch.zeros(len(p) + len(q) - 1, dtype=torch.float64)
    for i, c in enumerate(p):
        out = out + torch.nn.functional.pad(c * q, (i, len(p) - 1 - i))
    return out


cases = []
for name, inputs, expression, by_torch in ROWS:
    value_ = float(eval(expression, {"np": np, "w": w}, {k: np.array(v) for k, v in inputs.items()}))
    gradients = {}
    if by_torch is not None:
        leaves = {k: torch.tensor(v, dtype=torch.float64, requires_grad=True) for k, v in inputs.items()}
        scope = {"torch": torch, "np": np, "w": w, "n": n, "signs": signs, "ordered": ordered, "line": line, "value": value, "times": times, "powers": powers}
        out = eval(by_torch, scope, leaves)
        assert abs(float(out) - value_) < 1e-9 * (1 + abs(value_)), (name, float(out), value_)
        out.backward()
        gradients = {k: leaf.grad.numpy().tolist() for k, leaf in leaves.items()}
    else:
        for key in inputs:
            base = {k: np.array(v) for k, v in inputs.items()}
            slope = np.zeros(base[key].shape)
            for place in np.ndindex(slope.shape):
                moved = {k: v.astype(complex) for k, v in base.items()}
                moved[key][place] += 1e-30j
                slope[place] = eval(expression, {"np": np, "w": w}, moved).imag / 1e-30
            gradients[key] = slope.tolist()
    cases.append({"name": name, "inputs": inputs, "expression": expression, "value": value_, "gradients": gradients})
pathlib.Path(__file__).with_name("linearAlgebraGradients.golden.json").write_text(json.dumps(cases, indent=0) + "\n")
print(len(cases), "functions,", sum(c[3] is not None for c in ROWS), "by PyTorch")
